"""Words of time as pieces of a point: 昨年, 翌16日, 第3四半期, 夕方, 正月, weekdays."""

from __future__ import annotations

from analyzer.dates.day_pieces import hour_piece, spread
from analyzer.dates.expressions import Numbers, Ref, Word
from analyzer.dates.patterns import (
    BRACKET_RE,
    BRACKETED_DAY_RE,
    CLOCK_NEXT_RE,
    DIRECTION_RE,
    KANJI,
    KANJI_DAYS,
    LAST_WEEK_RE,
    LATIN_DAY_RE,
    LATIN_DAYS,
    LONE_PART_RE,
    LONE_SEASON_RE,
    NO_SEASON_RE,
    OPEN_ON_RE,
    ORDINAL_RE,
    SAID_DAY_RE,
    SAME_PERIOD_RE,
    TWELVE_RE,
    WHOLE_DAY_RE,
    WHOLE_YEAR_RE,
    WRITTEN_YEAR_RE,
)
from analyzer.dates.steps import Walk
from analyzer.dates.year_pieces import same_period
from analyzer.numerals import number_at


def prefixed_piece(walk: Walk, at: int, character: str) -> int | None:
    """翌16日, 同8月, 同27年, 第3四半期, 第2土曜日."""
    if character == "第":
        return _ordinal_piece(walk, at)
    text, expression = walk.text, walk.expression
    if walk.rank or walk.reader.word(at) is not None:
        return None
    jump = 2 if text.startswith("翌々", at) else 1
    if character == "翌" and jump == 1 and text.startswith(("午前", "午後", "正午"), at + 1):
        expression.day, expression.rule, walk.rank = Ref("ana", 1), "following", 4
        return at + 1  # 午後11時〜翌午前5時
    if text[at + jump : at + jump + 1] not in tuple("0123456789" + KANJI):
        return None
    numbers = walk.reader.numbers(at + jump)
    if numbers is None or numbers.values[0] % 1:
        return None
    expression.rule = "following" if character == "翌" else "same"
    if len(numbers.values) > 1:
        return _same_days(walk, numbers) if character == "同" else None
    return _piece_told_on(walk, at, numbers, character, is_next=jump == 1)


def _ordinal_piece(walk: Walk, at: int) -> int | None:
    """第3四半期, 第2土曜日, 第1週."""
    match = ORDINAL_RE.match(walk.text, at)
    number = number_at(walk.text, at + 1, middle_dot=False, blanks=False) if match is not None else None
    if match is None or number is None:
        return None
    expression, n = walk.expression, int(number.value)
    if match[0].endswith("四半期"):
        if walk.rank > 1 or not 1 <= n <= 4:
            return None
        expression.quarter, walk.rank, expression.rule = Ref("abs", n), 3, "quarter"
        return match.end()
    if match[0].endswith("週"):
        if walk.rank not in (1, 2):
            return None
        expression.nth, walk.rank, expression.rule = n, 5, "nth_week"
        return match.end()
    if match[3] and walk.rank in (0, 2):
        expression.nth, expression.weekday, walk.rank = n, KANJI_DAYS.index(match[3]) + 1, 5
        expression.rule = "nth_weekday"
        return match.end()
    return None


def _same_days(walk: Walk, numbers: Numbers) -> int | None:
    """同26、27両日."""
    if not numbers.unit.endswith(("日", "両日")) or not all(1 <= v <= 31 for v in numbers.values):
        return None
    walk.expression.day, walk.rank, walk.last_field = Ref("same", int(numbers.values[0])), 4, "day"
    spread(walk, numbers)
    return numbers.end


