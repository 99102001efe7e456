"""When each passage was published, and how that is known: given, header, weekday, or what the text speaks of.

A header (産経新聞 4月5日(火)7時55分配信) dates the whole pasted report it belongs to. Where it leaves out the year, its
weekday settles it: the first matching year not before the latest year that the report speaks of, never after
``today``. Without a header the latest dates that the text reports in the past say how old it is at least.

>>> matching_years(4, 5, 2, date(2026, 1, 1))[:3]
[2022, 2016, 2011]
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from analyzer.dates.calendar import add_months, bounds, day_of
from analyzer.dates.expressions import Expression, Ref
from analyzer.dates.resolution import resolve
from analyzer.dates.spots import Spot
from analyzer.dates.timeline import Timeline
from corpus.article import PublishedFrom
from corpus.foreign_days import foreign_day
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["Publication", "matching_years", "publications"]


class Publication(Struct, frozen=True):
    """A moment of publication and how it is known. ``moment`` is None where the clock time is not."""

    day: date
    clock: tuple[int, int] | None
    known_from: PublishedFrom
    is_month: bool = False  # 2020年5月号: the day is but the first of its month

    @property
    def last(self) -> date:
        """The latest day on which it may have appeared."""
        days = monthrange(self.day.year, self.day.month)[1] if self.is_month else self.day.day
        return self.day.replace(day=days)

    def __str__(self) -> str:
        time = f"T{self.clock[0]:02d}:{self.clock[1]:02d}" if self.clock else ""
        return self.day.isoformat() + time


def publications(
    doc: Document, spots: Sequence[Spot], today: date
) -> tuple[Publication | None, list[Publication | None]]:
    """Return the article's publication and that of every block."""
    given = _given(doc.article.published, doc.article.published_from)
    blocks = doc.blocks
    groups = sorted({block.group for block in blocks})
    by_group: dict[int, list[Spot]] = {group: [] for group in groups}
    for spot in spots:
        by_group[blocks[spot.block].group].append(spot)
    starts = [spot.expression.start for spot in spots]
    for group, (start, end) in {block.group: block.evidence for block in blocks if block.evidence}.items():
        # 毎朝新聞は4日、次のように伝えました。 The author's line above a report dates it as a header would.
        named = spots[bisect_left(starts, start) : bisect_left(starts, end)]
        is_dateline = doc.folded[start - 1 : start] in ("[", "(", "【", "〔", "『", "「")  # [ロンドン 3日 時事]
        if is_dateline and not named:
            behind = bisect_left(starts, end)
            named = [
                spot
                for spot in spots[behind : behind + 1]
                if _BEHIND_RE.fullmatch(doc.folded, end, spot.expression.start)
            ]
        by_group[group][:0] = [
            replace(spot, is_header=True) for spot in named if blocks[spot.block].group != group or is_dateline
        ]
    found: dict[int, Publication] = {0: given} if given is not None else {}
    for group in groups:
        known = found.get(group) or _from_header(by_group[group], spots, today, found.get(0))
        known = known or _from_address(doc, group, today) or _from_foreign(doc, group, today)
        if known is not None:
            found[group] = known
    _from_earlier(doc, found, {block.group: block.evidence for block in reversed(blocks) if block.evidence})
    if issue := _from_heading(doc, by_group.get(0, ()), today, found.get(0)):
        for block in blocks:
            if block.group and block.outlet and block.kind == "byline":
                found.setdefault(block.group, issue)
    dated = [known for group, known in found.items() if group]
    for group in groups:
        if group not in found and dated and (beside := _from_sibling(by_group[group], dated, today)):
            found[group] = beside
    for group in groups:
        if group not in found:
            known = _from_content(by_group[group], today)
            if known is not None:
                found[group] = known
    article = found.get(0) or max(found.values(), key=str, default=None)
    return article, [found.get(block.group) for block in blocks]


#: 中日新聞(同), 同じ日の朝日新聞, ●翌日の同紙
_EARLIER_RE = Pattern(r"同じ日|同日|[(、 ]同(?![一-龥々])|(?P<next>翌日|翌朝)")


def _from_earlier(doc: Document, found: dict[int, Publication], evidence: dict[int, tuple[int, int]]) -> None:
    """Write in the days of reports that are dated by the one above them: the same day, the day after."""
    last: Publication | None = None
    for group, (start, end) in sorted(evidence.items(), key=lambda item: item[1]):
        match = None if group in found or last is None else _EARLIER_RE.search(doc.folded, start, end)
        if match is not None and last is not None:
            found[group] = Publication(last.day + timedelta(days=match["next"] is not None), None, "header")
        last = found.get(group) if group else last


