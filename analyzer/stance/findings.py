"""What both passes find of one sentence: probabilities, the label, and every cue that speaks for it, strongest first.

The weights are what the model added up: log-odds of the label against its strongest rival, beyond what an average
sentence gets. This is the plain path, one sentence at a time; arrays.py does the same for many documents at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from analyzer.stance.model import unpack, unpack_wide
from analyzer.stance.parts import KEYED
from analyzer.stance.scorer import First, Margin, Scorer
from analyzer.stance.shapes import Shape
from analyzer.stance.surroundings import Weighed
from corpus.tokens import Document

__all__ = ["CHANCE_STEPS", "MAX_WORDS", "MIN_CUES", "UNSHOWN", "Candidate", "Finding", "findings", "likeliest"]

#: Single words that are considered: those that are names or titles are not shown (reasons.py).
MAX_WORDS = 6
#: A part that counts as a cue, but that no words of the text show: topic, tense and negation.
UNSHOWN = "manner"
#: A report with so many cues of its own is not explained by single words as well.
MIN_CUES = 2

#: Weight, what it is of, token index of a word or -1.
Candidate = tuple[float, str, int]
#: Probabilities are given in steps of one part in so many.
CHANCE_STEPS = 10_000


class Finding(NamedTuple):
    """One sentence judged: ``label`` is a place in LABELS, ``around`` gives what speaks for it beside its own cues."""

    label: int
    chances: Sequence[float]  # by label, rounded to four digits
    candidates: Sequence[Candidate]  # strongest first
    around: Callable[[], list[tuple[float, str]]]


def findings(scorer: Scorer, doc: Document, shapes: Sequence[Shape]) -> tuple[list[Finding], bool]:
    """Return what is found of every sentence, and whether the calibration holds for the document."""
    firsts, is_familiar = scorer.first(doc, shapes)
    seconds = scorer.second(doc, shapes, firsts)
    found = []
    for sentence, shape, first, (chances, weighed) in zip(doc.sentences, shapes, firsts, seconds, strict=True):
        best, rival = likeliest(chances)
        place = 0 if weighed is None else 1 if doc.blocks[sentence.block].outlet is None else 2
        margin = scorer.margin(best, rival, place)
        candidates = _in_text(shape, first, margin)
        if best or len(candidates) < MIN_CUES:  # an ending, a source, a figure say more than single words
            words = sorted(scorer.telling(doc, shape, best, margin, first.by_words), reverse=True)
            candidates += [(weight, "word", index) for weight, index in words[:MAX_WORDS]]
        if weighed is not None:
            weight = _share(weighed.block, "block", margin)
            if weight > 0:
                candidates.append((weight, "block", -1))
        candidates = sorted([each for each in candidates if each[1] != UNSHOWN], reverse=True)
        found.append(
            Finding(
                best,
                [round(each * CHANCE_STEPS) / CHANCE_STEPS for each in chances],
                candidates,
                partial(_around, first, weighed, margin),
            )
        )
    return found, is_familiar


def likeliest(chances: Sequence[float]) -> tuple[int, int]:
    """Return the places of the greatest and of the second greatest; the first ones where they are alike.

    >>> likeliest((0.2, 0.4, 0.2, 0.2))
    (1, 0)
    """
    a, b, c, d = chances
    best = 0 if a >= b else 1
    rival = 1 - best
    for place, chance in ((2, c), (3, d)):
        if chance > chances[best]:
            best, rival = place, best
        elif chance > chances[rival]:
            rival = place
    return best, rival


def _in_text(shape: Shape, first: First, margin: Margin) -> list[Candidate]:
    """Return what each part of the sentence adds; gains only."""
    x, y, z = margin.steps
    found: list[Candidate] = []
    ending = 0.0
    for part, (packed, a, b, c), base in zip(KEYED, first.keyed, margin.keyed, strict=True):
        if not packed:
            continue
        weight = x * a + y * b + z * c - base
        if part == "predicate":
            if first.predicate:
                a, b, c = unpack(first.predicate)
                weight += x * a + y * b + z * c
            if not shape.sense_length:  # one phrase: 始まった, not 始まっ and た
                weight, part = weight + max(ending, 0.0), "predicate" if weight > ending else "end"
        elif part == "ending":
            ending = weight
            if not shape.sense_length and shape.predicate >= 0:
                continue
        if weight > 0:
            found.append((weight, part, -1))
    if shape.inside:
        a, b, c = first.quoted
        weight = (x * a + y * b + z * c) / first.by_quoted - margin.base["quoted"]
        if weight > 0:
            found.append((weight, "quoted", -1))
    return found


def _share(packed: int, group: str, margin: Margin) -> float:
    a, b, c = unpack_wide(packed)
    x, y, z = margin.context
    return x * a + y * b + z * c - margin.base[group]


def _around(first: First, weighed: Weighed | None, margin: Margin) -> list[tuple[float, str]]:
    """Return the wording as a whole and the groups of the context with their weights, strongest first."""
    x, y, z = margin.steps
    wording = sum(
        (x * a + y * b + z * c) / by for (a, b, c), by in ((first.words, first.by_words), (first.pairs, first.by_pairs))
    )
    found = [(wording - margin.base["words"] - margin.base["pairs"], "pairs")]
    if weighed is not None:
        groups = zip(Weighed._fields, weighed, strict=True)
        found += [(_share(packed, group, margin), group) for group, packed in groups if group != "own"]
    found.sort(reverse=True)
    return found
