"""The stance model as data: weights of a first pass over sentences and of a second pass over their context.

First pass: per hash slot and per word-vector row one packed integer that holds three weights (quote, commentary and
other, each against report). Packed integers are added whole, so a word costs one addition, and sums of integers are the
same in any order and on any machine. Second pass and calibration: a few hundred numbers in the certificate.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from analyzer.stance.surroundings import CONTEXT
from corpus.certificates import certified
from corpus.digest import hex_digest
from corpus.errors import ModelError
from corpus.messages import message

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "FORMAT",
    "PACK_BITS",
    "REGIONS",
    "WIDE",
    "Calibration",
    "StanceModel",
    "Three",
    "load_stance",
    "model_path",
    "pack",
    "pack_wide",
    "save_stance",
    "unpack",
    "unpack_wide",
]

FORMAT = "uradori-stance-2"
#: Where a word's vector counts: anywhere outside quotations, in the last clause, as the predicate.
REGIONS = ("words", "tail", "predicate")
Three = tuple[float, float, float]  # quote, commentary, other
Calibration = tuple[Three, Three]  # scales and biases
#: Integers of eight bytes; those of the model that comes with uradori are mapped.
Weights: TypeAlias = "array[int] | memoryview[int]"
#: Bits of a field of a packed integer.
PACK_BITS = 21
_HALF, _FIELD = 1 << (PACK_BITS - 1), (1 << PACK_BITS) - 1


def pack(quote: int, commentary: int, other: int) -> int:
    """Return three small signed integers as one that can be added whole.

    >>> unpack(pack(3, -7, 1) + pack(-5, 2, 0))
    (-2, -5, 1)
    """
    return quote + (commentary << PACK_BITS) + (other << 2 * PACK_BITS)


def unpack(packed: int) -> tuple[int, int, int]:
    """Return the three fields of a packed integer; good while no field leaves ±2^20."""
    quote = ((packed + _HALF) & _FIELD) - _HALF
    packed = (packed - quote) >> PACK_BITS
    commentary = ((packed + _HALF) & _FIELD) - _HALF
    return quote, commentary, (packed - commentary) >> PACK_BITS


_WIDE_BITS = 44
_WIDE_HALF, _WIDE_FIELD = 1 << (_WIDE_BITS - 1), (1 << _WIDE_BITS) - 1
#: Steps of a log-odds in the wide sums of the second pass.
WIDE = 1 << 20


def pack_wide(quote: int, commentary: int, other: int) -> int:
    """Return three signed integers as one that can be multiplied and added whole.

    >>> unpack_wide(3 * pack_wide(3, -7, 1) + pack_wide(-5, 2, 0))
    (4, -19, 3)
    """
    return quote + (commentary << _WIDE_BITS) + (other << 2 * _WIDE_BITS)


def unpack_wide(packed: int) -> tuple[int, int, int]:
    """Return the three fields of a wide packed integer; good while no field leaves ±2^43."""
    quote = ((packed + _WIDE_HALF) & _WIDE_FIELD) - _WIDE_HALF
    packed = (packed - quote) >> _WIDE_BITS
    commentary = ((packed + _WIDE_HALF) & _WIDE_FIELD) - _WIDE_HALF
    return quote, commentary, (packed - commentary) >> _WIDE_BITS


class StanceModel(Struct, frozen=True):
    """Weights, calibration and birth certificate. ``scale`` turns packed integers into log-odds."""

    bits: int
    scale: float
    slots: Weights  # one packed integer per hash slot
    rows: Mapping[str, Weights]  # per region, one packed integer per row of the word table
    context: Mapping[str, Three]  # second pass: weight of each context feature
    calibration: Mapping[str, Calibration]  # mode → scales, biases
    familiarity: float  # share of known word pairs below which no score is given
    #: What an average sentence adds up, by part and by context feature: reasons tell what goes beyond it.
    average_parts: Mapping[str, Three]
    average_context: tuple[float, ...]
    certificate: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the model calls itself, and a hash that tells it from its namesakes."""
        return f"{self.certificate.get('name', 'stance')}/{self.certificate.get('weights_sha256', '')[:8]}"


