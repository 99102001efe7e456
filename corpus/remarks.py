"""What an author says in between: one line on each item of a digest, and exclamations within what he pastes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.lines import Line, Report
from corpus.patterns import Pattern

__all__ = ["digest_remarks", "interjected"]

#: A digest has so many items, and so many of ten must end in a line that sounds like the author.
MIN_ITEMS, REMARKED = 3, 6
#: How long such a remark may be, and its tone per sentence (tenths of a log-odd).
MAX_REMARK, REMARK = 80, 8
#: By so much less like a newspaper than the lines above it a remark may sound that has little of an author by itself.
REMARK_GAP = 10


def digest_remarks(lines: list[Line]) -> frozenset[int]:
    """Return the lines in which the author of a digest remarks on the item above: header, report, one line of his own.

    One such line tells little where he writes だ・である as the paper does; that item after item ends in one tells.
    """
    heads = [
        index
        for index, line in enumerate(lines)
        if line.role == "header" and line.header and (line.header.is_dated or line.header.opens)
    ]
    if len(heads) < MIN_ITEMS:
        return frozenset()
    items = [
        [index for index in range(head + 1, stop) if lines[index].role == "body"]
        for head, stop in pairwise([*heads, len(lines)])
    ]
    usual = sorted(map(len, items[:-1]))[len(items) // 2 - 1]
    items[-1] = items[-1][:usual]  # what the author says of all of them stands behind the last
    closing = [item[-1] for item in items if len(item) > 1 and _may_remark(lines, item)]
    telling = [index for index in closing if lines[index].tone.score >= REMARK * lines[index].tone.n_sentences]
    return frozenset(closing) if len(telling) >= 2 and 10 * len(telling) >= REMARKED * len(items) else frozenset()


def _may_remark(lines: list[Line], item: list[int]) -> bool:
    """Tell whether an item's last line is short and sounds less like a newspaper than the lines above it."""
    *report, last = (lines[index] for index in item)
    n_sentences = sum(line.tone.n_sentences for line in report) or 1
    own = last.tone.score / (last.tone.n_sentences or 1)
    gap = own - sum(line.tone.score for line in report) / n_sentences
    return last.end - last.start <= MAX_REMARK and ((own >= 0 and gap > 0) or gap >= REMARK_GAP)


#: So long may be what an author throws in, and so long where nothing but its brevity and its tone tell.
MAX_INTERJECTED, MAX_EXCLAIMED = 60, 14
#: What tells a remark: an arrow, a bracket around all of it with a question, a laugh or who speaks.
_ARROW_RE = Pattern(r"[→⇒←↑]")
_BRACKETED_RE = Pattern(
    r"[(（<＜〈\[［【](?:[^()（）<>＜＞〈〉\[\]［］【】]*[?!？！][)）>＞〉\]］】]?|笑|泣|怒|苦笑|(?:筆者|管理人|ブログ主|引用者|投稿者)(?:注|より|の|[\]］】:])).*"
)
#: ※※※ えっ、480床? ※※※
_STARRED_RE = Pattern(r"[※★☆]+ ?[^※★☆]{0,30}[?!][※★☆ ]*")
_MAY_REMARK = ("body", "person", "title", "stray")
#: What an interviewer's question begins with.
_ASKS = ("―", "—", "─", "–", "Q", "問")
#: はあ?, えっ、480床?, ふざけるな。: no sentence of a newspaper.
_EXCLAIMED_RE = Pattern(
    r"[…・※★☆ ]*(?:はあ|はぁ|えっ|え[?!、]|おい|うそ|嘘|まさか|何それ|なにそれ|ふざける|バカな|馬鹿な|ひどい|あきれ|呆れ|やれやれ|ほらね|うーん|へえ).*"
)


def interjected(folded: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of reports in which whoever pastes one throws in a word of his own: (え?), →これはひどい。

    They stand within the report: below them it goes on. One in です・ます is his where the report has none.
    """
    for first, stop in _reports(lines):
        body = [index for index in range(first, stop) if lines[index].role == "body"]
        if len(body) < 2:
            continue
        n_polite = sum(lines[index].tone.n_polite for index in body)
        n_sentences = sum(lines[index].tone.n_sentences for index in body)
        is_plain = 3 * n_polite <= n_sentences
        inside = lines[body[0] + 1 : body[-1]]
        yield from (line for line in inside if _is_interjected(folded, line, is_plain=is_plain))


def _reports(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines that belong to one report, but letters and leading articles."""
    first, owner = 0, None
    for index in range(len(lines) + 1):
        current: Report | None = lines[index].owner if index < len(lines) else None
        if current is not owner:
            if owner is not None and not owner.is_letter and not owner.is_opinion:
                yield first, index
            first, owner = index, current


def _is_interjected(folded: str, line: Line, *, is_plain: bool) -> bool:
    if line.role not in _MAY_REMARK or line.end - line.start > MAX_INTERJECTED:
        return False
    if folded.find("「", line.start, line.end) >= 0 or folded.startswith(_ASKS, line.start):
        return False
    if _BRACKETED_RE.fullmatch(folded, line.start, line.end) or _STARRED_RE.fullmatch(folded, line.start, line.end):
        return True
    if line.role == "body" and _ARROW_RE.match(folded, line.start):
        return True
    if (
        line.role == "body"
        and is_plain
        and line.tone.n_polite
        and line.tone.n_polite >= line.tone.n_plain
        and line.tone.score > 0
    ):
        return True
    return line.end - line.start <= MAX_EXCLAIMED and _EXCLAIMED_RE.fullmatch(folded, line.start, line.end) is not None
