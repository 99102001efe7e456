"""Score whose words a passage is, per character, on documents in the authored format; fit the table of tones.

    python benchmarks/provenance.py                      # the project's own cases
    python benchmarks/provenance.py PATH… [--paste-only] [--misses] [--json]
    python benchmarks/provenance.py PATH… --fit          # rewrite the weights of corpus/tables/register.tsv

The format: ``## id=… genre=…`` opens a document; each line is a label (r q c o), a tab and one sentence, headline or
header, ⏎ a hard line break in it; ``<< outlet=…`` and ``>>`` stand around a pasted report; a blank line is an empty line of the text. Each document
is scored in six layouts: as written, with the sentences of a paragraph in one line, both without any empty line, with
an empty line after every line, and wrapped as in a mail.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpus.article import Article
from corpus.blocks import split_blocks
from corpus.text import fold

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "blocks"
LAYOUTS = {
    "as written": (False, "keep"),
    "joined": (True, "keep"),
    "no empty lines": (False, "none"),
    "joined, no empty lines": (True, "none"),
    "empty lines everywhere": (False, "all"),
    "wrapped": (True, "keep"),
}
#: Letters to a line where lines are wrapped, and which of them may not stand at its front.
WRAPPED_AT, NO_FRONT = 28, "。、」』）)】!?！？ーっゃゅょァィゥェォッャュョ…・"
#: Genres whose own text is the author's (1) or a newspaper's (0), for fitting the tones.
AUTHOR = frozenset(
    [
        "blog",
        "polblog",
        "conspiracy",
        "editorial",
        "column",
        "guest",
        "diaryblog",
        "hobbyblog",
        "manifesto",
        "letter",
        "letters",
        "mediacrit",
        "review",
        "ngo",
    ]
)
PRESS = frozenset(
    [
        "news",
        "localnews",
        "wire",
        "local",
        "sports",
        "science",
        "culture",
        "court",
        "press",
        "council",
        "councilnews",
        "tvnews",
        "vertical",
        "trade",
        "encyclopedia",
        "minutes",
    ]
)


class Line(NamedTuple):
    """One line of an authored document: label, text, outlet of the paste it stands in, empty line before it."""

    label: str
    text: str
    outlet: str | None
    is_pasted: bool
    blank_before: bool


class Authored(NamedTuple):
    """One authored document."""

    id: str
    genre: str
    lines: list[Line]


def read_authored(path: Path) -> Iterator[Authored]:
    """Yield the documents of one file."""
    document: Authored | None = None
    outlet: str | None = None
    is_pasted = blank = False
    for raw in path.read_text(encoding="utf-8").split("\n"):
        if match := re.match(r"## id=(\S+) genre=(\S+)", raw):
            if document is not None:
                yield document
            document, outlet, is_pasted, blank = Authored(match[1], match[2], []), None, False, False
        elif raw.startswith("<<"):
            named = re.search(r"outlet=(.*?)(?: published=|$)", raw)
            outlet, is_pasted = (named[1].strip() or None) if named else None, True
        elif raw.startswith(">>"):
            outlet, is_pasted = None, False
        elif not raw.strip():
            blank = True
        elif document is not None and raw[1:2] == "\t":
            document.lines.append(Line(raw[0], raw[2:].replace("⏎", "\n"), outlet, is_pasted, blank))
            blank = False
    if document is not None:
        yield document


def render(document: Authored, layout: str = "as written") -> tuple[str, list[tuple[int, int, Line]]]:
    """Return the document's text in a layout, and the span of each of its lines."""
    join, blanks = LAYOUTS[layout]
    pieces: list[str] = []
    spans: list[tuple[int, int, Line]] = []
    position = 0
    previous: Line | None = None
    for line in document.lines:
        if previous is not None:
            blank = blanks == "all" or (blanks == "keep" and line.blank_before)
            same = line.label != "o" != previous.label and line.outlet == previous.outlet
            joined = join and same and not line.text.startswith(("▽", "◇", "■", ">", "【", "・"))
            separator = "\n\n" if blank else "" if joined else "\n"
            pieces.append(separator)
            position += len(separator)
        pieces.append(line.text)
        spans.append((position, position + len(line.text), line))
        position += len(line.text)
        previous = line
    text = "".join(pieces)
    return _wrapped(text, spans) if layout == "wrapped" else (text, spans)


def _wrapped(text: str, spans: list[tuple[int, int, Line]]) -> tuple[str, list[tuple[int, int, Line]]]:
    breaks: list[int] = []
    start = 0
    for line in text.split("\n"):
        at = len(line) if "://" in line or not line.strip("-=*") else 0  # no mail breaks an address or a rule
        while len(line) - at > WRAPPED_AT + 2:
            at += WRAPPED_AT + (line[at + WRAPPED_AT] in NO_FRONT)
            breaks.append(start + at)
        start += len(line) + 1
    edges = [0, *breaks, len(text)]
    wrapped = "\n".join(text[first:last] for first, last in pairwise(edges))
    return wrapped, [(a + bisect_right(breaks, a), b + bisect_left(breaks, b), line) for a, b, line in spans]


