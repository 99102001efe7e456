"""A file as memory: a start reads only the pages that it looks at."""

from __future__ import annotations

import mmap
from pathlib import Path

__all__ = ["mapped"]


def mapped(path: Path | str) -> memoryview:
    """Return the bytes of a file, read as they are looked at. Raises OSError, or ValueError where it is empty."""
    with open(path, "rb") as file:  # noqa: PTH123  # a path as text needs no pathlib
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
