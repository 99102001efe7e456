"""Articles that share wording: agency copy that several papers print, a post that pastes a report.

MinHash over whole articles misses a post that pastes a report (similarity .36 to .39), so sentences are compared: each
is sketched, sentences with like sketches are found by locality-sensitive hashing, runs of like sentences in two articles
are one shared passage, and articles that share most of their wording are one group. Sentences that stand in very many
articles (credits, standing lines) make no pairs. The cost grows with the number of sentences, not of pairs. Texts are
laid down in a temporary file; in memory are some two hundred bytes a sentence.

>>> report = "市は4日、総額120億円の新年度予算案を発表した。前年度に比べて3.2%の増加となる。"
>>> post = "今日の新聞から。市は4日、総額120億円の新年度予算案を発表した。前年度に比べて3.2%の増加となる。ひどい話だ。"
>>> [shared] = find_passages([("a", report), ("b", post)])
>>> report[slice(*shared.first_span)] == post[slice(*shared.second_span)] == report
True
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from corpus.text import fold

__all__ = ["Shared", "find_passages", "wording_groups"]

#: Characters of a sentence that are worth comparing, and of a passage that is worth telling.
MIN_SENTENCE = 18
MIN_PASSAGE = 36
#: Sentences are alike from this RapidFuzz ratio (0 to 100) on.
ALIKE = 75.0
#: A sentence that stands in more articles than this is a standing line; it makes no pairs.
MAX_ARTICLES = 40
#: Articles that share so much of the longer one's wording are one group.
SAME_WORDING = 0.6

_PERMUTATIONS = 48
_BANDS = 16  # three rows a band: pairs of Jaccard similarity .5 are found with 88 %, of .7 with 99.8 %
_SHINGLE = 4
_PIECE_RE = re.compile(r"[^。！？!?\n]*[。！？!?\n]*[」』）)]*")


class Shared(NamedTuple):
    """A passage that two articles share: its span in each (half-open code points), and how alike they are (0 to 1)."""

    first: str
    first_span: tuple[int, int]
    second: str
    second_span: tuple[int, int]
    score: float
    text: str = ""  # as the first has it


class _Piece(NamedTuple):
    """A sentence: article number, position among the article's sentences, and offsets."""

    article: int
    position: int
    start: int
    end: int


def find_passages(articles: Iterable[tuple[str, str]], *, order: Iterable[str] = ()) -> Iterator[Shared]:
    """Yield the passages that any two of ``articles`` (id, text) share, pair by pair in the order of the input.

    ``order`` are the ids in the order that is meant, where the texts come in another. Raises OSError where the
    temporary folder cannot take the texts.
    """
    numbers = {article: number for number, article in enumerate(order)}
    places: dict[int, tuple[int, int]] = {}  # where the text of an article stands in the file
    with TemporaryFile() as texts, TemporaryFile() as wordings:
        pieces = _Pieces(wordings)
        for article, text in articles:
            number = numbers.setdefault(article, len(numbers))
            begin = texts.tell()
            texts.write(text.encode("utf-8", "surrogatepass"))
            places[number] = begin, texts.tell() - begin
            pieces.add(number, text)
        ids = list(numbers)

        @lru_cache(maxsize=64)
        def text_of(number: int) -> str:
            begin, size = places[number]
            texts.seek(begin)
            return texts.read(size).decode("utf-8", "surrogatepass")

        pairs: dict[tuple[int, int], list[tuple[_Piece, _Piece]]] = {}
        for one, other in _alike(pieces):
            pairs.setdefault((one.article, other.article), []).append((one, other))
        for (first, second), matches in sorted(pairs.items()):
            for run in _runs(matches):
                here, there = ((run[0][side].start, run[-1][side].end) for side in (0, 1))
                if min(here[1] - here[0], there[1] - there[0]) < MIN_PASSAGE:
                    continue
                text = text_of(first)[slice(*here)]
                score = _likeness(text, text_of(second)[slice(*there)], ALIKE - 5)
                if score:  # a sentence that only one of them has may stand between
                    yield Shared(ids[first], here, ids[second], there, round(score / 100, 4), text)


