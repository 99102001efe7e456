"""Lists of sources and footnotes: the papers that they name head no report.

>>> from corpus.lines import read_lines
>>> text = "赤字は続く。[1]\\n誰も責任を取らない。\\n[1] 朝日新聞、1985年4月2日"
>>> lines = read_lines(text)
>>> read_references(text, lines)
>>> [line.role for line in lines]
['body', 'body', 'link']
"""

from __future__ import annotations

from corpus.lines import BULLETS, Line
from corpus.outlets import outlet_at
from corpus.patterns import Pattern
from corpus.rubrics import is_sources

__all__ = ["read_references"]

#: The mark of a footnote: [1], (注2), ※3, *4
_NOTE_RE = Pattern(r"(?P<mark>[\[(](?:注|註)?[0-9]{1,2}[\])]|[※*注註][0-9]{1,2})[ .:)]*")
#: How the title or the day of a report stands behind the name of its paper.
_CITED_RE = Pattern(r"[「『(（0-9]")
#: So many papers make a list.
MIN_SOURCES = 2
#: So many lines a text has at least whose last two are notes.
MIN_NOTED = 4
#: So long is the line of a list that names its paper.
MAX_SOURCE = 100


def read_references(folded: str, lines: list[Line]) -> None:
    """Make links of the lines that list sources below 参考 or 出典, and of footnotes that the text above points to."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.role != "link" and _is_note(folded, lines, index):
            _make_link(line)
        elif line.end - line.start <= 16 and is_sources(folded[line.start : line.end]):
            stop = _list_end(folded, lines, index + 1)
            for each in lines[index:stop]:
                _make_link(each)
            index = max(stop - 1, index)
        index += 1


def _make_link(line: Line) -> None:
    line.role, line.header = "link", None


def _is_note(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a line without a full stop is the note to a mark in the text above: …だった。[1] … [1] 朝日新聞、…"""
    line = lines[index]
    match = _NOTE_RE.match(folded, line.start, min(line.start + 8, line.end))
    if match is None or folded[line.end - 1] == "。" or line.end - line.start > MAX_SOURCE:
        return False
    above = folded.find(match["mark"], lines[0].start, line.start)
    return (above > 0 and folded[above - 1] != "\n") or _is_listed(folded, lines, index)


def _is_listed(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether the last line of the text and the one above it are notes, to whatever they belong: [1] 朝日新聞、…"""
    if index < len(lines) - 2 or len(lines) < MIN_NOTED:
        return False
    return all(
        folded[line.start] == folded[lines[index].start]
        and folded[line.end - 1] != "。"
        and _NOTE_RE.match(folded, line.start, min(line.start + 8, line.end)) is not None
        for line in lines[-2:]
    )


def _list_end(folded: str, lines: list[Line], first: int) -> int:
    """Return the line behind a list of at least two sources that begins with line ``first``, else ``first - 1``."""
    stop = n_named = 0
    for stop in range(first, len(lines)):
        line = lines[stop]
        text = folded[line.start : line.end]
        is_address = "://" in text
        named = line.header is not None or _names_paper(text)
        if len(text) > MAX_SOURCE or text[-1] == "。" or not (named or is_address or text[0] in BULLETS):
            break
        n_named += named and not is_address
    else:
        stop += 1
    is_apart = stop >= len(lines) or lines[stop].blanks > 0
    return stop if n_named >= MIN_SOURCES and is_apart else first - 1


def _names_paper(text: str) -> bool:
    """Tell whether a line of a list begins with a paper and what stands in it: ・NHK「断水、なお1万8千戸」(2月27日)."""
    start = len(text) - len(text.lstrip("・■◆●▼◇○□★☆*- "))
    outlet = outlet_at(text, start) if start < len(text) else None
    return outlet is not None and _CITED_RE.search(text, outlet.end, outlet.end + 8) is not None
