"""Years as they are written: 2016年, 24年3月期, 平成二十八年, R6, '02年, decades and centuries."""

from __future__ import annotations

import re

from msgspec.structs import replace

from analyzer.dates.day_pieces import slashed_piece
from analyzer.dates.expressions import Numbers, Ref, eras
from analyzer.dates.judges import is_length
from analyzer.dates.patterns import (
    BARE_ERA_RE,
    ERA_BRACKET_RE,
    ERA_SLASH_RE,
    ERA_UNIT_RE,
    ERA_WESTERN_RE,
    GLOSS_RE,
    SAME_PERIOD_RE,
    SLASH_RE,
    TWO_DIGITS_END_RE,
    TWO_DIGITS_RE,
    WESTERN_BRACKET_RE,
)
from analyzer.dates.steps import Walk
from analyzer.numerals import number_at


def year_piece(walk: Walk, at: int, numbers: Numbers) -> int | None:
    """Take 2016年, 24年, 27年度; None where the number is a length of time."""
    if walk.rank or (not numbers.spans[0][1] - at >= 3 and _is_only_length(walk, numbers, at)):
        return None
    end = _set_year(walk, at, numbers)
    if end is None:
        return None
    walk.rank = 1
    same = SAME_PERIOD_RE.match(walk.text, end) if walk.text.startswith(("の同", "同"), end) else None
    if same is not None:  # 19年の同じ月
        return same_period(walk, same)
    return _western_in_brackets(walk, end)


def same_period(walk: Walk, match: re.Match[str]) -> int:
    """Take what stands behind a year: the month or period spoken of before, in that year."""
    walk.expression.rule, walk.rank = "same_period", 6
    walk.expression.yearpoint = {"月": "SAMEMONTH", "日": "SAMEDAY"}.get(match[1], "SAMEPERIOD")
    return match.end()


def _set_year(walk: Walk, at: int, numbers: Numbers) -> int | None:
    expression, _text = walk.expression, walk.text
    n = int(numbers.values[0])
    width = numbers.spans[0][1] - at
    if numbers.unit == "年" and walk.rank == 0 and is_length(walk.reader, numbers, at, at, False):
        return None
    if n < 100 and numbers.values[-1] >= 1000:
        return None  # B92、2008年
    is_full = 1000 <= n <= 2999 and (width == 4 or n >= 1000)
    expression.year = Ref("abs" if is_full else "two", n)
    walk.reader.has_short_years |= not is_full and width == 2
    if not is_full and width == 2 and walk.text[at] in "0〇":
        expression.year = Ref("abs", 2000 + n)  # 06年: never of an era
    if not is_full and n > 99:
        expression.year = Ref("abs", n)
    expression.is_fiscal = numbers.unit == "年度"
    expression.rule = "fiscal" if expression.is_fiscal else "date"
    walk.last_field = "year"
    if len(numbers.values) > 1:
        last = int(numbers.values[-1])
        if is_full and last < 100:
            last += n // 100 * 100
        walk.last_value = last
        walk.rank = 1
        if not is_full:
            until = replace(expression, start=numbers.spans[-1][0], year=Ref("two" if last < 100 else "abs", last))
            expression.until = until
        elif n >= last:
            return None
        if numbers.connector in ("、", "・") and is_full:
            expression.until = replace(expression, start=numbers.spans[-1][0], year=Ref("abs", last))
    return numbers.end


def _is_only_length(walk: Walk, numbers: Numbers, at: int) -> bool:
    return numbers.unit == "年" and is_length(walk.reader, numbers, at, at, False)


def _western_in_brackets(walk: Walk, end: int) -> int:
    """平成28年(2016年), 平成28(2016)年, 2016年(平成28年): the same year twice, checked against itself."""
    expression = walk.expression
    match = WESTERN_BRACKET_RE.match(walk.text, end)
    if match and expression.era and expression.year:
        _compare_years(walk, int(match[1]))
        return match.end()
    match = ERA_BRACKET_RE.match(walk.text, end)
    if match and match[1] in eras() and expression.year and expression.year.base == "abs":
        year = eras()[match[1]].year + (1 if match[2] == "元" else int(match[2])) - 1
        _compare_years(walk, year)
        return match.end()
    return end


def glossed_piece(walk: Walk, at: int) -> int | None:
    """Take 1935(昭和10)年, 1999(平成11)年度: a western year with its era year inside, checked against each other."""
    value, end, _ = walk.reader.number(at)
    gloss = GLOSS_RE.match(walk.text, end)
    unit = ERA_UNIT_RE.match(walk.text, gloss.end()) if gloss else None
    if (
        gloss is None
        or unit is None
        or gloss[1] not in eras()
        or not isinstance(value, int)
        or not 1000 <= value <= 2999
    ):
        return None
    count = 1 if gloss[2] == "元" else walk.reader.number(gloss.start(2))[0]
    expression = walk.expression
    expression.year, expression.is_fiscal = Ref("abs", value), unit[1] == "年度"
    expression.rule = "fiscal" if expression.is_fiscal else "date"
    walk.rank, walk.last_field = 1, "year"
    if count is not None:
        _compare_years(walk, eras()[gloss[1]].year + int(count) - 1)
    return unit.end()


