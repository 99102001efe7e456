"""Many articles: analyse, hand on in the order of the input. Failures are kept and never stop the rest.

One process, or a pool of processes that each build their own analyzer (MeCab's tagger cannot be pickled). Only a few
chunks of articles are on their way at a time, so memory does not grow with the input.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec.structs import replace

from analyzer.mention import Analysis
from analyzer.pipeline import Analyzer, groups
from corpus.article import Article
from corpus.errors import ArticleError, ModelError, TableError
from corpus.locales import language, set_language
from corpus.messages import message

__all__ = ["analyze_one", "collect_rarely", "dated", "map_articles"]

T = TypeVar("T")
#: What is made of one analysis: a function of a module, because a pool's processes find it by its name.
Work = Callable[[Analysis], T]

#: Characters handed to a process at a time: a few hundred milliseconds of work.
CHUNK_CHARACTERS = 100_000


def map_articles(
    articles: Iterable[Article | ArticleError], work: Work[T], *, analyzer: Analyzer, jobs: int = 1
) -> Iterator[T | ArticleError]:
    """Yield ``work(analysis)`` for every article, in order; errors pass through or take the article's place."""
    if jobs == 1:
        for group in groups(articles, first=1):
            yield from _worked(work, analyzer, group)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    others = active_children()
    started = (analyzer, language())
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start_process, initargs=started) as pool:
        waiting: deque[Future[list[T | ArticleError]]] = deque()
        try:
            for chunk in _chunks(articles):
                waiting.append(pool.submit(_work_chunk, work, chunk))
                if len(waiting) > 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            if waiting:  # nobody reads on (| head, Ctrl-C): what the processes are at would take seconds more
                for future in waiting:
                    future.cancel()
                for process in active_children():
                    if process not in others:
                        process.terminate()


def _worked(work: Work[T], analyzer: Analyzer, group: Sequence[Article | ArticleError]) -> Iterator[T | ArticleError]:
    analyses = iter(analyzer.analyze_group([each for each in group if isinstance(each, Article)]))
    for article in group:
        yield article if isinstance(article, ArticleError) else _finished(work, next(analyses), article.source)


def _finished(work: Work[T], analysis: Analysis | Exception, source: str) -> T | ArticleError:
    try:
        if isinstance(analysis, Exception):
            raise analysis
        return work(analysis)
    except (MemoryError, TableError, ModelError):  # not the article's fault: every other one would fail as well
        raise
    except Exception as error:  # whatever one article does to us, the others are still analysed
        if os.environ.get("URADORI_DEBUG"):
            raise
        return ArticleError(source, message("analysis_failed", error=f"{type(error).__name__}: {error}"))


_process_analyzer: Analyzer | None = None


def _start_process(analyzer: Analyzer, chosen_language: str) -> None:
    import signal

    global _process_analyzer
    _process_analyzer = analyzer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, and that ends its processes
    set_language(chosen_language)
    collect_rarely()


def _work_chunk(work: Work[T], chunk: list[Article | ArticleError]) -> list[T | ArticleError]:
    assert _process_analyzer is not None
    return [result for group in groups(chunk) for result in _worked(work, _process_analyzer, group)]


def collect_rarely() -> None:
    """Let the garbage collector look at new objects only, and seldom.

    An analysis leaves no cycles behind, but its caches hold a million objects, and to walk through them again and again
    takes 3 % of a run.
    """
    import gc

    gc.freeze()  # modules and tables stay
    gc.set_threshold(1_000_000, 1000, 1000)
    gc.enable()


def _chunks(articles: Iterable[Article | ArticleError]) -> Iterator[list[Article | ArticleError]]:
    chunk: list[Article | ArticleError] = []
    size = 0
    for article in articles:
        chunk.append(article)
        size += 0 if isinstance(article, ArticleError) else len(article.text)
        if size >= CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def analyze_one(analysis: Analysis) -> Analysis:
    """Return the analysis itself: the work of formats that need all of it at once."""
    return analysis


def dated(articles: Iterable[Article | ArticleError], date: str) -> Iterator[Article | ArticleError]:
    """Yield ``articles`` with ``date`` as their day of publication, whatever they say themselves; errors as they are."""
    for article in articles:
        if isinstance(article, Article):
            yield replace(article, published=date, published_from="option")
        else:
            yield article