def _piece_told_on(walk: Walk, at: int, numbers: Numbers, character: str, *, is_next: bool) -> int | None:
    """Take one number behind 翌 or 同: a day, month, year, clock time; ``is_next``: 翌, not 翌々."""
    text, expression, jump = walk.text, walk.expression, 1 if is_next else 2
    n, base = int(numbers.values[0]), "next" if character == "翌" else "same"
    if numbers.unit == "日" and 1 <= n <= 31:
        expression.day, walk.rank = Ref(base, n), 4
    elif numbers.unit == "月" and 1 <= n <= 12:
        expression.month, walk.rank = Ref(base, n), 2
    elif numbers.unit == "分" and character == "同" and n < 60 and not text.startswith("間", numbers.end):
        expression.day, expression.clock, expression.clock_parts, walk.rank = Ref("ana", 0), (0, n, 0), 2, 7
        expression.type, expression.is_same_hour = "TIME", True
    elif numbers.unit == "時" and character == "同":
        expression.day, walk.rank = Ref("ana", 0), 4  # 同7時: of the same day
        return hour_piece(walk, at + jump, numbers)
    elif numbers.unit in ("年", "年度") and not text.startswith(("生", "間"), numbers.end):
        full = n >= 1000
        if not full and character == "翌" and numbers.end - at - jump != 2 + len(numbers.unit):
            return None
        expression.year, walk.rank = Ref("abs" if full else "two" if character == "翌" else "era", n), 1
        expression.is_fiscal = numbers.unit == "年度"
        walk.reader.has_short_years |= not full
    else:
        return None
    walk.last_field = ""
    return numbers.end


def year_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 昨年, 翌年, 前年同期; None where such a word cannot stand."""
    if walk.rank:
        return None
    expression, text = walk.expression, walk.text
    expression.year, walk.rank = Ref(word.base, word.n), 1
    expression.is_fiscal, expression.half_base = word.unit == "fiscal", word.arg
    expression.rule = "relative_year" if word.base == "now" else "anaphoric_year"
    same = SAME_PERIOD_RE.match(text, end) if not expression.is_fiscal or word.base == "ana" else None
    if same:
        return same_period(walk, same)
    whole = WHOLE_YEAR_RE.match(text, end)
    if whole and not expression.is_fiscal:
        walk.rank = 6
        return whole.end()
    double = WRITTEN_YEAR_RE.match(text, end)
    if double and double[1]:
        expression.year = Ref("abs", int(double[1]))
        return double.end()
    return end


def sports_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 来季; None where such a word cannot stand."""
    if walk.rank:
        return None
    walk.expression.year, walk.rank, walk.expression.rule = Ref(word.base, word.n), 6, "sports_season"
    return end


def term_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 今期, 前の期; None where such a word cannot stand."""
    if walk.rank or (walk.text.startswith("前期", at) and "後期" in walk.text):
        return None  # the first half of a league's season, of a school's year
    expression = walk.expression
    expression.year, walk.rank, expression.rule = Ref(word.base, word.n), 1, "business_year"
    expression.yearpoint, expression.is_fiscal = "TERM", True
    return end


def month_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 先月; None where such a word cannot stand."""
    if walk.rank:
        return None
    walk.expression.month, walk.rank = Ref(word.base, word.n), 2
    walk.expression.rule = "relative_month" if word.base == "now" else "anaphoric_month"
    return end


def week_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 来週; None where such a word cannot stand."""
    if walk.rank:
        return None
    number = SAID_DAY_RE.match(walk.text, end) if word.base == "now" else None
    if number and 1 <= int(number[1]) <= 31:  # 来週21日: the number decides
        walk.expression.day, walk.rank, walk.expression.rule = Ref("abs", int(number[1])), 4, "relative_day"
        return number.end()
    walk.expression.week, walk.rank, walk.expression.rule = Ref(word.base, word.n), 3, "week"
    return end


def weekpoint_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 週末, 週明け; None where such a word cannot stand."""
    if walk.rank:
        return None
    expression = walk.expression
    number = SAID_DAY_RE.match(walk.text, end)
    if number and 1 <= int(number[1]) <= 31:  # 週末17日, 週明け20日: the number decides
        expression.day, walk.rank, expression.rule = Ref("abs", int(number[1])), 4, "relative_day"
        return number.end()
    expression.week, expression.weekpoint, walk.rank = Ref(word.base, word.n), word.arg, 4
    expression.rule = "weekend" if word.arg == "WE" else "week"
    return end


