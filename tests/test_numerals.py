"""Numbers in every notation: the case table, and numbers written by a machine and read back."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.numerals import NUMERAL_CHARACTERS, kanji_value, number_at
from tests.casefile import Case, read_cases

DIGITS = "〇一二三四五六七八九"
MYRIADS = ("", "万", "億", "兆", "京")


def in_kanji(value: int, *, with_one: bool) -> str:
    """Return ``value`` as it is written out: 三千二百, with 一千 or 千."""
    if value == 0:
        return "〇"
    text = ""
    for index, myriad in reversed(list(enumerate(MYRIADS))):
        section = value // 10 ** (4 * index) % 10**4
        if not section:
            continue
        for power, sign in ((1000, "千"), (100, "百"), (10, "十")):
            digit = section // power % 10
            if digit:
                one = "一" if with_one and sign == "千" else ""
                text += (DIGITS[digit] if digit > 1 else one) + sign
        text += (DIGITS[section % 10] if section % 10 else "") + myriad
    return text


def mixed(value: int) -> str:
    """Return ``value`` as newspapers write it: 3億2000万5."""
    text = ""
    for index, myriad in reversed(list(enumerate(MYRIADS))):
        section = value // 10 ** (4 * index) % 10**4
        if section:
            text += f"{section}{myriad}"
    return text or "0"


@pytest.mark.parametrize("case", read_cases("numerals.tsv"), ids=lambda case: case.where)
def test_numbers(case: Case) -> None:
    if not case.spans:
        assert number_at(case.text, 0) is None
        return
    ((start, end),) = case.spans
    number = number_at(case.text, start)
    assert number is not None
    assert (case.text[start : number.end], number.value) == (case.text[start:end], Decimal(case.values[0]["value"]))
    assert (number.several or "-") == case.values[0].get("several", "-")


@given(st.integers(min_value=0, max_value=10**20 - 1), st.booleans())
def test_number_to_kanji_to_number(value: int, with_one: bool) -> None:
    assert kanji_value(in_kanji(value, with_one=with_one)) == value


@given(st.integers(min_value=0, max_value=10**20 - 1))
def test_number_to_mixed_text_to_number(value: int) -> None:
    assert kanji_value(mixed(value)) == value


@given(st.integers(min_value=0, max_value=10**18))
def test_number_to_digits_to_number(value: int) -> None:
    assert kanji_value(str(value)) == kanji_value(f"{value:,}") == value
    assert kanji_value("".join(DIGITS[int(digit)] for digit in str(value))) == value


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_decimals_with_either_point(value: Decimal) -> None:
    for mark in ".・":
        number = number_at(f"{value:.3f}".replace(".", mark) + "倍", 0)
        assert number is not None
        assert number.value == value


@given(st.text(alphabet=NUMERAL_CHARACTERS + "万億兆.,、・ 人", max_size=80))
def test_any_text_is_read_within_itself(text: str) -> None:
    for position in range(len(text)):
        number = number_at(text, position)
        if number is not None:
            assert position < number.end <= len(text)
            assert number.value >= 0


@pytest.mark.parametrize("unit", ["1", "一", "1,", "1,111,", "千", "一、二三四", "1・", "数", "1万"])
def test_long_runs_do_not_hurt(unit: str) -> None:
    began = time.process_time()
    number_at(unit * 100_000, 0)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(("text", "end"), [("二・三年生", 1), ("3・11", 1), ("二百・〇三", 2), ("1.5倍", 3)])
def test_a_list_mark_stays_outside(text: str, end: int) -> None:
    number = number_at(text, 0, middle_dot=False)
    assert number is not None
    assert number.end == end
