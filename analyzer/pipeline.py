"""Article in, Analysis out: the steps in their order, and who wins where they overlap.

>>> analysis = Analyzer().analyze(Article(id="x", source="-", text="市は4日、予算案を発表した。"))
>>> len(analysis.sentences)
1
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from analyzer import attribution, dates, figures, organizations, stance
from analyzer.mention import Analysis, Mention
from corpus.article import Article
from corpus.tokens import Document, prepare

__all__ = ["Analyzer", "settle"]


@dataclass(frozen=True)
class Analyzer:
    """Everything an analysis depends on besides the article. Cheap to build; tables and models load when first used."""

    today: date = field(default_factory=date.today)  # no date is resolved into the future beyond it without a year

    def analyze(self, article: Article) -> Analysis:
        """Return what ``article`` says. Pure: the same article, tables and models give the same analysis."""
        doc = prepare(article)
        bodies = organizations.extract(doc)
        times = dates.extract(doc, today=self.today)
        # Order is precedence: a number inside a name or a date is part of it (三菱UFJ銀行, 平成27年度).
        kept_dates = settle(times.mentions, over=bodies)
        kept_figures = settle(figures.extract(doc), over=(*bodies, *kept_dates))
        doc = _with_publication(doc, times)
        frames = attribution.extract(doc, bodies)
        verdicts = stance.judge(doc, figures=kept_figures, dates=kept_dates, organizations=bodies, attributions=frames)
        return Analysis(
            article=doc.article,
            sentences=tuple(verdicts),
            figures=tuple(kept_figures),
            dates=tuple(kept_dates),
            organizations=tuple(bodies),
            attributions=tuple(frames),
            made_by="",
        )


M = TypeVar("M", bound=Mention)


def settle(mentions: Sequence[M], *, over: Iterable[Mention]) -> list[M]:
    """Return the ``mentions`` that share no character with those in ``over``."""
    taken = sorted((mention.start, mention.end) for mention in over)
    kept: list[M] = []
    index = 0
    for mention in sorted(mentions, key=lambda each: each.start):
        while index < len(taken) and taken[index][1] <= mention.start:
            index += 1
        if index == len(taken) or taken[index][0] >= mention.end:
            kept.append(mention)
    return kept


def _with_publication(doc: Document, times: dates.DateReading) -> Document:
    blocks = tuple(
        replace(block, published=published) if published != block.published else block
        for block, published in zip(doc.blocks, times.block_published, strict=True)
    )
    article = replace(doc.article, blocks=blocks, published=times.published, published_from=times.published_from)
    return replace(doc, article=article)
