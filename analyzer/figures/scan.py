"""The scan from numeral to numeral, and the record that comes of each figure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from analyzer.figures.amounts import amount_at
from analyzer.figures.draft import Draft
from analyzer.figures.kinds import (
    age_in_brackets,
    age_then,
    choice_at,
    doubling,
    half,
    labelled_number,
    nought,
    part_of,
    score_at,
    with_tolerance,
)
from analyzer.figures.reading import Reading, is_model_number, is_numeral, number_from
from analyzer.figures.units import SI_NAMES, Unit, set_word_at
from analyzer.mention import Figure, Quantity
from analyzer.numerals import NUMERAL_CHARACTERS, Number, plain_number
from analyzer.works import title_re
from corpus.patterns import Pattern

#: Words that are figures without a numeral.
_WORD = r"倍増|半(?:減|(?<!過半)[分数])|ゼロ(?=だった|でし|です|だ?。|、|に(?:な|する|した)|と(?:な|する|した)|で(?=[、。]))"
#: The next numeral, and what lies before it: the calendar's plainest forms, half the numbers in news, are passed over.
_ANCHOR_RE = Pattern(
    rf"(?>(?:[^{NUMERAL_CHARACTERS}倍半ゼ]++|[0-9]{{1,4}}(?:年(?!生)|[月日時])|(?!{_WORD})[倍半ゼ])*)(?:([{NUMERAL_CHARACTERS}])|{_WORD})"
)
#: What is passed over when no number can be read: the whole run, so that hostile input stays linear.
_RUN_RE = Pattern(
    r"[0-9][0-9.,、・]*|[〇一二三四五六七八九零壱壹弐貳○◯十百千万億兆京][〇一二三四五六七八九零○◯十百千万億兆京、・]*"
)
_ADDRESS_RE = Pattern(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+\.[\w.-]+")
#: Digits chained by dots, hyphens, slashes or colons: dates, clock times, telephone numbers, versions, addresses.
_CHAIN_RE = Pattern(
    r"""[0-9]+(?:(?:[-.][0-9A-Za-z]+){2,}|(?::[0-9]+)+|/[0-9]+/[0-9]+)
      | [1-9][一二三四五六七八九](?:[歩香桂銀金角飛玉竜龍]|と(?![いしす])) | 0[0-9]+[-(][0-9]+(?:[-)][0-9]+)? | [0-9]{4}[-/][01]?[0-9](?![0-9.]) | (?:19|20)[0-9]{2}\.[01]?[0-9](?=$|[\s、。()」~〜-])""",
    re.VERBOSE,
)
#: 40.19-62%, 2.5-3.5mg: a range, one end of which has decimals, and its unit; no version, no address.
_DECIMALS_RE = Pattern(
    r"[0-9]{1,4}(?:\.[0-9]{1,3}-[0-9]{1,4}(?:\.[0-9]{1,3})?|-[0-9]{1,4}\.[0-9]{1,3})"
    r"(?=[%‰°℃〜ぁ-んァ-ヺ一-龥]| ?(?:[mkcμ]?[gmLlAVWΩ]|pp[mb]|PP[MB]|[kMGT]?Hz|[kh]?Pa|ha|dB)(?![A-Za-z]))"
)
#: The number of an item, of one digit, and a number with its unit: 2.3つ.
_ITEM_RE = Pattern(r"[0-9]\.[0-9]{1,2}(つ|[人社件点本])")
#: A batting average without its nought: .285
_AVERAGE_RE = Pattern(r"[0-9]{3}(?![0-9A-Za-z.])")
#: Kanji that begin a number whatever the dictionary makes of them: 十分の一, (毎年)数100.
_CERTAIN_RE = Pattern(
    r"[一二三四五六七八九十百千万]{1,12}分の[一二三四五六七八九十百千万数0-9]|数10+(?![0-9])|(?<=[月年週日])数[十百千万]{1,2}円"
)
#: 高3|監督, 中2|女子: the year somebody is in at school.
_GRADE_RE = Pattern(
    r"(?<![一-龥ァ-ヶー])[小中高][1-6](?=監督|生徒|児童|[男女]子?|選手|主将|部員|投手|捕手|エース|コンビ|トリオ|ペア|右腕|左腕)"
)
_PERIOD_RE = Pattern(r"(?:[日月年週]|時間|シーズン)(?:に|あたり|当たり)?約?$")
_DEGREE_RE = Pattern(
    r"[気水体室海]温|温度|最高|最低|摂氏|華氏|氷点下|零下|平熱|プラス|マイナス|[北南]緯|[東西]経|角|傾"
)
#: 18%増え, 3ポイント低下した: the figure is the size of a change.
_MOTION_RE = Pattern(
    r"(?:ほど|程度)?(?:、(?:それぞれ|いずれも|ともに))?(?:増[えやし加]|減[っりらる少]|上[がげ]|下[がげ]|引き[上下]げ|上昇|下落|低下|伸び|縮小|上回|下回|高[くいかまめ]|安[くいか]|多[くいか]|少な[くいか]|低[くいか])"
)
#: 平年より|3度高い
_COMPARED_RE = Pattern(r"(?:より|比べ|比べて|比)(?:も|、)?(?:約|およそ)?$")
#: What reads a word without a numeral, by its last letter.
_WORDS = {"増": doubling, "減": doubling, "ロ": nought, "分": half, "数": half}
#: What キロ of a distance stand before, and behind.
_AWAY_RE = Pattern(r"(?:圏|離れ|先[のにで]|沖|の(?:道|距離|区間|海域|上空)|にわたっ?)")
_DISTANCE_RE = Pattern(r"(?:半径|距離|全長|長さ|周囲|深さ)[は、]?約?$")
#: 夫(当時81)と妻(|同79)
_SAME_AGE_RE = Pattern(r"\((?:当時|享年)?[0-9]{1,3}歳?\)[^()。]{1,24}\(同$")
_SCHOOLS = frozenset("小中高")
_CHAIN_FIRST = frozenset("-.:/(")
_SCORE_FIRST = frozenset("-―—ー対±xX×")
_CHOICE_FIRST = frozenset("、・")
_PART_FIRST = frozenset("分と/ ")
_LABEL_LAST = frozenset("M度ドハ)はが力じ")


def figures_of(reading: Reading) -> Iterator[Figure]:
    """Yield the figures in order."""
    text, done = reading.text, 0
    addresses = iter(_addresses(reading))
    address_start, address_end = next(addresses, (len(text), 0))
    while (match := _ANCHOR_RE.match(text, done)) is not None:
        start = match.end() - (1 if match[1] else 2)
        while address_end and address_end <= start:
            address_start, address_end = next(addresses, (len(text), 0))
        if address_start <= start:
            done = address_end
            continue
        before = done
        if not match[1]:
            draft, done = _WORDS[match[0][-1]](reading, start)
        else:
            draft, done = _read_at(reading, start)
        if draft is not None:
            draft.start = max(draft.start, before)  # 0震度0: what stands before is taken
            yield _figure_of(reading, draft)


def _addresses(reading: Reading) -> list[tuple[int, int]]:
    text = reading.text
    if "://" in text or "@" in text or "www." in text:
        return [match.span() for match in _ADDRESS_RE.finditer(text)]
    return []


def _read_at(reading: Reading, start: int) -> tuple[Draft | None, int]:
    """Return the figure whose number begins at ``start`` (or None), and where to go on."""
    text, number = reading.text, None
    if text[start] in "0123456789":
        number = plain_number(text, start)
        if number is None or number.mark or text[number.end : number.end + 1] in _CHAIN_FIRST:
            chain = _CHAIN_RE.match(text, start)
            if chain is not None and not _DECIMALS_RE.match(text, start):
                return None, chain.end()
        if text[start - 1 : start] in _SCHOOLS and _GRADE_RE.match(text, start - 1):
            return None, start + 1
        if number is not None and number.mark == "." and _is_item(reading, start):
            start += 2
            number = plain_number(text, start)
        elif is_model_number(reading, start):
            return None, _run_end(reading, start)
        if text[start - 1 : start] == ".":
            average = _AVERAGE_RE.match(text, start)
            if average is not None:
                unit = Unit("", "ratio")
                return Draft(start - 1, average.end(), "average", unit, Decimal(f"0.{average[0]}")), average.end()
    elif _CERTAIN_RE.match(text, start) is None:
        index = bisect_right(reading.ends, start)
        if index == len(reading.ends) or reading.starts[index] > start:
            return None, start + 1
        if reading.starts[index] < start or not is_numeral(reading.words[reading.types[index]]):
            return None, reading.ends[index]
        if title_re().search(text, max(start - 24, 0), start):
            return None, _run_end(reading, start)
    end = set_word_at(text, start)
    if end is not None and not text.startswith("分の", start + 1) and text[max(start - 3, 0) : start] != "たった":
        return None, end
    number = number or number_from(reading, start)
    if number is None:
        return None, _run_end(reading, start)
    draft = _special_at(reading, start, number) or amount_at(reading, start, number)
    if draft is None or not draft.rule:
        return None, max(number.end, draft.end if draft else 0)
    return draft, draft.end


def _is_item(reading: Reading, start: int) -> bool:
    """2．3つの柱: the number of an item and what it begins with; half a thing of つ there is none."""
    text = reading.text
    if start and text[start - 1] != "\n":
        return False
    item = _ITEM_RE.match(text, start)
    return item is not None and (reading.doc.text[start + 1] == "．" or item[1] == "つ")


def _special_at(reading: Reading, start: int, number: Number) -> Draft | None:
    """Return a figure that is not number and unit; the characters on either side say which it can be."""
    text, near = reading.text, reading.text[number.end : number.end + 1]
    before = text[start - 1 : start]
    draft = labelled_number(reading, start, number) if before == "じ" else None  # 小さじ1/3
    if draft is not None:
        return draft
    if near in _SCORE_FIRST:
        draft = score_at(reading, start) if near != "±" else with_tolerance(reading, start, number)
    elif near in _PART_FIRST:
        draft = part_of(reading, start, number)
    elif near in _CHOICE_FIRST:
        draft = choice_at(reading, start, number)
    if draft is None and before == "時" and text.startswith(("(当時", "=当時", " 当時"), start - 3):
        draft = age_then(reading, start, number)
    if draft is None and before == "同" and _SAME_AGE_RE.search(text, max(start - 40, 0), start):
        draft = age_then(reading, start, number)  # 夫(当時81)と妻(同79)
    if draft is None and before == "(" and text.startswith("=当時", start - 4):
        draft = age_then(reading, start, number)  # 男性=当時(41)=
    if draft is None and before in ("(", " "):
        draft = age_in_brackets(reading, start, number)
    if draft is None and before == "、" and text[number.end : number.end + 1] == ")":
        opening = text.rfind("(", max(start - 16, 0), start)
        if opening > 0 and ")" not in text[opening:start]:
            draft = age_in_brackets(reading, start, number, opening)  # 春日山親方(元前頭、58)
    if draft is None and before in _LABEL_LAST:
        draft = labelled_number(reading, start, number)
    return draft


def _run_end(reading: Reading, start: int) -> int:
    run = _RUN_RE.match(reading.text, start)
    return run.end() if run else start + 1


def _figure_of(reading: Reading, draft: Draft) -> Figure:
    quantity = draft.quantity or _quantity_of(reading, draft)
    factor, text = draft.unit.factor, reading.text
    if draft.unit.name == "キロ" and (
        _AWAY_RE.match(text, draft.end) or _DISTANCE_RE.search(text, max(draft.start - 4, 0), draft.start)
    ):
        factor = Decimal(1000)  # 半径3キロ圏内: no weight
    si = None
    if factor is not None and draft.value is not None and draft.unit.dimension in SI_NAMES:
        name = SI_NAMES[draft.unit.dimension]
        amount = Decimal(draft.value) * factor if draft.unit.dimension != "ratio" else Decimal(draft.value)
        if draft.factor is not None:
            amount, name = amount / draft.factor, f"{name}/s"
        si = (float(f"{amount:.10g}"), name)
    return Figure(
        start=draft.start,
        end=draft.end,
        rule=draft.rule,
        value=None if draft.value is None else _plain(draft.value),
        low=None if draft.low is None else _plain(draft.low),
        high=None if draft.high is None else _plain(draft.high),
        unit=draft.unit.name,
        quantity=cast(Quantity, quantity),
        modifier=draft.modifier,
        counted=reading.counter.counted(
            draft.start,
            draft.end,
            draft.unit.name,
            "ordinal" if draft.rule == "in_a_row" else quantity,
            float(draft.value or draft.high or draft.low or 0),
        ),
        si=si,
    )


def _quantity_of(reading: Reading, draft: Draft) -> str:
    unit, text = draft.unit, reading.text
    if unit.name == "度":
        if text[draft.end - 1] == "℃":
            return "measure"
        amount = draft.value if draft.value is not None else draft.low
        is_plain = amount is not None and amount == int(amount) and 0 < amount < 10
        is_times = is_plain and not _DEGREE_RE.search(text, max(draft.start - 12, 0), draft.end + 6)
        return "count" if is_times else "measure"
    if unit.quantity in ("ratio", "money", "count", "measure") and _MOTION_RE.match(text, draft.end):
        is_compared = unit.quantity != "measure" or _COMPARED_RE.search(text, max(draft.start - 8, 0), draft.start)
        return "change" if is_compared else unit.quantity
    if unit.name == "代":
        amount = draft.value if draft.value is not None else draft.low
        if amount is not None and 10 <= amount <= 100 and amount % 10 == 0:
            return "age"
        return "ordinal" if "一" <= text[draft.end : draft.end + 1] <= "龥" else "count"  # 2代将軍
    if unit.name in ("回", "度") and _PERIOD_RE.search(text, max(draft.start - 6, 0), draft.start):
        return "rate"
    return unit.quantity


def _plain(value: Decimal | int) -> int | float:
    """Return an amount as JSON can carry it: an integer where it is one, else at least four significant digits.

    >>> _plain(Decimal("0.345")), _plain(Decimal(1) / 3), _plain(Decimal("2E+4"))
    (0.345, 0.3333, 20000)
    """
    if isinstance(value, int):
        return value if abs(value) < 2**63 else float(value)
    if value == value.to_integral_value():
        return int(value) if abs(value) < 2**63 else float(value)
    digits = value.normalize().as_tuple().digits
    if len(digits) > 20:  # a division that does not end
        places = max(4, 3 - value.adjusted())
        value = round(value, places)
    return float(value)
