"""Run-time of the linear models: hashed features, integer weights, no scikit-learn.

A model is ``models/NAME.json`` (its birth certificate) beside ``models/NAME.bin``: one row of small integers per hash
slot, one column per label. Sums of integers do not depend on their order, so the plain path (Python, used for small
work because importing NumPy costs more than it saves) and the NumPy path give the same scores to the last bit.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from corpus.certificates import certified
from corpus.digest import hex_digest
from corpus.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LinearModel", "load_model", "save_model"]

FORMAT = "uradori-linear-1"


class LinearModel(Struct, frozen=True):
    """Integer weights of hashed features. ``weights[slot * len(labels) + k]`` times ``scale`` is the weight of label k."""

    labels: tuple[str, ...]
    bits: int
    scale: float
    weights: array[int] | memoryview[int]
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


def load_model(path: Path | str, *, verify: bool = True) -> LinearModel:
    """Return the model whose certificate is ``path`` (``.json``); its weights stand beside it (``.bin``).

    ``verify`` compares the checksum of the weights; a start with a model that comes with uradori saves that reading.
    Raises ModelError when either file is missing, was not written by :func:`save_model`, or was changed since.
    """
    certificate, data = certified(path, FORMAT, verify=verify)
    if verify and hex_digest(data) != certificate.get("weights_sha256"):
        raise ModelError(f"{path}: its weights are not the ones it certifies")
    weights: memoryview[int] = data.cast(certificate["typecode"])  # of integers
    labels = tuple(certificate["labels"])
    if len(weights) != len(labels) << certificate["bits"]:
        raise ModelError(
            f"{path}: {len(weights)} weights do not fit {len(labels)} labels in 2^{certificate['bits']} slots"
        )
    return LinearModel(labels, certificate["bits"], certificate["scale"], weights, certificate)


def save_model(model: LinearModel, path: Path) -> None:
    """Write certificate and weights; the certificate gains what :func:`load_model` checks."""
    import json

    data = model.weights.tobytes()
    certificate = dict(model.certificate) | {
        "format": FORMAT,
        "labels": list(model.labels),
        "bits": model.bits,
        "scale": model.scale,
        "typecode": memoryview(model.weights).format,
        "weights_sha256": hex_digest(data),
    }
    path.with_suffix(".bin").write_bytes(data)
    path.write_text(json.dumps(certificate, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
