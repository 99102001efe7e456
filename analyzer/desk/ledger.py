"""Figures of many articles side by side: which agree, differ, changed later, or follow from one another.

Two figures are set against each other when they count the same thing in the same unit for the same body; how sure we
must be of that depends on the finding. Equal numbers of several digits speak for themselves; a contradiction is only
reported between two speakers on one event and one time. Never a verdict on which figure is right.

``agree`` several speakers give one number · ``differ`` same thing, same time, other number · ``changed`` same thing at
another time · ``derived`` one figure follows from others (227万枚 ÷ 1019万人 ≈ 2割) · ``single`` nothing beside it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby
from typing import Any, Literal

from analyzer.desk.amount import agree, contradict
from analyzer.desk.dating import day_text
from analyzer.desk.derive import Derivation, derivations, significant_digits
from analyzer.desk.entries import Entry, read_entries, source_record, time_text
from analyzer.desk.events import EVENT_DAYS, SAME_EVENT, Events, days_between
from analyzer.desk.parts import PARTY, PRIOR, excludes, is_same_part
from analyzer.desk.passages import Voice, concepts, day_of
from analyzer.desk.words import word
from analyzer.mention import Analysis

__all__ = ["RELATIONS", "Row", "build_ledger", "count_alike", "measure_text", "row_record", "same_time", "select"]

Relation = Literal["agree", "differ", "changed", "derived", "single"]
#: The order in which rows are shown: what needs a look first.
RELATIONS: tuple[Relation, ...] = ("differ", "changed", "derived", "agree", "single")
#: Two sentences speak of the same thing when their words are this close, whatever word is tied to the figure.
_SAME_SENTENCE = 0.35
#: … and repeat each other when this close.
_ONE_WORDING = 0.5
#: … and akin when this close: enough where something else speaks for it.
_AKIN = 0.2
#: Days between dates (or publications) that still count as one time in the news of one event.
_SAME_DAYS = 1
#: Days within which an undated figure may belong to the date that another report gives.
_REPORTED_WITHIN, _SAME_NEWS = 7, 3
#: Days within which an author repeats what papers reported.
_REPEATED_WITHIN = 31
#: Pairs looked at per unit and thing; beyond, a corpus repeats itself and the pairs say little.
_MAX_BUCKET = 200
#: Pairs of two groups that are looked at, the closest first.
_MOST_LOOKED_AT = 20
_MOST_VOICES = 50
#: Sums of money from here on rarely meet by chance.
_LARGE = 1_000_000
#: A number from here on, met twice in reports that are surely on one event, is one number.
_TELLING, _SURE_EVENT = 100, 0.3
#: Two numbers are only called contradictory in reports this close.
_SURE_DIFFERENCE = 0.2
#: Two speakers who share this many figures speak of one event; what each has left over of a unit may then differ, if
#: the two numbers lie within this factor.
_SHARED_FIGURES, _FACTOR = 2, 2.0
#: Fewer than this may be some of whatever: one player here and sixteen there are no change.
_FEW = 10
#: Two numbers further apart than this factor do not count one thing.
_SAME_SIZE, _CONTRADICTION = 20.0, 3.0
#: What a pair loses of which one is only planned, possible or asked: more than any pair has.
_DOUBTFUL = 10.0
#: What a pair gains that contradicts each other.
_CONTRADICTS = 0.5
_UNSETTLED = ("planned", "possible", "conditional", "question")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: figures that belong together, and how."""

    measure: str
    unit: str
    relation: Relation
    entries: tuple[Entry, ...]
    note: str = ""


def build_ledger(analyses: Sequence[Analysis], *, is_across_surveys: bool = False) -> list[Row]:
    """Return the rows of the ledger: conflicts first, then what changed, follows, agrees, and stands alone.

    ``is_across_surveys``: numbers of two papers' own polls, which contradict nobody, are set against each other too.
    """
    entries, passages = read_entries(analyses)
    events = Events(passages, is_across_surveys=is_across_surveys)
    clusters = _clusters(entries, events)
    rows: list[Row] = []
    for cluster in clusters:
        speakers = len({entry.voice for entry in cluster})
        if speakers > 1:
            rows.append(_row("agree", cluster, word("ledger_agree", n=speakers)))
    rows += _conflicts_and_changes(clusters, events)
    for found in derivations(entries, linked=events.are_one):
        rows.append(_row("derived", (found.result, *found.parts), _equation(found)))
    placed = {entry.key for row in rows for entry in row.entries}
    rows += [_row("single", [entry], _copies_note(entry)) for entry in entries if entry.key not in placed]
    order = {relation: index for index, relation in enumerate(RELATIONS)}
    return sorted(rows, key=lambda row: (order[row.relation], -len(row.entries), row.entries[0].key))


