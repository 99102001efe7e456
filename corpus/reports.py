"""Reports that a header, a mark or a credit tells: where each begins and ends, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from corpus.headers import credit, find_outlet, outlet_of_link
from corpus.lines import Line, Report, has_gap
from corpus.outlets import PERIODICALS, mixed_name
from corpus.patterns import Pattern

__all__ = ["announced", "assign_headed", "named_by_itself", "reach_back", "report_end", "sounds_like_author"]

#: Costs in tenths of a log-odd: to go back to the author after an empty line, and without one.
END_AT_BLANK, END_INSIDE, END_AT_TIGHT, END_UNPARTED = 0, 40, -15, 40
END_EVERYWHERE = 25
#: What a headline behind an empty line adds where a credit's report is traced back.
END_HEADED = 25
#: What a sentence in the other register (です・ます after a だ report) tells.
REGISTER, OWN_REGISTER = 18, 8
#: By how much more like an author a leading article sounds than a report, per sentence.
OPINION = 10
WHOLE, ISSUE = 20, 400
#: A leading article judges to its last line; who writes だ・である as it does must sound very much like somebody else.
LEADER = 150
#: What a sentence in です・ます adds to a line's tone by its ending alone.
POLITE = 14


def assign_headed(folded: str, lines: list[Line]) -> None:
    """Give every report that a header, a mark or the author's announcement tells its lines."""
    _join_headers(folded, lines)
    remarks = _digest_remarks(lines)
    for line in lines:
        if _is_announcement(folded, line):
            line.role = "intro"
    index, linked = 0, _linked_title(folded, lines)
    while index < len(lines):
        line = lines[index]
        if line.role == "begin":
            index = _take_marked(folded, lines, index)
        elif line.role == "quoted":
            index = _take_quoted(folded, lines, index)
        elif line.role == "rule" and (stop := _fenced(lines, index)):
            index = stop
        elif line.role == "header" and (report := _closed_by(lines, index)):
            line.role, line.owner = "credit", report
            index += 1
        elif line.role == "header" and (stop := _card_end(folded, lines, index)):
            assert line.header is not None
            report = Report(line.header.outlet, _span(line))
            for each in lines[index:stop]:
                each.owner = report
            index = stop
        elif (line.role == "header" and line.header is not None and line.owner is None) or (
            line.role == "intro" and _announces(lines, index)
        ):
            index = _take_headed(folded, lines, index, remarks)
        elif folded[line.start] == "【" and line.role != "header" and (stop := _bracket_run(folded, lines, index)):
            # 【…】 without a name is somebody's report only where it sounds like one: authors set off their own words so.
            if not sounds_like_author(lines[index:stop]):
                report = Report(None, (line.start, line.start + 1))
                for each in lines[index:stop]:
                    each.owner = report
            index = stop
        elif line.role == "intro" and (stop := _quoted_paragraph(folded, lines, index)):
            index = stop
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


#: A digest has so many items, and so many of ten must end in a line that sounds like the author.
MIN_ITEMS, REMARKED = 3, 6
#: How long such a remark may be, and its tone per sentence (tenths of a log-odd).
MAX_REMARK, REMARK = 80, 8


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
    return (
        last.end - last.start <= MAX_REMARK and own >= 0 and own > sum(line.tone.score for line in report) / n_sentences
    )


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
    if line.header is None or "@" not in folded[line.start : line.end]:
        return 0
    for stop in range(index + 2, min(index + 6, len(lines))):
        if lines[stop].role == "date":
            return stop + 1
        if lines[stop].blanks or lines[stop].role in ("header", "begin", "quoted"):
            break
    return 0


#: What may stand between a report and the name that closes it.
_AROUND = ("date", "stray", "link", "person")


