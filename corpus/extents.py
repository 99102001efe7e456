"""How far somebody's report reaches: where its lines begin and where the author speaks again, by how they sound."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.headers import Header, credit
from corpus.lines import Line
from corpus.outlets import is_periodical
from corpus.patterns import Pattern
from corpus.questions import DASHES, opens_question
from corpus.rubrics import is_explained
from corpus.sections import heads_section, parts_own_text

__all__ = [
    "MAX_FENCED",
    "POLITE",
    "POLITE_REPORT",
    "author_score",
    "begins_dispatch",
    "bracket_run",
    "is_aside",
    "is_issue",
    "is_one_voice",
    "names_himself",
    "points_below",
    "reach_back",
    "report_end",
    "sounds_like_author",
]

#: Costs in tenths of a log-odd: to go back to the author after an empty line, and without one.
END_AT_BLANK, END_INSIDE, END_AT_TIGHT, END_UNPARTED = 0, 40, -15, 40
END_EVERYWHERE = 8
END_AT_ITEM = 8
END_AT_RULE = -30
#: What it tells, up to two paragraphs, that a report's are indented and what follows is not.
OUTDENTED = 30
#: What a headline behind an empty line adds where a credit's report is traced back.
END_HEADED = 25
#: What a sentence in the other register (です・ます after a だ report) tells.
REGISTER, OWN_REGISTER = 18, 8
#: By how much more like an author a leading article sounds than a report, per sentence.
OPINION = 10
WHOLE, ISSUE = 20, 400
#: A leading article judges to its last line; who writes だ・である as it does must sound very much like somebody else.
LEADER = 150
#: So long are the author's words that lead on to the next report and nothing more.
MAX_LINK = 10
#: From this score per sentence on a report's last line is the author's, in a report in です・ます and in any other.
POLITE_REMARK, PLAIN_REMARK = 15, 26
#: From this tone on (tenths of a log-odd) a line behind a star is what the author says of the report above it.
STARRED = 8
#: What a sentence in です・ます adds to a line's tone by its ending alone.
POLITE = 14


def bracket_run(folded: str, lines: list[Line], index: int) -> int:
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


def is_issue(folded: str, line: Line) -> bool:
    """Tell whether a header line names a magazine: by its number, or by its name."""
    name = (line.header.outlet if line.header else None) or ""
    return is_periodical(name) or _NUMBER_RE.search(folded, line.start, line.end) is not None


_NUMBER_RE = Pattern(r"[0-9月日]号")


#: キャスター:港が静かです。 So many of them are a transcript; Q なぜ上がるの? A …ためです。 is one as well.
_TURN_RE = Pattern(rf"[^ 、。「」:!?]{{1,12}}:(?!//)|{DASHES}|[QA][0-9]{{0,2}}[ .]")
MIN_TURNS = 2


def _transcript_end(folded: str, lines: list[Line], body: int, stop: int) -> int:
    """Return the line where the author goes on behind an empty line below the last speaker of a transcript, or 0."""
    turns = [i for i in range(body, stop) if _TURN_RE.match(folded, lines[i].start, lines[i].end)]
    if len(turns) < MIN_TURNS:
        return 0
    is_tight = len(turns) > MIN_TURNS and turns[-1] - turns[0] + 1 == len(turns) and turns[0] - body <= 1
    if is_tight and turns[-1] + 1 < stop and lines[turns[-1] + 1].role == "body":
        return turns[-1] + 1  # every speech is one line, and no speaker is named any more
    first = turns[-1] + 1 + opens_question(folded, lines[turns[-1]].start)  # the answer is theirs as well
    after = next((i for i in range(first, stop) if lines[i].blanks and lines[i].role != "person"), 0)
    if folded.find("生まれ", lines[after].start, lines[after].end) > 0:
        return 0  # who was interviewed
    return after if after and sounds_like_author(lines[after:stop], polite_report=0.0) else 0


def is_one_voice(lines: Sequence[Line]) -> bool:
    """Tell whether all body lines keep to one register, です・ます or だ・である."""
    return len({line.tone.is_polite for line in lines if line.role == "body" and line.owner is None}) <= 1


def reach_back(folded: str, lines: list[Line], index: int, floor: int) -> int:
    """Return the first line of the report that ends before line ``index``: from there on it sounds like a newspaper."""
    best = position = index - 1
    total = best_total = 0
    top = max(floor, _own_top(lines, index))
    while (
        position >= top
        and lines[position].owner is None
        and lines[position].role in ("body", "title", "person", "date", "stray")
        and (position > 0 or lines[position].role != "title" or index + 1 >= len(lines))  # the text's own title
        and not (lines[position].role == "title" and parts_own_text(folded, lines, position))
        and folded[lines[position].end - 1] != ":"  # まず、ホテルの会見:
        and not points_below(folded, lines[position])
        and not (lines[position].role == "title" and _CASE_RE.match(folded, lines[position].start, lines[position].end))
    ):
        total -= 0 if lines[position].role == "person" else author_score(lines[position], False)
        opens = (
            lines[position].blanks
            or _is_polite_above(lines, position)
            or (position == floor and not _exclaims(folded, lines[position]))
            or lines[position].role == "title"
        )
        is_first = position > 0 and lines[position - 1].role == "post"
        is_headed = lines[position].role == "title" and (lines[position].blanks > 0 or is_first)
        gain = total + (END_INSIDE if opens else 0) + (END_HEADED if is_headed else 0)
        if gain >= best_total or position == index - 1:
            best_total, best = gain, position
        position -= 1
    return best


#: まず地元紙。 ふむふむ。次は全国紙。 これ: a few words that do nothing but point to what stands below
_POINTS_RE = Pattern(
    r"(?:[^。「」]{1,10}[。、])?(?:(?:まず|お?次|つぎ|続い|つづい|最後|一方|もう(?:一|ひと)つ|そして|さらに|さて)[^。「」]{0,10}"
    r"(?:紙|誌|新聞|記事|報道|ニュース|テレビ|社説|これ|こちら|ほう|から)(?:です|だ|は|が)?|(?:これ|こちら|これこれ|コレ)(?:です|だ|ね|な)?)[。:、!↓…]{0,2}"
)
#: So long is such a line at most.
MAX_POINTING = 24


def points_below(folded: str, line: Line) -> bool:
    """Tell whether a line only points to what is pasted right below it."""
    return line.end - line.start <= MAX_POINTING and _POINTS_RE.fullmatch(folded, line.start, line.end) is not None


#: 事例1 顧客情報の持ち出し: what a work sheet sets above what it cites
_CASE_RE = Pattern(
    r"[【〔(■◆●◇○]*(?:事例|事案|ケース|設問|課題|教材|例題|CASE|Case|その)[ 　]?[0-9一二三四五①-⑳A-Z]{1,2}(?![0-9月日年人件つ])|[A-Z]$"
)


def _is_polite_above(lines: list[Line], position: int) -> bool:
    """Tell whether an author who writes です・ます ends right above a line in だ・た."""
    above, line = lines[position - 1] if position else None, lines[position]
    is_parted = above is not None and above.role == "body" and above.tone.n_polite > 0 and not above.tone.n_plain
    return is_parted and not line.tone.n_polite


def _exclaims(folded: str, line: Line) -> bool:
    """Tell whether a line asks or exclaims, as who has just pasted a report does: 新たに、って何回目?"""
    return folded[line.end - 1] in "?!…" and line.tone.score > 0


def _own_top(lines: list[Line], index: int) -> int:
    """Return the first line below the text's own headline and date, where its author goes on behind the credit ``index``; else 0."""
    top = 0
    if index + 1 < len(lines) and [line.role for line in lines[:3]] == ["title", "title", "date"]:
        return 1  # the report's headline and date stand below the text's own
    while index + 1 < len(lines) and top < index - 1 and lines[top].role in ("title", "date", "person"):
        if top and lines[top].role == "date":
            return top + 1
        top += 1
    return 0


