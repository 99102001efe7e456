"""Line breaks that only wrap: mails, newsletters and texts taken out of a PDF break every line at one width.

A text is wrapped where most lines that stop in mid-sentence are of one width, nearly none is wider, and the lines that
follow go on as no line begins: with a particle or the rest of a word. Then a full line goes on in the next one. Lines
behind the same marks of a mail (``> > ``) are looked at by themselves, without their marks.

>>> text = "港湾運送協会は十四日、荷役料を来月から平均一割引き\\n上げると発表した。燃料費の高騰が理由で、引き上げは\\n六年ぶりになる。荷主の団体は「受け入れられない」と\\nしている。"
>>> sorted(soft_breaks(text)) == [i for i, letter in enumerate(text) if letter == "\\n"]
True
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from corpus.patterns import Pattern

__all__ = ["soft_breaks"]

#: How wide the narrowest lines are that are taken for wrapped ones, and what a full line may be short of (no line may
#: begin with 。 or 」 or end in 「): in columns, of which a letter in full width has two, and in letters.
NARROWEST, SLACK = (30, 15), (4, 2)
#: How many full lines there must be, which share of the lines that stop in mid-sentence, and which share of them must
#: read like prose: with a full stop in them or in the next line, or with kana at its front.
LEAST, SHARE, GOING_ON = 3, 0.6, 0.5
#: Which share of the lines of a passage that stop in mid-sentence goes on in the next one, where only the passage is wrapped.
WHOLE = 0.8
#: Two are enough where both are followed by kana.
FEW = 2

_CLOSED = "。！？!?」』）)】〕］]…：:"
_NO_PROSE = Pattern(
    r"[ \t　]*(?:[>＞|│・◆◇■□●○▼▽▲△★☆※◎→⇒#＃*＊【〔<＜]|[〈《][^〉》]*[〉》]|[\[［][0-9０-９]|[QAＱＡ][0-9０-９]{0,2}[ 　.．:：]|[-―—─=＝━_~〜]{2,}|https?:|[(（]?[0-9０-９一二三四五六七八九十①-⑳]{1,3}[)）.．、]|[0-9]{1,4}[ 　]*[:：.][^。]{0,40}(?:名無し|ID:|[0-9]{4}/[0-9]))"
)
#: What no line ends in that is not torn from the next one.
_GOES_ON = frozenset("をがはの、")
_RULE = Pattern(r"[ \t　]*[-―—─=＝━_~〜*＊]{3,}")
_CLOCK = Pattern(r"(?:配信|起こし|[0-9０-９]分|[:：][0-9０-９]{2})$")
_KANA = Pattern(r"[ぁ-んー]")
_LATIN = Pattern(r"[!-~]+")
#: What a mail program sets before the lines that it answers or passes on.
_QUOTED = Pattern(r"(?:[>＞][ ]?)+")


class _Line(Struct, frozen=True):
    start: int
    quote: str  # the marks of what it quotes: ">>", mostly none
    text: str  # without them, and without white space at its end
    widths: tuple[int, int]  # in columns, in letters; with white space at its front
    indent: int  # letters

    @property
    def is_prose(self) -> bool:
        text = self.text
        return _KANA.search(text) is not None and "://" not in text and _NO_PROSE.match(text) is None


def soft_breaks(text: str) -> frozenset[int]:
    """Return the offsets of the line breaks of ``text`` that only wrap; none where it is not wrapped. Linear time."""
    if text.count("\n") < FEW:
        return frozenset()
    lines = _lines(text)
    breaks = _breaks(lines, is_quoted=False)
    return breaks | _breaks(lines, is_quoted=True) if ">" in text or "＞" in text else breaks


def _breaks(lines: list[_Line], *, is_quoted: bool) -> frozenset[int]:
    """Return the breaks behind the full lines among those that quote, or among all others."""
    open_lines = [
        (line, below)
        for line, below in pairwise(lines)
        if bool(line.quote) == is_quoted
        and below.text
        and line.text
        and line.quote == below.quote
        and line.text[-1] not in _CLOSED
        and line.is_prose
    ]
    # Behind > a single one tells: nobody quotes half a sentence that ends in を or 、.
    torn = frozenset(
        below.start - 1
        for line, below in open_lines
        if is_quoted and line.text[-1] in _GOES_ON and line.widths[0] >= NARROWEST[0] and below.is_prose
    )
    if len(open_lines) < FEW:
        return torn
    group = [line for line in lines if bool(line.quote) == is_quoted]
    found = _widest(group, open_lines)
    if not found and not is_quoted:  # an author who breaks no lines himself may paste what was wrapped
        found = frozenset[int]().union(*(_of_passage(passage, open_lines) for passage in _passages(group)))
    return torn | found


def _widest(lines: list[_Line], open_lines: list[tuple[_Line, _Line]]) -> frozenset[int]:
    """Return the breaks by columns or by letters, whichever are more."""
    return max((_wrapped(lines, open_lines, measure) for measure in (0, 1)), key=len)


def _of_passage(passage: list[_Line], open_lines: list[tuple[_Line, _Line]]) -> frozenset[int]:
    first, last = passage[0].start, passage[-1].start
    inside = [pair for pair in open_lines if first <= pair[0].start < last]
    found = _widest(passage, inside) if len(inside) >= LEAST else frozenset[int]()
    return found if len(found) >= LEAST and len(found) >= WHOLE * len(inside) else frozenset()


def _passages(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Yield the runs of lines between empty ones and rules."""
    passage: list[_Line] = []
    for line in lines:
        if line.text and _RULE.match(line.text) is None:
            passage.append(line)
        elif passage:
            yield passage
            passage = []
    if passage:
        yield passage


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    for raw in text.split("\n"):
        line, quote = raw.rstrip(), ""
        if raw[:1] in ">＞" and (marks := _QUOTED.match(line)):
            line, quote = line[marks.end() :], marks[0].replace(" ", "").replace("＞", ">")
        # Columns as the old terminals count them: a byte each.
        widths = len(line.encode("cp932", "replace")), len(line)
        lines.append(_Line(start, quote, line, widths, len(line) - len(line.lstrip())))
        start += len(raw) + 1
    return lines


