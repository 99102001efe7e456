"""What a figure is a part or another state of: 床下浸水 of 浸水, 求めた of 命じた, 前回40%, 新たに6件.

Two different numbers contradict each other only when both are the same part; a figure that is told as a part of another
count, as last year's, or as what was added says nothing against the whole. The words are ``part`` and ``side`` of
``tables/ledger.tsv``; what grammar alone tells (29人増えて, 62億円から) is read here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Set
from functools import cache

from analyzer.desk.passages import Passage, concepts, pattern_of
from analyzer.mention import SHARE_UNITS, Figure
from corpus.vocabulary import alternation

__all__ = ["LOSS", "OF_WHICH", "PARTY", "PRIOR", "excludes", "is_base", "is_same_part", "parts_of"]

#: Characters of the figure's own clause that are read on either side.
_REACH = 40
#: A comma that closes a clause; one after a topic (不支持率は、) does not. After a figure a bracket closes it too.
_CLAUSE, _AFTER = re.compile("[。\n]|(?<!は)、"), re.compile("[。、\n(「]")
#: Words of these axes limit only the first figure after them (前回1月調査の42%から4ポイント), an addition only one at hand.
_FIRST_ONLY, _ADDED, _AT_HAND = frozenset(["時", "増減"]), "増減", 6
#: What may stand between a figure and the word that makes it an amount of change: 29人が増え, 3分増, 40人ほど減り.
_BEFORE_MORE = "(?:が|も|分|、)?(?:ほど)?"
#: … and the word that makes it what the next is measured from, which then follows within so many characters.
_BEFORE_BASE, _TO = "(?:の[赤黒]字)?", 16
_FROM = "から"
#: What follows a plan that another number is set against: 計画の1万人|を2割上回る約1万2000人.
_OUTDONE = re.compile("を(?:約?[0-9.,万億千]{1,9}[^0-9、。]{1,4})?[上下]回[るっ][^、。]{0,6}[0-9]")
_PARTY, PARTY = "party", "政党"

#: Axis and value: ("浸水", "床下").
Part = tuple[str, str]
#: What was before, and what is said of any party: 政党支持率は民政党が29%.
PRIOR, _OF_PARTIES = ("時", "前"), ("支持", "政党")
#: After a whole of which a part is told: 5200台のうち3100台.
OF_WHICH = ("のうち", "の内、", "中、")
#: What is counted for each, or in so many of the places, is no whole.
_SHARED_OUT, _WITHIN = "範囲", re.compile("[0-9]+(?:市町村|[都道府県市区町村校社店]|カ所|会場)で$")
#: What is left out of what is counted; two numbers that leave out other things are of two things.
_EXCEPT, _LEFT_OUT = "除外", re.compile("((?:[一-龥々ァ-ヶー]{2,}[・とや])*[一-龥々ァ-ヶー]{2,})を除[くいき]")
#: A sum that is below zero though no sign says so: 18億円の赤字.
LOSS = ("損益", "赤字")


def parts_of(folded: str, passage: Passage, figure: Figure) -> frozenset[Part]:
    """Return what limits a figure to a part: of every axis the value named nearest to it in its own clause.

    Names of parties are values too: the 29% of one is no answer to the 38% of the cabinet.
    """
    low, high = _clause(folded, passage, figure)
    at = bisect_left(passage.figures, figure.start, key=lambda each: each.start)
    previous = passage.figures[at - 1].end if at else low
    nearest: dict[str, tuple[int, int, set[str]]] = {}
    for found in _words().finditer(folded, low, high):
        if found.start() < figure.end and found.end() > figure.start:
            continue
        axis, value = _values()[found.group()]
        if not value:  # 重軽傷 has 軽傷 in it, and is all of them
            continue
        if axis == "時" and (
            pattern_of("compared").match(folded, found.end()) or folded.startswith(_FROM, found.end())
        ):
            continue
        gap = figure.start - found.end() if found.end() <= figure.start else found.start() - figure.end
        if axis in _FIRST_ONLY and not (previous <= found.start() < figure.start):
            continue
        if axis == _ADDED and gap > _AT_HAND:
            continue
        if axis in nearest and found.start() - nearest[axis][1] in (0, 1):  # 床上・床下浸水: both are the whole
            nearest[axis] = gap, found.end(), nearest[axis][2] | {value}
        elif axis not in nearest or gap < nearest[axis][0]:
            nearest[axis] = gap, found.end(), {value}
    parts = {(axis, next(iter(values))) for axis, (_, _, values) in nearest.items() if len(values) == 1}
    # 29人増えて; 213人に増えた is a state, and a share that went up is of another family of amounts.
    if figure.unit not in SHARE_UNITS and _change().match(folded, figure.end):
        parts.add(("増減", "増"))
    frame = pattern_of("frame").search(folded, passage.start, figure.start)
    if frame:  # 開票率92%の時点で、 holds for all that follows
        axis, _, value = concepts()["frame"][frame[0]].partition(":")
        parts.add((axis, value))
    if is_base(folded, passage, figure):
        parts.add(PRIOR)
    if "を除" in passage.text and (left_out := _last(_LEFT_OUT.finditer(folded, low, figure.start))) is not None:
        parts.add((_EXCEPT, left_out[1]))  # 生鮮食品とエネルギーを除く指数は3.1%
    if folded.startswith("ずつ", figure.end):
        parts.add((_SHARED_OUT, "ずつ"))  # 5基が150人ずつで
    if within := _WITHIN.search(folded, max(passage.start, figure.start - 12), figure.start):
        parts.add((_SHARED_OUT, within[0]))  # 工事は7市で118件
    before = [body for body in passage.organizations if body.kind == _PARTY and low <= body.start < figure.start]
    if before:
        parts = {part for part in parts if part != _OF_PARTIES} | {(PARTY, before[-1].canonical)}
    return frozenset(parts)


def is_base(folded: str, passage: Passage, figure: Figure) -> bool:
    """Say whether a figure only names what the next is measured from: 62億円から31億円に, 38%から5ポイント.

    1052人から回答を得た is none, nor 6人から殴る蹴るの暴行を12回.
    """
    if _OUTDONE.match(folded, figure.end):
        return True
    if not _base().match(folded, figure.end):
        return False
    if pattern_of("more").search(folded, figure.end, min(figure.end + _TO, passage.end)):
        return True  # 予想の31億円から赤字幅が広がった
    at = bisect_left(passage.figures, figure.end, key=lambda each: each.start)
    if at == len(passage.figures) or (following := passage.figures[at]).start - figure.end > _TO:
        return False
    return following.unit == figure.unit or following.quantity in ("change", "ratio")


def is_same_part(one: Set[Part], other: Set[Part], *, over_time: bool = False) -> bool:
    """Say whether two different numbers may be of one part; ``over_time`` a loss may become a profit.

    >>> is_same_part(frozenset([("浸水", "床下")]), frozenset()), is_same_part(frozenset([("性", "男")]), frozenset())
    (False, True)
    """
    free = _sides() | ({LOSS[0]} if over_time else set())
    mine, yours = ({part for part in parts if part[0] not in free} for parts in (one, other))
    if over_time:
        one, other = ({part for part in parts if part[0] == _EXCEPT} for parts in (one, other))
    return mine == yours and not excludes(one, other)


def excludes(one: Set[Part], other: Set[Part]) -> bool:
    """Say whether two figures are told to be of different parts: 賛成57% and 反対57%."""
    theirs = dict(other)
    return any(theirs.get(axis, value) != value for axis, value in one)


def _clause(folded: str, passage: Passage, figure: Figure) -> tuple[int, int]:
    low, high = max(passage.start, figure.start - _REACH), min(passage.end, figure.end + _REACH)
    for border in _CLAUSE.finditer(folded, low, figure.start):
        low = border.end()
    after = _AFTER.search(folded, figure.end, high)
    high = after.start() if after else high
    following = bisect_left(passage.figures, figure.end, key=lambda each: each.start)
    return low, min(high, passage.figures[following].start) if following < len(passage.figures) else high


def _last(found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    return next(iter(deque(found, maxlen=1)), None)


@cache
def _values() -> dict[str, Part]:
    pairs = {surface: concept for kind in ("part", "side") for surface, concept in concepts()[kind].items()}
    return {surface: tuple(concept.split(":", 1)) for surface, concept in pairs.items()}  # type: ignore[misc]


@cache
def _sides() -> frozenset[str]:
    return frozenset([_EXCEPT, *(concept.split(":", 1)[0] for concept in concepts()["side"].values())])


@cache
def _words() -> re.Pattern[str]:
    return re.compile(alternation(_values()))


@cache
def _change() -> re.Pattern[str]:
    return re.compile(_BEFORE_MORE + pattern_of("more").pattern)


@cache
def _base() -> re.Pattern[str]:
    return re.compile(_BEFORE_BASE + pattern_of("base").pattern)
