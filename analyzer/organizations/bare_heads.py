"""Heads that stand for a body named before: 機構は, 協会によると; and those that stand for none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from analyzer.organizations.body import Span, with_more, without_overlap
from analyzer.organizations.forms import general_heads, heads, kind_of, name_key
from analyzer.organizations.shortforms import expanded
from analyzer.organizations.stretches import Told, placed
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["with_heads"]


def with_heads(
    doc: Document, names: list[Span], listed: Sequence[str], told: Mapping[str, Told], is_article: bool
) -> list[Span]:
    """Return ``names`` with bare heads (機構, 協会) whose body stands before them, and without those that have none."""
    folded = doc.folded
    names = _with_groups(folded, _with_councils(folded, names))
    bare_heads = {run: fact.head for run, fact in told.items() if fact.head}
    if not bare_heads and heads().isdisjoint({folded[span.start : span.end] for span in names}):
        return names
    seen = {span.start: span.end for span in names}
    bare = [
        Span(start, start + bare_heads[run], 0.6, "head")
        for start, run in placed(folded, listed, bare_heads)
        if start not in seen
    ]
    endings = _in_brackets(folded, names)
    result: list[Span] = []
    for span in without_overlap([*names, *bare]):
        name = folded[span.start : span.end]
        if name == _BOARD and _is_of_unnamed(folded, span, result):
            continue
        if name in _HELD_BY_MANY and _MANY_RE.search(folded, max(span.start - 8, 0), span.start):
            continue  # 4つの漁協
        if name in heads() and span.rule not in ("table", "board", "group"):
            is_taggers = seen.get(span.start) == span.end
            if name in endings or any(each in endings for each in expanded(name)):
                is_voice = is_taggers or _VOICE_RE.match(folded, span.end) is not None
                if name in general_heads() and not is_voice and not _opens(folded, span, result):
                    continue
            elif folded.startswith(_CHAIRED, span.end):
                endings.add(name)  # 第三者委員会(委員長・…)
            elif name == "会社" and folded[span.end : span.end + 1] in ("は", "に") and _one_company(folded, result):
                if folded.rfind("会社員", folded.rfind("\n", 0, span.start) + 1, span.start) >= 0:
                    continue  # whose company nobody names
                if folded[span.start - 1 : span.start] in _MODIFYING:
                    continue  # 処分を受けた会社は
            elif not (is_taggers and (not is_article or _has_owner(doc, span, result))):
                continue
        elif len(name) > 2:
            endings.update([name[-length:] for length in range(1, min(9, len(name)) + 1)])
            if name.startswith("劇団"):
                endings.add("劇団")
        result.append(span)
    return result


#: Heads that are one of many bodies behind what says so.
_MANY_RE = Pattern(r"(?:会員|各地|全国|[県道都府市町村]内|他|ほか|多く|地元|[0-9一二三四五六七八九]つ|各)の$")
_HELD_BY_MANY = ("生協", "漁協", "農協", "JA", "労組", "組合", "信金", "信組", "協会", "連盟", "団体")
#: General heads that, as the first word of a sentence, are the one body of the article that ends in them.
_OPENING = ("組合", "委員会", "議会", "署", "学園", "学院", "病院", "美術館", "博物館", "図書館", "研究所", "クラブ")
_OPENED_RE = Pattern(
    r"(?:では|[はがも])(?![、各])|側[はがも]|の(?:新しい|新たな)?(?:理事長|会長|代表|組合長|院長|館長|所長|担当者|幹部|関係者|[一-龠]{1,4}[長員隊](?![一-龠]))"
)


def _opens(folded: str, span: Span, before: Sequence[Span]) -> bool:
    """Return whether a head opens its sentence and one body only was named that ends in it: 組合は1万円の賃上げを求めた."""
    name = folded[span.start : span.end]
    if (
        name not in _OPENING
        or folded[span.start - 1 : span.start] not in _STARTS
        or not _OPENED_RE.match(folded, span.end)
    ):
        return False
    return (
        len({folded[each.start : each.end] for each in before if folded.endswith(name, each.start + 1, each.end)}) == 1
    )


_STARTS = ("。", "\n", " ", "「")
#: What a board is called by itself, and what may be written before it.
_BOARD, _RUN_LETTERS = "委員会", Pattern(r"[一-龠々ァ-ヶー]")


def _is_of_unnamed(folded: str, span: Span, before: Sequence[Span]) -> bool:
    """Return whether the last board named before a bare 委員会 is no body's name: 財団が調査委員会を設けた。…委員会は."""
    ends = {each.end for each in before}
    place = folded.rfind(_BOARD, 0, span.start)
    while place > 0:
        if place + len(_BOARD) in ends:
            return False
        if _RUN_LETTERS.match(folded, place - 1):
            return True
        place = folded.rfind(_BOARD, 0, place)
    return False


