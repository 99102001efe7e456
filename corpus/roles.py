"""What each line of an article is for: headline, header, credit, mark, link, byline, or body text.

A role is told from the line and its neighbours alone (layout.py goes on with these): line_forms.py tells the forms of short
lines, notices.py their words, titles.py headlines. Whose words a line is, is decided later (reports.py, quotations.py, unheaded.py).
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from corpus.headers import Header, credit, find_outlet, outlet_of_link, paste_mark, read_header
from corpus.line_forms import (
    DATE_LINE_RE,
    DOMAIN_RE,
    WRITER_RE,
    ends_in_clock,
    is_address,
    is_link,
    is_office,
    is_stray,
    names_person,
)
from corpus.lines import BARS, BULLETS, HEADING_SIGNS, QUOTE_MARKS, Line, has_gap, is_said, trails_off
from corpus.notices import notice
from corpus.patterns import Pattern
from corpus.rubrics import is_afterword, opens_remark
from corpus.titles import MIN_PROSE, goes_on, is_closed, is_prose, is_title, is_unstopped

__all__ = ["mark_roles"]

#: A bulletin board's line above each post: 2 ：名無しさん：2020/07/19(日) 10:15:02
_POST_RE = Pattern(
    r"[0-9]{1,4}[ 　]*[:：.][ 　]*[^。]{0,40}(?:名無し|ID:|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})"
    r"|[0-9]{1,4}[ 　]*名前[:：][^。]{0,50}投稿日[:：]"
    r"|(?:[\[(#]|No\.?)?[0-9]{1,5}[\])]?[ 　]*(?:名無し|匿名|ゲスト|通りすがり)[^。]{0,20}[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}"
)
#: How a sentence ends that is no title: …を発表した。
_VERBAL_RE = Pattern(r"[ぁ-ん][。!?]+$")
_RULE_SIGNS = "-=_*~〜…・.─━―—＊+■□◆◇★☆#"
_LONE_SIGNS = frozenset(["*", "**", "◇", "◆", "◇◇", "◆◆", "□", "■", "★", "☆", "—", "―", "──", "――", "—―"])
_RULE_RE = Pattern(r"[\s\-=_*~〜…・.─━―—＊+■□◆◇★☆#]{3,}")
#: 2026年11月16日 10:12 発信地:ワシントンD.C./米国 [ 米国 北米 ]
_PLACED_DATE_RE = Pattern(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日[ ]*(?:[0-9]{1,2}:[0-9]{2})?[ ]*発信地[ ]?:[^。、]{2,40}")
#: 【こども家庭庁、概算要求7兆4千億円 過去最大】 names nobody.
_PARTICLE_RE = Pattern(r"[一-龥々ァ-ヴー][をがはへのに][一-龥々ァ-ヴー]|[、0-9].*[ 、]|へ】$")
#: [ワシントン 13日 ロイター] - 米連邦準備理事会…: a report begins.
_DATELINE_RE = Pattern(r"\[[^\[\]]{4,24}\][ ]?[-–—―][ ]")
#: An answer in a thread names the number of the post it answers.
_ANCHOR_RE = Pattern(r">{1,2}[0-9]{1,4}(?:[-,][0-9]{1,4})*")
_DATED_END_RE = Pattern(
    r"[^(]{6,}[(](?:[^()]{0,6}[0-9]{1,2}[月/][0-9]{1,2}[^()]{0,8}|(?:[^()]{0,6}[、 ])?[0-9]{1,2}日(?:[、・ ]|午[前後]|[0-9時分現在まで]){0,12}"
    r"|(?:[^()]{0,6}[、 ])?午[前後][0-9時分半現在まで]{2,12})[)]$"
)
#: A bracket that counts: how long a match was, how many a recipe feeds.
_COUNTED_RE = Pattern(
    r"^[^。、「」]{0,16}[(【][^()、。]{0,6}[0-9]{1,4}(?:回|人分|人前|個|本|枚|杯|切れ|試合|ゲーム|イニング|キロ|メートル|票|点|得点|周|頁|ページ)[^()、。]{0,5}[)】]$"
)
#: 東海道日報 @tokaido · 6月30日
_HANDLE = r"@[A-Za-z0-9_]{2,20}(?:[ ]?[·・].{0,16})?"
_HANDLE_RE = Pattern(rf"[ ]?{_HANDLE}$")


def mark_roles(folded: str, lines: list[Line]) -> list[int]:
    """Write into every line what it is for; lines that nothing marks stay ``body``.

    Return the lines that may be headers whatever their names are: what stands beside them decides (layout.py)."""
    page = _Page(folded, lines)
    for index in range(len(lines)):
        page.read(index)
    if lines and lines[0].role == "person" and _heads(folded, lines):
        lines[0].role = "title"
    if [line.role for line in lines[:3]] == ["title", "date", "title"] and is_office(folded, lines[0]):
        lines[0].role = "person"  # 農林水産省 ⏎ 令和8年6月30日 ⏎ headline
    return page.credits


#: 田所 10:21, 10:24 三枝, No.413 10/31 15:06: above what somebody writes to others
_TURN_RE = Pattern(
    r"No\.?[ ]?[0-9]{1,6}[ 　]+[^。]{0,24}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"|(?P<name>[^ 　0-9。、「」:()]{1,10})[ 　\t]+(?:午[前後])?[0-9]{1,2}:[0-9]{2}"
    r"|(?:午[前後])?[0-9]{1,2}:[0-9]{2}[ 　\t]+(?P<who>[^ 　0-9。、「」:()]{1,10})"
    r"|(?P<account>[^。、「」@]{1,16}?)[ ]" + _HANDLE
)
#: 9月4日: the day below who writes; so long it is at most.
_DAY_RE, MAX_DAY = Pattern(r"(?:[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}/[0-9]{1,2})(?:[(][月火水木金土日][)])?"), 12
#: So long is such a line at least and at most; so many of them make a thread.
MIN_TURN, MAX_TURN, MIN_TURNS = 6, 40, 2


def _chat_turns(folded: str, lines: list[Line]) -> frozenset[int]:
    """Return the lines that begin what somebody writes in a chat or on a board, by who and when: 田所 10:21; a table of
    times has its rows right below one another."""
    turns = {
        index: match
        for index, line in enumerate(lines)
        if MIN_TURN <= line.end - line.start <= MAX_TURN
        and (folded.find(":", line.start, line.end) > 0 or folded.find(" @", line.start, line.end) > 0)
        and (match := _TURN_RE.fullmatch(folded, line.start, line.end))
        and _names_nobody(match["name"] or match["who"] or match["account"] or "")
    }
    behind = [match["who"] for match in turns.values() if match["who"]]
    if behind and len(set(behind)) == len(behind):
        turns = {index: match for index, match in turns.items() if not match["who"]}  # 11:49 離昇 of a live page
    found = list(turns)
    if len(found) < MIN_TURNS or any(below - above == 1 for above, below in pairwise([*found, len(lines)])):
        return frozenset()
    return frozenset(found)


def _names_nobody(name: str) -> bool:
    """Tell whether a name is no paper's."""
    return read_header(name) is None and find_outlet(name, 0, len(name)) is None and credit(name) is None


