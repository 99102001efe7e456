"""Where a name begins and ends: freed of what sticks to it (東京高裁｜判決), parted at dots, whole with its legal form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from analyzer.organizations.body import Span
from analyzer.organizations.forms import (
    MAX_FACTS,
    NATIONS,
    has_legal_form,
    heads,
    kind_of,
    known_names,
    legal_edges,
    legal_forms,
    name_key,
    short_names,
    starts_with_legal_form,
    suffix_of,
    tail_lengths,
    tails,
)
from analyzer.organizations.glued import parts
from analyzer.organizations.lists import listed_kind
from analyzer.organizations.no_bodies import (
    MANY_LETTERS,
    is_common,
    is_country,
    is_landform,
    is_one_of_many,
    is_product,
    is_reading,
    is_thing,
    neighbours,
    standing,
)
from analyzer.organizations.units import is_cut_unit, whole_unit
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["bordered", "whole_standing", "widened"]

_GAP_RE = Pattern(r"[ \n\t]+")
#: Words that say what a name is and stand before it: ネット金融大手SKホールディングス, 最大派閥平成経世会.
_LEAD_RE = Pattern(
    r"(?:最大手|準大手|大手|中堅|老舗|派閥|子会社|親会社|運営会社|(?:特定危険)?指定暴力団|持ち株会社|調査会社|メーカー|業者(?!協会|団体|組合|連合|連盟|会)|傘下|新興|つくる|からなる)・?(?=.{2})"
    r"|(?<!株式)(?<!有限)(?<!合同)(?<!相互)会社(?=[A-Za-zァ-ヶー]{3})|団体(?=[ァ-ヶー]{3})"
    r"|(?:最大野党|野党第[0-9一]党|野党|与党)(?=.{2,}(?:党|連盟|同盟|連合|会議派)$)"
)
_PUBLIC = ("市立", "県立", "町立", "村立", "区立", "都立", "府立", "道立")
_FORMER = ("続報", "速報", "定例", "現", "旧", "元", "前", "英紙", "米紙", "英誌", "米誌", "各軍", "記事", "処分")
#: Of those the ones that begin surnames: 前田建設工業, 元木製作所.
_SURNAMES = ("前", "元", "現")


def bordered(doc: Document, span: Span, is_article: bool) -> Iterable[Span]:
    """Return the name or names in ``span``, with their legal forms and without what only sticks to them."""
    start = span.start
    if doc.folded[start + 1 : start + 3] == ". " and doc.folded[start] in "QA":  # A. 電機産業労連によると
        span = replace(span, start=start + 3)
    elif doc.folded[start] == "第" and (ordinal := _ORDINAL_RE.match(doc.folded, start, span.end)) is not None:
        span = replace(span, start=ordinal.end())  # 第4回｜白浜町観光審議会
    elif doc.folded.startswith("労組", start) and _LABOUR_RE.match(doc.folded, start, span.end):
        span = replace(span, start=start + 2, rule="labour")  # 労組｜ユナイト
    is_level = doc.folded[span.end : span.end + 1] in ("中", "高") and _PUPIL_RE.match(doc.folded, span.end) is not None
    if is_level and doc.folded.endswith(("学園", "学院"), span.start, span.end):
        span = replace(span, end=span.end + 1, rule="school")  # 松葉学園中に転校
    return (span,) if is_article and _is_bordered(doc, span) else _bordered(doc, span, is_article)


_RUN_LETTER_RE = Pattern(r"[一-龠々ァ-ヶー]")
_LABOUR_RE = Pattern(r"労組[ァ-ヶー・]{3,}$")
_ORDINAL_RE = Pattern(r"第[0-9一二三四五六七八九十百]{1,4}回(?=[一-龠ァ-ヶー]{4})(?!全国高|国民|日本)")
_PUPIL_RE = Pattern(
    r"[中高](?:に(?:転|入学|進|通|編入)|の(?:[男女]?(?:生徒|子)|校長|教諭|教頭|[0-9一二三]年|卒業)|[0-9一二三]年|から(?:転|進))"
)


def widened(folded: str, names: Sequence[Span]) -> list[Span]:
    """Return ``names`` (in order), those cut on one side whole that stand whole elsewhere.

    交通｜博物館 … 交通博物館, スカイ瀬戸｜内 … スカイ瀬戸内航空.
    """
    result: list[Span] = []
    every: set[str] | None = None
    whole: dict[str, list[str]] = {}
    soft = _soft_names(folded, names)
    for span in names:
        if span.rule == "tagger" and soft:
            span = _whole_soft(folded, span, soft)
        start, end = span.start, span.end
        is_cut_left = start > 0 and folded[start - 1] > "ん" and _RUN_LETTER_RE.match(folded, start - 1) is not None
        is_cut_right = folded[end : end + 1] > "ん" and _RUN_LETTER_RE.match(folded, end) is not None
        if span.rule == "tagger" and (is_cut_left or is_cut_right):
            if every is None:
                every = {folded[each.start : each.end] for each in names}
                whole = _by_ending(every)
            reached = result[-1].end if result else 0
            for longer in whole.get(folded[end - 2 : end], ()) if is_cut_left else ():
                if reached <= end - len(longer) < start and folded.startswith(longer, end - len(longer)):
                    span = replace(span, start=end - len(longer))
                    break
            if is_cut_right:
                span = replace(span, end=_end_of_run(folded, span, every))
        result.append(span)
    return result


def _soft_names(folded: str, names: Sequence[Span]) -> list[str]:
    """Return the names with hiragana of groups that stand whole once, and are cut elsewhere: ひだまり｜の輪, 劇団青い｜鳥座."""
    if not ("法人" in folded or "劇団" in folded):
        return []
    full = {folded[each.start : each.end] for each in names if each.end - each.start > 4}
    keys = {name_key(name) for name in full if "法人" in name} | {name for name in full if name.startswith("劇団")}
    keys.update([key[2:] for key in keys if key.startswith("劇団")])
    return sorted([key for key in keys if len(key) > 3 and _KANA_RE.search(key)], key=len, reverse=True)


def _whole_soft(folded: str, span: Span, whole: Sequence[str]) -> Span:
    """Return ``span`` as the longest of the ``whole`` names that stands there, if it is cut from one."""
    name = folded[span.start : span.end]
    for each in whole:
        place = each.find(name)
        if place >= 0 and len(each) > len(name) and folded.startswith(each, max(span.start - place, 0)):
            return replace(span, start=span.start - place, end=span.start - place + len(each))
    return span


_KANA_RE = Pattern(r"[ぁ-ん]")
#: So many letters a name may have lost on its right.
_MOST_LOST = 2


def _end_of_run(folded: str, span: Span, names: Iterable[str]) -> int:
    """Return where the letters end that ``span`` is cut from, if they begin a longer one of ``names``; else its own end."""
    end = span.end
    while end - span.end < _MOST_LOST and _RUN_LETTER_RE.match(folded, end):
        end += 1
    run = folded[span.start : end]
    for name in names:  # 株式会社三方工務店 … 三方工務｜店様
        key = name_key(name) if has_legal_form(name) else ""
        if span.end < span.start + len(key) <= span.end + _MOST_LOST and folded.startswith(key, span.start):
            return span.start + len(key)
    if end == span.end or _RUN_LETTER_RE.match(folded, end):
        return span.end
    longer = [
        name for name in names if len(name) >= len(run) and name.startswith(run) and (name == run or suffix_of(name))
    ]
    if name_key(folded[span.start : span.end]) in known_names():  # フジテレビ｜記者
        longer = [name for name in longer if name_key(name) in known_names()]
    return end if longer else span.end


def _by_ending(names: Iterable[str]) -> dict[str, list[str]]:
    """Return last two letters → the names that end in them, longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(name[-2:], []).append(name)
    return found


