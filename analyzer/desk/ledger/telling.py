"""What is told of groups that stand against each other: the two numbers that differ, the steps of what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, groupby
from typing import NamedTuple

from analyzer.desk.amount import agree, contradict, size_ratio
from analyzer.desk.dating import day_text
from analyzer.desk.entries import Entry, time_text
from analyzer.desk.events import EVENT_DAYS, Events, days_between
from analyzer.desk.ledger.groups import Group
from analyzer.desk.ledger.likeness import is_of_another_hour, is_of_one_event, is_repeated, is_update
from analyzer.desk.ledger.moments import when
from analyzer.desk.parts import OF_WHICH, PRIOR
from analyzer.desk.passages import Voice
from analyzer.desk.words import word

__all__ = ["Told", "changes", "contradictions", "stations"]

#: A post's number that stands against several is set against those not so many times farther from it than the nearest.
_FARTHER = 2.0
#: What stands before a sum.
_SUM = ("計", "合計", "合わせて", "あわせて")
#: The figures of a development, and what is said of them.
Told = tuple[tuple[Entry, ...], str]


class Contradiction(NamedTuple):
    """Two groups of figures that differ, and what is said of them."""

    one: tuple[Entry, ...]
    other: tuple[Entry, ...]
    note: str


def contradictions(groups: Sequence[Group], pairs: Sequence[tuple[float, int, int]]) -> Iterator[Contradiction]:
    """Yield the contradictions, the closest first; a group answers for one contradiction per opposing speaker.

    What a post alone says stands once against all reports that say otherwise: 300人, where they have 118人 and 96人.
    """
    taken: set[tuple[int, Voice]] = set()
    answers: dict[int, list[int]] = {}
    for _, first, second in sorted(pairs, reverse=True):
        posts = [number for number in (first, second) if all(map(is_repeated, groups[number]))]
        one, other = groups[first], groups[second]
        sides = {(first, e.voice) for e in other} | {(second, e.voice) for e in one}
        if len(posts) == 1:
            sides = {side for side in sides if side[0] != posts[0]}
        if sides & taken:
            continue
        taken |= sides
        if len(posts) == 1:
            answers.setdefault(posts[0], []).append(second if posts[0] == first else first)
            continue
        yield Contradiction(tuple(one), tuple(other), _contradiction(*_plainest(one, other)))
    for post, reports in answers.items():
        yield _answered(groups[post], [groups[number] for number in reports])


def _answered(post: Group, reports: Sequence[Group]) -> Contradiction:
    """Return a post's number against those of the reports but what is far from it: it repeats the 118人 of a region, not
    the 31人 of a prefecture.
    """
    nearest = max(size_ratio(post[0].amount, report[0].amount) for report in reports)
    told = [report for report in reports if size_ratio(post[0].amount, report[0].amount) >= nearest / _FARTHER]
    entries = tuple(entry for report in told for entry in report)
    return Contradiction(entries, tuple(post), _contradiction(*_plainest(told[0], post)))


def _plainest(one: Sequence[Entry], other: Sequence[Entry]) -> tuple[Entry, Entry]:
    """Return the two figures that contradict each other, of the body and without a bound where there are such."""
    pairs = [(a, b) for a in one for b in other if contradict(a.amount, b.amount)]
    return min(pairs or [(one[0], other[0])], key=lambda pair: (sum(map(_loose, pair)), pair[0].key, pair[1].key))


def _loose(entry: Entry) -> int:
    return 2 * entry.passage.is_headline + (entry.figure.modifier is not None)


def _contradiction(one: Entry, other: Entry) -> str:
    """Return what is said of two numbers; those of two days' papers are not said to be of one time."""
    days = [entry.passage.published and entry.passage.published[:10] for entry in (one, other)]
    numbers = {"one": one.told, "other": other.told}
    if not all(days):
        return word("ledger_differ_undated", **numbers)
    return word("ledger_differ" if days[0] == days[1] else "ledger_differ_days", **numbers)


