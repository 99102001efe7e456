"""``uradori add``: new and changed articles into a corpus; what is there already is not even read.

A run walks over the files, skips those whose size and time of change it knows, gives every text that the corpus has not
analysed with the current program to an engine, and enters what comes back: shard, sources and finished files in one
transaction. Killed anywhere, the next run goes on from the last transaction.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any, NamedTuple

from msgspec.structs import replace

from analyzer.pipeline import Analyzer
from analyzer.progress import Progress
from analyzer.runs.bodies import write_bodies
from analyzer.runs.engines import Engine, in_pool, in_process
from analyzer.runs.shards import Batch, Shard, article_key, column_types, shard_name
from corpus.article import Article
from corpus.errors import ArticleError, StoreError
from corpus.files import File, list_files, shown
from corpus.messages import message
from corpus.readers import read_file
from corpus.store import Corpus

__all__ = ["Options", "Summary", "add", "batched", "compact", "counted", "stored_article"]

#: A batch is full at so many articles or characters: two seconds of work, large beside the cost of writing a shard.
BATCH_ARTICLES = 256
BATCH_CHARACTERS = 100_000
#: Shards with fewer articles are small; so many small ones are made into larger ones.
SMALL_SHARD = 2_000
MANY_SHARDS = 64
MERGED_ARTICLES = 20_000
#: What a run counts, in the order in which it says so.
COUNTS = ("new", "changed", "unchanged", "duplicate", "renewed", "removed", "failed", "failed_before")


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about it."""

    jobs: int = 1
    encoding: str | None = None
    retry_failed: bool = False
    prune: bool = False
    dry_run: bool = False
    is_quiet: bool = False
    engine: Engine | None = None  # None: this process for one job, else a pool


@dataclass(slots=True)
class Summary:
    """What a run did, in articles: the numbers of its last line, and how it ended."""

    counts: Counter[str] = field(default_factory=Counter)
    status: str = "running"
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        if self.status == "interrupted":
            return 130
        if self.counts["failed"] and not self._n_good:
            return 2
        return 3 if self.counts["failed"] else 0

    @property
    def _n_good(self) -> int:
        return sum(self.counts[name] for name in ("new", "changed", "unchanged", "duplicate", "renewed"))

    def line(self) -> str:
        """The summary as people read it."""
        said = [f"{count_name(name)} {self.counts[name]:,}" for name in COUNTS if self.counts[name] or name == "new"]
        return f"{message('separator').join(said)} ({self.seconds:.1f} s)"


def counted(counts: Mapping[str, int]) -> list[str]:
    """Return what a run counted as people read it, each count by its name, those of nothing left out."""
    return [f"{count_name(name)} {counts[name]:,}" for name in COUNTS if counts.get(name)]


def count_name(name: str) -> str:
    """Return what people call one of the counts of a run: new, changed, unchanged …"""
    return message(f"add_{name}")


class _Source(NamedTuple):
    """Where an article was read, waiting to be entered with it."""

    source: str
    file: str
    article: str
    key: str
    record_id: str | None
    kind: str  # new, changed, unchanged, duplicate: counted when it is entered, so that a run cut short does not boast


@dataclass(slots=True)
class _Reading:
    """A file under way: how many of its articles are not entered yet, and whether it was read to its end."""

    file: File
    n_open: int = 0
    n_articles: int = 0
    n_failed: int = 0
    is_read: bool = False


def add(root: str, paths: Sequence[str], options: Options | None = None) -> Summary:
    """Read new and changed articles of ``paths`` into the corpus at ``root`` and return what was done.

    Raises StoreError where the corpus cannot be written; an interrupted run returns with status "interrupted".
    """
    options = options or Options()
    if options.dry_run:
        return _foreseen(root, paths, options)
    started = datetime.now()
    with Corpus.open(root, create=True) as corpus, corpus.locked():
        run = _Run(corpus, paths, options)
        try:
            run.go()
            run.summary.status = "done"
        except BaseException as error:
            # DuckDB turns Ctrl-C in the middle of a query into a RuntimeError of this text.
            is_interrupt = isinstance(error, KeyboardInterrupt) or str(error) == "Query interrupted"
            run.summary.status = "interrupted" if is_interrupt else "failed"
            if not is_interrupt:
                raise
        finally:
            run.summary.seconds = (datetime.now() - started).total_seconds()
            run.close()
        return run.summary