@cache
def _active() -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters before and behind a name that may move its border or make it no name."""
    firsts, lasts = legal_edges()
    kana = frozenset("ー").union(map(chr, range(ord("ァ"), ord("ヶ") + 1)))
    before, behind = neighbours()
    return kana | lasts | before | set(NATIONS) | {"&", "-", "同", "旧", ":"}, kana | firsts | behind.union(
        "師女高付附医版"
    )


def _is_bordered(doc: Document, span: Span) -> bool:
    """Return whether a span is a name as it stands, by a look at the name and the letters beside it: most are."""
    folded, start, end = doc.folded, span.start, span.end
    before, after = folded[start - 1 : start], folded[end : end + 1]
    first, last = _active()
    if before in first or after in last:
        return False
    name = folded[start:end]
    if name[-1] == "会" and "ぁ" <= name[-2:-1] <= "ん":
        return False  # 奥鉄を｜愛する会
    stands = whole_standing(name)
    if not stands or is_cut_unit(name, before, after) or (before.isascii() and not _is_apart(before, name)):
        return False
    if (name[-2:] == "連合" and "企業連合" in folded) or (name[-2:] == "基金" and after in ("を", "か")):
        return False
    if after in ("部", "局", "課", "室") and name[0] in "都道府県市区町村":
        return False  # 元市建設｜部長
    if after in ("版", "語") and name.endswith(("電子", "日本")):
        return False
    if name[-1].isascii() and (after in _FOREIGN_AFTER or before.isascii() or after.isascii()):
        return False
    if before == "の" and folded[start - 2] in MANY_LETTERS and is_one_of_many(folded, start):
        return False
    if after == "・" and folded.startswith(_JOINING, end):
        return False
    if before == "・" or (before == " " and folded[start - 2 : start - 1] in first):
        return False
    if after in ("」", "』") and before not in ("「", "『"):
        return False
    if before not in _STOPS:
        left = folded[max(start - 14, 0) : start]
        if "会社" in left or "法人" in left or "&" in left:
            return False
        if before in ("「", "『") and stands != "known" and is_product(folded, start, end):
            return False
    if stands == "plain":
        index = doc.token_at(start)
        if doc.ends[index] != end:
            return not is_landform(folded, end)
        return not is_common(doc, index, start, end)
    return True


#: What parts a name from all that stands before it.
_STOPS = frozenset("、。\n )")
#: What may stand between a Latin name and ``Ltd``.
_FOREIGN_AFTER = frozenset(("", ",", ".", " "))


def _is_apart(before: str, name: str) -> bool:
    """Return whether an ASCII letter before a name is no part of it, and no bracket around its reading."""
    return not (before.isalnum() and name[0].isascii()) and not (before == "(" and "ぁ" <= name[0] <= "ゖ")


#: What no body of one piece has in its name: ファイザー日本法人がテレビ, 大雪警戒=交通.
_PARTING = frozenset("がを=")


@lru_cache(MAX_FACTS)
def whole_standing(name: str) -> str:
    """Return how a name stands that is whole unless the letters beside it say otherwise; ``""`` if more is to be asked."""
    if (
        name in ("毎日", "朝日", "日産", "連合")
        or ("立" in name[:3] and _PUBLIC_RE.match(name))
        or name.startswith(_OF_TOWNS)
        or "ぁ" <= name[0] <= "ん"
        or "対" in name
        or "vs" in name
        or (name[0].isascii() and _HEAD_RE.fullmatch(name))
    ):
        return ""
    if (
        name.startswith(_LEGAL_TAILS)
        or (not name.isalnum() and _GAP_RE.search(name))
        or name[0] == "後"
        or not _PARTING.isdisjoint(name)
        or ("・" in name and name_key(name) not in known_names())
    ):
        return ""
    stands = standing(name)
    if name in _CLUBS:
        return ""
    if (
        stands == "never"
        or (stands == "ending" and name.endswith(("会社", "映画")))
        or _bare_bounds(name) != (0, len(name))
    ):
        return ""
    return stands


def _bordered(doc: Document, span: Span, is_article: bool) -> Iterator[Span]:
    for part in parts(doc, span):
        cut, length = _bare_bounds(doc.folded[part.start : part.end])
        start, end = _whole_katakana(doc.folded, part.start + cut, part.start + cut + length)
        if length and end > part.start + cut + length:
            trimmed = _trimmed(doc.folded[start:end])  # 浜松病院｜ニュース + リリース
            is_name = 0 < trimmed <= length and len(suffix_of(doc.folded[start : start + trimmed])) < trimmed
            end = start + trimmed if is_name else end
        joined = _JOINED_RE.match(doc.folded, end) if doc.folded.startswith(_JOINING, end) else None
        end = joined.end() if joined is not None and end > start else end
        start = _quoted_whole(doc.folded, _whole_left(doc, start, end), end)
        if doc.folded.endswith("連合会", start, end) and _NATIONWIDE_RE.search(doc.folded, max(start - 4, 0), start):
            start -= 2  # 全国｜農協青年団体連合会
        if end > start:
            end = _without_title(doc.folded, start, _without_head(doc.folded, start, end))
            start, end = whole_unit(doc, _with_nation(doc.folded, start, end), end)
        if doc.folded[start:end] in _CLUBS:
            club = _CLUB_RE.match(doc.folded, end)
            end = club.end() if club else end
        old_school = _OLD_SCHOOL_RE.match(doc.folded, end) if end > start else None
        end = old_school.end() if old_school else end
        annex = _ANNEX_RE.match(doc.folded, end) if doc.folded[end - 1 : end] in ("大", "学") and end > start else None
        end = annex.end() if annex else end
        if end > start and not (is_reading(doc.folded, start, end) or (is_article and is_thing(doc, start, end))):
            yield _with_legal_form(doc, Span(start, end, part.score, part.rule))


#: What goes on with the name before it: タイムズ｜・オブ・イスラエル.
_JOINING = ("・オブ・", "・アンド・", "・フォー・")
_JOINED_RE = Pattern(r"・(?:オブ|アンド|フォー)(?:・[ァ-ヶー]{2,10}){1,3}社?")
#: A person who heads the body whose initials stand before the name: FIFA｜インファンティノ会長.
_HEAD_RE = Pattern(r"(?P<body>[A-Z]{3,6})[ァ-ヶー]{2,}(?:事務局|専務|最高)?")
_HEADS = ("会長", "事務局長", "議長", "総裁", "専務", "長", "代表")


def _without_head(folded: str, start: int, end: int) -> int:
    """Return ``end`` moved before the name of the person who heads a body of nations."""
    headed = _HEAD_RE.fullmatch(folded, start, end) if folded.startswith(_HEADS, end) else None
    known = known_names().get(headed["body"]) if headed is not None else None
    return headed.end("body") if headed is not None and known is not None and known.kind in _HEADED else end


def _without_title(folded: str, start: int, end: int) -> int:
    """Return ``end`` moved before the beginning of a title or an edition: 土木事務所｜課長補佐, ネイチャー｜電子版."""
    if folded[end : end + 1] == "長" and folded[end - 1] in "課係室" and len(suffix_of(folded[start : end - 1])) > 1:
        return end - 1
    if not folded.startswith(("電子版", "日本語版"), end - 2) or end - start < 4:
        return end
    return end + 1 if name_key(folded[start : end + 1]) in known_names() else end - 2


_HEADED = ("international", "association", "government")

#: What a place makes a team of, before or behind it: FC｜高岡.
_CLUBS = ("FC", "SC", "AC")
_CLUB_RE = Pattern(r"[一-龠々]{2,4}?(?=戦(?![一-龠々])|[^一-龠々]|$)")
#: Last words of old schools that the dictionary does not know as such: 神戸女子｜師範.
_OLD_SCHOOL_RE = Pattern(r"師範(?:学校)?|(?:高等)?女学校")
#: Schools and hospitals that belong to a university: 長崎大学｜付属病院.
_ANNEX_RE = Pattern(
    r"(?:[一-龠]{1,3}学部)?[付附]属(?:[一-龠]{0,8}?(?:病院|医療センター|高校|高等学校|中学校|中学|小学校|幼稚園|研究所|図書館))"
)
_PUBLIC_RE = Pattern(r"[一-龠]?[都道府県市区町村]立")
_NATIONWIDE_RE = Pattern(r"(?<![一-龠])全国$")
_SOFT_HEAD_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z0-9]{2,10}$")


def _whole_left(doc: Document, start: int, end: int) -> int:
    """Return ``start`` moved to where the name begins: 弘｜南市立図書館, 京都老舗｜の会, ビル&｜メリンダ・ゲイツ財団.

    So are foreign names that were cut at a dot: ヘラルド・｜トリビューン紙, but not イギリス・｜テレグラフ紙.
    """
    folded = doc.folded
    if _PUBLIC_RE.match(folded, start):
        floor = start
        while floor > start - 4 and floor and "一" <= folded[floor - 1] <= "龠" and folded[floor - 1] != "同":
            floor -= 1
        return floor if floor > start - 4 else start
    if folded.endswith(_FORCES, start, end) and folded[start - 1 : start] > "ァ":
        head = _FORCE_RE.search(folded, max(start - 10, 0), start)
        return head.start() if head else start
    if "ァ" <= folded[start - 1 : start] <= "ー" and folded[end - 1] in "省庁軍府" and "一" <= folded[start] <= "龠":
        index = doc.token_at(start - 1)  # ロシア｜外務省
        return doc.starts[index] if doc.ends[index] == start and is_country(doc, start - 1) else start
    if folded.endswith("庁", start, end) and name_key(folded[start:end]) not in known_names():
        head = _AGENCY_RE.search(folded, max(start - 4, 0), start)
        return head.start() if head and end - head.start() < 8 else start
    if folded[start - 1 : start] == "別" and folded.endswith("議会", start, end):
        head = _BROOK_RE.search(folded, max(start - 4, 0), start)
        return head.start() if head else start
    if folded[start - 1 : start] in ("ヶ", "ケ", "ノ", "ツ") and "一" <= folded[start] <= "龠":
        head = _ISLE_RE.search(folded, max(start - 4, 0), start)
        return head.start() if head else start
    if folded.startswith(_OF_TOWNS, start) and folded[start - 1] > "ん":
        head = _TOWN_RE.search(folded, max(start - 5, 0), start)
        return head.start() if head else start
    if folded[end - 1] == "会" and (folded.startswith(_DOING, start) or _DOING_RE.fullmatch(folded, start, end)):
        head = _SOFT_GROUP_RE.search(folded, max(start - 16, 0), start)
        return head.start() if head else start
    if folded[end - 1] == "会" and folded[start - 1] == "の" and "を" in folded[start:end]:
        head = _MADE_UP_RE.search(folded, max(start - 16, 0), start)  # 住民でつくる南部の｜医療を守る会
        return head.start() if head else start
    if folded[end - 1] == "会" and folded[start - 1] == "と" and "を" in folded[start:end]:
        head = _PAIRED_RE.search(folded, max(start - 8, 0), start)
        return head.start() if head else start
    if folded.startswith("の", start):
        head = _SOFT_HEAD_RE.search(folded, max(start - 10, 0), start)
        return head.start() if head else start
    if folded[start - 1 : start] == "&" or (
        folded[start - 1 : start] == "・" and "&" in folded[max(start - 14, 0) : start]
    ):
        head = _AMPERSAND_RE.search(folded, max(start - 24, 0), start)
        return head.start() if head else start
    if folded[start - 1 : start] == "・":
        dotted = _DOTTED_RE if _KATAKANA_RE.match(folded, start) else _INITIALS_RE
        head = dotted.search(folded, max(start - 30, 0), start)
        is_home = head is not None and folded[end - 1] in "紙誌" and is_country(doc, head.start())
        is_trade = head is not None and head[0].endswith("メーカー・")  # ミシンメーカー・｜リッカー
        if head is not None and name_key(head[0][:-1]) not in known_names() and not is_home and not is_trade:
            return head.start()
    return start


#: Commands by the part of the world they watch: 米｜インド太平洋軍; agencies by all their words: 非常｜事態庁.
_FORCES = ("軍", "艦隊", "司令部")
_FORCE_RE = Pattern(r"(?:(?<![一-龠々])[米英仏独露中韓])?[ァ-ヶー]{2,8}$|(?<![一-龠々])[米英仏独露中韓]$")
_AGENCY_RE = Pattern(r"(?<![一-龠々ァ-ヶー])[一-龠々]{2}$")
#: A place by an Ainu river: 余別｜沢町議会.
_BROOK_RE = Pattern(r"(?<![一-龠々ァ-ヶー])[一-龠々]{1,2}別$")
#: 鯵ヶ｜浜町議会, 木ノ｜下市議会.
_ISLE_RE = Pattern(
    r"(?<![一-龠々])(?![0-9一二三四五六七八九十数何])[一-龠々]{1,3}[ヶケ]$|(?<![一-龠々ァ-ヶー])[一-龠々]{1,2}[ノツ]$"
)
#: Bodies that bear the name of their town before them: 高見｜市民病院.
_OF_TOWNS = ("市民病院", "中央病院", "市民会館", "市民オーケストラ", "町民会館")
_TOWN_RE = Pattern(r"(?<![一-龠々ァ-ヶー])[一-龠々ヶ]{1,4}$")
#: What a group does, and whom it does it to: 教育無償化を実現｜する会.
_DOING = ("する会", "考える会", "求める会", "守る会", "支える会", "つくる会", "育てる会", "進める会", "目指す会")
_DOING_RE = Pattern(r"[一-龠]?[ぁ-ん]{1,4}[るぐすむうぶくつ]会")
_SOFT_GROUP_RE = Pattern(
    r"(?:(?<![一-龠々ァ-ヶー])[一-龠々ァ-ヶー]{1,8}(?<![市町村区県内体])の)?[一-龠々ァ-ヶー]{1,10}[をにと](?:[一-龠々ァ-ヶー]{1,8}[にへと])?[一-龠]{0,4}$"
)


#: くらしと｜水を考える会.
_PAIRED_RE = Pattern(r"(?:(?<![\s\S])|(?<=[。\n 「、]))(?:[ぁ-ん]{2,5}|[一-龠]{2,4})と$")
_MADE_UP_RE = Pattern(r"(?:(?<=つくる)|(?<=らなる)|(?<=体「))[一-龠々ァ-ヶー]{1,8}の$")


def _quoted_whole(folded: str, start: int, end: int) -> int:
    """Return ``start`` moved to the 「 before it where the name ends at 」: 「選択的夫婦｜別姓を考える議員連盟」."""
    if folded[end : end + 1] not in ("」", "』") or len(suffix_of(folded[start:end])) < 2:
        return start
    opening = max(folded.rfind("「", max(start - 16, 0), start), folded.rfind("『", max(start - 16, 0), start))
    return opening + 1 if opening >= 0 and _RUN_RE.fullmatch(folded, opening + 1, start) else start


_RUN_RE = Pattern(r"[一-龠々ァ-ヶー]+")


def _with_nation(folded: str, start: int, end: int) -> int:
    """Return ``start`` moved before the letter of a nation whose authority is named: 米｜司法省, but not 米｜アップル."""
    if folded[start - 1 : start] not in _NATION_LETTERS or not "一" <= folded[start] <= "龠":
        return start
    is_word = start < 2 or not "一" <= folded[start - 2] <= "龠"
    return start - 1 if is_word and kind_of(folded[start:end]) in ("government", "court") else start


_NATION_LETTERS = frozenset(NATIONS)


_DOTTED_RE = Pattern(r"(?:(?<![一-龠ァ-ヶーA-Za-z])|(?<=[紙誌]))(?:[ァ-ヶー]+・)+$")
_INITIALS_RE = Pattern(r"(?<![A-Za-z])(?:[A-Z]・)+$")
_AMPERSAND_RE = Pattern(r"[ァ-ヶーA-Za-z]{2,12}&(?:[ァ-ヶー]{2,10}・)?$")


@lru_cache(MAX_FACTS)
def _bare_bounds(name: str) -> tuple[int, int]:
    """Return where a name begins behind words that say what it is, and its length without words that stick to it."""
    cut = 0
    if name_key(name) not in known_names():
        lead = _LEAD_RE.search(name)
        cut = lead.end() if lead and lead.start() < 13 else 0
    cut += _prefix(name[cut:])
    cut += name.startswith("・", cut)  # 与党・｜保守党
    body = name[cut:]
    owner, _, unit = body.rpartition("の")
    if owner and unit in heads() and (name_key(owner) in known_names() or len(suffix_of(owner)) > 1):
        body = owner  # 中央教育審議会の部会
    return cut, _trimmed(body)


_KATAKANA_RE = Pattern(r"[ァ-ヶー]")


def _whole_katakana(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the rest of a katakana word that the dictionary cut (ツ｜クモ電機)."""
    if end <= start:
        return start, end
    if folded[start] == "後" and folded.endswith("その", 0, start):
        return start + 1, end
    floor, ceiling = start - 12, end + 12
    if _KATAKANA_RE.match(folded, start):
        while start > max(floor, 0) and _KATAKANA_RE.match(folded, start - 1):
            start -= 1
    if _KATAKANA_RE.match(folded, end - 1):
        while end < ceiling and _KATAKANA_RE.match(folded, end):
            end += 1
    return start, end


