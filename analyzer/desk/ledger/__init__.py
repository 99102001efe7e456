"""The ledger: one figure, every article that gives it (docs/ledger.md).

Entries (``desk/entries.py``) → ``groups`` that give one number → ``opposition`` of two groups → ``telling`` what differs
and what changed → ``rows``. ``topics`` gives a bare number of a post what it counts, ``likeness`` says whether two
figures count one thing, ``moments`` whether at one time, ``measure`` names what a row counts.
"""

from __future__ import annotations

from analyzer.desk.ledger.likeness import count_alike
from analyzer.desk.ledger.moments import same_time
from analyzer.desk.ledger.rows import RELATIONS, Row, build_ledger, measure_text, row_record, select

__all__ = ["RELATIONS", "Row", "build_ledger", "count_alike", "measure_text", "row_record", "same_time", "select"]
