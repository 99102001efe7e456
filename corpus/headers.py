"""Lines that name an outlet: headers of pasted reports, credits at their end, datelines, marks around quotations.

>>> header = read_header("産経新聞 4月5日(火)7時55分配信")
>>> header.outlet, header.is_dated, header.headline
('産経新聞', True, None)
>>> line = "【毎朝新聞 2014.8.11】 若者ら1万2千人が集会"
>>> header = read_header(line)
>>> header.outlet, line[slice(*header.headline)]
('毎朝新聞', '若者ら1万2千人が集会')
>>> read_header("読売新聞が全政令市に取材したところ、16市で確認された。") is None
True
>>> credit("福岡＝東邦通信"), credit("リマAFP時事"), credit("文化面・芦沢鏡子")
('東邦通信', 'AFP', None)
"""

from __future__ import annotations

from operator import add

from msgspec import Struct
from msgspec.structs import replace

from corpus.cache import kept
from corpus.elements import CLOSE, OPEN, Element, elements_of
from corpus.outlets import (
    Outlet,
    find_outlet,
    mixed_name,
    name_endings,
    named_by_suffix,
    outlet_at,
    outlet_forms,
    outlet_of_link,
)
from corpus.patterns import Pattern, table_pattern
from corpus.places import CORPUS
from corpus.vocabulary import alternation, read_table

__all__ = [
    "Header",
    "MarkKind",
    "column_name",
    "columns",
    "credit",
    "find_outlet",
    "outlet_of_link",
    "paste_mark",
    "read_header",
]

_TABLES = CORPUS / "tables"
#: Header lines are short; longer lines are prose (or hostile).
MAX_HEADER = 120

MarkKind = str  # "begin" | "end"


class Header(Struct, frozen=True):
    """A line that says whose report stands here. Spans are half-open offsets into the line."""

    outlet: str | None
    span: tuple[int, int]  # outlet, date and header words
    headline: tuple[int, int] | None  # the rest of the line: a headline, or the report's first sentence
    is_dated: bool
    is_bracketed: bool  # nothing but （共同）: may as well stand at the end of a report
    is_opinion: bool = False  # the outlet's own leading article or column
    opens: bool = False  # it stands above its report, whatever the lines around it sound like


# -- header lines -----------------------------------------------------------------------------------------------------

_PARTICLE_RE = Pattern(r"(?:新聞|通信|日報|新報|ニュース)[^ 　]{0,8}[はがをに]|[をがは、]")
_UNKNOWN_ISSUE_RE = Pattern(
    r"[「『【(（]?([一-龥ぁ-んァ-ヴーA-Za-z]{2,10})[」』】)）]?[ ]?[0-9]{4}年[0-9・/月日]{1,9}号(?:より|から|[)）])?(?:[ ][^。]{2,12})?$"
)
_SPLIT = " \t\u3000|｜】)）〕]』」>〉》-–—―:：/／・【(（〔[『「<〈《~〜↓━═="


@kept
def columns() -> dict[str, str]:
    """Return the papers' own columns by name, each with its paper: 天声人語 → 朝日新聞."""
    rows = read_table(_TABLES / "headers.tsv", key=("word", "role"))
    return {row["word"]: row["source"] for row in rows if row["role"] == "opinion" and row["source"] != "usage"}


@table_pattern
def column_name() -> str:
    """Return an expression for the names of such columns that are no words of every day."""
    return rf"(?<![一-龥]){alternation(name for name in columns() if len(name) > 2 and name != '小社会')}(?![一-龥])"


@kept
def _column_starts() -> frozenset[str]:
    return frozenset(word[:2] for word in columns())


#: The number of a source in a list of several: ①【時事通信】…, 資料1.毎日新聞、…
_NUMBER_RE = Pattern(
    r"(?:[①-⑳]|[(][0-9]{1,2}[)]|(?:資料|記事|その|引用|切り?抜き?)[ ]?[0-9①-⑳一二三四五]{1,2})[ .:、,)]*"
)