def changes(groups: Sequence[Group], pairs: Sequence[tuple[int, int]], events: Events) -> Iterator[Told]:
    """Yield the developments: all groups that are steps of one, in the order of their days."""
    chain_of: dict[int, list[int]] = {}
    for first, second in pairs:
        one, other = chain_of.setdefault(first, [first]), chain_of.setdefault(second, [second])
        if one is not other and _are_one_development(groups, one, other, events):
            one += other
            chain_of.update(dict.fromkeys(other, one))
    for number, chain in chain_of.items():
        if number != min(chain) or len(chain) == 1:
            continue
        told = list(_without_summands([entry for each in chain for entry in groups[each]]))
        entries = sorted(_without_wholes(told), key=when)
        steps = list(_steps([each for each in entries if not each.passage.is_headline]))
        yield tuple(entries), " → ".join(steps if len(steps) > 1 else _steps(entries))


def _without_summands(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the figures but what is summed up in the same sentence: 乗客12人と乗務員1人の計13人."""
    sums = [each for each in entries if each.passage.text[: each.figure.start - each.passage.start].endswith(_SUM)]
    for entry in entries:
        if not any(entry.passage is total.passage and entry.figure.start < total.figure.start for total in sums):
            yield entry


def _without_wholes(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the figures but wholes whose part is among them: of 手術17件のうち11件を延期した the part is what grows."""
    for entry in entries:
        passage, figure = entry.passage, entry.figure
        is_whole = passage.text.startswith(OF_WHICH, figure.end - passage.start)
        if not is_whole or not any(
            other.passage is passage and other.figure.start > figure.start and other.amount.value < entry.amount.value
            for other in entries
        ):
            yield entry


def _are_one_development(groups: Sequence[Group], one: Sequence[int], two: Sequence[int], events: Events) -> bool:
    """Say whether the speakers of two chains tell one development: A may go with B and B with C, and A not with C.

    Of what belongs to one event all of them have to; a short notice of what later became a long story need not.
    """
    entries, others = ([entry for each in chain for entry in groups[each]] for chain in (one, two))
    is_event = any(is_of_one_event(entry, other) for entry in entries for other in others)
    linked = events.are_one if is_event else events.are_one_story
    voices, theirs = ({entry.voice for entry in each} for each in (entries, others))
    links = [linked(voice, each) for voice in voices for each in theirs]
    return sum(links) >= (len(links) if is_event else len(links) / 2)


def _steps(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield what a number was from day to day; two numbers of one day stand side by side: 5人・6人 (7月11日).

    What a paper said at noon and at night, or of one year in autumn and in spring, are two steps, told with when it was said.
    """
    last: Entry | None = None
    for day, telling in groupby(_placed(entries), key=time_text):
        for said, group in _tellings(list(telling)):
            told: list[Entry] = []
            for entry in group:
                if not any(agree(entry.amount, each.amount) for each in told):
                    told.append(entry)
            told = [entry for entry in told if last is None or not agree(entry.amount, last.amount)]
            if not told:
                continue
            last = told[-1]
            text, at = "・".join(entry.told for entry in told), f"{day} {said}".strip()
            yield f"{text} ({at})" if at else text


def stations(entries: Sequence[Entry]) -> Iterator[tuple[date, Entry]]:
    """Yield the days on which a number is another than before, as a chart draws them: one figure a day."""
    placed = _placed(sorted((entry for entry in entries if not entry.passage.is_headline), key=when))
    last: Entry | None = None
    for day, told in groupby(placed, key=lambda entry: when(entry)[0]):
        entry = next(told)
        if day != date.max and (last is None or not agree(entry.amount, last.amount)):
            yield day, entry
            last = entry


def _tellings(entries: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the figures of one time by when they were told, where that makes them two numbers: by hour or by day."""
    pairs = [(one, other) for one, other in combinations(entries, 2) if not agree(one.amount, other.amount)]
    is_by_hour = any(is_update(one, other) or is_of_another_hour(one, other) for one, other in pairs)
    is_by_day = any((days_between(a.passage.published, b.passage.published) or 0) > EVENT_DAYS for a, b in pairs)
    if not (is_by_hour or is_by_day):
        yield "", list(entries)
        return
    ordered = sorted(entries, key=lambda entry: entry.passage.published or "")
    for published, group in groupby(ordered, key=lambda entry: entry.passage.published or ""):
        yield (f"/ {day_text(published)}" if is_by_day and published else published[11:16]), list(group)


def _placed(entries: Sequence[Entry]) -> list[Entry]:
    """Return the figures in order without those of an unknown or an earlier day which only repeat another: 当初は18万人としていた."""
    known = [entry for entry in entries if when(entry)[0] != date.max and PRIOR not in entry.parts] or entries
    return [entry for entry in entries if entry in known or not any(agree(entry.amount, each.amount) for each in known)]
