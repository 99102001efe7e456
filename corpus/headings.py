"""Which lines right above and below a header belong to its report: headline, date, writer, address."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.headers import Header
from corpus.leaders import is_rubric
from corpus.lines import Line, has_gap
from corpus.outlets import outlet_at
from corpus.patterns import Pattern
from corpus.rubrics import is_bare_rubric
from corpus.sections import heads_section

__all__ = ["body_below", "first_line", "goes_with", "heads_report", "is_bare_headline"]

#: So many empty lines may part an announcement from the headline below it.
MAX_BLANKS = 3


def body_below(folded: str, lines: list[Line], index: int) -> int:
    """Return the first line below a header that is neither headline nor address, date or writer."""
    header, body, n_rows = lines[index].header, index + 1, 0
    while body < len(lines) and body - n_rows - index <= 4:
        line = lines[body]
        n_rows += line.role == "stray" and not line.blanks  # a table of results
        if (
            line.role == "header"
            and header is not None
            and line.header is not None
            and folded.startswith(("http", "www."), line.start)
            and line.header.outlet == header.outlet
            and not line.blanks
        ):
            line.role, line.header = "link", None  # 【主張】… - 産経ニュース ⏎ its address
        if line.role not in ("title", "stray", "date", "person", "link", "post"):
            break
        if line.role == "post" and folded.startswith("http", lines[index].start):
            break  # who answers below an address
        if line.role == "title" and line.blanks > (1 if header is not None else MAX_BLANKS):
            break
        body += 1
    return body


#: In so many lines the names above a paper's own column stand.
MAX_TOP = 6


def first_line(folded: str, lines: list[Line], index: int, body: int, stop: int) -> int:
    """Return the first line of the report of the header ``index``: it, or the headline that stands above it.

    The text's own title stands above a header too; it is the report's where the text is but this report."""
    line, top = lines[index], index - 1
    if lines[top].role == "date" and _YEAR_RE.search(folded, line.start, line.end):
        return index  # the date above is the post's own
    if 1 < index < 4 and _stands_whole(lines[:index]) and _only_named(lines[stop:], line.header):
        return 0  # headline, date and writer above [太田智美,ITmedia]
    while top > 0 and lines[top].role in ("date", "person") and not lines[top].blanks and not lines[top + 1].blanks:
        top -= 1  # 裏金問題、再調査せず ⏎ 2024年2月14日 ⏎ 時事通信 政治部
    above_all = next(
        (each for each in lines[: min(index, MAX_TOP)] if each.role not in ("date", "person", "stray")), line
    )
    beside = lines[index - 1].header if lines[index - 1].role == "header" and lines[index - 1].owner is None else None
    if (
        beside is not None
        and beside.headline is not None
        and line.header is not None
        and goes_with(beside, line.header)
    ):
        return index - 1
    if _names_same(folded, above_all, line.header):
        return lines.index(above_all)  # 朝日新聞 ⏎ date ⏎ (天声人語)駅の伝言板
    is_part = any(each.role == "remark" for each in lines[index:stop])  # 【注:…】 between its paragraphs
    if top < 0 or line.header is None or lines[top].role != "title" or lines[top].owner is not None:
        return index
    above = lines[top]
    inside = line.header.headline
    has_headline = (inside is not None and folded[line.end - 1] != "。") or any(
        each.role == "title"
        and each.end - each.start > MAX_SECTION
        and not is_bare_rubric(folded, each.start, each.end)
        and not _CLOCK_RE.fullmatch(folded, each.start, each.end)
        for each in lines[index + 1 : body]
    )
    is_digest = any(
        lines[after].role == "header" and lines[after - 1].role == "title"
        for after in range(stop, min(stop + 3, len(lines)))
    )
    hangs = not line.blanks and heads_report(folded, above, lines[body] if body < stop else None)
    is_first = all(each.role in ("date", "person", "stray") for each in lines[:top])  # the author's, beside his date
    is_headline = is_rubric(folded, above) or (
        not heads_section(folded, lines, top, top)
        and not has_headline
        and (not is_first or (stop == len(lines) and not is_part) or is_digest or hangs)
    )
    return top if is_headline else index


#: So long is the name of a paper's section between its header and the report: 社会
MAX_SECTION = 3
#: ▽15:40, 【14時20分】: when something became known, in a report that goes on all day
_CLOCK_RE = Pattern(r"[▽▼△▲■◆●◇○【〔\[( ]*(?:午[前後])?[0-9]{1,2}(?::[0-9]{2}|時(?:[0-9]{1,2}分)?)[】〕\]) ]*")
_YEAR_RE = Pattern(r"[0-9]{4}[年/.-][0-9]|(?:平成|令和)[0-9元]")
_CONTENT_RE = Pattern(r"[0-9.]+|[一-龥々ァ-ヴー]{2,}")


def heads_report(folded: str, title: Line, body: Line | None) -> bool:
    """Tell whether a line right above a header is a newspaper's headline rather than the author's title: it has a wide
    blank (リンゴ、平年の6割　凍霜害で), or figures, and most of its words stand in the first lines of the report."""
    if has_gap(folded, title):
        return True
    words = _CONTENT_RE.findall(folded, title.start, title.end)
    if body is None or not any(word[0].isdigit() for word in words):
        return False
    found = sum(folded.find(word, body.start, body.start + 200) >= 0 for word in words)
    return len(words) > 2 and 2 * found >= len(words)


def _stands_whole(above: Sequence[Line]) -> bool:
    """Tell whether all above a header is one headline with its date and writer."""
    roles = [line.role for line in above if line.owner is None]
    return len(roles) == len(above) and roles[0] == "title" and all(each in ("date", "person") for each in roles[1:])


def _names_same(folded: str, line: Line, header: Header | None) -> bool:
    """Tell whether a line is nothing but the name of a header's outlet, and nobody's yet."""
    if line.role != "header" or line.owner is not None or header is None:
        return False
    named = outlet_at(folded[line.start : line.end], 0)
    return named is not None and named.end == line.end - line.start and named.name == header.outlet


def _only_named(below: Sequence[Line], header: Header | None) -> bool:
    """Tell whether nothing but the report's outlet stands below it, or nothing at all: (c)AFP."""
    return all(line.header is not None and header is not None and line.header.outlet == header.outlet for line in below)


#: So much more like an author (tenths of a log-odd per sentence) what stands below a mere headline must sound.
REMARK_ON = 12


def goes_with(header: Header, below: Header | None) -> bool:
    """Tell whether the header below names the same outlet again, and no other headline."""
    return below is not None and below.headline is None and below.outlet == header.outlet


def is_bare_headline(lines: list[Line], index: int, body: int) -> bool:
    """Tell whether the author quotes nothing but a headline below the header ``index``, and goes on with an empty line."""
    tone = lines[body].tone
    if not any(line.role == "body" for line in lines[:index]):
        return False  # the paper's own article
    is_apart = body > index + 1 and lines[body - 1].role == "title" and lines[body].blanks > 0
    return is_apart and lines[body].role == "body" and tone.score > REMARK_ON * max(tone.n_sentences, 1)
