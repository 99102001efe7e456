"""The corpus folder: Parquet shards that DuckDB queries, and SQLite for what changes. The only import of both.

(under construction)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["parquet_records"]


def parquet_records(path: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of any Parquet file as records, in order, in flat memory. Raises ValueError where it is none."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        try:
            cursor = connection.execute("SELECT * FROM read_parquet(?)", [path])
            names = [column[0] for column in cursor.description or ()]
            while rows := cursor.fetchmany(256):
                for row in rows:
                    yield dict(zip(names, row, strict=True))
        except duckdb.Error as error:
            raise ValueError(str(error).splitlines()[0]) from error
