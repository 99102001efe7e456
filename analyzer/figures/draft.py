"""A figure while it is read: amounts in single units, not yet rounded."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from analyzer.figures.units import Unit
from analyzer.mention import Modifier

NONE = Unit("", "count")


class Draft(Struct, gc=False):
    """A figure while it is read: amounts in single units, not yet rounded. An empty rule: passed over, no figure."""

    start: int
    end: int
    rule: str
    unit: Unit
    value: Decimal | int | None = None
    low: Decimal | int | None = None
    high: Decimal | int | None = None
    quantity: str = ""
    modifier: Modifier | None = None
    factor: Decimal | None = None  # of a rate: per second


def passed(end: int) -> Draft:
    """Return what is passed over up to ``end``: numbers of time and names, no figures."""
    return Draft(end, end, "", NONE)


def times(value: Decimal | int | None, scale: Decimal) -> Decimal | int | None:
    """Return ``value`` in another scale, None for none."""
    return None if value is None else value * scale
