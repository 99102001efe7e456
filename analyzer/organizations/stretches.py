"""Stretches of letters that names are made of, and which of them say something of a name by themselves.

What belongs together stands in one stretch (the runs between particles and stops). An article's stretches are listed in
one pass; what a stretch tells is found out once per process, and most tell nothing.

>>> text = "市は仙武地裁へ、市は控訴"
>>> list(placed(text, stretches(text), {"控訴"}))
[(10, '控訴')]
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Generic, TypeVar

from analyzer.organizations.forms import MAX_FACTS
from corpus.patterns import Pattern

__all__ = ["Telling", "placed", "stretches"]

_STRETCH_RE = Pattern(r"[一-龠々〆ァ-ヶーA-Za-z0-9&・!\-]+")
_LETTER_RE = Pattern(r"[一-龠々〆ァ-ヶーA-Za-z0-9&・!\-]")

T = TypeVar("T")


def stretches(folded: str) -> list[str]:
    """Return the stretches of a text, in order.

    >>> stretches("三方印刷の社長は、4日")
    ['三方印刷', '社長', '4日']
    """
    return _STRETCH_RE.findall(folded)


def placed(folded: str, listed: Iterable[str], wanted: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield where each of the ``listed`` stretches begins that is ``wanted``, in one walk from left to right."""
    place = 0
    for each in listed:
        if each not in wanted:
            continue
        place = folded.find(each, place)
        while (place and _LETTER_RE.match(folded, place - 1)) or _LETTER_RE.match(folded, place + len(each)):
            place = folded.find(each, place + 1)
        yield place, each
        place += len(each)


class Telling(Generic[T]):
    """What stretches tell by themselves: ``read`` finds it out, once for each stretch met; None is nothing.

    Bounded: when it has grown large it begins anew.
    """

    def __init__(self, read: Callable[[str], T | None]) -> None:
        self._read = read
        self._silent: set[str] = set()
        self._facts: dict[str, T] = {}

    def among(self, distinct: set[str]) -> dict[str, T]:
        """Return those of ``distinct`` stretches that tell something, with what they tell."""
        silent, facts = self._silent, self._facts
        told: dict[str, T] = {}
        for each in distinct - silent:
            fact = facts.get(each)
            if fact is None:
                fact = self._read(each)
                if fact is None:
                    silent.add(each)
                    continue
                facts[each] = fact
            told[each] = fact
        if len(silent) + len(facts) > 4 * MAX_FACTS:
            silent.clear()
            facts.clear()
        return told
