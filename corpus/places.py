"""Where the data files of the two packages stand, as texts: importing pathlib takes longer than reading most of them.

>>> (ANALYZER / "tables" / "units.tsv").endswith("/analyzer/tables/units.tsv")
True
"""

from __future__ import annotations

import os

__all__ = ["ANALYZER", "CORPUS", "Folder"]


class Folder(str):
    """A path as text that goes on with ``/``, as a Path does."""

    __slots__ = ()

    def __truediv__(self, name: str) -> Folder:
        return Folder(f"{self}/{name}")


CORPUS = Folder(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
ANALYZER = Folder(os.path.dirname(CORPUS)) / "analyzer"  # noqa: PTH120