def select(
    rows: Iterable[Row], *, conflicts: bool = False, organization: str | None = None, unit: str | None = None
) -> list[Row]:
    """Return the rows asked for: only contradictions, only those that name a body, only one unit."""
    return [
        row
        for row in rows
        if (not conflicts or row.relation == "differ")
        and (unit is None or unit in (row.unit, row.entries[0].amount.family))
        and (organization is None or any(_names(entry, organization) for entry in row.entries))
    ]


def _names(entry: Entry, organization: str) -> bool:
    return any(organization in body.canonical for body in entry.passage.organizations) or (
        organization in entry.passage.text
    )


def row_record(row: Row) -> dict[str, Any]:
    """Return a row as the data of docs/ledger.md."""
    return {
        "measure": row.measure,
        "unit": row.unit,
        "relation": row.relation,
        "figures": [source_record(entry) for entry in row.entries],
        "note": row.note,
    }


# ── one event, one time, one thing ───────────────────────────────────────────────────────────────────────────────────


def same_time(one: Entry, other: Entry) -> bool | None:
    """Say whether two figures speak of one time; None where the text does not tell."""
    if one.time is not None and other.time is not None:
        spans = (_span(one), _span(other))
        if spans[0] is None or spans[1] is None:
            return True if _compatible(one.time.value, other.time.value) else None
        (first, last), (other_first, other_last) = spans[0], spans[1]
        if first <= other_last and other_first <= last:
            return True
        gap = max((other_first - last).days, (first - other_last).days)
        apart = days_between(one.passage.published, other.passage.published)
        return gap <= _SAME_DAYS and not apart
    apart = days_between(one.passage.published, other.passage.published)
    if apart is not None and apart <= _REPEATED_WITHIN and _is_repeated(one) != _is_repeated(other):
        return True if apart <= _SAME_DAYS else None
    if one.time is None and other.time is None:
        return None if apart is None else apart <= _SAME_DAYS
    dated, undated = (one, other) if one.time is not None else (other, one)
    span, published = _span(dated), day_of(undated.passage.published)
    if span is None or published is None:
        return None
    # What is said of a quarter or a year is reported in the one after it.
    if apart is not None and apart > _SAME_NEWS:
        return False
    begin, end, day = (each.toordinal() for each in (*span, published))
    slack = _REPORTED_WITHIN + (0 if _is_toll(one, other) else min(end - begin, 366))
    return None if begin - _REPORTED_WITHIN <= day <= end + slack else False


def _is_repeated(entry: Entry) -> bool:
    """Say whether an author without a paper gives a figure without a day: the day of the post is no day of the figure."""
    return entry.time is None and entry.passage.is_own_word


def _span(entry: Entry) -> tuple[date, date] | None:
    assert entry.time is not None
    first, last = day_of(entry.time.first), day_of(entry.time.last)
    if first is None and last is None:
        return None
    if first is None or entry.time.mod == "BEFORE" or entry.is_open == "start":
        first = date.min
    if last is None or entry.time.mod == "AFTER" or entry.is_open == "end":
        last = day_of(entry.passage.published) or date.max
    return (first, last) if first <= last else (last, first)


def _compatible(one: str, other: str) -> bool:
    """Say whether two dates of which one has unknown parts may be the same: XXXX-08-01 and 2016-08-01.

    >>> _compatible("XXXX-08-01", "2016-08-01"), _compatible("XXXX-08-01", "FY2015")
    (True, False)
    """
    return len(one) == len(other) and all(a == b or "X" in (a, b) for a, b in zip(one, other, strict=True))


def _limits_conflict(one: Entry, other: Entry) -> bool:
    """Say whether the figures are limited to different places, bodies or persons (大阪市で151件, 堺市で33件)."""
    for kind in ("place", "body", "person"):
        mine = {name for each, name in one.qualifiers if each == kind}
        yours = {name for each, name in other.qualifiers if each == kind}
        if mine and yours and not any(a in b or b in a for a in mine for b in yours):
            return True
    return False


# ── figures that give one number ─────────────────────────────────────────────────────────────────────────────────────


