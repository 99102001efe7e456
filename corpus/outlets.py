"""Names of outlets: known ones from a table, unknown ones by their ending (みのり新聞, 週刊東西), links to their sites.

>>> find_outlet("みのり新聞が5日に報じた。", 0, 13)
('みのり新聞', 0, 5)
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from corpus.cache import kept, kept_rows
from corpus.patterns import Pattern, table_pattern
from corpus.places import CORPUS
from corpus.vocabulary import alternation, read_table

__all__ = [
    "Outlet",
    "find_outlet",
    "is_carrier",
    "is_name_char",
    "is_periodical",
    "mixed_name",
    "name_endings",
    "named_by_suffix",
    "outlet_at",
    "outlet_forms",
    "outlet_of_link",
]

_TABLES = CORPUS / "tables"


class Outlet(Struct, frozen=True):
    """An outlet as named at ``start:end`` of a line."""

    name: str
    kind: str
    is_short: bool  # 共同, 毎日: a name only in brackets or beside a date or header word
    is_weak: bool = False  # named by a suffix that common nouns share: 経済, 放送 …
    start: int = 0
    end: int = 0


@kept
def _parts() -> dict[str, tuple[str, ...]]:
    """Return what names end in, begin with and are followed by, the longer parts first, by kind."""
    rows = read_table(_TABLES / "outlet_parts.tsv", key=("part", "kind"), required=("source", "example"))
    parts: dict[str, tuple[str, ...]] = {}
    for row in sorted(rows, key=lambda row: -len(row["part"])):
        parts[row["kind"]] = (*parts.get(row["kind"], ()), row["part"])
    parts["ending"] = tuple(sorted((*parts["strong"], *parts["weak"]), key=len, reverse=True))
    return parts


def name_endings(*, is_weak: bool) -> tuple[str, ...]:
    """Return the endings by which an unknown name is an outlet; weak ones also end common nouns (国内経済, 館内放送)."""
    return _parts()["weak" if is_weak else "strong"]


def is_periodical(name: str) -> bool:
    """Tell whether a name begins as magazines' do: 週刊東西."""
    return name.startswith(_parts()["periodical"])


@table_pattern
def _issue_re() -> str:
    periodical = alternation(_parts()["periodical"])
    return rf"({periodical})?『([^』\n]{{2,18}})』(?=[ ]?(?:第|[0-9]{{1,4}}年)?[0-9・/ 月日]{{1,10}}号)"


#: A name ends at the latest here.
MAX_NAME = 24


@kept
def _common_stems() -> frozenset[str]:
    """Return the stems with which an ending makes a common noun, not a name: 地元新聞."""
    return frozenset(row["stem"] for row in read_table(_TABLES / "outlet_stems.tsv", key="stem", required=("source",)))


@cache
def outlet_forms() -> tuple[dict[str, Outlet], dict[str, list[str]]]:
    """Return the outlets of the table by form, and the forms by their first two characters, longest first."""
    return _outlets(), _forms_by_start()


@kept_rows(Outlet)
def _outlets() -> dict[str, Outlet]:
    rows = read_table(_TABLES / "outlets.tsv", key="form", required=("name", "kind", "use", "source", "example"))
    return {row["form"]: Outlet(row["name"], row["kind"], row["use"] == "short") for row in rows}


def is_carrier(name: str) -> bool:
    """Tell whether an outlet is a portal that passes on the reports of others."""
    outlet = outlet_forms()[0].get(name)
    return outlet is not None and outlet.kind == "carrier"


@kept
def _forms_by_start() -> dict[str, list[str]]:
    by_start: dict[str, list[str]] = {}
    for form in _outlets():
        by_start.setdefault(form[:2], []).append(form)
    for candidates in by_start.values():
        candidates.sort(key=len, reverse=True)
    return by_start


@kept
def _domains() -> dict[str, str]:
    rows = read_table(_TABLES / "outlets.tsv", key="form")
    return {row["domain"]: row["name"] for row in rows if row["domain"] and row["kind"] != "carrier"}


