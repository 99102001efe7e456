"""Titles of works: the numerals and days in them count and date nothing."""

from __future__ import annotations

from corpus.patterns import table_pattern
from corpus.places import ANALYZER
from corpus.vocabulary import alternation, read_table

__all__ = ["title_re"]


@table_pattern
def title_re() -> str:
    """Return what stands before a place inside the title of a work; ``before`` is what the title has said by then.

    The words of ``works.tsv`` introduce a title (映画『忠臣蔵|四十七人の刺客』), and so does a title before it (』、『…).

    >>> title_re().search("映画「明日の")["before"], title_re().search("協定「七月の")
    ('明日の', None)
    """
    words = alternation(row["word"] for row in read_table(ANALYZER / "tables" / "works.tsv", key="word"))
    title = r"[^「」『』。、\n]{0,16}$"
    return rf"(?:{words})(?:の|は)?[「『](?P<before>{title})|[』)][、や・]『{title}"
