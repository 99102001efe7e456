"""What schedules say of a day or a clock time: 12日公示, 開幕は5月20日から, 午後6時開場. Words are in ``date_schedule.tsv``.

>>> bool(scheduled_re().match("公示、29日投開票。", 0)), bool(known_by_re().match("公開の映画", 0))
(True, True)
"""

from __future__ import annotations

from functools import cache

from analyzer.dates.expressions import TABLES
from corpus.cache import kept
from corpus.patterns import table_pattern
from corpus.vocabulary import alternation, read_table

__all__ = [
    "announced_re",
    "awaited_re",
    "dose_words",
    "event_words",
    "first_letters",
    "known_by_re",
    "programme_re",
    "scheduled_re",
    "sitting_re",
]


@kept
def _words() -> dict[str, tuple[str, ...]]:
    """Return the words of ``date_schedule.tsv`` by their use."""
    words: dict[str, list[str]] = {}
    for row in read_table(TABLES / "date_schedule.tsv", key=("word", "use"), required=("value", "source", "example")):
        words.setdefault(row["use"], []).append(row["word"])
    return {use: tuple(found) for use, found in words.items()}


@cache
def first_letters(use: str) -> frozenset[str]:
    """Return what the words of ``use`` begin with."""
    return frozenset(word[0] for word in _words()[use])


@cache
def event_words() -> frozenset[str]:
    """Return nouns that a length of time counts from: 地震の3日後."""
    return frozenset(_words()["event"])


@cache
def dose_words() -> tuple[str, ...]:
    """Return the words that a length of time follows at once: 投与12週後."""
    return _words()["dose"]


@table_pattern
def scheduled_re() -> str:
    """12日|公示、: what a schedule says of a day."""
    return rf"{alternation(_words()['set'])}[、。)」]"


@table_pattern
def announced_re() -> str:
    """8月2日|開幕となる, 開会を予定: what is announced for a day."""
    return (
        rf"{alternation(_words()['announced'])}"
        r"(?:とな[るっり]|の?(?:ため|予定)|を(?:予定|目指|控え)|する|に(?:向け|備え))"
    )


@table_pattern
def awaited_re() -> str:
    """開幕は|5月20日から, 発売日は、日本では|9月13日: what may lie ahead whatever the sentence goes on to say."""
    return rf"{alternation(_words()['awaited'])}(?:[はの]|は、(?:[^、。]{{1,8}}では[0-9月日]{{3,8}}、){{0,4}}[^、。]{{1,8}}では)$"


@table_pattern
def known_by_re() -> str:
    """9月|公開の映画: what its noun is known by, whatever the sentence says of it."""
    return rf"{alternation(_words()['known'])}(?:予定)?の(?![はがをに、。])"


@table_pattern
def programme_re() -> str:
    """午後6時|開場、: what a programme says of a clock time."""
    return rf"(?:から)?{alternation(_words()['programme'])}(?:[、。\n)]|$)"


@table_pattern
def sitting_re() -> str:
    """午後2時15分|休憩: what minutes say between the speeches."""
    return rf" ?{alternation(_words()['sitting'])}(?:[。 \n)]|し(?:た|まし)|$)"
