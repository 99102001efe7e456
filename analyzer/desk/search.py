"""Keyword in context over a corpus: words and phrases by their dictionary form, substrings, regular expressions.

``損害 賠償`` asks for both words in one sentence, ``"損害賠償を請求"`` for a phrase, ``/第\\d+条/`` for a pattern. A word is
found in all its forms (発表した, 発表する). What the tagger does not cut as the query is cut is found as a substring: that
is tried by itself when the words give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

from analyzer.desk.words import word
from corpus.messages import message
from corpus.store import Corpus
from corpus.text import fold

__all__ = [
    "Filters",
    "Hit",
    "Query",
    "match_expression",
    "parse_query",
    "print_search",
    "search",
    "sentence_conditions",
]


class Filters(NamedTuple):
    """Which sentences are looked at; None means all. Outlet, organization and source match parts of the name."""

    label: str | None = None
    organization: str | None = None
    outlet: str | None = None
    first: str | None = None  # published on this day or later (2016, 2016-04, 2016-04-05)
    last: str | None = None
    source: str | None = None
    kind: str | None = None  # of the block: headline, byline, report, commentary, other


class Hit(NamedTuple):
    """One match: where it is, and the text around it. Offsets are those of the article."""

    article: str
    source: str | None
    title: str | None
    outlet: str | None
    published: str | None
    block: str | None
    sentence: int
    label: str | None
    start: int
    end: int
    left: str
    match: str
    right: str


class Query(NamedTuple):
    """A query understood: phrases of lemmas that must all stand in one sentence, or a pattern on the folded text.

    ``stretches`` must all stand in the sentence as well: the pattern finds each of them.
    """

    phrases: tuple[tuple[str, ...], ...] = ()
    pattern: re.Pattern[str] | None = None
    stretches: tuple[str, ...] = ()


def parse_query(text: str, *, is_substring: bool = False) -> Query:
    """Return the query that ``text`` asks. Raises ValueError for a pattern that is none, or an empty query.

    >>> parse_query('発表した "損害賠償"').phrases
    (('発表', '為る', 'た'), ('損害', '賠償'))
    >>> parse_query("/第[0-9]+条/").pattern.pattern
    '第[0-9]+条'
    """
    text = text.strip()
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):
        try:
            return Query(pattern=re.compile(text[1:-1]))
        except re.error as error:
            raise ValueError(message("search_bad_pattern", pattern=text, reason=str(error))) from error
    terms = _terms(text)
    if not terms:
        raise ValueError(message("search_empty"))
    if is_substring:
        stretches = tuple(map(fold, terms))
        return Query(pattern=re.compile("|".join(map(re.escape, stretches))), stretches=stretches)
    phrases = tuple(filter(None, (_lemmas(term) for term in terms)))
    return Query(phrases) if phrases else parse_query(text, is_substring=True)


def _terms(text: str) -> list[str]:
    import shlex

    try:
        return [term for term in shlex.split(text.replace("　", " ").replace("'", r"\'"), posix=True) if term.strip()]
    except ValueError:  # an open quotation mark
        return text.replace('"', " ").split()


def _lemmas(term: str) -> tuple[str, ...]:
    from corpus.tokens import words_of

    words = (token.lemma.replace(" ", "") for token in words_of(term))
    return tuple(word for word in words if any(each.isalnum() for each in word))


def search(
    corpus: Corpus,
    query: Query,
    filters: Filters | None = None,
    *,
    sort: str = "source",
    context: int = 30,
    limit: int | None = None,
) -> tuple[int, Iterator[Hit]]:
    """Return how many sentences match, and their hits (at most ``limit``), sorted.

    ``sort`` is ``source`` (path and record), ``published``, ``newest``, ``outlet``, ``left`` or ``right`` (by what
    stands before or after the match).
    """
    where, parameters = sentence_conditions(corpus, filters or Filters())
    if query.pattern is not None:
        rows = _by_pattern(corpus, query.pattern, query.stretches, where, parameters)
    else:
        rows = _by_words(corpus, query.phrases, where, parameters)
    rows.sort(key=_ROW_ORDER.get(sort, _ROW_ORDER["source"]))
    if sort == "newest":
        rows.sort(key=lambda row: row[_PUBLISHED] or "", reverse=True)
    if sort in ("left", "right"):  # what stands around is only known when every match was found
        found = [hit for row in rows for hit in _hits(corpus, row, query, context)]
        found.sort(key=(lambda hit: hit.left[::-1]) if sort == "left" else (lambda hit: hit.right))
        return len(rows), iter(found[:limit])
    return len(rows), _limited((hit for row in rows for hit in _hits(corpus, row, query, context)), limit)


def _limited(hits: Iterator[Hit], limit: int | None) -> Iterator[Hit]:
    for n, hit in enumerate(hits):
        if n == limit:
            return
        yield hit


_COLUMNS = (
    "s.id, s.article, s.sentence, s.start, s.text, s.label, s.kind, s.outlet, s.published, "
    "(SELECT min(source) FROM sources WHERE sources.article = s.article), "
    "(SELECT title FROM articles WHERE articles.article = s.article)"
)
_ID, _ARTICLE, _SENTENCE, _START, _TEXT, _LABEL, _KIND, _OUTLET, _PUBLISHED, _SOURCE, _TITLE = range(11)
Row = tuple[Any, ...]
_ROW_ORDER: dict[str, Callable[[Row], Any]] = {
    "source": lambda row: (_natural(row[_SOURCE] or ""), row[_ID]),
    "published": lambda row: (row[_PUBLISHED] or "9999", row[_ID]),
    "newest": lambda row: row[_ID],
    "outlet": lambda row: (row[_OUTLET] or "\uffff", row[_ID]),
}


def _natural(source: str) -> list[object]:
    """A sort key in which record #10 comes after #9.

    >>> sorted(["a.jsonl#10", "a.jsonl#9"], key=_natural)
    ['a.jsonl#9', 'a.jsonl#10']
    """
    return [int(part) if part.isdecimal() else part for part in re.split(r"(?a:(\d{1,18}))", source)]


def sentence_conditions(corpus: Corpus, filters: Filters) -> tuple[str, list[Any]]:
    """Return SQL conditions on the index with their parameters: nothing that a user writes becomes SQL."""
    parts: list[str] = []
    parameters: list[Any] = []

    def add(sql: str, value: object) -> None:
        parts.append(sql)
        parameters.append(value)

    if filters.label:
        add("s.label = ?", filters.label)
    if filters.kind:
        add("s.kind = ?", filters.kind)
    if filters.organization:
        names = corpus.names_of_body(filters.organization)
        corpus.state.create_function(
            "names_the_body",
            1,
            lambda said: said is not None and not names.isdisjoint(said.split("\n")),
            deterministic=True,
        )
        add("(instr(s.organizations, ?) > 0 OR names_the_body(s.organizations))", filters.organization)
    if filters.outlet:
        add("instr(s.outlet, ?) > 0", filters.outlet)
    if filters.first:
        add("s.published >= ?", filters.first)
    if filters.last:
        add("substr(s.published, 1, ?) <= ?", len(filters.last))
        parameters.append(filters.last)
    if filters.source:
        add("s.article IN (SELECT article FROM sources WHERE instr(source, ?) > 0)", filters.source)
    return "".join(f" AND {part}" for part in parts), parameters


def match_expression(phrases: Sequence[Sequence[str]]) -> str:
    """Return phrases as FTS5 asks for them: every word quoted, so that none is an operator.

    >>> match_expression([("損害", "賠償"), ("NEAR",)])
    '"損害 賠償" "NEAR"'
    """
    return " ".join('"' + " ".join(words).replace('"', '""') + '"' for words in phrases)


def _by_words(corpus: Corpus, phrases: Sequence[Sequence[str]], where: str, parameters: Sequence[Any]) -> list[Row]:
    sql = f"SELECT {_COLUMNS} FROM words JOIN sentences AS s ON s.id = words.rowid WHERE words MATCH ?{where}"
    return corpus.rows(sql, [match_expression(phrases), *parameters])


def _by_pattern(
    corpus: Corpus, pattern: re.Pattern[str], stretches: Sequence[str], where: str, parameters: Sequence[Any]
) -> list[Row]:
    """The rows of the sentences in which the pattern is found: all texts are looked at, rows are made of those found."""
    literal = required_text(pattern.pattern)
    if literal:
        where, parameters = f" AND instr(s.text, ?) > 0{where}", [literal, *parameters]
    texts = corpus.rows(f"SELECT s.id, s.text FROM sentences AS s WHERE true{where}", parameters)
    find = pattern.search
    folded = ((number, fold(text)) for number, text in texts)
    found = [number for number, text in folded if find(text) and all(each in text for each in stretches)]
    rows: list[Row] = []
    for at in range(0, len(found), 1000):
        numbers = found[at : at + 1000]
        marks = ", ".join("?" for _ in numbers)
        rows += corpus.rows(f"SELECT {_COLUMNS} FROM sentences AS s WHERE s.id IN ({marks})", numbers)
    return rows


#: What a literal is made of: kanji and hiragana. The index holds texts as written; katakana and signs have two widths.
_LITERAL_RE = re.compile(r"(?<!\\)[々ぁ-ゖ一-鿿]+(?![?*{])|[々ぁ-ゖ一-鿿]+(?=[々ぁ-ゖ一-鿿][?*{])")


def required_text(pattern: str) -> str:
    """Return a stretch of text that every match of a regular expression holds, empty where none can be told.

    Most sentences do without it, and SQLite passes over those before Python sees them.

    >>> required_text("第[0-9]+条の改正"), required_text("改正?案件"), required_text("市|町"), required_text("(?i)県警")
    ('条の改正', '案件', '', '')
    """
    if "|" in pattern or "(?" in pattern:
        return ""
    outside = re.sub(r"\\.|\([^)]*\)[^ ]?|\[\^?.[^\]]*\]", "\0", pattern)
    return max(_LITERAL_RE.findall(outside), key=len, default="") if not set("()[]") & set(outside) else ""


def _hits(corpus: Corpus, row: Row, query: Query, context: int) -> Iterator[Hit]:
    text: str = row[_TEXT]
    before, after = _neighbours(corpus, row, context)
    for start, end in _spans(text, query):
        left = (before + text[:start])[-context:] if context else ""
        right = (text[end:] + after)[:context]
        yield Hit(
            article=row[_ARTICLE],
            source=row[_SOURCE],
            title=row[_TITLE],
            outlet=row[_OUTLET],
            published=row[_PUBLISHED],
            block=row[_KIND],
            sentence=row[_SENTENCE],
            label=row[_LABEL],
            start=row[_START] + start,
            end=row[_START] + end,
            left=left,
            match=text[start:end],
            right=right,
        )


def _neighbours(corpus: Corpus, row: Row, context: int) -> tuple[str, str]:
    """The sentences around one, as many as the context may reach into."""
    reach = 1 + context // 40
    # The sentences of an article were entered in their order.
    sql = "SELECT id, text, start FROM sentences WHERE id BETWEEN ? AND ? AND article = ? ORDER BY id"
    number = row[_ID]
    rows = corpus.rows(sql, (number - reach, number + reach, row[_ARTICLE])) if context else []
    before, after, last = "", "", None
    for sentence, text, start in rows:
        gap = " " if last is not None and start > last else ""  # a headline does not run into its byline
        if sentence <= number:
            before += gap + (text if sentence < number else "")
        else:
            after += gap + text
        last = start + len(text)
    return before, after


def _spans(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the query stands in a sentence that matches it; the sentence's first character if it cannot be told."""
    if query.pattern is not None:
        return [match.span() for match in query.pattern.finditer(fold(text)) if match.end() > match.start()] or [(0, 0)]
    from corpus.tokens import words_of

    words = [(token.lemma.replace(" ", "").casefold(), token) for token in words_of(text)]
    words = [each for each in words if any(character.isalnum() for character in each[0])]
    spans: list[tuple[int, int]] = []
    for phrase in query.phrases:
        wanted = [word.casefold() for word in phrase]
        for at in range(len(words) - len(wanted) + 1):
            if all(words[at + n][0] == word for n, word in enumerate(wanted)):
                spans.append((words[at][1].start, words[at + len(wanted) - 1][1].end))
    return sorted(set(spans)) or [(0, 0)]


