"""What words and noun runs tell the tagger of names, for much text: the formulas of features.py in NumPy.

The words of many sentences lie side by side; facts of word types, windows, pairs, noun runs and known names are computed
for all of them at once. Imported where there is enough text for NumPy.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Any

from msgspec import Struct

from analyzer.hashing import BASE, FACTOR, INVERSE, MASK, text_key
from analyzer.organizations.features import (
    LONGEST_LISTED,
    NEAREST,
    PER_RUN,
    REACH,
    ROLES,
    RUNS,
    SALTS,
    TAIL_WORDS,
    TEMPLATES,
    WINDOW,
    WINDOW_FACTS,
    WINDOW_SALTS,
    Part,
    listed_keys,
)
from analyzer.organizations.wordfacts import (
    AT_JOINS,
    AT_LISTED,
    AT_MEDIUM,
    AT_PART3,
    AT_PLAIN,
    AT_REACH,
    AT_SIZE,
    AT_SUFFIX,
    AT_TAIL,
    AT_VECTOR,
    CHAR_BITS,
    EDGE,
    FACTS,
    JOINERS,
    KIND_RANGES,
    NEAR,
    SHAPE_KINDS,
    SHAPE_LETTERS,
    VECTOR,
    VECTOR_BITS,
    about_words,
    cached_key,
    codes_of_names,
    joins_of,
    known_words,
    parts_of_speech,
    suffix_keys,
    suffix_reaches,
    tail_keys,
    tail_of,
)
from corpus.tokens import Document, TokenType

__all__ = [
    "Layout",
    "WordFacts",
    "Words",
    "layout_of",
    "parts_of",
    "words_of",
]


@cache
def _name_array() -> Any:
    import numpy as np

    return np.array(codes_of_names(), np.uint64)


@cache
def _cluster_array() -> Any:
    import numpy as np

    fine, medium, coarse = (np.frombuffer(table, np.uint16).astype(np.uint64) for table in about_words()[1])
    return np.stack((fine, medium[fine], coarse[fine]))


class _Hashes:
    """The hashes of all stretches of a text: those of its beginnings differ by the stretch times a power."""

    def __init__(self, text: str) -> None:
        import numpy as np

        self.codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        powers, self._inverse = _powers(len(self.codes) + 1)
        self._sums = np.zeros(len(self.codes) + 1, np.uint64)
        np.cumsum(self.codes * powers[: len(self.codes)], out=self._sums[1:])

    def keys(self, starts: Any, ends: Any) -> Any:
        """Return what :func:`text_key` says of each stretch."""
        import numpy as np

        hashes = self._sums.take(ends)
        hashes -= self._sums.take(starts)
        hashes *= self._inverse.take(starts)
        hashes *= np.uint64(FACTOR)
        hashes ^= hashes >> np.uint64(32)
        return hashes


_power_tables: list[Any] = []


def _powers(size: int) -> tuple[Any, Any]:
    import numpy as np

    if not _power_tables or len(_power_tables[0]) < size:
        _power_tables.clear()
        for factor in (BASE, INVERSE):
            table = np.full(max(size, 8192), factor, np.uint64)
            table[0] = 1
            _power_tables.append(np.multiply.accumulate(table))
    return _power_tables[0], _power_tables[1]


class WordFacts:
    """The facts of all word types of a lexicon, a row each; number 0 is the edge, type ``i`` is number ``i + 1``."""

    def __init__(self) -> None:
        import numpy as np

        self.count = 0
        self._near = np.empty((4096, len(NEAR)), np.uint64)

    def grow(self, types: Sequence[TokenType]) -> Any:
        """Add the types that are new; return their window keys (a row per template of ``WINDOW``), None for none."""
        import numpy as np

        new = types[max(self.count - 1, 0) :]
        if not new and self.count:
            return None
        facts = _facts_of(new) if new else np.empty((len(FACTS), 0), np.uint64)
        if not self.count:
            facts = np.concatenate((np.array([EDGE], np.uint64).T, facts), 1)
        stop = self.count + facts.shape[1]
        if stop > len(self._near):
            near = np.empty((max(2 * len(self._near), stop), len(NEAR)), np.uint64)
            near[: self.count] = self._near[: self.count]
            self._near = near
        self._near[self.count : stop] = facts[: len(NEAR)].T
        self.count = stop
        columns, salts = _window_arrays()
        return facts.take(columns, 0) ^ salts

    def keep(self, types: Sequence[int]) -> Any:
        """Keep only the edge and these types, in this order; return their old numbers (those that had one)."""
        import numpy as np

        numbers = np.array([-1, *types], np.int64) + 1
        numbers = numbers[numbers < self.count]
        self._near[: len(numbers)] = self._near[numbers]
        self.count = len(numbers)
        return numbers

    def near(self, words: Any) -> Any:
        """Return what ``NEAR`` names of words: a column per fact."""
        return self._near.take(words, 0)


def _facts_of(types: Sequence[TokenType]) -> Any:
    """Return :func:`word_facts` of many types, a column each."""
    import numpy as np

    texts = [word.surface or "\0" for word in types]
    told = np.frombuffer(_told(types), np.uint64).reshape(len(types), -1).T
    texts += [word.lemma for word in types]
    hashes = _Hashes("".join(texts))
    ends = np.array(list(accumulate(map(len, texts))))
    starts = np.empty_like(ends)
    starts[0] = 0
    starts[1:] = ends[:-1]
    keys = hashes.keys(starts, ends)
    words = known_words().codes(keys).reshape(2, -1).astype(np.int64)
    starts, ends = starts[: len(types)], ends[: len(types)]
    codes, lengths = hashes.codes, ends - starts
    vector = np.where(words[0] & VECTOR, words[0], words[1]) & VECTOR
    facts = np.zeros((len(FACTS), len(types)), np.uint64)
    (*_, key, lemma, part2, part4, fine, coarse, shape, first, last, last_part, length, goshu) = facts[:-_AFTER_GOSHU]
    unknown, shape_part, first2, last2 = facts[-_AFTER_GOSHU:]
    facts[AT_JOINS], facts[AT_PART3], facts[AT_SUFFIX : AT_REACH + 1] = told[0], told[2], told[4:7]
    part2[:], part4[:], goshu[:], unknown[:] = told[1], told[3], told[7], told[8]
    key[:], lemma[:] = keys.reshape(2, -1)
    facts[AT_PLAIN] = np.where(told[9], told[9], key)
    fine[:], facts[AT_MEDIUM], coarse[:] = _cluster_array().take(vector, 1)
    facts[AT_VECTOR] = vector
    facts[AT_LISTED] = _name_array().take(words[0] >> VECTOR_BITS)
    facts[AT_SIZE] = told[10]
    shape[:] = _shapes(codes, starts, lengths)
    first[:], last[:] = codes.take(starts), codes.take(ends - 1)
    factor, bits = np.uint64(FACTOR), np.uint64(CHAR_BITS)
    np.add(part2 * factor, last, out=last_part)
    np.add(part4 * factor, shape, out=shape_part)
    length[:] = np.minimum(lengths, 6)
    is_long = lengths > 1
    np.bitwise_or(first << bits, codes.take(starts + is_long) * is_long, out=first2)
    np.bitwise_or(last << bits, codes.take(ends - 1 - is_long) * is_long, out=last2)
    return facts


_AFTER_GOSHU = 4


def _told(types: Sequence[TokenType]) -> array[int]:
    """Return what tables and Python's strings tell of word types, eleven integers each."""
    parts, ends = parts_of_speech, _last_letters()
    suffixes_, reaches, origin = suffix_keys(), suffix_reaches(), cached_key
    told = array("Q")
    for word in types:
        surface = word[0]
        joins, part2, part3, part4 = parts[word[2:6]]
        if joins == 3 or surface in JOINERS:
            joins = joins_of(word, joins)
        suffix = reach = tail = 0
        if surface[-1:] in ends:
            suffix, reach, tail = suffixes_.get(surface, 0), reaches.get(surface, 0), tail_of(surface)
        plain = text_key("0" * len(surface)) if surface.isdecimal() else 0
        size = len(surface)
        told.extend((joins, part2, part3, part4, suffix, tail, reach, origin(word[9]), word[10], plain, size))
    return told


