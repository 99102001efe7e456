"""What ``--help`` says, in English and in Japanese."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from analyzer.commands import app
from analyzer.commands.help import texts
from analyzer.desk.listing import display_width
from corpus.vocabulary import read_table

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "analyzer" / "tables" / "help_words.tsv"
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def printed(*arguments: str, language: str) -> str:
    """Return what the command line prints in a Japanese or an English locale."""
    environment = {**os.environ, "LC_ALL": language, "COLUMNS": "110", "PYTHONUTF8": "1"}
    call = [sys.executable, "-c", "import cli; cli.main()", *arguments]
    return subprocess.run(call, capture_output=True, check=True, encoding="utf-8", env=environment, cwd=ROOT).stdout


def test_every_text_has_its_japanese_and_no_other() -> None:
    """If this fails, a help text was added or changed: write its Japanese into analyzer/tables/help_words.tsv."""
    assert {row["en"] for row in read_table(TABLE, key="en", required=("ja",))} == {
        *texts(typer.main.get_command(app)),
        "Example",
    }


def test_the_overview_is_kept_in_both_languages() -> None:
    """If this fails, write what ``uradori --help`` of typer prints in a Japanese locale into analyzer/overview.ja.txt."""
    kept = (ROOT / "analyzer" / "overview.ja.txt").read_text(encoding="utf-8")
    by_typer = "import sys; from analyzer.commands import run; sys.argv = ['uradori', '--help']; run('--help')"
    environment = {**os.environ, "LC_ALL": "ja_JP.UTF-8", "PYTHONUTF8": "1"}
    call = [sys.executable, "-c", by_typer]
    run = subprocess.run(call, capture_output=True, check=True, encoding="utf-8", env=environment, cwd=ROOT)
    assert printed("--help", language="ja_JP.UTF-8") == kept == run.stdout
    assert "what is reported" in printed("--help", language="C.UTF-8")


def test_help_speaks_the_language_of_the_locale_or_the_one_asked_for() -> None:
    assert "例: uradori ledger" in printed("ledger", "--help", language="ja_JP.UTF-8")
    assert "Example: uradori ledger" in printed("ledger", "--help", language="C.UTF-8")
    assert "Example: uradori ledger" in printed("ledger", "--lang", "en", "--help", language="ja_JP.UTF-8")
    assert "例: uradori ledger" in printed("ledger", "--help", "--lang", "ja", language="C.UTF-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_japanese_help_fits_a_wide_terminal(command: str) -> None:
    lines = printed(command, "--help", language="ja_JP.UTF-8").splitlines()
    assert max(map(display_width, lines)) <= 110


def refused(*arguments: str) -> tuple[int, str]:
    """Return the exit code and the last line that a misused command line says in a Japanese locale."""
    environment = {**os.environ, "LC_ALL": "ja_JP.UTF-8", "PYTHONUTF8": "1"}
    environment.pop("URADORI_CORPUS", None)
    call = [sys.executable, "-c", "import cli; cli.main()", *arguments]
    run = subprocess.run(call, capture_output=True, check=False, encoding="utf-8", env=environment, cwd=ROOT)
    return run.returncode, run.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["analyze"], "PATHS... がありません"),
        (["analyze", "a.txt", "--formt", "x"], "--formt というオプションはありません（--format でしょうか）"),
        (["analyze", "a.txt", "--jobs", "0"], "範囲（x>=1）の外です"),
        (["analyze", "a.txt", "--format", "doc"], "「doc」は選べません"),
        (["anlyze"], "anlyze というコマンドはありません（analyze でしょうか）"),
        (["search", "市"], "--corpus がありません（環境変数 URADORI_CORPUS でも指定できます）"),
        (["search", "市", "--corpus", "c", "--label", "fact"], "「fact」は選べません"),
        (["export", "a.txt"], "--to がありません。jsonl, csv"),
        (["compare", "a", "b", "c"], "余分な引数があります: c"),
    ],
)
def test_misuse_is_told_in_the_language_of_the_locale(arguments: list[str], said: str) -> None:
    code, line = refused(*arguments)
    assert code == 2 and line.startswith("uradori: ") and said in line


def test_headings_of_help_are_japanese_too() -> None:
    page = printed("search", "--help", language="ja_JP.UTF-8")
    assert "使い方: " in page and "\nオプション:" in page and "必須]" in page and "Options" not in page
