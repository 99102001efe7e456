"""Evidence: reported sentences of other speakers that bear on a claim."""

from __future__ import annotations

from analyzer.desk.evidence import Claim, claim_record, find_evidence
from tests.marked import marked

POST = """
{c}カードは⟦300万枚|3000000|枚|count|交付⟧も交付されたのだから、遅れなど騒ぎすぎだ。
{c}富士見市の図書館は⟦@2023年|2023|2023-01-01|2023-12-31⟧に閉めるべきだった。
カードの交付は⟦227万枚|2270000|枚|count|交付⟧にとどまったと私も書いた。
マイナンバーカードの交付は申請の⟦2割|0.2|割|ratio⟧の⟦227万枚|2270000|枚|count|交付⟧にとどまった。
駅前では雨が降った。
{q}機構は「交付は順調だ」と説明し、⟦227万枚|2270000|枚|count|交付⟧という数字を強調した。
"""


def claims() -> list[Claim]:
    # Lines 4–6 are a pasted report of an outlet; the rest is the author's own.
    analysis = marked(POST, source="post.txt", groups={0: (None, None), 3: ("産経新聞", "2016-04-05")})
    other = marked(
        "カードの交付枚数は⟦227万枚|2270000|枚|count|交付⟧だった。\n富士見市では雨が降った。",
        source="news.txt",
        outlet="東都新聞",
    )
    return find_evidence([analysis, other])


def test_a_claim_finds_the_reports_of_others_first() -> None:
    first = claims()[0]
    assert [each.passage.outlet for each in first.bearings] and first.bearings[0].passage.outlet is not None
    assert all(each.passage.voice != first.passage.voice for each in first.bearings)
    assert "other figure" in first.bearings[0].relations
    assert ("300万枚", "227万枚") in first.bearings[0].figures


def test_a_quote_finds_the_same_figure_elsewhere() -> None:
    quote = claims()[-1]
    assert quote.passage.verdict.label == "quote"
    top = quote.bearings[0]
    assert "same figure" in top.relations and top.passage.source == "news.txt"


def test_articles_on_other_subjects_bear_on_nothing() -> None:
    claim = "⟦@5日|2024-02-05|2024-02-05|2024-02-05⟧、裁判の弁護人は「被告は逮捕後も無実を訴えている」と述べた。"
    trial = "南浜の詐欺事件で逮捕された被告に、裁判所は罰金を言い渡した。"
    analyses = [marked("{q}" + claim, source="a.txt"), marked(trial, source="b.txt", outlet="西海日報")]
    assert [each.bearings for each in find_evidence(analyses)] == [()]


def test_nothing_found_is_said() -> None:
    library = claims()[1]
    record = claim_record(library)
    assert record["evidence"] == [] and record["note"]


def test_record_has_the_agreed_names() -> None:
    record = claim_record(claims()[0])
    assert list(record["claim"])[:5] == ["source", "start", "end", "text", "label"]
    names = ["source", "start", "end", "text", "label", "outlet", "published", "score", "relations", "shared"]
    assert list(record["evidence"][0]) == names


def test_no_article_no_claim() -> None:
    assert find_evidence([]) == []
