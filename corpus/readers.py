"""Files, folders, globs and ``-`` become articles, one at a time; what cannot be read becomes an ArticleError.

Text files hold one article (or a newspaper database's download); JSONL, CSV and Parquet hold one a record; HTML holds
the main text of its page; ZIP and tar hold files of these kinds. All but archives may be gzipped. Nothing here keeps
more than one article (or one line) in memory, so a folder of any size is read in flat memory.

Article sources are the path as given; ``path#n`` is record n of a file that holds several (the line of a JSONL file),
``archive.zip#name`` a file inside an archive.
"""

from __future__ import annotations

import io
import os
import sys
import zlib
from collections.abc import Callable, Sequence
from typing import IO, Any, cast

from corpus.article import Article, article_id
from corpus.encoding import BinaryError, UndecodableError, decode
from corpus.errors import ArticleError
from corpus.files import File, is_remote, list_files, open_remote, os_error, shown
from corpus.messages import message
from corpus.preamble import read_preamble, split_download
from corpus.recordfiles import (
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_DOWNLOAD,
    Found,
    Opener,
    given_article,
    looks_like_jsonl,
    read_csv,
    read_json,
    read_jsonl,
    read_parquet,
    undecodable,
)

__all__ = ["read_articles", "read_file"]


def read_articles(paths: Sequence[str], *, encoding: str | None = None) -> Found:
    """Yield the articles of ``paths`` in the order given; what cannot be read is yielded as an ArticleError."""
    for file in list_files(paths):
        if isinstance(file, ArticleError):
            yield file
        else:
            yield from read_file(file, encoding=encoding)


def read_file(file: File, *, encoding: str | None = None, opened: list[IO[bytes]] | None = None) -> Found:
    """Yield the articles of one file, or the ArticleError that says why there are none.

    ``opened`` is given the streams that are opened, so that a caller may ask how far reading has come.

    A file whose size or time of change differs after reading was being written: its last article is withheld.
    """
    name = shown(file.path)
    if file.path == "-":
        spooled = _standard_input()
        yield from _read(name, lambda: _reopened(spooled), encoding)
        return
    if is_remote(file.path):
        try:
            yield from _read(name, lambda: open_remote(file.path), encoding)
        except Exception as error:  # every object store has errors of its own
            yield ArticleError(name, message("os_error", reason=f"{type(error).__name__}: {error}"))
        return
    streams = opened if opened is not None else []

    def opener() -> IO[bytes]:
        streams[:] = [open(file.path, "rb")]  # noqa: PTH123, SIM115 — the path as given; closed by the reader
        return streams[0]

    held: Article | ArticleError | None = None
    try:
        for found in _read(name, opener, encoding):
            if held is not None:
                yield held
            held = found
        status = os.stat(file.path)  # noqa: PTH116
    except OSError as error:
        yield os_error(file.path, error)
        return
    if (status.st_size, status.st_mtime_ns) != (file.size, file.mtime_ns) and not isinstance(held, ArticleError):
        yield ArticleError(name, message("changed_while_read"))
    elif held is not None:
        yield held


def _standard_input() -> IO[bytes]:
    """Standard input in a file that can be read twice (in memory while small)."""
    import shutil
    import tempfile

    spooled = tempfile.SpooledTemporaryFile(max_size=MAX_DOWNLOAD)  # noqa: SIM115 — closed with the run
    shutil.copyfileobj(sys.stdin.buffer, spooled, 1 << 20)
    return cast("IO[bytes]", spooled)


def _reopened(stream: IO[bytes]) -> IO[bytes]:
    stream.seek(0)
    return cast("IO[bytes]", _Kept(stream))


