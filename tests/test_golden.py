"""Whole analyses of some examples, kept as JSON lines: any change of a result shows up as a diff to be read.

URADORI_GOLDEN=write python -m pytest tests/test_golden.py      write them anew, then read `git diff tests/golden`
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analyzer.pipeline import Analyzer
from analyzer.rows import analysis_record
from corpus.readers import read_articles

EXAMPLES = Path(__file__).parents[1] / "examples"
GOLDEN = Path(__file__).parent / "golden"
NAMES = ("blog", "court", "earnings", "newspaper", "vertical")
TODAY = date(2026, 1, 1)


def lines_of(path: Path) -> Iterator[str]:
    """Yield one line per block, sentence and mention of the article, so that a diff names what changed."""
    [article] = read_articles([str(path)])
    record: dict[str, Any] = analysis_record(Analyzer(today=TODAY).analyze(article))
    text = record.pop("text")
    record.pop("made_by", None)  # changes with every table
    record["source"] = path.name
    parts = {name: value for name, value in record.items() if isinstance(value, list)}
    yield _line({"part": "article"} | {name: value for name, value in record.items() if name not in parts})
    for part, rows in parts.items():
        for row in rows:
            shown = {"part": part} | row
            if part in ("blocks", "sentences"):
                shown["text"] = _opening(text[row["start"] : row["end"]])
            for moving in ("score", "scores", "reasons"):  # they move with every training; labels and names should not
                shown.pop(moving, None)
            yield _line(shown)


def _opening(passage: str) -> str:
    return passage if len(passage) <= 40 else passage[:39] + "…"


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize("name", NAMES)
def test_analysis_is_as_it_was(name: str) -> None:
    path = GOLDEN / f"{name}.jsonl"
    found = list(lines_of(EXAMPLES / f"{name}.txt"))
    if os.environ.get("URADORI_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(found) + "\n", encoding="utf-8")
    assert found == path.read_text(encoding="utf-8").splitlines()
