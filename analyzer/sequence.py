"""Run-time of the sequence model: hashed features, integer weights, Viterbi; no scikit-learn, NumPy only for much text.

The weights of one feature are one *word*: 64 bits with a byte per label (weight plus 128) and, in the uppermost byte, a
check of the feature's key. Label 0 weighs nothing: only differences mean something. Words are found by
:mod:`analyzer.hashing`: every trained feature has a place of its own; a feature that was never trained meets some other's
word, whose check differs in 255 of 256 cases, and weighs nothing.

Sums keep 16 bits a label: two integers of four fields each, even and odd bytes. Adding them adds all labels at once, in
plain Python as in NumPy, with the same result to the bit.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from operator import add, mul
from typing import TYPE_CHECKING, Any

from analyzer.hashing import SECOND_FACTOR, mixed_all, placed, places
from corpus.certificates import certified
from corpus.digest import hex_digest
from corpus.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Mixture", "SequenceModel", "load_sequence_model", "save_sequence_model"]

FORMAT = "uradori-sequence-2"
LABELS = 8
#: A word whose label 0 leads by so much (times the scale) is outside whatever its neighbours are.
SURE = 300
NEVER = -(1 << 24)

_BUCKETS = 1 << 16
_MASK = (1 << 64) - 1
_FIELDS = 0x00FF00FF00FF00FF
#: The word of a feature that weighs nothing.
_NOTHING = 0x0080808080808080
_CHECK_SHIFT = 56
#: The last field of the odd bytes holds checks.
_ODD_FIELDS = 0x000000FF00FF00FF


#: How much each set of weights counts; scores are multiples of the sum.
Mixture = tuple[int, ...]


class SequenceModel:
    """Integer weights of features for labels of words in a row, one set of weights per guideline."""

    def __init__(
        self,
        labels: Sequence[str],
        displacements: memoryview,
        sets: Mapping[str, memoryview],
        certificate: Mapping[str, Any],
    ) -> None:
        self.labels = tuple(labels)
        self.certificate = certificate
        self.guidelines = tuple(sets)
        self.scale = float(certificate["scale"])
        self._sure = round(SURE / self.scale)
        self._displacements = displacements
        self._sets = list(sets.values())
        self._into = [_steps_into(self.labels, certificate["transitions"][name]) for name in sets]
        self._arrays: dict[int, tuple[Any, Any]] = {}
        self._mixed_steps: dict[Mixture, list[list[int]]] = {}

    # ------------------------------------------------------------------------------------------------ plain Python

    def total(self, keys: Iterable[int], guideline: int) -> int:
        """Return the packed sum of the weights of features: even bytes, and odd bytes 64 bits higher."""
        displacements, words = self._displacements, self._sets[guideline]
        size, last = len(words), len(displacements) - 1
        even = odd = 0
        for key in keys:  # hashing.mixed and hashing.place, written out: this loop is most of a short article
            key = key * SECOND_FACTOR & _MASK
            key ^= key >> 32
            word = words[((key >> 16 & 0xFFFFFFFF) * (2 * displacements[key & last] + 1) & 0xFFFFFFFF) * size >> 32]
            if (word ^ key) >> _CHECK_SHIFT:
                word = _NOTHING
            even += word & _FIELDS
            odd += word >> 8 & _ODD_FIELDS
        return even | odd << 64

    def scores(self, total: int, count: int) -> tuple[int, ...]:
        """Return the score of every label in a packed sum of ``count`` features."""
        even, odd, bias = total & _MASK, total >> 64, 128 * count
        return (
            0,
            (even & 0xFFFF) - bias,
            (odd & 0xFFFF) - bias,
            (even >> 16 & 0xFFFF) - bias,
            (odd >> 16 & 0xFFFF) - bias,
            (even >> 32 & 0xFFFF) - bias,
            (odd >> 32 & 0xFFFF) - bias,
            (even >> 48) - bias,
        )

    def decode(self, scores: Sequence[Sequence[int]], mixture: Mixture) -> list[int]:
        """Return the best labels of one sentence, given the scores of its words.

        Viterbi between the words that are outside beyond doubt (label 0 leads by ``SURE`` times the scale).
        """
        labels = [0] * len(scores)
        into, sure = self._steps(mixture), self._sure * sum(mixture)
        start = 0
        for index, score in enumerate(scores):
            if max(score[1:]) < -sure:
                if start < index:
                    labels[start:index] = self._decode_one(scores[start:index], into, True)
                start = index + 1
        if start < len(scores):
            labels[start:] = self._decode_one(scores[start:], into, False)
        return labels

    def _steps(self, mixture: Mixture) -> list[list[int]]:
        """Return for each label the weight of the step from every other."""
        steps = self._mixed_steps.get(mixture)
        if steps is None:
            steps = [
                [sum(map(mul, mixture, weights)) for weights in zip(*rows, strict=True)]
                for rows in zip(*self._into, strict=True)
            ]
            self._mixed_steps[mixture] = steps
        return steps

    def _decode_one(self, scores: Sequence[Sequence[int]], into: list[list[int]], is_followed: bool) -> list[int]:
        every = range(len(self.labels))
        totals = [score + into[label][0] for label, score in enumerate(scores[0])]
        steps: list[list[int]] = []
        for score in scores[1:]:
            best = [max(every, key=list(map(add, totals, into[label])).__getitem__) for label in every]
            totals = [totals[best[label]] + into[label][best[label]] + score[label] for label in every]
            steps.append(best)
        if is_followed:  # by a word outside
            totals = list(map(add, totals, into[0]))
        label = max(every, key=totals.__getitem__)
        labels = [label]
        for back in reversed(steps):
            label = back[label]
            labels.append(label)
        return labels[::-1]

    # ------------------------------------------------------------------------------------------------------- NumPy

    def _of(self, guideline: int) -> tuple[Any, Any]:
        import numpy as np

        found = self._arrays.get(guideline)
        if found is None:
            odd = 2 * np.frombuffer(self._displacements, np.uint16).astype(np.uint32) + np.uint32(1)
            found = self._arrays[guideline] = (odd, np.frombuffer(self._sets[guideline], np.uint64))
        return found

    def totals(self, keys: Any, guideline: int, starts: Sequence[int] = (0,)) -> Any:
        """Return sums over the rows of ``keys``: ``[even or odd bytes, group of rows, column]``.

        A group is the rows from one of ``starts`` to the next.
        """
        import numpy as np

        odd, words = self._of(guideline)
        keys = mixed_all(keys)
        word = words.take(places(keys, odd, len(words)))
        keys ^= word
        word[keys > np.uint64((1 << _CHECK_SHIFT) - 1)] = _NOTHING
        sums = np.empty((2, len(starts), keys.shape[1]), np.uint64)
        even = word & np.uint64(_FIELDS)
        word >>= np.uint64(8)
        word &= np.uint64(_ODD_FIELDS)
        if len(starts) == 1:
            np.add.reduce(even, 0, out=sums[0, 0])
            np.add.reduce(word, 0, out=sums[1, 0])
        else:
            np.add.reduceat(even, starts, 0, out=sums[0])
            np.add.reduceat(word, starts, 0, out=sums[1])
        return sums

    def score_rows(self, totals: Any, count: int) -> Any:
        """Return scores ``[label, word]`` of packed sums ``[even or odd, word]`` of ``count`` features each."""
        import numpy as np

        fields = totals.view(np.uint16).reshape(2, -1, 4)
        scores = np.zeros((LABELS, fields.shape[1]), np.int32)
        scores[1::2] = fields[0].T
        scores[2::2] = fields[1, :, :3].T
        scores[1:] -= 128 * count
        return scores

    def decode_batch(self, scores: Any, is_first: Any, mixtures: Sequence[Mixture], which: Any = None) -> Any:
        """Return the best label of every word, as :meth:`decode` does; ``is_first`` marks where sentences begin.

        ``which`` is the number in ``mixtures`` of each word's; None where there is only one. Their sums are the same.
        """
        import numpy as np

        count = scores.shape[1]
        labels = np.zeros(count, np.int8)
        is_open = np.empty(count + 1, bool)
        np.greater_equal(np.maximum.reduce(scores[1:], 0), -self._sure * sum(mixtures[0]), out=is_open[:-1])
        is_open[-1] = False
        is_edge = np.empty(count + 1, bool)
        is_edge[:-1], is_edge[-1] = is_first, True
        # A stretch begins where a sentence does or after a sure word, and ends likewise.
        is_cut = is_edge.copy()  # before each word
        is_cut[1:] |= ~is_open[:-1]
        firsts = (is_open & is_cut).nonzero()[0]
        is_cut = is_edge[1:] | ~is_open[1:]  # behind each word
        is_cut &= is_open[:-1]
        lasts = is_cut.nonzero()[0]
        if not len(firsts):
            return labels
        lengths = lasts - firsts + 1
        order = np.argsort(-lengths, kind="stable")
        firsts, lasts, lengths = firsts[order], lasts[order], lengths[order]
        longest = int(lengths[0])
        alive = np.searchsorted(-lengths, -np.arange(1, longest + 1), "right").tolist()
        every = np.array([self._steps(mixture) for mixture in mixtures], np.int32).transpose(2, 1, 0)
        kind = np.zeros(len(firsts), np.int64) if which is None else which[firsts]
        # [before, after, stretch]
        moves = every.copy() if which is None else every.take(kind, 2)
        ahead = [scores.take(firsts, 1) + moves[0]]  # per step [label, stretch], of the stretches that reach so far
        maximum = np.maximum.reduce
        for step in range(1, longest):
            running = alive[step]
            totals = scores.take(firsts[:running] + step, 1)
            totals += maximum(ahead[-1][:, None, :running] + moves[:, :, :running], 0)
            ahead.append(totals)
        longer = [*alive[1:], 0]
        ends = np.concatenate([ahead[step][:, longer[step] :] for step in range(longest - 1, -1, -1)], 1)
        ends += np.where(is_edge[lasts + 1], 0, moves[:, 0])
        label = ends.argmax(0)
        back = every.transpose(2, 1, 0).copy()  # [kind, after, before]
        for step in range(longest - 1, 0, -1):
            running = alive[step]
            here = label[:running]
            labels[firsts[:running] + step] = here
            label[:running] = (ahead[step - 1][:, :running].T + back[kind[:running], here]).argmax(1)
        labels[firsts] = label
        return labels


def _steps_into(labels: Sequence[str], transitions: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return for each label the weight of the step from every other; I-X follows B-X and I-X only."""
    return [
        [
            NEVER if label.startswith("I-") and before[2:] != label[2:] else transitions[place_before][place]
            for place_before, before in enumerate(labels)
        ]
        for place, label in enumerate(labels)
    ]