#: 九月十九日(水)朝刊チェック above 【朝日】(2面)…
_ISSUES_RE = Pattern(r"[ 　]*(?:[(][月火水木金土日][)])?[ 　]*(?:の|付の?)?(?:各紙)?(?:朝刊|夕刊|紙面|各紙)")


def _from_heading(doc: Document, spots: Sequence[Spot], today: date, article: Publication | None) -> Publication | None:
    """Return the day of the issues that a digest's own heading names; its papers stand below without one."""
    for spot in spots:
        block, e = doc.blocks[spot.block], spot.expression
        if block.kind not in ("headline", "byline"):
            break
        is_day = e.month is not None and e.month.base == "abs" and e.day is not None and e.day.base == "abs"
        if not is_day or _ISSUES_RE.match(doc.folded, e.end, block.end) is None or e.month is None or e.day is None:
            continue
        if e.year is not None:
            years = [e.year.n] if e.year.base == "abs" else [2000 + e.year.n] if e.year.base == "two" else []
        else:
            years = matching_years(e.month.n, e.day.n, e.weekday, article.day if article else today)
        day = day_of(years[0], e.month.n, e.day.n) if years else None
        return Publication(day, None, "header") if day is not None and day <= today else None
    return None


#: What stands between an agency in brackets and the day its report begins with: (共同): 3日の…
_BEHIND_RE = Pattern(r"[)\]】〕][ :―—–-]{0,4}")
#: …/politics/20261111-OYT1T50234/, /articles/20240611/k00/…, /2024/06/11/…, k=2024061100123
_ADDRESS_DAY_RE = Pattern(
    r"https?://[^\s]{4,120}?[/=](?:[A-Z]{2})?(20[0-4][0-9])[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12][0-9]|3[01])(?=[^0-9]|[0-9]{3,8}(?:[^0-9]|$)|$)"
)


#: …/news/181126/ecn1811260021-n1.html
_SHORT_ADDRESS_RE = Pattern(r"https?://[^\s]{4,120}?/([0-4][0-9])(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])/")


def _from_address(doc: Document, group: int, today: date) -> Publication | None:
    """Return the day that the address of somebody's report names, where it stands beside it."""
    if not group:
        return None
    for block in doc.blocks:
        if block.group != group or block.kind not in ("byline", "other"):
            continue
        match = _ADDRESS_DAY_RE.search(doc.folded, block.start, block.end)
        match = match or _SHORT_ADDRESS_RE.search(doc.folded, block.start, block.end)
        year = int(match[1]) if match else 0
        day = day_of(year if year > 99 else 2000 + year, int(match[2]), int(match[3])) if match else None
        if day is not None and day <= today:
            return Publication(day, None, "header")
    return None


def _from_foreign(doc: Document, group: int, today: date) -> Publication | None:
    """Return the day in the byline of what is translated from a foreign paper: (Le Monde, 8 juillet 2024)."""
    for block in doc.blocks if group else ():
        if block.group == group and block.kind == "byline":
            day = foreign_day(doc.folded, block.start, block.end)
            if day is not None and day <= today:
                return Publication(day, None, "header")
    return None


def _given(published: str | None, known_from: PublishedFrom | None) -> Publication | None:
    if not published:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    clock = (moment.hour, moment.minute) if "T" in published or " " in published.strip() else None
    return Publication(moment.date(), clock, known_from or "record")


def matching_years(month: int, day: int, weekday: int, today: date) -> list[int]:
    """Return the years, latest first, in which the day falls on ``weekday`` (1 = Monday, 0 = any), not after ``today``."""
    years = []
    for year in range(today.year, max(today.year - 120, 1), -1):
        found = day_of(year, month, day)
        if found is not None and found <= today and weekday in (0, found.isoweekday()):
            years.append(year)
    return years


def latest_year(spots: Sequence[Spot], today: date, *, headers: bool = False, since: int | None = None) -> int | None:
    """Return the latest year that the body (and the headers) speak of, future plans left out; those before ``since`` do not count."""
    latest, least = None, today.year - 25 if since is None else since
    for spot in spots:
        expression = spot.expression
        year = expression.year
        if year is None or year.base != "abs" or expression.rounded or (spot.is_header and not headers):
            continue
        if least <= year.n <= today.year and expression.mod != "AFTER" and spot.tense != "future":
            latest, least = year.n, year.n + 1
    return latest


