"""The trained tagger of names: which stretches of an article name a body.

Every word of a sentence gets a score per label, and Viterbi takes the best sequence. The scores are sums of weights of
features (:mod:`analyzer.organizations.features`): what depends on one word alone is summed once per word type and place
in the window, and looked up ever after; pairs of words, noun runs and known names are computed where they stand.
Plain Python for little text, NumPy for much, with the same result to the bit.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from operator import mul
from typing import TYPE_CHECKING, Any

from analyzer.linear import LinearModel, load_model
from analyzer.organizations.aliases import Span
from analyzer.organizations.features import (
    LISTED,
    PAIRS,
    REACH,
    RUNS,
    WINDOW,
    WINDOW_SIZE,
    WINDOW_STARTS,
    plain_parts_of,
    plain_window_keys,
)
from analyzer.organizations.wordfacts import EDGE, MODELS, word_facts
from analyzer.sequence import Mixture, SequenceModel, load_sequence_model
from corpus.tokens import Column, Document, Lexicon

if TYPE_CHECKING:
    from analyzer.organizations.arrays import Words

__all__ = [
    "LABELS",
    "MODELS",
    "guideline_of",
    "mixture_of",
    "spans",
    "spans_of_all",
    "style_features",
]

#: Persons, places and other names are told apart from bodies: without them the tagger is two points worse.
LABELS = ("O", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON", "B-LOC", "I-LOC", "MISC")

#: So many words a process reads before it is worth importing NumPy (90 ms).
NUMPY_FROM = 1000
#: Words that NumPy takes at a time: bounds the memory that a long article needs.
CHUNK = 20_000


@cache
def _model() -> SequenceModel:
    # Not verified at every start, which would read all of it: the tests verify what is shipped.
    return load_sequence_model(MODELS / "organizations.json", verify=False)


# ----------------------------------------------------------------------------------------------------------- scores

_ALWAYS = len(WINDOW) + len(PAIRS)
_EVERY = _ALWAYS + len(RUNS) + len(LISTED)
#: What a feature that weighs nothing adds to each field of a sum.
_NOTHING = 0x0080008000800080
_NOTHING_ODD = 0x0000008000800080


class _PlainScores:
    """Scores of words in plain Python; ``rows`` are the packed window sums of each word type met."""

    def __init__(self, model: SequenceModel, guideline: int) -> None:
        self._model = model
        self._guideline = guideline
        self._facts = Column(word_facts)
        self._seen: object = None  # identity of the lexicon that the sums belong to
        self._rows: dict[int, list[int]] = {}

    def of(self, doc: Document) -> list[tuple[int, ...]]:
        """Return the scores of every token of ``doc``."""
        model, guideline = self._model, self._guideline
        facts = self._facts.grown(doc.lexicon)
        if doc.lexicon.identity is not self._seen:  # little text never fills a lexicon
            self._seen, self._rows = doc.lexicon.identity, {-1: self._row(EDGE)}
        for index in doc.types:
            if index not in self._rows:
                self._rows[index] = self._row(facts[index])
        pairs, runs = plain_parts_of(doc, facts)
        totals = [model.total(keys, guideline) for keys in pairs]
        counts = [_ALWAYS] * len(totals)
        for token, keys in runs:
            totals[token] += model.total(keys, guideline)
            counts[token] += len(keys)
        for sentence in doc.sentences:
            first, last = sentence.first_token, sentence.last_token
            edges = [-1] * REACH
            rows = [self._rows[index] for index in (*edges, *doc.types[first:last], *edges)]
            for place in range(last - first):
                totals[first + place] += sum(rows[place + offset][offset] for offset in range(WINDOW_SIZE))
        return list(map(model.scores, totals, counts))

    def _row(self, facts: Sequence[int]) -> list[int]:
        keys = plain_window_keys(facts)
        bounds = zip(WINDOW_STARTS, (*WINDOW_STARTS[1:], len(WINDOW)), strict=True)
        return [self._model.total(keys[first:stop], self._guideline) for first, stop in bounds]


#: Once a block of so many bytes was given back, the C library (glibc) takes all up to that size from memory that it
#: keeps. Else the system maps each larger array anew, and the first touch of every page costs a fault.
_LARGEST_ARRAY = 16 << 20


class _Scores:
    """Scores of words in NumPy; ``windows`` are the packed window sums of each word type met."""

    def __init__(self, model: SequenceModel, guideline: int) -> None:
        import numpy as np

        from analyzer.organizations.arrays import WordFacts

        self._model = model
        self._guideline = guideline
        self._seen: object = None  # identity of the lexicon that the sums belong to
        self._facts = WordFacts()
        # A sum a place of the window for each word type: two integers, kept as one item, so that one step fetches both.
        self._windows: Any = np.empty(0, np.complex128)
        self._offsets = np.arange(-REACH, REACH + 1)[:, None]
        self._places = np.arange(WINDOW_SIZE)[:, None]
        bias = [_NOTHING, _NOTHING_ODD]
        self._bias = np.array(bias, np.uint64)[:, None]
        np.empty(_LARGEST_ARRAY, np.uint8)  # given back unused: see there

    def _grow(self, lexicon: Lexicon) -> None:
        import numpy as np

        if lexicon.identity is not self._seen:
            kept = self._facts.keep(lexicon.kept_from(self._seen))
            windows = self._windows.reshape(-1, WINDOW_SIZE)
            windows[: len(kept)] = windows[kept]
            self._seen = lexicon.identity
        known = WINDOW_SIZE * self._facts.count
        keys = self._facts.grow(lexicon.types)
        if keys is None:
            return
        stop = WINDOW_SIZE * self._facts.count
        if stop > len(self._windows):
            windows = np.empty(WINDOW_SIZE * max(2 * self._facts.count, 4000), np.complex128)
            windows[:known] = self._windows[:known]
            self._windows = windows
        sums = self._model.totals(keys, self._guideline, WINDOW_STARTS)
        self._windows[known:stop] = sums.transpose(2, 1, 0).copy().view(np.complex128).ravel()

    def of(self, words: Words, lexicon: Lexicon) -> tuple[Any, Any]:
        """Return the scores ``[label, word]`` of ``words``, and which of them begin a sentence."""
        import numpy as np

        from analyzer.organizations.arrays import layout_of, parts_of

        self._grow(lexicon)
        model, guideline = self._model, self._guideline
        layout = layout_of(words)
        index = (WINDOW_SIZE * layout.words)[layout.places + self._offsets]
        index += self._places
        sums = self._windows.take(index).view(np.uint64).reshape(WINDOW_SIZE, -1, 2)
        pairs, *others = parts_of(words, layout, self._facts)
        totals = model.totals(pairs.keys, guideline)[:, 0]
        totals += np.add.reduce(sums, 0).T
        totals += self._bias * np.uint64(_EVERY - _ALWAYS)
        for part in others:
            sums = model.totals(part.keys, guideline)[:, 0]
            sums -= self._bias * np.uint64(len(part.keys))
            totals[:, part.tokens] += sums
        return model.score_rows(totals, _EVERY), layout.is_first


@cache
def _plain_scores(guideline: int) -> _PlainScores:
    return _PlainScores(_model(), guideline)


@cache
def _scores(guideline: int) -> _Scores:
    return _Scores(_model(), guideline)


# ----------------------------------------------------------------------------------------------------- kind of text

#: From so many sentences on a text is taken for an article, whatever its words look like.
ARTICLE_SENTENCES = 4
#: So many characters tell the kind of a text.
STYLE_LETTERS = 300
#: What one sign counts; letters count one in all, however many there are.
SIGN_WEIGHT = 0.3
#: Lone sentences of GSD (web, forums, any subject) name few bodies, and those that do look like the other corpora.
STYLE_PRIOR = {"gsd": 2.0}
#: The model is surer than it is right.
STYLE_TEMPERATURE = 1.5
#: Weights are mixed in sixteenths; what counts less than one in twenty is left out.
PARTS = 16
LEAST_PART = 0.05
ARTICLE: Mixture = (1, 0, 0, 0)
#: What is news for so many parts is read as an article is.
NEWS_PARTS = 10

_SIGNS = (
    "（）",
    "()",
    "　",
    " ",
    "「」",
    "『』",
    ",",
    "、",
    "・",
    "0123456789",
    "０１２３４５６７８９",
    "“”",
    '"',
    "!?",
    "！？",
    "\n",
)


def style_features(text: str) -> tuple[list[str], list[str]]:
    """Return what letters and signs of a text tell about the kind of text: letters in groups of one to three; signs.

    >>> letters, signs = style_features("市だ。")
    >>> letters[:4], signs[-3:]
    (['市', '^市', 'だ', '市だ'], ['first 市', 'first 市だ', 'last だ。'])
    """
    shown = f"^{text.strip()}$"[: STYLE_LETTERS + 1]
    letters = [
        shown[start:stop] for stop in range(2, len(shown) + 1) for start in range(stop - 1, max(stop - 4, -1), -1)
    ]
    shown = shown.strip("^$")
    signs = [f"{chars[0]} {min(sum(map(shown.count, chars)), 3)}" for chars in _SIGNS]
    signs += [f"length {len(shown).bit_length()}", f"ends {min(sum(map(shown.count, '。!?！？')), 3)}"]
    return letters, [*signs, f"first {shown[:1]}", f"first {shown[:2]}", f"last {shown[-2:]}"]


@cache
def _style() -> LinearModel:
    return load_model(MODELS / "organization_style.json", verify=False)


@lru_cache(maxsize=64)  # asked twice for each text of a group
def _mixture(text: str) -> Mixture:
    model = _style()
    letters, signs = style_features(text)
    root = math.sqrt(len(letters))
    sums = zip(model.labels, model.total(letters), model.total(signs), model.certificate["intercept"], strict=True)
    scores = [
        ((letter / root + SIGN_WEIGHT * sign + start) * model.scale + STYLE_PRIOR.get(label, 0.0)) / STYLE_TEMPERATURE
        for label, letter, sign, start in sums
    ]
    chances = [math.exp(score - max(scores)) for score in scores]
    kept = [chance if chance > LEAST_PART * sum(chances) else 0.0 for chance in chances]
    parts = [round(PARTS * chance / sum(kept)) for chance in kept]
    parts[chances.index(max(chances))] += PARTS - sum(parts)
    return ARTICLE if parts[0] >= NEWS_PARTS else tuple(parts)


def mixture_of(doc: Document) -> Mixture:
    """Return how much each guideline counts for a text: articles follow that of news, a lone sentence those it is like.

    The corpora that the tagger learns from disagree about what a name is (WAC marks 国 and 委員会, news does not), so the
    weights exist once per corpus.
    """
    if len(doc.sentences) >= ARTICLE_SENTENCES or not doc.types:
        return ARTICLE
    return _mixture(doc.text[: 4 * STYLE_LETTERS])  # what is remembered stays small


def guideline_of(doc: Document) -> str:
    """Return the guideline that counts most for a text."""
    mixture = mixture_of(doc)
    return _model().guidelines[mixture.index(max(mixture))]


# ------------------------------------------------------------------------------------------------------------ spans

_BEGIN, _INSIDE = LABELS.index("B-ORG"), LABELS.index("I-ORG")
#: Weights (not their integers) of margin that make a score of 0.73.
SCORE_SCALE = 16.0
_words_read = 0


def spans(doc: Document) -> list[Span]:
    """Return the names of bodies, left to right, without overlap."""
    return spans_of_all([doc])[0]


def spans_of_all(docs: Sequence[Document]) -> list[list[Span]]:
    """Return :func:`spans` of each document; they share one lexicon.

    Articles are short, and what NumPy does costs as much for ten words as for a thousand: so they are read at once.
    """
    global _words_read
    _words_read += sum(len(doc.types) for doc in docs)
    mixtures = [mixture_of(doc) for doc in docs]
    if _words_read < NUMPY_FROM and "numpy" not in sys.modules:
        return [list(_plain_spans(doc, mixture)) for doc, mixture in zip(docs, mixtures, strict=True)]
    found: list[list[Span]] = [[] for _ in docs]
    for is_article in (True, False):
        chosen = [index for index, doc in enumerate(docs) if doc.types and (mixtures[index] == ARTICLE) == is_article]
        for pieces in _batches(docs, chosen):
            for index, span in _spans(docs, pieces, mixtures):
                found[index].append(span)
    return found


#: Some sentences of a document: its number, first and last sentence.
Piece = tuple[int, int, int]


def _batches(docs: Sequence[Document], chosen: Sequence[int]) -> Iterator[list[Piece]]:
    """Yield what NumPy takes at once: some documents, or some sentences of a long one."""
    batch: list[Piece] = []
    count = 0
    for index in chosen:
        doc = docs[index]
        if batch and count + len(doc.types) > CHUNK:
            yield batch
            batch, count = [], 0
        if len(doc.types) > CHUNK:
            for first, stop in _chunks(doc):
                yield [(index, first, stop)]
        else:
            batch.append((index, 0, len(doc.sentences)))
            count += len(doc.types)
    if batch:
        yield batch


def _chunks(doc: Document) -> Iterator[tuple[int, int]]:
    """Yield first and last sentence of each stretch of a long document."""
    first = begin = 0
    for number, sentence in enumerate(doc.sentences, 1):
        if sentence.last_token - begin >= CHUNK or (number == len(doc.sentences) and sentence.last_token > begin):
            yield first, number
            first, begin = number, sentence.last_token


def _plain_spans(doc: Document, mixture: Mixture) -> Iterator[Span]:
    scores = _plain_mixed(doc, mixture)
    for sentence in doc.sentences:
        first, last = sentence.first_token, sentence.last_token
        labels = _model().decode(scores[first:last], mixture)
        place = -1
        while _BEGIN in labels[place + 1 :]:
            place = labels.index(_BEGIN, place + 1)
            stop = place + 1
            while stop < len(labels) and labels[stop] == _INSIDE:
                stop += 1
            margin = min(map(_margin, scores[first + place : first + stop]))
            yield Span(doc.starts[first + place], doc.ends[first + stop - 1], _score(margin, sum(mixture)), "tagger")


def _plain_mixed(doc: Document, mixture: Mixture) -> list[tuple[int, ...]]:
    used = [(part, _plain_scores(guideline).of(doc)) for guideline, part in enumerate(mixture) if part]
    if used[0][0] == sum(mixture) == 1:
        return used[0][1]
    parts = [part for part, _ in used]
    return [
        tuple(sum(map(mul, parts, of_label)) for of_label in zip(*rows, strict=True))
        for rows in zip(*(scores for _, scores in used), strict=True)
    ]


def _margin(score: Sequence[int]) -> int:
    mine = max(score[_BEGIN], score[_INSIDE])
    return mine - max(each for label, each in enumerate(score) if label not in (_BEGIN, _INSIDE))


@cache
def _score(margin: int, weight: int) -> float:
    return round(1 / (1 + math.exp(-margin * _model().scale / (SCORE_SCALE * weight))), 3)


def _mixed(words: Words, lexicon: Lexicon, mixtures: Sequence[Mixture], which: Any) -> tuple[Any, Any]:
    """Return the scores ``[label, word]`` of ``words``, and which of them begin a sentence."""
    import numpy as np

    if which is None:
        return _scores(mixtures[0].index(1)).of(words, lexicon)
    total = is_first = None
    for guideline, parts in enumerate(np.array(mixtures, np.int32).T):
        if parts.any():
            scores, is_first = _scores(guideline).of(words, lexicon)
            scores *= parts[which]
            total = scores if total is None else total + scores
    return total, is_first


def _spans(
    docs: Sequence[Document], pieces: Sequence[Piece], mixture_of_doc: Sequence[Mixture]
) -> Iterator[tuple[int, Span]]:
    """Yield document and name, left to right. All documents are articles, or none is."""
    import numpy as np

    from analyzer.organizations.arrays import words_of

    model = _model()
    words = words_of([(docs[index], first, stop) for index, first, stop in pieces])
    mixtures = sorted({mixture_of_doc[index] for index, _, _ in pieces})
    which = None
    if mixtures != [ARTICLE]:
        sizes = [
            docs[index].sentences[stop - 1].last_token - docs[index].sentences[first].first_token
            for index, first, stop in pieces
        ]
        which = np.repeat([mixtures.index(mixture_of_doc[index]) for index, _, _ in pieces], sizes)
    scores, is_first = _mixed(words, docs[pieces[0][0]].lexicon, mixtures, which)
    labels = model.decode_batch(scores, is_first, mixtures, which)
    weight = sum(mixtures[0])
    begins = (labels == _BEGIN).nonzero()[0]
    if not len(begins):
        return
    others = (labels != _INSIDE).nonzero()[0]  # a sentence never begins inside
    following = others.searchsorted(begins, "right")
    ends = np.append(others, len(labels))[following]
    margins = np.maximum(scores[_BEGIN], scores[_INSIDE])
    margins -= np.maximum(scores[0], scores[_INSIDE + 1 :].max(0))
    bounds = np.stack((begins, ends), 1).ravel()
    if bounds[-1] == len(margins):
        bounds = bounds[:-1]
    least = np.minimum.reduceat(margins, bounds)[::2]
    found = zip(begins.tolist(), ends.tolist(), least.tolist(), strict=True)
    places = iter(pieces)
    stop = shift = 0
    for begin, end, margin in found:
        while begin >= stop:  # in the next document
            index, first, last = next(places)
            doc = docs[index]
            low = doc.sentences[first].first_token
            shift = stop - low
            stop += doc.sentences[last - 1].last_token - low
        yield index, Span(doc.starts[begin - shift], doc.ends[end - shift - 1], _score(margin, weight), "tagger")