def _quoted_paragraph(folded: str, lines: list[Line], index: int) -> int:
    """「週刊東西」はこう書いている。 ⏎ 「…」: the paragraph in brackets is theirs. Return the line after it, or 0."""
    line = lines[index]
    found = find_outlet(folded, max(line.start, line.end - 80), line.end)
    if found is None or index + 1 >= len(lines):
        return 0
    following = lines[index + 1]
    if (
        following.role not in ("body", "title")
        or folded[following.start] not in "「『"
        or folded[following.end - 1] not in "」』"
    ):
        return 0
    following.owner = Report(found[0], (found[1], found[2]))
    following.role = "body"
    return index + 2


def _announces(lines: list[Line], index: int) -> bool:
    """Tell whether a newspaper's voice follows the author's announcement (こんな記事が出た。) without a header of its own."""
    following = [line for line in lines[index + 1 : index + 5] if line.role == "body"]
    if not following or any(line.role in ("header", "quoted", "begin") for line in lines[index + 1 : index + 4]):
        return False
    if not following[0].tone.n_polite:
        return following[0].tone.score <= 5
    if lines[index].tone.n_polite:
        return False
    # 値上げの申請について、NHKニュースより。 Broadcasters report in です・ます to an author who does not write it.
    return sum(line.tone.score - POLITE * line.tone.n_polite for line in following if line.tone.is_polite) <= 5


def _take_marked(folded: str, lines: list[Line], index: int) -> int:
    """以下引用 … 引用ここまで: everything between belongs to the quoted report."""
    stop = next((i for i in range(index + 1, len(lines)) if lines[i].role in ("end", "begin")), None)
    if stop is None or lines[stop].role == "begin":
        following = index + 1
        if following < len(lines) and lines[following].role == "header":
            return following
        return _take_headed(folded, lines, index)
    report = Report(None, (lines[index].start, lines[index].end))
    named = next((mark for mark in (lines[index], lines[stop]) if mark.header is not None), None)
    if named is not None and named.header is not None:  # 引用ここまで:東海道日報 6月30日
        report.outlet, report.evidence = named.header.outlet, _span(named)
    last = lines[stop - 1]
    if (
        last.header is not None and folded[last.start] in "([〔" and stop > index + 2
    ):  # its credit, just before the end mark
        report.outlet, report.evidence = last.header.outlet, _span(last)
    for each in lines[index + 1 : stop]:
        # 時事通信、2014年7月30日。: a source that the report itself lists
        if each.header is not None and each.role == "header" and folded[each.end - 1] != "。":
            if report.outlet is None:
                report.outlet, report.evidence = each.header.outlet, _span(each)
            elif each.header.outlet != report.outlet and not each.header.is_bracketed:
                report = Report(each.header.outlet, _span(each))
        each.owner = report
    if report.outlet is None:
        _name_from_around(folded, lines, index, stop, report)
    return stop + 1


def _fenced(lines: list[Line], index: int) -> int:
    """Return the line after a passage that stands between two rules and has a header near its top, or 0."""
    stop = next((i for i in range(index + 2, min(index + 40, len(lines))) if lines[i].role == "rule"), 0)
    named = next((line for line in lines[index + 1 : min(index + 4, stop)] if line.header is not None), None)
    if named is None or named.header is None:
        last = lines[stop - 1] if stop else None
        named = last if last is not None and last.header is not None else None
    if named is None or named.header is None or any(line.role in ("begin", "quoted") for line in lines[index:stop]):
        return 0
    report = Report(named.header.outlet, _span(named), named.header.is_opinion)
    for line in lines[index + 1 : stop]:
        if line.role == "header" and line.header is not None and line.header.outlet not in (None, report.outlet):
            report = Report(line.header.outlet, _span(line), line.header.is_opinion)
        line.owner = report
    return stop


