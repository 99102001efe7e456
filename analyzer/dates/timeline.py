"""Where a text stands in time: the publication, and what was spoken of before.

:class:`Timeline` is the memory of one block group while its expressions are read in text order; what they mean is in
:mod:`analyzer.dates.resolution` and the modules below it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

#: Where an expression stands: before a comma, in a clause about a noun (13日に発表された統計), behind a date whose month it
#: shares (12月2日に会談し、10日の大綱に; of a story: 翌11日…12日), elsewhere.
Place = Literal["", "dateline", "aside", "list", "story"]


#: How many days the text remembers besides the last, and how old (in days) the one that a report is of may be.
_REMEMBERED = 5
_FRESH = 3


class _Spoken(Struct, gc=False):
    """What was spoken of last, coarse to fine, and where."""

    year: int | None = None
    month: tuple[int, int] | None = None
    day: date | None = None
    fiscal: int | None = None
    fiscal_sentence: int = -9
    period: str = ""  # value of the last quarter, half, business year or interval of months
    era: str = ""
    term: int = 3  # month in which the business year of the company ends
    end: int = -1  # offset behind the last expression
    point_end: int = -1  # offset behind the last that is no length: 2003年に…した記録を0秒04縮め
    sentence: int = -1
    moment: datetime | None = None  # the last day with a clock time
    yearless: tuple[int, int] = (0, 0)  # month and day of a date without a year
    yearless_sentence: int = -99
    is_planned: bool = False  # that date lay ahead: 12月1日に終えることを決めた
    yearless_day: tuple[int, int] = (0, 0)  # the last of them that had a day: what 同日 means, whatever months follow
    is_modifier: bool = False  # it said when a noun is: 来年1月の本大会
    season: tuple[int, int] | None = None  # year and first month of a season of the past: 七十五年前の夏
    season_sentence: int = -9
    is_written: bool = False  # its year stood in the text (or in a word such as 昨年)
    hour: int | None = None
    clock_sentence: int = -9
    part: str = ""
    day_sentence: int = -9
    monthless: frozenset[int] = frozenset()  # days told without any month: 22日に決めた。投票は6月21日…、22日の会見で
    is_numbered: bool = False  # the last day was written as a number
    event_day: date | None = None  # the day of the story before that one: what an inquiry looks into
    full_day: date | None = None  # the last day, years spoken of since left aside: what 同日 means
    told: tuple[tuple[int, date], ...] = ()  # the last few days and their sentences: 4月5日…、5日には…

    def tell_yearless(self, month: int, day: int, sentence: int, *, is_aside: bool = False) -> None:
        """Keep what a date without a year names, 0 for what it leaves out: 10月 is (10, 0), 29日 alone (0, 29).

        ``is_aside``: 同日 cannot mean it while another day was told (12日、4月1日付の人事を発表した。…が同日).
        """
        self.yearless, self.yearless_sentence, self.is_planned = (month, day), sentence, False
        if day:
            self.monthless = self.monthless - {day} if month else self.monthless | {day}
        if day and not (is_aside and self.yearless_day[1]):
            self.yearless_day = self.yearless


class Timeline:
    """The publication of one block group and the memory of what its expressions spoke of, in text order."""

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
        self.is_western = False  # the last year written in full was no year of an era
        self.sentence = 0
        self.between = ""  # text since the expression before, where short
        self.warning: str | None = None
        self.is_borrowed = is_borrowed
        self.start = 0
        self.place: Place = ""
        self.is_open = True  # body text, not a headline
        self.dateline: tuple[int, date] = (-1, date.min)  # the last day that opened a sentence, and which
        self.shifted: tuple[date | None, str] | None = None  # what the shift right before counted from
        self.set_sentence = -1  # the last sentence that said how often something happens
        self.is_modifier = False  # the expression says when a noun is: 1945年8月15日の終戦
        self.first_day: date | None = None  # the first day that the text names
        self.is_back = False  # the day spoken of last only says since when it had been so
        self.era_sentence = -9  # the last sentence with a year of an era
        self.era_year = 0  # the last year that was written with its era
        self.carried_sentence = -9  # the last sentence in which a month took the year of the one before
        self.row = -9  # the sentence of the last date that began a row of a chronicle
        self.calendar_of: int | None = None  # the fiscal year whose calendar the text is
        self.lead: date | None = None  # the first day of the last few before the publication: what the report is of
        self.topic: tuple[int, int] = (-1, 0)  # the last sentence whose topic is a year, and which: 2014年は
        self.months_of: tuple[int, int, int] = (0, 0, 0)  # year and months of a title: 催し案内(2024年10〜12月)
        self.minutes_of: int | None = None  # the year whose minutes the text is, where nothing else dates it
        self.published_before: date | None = None  # the publication of what a citation stands in
        self.cited_to = 0  # where a citation ends that begins with its own day
        self.filed: tuple[int, int] = (0, 0)  # month and day of the last line: (11月13日午前)
        self.log_day: date | None = None  # the day of a page that goes on by the clock: 【速報中】…14:20 会見へ
        self.market_day: date | None = None  # the day of a report that opens with what it is set against: 前日比412円安
        self.closed: int | None = None  # the fiscal year that the text closes: 2026年3月期 決算短信
        self.within: tuple[int, int] = (-9, 0)  # the last sentence with 年内, and which year, nothing told since
        self.is_aside = False  # the day spoken of last stood in a clause about a noun

    def _is_of_the_story(self, day: date) -> bool:
        """Return whether 同日 can mean the day: not one to come, nor one of long ago that only says which event."""
        if self.published is None:
            return True
        told = self.spoken.full_day
        is_background = self.is_modifier and (self.published - day).days > 300
        return day <= self.published and not (is_background and told is not None and (self.published - told).days <= 60)

    def told_day(self, n: int, step: int = 0) -> date | None:
        """Return the day told last, in this sentence or the three before, that has the number ``n`` (``step`` later)."""
        for sentence, day in reversed(self.spoken.told):
            if 0 <= self.sentence - sentence <= 3 and (day + timedelta(days=step)).day == n:
                return day + timedelta(days=step)
        return None

    @property
    def day_here(self) -> date | None:
        """The day spoken of last; within a sentence also behind a year that was named since."""
        told = self.spoken.told
        is_here = bool(told) and told[-1][0] == self.sentence
        return self.spoken.day or (told[-1][1] if is_here and self.spoken.month is None else None)

    @property
    def is_plan(self) -> bool:
        """Whether the day spoken of last, in this sentence, is one to come."""
        last, is_here = self.day_here, self.spoken.sentence == self.sentence
        return is_here and last is not None and self.published is not None and last > self.published

    def speak(
        self,
        *,
        year: int | None = None,
        month: tuple[int, int] | None = None,
        day: date | None = None,
        fiscal: int | None = None,
        is_written: bool = True,
    ) -> None:
        """Remember what was spoken of; ``is_written``: its year stood in the text."""
        spoken = self.spoken
        spoken.sentence, spoken.is_written = self.sentence, is_written
        self.within = -9, 0
        if day is not None:
            spoken.day, spoken.month, spoken.year = day, (day.year, day.month), day.year
            if self._is_of_the_story(day):
                if spoken.full_day is not None and spoken.full_day < day:
                    spoken.event_day = spoken.full_day
                spoken.full_day = day
            spoken.day_sentence = self.sentence
            spoken.told = (*spoken.told[-_REMEMBERED:], (self.sentence, day))
            self.first_day = self.first_day or day
            if self.lead is None and self.published is not None and 0 <= (self.published - day).days <= _FRESH:
                self.lead = day
        elif month is not None:
            spoken.day, spoken.month, spoken.year = None, month, month[0]
        elif year is not None:
            spoken.day, spoken.month, spoken.year = None, None, year
        if fiscal is not None:
            spoken.fiscal, spoken.fiscal_sentence = fiscal, self.sentence
