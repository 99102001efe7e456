"""Figures that follow from others of the same text: shares, sums, differences, and amounts per head.

227万枚 ÷ 1019万人 ≈ 2割 · 男性12人 + 女性8人 = 計20人 · 1093万人 − 703万枚 = 390万 → 300万人超 · 5200万円のうち約4割 → 2080万円. Numbers meet by
chance, so every rule asks for a sign in the text (a tie between the words, 計, うち, 当たり) besides the arithmetic.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from analyzer.desk.amount import Amount, agree, significant_digits
from analyzer.desk.entries import Entry
from analyzer.desk.parts import PRIOR
from analyzer.desk.passages import concepts, pattern_of

__all__ = ["Derivation", "derivations", "implied"]

Linked = Callable[[tuple[str, str], tuple[str, str]], bool]
_COUNTS = ("count", "money", "measure")
#: Parts that a sum may have, and sentences between a share and the figures it is taken from.
_MAX_PARTS = 5
#: Characters between a whole and its share: のうちの約.
_TIE = 8
_MAX_FIGURES = 12
#: … and between 1人当たり and its amount.
_EACH = 8
_NEAR = 3
#: Digits that the parts have together of a total that another article gives.
_SURE_DIGITS = 4
#: What stands between a number and the share that puts it otherwise: 19人と6割を占めた.
_RESTATED = ("と", "で", "、", "(", "（", "で全体の", "と全体の", "で、全体の")
#: What a sentence begins with that says what a number is made up of.
_ITEMS = ("内訳", "その内訳")
#: Characters of a sentence that is a share and no more: 3割です。
_SHORT = 15


@dataclass(frozen=True, slots=True)
class Derivation:
    """``result`` follows from ``parts`` by ``sign`` (÷ + −); ``value`` is what the arithmetic gives."""

    result: Entry
    parts: tuple[Entry, ...]
    sign: str
    value: float


def derivations(entries: Sequence[Entry], *, linked: Linked = operator.eq) -> Iterator[Derivation]:
    """Yield what follows from what, each result once per speaker, and each equation once.

    ``linked`` says whether two speakers are on one event: a share that one gives may be the amount that the other does.
    """
    seen: set[tuple[float, ...]] = set()
    by_voice: dict[tuple[int, tuple[str, str]], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_voice[entry.passage.article, entry.voice].append(entry)
    exact: dict[tuple[str, float], list[Entry]] = defaultdict(list)
    for entry in entries:
        if not _is_bound(entry):
            exact[entry.amount.family, entry.amount.value].append(entry)
    for group in by_voice.values():
        across = (*_products(group, entries, linked), *_sums_across(group, exact, linked))
        for found in (*_shares(group), *_of_sentences(group), *across):
            key = (found.result.amount.value, *(part.amount.value for part in found.parts))
            if key not in seen:
                seen.add(key)
                yield found


def _shares(group: Sequence[Entry]) -> Iterator[Derivation]:
    counts = [entry for entry in group if entry.figure.quantity in _COUNTS and entry.figure.value]
    for share in group:
        if share.figure.quantity != "ratio" or not share.figure.value or abs(share.figure.value) >= 1:
            continue
        near = [each for each in counts if abs(each.passage.sentence - share.passage.sentence) <= 2 * _NEAR]
        if (alone := _share_told_after(share, near)) is not None:
            yield alone
            continue
        best: tuple[int, Derivation] | None = None
        for part in near:
            if part.passage.sentence != share.passage.sentence:
                continue
            for whole in near:
                score = _share_score(share, part, whole)
                if score >= 3 and (best is None or score > best[0]):
                    value = part.amount.value / whole.amount.value
                    best = score, Derivation(share, (part, whole), "÷", value)
        if best is not None:
            yield best[1]


def _share_score(share: Entry, part: Entry, whole: Entry) -> int:
    """Return how much speaks for ``share = part ÷ whole``; below 3 it may be chance."""
    if part.amount.value >= whole.amount.value or whole.amount.value <= 0 or part.amount.value <= 0:
        return 0
    value = part.amount.value / whole.amount.value
    if not agree(Amount("ratio", value, value, 1e-9), share.amount):
        return 0
    gap = part.figure.start - share.figure.end
    score = 3 * (0 <= gap <= 3 or _is_restated(share, part, whole))  # 2割(程度)の227万枚
    score += 2 * (whole.passage.sentence == share.passage.sentence)
    score += bool(whole.things & (share.things | part.things)) + (part.amount.family == whole.amount.family)
    if significant_digits(whole.amount) < 2 and significant_digits(part.amount) < 2:
        score -= 2
    return score


def _is_restated(share: Entry, part: Entry, whole: Entry) -> bool:
    """Say whether a share puts the number before it otherwise, of a whole told before: 31人が搬送。65歳以上が19人と6割を占めた."""
    before = part.passage.start
    between = share.passage.text[part.figure.end - before : max(share.figure.start - before, 0)]
    is_told_before = 0 <= part.passage.sentence - whole.passage.sentence <= _NEAR and whole.key < part.key
    return between in _RESTATED and is_told_before and part.amount.family == whole.amount.family


def _share_told_after(share: Entry, near: Sequence[Entry]) -> Derivation | None:
    """Return how a share that is a sentence of its own follows from the one before: 914か所のうち271地点だけ。3割です。"""
    told = [each for each in near if each.passage.sentence == share.passage.sentence - 1]
    if len(told) != 2 or len(share.companions) or share.passage.start + _SHORT < share.passage.end:
        return None
    whole, part = told
    text = whole.passage.text[whole.figure.end - whole.passage.start : part.figure.start - part.passage.start]
    if (
        "うち" not in text
        or whole.amount.family != part.amount.family
        or not 0 < part.amount.value < whole.amount.value
    ):
        return None
    value = part.amount.value / whole.amount.value
    is_share = agree(Amount("ratio", value, value, 1e-9), share.amount)
    return Derivation(share, (part, whole), "÷", value) if is_share else None


def _of_sentences(group: Sequence[Entry]) -> Iterator[Derivation]:
    sentences: dict[int, list[Entry]] = defaultdict(list)
    for entry in group:
        if entry.figure.quantity in _COUNTS and entry.figure.value:
            sentences[entry.passage.sentence].append(entry)
    for members in sentences.values():
        if 3 <= len(members) <= _MAX_FIGURES:
            yield from _sums(members)
            yield from _differences(members)
            yield from _rates(members)


def implied(members: Sequence[Entry]) -> Iterator[tuple[Amount, Entry, Entry]]:
    """Yield the amounts that one sentence implies by a whole and its share: 5200万円のうち約4割 → about 2080万円."""
    for whole in members:
        for share in members:
            if share.figure.quantity != "ratio" or not share.figure.value or whole.figure.quantity not in _COUNTS:
                continue
            between = share.passage.text[
                whole.figure.end - share.passage.start : share.figure.start - share.passage.start
            ]
            is_tied = (
                whole.figure.end <= share.figure.start
                and len(between) <= _TIE
                and ("うち" in between or between == "の")
            )
            if is_tied and whole.figure.value:
                value = whole.amount.value * share.amount.value
                yield Amount(whole.amount.family, value, value, abs(value) / 10, "approx"), whole, share


def _products(group: Sequence[Entry], entries: Sequence[Entry], linked: Linked) -> Iterator[Derivation]:
    sentences: dict[int, list[Entry]] = defaultdict(list)
    for entry in group:
        sentences[entry.passage.sentence].append(entry)
    for members in sentences.values():
        if not 2 <= len(members) <= _MAX_FIGURES:
            continue
        for amount, whole, share in implied(members):
            alike = (each for each in entries if each.amount.family == amount.family and agree(each.amount, amount))
            for result in alike:
                is_near = result.passage.article == whole.passage.article or linked(result.voice, whole.voice)
                if is_near and _may_be_share(result, whole) and not _is_repeated_below(result, entries):
                    yield Derivation(result, (whole, share), "×", amount.value)


def _may_be_share(result: Entry, whole: Entry) -> bool:
    """Say whether a number told elsewhere may be a share of a whole: 組合員は600人 is none of 組合員652人のうち約9割."""
    if result is whole or result.passage.text == whole.passage.text:
        return False
    is_same_count = bool(result.things) and result.things <= whole.things
    return result.voice == whole.voice or result.figure.quantity == "money" or not is_same_count


def _sums_across(
    group: Sequence[Entry], exact: dict[tuple[str, float], list[Entry]], linked: Linked
) -> Iterator[Derivation]:
    """Yield what another speaker on the event gives as one number and one sentence gives in parts: 約31万羽 and 約179万羽.

    Where the sentence says that it itemizes a number told before (内訳は), that number is the sum.

    ``exact`` has all figures without a bound, by family and value.
    """
    sentences: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in group:
        if entry.figure.quantity in _COUNTS and entry.figure.value and PRIOR not in entry.parts:
            sentences[entry.passage.sentence, entry.amount.family].append(entry)
    for (_, unit), parts in sentences.items():
        value = sum(part.amount.value for part in parts)
        if not 2 <= len(parts) <= _MAX_PARTS or any(_is_bound(part) for part in parts):
            continue
        totals = sorted(exact.get((unit, value), ()), key=lambda each: (each.passage.is_headline, each.key))
        itemized = next((total for total in totals if _is_itemized(total, parts[0])), None)
        if itemized is not None:
            yield Derivation(itemized, tuple(parts), "+", value)
            continue
        if sum(significant_digits(part.amount) for part in parts) < _SURE_DIGITS:
            continue
        for total in totals:
            alike = sum(not part.things.isdisjoint(total.things) for part in parts)
            if total.passage.article == parts[0].passage.article or 0 < alike < len(parts):
                continue  # 停電 of 6400 is no sum of 停電 of 5200 and 断水 of 1200
            if significant_digits(total.amount) > 1 and linked(total.voice, parts[0].voice):
                yield Derivation(total, tuple(parts), "+", value)
                break


def _is_itemized(total: Entry, part: Entry) -> bool:
    """Say whether a sentence tells what a number before it is made up of: 不登校は5124人。内訳は小学校1987人、中学校3137人。"""
    if total.voice != part.voice or not part.passage.text.lstrip().startswith(_ITEMS):
        return False
    return 0 < part.passage.sentence - total.passage.sentence <= _NEAR


def _is_bound(entry: Entry) -> bool:
    return entry.figure.modifier not in (None, "approx") or entry.amount.low != entry.amount.high


def _is_repeated_below(result: Entry, entries: Sequence[Entry]) -> bool:
    """Say whether a headline's figure stands in the text too, which then is the one that follows."""
    return result.passage.is_headline and any(
        each.passage.article == result.passage.article
        and not each.passage.is_headline
        and agree(each.amount, result.amount)
        for each in entries
    )


