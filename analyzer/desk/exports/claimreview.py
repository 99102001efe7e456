"""schema.org ClaimReview drafts, one per checkable claim: all that a fact-checker fills in afterwards is left out.

There is no ``reviewRating``, no ``author`` of a review and no ``url``: nobody has reviewed anything yet. The reported
sentences that bear on the claim are given as ``citation``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from analyzer.desk.evidence import Bearing, Claim, find_evidence
from analyzer.desk.exports import File
from analyzer.mention import Analysis

__all__ = ["export"]


def export(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield one JSON-LD file with a draft for every checkable claim."""
    drafts = [_draft(claim, analyses[claim.passage.article]) for claim in find_evidence(analyses)]
    page = msgspec.json.encode({"@context": "https://schema.org", "@graph": drafts})
    yield "claimreview.jsonld", msgspec.json.format(page, indent=2)


def _draft(claim: Claim, analysis: Analysis) -> dict[str, Any]:
    passage = claim.passage
    item: dict[str, Any] = {"@type": "Claim", "text": passage.text, "appearance": _appearance(claim, analysis)}
    author = _author(claim, analysis)
    if author is not None:
        item["author"] = author
    if passage.published:
        item["datePublished"] = passage.published
    return {
        "@type": "ClaimReview",
        "@id": f"urn:uradori:article:{analysis.article.id}:claim:{passage.start}",
        "creativeWorkStatus": "Draft",
        "inLanguage": "ja",
        "claimReviewed": passage.text,
        "itemReviewed": item,
        "citation": [_citation(bearing) for bearing in claim.bearings],
    }


def _appearance(claim: Claim, analysis: Analysis) -> dict[str, Any]:
    article, passage = analysis.article, claim.passage
    work: dict[str, Any] = {
        "@type": "CreativeWork",
        "@id": f"urn:uradori:article:{article.id}",
        "name": article.title or article.source,
    }
    if passage.outlet:
        work["publisher"] = {"@type": "Organization", "name": passage.outlet}
    return work


def _author(claim: Claim, analysis: Analysis) -> dict[str, Any] | None:
    """Return who made the claim: the source of a quoted claim, else the outlet whose words it is, else nobody."""
    passage = claim.passage
    if passage.verdict.label == "quote":
        for frame in analysis.attributions:
            if frame.sentence == passage.sentence and frame.source is not None:
                source = frame.source
                name = analysis.article.text[source.start : source.end]
                bodies = {body.start: body.canonical for body in analysis.organizations}
                if source.start in bodies:
                    return {"@type": "Organization", "name": bodies[source.start]}
                return {"@type": "Person" if source.kind == "named" else "Thing", "name": name}
        return None
    return {"@type": "Organization", "name": passage.outlet} if passage.outlet else None


def _citation(bearing: Bearing) -> dict[str, Any]:
    passage = bearing.passage
    work: dict[str, Any] = {"@type": "Quotation", "text": passage.text}
    if passage.outlet:
        work["publisher"] = {"@type": "Organization", "name": passage.outlet}
    if passage.published:
        work["datePublished"] = passage.published
    return work