def day_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 昨日, 同日, きのう16日, 36年前のきょう; None where such a word cannot stand."""
    if walk.rank == 1 and word.base == "now" and word.n == 0 and (walk.expression.shift or _is_year_ago(walk)):
        walk.expression.day, walk.rank = Ref("now", 0), 4
        return end
    if walk.rank:
        return None
    walk.expression.day, walk.rank = Ref(word.base, word.n), 4
    walk.expression.is_anaphoric = walk.text.startswith("その", at)
    walk.expression.is_of_plan = word.arg == "plan"
    walk.expression.rule = "relative_day" if word.base == "now" else "anaphoric_day"
    whole = WHOLE_DAY_RE.match(walk.text, end)
    if whole:
        return whole.end()
    is_said = word.base == "now" or word.n in (-1, 1)  # 前日の10日
    number = SAID_DAY_RE.match(walk.text, end) if is_said else None
    if number and 1 <= int(number[1]) <= 31:  # きのう16日: the word and the day are one expression
        walk.expression.day = Ref("abs", int(number[1]))
        walk.expression.beside = word.n if word.base == "ana" else 0
        return number.end()
    _take_day_in_brackets(walk, word, end)
    return end


def _is_year_ago(walk: Walk) -> bool:
    return walk.expression.year is not None and walk.expression.year.base == "now" and not walk.expression.is_fiscal


def _take_day_in_brackets(walk: Walk, word: Word, end: int) -> None:
    """今朝(11日): which day is meant, whatever the day of the publication."""
    number = BRACKETED_DAY_RE.match(walk.text, end) if word.base == "now" and walk.text[end : end + 1] == "(" else None
    if number and 1 <= int(number[1]) <= 31:
        walk.expression.day = Ref("abs", int(number[1]))


def daypart_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 今朝, 昨夜; None where such a word cannot stand."""
    if walk.rank:
        return None
    expression = walk.expression
    expression.day, expression.part, walk.rank = Ref(word.base, word.n), word.arg, 6
    expression.is_anaphoric = walk.text.startswith("その", at)
    expression.rule, expression.type = "part_of_day", "TIME"
    _take_day_in_brackets(walk, word, end)
    return end


def part_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 午前, 夕方; None where such a word cannot stand."""
    expression, text = walk.expression, walk.text
    surface = text[at:end]
    if walk.rank in (1, 2) or walk.rank > 6:
        return None
    if walk.rank == 6 and surface not in ("午前", "午後", "AM", "PM", "am", "pm"):
        return None
    clock_next = bool(CLOCK_NEXT_RE.match(text, end))
    if word.edge == "after" and walk.rank == 0 and not clock_next:
        return None
    if walk.rank == 6 and not clock_next:
        return None
    if walk.rank == 0 and not clock_next and not LONE_PART_RE.match(text, end):
        return None  # 深夜バス, 午前授業
    expression.part, walk.part_word, walk.rank, expression.type = word.arg, surface, 6, "TIME"
    if expression.rule == "date" and not expression.day:
        expression.rule = "part_of_day"
    return end


def noon_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 正午; None where such a word cannot stand."""
    if walk.rank in (1, 2) or walk.rank > 6:
        return None
    twelve = TWELVE_RE.match(walk.text, end)
    walk.expression.part = ""
    walk.set_clock(12, 0, 0, 1)
    return twelve.end() if twelve else end


def clock_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 零時; None where such a word cannot stand."""
    if walk.rank in (1, 2) or walk.rank > 6:
        return None
    walk.set_clock(word.n, 0, 0, 1)
    return end


def season_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 今春, 夏; None where such a word cannot stand."""
    expression = walk.expression
    if word.base:
        if walk.rank:
            return None
        expression.year = Ref(word.base, word.n)
    elif walk.rank == 0:
        if not LONE_SEASON_RE.match(walk.text, end):
            return None
    elif walk.rank != 1 or expression.rounded or expression.yearpoint or NO_SEASON_RE.match(walk.text, end):
        return None
    expression.season, walk.rank, expression.rule = word.arg, 2, "season"
    return end


def half_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 上半期; None where such a word cannot stand."""
    if walk.rank > 1:
        return None
    walk.expression.half, walk.expression.half_base = word.arg, word.base
    walk.rank, walk.expression.rule = 3, "half"
    return end


def quarter_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 今四半期; None where such a word cannot stand."""
    if walk.rank:
        return None
    walk.expression.quarter, walk.rank, walk.expression.rule = Ref(word.base, word.n), 3, "quarter"
    return end


