"""A month, a day in it, its second Friday: what an expression says of a month that is known."""

from __future__ import annotations

from datetime import date, timedelta

from analyzer.dates.calendar import day_of, month_end, nth_weekday, week_value
from analyzer.dates.clocks import with_time
from analyzer.dates.expressions import Expression
from analyzer.dates.timeline import Timeline

__all__ = ["check_weekday", "value_in_month"]


def value_in_month(timeline: Timeline, e: Expression, month: tuple[int, int] | None, is_written: bool = True) -> str:
    """Return the value of what an expression says of a known month: the month, a day in it, its second Friday."""
    if month is None:
        suffix = f"-{e.day.n:02d}" if e.day else ""
        if e.month is not None and e.month.base == "ana" and timeline.spoken.yearless[0]:
            same = (timeline.spoken.yearless[0] + e.month.n - 1) % 12 + 1
            return with_time(timeline, f"XXXX-{same:02d}{suffix}", e)
        return with_time(timeline, f"XXXX-XX{suffix}", e)
    year, number = month
    if not 1 <= year <= 9999:
        return f"{year:04d}-{number:02d}"
    if e.rule == "nth_week":
        first_monday = nth_weekday(year, number, e.nth, 1)
        return week_value(first_monday) if first_monday else f"{year:04d}-{number:02d}"
    if e.nth:
        if not e.weekday:
            return week_value(date(year, number, month_end(year, number)))
        if e.nth < 0:
            last = date(year, number, month_end(year, number))
            found: date | None = last - timedelta(days=(last.isoweekday() - e.weekday) % 7)
        else:
            found = nth_weekday(year, number, e.nth, e.weekday)
        if found is None:
            return f"{year:04d}-{number:02d}"
        timeline.speak(day=found)
        return with_time(timeline, found.isoformat(), e)
    if e.day is None:
        timeline.speak(month=month, is_written=is_written)
        return f"{year:04d}-{number:02d}"
    day = day_of(year, number, e.day.n)
    if day is None:
        timeline.warning = timeline.warning or f"{year}年{number}月に{e.day.n}日はない"
        return f"{year:04d}-{number:02d}-{e.day.n:02d}"
    check_weekday(timeline, e, day)
    timeline.speak(day=day, is_written=is_written)
    return with_time(timeline, day.isoformat(), e)


def check_weekday(timeline: Timeline, e: Expression, day: date) -> None:
    """Note a warning where the text names another weekday than the day has."""
    if e.weekday and day.isoweekday() != e.weekday:
        kanji = "月火水木金土日"
        timeline.warning = timeline.warning or (
            f"{day.year}年{day.month}月{day.day}日は{kanji[day.isoweekday() - 1]}曜日（本文は{kanji[e.weekday - 1]}曜日）"
        )
