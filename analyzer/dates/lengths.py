"""Lengths of time and moved values in TIMEX3: 2年6月 → P2Y6M, a year before 2016-Q1 → 2015-Q1."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from analyzer.dates.calendar import add_months, month_end
from analyzer.dates.expressions import Expression
from analyzer.dates.timeline import Timeline

_SUFFIX = {"Y": "Y", "M": "M", "W": "W", "D": "D", "B": "BD"}


def period(amount: list[tuple[str, Decimal]], is_vague: bool = False) -> str:
    """Return a duration in TIMEX3: 2年6月 → P2Y6M, 1年半 → P1Y6M, 2時間半 → PT2H30M, 1日半 → P1.5D.

    >>> period([("Y", Decimal(1)), ("Y", Decimal("0.5"))]), period([("TH", Decimal(2)), ("TM", Decimal(24))])
    ('P1Y6M', 'PT2H24M')
    """
    return _period(tuple(amount), is_vague)


@lru_cache(1024)
def _period(amount: tuple[tuple[str, Decimal], ...], is_vague: bool) -> str:
    sums: dict[str, Decimal] = {}
    for symbol, n in amount:
        if symbol == "C":
            symbol, n = "Y", n * 100
        elif symbol == "Q":
            symbol, n = "M", n * 3
        sums[symbol] = sums.get(symbol, Decimal(0)) + n
    for coarse, fine, factor in (("Y", "M", 12), ("TH", "TM", 60), ("TM", "TS", 60)):
        n = sums.get(coarse, Decimal(0))
        if n % 1 == Decimal("0.5") and len(amount) > 1:
            sums[coarse], sums[fine] = n - n % 1, sums.get(fine, Decimal(0)) + n % 1 * factor
    date_part = "".join(_number(sums[s], is_vague) + _SUFFIX[s] for s in ("Y", "M", "W", "D", "B") if sums.get(s))
    time_part = "".join(_number(sums[s], is_vague) + s[1] for s in ("TH", "TM", "TS") if sums.get(s))
    if not date_part and not time_part:
        symbol = amount[0][0] if amount else "D"
        return f"PT0{symbol[1]}" if symbol.startswith("T") else f"P0{symbol}"
    return f"P{date_part}" + (f"T{time_part}" if time_part else "")


def _number(n: Decimal, is_vague: bool) -> str:
    return "X" if is_vague else format(n.normalize(), "f")


def years_later(value: str, n: int) -> str:
    """Move every year of a value: 2016-01/2016-03, FY2015-Q3.

    >>> years_later("2016-01/2016-03", -1), years_later("FY2015-Q3", -1)
    ('2015-01/2015-03', 'FY2014-Q3')
    """
    moved = []
    for part in value.split("/"):
        prefix = "FY" if part.startswith("FY") else ""
        digits = part[len(prefix) : len(prefix) + 4]
        moved.append(f"{prefix}{int(digits) + n:04d}{part[len(prefix) + 4 :]}" if digits.isdigit() else part)
    return "/".join(moved)


def quarters_later(value: str, n: int) -> str:
    """Move a quarter.

    >>> quarters_later("2016-Q1", -1)
    '2015-Q4'
    """
    head, _, quarter = value.rpartition("-Q")
    prefix = "FY" if head.startswith("FY") else ""
    if not head.removeprefix("FY").isdigit():
        return value
    total = int(head.removeprefix("FY")) * 4 + int(quarter) - 1 + n
    return f"{prefix}{total // 4:04d}-Q{total % 4 + 1}"


def bound_mod(e: Expression, value: str) -> str | None:
    """Return the part of the period of ``value`` that is meant (END of a month); None for all of it."""
    if e.monthpoint in ("前半", "後半", "序盤", "終盤") and "/" not in value:
        return {"前半": "FIRST_HALF", "後半": "SECOND_HALF"}.get(e.monthpoint, e.mod)
    return None if e.yearpoint or (e.mod == "END" and value.endswith(("-12", "-03")) and e.month is None) else e.mod


def reached_days(timeline: Timeline, e: Expression) -> tuple[date, date] | None:
    """Return the days of 今後5年間 and 過去10年間: up to the publication, or from it on."""
    published = timeline.published
    if published is None or e.is_vague or e.until is not None or not e.amount:
        return None
    months = days = Decimal(0)
    for symbol, n in e.amount:
        if symbol not in ("Y", "M", "W", "D"):
            return None
        months += n * {"Y": 12, "M": 1}.get(symbol, 0)
        days += n * {"W": 7, "D": 1}.get(symbol, 0)
    year, month = add_months(published.year, published.month, e.reach * int(months))
    if months % 1 or days % 1 or not 1 <= year <= 9999 or days > 100_000:
        return None
    try:
        other = date(year, month, min(published.day, month_end(year, month))) + timedelta(e.reach * int(days))
    except OverflowError:
        return None
    return (published, other) if e.reach > 0 else (other, published)
