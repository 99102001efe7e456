"""A day without its month: 4日, 30日(月), read from what was just said or from the publication."""

from __future__ import annotations

from datetime import date

from analyzer.dates.calendar import add_months, day_of
from analyzer.dates.clocks import FORWARD, JOINTS, with_time
from analyzer.dates.expressions import Expression
from analyzer.dates.months import check_weekday, value_in_month
from analyzer.dates.tense import Tense
from analyzer.dates.timeline import Timeline
from corpus.patterns import Pattern

__all__ = ["day_alone"]

#: Between a month and one of its days: 6月は8日から.
_OF_THE_MONTH = frozenset(("は", "は、", "も"))
#: So near to the publication (in days) a bare day is always the one meant.
_NEAR = 3
_EVENT_RE = Pattern(r"[一-龥]{2,3}[、――ー-]")  # 10月10日公示―22日投開票


def day_alone(timeline: Timeline, e: Expression, tense: Tense) -> str:
    """4日, 30日(月): the month comes from what was just said, else from the publication."""
    assert e.day is not None
    n, spoken, published = e.day.n, timeline.spoken, timeline.published
    if e.beside and (named := timeline.told_day(n, e.beside)) is not None:
        if e.beside > 0:
            timeline.speak(day=named)  # the text goes on from there; but not from 前日の24日
        return with_time(timeline, named.isoformat(), e)
    if e.beside and published is None and spoken.yearless[1] + e.beside != n:
        return with_time(timeline, f"XXXX-XX-{n:02d}", e)  # 昨年12月から続いた。前日の13日には
    is_listed = timeline.between in JOINTS
    is_forward = timeline.between in FORWARD or (not is_listed and _EVENT_RE.fullmatch(timeline.between) is not None)
    month = _month_going_on(timeline, n, is_listed=is_listed, is_forward=is_forward)
    if month is not None:
        return value_in_month(timeline, e, month, spoken.is_written)
    if published is None:
        return _day_undated(timeline, e, tense, is_ahead=is_forward)
    if timeline.between in _OF_THE_MONTH and spoken.day is None and spoken.month is not None:
        return value_in_month(timeline, e, spoken.month, spoken.is_written)  # 6月は8日から12日まで
    if e.is_next and (ahead := _next_with_number(published, n)) is not None:
        return value_in_month(timeline, e, (ahead.year, ahead.month), False)
    near = _day_of_story(timeline, e, tense, _near_day(timeline, n, e.weekday, tense))
    if near is not None and near > published and tense == "past" and spoken.day is not None:
        told = day_of(spoken.day.year, spoken.day.month, n)
        if told is not None and spoken.day < told <= published and timeline.sentence - spoken.sentence <= 2:
            near = told  # 11月21日に拒否し、…22日に許可したが: not in the week to come
    if near is None:
        return with_time(timeline, f"XXXX-XX-{n:02d}", e)
    check_weekday(timeline, e, near)
    timeline.speak(day=near)
    return with_time(timeline, near.isoformat(), e)


def _next_with_number(published: date, n: int) -> date | None:
    """次回は28日, 28日開幕の大会で優勝を狙う: the day that lies ahead, however far."""
    months = (add_months(published.year, published.month, step) for step in range(3))
    return next((day for month in months if (day := day_of(*month, n)) is not None and day > published), None)


def _month_going_on(timeline: Timeline, n: int, *, is_listed: bool, is_forward: bool) -> tuple[int, int] | None:
    """3月30日と31日, 3月30日から2日: the month of the date right before, or the next one."""
    spoken = timeline.spoken
    if is_forward and spoken.month is not None and _is_other_pair(timeline, n):
        return spoken.month
    if not (is_listed or is_forward) or spoken.month is None or spoken.day is None:
        return None
    if n < spoken.day.day and is_forward:
        return add_months(*spoken.month, 1)
    return spoken.month if n > spoken.day.day or is_forward else None


def _day_undated(timeline: Timeline, e: Expression, tense: Tense, *, is_ahead: bool) -> str:
    """Return the value of a bare day in a text of unknown date: the month just spoken of, or none."""
    assert e.day is not None
    n, spoken = e.day.n, timeline.spoken
    if e.is_of_release:
        spoken.tell_yearless(0, n, timeline.sentence)
        return with_time(timeline, f"XXXX-XX-{n:02d}", e)  # 総務省が23日発表した4月の物価指数は
    if timeline.place == "dateline" and timeline.sentence == spoken.sentence and spoken.day is None:
        return with_time(timeline, f"XXXX-XX-{n:02d}", e)  # 2021年11月に起きた事件の判決が15日、あった
    named = timeline.told_day(n) if spoken.month is not None and timeline.months_of[0] else None
    if named is not None:
        timeline.speak(day=named)
        return with_time(timeline, named.isoformat(), e)  # 11月17日と12月1日の2回。17日は
    reach = 5 if timeline.months_of[0] else 1 + (spoken.day is not None)
    if spoken.month is not None and timeline.sentence - spoken.sentence <= reach:
        month = spoken.month
        if spoken.day is not None and n < spoken.day.day and tense == "past":
            month = add_months(*month, 1)
        return value_in_month(timeline, e, month, spoken.is_written)
    return _day_of_no_year(timeline, e, tense, is_ahead=is_ahead)


