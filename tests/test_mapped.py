"""Pages given back are read again as they were; nothing is given back that is not surely ours."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

import pytest

from corpus import mapped
from corpus.mapped import release

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells its mappings")


def _resident(path: Path) -> int:
    """Kilobytes of ``path`` that are counted for this process."""
    total = 0
    is_ours = False
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines():
        if "-" in line.split(None, 1)[0]:
            is_ours = line.endswith(str(path))
        elif is_ours and line.startswith("Rss:"):
            total += int(line.split()[1])
    return total


def test_pages_come_back_with_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "words.bin"
    data = bytes(range(256)) * 4096
    path.write_bytes(data)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as area:
        assert area[:] == data
        before = _resident(path)
        assert release(str(path), 100_000)
        assert _resident(path) < before / 2
        assert area[:] == data


def test_a_file_mapped_twice_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "words.bin"
    path.write_bytes(b"x" * 100_000)
    with path.open("rb") as file:
        first = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        second = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        assert not release(str(path))
        first.close()
        second.close()


def test_a_file_that_is_not_mapped_is_no_error(tmp_path: Path) -> None:
    assert not release(str(tmp_path / "none.bin"))


def test_memory_that_may_be_written_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "words.bin"
    path.write_bytes(b"x" * 100_000)
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as area:
        area[:5] = b"hello"
        assert not release(str(path))
        assert area[:5] == b"hello"


@pytest.fixture(autouse=True)
def _forget_places() -> None:
    mapped._area.cache_clear()
