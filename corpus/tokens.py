"""Tokens of an article, made once. The only import of fugashi.

A token's dictionary entry (its *type*) is interned: the same word is analysed once per process and a document keeps
integers. Whatever depends on the word alone is a :class:`Column`, computed when a type is first seen and looked up
ever after. MeCab reads one sentence at a time, so the cost is linear and the memory bounded.

>>> doc = prepare(Article(id="x", source="-", text="NECは4日、発表した。"))
>>> [token.surface for token in doc.tokens_of(doc.sentences[0])]
['NEC', 'は', '4', '日', '、', '発表', 'し', 'た', '。']
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Generic, NamedTuple, TypeVar

from corpus.article import Article, Block
from corpus.blocks import split_blocks
from corpus.sentences import Sentence, split_sentences
from corpus.text import fold, widen

__all__ = ["Column", "Document", "Lexicon", "Token", "TokenType", "dictionary_name", "prepare", "words_of"]

#: A sentence longer than this (broken input) is cut for MeCab, at a comma or blank where there is one.
MAX_PARSE = 2000
#: Types kept before a fresh lexicon is begun: bounds the memory of a run over millions of articles.
MAX_TYPES = 40_000


class TokenType(NamedTuple):
    """A word as the dictionary sees it; shared by all its occurrences. Missing fields are ``""``."""

    surface: str  # folded
    lemma: str
    pos1: str
    pos2: str
    pos3: str
    pos4: str
    ctype: str  # conjugation type
    cform: str  # conjugation form
    base: str  # written base form
    goshu: str  # word origin: 和 漢 外 混 固 記号
    is_unknown: bool


class Token(NamedTuple):
    """One occurrence: half-open offsets into ``Article.text`` and the word's dictionary entry."""

    start: int
    end: int
    type: TokenType

    @property
    def surface(self) -> str:
        return self.type.surface

    @property
    def lemma(self) -> str:
        return self.type.lemma

    @property
    def pos1(self) -> str:
        return self.type.pos1

    @property
    def pos2(self) -> str:
        return self.type.pos2


class Lexicon(dict[str, int]):
    """The types met so far, by their key: MeCab's line of a token, which tells one dictionary entry from all others."""

    def __init__(self) -> None:
        super().__init__()
        self.types: list[TokenType] = []
        self.full_length: list[int] = []  # with the white space before the word
        self.length: list[int] = []

    def add(self, key: str, features: str) -> None:
        """Intern the type of ``key`` unless it is known; ``features`` are the dictionary's."""
        if key in self:
            return
        spaced = key.partition("\t")[0]
        surface = spaced.lstrip(" ")
        self[key] = len(self.types)
        self.types.append(_token_type(surface, features))
        self.full_length.append(len(spaced))
        self.length.append(len(surface))


def _token_type(surface: str, features: str) -> TokenType:
    fields = ["" if field == "*" else field for field in features.split(",", 13)]
    folded = fold(surface)
    if len(fields) < 13:  # unknown word: only part of speech is given
        fields += [""] * (13 - len(fields))
        return TokenType(folded, folded, *_six(fields), folded, "", True)
    lemma = fields[7].partition("-")[0] or folded  # UniDic writes データ-data
    return TokenType(folded, fold(lemma), *_six(fields), fold(fields[10]) or folded, fields[12], False)


def _six(fields: list[str]) -> tuple[str, str, str, str, str, str]:
    return fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]


T = TypeVar("T")


class Column(Generic[T]):
    """A value per token type, computed once: ``column.of(doc)`` lists it for every token of a document."""

    def __init__(self, compute: Callable[[TokenType], T]) -> None:
        self._compute = compute
        self._lexicon: Lexicon | None = None
        self.values: list[T] = []

    def grown(self, lexicon: Lexicon) -> list[T]:
        """Return the values of all types of ``lexicon``, computing those of new types."""
        if lexicon is not self._lexicon:
            self._lexicon, self.values = lexicon, []
        values = self.values
        if len(values) < len(lexicon.types):
            values.extend(map(self._compute, lexicon.types[len(values) :]))
        return values

    def of(self, doc: Document) -> list[T]:
        """Return one value per token of ``doc``, in order."""
        values = self.grown(doc.lexicon)
        return [values[index] for index in doc.types]