@cache
def _last_letters() -> frozenset[str]:
    return frozenset(word[-1] for word in suffix_keys())


@cache
def _kind_array() -> Any:
    import numpy as np

    kinds = np.full((1 << 16) + 1, 7, np.uint8)
    for number, (low, high) in enumerate(KIND_RANGES, 1):
        kinds[ord(low) : ord(high) + 1] = number
    kinds[ord("々")] = 6
    return kinds


def _shapes(codes: Any, starts: Any, lengths: Any) -> Any:
    import numpy as np

    every = np.arange(min(int(lengths.max()), SHAPE_LETTERS))[:, None]
    places = np.minimum(starts + every, len(codes) - 1)
    kinds = _kind_array().take(codes.take(places).view(np.int64), mode="clip")
    kinds[every >= lengths] = 0
    is_new = kinds != 0
    is_new[1:] &= kinds[1:] != kinds[:-1]
    ranks = is_new.cumsum(0) - 1
    is_new &= ranks < SHAPE_KINDS
    return np.left_shift(kinds.astype(np.int64), 3 * ranks, where=is_new, out=np.zeros_like(ranks)).sum(0)


@cache
def _window_arrays() -> tuple[Any, Any]:
    import numpy as np

    return np.array(WINDOW_FACTS), np.array(WINDOW_SALTS, np.uint64)[:, None]


