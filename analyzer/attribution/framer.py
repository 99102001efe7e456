"""Makes the frames: the inside of a quotation, the source with its kind, the edges of what is attributed."""

from __future__ import annotations

from typing import Literal

from analyzer.attribution.kinds import is_anaphor
from analyzer.attribution.quotations import MAX_CONTENT
from analyzer.attribution.sources import Clause, Sources
from analyzer.mention import Attribution, SourceSpan
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["CLAUSE_END_RE", "Framer"]

_OPEN_OF = {"」": "「", "』": "『"}
_NOTE_RE = Pattern(r"[」』]\([^()「」]{1,20}\)$")
CLAUSE_END_RE = Pattern(
    r"(?:[だたるいうかよねぞなえせろけめ]|です|ます|ません|でしょう|れば|から|けど|のに|ので|ように|ため|を|に|とは|[。!?…])[。!?…]?$"
)


class Framer:
    """Makes the frames of one document."""

    def __init__(self, doc: Document, sources: Sources) -> None:
        self.doc = doc
        self.text = sources.text
        self.sources = sources

    def quotation(self, clause: Clause, offset: int) -> tuple[int, int] | None:
        """Return the inside of the 「…」 that closes just before ``offset`` (several in a row as one)."""
        end = offset
        while end > clause.start and self.text[end - 1] in "など":
            end -= 1
        if noted := _NOTE_RE.search(self.text, max(clause.start, end - 24), end):  # 「…」(中国新聞より)と
            end = noted.start() + 1
        if end <= clause.start or self.text[end - 1] not in _OPEN_OF:
            return None
        closer = self.text[end - 1]
        opener, depth, floor = _OPEN_OF[closer], 0, max(clause.start, end - MAX_CONTENT)
        for position in range(end - 1, floor - 1, -1):
            character = self.text[position]
            if character == closer:
                depth += 1
            elif character == opener:
                depth -= 1
                if depth == 0 and (position == floor or self.text[position - 1] not in "」』"):
                    return position + 1, end - 1
        return None

    def frame(
        self,
        clause: Clause,
        cue: tuple[int, int],
        source: tuple[int, int] | None,
        content: tuple[int, int] | None,
        mode: Literal["direct", "indirect"],
        rule: str,
    ) -> Attribution:
        """Return the frame; the source gets its kind, the content loses marks at its end."""
        span = None
        if source is not None:
            text = self.text[slice(*source)]
            span = SourceSpan(*source, self.sources.kind(*source) or "role", inherited=is_anaphor(text))
        if content is not None:
            start, end = content
            while end > start and self.text[end - 1] in "、, ":
                end -= 1
            content = (start, end) if start < end else None
        return Attribution(clause.number, cue, span, content, mode, rule)
