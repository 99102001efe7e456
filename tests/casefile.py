"""Case tables: one sentence a line, ⟦ ⟧ around each expected span, one column per value.

A line without brackets is a negative: nothing may be found in it. With several spans in a line, the cells of a column
hold one value per span, separated by `` | ``. Lines that start with ``#`` and blank lines are skipped.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases"
#: Labelled text and real articles that are not part of the project; tests that need them are skipped without.
SHARED = Path(os.environ.get("URADORI_SHARED", Path(__file__).parents[2] / "shared"))
_SPAN_RE = re.compile(r"⟦(.*?)⟧", re.DOTALL)


class Case(NamedTuple):
    """One line of a case table: plain text, expected spans, and the values of each span by column."""

    where: str  # file:line, the pytest id
    text: str
    spans: list[tuple[int, int]]
    values: list[dict[str, str]]
    options: dict[str, str]  # columns whose name starts with "@": settings for the whole line (@published)


def read_cases(name: str) -> list[Case]:
    """Return the cases of ``tests/cases/NAME``; its first line that is no comment names the columns."""
    cases: list[Case] = []
    header: list[str] | None = None
    for number, line in enumerate((CASES / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        marked, row = cells[0], dict(zip(header[1:], cells[1:], strict=False))
        spans, plain, position = [], "", 0
        for match in _SPAN_RE.finditer(marked):
            plain += marked[position : match.start()]
            spans.append((len(plain), len(plain) + len(match[1])))
            plain += match[1]
            position = match.end()
        plain += marked[position:]
        options = {column: cell for column, cell in row.items() if column.startswith("@") and cell}
        parts = {c: cell.split(" | ") for c, cell in row.items() if not c.startswith("@")}
        for column, values in parts.items():
            assert len(values) in (0, len(spans)) or cells[1:] == [] or (len(spans) == 0 and values == [""]), (
                f"{name}:{number}: {len(values)} values of {column} for {len(spans)} spans"
            )
        values = [{c: v[i] for c, v in parts.items() if i < len(v)} for i in range(len(spans))]
        cases.append(Case(f"{name}:{number}", plain, spans, values, options))
    return cases