@cache
def _arrays() -> tuple[Any, ...]:
    import numpy as np

    roles = np.array([ROLES[role] for role in "SBML"], np.uint64)
    salts = np.array(SALTS, np.uint64)[:, None]
    return salts[len(WINDOW) + 3 : -3], roles, np.uint64(FACTOR), salts[len(WINDOW) : len(WINDOW) + 3]


class Words(Struct, frozen=True):
    """The words of sentences of one or more documents that share a lexicon, side by side."""

    types: list[int]
    starts: Any  # offsets into ``folded``
    folded: str
    begins: list[int]  # the first word of each sentence


def words_of(pieces: Sequence[tuple[Document, int, int]]) -> Words:
    """Return the words of some sentences of each document: ``(document, first, stop)``."""
    import numpy as np

    types: list[int] = []
    starts: list[Any] = []
    texts: list[str] = []
    begins: list[int] = []
    length = 0
    for doc, first, stop in pieces:
        sentences = doc.sentences[first:stop]
        low, high = sentences[0].first_token, sentences[-1].last_token
        if low == high:
            continue
        shift = len(types) - low
        begins += [each.first_token + shift for each in sentences if each.first_token < each.last_token]
        types += doc.types[low:high]
        offset, end = doc.starts[low], doc.ends[high - 1]
        starts.append(np.fromiter(doc.starts[low:high], np.int64, high - low) + (length - offset))
        texts.append(doc.folded[offset:end])
        length += end - offset
    return Words(types, np.concatenate(starts) if starts else np.zeros(0, np.int64), "".join(texts), begins)


class Layout(Struct, frozen=True):
    """Where the tokens of some sentences stand: ``places`` are theirs among words with edges between sentences."""

    words: Any
    places: Any
    is_first: Any


def layout_of(words: Words) -> Layout:
    """Return where ``words`` stand among edges."""
    import numpy as np

    count = len(words.types)
    is_first = np.zeros(count, bool)
    is_first[words.begins] = True
    places = np.cumsum(is_first)
    places *= REACH
    places += np.arange(count)
    numbers = np.zeros(count + REACH * len(words.begins) + REACH, np.int64)
    types = np.fromiter(words.types, np.int64, count)
    types += 1
    numbers[places] = types
    return Layout(numbers, places, is_first)


def parts_of(words: Words, layout: Layout, facts: WordFacts) -> list[Part]:
    """Return what pairs, noun runs and known names tell of ``words``."""
    import numpy as np

    places = layout.places
    near = facts.near(layout.words)
    factor = _arrays()[2]
    parts = near[:, AT_PART3].copy()
    pairs = parts[:-1] * factor
    pairs += parts[1:]
    keys = np.empty((3, len(places)), np.uint64)
    after = pairs.take(places)
    before = pairs.take(places - 1)
    keys[1], keys[2] = before, after
    before *= factor
    before += parts.take(places + 1)
    keys[0] = before
    keys ^= _arrays()[3]
    result = [Part(len(WINDOW), None, keys)]
    tokens = near.take(places, 0)
    joins = tokens[:, AT_JOINS]
    ones = (joins == 1).nonzero()[0]
    if len(ones):
        starts = words.starts
        ends = starts + tokens[:, AT_SIZE].view(np.int64)
        is_end = joins == 0
        is_broken = layout.is_first | is_end
        is_broken[1:] |= is_end[:-1]
        is_broken[1:] |= starts[1:] != ends[:-1]
        runs = _Runs(ones, is_broken.cumsum()[ones], tokens, starts, ends)
        stretches = _Stretches(runs, _Hashes(words.folded))
        result.append(Part(len(WINDOW) + 3, runs.tokens, _run_keys(runs, places, near, stretches)))
        listed = _listed(runs, stretches)
        if listed:
            result.append(listed)
    return result


