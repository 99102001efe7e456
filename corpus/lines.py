"""The lines of an article and what each is for: headline, header, credit, mark, link, byline, or body text.

A role is told from the line and its neighbours alone; whose words the line is, is decided later (reports.py, quotations.py, unheaded.py).
"""

from __future__ import annotations

from msgspec.structs import replace

from corpus.cache import kept
from corpus.headers import Header, credit, outlet_of_link, paste_mark, read_header
from corpus.outlets import outlet_at, outlet_forms
from corpus.patterns import Pattern, table_pattern
from corpus.places import CORPUS
from corpus.register import Tone, measure
from corpus.vocabulary import alternation, read_table

__all__ = ["AFTERWORD", "Line", "Report", "has_gap", "mark_roles", "read_lines"]


class Line:
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
_HEADING_SIGNS = "◇◆□■▽▼△▲"
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
AFTERWORD = r"[［\[【〔■◆▼●○◇*=\- ]*(?:編集後記|編集部から|編集部より|記者の[目眼]|あとがき|後記|管理人コメント|管理人より|管理人のひとこと|コメント|(?:私の)?(?:感想|意見|見解)|ひとこと|一言|雑感|所感|私見)[］\]】〕:*=\- ]*"
_AFTERWORD_RE = Pattern(AFTERWORD)
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


def mark_roles(folded: str, lines: list[Line]) -> None:
    """Write into every line what it is for; lines that nothing marks stay ``body``."""
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
            text[-1] in "。!?…」』)】"
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
        elif (length <= 16 and (_MENTION_RE.fullmatch(text) or _PAGE_NUMBER_RE.fullmatch(text))) or (
            index == 0 and length <= 7 and _section_re().fullmatch(text)
        ):
            line.role = "stray"
        elif length <= 16 and _AFTERWORD_RE.fullmatch(text):
            line.role = "end"
        elif index == 0 and length >= 12 and text[0] == "【" and text.find("】") == length - 1:
            line.role = "title"
        elif index == 0 and length <= 44 and text[-1] == ")" and "。" not in text and _DATED_END_RE.search(text):
            line.role = "title"  # けさの気になる記事(10月3日), 町長選の開票結果(確定、12日午後10時40分)
        elif index and length <= 44 and text[-1] in ")】" and _COUNTED_RE.search(text) and not _WRITER_RE.search(text):
            line.role = "stray"  # (延長10回), 材料(4人分): nobody's name
        elif (
            length <= 44
            and (text[-1] in ")）】〕]" or text[0] in "文聞記取構編論筆本" or (length <= 18 and _DESK_RE.search(text)))
            and (text[0] not in _HEADING_SIGNS or _WRITER_RE.search(text))
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
                or (text[0] in _HEADING_SIGNS and text[-1] == ")" and "。" not in text)
            )
            and not in_thread
        ):
            line.role = "title"
            if index == 1 and lines[0].role == "body" and _trails_off(folded, lines[0]):
                lines[0].role = "title"  # …と思われるが・・ above the title of what follows
    if lines and lines[0].role == "person" and _heads(folded, lines):
        lines[0].role = "title"
    _read_rows(folded, lines)
    _read_authors(folded, lines)
    _read_excerpts(folded, lines)
    _read_layout(folded, lines, credits)
    _read_signed(folded, lines)


#: 空港アクセス鉄道、事業費4割増 千葉日報
_SIGNED_RE = Pattern(r"[^。「]{8,60}[ 　](?P<name>[^ 　。、「」0-9]{3,14})")
#: [太田智美,ITmedia] (文:佐野健、CNET Japan編集部)
_WRITER_CREDIT_RE = Pattern(
    r"[(（\[【〔](?:文|取材|記者|執筆)?[:=]?[^()\[\]【】〔〕。]{2,16}?[,、/・ ](?P<name>[^()\[\]【】〔〕,、/・。]{3,20}?)(?:編集部)?[)）\]】〕]"
)
#: 同7月6日
_SAME_RE = Pattern(
    r"[(（【〔■◆▼●◇]*同(?:紙)?[ 　、]*(?:(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}[/.][0-9]{1,2})(?:[(][^()]{1,3}[)])?(?:付け?)?(?:[朝夕]刊)?(?:[0-9一二三]{1,2}面)?[)）】〕]*"
)