def report_end(folded: str, lines: list[Line], body: int, is_opinion: bool = False) -> int:
    """Return the index of the first line that is not the report's any more, whose first body line is ``body``."""
    closing = bracket_run(folded, lines, body) if folded[lines[body].start] in "【" else 0
    if closing:
        return closing
    stop, is_certain = _mark_below(folded, lines, body)
    if is_certain:
        signed = _signed_end(folded, lines, body, stop)
        return signed if signed and _sounds_own(lines[signed:stop]) else stop
    if spoken := _transcript_end(folded, lines, body, stop):
        return spoken
    run, reluctance = lines[body:stop], _reluctance(folded, lines, body, stop, is_opinion)
    scores = _own_scores(folded, run, is_opinion)
    best = _turn(run, scores, reluctance, _outdent(lines, body, stop))
    best = body + (best if reluctance or is_opinion else _without_remarks(run, scores, best))
    best = _remarked_end(folded, lines, body, best)
    signed = _signed_end(folded, lines, body, stop)
    near = NEAR if any(line.blanks for line in lines[best:signed]) else NEAR_TIGHT
    if signed and (best < signed <= best + near or (signed < best and _sounds_own(lines[signed:best]))):
        best = signed
    while best - 1 > body and lines[best - 1].role == "title" and lines[best - 1].blanks:
        best -= 1
    return best