#: NHK総合 4月5日(火) 19:30〜: when a programme will be on
_SLOT_RE = Pattern(r"[0-9](?:時|:[0-9]{2}|時[0-9]{1,2}分)[ ]?[~〜～\-–—―](?:[ ]?[0-9]{1,2}[:時][0-9]{0,2}分?)?[)）]?$")
#: 「しんぶん千種」10月6日付より: whoever it is, who has issues that one copies from
_NAMED_ISSUE_RE = Pattern(
    r"[(（【]?[「『](?P<name>[^「」『』、。!?]{2,14})[」』][ 　]?(?P<day>[(（]?(?:(?:[0-9]{4}|(?:平成|令和)[0-9元]{1,2})年)?"
    r"[0-9]{1,2}[月/][0-9]{1,2}日?(?:付け?|号)[)）]?)(?:(?:の記事)?(?:より|から)(?:引用|転載|抜粋)?)?[】)）]?"
)


#: ◆区議会だより 令和7年11月号より: a public body's own paper, by its month.
_MONTHLY_RE = Pattern(
    r"[◆■●▼◇○□★☆【「『(（]?[ ]?(?P<name>(?!(?:今|先|来|前|毎)[月週年号]|[^ ]{0,6}様)(?=.{3,16}?[ 」』】)）0-9令平])[一-龥ァ-ヴーぁ-ん]{0,10}?(?:だより|便り|広報|[都道府県市区町村]報|通信|ニュース|時報)[一-龥ァ-ヴーぁ-ん]{0,8}?)(?<![はがをにので])"
    r"[」』】)）]?[ ]?(?P<day>(?:(?:[0-9]{4}|(?:平成|令和)[0-9元]{1,2})年)?[0-9]{1,2}月号)(?:の記事)?(?:より|から)(?:引用|転載|抜粋)?[】)）]?"
)


#: <cite>ロイター 2017年5月8日</cite>
_TAGGED_RE = Pattern(r"<(?P<tag>[A-Za-z]{1,10}[0-9]?)(?: [^<>]{0,40})?>(?P<inner>[^<>]{2,})</(?P=tag)>")


#: https://example.jp/1.html(東海道日報)
_LINK_AND_NAME_RE = Pattern(r"https?://[!-'*-~]{4,200} ?(?P<named>[(][^()]{2,30}[)])")


def read_header(line: str) -> Header | None:
    """Return what a line says about whose report stands here, or None where it is no header. ``line`` is folded.

    >>> read_header("②【産経新聞】無人島を香港系企業が取得").outlet
    '産経新聞'
    """
    if not 2 <= len(line) <= MAX_HEADER:
        return None
    if line[0] == "<" and (tagged := _TAGGED_RE.fullmatch(line)):
        header = read_header(tagged["inner"])
        return _shifted(header, tagged.start("inner")) if header is not None else None
    if line.startswith("http") and (credited := _LINK_AND_NAME_RE.fullmatch(line)):
        header = read_header(credited["named"])
        return _shifted(header, credited.start("named")) if header is not None else None
    if ("付" in line or "号" in line) and (issue := _NAMED_ISSUE_RE.fullmatch(line)):
        named = outlet_at(issue["name"], 0)
        name = named.name if named is not None and named.end == len(issue["name"]) else issue["name"]
        return Header(name, (issue.start("name"), issue.end("day")), None, True, False)
    if "月号" in line and (issue := _MONTHLY_RE.fullmatch(line)):
        return Header(issue["name"], (issue.start("name"), issue.end("day")), None, True, False)
    if not _may_name(line):
        return None
    if _SLOT_RE.search(line):
        return None
    number = _NUMBER_RE.match(line)
    header = _header_of(line[number.end() :]) if number else None
    if header is not None and number:
        return _shifted(header, number.end())
    return _header_of(line) or (_before_bracket(line) if line[-1] == "」" else _before_day(line))


def _before_bracket(line: str) -> Header | None:
    """Return the header of a paper and its day before a headline in brackets that begins with another's name:
    物流ニッポン 8月1日 「共同配送、酒4社が拡大」."""
    opener = line.rfind("「")
    if opener < MIN_BEFORE or line.find("」", opener) < len(line) - 1:
        return None
    header = _header_of(line[:opener].rstrip())
    if header is None or header.headline is not None or not (header.outlet and header.is_dated):
        return None
    return replace(header, headline=(opener, len(line)), is_bracketed=False)


