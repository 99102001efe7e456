"""Records of a query on screen or in a file: JSON lines, CSV that spreadsheets may open, or columns for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TextIO

__all__ = ["display_width", "print_records"]

#: Rows looked at to find out how wide the columns of a table are.
_MEASURED = 200


def print_records(
    records: Iterable[dict[str, Any]], columns: Sequence[str], output: str, *, file: TextIO | None = None
) -> int:
    """Print ``records`` as ``jsonl``, ``csv`` or ``table`` and return how many there were."""
    file = file or sys.stdout
    if output == "csv":
        return _print_csv(map(_joined, records), columns, file)
    if output == "jsonl":
        import orjson

        return sum(file.write(orjson.dumps(record, default=str).decode() + "\n") > 0 for record in records)
    return _print_table(records, columns, file)


def _print_csv(records: Iterable[dict[str, Any]], columns: Sequence[str], file: TextIO) -> int:
    from analyzer.desk.spreadsheet import csv_text

    file.write("\ufeff" + csv_text((), columns, header=True))
    return sum(file.write(csv_text([record], columns, header=False)) > 0 for record in records)


def _print_table(records: Iterable[dict[str, Any]], columns: Sequence[str], file: TextIO) -> int:
    iterator = iter(records)
    first = [[_cell(record[column]) for column in columns] for record in islice(iterator, _MEASURED)]
    if not first:
        return 0
    widths = [max(display_width(row[n]) for row in [list(columns), *first]) for n in range(len(columns))]
    file.write(_line(columns, widths) + "\n" + _line(["─" * width for width in widths], widths) + "\n")
    n_records = 0
    for row in first:
        n_records += 1
        file.write(_line(row, widths) + "\n")
    for record in iterator:
        n_records += 1
        file.write(_line([_cell(record[column]) for column in columns], widths) + "\n")
    return n_records


def _joined(record: dict[str, Any]) -> dict[str, Any]:
    """A record whose lists are one cell each: 公取委 | 公正取引委員会."""
    return {name: _list_cell(value) if isinstance(value, list) else value for name, value in record.items()}


def _list_cell(values: list[Any]) -> str:
    return " | ".join(str(value) for value in values)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - display_width(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.10g}"
    text = _list_cell(value) if isinstance(value, list) else str(value)
    # Control characters of an article would move the cursor or colour the terminal.
    return "".join(each if each >= " " and each != "\x7f" else " " for each in text)


def display_width(text: str) -> int:
    """Columns of a terminal that ``text`` takes: wide and full-width characters take two, ambiguous ones one."""
    if text.isascii():
        return len(text)

    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)
