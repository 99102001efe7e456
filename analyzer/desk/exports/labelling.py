"""Sentence labels for annotation tools. doccano's and Label Studio's files come back by ``uradori train``.

All three count code points. doccano and Label Studio show the text as it is; brat's own files are line-oriented, so a
sentence over several lines becomes a span of several fragments, as its standoff format has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from analyzer.desk.amount import written
from analyzer.desk.exports import File
from analyzer.desk.exports.characters import file_name, printable
from analyzer.mention import LABELS, Analysis

__all__ = ["brat", "doccano", "labelstudio"]

_COLOURS = {"report": "#cfe8f7", "quote": "#e6e6e6", "commentary": "#fbe0c4", "other": "#ffffff"}


def doccano(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield a JSONL file for sequence labelling: ``{"id", "text", "label": [[start, end, name], …]}``."""
    lines = []
    for analysis in analyses:
        spans = [[verdict.start, verdict.end, verdict.label] for verdict in analysis.sentences]
        article = analysis.article
        row = {"id": article.id, "text": article.text, "label": spans, "source": article.source}
        lines.append(msgspec.json.encode(row) + b"\n")
    yield "doccano.jsonl", b"".join(lines)


def labelstudio(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield tasks with predictions (each region with its probability), and the labelling configuration for them."""
    yield "tasks.json", msgspec.json.encode([_task(analysis) for analysis in analyses])
    choices = "".join(f'<Label value="{label}" background="{_COLOURS[label]}"/>' for label in LABELS)
    config = f'<View><Labels name="label" toName="text">{choices}</Labels><Text name="text" value="$text"/></View>\n'
    yield "config.xml", config.encode()


def _task(analysis: Analysis) -> dict[str, Any]:
    article = analysis.article
    result = [
        {
            "id": f"s{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": verdict.start,
                "end": verdict.end,
                "text": article.text[verdict.start : verdict.end],
                "labels": [verdict.label],
            },
            **({} if verdict.score is None else {"score": verdict.score}),
        }
        for number, verdict in enumerate(analysis.sentences)
    ]
    scores = [verdict.score for verdict in analysis.sentences if verdict.score is not None]
    prediction: dict[str, Any] = {"model_version": analysis.made_by or "uradori", "result": result}
    if scores:
        prediction["score"] = min(scores)  # active learning sorts by it: the least certain article first
    data = {"text": article.text, "document": article.id, "source": article.source, "title": article.title or ""}
    return {"data": data, "predictions": [prediction]}


def brat(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield ``.txt`` and ``.ann`` per article, and the configuration that brat needs beside them."""
    yield "annotation.conf", _BRAT_CONFIGURATION.encode()
    for analysis in analyses:
        name = f"{file_name(analysis.article.source)}-{analysis.article.id[:8]}"
        yield f"{name}.txt", printable(analysis.article.text).encode("utf-8", "replace")
        yield f"{name}.ann", "".join(_standoff(analysis)).encode("utf-8", "replace")


_BRAT_CONFIGURATION = """[entities]
report
quote
commentary
other
Figure
Date
Organization
[relations]
<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
[attributes]
Certainty Arg:<ENTITY>, Value:asserted|hearsay|inferred|possible|planned|conditional|question
"""


def _standoff(analysis: Analysis) -> Iterator[str]:
    number = 0
    for verdict in analysis.sentences:
        number += 1
        yield f"T{number}\t{verdict.label} {_fragments(analysis, verdict.start, verdict.end)}\n"
        yield f"A{number}\tCertainty T{number} {verdict.certainty}\n"
    notes = [
        *((each, "Figure", written(each)) for each in analysis.figures),
        *((each, "Date", each.value) for each in analysis.dates),
        *((each, "Organization", each.canonical) for each in analysis.organizations),
    ]
    for mention, kind, note in notes:
        number += 1
        yield f"T{number}\t{kind} {_fragments(analysis, mention.start, mention.end)}\n"
        yield f"#{number}\tAnnotatorNotes T{number}\t{' '.join(printable(note).split())}\n"


def _fragments(analysis: Analysis, start: int, end: int) -> str:
    """Return ``start end;start end TAB text`` with a fragment per line, none of them empty."""
    text = printable(analysis.article.text)
    spans: list[tuple[int, int]] = []
    position = start
    for line in text[start:end].split("\n"):
        if line.strip():
            spans.append((position, position + len(line)))
        position += len(line) + 1
    if not spans:
        spans = [(start, end)]
    shown = " ".join(text[first:last].replace("\n", " ") for first, last in spans)
    return ";".join(f"{first} {last}" for first, last in spans) + f"\t{shown}"
