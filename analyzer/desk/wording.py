"""Which articles of a corpus print the same wording, and which passages they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from analyzer.desk.listing import print_records
from corpus.duplicates import Shared, find_passages, wording_groups
from corpus.messages import message
from corpus.store import Corpus

__all__ = ["later_copies", "print_wording"]

GROUP_COLUMNS = ("group", "article", "source", "title", "outlet", "published")
PASSAGE_COLUMNS = ("score", "first", "first_start", "first_end", "second", "second_start", "second_end", "text")


def _facts(corpus: Corpus, connection: Any) -> dict[str, tuple[Any, ...]]:
    """Length and facts of every article, the earliest published first: the first of a group is its original."""
    sql = (
        "SELECT article, length(text), source, title, outlet, published FROM articles "
        "ORDER BY published NULLS LAST, source, article"
    )
    _, rows = corpus.answer(connection, sql)
    return {row[0]: row[1:] for row in rows}


def _passages(corpus: Corpus, connection: Any, facts: dict[str, tuple[Any, ...]]) -> Iterator[Shared]:
    _, texts = corpus.answer(connection, "SELECT article, text FROM articles")
    return find_passages(texts, order=facts)


def _groups(passages: Iterable[Shared], facts: dict[str, tuple[Any, ...]]) -> list[list[str]]:
    return wording_groups(passages, {article: each[0] for article, each in facts.items()})


def later_copies(corpus: Corpus, connection: Any) -> list[str]:
    """Return the articles that print the wording of an earlier one."""
    facts = _facts(corpus, connection)
    return [article for group in _groups(_passages(corpus, connection, facts), facts) for article in group[1:]]


def print_wording(root: str, *, is_passages: bool, output: str) -> int:
    """Print the groups of one wording, or every shared passage with its spans; return 1 where there is none."""
    import sys

    with Corpus.open(root) as corpus, corpus.query() as connection:
        facts = _facts(corpus, connection)
        passages = _passages(corpus, connection, facts)
        if is_passages:
            n_rows = print_records(_passage_records(passages, facts), PASSAGE_COLUMNS, output, has_titles=True)
        else:
            n_rows = print_records(
                _group_records(_groups(passages, facts), facts), GROUP_COLUMNS, output, has_titles=True
            )
    if not n_rows:
        print(f"uradori: {message('nothing_found')}", file=sys.stderr)
    return 0 if n_rows else 1


def _passage_records(passages: Iterable[Shared], facts: dict[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for passage in passages:
        yield {
            "score": passage.score,
            "first": facts[passage.first][1] or passage.first,
            "first_start": passage.first_span[0],
            "first_end": passage.first_span[1],
            "second": facts[passage.second][1] or passage.second,
            "second_start": passage.second_span[0],
            "second_end": passage.second_span[1],
            "text": passage.text,
        }


def _group_records(groups: Iterable[Sequence[str]], facts: dict[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for number, group in enumerate(groups, 1):
        for article in group:
            yield dict(zip(GROUP_COLUMNS, (number, article, *facts[article][1:]), strict=True))
