"""Give back the pages of a file that a library has mapped into memory.

MeCab maps its dictionary. A page that was read once stays in the memory that the system counts for this process, with
its fifteen neighbours, though nobody may ever read it again: the features of one new word cost 64 KB. What is given back
is read again from the system's file cache when it is needed. Where the system does not tell its mappings (other
systems than Linux), nothing happens.
"""

from __future__ import annotations

import mmap
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["release"]


def release(path: str, offset: int = 0) -> bool:
    """Give back the pages of ``path`` from byte ``offset`` on; tell whether that could be done.

    Whoever mapped the file must keep it mapped as long as the process lives. What is read afterwards is the same: the
    pages of a read-only mapping hold what the file holds.
    """
    area, advise = _area(path), _advise()
    if area is None or advise is None:
        return False
    first = -(-offset // mmap.PAGESIZE) * mmap.PAGESIZE
    start, size = area
    return size > first and advise(start + first, size - first, mmap.MADV_DONTNEED) == 0


@cache
def _advise() -> Any:
    try:
        import ctypes

        advise = ctypes.CDLL(None).madvise
    except (ImportError, OSError, AttributeError):
        return None
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    return advise


@cache
def _area(path: str) -> tuple[int, int] | None:
    """Address and size of the only mapping of all of ``path``; None where there are more, of which one may end any time."""
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    real = str(Path(path).resolve())
    found = [line.split(None, 5)[:3] for line in lines if line.endswith(real)]
    if len(found) != 1:
        return None
    (addresses, permissions, offset), *_ = found
    if not permissions.startswith("r-") or int(offset, 16):
        return None
    start, _, end = addresses.partition("-")
    return int(start, 16), int(end, 16) - int(start, 16)
