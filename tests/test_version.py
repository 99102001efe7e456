"""The version is written twice, for the installer and for ``made_by``: both must say the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

from analyzer import VERSION
from analyzer.pipeline import Analyzer


def test_version_of_project_and_code_agree() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert Analyzer().made_by.startswith(f"uradori {VERSION} ")
