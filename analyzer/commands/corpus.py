"""Commands for a corpus: keep it, ask it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, get_args

import typer

from analyzer.commands.options import Encoding, Jobs, Lang, ListOutput, Paths, app, chosen, fail
from analyzer.mention import LABELS
from corpus.article import BlockKind
from corpus.messages import message


def _one_of(*choices: str) -> Callable[[str | None], str | None]:
    def check(value: str | None) -> str | None:
        if value is not None and value not in choices:
            raise fail(2, message("bad_choice", value=value, choices=", ".join(choices)))
        return value

    return check


def _day(value: str | None) -> str | None:
    """A day, month or year, as the beginning of an ISO date."""
    if value is not None:
        try:
            date.fromisoformat(value + "2000-01-01"[len(value) :])
            is_day = len(value) in (4, 7, 10)
        except ValueError:
            is_day = False
        if not is_day:
            raise fail(2, message("bad_day", value=value))
    return value


CorpusFolder = Annotated[str, typer.Option("--corpus", help="The corpus folder.", envvar="URADORI_CORPUS")]
LabelOption = Annotated[
    str | None, typer.Option("--label", help="report, quote, commentary or other.", callback=_one_of(*LABELS))
]
OrgOption = Annotated[str | None, typer.Option("--org", help="Sentences that name this body.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Words of this outlet.")]
FromOption = Annotated[
    str | None, typer.Option("--from", help="Published on this day or later (2016, 2016-04).", callback=_day)
]
ToOption = Annotated[str | None, typer.Option("--to", help="Published on this day or earlier.", callback=_day)]
SourceOption = Annotated[str | None, typer.Option("--source", help="Part of the path it was read from.")]
BlockOption = Annotated[
    str | None,
    typer.Option(
        "--block", help="headline, byline, report, commentary or other.", callback=_one_of(*get_args(BlockKind))
    ),
]
Limit = Annotated[int, typer.Option("--limit", min=0, help="At most so many rows; 0 for all.")]
Once = Annotated[bool, typer.Option("--once", help="Count the same wording in several articles once.")]


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
    from analyzer.desk.status import print_status

    raise typer.Exit(print_status(corpus, output=output.value if output else "table"))


@app.command(short_help="Check the installation and a corpus.")
def doctor(
    corpus: Annotated[str | None, typer.Option("--corpus", help="Check this corpus as well.")] = None, lang: Lang = None
) -> None:
    """Check the installation: dictionary, locale, versions; and a corpus: disk, files, manifest. Exit 1 for a fault.

    Example: uradori doctor --corpus news
    """
    from analyzer.desk.diagnosis import print_diagnosis

    raise typer.Exit(print_diagnosis(corpus))


@app.command(short_help="Make everything derived anew; mend and merge shards.")
def rebuild(corpus: CorpusFolder, jobs: Jobs = 1, lang: Lang = None) -> None:
    """Make everything derived anew from the shards, mend damaged shards, merge small ones.

    Example: uradori rebuild --corpus news
    """
    from analyzer.runs.upkeep import print_rebuild

    raise typer.Exit(print_rebuild(corpus, jobs=jobs))


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
            output=chosen(output),
        )
    except ValueError as error:
        raise fail(2, str(error)) from None
    raise typer.Exit(code)


@app.command(short_help="Ask a corpus anything.")
def sql(
    query: Annotated[str, typer.Argument(help="A DuckDB query; docs/sql.md has twelve to start from.")],
    corpus: CorpusFolder,
    output: ListOutput = None,
    lang: Lang = None,
) -> None:
    """Ask a corpus anything: tables articles, blocks, sentences, figures, dates, organizations, attributions, sources.

    Example: uradori sql "SELECT label, count(*) FROM sentences GROUP BY ALL" --corpus news
    """
    from analyzer.desk.counts import print_sql

    raise typer.Exit(print_sql(corpus, query, output=chosen(output)))


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
    raise typer.Exit(print_timeline(corpus, query, by=by.value, filters=filters, output=chosen(output)))


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
            output=chosen(output),
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
            output=chosen(output),
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

    raise typer.Exit(print_wording(corpus, is_passages=passages, output=chosen(output)))