class _Runs:
    """Noun runs: first and last token of each; and for every token inside one its run, its place and its facts."""

    def __init__(self, ones: Any, breaks: Any, tokens: Any, starts: Any, ends: Any) -> None:
        import numpy as np

        changes = (breaks[1:] != breaks[:-1]).nonzero()[0]
        edges = np.empty(len(changes) + 2, np.int64)
        edges[0], edges[-1] = -1, len(ones) - 1
        edges[1:-1] = changes
        self.firsts, self.lasts = ones[edges[:-1] + 1], ones[edges[1:]]
        self.sizes = self.lasts - self.firsts + 1
        stops = self.sizes.cumsum()
        self.begins = stops - self.sizes
        self.stops = stops - 1  # the last place of each
        every = np.arange(int(stops[-1]))
        self.run = np.arange(len(self.sizes)).repeat(self.sizes)
        self.begin = self.begins[self.run]
        self.place = every - self.begin
        self.tokens = every + (self.firsts - self.begins)[self.run]
        self.left = self.stops[self.run] - every
        self.inside = tokens.take(self.tokens, 0)
        self.starts, self.ends = starts[self.tokens], ends[self.tokens]
        self.role = _roles_of(self.sizes, stops)


class _Stretches:
    """The stretches of two to eight words inside noun runs, and what the list of words says of them."""

    def __init__(self, runs: _Runs, hashes: _Hashes) -> None:
        import numpy as np

        self.hashes = hashes
        self.codes = np.zeros(0, np.uint32)
        self.whole = np.zeros(len(runs.sizes), np.int64)
        counts = np.minimum(runs.left, LONGEST_LISTED - 1)
        stops = counts.cumsum()
        if not stops[-1]:
            return
        self.begin = np.arange(len(counts)).repeat(counts)
        self.step = np.arange(1, len(self.begin) + 1) - (stops - counts)[self.begin]
        ends = runs.ends[self.begin + self.step]
        self.codes = known_words().codes(hashes.keys(runs.starts[self.begin], ends))
        chosen = ((runs.sizes > 1) & (runs.sizes <= LONGEST_LISTED)).nonzero()[0]
        self.whole[chosen] = self.codes[stops[runs.begins[chosen]] - 1] & VECTOR


def _run_keys(runs: _Runs, places: Any, near: Any, stretches: _Stretches) -> Any:
    import numpy as np

    salts, _, factor, _ = _arrays()
    first_place, last_place = places[runs.firsts], places[runs.lasts]
    first, last = near.take(first_place, 0), near.take(last_place, 0)
    bucket = np.minimum(runs.sizes, 6).astype(np.uint64)
    per_run = np.empty((PER_RUN, len(first_place)), np.uint64)
    per_run[:2] = first.T[AT_PLAIN : AT_MEDIUM + 1]
    per_run[2:4] = last.T[AT_PLAIN : AT_MEDIUM + 1]
    per_run[4] = last[:, AT_SUFFIX]
    per_run[5] = _tails(runs, last, stretches.hashes)
    per_run[6] = per_run[5]
    per_run[4:7:2] *= factor
    per_run[4:7:2] += bucket
    per_run[7] = _cluster_array()[0].take(stretches.whole)
    plain = near[:, AT_PLAIN]
    per_run[8], per_run[9] = plain[first_place - 1], plain[last_place + 1]
    per_run[10], per_run[11] = first[:, AT_VECTOR], last[:, AT_VECTOR]
    per_run[12] = stretches.whole
    values = np.empty((len(RUNS), len(runs.run)), np.uint64)
    values[:PER_RUN] = per_run.take(runs.run, 1)
    values[13] = np.minimum(runs.left, 4)
    values[13] += np.uint64(1)
    values[14] = _suffixes_around(runs)
    plains = runs.inside[:, AT_PLAIN]
    pairs = plains[:-1] * factor
    pairs += plains[1:]
    values[15, 1:] = pairs
    values[15, runs.begins] = 0
    values[16, :-1] = pairs
    values[16, runs.stops] = 0
    values *= factor
    values += runs.role
    values ^= salts
    return values


