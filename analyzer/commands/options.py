"""What the commands share: the app, options that several take, and how they fail."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analyzer.desk.desk import Reading

app = typer.Typer(
    name="uradori",
    help="裏取り: what is reported, what is claimed, and by whom, in Japanese news articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: drawing it with rich costs more than everything else that --help does
)


class Language(StrEnum):
    """Language of messages and reports."""

    ja = "ja"
    en = "en"


def _choose_language(value: Language | None) -> Language | None:
    from corpus.locales import set_language

    set_language(value)
    return value


Lang = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        help="Language of messages and reports; the locale decides without it.",
        callback=_choose_language,
        is_eager=True,  # before the checks of other options, which say what is wrong in it
    ),
]
Paths = Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.", show_default=False)]
OptionalPaths = Annotated[
    list[str] | None, typer.Argument(help="Files, folders, globs, or - for standard input.", show_default=False)
]
Corpus = Annotated[str | None, typer.Option("--corpus", help="A corpus folder to read as well.")]
PublishedOn = Annotated[str | None, typer.Option("--date", help="Publication date of the articles (2016-04-05).")]
Encoding = Annotated[str | None, typer.Option("--encoding", help="Encoding of text files, instead of the rule.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes.")]


class RowFormat(StrEnum):
    """How ledger and evidence are printed."""

    table = "table"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    md = "md"


RowOutput = Annotated[
    RowFormat | None, typer.Option("--format", "-f", help="How to print; table on a terminal, else jsonl.")
]


class ListFormat(StrEnum):
    """How rows of a corpus are printed."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


ListOutput = Annotated[
    ListFormat | None, typer.Option("--format", "-f", help="How to print; table on a terminal, else jsonl.")
]


def fail(code: int, text: str) -> typer.Exit:
    """Return the exit to raise after saying ``text`` on stderr."""
    print(f"uradori: {text}", file=sys.stderr)
    return typer.Exit(code)


def chosen(output: StrEnum | None) -> str:
    """Return the format to print in: the one asked for, else a table on a terminal and JSON Lines in a pipe."""
    return output.value if output else "table" if sys.stdout.isatty() else "jsonl"


def reading(corpus: str | None, date: str | None, encoding: str | None, jobs: int) -> Reading:
    """Return how articles are read, as the functions of the desk take it. Raises the exit of misuse for a bad date."""
    return {"corpus": corpus, "date": checked_date(date), "encoding": encoding, "jobs": jobs}


def checked_date(value: str | None) -> str | None:
    """Return ``value`` as an ISO date or time; raises the exit of misuse where it is none."""
    if value is None:
        return None
    from datetime import datetime

    from corpus.messages import message

    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise fail(2, message("bad_date", value=value)) from None
    return value if len(value) <= 10 else value.replace(" ", "T")[:16]
