"""report, quote, commentary or other for every sentence, with a probability, a certainty and reasons.

The labels say how a sentence speaks, not whether it is true. A first pass reads each sentence; a second one sets it
into its context (sentence_context.py). A document of one or two sentences has no context and is judged by the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from analyzer.certainty import certainty_of
from analyzer.mention import Attribution, DateMention, Figure, Label, Organization, Verdict
from analyzer.reasons import reasons_for
from analyzer.sentence_context import CONTEXT, GROUPS, context_vectors
from analyzer.sentence_features import Shape, divisor, facts_of, pair_codes, pair_slot, shape, slot, word_key
from analyzer.stance_model import Calibration, StanceModel, Three, load_stance, softmax, unpack
from analyzer.word_vectors import load_words, word_row
from corpus.article import ModelError
from corpus.sentences import Sentence
from corpus.tokens import Column, Document, TokenType

__all__ = ["judge"]

_PATH = Path(__file__).parent / "models" / "stance.json"
_RANK: tuple[Label, ...] = ("report", "quote", "commentary", "other")
#: Fewer sentences than this have no context.
MIN_CONTEXT = 3
#: A document with fewer word pairs is too short to say how familiar its language is.
MIN_PAIRS = 50


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
    scorer = _default() if model is None else _scorer(model)
    facts = facts_of(doc, figures, dates, organizations, attributions)
    shapes = [shape(doc, sentence, fact) for sentence, fact in zip(doc.sentences, facts, strict=True)]
    firsts = [scorer.first(doc, sentence, each) for sentence, each in zip(doc.sentences, shapes, strict=True)]
    seconds = scorer.second(doc, shapes, firsts)
    is_familiar = scorer.is_familiar(firsts)
    verdicts = []
    for sentence, fact, shaped, first, second in zip(doc.sentences, facts, shapes, firsts, seconds, strict=True):
        scores = dict(zip(_RANK, second.probabilities, strict=True))
        label, rival = sorted(_RANK, key=scores.__getitem__, reverse=True)[:2]
        shares, words = scorer.shares(doc, shaped, first, second, label, rival)
        verdicts.append(
            Verdict(
                start=sentence.start,
                end=sentence.end,
                label=label,
                score=round(scores[label], 4) if is_familiar else None,
                scores={each: round(value, 4) for each, value in scores.items()},
                certainty=certainty_of(doc, sentence, shaped),
                checkable=label in ("quote", "commentary") and bool(fact.n_figures or fact.n_dates),
                reasons=reasons_for(doc, sentence, fact, shaped, label, shares, words),
            )
        )
    return verdicts


class First(NamedTuple):
    """What the first pass says of one sentence: log-odds against report, packed sums by part, known word pairs."""

    logits: Three
    parts: dict[str, tuple[int, float]]  # packed sum, divisor
    n_pairs: int
    n_known: int


class Second(NamedTuple):
    """What both passes say of one sentence, and the context vector it rests on (empty without context)."""

    probabilities: list[float]
    vector: Sequence[float]


class _Scorer:
    """A model made ready: weights per word type, computed when a word is first met."""

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
        self.context = [model.context.get(name, (0.0, 0.0, 0.0)) for name in CONTEXT]

    def first(self, doc: Document, sentence: Sentence, shaped: Shape) -> First:
        """Return what the first pass says of one sentence."""
        slots, ids, lexicon = self.model.slots, doc.types, doc.lexicon
        word, quoted, tail = self.word.grown(lexicon), self.quoted.grown(lexicon), self.tail.grown(lexicon)
        pairs = [slots[pair_slot(left, right)] for left, right in pairwise(pair_codes(doc, sentence))]
        parts = {
            "words": (sum([word[ids[index]] for index in shaped.words]), divisor("words", len(shaped.words))),
            "quoted": (sum([quoted[ids[index]] for index in shaped.quoted]), divisor("quoted", len(shaped.quoted))),
            "pairs": (sum(pairs), divisor("pairs", len(pairs))),
            "tail": (sum([tail[ids[index]] for index in shaped.tail]), divisor("tail", 0)),
        }
        for part, features in shaped.features.items():
            parts[part] = (sum([slots[slot(feature)] for feature in features]), divisor(part, 0))
        if shaped.predicate >= 0:
            vector = self.predicate.grown(lexicon)[ids[shaped.predicate]]
            parts["predicate"] = (parts["predicate"][0] + vector, divisor("predicate", 0))
        quote = commentary = other = 0.0
        for total, by in parts.values():
            a, b, c = unpack(total)
            quote += a / by
            commentary += b / by
            other += c / by
        scale = self.model.scale
        logits = (quote * scale, commentary * scale, other * scale)
        return First(logits, parts, len(pairs), len(pairs) - pairs.count(0))

    def second(self, doc: Document, shapes: Sequence[Shape], firsts: Sequence[First]) -> list[Second]:
        """Return the probabilities of every sentence, in its context where there is one."""
        alone, together = self.model.calibration["alone"], self.model.calibration["context"]
        guesses = [_probabilities(first.logits, alone) for first in firsts]
        if len(firsts) < MIN_CONTEXT:
            return [Second(guess, ()) for guess in guesses]
        vectors = context_vectors(
            doc, shapes, [first.logits for first in firsts], [(each[1], each[2], each[3]) for each in guesses]
        )
        return [Second(_probabilities(self._in_context(vector), together), vector) for vector in vectors]

    def _in_context(self, vector: Sequence[float]) -> Three:
        quote = commentary = other = 0.0
        for value, weights in zip(vector, self.context, strict=True):
            if value:
                quote += value * weights[0]
                commentary += value * weights[1]
                other += value * weights[2]
        return quote, commentary, other

    def is_familiar(self, firsts: Sequence[First]) -> bool:
        """Return whether the word pairs of a document are known well enough for the calibration to hold."""
        n_pairs = sum(first.n_pairs for first in firsts)
        n_known = sum(first.n_known for first in firsts)
        return n_pairs < MIN_PAIRS or n_known >= self.model.familiarity * n_pairs

    def shares(
        self, doc: Document, shaped: Shape, first: First, second: Second, label: Label, rival: Label
    ) -> tuple[dict[str, float], dict[int, float]]:
        """Return what each part and context group, and each word, adds to ``label`` against ``rival`` (log-odds)."""
        vector = second.vector
        scales = self.model.calibration["context" if vector else "alone"][0]
        plus, minus = _RANK.index(label) - 1, _RANK.index(rival) - 1

        def margin(weights: Sequence[float]) -> float:
            gain = scales[plus] * weights[plus] if plus >= 0 else 0.0
            return gain - (scales[minus] * weights[minus] if minus >= 0 else 0.0)

        shares: dict[str, float] = {}
        if vector:
            margins = [margin(weights) if value else 0.0 for value, weights in zip(vector, self.context, strict=True)]
            for group, indices in GROUPS.items():
                shares[group] = sum([vector[index] * margins[index] for index in indices])
            # How the three log-odds of the first pass enter: as they are, and once more by the kind of block.
            steps = [margin(self.context[1 + k]) for k in range(3)]
            start = 4 if any(vector[4:7]) else 7
            steps = [step + margin(self.context[start + k]) for k, step in enumerate(steps)]
        else:
            steps = [margin([1.0 if k == j else 0.0 for j in range(3)]) for k in range(3)]
        steps = [step * self.model.scale for step in steps]

        def effect(packed: int, by: float) -> float:
            a, b, c = unpack(packed)
            return (steps[0] * a + steps[1] * b + steps[2] * c) / by

        for part, (total, by) in first.parts.items():
            shares[part] = effect(total, by)
        word, tail, ids = self.word.values, self.tail.values, doc.types
        by_all, by_tail = first.parts["words"][1], first.parts["tail"][1]
        words = {index: effect(word[ids[index]], by_all) for index in shaped.words}
        for index in shaped.tail:
            words[index] += effect(tail[ids[index]], by_tail)
        return shares, words


def _probabilities(logits: Three, calibration: Calibration) -> list[float]:
    scales, biases = calibration
    return softmax([0.0, *(a * b + c for a, b, c in zip(logits, scales, biases, strict=True))])


@cache
def _default() -> _Scorer:
    return _Scorer(load_stance(_PATH))


_SCORERS: dict[str, _Scorer] = {}


def _scorer(model: StanceModel) -> _Scorer:
    key = str(model.certificate.get("weights_sha256"))
    if key not in _SCORERS:
        _SCORERS.clear()  # one model at a time: comparing two is rare, and each holds a weight per word met
        _SCORERS[key] = _Scorer(model)
    return _SCORERS[key]
