"""Groups of figures set against each other: two numbers of one time differ, those of two times are a change."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from analyzer.desk.amount import agree, contradict, size_ratio
from analyzer.desk.entries import Entry
from analyzer.desk.events import EVENT_DAYS, Events, days_between, is_stretch
from analyzer.desk.ledger.groups import Group
from analyzer.desk.ledger.likeness import (
    AKIN,
    SAME_SENTENCE,
    count_alike,
    count_other_things,
    has_same_company,
    is_of_another_hour,
    is_of_one_event,
    is_repeated,
    is_same_part_of,
    is_toll,
    is_unsettled,
    is_update,
    limits_conflict,
)
from analyzer.desk.ledger.moments import are_of_two_lengths, same_time, when
from analyzer.desk.parts import OF_WHICH, PRIOR
from analyzer.desk.passages import Voice, concepts

__all__ = ["Oppositions", "find_oppositions", "linked"]

#: Pairs looked at per unit and thing; beyond, a corpus repeats itself and the pairs say little.
_MAX_BUCKET = 200
#: Pairs of two groups that are looked at, the closest first.
_MOST_LOOKED_AT = 20
_MOST_VOICES = 50
#: Two numbers are only called contradictory in reports this close.
_SURE_DIFFERENCE = 0.2
#: Two speakers who share this many figures speak of one event; what each has left over of a unit may then differ, if
#: the two numbers lie within this factor.
_SHARED_FIGURES, _FACTOR = 2, 2.0
#: Two numbers further apart than this factor do not count one thing.
_SAME_SIZE, _CONTRADICTION = 20.0, 3.0
#: What a pair loses of which one is only planned, possible or asked: more than any pair has.
_DOUBTFUL = 10.0
#: What a pair gains by sizes that are near each other: of 12万6千羽 and 29万羽 the former answers 12万8千羽.
_NEAR_SIZE = 0.5
#: A number answers another only if its speaker gives none that is so many times nearer in size.
_NEARER = 1.5
#: A clause that goes on about some of what was counted: うち|21年度分の412人.
_OF_WHICH = re.compile("(?:^|[。、（(\\s])(?:この)?うち[^。、）)]*$")
#: What a pair gains that contradicts each other.
_CONTRADICTS = 0.5


class Oppositions(NamedTuple):
    """Pairs of groups, by their numbers, that stand against each other; of those that differ with how sure it is."""

    differing: tuple[tuple[float, int, int], ...]
    changing: tuple[tuple[int, int], ...]


def find_oppositions(groups: Sequence[Group], events: Events) -> Oppositions:
    """Return which groups differ (one time) and which are steps of one development (two times)."""
    differing: list[tuple[float, int, int]] = []
    changing: list[tuple[int, int]] = []
    pairs = _pairs(groups)
    for first, second in pairs:
        finding = _compare(groups[first], groups[second], events)
        if finding is None:
            continue
        relation, strength = finding
        if relation == "differ":
            differing.append((strength, first, second))
        else:
            changing.append((first, second))
    changing = list(_without_answered(changing, pairs, groups))
    differing = list(_without_dated_otherwise(differing, pairs, groups))
    # What a post says otherwise than a report is no step on the way to what a later report says.
    differing = [each for each in differing if not _is_outdated(each[1:], changing, groups)]
    retold = {n for _, *pair in differing for n in pair if all(map(is_repeated, groups[n]))}
    changing = [pair for pair in changing if retold.isdisjoint(pair)]
    answered = {n for _, *pair in differing for n in pair if retold.isdisjoint(pair)} | {
        n for pair in changing for n in pair
    }
    differing += _left_over(groups, answered, events)
    return Oppositions(tuple(differing), tuple(changing))


def _without_answered(
    changing: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]], groups: Sequence[Group]
) -> Iterator[tuple[int, int]]:
    """Yield the steps but those to a number beside which its speakers give a much nearer one: of 5000 in the country and
    1万人 in all, the latter is what became 1万2000人.
    """
    beside: dict[int, set[int]] = defaultdict(set)
    for first, second in pairs:
        beside[first].add(second)
        beside[second].add(first)
    for pair in changing:
        if not any(
            _is_nearer(groups[nearer], groups[far], groups[number])
            for number, far in (pair, pair[::-1])
            for nearer in beside[number] - {far}
        ):
            yield pair


def _without_dated_otherwise(
    differing: Sequence[tuple[float, int, int]], pairs: Sequence[tuple[int, int]], groups: Sequence[Group]
) -> Iterator[tuple[float, int, int]]:
    """Yield the contradictions but those of a year's number and one without a date, where who gives the former gives one
    without a date too: 今年は66万人台, 昨年は67万人 and, another paper, 65万人台の予測.
    """
    beside: dict[int, set[int]] = defaultdict(set)
    for first, second in pairs:
        beside[first].add(second)
        beside[second].add(first)
    for strength, *pair in differing:
        if not any(
            _is_dated_beside(groups[dated], groups[undated], [groups[n] for n in beside[undated] - {dated}])
            for dated, undated in (pair, pair[::-1])
        ):
            yield strength, pair[0], pair[1]


def _is_dated_beside(dated: Group, undated: Group, others: Sequence[Group]) -> bool:
    """Say whether one group is dated, the other is not, and all who give the former give another number of the latter's time."""
    if not all(entry.time and is_stretch(entry.time) for entry in dated) or any(entry.time for entry in undated):
        return False
    told = {
        entry.voice
        for group in others
        for entry in group
        if entry.time is None and any(count_alike(entry, each) and same_time(entry, each) for each in undated)
    }
    return all(entry.voice in told for entry in dated)


