"""Word tables: whatever is wrong in one is named with file, line and column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import TableError
from corpus.vocabulary import alternation, read_table


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "words.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_keep_order_line_and_cells(tmp_path: Path) -> None:
    path = table(tmp_path, "# a comment\nword\tkind\tsource\n円\tmoney\tISO 4217\n\n枚\tcount\n")
    rows = read_table(path, key="word", optional=("note",))
    assert [(row.line, row["word"], row["kind"], row["source"], row["note"]) for row in rows] == [
        (3, "円", "money", "ISO 4217", ""),
        (5, "枚", "count", "", ""),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 0, None, "no header line"),
        ("word\tkind\n円\t\n", 2, "kind", "empty cell"),
        ("word\tkind\n \tmoney\n", 2, "word", "empty cell"),
        ("word\tkind\n円\tmoney\textra\n", 2, None, "3 cells"),
        ("word\tkind\n円\tmoney\n枚\tcount\n円\tmoney\n", 4, "word", "stands already in line 2"),
        ("word\tkind\nＡ\tletter\n", 2, "word", "half width"),
        ("kind\nmoney\n", 1, "word", "missing from the header"),
    ],
)
def test_errors_name_line_and_column(tmp_path: Path, text: str, line: int, column: str | None, message: str) -> None:
    with pytest.raises(TableError, match=message) as caught:
        read_table(table(tmp_path, text), key="word", required=("kind",))
    assert (caught.value.line, caught.value.column) == (line, column)


def test_the_same_word_may_stand_twice_under_another_key(tmp_path: Path) -> None:
    path = table(tmp_path, "word\tkind\n円\tmoney\n円\tshape\n")
    assert len(read_table(path, key=("word", "kind"))) == 2


def test_missing_and_undecodable_files(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.tsv: "):
        read_table(tmp_path / "none.tsv", key="word")
    (tmp_path / "sjis.tsv").write_bytes("単語\n".encode("cp932"))
    with pytest.raises(TableError, match="not UTF-8"):
        read_table(tmp_path / "sjis.tsv", key="word")


@given(st.lists(st.text("円高安ドル.+()a", min_size=1), min_size=1), st.text("円高安ドル.+()a"))
def test_alternation_matches_the_longest_word(words: list[str], text: str) -> None:
    match = re.match(alternation(words), text)
    expected = max((word for word in words if text.startswith(word)), key=len, default=None)
    assert (match and match[0]) == expected
