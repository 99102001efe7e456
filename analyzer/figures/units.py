"""Words beside a number: units, smaller units, bounds, set words. Loaded from tables when first used.

>>> [(unit.name, end) for unit, end in units_at("3カ国語", 1)]
[('カ国語', 4), ('カ国', 3)]
>>> bound_after("300人余りが", 4)
('more_than', 6)
>>> set_word_at("二人三脚で", 2)
4
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import cast

from msgspec import Struct

from analyzer.mention import Modifier
from analyzer.numerals import NUMERAL_CHARACTERS
from corpus.cache import kept
from corpus.errors import TableError
from corpus.mapped import read
from corpus.places import ANALYZER

__all__ = ["TABLES", "Unit", "bound_after", "bound_before", "lines_of", "set_word_at", "subunit_factor", "units_at"]

TABLES = ANALYZER / "tables"
QUANTITIES = ("count", "money", "ratio", "measure", "age", "ordinal", "time", "name")


class Unit(Struct, frozen=True):
    """A unit: the name it goes by in results, what it measures, and its size in SI where one exists."""

    name: str
    quantity: str  # a Quantity, or "time" and "name": numbers that are no figures
    dimension: str = ""
    factor: Decimal | None = None


#: Units named with their dimension in SI.
SI_NAMES = {
    "length": "m",
    "area": "m2",
    "volume": "m3",
    "mass": "kg",
    "speed": "m/s",
    "energy": "J",
    "power": "W",
    "voltage": "V",
    "current": "A",
    "resistance": "Ω",
    "frequency": "Hz",
    "pressure": "Pa",
    "dose": "Sv",
    "radioactivity": "Bq",
    "temperature": "K",
    "angle": "rad",
    "data": "B",
    "data rate": "bit/s",
    "acceleration": "m/s2",
    "amount": "mol",
    "force": "N",
    "ratio": "1",
}


def lines_of(name: str, columns: str) -> list[str]:
    """Return the rows of a table as written, without header and comments: the quick way at a program's start.

    ``columns`` is the header the table must have, blanks for tabs. What :func:`read_table` checks beyond that is
    checked once, by the tests.
    """
    path = TABLES / name
    lines = [line for line in read(path).decode().split("\n") if line and line[0] != "#"]
    if not lines or lines[0].split("\t") != columns.split():
        raise TableError(str(path), 1, f"the header must be {columns}")
    return lines[1:]


@kept
def _units() -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """Return the rows of units by surface, and by first character the lengths to try, longest first."""
    rows: dict[str, str] = {}
    lengths: dict[str, set[int]] = {}
    for line in lines_of("units.tsv", "surface unit quantity dimension factor source example"):
        surface, unit, quantity, dimension, factor, _ = line.split("\t", 5)
        rows[surface] = f"{unit}\t{quantity}\t{dimension}\t{factor}"
        lengths.setdefault(surface[0], set()).add(len(surface))
    return rows, {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


@cache
def _unit(surface: str) -> Unit:
    name, quantity, dimension, factor = _units()[0][surface].split("\t")
    if quantity not in QUANTITIES:
        raise TableError(str(TABLES / "units.tsv"), 0, f"{surface}: unknown quantity {quantity!r}", "quantity")
    return Unit(name, quantity, dimension, Decimal(factor) if factor else None)


def units_at(text: str, position: int) -> list[tuple[Unit, int]]:
    """Return the units written at ``position`` with their ends, the longest first."""
    rows, lengths = _units()
    found = []
    for length in lengths.get(text[position : position + 1], ()):
        surface = text[position : position + length]
        if surface in rows and len(surface) == length:
            found.append((_unit(surface), position + length))
    return found


@cache
def _subunits() -> dict[tuple[str, str], Decimal]:
    cells = [line.split("\t") for line in lines_of("subunits.tsv", "unit sub factor source example")]
    return {(unit, sub): Decimal(factor) for unit, sub, factor, *_ in cells}


def subunit_factor(unit: str, sub: str) -> Decimal | None:
    """Return how many ``unit`` one ``sub`` is (銭 of 円: 0.01), or None where the two make no figure together."""
    return _subunits().get((unit, sub))


@cache
def _bounds(side: str) -> tuple[dict[str, Modifier], dict[str, tuple[int, ...]]]:
    """Return the bounds of one side, and the lengths to try by the character next to the figure."""
    bounds: dict[str, Modifier] = {}
    lengths: dict[str, set[int]] = {}
    for line in lines_of("figure_bounds.tsv", "word side modifier source example"):
        word, where, modifier, *_ = line.split("\t")
        if where == side:
            bounds[word] = cast(Modifier, modifier)
            lengths.setdefault(word[-1] if side == "before" else word[0], set()).add(len(word))
    return bounds, {near: tuple(sorted(sizes, reverse=True)) for near, sizes in lengths.items()}


def bound_before(text: str, end: int) -> tuple[Modifier, int] | None:
    """Return the bound whose last character stands right before ``end``, and where it starts."""
    bounds, lengths = _bounds("before")
    for length in lengths.get(text[end - 1 : end], ()):
        modifier = bounds.get(text[end - length : end]) if length <= end else None
        if modifier is not None:
            return modifier, end - length
    return None


def bound_after(text: str, start: int) -> tuple[Modifier, int] | None:
    """Return the bound that begins at ``start``, and where it ends."""
    bounds, lengths = _bounds("after")
    for length in lengths.get(text[start : start + 1], ()):
        word = text[start : start + length]
        modifier = bounds.get(word)
        if modifier is not None and len(word) == length:
            return modifier, start + length
    return None


@kept
def _set_words() -> dict[str, tuple[tuple[int, str], ...]]:
    """Return, by two characters at each numeral of a set word, the places of that numeral and the words."""
    places: dict[str, list[tuple[int, str]]] = {}
    for line in lines_of("figure_set_words.tsv", "word source example"):
        word = line.partition("\t")[0]
        for offset, character in enumerate(word):
            if character in NUMERAL_CHARACTERS:
                places.setdefault(word[offset : offset + 2], []).append((offset, word))
    return {key: tuple(found) for key, found in places.items()}


def set_word_at(text: str, position: int) -> int | None:
    """Return the end of the set word in which the numeral at ``position`` stands, or None."""
    words = _set_words()
    for key in (text[position : position + 2], text[position : position + 1]):
        for offset, word in words.get(key, ()):
            if position >= offset and text.startswith(word, position - offset):
                return position - offset + len(word)
    return None
