"""report, quote, commentary or other for every sentence, with a probability, a certainty and reasons.

The labels say how a sentence speaks, not whether it is true. A first pass reads each sentence; a second one sets it
into its context (sentence_context.py). A document of one or two sentences has no context and is judged by the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import mul
from pathlib import Path
from typing import NamedTuple

from analyzer.mention import LABELS, Attribution, DateMention, Figure, Organization, Verdict
from analyzer.stance.certainty import certainty_of
from analyzer.stance.context import CONTEXT, GROUPS, OWN_PASTED, context_vectors
from analyzer.stance.features import (
    KEYED,
    PARTS,
    Key,
    Ranges,
    Shape,
    divisor,
    expand,
    facts_of,
    is_content,
    pair_slots,
    picker,
    shapes_of,
    slot,
    whole_ranges,
    word_key,
)
from analyzer.stance.model import Calibration, StanceModel, Three, load_stance, softmax, unpack
from analyzer.stance.reasons import reasons_for
from analyzer.stance.word_vectors import load_words, word_row
from corpus.article import ModelError
from corpus.tokens import Column, Document, TokenType

__all__ = ["Scorer", "judge", "scorer_of"]

_PATH = Path(__file__).parents[1] / "models" / "stance.json"
#: Fewer sentences than this have no context.
MIN_CONTEXT = 3
#: A document with fewer word pairs is too short to say how familiar its language is.
MIN_PAIRS = 50
#: Feature keys kept per part before they are forgotten: bounds the memory of a long run.
MAX_KEYS = 50_000
BY_TAIL, BY_ENDING = divisor("tail", 0), divisor("ending", 0)
_ONES = (1.0,) * (len(KEYED) - 2)
_GROUPS = {group: (indices.start, indices.stop) for group, indices in GROUPS.items()}


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
    firsts = scorer.first(doc, shapes)
    seconds = scorer.second(doc, shapes, firsts)
    is_familiar = scorer.is_familiar(firsts)
    weigh = scorer.word_weights(doc)
    verdicts = []
    for sentence, fact, shaped, first, second in zip(doc.sentences, facts, shapes, firsts, seconds, strict=True):
        ranked = sorted(range(4), key=second.probabilities.__getitem__, reverse=True)
        label = LABELS[ranked[0]]
        shares, steps = scorer.shares(first, second.vector, ranked[0], ranked[1])
        rounded = [round(value, 4) for value in second.probabilities]
        verdicts.append(
            Verdict(
                start=sentence.start,
                end=sentence.end,
                label=label,
                score=rounded[ranked[0]] if is_familiar else None,
                scores=dict(zip(LABELS, rounded, strict=True)),
                certainty=certainty_of(doc, sentence, shaped),
                checkable=label in ("quote", "commentary") and bool(fact.n_figures or fact.n_dates),
                reasons=reasons_for(doc, sentence, fact, shaped, label, shares, weigh(shaped, steps)),
            )
        )
    return verdicts


class First(NamedTuple):
    """What the first pass says of one sentence: log-odds against report, packed sums and divisors by part."""

    logits: Three
    sums: tuple[int, ...]  # in the order of PARTS
    divisors: tuple[float, ...]
    n_pairs: int
    n_known: int


class Second(NamedTuple):
    """What both passes say of one sentence, and the context vector it rests on (empty without context)."""

    probabilities: list[float]
    vector: Sequence[float]


Weigh = Callable[[Shape, Three], list[tuple[float, int]]]


class Scorer:
    """A model made ready: weights per word type and per feature key, computed when first met."""

    def __init__(self, model: StanceModel) -> None:
        self.model = model
        words, slots, rows = load_words(), model.slots, model.rows
        if model.certificate.get("word_table") != words.sha256:
            raise ModelError(f"model {model.name}: made for another word table; train it again with this version")

        def weight(word: TokenType, prefix: str, region: str) -> int:
            row = word_row(word, words) if region else -1
            hashed = slots[slot(prefix + word_key(word))] if prefix else 0
            return hashed + (rows[region][row] if row >= 0 else 0)

        self.word = Column(lambda word: weight(word, "w:", "words"))
        self.quoted = Column(lambda word: weight(word, "q:", ""))
        self.tail = Column(lambda word: weight(word, "t:", "tail"))
        self.predicate = Column(lambda word: weight(word, "", "predicate"))
        self.word_fields = Column(lambda word: unpack(weight(word, "w:", "words")) if is_content(word) else None)
        self.tail_fields = Column(lambda word: unpack(weight(word, "t:", "tail")))
        self.keyed: tuple[dict[Key, int], ...] = tuple({} for _ in KEYED)
        context = [model.context.get(name, (0.0, 0.0, 0.0)) for name in CONTEXT]
        self.context = tuple(tuple(column) for column in zip(*context, strict=True))
        self.margins: dict[tuple[bool, int, int], _Margin] = {}

    def first(self, doc: Document, shapes: Sequence[Shape]) -> list[First]:
        """Return what the first pass says of every sentence."""
        slots, scale = self.model.slots, self.model.scale
        pick = picker(doc)
        word, tail = pick(self.word.grown(doc.lexicon)), pick(self.tail.grown(doc.lexicon))
        quoted = pick(self.quoted.grown(doc.lexicon)) if any(shaped.inside for shaped in shapes) else ()
        predicate = self.predicate.grown(doc.lexicon)
        pairs = [slots[index] for index in pair_slots(doc)]
        firsts = []
        for shaped in shapes:
            words, n_words = _sum(word, shaped.outside)
            inside, n_inside = _sum(quoted, shaped.inside) if shaped.inside else (0, 0)
            last, _ = _sum(tail, shaped.tail)
            coupled = n_pairs = n_known = 0
            for start, end in whole_ranges(shaped):
                some = pairs[start : end - 1]
                coupled += sum(some)
                n_pairs += len(some)
                n_known += len(some) - some.count(0)
            keyed = self._keyed(shaped)
            if shaped.predicate >= 0:
                keyed[1] += predicate[doc.types[shaped.predicate]]
            by_words, by_inside, by_pairs = (
                divisor("words", n_words),
                divisor("quoted", n_inside),
                divisor("pairs", n_pairs),
            )
            # Parts with one divisor are added while they are still packed.
            a, b, c = unpack(words)
            d, e, f = unpack(coupled)
            g, h, i = unpack(last)
            j, k, l = unpack(keyed[0] + keyed[1])  # noqa: E741
            m, n, o = unpack(sum(keyed[2:]))
            quote = a / by_words + d / by_pairs + g / BY_TAIL + j / BY_ENDING + m
            commentary = b / by_words + e / by_pairs + h / BY_TAIL + k / BY_ENDING + n
            other = c / by_words + f / by_pairs + i / BY_TAIL + l / BY_ENDING + o
            if inside:
                a, b, c = unpack(inside)
                quote, commentary, other = quote + a / by_inside, commentary + b / by_inside, other + c / by_inside
            firsts.append(
                First(
                    (quote * scale, commentary * scale, other * scale),
                    (words, inside, coupled, last, *keyed),
                    (by_words, by_inside, by_pairs, BY_TAIL, BY_ENDING, BY_ENDING, *_ONES),
                    n_pairs,
                    n_known,
                )
            )
        return firsts

    def _keyed(self, shaped: Shape) -> list[int]:
        sums = []
        for part, known, key in zip(KEYED, self.keyed, shaped.keys, strict=True):
            total = known.get(key)
            if total is None:
                if len(known) > MAX_KEYS:
                    known.clear()
                slots = self.model.slots
                total = known[key] = sum([slots[slot(feature)] for feature in expand(part, key)])
            sums.append(total)
        return sums

    def second(self, doc: Document, shapes: Sequence[Shape], firsts: Sequence[First]) -> list[Second]:
        """Return the probabilities of every sentence, in its context where there is one."""
        alone, together = self.model.calibration["alone"], self.model.calibration["context"]
        guesses = [_probabilities(first.logits, alone) for first in firsts]
        if len(firsts) < MIN_CONTEXT:
            return [Second(guess, ()) for guess in guesses]
        vectors = context_vectors(
            doc, shapes, [first.logits for first in firsts], [(each[1], each[2], each[3]) for each in guesses]
        )
        quote, commentary, other = self.context
        return [
            Second(
                _probabilities(
                    (sum(map(mul, vector, quote)), sum(map(mul, vector, commentary)), sum(map(mul, vector, other))),
                    together,
                ),
                vector,
            )
            for vector in vectors
        ]

    def is_familiar(self, firsts: Sequence[First]) -> bool:
        """Return whether the word pairs of a document are known well enough for the calibration to hold."""
        n_pairs = sum(first.n_pairs for first in firsts)
        n_known = sum(first.n_known for first in firsts)
        return n_pairs < MIN_PAIRS or n_known >= self.model.familiarity * n_pairs

    def shares(self, first: First, vector: Sequence[float], label: int, rival: int) -> tuple[dict[str, float], Three]:
        """Return what each part and context group adds to ``label`` against ``rival`` beyond an average sentence.

        In log-odds. The second value turns the three fields of a packed weight into such log-odds.
        """
        key = (bool(vector), label, rival)
        if key not in self.margins:
            self.margins[key] = self._margin(*key)
        margin = self.margins[key]
        steps = margin.steps
        shares: dict[str, float] = {}
        if vector:
            for group, (start, end) in _GROUPS.items():
                shares[group] = sum(map(mul, vector[start:end], margin.context[start:end])) - margin.average[group]
            own = margin.own[0 if vector[OWN_PASTED] or vector[OWN_PASTED + 1] or vector[OWN_PASTED + 2] else 1]
            steps = (steps[0] + own[0], steps[1] + own[1], steps[2] + own[2])
        x, y, z = steps
        average = self.model.average_parts
        for part, total, by in zip(PARTS, first.sums, first.divisors, strict=True):
            if not total:
                continue
            a, b, c = unpack(total)
            d, e, f = average[part]
            shares[part] = x * (a / by - d) + y * (b / by - e) + z * (c / by - f)
        return shares, steps

    def _margin(self, in_context: bool, label: int, rival: int) -> _Margin:
        scales = self.model.calibration["context" if in_context else "alone"][0]

        def gain(weights: Sequence[float]) -> float:
            plus = scales[label - 1] * weights[label - 1] if label else 0.0
            return plus - (scales[rival - 1] * weights[rival - 1] if rival else 0.0)

        scale = self.model.scale
        unit = [gain([float(k == j) for j in range(3)]) * scale for k in range(3)]
        if not in_context:
            return _Margin((unit[0], unit[1], unit[2]), (), (), {})
        context = tuple(gain(weights) for weights in zip(*self.context, strict=True))
        steps = [value * scale for value in context[: 3 * 3 + 1]]
        average = {
            group: sum(map(mul, self.model.average_context[start:end], context[start:end]))
            for group, (start, end) in _GROUPS.items()
        }
        own = ((steps[4], steps[5], steps[6]), (steps[7], steps[8], steps[9]))
        return _Margin((steps[1], steps[2], steps[3]), own, context, average)

    def word_weights(self, doc: Document) -> Weigh:
        """Return a function that gives what each content word adds, by token index."""
        word = picker(doc)(self.word_fields.grown(doc.lexicon))
        tail, ids = self.tail_fields.grown(doc.lexicon), doc.types

        def weigh(shaped: Shape, steps: Three) -> list[tuple[float, int]]:
            x, y, z = steps
            by = divisor("words", shaped.n_outside)
            weights = [
                ((x * fields[0] + y * fields[1] + z * fields[2]) / by, index)
                for start, end in shaped.outside
                for index, fields in enumerate(word[start:end], start)
                if fields
            ]
            last = shaped.tail[0][0] if shaped.tail else 0
            return [
                (weight + _effect(tail[ids[index]], steps) / BY_TAIL if index >= last else weight, index)
                for weight, index in weights
                if weight > 0
            ]

        return weigh


class _Margin(NamedTuple):
    steps: Three  # per unit of a packed field, by label of the first pass
    own: tuple[Three, ...]  # what is added to the steps in a pasted report, in own text
    context: tuple[float, ...]
    average: dict[str, float]


def _effect(fields: tuple[int, int, int], steps: Three) -> float:
    return steps[0] * fields[0] + steps[1] * fields[1] + steps[2] * fields[2]


def _sum(values: Sequence[int], ranges: Ranges) -> tuple[int, int]:
    if len(ranges) == 1:
        start, end = ranges[0]
        return sum(values[start:end]), end - start
    return sum([sum(values[start:end]) for start, end in ranges]), sum([end - start for start, end in ranges])


def _probabilities(logits: Three, calibration: Calibration) -> list[float]:
    scales, biases = calibration
    return softmax([0.0, *(a * b + c for a, b, c in zip(logits, scales, biases, strict=True))])


@cache
def _default() -> Scorer:
    return Scorer(load_stance(_PATH))


_SCORERS: dict[str, Scorer] = {}


def scorer_of(model: StanceModel) -> Scorer:
    """Return ``model`` made ready; the last one is kept."""
    if model.name not in _SCORERS:
        _SCORERS.clear()  # one model at a time: comparing two is rare, and each holds a weight per word met
        _SCORERS[model.name] = Scorer(model)
    return _SCORERS[model.name]
