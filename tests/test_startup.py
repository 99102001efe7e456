"""Start-up is a feature: a command must not pay for libraries that it does not use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("typer", "numpy", "pandas", "sklearn", "scipy", "duckdb", "rich", "jinja2", "sqlite3", "asyncio")
#: What a second analysis does without as well: each takes milliseconds.
SPARED = (
    *("ast", "dataclasses", "dis", "hashlib", "_hashlib", "inspect", "ipaddress", "json", "logging", "multiprocessing"),
    *("orjson", "pathlib", "pickle", "random", "subprocess", "tempfile", "tokenize", "typing_extensions", "urllib"),
)


def _loaded(code: str, tmp_path: Path) -> set[str]:
    article = tmp_path / "short.txt"
    article.write_text("市は12日、庁舎の耐震工事費を38億円と発表した。\n", encoding="utf-8")
    report = "import sys; print('\\nLOADED', *sorted({m.partition('.')[0] for m in sys.modules}))"
    environment = {**os.environ, "URADORI_CACHE": str(tmp_path / "kept")}
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}", str(article)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return set(run.stdout.rpartition("LOADED")[2].split())


_RUN = """
import sys, cli
cli._leave = lambda code: (cli._keep(), sys.exit(code))
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
    assert not _loaded(code, tmp_path) & {*HEAVY, "fugashi", "msgspec", "re"} - _loaded("", tmp_path)


def test_one_short_article_loads_nothing_heavy(tmp_path: Path) -> None:
    code = _RUN.format(arguments='"analyze", "--format", "jsonl", sys.argv[1]')
    assert not _loaded(code, tmp_path) & set(HEAVY)
    of_python_itself = _loaded("", tmp_path)  # an editable installation finds its modules by pathlib, for example
    assert not _loaded(code, tmp_path) & set(SPARED) - of_python_itself


def test_what_is_spared_is_there_for_whoever_asks(tmp_path: Path) -> None:
    """``typing_extensions`` is kept from msgspec only, while it is imported."""
    code = _RUN.format(arguments='"analyze", "--format", "jsonl", sys.argv[1]')
    assert {"typing_extensions", "msgspec"} <= _loaded(f"{code}\nimport typing_extensions", tmp_path)
