"""Analyses of many articles, from files or from a corpus folder, with what could not be read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analyzer.batch import analyze_one, map_articles
from analyzer.mention import Analysis
from analyzer.pipeline import Analyzer
from corpus.article import Article, ArticleError
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
    """Return the analyses of all articles of ``paths`` and of the corpus folder; say on stderr what failed."""
    articles: Iterable[Article | ArticleError] = read_articles(paths, encoding=encoding)
    if date is not None:
        articles = (
            replace(article, published=date, published_from="option") if isinstance(article, Article) else article
            for article in articles
        )
    analyses: list[Analysis] = []
    failures: list[ArticleError] = []
    for result in map_articles(articles, analyze_one, analyzer=Analyzer(), jobs=jobs):
        if isinstance(result, ArticleError):
            failures.append(result)
            print(f"uradori: {result}", file=sys.stderr)
        else:
            analyses.append(result)
    if not analyses:
        print(f"uradori: {message('nothing_read')}", file=sys.stderr)
    return Gathered(tuple(analyses), tuple(failures))
