"""KH Coder 3: one text with headings, and its external variables as CSV files, one per heading level.

H1 is an article, H2 a stretch of one owner's words, H3 a sentence; the n-th row of ``variables_h1.csv`` belongs to the
n-th H1, and so on. Signs that KH Coder reads as its own (< > and the half-width bar and backslash) become full width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from analyzer.desk.exports import File
from analyzer.desk.exports.characters import printable
from analyzer.desk.spreadsheet import csv_text
from analyzer.mention import Analysis
from analyzer.sections import Section, sections

__all__ = ["export"]

_WIDE = str.maketrans("<>|\\", "＜＞｜＼")


def export(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield ``text.txt`` and the variables of its three levels (UTF-8)."""
    lines: list[str] = []
    articles: list[dict[str, Any]] = []
    stretches: list[dict[str, Any]] = []
    sentences: list[dict[str, Any]] = []
    for number, analysis in enumerate(analyses, 1):
        lines.append(f"<h1>{number} {_line(analysis.article.title or analysis.article.source)}</h1>")
        articles.append(_article(analysis))
        for place, section in enumerate((each for each in sections(analysis) if each.sentences), 1):
            owner = section.outlet or analysis.article.outlet
            lines.append(f"<h2>{number}-{place} {_line(owner or 'なし')}</h2>")
            stretches.append(_stretch(section, owner))
            for index in section.sentences:
                verdict = analysis.sentences[index]
                lines.append(f"<h3>{number}-{place}-{index + 1} {verdict.label}</h3>")
                lines.append(_line(analysis.article.text[verdict.start : verdict.end]) or "。")
                sentences.append(_sentence(analysis, index, owner))
    yield "text.txt", "".join(line + "\n" for line in lines).encode("utf-8", "replace")
    for level, rows in (("h1", articles), ("h2", stretches), ("h3", sentences)):
        columns = list(rows[0]) if rows else []
        yield f"variables_{level}.csv", csv_text(rows, columns, header=True).encode("utf-8", "replace")


def _article(analysis: Analysis) -> dict[str, Any]:
    article = analysis.article
    return {
        "媒体": article.outlet or ".",
        "発行日": (article.published or ".")[:10],
        "発行月": (article.published or ".")[:7],
        "文の数": len(analysis.sentences),
        "論評の数": sum(verdict.label == "commentary" for verdict in analysis.sentences),
        "出典": _line(article.source),
    }


def _stretch(section: Section, owner: str | None) -> dict[str, Any]:
    kind = "筆者" if section.is_own else "引用" if section.quoted else "報道"
    return {"媒体": owner or ".", "発行日": (section.published or ".")[:10], "誰の文": kind}


def _sentence(analysis: Analysis, index: int, owner: str | None) -> dict[str, Any]:
    verdict = analysis.sentences[index]
    return {
        "種類": verdict.label,
        "確度": verdict.certainty,
        "確率": "." if verdict.score is None else round(verdict.score, 3),
        "媒体": owner or ".",
        "検証できる主張": int(verdict.checkable),
    }


def _line(text: str) -> str:
    return " ".join(printable(text).translate(_WIDE).split())
