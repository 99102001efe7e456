"""Many articles: read, analyse, hand on in the order of the input. Failures are kept and never stop the rest.

One process, or a pool of processes that each build their own analyzer (MeCab's tagger cannot be pickled). Only a few
chunks of articles are on their way at a time, so memory does not grow with the input.
"""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from analyzer.mention import Analysis
from analyzer.pipeline import Analyzer, groups
from corpus.article import Article, ArticleError, ModelError, TableError
from corpus.messages import language, message, set_language
from corpus.readers import read_articles

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["FORMATS", "Output", "analyze_paths", "default_format", "map_articles"]

T = TypeVar("T")
#: What is made of one analysis: a function of a module, because a pool's processes find it by its name.
Work = Callable[[Analysis], T]

#: Characters handed to a process at a time: a few hundred milliseconds of work.
CHUNK_CHARACTERS = 100_000
#: Seconds of silence after which a progress line appears on a terminal.
PATIENCE = 1.0


class Output(Struct, frozen=True):
    """How ``uradori analyze`` prints: a format, and for the terminal the sentence to explain (from 1)."""

    format: str
    explain: int | None = None


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
    _collect_rarely()


def _work_chunk(work: Work[T], chunk: list[Article | ArticleError]) -> list[T | ArticleError]:
    assert _process_analyzer is not None
    return [result for group in groups(chunk) for result in _worked(work, _process_analyzer, group)]


def _collect_rarely() -> None:
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


def default_format(explain: int | None = None) -> str:
    """Return how ``analyze`` prints unless told: a report for a person at a terminal, data for a pipe."""
    return "table" if explain or sys.stdout.isatty() else "jsonl"


def analyze_paths(
    paths: Sequence[str],
    *,
    output: Output,
    analyzer: Analyzer,
    date: str | None = None,
    encoding: str | None = None,
    jobs: int = 1,
) -> int:
    """Print the analysis of every article of ``paths``; return 0, 3 (some could not be read) or 2 (none could)."""
    _collect_rarely()
    articles = read_articles(paths, encoding=encoding)
    if date is not None:
        articles = _dated(articles, date)
    as_analysis = output.format in ("table", "md", "html")
    work: Work[Any] = analyze_one if as_analysis else _WORK_OF_FORMAT[output.format]
    tally = _Tally(quiet=output.format == "table" and sys.stdout.isatty())
    results = tally.count(map_articles(articles, work, analyzer=analyzer, jobs=jobs))
    try:
        _PRINT[output.format](results, output)
        sys.stdout.flush()
    finally:
        results.close()
    return tally.exit_code()


def _dated(articles: Iterable[Article | ArticleError], date: str) -> Iterator[Article | ArticleError]:
    for article in articles:
        if isinstance(article, Article):
            yield replace(article, published=date, published_from="option")
        else:
            yield article


class _Tally:
    """Counts what was done, says what failed, and shows progress on a terminal after a moment of silence."""

    def __init__(self, *, quiet: bool) -> None:
        self.done = 0
        self.failed = 0
        self._silent = quiet or not sys.stderr.isatty()
        self._progress: Progress | None = None

    def count(self, results: Iterable[T | ArticleError]) -> Generator[T]:
        begun = time.monotonic()
        try:
            for result in results:
                if isinstance(result, ArticleError):
                    self.failed += 1
                    print(f"uradori: {result}", file=sys.stderr)
                    continue
                self.done += 1
                if not self._silent and time.monotonic() - begun > PATIENCE:
                    self._show()
                yield result
        finally:
            if self._progress is not None:
                self._progress.stop()

    def _show(self) -> None:
        if self._progress is None:
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = (SpinnerColumn(), TextColumn("{task.completed} {task.description}"), TimeElapsedColumn())
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress.add_task(message("articles_analysed"), total=None)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=self.done)

    def exit_code(self) -> int:
        if not self.done:
            print(f"uradori: {message('nothing_read')}", file=sys.stderr)
            return 2
        return 3 if self.failed else 0


def analyze_one(analysis: Analysis) -> Analysis:
    """Return the analysis itself: the work of formats that need all of it at once."""
    return analysis


def _json_bytes(analysis: Analysis) -> bytes:
    from analyzer.rows import analysis_json

    return analysis_json(analysis)


def _csv_rows(analysis: Analysis) -> list[dict[str, Any]]:
    from analyzer.desk.spreadsheet import mention_rows

    return mention_rows(analysis)


_WORK_OF_FORMAT: dict[str, Work[Any]] = {"jsonl": _json_bytes, "json": _json_bytes, "csv": _csv_rows}


def _print_jsonl(results: Iterable[bytes], output: Output) -> None:
    write = sys.stdout.buffer.write
    for line in results:
        write(line + b"\n")  # at once: where output is not buffered each write is a call of the system


def _print_json(results: Iterable[bytes], output: Output) -> None:
    write, between = sys.stdout.buffer.write, b"[\n"
    for line in results:
        write(between + line)
        between = b",\n"
    write(b"\n]\n" if between == b",\n" else b"[]\n")


def _print_csv(results: Iterable[list[dict[str, Any]]], output: Output) -> None:
    from analyzer.desk.spreadsheet import MENTION_COLUMNS, csv_text

    write = sys.stdout.buffer.write
    write(b"\xef\xbb\xbf" + csv_text([], MENTION_COLUMNS, header=True).encode())
    for rows in results:
        write(csv_text(rows, MENTION_COLUMNS, header=False).encode())


def _print_table(results: Iterable[Analysis], output: Output) -> None:
    from analyzer.desk.report.terminal import print_analyses

    print_analyses(results, file=sys.stdout, explain=output.explain)


def _print_markdown(results: Iterable[Analysis], output: Output) -> None:
    from analyzer.desk.report.markdown import render

    print(render(list(results), lang=language()))


def _print_html(results: Iterable[Analysis], output: Output) -> None:
    from analyzer.desk.report.page import render

    print(render(list(results), lang=language()))


_PRINT: dict[str, Callable[[Iterable[Any], Output], None]] = {
    "jsonl": _print_jsonl,
    "json": _print_json,
    "csv": _print_csv,
    "table": _print_table,
    "md": _print_markdown,
    "html": _print_html,
}
#: The formats of ``analyze``.
FORMATS = frozenset(_PRINT)
