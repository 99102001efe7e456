"""W3C Web Annotation Data Model (Recommendation, 23 February 2017): one AnnotationPage for all articles.

Every annotation targets its article by a ``urn:uradori:`` name with a TextQuoteSelector and a TextPositionSelector.
Positions count Unicode code points of the article's text, as section 4.2.5 of the model asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from analyzer.desk.amount import written
from analyzer.desk.exports import File
from analyzer.mention import Analysis, DateMention, Figure, Organization
from analyzer.sections import sections

__all__ = ["export"]

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Characters of context before and after a quotation: enough to find it again when the text has moved.
_AROUND = 32


def export(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield one JSON-LD file with an annotation for every sentence, figure, date, organization and outlet's block."""
    items = [item for analysis in analyses for item in _annotations(analysis)]
    page = {"@context": _CONTEXT, "id": "urn:uradori:annotations", "type": "AnnotationPage", "items": items}
    yield "annotations.jsonld", msgspec.json.format(msgspec.json.encode(page), indent=2)


def _annotations(analysis: Analysis) -> Iterator[dict[str, Any]]:
    for number, verdict in enumerate(analysis.sentences):
        bodies = [_tag("classifying", verdict.label), _tag("tagging", f"certainty:{verdict.certainty}")]
        if verdict.score is not None:
            bodies.append(_tag("describing", f"probability {verdict.score:.3f}"))
        yield _annotation(analysis, f"sentence:{number}", "classifying", bodies, verdict.start, verdict.end)
    for section in sections(analysis):
        if section.outlet:
            body = _tag("identifying", section.outlet)
            yield _annotation(analysis, f"outlet:{section.start}", "identifying", [body], section.start, section.end)
    for figure in analysis.figures:
        yield _annotation(analysis, f"figure:{figure.start}", "describing", [_figure(figure)], figure.start, figure.end)
    for date in analysis.dates:
        yield _annotation(analysis, f"date:{date.start}", "describing", [_date(date)], date.start, date.end)
    for named in analysis.organizations:
        bodies = [_organization(named)]
        yield _annotation(analysis, f"organization:{named.start}", "identifying", bodies, named.start, named.end)


def _annotation(
    analysis: Analysis, name: str, motivation: str, bodies: list[dict[str, Any]], start: int, end: int
) -> dict[str, Any]:
    text, article = analysis.article.text, f"urn:uradori:article:{analysis.article.id}"
    return {
        "id": f"{article}:{name}",
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": {
            "source": article,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(start - _AROUND, 0) : start],
                    "suffix": text[end : end + _AROUND],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }


def _tag(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _figure(figure: Figure) -> dict[str, Any]:
    return _tag("describing", " ".join(filter(None, (figure.modifier, written(figure)))))


def _date(date: DateMention) -> dict[str, Any]:
    return _tag("describing", " ".join(filter(None, (date.type, date.value, date.mod))))


def _organization(body: Organization) -> dict[str, Any]:
    return _tag("identifying", body.canonical)