class _Kept(io.RawIOBase):
    """A stream that ``with`` does not close, so that it can be read again."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # the buffer protocol has no type in 3.11
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        pass


def _read(name: str, opener: Opener, encoding: str | None) -> Found:
    """Yield the articles of one byte source, by the kind of file that its name or first bytes tell."""
    try:
        yield from _reader_of(name, opener)(name, opener, encoding)
    except (OSError, EOFError, zlib.error) as error:
        if isinstance(error, OSError) and type(error).__name__ != "BadGzipFile":
            raise
        yield ArticleError(name, message("broken_gzip", reason=str(error)))
    except BinaryError as error:
        yield ArticleError(name, message("binary_known", kind=error.kind) if error.kind else message("binary"))
    except UndecodableError as error:
        yield ArticleError(name, undecodable(error))
    except LookupError:
        yield ArticleError(name, message("unknown_encoding", encoding=encoding))
    except MemoryError:
        yield ArticleError(name, message("too_long", limit=f"{MAX_CHARACTERS:,}", line=1))


Reader = Callable[[str, Opener, "str | None"], Found]


def _reader_of(name: str, opener: Opener) -> Reader:
    lower = name.lower()
    if lower.endswith((".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".zip")):
        return _read_archive
    with opener() as stream:
        head = stream.read(4096)
    is_gzip = head.startswith(b"\x1f\x8b")
    if is_gzip:
        with _unpacked(opener) as stream:
            head = stream.read(4096)
    lower = lower.removesuffix(".gz")
    reader = next((reader for suffixes, reader in _READERS if lower.endswith(suffixes)), None)
    if reader is None:
        reader = read_jsonl if looks_like_jsonl(head) else _read_text
    if not is_gzip:
        return reader
    kept = reader
    return lambda name, opener, encoding: kept(name, lambda: _unpacked(opener), encoding)


def _unpacked(opener: Opener) -> IO[bytes]:
    import gzip

    return cast("IO[bytes]", gzip.open(opener()))


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_text(name: str, opener: Opener, encoding: str | None) -> Found:
    with opener() as stream:
        data = stream.read(MAX_DOWNLOAD + 1)
    if len(data) > MAX_DOWNLOAD:
        yield _too_long(name, data)
        return
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        yield ArticleError(name, message("empty" if not data.strip() else "blank"))
        return
    text = decode(data, encoding).text
    yield from _text_articles(name, text, data)


def _text_articles(name: str, text: str, data: bytes) -> Found:
    if not text.strip():
        yield ArticleError(name, message("blank"))
        return
    preamble = read_preamble(text)
    n_parts = 0
    for n_parts, part in enumerate(split_download(text) if preamble is None else (), 1):
        source = f"{name}#{n_parts}"
        if len(part.text) > MAX_CHARACTERS:
            yield ArticleError(source, message("too_long", limit=f"{MAX_CHARACTERS:,}", line=part.line))
        elif not part.text.strip():
            yield ArticleError(source, message("record_blank", line=part.line))
        else:
            yield given_article(source, part.text, part.fields)
    if n_parts:
        return
    if len(text) > MAX_CHARACTERS:
        yield _too_long(name, data)
        return
    if preamble is None:
        yield Article(id=article_id(text), source=name, text=text)
    elif not text[preamble.body :].strip():
        yield ArticleError(name, message("blank"))
    else:
        yield given_article(name, text, preamble.fields, body=preamble.body)


def _too_long(name: str, data: bytes) -> ArticleError:
    limit = f"{MAX_CHARACTERS:,}"
    # A line that alone breaks the limit is named: it is usually a file whose line ends were lost.
    start = line = 0
    while start < len(data) and start <= MAX_BYTES:
        end = data.find(b"\n", start) + 1 or len(data)
        line += 1
        if end - start > MAX_CHARACTERS:
            return ArticleError(f"{name}#{line}", message("line_too_long", limit=limit, line=line))
        start = end
    return ArticleError(f"{name}#{line}", message("too_long", limit=limit, line=line))


# ── pages and archives ────────────────────────────────────────────────────────────────────────────────────────────────


def _read_html(name: str, opener: Opener, encoding: str | None) -> Found:
    from corpus.pages import PageError, read_page

    with opener() as stream:
        data = stream.read(MAX_DOWNLOAD + 1)
    if len(data) > MAX_DOWNLOAD:
        yield ArticleError(name, message("too_long", limit=f"{MAX_CHARACTERS:,}", line=1))
        return
    if not data.strip():
        yield ArticleError(name, message("empty"))
        return
    try:
        page = read_page(data, encoding)
    except PageError as error:
        yield ArticleError(name, str(error))
        return
    yield given_article(name, page.pop("text"), page)


def _read_archive(name: str, opener: Opener, encoding: str | None) -> Found:
    from corpus.archives import members

    for member in members(name, opener):
        if isinstance(member, ArticleError):
            yield member
        else:
            inside, data = member
            yield from _read(inside, lambda data=data: io.BytesIO(data), encoding)  # type: ignore[misc]


_READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    ((".jsonl", ".ndjson"), read_jsonl),
    ((".json",), read_json),
    ((".csv", ".tsv"), read_csv),
    ((".parquet",), read_parquet),
    ((".html", ".htm", ".xhtml"), _read_html),
)