#: NHK｜6月30日
_DAY_RE = Pattern(r"(?:[0-9]{4}年)?[0-9]{1,2}[月/]")


def outlet_at(text: str, position: int) -> Outlet | None:
    """Return the outlet whose name starts at ``position``, the longer of table and suffix reading."""
    forms, by_start = outlet_forms()
    found: Outlet | None = None
    for form in by_start.get(text[position : position + 2], ()):
        if text.startswith(form, position):
            end = position + len(form)
            if (
                form[-1:].isascii()
                and form[-1:].isalnum()
                and text[end : end + 1].isascii()
                and text[end : end + 1].isalnum()
                and not _DAY_RE.match(text, end)
            ):
                continue
            if form[-1] == "社" and text.startswith("説", end):
                end -= 1  # 毎日新聞社説
            found = replace(forms[form], start=position, end=end)
            break
    named = named_by_suffix(text, position)
    if named and (
        found is None
        or (named.end > found.end and not named.is_weak and named.end - found.end > 3)
        or _is_other(found, named)
    ):
        if found and not found.is_short and not is_name_char(text[found.end : found.end + 1]):
            return found
        return named
    return found


def _is_other(found: Outlet, named: Outlet) -> bool:
    """Tell whether the longer name is another's: 河北日報 is not 河北, 読売テレビ not 読売; 産経ニュース is 産経."""
    if not found.is_short or named.name == found.name:
        return False
    return (not named.is_weak and named.end - found.end == 2) or named.name[-3:] == "テレビ"


#: What a paper does with a report, written right behind its name.
_DONE = ("掲載", "配信", "転載", "引用", "抜粋", "報道", "発行")
#: What begins no name: 30日付毎日新聞, 以下毎日新聞の記事から.
_BEFORE_NAMES = ("日付", "以下", "一方", "同日", "前日", "翌日")
#: What stands before a company's name and is no part of its paper's.
_LEGAL = ("一般社団法人", "公益財団法人", "株式会社")


def named_by_suffix(text: str, position: int) -> Outlet | None:
    """Return the outlet that an ending tells: みのり新聞, 週刊東西, 『…』6月14日号."""
    if text[position] == "『" or text.startswith("刊『", position + 1):
        match = _issue_re().match(text, position)
        return Outlet((match[1] or "") + match[2], "magazine", False, False, position, match.end()) if match else None
    kana = position
    while "ぁ" <= text[kana : kana + 1] <= "ん":  # みのり新聞
        kana += 1
    if kana > position and text[position] in "のはがをにでとも" and position and is_name_char(text[position - 1]):
        return None  # 18日のみのり新聞
    end = _run_end(text, kana)
    if kana > position and (
        not 3 <= kana - position <= 6
        or text[kana - 1] in "うるたなのはがをにもでいば"
        or (text[kana - 1] in "とてらくれ" and not _stands_alone(text, position, end))
    ):
        return None
    parts = _parts()
    if text.startswith(parts["periodical"], position):
        return _periodical(text, position, end)
    run = text[position:end]
    if end - position < 3 or run[0] in "付号面版" or run.startswith((*_BEFORE_NAMES, *_LEGAL)):
        return None
    if rubric := next((word for word in parts["rubric"] if run.endswith(word)), ""):
        run, end = run.removesuffix(rubric), end - len(rubric)  # みのり新聞社説
        if not run.endswith(parts["strong"]):
            return None
    if run.endswith(_DONE) and run[:-2].endswith(parts["ending"]):
        run, end = run[:-2], end - 2  # 伊予タイムズ掲載
    for edition in parts["edition"]:  # みのり新聞ニュース: an edition, though it ends like a name itself
        shorter = run.removesuffix(edition)
        if shorter != run and (
            shorter.endswith(parts["strong"] + parts["station"]) or not run.endswith(parts["ending"])
        ):
            run = shorter
            break
    bare = run.removesuffix("協会") if run.endswith("放送協会") else run
    bare = bare if bare.endswith("通信社") else bare.removesuffix("社")
    suffix = next((each for each in parts["ending"] if bare.endswith(each)), "")
    stem = bare.removesuffix(suffix)
    if not suffix or not stem or stem in _common_stems() or len(stem) > 12:
        return None
    if kana > position and suffix not in parts["strong"]:
        return None
    name = bare.removesuffix("社") if bare.endswith("通信社") else bare
    return Outlet(name, "unknown", False, suffix in parts["weak"], position, end)


