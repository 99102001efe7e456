"""Dates: the case tables, every row of the tables behind them, and properties that hold for any text."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.dates import DateReading, extract
from analyzer.dates.calendar import bounds
from analyzer.dates.expressions import TABLES
from analyzer.mention import DateMention
from corpus.article import Article, Block
from corpus.text import fold
from corpus.tokens import prepare
from corpus.vocabulary import Row, read_table
from tests.casefile import Case, read_cases

TODAY = date(2026, 11, 22)
PUBLISHED = "2016-04-05"


def reading(text: str, published: str | None = PUBLISHED) -> DateReading:
    article = Article(id="x", source="-", text=text, published=published, blocks=(Block(0, len(text), "report"),))
    return extract(prepare(article), today=TODAY)


def dates_of(text: str, published: str | None = PUBLISHED) -> tuple[DateMention, ...]:
    return reading(text, published).mentions


def check(case: Case) -> None:
    published = case.options.get("@published", PUBLISHED)
    mentions = dates_of(case.text, None if published == "none" else published)
    assert [case.text[m.start : m.end] for m in mentions] == [case.text[start:end] for start, end in case.spans]
    assert [(m.start, m.end) for m in mentions] == case.spans
    for mention, values in zip(mentions, case.values, strict=True):
        found = {
            "value": mention.value,
            "mod": mention.mod or "-",
            "type": mention.type,
            "days": f"{mention.first}~{mention.last}",
            "warning": "yes" if mention.warning else "-",
        }
        assert {column: found[column] for column in values} == values


@pytest.mark.parametrize("case", read_cases("dates.tsv"), ids=lambda case: case.where)
def test_dates(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", read_cases("dates_negative.tsv"), ids=lambda case: case.where)
def test_no_date(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", read_cases("dates_resolution.tsv"), ids=lambda case: case.where)
def test_resolution(case: Case) -> None:
    check(case)


def _rows(file: str, key: str | tuple[str, ...]) -> list[Row]:
    return read_table(TABLES / file, key=key)


@pytest.mark.parametrize(
    "row",
    [
        *_rows("date_words.tsv", "surface"),
        *_rows("date_eras.tsv", "era"),
        *_rows("date_tense.tsv", "surface"),
        *_rows("date_events.tsv", "event"),
        *_rows("date_schedule.tsv", ("word", "use")),
    ],
    ids=lambda row: f"{row['example']}:{row.line}",
)
def test_every_row_has_an_example_that_holds(row: Row) -> None:
    text = row["example"]
    plain = text.replace("⟦", "").replace("⟧", "")
    expected = [part.partition("⟧")[0] for part in text.split("⟦")[1:]]
    found = dates_of(plain, "2026-11-01")
    assert [plain[m.start : m.end] for m in found] == expected
    assert "value" not in row or [m.value for m in found] == row["value"].split(" | ")


def test_first_and_last_are_the_days_a_value_covers() -> None:
    days = {
        m.value: (m.first, m.last)
        for m in dates_of("昨年度と、第1四半期と、先月上旬と、今春と、来週と、1990年代と、4日夜。")
    }
    assert days["FY2015"] == ("2015-04-01", "2016-03-31")
    assert days["2016-03"] == ("2016-03-01", "2016-03-10")
    assert days["2016-SP"] == ("2016-03-01", "2016-05-31")
    assert days["2016-W15"] == ("2016-04-11", "2016-04-17")
    assert days["199X"] == ("1990-01-01", "1999-12-31")
    assert days["2016-04-04TNI"] == ("2016-04-04", "2016-04-04")


def test_entries_of_a_live_page_stand_on_its_day() -> None:
    text = "【速報中】港の事故\n2023年7月8日（土）　随時更新\n\n14:20　会見へ\n7日の夜から作業していた。\n\n13:05　着底\n予定の12時40分から遅れた。\n"
    values = [mention.value for mention in dates_of(text, None)]
    assert values == ["2023-07-08", "2023-07-08T14:20", "2023-07-07TNI", "2023-07-08T13:05", "2023-07-08T12:40"]


def test_chapters_of_a_video_are_no_times_of_the_day() -> None:
    text = "▼この動画の内容\n0:00 はじめに\n8:15 県の説明\n27:10 まとめ\n\n会見は10:30に始まりました。\n"
    assert [mention.value for mention in dates_of(text, None)] == ["XXXX-XX-XXT10:30"]


def test_contradictions_are_warned_of() -> None:
    warned = {
        m.value: bool(m.warning) for m in dates_of("平成28年（2015年）と2016年4月4日（火）と2016年4月5日（火）。")
    }
    assert warned == {"2016": True, "2016-04-04": True, "2016-04-05": False}


def test_what_nothing_settles_stays_open() -> None:
    values = [(m.value, m.first) for m in dates_of("8月1日に開き、今年は3日の夕方に閉じる。", None)]
    assert values == [("XXXX-08-01", None), ("XXXX", None), ("XXXX-08-03TEV", None)]


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet="0123456789〇一二三四十百千年月日時分秒週期度末春今昨翌同前後半間〜、・/:.-()（）火のから午約R平成令和カ数毎に回\n ",
        max_size=60,
    )
)
def test_any_text_gives_mentions_inside_it(text: str) -> None:
    mentions = dates_of(text)
    previous = 0
    for mention in mentions:
        assert previous <= mention.start < mention.end <= len(text)
        previous = mention.end
        assert mention.value and mention.rule
        assert (mention.first is None) == (mention.last is None)
        if mention.first and mention.last:
            assert date.fromisoformat(mention.first) <= date.fromisoformat(mention.last)


@settings(max_examples=200, deadline=None)
@given(
    st.dates(date(1600, 1, 1), date(2199, 12, 31)),
    st.sampled_from(["plain", "wide", "kanji", "slash", "iso", "weekday"]),
)
def test_a_day_written_is_the_day_read(day: date, notation: str) -> None:
    kanji = str.maketrans("0123456789", "〇一二三四五六七八九")
    forms = {
        "plain": f"{day.year}年{day.month}月{day.day}日",
        "wide": f"{day.year}年{day.month}月{day.day}日".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        "kanji": f"{day.year}".translate(kanji) + f"年{_in_kanji(day.month)}月{_in_kanji(day.day)}日",
        "slash": f"{day.year}/{day.month:02d}/{day.day:02d}",
        "iso": day.isoformat(),
        "weekday": f"{day.year}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）",
    }
    text = f"会は{forms[notation]}に開いた。"
    (mention,) = dates_of(text)
    assert (text[mention.start : mention.end], mention.value, mention.warning) == (
        forms[notation],
        day.isoformat(),
        None,
    )


def _in_kanji(n: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 9999), st.sampled_from(["", "START", "MID", "END", "FIRST_HALF", "SECOND_HALF"]))
def test_bounds_are_ordered(year: int, mod: str) -> None:
    for value in (f"{year:04d}", f"{year:04d}-02", f"FY{year:04d}", f"{year:04d}-WI", f"{year // 10:03d}X"):
        days = bounds(value, mod or None)
        assert days is None or days[0] <= days[1]


@pytest.mark.parametrize(
    "unit",
    [
        "9",
        "9年",
        "九",
        "1,",
        "一、",
        "(",
        "4月",
        "〜",
        "年2",
        "第",
        "午後",
        "平成",
        "3日、",
        "2時間",
        "1/",
        "1:",
        "123,",
        "2016年",
    ],
)
def test_hostile_runs_take_linear_time(unit: str) -> None:
    def cost(length: int) -> float:
        doc = prepare(
            Article(id="x", source="-", text=unit * (length // len(unit)), blocks=(Block(0, length, "report"),))
        )
        start = time.process_time()
        extract(doc, today=TODAY)
        return time.process_time() - start

    small, large = cost(5_000), cost(50_000)
    assert large < max(small, 0.02) * 30 + 0.5


@pytest.mark.parametrize(("published", "own"), [(None, "XXXX-XX-XX"), ("2016-04-10", "2016-04-10")])
def test_authors_today_is_not_that_of_the_report_he_pastes(published: str | None, own: str) -> None:
    text = "今日はプリンを焼きました。\n東海日報 2016年4月5日\n県は今日、卵の卸値を発表した。"
    head, tail = text.index("東"), text.index("県")
    blocks = (
        Block(0, head, "commentary"),
        Block(head, tail, "byline", outlet="東海日報", group=1, quoted=True),
        Block(tail, len(text), "report", outlet="東海日報", group=1, quoted=True),
    )
    doc = prepare(Article(id="x", source="-", text=text, published=published, blocks=blocks))
    assert [mention.value for mention in extract(doc, today=TODAY).mentions] == [own, "2016-04-05", "2016-04-05"]


def test_folding_does_not_move_a_span() -> None:
    text = "会は４月５日（火）午後３時に開く。"
    (mention,) = dates_of(text)
    assert len(fold(text)) == len(text) and text[mention.start : mention.end] == "４月５日（火）午後３時"


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        ("2021年10月8日　入山\n10月9日　遭難\n2022年6月1日　在宅起訴", ["2021-10-08", "2021-10-09", "2022-06-01"]),
        ("2020年12月8日　会合\n1月9日　合意", ["2020-12-08", "2021-01-09"]),
        ("2021年10月8日　改装\n9月3日　休業", ["2021-10-08", "2021-09-03"]),
    ],
)
def test_rows_of_a_chronicle_go_on_from_the_year_above(rows: str, values: list[str]) -> None:
    assert [mention.value for mention in dates_of(f"これまでの経過\n{rows}", "2022-11-30")] == values
