"""Reads the time expressions of a document, left to right: sets, lengths of time, and points by way of the walk.

Anchor: one guarded regex finds where an expression may begin (digits before a unit, the first two characters of a word
of ``date_words.tsv``, eras). Read: :meth:`Reader.read` tries a set (毎週月曜), a length or a shift (2年半, 3日前), a point
(:mod:`analyzer.dates.walk`). Judge: right and left neighbours tell a date from a length (24年3月期, 24年間, 懲役2年6月).

>>> from corpus.article import Article
>>> from corpus.tokens import prepare
>>> text = "市は昨年11月4日、2年半ぶりに再開した。"
>>> [text[e.start : e.end] for e in Reader(prepare(Article(id="x", source="-", text=text))).expressions()]
['昨年11月4日', '2年半ぶり']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache

from analyzer.dates.expressions import Expression, Numbers, Ref, Word, eras, find_word, words
from analyzer.dates.judges import is_of_tens
from analyzer.dates.patterns import (
    APPROX_RE,
    CLOCK_NEXT_RE,
    COMPARED_RE,
    DAY_STOPS,
    FULL,
    HIRAGANA,
    ITEM_RE,
    KANJI,
    KANJI_DAYS,
    LIST_RE,
    LONG_RE,
    NAMED_AFTER_DAY_RE,
    NUMBER_ANCHOR,
    NUMERAL,
    ONE_RE,
    OTHER_PAPER_RE,
    PAPER_DOES_RE,
    PLAIN_RE,
    READING_BEFORE_RE,
    READING_RE,
    UNIT_RE,
)
from analyzer.dates.spans import read_length, read_set
from analyzer.dates.steps import Walk
from analyzer.dates.walk import close_range, join_pieces
from analyzer.numerals import number_at
from analyzer.works import title_re
from corpus.patterns import Pattern, table_pattern
from corpus.tokens import Document

__all__ = ["Reader"]


#: The first chapter of a video, and any: where it begins, no time of the day.
_CHAPTER_RE = Pattern(r"(?m:^)(?:0?0:)?0?0:00[ 　]")
_IN_VIDEO_RE = Pattern(r"(?m:^)[0-9]{1,2}(?::[0-9]{2}){1,2}[ 　]")
#: A clock's zone, whose number is none of a date.
_ZONES = tuple(zone + sign for zone in ("UTC", "GMT") for sign in "+-±−")
#: Letters before 分の that make it a fraction.
_PARTED = frozenset("0123456789一二三四五六七八九十百千万")


class Reader:
    """Reads the expressions of one document, left to right."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.text = doc.folded
        self._memo: tuple[int, Numbers | None] = (-1, None)
        self._word: tuple[int, bool, tuple[Word, int] | None] = (-1, False, None)
        self.length_at: tuple[tuple[int, int, bool], bool] = (-1, -1, False), False
        self.lengths_of_years: set[int] = set()
        self.has_short_years = False
        self.has_chapters = "0:00" in self.text and _CHAPTER_RE.search(self.text) is not None
        self.has_zones = "UTC" in self.text or "GMT" in self.text
        self.is_range = False  # reading what stands behind 〜
        self.titled: set[str] = set()  # words of time that a title begins with: ドラマ「明日、ママがいない」

    def expressions(self) -> Iterator[Expression]:
        """Yield every expression in text order, without overlap."""
        text, (search, firsts) = self.text, _scanner()
        position, last_set = 0, -1
        while (anchor := search(text, position)) is not None:
            kind = anchor.lastgroup
            start, position = anchor.span()
            if self.has_chapters and _IN_VIDEO_RE.match(text, start):
                continue  # 8:15 県の説明
            if self.has_zones and text.endswith(_ZONES, 0, start):
                continue  # 11日午前(UTC-5日本時間12日)
            if text[start - 2 : start] == "分の" and text[start - 3 : start - 2] in _PARTED:
                continue  # 100分の1秒
            if kind == "full":
                found = self.full(anchor)
            elif kind == "number" and text[start + 1 : start + 2] == "." and (item := self.item_end(start)):
                position = item
                continue
            else:
                word = find_word(text, start) if text[start] in firsts else None
                if word is not None and word[0].unit == "veto":
                    position = word[1]
                    continue
                if word is None and kind == "word":
                    position = start + 1
                    continue
                found = self.read_at_word(start) if kind == "word" else self.read(start)
            if found:
                if (
                    last_set >= 0
                    and found[0].rule == "nth_weekday"
                    and found[0].month is None
                    and start - last_set <= 2
                ):
                    found[0].type, found[0].value, found[0].rule = "SET", "P1M", "set"  # 毎週水曜日と第3日曜日
                last_set = found[-1].end if found[-1].type == "SET" else -1
                yield from found
                position = found[-1].end
            elif kind != "number":
                position = start + 1

    def item_end(self, start: int) -> int:
        """Return where the number of an item ends that a date follows (1．2027年3月期, 3.10月), or 0: no decimal."""
        item = ITEM_RE.match(self.text, start)
        if item is None or (start and self.text[start - 1] in "0123456789.-"):
            return 0
        is_sure = item[1] is not None or (
            self.doc.text[start + 1] == "．" and self.text[start - 1 : start] in ("", "\n")
        )
        return start + 2 if is_sure else 0

    def read(self, start: int) -> list[Expression]:
        """Return what begins at ``start``: mostly one expression, several for a list (3、7日), none for no time."""
        text = self.text
        if text[start] in "0123456789":
            return read_length(self, start, start, False) or self.point(start) or []
        body, approx = start, False
        if text[start - 1 : start] in ("「", "『") and self.is_title(start):
            return []  # 小説『百年の坂』
        match = APPROX_RE.match(text, start) if text[start] in "約おほざ概" else None
        if match and self.doc.starts and self.is_inside(start):
            match = None  # 契約3年
        if match:
            body, approx = match.end(), True
        found = read_set(self, body, start) if not approx else None
        found = found or read_length(self, body, start, approx)
        if found is None and not approx:
            found = self.point(start)
        return found or []

    def read_at_word(self, start: int) -> list[Expression]:
        """Return what the word at ``start`` begins: 毎週月曜, 半年間, 昨年11月."""
        found = self.word(start)
        if found is None:
            return []
        if found[0].unit == "set":
            return read_set(self, start, start) or []
        if found[0].unit == "length":
            return read_length(self, start, start, False) or []
        return self.point(start) or []

    def full(self, match: re.Match[str]) -> list[Expression]:
        """2016年4月5日, 4月5日, 2016年4月, 4月, 2016年, 5日: most dates, read in one step; the walk goes on behind them."""
        year, month, day, weekday, year2, month2, month3, year3, day3 = match.group(2, 3, 4, 5, 6, 7, 8, 9, 10)
        year, month, day = year or year2 or year3, month or month2 or month3, day or day3
        text, start, end = self.text, match.start(), match.end()
        expression = Expression(
            start,
            end,
            "date",
            year=_written(year) if year else None,
            month=_written(month) if month else None,
            day=_written(day) if day else None,
            weekday=KANJI_DAYS.index(weekday) + 1 if weekday else 0,
        )
        after = text[end : end + 1]
        if after not in DAY_STOPS or text.startswith("はじめ", end):
            return self.walk_on(expression, 5 if weekday else 4 if day else 2 if month else 1) or []
        expression.is_owned = start > 0 and text[start - 1] == "の"
        expression.is_compared = after in ("に", "を") and COMPARED_RE.match(text, end) is not None
        return [expression]

    def numbers(self, start: int) -> Numbers | None:
        """Return the numbers at ``start`` that share the unit behind the last of them."""
        if start == self._memo[0]:
            return self._memo[1]
        numbers = self.read_numbers(start)
        self._memo = (start, numbers)
        return numbers

    def read_numbers(self, start: int) -> Numbers | None:
        text = self.text
        one = ONE_RE.match(text, start)
        if one is not None:
            return Numbers([int(one[1])], [one.span(1)], "", False, one[2], one.end())
        values: list[Decimal | int] = []
        spans: list[tuple[int, int]] = []
        connector, position, vague = "", start, False
        for _ in range(8):
            value, end, several = self.number(position)
            if value is None:
                return None
            values.append(value)
            spans.append((position, end))
            vague = vague or several
            is_apart = self.doc.text[end : end + 1] in (" ", "余") and "," not in text[position:end]  # 3,055 日下部
            unit = UNIT_RE.match(text, end) or (UNIT_RE.match(text, end + 1) if is_apart else None)
            if unit:
                if connector == "、" and len(values) == 2 and is_of_tens(values):
                    values[0] *= 10  # 二、三十年
                return Numbers(values, spans, connector, vague, unit[0], unit.end())
            link = LIST_RE.match(text, end)
            if link is None or (connector and link[1] != connector):
                return None
            connector, position = link[1], link.end()
        return None

    def number(self, position: int) -> tuple[Decimal | int | None, int, bool]:
        text = self.text
        if LONG_RE.match(text, position):
            return None, position, False  # a serial number, or hostile: reading it again at each group costs squares
        plain = PLAIN_RE.match(text, position)
        if plain is not None:
            return int(plain[0]), plain.end(), False
        if text[position : position + 1] == "元" and text[position + 1 : position + 2] == "年":
            return 1, position + 1, False
        if text[position : position + 1] in "廿卅" and position < len(text):
            tens = 20 if text[position] == "廿" else 30
            value, end, _ = self.number(position + 1)
            if value is not None and value < 10:
                return value + tens, end, False
            return tens, position + 1, False
        number = number_at(text, position, middle_dot=False, blanks=False)
        if number is None:
            return None, position, False
        return number.value, number.end, bool(number.several)

    def point(self, start: int, inside: bool = False) -> list[Expression] | None:
        """Read a date or time from its coarsest piece on."""
        expression = Expression(start, start, "date")
        return self.walk_on(expression, 0, inside)

    def walk_on(self, expression: Expression, rank: int, inside: bool = False) -> list[Expression] | None:
        walk = Walk(self, expression, rank)
        join_pieces(walk)
        if walk.listed:
            return walk.listed
        if expression.end == expression.start:
            return None
        if not inside:
            close_range(walk)
        return [expression]

    def word(self, position: int, is_joined: bool = False) -> tuple[Word, int] | None:
        """Return the table word at ``position`` and where it ends, unless its neighbours forbid it."""
        if self._word[0] == position and self._word[1] == is_joined:
            return self._word[2]
        found = self.read_word(position, is_joined)
        self._word = position, is_joined, found
        return found

    def read_word(self, position: int, is_joined: bool) -> tuple[Word, int] | None:
        found = find_word(self.text, position)
        if found is None:
            return None
        word, end = found
        if word.unless is not None and _unless(word.unless).match(self.text, end):
            return None
        is_kana = self.text[position] in HIRAGANA and self.is_reading(end)
        if is_kana and READING_BEFORE_RE.search(self.text, max(position - 12, 0), position):
            return None  # 今日也(きょうや): how a name is read
        if self.text[position - 1 : position] in ("「", "『") and position:
            is_named = NAMED_AFTER_DAY_RE.match(self.text, end) is not None and (
                (word.unit == "day" and word.base == "now")
                or (
                    word.unit in ("part", "season")
                    and self.text[position - 3 : position - 1] in ("放送", "レビ", "ジオ")
                )
            )
            if is_named:
                return None
            if self.is_title(position):
                self.titled.add(self.text[position:end])
                return None
            if self.text[position:end] in self.titled and self.text[end : end + 1] not in HIRAGANA:
                return None  # 「明日ママ」に抗議: the work again, by a shorter name
        if is_joined and word.unit in ("part", "season") and "一" <= self.text[end : end + 1] <= "龥":
            index = self.doc.token_at(end - 1)
            if index < len(self.doc.ends) and self.doc.ends[index] > end:
                return None  # 一昨日の夕立, 5日夕刊
        if self.text[position:end] == "毎日" and self.is_paper(position, end):
            return None
        if is_joined or self.has_edges(position, end, word.edge == "token"):
            return found
        return found if word.unit == "part" and CLOCK_NEXT_RE.match(self.text, end) else None

    def is_inside(self, start: int) -> bool:
        """Return whether a word lies across ``start``."""
        index = self.doc.token_at(start)
        return index < len(self.doc.starts) and self.doc.starts[index] < start

    def is_title(self, start: int) -> bool:
        """Return whether a title of a work begins at ``start``: 唱歌「|明日の記憶」."""
        match = title_re().search(self.text, max(start - 6, 0), start)
        return match is not None and match["before"] == ""

    def is_paper(self, start: int, end: int) -> bool:
        """Return whether 毎日 is the paper: 毎日は遺族の声で始まり、産経は…."""
        if PAPER_DOES_RE.match(self.text, end) is None:
            return False
        return OTHER_PAPER_RE.search(self.text, max(start - 300, 0), end + 300) is not None

    def is_reading(self, end: int) -> bool:
        return READING_RE.match(self.text, end) is not None

    def has_edges(self, start: int, end: int, is_one: bool) -> bool:
        """Return whether words begin at ``start`` and end at ``end`` (今日｜本 is no 今日), as one word if ``is_one``."""
        starts, ends = self.doc.starts, self.doc.ends
        index = self.doc.token_at(start)
        if index >= len(starts) or starts[index] != start:
            return False
        if is_one:
            return ends[index] == end
        while index < len(ends) and ends[index] < end:
            index += 1
        return index < len(ends) and ends[index] == end