#: 東海道日報「県立2病院、28年度に統合へ」(6月30日)
_HEADLINE_AND_DAY_RE = Pattern(
    r"(?P<name>[^「」『』()、。: ]{2,16})[ 　]?(?P<headline>[「『][^「」『』。]{6,60}[」』])[ 　]?[(](?:(?:19|20)[0-9]{2}[年/.])?[0-9]{1,2}[月/.][0-9]{1,2}日?(?:付け?|朝刊|夕刊|配信)?[)]"
)


def _before_day(line: str) -> Header | None:
    """Return the header of a paper before a headline in brackets and its day in others."""
    match = _HEADLINE_AND_DAY_RE.fullmatch(line) if line[-1] == ")" else None
    named = outlet_at(match["name"], 0) if match is not None else None
    if match is None or named is None or named.end != len(match["name"]) or named.is_weak:
        return None
    return Header(named.name, match.span("name"), match.span("headline"), True, False)


#: So many letters a paper and its day have at least.
MIN_BEFORE = 5


def _shifted(header: Header, by: int) -> Header:
    (start, end), headline = header.span, header.headline
    moved = headline and (headline[0] + by, headline[1] + by)
    return replace(header, span=(start + by, end + by), headline=moved)


def _header_of(line: str) -> Header | None:
    if "ニュース" in line and (passed := _passed_on(line)):
        return passed
    elements = elements_of(line)
    texts = [index for index, element in enumerate(elements) if element[0] == "text"]
    n_text = sum(elements[index][2] - elements[index][1] for index in texts)
    if n_text <= (8 if _is_led(line, elements, texts, n_text) else 2):
        return _judged(line, elements, None)  # a few letters beside outlet and date: a page, a place, a reporter
    unknown = _UNKNOWN_ISSUE_RE.match(line) if "号" in line else None
    if unknown:
        return Header(unknown[1], (unknown.start(1), unknown.end()), None, True, False)
    if line[elements[texts[0]][1] :].startswith("http"):
        return _judged(line, elements[: texts[0]], None)  # ソース:毎日新聞 https://…
    first, last = texts[0], texts[-1]
    is_named = any(element[0] in ("outlet", "opinion") for element in elements[:first])
    if is_named and (header := _before_headline(line, elements, first)):
        return header  # else the headline itself begins with an outlet: NHK、秋場所を中継へ(共同通信)
    while last + 1 < len(elements) and elements[last + 1][0] not in ("sign", "outlet"):
        last += 1  # M7.9に: what reads like a date or a header word belongs to the headline
    if any(element[0] == "outlet" for element in elements[last + 1 :]):
        return _behind_headline(line, elements, last)
    return None


def _is_led(line: str, elements: list[Element], texts: list[int], n_text: int) -> bool:
    """Tell whether a line begins with outlet and date, and what few letters there are besides are no headline."""
    lead = next((element[3] for element in elements if element[0] != "sign"), None)
    is_dated = any(element[0] == "date" for element in elements)
    if lead is None or lead.is_short or not is_dated or _PARTICLE_RE.search(line):
        return False
    if not texts:
        return True
    start = elements[texts[0]][1]
    opener = line[start - 1]
    # 県民新報(10月7日)「図書館に新棟」, 【県民新報 10月7日】図書館に新棟, 毎日新聞 5月3日 水害に備える: short headlines
    if opener in "「『" or (opener == "】" and n_text > 4):
        return False
    return n_text < 5 or not any(map("はがをにへ".__contains__, line[start:]))


