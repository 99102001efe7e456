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
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any, cast

from corpus.article import Article, ArticleError, article_id
from corpus.encoding import BinaryError, UndecodableError, decode, sniff
from corpus.files import File, is_remote, list_files, open_remote, os_error, shown
from corpus.messages import message
from corpus.preamble import field_role, read_preamble, split_download
from corpus.text import canonical

__all__ = ["MAX_CHARACTERS", "read_articles", "read_file"]

#: One article may have so many characters (ten long novels); more is a broken file or many articles in one.
MAX_CHARACTERS = 5_000_000
#: Bytes of one text file or one record: five million characters of three bytes each.
MAX_BYTES = 3 * MAX_CHARACTERS
#: A download of many articles may be larger than one article.
MAX_DOWNLOAD = 64 * 1024 * 1024

Found = Iterator[Article | ArticleError]
Opener = Callable[[], IO[bytes]]


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
        yield ArticleError(name, _undecodable(error))
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
        reader = _read_jsonl if _looks_like_jsonl(head) else _read_text
    if not is_gzip:
        return reader
    kept = reader
    return lambda name, opener, encoding: kept(name, lambda: _unpacked(opener), encoding)


def _unpacked(opener: Opener) -> IO[bytes]:
    import gzip

    return cast("IO[bytes]", gzip.open(opener()))


def _looks_like_jsonl(head: bytes) -> bool:
    """Whether a file without a telling name (standard input) holds JSON records."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"{"):
        return False
    name, colon, _ = head[1:].lstrip().partition(b":")
    return bool(colon) and name.startswith(b'"') and name.rstrip().endswith(b'"')


def _undecodable(error: UndecodableError) -> str:
    return message(
        "undecodable", byte=f"0x{error.byte:02X}", offset=error.offset, line=error.line, encoding=error.encoding
    )


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
            yield _article(source, part.text, part.fields)
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
        yield _article(name, text, preamble.fields, body=preamble.body)


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


def _article(source: str, text: str, fields: Mapping[str, Any], *, body: int = 0) -> Article:
    """Return an article with what its record or header says about it."""
    published = _published(source, fields.get("published"))
    record_id = fields.get("id")
    return Article(
        id=article_id(text),
        source=source,
        text=text,
        title=_phrase(fields.get("title")),
        published=published,
        published_from="record" if published else None,
        outlet=_outlet(fields.get("outlet")),
        record_id=None if record_id is None else str(record_id),
        body=body,
    )


def _published(source: str, value: object) -> str | None:
    """The day a field names; one that names none is told, since a date of the text will stand for it."""
    if value is None:
        return None
    from corpus.published import iso_date

    published = iso_date(value)
    if published is None:
        print(f"uradori: {source}: {message('bad_published', value=str(value)[:60])}", file=sys.stderr)
    return published


def _phrase(value: object) -> str | None:
    """A field as one line of text, None where it is empty or no text."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _outlet(value: object) -> str | None:
    """The paper a record comes from: 産経新聞 朝刊 3ページ → 産経新聞; addresses of pages name no paper."""
    phrase = _phrase(value)
    if phrase is None or "://" in phrase or len(phrase) > 60:
        return None
    import re

    return re.split(r"[\s(（、,](?:朝刊|夕刊|朝夕刊|電子版|\S+面|[^\s:：]+[:：])", phrase)[0].strip() or None


# ── records ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _record_article(source: str, record: object, line: int) -> Article | ArticleError:
    """Return one record (JSON object, CSV row) as an article: fields by the names of tables/fields.tsv."""
    if not isinstance(record, Mapping):
        return ArticleError(source, message("record_no_object", line=line))
    fields: dict[str, Any] = {}
    for name, value in record.items():
        role = field_role(name) if isinstance(name, str) else None
        if role is not None and role != "skip" and value not in (None, ""):
            fields.setdefault(role, value)
    text = fields.get("text")
    if text is None and "text" not in {field_role(str(name)) for name in record}:
        return ArticleError(source, message("record_no_text", line=line))
    if text is None or (isinstance(text, str) and not text.strip()):
        return ArticleError(source, message("record_blank", line=line))
    if not isinstance(text, str):
        return ArticleError(source, message("record_no_text", line=line))
    if len(text) > MAX_CHARACTERS:
        return ArticleError(source, message("too_long", limit=f"{MAX_CHARACTERS:,}", line=line))
    return _article(source, canonical(text), fields)


