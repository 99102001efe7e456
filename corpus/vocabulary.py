"""Word tables: ``tables/*.tsv`` become checked rows and fast patterns.

A table has one header line, then one row a line; ``#`` starts a comment line; cells are tab-separated and kept as
written. Keys are matched on folded text, so they must be folded themselves. Anything wrong names file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from corpus.errors import TableError
from corpus.messages import message, os_reason
from corpus.text import FOLDABLE, fold

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Row", "alternation", "read_table"]


class Row(dict[str, str]):
    """One row of a table: its cells by column name, and ``line``, where it stands in the file (1-based)."""

    __slots__ = ("line",)
    line: int


def read_table(
    path: Path | str, *, key: str | Sequence[str], required: Sequence[str] = (), optional: Sequence[str] = ()
) -> list[Row]:
    """Return the rows of a table, in order.

    ``key`` names the column (or columns) whose value must be unique, folded and not empty; ``required`` columns must
    not be empty; further columns of the header are kept, and columns in ``optional`` may be missing from the file.
    Raises TableError naming file, line and column.
    """
    keys = (key,) if isinstance(key, str) else tuple(key)
    name = str(path)
    try:
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123  # a path as text needs no pathlib
            lines = file.read().splitlines()
    except OSError as error:
        raise _unreadable(name, error) from error
    except UnicodeDecodeError as error:
        raise _fault(name, 0, "not_utf8", reason=error.reason, offset=error.start) from error
    header: list[str] | None = None
    rows: list[Row] = []
    width = 0
    for number, line in enumerate(lines, 1):
        if not line or line[0] == "#" or line.isspace():
            continue
        cells = line.split("\t")
        if header is None:
            header, width = cells, len(cells)
            _check_header(name, number, header, (*keys, *required))
            continue
        if len(cells) != width:
            if len(cells) > width:
                raise _fault(name, number, "table_cells", cells=len(cells), columns=width)
            cells += [""] * (width - len(cells))
        row = Row(zip(header, cells))  # noqa: B905  # as long as the header, by the lines above
        row.line = number
        rows.append(row)
    if header is None:
        raise _fault(name, 0, "table_no_header")
    for column in set(optional) - set(header):
        for row in rows:
            row[column] = ""
    _check_rows(name, rows, keys, required)
    return rows


def _check_rows(name: str, rows: list[Row], keys: tuple[str, ...], required: Sequence[str]) -> None:
    """Check whole columns at once, and look for the line only where one is wrong: start-up is counted."""
    for column in (*keys, *required):
        if not all(map(str.strip, map(itemgetter(column), rows))):
            line = next(row.line for row in rows if not row[column].strip())
            raise _fault(name, line, "table_empty_cell", column)
    if not FOLDABLE.isdisjoint("".join(map(itemgetter(keys[0]), rows))):
        row = next(row for row in rows if not FOLDABLE.isdisjoint(row[keys[0]]))
        word = row[keys[0]]
        raise _fault(name, row.line, "table_not_folded", keys[0], word=word, folded=fold(word))
    if len(set(map(itemgetter(*keys), rows))) < len(rows):
        seen: dict[tuple[str, ...], int] = {}
        for row in rows:
            identity = tuple(row[column] for column in keys)
            if identity in seen:
                raise _fault(name, row.line, "table_twice", keys[0], word=row[keys[0]], first=seen[identity])
            seen[identity] = row.line


def _check_header(name: str, number: int, header: list[str], wanted: Iterable[str]) -> None:
    for column in wanted:
        if column not in header:
            raise _fault(name, number, "table_no_column", column)


def _fault(path: str, line: int, key: str, column: str | None = None, **values: object) -> TableError:
    return TableError(path, line, message(key, **values), column)


def _unreadable(path: str, error: OSError) -> TableError:
    return TableError(path, 0, os_reason(error))


Trie = dict[str, "Trie"]


def alternation(words: Iterable[str]) -> str:
    """Return a regex that matches the longest of ``words``, factored by common prefixes (40 times a flat one).

    >>> alternation(["円", "円高", "ドル"])
    '(?:ドル|円(?:高)?)'
    """
    root: Trie = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: Trie) -> str:
    branches = list(_branches(node))
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else "(?:" + "|".join(branches) + ")"
    return body + "?" if "" in node else body


def _branches(node: Trie) -> Iterator[str]:
    leaves = sorted(character for character, child in node.items() if character and set(child) == {""})
    if len(leaves) > 1:
        yield "[" + "".join(map(re.escape, leaves)) + "]"
    for character in sorted(node):
        if character and not (len(leaves) > 1 and character in leaves):
            yield re.escape(character) + _pattern(node[character])
