"""Months, weeks and days: 先月29日, 来週金曜, holidays; what is read of bare and relative days is beside."""

from __future__ import annotations

from datetime import date, timedelta

from analyzer.dates.bare_days import day_alone
from analyzer.dates.calendar import add_months, day_of, monday, nth_weekday, week_value
from analyzer.dates.clocks import FORWARD, JOINTS, with_time
from analyzer.dates.expressions import Expression, Ref
from analyzer.dates.months import value_in_month
from analyzer.dates.relative_days import relative_day
from analyzer.dates.tense import Tense
from analyzer.dates.timeline import Timeline
from analyzer.dates.years import OF_THE_YEAR, Year, nearest_year, year_for


def week_point(timeline: Timeline, e: Expression, tense: Tense) -> str:
    """Return the value of a week, its beginning, end or one of its days: 来週金曜."""
    assert e.week is not None
    base = timeline.spoken.day if e.week.base == "ana" and timeline.spoken.day else timeline.published
    if base is None or (timeline.is_borrowed and base is timeline.published):
        return with_time(timeline, f"XXXX-WXX-{e.weekday}" if e.weekday else "XXXX-WXX", e)
    start = monday(base) + timedelta(weeks=e.week.n)
    if e.weekpoint == "AFTER":
        start += timedelta(weeks=0 if tense == "past" and base.weekday() < 5 else 1)
        e.mod = "START"
    elif e.weekpoint == "NEXT":
        e.mod = "START"
    elif e.weekpoint in ("START", "MID"):
        e.mod = e.weekpoint  # type: ignore[assignment]
    if e.weekpoint == "WE":
        if tense == "past" and e.week.n == 0 and base.weekday() < 5 and e.rule == "weekend" and e.end - e.start == 2:
            start -= timedelta(weeks=1)
        return with_time(timeline, week_value(start) + "-WE", e)
    if e.weekday:
        day = start + timedelta(days=e.weekday - 1)
        timeline.speak(day=day)
        return with_time(timeline, day.isoformat(), e)
    return with_time(timeline, week_value(start), e)


def calendar_value(timeline: Timeline, e: Expression, year: Year, tense: Tense) -> str:
    """Return the value of an expression with a month, a day or a weekday."""
    if e.day is not None and e.day.base in ("now", "ana", "next", "same"):
        return relative_day(timeline, e, tense)
    if e.month is not None and e.month.base != "abs":
        month = _relative_month(timeline, e.month, e.day)
        if e.is_compared and month:
            return f"{month[0]:04d}-{month[1]:02d}"
        return value_in_month(timeline, e, month, e.month.base != "now")  # 先月10日 … 。22日: not 先月 any more
    if e.month is not None:
        n = year.n
        if n is None and not year.is_written:
            n = year_for(timeline, e, tense)
        if n is None or (timeline.published is None and not year.is_written and _is_told_without_year(timeline, e)):
            return _without_year(timeline, e, tense)
        return value_in_month(timeline, e, (n, e.month.n), year.is_written)
    if e.nth:
        if year.n is not None and e.rule == "nth_week":
            return f"{year.n:04d}-W{e.nth:02d}"
        if year.n is not None and e.nth < 0:
            return value_in_month(timeline, e, (year.n, 12), True)
        month = timeline.spoken.month or (
            (timeline.published.year, timeline.published.month) if timeline.published else None
        )
        return value_in_month(timeline, e, month)
    if e.day is not None:
        return day_alone(timeline, e, tense)
    return _weekday_alone(timeline, e, tense)


def _relative_month(timeline: Timeline, ref: Ref, day: Ref | None = None) -> tuple[int, int] | None:
    published, spoken = timeline.published, timeline.spoken
    if ref.base == "now":
        return add_months(published.year, published.month, ref.n) if published else None
    base = spoken.month or ((published.year, published.month) if published else None)
    if base is None:
        return None
    if ref.base == "ana":
        return add_months(*base, ref.n)
    year = base[0]  # 同8月, 翌4月
    if (
        ref.base == "next"
        and day is not None
        and spoken.day is not None
        and ref.n == base[1]
        and day.n > spoken.day.day
    ):
        return base  # 6月8日に…、翌6月9日
    return (year + (ref.base == "next" and ref.n <= base[1]), ref.n)


