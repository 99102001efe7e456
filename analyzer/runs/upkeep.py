"""Looking after a corpus: what is in it and what failed, whether machine and files are sound, and making it anew."""

from __future__ import annotations

import json
import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import metadata
from typing import Any, NamedTuple

from analyzer.pipeline import Analyzer
from analyzer.runs.addition import COUNTS, Options, Summary, add, batched, compact, count_name, stored_article
from analyzer.runs.bodies import write_bodies
from analyzer.runs.shards import Batch, analyze_batch
from corpus.article import NewsError, StoreError
from corpus.messages import message
from corpus.parquet import parquet_records
from corpus.store import FORMAT, Corpus, sqlite_version
from corpus.tokens import dictionary_name, words_of

__all__ = ["print_diagnosis", "print_rebuild", "print_status", "rebuild", "run_addition"]

#: Packages that everything stands on, and those of the extras.
PACKAGES = (
    "fugashi",
    "unidic-lite",
    "duckdb",
    "numpy",
    "pandas",
    "scikit-learn",
    "typer",
    "rich",
    "msgspec",
    "rapidfuzz",
)
EXTRAS = ("trafilatura", "watchfiles", "distributed", "fsspec", "rensa")
#: Below this many bytes a run will soon fail.
LITTLE_SPACE = 500_000_000


def run_addition(
    root: str,
    paths: Sequence[str],
    *,
    is_watching: bool = False,
    is_dask: bool = False,
    scheduler: str | None = None,
    is_quiet: bool = False,
    **options: Any,
) -> int:
    """Run ``uradori add``: say the summary on stderr and return the exit code."""
    engine = None
    if is_dask or scheduler is not None:
        from analyzer.runs.distributed import on_dask

        engine = on_dask(scheduler, jobs=options["jobs"])
    settings = Options(**options, engine=engine, is_quiet=is_quiet)

    def said(summary: Summary) -> None:
        print(summary.line(), file=sys.stderr)

    if is_watching:
        from analyzer.runs.watch import watch

        return watch(root, paths, settings, said)
    summary = add(root, paths, settings)
    if settings.dry_run:
        print(message("add_dry_run"), end="", file=sys.stderr)
    said(summary)
    if summary.counts["failed"]:
        print(message("see_status", path=root), file=sys.stderr)
    return summary.exit_code


def print_rebuild(root: str, *, jobs: int = 1) -> int:
    """Run ``uradori rebuild``, say what was done, and return the exit code."""
    summary, damaged = rebuild(root, jobs=jobs)
    print(message("rebuild_done", damaged=damaged) + summary.line(), file=sys.stderr)
    return summary.exit_code


def print_status(root: str, *, output: str) -> int:
    """Print what is in the corpus, how its last runs ended, and every failure; return the exit code."""
    with Corpus.open(root) as corpus:
        if output in ("jsonl", "csv"):
            from analyzer.desk.listing import print_records

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
        counted = json.loads(said)
        numbers = [f"{count_name(name)} {counted[name]:,}" for name in COUNTS if counted.get(name)]
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


class _Finding(NamedTuple):
    is_good: bool
    what: str
    said: str


def print_diagnosis(root: str | None) -> int:
    """Check machine, installation and (with ``root``) the corpus; print a line each; return 1 where something is wrong."""
    is_sound = True
    for finding in (*_machine(), *(_corpus(root) if root is not None else ())):
        is_sound = is_sound and finding.is_good
        print(f"{'✓' if finding.is_good else '✗'} {finding.what}: {finding.said}")
    return 0 if is_sound else 1


