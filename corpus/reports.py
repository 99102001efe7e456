"""Reports that a header, a mark or a credit tells: where each begins and ends, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from corpus.announcements import (
    announces,
    is_announcement,
    named_above,
    named_by_itself,
    quoted_paragraph,
    take_paragraph,
    with_day,
)
from corpus.extents import (
    author_score,
    bracket_run,
    is_issue,
    is_one_voice,
    names_himself,
    reach_back,
    report_end,
    sounds_like_author,
)
from corpus.headers import Header, credit, find_outlet
from corpus.lines import Line, Report, has_gap
from corpus.outlets import mixed_name, outlet_at
from corpus.patterns import Pattern
from corpus.quotations import header_span, name_from_around, take_quoted
from corpus.rubrics import is_bare_rubric, rubric_end

__all__ = ["assign_headed"]


def assign_headed(folded: str, lines: list[Line]) -> None:
    """Give every report that a header, a mark or the author's announcement tells its lines."""
    _join_headers(folded, lines)
    _open_frames(lines)
    remarks = _digest_remarks(lines)
    for index, line in enumerate(lines):
        if is_announcement(folded, lines, index):
            line.role = "intro"
    index, linked = 0, _linked_title(folded, lines)
    while index < len(lines):
        line = lines[index]
        if line.role == "begin":
            index = _take_marked(folded, lines, index)
        elif line.role == "quoted":
            index = take_quoted(folded, lines, index)
        elif line.role == "rule" and (stop := _fenced(folded, lines, index)):
            index = stop
        elif line.role == "header" and (report := _closed_by(lines, index)):
            line.role, line.owner = "credit", report
            index += 1
        elif line.role == "header" and (stop := _card_end(folded, lines, index)):
            assert line.header is not None
            report = Report(line.header.outlet, header_span(line))
            for each in lines[index:stop]:
                each.owner = report
            index = stop
        elif (line.role == "intro" and (stop := take_paragraph(folded, lines, index))) or (
            line.role == "intro" and folded[line.end - 1] == "、" and (stop := quoted_paragraph(folded, lines, index))
        ):
            index = stop
        elif (line.role == "header" and line.header is not None and line.owner is None) or (
            line.role == "intro" and announces(lines, index)
        ):
            index = _take_headed(folded, lines, index, remarks)
        elif folded[line.start] == "【" and line.role != "header" and (stop := bracket_run(folded, lines, index)):
            # 【…】 without a name is somebody's report only where it sounds like one: authors set off their own words so.
            if not sounds_like_author(lines[index:stop]):
                report = Report(None, (line.start, line.start + 1))
                for each in lines[index:stop]:
                    each.owner = report
            index = stop
        elif line.role == "intro" and (stop := quoted_paragraph(folded, lines, index)):
            index = stop
        elif (
            folded[line.start] in "『「"
            and line.role == "body"
            and (dated := _DATED_RE.fullmatch(folded, line.start, line.end))
        ):
            line.owner = Report(None, dated.span("day"))
            index += 1
        elif linked and index == linked and line.owner is None:
            index = _take_linked(folded, lines, index)
        else:
            index += 1


def _linked_title(folded: str, lines: list[Line]) -> int:
    """Return the one line that is a headline with its address under it and prose below, beneath the text's own; else 0."""
    found = [
        index
        for index in range(1, len(lines) - 2)
        if lines[index].role == "title"
        and lines[index + 1].role == "link"
        and folded.startswith("http", lines[index + 1].start)
        and not lines[index + 1].blanks
        and lines[index + 2].role == "body"
    ]
    return found[0] if len(found) == 1 and any(line.role in ("title", "body") for line in lines[: found[0]]) else 0


def _take_linked(folded: str, lines: list[Line], index: int) -> int:
    """Give a headline, its address and the prose below to a report, where it sounds like one and the author goes on."""
    stop = report_end(folded, lines, index + 2)
    if stop == len(lines) or sounds_like_author(lines[index + 2 : stop]):
        return index + 1
    report = Report(None, (lines[index + 1].start, lines[index + 1].end))
    for line in lines[index:stop]:
        line.owner = report
    return stop


