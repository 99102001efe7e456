"""How a long run tells what it does: a bar with rate and remaining time on a terminal, a plain line now and then else."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

from corpus.messages import message

__all__ = ["Progress"]

#: Seconds between two lines of a log.
LOG_EVERY = 10.0


class Progress:
    """``with Progress(total_bytes) as progress: progress.advance(articles=…, at_byte=…)``; talks to stderr only.

    Without a total (0) it tells rate and number, and no share that would be a guess.
    """

    def __init__(self, total_bytes: int, *, is_quiet: bool = False) -> None:
        self._total = total_bytes  # 0: unknown
        self._is_quiet = is_quiet
        self._started = self._last = time.monotonic()
        self._articles = 0
        self._bar: Any = None  # rich is imported on a terminal only
        self._task: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty() and not self._is_quiet:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TextColumn("{task.description}"))
            self._bar = Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._said(), total=self._total or None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, *, articles: int, at_byte: int) -> None:
        """Say that ``articles`` more are done and reading stands at ``at_byte`` of all input."""
        self._articles += articles
        if self._bar is not None:
            self._bar.update(self._task, completed=min(at_byte, self._total or at_byte), description=self._said())
        elif not self._is_quiet and time.monotonic() - self._last >= LOG_EVERY:
            self._last = time.monotonic()
            share = f", {min(at_byte / self._total, 1):.0%}" if self._total else ""
            print(f"{self._said()}{share}", file=sys.stderr, flush=True)

    def _said(self) -> str:
        rate = self._articles / max(time.monotonic() - self._started, 1e-9)
        return message("add_progress", n=f"{self._articles:,}", rate=f"{rate:,.0f}")
