"""Pairs of invented articles on one event, through the whole pipeline: what agrees, and the one count that differs."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from analyzer.desk.evidence import find_evidence
from analyzer.desk.ledger import Row, build_ledger
from analyzer.mention import Analysis
from analyzer.pipeline import Analyzer
from corpus.article import Article, article_id
from corpus.readers import read_articles
from tests.casefile import CASES, SHARED


class Pair(NamedTuple):
    """Two texts, the values that agree, and the pairs of values that differ."""

    name: str
    texts: tuple[str, str]
    agree: list[str]
    differ: list[set[str]]


def read_pairs() -> list[Pair]:
    pairs = []
    for part in (CASES / "ledger_pairs.txt").read_text(encoding="utf-8").split("\n== ")[1:]:
        name, body = part.split("\n", 1)
        body, expected = body.split("\nagree: ", 1)
        agree, differ = expected.strip().split("\ndiffer:")
        first, second = body.split("\n--\n")
        contradictions = [set(each.split()) for each in differ.split(",") if each.strip()]
        pairs.append(Pair(name.strip(), (first, second), agree.split(", "), contradictions))
    return pairs


PAIRS = read_pairs()


def ledger_of(pair: Pair) -> list[Row]:
    analyzer = Analyzer()
    articles = [Article(article_id(text), f"{pair.name}{n}.txt", text) for n, text in enumerate(pair.texts)]
    return build_ledger([analyzer.analyze(article) for article in articles])


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_one_event_two_outlets(pair: Pair) -> None:
    rows = ledger_of(pair)
    differing = [{entry.text for entry in row.entries} for row in rows if row.relation == "differ"]
    assert len(differing) == len(pair.differ) and all(a <= b for a, b in zip(pair.differ, differing, strict=True))
    agreeing = {entry.text for row in rows if row.relation == "agree" for entry in row.entries}
    assert set(pair.agree) <= agreeing


@pytest.fixture(scope="module")
def posts() -> list[Analysis]:
    paths = sorted(str(path) for path in (SHARED / "articles").glob("*.txt"))
    if not paths:
        pytest.skip("the real posts are not here")
    analyzer = Analyzer()
    return [analyzer.analyze(each) for each in read_articles(paths) if isinstance(each, Article)]


def test_the_two_posts_about_the_card(posts: list[Analysis]) -> None:
    rows = build_ledger(posts)

    def rows_with(relation: str, text: str) -> list[Row]:
        return [row for row in rows if row.relation == relation and any(text in e.text for e in row.entries)]

    for text in ("227万枚", "1019万人", "2割"):
        assert any({e.passage.article for e in row.entries} == {0, 1} for row in rows_with("agree", text)), text
    assert {"西日本新聞", "産経新聞"} <= {e.passage.outlet for row in rows_with("agree", "69億円") for e in row.entries}
    assert any({"227万枚", "1019万人"} <= {e.text for e in row.entries} for row in rows_with("derived", "2割"))
    assert rows_with("changed", "703万枚") and rows_with("derived", "300万人超")
    assert not [row for row in rows if row.relation == "differ"]


def test_claims_about_delivery_find_the_newspapers_first(posts: list[Analysis]) -> None:
    claims = find_evidence(posts)
    about = [claim for claim in claims if "カードの交付" in claim.passage.text or "カード発行" in claim.passage.text]
    assert about
    for claim in about:
        assert claim.bearings and claim.bearings[0].passage.outlet, claim.passage.text