def _clusters(entries: Sequence[Entry], events: Events) -> list[list[Entry]]:
    """Return the figures grouped by number and thing; exact figures found a group before 約 and bounds join one."""
    clusters: list[list[Entry]] = []
    index: dict[tuple[str, int], list[list[Entry]]] = defaultdict(list)
    ordered = sorted(entries, key=_vagueness)
    for entry in ordered:
        bucket = _magnitude(entry.amount.value)
        near = (index[entry.amount.family, each] for each in (bucket, bucket - 1, bucket + 1))
        home = next((cluster for group in near for cluster in group if _belongs(entry, cluster, events)), None)
        if home is None:
            home = []
            clusters.append(home)
            index[entry.amount.family, bucket].append(home)
        home.append(entry)
    for cluster in clusters:
        cluster.sort(key=lambda entry: entry.key)
    return clusters


def _vagueness(entry: Entry) -> tuple[bool, bool, int]:
    """Return a key by which exact and fine figures come first: 61.2% founds the group that 61% and 約6割 join."""
    return entry.figure.modifier is not None, entry.amount.low != entry.amount.high, -significant_digits(entry.amount)


def _magnitude(value: float) -> int:
    return round(math.log10(abs(value)) * 5) * (1 if value > 0 else -1) if value else -10_000


def _belongs(entry: Entry, cluster: Sequence[Entry], events: Events) -> bool:
    return agree(entry.amount, cluster[0].amount) and any(_one_count(entry, other, events) for other in cluster)


def _one_count(one: Entry, other: Entry, events: Events) -> bool:
    """Say whether two agreeing figures count one thing. The more digits they share, the less else is asked."""
    if one.figure.quantity == "age" and not {q for q in one.qualifiers if q[0] == "person"} & other.qualifiers:
        return False
    if one.passage.article == other.passage.article and one.passage.is_headline != other.passage.is_headline:
        # A headline repeats the body: 「けが7人」 over 「従業員ら7人が運ばれた」 is one claim.
        # … rounded, where it is money: 11億円 over 11億4千万円.
        is_same = one.voice == other.voice and (one.amount.low == other.amount.low or one.amount.is_money)
        return is_same and not (_known(one) and _known(other) and not _known(one) & _known(other))
    if _limits_conflict(one, other) or excludes(one.parts, other.parts):
        return False
    shared = bool(one.things & other.things)
    digits = min(significant_digits(one.amount), significant_digits(other.amount))
    if one.figure.quantity == "money" and one.amount.value >= _LARGE and one.amount.value == other.amount.value:
        digits += 1
    if digits >= 3 and one.figure.quantity != "ratio":
        return events.closeness(one.voice, other.voice) >= (SAME_EVENT / 2 if shared else SAME_EVENT)
    if digits < 2:
        if not is_same_part(one.parts, other.parts, over_time=True):
            return False  # 民政党29%, 支持率が3割を切った
        if one.time and other.time and same_time(one, other) is False:
            return False
        if _is_toll(one, other) and not events.are_one_scene(one.voice, other.voice):
            return False  # one dead in each of three storms
    if not events.are_one(one.voice, other.voice):
        is_firm = (
            digits == 2 or _same_company(one, other) or events.sentences(one.passage, other.passage) >= _ONE_WORDING
        )
        if not (is_firm and events.are_one_story(one.voice, other.voice)):
            return False
    if shared or _same_company(one, other) or events.sentences(one.passage, other.passage) >= _SAME_SENTENCE:
        return True
    if abs(one.amount.value) < _TELLING or events.closeness(one.voice, other.voice) < _SURE_EVENT:
        return False
    return not _count_other_things(one, other) or events.sentences(one.passage, other.passage) >= _AKIN


def _count_other_things(one: Entry, other: Entry) -> bool:
    """Say whether both sentences name what they count and the names have nothing in common (参加者, 警備員)."""
    if one.things & other.things:
        return False
    return bool(one.figure.counted and other.figure.counted) or bool(_known(one) and _known(other))


def _known(entry: Entry) -> frozenset[str]:
    return entry.things & set(concepts()["thing"].values())


def _same_company(one: Entry, other: Entry) -> bool:
    """Say whether a telling figure of the one sentence stands in the other too: 2割 beside 227万枚 in both."""
    return any(significant_digits(a) >= 2 and agree(a, b) for a in one.companions for b in other.companions)


