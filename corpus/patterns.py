"""Regular expressions that are compiled when they are first used: a program start pays only for those it needs.

And it pays for them once: ``corpus/cache.py`` keeps what compiling brought.

>>> digits = Pattern(r"[0-9]+")
>>> digits.match("4日", 0)[0]
'4'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from corpus.cache import compiled, kept

__all__ = ["Pattern", "table_pattern"]


class Pattern:
    """A regular expression with the methods of a compiled one; offsets are those of :mod:`re`."""

    __slots__ = ("_flags", "_source", "findall", "finditer", "fullmatch", "match", "search", "split", "sub")

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    findall: Callable[..., list[str]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    split: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        # Reached only while the methods are unset: afterwards they are plain attributes, as fast as the real ones.
        if name not in self.__slots__[2:]:
            raise AttributeError(name)
        pattern = compiled(self._source, self._flags)
        self.match, self.search = pattern.match, pattern.search
        self.fullmatch, self.finditer = pattern.fullmatch, pattern.finditer
        self.findall = pattern.findall
        self.split, self.sub = pattern.split, pattern.sub
        return getattr(pattern, name)


def table_pattern(source: Callable[[], str]) -> Callable[[], re.Pattern[str]]:
    """Make a function that writes an expression, from word tables mostly, return it compiled.

    Both the writing and the compiling are done once for many runs. Flags stand in the expression: ``(?x)``.
    """
    written = kept(source)

    @cache
    def pattern() -> re.Pattern[str]:
        return compiled(written())

    return pattern
