"""Rolls of bodies, one a line: who gave money, who took part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.organizations.body import Span
from analyzer.organizations.no_bodies import is_none
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["rolls"]

_LINE_RE = Pattern(r"(?m)^[ ]*[・◇○●■*]?[ ]*(?P<name>[^ \n。、「」:：]{2,24})(?: ?様| ?殿| ?御中)?[ ]*$")
#: So many lines in a row make a roll, and so great a part of them must be bodies already.
_LEAST, _PART = 5, 0.5


def rolls(doc: Document, names: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines that nothing tells in a roll of bodies: カフェ・ド・ミモザ among companies; ``names`` are those found."""
    lines = [match.span("name") for match in _LINE_RE.finditer(doc.folded)]
    if len(lines) < _LEAST:
        return
    found = {(span.start, span.end) for span in names}
    roll: list[tuple[int, int]] = []
    for line in [*lines, (len(doc.folded) + 9, 0)]:
        if roll and doc.folded.count("\n", roll[-1][1], line[0]) != 1:
            yield from _missed(doc, roll, found)
            roll = []
        roll.append(line)


def _missed(doc: Document, roll: Sequence[tuple[int, int]], found: set[tuple[int, int]]) -> Iterator[Span]:
    if len(roll) < _LEAST or sum(line in found for line in roll) < _PART * len(roll):
        return
    for start, end in roll:
        if (start, end) not in found and not is_none(doc.folded[start:end]) and _is_name(doc, start, end):
            yield Span(start, end, 0.65, "roll")


def _is_name(doc: Document, start: int, end: int) -> bool:
    """Return whether a line has no verb, as headings do, and is no person: 山田太郎 gave something too."""
    first, last = doc.token_at(start), doc.token_at(end - 1)
    words = [doc.lexicon.types[index] for index in doc.types[first : last + 1]]
    is_person = end - start < 6 and words[0].pos4 == "姓"
    return not is_person and not any(word.pos1 in ("動詞", "助動詞") for word in words)