def _is_nearer(nearer: Group, far: Group, to: Group) -> bool:
    """Say whether all who give ``far`` give ``nearer``, too, which is much nearer in size to ``to``.

    What is told as of a time of its own (14日午後5時現在、3万1千羽) is a step all the same.
    """
    if size_ratio(nearer[0].amount, to[0].amount) < _NEARER * size_ratio(far[0].amount, to[0].amount):
        return False
    if not any(count_alike(one, other) for one in nearer for other in to):
        return False
    told = {entry.voice: entry for entry in nearer if PRIOR not in entry.parts}
    return all(each.voice in told and not _has_own_time(each, told[each.voice]) for each in far)


def _has_own_time(one: Entry, other: Entry) -> bool:
    if any(date.end <= one.figure.start for date in one.passage.dates):
        return one.time is None or same_time(one, other) is not True
    return False


def _is_outdated(pair: Sequence[int], changing: Sequence[tuple[int, int]], groups: Sequence[Group]) -> bool:
    """Say whether one of two groups is what a paper itself corrected before the other was told: 9人 at noon, 14人 at night."""
    for number, against in (pair, pair[::-1]):
        told = min(entry.passage.published or "" for entry in groups[against])
        for each in changing:
            if number not in each:
                continue
            newer = groups[each[0] if each[1] == number else each[1]]
            updates = (b for a in groups[number] for b in newer if _is_correction(a, b))
            if any(str(update.passage.published)[:10] <= told[:10] for update in updates):
                return True
    return False


def _is_correction(old: Entry, new: Entry) -> bool:
    """Say whether a paper gives the new number after the old one."""
    return is_update(old, new) and (old.passage.published or "") < (new.passage.published or "")


def _pairs(groups: Sequence[Group]) -> list[tuple[int, int]]:
    """Return the pairs of groups that count in one unit and have a thing counted in common, in order."""
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        things = {entry.head for entry in group if entry.head} | set().union(*(e.things for e in group))
        for thing in things:
            buckets[group[0].amount.family, thing].append(number)
    breaths = [_breath(group) for group in groups]
    return sorted(
        {
            (first, second)
            for members in buckets.values()
            if len(members) <= _MAX_BUCKET
            for first, second in combinations(members, 2)
            if breaths[first] is None or breaths[first] != breaths[second]
        }
    )


def _breath(group: Sequence[Entry]) -> tuple[Voice, str | None] | None:
    """Return who gives a group of figures and of when, where that is one: what is said in one breath stands beside, not
    against (a list of all towns with their cases has two million pairs)."""
    said = {(entry.voice, entry.time.value if entry.time else None) for entry in group}
    return said.pop() if len(said) == 1 else None


