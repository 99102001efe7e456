"""Sentences with what they are about: the common ground of ledger and evidence.

A passage is one sentence of one article, with its words as lemmas, the names in it, its figures and dates, and whose
words it is. *Voice* is who speaks: two passages of one pasted report share it, a post and the report in it do not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from analyzer.desk.words import word
from analyzer.mention import Analysis, DateMention, Figure, Mention, Organization, Verdict
from corpus.article import Block
from corpus.places import ANALYZER
from corpus.text import occurrences
from corpus.tokens import Column, Document, TokenType, prepare
from corpus.vocabulary import alternation, read_table

__all__ = ["Passage", "Voice", "concepts", "content_of", "day_of", "outlet_of", "pattern_of", "read_passages"]

M = TypeVar("M", bound=Mention)
#: Who speaks: the id of the article and what in it is one owner's words.
Voice = tuple[str, str]
#: Parts of speech that carry content; the rest are particles, auxiliaries, numerals, signs.
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞"}
Place = tuple[int, int, str]
#: A day of a year that is not told, and days within which an article of the same run tells the year.
_YEARLESS, _ONE_SEASON = re.compile("XXXX(-[0-9]{2}-[0-9]{2})"), 31
#: What names of places end in, and how long they are at most without it.
_PLACE_ENDINGS = frozenset("市区町村郡県府川湖島山岳駅港")
_LONGEST_PLACE = 5
#: What a name does not go on over: 北沢県｜浅間町, 同県｜浅間町, 北海道｜大樹町.
_PLACE_BORDERS = _PLACE_ENDINGS | {"北海道", *(f"同{ending}" for ending in "都府県市区町村")}


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
    measured: frozenset[str]  # terms that stand only in its figures and dates: 年, 円
    names: frozenset[str]  # proper nouns, and organizations by their full name
    places: tuple[Place, ...]  # municipalities, rivers and the like with their spans: 長井沢 of 長井沢町
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

    def spoken_by(self, source: str) -> str:
        """Return who says it, for people: the paper, else ``source``, the name of what it stands in."""
        return self.outlet or (word("quoted_in", source=source) if self.block.quoted else source)

    @property
    def place(self) -> dict[str, Any]:
        """Return where it stands and what it says, as results print it."""
        place = {"source": self.source, "start": self.start, "end": self.end, "text": self.text}
        return place | {"label": self.verdict.label}


def read_passages(analyses: Sequence[Analysis]) -> Iterator[tuple[Document, list[Passage]]]:
    """Yield each article's document and its passages in text order. Articles are tokenised again, one at a time."""
    known = [day for analysis in analyses for day in _days(analysis)]
    for index, analysis in enumerate(analyses):
        doc = prepare(analysis.article)
        yield doc, list(_passages(analysis, doc, index, _day_without_year(analysis, known)))


def _days(analysis: Analysis) -> set[date]:
    told = {analysis.article.published, *(block.published for block in analysis.article.blocks)}
    return {day for each in told if (day := day_of(each)) is not None}


def _day_without_year(analysis: Analysis, known: Sequence[date]) -> str | None:
    """Return the day of a byline that names no year (7月12日 19:02), in the year of what else is read.

    None where the other articles are of another season, or of this one in several years.
    """
    bylines = [block for block in analysis.article.blocks if block.kind == "byline" and not block.published]
    for mention in analysis.dates:
        if not any(block.start <= mention.start < block.end for block in bylines):
            continue
        if not (day := _YEARLESS.match(mention.value)):
            continue
        found: set[str] = set()
        for near in known:
            days = (day_of(f"{year}{day[1]}") for year in (near.year - 1, near.year, near.year + 1))
            found |= {str(each) for each in days if each and abs((each - near).days) <= _ONE_SEASON}
        return found.pop() if len(found) == 1 else None
    return None


