"""What a figure counts or measures, as the sentence words it. (first version)"""

from __future__ import annotations

from corpus.tokens import Document

__all__ = ["Counter"]


class Counter:
    """Finds what the figures of one document count."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc

    def counted(self, start: int, end: int, unit: str, quantity: str) -> str | None:
        """Return the noun phrase that the figure at ``start``..``end`` counts, or None."""
        return None
