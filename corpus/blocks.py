"""Whose words a passage is: headline, byline, somebody's report with its outlet, the author's own text, the rest.

A pasted report is found by its header (産経新聞 4月5日(火)7時55分配信), by marks around it (以下引用, ``>``, 【…】), by a
credit at its end (（共同）), or, where nobody is named, by the way it sounds against the text around it: だ・た against
です・ます, a newspaper's phrases against the first person. It ends at the next header, at a closing mark, or where the
lines sound like the author again; an empty line makes an end likelier.

>>> text = "呆れました。\\n\\n毎朝新聞 6月19日配信\\n県は19日、計画を発表した。\\n\\n私は信じません。"
>>> [(block.kind, block.outlet) for block in split_blocks(Article(id="x", source="-", text=text), text)]
[('commentary', None), ('byline', '毎朝新聞'), ('report', '毎朝新聞'), ('commentary', None)]
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from corpus.article import Article, Block, BlockKind
from corpus.headers import Header, credit, find_outlet, outlet_of_link, paste_mark, read_header
from corpus.register import Tone, measure
from corpus.vocabulary import alternation, read_table

__all__ = ["split_blocks"]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return ``pattern`` compiled when first needed: start-up is counted."""
    return re.compile(pattern)


class _Line:
    """One line that is not blank, and what it was read as. Offsets into the folded text, white space left out."""

    __slots__ = ("blanks", "end", "header", "indent", "owner", "role", "start", "tone")

    def __init__(self, start: int, end: int, tone: Tone, blanks: int, indent: bool) -> None:
        self.start = start
        self.end = end
        self.tone = tone
        self.blanks = blanks  # empty lines before it
        self.indent = indent
        #: body, title, header, credit, begin, end, link, intro, date, person, quoted, stray, rule
        self.role = "body"
        self.header: Header | None = None
        self.owner: _Report | None = None


class _Report:
    """Somebody's report: which outlet, and what told."""

    __slots__ = ("evidence", "is_opinion", "outlet")

    def __init__(self, outlet: str | None, evidence: tuple[int, int] | None, is_opinion: bool = False) -> None:
        self.outlet = outlet
        self.evidence = evidence
        self.is_opinion = is_opinion


def split_blocks(article: Article, folded: str) -> tuple[Block, ...]:
    """Return the blocks of ``article`` in text order; they tile the text but for white space."""
    lines = _read_lines(folded)
    if not lines:
        return ()
    _mark_roles(folded, lines)
    _assign_headed(folded, lines)
    _assign_unheaded(folded, lines)
    own_kind = _own_kind(folded, lines)
    whole = _whole_report(lines)
    blocks = _assemble(folded, lines, own_kind)
    blocks = _name_own(article, blocks, whole)
    return tuple(blocks)


# -- lines ------------------------------------------------------------------------------------------------------------


def _read_lines(folded: str) -> list[_Line]:
    lines: list[_Line] = []
    position = blanks = 0
    for raw, tone in zip(folded.split("\n"), measure(folded), strict=True):
        body = raw.strip()
        if body:
            start = position + len(raw) - len(raw.lstrip())
            lines.append(_Line(start, start + len(body), tone, blanks, raw[0] in " \t"))
            blanks = 0
        else:
            blanks += 1
        position += len(raw) + 1
    if lines:
        lines[0].blanks = 1
    return lines


@cache
def _line_words() -> tuple[dict[str, tuple[str, str]], re.Pattern[str]]:
    """Return words that mark a line as a notice or an announcement, with role and kind, and the pattern of them all."""
    rows = read_table(_TABLE, key="words", required=("role", "kind", "source", "example"))
    return {row["words"]: (row["role"], row["kind"]) for row in rows}, re.compile(
        alternation(row["words"] for row in rows)
    )


