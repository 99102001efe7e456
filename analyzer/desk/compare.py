"""Two articles, or two runs over the same articles: what they share, which figures differ, which labels changed."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Literal, TextIO

import msgspec

from analyzer.desk.dating import date_text, day_text
from analyzer.desk.exports.characters import printable_cells
from analyzer.desk.ledger import build_ledger, measure_text, row_record
from analyzer.desk.passages import Passage, read_passages
from analyzer.desk.report.terminal import console_on, plain
from analyzer.desk.spreadsheet import csv_text
from analyzer.desk.tables import markdown_cell
from analyzer.desk.words import word
from analyzer.mention import Analysis, Mention
from corpus.errors import ArticleError
from corpus.text import fold

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["Finding", "compare_articles", "compare_runs", "is_run", "print_findings", "read_run", "side_names"]

Kind = Literal["agree", "body", "date", "shared", "figure", "label", "only_first", "only_second", "span"]
Record = dict[str, Any]
Names = tuple[str, str]
#: Two sentences are one passage when this much of their letters agrees (of 100), and are long enough to tell.
_LIKENESS, _LEAST_LENGTH = 85.0, 12
#: Sentences compared letter by letter with every sentence of the other side; more are only looked up.
_MOST_PAIRS = 4_000_000
_COLUMNS = ("kind", "text", "first", "second", "first_source", "first_start", "second_source", "second_start")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about the two sides; ``record`` is its data, with ``first`` and ``second`` where they apply."""

    kind: Kind
    text: str
    first: str
    second: str
    record: Record


# ── two articles ─────────────────────────────────────────────────────────────────────────────────────────────────────


def compare_articles(one: Sequence[Analysis], other: Sequence[Analysis]) -> list[Finding]:
    """Return figures that differ and that agree, dates and bodies that only one of two articles names, shared passages, and
    those whose labels are not the same, in that order."""
    findings = list(_figures(one, other))
    if len(one) == len(other) == 1:
        findings += _dates_apart(_dates(one[0]), _dates(other[0]))
        findings += _named_by_one("body", _bodies(one[0], other[0]), _bodies(other[0], one[0]))
    shared = list(_shared(_passages(one), _passages(other)))
    for score, a, b in shared:
        record = {"score": round(score / 100, 3), "first": _place(a), "second": _place(b)}
        findings.append(Finding("shared", a.text, a.verdict.label, b.verdict.label, record))
    for _, a, b in shared:
        if a.verdict.label != b.verdict.label:
            record = {"first": _place(a), "second": _place(b)}
            findings.append(Finding("label", a.text, a.verdict.label, b.verdict.label, record))
    return findings


def side_names(one: Sequence[Analysis], other: Sequence[Analysis], paths: Names) -> Names:
    """Return what a reader calls the two sides: whose they are, else their files, else the paths as given."""

    def name(analyses: Sequence[Analysis], path: str) -> str:
        if len(analyses) > 1:
            return path
        article = analyses[0].article
        # None is an author's own text.
        told = {block.outlet for block in article.blocks if block.kind in ("report", "commentary")}
        whose = article.outlet or (told.pop() if len(told) == 1 else None)
        return whose or PurePath(article.source).name

    first, second = name(one, paths[0]), name(other, paths[1])
    return (first, second) if first != second else paths


def _figures(one: Sequence[Analysis], other: Sequence[Analysis]) -> Iterator[Finding]:
    agreeing: list[Finding] = []
    for row in build_ledger([*one, *other], is_across_surveys=True):
        if row.relation not in ("differ", "changed", "agree"):
            continue
        sides: tuple[list[str], list[str]] = ([], [])
        for entry in row.entries:
            sides[entry.passage.article >= len(one)].append(entry.told)
        if sides[0] and sides[1]:
            first, second = ("・".join(dict.fromkeys(side)) for side in sides)
            if row.relation == "agree":
                agreeing.append(Finding("agree", measure_text(row), first, second, row_record(row)))
            else:
                yield Finding("figure", measure_text(row), first, second, row_record(row))
    yield from agreeing


Named = dict[str, tuple[str, Record]]
#: Characters of the day in a value: 2024-11-08 of 2024-11-08T15:50.
_DAY = 10


