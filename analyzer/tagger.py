"""The trained tagger of names: which stretches of an article name a body.

Every word of a sentence gets a row of scores, one per label, and Viterbi takes the best sequence. The scores are sums
over *streams*: what depends on one word alone (the word, its part of speech, its cluster …) is one row per word type
and window position, looked up and added; what depends on the noun run around it, on pairs of words or on the list of
known names is a row per distinct key. The features exist once: the trainer runs the same code with rows that are tuples
of features instead of sums (:class:`Emitter` does not care what it adds).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from analyzer.aliases import Span, legal_forms, suffixes
from analyzer.linear import SequenceModel, load_sequence_model
from analyzer.wordlists import WordList, load_word_list
from corpus.tokens import Document, Lexicon, TokenType

__all__ = ["LABELS", "Emitter", "spans"]

MODELS = Path(__file__).parent / "models"

#: Persons, places and other names are told apart from bodies: without them the tagger is two points worse.
LABELS = ("O", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON", "B-LOC", "I-LOC", "B-MISC", "I-MISC")

#: Rows kept per stream before they are made anew: bounds the memory of a run over millions of articles.
MAX_ROWS = 200_000

Row = TypeVar("Row")


@cache
def _clusters() -> WordList:
    return load_word_list(MODELS / "organization_clusters.bin")


@cache
def _coarse() -> tuple[list[int], list[int]]:
    medium, coarse = json.loads((MODELS / "organization_clusters.json").read_text(encoding="utf-8"))["coarse"]
    return medium, coarse


@cache
def _names() -> WordList:
    return load_word_list(MODELS / "organization_list.bin")


def _cluster_of(word: str) -> int:
    return _clusters().get(word)


# -------------------------------------------------------------------------------------------- features of one word

_SHAPES = (
    (re.compile(r"[A-Z]+"), "A"),
    (re.compile(r"[a-z]+"), "a"),
    (re.compile(r"[0-9]+"), "0"),
    (re.compile(r"[ァ-ヶー]+"), "k"),
    (re.compile(r"[ぁ-ん]+"), "h"),
    (re.compile(r"[々一-鿿]+"), "c"),
)


def _shape(surface: str) -> str:
    for pattern, sign in _SHAPES:
        surface = pattern.sub(sign, surface)
    return surface[:6]


def _is_run_word(word: TokenType) -> bool:
    if word.pos1 in ("名詞", "接頭辞", "代名詞"):
        return True
    if word.pos1 == "接尾辞":
        return word.pos2 == "名詞的"
    if word.pos1 in ("記号", "補助記号"):
        return word.surface in _JOINERS or word.surface.isalnum()
    return word.is_unknown and word.surface[:1].isalnum()


_JOINERS = frozenset("・&-―=!.")
_DIGITS_RE = re.compile(r"\d")


class _Word:
    """What the features of one word type are made of."""

    __slots__ = ("is_joiner", "is_run", "medium", "part", "part_long", "shape", "suffix", "surface")

    def __init__(self, word: TokenType) -> None:
        self.surface = _DIGITS_RE.sub("0", word.surface)
        self.part = f"{word.pos1}-{word.pos2}"
        self.part_long = f"{word.pos1}-{word.pos2}-{word.pos3}-{word.pos4}"
        self.shape = _shape(word.surface)
        known = suffixes().get(word.surface)
        self.suffix = known.kind if known else "form" if word.surface in legal_forms() else ""
        fine = _cluster_of(word.surface) or (_cluster_of(word.lemma) if word.lemma != word.surface else 0)
        self.medium = str(_coarse()[0][fine - 1]) if fine else "-"
        self.is_run = _is_run_word(word)
        self.is_joiner = word.surface in _JOINERS


def word_features(word: TokenType | None, offset: int) -> list[str]:
    """Return the features that a word gives to the position ``-offset`` words from it; ``None`` is a sentence edge."""
    if word is None:
        return [f"{offset}:edge"]
    one = _Word(word)
    features = [f"w={one.surface}", f"p={one.part}"]
    if abs(offset) <= 2:
        features += [f"pp={one.part_long}", f"m={one.medium}"]
    if abs(offset) <= 1:
        fine = _cluster_of(word.surface)
        features += [f"sh={one.shape}", f"sx={one.suffix}", f"f={fine}", f"ws={word.surface[-1:]}{one.part}"]
        features += [f"co={_coarse()[1][fine - 1] if fine else '-'}", f"a={word.surface[:1]}"]
    if offset == 0:
        features += [f"l={word.lemma}", f"n={min(len(word.surface), 6)}", f"g={word.goshu}", f"u={word.is_unknown}"]
        features += [f"a2={word.surface[:2]}", f"z2={word.surface[-2:]}", f"z={word.surface[-1:]}"]
        features += [f"ps={one.part_long}{one.shape}", f"ls={_names().get(word.surface)}", "bias"]
    return [f"{offset}:{feature}" for feature in features]


# ----------------------------------------------------------------------------------------------------- the emitter


class _Rows(dict[Any, Row], Generic[Row]):
    """Rows of one stream, made when a key is first met."""

    def __init__(self, make: Callable[[Any], Row]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Row:
        if len(self) >= MAX_ROWS:
            self.clear()
        row = self[key] = self._make(key)
        return row


WINDOW = (-3, -2, -1, 0, 1, 2, 3)


class Emitter(Generic[Row]):
    """Rows of scores (or tuples of features) for every word of a document: ``row(features)`` makes one, ``+`` adds."""

    def __init__(self, row: Callable[[list[str]], Row], zero: Row) -> None:
        self._zero = zero
        self._lexicon: Lexicon | None = None
        self._row = row
        self._windows: list[list[Row]] = [[] for _ in WINDOW]  # index 0: a sentence edge
        self._words: list[_Word | None] = []
        self._parts: list[int] = []
        self._part_numbers: dict[str, int] = {}
        self._part_names: list[str] = []
        self._parts_rows: _Rows[Row] = _Rows(self._part_row)
        self._pairs: _Rows[Row] = _Rows(lambda key: row([f"{key[0]}|{key[1]}{key[2]}"]))
        self._runs: _Rows[Row] = _Rows(lambda key: row([f"r{key[0]}={each}" for each in key[1:]]))
        self._listed: _Rows[Row] = _Rows(lambda key: row([f"gl={key[0]}", f"gl={key[0]}{key[1]}", f"gn={key[2]}"]))

    def _part_row(self, key: int) -> Row:
        count, names = 256, self._part_names
        first, second, third = names[key // (count * count)], names[key // count % count], names[key % count]
        return self._row([f"p3={first}|{second}|{third}", f"p2={first}|{second}", f"p1={second}|{third}"])

    def _grow(self, lexicon: Lexicon) -> None:
        if lexicon is not self._lexicon:
            self._lexicon = lexicon
            self._windows = [[self._row(word_features(None, offset))] for offset in WINDOW]
            self._words, self._parts = [None], [self._part_number("edge")]
        for word in lexicon.types[len(self._words) - 1 :]:
            for column, offset in zip(self._windows, WINDOW, strict=True):
                column.append(self._row(word_features(word, offset)))
            self._words.append(_Word(word))
            self._parts.append(self._part_number(f"{word.pos1}-{word.pos2}-{word.pos3}"))

    def _part_number(self, name: str) -> int:
        number = self._part_numbers.get(name)
        if number is None:
            number = len(self._part_names)
            if number >= 255:  # UniDic has fewer
                return self._part_numbers["edge"]
            self._part_numbers[name] = number
            self._part_names.append(name)
        return number

    def emit(self, doc: Document) -> list[Row]:
        """Return one row per token of ``doc``."""
        self._grow(doc.lexicon)
        sequence, places = _padded(doc)
        before3, before2, before1, here, after1, after2, after3 = (
            list(map(column.__getitem__, sequence)) for column in self._windows
        )
        parts = list(map(self._parts.__getitem__, sequence))
        count = len(sequence)
        keys = [a * 65536 + b * 256 + c for a, b, c in zip(parts, parts[1:], parts[2:], strict=False)]
        trigrams = list(map(self._parts_rows.__getitem__, keys))
        sums = [
            a + b + c + d + e + f + g + h
            for a, b, c, d, e, f, g, h in zip(
                before3,
                before2[1:],
                before1[2:],
                here[3:],
                after1[4:],
                after2[5:],
                after3[6:],
                trigrams[2:],
                strict=False,
            )
        ]
        del count
        rows = [sums[place - 3] for place in places]
        self._add_runs(doc, rows)
        return rows

    def _add_runs(self, doc: Document, rows: list[Row]) -> None:
        words, types, starts, ends = self._words, doc.types, doc.starts, doc.ends
        for sentence in doc.sentences:
            index, last = sentence.first_token, sentence.last_token
            while index < last:
                word = words[types[index] + 1]
                if not word.is_run or word.is_joiner:  # type: ignore[union-attr]
                    index += 1
                    continue
                stop = index + 1
                while stop < last and starts[stop] == ends[stop - 1] and words[types[stop] + 1].is_run:  # type: ignore[union-attr]
                    stop += 1
                while words[types[stop - 1] + 1].is_joiner:  # type: ignore[union-attr]
                    stop -= 1
                self._add_run(doc, rows, index, stop, sentence.first_token, last)
                index = stop

    def _add_run(self, doc: Document, rows: list[Row], first: int, stop: int, floor: int, ceiling: int) -> None:
        words: list[_Word] = [self._words[index + 1] for index in doc.types[first:stop]]  # type: ignore[misc]
        size = stop - first
        folded, start, end = doc.folded, doc.starts[first], doc.ends[stop - 1]
        text = folded[start:end]
        following = self._words[doc.types[stop] + 1].surface if stop < ceiling else "edge"  # type: ignore[union-attr]
        preceding = self._words[doc.types[first - 1] + 1].surface if first > floor else "edge"  # type: ignore[union-attr]
        runs, listed = self._runs, self._listed
        opening, closing = words[0], words[-1]
        bucket = min(size, 6)
        whole = _cluster_of(text) if size > 1 else 0
        tail = suffix_class(text)
        suffix_before = ""
        next_suffix = _next_suffixes(words)
        for place in range(size):
            role = ("S" if size == 1 else "B") if place == 0 else "L" if place == size - 1 else "M"
            row = rows[first + place]
            row += runs[role, "F" + opening.surface, "FM" + opening.medium]
            row += runs[role, "E" + closing.surface, "EM" + closing.medium, f"ES{closing.suffix}{bucket}"]
            row += runs[role, "N" + following, "P" + preceding]
            row += runs[role, f"T{tail}", f"T{tail}{bucket}", f"C{whole}", f"D{min(size - place, 5)}"]
            row += runs[role, f"Q{suffix_before}|{next_suffix[place]}"]
            if place:
                row += self._pairs["-", words[place - 1].surface, words[place].surface]
            if place + 1 < size:
                row += self._pairs["+", words[place].surface, words[place + 1].surface]
            rows[first + place] = row
            if words[place].suffix:
                suffix_before = words[place].suffix
        self._add_listed(doc, rows, first, stop, listed)

    def _add_listed(self, doc: Document, rows: list[Row], first: int, stop: int, listed: _Rows[Row]) -> None:
        folded, starts, ends, names = doc.folded, doc.starts, doc.ends, _names()
        index = first
        while index < stop:
            start = starts[index]
            for end in range(min(stop, index + 8), index, -1):
                if ends[end - 1] - start < 2:
                    break
                code = names.get(folded[start : ends[end - 1]])
                if code:
                    size = end - index
                    for place in range(index, end):
                        role = ("S" if size == 1 else "B") if place == index else "L" if place == end - 1 else "M"
                        rows[place] += listed[code, role, f"{role}{min(ends[end - 1] - start, 8)}"]
                    index = end - 1
                    break
            index += 1


def _padded(doc: Document) -> tuple[list[int], list[int]]:
    """Return type numbers plus one, with three edges (0) around every sentence, and where each token stands there."""
    sequence: list[int] = [0, 0, 0]
    places: list[int] = []
    for sentence in doc.sentences:
        if sentence.first_token == sentence.last_token:
            continue
        places += range(len(sequence), len(sequence) + sentence.last_token - sentence.first_token)
        sequence += [index + 1 for index in doc.types[sentence.first_token : sentence.last_token]]
        sequence += (0, 0, 0)
    return sequence, places


@cache
def _suffix_lengths() -> tuple[int, ...]:
    return tuple(range(max(map(len, suffixes())), 0, -1))


def suffix_class(text: str) -> str:
    """Return the kind of the longest last word of the table that ``text`` ends in, with its length bucket."""
    table = suffixes()
    for length in _suffix_lengths():
        known = table.get(text[-length:]) if length <= len(text) else None
        if known:
            return f"{known.kind}{min(length, 3)}"
    return ""


def _next_suffixes(words: Sequence[_Word]) -> list[str]:
    """Return for each word the nearest last word of names at or after it, and how far it is."""
    result = [""] * len(words)
    near, distance = "", 0
    for place in range(len(words) - 1, -1, -1):
        if words[place].suffix:
            near, distance = words[place].suffix, 0
        elif near:
            distance += 1
        result[place] = f"{near}{min(distance, 4)}" if near else ""
    return result


@cache
def _model() -> SequenceModel:
    return load_sequence_model(MODELS / "organizations.json")


@cache
def _emitter(guideline: int) -> Emitter[int]:
    model = _model()
    return Emitter(lambda features: model.row(features, guideline), 0)


def spans(doc: Document, *, guideline: str = "news") -> list[Span]:
    """Return the names of bodies, left to right, without overlap."""
    model = _model()
    number = model.guidelines.index(guideline)
    rows = _emitter(number).emit(doc)
    found: list[Span] = []
    for sentence in doc.sentences:
        first, last = sentence.first_token, sentence.last_token
        if first < last:
            labels, scores = model.decode(rows[first:last], number)
            found += _spans_of(doc, first, labels, scores)
    return found


_BEGIN, _INSIDE = LABELS.index("B-ORG"), LABELS.index("I-ORG")


def _spans_of(doc: Document, first: int, labels: list[int], scores: list[tuple[int, ...]]) -> Iterator[Span]:
    place = 0
    while place < len(labels):
        if labels[place] != _BEGIN:
            place += 1
            continue
        stop = place + 1
        while stop < len(labels) and labels[stop] == _INSIDE:
            stop += 1
        margin = min(_margin(scores[index]) for index in range(place, stop))
        score = round(1 / (1 + math.exp(-margin / 40)), 3)
        yield Span(doc.starts[first + place], doc.ends[first + stop - 1], score, "tagger")
        place = stop


def _margin(score: tuple[int, ...]) -> int:
    mine = max(score[_BEGIN], score[_INSIDE])
    return mine - max(each for label, each in enumerate(score) if label not in (_BEGIN, _INSIDE))
