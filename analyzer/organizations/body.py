"""What the modules of this package hand on: stretches of text, bodies, and which mention is which body."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from operator import le

from msgspec import Struct

from analyzer.mention import OrganizationKind

__all__ = ["Body", "Link", "Span", "with_more", "without_overlap"]


class Span(Struct, frozen=True):
    """A stretch of text taken for a name, how sure the tagger is, and the rule that found it."""

    start: int
    end: int
    score: float
    rule: str


class Link(Struct, frozen=True):
    """A mention tied to its body (index into the list of bodies)."""

    span: Span
    body: int
    is_anaphor: bool


class Body(Struct):
    """One body of an article: its fullest name so far, all its names, its kind."""

    canonical: str
    kind: OrganizationKind
    names: set[str] = set()  # msgspec makes a new one for each


def without_overlap(spans: Iterable[Span]) -> list[Span]:
    """Return ``spans`` in order; of two that overlap the one given first stays."""
    kept: list[Span] = []
    starts: list[int] = []
    reached = 0
    for span in spans:
        start = span.start
        if start >= reached:  # right of all others: the common case
            kept.append(span)
            starts.append(start)
            reached = span.end
            continue
        _insert(kept, starts, span)
    return kept


def _insert(kept: list[Span], starts: list[int], span: Span) -> None:
    """Put a span in its place among those ``kept``, which begin at ``starts``, unless it overlaps one of them."""
    start = span.start
    place = bisect_right(starts, start)
    if place and kept[place - 1].end > start:
        return
    if place < len(kept) and kept[place].start < span.end:
        return
    starts.insert(place, start)
    kept.insert(place, span)


def with_more(spans: list[Span], more: Iterable[Span]) -> list[Span]:
    """Return ``spans`` (in order, without overlap) and those of ``more`` that overlap none before them, in order."""
    added = list(more)
    if not added:
        return spans
    starts = [span.start for span in spans]
    ends = [span.end for span in spans]
    if not all(map(le, ends, starts[1:])):
        return without_overlap([*spans, *added])
    kept = list(spans)
    for span in added:
        _insert(kept, starts, span)
    return kept
