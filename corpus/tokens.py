"""Tokens of an article, made once. The only import of fugashi.

A token's dictionary entry (its *type*) is interned: the same word is analysed once per process and a document keeps
integers. Whatever depends on the word alone is a :class:`Column`, computed when a type is first seen and looked up
ever after. MeCab reads one sentence at a time, so the cost is linear and the memory bounded.

>>> doc = prepare(Article(id="x", source="-", text="NECは4日、発表した。"))
>>> [token.surface for token in doc.tokens_of(doc.sentences[0])]
['NEC', 'は', '4', '日', '、', '発表', 'し', 'た', '。']
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, MutableSequence, Sequence
from functools import cache
from itertools import accumulate
from operator import sub
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from corpus.article import Article, Block
from corpus.blocks import split_blocks
from corpus.dictionary import dictionary_name, features, folder, unknown_features
from corpus.sentences import Sentence, split_sentences
from corpus.text import fold, widen
from corpus.wrapping import soft_breaks

__all__ = ["Column", "Document", "Lexicon", "Token", "TokenType", "dictionary_name", "prepare", "words_of"]

#: A sentence longer than this (broken input) is cut for MeCab, at a comma or blank where there is one.
MAX_PARSE = 2000
#: Types kept before the rarer ones are forgotten: bounds the memory of a run over millions of articles.
MAX_TYPES = 30_000


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
        self._met_again: set[int] = set()
        self._parent: object = None
        self._kept: list[int] = []
        #: Stands for the lexicon where it is only compared: whoever kept the lexicon itself would keep its memory.
        self.identity = object()

    def __missing__(self, key: str) -> int:
        """Intern the type that MeCab's line ``key`` tells of, and return its number."""
        spaced, context, cost, *unknown = key.split("\t")
        surface = spaced.lstrip(" ")
        found = unknown_features(int(context), int(cost)) if unknown else features(surface, int(context), int(cost))
        kind = _token_type(surface, found)  # before the key counts as known: what it raises leaves nothing half done
        self[key] = number = len(self.types)
        self.types.append(kind)
        self.full_length.append(len(spaced))
        self.length.append(len(surface))
        return number

    def meet(self, types: list[int]) -> None:
        """Note which types a text has, once the lexicon is nearly full: those are worth keeping when it is renewed."""
        if len(self.types) > MAX_TYPES - MAX_TYPES // 5:
            self._met_again.update(types)

    def renewed(self) -> Lexicon:
        """Return a lexicon of the types that were met both before and while the last fifth came in."""
        child = Lexicon()
        old = MAX_TYPES - MAX_TYPES // 5
        child._parent = self.identity
        child._kept = kept = sorted(index for index in self._met_again if index < old)
        keys = list(self)
        for number, index in enumerate(kept):
            child[keys[index]] = number
        for column in ("types", "full_length", "length"):
            values = getattr(self, column)
            setattr(child, column, [values[index] for index in kept])
        return child

    def kept_from(self, before: object) -> list[int]:
        """Return the numbers in ``before`` of the types that this lexicon took over from it: its own first ones.

        ``before`` is a lexicon or its identity; empty where this is not the lexicon that followed it.
        """
        identity = before.identity if isinstance(before, Lexicon) else before
        return self._kept if identity is not None and self._parent is identity else []


def _token_type(surface: str, features: str) -> TokenType:
    fields = features.split(",", 13)
    is_unknown = len(fields) < 13  # only part of speech is given
    if is_unknown:
        fields += ["*"] * (13 - len(fields))
    # Strings are shared where they agree: a run keeps tens of thousands of types.
    pos1, pos2, pos3, pos4, ctype, cform = map(_shared, fields[:6])
    folded = fold(surface)
    lemma = _folded_form(fields[7].partition("-")[0], surface, folded)  # UniDic writes データ-data
    base = _folded_form(fields[10], surface, folded)
    told = (folded, lemma, pos1, pos2, pos3, pos4, ctype, cform, base, _shared(fields[12]), is_unknown)
    return tuple.__new__(TokenType, told)  # half the time of a call of the class


