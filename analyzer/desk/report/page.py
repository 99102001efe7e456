"""The report as one HTML file: readable without JavaScript, without a network, on paper, in the dark.

The text is escaped piece by piece and Jinja2 escapes the rest; the content security policy admits exactly our own
style sheet and script by their hashes. Details of sentences (score, reasons, evidence) lie in a JSON block that the
script reads; everything else is in the page itself.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from analyzer.desk.evidence import find_evidence
from analyzer.desk.ledger import build_ledger
from analyzer.desk.report.article import ArticleView, Links, article_view
from analyzer.desk.report.corpus import corpus_view
from analyzer.desk.words import words_of
from analyzer.mention import LABELS, Analysis, Reason
from corpus.errors import ArticleError
from corpus.locales import language
from corpus.messages import speaking

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render"]

_FOLDER = Path(__file__).parent
#: Characters that would end a script element or a line of JavaScript, and how JSON may write them instead.
_JSON_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def render(
    analyses: Sequence[Analysis],
    *,
    lang: str = "ja",
    failures: Sequence[ArticleError] = (),
    with_text: bool = True,
    title: str | None = None,
) -> str:
    """Return the report on ``analyses`` as the text of an HTML file, in ``lang`` ("ja" or "en")."""
    with speaking(lang):
        return _render(analyses, lang, failures, with_text, title)


def _render(
    analyses: Sequence[Analysis], lang: str, failures: Sequence[ArticleError], with_text: bool, title: str | None
) -> str:
    words = words_of(lang)
    rows, claims = build_ledger(analyses), find_evidence(analyses, most=3)
    links = Links.of(analyses, rows, claims, with_text=with_text)
    views = [article_view(analysis, index, links, words) for index, analysis in enumerate(analyses)]
    style, script = _asset("report.css"), _asset("report.js")
    data = {"words": {key: words[key] for key in _SCRIPT_WORDS}, "text": with_text} | _details(views, links)
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            lang=lang,
            w=words,
            title=title or _title(views, words),
            heading=title or (views[0].title if len(views) == 1 else _title(views, words)),
            articles=views,
            corpus=corpus_view(analyses, rows, links, words) if len(analyses) > 1 else None,
            failures=failures,
            counts=_counts(analyses),
            labels=LABELS,
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
            data=_json(data),
            with_text=with_text,
            made_by=next((analysis.made_by for analysis in analyses if analysis.made_by), ""),
        )
    )


_SCRIPT_WORDS = (
    *("label_report", "label_quote", "label_commentary", "label_other", "score", "reasons", "no_reasons", "certainty"),
    *("permalink", "evidence", "evidence_none", "evidence_shared", "corrected", "corrections_n", "shown_n"),
    *("relation_same_figure", "relation_other_figure", "relation_same_event", "correct_hint"),
    *(
        f"certainty_{name}"
        for name in ("asserted", "hearsay", "inferred", "possible", "planned", "conditional", "question")
    ),
)


def _title(views: Sequence[ArticleView], words: dict[str, str]) -> str:
    if len(views) == 1:
        return f"{views[0].title} — {words['report_title']}"
    return words["report_of_many"].format(n=len(views))


def _counts(analyses: Sequence[Analysis]) -> dict[str, int]:
    counts = Counter(verdict.label for analysis in analyses for verdict in analysis.sentences)
    found: dict[str, int] = {label: counts[label] for label in LABELS}
    found["checkable"] = sum(verdict.checkable for analysis in analyses for verdict in analysis.sentences)
    for name in ("figures", "dates", "organizations"):
        found[name] = sum(len(getattr(analysis, name)) for analysis in analyses)
    return found


def _details(views: Sequence[ArticleView], links: Links) -> dict[str, Any]:
    """Return what the script shows of a sentence: label, score, scores, certainty, reasons, evidence.

    Reasons recur, so each stands once in ``reasons`` and sentences name its number: half the size of a corpus page.
    """
    details: dict[str, Any] = {}
    numbers: dict[str, int] = {}
    for view in views:
        for index, verdict in enumerate(view.analysis.sentences):
            reasons = []
            for reason in verdict.reasons[:5]:
                feature = _phrase(reason, links.with_text)
                reasons += [numbers.setdefault(feature, len(numbers)), round(reason.weight, 1)]
            record: dict[str, Any] = {
                "l": verdict.label,
                "p": None if verdict.score is None else round(verdict.score, 3),
                "q": [round(verdict.scores.get(label, 0.0), 2) for label in LABELS],
                "c": verdict.certainty,
                "r": reasons,
            }
            claim = links.claims.get((view.index, index))
            if claim is not None:
                record["e"] = [_bearing_detail(bearing, links) for bearing in claim.bearings]
            details[links.sentence(view.index, index)] = record
    return {"s": details, "reasons": list(numbers)}


def _phrase(reason: Reason, with_text: bool) -> str:
    """Return a reason in the reader's language; it quotes its cue, so a page without the text names the kind alone."""
    phrase = reason.feature_en if language() == "en" else reason.feature
    return phrase if with_text else re.sub("「[^」]*」", "", phrase).strip()


def _bearing_detail(bearing: Any, links: Links) -> list[Any]:
    passage = bearing.passage
    target = links.sentence(passage.article, passage.sentence)
    shared = [*bearing.names, *(term for term in bearing.terms if term not in bearing.names)][:8]
    relations = [relation.replace(" ", "_") for relation in bearing.relations]
    return [target, links.speaker(passage), relations, shared]


def _json(data: Any) -> str:
    return msgspec.json.encode(data).decode().translate(_JSON_ESCAPES)


@cache
def _asset(name: str) -> str:
    return (_FOLDER / "assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
