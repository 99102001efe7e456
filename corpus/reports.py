"""Reports that a header, a mark or the author's announcement tells: where each begins and ends, and whose it is.

What closes a report is told in credits.py, what stands between marks in frames.py, what of the lines around a header is
the report's in headings.py.
"""

from __future__ import annotations

from msgspec.structs import replace

from corpus.announcements import (
    announces,
    copied_end,
    day_above,
    is_announcement,
    named_above,
    named_by_itself,
    paragraph_end,
    quoted_paragraph,
    take_paragraph,
)
from corpus.credits import closed_by, closes_cut, is_credit, settle_brackets, take_credited
from corpus.extents import begins_dispatch, bracket_run, is_aside, report_end, sounds_like_author
from corpus.frames import fenced, named_fence, open_frames, take_framed
from corpus.headers import Header, credit
from corpus.headings import body_below, first_line, goes_with, is_bare_headline
from corpus.lead_ins import leads_in, mark_headline
from corpus.leaders import is_column, is_rubric
from corpus.lines import BULLETS, Line, Report, close_up
from corpus.outlets import mixed_name
from corpus.patterns import Pattern
from corpus.quotations import header_span, take_quoted
from corpus.releases import take_releases
from corpus.remarks import digest_remarks

__all__ = ["assign_headed"]


def assign_headed(folded: str, lines: list[Line]) -> None:
    """Give every report that a header, a mark or the author's announcement tells its lines."""
    _join_headers(folded, lines)
    open_frames(lines)
    settle_brackets(folded, lines)
    take_releases(folded, lines)
    remarks = digest_remarks(lines)
    for index, line in enumerate(lines):
        if is_announcement(folded, lines, index):
            line.role = "intro"
        elif line.role in ("body", "intro", "link", "person") and (named := leads_in(folded, lines, index)):
            line.role, line.named = "intro", named
            mark_headline(folded, lines, index)
    close_up(lines)
    index, linked = 0, _linked_title(folded, lines)
    while index < len(lines):
        stop = _taken(folded, lines, index, remarks) if lines[index].owner is None else 0
        if not stop and linked and index == linked and lines[index].owner is None:
            stop = _take_linked(folded, lines, index)
        index = stop or index + 1
    _resume(folded, lines)
    _quote_on(folded, lines)
    _indent_on(lines)


#: 隣の人がこう言った。 above a line in brackets: it is a person's speech.
_SPEECH_RE = Pattern(r"(?:言|いう|話|答|語|述べ|聞|尋ね|返|叫|つぶや|呟|コメント|声|メール|投稿)[^。]{0,6}[。:]$")


def _indent_on(lines: list[Line]) -> None:
    """Give later indented lines to the paper whose report is indented, remark by remark, where the author indents none
    of his."""
    report: Report | None = None
    is_parted = False  # the author has spoken since
    for index, line in enumerate(lines):
        if line.owner is not None:
            is_led = index > 0 and lines[index - 1].role == "intro" and lines[index - 1].owner is None
            if is_led and line.role == "body" and line.owner.outlet and line.owner is not report:
                is_apart = line.indent and not any(each.indent for each in lines[:index] if each.owner is None)
                report = line.owner if is_apart else None
            elif line.owner is not report:
                report = None
            is_parted = False
        elif line.role != "body":
            report = None if line.role in ("intro", "header", "title", "begin") else report
        elif not line.indent:
            is_parted = True
        elif report is not None and is_parted:
            line.owner = report
        else:
            report = None  # the author indents his own lines as well


def _speaks(folded: str, line: Line) -> bool:
    return _SPEECH_RE.search(folded, max(line.start, line.end - 16), line.end) is not None


def _quote_on(folded: str, lines: list[Line]) -> None:
    """Give a later paragraph in brackets to the paper that the author quotes in the same brackets, remark by remark:
    毎日新聞の社説を取り上げる。 ⏎ 「…。」 ⏎ 魅力の問題だろうか。 ⏎ 「…。」"""
    quoted: Report | None = None
    opener = ""
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.owner is not None:
            begins = index > 0 and lines[index - 1].owner is not line.owner
            is_led = begins and lines[index - 1].role == "intro" and folded[line.start] in "「『《〈"
            if line.owner is not quoted:
                quoted, opener = (line.owner, folded[line.start]) if is_led and line.owner.outlet else (None, "")
            index += 1
            continue
        is_alike = quoted is not None and folded[line.start] == opener and line.role in ("body", "title")
        stop = paragraph_end(folded, lines, index) if is_alike and index else 0
        if stop and lines[index - 1].role == "body" and not _speaks(folded, lines[index - 1]):
            for each in lines[index:stop]:
                each.owner, each.role = quoted, "body"
            index = stop
            continue
        if line.role in ("intro", "header", "title"):
            quoted = None
        index += 1


