"""One article as the page shows it: its text with marks, and the panel beside it, linked both ways."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from typing import Any

from analyzer.desk.amount import value_text
from analyzer.desk.dating import date_text, day_text, moment_text
from analyzer.desk.entries import time_text
from analyzer.desk.evidence import Bearing, Claim
from analyzer.desk.ledger import Row, measure_text
from analyzer.desk.passages import Passage, day_of
from analyzer.desk.report.charts import strip
from analyzer.desk.report.terminal import plain, shortened
from analyzer.desk.report.visible import visible
from analyzer.mention import Analysis, DateMention, Figure, Mention, Organization, Verdict
from analyzer.sections import Section, sections

__all__ = ["ArticleView", "Links", "article_view"]

#: Sentences laid out together: a browser leaves those out of sight for later.
_CHUNK = 60
#: Characters of a first line that stand for a title.
_TITLE = 40
#: Sentences, rows and bodies listed in a panel before the rest is only counted.
_MOST = 400
#: A clock time on a day that is not told: nothing to check.
_CLOCK_RE = re.compile("XXXX-XX-XXT[0-9]")
#: Figures and characters of note shown per ledger row: a hundred articles may give one figure.
_MOST_FIGURES, _LONGEST_NOTE = 8, 160


@dataclass(frozen=True)
class Links:
    """Where everything stands on the page. Sentence ids are stable: article and offset, the same on every page."""

    prefixes: tuple[str, ...]
    analyses: tuple[Analysis, ...]
    rows: tuple[Row, ...]
    row_of_figure: dict[tuple[int, int], int]
    claims: dict[tuple[int, int], Claim]
    with_text: bool

    @classmethod
    def of(
        cls, analyses: Sequence[Analysis], rows: Sequence[Row], claims: Sequence[Claim], *, with_text: bool
    ) -> Links:
        taken: dict[str, int] = defaultdict(int)
        prefixes = []
        for analysis in analyses:
            prefix = "a" + analysis.article.id[:8]
            taken[prefix] += 1
            prefixes.append(prefix if taken[prefix] == 1 else f"{prefix}_{taken[prefix]}")
        row_of_figure: dict[tuple[int, int], int] = {}
        for number, row in enumerate(rows):
            for entry in row.entries:
                row_of_figure.setdefault(entry.key, number)
        of_sentence = {(claim.passage.article, claim.passage.sentence): claim for claim in claims}
        return cls(tuple(prefixes), tuple(analyses), tuple(rows), row_of_figure, of_sentence, with_text)

    def article(self, index: int) -> str:
        return self.prefixes[index]

    def sentence(self, article: int, sentence: int) -> str:
        return f"{self.prefixes[article]}-{self.analyses[article].sentences[sentence].start}"

    def mention(self, article: int, mention: Mention) -> str:
        return f"{self.prefixes[article]}-m{mention.start}"

    def body(self, article: int, entity: str) -> str:
        return f"{self.prefixes[article]}-b{entity}"

    def speaker(self, passage: Passage) -> str:
        title = self.analyses[passage.article].article.title if self.with_text else None
        who = passage.spoken_by(plain(title or passage.source))
        return f"{who} {day_text(passage.published)}".strip()


@dataclass(frozen=True)
class ArticleView:
    """What the template needs of one article."""

    index: int
    key: str
    analysis: Analysis
    title: str
    source: str
    outlet: str | None
    published: str
    day: str
    published_from: str
    counts: dict[str, int]
    n: int
    sections: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    ledger: list[dict[str, Any]]
    singles: list[dict[str, Any]]
    bodies: list[dict[str, Any]]
    strip: str


def article_view(analysis: Analysis, index: int, links: Links, words: dict[str, str]) -> ArticleView:
    """Return the view of one article; ``links`` knows where everything else on the page stands."""
    article = analysis.article
    rows = _rows_of(index, links)
    counts: dict[str, int] = defaultdict(int)
    for verdict in analysis.sentences:
        counts[verdict.label] += 1
    name = article.title or _first_line(analysis) if links.with_text else article.source  # a title is text too
    return ArticleView(
        index=index,
        key=links.article(index),
        analysis=analysis,
        title=plain(name or article.source)[:120],
        source=plain(article.source),
        outlet=article.outlet,
        published=moment_text(article.published) or words["unknown_date"],
        day=day_text(article.published) or words["unknown_date"],
        published_from=words[f"from_{article.published_from}"] if article.published_from else "",
        counts=dict(counts),
        n=len(analysis.sentences),
        sections=[_section(section, analysis, index, links, words) for section in sections(analysis)],
        checks=_checks(analysis, index, links, words, rows),
        ledger=[_row_view(row, number, index, links, words) for number, row in rows if row.relation != "single"][
            :_MOST
        ],
        singles=[_row_view(row, number, index, links, words) for number, row in rows if row.relation == "single"][
            :_MOST
        ],
        bodies=_bodies(analysis, index, links),
        strip=_strip(analysis, index, links, words),
    )


def _first_line(analysis: Analysis) -> str | None:
    """Return how the article begins: without a title of its own, a headline in it may be a pasted report's."""
    article = analysis.article
    line = next((line.strip() for line in article.text[article.body :].split("\n") if line.strip()), "")
    return line if len(line) <= _TITLE else line[: _TITLE - 1] + "…"


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _section(section: Section, analysis: Analysis, index: int, links: Links, words: dict[str, str]) -> dict[str, Any]:
    if section.outlet:
        owner = section.outlet
    elif section.quoted:
        owner = words["quoted_words"]
    else:
        owner = words["own_words"] if section.is_own else analysis.article.outlet or words["unnamed_report"]
    kind = "outlet" if section.outlet or not section.is_own else "own"
    return {
        "owner": plain(owner),
        "kind": "quoted" if section.quoted and not section.outlet else kind,
        "published": moment_text(section.published) if section.outlet else "",
        "blocks": list(_blocks(section, analysis, index, links)),
    }