class _Pieces:
    """The sentences of all articles: what they say in a file, each wording once; where they stand in arrays."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._numbers: dict[bytes, int] = {}  # digest of a wording → its number
        self._places = array("q", (0,))  # where a wording begins in the file
        self.wordings = array("i")  # of each piece
        self._spans = array("i")  # article, position, start and end of each piece

    def add(self, article: int, text: str) -> None:
        position = 0
        for match in _PIECE_RE.finditer(text):
            piece = "".join(fold(match[0]).split())
            if not piece:
                continue
            if len(piece) >= MIN_SENTENCE:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                self.wordings.append(self._number(piece))
                self._spans.extend((article, position, start, start + len(match[0].strip())))
            position += 1

    def _number(self, piece: str) -> int:
        data = piece.encode("utf-8", "surrogatepass")
        digest = blake2b(data, digest_size=12).digest()
        number = self._numbers.setdefault(digest, len(self._numbers))
        if number == len(self._places) - 1:
            self._file.write(data)
            self._places.append(self._file.tell())
        return number

    def sort(self) -> None:
        """All pieces are in: from now on they can be asked for by their wording."""
        import numpy as np

        self._numbers.clear()
        self.n_having = np.bincount(self.wordings, minlength=self.n_wordings)
        self._order = np.argsort(self.wordings, kind="stable").astype(np.int32)
        self._edges = np.concatenate(([0], np.cumsum(self.n_having)))

    @property
    def n_wordings(self) -> int:
        return len(self._places) - 1

    def wording(self, number: int) -> str:
        self._file.seek(self._places[number])
        return self._file.read(self._places[number + 1] - self._places[number]).decode("utf-8", "surrogatepass")

    def having(self, number: int) -> list[_Piece]:
        """Return the pieces that say the wording ``number``, in the order of their articles."""
        spans = self._spans
        indexes = self._order[self._edges[number] : self._edges[number + 1]].tolist()
        return [_Piece(*spans[4 * index : 4 * index + 4]) for index in indexes]


def _alike(pieces: _Pieces) -> Iterator[tuple[_Piece, _Piece]]:
    """Yield the pairs of like sentences of different articles, the earlier article first."""
    import numpy as np

    pieces.sort()
    if not pieces.n_wordings:
        return
    links, standing = _candidates(pieces)
    edges = np.searchsorted(links[:, 0], np.arange(pieces.n_wordings + 1))
    is_wanted = (np.diff(edges) > 0) | (pieces.n_having > 1)
    for number in np.flatnonzero(is_wanted).tolist():
        here = pieces.having(number)
        if len(here) > MAX_ARTICLES and _n_articles([here]) > MAX_ARTICLES:
            continue
        yield from _pairs(here, here)
        if standing[number] or edges[number] == edges[number + 1]:
            continue
        others = links[edges[number] : edges[number + 1], 1].tolist()
        around = {other: pieces.having(other) for other in others}
        if _n_articles([here, *around.values()]) > MAX_ARTICLES:
            continue
        wording = pieces.wording(number)
        for other, there in around.items():
            if other > number and _likeness(wording, pieces.wording(other), ALIKE):
                yield from _pairs(here, there)
                yield from _pairs(there, here)


def _n_articles(groups: Iterable[Sequence[_Piece]]) -> int:
    return len({piece.article for group in groups for piece in group})


def _pairs(first: Sequence[_Piece], second: Sequence[_Piece]) -> Iterator[tuple[_Piece, _Piece]]:
    return ((one, other) for one in first for other in second if one.article < other.article)


#: Characters that are sketched at a time, and those of one sentence that are looked at: longer ones are none.
_SKETCHED, _LONGEST = 100_000, 5000


def _bands(pieces: _Pieces) -> Any:
    """Return a row of numbers per band: wordings with the same number there have that part of their sketches in common."""
    import numpy as np
    from rensa import RMinHash

    bands = np.empty((_BANDS, pieces.n_wordings), np.uint64)
    rows = _PERMUTATIONS // _BANDS
    factors = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
    first = 0
    while first < pieces.n_wordings:
        shingles: list[list[str]] = []
        n_letters = 0
        while first + len(shingles) < pieces.n_wordings and n_letters < _SKETCHED:
            text = pieces.wording(first + len(shingles))[:_LONGEST]
            shingles.append([text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)])
            n_letters += len(text)
        sketches = np.array(RMinHash.digests_from_token_sets(shingles, _PERMUTATIONS, 1), np.uint64)
        banded = (sketches.reshape(len(shingles), _BANDS, rows) * factors).sum(axis=2, dtype=np.uint64)
        bands[:, first : first + len(shingles)] = banded.T
        first += len(shingles)
    return bands


def _candidates(pieces: _Pieces) -> tuple[Any, Any]:
    """Return the pairs of wordings whose sketches share a band, in both directions and in order, and which wordings
    share one with so many others that they are standing lines.
    """
    import numpy as np

    found = np.empty(0, np.int64)  # two numbers in one: a pair may share several bands
    standing = np.zeros(pieces.n_wordings, bool)
    for band in _bands(pieces):
        order = np.argsort(band, kind="stable")
        band = band[order]
        edges = np.flatnonzero(np.concatenate(([True], band[1:] != band[:-1], [True])))
        is_kept = np.ones(len(order), bool)
        n_having = np.add.reduceat(pieces.n_having[order], edges[:-1])
        for place in np.flatnonzero((n_having > MAX_ARTICLES) & (np.diff(edges) > 1)).tolist():
            group = slice(edges[place], edges[place + 1])
            if _is_standing(pieces, order[group].tolist()):
                standing[order[group]] = True
                is_kept[group] = False
        order, band = order[is_kept], band[is_kept]
        new, step = [found], 1
        while (is_same := band[step:] == band[:-step]).any():
            new.append(order[:-step][is_same] << 32 | order[step:][is_same])
            step += 1
        found = np.unique(np.concatenate(new))
    pairs = np.stack((found >> 32, found & 0xFFFFFFFF), axis=1).astype(np.int32)
    both = np.concatenate((pairs, pairs[:, ::-1]))
    return both[np.lexsort((both[:, 1], both[:, 0]))], standing


def _is_standing(pieces: _Pieces, group: Sequence[int]) -> bool:
    return len(group) > 10 * MAX_ARTICLES or _n_articles(map(pieces.having, group)) > MAX_ARTICLES


def _likeness(one: str, other: str, least: float) -> float:
    """Return how alike two texts are (0 to 100), 0 where that is less than ``least``."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=least)


