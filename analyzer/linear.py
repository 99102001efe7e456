"""Run-time of the linear models: hashed features, integer weights, no scikit-learn.

A model is ``models/NAME.json`` (its birth certificate) beside ``models/NAME.bin``: one row of small integers per hash
slot, one column per label. Sums of integers do not depend on their order, so the plain path (Python, used for small
work because importing NumPy costs more than it saves) and the NumPy path give the same scores to the last bit.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import add
from pathlib import Path
from typing import Any

from corpus.article import ModelError

__all__ = [
    "LinearModel",
    "SequenceModel",
    "load_model",
    "load_sequence_model",
    "save_model",
    "save_sequence_model",
]

FORMAT = "uradori-linear-1"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Integer weights of hashed features. ``weights[slot * len(labels) + k]`` times ``scale`` is the weight of label k."""

    labels: tuple[str, ...]
    bits: int
    scale: float
    weights: array[int]
    certificate: Mapping[str, Any]

    def slot(self, feature: str) -> int:
        """Return the hash slot of a feature: CRC-32 of its UTF-8, masked."""
        return zlib.crc32(feature.encode("utf-8", "surrogatepass")) & ((1 << self.bits) - 1)

    def row(self, feature: str) -> tuple[int, ...]:
        """Return the integer weights of one feature, one per label."""
        width = len(self.labels)
        start = self.slot(feature) * width
        return tuple(self.weights[start : start + width])

    def total(self, features: Iterable[str]) -> list[int]:
        """Return the summed integer weights of ``features``, one per label."""
        sums = [0] * len(self.labels)
        for feature in features:
            for index, weight in enumerate(self.row(feature)):
                sums[index] += weight
        return sums


def load_model(path: Path) -> LinearModel:
    """Return the model whose certificate is ``path`` (``.json``); its weights stand beside it (``.bin``).

    Raises ModelError when either file is missing, was not written by :func:`save_model`, or was changed since.
    """
    try:
        certificate = json.loads(path.read_text(encoding="utf-8"))
        data = path.with_suffix(".bin").read_bytes()
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read as a model ({error})") from error
    if not isinstance(certificate, dict) or certificate.get("format") != FORMAT:
        raise ModelError(f"{path}: not a model of uradori (expected format {FORMAT!r})")
    if sha256(data).hexdigest() != certificate.get("weights_sha256"):
        raise ModelError(f"{path}: the weights in {path.with_suffix('.bin').name} are not the ones it certifies")
    weights = array(certificate["typecode"])
    weights.frombytes(data)
    labels = tuple(certificate["labels"])
    if len(weights) != len(labels) << certificate["bits"]:
        raise ModelError(
            f"{path}: {len(weights)} weights do not fit {len(labels)} labels in 2^{certificate['bits']} slots"
        )
    return LinearModel(labels, certificate["bits"], certificate["scale"], weights, certificate)


