"""Two articles or two runs side by side."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from analyzer.desk.compare import compare_articles, compare_runs, is_run, print_findings, read_run, side_names
from analyzer.pipeline import Analyzer
from analyzer.rows import analysis_record
from corpus.article import Article
from corpus.errors import ArticleError
from corpus.messages import speaking
from tests.marked import marked
from tests.test_ledger import FIRE_A, FIRE_B
from tests.test_parts import POLL, analyses

SHARED = "消防によると、火は約3時間後にほぼ消し止められ、周辺の住民に避難の指示は出ていない。"


def test_articles_share_passages_and_differ_in_figures_and_labels() -> None:
    one = marked(FIRE_A + SHARED, source="a.txt", outlet="東都新聞", published="2024-02-05")
    other = marked(
        FIRE_B + "{c}" + SHARED.replace("ほぼ", ""), source="b.txt", outlet="西海日報", published="2024-02-05"
    )
    found = compare_articles([one], [other])
    assert [(each.first, each.second) for each in found if each.kind == "figure"] == [("11人", "14人")]
    agreeing = [(each.first, each.second) for each in found if each.kind == "agree"]
    assert ("4億8000万円", "約4億8千万円") in agreeing and ("2人", "2人") in agreeing
    (shared,) = [each for each in found if each.kind == "shared"]
    assert shared.record["score"] > 0.9 and shared.record["first"]["source"] == "a.txt"
    assert [(each.first, each.second) for each in found if each.kind == "label"] == [("report", "commentary")]


def test_an_article_against_itself_shares_everything_and_differs_in_nothing() -> None:
    one = marked(FIRE_A, source="a.txt")
    assert {each.kind for each in compare_articles([one], [one])} == {"shared"}


def test_runs_tell_what_changed(tmp_path: Path) -> None:
    before = marked("市は⟦5人|5|人⟧と発表した。\n対応は遅い。", source="a.txt")
    after = marked("市は⟦5人|6|人⟧と発表した。\n{c}対応は遅い。", source="a.txt")
    for name, analysis in (("1.jsonl", before), ("2.jsonl", after)):
        (tmp_path / name).write_text(json.dumps(analysis_record(analysis)) + "\n", encoding="utf-8")
    first, second = str(tmp_path / "1.jsonl"), str(tmp_path / "2.jsonl")
    assert is_run(first) and not is_run(__file__)
    found = compare_runs(read_run(first), read_run(second))
    assert [(each.kind, each.first, each.second) for each in found] == [
        ("label", "report", "commentary"),
        ("span", "5 人", "6 人"),
    ]
    assert {each.kind for each in compare_runs(read_run(first), {})} == {"only_first"}
    (tmp_path / "1.jsonl").write_text("{\n", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"1\.jsonl:1"):
        read_run(first)


@pytest.mark.parametrize("output", ["jsonl", "json", "csv", "md", "table"])
def test_every_format_prints(output: str) -> None:
    one, other = marked(FIRE_A + SHARED, source="a.txt"), marked(FIRE_B + SHARED, source="b\x1b.txt")
    out = io.StringIO()
    print_findings(compare_articles([one], [other]), output, file=out)
    assert "11人" in out.getvalue() and "\x1b" not in out.getvalue()


def test_a_reader_sees_whose_number_it_is() -> None:
    one = marked(FIRE_A, source="a.txt", outlet="東都新聞", published="2024-02-05")
    other = marked(FIRE_B, source="b.txt", outlet="西海日報", published="2024-02-05")
    assert side_names([one], [other], ("x/a.txt", "x/b.txt")) == ("東都新聞", "西海日報")
    assert side_names([one], [one], ("x/a.txt", "y/a.txt")) == ("x/a.txt", "y/a.txt"), "one name would tell nothing"
    assert side_names([one, other], [other], ("x", "b.txt")) == ("x", "西海日報")
    out = io.StringIO()
    with speaking("ja"):
        print_findings(compare_articles([one], [other]), "table", names=("東都新聞", "西海日報"), file=out)
    lines = out.getvalue().splitlines()
    assert lines[1].split()[1:] == ["東都新聞", "西海日報"] and lines[2].split()[-2:] == ["11人", "14人"]
    assert not any(line.endswith(" ") for line in lines)


def test_what_only_one_of_two_articles_names() -> None:
    one = marked(
        "⟦#西海署|西海署|o1⟧によると、⟦@10日|2024-02-10|2024-02-10|2024-02-10⟧に出火した。\n"
        "{o}⟦@11日|2024-02-11|2024-02-11|2024-02-11⟧ ⟦#西海新聞|西海新聞|o2⟧",
        source="a.txt",
    )
    other = marked(
        "⟦#県警|海辺県警察本部|o1⟧は⟦@12日|2024-02-12|2024-02-12|2024-02-12⟧、"
        "⟦@10日|2024-02-10|2024-02-10|2024-02-10⟧の火事で⟦@来年|2025|2025-01-01|2025-12-31⟧も調べる。",
        source="b.txt",
    )
    found = [(each.kind, each.first, each.second) for each in compare_articles([one], [other])]
    assert [each for each in found if each[0] == "body"] == [
        ("body", "", "海辺県警察本部"),
        ("body", "西海署", ""),
    ]
    (day,) = [each for each in found if each[0] == "date"]  # neither the byline's, nor a year, nor what both name
    assert day[1] == "" and "12" in day[2]
    assert not [each for each in compare_articles([one, one], [other]) if each.kind in ("body", "date")]


def test_what_two_papers_polls_say_stands_side_by_side() -> None:
    first = POLL.format(38, "東西新聞", "東西新聞", "東西新聞", 38, 45, 1052)
    second = POLL.format(35, "北陽新聞", "北陽新聞", "北陽新聞", 35, 49, 1984)
    one, other = analyses(first, second)
    found = compare_articles([one], [other])
    differing = {(each.first, each.second) for each in found if each.kind == "figure"}
    assert {("38%", "35%"), ("45%", "49%"), ("1052人", "1984人")} <= differing


def test_bylines_alike_but_for_the_day_are_no_passage_that_both_print() -> None:
    one, other = analyses(*(f"政府の方針\n【東邦通信】2024年10月{day}日 11時45分\n\n{text}\n" for day, text in _DAYS))
    assert not [each for each in compare_articles([one], [other]) if each.kind == "shared"]


_DAYS = ((8, "首相は方針を示した。"), (9, "官房長官は会見で見直しに触れた。"))


def test_bounds_and_parts_of_the_day_are_told_whole() -> None:
    wire = "豪雨で白根川氾濫\n【東邦通信】2023年7月11日 12時05分\n\n11日未明の豪雨で長井沢町の白根川の堤防が決壊した。県警によると、住民2人が死亡した。住宅の浸水は620棟に上る。雨量は412ミリに達した。\n"
    paper = "白根川が氾濫\n奥羽日報　2023年7月11日夕刊\n\n11日の豪雨で長井沢町の白根川の堤防が決壊した。町によると、住民10人を超える人が死亡した。住宅の浸水は620棟に上った。雨量は500ミリを超えた。\n"
    found = compare_articles(*([each] for each in analyses(wire, paper)))
    sides = {side for each in found for side in (each.first, each.second)}
    assert "500ミリを超えた" in sides and "500ミリを超え" not in sides


def test_of_the_clock_times_of_a_day_the_nearest_stand_side_by_side() -> None:
    first = "7日午後1時40分ごろ、製材所から出火した。約4時間後に消し止めた。"
    one, other = (
        Analyzer().analyze(Article(name, name, text, published="2025-11-08", published_from="option"))
        for name, text in (("a.txt", first), ("b.txt", "7日午後1時35分ごろ、製材所から出火した。"))
    )
    found = [each for each in compare_articles([one], [other]) if each.kind == "date"]
    with_both, alone = found
    assert (with_both.record["first"]["value"], with_both.record["second"]["value"]) == (
        "2025-11-07T13:40",
        "2025-11-07T13:35",
    )
    assert with_both.record["first"]["text"] == "7日午後1時40分ごろ"  # data are as written, whatever the language
    assert (alone.record["first"]["value"], alone.record["second"]) == ("2025-11-07T17:40", None)
    file = io.StringIO()
    with speaking("ja"):
        print_findings(compare_articles([one], [other]), "md", names=("東都新聞", "西海日報"), file=file)
    assert "- 2025年11月7日: 2025年11月7日13時40分ごろ / 2025年11月7日13時35分ごろ" in file.getvalue()
