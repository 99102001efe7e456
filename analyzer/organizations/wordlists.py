"""Large word lists: one small code a word, found by the hash of the word (:mod:`analyzer.hashing`).

480,000 words with their cluster are there at once (the file is mapped) and cost no Python objects. A word that is not in
the list is taken for one with a chance of one in some thousand, which a statistical feature can bear and a table could not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analyzer.hashing import mixed, mixed_all, place, placed, places, text_key
from corpus.errors import ModelError
from corpus.mapped import mapped

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["WordList", "load_word_list", "save_word_list"]

_ENTRY = 32


class WordList:
    """Word → code (from 1 on, of so many bits as the list says), 0 for words not in the list."""

    __slots__ = ("_arrays", "_bits", "_count", "_displacements", "_entries")

    def __init__(self, count: int, bits: int, displacements: memoryview, entries: memoryview) -> None:
        self._count = count
        self._bits = bits
        self._displacements = displacements
        self._entries = entries  # 32 bits: a check above the code
        self._arrays: tuple[Any, Any] | None = None

    def __len__(self) -> int:
        return self._count

    def get(self, word: str) -> int:
        """Return the code of ``word``, 0 if it is not in the list."""
        return self.code(text_key(word))

    def code(self, key: int) -> int:
        """Return the code of the word whose :func:`~analyzer.hashing.text_key` is ``key``."""
        key = mixed(key)
        entry: int = self._entries[place(key, self._displacements, len(self._entries))]
        return entry & (1 << self._bits) - 1 if entry >> self._bits == key >> _ENTRY + self._bits else 0

    def codes(self, keys: Any) -> Any:
        """Return the codes of an array of keys."""
        import numpy as np

        if self._arrays is None:
            odd = 2 * np.frombuffer(self._displacements, np.uint16).astype(np.uint32) + np.uint32(1)
            self._arrays = odd, np.frombuffer(self._entries, np.uint32)
        odd, entries = self._arrays
        keys = mixed_all(keys)
        entry = entries.take(places(keys, odd, len(entries)))
        codes = entry & np.uint32((1 << self._bits) - 1)
        codes[entry >> np.uint32(self._bits) != keys >> np.uint64(_ENTRY + self._bits)] = 0
        return codes


def load_word_list(path: Path | str) -> WordList:
    """Return the list in ``path``: numbers of words, bits, buckets, places (8 bytes each), displacements, entries."""
    try:
        data = mapped(path)  # a look-up touches a page or two of it
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read ({error})") from error
    count, bits, buckets, size = data[:32].cast("Q") if len(data) > 32 else (0, 0, 0, 0)
    if not count or len(data) != 32 + 2 * buckets + 4 * size:
        raise ModelError(f"{path}: {len(data)} bytes do not hold {count} words")
    return WordList(count, bits, data[32 : 32 + 2 * buckets].cast("H"), data[32 + 2 * buckets :].cast("I"))


def save_word_list(words: Mapping[str, int], path: Path, *, bits: int = 16) -> None:
    """Write ``words`` and their codes of ``bits`` bits; the other bits of an entry are its check."""
    import numpy as np

    keys = mixed_all(np.array([text_key(word) for word in words], np.uint64))
    codes = np.array(list(words.values()), np.uint32)
    buckets = 1 << max(int(len(keys) / 4).bit_length(), 1)
    displacements, size = placed(keys, buckets=buckets)
    odd = 2 * displacements.astype(np.uint32) + np.uint32(1)
    entries = np.zeros(size, np.uint32)
    entries[places(keys, odd, size)] = (keys >> np.uint64(_ENTRY + bits)).astype(np.uint32) << np.uint32(bits) | codes
    head = np.array([len(keys), bits, buckets, size], np.uint64)
    path.write_bytes(head.tobytes() + displacements.tobytes() + entries.tobytes())
