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

import re
from functools import cache
from operator import add
from pathlib import Path
from typing import NamedTuple

from corpus.vocabulary import read_table

__all__ = ["Header", "MarkKind", "credit", "find_outlet", "outlet_of_link", "paste_mark", "read_header"]

_TABLES = Path(__file__).parent / "tables"
#: Header lines are short; longer lines are prose (or hostile).
MAX_HEADER = 120

MarkKind = str  # "begin" | "end"


class Header(NamedTuple):
    """A line that says whose report stands here. Spans are half-open offsets into the line."""

    outlet: str | None
    span: tuple[int, int]  # outlet, date and header words
    headline: tuple[int, int] | None  # the rest of the line: a headline, or the report's first sentence
    is_dated: bool
    is_bracketed: bool  # nothing but （共同）: may as well stand at the end of a report
    is_opinion: bool = False  # the outlet's own leading article or column


class _Outlet(NamedTuple):
    name: str
    kind: str
    is_short: bool  # 共同, 毎日: a name only in brackets or beside a date or header word
    is_weak: bool = False  # named by a suffix that common nouns share: 経済, 放送 …
    start: int = 0
    end: int = 0


# -- names ------------------------------------------------------------------------------------------------------------

#: Endings by which an unknown name is an outlet. Weak ones also end common nouns (国内経済, 館内放送).
_STRONG = ("新聞", "日報", "新報", "日日", "通信社", "タイムス", "毎夕", "民報")
_WEAK = (
    "通信",
    "放送",
    "テレビ",
    "ラジオ",
    "報知",
    "経済",
    "速報",
    "時報",
    "週報",
    "タイムズ",
    "ニュース",
    "ジャーナル",
    "プレス",
    "スポーツ",
    "オンライン",
    "評論",
    "夕刊",
    "朝報",
    "ポスト",
    "トリビューン",
    "NEWS",
    "News",
    "TV",
)
_SUFFIXES = tuple(sorted((*_STRONG, *_WEAK), key=len, reverse=True))
_EDITIONS = (
    "デジタル版",
    "デジタル",
    "オンライン",
    "電子版",
    "ウェブ版",
    "ウェブ",
    "WEB版",
    "WEB",
    "Web版",
    "Web",
    "web",
    "ONLINE",
    "プラス",
    "ニュース",
    "NEWS",
)
_PERIODICALS = ("週刊", "月刊", "隔週刊", "隔月刊", "季刊", "旬刊", "日刊")
_ISSUE = r"(週刊|月刊|季刊|隔月刊|旬刊|隔週刊)?『([^』\n]{2,18})』(?=[ ]?(?:[0-9]{1,4}年)?[0-9・/ 月日]{1,10}号)"
#: A name ends at the latest here.
MAX_NAME = 24
#: Stems with which the ending is a common noun, not a name.
_COMMON = frozenset(
    [
        "地元",
        "各",
        "全国",
        "大手",
        "主要",
        "電気",
        "情報",
        "移動",
        "データ",
        "光",
        "無線",
        "衛星",
        "公共",
        "民間",
        "再",
        "生",
        "館内",
        "校内",
        "防災",
        "日本の",
        "同",
        "当",
        "本",
        "弊",
        "他",
        "一般",
        "地方",
        "有力",
        "学級",
        "学校",
        "学生",
        "壁",
        "号外",
        "古",
        "購読",
        "朝夕",
        "国内",
        "世界",
        "地域",
        "実体",
        "マクロ",
        "ミクロ",
        "市場",
        "計画",
        "資本主義",
        "米国",
        "中国",
        "国際",
        "政治",
        "社会",
        "家庭",
        "日本",
        "最新",
        "主な",
        "関連",
        "注目",
        "今日の",
        "芸能",
        "海外",
        "国内の",
        "重要",
        "緊急",
        "地震",
        "開票",
        "選挙",
        "地上波",
        "地上",
        "民放",
        "ネット",
        "有線",
        "衛星",
        "携帯",
        "車内",
        "音声",
        "文字",
        "臨時",
        "街頭",
        "ケーブル",
        "インターネット",
        "動画",
        "生放送",
        "液晶",
        "カラー",
        "プロ",
        "アマ",
        "ウィンター",
        "モーター",
        "文学",
        "文芸",
        "人物",
        "全国紙",
        "業界",
        "専門",
        "経済",
        "英字",
        "夕刊",
        "朝刊",
        "スポーツ",
        "保守系",
        "外国",
        "韓国",
        "米",
        "英",
        "仏",
        "独",
        "露",
        "北朝鮮",
        "国営",
        "公営",
        "大学",
        "県内",
        "市内",
        "町内",
        "機関紙",
        "個人",
        "暗号",
        "秘匿",
        "高速",
        "双方向",
        "相互",
        "郵便",
        "パソコン",
    ]
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return ``pattern`` compiled when first needed: most texts need few of these, and start-up is counted."""
    return re.compile(pattern)


@cache
def _forms() -> tuple[dict[str, _Outlet], dict[str, list[str]]]:
    """Return the outlets of the table by form, and the forms by their first two characters, longest first."""
    forms: dict[str, _Outlet] = {}
    by_start: dict[str, list[str]] = {}
    for row in read_table(_TABLES / "outlets.tsv", key="form", required=("name", "kind", "use", "source", "example")):
        form = row["form"]
        forms[form] = _Outlet(row["name"], row["kind"], row["use"] == "short")
        by_start.setdefault(form[:2], []).append(form)
    for candidates in by_start.values():
        candidates.sort(key=len, reverse=True)
    return forms, by_start


@cache
def _domains() -> dict[str, str]:
    rows = read_table(_TABLES / "outlets.tsv", key="form")
    return {row["domain"]: row["name"] for row in rows if row["domain"] and row["kind"] != "carrier"}


def _outlet_at(text: str, position: int) -> _Outlet | None:
    """Return the outlet whose name starts at ``position``, the longer of table and suffix reading."""
    forms, by_start = _forms()
    found: _Outlet | None = None
    for form in by_start.get(text[position : position + 2], ()):
        if text.startswith(form, position):
            end = position + len(form)
            if (
                form[-1:].isascii()
                and form[-1:].isalnum()
                and text[end : end + 1].isascii()
                and text[end : end + 1].isalnum()
            ):
                continue
            found = forms[form]._replace(start=position, end=end)
            break
    named = _named_by_suffix(text, position)
    if named and (found is None or (named.end > found.end and not named.is_weak and named.end - found.end > 3)):
        if found and not found.is_short and not _is_name_char(text[found.end : found.end + 1]):
            return found
        return named
    return found


def _named_by_suffix(text: str, position: int) -> _Outlet | None:
    """Return the outlet that an ending tells: みのり新聞, 週刊東西, 『…』6月14日号."""
    if text[position] == "『" or text.startswith("刊『", position + 1):
        match = _compiled(_ISSUE).match(text, position)
        return _Outlet((match[1] or "") + match[2], "magazine", False, False, position, match.end()) if match else None
    kana = position
    while "ぁ" <= text[kana : kana + 1] <= "ん":  # みのり新聞
        kana += 1
    if kana > position and (not 3 <= kana - position <= 6 or text[kana - 1] in "うるたなのはがをにもでといばてらくれ"):
        return None
    end = _run_end(text, kana)
    if text.startswith(_PERIODICALS, position):
        return _periodical(text, position, end)
    run = text[position:end]
    if end - position < 3 or run[0] in "付号面版":
        return None
    for edition in _EDITIONS:  # みのり新聞ニュース: an edition, though it ends like a name itself
        shorter = run.removesuffix(edition)
        if shorter != run and (shorter.endswith(_STRONG) or not run.endswith(_SUFFIXES)):
            run = shorter
            break
    bare = run.removesuffix("協会") if run.endswith("放送協会") else run
    bare = bare if bare.endswith("通信社") else bare.removesuffix("社")
    suffix = next((each for each in _SUFFIXES if bare.endswith(each)), "")
    stem = bare.removesuffix(suffix)
    if not suffix or not stem or stem in _COMMON or len(stem) > 12:
        return None
    if kana > position and suffix not in _STRONG:
        return None
    name = bare.removesuffix("社") if bare.endswith("通信社") else bare
    return _Outlet(name, "unknown", False, suffix in _WEAK, position, end)


def _run_end(text: str, position: int) -> int:
    """Return where the run of kanji, katakana and Latin letters ends that begins at ``position``."""
    end = position
    stop = min(len(text), position + MAX_NAME)
    while end < stop and (
        _is_name_char(text[end]) or (text[end].isascii() and text[end].isalpha()) or text[end] == "&"
    ):
        end += 1
    return end


def _periodical(text: str, position: int, end: int) -> _Outlet | None:
    """週刊東西, 月刊くらしと経済: kana belongs to the name where the name ends at a bracket, a blank or a number."""
    stop = end
    while stop < len(text) and stop - position < 14 and "ぁ" <= text[stop] <= "ん":
        stop = max(stop + 1, _run_end(text, stop + 1))
    if stop > end and (text[stop : stop + 1] in ("", " ", "」", "』", "】", ")", "\n") or text[stop].isdigit()):
        end = stop
    return _Outlet(text[position:end], "magazine", False, False, position, end) if end - position > 2 else None


def _is_name_char(character: str) -> bool:
    return bool(character) and ("一" <= character <= "龥" or "ァ" <= character <= "ヺ" or character in "ー々")


# -- header lines -----------------------------------------------------------------------------------------------------

_NUMBER = r"(?:[0-9]{1,4}|[〇一二三四五六七八九十百元]{1,7})"
_DAY = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = (
    rf"(?:(?:平成|昭和|令和|大正|[HSRhsr]|')?[ ]?{_NUMBER}[ ]?(?:年|[./-])[ ]?)?{_DAY}[ ]?(?:月|[./-])[ ]?{_DAY}[ ]?日?"
    rf"|(?:平成|昭和|令和|[HSRhsr])?{_NUMBER}年(?:{_DAY}月)?|{_DAY}(?=日付)|{_DAY}日(?![本報刊])"
)
_TIME = r"[-T]?[0-9]{1,2}(?::[0-9]{2}){1,2}|[0-9]{1,2}時(?:[0-9]{1,2}分)?(?:[0-9]{1,2}秒)?"
_WEEKDAY = r"[(（〔]?[月火水木金土日祝](?:[・,]?[祝休])?(?:曜日?)?[)）〕]|[月火水木金土日]曜日?"
_PAGE = r"第?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:社会|[版頁])?面?(?:版|面|頁|ページ)|[一-龥]{1,5}面|[0-9]社面"
_PARTICLE = r"(?:新聞|通信|日報|新報|ニュース)[^ 　]{0,8}[はがをに]|[をがは、]"
_REPORTER = r"(?:記者|文|取材|写真|撮影|聞き手|構成|執筆|筆者|文と写真|文・写真)[=＝・:：/ 　][一-龥々ァ-ヴーぁ-ん ・]{1,10}(?=[)）】\]〕]|$)"
_EDITION_NAME = r"[A-Za-zァ-ヴー+]{2,12}(?=[ 　(（\[【|｜/・0-9]|$)"
_UNKNOWN_ISSUE = (
    r"[「『【(（]?([一-龥ァ-ヴーA-Za-z]{2,10})[」』】)）]?[ ]?[0-9]{4}年[0-9・/月日]{1,9}号(?:より|から|[)）])?$"
)
_SIGN = r"[\s\-‐–—―─=＝~〜・|:：,、。./／\\()（）\[\]〔〕【】「」『』<>〈〉《》≪≫■□◆◇●○◎▼▽▲△★☆※*#＃\"'“”↓⇒→⬇+_]+"
_OPEN = "(（[〔【「『<〈《≪"
_CLOSE = ")）]〕】」』>〉》≫"
_SPLIT = " \t\u3000|｜】)）〕]』」>〉》-–—―:：/／・【(（〔[『「<〈《~〜↓"


@cache
def _words() -> dict[str, list[tuple[str, str]]]:
    """Return the header words by first character, longest first, each with its role."""
    words: dict[str, list[tuple[str, str]]] = {}
    for row in read_table(_TABLES / "headers.tsv", key=("word", "role"), required=("source", "example")):
        if row["role"] in ("word", "verb", "opinion"):
            words.setdefault(row["word"][0], []).append((row["word"], row["role"]))
    for candidates in words.values():
        candidates.sort(key=lambda pair: -len(pair[0]))
    return words


def _elements(line: str) -> list[tuple[str, int, int, _Outlet | None]]:
    """Return the line cut into (role, start, end): outlet, date, time, word, verb, opinion, sign, text."""
    elements: list[tuple[str, int, int, _Outlet | None]] = []
    position, words = 0, _words()
    while position < len(line):
        match = _compiled(_SIGN).match(line, position)
        if match:
            elements.append(("sign", position, match.end(), None))
            position = match.end()
            continue
        role, end, outlet = "", position, None
        previous = elements[-1] if elements else None
        after_text = previous is not None and previous[0] == "text"
        if line[position].isdigit() or line[position] in "〇一二三四五六七八九十元平昭令大HSRhsrT'第月火水木金土日":
            for role_name, pattern in (
                ("date", _compiled(_DATE)),
                ("time", _compiled(_TIME)),
                ("time", _compiled(_WEEKDAY)),
            ):
                match = pattern.match(line, position)
                if match and match.end() > end:
                    role, end = role_name, match.end()
        if not role:
            found = _outlet_at(line, position)
            if (
                found
                and found.is_short
                and any(
                    line.startswith(word, position) and len(word) > found.end - position
                    for word, _ in words.get(line[position], ())
                )
            ):
                found = None  # 産経抄, not 産経
            if found and not (after_text and _is_name_char(line[position - 1])):
                role, end, outlet = "outlet", found.end, found
        if (
            not role
            and line[position] in "記文取写撮聞構執筆"
            and (match := _compiled(_REPORTER).match(line, position))
        ):
            role, end = "word", match.end()
        if not role and previous is not None and previous[0] == "outlet" and previous[2] == position:
            match = _compiled(_EDITION_NAME).match(line, position)  # 産経WEST, 中国新聞アルファ
            if match:
                role, end = "word", match.end()
        if not role:
            for word, word_role in words.get(line[position], ()):
                if line.startswith(word, position) and len(word) > 0:
                    role, end = word_role, position + len(word)
                    break
        if not role or role in ("word", "date"):
            match = _compiled(_PAGE).match(line, position)
            if match and match.end() > end:
                role, end = "word", match.end()
        if role and not (after_text and role in ("word",) and end - position == 1):
            elements.append((role, position, end, outlet))
            position = end
        elif after_text and previous is not None:
            elements[-1] = ("text", previous[1], position + 1, None)
            position += 1
        else:
            elements.append(("text", position, position + 1, None))
            position += 1
    return elements


def read_header(line: str) -> Header | None:
    """Return what a line says about whose report stands here, or None where it is no header. ``line`` is folded."""
    if not 2 <= len(line) <= MAX_HEADER or not _may_name(line):
        return None
    elements = _elements(line)
    texts = [index for index, element in enumerate(elements) if element[0] == "text"]
    n_text = sum(elements[index][2] - elements[index][1] for index in texts)
    roles = {element[0] for element in elements}
    lead = next((element[3] for element in elements if element[0] != "sign"), None)
    is_led = lead is not None and not lead.is_short and "date" in roles and not _compiled(_PARTICLE).search(line)
    if n_text <= (8 if is_led else 2):
        return _judged(line, elements, None)  # a few letters beside outlet and date: a page, a place, a reporter
    unknown = _compiled(_UNKNOWN_ISSUE).match(line) if "号" in line else None
    if unknown:
        return Header(unknown[1], (unknown.start(1), unknown.end()), None, True, False)
    first, last = texts[0], texts[-1]
    if any(element[0] == "outlet" for element in elements[:first]):
        begin = elements[first][1]
        # The headline's own brackets and dates belong to it: 「なぜ今」住民から…
        while begin and line[begin - 1] in "「『<〈" and line[begin - 1] not in _closed_before(line[:begin]):
            begin -= 1
        if begin == 0 or line[begin - 1] not in _SPLIT:
            return None
        return _judged(line, elements[:first], (begin, len(line)))
    if any(element[0] == "outlet" for element in elements[last + 1 :]):
        end = elements[last][2]
        while end < len(line) and line[end] in "」』。!?…)" and line[end] not in "(（":
            end += 1
        if line[end : end + 1] not in (*_SPLIT,) and line[end - 1] not in _SPLIT:
            return None
        return _judged(line, elements[last + 1 :], (0, end))
    return None


_HINTS = (
    *_STRONG,
    *(word for word in _WEAK if len(word) > 2),
    "通信",
    "放送",
    "報知",
    "経済",
    "速報",
    "刊",
    "』",
    "配信",
    "号",
)


def _may_name(line: str) -> bool:
    """Tell cheaply whether an outlet may stand in the line: a name's first two letters, or an ending."""
    return any(map(line.__contains__, _HINTS)) or not _forms()[1].keys().isdisjoint(map(add, line, line[1:]))


def _closed_before(text: str) -> str:
    return "".join(character for character in text if character in _CLOSE)


def _judged(
    line: str, part: list[tuple[str, int, int, _Outlet | None]], headline: tuple[int, int] | None
) -> Header | None:
    """Return the header that ``part`` of the line makes, or None where it says too little."""
    outlets = [element[3] for element in part if element[3] is not None]
    roles = {element[0] for element in part}
    is_dated = "date" in roles
    has_verb = "verb" in roles
    solid = [element for element in part if element[0] != "sign"]
    if not solid:
        return None
    start, end = solid[0][1], solid[-1][2]
    if not outlets:
        # 4月5日(火)7時55分配信: somebody's report, though nobody is named.
        is_delivery = headline is None and is_dated and "配信" in line
        return Header(None, (start, end), None, True, False) if is_delivery else None
    named = next((outlet for outlet in outlets if outlet.kind != "carrier"), outlets[0])
    before, after = line[:start].rstrip(), line[end:].lstrip()
    is_bracketed = bool(before) and before[-1] in _OPEN and bool(after) and after[0] in _CLOSE
    own = next(element for element in part if element[3] is named)
    is_bracketed |= line[: own[1]].rstrip()[-1:] in (*_OPEN,) and line[own[2] :].lstrip()[:1] in (*_CLOSE,)
    told = is_dated or has_verb
    if not told and not is_bracketed and (named.is_short or named.is_weak):
        return None
    if headline is not None:
        is_separated = before[-1:] in ("-", "|", "|", ":", "–", "—", "―", "~") or after[:1] in ("|", ":", "-", "~")
        if not (told or is_bracketed or is_separated or "opinion" in roles):
            return None
        if named.is_short and not is_bracketed and not is_dated:
            return None
    elif (
        not told
        and not is_bracketed
        and "opinion" not in roles
        and not line.rstrip("。:」)").endswith(("です", "でした"))  # 毎日新聞の記事です。
        and any(
            element[0] == "word" and line[element[1] : element[2]] in ("は", "が", "を", "に", "で", "の")
            for element in part
        )
    ):
        return None
    only = len(solid) == 1 and is_bracketed and headline is None
    return Header(named.name, (start, end), headline, is_dated, only, "opinion" in roles)


# -- credits, marks, links, phrases -----------------------------------------------------------------------------------

_CREDIT_SPLIT = r"[、・,/=＝ 　\-]+"
_CREDIT_NOT = r"(?:提供|撮影|写真|本誌|本社|調べ|担当|学)$"


def credit(inner: str) -> str | None:
    """Return the outlet that a bracket at the start or end of a report names, or None: 共同, ワシントン時事, 東邦通信社配信."""
    inner = inner.strip()
    if any(map(str.isdigit, inner)):  # 西岸日報5月18日付朝刊
        header = read_header(f"({inner})")
        return header.outlet if header is not None and header.headline is None else None
    if not 2 <= len(inner) <= 24 or _compiled(_CREDIT_NOT).search(inner):
        return None
    forms, _ = _forms()
    parts = [part for part in _compiled(_CREDIT_SPLIT).split(inner) if part]
    for part in parts:
        part = part.removesuffix("配信").removesuffix("電")
        if part in forms and forms[part].kind != "carrier":
            return forms[part].name
        for agency in ("AFP時事", "共同", "時事", "ロイター", "AFP"):
            if part.endswith(agency) and len(part) <= len(agency) + 8:
                return forms[agency].name
        named = _named_by_suffix(part, 0)
        if named and named.end == len(part) and not named.is_weak:
            return named.name
        if (
            named
            and named.end == len(part)
            and part[-2:] in ("通信", "放送", "報知", "経済", "速報", "スポ", "テレ")
            and len(part) >= 4
        ):
            return named.name
    return None


_NOISE = r"[\s\-‐–—―─=＝~〜・|:：、。.,()（）\[\]〔〕【】「」<>〈〉《》■□◆◇●○▼▽▲△★☆※*#↓↑⇒→⬇…!_＿*\"]+"


@cache
def _marks() -> dict[str, str]:
    rows = read_table(_TABLES / "headers.tsv", key=("word", "role"))
    return {row["word"]: row["role"] for row in rows if row["role"] in ("begin", "end")}


def paste_mark(line: str) -> MarkKind | None:
    """Return "begin" or "end" where the line only opens or closes a quotation, else None.

    >>> paste_mark("----- 以下引用 -----"), paste_mark("――以上、転載終わり。"), paste_mark("以下略。では次に。")
    ('begin', 'end', None)
    """
    if len(line) > 40:
        return None
    return _marks().get(_compiled(_NOISE).sub("", line))


_LINK = r"https?://(?:www\.)?([A-Za-z0-9.\-]+)"


def outlet_of_link(line: str) -> str | None:
    """Return the outlet whose site the line links to, or None.

    >>> outlet_of_link("https://www.asahi.com/articles/ASN1.html")
    '朝日新聞'
    """
    match = _compiled(_LINK).search(line)
    if match is None:
        return None
    host = match[1].lower()
    domains = _domains()
    while "." in host:
        if host in domains:
            return domains[host]
        host = host.partition(".")[2]
    return None


_CAND = r"新聞|日報|新報|タイムス|通信|放送|NHK|テレビ|ニュース|ロイター|AFP|週刊|日経|読売|朝日|毎日|産経|共同|時事"


def find_outlet(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Return the first outlet named in ``text[start:end]`` with its span, or None. Common nouns and short forms do not count."""
    for anchor in _compiled(_CAND).finditer(text, start, end):
        floor = max(start, anchor.start() - 12)
        for position in range(floor, anchor.start() + 1):
            if (
                position > floor
                and position > start
                and _is_name_char(text[position - 1])
                and _is_name_char(text[position])
            ):
                continue
            found = (
                _outlet_at(text[:end], position) if end - start < 400 else _outlet_at(text[position : position + 40], 0)
            )
            if found and not found.is_short and not found.is_weak and found.kind != "carrier":
                shift = 0 if end - start < 400 else position
                if found.start + shift <= anchor.start() < found.end + shift:
                    return found.name, found.start + shift, found.end + shift
    return None
