"""Articles that share wording: agency copy that several papers print, a post that pastes a report.

MinHash over whole articles misses a post that pastes a report (similarity .36 to .39), so sentences are compared: each
is sketched, sentences with like sketches are found by locality-sensitive hashing, runs of like sentences in two articles
are one shared passage, and articles that share most of their wording are one group. Sentences that stand in very many
articles (credits, standing lines) make no pairs. The cost grows with the number of sentences, not of pairs.

>>> report = "市は4日、総額120億円の新年度予算案を発表した。前年度に比べて3.2%の増加となる。"
>>> post = "今日の新聞から。市は4日、総額120億円の新年度予算案を発表した。前年度に比べて3.2%の増加となる。ひどい話だ。"
>>> [shared] = find_passages([("a", report), ("b", post)])
>>> report[slice(*shared.first_span)] == post[slice(*shared.second_span)] == report
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

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


class _Piece(NamedTuple):
    """A sentence: article number, position among the article's sentences, offsets, and its text for comparison."""

    article: int
    position: int
    start: int
    end: int
    text: str


def find_passages(articles: Iterable[tuple[str, str]]) -> Iterator[Shared]:
    """Yield the passages that any two of ``articles`` (id, text) share, pair by pair in the order of the input."""
    ids: list[str] = []
    texts: list[str] = []
    pieces: list[_Piece] = []
    for number, (article, text) in enumerate(articles):
        ids.append(article)
        texts.append(text)
        pieces += _pieces(number, text)
    pairs: dict[tuple[int, int], list[tuple[_Piece, _Piece]]] = {}
    for one, other in _alike(pieces):
        pairs.setdefault((one.article, other.article), []).append((one, other))
    for (first, second), matches in sorted(pairs.items()):
        for run in _runs(matches):
            yield from _shared(ids, texts, first, second, run)


def _pieces(article: int, text: str) -> Iterator[_Piece]:
    position = 0
    for match in _PIECE_RE.finditer(text):
        piece = "".join(fold(match[0]).split())
        if not piece:
            continue
        if len(piece) >= MIN_SENTENCE:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield _Piece(article, position, start, start + len(match[0].strip()), piece)
        position += 1


def _alike(pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, _Piece]]:
    """Yield the pairs of like sentences of different articles, the earlier article first."""
    by_text: dict[str, list[_Piece]] = {}
    for piece in pieces:
        by_text.setdefault(piece.text, []).append(piece)
    wordings = list(by_text)
    for number, others in enumerate(_neighbours(wordings)):
        here = by_text[wordings[number]]
        if _n_articles([here]) > MAX_ARTICLES:
            continue
        yield from _pairs(here, here)
        if _n_articles([by_text[wordings[other]] for other in others]) > MAX_ARTICLES:
            continue
        for other in others:
            if other > number and _is_alike(wordings[number], wordings[other]):
                yield from _pairs(here, by_text[wordings[other]])
                yield from _pairs(by_text[wordings[other]], here)


def _n_articles(groups: Iterable[Sequence[_Piece]]) -> int:
    return len({piece.article for group in groups for piece in group})


def _pairs(first: Sequence[_Piece], second: Sequence[_Piece]) -> Iterator[tuple[_Piece, _Piece]]:
    return ((one, other) for one in first for other in second if one.article < other.article)


def _neighbours(wordings: Sequence[str]) -> Iterator[list[int]]:
    """Yield, for every wording, the numbers of the wordings whose sketch shares a band with its own."""
    from rensa import RMinHash, RMinHashLSH

    shingles = ([text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)] for text in wordings)
    sketches: list[Any] = RMinHash.from_token_sets(shingles, _PERMUTATIONS, 1)
    index = RMinHashLSH(threshold=0.4, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    index.insert_many(sketches)
    for sketch in sketches:
        yield index.query(sketch)


def _is_alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=ALIKE) > 0


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


def _shared(
    ids: Sequence[str], texts: Sequence[str], first: int, second: int, run: Sequence[tuple[_Piece, _Piece]]
) -> Iterator[Shared]:
    from rapidfuzz import fuzz

    one, other = (run[0][0].start, run[-1][0].end), (run[0][1].start, run[-1][1].end)
    if min(one[1] - one[0], other[1] - other[0]) >= MIN_PASSAGE:
        score = fuzz.ratio(texts[first][slice(*one)], texts[second][slice(*other)])
        if score >= ALIKE - 5:  # a sentence that only one of them has may stand between
            yield Shared(ids[first], one, ids[second], other, round(score / 100, 4))


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
