"""The terminal report: what a journalist reads, and that an article cannot steer the terminal."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace

from analyzer.desk.report.terminal import print_analyses, print_explanations
from analyzer.mention import (
    Analysis,
    Attribution,
    DateMention,
    Figure,
    Organization,
    Reason,
    SourceSpan,
    Verdict,
)
from corpus.article import Article, Block
from corpus.locales import set_language

TEXT = "機構関係者は4日、約10件を認めた。\nこれは\x1b[31mごまかしだ。"
SCORES = {"report": 0.9, "quote": 0.05, "commentary": 0.05, "other": 0.0}


@pytest.fixture(autouse=True)
def japanese():
    set_language("ja")
    yield
    set_language(None)


def analysis() -> Analysis:
    blocks = (
        Block(0, 19, "report", outlet="産経新聞", published="2016-04-05T07:55", group=1, evidence=(0, 2)),
        Block(20, len(TEXT), "commentary"),
    )
    reason = Reason("文末「だ」", 'ends in "だ"', 1.5, 32, 33)
    return Analysis(
        article=Article("x", "a.txt", TEXT, title="題", published="2016-04-05", published_from="header", blocks=blocks),
        sentences=(
            Verdict(0, 19, "report", 0.9, SCORES, "asserted"),
            Verdict(20, len(TEXT), "commentary", 0.88, SCORES, "asserted", True, (reason,)),
        ),
        figures=(Figure(9, 13, "number_unit", 10, None, None, "件", "count", "approx", "障害"),),
        dates=(DateMention(6, 8, "day", "DATE", "2016-04-04", None, "2016-04-04", "2016-04-04", "曜日が合わない"),),
        organizations=(Organization(0, 2, "alias", "地方公共団体情報システム機構", "o1", "government"),),
        attributions=(Attribution(0, (14, 16), SourceSpan(0, 5, "role"), (9, 13), "indirect"),),
    )


def printed() -> str:
    file = io.StringIO()
    print_analyses([analysis()], file=file)
    return file.getvalue()


def test_report_says_whose_words_what_and_on_what_evidence() -> None:
    page = printed()
    for expected in (
        "発行 2016年4月5日（見出し・配信行の日付から）",
        "▌産経新聞の記事  2016年4月5日7時55分",
        "報じられていること（1文）",
        "機構関係者(立場のみ)",
        "約10件[障害]",
        "4日=2016年4月4日 ⚠ 曜日が合わない",
        "地方公共団体情報システム機構",
        "▌筆者自身の文章",
        "論評 0.88  決め手 文末「だ」",
        "2文 — 報道 1・引用された意見 0・論評 1・その他 0",
    ):
        assert expected in page, f"{expected} is missing in\n{page}"


def test_an_article_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in printed()


def test_no_line_ends_in_blanks() -> None:
    assert not [line for line in printed().splitlines() if line != line.rstrip()]


def test_explain_names_label_scores_and_cue(capsys: pytest.CaptureFixture[str]) -> None:
    file = io.StringIO()
    assert print_explanations([analysis()], 2, file=file)
    page = file.getvalue()
    assert "判定 論評" in page and "+1.50  文末「だ」" in page and "a.txt" not in page
    assert not print_explanations([analysis()], 3, file=io.StringIO())
    assert "a.txt: 3番の文はありません（全2文）" in capsys.readouterr().err


def test_explain_names_the_source_where_there_are_several_articles() -> None:
    file = io.StringIO()
    assert print_explanations([analysis(), analysis()], 2, file=file)
    assert file.getvalue().splitlines().count("a.txt") == 2


def test_front_matter_is_not_shown_as_text() -> None:
    text = "---\ntitle: 題\n---\n市は4日、発表した。\n"
    article = Article("x", "-", text, title="題", blocks=(Block(0, 17, "other"), Block(17, len(text), "report")))
    verdicts = tuple(
        Verdict(start, end, label, 0.9, SCORES, "asserted")
        for start, end, label in ((0, 3, "other"), (4, 12, "other"), (13, 16, "other"), (17, 27, "report"))
    )
    file = io.StringIO()
    print_analyses([Analysis(article, verdicts, (), (), (), ())], file=file)
    assert "title:" not in file.getvalue() and "発表した" in file.getvalue()


def test_shares_are_not_shown_with_the_unit_of_their_text() -> None:
    share = Figure(0, 2, "", 0.2, None, None, "割", "ratio", None, "障害")
    changed = replace(analysis(), figures=(replace(share, start=9, end=13),))
    file = io.StringIO()
    print_analyses([changed], file=file)
    assert "0.2割" not in file.getvalue() and "20%" in file.getvalue()
