"""Days counted from the publication or from a day spoken of: きょう, 同日, 翌16日, 前日."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from analyzer.dates.calendar import add_months, day_of
from analyzer.dates.clocks import with_time
from analyzer.dates.expressions import Expression, Ref
from analyzer.dates.months import check_weekday, value_in_month
from analyzer.dates.tense import Tense
from analyzer.dates.timeline import Timeline

__all__ = ["relative_day"]


def relative_day(timeline: Timeline, e: Expression, tense: Tense) -> str:
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
    elif ref.base == "ana" and ref.n and _is_of_year_told(timeline):
        return with_time(timeline, f"{spoken.year}-XX-XX", e)  # 1987年のブラックマンデー翌日
    else:
        base = _looked_back_from(timeline, e, _day_counted_from(timeline, e, tense))
        if ref.base == "next" and base is not None and (base + timedelta(days=1)).day != ref.n:
            base = _told_day_before(timeline, ref.n) or base
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
    check_weekday(timeline, e, day)
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


def _is_of_year_told(timeline: Timeline) -> bool:
    """Tell whether the sentence has named a year long past and no day of it."""
    spoken, published = timeline.spoken, timeline.published
    is_here = spoken.sentence == timeline.sentence != spoken.day_sentence
    return is_here and spoken.year is not None and published is not None and spoken.year < published.year - 1


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
    if tense == "past" and not (ref.n and timeline.is_plan):
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
    if ref.base == "ana" and not ref.n:
        month, day = spoken.yearless_day  # 8日、逮捕した。男は6月に来た。同日午後3時、認めた
        if day:
            spoken.tell_yearless(month, day, timeline.sentence)
            return with_time(timeline, f"XXXX-{month:02d}-{day:02d}" if month else f"XXXX-XX-{day:02d}", e)
    if ref.base == "ana" and day and not month and spoken.month is None:
        n = day + ref.n
        return with_time(timeline, f"XXXX-XX-{n:02d}" if 1 <= n <= 28 or not ref.n else "XXXX-XX-XX", e)
    if ref.base in ("ana", "next", "same") and day and spoken.month is None:
        known = day_of(2003, month, day)
        if known is not None:
            moved = known + timedelta(days=ref.n) if ref.base == "ana" else day_of(2003, known.month, ref.n) or known
            if ref.n > 0:
                spoken.tell_yearless(moved.month, moved.day, timeline.sentence)
            return with_time(timeline, f"XXXX-{moved.month:02d}-{moved.day:02d}", e)
    number = f"{ref.n:02d}" if ref.base in ("next", "same") else "XX"
    if ref.base == "same" and spoken.month:
        return value_in_month(timeline, replace(e, day=Ref("abs", ref.n)), spoken.month)
    return with_time(timeline, f"XXXX-XX-{number}", e)


def _told_day_before(timeline: Timeline, n: int) -> date | None:
    """衝突は14日に起きた。…2019年にも。…翌15日から: the day told last, however far back, after which the number comes."""
    days = (day for _, day in reversed(timeline.spoken.told))
    return next((day for day in days if (day + timedelta(days=1)).day == n), None)


def _numbered_after(base: date, ref: Ref) -> date | None:
    """翌16日, 同26日: the day of that number in the month of ``base``, or in the next one."""
    month = (base.year, base.month)
    if ref.base == "next" and ref.n < base.day:
        month = add_months(*month, 1)
    return day_of(*month, ref.n)
