"""What the front door answers itself is what typer would have answered."""

from __future__ import annotations

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
        [sys.executable, "-c", "import cli; cli.main()", *arguments], capture_output=True, text=True, encoding="utf-8"
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