class _Page:
    """The lines of a text, and what those read so far say of the next ones."""

    __slots__ = ("credits", "folded", "in_links", "in_thread", "is_top", "is_unstopped", "lines", "turns")

    def __init__(self, folded: str, lines: list[Line]) -> None:
        self.folded = folded
        self.lines = lines
        self.is_top = True  # no body text yet
        self.is_unstopped = is_unstopped(folded, lines)
        self.in_links = self.in_thread = False
        self.turns = _chat_turns(folded, lines)
        self.credits: list[int] = []  # lines that may be headers

    def read(self, index: int) -> None:
        """Write into the line what it is for: a sign tells, a name as headers have it, or its words and its form."""
        line = self.lines[index]
        self.is_top = self.is_top and (not index or self.lines[index - 1].role != "body")
        text = self.folded[line.start : line.end]
        if index in self.turns:
            line.role, self.in_thread, self.in_links = "post", True, False
            return
        if text[0] == ">" or (text[0] in BARS and self._is_barred(index, text)):
            if _ANCHOR_RE.fullmatch(text):
                line.role = "stray"
                return
            if len(text) > 1:
                line.role = "quoted"
                text = text.lstrip(QUOTE_MARKS)
                if not text:
                    return
            elif text == ">":
                line.role = "stray"  # an empty line of what is quoted
                return
        if self._is_linked(index, text):
            line.role = "link"
            return
        self.in_links = False
        if sign := _sign(text, line.end - line.start, is_first=index < 2):
            line.role = sign
            self.in_thread |= sign == "post"
            if text[0] == "@" and self.lines[index - 1].role == "title" and self.lines[index - 1].blanks:
                self.lines[index - 1].role = "person"
        elif not self._read_name(index, text) and line.role != "quoted":
            self._read_words(index, text)

    def _is_barred(self, index: int, text: str) -> bool:
        """Tell whether a bar stands before this line and one beside it, as before what is quoted, and within none of them."""
        around = self.lines[max(index - 1, 0) : index + 2]
        starts = sum(self.folded[line.start] == text[0] for line in around)
        return starts > 1 and len(text) > 1 and text.find(text[0], 1) < 0

    def _is_linked(self, index: int, text: str) -> bool:
        """Tell whether the line is one of the titles under 関連記事."""
        if not self.in_links or not index or self.lines[index].blanks or self.lines[index - 1].role != "link":
            return False
        return _VERBAL_RE.search(text[-4:]) is None

    def _read_name(self, index: int, text: str) -> bool:
        """Tell whether the line names an outlet as a header does, or but opens or closes a quotation, and write it in."""
        line = self.lines[index]
        length = line.end - line.start
        if length > 120 or (length > 60 and text.endswith("。")):
            return self._read_leading_name(line, text)
        shift = length - len(text)
        mark = paste_mark(text)
        header = None if mark else _header(text)
        if header is not None and header.headline is None and _CONSULTED_RE.match(text):
            line.role = "link"  # (参考:静岡新聞12月1日) below the author's own words
            return True
        if header is not None and header.headline and (mark := paste_mark(text[slice(*header.headline)])):
            line.header = _shifted(replace(header, headline=None), shift)  # (引用ここまで:東海道日報 6月30日)
        elif header is not None and not self._credits_sentence(index, text, header):
            line.header = _shifted(header, shift)
            if line.role != "quoted":
                line.role = "header"
            return True
        if mark:
            line.role = mark
        return bool(mark)

    def _read_leading_name(self, line: Line, text: str) -> bool:
        """Tell whether prose stands behind a paper, its day and a colon (東京新聞4月7日朝刊:入学式の…), and write it in."""
        colon = text.find(":", 0, MAX_LEADING)
        header = read_header(text[:colon]) if colon > 0 and line.role != "quoted" else None
        if header is None or not header.outlet or not header.is_dated or header.headline is not None:
            return False
        line.role, line.header = "header", replace(header, headline=(colon + 1, len(text)), is_bracketed=False)
        return True

    def _credits_sentence(self, index: int, text: str, header: Header) -> bool:
        """Tell whether an outlet stands behind a body sentence: …という。(共同), 「…いく」(朝日新聞 5月2日)."""
        if header.headline is None or (header.headline[0] and not _NUMBER_RE.fullmatch(text, 0, header.headline[0])):
            return False
        begun = text[slice(*header.headline)].rstrip()
        if "。" in begun or text[-2:] in (")。", "]。"):
            return True
        is_speech = begun[0] in "「『" and is_said(begun)
        return is_speech and (index + 1 == len(self.lines) or self.lines[index + 1].blanks > 0)

    def _read_words(self, index: int, text: str) -> None:
        """Write into a line without sign or name what its words and its form say of it."""
        line, length = self.lines[index], len(text)
        told = notice(text) if length <= 90 else ""
        if index < 8 and length <= 44 and is_address(text, self.lines[:index]):
            line.role = "person"
        elif length <= 90 and (told == "other" or is_link(text)):
            self._read_link(line, text)
        elif told == "intro":
            line.role = "intro"
        elif role := self._form(index, text):
            line.role = role
            if role in ("person", "title"):
                self.credits.append(index)
        elif length <= 70 and (not self.in_thread or self._heads_post(index)) and self._is_headline(index, text):
            line.role = "title"
            if index == 1 and self.lines[0].role == "body" and trails_off(self.folded, self.lines[0]):
                self.lines[0].role = "title"  # …と思われるが・・ above the title of what follows

    def _read_link(self, line: Line, text: str) -> None:
        line.role = "link"
        name = outlet_of_link(text) if "http" in text else None
        if name is None and DOMAIN_RE.fullmatch(text.lower()):
            name = outlet_of_link("http://" + text.lower())
            if name:
                line.role, line.header = "header", Header(name, (0, len(text)), None, False, True)
        elif name and (text.index("http") <= 8 or _SOURCE_RE.match(text)):
            line.role, line.header = "header", Header(name, (0, len(text)), None, False, True)
        # A title behind the colon is the only one.
        self.in_links = text.startswith("関連", 0, 3) and (":" not in text[:-1] or text.endswith(":"))

    def _form(self, index: int, text: str) -> str:
        """Return what a short line is by the form it has: date, person, stray, afterword, a headline; else ""."""
        length = len(text)
        if "発信地" in text and _PLACED_DATE_RE.fullmatch(text):
            return "date"
        if length > 44:
            return "title" if index == 0 and text[0] == "【" and text.find("】") == length - 1 else ""
        if length <= 40 and text[-1] != "。" and DATE_LINE_RE.match(text):
            return "date"
        if index and length <= MAX_DAY and _DAY_RE.fullmatch(text) and self._is_handle(index - 1):
            return "date"
        if length <= 30 and is_stray(text, is_first=index == 0):
            return "stray"
        if not self.is_top and length <= 16 and is_afterword(text):
            return "afterword"
        if index == 0 and length >= 12 and text[0] == "【" and text.find("】") == length - 1:
            return "title"
        if index == 0 and text[-1] == ")" and "。" not in text and _DATED_END_RE.search(text):
            return "title"  # けさの気になる記事(10月3日), 町長選の開票結果(確定、12日午後10時40分)
        if 0 < index < MAX_TOP and self.lines[0].role == "title" and _ISSUED_RE.fullmatch(text):
            return "date"
        if index and text[-1] in ")】" and _COUNTED_RE.search(text) and not WRITER_RE.search(text):
            return "stray"  # (延長10回), 材料(4人分): nobody's name
        if names_person(text):
            is_headline = length >= 8 and text[0] == "【" and _PARTICLE_RE.search(text) and index + 1 < len(self.lines)
            return "title" if is_headline else "person"
        return "title" if length <= 40 and ends_in_clock(text) else ""

    def _is_handle(self, index: int) -> bool:
        """Tell whether a line is who writes in a network: みどり @midori_nz"""
        line = self.lines[index]
        return self.folded.find("@", line.start, line.end) >= 0 and line.role in ("post", "header")

    def _is_headline(self, index: int, text: str) -> bool:
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        is_listed = below is not None and text[0] in BULLETS and self.folded[below.start] == text[0]
        is_joined = below is not None and not below.blanks and not is_listed
        if is_joined and "。" in text[4:-8] and len(text) >= MIN_PROSE:
            return False  # お知らせします。令和8年3月末で、全国の導入箇所は171箇所とな: wrapped
        if _DATELINE_RE.match(text) or goes_on(self.folded, self.lines, index, is_top=self.is_top):
            return False
        if _CHAT_RE.search(text) is not None or (
            self.is_unstopped and index and not has_gap(self.folded, self.lines[index])
        ):
            return False
        if not is_closed(text) or is_title(self.folded, self.lines, index):
            return True
        return text[0] in HEADING_SIGNS and text[-1] == ")" and "。" not in text

    def _heads_post(self, index: int) -> bool:
        """Tell whether a line of a thread is the headline of what a post pastes: right below its first line, above prose."""
        if index + 1 >= len(self.lines):
            return False
        below = self.lines[index + 1]
        header = read_header(self.folded[below.start : below.end]) if not below.blanks else None
        is_headed = header is not None and header.is_dated and header.headline is None
        if is_headed or self.lines[index - 1].role not in ("post", "header"):
            return is_headed  # これマジ? ⏎ headline ⏎ 11/8(水) 11:52配信 みなと通信
        is_linked = self.folded.startswith("http", below.start) and not below.blanks
        is_press = below.tone.score <= POSTED and self.folded[below.end - 1] == "。"
        return is_linked or is_press or is_prose(self.folded, self.lines, index + 1)


