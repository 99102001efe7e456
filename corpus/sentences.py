"""Where sentences end: 。！？!? or a line break outside brackets, within one block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.article import Block

__all__ = ["Sentence", "split_sentences"]


class Sentence(NamedTuple):
    """Half-open offsets into the text, index of its block, and half-open range of its tokens."""

    start: int
    end: int
    block: int
    first_token: int
    last_token: int


_END_RE = re.compile(r"[。!?]+[」』)\]】〉》]*|\n")


def split_sentences(folded: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the sentences of ``block`` as offsets, white space at their edges left out."""
    position = block.start
    for match in _END_RE.finditer(folded, block.start, block.end):
        yield from _stripped(folded, position, match.end())
        position = match.end()
    yield from _stripped(folded, position, block.end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        yield start, start + len(piece)
