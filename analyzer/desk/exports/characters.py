"""Characters that a format cannot carry, replaced one for one so that offsets stay good; and names for files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

__all__ = ["file_name", "printable", "printable_cells"]

#: What XML 1.0 (2.2 Char) does not allow, which CoNLL-U and spreadsheets do not survive either.
_FORBIDDEN_RE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return ``text`` with every character XML cannot carry as U+FFFD, of the same length.

    >>> printable("a\\x00b\\x1bc😀")
    'a�b�c😀'
    """
    return _FORBIDDEN_RE.sub("\ufffd", text)


def printable_cells(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows with every text cell printable: a zero byte ends a CSV file for many a reader."""
    for row in rows:
        yield {name: printable(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


def file_name(text: str) -> str:
    """Return a name that every file system takes, without the ending of a text file.

    >>> file_name("../a b/c.txt#3"), file_name("a/記事.txt")
    ('a-b-c-3', 'a-記事')
    """
    return re.sub(r"[^\w-]+", "-", re.sub(r"\.(txt|md|html?|jsonl?|csv)\b", "", text)).strip("-")[-80:] or "article"