#: From this tone on (tenths of a log-odd) the line below a post's first one is a newspaper's.
POSTED = -6
_CONSULTED_RE = Pattern(
    r"[(※* ]*(?:(?:参考|参照)(?:文献|資料|記事)?[ ]?[:：]|(?:元の|もとの|元になった|もとになった)(?:記事|新聞)は)"
)
#: (1)県教委は13日、…だった。(信濃毎日新聞 9月14日)
_NUMBER_RE = Pattern(r"[(]?[0-9①-⑳]{1,2}[) .、]*")
#: How people talk, and no headline ends: 誰がクロス上げるんだよ, そりゃないわな
_CHAT_RE = Pattern(
    r"(?:[んだす]よ|[だすいる]よね|だね|ですね|だな|だわ|わな|かよ|だろ|でしょ|じゃん|かなあ|んだが|けどね?|だけど|のにな?|だぞ|やぞ|へんわ|やん)[wW笑]*$"
)
#: 元記事はこちら → https://…: the address of what stands above
_SOURCE_RE = Pattern(
    r"[(（【>→⇒・■▼※* ]*(?:元記事|元の記事|記事(?:の全文)?|ソース|引用元|出典|全文|続き|リンク|記事リンク|URL)(?:は(?:こちら|コチラ|ここ))?[ 　:：→⇒>↓-]{1,4}https?:"
)


