"""The walk through a point in time from coarse to fine: era, year, quarter, month, day, weekday, part of day, clock.

Each piece must be finer than the one before it; の, a blank or nothing joins them (昨年の3月, 2016年4月5日(火)7時55分). Behind
the last piece come its tail (上旬, 末, ごろ, 過ぎ) and a range (〜5月5日).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from analyzer.dates.expressions import Expression, Numbers, Ref, Word, eras, find_era
from analyzer.dates.patterns import (
    ABOUT_RE,
    BARE_ERA_RE,
    BOUND_RE,
    BRACKET_RE,
    CLOCK_NEXT_RE,
    CLOCK_REST_RE,
    CLOCK_TAIL_RE,
    COLON_RE,
    COMPARED_RE,
    DAY_FOLLOWS_RE,
    DIRECTION_RE,
    DOTTED_END_RE,
    ERA_BRACKET_RE,
    ERA_NUMBER_RE,
    ERA_SLASH_RE,
    ERA_UNIT_RE,
    ERA_WESTERN_RE,
    GLUE_RE,
    ISO_TIME_RE,
    KANJI,
    KANJI_DAYS,
    LAST_WEEK_RE,
    LATIN_DAY_RE,
    LATIN_DAYS,
    LONE_PART_RE,
    LONE_SEASON_RE,
    MOD_RE,
    NO_SEASON_RE,
    NOT_TIME_RE,
    ONE_HOUR_RE,
    ORDINAL_RE,
    PAGE_RE,
    QUARTER_SIGN_RE,
    RANGE_RE,
    RANGES,
    SAID_DAY_RE,
    SAME_PERIOD_RE,
    SHORT_QUARTER_RE,
    SLASH_END_RE,
    SLASH_RE,
    STOPS,
    TWELVE_RE,
    TWO_DIGITS_END_RE,
    TWO_DIGITS_RE,
    UNTIL_DAY_RE,
    WEEKDAY_RE,
    WESTERN_BRACKET_RE,
    WHOLE_DAY_RE,
    WHOLE_YEAR_RE,
    WITHIN_RE,
    WRITTEN_YEAR_RE,
)
from analyzer.numerals import number_at


class Reading(Protocol):
    """What the walk asks of the reader that sent it."""

    text: str
    is_range: bool

    def _numbers(self, start: int) -> Numbers | None: ...
    def _number(self, position: int) -> tuple[Decimal | int | None, int, bool]: ...
    def _word(self, position: int, is_joined: bool = False) -> tuple[Word, int] | None: ...
    def _is_length(self, numbers: Numbers, start: int, outer: int, approx: bool) -> bool: ...
    def _is_school_year(self, start: int, end: int) -> bool: ...
    def _point(self, start: int, inside: bool = False) -> list[Expression] | None: ...


_BOUND_FIRST = frozenset("以よ")
_COMPARED_FIRST = frozenset("比より並をに実")


class Walk:
    """One walk from coarse to fine; writes what it reads into the expression."""

    def __init__(self, reader: Reading, expression: Expression, rank: int) -> None:
        self.reader = reader
        self.text = reader.text
        self.expression = expression
        self.rank = rank
        self.listed: list[Expression] = []
        self.is_spread = False
        self.last_value = 0

    def run(self) -> None:
        """Join piece after piece; each must be finer than the one before."""
        position, text = self.expression.end, self.text
        while True:
            if self.rank and text[position : position + 1] in STOPS:
                break
            end = self._piece(position)
            if end is None and self.rank:
                glue = GLUE_RE.match(self.text, position)
                if glue:
                    end = self._piece(glue.end(), glued=True)
            if end is None:
                break
            self.expression.end = position = end
            if self.expression.until is not None or self.listed:
                break
        if self.rank and not self.listed:
            if text[position : position + 1] not in STOPS or text.startswith("はじめ", position):
                self._tail()
            self._close()

    def _close(self) -> None:
        if self.rank and not self.listed:
            near = self.text[self.expression.end : self.expression.end + 1]
            bound = BOUND_RE.match(self.text, self.expression.end) if near in _BOUND_FIRST else None
            if bound and self.expression.mod is None:
                self.expression.mod = "AFTER" if bound["after"] else "BEFORE"
            self.expression.is_owned = self.expression.start > 0 and self.text[self.expression.start - 1] == "の"
            if near in _COMPARED_FIRST:
                self.expression.is_compared = COMPARED_RE.match(self.text, self.expression.end) is not None

    def _piece(self, at: int, glued: bool = False) -> int | None:
        text = self.text
        if at >= len(text):
            return None
        character = text[at]
        if character in "0123456789":
            return self._numeric(at, glued)
        if character in KANJI or character == "元":
            found = self.reader._word(at)
            if found is not None:
                return self._word(at, found[0], found[1], glued)
            if character != "元" or self.rank or not find_era(text, at):
                return self._numeric(at, glued)
        if character in "( " or (character in "MTWFS" and self.rank >= 4):
            if self.rank in (2, 4) or (self.rank == 0 and character == "("):
                return self._bracketed_weekday(at)
            return None
        if self.rank == 0 and (name := find_era(text, at)):
            number = ERA_NUMBER_RE.match(text, at + len(name))
            if number:
                return self._era(at, name, number)
        if self.rank == 0 and text.startswith("西暦", at):
            return self._western(at + 2)
        if self.rank == 0 and character in "'’‘":
            return self._apostrophe(at + 1)
        if character == "Q" and self.rank < 2:
            return self._q(at)
        if character in "翌同第" and (end := self._prefixed(at, character)) is not None:
            return end
        found = self.reader._word(at, is_joined=self.rank > 0)
        if found is not None:
            return self._word(at, found[0], found[1], glued)
        match = WEEKDAY_RE.match(text, at)
        if match and self.rank < 5 and self.rank not in (1, 2):
            return self._weekday(match[1], match.end())
        if self.rank in (1, 2):
            return self._last_week(at)
        return None

    # -- numbers

    def _numeric(self, at: int, glued: bool) -> int | None:
        text, expression, rank = self.text, self.expression, self.rank
        short = SHORT_QUARTER_RE.match(text, at) if rank < 2 else None
        if short:
            expression.quarter, self.rank, expression.rule = Ref("abs", int(short[1])), 3, "quarter"
            return short.end()
        if rank <= 6:
            colon = COLON_RE.match(text, at)
            if colon and (rank >= 4 or rank == 0) and text[max(at - 1, 0) : at] not in (":", "."):
                return self._colon(at, colon)
        if rank == 0 and text[at] in "0123456789":
            slash = SLASH_RE.match(text, at)
            if slash and (end := self._slashed(at, slash)) is not None:
                return end
        numbers = self.reader._numbers(at)
        if numbers is None or numbers.is_vague or any(isinstance(value, Decimal) for value in numbers.values):
            return None
        stop = NOT_TIME_RE.get(numbers.unit)
        if stop is not None and stop.match(text, numbers.end):
            return None
        if numbers.unit == "年" and numbers.values[-1] <= 6 and self.reader._is_school_year(at, numbers.end):
            return None
        if rank and numbers.unit in ("日", "年") and glued and self.reader._is_length(numbers, at, at, False):
            return None
        method = _NUMERIC.get(numbers.unit)
        if method is None or max(numbers.values) > 9999:
            return None
        done: int | None = getattr(self, method)(at, numbers)
        if done is None or self.listed:
            return done
        if len(numbers.values) > 1 and not self.is_spread:
            self._spread(numbers)
        return done

    def _spread(self, numbers: Numbers) -> None:
        """8〜10日, 4、5日: an interval; 3、7日: two expressions that share the unit."""
        expression, field_name = self.expression, self.last_field
        if expression.until is not None:
            return
        values = numbers.values
        if numbers.connector in ("、", "・", ",", "か", "または") and (
            not all(b - a == 1 for a, b in pairwise(values)) or numbers.connector in ("か", "または")
        ):
            base = replace(expression, end=numbers.spans[0][1])
            self.listed = [base]
            for value, (start, end) in list(zip(values, numbers.spans, strict=True))[1:]:
                other = replace(expression, start=start, end=end, glue="、")
                setattr(other, field_name, self._like(getattr(expression, field_name), int(value)))
                self.listed.append(other)
            self.listed[-1].end = numbers.end
            return
        until = replace(expression, start=numbers.spans[-1][0])
        last = self.last_value or int(values[-1])
        setattr(until, field_name, self._like(getattr(expression, field_name), last))
        expression.until = until

    @staticmethod
    def _like(model: object, value: int) -> object:
        if isinstance(model, tuple) and not isinstance(model, Ref):
            return (value, 0, 0)
        return Ref("abs", value)

    def _year(self, at: int, numbers: Numbers) -> int | None:
        if self.rank or (not numbers.spans[0][1] - at >= 3 and self._only_length(numbers, at)):
            return None
        end = self._set_year(at, numbers)
        if end is None:
            return None
        self.rank = 1
        return self._western_in_brackets(end)

    def _set_year(self, at: int, numbers: Numbers) -> int | None:
        expression, _text = self.expression, self.text
        n = int(numbers.values[0])
        width = numbers.spans[0][1] - at
        if numbers.unit == "年" and self.rank == 0 and self.reader._is_length(numbers, at, at, False):
            return None
        is_full = 1000 <= n <= 2999 and (width == 4 or n >= 1000)
        expression.year = Ref("abs" if is_full else "two", n)
        if not is_full and width == 2 and self.text[at] == "0":
            expression.year = Ref("abs", 2000 + n)  # 06年: never of an era
        if not is_full and n > 99:
            expression.year = Ref("abs", n)
        expression.is_fiscal = numbers.unit == "年度"
        expression.rule = "fiscal" if expression.is_fiscal else "date"
        self.last_field = "year"
        if len(numbers.values) > 1:
            last = int(numbers.values[-1])
            if is_full and last < 100:
                last += n // 100 * 100
            self.last_value = last
            self.rank = 1
            if not is_full:
                until = replace(expression, start=numbers.spans[-1][0], year=Ref("two", last))
                expression.until = until
            elif n >= last:
                return None
            if numbers.connector in ("、", "・") and is_full:
                expression.until = replace(expression, start=numbers.spans[-1][0], year=Ref("abs", last))
        return numbers.end

    def _only_length(self, numbers: Numbers, at: int) -> bool:
        return numbers.unit == "年" and self.reader._is_length(numbers, at, at, False)

    def _western_in_brackets(self, end: int) -> int:
        """平成28年(2016年), 平成28(2016)年, 2016年(平成28年): the same year twice, checked against itself."""
        expression = self.expression
        match = WESTERN_BRACKET_RE.match(self.text, end)
        if match and expression.era and expression.year:
            self._compare(int(match[1]))
            return match.end()
        match = ERA_BRACKET_RE.match(self.text, end)
        if match and match[1] in eras() and expression.year and expression.year.base == "abs":
            year = eras()[match[1]].year + (1 if match[2] == "元" else int(match[2])) - 1
            self._compare(year)
            return match.end()
        return end

    def _compare(self, other: int) -> None:
        year = self.expression.year
        if year is not None and year.n != other:
            self.expression.warning = f"元号の年と西暦が合わない（{year.n}年と{other}年）"

    def _era(self, at: int, name: str, match: re.Match[str]) -> int | None:
        """昭和56年, 令和元年度, 平成二十八年, R6年, H27."""
        text, expression = self.text, self.expression
        era, digits = eras()[name], match[0]
        if digits == "元":
            n, end = 1, match.end()
        else:
            number = number_at(text, match.start(), middle_dot=False, blanks=False)
            if number is None or not isinstance(number.value, int) or (number.is_positional and number.value > 99):
                return None
            n, end = number.value, number.end
        if not 1 <= n <= era.last:
            return None
        short = len(name) == 1
        if short and at and ((text[at - 1].isascii() and text[at - 1].isalnum()) or text[at - 1] in "-・ァ-ヶ"):
            return None
        expression.year, expression.era, self.rank = Ref("abs", era.year + n - 1), name, 1
        expression.rule, self.last_field = "era", "year"
        slash = ERA_SLASH_RE.match(text, end)
        if slash and 1 <= int(slash[2]) <= 12:
            expression.month, self.rank = Ref("abs", int(slash[2])), 2
            if slash[3]:
                expression.day, self.rank = Ref("abs", int(slash[3])), 4
            return slash.end()
        inner = ERA_WESTERN_RE.match(text, end)
        if inner:
            self._compare(int(inner[1]))
            end = inner.end()
        unit = ERA_UNIT_RE.match(text, end)
        if unit:
            expression.is_fiscal = unit[1] == "年度"
            if unit[1] == "年代":
                expression.rounded, expression.rule = 10, "decade"
            return self._western_in_brackets(unit.end())
        several = self.reader._numbers(end - len(digits)) if not short else None
        if several and several.unit in ("年", "年度") and len(several.values) == 2:
            expression.is_fiscal = several.unit == "年度"
            expression.until = replace(
                expression, start=several.spans[1][0], year=Ref("abs", era.year + int(several.values[1]) - 1)
            )
            return several.end
        if short and BARE_ERA_RE.match(text, end) and (len(digits) == 2 or name == "R") and name not in "MT":
            return end
        expression.year, expression.era, self.rank = None, "", 0
        return None

    def _western(self, at: int) -> int | None:
        numbers = self.reader._numbers(at)
        if numbers is None or numbers.unit not in ("年", "年度", "年代"):
            slash = SLASH_RE.match(self.text, at)
            return self._slashed(at, slash) if slash else None
        self.expression.year = Ref("abs", int(numbers.values[0]))
        self.rank, self.last_field = 1, "year"
        return numbers.end

    def _apostrophe(self, at: int) -> int | None:
        match = TWO_DIGITS_RE.match(self.text, at)
        if match is None or not (match[0].endswith(("年", "度")) or self.text[at - 1] in "’'"):
            return None
        if not match[0].endswith(("年", "度")) and at >= 2 and self.text[at - 2] not in " \n(「、。":
            return None
        if not match[0].endswith(("年", "度")) and not TWO_DIGITS_END_RE.match(self.text, match.end()):
            return None
        n = int(match[1])
        self.expression.year = Ref("abs", 1900 + n if n >= 50 else 2000 + n)
        self.expression.is_fiscal = bool(match[2])
        self.expression.rule, self.rank, self.last_field = "two_digits", 1, "year"
        return match.end()

    def _decade(self, at: int, numbers: Numbers) -> int | None:
        n = int(numbers.values[0])
        if self.rank or n % 10 or not (1000 <= n <= 2990 or 10 <= n <= 90 or n == 0):
            return None
        self.expression.year = Ref("abs" if n >= 1000 else "decade", n)
        self.expression.rounded, self.expression.rule, self.rank, self.last_field = 10, "decade", 1, "year"
        return numbers.end

    def _century(self, at: int, numbers: Numbers) -> int | None:
        n = int(numbers.values[0])
        if self.rank or not 1 <= n <= 30:
            return None
        self.expression.year, self.expression.rounded = Ref("abs", (n - 1) * 100), 100
        self.expression.rule, self.rank, self.last_field = "century", 1, "year"
        return numbers.end

    def _month(self, at: int, numbers: Numbers) -> int | None:
        if self.rank > 1 or not all(1 <= value <= 12 for value in numbers.values):
            return None
        if self.rank == 1 and self.expression.rounded:
            return None
        self.expression.month = Ref("abs", int(numbers.values[0]))
        self.rank, self.last_field = 2, "month"
        if len(numbers.values) > 1 and DAY_FOLLOWS_RE.match(self.text, numbers.end):
            return None
        return numbers.end

    def _term(self, at: int, numbers: Numbers) -> int | None:
        """4〜9月期 is an interval of months, 3月期 a business year, 9月中間期 its first half."""
        if self.rank > 1 or not all(1 <= value <= 12 for value in numbers.values):
            return None
        values = [int(value) for value in numbers.values]
        expression = self.expression
        expression.rule, self.rank = "term", 2
        if len(values) > 1:
            expression.months = (values[0], values[-1])
            self.is_spread = True
        else:
            expression.term = values[0]
            self.rank = 1
        return numbers.end

    def _day(self, at: int, numbers: Numbers) -> int | None:
        text, expression = self.text, self.expression
        if self.rank not in (0, 1, 2) or not all(1 <= value <= 31 for value in numbers.values):
            return None
        if text[at - 1 : at] == "第":
            return None  # 第1節第2日
        if self.rank == 1 and not expression.month:
            return None
        if self.rank == 0 and self.reader._is_length(numbers, at, at, False):
            return None
        if self.rank == 0 and text[at : numbers.end] == "一日":
            return None
        if self.rank == 2 and expression.month is None:
            return None
        expression.day = Ref("abs", int(numbers.values[0]))
        self.rank, self.last_field = 4, "day"
        return numbers.end

    def _quarter_number(self, at: int, numbers: Numbers) -> int | None:
        if self.rank not in (0, 1) or not 1 <= numbers.values[0] <= 4:
            return None
        self.expression.quarter = Ref("abs", int(numbers.values[0]))
        self.expression.rule, self.rank, self.last_field = "quarter", 3, "quarter"
        return numbers.end

    def _hour(self, at: int, numbers: Numbers) -> int | None:
        text, expression = self.text, self.expression
        values = [int(value) for value in numbers.values]
        if self.rank in (1, 2, 3) or self.rank > 6 or not all(0 <= value <= 30 for value in values):
            return None
        is_kanji_one = text[at : numbers.end] == "一時"
        clock = CLOCK_REST_RE.match(text, numbers.end)
        assert clock is not None
        minute, second, parts = 0, 0, 1
        if clock["half"]:
            minute, parts = 30, 2
        elif clock["minute"]:
            value, _, _ = self.reader._number(clock.start("minute"))
            minute, parts = int(value or 0), 2
        if clock["second"]:
            value, _, _ = self.reader._number(clock.start("second"))
            second, parts = int(value or 0), 3
        if is_kanji_one and self.rank < 6 and parts == 1 and not ONE_HOUR_RE.match(text, numbers.end):
            return None
        if minute > 59 or second > 59:
            return None
        self._set_clock(values[0], minute, second, parts)
        self.last_field = "clock"
        if len(values) > 1:
            expression.until = replace(
                expression, start=numbers.spans[-1][0], clock=(self._hour_of(values[-1]), minute, second)
            )
            if parts > 1:
                expression.clock = (self._hour_of(values[0]), 0, 0)
            elif numbers.connector in ("、", "・", ",", "か"):
                expression.until = None
                self._spread(numbers)
                self.is_spread = True
                return numbers.end
        return clock.end()

    def _hour_of(self, hour: int) -> int:
        """午後4時 → 16, 夜12時 → 24, 朝7時 → 7, 午後12時 → 12, 深夜2時 → 2."""
        part = self.expression.part
        if part in ("AF", "EV") and hour < 12:
            return hour + 12
        if part == "NI" and 5 <= hour < 12:
            return hour + 12
        if part == "NI" and hour == 12:
            self.expression.is_midnight = True
            return 24
        if part == "MO" and hour == 12 and self.part_word in ("午前", "AM", "am"):
            return 0
        return hour

    part_word = ""
    last_field = ""

    def _set_clock(self, hour: int, minute: int, second: int, parts: int) -> None:
        expression = self.expression
        expression.clock = (self._hour_of(hour), minute, second)
        expression.clock_parts, expression.type, self.rank = parts, "TIME", 7
        expression.rule = "clock" if expression.rule == "date" and not expression.day else expression.rule

    def _colon(self, at: int, match: re.Match[str]) -> int | None:
        hour = int(match[1])
        if hour > 30:
            return None
        half = (match[4] or "").strip().replace(".", "").upper()
        if half:
            self.expression.part, self.part_word = ("MO", "AM") if half == "AM" else ("AF", "PM")
        self._set_clock(hour, int(match[2]), int(match[3] or 0), 3 if match[3] else 2)
        return match.end()

    def _slashed(self, at: int, match: re.Match[str]) -> int | None:
        text, expression = self.text, self.expression
        if at and (
            (text[at - 1] in "0123456789/.-=_#" and not self.reader.is_range)
            or (text[at - 1].isascii() and text[at - 1].isalpha())
        ):
            return None
        if match["year"]:
            year, month, day = match["year"], match["month"], match["day"]
            if not 1500 <= int(year) <= 2200 or (match["sep"] == "-" and day is None):
                return None
            if day is None and match["sep"] in ".," and not DOTTED_END_RE.match(text, match.end()):
                return None
        elif match["year2"]:
            short = int(match["year2"])
            year, month, day = str(short + (1900 if short >= 50 else 2000)), match["month2"], match["day2"]
        elif match["year4"]:
            year, month, day = match["year4"], match["month4"], match["day4"]
            if int(month) > 12:
                month, day = day, month
        elif match["month5"]:
            year, month, day = "", match["month5"], match["day5"]  # 9.23 07:00
        else:
            year, month, day = "", match["month3"], match["day3"]
            if PAGE_RE.match(text, match.end()):
                return None
            if int(month) > 12 and int(day) <= 12 and int(month) <= 31:
                month, day = day, month
            elif int(month) < int(day) <= 10 and not BRACKET_RE.match(text, match.end()):
                return None  # 2/3 is a fraction
        if not 1 <= int(month) <= 12 or not (day is None or 1 <= int(day) <= 31):
            return None
        if SLASH_END_RE.match(text, match.end()) and text[match.end()] != "T":
            return None
        if year:
            expression.year = Ref("abs", int(year))
        expression.month, self.rank, expression.rule = Ref("abs", int(month)), 2, "numeric"
        if day:
            expression.day, self.rank = Ref("abs", int(day)), 4
        self.last_field = "day"
        until = UNTIL_DAY_RE.match(text, match.end()) if day and year else None
        if until and int(day or 0) < int(until[1]) <= 31:
            expression.until = replace(expression, start=until.start(1), day=Ref("abs", int(until[1])))
            return until.end()
        iso = ISO_TIME_RE.match(text, match.end())
        return iso.end() if iso and day else match.end()

    def _q(self, at: int) -> int | None:
        """Q3 and 3Q, as earnings reports abbreviate 第3四半期."""
        match = QUARTER_SIGN_RE.match(self.text, at)
        if match is None:
            return None
        if self.text[max(at - 1, 0) : at] in ("", "\n") and self.text[match.end() : match.end() + 1] in tuple(
            ".。:)、 "
        ):
            return None  # Q1. a question and its number
        self.expression.quarter, self.rank, self.expression.rule = Ref("abs", int(match[1])), 3, "quarter"
        return match.end()

    # -- words

    def _prefixed(self, at: int, character: str) -> int | None:
        """翌16日, 同8月, 同27年, 第3四半期, 第2土曜日."""
        text, expression = self.text, self.expression
        if character == "第":
            match = ORDINAL_RE.match(text, at)
            if match is None:
                return None
            number = number_at(text, at + 1, middle_dot=False, blanks=False)
            if number is None:
                return None
            n = int(number.value)
            if match[0].endswith("四半期"):
                if self.rank > 1 or not 1 <= n <= 4:
                    return None
                expression.quarter, self.rank, expression.rule = Ref("abs", n), 3, "quarter"
                return match.end()
            if match[0].endswith("週"):
                if self.rank not in (1, 2):
                    return None
                expression.nth, self.rank, expression.rule = n, 5, "nth_week"
                return match.end()
            if match[3] and self.rank in (0, 2):
                expression.nth, expression.weekday, self.rank = n, KANJI_DAYS.index(match[3]) + 1, 5
                expression.rule = "nth_weekday"
                return match.end()
            return None
        if self.rank:
            return None
        word = self.reader._word(at)
        if word is not None:
            return None
        jump = 2 if text.startswith("翌々", at) else 1
        if text[at + jump : at + jump + 1] not in tuple("0123456789" + KANJI):
            return None
        numbers = self.reader._numbers(at + jump)
        if numbers is None or len(numbers.values) > 1 or numbers.values[0] % 1:
            return None
        n, base = int(numbers.values[0]), "next" if character == "翌" else "same"
        expression.rule = "following" if character == "翌" else "same"
        if numbers.unit == "日" and 1 <= n <= 31:
            expression.day, self.rank = Ref(base, n), 4
        elif numbers.unit == "月" and 1 <= n <= 12:
            expression.month, self.rank = Ref(base, n), 2
        elif numbers.unit == "時" and character == "同":
            expression.day, self.rank = Ref("ana", 0), 4  # 同7時: of the same day
            return self._hour(at + jump, numbers)
        elif numbers.unit in ("年", "年度") and not text.startswith(("生", "間"), numbers.end):
            full = n >= 1000
            if not full and character == "翌":
                return None
            expression.year, self.rank = Ref("abs" if full else "era", n), 1
            expression.is_fiscal = numbers.unit == "年度"
        else:
            return None
        self.last_field = ""
        return numbers.end

    def _word(self, at: int, word: Word, end: int, glued: bool) -> int | None:
        method = _WORDS.get(word.unit)
        if method is None:
            return None
        done: int | None = getattr(self, method)(at, word, end)
        return done

    def _year_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        expression, text = self.expression, self.text
        expression.year, self.rank = Ref(word.base, word.n), 1
        expression.is_fiscal, expression.half_base = word.unit == "fiscal", word.arg
        expression.rule = "relative_year" if word.base == "now" else "anaphoric_year"
        same = SAME_PERIOD_RE.match(text, end) if not expression.is_fiscal or word.base == "ana" else None
        if same:
            kind = same[1]
            expression.rule = "same_period"
            expression.yearpoint = {"月": "SAMEMONTH", "日": "SAMEDAY"}.get(kind, "SAMEPERIOD")
            self.rank = 6
            return same.end()
        whole = WHOLE_YEAR_RE.match(text, end)
        if whole and not expression.is_fiscal:
            self.rank = 6
            return whole.end()
        double = WRITTEN_YEAR_RE.match(text, end)
        if double and double[1]:
            expression.year = Ref("abs", int(double[1]))
            return double.end()
        return end

    def _sports_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.year, self.rank, self.expression.rule = Ref(word.base, word.n), 6, "sports_season"
        return end

    def _term_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        expression = self.expression
        expression.year, self.rank, expression.rule = Ref(word.base, word.n), 1, "business_year"
        expression.yearpoint, expression.is_fiscal = "TERM", True
        return end

    def _month_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.month, self.rank = Ref(word.base, word.n), 2
        self.expression.rule = "relative_month" if word.base == "now" else "anaphoric_month"
        return end

    def _week_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.week, self.rank, self.expression.rule = Ref(word.base, word.n), 3, "week"
        return end

    def _weekpoint_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        expression = self.expression
        expression.week, expression.weekpoint, self.rank = Ref(word.base, word.n), word.arg, 4
        expression.rule = "weekend" if word.arg == "WE" else "week"
        return end

    def _day_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.day, self.rank = Ref(word.base, word.n), 4
        self.expression.is_anaphoric = self.text.startswith("その", at)
        self.expression.rule = "relative_day" if word.base == "now" else "anaphoric_day"
        whole = WHOLE_DAY_RE.match(self.text, end)
        if whole:
            return whole.end()
        number = SAID_DAY_RE.match(self.text, end) if word.base == "now" else None
        if number and 1 <= int(number[1]) <= 31:  # きのう16日: the word and the day are one expression
            self.expression.day = Ref("abs", int(number[1]))
            return number.end()
        return end

    def _daypart_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        expression = self.expression
        expression.day, expression.part, self.rank = Ref(word.base, word.n), word.arg, 6
        expression.is_anaphoric = self.text.startswith("その", at)
        expression.rule, expression.type = "part_of_day", "TIME"
        return end

    def _part_word(self, at: int, word: Word, end: int) -> int | None:
        expression, text = self.expression, self.text
        surface = text[at:end]
        if self.rank in (1, 2) or self.rank > 6:
            return None
        if self.rank == 6 and surface not in ("午前", "午後", "AM", "PM", "am", "pm"):
            return None
        clock_next = bool(CLOCK_NEXT_RE.match(text, end))
        if word.edge == "after" and self.rank == 0 and not clock_next:
            return None
        if self.rank == 6 and not clock_next:
            return None
        if self.rank == 0 and not clock_next and not LONE_PART_RE.match(text, end):
            return None  # 深夜バス, 午前授業
        expression.part, self.part_word, self.rank, expression.type = word.arg, surface, 6, "TIME"
        if expression.rule == "date" and not expression.day:
            expression.rule = "part_of_day"
        return end

    def _noon_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank in (1, 2) or self.rank > 6:
            return None
        twelve = TWELVE_RE.match(self.text, end)
        self.expression.part = ""
        self._set_clock(12, 0, 0, 1)
        return twelve.end() if twelve else end

    def _clock_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank in (1, 2) or self.rank > 6:
            return None
        self._set_clock(word.n, 0, 0, 1)
        return end

    def _season_word(self, at: int, word: Word, end: int) -> int | None:
        expression = self.expression
        if word.base:
            if self.rank:
                return None
            expression.year = Ref(word.base, word.n)
        elif self.rank == 0:
            if not LONE_SEASON_RE.match(self.text, end):
                return None
        elif self.rank != 1 or expression.rounded or expression.yearpoint or NO_SEASON_RE.match(self.text, end):
            return None
        expression.season, self.rank, expression.rule = word.arg, 2, "season"
        return end

    def _half_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank > 1:
            return None
        self.expression.half, self.expression.half_base = word.arg, word.base
        self.rank, self.expression.rule = 3, "half"
        return end

    def _quarter_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.quarter, self.rank, self.expression.rule = Ref(word.base, word.n), 3, "quarter"
        return end

    def _yearpoint_word(self, at: int, word: Word, end: int) -> int | None:
        expression = self.expression
        if self.rank > 1 or expression.rounded:
            return None
        expression.yearpoint, self.rank, expression.rule = word.arg, 2, "turn_of_year"
        month, _, mod = word.arg.partition(":")
        expression.month = Ref("abs", int(month)) if month.isdigit() else None
        if mod.rstrip("+") in ("START", "MID", "END"):
            expression.mod = mod.rstrip("+")  # type: ignore[assignment]
        return end

    def _monthpoint_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        expression = self.expression
        expression.month, self.rank, expression.rule = Ref(word.base or "now", 0), 2, "month_part"
        if word.arg in ("START", "MID", "END"):
            expression.mod = word.arg  # type: ignore[assignment]
        return end

    def _holiday_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank > 1:
            return None
        self.expression.holiday, self.rank, self.expression.rule = word.arg, 4, "holiday"
        return end

    def _century_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.year, self.expression.rounded = Ref(word.base, word.n), 100
        self.rank, self.expression.rule = 1, "century"
        return end

    # -- weekdays

    def _weekday(self, kanji: str, end: int) -> int:
        self.expression.weekday = KANJI_DAYS.index(kanji) + 1
        if self.rank == 0:
            self.expression.rule = "weekday"
            start = self.expression.start
            direction = DIRECTION_RE.search(self.text, max(start - 3, 0), start)
            if direction:
                self.expression.start = direction.start()
                self.expression.direction = 1 if direction[1] else -1 if direction[2] else 2
        self.rank = 5
        return end

    def _bracketed_weekday(self, at: int) -> int | None:
        match = BRACKET_RE.match(self.text, at)
        if match is None:
            latin = LATIN_DAY_RE.match(self.text, at) if self.rank == 4 else None
            if latin is None:
                return None
            self.expression.weekday, self.rank = LATIN_DAYS.index(latin[1]) + 1, 5
            return latin.end()
        if self.rank == 0:
            before = self.text[max(at - 1, 0) : at]
            if not match["kanji"] or before.strip(" \n、。"):
                return None
            return self._weekday(match["kanji"], match.end())
        if self.rank == 2:
            return None
        if match["kanji"]:
            self.expression.weekday = KANJI_DAYS.index(match["kanji"]) + 1
        elif match["latin"]:
            self.expression.weekday = LATIN_DAYS.index(match["latin"]) + 1
        self.rank = 5
        return match.end()

    def _last_week(self, at: int) -> int | None:
        """7月の最後の週, 2016年の最後の金曜日."""
        match = LAST_WEEK_RE.match(self.text, at)
        if match is None or (self.rank == 1 and self.expression.rounded):
            return None
        self.expression.nth, self.rank, self.expression.rule = -1, 5, "nth_weekday"
        self.expression.weekday = KANJI_DAYS.index(match[3]) + 1 if match[3] else 0
        return match.end()

    # -- tails and ranges

    def _tail(self) -> None:
        text, expression = self.text, self.expression
        end = expression.end
        if self.rank < 4 and expression.mod is None:
            match = MOD_RE.match(text, end)
            if match and not (match["END"] == "暮れ" and self.rank != 1):
                expression.mod = "START" if match["START"] else "MID" if match["MID"] else "END"
                word = match["START"] or match["MID"] or match["END"]
                if word in ("前半", "後半", "序盤", "終盤", "中盤"):
                    expression.monthpoint = word
                end = match.end()
        if expression.type == "TIME" and expression.clock is not None:
            match = CLOCK_TAIL_RE.match(text, end)
            if match:
                expression.mod = match.lastgroup  # type: ignore[assignment]
                if match[0] in ("ぐらい", "くらい"):
                    expression.mod = "APPROX"
                end = match.end()
        about = ABOUT_RE.match(text, end)
        if about:
            expression.mod = expression.mod or "APPROX"
            end = about.end()
        elif self.rank < 4 and expression.mod is None and expression.part == "":
            within = WITHIN_RE.match(text, end)
            if within:
                end = within.end()
        expression.end = end

    def close_range(self) -> None:
        """Read 〜 and what stands behind it: 4月29日〜5月5日, 昨年12月〜今年3月, 9:00〜17:00."""
        expression = self.expression
        if (
            expression.until is not None
            or expression.shift
            or self.text[expression.end : expression.end + 1] not in RANGES
        ):
            return
        match = RANGE_RE.match(self.text, expression.end)
        if match is None:
            return
        if match[0].strip() in ("-", "―", "–") and self.text[match.end() : match.end() + 1] not in tuple(
            "0123456789午翌同"
        ):
            return
        self.reader.is_range = True
        other = self.reader._point(match.end(), inside=True)
        self.reader.is_range = False
        if not other or len(other) > 1 or other[0].type in ("DURATION", "SET"):
            return
        second = other[0]
        if second.rule == "part_of_day" and second.clock is None and expression.clock is not None:
            return
        expression.until = second
        expression.end = second.end


_NUMERIC = {
    "年": "_year",
    "年度": "_year",
    "年代": "_decade",
    "世紀": "_century",
    "月": "_month",
    "月期": "_term",
    "日": "_day",
    "両日": "_day",
    "の両日": "_day",
    "時": "_hour",
    "四半期": "_quarter_number",
}
_WORDS = {
    "year": "_year_word",
    "fiscal": "_year_word",
    "sports": "_sports_word",
    "term": "_term_word",
    "month": "_month_word",
    "week": "_week_word",
    "weekpoint": "_weekpoint_word",
    "day": "_day_word",
    "daypart": "_daypart_word",
    "part": "_part_word",
    "noon": "_noon_word",
    "clock": "_clock_word",
    "season": "_season_word",
    "half": "_half_word",
    "quarter": "_quarter_word",
    "yearpoint": "_yearpoint_word",
    "monthpoint": "_monthpoint_word",
    "holiday": "_holiday_word",
    "century": "_century_word",
}
