"""What tells that its author divides a text: the days of his diary (●10月6日(月)), the numbers of a thread's posts ((2/4)).

>>> bool(_ENTRY_RE.fullmatch("●10月6日(月)")), bool(_ENTRY_RE.fullmatch("10月6日(月)、市は発表した。"))
(True, False)
"""

from __future__ import annotations

from itertools import pairwise

from corpus.lines import Line
from corpus.patterns import Pattern

__all__ = ["read_entries"]

#: ●10月6日(月), 11/8 (土) 雨: the day of an entry, and how the weather was
_ENTRY_RE = Pattern(
    r"[◆■●▼◇○□★☆◎▽【〔\[(<*#・]*[ ]?(?:(?:[0-9]{4}|(?:平成|令和)[0-9元]{1,2})年)?[0-9]{1,2}(?:月[0-9]{1,2}日|[/.][0-9]{1,2})[ 　]*"
    r"(?:[(][月火水木金土日](?:・?祝)?[)]|[月火水木金土日]曜日?|[月火水木金土日])?[ 　]*(?:晴れ?|曇り?|雨|雪|くもり|のち|時々|一時|/|、|・| )*[】〕\])>]*"
)
#: So long is such a line at most; so many of them are a diary.
MAX_ENTRY, MIN_ENTRIES = 24, 2
#: …選びたい(4/4), 2/4 …: a thread's post by its number
_COUNTED_RE = Pattern(
    r"^[(【\[]?(?P<first>[0-9]{1,2})/(?P<of>[0-9]{1,2})[)】\] 　]|[(【\[ 　](?P<last>[0-9]{1,2})/(?P<all>[0-9]{1,2})[)】\]]?$"
)


def read_entries(folded: str, lines: list[Line]) -> None:
    """Mark the lines that begin the entries of a diary, and those that are a thread's posts by their number."""
    _read_days(folded, lines)
    _read_counted(folded, lines)


def _read_days(folded: str, lines: list[Line]) -> None:
    days = [
        line
        for line in lines
        if line.end - line.start <= MAX_ENTRY
        and line.header is None
        and line.role in ("title", "body", "date", "person")
        and any(map(str.isdigit, folded[line.start : line.end]))
        and _ENTRY_RE.fullmatch(folded, line.start, line.end)
    ]
    if len(days) < MIN_ENTRIES or not any(line.header for line in lines):
        return
    if any(_is_bare_header(below) for line, below in pairwise(lines) if line in days):
        return  # the day of the paper below it
    if any(folded.find("@", above.start, above.end) >= 0 for above, line in pairwise(lines) if line in days):
        return  # みどり @midori_nz ⏎ 9月4日: the day of a card
    sign = folded[days[0].start]
    for line in days:
        if folded[line.start] == sign or (sign.isdigit() and folded[line.start].isdigit()):
            line.role = "entry"


def _is_bare_header(line: Line) -> bool:
    header = line.header
    return header is not None and not line.blanks and header.headline is None and not header.is_dated


def _read_counted(folded: str, lines: list[Line]) -> None:
    if folded.find("/", lines[0].start) < 0:
        return
    counted: list[tuple[Line, int, int]] = []
    for line in lines:
        match = _COUNTED_RE.search(folded[line.start : line.end]) if line.role in ("body", "title") else None
        if match is not None:
            number, of = match["first"] or match["last"], match["of"] or match["all"]
            counted.append((line, int(number), int(of)))
    numbers = [number for _, number, of in counted if of == counted[0][2] and number <= of]
    if len(numbers) == len(counted) >= MIN_ENTRIES and numbers == sorted(set(numbers)):  # no days of papers: (6/30)
        for line, _, _ in counted:
            line.is_own = True
