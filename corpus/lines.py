"""The lines of an article and what each is for: headline, header, credit, mark, link, byline, or body text.

A role is told from the line and its neighbours alone (layout.py goes on with these); whose words the line is, is decided later (reports.py, quotations.py, unheaded.py).
"""

from __future__ import annotations

from msgspec.structs import replace

from corpus.cache import kept
from corpus.headers import Header, credit, outlet_of_link, paste_mark, read_header
from corpus.patterns import Pattern, table_pattern
from corpus.places import CORPUS
from corpus.register import Tone, measure
from corpus.vocabulary import alternation, read_table

__all__ = ["HEADING_SIGNS", "Line", "Report", "has_gap", "mark_roles", "read_lines", "trails_off"]


class Line:
    """One line that is not blank, and what it was read as. Offsets into the folded text, white space left out."""

    __slots__ = ("blanks", "end", "header", "indent", "owner", "role", "start", "tone")

    def __init__(self, start: int, end: int, tone: Tone, blanks: int, indent: bool) -> None:
        self.start = start
        self.end = end
        self.tone = tone
        self.blanks = blanks  # empty lines before it
        self.indent = indent
        #: body, title, header, credit, begin, end, afterword, link, intro, date, person, quoted, stray, rule
        self.role = "body"
        self.header: Header | None = None
        self.owner: Report | None = None


class Report:
    """Somebody's report: which outlet, and what told."""

    __slots__ = ("evidence", "is_opinion", "outlet")

    def __init__(self, outlet: str | None, evidence: tuple[int, int] | None, is_opinion: bool = False) -> None:
        self.outlet = outlet
        self.evidence = evidence
        self.is_opinion = is_opinion


def read_lines(folded: str, soft: frozenset[int] = frozenset()) -> list[Line]:
    """Return the lines of ``folded`` that are not blank, each with its tone and the empty lines before it.

    What the line breaks ``soft`` part is one line.
    """
    lines: list[Line] = []
    position = blanks = 0
    pieces = _unwrapped(folded, soft) if soft else folded.split("\n")
    tones = measure("\n".join(piece.replace("\n", "") for piece in pieces) if soft else folded)
    for raw, tone in zip(pieces, tones, strict=True):
        body = raw.strip()
        if body:
            start = position + len(raw) - len(raw.lstrip())
            lines.append(Line(start, start + len(body), tone, blanks, raw[0] in " \t"))
            blanks = 0
        else:
            blanks += 1
        position += len(raw) + 1
    if lines:
        lines[0].blanks = 1
    return lines


