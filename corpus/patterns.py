"""Regular expressions that are compiled when they are first used: a program start pays only for those it needs.

>>> digits = Pattern(r"[0-9]+")
>>> digits.match("4日", 0)[0]
'4'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

__all__ = ["Pattern"]


class Pattern:
    """A regular expression with the methods of a compiled one; offsets are those of :mod:`re`."""

    __slots__ = ("_flags", "_source", "finditer", "fullmatch", "match", "search", "split", "sub")

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    split: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        # Reached only while the methods are unset: afterwards they are plain attributes, as fast as the real ones.
        if name not in self.__slots__[2:]:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.match, self.search = compiled.match, compiled.search
        self.fullmatch, self.finditer = compiled.fullmatch, compiled.finditer
        self.split, self.sub = compiled.split, compiled.sub
        return getattr(compiled, name)