def _machine() -> Iterator[_Finding]:
    yield _Finding(
        sys.version_info >= (3, 11), "Python", f"{platform.python_version()} ({platform.platform(terse=True)})"
    )
    encoding = locale.getpreferredencoding(False)
    is_utf8 = encoding.lower().replace("-", "") == "utf8"
    yield _Finding(
        is_utf8, message("doctor_locale"), encoding if is_utf8 else message("doctor_locale_bad", name=encoding)
    )
    try:
        words = [token.surface for token in words_of("市は予算案を発表した")]
        yield _Finding(
            words[:2] == ["市", "は"], message("doctor_dictionary"), f"{dictionary_name()} ({' '.join(words)})"
        )
    except Exception as error:  # whatever a broken installation does is the finding
        yield _Finding(False, message("doctor_dictionary"), f"{type(error).__name__}: {error}")
    try:
        yield _Finding(True, "uradori", Analyzer().made_by)
    except (NewsError, OSError) as error:
        yield _Finding(False, "uradori", str(error))
    for name in PACKAGES:
        found = _version(name)
        yield _Finding(found is not None, name, found or message("doctor_missing"))
    extras = [f"{name} {_version(name) or '–'}" for name in EXTRAS]
    yield _Finding(True, message("doctor_extras"), ", ".join(extras))
    yield _Finding(_has_fts5(), "SQLite", f"{sqlite_version()}, FTS5" if _has_fts5() else message("doctor_no_fts5"))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _corpus(root: str) -> Iterator[_Finding]:
    try:
        corpus = Corpus.open(root)
    except StoreError as error:
        yield _Finding(False, root, str(error))
        return
    with corpus:
        yield _Finding(True, root, message("doctor_format", format=FORMAT))
        free = shutil.disk_usage(root).free
        yield _Finding(
            free > LITTLE_SPACE, message("doctor_disk"), message("doctor_free", gigabytes=f"{free / 1e9:.1f}")
        )
        yield _Finding(os.access(root, os.W_OK), message("doctor_writable"), str(os.access(root, os.W_OK)))
        said = corpus.value("PRAGMA integrity_check")
        yield _Finding(said == "ok", "state.sqlite", str(said))
        damages = corpus.damages()
        n_shards = corpus.value("SELECT count(*) FROM shards")
        yield _Finding(not damages, message("status_shards"), message("doctor_shards", n=n_shards, bad=len(damages)))
        for damage in damages:
            yield _Finding(False, f"shards/{damage.shard}/{damage.file}", damage.reason)
        yield from _index(corpus)


def _index(corpus: Corpus) -> Iterator[_Finding]:
    n_lost = corpus.value("SELECT count(*) FROM articles WHERE shard NOT IN (SELECT shard FROM shards)")
    yield _Finding(not n_lost, message("doctor_manifest"), message("doctor_lost", n=n_lost))
    unknown = corpus.unknown_shards()
    if unknown:
        yield _Finding(True, message("doctor_manifest"), message("doctor_unknown", n=len(unknown)))


def _has_fts5() -> bool:
    return "ENABLE_FTS5" in sqlite_version(options=True)


def rebuild(root: str, *, jobs: int = 1, is_quiet: bool = False) -> tuple[Summary, int]:
    """Derive manifest and index anew from the shards, mend damaged ones, and merge small ones.

    A damaged shard is set aside (``damaged/``). Its articles come back from their text where that can still be read,
    else from their files. Returns what was analysed anew, and how many shards were damaged.
    """
    made_by = Analyzer().made_by
    with Corpus.open(root) as corpus, corpus.locked():
        damaged = _set_aside(corpus, made_by)
        corpus.sweep(grace=0)
        corpus.rebuild_index(made_by=made_by)
        files = [
            row[0]
            for row in corpus.rows(
                "SELECT DISTINCT file FROM sources WHERE article NOT IN (SELECT article FROM articles) AND file != '-'"
            )
        ]
        with corpus.writing() as state:
            state.executemany("DELETE FROM files WHERE file = ?", [(file,) for file in files])
        if corpus.value("SELECT count(*) FROM sources"):
            # Rows of articles that changed or were taken out still stand in their shards: they stay out.
            with corpus.writing():
                sql = "SELECT article FROM articles WHERE article NOT IN (SELECT article FROM sources)"
                corpus.forget_articles(row[0] for row in corpus.rows(sql))
        corpus.retire_empty_shards()
        corpus.write_sources(is_forced=True)
        compact(corpus, made_by, is_forced=True)
        write_bodies(corpus, made_by, is_forced=True)
    return add(root, files, Options(jobs=jobs, is_quiet=is_quiet)), damaged


def _set_aside(corpus: Corpus, made_by: str) -> int:
    """Move damaged shards out of the way; articles whose text can still be read are analysed into new shards."""
    is_safe: dict[str, bool] = {}
    for damage in corpus.damages():
        is_safe[damage.shard] = is_safe.get(damage.shard, True) and damage.text_is_safe
    for shard, has_text in is_safe.items():
        target = corpus.root / "damaged" / shard
        target.parent.mkdir(exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        if not corpus.shard_folder(shard).is_dir():
            continue
        corpus.shard_folder(shard).rename(target)
        if has_text:
            records = parquet_records(str(target / "articles.parquet"))
            for articles in batched(map(stored_article, records)):
                analyze_batch(Batch(str(corpus.root.absolute()), articles, made_by, date.today()))
    return len(is_safe)
