"""The verdicts: contract, calibration, reasons, and the two paths that must agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import stance
from analyzer.mention import LABELS, Verdict
from analyzer.pipeline import Analyzer
from analyzer.stance.features import (
    PARTS,
    divisor,
    ending_senses,
    facts_of,
    judging_class,
    part_slots,
    shapes_of,
)
from analyzer.stance.model import load_stance, pack, save_stance, unpack
from corpus.article import Article, ModelError
from corpus.text import fold
from corpus.tokens import prepare
from corpus.vocabulary import Row, read_table
from tests.casefile import Case, read_cases

MODEL = Path(stance.__file__).parents[1] / "models" / "stance.json"
TABLES = Path(stance.__file__).parents[1] / "tables"


def judged(text: str) -> list[Verdict]:
    doc = prepare(Article(id="x", source="-", text=text))
    return stance.judge(doc, figures=(), dates=(), organizations=(), attributions=())


def test_verdicts_keep_the_contract() -> None:
    text = "市は4日、予算案を発表した。対応は場当たり的だったと言わざるを得ない。\n関連記事：予算の行方\n"
    verdicts = judged(text)
    assert [verdict.label for verdict in verdicts[:2]] == ["report", "commentary"]
    for verdict in verdicts:
        assert set(verdict.scores) == set(LABELS)
        assert abs(sum(verdict.scores.values()) - 1) < 1e-3
        assert verdict.label == max(verdict.scores, key=lambda label: verdict.scores[label])
        assert verdict.score == verdict.scores[verdict.label]


def test_reasons_quote_the_text_strongest_first() -> None:
    text = "市は4日、予算案を発表した。\n税金の無駄遣い以外の何物でもない。\n誰も責任を取らないのが現実です。\n"
    for verdict in judged(text):
        assert 1 <= len(verdict.reasons) <= 5
        weights = [reason.weight for reason in verdict.reasons]
        assert weights == sorted(weights, reverse=True) and weights[-1] > 0
        for reason in verdict.reasons:
            if "「" in reason.feature and not reason.feature.endswith("…」"):
                assert text[reason.start : reason.end] in reason.feature


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    doc = prepare(Article(id="x", source="-", text=text))
    verdicts = stance.judge(doc, figures=(), dates=(), organizations=(), attributions=())
    assert [(v.start, v.end) for v in verdicts] == [(s.start, s.end) for s in doc.sentences]


def test_run_time_adds_up_what_the_trainer_counts() -> None:
    model = load_stance(MODEL)
    doc = prepare(
        Article(id="x", source="-", text="私は「遅すぎる」と3回言った。国の責任は重い！\n昨日「A「B」C」を見た（笑）\n")
    )
    shapes = shapes_of(doc, facts_of(doc, (), (), (), ()))
    for shaped, first in zip(shapes, stance.Scorer(model).first(doc, shapes), strict=True):
        slots = part_slots(doc, shaped)
        for part, packed, by in zip(PARTS, first.sums, first.divisors, strict=True):
            assert by == divisor(part, len(slots[part])), part
            if part not in ("words", "tail", "predicate"):  # these add the word vectors as well
                assert unpack(packed) == unpack(sum(model.slots[index] for index in slots[part])), part


@pytest.mark.parametrize("row", read_table(TABLES / "stance_evaluative.tsv", key="stem"), ids=lambda row: row["stem"])
def test_every_judging_word_is_found_in_its_example(row: Row) -> None:
    before, _, rest = row["example"].partition("⟦")
    marked, _, after = rest.partition("⟧")
    doc = prepare(Article(id="x", source="-", text=before + marked + after))
    assert row["class"] in {judging_class(token.type) for token in doc.tokens_of(doc.sentences[0])}


@given(st.tuples(*[st.integers(-(2**19), 2**19)] * 3), st.tuples(*[st.integers(-(2**19) + 1, 2**19 - 1)] * 3))
def test_packed_weights_add_up(left: tuple[int, int, int], right: tuple[int, int, int]) -> None:
    assert unpack(pack(*left) + pack(*right)) == tuple(a + b for a, b in zip(left, right, strict=True))


def test_a_foreign_or_broken_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    with pytest.raises(ModelError, match="cannot be read"):
        load_stance(path)
    path.write_text('{"format": "uradori-linear-1"}', encoding="utf-8")
    with pytest.raises(ModelError, match="not a stance model"):
        load_stance(path)
    save_stance(load_stance(MODEL), path)
    assert load_stance(path).slots == load_stance(MODEL).slots
    weights = bytearray(path.with_suffix(".bin").read_bytes())
    weights[0] ^= 1
    path.with_suffix(".bin").write_bytes(bytes(weights))
    with pytest.raises(ModelError, match="not the ones it certifies"):
        load_stance(path)


@pytest.mark.parametrize("row", read_table(TABLES / "stance_endings.tsv", key="ending"), ids=lambda row: row["ending"])
def test_every_ending_is_found_in_its_example(row: object) -> None:
    cells = row
    before, _, rest = cells["example"].partition("⟦")
    marked = rest.partition("⟧")[0]
    sense, _, length = ending_senses(fold(before + marked))
    assert length >= len(marked) and (sense == row["sense"] or length > len(marked))


@pytest.mark.parametrize("case", read_cases("certainty.tsv"), ids=lambda case: case.where)
def test_certainty(case: Case) -> None:
    assert [verdict.certainty for verdict in judged(case.text)] == [each["certainty"] for each in case.values]


@pytest.mark.parametrize("case", read_cases("stance.tsv"), ids=lambda case: case.where)
def test_clear_cases_are_labelled_right(case: Case) -> None:
    analysis = Analyzer(today=date(2026, 1, 1)).analyze(Article(id="x", source="-", text=case.text))
    assert [verdict.label for verdict in analysis.sentences] == [each["label"] for each in case.values]
