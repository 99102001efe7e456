"""When an article was published, as records and headers write it → ISO date or minute.

>>> iso_date("2016年4月5日 7時55分"), iso_date("平成28年04月05日"), iso_date("Tue, 5 Apr 2016 07:55:00 +0900")
('2016-04-05T07:55', '2016-04-05', '2016-04-05T07:55')
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from corpus.text import fold

__all__ = ["iso_date"]

_JAPAN = timezone(timedelta(hours=9))
#: First year of each era minus one (改元 by cabinet order).
_ERAS = {
    "令和": 2018,
    "R": 2018,
    "平成": 1988,
    "H": 1988,
    "昭和": 1925,
    "S": 1925,
    "大正": 1911,
    "T": 1911,
    "明治": 1867,
    "M": 1867,
}
_DAY_RE = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治|[RHSTM](?=\d))?\s*(?P<year>\d{1,4}|元)\s*(?:年|[-/.])\s*(?P<month>\d{1,2})\s*(?:月|[-/.])\s*(?P<day>\d{1,2})\s*日?"
)
_COMPACT_RE = re.compile(r"\A(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d):?(?P<minute>\d\d))?")
_CLOCK_RE = re.compile(
    r"(?P<half>午前|午後|AM|PM)?\s*(?P<hour>\d{1,2})(?:時(?:(?P<m1>\d{1,2})分)?|:(?P<m2>\d\d))(?::\d\d)?(?:\.\d+)?\s*(?P<half2>AM|PM)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)


def iso_date(written: object) -> str | None:
    """Return ``2016-04-05`` or ``2016-04-05T07:55`` for a date as people and programs write it, None if it is none.

    A time with a zone other than Japan's is told in Japanese time, since the article's own words count in it.

    >>> iso_date("2016-04-04T22:55:00Z"), iso_date("20160405"), iso_date("2016/4/5 午後3時"), iso_date("2016-13-40")
    ('2016-04-05T07:55', '2016-04-05', '2016-04-05T15:00', None)
    >>> iso_date(date(2016, 4, 5)), iso_date(1459810500), iso_date("未定"), iso_date("H28.4.5(火)")
    ('2016-04-05', '2016-04-05T07:55', None, '2016-04-05')
    """
    if isinstance(written, datetime):
        moment = written.astimezone(_JAPAN) if written.tzinfo else written
        return moment.strftime("%Y-%m-%dT%H:%M")
    if isinstance(written, date):
        return written.isoformat()
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _from_number(written)
    if not isinstance(written, str):
        return None
    text = fold(written).strip()[:100]
    match = _DAY_RE.search(text)
    if match is not None:
        year = 1 if match["year"] == "元" else int(match["year"])
        if match["era"]:
            year += _ERAS[match["era"]]
        elif len(match["year"]) < 4:
            return None  # 16/4/5 may be anything
        return _iso(year, int(match["month"]), int(match["day"]), text[match.end() :])
    match = _COMPACT_RE.match(text)
    if match is not None:
        clock = f"{match['hour']}:{match['minute']}" if match["hour"] else ""
        return _iso(int(match["year"]), int(match["month"]), int(match["day"]), clock)
    return _from_mail(text)


def _from_number(seconds: float) -> str | None:
    if isinstance(seconds, int) and 19000101 <= seconds <= 21001231:
        return iso_date(str(seconds))
    try:
        moment = datetime.fromtimestamp(seconds / 1000 if abs(seconds) > 1e11 else seconds, _JAPAN)
    except (OverflowError, OSError, ValueError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M")


def _iso(year: int, month: int, day: int, rest: str) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    clock = _CLOCK_RE.search(rest)
    if clock is None:
        return found.isoformat()
    hour, minute = int(clock["hour"]), int(clock["m1"] or clock["m2"] or 0)
    half = (clock["half"] or clock["half2"] or "").upper()
    if half in ("午後", "PM") and hour < 12:
        hour += 12
    if hour > 24 or minute > 59:
        return found.isoformat()
    # 25時 of broadcasters is rare in records, 24:00 is not: both are the next day's hours.
    moment = datetime(year, month, day) + timedelta(hours=hour, minutes=minute)
    zone = clock["zone"]
    if zone:
        offset = timedelta()
        if zone[0] in "+-":
            digits = zone[1:].replace(":", "")
            offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
        try:
            moment += timedelta(hours=9) - offset
        except OverflowError:
            return found.isoformat()
    return moment.strftime("%Y-%m-%dT%H:%M")


def _from_mail(text: str) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return iso_date(moment)
