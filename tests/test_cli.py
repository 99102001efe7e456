"""What the front door answers itself is what typer would have answered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from analyzer import VERSION

OVERVIEW = Path(__file__).parents[1] / "analyzer" / "overview.txt"


def by_typer(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, list(arguments), prog_name="uradori", terminal_width=80)
    return result.exit_code, result.stdout


def by_door(*arguments: str) -> tuple[int, str]:
    run = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main()", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    return run.returncode, run.stdout


def test_the_overview_is_typers() -> None:
    """If this fails, a command was added or renamed: write ``uradori --help`` of typer into analyzer/overview.txt."""
    assert by_typer("--help") == (0, OVERVIEW.read_text(encoding="utf-8"))
    assert by_door("--help") == (0, OVERVIEW.read_text(encoding="utf-8"))


def test_the_version_is_typers() -> None:
    assert by_door("--version") == by_typer("--version") == (0, f"uradori {VERSION}\n")


@pytest.mark.parametrize(
    "options",
    [
        ["-f", "jsonl"],
        ["--format", "json", "--jobs", "2"],
        ["-j", "1"],
        ["-f", "csv"],
        ["-f", "nonsense"],
        ["-j", "0"],
        ["-j"],
        ["--format=jsonl"],
        ["--no-such-option"],
    ],
)
def test_analyze_is_typers(options: list[str], tmp_path: Path) -> None:
    article = tmp_path / "記事.txt"
    article.write_text("市は12日、庁舎の耐震工事費を38億円と発表した。\n", encoding="utf-8")
    assert by_door("analyze", str(article), *options) == by_typer("analyze", str(article), *options)


def test_no_paths_and_unknown_commands_are_misuse() -> None:
    assert by_door("analyze")[0] == by_door("nonsense")[0] == by_door()[0] == 2


def test_head_ends_every_command_well(tmp_path: Path) -> None:
    article = tmp_path / "記事.txt"
    article.write_text(
        "".join(f"市は12日、事故の負傷者が{n}人になったと発表した。\n" for n in range(900)), encoding="utf-8"
    )
    for command in (["analyze"], ["analyze", "--lang", "en"], ["ledger"]):
        run = subprocess.Popen(
            [sys.executable, "-c", "import cli; cli.main()", *command, str(article)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert run.stdout is not None and run.stderr is not None
        assert run.stdout.read(1) == b"{"
        run.stdout.close()
        assert (run.stderr.read(), run.wait(60)) == (b"", 0), command
        run.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", [["analyze"], ["analyze", "--lang", "en"], ["report"]])
def test_a_full_disk_is_one_line(command: list[str], tmp_path: Path) -> None:
    article = tmp_path / "記事.txt"
    article.write_text("市は12日、庁舎の耐震工事費を38億円と発表した。\n", encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-c", "import cli; cli.main()", *command, str(article)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
    assert (run.returncode, run.stderr) == (2, "uradori: reading or writing failed (No space left on device)\n")


def test_a_fault_of_writing_names_the_file(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "市は案を示した。", "label": "report"}\n', encoding="utf-8")
    said = tmp_path / "no_such_folder" / "said.jsonl"
    run = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main()", "evaluate", str(rows), "--predictions", str(said)],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 2
    assert run.stderr.startswith(f"uradori: {said}: ") and run.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
@pytest.mark.parametrize(("closed", "code"), [("<&-", 2), (">&-", 0), ("2>&-", 0)])
def test_a_stream_that_is_closed_is_an_empty_one(closed: str, code: int, tmp_path: Path) -> None:
    article = tmp_path / "記事.txt"
    article.write_text("市は12日、庁舎の耐震工事費を38億円と発表した。\n", encoding="utf-8")
    path = "-" if closed == "<&-" else str(article)
    line = f'"$0" -c "import cli; cli.main()" analyze "$1" {closed}'
    run = subprocess.run(["sh", "-c", line, sys.executable, path], capture_output=True, text=True)
    assert run.returncode == code
    assert "Traceback" not in run.stderr
    assert run.stdout.count("\n") == (1 if closed == "2>&-" else 0)
