"""Rows of desk commands on paper or screen: JSON lines, CSV, Markdown, or a table for a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, TextIO

import msgspec

from analyzer.desk.entries import Entry, time_text
from analyzer.desk.evidence import Claim, claim_record
from analyzer.desk.exports.characters import printable_cells
from analyzer.desk.ledger import Row, measure_text, row_record
from analyzer.desk.report.terminal import plain
from analyzer.desk.spreadsheet import csv_text
from analyzer.desk.words import word

__all__ = ["markdown_cell", "print_claims", "print_rows"]

Record = dict[str, Any]
#: So many figures that stand alone are listed behind those that do not; more are counted.
_MOST_SINGLE = 12
_LEDGER_COLUMNS = (
    *("row", "relation", "measure", "unit", "note", "text", "value", "low", "high", "modifier", "time"),
    *("outlet", "published", "label", "source", "start", "end", "sentence"),
)
_EVIDENCE_COLUMNS = (
    *("claim", "claim_source", "claim_start", "claim_end", "claim_label"),
    *("evidence", "source", "start", "end", "label", "outlet", "published", "score", "relations", "shared"),
)


def print_rows(rows: Sequence[Row], output: str, *, file: TextIO | None = None) -> None:
    """Print the ledger: ``jsonl``, ``json``, ``csv`` (a line a figure), ``md`` or ``table``."""
    file = file or sys.stdout
    if output in ("jsonl", "json"):
        _print_json(map(row_record, rows), output, file)
    elif output == "csv":
        _print_csv(_ledger_cells(rows), _LEDGER_COLUMNS, file)
    elif output == "md":
        file.write(ledger_markdown(rows))
    else:
        _print_ledger_table(rows, file)


def print_claims(claims: Sequence[Claim], output: str, *, file: TextIO | None = None) -> None:
    """Print claims with their evidence in the same formats."""
    file = file or sys.stdout
    if output in ("jsonl", "json"):
        _print_json(map(claim_record, claims), output, file)
    elif output == "csv":
        _print_csv(_evidence_cells(claims), _EVIDENCE_COLUMNS, file)
    elif output == "md":
        file.write(evidence_markdown(claims))
    else:
        _print_evidence(claims, file)


def _print_json(records: Iterable[Record], output: str, file: TextIO) -> None:
    lines = (msgspec.json.encode(record).decode() for record in records)
    if output == "jsonl":
        file.writelines(f"{line}\n" for line in lines)
    else:
        file.write("[" + ",\n".join(lines) + "]\n")


def _print_csv(cells: Iterable[Record], columns: Sequence[str], file: TextIO) -> None:
    file.write("\ufeff" + csv_text(printable_cells(cells), columns, header=True).replace("\r\n", "\n"))


def _ledger_cells(rows: Sequence[Row]) -> Iterable[Record]:
    for number, row in enumerate(rows, 1):
        record = row_record(row)
        for figure in record["figures"]:
            cells = record | figure | {"row": number}
            yield {column: cells[column] for column in _LEDGER_COLUMNS}


def _evidence_cells(claims: Sequence[Claim]) -> Iterable[Record]:
    for claim in claims:
        record = claim_record(claim)
        first = {f"claim_{name}": record["claim"][name] for name in ("source", "start", "end", "label")}
        first["claim"] = record["claim"]["text"]
        for found in record["evidence"] or [{"evidence": record["note"]}]:
            cells = dict.fromkeys(_EVIDENCE_COLUMNS) | first | found
            cells["evidence"] = found.get("text", record["note"])
            cells["relations"] = ", ".join(found.get("relations", ()))
            cells["shared"] = " ".join(found.get("shared", {}).get("terms", ()))
            yield {column: cells[column] for column in _EVIDENCE_COLUMNS}


def markdown_cell(text: object) -> str:
    """Return text that Markdown shows as it is, on one line.

    >>> markdown_cell("a|b\\n<b>*c*")
    'a\\\\|b &lt;b&gt;\\\\*c\\\\*'
    """
    line = plain("" if text is None else str(text))
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for sign in "\\`*_[]|#~":
        line = line.replace(sign, "\\" + sign)
    return line


def ledger_markdown(rows: Sequence[Row]) -> str:
    """Return the ledger as a Markdown table, one line a finding."""
    heads = [word(f"ledger_column_{name}") for name in ("relation", "measure", "figures", "note")]
    lines = ["| " + " | ".join(heads) + " |", "|---|---|---|---|"]
    for row in rows:
        figures = "<br>".join(markdown_cell(line) for line in _figure_lines(row))
        cells = (word(f"relation_{row.relation}"), markdown_cell(measure_text(row)), figures, markdown_cell(row.note))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _figure_lines(row: Row) -> list[str]:
    return list(dict.fromkeys(map(_figure_line, row.entries)))


def _figure_line(entry: Entry) -> str:
    where = entry.passage.outlet or PurePath(entry.passage.source).name
    when = time_text(entry)
    return f"{entry.text} — {where}" + (f" ({when})" if when else "")


def evidence_markdown(claims: Sequence[Claim]) -> str:
    """Return claims as Markdown: a quotation a claim, a list of the sentences that bear on it."""
    parts: list[str] = []
    for claim in claims:
        record = claim_record(claim)
        parts.append(f"> {markdown_cell(record['claim']['text'])}\n> — {markdown_cell(record['claim']['source'])}\n")
        for found in record["evidence"]:
            marks = "".join(f" **{word('relation_' + each.replace(' ', '_'))}**" for each in found["relations"])
            where = found["outlet"] or found["source"]
            parts.append(f"- {markdown_cell(found['text'])} — {markdown_cell(where)}{marks}")
        parts.append(f"- {record['note']}\n" if not record["evidence"] else "")
    return "\n".join(parts) + "\n"


def _print_ledger_table(rows: Sequence[Row], file: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 2, 0, 0), expand=True)
    for name in ("relation", "measure", "figures", "note"):
        ratio = {"relation": 2, "measure": 3, "figures": 6, "note": 6}[name]
        table.add_column(
            word(f"ledger_column_{name}"), no_wrap=name == "relation", overflow="fold", ratio=ratio, min_width=12
        )
    styles = {"differ": "bold red", "changed": "yellow", "derived": "blue", "agree": "green", "single": "dim"}
    alone = [row for row in rows if row.relation == "single"]
    shown = rows if len(alone) in (len(rows), 0) or len(alone) <= _MOST_SINGLE else rows[: len(rows) - len(alone)]
    for row in shown:
        figures = Text("\n").join(Text(plain(line)) for line in _figure_lines(row))
        relation = Text(word(f"relation_{row.relation}"), style=styles[row.relation])
        table.add_row(relation, Text(plain(measure_text(row))), figures, Text(plain(row.note), style="dim"))
    console = Console(file=file, highlight=False, emoji=False, markup=False)
    console.print(table)
    if len(shown) < len(rows):
        console.print(Text(word("ledger_more_single", n=len(rows) - len(shown)), style="dim"))


def _print_evidence(claims: Sequence[Claim], file: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=2, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for claim in claims:
        record = claim_record(claim)
        grid.add_row(Text("▲", style="yellow"), Text(plain(record["claim"]["text"]), style="yellow"))
        for found in record["evidence"]:
            line = Text(plain(found["text"]), style="cyan")
            relations = (word("relation_" + name.replace(" ", "_")) for name in found["relations"])
            where = found["outlet"] or PurePath(found["source"]).name
            facts = [where, (found["published"] or "")[:10], *relations]
            line.append("  " + " · ".join(plain(fact) for fact in facts if fact), style="dim")
            grid.add_row(Text(" ●", style="cyan"), line)
        if not record["evidence"]:
            grid.add_row("", Text(record["note"], style="dim"))
        grid.add_row("", "")
    Console(file=file, highlight=False, emoji=False, markup=False).print(grid)
