"""Hashes of texts, and tables without keys: where the models and word lists keep what they know.

A text's hash is a polynomial, so that those of thousands of stretches of one text are differences of two sums, which
NumPy takes at once. A table gives every known key a place of its own without storing keys (hash and displace,
Belazzougui and others 2009): some bits of a key choose a bucket, the bucket's displacement and other bits the place.
What stands at the place has a *check*, further bits of its key: an unknown key meets some other's entry and differs.
Plain Python and NumPy agree to the bit.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "BASE",
    "FACTOR",
    "INVERSE",
    "MASK",
    "SECOND_FACTOR",
    "mixed",
    "mixed_all",
    "place",
    "placed",
    "places",
    "text_key",
]

MASK = (1 << 64) - 1
BASE = 0x9E3779B97F4A7C15
INVERSE = pow(BASE, -1, 1 << 64)
#: Spreads a sum over all bits.
FACTOR = 0xD6E8FEB86659FD93
SECOND_FACTOR = 0xA24BAED4963EE407
_LOW = (1 << 32) - 1


def text_key(text: str) -> int:
    """Return a 64-bit hash of ``text``, the same in every process.

    >>> text_key("") == 0, text_key("銀行") == text_key("行銀")
    (True, False)
    """
    key = 0
    for char in reversed(text):
        key = (key * BASE + ord(char)) & MASK
    key = key * FACTOR & MASK
    return key ^ key >> 32


def mixed(key: int) -> int:
    """Return ``key`` with its bits spread: bucket in the lower 16, place in the middle, check in the upper ones."""
    key = key * SECOND_FACTOR & MASK
    return key ^ key >> 32


def mixed_all(keys: Any) -> Any:
    """Return :func:`mixed` of an array."""
    import numpy as np

    result = keys * np.uint64(SECOND_FACTOR)
    result ^= result >> np.uint64(32)
    return result


def place(key: int, displacements: memoryview, size: int) -> int:
    """Return the place of a mixed key in a table of ``size`` places."""
    odd = 2 * displacements[key & len(displacements) - 1] + 1
    return ((key >> 16 & _LOW) * odd & _LOW) * size >> 32


def places(keys: Any, odd: Any, size: int) -> Any:
    """Return the places of an array of mixed keys; ``odd`` are twice the displacements plus one, in 32 bits."""
    import numpy as np

    part = (keys >> np.uint64(16)).astype(np.uint32)
    part *= odd.take((keys & np.uint64(len(odd) - 1)).view(np.int64))
    wide = part * np.uint64(size)
    wide >>= np.uint64(32)
    return wide.view(np.int64)


def placed(keys: Any, *, buckets: int, load: float = 0.97) -> tuple[Any, int]:
    """Return the displacements of a table for the mixed ``keys``, and how many places it has.

    ``buckets`` is a power of two. The largest buckets choose first; each takes the first displacement that brings all
    its keys to free places.
    """
    import numpy as np

    size = int(len(keys) / load) + 1
    bucket_of = (keys & np.uint64(buckets - 1)).astype(np.int64)
    parts = (keys >> np.uint64(16)).astype(np.uint32)
    order = np.argsort(bucket_of, kind="stable")
    counts = np.bincount(bucket_of, minlength=buckets)
    ends = np.cumsum(counts)
    displacements, is_taken = np.zeros(buckets, np.uint16), np.zeros(size, bool)
    tries = 2 * np.arange(1 << 16, dtype=np.uint32)[:, None] + np.uint32(1)
    for bucket in np.argsort(-counts, kind="stable").tolist():
        if not counts[bucket]:
            break
        members = parts[order[ends[bucket] - counts[bucket] : ends[bucket]]]
        found, low = None, 0
        while found is None:
            chunk = tries[low : low + 128]
            if not len(chunk):
                raise ValueError("no displacement leads to free places: lower the load")
            wanted = ((members * chunk).astype(np.uint64) * np.uint64(size) >> np.uint64(32)).astype(np.int64)
            ordered = np.sort(wanted, 1)
            is_free = ~is_taken[wanted].any(1) & (ordered[:, 1:] != ordered[:, :-1]).all(1)
            if is_free.any():
                row = int(is_free.argmax())
                found, is_taken[wanted[row]] = low + row, True
            low += 128
        displacements[bucket] = found
    return displacements, size