def _resume(folded: str, lines: list[Line]) -> None:
    """Give the indented lines below a remark (⇒廃棄?) to the report whose indented lines it interrupts, where the author
    indents none of his."""
    for index in range(1, len(lines) - 1):
        above, line, below = lines[index - 1 : index + 2]
        if folded[line.start] not in "→⇒" or line.owner is not None or line.indent or below.blanks:
            continue
        if above.owner is None or above.role != "body":
            continue
        for each in lines[index + 1 :]:
            if (
                each.owner is not None
                or each.role != "body"
                or not (each.indent if above.indent else _goes_on(folded, each))
            ):
                break
            each.owner = above.owner


def _goes_on(folded: str, line: Line) -> bool:
    """Tell whether a line right below a remark (→校庭のプールはどうなるの?) sounds like the report that was interrupted."""
    is_press = line.tone.score < 0 and not line.tone.n_polite
    return is_press and not line.blanks and folded[line.start] not in "→⇒"


def _taken(folded: str, lines: list[Line], index: int, remarks: frozenset[int]) -> int:
    """Give the report that begins with line ``index`` its lines; return the line behind it, or 0 where none does."""
    line = lines[index]
    match line.role:
        case "begin":
            return take_framed(folded, lines, index) or _take_open(folded, lines, index)
        case "quoted":
            return take_quoted(folded, lines, index)
        case "rule":
            return fenced(folded, lines, index)
        case "header":
            return _take_named(folded, lines, index, remarks)
        case "intro":
            if stop := _take_closed(folded, lines, index):
                return stop
            if stop := take_paragraph(folded, lines, index):
                return stop
            if folded[line.end - 1] == "、" and (stop := quoted_paragraph(folded, lines, index)):
                return stop
            if announces(lines, index):
                return _take_headed(folded, lines, index, remarks)
            if stop := copied_end(folded, lines, index):
                return _take_copied(folded, lines, index, stop)
    if folded[line.start] == "【" and (stop := bracket_run(folded, lines, index)):
        return _take_bracketed(lines, index, stop)
    if line.role == "intro":
        return quoted_paragraph(folded, lines, index)
    if line.role == "body" and folded[line.start] in "『「":
        return _take_dated(folded, lines, index)
    return 0


#: So many lines may stand between an announcement and the source that closes what it announces.
MAX_CLOSED = 14
_WITHIN = ("title", "body", "person", "date", "stray")


def _take_closed(folded: str, lines: list[Line], index: int) -> int:
    """NHKのサイトから引用します。 … (NHK NEWS WEB 3月19日): give what stands between an announcement and the name of the same
    paper in brackets to that paper; return the line behind it, or 0."""
    stop = next(
        (at for at in range(index + 1, min(index + MAX_CLOSED, len(lines))) if lines[at].role not in _WITHIN), 0
    )
    header = lines[stop].header if stop > index + 1 else None
    if header is None or lines[stop].role != "header" or header.headline is not None or not header.outlet:
        return 0
    named = named_above(folded, lines[index])
    if named is None or named[0] != header.outlet or lines[stop].blanks or folded[lines[stop].start] not in "([〔【":
        return 0
    if lines[stop - 1].role != "body" or any(line.owner for line in lines[index + 1 : stop]):
        return 0
    report = Report(header.outlet, header_span(lines[stop]) if header.is_dated else named[1], header.is_opinion)
    for line in lines[index + 1 : stop + 1]:
        line.owner = report
    lines[stop].role = "credit"
    return stop + 1


def _take_open(folded: str, lines: list[Line], index: int) -> int:
    """以下引用 that nothing closes: what stands below it has a header of its own, or ends where its author speaks."""
    following = index + 1
    if following < len(lines) and lines[following].role in ("header", "intro"):
        return following
    return _take_headed(folded, lines, index)


