"""Which articles of a corpus print the same wording, and which passages they share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analyzer.desk.listing import print_records
from corpus.duplicates import Shared, find_passages, wording_groups
from corpus.messages import message
from corpus.store import Corpus

__all__ = ["later_copies", "print_wording"]

GROUP_COLUMNS = ("group", "article", "source", "title", "outlet", "published")
PASSAGE_COLUMNS = ("score", "first", "first_start", "first_end", "second", "second_start", "second_end", "text")


def _texts(corpus: Corpus, connection: Any) -> dict[str, tuple[Any, ...]]:
    """Text and facts of every article, the earliest published first: the first of a group is its original."""
    sql = "SELECT article, text, source, title, outlet, published FROM articles ORDER BY published NULLS LAST, source, article"
    _, rows = corpus.answer(connection, sql)
    return {row[0]: row[1:] for row in rows}


def later_copies(corpus: Corpus, connection: Any) -> list[str]:
    """Return the articles that print the wording of an earlier one."""
    articles = _texts(corpus, connection)
    passages = find_passages((article, facts[0]) for article, facts in articles.items())
    groups = wording_groups(passages, {article: len(facts[0]) for article, facts in articles.items()})
    return [article for group in groups for article in group[1:]]


def print_wording(root: str, *, is_passages: bool, output: str) -> int:
    """Print the groups of one wording, or every shared passage with its spans; return 1 where there is none."""
    import sys

    with Corpus.open(root) as corpus, corpus.query() as connection:
        articles = _texts(corpus, connection)
    passages = list(find_passages((article, facts[0]) for article, facts in articles.items()))
    if is_passages:
        n_rows = print_records(_passage_records(passages, articles), PASSAGE_COLUMNS, output)
    else:
        n_rows = print_records(_group_records(passages, articles), GROUP_COLUMNS, output)
    if not n_rows:
        print(f"uradori: {message('nothing_found')}", file=sys.stderr)
    return 0 if n_rows else 1


def _passage_records(passages: list[Shared], articles: dict[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for passage in passages:
        yield {
            "score": passage.score,
            "first": articles[passage.first][1] or passage.first,
            "first_start": passage.first_span[0],
            "first_end": passage.first_span[1],
            "second": articles[passage.second][1] or passage.second,
            "second_start": passage.second_span[0],
            "second_end": passage.second_span[1],
            "text": articles[passage.first][0][slice(*passage.first_span)],
        }


def _group_records(passages: list[Shared], articles: dict[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    lengths = {article: len(facts[0]) for article, facts in articles.items()}
    for number, group in enumerate(wording_groups(passages, lengths), 1):
        for article in group:
            _, source, title, outlet, published = articles[article]
            yield dict(zip(GROUP_COLUMNS, (number, article, source, title, outlet, published), strict=True))
