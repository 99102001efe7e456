"""SHA-256 without OpenSSL: loading the library that hashlib brings takes a tenth of a short run.

:mod:`random` goes round hashlib in the same way. What is hashed here are texts and small files.
"""

from __future__ import annotations

try:
    from _sha256 import sha256  # type: ignore[import-not-found]
except ImportError:  # its home from Python 3.12 on
    try:
        from _sha2 import sha256  # type: ignore[import-not-found]
    except ImportError:
        from hashlib import sha256

__all__ = ["digest", "hex_digest"]


def digest(data: bytes | memoryview) -> bytes:
    """Return the SHA-256 of ``data``, 32 bytes."""
    found: bytes = sha256(data).digest()
    return found


def hex_digest(data: bytes | memoryview) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal.

    >>> hex_digest(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return digest(data).hex()
