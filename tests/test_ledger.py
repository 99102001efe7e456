"""The ledger: what agrees, differs, changed, follows."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analyzer
from analyzer.desk.amount import Amount, agree, contradict
from analyzer.desk.ledger import Row, build_ledger, row_record, select
from analyzer.desk.passages import concepts, pattern_of
from analyzer.mention import Analysis
from corpus.vocabulary import read_table
from tests.marked import marked

CARD_2016_04 = """
{o}マイナンバー発券⟦227万枚|2270000|枚⟧ カード申請の⟦2割|0.2|割|ratio|カード申請⟧、障害響く
マイナンバーカードを発行する⟦#機構|地方公共団体情報システム機構|o1⟧が、⟦@平成27年度|FY2015|2015-04-01|2016-03-31⟧までに希望者のわずか⟦2割程度|0.2|割|ratio|希望者⟧の⟦227万枚|2270000|枚⟧しか発行できなかったことが⟦@4日|2016-04-04|2016-04-04|2016-04-04⟧、分かった。
本来不要の再起動が⟦50回以上|50|回⟧も繰り返された。
⟦@昨年|2015|2015-01-01|2015-12-31⟧以降、⟦1019万人|10190000|人|count|カード申請⟧のカード申請に対し、⟦@今年3月|2016-03|2016-03-01|2016-03-31⟧までに⟦227万枚|2270000|枚⟧しか交付できなかった。
"""
CARD_2016_08 = """
⟦5社|5|社⟧は、中継サーバーなどの設計・開発を⟦約69億円|6900000000|円|money⟧で⟦#機構|地方公共団体情報システム機構|o1⟧から受注。
本来不要の再起動が⟦50回以上|50|回⟧も繰り返された。
結局、⟦@27年度|FY2015|2015-04-01|2016-03-31⟧は⟦1019万人|10190000|人|count|申請⟧の申請に対し、⟦約2割|0.2|割|ratio⟧の⟦227万枚|2270000|枚⟧しか交付できなかった。
さらに⟦@今年8月1日|XXXX-08-01⟧までに累計⟦1093万人|10930000|人|count|申請⟧の申請があったが、障害が尾を引いて⟦703万枚|7030000|枚|count|交付⟧の交付にとどまり、⟦300万人超|3000000|人⟧が受け取れなかった。
"""
FIRE_A = """
{o}⟦#桜井化学|桜井化学|o1⟧の工場で火災、⟦2人|2|人⟧死亡
⟦@5日|2024-02-05|2024-02-05|2024-02-05⟧午前、川北市の⟦#桜井化学|桜井化学|o1⟧の工場で火災があり、従業員⟦2人|2|人|count|従業員⟧が死亡、⟦11人|11|人⟧がけがをした。
工場およそ⟦3200平方メートル|3200|平方メートル|measure|工場⟧を焼いた。
同社は被害額を⟦4億8000万円|480000000|円|money|被害額⟧と見積もる。
消防車⟦25台|25|台|count|消防車⟧が出動した。
"""
FIRE_B = """
川北市の化学工場で⟦@5日|2024-02-05|2024-02-05|2024-02-05⟧に起きた火災で、市消防本部は⟦14人|14|人⟧が負傷したと発表した。
死者は⟦2人|2|人|count|死者⟧。
⟦#桜井化学|桜井化学|o1⟧によると、損害は⟦約4億8千万円|480000000|円|money|損害⟧に上る。
焼けたのは⟦3200平方メートル|3200|平方メートル|measure⟧の工場⟦1棟|1|棟⟧。
"""


def rows_of(*texts: tuple[str, str | None, str | None]) -> list[Row]:
    return build_ledger(
        [marked(text, source=f"{i}.txt", outlet=who, published=when) for i, (text, who, when) in enumerate(texts)]
    )


def having(rows: list[Row], relation: str) -> list[set[str]]:
    return [{entry.text for entry in row.entries} for row in rows if row.relation == relation]


@pytest.fixture(scope="module")
def card_rows() -> list[Row]:
    return rows_of((CARD_2016_04, "産経新聞", "2016-04-05T07:55"), (CARD_2016_08, "産経ニュース", None))


def test_card_figures_agree_across_the_two_reports(card_rows: list[Row]) -> None:
    agreeing = [row for row in card_rows if row.relation == "agree"]
    for text in ("227万枚", "1019万人", "50回以上"):
        row = next(row for row in agreeing if text in {entry.text for entry in row.entries})
        assert {entry.passage.source for entry in row.entries} == {"0.txt", "1.txt"}, text
    shares = next(row for row in agreeing if row.unit == "割")
    assert {entry.text for entry in shares.entries} == {"2割", "2割程度", "約2割"}


def test_a_fifth_is_derived_and_the_later_count_is_a_change(card_rows: list[Row]) -> None:
    assert any({"227万枚", "1019万人"} < texts and "2割" in "".join(texts) for texts in having(card_rows, "derived"))
    assert {"300万人超", "1093万人", "703万枚"} in having(card_rows, "derived")
    changed = having(card_rows, "changed")
    assert {"227万枚", "703万枚"} in changed and {"1019万人", "1093万人"} in changed
    assert not having(card_rows, "differ")


def test_two_outlets_on_one_fire() -> None:
    rows = rows_of((FIRE_A, "東都新聞", "2024-02-05"), (FIRE_B, "西海日報", "2024-02-05"))
    assert having(rows, "differ") == [{"11人", "14人"}]
    agreeing = having(rows, "agree")
    assert {"2人"} in agreeing and {"3200平方メートル"} in agreeing and {"4億8000万円", "約4億8千万円"} in agreeing
    assert not having(rows, "changed")


def test_other_events_places_and_times_do_not_differ() -> None:
    market = "⟦@5日|2024-02-05|2024-02-05|2024-02-05⟧、南町の商店街で祭りがあり、⟦40人|40|人⟧がけがをした。"
    rows = rows_of((FIRE_A, "東都新聞", "2024-02-05"), (market, "西海日報", "2024-02-05"))
    assert not having(rows, "differ") and not having(rows, "agree")
    places = "最多は大阪市で⟦151件|151|件|count|トラブル⟧。堺市で⟦33件|33|件|count|トラブル⟧だった。"
    others = "カードのトラブルは神戸市で⟦12件|12|件|count|トラブル⟧、堺市で⟦33件|33|件|count|トラブル⟧あった。"
    assert not having(rows_of((places, "東都新聞", None), (others, "西海日報", None)), "differ")


def test_quakes_told_in_like_words_are_no_development() -> None:
    def quake(place: str, day: str, size: str, depth: str) -> str:
        return f"""
{{o}}{place}で地震、津波の心配なし
⟦@{day}|{day}|{day}|{day}⟧午前、{place}を震源とする地震があった。
地元の気象台によると、地震の規模を示すマグニチュードは⟦{size}|{size}|マグニチュード|measure|マグニチュード⟧、震源の深さは⟦{depth}km|{depth}|km|measure|深さ⟧と推定される。
この地震で⟦1人|1|人|count|けが⟧がけがをした。
"""

    north = (quake("青森県", "2021-03-02", "6.1", "42"), "東都新聞", "2021-03-02")
    rows = rows_of(north, (quake("熊本県", "2021-03-20", "5.4", "70"), "西海日報", "2021-03-20"))
    assert {row.relation for row in rows} == {"single"}
    rows = rows_of(north, (quake("青森県", "2021-03-02", "6.3", "42"), "西海日報", "2021-03-02"))
    assert having(rows, "differ") == [{"6.1", "6.3"}] and {"42km"} in having(rows, "agree")


def test_a_speaker_who_gives_both_numbers_contradicts_nobody() -> None:
    one = "火災で住民⟦20人|20|人|count|住民⟧が避難し、別の⟦12人|12|人|count|住民⟧の住民も避難した。"
    other = "火災で住民⟦20人|20|人|count|住民⟧が避難した。"
    assert not having(rows_of((one, "東都新聞", None), (other, "西海日報", None)), "differ")


def test_copies_of_one_wording_count_once() -> None:
    text = "市は新しい図書館の建設費として⟦38億円|3800000000|円|money|建設費⟧を見込んでいると発表した。"
    (row,) = rows_of((text, "東都新聞", None), (text, "西海日報", None))
    assert row.relation == "single" and row.entries[0].copies == ("1.txt",) and "2" in row.note


def test_sums_need_a_sign() -> None:
    marked_sum = "合格者は計⟦20人|20|人⟧で、男性⟦12人|12|人⟧、女性⟦8人|8|人⟧だった。"
    by_chance = "駅に⟦20人|20|人⟧、公園に⟦12人|12|人⟧、橋に⟦8人|8|人⟧がいた。"
    assert having(rows_of((marked_sum, None, None)), "derived") == [{"20人", "12人", "8人"}]
    assert not having(rows_of((by_chance, None, None)), "derived")
    last_year = "配当は中間⟦15円|15|円|money⟧と合わせた年間⟦25円|25|円|money⟧(⟦@前期|2022|2022-04-01|2023-03-31⟧は⟦40円|40|円|money⟧)。"
    assert not having(rows_of((last_year, None, None)), "derived")


def test_a_share_of_a_whole_is_an_amount() -> None:
    paper = "富士見市の点検費⟦5200万円|52000000|円|money⟧のうち⟦約4割|0.4|割|ratio⟧が使われていなかったと監査委員が指摘した。"
    letter = "{c}⟦2000万円以上|20000000|円|money⟧が富士見市の点検費から消えているのに、監査委員は何をしていたのか。"
    rows = rows_of((paper, "東都新聞", "2024-02-05"), (letter, None, "2024-02-06"))
    assert {"2000万円以上", "5200万円", "約4割"} in having(rows, "derived")


def test_dates_at_the_ends_of_time_are_no_harm() -> None:
    first = "富士見市の職員は⟦@西暦1年|0001|0001-01-01|0001-12-31⟧から⟦12人|12|人|count|職員⟧だ。"
    last = "富士見市の職員は⟦@西暦9999年|9999|9999-01-01|9999-12-31⟧までの間⟦14人|14|人|count|職員⟧だ。"
    undated = "富士見市の職員は⟦15人|15|人|count|職員⟧だ。"
    assert rows_of((first, "東都新聞", "0001-01-01"), (last, "西海日報", "9999-12-31"), (undated, None, "2024-02-06"))


def test_filters_and_record() -> None:
    rows = rows_of((FIRE_A, "東都新聞", "2024-02-05"), (FIRE_B, "西海日報", "2024-02-05"))
    (conflict,) = select(rows, conflicts=True)
    record = row_record(conflict)
    assert list(record)[:5] == ["measure", "unit", "relation", "figures", "note"]
    wanted = ["source", "outlet", "published", "sentence", "start", "end", "text", "value", "low", "high"]
    assert list(record["figures"][0])[:10] == wanted
    assert all(row.unit == "円" for row in select(rows, unit="円"))
    assert select(rows, organization="桜井化学") and not select(rows, organization="住友")


def test_table_examples_hold() -> None:
    path = Path(analyzer.__file__).parent / "tables" / "ledger.tsv"
    for row in read_table(path, key=("surface", "kind")):
        assert "⟦" in row["example"] and "⟧" in row["example"], row.line
    assert concepts()["thing"]["負傷者"] == "けが"


#: Kinds whose words are looked for as they are written: the example holds exactly the word of its row.
_WRITTEN = ("reached", "tallied", "more", "base", "compared", "result", "own", "sum", "each")


def test_words_of_grammar_are_found_in_their_examples() -> None:
    path = Path(analyzer.__file__).parent / "tables" / "ledger.tsv"
    rows = [row for row in read_table(path, key=("surface", "kind")) if row["kind"] in _WRITTEN]
    assert len(rows) > 60
    for row in rows:
        before, _, after = row["example"].partition("⟦")
        word, _, after = after.partition("⟧")
        found = pattern_of(row["kind"]).match(before + word + after, len(before))
        assert word == row["surface"] and found and found[0].startswith(word), row.line


def test_what_is_new_or_compared_is_read_from_the_table() -> None:
    rows = build_ledger(
        [marked("けがは⟦2人|2|人|count|けが⟧で、1日の⟦29人|29|人|count|けが⟧より⟦27人|27|人|count|けが⟧少ない。")]
    )
    parts = {entry.text: entry.parts for row in rows for entry in row.entries}
    assert parts["29人"] == {("時", "前")} and parts["27人"] == {("増減", "増")} and not parts["2人"]


amounts = st.builds(
    lambda value, modifier: Amount("人", value, value, 1, modifier),
    st.integers(1, 10**9),
    st.sampled_from([None, "approx", "at_least", "more_than", "at_most", "less_than"]),
)


@given(amounts, amounts)
def test_agreement_is_mutual_and_excludes_contradiction(one: Amount, other: Amount) -> None:
    assert agree(one, other) == agree(other, one)
    assert contradict(one, other) == contradict(other, one)
    assert not (agree(one, other) and contradict(one, other))
    assert agree(one, one)


@given(st.text(max_size=60))
def test_any_text_has_a_ledger(text: str) -> None:
    assert build_ledger([marked(text.replace("⟦", "").replace("⟧", "") or "空")]) == []


def test_a_list_of_all_towns_is_no_quarrel_with_itself() -> None:
    """Two thousand figures of one breath have two million pairs; comparing them took five seconds."""
    line = "感染者は" + "、".join(f"町{n}⟦{n}人|{n}|人|count|感染者⟧" for n in range(5, 405)) + "だった。"
    analysis = marked(line)
    begun = time.process_time()
    rows = build_ledger([analysis])
    few, spent = len(rows), time.process_time() - begun
    assert {row.relation for row in rows} == {"single"} and few == 400 and spent < 5


def test_a_quake_without_a_day_contradicts_no_other() -> None:
    def quake(place: str, depth: int, source: str, published: str | None = None) -> Analysis:
        line = f"{place}で地震があった。気象庁によると、{place}を震源とする地震の深さは⟦{depth}km|{depth}|km|measure|深さ⟧だった。"
        return marked(
            f"{line}\n震源の深さは⟦{depth}km|{depth}|km|measure|深さ⟧で、津波の心配はない。",
            source=source,
            published=published,
        )

    def differing(other: Analysis) -> int:
        return sum(row.relation == "differ" for row in build_ledger([quake("宮城", 19, source="a.txt"), other]))

    assert differing(quake("宮城", 43, source="b.txt", published="2008-05-12")) == 1
    assert differing(quake("台湾", 43, source="b.txt", published="2006-12-27")) == 0


def test_a_copy_behind_the_sign_of_a_reply_is_no_second_witness() -> None:
    text = "市は新しい図書館の建設費として⟦38億円|3800000000|円|money|建設費⟧を見込んでいると発表した。"
    (row,) = rows_of((text, "東都新聞", None), (f"＞{text}", "東都新聞", None))
    assert row.relation == "single" and row.entries[0].copies == ("1.txt",)


def test_a_plan_told_with_its_day_and_with_the_day_it_was_announced_on_is_of_one_time() -> None:
    plan = "⟦@9月1日|2024-09-01|2024-09-01|2024-09-01⟧"
    one = f"ひなたフーズは⟦@3日|2024-06-03|2024-06-03|2024-06-03⟧、冷凍食品⟦47品目|47|品目|count|冷凍食品⟧を{plan}から値上げする。"
    other = f"ひなたフーズは{plan}から冷凍食品⟦52品目|52|品目|count|冷凍食品⟧を値上げする。"
    rows = rows_of((one, "時事通信", "2024-06-03"), (other, "東都新聞", "2024-06-04"))
    assert having(rows, "differ") == [{"47品目", "52品目"}] and not having(rows, "changed")


def test_a_whole_is_no_answer_to_a_number_that_its_part_is_nearer_to() -> None:
    noon = "葵銀行のATM⟦約5200台|5200|台|count|ATM⟧のうち⟦約3100台|3100|台|count|ATM⟧が停止したと葵銀行が発表した。"
    night = "葵銀行の障害で停止したATMは⟦3800台|3800|台|count|ATM⟧だったと葵銀行が発表した。"
    rows = rows_of((noon, "東都新聞", "2024-10-07"), (night, "西海日報", "2024-10-07"))
    assert having(rows, "differ") == [{"約3100台", "3800台"}] or having(rows, "changed") == [{"約3100台", "3800台"}]
    assert not any("約5200台" in texts for texts in having(rows, "differ") + having(rows, "changed"))