def _sounds_own(lines: Sequence[Line]) -> bool:
    """Tell whether lines behind a reporter's name sound more like an author than like the next item of his paper."""
    if any(line.role in ("title", "header") for line in lines):
        return False
    prose = [line for line in lines if line.role == "body"]
    return bool(prose) and sum(line.tone.score for line in prose) > SIGNED * sum(
        line.tone.n_sentences for line in prose
    )


#: From this tone per sentence on (tenths of a log-odd) what stands right behind a reporter's name is the author's.
SIGNED = 6
#: So many lines further down a reporter's name still signs the report that seemed to have ended, and where no empty
#: line parts it from there.
NEAR, NEAR_TIGHT = 3, 8
#: (鈴木悠太), 【水野真紀】, (整形外科医・小浜 健三) below a report: who wrote it
_SIGNATURE_RE = Pattern(
    r"[(【\[〔](?:[^()。、「」]{2,14}[・=:])?[一-龥々]{1,4}[ 　]?[一-龥々ぁ-んァ-ヴー]{1,5}(?:記者|特派員)?[)】\]〕]"
)


def _signed_end(folded: str, lines: list[Line], body: int, stop: int) -> int:
    """Return the line behind the name that signs the report whose first body line is ``body``, or 0: what stands above
    a reporter's name is the paper's."""
    signed = (
        index
        for index in range(body + 1, stop)
        if lines[index].role == "person"
        and not lines[index].blanks
        and _SIGNATURE_RE.fullmatch(folded, lines[index].start, lines[index].end)
    )
    return next(signed, -1) + 1


def _remarked_end(folded: str, lines: list[Line], body: int, stop: int) -> int:
    """Return ``stop``, or the line of the author's last remark (←ほらね。 ※なかったことになるらしい。) where no newspaper's
    voice goes on below it."""
    last = next((index for index in range(stop - 1, body, -1) if _is_remark(folded, lines[index])), 0)
    below = [line for line in lines[last + 1 : stop] if line.role == "body"]
    return last if last and below and sum(line.tone.score for line in below) >= 0 else stop


def _is_remark(folded: str, line: Line) -> bool:
    return line.role == "remark" or (folded[line.start] == "※" and is_aside(folded, line))


def _without_remarks(run: Sequence[Line], scores: list[int], stop: int) -> int:
    """Return ``stop``, or the line above it where the author begins who put no empty line before what he says.

    He sounds like nobody else, or the report's lines are indented and his are not."""
    limit = POLITE_REMARK if run[0].tone.is_polite else PLAIN_REMARK
    while stop > 1 and run[stop - 1].role == "body":
        last, n_sentences = run[stop - 1], max(run[stop - 1].tone.n_sentences, 1)
        is_out = scores[stop - 1] > 0 and not last.indent and run[stop - 2].indent and run[0].indent
        if scores[stop - 1] < limit * n_sentences and not is_out:
            break
        stop -= 1
    return stop


_DISPATCH_RE = Pattern(r"[\[(【](?P<name>[^()\[\]【】。]{2,24})[\])】][ ]?(?:[-–—―:]|(?=[^ 。]))")


