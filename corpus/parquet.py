"""Rows in Parquet files: the shards of a corpus, written whole or not at all, and read to their end.

A shard is a folder with one file a table. It is written under ``tmp/``, synced, and renamed to ``shards/NAME``: killed at
any moment, a run leaves whole shards only. DuckDB writes and reads the files; corpus/views.py asks many of them at once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from corpus.errors import StoreError
from corpus.messages import message, os_reason

__all__ = [
    "TABLES",
    "Damage",
    "copy_options",
    "damages_of",
    "literal_path",
    "move_in",
    "parquet_records",
    "quoted",
    "reason_of",
    "size_of",
    "spilling",
    "sql_text",
    "write_rows",
    "write_shard",
]

TABLES = ("articles", "blocks", "sentences", "figures", "dates", "organizations", "attributions")
#: Memory of one connection that writes; what needs more is spilled to disk.
_MEMORY = "1GB"
#: Rows that are written together, and held in memory until then: whole articles are large.
_GROUPS = {"articles": 2048}
_GROUP = 10240

Rows = Iterable[Mapping[str, Any]]


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def parquet_records(path: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of any Parquet file as records, in order, in flat memory. Raises ValueError where it is none."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        try:
            cursor = connection.execute("SELECT * FROM read_parquet(?)", [literal_path(path)])
            names = [column[0] for column in cursor.description or ()]
            while rows := cursor.fetchmany(256):
                for row in rows:
                    yield dict(zip(names, row, strict=True))
        except duckdb.Error as error:
            raise ValueError(str(error).splitlines()[0]) from error


class Damage(NamedTuple):
    """A shard whose files cannot be read or do not hold what the manifest says; ``text_is_safe`` if articles can."""

    shard: str
    file: str
    reason: str
    text_is_safe: bool


def damages_of(folder: Path, n_articles: int) -> list[Damage]:
    """Return what is wrong with the shard in ``folder``, which ought to hold so many articles."""
    import duckdb

    found: list[Damage] = []
    with duckdb.connect() as connection:
        for table in TABLES:
            path = folder / f"{table}.parquet"
            try:
                # Every column is read: a file may end well and be damaged in the middle.
                connection.execute("SELECT * FROM read_parquet(?)", [literal_path(str(path))])
                n_rows = sum(len(rows) for rows in iter(lambda: connection.fetchmany(10_000), []))
                reason = f"{n_rows} rows instead of {n_articles}"
                if table != "articles" or n_rows == n_articles:
                    continue
            except duckdb.Error as error:
                reason = str(error).splitlines()[0]
            is_safe = table != "articles" and not any(damage.file == "articles.parquet" for damage in found)
            found.append(Damage(folder.name, path.name, reason, is_safe))
    return found


# ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def write_shard(
    root: str | os.PathLike[str], name: str, rows: Mapping[str, Rows], types: Mapping[str, Mapping[str, str]]
) -> int:
    """Write the rows of every table as shard ``name`` and return its size in bytes.

    ``types`` gives the columns of each table in order with their DuckDB types. Needs no lock: the shard appears whole
    under its name or not at all, and writing it twice is writing it once. Raises StoreError (disk full, read-only).
    """
    import duckdb

    root = Path(root)
    target = root / "shards" / name
    if target.is_dir():
        return size_of(target)
    work = root / "tmp" / f"{name}.{os.getpid()}"
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        with spilling(work) as connection:
            for table in TABLES:
                _write_table(connection, work / f"{table}.parquet", rows.get(table, ()), types[table])
        move_in(work, target)
    except (OSError, duckdb.Error) as error:
        shutil.rmtree(work, ignore_errors=True)
        if target.is_dir():  # another process wrote the same shard in the meantime
            return size_of(target)
        raise StoreError(message("store_cannot_write", path=str(root), reason=reason_of(error))) from error
    return size_of(target)


def write_rows(root: Path, path: Path, rows: Rows, types: Mapping[str, str]) -> None:
    """Write one table of the corpus at ``root`` to ``path``, whole or not at all. Raises StoreError."""
    import duckdb

    work = root / "tmp" / f"{path.parent.name}.{os.getpid()}"
    try:
        work.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(exist_ok=True)
        with spilling(work) as connection:
            _write_table(connection, work / path.name, rows, types)
        _sync(work / path.name)
        (work / path.name).rename(path)
        shutil.rmtree(work, ignore_errors=True)
    except (OSError, duckdb.Error) as error:
        raise StoreError(message("store_cannot_write", path=str(root), reason=reason_of(error))) from error


def spilling(work: Path) -> Any:  # duckdb ships no types
    """Return a DuckDB connection on one thread that spills to ``work`` what does not fit into memory."""
    import duckdb

    connection = duckdb.connect(config={"temp_directory": str(work / "spill")})
    connection.execute("SET threads = 1")
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    connection.execute("SET preserve_insertion_order = true")
    return connection


def _write_table(connection: Any, parquet: Path, rows: Rows, types: Mapping[str, str]) -> None:
    """Write one table by way of a JSON file: DuckDB reads it faster than Python can hand over rows, without pandas."""
    plain = parquet.with_suffix(".json")
    longest, encode = 0, msgspec.json.Encoder(enc_hook=str).encode
    with plain.open("wb") as file:
        for row in rows:
            longest = max(longest, file.write(encode(row) + b"\n"))
    columns = ", ".join(f"{quoted(column)}: {sql_text(kind)}" for column, kind in types.items())
    source = (
        f"read_json({sql_text(literal_path(str(plain)))}, format = 'newline_delimited', columns = {{{columns}}}, "
        f"maximum_object_size = {max(longest + 1, 1 << 20)})"  # DuckDB sets aside twice as much
    )
    target = sql_text(str(parquet))
    connection.execute(f"COPY (SELECT * FROM {source}) TO {target} ({copy_options(parquet.stem)})")
    plain.unlink()


def copy_options(table: str) -> str:
    """Return how the file of ``table`` is written."""
    return f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUPS.get(table, _GROUP)}"


def move_in(work: Path, target: Path) -> None:
    """Give a finished folder its final name, when all that is in it is on the disk."""
    shutil.rmtree(work / "spill", ignore_errors=True)
    for path in (*work.iterdir(), work):
        _sync(path)
    target.parent.mkdir(exist_ok=True)
    work.rename(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    """Make sure that a file (or the names in a folder) is on the disk before it gets its final name."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():  # some network file systems cannot sync a folder
            raise
    finally:
        os.close(handle)


def size_of(folder: Path) -> int:
    """Return the bytes of the files in ``folder``."""
    return sum(path.stat().st_size for path in folder.iterdir())


# ── words of SQL ──────────────────────────────────────────────────────────────────────────────────────────────────────


def literal_path(path: str) -> str:
    """Return a path in which DuckDB sees no pattern.

    >>> literal_path("[速報].parquet")
    '[[]速報].parquet'
    """
    return "".join(f"[{each}]" if each in "*?[" else each for each in path)


def sql_text(value: str) -> str:
    """Return ``value`` as a string of SQL."""
    return "'" + value.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """Return ``name`` as the name of a column."""
    return '"' + name.replace('"', '""') + '"'


def reason_of(error: BaseException) -> str:
    """Return in one line what an error of the system or the database says."""
    return os_reason(error) if isinstance(error, OSError) else str(error).splitlines()[0]