def _take_quoted(folded: str, lines: list[Line], index: int) -> int:
    """> quoted lines: one report a run, or one a header inside it."""
    report = Report(None, (lines[index].start, lines[index].start + 1))
    first, depth = index, _depth(folded, lines[index])
    while index < len(lines) and lines[index].role == "quoted" and _depth(folded, lines[index]) == depth:
        header = lines[index].header
        if header is not None:
            if report.outlet is None:
                report.outlet, report.evidence = header.outlet, _span(lines[index])
            elif not header.is_bracketed:
                report = Report(header.outlet, _span(lines[index]))
        lines[index].owner = report
        index += 1
    titled = first
    while titled < index and (header := lines[titled].header) is not None and header.headline is None:
        titled += 1  # > 北都日報 9月11日 above the headline
    if _is_quoted_headline(folded, lines, titled, index):
        lines[titled].role = "title"
    if report.outlet is None:
        _name_from_last(folded, lines[index - 1], report)
    if report.outlet is None:
        _name_from_around(folded, lines, first, index, report)
    if report.outlet is None:
        # The same article goes on in the next > run, after a remark between.
        before = {
            line.owner.outlet: line.owner
            for line in lines[max(0, first - 60) : first]
            if line.role == "quoted" and line.owner and _depth(folded, line) == depth
        }
        named = [owner for owner in before.values() if owner.outlet]
        if len(named) == 1:
            for line in lines[first:index]:
                line.owner = named[0]
    return index


_QUOTED_TITLE_RE = Pattern(r"[> ]+[^>。]{7,44}(?<=[一-龥々ァ-ヴー0-9%」）)へ])")


def _is_quoted_headline(folded: str, lines: list[Line], first: int, stop: int) -> bool:
    """Tell whether a quotation's first line is its headline: short, no sentence, and a whole sentence below it."""
    line = lines[first]
    if first == 0 or stop - first < 2 or line.header is not None:
        return False
    width = max(each.end - each.start for each in lines[first + 1 : stop])
    return (
        line.end - line.start <= 0.8 * width
        and folded[lines[first + 1].end - 1] in "。)"
        and _QUOTED_TITLE_RE.fullmatch(folded, line.start, line.end) is not None
    )


def _depth(folded: str, line: Line) -> int:
    """Return how many times the line was quoted: > > two times."""
    text = folded[line.start : line.end]
    return text[: len(text) - len(text.lstrip("> "))].count(">")


_LAST_RE = Pattern(r"[(〔\[]([^()〔〕\[\]。]{2,24})[)〕\]]$")
_DASHES = "—―–-─"


def _name_from_last(folded: str, line: Line, report: Report) -> None:
    """A quotation's last line names its source: 「> — 北都新聞「…」」, 「> 実施は10月から。(北都新聞 3月14日)」."""
    text = folded[line.start : line.end].lstrip("> ")
    start = line.end - len(text)
    if text[:1] in _DASHES and (found := find_outlet(folded, start, min(line.end, start + 60))):
        report.outlet, report.evidence = found[0], (found[1], found[2])
    elif (match := _LAST_RE.search(text[-28:])) and (name := credit(match[1])):
        report.outlet, report.evidence = name, (line.end - len(match[0]) + 1, line.end - 1)


def _name_from_around(folded: str, lines: list[Line], first: int, stop: int, report: Report) -> None:
    """The line before a quotation, or the link or header after it, may name the outlet."""
    if stop < len(lines) and lines[stop].role in ("header", "end", "link") and lines[stop].blanks <= 1:
        header = lines[stop].header
        hangs = not lines[stop].blanks and folded.startswith("http", lines[stop].start)  # the quotation's own link
        if header and header.headline is None and (hangs or stop + 1 >= len(lines) or lines[stop + 1].blanks):
            report.outlet, report.evidence = header.outlet, _span(lines[stop])
            lines[stop].owner = report
            return
        name = outlet_of_link(folded[lines[stop].start : lines[stop].end])
        if name:
            report.outlet, report.evidence = name, (lines[stop].start, lines[stop].end)
            return
    if first > 0:
        before = lines[first - 1]
        found = find_outlet(folded, max(before.start, before.end - 80), before.end) if before.owner is None else None
        if found and before.role in ("intro", "body", "begin"):
            report.outlet, report.evidence = found[0], (found[1], found[2])


