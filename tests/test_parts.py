"""Figures of one thing that are no answer to one question: parts, other states, papers' own polls, later hours."""

from __future__ import annotations

import time

import pytest

from analyzer.desk.amount import contradict
from analyzer.desk.entries import Entry, read_entries
from analyzer.desk.ledger import Row, build_ledger
from analyzer.desk.parts import excludes, is_same_part
from analyzer.mention import Analysis
from analyzer.pipeline import Analyzer
from corpus.article import Article, article_id


def analyses(*texts: str) -> list[Analysis]:
    analyzer = Analyzer()
    return [
        analyzer.analyze(Article(article_id(text), f"{n}.txt", text.strip() + "\n")) for n, text in enumerate(texts)
    ]


def rows_of(*texts: str) -> list[Row]:
    return build_ledger(analyses(*texts))


def entries_of(text: str) -> dict[str, Entry]:
    return {entry.text: entry for entry in read_entries(analyses(text))[0]}


def texts_of(rows: list[Row], relation: str) -> list[set[str]]:
    return [{entry.text for entry in row.entries} for row in rows if row.relation == relation]


@pytest.mark.parametrize(
    ("text", "figure", "parts"),
    [
        ("床上浸水は410棟、床下浸水は210棟。", "410棟", {("浸水", "床上")}),
        ("床上・床下浸水は903棟。", "903棟", set()),
        ("不支持率は45%（前回40%）だった。", "45%", {("支持", "不支持")}),
        ("不支持率は45%（前回40%）だった。", "40%", {("支持", "不支持"), ("時", "前")}),
        ("売上高は前期比4.2%減の1204億円。", "1204億円", set()),
        ("架空取引が新たに6件見つかり、計33件になった。", "6件", {("増減", "増")}),
        ("架空取引が新たに6件見つかり、計33件になった。", "33件", set()),
        ("患者は29人増えて213人になった。", "29人", {("増減", "増")}),
        ("判決後に1人が死亡し、死者は20人になった。", "1人", {("増減", "増")}),
        ("純利益を62億円から31億円に引き下げた。", "62億円", {("時", "前")}),
        ("調査は18歳以上の1052人から回答を得た。", "1052人", set()),
        ("原告は計16億8千万円の損害賠償を求めた。", "16億8千万円", {("訴え", "請求")}),
        ("計11億4千万円を支払うよう命じた。", "11億4千万円", {("訴え", "命令")}),
    ],
)
def test_what_limits_a_figure_to_a_part(text: str, figure: str, parts: set[tuple[str, str]]) -> None:
    assert entries_of(text)[figure].parts == parts


def test_a_part_contradicts_only_the_same_part() -> None:
    below, men, women = (frozenset([pair]) for pair in (("浸水", "床下"), ("性", "男"), ("性", "女")))
    assert is_same_part(below, below) and not is_same_part(below, frozenset())
    assert is_same_part(men, frozenset()) and not is_same_part(men, women) and excludes(men, women)


WIRE = """豪雨で白根川氾濫　2人死亡、5人不明
【東邦通信】2023年7月11日 12時05分

山形県南部を襲った記録的な大雨で、11日、長井沢町で白根川の堤防が約80メートルにわたって決壊した。県警によると、住民2人が死亡し、5人の行方が分かっていない。けが人は14人。
町内の避難所9カ所に約1800人が身を寄せている。住宅の浸水は620棟に上る。雨量は長井沢町で412ミリに達した。
"""
PAPER = """長井沢町で堤防決壊、2人死亡
奥羽日報　2023年7月11日夕刊

11日未明の豪雨で長井沢町の白根川の堤防がおよそ80メートル決壊し、町によると2人が亡くなり、6人が行方不明になっている。14人がけがをした。
避難者は1800人に上り、避難所は9カ所に開設された。床上浸水は410棟、床下浸水は210棟。総雨量は412.5ミリだった。
"""
TELEVISION = """白根川の堤防決壊　死者3人に
みちのくテレビ　7月12日 19:02

記録的な大雨による白根川の氾濫で、新たに1人の遺体が見つかり、死者は3人となりました。4人の行方が分かっていません。けが人は18人に増えました。
長井沢町では住宅845棟が浸水し、2100人が避難しています。
"""


