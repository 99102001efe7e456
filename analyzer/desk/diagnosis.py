"""Whether machine, installation and corpus are sound: what ``uradori doctor`` finds."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import NamedTuple

from analyzer.pipeline import Analyzer
from corpus.errors import NewsError, StoreError
from corpus.messages import message
from corpus.store import FORMAT, Corpus, sqlite_version
from corpus.tokens import dictionary_name, words_of

__all__ = ["print_diagnosis"]

#: Packages that everything stands on, and those of the extras.
PACKAGES = (
    "fugashi",
    "unidic-lite",
    "duckdb",
    "numpy",
    "pandas",
    "scikit-learn",
    "typer",
    "rich",
    "msgspec",
    "rapidfuzz",
)
EXTRAS = ("trafilatura", "watchfiles", "distributed", "fsspec", "rensa")
#: Below this many bytes a run will soon fail.
LITTLE_SPACE = 500_000_000


class _Finding(NamedTuple):
    is_good: bool
    what: str
    said: str


def print_diagnosis(root: str | None) -> int:
    """Check machine, installation and (with ``root``) the corpus; print a line each; return 1 where something is wrong."""
    is_sound = True
    for finding in (*_machine(), *(_corpus(root) if root is not None else ())):
        is_sound = is_sound and finding.is_good
        print(f"{'✓' if finding.is_good else '✗'} {finding.what}: {finding.said}")
    return 0 if is_sound else 1


def _machine() -> Iterator[_Finding]:
    yield _Finding(
        sys.version_info >= (3, 11), "Python", f"{platform.python_version()} ({platform.platform(terse=True)})"
    )
    encoding = locale.getpreferredencoding(False)
    is_utf8 = encoding.lower().replace("-", "") == "utf8"
    yield _Finding(
        is_utf8, message("doctor_locale"), encoding if is_utf8 else message("doctor_locale_bad", name=encoding)
    )
    try:
        words = [token.surface for token in words_of("市は予算案を発表した")]
        yield _Finding(
            words[:2] == ["市", "は"], message("doctor_dictionary"), f"{dictionary_name()} ({' '.join(words)})"
        )
    except Exception as error:  # whatever a broken installation does is the finding
        yield _Finding(False, message("doctor_dictionary"), f"{type(error).__name__}: {error}")
    try:
        yield _Finding(True, "uradori", Analyzer().made_by)
    except (NewsError, OSError) as error:
        yield _Finding(False, "uradori", str(error))
    for name in PACKAGES:
        found = _version(name)
        yield _Finding(found is not None, name, found or message("doctor_missing"))
    extras = [f"{name} {_version(name) or '–'}" for name in EXTRAS]
    yield _Finding(True, message("doctor_extras"), ", ".join(extras))
    yield _Finding(_has_fts5(), "SQLite", f"{sqlite_version()}, FTS5" if _has_fts5() else message("doctor_no_fts5"))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _corpus(root: str) -> Iterator[_Finding]:
    try:
        corpus = Corpus.open(root)
    except StoreError as error:
        yield _Finding(False, root, str(error))
        return
    with corpus:
        yield _Finding(True, root, message("doctor_format", format=FORMAT))
        free = shutil.disk_usage(root).free
        yield _Finding(
            free > LITTLE_SPACE, message("doctor_disk"), message("doctor_free", gigabytes=f"{free / 1e9:.1f}")
        )
        may_write = os.access(root, os.W_OK)
        told = message("doctor_may_write" if may_write else "doctor_may_not_write")
        yield _Finding(may_write, message("doctor_writable"), told)
        said = corpus.value("PRAGMA integrity_check")
        yield _Finding(said == "ok", "state.sqlite", str(said))
        damages = corpus.damages()
        n_shards = corpus.value("SELECT count(*) FROM shards")
        yield _Finding(not damages, message("status_shards"), message("doctor_shards", n=n_shards, bad=len(damages)))
        for damage in damages:
            yield _Finding(False, f"shards/{damage.shard}/{damage.file}", damage.reason)
        yield from _index(corpus)


def _index(corpus: Corpus) -> Iterator[_Finding]:
    n_lost = corpus.value("SELECT count(*) FROM articles WHERE shard NOT IN (SELECT shard FROM shards)")
    yield _Finding(not n_lost, message("doctor_manifest"), message("doctor_lost", n=n_lost))
    unknown = corpus.unknown_shards()
    if unknown:
        yield _Finding(True, message("doctor_manifest"), message("doctor_unknown", n=len(unknown)))


def _has_fts5() -> bool:
    return "ENABLE_FTS5" in sqlite_version(options=True)
