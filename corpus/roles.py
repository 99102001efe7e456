"""What each line of an article is for: headline, header, credit, mark, link, byline, or body text.

A role is told from the line and its neighbours alone (layout.py goes on with these); whose words the line is, is decided later (reports.py, quotations.py, unheaded.py).
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from corpus.cache import kept
from corpus.headers import Header, credit, find_outlet, outlet_of_link, paste_mark, read_header
from corpus.lines import BARS, BULLETS, HEADING_SIGNS, QUOTE_MARKS, Line, has_gap, is_quoted_title, is_said, trails_off
from corpus.patterns import Pattern, table_pattern
from corpus.places import CORPUS
from corpus.rubrics import is_afterword, opens_remark
from corpus.vocabulary import alternation, read_table

__all__ = ["mark_roles"]


@kept
def _line_words() -> dict[str, tuple[str, str]]:
    """Return words that mark a line as a notice or an announcement, with role and kind."""
    rows = read_table(_TABLE, key="words", required=("role", "kind", "source", "example"))
    return {row["words"]: (row["role"], row["kind"]) for row in rows}


@table_pattern
def _line_words_re() -> str:
    return alternation(_line_words())


_TABLE = CORPUS / "tables" / "lines.tsv"
_TOP_TABLE = CORPUS / "tables" / "top.tsv"
_SENTENCE_END_RE = Pattern(r"[。!?…」』)】]$|・・$|[(（](?:笑|泣|苦笑|爆)[)）]$|[ぁ-ん][.]$")
_LINK_RE = Pattern(r"^[\-=→⇒>*・■●\s]*https?://|^https?://|https?://\S+$|^[#][^\s#]+(?:\s+#[^\s#]+)*$|[⬇↓→⇒]\s*$")
#: What a weblog's card says of its link: www.asahi.com
_DOMAIN_RE = Pattern(r"(?:[a-z0-9-]{1,30}\.){1,3}(?:com|jp|net|org|news|tv)")
#: A bulletin board's line above each post: 2 ：名無しさん：2020/07/19(日) 10:15:02
_POST_RE = Pattern(
    r"[0-9]{1,4}[ 　]*[:：.][ 　]*[^。]{0,40}(?:名無し|ID:|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})"
    r"|[0-9]{1,4}[ 　]*名前[:：][^。]{0,50}投稿日[:：]"
)
#: How a sentence ends without a full stop: …のアップです😢
_SMILING_RE = Pattern(
    "(?:です|ます|した|った|てる|いる|ない|よ|ね|な|わ|かも)[!?]{0,2}(?:[♪♡♥☆★\u2600-\u26ff\u2700-\u27bf\U0001f000-\U0001faff\ufe0f]+|[wW]{1,4}|[(](?:笑|泣|涙|汗|怒)[)])$"
)
#: …赤字だった。[1]
_NOTED_RE = Pattern(r"[。!?](?:[\[(](?:注|註)?[0-9]{1,2}[\])]|[※*注][0-9]{1,2})$")
#: 1.連結業績予想の修正(4月1日〜9月30日) heads a part of an official paper.
_NUMBERED_RE = Pattern(r"[(]?[0-9一二三四五六七八九十]{1,2}[).．、][ ]?[^。、]{4,64}[)]")
#: How a sentence ends that is no title: …を発表した。
_VERBAL_RE = Pattern(r"[ぁ-ん][。!?]+$")
_RULE_SIGNS = "-=_*~〜…・.─━―—＊+■□◆◇★☆#"
_LONE_SIGNS = frozenset(["*", "**", "◇", "◆", "◇◇", "◆◆", "□", "■", "★", "☆", "—", "―", "──", "――", "—―"])
_RULE_RE = Pattern(r"[\s\-=_*~〜…・.─━―—＊+■□◆◇★☆#]{3,}")
_DATE_LINE_RE = Pattern(
    r"^[(\[【<〔■●◆※]*(?:(?:投稿|公開|更新|掲載|作成|発表|配信|放送|日付)日?時?[:： ]\s*)?"
    r"(?:(?:平成|令和|昭和)?[0-9一二三四五六七八九十〇元]{1,4}年(?:[(](?:平成|令和|昭和)[0-9元]{1,2}年[)])?|[0-9]{4}[./-])"
    r"\s*[0-9一二三四五六七八九十]{1,3}\s*[月./-]\s*[0-9一二三四五六七八九十]{1,3}日?[^。、」]{0,24}$"
    r"|^(?:最終)?(?:更新|公開|投稿|配信)日?時?[: ]?[0-9]{1,2}[/月][0-9]{1,2}日?[^。、」]{0,16}$"
    r"|^(?:[一-龥々]{1,3}[ 　][一-龥々ぁ-んァ-ヴー]{1,4}|[一-龥々]{2,5}(?<![刊報聞信送版面社]))[ 　]+[0-9]{4}[年/.-][0-9]{1,2}[月/.-][0-9]{1,2}日?[ 　]*(?:[0-9]{1,2}(?::[0-9]{2}|時[0-9]{1,2}分))?$"
    r"|^[0-9]{1,2}月[0-9]{1,2}日[(月火水木金土日) ]{0,4}(?:[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}時[0-9]{1,2}分)[ ·・]*$"
    r"|^(?:投稿者|筆者|著者|名前|ライター)[: ][^。]{1,24}[ ](?:投稿|公開|更新|掲載)?日?時?[: ]*[0-9]{4}[年/.-][0-9]{1,2}[月/.-][0-9]{1,2}[^。、」]{0,16}$"
    r"|^[^ |。、「」0-9]{2,20}[ ]?[|][ ]?[0-9]{4}[年/.-][0-9]{1,2}[月/.-][0-9]{1,2}日?[ ]*(?:[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}時[0-9]{1,2}分)?$"
    r"|^(?:午[前後])?[0-9]{1,2}:[0-9]{2}[ ]?[·・-][ ]?[0-9]{4}[年/.][0-9]{1,2}[月/.][0-9]{1,2}日?$"
)
#: 2026年11月16日 10:12 発信地:ワシントンD.C./米国 [ 米国 北米 ]
_PLACED_DATE_RE = Pattern(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日[ ]*(?:[0-9]{1,2}:[0-9]{2})?[ ]*発信地[ ]?:[^。、]{2,40}")
_PERSON_RE = Pattern(
    r"^(?:[(（][^()（）。]{1,28}[)）]|〔[^〔〕。]{1,28}〕|【[^【】。]{1,28}】|\[[^\[\]。]{1,28}\])$"
    r"|^[^。、「」!?]{2,16}[ 　]?[(（](?![^()]*[;^´`゜Дωε∀≧≦><])(?=[^()]*[一-龥ぁ-んァ-ヴA-Za-z0-9]{2})[^()。「」]{2,24}[)）]$"
    r"|^(?:文|聞き手|記者|取材|構成|編集委員|論説委員|筆者|本誌|本紙)[・／/:=＝ 　][^。!?]{1,20}$"
    r"|^[一-龥]{1,5}(?:部|局|支局|総局|支社|班|室)[ 　・/][一-龥々]{1,4}[ 　]?[一-龥々ぁ-んァ-ヴー]{1,5}$"  # 社会部 佐野健
)
#: 【こども家庭庁、概算要求7兆4千億円 過去最大】 names nobody.
_PARTICLE_RE = Pattern(r"[一-龥々ァ-ヴー][をがはへのに][一-龥々ァ-ヴー]|[、0-9].*[ 、]|へ】$")
_WRITER_RE = Pattern(r"記者|支局|委員|文[=・:]|撮影|写真|特派員|通信員")
_DESK_RE = Pattern(r"[部局社班室][ 　・/]")
#: Counts of readers, remarks and the like, and how long ago a remark was made.
_MENTION_RE = Pattern(
    r"(?i:(?:コメント|返信|いいね!?|スキ|ブクマ|シェア)?[0-9][0-9,]{0,6}(?:件|件のコメント|コメント|ビュー|views?|users?|いいね|RT|スキ|[秒分日]前|時間前|[かヶ]月前)?"
    r"(?:[0-9,]{1,7}件?)?)"
)
#: [ワシントン 13日 ロイター] - 米連邦準備理事会…: a report begins.
_DATELINE_RE = Pattern(r"\[[^\[\]]{4,24}\][ ]?[-–—―][ ]")
#: - 3 -, 3/12, P.3: pages of what was a PDF
_PAGE_NUMBER_RE = Pattern(
    r"[-–—─ ]{1,3}[0-9]{1,3}[-–—─ ]{1,3}|[0-9]{1,3}[ ]?/[ ]?[0-9]{1,3}(?:ページ|頁)|[Pp]\.?[ ]?[0-9]{1,3}|[0-9]{1,3}(?:ページ|頁)"
)
#: (「異議なし」の声あり), (拍手): what minutes note between speeches
_STAGE_RE = Pattern(
    r"[(][^()。]{0,24}(?:の声あり|の声|者あり|拍手|笑い|笑声|退席|着席|休憩|再開|起立|賛成者)[^()。]{0,6}[)]"
)
#: An answer in a thread names the number of the post it answers.
_ANCHOR_RE = Pattern(r">{1,2}[0-9]{1,4}(?:[-,][0-9]{1,4})*")
#: Whose address it is, of a writer in a network: id:minori, @minori, note.com/minori 2026/07/03 21:15.
_ACCOUNT = (
    r"id:[A-Za-z0-9_-]+|@[A-Za-z0-9_]+"
    r"|[A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{2,40}){0,3}\.(?:com|jp|net|org|me|blog)(?:/[^。、]*)?"  # note.com/kobachi
)
_DATED_END_RE = Pattern(
    r"[^(]{6,}[(](?:[^()]{0,6}[0-9]{1,2}[月/][0-9]{1,2}[^()]{0,8}|(?:[^()]{0,6}[、 ])?[0-9]{1,2}日(?:[、・ ]|午[前後]|[0-9時分現在まで]){0,12}"
    r"|(?:[^()]{0,6}[、 ])?午[前後][0-9時分半現在まで]{2,12})[)]$"
)
#: A bracket that counts: how long a match was, how many a recipe feeds.
_COUNTED_RE = Pattern(
    r"^[^。、「」]{0,16}[(【][^()、。]{0,6}[0-9]{1,4}(?:回|人分|人前|個|本|枚|杯|切れ|試合|ゲーム|イニング|キロ|メートル|票|点|得点|周|頁|ページ)[^()、。]{0,5}[)】]$"
)
#: 東海道日報 @tokaido · 6月30日
_HANDLE_RE = Pattern(r"[ ]?@[A-Za-z0-9_]{2,20}(?:[ ]?[·・].{0,16})?$")


def _top_words(kind: str, role: str) -> str:
    """Return an expression for the words of one kind and role above a headline."""
    rows = read_table(_TOP_TABLE, key="words", required=("kind", "role", "source", "example"))
    return alternation(row["words"] for row in rows if (row["kind"], row["role"]) == (kind, role))


@table_pattern
def _section_re() -> str:
    return _top_words("section", "whole")


@table_pattern
def _address_re() -> str:
    """Return what the address above a press release looks like: who it is for, who makes it, how to reach them."""
    whole, start, end, label, firm = (
        _top_words("address", role) for role in ("whole", "start", "end", "label", "firm")
    )
    return (
        rf"^(?:{whole}|{_ACCOUNT})$|{end}$|^[(【<]?{label}(?:者?[::]|(?!者?[はがのでもにをと])[^。、])"
        rf"|^{start}|^{firm}[^。、]{{1,16}}$|^[^。、]{{1,16}}株式会社$"
    )


@table_pattern
def _office_re() -> str:
    """Return what stands among such lines besides: an office, a head of one with his name (blanks left out)."""
    end, start = _top_words("office", "end"), _top_words("office", "start")
    return rf"[一-龥々ァ-ヴー・A-Z]{{1,24}}{end}|{start}(?:[一-龥々]{{2,3}})?[一-龥々]{{2,6}}"


def mark_roles(folded: str, lines: list[Line]) -> list[int]:
    """Write into every line what it is for; lines that nothing marks stay ``body``.

    Return the lines that may be headers whatever their names are: what stands beside them decides (layout.py)."""
    page = _Page(folded, lines)
    for index in range(len(lines)):
        page.read(index)
    if lines and lines[0].role == "person" and _heads(folded, lines):
        lines[0].role = "title"
    if [line.role for line in lines[:3]] == ["title", "date", "title"] and _is_office(folded, lines[0]):
        lines[0].role = "person"  # 農林水産省 ⏎ 令和8年6月30日 ⏎ headline
    return page.credits


#: 田所 10:21, 10:24 三枝, No.413 10/31 15:06: above what somebody writes to others
_TURN_RE = Pattern(
    r"(?:No\.?[ ]?)[0-9]{1,6}[ 　]+[^。]{0,24}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"|(?P<name>[^ 　0-9。、「」:()]{1,10})[ 　\t]+(?:午[前後])?[0-9]{1,2}:[0-9]{2}"
    r"|(?:午[前後])?[0-9]{1,2}:[0-9]{2}[ 　\t]+(?P<who>[^ 　0-9。、「」:()]{1,10})"
    r"|(?P<account>[^。、「」@]{1,16}?)[ ]@[A-Za-z0-9_]{2,20}(?:[ ]?[·・].{0,16})?"
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
        and (
            ":" in (folded[line.end - 3], folded[line.start + 1], folded[line.start + 2])
            or folded[line.start] == "N"
            or folded.find(" @", line.start, line.end) > 0
        )
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
        self.is_unstopped = _is_unstopped(folded, lines)
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
        notice = _notice(text) if length <= 90 else ""
        if index < 8 and length <= 44 and _is_address(text, self.lines[:index]):
            line.role = "person"
        elif length <= 90 and (notice == "other" or _is_link(text)):
            self._read_link(line, text)
        elif notice == "intro":
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
        if name is None and _DOMAIN_RE.fullmatch(text.lower()):
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
        if length <= 40 and text[-1] != "。" and _DATE_LINE_RE.match(text):
            return "date"
        if index and length <= MAX_DAY and _DAY_RE.fullmatch(text) and self._is_handle(index - 1):
            return "date"
        if length <= 30 and _is_stray(text, is_first=index == 0):
            return "stray"
        if not self.is_top and length <= 16 and is_afterword(text):
            return "afterword"
        if index == 0 and length >= 12 and text[0] == "【" and text.find("】") == length - 1:
            return "title"
        if index == 0 and text[-1] == ")" and "。" not in text and _DATED_END_RE.search(text):
            return "title"  # けさの気になる記事(10月3日), 町長選の開票結果(確定、12日午後10時40分)
        if 0 < index < MAX_TOP and self.lines[0].role == "title" and _ISSUED_RE.fullmatch(text):
            return "date"
        if index and text[-1] in ")】" and _COUNTED_RE.search(text) and not _WRITER_RE.search(text):
            return "stray"  # (延長10回), 材料(4人分): nobody's name
        if _names_person(text):
            is_headline = length >= 8 and text[0] == "【" and _PARTICLE_RE.search(text) and index + 1 < len(self.lines)
            return "title" if is_headline else "person"
        return "title" if length <= 40 and _ends_in_clock(text) else ""

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
        if _DATELINE_RE.match(text) or _goes_on(self.folded, self.lines, index, is_top=self.is_top):
            return False
        if _CHAT_RE.search(text) is not None or (
            self.is_unstopped and index and not has_gap(self.folded, self.lines[index])
        ):
            return False
        if not _is_closed(text) or _is_title(self.folded, self.lines, index):
            return True
        return text[0] in HEADING_SIGNS and text[-1] == ")" and "。" not in text

    def _heads_post(self, index: int) -> bool:
        """Tell whether a line of a thread is the headline of what a post pastes: right below its first line, above prose."""
        if self.lines[index - 1].role not in ("post", "header") or index + 1 >= len(self.lines):
            return False
        below = self.lines[index + 1]
        is_linked = self.folded.startswith("http", below.start) and not below.blanks
        is_press = below.tone.score <= POSTED and self.folded[below.end - 1] == "。"
        if is_linked or is_press or _is_prose(self.folded, self.lines, index + 1):
            return True
        header = read_header(self.folded[below.start : below.end]) if not below.blanks else None
        return header is not None and header.is_dated and header.headline is None


#: So many lines, of which so few end in a full stop and so many as sentences do, are of who never sets one.
MIN_UNSTOPPED, STOPPED, SAID = 8, 0.1, 0.3
_UNSTOPPED_RE = Pattern(r"(?:[うくすつぬむるぐぶ]|[たいだ]|です|ます|かな|とのこと|[よねわ])[wW笑]*$")


def _is_unstopped(folded: str, lines: list[Line]) -> bool:
    """Tell whether a text is by somebody who sets no full stops: its lines are no headlines."""
    n = len(lines)
    if n < MIN_UNSTOPPED or sum(folded[line.end - 1] in "。」" for line in lines) > STOPPED * n:
        return False
    return sum(_UNSTOPPED_RE.search(folded, line.start, line.end) is not None for line in lines) >= SAID * n


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


def _sign(text: str, length: int, *, is_first: bool = False) -> str:
    """Return "post" for a board's line above a post, "rule" for a line of dashes, else ""; ``length`` with quoting marks."""
    if text[0].isdigit() and length <= 80 and _POST_RE.match(text):
        return "post"
    if text[0] == "@" and not is_first and _HANDLE_RE.fullmatch(text):
        return "post"  # もみじ ⏎ @momiji_fx ⏎ what she wrote
    if (text[0] in "←↑" and length > 4 and not paste_mark(text)) or (text[0] in "《【〔[(<" and opens_remark(text)):
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