def _from_header(
    spots: Sequence[Spot], every: Sequence[Spot], today: date, article: Publication | None = None
) -> Publication | None:
    for spot in spots:
        e = spot.expression
        if not spot.is_header or e.month is None or e.month.base != "abs" or e.until is not None:
            continue
        if e.day is None and e.year is None:
            continue
        clock = _clock_of(e) or _clock_behind(spots, spot)
        day_number = e.day.n if e.day and e.day.base == "abs" else 1
        if e.year is not None and e.year.base in ("abs", "two"):
            n = e.year.n if e.year.base == "abs" else 2000 + e.year.n
            day_number = day_number if e.day else _day_beside(spots, spot)
            day = day_of(n, e.month.n, day_number)
            return Publication(day, clock, "header", e.day is None and day_number == 1) if day else None
        if article is not None:  # a report pasted into an article is not younger than it
            years = matching_years(e.month.n, day_number, e.weekday, article.last)
            day = day_of(years[0], e.month.n, day_number) if years else None
            return Publication(day, clock, "weekday" if e.weekday else "header") if day else None
        if e.weekday:
            body = latest_year([other for other in spots if not other.is_header], today)
            body = body or latest_year(every, today, headers=True)
            years = matching_years(e.month.n, day_number, e.weekday, today)
            later = [year for year in years if body is not None and year >= body]
            year = min(later) if later else max(years, default=None)
            day = day_of(year, e.month.n, day_number) if year else None
            return Publication(day, clock, "weekday") if day else None
        content = _from_content([other for other in spots if not other.is_header], today)
        day = day_of(content.day.year, e.month.n, day_number) if content else None
        if content is not None and day is not None and abs((day - content.day).days) < 100 and day <= today:
            return Publication(day, clock, "content")
        return None
    if article is None:
        return None
    days = (_bare_day(spot.expression, article.day) for spot in spots if spot.is_header)
    return next((Publication(day, None, "header") for day in days if day is not None), None)


def _day_beside(spots: Sequence[Spot], header: Spot) -> int:
    """令和7年6月定例会会議録 6月17日: return the day of the header's month that its line names as well, 1 for none."""
    month = header.expression.month
    for spot in spots:
        e = spot.expression
        is_day = e.month is not None and e.day is not None and e.day.base == "abs" and e.year is None
        if is_day and e.day is not None and spot.sentence == header.sentence and e.month == month and e.until is None:
            return e.day.n
    return 1


def _clock_of(e: Expression) -> tuple[int, int] | None:
    return (e.clock[0], e.clock[1]) if e.clock and e.clock[0] < 24 else None


def _from_sibling(spots: Sequence[Spot], dated: Sequence[Publication], today: date) -> Publication | None:
    """Return the day of a header without a year (同7月6日) that lies nearest to those of the headers beside it."""
    for spot in spots:
        e = spot.expression
        is_day = e.month is not None and e.month.base in ("abs", "same") and e.day is not None and e.day.base == "abs"
        if not spot.is_header or not is_day or e.until is not None or e.month is None or e.day is None:
            continue
        days = [
            day
            for known in dated
            for year in (known.day.year - 1, known.day.year, known.day.year + 1)
            if (day := day_of(year, e.month.n, e.day.n)) is not None
            and day <= today
            and e.weekday in (0, None, day.isoweekday())
        ]
        clock = _clock_of(e)
        nearest = min(days, key=lambda day: min(abs((day - known.day).days) for known in dated), default=None)
        return Publication(nearest, clock, "header") if nearest is not None else None
    return None


def _bare_day(e: Expression, article: date) -> date | None:
    """毎朝新聞の4日の記事です。: return the last such day up to the article's own, None where more than a day is written."""
    if e.month is not None or e.year is not None or e.until is not None:
        return None
    if e.day is None:  # 火曜日の毎朝新聞にはこうあります。
        is_last = e.weekday and not e.nth and e.direction <= 0
        return article - timedelta(days=(article.isoweekday() - e.weekday - 1) % 7 + 1) if is_last else None
    if e.day.base == "now":  # 昨日の毎朝新聞の記事です。
        return article + timedelta(days=e.day.n) if -31 <= e.day.n <= 0 else None
    if e.day.base != "abs":
        return None
    days = (day_of(*add_months(article.year, article.month, -back), e.day.n) for back in range(3))
    return next((day for day in days if day is not None and day <= article), None)


def _clock_behind(spots: Sequence[Spot], header: Spot) -> tuple[int, int] | None:
    """2016年4月5日（火） 07:55 may be two expressions."""
    for spot in spots:
        e = spot.expression
        is_alone = e.clock is not None and e.clock[0] < 24 and e.month is None and e.day is None
        is_behind = spot.block == header.block and 0 <= e.start - header.expression.end <= 4
        if spot.is_header and is_alone and is_behind and e.clock is not None:
            return e.clock[0], e.clock[1]
    return None


