"""Which year is meant: 昨年, 24年3月期, bare months (the latest one not after the publication), decades and centuries."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from analyzer.dates.calendar import bounds, day_of, fiscal_year
from analyzer.dates.clocks import FORWARD, JOINTS
from analyzer.dates.expressions import Expression, eras
from analyzer.dates.tense import Tense
from analyzer.dates.timeline import Timeline

#: Between a year and one of its months: 来年は1月2日に.
OF_THE_YEAR = frozenset(("は", "は、", "も", "も、"))
#: Eras in which whole histories are told; years of two digits beside later ones may be western.
_OLD_ERAS = ("明治", "大正", "昭和")


class Year(Struct, gc=False):
    """A year read from an expression: the number, and whether the text itself gave it."""

    n: int | None
    is_written: bool


def year_of(timeline: Timeline, e: Expression, tense: Tense) -> Year:
    """Return the year that an expression names: 昨年, 翌年, 24年, 同27年, 2016年; none for 4月5日."""
    ref, published, spoken = e.year, timeline.published, timeline.spoken
    if ref is None:
        return Year(None, False)
    if ref.base == "abs":
        if e.era:
            spoken.era, timeline.era_sentence, timeline.era_year = e.era, timeline.sentence, ref.n
        timeline.is_western = not e.era
        return Year(ref.n, True)
    if ref.base == "now":
        if published is None and timeline.minutes_of is not None:
            return Year(timeline.minutes_of + ref.n, True)  # 本年七月, in the minutes of a year
        if published is None:
            return Year(None, True)
        this = fiscal_year(published) if e.is_fiscal else published.year
        if e.half_base == "new" and published.month in (1, 2, 3):
            this += 1  # 新年度 in March is the coming one
        return Year(this + ref.n, True)
    if ref.base == "ana":
        base = spoken.fiscal if e.is_fiscal and spoken.fiscal is not None else spoken.year
        if ref.n > 0 and not e.is_fiscal and timeline.sentence - timeline.within[0] <= 1:
            base = timeline.within[1]  # 年内に着工する。完成は翌年夏の予定だ
        if base is None and published is not None:
            base = fiscal_year(published) if e.is_fiscal else published.year
        is_impossible = base is not None and published is not None and base + ref.n > published.year and tense == "past"
        if ref.n > 0 and is_impossible:
            base = None  # 来年度…。移った翌年、三倍になった: of something that nobody dated
        return Year(None if base is None else base + ref.n, True)
    if ref.base == "era" and spoken.era:
        return Year(eras()[spoken.era].year + ref.n - 1, True)
    return Year(_two_digit_year(timeline, ref.n, e, tense), True)


#: Business years told are so many years from the day of the text.
_NEAR_TERM = 3


def _two_digit_year(timeline: Timeline, n: int, e: Expression, tense: Tense) -> int | None:
    """24年3月期 → 2024, 98年 → 1998, 27年度 beside 平成26年 → 2015."""
    now = timeline.published or min(timeline.today, date(2100, 1, 1))
    western = 2000 + n if 2000 + n <= now.year + 15 or n < 40 else 1900 + n
    by_era = [(eras()[name].year + n - 1, name) for name in ("令和", "平成", "昭和") if n <= eras()[name].last]
    near = [year for year, name in by_era if name in timeline.eras]
    if e.term and timeline.published is not None and abs(western - now.year) <= _NEAR_TERM:
        return western  # 21年3月期 in January 2021, though the text has a 昭和55年
    if not e.term and (year := era_going_on(timeline, n)) is not None:
        timeline.era_sentence = timeline.sentence
        return year
    if timeline.is_western and 2000 + n <= now.year + 1:
        near = [year for year in near if year in timeline.known_years]  # 昭和48年 … 2011年 … 14年度
    if near and timeline.known_years:
        best = min(near, key=lambda year: min(abs(year - known) for known in timeline.known_years))
        gap = min(abs(best - known) for known in timeline.known_years)
        if gap < min(abs(western - known) for known in timeline.known_years) or n < 10:
            return best
    if near and not timeline.known_years:
        return near[0]
    if tense == "future" and 40 <= n <= 60 and not near:
        return 2000 + n  # 40年度に達する
    limit = now.year + (1 if n == 1 else 3 if tense == "past" and not e.term else 10)  # 24年3月期 is western
    if western > limit or (n < 10 and not e.rule.startswith("two")):
        plausible = [year for year, _ in by_era if year <= limit and year > now.year - 15]
        if plausible:
            return max(plausible)
        if western > limit and n >= 40:
            return 1900 + n
    return western


def era_going_on(timeline: Timeline, n: int) -> int | None:
    """大正12年…14年…20年: return the year ``n`` of the era spoken of shortly before, or of the next one; else None."""
    spoken = timeline.spoken
    if timeline.is_western or spoken.era not in _OLD_ERAS or timeline.sentence - timeline.era_sentence > 2:
        return None
    index = _OLD_ERAS.index(spoken.era)
    of_text = (*_OLD_ERAS, "平成") if "平成" in timeline.eras and n < 31 else _OLD_ERAS
    for name in of_text[index : index + 2]:
        year = eras()[name].year + n - 1
        if n <= eras()[name].last and year >= timeline.era_year:
            return year
    return None


def year_value(timeline: Timeline, e: Expression, year: Year) -> str:
    """Return the value of a year alone: 2016, FY2015, the month at its end."""
    n = year.n
    if n is None and e.mod == "END" and not e.is_fiscal and e.monthpoint not in ("後半", "終盤"):
        return "XXXX-12"  # 昨年末, in a text of unknown date
    if n is None:
        return "XXXX"
    if e.is_topic:
        timeline.topic = timeline.sentence, n
    if e.is_fiscal:
        is_since = e.mod == "AFTER" and timeline.spoken.fiscal is not None and timeline.spoken.fiscal - n > 5
        if not is_since and not (e.year is not None and e.year.base == "ana" and e.year.n < 0):
            timeline.speak(fiscal=n, year=n, is_written=False)  # the text does not go on from 前年度
        if e.mod == "END" and e.monthpoint not in ("後半", "終盤"):
            return f"{n + 1:04d}-03"
        if e.mod == "START" and e.monthpoint not in ("前半", "序盤"):
            return f"{n:04d}-04"
        return f"FY{n:04d}"
    if not (e.rule == "anaphoric_year" and e.year is not None and e.year.n < 0):
        timeline.speak(year=n)
    if e.mod == "END" and e.monthpoint not in ("後半", "終盤"):
        return f"{n:04d}-12"
    return f"{n:04d}"


def rounded_value(timeline: Timeline, e: Expression) -> str:
    """Return the value of a decade or century: 199X, 19XX."""
    assert e.year is not None
    n = e.year.n
    if e.rounded == 100 and e.year.base == "now":
        year = (timeline.published or min(timeline.today, date(2100, 1, 1))).year
        return f"{(year - 1) // 100 + n:02d}XX"
    if e.rounded == 100:
        return f"{n // 100:02d}XX"
    if e.era:
        timeline.spoken.era, timeline.era_sentence, timeline.is_western = e.era, timeline.sentence, False
        timeline.era_year = n
        timeline.speak(year=n)
        return f"{n:04d}/{n + 9:04d}"
    if e.year.base == "decade":
        now = timeline.published or timeline.today
        if (of_era := era_going_on(timeline, n)) is not None:
            return f"{of_era:04d}/{of_era + 9:04d}"
        n = 2000 + n if 2000 + n <= min(now.year, 2100) + 5 else 1900 + n
    return f"{n // 10:03d}X"


def year_for(timeline: Timeline, e: Expression, tense: Tense) -> int | None:
    """Choose the year of a month (and day) that the text leaves out."""
    assert e.month is not None
    month, day = e.month.n, e.day.n if e.day and e.day.base == "abs" else None
    spoken, published = timeline.spoken, timeline.published
    if spoken.month is not None and timeline.between in JOINTS:
        same = spoken.month[0] + (timeline.between in FORWARD and month < spoken.month[1])
        if not e.weekday or day is None:
            return same
        return _weekday_near(same, month, day, e.weekday) or same  # 12月2日(火)、9日(火)、1月14日(水)
    quarter = bounds(spoken.period) if timeline.between == "(" and "-Q" in spoken.period else None
    if quarter is not None and quarter[0].month <= month <= quarter[1].month:
        return quarter[0].year  # 第4四半期(1〜3月)
    if e.weekday and published is not None and day is not None:
        year = _year_by_weekday(timeline, month, day, e.weekday, tense)
        if year is not None:
            return year
    if e.is_row and (year := _year_of_row(timeline, month)) is not None:
        return year
    if published is None and e.is_next:
        return None  # 2019年11月に決裂して以来。次回は7月中旬に
    if timeline.calendar_of is not None:
        return timeline.calendar_of + (month < 4)
    season = spoken.season
    if season is not None and 0 <= timeline.sentence - spoken.season_sentence <= 2 and 0 <= month - season[1] <= 2:
        return season[0]  # 七十五年前の夏…八月六日朝
    of_title, first, last = timeline.months_of
    if published is None and of_title and first <= month <= last:
        return of_title  # 催し案内(2024年10〜12月)
    carried = _carried_year(timeline, month, tense)
    if carried is not None and e.weekday and day is not None:
        carried = _weekday_near(carried, month, day, e.weekday)  # …2027年4月1日から。説明会は10月4日(日)
    if carried is not None:
        timeline.carried_sentence = timeline.sentence if spoken.month is not None else -9
        return carried
    is_of_month = e.is_of_paper and spoken.is_written and spoken.month == (spoken.year, month)
    if is_of_month and timeline.sentence - spoken.sentence <= 3:
        return spoken.year  # 昭和二十年八月の新聞が出てきた。八月八日付の紙面は
    if day is not None and _is_of_old(timeline, month, day):
        return spoken.year  # 大正12年9月1日、…。9月20日、学校が再開した
    if tense is None and _is_of_a_coming_year(timeline):
        tense = "future"
    if published is None and timeline.minutes_of is not None:
        return timeline.minutes_of
    if published is None and spoken.is_written and spoken.month is not None:
        is_only_year = bool(timeline.known_years) and set(timeline.known_years) == {spoken.year}
        if is_only_year and 0 <= month - spoken.month[1] <= 2:
            return spoken.year  # the only year that an undated text names
    if published is None:
        distance = timeline.sentence - spoken.sentence
        return spoken.year if spoken.is_written and (distance == 0 or (distance == 1 and spoken.month)) else None
    if e.is_next and published is not None:
        here = (month, day or 31)
        return published.year + (here < (published.month, published.day))  # 次回公判は3月4日
    return nearest_year(timeline, month, day, tense)


def _year_of_row(timeline: Timeline, month: int) -> int | None:
    """Return the year of a row below another with a date: 2021年10月8日　入山 ⏎ 10月9日　遭難; None below no such row."""
    spoken = timeline.spoken
    is_below = timeline.row == timeline.sentence - 1 and spoken.day != timeline.published  # no byline
    if not is_below or spoken.month is None:
        return None
    return spoken.month[0] + (spoken.month[1] - month >= _TURN_OF_YEAR)


#: From December to January a list goes on, from October to September back.
_TURN_OF_YEAR = 6


def _is_told_on(timeline: Timeline, month: int) -> bool:
    """Return whether a story of months goes on: 2022年8月に脅し、9月に受け取った。10月には逮捕された."""
    spoken, published = timeline.spoken, timeline.published
    if spoken.year is None or spoken.month is None or published is None or spoken.year >= published.year:
        return False
    return (
        timeline.sentence - spoken.sentence == 1
        and timeline.carried_sentence == spoken.sentence
        and month > spoken.month[1]
    )


def _is_of_old(timeline: Timeline, month: int, day: int) -> bool:
    """Return whether the text has only told of decades ago so far, and the month goes on from there, far from now."""
    spoken, published = timeline.spoken, timeline.published
    if published is None or spoken.year is None or spoken.month is None or not 0 <= month - spoken.month[1] <= 6:
        return False
    is_old = spoken.is_written and spoken.day is not None and published.year - spoken.year >= 20
    is_lonely = timeline.lead is None and all(year <= spoken.year for year in timeline.known_years)
    here = day_of(published.year, month, day)
    is_far = here is not None and abs((here - published).days) > 31
    return is_old and is_lonely and is_far and timeline.sentence - spoken.sentence <= 3


def _is_of_a_coming_year(timeline: Timeline) -> bool:
    """Return whether the sentence is about a fiscal year to come: 2008年度の開幕は5月20日."""
    spoken, published = timeline.spoken, timeline.published
    is_here = spoken.fiscal is not None and spoken.fiscal_sentence == timeline.sentence
    return is_here and published is not None and spoken.fiscal > fiscal_year(published)  # type: ignore[operator]


def _carried_year(timeline: Timeline, month: int, tense: Tense) -> int | None:
    """2014年4月に設立、8月に上場: the year goes on where the text goes forward in the same breath."""
    spoken, published = timeline.spoken, timeline.published
    if tense == "past" and _is_told_on(timeline, month):
        return spoken.year
    if spoken.month is None and timeline.topic == (timeline.sentence, spoken.year):
        return spoken.year  # 2014年は、台風が近づいた9月10日に
    if spoken.year is None or not spoken.is_written or (spoken.month is None and spoken.sentence != timeline.sentence):
        return None
    distance = timeline.sentence - spoken.sentence
    if distance == 0 and spoken.month == (spoken.year, month):
        return spoken.year  # 2009年11月に開業し、11月3日に式典を開く
    if spoken.month is None and distance == 0 and timeline.between in OF_THE_YEAR:
        return spoken.year  # 来年は1月2日に
    if spoken.month is None and timeline.between == "のは" and spoken.sentence == timeline.sentence:
        return spoken.year  # 2009年の大会は3月11日に開幕
    if published is not None and spoken.month is None and spoken.year > published.year:
        return None  # 2021年に始める計画で、9月に
    if published is not None and spoken.year > published.year and tense is None and timeline.start - spoken.end > 20:
        return None  # 来年6月までに供給を受けることで7月31日に合意している
    if spoken.month is None and timeline.start - spoken.point_end > 4:
        return None  # 昨年27回開いた会は、9月25日に
    if distance > 1 or (spoken.month is not None and month < spoken.month[1]):
        return None
    if published is not None:
        if spoken.is_modifier and spoken.year > published.year and 0 <= month - published.month <= 3:
            return None  # 来年1月2日の本大会に向け、合宿を11月下旬に
        gap = (published.year - spoken.year) * 12 + published.month - month
        if spoken.year == published.year and gap < 0 and tense == "past":
            return None
        if distance == 1:
            return None  # a new sentence reports again
        if (
            distance == 0
            and spoken.month is None
            and spoken.year < published.year
            and (published.month - month) % 12 <= 1
            and tense != "past"
        ):
            return None
    return spoken.year


def nearest_year(timeline: Timeline, month: int, day: int | None, tense: Tense) -> int | None:
    """Return the year of a month (and day) next to the publication, before or after it as the tense says."""
    published = timeline.published
    if published is None:
        return None
    here = (month, day if day is not None else published.day)
    now = (published.month, published.day)
    past = published.year if here <= now else published.year - 1
    future = published.year if here >= now else published.year + 1
    if day == 29 and month == 2:
        past, future = _leap(past, -1), _leap(future, 1)
    point = day or 15
    before = published - (day_of(past, month, point) or date(past, month, 28))
    after = (day_of(future, month, point) or date(future, month, 28)) - published
    if abs(before) > 5 * abs(after) or abs(after) > 5 * abs(before):
        tense = None  # eleven months away it would be 昨年3月, 来年3月
    if tense == "past":
        return past
    if tense == "future":
        return future
    return past if 5 * abs(before) <= 6 * abs(after) or past == future else future


def _weekday_near(year: int, month: int, day: int, weekday: int) -> int | None:
    """Return the year next to ``year`` in which the day falls on the weekday, itself first; None where none does."""
    for each in (year, year - 1, year + 1):
        found = day_of(each, month, day)
        if found is not None and found.isoweekday() == weekday:
            return each
    return None


def _year_by_weekday(timeline: Timeline, month: int, day: int, weekday: int, tense: Tense) -> int | None:
    published = timeline.published
    assert published is not None
    first = nearest_year(timeline, month, day, tense)
    if first is None:
        return None
    near = day_of(first, month, day)
    if near is not None and abs((near - published).days) <= 45:
        return first  # a day so near is meant, whatever its weekday: the mention warns
    for year in (first, first - 1, first + 1):
        found = day_of(year, month, day)
        if found is not None and found.isoweekday() == weekday:
            return year
    return None


def _leap(year: int, step: int) -> int:
    while day_of(year, 2, 29) is None and 0 < year < 9999:
        year += step
    return year