def _is_link(text: str) -> bool:
    if "." in text and text[-1].isalpha() and _DOMAIN_RE.fullmatch(text.lower()):
        return True
    return ("http" in text or text[0] == "#" or text[-1] in "⬇↓→⇒") and _LINK_RE.search(text) is not None


def _is_stray(text: str, *, is_first: bool) -> bool:
    """Tell whether a short line is a count of remarks, a page's number, a section's name or a note in minutes."""
    length = len(text)
    if length <= 16 and (_MENTION_RE.fullmatch(text) or _PAGE_NUMBER_RE.fullmatch(text)):
        return True
    if is_first and length <= 7 and _section_re().fullmatch(text):
        return True
    return text[-1] == ")" and _STAGE_RE.fullmatch(text) is not None


#: What stands in brackets and is a sentence, though its full stop is left out.
_SAYS_RE = Pattern(
    r"[はがをにでも].*(?:[しっいきれめえ][たて]|ました|です|ます|ません|でしょう|だろう|ている|てる|ない|のか|だ|たい|よう?|[ねよな])[)]$"
)


def _names_person(text: str) -> bool:
    """Tell whether a line of up to 44 letters only says who wrote or made what it stands at."""
    may_name = text[-1] in ")）】〕]" or text[0] in "文聞記取構編論筆本" or (len(text) <= 18 and _DESK_RE.search(text))
    if len(text) > 2 and text[-2] in "!?。…" and text[0] == "(":
        return False  # (おいおい、先月もバター上がったよね?)
    if text[0] == "(" and _SAYS_RE.search(text) is not None:
        return False  # (うちの近所では去年二軒やめました)
    is_heading = text[0] in HEADING_SIGNS and _WRITER_RE.search(text) is None
    return bool(may_name) and not is_heading and _PERSON_RE.match(text) is not None


