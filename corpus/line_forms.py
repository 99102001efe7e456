"""What a short line is by its form alone: a date, a link, an address, who wrote it, a count of remarks or a page's number."""

from __future__ import annotations

from corpus.lines import HEADING_SIGNS, Line
from corpus.patterns import Pattern, table_pattern
from corpus.places import CORPUS
from corpus.vocabulary import alternation, read_table

__all__ = [
    "DATE_LINE_RE",
    "DOMAIN_RE",
    "WRITER_RE",
    "ends_in_clock",
    "is_address",
    "is_link",
    "is_office",
    "is_stray",
    "names_person",
]

_TOP_TABLE = CORPUS / "tables" / "top.tsv"
_LINK_RE = Pattern(r"^[\-=→⇒>*・■●\s]*https?://|^https?://|https?://\S+$|^[#][^\s#]+(?:\s+#[^\s#]+)*$|[⬇↓→⇒]\s*$")
#: What a weblog's card says of its link: www.asahi.com
DOMAIN_RE = Pattern(r"(?:[a-z0-9-]{1,30}\.){1,3}(?:com|jp|net|org|news|tv)")
DATE_LINE_RE = Pattern(
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
_PERSON_RE = Pattern(
    r"^(?:[(（][^()（）。]{1,28}[)）]|〔[^〔〕。]{1,28}〕|【[^【】。]{1,28}】|\[[^\[\]。]{1,28}\])$"
    r"|^[^。、「」!?]{2,16}[ 　]?[(（](?![^()]*[;^´`゜Дωε∀≧≦><])(?=[^()]*[一-龥ぁ-んァ-ヴA-Za-z0-9]{2})[^()。「」]{2,24}[)）]$"
    r"|^(?:文|聞き手|記者|取材|構成|編集委員|論説委員|筆者|本誌|本紙)[・／/:=＝ 　][^。!?]{1,20}$"
    r"|^[一-龥]{1,5}(?:部|局|支局|総局|支社|班|室)[ 　・/][一-龥々]{1,4}[ 　]?[一-龥々ぁ-んァ-ヴー]{1,5}$"  # 社会部 佐野健
)
WRITER_RE = Pattern(r"記者|支局|委員|文[=・:]|撮影|写真|特派員|通信員")
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
#: Whose address it is, of a writer in a network: id:minori, @minori, note.com/minori 2026/07/03 21:15.
_ACCOUNT = (
    r"id:[A-Za-z0-9_-]+|@[A-Za-z0-9_]+"
    r"|[A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{2,40}){0,3}\.(?:com|jp|net|org|me|blog)(?:/[^。、]*)?"  # note.com/kobachi
)


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


def is_link(text: str) -> bool:
    """Tell whether a line is an address on the web, tags, or points on to one (続きはこちら ⬇)."""
    if "." in text and text[-1].isalpha() and DOMAIN_RE.fullmatch(text.lower()):
        return True
    return ("http" in text or text[0] == "#" or text[-1] in "⬇↓→⇒") and _LINK_RE.search(text) is not None


def is_stray(text: str, *, is_first: bool) -> bool:
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


def names_person(text: str) -> bool:
    """Tell whether a line of up to 44 letters only says who wrote or made what it stands at."""
    may_name = text[-1] in ")）】〕]" or text[0] in "文聞記取構編論筆本" or (len(text) <= 18 and _DESK_RE.search(text))
    if len(text) > 2 and text[-2] in "!?。…" and text[0] == "(":
        return False  # (おいおい、先月もバター上がったよね?)
    if text[0] == "(" and _SAYS_RE.search(text) is not None:
        return False  # (うちの近所では去年二軒やめました)
    is_heading = text[0] in HEADING_SIGNS and WRITER_RE.search(text) is None
    return bool(may_name) and not is_heading and _PERSON_RE.match(text) is not None


def ends_in_clock(text: str) -> bool:
    """Tell whether a line may be a header by its clock alone: 夕刊なぎさ 2017/10/19 15:30, 8月2日 6:45 みなと放送."""
    has_clock = ":" in text and (text[-1].isdigit() or (text[0].isdigit() and text[-1] not in "信新。"))
    return text[-1] == "分" or has_clock


#: So long is an office's name above a release at most.
MAX_OFFICE = 16


def is_address(text: str, above: list[Line]) -> bool:
    """Tell whether a line belongs to the address of a press release: no body text stands ``above`` it."""
    if any(line.role == "body" for line in above):
        return False
    packed = text.replace(" ", "")
    if _address_re().search(packed):
        return True
    return any(line.role == "person" for line in above) and _office_re().fullmatch(packed) is not None


def is_office(folded: str, line: Line) -> bool:
    """Tell whether a line is nothing but who publishes what stands below."""
    return line.end - line.start <= MAX_OFFICE and _office_re().fullmatch(folded, line.start, line.end) is not None
