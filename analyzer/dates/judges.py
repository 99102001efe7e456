"""Is a number with its unit a length of time or a date? Its neighbours tell: 24年3月期, 24年間, 懲役2年6月, 高校3年."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from analyzer.dates.expressions import Numbers
from analyzer.dates.patterns import (
    AND_HOURS_RE,
    AVERAGE_OVER_RE,
    BARE_YEAR_RE,
    CENTURIES_RE,
    CENTURY_SPAN_RE,
    COLON_RE,
    DAY_OF_RE,
    DAY_RATE_RE,
    DAYS_APART_RE,
    DAYS_FROM_RE,
    DAYS_LEFT_RE,
    DAYS_OF_RE,
    DAYS_PAST_RE,
    DAYS_RANGE_RE,
    DONE_IN_RE,
    ELAPSED_RE,
    FEW_DAYS_RE,
    FOR_YEARS_RE,
    GONE_ON_RE,
    IN_A_DAY_RE,
    IN_A_ROW_RE,
    IT_WAS_RE,
    IT_WAS_YEAR_RE,
    LASTS_RE,
    LENGTH_BEFORE_RE,
    LENGTH_CUE_RE,
    LENGTH_IS_RE,
    LIFE_YEAR_RE,
    LIVED_RE,
    MANY_YEARS_RE,
    MONTH_FOLLOWS_RE,
    NEXT_SHORT_YEAR_RE,
    NOT_AFTER_RE,
    NOT_TIME_RE,
    OLD_RANGE_BEFORE_RE,
    OLD_RANGE_RE,
    PART_NEXT_RE,
    PER_RE,
    PUPIL_RE,
    SHIFT_RE,
    SINCE_EVENT_RE,
    SURPASSED_RE,
    TAKES_DAYS_RE,
    TERMS_RE,
    TIMES_BY_YEAR_RE,
    UNTIL_LENGTH_RE,
    WENT_ON_RE,
    YEAR_LENGTH_RE,
)
from analyzer.dates.steps import Reading
from corpus.patterns import Pattern


def is_length(reader: Reading, numbers: Numbers, start: int, outer: int, approx: bool) -> bool:
    """Judge: is this number with its unit a length of time (or a shift), not a date?"""
    key = start, outer, approx
    if reader.length_at[0] != key:
        reader.length_at = key, _is_length(reader, numbers, start, outer, approx)
    return reader.length_at[1]


def _is_length(reader: Reading, numbers: Numbers, start: int, outer: int, approx: bool) -> bool:
    text, unit, end = reader.text, numbers.unit, numbers.end
    if unit == "年" and numbers.values[-1] <= 6 and is_school_year(reader, start, end):
        return False
    if unit == "四半期" and len(numbers.values) == 1 and IN_A_ROW_RE.match(text, end):
        return True
    if unit == "世紀" and len(numbers.values) == 1 and (approx or CENTURIES_RE.match(text, end)):
        return numbers.values[0] <= 10
    kind = unit[0] if unit[0] not in "カヵヶケか箇個" else "ヶ"
    value = numbers.values[0]
    stop = NOT_TIME_RE.get(unit)
    if stop is not None and stop.match(text, end):
        return False
    if unit == "時間" and text.startswith("目", end):
        return False  # the first lesson
    if unit in ("年度", "年代", "月期", "世紀", "四半期", "時", "両日", "の両日"):
        return unit == "世紀" and bool(CENTURY_SPAN_RE.match(text, end))
    if unit == "周年" or len(unit) > 1 or kind in "ヶ分秒泊週":
        if unit == "分" and _is_kanji_tenth(text, start, end):
            lasts = LASTS_RE.match(text, end) is not None and (text[start] != "十" or text[end] in "もか")  # 十分待った
            return lasts or bool(SHIFT_RE.match(text, end)) or text.startswith("間", end)
        if unit in ("週", "分", "秒") and text[max(start - 1, 0) : start] == "第":
            return False  # 第3分団
        return not (unit == "分" and text[max(0, start - 1) : start] in ("割", "時", "零", "度", "敗", "勝"))
    if text[numbers.spans[-1][1]] == "余":
        return True  # 六十余年
    if kind == "年" and text[start - 1] == "期" and TERMS_RE.search(text, max(start - 3, 0), start):
        return True  # 3期12年
    if text[max(start - 1, 0) : start] in ("第", "翌", "同", "'", "’", "‘", "暦") and start > 0:
        return False
    if value % 1 or numbers.is_vague or value >= 10_000:
        return True
    before = text[max(0, outer - 6) : outer]
    n = int(numbers.values[-1])
    if kind == "月":
        return n > 12
    if kind == "日":
        return _is_days(reader, numbers, n, start, before)
    return _is_years(reader, numbers, n, start, before, approx)


def _is_days(reader: Reading, numbers: Numbers, n: int, start: int, before: str) -> bool:
    text, end = reader.text, numbers.end
    if n > 31 or n < 1:
        return True
    if PART_NEXT_RE.match(text, end):
        return False  # その後6日午後6時まで
    if n == 1 and DAY_RATE_RE.match(text, end) and not _clock_follows(reader, end):
        return True
    if UNTIL_LENGTH_RE.match(text, end) and not numbers.connector:
        return True
    if before.endswith("より") and DAYS_APART_RE.match(text, end):
        return True  # 平年より3日早い
    if n == 1 and DAY_OF_RE.match(text, end):
        return True
    if before.endswith(("平年の", "例年の", "前年の", "昨年の")) and SURPASSED_RE.match(text, end):
        return True  # 猛暑日は平年の6日を大幅に上回る
    if text.startswith(")", end) and AVERAGE_OVER_RE.search(text, max(start - 8, 0), start):
        return True
    if PER_RE.match(text, end) or (n == 1 and before.endswith("の") and text.startswith("は", end)):
        return True  # 教頭の1日は
    if SHIFT_RE.match(text, end) and not NOT_AFTER_RE.match(text, end):
        return True
    if numbers.connector in ("、", "・") and n <= 5 and consecutive(numbers.values) and FEW_DAYS_RE.match(text, end):
        return True  # 2、3日で届く
    if n > 7 and text.startswith("も続", end) and text[start].isdigit():
        return False  # 大雪、11日も続く
    if LENGTH_CUE_RE.match(text, end) or AND_HOURS_RE.match(text, end):
        is_last_day = text.startswith(("にわた", "に渡", "に亘"), end) and DAYS_RANGE_RE.search(
            text, max(start - 8, 0), start
        )
        return not is_last_day  # 10日から12日にわたって
    if DAYS_OF_RE.match(text, end) or (text[end : end + 1] in ("。", "だ", "で") and LENGTH_IS_RE.search(before)):
        return True  # 2日の休み, 納期は10日
    if DAYS_PAST_RE.match(text, end) and (
        SINCE_EVENT_RE.search(before.rstrip("、")) or before.rstrip("、").endswith(("てから", "まって"))
    ):
        return True  # 始まって、12日になります
    if before.endswith("まで") and DAYS_LEFT_RE.match(text, end):
        return True  # 出発まで2日
    if before.endswith("から") and text.startswith("で", end) and not text.startswith("では", end):
        return ELAPSED_RE.match(text, end) is None  # 発生から4日で; but 震災から11日で15年となる
    if before.endswith("この") and text.startswith("の", end) and n > 3:
        return False  # この29日の試合は
    if n == 1 and IN_A_DAY_RE.match(text, end):
        return True
    if n <= 3 and DONE_IN_RE.match(text, end):
        return True  # 三日で棚は空になる
    if before.endswith("期間は") and DAYS_FROM_RE.match(text, end):
        return TAKES_DAYS_RE.search(text, max(start - 8, 0), start) is not None
    if before.endswith("その後") and text[end : end + 1] in tuple("にはの中朝夜夕未"):
        return False  # その後4日に再び
    return bool(LENGTH_BEFORE_RE.search(before)) and not before.endswith(("まで", "続く"))


def _is_years(reader: Reading, numbers: Numbers, n: int, start: int, before: str, approx: bool) -> bool:
    text, end = reader.text, numbers.end
    digits = numbers.spans[0][1] - numbers.spans[0][0]
    if text.startswith("産", end) and text[end + 1 : end + 2] not in tuple("むまみん業"):
        return False  # 24年産の米
    if MONTH_FOLLOWS_RE.match(text, end) and not before.endswith(("過去", "直近")):
        return bool(re.search(r"(?:懲役|禁錮|禁固|拘禁刑|実刑|有期刑)$", before))
    if text.startswith(("かけて", "かけた", "かけ、"), end) and before.endswith("から"):
        return True  # 2012年度から7年かけて
    if before.endswith("から") and IN_A_ROW_RE.match(text, end):
        return True  # 1994年から7年連続
    if before.endswith(("過去", "直近")) and n < _LONG_LIFE:
        return True  # 過去5年の9月
    if re.search(r"(?:から|〜|~|-)$", before) and re.search(
        r"[0-9]{4}年度?(?:から|〜|~|-)$", reader.text[max(0, start - 9) : start]
    ):
        return False
    if numbers.values[0] >= 1000 and (digits == 4 or not text[start].isdigit()):
        if MANY_YEARS_RE.match(text, end) or text[start : numbers.spans[0][1]] == "千":
            return True
        return bool(SHIFT_RE.match(text, end)) and (n >= 2100 or n % 100 == 0 or not text[start].isdigit())
    if 100 <= numbers.values[0] < 1000 and _are_old_years(text, numbers, start):
        return False
    if 100 <= n < 1000:
        return True  # 789年 is a length unless a month follows (above)
    if digits == 2 and NEXT_SHORT_YEAR_RE.search(text, max(start - 7, 0), start) and not text.startswith("間", end):
        return False
    if before.endswith("から") and text.startswith(("にあたる", "に当たる", "にあたり"), end):
        return True  # 投下から60年にあたる
    if numbers.connector == "、" and consecutive(numbers.values) and numbers.values[0] % 10 == 0 and n < 100:
        return True  # 二、三十年
    if approx or LENGTH_CUE_RE.match(text, end) or YEAR_LENGTH_RE.match(text, end):
        return True
    if SHIFT_RE.match(text, end) or LENGTH_BEFORE_RE.search(before):
        return True
    return _are_years_by_form(reader, numbers, n, start, before)


def _are_years_by_form(reader: Reading, numbers: Numbers, n: int, start: int, before: str) -> bool:
    """Judge a number of years that no word beside it decides, by how it is written and what the text has said."""
    text, end = reader.text, numbers.end
    digits = numbers.spans[0][1] - numbers.spans[0][0]
    if text[numbers.spans[0][0]] in "0〇" and digits == 2:
        return False
    if LIVED_RE.search(before) and not text.startswith("に", end):
        return True
    if digits == 1 and not numbers.connector:
        return True
    if digits == 2 and LIFE_YEAR_RE.match(text, end):
        return False  # 56年早稲田大卒
    if digits == 2 and n < _LONG_LIFE and FOR_YEARS_RE.match(text, end):
        return True
    if digits == 2 and not numbers.connector and _goes_on(reader, n, start, end, before):
        return True
    if any(character in "十百千" for character in text[start : numbers.spans[0][1]]):
        return True  # a year of two digits is written 二〇年
    if numbers.connector and n < 10:
        return True
    if text.startswith("の", end) and n in reader.lengths_of_years:
        return True  # 83年の歴史を持つ店…83年ののれん
    if digits == 2 and n > 9 and IT_WAS_RE.match(text, end) and IT_WAS_YEAR_RE.search(before):
        return WENT_ON_RE.search(text, max(start - 8, 0), start) is not None  # 義務付けたのは95年だった
    if digits == 2 and before.endswith("、") and TIMES_BY_YEAR_RE.match(text, end):
        return False
    is_apart = reader.has_short_years and digits == 2 and before[-1:] in ("", "、", "。", "\n")
    if is_apart and ("一" <= text[end : end + 1] <= "龥" or text.startswith("も", end)):
        return False  # 58年に入社した。…79年紫綬褒章
    return not BARE_YEAR_RE.match(text, end)


#: So many years nobody works or waits.
_LONG_LIFE = 80


def _are_old_years(text: str, numbers: Numbers, start: int) -> bool:
    """(710〜784年), 592年〜710年: years of long ago, told by what they run to."""
    if numbers.connector in ("〜", "~", "-"):
        is_bracketed = text[start - 1 : start] == "(" or text.startswith(")", numbers.end)
        return numbers.values[0] < numbers.values[-1] and (is_bracketed or numbers.values[-1] >= 1000)
    is_first = OLD_RANGE_RE.match(text, numbers.end)
    return is_first is not None or OLD_RANGE_BEFORE_RE.search(text, max(start - 6, 0), start) is not None


def _goes_on(reader: Reading, n: int, start: int, end: int, before: str) -> bool:
    """Return whether years are counted from an event or a place up to now: 閉校から11年、, この町で42年、豆腐をつくってきた."""
    text = reader.text
    if text[end : end + 1] not in ("、", "。"):
        return before.endswith("から") and text.startswith("で", end) and not text.startswith("では", end)
    if SINCE_EVENT_RE.search(before):
        return True
    if before[-1:] in ("", "「", "。", "\n") and n < _LONG_LIFE and GONE_ON_RE.match(text, end):
        return True  # 25年、空の厨子に手を合わせてきた
    if not before.endswith("で"):
        return False
    if 30 <= n < 70 and not reader.has_short_years:
        return "昭和" not in text[max(start - 1000, 0) : start]
    return GONE_ON_RE.match(text, end) is not None


#: A school in a letter: 世界史Bを中|3年で, but 最高|3年.
_FORM_RE = Pattern(r"(?<![一-龥])[小中高]$")
_SCHOOL_BEFORE_RE = Pattern(r"[一-龥]\([一-龥ァ-ヺー]{1,8}(?<!任期)(?<!刑期)(?<!懲役)(?<!猶予)$")


def is_school_year(reader: Reading, start: int, end: int) -> bool:
    """高校3年, 3年の男児(9), 某さん(1年): a form at school, neither a date nor a length."""
    text = reader.text
    before = text[max(0, start - 4) : start]
    if before.endswith(
        (
            "高校",
            "国民学校",
            "小学",
            "小学校",
            "中学",
            "中学校",
            "大学",
            "学部",
            "短大",
            "高専",
            "大学院",
            "高等部",
            "中等部",
        )
    ):
        return True
    if _FORM_RE.search(before):
        return True  # 中3年で履修
    if before.endswith("(") and text.startswith((")", "="), end):
        return True  # 大森(3年=横浜北)
    if text.startswith((")", "="), end) and _SCHOOL_BEFORE_RE.search(text, max(start - 12, 0), start):
        opening = text.rfind("(", 0, start)
        index = reader.doc.token_at(opening - 1)
        return reader.doc.lexicon.types[reader.doc.types[index]].pos3 == "人名"  # 桐谷(東雲2年)
    return PUPIL_RE.match(text, end) is not None


def _clock_follows(reader: Reading, end: int) -> bool:
    follow = reader.numbers(end)
    if follow is not None and follow.unit == "時":
        return True
    return COLON_RE.match(reader.text, end) is not None


def _is_kanji_tenth(text: str, start: int, end: int) -> bool:
    """十分 is mostly an adverb, 五分 a half: minutes only with 間 前 後, or a verb of time, behind them."""
    return text[start:end] in ("十分", "一分", "二分", "三分", "五分", "七分", "八分", "九分")


def consecutive(values: list[Decimal | int]) -> bool:
    """Return whether every number follows the one before it: 8, 9, 10; tens as well: 20, 30."""
    steps = {b - a for a, b in pairwise(values)}
    return steps == {1} or (steps == {10} and all(value % 10 == 0 for value in values))


def is_of_tens(values: list[Decimal | int]) -> bool:
    """Return whether the first of two numbers leaves out its ten: 二、三十年 is twenty or thirty years."""
    first, last = values
    return 1 <= first <= 8 and last == 10 * (first + 1)
