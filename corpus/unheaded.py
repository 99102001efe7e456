"""Reports without a header: told by a dateline, by a credit at their end, or by the way they sound."""

from __future__ import annotations

import math

from corpus.announcements import announced, found_by_itself, named_above, named_by_itself, points_back, told_behind
from corpus.extents import is_aside, reach_back, report_end, sounds_like_author
from corpus.headers import credit, outlet_of_link
from corpus.headings import heads_report
from corpus.lines import Line, Report
from corpus.patterns import Pattern

__all__ = ["assign_unheaded"]

_CREDIT_END_RE = Pattern(
    r"[(（〔\[【]([^()（）〔〕\[\]【】。]{2,24})[)）〕\]】]$|(?<![^\n。])[=＝]([^()。\n]{2,20})[】〕)]?$"
)
#: So many lines a quoted paragraph may have.
MAX_SPEECH = 8
_DATELINE_RE = Pattern(
    r"^(?:[一-龥々ァ-ヴー・]{2,14}(?=[(][^)]{2,12}[)][ ―—-]))?[【〔(（\[]([^】〕)）\]。、]{2,24})[】〕)）\]]"
)


def assign_unheaded(folded: str, lines: list[Line]) -> None:
    """Find stretches that sound like a newspaper between lines that sound like the author."""
    _name_by_end(folded, lines)
    own = [line for line in lines if line.owner is None and line.role == "body"]
    polite = sum(line.tone.n_polite for line in own)
    all_plain = sum(line.tone.n_plain for line in own)
    # Minutes (○議長（…君）) mix both registers and paste nothing.
    may_paste = polite >= 3 and sum(folded[line.start] in "○◯◆●" for line in own) < 3
    if own and not _assign_whole(folded, lines, own):
        _assign_found(folded, lines)
        _assign_minutes(folded, lines)
        _assign_transcript(folded, lines)
    index = 0
    while index < len(lines):
        if lines[index].owner is not None:
            index += 1
            continue
        stop = index
        while stop < len(lines) and lines[stop].owner is None:
            stop += 1
        _assign_credits(folded, lines, index, stop)
        if may_paste:
            _find_unheaded(folded, lines, index, stop, (polite, all_plain))
        index = stop


def _name_by_end(folded: str, lines: list[Line]) -> None:
    """Name the paper of a report that was announced without one and ends in its name: 記事を引用します。 ⏎ 「…」(毎日新聞 6/3)."""
    for index, line in enumerate(lines):
        report = line.owner
        if report is None or report.outlet is not None or (index + 1 < len(lines) and lines[index + 1].owner is report):
            continue
        if (closed := _end_credit(folded, line)) is not None:
            report.outlet, report.evidence = closed
        elif folded[line.end - 1] == ")" and (issued := _ISSUED_RE.search(folded, line.start, line.end)):
            report.outlet, report.evidence = issued["name"], (issued.start() + 1, issued.end() - 1)


#: (マネー東海 2023年6月8日配信): whoever it is, what was announced as a report ends in his name and day
_ISSUED_RE = Pattern(
    r"[(](?P<name>(?!最終|更新|公開|本誌|本紙|同紙|同日)[一-龥々ァ-ヴーA-Za-z・&]{3,16})[ 　、](?:[0-9]{4}[年/.])?[0-9]{1,2}[月/.][0-9]{1,2}日?(?:配信|付け?|掲載|放送|放映|号|[朝夕]刊)[)]$"
)


#: …と発表した。(ゲームウォーカー 2023年5月19日): a day with its year vouches for a name in katakana or Latin letters
_DATED_NAME_RE = Pattern(
    r"(?<=。)[(](?P<name>(?=[^()]{0,10}[ァ-ヴA-Za-z]{3})[一-龥々ァ-ヴーA-Za-z&]{4,16})[ 　、](?:19|20)[0-9]{2}[年/.-][ ]?[0-9]{1,2}[月/.-][ ]?[0-9]{1,2}日?(?:付け?|配信|掲載|号)?[)]$"
)


