"""N日前 and 3年後: counted from the publication, from what was spoken of before, or from an event."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from analyzer.dates.calendar import SEASON_START, add_months, day_of, month_end, week_value
from analyzer.dates.clocks import JOINTS, with_time
from analyzer.dates.expressions import Expression
from analyzer.dates.lengths import period
from analyzer.dates.months import value_in_month
from analyzer.dates.tense import Tense
from analyzer.dates.timeline import Timeline


def shifted_value(timeline: Timeline, e: Expression, tense: Tense) -> str:
    """Return the moment that lies a length of time before or after another; a length where nothing tells which."""
    unit = e.amount[0][0]
    months, days, seconds = _distance(e)
    base, known = timeline.shifted = _shift_base(timeline, e, tense)
    if _is_length(timeline, e, tense, known, is_based=base is not None, has_clock=bool(seconds)):
        e.type = "DURATION"
        return period(e.amount, e.is_vague)
    if base is None and unit == "Y" and e.month is not None:
        return with_time(timeline, f"XXXX-{e.month.n:02d}" + (f"-{e.day.n:02d}" if e.day is not None else ""), e)
    if base is None:
        return with_time(
            timeline, {"Y": "XXXX", "C": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX"}.get(unit, "XXXX-XX-XX"), e
        )
    if seconds and timeline.spoken.moment is not None and (e.shift > 0 or e.is_anaphoric or timeline.clock is None):
        try:
            moment = timeline.spoken.moment + timedelta(seconds=float(seconds), days=float(days))
        except OverflowError:
            return period(e.amount)
        return moment.isoformat(timespec="seconds" if moment.second else "minutes")
    if seconds:
        shifted = add_months(base.year, base.month, months)
        if day_of(*shifted, 1) is None:
            return period(e.amount)
        return _shifted_clock(timeline, date(*shifted, min(base.day, month_end(*shifted))), seconds, days)
    year, month = add_months(base.year, base.month, months)
    if not 1 <= year <= 9999:
        return period(e.amount)
    if unit in ("Y", "C") and months % 12 == 0 and not days:
        return _shifted_year(timeline, e, year, known)
    if unit in ("Y", "M", "C") and not days:
        timeline.speak(month=(year, month))
        if e.day is not None:
            return value_in_month(timeline, e, (year, month))
        return f"{year:04d}-{month:02d}"
    start = date(year, month, min(base.day, month_end(year, month)))
    if unit == "B":
        day = _business_days(start, int(days))
    else:
        try:
            day = start + timedelta(days=float(days))
        except OverflowError:
            return period(e.amount)
    if unit == "W":
        timeline.speak(day=day)
        return week_value(day)
    timeline.speak(day=day)
    return with_time(timeline, day.isoformat(), e)


def _distance(e: Expression) -> tuple[int, Decimal, Decimal]:
    """Return months, days and seconds between the expression and what it counts from, with the sign of the shift."""
    months, days, seconds = 0, Decimal(0), Decimal(0)
    for symbol, n in e.amount:
        n *= e.shift
        if symbol in ("Y", "C"):
            total = n * (100 if symbol == "C" else 1) * 12
            months += int(total)
        elif symbol == "Q":
            months += int(n * 3)
        elif symbol == "M":
            months += int(n)
            days += (n - int(n)) * 30
        elif symbol in ("W", "D", "B"):
            days += n * (7 if symbol == "W" else 1)
        else:
            seconds += n * {"TH": 3600, "TM": 60, "TS": 1}[symbol]
    return months, days, seconds


def _is_length(timeline: Timeline, e: Expression, tense: Tense, known: str, *, is_based: bool, has_clock: bool) -> bool:
    """Return whether a shift only says how long, because nothing tells from when."""
    is_whole = e.day is None and e.month is None
    if known == "published" and e.shift > 0 and is_whole:
        if tense is None and not timeline.is_open:
            return True  # 7カ月後ようやく: of what, the headline does not say
        if tense == "past" and not (e.part or has_clock):
            return True  # 2週間後に体重が減った: of what, the sentence does not say
    if known == "event" and not is_based and is_whole and not e.part:
        return True  # 植え付けの2週間前
    if e.is_vague and is_whole:
        return True  # 数日前
    return has_clock and timeline.clock is None and timeline.spoken.moment is None  # 発表の約4時間前


def _shifted_year(timeline: Timeline, e: Expression, year: int, known: str) -> str:
    if e.month is not None:
        return value_in_month(timeline, e, (year, e.month.n))
    if e.day is not None and e.day.base == "now" and timeline.published is not None:
        day = day_of(year, timeline.published.month, timeline.published.day)
        if day is not None:
            timeline.speak(day=day)
            return with_time(timeline, day.isoformat(), e)  # 36年前のきょう
    if e.season:
        if timeline.published is not None and year <= timeline.published.year - 10:
            timeline.spoken.season, timeline.spoken.season_sentence = (year, SEASON_START[e.season]), timeline.sentence
        return f"{year:04d}-{e.season}"
    timeline.speak(year=year)
    return f"{year:04d}"


def _shifted_clock(timeline: Timeline, base: date, seconds: Decimal, days: Decimal) -> str:
    if timeline.clock is None:
        return "XXXX-XX-XXTXX:XX"
    moment = datetime(base.year, base.month, base.day, *timeline.clock) + timedelta(
        seconds=float(seconds), days=float(days)
    )
    return moment.isoformat(
        timespec="minutes" if not moment.second else "seconds" if not moment.microsecond else "microseconds"
    )


def _shift_base(timeline: Timeline, e: Expression, tense: Tense) -> tuple[date | None, str]:
    """その3日後 counts from what was spoken of; 7年前 from the publication; 3日後 in a story goes on from it."""
    spoken, published = timeline.spoken, timeline.published
    distance = timeline.sentence - spoken.sentence
    near = 0 <= distance <= 1
    told = _told_day(timeline, e)
    if told is not None and published is not None and told > published and e.shift > 0 and tense == "past":
        told = None
    if e.event:
        return date.fromisoformat(e.event), "told"
    if e.is_anaphoric:
        is_impossible = e.shift > 0 and tense == "past"  # その3日後 of nothing before, and not in the future
        return told or (None if is_impossible else published), "told"
    if e.is_of_event:
        return (told if 0 <= distance <= 3 else None), "event"
    if e.shift < 0 and near and spoken.is_numbered and spoken.day is not None and e.amount[0][0] == "D":
        return spoken.day, "told"  # 15日、表明した。2日前の会見では
    if timeline.shifted is not None and timeline.between in JOINTS:
        return timeline.shifted  # 10年後、20年後
    if e.shift > 0 and tense == "past" and near and told is not None and not e.is_quoted:
        return told, "told"
    if timeline.between == "の" and told is not None:
        return told, "told"
    return published, "published"


def _told_day(timeline: Timeline, e: Expression) -> date | None:
    spoken = timeline.spoken
    unit = e.amount[0][0]
    if spoken.day is not None:
        return spoken.day
    if spoken.month is not None and unit in ("Y", "M", "C"):
        return date(*spoken.month, 1)
    if spoken.year is not None and unit in ("Y", "C") and 1 <= spoken.year <= 9999:
        return date(spoken.year, 1, 1)
    return None


def _business_days(day: date, n: int) -> date:
    step = 1 if n > 0 else -1
    while n:
        day += timedelta(days=step)
        if day.weekday() < 5:
            n -= step
    return day
