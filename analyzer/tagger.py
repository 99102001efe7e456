"""Finds the stretches of an article that name a body."""

from __future__ import annotations

from analyzer.aliases import Span, known_names, suffixes
from corpus.tokens import Column, Document, TokenType

__all__ = ["spans"]


def _is_name_word(word: TokenType) -> bool:
    return (word.pos1 == "名詞" and word.pos2 != "数詞") or word.pos1 in ("接頭辞",) or word.pos2 == "名詞的"


_NAME_WORD: Column[bool] = Column(_is_name_word)


def spans(doc: Document) -> list[Span]:
    """Return the names of bodies, left to right, without overlap."""
    flags, folded = _NAME_WORD.of(doc), doc.folded
    known, endings = known_names(), suffixes()
    found: list[Span] = []
    for sentence in doc.sentences:
        index = sentence.first_token
        while index < sentence.last_token:
            stop = index
            while (
                stop < sentence.last_token and flags[stop] and (stop == index or doc.starts[stop] == doc.ends[stop - 1])
            ):
                stop += 1
            index = _run(doc, folded, known, endings, index, stop, found) if stop > index else index + 1
    return found


def _run(doc: Document, folded: str, known: object, endings: object, first: int, stop: int, found: list[Span]) -> int:
    table, last = known_names(), suffixes()
    for end in range(stop, first, -1):
        name = folded[doc.starts[first] : doc.ends[end - 1]]
        if name in table and len(name) > 1:
            found.append(Span(doc.starts[first], doc.ends[end - 1], 0.9, "table"))
            return end
        for length in range(min(8, len(name) - 1), 0, -1):
            suffix = last.get(name[-length:])
            if suffix and not (name.startswith("同")) and (length > 1 or len(name) > 3):
                found.append(Span(doc.starts[first], doc.ends[end - 1], 0.6, "suffix"))
                return end
        if name in last and last[name].bare == "name":
            found.append(Span(doc.starts[first], doc.ends[end - 1], 0.6, "suffix"))
            return end
    return stop