def _blocks(section: Section, analysis: Analysis, index: int, links: Links) -> Iterator[tuple[str, str]]:
    """Yield (kind, HTML) of each block of a section: sentences as spans, the text between them as it is."""
    kinds = {number: _kind_at(analysis, analysis.sentences[number].start) for number in section.sentences}
    mentions = _Mentions(analysis)
    shown = [number for number in section.sentences if analysis.sentences[number].end > analysis.article.body]
    for kind, numbers in groupby(shown, key=lambda number: kinds[number]):
        parts: list[str] = []
        run, fresh = list(numbers), 0
        for position, number in enumerate(run):
            fresh += 1
            if (
                fresh > _CHUNK
                and "\n"
                in analysis.article.text[analysis.sentences[run[position - 1]].end : analysis.sentences[number].start]
            ):
                parts.append('</div><div class="chunk">')
                fresh = 0
            parts.append(_sentence(analysis, number, index, links, mentions))
            if position + 1 < len(run) and links.with_text:
                between = analysis.article.text[
                    analysis.sentences[number].end : analysis.sentences[run[position + 1]].start
                ]
                parts.append(visible(between))
            elif position + 1 < len(run):
                parts.append("\n")
        yield kind, "".join(parts) if len(run) <= _CHUNK else f'<div class="chunk">{"".join(parts)}</div>'


def _kind_at(analysis: Analysis, start: int) -> str:
    return next((b.kind for b in analysis.article.blocks if b.start <= start < b.end), "other")


class _Mentions:
    """The mentions of an article in text order, handed out sentence by sentence."""

    def __init__(self, analysis: Analysis) -> None:
        everything: list[Mention] = [*analysis.figures, *analysis.dates, *analysis.organizations]
        self._ordered = sorted(everything, key=lambda mention: (mention.start, -mention.end))
        self._starts = [mention.start for mention in self._ordered]

    def within(self, verdict: Verdict) -> Iterator[Mention]:
        """Yield the mentions that lie in a sentence, left to right, of overlapping ones the first."""
        done = verdict.start
        for at in range(bisect_left(self._starts, verdict.start), bisect_left(self._starts, verdict.end)):
            mention = self._ordered[at]
            if mention.start >= done and mention.end <= verdict.end:
                done = mention.end
                yield mention


