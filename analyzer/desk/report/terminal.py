"""The fact/claim report on a terminal: whose words, what they report, what they claim, and on what evidence.

Width-aware for full-width characters and without colour where the output is not a terminal or NO_COLOR is set (rich
sees to both). Characters that could steer a terminal are shown as ``·``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import IO, TYPE_CHECKING

from analyzer.desk.amount import value_text
from analyzer.desk.dating import date_text, moment_text
from analyzer.desk.listing import display_width
from analyzer.mention import Analysis, DateMention, Figure, Mention, Organization, Verdict
from analyzer.sections import Section, sections
from corpus.locales import language
from corpus.messages import message
from corpus.preamble import read_preamble

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.table import Table
    from rich.text import Text

__all__ = ["SIGNS", "console_on", "plain", "print_analyses", "print_explanations", "shortened"]

#: C0/C1 controls, bidirectional controls and line separators: nothing an article may do to a terminal.
_CONTROL_RE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

_STYLES = {"report": "cyan", "quote": "magenta", "commentary": "yellow", "other": "dim"}
#: The sign before a sentence of each label, where no colour tells it.
SIGNS = {"report": "●", "quote": "❝", "commentary": "▲", "other": "·"}


def plain(text: str) -> str:
    """Return ``text`` on one line, harmless to a terminal.

    >>> plain("一行\\n二行\\x1b[2J")
    '一行 二行·[2J'
    """
    return _CONTROL_RE.sub("·", re.sub(r"\s*\n\s*", " ", text))


def print_analyses(analyses: Iterable[Analysis], *, file: IO[str]) -> None:
    """Print one report per analysis to ``file``."""
    for analysis in analyses:
        with console_on(file) as console:
            for part in _report(analysis):
                console.print(part)
        file.flush()


def print_explanations(analyses: Iterable[Analysis], number: int, *, file: IO[str]) -> bool:
    """Print why sentence ``number`` (from 1) of each article got its label, under its source where there are several.

    An article without such a sentence is told on stderr. Return whether any had it.
    """
    left = iter(analyses)
    first_two = list(islice(left, 2))
    is_told = False
    for analysis in chain(first_two, left):
        n = len(analysis.sentences)
        if number > n:
            said = message("no_such_sentence", number=number, n=n)
            print(f"uradori: {plain(analysis.article.source)}: {said}", file=sys.stderr)
            continue
        is_told = True
        with console_on(file) as console:
            if len(first_two) > 1:
                console.print(plain(analysis.article.source), style="bold")
            for part in _explanation(analysis, number):
                console.print(part)
        file.flush()
    return is_told


@contextmanager
def console_on(file: IO[str]) -> Iterator[Console]:
    """Give a console whose lines come to ``file`` in the end, without the blanks by which rich fills them to the width."""
    from rich.console import Console

    console = Console(file=file, highlight=False, soft_wrap=False, emoji=False, markup=False)
    with console.capture() as capture:
        yield console
    file.write(re.sub(r" +$", "", capture.get(), flags=re.MULTILINE))


def _report(analysis: Analysis) -> Iterator[RenderableType]:
    from rich.rule import Rule
    from rich.text import Text

    article = analysis.article
    yield Rule(Text(plain(article.title or article.source), style="bold"), align="left", characters="━")
    yield Text(_dateline(analysis), style="dim")
    for section in sections(analysis):
        statements = list(_statements(analysis, section))
        if not statements:  # front matter alone: shown above
            continue
        yield Text()
        yield _section_title(analysis, section)
        yield from statements
    yield Text()
    if analysis.figures:
        yield _figure_table(analysis)
    if analysis.organizations:
        yield _organization_table(analysis)
    yield Text(_count_line(analysis), style="bold")
    yield Text()


def _dateline(analysis: Analysis) -> str:
    article = analysis.article
    if article.published:
        how = message(f"published_from_{article.published_from}") if article.published_from else ""
        published = message("published", when=moment_text(article.published) or article.published, how=how)
    else:
        published = message("published_unknown")
    return f"{published}  {message('source_is', source=plain(article.source))}"


def _section_title(analysis: Analysis, section: Section) -> Text:
    from rich.text import Text

    title = Text("▌", style="bold")
    if section.outlet:
        title.append(message("section_outlet", outlet=section.outlet), style="bold")
    elif section.quoted:
        title.append(message("section_quoted"), style="bold")
    elif section.is_own:
        title.append(message("section_author"), style="bold")
    else:
        title.append(message("section_report"), style="bold")
    if section.published:
        title.append(f"  {moment_text(section.published) or section.published}", style="dim")
    if section.evidence:
        start, end = section.evidence
        title.append("  " + message("told_by", text=shortened(analysis.article.text[start:end], 40)), style="dim")
    return title


def _statements(analysis: Analysis, section: Section) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    body = read_preamble(analysis.article.text)  # front matter and mail headers are shown as title and date already
    body_start = body.body if body else 0
    headings = [
        index
        for index in section.sentences
        if analysis.sentences[index].label == "other" and analysis.sentences[index].start >= body_start
    ]
    for index in headings:
        yield Padding(_sentence_line(analysis, index), (0, 0, 0, 2), expand=False)
    reported = "stated" if section.is_own else "reported"
    for heading, labels in ((reported, ("report",)), ("claimed", ("quote", "commentary"))):
        chosen = [index for index in section.sentences if analysis.sentences[index].label in labels]
        if not chosen:
            continue
        yield Padding(Text(message(heading, n=len(chosen)), style="underline"), (0, 0, 0, 2), expand=False)
        for index in chosen:
            yield Padding(_sentence_line(analysis, index), (0, 0, 0, 2), expand=False)
            details = _details(analysis, index)
            if details:
                yield Padding(_Parts(details), (0, 0, 0, 7), expand=False)


def _sentence_line(analysis: Analysis, index: int) -> Table:
    from rich.table import Table
    from rich.text import Text

    verdict = analysis.sentences[index]
    style = _STYLES[verdict.label]
    line = Table.grid(padding=(0, 1))
    line.add_column(justify="right", width=3, style="dim")
    line.add_column(width=1)
    line.add_column(overflow="fold")
    text = Text(
        plain(analysis.article.text[verdict.start : verdict.end]), style="dim" if verdict.label == "other" else ""
    )
    line.add_row(str(index + 1), Text(SIGNS[verdict.label], style=style), text)
    return line


class _Parts:
    """Facts side by side, as many a line as it holds: a line ends between two of them, not between a name and its value."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._parts = parts

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        from rich.text import Text

        line = ""
        for part in self._parts:
            together = f"{line}  {part}" if line else part
            if line and display_width(together) > options.max_width:
                yield Text(line, style="dim")
                together = part
            line = together
        yield Text(line, style="dim")


