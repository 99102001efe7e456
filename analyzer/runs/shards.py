"""A batch of articles becomes one shard of the corpus: the function that every engine runs, on one machine or many.

It is given articles and a folder and needs nothing else; what it writes depends on articles, program, tables and models
alone. So a batch may be run twice, on another machine, or again after a crash: the shard is the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, get_type_hints

from msgspec.structs import replace

from analyzer.mention import Analysis, DateMention, Figure, Organization
from analyzer.pipeline import Analyzer, Reading, groups
from analyzer.rows import ROW_TABLES, flat_rows
from corpus.article import Article
from corpus.parquet import write_shard
from corpus.tokens import Column, Document

__all__ = [
    "Batch",
    "Failure",
    "Shard",
    "analyze_batch",
    "article_key",
    "column_types",
    "given",
    "lemmas_of",
    "shard_name",
    "terms_of",
]


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles to analyse into one shard under ``root``, and by which program, as of which day."""

    root: str
    articles: tuple[Article, ...]
    made_by: str
    today: date


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be analysed, and why."""

    source: str
    article: str
    message: str


@dataclass(frozen=True, slots=True)
class Shard:
    """What came of a batch: the shard's name (None where every article failed) and the failures."""

    name: str | None
    n_characters: int
    failures: tuple[Failure, ...]


def given(article: Article) -> Article:
    """Return ``article`` with only what was given: a publication date that was found in the text is left out."""
    if article.published_from in ("option", "record"):
        return article
    return replace(article, published=None, published_from=None)


def article_key(article: Article) -> str:
    """Return the identity of text and given metadata: what the rows of the article depend on besides the program.

    Of several sources of one text the smallest key wins, in whatever order they come; the more a source says of its
    article, the smaller its key.

    >>> plain = Article(id="x", source="a", text="市は発表した。")
    >>> known = Article(id="x", source="b", text="市は発表した。", published="2016-04-05", published_from="record")
    >>> article_key(known) < article_key(plain)
    True
    """
    facts = (article.published, article.outlet, article.title)
    rank = len(facts) - sum(fact is not None for fact in facts)
    parts = [article.id, *(fact or "" for fact in facts), str(article.published_from or ""), str(article.body)]
    return f"{rank}{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'surrogatepass')).hexdigest()[:15]}"


def shard_name(keys: Sequence[str], made_by: str) -> str:
    """Return the name of the shard that holds the articles of ``keys``: from content and program, not from the run."""
    return hashlib.sha256("\n".join([made_by, *sorted(keys)]).encode()).hexdigest()[:20]


def analyze_batch(batch: Batch) -> Shard:
    """Analyse the articles of ``batch``, write their rows as a shard, and return its name. Raises StoreError."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in ROW_TABLES}
    failures: list[Failure] = []
    keys: list[str] = []
    analyzer = Analyzer(today=batch.today)
    n_characters = 0
    # One text with more and with less said about it: the one with more stands for both.
    best = {each.id: each for each in sorted(batch.articles, key=article_key, reverse=True)}
    for group in groups(sorted(best.values(), key=lambda each: each.id)):
        for article, found in zip(group, _rows_of_group(analyzer, group, batch.made_by), strict=True):
            if isinstance(found, Exception):  # one bad article is one failure row, never a stopped run
                failures.append(Failure(article.source, article.id, f"{type(found).__name__}: {found}"[:500]))
                continue
            keys.append(article_key(article))
            n_characters += len(article.text)
            for table, row in found:
                rows[table].append(row)
    if not keys:
        return Shard(None, 0, tuple(failures))
    name = shard_name(keys, batch.made_by)
    write_shard(batch.root, name, rows, column_types())
    return Shard(name, n_characters, tuple(failures))


Rows = list[tuple[str, dict[str, Any]]]


def _rows_of_group(analyzer: Analyzer, articles: Sequence[Article], made_by: str) -> Iterator[Rows | Exception]:
    readings = analyzer.read_group(articles)
    for article, reading, analysis in zip(articles, readings, analyzer.judge_group(readings), strict=True):
        try:
            if isinstance(analysis, Exception):
                raise analysis
            assert not isinstance(reading, Exception)
            yield _rows_of(article, reading, replace(analysis, made_by=made_by))
        except MemoryError:
            raise
        except Exception as error:
            yield error


def _rows_of(article: Article, reading: Reading, analysis: Analysis) -> Rows:
    lemmas, terms = lemmas_of(reading.doc), terms_of(reading.doc)
    starts = {sentence.start: index for index, sentence in enumerate(reading.doc.sentences)}
    rows: Rows = []
    for table, row in flat_rows(analysis):
        if table == "articles":
            # Where it was read is kept apart (one text may stand under many paths), what was given is kept for the
            # next program, which reads the article again from here.
            row.pop("source", None)
            row |= {"key": article_key(article), "given_published": article.published, "body": article.body}
            row |= {"given_published_from": article.published_from, "given_outlet": article.outlet}
        elif table == "sentences":
            index = starts.get(row["start"])
            row["lemmas"] = lemmas[index] if index is not None else ""
            row["terms"] = terms[index] if index is not None else ""
        rows.append((table, row))
    return rows


_LEMMAS = Column(lambda kind: kind.lemma.replace(" ", ""))


def lemmas_of(doc: Document) -> list[str]:
    """Return the dictionary forms of every sentence's words, one blank between two."""
    lemmas = _LEMMAS.of(doc)
    return [" ".join(filter(None, lemmas[each.first_token : each.last_token])) for each in doc.sentences]


