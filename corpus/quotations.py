"""Lines quoted with ``>``: whose they are, told by a header among them, by their last line or by what stands around them."""

from __future__ import annotations

from corpus.announcements import points_back, short_name, with_day
from corpus.extents import sounds_like_author
from corpus.headers import credit, find_outlet, outlet_of_link
from corpus.lines import QUOTE_MARKS, Line, Report, has_gap
from corpus.patterns import Pattern

__all__ = ["header_span", "name_from_around", "take_quoted"]


def take_quoted(folded: str, lines: list[Line], index: int) -> int:
    """> quoted lines: one report a run, or one a header inside it."""
    report = Report(None, (lines[index].start, lines[index].start + 1))
    first, depth = index, _depth(folded, lines[index])
    if stop := _letter_end(folded, lines, index):
        letter = _letter_above(folded, lines, first) or report
        letter.is_letter = True
        letter.is_opinion |= sounds_like_author(lines[first:stop])
        for line in lines[first:stop]:
            line.owner, line.header = letter, None
            if _QUOTED_DATE_RE.fullmatch(folded, line.start, line.end):
                line.role = "person"
        return stop
    while index < len(lines) and (
        (lines[index].role == "quoted" and _depth(folded, lines[index]) == depth) or _is_gap(folded, lines, index)
    ):
        header = lines[index].header
        if header is not None:
            if report.outlet is None:
                report.outlet, report.evidence = header.outlet, header_span(lines[index])
            elif not header.is_bracketed:
                report = Report(header.outlet, header_span(lines[index]))
        lines[index].owner = report
        index += 1
    titled = first
    while titled < index and (header := lines[titled].header) is not None and header.headline is None:
        titled += 1  # > 北都日報 9月11日 above the headline
    if _is_quoted_headline(folded, lines, titled, index):
        lines[titled].role = "title"
        if _QUOTED_DATE_RE.fullmatch(folded, lines[titled + 1].start, lines[titled + 1].end):
            lines[titled + 1].role = "person"
    if report.outlet is None:
        _name_below_title(folded, lines[first:index], report)
    if report.outlet is None:
        _name_from_last(folded, lines[index - 1], report)
    if report.outlet is None and not _announced_within(folded, lines[first:index], report):
        name_from_around(folded, lines, first, index, report)
    if report.outlet is not None and (earlier := _unnamed_before(folded, lines, first, depth)):
        for line in earlier:  # 「…」 ⏎ a remark ⏎ 「…」 (朝日新聞 6月5日): its paper is named behind the last run
            line.owner = report
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


