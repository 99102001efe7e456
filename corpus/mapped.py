"""Files as memory: a start reads only the pages that it looks at."""
# ruff: noqa: PTH123  # a path as text needs no pathlib

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["mapped", "read"]


def mapped(path: Path | str) -> memoryview:
    """Return the bytes of a file, read as they are looked at. Raises OSError, or ValueError where it is empty."""
    with open(path, "rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def read(path: Path | str) -> bytes:
    """Return the bytes of a file. Raises OSError."""
    with open(path, "rb") as file:
        return file.read()
