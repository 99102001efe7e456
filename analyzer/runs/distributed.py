"""The engine for a cluster: batches go to Dask workers, shards come back on a shared folder. The only import of Dask.

Exactly-once is not asked of the cluster: a batch has one shard name, and writing it twice is writing it once. A worker
that is killed loses the batch it was at; Dask gives it to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from analyzer.runs.engines import Engine
from analyzer.runs.shards import Batch, Failure, Shard, analyze_batch
from corpus.errors import NewsError
from corpus.messages import message

__all__ = ["on_dask"]

#: Batches under way per worker thread: one at work, one waiting.
DEPTH = 2
#: A batch whose worker died so often is given up as failures (one article in it kills processes).
RETRIES = 3


def on_dask(scheduler: str | None = None, *, jobs: int = 1) -> Engine:
    """Return the engine that runs on the cluster at ``scheduler``, or on ``jobs`` local worker processes."""
    try:
        import distributed
    except ImportError as error:
        raise NewsError(message("dask_not_installed")) from error

    def run(batches: Iterable[Batch]) -> Iterator[tuple[Batch, Shard]]:
        with _client(distributed, scheduler, jobs) as client:
            yield from _mapped(distributed, client, iter(batches))

    return run


def _client(distributed: Any, scheduler: str | None, jobs: int) -> Any:
    if scheduler is not None:
        try:
            return distributed.Client(scheduler, timeout="20s")
        except OSError as error:
            raise NewsError(message("no_scheduler", address=scheduler, reason=str(error))) from error
    return distributed.Client(n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None)


def _mapped(distributed: Any, client: Any, batches: Iterator[Batch]) -> Iterator[tuple[Batch, Shard]]:
    pending: dict[str, tuple[Any, Batch]] = {}
    done = distributed.as_completed()

    def refill() -> None:
        depth = DEPTH * max(sum(client.nthreads().values()), 1)
        for batch in islice(batches, max(depth - len(pending), 0)):
            # The result is small and wanted once; pure=False keeps Dask from remembering it.
            future = client.submit(analyze_batch, batch, pure=False, retries=RETRIES)
            pending[future.key] = (future, batch)
            done.add(future)

    refill()
    while pending:
        future = next(done)
        _, batch = pending.pop(future.key)
        yield batch, _result(distributed, future, batch)
        refill()


def _result(distributed: Any, future: Any, batch: Batch) -> Shard:
    try:
        shard: Shard = future.result()
    except distributed.scheduler.KilledWorker:
        failures = (Failure(article.source, article.id, message("worker_died")) for article in batch.articles)
        return Shard(None, 0, tuple(failures))
    return shard
