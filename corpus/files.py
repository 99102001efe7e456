"""Paths as people give them become files: folders, globs, links, and what stands in the way.

Folders are read recursively in sorted order. Hidden files and what a browser saves beside a page (.css, .js, images)
are left out. A file reached twice in one run, by two globs or over a link, is listed once.
"""

# ruff: noqa: PTH112, PTH114, PTH116, PTH120, PTH122, PTH207
# os.path keeps a path as it was given (pathlib drops "./") and is five times as fast over a million files.

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from typing import IO, NamedTuple

from corpus.digest import digest
from corpus.encoding import BinaryError, UndecodableError, decode
from corpus.errors import ArticleError
from corpus.messages import message, os_reason

__all__ = ["File", "is_beside_articles", "is_remote", "list_files", "open_remote", "os_error", "shown"]

#: What a browser saves beside a page; looked over in folders, tried when named. So is what tells of a folder.
PAGE_PARTS = frozenset(
    [".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".woff", ".woff2", ".ttf", ".map"]
)
_TELLS_OF_FOLDER = ("readme", "readme.md", "readme.txt", "readme.html")


class File(NamedTuple):
    """One file to read: its path as given (``"-"`` is standard input) and what tells that it is unchanged."""

    path: str
    size: int
    mtime_ns: int


def list_files(paths: Sequence[str]) -> Iterator[File | ArticleError]:
    """Yield the files that ``paths`` name, in the order given; what cannot be listed is yielded as an ArticleError.

    A path that does not exist but holds ``*``, ``?`` or ``[`` is a glob (``**`` crosses folders): some shells hand
    them on as they are.
    """
    seen: set[bytes] = set()  # digests, for there may be millions
    for path in paths:
        for found in _listed(path):
            if isinstance(found, File) and found.path != "-":
                real = digest(os.fsencode(os.path.realpath(found.path)))[:12]
                if real in seen:
                    continue
                seen.add(real)
            yield found


def _listed(path: str) -> Iterator[File | ArticleError]:
    if path == "-":
        yield File("-", -1, -1)
    elif is_remote(path):
        yield from _remote(path)
    elif os.path.isdir(path):
        yield from _folder(path)
    elif os.path.lexists(path) or not any(sign in path for sign in "*?["):
        yield _file(path)
    else:
        import glob

        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            yield ArticleError(shown(path), message("glob_empty"))
        for match in matches:
            yield from _listed(match)


def is_remote(path: str) -> bool:
    """Whether ``path`` is an address in an object store (``s3://news/2016``), read by way of fsspec.

    >>> is_remote("s3://news/a.jsonl"), is_remote("news/a.jsonl"), is_remote("C:\\news")
    (True, False, False)
    """
    scheme, mark, _ = path.partition("://")
    return bool(mark) and scheme.isalnum()


def open_remote(path: str) -> IO[bytes]:
    """Return a remote file opened for reading. Raises OSError."""
    import fsspec

    file: IO[bytes] = fsspec.open(path, "rb").open()
    return file


def _remote(path: str) -> Iterator[File | ArticleError]:
    """The files at an address, sorted; size and version (or time of change) tell whether one is unchanged."""
    try:
        import fsspec
    except ImportError:
        yield ArticleError(path, message("fsspec_not_installed"))
        return
    import glob

    try:
        store, inside = fsspec.core.url_to_fs(path)
        found = store.glob(inside, detail=True) if glob.has_magic(inside) else store.find(inside, detail=True)
    except Exception as error:  # every store has errors of its own
        yield ArticleError(path, message("os_error", reason=f"{type(error).__name__}: {error}"))
        return
    files = [name for name, facts in sorted(found.items()) if facts.get("type") != "directory"]
    if not files:
        yield ArticleError(path, message("missing_file"))
    for name in files:
        facts = found[name]
        stamp = next((facts[key] for key in ("mtime", "LastModified", "created", "ETag", "etag") if facts.get(key)), "")
        stamped = int.from_bytes(digest(str(stamp).encode())[:7], "big")
        yield File(store.unstrip_protocol(name), int(facts.get("size") or 0), stamped)


def _file(path: str) -> File | ArticleError:
    if "\0" in path:
        return ArticleError(shown(path), message("missing_file"))
    try:
        status = os.stat(path)
    except OSError as error:
        return os_error(path, error)
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        return ArticleError(shown(path), message("special_file"))  # opening a pipe would wait for a writer
    return File(path, status.st_size, status.st_mtime_ns)


def _folder(root: str) -> Iterator[File | ArticleError]:
    """Walk ``root``: files of a folder in sorted order, then its folders; links are followed, no folder entered twice."""
    entered: set[tuple[int, int]] = set()
    pending = [root]
    while pending:
        path = pending.pop()
        try:
            status = os.stat(path)
            identity = (status.st_dev, status.st_ino)
            if identity in entered:
                if _is_loop(path):
                    yield ArticleError(shown(path), message("link_loop"))
                continue
            entered.add(identity)
            with os.scandir(path) as scan:
                entries = sorted((entry for entry in scan if not entry.name.startswith(".")), key=_name, reverse=True)
        except OSError as error:
            yield os_error(path, error)
            continue
        if any(entry.name == "uradori.json" for entry in entries):
            continue  # a corpus of ours: its shards are no articles
        files: list[File | ArticleError] = []
        folders: list[str] = []
        for entry in entries:
            if os.path.isdir(entry.path):
                folders.append(entry.path)
            elif not is_beside_articles(entry.name):
                files.append(_file(entry.path))
        yield from reversed(files)
        pending += folders


def is_beside_articles(name: str) -> bool:
    """Say whether a file in a folder is no article by its name: a part of a saved page, or what tells of the folder.

    >>> is_beside_articles("style.CSS"), is_beside_articles("README.md"), is_beside_articles("4月5日.txt")
    (True, True, False)
    """
    lowered = name.lower()
    return lowered in _TELLS_OF_FOLDER or os.path.splitext(lowered)[1] in PAGE_PARTS


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_loop(path: str) -> bool:
    real, parent = os.path.realpath(path), os.path.realpath(os.path.dirname(path) or ".")
    return os.path.commonpath([real, parent]) == real


def shown(path: str) -> str:
    """Return ``path`` as it can be printed and stored: names that are no UTF-8 are decoded by rule.

    >>> shown("記事/四月 五日.txt"), shown(os.fsdecode("記事.txt".encode("cp932")))
    ('記事/四月 五日.txt', '記事.txt')
    """
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        try:
            path = decode(os.fsencode(path)).text
        except (UnicodeError, UndecodableError, BinaryError):
            path = os.fsencode(path).decode("utf-8", "backslashreplace")
    return path.replace("\0", "\\0").replace("\n", "\\n")


def os_error(path: str, error: OSError) -> ArticleError:
    """Return what the operating system refused as an ArticleError in words a person can act on."""
    name = shown(path)
    if isinstance(error, FileNotFoundError):
        return ArticleError(name, message("link_broken" if os.path.islink(path) else "missing_file"))
    if isinstance(error, PermissionError):
        return ArticleError(name, message("not_readable"))
    if isinstance(error, IsADirectoryError):
        return ArticleError(name, message("is_folder"))
    if error.errno == errno.ELOOP:
        return ArticleError(name, message("link_loop"))
    return ArticleError(name, message("os_error", reason=os_reason(error)))
