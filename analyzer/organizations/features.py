"""What words and noun runs tell the tagger of names, as integers.

A feature is a 64-bit *key*: a fact (a word's hash, the number of its cluster …) mixed with a constant for the place where
it was seen. The facts of a word are computed once per word type; keys of a window, of pairs and of noun runs are made of
them by multiplication alone, so that the same formulas serve single Python integers (little text) and NumPy arrays
(much text), with the same result to the bit. Trainer and tagger both call :func:`window_keys` and :func:`parts_of`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from analyzer.hashing import BASE, FACTOR, INVERSE, MASK, text_key
from analyzer.organizations.aliases import legal_forms, suffixes
from analyzer.organizations.wordlists import WordList, load_word_list
from corpus.cache import kept
from corpus.mapped import read
from corpus.places import ANALYZER
from corpus.tokens import Document, TokenType

__all__ = [
    "FACTS",
    "REACH",
    "TEMPLATES",
    "WINDOW_SIZE",
    "Part",
    "WordFacts",
    "Words",
    "is_listed_body",
    "is_listed_company",
    "layout_of",
    "parts_of",
    "plain_parts_of",
    "word_facts",
    "words_of",
]

MODELS = ANALYZER / "models"


#: A code of the list of words holds the number of a word's vector and, above it, that of what names with it are.
_VECTOR_BITS = 15
_VECTOR = (1 << _VECTOR_BITS) - 1


@cache
def _words() -> WordList:
    return load_word_list(MODELS / "organization_words.bin")


@kept
def _about_words() -> tuple[list[int], tuple[bytes, ...]]:
    """Return what is known of names, and the clusters of each size: two bytes for each vector, then each cluster."""
    found: dict[str, list[int]] = msgspec.json.decode(read(MODELS / "organization_words.json"))
    return found["names"], tuple(array("H", found[size]).tobytes() for size in ("fine", "medium", "coarse"))


@cache
def _cluster_tables() -> tuple[memoryview, ...]:
    return tuple(memoryview(table).cast("H") for table in _about_words()[1])


def is_listed_company(name: str) -> bool:
    """Return whether ``name`` is that of a company in the list of known names (filers, synonyms)."""
    return _names()[_words().get(name) >> _VECTOR_BITS] & 7 > 0


#: Bits of a name's code: filers and synonyms, dictionaries, tables, bodies and groups of the encyclopedia.
_BODY_BITS = 1 | 2 | 4 | 8 | 32 | 64 | 128 | 256


def is_listed_body(name: str) -> bool:
    """Return whether ``name`` is that of a body in the list of known names, whatever else it names."""
    return _names()[_words().get(name) >> _VECTOR_BITS] & _BODY_BITS > 0


@cache
def _names() -> list[int]:
    """Return what is known of names by the number in the list of words (training/organization_lists.py tells)."""
    return _about_words()[0]


@cache
def _name_array() -> Any:
    import numpy as np

    return np.array(_names(), np.uint64)


def _clusters(vector: int) -> tuple[int, int, int]:
    """Return the number of the fine, medium and coarse cluster of a vector; 0 stays 0."""
    clusters, medium, coarse = _cluster_tables()
    fine: int = clusters[vector]
    return fine, medium[fine], coarse[fine]


@cache
def _cluster_array() -> Any:
    import numpy as np

    fine, medium, coarse = (np.frombuffer(table, np.uint16).astype(np.uint64) for table in _about_words()[1])
    return np.stack((fine, medium[fine], coarse[fine]))


# -------------------------------------------------------------------------------------------- facts of one word type

#: What neighbours and noun runs need to know of a word: the first columns of a type's facts.
#: ``joins``: 0 ends a noun run, 1 belongs to one, 2 joins two parts of one. ``tail``: the last word of names that the
#: word ends in; ``reach``: how long the longest last word is that the whole word is the end of. ``key``: its hash.
NEAR = ("joins", "part3", "plain", "medium", "suffix", "tail", "reach", "listed", "size", "vector")
FACTS = (
    *NEAR,
    *("nothing", "key", "lemma", "part2", "part4", "fine", "coarse", "shape", "first", "last", "last_part", "length"),
    *("goshu", "unknown", "shape_part", "first2", "last2"),
)
_FACT = {name: index for index, name in enumerate(FACTS)}
_JOINS, _PART3, _PLAIN, _MEDIUM, _SUFFIX, _TAIL, _REACH, _LISTED, _SIZE, _VECTOR_FACT = range(len(NEAR))
#: The word before the first one and after the last one of a sentence.
EDGE = tuple(
    0 if name in ("joins", "tail", "reach", "listed", "size", "nothing") else text_key("edge") for name in FACTS
)

_JOINERS = frozenset("・&-―=!.")
_CHAR_BITS = 21
_SHAPE_KINDS = 6
#: So many letters of a word are looked at for its shape.
_SHAPE_LETTERS = 24


def _mixed(first: Any, second: Any) -> Any:
    """Return a key of two (integers or arrays of them): the order matters."""
    return (first * FACTOR + second) & MASK


class _PartOfSpeech(NamedTuple):
    joins: int  # 3: it depends on the word
    part2: int
    part3: int
    part4: int


class _PartsOfSpeech(dict[tuple[str, ...], _PartOfSpeech]):
    def __missing__(self, parts: tuple[str, ...]) -> _PartOfSpeech:
        pos1, pos2 = parts[:2]
        if pos1 in ("名詞", "接頭辞", "代名詞"):
            joins = 1
        elif pos1 == "接尾辞":
            joins = int(pos2 == "名詞的")
        else:
            joins = 3
        keys = (text_key("-".join(parts[:count])) for count in (2, 3, 4))
        found = self[parts] = _PartOfSpeech(joins, *keys)
        return found


_parts_of_speech = _PartsOfSpeech()
_text_key = cache(text_key)  # of the few words for kinds and origins


def _joins(word: TokenType, joins: int) -> int:
    if word.surface in _JOINERS:
        return 2
    if joins < 3:
        return joins
    if word.pos1 in ("記号", "補助記号"):
        return int(word.surface.isalnum())
    return int(word.is_unknown and word.surface[:1].isalnum())


@kept
def _suffix_keys() -> dict[str, int]:
    """Return what a word tells that is the last word of names, or a legal form."""
    forms = dict.fromkeys(legal_forms(), text_key("form"))
    return forms | {word: _text_key(suffix.kind) for word, suffix in suffixes().items()}


@kept
def _reaches() -> dict[str, int]:
    """Return for each proper end of a last word of names how long the longest such word is."""
    result: dict[str, int] = {}
    for word in suffixes():
        for start in range(1, len(word)):
            result[word[start:]] = max(result.get(word[start:], 0), len(word))
    return result


@kept
def _tail_keys() -> dict[str, int]:
    return {word: _mixed(_text_key(each.kind), min(len(word), 3)) for word, each in suffixes().items()}


@cache
def _longest_suffix() -> int:
    return max(map(len, suffixes()))


def _tail(text: str) -> int:
    """Return what the longest last word of names tells that ``text`` ends in, 0 if there is none."""
    keys = _tail_keys()
    for length in range(min(_longest_suffix(), len(text)), 0, -1):
        key = keys.get(text[-length:])
        if key:
            return key
    return 0


class _Kinds(dict[str, int]):
    """The kind of a character: Latin capital, small, digit, katakana, hiragana, kanji, other (1 to 7)."""

    ranges = (("A", "Z"), ("a", "z"), ("0", "9"), ("ァ", "ー"), ("ぁ", "ん"), ("一", "鿿"))

    def __missing__(self, char: str) -> int:
        kinds = (number for number, (low, high) in enumerate(self.ranges, 1) if low <= char <= high)
        kind = self[char] = 6 if char == "々" else next(kinds, 7)
        return kind


_kinds = _Kinds()


def _shape(surface: str) -> int:
    """Return the kinds of characters in their order, repeated ones once, the first six."""
    shape = shift = last = 0
    for char in surface[:_SHAPE_LETTERS]:
        kind = _kinds[char]
        if kind != last:
            shape |= kind << shift
            shift, last = shift + 3, kind
            if shift == 3 * _SHAPE_KINDS:
                break
    return shape


def word_facts(word: TokenType) -> tuple[int, ...]:
    """Return the facts of a word type, in the order of ``FACTS``; :meth:`WordFacts.grow` does the same for many."""
    surface = word.surface or "\0"
    key = text_key(surface)
    lemma = text_key(word.lemma)
    part = _parts_of_speech[word[2:6]]
    code = _words().code(key)
    vector = code & _VECTOR or _words().code(lemma) & _VECTOR
    fine, medium, coarse = _clusters(vector)
    shape = _shape(surface)
    first, last = ord(surface[0]), ord(surface[-1])
    second, last_but_one = (ord(surface[1]), ord(surface[-2])) if len(surface) > 1 else (0, 0)
    return (
        _joins(word, part.joins),
        part.part3,
        text_key("0" * len(surface)) if surface.isdecimal() else key,
        medium,
        _suffix_keys().get(surface, 0),
        _tail(surface),
        _reaches().get(surface, 0),
        _names()[code >> _VECTOR_BITS],
        len(word.surface),
        vector,
        0,
        key,
        lemma,
        part.part2,
        part.part4,
        fine,
        coarse,
        shape,
        first,
        last,
        _mixed(part.part2, last),
        min(len(surface), 6),
        _text_key(word.goshu),
        int(word.is_unknown),
        _mixed(part.part4, shape),
        first << _CHAR_BITS | second,
        last << _CHAR_BITS | last_but_one,
    )


# -------------------------------------------------------------------------------------------------------- templates


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
_PER_RUN = 13  # so many are the same for all words of a run
LISTED = ("listed", "listed_within", "listed_length")
TEMPLATES = (
    *(f"{offset}:{fact}" for offset, fact in WINDOW),
    *PAIRS,
    *(f"run:{name}" for name in RUNS),
    *(f"run:{name}" for name in LISTED),
)
#: The constants that keep the features of one template apart from all others.
SALTS = tuple(text_key(template) for template in TEMPLATES)
_WINDOW_SALTS = SALTS[: len(WINDOW)]
_PAIR_SALTS = SALTS[len(WINDOW) : len(WINDOW) + 3]
_RUN_SALTS = SALTS[len(WINDOW) + 3 : -3]
_LISTED_SALTS = SALTS[-3:]
_WINDOW_FACTS = tuple(_FACT[fact] for _, fact in WINDOW)
#: Where the features of each offset begin in ``WINDOW``.
WINDOW_STARTS = tuple(
    next(i for i, (each, _) in enumerate(WINDOW) if each == offset) for offset in range(-REACH, REACH + 1)
)
WINDOW_SIZE = 2 * REACH + 1
_ROLES = {role: text_key(f"role {role}") for role in "SBML"}
_NEAREST = 4
_LONGEST_LISTED = 8
#: A last word of names has so many words at most.
_TAIL_WORDS = 4


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
    return [facts[index] ^ salt for index, salt in zip(_WINDOW_FACTS, _WINDOW_SALTS, strict=True)]


def _role(place: int, size: int) -> str:
    return ("S" if size == 1 else "B") if place == 0 else "L" if place == size - 1 else "M"


def plain_parts_of(
    doc: Document, facts: Sequence[Sequence[int]]
) -> tuple[list[list[int]], list[tuple[int, list[int]]]]:
    """Return per token the keys of pairs, and (token, keys) for what noun runs tell; ``facts`` by token type."""
    pairs: list[list[int]] = []
    runs: list[tuple[int, list[int]]] = []
    part3, edge, salts = _PART3, EDGE[_PART3], _PAIR_SALTS
    for sentence in doc.sentences:
        words = [facts[index] for index in doc.types[sentence.first_token : sentence.last_token]]
        parts = [edge, *(word[part3] for word in words), edge]
        for before, here, after in zip(parts, parts[1:], parts[2:], strict=False):
            first, second = _mixed(before, here), _mixed(here, after)
            pairs.append([_mixed(first, after) ^ salts[0], first ^ salts[1], second ^ salts[2]])
        for first_word, stop in _plain_runs(doc, words, sentence.first_token):
            runs += _plain_run(doc, words, first_word, stop, sentence.first_token)
    return pairs, runs


def _plain_runs(doc: Document, words: Sequence[Sequence[int]], offset: int) -> Iterator[tuple[int, int]]:
    joins, starts, ends = _JOINS, doc.starts, doc.ends
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
    plain, medium, suffix, size = _PLAIN, _MEDIUM, _SUFFIX, stop - first
    text = doc.folded[doc.starts[offset + first] : doc.ends[offset + stop - 1]]
    run = words[first:stop]
    before = words[first - 1][plain] if first else EDGE[plain]
    after = words[stop][plain] if stop < len(words) else EDGE[plain]
    whole = _words().code(text_key(text)) & _VECTOR if 1 < size <= _LONGEST_LISTED else 0
    tail = _run_tail(
        run, text, [doc.starts[offset + index] - doc.starts[offset + first] for index in range(first, stop)]
    )
    listed = _plain_listed(
        text, [doc.ends[offset + index] - doc.starts[offset + first] for index in range(first, stop)]
    )
    suffix_before = 0
    for place, word in enumerate(run):
        role = _ROLES[_role(place, size)]
        ahead = next((step for step, other in enumerate(run[place:]) if other[suffix]), -1)
        near = _mixed(run[place + ahead][suffix], min(ahead, _NEAREST)) if ahead >= 0 else 0
        values = (
            run[0][plain],
            run[0][medium],
            run[-1][plain],
            run[-1][medium],
            _mixed(run[-1][suffix], min(size, 6)),
            tail,
            _mixed(tail, min(size, 6)),
            _clusters(whole)[0],
            before,
            after,
            run[0][_VECTOR_FACT],
            run[-1][_VECTOR_FACT],
            whole,
            min(size - place, 5),
            _mixed(suffix_before, near),
            _mixed(run[place - 1][plain], word[plain]) if place else 0,
            _mixed(word[plain], run[place + 1][plain]) if place + 1 < size else 0,
        )
        keys = [_mixed(value, role) ^ salt for value, salt in zip(values, _RUN_SALTS, strict=True)]
        if place in listed:
            keys += listed[place]
        suffix_before = word[suffix] or suffix_before
        yield offset + first + place, keys


def _run_tail(run: Sequence[Sequence[int]], text: str, starts: Sequence[int]) -> int:
    """Return what the last word of names tells that a run ends in: of several words, or within its last word."""
    if run[-1][_REACH]:
        keys = _tail_keys()
        for start in starts[-_TAIL_WORDS:-1]:
            key = keys.get(text[start:])
            if key:
                return key
    return run[-1][_TAIL]


def _plain_listed(text: str, edges: Sequence[int]) -> dict[int, list[int]]:
    """Return for the words inside known names what their names tell: the longest name from each place on."""
    known, found, place = _words(), {}, 0
    edges = [0, *edges]
    while place + 1 < len(edges):
        for stop in range(min(len(edges) - 1, place + _LONGEST_LISTED), place, -1):
            length = edges[stop] - edges[place]
            code = _names()[known.get(text[edges[place] : edges[stop]]) >> _VECTOR_BITS] if length > 1 else 0
            if code:
                for each in range(place, stop):
                    found[each] = _listed_keys(code, _ROLES[_role(each - place, stop - place)], min(length, 8))
                place = stop - 1
                break
        place += 1
    return found


def _listed_keys(code: Any, role: Any, length: Any) -> list[Any]:
    first, second, third = _LISTED_SALTS
    return [code ^ first, _mixed(code, role) ^ second, _mixed(length, role) ^ third]


# ------------------------------------------------------------------------------------------------- much text: NumPy


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
    words = _words().codes(keys).reshape(2, -1).astype(np.int64)
    starts, ends = starts[: len(types)], ends[: len(types)]
    codes, lengths = hashes.codes, ends - starts
    vector = np.where(words[0] & _VECTOR, words[0], words[1]) & _VECTOR
    facts = np.zeros((len(FACTS), len(types)), np.uint64)
    (*_, key, lemma, part2, part4, fine, coarse, shape, first, last, last_part, length, goshu) = facts[:-_AFTER_GOSHU]
    unknown, shape_part, first2, last2 = facts[-_AFTER_GOSHU:]
    facts[_JOINS], facts[_PART3], facts[_SUFFIX : _REACH + 1] = told[0], told[2], told[4:7]
    part2[:], part4[:], goshu[:], unknown[:] = told[1], told[3], told[7], told[8]
    key[:], lemma[:] = keys.reshape(2, -1)
    facts[_PLAIN] = np.where(told[9], told[9], key)
    fine[:], facts[_MEDIUM], coarse[:] = _cluster_array().take(vector, 1)
    facts[_VECTOR_FACT] = vector
    facts[_LISTED] = _name_array().take(words[0] >> _VECTOR_BITS)
    facts[_SIZE] = told[10]
    shape[:] = _shapes(codes, starts, lengths)
    first[:], last[:] = codes.take(starts), codes.take(ends - 1)
    factor, bits = np.uint64(FACTOR), np.uint64(_CHAR_BITS)
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
    parts, ends = _parts_of_speech, _last_letters()
    suffixes_, reaches, origin = _suffix_keys(), _reaches(), _text_key
    told = array("Q")
    for word in types:
        surface = word[0]
        joins, part2, part3, part4 = parts[word[2:6]]
        if joins == 3 or surface in _JOINERS:
            joins = _joins(word, joins)
        suffix = reach = tail = 0
        if surface[-1:] in ends:
            suffix, reach, tail = suffixes_.get(surface, 0), reaches.get(surface, 0), _tail(surface)
        plain = text_key("0" * len(surface)) if surface.isdecimal() else 0
        size = len(surface)
        told.extend((joins, part2, part3, part4, suffix, tail, reach, origin(word[9]), word[10], plain, size))
    return told


@cache
def _last_letters() -> frozenset[str]:
    return frozenset(word[-1] for word in _suffix_keys())


@cache
def _kind_array() -> Any:
    import numpy as np

    kinds = np.full((1 << 16) + 1, 7, np.uint8)
    for number, (low, high) in enumerate(_Kinds.ranges, 1):
        kinds[ord(low) : ord(high) + 1] = number
    kinds[ord("々")] = 6
    return kinds


def _shapes(codes: Any, starts: Any, lengths: Any) -> Any:
    import numpy as np

    every = np.arange(min(int(lengths.max()), _SHAPE_LETTERS))[:, None]
    places = np.minimum(starts + every, len(codes) - 1)
    kinds = _kind_array().take(codes.take(places).view(np.int64), mode="clip")
    kinds[every >= lengths] = 0
    is_new = kinds != 0
    is_new[1:] &= kinds[1:] != kinds[:-1]
    ranks = is_new.cumsum(0) - 1
    is_new &= ranks < _SHAPE_KINDS
    return np.left_shift(kinds.astype(np.int64), 3 * ranks, where=is_new, out=np.zeros_like(ranks)).sum(0)


@cache
def _window_arrays() -> tuple[Any, Any]:
    import numpy as np

    return np.array(_WINDOW_FACTS), np.array(_WINDOW_SALTS, np.uint64)[:, None]


@cache
def _arrays() -> tuple[Any, ...]:
    import numpy as np

    roles = np.array([_ROLES[role] for role in "SBML"], np.uint64)
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
        starts.append(np.array(doc.starts[low:high]) + (length - offset))
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
    types = np.array(words.types)
    types += 1
    numbers[places] = types
    return Layout(numbers, places, is_first)


def parts_of(words: Words, layout: Layout, facts: WordFacts) -> list[Part]:
    """Return what pairs, noun runs and known names tell of ``words``."""
    import numpy as np

    places = layout.places
    near = facts.near(layout.words)
    factor = _arrays()[2]
    parts = near[:, _PART3].copy()
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
    joins = tokens[:, _JOINS]
    ones = (joins == 1).nonzero()[0]
    if len(ones):
        starts = words.starts
        ends = starts + tokens[:, _SIZE].view(np.int64)
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
        role = np.full(len(every), 2)
        role[self.stops] = 3
        role[self.begins] = 1
        role[self.begins[self.sizes == 1]] = 0
        self.role = _arrays()[1][role]


class _Stretches:
    """The stretches of two to eight words inside noun runs, and what the list of words says of them."""

    def __init__(self, runs: _Runs, hashes: _Hashes) -> None:
        import numpy as np

        self.hashes = hashes
        self.codes = np.zeros(0, np.uint32)
        self.whole = np.zeros(len(runs.sizes), np.int64)
        counts = np.minimum(runs.left, _LONGEST_LISTED - 1)
        stops = counts.cumsum()
        if not stops[-1]:
            return
        self.begin = np.arange(len(counts)).repeat(counts)
        self.step = np.arange(1, len(self.begin) + 1) - (stops - counts)[self.begin]
        ends = runs.ends[self.begin + self.step]
        self.codes = _words().codes(hashes.keys(runs.starts[self.begin], ends))
        chosen = ((runs.sizes > 1) & (runs.sizes <= _LONGEST_LISTED)).nonzero()[0]
        self.whole[chosen] = self.codes[stops[runs.begins[chosen]] - 1] & _VECTOR


def _run_keys(runs: _Runs, places: Any, near: Any, stretches: _Stretches) -> Any:
    import numpy as np

    salts, _, factor, _ = _arrays()
    first_place, last_place = places[runs.firsts], places[runs.lasts]
    first, last = near.take(first_place, 0), near.take(last_place, 0)
    bucket = np.minimum(runs.sizes, 6).astype(np.uint64)
    per_run = np.empty((_PER_RUN, len(first_place)), np.uint64)
    per_run[:2] = first.T[_PLAIN : _MEDIUM + 1]
    per_run[2:4] = last.T[_PLAIN : _MEDIUM + 1]
    per_run[4] = last[:, _SUFFIX]
    per_run[5] = _tails(runs, last, stretches.hashes)
    per_run[6] = per_run[5]
    per_run[4:7:2] *= factor
    per_run[4:7:2] += bucket
    per_run[7] = _cluster_array()[0].take(stretches.whole)
    plain = near[:, _PLAIN]
    per_run[8], per_run[9] = plain[first_place - 1], plain[last_place + 1]
    per_run[10], per_run[11] = first[:, _VECTOR_FACT], last[:, _VECTOR_FACT]
    per_run[12] = stretches.whole
    values = np.empty((len(RUNS), len(runs.run)), np.uint64)
    values[:_PER_RUN] = per_run.take(runs.run, 1)
    values[13] = np.minimum(runs.left, 4)
    values[13] += np.uint64(1)
    values[14] = _suffixes_around(runs)
    plains = runs.inside[:, _PLAIN]
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

    tails = last[:, _TAIL].copy()
    chosen = ((last[:, _REACH] != 0) & (runs.sizes > 1)).nonzero()[0]
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

    return np.arange(_TAIL_WORDS - 1, 0, -1)[:, None]


@cache
def _tail_arrays() -> tuple[Any, Any]:
    import numpy as np

    rows = sorted((text_key(word), key) for word, key in _tail_keys().items())
    keys, classes = np.array([*rows, (MASK, 0)], np.uint64).T
    return keys.copy(), classes.copy()


def _suffixes_around(runs: _Runs) -> Any:
    """Return the key of the last word of names before each word of a run, and of the nearest one at or after it."""
    import numpy as np

    suffix = runs.inside[:, _SUFFIX]
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
    result[chosen] += suffix[later[chosen]] * factor + np.minimum(distance[chosen], _NEAREST).astype(np.uint64)
    return result


def _listed(runs: _Runs, stretches: _Stretches) -> Part | None:
    """Return what the list of known names tells: the longest name from each place on, names never overlapping."""
    import numpy as np

    single = runs.inside[:, _LISTED]
    hits = ((single != 0) & (runs.ends - runs.starts > 1)).nonzero()[0]
    longest = {index: (0, code) for index, code in zip(hits.tolist(), single[hits].tolist(), strict=True)}
    hits = (stretches.codes > _VECTOR).nonzero()[0]
    known = _names()
    if len(hits):
        found = stretches.begin[hits].tolist(), stretches.step[hits].tolist(), stretches.codes[hits].tolist()
        for index, step, code in zip(*found, strict=True):
            longest[index] = (step, known[code >> _VECTOR_BITS])  # steps ascend
    if not longest:
        return None
    done = 0
    places: list[int] = []
    codes: list[int] = []
    roles: list[int] = []
    lengths: list[int] = []
    for index in sorted(longest):
        if index >= done:
            step, code = longest[index]
            done = index + step + 1
            size = step + 1
            places += range(index, done)
            codes += [code] * size
            roles += [0] if size == 1 else [1, *[2] * (size - 2), 3]
            lengths += [min(int(runs.ends[index + step] - runs.starts[index]), 8)] * size
    told = np.array((codes, roles, lengths), np.uint64)
    role = _arrays()[1][told[1].view(np.int64)]
    return Part(len(TEMPLATES) - 3, runs.tokens[places], np.array(_listed_keys(told[0], role, told[2])))