_TABLE = Path(__file__).parent / "tables" / "lines.tsv"
_SENTENCE_END = r"[。!?…」』)】]$|・・$|[(（](?:笑|泣|苦笑|爆)[)）]$|[ぁ-ん][.]$"
_LINK = r"^[\-=→⇒>*・■●\s]*https?://|^https?://|https?://\S+$|^[#][^\s#]+(?:\s+#[^\s#]+)*$|[⬇↓→⇒]\s*$"
#: A bulletin board's line above each post: 2 ：名無しさん：2020/07/19(日) 10:15:02
_POST = r"[0-9]{1,4}[ 　]*[:：.][ 　]*[^。]{0,40}(?:名無し|ID:|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})"
_RULE_SIGNS = "-=_*~〜…・.─━―—＊+■□◆◇★☆#"
_RULE = r"[\s\-=_*~〜…・.─━―—＊+■□◆◇★☆#]{3,}"
_DATE_LINE = (
    r"^[(\[【<〔■●◆]*(?:(?:投稿|公開|更新|掲載|作成|発表|配信)日?時?[:： ]\s*)?"
    r"(?:(?:平成|令和|昭和)?[0-9一二三四五六七八九十〇元]{1,4}年|[0-9]{4}[./-])"
    r"\s*[0-9一二三四五六七八九十]{1,3}\s*[月./-]\s*[0-9一二三四五六七八九十]{1,3}日?[^。、」]{0,24}$"
)
_PERSON = (
    r"^(?:[(（][^()（）。]{1,28}[)）]|〔[^〔〕。]{1,28}〕|【[^【】。]{1,28}】|\[[^\[\]。]{1,28}\])$"
    r"|^[^。、「」]{2,16}[ 　]?[(（][^()。「」]{2,24}[)）]$"
    r"|^(?:文|聞き手|記者|取材|構成|編集委員|論説委員|筆者)[・／/:=＝ 　].{1,20}$"
)
_MENTION = r"[0-9]{1,5}$"
_CREDIT_END = r"[(（〔\[【]([^()（）〔〕\[\]【】。]{2,24})[)）〕\]】]$|^[=＝]([^()。]{2,20})[】〕)]$"
_DATELINE = r"^[【〔(（\[]([^】〕)）\]。、]{2,24})[】〕)）\]]"


def _mark_roles(folded: str, lines: list[_Line]) -> None:
    in_links = False
    credits: list[int] = []
    for index, line in enumerate(lines):
        text = folded[line.start : line.end]
        length = line.end - line.start
        if text[0] == ">" and length > 1:
            line.role = "quoted"
            text = text.lstrip("> ")
            if not text:
                continue
        shift = length - len(text)
        if index and not line.blanks and lines[index - 1].role == "link" and in_links:
            line.role = "link"  # 関連記事 and the titles under it
            continue
        in_links = False
        if text[0].isdigit() and length <= 80 and _compiled(_POST).match(text):
            line.role = "post"
            continue
        if length >= 3 and text[0] in _RULE_SIGNS and _compiled(_RULE).fullmatch(text):
            line.role = "rule"
            continue
        closed = text[-1] in "。!?…」』)】" or (
            (text[-1] in "・.") and _compiled(_SENTENCE_END).search(text[-4:]) is not None
        )
        if length <= 120 and not (text.endswith("。") and length > 60):
            mark = paste_mark(text)
            header = None if mark else read_header(text)
            if (
                header is not None
                and header.headline
                and "。" in text[slice(*header.headline)]
                and header.headline[0] == 0
            ):
                header = None  # …という。（共同）: a credit behind a body sentence
            if header is not None:
                line.header = _shifted(header, shift)
                if line.role != "quoted":
                    line.role = "header"
                continue
            if mark:
                line.role = mark
                continue
        if line.role == "quoted":
            continue
        notice = _notice(text) if length <= 90 else ""
        if length <= 90 and (
            notice == "other"
            or (("http" in text or text[0] == "#" or text[-1] in "⬇↓→⇒") and _compiled(_LINK).search(text))
        ):
            line.role = "link"
            name = outlet_of_link(text) if "http" in text else None
            if name and length - len(text[text.index("http") :]) <= 8:
                line.role, line.header = "header", Header(name, (0, length), None, False, True)
            in_links = text.startswith("関連") or text[1:].startswith("関連")
        elif notice == "intro":
            line.role = "intro"
        elif length <= 40 and not text.endswith("。") and _compiled(_DATE_LINE).match(text):
            line.role = "date"
        elif length <= 5 and _compiled(_MENTION).match(text):
            line.role = "stray"
        elif (
            length <= 44
            and (text[-1] in ")）】〕]" or text[0] in "文聞記取構編論筆")
            and _compiled(_PERSON).match(text)
        ):
            line.role = "person"
            credits.append(index)
        elif length <= 40 and (text[-1] == "分" or (text[-1].isdigit() and ":" in text[-6:])):
            credits.append(index)
            line.role = "title"
        elif length <= 70 and not _goes_on(folded, lines, index) and (not closed or _is_title(folded, lines, index)):
            line.role = "title"
    _read_layout(folded, lines, credits)


