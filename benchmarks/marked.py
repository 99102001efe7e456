"""Marked articles: text with the right answers drawn in, read back as plain text and gold spans.

The format is described in ``marked/README.md``. Nothing here knows how the analyzer works; quality.py compares.

>>> marked = read("# genre: wire\\n[[report]]\\n<r>市は{d 4日|2016-04-04}、{f 約10件|10|件|count|approx}を認めた。")
>>> marked.text
'市は4日、約10件を認めた。'
>>> [marked.text[gold.start : gold.end] for gold in marked.golds]
['4日', '約10件']
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["FOLDER", "FORMS", "Gold", "GoldBlock", "GoldSentence", "Marked", "digest", "load", "read"]

FOLDER = Path(__file__).parent / "marked"

#: Kinds of articles by their marks (``Marked.form``), and the share of commentary from which on a text is an opinion.
FORMS = ("several speakers: posts with pasted reports", "opinion", "report with remarks", "plain report")
OPINION = 0.2

LABELS = {"r": "report", "q": "quote", "c": "commentary", "o": "other"}
#: Columns after the text of a mark, by its letter. An anaphor is an organization with another letter.
COLUMNS = {
    "d": ("value", "mod"),
    "s": ("value", "mod"),
    "f": ("value", "unit", "quantity", "modifier", "counted"),
    "o": ("kind", "canonical"),
    "a": ("kind", "canonical"),
}
KINDS = {"d": "dates", "s": "dates", "f": "figures", "o": "organizations", "a": "organizations"}

_PIECE_RE = re.compile(
    r"\{(?P<optional>\??)(?P<letter>[dsfoa]) (?P<body>[^{}]*)\}"
    r"|<(?P<label>[rqco])>"
    r"|^\[\[(?P<block>[^\]]*)\]\]\n"
    r"|[{}<]",
    re.MULTILINE,
)
_EDGE_RE = re.compile(r"(?:\[(?P<before>[^\[\]]*)\])?(?P<core>[^\[\]]+)(?:\[(?P<after>[^\[\]]*)\])?")


@dataclass(frozen=True, slots=True)
class Gold:
    """One marked expression: its core, the letters at its edges that may stand inside or outside, and its values.

    A value cell may hold alternatives (``a;b``) or ``*`` for "anything". An ``optional`` mark neither counts when
    missed nor when found: the contract leaves open whether it is a mention.
    """

    kind: str  # dates, figures, organizations
    start: int  # of the widest reading
    end: int
    core: tuple[int, int]
    optional: bool
    values: dict[str, str]
    is_set: bool = False
    anaphor: bool = False

    def accepts(self, start: int, end: int) -> bool:
        """Return whether a span is this expression, with or without its free edges."""
        return start in (self.start, self.core[0]) and end in (self.end, self.core[1])


@dataclass(frozen=True, slots=True)
class GoldBlock:
    """A stretch with one speaker; ``kinds`` are the kinds that would be right."""

    start: int
    end: int
    kinds: tuple[str, ...]
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A marked sentence and its label."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class Marked:
    """One marked article; ``given`` is the publication date handed to the analyzer, ``published`` the right answer."""

    name: str = ""
    genre: str = ""
    given: str | None = None
    published: str | None = None
    text: str = ""
    blocks: list[GoldBlock] = field(default_factory=list)
    sentences: list[GoldSentence] = field(default_factory=list)
    golds: list[Gold] = field(default_factory=list)

    def of(self, kind: str) -> list[Gold]:
        return [gold for gold in self.golds if gold.kind == kind]

    @property
    def form(self) -> str:
        """Whose words the article is made of and how much of it judges, by its marks alone: one of ``FORMS``."""
        pasted, opinion, remarks, plain = FORMS
        speakers = {block.outlet for block in self.blocks if {"report", "commentary"} & set(block.kinds)}
        if len(speakers) > 1:
            return pasted
        said = [sentence.label for sentence in self.sentences if sentence.label != "other"]
        n_judging = said.count("commentary")
        return opinion if n_judging > OPINION * len(said) else remarks if n_judging else plain


def load(folder: Path = FOLDER) -> list[Marked]:
    """Return every marked article of ``folder``, in the order of file names."""
    return [read(path.read_text(encoding="utf-8"), path.stem) for path in sorted(folder.glob("*.txt"))]


def digest(folder: Path = FOLDER) -> str:
    """Return the SHA-256 over names and bytes of the marked articles: a floor belongs to exactly one set of them."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.txt")):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def read(source: str, name: str = "") -> Marked:
    """Return the article that ``source`` marks up. Raises ValueError with the place of a mark that cannot be read."""
    marked = Marked(name)
    body = source
    while body.startswith("# "):
        line, _, body = body.partition("\n")
        key, _, value = line[2:].partition(": ")
        if key not in ("genre", "given", "published"):
            raise ValueError(f"{name}: unknown header {key!r}")
        setattr(marked, key, value.strip())
    opened: list[tuple[int, str]] = []  # blocks: offset, description
    labels: list[tuple[int, str]] = []
    plain: list[str] = []
    length = position = 0
    for match in _PIECE_RE.finditer(body):
        plain.append(body[position : match.start()])
        length += match.start() - position
        position = match.end()
        if match["letter"]:
            gold = _gold(match, length, name)
            marked.golds.append(gold)
            plain.append(re.sub(r"[\[\]]", "", match["body"].split("|")[0]))
            length = gold.end
        elif match["label"]:
            labels.append((length, LABELS[match["label"]]))
        elif match["block"] is not None:
            opened.append((length, match["block"]))
        else:
            raise ValueError(f"{name}: stray {match[0]!r} in …{body[max(match.start() - 20, 0) : match.end() + 20]}…")
    plain.append(body[position:])
    marked.text = "".join(plain).rstrip("\n") + "\n"
    marked.blocks = list(_blocks(marked.text, opened))
    marked.sentences = list(_sentences(marked, labels))
    return marked


def _gold(match: re.Match[str], start: int, name: str) -> Gold:
    letter = match["letter"]
    cells = match["body"].split("|")
    edges = _EDGE_RE.fullmatch(cells[0])
    columns = COLUMNS[letter]
    if edges is None or len(cells) - 1 > len(columns):
        raise ValueError(f"{name}: cannot read {match[0]}")
    before, after = edges["before"] or "", edges["after"] or ""
    values = dict.fromkeys(columns, "") | dict(zip(columns, cells[1:], strict=False))
    whole = before + edges["core"] + after
    if letter in "oa" and not values["canonical"]:
        values["canonical"] = whole
    end = start + len(whole)
    core = (start + len(before), end - len(after))
    return Gold(KINDS[letter], start, end, core, bool(match["optional"]), values, letter == "s", letter == "a")


def _blocks(text: str, opened: list[tuple[int, str]]) -> Iterator[GoldBlock]:
    for index, (start, description) in enumerate(opened):
        stop = opened[index + 1][0] if index + 1 < len(opened) else len(text)
        start, stop = _stripped(text, start, stop)
        kinds, *options = description.split()
        values = dict(option.split("=", 1) for option in options)
        yield GoldBlock(start, stop, tuple(kinds.split(";")), values.get("outlet"), values.get("published"))


def _sentences(marked: Marked, labels: list[tuple[int, str]]) -> Iterator[GoldSentence]:
    borders = sorted({start for start, _ in labels} | {block.start for block in marked.blocks} | {len(marked.text)})
    following = dict(itertools.pairwise(borders))
    for start, label in labels:
        begin, stop = _stripped(marked.text, start, following[start])
        yield GoldSentence(begin, stop, label)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
