"""Quotations in 「」: where the outermost of a sentence stand."""

from __future__ import annotations

__all__ = ["MAX_CONTENT", "quotations"]

#: A quotation or a clause longer than this is not read back from its cue (hostile input).
MAX_CONTENT = 600


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost 「…」 of ``text[start:end]`` that close, in order."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    position = start
    while True:
        opener = text.find("「", position, end)
        closer = text.find("」", position, end)
        if closer < 0 or (opener < 0 and not opened):
            return spans
        if 0 <= opener < closer:
            opened.append(opener)
            position = opener + 1
            continue
        position = closer + 1
        if opened:
            begin = opened.pop()
            if not opened:
                spans.append((begin, closer))
            elif len(opened) > 8 or closer - opened[0] > MAX_CONTENT:
                spans.append((begin, closer))
                opened.clear()
