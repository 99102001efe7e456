"""The rows of the ledger: figures of many articles that agree, differ, changed later, or follow from one another.

Two figures are set against each other when they count the same thing in the same unit for the same body; how sure we
must be of that depends on the finding. Equal numbers of several digits speak for themselves; a contradiction is only
reported between two speakers on one event and one time. Never a verdict on which figure is right.

``agree`` several speakers give one number · ``differ`` same thing, same time, other number · ``changed`` same thing at
another time · ``derived`` one figure follows from others (227万枚 ÷ 1019万人 ≈ 2割) · ``single`` nothing beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from analyzer.desk.derive import Derivation, derivations
from analyzer.desk.entries import Entry, read_entries, source_record
from analyzer.desk.events import Events
from analyzer.desk.ledger.groups import group_figures
from analyzer.desk.ledger.measure import measure_of
from analyzer.desk.ledger.opposition import find_oppositions
from analyzer.desk.ledger.telling import changes, contradictions
from analyzer.desk.ledger.topics import with_topics
from analyzer.desk.passages import concepts
from analyzer.desk.words import word
from analyzer.mention import Analysis

__all__ = ["RELATIONS", "Row", "build_ledger", "measure_text", "row_record", "select"]

Relation = Literal["agree", "differ", "changed", "derived", "single"]
#: The order in which rows are shown: what needs a look first.
RELATIONS: tuple[Relation, ...] = ("differ", "changed", "derived", "agree", "single")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: figures that belong together, and how."""

    measure: str
    unit: str
    relation: Relation
    entries: tuple[Entry, ...]
    note: str = ""
    border: int = 0  # of figures that differ, where the other side begins

    @property
    def sides(self) -> tuple[tuple[Entry, ...], ...]:
        """Return the figures for people: the two sides of what differs, else all; headlines only where no text repeats them."""
        sides = (self.entries[: self.border], self.entries[self.border :]) if self.border else (self.entries,)
        return tuple(tuple(_without_headlines(side)) for side in sides)


def build_ledger(analyses: Sequence[Analysis], *, is_across_surveys: bool = False) -> list[Row]:
    """Return the rows of the ledger: conflicts first, then what changed, follows, agrees, and stands alone.

    ``is_across_surveys``: numbers of two papers' own polls, which contradict nobody, are set against each other too.
    """
    entries, passages = read_entries(analyses)
    events = Events(passages, is_across_surveys=is_across_surveys)
    entries = with_topics(entries, events)
    groups = group_figures(entries, events)
    rows: list[Row] = []
    for group in groups:
        speakers = len({entry.voice for entry in group})
        if speakers > 1:
            rows.append(_row("agree", group, _agreement(group, speakers)))
    found = find_oppositions(groups, events)
    rows += [
        _row("differ", (*told.one, *told.other), told.note, border=len(told.one))
        for told in contradictions(groups, found.differing)
    ]
    rows += [_row("changed", entries, note) for entries, note in changes(groups, found.changing, events)]
    for each in derivations(entries, linked=events.are_one):
        rows.append(_row("derived", (each.result, *each.parts), _equation(each), of=each.result))
    placed = {entry.key for row in rows for entry in row.entries}
    rows += _single_rows([[entry for entry in group if entry.key not in placed] for group in groups])
    order = {relation: index for index, relation in enumerate(RELATIONS)}
    return sorted(rows, key=lambda row: (order[row.relation], -len(row.entries), row.entries[0].key))


def _agreement(group: Sequence[Entry], speakers: int) -> str:
    """Return what is said of several speakers' figures: 約18億円 and 約20億円 are one in round numbers only."""
    told = {entry.amount.value: entry.told for entry in group if not entry.passage.is_headline}
    if len(told) < 2:
        return word("ledger_agree", n=speakers)
    return word("ledger_agree_about", n=speakers, numbers="・".join(told[value] for value in sorted(told)))


def select(
    rows: Iterable[Row], *, conflicts: bool = False, organization: str | None = None, unit: str | None = None
) -> list[Row]:
    """Return the rows asked for: only contradictions, only those that name a body, only one unit."""
    return [
        row
        for row in rows
        if (not conflicts or row.relation == "differ")
        and (unit is None or unit in (row.unit, row.entries[0].amount.family))
        and (organization is None or any(_names(entry, organization) for entry in row.entries))
    ]


def _names(entry: Entry, organization: str) -> bool:
    return any(organization in body.canonical for body in entry.passage.organizations) or (
        organization in entry.passage.text
    )


def row_record(row: Row) -> dict[str, Any]:
    """Return a row as the data of docs/ledger.md."""
    return {
        "measure": row.measure,
        "unit": row.unit,
        "relation": row.relation,
        "figures": [source_record(entry) for entry in row.entries],
        "note": row.note,
    }


def _single_rows(groups: Iterable[Sequence[Entry]]) -> Iterator[Row]:
    """Yield what stands alone: a figure, with the headline that repeats it."""
    for group in groups:
        headlines = [entry for entry in group if entry.passage.is_headline]
        body = [entry for entry in group if not entry.passage.is_headline]
        for number, entry in enumerate(body or headlines):
            repeated = headlines if body and not number else []
            yield _row("single", [entry, *repeated], _copies_note(entry))


def _without_headlines(side: Sequence[Entry]) -> Iterator[Entry]:
    told = {entry.passage.article for entry in side if not entry.passage.is_headline}
    yield from (entry for entry in side if not (entry.passage.is_headline and entry.passage.article in told))


def _row(relation: Relation, entries: Sequence[Entry], note: str, *, of: Entry | None = None, border: int = 0) -> Row:
    unit = entries[0].figure.unit
    measure = measure_of([of]) if of else unit
    is_named = of is not None and measure not in (unit, word("ledger_unnamed"))
    return Row(measure if is_named else measure_of(entries), unit, relation, tuple(entries), note, border)


def measure_text(row: Row) -> str:
    """Return what a row counts for people: where the text names nothing, that rather than 人 or 円."""
    is_named = row.measure != row.unit or row.unit in concepts()["toll"]
    return row.measure if is_named else word("ledger_unnamed")


def _equation(found: Derivation) -> str:
    left = f" {found.sign} ".join(part.text for part in found.parts)
    return f"{left} = {_number(found.value)} → {found.result.text}"


def _number(value: float) -> str:
    """Return a number as a newspaper sets it.

    >>> _number(3900000), _number(0.22276), _number(1380000000)
    ('390万', '0.223', '13億8000万')
    """
    if abs(value) < 1000 or value != int(value):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    whole, parts = int(value), []
    for size, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万")):
        if whole >= size:
            parts.append(f"{whole // size}{name}")
            whole %= size
    return "".join(parts) + (str(whole) if whole or not parts else "")


def _copies_note(entry: Entry) -> str:
    return word("ledger_copies", n=len(entry.copies) + 1) if entry.copies else ""
