"""What the program says to people, in Japanese or English.

The words stand in ``tables/messages.tsv`` (columns ``key``, ``ja``, ``en``; ``{name}`` marks a value). The language is
that of the locale unless ``--lang`` decides (:mod:`corpus.locales`).

>>> with speaking("en"):
...     message("nothing_read")
'no article could be read'
"""
# ruff: noqa: PTH123  # a path as text needs no pathlib

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.cache import kept
from corpus.locales import language, set_language
from corpus.places import CORPUS

__all__ = ["message", "os_reason", "speaking"]


@contextmanager
def speaking(language_: str) -> Iterator[None]:
    """Speak ``"ja"`` or ``"en"`` inside the ``with`` block, and afterwards what was spoken before."""
    before = set_language(language_)
    try:
        yield
    finally:
        set_language(before)


def message(key: str, /, **values: object) -> str:
    """Return the message ``key`` in the current language with its values filled in. Unknown keys are a KeyError."""
    return _messages()[key][language() == "en"].format(**values)


def os_reason(error: OSError) -> str:
    """Return why the operating system refused, in the current language where the reason is a usual one."""
    key = f"os_{errno.errorcode.get(error.errno or 0, '').lower()}"
    return message(key) if key in _messages() else error.strerror or str(error)


@kept
def _messages() -> dict[str, tuple[str, str]]:
    # Read here, not by the reader of word tables, which speaks through this module; the tests hold the table to its rules.
    with open(CORPUS / "tables" / "messages.tsv", encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in file if not line.startswith("#") and not line.isspace())
        header = next(rows)
        key, japanese, english = map(header.index, ("key", "ja", "en"))
        return {cells[key]: (cells[japanese], cells[english]) for cells in rows}
