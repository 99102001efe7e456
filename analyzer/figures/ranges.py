"""Ranges and smaller units: 3〜5人, 10万から15万円, 148円50銭, 数十人, 第3回."""

from __future__ import annotations

from decimal import Decimal

from analyzer.figures.draft import NONE, Draft, passed
from analyzer.figures.limits import SCALES
from analyzer.figures.reading import Reading, is_unit_edge, unit_after
from analyzer.figures.units import Unit, bound_after, subunit_factor
from analyzer.numerals import NUMERAL_CHARACTERS, Number, number_at
from corpus.patterns import Pattern

_RANGE_RE = Pattern(
    r" ?(?:[〜~]|(?<=[0-9])[-ー―—](?=[0-9])|から|ないし|乃至|か(?=[0-9一二三四五六七八九十])) ?(?:約 ?|時速|秒速|毎時|毎秒|第)?"
)
#: 5%から8%に引き上げる tells two amounts, 5%から8%に当たる one.
_CHANGED_RE = Pattern(
    r"(?:程度|以上|前後|台|近く|ほど|弱|強|超)?(?:\([^()]{1,24}\))?(?:に(?!わた|及|およ|相当|当た|上[るっり]|のぼ|達|とど|収ま|限|対|つい|位置|関|よ[りる])|へ(?!の)"
    r"|と(?:な(?:る|り、|った)|し[たて、]|する)(?!場合)|まで(?:増|減|上が|下が|引|拡|縮|落|伸|低下|上昇|回復))"
)
#: 63円から85円|、封書が84円から110円に上がる
_CHANGED_BOTH_RE = Pattern(
    r"、[^。、]{1,24}[0-9万千億]+[^0-9。、]{1,3}から[0-9][0-9,.万千億]*[^0-9。、]{1,3}(?:に|へ)(?:引き|値[上下]|[上下]が|な[っりる]|変|改|増|減|伸|縮)"
)
#: Innings and lengths of a horse are told with a fraction behind the unit: 6回2/3, 1馬身1/4.
_PARTED = frozenset({"回", "馬身"})
_PART_OF_ONE_RE = Pattern(r"([1-3])/([2-4])(?![0-9/])")
_SUBUNIT_RANGE_RE = Pattern(r"[〜~-]|から")
_RANGE_FIRST = frozenset(" 〜~-ー―—かな乃")


def range_of(reading: Reading, draft: Draft, number: Number) -> Draft | None:
    """3〜5人, 10万から15万円, 18-20歳; ``draft`` is what was read of it so far."""
    text = reading.text
    if text[draft.end : draft.end + 1] not in _RANGE_FIRST:
        return None
    sign = _RANGE_RE.match(text, draft.end)
    second = number_at(text, sign.end()) if sign is not None else None
    if sign is None or second is None:
        return None
    found = unit_after(reading, sign.end(), second.end, second)
    has_unit = draft.unit.name != ""
    if draft.rule == "label_number" and found is None:
        found = draft.unit, second.end
    if found is None:
        is_bounded = sign[0].strip() == "から" and bound_after(text, second.end) is not None
        if has_unit or not (sign[0].strip() in ("〜", "~") or is_bounded):
            return passed(second.end) if sign[0].strip() == "-" and not has_unit else None
        found = NONE, second.end
    unit, end = found
    if unit.quantity in ("time", "name") and not has_unit:
        return passed(end)
    is_from = sign[0].strip().startswith("から")
    if has_unit and unit.name != draft.unit.name:
        return None
    if is_from and (_CHANGED_RE.match(text, end) or _CHANGED_BOTH_RE.match(text, end)):
        return None
    if (
        is_from
        and number.value > second.value
        and text.startswith(("の", "を"), end)
        and not text.startswith("の間", end)
    ):
        return None  # 38.2トンから7.9トンのパルプを取り出す
    return _closed_range(reading, draft, number, second, (unit, end))


def _closed_range(
    reading: Reading, draft: Draft, number: Number, second: Number, found: tuple[Unit, int]
) -> Draft | None:
    unit, end = found
    low: Decimal | int = number.value * 2 if number.several == "all" else number.value
    high: Decimal | int = second.value * 9 if second.several == "all" else second.value
    if not number.has_magnitude and second.has_magnitude and not draft.unit.name:
        head = Decimal(high) / second.scale
        low = Decimal(low) * second.scale if low < head else Decimal(low)  # 3〜5万人
    if draft.rule == "number_unit_subunit" and draft.value is not None:
        low = Decimal(draft.value) / SCALES.get(unit.name, 1)
    scale = SCALES.get(unit.name, 1)
    closed = Draft(draft.start, end, "range", unit, high * scale, quantity=draft.quantity, modifier=draft.modifier)
    take_subunits(reading, closed)
    closed.rule, closed.low, closed.high, closed.value = "range", low * scale, closed.value, None
    if closed.high is None or closed.low is None:
        return None
    if closed.low > closed.high and number.mark == second.mark == "." and unit.quantity == "measure":
        closed.low, closed.high = closed.high, closed.low  # 0.05-0.02ppm
    return closed if closed.low <= closed.high else None