def _ends_in_clock(text: str) -> bool:
    """Tell whether a line may be a header by its clock alone: 夕刊なぎさ 2017/10/19 15:30, 8月2日 6:45 みなと放送."""
    has_clock = ":" in text and (text[-1].isdigit() or (text[0].isdigit() and text[-1] not in "信新。"))
    return text[-1] == "分" or has_clock


def _is_closed(text: str) -> bool:
    """Tell whether a line ends as sentences do: with a full stop or a bracket, a smile, or the agency behind it."""
    if text[-1] in "。!?…」』)】":
        return text[-1] != ")" or _NUMBERED_RE.fullmatch(text) is None or _SMILING_RE.search(text[-8:]) is not None
    if text[-1] in '"”>〉》≫' and text[-2:-1] in ("。", "!", "?"):
        return True
    if text[-1] in "〕]" and "。" in text[-MAX_AGENCY:]:
        return True  # …が避難した。〔共同〕
    if (text[-1] in "])" or text[-1].isdigit()) and _NOTED_RE.search(text[-8:]):
        return True
    if text[-1] in "・." and _SENTENCE_END_RE.search(text[-4:]):
        return True
    return "。=" in text[-10:] or _SMILING_RE.search(text[-8:]) is not None  # …という。＝共同


#: So long is an agency's name in brackets behind a full stop.
MAX_AGENCY = 12