_LAYOUT = r"[(（【〔\[]([^ 　()0-9、。「」]{2,12})[ 　]*([0-9]{1,2}月[0-9]{1,2}日[^、。]{0,16})[)）】〕\]]"


def _read_layout(folded: str, lines: list[_Line], credits: list[int]) -> None:
    """（湖畔の朝刊　5月2日） under a headline is a header whatever its name where its neighbours are headers; so is
    夕刊なぎさ 2017/10/19 15:30, with a clock, beside a headline."""
    has_headers = (
        any(line.role == "header" and line.header and line.header.is_dated for line in lines) if credits else False
    )
    for index in credits:
        line = lines[index]
        is_clocked = folded[line.end - 1].isdigit() or folded[line.end - 1] == "分"
        if not is_clocked and not has_headers:
            continue
        match = _compiled(_CLOCKED if is_clocked else _LAYOUT).fullmatch(folded, line.start, line.end)
        beside = index + 1 < len(lines) and "title" in (lines[index - 1].role, lines[index + 1].role)
        if (
            match
            and index
            and (beside if is_clocked else lines[index - 1].role == "title")
            and match[1] not in _DATE_LABELS
        ):
            span = (match.start(1) - line.start, match.end(2) - line.start)
            line.role, line.header = "header", Header(match[1], span, None, True, False)


_CLOCKED = (
    r"[■◆●]?([^ 　()0-9、。「」:：]{3,12})[ 　]+"
    r"((?:[0-9]{4}[/年.-])?[0-9]{1,2}[/月.-][0-9]{1,2}日?[ 　]*[0-9]{1,2}[:時][0-9]{2}分?)"
)
_DATE_LABELS = (
    "投稿日",
    "更新日",
    "公開日",
    "作成日",
    "投稿日時",
    "更新日時",
    "最終更新",
    "最終更新日",
    "掲載日",
    "日時",
    "発表日",
    "配信日時",
    "撮影日",
)


def _shifted(header: Header, by: int) -> Header:
    """Return the header with its spans moved behind the marks (``>``) that were taken off its line."""
    if not by:
        return header
    headline = (header.headline[0] + by, header.headline[1] + by) if header.headline else None
    return header._replace(span=(header.span[0] + by, header.span[1] + by), headline=headline)


def _is_title(folded: str, lines: list[_Line], index: int) -> bool:
    """Tell whether a line that ends in ！, ？, 」 or ） is a headline: above everything, or just under a header."""
    line = lines[index]
    text = folded[line.start : line.end]
    at_top = index < 3 and all(each.role in ("title", "date", "person", "header") for each in lines[:index])
    under_header = index > 0 and lines[index - 1].role in ("header", "intro") and not line.blanks
    if "。" in text or text[-1] in "…。・." or not (at_top or under_header) or index + 1 == len(lines):
        return False
    following = folded[lines[index + 1].start : lines[index + 1].end]
    # A lone 「…」 is speech; what hangs on the line below without an empty line is a sentence of its own.
    is_lone = text[0] in "「『(" and text[-1] in "」』)"
    return (under_header or not is_lone) and (index == 0 or following.endswith(("。", "）", ")")))


def _notice(text: str) -> str:
    """Return "other" or "intro" for a line that a table word marks as notice or announcement, else ""."""
    words, pattern = _line_words()
    for match in pattern.finditer(text):
        role, kind = words[match[0]]
        if (role == "whole" and text != match[0]) or (role == "start" and match.start() > 2):
            continue
        if (role == "any" and len(text) > 60) or (
            kind == "intro" and not text.endswith(("。", ":", "↓", "…", "です", "ます", "記事"))
        ):
            continue
        return kind
    return ""


#: A line that stops here goes on in the next (hard wrap): a comma, or a particle behind a word.
_WRAP = r"(?:[、,]|[^ぁ-ん](?:を|が|は|に|の|と|も|で)|という|から|ので|して|されて)$"
#: 応札・受注した ⏎ 5社の…: an attributive ending, believed only in running text.
_ATTRIBUTIVE = r"[、は].*(?:した|された|する|される|ていた|ている)$"