def take_subunits(reading: Reading, draft: Draft) -> None:
    """148円50銭, 36度5分, 3割4分5厘: smaller units add to the value in the larger one."""
    text, scale = reading.text, SCALES.get(draft.unit.name, 1)
    part = _PART_OF_ONE_RE.match(text, draft.end) if draft.unit.name in _PARTED else None
    if part is not None and draft.value is not None:  # 6回2/3
        draft.value += Decimal(int(part[1])) / Decimal(int(part[2]))
        draft.end, draft.rule = part.end(), "number_unit_part"
        return
    while draft.value is not None and draft.end < len(text) and text[draft.end] in NUMERAL_CHARACTERS:
        number = number_at(text, draft.end, middle_dot=False)
        if number is None or number.several:
            return
        found = _subunit_at(reading, draft.unit.name, number.end)
        if found is None and draft.unit.name == "メートル" and _are_centimetres(reading, draft.end, number):
            draft.value += Decimal(number.value) / 100  # 1メートル84
            draft.end, draft.rule = number.end, "number_unit_subunit"
            return
        if found is None:
            _take_subunit_range(reading, draft, number)
            return
        factor, draft.end = found
        if draft.unit.name == "度" and text[max(draft.start - 2, 0) : draft.start] in (
            "北緯",
            "南緯",
            "東経",
            "西経",
        ):
            factor = Decimal(1) / 60
        upper = _upper_subunit(reading, draft.end, text[number.end : draft.end])
        if upper is not None and upper[0] > number.value:  # 162円10銭〜12銭
            draft.low = draft.value + Decimal(number.value) * factor * scale
            draft.high = draft.value + upper[0] * factor * scale
            draft.value, draft.end, draft.rule = None, upper[1], "range_of_subunits"
            return
        draft.value += Decimal(number.value) * factor * scale
        draft.rule = "number_unit_subunit"


def _are_centimetres(reading: Reading, start: int, number: Number) -> bool:
    """1メートル|84: two digits without a unit of their own."""
    is_plain = number.end - start == 2 and not number.mark and not number.is_kanji
    after = reading.text[number.end : number.end + 1]
    return (
        is_plain
        and after not in NUMERAL_CHARACTERS + "年月日時分秒"
        and not unit_after(reading, start, number.end, None)
    )


def _upper_subunit(reading: Reading, position: int, name: str) -> tuple[Decimal, int] | None:
    """Return the number behind 〜 that is counted in the same smaller unit, and where it ends."""
    sign = _SUBUNIT_RANGE_RE.match(reading.text, position)
    number = number_at(reading.text, sign.end(), middle_dot=False) if sign is not None else None
    if number is None or number.several or not reading.text.startswith(name, number.end):
        return None
    return Decimal(number.value), number.end + len(name)


def _take_subunit_range(reading: Reading, draft: Draft, number: Number) -> None:
    """151円20〜30銭: the range runs in the smaller unit."""
    sign = _SUBUNIT_RANGE_RE.match(reading.text, number.end)
    second = number_at(reading.text, sign.end(), middle_dot=False) if sign is not None else None
    found = _subunit_at(reading, draft.unit.name, second.end) if second is not None else None
    if second is None or found is None or draft.value is None or second.value < number.value:
        return
    factor = found[0] * SCALES.get(draft.unit.name, 1)
    draft.low = draft.value + Decimal(number.value) * factor
    draft.high = draft.value + Decimal(second.value) * factor
    draft.value, draft.end, draft.rule = None, found[1], "range_of_subunits"


def _subunit_at(reading: Reading, base: str, position: int) -> tuple[Decimal, int] | None:
    for length in (5, 4, 3, 2, 1):
        sub = reading.text[position : position + length]
        factor = subunit_factor(base, sub)
        if factor is not None and len(sub) == length and is_unit_edge(reading, position + length):
            return factor, position + length
    return None


def note_several(reading: Reading, draft: Draft, number: Number) -> None:
    """数十人 is 20 to 90; 十数人 is more than 10."""
    if number.several == "all":
        draft.value, draft.low, draft.high = None, number.value * 2, number.value * 9
        draft.modifier, draft.rule = "approx", "several"
    else:
        draft.modifier, draft.rule = "more_than", "several_more"


def take_dai(reading: Reading, draft: Draft) -> None:
    """第3回: 第 belongs to the figure and makes it an ordinal."""
    if draft.start and reading.text[draft.start - 1] == "第":
        draft.start, draft.quantity, draft.rule = draft.start - 1, "ordinal", "ordinal_dai"
