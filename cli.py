"""The command line: a command parses, calls one function, prints.

Data go to stdout, talk goes to stderr. Exit codes: 0 fine, 1 nothing found or a gate failed, 2 misuse or nothing could
be read, 3 finished with some failures, 130 interrupted. Heavy libraries are imported by the command that needs them.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from corpus.article import NewsError
from corpus.messages import set_language

__all__ = ["app", "main"]

app = typer.Typer(
    name="uradori",
    help="裏取り: what is reported, what is claimed, and by whom, in Japanese news articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    md = "md"
    html = "html"


class Language(StrEnum):
    """Language of messages and reports."""

    ja = "ja"
    en = "en"


def _choose_language(value: Language | None) -> Language | None:
    set_language(value)
    return value


Lang = Annotated[
    Language | None,
    typer.Option(
        "--lang", help="Language of messages and reports; the locale decides without it.", callback=_choose_language
    ),
]
Paths = Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.", show_default=False)]


def fail(code: int, text: str) -> typer.Exit:
    """Return the exit to raise after saying ``text`` on stderr."""
    print(f"uradori: {text}", file=sys.stderr)
    return typer.Exit(code)


def _print_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        print(f"uradori {version('uradori')}")
        raise typer.Exit


@app.callback()
def uradori(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """裏取り: what is reported, what is claimed, and by whom, in Japanese news articles."""


@app.command()
def analyze(
    paths: Paths,
    output: Annotated[
        Format | None, typer.Option("--format", "-f", help="How to print; table on a terminal, else jsonl.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="Publication date of the articles (2016-04-05).")] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Encoding of text files, instead of the rule.")
    ] = None,
    explain: Annotated[int | None, typer.Option("--explain", min=1, help="Why sentence N got its label.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes.")] = 1,
    lang: Lang = None,
) -> None:
    """Say what each article reports and claims, by whom, with every figure, date and organization.

    Example: uradori analyze examples/*.txt --lang en
    """
    from analyzer.batch import Output, analyze_paths
    from analyzer.pipeline import Analyzer

    if output is None:
        output = Format.table if sys.stdout.isatty() or explain else Format.jsonl
    raise typer.Exit(
        analyze_paths(
            paths,
            output=Output(output.value, explain),
            analyzer=Analyzer(),
            date=_checked_date(date),
            encoding=encoding,
            jobs=jobs,
        )
    )


def _checked_date(value: str | None) -> str | None:
    if value is None:
        return None
    from datetime import datetime

    from corpus.messages import message

    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise fail(2, message("bad_date", value=value)) from None
    return value if len(value) <= 10 else value.replace(" ", "T")[:16]


def main() -> None:
    """Run the command line; a NewsError becomes one line on stderr and exit 2."""
    try:
        app()
    except NewsError as error:
        print(f"uradori: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output (head, less) has seen enough
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
