"""What day a time expression means: read against the publication date of its block and what was spoken of before.

A date without its year or month takes the latest one not after publication, or the next one where the words behind it
speak of the future (12月に開催予定); 同日, 翌16日, 前年同期 take what was spoken of before. What nothing settles stays X.

>>> from datetime import date
>>> timeline = Timeline(date(2016, 4, 5))
>>> value_of(timeline, Expression(0, 3, "date", month=Ref("abs", 12)), "past")
'2015-12'
>>> value_of(timeline, Expression(0, 3, "date", month=Ref("abs", 12)), "future")
'2016-12'
"""

from __future__ import annotations

from copy import copy
from datetime import date

from msgspec.structs import replace

from analyzer.dates.calendar import days_of
from analyzer.dates.clocks import time_alone
from analyzer.dates.days import calendar_value, holiday_value, week_point
from analyzer.dates.expressions import Expression, Ref
from analyzer.dates.lengths import bound_mod, period, reached_days
from analyzer.dates.periods import part_of_year, yearpoint_value
from analyzer.dates.shifts import shifted_value
from analyzer.dates.tense import Tense
from analyzer.dates.timeline import Place, Timeline
from analyzer.dates.years import rounded_value, year_of, year_value
from analyzer.mention import DateMention

__all__ = ["resolve", "value_of"]


def resolve(
    timeline: Timeline, expression: Expression, tense: Tense, sentence: int, between: str, place: Place = ""
) -> DateMention:
    """Return the expression resolved, and remember what it spoke of; ``place`` is its place in the sentence."""
    timeline.sentence, timeline.between, timeline.warning = sentence, between, expression.warning
    timeline.start, timeline.place, timeline.is_modifier = expression.start, place, expression.is_modifier
    if expression.type == "SET":
        timeline.set_sentence = sentence
    if expression.event:
        timeline.speak(day=date.fromisoformat(expression.event))
    told = copy(timeline.spoken) if expression.is_measure else None
    full_day = timeline.spoken.full_day
    value = value_of(timeline, expression, tense)
    if expression.is_row:
        timeline.row = sentence
    if told is not None:
        timeline.spoken = told  # 3月2日以来の安値。前日の…: the story has not moved
    spoken = timeline.spoken
    if _only_bounds(expression) and full_day is not None:
        spoken.full_day = full_day  # 攻撃は11日だった。7日以降に230人が死亡した。…朝の8時すぎ、爆発音がした
    is_back = expression.is_past_perfect and full_day is not None and spoken.full_day is not None
    timeline.is_back = is_back and spoken.full_day < full_day  # type: ignore[operator]  # neither is None
    if timeline.is_back:
        spoken.full_day = full_day  # 8日から呼びかけていた, in a report of the 10th: 前日 is the 9th
    mod = expression.mod
    if expression.day is not None:
        timeline.spoken.is_numbered = expression.day.base in ("abs", "next", "same")
    if place == "dateline" and timeline.spoken.day is not None:
        timeline.dateline = sentence, timeline.spoken.day
    timeline.is_aside = place == "aside" and timeline.dateline[0] == sentence
    if not expression.shift:
        timeline.shifted = None
    kind = expression.type  # a shift without an anchor has become a length
    if kind in ("DATE", "TIME"):
        kind = "TIME" if "T" in value and not value.startswith("P") else "DATE"
    timeline.spoken.end, timeline.spoken.is_modifier = expression.end, expression.is_modifier
    if not value.startswith("P"):
        timeline.spoken.point_end = expression.end
    if value.startswith("P") and kind == "DATE":
        kind = "DURATION"  # 約1万年前: too long ago for a year
    first = last = None
    if kind in ("DURATION", "SET"):
        reached = reached_days(timeline, expression) if expression.reach else None
        if reached is not None:
            first, last = reached[0].isoformat(), reached[1].isoformat()
    elif days := days_of(value, bound_mod(expression, value)):
        first, last = days
    return DateMention(
        expression.start, expression.end, expression.rule, kind, value, mod, first, last, timeline.warning
    )


def _only_bounds(e: Expression) -> bool:
    """Return whether a day only bounds what is told: 7日以降に."""
    return e.mod in ("AFTER", "BEFORE") and e.day is not None and e.clock is None and not e.part