def _join_headers(folded: str, lines: list[Line]) -> None:
    """6/30(木) 18:02配信 ⏎ 東海道日報: a header that names nobody, and below it the paper alone, are one."""
    for index, line in enumerate(lines[:-1]):
        header = line.header
        if header is None or line.role != "header" or header.outlet is not None:
            continue
        below = next((each for each in lines[index + 1 : index + 3] if each.role != "stray"), line)
        length = below.end - below.start
        if below is line or length > 16 or below.role not in ("header", "title", "person", "body"):
            continue
        is_bare = below.header is None or not (below.header.is_dated or below.header.headline)
        text = folded[below.start : below.end]
        name = (below.header and below.header.outlet) or credit(text)
        if not name and (formed := mixed_name(text, 0, is_delivery=True)) and formed.end == length:
            name = formed.name
        if name and is_bare:
            line.header = replace(header, outlet=name)
            below.role, below.header = "person", None


#: So many lines may stand between two rules that frame a headline and its paper.
MAX_FRAMED = 3


def _open_frames(lines: list[Line]) -> None:
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


#: A digest has so many items, and so many of ten must end in a line that sounds like the author.
MIN_ITEMS, REMARKED = 3, 6
#: How long such a remark may be, and its tone per sentence (tenths of a log-odd).
MAX_REMARK, REMARK = 80, 8
#: By so much less like a newspaper than the lines above it a remark may sound that has little of an author by itself.
REMARK_GAP = 10