#: Where an agency reports from: ロンドン｜時事, ムンバイ・｜共同.
_DATELINE_RE = Pattern(r"(?P<place>[ァ-ヶー]{2,10}・?)(?P<agency>共同|時事|AFP|AP|ロイター|UPI)")


_PAPER_LEAD_RE = Pattern(r"[一-龠]{1,4}[紙誌](?=[ァ-ヶ]{2})")


def _prefix(name: str) -> int:
    """Return how many letters before the name are no part of it: 英BBC, 旧防衛施設庁."""
    paper = _PAPER_LEAD_RE.match(name) if "紙" in name or "誌" in name else None
    if paper is not None:
        return paper.end()  # 地元紙｜リューベン・タイムズ
    if len(name) > 2 and name[0] in NATIONS and (name[1:].isascii() or "ァ" <= name[1] <= "ヶ"):
        return 1
    if name[:1] == "同" and name[1:3] in _PUBLIC:
        return 1
    if name[:2] in _LEAGUES and len(name) > 5 and not name.endswith("リーグ"):
        return 2  # J2｜佐世保マリナス
    if name.startswith(_COUNTRIES) and listed_kind(rest := name[len(_country(name)) :]) == "company" and len(rest) > 3:
        return len(name) - len(rest)  # 韓国｜サムスン電子
    if name.endswith(short_names("credit")) and (agency := _DATELINE_RE.fullmatch(name)) is not None:
        return len(agency["place"]) if agency["agency"] in short_names("credit") else 0
    for former in _FORMER if name.startswith(_FORMER) else ():
        if not name.startswith(former):
            continue
        rest = name[len(former) :]
        is_whole = name_key(rest) in known_names() or (len(suffix_of(rest)) > 1 and former not in _SURNAMES)
        if is_whole and (len(rest) > 2 or name_key(rest) in known_names()):
            return 0 if name_key(name) in known_names() else len(former)
    return 0