def _read_signed(folded: str, lines: list[Line]) -> None:
    """A paper's name behind a blank at the end of a headline, or behind the writer's below one, is a header; so is 同7月6日."""
    last: str | None = None  # the outlet named last
    for index, line in enumerate(lines):
        length = line.end - line.start
        if line.role == "title" and 12 <= length <= 76 and index + 1 < len(lines):
            match = _SIGNED_RE.fullmatch(folded, line.start, line.end)
            if match and (name := _signature(folded, lines, index, match["name"])):
                span = match.start("name") - line.start, length
                line.role, line.header = "header", Header(name, span, (0, span[0] - 1), False, False)
        elif line.role in ("title", "body") and length <= 14 and _stands_by_date(lines, index):
            if beside := credit(folded[line.start : line.end]):
                line.role, line.header = "header", Header(beside, (0, length), None, False, False)
        elif line.role == "person" and index and lines[index - 1].role in ("title", "date", "person"):
            match = _WRITER_CREDIT_RE.fullmatch(folded, line.start, line.end)
            outlet = outlet_forms()[0].get(match["name"]) if match else None
            if outlet is not None and not outlet.is_short and outlet.kind != "carrier":
                line.role, line.header = "header", Header(outlet.name, (0, length), None, False, False)
        elif (
            length <= 24
            and "同" in folded[line.start : line.start + 3]
            and last is not None
            and _SAME_RE.fullmatch(folded, line.start, line.end)
        ):
            line.role, line.header = "header", Header(last, (0, length), None, True, False)
        if line.header is not None and line.header.outlet:
            last = line.header.outlet


def _stands_by_date(lines: list[Line], index: int) -> bool:
    """Tell whether a date of its own stands right above or below a line near a headline: 2024/06/05 18:31 ⏎ 信越放送."""
    beside = [
        each
        for each in (index - 1, index + 1)
        if 0 <= each < len(lines) and lines[each].role == "date" and not lines[max(each, index)].blanks
    ]
    return any(
        "title" in [line.role for line in lines[max(min(each, index) - 1, 0) : max(each, index) + 2]] for each in beside
    )


def _signature(folded: str, lines: list[Line], index: int, name: str) -> str:
    """Return the outlet that a headline names at its end, where the report below does not speak of it; else ""."""
    outlet = outlet_at(name, 0)
    if outlet is None or outlet.end != len(name) or outlet.is_short or outlet.is_weak or outlet.kind == "carrier":
        return ""
    below = next(
        (
            each
            for each in lines[index + 1 : index + 4]
            if each.role not in ("date", "stray", "link") and not folded.startswith("http", each.start)
        ),
        None,
    )
    is_report = below is not None and below.role == "body" and not below.tone.is_polite
    return (
        "" if below is None or not is_report or folded.find(name, below.start, below.start + 800) >= 0 else outlet.name
    )


def _is_address(text: str, above: list[Line]) -> bool:
    return all(line.role != "body" for line in above) and _address_re().search(text.replace(" ", "")) is not None


def _heads(folded: str, lines: list[Line]) -> bool:
    """Tell whether a first line with a person in it is all the headline there is: 訃報 石井茂さん(画家)."""
    text = folded[lines[0].start : lines[0].end]
    is_open = text[0] not in "([【〔文聞記取構編論筆本" and _WRITER_RE.search(text) is None
    return is_open and len(lines) > 1 and lines[1].role == "body"


#: 当 8,412 石井 茂 58 無新 · 北高 3-2 南工 · ①佐野健(岬大)59秒12 · 【得】佐野(前12分)
_ROW_RE = Pattern(
    r"(?:[当次落][ 　]+)?[0-9][0-9,]{2,9}票?[ 　]+[^0-9。、]{2,14}[0-9]{2}[ 　]+[^ 0-9。、]{1,8}"
    r"|[^ 　0-9。、「」]{1,12}[ 　]*[0-9]{1,3}[ 　]*[-−–—―ー対][ 　]*[0-9]{1,3}[ 　]*[^ 　0-9。、「」]{1,12}(?:[(][^()]{1,12}[)])?"
    r"|(?:[①-⑳]|[(（]?[0-9]{1,2}[)）位.])[ 　]*[^ 　。、「」]{2,16}[ 　]*[0-9][0-9時間分秒点勝敗本\"'.:,]{1,12}"
    r"|【[得勝敗本審]】[^。]{1,60}"
)
#: じゃがいも 4個: a name and an amount, a row only beside another one.
_ITEM_RE = Pattern(
    r"[^0-9。、「」]{1,14}[ 　・…:]+(?:約|各)?(?:[大小]さじ[0-9/.〜と半]{1,5}|[0-9][0-9/.,〜-]{0,7}[^0-9 　。、]{1,4}|適量|少々)"
)


