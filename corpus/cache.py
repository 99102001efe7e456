"""What every start would compute again, kept between runs: regular expressions compiled, word tables looked through.

Compiling the hundred regular expressions that one short article needs takes longer than MeCab takes to start and read
it, and so does turning the word tables into what is looked up. Python keeps its own bytecode for that reason; this is
the same for ours: one file in the user's cache folder, for one installation and one version of Python, that counts only
while every module, table and model still has the time and size of when it was written. Without it, or where it cannot
be read or written, everything is computed. It is data in marshal's format (numbers and texts), and :mod:`re` checks
the code of an expression before it uses it. ``URADORI_CACHE`` names another folder; empty, nothing is kept.

>>> compiled(r"[0-9]+").findall("4日12時")
['4', '12']
"""
# ruff: noqa: PTH100, PTH103, PTH105, PTH108, PTH111, PTH117, PTH118, PTH120, PTH123  # pathlib takes longer to import than this file to read

from __future__ import annotations

import marshal
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeVar

from corpus.mapped import mapped

if TYPE_CHECKING:
    from msgspec import Struct

__all__ = ["compiled", "folder", "kept", "kept_rows", "save"]

T = TypeVar("T")
R = TypeVar("R", bound="Struct")

#: Folders of the two packages that make nothing a start needs.
_ELSEWHERE = frozenset({"__pycache__", "desk", "runs", "commands", "training"})
#: What was computed in this process and is not in the file yet.
_fresh: dict[str, bytes] = {}


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the compiled regular expression, from the kept code where there is some. Raises ``re.error``."""
    flags = int(flags)  # not re.RegexFlag, which marshal does not know
    name = f"{flags}/{source}"
    code: bytes | memoryview | None = _kept().get(name)
    if code is not None:
        try:
            return _revived(source, code)
        except Exception:  # a file that was damaged: whatever is wrong with it, the expression can be compiled
            _kept().pop(name)
    try:
        code = _code(source, flags)
        pattern = _revived(source, code)
    except re.error:
        raise
    except Exception:  # another Python keeps these things elsewhere
        return re.compile(source, flags)
    _fresh[name] = code
    return pattern


def _code(source: str, flags: int) -> bytes:
    """Return what ``re.compile`` hands to ``_sre.compile`` besides the source, as bytes."""
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    groups: dict[str, int] = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for group, index in groups.items():
        names[index] = group
    return marshal.dumps(
        (
            flags | parsed.state.flags,
            array("I", _compiler._code(parsed, flags)).tobytes(),
            parsed.state.groups - 1,
            groups,
            tuple(names),
        )
    )


def _revived(source: str, code: bytes | memoryview) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    flags, words, n_groups, groups, names = marshal.loads(code)
    pattern: re.Pattern[str] = _sre.compile(
        source, flags, memoryview(words).cast("I").tolist(), n_groups, groups, names
    )
    return pattern


def kept(make: Callable[[], T]) -> Callable[[], T]:
    """Make ``make``, which takes nothing and returns plain data (marshal's kinds), compute once for many runs."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def value() -> T:
        data = _kept().get(name)
        if data is not None:
            try:
                result: T = marshal.loads(data)
            except (ValueError, EOFError, TypeError):
                _kept().pop(name)
            else:
                return result
        made = make()
        _fresh[name] = marshal.dumps(made)  # type: ignore[arg-type]  # raises ValueError for anything but plain data
        return made

    return cache(value)


def kept_rows(row: type[R]) -> Callable[[Callable[[], dict[str, R]]], Callable[[], dict[str, R]]]:
    """Return the like of :func:`kept` for what returns rows (records of plain data) by their key."""

    def keep(make: Callable[[], dict[str, R]]) -> Callable[[], dict[str, R]]:
        def plain() -> tuple[tuple[Any, ...], ...]:
            from msgspec.structs import astuple

            made = make()
            return tuple(made), *zip(*map(astuple, made.values()), strict=True)

        plain.__module__, plain.__qualname__ = make.__module__, make.__qualname__
        stored = kept(plain)

        @cache
        @wraps(make)
        def value() -> dict[str, R]:
            keys, *columns = stored()
            return dict(zip(keys, map(row, *columns), strict=True))

        return value

    return keep


def folder() -> str:
    """Return the folder where things are kept between runs, whether it is there or not; "" where nothing is kept."""
    named = os.environ.get("URADORI_CACHE")
    if named is not None:
        return named
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "uradori") if base and os.path.isabs(base) else ""


def _file() -> str:
    """Return the path of this installation's file: another tree or another Python has its own."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    # The root's own text, not its hash: hashing costs an import, and a person sees whose file it is.
    name = root.strip(os.sep).replace(os.sep, "-").replace(":", "")[-150:]
    return os.path.join(folder(), f"start-{name}.{sys.implementation.cache_tag}")


@cache
def _stamp() -> str:
    """Return what the kept things depend on: this Python, and every module, table and model by time and size."""
    import _sre

    parts = [sys.version, str(_sre.MAGIC), str(_sre.CODESIZE), sys.byteorder]
    here = os.path.dirname(os.path.abspath(__file__))
    folders = [here, os.path.join(os.path.dirname(here), "analyzer")]
    for place in folders:
        parts.append(place)
        with os.scandir(place) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                name = entry.name
                if "." in name:
                    if not name.startswith("."):
                        status = entry.stat()
                        parts.append(f"{name} {status.st_mtime_ns} {status.st_size} {status.st_ino}")
                elif name not in _ELSEWHERE and entry.is_dir():
                    folders.append(entry.path)
    return "\n".join(parts)


@cache
def _kept() -> dict[str, memoryview]:
    """Return what the file holds by name; nothing where there is none, or where it is not of this very program."""
    if not folder():
        return {}
    try:
        data = mapped(_file())
        end = 8 + int.from_bytes(data[:8], "little")
        stamp, sizes = marshal.loads(data[8:end])
        if stamp != _stamp() or len(data) != end + sum(sizes.values()):
            return {}
        ends = list(accumulate(sizes.values(), initial=end))
        return {name: data[start:stop] for name, start, stop in zip(sizes, ends, ends[1:], strict=False)}
    except (OSError, ValueError, EOFError, TypeError, AttributeError, MemoryError):
        return {}


def save() -> None:
    """Write what was computed in this process to the file, beside what it holds. Never fails: it is a convenience."""
    if not _fresh or not folder():
        return
    path = _file()
    beside = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        values: dict[str, bytes | memoryview] = {**_kept(), **_fresh}
        head = marshal.dumps((_stamp(), {name: len(value) for name, value in values.items()}))
        with open(beside, "wb") as file:
            file.writelines((len(head).to_bytes(8, "little"), head, *values.values()))
        os.replace(beside, path)  # at once: a reader sees the old file or the new one
    except OSError:
        with suppress(OSError):
            os.unlink(beside)
    _fresh.clear()
