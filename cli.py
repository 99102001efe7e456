"""The command line: a command parses, calls one function, prints.

Data go to stdout, talk goes to stderr. Exit codes: 0 fine, 1 nothing found or a gate failed, 2 misuse or nothing could
be read, 3 finished with some failures, 130 interrupted. Heavy libraries are imported by the command that needs them.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
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
    model: Annotated[Path | None, typer.Option("--model", help="A stance model made by uradori train.")] = None,
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
            analyzer=Analyzer(model=model),
            date=_checked_date(date),
            encoding=encoding,
            jobs=jobs,
        )
    )


Corpus = Annotated[str | None, typer.Option("--corpus", help="A corpus folder to read as well.")]
OptionalPaths = Annotated[
    list[str] | None, typer.Argument(help="Files, folders, globs, or - for standard input.", show_default=False)
]
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


@app.command()
def ledger(
    paths: OptionalPaths = None,
    corpus: Corpus = None,
    conflicts: Annotated[bool, typer.Option("--conflicts", help="Only figures that differ.")] = False,
    org: Annotated[str | None, typer.Option("--org", help="Only rows whose sentences name this body.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit (円, 人).")] = None,
    output: Annotated[
        RowFormat | None, typer.Option("--format", "-f", help="How to print; table on a terminal, else jsonl.")
    ] = None,
    date: PublishedOn = None,
    encoding: Encoding = None,
    jobs: Jobs = 1,
    lang: Lang = None,
) -> None:
    """Set the figures of many articles side by side: agree, differ, changed, derived, single.

    Example: uradori ledger examples/*.txt --conflicts
    """
    from analyzer.desk.desk import print_ledger

    raise typer.Exit(
        print_ledger(
            paths or [],
            output=_row_format(output),
            conflicts=conflicts,
            organization=org,
            unit=unit,
            reading={"corpus": corpus, "date": _checked_date(date), "encoding": encoding, "jobs": jobs},
        )
    )


@app.command()
def evidence(
    paths: OptionalPaths = None,
    corpus: Corpus = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Sentences per claim.")] = 5,
    output: Annotated[
        RowFormat | None, typer.Option("--format", "-f", help="How to print; table on a terminal, else jsonl.")
    ] = None,
    date: PublishedOn = None,
    encoding: Encoding = None,
    jobs: Jobs = 1,
    lang: Lang = None,
) -> None:
    """Find, for every checkable claim, the reported sentences of others that bear on it. Never a verdict.

    Example: uradori evidence examples/*.txt --format md
    """
    from analyzer.desk.desk import print_evidence

    raise typer.Exit(
        print_evidence(
            paths or [],
            output=_row_format(output),
            most=most,
            reading={"corpus": corpus, "date": _checked_date(date), "encoding": encoding, "jobs": jobs},
        )
    )


Labels = Annotated[
    list[Path], typer.Argument(help="Labelled sentences: JSONL rows, authored .txt, doccano or Label Studio.")
]


@app.command()
def train(
    labels: Labels,
    output: Annotated[Path, typer.Option("--output", "-o", help="The model to write (.json, .bin and a card .md).")],
    name: Annotated[str, typer.Option("--name", help="What the model calls itself.")] = "",
    lang: Lang = None,
) -> None:
    """Learn report, quote, commentary and other from labelled sentences; measure it on documents held out.

    Example: uradori train labels.jsonl -o mine.json
    """
    from analyzer.training.stance import print_training

    raise typer.Exit(print_training(labels, output, name=name))


class EvaluationFormat(StrEnum):
    """How an evaluation is printed."""

    table = "table"
    json = "json"


@app.command()
def evaluate(
    labels: Labels,
    model: Annotated[Path | None, typer.Option("--model", help="A stance model made by uradori train.")] = None,
    predictions: Annotated[Path | None, typer.Option("--predictions", help="Write one JSON row per sentence.")] = None,
    output: Annotated[EvaluationFormat, typer.Option("--format", "-f", help="How to print.")] = EvaluationFormat.table,
    min_f1: Annotated[float | None, typer.Option("--min-f1", help="Exit 1 when macro-F1 is below this.")] = None,
    lang: Lang = None,
) -> None:
    """Measure how often the labels are right: accuracy, F1 per label and genre, calibration.

    Example: uradori evaluate labels.jsonl --predictions said.jsonl --min-f1 0.8
    """
    from analyzer.training.evaluation import print_evaluation

    raise typer.Exit(print_evaluation(labels, model=model, predictions=predictions, output=output.value, min_f1=min_f1))


@app.command()
def report(
    paths: OptionalPaths = None,
    out: Annotated[str, typer.Option("--output", "-o", help="Where the page goes; - for standard output.")] = "-",
    corpus: Corpus = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave out the text of the articles.")] = False,
    title: Annotated[str | None, typer.Option("--title", help="Title of the page.")] = None,
    date: PublishedOn = None,
    encoding: Encoding = None,
    jobs: Jobs = 1,
    lang: Lang = None,
) -> None:
    """Write one offline HTML page: text and claims, ledger, evidence, charts; or Markdown where -o ends in .md.

    Example: uradori report examples/*.txt -o report.html
    """
    from analyzer.desk.desk import write_report

    raise typer.Exit(
        write_report(
            paths or [],
            out=out,
            with_text=not no_text,
            title=title,
            reading={"corpus": corpus, "date": _checked_date(date), "encoding": encoding, "jobs": jobs},
        )
    )


def _row_format(output: RowFormat | None) -> str:
    return output.value if output else "table" if sys.stdout.isatty() else "jsonl"


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
