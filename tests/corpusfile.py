"""Small corpora for tests: articles of our own, and everything that a corpus says as plain rows to compare."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.parquet import TABLES
from corpus.store import Corpus

#: Sentences of several kinds; an article is a few of them with a number that makes it its own.
SENTENCES = (
    "市は4日、総額120億円の新年度予算案を発表した。",
    "地方公共団体情報システム機構は、カードの発行が約10件止まったと発表した。",
    "市長は「必ず実現する」と述べた。",
    "これは到底許されることではないだろう。",
    "気象庁によると、震度5弱を観測した。",
    "東京電力は20日、再開を延期する方針を固めた。",
    "参加者は1万2千人に上ったという。",
)


def article_text(number: int, n_sentences: int = 3) -> str:
    """Return the text of article ``number``: the same number gives the same text."""
    chosen = (SENTENCES[(number * 5 + n * 3) % len(SENTENCES)] for n in range(n_sentences))
    return f"第{number}報。" + "".join(chosen) + "\n"


def write_articles(folder: Path, numbers: Iterable[int]) -> list[Path]:
    """Write one text file an article into ``folder`` and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in numbers:
        path = folder / f"{number:04}.txt"
        path.write_text(article_text(number), encoding="utf-8")
        paths.append(path)
    return paths


def rows_of(root: Path | str) -> dict[str, list[Any]]:
    """Return every row of every table, sorted, and the sources: what must not depend on how it was added."""
    with Corpus.open(root) as corpus, corpus.query() as connection:
        found: dict[str, list[Any]] = {}
        for table in TABLES:
            columns = sorted(row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall())
            listed = ", ".join(f'"{column}"' for column in columns)
            found[table] = sorted(map(repr, connection.execute(f"SELECT {listed} FROM {table}").fetchall()))
        found["sources"] = corpus.rows("SELECT source, file, article, key, record_id FROM sources ORDER BY source")
        index = "SELECT article, sentence, text, lemmas, label, kind, outlet, published, organizations FROM sentences"
        found["index"] = sorted(map(repr, corpus.rows(index)))
        found["files"] = corpus.rows("SELECT file, size, mtime_ns, articles, failed FROM files ORDER BY file")
        found["failures"] = corpus.rows("SELECT source, stage FROM failures ORDER BY source")
        return found


def is_sound(root: Path | str) -> bool:
    """Whether nothing is damaged, double or lost: shards, manifest and index agree."""
    with Corpus.open(root) as corpus:
        doubles = corpus.value(
            "SELECT count(*) FROM (SELECT 1 FROM sentences GROUP BY article, sentence HAVING count(*) > 1)"
        )
        homeless = corpus.value("SELECT count(*) FROM articles WHERE shard NOT IN (SELECT shard FROM shards)")
        adrift = corpus.value("SELECT count(*) FROM sources WHERE article NOT IN (SELECT article FROM articles)")
        corpus.state.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        return not (corpus.damages() or doubles or homeless or adrift)
