"""The sections into which an author divides his own text: headings that one sign opens (■9月議会のご報告, ■報道から)."""

from __future__ import annotations

from itertools import pairwise

from corpus.lines import Line

__all__ = ["heads_section", "parts_own_text"]

#: What such headings begin with, and how long they are at most.
SIGNS, MAX_HEADING = frozenset("■◆●□◇○◎★☆▼▽"), 30
#: So many lines above and below a heading others are looked for.
AROUND = 60
_HEADINGS = ("title", "stray", "person", "link", "afterword")


def parts_own_text(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a title is one of the headings that part its author's letter: ◆母校の話題 … ◆会費納入のお願い. Below
    another one with the same sign no paper is named; in a digest one is below each."""
    sign = folded[lines[index].start]
    if sign not in SIGNS or lines[index].end - lines[index].start > MAX_HEADING:
        return False
    first, last = max(index - AROUND, 0), min(index + AROUND, len(lines))
    heads = [at for at in range(first, last) if folded[lines[at].start] == sign and lines[at].role in _HEADINGS]
    stops = [*heads[1:], last]
    return any(
        at != index and stop > at + 1 and not any(line.header for line in lines[at + 1 : stop])
        for at, stop in zip(heads, stops, strict=True)
    )


def heads_section(folded: str, lines: list[Line], index: int, report: int) -> bool:
    """Tell whether a line heads a section of the author's: a heading of his above the line ``report``, below which no
    paper is named, begins with the same sign. A report's own subheadings stand below that line."""
    line = lines[index]
    sign = folded[line.start]
    if sign not in SIGNS or line.end - line.start > MAX_HEADING or line.role not in _HEADINGS:
        return False
    return any(
        folded[above.start] == sign
        and above.owner is None
        and above.role in _HEADINGS
        and above.end - above.start <= MAX_HEADING
        and below.header is None
        and folded[below.start] != sign  # a list
        for above, below in pairwise(lines[: report + 1])
    )