#: Councils of nations, which stand alone once they were named in full: 国連人権理事会 … 理事会は.
_COUNCILS = ("理事会", "総会", "評議会", "最高会議")
_COUNCIL_RE = Pattern(rf"(?<![一-龠々ァ-ヶーA-Za-z0-9])(?:{'|'.join(_COUNCILS)})(?=[はがもの、をに])(?!を開|が開)")


def _with_councils(folded: str, names: list[Span]) -> list[Span]:
    """Return ``names`` with the last words of councils behind the name of one: 理事会は47カ国で構成される."""
    full = [span for span in names if span.end - span.start > 3 and folded.endswith(_COUNCILS, span.start, span.end)]
    if not full:
        return names
    ends = tuple({next(word for word in _COUNCILS if folded.endswith(word, 0, span.end)) for span in full})
    found = [Span(*match.span(), 0.6, "head") for match in _COUNCIL_RE.finditer(folded, full[0].end)]
    return with_more(names, [span for span in found if folded.startswith(ends, span.start)])


#: 会 and 法人 alone, as the first word of a clause, and what an occasion or any firm would go on with.
_GROUP_RE = Pattern(
    r"(?:(?<=[。、「 \n])|(?<![\s\S]))(?P<head>会|法人|劇団)(?=(?:は|が|に(?:は|も)|の|も|側)(?!後|前|途中|最|冒|中|模様|様子|終|始|開|所得|場合|名|設立))"
)
_CLAUSES = (
    "。会",
    "、会",
    "「会",
    "\n会",
    " 会",
    "。法人",
    "、法人",
    "「法人",
    "\n法人",
    " 法人",
    "。劇団",
    "、劇団",
    "\n劇団",
    " 劇団",
)


def _with_groups(folded: str, names: list[Span]) -> list[Span]:
    """Return ``names`` with 会 and 法人 alone behind a body that is one: 飛鳥を残す会 … 会には400人が入った."""
    if not any(map(folded.__contains__, _CLAUSES)):
        return names
    groups = next((each.end for each in names if _GROUP_END_RE.search(folded, each.start, each.end)), len(folded))
    legal = next((each.start for each in names if "法人" in folded[each.start : each.end]), len(folded))
    troupe = next((each.end for each in names if folded.startswith("劇団", each.start)), len(folded))
    after = {"会": groups, "法人": legal, "劇団": troupe}
    found = [
        Span(*match.span(), 0.6, "group")
        for match in _GROUP_RE.finditer(folded)
        if match.start() > after[match["head"]]
    ]
    return with_more(names, found)


_GROUP_END_RE = Pattern(r"(?:[ぁ-ん]|NPO.*)会$")


def _in_brackets(folded: str, names: Sequence[Span]) -> set[str]:
    """Return the heads that stand in brackets right behind a body, and so are that: 日本労働組合総連合会(連合)."""
    return {
        folded[short.start : short.end]
        for long, short in pairwise(names)
        if short.start == long.end + 1 and folded[long.end] == "(" and folded[short.end : short.end + 1] in (")", "、")
    } & heads()


#: The ends of clauses that say which companies: of a class, not of the one told of.
_MODIFYING = ("た", "る", "い", "な", "ぬ")
#: Heads that a body need not end in, and the kinds of bodies they stand for.
_LOOSE = {"会社": ("company",), "クラブ": ("team",), "球団": ("team",)}
_GENERIC_RE = Pattern(r"と(?:いう|は|の|同)|や|[がに]?(?:勤め|なく|でも)|で|に入|を(?:辞|作|起|畳|設立|興)|の(?:中|外)")
#: Who heads a board, in brackets behind it.
_CHAIRED = ("(委員長", "(座長", "(会長", "(理事長", "(議長")
#: So many names back the company of a text is looked for.
_REACH = 200


def _one_company(folded: str, before: Sequence[Span]) -> bool:
    """Return whether one company is named at least twice as often as any other: then 会社は is that company."""
    counts = Counter(name_key(folded[each.start : each.end]) for each in before[-_REACH:] if _is_company(folded, each))
    (_, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return most >= max(2 * second, 1)


def _is_company(folded: str, span: Span) -> bool:
    return span.rule in ("trade", "acts") or kind_of(folded[span.start : span.end]) == "company"


def _has_owner(doc: Document, span: Span, before: Sequence[Span]) -> bool:
    """Return whether 会社 or クラブ, of which the tagger is sure, follows a body of that kind and is no class word."""
    folded = doc.folded
    kinds = _LOOSE.get(folded[span.start : span.end])
    if kinds is None or span.score < 0.9 or _GENERIC_RE.match(folded, span.end):
        return False
    if kinds == ("team",) and before and _LEAGUE_RE.search(folded, 0, span.start):
        return True  # 北信越リーグ1部のヴェルデ上越 … クラブは
    return any(kind_of(folded[each.start : each.end]) in kinds for each in before[-12:])


_LEAGUE_RE = Pattern(r"J[1-3]の|J[1-3]リーグ|リーグ[12一二]部の|JFLの|B[1-3]の")
#: What only one certain body does.
_VOICE_RE = Pattern(r"によると|によれば|側[はがの]|の調べ")
