"""report, quote, commentary or other for every sentence, with a probability, a certainty and reasons.

The labels say how a sentence speaks, not whether it is true. A first pass reads each sentence; a second one sets it
into its context (surroundings.py). A document of one or two sentences has no context and is judged by the first.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Protocol

from msgspec import Struct

from analyzer.mention import LABELS, Attribution, DateMention, Figure, Organization, Verdict
from analyzer.stance.certainty import certainty_of
from analyzer.stance.findings import Finding, findings
from analyzer.stance.model import StanceModel, load_stance
from analyzer.stance.reasons import reasons_for
from analyzer.stance.scorer import Scorer
from analyzer.stance.shapes import Facts, Shape, facts_of, shapes_of
from corpus.places import ANALYZER
from corpus.tokens import Document

__all__ = ["Scorer", "judge", "judge_group", "scorer_of"]

#: Fewer sentences than this are weighed one by one: the calls of NumPy cost more than they save.
BY_ARRAYS = 64


_PATH = ANALYZER / "models" / "stance.json"
#: Labels under which a figure or a date is something to check.
_CHECKED = ("quote", "commentary")
#: Endings after which a date is a time to hope for, nothing to check.
_WISHED = frozenset(["wish", "hope", "exhort"])


class _Reading(Struct, frozen=True):
    doc: Document
    figures: Sequence[Figure]
    dates: Sequence[DateMention]
    organizations: Sequence[Organization]
    attributions: Sequence[Attribution]


class Reading(Protocol):
    """What :func:`judge_group` needs to know of an article: ``pipeline.Reading``."""

    @property
    def doc(self) -> Document: ...
    @property
    def figures(self) -> Sequence[Figure]: ...
    @property
    def dates(self) -> Sequence[DateMention]: ...
    @property
    def organizations(self) -> Sequence[Organization]: ...
    @property
    def attributions(self) -> Sequence[Attribution]: ...


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
    return judge_group([_Reading(doc, figures, dates, organizations, attributions)], model=model)[0]


def judge_group(readings: Sequence[Reading], *, model: StanceModel | None = None) -> list[list[Verdict]]:
    """Return the verdicts of several documents, the same as one by one, for less: they are weighed side by side."""
    scorer = _default() if model is None else scorer_of(model)
    facts = [facts_of(each.doc, each.figures, each.dates, each.organizations, each.attributions) for each in readings]
    verdicts: list[list[Verdict]] = []
    for start, end in _runs([each.doc.lexicon.identity for each in readings]):
        docs, some = [each.doc for each in readings[start:end]], facts[start:end]
        if "numpy" in sys.modules and sum(map(len, some)) >= BY_ARRAYS:
            found = _by_arrays(scorer, docs, some)
        else:
            found = [_one_by_one(scorer, doc, each) for doc, each in zip(docs, some, strict=True)]
        verdicts += [_verdicts(doc, fact, *each) for doc, fact, each in zip(docs, some, found, strict=True)]
    return verdicts


#: The sentences of a document: their shapes, what is found of them, and whether the calibration holds for it.
Found = tuple[list[Shape], list[Finding], bool]


def _one_by_one(scorer: Scorer, doc: Document, facts: Sequence[Facts]) -> Found:
    shapes = shapes_of(doc, facts)
    return (shapes, *findings(scorer, doc, shapes))


def _runs(values: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Yield where runs of the same object begin and end."""
    edges = [index for index in range(1, len(values)) if values[index] is not values[index - 1]]
    yield from pairwise([0, *edges, len(values)])


def _by_arrays(scorer: Scorer, docs: Sequence[Document], facts: Sequence[Sequence[Facts]]) -> list[Found]:
    from analyzer.stance.arrays import group_findings

    with_text = [index for index, each in enumerate(facts) if each]
    found: list[Found] = [([], [], True)] * len(docs)
    results = group_findings(scorer, [docs[index] for index in with_text], [facts[index] for index in with_text])
    for index, result in zip(with_text, results, strict=True):
        found[index] = result
    return found


def _verdicts(
    doc: Document, facts: Sequence[Facts], shapes: Sequence[Shape], found: Sequence[Finding], is_familiar: bool
) -> list[Verdict]:
    verdicts = []
    report, quote, commentary, other = LABELS
    for sentence, fact, shape, finding in zip(doc.sentences, facts, shapes, found, strict=True):
        index, chances, _, _ = finding
        label = LABELS[index]
        a, b, c, d = chances
        verdicts.append(
            Verdict(
                sentence.start,
                sentence.end,
                label,
                chances[index] if is_familiar else None,
                {report: a, quote: b, commentary: c, other: d},
                certainty_of(doc, sentence, shape),
                label in _CHECKED and (fact.n_figures > 0 or (fact.n_dates > 0 and shape.sense not in _WISHED)),
                reasons_for(doc, sentence, fact, shape, finding),
            )
        )
    return verdicts


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
