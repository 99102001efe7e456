"""Models as data: a certificate (JSON: format, training data, scores, licence) and the weights beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from corpus.errors import ModelError
from corpus.mapped import mapped, read
from corpus.messages import message, os_reason

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["certified", "weights_of"]


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
    reason = values.get("reason")
    if isinstance(reason, OSError):
        values["reason"] = os_reason(reason)
    return ModelError(message(key, **values))
