"""What is in a corpus, how its last runs ended, and what failed in them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from analyzer.desk.listing import print_records
from analyzer.pipeline import Analyzer
from analyzer.runs.addition import counted
from corpus.messages import message
from corpus.store import Corpus

__all__ = ["print_status"]


def print_status(root: str, *, output: str) -> int:
    """Print what is in the corpus, how its last runs ended, and every failure; return the exit code."""
    with Corpus.open(root) as corpus:
        if output in ("jsonl", "csv"):
            columns = ("source", "stage", "message", "run", "file")
            rows = corpus.rows("SELECT source, stage, message, run, file FROM failures ORDER BY source")
            print_records((dict(zip(columns, row, strict=True)) for row in rows), columns, output)
            return 0
        for line in _status_lines(corpus):
            print(line)
    return 0


def _status_lines(corpus: Corpus) -> Iterator[str]:
    made_by = Analyzer().made_by
    counts = {
        "articles": "SELECT count(*) FROM articles",
        "sources": "SELECT count(*) FROM sources",
        "files": "SELECT count(*) FROM files",
        "sentences": "SELECT count(*) FROM sentences",
        "shards": "SELECT count(*) FROM shards",
    }
    names = {name: message(f"status_{name}") for name in counts}
    yield "  ".join(f"{names[name]} {corpus.value(sql):,}" for name, sql in counts.items())
    n_stale = corpus.value("SELECT count(*) FROM articles WHERE made_by != ?", (made_by,))
    if n_stale:
        yield message("status_stale", n=f"{n_stale:,}")
    for run, started, ended, status, said in corpus.rows(
        "SELECT run, started, ended, status, counts FROM runs ORDER BY run DESC LIMIT 5"
    ):
        ended_as = message(f"run_{status}")
        numbers = counted(json.loads(said))
        yield f"#{run}  {_times(started, ended)}  {ended_as}  {message('separator').join(numbers)}"
    failures = corpus.rows("SELECT source, message FROM failures ORDER BY source")
    if failures:
        yield message("status_failures", n=f"{len(failures):,}")
    for source, said in failures:
        yield f"  {source}: {said}"


def _times(started: str, ended: str | None) -> str:
    """Return when a run was, as people write it.

    >>> _times("2026-11-22T16:53:49", "2026-11-22T16:54:09"), _times("2026-11-22T23:59:00", None)
    ('2026-11-22 16:53:49–16:54:09', '2026-11-22 23:59:00–…')
    """
    shown = (ended or "…").replace("T", " ").removeprefix(f"{started[:10]} ")
    return f"{started.replace('T', ' ')}–{shown}"