def _details(analysis: Analysis, index: int, *, with_label: bool = True) -> list[str]:
    """Return what stands below a statement: source, figures, dates, organizations; for claims label, score and cue."""
    verdict = analysis.sentences[index]
    text = analysis.article.text
    parts: list[str] = []
    sources = [frame.source for frame in analysis.attributions if frame.sentence == index and frame.source]
    if sources:
        named = dict.fromkeys(f"{plain(text[s.start : s.end])}({message('source_' + s.kind)})" for s in sources)
        parts.append(message("detail_source", text=" ".join(named)))
    if verdict.label != "report" and with_label:
        parts.append(message("label_" + verdict.label) + ("" if verdict.score is None else f" {verdict.score:.2f}"))
        cue = _cue(verdict)
        if cue:
            parts.append(message("detail_cue", text=cue))
    if verdict.certainty != "asserted":
        parts.append(message("certainty_" + verdict.certainty))
    if verdict.label != "report" and verdict.checkable:
        parts.append(message("detail_checkable"))
    for key, mentions in (("figures", analysis.figures), ("dates", analysis.dates)):
        inside = [_normal(each, text) for each in _within(mentions, verdict)]
        if inside:
            parts.append(message("detail_" + key, text=" / ".join(inside)))
    bodies = dict.fromkeys(_normal(each, text) for each in _within(analysis.organizations, verdict))
    if bodies:
        parts.append(message("detail_organizations", text=" / ".join(bodies)))
    return parts


def _within(mentions: Sequence[Mention], verdict: Verdict) -> list[Mention]:
    return [each for each in mentions if verdict.start <= each.start < verdict.end]


def _cue(verdict: Verdict) -> str:
    """Return the strongest reason that stands in the text; where none does, nothing a reader could look at."""
    reason = next((reason for reason in verdict.reasons if reason.start is not None), None)
    if reason is None:
        return ""
    return plain(reason.feature if language() == "ja" else reason.feature_en)


