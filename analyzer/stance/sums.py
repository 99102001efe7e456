"""What the words of each sentence weigh: packed integers, looked up per word type and added up per sentence.

Two paths, the same to the last bit because they add whole numbers: plain Python for short work (importing NumPy costs
more than it saves), and NumPy where it is there already: its arrays lie together in memory.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from analyzer.stance.model import StanceModel
from analyzer.stance.parts import pair_slots
from analyzer.stance.shapes import Ranges, Shape, picker
from analyzer.stance.words import TYPES, WordForm
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
    """Packed weights per word type, filled as types are met."""

    def __init__(self, model: StanceModel) -> None:
        self._model = model
        self._lexicon: Lexicon | None = None
        self.word: list[int] = []
        self.predicate: list[int] = []
        self._quoted: list[int] = []
        self._tail: list[int] = []
        self._arrays: Any = None

    def grown(self, lexicon: Lexicon) -> None:
        """Look up the weights of types that were not met before."""
        forms = TYPES.grown(lexicon)
        if lexicon is not self._lexicon:
            self._lexicon, self._arrays = lexicon, None
            self.word, self.predicate, self._quoted, self._tail = [], [], [], []
        new = forms[len(self.word) :]
        if not new:
            return
        slots, rows = self._model.slots, self._model.rows
        words, tails, predicates = rows["words"], rows["tail"], rows["predicate"]
        self.word += [slots[form.word] + (words[form.row] if form.row >= 0 else 0) for form in new]
        self.predicate += [predicates[form.row] if form.row >= 0 else 0 for form in new]
        self._quoted += [slots[form.quoted] for form in new]
        self._tail += [slots[form.tail] + (tails[form.row] if form.row >= 0 else 0) for form in new]

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
        pairs = list(map(self._model.slots.__getitem__, pair_slots(doc)))
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

        if self._arrays is None:
            self._arrays = _Arrays(self._model)
        arrays = self._arrays
        arrays.grow(TYPES.grown(doc.lexicon), self.word, self._tail, self._quoted)
        types = np.array(doc.types, dtype=np.intp)
        pairs = arrays.slots[arrays.left[types[:-1]] ^ arrays.right[types[1:]]]
        quoted = [0] * len(shapes)
        if any(shape.inside for shape in shapes):
            quoted = _range_sums(arrays.quoted[types], [shape.inside for shape in shapes])
        return Sums(
            _range_sums(arrays.word[types], [shape.outside for shape in shapes]),
            _range_sums(pairs, [shape.whole for shape in shapes], short=1),
            _range_sums(arrays.tail[types], [shape.tail for shape in shapes]),
            quoted,
            len(pairs),
            int(np.count_nonzero(pairs)),
        )


def _sum(values: Sequence[int], ranges: Ranges) -> int:
    return sum([sum(values[start:end]) for start, end in ranges])


def _range_sums(values: Any, ranges: Iterable[Ranges], short: int = 0) -> list[int]:
    """Return the sum of ``values`` over the ranges of each sentence, every range ``short`` of its end.

    Differences of running totals: those may wrap around 64 bits in a long document, their differences do not.
    """
    import numpy as np

    totals = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(values, out=totals[1:])
    starts, ends, several = [], [], []
    for order, each in enumerate(ranges):
        if len(each) == 1:
            start, end = each[0]
            starts.append(start)
            ends.append(end - short)
        else:
            starts.append(0)
            ends.append(0)
            several.append((order, each))
    sums: list[int] = (totals[ends] - totals[starts]).tolist()
    for order, each in several:
        sums[order] = sum([int(totals[end - short] - totals[start]) for start, end in each])
    return sums


class _Arrays:
    """The weights of word types as NumPy arrays that grow with the lexicon."""

    def __init__(self, model: StanceModel) -> None:
        import numpy as np

        self.slots = np.frombuffer(model.slots, dtype=np.int64)
        self._n = 0
        self.left, self.right = np.zeros(0, np.int32), np.zeros(0, np.int32)
        self.word, self.tail, self.quoted = (np.zeros(0, np.int64) for _ in range(3))

    def grow(self, forms: Sequence[WordForm], word: Sequence[int], tail: Sequence[int], quoted: Sequence[int]) -> None:
        import numpy as np

        n, known = len(forms), self._n
        if n == known:
            return
        if n > len(self.left):
            for name in ("left", "right", "word", "tail", "quoted"):
                old = getattr(self, name)
                new = np.zeros(2 * n + 1024, old.dtype)
                new[:known] = old[:known]
                setattr(self, name, new)
        self.left[known:n] = [form.left for form in forms[known:]]
        self.right[known:n] = [form.right for form in forms[known:]]
        self.word[known:n] = word[known:]
        self.tail[known:n] = tail[known:]
        self.quoted[known:n] = quoted[known:]
        self._n = n