def _read_jsonl(name: str, opener: Opener, encoding: str | None) -> Found:
    n_found = 0
    with opener() as stream:
        lines = _transcoded_lines(stream, encoding)
        for number, line in enumerate(lines, 1):
            source = f"{name}#{number}"
            if line is None:
                yield ArticleError(source, message("line_too_long", limit=f"{MAX_CHARACTERS:,}", line=number))
            elif line.strip():
                yield _json_article(source, line, encoding, number)
            else:
                continue
            n_found += 1
    if not n_found:
        yield ArticleError(name, message("empty"))


def _transcoded_lines(stream: IO[bytes], encoding: str | None) -> Iterator[bytes | None]:
    """Yield the lines of a stream (None for one that is too long); UTF-16 becomes UTF-8 first."""
    head = stream.read(2)
    wide = encoding if encoding and encoding.lower().startswith(("utf-16", "utf16", "utf-32")) else None
    if not wide:
        wide = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"{\x00": "utf-16-le", b"\x00{": "utf-16-be"}.get(head)
    if wide:
        reader = io.TextIOWrapper(io.BufferedReader(cast(Any, _Prefixed(head, stream))), wide, newline="\n")
        while piece := reader.readline(MAX_BYTES):
            yield piece.encode("utf-8")
        return
    line = head + stream.readline(MAX_BYTES + 1) if b"\n" not in head else head
    if b"\n" in head:
        yield from head.splitlines(keepends=True)[:-1]
        line = head.splitlines(keepends=True)[-1]
        if not line.endswith(b"\n"):
            line += stream.readline(MAX_BYTES + 1)
    while line:
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):  # the rest of the line is passed over in small pieces
                line = stream.readline(1 << 20)
            yield None
        else:
            yield line
        line = stream.readline(MAX_BYTES + 1)


