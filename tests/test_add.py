"""A corpus grows by what is new, whatever the order, and says what it did."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from corpusfile import article_text, is_sound, rows_of, write_articles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analyzer.runs.addition
import analyzer.runs.shards
from analyzer import stance
from analyzer.pipeline import Analyzer, Reading
from analyzer.runs.addition import Options, Summary, add
from analyzer.runs.upkeep import rebuild
from corpus.article import Article
from corpus.errors import StoreError
from corpus.store import Corpus

QUIET = Options(is_quiet=True)
pytestmark = pytest.mark.usefixtures("english")


def grow(root: Path, *paths: Path, options: Options = QUIET) -> Summary:
    return add(str(root), [str(path) for path in paths], options)


def counts(summary: Summary) -> dict[str, int]:
    return {name: n for name, n in summary.counts.items() if n}


def test_what_is_known_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, range(5))
    assert counts(grow(root, folder)) == {"new": 5}
    before = rows_of(root)

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("an unchanged file was read")

    monkeypatch.setattr(analyzer.runs.addition, "read_file", forbidden)
    summary = grow(root, folder)
    assert (counts(summary), summary.exit_code) == ({"unchanged": 5}, 0)
    assert rows_of(root) == before


def test_new_changed_touched_and_doubled(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    first, second, third = write_articles(folder, range(3))
    grow(root, folder)
    first.write_text(article_text(70), encoding="utf-8")
    os.utime(second, ns=(1, 1))
    shutil.copy(third, folder / "copy.txt")
    write_articles(folder, [9])
    assert counts(grow(root, folder)) == {"changed": 1, "unchanged": 2, "duplicate": 1, "new": 1}
    assert is_sound(root)
    fresh = tmp_path / "fresh"
    grow(fresh, folder)
    assert rows_of(root) == rows_of(fresh)
    with Corpus.open(root) as corpus, corpus.query() as connection:
        found = connection.execute("SELECT source, n_sources FROM articles WHERE n_sources > 1").fetchall()
    assert found == [(str(third), 2)]


def test_files_that_are_gone_stay_unless_pruned(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    first, second, _ = write_articles(folder, range(3))
    shutil.copy(second, folder / "copy.txt")
    grow(root, folder)
    first.unlink()
    second.unlink()
    assert counts(grow(root, folder)) == {"unchanged": 2}
    assert len(rows_of(root)["articles"]) == 3
    assert counts(grow(root, folder, options=replace(QUIET, prune=True))) == {"unchanged": 2, "removed": 2}
    fresh = tmp_path / "fresh"
    grow(fresh, folder)
    assert rows_of(root) == rows_of(fresh)


def test_names_that_cannot_be_stored_are_not_taken_for_gone(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, [1, 2])
    os.rename(bytes(folder / "0001.txt"), bytes(folder) + b"/" + "記事.txt".encode("cp932"))  # noqa: PTH104
    (folder / "0002.txt").rename(folder / "two\nlines.txt")
    pruning = Options(is_quiet=True, prune=True)
    assert counts(grow(root, folder, options=pruning)) == {"new": 2}
    assert counts(grow(root, folder, options=pruning)) == {"unchanged": 2}


def test_a_folder_that_is_gone_prunes_nothing(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, range(2))
    grow(root, folder)
    shutil.move(folder, tmp_path / "unmounted")
    summary = grow(root, folder, options=replace(QUIET, prune=True))
    assert summary.counts["removed"] == 0
    assert len(rows_of(root)["articles"]) == 2


def test_records_that_change_inside_a_file(tmp_path: Path) -> None:
    path, root = tmp_path / "a.jsonl", tmp_path / "corpus"

    def write(*numbers: int) -> None:
        path.write_text("".join(json.dumps({"text": article_text(n), "id": n}) + "\n" for n in numbers))

    write(1, 2, 3)
    assert counts(grow(root, path)) == {"new": 3}
    write(1, 20)
    assert counts(grow(root, path)) == {"unchanged": 1, "changed": 1, "removed": 1}
    assert len(rows_of(root)["articles"]) == 2
    assert is_sound(root)


def test_only_stale_articles_are_analysed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, range(4))
    monkeypatch.setattr(Analyzer, "made_by", "old")
    grow(root, folder)
    monkeypatch.setattr(Analyzer, "made_by", "new")
    shutil.rmtree(folder)  # the text is in the corpus
    write_articles(folder, [7])
    assert counts(grow(root, folder)) == {"new": 1, "renewed": 4}
    assert counts(grow(root, folder)) == {"unchanged": 1}
    with Corpus.open(root) as corpus, corpus.query() as connection:
        assert connection.execute("SELECT DISTINCT made_by FROM articles").fetchall() == [("new",)]
        assert connection.execute("SELECT count(*), count(DISTINCT article) FROM articles").fetchall() == [(5, 5)]
    assert is_sound(root)


def test_failures_are_kept_and_tried_again_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, range(3))
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02" * 99)
    judged = stance.judge_group

    def failing(readings: Sequence[Reading], **options: Any) -> object:
        if any("第1報" in reading.doc.text for reading in readings):
            raise RuntimeError("broken rule")
        return judged(readings, **options)

    monkeypatch.setattr(stance, "judge_group", failing)
    summary = grow(root, folder)
    assert (summary.exit_code, summary.counts["failed"]) == (3, 2)
    assert [(Path(source).name, stage) for source, stage in rows_of(root)["failures"]] == [
        ("0001.txt", "analyze"),
        ("bad.txt", "read"),
    ]
    assert grow(root, folder).exit_code == 0  # said once, not every night
    monkeypatch.setattr(stance, "judge_group", judged)
    summary = grow(root, folder, options=replace(QUIET, retry_failed=True))
    assert counts(summary) == {"new": 1, "unchanged": 2, "failed": 1}
    assert len(rows_of(root)["failures"]) == 1


def test_nothing_could_be_read(tmp_path: Path) -> None:
    assert grow(tmp_path / "corpus", tmp_path / "none.txt").exit_code == 2


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, range(2))
    dry = replace(QUIET, dry_run=True)
    assert counts(grow(root, folder, options=dry)) == {"new": 2}
    assert not root.exists()
    grow(root, folder)
    write_articles(folder, [5])
    assert counts(grow(root, folder, options=dry)) == {"unchanged": 2, "new": 1}
    assert "0005.txt" in capsys.readouterr().out


def test_two_writers_are_kept_apart_and_readers_are_not(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, range(2))
    grow(root, folder)
    with Corpus.open(root) as corpus, corpus.locked():
        with pytest.raises(StoreError, match=f"another run.*pid {os.getpid()}"):
            grow(root, folder)
        assert len(rows_of(root)["articles"]) == 2


def test_ctrl_c_leaves_a_consistent_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, range(9))
    monkeypatch.setattr(analyzer.runs.addition, "BATCH_ARTICLES", 2)
    entered = analyzer.runs.addition._Run._enter

    def interrupted(self: object, *args: object) -> None:
        entered(self, *args)  # type: ignore[arg-type]
        if len(rows_of(root)["files"]) >= 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(analyzer.runs.addition._Run, "_enter", interrupted)
    summary = grow(root, folder)
    assert (summary.exit_code, summary.status) == (130, "interrupted")
    assert summary.counts["new"] == len(rows_of(root)["articles"]) < 9  # what was read but not analysed is not new yet
    assert is_sound(root)
    monkeypatch.setattr(analyzer.runs.addition._Run, "_enter", entered)
    assert grow(root, folder).counts["unchanged"] >= 4
    fresh = tmp_path / "fresh"
    grow(fresh, folder)
    assert rows_of(root) == rows_of(fresh)


def test_small_shards_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    monkeypatch.setattr(analyzer.runs.addition, "MANY_SHARDS", 5)
    for number in range(12):
        write_articles(folder, [number])
        grow(root, folder)
    with Corpus.open(root) as corpus:
        assert corpus.value("SELECT count(*) FROM shards") < 5
        assert corpus.value("SELECT count(*) FROM retired") > 0  # readers may still be in them
        with corpus.locked():
            corpus.sweep(grace=0)
        on_disk = {path.name for path in (root / "shards").iterdir()}
        assert on_disk == {row[0] for row in corpus.rows("SELECT shard FROM shards")}
    fresh = tmp_path / "fresh"
    grow(fresh, folder)
    assert rows_of(root) == rows_of(fresh)
    assert is_sound(root)


def test_japanese_and_spaced_paths(tmp_path: Path) -> None:
    folder, root = tmp_path / '四月 [速報]\'s "*"', tmp_path / "コーパス 'x' [1]*"
    write_articles(folder, range(2))
    assert counts(grow(root, folder)) == {"new": 2}
    assert len(rows_of(root)["articles"]) == 2
    assert is_sound(root)


def test_the_fullest_record_of_a_text_wins_in_any_order(tmp_path: Path) -> None:
    text = article_text(1)
    (tmp_path / "b.txt").write_text(text)
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "published": "2016-04-05", "source": "例新聞"}) + "\n")
    paths = [tmp_path / "a.jsonl", tmp_path / "b.txt"]
    for name, order in (("one", paths), ("two", paths[::-1])):
        for path in order:
            grow(tmp_path / name, path)
    grow(tmp_path / "three", *paths[::-1])
    one, two, three = (rows_of(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two == three
    assert "2016-04-05" in one["articles"][0]
    assert "例新聞" in one["articles"][0]


@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_and_partition_gives_the_same_rows(data: st.DataObject) -> None:
    numbers = list(range(8))
    order = data.draw(st.permutations(numbers))
    cuts = sorted(data.draw(st.sets(st.integers(1, 7), max_size=3)))
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        paths = write_articles(here / "in", numbers)
        shutil.copy(paths[0], here / "in" / "copy.txt")
        paths.append(here / "in" / "copy.txt")
        grow(here / "whole", here / "in")
        for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
            grow(here / "parts", *(paths[number] for number in order[start:end]))
        grow(here / "parts", paths[-1])
        assert rows_of(here / "parts") == rows_of(here / "whole")


def test_every_column_of_every_row_is_kept() -> None:
    article = Article(id="x", source="a", text="".join(map(article_text, range(7))))
    types = analyzer.runs.shards.column_types()
    (rows,) = analyzer.runs.shards._rows_of_group(Analyzer(), [article], "me")
    assert not isinstance(rows, Exception)
    for table, row in rows:
        assert set(row) <= set(types[table]), table


@pytest.mark.parametrize("table", ["articles", "figures"])
def test_a_truncated_shard_is_named_and_mended(tmp_path: Path, table: str) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, range(4))
    grow(root, folder)
    before = rows_of(root)
    (file,) = (root / "shards").glob(f"*/{table}.parquet")
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size // 2)
    with Corpus.open(root) as corpus:
        assert [(damage.shard, damage.file) for damage in corpus.damages()] == [(file.parent.name, file.name)]
        with pytest.raises(StoreError, match="damaged"), corpus.query() as connection:
            corpus.answer(connection, f"SELECT * FROM {table}")
    _, damaged = rebuild(str(root), is_quiet=True)
    assert damaged == 1
    assert rows_of(root) == before
    assert is_sound(root)


def test_the_state_is_rebuilt_from_the_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, range(4))
    grow(root, folder)
    before = rows_of(root)
    for name in ("state.sqlite", "state.sqlite-wal", "state.sqlite-shm"):
        (root / name).unlink(missing_ok=True)
    rebuild(str(root), is_quiet=True)
    assert rows_of(root)["index"] == before["index"]
    with monkeypatch.context() as patched:
        patched.setattr(stance, "judge_group", None)  # nothing is analysed again
        assert counts(grow(root, folder)) == {"new": 4}
    assert rows_of(root) == before


def test_what_was_taken_out_stays_out_after_a_rebuild(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    first, *_ = write_articles(folder, range(4))
    grow(root, folder)
    first.write_text(article_text(55))
    grow(root, folder)
    before = rows_of(root)
    rebuild(str(root), is_quiet=True)
    assert rows_of(root) == before


def test_labels_and_runs_outlive_a_rebuild(tmp_path: Path) -> None:
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, [1])
    grow(root, folder)
    with Corpus.open(root) as corpus, corpus.writing() as state:
        state.execute("INSERT INTO labels VALUES ('x', 0, 5, 'report', 'me', '', '2026-01-01')")
    rebuild(str(root), is_quiet=True)
    with Corpus.open(root) as corpus:
        assert corpus.value("SELECT count(*) FROM labels") == 1
        assert corpus.value("SELECT count(*) FROM runs") >= 2


def test_standard_input_is_an_article_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    for number in (1, 2, 2):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article_text(number).encode())))
        add(str(tmp_path / "corpus"), ["-"], QUIET)
    assert len(rows_of(tmp_path / "corpus")["articles"]) == 2
