"""What the dictionary says of an entry, read from its own file: a word, its context and its cost tell which entry it is.

MeCab would read all of a sentence again to print the features of one word in it. The compiled dictionary is a double
array from words to entries, the entries, and their features as text. Where entries agree, MeCab takes the first.

>>> features("学", 5146, 6605).split(",")[:3], unknown_features(4794, 14170)
(['名詞', '普通名詞', '一般'], '名詞,数詞,*,*,*,*')
"""

from __future__ import annotations

import mmap
import os
import struct
from functools import cache

from corpus.errors import TableError

__all__ = ["dictionary_name", "features", "folder", "unknown_features"]

_HEADER = struct.Struct("<24x3I4x32s")  # size of the double array, of the entries and of the features; character set
_ENTRY = struct.Struct("<H4xhI4x")  # context (left and right agree in UniDic), cost, where the features begin
#: Words after which the pages of the double array are given back: a page that was looked at is counted for this process
#: with its fifteen neighbours ever after.
_RELEASE_EVERY = 300


class _File:
    """One compiled dictionary. Raises TableError where the file is not in the format that is known."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_RDONLY)
        self._pages = mmap.mmap(self._file, 0, access=mmap.ACCESS_READ)
        array, entries, texts, charset = _HEADER.unpack_from(self._pages)
        begin = _HEADER.size
        if begin + array + entries + texts != len(self._pages) or charset.rstrip(b"\0").lower() != b"utf8":
            raise TableError(str(path), 0, "not a dictionary that MeCab compiled from UTF-8")
        self._array = memoryview(self._pages)[begin : begin + array].cast("i")  # base, check, base, check, …
        self._entries, self._texts = begin + array, begin + array + entries
        self.n_entries = entries // _ENTRY.size
        self._n_found = 0

    def place(self, word: str) -> tuple[int, int]:
        """Return the number of the first entry of ``word`` and how many it has; no entries, no word."""
        array = self._array
        state = array[0]
        for byte in word.encode():
            at = 2 * (state + byte) + 2
            if array[at + 1] != state:
                return 0, 0
            state = array[at]
        value = -1 - array[2 * state]
        if value < 0 or array[2 * state + 1] != state:
            return 0, 0
        self._n_found += 1
        if self._n_found % _RELEASE_EVERY == 0 and hasattr(mmap, "MADV_DONTNEED"):
            self._pages.madvise(mmap.MADV_DONTNEED)
        return value >> 8, value & 0xFF

    def features(self, first: int, count: int, context: int, cost: int) -> str:
        """Return the features of the first of ``count`` entries with this context and cost. Raises LookupError."""
        entries = os.pread(self._file, count * _ENTRY.size, self._entries + first * _ENTRY.size)
        for found, paid, text in _ENTRY.iter_unpack(entries):
            if found == context and paid == cost:
                return self._text(self._texts + text)
        raise LookupError(f"no entry of the dictionary has context {context} and cost {cost}")

    def _text(self, offset: int) -> str:
        size, end = 256, -1
        while end < 0:  # half of the file is features, and each is wanted once: read, not mapped
            text = os.pread(self._file, size, offset)
            end = text.find(b"\0")
            size *= 4
        return text[:end].decode()


@cache
def _opened(name: str) -> _File:
    return _File(f"{folder()}/{name}")


def features(word: str, context: int, cost: int) -> str:
    """Return the features of the entry that MeCab takes for ``word`` (in full width) with this context and cost."""
    dictionary = _opened("sys.dic")
    return dictionary.features(*dictionary.place(word), context, cost)


@cache
def unknown_features(context: int, cost: int) -> str:
    """Return the features that MeCab gives a word that it knows nothing but the characters of."""
    dictionary = _opened("unk.dic")
    return dictionary.features(0, dictionary.n_entries, context, cost)


@cache
def folder() -> str:
    """Return the folder of the dictionary."""
    import unidic_lite

    return str(unidic_lite.DICDIR)


def dictionary_name() -> str:
    """Return name and version of the dictionary in use, for ``made_by`` and ``doctor``."""
    from importlib.metadata import version

    return f"unidic-lite {version('unidic-lite')}"