def _is_gap(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a line holds but the mark, as mail programs and weblogs set it for an empty one in what is quoted."""
    if index == 0 or index + 1 >= len(lines) or lines[index].role != "stray":
        return False
    is_within = lines[index - 1].owner is not None and lines[index + 1].role == "quoted"
    return is_within and not folded[lines[index].start : lines[index].end].strip(QUOTE_MARKS)


#: | 今朝の毎日に出ていました。
_CARRIED_RE = Pattern(r"(?:出て|載って|載り|出た|出まし|あった|ありまし|記事|報じ|伝え|書いて)[^。]{0,12}[。:]$")


def _announced_within(folded: str, run: list[Line], report: Report) -> bool:
    """Name the report by the first quoted line, where who wrote it says in です・ます which paper had what stands below."""
    line, below = run[0], run[1:]
    if not below or not line.tone.n_polite or any(each.tone.n_polite for each in below):
        return False
    if _CARRIED_RE.search(folded, line.start, line.end) is None:
        return False
    found = find_outlet(folded, line.start, line.end)
    named = (found[0], (found[1], found[2])) if found else short_name(folded, line.start, line.end)
    if named is None:
        return False
    report.outlet, report.evidence = named[0], with_day(folded, line, *named[1])
    line.owner = Report(None, (line.start, line.start + 1))
    line.owner.is_letter = True
    return True


#: So many lines below a passage a deeper quotation is still what its writer passes on.
MAX_LETTER = 40


def _letter_end(folded: str, lines: list[Line], first: int) -> int:
    """Return the line after a quoted passage that quotes in turn (>> below it), or 0: what stands behind one > is the
    words of who wrote the letter, not the paper's."""
    depth = _depth(folded, lines[first])
    stop = first
    while stop < len(lines) and lines[stop].role == "quoted" and _depth(folded, lines[stop]) == depth:
        stop += 1
    if any(
        each.header is not None and each.header.outlet and not folded.startswith("http", each.start + 2)
        for each in lines[first : stop - 1]
    ):
        return 0  # a paper's report, remarked on
    # Mail programs leave a lone > for an empty line, which is no quoted line.
    around = range(max(first - MAX_LETTER, 0), min(stop + MAX_LETTER, len(lines)))
    return stop if any(lines[each].role == "quoted" and _depth(folded, lines[each]) > depth for each in around) else 0


def _letter_above(folded: str, lines: list[Line], first: int) -> Report | None:
    """Return the letter that goes on with line ``first`` behind what it quotes."""
    depth = _depth(folded, lines[first])
    for line in reversed(lines[max(first - MAX_LETTER, 0) : first]):
        if line.role == "quoted" and line.owner is not None and _depth(folded, line) == depth:
            return line.owner if line.owner.is_letter else None
    return None


#: So many lines of a remark may stand between two runs of one quotation.
MAX_REMARK = 3


def _unnamed_before(folded: str, lines: list[Line], first: int, depth: int) -> list[Line]:
    """Return the quoted lines that stand before a short remark above a run and that nobody is named for."""
    if lines[first].header is not None:
        return []  # it names its paper itself, and begins anew
    stop = first
    while stop > 0 and first - stop < MAX_REMARK and lines[stop - 1].role == "body" and lines[stop - 1].owner is None:
        stop -= 1
    start = stop
    while start > 0 and lines[start - 1].role == "quoted" and _depth(folded, lines[start - 1]) == depth:
        start -= 1
    run = lines[start:stop]
    return (
        run
        if stop < first and run and all(line.owner is not None and line.owner.outlet is None for line in run)
        else []
    )


#: > 2024年1月15日 5:00
_QUOTED_DATE_RE = Pattern(r"[> |│┃]+[0-9]{4}[年/.-][0-9]{1,2}[月/.-][0-9]{1,2}日?[ ]*(?:[0-9]{1,2}:[0-9]{2})?")
_GAPPED_TITLE_RE = Pattern(r"[> |│┃]+[^>。]{7,44}")
_QUOTED_TITLE_RE = Pattern(r"[> |│┃]+[^>。]{7,44}(?<=[一-龥々ァ-ヴー0-9%」）)へ])")


def _is_quoted_headline(folded: str, lines: list[Line], first: int, stop: int) -> bool:
    """Tell whether a quotation's first line is its headline: short, no sentence, and a whole sentence below it."""
    if first == 0 or stop - first < 2 or lines[first].header is not None:
        return False
    line = lines[first]
    body = first + 1
    while body + 1 < stop and _is_above_text(folded, lines[body]):
        body += 1
    width = max(each.end - each.start for each in lines[first + 1 : stop])
    return (
        line.end - line.start <= 0.8 * width
        and folded[lines[body].end - 1] in "。)"
        and (_QUOTED_TITLE_RE if not has_gap(folded, line) else _GAPPED_TITLE_RE).fullmatch(
            folded, line.start, line.end
        )
        is not None
    )


def _is_above_text(folded: str, line: Line) -> bool:
    """Tell whether a quoted line holds but its marks, a date or the name of a paper."""
    if line.header is not None:
        return line.header.headline is None
    is_blank = not folded[line.start : line.end].strip(QUOTE_MARKS)
    return is_blank or _QUOTED_DATE_RE.fullmatch(folded, line.start, line.end) is not None


def _depth(folded: str, line: Line) -> int:
    """Return how many times the line was quoted: > > two times."""
    text = folded[line.start : line.end]
    marks = text[: len(text) - len(text.lstrip(QUOTE_MARKS))]
    if marks.endswith(">>") and text[len(marks) :].isdigit():
        return marks.count(">") - 2  # >>12: an answer in a thread
    return marks.count(">") or 1  # a bar quotes as well


_LAST_RE = Pattern(r"[(〔\[]([^()〔〕\[\]。]{2,24})[)〕\]]$")
_DASHES = "—―–-─"


def _name_from_last(folded: str, line: Line, report: Report) -> None:
    """A quotation's last line names its source: 「> — 北都新聞「…」」, 「> 実施は10月から。(北都新聞 3月14日)」."""
    text = folded[line.start : line.end].lstrip(QUOTE_MARKS)
    start = line.end - len(text)
    if text[:1] in _DASHES and (found := find_outlet(folded, start, min(line.end, start + 60))):
        report.outlet, report.evidence = found[0], (found[1], found[2])
    elif (match := _LAST_RE.search(text[-28:])) and (name := credit(match[1])):
        report.outlet, report.evidence = name, (line.end - len(match[0]) + 1, line.end - 1)


#: A quotation with a headline, its source and its text has so many lines.
MIN_TITLED = 3
#: > ITステーション 2024年10月28日 11時02分 below the headline: whoever published it
_PUBLISHED_RE = Pattern(
    r"[> |│┃]+(?P<source>(?P<name>[^ 　、。「」()はがをにの:]{3,16}(?<!さん)(?<!記者)(?<!更新)(?<!公開)(?<!配信))[ 　]+(?:[0-9]{4}[年/.-])[0-9]{1,2}[月/.-][0-9]{1,2}日?(?:[(][月火水木金土日][)])?[ 　]*(?:[0-9]{1,2}(?::[0-9]{2}|時[0-9]{1,2}分))?(?:配信|更新|公開|掲載)?)"
)


def _name_below_title(folded: str, run: list[Line], report: Report) -> None:
    """Name the report by who stands with a day right below its headline, whatever he is called."""
    if len(run) < MIN_TITLED or folded[run[0].end - 1] in "。!?" or folded[run[-1].end - 1] not in "。)」":
        return
    published = _PUBLISHED_RE.fullmatch(folded, run[1].start, run[1].end)
    if published is not None:
        report.outlet, report.evidence = published["name"], published.span("source")
        run[0].role, run[1].role = "title", "person"


#: A dash, a name and a day at the end of a line.
_CREDITED_RE = Pattern(
    r"[ 　][—–―-]{1,2}[ 　]?(?P<source>(?P<name>[^ 　、。「」()はがをにで—–―-]{3,14})[ 　]*[(]?(?:[0-9]{4}[年/.-])?[0-9]{1,2}[月/.-][0-9]{1,2}日?(?:付)?[)]?)$"
)


def name_from_around(folded: str, lines: list[Line], first: int, stop: int, report: Report) -> None:
    """The line before a quotation, or the link or header after it, may name the outlet."""
    if stop < len(lines) and not lines[stop].blanks and lines[stop].header is None:
        credited = _CREDITED_RE.search(folded, lines[stop].start, lines[stop].end)
        if credited is not None:  # 薬が消える(上) — 日経ヘルスケア報 8月8日, though nobody knows the paper
            report.outlet, report.evidence = credited["name"], credited.span("source")
            lines[stop].owner, lines[stop].role = report, "person"
            return
    if stop + 1 < len(lines) and lines[stop].role == "link" and not lines[stop].blanks:
        header = lines[stop + 1].header  # the address of what is quoted ⏎ (毎日新聞)
        if header is not None and header.headline is None and not lines[stop + 1].blanks:
            report.outlet, report.evidence = header.outlet, header_span(lines[stop + 1])
            lines[stop].owner = lines[stop + 1].owner = report
            lines[stop + 1].role = "credit"
            return
    if stop < len(lines) and lines[stop].role in ("header", "end", "link") and lines[stop].blanks <= 1:
        header = lines[stop].header
        hangs = not lines[stop].blanks and folded.startswith("http", lines[stop].start)  # the quotation's own link
        is_linked = header is not None and header.headline is not None and not lines[stop].blanks
        is_free = stop + 1 >= len(lines) or lines[stop + 1].blanks > 0
        goes_on = stop + 1 < len(lines) and lines[stop + 1].role == "body" and lines[stop + 1].tone.score > 0
        if (
            header
            and is_linked
            and is_free
            and ((header.is_dated and goes_on) or _repeats(folded, lines[first:stop], lines[stop]))
        ):
            report.outlet, report.evidence = header.outlet, header_span(lines[stop])
            lines[stop].owner, lines[stop].role = report, "credit"
            return
        if header and header.headline is None and (hangs or stop + 1 >= len(lines) or lines[stop + 1].blanks):
            report.outlet, report.evidence = header.outlet, header_span(lines[stop])
            lines[stop].owner = report
            return
        name = outlet_of_link(folded[lines[stop].start : lines[stop].end])
        if name:
            report.outlet, report.evidence = name, (lines[stop].start, lines[stop].end)
            return
    if stop < len(lines) and (
        lines[stop].role == "end" or (lines[stop].role in ("body", "intro") and points_back(folded, lines[stop]))
    ):
        named = find_outlet(folded, lines[stop].start, lines[stop].end)
        if named:  # (引用終わり・毎日新聞), これは毎日新聞の記事です。
            report.outlet, report.evidence = named[0], with_day(folded, lines[stop], named[1], named[2])
            return
    while first > 0 and (
        lines[first - 1].role == "rule" or not folded[lines[first - 1].start : lines[first - 1].end].strip(QUOTE_MARKS)
    ):
        first -= 1
    if first > 0:
        before = lines[first - 1]
        is_free = before.owner is None or before.owner.is_letter
        found = find_outlet(folded, max(before.start, before.end - 80), before.end) if is_free else None
        short = None if found or not is_free else short_name(folded, before.start, before.end)
        if before.role == "header" and before.owner is None and before.header is not None and before.header.outlet:
            report.outlet, report.evidence = before.header.outlet, header_span(before)
        elif found and (before.role in ("intro", "body", "begin", "quoted") or folded[before.end - 1] in "↓⇓⬇"):
            report.outlet, report.evidence = found[0], with_day(folded, before, found[1], found[2])
        elif short:
            report.outlet, report.evidence = short[0], with_day(folded, before, *short[1])
        elif before.role == "link" and before.owner is None:
            _name_from_link(folded, before, report)


def _name_from_link(folded: str, link: Line, report: Report) -> None:
    """[税優遇外す:朝日新聞デジタル](https://…) right above a quotation tells whose it is, by its address or its title."""
    address = folded.find("http", link.start, link.end)
    if address < 0:
        return
    if name := outlet_of_link(folded[address : link.end]):
        report.outlet, report.evidence = name, (link.start, link.end)
    elif found := find_outlet(folded, link.start, address):
        report.outlet, report.evidence = found[0], (found[1], found[2])


def _repeats(folded: str, quoted: list[Line], line: Line) -> bool:
    """Tell whether a headline with its paper (迷い犬、駅員と3年｜西日本新聞) is the title of what stands quoted above it."""
    assert line.header is not None and line.header.headline is not None
    begin, stop = line.header.headline
    headline = folded[line.start + begin : line.start + stop].strip(" 　・|-:")
    return len(headline) > 5 and any(headline in folded[each.start : each.end] for each in quoted[:3])


def header_span(line: Line) -> tuple[int, int]:
    """Return where in the text the outlet, date and header words of a header line stand."""
    assert line.header is not None
    start, end = line.header.span
    return line.start + start, line.start + end