_LEAGUES = ("J1", "J2", "J3", "B1", "B2", "B3")
_COUNTRIES = ("韓国", "中国", "台湾", "米国", "英国", "ドイツ", "フランス", "スイス", "スウェーデン")


def _country(name: str) -> str:
    return next(each for each in _COUNTRIES if name.startswith(each))


#: Who heads or plays for a club of the table, in a headline.
_HEADED_RE = Pattern(
    r"(?P<club>.{2,10}?)・?[一-龠々]{1,3}(?:新|前|元)?(?:監督|コーチ|投手|捕手|内野手|外野手|選手|主将)(?!会|協会|団)"
)
_PARTIES_RE = Pattern(r"[2-9二三四五六七八九]党$")


def _trimmed(name: str) -> int:
    """Return the length of ``name`` without the words that only stick to it; 0 if it is no body at all."""
    if name[-1:] == " ":
        return _trimmed(name.rstrip())  # 株式会社サンリバー ｜広報部
    if name[-3:] == "会通信":
        return len(name) - 2  # ダムを考える会｜通信
    if name[-1:] == "=":
        return _trimmed(name[:-1])  # AP=｜共同
    if name[-1:] == "党" and _PARTIES_RE.search(name) and name_key(name[:-2]) in known_names():
        return len(name) - 2  # 国民民主｜3党
    if "らしい" in name[2:]:
        return _trimmed(name[: name.index("らしい", 2)])  # アントラーズ｜らしい戦い
    if name_key(name) in known_names():
        return len(name)
    if (headed := _HEADED_RE.match(name)) is not None and name_key(headed["club"]) in known_names():
        return headed.end("club")  # 日本ハム｜新庄監督続投
    if name[-1:].isdigit():
        bare = name.rstrip("0123456789.")
        if len(bare) > 3 and (name_key(bare) in known_names() or len(suffix_of(bare)) > 1):
            return len(bare)  # 東栄海運｜1 に対し北港汽船0.18
    for length in tail_lengths().get(name[-1:], ()):
        effect = tails().get(name[-length:]) if length < len(name) else None
        if effect is None or len(suffix_of(name)) > length:
            continue  # 北辰自動車 is no 車
        rest = name[:-length]
        if effect == "drop":
            return 0
        is_whole = name_key(rest) in known_names() or suffix_of(rest) or starts_with_legal_form(rest)
        if is_whole or (effect == "cut" and len(rest) > 1):
            return _trimmed(rest)
    return len(name)