def _before_headline(line: str, elements: list[Element], first: int) -> Header | None:
    """Return the header that stands before the headline which begins with the text element ``first``."""
    start = first
    while start > 1 and elements[start - 1][0] not in ("sign", "outlet", "opinion"):
        start -= 1  # 東京地下鉄、…: what reads like a header word or a date belongs to the headline
    if elements[start][1] and line[elements[start][1] - 1] in _SPLIT:
        first = start
    begin = elements[first][1]
    # The headline's own brackets and dates belong to it: 「なぜ今」住民から…
    while begin and line[begin - 1] in "「『<〈" and line[begin - 1] not in _closed_before(line[:begin]):
        begin -= 1
    if line[begin] in "はがにのもをで" and line[begin - 1] in CLOSE:
        return None  # 東京新聞(10月21日)はこう書いている。
    if begin and line[begin - 1] == "(" and line[line.find(")", begin) + 1 :][:1] in (*"はがにのもをで",):
        return None  # 4月8日の中日新聞朝刊(市民版)に、…
    is_apart = begin > 0 and (line[begin - 1] in _SPLIT or (line[begin] in "「『" and line[-1] in "」』"))
    return _judged(line, elements[:first], (begin, len(line))) if is_apart else None


#: 引用:…, 参考記事:… before a headline
_LABEL_RE = Pattern(r"(?:引用|転載|抜粋|参考|参考記事|関連記事|記事|元記事|ソース|出典)[ ]?[:：][ ]?")
#: UHB 北海道文化放送: a station's letters
_LETTERS_RE = Pattern(r"[A-Za-z]{2,6}[ ]?")


def _behind_headline(line: str, elements: list[Element], last: int) -> Header | None:
    """Return the header that stands behind the headline which ends with the text element ``last``."""
    end = elements[last][2]
    if line[-1] == "。" and line[end - 1] in "はがをのもにでと、":
        return None  # 題字は「初夢新聞」でした。
    while end < len(line) and line[end] in "」』。!?…)】" and line[end] not in "(（":
        end += 1
    if line[end : end + 1] not in (*_SPLIT,) and line[end - 1] not in _SPLIT:
        return None
    if _LETTERS_RE.fullmatch(line, 0, end):
        return _judged(line, elements[last + 1 :], None)
    label = _LABEL_RE.match(line, 0, end)
    return _judged(line, elements[last + 1 :], (label.end() if label else 0, end))


@table_pattern
def _carrier_re() -> str:
    """Return an expression for a portal before or behind a headline with its paper: …(毎日新聞) - Yahoo!ニュース."""
    names = alternation(form for form, outlet in outlet_forms()[0].items() if outlet.kind == "carrier")
    return rf"^{names}[ ]*[-|:–—][ ]*|[ ]*[-|:–—][ ]*{names}(?:[ ][A-Z][A-Za-z]*)?$"


def _passed_on(line: str) -> Header | None:
    """Return the header of the paper whose report a portal passes on, where the line names both; else None."""
    match = _carrier_re().search(line)
    if match is None:
        return None
    start, stop = (match.end(), len(line)) if match.start() == 0 else (0, match.start())
    header = read_header(line[start:stop])
    if header is None or header.headline is None or not header.outlet:
        return None
    last = header.span[1] if start else len(line) - start
    return _shifted(replace(header, span=(header.span[0], last), is_bracketed=False), start)


@kept
def _hints() -> tuple[str, ...]:
    endings = (*name_endings(is_weak=False), *(word for word in name_endings(is_weak=True) if len(word) > 2))
    return (*endings, "通信", "放送", "報知", "経済", "速報", "刊", "』", "配信", "号")


def _may_name(line: str) -> bool:
    """Tell cheaply whether an outlet may stand in the line: a name's first two letters, or an ending."""
    if any(map(line.__contains__, _hints())):
        return True
    pairs = set(map(add, line, line[1:]))
    return not outlet_forms()[1].keys().isdisjoint(pairs) or not _column_starts().isdisjoint(pairs)


def _closed_before(text: str) -> str:
    return "".join(character for character in text if character in CLOSE)


