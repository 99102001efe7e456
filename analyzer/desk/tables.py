"""Rows of desk commands on paper or screen: JSON lines, CSV, Markdown, or a table for a terminal."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from analyzer.desk.dating import day_text
from analyzer.desk.entries import Entry, time_text
from analyzer.desk.evidence import Bearing, Claim, claim_record
from analyzer.desk.exports.characters import printable_cells
from analyzer.desk.ledger import RELATIONS, Row, measure_text, row_record
from analyzer.desk.listing import display_width
from analyzer.desk.passages import Passage
from analyzer.desk.report.terminal import console_on, plain
from analyzer.desk.spreadsheet import csv_text
from analyzer.desk.words import word

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

__all__ = ["markdown_cell", "print_claims", "print_rows"]

Record = dict[str, Any]
#: So many figures that stand alone are listed behind those that do not; more are counted.
_MOST_SINGLE = 12
#: Columns of a terminal below which the ledger's findings stand one below the other.
_NARROW = 96
_RELATION_STYLES = {"differ": "bold red", "changed": "yellow", "derived": "blue", "agree": "green", "single": "dim"}
_LEDGER_COLUMNS = (
    *("row", "relation", "measure", "unit", "note", "text", "value", "low", "high", "modifier", "time"),
    *("outlet", "published", "label", "source", "start", "end", "sentence"),
)
_EVIDENCE_COLUMNS = (
    *("claim", "claim_source", "claim_start", "claim_end", "claim_label"),
    *("evidence", "source", "start", "end", "label", "outlet", "published", "score", "relations", "shared"),
)
#: What stands before the other side of what differs.
_AGAINST = "↔"


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
    first, *rest = map(_side_lines, row.sides)
    return first + [f"{_AGAINST} {line}" if not n else line for side in rest for n, line in enumerate(side)]


def _side_lines(entries: Sequence[Entry]) -> list[str]:
    """Return a line a figure; where two articles of one paper would read alike, with the file."""
    sources: dict[str, set[str]] = defaultdict(set)
    told = [(_figure_line(entry), entry.passage.source) for entry in entries]
    for line, source in told:
        sources[line].add(source)
    lines = (f"{line} [{PurePath(source).name}]" if len(sources[line]) > 1 else line for line, source in told)
    return list(dict.fromkeys(lines))


def _figure_line(entry: Entry) -> str:
    where = entry.passage.spoken_by(PurePath(entry.passage.source).name)
    when = time_text(entry)
    return f"{entry.told} — {where}" + (f" ({when})" if when else "")


def evidence_markdown(claims: Sequence[Claim]) -> str:
    """Return claims as Markdown: a quotation a claim, a list of the sentences that bear on it; last, those without any."""
    parts: list[str] = []
    answered, open_ = _answered(claims)
    for claim in answered:
        parts.append(f"> {markdown_cell(claim.passage.text)}\n> — {markdown_cell(claim.passage.source)}\n")
        for bearing in claim.bearings:
            marks = "".join(f" **{mark}**" for mark in _relations(bearing))
            parts.append(f"- {markdown_cell(bearing.passage.text)} — {markdown_cell(_where(bearing.passage))}{marks}")
        parts.append("")
    if open_:
        parts.append(f"## {word('evidence_open', n=len(open_))}\n")
        parts += [
            f"- {markdown_cell(each.passage.text)} — {markdown_cell(PurePath(each.passage.source).name)}"
            for each in open_
        ]
    return "\n".join(parts) + "\n"


def _answered(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the claims on which something was found, and the others."""
    return [claim for claim in claims if claim.bearings], [claim for claim in claims if not claim.bearings]


def _relations(bearing: Bearing) -> list[str]:
    return [word("relation_" + name.replace(" ", "_")) for name in bearing.relations]


def _where(passage: Passage) -> str:
    """Return who says it and when, as people write it."""
    where, day = passage.spoken_by(PurePath(passage.source).name), day_text(passage.published)
    return f"{where} ({day})" if day else where


def _print_ledger_table(rows: Sequence[Row], file: TextIO) -> None:
    from rich.padding import Padding
    from rich.text import Text

    alone = [row for row in rows if row.relation == "single"]
    shown = rows if len(alone) in (len(rows), 0) or len(alone) <= _MOST_SINGLE else rows[: len(rows) - len(alone)]
    with console_on(file) as console:
        if console.width < _NARROW:
            for row in shown:
                console.print(Text(word(f"relation_{row.relation}"), style=_RELATION_STYLES[row.relation]), end="  ")
                console.print(Text(plain(measure_text(row)), style="bold"))
                for line in _figure_lines(row):
                    console.print(Padding(Text(plain(line)), (0, 0, 0, 2)))
                if row.note:
                    console.print(Padding(Text(plain(row.note), style="dim"), (0, 0, 0, 2)))
        else:
            console.print(_ledger_table(shown))
        if len(shown) < len(rows):
            console.print(Text(word("ledger_more_single", n=len(rows) - len(shown)), style="dim"))


def _ledger_table(rows: Sequence[Row]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 2, 0, 0), expand=True)
    relations = [word(f"relation_{relation}") for relation in RELATIONS]
    table.add_column(word("ledger_column_relation"), no_wrap=True, width=max(map(display_width, relations)))
    for name, ratio in (("measure", 3), ("figures", 6), ("note", 6)):
        table.add_column(word(f"ledger_column_{name}"), overflow="fold", ratio=ratio, min_width=12)
    for row in rows:
        figures = Text("\n").join(Text(plain(line)) for line in _figure_lines(row))
        relation = Text(word(f"relation_{row.relation}"), style=_RELATION_STYLES[row.relation])
        table.add_row(relation, Text(plain(measure_text(row))), figures, Text(plain(row.note), style="dim"))
    return table


def _print_evidence(claims: Sequence[Claim], file: TextIO) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=2, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    answered, open_ = _answered(claims)
    for claim in answered:
        grid.add_row(Text("▲", style="yellow"), _claim_line(claim, style="yellow"))
        for bearing in claim.bearings:
            line = Text(plain(bearing.passage.text), style="cyan")
            facts = [_where(bearing.passage), *_relations(bearing)]
            line.append("  " + " · ".join(map(plain, facts)), style="dim")
            grid.add_row(Text(" ●", style="cyan"), line)
        grid.add_row("", "")
    if open_:
        grid.add_row("", Text(word("evidence_open", n=len(open_)), style="underline"))
        for claim in open_:
            grid.add_row(Text("△", style="dim"), _claim_line(claim, style=""))
    with console_on(file) as console:
        console.print(grid)


def _claim_line(claim: Claim, *, style: str) -> Text:
    from rich.text import Text

    line = Text(plain(claim.passage.text), style=style)
    return line.append("  " + plain(_where(claim.passage)), style="dim")
