"""Analyses made by hand: ⟦227万枚|2270000|枚|count|カード⟧ is a figure, ⟦@今年3月|2016-03|2016-03-01|2016-03-31⟧ a date,
⟦#機構|地方公共団体情報システム機構|o1⟧ an organization. Every line is a sentence; ``{c}`` before it makes it commentary,
``{q}`` a quote, ``{o}`` other."""

from __future__ import annotations

import re
from typing import Any

from analyzer.mention import Analysis, DateMention, Figure, Organization, Reason, Verdict
from corpus.article import Article, Block, article_id

_MARK_RE = re.compile(r"⟦([@#]?)(.*?)⟧", re.DOTALL)
_LABELS = {"{c}": "commentary", "{q}": "quote", "{o}": "other"}
_APPROX = {"約": "approx", "超": "more_than", "以上": "at_least", "未満": "less_than", "以下": "at_most"}


def marked(
    lines: str,
    *,
    source: str = "a.txt",
    outlet: str | None = None,
    published: str | None = None,
    groups: dict[int, tuple[str | None, str | None]] | None = None,
) -> Analysis:
    """Return the analysis that the marks in ``lines`` spell out. ``groups``: first line → (outlet, published) of a block
    that begins there."""
    text, verdicts, mentions = "", [], []
    starts: list[int] = []
    for line in lines.strip("\n").split("\n"):
        label = _LABELS.get(line[:3], "report")
        line = line[3:] if line[:3] in _LABELS else line
        start = len(text)
        starts.append(start)
        position = 0
        for match in _MARK_RE.finditer(line):
            text += line[position : match.start()]
            cells = match[2].split("|")
            mentions.append((match[1], len(text), len(text) + len(cells[0]), cells))
            text += cells[0]
            position = match.end()
        text += line[position:]
        scores: dict[Any, float] = {"report": 0.1, "quote": 0.0, "commentary": 0.0, "other": 0.0, label: 0.9}
        has = label in ("commentary", "quote") and any(mention[1] >= start for mention in mentions)
        reasons = (
            (Reason("文末「た。」", "ends in た。", 1.2, len(text) - 2, len(text)),) if len(text) > start + 2 else ()
        )
        verdicts.append(Verdict(start, len(text), label, 0.9, scores, "asserted", has, reasons))  # type: ignore[arg-type]
        text += "\n"
    blocks = _blocks(text, starts, outlet, published, groups or {})
    article = Article(article_id(text), source, text, published=published, outlet=outlet, blocks=blocks)
    return Analysis(
        article,
        tuple(verdicts),
        tuple(_figure(s, e, c) for k, s, e, c in mentions if k == ""),
        tuple(
            DateMention(s, e, "t", "DATE", c[1], None, *(c[2:4] or (None, None))) for k, s, e, c in mentions if k == "@"
        ),
        tuple(Organization(s, e, "t", c[1], c[2], "company") for k, s, e, c in mentions if k == "#"),
        (),
        "test",
    )


def _blocks(
    text: str,
    starts: list[int],
    outlet: str | None,
    published: str | None,
    groups: dict[int, tuple[str | None, str | None]],
) -> tuple[Block, ...]:
    if not groups:
        return (Block(0, len(text), "report", outlet, published),)
    edges = sorted({0, *groups})
    blocks = []
    for number, first in enumerate(edges):
        end = starts[edges[number + 1]] if number + 1 < len(edges) else len(text)
        who, when = groups.get(first, (outlet, published))
        blocks.append(
            Block(starts[first], end, "report" if who else "commentary", who, when, group=number if who else 0)
        )
    return tuple(blocks)


def _figure(start: int, end: int, cells: list[str]) -> Figure:
    value = float(cells[1])
    modifier = next((name for sign, name in _APPROX.items() if sign in cells[0]), None)
    number = int(value) if value == int(value) else value
    return Figure(
        start,
        end,
        "t",
        number,
        None,
        None,
        cells[2],
        cells[3] if len(cells) > 3 and cells[3] else "count",  # type: ignore[arg-type]
        modifier,
        cells[4] if len(cells) > 4 and cells[4] else None,  # type: ignore[arg-type]
    )
