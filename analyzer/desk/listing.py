"""Records of a query on screen or in a file: JSON lines, CSV that spreadsheets may open, or columns for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import PurePath
from typing import Any, TextIO

import msgspec

from analyzer.desk.words import word
from analyzer.mention import LABELS
from corpus.messages import message

__all__ = ["cut", "display_width", "print_records", "terminal_width"]

#: Rows looked at to find out how wide the columns of a table are.
_MEASURED = 200
#: Columns of running text take what the others leave; of paths the end tells most.
_TEXTS = frozenset(["sentence", "text", "members", "title"])
#: A number that is cut is another number: such a column is whole or left out.
_NUMBERS = frozenset(["value", "low", "high"])
_PATHS = frozenset(["source", "first", "second", "file"])
#: What a table on a narrow terminal can do without, in this order.
_SECONDARY = (
    *("start", "end", "first_start", "first_end", "second_start", "second_end", "left", "right", "key", "article"),
    *("made_by", "n_sources", "body", "low", "high", "modifier", "quantity", "unit", "outlet"),
    *("published_from", "label", "value", "published"),
)
#: The narrowest that columns are made; running text gets a third of the terminal.
_LEAST, _NARROWEST = 12, 4
#: Whole numbers below this are written out: 12,000,000,000 円, not 1.2e+10.
_EXACT = 1e16


def print_records(
    records: Iterable[dict[str, Any]],
    columns: Sequence[str],
    output: str,
    *,
    has_titles: bool = False,
    file: TextIO | None = None,
) -> int:
    """Print ``records`` as ``jsonl``, ``csv`` or ``table`` and return how many there were.

    ``has_titles``: on a terminal the columns are headed by words for people (``heading_…`` of the desk's words).
    """
    file = file or sys.stdout
    if output == "csv":
        return _print_csv(map(_joined, records), columns, file)
    if output == "jsonl":
        return sum(file.write(msgspec.json.encode(record, enc_hook=str).decode() + "\n") > 0 for record in records)
    if not (has_titles and file.isatty()):
        return _print_table(records, columns, columns, file)
    return _print_table(_spoken(records), columns, [word(f"heading_{column}") for column in columns], file)


def _spoken(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield records as a person reads them: days without their minutes, labels in words, paths without what all share."""
    from analyzer.desk.dating import day_text

    iterator = iter(records)
    first = list(islice(iterator, _MEASURED))
    paths = {str(PurePath(each[name]).parent) for each in first for name in _PATHS if isinstance(each.get(name), str)}
    shared = f"{paths.pop()}/" if len(paths) == 1 else ""
    for record in chain(first, iterator):
        spoken = dict(record)
        for name in _PATHS & record.keys():
            if isinstance(record[name], str):
                spoken[name] = record[name].removeprefix(shared)
        if isinstance(record.get("published"), str):
            spoken["published"] = day_text(record["published"]) or record["published"]
        if record.get("label") in LABELS:
            spoken["label"] = word(f"label_{record['label']}")
        yield spoken


def _print_csv(records: Iterable[dict[str, Any]], columns: Sequence[str], file: TextIO) -> int:
    from analyzer.desk.spreadsheet import csv_text

    file.write("\ufeff" + csv_text((), columns, header=True))
    return sum(file.write(csv_text([record], columns, header=False)) > 0 for record in records)


def _print_table(records: Iterable[dict[str, Any]], columns: Sequence[str], titles: Sequence[str], file: TextIO) -> int:
    """Print columns as wide as they must be; on a terminal no wider than it is, and say there which are left out."""
    iterator = iter(records)
    first = [[_cell(record[column]) for column in columns] for record in islice(iterator, _MEASURED)]
    if not first:
        return 0
    filled = [max(display_width(row[n]) for row in first) for n in range(len(columns))]
    widths = [max(width, display_width(title)) for width, title in zip(filled, titles, strict=True)]
    shown = list(range(len(columns)))
    if file.isatty():
        shown, widths = _fitted(columns, widths, filled, terminal_width())

    def line(cells: Sequence[str]) -> str:
        cells = [cut(cells[n], width, from_left=columns[n] in _PATHS) for n, width in zip(shown, widths, strict=True)]
        return _line(cells, widths) + "\n"

    file.write(line(titles) + _line(["─" * width for width in widths], widths) + "\n")
    n_records = 0
    for row in chain(first, ([_cell(record[column]) for column in columns] for record in iterator)):
        n_records += 1
        file.write(line(row))
    left_out = [column for n, column in enumerate(columns) if n not in shown]
    if left_out:
        print(message("columns_left_out", names=", ".join(left_out)), file=sys.stderr)
    return n_records


def terminal_width() -> int:
    """Return the columns of the terminal that standard output goes to."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _fitted(
    columns: Sequence[str], widths: Sequence[int], filled: Sequence[int], available: int
) -> tuple[list[int], list[int]]:
    """Return the columns that a terminal of ``available`` columns has room for, and their widths.

    ``widths`` are those with the titles, ``filled`` those of the cells alone. Empty columns go first, then what only a
    program needs; long texts and paths are cut, and titles before cells: 2025-… is no month.
    """
    gap = 2
    shown = [n for n in range(len(columns)) if filled[n]] or [0]
    least = {n: _least(columns[n], widths[n], available) for n in shown}
    for column in _SECONDARY:
        if sum(least[n] + gap for n in shown) - gap <= available:
            break
        shown = [n for n in shown if columns[n] != column] or shown
    room = available - sum(least[n] + gap for n in shown) + gap
    while room < 0 and max(least[n] for n in shown) > _NARROWEST:  # a very narrow terminal: the widest give way
        titled = [n for n in shown if least[n] > max(filled[n], _NARROWEST)]
        least[max(titled or shown, key=lambda n: least[n])] -= 1
        room += 1
    fitted = {n: least[n] for n in shown}
    for n in sorted(shown, key=lambda n: (columns[n] in _TEXTS, widths[n])):  # texts take what the others leave
        more = min(max(room, 0), widths[n] - fitted[n])
        fitted[n] += more
        room -= more
    return shown, [fitted[n] for n in shown]


def _least(column: str, width: int, available: int) -> int:
    if column in _NUMBERS:
        return width
    return min(width, available // 3 if column in _TEXTS else _LEAST)


def cut(text: str, width: int, *, from_left: bool = False) -> str:
    """Return ``text`` in at most ``width`` columns, with … where something is left out.

    >>> cut("損害を賠償した", 7), cut("news/2024/a.txt", 8, from_left=True), cut("件", 2, from_left=True)
    ('損害を…', '…4/a.txt', '件')
    """
    if display_width(text) <= width:
        return text
    kept, used = [], 1
    for char in reversed(text) if from_left else text:
        used += display_width(char)
        if used > width:
            break
        kept.append(char)
    return "…" + "".join(reversed(kept)) if from_left else "".join(kept) + "…"


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
        return f"{int(value):,}" if value.is_integer() and abs(value) < _EXACT else f"{value:,.10g}"
    text = _list_cell(value) if isinstance(value, list) else str(value)
    # Control characters of an article would move the cursor or colour the terminal.
    return "".join(each if each >= " " and each != "\x7f" else " " for each in text)


def display_width(text: str) -> int:
    """Columns of a terminal that ``text`` takes: wide and full-width characters take two, ambiguous ones one."""
    if text.isascii():
        return len(text)

    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)