_CONTENT = frozenset(["名詞", "動詞", "形容詞", "形状詞", "副詞"])
#: Numerals and words that only help others (する, こと, いる) say nothing of what a text is about.
_HELPERS = frozenset(["数詞", "非自立可能", "助動詞語幹"])
_TERMS = Column(
    lambda kind: kind.base.replace(" ", "") if kind.pos1 in _CONTENT and not {kind.pos2, kind.pos3} & _HELPERS else ""
)


def terms_of(doc: Document) -> list[str]:
    """Return the content words of every sentence as they are written (names in kanji), one blank between two."""
    terms = _TERMS.of(doc)
    return [" ".join(filter(None, terms[each.first_token : each.last_token])) for each in doc.sentences]


# ── columns ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_COUNTS: tuple[str, ...] = (
    "sentence",
    "block",
    "start",
    "end",
    "body",
    "group",
    "evidence_start",
    "evidence_end",
    "cue_start",
    "cue_end",
)
_COUNTS += ("content_start", "content_end", "source_start", "source_end")
_NUMBERS = ("score", "value", "low", "high", "si_value", "p_report", "p_quote", "p_commentary", "p_other")
_FLAGS = ("quoted", "checkable", "anaphor", "inherited", "source_inherited")
#: Columns of the tables that are not one record each.
_FIXED = {
    "articles": "article key title published published_from outlet text made_by given_published given_published_from "
    "given_outlet body",
    "blocks": "article block start end kind outlet published quoted group evidence_start evidence_end",
    "sentences": "article sentence block start end text lemmas terms label score p_report p_quote p_commentary p_other "
    "certainty checkable reasons",
    "attributions": "article sentence mode rule cue_start cue_end content_start content_end source_start source_end "
    "source_text source_kind source_inherited",
}


@cache
def column_types() -> dict[str, dict[str, str]]:
    """Return the columns of every table with their DuckDB types; a new field of a mention is a new column by itself."""
    types = {table: {name: _type_of(name) for name in names.split()} for table, names in _FIXED.items()}
    for table, record in (("figures", Figure), ("dates", DateMention), ("organizations", Organization)):
        hints = get_type_hints(record)
        names = [name for name in record.__struct_fields__ if name not in ("start", "end", "rule", "si")]
        columns = {name: _type_of(name) for name in ("article", "sentence", "block", "start", "end", "text")}
        columns |= {name: _type_of(name, str(hints[name]), table) for name in names}
        if table == "figures":
            columns |= {"si_value": "DOUBLE", "si_unit": "VARCHAR"}
        types[table] = columns | {"rule": "VARCHAR"}
    return types


def _type_of(name: str, hint: str = "", table: str = "") -> str:
    if table == "dates" and name == "value":  # TIMEX3, not a number
        return "VARCHAR"
    if name in _COUNTS:
        return "BIGINT"
    if name in _FLAGS or "bool" in hint:
        return "BOOLEAN"
    if name in _NUMBERS or "float" in hint:
        return "DOUBLE"
    return "BIGINT" if hint.startswith(("int", "<class 'int'")) else "VARCHAR"


def worker_process(parent: int) -> None:
    """Make a pool process of this one: Ctrl-C is the parent's business, and it ends when the parent is gone."""
    import signal
    import threading
    import time

    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)  # killed parents cannot tell: their pool would wait for work for ever

    threading.Thread(target=watch, daemon=True).start()
