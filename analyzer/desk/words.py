"""The words of the desk's tables and pages, in Japanese and English (``tables/desk_words.tsv``)."""

from __future__ import annotations

from functools import cache

from corpus.locales import language
from corpus.places import ANALYZER
from corpus.vocabulary import read_table

__all__ = ["word", "words_of"]


def word(key: str, /, **values: object) -> str:
    """Return the words for ``key`` in the current language with their values filled in. Unknown keys are a KeyError."""
    return _table()[key][language() == "en"].format(**values)


def words_of(lang: str) -> dict[str, str]:
    """Return all words of one language by key, values not filled in."""
    return {key: pair[lang == "en"] for key, pair in _table().items()}


@cache
def _table() -> dict[str, tuple[str, str]]:
    path = ANALYZER / "tables" / "desk_words.tsv"
    return {row["key"]: (row["ja"], row["en"]) for row in read_table(path, key="key", required=("ja", "en"))}