def test_a_flood_from_hour_to_hour() -> None:
    rows = rows_of(WIRE, PAPER, TELEVISION)
    assert texts_of(rows, "differ") == [{"5人", "6人"}]
    notes = " / ".join(row.note for row in rows if row.relation == "changed")
    for change in ("2人 (2023-07-11) → 3人 (2023-07-12)", "14人 (2023-07-11) → 18人", "620棟 (2023-07-11) → 845棟"):
        assert change in notes, (change, notes)
    assert "6人・5人 (2023-07-11) → 4人 (2023-07-12)" in notes
    agreeing = set().union(*texts_of(rows, "agree"))
    assert {"約80メートル", "およそ80メートル", "412ミリ", "412.5ミリ", "9カ所", "14人"} <= agreeing


POLL = """内閣支持率{}%　{}世論調査
{}　2025年2月17日

{}社が15、16の両日に実施した全国世論調査で、内閣支持率は{}%となった。不支持率は{}%だった。政党支持率は与党の民政党が29%、野党の新風党が14%。{}人が回答した。
"""
BLOG = "支持率が3割を切った！\n\n東西新聞の世論調査で内閣支持率がついに28%になった。与党の民政党も野党の新風党もだらしない。\n"


def test_each_paper_has_its_own_poll_and_a_post_cites_one() -> None:
    first = POLL.format(38, "東西新聞", "東西新聞", "東西新聞", 38, 45, 1052)
    second = POLL.format(35, "北陽新聞", "北陽新聞", "北陽新聞", 35, 49, 1984)
    assert not texts_of(rows_of(first, second), "differ")
    assert texts_of(rows_of(first, second, BLOG), "differ") == [{"38%", "28%"}]


def test_a_paper_does_not_contradict_itself_from_noon_to_night() -> None:
    text = "東証、{}\n【東邦通信】2024年10月8日 {}\n\n8日の東京株式市場で日経平均株価は反発した。東証プライム市場の売買代金は{}。\n"
    rows = rows_of(
        text.format("反発", "11時45分", "2兆1300億円"), text.format("続伸して終わる", "15時40分", "4兆2100億円")
    )
    assert not texts_of(rows, "differ")
    assert [row.note for row in rows if row.relation == "changed"] == [
        "2兆1300億円 (2024-10-08 11:45) → 4兆2100億円 (2024-10-08 15:40)"
    ]


def test_claimed_and_awarded_sums_are_two_and_the_award_differs() -> None:
    wire = """工場石綿訴訟、国に賠償命令　大津地裁
【東邦通信】2022年11月24日 14時40分

滋賀県内の紡績工場で石綿を吸った元従業員と遺族ら42人が国に計16億8千万円の損害賠償を求めた訴訟の判決で、大津地裁は24日、原告36人に計11億4千万円を支払うよう命じた。6人については請求を棄却した。
"""
    paper = """石綿訴訟で国に賠償命令　大津地裁
京阪日日新聞　2022年11月25日

紡績工場で石綿を吸った元従業員らが国を訴えた裁判で、大津地裁は24日、国に12億4千万円の賠償を命じる判決を言い渡した。原告42人のうち36人の訴えを認めた。
"""
    rows = rows_of(wire, paper)
    assert texts_of(rows, "differ") == [{"11億4千万円", "12億4千万円"}] and not texts_of(rows, "changed")


def test_a_loss_and_a_profit_are_told_as_such() -> None:
    first = "三笠精機、赤字転落\n【東邦通信】2024年5月14日\n\n三笠精機（名古屋市）の2024年3月期の連結純損益は18億円の赤字（前期は31億円の黒字）に転落した。\n"
    second = "三笠精機の決算\n中京経済新聞　2024年9月3日\n\n三笠精機（名古屋市）の2025年3月期の純損益は5億円の黒字となった。\n"
    third = (
        "三笠精機の決算短信\n2024年5月14日\n\n三笠精機（名古屋市）の2024年3月期の連結純損失は1,820百万円であった。\n"
    )
    rows = rows_of(first, second, third)
    assert {"18億円", "1,820百万円"} in texts_of(rows, "agree") and not texts_of(rows, "differ")
    assert any("18億円の赤字 (FY2023) → 5億円の黒字 (FY2024)" in row.note for row in rows)


