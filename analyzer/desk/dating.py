"""Dates as people write them: 2016-W26 is nothing that a newspaper's reader reads."""

from __future__ import annotations

import re
from calendar import month_name
from functools import cache

from analyzer.desk.words import word
from analyzer.mention import DateMention
from corpus.locales import language
from corpus.places import ANALYZER
from corpus.vocabulary import alternation, read_table

__all__ = ["date_text", "day_text", "moment_text"]

_VALUE_RE = re.compile(
    r"(?P<bc>BC)?(?P<fiscal>FY)?(?P<year>[0-9X]{4})"
    r"(?:-(?:W(?P<week>[0-9]{2}|XX)(?P<weekend>-WE)?|(?P<part>SP|SU|FA|WI|H[12]|Q[1-4])|(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?))?"
    r"(?:T(?P<time>MO|MI|AF|EV|NI|DT|[0-9:]+))?"
)
#: A stretch of a month, a year or a decade as texts name it, and what ``tables/desk_words.tsv`` calls it.
_STRETCHES = {
    "上旬": "EARLY",
    "初旬": "EARLY",
    "中旬": "MIDDLE",
    "下旬": "LATE",
    "前半": "FIRST_HALF",
    "後半": "SECOND_HALF",
}
_STRETCH_RE = re.compile("|".join(_STRETCHES))


def date_text(date: DateMention, written: str = "") -> str:
    """Return the date in the reader's language; an empty string where the text says as much: lengths, unknown days.

    ``written`` is how the text has it: its own part of the day is kept, for 未明 is no 夜 to a reader, and so is the
    stretch of a month or a year, for 下旬 is not the end of the month. TIMEX3 has one name for both.

    >>> from corpus.messages import speaking
    >>> def spoken(value, mod=None, first=None, last=None):
    ...     with speaking("ja"):
    ...         return date_text(DateMention(0, 2, "date", "DATE", value, mod, first, last))
    >>> spoken("2016-04-05T07:55"), spoken("FY2015-Q3"), spoken("2016-03", "END"), spoken("XXXX-08-01"), spoken("199X")
    ('2016年4月5日7時55分', '2015年度第3四半期', '2016年3月末', '8月1日（年は不明）', '1990年代')
    >>> spoken("2026-W26", None, "2026-06-22", "2026-06-28"), spoken("2023-04/2023-12"), spoken("XXXX-XX-XX")
    ('2026年6月22日〜28日', '2023年4月〜12月', '')
    >>> spoken("2026-W26", "AFTER", "2026-06-22", "2026-06-28"), spoken("02XX"), spoken("BC03XX"), spoken("BC0221")
    ('2026年6月22日〜28日以降', '3世紀', '紀元前3世紀', '紀元前221年')
    >>> with speaking("ja"):
    ...     date_text(DateMention(0, 2, "date", "TIME", "2023-07-11TNI"), "11日未明")
    '2023年7月11日未明'
    >>> with speaking("ja"):
    ...     date_text(DateMention(0, 2, "date", "DATE", "2019-11", "END"), "今月下旬")
    '2019年11月下旬'
    >>> with speaking("en"):
    ...     date_text(DateMention(0, 2, "date", "DATE", "XXXX-XX-14")), date_text(DateMention(0, 2, "date", "DATE", "XXXX-08-01"))
    ('day 14 (year and month unknown)', '1 August (year unknown)')
    """
    if date.type in ("DURATION", "SET"):
        return ""
    if "-W" in date.value and date.first and date.last:
        parts = [_point(date.first), _point(date.last)]
    else:
        part = _dayparts().search(written)
        parts = [_point(value, part[0] if part else "") for value in date.value.split("/")]
    if not all(parts):
        return ""
    text = _joined(parts[0], parts[-1])
    if not date.mod:
        return text
    stretch = _STRETCH_RE.search(written) if date.mod in ("START", "MID", "END") else None
    return word(f"date_mod_{_STRETCHES[stretch[0]] if stretch else date.mod}", date=text)


