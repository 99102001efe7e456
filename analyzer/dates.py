"""Time expressions and what day they mean. (skeleton)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analyzer.mention import DateMention
from corpus.article import PublishedFrom
from corpus.tokens import Document

__all__ = ["DateReading", "extract"]


@dataclass(frozen=True, slots=True)
class DateReading:
    """The dates of an article, and what they tell about its publication."""

    mentions: tuple[DateMention, ...]
    published: str | None
    published_from: PublishedFrom | None
    block_published: tuple[str | None, ...]  # one per block


def extract(doc: Document, *, today: date) -> DateReading:
    """Return every time expression of ``doc``, resolved."""
    article = doc.article
    return DateReading((), article.published, article.published_from, tuple(b.published for b in doc.blocks))
