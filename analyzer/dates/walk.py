"""The walk through a point in time from coarse to fine: era, year, quarter, month, day, weekday, part of day, clock.

Each piece must be finer than the one before it; の, a blank or nothing joins them (昨年の3月, 2016年4月5日(火)7時55分). Behind
the last piece come its tail (上旬, 末, ごろ, 過ぎ) and a range (〜5月5日).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from analyzer.dates.day_pieces import (
    colon_piece,
    day_piece,
    hour_piece,
    month_piece,
    quarter_piece,
    quarter_sign,
    slashed_piece,
    spread,
    term_piece,
)
from analyzer.dates.expressions import Numbers, Ref, Word, eras, find_era, words
from analyzer.dates.judges import is_length, is_school_year
from analyzer.dates.patterns import (
    ABOUT_RE,
    BOUND_RE,
    CLOCK_TAIL_RE,
    COLON_RE,
    COMPARED_RE,
    ERA_NUMBER_RE,
    GLUE_RE,
    KANJI,
    MOD_RE,
    NOT_TIME_RE,
    RANGE_RE,
    RANGES,
    SHORT_QUARTER_RE,
    SLASH_RE,
    STOPS,
    WEEKDAY_RE,
    WITHIN_RE,
)
from analyzer.dates.steps import Walk
from analyzer.dates.word_pieces import (
    bracketed_weekday,
    century_word,
    clock_word,
    day_word,
    daypart_word,
    half_word,
    holiday_word,
    last_week,
    month_word,
    monthpoint_word,
    noon_word,
    part_word,
    prefixed_piece,
    quarter_word,
    season_word,
    sports_word,
    term_word,
    week_word,
    weekday_piece,
    weekpoint_word,
    year_word,
    yearpoint_word,
)
from analyzer.dates.year_pieces import (
    apostrophe_piece,
    before_christ_piece,
    century_piece,
    decade_piece,
    era_piece,
    glossed_piece,
    western_piece,
    whole_era_piece,
    year_piece,
)
from corpus.cache import kept
from corpus.patterns import Pattern

#: 4月, 2016年: most numbers, and no clock time or date in figures and signs.
_CALENDAR_RE = Pattern(r"[0-9]{1,4}[年月日時]")
_TAIL_FIRST = frozenset("の上初は頭前序中半な下末終お後暮ごこ頃あ過すきぴかちぐくい")
_BOUND_FIRST = frozenset("以よ")
_COMPARED_FIRST = frozenset("比より並をに実")
_NUMERIC: dict[str, Callable[[Walk, int, Numbers], int | None]] = {
    "年": year_piece,
    "年度": year_piece,
    "年代": decade_piece,
    "世紀": century_piece,
    "月": month_piece,
    "月期": term_piece,
    "日": day_piece,
    "両日": day_piece,
    "の両日": day_piece,
    "時": hour_piece,
    "四半期": quarter_piece,
}
_WORDS: dict[str, Callable[[Walk, int, Word, int], int | None]] = {
    "year": year_word,
    "fiscal": year_word,
    "sports": sports_word,
    "term": term_word,
    "month": month_word,
    "week": week_word,
    "weekpoint": weekpoint_word,
    "day": day_word,
    "daypart": daypart_word,
    "part": part_word,
    "noon": noon_word,
    "clock": clock_word,
    "season": season_word,
    "half": half_word,
    "quarter": quarter_word,
    "yearpoint": yearpoint_word,
    "monthpoint": monthpoint_word,
    "holiday": holiday_word,
    "century": century_word,
}


@kept
def _piece_firsts() -> frozenset[str]:
    """Return the characters that a piece can begin with."""
    surfaces = (*words(), *eras())
    return frozenset(surface[0] for surface in surfaces) | set(
        "0123456789元西紀( MTWFS'’‘Q翌同第最月火水木金土日" + KANJI
    )


#: Before digits with a colon that are no time of day: 12:30:|45, UTC+|5:45.
_CLOCK_BEFORE_RE = Pattern(r"(?:[:.+±]|(?:UTC|GMT)-)$")


def join_pieces(walk: Walk) -> None:
    """Join piece after piece; each must be finer than the one before."""
    position, text = walk.expression.end, walk.text
    while True:
        if walk.rank and text[position : position + 1] in STOPS:
            break
        end = _next_piece(walk, position)
        if end is None and walk.rank:
            glue = GLUE_RE.match(walk.text, position)
            if glue:
                end = _next_piece(walk, glue.end(), glued=True)
        if end is None:
            break
        walk.expression.end = position = end
        if walk.expression.until is not None or walk.listed:
            break
    if walk.rank and not walk.listed:
        if text[position : position + 1] not in STOPS or text.startswith("はじめ", position):
            _take_tail(walk)
        _close(walk)


def _close(walk: Walk) -> None:
    if walk.rank and not walk.listed:
        near = walk.text[walk.expression.end : walk.expression.end + 1]
        bound = BOUND_RE.match(walk.text, walk.expression.end) if near in _BOUND_FIRST else None
        if bound and walk.expression.mod is None:
            walk.expression.mod = "AFTER" if bound["after"] else "BEFORE"
        walk.expression.is_owned = walk.expression.start > 0 and walk.text[walk.expression.start - 1] == "の"
        if near in _COMPARED_FIRST:
            walk.expression.is_compared = COMPARED_RE.match(walk.text, walk.expression.end) is not None


def _next_piece(walk: Walk, at: int, glued: bool = False) -> int | None:
    text = walk.text
    if at >= len(text):
        return None
    character = text[at]
    if character not in _piece_firsts():
        return None
    if character in "0123456789":
        return _numeric_piece(walk, at, glued)
    if character in KANJI or character == "元":
        found = walk.reader.word(at)
        if found is not None:
            return _word_piece(walk, at, found[0], found[1], glued)
        if character != "元" or walk.rank or not find_era(text, at):
            return _numeric_piece(walk, at, glued)
    if character in "( " or (character in "MTWFS" and walk.rank >= 4):
        if walk.rank in (2, 4) or (walk.rank == 0 and character == "("):
            return bracketed_weekday(walk, at)
        return None
    if walk.rank == 0 and (name := find_era(text, at)):
        number = ERA_NUMBER_RE.match(text, at + len(name))
        if number:
            return era_piece(walk, at, name, number)
        if len(name) > 1 and text.startswith("年間", at + len(name)):
            return whole_era_piece(walk, name, at + len(name) + 2)
    if walk.rank == 0 and text.startswith("西暦", at):
        return western_piece(walk, at + 2)
    if walk.rank == 0 and text.startswith("紀元前", at):
        return before_christ_piece(walk, at + 3)
    if walk.rank == 0 and character in "'’‘":
        return apostrophe_piece(walk, at + 1)
    if character == "Q" and walk.rank < 2:
        return quarter_sign(walk, at)
    if character in "翌同第" and (end := prefixed_piece(walk, at, character)) is not None:
        return end
    found = walk.reader.word(at, is_joined=walk.rank > 0)
    if found is not None:
        return _word_piece(walk, at, found[0], found[1], glued)
    match = WEEKDAY_RE.match(text, at)
    if match and walk.rank < 5 and walk.rank not in (1, 2):
        return weekday_piece(walk, match[1], match.end())
    if walk.rank in (1, 2):
        return last_week(walk, at)
    return None


def _numeric_piece(walk: Walk, at: int, glued: bool) -> int | None:
    rank = walk.rank
    if not _CALENDAR_RE.match(text := walk.text, at) and (end := _signed_piece(walk, at)) is not None:
        return end
    numbers = walk.reader.numbers(at)
    if numbers is None:
        return glossed_piece(walk, at) if rank == 0 else None
    if numbers.is_vague or any(isinstance(value, Decimal) for value in numbers.values):
        return None
    stop = NOT_TIME_RE.get(numbers.unit)
    if stop is not None and stop.match(text, numbers.end):
        return None
    if numbers.unit == "年" and numbers.values[-1] <= 6 and is_school_year(walk.reader, at, numbers.end):
        return None
    if rank and numbers.unit in ("日", "年") and glued and is_length(walk.reader, numbers, at, at, False):
        return None
    method = _NUMERIC.get(numbers.unit)
    if method is None or max(numbers.values) > 9999:
        return None
    done = method(walk, at, numbers)
    if done is None or walk.listed:
        return done
    if len(numbers.values) > 1 and not walk.is_spread:
        spread(walk, numbers)
    return done


def _signed_piece(walk: Walk, at: int) -> int | None:
    """Take 3Q, 7:55 or 2016/4/5."""
    text, expression, rank = walk.text, walk.expression, walk.rank
    short = SHORT_QUARTER_RE.match(text, at) if rank < 2 else None
    if short:
        expression.quarter, walk.rank, expression.rule = Ref("abs", int(short[1])), 3, "quarter"
        return short.end()
    if rank <= 6:
        colon = COLON_RE.match(text, at)
        if colon and (rank >= 4 or rank == 0) and _CLOCK_BEFORE_RE.search(text, max(at - 4, 0), at) is None:
            return colon_piece(walk, at, colon)
    if rank == 0 and text[at] in "0123456789":
        slash = SLASH_RE.match(text, at)
        if slash:
            return slashed_piece(walk, at, slash)
    return None


def _word_piece(walk: Walk, at: int, word: Word, end: int, glued: bool) -> int | None:
    method = _WORDS.get(word.unit)
    if method is None:
        return None
    return method(walk, at, word, end)


def _take_tail(walk: Walk) -> None:
    text, expression = walk.text, walk.expression
    end = expression.end
    if text[end : end + 1] not in _TAIL_FIRST:
        return
    if walk.rank < 4 and expression.mod is None:
        match = MOD_RE.match(text, end)
        if match and not (match["END"] == "暮れ" and walk.rank != 1):
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
    elif walk.rank < 4 and expression.mod is None and expression.part == "":
        within = WITHIN_RE.match(text, end)
        if within:
            end = within.end()
    expression.end = end


def close_range(walk: Walk) -> None:
    """Read 〜 and what stands behind it: 4月29日〜5月5日, 昨年12月〜今年3月, 9:00〜17:00."""
    expression = walk.expression
    if expression.until is not None or expression.shift or walk.text[expression.end : expression.end + 1] not in RANGES:
        return
    match = RANGE_RE.match(walk.text, expression.end)
    if match is None:
        return
    if match[0].strip() in ("-", "―", "–") and walk.text[match.end() : match.end() + 1] not in tuple(
        "0123456789午翌同"
    ):
        return
    walk.reader.is_range = True
    other = walk.reader.point(match.end(), inside=True)
    walk.reader.is_range = False
    if not other or len(other) > 1 or other[0].type in ("DURATION", "SET"):
        return
    second = other[0]
    if second.rule == "part_of_day" and second.clock is None and expression.clock is not None:
        return
    if second.term and not second.half and expression.month is not None and expression.day is None:
        second.month, second.term, expression.rule = Ref("abs", second.term), 0, "term"  # 23年11月〜24年1月期
    expression.until = second
    expression.end = second.end