def _take_named(folded: str, lines: list[Line], index: int, remarks: frozenset[int]) -> int:
    """Give the lines that a header names to its report: it closes one, heads one, or stands in a network's card."""
    line = lines[index]
    if stop := named_fence(folded, lines, index):
        return stop
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is not None and below.role == "quoted" and not below.blanks and line.header and not line.header.headline:
        stop = take_quoted(folded, lines, index + 1)
        if below.owner is not None and below.owner.outlet == line.header.outlet:
            line.owner = below.owner
        return stop
    if report := closed_by(folded, lines, index):
        line.role, line.owner = "credit", report
        below = lines[index + 1] if index + 1 < len(lines) else line
        if below.role == "link" and not below.blanks:
            below.owner = report
        return index + 1
    if closes_cut(folded, lines, index):
        take_credited(folded, lines, index)
        return index + 1
    if stop := _card_end(folded, lines, index):
        assert line.header is not None
        report = Report(line.header.outlet, header_span(line))
        for each in lines[index:stop]:
            each.owner = report
        return stop
    return _take_headed(folded, lines, index, remarks) if line.header is not None and line.owner is None else 0


def _take_copied(folded: str, lines: list[Line], index: int, stop: int) -> int:
    """Give what the author copies out to the paper that he names above it."""
    named = named_above(folded, lines[index])
    assert named is not None
    report = Report(*named)
    for each in lines[index + 1 : stop]:
        each.owner = report
    return stop


def _take_bracketed(lines: list[Line], index: int, stop: int) -> int:
    """【…】 without a name is somebody's report only where it sounds like one: authors set off their own words so."""
    if not sounds_like_author(lines[index:stop]):
        report = Report(None, (lines[index].start, lines[index].start + 1))
        for each in lines[index:stop]:
            each.owner = report
    return stop


def _take_dated(folded: str, lines: list[Line], index: int) -> int:
    line = lines[index]
    dated = _DATED_RE.fullmatch(folded, line.start, line.end)
    if dated is None:
        return 0
    line.owner = Report(None, dated.span("day"))
    return index + 1


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
        is_name = below.role == "header" and not below.blanks  # TBS NEWS DIG Powered by JNN
        if (
            below is line
            or length > (MAX_NAME if is_name else 16)
            or below.role not in ("header", "title", "person", "body")
        ):
            continue
        is_bare = below.header is None or not (below.header.is_dated or below.header.headline)
        text = folded[below.start : below.end]
        name = (below.header and below.header.outlet) or credit(text)
        if not name and (formed := mixed_name(text, 0, is_delivery=True)) and formed.end == length:
            name = formed.name
        if name and is_bare:
            line.header = replace(header, outlet=name)
            below.role, below.header = "person", None


#: So long is a station's or a site's name alone on its line.
MAX_NAME = 40


def _card_end(folded: str, lines: list[Line], index: int) -> int:
    """東海道日報 @tokaido ⏎ headline ⏎ 午後6:02 · 2022年6月30日: return the line after the date of such a card, or 0."""
    line = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) else line
    if line.header is None or not ("@" in folded[line.start : line.end] or folded[below.start] == "@"):
        return 0
    for stop in range(index + 2, min(index + 6, len(lines))):
        if lines[stop].role == "date":
            return stop + 1
        if lines[stop].blanks or lines[stop].role in ("header", "begin", "quoted", "post"):
            break
    return 0


#: 『南部タイムス 2012年8月11日付 法が10日、成立した。』 is all that is cited.
_CITED_RE = Pattern(r"『[^『』]+。』|「[^「」]+。」")
#: 『2016年6月2日 首相は1日、…』: another one, of which nobody is named.
_DATED_RE = Pattern(r"[『「](?P<day>[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)(?:付け?)?[ 、][^『』「」]{10,}。[』」]")