def _compare(
    one: Sequence[Entry], other: Sequence[Entry], events: Events
) -> tuple[Literal["differ", "changed"], float] | None:
    """Return how two groups of figures stand to each other, by their closest pair that stands so; None where none does."""
    pairs: list[tuple[float, Entry, Entry]] = []
    for a in one:
        for b in other:
            strength = _same_thing(a, b, events)
            if not strength:
                continue
            if is_unsettled(a) != is_unsettled(b):
                strength -= _DOUBTFUL  # 10人が死亡 tells more than the headline 死者は10人？
            if contradict(a.amount, b.amount):
                strength += _CONTRADICTS  # 27件 against 31件, though 少なくとも27件 is none
            pairs.append((strength, a, b))
    if not pairs:
        return None
    is_later = any(_is_later(a, b, events) for _, a, b in pairs)
    times = [same_time(x, y) for x in one for y in other if x.things & y.things or x.parts & y.parts]
    is_apart = not any(times)
    told = [{entry.voice for entry in group if PRIOR not in entry.parts} for group in (one, other)]
    is_one_voice = not told[0].isdisjoint(told[1])  # 33億円の赤字で、予想の31億円から… tells one number of its own
    is_returned = _is_told_again(one, other) or _is_told_again(other, one)
    ordered = sorted(pairs, key=lambda each: -each[0])
    closest = ordered[0][0]
    for strength, a, b in ordered[:_MOST_LOOKED_AT]:
        explicit = a.time is not None and b.time is not None
        time = same_time(a, b)
        # 「27年度は」 and 「8月1日までに」 with a year that nobody tells: two dates written differently are two times.
        if (time is False or (time is None and explicit)) and is_apart:
            if is_returned and not is_one_voice and _is_contradiction(a, b, events):
                return "differ", max(strength, closest)
            if _are_steps(a, b, events, explicit=explicit) and not _are_told_apart(one, other):
                return "changed", strength
        elif not is_one_voice and time is not False:
            if _is_contradiction(a, b, events):
                return ("changed" if is_later else "differ"), max(strength, closest)
            if _is_revision(a, b, events):
                return "changed", strength
            is_grown = is_later and is_toll(a, b) and _are_steps(a, b, events, explicit=explicit)
            if is_grown and not _are_told_apart(one, other):
                return "changed", strength  # 1人, next day 死者は計6人となった
    return None


def _is_told_again(number: Sequence[Entry], between: Sequence[Entry]) -> bool:
    """Say whether a number is told before and after another: 同級生5人, 6人 and, in what comes last, 5人 is no development."""
    days = sorted(entry.passage.published[:10] for entry in number if entry.passage.published)
    others = [entry.passage.published and entry.passage.published[:10] for entry in between]
    return bool(days) and all(day is not None and days[0] < day < days[-1] for day in others)


def _is_revision(a: Entry, b: Entry, events: Events) -> bool:
    """Say whether a number of one time was told otherwise months later: what a year is expected to bring."""
    apart = days_between(a.passage.published, b.passage.published)
    is_dated = a.time is not None and b.time is not None
    return (
        (is_dated and apart is not None and apart > EVENT_DAYS)
        and contradict(a.amount, b.amount)
        and not is_of_one_event(a, b)
        and events.are_one_story(a.voice, b.voice)
    )


def _are_steps(a: Entry, b: Entry, events: Events, *, explicit: bool) -> bool:
    """Say whether two numbers of two times are steps of one development."""
    if a.voice == b.voice and not (explicit and a.things == b.things):
        return False
    if PRIOR in a.parts and PRIOR in b.parts:
        return False  # last year's and what was expected before
    if are_of_two_lengths(a, b, events):
        return False  # 11月は841件, 1〜11月は9164件
    if _is_one_of_which(a) != _is_one_of_which(b):
        return False  # うち21年度分の412人, 対象者は計2092人
    if is_toll(a, b) and abs((when(a)[0] - when(b)[0]).days) > EVENT_DAYS:
        return False  # last year's fire in the same town
    return linked(events, is_of_one_event=is_of_one_event(a, b))(a.voice, b.voice)


