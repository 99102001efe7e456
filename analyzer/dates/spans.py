"""Sets and lengths of time: 毎週月曜, 1日1回, 2年6月, 約2カ月, and the shifts that begin with a length (3日前, 2週間後)."""

from __future__ import annotations

import re
from decimal import Decimal

from analyzer.dates.expressions import Expression, Numbers, Ref
from analyzer.dates.judges import consecutive, is_length
from analyzer.dates.patterns import (
    AGO_RE,
    AGO_UNITS,
    AND_WEEKDAY_RE,
    BACKWARD_RE,
    CLOCK_UNTIL_RE,
    DAY_OF_RE,
    DAY_RATE_RE,
    EVERY_RE,
    FRACTION_RE,
    HALF_MORE_RE,
    LENGTH_TAIL_RE,
    NEXT_LENGTH_RE,
    NOT_TIME_RE,
    NTH_DAYS_RE,
    ONWARD_RE,
    ORDER,
    PER_RE,
    SET_RATE_RE,
    SET_TARGET_RE,
    SHIFT_RANK,
    SHIFT_RE,
    SHIFTED_TO_RE,
    STAY_RE,
    WEEKDAYS_RE,
)
from analyzer.dates.steps import Reading
from analyzer.numerals import NUMERAL_CHARACTERS

_ARABIC = frozenset("0123456789")
#: Characters with which :meth:`Reading.number` can begin.
NUMBER_FIRST = frozenset(NUMERAL_CHARACTERS + "元廿卅")


def read_set(reader: Reading, start: int, outer: int) -> list[Expression] | None:
    """Return the set that begins at ``start``: 毎週月曜, 年2回, 第2・第4土曜; None for no set."""
    text = reader.text
    match = SET_RATE_RE.match(text, start) if text[start] in "年月週日" else None
    if match:
        unit = match["unit"] or match["unit2"]
        return [
            Expression(
                outer, match.end(), "rate", "SET", value="P1" + {"年": "Y", "月": "M", "週": "W", "日": "D"}[unit]
            )
        ]
    nth = NTH_DAYS_RE.match(text, start) if text[start] == "第" and text[start - 1 : start] != "の" else None
    if nth:
        return [_set_tail(reader, Expression(outer, nth.end(), "set", "SET", value="P1M"))]
    several = WEEKDAYS_RE.match(text, start) if text[start] in "毎月火水木金土日" else None
    if several:
        return [_set_tail(reader, Expression(outer, several.end(), "set", "SET", value="P1W"))]
    word = reader.word(start)
    if word is not None and word[0].unit == "set":
        entry, end = word
        if entry.arg.startswith("PT") and re.match(r"(?:約|最大)?[0-9数一二三四五六七八九十百千]", text[end : end + 3]):
            return None  # 毎秒3メートル is one figure
        return [_set_tail(reader, Expression(outer, end, "set", "SET", value=entry.arg))]
    return None


def _set_tail(reader: Reading, expression: Expression) -> Expression:
    """毎週月曜日午前9時, 毎月第2土曜, 毎年8月15日: what the set repeats belongs to it."""
    position = expression.end
    match = SET_TARGET_RE.match(reader.text, position)
    if match is None:
        return expression
    nth = NTH_DAYS_RE.match(reader.text, match.end())
    if nth is not None:
        expression.end = nth.end()  # 毎月第1・第3水曜日
        return expression
    inner = reader.point(match.end(), inside=True)
    if inner and inner[0].type in ("DATE", "TIME") and not inner[0].shift and inner[0].until is None:
        is_own = inner[0].year is None and inner[0].week is None
        expression.end = inner[0].end if is_own else expression.end
        until = CLOCK_UNTIL_RE.match(reader.text, expression.end) if is_own and inner[0].clock else None
        if until is not None:
            expression.end = until.end()  # 毎週土曜午後3時〜5時
        if is_own and inner[0].rule == "weekday":
            while more := AND_WEEKDAY_RE.match(reader.text, expression.end):
                expression.end = more.end()  # 毎週月曜と木曜
    return expression


