"""Commands for labelled sentences: learn from them, measure on them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analyzer.commands.options import Lang, app

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
