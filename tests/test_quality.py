"""The quality gate: today's scores against the pinned floors, and the gate itself."""

from __future__ import annotations

import itertools
import json
import math
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # benchmarks/ is not installed

from analyzer.mention import DateMention, Figure, Organization  # noqa: E402
from benchmarks import quality  # noqa: E402
from benchmarks.marked import Marked, digest, load, read  # noqa: E402

ARTICLES = load()


@pytest.mark.slow
def test_no_score_is_below_its_floor() -> None:
    floors = json.loads(quality.FLOORS.read_text(encoding="utf-8"))
    total = quality.run(ARTICLES).total
    assert quality.check(total.scores(), floors) == []


def test_an_article_has_the_form_that_its_marks_say() -> None:
    forms = {
        "several speakers: posts with pasted reports": "[[report outlet=北央新聞]]\n<r>市は認めた。\n[[commentary]]\n<c>ひどい。",
        "opinion": "[[commentary]]\n<r>市は認めた。<c>ひどい。",
        "report with remarks": "[[report]]\n" + "<r>市は認めた。" * 8 + "<c>ひどい。",
        "plain report": "[[headline]]\n<o>市が認める\n[[report]]\n<r>市は認めた。",
    }
    assert {read(source).form: form for form, source in forms.items()} == {form: form for form in forms}


@pytest.mark.parametrize("marked", ARTICLES, ids=lambda marked: marked.name)
def test_marks_are_consistent(marked: Marked) -> None:
    for pieces in (marked.blocks, marked.sentences):
        position = 0
        for piece in pieces:
            assert not marked.text[position : piece.start].strip(), "text without a mark"
            position = piece.end
        assert not marked.text[position:].strip()
    ends = [(gold.start, gold.end) for gold in marked.golds]
    assert all(stop <= start for (_, stop), (start, _) in itertools.pairwise(ends))
    for gold in marked.golds:
        inside = [s for s in marked.sentences if s.start <= gold.start and gold.end <= s.end]
        assert len(inside) == 1, marked.text[gold.start : gold.end]
        if gold.kind == "figures" and not gold.optional:
            for value in gold.values["value"].split(";"):
                assert value == "*" or all(math.isfinite(float(part)) for part in value.split("~"))


def test_the_set_has_every_genre_and_enough_of_everything() -> None:
    assert len({marked.genre for marked in ARTICLES}) >= 16
    assert all(len([g for marked in ARTICLES for g in marked.of(kind)]) >= 100 for kind in quality.KINDS)
    labels = [sentence.label for marked in ARTICLES for sentence in marked.sentences]
    assert min(labels.count(label) for label in quality.LABELS) >= 25


SMALL = """# genre: wire
[[report]]
<r>市は{d 4日|2016-04-04}、{f [延べ]10人以上|10|人|count|at_least}を、{a 同社|company|汐見化成}に{?f 一つ|1}渡した。
"""


def _texts(marked: Marked, text: str) -> tuple[int, int]:
    start = marked.text.index(text)
    return start, start + len(text)


def test_reader_of_marks() -> None:
    marked = read(SMALL)
    assert marked.text == "市は4日、延べ10人以上を、同社に一つ渡した。\n"
    day, people, body, one = marked.golds
    assert day.accepts(*_texts(marked, "4日"))
    assert not day.accepts(*_texts(marked, "4日、"))
    assert people.accepts(*_texts(marked, "延べ10人以上"))
    assert people.accepts(*_texts(marked, "10人以上"))
    assert not people.accepts(*_texts(marked, "10人"))
    assert (body.anaphor, one.optional) == (True, True)


@pytest.mark.parametrize(
    "source", ["<r>{d 4日", "<r>{x 4日|2016}", "# colour: red\n<r>あ", "<r>{d 4日|2016|START|too much}"]
)
def test_a_mark_that_cannot_be_read_is_refused(source: str) -> None:
    with pytest.raises(ValueError):
        read(source)


def test_values_that_are_right_and_wrong() -> None:
    day, people, body, _ = read(SMALL).golds
    assert quality.same_value(day, DateMention(2, 4, "r", "DATE", "2016-04-04"))
    assert not quality.same_value(day, DateMention(2, 4, "r", "DATE", "2016-05-04"))
    assert quality.same_value(people, Figure(7, 12, "r", 10, None, None, "人", "count", "at_least"))
    assert not quality.same_value(people, Figure(7, 12, "r", 11, None, None, "人", "count"))
    assert not quality.same_value(people, Figure(7, 12, "r", 10, None, None, "件", "count"))
    assert quality.same_value(body, Organization(13, 15, "r", "汐見化成", "o1", "company", anaphor=True))
    assert not quality.same_value(body, Organization(13, 15, "r", "同社", "o1", "company", anaphor=True))


def test_the_gate_closes_below_a_floor_and_on_other_marks() -> None:
    floors = {"marked_sha256": digest(), "floors": {"dates span": 0.9, "ECE": 0.05}}
    assert quality.check({"dates span": 0.9, "ECE": 0.05}, floors) == []
    assert len(quality.check({"dates span": 0.899, "ECE": 0.06}, floors)) == 2
    assert len(quality.check({}, floors)) == 2, "a score that vanished is a failure"
    assert len(quality.check({"dates span": 1.0, "ECE": 0.0}, floors | {"marked_sha256": "0"})) == 1


def test_floors_rise_and_sink_only_when_told() -> None:
    old = {"floors": {"dates span": 0.9, "ECE": 0.05}}
    higher = quality.pinned({"dates span": 0.95, "ECE": 0.02}, old, lower=False)["floors"]
    assert higher == {"dates span": 0.94, "ECE": 0.03}
    assert quality.pinned({"dates span": 0.5, "ECE": 0.2}, old, lower=False)["floors"] == old["floors"]
    assert quality.pinned({"dates span": 0.5, "ECE": 0.2}, old, lower=True)["floors"] == {
        "dates span": 0.49,
        "ECE": 0.21,
    }


def test_scores_of_labels() -> None:
    rows: list[tuple[str, str, float | None]] = [("report", "report", 0.9), ("commentary", "report", 0.9)]
    scores = quality.stance_scores(rows)
    assert scores["labels accuracy"] == 0.5
    assert scores["report/commentary macro-F1"] == pytest.approx((2 / 3 + 0) / 2)
    assert scores["ECE"] == pytest.approx(0.4)
