"""What the end of a sentence says about it: function expressions by sense (tables/stance_endings.tsv)."""

from __future__ import annotations

from corpus.cache import kept
from corpus.places import ANALYZER
from corpus.vocabulary import read_table

__all__ = ["TRAILING", "ending_senses"]

_PATH = ANALYZER / "tables" / "stance_endings.tsv"
#: What may stand behind the last word.
TRAILING = "。.!?！？」』)]】〉》〕>…・ 　\n笑wW\"'ー〜♪☆★"


@kept
def _endings() -> tuple[dict[str, tuple[str, str, int]], dict[str, tuple[int, ...]]]:
    """Return sense, certainty and length by ending, and the lengths of endings, longest first, by their last two letters."""
    rows = read_table(_PATH, key="ending", required=("sense", "source", "example"))
    table = {row["ending"]: (row["sense"], row["certainty"], len(row["ending"])) for row in rows}
    lengths: dict[str, set[int]] = {}
    for ending in table:
        lengths.setdefault(ending[-2:], set()).add(len(ending))
    return table, {last: tuple(sorted(each, reverse=True)) for last, each in lengths.items()}


_NONE = ("", "", 0)


def ending_senses(text: str) -> tuple[str, str, int]:
    """Return sense, certainty and length of the longest function expression that ``text`` (folded) ends with.

    Closing punctuation and brackets must be stripped before. Nothing found: empty strings and 0.

    >>> ending_senses("雨は夜まで続くだろう")
    ('guess', 'possible', 3)
    >>> ending_senses("隣国で作られたものだった"), ending_senses("船は沈んだ")
    (('', '', 0), ('', '', 0))
    """
    table, lengths = _endings()
    for length in lengths.get(text[-2:], ()):
        found = table.get(text[-length:])
        if found and not _is_cut(text, found[2]):
            return found
    return table.get(text[-1:], _NONE)


#: What the ん of んだ stands behind, where it is の: 増えるんだ, 遅いんだ. In 沈んだ it belongs to the verb.
_BEFORE_N = frozenset("るいただなうくすつぬむぐぶん")


def _is_cut(text: str, length: int) -> bool:
    """Return whether the ending cuts a word: の of のだ in 作られたものだった, ん of んだ in 沈んだ, と of とされた in 競り落とされた."""
    first, before = text[-length], text[-length - 1 : -length]
    if first == "と" and before == "落":
        return "ぁ" <= text[-length - 2 : -length - 1] <= "ん" or text[-length - 2 : -length - 1] in ("", "蹴")
    return (first == "の" and before == "も") or (first == "ん" and before != "" and before not in _BEFORE_N)