def _is_one_of_which(entry: Entry) -> bool:
    """Say whether a figure is told as a part of what the sentence before counts: うち21年度分の412人."""
    return _OF_WHICH.search(entry.passage.text, 0, entry.figure.start - entry.passage.start) is not None


def _is_contradiction(a: Entry, b: Entry, events: Events) -> bool:
    """Say whether two numbers of one time cannot both be right, as far as the texts tell that they are of one thing."""
    if not contradict(a.amount, b.amount) or not is_same_part_of(a, b):
        return False
    if not events.are_one(a.voice, b.voice) or events.closeness(a.voice, b.voice) < _SURE_DIFFERENCE:
        return False
    if is_of_one_event(a, b) and not events.are_one_scene(a.voice, b.voice):
        return False  # the depth of another year's earthquake, when a text without a day tells of one
    if _are_two_pasts(a, b):
        return False
    most = _CONTRADICTION if is_repeated(a) == is_repeated(b) else _SAME_SIZE  # a post may be out by a digit
    if not 1 / most <= abs(a.amount.value or 1) / abs(b.amount.value or 1) <= most:
        return False  # 2,055 and 19,136 dead on one day are two disasters
    return _is_sure(a, b) == _is_sure(b, a)


def _are_two_pasts(a: Entry, b: Entry) -> bool:
    """Say whether both are of before and not surely of one time: 前期は52億円の黒字, 予想を40億円の黒字から下方修正."""
    is_past = PRIOR in a.parts and PRIOR in b.parts
    return is_past and (a.time is not None or b.time is not None) and same_time(a, b) is not True


def _is_sure(one: Entry, other: Entry) -> bool:
    """Say whether a number is told as a fact; what may have leaked is counted like what leaked, the dead are not."""
    certainty = one.passage.verdict.certainty
    return not is_unsettled(one) or (
        certainty == "possible" and not one.passage.is_own_word and not is_toll(one, other)
    )


def _is_later(one: Entry, other: Entry, events: Events) -> bool:
    """Say whether one number is told as news after the other: a paper's own of another hour, or 死者は3人となった next day."""
    mine, yours = one.passage, other.passage
    if is_update(one, other) or is_of_another_hour(one, other):
        return True
    if not mine.published or not yours.published or mine.published[:10] == yours.published[:10]:
        return False
    later = one if mine.published > yours.published else other
    return is_toll(one, other) and later.voice in events.updating


def _are_told_apart(one: Sequence[Entry], other: Sequence[Entry]) -> bool:
    """Say whether a speaker gives both numbers and not for two times: 勝訴した原告は36人, 原告42人のうち."""
    body = [[entry for entry in each if not entry.passage.is_headline] for each in (one, other)]
    return any(a.voice == b.voice and not _are_of_two_times(a, b) for a in body[0] for b in body[1])


def _are_of_two_times(one: Entry, other: Entry) -> bool:
    if (PRIOR in one.parts) != (PRIOR in other.parts):
        return True
    return one.time is not None and other.time is not None and not same_time(one, other)


def _same_thing(a: Entry, b: Entry, events: Events) -> float:
    """Return how sure it is that two different numbers count one thing: 0, or 1 and more."""
    if a.figure.quantity in ("age", "rate") or a.head is None or b.head is None or agree(a.amount, b.amount):
        return 0.0
    if not count_alike(a, b) or not events.are_of_one_survey(a.passage, b.passage):
        return 0.0
    if _is_answered_by_part(a, b) or _is_answered_by_part(b, a):
        return 0.0
    if not events.are_of_one_case(a.passage, b.passage):
        return 0.0
    shared = a.things & b.things
    if not events.are_one_story(a.voice, b.voice) and not events.are_one(a.voice, b.voice):
        return 0.0
    if any(each.passage.verdict.label == "other" and not each.passage.is_headline for each in (a, b)):
        return 0.0  # link lists, captions
    if not 1 / _SAME_SIZE <= abs(a.amount.value or 1) / abs(b.amount.value or 1) <= _SAME_SIZE:
        return 0.0
    sentence = events.sentences(a.passage, b.passage) if a.passage is not b.passage else 0.5
    tied = (a.head in b.things and b.head in a.things) or not shared.isdisjoint(concepts()["toll"])  # 宿泊客3人が死亡
    tied = tied or bool(a.parts & b.parts)  # 支払うよう命じた, 賠償を命じた
    is_retold = is_repeated(a) != is_repeated(b)  # a post words it shortly: カード番号 for クレジットカードの番号
    overlap = len(shared) / (min(len(a.things), len(b.things)) if is_retold else len(a.things | b.things))
    if not tied and overlap < 0.5 and sentence < SAME_SENTENCE:
        return 0.0
    return 1 + overlap + sentence + (a.head == b.head) + _NEAR_SIZE * size_ratio(a.amount, b.amount)