def _judged(line: str, part: list[Element], headline: tuple[int, int] | None) -> Header | None:
    """Return the header that ``part`` of the line makes, or None where it says too little."""
    outlets = [element[3] for element in part if element[3] is not None]
    roles = {element[0] for element in part}
    is_dated = "date" in roles
    has_verb = "verb" in roles
    solid = [element for element in part if element[0] != "sign"]
    if not solid:
        return None
    start, end = solid[0][1], solid[-1][2]
    if not outlets and (column := _column_in(line, part, headline is None)):
        return column
    if not outlets:
        # 4月5日(火)7時55分配信: somebody's report, though nobody is named.
        is_delivery = headline is None and is_dated and "配信" in line
        return Header(None, (start, end), None, True, False) if is_delivery else None
    named = _deliverer(line, part) or next((outlet for outlet in outlets if outlet.kind != "carrier"), outlets[0])
    before, after = line[:start].rstrip(), line[end:].lstrip()
    is_bracketed = bool(before) and before[-1] in OPEN and bool(after) and after[0] in CLOSE
    own = next(element for element in part if element[3] is named)
    is_bracketed |= line[: own[1]].rstrip()[-1:] in (*OPEN,) and line[own[2] :].lstrip()[:1] in (*CLOSE,)
    told = is_dated or has_verb or _PAGE_RE.search(line, own[2], end) is not None
    if named.kind == "formed" and not (is_dated or is_bracketed or (has_verb and headline is None)):
        return None
    if not told and not is_bracketed and (named.is_short or named.is_weak):
        return None
    if headline is not None:
        is_separated = before[-1:] in ("-", "|", ":", "–", "—", "―", "~") or after[:1] in ("|", ":", "-", "~")
        is_separated = is_separated or after.lstrip(")")[:1] == ":"
        # 「解散見送りへ」夕刊フジ公式サイト: more than the name of who is quoted
        is_cited = headline[0] == 0 and line[0] in "「『" and before[-1:] in ("」", "』") and len(solid) > 1
        if not (told or is_bracketed or is_separated or is_cited or "opinion" in roles):
            return None
        if named.is_short and not is_bracketed and not is_dated:
            return None
    elif (
        not told
        and not is_bracketed
        and "opinion" not in roles
        and not line.rstrip("。:」)").endswith(("です", "でした"))  # 毎日新聞の記事です。
        and not line.endswith(_LEADING_ON)
        and any(
            element[0] == "word" and line[element[1] : element[2]] in ("は", "が", "を", "に", "で", "の")
            for element in part
        )
    ):
        return None
    only = len(solid) == 1 and is_bracketed and headline is None
    return Header(named.name, (start, end), headline, is_dated, only, "opinion" in roles)


#: What leads on to a report below: 毎日新聞の記事:
_LEADING_ON = tuple(f"{what}{sign}" for what in ("記事", "報道", "ニュース", "社説", "コラム") for sign in ":↓⇓⬇")


def _deliverer(line: str, part: list[Element]) -> Outlet | None:
    """Return the outlet that a line says its report is from: 決算速報 10月10日 配信:兜見ニュース."""
    return next(
        (
            element[3]
            for element in part
            if element[3] is not None and line[: element[1]].rstrip(": ").endswith(("配信", "提供"))
        ),
        None,
    )


def _column_in(line: str, part: list[Element], is_whole: bool) -> Header | None:
    """Return the header that a paper's own column makes beside a date or in brackets: 【産経抄】4月5日."""
    solid = [element for element in part if element[0] != "sign"]
    column = next((element for element in solid if element[0] == "opinion"), None)
    outlet = columns().get(line[column[1] : column[2]]) if column is not None else None
    if column is None or outlet is None:
        return None
    is_dated = any(element[0] == "date" for element in solid)
    before, after = line[: column[1]].rstrip(), line[column[2] :].lstrip()
    is_bracketed = before[-1:] in (*OPEN,) and after[:1] in (*CLOSE,)
    is_alone = is_whole and len(solid) == 1 and column[2] - column[1] > 3
    if not (is_bracketed or is_alone or (is_dated and is_whole)):
        return None
    headline = None if is_whole else (len(line) - len(line[column[2] :].lstrip(CLOSE + " 　・:")), len(line))
    return Header(outlet, (solid[0][1], solid[-1][2]), headline, is_dated, False, True)


#: 読売1面, 朝日(3面)
_PAGE_RE = Pattern(r"(?:[0-9]{1,2}|[一二三])(?:社会)?面")