def _tails(runs: _Runs, last: Any, hashes: _Hashes) -> Any:
    """Return what the last words of names tell that runs end in: of several words, or within the last word."""
    import numpy as np

    tails = last[:, AT_TAIL].copy()
    chosen = ((last[:, AT_REACH] != 0) & (runs.sizes > 1)).nonzero()[0]
    if len(chosen):
        keys, classes = _tail_arrays()
        stops = runs.stops[chosen]
        begins = np.maximum(stops - _tail_steps(), runs.begins[chosen])
        wanted = hashes.keys(runs.starts[begins], np.broadcast_to(runs.ends[stops], begins.shape))
        found = keys.searchsorted(wanted)
        hit = keys[found] == wanted
        longest, every = hit.argmax(0), np.arange(len(stops))
        is_found = hit[longest, every]
        tails[chosen[is_found]] = classes[found[longest, every][is_found]]
    return tails


@cache
def _tail_steps() -> Any:
    import numpy as np

    return np.arange(TAIL_WORDS - 1, 0, -1)[:, None]


@cache
def _tail_arrays() -> tuple[Any, Any]:
    import numpy as np

    rows = sorted((text_key(word), key) for word, key in tail_keys().items())
    keys, classes = np.array([*rows, (MASK, 0)], np.uint64).T
    return keys.copy(), classes.copy()


def _suffixes_around(runs: _Runs) -> Any:
    """Return the key of the last word of names before each word of a run, and of the nearest one at or after it."""
    import numpy as np

    suffix = runs.inside[:, AT_SUFFIX]
    factor = _arrays()[2]
    known = suffix.nonzero()[0]
    result = np.zeros(len(suffix), np.uint64)
    if not len(known):
        return result
    every = np.arange(len(suffix))
    after = known.searchsorted(every)  # the first known one at or after each
    earlier = known[after - 1]
    chosen = ((after > 0) & (earlier >= runs.begin)).nonzero()[0]
    result[chosen] = suffix[earlier[chosen]] * factor
    later = known.take(after, mode="clip")
    distance = later - every
    chosen = ((distance >= 0) & (distance <= runs.left)).nonzero()[0]
    result[chosen] += suffix[later[chosen]] * factor + np.minimum(distance[chosen], NEAREST).astype(np.uint64)
    return result


def _listed(runs: _Runs, stretches: _Stretches) -> Part | None:
    """Return what the list of known names tells: the longest name from each place on, names never overlapping."""
    import numpy as np

    single = runs.inside[:, AT_LISTED]
    hits = ((single != 0) & (runs.ends - runs.starts > 1)).nonzero()[0]
    longest = {index: (0, code) for index, code in zip(hits.tolist(), single[hits].tolist(), strict=True)}
    hits = (stretches.codes > VECTOR).nonzero()[0]
    known = codes_of_names()
    if len(hits):
        found = stretches.begin[hits].tolist(), stretches.step[hits].tolist(), stretches.codes[hits].tolist()
        for index, step, code in zip(*found, strict=True):
            longest[index] = (step, known[code >> VECTOR_BITS])  # steps ascend
    if not longest:
        return None
    done = 0
    chosen: list[int] = []
    for index in sorted(longest):
        if index >= done:
            step, code = longest[index]
            done = index + step + 1
            chosen += index, step, code
    begins, steps, codes = np.array(chosen, np.int64).reshape(-1, 3).T
    lengths = np.minimum(runs.ends[begins + steps] - runs.starts[begins], 8)
    sizes = steps + 1
    stops = sizes.cumsum()
    places = np.arange(int(stops[-1])) + (begins - (stops - sizes)).repeat(sizes)
    role = _roles_of(sizes, stops)
    told = np.array((codes, lengths)).repeat(sizes, 1).view(np.uint64)
    return Part(len(TEMPLATES) - 3, runs.tokens[places], np.array(listed_keys(told[0], role, told[1])))


def _roles_of(sizes: Any, stops: Any) -> Any:
    """Return what each word is to its stretch (the first, the last, all, one between); stretches lie side by side."""
    import numpy as np

    role = np.full(int(stops[-1]), 2)
    role[stops - 1] = 3
    role[stops - sizes] = 1
    role[(stops - sizes)[sizes == 1]] = 0
    return _arrays()[1][role]
