"""Counts over a corpus: figures, words over time, words that tell one group of texts from the rest, and free SQL."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from analyzer.desk.listing import print_records, terminal_width
from analyzer.desk.search import Filters, match_expression, parse_query, sentence_conditions
from corpus.errors import StoreError
from corpus.messages import message
from corpus.store import Corpus

__all__ = ["keyness", "print_figures", "print_sql", "print_terms", "print_timeline"]

Record = dict[str, Any]


def print_sql(root: str, sql: str, *, output: str) -> int:
    """Print the answer to ``sql`` over the corpus' tables and return the exit code.

    The query sees the corpus only: no other files, no network, and nothing that it does is kept.
    """
    with Corpus.open(root) as corpus, corpus.query(is_restricted=True) as connection:
        columns, rows = corpus.answer(connection, sql)
        print_records((dict(zip(columns, row, strict=True)) for row in rows), columns, output)
    return 0


def print_figures(
    root: str,
    filters: Filters,
    *,
    unit: str | None,
    counted: str | None,
    quantity: str | None,
    at_least: float | None,
    at_most: float | None,
    limit: int | None,
    is_once: bool,
    output: str,
) -> int:
    """Print the figures of a corpus with their sentences and return the exit code: 1 where there is none."""
    with Corpus.open(root) as corpus, corpus.query() as connection:
        conditions, parameters = _duck_conditions(corpus, filters)
        for sql, value in (
            ("f.unit = ?", unit),
            ("contains(f.counted, ?)", counted),
            ("f.quantity = ?", quantity),
            ("coalesce(f.value, f.high) >= ?", at_least),
            ("coalesce(f.value, f.low) <= ?", at_most),
        ):
            if value is not None:
                conditions.append(sql)
                parameters.append(value)
        if is_once:
            _keep_one_per_wording(corpus, connection)
        where = f"WHERE {' AND '.join(conditions) or 'true'} ORDER BY a.source, f.start LIMIT {limit or 'ALL'}"
        columns, rows = corpus.answer(connection, _FIGURES_SQL + where, parameters)
        records = (dict(zip(columns, row, strict=True)) for row in rows)
        n_rows = print_records(records, columns, output, has_titles=True)
    return 0 if n_rows else _nothing()


_FIGURES_SQL = """
SELECT f.text, f.value, f.low, f.high, f.unit, f.quantity, f.modifier, f.counted, s.label,
       coalesce(b.outlet, a.outlet) AS outlet, coalesce(b.published, a.published) AS published, a.source,
       f.start, f.end, s.text AS sentence