@dataclass(frozen=True, slots=True)
class Document:
    """An article made ready: folded text, sentences, and tokens as parallel lists.

    Token ``i`` is ``lexicon.types[types[i]]`` at ``text[starts[i]:ends[i]]``. Tokens lie inside sentences only.
    """

    article: Article
    folded: str
    sentences: tuple[Sentence, ...]
    lexicon: Lexicon
    types: list[int]
    starts: list[int]
    ends: list[int]

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.article.blocks

    def token(self, index: int) -> Token:
        return Token(self.starts[index], self.ends[index], self.lexicon.types[self.types[index]])

    def tokens_of(self, sentence: Sentence) -> list[Token]:
        return [self.token(index) for index in range(sentence.first_token, sentence.last_token)]

    def token_at(self, offset: int) -> int:
        """Return the index of the token that covers ``offset``, or of the first one after it."""
        return bisect.bisect_right(self.ends, offset)

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that covers ``offset``, or of the last one before it."""
        return max(bisect.bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1, 0)

    def block_of(self, sentence: Sentence) -> Block:
        return self.article.blocks[sentence.block]


def prepare(article: Article) -> Document:
    """Return the article split into blocks (unless it has them), sentences and tokens."""
    folded = fold(article.text)
    if article.body:
        # Front matter and mail headers say things about the article; they are no part of what it says. They are
        # blanked, not cut, so that offsets stay those of the file.
        folded = "\n" * article.body + folded[article.body :]
    if not article.blocks:
        article = replace(article, blocks=_blocks_below_header(article, folded))
    lexicon = _current_lexicon()
    widened = widen(article.text)
    types: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[Sentence] = []
    for block_index, block in enumerate(article.blocks):
        if block.end <= article.body:  # its lines are sentences without words
            lines = split_sentences(fold(article.text[: block.end]), block)
            sentences += [Sentence(start, end, block_index, 0, 0) for start, end in lines]
            continue
        for start, end in split_sentences(folded, block):
            first = len(types)
            _tokenize(widened, start, end, lexicon, types, starts, ends)
            sentences.append(Sentence(start, end, block_index, first, len(types)))
    return Document(article, folded, tuple(sentences), lexicon, types, starts, ends)


def _blocks_below_header(article: Article, folded: str) -> tuple[Block, ...]:
    """The blocks of an article whose file begins with front matter or mail headers: those are a block of their own."""
    body = article.body
    if not body:
        return split_blocks(article, folded)
    below = replace(article, text="\n" * body + article.text[body:])
    header = Block(0, len(article.text[:body].rstrip()), "other")
    blocks = split_blocks(below, folded)
    return (header, *(replace(block, start=max(block.start, body)) for block in blocks if block.end > body))


def _tokenize(
    widened: str, start: int, end: int, lexicon: Lexicon, types: list[int], starts: list[int], ends: list[int]
) -> None:
    tagger, length, full_length = _tagger(), lexicon.length, lexicon.full_length
    for piece_start, piece_end in _pieces(widened, start, end):
        piece = widened[piece_start:piece_end].rstrip(" ")
        output = tagger.parse(piece) if piece else ""
        if not output:
            continue
        keys = output.split("\n")
        try:
            ids = list(map(lexicon.__getitem__, keys))
        except KeyError:  # a new type in this piece: only now the dictionary's features are worth reading
            for key, node in zip(keys, tagger(piece), strict=True):
                lexicon.add(key, node.feature_raw)
            ids = list(map(lexicon.__getitem__, keys))
        types += ids
        piece_ends = list(accumulate(map(full_length.__getitem__, ids), initial=piece_start))[1:]
        ends += piece_ends
        starts += [stop - length[index] for stop, index in zip(piece_ends, ids, strict=True)]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_PARSE:
        window = text[start : start + MAX_PARSE]
        cut = max(window.rfind("、"), window.rfind(" "), window.rfind("。")) + 1 or MAX_PARSE
        yield start, start + cut
        start += cut
    yield start, end


_lexicon = Lexicon()
_mecab: Any = None


def _current_lexicon() -> Lexicon:
    global _lexicon
    if len(_lexicon.types) > MAX_TYPES:
        _lexicon = Lexicon()
    return _lexicon


def _tagger() -> Any:  # fugashi ships no types
    global _mecab
    if _mecab is None:
        import fugashi
        import unidic_lite

        # One short line a token: the word with the white space before it, its context ids and its cost. Entries that
        # agree in all of these tie, and MeCab takes the same one always. Printing the features costs twice as much.
        form = r'-O "" -F "%M\t%phl\t%phr\t%c\n" -U "%M\t%phl\t%phr\t%c\n" -E ""'
        path = unidic_lite.DICDIR
        _mecab = fugashi.GenericTagger(f'-d "{path}" -r "{path}/mecabrc" {form}')
    return _mecab


def dictionary_name() -> str:
    """Return name and version of the dictionary in use, for ``made_by`` and ``doctor``."""
    from importlib.metadata import version

    return f"unidic-lite {version('unidic-lite')}"


def texts_of(tokens: Sequence[Token]) -> str:
    """Return the surfaces of ``tokens`` joined: a lemma-free key for short phrases."""
    return "".join(token.surface for token in tokens)


def words_of(text: str) -> list[Token]:
    """Return the tokens of ``text`` read as one sentence: for queries, and for sentences taken out of their article.

    >>> [token.lemma for token in words_of("損害を賠償した")]
    ['損害', 'を', '賠償', '為る', 'た']
    """
    lexicon = _current_lexicon()
    types: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    _tokenize(widen(text), 0, len(text), lexicon, types, starts, ends)
    return [Token(start, end, lexicon.types[kind]) for kind, start, end in zip(types, starts, ends, strict=True)]
