"""What one word tells the tagger of names, as integers: its hash, its part of speech, its clusters, its shape.

The facts of a word are computed once per word type. What is known of words and names comes from a list without keys
(:mod:`analyzer.organizations.wordlists`), what names end in from the tables.
"""

from __future__ import annotations

from array import array
from functools import cache
from typing import Any

import msgspec

from analyzer.hashing import FACTOR, MASK, text_key
from analyzer.organizations.aliases import legal_forms, suffixes
from analyzer.organizations.wordlists import WordList, load_word_list
from corpus.cache import kept
from corpus.mapped import read
from corpus.places import ANALYZER
from corpus.tokens import TokenType

__all__ = [
    "AT_JOINS",
    "AT_LISTED",
    "AT_MEDIUM",
    "AT_PART3",
    "AT_PLAIN",
    "AT_REACH",
    "AT_SIZE",
    "AT_SUFFIX",
    "AT_TAIL",
    "AT_VECTOR",
    "CHAR_BITS",
    "EDGE",
    "FACTS",
    "JOINERS",
    "KIND_RANGES",
    "MODELS",
    "NEAR",
    "PLACE_OF_FACT",
    "SHAPE_KINDS",
    "SHAPE_LETTERS",
    "VECTOR",
    "VECTOR_BITS",
    "about_words",
    "cached_key",
    "clusters_of",
    "codes_of_names",
    "is_listed_body",
    "is_listed_company",
    "joins_of",
    "known_words",
    "paired",
    "parts_of_speech",
    "suffix_keys",
    "suffix_reaches",
    "tail_keys",
    "tail_of",
    "word_facts",
]

MODELS = ANALYZER / "models"


#: A code of the list of words holds the number of a word's vector and, above it, that of what names with it are.
VECTOR_BITS = 15
VECTOR = (1 << VECTOR_BITS) - 1


@cache
def known_words() -> WordList:
    """Return the list of words and names that something is known of."""
    return load_word_list(MODELS / "organization_words.bin")


@kept
def about_words() -> tuple[list[int], tuple[bytes, ...]]:
    """Return what is known of names, and the clusters of each size: two bytes for each vector, then each cluster."""
    found: dict[str, list[int]] = msgspec.json.decode(read(MODELS / "organization_words.json"))
    return found["names"], tuple(array("H", found[size]).tobytes() for size in ("fine", "medium", "coarse"))


@cache
def _cluster_tables() -> tuple[memoryview, ...]:
    return tuple(memoryview(table).cast("H") for table in about_words()[1])


def is_listed_company(name: str) -> bool:
    """Return whether ``name`` is that of a company in the list of known names (filers, synonyms)."""
    return codes_of_names()[known_words().get(name) >> VECTOR_BITS] & 7 > 0


#: Bits of a name's code: filers and synonyms, dictionaries, tables, bodies and groups of the encyclopedia.
_BODY_BITS = 1 | 2 | 4 | 8 | 32 | 64 | 128 | 256


def is_listed_body(name: str) -> bool:
    """Return whether ``name`` is that of a body in the list of known names, whatever else it names."""
    return codes_of_names()[known_words().get(name) >> VECTOR_BITS] & _BODY_BITS > 0


@cache
def codes_of_names() -> list[int]:
    """Return what is known of names by the number in the list of words (training/organization_lists.py tells)."""
    return about_words()[0]


def clusters_of(vector: int) -> tuple[int, int, int]:
    """Return the number of the fine, medium and coarse cluster of a vector; 0 stays 0."""
    clusters, medium, coarse = _cluster_tables()
    fine: int = clusters[vector]
    return fine, medium[fine], coarse[fine]


#: What neighbours and noun runs need to know of a word: the first columns of a type's facts.
#: ``joins``: 0 ends a noun run, 1 belongs to one, 2 joins two parts of one. ``tail``: the last word of names that the
#: word ends in; ``reach``: how long the longest last word is that the whole word is the end of. ``key``: its hash.
NEAR = ("joins", "part3", "plain", "medium", "suffix", "tail", "reach", "listed", "size", "vector")
FACTS = (
    *NEAR,
    *("nothing", "key", "lemma", "part2", "part4", "fine", "coarse", "shape", "first", "last", "last_part", "length"),
    *("goshu", "unknown", "shape_part", "first2", "last2"),
)
PLACE_OF_FACT = {name: index for index, name in enumerate(FACTS)}
AT_JOINS, AT_PART3, AT_PLAIN, AT_MEDIUM, AT_SUFFIX, AT_TAIL, AT_REACH, AT_LISTED, AT_SIZE, AT_VECTOR = range(len(NEAR))
#: The word before the first one and after the last one of a sentence.
_AT_EDGE = text_key("edge")
EDGE = tuple(0 if name in ("joins", "tail", "reach", "listed", "size", "nothing") else _AT_EDGE for name in FACTS)

JOINERS = frozenset("・&-―=!.")
CHAR_BITS = 21
SHAPE_KINDS = 6
#: So many letters of a word are looked at for its shape.
SHAPE_LETTERS = 24


