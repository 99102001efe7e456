"""Bodies named in an article: 公正取引委員会（公取委） … 同委 → three mentions of one entity.

Finds companies, ministries, local bodies, parties, courts, police, media, schools, hospitals, unions, teams,
associations and international bodies. Not found on purpose: countries, prefectures and cities as places (県, 市, 政府),
titles (国交相), buildings and products.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from analyzer.mention import Organization
from analyzer.organizations import aliases, names, tagger
from analyzer.organizations.aliases import Span
from analyzer.organizations.anaphors import anaphors
from analyzer.organizations.body import with_more
from analyzer.organizations.forms import MAX_FACTS, has_legal_form, known_names, name_key, suffix_of
from analyzer.organizations.kinds import settle_kinds
from analyzer.organizations.no_bodies import is_titled
from analyzer.organizations.owntable import Own
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
    played = [span for span in spans if span.rule == "ball"]
    spans = [span for span in spans if span.rule != "ball"] if played else spans
    found, links = aliases.bodies(doc, spans, canonical=own.canonical if own else None)
    if played:
        links = sorted([*links, *aliases.clubs(doc, found, played)], key=lambda link: link.span.start)
    settle_kinds(doc, found, links)
    if own:
        own.settle_kinds(found)
    links = aliases.tied_clubs(doc, found, links)
    known = {link.body for link in links}
    links += [link for link in anaphors(doc, found, links) if is_news or link.body in known]
    links.sort(key=lambda link: link.span.start)
    numbers: dict[int, str] = {}
    mentions: list[Organization] = []
    for link in links:
        span, body = link.span, link.body
        start, end, score = span.start, span.end, span.score
        if body not in numbers:
            numbers[body] = f"o{len(numbers) + 1}"
        if score < _SURE:
            score = max(score, _least_score(doc.folded[start:end]))
        meant = found[body]
        mentions.append(
            Organization(
                start, end, span.rule, meant.canonical, numbers[body], meant.kind, anaphor=link.is_anaphor, score=score
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
