"""Start-up is a feature: a command must not pay for libraries that it does not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("typer", "numpy", "pandas", "sklearn", "scipy", "duckdb", "rich", "jinja2", "sqlite3", "asyncio")


def _loaded(code: str, tmp_path: Path) -> set[str]:
    article = tmp_path / "short.txt"
    article.write_text("市は12日、庁舎の耐震工事費を38億円と発表した。\n", encoding="utf-8")
    report = "import sys; print('\\nLOADED', *sorted({m.partition('.')[0] for m in sys.modules}))"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}", str(article)], capture_output=True, text=True, check=True
    )
    return set(run.stdout.rpartition("LOADED")[2].split())


_RUN = """
import sys, cli
cli._leave = sys.exit
sys.argv = ["uradori", {arguments}]
try:
    cli.main()
except SystemExit as stop:
    assert stop.code in (0, None), stop.code
"""


@pytest.mark.parametrize(
    "code", ["import cli", _RUN.format(arguments='"--help"'), _RUN.format(arguments='"--version"')]
)
def test_help_and_version_load_nothing_heavy(code: str, tmp_path: Path) -> None:
    assert not _loaded(code, tmp_path) & {*HEAVY, "fugashi"}


def test_one_short_article_loads_nothing_heavy(tmp_path: Path) -> None:
    code = _RUN.format(arguments='"analyze", "--format", "jsonl", sys.argv[1]')
    assert not _loaded(code, tmp_path) & set(HEAVY)