def _take_headed(folded: str, lines: list[Line], index: int, remarks: frozenset[int] = frozenset()) -> int:
    """Give the header's report its lines; return the index of the first line after them.

    It ends at the latest before one of ``remarks``."""
    line = lines[index]
    header = line.header
    if header is not None and is_credit(folded, lines, index):
        take_credited(folded, lines, index)
        return index + 1
    report = _named_report(folded, lines, index)
    if header is not None and header.headline is not None and _CITED_RE.fullmatch(folded, line.start, line.end):
        line.owner = report
        return index + 1
    body = body_below(folded, lines, index)
    if header is not None and body < len(lines) and _is_dispatch(folded, lines[body], header):
        lines[body].role, lines[body].header = "body", None  # [東京 29日 ロイター] - … below its own header
    if header is not None and _is_table(lines[index + 1 : body]) and (body == len(lines) or lines[body].blanks):
        for each in lines[index:body]:
            each.owner = report
        return body
    if header is not None and body < len(lines) and _is_quoted_alone(folded, lines, index, body):
        line.owner = report
        return index + 1
    if header is not None and body < len(lines) and _is_but_cited(folded, lines, index, body):
        line.role, line.header = "link", None
        return index + 1
    has_first_sentence = header is not None and header.headline is not None and folded[line.end - 1] == "。"
    if header is not None and header.headline and not has_first_sentence and _is_answered(folded, lines, index, body):
        line.owner = report  # ・日刊スポーツ「引退は否定」 ⏎ ⇒本人はそこまで言っていない。
        return index + 1
    report.is_opinion |= header is not None and _heads_opinion(folded, lines, index, body)
    if body >= len(lines) or (lines[body].role in ("header", "begin", "end") and not has_first_sentence):
        if header is not None and header.headline and body < len(lines) and goes_with(header, lines[body].header):
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
    if has_first_sentence:
        stop = report_end(folded, lines, index, report.is_opinion)
    else:
        stop = _headed_end(folded, lines, index, body, report)
    stop = next((after for after in range(body + 1, stop) if after in remarks), stop) if remarks else stop
    if report.outlet is None and header is None and (own := named_by_itself(folded, lines[body:stop])):
        report.outlet, report.evidence = own
    first = first_line(folded, lines, index, body, stop) if header else index + 1
    for each in lines[first:stop]:
        if is_aside(folded, each):
            each.role = "body"
        elif each.owner is None:
            each.owner = report
    return stop


def _heads_opinion(folded: str, lines: list[Line], index: int, body: int) -> bool:
    """Tell whether a rubric around the header (社説, 天声人語) or the form of what stands below says that a paper gives its opinion."""
    for line in lines[max(index - 1, 0) : body]:
        if line.role in ("title", "stray", "person", "header") and is_rubric(folded, line):
            return True
    return index < 4 and is_column(folded, lines, body)


def _headed_end(folded: str, lines: list[Line], index: int, body: int, report: Report) -> int:
    """Return the index of the line behind the report whose header stands at ``index`` and whose text begins at ``body``."""
    if lines[index].header is None:
        return report_end(folded, lines, body, report.is_opinion)
    if bracketed := _bracket_end(folded, lines, index):
        return bracketed
    cited = paragraph_end(folded, lines, index + 1) if index and folded[lines[index].end - 1] == "。" else 0
    if cited and any(each.role == "body" for each in lines[cited:]):
        for each in lines[index + 1 : cited]:
            each.role = "body"  # 東京新聞の「筆洗」(23日)から。 ⏎ 〈…〉
        return cited
    return body if is_bare_headline(lines, index, body) else report_end(folded, lines, body, report.is_opinion)


def _bracket_end(folded: str, lines: list[Line], index: int) -> int:
    """Return the line behind a paste that one bracket holds from its header to its last line, or 0:
    「北東北日報 2023年11月14日 ⏎ headline ⏎ …求めている。」"""
    start = lines[index].start
    closer = {"「": "」", "『": "』", "《": "》", "〈": "〉"}.get(folded[start])
    if closer is None or folded.find(closer, start, lines[index].end) >= 0:
        return 0
    depth = 0
    for at in range(index, min(index + MAX_HELD, len(lines))):
        line = lines[at]
        depth += folded.count(folded[start], line.start, line.end) - folded.count(closer, line.start, line.end)
        if at > index and line.role in ("header", "begin", "quoted", "post"):
            return 0
        if depth <= 0:
            return at + 1 if folded[line.end - 1] == closer else 0
    return 0


#: So many lines one bracket holds at most.
MAX_HELD = 40
#: What is quoted of a paper in one line is no shorter; a programme's name is.
QUOTED = 16


def _is_quoted_alone(folded: str, lines: list[Line], index: int, body: int) -> bool:
    """Tell whether an author quotes one line with its paper behind it and goes on himself below:
    「10月の訪日客は331万2千人」(共邦通信11月20日) ⏎ 政府は6000万人を目指すとか。正気の沙汰じゃない。"""
    line, header = lines[index], lines[index].header
    if header is None or header.headline is None or header.headline[0] > 0 or folded[line.start] not in "「『":
        return False
    if folded[line.start + header.headline[1] - 1] not in "」』" or header.headline[1] < QUOTED:
        return False
    if not any(each.role == "body" for each in lines[:index]):
        return False
    return lines[body].role == "body" and lines[body].tone.score > 0