#: 北海ほくと新聞: letters of any kind up to an ending that papers and stations have, and then no letter more.
_MIXED_RE = Pattern(
    r"(?!以下|本日|今日|きょう|昨日|今朝|けさ|先日|ここから|まず|次[にはが]|つぎ[にはが]|つづいて|続いて|つづく|続く|さて|では|また|なお|そして|ちなみに|最後[にはが]|同じ|もう[一ひ]|一方|ソース|情報元|こちら|これ[はがも]|それ[はがも])(?P<stem>(?=[^ぁ-ん]{0,11}[ぁ-ん])[一-龥々ァ-ヴーぁ-んA-Za-z]{2,12}?)"
    r"(?:(?P<strong>新聞|日報|新報|日日|タイムス|タイムズ|毎夕|民報)|通信|テレビ|放送|ラジオ)社?"
    r"(?=[^一-龥々ァ-ヴーぁ-んA-Za-z]|$|電子版|デジタル|オンライン|朝刊|夕刊|配信|より|から|の記事|社説|論説|コラム)"
)
#: 次は毎日新聞より; and what stands before a common noun: 地元の新聞, without 配信 also 読みたい新聞, 気になる新聞.
_PHRASE_RE = Pattern(r"[一-龥々][はがにもでを][一-龥々ァ-ヴA-Za-z]")
_PHRASE_ENDS, _INFLECTED_ENDS = "のをがは", "うるたなにもでい"


#: テレビ高原: a station with its place behind, where a date or a bracket vouches for it, no テレビ番組.
_PLACED_RE = Pattern(
    r"(?:テレビ|ラジオ|エフエム|FM)(?!番組|放送|局|中継|出演|観戦|欄|会議|電話|版|画面|報道|取材|ゲーム|ドラマ|小説|通販|塔|体操|講座|受信|離れ|朝刊|夕刊)"
    r"[一-龥々ァ-ヴー]{2,5}(?=[ 　)）】〕\]、0-9「]|$)"
)


#: 『スポーツ東海』2021年9月14日 1面: the day and the page vouch for any name in such brackets
_ISSUED_RE = Pattern(
    r"(?P<name>[^『』。、!?]{2,16})』[ 　]*(?:(?:(?:19|20)[0-9]{2}|(?:令和|平成|昭和)[0-9元]{1,2})[年/.])?[0-9]{1,2}[月/.][0-9]{1,2}日?(?:[(][月火水木金土日][)])?[ 　]*(?:付け?|[朝夕]刊|第?[0-9一二三]{1,2}面|号|より|掲載|配信)"
)
#: プレーリー・ヘラルド紙: a foreign paper that nobody knows, where a date vouches for it
_FOREIGN_RE = Pattern(
    r"(?P<name>[ァ-ヴー]{2,12}(?:[・= ][ァ-ヴー]{2,12}){0,3})紙(?:電子版|(?=[^一-龥々ァ-ヴーぁ-ん]|$|より|から|の記事))"
)