def _normal(mention: Mention, text: str) -> str:
    """Return a mention as written and in normal form: 約10件 → 10件."""
    written = plain(text[mention.start : mention.end])
    if isinstance(mention, Figure):
        normal = value_text(mention)
        counted = f"[{plain(mention.counted)}]" if mention.counted else ""
        return f"{written}{counted}" if normal.replace(",", "") == written else f"{written}={normal}{counted}"
    if isinstance(mention, DateMention):
        warning = f" ⚠ {mention.warning}" if mention.warning else ""
        normal = date_text(mention, written)
        return f"{written}={normal}{warning}" if normal and normal != written else f"{written}{warning}"
    if isinstance(mention, Organization):
        return plain(mention.canonical)
    return written


def shortened(text: str, width: int) -> str:
    """Return ``text`` on one line, in at most ``width`` characters, with … where it goes on."""
    text = plain(text)
    return text if len(text) <= width else text[: width - 1] + "…"


def _figure_table(analysis: Analysis) -> Table:
    from rich.table import Table

    table = Table(title=message("table_figures"), title_justify="left", box=None, pad_edge=False, header_style="dim")
    table.add_column("#", justify="right")
    table.add_column(message("column_counted"), overflow="fold", max_width=24)
    table.add_column(message("column_value"), justify="right", no_wrap=True)
    table.add_column(message("column_written"), overflow="fold")
    table.add_column(message("column_kind"))
    for figure in analysis.figures:
        table.add_row(
            str(_sentence_of(analysis, figure) + 1),
            plain(figure.counted or "–"),
            "" if figure.quantity == "score" else value_text(figure),
            plain(analysis.article.text[figure.start : figure.end]),
            message("quantity_" + figure.quantity),
        )
    return table


def _organization_table(analysis: Analysis) -> Table:
    from rich.table import Table

    table = Table(
        title=message("table_organizations"), title_justify="left", box=None, pad_edge=False, header_style="dim"
    )
    table.add_column(message("column_name"), overflow="fold")
    table.add_column(message("column_kind"))
    table.add_column("n", justify="right")
    table.add_column(message("column_forms"), overflow="fold")
    groups: dict[str, list[Organization]] = {}
    for body in analysis.organizations:
        groups.setdefault(body.entity, []).append(body)
    for bodies in groups.values():
        name = bodies[0].canonical
        forms = Counter(plain(analysis.article.text[each.start : each.end]) for each in bodies)
        others = "、".join(form for form in forms if form != name)
        table.add_row(plain(name), message("kind_" + bodies[0].kind), str(len(bodies)), others)
    return table


def _sentence_of(analysis: Analysis, mention: Mention) -> int:
    index = 0
    for index, verdict in enumerate(analysis.sentences):
        if mention.start < verdict.end:
            return index
    return index


def _count_line(analysis: Analysis) -> str:
    labels = Counter(verdict.label for verdict in analysis.sentences)
    return message(
        "count_line",
        n=len(analysis.sentences),
        report=labels["report"],
        quote=labels["quote"],
        commentary=labels["commentary"],
        other=labels["other"],
        figures=len(analysis.figures),
        dates=len(analysis.dates),
        organizations=len({body.entity for body in analysis.organizations}),
    )


def _explanation(analysis: Analysis, number: int) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    verdict = analysis.sentences[number - 1]
    text = analysis.article.text
    yield _sentence_line(analysis, number - 1)
    probabilities = "  ".join(f"{message('label_' + label)} {value:.2f}" for label, value in verdict.scores.items())
    said = [message("explain_label", label=message("label_" + verdict.label), scores=probabilities)]
    for reason in verdict.reasons:
        phrase = plain(reason.feature if language() == "ja" else reason.feature_en)
        cue = shortened(text[reason.start : reason.end], 30) if reason.start is not None else ""
        where = f"  ←「{cue}」" if cue and cue not in phrase else ""  # most phrases quote their cue
        said.append(f"{reason.weight:+.2f}  {phrase}{where}")
    yield from (Padding(Text(line), (0, 0, 0, 5), expand=False) for line in said)
    details = _details(analysis, number - 1, with_label=False)
    if details:
        yield Padding(_Parts(details), (0, 0, 0, 5), expand=False)