def _span(line: Line) -> tuple[int, int]:
    assert line.header is not None
    start, end = line.header.span
    return line.start + start, line.start + end


def _bracket_run(folded: str, lines: list[Line], index: int) -> int:
    """Return the line after the one that closes the 【 which opens line ``index``, or 0: 【背景にあるのは… …だ。】"""
    for stop in range(index, min(index + 60, len(lines))):
        line = lines[stop]
        text = folded[line.start : line.end]
        at = text.rfind("】")
        opened = text.find("【", 1 if stop == index else 0)
        if stop > index and ((opened >= 0 and (at < 0 or opened < at)) or line.role in ("header", "begin")):
            return 0
        if at >= 0:
            long_enough = stop > index or "。" in text
            return stop + 1 if long_enough and at >= len(text) - 3 else 0
    return 0


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
    is_label = folded[line.start] in "(（〔" or _SOURCE_LABEL_RE.match(folded, line.start) is not None
    hangs = not line.blanks and after.blanks > 0
    if (after.role == "title" and not hangs) or (line.blanks and not (is_label and after.blanks)):
        return False  # it stands close to what follows
    # Between two passages: the one that sounds more like a newspaper is the report. A bracket or 引用元 stands rather at
    # its end; and what hangs on the passage before, with an empty line behind, belongs to it.
    if not is_label and not hangs:
        return False
    bonus = (25 if hangs else 0) + (6 if is_label else -10)
    return _press(lines, index - 1, -1) + bonus > _press(lines, index + 1, 1)


_SOURCE_LABEL_RE = Pattern(r"(?:引用元|出典|出所|ソース|情報元|元記事|転載元|配信元|記事元|参照元|提供元)")


def _press(lines: list[Line], index: int, step: int) -> float:
    """Return how much like a newspaper up to three body lines sound, from ``index`` on: per sentence, in tenths."""
    score = n_sentences = 0
    for line in lines[max(0, index - 2) : index + 1] if step < 0 else lines[index : index + 3]:
        if line.role == "body":
            score += _author_score(line, False)
            n_sentences += line.tone.n_sentences
    return -score / max(n_sentences, 1)