FROM figures AS f
JOIN sentences AS s USING (article, sentence)
JOIN articles AS a USING (article)
LEFT JOIN blocks AS b ON b.article = f.article AND b.block = f.block
"""


def _nothing() -> int:
    print(f"uradori: {message('nothing_found')}", file=sys.stderr)
    return 1


def _duck_conditions(corpus: Corpus, filters: Filters) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    parameters: list[Any] = []
    for sql, value in (
        ("s.label = ?", filters.label),
        ("b.kind = ?", filters.kind),
        ("contains(coalesce(b.outlet, a.outlet), ?)", filters.outlet),
        ("coalesce(b.published, a.published) >= ?", filters.first),
        ("contains(a.source, ?)", filters.source),
    ):
        if value is not None:
            conditions.append(sql)
            parameters.append(value)
    if filters.last is not None:
        conditions.append("left(coalesce(b.published, a.published), ?) <= ?")
        parameters += [len(filters.last), filters.last]
    if filters.organization is not None:
        named = "SELECT article, sentence FROM organizations WHERE contains(canonical, ?) OR canonical IN (SELECT unnest(?))"
        conditions.append(f"(s.article, s.sentence) IN ({named})")
        parameters += [filters.organization, sorted(corpus.names_of_body(filters.organization))]
    return conditions, parameters


# ── over time ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_PERIODS = {"year": 4, "month": 7, "day": 10}
#: Columns of a terminal that all but the bar takes at most.
_BESIDE_BAR = 68
TIMELINE_COLUMNS = ("period", "articles", "sentences", "report", "quote", "commentary", "other", "bar")


def print_timeline(root: str, text: str | None, *, by: str, filters: Filters, output: str) -> int:
    """Print how often a query (or anything) is written about in each period and return the exit code."""
    origin, matching, asked = "sentences AS s", "", []
    if text:
        query = parse_query(text)
        if query.pattern is not None:
            raise StoreError(message("timeline_words_only"))
        origin, matching = "words JOIN sentences AS s ON s.id = words.rowid", " AND words MATCH ?"
        asked = [match_expression(query.phrases)]
    labels = ", ".join(f"sum(s.label = '{label}')" for label in ("report", "quote", "commentary", "other"))
    with Corpus.open(root) as corpus:
        where, parameters = sentence_conditions(corpus, filters)
        rows = corpus.rows(
            f"SELECT substr(s.published, 1, {_PERIODS[by]}) AS period, count(DISTINCT s.article), count(*), {labels} "
            f"FROM {origin} WHERE true{matching}{where} GROUP BY period ORDER BY period IS NULL, period",
            [*asked, *parameters],
        )
    most = max((row[2] for row in rows), default=0)
    longest = _longest_bar()
    records = [
        dict(
            zip(
                TIMELINE_COLUMNS,
                (row[0] or message("no_date"), *row[1:], "█" * math.ceil(row[2] / most * longest)),
                strict=True,
            )
        )
        for row in rows
    ]
    columns = TIMELINE_COLUMNS if output == "table" else TIMELINE_COLUMNS[:-1]
    print_records(records, columns, output, has_titles=True)
    return 0 if records else _nothing()


def _longest_bar() -> int:
    """Return how long the longest bar is drawn: bars that a narrow terminal cuts off would all be alike."""
    return max(4, min(30, terminal_width() - _BESIDE_BAR)) if sys.stdout.isatty() else 30


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

#: Log-likelihood from which a difference is no accident (p < 0.05, chi-squared with one degree of freedom).
SIGNIFICANT = 3.84
TERM_COLUMNS = ("group", "term", "count", "elsewhere", "log_likelihood", "log_ratio", "per_million")
_GROUPS = {
    "outlet": "coalesce(b.outlet, a.outlet)",
    "label": "s.label",
    "month": "left(coalesce(b.published, a.published), 7)",
    "year": "left(coalesce(b.published, a.published), 4)",
    "block": "b.kind",
}


def keyness(count: int, size: int, elsewhere: int, rest: int) -> tuple[float, float]:
    """Return log-likelihood (Dunning 1993, as Rayson and Garside 2000 write it) and log ratio (Hardie 2014) of a word.

    ``count`` of ``size`` words here against ``elsewhere`` of ``rest`` words in the other texts. A log-likelihood above
    15.13 is significant at p < 0.0001; the log ratio says how many times more often, as a power of two.

    >>> [round(each, 2) for each in keyness(100, 10_000, 50, 20_000)]
    [69.31, 2.0]
    """
    total = count + elsewhere
    expected = size * total / (size + rest)
    expected_rest = rest * total / (size + rest)
    likelihood = 2 * sum(
        seen * math.log(seen / wanted) for seen, wanted in ((count, expected), (elsewhere, expected_rest)) if seen
    )
    ratio = math.log2((max(count, 0.5) / size) / (max(elsewhere, 0.5) / rest)) if size and rest else 0.0
    return likelihood, ratio


def print_terms(
    root: str,
    *,
    by: str,
    group: str | None,
    filters: Filters,
    least: int,
    limit: int,
    is_once: bool,
    output: str,
    is_all: bool = False,
) -> int:
    """Print the words that a group (an outlet, label, month) uses more than the rest; exit code 1 where there is none.

    Content words as they are written, counters and formal words left out; with ``is_all`` every word by its dictionary form (さ, べき and the like).
    """
    with Corpus.open(root) as corpus, corpus.query() as connection:
        conditions, parameters = _duck_conditions(corpus, filters)
        if is_once:
            _keep_one_per_wording(corpus, connection)
        sql = _TERMS_SQL.format(
            group=_GROUPS[by], words="lemmas" if is_all else "terms", where=" AND ".join(conditions) or "true"
        )
        rows = corpus.answer(connection, sql, [*parameters, least, group, group])[1]
        if not is_all:
            rows = (
                row for row in rows if row[1] not in _formal_words() and not (len(row[1]) == 1 and row[1].isascii())
            )
        if by == "outlet":
            rows = (row for row in rows if row[1] not in row[0])  # its own name: 共立 of 共立通信
        if by == "label" and group is None:
            rows = (row for row in rows if row[0] != "other")  # links and credits have their words from addresses
        records = list(_keywords(rows, limit))
    print_records(records, TERM_COLUMNS, output, has_titles=True)
    return 0 if records else _nothing()


#: Words with how often they stand in a group, how large the group is, how often they stand anywhere, and how many words
#: there are: only those that the group uses more than the rest. Letters are asked for once a word, not at every place.
_TERMS_SQL = """
WITH words AS (
    SELECT {group} AS kin, unnest(string_split(s.{words}, ' ')) AS term
    FROM sentences AS s
    JOIN articles AS a USING (article)
    LEFT JOIN blocks AS b ON b.article = s.article AND b.block = s.block
    WHERE {where}
), counts AS MATERIALIZED (SELECT kin, term, count(*) AS n FROM words WHERE kin IS NOT NULL GROUP BY ALL),
totals AS (SELECT term, sum(n) AS total FROM counts GROUP BY term HAVING regexp_matches(term, '[\\p{{L}}]')),
kept AS MATERIALIZED (SELECT * FROM counts JOIN totals USING (term)),
sizes AS MATERIALIZED (SELECT kin, sum(n) AS size FROM kept GROUP BY kin),
everything AS (SELECT sum(size) AS words FROM sizes)
SELECT kin, term, n, size::BIGINT, total::BIGINT, words::BIGINT FROM kept JOIN sizes USING (kin), everything
WHERE n >= ? AND (?::VARCHAR IS NULL OR kin = ?) AND n / size > total / words AND size < words
"""


@cache
def _formal_words() -> frozenset[str]:
    """Return words that say nothing of what a text is about: counters (年, 件) and what the ledger calls empty (こと, よる)."""
    from analyzer.desk.passages import concepts
    from corpus.places import ANALYZER
    from corpus.vocabulary import read_table

    units = read_table(ANALYZER / "tables" / "units.tsv", key="surface")
    return frozenset(concepts()["empty"]) | {row["surface"] for row in units if len(row["surface"]) == 1}


def _keywords(rows: Iterable[tuple[str, str, int, int, int, int]], limit: int) -> Iterator[Record]:
    found: dict[str, list[Record]] = {}
    for kin, term, count, size, total, everything in rows:
        likelihood, ratio = keyness(count, size, total - count, everything - size)
        if ratio > 0 and likelihood >= SIGNIFICANT:
            rounded = (round(likelihood, 2), round(ratio, 2), round(count * 1e6 / size, 1))
            values = (kin, term, count, total - count, *rounded)
            found.setdefault(kin, []).append(dict(zip(TERM_COLUMNS, values, strict=True)))
    for kin in sorted(found):
        yield from sorted(found[kin], key=lambda each: (-each["log_likelihood"], each["term"]))[:limit]


def _keep_one_per_wording(corpus: Corpus, connection: Any) -> None:
    """Leave of articles that print the same wording (agency copy) only the first in the views of ``connection``."""
    from analyzer.desk.wording import later_copies

    copies = later_copies(corpus, connection)
    connection.execute("CREATE TEMP TABLE copies AS SELECT unnest(?::VARCHAR[]) AS article", [copies])
    connection.execute("ALTER VIEW articles RENAME TO all_articles")
    connection.execute("CREATE VIEW articles AS SELECT * FROM all_articles ANTI JOIN copies USING (article)")
