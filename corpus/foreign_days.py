"""Days as foreign papers write them, in the credits of what is translated from them: 8 juillet 2024, July 8, 2024.

>>> foreign_day("(Le Monde, 8 juillet 2024)", 0, 26), foreign_day("The Guardian, Nov. 13, 2026", 0, 27)
(datetime.date(2024, 7, 8), datetime.date(2026, 11, 13))
>>> foreign_day("Windows 11 May 2024", 0, 19), foreign_day("2024年7月8日", 0, 9)
(datetime.date(2024, 5, 11), None)
>>> foreign_day("https://www.theguardian.com/world/2021/aug/10/bus", 0, 49)
datetime.date(2021, 8, 10)
"""

from __future__ import annotations

from datetime import date

from corpus.cache import kept
from corpus.patterns import table_pattern
from corpus.places import CORPUS
from corpus.vocabulary import alternation, read_table

__all__ = ["foreign_day", "foreign_day_end"]


@kept
def _months() -> dict[str, int]:
    rows = read_table(CORPUS / "tables" / "months.tsv", key="name", required=("month", "source", "example"))
    return {row["name"]: int(row["month"]) for row in rows}


@table_pattern
def _day_re() -> str:
    names = alternation(_months())
    return (
        rf"(?<![0-9A-Za-z])(?:(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th|er|\.|º)?[ ](?:de[ ])?(?P<m1>{names})\.?,?[ ](?:de[ ])?(?P<y1>[0-9]{{4}})"
        rf"|(?P<m2>{names})\.?[ ](?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<y2>[0-9]{{4}})|(?<=/)(?P<y3>20[0-9]{{2}})/(?i:(?P<m3>{names}))/(?P<d3>[0-9]{{1,2}})(?=/))(?![0-9A-Za-z])"
    )


def foreign_day_end(text: str, start: int) -> int:
    """Return where the day ends that is written at ``start`` as foreign papers do, or 0."""
    match = _day_re().match(text, start)
    return match.end() if match is not None else 0


def foreign_day(text: str, start: int, end: int) -> date | None:
    """Return the first such day in ``text[start:end]``, None where there is none or the calendar has no such day."""
    match = _day_re().search(text, start, end)
    if match is None:
        return None
    day, month, year = (match[f"{part}1"] or match[f"{part}2"] or match[f"{part}3"] for part in "dmy")
    try:
        return date(int(year), _months().get(month) or _months()[month.capitalize()], int(day))
    except ValueError:
        return None
