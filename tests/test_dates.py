"""Dates: the case tables, every row of the tables behind them, and properties that hold for any text."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.calendar import bounds
from analyzer.dates import DateReading, extract
from analyzer.expressions import TABLES
from analyzer.mention import DateMention
from corpus.article import Article, Block
from corpus.text import fold
from corpus.tokens import prepare
from corpus.vocabulary import Row, read_table
from tests.casefile import Case, read_cases

TODAY = date(2026, 11, 22)
PUBLISHED = "2016-04-05"


def reading(text: str, published: str | None = PUBLISHED) -> DateReading:
    article = Article(id="x", source="-", text=text, published=published, blocks=(Block(0, len(text), "report"),))
    return extract(prepare(article), today=TODAY)


def dates_of(text: str, published: str | None = PUBLISHED) -> tuple[DateMention, ...]:
    return reading(text, published).mentions


def check(case: Case) -> None:
    published = case.options.get("@published", PUBLISHED)
    mentions = dates_of(case.text, None if published == "none" else published)
    assert [case.text[m.start : m.end] for m in mentions] == [case.text[start:end] for start, end in case.spans]
    assert [(m.start, m.end) for m in mentions] == case.spans
    for mention, values in zip(mentions, case.values, strict=True):
        found = {
            "value": mention.value,
            "mod": mention.mod or "-",
            "type": mention.type,
            "days": f"{mention.first}~{mention.last}",
            "warning": "yes" if mention.warning else "-",
        }
        assert {column: found[column] for column in values} == values


@pytest.mark.parametrize("case", read_cases("dates.tsv"), ids=lambda case: case.where)
def test_dates(case: Case) -> None:
    check(case)
