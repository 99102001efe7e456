"""Companies that a trade before them or an act behind them tells: 工作機械のニシキ, メドリンクは19日、…と発表した."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from analyzer.organizations.body import Span
from analyzer.organizations.forms import (
    HOMES_OF_FIRMS,
    Suffix,
    after_nation,
    suffix_of,
    suffixes,
    things,
    trades,
)
from analyzer.organizations.lists import listed_kind
from analyzer.organizations.no_bodies import is_place, words_of
from analyzer.organizations.quotations import QUOTED_RE, VERB_ENDS
from analyzer.organizations.stretches import Told, name_ends, placed
from corpus.cache import kept
from corpus.patterns import Pattern
from corpus.text import occurrences
from corpus.tokens import Document

__all__ = ["FIRM", "NO_SUFFIX", "behind_trade", "companies", "firm_start", "is_compound", "is_proper"]

FIRM = r"[一-龠々ァ-ヶーA-Za-z0-9&]{2,16}"
_PROPER_RE = Pattern(FIRM)
_KATAKANA_RE = Pattern(r"[ァ-ヶー]{2,}")
_HIRAGANA_RE = Pattern(r"[ぁ-ん]")
_JAPANESE_RE = Pattern(r"[一-龠々ァ-ヶー]")
_FIRM_LETTERS_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z0-9&]")
NO_SUFFIX = Suffix("other", "")


def companies(doc: Document, listed: Sequence[str], told: Mapping[str, Told]) -> Iterator[Span]:
    """Yield proper words that a trade before them or an act behind them makes companies."""
    folded = doc.folded
    for place in _after_trades(folded, listed, told):
        quoted = QUOTED_RE.match(folded, place)
        if quoted is not None and not _is_called_thing(folded, place):
            if not quoted[1].endswith(VERB_ENDS):
                yield Span(*quoted.span(1), 0.7, "trade")
            continue
        soft = _SOFT_RE.match(folded, place) or _soft_name(folded, place)
        name = soft or _PROPER_RE.match(folded, place)
        if name is not None and (
            soft
            or is_proper(doc, name.start(), name.end())
            or _is_coined(doc, name.span())
            or _PRESS_RE.fullmatch(folded, *name.span())
        ):
            yield Span(name.start(), name.start() + name_ends(name[0])[-1][0], 0.7, "trade")
    for place, stretch in placed(folded, listed, {each for each, fact in told.items() if fact.lead}):
        start, end = place + told[stretch].lead, place + len(stretch)
        if not is_place(doc, start, end):
            yield Span(start, end, 0.7, "trade")
    for match in _RUN_BY_RE.finditer(folded) if any(word in folded for word in _RUNNING) else ():
        is_company = suffixes().get(suffix_of(match["firm"]), NO_SUFFIX).kind == "company"
        if is_company or is_proper(doc, *match.span("firm")):
            yield Span(*match.span("firm"), 0.7, "trade")
    yield from _national(doc)
    reached = 0
    for start in _actors(folded):
        acting = _ACTS_RE.match(folded, start) if start >= reached else None
        if acting is not None:
            reached = acting.end()
            if (
                folded[start - 1] == " "
                and folded[start - 2 : start - 1].isalpha()
                and folded[start : start + 1].isascii()
            ):
                continue  # Quantel｜Systems
            if is_proper(doc, *acting.span("firm")):
                yield Span(*acting.span("firm"), 0.7, "acts")


_RUNNING = ("経営", "運営", "展開", "上場")
_RUN_BY_RE = Pattern(
    rf"(?:経営する|経営していた|運営する|運営していた|展開する|上場した|上場する)(?P<firm>{FIRM})(?=[はがのをに、])"
)
#: One in hiragana with its seat behind it, and one that goes on in katakana: 大手の｜くらしドラッグ.
_SOFT_RE = Pattern(r"[ぁ-ん]{3,9}(?=\()")
_SOFT_HEAD_RE = Pattern(r"[ぁ-ん]{2,6}[ァ-ヶー]{3,8}(?=[はがとをにもの、。(」])")
#: A publisher of kanji alone: 版元の｜音律社.
_PRESS_RE = Pattern(r"[一-龠々]{2,4}(?<![各自他全支本商両会同弊当])社")


def _soft_name(folded: str, place: int) -> re.Match[str] | None:
    """Return a name that begins in hiragana at ``place``, if the article writes it again; おすすめコーナー is no topic."""
    match = _SOFT_HEAD_RE.match(folded, place)
    return match if match is not None and folded.count(match[0]) > 1 else None


@kept
def _soft_trades() -> tuple[str, ...]:
    """Return the trades that hiragana stands in (小売り大手), with の."""
    return tuple(word + "の" for word in sorted(trades()) if _HIRAGANA_RE.search(word))


def _after_trades(folded: str, listed: Sequence[str], told: Mapping[str, Told]) -> Iterator[int]:
    """Yield where the word behind a trade and の begins: 工作機械の｜ニシキ."""
    for place, stretch in placed(folded, listed, {each for each, fact in told.items() if fact.is_trade}):
        if folded.startswith("の", place + len(stretch)):
            yield place + len(stretch) + 1
    for trade in _soft_trades():
        for place in occurrences(folded, trade):
            if not place or not _JAPANESE_RE.match(folded, place - 1):
                yield place + len(trade)


def _is_called_thing(folded: str, place: int) -> bool:
    """Return whether the trade and の before ``place`` are a class of things too: ゲームの「…」."""
    return any(folded.endswith(word, 0, place - 1) for word in trades() & things())


#: What follows the name of a company and hardly a thing.
_FIRM_AFTER_RE = Pattern(r"(?:[はが][0-9]{1,2}日)|の?(?:社長|会長|株価)|株[はが]")


def _is_coined(doc: Document, name: tuple[int, int]) -> bool:
    """Return whether a name is made of katakana words that are common ones alone (ビットライン), and acts like a company."""
    return _FIRM_AFTER_RE.match(doc.folded, name[1]) is not None and is_compound(doc, name)


def is_compound(doc: Document, name: tuple[int, int]) -> bool:
    """Return whether katakana is written in more than one word of the dictionary."""
    start, end = name
    if not _KATAKANA_RE.fullmatch(doc.folded, start, end):
        return False
    index = doc.token_at(start)
    return doc.starts[index] == start and doc.ends[index] < end


def is_proper(doc: Document, start: int, end: int) -> bool:
    """Return whether the words between are no common nouns, persons or places, and end where a word ends.

    A native word in katakana (カナメ, ニシキ) is a name: as a common noun it would be written otherwise.
    """
    first, last = doc.token_at(start), doc.token_at(end - 1)
    if last >= len(doc.ends) or doc.starts[first] != start or doc.ends[last] != end:
        return False
    suffix = suffix_of(doc.folded[start:end])
    if len(suffix) > 1 and len(suffix) + 1 < end - start < 9 and suffixes()[suffix].kind == "company":
        return not suffix.endswith(words_of("trade")) and not _is_class(doc, start, end - len(suffix))
    words = [doc.lexicon.types[index] for index in doc.types[first : last + 1]]
    if any(word.pos3 in ("地名", "人名") or word.pos2 == "数詞" for word in words):
        return False
    return any(
        word.is_unknown
        or (word.pos3 == "一般" and word.pos2 == "固有名詞")
        or (word.goshu == "和" and _KATAKANA_RE.fullmatch(word.surface) is not None)
        for word in words
    )


def _is_class(doc: Document, start: int, end: int) -> bool:
    """Return whether a last word has but one common word before it: 取引｜銀行, 冷凍｜食品."""
    index = doc.token_at(start)
    word = doc.lexicon.types[doc.types[index]]
    return doc.ends[index] >= end and not word.is_unknown and word.pos2 != "固有名詞"


def firm_start(folded: str, end: int) -> int:
    """Return where the letters of a name begin that ends at ``end``, at most 17 before."""
    start = end
    while start and end - start < 17 and _FIRM_LETTERS_RE.match(folded, start - 1):
        start -= 1
    return start


#: What only companies do or have, after a name that no dictionary knows: メドリンクは19日、…と発表した.
_ACTS_RE = Pattern(
    rf"(?P<firm>{FIRM})(?:\([^()]{{1,24}}\))?"
    r"(?:[はが][0-9]{1,2}日(?:、|に|まで|付|付け|の|午)[^。]{0,90}?(?:発表|公表|申請|開示|回収)"
    r"|を(?:買収|完全子会社|子会社化)|に出資|と(?:資本|業務|経営)(?:業務)?(?:提携|統合)"
    r"|の(?:完全子会社|子会社|株主総会|株価|株式|決算|経営陣|筆頭株主|本社工場)|株[はがを]|側は)"
)
#: Where an act may begin, found by its rarer letters; and what must stand in a text that has one of the first kind.
_TOLD = ("発表", "公表", "申請", "開示", "回収")
_TOLD_RE = Pattern(r"[はが][0-9]{1,2}日")
_ACT_RE = Pattern(
    r"買収|完全子会社|子会社|出資|資本(?:業務)?(?:提携|統合)|業務(?:業務)?(?:提携|統合)|経営(?:業務)?(?:提携|統合)|経営陣"
    r"|株主総会|株価|株式|株[はがを]|決算|筆頭株主|本社工場|側は"
)
_PARTICLES = frozenset("をにとの")


#: A company behind the letter of its nation: 独｜ツェーエフ系, 加｜マグナも.
_NATIONAL_RE = Pattern(
    rf"[{HOMES_OF_FIRMS}](?<![一-龠々ァ-ヶー].)(?P<firm>[ァ-ヶー]{{3,}}(?:AI)?)(?=[はがをにとも、。系製(や]|の(?:[一-龠]{{0,6}}社長|株|子会社))"
)

#: One of several words, which might be a person's, before what is done to companies: 米｜ルミナ・インスツルメンツを約1億ドルで買収.
_DOTTED_RE = Pattern(
    rf"[{HOMES_OF_FIRMS}](?<![一-龠々ァ-ヶー].)(?P<firm>[ァ-ヶー]{{2,}}(?:・[ァ-ヶー]{{2,}})+)"
    r"(?=を[^。、]{0,40}?(?:買収|子会社)|の(?:買収|子会社|完全子会社|株式)|[にへ](?:の)?出資|と(?:の)?(?:資本|業務)?(?:提携|合弁))"
)


def _national(doc: Document) -> Iterator[Span]:
    """Yield foreign companies that the letter of a nation introduces: of a list, or of no word of the dictionary."""
    folded = doc.folded
    for match in _NATIONAL_RE.finditer(folded):
        start, end = match.span("firm")
        words = doc.types_within(start, end)
        is_coined = len(words) > 1 and not any(word.pos3 in ("地名", "人名") for word in words)
        if is_coined or listed_kind(match["firm"]) == "company" or all(word.is_unknown for word in words):
            yield Span(start, end, 0.65, "trade")
    for match in _DOTTED_RE.finditer(folded) if "・" in folded else ():
        yield Span(*match.span("firm"), 0.65, "trade")


#: Last words of trades, and legal forms by what stands before their 会社.
_TRADERS = ("会社", "業者", "メーカー", "大手")
_FORMS = ("株式", "有限", "合同", "合資", "合名", "相互")


def behind_trade(folded: str, start: int, end: int) -> int:
    """Return where the name begins behind a trade that is glued to it, ``start`` if there is none.

    >>> behind_trade("運送会社ツバメ急送", 0, 9), behind_trade("株式会社ツバメ", 0, 7)
    (4, 0)
    """
    for word in _TRADERS:
        place = folded.rfind(word, start + 1, end - 2)
        if place > 0 and not folded.endswith(_FORMS, start, place):
            return place + len(word)
    return start


def _actors(folded: str) -> list[int]:
    """Return where the words begin behind which an act may stand, in order."""
    ends: set[int] = set()
    if any(word in folded for word in _TOLD):
        ends.update(match.start() for match in _TOLD_RE.finditer(folded))
    for match in _ACT_RE.finditer(folded):
        if match[0][-1] in "はがを":
            ends.add(match.start())
        elif folded[match.start() - 1 : match.start()] in _PARTICLES:
            ends.add(match.start() - 1)
    starts = set()
    for end in ends:
        if folded[end - 1 : end] == ")":
            end = max(folded.rfind("(", max(end - 26, 0), end), 0)
        start = after_nation(folded, firm_start(folded, end))
        start = behind_trade(folded, start, end)
        if 1 < end - start < 17 and folded[start - 1 : start] != "・":
            starts.add(start)
    return sorted(starts)
