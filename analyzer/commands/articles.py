"""Commands that read articles and say what stands in them, one by one or side by side."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analyzer.commands.options import (
    Corpus,
    Encoding,
    Jobs,
    Lang,
    OptionalPaths,
    Paths,
    PublishedOn,
    RowOutput,
    app,
    checked_date,
    chosen,
    reading,
)


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    md = "md"
    html = "html"


@app.command(short_help="Say what each article reports and claims, and by whom.")
def analyze(
    paths: Paths,
    output: Annotated[
        Format | None, typer.Option("--format", "-f", help="How to print; table on a terminal, else jsonl.")
    ] = None,
    date: PublishedOn = None,
    encoding: Encoding = None,
    explain: Annotated[int | None, typer.Option("--explain", min=1, help="Why sentence N got its label.")] = None,
    model: Annotated[Path | None, typer.Option("--model", help="A stance model made by uradori train.")] = None,
    organizations: Annotated[
        Path | None, typer.Option("--organizations", help="Your own bodies, a TSV: name, aliases, kind.")
    ] = None,
    jobs: Jobs = 1,
    lang: Lang = None,
) -> None:
    """Say what each article reports and claims, by whom, with every figure, date and organization.

    Example: uradori analyze examples/*.txt --lang en
    """
    from analyzer.desk.printing import Output, analyze_paths, default_format
    from analyzer.pipeline import Analyzer

    raise typer.Exit(
        analyze_paths(
            paths,
            output=Output(output.value if output else default_format(explain), explain),
            analyzer=Analyzer(model=model, organizations=organizations),
            date=checked_date(date),
            encoding=encoding,
            jobs=jobs,
        )
    )


@app.command(short_help="Set the figures of many articles side by side.")
def ledger(
    paths: OptionalPaths = None,
    corpus: Corpus = None,
    conflicts: Annotated[bool, typer.Option("--conflicts", help="Only figures that differ.")] = False,
    org: Annotated[str | None, typer.Option("--org", help="Only rows whose sentences name this body.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit (円, 人).")] = None,
    output: RowOutput = None,
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
            output=chosen(output),
            conflicts=conflicts,
            organization=org,
            unit=unit,
            reading=reading(corpus, date, encoding, jobs),
        )
    )


@app.command(short_help="Find the reported sentences that bear on each claim.")
def evidence(
    paths: OptionalPaths = None,
    corpus: Corpus = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Sentences per claim.")] = 5,
    output: RowOutput = None,
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
            output=chosen(output),
            most=most,
            reading=reading(corpus, date, encoding, jobs),
        )
    )


@app.command(short_help="Write one offline page: text, claims, ledger, evidence.")
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
            reading=reading(corpus, date, encoding, jobs),
        )
    )


class ExportFormat(StrEnum):
    """Formats of other tools."""

    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"
    claimreview = "claimreview"
    webannotation = "webannotation"
    doccano = "doccano"
    labelstudio = "labelstudio"
    brat = "brat"
    conllu = "conllu"
    khcoder = "khcoder"
    timex3 = "timex3"


@app.command(short_help="Write results for other tools.")
def export(
    to: Annotated[ExportFormat, typer.Option("--to", help="The format to write.")],
    paths: OptionalPaths = None,
    out: Annotated[
        str | None, typer.Option("--output", "-o", help="File, or folder for formats of several files.")
    ] = None,
    corpus: Corpus = None,
    date: PublishedOn = None,
    encoding: Encoding = None,
    jobs: Jobs = 1,
    lang: Lang = None,
) -> None:
    """Write results for other tools: tables, fact-check drafts, annotation tools, corpus tools.

    Example: uradori export examples/*.txt --to brat -o annotated
    """
    from analyzer.desk.desk import write_export

    raise typer.Exit(
        write_export(
            paths or [],
            to=to.value,
            out=out,
            reading=reading(corpus, date, encoding, jobs),
        )
    )


@app.command(short_help="Compare two articles or two runs.")
def compare(
    first: Annotated[str, typer.Argument(help="An article, a folder, or a run (.jsonl of analyze).")],
    second: Annotated[str, typer.Argument(help="What it is compared with.")],
    output: RowOutput = None,
    date: PublishedOn = None,
    encoding: Encoding = None,
    jobs: Jobs = 1,
    lang: Lang = None,
) -> None:
    """Compare two articles or two runs: shared passages, figures that differ, labels that changed.

    Example: uradori compare examples/wire.txt examples/blog.txt
    """
    from analyzer.desk.desk import print_comparison

    raise typer.Exit(
        print_comparison(
            first,
            second,
            output=chosen(output),
            reading=reading(None, date, encoding, jobs),
        )
    )
