"""The lines of an article that are not blank, each with how it sounds and the empty lines before it."""

from __future__ import annotations

from corpus.headers import Header
from corpus.patterns import Pattern
from corpus.register import Tone, measure

__all__ = [
    "BARS",
    "BULLETS",
    "HEADING_SIGNS",
    "QUOTE_MARKS",
    "Line",
    "Report",
    "close_up",
    "has_gap",
    "is_quoted_title",
    "is_said",
    "read_lines",
    "trails_off",
]


class Line:
    """One line that is not blank, and what it was read as. Offsets into the folded text, white space left out."""

    __slots__ = ("blanks", "end", "header", "indent", "is_own", "named", "owner", "role", "spaced", "start", "tone")

    def __init__(self, start: int, end: int, tone: Tone, blanks: int, indent: bool) -> None:
        self.start = start
        self.end = end
        self.tone = tone
        self.blanks = blanks  # empty lines before it
        self.spaced = False  # one empty line stood before it, as before every line
        self.indent = indent
        #: body, title, header, credit, begin, end, afterword, link, intro, date, entry, person, quoted, post, remark, stray, rule
        self.role = "body"
        self.header: Header | None = None
        self.owner: Report | None = None
        self.is_own = False  # the author counts or marks it as his
        #: The outlet that an announcement names, and where it does.
        self.named: tuple[str, tuple[int, int]] | None = None


class Report:
    """Somebody's report: which outlet, and what told."""

    __slots__ = ("evidence", "is_letter", "is_opinion", "outlet")

    def __init__(self, outlet: str | None, evidence: tuple[int, int] | None, is_opinion: bool = False) -> None:
        self.outlet = outlet
        self.evidence = evidence
        self.is_opinion = is_opinion
        self.is_letter = False  # no report: what the writer of a mail says that is answered or passed on


#: What sets a line off from the margin: a blank, or a bar before every line that is quoted.
BARS = "|│┃"
_MARGINS = " \t" + BARS
#: What stands before every line that is quoted.
QUOTE_MARKS = "> " + BARS


def read_lines(folded: str, soft: frozenset[int] = frozenset()) -> list[Line]:
    """Return the lines of ``folded`` that are not blank, each with its tone and the empty lines before it.

    What the line breaks ``soft`` part is one line.
    """
    lines: list[Line] = []
    position = blanks = 0
    pieces = _unwrapped(folded, soft) if soft else folded.split("\n")
    tones = measure("\n".join(piece.replace("\n", "") for piece in pieces) if soft else folded)
    for raw, tone in zip(pieces, tones, strict=True):
        body = raw.strip()
        if body:
            start = position + len(raw) - len(raw.lstrip())
            lines.append(Line(start, start + len(body), tone, blanks, raw[0] in _MARGINS))
            blanks = 0
        else:
            blanks += 1
        position += len(raw) + 1
    if lines:
        lines[0].blanks = 1
    return lines


#: An empty line behind so many of a text's lines, of so many at least, parts nothing.
SPACED, MIN_SPACED = 0.9, 6


def close_up(lines: list[Line]) -> None:
    """Take one empty line away before every line where empty lines stand between all of them: more than one part then."""
    n_parted = sum(line.blanks > 0 for line in lines[1:])
    if len(lines) >= MIN_SPACED and n_parted >= SPACED * (len(lines) - 1):
        for line in lines[1:]:
            line.spaced = line.blanks == 1
            line.blanks = max(line.blanks - 1, 0)


def _unwrapped(folded: str, soft: frozenset[int]) -> list[str]:
    pieces, start = [], 0
    while start <= len(folded):
        stop = folded.find("\n", start)
        while stop in soft:
            stop = folded.find("\n", stop + 1)
        stop = len(folded) if stop < 0 else stop
        pieces.append(folded[start:stop])
        start = stop + 1
    return pieces


#: ◇1回戦の結果(3日、市営球場) heads a table; only who writes stands behind such a sign in brackets.
HEADING_SIGNS = "◇◆□■▽▼△▲"
#: What opens each line of a list.
BULLETS = frozenset("■◆●・▽▼◇○□★☆*-")


def trails_off(folded: str, line: Line) -> bool:
    """Tell whether a line stops in the middle of what it says: 番号の生成に必要な連携や・・"""
    text = folded[line.start : line.end].rstrip("」』)")
    return text.endswith(("・・", "…", "...")) and "。" not in text


_SPACED_RE = Pattern(r"[ぁ-んァ-ヴー一-龥々)%][ ][ぁ-んァ-ヴ一-龥0-9「]")


def has_gap(folded: str, line: Line) -> bool:
    """Tell whether a line has a blank inside, as only headlines do: 保養所を集約 来年度から."""
    return _SPACED_RE.search(folded, line.start, line.end) is not None


_SAID_RE = Pattern(r"[うくぐすつぬぶむるただよねない][」』)]$")


def is_said(text: str) -> bool:
    """Tell whether brackets close behind a verb or another end of a sentence: 「政府は方針を改めて示した」."""
    return _SAID_RE.search(text) is not None


def is_quoted_title(text: str) -> bool:
    """Tell whether a line in brackets reads like a headline rather than like speech: 「長期金利1.8%台に上昇」."""
    return 10 <= len(text) <= 44 and text[0] == "「" and text.find("」") == len(text) - 1 and not is_said(text)