def _end_credit(folded: str, line: Line) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet that the end of a line names as its source, and where: …という。（共同）"""
    tail = None
    if folded[line.end - 1] in ")）〕]】" or "。=" in folded[max(line.start, line.end - 10) : line.end]:
        tail = _CREDIT_END_RE.search(folded, max(line.start, line.end - 28), line.end)
    name = credit(tail[1] or tail[2]) if tail and line.role in ("body", "person") else None
    if name is None and line.role == "body" and line.tone.score < 0 and folded[line.end - 1] == ")":
        tail = _DATED_NAME_RE.search(folded, line.start, line.end)
        name = tail["name"] if tail else None
    return (name, (tail.start() + 1, tail.end() - 1)) if name and tail else None


def _assign_whole(folded: str, lines: list[Line], own: list[Line]) -> bool:
    """Give an article without a header to the paper whose own survey its first sentence reports; tell whether it is one."""
    if any(line.owner is not None for line in lines) or sounds_like_author(own):
        return False
    found = found_by_itself(folded, own[:1])
    if found is None:
        return False
    report = Report(*(_end_credit(folded, lines[-1]) or found))  # (2024年10月15日 共同) tells its day as well
    for line in lines:
        line.owner = report
    return True


#: ○17番(森田久子君) opens a speech in minutes; so many are minutes.
_SPEECH_RE = Pattern(r"[○◯◆◎][^ 　。、「」:()]{1,16}[ 　]?[(][^()。]{1,14}[)]")
MIN_SPEECHES = 2


def _assign_minutes(folded: str, lines: list[Line]) -> None:
    """Give the minutes that somebody sets into a text of his own (先日の議事録を貼ります。) to a report of nobody's."""
    speeches = [
        index
        for index, line in enumerate(lines)
        if folded[line.start] in "○◯◆◎"
        and line.owner is None
        and line.role in ("body", "person", "title")
        and _SPEECH_RE.match(folded, line.start, line.end)
    ]
    if len(speeches) < MIN_SPEECHES:
        return
    first = speeches[0]
    stop = next((index for index in range(speeches[-1] + 2, len(lines)) if lines[index].blanks), len(lines))
    own = [line for line in lines[:first] + lines[stop:] if line.owner is None and line.role in ("body", "intro")]
    is_within = (
        bool(own) and own[0].start < lines[first].start and folded[own[0].start] not in "○◯◆◎" and stop < len(lines)
    )
    if not is_within or not sounds_like_author(own, polite_report=PASTED):
        return
    report = Report(None, (lines[first].start, lines[first].end))
    for line in lines[first:stop]:
        line.owner = report


#: 市の動画から書き起こしました。 above speakers who take turns (記者:…, 市長:…); so many turns are a transcript.
_TAKEN_DOWN_RE = Pattern(
    r"(?:書き|文字|文字に)起こ|起こし(?:ます|ました|た|てみ|て(?:おき|お)く?|です)|文字化|再現|一問一答|やりとり|やり取り|答弁|議事録|発言録"
)
_TURN_RE = Pattern(r"[^ 、。「」:!?はがを]{1,12}:(?!//)")
MIN_TURNS = 3
#: In so many lines above them it is told where they spoke.
MAX_TOLD = 3