def _sums(members: Sequence[Entry]) -> Iterator[Derivation]:
    totals = concepts()["total"]
    words = {totals[term] for term in members[0].passage.terms if term in totals}
    marked = bool(words) or bool(pattern_of("sum").search(members[0].passage.text))
    for total in members:
        others = [each for each in members if each is not total and each.amount.family == total.amount.family]
        for size in range(2, min(_MAX_PARTS, len(others)) + 1):
            parts = next(
                (
                    run
                    for run in _runs(others, size)
                    if _exact(total) and sum(p.amount.value for p in run) == total.amount.value
                ),
                None,
            )
            if not parts or not all(map(_exact, parts)) or _is_of_other_time(total, parts):
                continue
            if marked or significant_digits(total.amount) >= 3:
                yield Derivation(total, tuple(parts), "+", total.amount.value)
                break


def _is_of_other_time(total: Entry, parts: Sequence[Entry]) -> bool:
    """Say whether a date of its own stands before the total: 中間15円と合わせた年間25円(前期は40円)."""
    time = total.time
    if time is None or time.start < max(part.figure.end for part in parts) or time.end > total.figure.start:
        return False
    between = total.passage.text[time.end - total.passage.start : total.figure.start - total.passage.start]
    return "計" not in between and "合" not in between


