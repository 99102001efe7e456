"""report, quote, commentary or other for every sentence, with a probability, a certainty and reasons.

The labels say how a sentence speaks, not whether it is true. A first pass reads each sentence; a second one sets it
into its context (surroundings.py). A document of one or two sentences has no context and is judged by the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from analyzer.mention import LABELS, Attribution, DateMention, Figure, Organization, Verdict
from analyzer.stance.certainty import certainty_of
from analyzer.stance.model import StanceModel, load_stance
from analyzer.stance.reasons import Judged, reasons_for
from analyzer.stance.scorer import Scorer
from analyzer.stance.shapes import facts_of, shapes_of
from corpus.tokens import Document

__all__ = ["Scorer", "judge", "scorer_of"]

_PATH = Path(__file__).parents[1] / "models" / "stance.json"
_REPORT, _QUOTE, _COMMENTARY, _OTHER = LABELS


def judge(
    doc: Document,
    *,
    figures: Sequence[Figure],
    dates: Sequence[DateMention],
    organizations: Sequence[Organization],
    attributions: Sequence[Attribution],
    model: StanceModel | None = None,
) -> list[Verdict]:
    """Return one verdict per sentence of ``doc``, in order.

    ``score`` is the calibrated probability of the label, or None where the document's language is too far from what
    the model was calibrated on. ``model`` replaces the one that comes with uradori.
    """
    if not doc.sentences:
        return []
    scorer = _default() if model is None else scorer_of(model)
    facts = facts_of(doc, figures, dates, organizations, attributions)
    shapes = shapes_of(doc, facts)
    firsts, is_familiar = scorer.first(doc, shapes)
    seconds = scorer.second(doc, shapes, firsts)
    verdicts = []
    for sentence, fact, shape, first, (chances, weighed) in zip(
        doc.sentences, facts, shapes, firsts, seconds, strict=True
    ):
        best, rival = _two_likeliest(chances)
        label = LABELS[best]
        a, b, c, d = chances
        scores = {_REPORT: round(a, 4), _QUOTE: round(b, 4), _COMMENTARY: round(c, 4), _OTHER: round(d, 4)}
        place = 0 if weighed is None else 1 if doc.blocks[sentence.block].outlet is None else 2
        margin = scorer.margin(best, rival, place)
        verdicts.append(
            Verdict(
                sentence.start,
                sentence.end,
                label,
                scores[label] if is_familiar else None,
                scores,
                certainty_of(doc, sentence, shape),
                label in ("quote", "commentary") and bool(fact.n_figures or fact.n_dates),
                reasons_for(doc, Judged(sentence, fact, shape, label, first, weighed, margin), scorer),
            )
        )
    return verdicts


def _two_likeliest(chances: Sequence[float]) -> tuple[int, int]:
    a, b, c, d = chances
    best = 0 if a >= b else 1
    rival = 1 - best
    for place, chance in ((2, c), (3, d)):
        if chance > chances[best]:
            best, rival = place, best
        elif chance > chances[rival]:
            rival = place
    return best, rival


@cache
def _default() -> Scorer:
    return Scorer(load_stance(_PATH, verify=False))


_SCORERS: dict[str, Scorer] = {}


def scorer_of(model: StanceModel) -> Scorer:
    """Return ``model`` made ready; the last one is kept."""
    if model.name not in _SCORERS:
        _SCORERS.clear()  # one model at a time: comparing two is rare, and each holds a weight per word met
        _SCORERS[model.name] = Scorer(model)
    return _SCORERS[model.name]