def _assign_transcript(folded: str, lines: list[Line]) -> None:
    """Give the turns that somebody took down and set into a text of his own to a report of nobody's."""
    turns = [
        index
        for index, line in enumerate(lines)
        if line.role == "body" and line.owner is None and _TURN_RE.match(folded, line.start, line.end)
    ]
    if len(turns) < MIN_TURNS or turns[0] == 0 or len(turns) < turns[-1] - turns[0] + 1 - MIN_TURNS:
        return
    above = lines[turns[0] - 1]
    stop = next((index for index in range(turns[-1] + 1, len(lines)) if lines[index].blanks), turns[-1] + 1)
    is_told = above.role in ("body", "intro") and _TAKEN_DOWN_RE.search(folded, above.start, above.end) is not None
    if not is_told or above.owner is not None or stop == len(lines):
        return
    told = (line for line in reversed(lines[max(turns[0] - MAX_TOLD, 0) : turns[0]]) if line.role in ("body", "intro"))
    named = next(filter(None, (named_above(folded, line) for line in told)), None)
    report = Report(*named) if named else Report(None, (above.start, above.end))
    for line in lines[turns[0] : stop]:
        if line.owner is None and not is_aside(folded, line):
            line.owner = report


#: What です・ます raises the bar by for who sets minutes into his own text.
PASTED = 5.0
#: So much more like a newspaper (tenths of a log-odd per sentence) a paragraph must sound that only names its paper.
FOUND = -4


def _assign_found(folded: str, lines: list[Line]) -> None:
    """Give a paragraph of its own in だ・た to the paper whose survey it begins with: 朝日新聞社が17日に実施した調査によると、…"""
    for index, line in enumerate(lines):
        if line.role != "body" or not line.blanks or line.owner is not None or line.tone.n_polite:
            continue
        stop = index + 1
        while stop < len(lines) and not lines[stop].blanks:
            stop += 1
        run = lines[index:stop]
        n = sum(each.tone.n_sentences for each in run)
        if n < 2 or any(each.role != "body" or each.owner is not None or each.tone.n_polite for each in run):
            continue
        found = found_by_itself(folded, run) if sum(each.tone.score for each in run) <= FOUND * n else None
        if found is None:
            continue
        report = Report(*found)
        for each in run:
            each.owner = report


def _assign_credits(folded: str, lines: list[Line], first: int, stop: int) -> None:
    """【福岡＝東邦通信】…: a dateline names the agency of the item; …という。（共同） does so at its end."""
    item, ends = first, len(lines)
    report: Report | None = None
    for index in range(first, stop):
        line = lines[index]
        if begun := _datelined(folded, line):
            report, item, ends = begun, index, _item_end(folded, lines, index, stop)
            _take_headline(folded, lines, index, report)
        elif line.role in ("title", "header") or folded[line.start] in "▽◇■◆○●▼":
            report, item = None, index
        if report is not None and line.role == "date" and not line.blanks and lines[index - 1].owner is report:
            line.owner = report  # (2026/05/08-09:12)
            continue
        if index == ends:  # the author speaks again
            report = None
        if report is not None and line.role in ("body", "person"):
            line.owner = report
        elif _take_closed(folded, lines, index, item):
            item = index + 1
    if first == 0:
        _take_top(folded, lines[:stop], lines)


def _datelined(folded: str, line: Line) -> Report | None:
    """Return the report, with no lines yet, whose dateline opens the line: 【福岡＝東邦通信】, ワシントン（CNN）."""
    text = folded[line.start : min(line.end, line.start + 30)]
    match = _DATELINE_RE.match(text) if text[0] in "【〔(（[" or "(" in text[2:15] else None
    name = credit(match[1]) if match and line.role == "body" else None
    return Report(name, (line.start + match.start(1), line.start + match.end(1))) if name and match else None


def _take_closed(folded: str, lines: list[Line], index: int, item: int) -> bool:
    """Give the lines above (from ``item`` on) to the paper that the line names as theirs, and tell whether it does so:
    …と、山形新聞が伝えている。 below them, （共同） behind the last sentence."""
    line, spoken = lines[index], -1
    if told := told_behind(folded, lines, index):
        spoken = _quotation_start(folded, lines, index - 1, lines[index - 1].end)
        first = spoken if spoken >= item else reach_back(folded, lines, index, item)
        report, stop = Report(*told), index
        line.role = "end" if points_back(folded, line) else line.role
    else:
        closed = _end_credit(folded, line)
        if closed is None:
            return False
        report, stop = Report(*closed), index + 1
        spoken = _quotation_start(folded, lines, index, closed[1][0] - 1)
        first = spoken if spoken >= item else reach_back(folded, lines, index + 1, item)
    above = lines[first - 1] if first > item and not lines[first].blanks else None
    if above is not None and above.owner is None and above.role == "link" and _shares(folded, above):
        above.owner = report  # 円、一時110円台 - 47NEWS https://… right above the report
    for each in lines[first:stop]:
        if each.owner is None and each.role in ("body", "person", "title"):
            each.owner = report
            each.role = "body" if each.role == "title" and first == spoken else each.role  # 〈…〉 ⏎ と山形新聞。
    return True