# ── figures that do not ──────────────────────────────────────────────────────────────────────────────────────────────


def _conflicts_and_changes(clusters: Sequence[list[Entry]], events: Events) -> Iterator[Row]:
    """Yield a row for every contradiction, and one for every thing whose number changed with time."""
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        for thing in {entry.head for entry in cluster if entry.head} | set().union(*(e.things for e in cluster)):
            buckets[cluster[0].amount.family, thing].append(number)
    breaths = [_breath(cluster) for cluster in clusters]
    pairs = {
        (first, second)
        for members in buckets.values()
        if len(members) <= _MAX_BUCKET
        for first, second in combinations(members, 2)
        if breaths[first] is None or breaths[first] != breaths[second]
    }
    differing: list[tuple[float, int, int]] = []
    changes: list[tuple[int, int]] = []
    for first, second in sorted(pairs):
        finding = _compare(clusters[first], clusters[second], events)
        if finding is None:
            continue
        relation, strength = finding
        if relation == "differ":
            differing.append((strength, first, second))
        else:
            changes.append((first, second))
    answered = {n for _, *pair in differing for n in pair} | {n for pair in changes for n in pair}
    differing += _left_over(clusters, answered, events)
    yield from _differ_rows(clusters, differing)
    yield from _changed_rows(clusters, changes, events)


def _breath(cluster: Sequence[Entry]) -> tuple[Voice, str | None] | None:
    """Return who gives a group of figures and of when, where that is one: what is said in one breath stands beside, not
    against (a list of all towns with their cases has two million pairs)."""
    said = {(entry.voice, entry.time.value if entry.time else None) for entry in cluster}
    return said.pop() if len(said) == 1 else None


def _compare(one: Sequence[Entry], other: Sequence[Entry], events: Events) -> tuple[Relation, float] | None:
    """Return how two groups of figures stand to each other, by their closest pair that stands so; None where none does."""
    pairs: list[tuple[float, Entry, Entry]] = []
    for a in one:
        for b in other:
            strength = _same_thing(a, b, events)
            if not strength:
                continue
            if _is_unsettled(a) != _is_unsettled(b):
                strength -= _DOUBTFUL  # 10人が死亡 tells more than the headline 死者は10人？
            if contradict(a.amount, b.amount):
                strength += _CONTRADICTS  # 27件 against 31件, though 少なくとも27件 is none
            pairs.append((strength, a, b))
    if not pairs:
        return None
    is_later = any(_is_later(a, b, events) for _, a, b in pairs)
    times = [same_time(x, y) for x in one for y in other if x.things & y.things or x.parts & y.parts]
    is_apart = not any(times)
    is_one_voice = bool({entry.voice for entry in one} & {entry.voice for entry in other})
    for strength, a, b in sorted(pairs, key=lambda each: -each[0])[:_MOST_LOOKED_AT]:
        explicit = a.time is not None and b.time is not None
        time = same_time(a, b)
        # 「27年度は」 and 「8月1日までに」 with a year that nobody tells: two dates written differently are two times.
        if (time is False or (time is None and explicit)) and is_apart:
            if _are_steps(a, b, events, explicit=explicit) and not _are_told_apart(one, other):
                return "changed", strength
        elif not is_one_voice and time is not False:
            if _is_contradiction(a, b, events):
                return ("changed" if is_later else "differ"), strength
            if _is_revision(a, b, events):
                return "changed", strength
    return None


def _is_revision(a: Entry, b: Entry, events: Events) -> bool:
    """Say whether a number of one time was told otherwise months later: what a year is expected to bring."""
    apart = days_between(a.passage.published, b.passage.published)
    is_dated = a.time is not None and b.time is not None
    return (
        (is_dated and apart is not None and apart > EVENT_DAYS)
        and contradict(a.amount, b.amount)
        and not _is_of_one_event(a, b)
        and events.are_one_story(a.voice, b.voice)
    )


def _are_steps(a: Entry, b: Entry, events: Events, *, explicit: bool) -> bool:
    """Say whether two numbers of two times are steps of one development."""
    if a.voice == b.voice and not (explicit and a.things == b.things):
        return False
    if PRIOR in a.parts and PRIOR in b.parts:
        return False  # last year's and what was expected before
    if _is_toll(a, b) and abs((_when(a)[0] - _when(b)[0]).days) > EVENT_DAYS:
        return False  # last year's fire in the same town
    return _linked(events, is_of_one_event=_is_of_one_event(a, b))(a.voice, b.voice)


