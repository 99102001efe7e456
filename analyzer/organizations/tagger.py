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
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import accumulate
from pathlib import Path
from typing import Any, Generic, TypeVar

from analyzer.linear import LinearModel, SequenceModel, load_model, load_sequence_model
from analyzer.organizations.aliases import Span, legal_forms, suffixes
from analyzer.organizations.wordlists import WordList, load_word_list
from corpus.tokens import Column, Document, Lexicon, TokenType

__all__ = ["LABELS", "Emitter", "spans"]

MODELS = Path(__file__).parents[1] / "models"

#: Persons, places and other names are told apart from bodies: without them the tagger is two points worse.
LABELS = ("O", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON", "B-LOC", "I-LOC", "B-MISC", "I-MISC")

#: Rows kept per stream before they are made anew: bounds the memory of a run over millions of articles.
MAX_ROWS = 40_000
#: Words whose rows are kept (seven rows a word, each some hundred bytes).
MAX_WORDS = 25_000

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


def is_listed_company(name: str) -> bool:
    """Return whether ``name`` is that of a company in the list of known names (filers, synonyms)."""
    return _names().get(name) & 7 > 0


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

    __slots__ = (
        "fine",
        "goshu",
        "is_unknown",
        "joins",
        "lemma",
        "medium",
        "part",
        "part_long",
        "part_middle",
        "plain",
        "shape",
        "suffix",
        "surface",
    )

    def __init__(self, word: TokenType) -> None:
        self.surface = word.surface
        self.plain = _DIGITS_RE.sub("0", word.surface)
        self.lemma = word.lemma
        self.part = f"{word.pos1}-{word.pos2}"
        self.part_middle = f"{word.pos1}-{word.pos2}-{word.pos3}"
        self.part_long = f"{word.pos1}-{word.pos2}-{word.pos3}-{word.pos4}"
        self.goshu = word.goshu
        self.is_unknown = word.is_unknown
        self.shape = _shape(word.surface)
        known = suffixes().get(word.surface)
        self.suffix = known.kind if known else "form" if word.surface in legal_forms() else ""
        self.fine = _clusters().get(word.surface) or _clusters().get(word.lemma)
        self.medium = str(_coarse()[0][self.fine - 1]) if self.fine else "-"
        #: 0 ends a noun run, 1 belongs to one, 2 joins two parts of one.
        self.joins = 2 if word.surface in _JOINERS else int(_is_run_word(word))


def word_features(word: _Word | None, offset: int) -> Iterator[tuple[str, ...]]:
    """Yield, in groups that many words share, what a word tells about the one ``-offset`` words from it (None: edge)."""
    if word is None:
        yield ("edge",)
        return
    surface = word.surface
    yield (f"w={word.plain}",)
    yield ("part", word.part, word.part_long if abs(offset) <= 2 else "")
    if abs(offset) <= 2:
        yield ("cluster", str(word.fine), "" if abs(offset) == 2 else "fine")
    if abs(offset) <= 1:
        yield ("form", word.shape, word.suffix)
        yield ("letters", surface[:1], surface[-1:], word.part)
    if offset == 0:
        yield ("kind", str(min(len(surface), 6)), word.goshu, str(word.is_unknown), word.part_long, word.shape)
        yield (f"l={word.lemma}", f"a2={surface[:2]}", f"z2={surface[-2:]}", f"ls={_names().get(surface)}", "bias")


def _spelled(group: tuple[str, ...]) -> tuple[str, ...]:
    """Return the features of one group of :func:`word_features`."""
    name, values = group[0], group[1:]
    if name == "part":
        part, part_long = values
        return (f"p={part}", f"pp={part_long}") if part_long else (f"p={part}",)
    if name == "cluster":
        number = int(values[0])
        medium, coarse = (_coarse()[0][number - 1], _coarse()[1][number - 1]) if number else ("-", "-")
        return (f"m={medium}", f"f={number}", f"co={coarse}") if values[1] else (f"m={medium}",)
    if name == "form":
        return (f"sh={values[0]}", f"sx={values[1]}")
    if name == "letters":
        first, last, part = values
        return (f"a={first}", f"ws={last}{part}", f"z={last}")
    if name == "kind":
        length, goshu, is_unknown, part_long, shape = values
        return (f"n={length}", f"g={goshu}", f"u={is_unknown}", f"ps={part_long}{shape}")
    return group


def run_features(words: Sequence[_Word], text: str) -> list[tuple[list[tuple[str, ...]], list[str]]]:
    """Return for each word of a noun run what the run tells: groups that many runs share, and features of its own."""
    size = len(words)
    opening, closing, bucket = words[0], words[-1], str(min(size, 6))
    whole = _clusters().get(text) if size > 1 else 0
    tail = suffix_class(text)
    suffix_before = ""
    result: list[tuple[list[tuple[str, ...]], list[str]]] = []
    for place, next_suffix in enumerate(_next_suffixes(words)):
        role = _role(place, size)
        shared = [
            (role, "F", opening.plain, opening.medium),
            (role, "E", closing.plain, closing.medium, closing.suffix, bucket),
            (role, "T", tail, bucket, str(min(size - place, 5))),
            (role, "Q", suffix_before, next_suffix),
        ]
        own = [f"r{role}=C{whole}"]
        if place:
            own.append(f"-|{words[place - 1].plain}{words[place].plain}")
        if place + 1 < size:
            own.append(f"+|{words[place].plain}{words[place + 1].plain}")
        suffix_before = words[place].suffix or suffix_before
        result.append((shared, own))
    _add_listed(words, text, result)
    return result


def _run_spelled(group: tuple[str, ...]) -> list[str]:
    """Return the features of one group of :func:`run_features`."""
    role, name, values = group[0], group[1], group[2:]
    if name == "F":
        told = [f"F{values[0]}", f"FM{values[1]}"]
    elif name == "E":
        told = [f"E{values[0]}", f"EM{values[1]}", f"ES{values[2]}{values[3]}"]
    elif name == "T":
        told = [f"T{values[0]}", f"T{values[0]}{values[1]}", f"D{values[2]}"]
    elif name == "Q":
        told = [f"Q{values[0]}|{values[1]}"]
    else:
        code, within, length = values
        return [f"gl={code}", f"gl={code}{within}", f"gn={within}{length}"]
    return [f"r{role}={each}" for each in told]


def _role(place: int, size: int) -> str:
    return ("S" if size == 1 else "B") if place == 0 else "L" if place == size - 1 else "M"


def _add_listed(words: Sequence[_Word], text: str, result: list[tuple[list[tuple[str, ...]], list[str]]]) -> None:
    """Add what the list of known names tells: the longest name from each place on."""
    edges = list(accumulate((len(word.surface) for word in words), initial=0))
    names, place = _names(), 0
    while place < len(words):
        for stop in range(min(len(words), place + 8), place, -1):
            length = edges[stop] - edges[place]
            code = names.get(text[edges[place] : edges[stop]]) if length > 1 else 0
            if code:
                for each in range(place, stop):
                    within = _role(each - place, stop - place)
                    result[each][0].append(("", "G", str(code), within, str(min(length, 8))))
                place = stop - 1
                break
        place += 1


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

    def __init__(self, row: Callable[[Iterable[str]], Row]) -> None:
        self._row = row
        self._lexicon: Lexicon | None = None
        self._words: _Rows[_Word | None] = _Rows(self._word)
        self._parts: _Rows[int] = _Rows(self._part)
        self._part_numbers: dict[str, int] = {}
        self._windows: list[_Rows[Row]] = []
        self._groups = [_Rows(partial(self._group_row, offset)) for offset in WINDOW]
        self._trigrams: _Rows[Row] = _Rows(self._trigram_row)
        self._run_groups: _Rows[Row] = _Rows(lambda group: row(_run_spelled(group)))
        self._runs: dict[tuple[int, ...], tuple[Row, ...]] = {}
        self._before: _Rows[Row] = _Rows(lambda key: row([f"r{key[0]}=P{key[1]}"]))
        self._after: _Rows[Row] = _Rows(lambda key: row([f"r{key[0]}=N{key[1]}"]))

    def _group_row(self, offset: int, group: tuple[str, ...]) -> Row:
        return self._row([f"{offset}:{feature}" for feature in _spelled(group)])

    def _run_row(self, shared: list[tuple[str, ...]], own: list[str]) -> Row:
        total = self._row(own)
        for group in shared:
            total += self._run_groups[group]  # type: ignore[operator]
        return total

    def _trigram_row(self, key: int) -> Row:
        names = list(self._part_numbers)
        first, second, third = names[key >> 16], names[key >> 8 & 255], names[key & 255]
        return self._row([f"p3={first}|{second}|{third}", f"p2={first}|{second}", f"p1={second}|{third}"])

    def _renew(self, lexicon: Lexicon) -> None:
        """Begin anew for another lexicon, and when rows of too many words are kept."""
        if lexicon is not self._lexicon or len(self._words) > MAX_WORDS:
            self._lexicon = lexicon
            self._words = _Rows(self._word)
            self._parts = _Rows(self._part)
            self._windows = [_Rows(partial(self._word_row, place)) for place in range(len(WINDOW))]
            self._runs = {}

    # A number is that of a token type plus one; 0 is the edge of a sentence.

    def _word(self, number: int) -> _Word | None:
        return _Word(self._lexicon.types[number - 1]) if number and self._lexicon else None

    def _part(self, number: int) -> int:
        word = self._words[number]
        # UniDic has some forty parts; a trigram packs three numbers into three bytes.
        return self._part_numbers.setdefault(word.part_middle if word else "edge", min(len(self._part_numbers), 255))

    def _word_row(self, place: int, number: int) -> Row:
        offset, rows, total = WINDOW[place], self._groups[place], None
        for group in word_features(self._words[number], offset):
            # Only what many words share is worth keeping.
            row = rows[group] if group[0] in _SHARED else self._group_row(offset, group)
            total = row if total is None else total + row  # type: ignore[operator]
        return total  # type: ignore[return-value]

    def emit(self, doc: Document) -> list[Row]:
        """Return one row per token of ``doc``."""
        self._renew(doc.lexicon)
        sequence, places = _padded(doc)
        before3, before2, before1, here, after1, after2, after3 = (
            list(map(column.__getitem__, sequence)) for column in self._windows
        )
        parts = list(map(self._parts.__getitem__, sequence))
        keys = [a << 16 | b << 8 | c for a, b, c in zip(parts[2:], parts[3:], parts[4:], strict=False)]
        trigrams = map(self._trigrams.__getitem__, keys)
        window = zip(
            before3, before2[1:], before1[2:], here[3:], after1[4:], after2[5:], after3[6:], trigrams, strict=False
        )
        sums = [a + b + c + d + e + f + g + h for a, b, c, d, e, f, g, h in window]
        rows = [sums[place - 3] for place in places]
        self._add_runs(doc, rows)
        return rows

    def _add_runs(self, doc: Document, rows: list[Row]) -> None:
        words, types, starts, ends, runs = self._words, doc.types, doc.starts, doc.ends, self._runs
        before, after = self._before, self._after
        if len(runs) >= MAX_ROWS:
            runs.clear()
        for first, stop, floor, ceiling in self._run_bounds(doc):
            key = tuple(types[first:stop])
            run = runs.get(key)
            if run is None:
                inside = [words[index + 1] for index in key]
                features = run_features(inside, doc.folded[starts[first] : ends[stop - 1]])  # type: ignore[arg-type]
                run = runs[key] = tuple(self._run_row(shared, own) for shared, own in features)
            preceding = words[types[first - 1] + 1].plain if first > floor else "edge"  # type: ignore[union-attr]
            following = words[types[stop] + 1].plain if stop < ceiling else "edge"  # type: ignore[union-attr]
            size = stop - first
            for place, row in enumerate(run):
                role = _role(place, size)
                rows[first + place] += row + before[role, preceding] + after[role, following]  # type: ignore[operator]

    def _run_bounds(self, doc: Document) -> Iterator[tuple[int, int, int, int]]:
        """Yield the noun runs: first and last token, and the bounds of their sentence."""
        words, starts, ends = self._words, doc.starts, doc.ends
        flags = [words[index + 1].joins for index in doc.types]  # type: ignore[union-attr]
        for sentence in doc.sentences:
            index, last = sentence.first_token, sentence.last_token
            while index < last:
                if flags[index] != 1:
                    index += 1
                    continue
                stop = index + 1
                while stop < last and flags[stop] and starts[stop] == ends[stop - 1]:
                    stop += 1
                while flags[stop - 1] == 2:
                    stop -= 1
                yield index, stop, sentence.first_token, last
                index = stop


_SHARED = frozenset(("part", "cluster", "form", "letters", "kind", "edge"))


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
    # Not verified at every start, which would read all of it: the tests verify what is shipped.
    return load_sequence_model(MODELS / "organizations.json", verify=False)


@cache
def _emitter(guideline: int) -> Emitter[int]:
    model = _model()
    return Emitter(lambda features: model.row(features, guideline))


#: From so many sentences on a text is taken for an article, whatever its words look like.
ARTICLE_SENTENCES = 4


def style_features(word: TokenType) -> tuple[str, ...]:
    """Return what a word tells about the kind of text it stands in."""
    return (f"w={word.surface}", f"p={word.pos1}{word.pos2}{word.pos3}{word.cform}{word.ctype}", f"l={word.lemma}")


@cache
def _style() -> tuple[LinearModel, Column[tuple[int, ...]]]:
    model = load_model(MODELS / "organization_style.json")

    def weights(word: TokenType) -> tuple[int, ...]:
        return tuple(model.total(style_features(word)))

    return model, Column(weights)


def guideline_of(doc: Document) -> str:
    """Return whose guideline a text calls for: that of articles, or for a lone sentence that of the corpus it is like.

    The corpora that the tagger learns from disagree about what a name is (WAC marks 国 and 委員会, news does not), so the
    weights exist once per corpus.
    """
    if len(doc.sentences) >= ARTICLE_SENTENCES or not doc.types:
        return "news"
    model, column = _style()
    root = math.sqrt(len(doc.types))
    sums = [sum(each) / root for each in zip(*column.of(doc), strict=True)]
    scores = [total + start for total, start in zip(sums, model.certificate["intercept"], strict=True)]
    return model.labels[scores.index(max(scores))]


def spans(doc: Document, *, guideline: str | None = None) -> list[Span]:
    """Return the names of bodies, left to right, without overlap."""
    model = _model()
    number = model.guidelines.index(guideline or guideline_of(doc))
    rows = _emitter(number).emit(doc)
    labels = model.decode(rows, [(each.first_token, each.last_token) for each in doc.sentences], number)
    return list(_spans_of(doc, labels, rows, model))


_BEGIN, _INSIDE = LABELS.index("B-ORG"), LABELS.index("I-ORG")


def _spans_of(doc: Document, labels: list[int], rows: list[int], model: SequenceModel) -> Iterator[Span]:
    place = -1
    while True:
        try:
            place = labels.index(_BEGIN, place + 1)
        except ValueError:
            return
        stop = place + 1
        while stop < len(labels) and labels[stop] == _INSIDE:  # a sentence never begins inside
            stop += 1
        margin = min(_margin(model.scores(row)) for row in rows[place:stop])
        score = round(1 / (1 + math.exp(-margin / SCORE_SCALE)), 3)
        yield Span(doc.starts[place], doc.ends[stop - 1], score, "tagger")
        place = stop - 1


#: Units of margin that make a score of 0.73.
SCORE_SCALE = 40


def _margin(score: tuple[int, ...]) -> int:
    mine = max(score[_BEGIN], score[_INSIDE])
    return mine - max(each for label, each in enumerate(score) if label not in (_BEGIN, _INSIDE))