def _goes_on(folded: str, lines: list[_Line], index: int) -> bool:
    """Tell whether the line stops in mid-sentence (hard wrap) rather than being a title."""
    line = folded[lines[index].start : lines[index].end]
    if line.endswith(("、", ",")):
        return True
    if index + 1 >= len(lines) or lines[index + 1].blanks or lines[index + 1].indent:
        return False
    if len(line) < 20 or read_header(folded[lines[index + 1].start : lines[index + 1].end]):
        return False
    return _compiled(_WRAP).search(line) is not None or (index > 2 and _compiled(_ATTRIBUTIVE).search(line) is not None)


# -- reports with a header ----------------------------------------------------------------------------------------------

#: Costs in tenths of a log-odd: to go back to the author after an empty line, and without one.
END_AT_BLANK, END_INSIDE, END_AT_TIGHT, END_UNPARTED = 0, 40, -15, 40
END_EVERYWHERE = 25
#: What a sentence in the other register (です・ます after a だ report) tells.
REGISTER, OWN_REGISTER = 18, 8
WHOLE, ISSUE = 20, 400
#: What a sentence in です・ます adds to a line's tone by its ending alone.
POLITE = 14


def _assign_headed(folded: str, lines: list[_Line]) -> None:
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.role == "begin":
            index = _take_marked(folded, lines, index)
        elif line.role == "quoted":
            index = _take_quoted(folded, lines, index)
        elif line.role == "rule" and (stop := _fenced(lines, index)):
            index = stop
        elif (line.role == "header" and line.header is not None and line.owner is None) or (
            line.role == "intro" and _announces(lines, index)
        ):
            index = _take_headed(folded, lines, index)
        elif folded[line.start] == "【" and line.role != "header" and (stop := _bracket_run(folded, lines, index)):
            report = _Report(None, (line.start, line.start + 1))
            for each in lines[index:stop]:
                each.owner = report
            index = stop
        elif line.role == "intro" and (stop := _quoted_paragraph(folded, lines, index)):
            index = stop
        else:
            index += 1


def _quoted_paragraph(folded: str, lines: list[_Line], index: int) -> int:
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
    following.owner = _Report(found[0], (found[1], found[2]))
    following.role = "body"
    return index + 2


def _announces(lines: list[_Line], index: int) -> bool:
    """Tell whether a newspaper's voice follows the author's announcement (こんな記事が出た。) without a header of its own."""
    following = [line for line in lines[index + 1 : index + 5] if line.role == "body"]
    if not following or any(line.role in ("header", "quoted", "begin") for line in lines[index + 1 : index + 4]):
        return False
    return following[0].tone.n_polite == 0 and following[0].tone.score <= 5


def _take_marked(folded: str, lines: list[_Line], index: int) -> int:
    """以下引用 … 引用ここまで: everything between belongs to the quoted report."""
    stop = next((i for i in range(index + 1, len(lines)) if lines[i].role in ("end", "begin")), None)
    if stop is None or lines[stop].role == "begin":
        following = index + 1
        if following < len(lines) and lines[following].role == "header":
            return following
        return _take_headed(folded, lines, index)
    report = _Report(None, (lines[index].start, lines[index].end))
    for each in lines[index + 1 : stop]:
        if each.header is not None and each.role == "header":
            if report.outlet is None:
                report.outlet, report.evidence = each.header.outlet, _span(each)
            elif each.header.outlet != report.outlet and not each.header.is_bracketed:
                report = _Report(each.header.outlet, _span(each))
        each.owner = report
    if report.outlet is None:
        _name_from_around(folded, lines, index, stop, report)
    return stop + 1


def _fenced(lines: list[_Line], index: int) -> int:
    """Return the line after a passage that stands between two rules and has a header near its top, or 0."""
    stop = next((i for i in range(index + 2, min(index + 40, len(lines))) if lines[i].role == "rule"), 0)
    named = next((line for line in lines[index + 1 : min(index + 4, stop)] if line.header is not None), None)
    if named is None or named.header is None:
        last = lines[stop - 1] if stop else None
        named = last if last is not None and last.header is not None else None
    if named is None or named.header is None or any(line.role in ("begin", "quoted") for line in lines[index:stop]):
        return 0
    report = _Report(named.header.outlet, _span(named), named.header.is_opinion)
    for line in lines[index + 1 : stop]:
        if line.role == "header" and line.header is not None and line.header.outlet not in (None, report.outlet):
            report = _Report(line.header.outlet, _span(line), line.header.is_opinion)
        line.owner = report
    return stop