def day_text(value: str | None) -> str:
    """Return the day of an ISO date or minute in the reader's language, nothing for None."""
    return _point(value[:10]) if value else ""


def moment_text(value: str | None) -> str:
    """Return an ISO date or minute in the reader's language, nothing for None.

    >>> from corpus.messages import speaking
    >>> with speaking("ja"):
    ...     moment_text("2016-04-05T07:55"), day_text("2016-04-05T07:55")
    ('2016年4月5日7時55分', '2016年4月5日')
    """
    return _point(value) if value else ""


def _joined(first: str, last: str) -> str:
    """Return a range; what the end has in common with the beginning is said once: 2023年4月〜12月."""
    if first == last:
        return first
    if language() == "ja":
        for unit in ("年度", "年", "月"):
            head, found, _ = first.partition(unit)
            if found and last.startswith(head + unit) and len(last) > len(head + unit):
                shortened = last.removeprefix(head + unit)
                rest = first.removeprefix(head + unit)
                return head + unit + _joined(rest, shortened)
    return f"{first}{word('date_to')}{last}"


def _point(value: str, daypart: str = "") -> str:
    match = _VALUE_RE.fullmatch(value)
    if match is None:
        return ""
    year, month, day, time = match["year"], match["month"], match["day"], match["time"]
    if not _is_known(year, month, day):
        return ""
    if language() != "ja":
        return _english(value, year, month, day)
    text = ""
    if year != "XXXX":
        text += _year(year, is_bc=match["bc"] is not None) + ("度" if match["fiscal"] else "")
    if part := match["part"]:
        text += word(f"date_part_{part}")
    if month and month != "XX":
        text += f"{int(month)}月"
    if day and day != "XX":
        text += f"{int(day)}日"
    if time:
        text += daypart if daypart and not time[0].isdigit() else _clock(time)
    if year == "XXXX":
        text += word("date_year_unknown" if month != "XX" else "date_month_unknown")
    return text


def _english(value: str, year: str, month: str | None, day: str | None) -> str:
    """Return an ISO date; one whose year is not told as people write it, with a word on what is missing."""
    known = [each for each in (month, day) if each and "X" not in each]
    if year != "XXXX" or not known:
        return value.replace("T", " ")
    _, _, time = value.partition("T")
    if month and "X" not in month:
        told = f"{int(known[1])} {month_name[int(month)]}" if len(known) > 1 else month_name[int(month)]
    else:
        told = f"day {int(known[0])}"
    unknown = word("date_year_unknown" if month == known[0] else "date_month_unknown")
    return " ".join(filter(None, (told, time, unknown)))


def _is_known(year: str, month: str | None, day: str | None) -> bool:
    """Say whether a value tells more than that there is a date."""
    return any(each and not set(each) <= {"X"} for each in (year, month, day))


def _year(year: str, *, is_bc: bool) -> str:
    era = "紀元前" if is_bc else ""
    if year.endswith("XX"):  # 19XX is the 20th century; BC03XX counts centuries, not years (docs/dates.md)
        return f"{era}{int(year[:2]) + (not is_bc)}世紀"
    return f"{era}{year[:3].lstrip('0')}0年代" if year.endswith("X") else f"{era}{int(year)}年"


def _clock(time: str) -> str:
    if not time[0].isdigit():
        return word(f"date_part_{time}")
    names = zip(time.split(":"), ("時", "分", "秒"), strict=False)
    return "".join(f"{int(number)}{name}" for number, name in names if name == "時" or int(number))


@cache
def _dayparts() -> re.Pattern[str]:
    """Return what finds a part of the day as texts have it (``tables/date_words.tsv``); TIMEX3 knows fewer."""
    rows = read_table(ANALYZER / "tables" / "date_words.tsv", key=("surface", "unit"))
    return re.compile(alternation(row["surface"] for row in rows if row["unit"] == "part"))