def _shares(folded: str, line: Line) -> bool:
    """Tell whether a line is what a button for sharing writes: a headline, and the report's address behind it."""
    address = folded.find("http", line.start, line.end)
    return address - line.start >= MIN_HEADLINE and folded.find(" ", address, line.end) < 0


#: So long is a headline at least before the report's address.
MIN_HEADLINE = 10


def _take_top(folded: str, passage: list[Line], lines: list[Line]) -> None:
    """Give what stands above an agency's single item, the first passage of a text, to it: its headline, date and writer."""
    datelined = [line for line in passage if line.owner is not None and line.role == "body"]
    if not datelined or len({id(line.owner) for line in datelined}) > 1:
        return
    first = passage.index(datelined[0])
    above = passage[:first]
    if all(line.role in ("title", "date", "person") for line in above):
        n_titles = sum(line.role == "title" for line in above)
        is_part = any(line.owner is None and line.role == "body" for line in lines[first:])
        report = datelined[0].owner
        if is_part and n_titles == 1 and not heads_report(folded, above[0], datelined[0]):
            outlet = (report and report.outlet) or "\n"
            if folded.find(outlet, above[0].start, above[0].end) < 0:
                return  # the author goes on below: it is his title
        for line in above[1:] if n_titles > 1 and is_part else above:  # the author's own headline stands first
            line.owner = report


def _quotation_start(folded: str, lines: list[Line], index: int, end: int) -> int:
    """Return the line where the brackets open that close at ``end`` before a credit: 「…」(伊勢新聞10月5日付); else -1."""
    closer = folded[end - 1]
    opener = {"」": "「", "』": "『", "〉": "〈", "》": "《"}.get(closer)
    if opener is None:
        return -1
    for first in range(index, max(index - MAX_SPEECH, -1), -1):
        line = lines[first]
        if line.owner is not None or (first < index and folded[line.end - 1] == closer):
            return -1
        if folded[line.start] == opener:
            return first
    return -1


#: 昼 157.05 ショート1枚: a word is two letters or more; a headline shares one at least with its report
_WORD_RE = Pattern(r"[一-龥々]{2,}|[ァ-ヴー]{2,}|[A-Z]{2,}")


def _take_headline(folded: str, lines: list[Line], index: int, report: Report) -> None:
    """Give the headline right above a dateline to its report, in the midst of somebody's text."""
    above = lines[index - 1] if index > 1 else None
    if above is None or above.role != "title" or above.owner is not None:
        return
    words = _WORD_RE.findall(folded, above.start, above.end)
    n_shared = sum(folded.find(word, lines[index].start, lines[index].end) >= 0 for word in words)
    is_within = any(line.role == "body" for line in lines[: index - 1])
    # Where no prose stands above it, it may be the author's own title, which has a title above it only in a diary.
    if n_shared >= (1 if is_within else 2) and (is_within or (above.blanks and lines[index - 2].role == "title")):
        above.owner = report


def _item_end(folded: str, lines: list[Line], index: int, stop: int) -> int:
    """Return the line where an item that begins with a dateline ends: at the next one, or where its author speaks."""
    end = index + 1
    while end < stop and lines[end].role not in ("title", "header") and folded[lines[end].start] not in _ITEM_SIGNS:
        end += 1
    above = max(index - 8, 0)
    return above + report_end(folded, lines[above:end], index - above)


