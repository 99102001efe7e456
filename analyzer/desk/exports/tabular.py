"""Results as tables: JSON lines, CSV, Excel, Parquet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from analyzer.desk.entries import source_record
from analyzer.desk.exports import File
from analyzer.desk.exports.characters import printable, printable_cells
from analyzer.desk.ledger import build_ledger
from analyzer.desk.spreadsheet import csv_text, neutralised
from analyzer.mention import Analysis
from analyzer.rows import ROW_TABLES, analysis_json, flat_rows
from corpus.errors import StoreError
from corpus.messages import message

__all__ = ["csv", "jsonl", "parquet", "xlsx"]

Rows = dict[str, list[dict[str, Any]]]
#: What a cell of Excel holds, and how many rows a sheet (Excel specifications and limits).
_CELL, _SHEET = 32_767, 1_048_576


def jsonl(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield one file with the contract's record of every article, one a line."""
    yield "articles.jsonl", b"".join(analysis_json(analysis) + b"\n" for analysis in analyses)


def csv(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield one CSV file per table (UTF-8 with byte-order mark, RFC 4180), formula cells neutralised."""
    for table, rows in _tables(analyses).items():
        columns = _columns(rows)
        yield (
            f"{table}.csv",
            ("\ufeff" + csv_text(printable_cells(rows), columns, header=True)).encode("utf-8", "replace"),
        )


def xlsx(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield one workbook with a sheet per table. Raises StoreError where openpyxl (``uradori[xlsx]``) is missing."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
    except ImportError as error:
        raise StoreError(message("xlsx_not_installed")) from error
    import io

    workbook = Workbook(write_only=True)
    for table, rows in _tables(analyses).items():
        sheet = workbook.create_sheet(table)
        sheet.freeze_panes = "A2"
        columns = _columns(rows)
        heads = []
        for column in columns:
            cell = WriteOnlyCell(sheet, value=column)
            cell.font = Font(bold=True)
            heads.append(cell)
        sheet.append(heads)
        for row in rows[: _SHEET - 1]:
            sheet.append([_cell(row[column]) for column in columns])
    buffer = io.BytesIO()
    workbook.save(buffer)
    yield "uradori.xlsx", buffer.getvalue()


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = str(neutralised(printable(value)))
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def parquet(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield one typed Parquet file per table, the same files as a shard of a corpus folder."""
    from tempfile import TemporaryDirectory

    from analyzer.runs.shards import column_types
    from corpus.parquet import write_shard

    with TemporaryDirectory(prefix="uradori-") as folder:
        write_shard(folder, "export", _flat(analyses), column_types())
        for path in sorted(Path(folder, "shards", "export").glob("*.parquet")):
            if path.stem in ROW_TABLES:
                yield path.name, path.read_bytes()


def _flat(analyses: Sequence[Analysis]) -> Rows:
    rows: Rows = defaultdict(list)
    for analysis in analyses:
        for table, row in flat_rows(analysis):
            rows[table].append(row)
    return rows


def _tables(analyses: Sequence[Analysis]) -> Rows:
    """Return the flat tables in their order, text of whole articles left out, and the ledger as the last."""
    flat = _flat(analyses)
    for row in flat.get("articles", ()):
        row["characters"] = len(row.pop("text"))
    tables = {table: flat[table] for table in ROW_TABLES if flat.get(table)}
    ledger = [
        {"row": number, "relation": row.relation, "measure": row.measure, "note": row.note}
        | {name: value for name, value in source_record(entry).items() if name != "copies"}
        for number, row in enumerate(build_ledger(analyses), 1)
        for entry in row.entries
    ]
    return tables | ({"ledger": ledger} if ledger else {})


def _columns(rows: Sequence[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(column for row in rows for column in row))