def _named_by_one(kind: Kind, one: Named, other: Named) -> Iterator[Finding]:
    """Yield what only one side names: each by a key that both would share, with its name and its first place."""
    for key in sorted({*one} ^ {*other}):
        name, place = one[key] if key in one else other[key]
        sides = (name, "") if key in one else ("", name)
        yield Finding(
            kind, name, *sides, {"first": place, "second": None} if key in one else {"first": None, "second": place}
        )


def _dates_apart(one: Named, other: Named) -> Iterator[Finding]:
    """Yield the days that only one side names, and of one day the two clock times where each side has its own.

    A side that names the time of a day names the day.
    """
    days = [{key[:_DAY] for key in side} for side in (one, other)]
    mine, yours = (
        {key: each for key, each in side.items() if key not in against and not (len(key) == _DAY and key in named)}
        for side, against, named in ((one, other, days[1]), (other, one, days[0]))
    )
    for key, their_key in _clocks_of_one_day(mine, yours):
        (name, place), (their_name, their_place) = mine.pop(key), yours.pop(their_key)
        yield Finding("date", day_text(key), name, their_name, {"first": place, "second": their_place})
    yield from _named_by_one("date", mine, yours)


def _clocks_of_one_day(mine: Named, yours: Named) -> list[tuple[str, str]]:
    """Return the clock times of one day that stand side by side, each once, the nearest first: 13:40 and 13:35, not 17:40."""
    pairs = [
        (abs(_minutes(key) - _minutes(their_key)), key, their_key)
        for key in mine
        for their_key in yours
        if len(key) > _DAY < len(their_key) and key[:_DAY] == their_key[:_DAY]
    ]
    chosen: list[tuple[str, str]] = []
    for _, key, their_key in sorted(pairs):
        if all(key != each and their_key != other for each, other in chosen):
            chosen.append((key, their_key))
    return sorted(chosen)


#: Hours at which parts of the day begin, as near as they need to be told apart (2021-02-14TMO).
_HOURS = {"MO": 6, "MI": 12, "DT": 12, "AF": 12, "EV": 16, "NI": 20}


def _minutes(value: str) -> int:
    """Return the minute of the day that a value with a time names: 2021-02-14T23:20, 2021-02-14TNI."""
    time = value.partition("T")[2].partition("/")[0]
    hours, _, minutes = time.partition(":")
    return _HOURS.get(time, 0) * 60 if not hours.isdigit() else int(hours) * 60 + int(minutes[:2] or 0)


def _dates(analysis: Analysis) -> Named:
    """Return the days and times of an article's sentences, by value; bylines, lengths and what is not settled are left out."""
    found: Named = {}
    for date in analysis.dates:
        if date.type in ("DATE", "TIME") and date.first and date.first == date.last and "X" not in date.value:
            written = analysis.article.text[date.start : date.end]
            _keep_first(found, date.value, date_text(date, written), analysis, date, value=date.value, mod=date.mod)
    return found


def _bodies(analysis: Analysis, other: Analysis) -> Named:
    """Return the bodies of an article's sentences that ``other`` names nowhere, its heads and bylines included; a body
    is known by the end of its name too."""
    found: Named = {}
    theirs = {body.canonical for body in other.organizations}
    for body in analysis.organizations:
        if body.anaphor or body.kind == "media" or body.canonical in theirs:
            continue
        is_shorter = any(name.endswith(body.canonical) or body.canonical.endswith(name) for name in theirs)
        if (
            not is_shorter and analysis.article.text[body.start : body.end] not in other.article.text
        ):  # 福井県警鯖山署, 鯖山署
            _keep_first(found, body.canonical, body.canonical, analysis, body, canonical=body.canonical)
    return found


def _keep_first(found: Named, key: str, name: str, analysis: Analysis, mention: Mention, **normal: object) -> None:
    """Keep where a body or a day is named first: ``name`` for people, the span as written and in ``normal`` form for data."""
    spoken = (each for each in analysis.sentences if each.start <= mention.start < each.end)
    if key not in found and any(each.label != "other" for each in spoken):
        start, end = mention.start, mention.end
        place = {
            "source": analysis.article.source,
            "start": start,
            "end": end,
            "text": analysis.article.text[start:end],
        }
        found[key] = name, place | normal


def _passages(analyses: Sequence[Analysis]) -> list[Passage]:
    return [passage for _, passages in read_passages(analyses) for passage in passages]