def test_a_quoted_run_of_sentences_is_a_copy_not_a_second_witness() -> None:
    post = "行政は何をしていたのか\n\n長井沢町の水害、ひどすぎる。\n\n東邦通信の記事より：\n「町内の避難所9カ所に約1800人が身を寄せている。住宅の浸水は620棟に上る。」\n\n町長は責任を取れ。\n"
    entries = read_entries(analyses(WIRE, post))[0]
    assert [entry.copies for entry in entries if entry.text in ("約1800人", "620棟")] == [("1.txt",), ("1.txt",)]


def test_a_bound_that_sizes_up_the_number_before_it_is_no_figure_of_its_own() -> None:
    assert "5割を超え" not in entries_of("不支持率は51%で、初めて5割を超えた。")
    assert "5割を超え" in entries_of("支持率は31%だったが、不支持率は5割を超えた。")


def test_two_storms_are_two_events() -> None:
    text = "台風{0}号が発生\n気象新聞 {1}\n\n気象庁によると、台風{0}号が沖縄の南の海上で発生した。中心は北緯{2}度、東経{3}度にあり、北西へ進んでいる。中心気圧は{4}ヘクトパスカル。\n"
    rows = rows_of(text.format(9, "2005年8月6日", 22, 131, 990), text.format(15, "2005年8月7日", 14, 134, 996))
    assert not texts_of(rows, "differ")


def test_a_revised_forecast_a_cut_and_the_staff_of_one_works() -> None:
    first = "東海家電、国内で1500人削減　早期退職募集\n【東邦通信】2023年11月9日\n\n東海家電は9日、国内の従業員を対象に約1500人の早期退職を募集すると発表した。2024年3月期の連結純損益の予想を従来の120億円の黒字から350億円の赤字に下方修正した。四日市工場（三重県）は閉鎖する。\n"
    local = "四日市工場閉鎖へ　従業員620人に衝撃　東海家電\n伊勢日日新聞　2023年11月10日\n\n東海家電が9日発表した国内2000人の早期退職募集で、四日市工場は閉鎖される。同工場の従業員は約620人。前期の純損益は95億円の黒字だった。\n"
    later = "東海家電の早期退職、1620人が応募\n【東邦通信】2024年2月28日\n\n東海家電は28日、募集していた早期退職に1620人が応募したと発表した。2024年3月期の連結純損益の赤字は380億円に拡大する見通し。四日市工場は閉鎖する。\n"
    rows = rows_of(first, local, later)
    # Neither the staff of the works nor what was expected before is set against what is planned now.
    assert [{"1500人", "約1500人", "2000人"}] == texts_of(rows, "differ")
    (forecast,) = [row.note for row in rows if row.relation == "changed"]
    assert forecast.startswith("350億円の赤字 (FY2023 / 2023-11-09) → 380億円 (FY2023 / 2024-02-28)")


def test_a_bound_is_no_rounded_number() -> None:
    above, exact = (
        entries_of(text)["5割を超え" if n else "48.7%"]
        for n, text in enumerate(("投票率は48.7%だった。", "投票率は5割を超えた。"))
    )
    assert contradict(above.amount, exact.amount)


def test_a_party_is_named_beside_its_share_and_bounds_are_whole_words() -> None:
    text = "{}月の世論調査　東西新聞\n東西新聞　2025年{}月17日\n\n東西新聞社が実施した全国世論調査で、民政党の支持率は{}%、新風党は{}%となった。\n"
    rows = [row for row in rows_of(text.format(2, 2, 29, 14), text.format(3, 3, 26, 17)) if row.relation == "changed"]
    assert sorted(row.measure for row in rows) == ["新風党 支持率", "民政党 支持率"]
    told = [entries_of(text) for text in ("雨量は500ミリを超えていたはずだ。", "死者は10人を超えた。")]
    assert [entry.told for entries in told for entry in entries.values()] == ["500ミリ超", "10人を超えた"]


def test_a_text_of_nothing_but_places_costs_what_it_is_long() -> None:
    texts = [f"見出し\n東西新聞　2025年2月17日\n\n{'長井沢町' * n}\n" for n in (1_000, 8_000)]
    short, long = ([each] for each in analyses(*texts))
    costs = []
    for each in (short, long):
        begun = time.process_time()
        build_ledger(each)
        costs.append(time.process_time() - begun)
    assert costs[1] < 40 * max(costs[0], 0.005)
