"""The cluster gives the rows of the pool and of one process, from shared folders and object stores alike."""

from __future__ import annotations

import contextlib
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from corpusfile import is_sound, rows_of, write_articles

import analyzer.runs.addition
from analyzer.pipeline import Analyzer
from analyzer.runs.addition import Options, add
from analyzer.runs.engines import in_pool
from analyzer.runs.shards import Batch, Shard
from corpus.article import Article, article_id
from corpus.errors import NewsError

QUIET = Options(is_quiet=True)
pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.slow
def test_pool_and_dask_and_one_process_give_identical_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    from analyzer.runs.distributed import on_dask

    monkeypatch.setattr(analyzer.runs.addition, "BATCH_ARTICLES", 4)
    folder = tmp_path / "in"
    write_articles(folder, range(25))
    add(str(tmp_path / "one"), [str(folder)], QUIET)
    add(str(tmp_path / "pool"), [str(folder)], replace(QUIET, jobs=2))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        engine = on_dask(cluster.scheduler_address)
        add(str(tmp_path / "dask"), [str(folder)], replace(QUIET, engine=engine))
    one, pool, dask = (rows_of(tmp_path / name) for name in ("one", "pool", "dask"))
    assert one == pool == dask
    names = [sorted(path.name for path in (tmp_path / name / "shards").iterdir()) for name in ("one", "pool", "dask")]
    assert names[0] == names[1] == names[2]
    assert is_sound(tmp_path / "dask")


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    from analyzer.runs.distributed import on_dask

    def refused(*_: object, **__: object) -> None:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", refused)
    write_articles(tmp_path / "in", [1])
    with pytest.raises(NewsError, match=r"cannot reach the scheduler at tcp://127\.0\.0\.1:1"):
        add(str(tmp_path / "c"), [str(tmp_path / "in")], replace(QUIET, engine=on_dask("tcp://127.0.0.1:1")))


@pytest.mark.slow
def test_an_article_that_kills_its_process_is_a_failure_and_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyzer.runs.engines.analyze_batch", deadly)
    articles = tuple(
        Article(id=article_id(text), source=text, text=text)
        for text in ("一つ。", "二つ。", "毒。", "四つ。", "五つ。")
    )
    batch = Batch(str(tmp_path), articles, Analyzer().made_by, QUIET_DAY)
    found = list(in_pool(2)([batch]))
    failures = [failure for _, shard in found for failure in shard.failures]
    assert [failure.source for failure in failures] == ["毒。"]
    done = [article.source for part, shard in found if shard.name for article in part.articles]
    assert sorted(done) == ["一つ。", "二つ。", "五つ。", "四つ。"]


def test_a_process_killed_while_it_is_started_takes_no_batch_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stillborn(ThreadPoolExecutor):
        """Stands for a pool whose next process dies before its parent has told it what to do."""

        fate: ClassVar[list[bool]] = [False, True, True, False]

        def submit(self, *arguments: Any, **options: Any) -> Any:
            if self.fate and self.fate.pop(0):
                raise BrokenPipeError
            return super().submit(*arguments, **options)

    monkeypatch.setattr("analyzer.runs.engines._pool", Stillborn)
    monkeypatch.setattr("analyzer.runs.engines.analyze_batch", deadly)
    batches = [
        Batch(str(tmp_path), (Article(id=article_id(text), source=text, text=text),) * 2, "test", QUIET_DAY)
        for text in ("一つ。", "二つ。", "三つ。")
    ]
    found = list(in_pool(2)(batches))
    assert not [failure for _, shard in found for failure in shard.failures]
    done = [article.source for part, shard in found if shard.name for article in part.articles]
    assert sorted(done) == ["一つ。", "一つ。", "三つ。", "三つ。", "二つ。", "二つ。"]


QUIET_DAY = date(2026, 1, 1)


def deadly(batch: Batch) -> Shard:
    """Stands for an analysis that a library crashes in."""
    if any(article.text == "毒。" for article in batch.articles):
        os.kill(os.getpid(), signal.SIGKILL)
    return Shard("done", 1, ())


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "in"])
def test_input_from_an_object_store(tmp_path: Path, name: str) -> None:
    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    with contextlib.suppress(FileNotFoundError):
        store.rm("/news", recursive=True)
    store.pipe("/news/a.jsonl", '{"text": "市は4日、予算案を発表した。"}\n'.encode())
    store.pipe("/news/a.txt", "市は4日、予算案を発表した。".encode())
    store.pipe("/news/in/x/b.txt", "町も発表した。".encode())
    root = str(tmp_path / "corpus")
    assert +add(root, [f"memory://news/{name}"], QUIET).counts == {"new": 1}
    assert +add(root, [f"memory://news/{name}"], QUIET).counts == {"unchanged": 1}
    assert add(root, ["memory://news/none.txt"], QUIET).exit_code == 2