def _unwrapped(folded: str, soft: frozenset[int]) -> list[str]:
    pieces, start = [], 0
    while start <= len(folded):
        stop = folded.find("\n", start)
        while stop in soft:
            stop = folded.find("\n", stop + 1)
        stop = len(folded) if stop < 0 else stop
        pieces.append(folded[start:stop])
        start = stop + 1
    return pieces


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
#: A bulletin board's line above each post: 2 ：名無しさん：2020/07/19(日) 10:15:02
_POST_RE = Pattern(r"[0-9]{1,4}[ 　]*[:：.][ 　]*[^。]{0,40}(?:名無し|ID:|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})")
#: How a sentence ends without a full stop: …のアップです😢
_SMILING_RE = Pattern(
    "(?:です|ます|した|った|てる|いる|ない|よ|ね|な|わ|かも)[!?]{0,2}(?:[♪♡♥☆★\u2600-\u26ff\u2700-\u27bf\U0001f000-\U0001faff\ufe0f]+|[wW]{1,4}|[(](?:笑|泣|涙|汗|怒)[)])$"
)
#: 1.連結業績予想の修正(4月1日〜9月30日) heads a part of an official paper.
_NUMBERED_RE = Pattern(r"[(]?[0-9一二三四五六七八九十]{1,2}[).．、][ ]?[^。、]{4,64}[)]")
#: How a sentence ends that is no title: …を発表した。
_VERBAL_RE = Pattern(r"[ぁ-ん][。!?]+$")
_RULE_SIGNS = "-=_*~〜…・.─━―—＊+■□◆◇★☆#"
_LONE_SIGNS = frozenset(["*", "**", "◇", "◆", "◇◇", "◆◆", "□", "■", "★", "☆", "—", "―", "──", "――", "—―"])
_RULE_RE = Pattern(r"[\s\-=_*~〜…・.─━―—＊+■□◆◇★☆#]{3,}")
_DATE_LINE_RE = Pattern(
    r"^[(\[【<〔■●◆]*(?:(?:投稿|公開|更新|掲載|作成|発表|配信)日?時?[:： ]\s*)?"
    r"(?:(?:平成|令和|昭和)?[0-9一二三四五六七八九十〇元]{1,4}年(?:[(](?:平成|令和|昭和)[0-9元]{1,2}年[)])?|[0-9]{4}[./-])"
    r"\s*[0-9一二三四五六七八九十]{1,3}\s*[月./-]\s*[0-9一二三四五六七八九十]{1,3}日?[^。、」]{0,24}$"
    r"|^(?:最終)?(?:更新|公開|投稿|配信)日?時?[: ]?[0-9]{1,2}[/月][0-9]{1,2}日?[^。、」]{0,16}$"
    r"|^(?:[一-龥々]{1,3}[ 　][一-龥々ぁ-んァ-ヴー]{1,4}|[一-龥々]{2,5}(?<![刊報聞信送版面社]))[ 　]+[0-9]{4}[年/.-][0-9]{1,2}[月/.-][0-9]{1,2}日?[ 　]*(?:[0-9]{1,2}(?::[0-9]{2}|時[0-9]{1,2}分))?$"
    r"|^[0-9]{1,2}月[0-9]{1,2}日[(月火水木金土日) ]{0,4}[0-9]{1,2}:[0-9]{2}[ ·・]*$"
    r"|^(?:午[前後])?[0-9]{1,2}:[0-9]{2}[ ]?[·・-][ ]?[0-9]{4}[年/.][0-9]{1,2}[月/.][0-9]{1,2}日?$"
)
_PERSON_RE = Pattern(
    r"^(?:[(（][^()（）。]{1,28}[)）]|〔[^〔〕。]{1,28}〕|【[^【】。]{1,28}】|\[[^\[\]。]{1,28}\])$"
    r"|^[^。、「」!?]{2,16}[ 　]?[(（](?![^()]*[;^´`゜Д])[^()。「」]{2,24}[)）]$"
    r"|^(?:文|聞き手|記者|取材|構成|編集委員|論説委員|筆者|本誌|本紙)[・／/:=＝ 　][^。!?]{1,20}$"
    r"|^[一-龥]{1,5}(?:部|局|支局|総局|支社|班|室)[ 　・/][一-龥々]{1,4}[ 　]?[一-龥々ぁ-んァ-ヴー]{1,5}$"  # 社会部 佐野健
)
#: ◇1回戦の結果(3日、市営球場) heads a table; only who writes stands behind such a sign in brackets.
HEADING_SIGNS = "◇◆□■▽▼△▲"
_WRITER_RE = Pattern(r"記者|支局|委員|文[=・:]|撮影|写真|特派員|通信員")
_DESK_RE = Pattern(r"[部局社班室][ 　・/]")
#: Counts of readers, remarks and the like, and how long ago a remark was made.
_MENTION_RE = Pattern(
    r"(?i:(?:コメント|返信|いいね!?|スキ|ブクマ|シェア)?[0-9][0-9,]{0,6}(?:件|件のコメント|コメント|ビュー|views?|users?|いいね|RT|スキ|[秒分日]前|時間前|[かヶ]月前)?"
    r"(?:[0-9,]{1,7}件?)?)"
)
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
#: What stands above an editor's or a keeper's own words: ［編集後記］
_AFTERWORD_RE = Pattern(
    r"[［\[【〔■◆▼●○◇*=\- ]*(?:編集後記|編集部から|編集部より|記者の[目眼]|あとがき|後記|管理人コメント|管理人より|管理人のひとこと|コメント|(?:私の)?(?:感想|意見|見解)|ひとこと|一言|雑感|所感|私見)[］\]】〕:*=\- ]*"
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
        rf"^(?:{whole}|{_ACCOUNT})$|{end}$|^{label}(?:者?[::]|(?!者?[はがのでもにをと])[^。、])"
        rf"|^{start}|^{firm}[^。、]{{1,16}}$|^[^。、]{{1,16}}株式会社$"
    )


