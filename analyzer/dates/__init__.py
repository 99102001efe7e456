"""Time expressions and what day they mean: 昨年11月4日(水)午後3時 → 2015-11-04T15:00.

Four steps, each with its own module: :mod:`analyzer.dates.reader` reads what is written, :mod:`analyzer.dates.publication`
finds when each passage was published, :mod:`analyzer.dates.resolution` reads the one against the other and against the text
before, :mod:`analyzer.dates.calendar` knows which days a value covers. Ages, counts and 回 are figures, not dates.

>>> from corpus.article import Article
>>> from corpus.tokens import prepare
>>> doc = prepare(Article(id="x", source="-", text="市は4日、来年3月に閉じると発表した。", published="2016-04-05"))
>>> [(m.value, m.first, m.last) for m in extract(doc, today=date(2026, 1, 1)).mentions]
[('2016-04-04', '2016-04-04', '2016-04-04'), ('2017-03', '2017-03-01', '2017-03-31')]
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice, pairwise

from msgspec import Struct

from analyzer.dates.calendar import day_of
from analyzer.dates.expressions import Expression, Ref
from analyzer.dates.patterns import CALENDAR_OF_RE, CLOSED_RE, ENTRY_RE, LOG_RE, MINUTES_RE, RELEASE_RE
from analyzer.dates.publication import Publication, eras_of, publications, years_of
from analyzer.dates.reader import Reader
from analyzer.dates.resolution import resolve
from analyzer.dates.spots import Spot, spots_of
from analyzer.dates.timeline import Timeline
from analyzer.mention import DateMention
from corpus.article import PublishedFrom
from corpus.tokens import Document

__all__ = ["DateReading", "extract"]


class DateReading(Struct, frozen=True):
    """The dates of an article, and what they tell about its publication."""

    mentions: tuple[DateMention, ...]
    published: str | None
    published_from: PublishedFrom | None
    block_published: tuple[str | None, ...]  # one per block


def extract(doc: Document, *, today: date) -> DateReading:
    """Return every time expression of ``doc`` in text order, resolved, and the publication of article and blocks."""
    spots = spots_of(doc, list(Reader(doc).expressions()))
    article, by_block = publications(doc, spots, today)
    mentions = _resolved(doc, spots, article, by_block, today)
    given = doc.article.published
    return DateReading(
        mentions,
        given or (str(article) if article else None),
        (doc.article.published_from or "record") if given else article.known_from if article else None,
        tuple(
            block.published or (str(known) if known else None)
            for block, known in zip(doc.blocks, by_block, strict=True)
        ),
    )


def _resolved(
    doc: Document,
    spots: Sequence[Spot],
    article: Publication | None,
    by_block: Sequence[Publication | None],
    today: date,
) -> tuple[DateMention, ...]:
    timelines: dict[int, Timeline] = {}
    groups: dict[int, list[Spot]] = {}
    blocks = doc.blocks
    for spot in spots:
        groups.setdefault(blocks[spot.block].group, []).append(spot)
    _look_ahead(spots)
    is_log = _is_log(doc)
    has_one_voice = not any(block.group == 0 and block.kind == "commentary" for block in blocks)
    mentions = []
    for spot in spots:
        block = blocks[spot.block]
        group = block.group
        timeline = timelines.get(group)
        if timeline is None:
            known = by_block[spot.block] or article
            is_own = by_block[spot.block] is not None or has_one_voice
            timeline = timelines[group] = Timeline(
                known.day if known else None,
                clock=known.clock if known else None,
                block_eras=eras_of(groups[group]) or eras_of(spots),
                known_years=years_of(groups[group]) or years_of(spots),
                today=today,
                is_borrowed=not is_own,
            )
        if spot is spots[0]:
            timeline.calendar_of = _calendar_of(doc, spot.expression)
            if known is None:
                timeline.minutes_of = _minutes_of(doc, spot.expression)
                timeline.filed = _filed(doc, spots[-1].expression)
                if not timeline.filed[0] and block.kind == "headline":
                    timeline.filed = _day_of_title(doc, spot)
        if spot.expression.term and timeline.closed is None and spot.sentence <= 3:
            timeline.closed = _closed_year(doc, spot.expression)
        timeline.is_open = block.kind != "headline"
        expression = spot.expression
        if is_log and timeline.published is not None and expression.clock is not None:
            timeline.log_day = timeline.published
            expression.is_entry = ENTRY_RE.match(doc.folded, expression.start - 1) is not None
        if timeline.cited_to and expression.start > timeline.cited_to:
            timeline.published, timeline.cited_to = timeline.published_before, 0
        if not timeline.cited_to and (closing := _citation_end(doc, expression)):
            timeline.published_before, timeline.cited_to = timeline.published, closing
            timeline.published = _day_written(expression) or timeline.published
        if group == 0 and expression.is_anaphoric and expression.shift and spot.block:
            _stand_at_paste(doc, spot.block, timeline, by_block)
        tense = None if _has_written_year(expression) else spot.tense
        mentions.append(resolve(timeline, expression, tense, spot.sentence, spot.between, spot.place))
    return tuple(mentions)


def _stand_at_paste(doc: Document, block: int, timeline: Timeline, by_block: Sequence[Publication | None]) -> None:
    """で、その3日後の記事がこれ。 counts from the day of the report pasted above, where the author has named none since."""
    above = next((at for at in range(block - 1, -1, -1) if doc.blocks[at].quoted), -1)
    known = by_block[above] if above >= 0 else None
    if known is not None and timeline.spoken.end < doc.blocks[above].start:
        timeline.speak(day=known.day)


def _is_log(doc: Document) -> bool:
    """Return whether the text goes on by the clock: 【速報中】…14:20 会見へ…13:05 着底."""
    if LOG_RE.search(doc.folded, 0, 200) is None:
        return False
    return len(list(islice(ENTRY_RE.finditer(doc.folded), 2))) > 1


def _calendar_of(doc: Document, first: Expression) -> int | None:
    """Return the fiscal year whose calendar the text is, by the first expression in it: 令和8年度 年間行事予定."""
    is_heading = first.is_fiscal and CALENDAR_OF_RE.match(doc.folded, first.end) is not None
    return first.year.n if is_heading and first.year is not None and first.year.base == "abs" else None


def _closed_year(doc: Document, e: Expression) -> int | None:
    """Return the fiscal year that the text closes: 2026年3月期 決算短信."""
    if e.term != 3 or e.year is None or e.year.base not in ("abs", "two"):
        return None
    is_title = CLOSED_RE.match(doc.folded, e.end) is not None or RELEASE_RE.search(doc.folded, e.end) is not None
    return e.year.n % 2000 + 1999 if is_title else None


def _citation_end(doc: Document, e: Expression) -> int:
    """Return where a citation ends that begins with its day: 『2016年6月2日 首相は1日、…』; 0 for none."""
    text = doc.folded
    if (
        text[e.start - 1 : e.start] not in ("『", "「")
        or not e.start
        or text[e.end : e.end + 1] not in (" ", "\u3000", "\n", "付")
    ):
        return 0
    closing = text.find("』" if text[e.start - 1] == "『" else "」", e.end)
    return closing if closing > 0 and _day_written(e) is not None else 0


def _day_written(e: Expression) -> date | None:
    """Return the day of an expression that gives it in full."""
    parts = (e.year, e.month, e.day)
    if any(part is None or part.base != "abs" for part in parts) or e.until is not None:
        return None
    year, month, day = (part.n for part in parts if part is not None)
    return day_of(year, month, day)


def _minutes_of(doc: Document, first: Expression) -> int | None:
    """Return the year whose minutes the text is: 平成三十年第三回定例会 会議録."""
    is_title = first.year is not None and first.year.base == "abs" and MINUTES_RE.match(doc.folded, first.end)
    return first.year.n if is_title and first.year is not None else None


def _filed(doc: Document, last: Expression) -> tuple[int, int]:
    """Return month and day of the last line where it holds nothing else: (11月13日午前)."""
    text = doc.folded
    opening = text.rfind("\n", 0, last.start) + 1
    is_alone = text.startswith("(", opening) and last.start - opening <= 20 and not text[last.end :].strip(") \n朝夕刊")
    is_alone = is_alone and ")" not in text[opening : last.start]  # (読売新聞オンライン 9/16)
    if not is_alone or last.year is not None or last.month is None or last.day is None or last.month.base != "abs":
        return 0, 0
    return last.month.n, last.day.n


def _day_of_title(doc: Document, first: Spot) -> tuple[int, int]:
    """Return month and day that close the title of what undated items stand under: 【事件・事故】5月30日."""
    e = first.expression
    is_day = e.month is not None and e.day is not None and e.month.base == e.day.base == "abs" and e.until is None
    if not is_day or e.year is not None or e.month is None or e.day is None or doc.folded[e.end : e.end + 1] != "\n":
        return 0, 0
    return e.month.n, e.day.n


def _has_written_year(expression: Expression) -> bool:
    """Return whether the expression gives its year in full."""
    year = expression.year
    return year is not None and year.base == "abs" and not expression.shift and expression.until is None


def _look_ahead(spots: Sequence[Spot]) -> None:
    """11月から2017年2月まで: the beginning takes its year from the end."""
    for spot, following in pairwise(spots):
        first, last = spot.expression, following.expression
        if (
            following.between not in ("から", "〜", "~")
            or first.year
            or first.until
            or not first.month
            or (first.day and not last.day)
        ):
            continue
        if (
            first.month.base == "abs"
            and last.month
            and last.month.base == "abs"
            and last.year
            and last.year.base == "abs"
        ):
            first.year = Ref("abs", last.year.n - (first.month.n > last.month.n))