def _digest_remarks(lines: list[Line]) -> frozenset[int]:
    """Return the lines in which the author of a digest remarks on the item above: header, report, one line of his own.

    One such line tells little where he writes だ・である as the paper does; that item after item ends in one tells.
    """
    heads = [
        index for index, line in enumerate(lines) if line.role == "header" and line.header and line.header.is_dated
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


def _closed_by(lines: list[Line], index: int) -> Report | None:
    """Return the report that a line with nothing but its paper's name closes: 最終更新:6/30(木) 18:02 ⏎ 東海道日報."""
    line = lines[index]
    header = line.header
    if header is None or not header.outlet or header.is_dated or header.headline is not None:
        return None
    if index + 1 < len(lines) and not lines[index + 1].blanks:
        return None
    above = next((each for each in reversed(lines[max(0, index - 3) : index]) if each.role not in _AROUND), None)
    if above is None or above.owner is None or above.role != "body" or above.owner.outlet != header.outlet:
        return None
    return above.owner


def _card_end(folded: str, lines: list[Line], index: int) -> int:
    """東海道日報 @tokaido ⏎ headline ⏎ 午後6:02 · 2022年6月30日: return the line after the date of such a card, or 0."""
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else line
    if line.header is None or not ("@" in folded[line.start : line.end] or folded[below.start] == "@"):
        return 0
    for stop in range(index + 2, min(index + 6, len(lines))):
        if lines[stop].role == "date":
            return stop + 1
        if lines[stop].blanks or lines[stop].role in ("header", "begin", "quoted"):
            break
    return 0


#: What may stand between a report and the name that closes it.
_AROUND = ("date", "stray", "link", "person")


def _take_marked(folded: str, lines: list[Line], index: int) -> int:
    """以下引用 … 引用ここまで: everything between belongs to the quoted report."""
    stop = next((i for i in range(index + 1, len(lines)) if lines[i].role in ("end", "begin")), None)
    if stop is None or lines[stop].role == "begin":
        following = index + 1
        if following < len(lines) and lines[following].role in ("header", "intro"):
            return following
        return _take_headed(folded, lines, index)
    report = Report(None, (lines[index].start, lines[index].end))
    named = next((mark for mark in (lines[index], lines[stop]) if mark.header is not None), None)
    if named is not None and named.header is not None:  # 引用ここまで:東海道日報 6月30日
        report.outlet, report.evidence = named.header.outlet, header_span(named)
    last = lines[stop - 1]
    if (
        last.header is not None and folded[last.start] in "([〔" and stop > index + 2
    ):  # its credit, just before the end mark
        report.outlet, report.evidence = last.header.outlet, header_span(last)
    for each in lines[index + 1 : stop]:
        # 時事通信、2014年7月30日。: a source that the report itself lists
        if each.header is not None and each.role == "header" and folded[each.end - 1] != "。":
            if report.outlet is None:
                report.outlet, report.evidence = each.header.outlet, header_span(each)
            elif each.header.outlet != report.outlet and not each.header.is_bracketed:
                report = Report(each.header.outlet, header_span(each))
        each.owner = report
    if report.outlet is None:
        name_from_around(folded, lines, index, stop, report)
    return stop + 1


def _fenced(folded: str, lines: list[Line], index: int) -> int:
    """Return the line after a passage that stands between two rules and has a header near its top, or 0."""
    stop = next((i for i in range(index + 2, min(index + 40, len(lines))) if lines[i].role == "rule"), 0)
    named = next((line for line in lines[index + 1 : min(index + 4, stop)] if line.header is not None), None)
    if named is None or named.header is None:
        last = lines[stop - 1] if stop else None
        named = last if last is not None and last.header is not None else None
    if any(line.role in ("begin", "quoted") for line in lines[index:stop]):
        return 0
    if named is None or named.header is None:
        return _take_announced(folded, lines, index, stop) if stop and index else 0
    report = Report(named.header.outlet, header_span(named), named.header.is_opinion)
    for line in lines[index + 1 : stop]:
        if line.role == "header" and line.header is not None and line.header.outlet not in (None, report.outlet):
            report = Report(line.header.outlet, header_span(line), line.header.is_opinion)
        line.owner = report
    return stop


def _take_announced(folded: str, lines: list[Line], index: int, stop: int) -> int:
    """Give what stands between two rules to the paper that the line above announces (昨日の神戸新聞の記事から。), or return 0."""
    above = lines[index - 1]
    if above.role != "intro" or above.owner is not None or sounds_like_author(lines[index + 1 : stop]):
        return 0
    found = find_outlet(folded, max(above.start, above.end - 80), above.end)
    report = Report(found[0], with_day(folded, above, found[1], found[2])) if found else Report(None, None)
    for line in lines[index + 1 : stop]:
        line.owner = report
    return stop


def _is_credit(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a header line closes the report before it: （共同） after the last sentence."""
    line = lines[index]
    assert line.header is not None
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    if before is None or before.role in ("header", "begin", "intro", "title", "link", "date"):
        return False
    if before.role not in ("body",) or line.header.headline is not None:
        return False
    if after is None:
        return True
    is_address = folded.startswith("http", line.start)
    is_label = folded[line.start] in "(（〔" or is_address or _SOURCE_LABEL_RE.match(folded, line.start) is not None
    hangs = not line.blanks and after.blanks > 0
    if line.blanks and after.blanks and after.role == "body" and _is_bare_name(folded, line):
        return _press(lines, index - 1, -1) > _press(lines, index + 1, 1) + BARE_NAME
    if is_address and hangs and after.role == "title":
        return True  # item after item: headline, report and its address
    if (after.role == "title" and not hangs) or (line.blanks and not (is_label and after.blanks)):
        return False  # it stands close to what follows
    # Between two passages: the one that sounds more like a newspaper is the report. A bracket or 引用元 stands rather at
    # its end; and what hangs on the passage before, with an empty line behind, belongs to it.
    if not is_label and not hangs:
        return False
    bonus = (25 if hangs else 0) + (6 if is_label else -10)
    return _press(lines, index - 1, -1) + bonus > _press(lines, index + 1, 1)


#: So much more like a newspaper (tenths of a log-odd per sentence) what stands above a paper's name alone must sound.
BARE_NAME = 20


def _is_bare_name(folded: str, line: Line) -> bool:
    named = outlet_at(folded[line.start : line.end], 0)
    return named is not None and named.end == line.end - line.start


_SOURCE_LABEL_RE = Pattern(r"(?:引用元|出典|出所|ソース|情報元|元記事|転載元|配信元|記事元|参照元|提供元)")


def _press(lines: list[Line], index: int, step: int) -> float:
    """Return how much like a newspaper up to three body lines sound, from ``index`` on: per sentence, in tenths."""
    score = n_sentences = 0
    for line in lines[max(0, index - 2) : index + 1] if step < 0 else lines[index : index + 3]:
        if line.role == "body":
            score += author_score(line, False)
            n_sentences += line.tone.n_sentences
    return -score / max(n_sentences, 1)


#: 『南部タイムス 2012年8月11日付 法が10日、成立した。』 is all that is cited.
_CITED_RE = Pattern(r"『[^『』]+。』|「[^「」]+。」")
#: 『2016年6月2日 首相は1日、…』: another one, of which nobody is named.
_DATED_RE = Pattern(r"[『「](?P<day>[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)(?:付け?)?[ 、][^『』「」]{10,}。[』」]")


def _take_headed(folded: str, lines: list[Line], index: int, remarks: frozenset[int] = frozenset()) -> int:
    """Give the header's report its lines; return the index of the first line after them.

    It ends at the latest before one of ``remarks``."""
    line = lines[index]
    header = line.header
    if header is not None and _is_credit(folded, lines, index):
        _take_credited(folded, lines, index)
        return index + 1
    report = _named_report(folded, lines, index)
    if header is not None and header.headline is not None and _CITED_RE.fullmatch(folded, line.start, line.end):
        line.owner = report
        return index + 1
    body = _body_below(folded, lines, index)
    has_first_sentence = header is not None and header.headline is not None and folded[line.end - 1] == "。"
    report.is_opinion |= header is not None and (
        any(
            each.role in ("title", "stray", "person", "header") and _is_rubric(folded, each)
            for each in lines[max(index - 1, 0) : body]
        )
        or (index < 4 and _is_column(folded, lines, body))
    )
    if body >= len(lines) or (lines[body].role in ("header", "begin", "end") and not has_first_sentence):
        if header is not None and header.headline and body < len(lines) and _goes_with(header, lines[body].header):
            return body  # 【WSJ】headline ⏎ its paper and day
        if header is not None and not has_first_sentence:
            # A header without a body: a link to the report, or the name of the paper the article itself is from.
            line.role = "header" if index <= 2 else "link"
            line.header = header if index <= 2 else None
        return index + 1
    if body < len(lines) and lines[body].role not in ("body", "quoted", "intro") and not has_first_sentence:
        return index + 1
    if header is not None and _links_away(folded, lines, index, body):
        line.role, line.header = "link", None
        return index + 1
    if header is not None and not has_first_sentence and _is_bare_headline(lines, index, body):
        stop = body
    else:
        stop = report_end(folded, lines, index if has_first_sentence else body, report.is_opinion)
    stop = next((after for after in range(body + 1, stop) if after in remarks), stop) if remarks else stop
    if report.outlet is None and header is None and (own := named_by_itself(folded, lines[body:stop])):
        report.outlet, report.evidence = own
    first = _first_line(folded, lines, index, body, stop) if header else index + 1
    for each in lines[first:stop]:
        if _is_aside(folded, each):
            each.role = "body"
        elif each.owner is None:
            each.owner = report
    return stop


#: So much more like an author (tenths of a log-odd per sentence) what stands below a mere headline must sound.
REMARK_ON = 12


def _goes_with(header: Header, below: Header | None) -> bool:
    """Tell whether the header below names the same outlet again, and no other headline."""
    return below is not None and below.headline is None and below.outlet == header.outlet


def _is_bare_headline(lines: list[Line], index: int, body: int) -> bool:
    """Tell whether the author quotes nothing but a headline below the header ``index``, and goes on with an empty line."""
    tone = lines[body].tone
    if not any(line.role == "body" for line in lines[:index]):
        return False  # the paper's own article
    is_apart = body > index + 1 and lines[body - 1].role == "title" and lines[body].blanks > 0
    return is_apart and lines[body].role == "body" and tone.score > REMARK_ON * max(tone.n_sentences, 1)


def _is_aside(folded: str, line: Line) -> bool:
    """Tell whether a line is what the author puts in brackets between a report's: (※延期じゃなくて中止でしょう、これ)"""
    return folded.startswith(("(※", "※"), line.start) and line.tone.score > 0


def _named_report(folded: str, lines: list[Line], index: int) -> Report:
    """Return the report, with no lines yet, of the paper that a header or an author's announcement names."""
    line = lines[index]
    if line.header is not None:
        return Report(line.header.outlet, header_span(line), line.header.is_opinion)
    if named := named_above(folded, line):
        return Report(*named)
    outlet = None
    if "同紙" in folded[line.start : line.end]:
        outlet = next((each.owner.outlet for each in reversed(lines[:index]) if each.owner and each.owner.outlet), None)
    return Report(outlet, (line.start, line.end))


#: So many empty lines may part an announcement from the headline below it.
MAX_BLANKS = 3


def _body_below(folded: str, lines: list[Line], index: int) -> int:
    """Return the first line below a header that is neither headline nor address, date or writer."""
    header, body = lines[index].header, index + 1
    while body < len(lines) and body - index <= 4:
        line = lines[body]
        if (
            line.role == "header"
            and header is not None
            and line.header is not None
            and folded.startswith("http", line.start)
            and line.header.outlet == header.outlet
            and not line.blanks
        ):
            line.role, line.header = "link", None  # 【主張】… - 産経ニュース ⏎ its address
        if line.role not in ("title", "stray", "date", "person", "link", "post"):
            break
        if line.role == "title" and line.blanks > (1 if header is not None else MAX_BLANKS):
            break
        body += 1
    return body


#: In so many lines the names above a paper's own column stand.
MAX_TOP = 6


def _first_line(folded: str, lines: list[Line], index: int, body: int, stop: int) -> int:
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
        and _goes_with(beside, line.header)
    ):
        return index - 1
    if _names_same(folded, above_all, line.header):
        return lines.index(above_all)  # 朝日新聞 ⏎ date ⏎ (天声人語)駅の伝言板
    if top < 0 or line.header is None or lines[top].role != "title" or lines[top].owner is not None:
        return index
    above = lines[top]
    inside = line.header.headline
    has_headline = (inside is not None and folded[line.end - 1] != "。") or any(
        each.role == "title" and not is_bare_rubric(folded, each.start, each.end) for each in lines[index + 1 : body]
    )
    is_digest = any(
        lines[after].role == "header" and lines[after - 1].role == "title"
        for after in range(stop, min(stop + 3, len(lines)))
    )
    hangs = not line.blanks and _heads_report(folded, above, lines[body] if body < stop else None)
    is_first = all(each.role in ("date", "person", "stray") for each in lines[:top])  # the author's, beside his date
    is_headline = _is_rubric(folded, above) or (
        not has_headline and (not is_first or stop == len(lines) or is_digest or hangs)
    )
    return top if is_headline else index


_YEAR_RE = Pattern(r"[0-9]{4}[年/.-][0-9]|(?:平成|令和)[0-9元]")
_CONTENT_RE = Pattern(r"[0-9.]+|[一-龥々ァ-ヴー]{2,}")


def _heads_report(folded: str, title: Line, body: Line | None) -> bool:
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


def _is_rubric(folded: str, line: Line) -> bool:
    return rubric_end(folded, line.start, line.end) > 0


#: A front page's column has these for new paragraphs.
_COLUMN_SIGNS, MIN_SIGNS = "▼▲▽", 3


def _is_column(folded: str, lines: list[Line], body: int) -> bool:
    """Tell whether one sign parts all passages of what a header stands above: …という。▼母は… ▼静かに…"""
    if body >= len(lines):
        return False
    above, text = folded[: lines[body].start], folded[lines[body].start : lines[-1].end]
    return any(
        text.count(f"。{sign}") + text.count(f"\n{sign}") + text.startswith(sign) >= MIN_SIGNS and sign not in above
        for sign in _COLUMN_SIGNS
    )


#: Below a list of links, what sounds no more like a newspaper than this (tenths of a log-odd per sentence) is the author's.
LINKED = -6


def _links_away(folded: str, lines: list[Line], index: int, body: int) -> bool:
    """Tell whether a title with its paper is but a link: an address under it, and then the author goes on.

    The last title or address of a list of links is one, whatever his register."""
    header, tone = lines[index].header, lines[body].tone if body < len(lines) else None
    has_headline = header is not None and header.headline is not None
    address = index + 1 if has_headline else index
    if tone is None or not folded.startswith("http", lines[address].start):
        return False
    in_list = address > 1 and lines[address - 2].owner is None and folded.startswith("http", lines[address - 2].start)
    return (has_headline and tone.is_polite and tone.score > 5) or (in_list and tone.score > LINKED * tone.n_sentences)


def _take_credited(folded: str, lines: list[Line], index: int) -> None:
    """（共同） closes a report: it reaches back to where the lines begin to sound like one."""
    line = lines[index]
    assert line.header is not None
    line.role = "credit"
    above = lines[index - 1].owner
    if above is not None and above.outlet is None:  # 以下引用 … （時事通信）
        above.outlet, above.evidence = line.header.outlet, header_span(line)
        line.owner = above
        return
    report = Report(line.header.outlet, header_span(line), line.header.is_opinion)
    line.owner = report
    # On the last line it may be the whole text's, from its headline on.
    is_whole = index + 1 == len(lines) and (
        _is_all_press(lines, index)
        or (is_issue(folded, line) and line.blanks > 0 and is_one_voice(lines[:index]))
        or (report.is_opinion and (_is_leader(folded, lines[:index]) or _is_front_column(folded, lines[:index])))
    )
    first = 0 if is_whole else reach_back(lines, index, 0)
    report.is_opinion |= lines[first].role == "title" and _is_rubric(folded, lines[first])
    for each in lines[first:index]:
        each.owner = report


def _is_leader(folded: str, above: Sequence[Line]) -> bool:
    """Tell whether all above a credit (（みのり新聞社説　8月30日）) is one leader: a headline, one voice, nobody's 私."""
    is_plain = all(line.role in ("title", "date", "person", "stray", "body") and line.owner is None for line in above)
    return is_plain and above[0].role == "title" and is_one_voice(above) and not names_himself(folded, above)


def _is_front_column(folded: str, above: Sequence[Line]) -> bool:
    """Tell whether all above a credit ((北國新聞「時鐘」11月20日)) is a column whose passages one sign parts."""
    is_plain = all(line.role in ("title", "body", "date", "person") and line.owner is None for line in above)
    return is_plain and any(
        sum(folded.count(sign, line.start, line.end) for line in above) >= MIN_SIGNS - 1 for sign in _COLUMN_SIGNS
    )


def _is_all_press(lines: list[Line], index: int) -> bool:
    """Tell whether everything above the credit on the last line may be its report."""
    above = lines[:index]
    n_sentences = sum(each.tone.n_sentences for each in above) or 1
    header = lines[index].header
    limit = 8 if header is not None and header.is_dated else 4
    total = sum(author_score(each, each.tone.is_polite) for each in above if each.role == "body")
    return not any(each.owner for each in above) and total <= limit * n_sentences