def mark_roles(folded: str, lines: list[Line]) -> list[int]:
    """Write into every line what it is for; lines that nothing marks stay ``body``.

    Return the lines that may be headers whatever their names are: what stands beside them decides (layout.py)."""
    in_links = in_thread = False
    is_top = True  # no body text yet
    credits: list[int] = []
    for index, line in enumerate(lines):
        is_top = is_top and (not index or lines[index - 1].role != "body")
        text = folded[line.start : line.end]
        length = line.end - line.start
        if text[0] == ">" and _ANCHOR_RE.fullmatch(text):
            line.role = "stray"
            continue
        if text[0] == ">" and length > 1:
            line.role = "quoted"
            text = text.lstrip("> ")
            if not text:
                continue
        shift = length - len(text)
        if (
            index
            and not line.blanks
            and lines[index - 1].role == "link"
            and in_links
            and not _VERBAL_RE.search(text[-4:])
        ):
            line.role = "link"  # 関連記事 and the titles under it
            continue
        in_links = False
        if text[0].isdigit() and length <= 80 and _POST_RE.match(text):
            line.role, in_thread = "post", True
            continue
        if text[0] in _RULE_SIGNS and (text in _LONE_SIGNS or (length >= 3 and _RULE_RE.fullmatch(text))):
            line.role = "rule"
            continue
        closed = (
            (text[-1] in "。!?…」』)】" and not (text[-1] == ")" and _NUMBERED_RE.fullmatch(text)))
            or ((text[-1] in "・.") and _SENTENCE_END_RE.search(text[-4:]) is not None)
            or ("。=" in text[-10:])  # …という。＝共同
            or _SMILING_RE.search(text[-8:]) is not None
        )
        if length <= 120 and not (text.endswith("。") and length > 60):
            mark = paste_mark(text)
            handle = _HANDLE_RE.search(text) if "@" in text else None
            header = None if mark else read_header(text[: handle.start()] if handle else text)
            if handle and header is None and (name := credit(text[: handle.start()])):
                header = Header(name, (0, handle.start()), None, False, False)
            if header is not None and header.headline and (mark := paste_mark(text[slice(*header.headline)])):
                line.header = _shifted(replace(header, headline=None), shift)  # (引用ここまで:東海道日報 6月30日)
                header = None
            if header is not None and header.headline and header.headline[0] == 0:
                begun = text[slice(*header.headline)].rstrip()
                is_said = begun[0] in "「『" and _SAID_RE.search(begun) is not None
                if "。" in begun or (is_said and (index + 1 == len(lines) or lines[index + 1].blanks)):
                    header = None  # …という。（共同）, 「…いく」（朝日新聞 5月2日）: a credit behind a body sentence
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
        if index < 8 and length <= 44 and _is_address(text, lines[:index]):
            line.role = "person"
        elif length <= 90 and (
            notice == "other" or (("http" in text or text[0] == "#" or text[-1] in "⬇↓→⇒") and _LINK_RE.search(text))
        ):
            line.role = "link"
            name = outlet_of_link(text) if "http" in text else None
            if name and length - len(text[text.index("http") :]) <= 8:
                line.role, line.header = "header", Header(name, (0, length), None, False, True)
            # A title behind the colon is the only one.
            in_links = text.startswith("関連", 0, 3) and (":" not in text[:-1] or text.endswith(":"))
        elif notice == "intro":
            line.role = "intro"
        elif length <= 40 and not text.endswith("。") and _DATE_LINE_RE.match(text):
            line.role = "date"
        elif (
            (length <= 16 and (_MENTION_RE.fullmatch(text) or _PAGE_NUMBER_RE.fullmatch(text)))
            or (index == 0 and length <= 7 and _section_re().fullmatch(text))
            or (text[-1] == ")" and length <= 30 and _STAGE_RE.fullmatch(text))
        ):
            line.role = "stray"
        elif not is_top and length <= 16 and _AFTERWORD_RE.fullmatch(text):
            line.role = "afterword"
        elif index == 0 and length >= 12 and text[0] == "【" and text.find("】") == length - 1:
            line.role = "title"
        elif index == 0 and length <= 44 and text[-1] == ")" and "。" not in text and _DATED_END_RE.search(text):
            line.role = "title"  # けさの気になる記事(10月3日), 町長選の開票結果(確定、12日午後10時40分)
        elif index and length <= 44 and text[-1] in ")】" and _COUNTED_RE.search(text) and not _WRITER_RE.search(text):
            line.role = "stray"  # (延長10回), 材料(4人分): nobody's name
        elif (
            length <= 44
            and (text[-1] in ")）】〕]" or text[0] in "文聞記取構編論筆本" or (length <= 18 and _DESK_RE.search(text)))
            and (text[0] not in HEADING_SIGNS or _WRITER_RE.search(text))
            and _PERSON_RE.match(text)
        ):
            line.role = "person"
            credits.append(index)
        elif length <= 40 and (
            text[-1] == "分"
            or (":" in text and (text[-1].isdigit() or (text[0].isdigit() and text[-1] not in "信新。")))
        ):
            credits.append(index)
            line.role = "title"
        elif (
            length <= 70
            and not _goes_on(folded, lines, index, is_top=is_top)
            and (
                not closed
                or _is_title(folded, lines, index)
                or (text[0] in HEADING_SIGNS and text[-1] == ")" and "。" not in text)
            )
            and not in_thread
        ):
            line.role = "title"
            if index == 1 and lines[0].role == "body" and trails_off(folded, lines[0]):
                lines[0].role = "title"  # …と思われるが・・ above the title of what follows
    if lines and lines[0].role == "person" and _heads(folded, lines):
        lines[0].role = "title"
    return credits