def _passages(analysis: Analysis, doc: Document, article_index: int, day: str | None) -> Iterator[Passage]:
    article, text = analysis.article, analysis.article.text
    contents, names = _CONTENT_COLUMN.of(doc), _NAME_COLUMN.of(doc)
    blocks = article.blocks or doc.article.blocks
    places_of_article = _places(doc)
    covered = {
        n
        for start, end, _ in places_of_article
        for n in range(bisect_left(doc.starts, start), bisect_left(doc.starts, end))
    }
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
        figures = _inside(analysis.figures, verdict, position, 1)
        dates = _inside(analysis.dates, verdict, position, 2)
        spans = tuple(said.get(index, ())) or ((verdict.start, verdict.end),)
        places = tuple(
            places_of_article[
                bisect_left(places_of_article, (verdict.start,)) : bisect_left(places_of_article, (verdict.end,))
            ]
        )
        counted = _tokens_inside(doc, (*figures, *dates))
        told = (name for n, name in enumerate(names[first:last], first) if name and n not in covered | counted)
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
            published=block.published
            or article.published
            or (None if block.kind == "commentary" and not block.outlet else day),
            terms=tuple(filter(None, contents[first:last])),
            said=spans,
            said_terms=tuple(term for n in inside if (term := contents[n])),
            measured=_measured(contents, first, last, counted),
            names=frozenset((*told, *(place for _, _, place in places), *(body.canonical for body in bodies))),
            places=places,
            organizations=bodies,
            figures=figures,
            dates=dates,
            first_token=first,
            last_token=last,
        )


def _tokens_inside(doc: Document, mentions: Sequence[Mention]) -> set[int]:
    """Return the tokens that stand in mentions: the 千羽 of 8千羽 is no place."""
    inside: set[int] = set()
    for mention in mentions:
        inside.update(range(bisect_left(doc.starts, mention.start), bisect_left(doc.starts, mention.end)))
    return inside


def _measured(contents: Sequence[str | None], first: int, last: int, counted: Set[int]) -> frozenset[str]:
    """Return the terms that stand nowhere but in figures and dates: what is common to 3年で300億円 and 年40円 says nothing."""
    elsewhere = {contents[n] for n in range(first, last) if n not in counted}
    return frozenset(term for n in counted if (term := contents[n]) and term not in elsewhere)


def _places(doc: Document) -> list[Place]:
    """Return the span of every name that ends in 町, 市, 川 … and the name without it, in however many words it was cut.

    長井沢町 is 長井＋沢＋町 here and 長＋井沢＋町 there: the pieces would be two names. A name that was cut is looked for in
    the whole text (長井沢水害).
    """
    types, found, cut = doc.lexicon.types, [], set()
    for index in range(1, len(doc.types)):
        ending = types[doc.types[index]]
        if ending.surface not in _PLACE_ENDINGS or ending.pos1 not in ("名詞", "接尾辞"):
            continue
        begin, is_name = index, False
        while begin and doc.ends[index - 1] - doc.starts[begin - 1] <= _LONGEST_PLACE:
            word = types[doc.types[begin - 1]]
            if doc.ends[begin - 1] != doc.starts[begin] or word.surface in _PLACE_BORDERS or not _may_be_of_name(word):
                break
            is_name |= word.pos2 == "固有名詞"
            begin -= 1
        if is_name:
            name = doc.folded[doc.starts[begin] : doc.ends[index - 1]]
            found.append((doc.starts[begin], doc.ends[index], name))
            if index - begin > 1:
                cut.add(name)
    spans = {start for start, _, _ in found}
    for name in cut:
        found += [(at, at + len(name), name) for at in occurrences(doc.folded, name) if at not in spans]
    return sorted(found)


def _may_be_of_name(word: TokenType) -> bool:
    return word.pos1 in ("名詞", "接頭辞", "記号") and word.pos2 != "数詞" and word.surface > "〇"


def day_of(value: str | None) -> date | None:
    """Return the day of an ISO date or minute, None where it is none (XXXX-08-01, FY2015)."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


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
    path = ANALYZER / "tables" / "ledger.tsv"
    words: dict[str, dict[str, str]] = {}
    for row in read_table(path, key=("surface", "kind"), required=("concept", "source", "example")):
        words.setdefault(row["kind"], {})[row["surface"]] = row["concept"]
    return words


@cache
def pattern_of(kind: str) -> re.Pattern[str]:
    """Return what matches one of the words of a kind, the longest first.

    >>> pattern_of("result").match("の赤字だった")[0]
    'の赤字'
    """
    return re.compile(alternation(concepts()[kind]))
