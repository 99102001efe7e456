"""Reports between marks: rules of dashes around them, or around nothing but a headline and its paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.announcements import named_above, points_back, with_day
from corpus.credits import is_label
from corpus.extents import MAX_FENCED, sounds_like_author
from corpus.headers import find_outlet
from corpus.lines import Line, Report
from corpus.patterns import Pattern
from corpus.quotations import header_span, name_from_around

__all__ = ["fenced", "named_fence", "open_frames", "take_framed"]

#: So many lines may stand between two rules that frame a headline and its paper.
MAX_FRAMED = 3


def open_frames(lines: list[Line]) -> None:
    """---- ⏎ 1. 駅前再開発、来春着工(神奈川新聞 11/13) ⏎ ---- ⏎ report: rules around a header alone part nothing."""
    rules = [index for index, line in enumerate(lines[:-1]) if line.role == "rule"]
    for first, last in pairwise(rules):
        framed = lines[first + 1 : last]
        if first == 0 and len(framed) == 1 and lines[last + 1].role not in ("body", "date", "person"):
            _read_masthead(framed[0])
        is_head = 0 < len(framed) <= MAX_FRAMED and all(line.role in ("header", "title", "date") for line in framed)
        if is_head and any(line.role == "header" for line in framed) and lines[last + 1].role == "body":
            lines[first].role = lines[last].role = "stray"


def _read_masthead(line: Line) -> None:
    """永田町通信 第812号 2026/11/20 between rules above everything is the title of the magazine itself."""
    if line.role == "header" and line.header is not None and line.header.headline is None:
        line.role, line.header = "title", None


def take_framed(folded: str, lines: list[Line], index: int) -> int:
    """Give what stands between two marks (以下引用 … 引用ここまで) to the report that it quotes.

    Return the line behind the second mark, or 0 where nothing closes."""
    stop = next((i for i in range(index + 1, len(lines)) if lines[i].role in ("end", "begin")), None)
    if stop is None or lines[stop].role == "begin":
        return 0
    report = Report(None, (lines[index].start, lines[index].end))
    marks = [lines[index], lines[stop]]  # 引用ここまで:東海道日報 6月30日
    if folded[lines[stop - 1].start] in "([〔" and stop > index + 2:
        marks.insert(0, lines[stop - 1])  # its credit, just before the end mark
    if named := next((mark for mark in marks if mark.header is not None), None):
        _name(report, named)
    for each in lines[index + 1 : stop]:
        # 時事通信、2014年7月30日。: a source that the report itself lists
        if each.header is not None and each.role == "header" and folded[each.end - 1] != "。":
            if report.outlet is None:
                _name(report, each)
            elif each.header.outlet != report.outlet and not each.header.is_bracketed:
                report = Report(each.header.outlet, header_span(each))
        each.owner = report
    if report.outlet is None:
        name_from_around(folded, lines, index, stop, report)
    below = lines[stop + 1] if stop + 1 < len(lines) else None
    if report.outlet is None and below is not None and below.header is not None and _closes(folded, below):
        _name(report, below)
        below.role, below.owner = "credit", report
        return stop + 2
    return stop + 1


def _closes(folded: str, line: Line) -> bool:
    """Tell whether the line behind 引用ここまで is nothing but the address or the source of what was quoted."""
    is_source = folded.startswith("http", line.start) or folded[line.start] in "(（〔" or is_label(folded, line)
    return line.role == "header" and line.header is not None and line.header.headline is None and is_source


def _name(report: Report, line: Line) -> None:
    assert line.header is not None
    report.outlet, report.evidence = line.header.outlet, header_span(line)


def _rule_below(lines: Sequence[Line], opening: int) -> int:
    """Return the rule that closes what the one at ``opening`` opens, or 0."""
    within = range(opening + 2, min(opening + MAX_FENCED, len(lines)))
    return next((at for at in within if lines[at].role == "rule"), 0)


def fenced(folded: str, lines: list[Line], index: int) -> int:
    """Return the line after a passage that stands between two rules and has a header near its top, or 0."""
    stop = _rule_below(lines, index)
    named = next((line for line in lines[index + 1 : min(index + 4, stop)] if line.header is not None), None)
    if named is None or named.header is None:
        last = lines[stop - 1] if stop else None
        named = last if last is not None and last.header is not None else None
    if any(line.role in ("begin", "quoted") for line in lines[index:stop]) or _n_dated(lines[index:stop]) > 1:
        return 0
    if named is not None and named is lines[stop - 1]:
        prose = [each for each in lines[index + 1 : stop - 1] if each.role == "body"]
        if prose and sounds_like_author(prose):
            return 0  # one rule closes the report above, the next opens the one that this line names
    if named is not None and _is_within(lines, index, stop, named):
        return 0  # the source of an item, and a remark behind it: what closes a report tells
    if named is None or named.header is None:
        if stop and (told := _told_below(folded, lines, index, stop)):
            return told
        return _take_announced(folded, lines, index, stop) if stop and index else 0
    report = Report(named.header.outlet, header_span(named), named.header.is_opinion)
    for line in lines[index + 1 : stop]:
        if line.role == "header" and line.header is not None and line.header.outlet not in (None, report.outlet):
            report = Report(line.header.outlet, header_span(line), line.header.is_opinion)
        line.owner = report
    return stop


#: 以下、湖北新報(2025年6月20日付)より引用
_FOLLOWS_RE = Pattern(r"^(?:以下|次は|次の)|(?:引用|転載|抜粋)(?:します|しました|する)?[。: ]*$")


def named_fence(folded: str, lines: list[Line], index: int) -> int:
    """Give what stands between two rules to the paper named right above the first of them, where the line says that it
    follows (以下、湖北新報(6月20日付)より引用); return the line behind the second one, or 0."""
    line, header = lines[index], lines[index].header
    first = index + 1
    if first >= len(lines) or lines[first].role != "rule" or header is None or header.headline is not None:
        return 0
    stop = _rule_below(lines, first)
    inside = lines[first + 1 : stop]
    if not stop or not header.outlet or not inside:
        return 0
    if _FOLLOWS_RE.search(folded[line.start : line.end]) is None and not _leads_on(folded, lines, index, inside):
        return 0
    if any(each.role in ("header", "begin", "quoted") or each.owner for each in inside):
        return 0
    report = Report(header.outlet, header_span(line), header.is_opinion)
    for each in (line, *inside):
        each.owner = report
    return stop + 1


#: まず6月5日の信南新聞の記事から。 / 続いて同日の信南新聞(朝刊)。 / 信南新聞 6月5日
_FROM_RE = Pattern(
    r"(?:の(?:記事|報道|ニュース|社説|コラム|紙面|[一-龠]{1,3}面)(?:から|より)?(?:です)?|から|より|日の[^。、「」: ]{2,16}|[)）])[。:↓ ]*$"
    r"|^[^。、「」:]{2,16}(?:、[0-9]{1,2}月[0-9]{1,2}日。?|[^。、「」:]{0,8})$"
)


def _leads_on(folded: str, lines: Sequence[Line], index: int, inside: Sequence[Line]) -> bool:
    """Tell whether a line apart from what stands above it names the paper that the text between the rules below is from."""
    line, above = lines[index], lines[index - 1] if index else None
    is_own = above is None or (above.owner is None and above.tone.score > 0)
    if not is_own and not (line.blanks and _FROM_RE.search(folded[line.start : line.end])):
        return False
    prose = [each for each in inside if each.role == "body"]
    return bool(prose) and sum(each.tone.score for each in prose) < 0 and not sounds_like_author(prose)


def _told_below(folded: str, lines: list[Line], index: int, stop: int) -> int:
    """Give what stands between two rules to the paper that the author names right below them (神戸新聞の号外である。), where
    he goes on; return the line behind, or 0."""
    inside, at = lines[index + 1 : stop], stop + 1
    at += at < len(lines) and lines[at].role == "link"  # its address
    line = lines[at] if at < len(lines) else None
    if line is not None and line.role in ("body", "intro") and points_back(folded, line):
        return _take_fenced(folded, lines, inside, at)
    if line is None or line.role != "header" or line.header is None or not line.header.outlet:
        return 0
    is_told = line.header.headline is None and not line.owner
    goes_on = at + 1 < len(lines) and lines[at + 1].role == "body" and lines[at + 1].tone.score > 0
    is_press = sum(each.tone.score for each in inside) < 0 and not any(each.owner or each.header for each in inside)
    if not (is_told and goes_on and is_press):
        return 0
    report = Report(line.header.outlet, header_span(line))
    for each in inside:
        each.owner = report
    line.role, line.header = "intro", None
    return at + 1


def _take_fenced(folded: str, lines: list[Line], inside: Sequence[Line], at: int) -> int:
    """Give what stands between two rules to the paper that a line behind them points back to: これは毎日新聞の記事です。"""
    named = find_outlet(folded, lines[at].start, lines[at].end)
    if named is None or any(each.owner or each.header for each in inside):
        return 0
    report = Report(named[0], with_day(folded, lines[at], named[1], named[2]))
    for each in inside:
        each.owner = report
    return at


def _is_within(lines: Sequence[Line], index: int, stop: int, named: Line) -> bool:
    """Tell whether prose stands between two rules above a line that names a paper, and below it."""
    at = next(i for i in range(index, stop) if lines[i] is named)
    return any(line.role == "body" for line in lines[index + 1 : at]) and any(
        line.role == "body" for line in lines[at + 1 : stop]
    )


def _n_dated(lines: Sequence[Line]) -> int:
    """Return how many outlets the lines name with a day: of a digest between two rules each item ends by itself."""
    return len({line.header.outlet for line in lines if line.role == "header" and line.header and line.header.is_dated})


#: So many plain sentences between two rules tell another voice than that of who writes です・ます around them.
MIN_PLAIN = 2


def _is_other_voice(lines: Sequence[Line], index: int, stop: int) -> bool:
    """Tell whether prose in だ・た stands between two rules in the text of an author who writes です・ます above and below."""
    inside = [line for line in lines[index + 1 : stop] if line.role == "body"]
    around = [line for line in (*lines[:index], *lines[stop:]) if line.role == "body" and line.owner is None]
    is_polite = sum(each.tone.n_polite for each in around) > sum(each.tone.n_plain for each in around)
    goes_on = any(line.role == "body" for line in lines[stop:])
    is_plain = not any(line.tone.n_polite for line in inside) and sum(line.tone.n_plain for line in inside) >= MIN_PLAIN
    return goes_on and is_plain and is_polite


def _take_announced(folded: str, lines: list[Line], index: int, stop: int) -> int:
    """Give what stands between two rules to the paper that the line above announces (昨日の神戸新聞の記事から。), or return 0."""
    above = lines[index - 1]
    is_led = above.role == "intro" or (above.role == "body" and _is_other_voice(lines, index, stop))
    named = named_above(folded, above) if above.role == "intro" else None
    if not is_led or above.owner is not None or (named is None and sounds_like_author(lines[index + 1 : stop])):
        return 0
    report = Report(*named) if named else Report(None, None)
    for line in lines[index + 1 : stop]:
        line.owner = report
    return stop