class _Prefixed(io.RawIOBase):
    """A stream whose first bytes were already taken."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # the buffer protocol has no type in 3.11
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _json_article(source: str, line: bytes, encoding: str | None, number: int) -> Article | ArticleError:
    import json

    import orjson

    try:
        return _record_article(source, orjson.loads(line.removeprefix(b"\xef\xbb\xbf")), number)
    except orjson.JSONDecodeError:
        pass  # not UTF-8, or half a surrogate pair, which scrapers write: the slow way
    try:
        text = decode(line, encoding).text
    except UndecodableError as error:
        return ArticleError(source, _undecodable(error))
    except BinaryError:
        return ArticleError(source, message("binary"))
    try:
        return _record_article(source, _mended(json.loads(text)), number)
    except json.JSONDecodeError as error:
        return ArticleError(source, message("broken_json", line=number, column=error.colno, reason=error.msg))
    except RecursionError:
        return ArticleError(source, message("broken_json", line=number, column=1, reason="nested too deeply"))


def _mended(value: object) -> object:
    """A record whose strings have no half surrogate pairs: each becomes U+FFFD."""
    if isinstance(value, dict):
        return {key: _mended(each) for key, each in value.items()}
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _read_json(name: str, opener: Opener, encoding: str | None) -> Found:
    """One JSON document: a list of records, or one record; a file of one record a line is read as such."""
    import json

    with opener() as stream:
        data = stream.read(MAX_DOWNLOAD + 1)
    if len(data) > MAX_DOWNLOAD:
        yield ArticleError(name, message("json_too_long"))
        return
    if not data.strip():
        yield ArticleError(name, message("empty"))
        return
    try:
        document = _mended_document(json.loads(decode(data, encoding).text))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and _looks_like_jsonl(data):
            yield from _read_jsonl(name, opener, encoding)
        else:
            reason = message("broken_json", line=error.lineno, column=error.colno, reason=error.msg)
            yield ArticleError(f"{name}#{error.lineno}", reason)
        return
    except RecursionError:
        yield ArticleError(name, message("broken_json", line=1, column=1, reason="nested too deeply"))
        return
    if isinstance(document, list):
        for number, record in enumerate(document, 1):
            yield _record_article(f"{name}#{number}", record, number)
    else:
        yield _record_article(name, document, 1)


def _mended_document(document: object) -> object:
    return [_mended(each) for each in document] if isinstance(document, list) else _mended(document)


def _read_csv(name: str, opener: Opener, encoding: str | None) -> Found:
    """Yield the rows of a CSV or TSV file whose header line names a ``text`` column."""
    if encoding is None:
        with opener() as stream:
            encoding = sniff(iter(lambda: stream.read(1 << 20), b""))
    import csv

    with opener() as raw:
        buffered = io.BufferedReader(cast(Any, raw)) if isinstance(raw, io.RawIOBase) else raw
        lines = io.TextIOWrapper(cast(Any, buffered), encoding, newline="")
        csv.field_size_limit(MAX_BYTES)
        try:
            yield from _csv_articles(name, lines)
        except UnicodeDecodeError as error:
            yield ArticleError(name, message("undecodable_part", encoding=encoding, reason=error.reason))
        finally:
            lines.detach()


def _csv_articles(name: str, lines: io.TextIOWrapper) -> Found:
    import csv

    first = lines.readline(MAX_BYTES).removeprefix("\ufeff")
    if not first.strip():
        yield ArticleError(name, message("empty"))
        return
    delimiter = max("\t,;", key=first.count)
    rows = csv.reader(_chained(first, lines), delimiter=delimiter)
    number = 0
    header: list[str] | None = None
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield ArticleError(f"{name}#{number + 1}", message("broken_csv", line=rows.line_num, reason=str(error)))
            return
        if row is None:
            break
        if header is None:
            header = row
            if "text" not in map(field_role, header):
                yield ArticleError(name, message("csv_no_text", columns=", ".join(header)[:200]))
                return
        elif row:
            number += 1
            if len(row) != len(header):
                reason = message("csv_cells", line=rows.line_num, cells=len(row), columns=len(header))
                yield ArticleError(f"{name}#{number}", reason)
                continue
            yield _record_article(f"{name}#{number}", dict(zip(header, row, strict=True)), rows.line_num)
    if not number:
        yield ArticleError(name, message("empty"))


def _chained(first: str, lines: io.TextIOWrapper) -> Iterator[str]:
    yield first
    while piece := lines.readline(MAX_BYTES):
        yield piece


def _read_parquet(name: str, opener: Opener, encoding: str | None) -> Found:
    from corpus.parquet import parquet_records

    with opener() as stream:
        path = getattr(stream, "name", None)
    if not isinstance(path, str):
        yield ArticleError(name, message("parquet_inside"))
        return
    try:
        for number, record in enumerate(parquet_records(path), 1):
            yield _record_article(f"{name}#{number}", record, number)
    except ValueError as error:
        yield ArticleError(name, message("broken_parquet", reason=str(error)))


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
    yield _article(name, page.pop("text"), page)


def _read_archive(name: str, opener: Opener, encoding: str | None) -> Found:
    from corpus.archives import members

    for member in members(name, opener):
        if isinstance(member, ArticleError):
            yield member
        else:
            inside, data = member
            yield from _read(inside, lambda data=data: io.BytesIO(data), encoding)  # type: ignore[misc]


_READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    ((".jsonl", ".ndjson"), _read_jsonl),
    ((".json",), _read_json),
    ((".csv", ".tsv"), _read_csv),
    ((".parquet",), _read_parquet),
    ((".html", ".htm", ".xhtml"), _read_html),
)
