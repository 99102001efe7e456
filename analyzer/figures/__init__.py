"""Amounts with their units: 約3億2,000万円 → 320000000 円, approx.

A number that counts or measures, read anchor → number → unit → bounds → judge. Not here: time expressions (the units
of time are known and passed over), numerals inside names and set words (三菱, 一方), law articles, addresses,
telephone and model numbers, list numbers.

>>> from corpus.article import Article
>>> from corpus.tokens import prepare
>>> [(f.value, f.unit, f.modifier) for f in extract(prepare(Article("x", "-", "札幌など16市で約151件あった。")))]
[(16, '市', None), (151, '件', 'approx')]
"""

from __future__ import annotations

from analyzer.figures.reading import Reading
from analyzer.figures.scan import figures_of
from analyzer.mention import Figure
from corpus.tokens import Document

__all__ = ["extract"]


def extract(doc: Document) -> list[Figure]:
    """Return every figure of ``doc``, left to right, without overlap."""
    return list(figures_of(Reading(doc)))