def _read_rows(folded: str, lines: list[Line]) -> None:
    """Tell the rows of a table of results, and the heading that stands above them, from headlines."""
    titled = next((index for index, line in enumerate(lines) if line.role == "title"), len(lines))
    rows, items = (
        [
            index > titled
            and line.role in ("title", "person")
            and line.end - line.start <= 60
            and pattern.fullmatch(folded, line.start, line.end) is not None
            for index, line in enumerate(lines)
        ]
        for pattern in (_ROW_RE, _ITEM_RE)
    )
    for index in range(titled + 1, len(lines)):
        beside = items[index] and True in (items[index - 1], *items[index + 1 : index + 2])
        if not rows[index] and not beside:
            continue
        above = lines[index - 1]
        lines[index].role = "stray"
        if index - 1 > titled and above.role in ("title", "person") and folded[above.start] in _HEADING_SIGNS:
            above.role = "stray"


_AUTHOR_RE = Pattern(r"[^はがをにへでと、。「」!?0-9]{2,12}")


def _read_authors(folded: str, lines: list[Line]) -> None:
    """保育園のこと ⏎ 高田さくら ⏎ 2月18日 21:07: between a headline at the top and a date stands who wrote it."""
    for index in range(1, min(5, len(lines) - 1)):
        line = lines[index]
        if (
            line.role == "title"
            and lines[index + 1].role == "date"
            and any(each.role == "title" for each in lines[:index])
            and _AUTHOR_RE.fullmatch(folded, line.start, line.end)
        ):
            line.role = "person"


def _read_excerpts(folded: str, lines: list[Line]) -> None:
    """「番号の生成に必要な連携や・・」 between two link titles is the excerpt of the first: no body text."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if line.role == "body" and above.role == below.role == "title" and not line.blanks and not below.blanks:
            line.role = "link" if _trails_off(folded, line) else "body"


def _trails_off(folded: str, line: Line) -> bool:
    text = folded[line.start : line.end].rstrip("」』)")
    return text.endswith(("・・", "…", "...")) and "。" not in text


_LAYOUT_RE = Pattern(
    r"[(（【〔\[](?P<name>[^ 　()0-9、。「」]{2,12})[ 　]*[0-9]{1,2}月[0-9]{1,2}日[^、。]{0,16}[)）】〕\]]"
)


def _read_layout(folded: str, lines: list[Line], credits: list[int]) -> None:
    """（湖畔の朝刊　5月2日） under a headline is a header whatever its name where its neighbours are headers; so is
    夕刊なぎさ 2017/10/19 15:30, with a clock, beside a headline."""
    has_headers = (
        any(line.role == "header" and line.header and line.header.is_dated for line in lines) if credits else False
    )
    for index in credits:
        line = lines[index]
        is_clocked = folded[line.end - 1].isdigit() or folded[line.end - 1] == "分"
        clock_first = None if is_clocked else _CLOCK_FIRST_RE.fullmatch(folded, line.start, line.end)
        if not is_clocked and not clock_first and not has_headers:
            continue
        match = clock_first or (_CLOCKED_RE if is_clocked else _LAYOUT_RE).fullmatch(folded, line.start, line.end)
        beside = index + 1 < len(lines) and "title" in (lines[index - 1].role, lines[index + 1].role)
        is_near = beside if is_clocked or clock_first else lines[index - 1].role == "title"
        if match and index and is_near and match["name"] not in _DATE_LABELS:
            line.role = "header"
            line.header = Header(
                match["name"], (match.start() - line.start, match.end() - line.start), None, True, False
            )


#: 8月2日(火) 6:45 みなとテレビ
_CLOCK_FIRST_RE = Pattern(
    r"(?:[0-9]{4}[/年.-])?[0-9]{1,2}[/月.-][0-9]{1,2}日?[ 　]*(?:[(][月火水木金土日・祝]{1,3}[)])?[ 　]*"
    r"[0-9]{1,2}[:時][0-9]{2}分?[ 　]+(?P<name>[^ 　()0-9、。「」:：はがをも]{3,12})"
)
_CLOCKED_RE = Pattern(
    r"[■◆●]?(?P<name>[^ 　()0-9、。「」:：]{3,12})[ 　]+"
    r"(?:[0-9]{4}[/年.-])?[0-9]{1,2}[/月.-][0-9]{1,2}日?[ 　]*[0-9]{1,2}[:時][0-9]{2}分?"
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