# --------------------------------------------------------------------------------------------------------- building


def _packed(keys: Any, where: Any, size: int, weights: Any) -> Any:
    """Return the words of a set of weights ``[feature, label]``: integers from -128 to 127, label 0 weighing nothing."""
    import numpy as np

    words = np.zeros((len(keys), LABELS), np.uint8)
    words[:, : LABELS - 1] = weights[:, 1:] + 128
    words[:, -1] = (keys >> np.uint64(_CHECK_SHIFT)).astype(np.uint8)
    table = np.full(size, _NOTHING, np.uint64)
    table[where] = words.view("<u8")[:, 0]
    return table


def load_sequence_model(path: Path | str, *, verify: bool = True) -> SequenceModel:
    """Return the model whose certificate is ``path`` (``.json``); the weights stand beside it (``.bin``).

    The file is mapped, so that a start reads only what it uses. ``verify`` reads it all, to compare the checksum.
    Raises ModelError when either file is missing, was not written by :func:`save_sequence_model`, or was changed since.
    """
    certificate, data = certified(path, FORMAT, verify=verify)
    size, guidelines, labels = certificate["places"], certificate["guidelines"], certificate["labels"]
    changed = verify and zlib.crc32(data) != certificate.get("weights_crc32")
    if changed or len(labels) != LABELS or len(data) != 2 * _BUCKETS + 8 * size * len(guidelines):
        raise ModelError(f"{path}: its weights are not the ones it certifies")
    words = data[2 * _BUCKETS :].cast("Q")
    sets = {name: words[index * size : (index + 1) * size] for index, name in enumerate(guidelines)}
    return SequenceModel(labels, data[: 2 * _BUCKETS].cast("H"), sets, certificate)


def save_sequence_model(
    path: Path, labels: Sequence[str], keys: Any, sets: Mapping[str, Any], certificate: Mapping[str, Any]
) -> None:
    """Write certificate and weights: ``sets`` are integers ``[feature, label]`` of the features with these ``keys``.

    The certificate gains what :func:`load_sequence_model` checks.
    """
    import json

    import numpy as np

    keys = mixed_all(keys)
    displacements, size = placed(keys, buckets=_BUCKETS)
    where = places(keys, 2 * displacements.astype(np.uint32) + np.uint32(1), size)
    data = displacements.tobytes() + b"".join(_packed(keys, where, size, each).tobytes() for each in sets.values())
    full = dict(certificate) | {
        "format": FORMAT,
        "labels": list(labels),
        "guidelines": list(sets),
        "features": len(keys),
        "places": size,
        "weights_crc32": zlib.crc32(data),
        "weights_sha256": hex_digest(data),
    }
    path.with_suffix(".bin").write_bytes(data)
    path.write_text(json.dumps(full, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