def paired(first: Any, second: Any) -> Any:
    """Return a key of two (integers or arrays of them): the order matters."""
    return (first * FACTOR + second) & MASK


class _PartsOfSpeech(dict[tuple[str, ...], tuple[int, int, int, int]]):
    """How a part of speech joins (3: it depends on the word), and the keys of its first two, three and four fields."""

    def __missing__(self, parts: tuple[str, ...]) -> tuple[int, int, int, int]:
        pos1, pos2 = parts[:2]
        if pos1 in ("名詞", "接頭辞", "代名詞"):
            joins = 1
        elif pos1 == "接尾辞":
            joins = int(pos2 == "名詞的")
        else:
            joins = 3
        part2, part3, part4 = (text_key("-".join(parts[:count])) for count in (2, 3, 4))
        found = self[parts] = joins, part2, part3, part4
        return found


parts_of_speech = _PartsOfSpeech()
cached_key = cache(text_key)  # of the few words for kinds and origins


def joins_of(word: TokenType, joins: int) -> int:
    """Return whether a word ends a noun run (0), belongs to one (1) or joins two parts of one (2)."""
    if word.surface in JOINERS:
        return 2
    if joins < 3:
        return joins
    if word.pos1 in ("記号", "補助記号"):
        return int(word.surface.isalnum())
    return int(word.is_unknown and word.surface[:1].isalnum())


@kept
def suffix_keys() -> dict[str, int]:
    """Return what a word tells that is the last word of names, or a legal form."""
    forms = dict.fromkeys(legal_forms(), text_key("form"))
    return forms | {word: cached_key(suffix.kind) for word, suffix in suffixes().items()}


@kept
def suffix_reaches() -> dict[str, int]:
    """Return for each proper end of a last word of names how long the longest such word is."""
    result: dict[str, int] = {}
    for word in suffixes():
        for start in range(1, len(word)):
            result[word[start:]] = max(result.get(word[start:], 0), len(word))
    return result


@kept
def tail_keys() -> dict[str, int]:
    """Return what each last word of names tells: its kind and length."""
    return {word: paired(cached_key(each.kind), min(len(word), 3)) for word, each in suffixes().items()}


@cache
def _longest_suffix() -> int:
    return max(map(len, suffixes()))


def tail_of(text: str) -> int:
    """Return what the longest last word of names tells that ``text`` ends in, 0 if there is none."""
    keys = tail_keys()
    for length in range(min(_longest_suffix(), len(text)), 0, -1):
        key = keys.get(text[-length:])
        if key:
            return key
    return 0


#: Latin capitals, small letters, digits, katakana, hiragana, kanji.
KIND_RANGES = (("A", "Z"), ("a", "z"), ("0", "9"), ("ァ", "ー"), ("ぁ", "ん"), ("一", "鿿"))


class _Kinds(dict[str, int]):
    """The kind of a character: Latin capital, small, digit, katakana, hiragana, kanji, other (1 to 7)."""

    def __missing__(self, char: str) -> int:
        kinds = (number for number, (low, high) in enumerate(KIND_RANGES, 1) if low <= char <= high)
        kind = self[char] = 6 if char == "々" else next(kinds, 7)
        return kind


_kinds = _Kinds()


def _shape(surface: str) -> int:
    """Return the kinds of characters in their order, repeated ones once, the first six."""
    shape = shift = last = 0
    for char in surface[:SHAPE_LETTERS]:
        kind = _kinds[char]
        if kind != last:
            shape |= kind << shift
            shift, last = shift + 3, kind
            if shift == 3 * SHAPE_KINDS:
                break
    return shape


def word_facts(word: TokenType) -> tuple[int, ...]:
    """Return the facts of a word type, in the order of ``FACTS``; :meth:`WordFacts.grow` does the same for many."""
    surface = word.surface or "\0"
    key = text_key(surface)
    lemma = text_key(word.lemma)
    joins, part2, part3, part4 = parts_of_speech[word[2:6]]
    code = known_words().code(key)
    vector = code & VECTOR or known_words().code(lemma) & VECTOR
    fine, medium, coarse = clusters_of(vector)
    shape = _shape(surface)
    first, last = ord(surface[0]), ord(surface[-1])
    second, last_but_one = (ord(surface[1]), ord(surface[-2])) if len(surface) > 1 else (0, 0)
    return (
        joins_of(word, joins),
        part3,
        text_key("0" * len(surface)) if surface.isdecimal() else key,
        medium,
        suffix_keys().get(surface, 0),
        tail_of(surface),
        suffix_reaches().get(surface, 0),
        codes_of_names()[code >> VECTOR_BITS],
        len(word.surface),
        vector,
        0,
        key,
        lemma,
        part2,
        part4,
        fine,
        coarse,
        shape,
        first,
        last,
        paired(part2, last),
        min(len(surface), 6),
        cached_key(word.goshu),
        int(word.is_unknown),
        paired(part4, shape),
        first << CHAR_BITS | second,
        last << CHAR_BITS | last_but_one,
    )