def _runs(entries: Sequence[Entry], size: int) -> Iterator[Sequence[Entry]]:
    for first in range(len(entries) - size + 1):
        yield entries[first : first + size]


def _exact(entry: Entry) -> bool:
    return entry.figure.modifier is None and entry.amount.low == entry.amount.high


def _differences(members: Sequence[Entry]) -> Iterator[Derivation]:
    for rest in members:
        before = [each for each in members if each.figure.end <= rest.figure.start and _exact(each)]
        for whole, part in combinations(before, 2):
            if rest.amount.family not in (whole.amount.family, part.amount.family):
                continue
            if min(significant_digits(whole.amount), significant_digits(part.amount)) < 3:
                continue
            value = whole.amount.value - part.amount.value
            if value > 0 and agree(
                Amount(rest.amount.family, value, value, min(whole.amount.place, part.amount.place)), rest.amount
            ):
                yield Derivation(rest, (whole, part), "−", value)


def _rates(members: Sequence[Entry]) -> Iterator[Derivation]:
    for rate in members:
        text = rate.passage.text
        at = rate.figure.start - rate.passage.start
        if not pattern_of("each").search(text, max(at - _EACH, 0), at):
            continue
        for whole, heads in combinations([each for each in members if each is not rate], 2):
            if whole.amount.family != rate.amount.family or heads.amount.value <= 1:
                continue
            value = whole.amount.value / heads.amount.value
            if agree(Amount(rate.amount.family, value, value, 1e-9), rate.amount):
                yield Derivation(rate, (whole, heads), "÷", value)
