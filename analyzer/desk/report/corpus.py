"""Many articles on one page: who reports and who comments, what differs, how figures developed, who appears together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any

from analyzer.desk.ledger import Row
from analyzer.desk.ledger.telling import stations
from analyzer.desk.parts import LOSS
from analyzer.desk.passages import day_of, outlet_of
from analyzer.desk.report.article import Links, _row_view
from analyzer.desk.report.charts import Bar, development, share_bars, strip
from analyzer.desk.report.terminal import plain, shortened
from analyzer.mention import Analysis
from corpus.text import fold

__all__ = ["corpus_view"]

_MOST_BARS, _MOST_SERIES, _MOST_PASSAGES, _MOST_PAIRS = 20, 6, 20, 20
#: A passage shorter than this may well be written twice by chance.
_SHARED_LENGTH = 25


def corpus_view(
    analyses: Sequence[Analysis], rows: Sequence[Row], links: Links, words: dict[str, str]
) -> dict[str, Any]:
    """Return charts (SVG with the rows of their tables) and lists for the overview of several articles."""
    return {
        "charts": [chart for chart in _share_charts(analyses, words) if chart],
        "series": list(_series(rows, words))[:_MOST_SERIES],
        "differing": [_row_view(row, n, -1, links, words) for n, row in enumerate(rows) if row.relation == "differ"],
        "passages": _shared_passages(analyses, links),
        "together": _together(analyses),
        "timeline": _timeline(analyses, words),
    }


def _share_charts(analyses: Sequence[Analysis], words: dict[str, str]) -> list[dict[str, Any] | None]:
    outlets: dict[str, Counter[str]] = defaultdict(Counter)
    months: dict[str, Counter[str]] = defaultdict(Counter)
    for analysis in analyses:
        blocks, position = analysis.article.blocks, 0
        for verdict in analysis.sentences:
            while position + 1 < len(blocks) and blocks[position].end <= verdict.start:
                position += 1
            block = blocks[position] if blocks else None
            outlet = (outlet_of(analysis, block) if block else None) or words["unnamed_outlet"]
            published = (block and block.published) or analysis.article.published
            if verdict.label == "other":  # headlines and link lists tell nothing of who reports and who comments
                continue
            outlets[plain(outlet)][verdict.label] += 1
            if published:
                months[published[:7]][verdict.label] += 1
    by_outlet = sorted(outlets.items(), key=lambda each: -sum(each[1].values()))[:_MOST_BARS]
    return [
        _share_chart("by_outlet", by_outlet, words),
        _share_chart("by_month", sorted(months.items())[-_MOST_BARS:], words) if len(months) > 1 else None,
    ]


def _share_chart(key: str, rows: Sequence[tuple[str, Counter[str]]], words: dict[str, str]) -> dict[str, Any]:
    bars = [Bar(name, sum(counts.values()), dict(counts)) for name, counts in rows]
    told = "; ".join(
        words["chart_bar_row"].format(
            name=bar.name,
            n=bar.n,
            **{kind: round(100 * bar.share(kind)) for kind in ("report", "quote", "commentary")},
        )
        for bar in bars[:8]
    )
    return {
        "key": key,
        "svg": share_bars(bars, key=key, title=words[key], text=words["chart_bars_text"].format(rows=told)),
        "bars": bars,
    }


def _series(rows: Sequence[Row], words: dict[str, str]) -> Any:
    """Yield a chart for every figure that changed and has at least two days to stand on."""
    for number, row in enumerate(rows):
        if row.relation != "changed":
            continue
        ordered = [
            (day, -entry.amount.value if LOSS in entry.parts else entry.amount.value, plain(entry.told))
            for day, entry in stations(row.entries)
        ]
        if len(ordered) < 2:
            continue
        told = ", ".join(f"{day} {label}" for day, _, label in ordered)
        measure = plain(row.measure)
        text = words["chart_line_text"].format(measure=measure, points=told)
        yield {
            "measure": measure,
            "svg": development(ordered, key=f"series{number}", title=measure, text=text),
            "points": [(day.isoformat(), label) for day, _, label in ordered],
        }


def _shared_passages(analyses: Sequence[Analysis], links: Links) -> list[dict[str, Any]]:
    places: dict[str, dict[int, int]] = defaultdict(dict)
    for index, analysis in enumerate(analyses):
        for number, verdict in enumerate(analysis.sentences):
            wording = "".join(fold(analysis.article.text[verdict.start : verdict.end]).split())
            if len(wording) >= _SHARED_LENGTH:
                places[wording].setdefault(index, number)
    shared = [(wording, where) for wording, where in places.items() if len(where) > 1]
    shared.sort(key=lambda each: (-len(each[1]), -len(each[0])))
    return [
        {
            "text": shortened(wording, 100) if links.with_text else f"{len(wording)}",
            "where": [(links.sentence(a, s), plain(analyses[a].article.source)) for a, s in where.items()][:12],
            "n": len(where),
        }
        for wording, where in shared[:_MOST_PASSAGES]
    ]


def _together(analyses: Sequence[Analysis]) -> list[tuple[str, str, int]]:
    pairs: Counter[tuple[str, str]] = Counter()
    for analysis in analyses:
        bodies, position = analysis.organizations, 0
        for verdict in analysis.sentences:
            names = set()
            while position < len(bodies) and bodies[position].start < verdict.end:
                if bodies[position].kind != "media":  # papers stand together because they are quoted together
                    names.add(plain(bodies[position].canonical))
                position += 1
            pairs.update(combinations(sorted(names), 2))
    return [(one, other, n) for (one, other), n in pairs.most_common(_MOST_PAIRS) if n > 1]


def _timeline(analyses: Sequence[Analysis], words: dict[str, str]) -> dict[str, Any] | None:
    counts: Counter[date] = Counter()
    for analysis in analyses:
        for mention in analysis.dates:
            if mention.type in ("DATE", "TIME") and mention.first and mention.first == mention.last:
                day = day_of(mention.first)
                if day is not None:
                    counts[day] += 1
    if len(counts) < 2:
        return None
    # The middle nine tenths: one anniversary of 1945 must not squeeze all else into a corner.
    days = sorted(counts.elements())
    days = days[len(days) // 20 : len(days) - len(days) // 20]
    text = words["timeline_text"].format(n=len(days), first=days[0], last=days[-1])
    marks = [(day, f"{day} ({counts[day]})", "") for day in days]
    return {
        "svg": strip(marks, published=None, key="timeline", title=words["timeline"], text=text, wide=True),
        "top": [(day.isoformat(), n) for day, n in counts.most_common(12)],
    }