def _from_content(spots: Sequence[Spot], today: date) -> Publication | None:
    """Return the latest day that the text reports in the past, where the text itself gives its year.

    Three kinds of evidence are trusted: the day of a source (朝日新聞、2011年4月18日。), a day written in full before any day that leaves out its year, and a finished
    fiscal year with a date of 今年 behind it (27年度は… さらに今年8月1日までに…). All else is mostly background.
    """
    cited = [day for spot in spots if (day := _written_day(spot.expression)) and day <= today and spot.is_source]
    if cited:
        return Publication(max(cited), None, "content")
    if not any(
        (spot.is_dateline and spot.expression.year is not None) or (spot.expression.is_fiscal and spot.tense == "past")
        for spot in spots
    ):
        return None
    least: date | None = None
    finished: int | None = None
    timeline = Timeline(None, today=today, block_eras=eras_of(spots), known_years=years_of(spots))
    pending: list[Spot] = []
    is_background = False
    for spot in spots:
        e = replace(spot.expression)
        if e.type in ("DURATION", "SET") or e.shift:
            continue
        value = resolve(timeline, e, spot.tense, spot.sentence, spot.between).value
        days = bounds(value)
        is_bare = e.day is not None and e.day.base == "abs" and e.month is None and e.year is None
        if least is None and is_bare and spot.is_dateline and spot.tense == "past":
            is_background = True  # the judgement of the 15th: a year behind it is that of the deed
        if e.year is not None and e.year.base == "now" and e.year.n <= 0 and least is not None:
            return None  # beside 今年, the years written are others
        if days is None:
            pending.append(spot)
            is_background = is_background or (least is None and e.day is not None and e.year is None)
        elif spot.tense == "past" and value.startswith("FY") and len(value) == 6:
            finished = max(finished or 0, days[1].year)
        elif spot.tense == "past" and days[0] == days[1] <= today and not is_background and spot.is_dateline and e.year:
            least = max(least, days[0]) if least else days[0]
        elif least is not None and spot.tense == "past" and days[0] == days[1] and 0 < (days[0] - least).days <= 40:
            least = days[0]  # 12日 behind 2019年6月11日
    since = None if least is None else min(least.year, today.year - 25)
    latest = latest_year(spots, today, since=since)
    if least is not None and (latest is None or latest <= least.year):
        return _advanced(least, pending, today)
    if finished is not None and least is None and (latest is None or latest <= finished):
        return _after_fiscal_year(finished, pending, today)
    return None


def _written_day(e: Expression) -> date | None:
    if e.year is None or e.year.base != "abs" or e.month is None or e.day is None:
        return None
    return day_of(e.year.n, e.month.n, e.day.n)


def _after_fiscal_year(year: int, pending: Sequence[Spot], today: date) -> Publication | None:
    """今年8月1日 behind a finished fiscal year lies in the calendar year in which that one ended."""
    least: date | None = None
    for spot in pending:
        e = spot.expression
        if e.year is None or e.year.base != "now" or e.year.n != 0 or e.month is None or spot.tense == "future":
            continue
        if e.month.base == "abs" and e.month.n >= 4:
            day = day_of(year, e.month.n, e.day.n if e.day else 1)
            least = max(least, day) if least and day else day or least
    return _advanced(least, pending, today) if least is not None and least <= today else None


def _advanced(least: date, pending: Sequence[Spot], today: date) -> Publication:
    """Move on from the latest known day: the dateline 28日 is the first 28th from there on."""
    for spot in pending:
        e = spot.expression
        if e.day is None or e.day.base != "abs" or e.month is not None or e.year is not None or e.until is not None:
            continue
        for offset in range(3):
            day = day_of(*add_months(least.year, least.month, offset), e.day.n)
            if day is not None and day >= least:
                if day <= today and (day - least).days <= 40:
                    return Publication(day, None, "content")
                break
        break
    return Publication(least, None, "content")


def eras_of(spots: Sequence[Spot]) -> tuple[str, ...]:
    """Return the names of the eras that the expressions write out."""
    return tuple(dict.fromkeys([spot.expression.era for spot in spots if spot.expression.era]))


def years_of(spots: Sequence[Spot]) -> tuple[int, ...]:
    """Return the years written in an era, for two-digit years beside them (平成26年 … 27年度)."""
    return tuple(
        spot.expression.year.n for spot in spots if spot.expression.era and isinstance(spot.expression.year, Ref)
    )