def mixed_name(line: str, position: int, *, is_delivery: bool = False) -> Outlet | None:
    """Return the outlet in letters of any kind that a header's form vouches for: 北海ほくと新聞 9月11日(火) 6時00分配信.

    ``kind`` is ``formed``: a name only beside a date or a header word. ``is_delivery`` where 配信 stands beside it.

    >>> mixed_name("北海ほくと新聞 9月11日", 0).name, mixed_name("昨日の新聞 9月11日配信", 0, is_delivery=True)
    ('北海ほくと新聞', None)
    """
    if position and line[position - 1] == "『" and (issued := _ISSUED_RE.match(line, position)):
        return Outlet(issued["name"], "formed", False, True, position, issued.end("name"))
    if "ァ" <= line[position] <= "ヴ" and (foreign := _FOREIGN_RE.match(line, position)):
        return Outlet(foreign["name"], "formed", False, True, position, foreign.end())
    if line[position] in "テラエF" and (placed := _PLACED_RE.match(line, position)):
        return Outlet(placed[0], "formed", False, True, position, placed.end())
    match = _MIXED_RE.match(line, position)
    if match is None or match["stem"][-1] in _PHRASE_ENDS or _PHRASE_RE.search(match["stem"]):
        return None
    stem = match["stem"]
    if not is_delivery and (not match["strong"] or stem[-1] in _INFLECTED_ENDS or "の" in stem or "を" in stem):
        return None
    return Outlet(line[position : match.end()].removesuffix("社"), "formed", False, True, position, match.end())


_BESIDE_NAME = ("", *"()[]【】「」『』〈〉《》<> \t\n\u3000・、,/|#■◆◇●※—―-")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands between signs, blanks or figures: (みなと新聞 2月18日), not ずっと新聞を."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return before in _BESIDE_NAME and (after in _BESIDE_NAME or after.isdigit())


def _run_end(text: str, position: int) -> int:
    """Return where the run of kanji, katakana and Latin letters ends that begins at ``position``."""
    end = position
    stop = min(len(text), position + MAX_NAME)
    while end < stop and (is_name_char(text[end]) or (text[end].isascii() and text[end].isalpha()) or text[end] == "&"):
        end += 1
    return end


def _periodical(text: str, position: int, end: int) -> Outlet | None:
    """週刊東西, 月刊くらしと経済: kana belongs to the name where the name ends at a bracket, a blank or a number."""
    word = next(each for each in _parts()["periodical"] if text.startswith(each, position))
    if text[position + len(word) : position + len(word) + 1] in ("誌", "紙"):
        return None  # 週刊誌
    stop = end
    while stop < len(text) and stop - position < 14 and "ぁ" <= text[stop] <= "ん":
        stop = max(stop + 1, _run_end(text, stop + 1))
    if text.startswith(_SOURCED, stop - 2) or (stop == end + 1 and text[end] in "のはがをにでも"):
        stop = end  # 週刊東西より
    if stop > end and (text[stop : stop + 1] in ("", " ", "」", "』", "】", ")", "\n") or text[stop].isdigit()):
        end = stop
    return Outlet(text[position:end], "magazine", False, False, position, end) if end - position > 2 else None


_SOURCED = ("より", "から", "では", "には")


def is_name_char(character: str) -> bool:
    """Return whether the character may stand in a name: kanji or katakana."""
    return bool(character) and ("一" <= character <= "龥" or "ァ" <= character <= "ヺ" or character in "ー々")


_LINK_RE = Pattern(r"https?://(?:www\.)?([A-Za-z0-9.\-]+)")


def outlet_of_link(line: str) -> str | None:
    """Return the outlet whose site the line links to, or None.

    >>> outlet_of_link("https://www.asahi.com/articles/ASN1.html")
    '朝日新聞'
    """
    match = _LINK_RE.search(line)
    if match is None:
        return None
    host = match[1].lower()
    domains = _domains()
    while "." in host:
        if host in domains:
            return domains[host]
        host = host.partition(".")[2]
    return None


#: Pieces of most names, one of which is looked for before the names themselves.
_PIECES_SOURCE = (
    r"新聞|日報|ラジオ|新報|タイムス|サンスポ|スポニチ|スポーツ|報知|通信|放送|NHK|テレビ|ニュース|ロイター|AFP|週刊|日経|読売|朝日|毎日|産経|共同|時事"
    r"|ブルームバーグ|BBC|CNN|NYT|WSJ|FT|ガーディアン|タイムズ|ポスト|ジャーナル|Guardian|Times|Post|Journal|Bloomberg|Reuters|文春|東洋経済"
    r"|モンド|シュピーゲル|フィガロ|エルパイス|アルジャジーラ|Monde|Spiegel|Jazeera|FOX"
)
_PIECES = Pattern(_PIECES_SOURCE)


