"""When two figures say the same: the range a reader takes a figure for, and the range it leaves possible.

約2割 agrees with 22.3 %, 227万枚 with 226万8千枚 (rounded), 300万人超 with 390万人; 12人 does not with 14人. Nothing is
guessed about units: figures of different families are never compared.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from analyzer.desk.passages import concepts
from analyzer.desk.words import word
from analyzer.mention import SHARE_UNITS, Figure, Modifier

__all__ = [
    "CHANGED_SHARE",
    "Amount",
    "agree",
    "amount_of",
    "contradict",
    "family",
    "significant_digits",
    "size_ratio",
    "value_text",
    "written",
]

_BOUNDS = ("approx", "at_least", "more_than", "at_most", "less_than")

#: The degrees 5 and 6 of the scale of shaking have two halves (Japan Meteorological Agency): they are no bounds.
_INTENSITY = "震度"
_HALVES: dict[Modifier | None, str] = {"less_than": "弱", "more_than": "強"}

#: Shares are one family whatever they are written in: 2割 = 20% = 5分の1 = 5人に1人.
_RATIO = "ratio"
#: The family of changes told as shares: 0.4%減.
CHANGED_SHARE = f"{_RATIO}±"
#: 約: half a unit of the last digit written, but never less or more than these shares of the value (約300 is not 360).
_APPROX_LEAST, _APPROX_MOST = 0.05, 0.12
#: … and of three digits: 約12万8千羽 is no 12万6千羽.
_APPROX_FINE, _FINE_DIGITS = 0.015, 3
#: A figure in round 万 or 億 stands for a finer one within this share (227万枚 for 226万8千枚, but 3億円 not for 3.2億円).
_ROUNDING = 0.01
#: … and so does one in round hundreds of at least so many digits (2300件 for 2314件, but not 300人 for 302人).
_ROUND_COUNT, _COUNT_DIGITS = 100, 2
#: Money in two digits of 億 or 百万 stands for finer money that rounds to it (18億円 for 1,820百万円).
_ROUND_MONEY, _MONEY_DIGITS = 1_000_000, 2
#: A per cent is written to the unit: 40% is no 38%, as 4割 is.
_PER_CENT = 0.01
#: How much of a step lies in it: 5%台 ends before 6%.
_BELOW_NEXT = 0.999


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure made comparable: ``low``–``high`` are equal for a single value; ``place`` is the last digit written."""

    family: str
    low: float
    high: float
    place: float
    modifier: Modifier | None = None
    is_money: bool = False
    has_decimals: bool = False

    @property
    def value(self) -> float:
        return (self.low + self.high) / 2


def family(figure: Figure) -> str:
    """Return the name of the figures this one may be compared with.

    >>> family(Figure(0, 2, "", 0.2, None, None, "割", "ratio")), family(Figure(0, 2, "", 3, None, None, "名", "count"))
    ('ratio', '人')
    """
    if figure.quantity == "ratio":
        return _RATIO
    if figure.quantity == "change":
        return CHANGED_SHARE if figure.unit in ("%", "割") else f"{figure.unit}±"
    if figure.si is not None and figure.quantity == "measure":
        return figure.si[1]
    unit = concepts()["unit"].get(figure.unit, figure.unit)
    return unit if figure.quantity in ("count", "money", "measure") else f"{unit} ({figure.quantity})"


def written(figure: Figure) -> str:
    """Return the figure's value as a person may read it; shares in per cent, because 0.12 % would be a hundredth of 12 %.

    >>> written(Figure(0, 2, "", 0.2, None, None, "割", "ratio")), written(Figure(0, 2, "", 2270000, None, None, "枚", "count"))
    ('20%', '2,270,000 枚')
    >>> written(Figure(0, 2, "", 1.8, None, None, "倍", "ratio")), written(Figure(0, 2, "one_in", 0.001, None, None, "回に", "ratio"))
    ('1.8 倍', '0.1%')
    """
    is_share = figure.unit in SHARE_UNITS or figure.rule == "one_in"

    def one(value: float | None) -> str:
        return "" if value is None else f"{100 * value:g}%" if is_share else f"{value:,}"

    number = one(figure.value) if figure.value is not None else f"{one(figure.low)}–{one(figure.high)}"
    if figure.rule == "label_number":
        return figure.unit + number
    return number if is_share else f"{number} {figure.unit}".strip()