def begins_dispatch(folded: str, line: Line) -> bool:
    """Tell whether an agency's report begins with the line: [ロンドン 3日 時事] - …, (共同): 3日の…"""
    match = _DISPATCH_RE.match(folded, line.start, line.end) if line.role in ("body", "header") else None
    return match is not None and line.end - match.end() > 20 and credit(match["name"]) is not None


#: 問1 本は何の言葉で書いてありますか。 A work sheet asks below what it cites.
_TASK_RE = Pattern(r"[【(]?(?:問題?|設問|課題)[ 　]?[0-9①-⑨一二三四五六七八九]{1,2}(?:[】).．:、 　]|$)")
#: What a report stands below.
_HEADS = ("header", "intro", "begin")


def _mark_below(folded: str, lines: list[Line], body: int) -> tuple[int, bool]:
    """Return the line before which a report ends at the latest, and whether it ends there for certain."""
    stop = body
    head = next((index for index in range(body - 1, -1, -1) if lines[index].role in _HEADS), body)
    while stop < len(lines) and lines[stop].owner is None:
        line = lines[stop]
        if stop > body and (
            line.role in ("header", "begin", "end", "afterword", "quoted", "intro", "post", "entry")
            or line.is_own
            or heads_section(folded, lines, stop, head)
            or folded[line.start] in "→⇒"
            or (folded[line.start] in "【(問設課" and _TASK_RE.match(folded, line.start, line.end))
            or (folded[line.start] in "*☆★" and line.role == "body" and line.tone.score > STARRED)
            or (folded[line.start] in "[(" and begins_dispatch(folded, line))
            or (line.role == "rule" and line.blanks and _opens_fence(lines, stop, body))
        ):
            break  # → opens a remark
        stop += 1
    if stop == len(lines) or lines[stop].role == "end":
        return stop, stop < len(lines)
    header = lines[stop].header if lines[stop].role == "header" else None
    if header is not None:
        if header.is_bracketed and not header.opens and lines[stop].blanks == 0:
            item = _item_above(lines, body, stop) if _names_another(lines, body, header) else 0
            if not item:
                return stop, True  # its own credit
            stop = item
        while stop - 1 > body and lines[stop - 1].role == "title" and header.headline is None:
            stop -= 1
        if stop - 1 > body and _is_label(folded, lines[stop - 1]):
            stop -= 1  # 【資料2】 above the next header
        last = lines[stop - 1]
        if stop - 1 > body and last.blanks and lines[stop].blanks and last.end - last.start <= MAX_LINK:
            stop -= 1  # そして翌日。 between two reports
    return stop, False


#: So many lines two rules may stand apart.
MAX_FENCED = 40


def _opens_fence(lines: list[Line], at: int, body: int) -> bool:
    """Tell whether a rule opens what another one closes right above the name of another paper than the one above ``body``."""
    within = range(at + 2, min(at + MAX_FENCED, len(lines) - 1))
    close = next((each for each in within if lines[each].role == "rule"), 0)
    below = lines[close + 1].header if close and lines[close + 1].role == "header" else None
    return below is not None and below.headline is None and _names_another(lines, body, below)


#: So many lines above a report name its paper.
MAX_HEAD = 4


def _names_another(lines: list[Line], body: int, below: Header) -> bool:
    """Tell whether what stands above the report whose first line is ``body`` names another paper than the line below it."""
    above = (line.header for line in reversed(lines[max(body - MAX_HEAD, 0) : body]) if line.header is not None)
    head = next(above, None)
    return head is not None and bool(head.outlet) and head.outlet != below.outlet


def _item_above(lines: list[Line], body: int, stop: int) -> int:
    """Return the headline or the rule, behind an empty line, that opens what ends before ``stop``; 0 where none does."""
    return next((at for at in range(stop - 1, body, -1) if lines[at].role in ("title", "rule") and lines[at].blanks), 0)


#: So long is a label above a header at most: 【資料2】
MAX_LABEL = 12


def _is_label(folded: str, line: Line) -> bool:
    return line.role == "link" and line.end - line.start <= MAX_LABEL and folded.find("://", line.start, line.end) < 0


#: 「しんぶん赤旗」が報道: what the author says of a paper is no header of the text's own.
_TELLS_RE = Pattern(
    r"[はが](?:報道|報じ|伝え|取り上げ|とりあげ|掲載|紹介|特集)|(?:より|から)(?:引用|転載|抜粋)?[)）】」]?$"
)


