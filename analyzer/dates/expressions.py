"""Time expressions as they are written, not yet as days: 昨年11月4日午後3時 → year −1 from now, month 11, day 4, 15:00.

The record that :mod:`analyzer.dates.reader` fills and :mod:`analyzer.dates.resolution` turns into days, and the word tables
behind both. Nothing here knows when the article was published.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from msgspec import Struct, field

from analyzer.mention import DateMod, DateType
from corpus.cache import kept, kept_rows
from corpus.places import ANALYZER
from corpus.vocabulary import read_table

__all__ = [
    "TABLES",
    "Era",
    "Expression",
    "Numbers",
    "Ref",
    "Word",
    "beginnings_of_words",
    "eras",
    "event_before",
    "events",
    "find_era",
    "find_word",
    "words",
]

TABLES = ANALYZER / "tables"


class Ref(Struct, frozen=True):
    """A calendar number and where it counts from.

    ``abs`` the number itself; ``now`` from the publication; ``ana`` from the date spoken of before; ``two`` a year of
    two digits in an era or a century to be found; ``era`` the like in the era spoken of before (同27年); ``next`` the
    first such number after the date spoken of before (翌16日).
    """

    base: str
    n: int


class Word(Struct, frozen=True):
    """A row of ``date_words.tsv``."""

    unit: str
    base: str
    n: int
    arg: str
    edge: str
    unless: str | None  # pattern of what must not follow


class Era(Struct, frozen=True):
    """An era: western year of its first year, and the highest year written in it."""

    year: int
    last: int


class Expression(Struct, eq=False, gc=False):
    """One time expression as written; ``rule`` names the reading that made it."""

    start: int
    end: int
    rule: str
    type: DateType = "DATE"
    year: Ref | None = None
    era: str = ""
    is_fiscal: bool = False
    rounded: int = 0  # 10: decade, 100: century
    quarter: Ref | None = None
    half: str = ""  # H1 H2
    half_base: str = ""  # cal fis
    season: str = ""
    months: tuple[int, int] | None = None  # 4〜9月期
    term: int = 0  # last month of a business year: 3月期
    yearpoint: str = ""
    month: Ref | None = None
    monthpoint: str = ""
    week: Ref | None = None
    weekpoint: str = ""
    day: Ref | None = None
    nth: int = 0  # 第2金曜: 2; -1: the last one
    holiday: str = ""
    weekday: int = 0  # 1 = Monday
    part: str = ""
    clock: tuple[int, int, int] | None = None
    clock_parts: int = 0  # how many of hour, minute, second are written
    mod: DateMod | None = None
    amount: list[tuple[str, Decimal]] = field(default_factory=list)
    shift: int = 0  # -1: N日前, 1: N日後
    is_vague: bool = False  # 数日
    is_anaphoric: bool = False  # その3日後
    is_midnight: bool = False  # 夜12時: the end of the day spoken of
    is_owned: bool = False  # 判決の朝
    reach: int = 0  # of a length: 1 from the publication on (今後5年間), -1 up to it (過去10年間)
    direction: int = (
        0  # of a weekday: 1 the coming one (次の日曜), -1 the last one (前の日曜), 2 the nearest (この日曜)
    )
    is_of_event: bool = False  # 植え付けの2週間前, 起きた翌日: counted from an event
    beside: int = 0  # 前日の24日: -1, 翌日の4日: 1
    is_topic: bool = False  # 2014年は: a year that its sentence is about
    is_closed: bool = False  # 当期: of a report that closes it
    is_yearly: bool = False  # 通期…前の期: of whole business years
    is_same_hour: bool = False  # 午後1時6分…同13分
    is_quoted: bool = False  # inside 「」
    opening: int = -1  # where that 「 stands
    event: str = ""  # day of the event by name that it counts from: 終戦の翌年
    is_before_christ: bool = False
    is_of_paper: bool = False  # 八月八日付の新聞
    is_entry: bool = False  # 14:20 at the head of a line: an entry of a log
    is_since: bool = False  # 8月から何も進めていない: no month of a day told later
    is_of_release: bool = False  # 23日発表した4月の物価: not in the month that it tells of
    is_last_call: bool = False  # 午前9時〜午後5時(入館は4時30分まで)
    is_next: bool = False  # 次回公判は10月2日
    is_modifier: bool = False  # 来年1月2日の本大会
    is_row: bool = False  # 10月9日　遭難: it begins a row of a chronicle
    is_compared: bool = False  # 前日比: the text does not go on from there
    is_background: bool = False  # 同日午後2時に港を出ていた, behind a day of an inquiry: the day of what is looked into
    is_of_plan: bool = False  # 当日: of the event spoken of, past or to come
    is_of_report: bool = False  # この日の会見で: the day that the report is of
    is_of_sitting: bool = False  # 午後2時15分休憩: on the day of the minutes
    is_past_perfect: bool = False  # 8日午後から呼びかけていた
    is_of_market: bool = False  # 前日比, 前日の米国株: before the day that the report is of
    is_measure: bool = False  # 3月2日以来の安値: it only measures, the story stays where it was
    value: str = ""  # sets: the period
    until: Expression | None = None
    warning: str | None = None
    glue: str = ""  # how it hangs on the expression before it: から 、 〜 …


class Numbers(Struct, frozen=True):
    """Numbers before one unit: 8〜10日 → 8, 10, connector 〜; where each stands."""

    values: list[Decimal | int]
    spans: list[tuple[int, int]]
    connector: str
    is_vague: bool
    unit: str
    end: int  # after the unit


@kept_rows(Word)
def words() -> dict[str, Word]:
    """Return the words of time by surface."""
    table = {}
    for row in read_table(TABLES / "date_words.tsv", key="surface", required=("unit", "source", "example")):
        table[row["surface"]] = Word(
            row["unit"], row["base"], int(row["n"] or 0), row["arg"], row["edge"], row["unless"] or None
        )
    return table


@kept_rows(Era)
def eras() -> dict[str, Era]:
    """Return eras by name and by letter."""
    table = {}
    for row in read_table(TABLES / "date_eras.tsv", key="era", required=("year", "last", "source", "example")):
        era = Era(int(row["year"]), int(row["last"]))
        table[row["era"]] = era
        if row["letter"]:
            table[row["letter"]] = era
    return table


@kept
def beginnings_of_words() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the words, longest first, by their first two characters (or their only one)."""
    lengths: dict[str, set[int]] = {}
    for surface in words():
        lengths.setdefault(surface[:2], set()).add(len(surface))
    for key in [key for key in lengths if len(key) == 2 and key[0] in lengths]:
        lengths[key].add(1)
    return {key: tuple(sorted(found, reverse=True)) for key, found in lengths.items()}


