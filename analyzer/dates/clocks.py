"""Clock times and parts of the day, on the day they belong to: 4日…午後8時 → 2016-04-04T20:00."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from analyzer.dates.expressions import Expression
from analyzer.dates.tense import Tense
from analyzer.dates.timeline import Timeline

#: Text between two expressions that makes the second go on from the first; behind FORWARD it is the later one.
JOINTS = frozenset(
    ("、", "と", "・", "や", "から", "〜", "および", "及び", "か", "または", "~", "-", "、翌", "から翌", "より")
)
FORWARD = frozenset(("から", "〜", "~", "-", "から翌", "より"))


def time_alone(timeline: Timeline, e: Expression, tense: Tense = None) -> str:
    """Return a clock time or part of the day without a day: on the day spoken of, XXXX-XX-XX where there is none."""
    spoken = timeline.spoken
    day, is_free = _day_of_clock(timeline, e, tense)
    is_trading = day is not None and day == timeline.market_day and e.clock is not None and not e.part
    if is_trading and e.clock is not None and 1 <= e.clock[0] <= 3:
        e.clock = (e.clock[0] + 12, *e.clock[1:])  # an exchange is open in the afternoon
    if e.is_of_sitting and (timeline.first_day or timeline.published) is not None:
        day = timeline.first_day or timeline.published  # 午後2時15分休憩, whatever day was spoken of
    named = day.isoformat() if day is not None else "XXXX-XX-XX"
    if day is not None:
        spoken.day_sentence = timeline.sentence
    elif is_free and spoken.yearless[1] and 0 <= timeline.sentence - spoken.yearless_sentence <= 10:
        month, number = spoken.yearless  # 10月29日、…午後9時14分、投了した: of an unknown year
        named = f"XXXX-{month:02d}-{number:02d}" if month else f"XXXX-XX-{number:02d}"
        spoken.yearless_sentence = timeline.sentence
    if e.clock is not None and not e.part and e.clock[0] < 12 and _is_afternoon(timeline, e):
        e.clock, e.part = (e.clock[0] + 12, *e.clock[1:]), spoken.part
    return with_time(timeline, named, e)


def _day_of_clock(timeline: Timeline, e: Expression, tense: Tense) -> tuple[date | None, bool]:
    """Return the day that a clock time alone belongs to, and whether one of an unknown year may stand in for none."""
    spoken, published = timeline.spoken, timeline.published
    day = None
    if 0 <= timeline.sentence - spoken.day_sentence <= 10:
        distance = timeline.sentence - spoken.sentence
        is_plan = spoken.day is not None and published is not None and spoken.day > published and tense != "past"
        # 14日から実施する。第1グループは午前6時から
        is_near = distance == 0 or (distance == 1 and (is_plan or spoken.full_day is None))
        day = spoken.day if spoken.day is not None and is_near else spoken.full_day
    is_free = day is None and spoken.day_sentence <= spoken.yearless_sentence
    if not timeline.is_open and spoken.sentence != timeline.sentence:
        day = None  # 深夜も38回: a headline
    if spoken.sentence == timeline.sentence and spoken.day is None and not e.clock:
        day = None  # 昨年秋から今年2月にかけ、夕方から夜の時間帯に
    is_of_year = spoken.is_modifier and spoken.day is None and spoken.month is None
    is_of_year = is_of_year and spoken.sentence == timeline.sentence and timeline.start - spoken.point_end <= 20
    if day is not None and is_of_year and spoken.year is not None and spoken.year != day.year:
        day = None  # 私は2019年のあの試合を朝4時に起きて見た
    if timeline.set_sentence == timeline.sentence != spoken.sentence:
        day, is_free = None, False  # 受け付けは毎週水曜、午前9時〜正午
    if timeline.log_day is not None and (e.is_entry or (e.clock and (day is None or e.is_owned))):
        spoken.full_day = timeline.log_day
        return timeline.log_day, False  # 14:20 会見へ
    if e.is_owned:
        day, is_free = None, False  # 判決の朝, 事件当夜の午前0時: of a day that the noun names
    is_of_market = timeline.market_day is not None and spoken.day_sentence < 0 and timeline.is_open and not e.is_owned
    if day is None and is_of_market and timeline.set_sentence != timeline.sentence:
        day, spoken.full_day = timeline.market_day, timeline.market_day
    return day, is_free


def _is_afternoon(timeline: Timeline, e: Expression) -> bool:
    """Return whether an hour below twelve is one of the afternoon: 午後1時から3時, 11時から4時, 午後6時から…7時に始める."""
    spoken = timeline.spoken
    if spoken.hour is None or e.clock is None:
        return False
    hour = e.clock[0]
    if e.is_last_call and spoken.hour > 12:
        return hour + 12 <= spoken.hour
    if timeline.between in JOINTS:
        is_noon_passed = not spoken.part and hour < spoken.hour <= 12 and timeline.between in FORWARD
        return is_noon_passed or (spoken.part in ("AF", "EV", "NI") and hour + 12 > spoken.hour)
    is_here = timeline.sentence == spoken.clock_sentence
    if e.clock_parts > 1 and timeline.sentence == spoken.clock_sentence + 1:
        is_here = hour + 12 <= spoken.hour + 1  # 午後7時45分に離陸した。7時46分には
    if e.clock_parts == 1 and timeline.sentence == spoken.clock_sentence + 1 and _is_over(timeline):
        is_here = hour + 12 in (spoken.hour - 1, spoken.hour)  # 衝突は午後8時47分ごろ。船は8時に港を出て
        return is_here and spoken.part in ("AF", "EV")
    return is_here and spoken.part in ("AF", "EV") and hour + 12 >= spoken.hour


def _is_over(timeline: Timeline) -> bool:
    """Return whether the day spoken of last is no day to come."""
    day, published = timeline.spoken.day, timeline.published
    return day is not None and published is not None and day <= published


def with_time(timeline: Timeline, day: str, e: Expression) -> str:
    """Return ``day`` with the clock time or part of the day of the expression, if it has one."""
    if e.clock is not None:
        hour, minute, second = e.clock
        if e.is_same_hour and timeline.spoken.hour is None:
            return f"PT{minute}M"  # 前半18分、同31分: of a match
        if e.is_same_hour:
            hour = timeline.spoken.hour or 0
        if hour >= 24 and len(day) == 10 and "X" not in day:
            day = (date.fromisoformat(day) + timedelta(days=hour // 24)).isoformat()
            hour -= 24
        elif e.is_midnight and hour == 24:
            hour = 0
        timeline.spoken.hour, timeline.spoken.part, timeline.spoken.clock_sentence = hour, e.part, timeline.sentence
        seconds = f":{second:02d}" if e.clock_parts == 3 else ""
        if len(day) == 10 and "X" not in day and hour < 24:
            timeline.spoken.moment = datetime.combine(date.fromisoformat(day), time(hour, minute, second))
        return f"{day}T{hour:02d}:{minute:02d}{seconds}"
    if e.part:
        timeline.spoken.part, timeline.spoken.hour = e.part, None
        return f"{day}T{e.part}"
    return day
