"""Outlets that bring a report: in brackets, datelines and lists of sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from analyzer.organizations.body import Span
from analyzer.organizations.forms import MAX_FACTS, known_names, name_key, short_names
from analyzer.organizations.no_bodies import is_none
from corpus.cache import kept
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["beside", "cited", "credits"]

_CREDIT_RE = Pattern(r"[(〔【〈\[]([^()〔〕【】〈〉\[\]\n。]{2,24}+)(?=[)〕】〉\]])")
_CREDIT_PART_RE = Pattern(r"[^、,・/ ]+")
_AGENCY_ENDS = ("通信", "通信社", "新聞", "新聞社", "日報", "新報", "ニュース")


def credits(doc: Document) -> Iterator[Span]:
    """Yield outlets that bring a report: (共同), 【ワシントン=AP】, 〔共同、時事〕."""
    for match in _CREDIT_RE.finditer(doc.folded):
        for start, end, score in _credited(match[1]):
            yield Span(match.start(1) + start, match.start(1) + end, score, "credit")


def beside(folded: str) -> Iterator[Span]:
    """Yield the paper that is called by a common word, next to another one: 毎日も朝日も."""
    if "毎日" in folded and ("朝日" in folded or "読売" in folded or "産経" in folded):
        for match in _BESIDE_RE.finditer(folded):
            yield Span(match.end() - 2, match.end(), 0.8, "credit")


_JOINED = r"(?:[、・もやと]|が[^、。は]{1,8}、)"
_BESIDE_RE = Pattern(
    rf"(?:(?:朝日|読売|産経){_JOINED})毎日(?![一-龠])|毎日(?={_JOINED}(?:朝日|読売|産経)(?:[、・もやとはがの]|新聞))"
)


def cited(doc: Document) -> Iterator[Span]:
    """Yield who brought a report, in a list of sources: 『…が勝利』。サッカーの友、2014年6月19日。"""
    folded = doc.folded
    for match in _CITED_RE.finditer(folded) if "』。" in folded or "」。" in folded else ():
        if not is_none(match["name"]) and not _holds_person(doc, *match.span("name")):
            yield Span(*match.span("name"), 0.7, "credit")
    for match in _SITE_RE.finditer(folded) if "』。" in folded else ():
        if "." in match["site"] or "!" in match["site"]:
            yield Span(*match.span("site"), 0.7, "credit")


def _holds_person(doc: Document, start: int, end: int) -> bool:
    """Return whether a word between is the name of a person."""
    words = doc.types[doc.token_at(start) : doc.token_at(end - 1) + 1]
    return any(doc.lexicon.types[index].pos3 == "人名" for index in words)


#: The site that a headline stood on, in a list of sources: SANSPO.com『試合前に倒れた』。
_SITE_RE = Pattern(r"[。\n](?P<site>[A-Za-z0-9.!一-龠ぁ-んァ-ヶー-]{3,20}+)(?=『[^『』\n]{4,80}』。)")
_CITED_RE = Pattern(
    r"[』」]。(?P<name>[^。、『』「」()・/\n]{2,24}+)(?=(?:[(][^()\n]{2,24}[)])?、[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)"
)


@lru_cache(MAX_FACTS)
def _credited(brackets: str) -> tuple[tuple[int, int, float], ...]:
    """Return begin, end and score of the outlets named in what stands in brackets."""
    if brackets.isdigit():
        return ()
    table, found = known_names(), []
    for part in _CREDIT_PART_RE.finditer(brackets):
        place, equals, name = part[0].rpartition("=")
        start, end = part.end() - len(name), part.end()
        known = table.get(name_key(name)) if name else None
        if known is not None and known.kind == "media":
            found.append((start, end, 0.9))
        elif equals and place and name.endswith(_AGENCY_ENDS) and len(name) > 3:
            found.append((start, end, 0.8))
        elif not equals and name.endswith(_agencies()):
            cut = len(name) - max(len(each) for each in _agencies() if name.endswith(each))
            if cut > 1 and _PLACE_RE.fullmatch(name, 0, cut):
                found.append((start + cut, end, 0.8))
    return tuple(found)


@kept
def _agencies() -> tuple[str, ...]:
    return short_names("credit")


_PLACE_RE = Pattern(r"[ァ-ヶー・]{2,12}|[一-龠]{2,3}")