def _wrapped(lines: list[_Line], open_lines: list[tuple[_Line, _Line]], measure: int) -> frozenset[int]:
    """Return the breaks of the full lines, as measured in columns (0) or letters (1)."""
    narrowest, slack = NARROWEST[measure], SLACK[measure]
    open_lines = [pair for pair in open_lines if pair[0].widths[measure] >= narrowest]
    width = _common_width([line.widths[measure] for line, _ in open_lines], slack)
    n_wider = sum(line.widths[measure] > width + 1 and line.indent < 10 and line.is_prose for line in lines)
    if not width or n_wider > max(len(lines) / 10, 2):
        return frozenset()
    least_indent = min(line.indent for line in lines if line.text)
    breaks, n_going_on, n_kana = set(), 0, 0
    for line, below in open_lines:
        if _CLOCK.search(line.text) or (below.widths[measure] < width / 2 and below.text[-1] not in _CLOSED):
            continue  # a header, and what is no last line of a paragraph
        word = _LATIN.match(below.text.lstrip())  # one that is long did not fit
        is_torn = _is_torn(line.text, below.text.lstrip())
        room = (len(word[0]) if word else 0) + (slack if is_torn else 0)
        is_full = -1 <= width - line.widths[measure] <= slack + room
        if is_full and line.indent < 10 and below.indent <= least_indent and (below.is_prose or is_torn):
            breaks.add(below.start - 1)
            is_kana = _KANA.match(below.text.lstrip()) is not None
            n_kana += is_kana
            n_going_on += is_kana or "。" in line.text + below.text
    is_wrapped = len(breaks) >= LEAST and n_going_on >= GOING_ON * len(breaks)
    # Who answers a mail does not break the lines himself.
    sure = n_going_on if lines[0].quote else n_kana
    return frozenset(breaks) if is_wrapped or len(breaks) == sure >= FEW else frozenset()


_FIGURE = frozenset("0123456789０１２３４５６７８９〇一二三四五六七八九十百千万億兆")


def _is_torn(above: str, below: str) -> bool:
    """Tell whether a line ends in an open bracket or within a number: …原発六号機（出力百 ⏎ 三十五万六千キロワット）"""
    if above[-1] in _FIGURE and below[:1] in _FIGURE:
        return True
    return any(above.rfind(begin) > above.rfind(end) and end in below for begin, end in ("（）", "()", "「」", "『』"))


def _common_width(widths: list[int], slack: int) -> int:
    """Return the width that most of ``widths`` fall short of by no more than ``slack``, or 0 where too few do."""
    counts = Counter(widths)
    n_near, width = max(
        ((sum(counts[width - less] for less in range(slack + 1)), width) for width in counts), default=(0, 0)
    )
    return width if n_near >= max(FEW, SHARE * len(widths)) else 0
