"""Mentions as a spreadsheet: one row a figure, date or organization, safe to open.

A text cell that a spreadsheet would run as a formula (it starts with ``=``, ``+``, ``-``, ``@``, a tab or a carriage
return) gets an apostrophe in front, as OWASP's "CSV Injection" page advises; numbers stay numbers. The file starts with
a byte-order mark, because Excel reads UTF-8 only with one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from analyzer.mention import Analysis
from analyzer.rows import flat_rows

__all__ = ["MENTION_COLUMNS", "csv_text", "mention_rows", "neutralised"]

MENTION_COLUMNS = (
    *("article", "source", "title", "published", "outlet", "kind", "sentence", "label", "start", "end", "text"),
    *("value", "low", "high", "unit", "quantity", "modifier", "counted"),
    *("type", "mod", "first", "last", "warning", "canonical", "entity", "organization_kind", "anaphor"),
)
_KINDS = {"figures": "figure", "dates": "date", "organizations": "organization"}


def mention_rows(analysis: Analysis) -> list[dict[str, Any]]:
    """Return one row per figure, date and organization of ``analysis`` in text order, columns MENTION_COLUMNS."""
    article = analysis.article
    shared = {"article": article.id, "source": article.source, "title": article.title, "published": article.published}
    rows = []
    for table, row in flat_rows(analysis):
        if table not in _KINDS:
            continue
        if table == "organizations":
            row["organization_kind"] = row.pop("kind")
        verdict = analysis.sentences[row["sentence"]] if row["sentence"] is not None else None
        row |= shared | {"kind": _KINDS[table], "label": verdict and verdict.label}
        row["outlet"] = article.blocks[row["block"]].outlet if row["block"] is not None else None
        rows.append({column: row.get(column) for column in MENTION_COLUMNS})
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def csv_text(rows: Iterable[dict[str, Any]], columns: Sequence[str], *, header: bool) -> str:
    """Return ``rows`` as CSV (RFC 4180: comma, CRLF), with the header line if asked for."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    if header:
        writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row[column] is None else neutralised(row[column]) for column in columns])
    return buffer.getvalue()


def neutralised(cell: object) -> object:
    """Return ``cell`` so that no spreadsheet takes it for a formula.

    >>> neutralised("=1+1"), neutralised("-5"), neutralised(-5), neutralised("市")
    ("'=1+1", "'-5", -5, '市')
    """
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + cell
    return cell