class Score(NamedTuple):
    """Characters right and in all: outlets, and body against other."""

    outlet: int
    body: int
    characters: int

    def __add__(self, other: object) -> Score:
        assert isinstance(other, Score)
        return Score(self.outlet + other.outlet, self.body + other.body, self.characters + other.characters)


def score(document: Authored, layout: str = "as written") -> Score:
    """Return how many characters of the document have the right outlet, and are rightly body or not."""
    text, spans = render(document, layout)
    outlets: list[str | None] = [None] * len(text)
    kinds = [""] * len(text)
    for block in split_blocks(Article(id="x", source="-", text=text), fold(text)):
        size = block.end - block.start
        outlets[block.start : block.end] = [block.outlet] * size
        kinds[block.start : block.end] = [block.kind] * size
    total = Score(0, 0, 0)
    for start, end, line in spans:
        right = sum(outlet == line.outlet for outlet in outlets[start:end])
        body = sum((kind in ("report", "commentary")) == (line.label != "o") for kind in kinds[start:end])
        total += Score(right, body, end - start)
    return total


def fit(documents: list[Authored]) -> None:
    """Rewrite the fitted weights of the register table: a logistic regression over the cues of single lines."""
    import numpy as np
    from scipy.sparse import lil_matrix
    from sklearn.linear_model import LogisticRegression

    from corpus import register

    path = Path(register.__file__).parent / "tables" / "register.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    fitted = [row for row in rows if len(row) > 3 and row[3] == "fitted"]
    columns = {(row[1], row[0]): index for index, row in enumerate(fitted)}
    samples: list[tuple[dict[int, int], int, float]] = []
    for document in documents:
        for line in document.lines:
            if line.label == "o" or not (line.is_pasted or document.genre in AUTHOR | PRESS):
                continue
            author = not line.is_pasted and document.genre in AUTHOR
            # A paper's own judgement at the end of its report sounds like an author: it shall not teach much.
            weight = (0.5 if line.label == "c" else 4.0) if line.is_pasted else 2.0 if author else 1.0
            samples.append((register.cues_of(fold(line.text), columns), int(author), weight))
    matrix = lil_matrix((len(samples), len(columns)))
    for index, (cues, _, _) in enumerate(samples):
        for column, count in cues.items():
            matrix[index, column] = count
    model = LogisticRegression(C=0.15, max_iter=2000, fit_intercept=False)
    model.fit(matrix.tocsr(), [each[1] for each in samples], sample_weight=np.array([each[2] for each in samples]))
    for row, weight in zip(fitted, model.coef_[0], strict=True):
        tenths = round(weight * 10)
        row[2] = str(tenths if row[1] != "any" or abs(tenths) >= 2 else 0)
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
    print(f"{len(columns)} weights from {len(samples)} lines written to {path}", file=sys.stderr)


def main() -> int:
    """Print the scores of the documents in the given files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, default=sorted(CASES.glob("*.txt")))
    parser.add_argument("--paste-only", action="store_true", help="only documents that paste a report")
    parser.add_argument("--misses", action="store_true", help="list the documents below 100 %% as written")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fit", action="store_true", help="rewrite the weights of corpus/tables/register.tsv")
    options = parser.parse_args()
    files = [file for path in options.paths for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    documents = [document for file in files for document in read_authored(file)]
    if options.paste_only:
        documents = [document for document in documents if any(line.is_pasted for line in document.lines)]
    if options.fit:
        fit(documents)
        return 0
    table: dict[str, dict[str, float]] = {}
    for layout in LAYOUTS:
        scores = [score(document, layout) for document in documents]
        total = sum(scores, Score(0, 0, 0))
        n = max(total.characters, 1)
        table[layout] = {"outlet": round(total.outlet / n, 4), "body": round(total.body / n, 4)}
        if options.misses and layout == "as written":
            for document, each in zip(documents, scores, strict=True):
                if each.outlet < each.characters:
                    print(f"{document.id} {document.genre}: {each.outlet}/{each.characters}", file=sys.stderr)
    if options.json:
        print(json.dumps({"documents": len(documents), "layouts": table}, ensure_ascii=False))
        return 0
    print(f"{len(documents)} documents · characters with the right outlet · characters rightly body or not")
    for layout, values in table.items():
        print(f"  {layout:<24} {values['outlet']:.4f}  {values['body']:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