def _take_headed(folded: str, lines: list[Line], index: int, remarks: frozenset[int] = frozenset()) -> int:
    """Give the header's report its lines; return the index of the first line after them.

    It ends at the latest before one of ``remarks``."""
    line = lines[index]
    header = line.header
    if header is not None and _is_credit(folded, lines, index):
        _take_credited(folded, lines, index)
        return index + 1
    report = Report(
        header.outlet if header else None,
        _span(line) if header else (line.start, line.end),
        bool(header and header.is_opinion),
    )
    if header is None and (found := find_outlet(folded, max(line.start, line.end - 80), line.end)):
        report.outlet, report.evidence = found[0], _dated(folded, line, found[1], found[2])
    elif header is None and (named := announced(folded, line)):
        report.outlet, report.evidence = named
    elif header is None and "同紙" in folded[line.start : line.end]:
        report.outlet = next(
            (each.owner.outlet for each in reversed(lines[:index]) if each.owner and each.owner.outlet), None
        )
    body = index + 1
    while (
        body < len(lines)
        and body - index <= 4
        and lines[body].role in ("title", "stray", "date", "person", "link", "post")
    ):
        if lines[body].role == "title" and lines[body].blanks > 1:
            break
        body += 1
    has_first_sentence = header is not None and header.headline is not None and folded[line.end - 1] == "。"
    report.is_opinion |= header is not None and any(
        each.role in ("title", "stray", "person") and _is_rubric(folded, each)
        for each in lines[max(index - 1, 0) : body]
    )
    if body >= len(lines) or (lines[body].role in ("header", "begin", "end") and not has_first_sentence):
        if header is not None and not has_first_sentence:
            # A header without a body: a link to the report, or the name of the paper the article itself is from.
            line.role = "header" if index <= 2 else "link"
            line.header = header if index <= 2 else None
        return index + 1
    if body < len(lines) and lines[body].role not in ("body", "quoted", "intro") and not has_first_sentence:
        return index + 1
    if header is not None and header.headline is not None and _links_away(folded, lines, index + 1, body):
        line.role, line.header = "link", None
        return index + 1
    stop = report_end(folded, lines, body, report.is_opinion)
    stop = next((after for after in range(body + 1, stop) if after in remarks), stop) if remarks else stop
    if report.outlet is None and header is None and (own := named_by_itself(folded, lines[body:stop])):
        report.outlet, report.evidence = own
    first = index
    above = lines[index - 1] if index else None
    has_headline = header is not None and (
        header.headline is not None
        or any(each.role == "title" and not _is_bare_rubric(folded, each) for each in lines[index + 1 : body])
    )
    has_title = above is not None and above.role == "title" and above.owner is None
    # The headline stands before the header; the text's own title does not, unless the text is but this report.
    is_digest = any(
        lines[after].role == "header" and lines[after - 1].role == "title"
        for after in range(stop, min(stop + 3, len(lines)))
    )
    is_rubric = above is not None and _is_rubric(folded, above)
    # リンゴ、平年の6割 凍霜害で ⏎ (みのり新聞より 5月14日): only headlines have a wide blank inside
    hangs = above is not None and not line.blanks and folded[line.start] in "([【〔" and has_gap(folded, above)
    if (
        has_title
        and header is not None
        and (is_rubric or (not has_headline and (index > 1 or stop == len(lines) or is_digest or hangs)))
    ):
        first -= 1
    for each in lines[first if header else first + 1 : stop]:
        if each.owner is None:
            each.owner = report
    return stop


#: 社説 図書館の閉館, 【論説】…: a line beside the header that says that the paper speaks for itself
_RUBRIC_RE = Pattern(
    r"[【〔\[(<〈《≪◇◆■●▼□ ]*(?:社[ ]?説|主張|論説|論壇|時評|コラム|オピニオン|天声人語|編集手帳|余録|産経抄|春秋|筆洗|正論)"
    r"(?=[】〕\])>〉》≫:・/|◇◆■●▼□(〈「『 ―—-]|$)"
)


def _is_rubric(folded: str, line: Line) -> bool:
    return _RUBRIC_RE.match(folded, line.start, line.end) is not None


def _is_bare_rubric(folded: str, line: Line) -> bool:
    """Tell whether 社説 is all that a line says: the headline stands elsewhere."""
    match = _RUBRIC_RE.match(folded, line.start, line.end)
    return match is not None and line.end - match.end() <= 1


#: 東亜通信は2011年5月9日、次のように伝えていました。 Only here a name that ends like any business's is believed.
_ANNOUNCED_RE = Pattern(r"(?:^|[、。,])([^、。「」はがをに]{2,12})[はが][^。]*(?:伝え|報じ|書い|書き|配信し)")


#: 東亜通信の配信によると、こういうことだそうです。
_TOLD_RE = Pattern(
    r"(?:^|[、。!?の])(?P<name>[^、。「」はがをにの!?]{2,14})(?:の[0-9月/日時付]{2,8})?(?:の(?:配信|記事|報道|ニュース|放送|紙面))?"
    r"(?:による?と|によれば|では|は|が)、?[^。「」]{0,12}(?:こう|こんな|次の|以下の|このよう)[^。「」]{0,24}[。:]?$"
)


