"""How sure the writer presents a statement: asserted, hearsay, inferred, possible, planned, conditional, question.

Read from the end of the sentence (tables/stance_endings.tsv), because a Japanese sentence says it there. A condition
shows earlier: 届け出れば, 〜した場合.
"""

from __future__ import annotations

from analyzer.mention import Certainty
from analyzer.stance.shapes import Shape
from analyzer.stance.words import CRY
from corpus.patterns import Pattern
from corpus.sentences import Sentence
from corpus.tokens import Document

__all__ = ["certainty_of"]

_KNOWN: frozenset[str] = frozenset(["hearsay", "inferred", "possible", "planned", "question"])
#: A condition in front of the main clause, not a source (によれば) and not a duty (なければならない). たら and ても are left out: they also tell of what happened (行ったら待たされた).
_CONDITION_RE = Pattern(
    r"場合(?:は|に[はも]?)?、|ない限り|限り、|(?:[えけげせてねべめ]|(?<!に[よす])(?<!け)れ)ば(?!なら|いけ|なりま)|なら(?:ば)?、|なければ、"
)
#: What happened is no condition, and what stands in brackets is another's.
_SETTLED = ("た", "たのだ", "たという", "」")


def certainty_of(doc: Document, sentence: Sentence, shape: Shape) -> Certainty:
    """Return how sure the writer presents ``sentence``; "asserted" where nothing says otherwise."""
    if shape.certainty == "possible" and shape.mask & CRY and _is_asked(doc, sentence, shape):
        return "question"  # 誰が責任を取るのでしょう?
    if shape.certainty in _KNOWN and (shape.certainty != "question" or shape.has_stop):
        return shape.certainty  # type: ignore[return-value]  # checked against the closed set above
    if shape.mask & CRY and _is_asked(doc, sentence, shape):
        return "question"
    text = doc.folded[sentence.start : shape.bare_end]
    if text.endswith(_SETTLED) or not ("ば" in text or "場合" in text or "限り" in text or "なら" in text):
        return "asserted"
    return "conditional" if _CONDITION_RE.search(text) else "asserted"


def _is_asked(doc: Document, sentence: Sentence, shape: Shape) -> bool:
    return doc.folded[shape.bare_end : sentence.end].lstrip("」』)")[:1] == "?"
