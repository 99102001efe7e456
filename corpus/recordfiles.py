"""Records become articles: lines of JSON, rows of CSV and Parquet, and the fields that a header or page gives.

What a field is called differs from program to program; ``corpus/tables/fields.tsv`` says what each name means.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, cast

import msgspec

from corpus.article import Article, article_id
from corpus.encoding import BinaryError, UndecodableError, decode, sniff
from corpus.errors import ArticleError
from corpus.messages import message
from corpus.preamble import field_role
from corpus.text import canonical

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "MAX_DOWNLOAD",
    "Found",
    "Opener",
    "given_article",
    "looks_like_jsonl",
    "read_csv",
    "read_json",
    "read_jsonl",
    "read_parquet",
    "undecodable",
]

#: One article may have so many characters (ten long novels); more is a broken file or many articles in one.
MAX_CHARACTERS = 5_000_000
#: Bytes of one text file or one record: five million characters of three bytes each.
MAX_BYTES = 3 * MAX_CHARACTERS
#: A download of many articles may be larger than one article.
MAX_DOWNLOAD = 64 * 1024 * 1024

Found = Iterator[Article | ArticleError]
Opener = Callable[[], IO[bytes]]


def given_article(source: str, text: str, fields: Mapping[str, Any], *, body: int = 0) -> Article:
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
    return given_article(source, canonical(text), fields)


def read_jsonl(name: str, opener: Opener, encoding: str | None) -> Found:
    """Yield the records of a file of JSON lines."""
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

    try:
        record = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, ValueError, RecursionError):
        pass  # not UTF-8, or half a surrogate pair, which scrapers write: the slow way
    else:
        return _record_article(source, record, number)
    try:
        text = decode(line, encoding).text
    except UndecodableError as error:
        return ArticleError(source, undecodable(error))
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


def read_json(name: str, opener: Opener, encoding: str | None) -> Found:
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
        if error.msg == "Extra data" and looks_like_jsonl(data):
            yield from read_jsonl(name, opener, encoding)
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


def read_csv(name: str, opener: Opener, encoding: str | None) -> Found:
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


def read_parquet(name: str, opener: Opener, encoding: str | None) -> Found:
    """Yield the rows of a Parquet file."""
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


def looks_like_jsonl(head: bytes) -> bool:
    """Whether a file without a telling name (standard input) holds JSON records."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"{"):
        return False
    name, colon, _ = head[1:].lstrip().partition(b":")
    return bool(colon) and name.startswith(b'"') and name.rstrip().endswith(b'"')


def undecodable(error: UndecodableError) -> str:
    """Return what is said of bytes that are text in no encoding: the first of them and where it stands."""
    return message(
        "undecodable", byte=f"0x{error.byte:02X}", offset=error.offset, line=error.line, encoding=error.encoding
    )