class _Run:
    """One run of ``add`` over an open, locked corpus."""

    def __init__(self, corpus: Corpus, paths: Sequence[str], options: Options) -> None:
        self.corpus = corpus
        self.state = corpus.state
        self.paths = paths
        self.options = options
        self.summary = Summary()
        self.counts = self.summary.counts
        self.made_by = Analyzer().made_by
        self.today = date.today()
        self.readings: dict[str, _Reading] = {}
        self.waiting: dict[str, list[_Source]] = {}  # sources of articles that are being analysed
        self.links: list[_Source] = []  # sources of articles that are in the corpus already
        self.failures: list[tuple[str, str, str, str]] = []
        self.renamed: set[str] = set()  # files whose name cannot be stored as it is: looking for it finds nothing
        self.bytes_done = 0
        self.n_handed_out = self.n_entered = 0  # articles given to the engine, and back
        self.opened: list[IO[bytes]] = []  # the file being read
        self._prepare()

    def _prepare(self) -> None:
        with self.corpus.writing() as state:
            cursor = state.execute(
                "INSERT INTO runs (started, status, made_by, paths) VALUES (?, 'running', ?, ?)",
                (_now(), self.made_by, json.dumps(list(map(shown, self.paths)), ensure_ascii=False)),
            )
            self.run = cursor.lastrowid or 0
            # A run that says it is running while we hold the lock was killed.
            state.execute("UPDATE runs SET status = 'killed' WHERE status = 'running' AND run < ?", (self.run,))
            types = json.dumps(column_types())
            state.execute("INSERT OR REPLACE INTO meta VALUES ('columns', ?)", (types,))
            state.execute("CREATE TEMP TABLE IF NOT EXISTS touched (article TEXT PRIMARY KEY) WITHOUT ROWID")
        for shard in self.corpus.unknown_shards():
            with self.corpus.writing():
                self.corpus.enter_shard(shard, made_by=self.made_by, run=self.run)
        self.corpus.sweep()

    def go(self) -> None:
        """Read, analyse, enter; then take out what is gone."""
        jobs = self.options.jobs
        engine = self.options.engine or (in_process if jobs == 1 else in_pool(jobs))
        with Progress(self._bytes(), is_quiet=self.options.is_quiet) as progress:
            for batch, shard in engine(self._batches()):
                self._enter(batch, shard)
                self.n_entered += len(batch.articles)
                progress.advance(articles=len(batch.articles), at_byte=self._position())
        self._flush()
        if self.options.prune:
            self._prune()
        self._forget_orphans()
        self.corpus.retire_empty_shards()
        compact(self.corpus, self.made_by)
        write_bodies(self.corpus, self.made_by)

    def close(self) -> None:
        """Say in the corpus how the run ended."""
        self.corpus.roll_back()
        status = self.summary.status
        try:
            if status in ("done", "interrupted"):
                self.corpus.write_sources()
            with self.corpus.writing() as state:
                state.execute(
                    "UPDATE runs SET ended = ?, status = ?, counts = ? WHERE run = ?",
                    (_now(), status, json.dumps(self.counts), self.run),
                )
        except StoreError:
            if status != "failed":  # a full disk is said once
                raise

    # ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _files(self) -> Iterator[File | ArticleError]:
        for found in list_files(self.paths):
            if isinstance(found, File) and found.path != "-" and "://" not in found.path:
                path = os.path.abspath(found.path)  # noqa: PTH100 — links are kept
                if shown(path) != path:
                    self.renamed.add(shown(path))
                yield found._replace(path=path)
            else:
                yield found

    def _bytes(self) -> int:
        """The size of the files that will be read, for the remaining time; folders only where somebody is looking."""
        if self.options.is_quiet or not sys.stderr.isatty():
            sizes = [os.path.getsize(path) if os.path.isfile(path) else None for path in self.paths]  # noqa: PTH113, PTH202
            return 0 if None in sizes else sum(filter(None, sizes))
        return sum(
            max(found.size, 0) for found in self._files() if isinstance(found, File) and not self._is_known(found)
        )

    def _position(self) -> int:
        """How many bytes of the input are done: what is read (files to their end, and what is read of the one at hand),
        less the share of the articles that are still being analysed.
        """
        n_read = self.bytes_done + sum(stream.tell() for stream in self.opened if not stream.closed)
        return n_read * self.n_entered // max(self.n_handed_out, 1)

    def _is_known(self, file: File) -> bool:
        row = self.state.execute(
            "SELECT size, mtime_ns, articles, failed FROM files WHERE file = ?", (shown(file.path),)
        ).fetchone()
        if row is None or (row[0], row[1]) != (file.size, file.mtime_ns):
            return False
        if row[3] == 0:
            return True
        again = "SELECT count(*) FROM failures WHERE file = ? AND stage = 'analyze' AND made_by != ?"
        is_stale = self.state.execute(again, (shown(file.path), self.made_by)).fetchone()[0]
        return not (self.options.retry_failed or is_stale)

    def _batches(self) -> Iterator[Batch]:
        """Yield the articles that need analysis, in batches: from the input, then those of an older program."""
        yield from map(self._batch, batched(self._new_articles()))
        yield from self._stale_batches()

    def _batch(self, articles: tuple[Article, ...]) -> Batch:
        self.n_handed_out += len(articles)
        return Batch(str(self.corpus.root.absolute()), articles, self.made_by, self.today)

    def _new_articles(self) -> Iterator[Article]:
        for file in self._files():
            if isinstance(file, ArticleError):
                # A path that is not there (a slip of the pen) is said, but there is nothing to try again.
                name = file.source if "://" in file.source else os.path.abspath(file.source)  # noqa: PTH100
                self._fail(name, name, "read", file.message, is_kept=_is_there(name))
            elif self._is_known(file):
                row = self.state.execute(
                    "SELECT articles, failed FROM files WHERE file = ?", (shown(file.path),)
                ).fetchone()
                self.counts["unchanged"] += row[0]
                self.counts["failed_before"] += row[1]
            else:
                yield from self._articles_of(file)
            if len(self.links) + len(self.failures) > 2000:
                self._flush()

    def _articles_of(self, file: File) -> Iterator[Article]:
        name = shown(file.path)
        reading = self.readings[name] = _Reading(file)
        for found in read_file(file, encoding=self.options.encoding, opened=self.opened):
            if isinstance(found, ArticleError):
                reading.n_failed += 1
                self._fail(found.source, name, "read", found.message)
                continue
            reading.n_articles += 1
            if file.path == "-":  # standard input is another one every time
                found = replace(found, source=f"-:{found.id}")
            if self._must_analyze(found, reading):
                yield found
        reading.is_read = True
        self.bytes_done += max(file.size, 0)
        if not reading.n_open:
            self._flush()

    def _must_analyze(self, article: Article, reading: _Reading) -> bool:
        """Note where ``article`` was read; return whether its text (with what is given about it) is new."""
        file, key = shown(reading.file.path), article_key(article)
        before = self.state.execute("SELECT article FROM sources WHERE source = ?", (article.source,)).fetchone()
        known = self.state.execute("SELECT key FROM articles WHERE article = ?", (article.id,)).fetchone()
        under_way = self.waiting.get(article.id)
        if before is not None:
            kind = "unchanged" if before[0] == article.id else "changed"
        else:
            # Known without a source: a run that was killed analysed it, and it is entered only now.
            is_double = under_way or (known and self._has_source(article.id))
            kind = "duplicate" if is_double else "new"
        if kind == "changed":
            self.state.execute("INSERT OR IGNORE INTO touched VALUES (?)", (before[0],))
        source = _Source(article.source, file, article.id, key, article.record_id, kind)
        best = min([each.key for each in under_way or ()] + ([known[0]] if known else []), default=None)
        if best is not None and best <= source.key:
            if under_way is None:
                self._link(source)
                return False
            under_way.append(source)
            reading.n_open += 1
            return False
        self.waiting.setdefault(article.id, []).append(source)
        reading.n_open += 1
        return True

    def _has_source(self, article: str) -> bool:
        found = self.state.execute("SELECT 1 FROM sources WHERE article = ? LIMIT 1", (article,)).fetchone()
        return found is not None or any(link.article == article for link in self.links)

    def _stale_batches(self) -> Iterator[Batch]:
        """Yield articles that an older program analysed, from their stored text."""
        shards = "SELECT DISTINCT shard FROM articles WHERE made_by != ? ORDER BY shard"
        stale = "SELECT article FROM articles WHERE shard = ? AND made_by != ? ORDER BY article"
        given_up = "SELECT source FROM failures WHERE stage = 'analyze' AND made_by = ?"
        hopeless = {row[0] for row in self.state.execute(given_up, (self.made_by,)) if not self.options.retry_failed}
        for (shard,) in self.state.execute(shards, (self.made_by,)).fetchall():
            rows = self.state.execute(stale, (shard, self.made_by)).fetchall()
            articles = [row[0] for row in rows if row[0] not in self.waiting and row[0] not in hopeless]
            self.counts["renewed"] += len(articles)
            yield from map(self._batch, batched(map(stored_article, self.corpus.stored_articles(shard, articles))))

    # ── entering ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _enter(self, batch: Batch, shard: Shard) -> None:
        """Enter what came of a batch, and the sources and files that waited for it, in one transaction."""
        failed = {failure.article: failure for failure in shard.failures}
        with self.corpus.writing():
            if shard.name is not None:
                entered = self.corpus.enter_shard(shard.name, made_by=self.made_by, run=self.run)
                self.state.executemany("DELETE FROM failures WHERE source = ?", [(article,) for article in entered])
            for article in batch.articles:
                failure = failed.get(article.id)
                for source in self._released(article):
                    self.readings[source.file].n_open -= 1
                    if failure is None:
                        self._link(source)
                    else:
                        self.readings[source.file].n_failed += 1
                        self._fail(source.source, source.file, "analyze", failure.message)
                if failure is not None:
                    known = self.state.execute("SELECT 1 FROM articles WHERE article = ?", (article.id,)).fetchone()
                    if known:
                        self._fail(article.source, article.source, "analyze", failure.message)
            self._write_links()

    def _link(self, source: _Source) -> None:
        self.counts[source.kind] += 1
        self.links.append(source)

    def _released(self, article: Article) -> list[_Source]:
        """The sources that waited for ``article``; those of a better key go on waiting for their own analysis."""
        waiting = self.waiting.get(article.id, [])
        key = article_key(article)
        best = min((each.key for each in waiting), default=key)
        if best < key:
            released = [each for each in waiting if each.key >= key]
            self.waiting[article.id] = [each for each in waiting if each.key < key]
            return released
        return self.waiting.pop(article.id, [])

    def _fail(self, source: str, file: str, stage: str, said: str, *, is_kept: bool = True) -> None:
        self.counts["failed"] += 1
        if is_kept:
            self.failures.append((source, file, stage, said))
        if not self.options.is_quiet:
            print(f"uradori: {source}: {said}", file=sys.stderr)

    def _flush(self) -> None:
        if self.links or self.failures or self.readings:
            with self.corpus.writing():
                self._write_links()

    def _write_links(self) -> None:
        """Write sources, failures and files that are complete, in the transaction at hand."""
        state, run = self.state, self.run
        if self.links:
            self.corpus.note_change("sources")
        state.executemany(
            "INSERT OR REPLACE INTO sources VALUES (?,?,?,?,?,?)", [(*link[:5], run) for link in self.links]
        )
        settled = [each for link in self.links for each in (link.source, link.article)]
        state.executemany("DELETE FROM failures WHERE source = ?", [(each,) for each in settled])
        for source, file, stage, said in self.failures:
            state.execute(
                "INSERT OR REPLACE INTO failures VALUES (?,?,?,?,?,?)", (source, file, stage, said, self.made_by, run)
            )
            self._forget_source(source)
        self.links.clear()
        self.failures.clear()
        for name in [name for name, reading in self.readings.items() if reading.is_read and not reading.n_open]:
            reading = self.readings.pop(name)
            if name == "-":
                continue
            # Records that the file no longer holds.
            gone = state.execute("SELECT source FROM sources WHERE file = ? AND run != ?", (name, run)).fetchall()
            for (source,) in gone:
                self.counts["removed"] += 1
                self._forget_source(source)
            state.execute("DELETE FROM failures WHERE file = ? AND run != ?", (name, run))
            state.execute(
                "INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?)",
                (name, reading.file.size, reading.file.mtime_ns, reading.n_articles, reading.n_failed, run),
            )

    def _forget_source(self, source: str) -> None:
        row = self.state.execute("SELECT article FROM sources WHERE source = ?", (source,)).fetchone()
        if row is not None:
            self.state.execute("INSERT OR IGNORE INTO touched VALUES (?)", row)
            self.state.execute("DELETE FROM sources WHERE source = ?", (source,))
            self.corpus.note_change("sources")

    # ── taking out ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _prune(self) -> None:
        """Forget the sources whose file is gone, below the given folders that are still there."""
        roots = [os.path.abspath(path) for path in self.paths if os.path.exists(path)]  # noqa: PTH100, PTH110
        with self.corpus.writing() as state:
            for (file,) in state.execute("SELECT DISTINCT file FROM sources WHERE file != '-'").fetchall():
                is_gone = not os.path.lexists(file) and file not in self.renamed
                if is_gone and any(file.startswith(root.rstrip("/") + "/") for root in roots):
                    for (source,) in state.execute("SELECT source FROM sources WHERE file = ?", (file,)).fetchall():
                        self.counts["removed"] += 1
                        self._forget_source(source)
                    state.execute("DELETE FROM files WHERE file = ?", (file,))
                    state.execute("DELETE FROM failures WHERE file = ?", (file,))

    def _forget_orphans(self) -> None:
        """Take out the articles that lost their last source in this run."""
        with self.corpus.writing() as state:
            rows = state.execute(
                "SELECT article FROM touched WHERE article NOT IN (SELECT article FROM sources)"
            ).fetchall()
            self.corpus.forget_articles(row[0] for row in rows)
            state.execute("DELETE FROM touched")


