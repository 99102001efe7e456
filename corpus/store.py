"""The corpus folder: Parquet shards that DuckDB queries, and SQLite for what changes. The only import of SQLite.

::

    DIR/uradori.json          format version
    DIR/shards/NAME/*.parquet one file a table; a shard is complete when its folder has this name, and never changes
    DIR/sources/N.parquet     where each article was read, written anew by every run (derived)
    DIR/bodies/N.parquet      which names are one body in the whole corpus (derived)
    DIR/state.sqlite          manifest, runs, failures, labels, full-text index
    DIR/tmp/                  what a run is writing; left-overs of a killed run are swept
    DIR/lock                  held by the one run that writes

A shard is written under tmp/, synced, renamed (corpus/parquet.py), and then entered in the manifest: killed at any
moment, a run leaves whole shards only, and one that the manifest does not know yet is adopted by the next run. Readers
follow the manifest and may work while a run writes; corpus/views.py says what they see.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from corpus.errors import StoreError
from corpus.messages import message
from corpus.parquet import (
    TABLES,
    Damage,
    copy_options,
    damages_of,
    move_in,
    reason_of,
    size_of,
    spilling,
    sql_text,
    write_rows,
)
from corpus.views import DERIVED, Live, create_shard_views, create_views, derived_sql, restrict

__all__ = ["FORMAT", "Corpus", "sqlite_version"]

#: Raised when the layout of the folder changes; a corpus of another format is refused, not guessed at.
FORMAT = 1
#: Seconds before the files of a shard that nobody needs are deleted: longer than any query of a reader.
GRACE = 600.0


def sqlite_version(*, options: bool = False) -> str:
    """Return the version of SQLite in use, with ``options`` what it was compiled with."""
    if not options:
        return sqlite3.sqlite_version
    with sqlite3.connect(":memory:") as connection:
        return " ".join(row[0] for row in connection.execute("PRAGMA compile_options"))


class Corpus:
    """A corpus folder, opened. ``with Corpus.open(path) as corpus``; writing needs ``with corpus.locked():`` too."""

    def __init__(self, root: Path, state: sqlite3.Connection) -> None:
        self.root = root
        self.state = state

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, create: bool = False) -> Corpus:
        """Return the corpus at ``path``; with ``create`` an empty one where there is none. Raises StoreError."""
        root = Path(path)
        marker = root / "uradori.json"
        try:
            if create and not marker.exists():
                _create(root, marker)
            settings = json.loads(marker.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            if isinstance(error, FileNotFoundError | NotADirectoryError) and not create:
                raise StoreError(message("no_corpus", path=str(root))) from None
            raise StoreError(message("store_cannot_open", path=str(root), reason=reason_of(error))) from error
        if settings.get("format") != FORMAT:
            raise StoreError(message("store_format", path=str(root), found=settings.get("format"), known=FORMAT))
        try:
            return cls(root, _state_of(root, create))
        except sqlite3.Error as error:
            raise StoreError(
                message("store_cannot_open", path=str(root / "state.sqlite"), reason=str(error))
            ) from error

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_: object) -> None:
        self.state.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out while the block runs. Raises StoreError that names who is writing."""
        path = self.root / "lock"
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(message("store_cannot_write", path=str(self.root), reason=reason_of(error))) from error
        try:
            if not _take(handle):
                holder = os.read(handle, 200).decode("utf-8", "replace").strip()
                raise StoreError(message("store_locked", path=str(self.root), holder=holder or "?"))
            os.ftruncate(handle, 0)
            os.write(handle, f"pid {os.getpid()}, {time.strftime('%Y-%m-%d %H:%M:%S')}\n".encode())
            yield
        finally:
            os.close(handle)  # gives the lock back; so does the system when the process dies

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction on the state. Raises StoreError (disk full, read-only)."""
        try:
            self.state.execute("BEGIN IMMEDIATE")
            yield self.state
            self.state.execute("COMMIT")
        except sqlite3.Error as error:
            self.roll_back()
            raise StoreError(message("store_cannot_write", path=str(self.root), reason=str(error))) from error
        except BaseException:
            self.roll_back()
            raise

    def roll_back(self) -> None:
        """Give up the transaction at hand, if there is one."""
        if self.state.in_transaction:
            self.state.execute("ROLLBACK")

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Return the rows of a query on the state. Raises StoreError."""
        try:
            return self.state.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise StoreError(message("store_cannot_open", path=str(self.root), reason=str(error))) from error

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        found = self.rows(sql, parameters)
        return found[0][0] if found else None

    # ── shards ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def shard_folder(self, shard: str) -> Path:
        return self.root / "shards" / shard

    def enter_shard(self, shard: str, *, made_by: str, run: int | None = None) -> list[str]:
        """Enter a finished shard into manifest and index, in the transaction at hand; return the articles it brought.

        An article that lives elsewhere moves here, unless it is there by the same program and key: entering a shard
        twice changes nothing.
        """
        with self.shard_query(shard) as connection:
            found = connection.execute("SELECT article, key, title, made_by FROM articles ORDER BY article").fetchall()
            moved = [row for row in found if self._is_news(row[0], row[1], row[3], made_by)]
            self.state.execute(
                "INSERT OR REPLACE INTO shards VALUES (?, ?, ?, ?, ?)",
                (shard, found[0][3] if found else "", len(found), size_of(self.shard_folder(shard)), run),
            )
            ids = [row[0] for row in moved]
            self.forget_sentences(ids)
            self.state.executemany(
                "INSERT OR REPLACE INTO articles (article, key, shard, made_by, title) VALUES (?, ?, ?, ?, ?)",
                [(article, key, shard, maker, title) for article, key, title, maker in moved],
            )
            self._index(connection, ids if len(ids) < len(found) else None)
        if ids:
            self.note_change("bodies")
        return ids

    def _is_news(self, article: str, key: str, maker: str, made_by: str) -> bool:
        known = self.state.execute("SELECT key, made_by, shard FROM articles WHERE article = ?", (article,)).fetchone()
        if known is None or not self.shard_folder(known[2]).is_dir():
            return True
        if (known[0], known[1]) == (key, maker):
            return False
        return (maker == made_by, _reversed(key)) > (known[1] == made_by, _reversed(known[0]))

    def _index(self, connection: Any, only: Sequence[str] | None) -> None:
        cursor = connection.execute(_INDEX_SQL, [list(only) if only is not None else None])
        first = (self.state.execute("SELECT max(id) FROM sentences").fetchone()[0] or 0) + 1
        while rows := cursor.fetchmany(5000):
            numbered = [(first + n, *row) for n, row in enumerate(rows)]
            first += len(rows)
            self.state.executemany("INSERT INTO sentences VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", numbered)
            self.state.executemany("INSERT INTO words (rowid, lemmas) VALUES (?, ?)", [(r[0], r[6]) for r in numbered])

    def forget_sentences(self, articles: Iterable[str]) -> None:
        """Take the sentences of ``articles`` out of the index, in the transaction at hand."""
        for article in articles:
            found = self.state.execute("SELECT id, lemmas FROM sentences WHERE article = ?", (article,)).fetchall()
            if found:
                self.state.executemany("INSERT INTO words (words, rowid, lemmas) VALUES ('delete', ?, ?)", found)
                self.state.execute("DELETE FROM sentences WHERE article = ?", (article,))

    def forget_articles(self, articles: Iterable[str]) -> None:
        """Take articles out of the corpus: their rows stay in their shard, dead, until it is compacted."""
        articles = list(articles)
        self.forget_sentences(articles)
        if articles:
            self.note_change("bodies")
        self.state.executemany("DELETE FROM articles WHERE article = ?", [(article,) for article in articles])

    def unknown_shards(self) -> list[str]:
        """Return the shards on disk that the manifest does not know, oldest first: left by a killed run."""
        known = {row[0] for row in self.rows("SELECT shard FROM shards UNION SELECT shard FROM retired")}
        folder = self.root / "shards"
        found = (
            [path for path in folder.iterdir() if path.is_dir() and path.name not in known] if folder.is_dir() else []
        )
        return [path.name for path in sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))]

    def retire_empty_shards(self) -> None:
        """Take shards that no article lives in out of the manifest; their files go when no reader can need them."""
        with self.writing() as state:
            empty = state.execute(
                "SELECT shard FROM shards WHERE shard NOT IN (SELECT DISTINCT shard FROM articles)"
            ).fetchall()
            state.executemany("DELETE FROM shards WHERE shard = ?", empty)
            state.executemany("INSERT OR REPLACE INTO retired VALUES (?, ?)", [(row[0], time.time()) for row in empty])

    def sweep(self, *, grace: float = GRACE) -> None:
        """Delete what nobody needs: files of killed runs, and shards retired longer than ``grace`` seconds ago."""
        for left in (self.root / "tmp").glob("*"):
            # A worker of a killed run may be writing it yet: under another name it can no longer become a shard, half deleted.
            swept = left.with_name(f"swept-{left.name.removeprefix('swept-')}")
            with suppress(OSError):
                left.rename(swept)
            shutil.rmtree(swept, ignore_errors=True)
        gone = self.rows("SELECT shard FROM retired WHERE at <= ?", (time.time() - grace,))
        for (shard,) in gone:
            shutil.rmtree(self.shard_folder(shard), ignore_errors=True)
        if gone:
            with self.writing() as state:
                state.executemany("DELETE FROM retired WHERE shard = ?", gone)

    def damages(self) -> list[Damage]:
        """Return the shards of the manifest that cannot be read or hold other rows than it says."""
        found: list[Damage] = []
        for shard, n_articles in self.rows("SELECT shard, articles FROM shards ORDER BY shard"):
            found += damages_of(self.shard_folder(shard), n_articles)
        return found

    # ── queries ───────────────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def shard_query(self, shard: str) -> Iterator[Any]:
        """A DuckDB connection whose views are the tables of one shard."""
        import duckdb

        with duckdb.connect() as connection:
            connection.execute("SET threads = 1")
            try:
                create_shard_views(connection, self.shard_folder(shard))
                yield connection
            except duckdb.Error as error:
                raise StoreError(message("store_damaged", shard=shard, reason=reason_of(error))) from error

    @contextmanager
    def query(self, *, is_restricted: bool = False) -> Iterator[Any]:
        """A DuckDB connection with a view for each table over the live articles, and the derived tables.

        ``is_restricted`` keeps a query from touching files other than the corpus' own.
        """
        import duckdb

        rows = self.rows("SELECT shard, count(*) FROM articles GROUP BY shard ORDER BY shard")
        sizes = dict(self.rows("SELECT shard, articles FROM shards"))
        partly = [shard for shard, n in rows if n < sizes.get(shard, n)]
        with duckdb.connect() as connection:
            try:
                create_views(connection, self._live([shard for shard, _ in rows], partly))
            except duckdb.Error as error:
                raise _damaged(error) from error
            if is_restricted:
                restrict(connection, self.root.absolute())
            yield connection

    def _live(self, shards: Sequence[str], partly: Sequence[str]) -> Live:
        root = self.root.absolute()
        marks = ", ".join("?" for _ in partly)
        alive = self.rows(f"SELECT shard, article FROM articles WHERE shard IN ({marks})", list(partly))
        return Live(root, shards, partly, alive, self._derived(), json.loads(self._meta("columns") or "{}"))

    def answer(self, connection: Any, sql: str, parameters: Sequence[Any] = ()) -> tuple[list[str], Iterator[Any]]:
        """Return column names and rows of a query on a connection of :meth:`query`. Raises StoreError with the reason."""
        import duckdb

        try:
            cursor = connection.execute(sql, list(parameters))
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise _damaged(error) from error
        except duckdb.Error as error:
            raise StoreError(message("bad_sql", reason=str(error).strip())) from error
        if cursor is None:  # nothing but white space or a remark
            raise StoreError(message("bad_sql", reason=message("search_empty")))
        return _distinct(column[0] for column in cursor.description or ()), _fetched(cursor)

    def stored_articles(self, shard: str, articles: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield text and given metadata of ``articles`` from their shard, to be analysed again."""
        with self.shard_query(shard) as connection:
            sql = "SELECT * FROM articles WHERE list_contains(?::VARCHAR[], article) ORDER BY article"
            cursor = connection.execute(sql, [list(articles)])
            names = [column[0] for column in cursor.description]
            while rows := cursor.fetchmany(64):
                for row in rows:
                    yield dict(zip(names, row, strict=True))

    # ── derived tables ────────────────────────────────────────────────────────────────────────────────────────────────

    def _meta(self, key: str) -> str | None:
        value = self.value("SELECT value FROM meta WHERE key = ?", (key,))
        return None if value is None else str(value)

    def _derived(self) -> dict[str, Path]:
        """The files of the derived tables that have been made."""
        numbers = {name: self._meta(name) for name in DERIVED}
        root = self.root.absolute()
        return {name: root / name / f"{number}.parquet" for name, number in numbers.items() if number}

    def names_of_body(self, wanted: str) -> frozenset[str]:
        """Return the names by which articles know the bodies that are called something with ``wanted`` in it."""
        import duckdb

        with duckdb.connect() as connection:
            table = derived_sql(self._derived().get("bodies"), DERIVED["bodies"])
            try:
                rows = connection.execute(_NAMES_OF_BODY_SQL.format(table=table), {"wanted": wanted}).fetchall()
            except duckdb.Error as error:
                raise _damaged(error) from error
        return frozenset(row[0] for row in rows)

    def note_change(self, name: str) -> None:
        """Note, in the transaction at hand, that derived table ``name`` is out of date: whoever is killed after it
        leaves making it anew to the next run.
        """
        self.state.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (f"{name}_changed",))

    def has_changed(self, name: str, made_by: str = "") -> bool:
        """Return whether derived table ``name`` is out of date, or was made by another program than ``made_by``."""
        return self._meta(f"{name}_changed") == "1" or (self._meta(f"{name}_made_by") or "") != made_by

    def write_derived(self, name: str, rows: Iterable[Mapping[str, Any]], *, made_by: str = "") -> None:
        """Write derived table ``name`` anew; readers follow the manifest to it. Raises StoreError."""
        last = int(self._meta(name) or 0)
        folder = self.root / name
        write_rows(self.root, folder / f"{last + 1}.parquet", rows, DERIVED[name])
        with self.writing() as state:
            values = {name: str(last + 1), f"{name}_changed": "0", f"{name}_made_by": made_by}
            state.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())
        for path in folder.glob("*.parquet"):
            if path.stem.isdigit() and int(path.stem) < last:  # the one before may still be read
                path.unlink(missing_ok=True)

    def write_sources(self, *, is_forced: bool = False) -> None:
        """Write the table of sources anew if they changed since."""
        if is_forced or self.has_changed("sources"):
            columns = tuple(DERIVED["sources"])
            rows = self.state.execute(f"SELECT {', '.join(columns)} FROM sources ORDER BY source")
            self.write_derived("sources", (dict(zip(columns, row, strict=True)) for row in rows))

    # ── upkeep ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def merge_shards(self, shards: Sequence[str], name: str, *, made_by: str) -> None:
        """Make one shard of several (and drop the dead rows in them): the same rows under a new name."""
        import duckdb

        work = self.root / "tmp" / f"{name}.{os.getpid()}"
        target = self.shard_folder(name)
        live = self._live(shards, shards)
        try:
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(parents=True)
            with spilling(work) as connection:
                create_views(connection, live, is_raw=True)
                for table in TABLES:
                    path = sql_text(str(work / f"{table}.parquet"))
                    # Shard after shard as they stand, in flat memory: rows that follow each other go on doing so.
                    connection.execute(f"COPY (SELECT * FROM {table}) TO {path} ({copy_options(table)})")
            if not target.is_dir():
                move_in(work, target)
        except (OSError, duckdb.Error) as error:
            shutil.rmtree(work, ignore_errors=True)
            raise StoreError(message("store_cannot_write", path=str(self.root), reason=reason_of(error))) from error
        with self.writing() as state:
            state.execute(
                "INSERT OR REPLACE INTO shards VALUES (?, ?, ?, ?, NULL)",
                (name, made_by, len(live.alive), size_of(target)),
            )
            state.executemany("UPDATE articles SET shard = ? WHERE article = ?", [(name, row[1]) for row in live.alive])
        self.retire_empty_shards()

    def rebuild_index(self, *, made_by: str) -> list[Damage]:
        """Derive manifest and index anew from the shards; return the shards that could not be read.

        Sources, files, runs, failures and labels stay; articles of a damaged shard are gone from the manifest.
        """
        found: list[Damage] = []
        with self.writing() as state:
            state.execute("DELETE FROM articles")
            state.execute("DELETE FROM sentences")
            state.execute("INSERT INTO words (words) VALUES ('rebuild')")
            state.execute("DELETE FROM shards")
        for shard in self.unknown_shards():
            try:
                with self.writing():
                    self.enter_shard(shard, made_by=made_by)
            except StoreError:
                found += damages_of(self.shard_folder(shard), -1)
        return found


def _fetched(cursor: Any) -> Iterator[Any]:
    import duckdb

    try:
        while rows := cursor.fetchmany(1000):
            yield from rows
    except duckdb.Error as error:
        raise _damaged(error) from error


def _distinct(names: Iterable[str]) -> list[str]:
    """Column names of which none stands twice: SELECT 1 AS a, 2 AS a has the columns a and a_2."""
    found: dict[str, None] = {}
    for name in names:
        n, unique = 1, name
        while unique in found:
            n += 1
            unique = f"{name}_{n}"
        found[unique] = None
    return list(found)


def _damaged(error: Exception) -> StoreError:
    """What DuckDB says of a file it cannot read, with the shard that the file is in."""
    reason = reason_of(error)
    found = re.search(r"shards[/\\](\w+)[/\\]", reason)
    return StoreError(message("store_damaged", shard=found[1] if found else "?", reason=reason))


def _reversed(key: str) -> tuple[int, ...]:
    """A sort key that puts the smallest key last: of two keys for one text the smaller wins."""
    return tuple(-ord(each) for each in key)


def _create(root: Path, marker: Path) -> None:
    if root.is_dir() and any(root.iterdir()):
        raise StoreError(message("store_not_empty", path=str(root)))
    root.mkdir(parents=True, exist_ok=True)
    for name in ("shards", "sources"):
        (root / name).mkdir(exist_ok=True)
    temporary = root / f".uradori.json.{os.getpid()}"
    temporary.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
    temporary.rename(marker)


def _state_of(root: Path, is_writer: bool) -> sqlite3.Connection:
    path = root / "state.sqlite"
    if not os.access(root, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        if is_writer:
            raise StoreError(message("store_cannot_write", path=str(root), reason=message("not_readable")))
        # A corpus on a read-only disk: WAL needs to write even for readers, an immutable file does not.
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    state = sqlite3.connect(path, timeout=30, isolation_level=None)
    state.execute("PRAGMA journal_mode = WAL")
    state.execute("PRAGMA synchronous = NORMAL")
    if is_writer or not state.execute("SELECT 1 FROM sqlite_master WHERE name = 'articles'").fetchone():
        state.executescript((Path(__file__).parent / "schema.sql").read_text(encoding="utf-8"))
    return state


def _take(handle: int) -> bool:
    """Lock an open file without waiting; False where another process has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


_INDEX_SQL = """
WITH named AS (
    SELECT article, sentence, string_agg(DISTINCT canonical, chr(10) ORDER BY canonical) AS names
    FROM organizations GROUP BY article, sentence
)
SELECT s.article, s.sentence, s.block, s.start, s.text, s.lemmas, s.label, b.kind,
       coalesce(b.outlet, a.outlet), coalesce(b.published, a.published), n.names
FROM sentences AS s
JOIN articles AS a USING (article)
LEFT JOIN blocks AS b ON b.article = s.article AND b.block = s.block
LEFT JOIN named AS n ON n.article = s.article AND n.sentence = s.sentence
WHERE $1::VARCHAR[] IS NULL OR list_contains($1::VARCHAR[], s.article)
ORDER BY s.article, s.sentence
"""

_NAMES_OF_BODY_SQL = """
WITH names AS ({table})
SELECT DISTINCT canonical FROM names WHERE body_id IN (
    SELECT body_id FROM names
    WHERE contains(name, $wanted) OR contains(canonical, $wanted)
       OR len(list_filter(wordings, lambda wording: contains(wording, $wanted))) > 0
)
"""