def _runs(matches: Sequence[tuple[_Piece, _Piece]]) -> Iterator[list[tuple[_Piece, _Piece]]]:
    """Join like sentences that follow each other in both articles (one sentence of either may be left out)."""
    open_runs: list[list[tuple[_Piece, _Piece]]] = []
    for one, other in sorted(matches, key=lambda match: (match[0].position, match[1].position)):
        for run in reversed(open_runs[-20:]):
            last_one, last_other = run[-1]
            if 0 < one.position - last_one.position <= 2 and 0 < other.position - last_other.position <= 2:
                run.append((one, other))
                break
        else:
            open_runs.append([(one, other)])
    yield from open_runs


def wording_groups(passages: Iterable[Shared], lengths: Mapping[str, int]) -> list[list[str]]:
    """Return the groups of articles that print one wording, each in the order of ``lengths`` (id → characters).

    Two articles print one wording when their shared passages cover most of the longer of them; groups are closed over
    that: the second paper's cut of a report and the third's are one group by way of the whole report.

    >>> passages = [Shared("a", (0, 90), "b", (0, 95), 0.9), Shared("b", (0, 40), "c", (200, 240), 1.0)]
    >>> wording_groups(passages, {"a": 100, "b": 100, "c": 500})
    [['a', 'b']]
    """
    covered: dict[tuple[str, str], tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {}
    for passage in passages:
        ones, others = covered.setdefault((passage.first, passage.second), ([], []))
        ones.append(passage.first_span)
        others.append(passage.second_span)
    parent: dict[str, str] = {}

    def root(article: str) -> str:
        while parent.get(article, article) != article:
            parent[article] = parent.get(parent[article], parent[article])
            article = parent[article]
        return article

    for (first, second), (ones, others) in covered.items():
        share = min(_union(ones) / max(lengths[first], 1), _union(others) / max(lengths[second], 1))
        if share >= SAME_WORDING:
            parent[root(second)] = root(first)
    groups: dict[str, list[str]] = {}
    for article in lengths:
        groups.setdefault(root(article), []).append(article)
    return [group for group in groups.values() if len(group) > 1]


def _union(spans: Iterable[tuple[int, int]]) -> int:
    """How many characters lie in at least one of ``spans``."""
    total = reached = 0
    for start, end in sorted(spans):
        total += max(end - max(start, reached), 0)
        reached = max(reached, end)
    return total
