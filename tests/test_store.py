"""The corpus folder: whole shards or none, clear words when it cannot be written, nothing that a query can break."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from corpusfile import is_sound, rows_of, write_articles

import corpus.parquet
from analyzer.runs.addition import Options, add
from analyzer.runs.shards import column_types
from corpus.errors import StoreError
from corpus.parquet import TABLES, write_shard
from corpus.store import Corpus

QUIET = Options(is_quiet=True)
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_articles(tmp_path / "in", range(3))
    add(str(tmp_path / "corpus"), [str(tmp_path / "in")], QUIET)
    return tmp_path / "corpus"


@contextmanager
def file_size_limit(limit: int) -> Iterator[None]:
    """No file may grow beyond ``limit`` bytes: what a full disk or a quota does to a writer."""
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_folder_that_is_no_corpus_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no corpus"):
        Corpus.open(tmp_path / "none")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("x")
    with pytest.raises(StoreError, match="not empty"):
        Corpus.open(tmp_path / "letters", create=True)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["a.txt"]


def test_a_place_where_no_corpus_can_be_made_is_not_told_to_make_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "corpus"):
        with pytest.raises(StoreError, match="cannot open"):
            Corpus.open(place, create=True)


def test_another_format_is_refused(root: Path) -> None:
    (root / "uradori.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(StoreError, match=r"another format \(99\)"):
        Corpus.open(root)


def test_a_corpus_without_articles_answers_every_table(tmp_path: Path) -> None:
    add(str(tmp_path / "corpus"), [str(tmp_path / "none.txt")], QUIET)
    rows = rows_of(tmp_path / "corpus")
    assert all(rows[table] == [] for table in TABLES)


def test_a_shard_is_written_once(tmp_path: Path) -> None:
    rows = {"articles": [{"article": "x", "text": "市は\0発表\u2028した。'\"\\"}]}
    size = write_shard(tmp_path, "s", rows, column_types())
    stamp = (tmp_path / "shards" / "s" / "articles.parquet").stat().st_mtime_ns
    assert write_shard(tmp_path, "s", {}, column_types()) == size
    assert (tmp_path / "shards" / "s" / "articles.parquet").stat().st_mtime_ns == stamp
    assert list((tmp_path / "tmp").iterdir()) == []
    text = next(corpus.parquet.parquet_records(str(tmp_path / "shards" / "s" / "articles.parquet")))["text"]
    assert text == rows["articles"][0]["text"]


def test_a_full_disk_is_said_and_survived(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, range(3))
    add(str(root), [str(folder)], QUIET)
    before = rows_of(root)
    write_articles(folder, range(10, 30))
    with file_size_limit(40_000), pytest.raises(StoreError, match=r"cannot (write to|open) the corpus"):
        add(str(root), [str(folder)], QUIET)
    assert rows_of(root) == before
    assert is_sound(root)
    assert add(str(root), [str(folder)], QUIET).counts["new"] == 20
    assert is_sound(root)


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="needs to mount a small disk")
def test_a_really_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("may not mount")
    try:
        write_articles(tmp_path / "in", range(400))
        with pytest.raises(StoreError, match="check free space"):
            add(str(disk / "corpus"), [str(tmp_path / "in")], QUIET)
        shutil.copytree(disk / "corpus", tmp_path / "saved")
        assert is_sound(tmp_path / "saved")
        add(str(tmp_path / "saved"), [str(tmp_path / "in")], QUIET)
        assert len(rows_of(tmp_path / "saved")["articles"]) == 400
        assert is_sound(tmp_path / "saved")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_corpus_that_may_only_be_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows_of(root)
    with Corpus.open(root) as opened:
        opened.state.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    real = os.access

    def read_only(path: object, mode: int) -> bool:
        return not (mode & os.W_OK) and real(path, mode)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "access", read_only)
    assert rows_of(root) == before
    with pytest.raises(StoreError, match="cannot write"):
        add(str(root), [str(root.parent / "in")], QUIET)


def test_readers_see_a_whole_corpus_while_a_run_writes(root: Path) -> None:
    before = rows_of(root)
    with Corpus.open(root) as writer, writer.locked(), writer.writing() as state:
        state.execute("DELETE FROM articles")
        assert rows_of(root) == before
        state.execute("ROLLBACK")
        state.execute("BEGIN")


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{outside}'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('{state}')",
        "ATTACH '{outside}' AS other",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM read_parquet('{parent}/../**')",
        "DROP VIEW sentences; SELECT * FROM nothing",
    ],
)
def test_a_query_reaches_nothing_but_the_corpus(root: Path, sql: str) -> None:
    outside = root.parent / "out.db"
    before = rows_of(root)
    with Corpus.open(root) as opened, opened.query(is_restricted=True) as connection:
        names = {"outside": outside, "state": root / "state.sqlite", "parent": root}
        with pytest.raises(StoreError):
            list(opened.answer(connection, sql.format(**names))[1])
    assert not outside.exists()
    assert rows_of(root) == before


def test_names_that_are_sql(tmp_path: Path) -> None:
    folder = tmp_path / "x'); DROP TABLE articles; --"
    write_articles(folder, [1])
    add(str(tmp_path / "corpus"), [str(folder)], QUIET)
    assert len(rows_of(tmp_path / "corpus")["articles"]) == 1


def test_left_overs_of_a_killed_run_are_swept_and_whole_shards_adopted(root: Path) -> None:
    before = rows_of(root)
    (root / "tmp" / "half.123").mkdir(parents=True)
    (root / "tmp" / "half.123" / "articles.json").write_text("{")
    with Corpus.open(root) as opened, opened.writing() as state:  # the shard is there, the manifest lost it
        opened.forget_articles([row[0] for row in opened.rows("SELECT article FROM articles")])
        for table in ("shards", "sources", "files"):
            state.execute(f"DELETE FROM {table}")
    summary = add(str(root), [str(root.parent / "in")], QUIET)
    assert summary.counts == {"new": 3}
    assert rows_of(root) == before
    assert not (root / "tmp").exists() or not list((root / "tmp").iterdir())


def test_a_worker_that_outlives_its_run_leaves_no_half_shard(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half, deletes = root / "tmp" / "half.123", shutil.rmtree
    half.mkdir(parents=True)
    (half / "articles.parquet").write_bytes(b"")

    def meanwhile(path: Path, **options: bool) -> None:
        """The worker gives its folder the final name just when the next run's sweep deletes it."""
        if half.is_dir():
            half.rename(root / "shards" / "half")
        deletes(path, **options)

    monkeypatch.setattr(shutil, "rmtree", meanwhile)
    with Corpus.open(root) as opened, opened.locked():
        opened.sweep()
        assert opened.unknown_shards() == []
    assert not list((root / "tmp").iterdir())


def test_help_does_not_pay_for_the_store() -> None:
    loaded = "import sys, corpus.store, analyzer.desk.search; print('duckdb' in sys.modules, 'pandas' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", "False"]