def save_model(model: LinearModel, path: Path) -> None:
    """Write certificate and weights; the certificate gains what :func:`load_model` checks."""
    data = model.weights.tobytes()
    certificate = dict(model.certificate) | {
        "format": FORMAT,
        "labels": list(model.labels),
        "bits": model.bits,
        "scale": model.scale,
        "typecode": model.weights.typecode,
        "weights_sha256": sha256(data).hexdigest(),
    }
    path.with_suffix(".bin").write_bytes(data)
    path.write_text(json.dumps(certificate, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


# ------------------------------------------------------------------------------------------------- sequence models

SEQUENCE_FORMAT = "uradori-sequence-1"
#: So many words a process decodes before it is worth importing NumPy.
_NUMPY_FROM = 4000
#: A word whose label 0 leads by so much is outside whatever its neighbours are.
_SURE = 1200
_BUCKET_SHIFT = 21
_NEVER = -(1 << 28)


class SequenceModel:
    """Integer weights of features for labels of words in a row, one set of weights per guideline.

    The weights of a feature are one *packed row*: an integer with a 16-bit field per label. Adding packed rows adds all
    labels at once, so that plain Python sums a word's features as fast as NumPy gathers them, without importing it
    (90 ms) and with the same result everywhere. Weights are stored in 8 bits, plus 128; the few features that weigh more
    have several rows under one key, which are added up.
    """

    def __init__(
        self, labels: Sequence[str], keys: Sequence[int], sets: Mapping[str, memoryview], certificate: Mapping[str, Any]
    ) -> None:
        self.labels = tuple(labels)
        self.certificate = certificate
        self.guidelines = tuple(sets)
        self._keys = keys
        self._sets = sets
        self._loaded: dict[int, bytes] = {}  # the weights of the guidelines that were asked for
        self._buckets = _bucket_starts(keys)
        self._fields = struct.Struct(f"<{len(labels)}H")
        self._offset = sum(128 << (16 * index) for index in range(len(labels)))
        self._bias = sum(1 << (16 * index + 15) for index in range(len(labels)))
        self._decoded = 0
        self._into = [_steps_into(self.labels, certificate["transitions"][name]) for name in sets]

    def row(self, features: Iterable[str], guideline: int) -> int:
        """Return the packed sum of the weights of ``features``."""
        keys, buckets, width, crc32 = self._keys, self._buckets, len(self.labels), zlib.crc32
        total = found = 0
        weights = self._loaded.get(guideline)
        if weights is None:
            weights = self._loaded[guideline] = bytes(self._sets[self.guidelines[guideline]])
        spread = bytearray(2 * width)  # a zero byte after each weight makes 16-bit fields
        for feature in features:
            key = crc32(feature.encode("utf-8", "surrogatepass"))
            high = buckets[(key >> _BUCKET_SHIFT) + 1]
            place = bisect_left(keys, key, buckets[key >> _BUCKET_SHIFT], high)
            while place < high and keys[place] == key:
                spread[::2] = weights[place * width : (place + 1) * width]
                total += int.from_bytes(spread, "little")
                found += 1
                place += 1
        return total - found * self._offset

    def scores(self, row: int) -> tuple[int, ...]:
        """Return the score of every label in a packed sum; only differences mean something."""
        return self._fields.unpack((row + self._bias).to_bytes(self._fields.size, "little"))

    def decode(self, rows: Sequence[int], bounds: Sequence[tuple[int, int]], guideline: int) -> list[int]:
        """Return the best label of every word, given where each sentence begins and ends in ``rows``.

        Viterbi between the words that are outside beyond doubt (label 0 leads by ``_SURE``). Plain Python for little
        text; once a process has decoded some thousand words, or NumPy is there anyway, NumPy takes all stretches a step
        at a time. Integers, and the first of equals wins: both agree always.
        """
        self._decoded += len(rows)
        if self._decoded > _NUMPY_FROM or "numpy" in sys.modules:
            return self._decode_batch(rows, bounds, guideline)
        labels = [0] * len(rows)
        for first, last in bounds:
            scores = list(map(self.scores, rows[first:last]))
            start = 0
            for place, score in enumerate(scores):
                if max(score[1:]) < score[0] - _SURE:
                    if start < place:
                        labels[first + start : first + place] = self._decode_one(scores[start:place], guideline, True)
                    start = place + 1
            if start < len(scores):
                labels[first + start : last] = self._decode_one(scores[start:], guideline, False)
        return labels

    def _decode_one(self, scores: Sequence[tuple[int, ...]], guideline: int, is_followed: bool) -> list[int]:
        into = self._into[guideline]
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

    def _decode_batch(self, rows: Sequence[int], bounds: Sequence[tuple[int, int]], guideline: int) -> list[int]:
        import numpy as np

        bias, size, width = self._bias, self._fields.size, len(self.labels)
        packed = b"".join([(row + bias).to_bytes(size, "little") for row in rows])
        scores = np.frombuffer(packed, "<u2").reshape(-1, width).astype(np.int32)
        labels = np.zeros(len(rows), np.int8)
        is_open = scores[:, 1:].max(1) >= scores[:, 0] - _SURE
        # A stretch begins where a sentence does or after a sure word, and ends likewise.
        before, after = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
        before[1:], after[:-1] = is_open[:-1], is_open[1:]
        starts = np.array([first for first, last in bounds if first < last], int)
        ends = np.array([last - 1 for first, last in bounds if first < last], int)
        before[starts], after[ends] = False, False
        firsts, lasts = np.flatnonzero(is_open & ~before), np.flatnonzero(is_open & ~after)
        if not len(firsts):
            return [0] * len(rows)
        order = np.argsort(firsts - lasts, kind="stable")  # longest first
        firsts, lasts = firsts[order], lasts[order]
        lengths = lasts - firsts + 1
        alive = np.searchsorted(-lengths, -np.arange(1, lengths[0] + 1), "right").tolist()
        moves = np.array(self._into[guideline], np.int32)  # [label, before]
        totals = scores[firsts] + moves[:, 0]
        steps = np.zeros((int(lengths[0]), len(firsts), width), np.int8)
        for step in range(1, int(lengths[0])):
            count = alive[step]
            sums = totals[:count, None, :] + moves
            steps[step, :count] = sums.argmax(2)
            totals[:count] = sums.max(2) + scores[firsts[:count] + step]
        totals[~np.isin(lasts, ends)] += moves[0]
        label = totals.argmax(1)
        for step in range(int(lengths[0]) - 1, -1, -1):
            count = alive[step]
            labels[firsts[:count] + step] = label[:count]
            label[:count] = steps[step, np.arange(count), label[:count]]
        found: list[int] = labels.tolist()
        return found


def _bucket_starts(keys: Sequence[int]) -> array[int]:
    """Return where in the sorted ``keys`` each value of their upper 11 bits begins, and where the last one ends."""
    return array(
        "I", [bisect_left(keys, bucket << _BUCKET_SHIFT) for bucket in range(1 << (32 - _BUCKET_SHIFT))] + [len(keys)]
    )


def _steps_into(labels: Sequence[str], transitions: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return for each label the weight of the step from every other; I-X follows B-X and I-X only."""
    return [
        [
            _NEVER if label.startswith("I-") and before[2:] != label[2:] else transitions[place_before][place]
            for place_before, before in enumerate(labels)
        ]
        for place, label in enumerate(labels)
    ]


def load_sequence_model(path: Path, *, verify: bool = True) -> SequenceModel:
    """Return the model whose certificate is ``path`` (``.json``); keys and weights stand beside it (``.bin``).

    The file is mapped, so that a start reads only what it uses. ``verify`` reads it all, to compare the checksum.
    Raises ModelError when either file is missing, was not written by :func:`save_sequence_model`, or was changed since.
    """
    try:
        certificate = json.loads(path.read_text(encoding="utf-8"))
        with path.with_suffix(".bin").open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read as a model ({error})") from error
    if not isinstance(certificate, dict) or certificate.get("format") != SEQUENCE_FORMAT:
        raise ModelError(f"{path}: not a model of uradori (expected format {SEQUENCE_FORMAT!r})")
    count, labels, guidelines = certificate["features"], certificate["labels"], certificate["guidelines"]
    size = count * len(labels)
    changed = verify and zlib.crc32(data) != certificate.get("weights_crc32")
    if changed or len(data) != 4 * count + size * len(guidelines):
        raise ModelError(f"{path}: the weights in {path.with_suffix('.bin').name} are not the ones it certifies")
    keys, view = data[: 4 * count].cast("I"), data[4 * count :]
    sets = {name: view[index * size : (index + 1) * size] for index, name in enumerate(guidelines)}
    return SequenceModel(labels, keys, sets, certificate)


def save_sequence_model(
    path: Path, labels: Sequence[str], keys: array[int], sets: Mapping[str, bytes], certificate: Mapping[str, Any]
) -> None:
    """Write certificate and weights; the certificate gains what :func:`load_sequence_model` checks."""
    data = keys.tobytes() + b"".join(sets.values())
    full = dict(certificate) | {
        "format": SEQUENCE_FORMAT,
        "labels": list(labels),
        "guidelines": list(sets),
        "features": len(keys),
        "weights_crc32": zlib.crc32(data),
        "weights_sha256": sha256(data).hexdigest(),
    }
    path.with_suffix(".bin").write_bytes(data)
    path.write_text(json.dumps(full, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