#: A branch abroad: 北斗精密｜(蘇州)有限公司.
_BRANCH_RE = Pattern(r"[(][一-龠ァ-ヶー]{2,8}[)](?:[一-龠]{0,8}有限公司| ?Co\.?, ?Ltd\.?)")
#: A legal form and the letters of the name that were cut off: 一般財団法人し｜ごと環境研究機構.
_CUT_RE = Pattern(r"[一-龠NPO]{2,10}(?:会社|法人)(?P<gap>(?![のはがをにとでもや]$)[ぁ-んァ-ヶー一-龠]{1,5})$")


def _with_legal_form(doc: Document, span: Span) -> Span:
    """Return ``span`` with the legal form and the Latin or digits that touch it (7L of 7Lジャパン合同会社)."""
    folded, start, end = doc.folded, span.start, span.end
    firsts, lasts = legal_edges()
    for prefix in _LEGAL_PREFIXES:
        if folded.endswith(prefix, 0, start) and folded.startswith(_LEGAL_TAILS, start):
            start -= len(prefix)
            break
    before = _legal_form_before(folded, start) if folded[start - 1 : start] in lasts else start
    if before == start and ("会社" in folded[max(start - 8, 0) : start] or "法人" in folded[max(start - 8, 0) : start]):
        cut = _CUT_RE.search(folded, max(start - 16, 0), start)
        if cut is not None and cut[0][: -len(cut["gap"])] in legal_forms():
            before = cut.start()
    start = before
    if folded[start - 1 : start] == " ":  # 特定非営利活動法人 松を守る会
        start = _legal_form_before(folded, start - 1) if _legal_form_before(folded, start - 1) < start - 1 else start
    if folded[end - 1 : end].isascii() and folded[end : end + 1] in ("", ",", ".", " "):
        foreign = _FOREIGN_FORM_RE.match(folded, end)
        end = foreign.end() if foreign else end
    branch = _BRANCH_RE.match(folded, end) if folded[end : end + 1] == "(" else None
    end = branch.end() if branch is not None else end
    if folded[end : end + 1] in firsts:
        for length in range(6, 1, -1):
            form = folded[end : end + length]
            if (
                form in legal_forms()
                and len(form) == length
                and not (form.isascii() and folded[end + length : end + length + 1].isalpha())
            ):
                end += length
                break
    if folded[start : start + 1].isascii():
        floor = start - 10
        while start > max(floor, 0) and folded[start - 1].isascii() and folded[start - 1].isalnum():
            start -= 1
    return Span(start, end, span.score, span.rule)


_FOREIGN_FORM_RE = Pattern(r"[,.]* ?(?:(?:CO|Co)\.?,? ?)?(?:LTD|Ltd|INC|Inc|CORP|Corp|LLC|PLC)\b\.?")
#: The beginnings of legal forms whose rest is one too.
_LEGAL_PREFIXES = ("認定", "一般", "公益")
_LEGAL_TAILS = ("NPO法人", "社団法人", "財団法人")


def _legal_form_before(folded: str, start: int) -> int:
    """Return where the legal form begins that ends at ``start``; ``start`` if none does."""
    for length in range(min(11, start), 0, -1):
        if folded[start - length : start] in legal_forms():
            return start - length
    return start
