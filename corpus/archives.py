"""ZIP and tar archives of articles, read without unpacking anything to the disk.

An archive from elsewhere may lie: names that climb out of a folder, members that unpack to a thousand times their size,
links, archives in archives. Nothing is ever written, each member is read up to a limit, and an archive that unpacks to
far more than it holds is left at once.
"""

from __future__ import annotations

import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO

from corpus.encoding import BinaryError, UndecodableError, decode
from corpus.errors import ArticleError
from corpus.files import is_beside_articles, shown
from corpus.messages import message

__all__ = ["MAX_MEMBER", "members"]

#: Bytes of one member, unpacked.
MAX_MEMBER = 64 * 1024 * 1024
#: An archive may unpack to so many times its own size (text packs to a fifth, the worst honest logs to a hundredth) …
MAX_RATIO = 200
#: … beyond this many bytes, below which a bomb does no harm.
HARMLESS = 16 * 1024 * 1024

Member = tuple[str, bytes]


def members(name: str, opener: Callable[[], IO[bytes]]) -> Iterator[Member | ArticleError]:
    """Yield ``(archive#path, bytes)`` of every file in the archive, in its order; or why one (or all) was left."""
    try:
        with opener() as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(0)
            read = _zip_members if name.lower().endswith(".zip") else _tar_members
            yield from read(name, stream, HARMLESS + MAX_RATIO * size)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError) as error:
        yield ArticleError(name, message("broken_archive", reason=str(error) or type(error).__name__))


def _refusal(source: str, path: str, size: int) -> ArticleError | None:
    """Why a member is not read, judged by its name and the size it claims."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    if ".." in parts or path.startswith(("/", "\\")) or path[1:2] == ":":
        return ArticleError(source, message("archive_traversal"))
    if path.lower().endswith((".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".7z", ".rar", ".lzh")):
        return ArticleError(source, message("archive_nested"))
    if size > MAX_MEMBER:
        return ArticleError(source, message("archive_member_size", limit=MAX_MEMBER >> 20))
    return None


def _is_aside(path: str) -> bool:
    """Whether a member is no article: hidden, a Mac's resource fork, or part of a saved page."""
    pure = PurePosixPath(path.replace("\\", "/"))
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in pure.parts) or (
        is_beside_articles(pure.name)
    )


def _zip_members(name: str, stream: IO[bytes], budget: int) -> Iterator[Member | ArticleError]:
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            path = _zip_name(info)
            source = f"{name}#{shown(path)}"
            if info.is_dir() or _is_aside(path):
                continue
            refusal = _refusal(source, path, info.file_size)
            if refusal is not None:
                yield refusal
                continue
            if info.flag_bits & 0x1:
                yield ArticleError(source, message("archive_encrypted"))
                continue
            if info.file_size > HARMLESS and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                yield ArticleError(source, message("archive_bomb"))
                continue
            try:
                with archive.open(info) as member:
                    data = member.read(MAX_MEMBER + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
                yield ArticleError(source, message("broken_archive", reason=str(error) or type(error).__name__))
                continue
            budget -= len(data)
            if budget < 0 or len(data) > MAX_MEMBER:
                yield ArticleError(source, message("archive_bomb"))
                return
            yield source, data


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The member's name: archives made on Japanese Windows write CP932 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return decode(info.filename.encode("cp437")).text
    except (UnicodeEncodeError, UndecodableError, BinaryError):
        return info.filename


def _tar_members(name: str, stream: IO[bytes], budget: int) -> Iterator[Member | ArticleError]:
    with tarfile.open(fileobj=stream, mode="r|*") as archive:
        for info in archive:
            # tarfile keeps every header otherwise: memory would grow with the archive.
            archive.members = []  # type: ignore[attr-defined]
            source = f"{name}#{shown(info.name)}"
            budget -= info.size
            if budget < 0:
                yield ArticleError(source, message("archive_bomb"))
                return
            if not info.isfile():
                if info.issym() or info.islnk():
                    yield ArticleError(source, message("archive_link"))
                continue
            if _is_aside(info.name):
                continue
            refusal = _refusal(source, info.name, info.size)
            if refusal is not None:
                yield refusal
                continue
            member = archive.extractfile(info)
            if member is not None:
                yield source, member.read()