def _sentence(analysis: Analysis, number: int, index: int, links: Links, mentions: _Mentions) -> str:
    verdict, text = analysis.sentences[number], analysis.article.text
    marks = "s " + verdict.label + (" checkable" if verdict.checkable else "")
    opening = f'<span class="{marks}" id="{links.sentence(index, number)}" data-n="{number}">'
    if not links.with_text:
        return f"{opening}{number + 1}</span>"
    parts, done = [opening], verdict.start
    for mention in mentions.within(verdict):
        parts.append(visible(text[done : mention.start]))
        parts.append(_mention(mention, text[mention.start : mention.end], index, links))
        done = mention.end
    parts += [visible(text[done : verdict.end]), "</span>"]
    return "".join(parts)


def _mention(mention: Mention, text: str, index: int, links: Links) -> str:
    key = links.mention(index, mention)
    if isinstance(mention, Figure):
        row = links.row_of_figure.get((index, mention.start))
        target = f' href="#{links.article(index)}-r{row}"' if row is not None else ""
        return f'<a class="m f" id="{key}"{target} title="{escape(value_text(mention))}">{visible(text)}</a>'
    if isinstance(mention, DateMention):
        mark = " warned" if mention.warning or "X" in mention.value else ""
        return f'<a class="m d{mark}" id="{key}" href="#{links.article(index)}-t" title="{escape(date_text(mention, text) or mention.value)}">{visible(text)}</a>'
    assert isinstance(mention, Organization)
    target = links.body(index, mention.entity)
    return f'<a class="m o" id="{key}" href="#{escape(target)}" title="{escape(plain(mention.canonical))}">{visible(text)}</a>'


# ── panel ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows_of(index: int, links: Links) -> list[tuple[int, Row]]:
    return [
        (n, row) for n, row in enumerate(links.rows) if any(entry.passage.article == index for entry in row.entries)
    ]


def _checks(
    analysis: Analysis, index: int, links: Links, words: dict[str, str], rows: Sequence[tuple[int, Row]]
) -> list[dict[str, Any]]:
    """Return what wants checking first, by heading: claims, vague sources, unclear dates, differing figures."""
    text = analysis.article.text
    differing = [_row_view(row, n, index, links, words) for n, row in rows if row.relation == "differ"]
    claims = [claim for (article, _), claim in links.claims.items() if article == index]
    claims.sort(key=lambda claim: not any("other figure" in bearing.relations for bearing in claim.bearings))
    vague = [frame.source for frame in analysis.attributions if frame.source and frame.source.kind == "vague"]
    unclear = [
        each for each in analysis.dates if each.warning or ("X" in each.value and not _CLOCK_RE.match(each.value))
    ]

    def at(start: int, end: int, note: str = "") -> dict[str, Any]:
        shown = shortened(text[start:end], 80) if links.with_text else f"{start}–{end}"
        return {"href": _sentence_at(analysis, index, start, links), "text": shown, "note": note}

    return [
        {
            "key": "differing_figures",
            "items": [
                {"href": f"{links.article(index)}-r{row['n']}", "text": row["measure"], "note": row["note"]}
                for row in differing
            ],
        },
        {"key": "checkable_claims", "items": [_claim_item(claim, index, links, words) for claim in claims[:_MOST]]},
        {"key": "vague_sources", "items": [at(source.start, source.end) for source in vague]},
        {
            "key": "unclear_dates",
            "items": [
                at(each.start, each.end, (each.warning and words["warning_date"]) or words["unresolved"])
                | {"href": links.mention(index, each)}
                for each in {text[date.start : date.end]: date for date in reversed(unclear)}.values()
            ][::-1],
        },
    ]


def _claim_item(claim: Claim, index: int, links: Links, words: dict[str, str]) -> dict[str, Any]:
    passage = claim.passage
    shown = (
        shortened(passage.text, 90)
        if links.with_text
        else _without_text(passage.sentence, passage.end - passage.start, words)
    )
    found = []
    for bearing in _shown(claim.bearings):
        other = bearing.passage
        found.append(
            {
                "href": links.sentence(other.article, other.sentence),
                "text": shortened(other.text, 70) if links.with_text else "",
                "speaker": links.speaker(other),
                "relations": [words["relation_" + relation.replace(" ", "_")] for relation in bearing.relations],
            }
        )
    return {"href": links.sentence(index, passage.sentence), "text": shown, "note": "", "found": found}


