"""Words beside what is attributed, by what they are good for: のコメントは, 試合後, と質問が相次いだ, 「…」と呼ばれる."""

from __future__ import annotations

from analyzer.attribution.tails import TABLES
from corpus.cache import kept
from corpus.vocabulary import alternation, read_table

__all__ = ["words", "words_of"]


@kept
def _words() -> dict[str, tuple[str, ...]]:
    rows = read_table(TABLES / "attribution_words.tsv", key=("word", "use"), required=("source", "example"))
    uses: dict[str, tuple[str, ...]] = {}
    for row in rows:
        uses[row["use"]] = (*uses.get(row["use"], ()), row["word"])
    return uses


def words_of(use: str) -> tuple[str, ...]:
    """Return the words that are good for ``use``, in the table's order.

    >>> words_of("occasion")[1:4]
    ('会見', '取材', '聞き取り')
    """
    return _words()[use]


def words(*uses: str) -> str:
    """Return a regular expression for the words of all ``uses``.

    >>> words("predicate")
    '(?:売り|好き|専門|得意|持ち味|本業|自慢)'
    """
    return alternation(word for use in uses for word in _words()[use])
