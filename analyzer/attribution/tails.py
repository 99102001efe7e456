"""What the last words of a source phrase tell: its kind (関係者, 報告書), and what it is good for (岩瀬|八段, 調査|結果)."""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from corpus.cache import kept, kept_rows
from corpus.places import ANALYZER
from corpus.vocabulary import read_table

__all__ = ["MAX_TAIL", "TABLES", "Head", "head_of", "uses_of"]

TABLES = ANALYZER / "tables"
#: No last word of the tables is longer.
MAX_TAIL = 10


class Head(Struct, frozen=True):
    """A last word of source phrases: the kind it tells alone, and what it is behind another word (政府|関係者)."""

    kind: str  # vague, role, outlet, none
    compound: str  # vague, role, named; empty: no source


@kept_rows(Head)
def _heads() -> dict[str, Head]:
    rows = read_table(TABLES / "attribution_sources.tsv", key="head", required=("kind", "source", "example"))
    return {row["head"]: Head(row["kind"], row["compound"]) for row in rows}


@cache
def _reach() -> dict[str, int]:
    """Return the length of the longest word of the tables by its last letter."""
    reach: dict[str, int] = {}
    for word in (*_tails(), *_heads()):
        reach[word[-1]] = max(len(word), reach.get(word[-1], 0))
    return reach


@kept
def _tails() -> dict[str, tuple[str, ...]]:
    rows = read_table(TABLES / "attribution_tails.tsv", key=("tail", "use"), required=("source", "example"))
    uses: dict[str, tuple[str, ...]] = {}
    for row in rows:
        uses[row["tail"]] = (*uses.get(row["tail"], ()), row["use"])
    return uses


def head_of(phrase: str) -> tuple[str, Head | None]:
    """Return the longest known last word of ``phrase`` with what it tells, or "" and None.

    >>> head_of("政府関係者")
    ('関係者', Head(kind='vague', compound='role'))
    """
    known = _heads()
    for length in range(min(_reach().get(phrase[-1:], 0), len(phrase)), 0, -1):
        entry = known.get(phrase[-length:])
        if entry is not None:
            return phrase[-length:], entry
    return "", None


@lru_cache(1024)  # a phrase is asked about several times, and articles share many; nobody changes what comes back
def uses_of(phrase: str) -> dict[str, int]:
    """Return what the last words of ``phrase`` are good for, each use with the length of its longest word.

    >>> uses_of("岩瀬八段"), uses_of("東海出版")
    ({'post': 2, 'title': 2}, {})
    """
    known = _tails()
    uses: dict[str, int] = {}
    for length in range(min(_reach().get(phrase[-1:], 0), len(phrase)), 0, -1):
        for use in known.get(phrase[-length:], ()):
            if use == "none":
                return uses
            if use != "anaphor" or length == len(phrase):
                uses.setdefault(use, length)
    return uses
