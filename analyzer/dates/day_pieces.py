"""Pieces finer than a year: months, days, clock times, numbers with slashes, and lists and ranges that share a unit."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from analyzer.dates.expressions import Numbers, Ref
from analyzer.dates.judges import is_length
from analyzer.dates.patterns import (
    BRACKET_RE,
    CLOCK_REST_RE,
    COLON_RE,
    DAY_FOLLOWS_RE,
    DOTTED_END_RE,
    FIRST_DAY_RE,
    ISO_TIME_RE,
    ONE_HOUR_RE,
    PAGE_RE,
    PAPER_OF_RE,
    QUARTER_SIGN_RE,
    SLASH_END_RE,
    UNTIL_DAY_RE,
)
from analyzer.dates.steps import Walk


def spread(walk: Walk, numbers: Numbers) -> None:
    """8〜10日, 4、5日: an interval; 3、7日: two expressions that share the unit."""
    expression, field_name = walk.expression, walk.last_field
    if expression.until is not None:
        return
    values = numbers.values
    if numbers.connector in ("、", "・", ",", "か", "または") and (
        not all(b - a == 1 for a, b in pairwise(values)) or numbers.connector in ("か", "または")
    ):
        base = replace(expression, end=numbers.spans[0][1])
        walk.listed = [base]
        for value, (start, end) in list(zip(values, numbers.spans, strict=True))[1:]:
            other = replace(expression, start=start, end=end, glue="、")
            setattr(other, field_name, _like(getattr(expression, field_name), int(value)))
            walk.listed.append(other)
        walk.listed[-1].end = numbers.end
        return
    until = replace(expression, start=numbers.spans[-1][0])
    last = walk.last_value or int(values[-1])
    setattr(until, field_name, _like(getattr(expression, field_name), last))
    expression.until = until


def _like(model: object, value: int) -> object:
    if isinstance(model, tuple) and not isinstance(model, Ref):
        return (value, 0, 0)
    return Ref("abs", value)


def month_piece(walk: Walk, at: int, numbers: Numbers) -> int | None:
    """Take 4月; None where no month can stand."""
    if walk.rank > 1 or not all(1 <= value <= 12 for value in numbers.values):
        return None
    if walk.rank == 1 and walk.expression.rounded:
        return None
    if len(numbers.values) == 1 and walk.text.startswith("中間期", numbers.end):
        return _middle_piece(walk, int(numbers.values[0]), numbers.end + 3)
    walk.expression.month = Ref("abs", int(numbers.values[0]))
    walk.rank, walk.last_field = 2, "month"
    if len(numbers.values) > 1 and DAY_FOLLOWS_RE.match(walk.text, numbers.end):
        return None
    return numbers.end


def _middle_piece(walk: Walk, month: int, end: int) -> int:
    """9月中間期: the first half of the business year that ends half a year later."""
    expression = walk.expression
    expression.term, expression.half, expression.half_base = (month + 5) % 12 + 1, "H1", "mid"
    expression.rule, walk.rank = "term", 3
    return end


def term_piece(walk: Walk, at: int, numbers: Numbers) -> int | None:
    """4〜9月期 is an interval of months, 3月期 a business year, 9月中間期 its first half."""
    if walk.rank > 1 or not all(1 <= value <= 12 for value in numbers.values):
        return None
    values = [int(value) for value in numbers.values]
    expression = walk.expression
    expression.rule, walk.rank = "term", 2
    if len(values) > 1:
        expression.months = (values[0], values[-1])
        walk.is_spread = True
    else:
        expression.term = values[0]
        walk.rank = 1
    return numbers.end


#: ある|一日, 丸|一日, 工事の|一日: the whole of a day.
_OF_A_DAY = frozenset("のるうなた丸全数第約回")


def day_piece(walk: Walk, at: int, numbers: Numbers) -> int | None:
    """Take 5日; None where the number is a length of time."""
    text, expression = walk.text, walk.expression
    if walk.rank not in (0, 1, 2) or not all(1 <= value <= 31 for value in numbers.values):
        return None
    if text[at - 1 : at] == "第":
        return None  # 第1節第2日
    if walk.rank == 1 and not expression.month:
        return None
    if walk.rank == 0 and text[at : numbers.end] == "一日":
        if text[at - 1 : at] in _OF_A_DAY or not FIRST_DAY_RE.match(text, numbers.end):
            return None
    elif walk.rank == 0 and is_length(walk.reader, numbers, at, at, False):
        return None
    if walk.rank == 2 and expression.month is None:
        return None
    expression.day = Ref("abs", int(numbers.values[0]))
    walk.rank, walk.last_field = 4, "day"
    return numbers.end


def quarter_piece(walk: Walk, at: int, numbers: Numbers) -> int | None:
    """Take 3四半期."""
    if walk.rank not in (0, 1) or not 1 <= numbers.values[0] <= 4:
        return None
    walk.expression.quarter = Ref("abs", int(numbers.values[0]))
    walk.expression.rule, walk.rank, walk.last_field = "quarter", 3, "quarter"
    return numbers.end


def hour_piece(walk: Walk, at: int, numbers: Numbers) -> int | None:
    """Take 午後7時55分 from its number on."""
    text, expression = walk.text, walk.expression
    values = [int(value) for value in numbers.values]
    if walk.rank in (1, 2, 3) or walk.rank > 6 or not all(0 <= value <= 30 for value in values):
        return None
    is_kanji_one = text[at : numbers.end] == "一時"
    clock = CLOCK_REST_RE.match(text, numbers.end)
    assert clock is not None
    minute, second, parts = 0, 0, 1
    if clock["half"]:
        minute, parts = 30, 2
    elif clock["minute"]:
        value, _, _ = walk.reader.number(clock.start("minute"))
        minute, parts = int(value or 0), 2
    if clock["second"]:
        value, _, _ = walk.reader.number(clock.start("second"))
        second, parts = int(value or 0), 3
    if is_kanji_one and walk.rank < 6 and parts == 1 and not ONE_HOUR_RE.match(text, numbers.end):
        return None
    if minute > 59 or second > 59:
        return None
    walk.set_clock(values[0], minute, second, parts)
    walk.last_field = "clock"
    if len(values) > 1:
        expression.until = replace(
            expression, start=numbers.spans[-1][0], clock=(walk.hour_of(values[-1]), minute, second)
        )
        if parts > 1:
            expression.clock = (walk.hour_of(values[0]), 0, 0)
        elif numbers.connector in ("、", "・", ",", "か"):
            expression.until = None
            spread(walk, numbers)
            walk.is_spread = True
            return numbers.end
    return clock.end()


def colon_piece(walk: Walk, at: int, match: re.Match[str]) -> int | None:
    """Take 7:55."""
    hour = int(match[1])
    if hour > 30:
        return None
    half = (match[4] or "").strip().replace(".", "").upper()
    if half:
        walk.expression.part, walk.part_word = ("MO", "AM") if half == "AM" else ("AF", "PM")
    walk.set_clock(hour, int(match[2]), int(match[3] or 0), 3 if match[3] else 2)
    return match.end()


def slashed_piece(walk: Walk, at: int, match: re.Match[str]) -> int | None:
    """Take 2016/4/5, 4/5 and 9.23 07:00; None for fractions, pages and versions."""
    text, expression = walk.text, walk.expression
    if at and (
        (text[at - 1] in "0123456789/.-=_#" and not walk.reader.is_range)
        or (text[at - 1].isascii() and text[at - 1].isalpha())
    ):
        return None
    if match["year"]:
        year, month, day = match["year"], match["month"], match["day"]
        if not 1500 <= int(year) <= 2200 or (match["sep"] in "-・" and day is None):
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
        is_signed = at > 0 and text[at - 1] == " " and text[match.end() : match.end() + 1] in (")", "]", "】")
        has_clock = text[match.end() : match.end() + 1] == " " and COLON_RE.match(text, match.end() + 1)
        if int(month) < int(day) <= 10 and not (
            is_signed
            or has_clock
            or PAPER_OF_RE.match(text, match.end())
            or walk.reader.is_range
            or BRACKET_RE.match(text, match.end())
        ):
            return None  # 2/3 is a fraction; but (朝日 3/4), 2/7 17:02
    if not 1 <= int(month) <= 12 or not (day is None or 1 <= int(day) <= 31):
        return None
    if SLASH_END_RE.match(text, match.end()) and text[match.end()] != "T":
        return None
    if year:
        expression.year = Ref("abs", int(year))
    expression.month, walk.rank, expression.rule = Ref("abs", int(month)), 2, "numeric"
    if day:
        expression.day, walk.rank = Ref("abs", int(day)), 4
    walk.last_field = "day"
    until = UNTIL_DAY_RE.match(text, match.end()) if day and year else None
    if until and int(day or 0) < int(until[1]) <= 31:
        expression.until = replace(expression, start=until.start(1), day=Ref("abs", int(until[1])))
        return until.end()
    iso = ISO_TIME_RE.match(text, match.end())
    return iso.end() if iso and day else match.end()


def quarter_sign(walk: Walk, at: int) -> int | None:
    """Q3 and 3Q, as earnings reports abbreviate 第3四半期."""
    match = QUARTER_SIGN_RE.match(walk.text, at)
    if match is None:
        return None
    if walk.text[max(at - 1, 0) : at] in ("", "\n") and walk.text[match.end() : match.end() + 1] in tuple(".。:)、 "):
        return None  # Q1. a question and its number
    walk.expression.quarter, walk.rank, walk.expression.rule = Ref("abs", int(match[1])), 3, "quarter"
    return match.end()