#: Before so many letters stands the colon behind コメント.
MAX_REMARKED = 12


def _sign(text: str, length: int, *, is_first: bool = False) -> str:
    """Return "post" for a board's line above a post, "rule" for a line of dashes, else ""; ``length`` with quoting marks."""
    if (text[0].isdigit() or text[0] in "[(#N") and length <= 80 and _POST_RE.match(text):
        return "post"
    if text[0] == "@" and not is_first and _HANDLE_RE.fullmatch(text):
        return "post"  # もみじ ⏎ @momiji_fx ⏎ what she wrote
    may_remark = text[0] in "《【〔[(<" or text.find(":", 0, MAX_REMARKED) > 0
    if (text[0] in "←↑" and length > 4 and not paste_mark(text)) or (may_remark and opens_remark(text)):
        return "remark"  # what the author says of the line above
    is_rule = text[0] in _RULE_SIGNS and (text in _LONE_SIGNS or (length >= 3 and _RULE_RE.fullmatch(text)))
    return "rule" if is_rule else ""


def _header(text: str) -> Header | None:
    """Return what a line says of whose report stands here, as headers do or as a network's cards: 東海道日報 @tokaido."""
    handle = _HANDLE_RE.search(text) if "@" in text else None
    if handle is None:
        return read_header(text)
    above = text[: handle.start()]
    header, name = read_header(above), credit(above)
    return Header(name, (0, handle.start()), None, False, False) if header is None and name else header