def announced(folded: str, line: Line) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet that the author's announcement makes its subject or its source, and where it stands."""
    text = folded[line.start : line.end]
    if len(text) > 80:
        return None
    for pattern in (_ANNOUNCED_RE, _TOLD_RE):
        match = pattern.search(text)
        name = credit(match[1]) if match else None
        if match and name:
            return name, _dated(folded, line, line.start + match.start(1), line.start + match.end(1))
    return None


_DAY = r"(?:[0-9]{4}年)?(?:[0-9]{1,2}[月/])?[0-9]{1,2}日?(?:付け?)?"
_DAY_BEHIND_RE = Pattern(rf"[のはが]({_DAY})(?=[のに、]|夕刊|朝刊)")
_DAY_BEFORE_RE = Pattern(rf"{_DAY}(?:朝刊|夕刊)?の$")


def _dated(folded: str, line: Line, start: int, end: int) -> tuple[int, int]:
    """Return the span of an outlet's name in an announcement with the day that stands beside it: 毎朝新聞は4日."""
    behind = _DAY_BEHIND_RE.match(folded, end, line.end)
    before = None if behind else _DAY_BEFORE_RE.search(folded[max(line.start, start - 16) : start])
    return start - len(before[0]) if before else start, behind.end(1) if behind else end


def _is_announcement(folded: str, line: Line) -> bool:
    """Tell whether a line in です・ます says whose report stands below, in whatever words: NHKのニュースによると、こうです。"""
    if line.role != "body" or not line.tone.n_polite or line.end - line.start > 80:
        return False
    match = _TOLD_RE.search(folded[line.start : line.end])
    return match is not None and credit(match[1]) is not None


def _links_away(folded: str, lines: list[Line], index: int, body: int) -> bool:
    """Tell whether a title with its paper is but a link: an address under it, and then the author goes on."""
    tone = lines[body].tone if body < len(lines) else None
    return folded.startswith("http", lines[index].start) and tone is not None and tone.is_polite and tone.score > 5


def _take_credited(folded: str, lines: list[Line], index: int) -> None:
    """（共同） closes a report: it reaches back to where the lines begin to sound like one."""
    line = lines[index]
    assert line.header is not None
    line.role = "credit"
    above = lines[index - 1].owner
    if above is not None and above.outlet is None:  # 以下引用 … （時事通信）
        above.outlet, above.evidence = line.header.outlet, _span(line)
        line.owner = above
        return
    report = Report(line.header.outlet, _span(line), line.header.is_opinion)
    line.owner = report
    # On the last line it may be the whole text's, from its headline on.
    is_whole = index + 1 == len(lines) and (
        _is_all_press(lines, index)
        or (_is_issue(folded, line) and line.blanks > 0 and _is_one_voice(lines[:index]))
        or (report.is_opinion and _is_leader(folded, lines[:index]))
    )
    first = 0 if is_whole else reach_back(lines, index, 0)
    report.is_opinion |= lines[first].role == "title" and _is_rubric(folded, lines[first])
    for each in lines[first:index]:
        each.owner = report


_PHRASE_RE = Pattern(
    r"が[^。「」]{0,24}取材し(?:たところ|て)|の(?:取材|調べ|集計|調査|まとめ)(?:で|に(?:対し|応じ|よると)?)|が[^。「」]{0,30}(?:行った|実施した|まとめた|した)[^。「」、]{0,12}(?:調査|アンケート|集計|取材)(?:で|に(?:対し|応じ|よると))|が(?:独自に)?(?:入手した|調べたところ|集計したところ)"
)


