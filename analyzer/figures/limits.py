"""What bounds a figure on its right and left: 約, 以上, を超える, 半, 目, 増, ▲, 時速."""

from __future__ import annotations

import re
from decimal import Decimal

from analyzer.figures.draft import NONE, Draft
from analyzer.figures.reading import EDGE_AFTER, LEFT_OF_BARE, NOT_ORDINAL, Reading, is_edge, is_unit_edge, unit_after
from analyzer.figures.units import Unit, bound_after, bound_before
from analyzer.numerals import NUMERAL_CHARACTERS, number_at
from corpus.patterns import Pattern

#: A figure after these is a mark to be measured against, and exact: 市場予想の8.1%を上回る.
_REFERENCE_RE = Pattern(
    r"(?:予想|見通し|目標|基準値?|[上下]限|前[年回月期週]|前回[一-龥ァ-ヶ]{1,8}|昨年|平均|過半数|速度|定員|計画|当初|従来|最[多高])の$|記録した$"
)
_PREFIX_RE = Pattern(r"(?P<rate>時速|分速|秒速|毎時|毎分|毎秒)$|(?:摂氏|華氏) ?$")
_SIGN_RE = Pattern(r"(?:マイナス|プラス|氷点下|零下|(?<![0-9A-Za-z])[-+]|[▲△])[ ]?$")
HALF = Decimal("0.5")
SCALES = {
    "%": Decimal("0.01"),
    "割": Decimal("0.1"),
    "‰": Decimal("0.001"),
    "厘": Decimal("0.001"),
    "ベーシスポイント": Decimal("0.0001"),
}
_QUIET_BEFORE = frozenset("、。はがをの(「\n")
_SIGN_LAST = frozenset("ス下-+▲△ ")
_PREFIX_LAST = frozenset("速時分秒氏 ")
_AFTER_CHANGE = frozenset("のでだとにへがをはもま、。」』)(/・=;… \n")
#: 高まった, 高める: the first letter of a verb, not a change of price.
_VERB_HIGH_RE = Pattern(r"高(?:ま[っりるれろ]|め[たてらるれよ])")
#: Behind the bracket of 120円(2.3%)高の.
_CHANGED_RE = Pattern(r"[高安増減](?=[のでだとに、。」)]|$)")
#: Before a figure in a bracket that has a figure before it.
_BEFORE_BRACKETED_RE = Pattern(r"[^0-9、。\s]\($")
_SUFFIXES = frozenset("半目め連台増減高安毎")
#: Behind め of 3頭め, which is written 目 as well; not 2人めいめいに.
_AFTER_TH = frozenset("のでとにをは、。だ")
_PER_SECOND = {"時": Decimal(3600), "分": Decimal(60), "秒": Decimal(1)}


def with_bounds(reading: Reading, draft: Draft) -> Draft:
    """Return the draft with what bounds it on both sides taken into its span."""
    if draft.rule:
        _walk_right(reading, draft)
        _walk_left(reading, draft)
    return draft


def _walk_right(reading: Reading, draft: Draft) -> None:
    text = reading.text
    near = text[draft.end : draft.end + 1]
    if near in ("(", ")"):
        _take_change_behind_bracket(reading, draft, near)
    if (near in EDGE_AFTER and near not in ("を", "に")) or not near:
        return
    if near in _SUFFIXES:
        _take_suffix(reading, draft, near)
    for _ in range(2):
        found = bound_after(text, draft.end)
        if found is None or not is_edge(reading, found[1]) or not is_unit_edge(reading, draft.end):
            break
        modifier, stop = found
        is_multiple = draft.unit.name in ("倍", "割", "分の")
        if (
            text[draft.end] == "を"
            and not is_multiple
            and _REFERENCE_RE.search(text, max(draft.start - 14, 0), draft.start)
        ):
            break  # 市場予想の8.1%を上回る: the figure is exact
        if text[draft.end] == "を" and _is_of_other(text, draft):
            break
        if text[draft.end] == "を" and not is_multiple and text[stop : stop + 1] in "0123456789約":
            break  # 改選50議席を上回る56議席
        if text.startswith("前後賞", draft.end):
            break
        if text.startswith("以下", draft.end) and text[stop : stop + 1] in ("同", "略", "「", "『"):
            break  # 以下同じ
        if not draft.unit.name and stop - draft.end == 1 and text[draft.end] in "強弱高":
            break  # 4強
        draft.end = stop
        is_scale = draft.unit.name == "震度" and modifier in ("at_least", "at_most")  # 震度5弱以上
        draft.modifier = modifier if draft.modifier in (None, "approx") or is_scale else draft.modifier
    if draft.modifier in ("at_least", "more_than") and draft.value is not None:
        _take_upper_bound(reading, draft)


#: How far before a figure another one with its unit is looked for.
_NEAR = 60


def _is_of_other(text: str, draft: Draft) -> bool:
    """死亡事故は561件で、信号のない交差点の|514件を上回る: whether a figure is what another one with its unit is set against."""
    unit, start = draft.unit.name, draft.start
    if not unit or text[start - 1 : start] != "の" or text.endswith("うちの", 0, start):
        return False
    near = text[max(start - _NEAR, text.rfind("。", 0, start) + 1, 0) : start]
    at = near.find(unit, 1)
    return at > 0 and near[at - 1] in NUMERAL_CHARACTERS


