"""Where a walk through a point in time stands: the expression it fills, and how fine the last piece was."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from analyzer.dates.expressions import Expression, Numbers, Word
from corpus.tokens import Document


class Reading(Protocol):
    """What walks, spans and judges ask of the reader that sent them."""

    doc: Document
    text: str
    is_range: bool
    lengths_of_years: set[int]  # numbers of years that the text has named as a length
    has_short_years: bool  # a year of two digits has been read
    length_at: tuple[tuple[int, int, bool], bool]  # what was judged last: a length or not

    def numbers(self, start: int) -> Numbers | None: ...
    def number(self, position: int) -> tuple[Decimal | int | None, int, bool]: ...
    def word(self, position: int, is_joined: bool = False) -> tuple[Word, int] | None: ...
    def point(self, start: int, inside: bool = False) -> list[Expression] | None: ...
    def walk_on(self, expression: Expression, rank: int, inside: bool = False) -> list[Expression] | None: ...


class Walk:
    """One walk from coarse to fine; writes what it reads into the expression."""

    part_word = ""
    last_field = ""

    def __init__(self, reader: Reading, expression: Expression, rank: int) -> None:
        self.reader = reader
        self.text = reader.text
        self.expression = expression
        self.rank = rank
        self.listed: list[Expression] = []
        self.is_spread = False
        self.last_value = 0

    def hour_of(self, hour: int) -> int:
        """午後4時 → 16, 夜12時 → 24, 朝7時 → 7, 午後12時 → 12, 深夜2時 → 2."""
        part = self.expression.part
        if part in ("AF", "EV") and hour < 12:
            return hour + 12
        if part == "NI" and 5 <= hour < 12:
            return hour + 12
        if part == "NI" and hour == 12:
            self.expression.is_midnight = True
            return 24
        if part == "MO" and hour == 12 and self.part_word in ("午前", "AM", "am"):
            return 0
        return hour

    def set_clock(self, hour: int, minute: int, second: int, parts: int) -> None:
        expression = self.expression
        expression.clock = (self.hour_of(hour), minute, second)
        expression.clock_parts, expression.type, self.rank = parts, "TIME", 7
        expression.rule = "clock" if expression.rule == "date" and not expression.day else expression.rule