def _shared(one: Sequence[Passage], other: Sequence[Passage]) -> Iterator[tuple[float, Passage, Passage]]:
    """Yield pairs of passages with one wording, each passage once, in the order of the first side."""
    from rapidfuzz import fuzz, process

    wordings: dict[str, list[int]] = defaultdict(list)
    for index, passage in enumerate(other):
        wordings[_wording(passage.text)].append(index)
    left = {index: _wording(passage.text) for index, passage in enumerate(other)}
    is_small = len(one) * len(other) <= _MOST_PAIRS
    for passage in one:
        wording = _wording(passage.text)
        if len(wording) < _LEAST_LENGTH:
            continue
        exact = next((index for index in wordings.get(wording, ()) if index in left), None)
        if exact is not None:
            del left[exact]
            yield 100.0, passage, other[exact]
        elif is_small and left:
            found = process.extractOne(wording, left, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
            if found is not None and "other" not in (passage.verdict.label, other[found[2]].verdict.label):
                del left[found[2]]  # two bylines that are alike but for the hour are none
                yield found[1], passage, other[found[2]]


def _wording(text: str) -> str:
    return "".join(fold(text).split())


def _place(passage: Passage) -> Record:
    return passage.place | {"outlet": passage.outlet}


# ── two runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_run(path: str) -> bool:
    """Say whether a file holds results of ``uradori analyze --format jsonl``: its first line is such a record."""
    if not path.endswith((".jsonl", ".json", ".ndjson")) or not Path(path).is_file():
        return False
    with Path(path).open("rb") as file:
        line = file.readline(50_000_000)
    try:
        record = msgspec.json.decode(line)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False
    return isinstance(record, dict) and {"id", "sentences", "figures"} <= record.keys()


def read_run(path: str) -> dict[str, Record]:
    """Return the records of a run by article id. Raises ArticleError naming the line that is no record."""
    records: dict[str, Record] = {}
    with Path(path).open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                record = msgspec.json.decode(line)
                records[record["id"]] = record
            except (msgspec.DecodeError, ValueError, KeyError, TypeError, RecursionError) as error:
                raise ArticleError(f"{path}:{number}", str(error)) from error
    return records


def compare_runs(one: dict[str, Record], other: dict[str, Record]) -> list[Finding]:
    """Return labels that changed, mentions that came, went or got another value, and articles only one run has."""
    findings: list[Finding] = []
    for identity, record in one.items():
        if identity not in other:
            findings.append(
                Finding("only_first", record.get("title") or record["source"], record["source"], "", {"id": identity})
            )
            continue
        findings += _labels(record, other[identity])
        for table in ("figures", "dates", "organizations"):
            findings += _spans(table, record, other[identity])
    for identity, record in other.items():
        if identity not in one:
            findings.append(
                Finding("only_second", record.get("title") or record["source"], "", record["source"], {"id": identity})
            )
    return findings


def _labels(one: Record, other: Record) -> Iterator[Finding]:
    before = {(each["start"], each["end"]): each for each in one["sentences"]}
    for sentence in other["sentences"]:
        was = before.get((sentence["start"], sentence["end"]))
        if was is not None and was["label"] != sentence["label"]:
            text = other["text"][sentence["start"] : sentence["end"]]
            places = {"first": _at(one, was), "second": _at(other, sentence)}
            yield Finding("label", text, was["label"], sentence["label"], places)


def _at(record: Record, sentence: Record) -> Record:
    return {"source": record["source"], **{name: sentence[name] for name in ("start", "end", "label", "score")}}


_VALUES = {
    "figures": ("value", "low", "high", "unit", "modifier"),
    "dates": ("type", "value", "mod"),
    "organizations": ("canonical",),
}


def _spans(table: str, one: Record, other: Record) -> Iterator[Finding]:
    before = {(each["start"], each["end"]): each for each in one[table]}
    after = {(each["start"], each["end"]): each for each in other[table]}
    for span in sorted(before.keys() | after.keys()):
        was, now = before.get(span), after.get(span)
        values = [_value(table, each) if each else "" for each in (was, now)]
        if values[0] == values[1]:
            continue
        text = (now or was or {})["text"]
        places = {"table": table, "first": was and _mention(one, was), "second": now and _mention(other, now)}
        yield Finding("span", f"{word('kind_' + table)} {text}", values[0], values[1], places)


def _value(table: str, mention: Record) -> str:
    return " ".join(str(mention[name]) for name in _VALUES[table] if mention.get(name) is not None)


def _mention(record: Record, mention: Record) -> Record:
    return {"source": record["source"], **mention}


# ── printing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def print_findings(
    findings: Sequence[Finding], output: str, *, names: Names = ("", ""), file: TextIO | None = None
) -> None:
    """Print findings as ``jsonl``, ``json``, ``csv``, ``md`` or ``table``; ``names`` says whose the two sides are."""
    file = file or sys.stdout
    if output in ("jsonl", "json"):
        lines = [msgspec.json.encode({"kind": each.kind, **each.record}).decode() for each in findings]
        file.write("".join(f"{line}\n" for line in lines) if output == "jsonl" else f"[{','.join(lines)}]\n")
    elif output == "csv":
        file.write(
            "\ufeff" + csv_text(printable_cells(map(_cells, findings)), _COLUMNS, header=True).replace("\r\n", "\n")
        )
    elif output == "md":
        file.write("".join(_markdown(findings, names)))
    else:
        _print_table(findings, names, file)