@cache
def _unless(source: str) -> Pattern:
    return Pattern(source)


@cache
def _written(digits: str) -> Ref:
    return Ref("abs", int(digits))


def _first_two(surfaces: Iterable[str]) -> str:
    """Return a pattern of one or two characters that begins every one of ``surfaces``, and other strings."""
    long = {surface[:2] for surface in surfaces}
    short = "".join(sorted(surface for surface in long if len(surface) == 1))
    firsts, seconds = ("".join(sorted({surface[i] for surface in long if len(surface) > 1})) for i in (0, 1))
    pair = f"[{re.escape(firsts)}][{re.escape(seconds)}]"
    return f"{pair}|[{re.escape(short)}]" if short else pair


def _in_full(surfaces: Iterable[str]) -> str:
    """Return a pattern of the ``surfaces``, by their first characters."""
    rests: dict[str, list[str]] = {}
    for surface in surfaces:
        rests.setdefault(surface[0], []).append(re.escape(surface[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(found)})" for first, found in rests.items())


@cache
def _scanner() -> tuple[Callable[[str, int], re.Match[str] | None], frozenset[str]]:
    """Return the search for anchors, and the characters that begin a word of the table."""
    return _anchor_re().search, frozenset(surface[0] for surface in words())


@table_pattern
def _anchor_re() -> str:
    """Return the pattern of anchors.

    Wherever an expression may begin the reader is called; it may find nothing. Words in kanji and eras are known by any
    first and any second character of theirs: a long alternation costs eight times as much to compile, and more to run
    than looking in vain at the words which only share their characters. In kana such pairs are everywhere (した, こと).
    Kana and numerals are asked for first: most places that pass the guard are kana, and most of the rest no numerals.
    """
    kanji = [surface for surface in words() if surface[0] >= "一"]
    other = [surface for surface in words() if surface[0] < "一"]
    era = _first_two(name for name in eras() if len(name) > 1)
    firsts = {surface[0] for surface in (*words(), *eras())}
    guard = "".join(
        sorted(firsts | set("0123456789元数年週月火水木金土日約およそほぼざっ概翌同第‘’'(MTSHRQ西紀そあ" + KANJI))
    )
    return rf"""(?x)(?=[{re.escape(guard)}])(?:
    (?![ぁ-ヿ])(?:
    (?={NUMERAL}|[百千万])(?<![0-9](?=[0-9]))(?:(?P<full>(?=[0-9])(?:{FULL})) | (?P<number>{NUMBER_ANCHOR}))
  | {era} [^\s0-9元]{{0,2}} (?=[0-9元{KANJI}]|年間)
  | [MTSHR](?=[0-9])(?<![0-9A-Za-z\-].)
  | [月火水木金土日](?=(?:[・、][月火水木金土日]){{1,5}}曜)
  | [月火水木金土日]曜
  | [年月週日](?<![0-9{KANJI}].)(?=に?(?:[0-9数]|[一二三四五六七八九十]|約|平均|延べ))
  | (?:Q[1-4]|[1-4]Q)(?<![0-9A-Za-z]..)(?![0-9A-Za-z])
  | (?:約|概ね) (?={NUMERAL}|半)
  | (?:翌々?|同|西暦|紀元前|[‘’']) (?={NUMERAL}|[半最])
  | 翌(?=午[前後])
  | 第(?=[0-9{KANJI}最]{{1,2}}(?:四半期|[・、〜と]|の?[月火水木金土日]曜|週))
  | \( (?=[月火水木金土日]曜?日?[)・]))
  | (?:およそ|おおよそ|おおむね|ほぼ|ざっと) (?={NUMERAL}|半)
  | [そあ]の (?={NUMERAL}|[半最])
  | (?P<word>{_in_full(other)}|{_first_two(kanji)})
    )"""
