"""What day a time expression means: read against the publication date of its block and what was spoken of before.

One :class:`Timeline` per block group walks the expressions in text order. A date without its year or month takes the
latest one not after publication, or the next one where the words behind it speak of the future (12月に開催予定);
同日, 翌16日, 前年同期 take what was spoken of before. What nothing settles stays X.

>>> timeline = Timeline(date(2016, 4, 5))
>>> timeline.value(Expression(0, 3, "date", month=Ref("abs", 12)), "past")
'2015-12'
>>> timeline.value(Expression(0, 3, "date", month=Ref("abs", 12)), "future")
'2016-12'
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from analyzer.dates.calendar import add_months, bounds, day_of, fiscal_year, monday, month_end, nth_weekday, week_value
from analyzer.dates.expressions import Expression, Ref, eras
from analyzer.dates.tense import Tense
from analyzer.mention import DateMention
from analyzer.patterns import Pattern

__all__ = ["Timeline"]

#: Where an expression stands: before a comma, in a clause about a noun (13日に発表された統計), behind a date whose month it
#: shares (12月2日に会談し、10日の大綱に), elsewhere.
Place = Literal["", "dateline", "aside", "list"]
_SEASONS = ("SP", "SU", "FA", "WI")
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(slots=True)
class _Spoken:
    """What was spoken of last, coarse to fine, and where."""

    year: int | None = None
    month: tuple[int, int] | None = None
    day: date | None = None
    fiscal: int | None = None
    period: str = ""  # value of the last quarter, half, business year or interval of months
    era: str = ""
    term: int = 3  # month in which the business year of the company ends
    end: int = -1  # offset behind the last expression
    sentence: int = -1
    moment: datetime | None = None  # the last day with a clock time
    yearless: tuple[int, int] = (0, 0)  # month and day of a date without a year
    is_written: bool = False  # its year stood in the text (or in a word such as 昨年)
    hour: int | None = None
    clock_sentence: int = -9
    part: str = ""
    day_sentence: int = -9
    is_numbered: bool = False  # the last day was written as a number
    full_day: date | None = None  # the last day, years spoken of since left aside: what 同日 means


@dataclass(slots=True)
class _Year:
    """A year read from an expression: the number, and whether the text itself gave it."""

    n: int | None
    is_written: bool


class Timeline:
    """Resolves the expressions of one block group in text order."""

    def __init__(
        self,
        published: date | None,
        *,
        clock: tuple[int, int] | None = None,
        block_eras: tuple[str, ...] = (),
        known_years: tuple[int, ...] = (),
        today: date | None = None,
        is_borrowed: bool = False,
    ) -> None:
        self.published = published
        self.clock = clock
        self.eras = block_eras
        self.known_years = known_years
        self.today = today or date.max
        self.spoken = _Spoken()
        self.sentence = 0
        self.between = ""  # text since the expression before, where short
        self.warning: str | None = None
        self.is_borrowed = is_borrowed
        self.start = 0
        self.place: Place = ""
        self.is_open = True  # body text, not a headline
        self.dateline: tuple[int, date] = (-1, date.min)  # the last day that opened a sentence, and which
        self.shifted: tuple[date | None, str] | None = None  # what the shift right before counted from
        self.is_aside = False  # the day spoken of last stood in a clause about a noun

    # ---- the door

    def mention(
        self, expression: Expression, *, tense: Tense, sentence: int, between: str, place: Place = ""
    ) -> DateMention:
        """Return the expression resolved, and remember what it spoke of; ``place`` is its place in the sentence."""
        self.sentence, self.between, self.warning = sentence, between, expression.warning
        self.start, self.place = expression.start, place
        value = self.value(expression, tense)
        mod = expression.mod
        if expression.day is not None:
            self.spoken.is_numbered = expression.day.base in ("abs", "next", "same")
        if place == "dateline" and self.spoken.day is not None:
            self.dateline = sentence, self.spoken.day
        self.is_aside = place == "aside" and self.dateline[0] == sentence
        if not expression.shift:
            self.shifted = None
        kind = expression.type  # a shift without an anchor has become a length
        if kind in ("DATE", "TIME"):
            kind = "TIME" if "T" in value.replace("FYT", "") else "DATE"
        self.spoken.end = expression.end
        if value.startswith("P") and kind == "DATE":
            kind = "DURATION"  # 約1万年前: too long ago for a year
        if kind in ("DURATION", "SET"):
            days = self._reached(expression) if expression.reach else None
        else:
            days = bounds(value, _bound_mod(expression, value))
        return DateMention(
            expression.start,
            expression.end,
            expression.rule,
            kind,
            value,
            mod,
            days[0].isoformat() if days else None,
            days[1].isoformat() if days else None,
            self.warning,
        )

    def _reached(self, e: Expression) -> tuple[date, date] | None:
        """Return the days of 今後5年間 and 過去10年間: up to the publication, or from it on."""
        published = self.published
        if published is None or e.is_vague or e.until is not None or not e.amount:
            return None
        months = days = Decimal(0)
        for symbol, n in e.amount:
            if symbol not in ("Y", "M", "W", "D"):
                return None
            months += n * {"Y": 12, "M": 1}.get(symbol, 0)
            days += n * {"W": 7, "D": 1}.get(symbol, 0)
        year, month = add_months(published.year, published.month, e.reach * int(months))
        if months % 1 or days % 1 or not 1 <= year <= 9999 or days > 100_000:
            return None
        try:
            other = date(year, month, min(published.day, month_end(year, month))) + timedelta(e.reach * int(days))
        except OverflowError:
            return None
        return (published, other) if e.reach > 0 else (other, published)

    def value(self, expression: Expression, tense: Tense = None) -> str:
        """Return the TIMEX3 value of an expression; the timeline then stands at it."""
        if expression.type == "SET":
            return expression.value or _period(expression.amount)
        if expression.type == "DURATION":
            value = expression.value or _period(expression.amount, expression.is_vague)
            if expression.until is not None:
                value = f"{value}/{_period(expression.until.amount)}"
            return value
        if expression.until is not None:
            return self._interval(expression, tense)
        return self._single(expression, tense)

    def _interval(self, expression: Expression, tense: Tense) -> str:
        until = expression.until
        assert until is not None
        start = replace(expression, until=None)
        if expression.shift:
            until = replace(until, type="DATE", shift=expression.shift, is_anaphoric=expression.is_anaphoric)
            return f"{self._single(start, tense)}/{self._single(until, tense)}"
        if start.year is None and until.year is not None and start.month is not None and until.month is not None:
            end_value = self._single(until, tense)
            year = int(end_value[:4]) if end_value[:4].isdigit() else None
            if year is not None and start.month.base == "abs":
                start.year = Ref("abs", year - (start.month.n > int(end_value[5:7] or 12)))
        first = self._single(start, tense)
        self.between = "〜"
        self.spoken.end = until.start
        last = self._single(self._completed(until, start), tense)
        if len(last) > 10 and last.startswith("XXXX-XX-XX") and first[:10] != "XXXX-XX-XX" and len(first) > 10:
            last = first[:10] + last[10:]
        if len(first) == len(last) == 7:
            self.spoken.period = f"{first}/{last}"
        return f"{first}/{last}"

    def _completed(self, until: Expression, start: Expression) -> Expression:
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
        return replace(until, **changes)  # type: ignore[arg-type]

    # ---- one point

    def _single(self, e: Expression, tense: Tense) -> str:
        if e.shift:
            return self._shifted(e, tense)
        if e.rounded:
            return self._rounded(e)
        if e.yearpoint:
            special = self._yearpoint(e, tense)
            if special is not None:
                return special
        year = self._year(e, tense)
        if e.quarter is not None or e.half or e.months or e.term or e.season or e.rule == "sports_season":
            return self._part_of_year(e, year, tense)
        if e.week is not None:
            return self._week(e, tense)
        if e.holiday:
            return self._holiday(e, year, tense)
        if e.month is not None or e.day is not None or e.nth or e.weekday:
            return self._calendar(e, year, tense)
        if e.part or e.clock:
            return self._time_alone(e)
        return self._year_alone(e, year)

    def _year(self, e: Expression, tense: Tense) -> _Year:
        ref, published, spoken = e.year, self.published, self.spoken
        if ref is None:
            return _Year(None, False)
        if ref.base == "abs":
            if e.era:
                spoken.era = e.era
            return _Year(ref.n, True)
        if ref.base == "now":
            if published is None:
                return _Year(None, True)
            this = fiscal_year(published) if e.is_fiscal else published.year
            if e.half_base == "new" and published.month in (1, 2, 3):
                this += 1  # 新年度 in March is the coming one
            return _Year(this + ref.n, True)
        if ref.base == "ana":
            base = spoken.fiscal if e.is_fiscal and spoken.fiscal is not None else spoken.year
            if base is None and published is not None:
                base = fiscal_year(published) if e.is_fiscal else published.year
            return _Year(None if base is None else base + ref.n, True)
        if ref.base == "era" and spoken.era:
            return _Year(eras()[spoken.era].year + ref.n - 1, True)
        return _Year(self._two_digits(ref.n, e, tense), True)

    def _two_digits(self, n: int, e: Expression, tense: Tense) -> int | None:
        """24年3月期 → 2024, 98年 → 1998, 27年度 beside 平成26年 → 2015."""
        now = self.published or min(self.today, date(2100, 1, 1))
        western = 2000 + n if 2000 + n <= now.year + 15 or n < 40 else 1900 + n
        by_era = [(eras()[name].year + n - 1, name) for name in ("令和", "平成", "昭和") if n <= eras()[name].last]
        near = [year for year, name in by_era if name in self.eras]
        if near and self.known_years:
            best = min(near, key=lambda year: min(abs(year - known) for known in self.known_years))
            gap = min(abs(best - known) for known in self.known_years)
            if gap < min(abs(western - known) for known in self.known_years) or n < 10:
                return best
        if near and not self.known_years:
            return near[0]
        limit = now.year + (1 if n == 1 else 3 if tense == "past" else 10)
        if western > limit or (n < 10 and not e.rule.startswith("two")):
            plausible = [year for year, _ in by_era if year <= limit and year > now.year - 15]
            if plausible:
                return max(plausible)
            if western > limit and n >= 40:
                return 1900 + n
        return western

    # ---- year, decade, century

    def _year_alone(self, e: Expression, year: _Year) -> str:
        n = year.n
        if n is None:
            return "XXXX"
        if e.is_fiscal:
            self._speak(fiscal=n, year=n, is_written=False)
            if e.mod == "END" and e.monthpoint not in ("後半", "終盤"):
                return f"{n + 1:04d}-03"
            if e.mod == "START" and e.monthpoint not in ("前半", "序盤"):
                return f"{n:04d}-04"
            return f"FY{n:04d}"
        if not (e.rule == "anaphoric_year" and e.year is not None and e.year.n < 0):
            self._speak(year=n)
        if e.mod == "END" and e.monthpoint not in ("後半", "終盤"):
            return f"{n:04d}-12"
        return f"{n:04d}"

    def _rounded(self, e: Expression) -> str:
        assert e.year is not None
        n = e.year.n
        if e.rounded == 100 and e.year.base == "now":
            year = (self.published or min(self.today, date(2100, 1, 1))).year
            return f"{(year - 1) // 100 + n:02d}XX"
        if e.rounded == 100:
            return f"{n // 100:02d}XX"
        if e.era:
            return f"{n:04d}/{n + 9:04d}"
        if e.year.base == "decade":
            now = self.published or self.today
            n = 2000 + n if 2000 + n <= min(now.year, 2100) + 5 else 1900 + n
        return f"{n // 10:03d}X"

    # ---- words of the year

    def _yearpoint(self, e: Expression, tense: Tense) -> str | None:
        published, point = self.published, e.yearpoint
        if point.startswith("SAME"):
            return self._same_period(e)
        if point == "TERM":
            return self._business_year(e)
        if point in ("IN", "FIN"):
            year = self._year(e, tense).n
            if year is None and published is not None:
                year = fiscal_year(published) if point == "FIN" else published.year
            if year is None:
                return "XXXX"
            return f"FY{year:04d}" if point == "FIN" or e.is_fiscal else f"{year:04d}"
        year_read = self._year(e, tense)
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
            year = self.spoken.year
        elif point.endswith("+"):
            year = published.year if tense == "past" or (tense is None and published.month <= 2) else published.year + 1
        elif month == 1:
            year = published.year + (tense == "future")  # 年初から
        elif month == 3 and tense != "past":
            year = fiscal_year(published) + 1
        elif month == 4 and tense != "future":
            year = fiscal_year(published)
        elif month == 12 and tense != "past":
            year = published.year - (published.month == 1)
        else:
            year = self._nearest_year(month, None, tense)
        if year is None:
            return f"XXXX-{month:02d}"
        self._speak(year=year, month=(year, month))
        return f"{year:04d}-{month:02d}"

    def _same_period(self, e: Expression) -> str:
        """前年同期 is the period spoken of before, a year earlier."""
        spoken, kind = self.spoken, e.yearpoint
        assert e.year is not None
        n = e.year.n if e.year.base == "ana" else 0
        if e.year.base == "now" and self.published is not None:  # 昨年同期
            days = bounds(spoken.period) if spoken.period else None
            there = days[0].year if days else spoken.month[0] if spoken.month else self.published.year
            n = self.published.year + e.year.n - there
        if kind == "SAMEPERIOD" and spoken.period:
            return _years_later(spoken.period, n)
        if kind == "SAMEDAY" and spoken.day is not None:
            return _years_later(spoken.day.isoformat(), n)
        month = spoken.month
        if kind == "SAMEMONTH" and month is not None:
            return f"{month[0] + n:04d}-{month[1]:02d}"
        if kind == "SAMEMONTH" and self.published is not None:
            year, number = add_months(self.published.year, self.published.month, -1)
            return f"{year + n:04d}-{number:02d}"
        if spoken.fiscal is not None and e.is_fiscal:
            return f"FY{spoken.fiscal + n:04d}"
        if kind == "SAMEPERIOD" and month is not None:
            return f"{month[0] + n:04d}-{month[1]:02d}"
        base = spoken.year or (self.published.year if self.published else None)
        return f"{base + n:04d}" if base else "XXXX"

    def _business_year(self, e: Expression) -> str:
        """今期, 前期, 来期: of the company, whose year ends in the month its 期 are named after."""
        assert e.year is not None
        if e.year.base == "ana" or (e.is_compared and e.year.n < 0):
            before = self.spoken.period
            if "-Q" in before:
                return _quarters_later(before, e.year.n)
            days = bounds(before) if "/" in before else None
            if days is not None and (days[1] - days[0]).days < 100:
                start = add_months(days[0].year, days[0].month, 3 * e.year.n)
                stop = add_months(*start, 2)
                return f"{start[0]:04d}-{start[1]:02d}/{stop[0]:04d}-{stop[1]:02d}"
            if before:
                return _years_later(before, e.year.n)
        if self.published is None:
            base = self.spoken.fiscal
            if base is None:
                return "XXXX"
            return self._half_or_quarter(e, base + e.year.n) or f"FY{base + e.year.n:04d}"
        term = self.spoken.term
        ends = self.published.year + (self.published.month > term) + e.year.n
        return self._term_value(ends, term, e)

    def _term_value(self, year: int, term: int, e: Expression) -> str:
        """Return the business year that ends in ``term`` of ``year``: FY for March, else its months."""
        self.spoken.term = term
        if term == 3:
            self._speak(fiscal=year - 1)
            value = self._half_or_quarter(e, year - 1) or f"FY{year - 1:04d}"
        else:
            first_year, first_month = add_months(year, term, -11)
            offset, n = (3 * e.quarter.n - 3, 3) if e.quarter else (6 * int(e.half[1]) - 6, 6) if e.half else (0, 12)
            start = add_months(first_year, first_month, offset)
            end = add_months(*start, n - 1)
            value = f"{start[0]:04d}-{start[1]:02d}/{end[0]:04d}-{end[1]:02d}"
        self.spoken.period = value
        return value

    @staticmethod
    def _half_or_quarter(e: Expression, fiscal: int) -> str:
        if e.quarter is not None:
            return f"FY{fiscal:04d}-Q{e.quarter.n}"
        if e.half:
            return f"FY{fiscal:04d}-{e.half}"
        return ""

    # ---- quarters, halves, seasons, 4〜9月期

    def _part_of_year(self, e: Expression, year: _Year, tense: Tense) -> str:
        if e.rule == "sports_season":
            return "XXXX" if year.n is None else f"{year.n:04d}"
        if e.season:
            return self._season(e, year, tense)
        if e.term:
            n = year.n
            if n is None:
                n = self._nearest_year(e.term, None, tense or "past")
                if n is None:
                    return "XXXX"
            return self._term_value(n, e.term, e)
        if e.months:
            value = self._months(e.months, year, tense)
        elif e.quarter is not None and e.quarter.base != "abs":
            value = self._near_quarter(e.quarter)
        else:
            value = self._named_part(e, year, tense)
        self.spoken.period = value
        days = bounds(value)
        if days is not None:
            self._speak(year=days[0].year)
        return value

    def _months(self, months: tuple[int, int], year: _Year, tense: Tense) -> str:
        first, last = months
        n = year.n
        if n is None:
            end = self._nearest_year(last, None, tense or "past")
            if end is None:
                return f"XXXX-{first:02d}/XXXX-{last:02d}"
            n = end - (last < first)
        return f"{n:04d}-{first:02d}/{n + (last < first):04d}-{last:02d}"

    def _near_quarter(self, ref: Ref) -> str:
        published = self.published
        if published is None:
            return "XXXX"
        year, month = add_months(published.year, published.month, 3 * ref.n)
        return f"{year:04d}-Q{(month + 2) // 3}"

    def _named_part(self, e: Expression, year: _Year, tense: Tense) -> str:
        suffix = f"Q{e.quarter.n}" if e.quarter is not None else e.half
        n, published, spoken = year.n, self.published, self.spoken
        if n is not None:
            return f"FY{n:04d}-{suffix}" if e.is_fiscal or e.half_base == "fis" else f"{n:04d}-{suffix}"
        fiscal_context = spoken.fiscal is not None and self.sentence - spoken.sentence < 8
        calendar = e.half_base == "cal" and not fiscal_context
        if published is None:
            known = spoken.fiscal if fiscal_context else spoken.year
            return f"{'FY' if fiscal_context else ''}{known:04d}-{suffix}" if known else f"XXXX-{suffix}"
        if fiscal_context and spoken.fiscal is not None and e.quarter is not None and spoken.end >= 0:
            return f"FY{spoken.fiscal:04d}-{suffix}"
        base = published.year if calendar else fiscal_year(published)
        prefix = "" if calendar else "FY"
        days = bounds(f"{prefix}{base:04d}-{suffix}")
        if tense != "future" and days is not None and days[tense == "past"] > published:
            base -= 1
        return f"{prefix}{base:04d}-{suffix}"

    def _season(self, e: Expression, year: _Year, tense: Tense) -> str:
        n, published = year.n, self.published
        if e.year is None:
            n = self._nearest_year(_SEASON_START[e.season], None, tense)
        elif (
            e.year.base == "now"
            and published is not None
            and n is not None
            and e.season == "WI"
            and (published.month <= 3 or (tense == "past" and published.month <= 8))
            and e.rule == "season"
            and not self._is_two_words(e)
        ):
            n -= 1
        if n is None:
            return f"XXXX-{e.season}"
        self._speak(year=n)
        return f"{n:04d}-{e.season}"

    @staticmethod
    def _is_two_words(e: Expression) -> bool:
        """昨年冬 names a year and a season; 昨冬 one winter."""
        return e.end - e.start > 3

    # ---- weeks

    def _week(self, e: Expression, tense: Tense) -> str:
        assert e.week is not None
        base = self.spoken.day if e.week.base == "ana" and self.spoken.day else self.published
        if base is None:
            return self._with_time("XXXX-XX-XX" if e.weekday else "XXXX-WXX", e)
        start = monday(base) + timedelta(weeks=e.week.n)
        if e.weekpoint == "AFTER":
            start += timedelta(weeks=0 if tense == "past" and base.weekday() < 5 else 1)
            e.mod = "START"
        elif e.weekpoint == "NEXT":
            e.mod = "START"
        elif e.weekpoint in ("START", "MID"):
            e.mod = e.weekpoint  # type: ignore[assignment]
        if e.weekpoint == "WE":
            if (
                tense == "past"
                and e.week.n == 0
                and base.weekday() < 5
                and e.rule == "weekend"
                and e.end - e.start == 2
            ):
                start -= timedelta(weeks=1)
            return self._with_time(week_value(start) + "-WE", e)
        if e.weekday:
            day = start + timedelta(days=e.weekday - 1)
            self._speak(day=day)
            return self._with_time(day.isoformat(), e)
        return self._with_time(week_value(start), e)

    # ---- months and days

    def _calendar(self, e: Expression, year: _Year, tense: Tense) -> str:
        if e.day is not None and e.day.base in ("now", "ana", "next", "same"):
            return self._relative_day(e, tense)
        if e.month is not None and e.month.base != "abs":
            month = self._relative_month(e.month)
            if e.is_compared and month:
                return f"{month[0]:04d}-{month[1]:02d}"
            return self._in_month(e, month)
        if e.month is not None:
            n = year.n
            if n is None and not year.is_written:
                n = self._year_for(e, tense)
            if n is None:
                return self._unknown_year(e)
            return self._in_month(e, (n, e.month.n), year.is_written)
        if e.nth:
            if year.n is not None and e.rule == "nth_week":
                return f"{year.n:04d}-W{e.nth:02d}"
            if year.n is not None and e.nth < 0:
                return self._in_month(e, (year.n, 12), True)
            month = self.spoken.month or ((self.published.year, self.published.month) if self.published else None)
            return self._in_month(e, month)
        if e.day is not None:
            return self._day_alone(e, tense)
        return self._weekday_alone(e, tense)

    def _relative_month(self, ref: Ref) -> tuple[int, int] | None:
        published, spoken = self.published, self.spoken
        if ref.base == "now":
            return add_months(published.year, published.month, ref.n) if published else None
        base = spoken.month or ((published.year, published.month) if published else None)
        if base is None:
            return None
        if ref.base == "ana":
            return add_months(*base, ref.n)
        year = base[0]  # 同8月, 翌4月
        return (year + (ref.base == "next" and ref.n <= base[1]), ref.n)

    def _in_month(self, e: Expression, month: tuple[int, int] | None, is_written: bool = True) -> str:
        if month is None:
            suffix = f"-{e.day.n:02d}" if e.day else ""
            if e.month is not None and e.month.base == "ana" and self.spoken.yearless[0]:
                same = (self.spoken.yearless[0] + e.month.n - 1) % 12 + 1
                return self._with_time(f"XXXX-{same:02d}{suffix}", e)
            return self._with_time(f"XXXX-XX{suffix}", e)
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
            self._speak(day=found)
            return self._with_time(found.isoformat(), e)
        if e.day is None:
            self._speak(month=month, is_written=is_written)
            return f"{year:04d}-{number:02d}"
        day = day_of(year, number, e.day.n)
        if day is None:
            self.warning = self.warning or f"{year}年{number}月に{e.day.n}日はない"
            return f"{year:04d}-{number:02d}-{e.day.n:02d}"
        self._check_weekday(e, day)
        self._speak(day=day, is_written=is_written)
        return self._with_time(day.isoformat(), e)

    def _check_weekday(self, e: Expression, day: date) -> None:
        if e.weekday and day.isoweekday() != e.weekday:
            kanji = "月火水木金土日"
            self.warning = self.warning or (
                f"{day.year}年{day.month}月{day.day}日は{kanji[day.isoweekday() - 1]}曜日（本文は{kanji[e.weekday - 1]}曜日）"
            )

    def _unknown_year(self, e: Expression) -> str:
        assert e.month is not None
        day = f"-{e.day.n:02d}" if e.day else ""
        self.spoken.yearless = (e.month.n, e.day.n if e.day else 0)
        if e.nth:
            return f"XXXX-{e.month.n:02d}"
        return self._with_time(f"XXXX-{e.month.n:02d}{day}", e)

    def _year_for(self, e: Expression, tense: Tense) -> int | None:
        """Choose the year of a month (and day) that the text leaves out."""
        assert e.month is not None
        month, day = e.month.n, e.day.n if e.day and e.day.base == "abs" else None
        spoken, published = self.spoken, self.published
        if spoken.month is not None and self.between in _JOINTS:
            return spoken.month[0] + (self.between in _FORWARD and month < spoken.month[1])
        if e.weekday and published is not None and day is not None:
            year = self._year_by_weekday(month, day, e.weekday, tense)
            if year is not None:
                return year
        carried = self._carried_year(month, tense)
        if carried is not None:
            return carried
        if published is None:
            distance = self.sentence - spoken.sentence
            return spoken.year if spoken.is_written and (distance == 0 or (distance == 1 and spoken.month)) else None
        return self._nearest_year(month, day, tense)

    def _carried_year(self, month: int, tense: Tense) -> int | None:
        """2014年4月に設立、8月に上場: the year goes on where the text goes forward in the same breath."""
        spoken, published = self.spoken, self.published
        if spoken.year is None or not spoken.is_written or (spoken.month is None and spoken.sentence != self.sentence):
            return None
        distance = self.sentence - spoken.sentence
        if spoken.month is None and self.between == "のは" and spoken.sentence == self.sentence:
            return spoken.year  # 2009年の大会は3月11日に開幕
        if published is not None and spoken.month is None and spoken.year > published.year:
            return None  # 2021年に始める計画で、9月に
        if spoken.month is None and self.start - spoken.end > 4:
            return None  # 昨年27回開いた会は、9月25日に
        if distance > 1 or (spoken.month is not None and month < spoken.month[1]):
            return None
        if published is not None:
            gap = (published.year - spoken.year) * 12 + published.month - month
            if spoken.year == published.year and gap < 0 and tense == "past":
                return None
            if distance == 1:
                return None  # a new sentence reports again
            if (
                distance == 0
                and spoken.month is None
                and spoken.year < published.year
                and (published.month - month) % 12 <= 1
                and tense != "past"
            ):
                return None
        return spoken.year

    def _nearest_year(self, month: int, day: int | None, tense: Tense) -> int | None:
        published = self.published
        if published is None:
            return None
        here = (month, day if day is not None else published.day)
        now = (published.month, published.day)
        past = published.year if here <= now else published.year - 1
        future = published.year if here >= now else published.year + 1
        if day == 29 and month == 2:
            past, future = _leap(past, -1), _leap(future, 1)
        point = day or 15
        before = published - (day_of(past, month, point) or date(past, month, 28))
        after = (day_of(future, month, point) or date(future, month, 28)) - published
        if abs(before) > 5 * abs(after) or abs(after) > 5 * abs(before):
            tense = None  # eleven months away it would be 昨年3月, 来年3月
        if tense == "past":
            return past
        if tense == "future":
            return future
        return past if 5 * abs(before) <= 6 * abs(after) or past == future else future

    def _year_by_weekday(self, month: int, day: int, weekday: int, tense: Tense) -> int | None:
        published = self.published
        assert published is not None
        first = self._nearest_year(month, day, tense)
        if first is None:
            return None
        near = day_of(first, month, day)
        if near is not None and abs((near - published).days) <= 45:
            return first  # a day so near is meant, whatever its weekday: the mention warns
        for year in (first, first - 1, first + 1):
            found = day_of(year, month, day)
            if found is not None and found.isoweekday() == weekday:
                return year
        return None

    def _day_alone(self, e: Expression, tense: Tense) -> str:
        """4日, 30日(月): the month comes from what was just said, else from the publication."""
        assert e.day is not None
        n, spoken, published = e.day.n, self.spoken, self.published
        is_listed = self.between in _JOINTS
        is_forward = self.between in _FORWARD or (not is_listed and _EVENT_RE.fullmatch(self.between) is not None)
        if (is_listed or is_forward) and spoken.month is not None and spoken.day is not None:
            month = spoken.month
            if n < spoken.day.day and is_forward:
                month = add_months(*month, 1)
            if n > spoken.day.day or is_forward:
                return self._in_month(e, month, spoken.is_written)
        if published is None:
            if spoken.month is not None and self.sentence - spoken.sentence <= 1 + (spoken.day is not None):
                month = spoken.month
                if spoken.day is not None and n < spoken.day.day and tense == "past":
                    month = add_months(*month, 1)
                return self._in_month(e, month, spoken.is_written)
            return self._with_time(f"XXXX-XX-{n:02d}", e)
        near = self._near_day(n, e.weekday, tense)
        if self.place == "list" and spoken.day is not None and near is not None and abs((near - published).days) > 2:
            near = day_of(spoken.day.year, spoken.day.month, n) or near
        elif near is not None and not -2 <= (near - published).days <= 0 and spoken.day is not None:
            distance = self.sentence - spoken.sentence
            ahead = day_of(spoken.day.year, spoken.day.month, n)
            if distance <= 1 and ahead is not None and ahead > spoken.day and spoken.is_written and ahead != near:
                near = ahead
        if near is None:
            return self._with_time(f"XXXX-XX-{n:02d}", e)
        self._check_weekday(e, near)
        self._speak(day=near)
        return self._with_time(near.isoformat(), e)

    def _near_day(self, n: int, weekday: int, tense: Tense) -> date | None:
        published = self.published
        assert published is not None
        candidates = []
        for offset in range(-14 if weekday else -3, 14 if weekday else 4):
            year, month = add_months(published.year, published.month, offset)
            day = day_of(year, month, n)
            if day is not None and (not weekday or day.isoweekday() == weekday):
                candidates.append(day)
        if weekday and not candidates:
            return self._near_day(n, 0, tense)
        past = max((day for day in candidates if day <= published), default=None)
        future = min((day for day in candidates if day >= published), default=None)
        if weekday and past and future and min(published - past, future - published).days > 45:
            return self._near_day(n, 0, tense)
        if past is not None and future is not None and not weekday:
            back, ahead = (published - past).days, (future - published).days
            if self.is_borrowed or back * 4 <= ahead or ahead * 4 <= back:
                return past if back <= ahead else future  # a day of another month would be 先月5日, 来月5日
        if tense == "past" and past is not None:
            return past
        if tense == "future" and future is not None:
            return future
        if past is None or future is None:
            return past or future
        return past if 5 * (published - past).days <= 6 * (future - published).days else future

    def _weekday_alone(self, e: Expression, tense: Tense) -> str:
        published = self.published
        if published is None:
            return self._with_time(f"XXXX-WXX-{e.weekday}", e)
        back = (published.isoweekday() - e.weekday) % 7
        past, future = published - timedelta(days=back), published + timedelta(days=(7 - back) % 7)
        if e.direction and published:
            if e.direction == 2:
                e.direction = -1 if tense == "past" else 1
            day = published - timedelta(days=back or 7) if e.direction < 0 else published + timedelta(days=7 - back)
        elif self.between in _JOINTS and self.spoken.day is not None and self.between in _FORWARD:
            after = (e.weekday - self.spoken.day.isoweekday()) % 7
            day = self.spoken.day + timedelta(days=after)
        else:
            day = past if tense == "past" or (tense is None and back <= 3) else future
        self._speak(day=day)
        return self._with_time(day.isoformat(), e)

    def _relative_day(self, e: Expression, tense: Tense) -> str:
        assert e.day is not None
        ref, spoken = e.day, self.spoken
        if ref.base == "now":
            base = self.published
        else:
            is_lost = e.is_of_event and not 0 <= self.sentence - spoken.day_sentence <= 1
            if is_lost or (spoken.day is None and spoken.full_day is None and e.is_anaphoric):
                return self._with_time("XXXX-XX-XX", e)
            if ref.base != "ana" or tense == "future":
                base = spoken.day or spoken.full_day or self.published
            elif tense == "past":
                base = spoken.full_day or self.published or spoken.day  # a day to come is not 同日 of a report
            else:
                base = spoken.full_day or spoken.day or self.published
            if self.is_aside and self.dateline[0] == self.sentence and ref.base == "ana":
                base = self.dateline[1]  # 12日、…7日から行っていた買い付けの結果を翌日公表した
        is_unspoken = base is not None and base is self.published and spoken.day is None and spoken.full_day is None
        if is_unspoken and ref.base == "ana" and ref.n > 0 and tense == "past":
            return self._with_time("XXXX-XX-XX", e)  # the day after the publication cannot be past
        if base is None and ref.base in ("ana", "next", "same") and spoken.yearless[1] and spoken.month is None:
            known = day_of(2003, *spoken.yearless)
            if known is not None:
                day = known + timedelta(days=ref.n) if ref.base == "ana" else day_of(2003, known.month, ref.n) or known
                return self._with_time(f"XXXX-{day.month:02d}-{day.day:02d}", e)
        if base is None:
            number = f"{ref.n:02d}" if ref.base in ("next", "same") else "XX"
            if ref.base == "same" and spoken.month:
                return self._in_month(replace(e, day=Ref("abs", ref.n)), spoken.month)
            return self._with_time(f"XXXX-XX-{number}", e)
        if ref.base in ("now", "ana"):
            day = base + timedelta(days=ref.n)
        else:
            month = (base.year, base.month)
            if ref.base == "next" and ref.n < base.day:
                month = add_months(*month, 1)
            found = day_of(*month, ref.n)
            if found is None:
                return self._with_time(f"XXXX-XX-{ref.n:02d}", e)
            day = found
        self._check_weekday(e, day)
        if (
            e.rule == "same"
            and e.clock is not None
            and not e.part
            and e.clock[0] < 12
            and spoken.part in ("AF", "EV", "NI")
        ):
            e.clock, e.part = (e.clock[0] + 12, *e.clock[1:]), spoken.part  # 午後5時20分…同7時
        if not e.is_compared and not (ref.base == "ana" and ref.n < 0 and self.published is not None):
            self._speak(day=day)  # the text goes on from there; but not from 前日
        return self._with_time(day.isoformat(), e)

    def _holiday(self, e: Expression, year: _Year, tense: Tense) -> str:
        first, _, last = e.holiday.partition("/")
        if ":" in first:
            month, _, rule = first.partition(":")
            nth, weekday = map(int, rule.split("-"))
            n = year.n
            if n is None:
                n = self._nearest_year(int(month), nth * 7, tense)
            day = nth_weekday(n, int(month), nth, weekday) if n else None
        else:
            month_n, day_n = map(int, first.split("-"))
            n = year.n if year.n is not None else self._nearest_year(month_n, day_n, tense)
            day = day_of(n, month_n, day_n) if n else None
        if day is None:
            return self._with_time(f"XXXX-{first[:2]}-{'XX' if ':' in first else first[3:]}", e)
        self._speak(day=day)
        if last:
            return f"{day.isoformat()}/{day.year:04d}-{last}"
        return self._with_time(day.isoformat(), e)

    # ---- times

    def _time_alone(self, e: Expression) -> str:
        spoken = self.spoken
        day = None
        if 0 <= self.sentence - spoken.day_sentence <= 6:
            day = spoken.day if spoken.day is not None and spoken.sentence == self.sentence else spoken.full_day
        if not self.is_open and spoken.sentence != self.sentence:
            day = None  # 深夜も38回: a headline
        if e.is_owned:
            day = None  # 判決の朝, 事件当夜の午前0時: of a day that the noun names
        if day is not None:
            spoken.day_sentence = self.sentence
        hour = e.clock[0] if e.clock else None
        if hour is not None and not e.part and self.between in _JOINTS and spoken.hour is not None and hour < 12:
            is_afternoon = spoken.part in ("AF", "EV", "NI") and hour + 12 > spoken.hour
            is_noon_passed = not spoken.part and hour < spoken.hour <= 12 and self.between in _FORWARD
            if (is_afternoon or is_noon_passed) and e.clock is not None:  # 午後1時から3時, 11時から4時
                e.clock, e.part = (hour + 12, *e.clock[1:]), spoken.part
        elif (
            hour is not None
            and not e.part
            and hour < 12
            and spoken.part in ("AF", "EV")
            and self.sentence == spoken.clock_sentence
            and spoken.hour is not None
            and hour + 12 > spoken.hour
            and e.clock is not None
        ):
            e.clock, e.part = (hour + 12, *e.clock[1:]), spoken.part  # 午後6時から1時間ずらして7時に始める
        return self._with_time(day.isoformat() if day else "XXXX-XX-XX", e)

    def _with_time(self, day: str, e: Expression) -> str:
        if e.clock is not None:
            hour, minute, second = e.clock
            if hour >= 24 and len(day) == 10 and "X" not in day:
                day = (date.fromisoformat(day) + timedelta(days=hour // 24)).isoformat()
                hour -= 24
            elif e.is_midnight and hour == 24:
                hour = 0
            self.spoken.hour, self.spoken.part, self.spoken.clock_sentence = hour, e.part, self.sentence
            seconds = f":{second:02d}" if e.clock_parts == 3 else ""
            if len(day) == 10 and "X" not in day and hour < 24:
                self.spoken.moment = datetime.combine(date.fromisoformat(day), time(hour, minute, second))
            return f"{day}T{hour:02d}:{minute:02d}{seconds}"
        if e.part:
            self.spoken.part, self.spoken.hour = e.part, None
            return f"{day}T{e.part}"
        return day

    # ---- N日前, 3年後

    def _shifted(self, e: Expression, tense: Tense) -> str:
        unit, months, days, seconds = e.amount[0][0], 0, Decimal(0), Decimal(0)
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
        base, known = self.shifted = self._shift_base(e, tense)
        if (
            known == "published"
            and e.shift > 0
            and tense is None
            and e.day is None
            and e.month is None
            and not self.is_open
        ):
            e.type = "DURATION"
            return _period(e.amount, e.is_vague)  # 7カ月後ようやく: of what, the headline does not say
        if known == "event" and base is None and e.day is None and e.month is None and not e.part:
            e.type = "DURATION"
            return _period(e.amount, e.is_vague)  # 植え付けの2週間前
        if (e.is_vague and e.day is None and e.month is None) or (
            seconds and self.clock is None and self.spoken.moment is None
        ):
            e.type = "DURATION"
            return _period(e.amount, e.is_vague)  # 数日前, 発表の約4時間前
        if base is None:
            return self._with_time(
                {"Y": "XXXX", "C": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX"}.get(unit, "XXXX-XX-XX"), e
            )
        if seconds and self.spoken.moment is not None and (e.shift > 0 or e.is_anaphoric or self.clock is None):
            try:
                moment = self.spoken.moment + timedelta(seconds=float(seconds), days=float(days))
            except OverflowError:
                return _period(e.amount)
            return moment.isoformat(timespec="seconds" if moment.second else "minutes")
        if seconds:
            shifted = add_months(base.year, base.month, months)
            if day_of(*shifted, 1) is None:
                return _period(e.amount)
            return self._shifted_clock(date(*shifted, min(base.day, month_end(*shifted))), seconds, days)
        year, month = add_months(base.year, base.month, months)
        if not 1 <= year <= 9999:
            return _period(e.amount)
        if unit in ("Y", "C") and months % 12 == 0 and not days:
            return self._shifted_year(e, year, known)
        if unit in ("Y", "M", "C") and not days:
            self._speak(month=(year, month))
            if e.day is not None:
                return self._in_month(e, (year, month))
            return f"{year:04d}-{month:02d}"
        start = date(year, month, min(base.day, month_end(year, month)))
        if unit == "B":
            day = _business_days(start, int(days))
        else:
            try:
                day = start + timedelta(days=float(days))
            except OverflowError:
                return _period(e.amount)
        if unit == "W":
            self._speak(day=day)
            return week_value(day)
        self._speak(day=day)
        return self._with_time(day.isoformat(), e)

    def _shifted_year(self, e: Expression, year: int, known: str) -> str:
        if e.month is not None:
            return self._in_month(e, (year, e.month.n))
        if e.season:
            return f"{year:04d}-{e.season}"
        self._speak(year=year)
        return f"{year:04d}"

    def _shifted_clock(self, base: date, seconds: Decimal, days: Decimal) -> str:
        if self.clock is None:
            return "XXXX-XX-XXTXX:XX"
        moment = datetime(base.year, base.month, base.day, *self.clock) + timedelta(
            seconds=float(seconds), days=float(days)
        )
        return moment.isoformat(
            timespec="minutes" if not moment.second else "seconds" if not moment.microsecond else "microseconds"
        )

    def _shift_base(self, e: Expression, tense: Tense) -> tuple[date | None, str]:
        """その3日後 counts from what was spoken of; 7年前 from the publication; 3日後 in a story goes on from it."""
        spoken, published = self.spoken, self.published
        near = 0 <= self.sentence - spoken.sentence <= 1
        told = self._told(e)
        if e.is_anaphoric:
            return (told or published), "told"
        if e.is_of_event:
            return (told if near else None), "event"
        if e.shift < 0 and near and spoken.is_numbered and spoken.day is not None and e.amount[0][0] == "D":
            return spoken.day, "told"  # 15日、表明した。2日前の会見では
        if self.shifted is not None and self.between in _JOINTS:
            return self.shifted  # 10年後、20年後
        if e.shift > 0 and tense == "past" and near and told is not None and not e.is_quoted:
            return told, "told"
        if self.between == "の" and told is not None:
            return told, "told"
        return published, "published"

    def _told(self, e: Expression) -> date | None:
        spoken = self.spoken
        unit = e.amount[0][0]
        if spoken.day is not None:
            return spoken.day
        if spoken.month is not None and unit in ("Y", "M", "C"):
            return date(*spoken.month, 1)
        if spoken.year is not None and unit in ("Y", "C") and 1 <= spoken.year <= 9999:
            return date(spoken.year, 1, 1)
        return None

    # ---- memory

    def _speak(
        self,
        *,
        year: int | None = None,
        month: tuple[int, int] | None = None,
        day: date | None = None,
        fiscal: int | None = None,
        is_written: bool = True,
    ) -> None:
        spoken = self.spoken
        spoken.sentence, spoken.is_written = self.sentence, is_written
        if day is not None:
            spoken.day, spoken.month, spoken.year = day, (day.year, day.month), day.year
            if self.published is None or day <= self.published:
                spoken.full_day = day
            spoken.day_sentence = self.sentence
        elif month is not None:
            spoken.day, spoken.month, spoken.year = None, month, month[0]
        elif year is not None:
            spoken.day, spoken.month, spoken.year = None, None, year
        if fiscal is not None:
            spoken.fiscal = fiscal


#: Text between two expressions that makes the second go on from the first; behind _FORWARD it is the later one.
_JOINTS = frozenset(
    ("、", "と", "・", "や", "から", "〜", "および", "及び", "か", "または", "~", "-", "、翌", "から翌", "より")
)
_EVENT_RE = Pattern(r"[一-龥]{2,3}[、――ー-]")  # 10月10日公示―22日投開票
_FORWARD = frozenset(("から", "〜", "~", "-", "から翌", "より"))


def _month_of(day: date | None) -> tuple[int, int] | None:
    return (day.year, day.month) if day else None


def _leap(year: int, step: int) -> int:
    while day_of(year, 2, 29) is None and 0 < year < 9999:
        year += step
    return year


def _business_days(day: date, n: int) -> date:
    step = 1 if n > 0 else -1
    while n:
        day += timedelta(days=step)
        if day.weekday() < 5:
            n -= step
    return day


def _years_later(value: str, n: int) -> str:
    """Move every year of a value: 2016-01/2016-03, FY2015-Q3.

    >>> _years_later("2016-01/2016-03", -1), _years_later("FY2015-Q3", -1)
    ('2015-01/2015-03', 'FY2014-Q3')
    """
    moved = []
    for part in value.split("/"):
        prefix = "FY" if part.startswith("FY") else ""
        digits = part[len(prefix) : len(prefix) + 4]
        moved.append(f"{prefix}{int(digits) + n:04d}{part[len(prefix) + 4 :]}" if digits.isdigit() else part)
    return "/".join(moved)


def _bound_mod(e: Expression, value: str) -> str | None:
    if e.monthpoint in ("前半", "後半", "序盤", "終盤") and "/" not in value:
        return {"前半": "FIRST_HALF", "後半": "SECOND_HALF"}.get(e.monthpoint, e.mod)
    return None if e.yearpoint or (e.mod == "END" and value.endswith(("-12", "-03")) and e.month is None) else e.mod


def _quarters_later(value: str, n: int) -> str:
    """Move a quarter.

    >>> _quarters_later("2016-Q1", -1)
    '2015-Q4'
    """
    head, _, quarter = value.rpartition("-Q")
    prefix = "FY" if head.startswith("FY") else ""
    if not head.removeprefix("FY").isdigit():
        return value
    total = int(head.removeprefix("FY")) * 4 + int(quarter) - 1 + n
    return f"{prefix}{total // 4:04d}-Q{total % 4 + 1}"


_SUFFIX = {"Y": "Y", "M": "M", "W": "W", "D": "D", "B": "BD"}


def _period(amount: list[tuple[str, Decimal]], is_vague: bool = False) -> str:
    """Return a duration in TIMEX3: 2年6月 → P2Y6M, 1年半 → P1Y6M, 2時間半 → PT2H30M, 1日半 → P1.5D.

    >>> _period([("Y", Decimal(1)), ("Y", Decimal("0.5"))]), _period([("TH", Decimal(2)), ("TM", Decimal(24))])
    ('P1Y6M', 'PT2H24M')
    """
    sums: dict[str, Decimal] = {}
    for symbol, n in amount:
        if symbol == "C":
            symbol, n = "Y", n * 100
        elif symbol == "Q":
            symbol, n = "M", n * 3
        sums[symbol] = sums.get(symbol, Decimal(0)) + n
    for coarse, fine, factor in (("Y", "M", 12), ("TH", "TM", 60), ("TM", "TS", 60)):
        n = sums.get(coarse, Decimal(0))
        if n % 1 == Decimal("0.5") and len(amount) > 1:
            sums[coarse], sums[fine] = n - n % 1, sums.get(fine, Decimal(0)) + n % 1 * factor
    date_part = "".join(_number(sums[s], is_vague) + _SUFFIX[s] for s in ("Y", "M", "W", "D", "B") if sums.get(s))
    time_part = "".join(_number(sums[s], is_vague) + s[1] for s in ("TH", "TM", "TS") if sums.get(s))
    if not date_part and not time_part:
        symbol = amount[0][0] if amount else "D"
        return f"PT0{symbol[1]}" if symbol.startswith("T") else f"P0{symbol}"
    return f"P{date_part}" + (f"T{time_part}" if time_part else "")


def _number(n: Decimal, is_vague: bool) -> str:
    return "X" if is_vague else format(n.normalize(), "f")
