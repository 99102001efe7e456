"""What ``uradori analyze`` prints: the analyses of articles in one of its formats, and how many could not be read."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from analyzer.batch import Work, analyze_one, collect_rarely, dated, map_articles
from analyzer.mention import Analysis
from analyzer.pipeline import Analyzer
from corpus.errors import ArticleError
from corpus.locales import language
from corpus.messages import message
from corpus.readers import read_articles

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["FORMATS", "Output", "analyze_paths", "default_format"]

T = TypeVar("T")
#: Seconds of silence after which a progress line appears on a terminal.
PATIENCE = 1.0


class Output(Struct, frozen=True):
    """How ``uradori analyze`` prints: a format, and for the terminal the sentence to explain (from 1)."""

    format: str
    explain: int | None = None


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
    """Print the analysis of every article of ``paths``.

    Return 0, 1 (no article has the sentence to explain), 3 (some articles could not be read) or 2 (none could).
    """
    collect_rarely()
    articles = read_articles(paths, encoding=encoding)
    if date is not None:
        articles = dated(articles, date)
    as_analysis = output.format in ("table", "md", "html")
    work: Work[Any] = analyze_one if as_analysis else _WORK_OF_FORMAT[output.format]
    tally = _Tally(quiet=output.format == "table" and sys.stdout.isatty())
    results = tally.count(map_articles(articles, work, analyzer=analyzer, jobs=jobs))
    is_found = True
    try:
        if output.format == "table" and output.explain is not None:
            is_found = _print_explanations(results, output.explain)
        else:
            _PRINT[output.format](results)
        sys.stdout.flush()
    finally:
        results.close()
    return tally.exit_code() or (0 if is_found else 1)


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


def _json_bytes(analysis: Analysis) -> bytes:
    from analyzer.rows import analysis_json

    return analysis_json(analysis)


def _csv_rows(analysis: Analysis) -> list[dict[str, Any]]:
    from analyzer.desk.spreadsheet import mention_rows

    return mention_rows(analysis)


_WORK_OF_FORMAT: dict[str, Work[Any]] = {"jsonl": _json_bytes, "json": _json_bytes, "csv": _csv_rows}


def _print_jsonl(results: Iterable[bytes]) -> None:
    write = sys.stdout.buffer.write
    for line in results:
        write(line + b"\n")  # at once: where output is not buffered each write is a call of the system


def _print_json(results: Iterable[bytes]) -> None:
    write, between = sys.stdout.buffer.write, b"[\n"
    for line in results:
        write(between + line)
        between = b",\n"
    write(b"\n]\n" if between == b",\n" else b"[]\n")


def _print_csv(results: Iterable[list[dict[str, Any]]]) -> None:
    from analyzer.desk.spreadsheet import MENTION_COLUMNS, csv_text

    write = sys.stdout.buffer.write
    write(b"\xef\xbb\xbf" + csv_text([], MENTION_COLUMNS, header=True).encode())
    for rows in results:
        write(csv_text(rows, MENTION_COLUMNS, header=False).encode())


def _print_table(results: Iterable[Analysis]) -> None:
    from analyzer.desk.report.terminal import print_analyses

    print_analyses(results, file=sys.stdout)


def _print_explanations(results: Iterable[Analysis], number: int) -> bool:
    from analyzer.desk.report.terminal import print_explanations

    return print_explanations(results, number, file=sys.stdout)


def _print_markdown(results: Iterable[Analysis]) -> None:
    from analyzer.desk.report.markdown import render

    print(render(list(results), lang=language()))


def _print_html(results: Iterable[Analysis]) -> None:
    from analyzer.desk.report.page import render

    print(render(list(results), lang=language()))


_PRINT: dict[str, Callable[[Iterable[Any]], None]] = {
    "jsonl": _print_jsonl,
    "json": _print_json,
    "csv": _print_csv,
    "table": _print_table,
    "md": _print_markdown,
    "html": _print_html,
}
#: The formats of ``analyze``.
FORMATS = frozenset(_PRINT)