#: 湿原を歩く会 会報 2020年9月27日 below the headline: who published it, and when
_ISSUED_RE = Pattern(
    r"[^。、「」『』!?:はがへ]{2,24}[ 　]+(?:[0-9]{4}|(?:平成|令和)[0-9元]{1,2})年[0-9]{1,2}月[0-9]{1,2}日(?:[(][月火水木金土日][)])?(?:発行|号)?"
)
#: In so many lines at the top it may stand.
MAX_TOP = 4
#: So long are the paper and its day at most before a colon behind which prose stands.
MAX_LEADING = 30
#: So long is an office's name above a release at most.
MAX_OFFICE = 16


def _is_address(text: str, above: list[Line]) -> bool:
    if any(line.role == "body" for line in above):
        return False
    packed = text.replace(" ", "")
    if _address_re().search(packed):
        return True
    return any(line.role == "person" for line in above) and _office_re().fullmatch(packed) is not None


def _is_office(folded: str, line: Line) -> bool:
    """Tell whether a line is nothing but who publishes what stands below."""
    return line.end - line.start <= MAX_OFFICE and _office_re().fullmatch(folded, line.start, line.end) is not None


def _heads(folded: str, lines: list[Line]) -> bool:
    """Tell whether a first line with a person in it is all the headline there is: 訃報 石井茂さん(画家)."""
    text = folded[lines[0].start : lines[0].end]
    is_open = text[0] not in "([【〔文聞記取構編論筆本" and _WRITER_RE.search(text) is None
    return is_open and len(lines) > 1 and lines[1].role == "body"