def value_of(timeline: Timeline, expression: Expression, tense: Tense = None) -> str:
    """Return the TIMEX3 value of an expression; the timeline then stands at it."""
    if expression.type == "SET":
        return expression.value or period(expression.amount)
    if expression.type == "DURATION":
        value = expression.value or period(expression.amount, expression.is_vague)
        if expression.until is not None:
            value = f"{value}/{period(expression.until.amount)}"
        return value
    if expression.until is not None:
        return _interval_value(timeline, expression, tense)
    return _point_value(timeline, expression, tense)


def _interval_value(timeline: Timeline, expression: Expression, tense: Tense) -> str:
    until = expression.until
    assert until is not None
    start = replace(expression, until=None)
    if expression.shift:
        until = replace(until, type="DATE", shift=expression.shift, is_anaphoric=expression.is_anaphoric)
        return f"{_point_value(timeline, start, tense)}/{_point_value(timeline, until, tense)}"
    if start.year is None and until.year is not None and start.month is not None and until.month is not None:
        end_value = _point_value(timeline, until, tense)
        year = int(end_value[:4]) if end_value[:4].isdigit() else None
        if year is not None and start.month.base == "abs":
            start.year = Ref("abs", year - (start.month.n > int(end_value[5:7] or 12)))
    first = _point_value(timeline, start, tense)
    is_past_month = tense == "past" and start.year is None and len(first) == 7 and "X" not in first
    if is_past_month and timeline.published is not None and first > timeline.published.isoformat()[:7]:
        start.year = Ref("abs", int(first[:4]) - 1)  # 1〜9月の累計は, told in November: its end is what is near
        first = _point_value(timeline, start, tense)
    timeline.between = "〜"
    timeline.spoken.end = until.start
    last = _point_value(timeline, _completed(timeline, until, start), tense)
    if len(last) > 10 and last.startswith("XXXX-XX-XX") and first[:10] != "XXXX-XX-XX" and len(first) > 10:
        last = first[:10] + last[10:]
    elif (
        (until.rule == "following" or until.day is until.month is until.week is None)
        and first.startswith("XXXX-XX-XXT")
        and "T" in last
    ):
        last = "XXXX-XX-XX" + last[10:]  # 午後11時〜翌午前5時; of no day at both ends
        timeline.spoken.moment = None  # 午前9時30分〜午後5時(入館は閉館の30分前まで)
    if len(first) == len(last) == 7:
        timeline.spoken.period = f"{first}/{last}"
    if len(first) == len(last) and len(first) in (7, 10):
        is_title = timeline.published is None and timeline.sentence <= 1 and first[:4] == last[:4]
        if is_title and "X" not in last and (first[:4] + first[5:7] + last[5:7]).isdigit():
            timeline.months_of = int(first[:4]), int(first[5:7]), int(last[5:7])
    return f"{first}/{last}"


def _completed(timeline: Timeline, until: Expression, start: Expression) -> Expression:
    """Give the end of an interval what only its beginning says: 2015年4月29日〜5月5日, 午後4時〜6時."""
    changes: dict[str, object] = {}
    if until.clock is not None and start.clock is not None and until.day is None:
        for name in ("year", "month", "day", "week", "weekday", "holiday", "nth"):
            changes[name] = getattr(start, name)
        hour = until.clock[0]
        if (
            not until.part
            and start.clock[0] >= hour
            and hour < 12
            and start.part in ("AF", "EV", "NI")
            and hour + 12 > start.clock[0]
        ):
            changes["clock"] = (hour + 12, *until.clock[1:])
    return replace(until, **changes)


def _point_value(timeline: Timeline, e: Expression, tense: Tense) -> str:
    if e.shift:
        return shifted_value(timeline, e, tense)
    if e.is_before_christ and e.year is not None:
        return f"BC{e.year.n // 100 + 1:02d}XX" if e.rounded else f"BC{e.year.n:04d}"
    if e.rounded:
        return rounded_value(timeline, e)
    if e.yearpoint:
        special = yearpoint_value(timeline, e, tense)
        if special is not None:
            return special
    year = year_of(timeline, e, tense)
    if e.quarter is not None or e.half or e.months or e.term or e.season or e.rule == "sports_season":
        return part_of_year(timeline, e, year, tense)
    if e.week is not None:
        return week_point(timeline, e, tense)
    if e.holiday:
        return holiday_value(timeline, e, year, tense)
    if e.month is not None or e.day is not None or e.nth or e.weekday:
        return calendar_value(timeline, e, year, tense)
    if e.part or e.clock:
        return time_alone(timeline, e, tense)
    return year_value(timeline, e, year)
