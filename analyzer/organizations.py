"""Bodies named in an article: 公正取引委員会（公取委） … 同委 → three mentions of one entity.

Finds companies, ministries, local bodies, parties, courts, police, media, schools, hospitals, unions, teams,
associations and international bodies. Not found on purpose: countries, prefectures and cities as places (県, 市, 政府),
titles (国交相), buildings and products.
"""

from __future__ import annotations

from analyzer import aliases, names, tagger
from analyzer.mention import Organization
from corpus.tokens import Document

__all__ = ["extract"]


def extract(doc: Document) -> list[Organization]:
    """Return every organization mention of ``doc``, left to right, without overlap."""
    spans = names.settled(doc, tagger.spans(doc))
    found, links = aliases.bodies(doc, spans)
    links += aliases.anaphors(doc, found, links)
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
                score=span.score,
            )
        )
    return mentions