def _compare_years(walk: Walk, other: int) -> None:
    year = walk.expression.year
    if year is not None and year.n != other:
        walk.expression.warning = f"元号の年と西暦が合わない（{year.n}年と{other}年）"


def era_piece(walk: Walk, at: int, name: str, match: re.Match[str]) -> int | None:
    """昭和56年, 令和元年度, 平成二十八年, R6年, H27."""
    text, expression = walk.text, walk.expression
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
    expression.year, expression.era, walk.rank = Ref("abs", era.year + n - 1), name, 1
    expression.rule, walk.last_field = "era", "year"
    slash = ERA_SLASH_RE.match(text, end)
    if slash and 1 <= int(slash[2]) <= 12:
        expression.month, walk.rank = Ref("abs", int(slash[2])), 2
        if slash[3]:
            expression.day, walk.rank = Ref("abs", int(slash[3])), 4
        return slash.end()
    inner = ERA_WESTERN_RE.match(text, end)
    if inner:
        _compare_years(walk, int(inner[1]))
        end = inner.end()
    unit = ERA_UNIT_RE.match(text, end)
    if unit:
        expression.is_fiscal = unit[1] == "年度"
        if unit[1] == "年代":
            expression.rounded, expression.rule = 10, "decade"
        return _western_in_brackets(walk, unit.end())
    several = walk.reader.numbers(end - len(digits)) if not short else None
    if several and several.unit in ("年", "年度") and len(several.values) == 2:
        expression.is_fiscal = several.unit == "年度"
        expression.until = replace(
            expression, start=several.spans[1][0], year=Ref("abs", era.year + int(several.values[1]) - 1)
        )
        return several.end
    if short and BARE_ERA_RE.match(text, end) and (len(digits) == 2 or name == "R") and name not in "MT":
        return end
    expression.year, expression.era, walk.rank = None, "", 0
    return None


def whole_era_piece(walk: Walk, name: str, end: int) -> int:
    """Take 慶応年間: from the first year of the era to the highest."""
    era, expression = eras()[name], walk.expression
    expression.year, expression.era, expression.rule, walk.rank = Ref("abs", era.year), name, "era", 1
    expression.until = replace(expression, year=Ref("abs", era.year + era.last - 1))
    return end


def western_piece(walk: Walk, at: int) -> int | None:
    """Take the year behind 西暦."""
    numbers = walk.reader.numbers(at)
    if numbers is None or numbers.unit not in ("年", "年度", "年代"):
        slash = SLASH_RE.match(walk.text, at)
        return slashed_piece(walk, at, slash) if slash else None
    walk.expression.year = Ref("abs", int(numbers.values[0]))
    walk.rank, walk.last_field = 1, "year"
    return numbers.end


def before_christ_piece(walk: Walk, at: int) -> int | None:
    """Take the year or century behind 紀元前."""
    numbers = walk.reader.numbers(at)
    if numbers is None or numbers.unit not in ("年", "世紀") or numbers.is_vague:
        return None
    n = int(numbers.values[0])
    walk.expression.is_before_christ = True
    walk.expression.year = Ref("abs", n if numbers.unit == "年" else (n - 1) * 100)
    walk.expression.rounded = 0 if numbers.unit == "年" else 100
    walk.expression.rule, walk.rank = "before_christ", 1
    return numbers.end


def apostrophe_piece(walk: Walk, at: int) -> int | None:
    """Take '02年."""
    match = TWO_DIGITS_RE.match(walk.text, at)
    if match is None or not (match[0].endswith(("年", "度")) or walk.text[at - 1] in "’'"):
        return None
    if not match[0].endswith(("年", "度")) and at >= 2 and walk.text[at - 2] not in " \n(「、。":
        return None
    if not match[0].endswith(("年", "度")) and not TWO_DIGITS_END_RE.match(walk.text, match.end()):
        return None
    n = int(match[1])
    walk.expression.year = Ref("abs", 1900 + n if n >= 50 else 2000 + n)
    walk.expression.is_fiscal = bool(match[2])
    walk.expression.rule, walk.rank, walk.last_field = "two_digits", 1, "year"
    return match.end()


def decade_piece(walk: Walk, at: int, numbers: Numbers) -> int | None:
    """Take 1990年代, 90年代."""
    n = int(numbers.values[0])
    if walk.rank or n % 10 or not (1000 <= n <= 2990 or 10 <= n <= 90 or n == 0):
        return None
    walk.expression.year = Ref("abs" if n >= 1000 else "decade", n)
    last = int(numbers.values[-1])
    walk.last_value = last + n // 100 * 100 if last < 100 <= n else last  # 1920〜30年代
    walk.expression.rounded, walk.expression.rule, walk.rank, walk.last_field = 10, "decade", 1, "year"
    return numbers.end


def century_piece(walk: Walk, at: int, numbers: Numbers) -> int | None:
    """Take 20世紀."""
    n = int(numbers.values[0])
    if walk.rank or not 1 <= n <= 30:
        return None
    walk.expression.year, walk.expression.rounded = Ref("abs", (n - 1) * 100), 100
    walk.expression.rule, walk.rank, walk.last_field = "century", 1, "year"
    return numbers.end
