"""Sentences with what they are about: the common ground of ledger and evidence.

A passage is one sentence of one article, with its words as lemmas, the names in it, its figures and dates, and whose
words it is. *Voice* is who speaks: two passages of one pasted report share it, a post and the report in it do not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from analyzer.mention import Analysis, DateMention, Figure, Mention, Organization, Verdict
from corpus.article import Block
from corpus.tokens import Column, Document, TokenType, prepare
from corpus.vocabulary import read_table

__all__ = ["Passage", "Voice", "concepts", "content_of", "outlet_of", "read_passages"]

M = TypeVar("M", bound=Mention)
#: Who speaks: the id of the article and what in it is one owner's words.
Voice = tuple[str, str]
#: Parts of speech that carry content; the rest are particles, auxiliaries, numerals, signs.
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of one article. Offsets are code points of that article's text."""

    article: int  # position of the analysis in the sequence that was read
    sentence: int  # index into its sentences
    verdict: Verdict
    block: Block  # whose words these are; for a headline without an owner the block below it
    is_headline: bool
    source: str
    text: str
    voice: Voice
    outlet: str | None
    published: str | None
    terms: tuple[str, ...]  # lemmas of content words, in order
    said: tuple[
        tuple[int, int], ...
    ]  # what is told of somebody's words, where the sentence tells whose; else all of it
    said_terms: tuple[str, ...]  # the terms in it
    names: frozenset[str]  # proper nouns, and organizations by their full name
    organizations: tuple[Organization, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    first_token: int
    last_token: int

    @property
    def start(self) -> int:
        return self.verdict.start

    @property
    def end(self) -> int:
        return self.verdict.end

    @property
    def is_own_word(self) -> bool:
        """Say whether an author without a paper speaks: what is said bears out nobody, and its day is no day of a figure."""
        return self.block.kind == "commentary" and self.outlet is None

    @property
    def place(self) -> dict[str, Any]:
        """Return where it stands and what it says, as results print it."""
        place = {"source": self.source, "start": self.start, "end": self.end, "text": self.text}
        return place | {"label": self.verdict.label}


def read_passages(analyses: Sequence[Analysis]) -> Iterator[tuple[Document, list[Passage]]]:
    """Yield each article's document and its passages in text order. Articles are tokenised again, one at a time."""
    for index, analysis in enumerate(analyses):
        doc = prepare(analysis.article)
        yield doc, list(_passages(analysis, doc, index))


def _passages(analysis: Analysis, doc: Document, article_index: int) -> Iterator[Passage]:
    article, text = analysis.article, analysis.article.text
    contents, names = _CONTENT_COLUMN.of(doc), _NAME_COLUMN.of(doc)
    blocks = article.blocks or doc.article.blocks
    block_index, position = 0, [0, 0, 0]
    said = defaultdict(list)
    for frame in analysis.attributions:
        if frame.content is not None:
            said[frame.sentence].append(frame.content)
    for index, verdict in enumerate(analysis.sentences):
        while block_index + 1 < len(blocks) and blocks[block_index].end <= verdict.start:
            block_index += 1
        block = _speaking(blocks, block_index) if blocks else Block(0, len(text), "other")
        first, last = bisect_left(doc.starts, verdict.start), bisect_left(doc.starts, verdict.end)
        bodies = _inside(analysis.organizations, verdict, position, 0)
        spans = tuple(said.get(index, ())) or ((verdict.start, verdict.end),)
        inside = (n for n in range(first, last) if any(start <= doc.starts[n] < end for start, end in spans))
        yield Passage(
            article=article_index,
            sentence=index,
            verdict=verdict,
            block=block,
            is_headline=bool(blocks) and blocks[block_index].kind == "headline",
            source=article.source,
            text=text[verdict.start : verdict.end],
            voice=(article.id, str(block.group) if block.group else _other_outlet(analysis, block)),
            outlet=outlet_of(analysis, block),
            published=block.published or article.published,
            terms=tuple(filter(None, contents[first:last])),
            said=spans,
            said_terms=tuple(term for n in inside if (term := contents[n])),
            names=frozenset((*filter(None, names[first:last]), *(body.canonical for body in bodies))),
            organizations=bodies,
            figures=_inside(analysis.figures, verdict, position, 1),
            dates=_inside(analysis.dates, verdict, position, 2),
            first_token=first,
            last_token=last,
        )


def outlet_of(analysis: Analysis, block: Block) -> str | None:
    """Return whose words a block is: its own outlet, or the outlet of the whole article."""
    return block.outlet or analysis.article.outlet


def _speaking(blocks: Sequence[Block], index: int) -> Block:
    """Return the block at ``index``, or for a headline or byline that names no outlet the one that it stands over."""
    block = blocks[index]
    if block.kind not in ("headline", "byline") or block.outlet or block.group:
        return block
    below = (each for each in blocks[index + 1 :] if each.kind not in ("headline", "byline"))
    return next(below, block)


def _other_outlet(analysis: Analysis, block: Block) -> str:
    return block.outlet if block.outlet and block.outlet != analysis.article.outlet else ""


def _inside(mentions: Sequence[M], verdict: Verdict, position: list[int], slot: int) -> tuple[M, ...]:
    index = position[slot]
    while index < len(mentions) and mentions[index].start < verdict.start:
        index += 1
    first = index
    while index < len(mentions) and mentions[index].start < verdict.end:
        index += 1
    position[slot] = index
    return tuple(mentions[first:index])


def content_of(word: TokenType) -> str | None:
    """Return the lemma of a word that says what a sentence is about, or None (particles, numerals, する).

    >>> next(filter(None, map(content_of, [TokenType("交付", "交付", "名詞", "普通名詞", "", "", "", "", "交付", "漢", False)])))
    '交付'
    """
    if word.pos1 not in _CONTENT or word.pos2 == "数詞" or word.lemma in concepts()["empty"]:
        return None
    if word.pos2 == "非自立可能" and word.pos1 != "名詞":
        return None
    return word.lemma


def _name(word: TokenType) -> str | None:
    if word.pos2 == "数詞":
        return None
    if word.pos2 == "固有名詞" or (word.is_unknown and word.pos1 == "名詞" and len(word.surface) > 1):
        return word.surface
    return None


_CONTENT_COLUMN: Column[str | None] = Column(content_of)
_NAME_COLUMN: Column[str | None] = Column(_name)


@cache
def concepts() -> dict[str, dict[str, str]]:
    """Return the words of ``tables/ledger.tsv`` by kind: surface → what it stands for."""
    path = Path(__file__).parents[1] / "tables" / "ledger.tsv"
    words: dict[str, dict[str, str]] = {}
    for row in read_table(path, key=("surface", "kind"), required=("concept", "source", "example")):
        words.setdefault(row["kind"], {})[row["surface"]] = row["concept"]
    return words