def model_path(path: Path | str) -> str:
    """Return the certificate's path of a model, whichever of its two files or their common stem is given.

    >>> model_path("mine"), model_path("mine.bin"), model_path("v1.2")
    ('mine.json', 'mine.json', 'v1.2.json')
    """
    return str(path).removesuffix(".json").removesuffix(".bin") + ".json"


def save_stance(model: StanceModel, path: Path) -> None:
    """Write the certificate (``.json``) and the weights (``.bin``) beside it."""
    import json
    from pathlib import Path

    data = model.slots.tobytes() + b"".join(model.rows[region].tobytes() for region in REGIONS)
    head = {
        "format": FORMAT,
        "bits": model.bits,
        "scale": model.scale,
        "n_rows": len(model.rows[REGIONS[0]]),
        "weights_sha256": hex_digest(data),
        "familiarity": model.familiarity,
        "calibration": {mode: [list(part) for part in parts] for mode, parts in model.calibration.items()},
        "average_parts": {part: list(values) for part, values in model.average_parts.items()},
        "average_context": list(model.average_context),
        "context": {name: list(weights) for name, weights in model.context.items()},
    }
    certificate = Path(model_path(path))
    certificate.with_suffix(".bin").write_bytes(data)
    text = json.dumps(dict(model.certificate) | head, ensure_ascii=False, indent=1)
    certificate.write_text(text + "\n", encoding="utf-8")


def load_stance(path: Path | str, *, verify: bool = True) -> StanceModel:
    """Return the model whose certificate is ``path``. Raises ModelError when it is missing, damaged or foreign.

    ``verify`` compares the checksum of the weights; a start with the shipped model saves that reading.
    """
    chosen = model_path(path)
    if os.path.exists(chosen) or not os.path.isfile(path):  # noqa: PTH110, PTH113  # a start needs no pathlib
        path = chosen  # else a fault is told of the file that was named, not of notes.txt.json
    head, data = certified(path, FORMAT, verify=verify)
    if verify and hex_digest(data) != head.get("weights_sha256"):
        raise ModelError(message("model_weights", path=path))
    try:
        return _assemble(head, data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(message("model_incomplete", path=path, reason=repr(error))) from error


def _assemble(head: dict[str, Any], data: memoryview) -> StanceModel:
    bits, n_rows = int(head["bits"]), int(head["n_rows"])
    weights = data.cast("q")
    n_slots = 1 << bits
    if len(weights) != n_slots + n_rows * len(REGIONS):
        raise ValueError(f"{len(weights)} weights for {n_slots} slots and {n_rows} rows")
    rows = {
        region: weights[n_slots + n_rows * index : n_slots + n_rows * (index + 1)]
        for index, region in enumerate(REGIONS)
    }
    known, averages = head["context"], dict(zip(head["context"], map(float, head["average_context"]), strict=True))
    context = {name: _three(known.get(name, (0.0, 0.0, 0.0))) for name in CONTEXT}  # a model may know fewer
    calibration = {mode: (_three(parts[0]), _three(parts[1])) for mode, parts in head["calibration"].items()}
    return StanceModel(
        bits=bits,
        scale=float(head["scale"]),
        slots=weights[:n_slots],
        rows=rows,
        context=context,
        calibration=calibration,
        familiarity=float(head["familiarity"]),
        average_parts={part: _three(values) for part, values in head["average_parts"].items()},
        average_context=tuple([averages.get(name, 0.0) for name in CONTEXT]),
        certificate=head,
    )


def _three(values: Sequence[float]) -> Three:
    quote, commentary, other = map(float, values)
    return quote, commentary, other