def _day_of_story(timeline: Timeline, e: Expression, tense: Tense, near: date | None) -> date | None:
    """Return ``near``, the day of that number next to the publication, or the one that the story told before means."""
    assert e.day is not None and timeline.published is not None
    n, spoken, published = e.day.n, timeline.spoken, timeline.published
    named = None if e.weekday or timeline.place == "dateline" else timeline.told_day(n)
    if e.weekday and spoken.day is not None and timeline.sentence - spoken.day_sentence <= 3:
        told = day_of(spoken.day.year, spoken.day.month, n)
        is_beside = told is not None and abs((told - spoken.day).days) <= 14 and told.isoweekday() == e.weekday
        near = told if is_beside else near  # 7月18日(土)・19日(日)。荒天時は20日(月・祝)に延期
    is_afar = near is None or abs((near - published).days) > _NEAR
    if named is not None and named != near and is_afar and (tense != "past" or named <= published):
        return named  # 6月25日の昼から翌日まで暴行した。25日の夜には
    if timeline.place == "story" and spoken.day is not None and n - spoken.day.day <= 10:
        return day_of(spoken.day.year, spoken.day.month, n) or near  # 翌11日…12日
    if timeline.place == "list" and spoken.day is not None and near is not None and abs((near - published).days) > 2:
        return day_of(spoken.day.year, spoken.day.month, n) or near
    if near is not None and not -2 <= (near - published).days <= 0 and timeline.day_here is not None:
        return _day_ahead(timeline, n, timeline.day_here, tense) or near
    return near


def _day_ahead(timeline: Timeline, n: int, last: date, tense: Tense) -> date | None:
    """開幕戦は3月20日で、…21日は休んだ: the day of that number in the month of the last one, where it can be meant."""
    published, spoken = timeline.published, timeline.spoken
    distance, ahead = timeline.sentence - spoken.sentence, day_of(last.year, last.month, n)
    if ahead is None or published is None or distance > 1 or ahead < last or not (spoken.is_written or not distance):
        return None
    is_possible = not (tense == "past" and ahead > published)
    if tense == "future" and (published - ahead).days > 31:
        is_possible = False  # 昨年12月25日の事故で始めた工事が30日に終わる
    if timeline.place != "dateline" and timeline.is_plan:
        is_possible = is_possible or 0 <= (ahead - last).days <= 10
    return ahead if is_possible else None


def _is_other_pair(timeline: Timeline, n: int) -> bool:
    """4日公示で16日投票、|11日公示で23日投票: whether the day lies between the last two told, in the same sentence."""
    told = timeline.spoken.told[-2:]
    is_here = len(told) == 2 and told[0][0] == told[1][0] == timeline.sentence
    return is_here and told[0][1].day < n < told[1][1].day and timeline.between not in FORWARD


def _day_of_no_year(timeline: Timeline, e: Expression, tense: Tense, *, is_ahead: bool) -> str:
    """10月29日から31日, 10月29日に始まり、2日に終わった: the month is known, the year is not."""
    assert e.day is not None
    n, spoken = e.day.n, timeline.spoken
    month, day = spoken.yearless
    is_far = timeline.sentence - spoken.yearless_sentence > 1 + (day > 0)
    if (not month or is_far) and timeline.filed[0] and spoken.month is None:
        month, day = timeline.filed
        month = month if n <= day else (month - 2) % 12 + 1  # the month before the copy was filed
        spoken.tell_yearless(month, n, timeline.sentence)
        return with_time(timeline, f"XXXX-{month:02d}-{n:02d}", e)
    is_aside = tense == "future" or (tense is None and timeline.is_modifier)  # 18日の準々決勝で対戦する
    is_over = spoken.is_planned and tense == "past" and timeline.sentence > spoken.yearless_sentence
    if spoken.month is not None or not month or is_over or is_far or n in spoken.monthless:
        spoken.tell_yearless(0, n, timeline.sentence, is_aside=is_aside)
        return with_time(timeline, f"XXXX-XX-{n:02d}", e)
    if n < day and (is_ahead or n + 31 - day < day - n):
        month = month % 12 + 1
    spoken.tell_yearless(month, n, timeline.sentence, is_aside=is_aside)
    return with_time(timeline, f"XXXX-{month:02d}-{n:02d}", e)


def _near_day(timeline: Timeline, n: int, weekday: int, tense: Tense) -> date | None:
    published = timeline.published
    assert published is not None
    past, future = _nearest(published, n, weekday, -1), _nearest(published, n, weekday, 1)
    if weekday and past is None and future is None:
        return _near_day(timeline, n, 0, tense)
    if weekday and past and future and min(published - past, future - published).days > 45:
        return _near_day(timeline, n, 0, tense)
    if past is not None and future is not None and not weekday:
        back, ahead = (published - past).days, (future - published).days
        is_reported = tense == "past" and timeline.place == "dateline" and not timeline.is_borrowed
        if is_reported and ahead > 2:  # a day or two: the publication may be of another zone, or a guess
            return past  # 市は15日、見直しを決めた: never a day to come
        if timeline.is_borrowed or back * 4 <= ahead or ahead * 4 <= back:
            return past if back <= ahead else future  # a day of another month would be 先月5日, 来月5日
    if tense == "past" and past is not None:
        return past
    if tense == "future" and future is not None:
        return future
    if past is None or future is None:
        return past or future
    return past if 5 * (published - past).days <= 6 * (future - published).days else future


def _nearest(published: date, n: int, weekday: int, step: int) -> date | None:
    """Return the n-th of a month next to the publication, from it on backwards or forwards, on the weekday given."""
    year, month = published.year, published.month
    for _ in range((14 if step > 0 else 15) if weekday else 4):
        day = day_of(year, month, n)
        is_there = day is not None and (day == published or (day > published) == (step > 0))
        if day is not None and is_there and (not weekday or day.isoweekday() == weekday):
            return day
        year, month = add_months(year, month, step)
    return None