def named_by_itself(folded: str, lines: Sequence[Line]) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet that a report names as its own, and where: 読売新聞が全政令市に取材したところ, 港湾日報が行った調査で."""
    for match in _PHRASE_RE.finditer(folded, lines[0].start, lines[-1].end):
        found = find_outlet(folded, max(lines[0].start, match.start() - 14), match.start() + 1)
        if found and match.start() - found[2] <= 1:
            return found[0], (found[1], match.end())
    return None


def _is_issue(folded: str, line: Line) -> bool:
    """Tell whether a header line names a magazine: by its number, or by its name."""
    name = (line.header.outlet if line.header else None) or ""
    return name.startswith(PERIODICALS) or _NUMBER_RE.search(folded, line.start, line.end) is not None


_NUMBER_RE = Pattern(r"[0-9月日]号")


def _is_one_voice(lines: Sequence[Line]) -> bool:
    """Tell whether all body lines keep to one register, です・ます or だ・である."""
    return len({line.tone.is_polite for line in lines if line.role == "body" and line.owner is None}) <= 1


def _is_leader(folded: str, above: Sequence[Line]) -> bool:
    """Tell whether all above a credit (（みのり新聞社説　8月30日）) is one leader: a headline, one voice, nobody's 私."""
    is_plain = all(line.role in ("title", "date", "person", "stray", "body") and line.owner is None for line in above)
    return is_plain and above[0].role == "title" and _is_one_voice(above) and not _names_himself(folded, above)


def _is_all_press(lines: list[Line], index: int) -> bool:
    """Tell whether everything above the credit on the last line may be its report."""
    above = lines[:index]
    n_sentences = sum(each.tone.n_sentences for each in above) or 1
    header = lines[index].header
    limit = 8 if header is not None and header.is_dated else 4
    total = sum(_author_score(each, each.tone.is_polite) for each in above if each.role == "body")
    return not any(each.owner for each in above) and total <= limit * n_sentences


def reach_back(lines: list[Line], index: int, floor: int) -> int:
    """Return the first line of the report that ends before line ``index``: from there on it sounds like a newspaper."""
    best = position = index - 1
    total = best_total = 0
    while (
        position >= floor
        and lines[position].owner is None
        and lines[position].role in ("body", "title", "person", "date", "stray")
        and (position > 0 or lines[position].role != "title" or index + 1 >= len(lines))  # the text's own title
    ):
        total -= _author_score(lines[position], False)
        opens = lines[position].blanks or position == floor or lines[position].role == "title"
        is_headed = lines[position].role == "title" and lines[position].blanks > 0
        gain = total + (END_INSIDE if opens else 0) + (END_HEADED if is_headed else 0)
        if gain >= best_total or position == index - 1:
            best_total, best = gain, position
        position -= 1
    return best


