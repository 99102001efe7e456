"""What the words of each sentence weigh: packed integers, looked up per word type and added up per sentence.

Two paths, the same to the last bit because they add whole numbers: plain Python for short work (importing NumPy costs
more than it saves), and NumPy where it is there already: its arrays lie together in memory.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from itertools import islice
from operator import xor
from typing import Any, NamedTuple

from analyzer.stance.model import StanceModel
from analyzer.stance.shapes import Ranges, Shape, picker
from analyzer.stance.words import TYPES, word_slots
from corpus.tokens import Document, Lexicon

__all__ = ["Sums", "WordWeights"]


class Sums(NamedTuple):
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
        self.word, self.predicate, self._quoted, self._tail = array("q"), array("q"), array("q"), array("q")
        self._left, self._right = array("i"), array("i")
        self.is_telling = bytearray()

    def grown(self, lexicon: Lexicon) -> None:
        """Look up the weights of types that were not met before."""
        forms = TYPES.grown(lexicon)
        if lexicon.identity is not self._lexicon:
            self._begin(lexicon.identity)
        new = forms[len(self.word) :]
        if not new:
            return
        slots, rows = self._model.slots, self._model.rows
        words, tails, predicates = rows["words"], rows["tail"], rows["predicate"]
        for form in new:
            left, right, word, quoted, tail = word_slots(form.code)
            row = form.row
            self._left.append(left)
            self._right.append(right)
            self.word.append(slots[word] + (words[row] if row >= 0 else 0))
            self._quoted.append(slots[quoted])
            self._tail.append(slots[tail] + (tails[row] if row >= 0 else 0))
            self.predicate.append(predicates[row] if row >= 0 else 0)
            self.is_telling.append(form.is_telling)

    def sums(self, doc: Document, shapes: Sequence[Shape], *, plain: bool | None = None) -> Sums:
        """Return the sums of every sentence; ``plain`` chooses the path, by default NumPy where it is loaded."""
        self.grown(doc.lexicon)
        if plain is None:
            plain = "numpy" not in sys.modules
        return self._plainly(doc, shapes) if plain else self._by_arrays(doc, shapes)

    def _plainly(self, doc: Document, shapes: Sequence[Shape]) -> Sums:
        pick = picker(doc)
        word, tail = pick(self.word), pick(self._tail)
        quoted = pick(self._quoted) if any(shape.inside for shape in shapes) else ()
        pairs = list(map(self._model.slots.__getitem__, map(xor, pick(self._left), islice(pick(self._right), 1, None))))
        return Sums(
            [_sum(word, shape.outside) for shape in shapes],
            [sum([sum(pairs[start : end - 1]) for start, end in shape.whole]) for shape in shapes],
            [_sum(tail, shape.tail) for shape in shapes],
            [_sum(quoted, shape.inside) for shape in shapes],
            len(pairs),
            len(pairs) - pairs.count(0),
        )

    def _by_arrays(self, doc: Document, shapes: Sequence[Shape]) -> Sums:
        import numpy as np

        types = np.array(doc.types, dtype=np.intp)
        left, right = np.frombuffer(self._left, dtype=np.intc), np.frombuffer(self._right, dtype=np.intc)
        word, tail = np.frombuffer(self.word, dtype=np.int64), np.frombuffer(self._tail, dtype=np.int64)
        slots = np.frombuffer(self._model.slots, dtype=np.int64)
        pairs = slots[left[types[:-1]] ^ right[types[1:]]]
        parts = [
            (word[types], [shape.outside for shape in shapes], 0),
            (tail[types], [shape.tail for shape in shapes], 0),
            (pairs, [shape.whole for shape in shapes], 1),
        ]
        if any(shape.inside for shape in shapes):
            inside = np.frombuffer(self._quoted, dtype=np.int64)[types]
            parts.append((inside, [shape.inside for shape in shapes], 0))
        sums, n = _range_sums(parts), len(shapes)
        return Sums(
            sums[:n],
            sums[2 * n : 3 * n],
            sums[n : 2 * n],
            sums[3 * n :] or [0] * n,
            len(pairs),
            int(np.count_nonzero(pairs)),
        )


def _sum(values: Sequence[int], ranges: Ranges) -> int:
    return sum([sum(values[start:end]) for start, end in ranges])


def _range_sums(parts: Sequence[tuple[Any, Sequence[Ranges], int]]) -> list[int]:
    """Return, part by part, the sum of its values over the ranges of each sentence, every range so much short of its end.

    Differences of running totals: those may wrap around 64 bits in a long document, their differences do not.
    """
    import numpy as np

    totals = np.zeros(sum(len(values) for values, _, _ in parts) + 1, dtype=np.int64)
    np.cumsum(np.concatenate([values for values, _, _ in parts]), out=totals[1:])
    starts: list[int] = []
    ends: list[int] = []
    several: list[tuple[int, int, Ranges]] = []
    first = 0
    for values, ranges, short in parts:
        for each in ranges:
            if len(each) == 1:
                start, end = each[0]
                starts.append(first + start)
                ends.append(first + end - short)
            else:
                if each:
                    several.append((len(starts), first, tuple([(start, end - short) for start, end in each])))
                starts.append(0)
                ends.append(0)
        first += len(values)
    sums: list[int] = (totals[ends] - totals[starts]).tolist()
    for order, first, each in several:
        edges = np.array(each) + first
        sums[order] = sum((totals[edges[:, 1]] - totals[edges[:, 0]]).tolist())
    return sums