# -- credits, marks, links, phrases -----------------------------------------------------------------------------------

_CREDIT_SPLIT_RE = Pattern(r"[、・,/=＝ 　\-]+")
_CREDIT_DAY_RE = Pattern(r"(?:^|[ 、,])(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:付け?)?(?=[ 、,]|$)")
#: 東海道日報|六月三十日, 東海道日報|令和8年6月30日, 東海道日報|昨日夕刊
_TOLD_DAY_RE = Pattern(
    r"(?<=[^0-9一二三四五六七八九十])(?:(?:令和|平成)[0-9元一二三四五六七八九十]{1,3}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日|(?:昨日|本日|今日|今朝|昨夜)|先月[0-9]{1,2}日)(?:付け?|[朝夕]刊)*$"
)
_CREDIT_NOT_RE = Pattern(r"(?:提供|撮影|写真|本誌|本社|調べ|担当|学)$")


def credit(inner: str) -> str | None:
    """Return the outlet that a bracket at the start or end of a report names, or None: 共同, ワシントン時事, 東邦通信社配信."""
    inner = _TOLD_DAY_RE.sub("", inner.strip())
    if any(map(str.isdigit, inner)):  # 西岸日報5月18日付朝刊
        header = read_header(f"({inner})")
        if header is not None and header.headline is None:
            return header.outlet
        inner = _CREDIT_DAY_RE.sub(" ", inner).strip()  # ワシントン 13日 ロイター
        if any(map(str.isdigit, inner)):
            return None
    if not 2 <= len(inner) <= 24 or _CREDIT_NOT_RE.search(inner):
        return None
    forms, _ = outlet_forms()
    parts = [part for part in _CREDIT_SPLIT_RE.split(inner) if part]
    for part in parts:
        part = part.removesuffix("配信").removesuffix("電")
        if not part:
            continue
        if part in forms and forms[part].kind != "carrier":
            return forms[part].name
        for agency in ("AFP時事", "共同", "時事", "ロイター", "AFP"):
            if part.endswith(agency) and len(part) <= len(agency) + 8:
                return forms[agency].name
        named = named_by_suffix(part, 0)
        if named and named.end == len(part) and not named.is_weak:
            return named.name
        if (
            named
            and named.end == len(part)
            and part[-2:] in ("通信", "放送", "報知", "経済", "速報", "スポ", "テレ", "レビ")
            and len(part) >= 4
        ):
            return named.name
        formed = mixed_name(part, 0)
        if formed and formed.end == len(part):
            return formed.name
    return None


_NOISE_RE = Pattern(r"[\s\-‐–—―─━═=＝~〜・|:：、。.,()（）\[\]〔〕【】「」『』<>〈〉《》■□◆◇●○▼▽▲△★☆※*#↓↑⇒→⬇…!_＿*\"]+")


#: Which of several pastes a mark closes: 資料1, その二, ②
_COUNTED_RE = Pattern(r"(?:資料|記事|その|引用|切り?抜き|新聞)?[0-9一二三四五六七八九十①-⑳]{1,2}(?:は|の)?")


@kept
def _marks() -> dict[str, str]:
    rows = read_table(_TABLES / "headers.tsv", key=("word", "role"))
    return {row["word"]: row["role"] for row in rows if row["role"] in ("begin", "end")}


def paste_mark(line: str) -> MarkKind | None:
    """Return "begin" or "end" where the line only opens or closes a quotation, else None.

    >>> paste_mark("----- 以下引用 -----"), paste_mark("――以上、転載終わり。"), paste_mark("以下略。では次に。")
    ('begin', 'end', None)
    >>> paste_mark("(資料1おわり)"), paste_mark("2記事")
    ('end', None)
    """
    if len(line) > 40:
        return None
    bare = _NOISE_RE.sub("", line)
    mark = _marks().get(bare)
    if mark is None and (number := _COUNTED_RE.match(bare)):  # (資料1おわり)
        mark = _marks().get(bare[number.end() :])
        return mark if mark == "end" else None
    return mark
