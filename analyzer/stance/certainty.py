"""How sure the writer presents a statement: asserted, hearsay, inferred, possible, planned, conditional, question.

Read from the end of the sentence (tables/stance_endings.tsv), because a Japanese sentence says it there. A condition
shows earlier: 届け出れば, 〜した場合.
"""

from __future__ import annotations

from analyzer.mention import Certainty
from analyzer.patterns import Pattern
from analyzer.stance.features import Shape
from corpus.sentences import Sentence
from corpus.tokens import Document

__all__ = ["certainty_of"]

_KNOWN: frozenset[str] = frozenset(["hearsay", "inferred", "possible", "planned", "question"])
#: A condition in front of the main clause, not a source (によれば) and not a duty (なければならない). たら and ても are left out: they also tell of what happened (行ったら待たされた).
_CONDITION_RE = Pattern(
    r"場合(?:は|に[はも]?)?、|ない限り|限り、|(?:[えけげせてねべめ]|(?<!に[よす])(?<!け)れ)ば(?!なら|いけ|なりま)|なら(?:ば)?、|なければ、"
)
_PAST_RE = Pattern(r"(?:た|だった|でした|ました|たのだ|たという)$")


def certainty_of(doc: Document, sentence: Sentence, shaped: Shape) -> Certainty:
    """Return how sure the writer presents ``sentence``; "asserted" where nothing says otherwise."""
    if shaped.certainty in _KNOWN and (shaped.certainty != "question" or shaped.has_stop):
        return shaped.certainty  # type: ignore[return-value]  # checked against the closed set above
    if doc.folded[shaped.bare_end : sentence.end].lstrip("」』)")[:1] == "?":
        return "question"
    text = doc.folded[sentence.start : shaped.bare_end]
    if not _PAST_RE.search(text) and not text.endswith("」") and _CONDITION_RE.search(text):
        return "conditional"
    return "asserted"