@cache
def _shared(field: str) -> str:
    """Return one string for all fields that agree; the dictionary writes ``*`` for none."""
    return "" if field == "*" else field


def _folded_form(form: str, surface: str, folded: str) -> str:
    if form == surface or form == "*" or not form:
        return folded
    form = fold(form)
    return folded if form == folded else form


T = TypeVar("T")


class Column(Generic[T]):
    """A value per token type, computed once: ``column.of(doc)`` lists it for every token of a document."""

    def __init__(self, compute: Callable[[TokenType], T]) -> None:
        self._compute = compute
        self._seen: object = None  # identity of the lexicon that the values belong to
        self.values: list[T] = []

    def grown(self, lexicon: Lexicon) -> list[T]:
        """Return the values of all types of ``lexicon``, computing those of new types."""
        if lexicon.identity is not self._seen:
            known = len(self.values)
            self.values = [self.values[index] for index in lexicon.kept_from(self._seen) if index < known]
            self._seen = lexicon.identity
        values = self.values
        if len(values) < len(lexicon.types):
            values.extend(map(self._compute, lexicon.types[len(values) :]))
        return values

    def of(self, doc: Document) -> list[T]:
        """Return one value per token of ``doc``, in order."""
        return list(map(self.grown(doc.lexicon).__getitem__, doc.types))