def _take_suffix(reading: Reading, draft: Draft, near: str) -> None:
    """半, 目, 連続, 台, 増減高安: what follows a unit and changes what the number says."""
    text, end, unit = reading.text, draft.end, draft.unit
    if near == "半" and is_edge(reading, end + 1) and draft.value is not None:
        draft.value += HALF * SCALES.get(unit.name, 1)
        draft.end += 1
    elif (near == "目" and text[end + 1 : end + 2] not in NOT_ORDINAL and unit.name) or (
        near == "め" and text[end + 1 : end + 2] in _AFTER_TH and unit.name and unit.quantity == "count"
    ):
        draft.unit, draft.quantity, draft.end = Unit(unit.name + "目", "ordinal"), "ordinal", end + 1
    elif near == "連" and text.startswith("連続", end) and unit.name:
        draft.quantity, draft.end, draft.rule = "count", end + 2, "in_a_row"
    elif near == "毎" and unit.quantity == "measure" and text[end + 1 : end + 2] in _PER_SECOND:
        draft.end, draft.quantity, draft.rule = end + 2, "rate", "speed"
        draft.factor = _PER_SECOND[text[end + 1]]
    elif near == "台" and unit.name and (is_edge(reading, end) or unit.name == "人") and is_edge(reading, end + 1):
        draft.end, draft.modifier, draft.rule = end + 1, "at_least", "tier"
    elif near in "増減高安" and unit.name and draft.quantity != "ordinal" and _is_change(reading, end, unit):
        draft.end, draft.quantity = end + 1, "change"
        if near in "減安":
            draft.value = None if draft.value is None else -draft.value
            if draft.low is not None and draft.high is not None:
                draft.low, draft.high = -draft.high, -draft.low


def _take_change_behind_bracket(reading: Reading, draft: Draft, near: str) -> None:
    """120円(2.3%)高: both figures are a change, as 120円高 is."""
    text = reading.text
    closing = draft.end if near == ")" else text.find(")", draft.end, draft.end + 16)
    found = _CHANGED_RE.match(text, closing + 1) if closing > 0 and draft.unit.name else None
    if found is None or (near == ")" and not _BEFORE_BRACKETED_RE.search(text, max(draft.start - 2, 0), draft.start)):
        return
    draft.quantity = "change"  # the sign stands outside the span, the value is as written


def _is_change(reading: Reading, end: int, unit: Unit) -> bool:
    """3割増の, 120円高で; not 3割増員, 300円安い."""
    after = reading.text[end + 1 : end + 2]
    if _VERB_HIGH_RE.match(reading.text, end):
        return False
    if not after or after in _AFTER_CHANGE:
        return is_edge(reading, end) or unit.name in ("円", "銭", "ドル", "割")
    return not "ぁ" <= after <= "ん" and is_edge(reading, end) and is_edge(reading, end + 1)


def _take_upper_bound(reading: Reading, draft: Draft) -> None:
    """20人以上50人未満 is one range."""
    text = reading.text
    position = draft.end + (text[draft.end : draft.end + 1] in ("、", "で") and not text.startswith("では", draft.end))
    if position >= len(text) or text[position] not in NUMERAL_CHARACTERS:
        return
    second = number_at(text, position)
    if second is None or second.several:
        return
    found = unit_after(reading, position, second.end, second)
    unit, end = found if found is not None else (NONE, second.end)
    if unit.name != draft.unit.name:
        return
    bound = bound_after(text, end)
    high = second.value * SCALES.get(unit.name, 1)
    if bound is None or bound[0] not in ("at_most", "less_than") or draft.value is None or high < draft.value:
        return
    draft.low, draft.high, draft.value, draft.modifier = draft.value, high, None, None
    draft.end, draft.rule = bound[1], "range_of_bounds"


def _walk_left(reading: Reading, draft: Draft) -> None:
    text, start = reading.text, draft.start
    if start == 0 or text[start - 1] in _QUIET_BEFORE:
        return
    if text[start - 1] in _SIGN_LAST and draft.quantity != "ordinal":
        sign = _SIGN_RE.search(text, max(start - 5, 0), start)
        if sign is not None:
            _take_sign(reading, draft, sign)
    prefix = _prefix_before(text, draft.start)
    if prefix is None:
        for _ in range(2):
            found = bound_before(text, draft.start)
            if found is None or not is_edge(reading, found[1]) or draft.unit.name == "震度":
                break
            draft.modifier = found[0] if draft.modifier in (None, "approx") else draft.modifier
            draft.start = found[1]
            prefix = _prefix_before(text, draft.start)
    if prefix is not None and draft.unit.quantity == "measure":
        draft.start = prefix.start()
        if prefix["rate"]:
            draft.quantity, draft.rule = "rate", "speed"
            draft.factor = _PER_SECOND[prefix["rate"][-1] if prefix["rate"][0] == "毎" else prefix["rate"][0]]


def _prefix_before(text: str, end: int) -> re.Match[str] | None:
    if text[end - 1 : end] not in _PREFIX_LAST:
        return None
    return _PREFIX_RE.search(text, max(end - 3, 0), end)


def _take_sign(reading: Reading, draft: Draft, sign: re.Match[str]) -> None:
    text, mark = reading.text, sign[0].strip()
    before = text[sign.start() - 1 : sign.start()]
    is_ratio = draft.unit.quantity in ("ratio", "money") or draft.unit.name == ""
    if mark in "▲△" and (not is_ratio or before in ("", "\n")):
        return
    is_after_noun = before not in LEFT_OF_BARE and before != ""
    if mark == "-" and is_after_noun and draft.unit.name != "度" and before != "比":
        return
    if mark not in ("+", "プラス"):
        draft.value = None if draft.value is None else -draft.value
        if draft.low is not None and draft.high is not None:
            draft.low, draft.high = -draft.high, -draft.low
    if draft.unit.quantity in ("ratio", "count", "money") and draft.unit.name:
        draft.quantity = "change"
    draft.start = sign.start()
