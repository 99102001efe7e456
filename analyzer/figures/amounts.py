"""A number, its unit and what continues it: 1人当たり3万円, 5人に1人, 1ドル=148円50銭."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from analyzer.figures.bare import bare_number
from analyzer.figures.draft import Draft, passed, times
from analyzer.figures.limits import SCALES, with_bounds
from analyzer.figures.ranges import note_several, range_of, take_dai, take_subunits
from analyzer.figures.reading import Reading, is_named, number_from, unit_after
from analyzer.figures.units import Unit
from analyzer.numerals import NUMERAL_CHARACTERS, Number, number_at
from corpus.patterns import Pattern

_PER_RE = Pattern(r" ?(?:当たり|あたり|当り|辺り|につき(?!まし|、))(?:の?平均|年間|年|月|最大)?")
_EQUALS_RE = Pattern(r" ?= ?")
#: $1.5bn, $15 million
_ENGLISH_SCALE_RE = Pattern(r" ?(billion|million|trillion|bn|mln|mn|tn|[bmk])(?![A-Za-z])")
_ENGLISH_SCALES = {"b": 10**9, "m": 10**6, "t": 10**12, "k": 10**3}
#: 9.11事件: a day by its number, which names what happened on it.
_EVENTS = frozenset({"事件", "事故", "テロ", "震災", "事変"})
_CURRENCY = {"$": "ドル", "¥": "円", "€": "ユーロ", "£": "ポンド"}


def amount_at(reading: Reading, start: int, number: Number, *, is_inner: bool = False) -> Draft | None:
    """A number, its unit and whatever continues it: subunits, 半, 目, a range, N人にM人, …当たり."""
    text = reading.text
    before = text[max(start - 2, 0) : start]
    currency = _CURRENCY.get(before[-1:]) or (_CURRENCY.get(before[:1]) if before[1:] == " " else None)
    found = (Unit(currency, "money"), number.end) if currency else unit_after(reading, start, number.end, number)
    if found is None:
        return bare_number(reading, start, number)
    unit, end = found
    if unit.name == "分" and before[-1:] in ("敗", "勝"):
        unit = Unit("分け", "count")  # 78勝55敗4分
    if currency and (scaled := _ENGLISH_SCALE_RE.match(text, end)):
        number, end = replace(number, value=number.value * _ENGLISH_SCALES[scaled[1][0].lower()]), scaled.end()
    if (
        unit.quantity in ("time", "name")
        or (number.mark == "." and unit.name in _EVENTS)
        or is_named(reading, start, number, unit)
    ):
        return passed(end)
    if number.is_kanji and text.startswith(text[start:end], end):
        return passed(end + end - start)  # 一枚一枚
    draft = Draft(start, end, "number_unit", unit, number.value)
    if currency:
        draft.start, draft.rule = start - (2 if before[1:] == " " else 1), "currency_sign"
    if number.several:
        note_several(reading, draft, number)
    scale = SCALES.get(unit.name)
    if scale is not None:
        draft.value, draft.low, draft.high = (
            times(draft.value, scale),
            times(draft.low, scale),
            times(draft.high, scale),
        )
    if text[number.end : number.end + 1] in ("余", "あ", "強") and not currency:
        draft.modifier = "more_than"
    if text[end : end + 1] in NUMERAL_CHARACTERS and end < len(text):
        take_subunits(reading, draft)
    take_dai(reading, draft)
    if not is_inner:
        combined = _combined_amount(reading, draft)
        if combined is not None:
            return combined
    return with_bounds(reading, range_of(reading, draft, number) or draft)


def _combined_amount(reading: Reading, draft: Draft) -> Draft | None:
    """Return the share or rate whose first half ``draft`` is: 5人に1人, 1人当たり3万円, 1ドル=148円."""
    following = reading.text[draft.end : draft.end + 1]
    combined = None
    if following in ("に", "当", "あ", "辺", " "):
        combined = _one_in(reading, draft) or _per_unit(reading, draft)
    is_priced = draft.unit.quantity == "money" or (draft.unit.quantity == "measure" and following == "=")
    if combined is None and is_priced and draft.value in (1, 100, 1000):
        combined = _exchange_rate(reading, draft)
    return combined


def _one_in(reading: Reading, draft: Draft) -> Draft | None:
    """5人に1人 → 0.2."""
    text, end = reading.text, draft.end
    if (not draft.value and not draft.low) or draft.unit.quantity != "count" or not text.startswith("に", end):
        return None
    second = number_at(text, end + 1) if text[end + 1 : end + 2] in NUMERAL_CHARACTERS else None
    if second is None or second.several:
        return None
    found = unit_after(reading, end + 1, second.end, second)
    if found is None or found[0].name != draft.unit.name or second.value > (draft.value or draft.low or 0):
        return None
    unit = Unit(f"{draft.unit.name}に", "ratio")
    if not draft.value and draft.low and draft.high:  # 数百回に1回
        least, most = Decimal(second.value) / Decimal(draft.high), Decimal(second.value) / Decimal(draft.low)
        return with_bounds(reading, Draft(draft.start, found[1], "one_in", unit, None, least, most, modifier="approx"))
    value = Decimal(second.value) / Decimal(draft.value or 1)
    return with_bounds(reading, Draft(draft.start, found[1], "one_in", unit, value))


def _per_unit(reading: Reading, draft: Draft) -> Draft | None:
    """1人当たり3万円: the figure is the amount; the base belongs to its span."""
    per = _PER_RE.match(reading.text, draft.end)
    if per is None:
        return None
    inner = _inner_amount(reading, per.end())
    if inner is None or not inner.rule:
        is_about = draft.value != 1 and per[0].strip() in ("あたり", "につき")
        return None if is_about else passed(per.end())  # 173円あたりをうろうろ
    inner.start, inner.rule, inner.quantity = draft.start, "per", "rate"
    return inner


def _exchange_rate(reading: Reading, draft: Draft) -> Draft | None:
    """1ドル=148円50銭."""
    sign = _EQUALS_RE.match(reading.text, draft.end)
    inner = _inner_amount(reading, sign.end() if sign else draft.end)
    if inner is None or inner.unit.quantity != "money" or inner.unit.name == draft.unit.name:
        return None
    inner.start, inner.rule, inner.quantity = draft.start, "exchange", "rate"
    return inner


def _inner_amount(reading: Reading, position: int) -> Draft | None:
    """Return the figure that begins at ``position``, a bound before its number included."""
    text = reading.text
    for word in ("約", "およそ", "最大", "平均"):
        if text.startswith(word, position):
            position += len(word)
    if position >= len(text) or text[position] not in NUMERAL_CHARACTERS:
        return None
    number = number_from(reading, position)
    return amount_at(reading, position, number, is_inner=True) if number is not None else None