def print_search(
    root: str,
    text: str,
    filters: Filters,
    *,
    sort: str,
    context: int,
    limit: int | None,
    is_substring: bool,
    output: str,
) -> int:
    """Print the hits of a query and return the exit code: 1 where there is none."""
    import sys

    with Corpus.open(root) as corpus:
        query = parse_query(text, is_substring=is_substring)
        n_sentences, hits = search(corpus, query, filters, sort=sort, context=context, limit=limit)
        if not n_sentences and query.pattern is None:
            query = parse_query(text, is_substring=True)
            n_sentences, hits = search(corpus, query, filters, sort=sort, context=context, limit=limit)
            if n_sentences:
                print(f"uradori: {message('search_as_substring', query=text)}", file=sys.stderr)
        if not n_sentences:
            print(f"uradori: {message('search_nothing', query=text)}", file=sys.stderr)
            return 1
        n_shown = _print_lines(hits) if output == "table" else _print_rows(hits, output)
        print(message("search_count", n=f"{n_sentences:,}", shown=f"{n_shown:,}"), file=sys.stderr)
    return 0


def _print_rows(hits: Iterator[Hit], output: str) -> int:
    from analyzer.desk.listing import print_records

    return print_records((hit._asdict() for hit in hits), Hit._fields, output)


