"""How well bodies are found: exact spans, spans with full name, anaphors, by genre and by corpus; and an ablation.

    python benchmarks/organizations.py                            documents kept apart, by genre
    python benchmarks/organizations.py --corpora FOLDER           also GSD, stockmark, WAC (dev), each sentence alone
    python benchmarks/organizations.py --corpora FOLDER --ablation     trains again without groups of features (an hour)

The shipped weights have learned from all documents; figures to quote are ``scores_on_held_out`` in the certificate, or
those of weights trained with ``--no-final``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from analyzer.organizations import extract
from analyzer.training import organizations as trainer
from corpus.article import Article
from corpus.tokens import prepare


def line(name: str, count: Counter[str]) -> str:
    """Return one row: precision, recall, F1, F1 with full name, anaphors with the right name."""
    guessed, true = max(count["guessed"], 1), max(count["true"], 1)
    row = f"{name:14} P {count['right'] / guessed:.3f}  R {count['right'] / true:.3f}"
    row += f"  F {2 * count['right'] / (guessed + true):.3f}  F+name {2 * count['named'] / (guessed + true):.3f}"
    return row + f"  anaphors {count['resolved']}/{count['anaphors']}  n={count['true']}"


def by_genre(documents: Iterable[trainer.Marked]) -> dict[str, Counter[str]]:
    """Return counts per genre over whole documents."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        mentions = {
            (each.start, each.end): each
            for each in extract(prepare(Article(id=document.id, source="-", text=document.text)))
        }
        count = counts[document.genre]
        count["guessed"] += len(mentions)
        count["true"] += len(document.mentions)
        for marked in document.mentions:
            found = mentions.get((marked.start, marked.end))
            is_named = found is not None and found.canonical == marked.canonical
            count["right"] += found is not None
            count["named"] += is_named
            count["anaphors"] += marked.is_anaphor
            count["resolved"] += marked.is_anaphor and is_named
    return counts


def by_sentence(path: Path) -> Counter[str]:
    """Return counts over a corpus whose sentences stand alone."""
    count: Counter[str] = Counter()
    for text, entities in trainer.read_corpus(path):
        mentions = {(each.start, each.end) for each in extract(prepare(Article(id="", source="-", text=text)))}
        true = {(start, end) for start, end, label in entities if label == "ORG"}
        count["guessed"] += len(mentions)
        count["true"] += len(true)
        count["right"] += len(mentions & true)
    return count


#: Groups of features by the names of their templates; see analyzer/organizations/features.py.
GROUPS = {
    "all features": "",
    "without vectors": r":vector$|_vector$",
    "without vectors and clusters": r":(?:vector|medium|fine|coarse)$|_vector$|_medium$|:whole$",
    "without list of names": r"listed",
    "without all three": r":(?:vector|medium|fine|coarse)$|_vector$|_medium$|:whole$|listed",
    "without letters": r":(?:first|last|first2|last2|last_part|shape|shape_part)$",
    "without noun run": r"^run:",
    "without pairs": r"^parts|pair_",
    "without last words": r":suffix$|tail|end_suffix|run:suffixes",
    "without window of 2": r"^-?2:",
}


def ablation(corpora: Path | None) -> None:
    """Print span F1 of the tagger alone per corpus, without one group of features at a time."""
    sample = trainer.gather(corpora)
    sentences = [each for (_, part), group in sample.sentences.items() if part == "train" for each in group]
    for name, pattern in GROUPS.items():
        matrix, kept = sample.matrix(parts=("train",), without=pattern)
        weights = trainer.learn(matrix, sentences, n_features=len(kept), epochs=4, margin=30.0, seed=0)
        scores = {
            corpus: trainer.span_scores(matrix, group, weights, trainer.LEARNED.index(corpus))["f1"]
            for (corpus, part), group in sample.sentences.items()
            if part == "dev"
        }
        print(f"{name:30}", json.dumps(scores), f"features={len(kept)}", flush=True)


def main() -> int:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--ablation", action="store_true")
    options = parser.parse_args()
    if options.ablation:
        ablation(options.corpora)
        return 0
    documents = trainer.read_marked(sorted(trainer.DATA.glob("*.txt")))
    apart = trainer.held_out(documents)
    counts = by_genre(each for each in documents if each.id in apart)
    for genre in sorted(counts):
        print(line(genre, counts[genre]))
    print(line("all", sum(counts.values(), Counter())))
    if options.corpora:
        for name in trainer.GUIDELINES[1:]:
            print(line(name, by_sentence(options.corpora / f"{name}_dev.jsonl")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
