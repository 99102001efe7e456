"""What a query sees of a corpus: one DuckDB view a table over the live rows of all shards, and the derived tables.

``bodies`` says which names are one body in the whole corpus (analyzer/runs/bodies.py makes it); ``organizations`` carries
it as columns ``body_id`` and ``name``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus.parquet import TABLES, literal_path, quoted, sql_text

__all__ = ["DERIVED", "Live", "create_shard_views", "create_views", "derived_sql", "restrict"]

#: Tables that are made anew after a run, with their columns: where articles were read, and which names are one body.
DERIVED = {
    "sources": {"source": "VARCHAR", "file": "VARCHAR", "article": "VARCHAR", "record_id": "VARCHAR"},
    "bodies": {
        "canonical": "VARCHAR",
        "kind": "VARCHAR",
        "body_id": "VARCHAR",
        "name": "VARCHAR",
        "body_kind": "VARCHAR",
        "is_local": "BOOLEAN",
        "wordings": "VARCHAR[]",
    },
}


class Live(NamedTuple):
    """What there is to see: shards, live articles of the shards that also hold dead ones, and derived tables."""

    root: Path
    shards: Sequence[str]
    partly: Sequence[str]
    alive: Sequence[tuple[str, str]]
    derived: Mapping[str, Path]
    columns: Mapping[str, Mapping[str, str]]


def create_shard_views(connection: Any, folder: Path) -> None:
    """Make the tables of one shard views of ``connection``."""
    for table in TABLES:
        path = sql_text(literal_path(str(folder / f"{table}.parquet")))
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({path})")


def create_views(connection: Any, live: Live, *, is_raw: bool = False) -> None:
    """Make every table a view of ``connection``; ``is_raw``: only what the shards hold, nothing derived beside it."""
    if live.partly:  # rows of articles that changed, moved on or were taken out
        connection.execute("CREATE TEMP TABLE alive (shard VARCHAR, article VARCHAR)")
        shards, articles = [row[0] for row in live.alive], [row[1] for row in live.alive]
        connection.execute("INSERT INTO alive SELECT unnest(?), unnest(?)", [shards, articles])
    joined = {} if is_raw else _JOINED
    for table in TABLES:
        name = f"stored_{table}" if table in joined else table
        connection.execute(f"CREATE VIEW {name} AS {_table_sql(live, table)}")
    for name, types in () if is_raw else DERIVED.items():
        connection.execute(
            f"CREATE VIEW {_DERIVED_NAMES.get(name, name)} AS {derived_sql(live.derived.get(name), types)}"
        )
    for table, sql in joined.items():
        connection.execute(f"CREATE VIEW {table} AS {sql}")
    if not is_raw:
        connection.execute(f"CREATE VIEW bodies AS {_BODIES_SQL}")


def restrict(connection: Any, root: Path) -> None:
    """Keep the queries of ``connection`` from touching files other than the corpus' own."""
    folders = [str(root / name) + "/" for name in ("shards", *DERIVED)]
    connection.execute(f"SET allowed_directories = [{', '.join(map(sql_text, folders))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _table_sql(live: Live, table: str) -> str:
    if not live.shards:
        return _empty_sql(live.columns.get(table) or {"article": "VARCHAR"})
    partly = set(live.partly)
    whole = [shard for shard in live.shards if shard not in partly]
    only_alive = " WHERE (shard, article) IN (SELECT shard, article FROM alive)"
    parts = (
        _scan_sql(live, table, names) + which for names, which in ((whole, ""), (live.partly, only_alive)) if names
    )
    return " UNION ALL BY NAME ".join(f"SELECT * EXCLUDE (shard, shard_file) FROM {part}" for part in parts)


def _scan_sql(live: Live, table: str, shards: Sequence[str]) -> str:
    files = (live.root / "shards" / shard / f"{table}.parquet" for shard in shards)
    listed = ", ".join(sql_text(literal_path(str(path))) for path in files)
    scan = f"read_parquet([{listed}], union_by_name = true, filename = 'shard_file')"
    return f"(SELECT *, regexp_extract(shard_file, '([^/\\\\]+)[/\\\\][^/\\\\]+$', 1) AS shard FROM {scan})"


def derived_sql(path: Path | None, types: Mapping[str, str]) -> str:
    """Return the query that reads a derived table from its file; without a file, a table without rows."""
    if path is None or not path.is_file():
        return _empty_sql(types)
    # By name: a file that an older program made may lack columns.
    return f"{_empty_sql(types)} UNION ALL BY NAME SELECT * FROM read_parquet({sql_text(literal_path(str(path)))})"


def _empty_sql(columns: Mapping[str, str]) -> str:
    return f"SELECT {', '.join(f'NULL::{kind} AS {quoted(name)}' for name, kind in columns.items())} WHERE false"


#: The table of names is seen through the bodies it makes.
_DERIVED_NAMES = {"bodies": "names_of_bodies"}
#: Tables that show what is derived beside what their shards hold.
_JOINED = {
    # Articles with the first of their sources and how many there are.
    "articles": """
        SELECT stored.*, read_from.source, coalesce(read_from.n_sources, 0) AS n_sources
        FROM stored_articles AS stored
        LEFT JOIN (SELECT article, min(source) AS source, count(*) AS n_sources FROM sources GROUP BY article)
        AS read_from USING (article)
    """,
    # 県警 in two articles may be two bodies: a name that only its article makes certain is that article's own.
    "organizations": """
        SELECT stored.*, CASE WHEN names.is_local THEN names.body_id || '@' || stored.article
               ELSE names.body_id END AS body_id,
               coalesce(names.name, stored.canonical) AS name
        FROM stored_organizations AS stored
        LEFT JOIN names_of_bodies AS names ON names.canonical = stored.canonical AND names.kind = stored.kind
    """,
}
_BODIES_SQL = """
    SELECT here.body_id, any_value(here.name) AS name, any_value(names.body_kind) AS kind,
           list_sort(list_distinct(flatten(list(DISTINCT names.wordings)))) AS wordings,
           count(*) AS mentions, count(DISTINCT here.article) AS articles
    FROM organizations AS here
    JOIN names_of_bodies AS names ON names.canonical = here.canonical AND names.kind = here.kind
    GROUP BY here.body_id
"""
