"""The verdicts: contract, calibration, reasons, and the two paths that must agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import stance
from analyzer.mention import LABELS, Verdict
from analyzer.pipeline import Analyzer
from analyzer.stance import reasons
from analyzer.stance.arrays import group_findings
from analyzer.stance.endings import ending_senses
from analyzer.stance.findings import Finding, findings
from analyzer.stance.model import WIDE, load_stance, pack, pack_wide, save_stance, unpack, unpack_wide
from analyzer.stance.parts import KEYED, divisor, part_slots
from analyzer.stance.reproaches import reproaches
from analyzer.stance.scorer import Scorer
from analyzer.stance.set_lines import is_set_line
from analyzer.stance.shapes import Shape, facts_of, shapes_of
from analyzer.stance.surroundings import CONTEXT, LOGIT_UNIT, UNIT, Surroundings, is_own_logit
from analyzer.stance.words import TYPES, judging_class
from corpus.article import Article
from corpus.errors import ModelError
from corpus.text import fold
from corpus.tokens import prepare
from corpus.vocabulary import Row, read_table
from tests.casefile import Case, read_cases

READER = Analyzer(today=date(2026, 1, 1))
PIECES = (
    "市は4日、38億円の予算を発表した",
    "「呆れた」",
    "と知事は話した",
    "対応は後手に回ったと言わざるを得ない",
    "です",
    "私は",
    "と思う",
    "反対した",
    "会っていないと述べた",
    "毎朝新聞によれば、",
    "共同通信",
    "（共同）",
    "5月3日(月)21時10分配信",
    "みなさん、こんにちは",
    "――",
    "Q.",
    "!?",
    "笑",
    "点検していれば防げた",
    "『",
    "』",
    "「",
    "」",
    "…",
    "のである",
    "という",
    "記者：",
    "> 引用",
    "https://example.jp/",
    "1",
    "、",
    " ",
    "【産経新聞】",
)
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


def test_headline_of_a_pasted_report_is_no_body() -> None:
    text = (
        "文化の日に思うこと\n\n図書館の司書、8割が非正規　平均年収は200万円台（朝日新聞デジタル）\n"
        "公立図書館で働く司書の8割近くが非正規であることが、協会の調査でわかった。\n\nつらい話です。私は悲しくなりました。"
    )
    assert [verdict.label for verdict in judged(text)][1:4] == ["other", "other", "report"]


def test_reasons_quote_the_text_strongest_first() -> None:
    text = "市は4日、予算案を発表した。\n税金の無駄遣い以外の何物でもない。\n誰も責任を取らないのが現実です。\n"
    for verdict in judged(text):
        assert 1 <= len(verdict.reasons) <= 5
        weights = [reason.weight for reason in verdict.reasons]
        assert weights == sorted(weights, reverse=True) and weights[-1] > 0
        for reason in verdict.reasons:
            if "「" in reason.feature and not reason.feature.endswith("…」"):
                assert text[reason.start : reason.end] in reason.feature


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("説明は終始、他人事です。", "他人事です"),
        ("会社は資金を集めているとみられる。", "集めている"),
        ("国民に諦めさせたいのです。", "諦めさせたい"),
        (
            "どうも。またまた出ましたね、お役所の「不適切な事務処理」が。もう笑うしかありません。まずはこの記事を読んでください。",
            "「不適切な事務処理」が",
        ),
        ("逆に見れば、支配者層はこの制度を必要としています。", "「支配者層」"),
        ("「通知カードを受け取らせたい」マイナンバー反対の偽装に注意 通知カードの受け取り拒否の仕方\n", "「通知カード"),
    ],
)
def test_reasons_show_whole_words(text: str, shown: str) -> None:
    doc = prepare(Article(id="x", source="-", text=text))
    placed = [reason for verdict in judged(text) for reason in verdict.reasons if reason.start is not None]
    assert any(shown in reason.feature for reason in placed)
    for reason in placed:
        assert reason.start in doc.starts


def shown_words(text: str) -> dict[str, str | None]:
    """Return by word what a reason would show of it, had the model named it: None for nothing."""
    reading = READER.read(Article(id="x", source="-", text=text))
    doc = reading.doc
    facts = facts_of(doc, reading.figures, reading.dates, reading.organizations, reading.attributions)
    found: dict[str, str | None] = {}
    for sentence, fact in zip(doc.sentences, facts, strict=True):
        for index in range(sentence.first_token, sentence.last_token):
            span = reasons.whole_word(doc, sentence, fact, index, sentence.end)
            found[doc.text[doc.starts[index] : doc.ends[index]]] = span and doc.text[slice(*span)]
    return found


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("開発途上国の支援に充てる。", "途上", None),
        ("ウィットロック選手が勝った。", "ウィット", None),
        ("ジェネラルマネージャーが去った。", "ジェネラル", None),
        ("日刊スポーツが伝えた。", "日刊", None),
        ("佐野さんが来た。", "佐野", None),
        ("国際関係委員会が開かれた。", "委員", None),
        ("常務が会見した。", "常務", None),
        ("共同通信によると、火は消えた。", "共同", None),
        ("共同通信によると、火は消えた。", "消え", "消えた"),
        ("共同で開発する。", "共同", "共同"),
        ("自転車で通う。", "自転", "自転車"),
        ("大失敗だ。", "失敗", "大失敗"),
        ("場当たり的な対応だ。", "場当たり", "場当たり的"),
        ("公式サイトはexample.comです。", "com", None),
    ],
)
def test_reasons_show_no_names_and_no_pieces_of_words(text: str, word: str, shown: str | None) -> None:
    assert shown_words(text)[word] == shown


@pytest.mark.parametrize("row", read_table(TABLES / "stance_persons.tsv", key="word"), ids=lambda row: row["word"])
def test_reasons_show_no_titles(row: Row) -> None:
    before, _, rest = row["example"].partition("⟦")
    word, _, after = rest.partition("⟧")
    assert not any(shown and word in shown for shown in shown_words(before + word + after).values())


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("申請をするしないは、一切制度を進める上で関係がない。", "一切制度"),
        ("最低賃金の話は聞きたくもない。", "最低賃金"),
        ("過剰債務に苦しむ国に、未来などあるものか。", "過剰債務"),
    ],
)
def test_a_judging_word_is_not_shown_as_part_of_a_term(text: str, hidden: str) -> None:
    shown = [reason.feature for verdict in judged(text) for reason in verdict.reasons]
    assert shown
    assert not any(each.startswith("評価を表す語") and hidden in each for each in shown)


def test_a_name_is_no_reason_for_a_remark() -> None:
    for text in (
        "総務省は国民に気づかれたくないのだ。",
        "総務省の対応は場当たり的で、呆れた話だ。",
        "平和党は何も分かっていない。",
    ):
        analysis = READER.analyze(Article(id="x", source="-", text=text))
        features = [reason.feature for reason in analysis.sentences[0].reasons]
        assert features and not any(each.startswith("団体名") or each.endswith("「平和」") for each in features)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    doc = prepare(Article(id="x", source="-", text=text))
    verdicts = stance.judge(doc, figures=(), dates=(), organizations=(), attributions=())
    assert [(v.start, v.end) for v in verdicts] == [(s.start, s.end) for s in doc.sentences]


SAMPLE = (
    "庁舎の移転\n市は4日、予算案を発表した。私は「遅すぎる」と3回言った。国の責任は重い！\n\n昨日「A「B」C」を見た（笑）\n"
    "毎朝新聞 6月19日配信\n県は19日、計画を発表した。知事は「急ぎたい」と述べた。\n\n私は信じません。なぜ急ぐのでしょうか。\n"
)


def test_run_time_adds_up_what_the_trainer_counts() -> None:
    model = load_stance(MODEL)
    doc = prepare(Article(id="x", source="-", text=SAMPLE))
    shapes = shapes_of(doc, facts_of(doc, (), (), (), ()))
    for shape, first in zip(shapes, Scorer(model).first(doc, shapes)[0], strict=True):
        if shape.is_set:  # "other" by rule, nothing is added up
            continue
        slots = part_slots(doc, shape)
        sums = {part: unpack(sum(model.slots[index] for index in each)) for part, each in slots.items()}
        n_whole = sum(end - start for start, end in shape.whole)
        words = tuple(a + b for a, b in zip(first.words, first.pairs, strict=True))
        assert first.by_words == divisor("words", len(slots["words"]))
        if slots["quoted"]:
            assert first.pairs == sums["pairs"] and first.by_pairs == divisor("pairs", n_whole)
            assert first.quoted == sums["quoted"] and first.by_quoted == divisor("quoted", len(slots["quoted"]))
        else:  # words and pairs are divided alike and added up in one
            rows = [
                TYPES.grown(doc.lexicon)[index].row for start, end in shape.outside for index in doc.types[start:end]
            ]
            vectors = unpack(sum(model.rows["words"][row] for row in rows if row >= 0))
            assert words == tuple(a + b + c for a, b, c in zip(sums["words"], sums["pairs"], vectors, strict=True))
        for part, weight in zip(KEYED, first.keyed, strict=True):
            assert weight[1:] == tuple(round(each / divisor(part, 0)) for each in sums[part]), part


def both_paths(texts: list[str]) -> tuple[list[Any], list[Any]]:
    scorer = Scorer(load_stance(MODEL))
    readings = [
        reading for text in texts if (reading := READER.read(Article(id="x", source="-", text=text))).doc.sentences
    ]
    docs = [each.doc for each in readings]
    facts = [facts_of(each.doc, each.figures, each.dates, each.organizations, each.attributions) for each in readings]
    shapes = [shapes_of(doc, each) for doc, each in zip(docs, facts, strict=True)]
    one_by_one = [(each, *findings(scorer, doc, each)) for doc, each in zip(docs, shapes, strict=True)]
    together = group_findings(scorer, docs, facts) if docs else []

    def seen(found: list[tuple[list[Shape], list[Finding], bool]]) -> list[Any]:
        return [
            (shapes, [(*each[:2], list(each.candidates), each.around()) for each in rows], known)
            for shapes, rows, known in found
        ]

    return seen(one_by_one), seen(together)


def test_the_plain_path_and_the_path_over_arrays_agree() -> None:
    pasted = "産経新聞 5月3日(月)21時10分配信\n市は4日、38億円の予算を発表した。\n関係者は「遅すぎる」と話した。\n\n呆れた話だ。私は反対する。"
    plain, together = both_paths(
        [SAMPLE, SAMPLE * 20, "あ", "「」「」\n", "一" * 3000, pasted, "、、\n\n。。", pasted + SAMPLE]
    )
    assert plain == together


@given(st.lists(st.lists(st.sampled_from([*PIECES, "\n", "\n\n", "。"]), max_size=30).map("".join), max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_document_is_judged_alike_whatever_stands_beside_it(texts: list[str]) -> None:
    plain, together = both_paths(texts)
    assert plain == together


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("外相は、支払っていないと語った。", {"quote"}),
        ("外相は、支払うべきだとは考えていないと語った。", set()),
        ("外相は「会っていない。残念だ」と語った。", set()),
        ("組合は「安全策が示されていない」と述べた。", set()),
        ("組合は「夜間の備えを見ていない」として反対している。", set()),
        ("共生クラブは反対した。", {"quote", "commentary"}),
        ("私は反対した。", set()),
        ("毎朝新聞によれば、船は沈んだ。", {"commentary"}),
        ("毎朝新聞によれば、船は安全だそうだが、信じられない。", set()),
        ("外電の伝えたところによれば、船は南方で造られたものだった。", {"commentary"}),
        ("「リベラシオン」によれば、協定は人の往来を認める。", {"commentary"}),
        ("関係者の話によれば、船は年内に着くだろう。", {"commentary"}),
        ("この数字によれば、蓄えは底を突くだろう。", set()),
        ("その指摘によれば、蓄えは底を突くだろう。", {"commentary"}),
        ("二人が会ったのかは分かっていない。", {"quote", "commentary"}),
        ("町の説明に、農家からは批判が高まっている。", {"quote"}),
        ("農家からは、説明が足りないといった声が上がっている。", set()),
        ("高すぎると思う。", {"quote"}),
        ("委員：高すぎると思う。", {"commentary"}),
        ("客の女性（31）：とても待てません！", {"commentary"}),
        ("アナウンサー：心配な雨ですね。", set()),
        ("船は無事だったとのこと。", {"commentary"}),
    ],
)
def test_labels_that_a_sentence_cannot_have(text: str, barred: set[str]) -> None:
    reading = READER.read(Article(id="x", source="-", text=text))
    facts = facts_of(reading.doc, reading.figures, reading.dates, reading.organizations, reading.attributions)
    (shape,) = shapes_of(reading.doc, facts)
    assert {label for place, label in enumerate(LABELS) if shape.barred >> place & 1} == barred
    verdict = READER.analyze(Article(id="x", source="-", text=text)).sentences[0]
    assert all(verdict.scores[label] < 0.05 for label in barred)  # type: ignore[index]  # a set of labels


def test_a_sentence_of_nothing_but_quoted_verdicts_costs_what_its_length_does() -> None:
    def seconds(n: int) -> float:
        doc = prepare(Article(id="x", source="-", text="「呆れた怠慢」と" * n + "言った。"))
        facts = facts_of(doc, (), (), (), ())
        start = process_time()
        shapes_of(doc, facts)
        return process_time() - start

    seconds(10)  # tables load
    assert seconds(4000) < 40 * max(min(seconds(400), seconds(400)), 0.001)


def test_the_second_pass_adds_up_what_its_trainer_counts() -> None:
    """Weights of one field per feature give the features; features times weights give what the run-time adds up."""
    model = load_stance(MODEL)
    scorer = Scorer(model)
    doc = prepare(Article(id="x", source="-", text=SAMPLE))
    shapes = shapes_of(doc, facts_of(doc, (), (), (), ()))
    firsts, _ = scorer.first(doc, shapes)
    logits = [first.logits for first in firsts]
    guesses = [(100 * index % UNIT, 50, 7) for index in range(len(firsts))]
    counted = Surroundings({name: 1 << 48 * index for index, name in enumerate(CONTEXT)}.__getitem__)
    for features, weighed in zip(
        counted.weighed(doc, shapes, logits, guesses),
        scorer.surroundings.weighed(doc, shapes, logits, guesses),
        strict=True,
    ):
        total, packed, expected = sum(features), sum(weighed), [0.0, 0.0, 0.0]
        for name in CONTEXT:
            value = ((total + (1 << 47)) & ((1 << 48) - 1)) - (1 << 47)
            total = (total - value) >> 48
            for label in range(3):
                expected[label] += value / (LOGIT_UNIT if is_own_logit(name) else UNIT) * model.context[name][label]
        assert total == 0
        for said, wanted in zip(unpack_wide(packed), expected, strict=True):
            assert said / WIDE == pytest.approx(wanted, abs=0.02)


def test_the_first_reason_names_words_of_the_text() -> None:
    analysis = Analyzer(today=date(2026, 1, 1)).analyze(Article(id="x", source="-", text=SAMPLE))
    for verdict in analysis.sentences:
        first = verdict.reasons[0]
        assert first.start is not None and first.end is not None and first.start < first.end


@pytest.mark.parametrize("row", read_table(TABLES / "stance_evaluative.tsv", key="stem"), ids=lambda row: row["stem"])
def test_every_judging_word_is_found_in_its_example(row: Row) -> None:
    before, _, rest = row["example"].partition("⟦")
    marked, _, after = rest.partition("⟧")
    doc = prepare(Article(id="x", source="-", text=before + marked + after))
    assert row["class"] in {judging_class(token.type) for token in doc.tokens_of(doc.sentences[0])}


@given(st.tuples(*[st.integers(-(2**19), 2**19)] * 3), st.tuples(*[st.integers(-(2**19) + 1, 2**19 - 1)] * 3))
def test_packed_weights_add_up(left: tuple[int, int, int], right: tuple[int, int, int]) -> None:
    assert unpack(pack(*left) + pack(*right)) == tuple(a + b for a, b in zip(left, right, strict=True))


@given(st.tuples(*[st.integers(-(2**42), 2**42)] * 3), st.tuples(*[st.integers(-(2**42) + 1, 2**42 - 1)] * 3))
def test_wide_packed_weights_add_up(left: tuple[int, int, int], right: tuple[int, int, int]) -> None:
    total = unpack_wide(pack_wide(*left) + pack_wide(*right))
    assert total == tuple(a + b for a, b in zip(left, right, strict=True))


def test_a_foreign_or_broken_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    with pytest.raises(ModelError, match="cannot be read"):
        load_stance(path)
    path.write_text('{"format": "uradori-linear-1"}', encoding="utf-8")
    with pytest.raises(ModelError, match="not a model for this"):
        load_stance(path)
    save_stance(load_stance(MODEL), path)
    assert load_stance(path).slots == load_stance(MODEL).slots
    weights = bytearray(path.with_suffix(".bin").read_bytes())
    weights[0] ^= 1
    path.with_suffix(".bin").write_bytes(bytes(weights))
    with pytest.raises(ModelError, match="not the ones it certifies"):
        load_stance(path)


@pytest.mark.parametrize("row", read_table(TABLES / "stance_endings.tsv", key="ending"), ids=lambda row: row["ending"])
def test_every_ending_is_found_in_its_example(row: Row) -> None:
    before, _, rest = row["example"].partition("⟦")
    marked = rest.partition("⟧")[0]
    sense, _, length = ending_senses(fold(before + marked))
    assert length >= len(marked) and (sense == row["sense"] or length > len(marked))


@pytest.mark.parametrize(
    "row", read_table(TABLES / "stance_set_lines.tsv", key="pattern"), ids=lambda row: row["example"]
)
def test_every_set_line_is_found_by_its_example(row: dict[str, str]) -> None:
    line = fold(row["example"])
    assert line[0] in row["starts"]
    assert re.match(row["pattern"], line)
    assert is_set_line(line, line[:24])


@pytest.mark.parametrize("row", read_table(TABLES / "stance_reproaches.tsv", key="words"), ids=lambda row: row["words"])
def test_every_reproach_is_found_in_its_example(row: Row) -> None:
    text = row["example"].replace("⟦", "").replace("⟧", "")
    assert f"⟦{row['words']}⟧" in row["example"] and reproaches(fold(text))


#: What a writer of his own says before and behind the lines that are judged.
_OWN_TEXT = "水道の値段の話です。\n私は納得できません。\n{}\nもう一度、考えてほしいと思います。"


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("足し算できてます？", "c"),
        ("←時計を二時間進めるのが遺産？", "c"),
        ("それで何が変わるんですか？", "c"),
        ("校庭のプールはどうなるの？", "c"),
        ("そんなことも調べずに書いたんですか？", "c"),
        ("市長、質問に答えなさい。", "c"),
        ("いまこそ声を上げよう。", "c"),
        ("いい話でしょう？", "c"),
        ("一日で撤回だってさ。", "c"),
        ("交通費は誰が払うんでしょうか。", "c"),
        ("実質賃金は24か月続けて減った（日経、5月3日）。", "r"),
        ("でも1カ月は長すぎます。", "c"),
        ("次に来る台風の名前は何でしょう？", "o"),
        ("ほかの地区はどうですか？", "o"),
        ("どなたかご存じの方はいませんか？", "o"),
        ("では、今回は何が変わるのでしょうか。", "o"),
        ("次の文章を読んで、60字以内で要約しなさい。", "o"),
        ("【問1】空き家は5年前のおよそ何戸だったか、計算しなさい。", "o"),
        ("自分の考えを書きましょう。", "o"),
        ("会費500円。", "r"),
        ("ネットを買った。780円。", "rr"),
        ("町民を馬鹿にしているのですか。", "c"),
        ("参加者は12人。", "r"),
        ("・電話は三回目で出てもらえる\n・窓口は三つとも閉まっていた\n・説明が下手すぎる", "rrc"),
        ("・駅前の再開発\n・給食費の無償化\n・図書館の移転", "ooo"),
    ],
)
def test_lines_of_a_writers_own_text(line: str, labels: str) -> None:
    text = _OWN_TEXT.format(line)
    start = text.index(line)
    verdicts = READER.analyze(Article(id="x", source="-", text=text)).sentences
    within = [each for each in verdicts if start <= each.start < start + len(line)]
    assert "".join(each.label[0] for each in within) == labels


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("高校生から100円を取るのですか。", "commentary"),
        ("みなさんはどう思いますか？", "other"),
    ],
)
def test_question_right_below_a_report_answers_it(line: str, label: str) -> None:
    report = "湖北新報（2025年6月20日付）より引用\n----------\n市は19日、駐輪場を来年4月から有料にすると発表した。\n料金は1日100円。\n----------"
    text = f"納得がいきません。\n\n以下、{report}\n\n{line}\n私の息子も毎朝とめています。"
    verdicts = READER.analyze(Article(id="x", source="-", text=text)).sentences
    assert next(each.label for each in verdicts if text.startswith(line, each.start)) == label


def test_brackets_around_all_that_is_pasted_are_left_aside_with_its_source() -> None:
    cited = "『北の町で大きな停電が起き、およそ5千人に影響が出ています。』（ニッポン放送、朝六時）"
    text = f"八月十五日　曇\n夜が明けた。\n{cited}\nうちの冷房はいらない。\nあちらは暑いだろうに。"
    verdicts = READER.analyze(Article(id="x", source="-", text=text)).sentences
    assert next(each.label for each in verdicts if text.startswith("『", each.start)) == "report"


@pytest.mark.parametrize("case", read_cases("certainty.tsv"), ids=lambda case: case.where)
def test_certainty(case: Case) -> None:
    assert [verdict.certainty for verdict in judged(case.text)] == [each["certainty"] for each in case.values]


@pytest.mark.parametrize("case", read_cases("stance.tsv"), ids=lambda case: case.where)
def test_clear_cases_are_labelled_right(case: Case) -> None:
    analysis = Analyzer(today=date(2026, 1, 1)).analyze(Article(id="x", source="-", text=case.text))
    assert [verdict.label for verdict in analysis.sentences] == [each["label"] for each in case.values]


def test_lines_of_comment_are_quotes_where_they_tell_opinions() -> None:
    text = (
        "高校駅伝\n2026年11月3日\n高校駅伝は3日、行われ、緑山高が優勝した。東高は2位だった。\n\n"
        "▽市川電機社長の話　厳しい環境だが、黒字は必ず守る。\n▽緑山・滝沢監督の話　選手を信じるだけだった。中原は前日に38度の熱があった。\n"
    )
    analysis = READER.analyze(Article(id="x", source="-", text=text))
    labels = [each.label for each in analysis.sentences[-3:]]
    assert labels == ["quote", "quote", "report"]


def test_who_gives_a_press_conference_answers_for_himself() -> None:
    text = (
        "農林水産大臣記者会見概要\n\n大臣：第1回の入札は来週10日から実施いたします。\n"
        "高い水準が続くことは、断じて容認できません。\n記者：農協は、手取りが下がると懸念しています。\n"
        "大臣：そのような懸念は当たらないと考えております。\n数量は15万トンです。\n"
        "毎日新聞：輸入を増やすお考えはありますか。\n大臣：時期を申し上げることは適当でないと考えています。\n"
    )
    labels = {text[each.start : each.end].strip(): each.label for each in _analyzed(text)}
    assert labels["高い水準が続くことは、断じて容認できません。"] == "commentary"
    assert labels["大臣：そのような懸念は当たらないと考えております。"] == "commentary"
    assert labels["数量は15万トンです。"] == "report"
    assert labels["輸入を増やすお考えはありますか。"] == "other"
    assert labels["記者：農協は、手取りが下がると懸念しています。"] == "quote"


def _analyzed(text: str) -> Sequence[Verdict]:
    return READER.analyze(Article(id="x", source="-", text=text)).sentences