def _reluctance(folded: str, lines: list[Line], body: int, stop: int, is_opinion: bool) -> int:
    """Return how much plainer than elsewhere the author must be to hear: a text that begins with its header is as a rule
    that paper's own article."""
    if body >= 8 or not all(line.role in ("title", "header", "date", "person", "post") for line in lines[:body]):
        return 0
    if sum(_TURN_RE.match(folded, line.start, line.end) is not None for line in lines[body:stop]) >= MIN_TURNS:
        return LEADER  # a programme's speakers, to its end
    if any(line.role == "header" and _TELLS_RE.search(folded, line.start, line.end) for line in lines[:body]):
        return 0  # 「しんぶん赤旗」が報道
    if any(line.role == "header" and is_issue(folded, line) for line in lines[:body]):
        # A magazine's own article comments as it reports: only another register shows another author.
        return ISSUE if is_one_voice(lines[body:stop]) else WHOLE
    speaks = is_opinion or any(
        line.end - line.start <= 10 and is_explained(folded[line.start : line.end]) for line in lines[body:stop]
    )
    if speaks and is_one_voice(lines[body:stop]) and not names_himself(folded, lines[body:stop]):
        return LEADER
    return WHOLE if sum(line.role == "title" for line in lines[:body]) <= 1 else WHOLE // 3


def _own_scores(folded: str, run: Sequence[Line], is_opinion: bool) -> list[int]:
    """Return for each line how much more like the author than like the report it sounds, which begins with the first."""
    polite = run[0].tone.is_polite
    registers = [_registers(line, polite) for line in run]
    n_own, n_other = (sum(counts) for counts in zip(*registers, strict=True))
    # Where the register changes for good, lines in the report's own register are the likelier to be the report's.
    is_mixed = n_other >= 3 and n_other >= 0.3 * (n_own + n_other)
    bonus = REGISTER if _switches_once(run, polite) else OWN_REGISTER if is_mixed else 0
    opinion = OPINION if is_opinion else 0  # a leading article sounds like an author throughout
    return [
        0
        if (line.role == "stray" and not line.blanks) or (is_aside(folded, line) and _goes_on(run, index))
        else min(author_score(line, polite), NEUTRAL if n_other and not polite and _says_nothing(run, index) else 99)
        - bonus * min(own, 3)
        - opinion * own
        for index, (line, (own, _)) in enumerate(zip(run, registers, strict=True))
    ]


#: What a line without any sign of either counts right below a report's, and which tone per sentence that is.
NEUTRAL, NO_SIGN = -1, 9


def _says_nothing(run: Sequence[Line], index: int) -> bool:
    """Tell whether a line in だ・た right below another one sounds like nobody."""
    line = run[index]
    is_tight = index > 0 and not line.blanks and run[index - 1].role == "body" and not run[index - 1].tone.n_polite
    return is_tight and not line.tone.n_polite and 0 < line.tone.score <= NO_SIGN * max(line.tone.n_sentences, 1)


def _goes_on(run: Sequence[Line], index: int) -> bool:
    """Tell whether a newspaper's voice is heard again below what stands in brackets."""
    return any(line.tone.score < 0 for line in run[index + 1 : index + 3])


#: So much like an author (tenths of a log-odd) sounds what he puts in brackets between a report's paragraphs.
ASIDE = 12


def is_aside(folded: str, line: Line) -> bool:
    """Tell whether a line is what the author puts in brackets between a report's: (※延期じゃなくて中止でしょう、これ)"""
    if folded[line.start] not in "(※" or line.role not in ("body", "person"):
        return False
    if folded.startswith(("(※", "※"), line.start):
        return line.tone.score > 0
    if folded[line.end - 1] != ")":
        return False
    if folded[line.end - 2] in "!?…。":
        return line.tone.score > 0
    is_whole = folded.find(")", line.start, line.end - 1) < 0
    return line.role == "body" and is_whole and line.tone.score > ASIDE