def _take_quoted(folded: str, lines: list[_Line], index: int) -> int:
    """> quoted lines: one report a run, or one a header inside it."""
    report = _Report(None, (lines[index].start, lines[index].start + 1))
    first = index
    while index < len(lines) and lines[index].role == "quoted":
        header = lines[index].header
        if header is not None:
            if report.outlet is None:
                report.outlet, report.evidence = header.outlet, _span(lines[index])
            elif not header.is_bracketed:
                report = _Report(header.outlet, _span(lines[index]))
        lines[index].owner = report
        index += 1
    if report.outlet is None:
        _name_from_around(folded, lines, first, index, report)
    if report.outlet is None:
        # The same article goes on in the next > run, after a remark between.
        before = {
            line.owner.outlet: line.owner
            for line in lines[max(0, first - 60) : first]
            if line.role == "quoted" and line.owner
        }
        named = [owner for owner in before.values() if owner.outlet]
        if len(named) == 1:
            for line in lines[first:index]:
                line.owner = named[0]
    return index


def _name_from_around(folded: str, lines: list[_Line], first: int, stop: int, report: _Report) -> None:
    """The line before a quotation, or the link or header after it, may name the outlet."""
    if stop < len(lines) and lines[stop].role in ("header", "end", "link") and lines[stop].blanks <= 1:
        header = lines[stop].header
        if header is not None and header.headline is None and (stop + 1 >= len(lines) or lines[stop + 1].blanks):
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


def _span(line: _Line) -> tuple[int, int]:
    assert line.header is not None
    start, end = line.header.span
    return line.start + start, line.start + end


def _bracket_run(folded: str, lines: list[_Line], index: int) -> int:
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


def _is_credit(folded: str, lines: list[_Line], index: int) -> bool:
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
    is_label = folded[line.start] in "(（〔" or _compiled(_SOURCE_LABEL).match(folded, line.start) is not None
    if after.role == "title" or (line.blanks and not (is_label and after.blanks)):
        return False  # it stands close to what follows
    # Between two passages: the one that sounds more like a newspaper is the report. A bracket or 引用元 stands rather at
    # its end; and what hangs on the passage before, with an empty line behind, belongs to it.
    hangs = not line.blanks and after.blanks > 0
    if not is_label and not hangs:
        return False
    bonus = (25 if hangs else 0) + (6 if is_label else -10)
    return _press(lines, index - 1, -1) + bonus > _press(lines, index + 1, 1)


_SOURCE_LABEL = r"(?:引用元|出典|出所|ソース|情報元|元記事|転載元|配信元|記事元|参照元|提供元)"


def _press(lines: list[_Line], index: int, step: int) -> float:
    """Return how much like a newspaper up to three body lines sound, from ``index`` on: per sentence, in tenths."""
    score = n_sentences = 0
    for line in lines[max(0, index - 2) : index + 1] if step < 0 else lines[index : index + 3]:
        if line.role == "body":
            score += _author_score(line, False)
            n_sentences += line.tone.n_sentences
    return -score / max(n_sentences, 1)


def _take_headed(folded: str, lines: list[_Line], index: int) -> int:
    """Give the header's report its lines; return the index of the first line after them."""
    line = lines[index]
    header = line.header
    if header is not None and _is_credit(folded, lines, index):
        _take_credited(lines, index)
        return index + 1
    report = _Report(
        header.outlet if header else None,
        _span(line) if header else (line.start, line.end),
        bool(header and header.is_opinion),
    )
    if header is None and (found := find_outlet(folded, max(line.start, line.end - 80), line.end)):
        report.outlet, report.evidence = found[0], (found[1], found[2])
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
    if body >= len(lines) or (lines[body].role in ("header", "begin", "end") and not has_first_sentence):
        if header is not None and not has_first_sentence:
            # A header without a body: a link to the report, or the name of the paper the article itself is from.
            line.role = "header" if index <= 2 else "link"
            line.header = header if index <= 2 else None
        return index + 1
    if body < len(lines) and lines[body].role not in ("body", "quoted", "intro") and not has_first_sentence:
        return index + 1
    stop = _report_end(folded, lines, body)
    first = index
    above = lines[index - 1] if index else None
    has_headline = header is not None and (header.headline is not None or body > index + 1)
    has_title = above is not None and above.role == "title" and above.owner is None
    # The headline stands before the header; the text's own title does not, unless the text is but this report.
    is_digest = any(
        lines[after].role == "header" and lines[after - 1].role == "title"
        for after in range(stop, min(stop + 3, len(lines)))
    )
    if has_title and header is not None and not has_headline and (index > 1 or stop == len(lines) or is_digest):
        first -= 1
    for each in lines[first if header else first + 1 : stop]:
        if each.owner is None:
            each.owner = report
    return stop


