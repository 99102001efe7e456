"""What changes a corpus, as its commands do it: adding to it, and making it anew from what is sound."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from analyzer.pipeline import Analyzer
from analyzer.runs.addition import Options, Summary, add, batched, compact, counted, stored_article
from analyzer.runs.bodies import write_bodies
from analyzer.runs.shards import Batch, analyze_batch
from corpus.messages import message
from corpus.parquet import parquet_records
from corpus.store import Corpus

__all__ = ["print_rebuild", "rebuild", "run_addition"]


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
    done = [message("rebuild_done", damaged=damaged), *counted(summary.counts)]
    print(f"{message('separator').join(done)} ({summary.seconds:.1f} s)", file=sys.stderr)
    return summary.exit_code


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
