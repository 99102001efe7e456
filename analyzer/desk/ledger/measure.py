"""What the figures of a row count, in a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analyzer.desk.entries import Entry
from analyzer.desk.parts import PARTY
from analyzer.desk.passages import concepts
from analyzer.desk.words import word

__all__ = ["measure_of"]

_PEOPLE = "人"


def measure_of(entries: Sequence[Entry]) -> str:
    """Return what the figures of a row count; of a party's share, whose: 民政党 政党支持率."""
    parties = {
        name for each in entries if each.figure.quantity == "ratio" for axis, name in each.parts if axis == PARTY
    }
    measure = _counted(entries)
    return f"{parties.pop()} {measure}" if len(parties) == 1 else measure


def _counted(entries: Sequence[Entry]) -> str:
    body = [entry for entry in entries if not entry.passage.is_headline] or entries
    tolls = frozenset.intersection(*(entry.things for entry in body)) & concepts()["toll"].keys()
    counted = Counter(entry.figure.counted for entry in body if entry.figure.counted)
    parts = frozenset.intersection(*(entry.parts for entry in body))
    if named := sorted(value for axis, value in parts if axis in tolls):
        return named[0]  # 全焼 of 焼失
    if tolls:  # けが, where one report counts 男性 and the other 作業員; 避難所 where both count these
        named = [name for name, _ in counted.most_common() if any(toll in name for toll in tolls)]
        return named[0] if named else _of_animals(max(tolls), body[0])
    if counted:
        listed = {*concepts()["thing"], *concepts()["thing"].values()}
        telling = [name for name, _ in counted.most_common() if any(each in name for each in listed)]
        named = [name for name, _ in counted.most_common() if name not in concepts()["general"]]
        return (telling or named or [counted.most_common(1)[0][0]])[0]  # 純利益 rather than 予想
    known = set(concepts()["thing"].values())
    heads = Counter(thing for entry in entries for thing in entry.things if thing in known)
    if heads:
        return min(heads, key=lambda thing: (-heads[thing], thing))
    shared = frozenset.intersection(*(entry.things for entry in body)) if len(body) > 1 else frozenset[str]()
    if not shared:
        counts = Counter(thing for entry in entries for thing in entry.things if thing in entry.passage.text)
        often = [thing for thing in sorted(counts, key=lambda thing: (-counts[thing], thing)) if counts[thing] > 1]
        shared = frozenset(often[:1])
    head = next((entry.head for entry in body if entry.head in shared), None)
    return head or entries[0].figure.unit or word("ledger_unnamed")


def _of_animals(toll: str, entry: Entry) -> str:
    """Return the word for a toll of other than people: 85羽 are no 死者."""
    is_of_people = entry.amount.family == _PEOPLE or toll not in concepts()["people"]
    return toll if is_of_people else concepts()["people"][toll]