def _is_answered_by_part(whole: Entry, other: Entry) -> bool:
    """Say whether a figure is a whole whose part is nearer to another number: 5200台のうち3100台が止まった and 3800台が停止."""
    if whole.voice == other.voice:
        return False
    if not whole.passage.text.startswith(OF_WHICH, whole.figure.end - whole.passage.start):
        return False
    near = size_ratio(whole.amount, other.amount)
    parts = (each for each in whole.companions if each.family == whole.amount.family)
    return any(each.value < whole.amount.value and size_ratio(each, other.amount) > near for each in parts)


def _left_over(groups: Sequence[Group], answered: set[int], events: Events) -> Iterator[tuple[float, int, int]]:
    """Yield what two speakers on one event say of one unit and the other does not say alike, when each has one such number.

    「37回にわたり」 and 「42回にわたって」 share no word that is counted; all else that the two reports count agrees.
    """
    shared: Counter[tuple[Voice, Voice]] = Counter()
    told: dict[tuple[Voice, str], list[int]] = defaultdict(list)
    speakers = [{entry.voice for entry in group} for group in groups]
    for number, group in enumerate(groups):
        voices = sorted(speakers[number])
        shared.update(combinations(voices, 2) if len(voices) <= _MOST_VOICES else ())
        if len(voices) <= _MOST_VOICES and number not in answered:
            for voice in voices:
                told[voice, group[0].amount.family].append(number)
    families = {family for _, family in told}
    for (one, other), n in shared.items():
        if n < _SHARED_FIGURES:
            continue
        for family in families:
            pairs = [
                (first, second)
                for first in told.get((one, family), ())
                for second in told.get((other, family), ())
                if other not in speakers[first] and one not in speakers[second]
                if _may_differ(_said(groups[first], one), _said(groups[second], other), events)
            ]
            if len(pairs) == 1:
                yield 1.0, *pairs[0]


def _said(group: Group, voice: Voice) -> Entry:
    return next(entry for entry in reversed(group) if entry.voice == voice)


def _may_differ(one: Entry, other: Entry, events: Events) -> bool:
    """Say whether two left-over numbers may be two answers to one question."""
    if one.figure.quantity != other.figure.quantity or one.figure.quantity in ("age", "rate", "change"):
        return False
    if count_other_things(one, other) or limits_conflict(one, other) or same_time(one, other) is False:
        return False
    if not is_same_part_of(one, other) or not events.are_of_one_survey(one.passage, other.passage):
        return False
    if _are_two_pasts(one, other) or not events.are_of_one_case(one.passage, other.passage):
        return False
    if is_update(one, other):
        return False
    if one.time and other.time and same_time(one, other) is None:
        return False
    if not contradict(one.amount, other.amount) or min(one.amount.value, other.amount.value) <= 0:
        return False
    if not 1 / _FACTOR <= one.amount.value / other.amount.value <= _FACTOR:
        return False
    return has_same_company(one, other) or events.sentences(one.passage, other.passage) >= AKIN


def linked(events: Events, *, is_of_one_event: bool) -> Callable[[Voice, Voice], bool]:
    """Return what tells whether two speakers' numbers may be steps of one: of one scene what belongs to one event."""
    return events.are_one_scene if is_of_one_event else events.are_one_story
