"""How good labels and probabilities are: F1, confusion, Brier score, calibration error. Plain Python, no library.

>>> measure(["report", "commentary"], [{"report": 0.9, "commentary": 0.1}, {"report": 0.6, "commentary": 0.4}])["accuracy"]
0.5
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analyzer.mention import LABELS

__all__ = ["calibration_error", "measure", "measure_by_genre"]

N_BINS = 10


def measure(gold: Sequence[str], scores: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    """Return all figures over sentences with gold labels and predicted probabilities.

    ``report_vs_commentary_macro_f1`` is the mean F1 of the two labels over the sentences whose gold label is one of them: a
    sentence given to quote or other counts as missed. ``brier`` is the multi-class score (0 to 2). ``ece`` compares
    the probability of the chosen label with how often it is right, in ten bins of equal width, over ``n`` sentences.
    """
    predicted = [max(LABELS, key=lambda label: each.get(label, 0.0)) for each in scores]
    per_class = {label: _f1(gold, predicted, label) for label in LABELS}
    present = [label for label in LABELS if per_class[label]["n"]]
    pair = [index for index, label in enumerate(gold) if label in ("report", "commentary")]
    pair_gold, pair_predicted = [gold[index] for index in pair], [predicted[index] for index in pair]
    two = [_f1(pair_gold, pair_predicted, label)["f1"] for label in ("report", "commentary")]
    n = len(gold)
    return {
        "n": n,
        "accuracy": _ratio(sum(a == b for a, b in zip(gold, predicted, strict=True)), n),
        "macro_f1": round(sum(per_class[label]["f1"] for label in present) / max(len(present), 1), 4),
        "report_vs_commentary_macro_f1": round(sum(two) / 2, 4),
        "per_class": per_class,
        "confusion": {a: {b: _count(gold, predicted, a, b) for b in LABELS} for a in LABELS},
        "brier": _brier(gold, scores),
        "ece": calibration_error(
            [each.get(label, 0.0) for each, label in zip(scores, predicted, strict=True)],
            [a == b for a, b in zip(gold, predicted, strict=True)],
        ),
    }


def measure_by_genre(
    gold: Sequence[str], scores: Sequence[Mapping[str, float]], genres: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Return the figures of :func:`measure` per genre; sentences without a genre are left out."""
    result = {}
    for genre in sorted({genre for genre in genres if genre}):
        chosen = [index for index, each in enumerate(genres) if each == genre]
        result[genre] = measure([gold[index] for index in chosen], [scores[index] for index in chosen])
    return result


def calibration_error(confidence: Sequence[float], is_right: Sequence[bool]) -> float:
    """Return the expected calibration error: mean distance of confidence and accuracy over ten bins, by their size.

    >>> calibration_error([0.9, 0.9], [True, False])
    0.4
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(N_BINS)]
    for value, right in zip(confidence, is_right, strict=True):
        bins[min(int(value * N_BINS), N_BINS - 1)].append((value, right))
    error = sum(abs(sum(value for value, _ in each) - sum(right for _, right in each)) for each in bins)
    return round(error / max(len(confidence), 1), 4)


def _f1(gold: Sequence[str], predicted: Sequence[str], label: str) -> dict[str, Any]:
    right = _count(gold, predicted, label, label)
    n, found = sum(each == label for each in gold), sum(each == label for each in predicted)
    return {
        "precision": _ratio(right, found),
        "recall": _ratio(right, n),
        "f1": _ratio(2 * right, n + found),
        "n": n,
    }


def _count(gold: Sequence[str], predicted: Sequence[str], a: str, b: str) -> int:
    return sum(x == a and y == b for x, y in zip(gold, predicted, strict=True))


def _brier(gold: Sequence[str], scores: Sequence[Mapping[str, float]]) -> float:
    total = sum(
        sum((each.get(label, 0.0) - (label == right)) ** 2 for label in LABELS)
        for each, right in zip(scores, gold, strict=True)
    )
    return round(total / max(len(gold), 1), 4)


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
