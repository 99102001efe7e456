"""Figures: the case tables, every row of the tables behind them, and properties that hold for any text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analyzer.figures import extract
from analyzer.figures.units import QUANTITIES, TABLES, units_at
from analyzer.mention import Figure
from corpus.article import Article
from corpus.tokens import prepare
from corpus.vocabulary import Row, read_table
from tests.casefile import Case, read_cases

TABLE_FILES = {
    "units.tsv": "surface",
    "subunits.tsv": ("unit", "sub"),
    "figure_bounds.tsv": "word",
    "figure_set_words.tsv": "word",
    "counted_skip.tsv": ("word", "role"),
    "figure_bearers.tsv": "word",
    "figure_games.tsv": ("word", "game"),
    "figure_predicates.tsv": ("word", "behind"),
}


def figures_of(text: str) -> list[Figure]:
    return extract(prepare(Article(id="x", source="-", text=text)))


def described(figure: Figure) -> dict[str, str]:
    """Return the columns of a case line for a figure."""
    value = f"{figure.low}~{figure.high}" if figure.value is None else f"{figure.value}"
    return {
        "value": value,
        "unit": figure.unit or "-",
        "quantity": figure.quantity,
        "modifier": figure.modifier or "-",
        "counted": figure.counted or "-",
    }


def check(case: Case) -> None:
    figures = figures_of(case.text)
    assert [case.text[f.start : f.end] for f in figures] == [case.text[s:e] for s, e in case.spans]
    assert [(f.start, f.end) for f in figures] == case.spans
    for figure, values in zip(figures, case.values, strict=True):
        found = described(figure)
        assert {column: found[column] for column in values} == values


@pytest.mark.parametrize("case", read_cases("figures.tsv"), ids=lambda case: case.where)
def test_figures(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", read_cases("figures_negative.tsv"), ids=lambda case: case.where)
def test_no_figure(case: Case) -> None:
    assert not case.spans
    check(case)


@pytest.mark.parametrize("case", read_cases("figures_counted.tsv"), ids=lambda case: case.where)
def test_counted(case: Case) -> None:
    check(case)


def _examples() -> list[tuple[str, Row]]:
    return [
        (name, row)
        for name, key in TABLE_FILES.items()
        for row in read_table(TABLES / name, key=key, required=("source",))
    ]


@pytest.mark.parametrize(
    ("name", "row"), _examples(), ids=lambda part: f"{part.line}" if isinstance(part, Row) else part
)
def test_every_table_row_shows_itself(name: str, row: Row) -> None:
    marked = row["example"]
    plain = re.sub("[⟦⟧]", "", marked)
    expected = re.findall("⟦(.*?)⟧", marked)
    assert [plain[f.start : f.end] for f in figures_of(plain)] == expected


@pytest.mark.parametrize(
    "row", [row for name, row in _examples() if name == "figure_predicates.tsv"], ids=lambda row: row["word"]
)
def test_every_predicate_leaves_the_figure_to_its_topic(row: Row) -> None:
    figures = figures_of(re.sub("[⟦⟧]", "", row["example"]))
    assert [figure.counted for figure in figures] == [row["example"].partition("は")[0]]


def test_every_unit_is_read_with_a_known_quantity() -> None:
    for row in read_table(TABLES / "units.tsv", key="surface", required=("unit", "quantity", "source", "example")):
        (unit, end), *_ = units_at(row["surface"], 0)
        assert (unit.name, end, unit.quantity in QUANTITIES) == (row["unit"], len(row["surface"]), True)


def test_units_carry_their_si_value() -> None:
    (figure,) = figures_of("面積は2.5ヘクタールだ。")
    assert figure.si == (25000.0, "m2")
    (speed,) = figures_of("時速36キロメートルで走る。")
    assert speed.si == (10.0, "m/s")


def test_kilo_has_a_size_only_where_it_measures_a_distance() -> None:
    near, rice = figures_of("半径3キロ圏内でコメ5キロを買った。")
    assert (near.si, rice.si) == ((3000.0, "m"), None)


_WORDS = (
    "マイナス",
    "ドル",
    "1人当たり",
    "時速",
    "から",
    "震度",
    "M",
    "分の",
    "倍増",
    " ",
    "\n",
    "https://a.jp/1",
    "@",
)
_PIECES = st.sampled_from(
    [
        *"0123456789〇一二三四五六七八九十百千万億兆数.,、・-/:〜~%()第約分の割人円日年月半目台増減余以上未満を超",
        *_WORDS,
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=60))
@example("１" * 5000)
@example("1人当たり" * 50)
@example("二百・")
@example("0超")
@example("0震度0")
@example("\ud800" + "3人")
def test_any_text_is_read_in_order_and_within_itself(text: str) -> None:
    figures = figures_of(text)
    position = 0
    for figure in figures:
        assert position <= figure.start < figure.end <= len(text)
        position = figure.end
        assert (figure.value is None) == (figure.low is not None and figure.high is not None)
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high


@given(st.integers(min_value=1, max_value=10**12), st.sampled_from(["件", "円", "人", "トン"]))
def test_an_amount_with_a_unit_is_read_back(value: int, unit: str) -> None:
    for written in (f"{value}", f"{value:,}"):
        (figure,) = figures_of(f"合計は{written}{unit}だった。")
        assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    "unit", ["1", "一", "十", "百", "1,", "1・", "一、", "1人", "1人に", "第", "1〜", "1、2、", "1人当たり", "(", "数"]
)
def test_long_runs_are_read_in_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        doc = prepare(Article(id="x", source="-", text=unit * (length // len(unit))))
        began = time.process_time()
        extract(doc)
        return time.process_time() - began

    seconds(2_000)  # tables are loaded
    short, long = seconds(10_000), seconds(100_000)
    assert long < 30 * short + 0.2


def test_votes_that_open_a_line_are_no_list_numbers() -> None:
    text = "確定得票は次の通り。\n当　24,915　水谷涼子　無新\n　　24,083　本庄　隆　無現\n1　概要\n2　手続き\n"
    assert [figure.value for figure in figures_of(text)] == [24915, 24083]