def _is_contradiction(a: Entry, b: Entry, events: Events) -> bool:
    """Say whether two numbers of one time cannot both be right, as far as the texts tell that they are of one thing."""
    if not contradict(a.amount, b.amount) or not is_same_part(a.parts, b.parts):
        return False
    if not events.are_one(a.voice, b.voice) or events.closeness(a.voice, b.voice) < _SURE_DIFFERENCE:
        return False
    if _is_of_one_event(a, b) and not events.are_one_scene(a.voice, b.voice):
        return False  # the depth of another year's earthquake, when a text without a day tells of one
    most = _CONTRADICTION if _is_repeated(a) == _is_repeated(b) else _SAME_SIZE  # a post may be out by a digit
    if not 1 / most <= abs(a.amount.value or 1) / abs(b.amount.value or 1) <= most:
        return False  # 2,055 and 19,136 dead on one day are two disasters
    return _is_unsettled(a) == _is_unsettled(b)


def _is_later(one: Entry, other: Entry, events: Events) -> bool:
    """Say whether one number is told as news after the other: a paper's own of another hour, or 死者は3人となった next day."""
    mine, yours = one.passage, other.passage
    if _is_update(one, other):
        return True
    if not mine.published or not yours.published or mine.published[:10] == yours.published[:10]:
        return False
    later = one if mine.published > yours.published else other
    return _is_toll(one, other) and later.voice in events.updating


def _is_update(one: Entry, other: Entry) -> bool:
    """Say whether a paper sets a number against its own of another hour: that is news, no contradiction."""
    mine, yours = one.passage, other.passage
    return mine.outlet is not None and mine.outlet == yours.outlet and mine.published != yours.published


def _are_told_apart(one: Sequence[Entry], other: Sequence[Entry]) -> bool:
    """Say whether a speaker gives both numbers and not for two times: 勝訴した原告は36人, 原告42人のうち."""
    body = [[entry for entry in each if not entry.passage.is_headline] for each in (one, other)]
    return any(a.voice == b.voice and not _are_of_two_times(a, b) for a in body[0] for b in body[1])


def _are_of_two_times(one: Entry, other: Entry) -> bool:
    if (PRIOR in one.parts) != (PRIOR in other.parts):
        return True
    return one.time is not None and other.time is not None and not same_time(one, other)


def _is_unsettled(entry: Entry) -> bool:
    return entry.passage.verdict.certainty in _UNSETTLED


def count_alike(a: Entry, b: Entry) -> bool:
    """Say whether two figures name one thing that they count, for no different place, body or person."""
    if not a.things & b.things or _limits_conflict(a, b):
        return False
    for kind in ("toll", "act"):  # 作業員12人がいた, けがをした作業員は4人; 従業員620人, 従業員1500人を削減
        told = concepts()[kind].keys()
        if a.things.isdisjoint(told) != b.things.isdisjoint(told):
            return False
    return is_same_part(a.parts, b.parts, over_time=True)


def _same_thing(a: Entry, b: Entry, events: Events) -> float:
    """Return how sure it is that two different numbers count one thing: 0, or 1 and more."""
    if a.figure.quantity in ("age", "rate") or a.head is None or b.head is None or agree(a.amount, b.amount):
        return 0.0
    if not count_alike(a, b) or not events.are_of_one_survey(a.passage, b.passage):
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
    overlap = len(shared) / len(a.things | b.things)
    if not tied and overlap < 0.5 and sentence < _SAME_SENTENCE:
        return 0.0
    return 1 + overlap + sentence + (a.head == b.head)


