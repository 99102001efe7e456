"""Days and months behind TIMEX3 values: how long a month is, which days a value covers, which year an era names.

Pure arithmetic on the proleptic Gregorian calendar. Values are the strings of OUTPUT.md (``2016-04``, ``FY2015-Q3``,
``2016-SP``, ``199X``, ``2023-04/2023-12``); what holds an X in a place that matters covers no known days.

>>> bounds("FY2015-Q3")
(datetime.date(2015, 10, 1), datetime.date(2015, 12, 31))
>>> bounds("2016-03", "END")
(datetime.date(2016, 3, 21), datetime.date(2016, 3, 31))
>>> bounds("XXXX-08-01") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from corpus.patterns import Pattern

__all__ = [
    "SEASON_START",
    "Days",
    "add_months",
    "bounds",
    "day_of",
    "days_of",
    "fiscal_year",
    "monday",
    "month_end",
    "nth_weekday",
    "week_value",
]

Days = tuple[date, date]

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: The month each season begins with: 春 is March to May.
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE_RE = Pattern(
    r"(?P<fiscal>FY)?(?P<year>[0-9]{4})"
    r"(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|-W(?P<week>[0-9]{2})(?P<weekend>-WE)?"
    r"|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?(?:T.*)?"
)
_X_RE = Pattern(r"([0-9]{2,3})(X{1,2})")


def month_end(year: int, month: int) -> int:
    """Return the last day of a month.

    >>> month_end(2016, 2), month_end(1900, 2)
    (29, 28)
    """
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _MONTH_DAYS[month - 1]


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none (31 April, year 0, year 10000)."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= month_end(year, month):
        return date(year, month, day)
    return None


def add_months(year: int, month: int, n: int) -> tuple[int, int]:
    """Return year and month ``n`` months later.

    >>> add_months(2016, 1, -1), add_months(2016, 11, 3)
    ((2015, 12), (2017, 2))
    """
    total = year * 12 + month - 1 + n
    return total // 12, total % 12 + 1


def fiscal_year(day: date) -> int:
    """Return the Japanese fiscal year (April to March) of a day.

    >>> fiscal_year(date(2016, 3, 31)), fiscal_year(date(2016, 4, 1))
    (2015, 2016)
    """
    return day.year - (day.month < 4)


def monday(day: date) -> date:
    """Return the Monday of the week that ``day`` lies in."""
    return day - timedelta(days=day.weekday())


def week_value(day: date) -> str:
    """Return the ISO week of a day.

    >>> week_value(date(2016, 4, 5))
    '2016-W14'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def nth_weekday(year: int, month: int, n: int, weekday: int) -> date | None:
    """Return the n-th weekday (1 = Monday) of a month.

    >>> nth_weekday(2017, 7, 1, 5)
    datetime.date(2017, 7, 7)
    """
    first = day_of(year, month, 1)
    if first is None:
        return None
    return day_of(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (n - 1))


def bounds(value: str, mod: str | None = None) -> Days | None:
    """Return the first and the last day that a value covers, inclusive, or None where they cannot be known.

    ``mod`` narrows: START, MID and END are the thirds of a month (1–10, 11–20, 21–) and of other periods;
    FIRST_HALF and SECOND_HALF (前半, 後半) what they say.
    """
    first_value, slash, last_value = value.partition("/")
    first = _covered(first_value)
    if first is None:
        return None
    if slash:
        last = _covered(last_value)
        return (first[0], last[1]) if last is not None and last[1] >= first[0] else None
    if mod in ("FIRST_HALF", "SECOND_HALF"):
        return _half(first, mod)
    if mod in ("START", "MID", "END") and "T" not in value and not re.search(r"-\d\d-\d\d", value):
        return _third(first, mod)
    return first


@lru_cache(maxsize=2048)
def days_of(value: str, mod: str | None = None) -> tuple[str, str] | None:
    """Return the bounds as they are written into a mention.

    >>> days_of("2016-02")
    ('2016-02-01', '2016-02-29')
    """
    if mod is None and len(value) == 10 and value[7] == "-" and value.replace("-", "").isdecimal():
        try:
            return (value, value) if date.fromisoformat(value) else None
        except ValueError:  # no such day
            return None
    days = bounds(value, mod)
    return None if days is None else (days[0].isoformat(), days[1].isoformat())


def _covered(value: str) -> Days | None:
    match = _VALUE_RE.fullmatch(value)
    if match is None:
        return _rounded(value)
    year = int(match["year"])
    if year == 0:
        return None
    if match["month"]:
        month = int(match["month"])
        if not 1 <= month <= 12:
            return None
        if match["day"]:
            day = day_of(year, month, int(match["day"]))
            return (day, day) if day else None
        return _months(year, month, 1)
    start = 4 if match["fiscal"] else 1
    if match["quarter"]:
        return _months(*add_months(year, start, 3 * int(match["quarter"]) - 3), 3)
    if match["half"]:
        return _months(*add_months(year, start, 6 * int(match["half"]) - 6), 6)
    if match["season"]:
        return _months(year, SEASON_START[match["season"]], 3)
    if match["week"]:
        try:
            first = date.fromisocalendar(year, int(match["week"]), 6 if match["weekend"] else 1)
            return first, date.fromisocalendar(year, int(match["week"]), 7)
        except ValueError:
            return None
    return _months(year, start, 12)


def _rounded(value: str) -> Days | None:
    """Decades (199X) and centuries (19XX: 1901 to 2000, as the nth century is counted)."""
    match = _X_RE.fullmatch(value)
    if match is None:
        return None
    if len(match[2]) == 2:
        start = int(match[1]) * 100 + 1
        return date(start, 1, 1), date(min(start + 99, 9999), 12, 31)
    start = int(match[1]) * 10
    return date(max(start, 1), 1, 1), date(start + 9, 12, 31)


def _months(year: int, month: int, n: int) -> Days | None:
    end_year, end_month = add_months(year, month, n - 1)
    if not 1 <= year <= end_year <= 9999:
        return None
    return date(year, month, 1), date(end_year, end_month, month_end(end_year, end_month))


def _half(days: Days, mod: str) -> Days:
    first, last = days
    length = (last - first).days + 1
    if length > 300:  # years and decades divide by months, not by days
        n = ((last.year - first.year) * 12 + last.month - first.month + 1) // 2
        year, month = add_months(first.year, first.month, n)
        middle = date(year, month, 1)
    else:
        middle = first + timedelta(days=length // 2)
    return (first, middle - timedelta(days=1)) if mod == "FIRST_HALF" else (middle, last)


def _third(days: Days, mod: str) -> Days:
    first, last = days
    if (last - first).days < 31:
        month_thirds: dict[str, Callable[[], Days]] = {
            "START": lambda: (first, first + timedelta(days=min(9, (last - first).days))),
            "MID": lambda: (first + timedelta(days=10), first + timedelta(days=19)),
            "END": lambda: (first + timedelta(days=20), last),
        }
        if (last - first).days >= 27:
            return month_thirds[mod]()
    length = (last - first).days + 1
    one, two = first + timedelta(days=length // 3), first + timedelta(days=length * 2 // 3)
    return {"START": (first, one - timedelta(days=1)), "MID": (one, two - timedelta(days=1)), "END": (two, last)}[mod]
