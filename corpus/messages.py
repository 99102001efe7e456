"""What the program says to people, in Japanese or English.

The words stand in ``tables/messages.tsv`` (columns ``key``, ``ja``, ``en``; ``{name}`` marks a value). The language is
that of the locale unless ``--lang`` decides; it is set once, by the command line.

>>> set_language("en")
>>> message("nothing_read")
'no article could be read'
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.cache import kept
from corpus.locales import language_of_locale
from corpus.places import CORPUS
from corpus.vocabulary import read_table

__all__ = ["language", "message", "os_reason", "set_language", "speaking"]

_chosen: str | None = None


def set_language(language: str | None) -> None:
    """Choose ``"ja"`` or ``"en"`` for all messages; None returns to the locale."""
    global _chosen
    _chosen = language


def language() -> str:
    """Return ``"ja"`` or ``"en"``: the chosen language, or Japanese where the locale is Japanese."""
    return _chosen or language_of_locale()


@contextmanager
def speaking(language_: str) -> Iterator[None]:
    """Speak ``"ja"`` or ``"en"`` inside the ``with`` block, and afterwards what was spoken before."""
    global _chosen
    before, _chosen = _chosen, language_
    try:
        yield
    finally:
        _chosen = before


def message(key: str, /, **values: object) -> str:
    """Return the message ``key`` in the current language with its values filled in. Unknown keys are a KeyError."""
    return _messages()[key][language() == "en"].format(**values)


def os_reason(error: OSError) -> str:
    """Return why the operating system refused, in the current language where the reason is a usual one."""
    key = f"os_{errno.errorcode.get(error.errno or 0, '').lower()}"
    return message(key) if key in _messages() else error.strerror or str(error)


@kept
def _messages() -> dict[str, tuple[str, str]]:
    path = CORPUS / "tables" / "messages.tsv"
    return {row["key"]: (row["ja"], row["en"]) for row in read_table(path, key="key", required=("ja", "en"))}