def _is_told_without_year(timeline: Timeline, e: Expression) -> bool:
    """5月3日… 1964年10月1日… 5月3日: a day told without a year, in a text without a date, stays without one."""
    spoken = timeline.spoken
    return (
        spoken.yearless[1] > 0 and e.month is not None and e.day is not None and spoken.yearless == (e.month.n, e.day.n)
    )


def _without_year(timeline: Timeline, e: Expression, tense: Tense) -> str:
    assert e.month is not None
    day = f"-{e.day.n:02d}" if e.day else ""
    if e.year is not None and e.year.base == "now":
        timeline.spoken.year = None  # 昨年10月…、同年12月: of a year that nobody names
    is_other_year = e.year is not None and e.year.base == "now" and e.year.n < 0
    is_aside = tense == "future" or is_other_year or timeline.is_modifier
    is_beside = is_other_year and timeline.is_modifier and e.day is None and timeline.spoken.yearless[1] > 0
    if not e.is_since and not is_beside:  # 10日、…。昨年10月の4件を上回る。10日午前
        timeline.spoken.tell_yearless(e.month.n, e.day.n if e.day else 0, timeline.sentence, is_aside=is_aside)
    timeline.spoken.is_planned = tense == "future"
    if timeline.published is None:  # the story goes on in a year that nobody names
        timeline.spoken.day = timeline.spoken.month = timeline.spoken.full_day = None
    if e.nth:
        return f"XXXX-{e.month.n:02d}"
    return with_time(timeline, f"XXXX-{e.month.n:02d}{day}", e)


def _weekday_alone(timeline: Timeline, e: Expression, tense: Tense) -> str:
    published = timeline.published
    is_of_month = timeline.between == "の" and timeline.spoken.month is not None and timeline.spoken.day is None
    if published is None or (is_of_month and not e.direction):
        return with_time(timeline, f"XXXX-WXX-{e.weekday}", e)  # 11月の土曜は午後8時まで
    back = (published.isoweekday() - e.weekday) % 7
    past, future = published - timedelta(days=back), published + timedelta(days=(7 - back) % 7)
    if e.direction and published:
        if e.direction == 2:
            e.direction = -1 if tense == "past" else 1
        day = published - timedelta(days=back or 7) if e.direction < 0 else published + timedelta(days=7 - back)
    elif timeline.between in JOINTS and timeline.spoken.day is not None and timeline.between in FORWARD:
        after = (e.weekday - timeline.spoken.day.isoweekday()) % 7
        day = timeline.spoken.day + timedelta(days=after)
    elif tense == "past" and _is_named_before(timeline, past):
        assert timeline.spoken.day is not None
        after = (e.weekday - timeline.spoken.day.isoweekday()) % 7
        day = timeline.spoken.day + timedelta(days=after)
    else:
        day = past if tense == "past" or (tense is None and back <= 3) else future
    timeline.speak(day=day)
    return with_time(timeline, day.isoformat(), e)


def _is_named_before(timeline: Timeline, day: date) -> bool:
    """6日と7日は休みだったので、月曜日に: whether the sentence told a day more than a week before ``day``, not as its dateline."""
    spoken = timeline.spoken
    is_here = spoken.sentence == timeline.sentence != timeline.dateline[0] and spoken.is_numbered
    return is_here and spoken.day is not None and (day - spoken.day).days > 7


def holiday_value(timeline: Timeline, e: Expression, year: Year, tense: Tense) -> str:
    """Return the day of a holiday: 元日, 憲法記念日, 成人の日."""
    if year.n is None and timeline.between in OF_THE_YEAR and timeline.spoken.month is None:
        year.n = timeline.spoken.year  # ことしは元日から
    first, _, last = e.holiday.partition("/")
    if ":" in first:
        month, _, rule = first.partition(":")
        nth, weekday = map(int, rule.split("-"))
        n = year.n
        if n is None:
            n = nearest_year(timeline, int(month), nth * 7, tense)
        day = nth_weekday(n, int(month), nth, weekday) if n else None
    else:
        month_n, day_n = map(int, first.split("-"))
        n = year.n if year.n is not None else nearest_year(timeline, month_n, day_n, tense)
        day = day_of(n, month_n, day_n) if n else None
    if day is None:
        return with_time(timeline, f"XXXX-{first[:2]}-{'XX' if ':' in first else first[3:]}", e)
    timeline.speak(day=day)
    if last:
        return f"{day.isoformat()}/{day.year:04d}-{last}"
    return with_time(timeline, day.isoformat(), e)
