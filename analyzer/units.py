"""Words beside a number: units, smaller units, bounds, set words. Loaded from tables when first used.

>>> [(unit.name, end) for unit, end in units_at("3カ国語", 1)]
[('カ国語', 4), ('カ国', 3)]
>>> bound_after("300人余りが", 4)
('more_than', 6)
>>> set_word_at("二人三脚で", 2)
4
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from analyzer.mention import Modifier
from analyzer.numerals import NUMERAL_CHARACTERS
from corpus.article import TableError
from corpus.vocabulary import read_table

__all__ = ["TABLES", "Unit", "bound_after", "bound_before", "set_word_at", "subunit_factor", "units_at"]

TABLES = Path(__file__).parent / "tables"
QUANTITIES = ("count", "money", "ratio", "measure", "age", "ordinal", "time", "name")


class Unit(NamedTuple):
    """A unit: the name it goes by in results, what it measures, and its size in SI where one exists."""

    name: str
    quantity: str  # a Quantity, or "time" and "name": numbers that are no figures
    dimension: str = ""
    factor: Decimal | None = None
    is_after_dai: bool = False  # a unit only after 第: 第3子


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


@cache
def _units() -> tuple[dict[str, Unit], dict[str, tuple[int, ...]]]:
    """Return the units by surface, and by first character the lengths to try, longest first."""
    path = TABLES / "units.tsv"
    units: dict[str, Unit] = {}
    lengths: dict[str, set[int]] = {}
    for row in read_table(path, key="surface", required=("unit", "quantity", "source", "example")):
        surface, quantity, dimension = row["surface"], row["quantity"], row["dimension"]
        if quantity not in QUANTITIES:
            raise TableError(str(path), row.line, f"unknown quantity {quantity!r}", "quantity")
        factor = Decimal(row["factor"]) if row["factor"] else None
        units[surface] = Unit(row["unit"], quantity, dimension, factor, dimension == "第")
        lengths.setdefault(surface[0], set()).add(len(surface))
    return units, {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def units_at(text: str, position: int) -> Iterator[tuple[Unit, int]]:
    """Yield the units written at ``position`` with their ends, the longest first."""
    units, lengths = _units()
    for length in lengths.get(text[position : position + 1], ()):
        surface = text[position : position + length]
        unit = units.get(surface)
        if unit is not None and len(surface) == length:
            yield unit, position + length


@cache
def _subunits() -> dict[tuple[str, str], Decimal]:
    rows = read_table(TABLES / "subunits.tsv", key=("unit", "sub"), required=("factor", "source", "example"))
    return {(row["unit"], row["sub"]): Decimal(row["factor"]) for row in rows}


def subunit_factor(unit: str, sub: str) -> Decimal | None:
    """Return how many ``unit`` one ``sub`` is (銭 of 円: 0.01), or None where the two make no figure together."""
    return _subunits().get((unit, sub))


@cache
def _bounds(side: str) -> tuple[dict[str, Modifier], dict[str, tuple[int, ...]]]:
    """Return the bounds of one side, and the lengths to try by the character next to the figure."""
    bounds: dict[str, Modifier] = {}
    lengths: dict[str, set[int]] = {}
    for row in read_table(TABLES / "figure_bounds.tsv", key="word", required=("side", "modifier", "source", "example")):
        if row["side"] == side:
            word = row["word"]
            bounds[word] = cast(Modifier, row["modifier"])
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
        modifier = bounds.get(text[start : start + length])
        if modifier is not None:
            return modifier, start + length
    return None


@cache
def _set_words() -> dict[str, tuple[tuple[int, str], ...]]:
    """Return, by two characters at each numeral of a set word, the places of that numeral and the words."""
    places: dict[str, list[tuple[int, str]]] = {}
    for row in read_table(TABLES / "figure_set_words.tsv", key="word", required=("source", "example")):
        word = row["word"]
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