def value_text(figure: Figure) -> str:
    """Return value and unit of a figure with its bound, in the reader's language.

    >>> from corpus.messages import speaking
    >>> cards = Figure(0, 0, "", 2270000, None, None, "枚", "count", "approx")
    >>> for language in ("ja", "en"):
    ...     with speaking(language):
    ...         print(value_text(cards))
    約2,270,000枚
    ≈2,270,000枚
    >>> value_text(Figure(0, 0, "label_number", 6, None, None, "震度", "measure", "less_than"))
    '震度6弱'
    """
    value = written(figure).replace(" ", "")
    if _is_tier(figure):
        return word("bound_tier", value=value)
    if figure.unit == _INTENSITY and figure.modifier in _HALVES:
        return value + _HALVES[figure.modifier]
    return word(f"bound_{figure.modifier}", value=value) if figure.modifier in _BOUNDS else value


def _is_tier(figure: Figure) -> bool:
    """Return whether a figure says in which step its number lies: 5%台 is 5.0 to 5.9, 3万円台 30,000 to 39,999."""
    return figure.rule == "tier"


def amount_of(figure: Figure, wording: str = "") -> Amount | None:
    """Return the comparable form of ``figure``, or None where it has no finite number.

    ``wording`` is how the text (folded) writes it: 4.0% has one decimal place, which its value 0.04 does not show.

    >>> agree(*map(amount_of, (Figure(0, 3, "tier", 0.05, None, None, "%", "ratio"),
    ...                        Figure(0, 4, "", 0.053, None, None, "%", "ratio"))))
    True
    """
    scale = 1.0
    if figure.si is not None and figure.quantity == "measure" and figure.value:
        scale = figure.si[0] / figure.value
    if figure.value is not None:
        low = high = float(figure.value)
        place = _place(figure.value)
    elif figure.low is not None and figure.high is not None:
        low, high = sorted((float(figure.low), float(figure.high)))
        place = min(_place(figure.low), _place(figure.high))
    else:
        return None
    if not (math.isfinite(low) and math.isfinite(high)):
        return None
    unit = _PER_CENT if figure.unit == "%" else 1.0
    if (written_out := _DECIMALS.search(wording)) is not None:
        place = min(place, unit * 10.0 ** -len(written_out[1]))
    has_decimals = written_out is not None or place < 1
    place = min(place, unit) if figure.unit == "%" else place
    if _is_tier(figure):
        return Amount(family(figure), low * scale, (high + _BELOW_NEXT * place) * scale, place * scale)
    is_money = figure.quantity == "money"
    return Amount(family(figure), low * scale, high * scale, place * scale, figure.modifier, is_money, has_decimals)


#: The decimals of a number that no 万 or 億 makes whole: 4.0%, not 1.5万人.
_DECIMALS = re.compile(r"[0-9]\.([0-9]{1,4})(?![0-9]*[万億兆千])")


def _place(value: float) -> float:
    """Return the worth of the last digit that is not zero: 2270000 → 10000, 0.125 → 0.001, 0 → 1."""
    number = Decimal(repr(value) if isinstance(value, float) else int(value))
    if not number.is_finite() or number == 0 or abs(number.adjusted()) > 300:
        return 1.0
    exponent = number.normalize().as_tuple().exponent
    return float(Decimal(1).scaleb(int(exponent)))


def significant_digits(amount: Amount) -> int:
    """Return how many digits of the value carry information: 2270000 → 3, 300 → 1.

    >>> significant_digits(Amount("枚", 2270000, 2270000, 10000)), significant_digits(Amount("人", 300, 300, 100))
    (3, 1)
    """
    return len(str(abs(round(amount.value / amount.place)))) if amount.place else 1