#: From this tone per sentence on (tenths of a log-odd) what stands right below a headline is its reader's.
READER = 14


def _is_but_cited(folded: str, lines: list[Line], index: int, body: int) -> bool:
    """Tell whether a headline with its paper behind it is but named, and its reader speaks right below it in です・ます:
    4月 知床の観光船、連絡絶つ(道新) ⏎ あの日から、船の上で手を振る写真が見られません。"""
    line, below = lines[index], lines[body]
    header = line.header
    if header is None or header.headline is None or header.headline[0] > header.span[0] or body > index + 1:
        return False
    if below.role != "body" or not below.tone.n_polite or below.tone.n_plain or folded[line.end - 1] not in ")]】」":
        return False
    return index > 0 and below.tone.score >= READER * below.tone.n_sentences


def _is_answered(folded: str, lines: list[Line], index: int, body: int) -> bool:
    """Tell whether what stands right below a headline with its paper is a remark on it behind an arrow."""
    is_below = body == index + 1 < len(lines) and not lines[body].blanks
    return is_below and lines[body].role == "body" and folded[lines[body].start] in "→⇒"


#: So many rows below a header are a table of results, though not a sentence stands by them.
MIN_ROWS = 2


def _is_table(rows: list[Line]) -> bool:
    """Tell whether nothing but a table stands between a header and the empty line below it."""
    below = any(line.blanks and line.role != "stray" for line in rows[1:])
    return not below and sum(line.role == "stray" for line in rows) >= MIN_ROWS


def _is_dispatch(folded: str, line: Line, header: Header) -> bool:
    return line.header is not None and line.header.outlet == header.outlet and begins_dispatch(folded, line)


#: 「与党の税制調査会は19日、…を了承した」(11月20日付朝刊)。
_CITED_DAY_RE = Pattern(r"[」』][(](?P<day>(?:[0-9]{4}年)?[0-9]{1,2}[月/][0-9]{1,2}日?付?(?:[朝夕]刊)?)[)]。?$")


def _day_behind(folded: str, line: Line) -> tuple[int, int] | None:
    """Return where the day of the issue stands right behind what the line cites in brackets, None where it does not."""
    match = _CITED_DAY_RE.search(folded, line.start, line.end) if folded[line.start] in "「『" else None
    return match.span("day") if match else None


def _named_report(folded: str, lines: list[Line], index: int) -> Report:
    """Return the report, with no lines yet, of the paper that a header or an author's announcement names."""
    line = lines[index]
    if line.header is not None:
        above = lines[index - 1] if index and not line.header.is_dated and line.header.outlet else None
        day = day_above(folded, above) if above is not None and above.owner is None else None
        return Report(line.header.outlet, day or header_span(line), line.header.is_opinion)
    if named := named_above(folded, line):
        behind = _day_behind(folded, lines[index + 1]) if index + 1 < len(lines) else None
        return Report(named[0], behind or named[1])
    outlet = None
    if "同紙" in folded[line.start : line.end]:
        outlet = next((each.owner.outlet for each in reversed(lines[:index]) if each.owner and each.owner.outlet), None)
    return Report(outlet, (line.start, line.end))


#: Below a list of links, what sounds no more like a newspaper than this (tenths of a log-odd per sentence) is the author's.
LINKED = -6


def _links_away(folded: str, lines: list[Line], index: int, body: int) -> bool:
    """Tell whether a title with its paper is but a link: an address under it, and then the author goes on.

    The last title or address of a list of links is one, whatever his register."""
    header, tone = lines[index].header, lines[body].tone if body < len(lines) else None
    has_headline = header is not None and header.headline is not None
    address = index + 1 if has_headline else index
    if tone is None or not folded.startswith(("http", "www."), lines[address].start):
        return False
    in_list = address > 1 and lines[address - 2].owner is None and folded.startswith("http", lines[address - 2].start)
    below = lines[address + 1] if address + 1 < len(lines) else lines[index]
    if has_headline and folded[lines[index].start] in BULLETS and folded[below.start] == folded[lines[index].start]:
        return True  # ・headline (paper) ⏎ its address ⏎ ・the next one
    is_polite = tone.n_polite > 0 and tone.n_polite >= tone.n_plain
    return (has_headline and is_polite and tone.score > 5) or (in_list and tone.score > LINKED * tone.n_sentences)