#: Columns on either side of a match that are shown however narrow the terminal is.
_LEAST_SIDE = 12
#: Columns of a place: its date at least.
_LEAST_PLACE = 11


def _print_lines(hits: Iterator[Hit]) -> int:
    """Print the match under the match: the form in which people compare how a word is used."""
    import sys

    from analyzer.desk.dating import day_text
    from analyzer.desk.listing import cut, display_width, terminal_width

    is_terminal = sys.stdout.isatty()
    mark = ("\x1b[1;33m", "\x1b[0m") if is_terminal and not _no_color() else ("", "")
    lines = []
    for hit in hits:
        source = PurePath(hit.source or "").name if is_terminal else hit.source  # where it lies is known to who asks
        label = hit.label and word(f"label_{hit.label}")
        day = (day_text(hit.published) or hit.published) if is_terminal else hit.published
        told = (day, hit.outlet, label, source and f"{source}:{hit.start}")
        lines.append((_clean(hit.left), _clean(hit.match), _clean(hit.right), " · ".join(filter(None, told))))
    if is_terminal:  # what is left of the line is shared by both sides
        room = terminal_width() - display_width("【】  ()")
        matched = max((display_width(match) for _, match, _, _ in lines), default=0)
        most = max(room - matched - 2 * _LEAST_SIDE, _LEAST_PLACE)
        lines = [(left, match, right, cut(place, most)) for left, match, right, place in lines]
        taken = max((display_width(match) + display_width(place) for _, match, _, place in lines), default=0)
        side = max((room - taken) // 2, _LEAST_SIDE)
        lines = [
            (cut(left, side, from_left=True), match, cut(right, side), place) for left, match, right, place in lines
        ]
    width = max((display_width(left) for left, *_ in lines), default=0)
    for left, match, right, place in lines:
        pad = " " * (width - display_width(left))
        print(f"{pad}{left}{mark[0]}【{match}】{mark[1]}{right}  ({place})")
    return len(lines)


def _no_color() -> bool:
    import os

    return bool(os.environ.get("NO_COLOR"))


def _clean(text: str) -> str:
    return "".join(each if each >= " " and each != "\x7f" else " " for each in text)
