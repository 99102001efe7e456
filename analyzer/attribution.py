"""Who said it. (skeleton)"""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.mention import Attribution, Organization
from corpus.tokens import Document

__all__ = ["extract"]


def extract(doc: Document, organizations: Sequence[Organization]) -> list[Attribution]:
    """Return the attribution frames of ``doc`` in sentence order."""
    return []
