"""Rolls of bodies, one a line or in a sentence: who gave money, who took part, whom the authorities searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.organizations.body import Span
from analyzer.organizations.no_bodies import is_none, is_place
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["rolls"]

_LINE_RE = Pattern(r"(?m)^[ ]*+(?:[・◇○●■*][ ]*+)?(?P<name>[^ \n。、「」:：]{2,24})(?: ?様| ?殿| ?御中)?[ ]*$")
#: The day of a release, which stands over its senders.
_DATE_RE = Pattern(r"(?:令和|平成)?[0-9元一二三四五六七八九十〇.年月日/-]+(?:[(][月火水木金土日][)])?")
#: So many lines in a row make a roll, and so great a part of them must be bodies already.
_LEAST, _PART = 5, 0.5


def rolls(doc: Document, names: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines that nothing tells in a roll of bodies: カフェ・ド・ミモザ among companies; ``names`` are those found."""
    found = {(span.start, span.end) for span in names}
    yield from _in_sentences(doc, found)
    lines = [match.span("name") for match in _LINE_RE.finditer(doc.folded)]
    if len(lines) < _LEAST:
        return
    roll: list[tuple[int, int]] = []
    for line in [*lines, (len(doc.folded) + 9, 0)]:
        if roll and doc.folded.count("\n", roll[-1][1], line[0]) != 1:
            yield from _missed(doc, roll, found)
            roll = []
        roll.append(line)


#: A sentence that lists companies: 対象は三和ワイヤー、大電工業、…。
_ROW_RE = Pattern(
    r"(?:対象|ほか|残り|[0-9]社|内訳|落札したの|参加したの)は(?P<row>[^。はが「」\n]{8,160})(?:の[0-9]社|など[0-9]社|など|だ)?。"
)
_ITEM_RE = Pattern(r"[^、]+")
_FIRM_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z0-9&・]{3,18}")


#: What is done to so many companies: 6社を立ち入り検査した.
_COUNTED_RE = Pattern(
    r"[0-9]社を(?:立ち入り|家宅|刑事|告発|指名停止|検査|処分|行政処分)|[0-9]社に(?:立ち入り|課徴金|排除措置|行政処分|業務改善)"
)


def _in_sentences(doc: Document, found: set[tuple[int, int]]) -> Iterator[Span]:
    """Yield the items of a row of companies that nothing tells, if half of them are known or the text tells what was done to so many companies."""
    folded = doc.folded
    if "社" not in folded:
        return
    is_counted = _COUNTED_RE.search(folded) is not None
    for match in _ROW_RE.finditer(folded):
        items = [item.span() for item in _ITEM_RE.finditer(folded, *match.span("row"))]
        items = [item for item in items if _FIRM_RE.fullmatch(folded, *item)]
        known = sum(item in found for item in items)
        if len(items) > 2 and ((known and 2 * known >= len(items) - 1) or is_counted):
            for start, end in items:
                if (start, end) not in found and not is_none(folded[start:end]) and not is_place(doc, start, end):
                    yield Span(start, end, 0.65, "roll")


def _missed(doc: Document, roll: Sequence[tuple[int, int]], found: set[tuple[int, int]]) -> Iterator[Span]:
    if len(roll) < _LEAST or sum(line in found for line in roll) < _PART * len(roll):
        return
    for start, end in roll:
        if (start, end) not in found and not is_none(doc.folded[start:end]) and _is_name(doc, start, end):
            yield Span(start, end, 0.65, "roll")


def _is_name(doc: Document, start: int, end: int) -> bool:
    """Return whether a line has no verb, as headings do, and is no date and no person: 山田太郎 gave something too."""
    if _DATE_RE.fullmatch(doc.folded, start, end):
        return False
    words = doc.types_within(start, end)
    is_person = end - start < 6 and words[0].pos4 == "姓"
    return not is_person and not any(word.pos1 in ("動詞", "助動詞") for word in words)
