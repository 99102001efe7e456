"""Months, weeks and days: 4日 and 先月29日, 同日 and 翌16日, 来週金曜, holidays."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from analyzer.dates.calendar import add_months, day_of, monday, month_end, nth_weekday, week_value
from analyzer.dates.clocks import FORWARD, JOINTS, with_time
from analyzer.dates.expressions import Expression, Ref
from analyzer.dates.tense import Tense
from analyzer.dates.timeline import Timeline
from analyzer.dates.years import OF_THE_YEAR, Year, nearest_year, year_for
from corpus.patterns import Pattern

#: Between a month and one of its days: 6月は8日から.
_OF_THE_MONTH = frozenset(("は", "は、", "も"))
#: So near to the publication (in days) a bare day is always the one meant.
_NEAR = 3
_EVENT_RE = Pattern(r"[一-龥]{2,3}[、――ー-]")  # 10月10日公示―22日投開票


def week_point(timeline: Timeline, e: Expression, tense: Tense) -> str:
    """Return the value of a week, its beginning, end or one of its days: 来週金曜."""
    assert e.week is not None
    base = timeline.spoken.day if e.week.base == "ana" and timeline.spoken.day else timeline.published
    if base is None or (timeline.is_borrowed and base is timeline.published):
        return with_time(timeline, "XXXX-XX-XX" if e.weekday else "XXXX-WXX", e)
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
        return _relative_day(timeline, e, tense)
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
            return _without_year(timeline, e)
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
        return _day_alone(timeline, e, tense)
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
    _check_weekday(timeline, e, day)
    timeline.speak(day=day, is_written=is_written)
    return with_time(timeline, day.isoformat(), e)


def _check_weekday(timeline: Timeline, e: Expression, day: date) -> None:
    if e.weekday and day.isoweekday() != e.weekday:
        kanji = "月火水木金土日"
        timeline.warning = timeline.warning or (
            f"{day.year}年{day.month}月{day.day}日は{kanji[day.isoweekday() - 1]}曜日（本文は{kanji[e.weekday - 1]}曜日）"
        )


def _is_told_without_year(timeline: Timeline, e: Expression) -> bool:
    """5月3日… 1964年10月1日… 5月3日: a day told without a year, in a text without a date, stays without one."""
    spoken = timeline.spoken
    return (
        spoken.yearless[1] > 0 and e.month is not None and e.day is not None and spoken.yearless == (e.month.n, e.day.n)
    )


def _without_year(timeline: Timeline, e: Expression) -> str:
    assert e.month is not None
    day = f"-{e.day.n:02d}" if e.day else ""
    timeline.spoken.yearless = (e.month.n, e.day.n if e.day else 0)
    timeline.spoken.yearless_sentence = timeline.sentence
    if timeline.published is None:  # the story goes on in a year that nobody names
        timeline.spoken.day = timeline.spoken.month = timeline.spoken.full_day = None
    if e.nth:
        return f"XXXX-{e.month.n:02d}"
    return with_time(timeline, f"XXXX-{e.month.n:02d}{day}", e)


def _day_alone(timeline: Timeline, e: Expression, tense: Tense) -> str:
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
    near = _day_of_story(timeline, e, tense, _near_day(timeline, n, e.weekday, tense))
    if near is not None and near > published and tense == "past" and spoken.day is not None:
        told = day_of(spoken.day.year, spoken.day.month, n)
        if told is not None and spoken.day < told <= published and timeline.sentence - spoken.sentence <= 2:
            near = told  # 11月21日に拒否し、…22日に許可したが: not in the week to come
    if near is None:
        return with_time(timeline, f"XXXX-XX-{n:02d}", e)
    _check_weekday(timeline, e, near)
    timeline.speak(day=near)
    return with_time(timeline, near.isoformat(), e)


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
    if timeline.place == "dateline" and timeline.sentence == spoken.sentence and spoken.day is None:
        return with_time(timeline, f"XXXX-XX-{n:02d}", e)  # 2021年11月に起きた事件の判決が15日、あった
    if spoken.month is not None and timeline.sentence - spoken.sentence <= 1 + (spoken.day is not None):
        month = spoken.month
        if spoken.day is not None and n < spoken.day.day and tense == "past":
            month = add_months(*month, 1)
        return value_in_month(timeline, e, month, spoken.is_written)
    return _day_of_no_year(timeline, e, is_ahead=is_ahead)


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
    if timeline.place != "dateline" and _is_plan(timeline):
        is_possible = is_possible or 0 <= (ahead - last).days <= 10
    return ahead if is_possible else None


def _is_other_pair(timeline: Timeline, n: int) -> bool:
    """4日公示で16日投票、|11日公示で23日投票: whether the day lies between the last two told, in the same sentence."""
    told = timeline.spoken.told[-2:]
    is_here = len(told) == 2 and told[0][0] == told[1][0] == timeline.sentence
    return is_here and told[0][1].day < n < told[1][1].day and timeline.between not in FORWARD


def _day_of_no_year(timeline: Timeline, e: Expression, *, is_ahead: bool) -> str:
    """10月29日から31日, 10月29日に始まり、2日に終わった: the month is known, the year is not."""
    assert e.day is not None
    n, spoken = e.day.n, timeline.spoken
    month, day = spoken.yearless
    if not month and timeline.filed[0] and spoken.month is None:
        month, day = timeline.filed
        month = month if n <= day else (month - 2) % 12 + 1  # the month before the copy was filed
        spoken.yearless, spoken.yearless_sentence = (month, n), timeline.sentence
        return with_time(timeline, f"XXXX-{month:02d}-{n:02d}", e)
    if spoken.month is not None or not month or timeline.sentence - spoken.yearless_sentence > 1 + (day > 0):
        spoken.yearless, spoken.yearless_sentence = (0, n), timeline.sentence
        return with_time(timeline, f"XXXX-XX-{n:02d}", e)
    if n < day and (is_ahead or n + 31 - day < day - n):
        month = month % 12 + 1
    spoken.yearless, spoken.yearless_sentence = (month, n), timeline.sentence
    return with_time(timeline, f"XXXX-{month:02d}-{n:02d}", e)


def _is_plan(timeline: Timeline) -> bool:
    """Return whether the day spoken of last, in this sentence, is one to come."""
    last, published = timeline.day_here, timeline.published
    is_here = timeline.spoken.sentence == timeline.sentence
    return is_here and last is not None and published is not None and last > published


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


def _weekday_alone(timeline: Timeline, e: Expression, tense: Tense) -> str:
    published = timeline.published
    if published is None:
        return with_time(timeline, f"XXXX-WXX-{e.weekday}", e)
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


def _relative_day(timeline: Timeline, e: Expression, tense: Tense) -> str:
    """Return the value of きょう, 同日, 翌16日: counted from the publication or from a day spoken of."""
    assert e.day is not None
    ref, spoken = e.day, timeline.spoken
    if e.year is not None and timeline.published is not None:
        same = day_of(timeline.published.year + e.year.n, timeline.published.month, timeline.published.day)
        if same is not None:
            timeline.speak(day=same)
            return with_time(timeline, same.isoformat(), e)  # 昨年のきょう
    if ref.base == "now":
        base = _day_of_writing(timeline, e)
    elif _is_counted_from_nothing(timeline, e):
        return with_time(timeline, "XXXX-XX-XX", e)
    else:
        base = _looked_back_from(timeline, e, _day_counted_from(timeline, e, tense))
    is_unspoken = base is not None and base is timeline.published and spoken.day is None and spoken.full_day is None
    if is_unspoken and e.is_compared and not timeline.is_borrowed:
        timeline.market_day = base  # 前日比412円安。10時すぎに
    if is_unspoken and ref.base == "ana" and ref.n > 0 and tense == "past":
        return with_time(timeline, "XXXX-XX-XX", e)  # the day after the publication cannot be past
    is_later = e.rule == "same" and e.clock is not None and not e.part and spoken.part in ("AF", "EV", "NI")
    if is_later and e.clock is not None and e.clock[0] < 12:
        e.clock, e.part = (e.clock[0] + 12, *e.clock[1:]), spoken.part  # 午後5時20分…同7時
    if base is None:
        return _relative_day_of_no_year(timeline, e)
    day = base + timedelta(days=ref.n) if ref.base in ("now", "ana") else _numbered_after(base, ref)
    if day is None:
        return with_time(timeline, f"XXXX-XX-{ref.n:02d}", e)
    _check_weekday(timeline, e, day)
    if not e.is_compared and not (ref.base == "ana" and ref.n < 0 and timeline.published is not None):
        timeline.speak(day=day)  # the text goes on from there; but not from 前日
    return with_time(timeline, day.isoformat(), e)


def _day_of_writing(timeline: Timeline, e: Expression) -> date | None:
    """Return the day that きょう is: the publication; in a quotation of long ago, the day told before it."""
    spoken = timeline.spoken
    base = None if timeline.is_borrowed else timeline.published  # the author's 今日 is not that of the report he pastes
    is_told = e.opening >= spoken.end and spoken.sentence == timeline.sentence and spoken.year is not None
    if e.is_quoted and is_told and base is not None and spoken.year is not None and spoken.year < base.year - 1:
        return spoken.day  # 1960年6月15日、首相は「今日…」と語った
    return base


def _is_counted_from_nothing(timeline: Timeline, e: Expression) -> bool:
    """毎年、命日の前日に: whether the day that 同日, 翌日 count from is not known."""
    assert e.day is not None
    spoken = timeline.spoken
    if e.day.n and timeline.set_sentence == timeline.sentence != spoken.sentence:
        return True
    is_lost = e.is_of_event and not 0 <= timeline.sentence - spoken.day_sentence <= 1
    return is_lost or (spoken.day is None and spoken.full_day is None and e.is_anaphoric)


def _day_counted_from(timeline: Timeline, e: Expression, tense: Tense) -> date | None:
    """Return the day spoken of that 同日, 翌日, 前日 count from, or the publication."""
    assert e.day is not None
    ref, spoken = e.day, timeline.spoken
    distance = timeline.sentence - spoken.sentence
    if ref.base == "ana" and ref.n < 0 and timeline.is_back and spoken.full_day is not None:
        return spoken.full_day  # 8日から呼びかけていた。前日の夜から通行止めで
    if ref.base != "ana" or tense == "future":
        return spoken.day or spoken.full_day or timeline.published
    if e.is_of_plan and tense != "past" and spoken.day is not None and distance <= 1:
        return spoken.day  # 灯籠流しは16日夜。受け付けは当日午後4時から
    if tense == "past" and not (ref.n and _is_plan(timeline)):
        is_after = ref.n > 0 and distance <= 1  # no day after the publication is past
        # a day to come is not 同日 of a report
        return spoken.full_day or (spoken.day if is_after else None) or timeline.published or spoken.day
    if ref.n and timeline.day_here is not None and 0 <= distance <= 1:
        return timeline.day_here  # 7日には引っ越す。前の晩は
    return spoken.full_day or spoken.day or timeline.published


def _looked_back_from(timeline: Timeline, e: Expression, base: date | None) -> date | None:
    """Return ``base``, or the day of the report or of the event where the sentence turns back to it."""
    assert e.day is not None
    ref, spoken, lead = e.day, timeline.spoken, timeline.lead
    if e.is_of_report and lead is not None and base is not None and (lead - base).days > 60:
        base = lead  # 事故は昨年5月3日に起きた。この日の会見で
    is_yesterday = ref.base == "ana" and ref.n == -1 and e.is_of_market
    if is_yesterday and lead is not None and spoken.sentence != timeline.sentence:
        base = lead  # 5月の物価が10日…。売買代金は前日に比べ増えた
    if timeline.is_aside and timeline.sentence - timeline.dateline[0] <= 1 and ref.base == "ana":
        base = timeline.dateline[1]  # 12日、…7日から行っていた買い付けの結果を翌日公表した
    happened = spoken.event_day
    if e.is_background and base is not None and happened is not None and 0 < (base - happened).days <= 7:
        base = happened  # 4日に衝突した。海保は5日、船長を調べた。船は同日、港を出ていた
    return base


def _relative_day_of_no_year(timeline: Timeline, e: Expression) -> str:
    """Return the value of 翌日, 同3日 where no year is known: XXXX-10-30 behind 10月29日."""
    assert e.day is not None
    ref, spoken = e.day, timeline.spoken
    month, day = spoken.yearless
    if ref.base == "ana" and day and not month and spoken.month is None:
        n = day + ref.n
        return with_time(timeline, f"XXXX-XX-{n:02d}" if 1 <= n <= 28 or not ref.n else "XXXX-XX-XX", e)
    if ref.base in ("ana", "next", "same") and day and spoken.month is None:
        known = day_of(2003, month, day)
        if known is not None:
            moved = known + timedelta(days=ref.n) if ref.base == "ana" else day_of(2003, known.month, ref.n) or known
            if ref.n > 0:
                spoken.yearless, spoken.yearless_sentence = (moved.month, moved.day), timeline.sentence
            return with_time(timeline, f"XXXX-{moved.month:02d}-{moved.day:02d}", e)
    number = f"{ref.n:02d}" if ref.base in ("next", "same") else "XX"
    if ref.base == "same" and spoken.month:
        return value_in_month(timeline, replace(e, day=Ref("abs", ref.n)), spoken.month)
    return with_time(timeline, f"XXXX-XX-{number}", e)


def _numbered_after(base: date, ref: Ref) -> date | None:
    """翌16日, 同26日: the day of that number in the month of ``base``, or in the next one."""
    month = (base.year, base.month)
    if ref.base == "next" and ref.n < base.day:
        month = add_months(*month, 1)
    return day_of(*month, ref.n)


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
