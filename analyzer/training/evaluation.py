"""How well a model does on labelled sentences: figures, and what it says of each sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analyzer import stance
from analyzer.mention import LABELS, Verdict
from analyzer.pipeline import Analyzer
from analyzer.stance.model import StanceModel, load_stance
from analyzer.training.labels import LabelledDocument, LabelledSentence, read_labels
from analyzer.training.measures import measure, measure_by_genre
from corpus.errors import ArticleError
from corpus.messages import message

__all__ = ["Evaluation", "evaluate", "in_words", "print_evaluation"]

_DAY = date(2030, 1, 1)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures over all sentences, and one prediction per labelled row in the order of the files."""

    measures: dict[str, Any]
    predictions: tuple[dict[str, Any], ...]


def evaluate(paths: Sequence[Path], *, model: Path | None = None, joined: bool = False) -> Evaluation:
    """Return how well ``model`` (or the shipped one) labels the sentences of the labelled files ``paths``.

    Rows of one ``document`` are judged together, in context; a row without is judged alone. Raises ArticleError for
    files that cannot be read, ModelError for a model that is not ours.
    """
    loaded = None if model is None else load_stance(model)
    judged = [
        (position, document, sentence, verdict)
        for position, path in enumerate(paths)
        for document in read_labels(path, joined=joined)
        if document.sentences
        for sentence, verdict in _judged(document, loaded)
    ]
    judged.sort(key=lambda each: (each[0], each[2].line))
    gold = [sentence.label for _, _, sentence, _ in judged]
    scores: list[dict[str, float]] = [
        {str(label): value for label, value in verdict.scores.items()} for _, _, _, verdict in judged
    ]
    measures: dict[str, Any] = measure(gold, scores)
    measures["per_genre"] = measure_by_genre(gold, scores, [document.genre for _, document, _, _ in judged])
    measures["unscored"] = sum(verdict.score is None for _, _, _, verdict in judged)
    predictions = tuple(_prediction(document, sentence, verdict) for _, document, sentence, verdict in judged)
    return Evaluation(measures, predictions)


def _judged(document: LabelledDocument, model: StanceModel | None) -> Iterator[tuple[LabelledSentence, Verdict]]:
    spans = [(sentence.start, sentence.end) for sentence in document.sentences]
    reading = Analyzer(today=_DAY).read(document.article(), spans=spans)
    verdicts = stance.judge(
        reading.doc,
        figures=reading.figures,
        dates=reading.dates,
        organizations=reading.organizations,
        attributions=reading.attributions,
        model=model,
    )
    yield from zip(document.sentences, verdicts, strict=True)


def _prediction(document: LabelledDocument, sentence: LabelledSentence, verdict: Verdict) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": sentence.id,
        "label": verdict.label,
        "scores": verdict.scores,
        "score": verdict.score,
        "gold": sentence.label,
        "text": document.text[sentence.start : sentence.end],
    }
    return row if document.isolated else row | {"document": document.id}


def print_evaluation(
    paths: Sequence[Path],
    *,
    model: Path | None = None,
    predictions: Path | None = None,
    output: str = "table",
    min_f1: float | None = None,
) -> int:
    """Print the measures, write the predictions; return 1 when macro-F1 is below ``min_f1``, else 0.

    Raises ArticleError where no sentence is labelled.
    """
    evaluation = evaluate(paths, model=model)
    if not evaluation.predictions:
        raise ArticleError(", ".join(map(str, paths)), message("no_labelled"))
    if predictions is not None:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in evaluation.predictions]
        predictions.write_text("".join(lines), encoding="utf-8")
    if output == "json":
        print(json.dumps(evaluation.measures, ensure_ascii=False, indent=1))
    else:
        print(in_words(evaluation.measures))
    reached = evaluation.measures["macro_f1"]
    if min_f1 is not None and reached < min_f1:
        print(f"uradori: {message('below_min_f1', reached=f'{reached:.4f}', wanted=min_f1)}", file=sys.stderr)
        return 1
    return 0


def in_words(measures: dict[str, Any]) -> str:
    """Return the measures as a text table."""
    lines = [
        f"sentences {measures['n']}   accuracy {measures['accuracy']:.3f}   macro-F1 {measures['macro_f1']:.3f}   "
        f"report vs commentary macro-F1 {measures['report_vs_commentary_macro_f1']:.3f}",
        f"Brier {measures['brier']:.3f}   ECE {measures['ece']:.3f} (n={measures['n']}, 10 bins)",
        "",
        f"{'label':12s}{'precision':>10s}{'recall':>10s}{'F1':>10s}{'n':>8s}",
    ]
    for label in LABELS:
        row = measures["per_class"][label]
        lines.append(f"{label:12s}{row['precision']:10.3f}{row['recall']:10.3f}{row['f1']:10.3f}{row['n']:8d}")
    lines += ["", f"{'gold ↓ said →':12s}" + "".join(f"{label:>12s}" for label in LABELS)]
    for label in LABELS:
        counts = measures["confusion"][label]
        lines.append(f"{label:12s}" + "".join(f"{counts[other]:12d}" for other in LABELS))
    if measures.get("per_genre"):
        lines += [
            "",
            f"{'genre':16s}{'n':>6s}{'macro-F1':>10s}{'rep/com':>10s}{'com. P':>10s}{'com. R':>10s}{'ECE':>8s}",
        ]
        for genre, each in measures["per_genre"].items():
            said = each["per_class"]["commentary"]
            lines.append(
                f"{genre:16s}{each['n']:6d}{each['macro_f1']:10.3f}{each['report_vs_commentary_macro_f1']:10.3f}"
                f"{said['precision']:10.3f}{said['recall']:10.3f}{each['ece']:8.3f}"
            )
    return "\n".join(lines)