#: What may open another item: a mark or another dateline.
_ITEM_SIGNS = "▽◇■◆○●▼【〔(（["
#: So much less than an author (tenths of a log-odd per sentence) an official notice may still sound.
NOTICE = 3.0
#: A headerless report must be this much more newspaper than author (tenths of a log-odd).
UNHEADED = 60


def _find_unheaded(folded: str, lines: list[Line], first: int, stop: int, own: tuple[int, int]) -> None:
    """Own the stretch of plain style (だ・た) that sounds like a newspaper in the text of an author who writes です・ます."""
    run_start, total, best = -1, 0, (0, 0, 0)
    for index in range(first, stop):
        line = lines[index]
        if line.role in ("intro", "link", "begin", "end") or line.owner is not None:
            run_start, total = -1, 0
            continue
        gain = 14 * line.tone.n_plain - 40 * line.tone.n_polite - line.tone.score
        if line.role != "body":
            gain = 0
        if run_start < 0 or total + gain <= 0:
            run_start, total = (index, gain) if gain > 0 and _may_open(lines, index) else (-1, 0)
        else:
            total += gain
        if run_start >= 0 and total > best[0] and _may_close(lines, index):
            best = (total, run_start, index + 1)
    _, start, end = best
    run = lines[start:end]
    plain = sum(line.tone.n_plain for line in run if line.role == "body")
    score = sum(line.tone.score for line in run if line.role == "body")
    if plain < 3 or any(line.tone.n_polite for line in run) or score > 5 * plain:
        return
    polite, all_plain = own
    outside = max(all_plain - plain, 0)
    if polite <= outside:
        return
    # How unlikely so many plain sentences in a row are from this author.
    surprise = 10 * math.log((outside + polite + 2) / (outside + 1))
    if plain * surprise - score < UNHEADED:
        return
    report = Report(None, None)
    _name_from_phrase(folded, lines, start, end, report)
    around = [line for line in lines[first:start] + lines[end:stop] if line.owner is None and line.role == "body"]
    if report.outlet is None and not sounds_like_author(around, NOTICE):
        return  # an official notice in です・ます and what the paper adds: one report
    for each in [*_heading(folded, lines, start, report), *run]:
        each.owner = report


def _heading(folded: str, lines: list[Line], start: int, report: Report) -> list[Line]:
    """Return the headline and the address that stand above a report without a header: the address may name its paper."""
    link = lines[start - 1] if start else None
    if link is None or link.role != "link" or link.owner is not None or not folded.startswith("http", link.start):
        return []
    name = outlet_of_link(folded[link.start : link.end])
    if name and report.outlet is None:
        report.outlet, report.evidence = name, (link.start, link.end)
    above = lines[start - 2] if start > 1 else None
    is_headline = above is not None and above.role == "title" and above.owner is None and not link.blanks
    return [above, link] if above is not None and is_headline else [link]


def _may_open(lines: list[Line], index: int) -> bool:
    return (
        index == 0
        or lines[index].blanks > 0
        or lines[index - 1].role in ("intro", "title", "link")
        or lines[index - 1].tone.is_polite
        or lines[index - 1].owner is not None
    )


def _may_close(lines: list[Line], index: int) -> bool:
    return (
        index + 1 >= len(lines)
        or lines[index + 1].blanks > 0
        or lines[index + 1].owner is not None
        or lines[index + 1].tone.is_polite
    )


def _name_from_phrase(folded: str, lines: list[Line], start: int, end: int, report: Report) -> None:
    """The report names its own paper; else the author does above it."""
    if own := named_by_itself(folded, lines[start:end]):
        report.outlet, report.evidence = own
        return
    above = lines[start - 1] if start else None
    if above is not None and above.owner is None and above.role in ("body", "intro"):
        named = announced(folded, above)
        if named:
            report.outlet, report.evidence = named