def _shown(bearings: Sequence[Bearing]) -> tuple[Bearing, ...]:
    """Return the nearest sentence, and the nearest that gives another figure: what agrees must not hide what differs."""
    differing = [each for each in bearings[1:] if "other figure" in each.relations]
    is_told = not bearings or "other figure" in bearings[0].relations
    return (*bearings[:1], *(differing[:1] if not is_told else ()))


def _without_text(number: int, length: int, words: dict[str, str]) -> str:
    return words["sentence_without_text"].format(n=number + 1, length=length)


def _sentence_at(analysis: Analysis, index: int, offset: int, links: Links) -> str:
    number = max((n for n, verdict in enumerate(analysis.sentences) if verdict.start <= offset), default=0)
    return links.sentence(index, number)


def _row_view(row: Row, number: int, index: int, links: Links, words: dict[str, str]) -> dict[str, Any]:
    """Return a ledger row for the panel of article ``index`` (-1: none): its own figures first, each wording once."""
    figures: dict[tuple[str, str, str], dict[str, Any]] = {}
    keeps_order = index < 0 or row.relation in ("changed", "derived", "differ")
    told = [entry for side in row.sides for entry in side]
    other = {entry.key for side in row.sides[1:] for entry in side}
    ordered = told if keeps_order else sorted(told, key=lambda entry: entry.passage.article != index)
    for entry in ordered:
        text, speaker = plain(entry.told), links.speaker(entry.passage)
        when = time_text(entry) if entry.time else ""
        when = "" if when == day_text(entry.passage.published) else when  # the day of the paper stands beside it
        href = links.mention(entry.passage.article, entry.figure)
        here = entry.passage.article == index
        figures.setdefault(
            (text, speaker, when),
            {"href": href, "text": text, "speaker": speaker, "when": when, "here": here}
            | {"against": entry.key in other},
        )
    shown = list(figures.values())[:_MOST_FIGURES]
    note = plain(row.note) if len(row.note) <= _LONGEST_NOTE else plain(row.note[:_LONGEST_NOTE]) + "…"
    more = len(figures) - len(shown)
    return {
        "n": number,
        "relation": row.relation,
        "name": words[f"relation_{row.relation}"],
        "measure": plain(measure_text(row)),
        "note": note,
        "figures": shown,
        "more": words["and_more"].format(n=more) if more else "",
    }


def _bodies(analysis: Analysis, index: int, links: Links) -> list[dict[str, Any]]:
    text = analysis.article.text
    groups: dict[str, list[Organization]] = defaultdict(list)
    for body in analysis.organizations:
        groups[body.entity].append(body)
    found = []
    for entity, mentions in groups.items():
        canonical = max((body.canonical for body in mentions), key=len)
        written = dict.fromkeys(plain(text[body.start : body.end]) for body in mentions)
        found.append(
            {
                "key": links.body(index, entity),
                "canonical": plain(canonical),
                "kind": mentions[0].kind,
                "aliases": [name for name in written if name != canonical],
                "mentions": [links.mention(index, body) for body in mentions][:12],
                "n": len(mentions),
            }
        )
    return sorted(found, key=lambda body: -int(body["n"]))


def _strip(analysis: Analysis, index: int, links: Links, words: dict[str, str]) -> str:
    days: list[tuple[date, str, str]] = []
    for mention in analysis.dates:
        day = day_of(mention.first)
        if day is not None and mention.type in ("DATE", "TIME"):
            written = plain(analysis.article.text[mention.start : mention.end]) if links.with_text else ""
            days.append(
                (
                    day,
                    f"{date_text(mention, written) or mention.value} {written}".strip(),
                    links.mention(index, mention),
                )
            )
    if not days:
        return ""
    days.sort(key=lambda each: each[0])
    text = words["time_strip_text"].format(n=len(days), first=days[0][0], last=days[-1][0])
    published = day_of(analysis.article.published)
    return strip(days, published=published, key=f"{links.article(index)}-strip", title=words["time_strip"], text=text)
