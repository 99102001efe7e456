"""Whether two figures count one thing: what is counted, the limits set to it, and what stands beside it."""

from __future__ import annotations

import re

from analyzer.desk.amount import agree, significant_digits
from analyzer.desk.entries import Entry
from analyzer.desk.parts import is_same_part
from analyzer.desk.passages import concepts

__all__ = [
    "AKIN",
    "SAME_SENTENCE",
    "count_alike",
    "count_other_things",
    "count_other_tolls",
    "has_same_company",
    "is_of_another_hour",
    "is_of_one_event",
    "is_repeated",
    "is_same_part_of",
    "is_toll",
    "is_unsettled",
    "is_update",
    "known_things",
    "limits_conflict",
]

#: Two sentences speak of the same thing when their words are this close, whatever word is tied to the figure.
SAME_SENTENCE = 0.35
#: … and akin when this close: enough where something else speaks for it.
AKIN = 0.2
#: Fewer than this may be some of whatever: one player here and sixteen there are no change.
_FEW = 10
#: A sentence that only looks like a question: 800人が乗っていたんですよ？
_TAG = re.compile("[よねな][?？!！]+$")
#: Letters of a moment to the minute: 2026-09-02T15:40.
_MINUTES = 16
#: The axis of those who are counted each time they come.
_TURNSTILE = "延べ"
_UNSETTLED = ("planned", "possible", "conditional", "question")


def count_alike(a: Entry, b: Entry) -> bool:
    """Say whether two figures name one thing that they count, for no different place, body or person."""
    if not a.things & b.things or limits_conflict(a, b):
        return False
    acts, is_of_toll = concepts()["act"].keys(), [not each.things.isdisjoint(concepts()["toll"]) for each in (a, b)]
    if is_of_toll[0] != is_of_toll[1] or count_other_tolls(a, b):
        return False  # 作業員12人がいた, けがをした作業員は4人; 乗組員2人が行方不明, 3人を救助
    if a.things & acts != b.things & acts:
        return False  # 従業員620人, 従業員1500人を削減; 希望退職は150人, 希望退職に238人が応募
    return is_same_part_of(a, b, over_time=True)


def is_same_part_of(a: Entry, b: Entry, *, over_time: bool = False) -> bool:
    """Say whether two figures may be of one part; a post that says 15万人 means the 延べ12万6千人 of the reports."""
    mine, yours = a.parts, b.parts
    if is_repeated(a) != is_repeated(b):
        mine, yours = (frozenset(part for part in parts if part[0] != _TURNSTILE) for parts in (a.parts, b.parts))
    return is_same_part(mine, yours, over_time=over_time)


def count_other_tolls(one: Entry, other: Entry) -> bool:
    """Say whether both tell what happened to those counted, and not the same: the dead, the missing. 搬送 and けが are one."""
    kin = concepts()["kin"]
    if one.things.isdisjoint(kin) or other.things.isdisjoint(kin):
        return False
    mine, yours = ({kin[thing] for thing in entry.things if thing in kin} for entry in (one, other))
    return mine.isdisjoint(yours)


def limits_conflict(one: Entry, other: Entry) -> bool:
    """Say whether the figures are limited to different places, bodies or persons (大阪市で151件, 堺市で33件)."""
    for kind in ("place", "body", "person"):
        mine = {name for each, name in one.qualifiers if each == kind}
        yours = {name for each, name in other.qualifiers if each == kind}
        if mine and yours and not any(a in b or b in a for a in mine for b in yours):
            return True
    return False


def count_other_things(one: Entry, other: Entry) -> bool:
    """Say whether both sentences name what they count and the names have nothing in common (参加者, 警備員)."""
    if one.things & other.things:
        return False
    return bool(one.figure.counted and other.figure.counted) or bool(known_things(one) and known_things(other))


def known_things(entry: Entry) -> frozenset[str]:
    """Return those of the things counted that the table lists: けが, 死者, 費用."""
    return entry.things & set(concepts()["thing"].values())


def has_same_company(one: Entry, other: Entry) -> bool:
    """Say whether a telling figure of the one sentence stands in the other too: 2割 beside 227万枚 in both."""
    return any(significant_digits(a) >= 2 and agree(a, b) for a in one.companions for b in other.companions)


def is_of_one_event(one: Entry, other: Entry) -> bool:
    """Say whether what both count is of one event only: a toll, or so few that they are some of whatever."""
    few = one.figure.quantity == "count" and min(one.amount.value, other.amount.value) < _FEW
    return few or is_toll(one, other)


def is_toll(one: Entry, other: Entry) -> bool:
    """Say whether both count what belongs to one event: another day's dead are another event's, and so is a 震度."""
    things = one.things & other.things | {one.figure.unit} & {other.figure.unit}
    return not things.isdisjoint(concepts()["toll"])


def is_update(one: Entry, other: Entry) -> bool:
    """Say whether a paper sets a number against its own of another hour: that is news, no contradiction."""
    mine, yours = one.passage, other.passage
    return mine.outlet is not None and mine.outlet == yours.outlet and mine.published != yours.published


def is_of_another_hour(one: Entry, other: Entry) -> bool:
    """Say whether both count what moves all day (株価) and were told on one day at two hours."""
    mine, yours = one.passage.published or "", other.passage.published or ""
    if len(mine) < _MINUTES or len(yours) < _MINUTES or mine[:10] != yours[:10] or mine[11:13] == yours[11:13]:
        return False
    return not (one.things & other.things).isdisjoint(concepts()["moving"])


def is_repeated(entry: Entry) -> bool:
    """Say whether an author without a paper gives a figure without a day: the day of the post is no day of the figure."""
    passage = entry.passage
    is_unsigned = passage.outlet is None and passage.published is None
    return entry.time is None and (passage.is_own_word or is_unsigned)


def is_unsettled(entry: Entry) -> bool:
    """Say whether a figure is only planned, possible, conditional or asked for."""
    certainty = entry.passage.verdict.certainty
    return certainty in _UNSETTLED and not (certainty == "question" and _TAG.search(entry.passage.text))
