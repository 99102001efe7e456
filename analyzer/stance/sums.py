"""What the words of each sentence weigh: packed integers, looked up per word type and added up per sentence.

Plain Python, for short work: importing NumPy costs more than it saves. Many sentences are added up in arrays.py.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import islice
from operator import xor
from typing import Any

from msgspec import Struct

from analyzer.stance.model import StanceModel
from analyzer.stance.shapes import Ranges, Shape, picker
from analyzer.stance.words import TYPES, WordForm, word_slots
from corpus.tokens import Document, Lexicon

__all__ = ["Sums", "WordWeights"]


class Sums(Struct, frozen=True):
    """Packed sums of every sentence of a document, and how many of its word pairs are known."""

    words: list[int]  # outside quotations
    pairs: list[int]
    tail: list[int]
    quoted: list[int]
    n_pairs: int
    n_known: int


class WordWeights:
    """Packed weights per word type, filled as types are met: flat arrays, which cost a few bytes a type."""

    def __init__(self, model: StanceModel) -> None:
        self._model = model
        self._begin(None)

    def _begin(self, lexicon: object) -> None:
        self._lexicon = lexicon
        self.word, self.predicate, self.quoted, self.tail = array("q"), array("q"), array("q"), array("q")
        self.left, self.right = array("i"), array("i")
        self.mask, self.telling = array("i"), bytearray()

    def grown(self, lexicon: Lexicon, *, by_arrays: bool = False) -> None:
        """Look up the weights of types that were not met before; ``by_arrays`` is for many, where NumPy is at hand."""
        forms = TYPES.grown(lexicon)
        if lexicon.identity is not self._lexicon:
            self._begin(lexicon.identity)
        new = forms[len(self.word) :]
        if not new:
            return
        self.mask.extend([form.mask for form in new])
        self.telling.extend([form.telling for form in new])
        if by_arrays:
            self._weigh_by_arrays(new)
        else:
            self._weigh(new)

    def _weigh(self, new: Sequence[WordForm]) -> None:
        slots, tables = self._model.slots, self._model.rows
        words, tails, predicates = tables["words"], tables["tail"], tables["predicate"]
        rows = [form.row for form in new]
        left, right, word, quoted, tail = zip(*[word_slots(form.code) for form in new], strict=True)
        self.left.extend(left)
        self.right.extend(right)
        self.quoted.extend([slots[each] for each in quoted])
        self.word.extend([slots[each] + (words[row] if row >= 0 else 0) for each, row in zip(word, rows, strict=True)])
        self.tail.extend([slots[each] + (tails[row] if row >= 0 else 0) for each, row in zip(tail, rows, strict=True)])
        self.predicate.extend([predicates[row] if row >= 0 else 0 for row in rows])

    def _weigh_by_arrays(self, new: Sequence[WordForm]) -> None:
        import numpy as np

        slots = np.frombuffer(self._model.slots, np.int64)
        row = np.array([form.row for form in new])
        has_row = row >= 0

        def by_row(region: str) -> Any:
            return np.where(has_row, np.frombuffer(self._model.rows[region], np.int64)[row], 0)

        left, right, word, quoted, tail = word_slots(np.array([form.code for form in new], np.uint64))
        for values, found in (
            (self.left, left.astype(np.intc)),
            (self.right, right.astype(np.intc)),
            (self.quoted, slots[quoted]),
            (self.word, slots[word] + by_row("words")),
            (self.tail, slots[tail] + by_row("tail")),
            (self.predicate, by_row("predicate")),
        ):
            values.frombytes(found.tobytes())

    def sums(self, doc: Document, shapes: Sequence[Shape]) -> Sums:
        """Return the sums of every sentence."""
        self.grown(doc.lexicon)
        pick = picker(doc)
        word, tail = pick(self.word), pick(self.tail)
        quoted = pick(self.quoted) if any(shape.inside for shape in shapes) else ()
        pairs = list(map(self._model.slots.__getitem__, map(xor, pick(self.left), islice(pick(self.right), 1, None))))
        return Sums(
            [_sum(word, shape.outside) for shape in shapes],
            [sum([sum(pairs[start : end - 1]) for start, end in shape.whole]) for shape in shapes],
            [_sum(tail, shape.tail) for shape in shapes],
            [_sum(quoted, shape.inside) for shape in shapes],
            len(pairs),
            len(pairs) - pairs.count(0),
        )


def _sum(values: Sequence[int], ranges: Ranges) -> int:
    return sum([sum(values[start:end]) for start, end in ranges])
