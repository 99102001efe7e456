"""A paper's own leading article or column: it sounds like an author all through, and is its paper's to the last line."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.extents import is_one_voice, names_himself
from corpus.lines import Line
from corpus.rubrics import rubric_end

__all__ = ["is_column", "is_front_column", "is_leader", "is_rubric"]


def is_rubric(folded: str, line: Line) -> bool:
    """Tell whether a line begins with what a paper calls its own opinion: 社説, 【論点】."""
    return rubric_end(folded, line.start, line.end) > 0


#: A front page's column has these for new paragraphs.
_COLUMN_SIGNS, MIN_SIGNS = "▼▲▽", 3


def is_column(folded: str, lines: list[Line], body: int) -> bool:
    """Tell whether one sign parts all passages of what a header stands above: …という。▼母は… ▼静かに…"""
    if body >= len(lines):
        return False
    above, text = folded[: lines[body].start], folded[lines[body].start : lines[-1].end]
    return any(
        text.count(f"。{sign}") + text.count(f"\n{sign}") + text.startswith(sign) >= MIN_SIGNS and sign not in above
        for sign in _COLUMN_SIGNS
    )


def is_leader(folded: str, above: Sequence[Line]) -> bool:
    """Tell whether all above a credit (（みのり新聞社説　8月30日）) is one leader: a headline, one voice, nobody's 私."""
    is_plain = all(line.role in ("title", "date", "person", "stray", "body") and line.owner is None for line in above)
    return is_plain and above[0].role == "title" and is_one_voice(above) and not names_himself(folded, above)


def is_front_column(folded: str, above: Sequence[Line]) -> bool:
    """Tell whether all above a credit ((北國新聞「時鐘」11月20日)) is a column whose passages one sign parts."""
    is_plain = all(line.role in ("title", "body", "date", "person") and line.owner is None for line in above)
    return is_plain and any(
        sum(folded.count(sign, line.start, line.end) for line in above) >= MIN_SIGNS - 1 for sign in _COLUMN_SIGNS
    )