def report_end(folded: str, lines: list[Line], body: int, is_opinion: bool = False) -> int:
    """Return the index of the first line that is not the report's any more, whose first body line is ``body``."""
    stop = body
    closing = _bracket_run(folded, lines, body) if folded[lines[body].start] in "【" else 0
    if closing:
        return closing
    while stop < len(lines) and lines[stop].owner is None:
        line = lines[stop]
        if stop > body and (
            line.role in ("header", "begin", "end", "quoted", "intro", "post") or folded[line.start] in "→⇒"
        ):
            break  # → opens a remark
        stop += 1
    if stop < len(lines) and lines[stop].role == "end":
        return stop
    if stop < len(lines) and lines[stop].role == "header":
        header = lines[stop].header
        assert header is not None
        if header.is_bracketed and lines[stop].blanks == 0:
            return stop  # its own credit: the report's end is certain
        while stop - 1 > body and lines[stop - 1].role == "title" and header.headline is None:
            stop -= 1
    polite = lines[body].tone.is_polite
    # A text that begins with its header is as a rule that paper's own article: the author must be plain to hear.
    reluctance = 0
    if body < 8 and all(line.role in ("title", "header", "date", "person") for line in lines[:body]):
        reluctance = WHOLE if sum(line.role == "title" for line in lines[:body]) <= 1 else WHOLE // 3
        if any(line.role == "header" and _is_issue(folded, line) for line in lines[:body]):
            # A magazine's own article comments as it reports: only another register shows another author.
            reluctance = ISSUE if _is_one_voice(lines[body:stop]) else WHOLE
        elif is_opinion and _is_one_voice(lines[body:stop]) and not _names_himself(folded, lines[body:stop]):
            reluctance = LEADER
    # Where the register changes for good, lines in the report's own register are the likelier to be the report's.
    n_own, n_other = (
        sum(pair) for pair in zip(*(_registers(lines[index], polite) for index in range(body, stop)), strict=True)
    )
    own = OWN_REGISTER if n_other >= 3 and n_other >= 0.3 * (n_own + n_other) else 0
    rest = [
        _author_score(lines[index], polite) - own * min(_registers(lines[index], polite)[0], 3)
        for index in range(body, stop)
    ]
    if is_opinion:  # a leading article sounds like an author throughout, by so much a sentence
        counts = [_registers(lines[index], polite)[0] for index in range(body, stop)]
        rest = [each - OPINION * own for each, own in zip(rest, counts, strict=True)]
    total = sum(rest)
    best, best_gain = stop, float(total) * -1  # all lines are the report's
    running = 0
    is_tight = True
    # Where the text parts its passages by empty lines, a change within one is less likely.
    n_parted = sum(line.blanks > 0 for line in lines[body + 1 : stop])
    inside = END_INSIDE + (END_UNPARTED if n_parted else 0)
    # Empty lines between all lines part nothing.
    at_blank = END_EVERYWHERE if n_parted >= 4 and n_parted > 0.7 * (stop - body - 1) else END_AT_BLANK
    for index in range(body + 1, stop):
        running += rest[index - 1 - body]
        line = lines[index]
        cost = inside
        if line.blanks:  # the first empty line after lines without tells most
            cost, is_tight = (END_AT_TIGHT if is_tight and index - body >= 2 else at_blank), False
        gain = float(total - 2 * running) - cost - reluctance
        if gain > best_gain:
            best, best_gain = index, gain
    while best - 1 > body and lines[best - 1].role == "title" and lines[best - 1].blanks:
        best -= 1
    return best


_FIRST_PERSON_RE = Pattern(r"「[^「」\n]{0,200}」|(?P<own>俺|おれ|僕|(?<![公一-龥])私(?=[はがのもをにと、]))")


def _names_himself(folded: str, lines: Sequence[Line]) -> bool:
    """Tell whether one person says 私 outside quotations: a leader speaks for its paper."""
    return any(match["own"] for line in lines for match in _FIRST_PERSON_RE.finditer(folded, line.start, line.end))


def _registers(line: Line, polite: bool) -> tuple[int, int]:
    """Return how many sentences of the line are in the report's register, and how many in the other."""
    tone = line.tone
    return (tone.n_polite, tone.n_plain) if polite else (tone.n_plain, tone.n_polite)


#: From this tone per sentence on (tenths of a log-odd) a text comments; a text in です・ます from that much more.
OWN_COMMENT, POLITE_REPORT = 0.3, 10.5


def sounds_like_author(lines: Sequence[Line], extra: float = 0.0, polite_report: float = POLITE_REPORT) -> bool:
    """Return whether the lines comment rather than report, from the sum of their tones; ``extra`` raises the bar,
    ``polite_report`` by how much です・ます does."""
    n_sentences = sum(line.tone.n_sentences for line in lines) or 1
    # です・ます alone is no comment: press releases, television and minutes report in it.
    share = sum(line.tone.n_polite for line in lines) / n_sentences
    limit = OWN_COMMENT + polite_report * share + extra
    return sum(line.tone.score for line in lines) > limit * n_sentences


def _author_score(line: Line, polite: bool) -> int:
    tone = line.tone
    if line.role == "link":
        return 15
    if polite:  # a report in です・ます (television, an agency for children): its endings tell nothing
        return max(-40, min(60, tone.score - POLITE * tone.n_polite)) + REGISTER * min(tone.n_plain, 3)
    return max(-40, min(60, tone.score)) + REGISTER * min(tone.n_polite, 3)
