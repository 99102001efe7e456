"""Score attribution frames against marked passages: cue, source, kind, content, mode.

    python benchmarks/attribution.py [FILE] [--misses] [--json]

A frame is found where its cue overlaps a marked one. Precision and recall of cues count all frames; the other fields are
scored as F1 over the same frames, a frame counting for a field where the cue is found and the field's value is the
marked one: the source's and the content's exact words (none counts as a value), the source's kind, the mode.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analyzer import attribution, organizations
from corpus.article import Article
from corpus.tokens import prepare
from tests.casefile import read_cases

FIELDS = ("source", "kind", "content", "mode")


class Frame(NamedTuple):
    """One frame, marked or found; text values, ``-`` for none."""

    cue: tuple[int, int]
    source: str
    kind: str
    content: str
    mode: str


class Passage(NamedTuple):
    """One passage: where it stands, its text, the marked frames and the found ones."""

    where: str
    text: str
    marked: list[Frame]
    found: list[Frame]


def read_passages(name: str) -> list[Passage]:
    """Return the passages of a case file, each with what the program finds in it."""
    passages = []
    for case in read_cases(name):
        text = case.text.replace("⏎", "\n")
        doc = prepare(Article(id="x", source="-", text=text))
        frames = attribution.extract(doc, organizations.extract(doc))
        found = [
            Frame(
                frame.cue,
                text[frame.source.start : frame.source.end] if frame.source else "-",
                frame.source.kind if frame.source else "-",
                text[slice(*frame.content)] if frame.content else "-",
                frame.mode,
            )
            for frame in frames
        ]
        marked = [
            Frame(span, each["source"], each["kind"].rstrip("*"), each["content"], each["mode"])
            for span, each in zip(case.spans, case.values, strict=True)
        ]
        passages.append(Passage(case.where, text, marked, found))
    return passages


def pairs(passage: Passage) -> list[tuple[Frame, Frame]]:
    """Return the marked frames with the found one whose cue overlaps, each found frame once."""
    left = list(passage.found)
    matched = []
    for frame in passage.marked:
        for other in left:
            if other.cue[0] < frame.cue[1] and frame.cue[0] < other.cue[1]:
                matched.append((frame, other))
                left.remove(other)
                break
    return matched


def scores(passages: list[Passage]) -> dict[str, float]:
    """Return precision, recall and F1 of frames, and the F1 of each field."""
    n_marked = sum(len(passage.marked) for passage in passages)
    n_found = sum(len(passage.found) for passage in passages)
    matched = [pair for passage in passages for pair in pairs(passage)]
    total = max(n_marked + n_found, 1)
    table = {
        "precision": len(matched) / max(n_found, 1),
        "recall": len(matched) / max(n_marked, 1),
        "f1": 2 * len(matched) / total,
    }
    for field in FIELDS:
        right = sum(getattr(one, field) == getattr(two, field) for one, two in matched)
        table[field] = 2 * right / total
    return {"frames": n_marked, **{name: round(value, 4) for name, value in table.items()}}


def print_misses(passages: list[Passage]) -> None:
    """Print every passage that is not read as marked."""
    for passage in passages:
        matched = pairs(passage)
        wrong = [
            f"    {field}: {getattr(two, field)!r} for {getattr(one, field)!r}"
            for one, two in matched
            for field in FIELDS
            if getattr(one, field) != getattr(two, field)
        ]
        wrong += [f"    missed {one}" for one in passage.marked if one not in [pair[0] for pair in matched]]
        wrong += [
            f"    invented {passage.text[slice(*two.cue)]!r} {two}"
            for two in passage.found
            if two not in [pair[1] for pair in matched]
        ]
        if wrong:
            print(f"{passage.where} {passage.text}", *wrong, sep="\n")


def main() -> int:
    """Print the scores of a case file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", nargs="?", default="attribution_marked.tsv", help="a file of tests/cases")
    parser.add_argument("--misses", action="store_true", help="list what is read otherwise than marked")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    passages = read_passages(options.file)
    if options.misses:
        print_misses(passages)
    table = scores(passages)
    if options.json:
        print(json.dumps({"passages": len(passages), **table}, ensure_ascii=False))
    else:
        print(f"{len(passages)} passages, {table.pop('frames')} frames")
        print("  ".join(f"{name} {value:.3f}" for name, value in table.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
