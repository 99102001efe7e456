"""Events as a newsroom holds them: wire, papers, releases, later reports, and posts that exaggerate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from analyzer.desk.bodies import with_common_names
from analyzer.desk.compare import compare_articles
from analyzer.desk.entries import Entry
from analyzer.desk.evidence import Bearing, find_evidence
from analyzer.desk.ledger import Row, build_ledger, measure_text
from analyzer.desk.ledger.telling import stations
from analyzer.desk.report import markdown
from analyzer.desk.tables import ledger_markdown
from analyzer.mention import Analysis
from analyzer.pipeline import Analyzer
from corpus.messages import speaking
from corpus.readers import read_articles
from corpus.vocabulary import read_table
from tests.casefile import CASES

_FINDINGS = read_table(CASES / "newsroom.tsv", key=("event", "relation", "one", "other"))


@cache
def told(event: str) -> tuple[Analysis, ...]:
    analyzer = Analyzer()
    paths = sorted(str(path) for path in (CASES / "newsroom").glob(f"{event}_*.txt"))
    return with_common_names([analyzer.analyze(article) for article in read_articles(paths)])  # type: ignore[arg-type]


@cache
def ledger_of(event: str) -> tuple[Row, ...]:
    return tuple(build_ledger(told(event)))


def hand(event: str, name: str) -> Analysis:
    return next(each for each in told(event) if name in each.article.source)


def bearings_on(event: str, words: str) -> tuple[Bearing, ...]:
    claims = [claim for claim in find_evidence(told(event)) if words in claim.passage.text]
    assert claims, words
    return claims[0].bearings


def texts(entries: Sequence[Entry]) -> set[str]:
    return {entry.text for entry in entries}


@pytest.mark.parametrize(
    "row", _FINDINGS, ids=lambda row: f"{row['event']} {row['one']} {row['relation']} {row['other']}"
)
def test_finding(row: dict[str, str]) -> None:
    one, other, relation = row["one"], row["other"], row["relation"]
    rows = ledger_of(row["event"])
    assert any(one in texts(each.entries) for each in rows) and any(other in texts(each.entries) for each in rows)
    if relation == "apart":
        beside = [each for each in rows if each.relation not in ("derived", "single")]
        assert not [each for each in beside if {one, other} <= texts(each.entries)]
    elif relation == "apart-derived":
        assert not [each for each in rows if each.relation == "derived" and {one, other} <= texts(each.entries)]
    elif relation == "differ":
        sides = [tuple(map(texts, each.sides)) for each in rows if each.relation == "differ"]
        assert [
            each for each in sides if (one in each[0] and other in each[1]) or (other in each[0] and one in each[1])
        ]
    else:
        found = [each for each in rows if each.relation == relation and {one, other} <= texts(each.entries)]
        assert found and len(found[0].entries) > 1


def test_a_figure_repeated_by_its_headline_stands_alone_once() -> None:
    rows = [row for row in ledger_of("leak") if row.relation == "single" and "47件" in texts(row.entries)]
    assert len(rows) == 1 and len(rows[0].entries) == 2 and len(rows[0].sides[0]) == 1


def test_the_dead_of_a_flock_are_no_persons() -> None:
    assert {measure_text(row) for row in ledger_of("flu") if "85羽" in texts(row.entries)} == {"死亡"}


def test_steps_leave_out_what_was_thought_before() -> None:
    row = next(row for row in ledger_of("leak") if row.relation == "changed")
    assert [entry.text for _, entry in stations(row.entries)] == ["183,962名", "21万7千人分"]
    with speaking("ja"):
        note = next(row.note for row in build_ledger(told("leak")) if row.relation == "changed")
    assert note == "183,962名 (2025年5月21日まで) → 21万7千人分 (2025年7月18日)"


def test_a_profit_is_named_before_a_forecast() -> None:
    rows = [row for row in ledger_of("plant") if row.relation == "agree" and "40億円" in texts(row.entries)]
    assert [row.measure for row in rows] == ["当期純損失"]


@pytest.mark.parametrize(
    ("event", "claim", "figures"),
    [
        ("leak", "2万件以上", ("2万件以上", "2300件")),
        ("leak", "40万人分", ("40万人分", "約18万4000人分")),
        ("flu", "400万羽", ("400万羽", "約210万羽")),
        ("vote", "1万票以上", ("1万票以上", "7487票")),
        ("heat", "42度", ("42度", "40.2度")),
        ("heat", "300人", ("300人", "118人")),
    ],
)
def test_other_figures_of_reports_bear_on_a_claim(event: str, claim: str, figures: tuple[str, str]) -> None:
    found = [each for each in bearings_on(event, claim) if "other figure" in each.relations]
    assert figures in [pair for each in found for pair in each.figures]


@pytest.mark.parametrize(
    ("event", "claim", "report"),
    [("layoff", "3662億円も儲けて", "純利益は前の期比18％減の3662億円"), ("wage", "771組合だけ", "回答を得た771組合")],
)
def test_a_report_with_the_number_of_a_claim_bears_on_it_whatever_its_words(
    event: str, claim: str, report: str
) -> None:
    told = [each for each in bearings_on(event, claim) if report in each.passage.text]
    assert told and "same figure" in told[0].relations


def test_a_speed_is_set_beside_a_speed() -> None:
    assert any("時速約110キロ" in each.passage.text for each in bearings_on("rail", "時速130キロ"))


def test_the_lightly_hurt_are_not_all_the_hurt() -> None:
    part = [each for each in bearings_on("rail", "4人けが") if "軽いけが" in each.passage.text]
    assert not [each for each in part if "same figure" in each.relations]


def test_clock_times_of_one_day_stand_side_by_side() -> None:
    with speaking("ja"):
        findings = compare_articles([hand("rail", "1wire")], [hand("rail", "3paperb")])
    dates = [(each.first, each.second) for each in findings if each.kind == "date"]
    assert dates == [("2024年11月8日15時50分ごろ", "2024年11月8日15時55分ごろ")]


def test_a_body_is_known_by_the_end_of_its_name() -> None:
    findings = compare_articles([hand("rail", "1wire")], [hand("rail", "2papera")])
    assert not [each for each in findings if each.kind == "body"]


def test_a_page_shows_what_differs_behind_what_agrees() -> None:
    page = markdown.render([hand("rail", "1wire"), hand("rail", "4post")], lang="ja")
    told = page.split("乗客800人が乗っていたんですよ？\n", 1)[1].split("\n- ", 1)[0]
    assert "**同じ数値** 乗客ら4人" in told and "**別の数値** 8日午後3時50分" in told


def test_both_sides_of_a_difference_are_marked() -> None:
    with speaking("ja"):
        lines = ledger_markdown([row for row in ledger_of("rail") if row.relation == "differ"]).splitlines()
    assert any("183人 — 越前毎朝新聞" in line and "<br>↔ 800人 — rail" in line for line in lines)


def test_a_paste_with_its_source_behind_it_is_no_second_report() -> None:
    told_of = [each.passage.text for each in bearings_on("ruling", "組織的に対応していれば")]
    assert len(told_of) == 1 and told_of[0].startswith("白鳥町立")
