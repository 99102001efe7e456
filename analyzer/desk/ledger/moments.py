"""Whether two figures speak of one time: by the dates in their sentences, and by the days on which they were told."""

from __future__ import annotations

import re
from datetime import date

from analyzer.desk.entries import Entry
from analyzer.desk.events import Events, days_between
from analyzer.desk.ledger.likeness import is_repeated, is_toll
from analyzer.desk.passages import day_of
from analyzer.mention import DateMention

__all__ = ["are_of_two_lengths", "same_time", "when"]

#: Days between dates (or publications) that still count as one time in the news of one event.
_SAME_DAYS = 1
#: Days within which an undated figure may belong to the date that another report gives.
_REPORTED_WITHIN, _SAME_NEWS = 7, 3
#: Values of dates that are several months by name: 1〜11月, 上半期, 第1四半期.
_SOME_MONTHS = re.compile("/|-[HQ]")
#: A stretch of time so many times as long is another kind of stretch.
_LONGER = 1.5
#: Days within which an author repeats what papers reported.
_REPEATED_WITHIN = 31


def same_time(one: Entry, other: Entry) -> bool | None:
    """Say whether two figures speak of one time; None where the text does not tell."""
    if one.time is not None and other.time is not None:
        spans = (_span(one), _span(other))
        if spans[0] is None or spans[1] is None:
            return True if _compatible(one.time.value, other.time.value) else None
        (first, last), (other_first, other_last) = spans[0], spans[1]
        if first <= other_last and other_first <= last:
            return True
        gap = max((other_first - last).days, (first - other_last).days)
        apart = days_between(one.passage.published, other.passage.published)
        if apart is not None and apart <= _SAME_DAYS and (_is_of_plan(one, other) or _is_of_plan(other, one)):
            return True
        are_days = max((last - first).days, (other_last - other_first).days) <= _SAME_DAYS
        return are_days and gap <= _SAME_DAYS and not apart  # one fiscal year begins the day after the other
    apart = days_between(one.passage.published, other.passage.published)
    if apart is not None and apart <= _REPEATED_WITHIN and is_repeated(one) != is_repeated(other):
        return True if apart <= _SAME_DAYS else None
    if one.time is None and other.time is None:
        return None if apart is None else apart <= _SAME_DAYS
    dated, undated = (one, other) if one.time is not None else (other, one)
    span, published = _span(dated), day_of(undated.passage.published)
    if span is None or published is None:
        return None
    # What is said of a quarter or a year is reported in the one after it.
    if apart is not None and apart > _SAME_NEWS:
        return False
    begin, end, day = (each.toordinal() for each in (*span, published))
    slack = _REPORTED_WITHIN + (0 if is_toll(one, other) else min(end - begin, 366))
    return None if begin - _REPORTED_WITHIN <= day <= end + slack else False


def _is_of_plan(announced: Entry, planned: Entry) -> bool:
    """Say whether one figure has the day it was announced on and the day ahead that the other has: 3日、47品目を9月1日から."""
    if announced.time is None or planned.time is None:
        return False
    own, ahead = day_of(announced.time.first), day_of(planned.time.first)
    told, published = day_of(announced.passage.published), day_of(planned.passage.published)
    if own is None or ahead is None or told is None or published is None:
        return False
    if abs((told - own).days) > _SAME_DAYS or ahead <= max(told, published):
        return False
    return any(each.first == planned.time.first for each in announced.passage.dates)


def _span(entry: Entry) -> tuple[date, date] | None:
    assert entry.time is not None
    return _stretch(entry.time, entry)


def _stretch(time: DateMention, entry: Entry) -> tuple[date, date] | None:
    first, last = day_of(time.first), day_of(time.last)
    if first is None and last is None:
        return None
    if first is None or time.mod == "BEFORE" or entry.is_open == "start":
        first = date.min
    if last is None or time.mod == "AFTER" or entry.is_open == "end":
        last = day_of(entry.passage.published) or date.max
    return (first, last) if first <= last else (last, first)


def are_of_two_lengths(one: Entry, other: Entry, events: Events) -> bool:
    """Say whether one figure is of several months by name (1〜11月, 上半期) and the other of a stretch of another length.

    Of figures without a day the stretches count that their speakers open with: 2026年上半期の出生数は….
    """
    times = [entry.time for entry in (one, other)]
    if times == [None, None]:
        times = [events.period(entry.voice) for entry in (one, other)]
    if not any(time and _SOME_MONTHS.search(time.value) for time in times):
        return False
    spans = [_stretch(time, entry) if time else None for time, entry in zip(times, (one, other), strict=True)]
    if spans[0] is None or spans[1] is None:
        return False
    short, long = sorted((last - first).days + 1 for first, last in filter(None, spans))
    return long > _LONGER * short


def _compatible(one: str, other: str) -> bool:
    """Say whether two dates of which one has unknown parts may be the same: XXXX-08-01 and 2016-08-01.

    >>> _compatible("XXXX-08-01", "2016-08-01"), _compatible("XXXX-08-01", "FY2015")
    (True, False)
    """
    return len(one) == len(other) and all(a == b or "X" in (a, b) for a, b in zip(one, other, strict=True))


def when(entry: Entry) -> tuple[date, str, float, tuple[int, int]]:
    """Return a key that puts figures in the order of their days, those of no known day last.

    What is said of a stretch that is not over (2024年の春闘, told in March) is of the day on which it is said.
    """
    span, told = _span(entry) if entry.time else None, day_of(entry.passage.published)
    if span and told and span[0] < told < span[1]:
        span = (told, told)
    day = span[1] if span and span[1] != date.max else span[0] if span else told
    return day or date.max, entry.passage.published or "", entry.amount.value, entry.key