def _take_credited(lines: list[_Line], index: int) -> None:
    """（共同） closes a report: it reaches back to where the lines begin to sound like one."""
    line = lines[index]
    assert line.header is not None
    line.role = "credit"
    above = lines[index - 1].owner
    if above is not None and above.outlet is None:  # 以下引用 … （時事通信）
        above.outlet, above.evidence = line.header.outlet, _span(line)
        line.owner = above
        return
    report = _Report(line.header.outlet, _span(line), line.header.is_opinion)
    line.owner = report
    # On the last line it may be the whole text's, from its headline on.
    is_whole = index + 1 == len(lines) and _is_all_press(lines, index)
    first = 0 if is_whole else _reach_back(lines, index, 0)
    for each in lines[first:index]:
        each.owner = report


def _is_all_press(lines: list[_Line], index: int) -> bool:
    """Tell whether everything above the credit on the last line may be its report."""
    above = lines[:index]
    n_sentences = sum(each.tone.n_sentences for each in above) or 1
    header = lines[index].header
    limit = 8 if header is not None and header.is_dated else 4
    total = sum(_author_score(each, each.tone.is_polite) for each in above if each.role == "body")
    return not any(each.owner for each in above) and total <= limit * n_sentences


def _reach_back(lines: list[_Line], index: int, floor: int) -> int:
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
        gain = total + (END_INSIDE if opens else 0)
        if gain >= best_total or position == index - 1:
            best_total, best = gain, position
        position -= 1
    return best


def _report_end(folded: str, lines: list[_Line], body: int) -> int:
    """Return the index of the first line that is not the report's any more, whose first body line is ``body``."""
    stop = body
    closing = _bracket_run(folded, lines, body) if folded[lines[body].start] in "【" else 0
    if closing:
        return closing
    while stop < len(lines) and lines[stop].owner is None:
        line = lines[stop]
        if stop > body and line.role in ("header", "begin", "end", "quoted", "intro", "post"):
            break
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
        if any(
            line.role == "header" and folded[line.start : line.end].rstrip(")」』】").endswith("号")
            for line in lines[:body]
        ):
            # A magazine's own article comments as it reports: only another register shows another author.
            is_one_voice = all(line.tone.is_polite == polite for line in lines[body:stop] if line.role == "body")
            reluctance = ISSUE if is_one_voice else WHOLE
    # Where the register changes for good, lines in the report's own register are the likelier to be the report's.
    n_own, n_other = (
        sum(pair) for pair in zip(*(_registers(lines[index], polite) for index in range(body, stop)), strict=True)
    )
    own = OWN_REGISTER if n_other >= 3 and n_other >= 0.3 * (n_own + n_other) else 0
    rest = [
        _author_score(lines[index], polite) - own * min(_registers(lines[index], polite)[0], 3)
        for index in range(body, stop)
    ]
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


def _registers(line: _Line, polite: bool) -> tuple[int, int]:
    """Return how many sentences of the line are in the report's register, and how many in the other."""
    tone = line.tone
    return (tone.n_polite, tone.n_plain) if polite else (tone.n_plain, tone.n_polite)


def _author_score(line: _Line, polite: bool) -> int:
    tone = line.tone
    if line.role == "link":
        return 15
    if polite:  # a report in です・ます (television, an agency for children): its endings tell nothing
        return max(-40, min(60, tone.score - POLITE * tone.n_polite)) + REGISTER * min(tone.n_plain, 3)
    return max(-40, min(60, tone.score)) + REGISTER * min(tone.n_polite, 3)


# -- reports without a header -----------------------------------------------------------------------------------------

_PHRASE = r"が[^。「」]{0,24}取材し(?:たところ|て)|の(?:取材|調べ|集計|調査|まとめ)(?:で|に(?:対し|応じ|よると)?)|が(?:独自に)?(?:入手した|調べたところ|集計したところ)"


