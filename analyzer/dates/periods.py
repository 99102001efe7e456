"""Parts of a year: quarters, halves, business years, seasons, the turn of the year, and 前年同期 of each."""

from __future__ import annotations

from analyzer.dates.calendar import SEASON_START, add_months, bounds, fiscal_year
from analyzer.dates.clocks import JOINTS
from analyzer.dates.expressions import Expression, Ref
from analyzer.dates.lengths import quarters_later, years_later
from analyzer.dates.tense import Tense
from analyzer.dates.timeline import Timeline
from analyzer.dates.years import OF_THE_YEAR, Year, nearest_year, year_of


def yearpoint_value(timeline: Timeline, e: Expression, tense: Tense) -> str | None:
    """Return the value of 年末, 年度内, 前年同期, 今期 …; None where month and day read it."""
    published, point = timeline.published, e.yearpoint
    if point.startswith("SAME"):
        return _same_period(timeline, e)
    if point == "TERM":
        return _business_year(timeline, e)
    if point in ("IN", "FIN"):
        year = year_of(timeline, e, tense).n
        if year is None and published is not None:
            year = fiscal_year(published) if point == "FIN" else published.year
            if point == "IN":
                timeline.within = timeline.sentence, year
        if year is None:
            return "XXXX"
        return f"FY{year:04d}" if point == "FIN" or e.is_fiscal else f"{year:04d}"
    year_read = year_of(timeline, e, tense)
    if point == "NY":
        if year_read.n is None:
            if published is None:
                return "XXXX-12/XXXX-01"
            year_read.n = published.year - (published.month <= 3 or (tense == "past" and published.month < 10))
        return f"{year_read.n:04d}-12/{year_read.n + 1:04d}-01"
    if e.month is None:
        return None
    month = e.month.n
    if year_read.n is not None:
        year = year_read.n + (e.is_fiscal and month < 4)
    elif published is None:
        year = timeline.spoken.year
    elif point.endswith("+") and timeline.between in JOINTS and timeline.spoken.month is not None:
        year = timeline.spoken.month[0] + (timeline.spoken.month[1] > month)  # 年末から年明け
    elif point.endswith("+") and _is_told_of_old(timeline):
        assert timeline.spoken.month is not None
        year = timeline.spoken.month[0] + (timeline.spoken.month[1] > month)  # 1973年の11月に倒れた。年明けに店を畳んだ
    elif point.endswith("+"):
        year = published.year if tense == "past" or (tense is None and published.month <= 2) else published.year + 1
    elif month == 1:
        is_coming = tense == "future" or (tense is None and published.month >= 11)
        year = published.year + is_coming  # 年初から; 年末の知らせの年始は4日から
    elif month == 3 and tense != "past":
        year = fiscal_year(published) + 1
    elif month == 4 and tense != "future":
        year = fiscal_year(published)
    elif month == 12 and tense != "past":
        year = published.year - (published.month == 1)
    else:
        year = nearest_year(timeline, month, None, tense)
    if year is None:
        return f"XXXX-{month:02d}"
    timeline.speak(year=year, month=(year, month))
    return f"{year:04d}-{month:02d}"


def _is_told_of_old(timeline: Timeline) -> bool:
    """Return whether the story of a few sentences back is of years ago."""
    spoken, published = timeline.spoken, timeline.published
    is_near = spoken.month is not None and 0 <= timeline.sentence - spoken.sentence <= 2
    return is_near and published is not None and spoken.month is not None and spoken.month[0] < published.year - 1


def _year_spoken_of(timeline: Timeline, e: Expression) -> int | None:
    """Return the year of the period or month that 2019年同期 is compared with, counted as that expression counts."""
    spoken = timeline.spoken
    if e.is_fiscal and spoken.fiscal is not None:
        return spoken.fiscal
    days = bounds(spoken.period) if spoken.period and e.yearpoint == "SAMEPERIOD" else None
    if days is not None:
        is_named_by_end = spoken.period.startswith("FY") and "-" not in spoken.period  # 2019年3月期
        return days[is_named_by_end].year
    return spoken.month[0] if spoken.month else None


