"""The commands that keep and ask a corpus, as people type them: what they print and how they end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from corpusfile import article_text, rows_of, write_articles
from typer.testing import CliRunner

from analyzer.commands import app
from analyzer.desk.counts import print_sql
from corpus.errors import StoreError
from corpus.store import Corpus


def run(*arguments: object, code: int = 0) -> tuple[str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, (result.output, result.exception)
    return result.stdout, result.stderr


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_articles(tmp_path / "in", range(3))
    (tmp_path / "in" / "bad.bin").write_bytes(b"\x00\x01\x02" * 50)
    _, said = run("add", tmp_path / "in", "--corpus", tmp_path / "corpus", "--lang", "en", code=3)
    assert "new 3, failed 1" in said
    assert "bad.bin: a binary file" in said
    assert "uradori status" in said
    return tmp_path / "corpus"


def test_status_names_runs_and_failures(root: Path) -> None:
    out, _ = run("status", "--corpus", root, "--lang", "en")
    assert "articles 3" in out
    assert "bad.bin: a binary file" in out
    assert "#1" in out
    assert "done" in out
    rows = [json.loads(line) for line in run("status", "--corpus", root, "--format", "jsonl")[0].splitlines()]
    assert [(Path(row["source"]).name, row["stage"]) for row in rows] == [("bad.bin", "read")]


def test_japanese_words_for_japanese_readers(root: Path) -> None:
    assert "記事 3" in run("status", "--corpus", root, "--lang", "ja")[0]
    assert "変更なし 3" in run("add", root.parent / "in", "--corpus", root, "--lang", "ja")[1]


def test_doctor_names_what_is_broken(root: Path) -> None:
    out, _ = run("doctor", "--corpus", root, "--lang", "en")
    assert "✗" not in out
    assert "dictionary: unidic-lite" in out
    (file,) = (root / "shards").glob("*/dates.parquet")
    file.write_bytes(file.read_bytes()[:20])
    out, _ = run("doctor", "--corpus", root, "--lang", "en", code=1)
    assert f"✗ shards/{file.parent.name}/dates.parquet" in out
    assert "1 shards were damaged" in run("rebuild", "--corpus", root, "--lang", "en")[1]
    assert "✗" not in run("doctor", "--corpus", root, "--lang", "en")[0]


def test_the_corpus_may_be_named_by_the_environment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("URADORI_CORPUS", str(root))
    assert json.loads(run("sql", "SELECT count(*) AS n FROM articles")[0]) == {"n": 3}


def test_every_question_as_people_type_it(root: Path) -> None:
    given = ("--corpus", root, "--lang", "en")
    assert json.loads(run("search", "市長", *given)[0].splitlines()[0])["match"] == "市長"
    assert "【市長】" in run("search", "市長", *given, "--format", "table", "--sort", "right")[0]
    run("search", "ほげほげ", *given, code=1)
    run("search", "/(/", *given, code=2)
    assert run("timeline", *given, "--by", "year")[0]
    assert run("terms", *given, "--by", "label", "--least", "1")[0]
    assert run("figures", *given, "--unit", "円")[0]
    run("figures", *given, "--unit", "ない単位", code=1)
    run("duplicates", *given, code=1)


@pytest.mark.parametrize(
    ("option", "value"), [("--label", "nonsense"), ("--block", "x"), ("--from", "yesterday"), ("--to", "2016-13")]
)
def test_a_filter_that_can_match_nothing_is_misuse(root: Path, option: str, value: str) -> None:
    _, said = run("search", "市長", "--corpus", root, option, value, "--lang", "en", code=2)
    assert value in said


def test_questions_in_sql_that_are_odd(root: Path) -> None:
    given = ("--corpus", root, "--lang", "en")
    with pytest.raises(StoreError):
        print_sql(str(root), " -- nothing", output="jsonl")
    twice = json.loads(run("sql", "SELECT 1 AS a, 2 AS a, 3 AS a_2", *given)[0])
    assert list(twice.values()) == [1, 2, 3]
    listed = run("sql", "SELECT ['=1', '市'] AS names", *given, "-f", "csv")[0]
    assert listed.splitlines()[1] == "'=1 | 市"
    wide = json.loads(run("sql", "SELECT MAP{1: 2} AS map, 1e29::HUGEINT AS huge", *given, "-f", "jsonl")[0])
    assert wide == {"map": {"1": 2}, "huge": int(1e29)}


def test_a_path_that_is_not_there_is_said_but_not_kept(root: Path) -> None:
    _, said = run("add", root.parent / "nada", "--corpus", root, "--lang", "en", code=2)
    assert "no such file" in said
    assert "nada" not in run("status", "--corpus", root, "--lang", "en")[0].partition("failed (")[2]


def test_a_folder_that_is_no_corpus(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cli", "status", "--corpus", str(tmp_path / "none"), "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert done.returncode == 2
    assert "is no corpus" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_ctrl_c_ends_with_130_and_a_sound_corpus(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"text": article_text(n, 7) * 9}) + "\n" for n in range(1500)))
    command = [sys.executable, "-m", "cli", "add", str(path), "--corpus", str(tmp_path / "corpus"), "-j", "2", "-q"]
    process = subprocess.Popen(
        command, cwd=Path(__file__).parents[1], stderr=subprocess.DEVNULL, start_new_session=True
    )
    wait_for(tmp_path / "corpus", 1)
    os.killpg(process.pid, signal.SIGINT)  # a terminal tells the whole group
    assert process.wait(60) == 130
    with Corpus.open(tmp_path / "corpus") as corpus:
        assert corpus.value("SELECT status FROM runs") == "interrupted"
        assert not corpus.damages()


@pytest.mark.slow
def test_watching_takes_new_files_in(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    folder, root = tmp_path / "in", tmp_path / "corpus"
    write_articles(folder, [1])
    command = [sys.executable, "-m", "cli", "add", str(folder), "--corpus", str(root), "--watch", "-q"]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[1], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        while "Ctrl-C" not in process.stderr.readline():
            assert process.poll() is None
        time.sleep(1)
        write_articles(folder / "new", [2])
        wait_for(root, 2)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    assert len(rows_of(root)["articles"]) == 2


def wait_for(root: Path, n_articles: int) -> None:
    """Wait until the corpus holds so many articles."""
    for _ in range(600):
        time.sleep(0.1)
        if (root / "state.sqlite").exists():
            with Corpus.open(root) as corpus:
                if corpus.value("SELECT count(*) FROM articles") >= n_articles:
                    return
    raise AssertionError("nothing was added in a minute")
