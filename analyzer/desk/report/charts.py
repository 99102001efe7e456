"""Small charts as SVG text: bars of shares, a figure over time, a strip of dates. Colour never stands alone.

Every chart comes with a title and a description for those who hear the page, and the caller sets its table beside it.
All sizes are in user units of a 460-wide view box, so a chart shrinks with the page. No style attributes: the page's
content security policy allows none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import pairwise

from analyzer.desk.listing import cut

__all__ = ["Bar", "development", "share_bars", "strip"]

_WIDTH = 460
_ROW = 26
#: Units between two labels of a line.
_APART = 66.0
_KINDS = ("report", "quote", "commentary", "other")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a share chart: a name, how many sentences, and how many of each kind."""

    name: str
    n: int
    counts: dict[str, int]

    def share(self, kind: str) -> float:
        return self.counts.get(kind, 0) / self.n if self.n else 0.0


#: So wide is a name beside a bar: ten letters of Japanese, twenty of Latin.
_LABEL = 20


def share_bars(bars: Sequence[Bar], *, key: str, title: str, text: str) -> str:
    """Return stacked bars, one per row, each as wide as the chart; the number of sentences stands at the end."""
    left, right = 122, 46
    room = _WIDTH - left - right
    parts: list[str] = []
    for row, bar in enumerate(bars):
        y, x = row * _ROW + 4, float(left)
        parts.append(
            f'<text class="name" x="{left - 10}" y="{y + 13}" text-anchor="end">{escape(cut(bar.name, _LABEL))}</text>'
        )
        for kind in _KINDS:
            width = bar.share(kind) * room
            if width > 0:
                parts.append(f'<rect class="fill-{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="18"/>')
                parts.append(f'<rect fill="url(#pattern-{kind})" x="{x:.1f}" y="{y}" width="{width:.1f}" height="18"/>')
            if width > 30:
                percent = f"{bar.share(kind):.0%}"
                parts.append(
                    f'<text class="share" x="{x + width / 2:.1f}" y="{y + 13}" text-anchor="middle">{percent}</text>'
                )
            x += width
        parts.append(f'<text class="n" x="{_WIDTH - right + 8}" y="{y + 13}">n={bar.n}</text>')
    return _svg(parts, len(bars) * _ROW + 4, key=key, title=title, text=text)


def development(points: Sequence[tuple[date, float, str]], *, key: str, title: str, text: str) -> str:
    """Return a line through (day, value, label), the axis beginning at zero unless values are negative."""
    height, left, right, top, bottom = 130, 40, 40, 26, 26
    days = [day.toordinal() for day, _, _ in points]
    values = [value for _, value, _ in points]
    low, high = min(0.0, *values), max(0.0, *values)
    first, last = min(days), max(days)

    def place(day: int, value: float) -> tuple[float, float]:
        x = left + (day - first) / max(last - first, 1) * (_WIDTH - left - right)
        y = top + (high - value) / ((high - low) or 1) * (height - top - bottom)
        return round(x, 1), round(y, 1)

    dots = [place(day, value) for day, value in zip(days, values, strict=True)]
    base = place(first, 0.0)[1]
    parts = [f'<line class="axis" x1="{left}" y1="{base}" x2="{_WIDTH - right}" y2="{base}"/>']
    for (x1, y1), (x2, y2) in pairwise(dots):
        parts.append(f'<line class="line" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>')
    told = -_APART
    for (x, y), (day, _, label) in zip(dots, points, strict=True):
        parts.append(f'<circle class="dot" cx="{x}" cy="{y}" r="3.5"/>')
        if x - told < _APART:  # two labels would run into each other; the table has them all
            continue
        told = x
        parts.append(f'<text class="value" x="{x}" y="{y - 8}" text-anchor="middle">{_cut(label, 14)}</text>')
        parts.append(f'<text class="tick" x="{x}" y="{height - 8}" text-anchor="middle">{day.isoformat()}</text>')
    return _svg(parts, height, key=key, title=title, text=text)


def strip(
    days: Sequence[tuple[date, str, str]],
    *,
    published: date | None,
    key: str,
    title: str,
    text: str,
    wide: bool = False,
) -> str:
    """Return the (day, label, target) of an article on one line, each a link to where it stands; ▽ is publication."""
    width = 900 if wide else 340
    everything = [day for day, _, _ in days] + ([published] if published else [])
    first, last = min(everything), max(everything)
    span = max((last - first).days, 1)
    parts = [f'<line class="axis" x1="14" y1="40" x2="{width - 14}" y2="40"/>']
    for day in _ticks(first, last, 9 if wide else 3):
        x = 14 + (day - first).days / span * (width - 28)
        parts.append(f'<line class="axis" x1="{x:.1f}" y1="40" x2="{x:.1f}" y2="46"/>')
        anchor = "start" if x < 40 else "end" if x > width - 40 else "middle"
        parts.append(f'<text class="tick" x="{x:.1f}" y="60" text-anchor="{anchor}">{_tick_text(day, span)}</text>')
    piles: dict[int, int] = {}
    for day, label, target in days:
        x = 14 + (day - first).days / span * (width - 28)
        pile = piles[round(x / 6)] = piles.get(round(x / 6), 0) + 1
        if pile > 5:
            continue
        dot = f'<circle class="dot" cx="{x:.1f}" cy="{40 - 6 * pile + 2}" r="3"><title>{escape(label)}</title></circle>'
        parts.append(f'<a href="#{escape(target)}" aria-label="{escape(label)}">{dot}</a>' if target else dot)
    if published:
        x = 14 + (published - first).days / span * (width - 28)
        parts.append(f'<text class="published" x="{x:.1f}" y="13" text-anchor="middle">▽</text>')
    return _svg(parts, 66, key=key, title=title, text=text, width=width, role="group")


def _ticks(first: date, last: date, most: int) -> list[date]:
    span = (last - first).days
    if span < most:
        return [first + timedelta(n) for n in range(span + 1)][:most]
    return [first + timedelta(round(span * n / (most - 1))) for n in range(most)]


def _tick_text(day: date, span: int) -> str:
    return day.isoformat()[: 7 if span > 300 else 10]


def _svg(
    parts: Sequence[str], height: int, *, key: str, title: str, text: str, width: int = _WIDTH, role: str = "img"
) -> str:
    return (
        f'<svg class="{"chart wide" if width > 500 else "chart"}" viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(text)}</desc>{"".join(parts)}</svg>'
    )


def _cut(text: str, length: int) -> str:
    return escape(text if len(text) <= length else text[: length - 1] + "…")
