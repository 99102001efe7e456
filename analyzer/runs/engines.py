"""Where batches are analysed: in this process, or in a pool of processes. Each engine maps batches to shards.

An engine takes an iterator of batches, keeps a few of them under way, and yields each with its shard as it is done, in
any order. What a batch becomes does not depend on the engine; analyzer/runs/distributed.py has the one for a cluster.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice

from analyzer.runs.shards import Batch, Failure, Shard, analyze_batch, worker_process
from corpus.messages import message

__all__ = ["Engine", "in_pool", "in_process"]

Engine = Callable[[Iterable[Batch]], Iterator[tuple[Batch, Shard]]]


def in_process(batches: Iterable[Batch]) -> Iterator[tuple[Batch, Shard]]:
    """Analyse one batch after the other, here."""
    for batch in batches:
        yield batch, analyze_batch(batch)


def in_pool(jobs: int) -> Engine:
    """Return an engine of ``jobs`` processes. A process that dies takes no batch with it: the batch is done again."""

    def run(batches: Iterable[Batch]) -> Iterator[tuple[Batch, Shard]]:
        source = iter(batches)
        while True:
            try:
                yield from _until_broken(source, jobs)
                return
            except _PoolBrokenError as broken:
                # Which of the batches under way killed its process is unknown: each is done alone, in a pool of one.
                for batch in broken.lost:
                    yield from _alone(batch)

    return run


#: What a process that dies makes of its pool: as it works, and as it is started (its parent still writes to it).
_DIED = (BrokenProcessPool, BrokenPipeError)


class _PoolBrokenError(Exception):
    def __init__(self, lost: list[Batch]) -> None:
        self.lost = lost


def _pool(jobs: int) -> ProcessPoolExecutor:
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=worker_process, initargs=(os.getpid(),))


def _until_broken(source: Iterator[Batch], jobs: int) -> Iterator[tuple[Batch, Shard]]:
    pool = _pool(jobs)
    pending: dict[Future[Shard], Batch] = {}
    try:
        while True:
            for batch in islice(source, jobs + 1 - len(pending)):
                pending[_submitted(pool, batch, pending)] = batch
            if not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                try:
                    shard = future.result()
                except BrokenProcessPool:
                    raise _PoolBrokenError(list(pending.values())) from None
                yield pending.pop(future), shard
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, batch: Batch, pending: dict[Future[Shard], Batch]) -> Future[Shard]:
    try:
        return pool.submit(analyze_batch, batch)
    except _DIED:
        raise _PoolBrokenError([*pending.values(), batch]) from None


def _alone(batch: Batch) -> Iterator[tuple[Batch, Shard]]:
    """Do a batch in a process of its own; where that dies too, its halves, down to the article that kills it."""
    with _pool(1) as pool:
        try:
            yield batch, pool.submit(analyze_batch, batch).result()
            return
        except _DIED:
            pass
    if len(batch.articles) == 1:
        article = batch.articles[0]
        yield batch, Shard(None, 0, (Failure(article.source, article.id, message("worker_died")),))
        return
    middle = len(batch.articles) // 2
    for articles in (batch.articles[:middle], batch.articles[middle:]):
        yield from _alone(replace(batch, articles=articles))