def _shifted(header: Header, by: int) -> Header:
    """Return the header with its spans moved behind the marks (``>``) that were taken off its line."""
    if not by:
        return header
    headline = (header.headline[0] + by, header.headline[1] + by) if header.headline else None
    return replace(header, span=(header.span[0] + by, header.span[1] + by), headline=headline)


def _is_title(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a line that ends in ！, ？, 」 or ） is a headline: above everything, or just under a header."""
    line = lines[index]
    text = folded[line.start : line.end]
    at_top = index < 3 and all(each.role in ("title", "date", "person", "header") for each in lines[:index])
    under_header = index > 0 and lines[index - 1].role in ("header", "intro") and not line.blanks
    # Only headlines have a wide blank inside: 「保養所を集約　来年度から」 between two passages is one.
    is_spaced = line.blanks > 0 and text[0] in "「『" and text[-1] in "」』" and has_gap(folded, line)
    if line.blanks and is_quoted_title(text) and _TITULAR_RE.search(text):
        is_named = index > 0 and line.blanks == 1 and lines[index - 1].role == "header"
        if is_named or _is_prose(folded, lines, index + 1):
            return True
    is_tagged = index == 0 and text[0] == "【" and text[-1] != "】" and "。" not in text
    if is_tagged and line.end - line.start <= 60 and len(lines) > 1:
        return True  # 【悲報】…またかよ・・・ above the posts of a thread
    if (
        "。" in text
        or text[-1] in "…。・."
        or _SMILING_RE.search(text[-8:])
        or not (at_top or under_header or is_spaced)
        or index + 1 == len(lines)
    ):
        return False
    below = lines[index + 1]
    if below.end - below.start <= 5 and index + 2 < len(lines):  # a count of comments between headline and text
        below = lines[index + 2]
    following = folded[below.start : below.end]
    if is_spaced and not below.blanks and following.endswith(("。", "）", ")")):
        return True
    if index and _SPOKEN_RE.fullmatch(text):
        return False  # アナウンサー「大雪で立ち往生しています」
    if at_top and not below.blanks and (header := read_header(following)) is not None and header.is_dated:
        return True  # 渋谷、今年も「来ないで」 ⏎ 2026年10月31日 東スポWEB
    # A lone 「…」 is speech; what hangs on the line below without an empty line is a sentence of its own.
    is_lone = text[0] in "「『(" and text[-1] in "」』)"
    if is_lone and index and lines[index - 1].role == "intro" and is_said(text):
        return False  # こう書いてある。 ⏎ 「賛成が五十四%だった」
    if is_lone and (index + 1 == len(lines) or below.blanks) and is_said(text):
        return False  # 読売新聞(4月3日付) ⏎ 「政府は…方針を改めて示した」
    if is_lone and at_top and len(text) <= 24 and _DATE_LINE_RE.match(following):
        return True
    ends = ("。", "）", ")", "?", "!") if under_header else ("。", "）", ")")
    return (under_header or not is_lone) and (index == 0 or following.endswith(ends))


#: 「年金の繰り下げ、初の3%超え」
_TITULAR_RE = Pattern(r"[、0-9]")


def _is_prose(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a line of running text stands at ``index``."""
    return index < len(lines) and lines[index].end - lines[index].start > 40 and folded[lines[index].end - 1] == "。"


_SPOKEN_RE = Pattern(
    r"[^ 　「」『』、。]{1,12}[「『][^「」]*(?:です|ます|でした|ました|ません|でしょう|ください)[かねよ]{0,2}[」』]$"
)


#: ■切り抜きその一: what stands around a label
LABEL_SIGNS, MAX_LABEL = "■◆●◇□○▼▽★☆【】[]<>〈〉《》≪≫()・ 　:-=", 16
_LABEL_END_RE = Pattern(r"(?:その)?[ 　]?[0-9一二三四五六七八九十①-⑨]{0,2}$")


def _notice(text: str) -> str:
    """Return "other" or "intro" for a line that a table word marks as notice or announcement, else ""."""
    words, bare = _line_words(), _LABEL_END_RE.sub("", text.strip(LABEL_SIGNS)) if len(text) <= MAX_LABEL else text
    for match in _line_words_re().finditer(text):
        role, kind = words[match[0]]
        if (role == "whole" and match[0] not in (text, bare)) or (role == "start" and match.start() > 2):
            continue
        if (role == "any" and len(text) > 60) or (
            kind == "intro" and not text.endswith(("。", ":", "↓", "…", "です", "ます", "記事", "こちら"))
        ):
            continue
        if role == "any" and kind == "intro" and "、" in text[match.end() + 1 :]:
            continue  # 「…」という見出しの下で、若い大将が笑っている。
        if role == "start" and match[0].endswith("は") and _STATED_RE.search(text):
            continue  # 写真は全部で四十枚ある。
        if role == "any" and kind == "other" and (_says_more(text) or _cites(text, match.start(), match.end())):
            continue
        return kind
    return ""


#: How a sentence ends that is no caption: captions end in a noun.
_STATED_RE = Pattern(r"(?:[ぁ-ん](?:た|る|す|だ|い)|です|でした|ません)。$")


def _cites(text: str, start: int, end: int) -> bool:
    """Tell whether words stand in brackets behind which the sentence goes on: 「ご不便をおかけします」で済むのか。"""
    closer = text.find("」", end)
    return text.rfind("「", 0, start) >= 0 and text.find("」", 0, start) < 0 and 0 < closer < len(text) - 2


def _says_more(text: str) -> bool:
    """Tell whether most of a line is said in sentences without a notice: こんにちは。今日はプリンを焼きました。"""
    sentences = text.rstrip("。!?").replace("!", "。").replace("?", "。").split("。")
    plain = sum(len(each) for each in sentences if not _line_words_re().search(each))
    return len(sentences) > 1 and 2 * plain > len(text)


#: So long is a line of wrapped prose at least.
MIN_PROSE = 30
_TOPIC_RE = Pattern(r"[はがも]、")
#: A line that stops here goes on in the next (hard wrap): a comma, or a particle behind a word.
_WRAP_RE = Pattern(r"(?:[、,]|[^ぁ-ん](?:を|が|は|に|の|と|も|で)|という|から|ので|して|されて)$")
#: 応札・受注した ⏎ 5社の…: an attributive ending, believed only in running text.
_ATTRIBUTIVE_RE = Pattern(r"[、は].*(?:した|された|する|される|ていた|ている)$")


def _goes_on(folded: str, lines: list[Line], index: int, *, is_top: bool) -> bool:
    """Tell whether the line stops in mid-sentence (hard wrap) rather than being a title."""
    line = folded[lines[index].start : lines[index].end]
    if line.endswith(("、", ",")):
        return True
    if index + 1 >= len(lines) or lines[index + 1].blanks or lines[index + 1].indent:
        return False
    below = folded[lines[index + 1].start : lines[index + 1].end]
    is_headed = is_top or (lines[index - 1].role == "header" and not lines[index].blanks)
    if is_headed and index and lines[index - 1].role == "title" and len(line) >= MIN_PROSE and _TOPIC_RE.search(line):
        is_headed = False  # the headline stands above it already
    if _DATE_LINE_RE.match(below) or (is_headed and "。" not in line and len(below) > 0.8 * len(line)):
        return False  # the headline, whatever it ends in: the rest of its sentence would be shorter
    if (
        len(line) < 20
        or below.startswith("http")
        or _is_link(below)
        or (len(below) <= 44 and _names_person(below))
        or read_header(below)
    ):
        return False
    # 新共同調理場の設計契約を可決 民間委託も可能に
    is_gapped = lines[index].blanks > 0 and "。" not in line and has_gap(folded, lines[index])
    is_wrapped = not is_gapped and _WRAP_RE.search(line) is not None
    return is_wrapped or (index > 2 and _ATTRIBUTIVE_RE.search(line) is not None)
