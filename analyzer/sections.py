"""An analysis as a reader goes through it: stretches of one owner's words, in text order.

Neighbouring blocks of one report (headline, byline, body) are one section; so are neighbouring blocks of the author's.
"""

from __future__ import annotations

from msgspec import Struct

from analyzer.mention import Analysis
from corpus.article import Block

__all__ = ["Section", "sections"]


class Section(Struct, frozen=True):
    """A stretch of text with one owner; ``sentences`` are indices into ``Analysis.sentences``."""

    start: int
    end: int
    outlet: str | None
    published: str | None
    quoted: bool
    is_own: bool  # the author's own text, not a report
    evidence: tuple[int, int] | None
    sentences: tuple[int, ...]


def sections(analysis: Analysis) -> list[Section]:
    """Return the sections of an analysis in text order; each sentence lies in exactly one."""
    groups: list[list[Block]] = []
    for block in analysis.article.blocks:
        if groups and _owner(groups[-1][-1]) == _owner(block):
            groups[-1].append(block)
        else:
            groups.append([block])
    result: list[Section] = []
    position = 0
    for group in groups:
        start, end = group[0].start, group[-1].end
        first = position
        while position < len(analysis.sentences) and analysis.sentences[position].start < end:
            position += 1
        result.append(_section(group, start, end, tuple(range(first, position))))
    return result


def _owner(block: Block) -> tuple[str | None, bool, int]:
    return block.outlet, block.quoted, block.group


def _section(group: list[Block], start: int, end: int, sentences: tuple[int, ...]) -> Section:
    first = group[0]
    return Section(
        start,
        end,
        first.outlet,
        next((block.published for block in group if block.published), None),
        any(block.quoted for block in group),
        first.outlet is None and any(block.kind == "commentary" for block in group),
        next((block.evidence for block in group if block.evidence), None),
        sentences,
    )
