"""An interviewer's questions: lines that begin with dashes (――いつ決めましたか。)."""

from __future__ import annotations

from corpus.patterns import Pattern

__all__ = ["DASHES", "opens_question"]

#: What opens a question: one long dash or several, two hyphens, two long vowel marks, and what is asked right behind.
DASHES = r"(?:[―─—]{1,4}|--|ーー)(?=[^\s　―─—ー-])"

_DASHES_RE = Pattern(DASHES)


def opens_question(text: str, offset: int) -> bool:
    """Tell whether a question is put at ``offset`` of ``text``: not the line of a credit (— 北都新聞), nor a rule.

    >>> opens_question("――いつ決めましたか。", 0), opens_question("---- 8< ----", 0), opens_question("― 北都新聞", 0)
    (True, False, False)
    """
    return text.startswith(_FIRST, offset) and _DASHES_RE.match(text, offset) is not None


_FIRST = ("―", "─", "—", "-", "ー")
