"""Bodies named in an article: 公正取引委員会（公取委） … 同委 → three mentions of one entity.

Finds companies, ministries, local bodies, parties, courts, police, media, schools, hospitals, unions, teams,
associations and international bodies. Not found on purpose: countries, prefectures and cities as places (県, 市, 政府),
titles (国交相), buildings and products.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from analyzer.mention import Organization, OrganizationKind
from analyzer.organizations import aliases, names, tagger
from analyzer.organizations.aliases import Span
from analyzer.organizations.anaphors import anaphors
from analyzer.organizations.body import Body, Link, with_more
from analyzer.organizations.forms import MAX_FACTS, has_legal_form, is_office, known_names, name_key, suffix_of
from analyzer.organizations.no_bodies import is_titled
from analyzer.organizations.owntable import Own
from analyzer.organizations.teams import is_match_report, place_of
from corpus.tokens import Document

__all__ = ["extract", "tagged"]

#: What the tagger sees in documents that share one lexicon, for :func:`extract`: many at once cost half as much.
tagged = tagger.spans_of_all


def extract(doc: Document, *, own: Own | None = None, seen: Sequence[Span] | None = None) -> list[Organization]:
    """Return every organization mention of ``doc``, left to right, without overlap.

    ``own`` is the user's table of bodies: its names are found wherever they stand, its aliases carry its names.
    ``seen`` is what :func:`tagged` says of ``doc``, where it was asked before.
    """
    seen = tagger.spans(doc) if seen is None else seen
    first = list(own.spans(doc)) if own else []
    is_news = tagger.guideline_of(doc) == "news"
    spans = names.settled(doc, seen, first=first)
    if not is_news:
        # Borders and table are those of news: in what follows other guidelines they spoil three names for one mended.
        told = [span for span in spans if span.rule not in ("tagger", "table")]
        seen = [
            each
            for each in seen
            if not (_is_refused_quotation(doc, each, spans) or is_titled(doc.folded[each.start : each.end]))
        ]
        spans = with_more(with_more(first, told), seen)
    found, links = aliases.bodies(doc, spans, canonical=own.canonical if own else None)
    _settle_kinds(doc, found, links)
    if own:
        own.settle_kinds(found)
    known = {link.body for link in links}
    links += [link for link in anaphors(doc, found, links) if is_news or link.body in known]
    links.sort(key=lambda link: link.span.start)
    numbers: dict[int, str] = {}
    mentions: list[Organization] = []
    for span, body, is_anaphor in links:
        entity = numbers.setdefault(body, f"o{len(numbers) + 1}")
        mentions.append(
            Organization(
                start=span.start,
                end=span.end,
                rule=span.rule,
                canonical=found[body].canonical,
                entity=entity,
                kind=found[body].kind,
                anaphor=is_anaphor,
                score=max(span.score, _least_score(doc.folded[span.start : span.end]))
                if span.score < _SURE
                else span.score,
            )
        )
    return mentions


#: What a rule is sure of, however little the tagger is: names of the table, names that end in a word of bodies.
_SURE, _TOLD = 0.65, 0.5


@lru_cache(MAX_FACTS)
def _least_score(name: str) -> float:
    """Return how sure a name is of being a body by itself: 指定都市市長会 is one where the tagger passes it over too."""
    return (
        _SURE if name_key(name) in known_names() or has_legal_form(name) else _TOLD if len(suffix_of(name)) > 1 else 0.0
    )


def _is_refused_quotation(doc: Document, seen: Span, spans: Sequence[Span]) -> bool:
    """Return whether the rules say that what stands in brackets is no body (製品「アオバ」)."""
    is_quoted = doc.folded[max(seen.start - 1, 0) : seen.start] in ("「", "『")
    return is_quoted and not any(span.start < seen.end and seen.start < span.end for span in spans)


@cache
def _company_before_re() -> re.Pattern[str]:
    return re.compile(
        r"(?:会社|メーカー|大手|ファンド|ベンチャー|商社|業者|企業|親会社|芸能事務所|所属事務所)の?[「『]?$"
    )


@cache
def _company_after_re() -> re.Pattern[str]:
    return re.compile(
        r"[」』]?(?:株|社長|製(?!品)|の(?:[一-龠]{1,5}社長|社長|株価|決算|子会社|工場|純利益|売上高|店舗|第三者割当)|は[0-9]{4}年創業"
        r"|を(?:買収|子会社化|完全子会社)|[(][^()]{0,12}(?:本社|証券コード|[0-9]{4}[)]|[都道府県市区])|[(][^()]{1,10}[)](?:▽|代表取締役)?社長)"
    )


@cache
def _medium_after_re() -> re.Pattern[str]:
    """Match what follows a medium: ペリオディコ｜紙によると, and its place in a list of sources: 』。サッカーの友｜、2014年6月."""
    return re.compile(
        r"[紙誌](?![一-龠])|(?<=[紙誌])(?:によ|[はがのも、])|(?:[(][^()\n]{2,24}[)])?、[0-9]{4}年[0-9]{1,2}月|『"
    )


_MEDIUM_AFTER = frozenset("紙誌はがのもに、(『")


def _is_medium(folded: str, start: int, end: int) -> bool:
    """Return whether the words around a name make a medium of it."""
    if folded[end : end + 1] not in _MEDIUM_AFTER:
        return False
    after = _medium_after_re().match(folded, end)
    if after is None or after[0][-1] in "紙誌によはがのも":
        return after is not None
    return (
        folded[start - 2 : start] in ("』。", "」。")
        if after[0][-1] == "月"
        else folded[start - 1 : start] in ("。", "\n")
    )


#: First letters of what makes a company behind a name, and last letters of what does before it.
_COMPANY_AFTER, _COMPANY_BEFORE = frozenset("」』株社製のはを("), frozenset("社ー手ドャ者業所の「『")


#: What the rule that found a name tells of its kind.
_TOLD_KINDS: dict[str, OrganizationKind] = {
    "credit": "media",
    "school": "school",
    "place": "team",
    "trade": "company",
    "acts": "company",
    "topic": "company",
    "party": "party",
    "seat": "company",
    "nonprofit": "association",
    "programme": "international",
}


_LOCAL = frozenset("県市町村区都府国")


@cache
def _local_office_re() -> re.Pattern[str]:
    """Match boards of a local body: 県個人情報保護審査会, but not 市民調査委員会."""
    return re.compile(
        r"[県市町村区都府国](?!民).{0,20}(?:審議会|審査会|(?:審査|審議|監査|監視|保護|農業|労働|人事|公安|選挙管理|調査)委員会)"
    )


def _settle_kinds(doc: Document, found: Sequence[Body], links: Sequence[Link]) -> None:
    """Make companies of bodies whose name tells nothing, where the list of filers or the text around them says so.

    A body whose report the article holds is a medium, whatever its name looks like (北洋通信).
    """
    outlets = {block.outlet for block in doc.blocks}
    for each in found:
        if each.canonical in outlets:
            each.kind = "media"
        elif each.canonical[0] in _LOCAL and (
            (each.kind == "other" and is_office(each.canonical))
            or (each.kind == "association" and _local_office_re().fullmatch(each.canonical))
        ):
            each.kind = "government"
    folded = doc.folded
    unknown = {body for body, each in enumerate(found) if each.kind == "other"}
    if any(place_of(found[body].canonical) for body in unknown) and is_match_report(folded):
        for body in unknown:
            if place_of(found[body].canonical):
                found[body].kind = "team"
    unlisted: set[str] = set()
    for span, body, _ in links if unknown else ():
        if body not in unknown or found[body].kind != "other":
            continue
        name = folded[span.start : span.end]
        if span.rule in _TOLD_KINDS and not (span.rule == "credit" and tagger.is_listed_company(name)):
            found[body].kind = _TOLD_KINDS[span.rule]
        elif (
            (name not in unlisted and tagger.is_listed_company(name))
            or (folded[span.end : span.end + 1] in _COMPANY_AFTER and _company_after_re().match(folded, span.end))
            or (
                folded[span.start - 1 : span.start] in _COMPANY_BEFORE
                and _company_before_re().search(folded, max(span.start - 12, 0), span.start)
            )
        ):
            found[body].kind = "company"
        elif _is_medium(folded, span.start, span.end):
            found[body].kind = "media"
        unlisted.add(name)