def _outdent(lines: Sequence[Line], body: int, stop: int) -> int:
    """Return how many lines from ``body`` on stand before the paragraphs cease to be indented for good, where the author
    indents none of his; 0 where the setting tells nothing."""
    run = lines[body:stop]
    prose = [index for index, line in enumerate(run) if line.role == "body"]
    last = next((index for index in reversed(prose) if run[index].indent), -1)
    behind = [index for index in prose if index > last]
    if last < 0 or not behind or not all(run[index].indent for index in prose if index < last):
        return 0
    if any(line.indent for line in lines[:body] if line.role == "body" and line.owner is None):
        return 0
    if any(line.role == "title" and line.blanks for line in run[last + 1 : behind[0]]):
        return 0  # below a heading of his own the author may set his lines otherwise
    return next(
        index for index in range(last + 1, behind[0] + 1) if run[index].blanks or run[index].role not in _HANGING
    )


#: What hangs on the paragraph above it: a table, who wrote the report, and when.
_HANGING = ("stray", "person", "date")


def _turn(run: Sequence[Line], scores: list[int], reluctance: int, outdent: int = 0) -> int:
    """Return the line of ``run`` where the author most likely goes on, or its length: the best cut of the scores.

    ``outdent`` is the line from which on paragraphs are not indented any more (:func:`_outdent`)."""
    total, running = sum(scores), 0
    best, best_gain = len(run), -total  # all lines are the report's
    is_tight = True
    # Where the text parts its passages by empty lines, a change within one is less likely.
    n_parted = sum(line.blanks > 0 for line in run[1:])
    inside = END_INSIDE + (END_UNPARTED if n_parted else 0)
    # Empty lines between all lines part nothing.
    at_blank = END_EVERYWHERE if n_parted >= 4 and n_parted > 0.7 * (len(run) - 1) else END_AT_BLANK
    n_indented = sum(line.indent for line in run[:outdent])
    for index in range(1, len(run)):
        running += scores[index - 1]
        line = run[index]
        if line.role == "stray" and not line.blanks:
            continue  # a table hangs on what stands above it
        cost = inside
        if line.blanks:  # the first empty line after lines without tells most
            cost, is_tight = (END_AT_TIGHT if is_tight and index >= 2 else at_blank), False
        elif line.spaced:
            cost = END_EVERYWHERE
        elif index == 1 and run[0].role == "header":
            cost = END_AT_ITEM  # 〔道新〕…に増える。 ⏎ ありがたいが、皮肉だ。
        if line.role == "rule":  # a line of dashes ends more than it parts
            cost = min(cost, END_AT_RULE)
        if outdent:
            cost -= OUTDENTED * min(n_indented, 2) * ((index == outdent) - (index < outdent))
        gain = total - 2 * running - cost - reluctance
        if gain > best_gain:
            best, best_gain = index, gain
    return best


_FIRST_PERSON_RE = Pattern(r"「[^「」\n]{0,200}」|(?P<own>俺|おれ|僕|(?<![公一-龥])私(?=[はがのもをにと、]))")


def names_himself(folded: str, lines: Sequence[Line]) -> bool:
    """Tell whether one person says 私 outside quotations: a leader speaks for its paper."""
    return any(match["own"] for line in lines for match in _FIRST_PERSON_RE.finditer(folded, line.start, line.end))


def _switches_once(lines: Sequence[Line], polite: bool) -> bool:
    """Tell whether the lines keep to the report's register up to one line, and from there on to the other."""
    pairs = [_registers(line, polite) for line in lines if line.role == "body"]
    switch = next((index for index, (_, other) in enumerate(pairs) if other), len(pairs))
    behind = pairs[switch:]
    return switch > 1 and sum(other for _, other in behind) > 1 and not any(own for own, _ in behind)


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


def author_score(line: Line, polite: bool) -> int:
    """Return how much more like the author than like a report in its register the line sounds, in tenths of a log-odd."""
    tone = line.tone
    if line.role == "link":
        return 15
    if line.role == "remark":
        return 0
    if polite:  # a report in です・ます (television, an agency for children): its endings tell nothing
        return max(-40, min(60, tone.score - POLITE * tone.n_polite)) + REGISTER * min(tone.n_plain, 3)
    return max(-40, min(60, tone.score)) + REGISTER * min(tone.n_polite, 3)
