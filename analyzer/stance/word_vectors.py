"""Words near one another in meaning: which row of the vector table a word has.

The table is chiVe (Apache-2.0) as packed in ja_ginza, kept for the words of UniDic and reduced to a few dimensions. At
run-time only the row number is needed: the trainer multiplies the vectors with what it learned and stores one weight
per row, so that 怠慢 and 無策 speak for commentary even where only one of them stood in a training text.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from msgspec import Struct

from corpus.certificates import certified, weights_of
from corpus.digest import hex_digest
from corpus.errors import ModelError
from corpus.mapped import read
from corpus.places import ANALYZER
from corpus.tokens import TokenType

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["WordTable", "load_words", "word_row"]

_PATH = ANALYZER / "models" / "words.json"
FORMAT = "uradori-words-1"
_CONTENT = frozenset(["名詞", "動詞", "形容詞", "形状詞", "副詞"])


class WordTable(Struct, frozen=True):
    """Rows by word: ``codes`` are the sorted CRC-32 of the words, ``rows`` the row of each.

    The vectors themselves stand in a file of their own, because only training reads them.
    """

    codes: memoryview[int]
    rows: memoryview[int]
    path: str  # of the vectors
    n_rows: int
    dimensions: int
    scale: float
    sha256: str

    def row(self, word: str) -> int:
        """Return the row of ``word``, or -1."""
        code = crc32(word.encode("utf-8", "surrogatepass"))
        index = bisect_left(self.codes, code)
        return self.rows[index] if index < len(self.codes) and self.codes[index] == code else -1

    def matrix(self) -> Any:
        """Return the vectors as a NumPy matrix of floats, one row per row number."""
        import numpy

        try:
            data = read(self.path)
        except OSError as error:
            raise ModelError(f"{self.path}: the word vectors are missing ({error.strerror})") from error
        flat = numpy.frombuffer(data, dtype=numpy.int8).reshape(self.n_rows, self.dimensions)
        return flat.astype(numpy.float64) * self.scale


@cache
def load_words(path: Path | str = _PATH, *, verify: bool = False) -> WordTable:
    """Return the word table. Raises ModelError when it is missing or damaged.

    The file is mapped, so that a start reads only what it uses; ``verify`` reads it all, to compare the checksum.
    """
    head, data = certified(path, FORMAT, verify=verify)
    n_words, n_rows, dimensions = head["words"], head["rows"], head["dimensions"]
    if len(data) != 6 * n_words or (verify and hex_digest(data) != head.get("sha256")):
        raise ModelError(f"{path}: changed since it was made")
    codes, rows = data[: 4 * n_words].cast("I"), data[4 * n_words :].cast("H")
    vectors = weights_of(path).removesuffix("words.bin") + "word_vectors.bin"
    return WordTable(codes, rows, vectors, n_rows, dimensions, head["scale"], head["sha256"])


def word_row(word: TokenType, table: WordTable) -> int:
    """Return the row of a content word by lemma, base form or surface; -1 for names, function words and the unknown."""
    if word.pos1 not in _CONTENT or word.pos2 == "固有名詞":
        return -1
    for form in dict.fromkeys((word.lemma, word.base, word.surface)):
        row = table.row(form)
        if row >= 0:
            return row
    return -1