def _same_period(timeline: Timeline, e: Expression) -> str:
    """前年同期 is the period spoken of before, a year earlier."""
    spoken, kind = timeline.spoken, e.yearpoint
    assert e.year is not None
    n = e.year.n if e.year.base == "ana" else 0
    if e.year.base != "ana":  # 昨年同期, 19年の同じ月
        year = year_of(timeline, e, None).n
        there = _year_spoken_of(timeline, e)
        if there is None and timeline.published is not None:
            there = timeline.published.year
        n = year - there if year is not None and there is not None else 0
    if kind == "SAMEPERIOD" and spoken.period:
        return years_later(spoken.period, n)
    if kind == "SAMEDAY" and spoken.day is not None:
        return years_later(spoken.day.isoformat(), n)
    month, published = spoken.month, timeline.published
    if (
        kind == "SAMEPERIOD"
        and month is not None
        and published is not None
        and month > (published.year, published.month)
    ):
        return f"{published.year + n:04d}"  # 募集は8月に始まる。水揚げは昨年同期の…
    if kind == "SAMEMONTH" and month is not None:
        return f"{month[0] + n:04d}-{month[1]:02d}"
    if kind == "SAMEMONTH" and timeline.published is None and spoken.yearless[0]:
        return f"XXXX-{spoken.yearless[0]:02d}"
    if kind == "SAMEMONTH" and timeline.published is not None:
        year, number = add_months(timeline.published.year, timeline.published.month, -1)
        return f"{year + n:04d}-{number:02d}"
    if spoken.fiscal is not None and e.is_fiscal:
        return f"FY{spoken.fiscal + n:04d}"
    if kind == "SAMEPERIOD" and month is not None:
        return f"{month[0] + n:04d}-{month[1]:02d}"
    base = spoken.year or (timeline.published.year if timeline.published else None)
    return f"{base + n:04d}" if base else "XXXX"


def _business_year(timeline: Timeline, e: Expression) -> str:
    """今期, 前期, 来期: of the company, whose year ends in the month its 期 are named after."""
    assert e.year is not None
    if e.mod == "END" and e.year.base == "now" and e.year.n < 0 and (timeline.closed or timeline.published):
        term = timeline.spoken.term  # 前期末, 前連結会計年度末: a day of the balance sheet, whatever was spoken of
        last = timeline.closed + 1 if timeline.closed is not None else 0
        if not last and timeline.published is not None:
            last = timeline.published.year + (timeline.published.month > term)
        return f"{last + e.year.n:04d}-{term:02d}"
    if e.is_closed and timeline.closed is not None:
        timeline.speak(fiscal=timeline.closed)
        value = timeline.spoken.period = f"FY{timeline.closed:04d}"
        return value  # 当期 of a 決算短信
    if timeline.closed is not None and e.year.base == "now" and e.year.n < 0 and not e.is_compared:
        is_here = timeline.spoken.fiscal_sentence == timeline.sentence and timeline.spoken.fiscal is not None
        base = timeline.spoken.fiscal if is_here else timeline.closed
        value = timeline.spoken.period = f"FY{(base or 0) + e.year.n:04d}"
        return value  # 前期, in a report that closes a business year
    is_after = e.year.base == "ana" or (e.is_compared and e.year.n < 0)
    if is_after and e.is_yearly and timeline.spoken.fiscal is not None:
        return f"FY{timeline.spoken.fiscal + e.year.n:04d}"
    if is_after and not e.is_yearly:
        before = timeline.spoken.period
        if (moved := _quarters_from(before, e.year.n)) is not None:
            return moved
        if before:
            return years_later(before, e.year.n)
    if timeline.published is None:
        base = timeline.spoken.fiscal
        if base is None:
            return "XXXX"
        return _half_or_quarter(e, base + e.year.n) or f"FY{base + e.year.n:04d}"
    term = timeline.spoken.term
    ends = timeline.published.year + (timeline.published.month > term) + e.year.n
    return _term_value(timeline, ends, term, e)


def _term_value(timeline: Timeline, year: int, term: int, e: Expression) -> str:
    """Return the business year that ends in ``term`` of ``year``: FY for March, else its months."""
    timeline.spoken.term = term
    if term == 3:
        timeline.speak(fiscal=year - 1)
        value = _half_or_quarter(e, year - 1) or f"FY{year - 1:04d}"
    else:
        first_year, first_month = add_months(year, term, -11)
        offset, n = (3 * e.quarter.n - 3, 3) if e.quarter else (6 * int(e.half[1]) - 6, 6) if e.half else (0, 12)
        value = _months_from(add_months(first_year, first_month, offset), n)
    timeline.spoken.period = value
    return value


def _half_or_quarter(e: Expression, fiscal: int) -> str:
    if e.quarter is not None:
        return f"FY{fiscal:04d}-Q{e.quarter.n}"
    if e.half:
        return f"FY{fiscal:04d}-{e.half}"
    return ""


def part_of_year(timeline: Timeline, e: Expression, year: Year, tense: Tense) -> str:
    """Return the value of a quarter, half, business year, season or interval of months."""
    if year.n is None and timeline.between in OF_THE_YEAR and timeline.spoken.month is None:
        year.n = timeline.spoken.year  # 5年前も、4〜6月期は
    if e.rule == "sports_season":
        return "XXXX" if year.n is None else f"{year.n:04d}"
    if e.season:
        return _season_value(timeline, e, year, tense)
    if e.term:
        is_middle = e.half_base == "mid"
        month = (e.term + 5) % 12 + 1 if is_middle else e.term
        n = year.n if year.n is not None else nearest_year(timeline, month, None, tense or "past")
        if n is None:
            return "XXXX"
        return _term_value(timeline, n + (is_middle and month > 6), e.term, e)
    if e.months:
        value = _months_value(timeline, e.months, year, tense)
    elif e.quarter is not None and e.quarter.base != "abs":
        value = _near_quarter(timeline, e.quarter)
    else:
        value = _named_part(timeline, e, year, tense)
    if e.quarter is not None and timeline.between == "(" and "/" in timeline.spoken.period:
        return value  # 6-8月期(2Q)は前年同期比: the months are what the text goes on from
    timeline.spoken.period = value
    days = bounds(value)
    if days is not None:
        # 第3四半期の決算は2月13日に: the quarter of a year that nobody wrote says nothing of the months behind it
        timeline.speak(year=days[0].year, is_written=year.is_written)
    return value


