"""Bodies named in an article. (skeleton)"""

from __future__ import annotations

from analyzer.mention import Organization
from corpus.tokens import Document

__all__ = ["extract"]


def extract(doc: Document) -> list[Organization]:
    """Return every organization mention of ``doc``, left to right, without overlap."""
    return []