def batched(articles: Iterable[Article]) -> Iterator[tuple[Article, ...]]:
    """Yield ``articles`` in groups of a batch's size."""
    gathered: list[Article] = []
    n_characters = 0
    for article in articles:
        gathered.append(article)
        n_characters += len(article.text)
        if len(gathered) >= BATCH_ARTICLES or n_characters >= BATCH_CHARACTERS:
            yield tuple(gathered)
            gathered, n_characters = [], 0
    if gathered:
        yield tuple(gathered)


def stored_article(record: dict[str, Any]) -> Article:
    """Return an article as it was given, from its row in a shard."""
    return Article(
        id=record["article"],
        source=record["article"],
        text=record["text"],
        title=record["title"],
        published=record["given_published"],
        published_from=record["given_published_from"],
        outlet=record["given_outlet"],
        body=record["body"] or 0,
    )


def _is_there(path: str) -> bool:
    return "://" in path or os.path.lexists(path)


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


def _foreseen(root: str, paths: Sequence[str], options: Options) -> Summary:
    """What a run would do, file by file, without reading or writing anything."""
    summary = Summary(status="done")
    corpus: Corpus | None
    try:
        corpus = Corpus.open(root)
    except StoreError:
        corpus = None  # a run would create it
    made_by = Analyzer().made_by
    for found in list_files(paths):
        if isinstance(found, ArticleError):
            summary.counts["failed"] += 1
            continue
        name = shown(os.path.abspath(found.path))  # noqa: PTH100
        row = corpus and corpus.rows("SELECT size, mtime_ns FROM files WHERE file = ?", (name,))
        kind = "new" if not row else "unchanged" if row[0] == (found.size, found.mtime_ns) else "changed"
        summary.counts[kind] += 1
        if kind != "unchanged":
            print(f"{count_name(kind)}\t{shown(found.path)}")
    if corpus:
        summary.counts["renewed"] = corpus.value("SELECT count(*) FROM articles WHERE made_by != ?", (made_by,))
        corpus.state.close()
    return summary


def compact(corpus: Corpus, made_by: str, *, is_forced: bool = False) -> int:
    """Merge small shards where there are many, and shards that are mostly dead; return how many became fewer."""
    rows = corpus.rows(
        "SELECT s.shard, s.articles, count(a.article) FROM shards AS s LEFT JOIN articles AS a USING (shard) "
        "WHERE s.made_by = ? GROUP BY s.shard ORDER BY s.shard",
        (made_by,),
    )
    small = [(shard, n_live) for shard, n, n_live in rows if n_live < SMALL_SHARD or n_live * 2 < n]
    if len(small) < (2 if is_forced else MANY_SHARDS):
        return 0
    n_before = len(small)
    while small:
        group: list[str] = []
        n_articles = 0
        while small and n_articles < MERGED_ARTICLES:
            shard, n_live = small.pop()
            group.append(shard)
            n_articles += n_live
        marks = ", ".join("?" for _ in group)
        keys = [row[0] for row in corpus.rows(f"SELECT key FROM articles WHERE shard IN ({marks})", group)]
        corpus.merge_shards(group, shard_name(keys, made_by), made_by=made_by)
    return n_before