#: 湿原を歩く会 会報 2020年9月27日 below the headline: who published it, and when
_ISSUED_RE = Pattern(
    r"[^。、「」『』!?:はがへ]{2,24}[ 　]+(?:[0-9]{4}|(?:平成|令和)[0-9元]{1,2})年[0-9]{1,2}月[0-9]{1,2}日(?:[(][月火水木金土日][)])?(?:発行|号)?"
)
#: In so many lines at the top it may stand.
MAX_TOP = 4
#: So long are the paper and its day at most before a colon behind which prose stands.
MAX_LEADING = 30


def _heads(folded: str, lines: list[Line]) -> bool:
    """Tell whether a first line with a person in it is all the headline there is: 訃報 石井茂さん(画家)."""
    text = folded[lines[0].start : lines[0].end]
    is_open = text[0] not in "([【〔文聞記取構編論筆本" and WRITER_RE.search(text) is None
    return is_open and len(lines) > 1 and lines[1].role == "body"


def _shifted(header: Header, by: int) -> Header:
    """Return the header with its spans moved behind the marks (``>``) that were taken off its line."""
    if not by:
        return header
    headline = (header.headline[0] + by, header.headline[1] + by) if header.headline else None
    return replace(header, span=(header.span[0] + by, header.span[1] + by), headline=headline)