def size_ratio(one: Amount, other: Amount) -> float:
    """Return the smaller size over the larger, 0 where one is nothing.

    >>> size_ratio(Amount("人", -5, -5, 1), Amount("人", 10, 10, 10))
    0.5
    """
    sizes = sorted((abs(one.value), abs(other.value)))
    return sizes[0] / (sizes[1] or 1.0)


def _slack(amount: Amount) -> float:
    """Return how far from its value a finer figure may lie and still be the same figure."""
    size = abs(amount.value)
    if amount.modifier == "approx":
        least = _APPROX_FINE if significant_digits(amount) >= _FINE_DIGITS else _APPROX_LEAST
        return max(least * size, min(amount.place / 2, _APPROX_MOST * size))
    if amount.family in (_RATIO, CHANGED_SHARE):
        return amount.place / 2
    if amount.is_money and amount.place >= _ROUND_MONEY and size / amount.place >= 10 ** (_MONEY_DIGITS - 1):
        return amount.place / 2
    is_round = amount.place >= 10 * _ROUND_COUNT or (
        amount.place == _ROUND_COUNT and size / amount.place >= 10 ** (_COUNT_DIGITS - 1)
    )
    return min(amount.place / 2, _ROUNDING * size) if is_round else 0.0


def agree(one: Amount, other: Amount) -> bool:
    """Say whether two figures of one family give the same number, bounds and rounding respected.

    >>> about, exact = Amount("ratio", 0.2, 0.2, 0.1, "approx"), Amount("ratio", 0.2228, 0.2228, 0.0001)
    >>> agree(about, exact), agree(Amount("人", 12, 12, 1), Amount("人", 14, 14, 1))
    (True, False)
    """
    if one.family != other.family:
        return False
    if (one.low, one.high) == (other.low, other.high):
        return _direction(one) * _direction(other) >= 0
    if one.low != one.high or other.low != other.high:
        return _within(one, other) or _within(other, one)
    if _direction(one) and _direction(other):
        return False
    if _direction(one) or _direction(other):
        bound, exact = (one, other) if _direction(one) else (other, one)
        return 0 < (exact.value - bound.value) * _direction(bound) <= bound.place
    if one.place == other.place and "approx" not in (one.modifier, other.modifier):
        return False
    coarse, fine = sorted((one, other), key=lambda each: (each.modifier == "approx", each.place), reverse=True)
    slack = _slack(coarse)
    if fine.has_decimals and not coarse.has_decimals:  # 412ミリ for 412.5ミリ
        slack = max(slack, min(coarse.place / 2, _ROUNDING * abs(coarse.value)))
    return abs(one.value - other.value) <= slack * (1 + 1e-9)


def _within(inner: Amount, outer: Amount) -> bool:
    return outer.low <= inner.low and inner.high <= outer.high and not _direction(inner)


def _direction(amount: Amount) -> int:
    if amount.modifier in ("at_least", "more_than"):
        return 1
    return -1 if amount.modifier in ("at_most", "less_than") else 0


def contradict(one: Amount, other: Amount) -> bool:
    """Say whether both figures cannot be right about one thing: 12人 and 14人; 50回以上 and 60回 can.

    >>> contradict(Amount("回", 50, 50, 10, "at_least"), Amount("回", 60, 60, 10)), contradict(
    ...     Amount("回", 50, 50, 10, "at_least"), Amount("回", 40, 40, 10))
    (False, True)
    """
    if one.family != other.family or agree(one, other):
        return False
    (one_low, one_high), (other_low, other_high) = _possible(one), _possible(other)
    return one_high < other_low or other_high < one_low


def _possible(amount: Amount) -> tuple[float, float]:
    direction = _direction(amount)
    slack = 0.0 if direction else _slack(amount)  # 48.7% is no 5割を超える
    low, high = amount.low - slack, amount.high + slack
    return (low if direction >= 0 else -math.inf, high if direction <= 0 else math.inf)
