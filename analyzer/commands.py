"""The commands: each parses, calls one function, prints. The only import of typer.

Data go to stdout, talk goes to stderr. Exit codes: 0 fine, 1 nothing found or a gate failed, 2 misuse or nothing could
be read, 3 finished with some failures, 130 interrupted. Heavy libraries are imported by the command that needs them.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["app", "run"]

app = typer.Typer(
    name="uradori",
    help="裏取り: what is reported, what is claimed, and by whom, in Japanese news articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: drawing it with rich costs more than everything else that --help does
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
    from corpus.messages import set_language

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
        from analyzer import VERSION

        print(f"uradori {VERSION}")
        raise typer.Exit


@app.callback()
def uradori(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """裏取り: what is reported, what is claimed, and by whom, in Japanese news articles."""


@app.command(short_help="Say what each article reports and claims, and by whom.")
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
    organizations: Annotated[
        Path | None, typer.Option("--organizations", help="Your own bodies, a TSV: name, aliases, kind.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes.")] = 1,
    lang: Lang = None,
) -> None:
    """Say what each article reports and claims, by whom, with every figure, date and organization.

    Example: uradori analyze examples/*.txt --lang en
    """
    from analyzer.batch import Output, analyze_paths, default_format
    from analyzer.pipeline import Analyzer

    raise typer.Exit(
        analyze_paths(
            paths,
            output=Output(output.value if output else default_format(explain), explain),
            analyzer=Analyzer(model=model, organizations=organizations),
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


@app.command(short_help="Set the figures of many articles side by side.")
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


@app.command(short_help="Find the reported sentences that bear on each claim.")
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


@app.command(short_help="Learn the labels from your own sentences.")
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


@app.command(short_help="Measure how often the labels are right.")
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
            reading={"corpus": corpus, "date": _checked_date(date), "encoding": encoding, "jobs": jobs},
        )
    )


CorpusFolder = Annotated[str, typer.Option("--corpus", help="The corpus folder.", envvar="URADORI_CORPUS")]


class ListFormat(StrEnum):
    """How rows of a corpus are printed."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


ListOutput = Annotated[
    ListFormat | None, typer.Option("--format", "-f", help="How to print; table on a terminal, else jsonl.")
]


class EngineName(StrEnum):
    """Where articles are analysed."""

    pool = "pool"
    dask = "dask"


@app.command(short_help="Read new and changed articles into a corpus.")
def add(
    paths: Paths,
    corpus: CorpusFolder,
    jobs: Jobs = 1,
    encoding: Encoding = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which files are new or changed.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Read files with failures again.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Take out articles whose file below PATHS is gone.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on with new files as they arrive, until Ctrl-C.")] = False,
    engine: Annotated[EngineName, typer.Option("--engine", help="This machine, or a Dask cluster.")] = EngineName.pool,
    scheduler: Annotated[str | None, typer.Option("--scheduler", help="Address of the Dask scheduler.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the summary only.")] = False,
    lang: Lang = None,
) -> None:
    """Read new and changed articles into a corpus and analyse them; what is known is not even read.

    Example: uradori add examples --corpus news
    """
    from analyzer.runs.upkeep import run_addition

    options = {"jobs": jobs, "encoding": encoding, "dry_run": dry_run, "retry_failed": retry_failed, "prune": prune}
    raise typer.Exit(
        run_addition(
            corpus,
            paths,
            is_watching=watch,
            is_dask=engine is EngineName.dask,
            scheduler=scheduler,
            is_quiet=quiet,
            **options,
        )
    )


@app.command(short_help="Say what a corpus holds and what failed.")
def status(corpus: CorpusFolder, output: ListOutput = None, lang: Lang = None) -> None:
    """Say what is in a corpus, how its last runs ended, and what failed.

    Example: uradori status --corpus news
    """
    from analyzer.runs.upkeep import print_status

    raise typer.Exit(print_status(corpus, output=output.value if output else "table"))


@app.command(short_help="Check the installation and a corpus.")
def doctor(
    corpus: Annotated[str | None, typer.Option("--corpus", help="Check this corpus as well.")] = None, lang: Lang = None
) -> None:
    """Check the installation: dictionary, locale, versions; and a corpus: disk, files, manifest. Exit 1 for a fault.

    Example: uradori doctor --corpus news
    """
    from analyzer.runs.upkeep import print_diagnosis

    raise typer.Exit(print_diagnosis(corpus))


@app.command(short_help="Make everything derived anew; mend and merge shards.")
def rebuild(corpus: CorpusFolder, jobs: Jobs = 1, lang: Lang = None) -> None:
    """Make everything derived anew from the shards, mend damaged shards, merge small ones.

    Example: uradori rebuild --corpus news
    """
    from analyzer.runs.upkeep import print_rebuild

    raise typer.Exit(print_rebuild(corpus, jobs=jobs))


LabelOption = Annotated[str | None, typer.Option("--label", help="report, quote, commentary or other.")]
OrgOption = Annotated[str | None, typer.Option("--org", help="Sentences that name this body.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Words of this outlet.")]
FromOption = Annotated[str | None, typer.Option("--from", help="Published on this day or later (2016, 2016-04).")]
ToOption = Annotated[str | None, typer.Option("--to", help="Published on this day or earlier.")]
SourceOption = Annotated[str | None, typer.Option("--source", help="Part of the path it was read from.")]
BlockOption = Annotated[str | None, typer.Option("--block", help="headline, byline, report, commentary or other.")]
Limit = Annotated[int, typer.Option("--limit", min=0, help="At most so many rows; 0 for all.")]
Once = Annotated[bool, typer.Option("--once", help="Count the same wording in several articles once.")]


class Sort(StrEnum):
    """The order of hits."""

    source = "source"
    published = "published"
    newest = "newest"
    outlet = "outlet"
    left = "left"
    right = "right"


@app.command(short_help="Find words in all their forms, each in its context.")
def search(
    query: Annotated[str, typer.Argument(help='Words, "a phrase", or /regex/.')],
    corpus: CorpusFolder,
    label: LabelOption = None,
    org: OrgOption = None,
    outlet: OutletOption = None,
    first: FromOption = None,
    last: ToOption = None,
    source: SourceOption = None,
    block: BlockOption = None,
    sort: Annotated[Sort, typer.Option("--sort", help="Order; left and right by what stands beside.")] = Sort.source,
    context: Annotated[int, typer.Option("--context", "-C", min=0, help="Characters on each side.")] = 30,
    substring: Annotated[bool, typer.Option("--substring", help="Any stretch of characters, not words.")] = False,
    limit: Limit = 100,
    output: ListOutput = None,
    lang: Lang = None,
) -> None:
    """Find words in all their forms, phrases or patterns, each in its context. Exit 1 where there is none.

    Example: uradori search 障害 --corpus news --label report
    """
    from analyzer.desk.search import Filters, print_search

    try:
        code = print_search(
            corpus,
            query,
            Filters(label, org, outlet, first, last, source, block),
            sort=sort.value,
            context=context,
            limit=limit or None,
            is_substring=substring,
            output=_list_format(output),
        )
    except ValueError as error:
        raise fail(2, str(error)) from None
    raise typer.Exit(code)


@app.command(short_help="Ask a corpus anything.")
def sql(
    query: Annotated[str, typer.Argument(help="A DuckDB query; docs/sql.md has ten to start from.")],
    corpus: CorpusFolder,
    output: ListOutput = None,
    lang: Lang = None,
) -> None:
    """Ask a corpus anything: tables articles, blocks, sentences, figures, dates, organizations, attributions, sources.

    Example: uradori sql "SELECT label, count(*) FROM sentences GROUP BY ALL" --corpus news
    """
    from analyzer.desk.counts import print_sql

    raise typer.Exit(print_sql(corpus, query, output=_list_format(output)))


class Period(StrEnum):
    """Periods of a timeline."""

    year = "year"
    month = "month"
    day = "day"


@app.command(short_help="Count reporting and commentary over time.")
def timeline(
    corpus: CorpusFolder,
    query: Annotated[str | None, typer.Argument(help='Words or "a phrase"; everything without.')] = None,
    by: Annotated[Period, typer.Option("--by", help="Length of a period.")] = Period.month,
    label: LabelOption = None,
    org: OrgOption = None,
    outlet: OutletOption = None,
    first: FromOption = None,
    last: ToOption = None,
    output: ListOutput = None,
    lang: Lang = None,
) -> None:
    """Count, period by period, the sentences about something: reported, quoted, commented.

    Example: uradori timeline 障害 --by year --corpus news
    """
    from analyzer.desk.counts import print_timeline
    from analyzer.desk.search import Filters

    filters = Filters(label, org, outlet, first, last)
    raise typer.Exit(print_timeline(corpus, query, by=by.value, filters=filters, output=_list_format(output)))


class Group(StrEnum):
    """What words are compared by."""

    outlet = "outlet"
    label = "label"
    month = "month"
    year = "year"
    block = "block"


@app.command(short_help="List the words that a group of texts uses most.")
def terms(
    corpus: CorpusFolder,
    by: Annotated[Group, typer.Option("--by", help="Groups of text that are compared.")] = Group.outlet,
    group: Annotated[
        str | None, typer.Option("--group", help="Only this group (産経新聞, commentary, 2016-04).")
    ] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Words that stand there so often at least.")] = 3,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Words per group.")] = 20,
    every: Annotated[bool, typer.Option("--all", help="Particles and auxiliaries too, by dictionary form.")] = False,
    org: OrgOption = None,
    outlet: OutletOption = None,
    first: FromOption = None,
    last: ToOption = None,
    once: Once = False,
    output: ListOutput = None,
    lang: Lang = None,
) -> None:
    """List the words that one group of texts uses more than the rest (log-likelihood, log ratio).

    Example: uradori terms --by label --corpus news
    """
    from analyzer.desk.counts import print_terms
    from analyzer.desk.search import Filters

    raise typer.Exit(
        print_terms(
            corpus,
            by=by.value,
            group=group,
            filters=Filters(None, org, outlet, first, last),
            least=least,
            limit=limit,
            is_once=once,
            is_all=every,
            output=_list_format(output),
        )
    )


@app.command(short_help="List the figures of a corpus and what they count.")
def figures(
    corpus: CorpusFolder,
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit (円, 人).")] = None,
    counted: Annotated[str | None, typer.Option("--counted", help="Part of what is counted (負傷者).")] = None,
    quantity: Annotated[str | None, typer.Option("--quantity", help="count, money, ratio, measure, age, …")] = None,
    at_least: Annotated[float | None, typer.Option("--min", help="Values from here.")] = None,
    at_most: Annotated[float | None, typer.Option("--max", help="Values up to here.")] = None,
    label: LabelOption = None,
    org: OrgOption = None,
    outlet: OutletOption = None,
    first: FromOption = None,
    last: ToOption = None,
    source: SourceOption = None,
    once: Once = False,
    limit: Limit = 100,
    output: ListOutput = None,
    lang: Lang = None,
) -> None:
    """List the figures of a corpus with what they count and the sentence they stand in.

    Example: uradori figures --unit 円 --min 1e9 --corpus news
    """
    from analyzer.desk.counts import print_figures
    from analyzer.desk.search import Filters

    raise typer.Exit(
        print_figures(
            corpus,
            Filters(label, org, outlet, first, last, source),
            unit=unit,
            counted=counted,
            quantity=quantity,
            at_least=at_least,
            at_most=at_most,
            limit=limit or None,
            is_once=once,
            output=_list_format(output),
        )
    )


@app.command(short_help="List the articles that print the same wording.")
def duplicates(
    corpus: CorpusFolder,
    passages: Annotated[bool, typer.Option("--passages", help="Every shared passage with its place in both.")] = False,
    output: ListOutput = None,
    lang: Lang = None,
) -> None:
    """List the articles that print the same wording (agency copy), or all shared passages (pasted reports).

    Example: uradori duplicates --passages --corpus news
    """
    from analyzer.desk.wording import print_wording

    raise typer.Exit(print_wording(corpus, is_passages=passages, output=_list_format(output)))


def _list_format(output: ListFormat | None) -> str:
    return output.value if output else "table" if sys.stdout.isatty() else "jsonl"


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
            reading={"corpus": corpus, "date": _checked_date(date), "encoding": encoding, "jobs": jobs},
        )
    )


@app.command(short_help="Compare two articles or two runs.")
def compare(
    first: Annotated[str, typer.Argument(help="An article, a folder, or a run (.jsonl of analyze).")],
    second: Annotated[str, typer.Argument(help="What it is compared with.")],
    output: Annotated[
        RowFormat | None, typer.Option("--format", "-f", help="How to print; table on a terminal, else jsonl.")
    ] = None,
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
            output=_row_format(output),
            reading={"corpus": None, "date": _checked_date(date), "encoding": encoding, "jobs": jobs},
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


def _build_only(called: str) -> None:
    """Keep of the other commands no more than the overview shows: building them all takes as long as importing typer."""
    for each in app.registered_commands:
        if each.callback and each.callback.__name__ != called:
            each.name = each.callback.__name__
            each.callback = _not_called


def _not_called() -> None:
    raise AssertionError("a command that was not called has run")


def run(called: str) -> None:
    """Parse ``sys.argv`` and run the command it calls."""
    _build_only(called)
    app()
