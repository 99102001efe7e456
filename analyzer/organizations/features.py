"""What words and noun runs tell the tagger of names, as integers.

A feature is a 64-bit *key*: a fact (a word's hash, the number of its cluster …) mixed with a constant for the place where
it was seen. The facts of a word are computed once per word type (:mod:`analyzer.organizations.wordfacts`); keys of a
window, of pairs and of noun runs are made of them by multiplication alone, so that the same formulas serve single Python
integers (here: little text) and NumPy arrays (:mod:`analyzer.organizations.arrays`: much text), with the same result to
the bit. The trainer calls the latter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from analyzer.hashing import text_key
from analyzer.organizations.wordfacts import (
    AT_JOINS,
    AT_MEDIUM,
    AT_PART3,
    AT_PLAIN,
    AT_REACH,
    AT_SUFFIX,
    AT_TAIL,
    AT_VECTOR,
    EDGE,
    PLACE_OF_FACT,
    VECTOR,
    VECTOR_BITS,
    clusters_of,
    codes_of_names,
    known_words,
    paired,
    tail_keys,
)
from corpus.tokens import Document

__all__ = [
    "LISTED",
    "LONGEST_LISTED",
    "NEAREST",
    "PAIRS",
    "PER_RUN",
    "REACH",
    "ROLES",
    "RUNS",
    "SALTS",
    "TAIL_WORDS",
    "TEMPLATES",
    "WINDOW",
    "WINDOW_FACTS",
    "WINDOW_SALTS",
    "WINDOW_SIZE",
    "WINDOW_STARTS",
    "Part",
    "listed_keys",
    "plain_parts_of",
    "plain_window_keys",
]

#: So many words on either side are looked at.
REACH = 2


def _window() -> Iterator[tuple[int, str]]:
    for offset in range(-REACH, REACH + 1):
        facts = ["plain", "part2", "part4", "medium"]
        if abs(offset) <= 1:
            facts += ["vector", "fine", "coarse", "shape", "suffix", "first", "last", "last_part"]
        if offset == 0:
            facts += ["length", "goshu", "unknown", "shape_part", "lemma", "first2", "last2", "listed", "nothing"]
        yield from ((offset, fact) for fact in facts)


#: What a word tells the one ``-offset`` places from it.
WINDOW = tuple(_window())
PAIRS = ("parts3", "parts_before", "parts_after")
RUNS = (
    *("first", "first_medium", "end", "end_medium", "end_suffix", "tail", "tail_size", "whole", "before", "after"),
    *("first_vector", "end_vector", "whole_vector"),
    *("rest", "suffixes", "pair_before", "pair_after"),
)
PER_RUN = 13  # so many are the same for all words of a run
LISTED = ("listed", "listed_within", "listed_length")
TEMPLATES = (
    *(f"{offset}:{fact}" for offset, fact in WINDOW),
    *PAIRS,
    *(f"run:{name}" for name in RUNS),
    *(f"run:{name}" for name in LISTED),
)
#: The constants that keep the features of one template apart from all others.
SALTS = tuple(text_key(template) for template in TEMPLATES)
WINDOW_SALTS = SALTS[: len(WINDOW)]
_PAIR_SALTS = SALTS[len(WINDOW) : len(WINDOW) + 3]
_RUN_SALTS = SALTS[len(WINDOW) + 3 : -3]
_LISTED_SALTS = SALTS[-3:]
WINDOW_FACTS = tuple(PLACE_OF_FACT[fact] for _, fact in WINDOW)
#: Where the features of each offset begin in ``WINDOW``.
WINDOW_STARTS = tuple(
    next(i for i, (each, _) in enumerate(WINDOW) if each == offset) for offset in range(-REACH, REACH + 1)
)
WINDOW_SIZE = 2 * REACH + 1
ROLES = {role: text_key(f"role {role}") for role in "SBML"}
NEAREST = 4
LONGEST_LISTED = 8
#: A last word of names has so many words at most.
TAIL_WORDS = 4


class Part(Struct, frozen=True):
    """Keys of features for some tokens: ``keys[j]`` are those of the j-th template from ``template`` on.

    ``tokens`` are the tokens that have them (None: all, in order).
    """

    template: int
    tokens: Any
    keys: Any


# ---------------------------------------------------------------------------------------- little text: plain Python


def plain_window_keys(facts: Sequence[int]) -> list[int]:
    """Return the keys of a word for every place of the window, in the order of ``WINDOW``."""
    return [facts[index] ^ salt for index, salt in zip(WINDOW_FACTS, WINDOW_SALTS, strict=True)]


def _role(place: int, size: int) -> str:
    return ("S" if size == 1 else "B") if place == 0 else "L" if place == size - 1 else "M"


def plain_parts_of(
    doc: Document, facts: Sequence[Sequence[int]]
) -> tuple[list[list[int]], list[tuple[int, list[int]]]]:
    """Return per token the keys of pairs, and (token, keys) for what noun runs tell; ``facts`` by token type."""
    pairs: list[list[int]] = []
    runs: list[tuple[int, list[int]]] = []
    part3, edge, salts = AT_PART3, EDGE[AT_PART3], _PAIR_SALTS
    for sentence in doc.sentences:
        words = [facts[index] for index in doc.types[sentence.first_token : sentence.last_token]]
        parts = [edge, *(word[part3] for word in words), edge]
        for before, here, after in zip(parts, parts[1:], parts[2:], strict=False):
            first, second = paired(before, here), paired(here, after)
            pairs.append([paired(first, after) ^ salts[0], first ^ salts[1], second ^ salts[2]])
        for first_word, stop in _plain_runs(doc, words, sentence.first_token):
            runs += _plain_run(doc, words, first_word, stop, sentence.first_token)
    return pairs, runs


def _plain_runs(doc: Document, words: Sequence[Sequence[int]], offset: int) -> Iterator[tuple[int, int]]:
    joins, starts, ends = AT_JOINS, doc.starts, doc.ends
    index = 0
    while index < len(words):
        if words[index][joins] != 1:
            index += 1
            continue
        stop = index + 1
        while stop < len(words) and words[stop][joins] and starts[offset + stop] == ends[offset + stop - 1]:
            stop += 1
        while words[stop - 1][joins] == 2:
            stop -= 1
        yield index, stop
        index = stop


def _plain_run(
    doc: Document, words: Sequence[Sequence[int]], first: int, stop: int, offset: int
) -> Iterator[tuple[int, list[int]]]:
    plain, medium, suffix, size = AT_PLAIN, AT_MEDIUM, AT_SUFFIX, stop - first
    text = doc.folded[doc.starts[offset + first] : doc.ends[offset + stop - 1]]
    run = words[first:stop]
    before = words[first - 1][plain] if first else EDGE[plain]
    after = words[stop][plain] if stop < len(words) else EDGE[plain]
    whole = known_words().code(text_key(text)) & VECTOR if 1 < size <= LONGEST_LISTED else 0
    tail = _run_tail(
        run, text, [doc.starts[offset + index] - doc.starts[offset + first] for index in range(first, stop)]
    )
    listed = _plain_listed(
        text, [doc.ends[offset + index] - doc.starts[offset + first] for index in range(first, stop)]
    )
    suffix_before = 0
    for place, word in enumerate(run):
        role = ROLES[_role(place, size)]
        ahead = next((step for step, other in enumerate(run[place:]) if other[suffix]), -1)
        near = paired(run[place + ahead][suffix], min(ahead, NEAREST)) if ahead >= 0 else 0
        values = (
            run[0][plain],
            run[0][medium],
            run[-1][plain],
            run[-1][medium],
            paired(run[-1][suffix], min(size, 6)),
            tail,
            paired(tail, min(size, 6)),
            clusters_of(whole)[0],
            before,
            after,
            run[0][AT_VECTOR],
            run[-1][AT_VECTOR],
            whole,
            min(size - place, 5),
            paired(suffix_before, near),
            paired(run[place - 1][plain], word[plain]) if place else 0,
            paired(word[plain], run[place + 1][plain]) if place + 1 < size else 0,
        )
        keys = [paired(value, role) ^ salt for value, salt in zip(values, _RUN_SALTS, strict=True)]
        if place in listed:
            keys += listed[place]
        suffix_before = word[suffix] or suffix_before
        yield offset + first + place, keys


def _run_tail(run: Sequence[Sequence[int]], text: str, starts: Sequence[int]) -> int:
    """Return what the last word of names tells that a run ends in: of several words, or within its last word."""
    if run[-1][AT_REACH]:
        keys = tail_keys()
        for start in starts[-TAIL_WORDS:-1]:
            key = keys.get(text[start:])
            if key:
                return key
    return run[-1][AT_TAIL]


def _plain_listed(text: str, edges: Sequence[int]) -> dict[int, list[int]]:
    """Return for the words inside known names what their names tell: the longest name from each place on."""
    known, found, place = known_words(), {}, 0
    edges = [0, *edges]
    while place + 1 < len(edges):
        for stop in range(min(len(edges) - 1, place + LONGEST_LISTED), place, -1):
            length = edges[stop] - edges[place]
            code = codes_of_names()[known.get(text[edges[place] : edges[stop]]) >> VECTOR_BITS] if length > 1 else 0
            if code:
                for each in range(place, stop):
                    found[each] = listed_keys(code, ROLES[_role(each - place, stop - place)], min(length, 8))
                place = stop - 1
                break
        place += 1
    return found


def listed_keys(code: Any, role: Any, length: Any) -> list[Any]:
    """Return the keys of a word (or an array of them) inside a known name: by its code, its place in it, its length."""
    first, second, third = _LISTED_SALTS
    return [code ^ first, paired(code, role) ^ second, paired(length, role) ^ third]