def _left_over(clusters: Sequence[list[Entry]], answered: set[int], events: Events) -> Iterator[tuple[float, int, int]]:
    """Yield what two speakers on one event say of one unit and neither says alike, when each has one such number.

    「37回にわたり」 and 「42回にわたって」 share no word that is counted; all else that the two reports count agrees.
    """
    shared: Counter[tuple[Voice, Voice]] = Counter()
    alone: dict[tuple[Voice, str], list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        voices = sorted({entry.voice for entry in cluster})
        shared.update(combinations(voices, 2) if len(voices) <= _MOST_VOICES else ())
        if len(voices) == 1 and number not in answered:
            alone[voices[0], cluster[0].amount.family].append(number)
    families = {family for _, family in alone}
    for (one, other), n in shared.items():
        if n < _SHARED_FIGURES:
            continue
        for family in families:
            pairs = [
                (first, second)
                for first in alone.get((one, family), ())
                for second in alone.get((other, family), ())
                if _may_differ(clusters[first][-1], clusters[second][-1], events)
            ]
            if len(pairs) == 1:
                yield 1.0, *pairs[0]


def _may_differ(one: Entry, other: Entry, events: Events) -> bool:
    """Say whether two left-over numbers may be two answers to one question."""
    if one.figure.quantity != other.figure.quantity or one.figure.quantity in ("age", "rate", "change"):
        return False
    if _count_other_things(one, other) or _limits_conflict(one, other) or same_time(one, other) is False:
        return False
    if not is_same_part(one.parts, other.parts) or not events.are_of_one_survey(one.passage, other.passage):
        return False
    if _is_update(one, other):
        return False
    if one.time and other.time and same_time(one, other) is None:
        return False
    if not contradict(one.amount, other.amount) or min(one.amount.value, other.amount.value) <= 0:
        return False
    if not 1 / _FACTOR <= one.amount.value / other.amount.value <= _FACTOR:
        return False
    return _same_company(one, other) or events.sentences(one.passage, other.passage) >= _AKIN


def _differ_rows(clusters: Sequence[list[Entry]], pairs: list[tuple[float, int, int]]) -> Iterator[Row]:
    """Yield the contradictions, the closest first; a group answers for one contradiction per opposing speaker."""
    taken: set[tuple[int, Voice]] = set()
    for _, first, second in sorted(pairs, reverse=True):
        one, other = clusters[first], clusters[second]
        sides = {(first, e.voice) for e in other} | {(second, e.voice) for e in one}
        if sides & taken:
            continue
        taken |= sides
        yield _row("differ", (*one, *other), _contradiction(*_plainest(one, other)))


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


def _changed_rows(clusters: Sequence[list[Entry]], pairs: Sequence[tuple[int, int]], events: Events) -> Iterator[Row]:
    chain_of: dict[int, list[int]] = {}
    for first, second in pairs:
        one, other = chain_of.setdefault(first, [first]), chain_of.setdefault(second, [second])
        if one is not other and _are_one_development(clusters, one, other, events):
            one += other
            chain_of.update(dict.fromkeys(other, one))
    for number, chain in chain_of.items():
        if number != min(chain) or len(chain) == 1:
            continue
        entries = sorted((entry for each in chain for entry in clusters[each]), key=_when)
        yield _row("changed", entries, " → ".join(_steps([each for each in entries if not each.passage.is_headline])))


def _steps(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield what a number was from day to day; two numbers of one day stand side by side: 5人・6人 (7月11日).

    What a paper said at noon and at night, or of one year in autumn and in spring, are two steps, told with when it was said.
    """
    last: Entry | None = None
    for when, days in groupby(_placed(entries), key=time_text):
        members = list(days)
        for said, group in _tellings(members):
            told: list[Entry] = []
            for entry in group:
                if not any(agree(entry.amount, each.amount) for each in told):
                    told.append(entry)
            if last is not None and len(told) == 1 and agree(told[0].amount, last.amount):
                continue
            last = told[-1]
            text, at = "・".join(entry.told for entry in told), f"{when} {said}".strip()
            yield f"{text} ({at})" if at else text


def _tellings(entries: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the figures of one time by when they were told, where that makes them two numbers: by hour or by day."""
    pairs = [(one, other) for one, other in combinations(entries, 2) if not agree(one.amount, other.amount)]
    is_by_hour = any(_is_update(one, other) for one, other in pairs)
    is_by_day = any((days_between(a.passage.published, b.passage.published) or 0) > EVENT_DAYS for a, b in pairs)
    if not (is_by_hour or is_by_day):
        yield "", list(entries)
        return
    ordered = sorted(entries, key=lambda entry: entry.passage.published or "")
    for published, group in groupby(ordered, key=lambda entry: entry.passage.published or ""):
        yield (f"/ {day_text(published)}" if is_by_day and published else published[11:16]), list(group)


def _placed(entries: Sequence[Entry]) -> list[Entry]:
    """Return the figures in order without those of a day that nobody knows which only repeat another."""
    known = [entry for entry in entries if _when(entry)[0] != date.max]
    return [entry for entry in entries if entry in known or not any(agree(entry.amount, each.amount) for each in known)]


def _are_one_development(
    clusters: Sequence[list[Entry]], one: Sequence[int], two: Sequence[int], events: Events
) -> bool:
    """Say whether the speakers of two chains tell one development: A may go with B and B with C, and A not with C.

    Of what belongs to one event all of them have to; a short notice of what later became a long story need not.
    """
    entries, others = ([entry for each in chain for entry in clusters[each]] for chain in (one, two))
    is_event = any(_is_of_one_event(entry, other) for entry in entries for other in others)
    linked = events.are_one if is_event else events.are_one_story
    voices, theirs = ({entry.voice for entry in each} for each in (entries, others))
    links = [linked(voice, each) for voice in voices for each in theirs]
    return sum(links) >= (len(links) if is_event else len(links) / 2)


def _linked(events: Events, *, is_of_one_event: bool) -> Callable[[Voice, Voice], bool]:
    """Return what tells whether two speakers' numbers may be steps of one: of one scene what belongs to one event."""
    return events.are_one_scene if is_of_one_event else events.are_one_story


def _is_of_one_event(one: Entry, other: Entry) -> bool:
    """Say whether what both count is of one event only: a toll, or so few that they are some of whatever."""
    few = one.figure.quantity == "count" and min(one.amount.value, other.amount.value) < _FEW
    return few or _is_toll(one, other)


def _is_toll(one: Entry, other: Entry) -> bool:
    """Say whether both count what belongs to one event: another day's dead are another event's, and so is a 震度."""
    things = one.things & other.things | {one.figure.unit} & {other.figure.unit}
    return not things.isdisjoint(concepts()["toll"])


def _when(entry: Entry) -> tuple[date, str, float, tuple[int, int]]:
    span = _span(entry) if entry.time else None
    day = span[1] if span and span[1] != date.max else span[0] if span else day_of(entry.passage.published)
    return day or date.max, entry.passage.published or "", entry.amount.value, entry.key


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _row(relation: Relation, entries: Sequence[Entry], note: str) -> Row:
    return Row(_measure(entries), entries[0].figure.unit, relation, tuple(entries), note)


def _measure(entries: Sequence[Entry]) -> str:
    """Return what the figures of a row count; of a party's share, whose: 民政党 政党支持率."""
    parties = {name for entry in entries for axis, name in entry.parts if axis == PARTY}
    measure = _counted(entries)
    return f"{parties.pop()} {measure}" if len(parties) == 1 else measure


def _counted(entries: Sequence[Entry]) -> str:
    body = [entry for entry in entries if not entry.passage.is_headline] or entries
    tolls = frozenset.intersection(*(entry.things for entry in body)) & concepts()["toll"].keys()
    counted = Counter(entry.figure.counted for entry in body if entry.figure.counted)
    if tolls:  # けが, where one report counts 男性 and the other 作業員; 避難所 where both count these
        named = [name for name, _ in counted.most_common() if any(toll in name for toll in tolls)]
        return named[0] if named else max(tolls)
    if counted:
        return counted.most_common(1)[0][0]
    known = set(concepts()["thing"].values())
    heads = Counter(thing for entry in entries for thing in entry.things if thing in known)
    if heads:
        return heads.most_common(1)[0][0]
    shared = frozenset.intersection(*(entry.things for entry in body)) if len(body) > 1 else frozenset[str]()
    head = next((entry.head for entry in body if entry.head in shared), None)
    return head or entries[0].figure.unit or word("ledger_unnamed")


def measure_text(row: Row) -> str:
    """Return what a row counts for people: where the text names nothing, that rather than 人 or 円."""
    is_named = row.measure != row.unit or row.unit in concepts()["toll"]
    return row.measure if is_named else word("ledger_unnamed")


def _equation(found: Derivation) -> str:
    left = f" {found.sign} ".join(part.text for part in found.parts)
    return f"{left} = {_number(found.value)} → {found.result.text}"


def _number(value: float) -> str:
    """Return a number as a newspaper sets it.

    >>> _number(3900000), _number(0.22276), _number(1380000000)
    ('390万', '0.223', '13億8000万')
    """
    if abs(value) < 1000 or value != int(value):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    whole, parts = int(value), []
    for size, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万")):
        if whole >= size:
            parts.append(f"{whole // size}{name}")
            whole %= size
    return "".join(parts) + (str(whole) if whole or not parts else "")


def _copies_note(entry: Entry) -> str:
    return word("ledger_copies", n=len(entry.copies) + 1) if entry.copies else ""