def _months_value(timeline: Timeline, months: tuple[int, int], year: Year, tense: Tense) -> str:
    first, last = months
    n = year.n
    if n is None and timeline.between == "(" and "-Q" in timeline.spoken.period:
        days = bounds(timeline.spoken.period)
        if days is not None and (days[0].month, days[1].month) == months:
            n = days[0].year  # 第4四半期(1〜3月)
    if n is None:
        end = nearest_year(timeline, last, None, tense or "past")
        if end is None:
            return f"XXXX-{first:02d}/XXXX-{last:02d}"
        n = end - (last < first)
    return f"{n:04d}-{first:02d}/{n + (last < first):04d}-{last:02d}"


def _quarters_from(period: str, n: int) -> str | None:
    """Return the quarter ``n`` after ``period``, written as that is (2024-Q3, 2024-07/2024-09); None if it is no quarter."""
    if "-Q" in period:
        return quarters_later(period, n)
    days = bounds(period) if "/" in period else None
    if days is None or (days[1] - days[0]).days >= 100:
        return None
    return _months_from(add_months(days[0].year, days[0].month, 3 * n), 3)


def _months_from(start: tuple[int, int], n: int) -> str:
    end = add_months(*start, n - 1)
    return f"{start[0]:04d}-{start[1]:02d}/{end[0]:04d}-{end[1]:02d}"


def _near_quarter(timeline: Timeline, ref: Ref) -> str:
    published = timeline.published
    if ref.base == "ana" and (moved := _quarters_from(timeline.spoken.period, ref.n)) is not None:
        return moved  # 7〜9月期は前年同期に比べて増え、前の四半期からは減った
    if published is None:
        return "XXXX"
    year, month = add_months(published.year, published.month, 3 * ref.n)
    return f"{year:04d}-Q{(month + 2) // 3}"


def _named_part(timeline: Timeline, e: Expression, year: Year, tense: Tense) -> str:
    suffix = f"Q{e.quarter.n}" if e.quarter is not None else e.half
    n, published, spoken = year.n, timeline.published, timeline.spoken
    if n is not None and (e.is_fiscal or e.half_base == "fis"):
        timeline.speak(fiscal=n)  # 25年度上半期は減った。下半期は
        return f"FY{n:04d}-{suffix}"
    if n is not None:
        return f"{n:04d}-{suffix}"
    fiscal_context = spoken.fiscal is not None and timeline.sentence - spoken.sentence < 8
    calendar = e.half_base == "cal" and not fiscal_context
    if published is None:
        known = spoken.fiscal if fiscal_context else spoken.year
        return f"{'FY' if fiscal_context else ''}{known:04d}-{suffix}" if known else f"XXXX-{suffix}"
    if fiscal_context and spoken.fiscal is not None and e.quarter is not None and spoken.end >= 0:
        return f"FY{spoken.fiscal:04d}-{suffix}"
    if e.half and not calendar and spoken.fiscal is not None and 0 <= timeline.sentence - spoken.fiscal_sentence <= 2:
        return f"FY{spoken.fiscal:04d}-{suffix}"  # 25年3月期は減益とみる。下期は
    base = published.year if calendar else fiscal_year(published)
    prefix = "" if calendar else "FY"
    days = bounds(f"{prefix}{base:04d}-{suffix}")
    if tense != "future" and days is not None and days[tense == "past"] > published:
        base -= 1
    return f"{prefix}{base:04d}-{suffix}"


def _season_value(timeline: Timeline, e: Expression, year: Year, tense: Tense) -> str:
    n, published = year.n, timeline.published
    if e.year is None:
        start = SEASON_START[e.season]
        if published is not None and 0 < (start - published.month) % 12 <= 4:
            tense = "future"  # 結論は秋以降に持ち越された: half a year ago it would be 昨秋
        n = nearest_year(timeline, start, None, tense)
    elif (
        e.year.base == "now"
        and published is not None
        and n is not None
        and e.season == "WI"
        and (published.month <= 3 or (tense == "past" and published.month <= 8))
        and e.rule == "season"
        and not _is_two_words(e)
    ):
        n -= 1
    if n is None:
        return f"XXXX-{e.season}"
    timeline.speak(year=n)
    return f"{n:04d}-{e.season}"


def _is_two_words(e: Expression) -> bool:
    """昨年冬 names a year and a season; 昨冬 one winter."""
    return e.end - e.start > 3
