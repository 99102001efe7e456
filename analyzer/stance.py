"""report / quote / commentary / other for every sentence. (skeleton)"""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.mention import Attribution, DateMention, Figure, Organization, Verdict
from corpus.tokens import Document

__all__ = ["judge"]


def judge(
    doc: Document,
    *,
    figures: Sequence[Figure],
    dates: Sequence[DateMention],
    organizations: Sequence[Organization],
    attributions: Sequence[Attribution],
) -> list[Verdict]:
    """Return one verdict per sentence of ``doc``, in order."""
    return [
        Verdict(
            s.start, s.end, "report", None, {"report": 1.0, "quote": 0.0, "commentary": 0.0, "other": 0.0}, "asserted"
        )
        for s in doc.sentences
    ]