def find_word(text: str, position: int) -> tuple[Word, int] | None:
    """Return the longest word of the table at ``position`` and where it ends, or None.

    >>> find_word("一昨年の秋", 0)[1], find_word("市は", 0), find_word("朝は", 0)[1]
    (3, None, 1)
    """
    index = beginnings_of_words()
    lengths = index.get(text[position : position + 2]) or index.get(text[position : position + 1])
    if lengths is None:
        return None
    table = words()
    for length in lengths:
        surface = text[position : position + length]
        word = table.get(surface)
        if word is not None:
            return word, position + len(surface)
    return None


@kept
def events() -> dict[str, str]:
    """Return the days of events known by name."""
    rows = read_table(TABLES / "date_events.tsv", key="event", required=("day", "source", "example"))
    return {row["event"]: row["day"] for row in rows}


@cache
def _event_endings() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the names of events, longest first, by their last two characters."""
    lengths: dict[str, set[int]] = {}
    for name in events():
        lengths.setdefault(name[-2:], set()).add(len(name))
    return {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}


def event_before(text: str, end: int) -> str:
    """Return the day of the event whose name ends at ``end``, or "".

    >>> event_before("東日本大震災の翌年", 6), event_before("大会の翌年", 2)
    ('2011-03-11', '')
    """
    for length in _event_endings().get(text[max(end - 2, 0) : end], ()):
        day = events().get(text[max(end - length, 0) : end])
        if day is not None:
            return day
    return ""


@cache
def _era_letters() -> frozenset[str]:
    return frozenset(name[0] for name in eras())


def find_era(text: str, position: int) -> str:
    """Return the era at ``position`` (天平勝宝, 令和, R), or "".

    >>> find_era("令和6年", 0), find_era("R6年度", 0), find_era("市は", 0)
    ('令和', 'R', '')
    """
    table = eras()
    if text[position : position + 1] not in _era_letters():
        return ""
    for length in (4, 2, 1):
        name = text[position : position + length]
        if len(name) == length and name in table:
            return name
    return ""