def _is_address(text: str, above: list[Line]) -> bool:
    return all(line.role != "body" for line in above) and _address_re().search(text.replace(" ", "")) is not None


def _heads(folded: str, lines: list[Line]) -> bool:
    """Tell whether a first line with a person in it is all the headline there is: 訃報 石井茂さん(画家)."""
    text = folded[lines[0].start : lines[0].end]
    is_open = text[0] not in "([【〔文聞記取構編論筆本" and _WRITER_RE.search(text) is None
    return is_open and len(lines) > 1 and lines[1].role == "body"


def trails_off(folded: str, line: Line) -> bool:
    """Tell whether a line stops in the middle of what it says: 番号の生成に必要な連携や・・"""
    text = folded[line.start : line.end].rstrip("」』)")
    return text.endswith(("・・", "…", "...")) and "。" not in text


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
    is_tagged = index == 0 and text[0] == "【" and text[-1] != "】" and "。" not in text
    if is_tagged and line.end - line.start <= 60 and len(lines) > 1:
        return True  # 【悲報】…またかよ・・・ above the posts of a thread
    if "。" in text or text[-1] in "…。・." or not (at_top or under_header or is_spaced) or index + 1 == len(lines):
        return False
    below = lines[index + 1]
    if below.end - below.start <= 5 and index + 2 < len(lines):  # a count of comments between headline and text
        below = lines[index + 2]
    following = folded[below.start : below.end]
    if is_spaced and not below.blanks and following.endswith(("。", "）", ")")):
        return True
    if index and _SPOKEN_RE.fullmatch(text):
        return False  # アナウンサー「大雪で立ち往生しています」
    # A lone 「…」 is speech; what hangs on the line below without an empty line is a sentence of its own.
    is_lone = text[0] in "「『(" and text[-1] in "」』)"
    if is_lone and (index + 1 == len(lines) or below.blanks) and _SAID_RE.search(text):
        return False  # 読売新聞(4月3日付) ⏎ 「政府は…方針を改めて示した」
    if is_lone and at_top and len(text) <= 24 and _DATE_LINE_RE.match(following):
        return True
    return (under_header or not is_lone) and (index == 0 or following.endswith(("。", "）", ")")))


_SPOKEN_RE = Pattern(
    r"[^ 　「」『』、。]{1,12}[「『][^「」]*(?:です|ます|でした|ました|ません|でしょう|ください)[かねよ]{0,2}[」』]$"
)
_SAID_RE = Pattern(r"[うくぐすつぬぶむるただよねい][」』)]$")
_SPACED_RE = Pattern(r"[ぁ-んァ-ヴー一-龥々)%][ ][ぁ-んァ-ヴ一-龥0-9「]")


def has_gap(folded: str, line: Line) -> bool:
    """Tell whether a line has a blank inside, as only headlines do: 保養所を集約 来年度から."""
    return _SPACED_RE.search(folded, line.start, line.end) is not None


def _notice(text: str) -> str:
    """Return "other" or "intro" for a line that a table word marks as notice or announcement, else ""."""
    words = _line_words()
    for match in _line_words_re().finditer(text):
        role, kind = words[match[0]]
        if (role == "whole" and text != match[0]) or (role == "start" and match.start() > 2):
            continue
        if (role == "any" and len(text) > 60) or (
            kind == "intro" and not text.endswith(("。", ":", "↓", "…", "です", "ます", "記事", "こちら"))
        ):
            continue
        if role == "any" and kind == "other" and _says_more(text):
            continue
        return kind
    return ""


def _says_more(text: str) -> bool:
    """Tell whether most of a line is said in sentences without a notice: こんにちは。今日はプリンを焼きました。"""
    sentences = text.rstrip("。!?").replace("!", "。").replace("?", "。").split("。")
    plain = sum(len(each) for each in sentences if not _line_words_re().search(each))
    return len(sentences) > 1 and 2 * plain > len(text)


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
    if _DATE_LINE_RE.match(below) or (is_headed and "。" not in line and len(below) > 0.8 * len(line)):
        return False  # the headline, whatever it ends in: the rest of its sentence would be shorter
    if len(line) < 20 or below.startswith("http") or read_header(below):
        return False
    return _WRAP_RE.search(line) is not None or (index > 2 and _ATTRIBUTIVE_RE.search(line) is not None)