def _assign_unheaded(folded: str, lines: list[_Line]) -> None:
    """Find stretches that sound like a newspaper between lines that sound like the author."""
    own = [line for line in lines if line.owner is None and line.role == "body"]
    polite = sum(line.tone.n_polite for line in own)
    all_plain = sum(line.tone.n_plain for line in own)
    # Minutes (○議長（…君）) mix both registers and paste nothing.
    may_paste = polite >= 3 and sum(folded[line.start] in "○◯◆●" for line in own) < 3
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


def _assign_credits(folded: str, lines: list[_Line], first: int, stop: int) -> None:
    """【福岡＝東邦通信】…: a dateline names the agency of the item; …という。（共同） does so at its end."""
    item = first
    report: _Report | None = None
    for index in range(first, stop):
        line = lines[index]
        text = folded[line.start : min(line.end, line.start + 30)]
        match = _compiled(_DATELINE).match(text) if text[0] in "【〔(（[" else None
        name = credit(match[1]) if match and line.role == "body" else None
        if name and match:
            report = _Report(name, (line.start + match.start(1), line.start + match.end(1)))
            item = index
        elif line.role in ("title", "header") or text[0] in "▽◇■◆○●▼":
            report, item = None, index
        if report is not None and line.role in ("body", "person"):
            line.owner = report
            continue
        tail = None
        if folded[line.end - 1] in ")）〕]】":
            tail = _compiled(_CREDIT_END).search(folded, max(line.start, line.end - 28), line.end)
        name = credit(tail[1] or tail[2]) if tail and line.role in ("body", "person") else None
        if name and tail:
            closing = _Report(name, (tail.start() + 1, tail.end() - 1))
            for each in lines[_reach_back(lines, index + 1, item) : index + 1]:
                if each.owner is None and each.role in ("body", "person", "title"):
                    each.owner = closing
            item = index + 1
    datelined = [
        index for index in range(first, stop) if lines[index].owner is not None and lines[index].role == "body"
    ]
    if first == 0 and datelined and len({id(lines[index].owner) for index in datelined}) == 1:
        for line in lines[: datelined[0]]:  # an agency's single item: its headline too
            if all(each.role in ("title", "date", "person") for each in lines[: datelined[0]]):
                line.owner = lines[datelined[0]].owner


#: A headerless report must be this much more newspaper than author (tenths of a log-odd).
UNHEADED = 60


def _find_unheaded(folded: str, lines: list[_Line], first: int, stop: int, own: tuple[int, int]) -> None:
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
    report = _Report(None, None)
    _name_from_phrase(folded, lines, start, end, report)
    for each in run:
        each.owner = report


def _may_open(lines: list[_Line], index: int) -> bool:
    return (
        index == 0
        or lines[index].blanks > 0
        or lines[index - 1].role in ("intro", "title", "link")
        or lines[index - 1].owner is not None
    )


def _may_close(lines: list[_Line], index: int) -> bool:
    return (
        index + 1 >= len(lines)
        or lines[index + 1].blanks > 0
        or lines[index + 1].owner is not None
        or lines[index + 1].tone.is_polite
    )


def _name_from_phrase(folded: str, lines: list[_Line], start: int, end: int, report: _Report) -> None:
    """読売新聞が全政令市に取材したところ: the report names its own paper."""
    for match in _compiled(_PHRASE).finditer(folded, lines[start].start, lines[end - 1].end):
        found = find_outlet(folded, max(lines[start].start, match.start() - 14), match.start() + 1)
        if found and match.start() - found[2] <= 1:
            report.outlet, report.evidence = found[0], (found[1], match.end())
            return


# -- kinds and assembly -------------------------------------------------------------------------------------------------

_RUBRIC = r"^[【〔\[(<＜◇◆■●]*(?:社説|主張|論説|論点|視点|寄稿|コラム|私の視点|オピニオン|論壇|時評|余録|産経抄|天声人語|編集手帳|春秋|声明|投書|声のひろば)"


#: From this tone per sentence on (tenths of a log-odd) a text comments; a text in です・ます from that much more.
OWN_COMMENT, POLITE_REPORT, DATED_LEAD = 0.3, 10.5, 1.5


