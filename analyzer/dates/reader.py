"""Reads the time expressions of a document, left to right: sets, lengths of time, and points by way of the walk.

Anchor: one guarded regex finds where an expression may begin (digits before a unit, the first two characters of a word
of ``date_words.tsv``, eras). Read: :meth:`Reader.read` tries a set (毎週月曜), a length or a shift (2年半, 3日前), a point
(:mod:`analyzer.dates.walk`). Judge: right and left neighbours tell a date from a length (24年3月期, 24年間, 懲役2年6月).

>>> from corpus.article import Article
>>> from corpus.tokens import prepare
>>> text = "市は昨年11月4日、2年半ぶりに再開した。"
>>> [text[e.start : e.end] for e in Reader(prepare(Article(id="x", source="-", text=text))).expressions()]
['昨年11月4日', '2年半ぶり']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from analyzer.dates.expressions import Expression, Numbers, Ref, Word, beginnings_of_words, eras, find_word, words
from analyzer.dates.patterns import (
    AGO_RE,
    AGO_UNITS,
    AND_HOURS_RE,
    APPROX_RE,
    BACKWARD_RE,
    BARE_YEAR_RE,
    CENTURIES_RE,
    CENTURY_SPAN_RE,
    CLOCK_NEXT_RE,
    COLON_RE,
    DAY_OF_RE,
    DAY_RATE_RE,
    DAYS_RANGE_RE,
    DONE_IN_RE,
    EVERY_RE,
    FRACTION_RE,
    FULL_RE,
    HALF_MORE_RE,
    HIRAGANA,
    IN_A_DAY_RE,
    IN_A_ROW_RE,
    KANJI,
    LENGTH_BEFORE_RE,
    LENGTH_CUE_RE,
    LENGTH_TAIL_RE,
    LIST_RE,
    LONG_RE,
    MANY_YEARS_RE,
    MONTH_FOLLOWS_RE,
    NEXT_LENGTH_RE,
    NOT_AFTER_RE,
    NOT_TIME_RE,
    NTH_DAYS_RE,
    NUMBER_ANCHOR,
    NUMERAL,
    ONWARD_RE,
    ORDER,
    PER_RE,
    PLAIN_RE,
    PUPIL_RE,
    READING_RE,
    SET_RATE_RE,
    SET_TARGET_RE,
    SHIFT_RANK,
    SHIFT_RE,
    STAY_RE,
    UNIT_RE,
    UNTIL_LENGTH_RE,
    WEEKDAYS_RE,
    YEAR_LENGTH_RE,
)
from analyzer.dates.walk import Walk
from analyzer.numerals import number_at
from corpus.tokens import Document

__all__ = ["Reader"]


NUMERALS = frozenset("0123456789数元半" + KANJI)
_ARABIC = frozenset("0123456789")
#: Characters with which a word of the table and something else may begin: 月末 and 月曜, 一昨年 and 一月.
OTHERWISE = frozenset("0123456789元月火水木金土日年週MTSHRQ" + KANJI)


def _first_two(surfaces: Iterable[str]) -> str:
    """Return a pattern of one or two characters that begins every one of ``surfaces``, and other strings."""
    long = {surface[:2] for surface in surfaces}
    short = "".join(sorted(surface for surface in long if len(surface) == 1))
    firsts, seconds = ("".join(sorted({surface[i] for surface in long if len(surface) > 1})) for i in (0, 1))
    pair = f"[{re.escape(firsts)}][{re.escape(seconds)}]"
    return f"{pair}|[{re.escape(short)}]" if short else pair


@cache
def _scanner() -> re.Pattern[str]:
    """Return the anchor: wherever an expression may begin, the reader is called; it may find nothing.

    Words and eras are known by any first and any second character of theirs: a long alternation costs eight times as
    much to compile, and more to run than looking in vain at the words which only share their characters.
    """
    word = _first_two(words())
    era = _first_two(name for name in eras() if len(name) > 1)
    firsts = {surface[0] for surface in (*words(), *eras())}
    guard = "".join(
        sorted(firsts | set("0123456789元数年週月火水木金土日約およそほぼざっ概翌同第‘’'(MTSHRQ西紀そあ" + KANJI))
    )
    return re.compile(
        rf"""(?=[{re.escape(guard)}])(?:
    (?P<word>{word})
  | {era} [^\s0-9元]{{0,2}} (?=[0-9元{KANJI}])
  | (?<![0-9A-Za-z\-])[MTSHR](?=[0-9])
  | [月火水木金土日](?=(?:[・、][月火水木金土日]){{1,5}}曜)
  | [月火水木金土日]曜
  | (?<![0-9{KANJI}])[年月週日](?=に?(?:[0-9数]|[一二三四五六七八九十]|約|平均|延べ))
  | (?<![0-9A-Za-z])(?:Q[1-4]|[1-4]Q)(?![0-9A-Za-z])
  | (?P<number>{NUMBER_ANCHOR})
  | (?:約|およそ|おおよそ|おおむね|ほぼ|ざっと|概ね) (?={NUMERAL}|半)
  | (?:翌々?|同|その|あの|第|西暦|紀元前|[‘’']) (?={NUMERAL}|最)
  | \( (?=[月火水木金土日]曜?日?[)・])
    )""",
        re.VERBOSE,
    )


class Reader:
    """Reads the expressions of one document, left to right."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.text = doc.folded
        self._memo: tuple[int, Numbers | None] = (-1, None)
        self.is_range = False  # reading what stands behind 〜

    def expressions(self) -> Iterator[Expression]:
        """Yield every expression in text order, without overlap."""
        text, search, beginnings = self.text, _scanner().search, beginnings_of_words()
        position, last_set = 0, -1
        while (anchor := search(text, position)) is not None:
            start, position = anchor.span()
            if anchor.lastgroup == "word":
                is_possible = text[start : start + 2] in beginnings or text[start] in beginnings
                word = find_word(text, start) if is_possible else None
                if word is not None and word[0].unit == "veto":
                    position = word[1]
                    continue
                if word is None and text[start] not in OTHERWISE and NUMERALS.isdisjoint(text[start + 1 : start + 3]):
                    position = start + 1
                    continue
            found = self.read(start)
            if found:
                if (
                    last_set >= 0
                    and found[0].rule == "nth_weekday"
                    and found[0].month is None
                    and start - last_set <= 2
                ):
                    found[0].type, found[0].value, found[0].rule = "SET", "P1M", "set"  # 毎週水曜日と第3日曜日
                last_set = found[-1].end if found[-1].type == "SET" else -1
                yield from found
                position = found[-1].end
            elif anchor.lastgroup != "number":
                position = start + 1

    def read(self, start: int) -> list[Expression]:
        """Return what begins at ``start``: mostly one expression, several for a list (3、7日), none for no time."""
        text = self.text
        if text[start] in "0123456789":
            full = FULL_RE.match(text, start)
            if full:
                return self._full(full)
            return self._length(start, start, False) or self._point(start) or []
        body, approx = start, False
        match = APPROX_RE.match(text, start)
        if match and self.doc.starts and self._is_inside(start):
            match = None  # 契約3年
        if match:
            body, approx = match.end(), True
        found = self._set(body, start) if not approx else None
        found = found or self._length(body, start, approx)
        if found is None and not approx:
            found = self._point(start)
        return found or []

    def _full(self, match: re.Match[str]) -> list[Expression]:
        """2016年4月5日, 4月5日, 2016年4月, 4月, 2016年, 5日: most dates, read in one step; the walk goes on behind them."""
        year, month, day, year2, month2, month3, year3, day3 = match.groups()
        year, month, day = year or year2 or year3, month or month2 or month3, day or day3
        expression = Expression(match.start(), match.end(), "date")
        expression.year = Ref("abs", int(year)) if year else None
        expression.month = Ref("abs", int(month)) if month else None
        expression.day = Ref("abs", int(day)) if day else None
        return self._continue(expression, 4 if day else 2 if month else 1) or []

    # ---------------------------------------------------------------- numbers

    def _numbers(self, start: int) -> Numbers | None:
        """Return the numbers at ``start`` that share the unit behind the last of them."""
        if start == self._memo[0]:
            return self._memo[1]
        numbers = self._read_numbers(start)
        self._memo = (start, numbers)
        return numbers

    def _read_numbers(self, start: int) -> Numbers | None:
        text = self.text
        values: list[Decimal | int] = []
        spans: list[tuple[int, int]] = []
        connector, position, vague = "", start, False
        for _ in range(8):
            value, end, several = self._number(position)
            if value is None:
                return None
            values.append(value)
            spans.append((position, end))
            vague = vague or several
            unit = UNIT_RE.match(text, end) or UNIT_RE.match(text, end + (self.doc.text[end : end + 1] == " "))
            if unit:
                return Numbers(values, spans, connector, vague, unit[0], unit.end())
            link = LIST_RE.match(text, end)
            if link is None or (connector and link[1] != connector):
                return None
            connector, position = link[1], link.end()
        return None

    def _number(self, position: int) -> tuple[Decimal | int | None, int, bool]:
        text = self.text
        if LONG_RE.match(text, position):
            return None, position, False  # a serial number, or hostile: reading it again at each group costs squares
        plain = PLAIN_RE.match(text, position)
        if plain is not None:
            return int(plain[0]), plain.end(), False
        if text[position : position + 1] == "元":
            return 1, position + 1, False
        if text[position : position + 1] in "廿卅" and position < len(text):
            tens = 20 if text[position] == "廿" else 30
            value, end, _ = self._number(position + 1)
            if value is not None and value < 10:
                return value + tens, end, False
            return tens, position + 1, False
        number = number_at(text, position, middle_dot=False, blanks=False)
        if number is None:
            return None, position, False
        return number.value, number.end, bool(number.several)

    # ---------------------------------------------------------------- sets

    def _set(self, start: int, outer: int) -> list[Expression] | None:
        text = self.text
        match = SET_RATE_RE.match(text, start)
        if match:
            unit = match["unit"] or match["unit2"]
            return [
                Expression(
                    outer, match.end(), "rate", "SET", value="P1" + {"年": "Y", "月": "M", "週": "W", "日": "D"}[unit]
                )
            ]
        nth = NTH_DAYS_RE.match(text, start) if text[start] == "第" and text[start - 1 : start] != "の" else None
        if nth:
            return [self._set_tail(Expression(outer, nth.end(), "set", "SET", value="P1M"))]
        several = WEEKDAYS_RE.match(text, start)
        if several:
            return [self._set_tail(Expression(outer, several.end(), "set", "SET", value="P1W"))]
        word = self._word(start)
        if word is not None and word[0].unit == "set":
            entry, end = word
            if entry.arg.startswith("PT") and re.match(
                r"(?:約|最大)?[0-9数一二三四五六七八九十百千]", text[end : end + 3]
            ):
                return None  # 毎秒3メートル is one figure
            return [self._set_tail(Expression(outer, end, "set", "SET", value=entry.arg))]
        return None

    def _set_tail(self, expression: Expression) -> Expression:
        """毎週月曜日午前9時, 毎月第2土曜, 毎年8月15日: what the set repeats belongs to it."""
        position = expression.end
        match = SET_TARGET_RE.match(self.text, position)
        if match is None:
            return expression
        inner = self._point(match.end(), inside=True)
        if inner and inner[0].type in ("DATE", "TIME") and not inner[0].shift and inner[0].until is None:
            is_own = inner[0].year is None and inner[0].week is None
            expression.end = inner[0].end if is_own else expression.end
        return expression

    # ---------------------------------------------------------------- lengths and shifts

    def _length(self, start: int, outer: int, approx: bool) -> list[Expression] | None:
        """2年6月, 1時間30分, 約2カ月, 3年ぶり, 3日前, 2週間後, 1日1回."""
        text = self.text
        anaphoric = text.startswith(("その", "あの"), start)
        body = start + 2 if anaphoric else start
        word = self._word(body) if text[body : body + 1] not in _ARABIC else None
        if word is not None and word[0].unit == "length":
            end = word[1] + text.startswith("間", word[1])
            expression = Expression(outer, end, "length", "DURATION", value=word[0].arg)
            expression.amount = _amount_of(word[0].arg)
            return self._length_tail(expression, approx, anaphoric)
        first = self._numbers(body)
        if first is None or not self._is_length(first, body, outer, approx):
            return None
        if first.connector in ("、", "・", ",") and not consecutive(first.values):
            return None
        expression = Expression(outer, first.end, "length", "DURATION", is_vague=first.is_vague)
        symbol = _symbol(first.unit)
        if len(first.values) > 1:
            expression.until = Expression(
                outer, first.end, "length", "DURATION", amount=[(symbol, Decimal(first.values[-1]))]
            )
        expression.amount = [(symbol, Decimal(first.values[0]))]
        stay = STAY_RE.match(text, first.end) if first.unit == "泊" else None
        if stay:
            days, _, _ = self._number(first.end)
            expression.amount, expression.end = [("D", Decimal(days or first.values[0]))], stay.end()
            return self._length_tail(expression, approx, anaphoric)
        rate = self._day_rate(first, outer, approx)
        if rate:
            return rate
        position, last_symbol = first.end, symbol
        while len(first.values) == 1:
            half = HALF_MORE_RE.match(text, position)
            if half:
                expression.amount.append((last_symbol, Decimal("0.5")))
                expression.end = position = half.end()
                break
            link = NEXT_LENGTH_RE.match(text, position)
            more = self._numbers(link.end()) if link else None
            stop = NOT_TIME_RE.get(more.unit) if more else None
            if more is not None and stop is not None and stop.match(text, more.end):
                break  # 減給1カ月30分の1
            if (
                more is None
                or len(more.values) > 1
                or more.unit in ("年度", "年代", "世紀", "月期", "時", "四半期", "周年")
            ):
                break
            if ORDER.index(_symbol(more.unit)) <= ORDER.index(last_symbol) or (
                link and link[0] == "と" and more.unit == "日" and first.unit == "月"
            ):
                break
            last_symbol = _symbol(more.unit)
            expression.amount.append((last_symbol, Decimal(more.values[0])))
            expression.end = position = more.end
        fraction = FRACTION_RE.match(text, position) if last_symbol == "TS" else None
        if fraction and first.unit.startswith(("秒", "分", "時")):
            expression.amount.append(("TS", Decimal("0." + fraction[1])))
            expression.end = fraction.end()
        return self._length_tail(expression, approx, anaphoric)

    def _length_tail(self, expression: Expression, approx: bool, anaphoric: bool) -> list[Expression] | None:
        text, end = self.text, expression.end
        expression.is_anaphoric = anaphoric
        shift = SHIFT_RE.match(text, end)
        if shift:
            expression.shift = -1 if shift["before"] else 1
            expression.type, expression.rule = "DATE", "shift"
            expression.end = shift.end()
            if text[end : end + 1] == "半" and shift[0].startswith("半"):
                expression.amount.append((expression.amount[-1][0], Decimal("0.5")))
            if approx or shift["mod"]:
                expression.mod = "APPROX"
            return self._continue(expression, SHIFT_RANK.get(expression.amount[-1][0], 7))
        if anaphoric:
            return None
        ago = AGO_RE.match(text, end)
        if ago and ago[0] == "ぶり":
            expression.end = ago.end()
        elif text.startswith("目", expression.end) and expression.amount[-1][0] in ("Y", "M", "W", "D"):
            expression.end += 1
        tail = LENGTH_TAIL_RE.match(text, expression.end)
        if tail:
            expression.mod = tail.lastgroup.rstrip("2")  # type: ignore[union-attr,assignment]
            expression.end = tail.end()
        if approx:
            expression.mod = expression.mod or "APPROX"
        if ONWARD_RE.search(text, max(expression.start - 8, 0), expression.start):
            expression.reach = 1
        elif BACKWARD_RE.search(text, max(expression.start - 8, 0), expression.start):
            expression.reach = -1
        elif expression.mod == "LESS_THAN" and text.startswith("以内に", expression.end - 2):
            before = text[max(expression.start - 1, 0) : expression.start]
            expression.reach = 0 if before in tuple("らのて後") else 1
        every = EVERY_RE.match(text, expression.end)
        if every and len(expression.amount) == 1 and not expression.until:
            unit, n = expression.amount[0]
            if every[0] in ("おき", "置き") and (unit == "D" or n == 1) and not unit.startswith("T"):
                n += 1
            expression.type, expression.rule, expression.amount = "SET", "every", [(unit, n)]
            expression.end = every.end() if every[0] != "に" else expression.end
        return [expression]

    def _day_rate(self, first: Numbers, outer: int, approx: bool) -> list[Expression] | None:
        """1日に1回, 1日3回, 1日8時間, 1日当たり: the day is a set; 1日午後 and 1日10時 are dates."""
        text = self.text
        if (
            approx
            or first.unit not in ("日", "週間", "年間", "カ月", "か月", "ヶ月", "時間", "分間", "週", "年")
            or first.values != [1]
        ):
            return None
        match = (
            PER_RE.match(text, first.end)
            or DAY_OF_RE.match(text, first.end)
            or (DAY_RATE_RE.match(text, first.end) if text.startswith("に", first.end) or first.unit == "日" else None)
        )
        if match is None:
            return None
        return [Expression(outer, first.end, "rate", "SET", value=_period(_symbol(first.unit), Decimal(1)))]

    def _is_length(self, numbers: Numbers, start: int, outer: int, approx: bool) -> bool:
        """Judge: is this number with its unit a length of time (or a shift), not a date?"""
        text, unit, end = self.text, numbers.unit, numbers.end
        if unit == "年" and numbers.values[-1] <= 6 and self._is_school_year(start, end):
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
                return bool(SHIFT_RE.match(text, end)) or text.startswith("間", end)
            if unit in ("週", "分", "秒") and text[max(start - 1, 0) : start] == "第":
                return False  # 第3分団
            return not (unit == "分" and text[max(0, start - 1) : start] in ("割", "時", "零", "度"))
        if text[max(start - 1, 0) : start] in ("第", "翌", "同", "'", "’", "‘", "暦") and start > 0:
            return False
        if value % 1 or numbers.is_vague or value >= 10_000:
            return True
        before = text[max(0, outer - 6) : outer]
        n = int(numbers.values[-1])
        if kind == "月":
            return n > 12
        if kind == "日":
            return self._is_days(numbers, n, start, before)
        return self._is_years(numbers, n, start, before, approx)

    def _is_days(self, numbers: Numbers, n: int, start: int, before: str) -> bool:
        text, end = self.text, numbers.end
        if n > 31 or n < 1:
            return True
        if n == 1 and DAY_RATE_RE.match(text, end) and not self._clock_follows(end):
            return True
        if UNTIL_LENGTH_RE.match(text, end) and not numbers.connector:
            return True
        if n == 1 and DAY_OF_RE.match(text, end):
            return True
        if PER_RE.match(text, end) or (n == 1 and before.endswith("の") and text.startswith("は", end)):
            return True  # 教頭の1日は
        if SHIFT_RE.match(text, end) and not NOT_AFTER_RE.match(text, end):
            return True
        if LENGTH_CUE_RE.match(text, end) or AND_HOURS_RE.match(text, end):
            is_last_day = text.startswith("にわた", end) and DAYS_RANGE_RE.search(text, max(start - 8, 0), start)
            return not is_last_day  # 10日から12日にわたって
        if before.endswith("から") and text.startswith("で", end) and not text.startswith("では", end):
            return True  # 発生から4日で
        if before.endswith("この") and text.startswith("の", end) and n > 3:
            return False  # この29日の試合は
        if n == 1 and IN_A_DAY_RE.match(text, end):
            return True
        if n <= 3 and DONE_IN_RE.match(text, end):
            return True  # 三日で棚は空になる
        return bool(LENGTH_BEFORE_RE.search(before)) and not before.endswith(("まで", "続く"))

    def _is_years(self, numbers: Numbers, n: int, start: int, before: str, approx: bool) -> bool:
        text, end = self.text, numbers.end
        digits = numbers.spans[0][1] - numbers.spans[0][0]
        if MONTH_FOLLOWS_RE.match(text, end):
            return bool(re.search(r"(?:懲役|禁錮|禁固|拘禁刑|実刑|有期刑)$", before))
        if re.search(r"(?:から|〜|~|-)$", before) and re.search(
            r"[0-9]{4}年度?(?:から|〜|~|-)$", self.text[max(0, start - 9) : start]
        ):
            return False
        if numbers.values[0] >= 1000 and (digits == 4 or not text[start].isdigit()):
            if MANY_YEARS_RE.match(text, end):
                return True
            return bool(SHIFT_RE.match(text, end)) and (n >= 2100 or n % 100 == 0 or not text[start].isdigit())
        if 100 <= n < 1000:
            return True  # 789年 is a length unless a month follows (above)
        if approx or LENGTH_CUE_RE.match(text, end) or YEAR_LENGTH_RE.match(text, end):
            return True
        if SHIFT_RE.match(text, end) or LENGTH_BEFORE_RE.search(before):
            return True
        if text[numbers.spans[0][0]] == "0" and digits == 2:
            return False
        if digits == 1 and not numbers.connector:
            return True
        if any(character in "十百千" for character in text[start : numbers.spans[0][1]]):
            return True  # a year of two digits is written 二〇年
        if numbers.connector and n < 10:
            return True
        return not BARE_YEAR_RE.match(text, end)

    def _is_school_year(self, start: int, end: int) -> bool:
        """高校3年, 3年の男児(9), 某さん(1年): a form at school, neither a date nor a length."""
        text = self.text
        before = text[max(0, start - 4) : start]
        if before.endswith(
            ("高校", "小学", "小学校", "中学", "中学校", "大学", "学部", "短大", "高専", "大学院", "高等部", "中等部")
        ):
            return True
        if before.endswith("(") and text.startswith(")", end):
            return True
        return PUPIL_RE.match(text, end) is not None

    def _clock_follows(self, end: int) -> bool:
        follow = self._numbers(end)
        if follow is not None and follow.unit == "時":
            return True
        return COLON_RE.match(self.text, end) is not None

    # ---------------------------------------------------------------- points

    def _point(self, start: int, inside: bool = False) -> list[Expression] | None:
        """Read a date or time from its coarsest piece on."""
        expression = Expression(start, start, "date")
        return self._continue(expression, 0, inside)

    def _continue(self, expression: Expression, rank: int, inside: bool = False) -> list[Expression] | None:
        walk = Walk(self, expression, rank)
        walk.run()
        if walk.listed:
            return walk.listed
        if expression.end == expression.start:
            return None
        if not inside:
            walk.close_range()
        return [expression]

    def _word(self, position: int, is_joined: bool = False) -> tuple[Word, int] | None:
        """Return the table word at ``position`` and where it ends, unless its neighbours forbid it."""
        found = find_word(self.text, position)
        if found is None:
            return None
        word, end = found
        if word.unless is not None and re.compile(word.unless).match(self.text, end):
            return None
        if self.text[position] in HIRAGANA and self.text[max(position - 1, 0)] in "(・" and self._is_reading(end):
            return None  # 今日也(きょうや): how a name is read
        if is_joined and word.unit in ("part", "season") and "一" <= self.text[end : end + 1] <= "龥":
            index = self.doc.token_at(end - 1)
            if index < len(self.doc.ends) and self.doc.ends[index] > end:
                return None  # 一昨日の夕立, 5日夕刊
        if is_joined or self._has_edges(position, end, word.edge == "token"):
            return found
        return found if word.unit == "part" and CLOCK_NEXT_RE.match(self.text, end) else None

    def _is_inside(self, start: int) -> bool:
        """Return whether a word lies across ``start``."""
        index = self.doc.token_at(start)
        return index < len(self.doc.starts) and self.doc.starts[index] < start

    def _is_reading(self, end: int) -> bool:
        return READING_RE.match(self.text, end) is not None

    def _has_edges(self, start: int, end: int, is_one: bool) -> bool:
        """Return whether words begin at ``start`` and end at ``end`` (今日｜本 is no 今日), as one word if ``is_one``."""
        starts, ends = self.doc.starts, self.doc.ends
        index = self.doc.token_at(start)
        if index >= len(starts) or starts[index] != start:
            return False
        if is_one:
            return ends[index] == end
        while index < len(ends) and ends[index] < end:
            index += 1
        return index < len(ends) and ends[index] == end


def _symbol(unit: str) -> str:
    """年 → Y, カ月 → M, 時間 → TH."""
    if unit[0] in "カヵヶケか箇個":
        return "M"
    if unit == "周年":
        return "Y"
    if unit == "四半期":
        return "Q"
    return AGO_UNITS[unit[0]]


def _period(symbol: str, n: Decimal) -> str:
    amount = format(n.normalize(), "f")
    if symbol == "C":
        return f"P{format((n * 100).normalize(), 'f')}Y"
    return f"PT{amount}{symbol[1]}" if symbol.startswith("T") else f"P{amount}{'BD' if symbol == 'B' else symbol}"


def _amount_of(period: str) -> list[tuple[str, Decimal]]:
    match = re.fullmatch(r"P(T?)([0-9]+)([YMWDH])", period)
    assert match is not None, period
    return [((match[1] + match[3]), Decimal(match[2]))]


def consecutive(values: list[Decimal | int]) -> bool:
    return all(b - a == 1 for a, b in pairwise(values))


def _is_kanji_tenth(text: str, start: int, end: int) -> bool:
    """十分 is mostly an adverb, 五分 a half: minutes only with 間 前 後 behind them."""
    return (
        text[start:end] in ("十分", "一分", "二分", "三分", "五分", "七分", "八分", "九分", "数分")
        and text[start:end] != "数分"
    )