@table_pattern
def _candidate_re() -> str:
    """Match a piece of most names, or one of the names of the table that have no such piece (しんぶん赤旗)."""
    rows = read_table(_TABLES / "outlets.tsv", key="form", required=("name", "kind", "use"))
    whole = (row["form"] for row in rows if row["use"] == "full" and row["kind"] != "carrier")
    return f"{_PIECES_SOURCE}|{alternation(form for form in whole if not _PIECES.search(form))}"


def _is_countrys(text: str, position: int) -> bool:
    """Tell whether but a country's letter stands before a name in katakana: 英ガーディアン."""
    is_foreign = text[position - 1] in "英米仏独露韓豪伊" and "ァ" <= text[position] <= "ヺ"
    return is_foreign and not (position > 1 and is_name_char(text[position - 2]))


def find_outlet(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Return the first outlet named in ``text[start:end]`` with its span, or None. Common nouns and short forms do not count."""
    classed = _classed(text, start, end)
    found = _first_named(text, start, end)
    return found if classed is None or (found is not None and found[1] < classed[1]) else classed


#: 夕刊紙「東京スクープ」, 業界誌『鉄と砂』: a name of any form behind what kind of paper it is
_CLASS_RE = Pattern(
    r"(?:(?:全国|地方|地元|地域|夕刊|経済|業界|専門|機関|スポーツ|ブロック|県|日刊|週刊|月刊|写真|情報|女性|男性|総合|文芸|科学|医学|論壇|旅行|釣り|タウン|英字|週)(?:紙|誌|新聞|雑誌|情報誌)の?(?=[「『])|(?:ニュース|情報|まとめ|専門|通信)サイトの?(?=[「『])"
    r")[「『](?P<name>[^「」『』、。!?]{2,16})[」』](?!と(?:い|題)|の(?:見出し|記事は))"
)


def _classed(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    match = _CLASS_RE.search(text, start, end) if "「" in text[start:end] or "『" in text[start:end] else None
    if match is None:
        return None
    known = outlet_at(match["name"], 0)
    name = known.name if known is not None and known.end == len(match["name"]) else match["name"]
    return name, match.start("name"), match.end("name")


#: 昨日みのり新聞で, 地元みのり新聞: no part of the name
_NO_PLACE_RE = Pattern(r"(?:.*[日朝夕晩夜週月年付号面版前後回度時者紙誌])|地元|当地|同様|以前|最近|結局|例の")


def _place_before(text: str, position: int, start: int) -> str:
    """Return the place in kanji right before a name in kana: 信州 of 信州あさひ新聞; "" where there is none."""
    if not "ぁ" <= text[position] <= "ん":
        return ""
    first = position
    while first > start and "一" <= text[first - 1] <= "龥":
        first -= 1
    place = text[first:position]
    return place if 2 <= len(place) <= 3 and _NO_PLACE_RE.fullmatch(place) is None else ""


def _first_named(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    for anchor in _candidate_re().finditer(text, start, end):
        floor = max(start, anchor.start() - 12)
        for position in range(floor, anchor.start() + 1):
            if (
                position > floor
                and position > start
                and is_name_char(text[position - 1])
                and is_name_char(text[position])
                and not _is_countrys(text, position)
            ):
                continue
            found = (
                outlet_at(text[:end], position) if end - start < 400 else outlet_at(text[position : position + 40], 0)
            )
            if found and not found.is_short and not found.is_weak and found.kind != "carrier":
                shift = 0 if end - start < 400 else position
                if found.start + shift <= anchor.start() < found.end + shift:
                    place = _place_before(text, found.start + shift, start)
                    at = found.start + shift - len(place)
                    return place + found.name, at, found.end + shift
    return None