def read_length(reader: Reading, start: int, outer: int, approx: bool) -> list[Expression] | None:
    """2年6月, 1時間30分, 約2カ月, 3年ぶり, 3日前, 2週間後, 1日1回."""
    text = reader.text
    anaphoric = text.startswith(("その", "あの"), start)
    body = start + 2 if anaphoric else start
    word = reader.word(body) if text[body : body + 1] not in _ARABIC else None
    if word is not None and word[0].unit == "length":
        end = word[1] + text.startswith("間", word[1])
        expression = Expression(outer, end, "length", "DURATION", value=word[0].arg)
        expression.amount = _amount_of(word[0].arg)
        return _length_tail(reader, expression, approx, anaphoric)
    if text[start - 1 : start] == "歳":
        return None  # 46歳3カ月: an age
    first = reader.numbers(body) if text[body : body + 1] in NUMBER_FIRST else None
    if first is None or not is_length(reader, first, body, outer, approx):
        return None
    if first.connector in ("、", "・", ",") and not consecutive(first.values):
        return None
    is_vague = first.is_vague
    if text[start - 1 : start] == "何" and text[start] in "十百千":
        is_vague, outer = True, start - 1  # 何十年ぶり
    expression = Expression(outer, first.end, "length", "DURATION", is_vague=is_vague)
    if text[first.spans[-1][1]] == "余":
        expression.mod = "MORE_THAN"
    symbol = _symbol(first.unit)
    if len(first.values) > 1:
        expression.until = Expression(
            outer, first.end, "length", "DURATION", amount=[(symbol, Decimal(first.values[-1]))]
        )
    expression.amount = [(symbol, Decimal(first.values[0]))]
    if symbol == "Y":
        reader.lengths_of_years.add(int(first.values[0]))
    stay = STAY_RE.match(text, first.end) if first.unit == "泊" else None
    if stay:
        days, _, _ = reader.number(first.end)
        expression.amount, expression.end = [("D", Decimal(days or first.values[0]))], stay.end()
        return _length_tail(reader, expression, approx, anaphoric)
    rate = _day_rate(reader, first, outer, approx)
    if rate:
        return rate
    _take_smaller_units(reader, first, expression, symbol)
    return _length_tail(reader, expression, approx, anaphoric)


def _take_smaller_units(reader: Reading, first: Numbers, expression: Expression, symbol: str) -> None:
    """2年|6月, 1時間|30分, 9秒|58, 1年|半: what stands behind the first number and its unit."""
    text = reader.text
    position, last_symbol = first.end, symbol
    while len(first.values) == 1:
        half = HALF_MORE_RE.match(text, position)
        if half:
            expression.amount.append((last_symbol, Decimal("0.5")))
            expression.end = position = half.end()
            break
        link = NEXT_LENGTH_RE.match(text, position)
        more = reader.numbers(link.end()) if link else None
        if link is not None and link[0] == " " and not last_symbol.startswith("T"):
            break  # 震災4年 11日、各地で追悼
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


def _length_tail(reader: Reading, expression: Expression, approx: bool, anaphoric: bool) -> list[Expression] | None:
    text, end = reader.text, expression.end
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
        elif _names_its_day(reader, expression):
            return reader.walk_on(expression, 4 if expression.day else 1)
        return reader.walk_on(expression, SHIFT_RANK.get(expression.amount[-1][0], 7))
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


def _names_its_day(reader: Reading, expression: Expression) -> bool:
    """Take the day or year that a shift leads to, where the text gives it as well: 2日後の31日, 4年後の2020年."""
    said = SHIFTED_TO_RE.match(reader.text, expression.end)
    if said is None or len(expression.amount) != 1 or expression.amount[0][0] != ("D" if said["day"] else "Y"):
        return False
    if said["day"]:
        expression.day = Ref("next" if expression.shift > 0 else "abs", int(said["day"]))
    else:
        expression.year = Ref("abs" if said["year"] else "two", int(said["year"] or said["short"]))
    expression.shift, expression.amount, expression.end = 0, [], said.end()
    return True


def _day_rate(reader: Reading, first: Numbers, outer: int, approx: bool) -> list[Expression] | None:
    """1日に1回, 1日3回, 1日8時間, 1日当たり: the day is a set; 1日午後 and 1日10時 are dates."""
    text = reader.text
    if (
        approx
        or first.unit not in ("日", "週間", "年間", "カ月", "か月", "ヶ月", "時間", "分間", "週", "年")
        or first.values != [1]
        or text.startswith(("からの", "までの"), outer - 3)  # 午後6時までの1時間に44ミリ: one hour, not any
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


def _symbol(unit: str) -> str:
    """年 → Y, カ月 → M, 時間 → TH."""
    if unit[0] in "カヵヶケか箇個":
        return "Y" if "年" in unit else "M"  # 2カ年
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
