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

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from analyzer.dates.expressions import Expression, Ref
from analyzer.dates.publication import Publication, Spot, eras_of, is_header_line, publications, years_of
from analyzer.dates.reader import Reader
from analyzer.dates.resolution import Place, Timeline
from analyzer.dates.tense import Tense, is_event_before, stands_aside, tense_after
from analyzer.mention import DateMention
from analyzer.patterns import Pattern
from corpus.article import PublishedFrom
from corpus.tokens import Document

__all__ = ["DateReading", "extract"]

_OPENING_BEFORE_RE = Pattern(r"(?:営業|受け付け|受付|開館|開店|閉館|閉店|始業|終業|利用)時間[^。]*$")
_OPENING_RE = Pattern(
    r"(?:から|まで|〜|に)?[^。、]{0,6}(?:営業|受け付け|受付|開館|開店|開園|閉館|閉店|閉園|開いて|開けて|利用でき|門限|消灯)"
)
#: The topic that a year belongs to: 2009年の大会は3月11日に.
_TOPIC_RE = Pattern(r"の[^、。のはが]{1,12}は、?")
_CITED_RE = Pattern(r"[^、。はがを]{1,24}[、 ]")
_CITATION_END_RE = Pattern(
    r"(?:付け?)?(?:[^。はがを、]{0,6}[0-9:時分]{2,8})?(?:\([^()]{0,16}\))?(?:付け?|閲覧)?[。\n]?"
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """The dates of an article, and what they tell about its publication."""

    mentions: tuple[DateMention, ...]
    published: str | None
    published_from: PublishedFrom | None
    block_published: tuple[str | None, ...]  # one per block


def extract(doc: Document, *, today: date) -> DateReading:
    """Return every time expression of ``doc`` in text order, resolved, and the publication of article and blocks."""
    spots = _spots(doc, list(Reader(doc).expressions()))
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


def _spots(doc: Document, expressions: Sequence[Expression]) -> list[Spot]:
    spots: list[Spot] = []
    starts = [block.start for block in doc.blocks]
    sentence_starts = [sentence.start for sentence in doc.sentences]
    is_dated = doc.article.published is not None
    has_bylines = any(block.kind == "byline" for block in doc.blocks)
    lines = _first_lines(doc) if not has_bylines else []
    previous_end, previous_sentence, dateline_sentence = -1, -1, -1
    for expression in expressions:
        block = max(bisect.bisect_right(starts, expression.start) - 1, 0)
        sentence = max(bisect.bisect_right(sentence_starts, expression.start) - 1, 0)
        between = ""
        is_dateline = doc.folded.startswith("、", expression.end)
        place: Place = ""
        if is_dateline:
            place, dateline_sentence = "dateline", sentence
        elif sentence == dateline_sentence and expression.day is not None:
            place = "aside" if stands_aside(doc, expression.end, sentence) else ""
        if sentence == previous_sentence and _follows_a_date(doc, spots[-1], expression, is_dateline):
            place = "list"
        distance = expression.start - previous_end if sentence == previous_sentence else 99
        if expression.month is not None and 2 < distance <= 16:
            between = "のは" if _TOPIC_RE.fullmatch(doc.folded, previous_end, expression.start) else ""
        if not between and distance <= 4:
            between = doc.folded[previous_end : expression.start].strip()
        is_header = doc.blocks[block].kind == "byline" or _in_header_line(doc, expression, lines)
        spots.append(
            Spot(
                expression,
                block,
                sentence,
                _tense(doc, expression, sentence, is_dated),
                between,
                is_header,
                is_dateline,
                place,
                not is_dated and _is_source(doc, expression, sentence),
            )
        )
        if expression.shift or expression.rule == "anaphoric_day":
            expression.is_of_event = is_event_before(doc, expression.start)
            opening = doc.folded.rfind("「", doc.sentences[sentence].start, expression.start)
            expression.is_quoted = opening >= 0 and doc.folded.find("」", opening, expression.start) < 0
        if expression.clock is not None:
            expression.is_owned = _is_of_no_day(doc.folded, expression)
        previous_end, previous_sentence = expression.end, sentence
    return spots


def _follows_a_date(doc: Document, previous: Spot, expression: Expression, is_dateline: bool) -> bool:
    """Return whether a bare day goes on from the month of the date before it: 12月2日に会談し、10日の大綱に盛り込む."""
    first = previous.expression
    return (
        expression.month is None
        and expression.day is not None
        and expression.day.base == "abs"
        and not is_dateline
        and first.month is not None
        and first.day is not None
        and first.day.n < expression.day.n
        and previous.place != "aside"
        and not stands_aside(doc, first.end, previous.sentence)
    )


def _tense(doc: Document, expression: Expression, sentence: int, is_dated: bool) -> Tense:
    if expression.type in ("DURATION", "SET"):
        return None
    if is_dated and expression.year is not None and expression.year.base == "abs" and not expression.shift:
        return None  # the year is written, and nobody asks when the article appeared
    first = expression.year or expression.month or expression.day
    if is_dated and first is not None and first.base == "now" and not expression.season:
        return None  # 昨年, 今月, あす: what they count from says it all
    before = doc.folded[max(expression.start - 2, 0) : expression.start]
    if before in ("去る", "さる"):
        return "past"
    if before in ("来る", "きた"):
        return "future"
    return tense_after(doc, expression.end, sentence)


def _is_source(doc: Document, expression: Expression, sentence_index: int) -> bool:
    """Return whether the sentence only cites: 産経新聞、2008年10月12日(UTC+9)。"""
    if expression.year is None or expression.day is None:
        return False
    sentence, text = doc.sentences[sentence_index], doc.folded
    if expression.start - sentence.start > 30 or sentence.end - expression.end > 20:
        return False
    before = text[sentence.start : expression.start]
    return bool(_CITED_RE.fullmatch(before) and _CITATION_END_RE.fullmatch(text, expression.end, sentence.end))


def _is_of_no_day(text: str, expression: Expression) -> bool:
    """Return whether a clock time belongs to no day spoken of: opening hours, 判決の午前10時; but 直後の午前10時 does."""
    if _OPENING_RE.match(text, expression.end) or _OPENING_BEFORE_RE.search(
        text, max(expression.start - 24, 0), expression.start
    ):
        return True
    before = text[max(expression.start - 3, 0) : expression.start]
    if before == "ている":
        return True  # 制限されている午後10時からの飛行
    return before.endswith("の") and not before.endswith(("直後の", "直前の", "前後の", "当時の"))


def _first_lines(doc: Document) -> list[tuple[int, int]]:
    """Return the first and the last few lines that are not empty: where an article without marked bylines is dated."""
    lines: list[tuple[int, int]] = []
    position = 0
    for line in doc.folded[:2000].split("\n"):
        if line.strip():
            lines.append((position, position + len(line)))
        position += len(line) + 1
        if len(lines) == 6:
            break
    return lines


def _in_header_line(doc: Document, expression: Expression, lines: Sequence[tuple[int, int]]) -> bool:
    for index, (start, end) in enumerate(lines):
        if start <= expression.start < end:
            text = doc.folded
            return is_header_line(text[start:end], text[expression.start : expression.end], index)
    return False


def _resolved(
    doc: Document,
    spots: Sequence[Spot],
    article: Publication | None,
    by_block: Sequence[Publication | None],
    today: date,
) -> tuple[DateMention, ...]:
    timelines: dict[int, Timeline] = {}
    groups: dict[int, list[Spot]] = {}
    for spot in spots:
        groups.setdefault(doc.blocks[spot.block].group, []).append(spot)
    _look_ahead(spots)
    has_one_voice = not any(block.group == 0 and block.kind == "commentary" for block in doc.blocks)
    mentions = []
    for spot in spots:
        group = doc.blocks[spot.block].group
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
        timeline.is_open = doc.blocks[spot.block].kind != "headline"
        mentions.append(
            timeline.mention(
                spot.expression, tense=spot.tense, sentence=spot.sentence, between=spot.between, place=spot.place
            )
        )
    return tuple(mentions)


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
