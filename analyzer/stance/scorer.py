"""A stance model made ready: sums of whole numbers per sentence, probabilities, and what each part added to a verdict.

Weights are looked up per word type and per key when first met and only added up afterwards. Sums of integers do not
depend on their order or on the machine; the few divisions and exponentials after them are done one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import exp
from typing import Any, NamedTuple

from msgspec import Struct

from analyzer.mention import LABELS
from analyzer.stance.barred import COMMENTARY_BIT, OTHER_BIT, QUOTE_BIT
from analyzer.stance.model import WIDE, Calibration, StanceModel, pack, pack_wide, unpack, unpack_wide
from analyzer.stance.parts import KEYED, PARTS, divisor, expand
from analyzer.stance.shapes import MAX_TOKENS, Key, Ranges, Shape
from analyzer.stance.sums import WordWeights
from analyzer.stance.surroundings import CONTEXT, GROUPS, LOGIT_UNIT, UNIT, Surroundings, Weighed, is_own_logit
from analyzer.stance.word_vectors import load_words
from analyzer.stance.words import OPINED, TELLING, slot
from corpus.errors import ModelError
from corpus.messages import message
from corpus.tokens import Document

__all__ = ["BARRED", "MIN_CONTEXT", "SET_PHRASE", "First", "Margin", "Margins", "Scorer", "Second", "probabilities"]

#: Fewer sentences than this have no context.
MIN_CONTEXT = 3
#: A document with fewer word pairs is too short to say how familiar its language is.
MIN_PAIRS = 50
#: Keys kept per part before they are forgotten: bounds the memory of a long run.
MAX_KEYS = 30_000
_COMMENTARY = LABELS.index("commentary")
_BY_TAIL = divisor("tail", 0)
_BY_WORDS = [divisor("words", n) for n in range(MAX_TOKENS + 1)]

Fields = tuple[int, int, int]  # quote, commentary, other
Steps = tuple[float, float, float]
#: A key weighed: its packed sum, and its fields.
Weight = tuple[int, int, int, int]
_NOTHING: Weight = (0, 0, 0, 0)
_NO_FIELDS: Fields = (0, 0, 0)
#: Log-odds of a label that a sentence cannot have are no more than this.
BARRED = -6 * LOGIT_UNIT
#: Log-odds of a set phrase: greetings and tags of agencies are "other" whatever their words are.
SET_PHRASE: Fields = (-8 * LOGIT_UNIT, -8 * LOGIT_UNIT, 8 * LOGIT_UNIT)


class First(Struct, frozen=True):
    """What the first pass says of one sentence: log-odds against report in steps of LOGIT_UNIT, and what they sum up."""

    logits: Fields
    words: Fields  # with the pairs, where nothing is quoted
    by_words: float
    pairs: Fields
    by_pairs: float
    tail: Fields
    quoted: Fields
    by_quoted: float
    predicate: int  # packed weight of the predicate's word vector
    keyed: list[Weight]


class Second(NamedTuple):
    """What both passes say of one sentence: probabilities by label, and the sums of its context, if it has any."""

    probabilities: tuple[float, float, float, float]
    weighed: Weighed | None


class Margin(Struct, frozen=True):
    """What turns sums into log-odds of one label against another."""

    steps: Steps  # per step of a first-pass sum
    base: dict[str, float]  # what an average sentence gets, by part and by context group
    keyed: tuple[float, ...]  # the same, by part of KEYED
    context: Steps  # per step of a context sum


class Margins(Struct, frozen=True):
    """The fields of Margin as arrays, one row per place, label and rival, in this order."""

    steps: Any
    keyed: Any
    base: dict[str, Any]
    context: Any


class Scorer:
    """Weights of a model per word type and key, filled as words and keys are met."""

    def __init__(self, model: StanceModel) -> None:
        self.model = model
        if model.certificate.get("word_table") != load_words().sha256:
            raise ModelError(message("model_other_words", name=model.name))
        self.words = WordWeights(model)
        self._keyed: tuple[dict[Key, int], ...] = tuple({} for _ in KEYED)
        self._margins: dict[tuple[int, int, int], Margin] = {}
        context = {name: model.context.get(name, (0.0, 0.0, 0.0)) for name in CONTEXT}
        self._context = context
        self.surroundings = Surroundings(lambda name: pack_wide(*self._steps(name)))

    def _steps(self, name: str) -> Fields:
        """Return the weights of a feature of the context per step."""
        unit = WIDE // (LOGIT_UNIT if is_own_logit(name) else UNIT)
        quote, commentary, other = (round(each * unit) for each in self._context[name])
        return quote, commentary, other

    @cached_property
    def context_steps(self) -> Any:
        """The weights of the context per step as an array: one row a label, one column a feature of CONTEXT."""
        import numpy as np

        return np.array([self._steps(name) for name in CONTEXT], np.int64).T

    @cached_property
    def margins(self) -> Margins:
        """All margins as arrays."""
        import numpy as np

        n = len(LABELS)
        every = [self.margin(label, rival, place) for place in range(3) for label in range(n) for rival in range(n)]
        return Margins(
            np.array([each.steps for each in every]),
            np.array([each.keyed for each in every]),
            {name: np.array([each.base[name] for each in every]) for name in every[0].base},
            np.array([each.context for each in every]),
        )

    def first(self, doc: Document, shapes: Sequence[Shape]) -> tuple[list[First], bool]:
        """Return what the first pass says of every sentence, and whether the calibration holds for the document.

        It holds where enough of the document's word pairs are known.
        """
        sums = self.words.sums(doc, shapes)
        is_familiar = self.is_familiar(sums.n_pairs, sums.n_known)
        ids, predicates = doc.types, self.words.predicate
        firsts = []
        for shape, word, pair, tail, inside in zip(shapes, sums.words, sums.pairs, sums.tail, sums.quoted, strict=True):
            keyed = self._weigh(shape.keys)
            predicate = predicates[ids[shape.predicate]] if shape.predicate >= 0 else 0
            j, k, l = unpack(sum([each[0] for each in keyed]) + predicate)  # noqa: E741
            g, h, i = last = unpack(tail)
            if shape.is_set:
                firsts.append(
                    First(SET_PHRASE, _NO_FIELDS, 1.0, _NO_FIELDS, 1.0, last, _NO_FIELDS, 1.0, predicate, keyed)
                )
                continue
            if shape.inside or len(shape.whole) != 1:
                rest = (j + g / _BY_TAIL, k + h / _BY_TAIL, l + i / _BY_TAIL)
                firsts.append(
                    _with_quotation(shape, unpack(word), unpack(pair), last, unpack(inside), rest, predicate, keyed)
                )
                continue
            start, end = shape.whole[0]
            by = _BY_WORDS[end - start]
            a, b, c = words = unpack(word + pair)
            logits = (
                round(a / by + g / _BY_TAIL + j),
                round(b / by + h / _BY_TAIL + k),
                round(c / by + i / _BY_TAIL + l),
            )
            if shape.barred:
                logits = _without(logits, shape.barred)
            firsts.append(First(logits, words, by, _NO_FIELDS, 1.0, last, _NO_FIELDS, 1.0, predicate, keyed))
        return firsts, is_familiar

    def is_familiar(self, n_pairs: int, n_known: int) -> bool:
        """Return whether so many known word pairs among so many are language that the calibration holds for."""
        return n_pairs < MIN_PAIRS or n_known >= self.model.familiarity * n_pairs

    def _weigh(self, keys: tuple[Key, ...]) -> list[Weight]:
        weights: list[Weight] = []
        for known, key in zip(self._keyed, keys):  # noqa: B905  # one per part of KEYED, both
            packed = known.get(key)
            if packed is None:
                packed = self._meet(len(weights), key)
            weights.append((packed, *unpack(packed)) if packed else _NOTHING)
        return weights

    def weighed_keys(self, keys: Sequence[tuple[Key, ...]]) -> Any:
        """Return the packed weights of the keys of many sentences as an array, one row a sentence."""
        import numpy as np

        columns = []
        for part, (known, column) in enumerate(zip(self._keyed, zip(*keys, strict=True), strict=True)):
            weights: list[int | None] = list(map(known.get, column))
            if None in weights:
                weights = [
                    self._meet(part, key) if each is None else each for key, each in zip(column, weights, strict=True)
                ]
            columns.append(weights)
        return np.array(columns, np.int64).T

    def _meet(self, part: int, key: Key) -> int:
        """Return the packed weight of a key that was not met before."""
        known, slots, by = self._keyed[part], self.model.slots, divisor(KEYED[part], 0)
        if len(known) > MAX_KEYS:
            known.clear()
        packed = sum([slots[each] for each in map(slot, expand(KEYED[part], key))])
        if by != 1.0:
            a, b, c = unpack(packed)
            packed = pack(round(a / by), round(b / by), round(c / by))
        known[key] = packed
        return packed

    def second(self, doc: Document, shapes: Sequence[Shape], firsts: Sequence[First]) -> list[Second]:
        """Return the probabilities of every sentence, in its context where there is one."""
        alone = self.model.calibration["isolated" if len(firsts) < MIN_CONTEXT else "alone"]
        guesses = [probabilities(first.logits, LOGIT_UNIT, alone) for first in firsts]
        if len(firsts) < MIN_CONTEXT:
            return [Second(guess, None) for guess in guesses]
        weighed = self.surroundings.weighed(
            doc,
            shapes,
            [first.logits for first in firsts],
            [(int(b * UNIT), int(c * UNIT), int(d * UNIT)) for _, b, c, d in guesses],
        )
        together = self.model.calibration["context"]
        return [Second(probabilities(unpack_wide(sum(each)), WIDE, together), each) for each in weighed]

    def margin(self, label: int, rival: int, place: int) -> Margin:
        """Return what turns sums into log-odds of ``label`` against ``rival``; ``place``: 0 alone, 1 own text, 2 pasted."""
        margin = self._margins.get((label, rival, place))
        if margin is None:
            margin = self._margins[label, rival, place] = self._margin(label, rival, place)
        return margin

    def _margin(self, label: int, rival: int, place: int) -> Margin:
        scales = self.model.calibration["context" if place else "isolated"][0]
        gains = [0.0, 0.0, 0.0]
        if label:
            gains[label - 1] += scales[label - 1]
        if rival:
            gains[rival - 1] -= scales[rival - 1]
        context = (gains[0] / WIDE, gains[1] / WIDE, gains[2] / WIDE)
        steps = (gains[0] / LOGIT_UNIT, gains[1] / LOGIT_UNIT, gains[2] / LOGIT_UNIT)
        if place:
            where = " in a pasted report" if place == 2 else " in own text"
            own = []
            for name in ("quote", "commentary", "other"):
                pair = self._context[f"own {name}"], self._context[f"own {name}{where}"]
                own.append(sum(gain * (a + b) for gain, a, b in zip(gains, *pair, strict=True)) / LOGIT_UNIT)
            steps = (own[0], own[1], own[2])
        base = {part: _dot(steps, self.model.average_parts[part]) for part in PARTS}
        for group, members in GROUPS.items():
            average = self.model.average_context
            base[group] = sum(
                average[i] * _dot((gains[0], gains[1], gains[2]), self._context[CONTEXT[i]]) for i in members
            )
        return Margin(steps, base, tuple([base[part] for part in KEYED]), context)

    def telling(self, doc: Document, shape: Shape, label: int, margin: Margin, by: float) -> list[tuple[float, int]]:
        """Return what each word outside quotations that is worth naming adds, with its token index; gains only."""
        x, y, z = margin.steps
        telling, weights, found = self.words.telling, self.words.word, []
        wanted = OPINED if label == _COMMENTARY else TELLING
        for start, end in shape.outside:
            for index, kind in enumerate(doc.types[start:end], start):
                if telling[kind] & wanted:
                    a, b, c = unpack(weights[kind])
                    gain = x * a + y * b + z * c
                    if gain > 0:
                        found.append((gain / by, index))
        return found


def _with_quotation(
    shape: Shape,
    words: Fields,
    pairs: Fields,
    tail: Fields,
    inside: Fields,
    rest: Steps,
    predicate: int,
    keyed: list[Weight],
) -> First:
    """Return the first pass over a sentence of several ranges: the words outside quotations and those inside."""
    by_words, by_pairs = divisor("words", _length(shape.outside)), divisor("pairs", _length(shape.whole))
    by_quoted = divisor("quoted", _length(shape.inside))
    quote, commentary, other = (
        round(a / by_words + b / by_pairs + c / by_quoted + d)
        for a, b, c, d in zip(words, pairs, inside, rest, strict=True)
    )
    logits = (quote, commentary, other)
    if shape.barred:
        logits = _without(logits, shape.barred)
    return First(logits, words, by_words, pairs, by_pairs, tail, inside, by_quoted, predicate, keyed)


def _without(logits: Fields, barred: int) -> Fields:
    """Return ``logits`` with those of the barred labels at most BARRED."""
    quote, commentary, other = logits
    return (
        min(quote, BARRED) if barred & QUOTE_BIT else quote,
        min(commentary, BARRED) if barred & COMMENTARY_BIT else commentary,
        min(other, BARRED) if barred & OTHER_BIT else other,
    )


def _length(ranges: Ranges) -> int:
    return sum([end - start for start, end in ranges])


def _dot(steps: Steps, fields: Sequence[float]) -> float:
    return steps[0] * fields[0] + steps[1] * fields[1] + steps[2] * fields[2]


def probabilities(logits: Fields, unit: int, calibration: Calibration) -> tuple[float, float, float, float]:
    """Return the probabilities of report, quote, commentary and other from log-odds against report in steps of ``unit``.

    >>> probabilities((0, 0, 0), 256, ((1.0, 1.0, 1.0), (0.0, 0.0, 0.0)))
    (0.25, 0.25, 0.25, 0.25)
    """
    (d, e, f), (g, h, i) = calibration
    x, y, z = logits[0] / unit * d + g, logits[1] / unit * e + h, logits[2] / unit * f + i
    top = max(x, y, z, 0.0)
    a, b, c, r = exp(x - top), exp(y - top), exp(z - top), exp(-top)
    total = r + a + b + c
    return r / total, a / total, b / total, c / total
