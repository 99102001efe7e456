"""Figures that give one number of one thing: the more digits they share, the less else is asked of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from analyzer.desk.amount import agree, significant_digits
from analyzer.desk.entries import Entry
from analyzer.desk.events import SAME_EVENT, Events, is_stretch
from analyzer.desk.ledger.likeness import (
    AKIN,
    SAME_SENTENCE,
    count_other_things,
    count_other_tolls,
    has_same_company,
    is_toll,
    known_things,
    limits_conflict,
)
from analyzer.desk.ledger.moments import same_time
from analyzer.desk.parts import excludes, is_same_part

__all__ = ["Group", "group_figures"]

#: Figures that agree, in the order of the articles.
Group = list[Entry]
#: Two sentences repeat each other when their words are this close.
_ONE_WORDING = 0.5
#: Sums of money from here on rarely meet by chance.
_LARGE = 1_000_000
#: Counts from here on are rounded in headlines.
_ROUNDED = 1000
#: A number from here on, met twice in reports that are surely on one event, is one number.
_TELLING, _SURE_EVENT = 100, 0.3


def group_figures(entries: Sequence[Entry], events: Events) -> list[Group]:
    """Return the figures grouped by number and thing; exact figures found a group before 約 and bounds join one."""
    groups: list[Group] = []
    index: dict[tuple[str, int], list[Group]] = defaultdict(list)
    ordered = sorted(entries, key=_vagueness)
    for entry in ordered:
        bucket = _magnitude(entry.amount.value)
        near = (index[entry.amount.family, each] for each in (bucket, bucket - 1, bucket + 1))
        found = (group for groups_near in near for group in groups_near if _belongs(entry, group, events))
        homes = list(found if _is_rough(entry) else islice(found, 1))
        if not homes:
            homes = [[]]
            groups.append(homes[0])
            index[entry.amount.family, bucket].append(homes[0])
        _nearest(entry, homes, events).append(entry)
    for group in groups:
        group.sort(key=lambda entry: entry.key)
    return groups


def _is_bound(entry: Entry) -> bool:
    return entry.figure.modifier in ("at_least", "more_than", "at_most", "less_than")


def _is_rough(entry: Entry) -> bool:
    """Say whether a figure may stand for several finer ones."""
    return entry.amount.modifier is not None or entry.amount.place > 1


def _nearest(entry: Entry, homes: Sequence[Group], events: Events) -> Group:
    """Return the group whose figures are told at the time of a figure, and by the nearest speaker: 約12万8千羽 may stand
    for the 12万8400羽 of its day and for the 12万8137羽 that were counted later.
    """
    if len(homes) == 1:
        return homes[0]
    return max(
        homes,
        key=lambda group: max(
            (
                entry.voice == each.voice and entry.amount.value == each.amount.value,  # a headline repeats its body
                same_time(entry, each) is True,
                events.closeness(entry.voice, each.voice),
            )
            for each in group
        ),
    )


def _vagueness(entry: Entry) -> tuple[bool, bool, int]:
    """Return a key by which exact and fine figures come first: 61.2% founds the group that 61% and 約6割 join."""
    return entry.amount.modifier is not None, entry.amount.low != entry.amount.high, -significant_digits(entry.amount)


def _magnitude(value: float) -> int:
    return round(math.log10(abs(value)) * 5) * (1 if value > 0 else -1) if value else -10_000


def _belongs(entry: Entry, group: Sequence[Entry], events: Events) -> bool:
    if not agree(entry.amount, group[0].amount) or not any(_one_count(entry, other, events) for other in group):
        return False
    # 1人死亡1人不明: of one number, two counts.
    return not any(_are_beside(entry, other) or count_other_tolls(entry, other) for other in group)


def _are_beside(one: Entry, other: Entry) -> bool:
    """Say whether a speaker tells a range beside a number in it: 3〜10キロ圏内は搬出制限。10キロ圏内に24農場。"""
    return one.voice == other.voice and (one.figure.value is None) != (other.figure.value is None)


def _one_count(one: Entry, other: Entry, events: Events) -> bool:
    """Say whether two agreeing figures count one thing. The more digits they share, the less else is asked."""
    if one.figure.quantity == "age" and not {q for q in one.qualifiers if q[0] == "person"} & other.qualifiers:
        return False
    if one.passage.article == other.passage.article and one.passage.is_headline != other.passage.is_headline:
        # A headline repeats the body: 「けが7人」 over 「従業員ら7人が運ばれた」 is one claim.
        # … rounded, where it is money or large: 11億円 over 11億4千万円, 12万台 over 12万3千台.
        is_rounded = one.amount.is_money or min(one.amount.value, other.amount.value) >= _ROUNDED
        is_same = one.voice == other.voice and (one.amount.low == other.amount.low or is_rounded)
        return is_same and not (
            known_things(one) and known_things(other) and not known_things(one) & known_things(other)
        )
    if limits_conflict(one, other) or excludes(one.parts, other.parts):
        return False
    shared = bool(one.things & other.things)
    digits = min(significant_digits(one.amount), significant_digits(other.amount))
    if one.figure.quantity == "money" and one.amount.value >= _LARGE and one.amount.value == other.amount.value:
        digits += 1
    if digits >= 3 and one.figure.quantity != "ratio":
        return events.closeness(one.voice, other.voice) >= (SAME_EVENT / 2 if shared else SAME_EVENT)
    if digits >= 3 and events.are_surely_of_one_survey(one.passage, other.passage):
        return True  # 「支持する」は57.9%, 共同通信の調査で57.9%に上ったことを挙げ
    if one.time and other.time and is_stretch(one.time) and is_stretch(other.time) and same_time(one, other) is False:
        return False  # 9月の2.9%, 10月の2.9%
    if digits < 2:
        if not is_same_part(one.parts, other.parts, over_time=True):
            return False  # 民政党29%, 支持率が3割を切った
        if same_time(one, other) is False and ((one.time and other.time) or _is_bound(one) or _is_bound(other)):
            return False  # 少なくとも40カ所, two days later 46カ所まで減った
        if is_toll(one, other) and not events.are_one_scene(one.voice, other.voice):
            return False  # one dead in each of three storms
    if not events.are_one(one.voice, other.voice):
        is_firm = (
            digits == 2 or has_same_company(one, other) or events.sentences(one.passage, other.passage) >= _ONE_WORDING
        )
        if not (is_firm and events.are_one_story(one.voice, other.voice)):
            return False
    if shared or has_same_company(one, other) or events.sentences(one.passage, other.passage) >= SAME_SENTENCE:
        return True
    if abs(one.amount.value) < _TELLING or events.closeness(one.voice, other.voice) < _SURE_EVENT:
        return False
    return not count_other_things(one, other) or events.sentences(one.passage, other.passage) >= AKIN