def _own_kind(folded: str, lines: list[_Line]) -> BlockKind:
    """Return whether the author's own lines report or comment, from the sum of their tones."""
    own = [line for line in lines if line.owner is None and line.role in ("body", "intro")]
    if any(_compiled(_RUBRIC).match(folded[line.start : line.start + 12]) for line in lines[:3]):
        return "commentary"
    n_sentences = sum(line.tone.n_sentences for line in own) or 1
    total = sum(line.tone.score for line in own)
    # です・ます alone is no comment: press releases, television and minutes report in it.
    share = sum(line.tone.n_polite for line in own) / n_sentences
    limit = OWN_COMMENT + POLITE_REPORT * share
    if own and _compiled(_LEAD).search(folded, own[0].start, min(own[0].end, own[0].start + 100)):
        limit += DATED_LEAD
    return "commentary" if total > limit * n_sentences else "report"


#: A first sentence that names a day or a source opens a report rather than a comment.
_LEAD = r"[0-9一二三四五六七八九十]{1,3}日(?:[(][^)]{1,12}[)])?(?:[、にのはまで夜朝未付午]|行)|によると|によれば"


def _whole_report(lines: list[_Line]) -> bool:
    return all(line.owner is not None or line.role not in ("body", "intro") for line in lines)


def _assemble(folded: str, lines: list[_Line], own_kind: BlockKind) -> list[Block]:
    groups: dict[int, int] = {}
    top = ("title", "date", "person", "header", "stray")
    n_top = next((index for index, line in enumerate(lines) if line.role not in top), len(lines)) + 1
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        for start, end, kind in _pieces(folded, lines, index, own_kind, n_top):
            report = line.owner
            group = groups.setdefault(id(report), len(groups) + 1) if report else 0
            last = blocks[-1] if blocks else None
            same = last is not None and last.kind == kind and last.group == group and kind != "byline"
            if same and last is not None:
                blocks[-1] = replace(last, end=end)
            else:
                blocks.append(
                    Block(
                        start,
                        end,
                        kind,
                        outlet=report.outlet if report else None,
                        quoted=report is not None,
                        evidence=report.evidence if report else None,
                        group=group,
                    )
                )
    return blocks


def _pieces(
    folded: str, lines: list[_Line], index: int, own_kind: BlockKind, n_top: int
) -> list[tuple[int, int, BlockKind]]:
    """Return the line cut into (start, end, kind): a header line may carry its headline or first sentence."""
    line = lines[index]
    if line.header is not None and line.role in ("header", "quoted", "credit"):
        if line.header.headline is None:
            return [(line.start, line.end, "byline")]
        begin, stop = line.header.headline
        kind: BlockKind = "report" if folded[line.end - 1] == "。" and begin else "headline"
        if line.owner is None:
            return [(line.start, line.end, "other")]
        cut = line.start + (stop if begin < line.header.span[0] else begin)
        tail = cut + (line.end - cut) - len(folded[cut : line.end].lstrip())
        if begin < line.header.span[0]:
            return [(line.start, cut, "headline"), (tail, line.end, "byline")]
        head = line.start + len(folded[line.start : cut].rstrip())
        return [(line.start, head, "byline"), (tail, line.end, kind)]
    return [(line.start, line.end, _kind_of(lines, index, own_kind, n_top))]


def _kind_of(lines: list[_Line], index: int, own_kind: BlockKind, n_top: int) -> BlockKind:
    line = lines[index]
    if line.role in ("begin", "end", "link", "stray", "rule", "post"):
        return "other"
    if line.role == "date":
        return "byline" if index < 6 else "other"
    if line.role == "person":
        return "byline" if index < 4 or index >= len(lines) - 2 or line.owner else "other"
    if line.role == "title":
        near_top = index < n_top
        opens = line.owner is not None and (
            index == 0 or lines[index - 1].owner is not line.owner or lines[index - 1].role in ("header", "title")
        )
        return "headline" if near_top or opens else "other"
    if line.owner is not None:
        return "commentary" if line.owner.is_opinion else "report"
    return own_kind


def _name_own(article: Article, blocks: list[Block], whole: bool) -> list[Block]:
    """A text that is one report from end to end is nobody's quotation; the record may name whose it is."""
    if whole and len({block.group for block in blocks if block.group}) <= 1:
        blocks = [replace(block, quoted=False) for block in blocks]
    if article.outlet is None:
        return blocks
    return [
        replace(block, outlet=article.outlet) if block.group == 0 and block.kind != "other" else block
        for block in blocks
    ]