class Document(Struct, frozen=True):
    """An article made ready: folded text, sentences, and tokens as parallel lists.

    Token ``i`` is ``lexicon.types[types[i]]`` at ``text[starts[i]:ends[i]]``. Tokens lie inside sentences only.
    """

    article: Article
    folded: str
    sentences: tuple[Sentence, ...]
    lexicon: Lexicon
    types: list[int]
    starts: Sequence[int]
    ends: Sequence[int]

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
        return bisect_right(self.ends, offset)

    def types_within(self, start: int, end: int) -> list[TokenType]:
        """Return the types of the tokens from the one that covers ``start`` to the one that covers the letter before ``end``."""
        types = self.lexicon.types
        return [types[index] for index in self.types[self.token_at(start) : self.token_at(end - 1) + 1]]

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that covers ``offset``, or of the last one before it."""
        return max(bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1, 0)

    def block_of(self, sentence: Sentence) -> Block:
        return self.article.blocks[sentence.block]


def prepare(article: Article) -> Document:
    """Return the article split into blocks (unless it has them), sentences and tokens."""
    folded = fold(article.text)
    if article.body:
        # Front matter and mail headers say things about the article; they are no part of what it says. They are
        # blanked, not cut, so that offsets stay those of the file.
        folded = "\n" * article.body + folded[article.body :]
    soft = soft_breaks(article.text)
    if not article.blocks:
        article = replace(article, blocks=_blocks_below_header(article, folded, soft))
    words = _Words(widen(article.text))
    sentences: list[Sentence] = []
    for block_index, block in enumerate(article.blocks):
        if block.end <= article.body:  # its lines are sentences without words
            lines = split_sentences(fold(article.text[: block.end]), block)
            sentences += [Sentence(start, end, block_index, 0, 0) for start, end in lines]
            continue
        for start, end in split_sentences(folded, block, soft=soft):
            first = words.n_tokens
            words.read(start, end)
            sentences.append(Sentence(start, end, block_index, first, words.n_tokens))
    return Document(article, folded, tuple(sentences), words.lexicon, *words.finished())


def _blocks_below_header(article: Article, folded: str, soft: frozenset[int]) -> tuple[Block, ...]:
    """The blocks of an article whose file begins with front matter or mail headers: those are a block of their own."""
    body = article.body
    if not body:
        return split_blocks(article, folded, soft=soft)
    below = replace(article, text="\n" * body + article.text[body:])
    header = Block(0, len(article.text[:body].rstrip()), "other")
    blocks = split_blocks(below, folded, soft=soft)
    return (header, *(replace(block, start=max(block.start, body)) for block in blocks if block.end > body))


#: Tokens whose lines are kept until their types are looked up: bounds the memory of one long article.
_LINES_AT_ONCE = 5000


class _Words:
    """The tokens of a text, read stretch by stretch from the left."""

    def __init__(self, widened: str) -> None:
        self.lexicon = _current_lexicon()
        self._widened = widened
        self._parse = _tagger().parse
        self.n_tokens = 0  # read so far
        self._types: list[int] = []
        self._lines: list[str] = []  # of tokens whose types are not looked up yet
        self._gaps: list[tuple[int, int]] = []  # first token of a stretch, and the characters passed over before it
        self._end = 0  # of the last stretch
        self._has_blanks = False  # before words, within a stretch

    def read(self, start: int, end: int) -> None:
        """Read the tokens of ``widened[start:end]``, which lies right of what was read before."""
        if end - start > MAX_PARSE:
            for piece_start, piece_end in _pieces(self._widened, start, end):
                self.read(piece_start, piece_end)
            return
        piece = self._widened[start:end].rstrip(" ")
        output = self._parse(piece) if piece else ""
        if not output:
            return
        if start != self._end:
            self._gaps.append((self.n_tokens, start - self._end))
        self._end = start + len(piece)
        if " " in piece:
            self._has_blanks = True
        lines = output.split("\n")
        self.n_tokens += len(lines)
        self._lines += lines
        if len(self._lines) > _LINES_AT_ONCE:
            self._look_up()

    def _look_up(self) -> None:
        types = list(map(self.lexicon.__getitem__, self._lines))
        self.lexicon.meet(types)
        self._types += types
        self._lines.clear()

    def finished(self) -> tuple[list[int], Sequence[int], Sequence[int]]:
        """Return the type, the start and the end of every token."""
        self._look_up()
        types, lexicon = self._types, self.lexicon
        listed = _numbers if len(types) >= _COMPACT_FROM else list
        lengths = listed(map(lexicon.full_length.__getitem__, types))
        for index, gap in self._gaps:
            lengths[index] += gap
        ends = listed(accumulate(lengths))
        if self._has_blanks:
            return types, listed(map(sub, ends, map(lexicon.length.__getitem__, types))), ends
        del lengths
        starts = listed((0,))  # words stand side by side, and share the numbers of their borders
        starts += ends
        starts.pop()
        for index, gap in self._gaps:
            starts[index] += gap
        return types, starts, ends


#: From so many tokens on, offsets are kept as machine numbers: 8 bytes a token instead of 44, made in twice the time.
_COMPACT_FROM = 100_000


def _numbers(values: Iterable[int]) -> MutableSequence[int]:
    from array import array

    return array("i", values)


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
        _lexicon = _lexicon.renewed()
    return _lexicon


def _tagger() -> Any:  # fugashi ships no types
    global _mecab
    if _mecab is None:
        import fugashi

        # One short line a token: the word with the white space before it, its context and its cost, and a sign where
        # the dictionary has no such word. Entries that agree in all of these tie, and MeCab takes the same one always.
        # Printing the features costs twice as much.
        form = r'-O "" -F "%M\t%phl\t%c\n" -U "%M\t%phl\t%c\t?\n" -E ""'
        path = folder()
        _mecab = fugashi.GenericTagger(f'-d "{path}" -r "{path}/mecabrc" {form}')
    return _mecab


def words_of(text: str) -> list[Token]:
    """Return the tokens of ``text`` read as one sentence: for queries, and for sentences taken out of their article.

    >>> [token.lemma for token in words_of("損害を賠償した")]
    ['損害', 'を', '賠償', '為る', 'た']
    """
    words = _Words(widen(text))
    words.read(0, len(text))
    return [Token(start, end, words.lexicon.types[kind]) for kind, start, end in zip(*words.finished(), strict=True)]
