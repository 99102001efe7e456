"""Analyses of many articles, from files or from a corpus folder, with what could not be read."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from msgspec.structs import replace

from analyzer.batch import analyze_one, dated, map_articles
from analyzer.mention import Analysis
from analyzer.pipeline import Analyzer
from corpus.article import Article
from corpus.errors import ArticleError, NewsError
from corpus.messages import message
from corpus.readers import read_articles

__all__ = ["Gathered", "gather"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read: analyses in the order of the input, failures beside them."""

    analyses: tuple[Analysis, ...]
    failures: tuple[ArticleError, ...]

    @property
    def exit_code(self) -> int:
        """Return 0, 3 where something could not be read, 2 where nothing could."""
        if not self.analyses:
            return 2
        return 3 if self.failures else 0


def gather(
    paths: Sequence[str],
    *,
    corpus: str | None = None,
    date: str | None = None,
    encoding: str | None = None,
    jobs: int = 1,
) -> Gathered:
    """Return the analyses of all articles of ``paths`` and of the corpus folder; say on stderr what failed.

    Raises NewsError where neither is named.
    """
    if not paths and corpus is None:
        raise NewsError(message("no_input"))
    articles: Iterable[Article | ArticleError] = read_articles(paths, encoding=encoding) if paths else ()
    if corpus is not None:
        articles = chain(articles, _of_corpus(corpus))
    if date is not None:
        articles = dated(articles, date)
    analyses: list[Analysis] = []
    failures: list[ArticleError] = []
    for result in map_articles(articles, analyze_one, analyzer=Analyzer(), jobs=jobs):
        if isinstance(result, ArticleError):
            failures.append(result)
            print(f"uradori: {result}", file=sys.stderr)
        else:
            analyses.append(result)
    if corpus is not None:  # shards come in the order of their names, which says nothing to a reader
        analyses[:] = sorted(analyses, key=lambda analysis: analysis.article.source)
    if not analyses:
        print(f"uradori: {message('nothing_read')}", file=sys.stderr)
    return Gathered(tuple(analyses), tuple(failures))


def _of_corpus(path: str) -> Iterator[Article | ArticleError]:
    """Yield the articles of a corpus folder as they were given, to be read by the program of today; then its failures."""
    from analyzer.runs.addition import stored_article
    from corpus.store import Corpus

    with Corpus.open(path) as corpus:
        names = dict(corpus.rows("SELECT article, min(source) FROM sources GROUP BY article"))
        shards: dict[str, list[str]] = defaultdict(list)
        for article, shard in corpus.rows("SELECT article, shard FROM articles ORDER BY shard, article"):
            shards[shard].append(article)
        for shard, articles in shards.items():
            for record in corpus.stored_articles(shard, articles):
                article = stored_article(record)
                yield replace(article, source=names.get(article.id, article.id))
        for source, text in corpus.rows("SELECT source, message FROM failures ORDER BY source"):
            yield ArticleError(source, text)