def yearpoint_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 年末, 年度内; None where such a word cannot stand."""
    expression = walk.expression
    if walk.rank > 1 or expression.rounded:
        return None
    if word.arg.endswith("HALF"):  # 年後半には鈍化する: of this year
        expression.year, walk.rank, expression.rule = Ref("now", 0), 2, "relative_year"
        expression.monthpoint, expression.mod = ("前半", "START") if word.arg == "FIRSTHALF" else ("後半", "END")
        return end
    expression.yearpoint, walk.rank, expression.rule = word.arg, 2, "turn_of_year"
    month, _, mod = word.arg.partition(":")
    expression.month = Ref("abs", int(month)) if month.isdigit() else None
    if mod.rstrip("+") in ("START", "MID", "END"):
        expression.mod = mod.rstrip("+")  # type: ignore[assignment]
    return end


def monthpoint_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 月末, 月内; None where such a word cannot stand."""
    if walk.rank:
        return None
    expression = walk.expression
    expression.month, walk.rank, expression.rule = Ref(word.base or "now", 0), 2, "month_part"
    if word.arg in ("START", "MID", "END"):
        expression.mod = word.arg  # type: ignore[assignment]
    return end


def holiday_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 元日; None where such a word cannot stand."""
    if walk.rank > 1:
        return None
    walk.expression.holiday, walk.rank, walk.expression.rule = word.arg, 4, "holiday"
    return end


def century_word(walk: Walk, at: int, word: Word, end: int) -> int | None:
    """Take 今世紀; None where such a word cannot stand."""
    if walk.rank:
        return None
    walk.expression.year, walk.expression.rounded = Ref(word.base, word.n), 100
    walk.rank, walk.expression.rule = 1, "century"
    return end


def weekday_piece(walk: Walk, kanji: str, end: int) -> int | None:
    """Take 月曜日, with 次の or この before it; None where it is any (日曜の窓口)."""
    direction = None
    if walk.rank == 0:
        start = walk.expression.start
        direction = DIRECTION_RE.search(walk.text, max(start - 3, 0), start)
        if direction is None and OPEN_ON_RE.match(walk.text, end):
            return None
    walk.expression.weekday = KANJI_DAYS.index(kanji) + 1
    if walk.rank == 0:
        walk.expression.rule = "weekday"
        if direction:
            walk.expression.start = direction.start()
            walk.expression.direction = 1 if direction[1] else -1 if direction[2] else 2
    walk.rank = 5
    return end


def bracketed_weekday(walk: Walk, at: int) -> int | None:
    """Take (月), (月・祝), (Mon)."""
    match = BRACKET_RE.match(walk.text, at)
    if match is None:
        latin = LATIN_DAY_RE.match(walk.text, at) if walk.rank == 4 else None
        if latin is None:
            return None
        walk.expression.weekday, walk.rank = LATIN_DAYS.index(latin[1]) + 1, 5
        return latin.end()
    if walk.rank == 0:
        before = walk.text[max(at - 1, 0) : at]
        if not match["kanji"] or before.strip(" \n、。"):
            return None
        return weekday_piece(walk, match["kanji"], match.end())
    if walk.rank == 2:
        return None
    if match["kanji"]:
        walk.expression.weekday = KANJI_DAYS.index(match["kanji"]) + 1
    elif match["latin"]:
        walk.expression.weekday = LATIN_DAYS.index(match["latin"]) + 1
    walk.rank = 5
    return match.end()


def last_week(walk: Walk, at: int) -> int | None:
    """7月の最後の週, 2016年の最後の金曜日."""
    match = LAST_WEEK_RE.match(walk.text, at)
    if match is None or (walk.rank == 1 and walk.expression.rounded):
        return None
    walk.expression.nth, walk.rank, walk.expression.rule = -1, 5, "nth_weekday"
    walk.expression.weekday = KANJI_DAYS.index(match[3]) + 1 if match[3] else 0
    return match.end()