def _cells(finding: Finding) -> Record:
    cells: Record = {"kind": finding.kind, "text": finding.text, "first": finding.first, "second": finding.second}
    for side in ("first", "second"):
        place = finding.record.get(side) or {}
        cells |= {f"{side}_source": place.get("source"), f"{side}_start": place.get("start")}
    return cells


def _grouped(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    for kind in ("figure", "agree", "date", "body", "label", "span", "shared", "only_first", "only_second"):
        members = [each for each in findings if each.kind == kind]
        if members:
            yield word(f"compare_{kind}"), members


def _markdown(findings: Sequence[Finding], names: Names) -> Iterator[str]:
    yield f"# {word('compare_title')}\n"
    if all(names):
        yield f"\n{word('compare_sides', first=markdown_cell(names[0]), second=markdown_cell(names[1]))}\n"
    for title, members in _grouped(findings):
        yield f"\n## {title} ({len(members)})\n\n"
        for each in members:
            yield f"- {markdown_cell(each.text)}: {markdown_cell(_change(each, names))}\n"


def _change(finding: Finding, names: Names = ("", "")) -> str:
    first, second = finding.first, finding.second
    if finding.kind in ("body", "date"):
        if first and second:
            return f"{first} / {second}"
        return names[0] or word("compare_first") if first else names[1] or word("compare_second")
    if finding.kind == "label" or (finding.kind == "shared" and first != second):
        return f"{word('label_' + first)} → {word('label_' + second)}"
    if finding.kind == "shared":
        return f"{finding.record['score']:.0%}"
    if finding.kind == "agree" and first == second:
        return first
    return f"{first or '—'} → {second or '—'}" if finding.kind == "span" else " / ".join(filter(None, (first, second)))


def _print_table(findings: Sequence[Finding], names: Names, file: TextIO) -> None:
    from rich.text import Text

    with console_on(file) as console:
        for title, members in _grouped(findings):
            console.print(Text(f"{title} ({len(members)})", style="bold"))
            has_sides = members[0].kind in ("figure", "agree", "date", "body") and all(names)
            console.print(_side_table(members, names) if has_sides else _change_table(members))
            console.print()


def _side_table(findings: Sequence[Finding], names: Names) -> Table:
    """Return a table with a column a side: whose number it is, is what a reader asks."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    is_measured = findings[0].kind in ("figure", "agree")
    if is_measured:
        table.add_column(word("compare_measure"), overflow="fold")
    for title in map(plain, names):
        table.add_column(Text(title), overflow="fold")
    for each in findings:
        sides = [Text(plain(side), style="cyan") for side in (each.first, each.second)]
        table.add_row(*([Text(plain(each.text))] if is_measured else []), *sides)
    return table


def _change_table(findings: Sequence[Finding]) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(ratio=3, overflow="fold")
    grid.add_column(ratio=1 if findings[0].kind == "shared" else 2, overflow="fold")
    for each in findings:
        grid.add_row(Text(plain(each.text)), Text(plain(_change(each)), style="cyan"))
    return grid
