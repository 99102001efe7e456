"""Titles of works hold no figures and no dates."""

from __future__ import annotations

from datetime import date

import pytest

from analyzer import dates, figures
from corpus.article import Article
from corpus.places import ANALYZER
from corpus.tokens import prepare
from corpus.vocabulary import Row, read_table


def _found(text: str) -> list[str]:
    doc = prepare(Article(id="t", source="-", text=text))
    mentions = (*figures.extract(doc), *dates.extract(doc, today=date(2026, 11, 22)).mentions)
    return [text[each.start : each.end] for each in mentions]


@pytest.mark.parametrize("row", read_table(ANALYZER / "tables" / "works.tsv", key="word"), ids=lambda row: row["word"])
def test_every_word_of_the_table_opens_a_title(row: Row) -> None:
    word, example = row["word"], row["example"]
    assert example.startswith(word)
    assert _found(example) == []
    assert _found(example.replace(word, "協定", 1)) != []
