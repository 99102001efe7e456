"""Files as memory, and models: a start reads only the pages that it looks at."""
# ruff: noqa: PTH123  # a path as text needs no pathlib

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING, Any

import msgspec

from corpus.article import ModelError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["certified", "mapped", "read", "weights_of"]


def mapped(path: Path | str) -> memoryview:
    """Return the bytes of a file, read as they are looked at. Raises OSError, or ValueError where it is empty."""
    with open(path, "rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def read(path: Path | str) -> bytes:
    """Return the bytes of a file. Raises OSError."""
    with open(path, "rb") as file:
        return file.read()


def weights_of(certificate: Path | str) -> str:
    """Return the path of the weights beside a model's certificate.

    >>> weights_of("models/stance.json")
    'models/stance.bin'
    """
    return str(certificate).removesuffix(".json") + ".bin"


def certified(path: Path | str, form: str, *, verify: bool) -> tuple[dict[str, Any], memoryview]:
    """Return the certificate of a model (``path``, JSON) and the bytes of its weights, which stand beside it.

    ``form`` is the format that the certificate must name. A model of our own is mapped; one to ``verify`` is read, since
    whoever made it may write it again. Raises ModelError when a file is missing or damaged, or the format another.
    """
    try:
        certificate = msgspec.json.decode(read(path))
    except (OSError, ValueError) as error:
        raise _fault("model_unreadable", path=path, reason=error) from error
    if not isinstance(certificate, dict) or certificate.get("format") != form:
        raise _fault("model_foreign", path=path, form=form)
    weights = weights_of(path)
    try:
        return certificate, memoryview(read(weights)) if verify else mapped(weights)
    except (OSError, ValueError) as error:
        raise _fault("model_unreadable", path=weights, reason=error) from error


def _fault(key: str, **values: object) -> ModelError:
    from corpus.messages import message, os_reason  # which are kept in mapped files themselves

    reason = values.get("reason")
    if isinstance(reason, OSError):
        values["reason"] = os_reason(reason)
    return ModelError(message(key, **values))
