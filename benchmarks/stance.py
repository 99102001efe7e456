"""How often the sentence labels are wrong, per genre, from the birth certificate of the shipped model.

    python benchmarks/stance.py            print the table
    python benchmarks/stance.py --write    put it into docs/labels.md
    python benchmarks/stance.py --rebuild LABELS…  train the shipped model again, then --write

All figures are of documents held out: no sentence was judged by a model that had seen its document.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from analyzer.stance.model import load_stance  # noqa: E402

MODEL = ROOT / "analyzer" / "models" / "stance.json"
PAGE = ROOT / "docs" / "labels.md"
OWN = ROOT / "analyzer" / "training" / "data" / "sentences"
BEGIN, END = "<!-- table: python benchmarks/stance.py --write -->", "<!-- end of table -->"
#: Fewer sentences than this say nothing about a genre.
MIN_SENTENCES = 40


def table() -> str:
    """Return the Markdown table."""
    held_out = load_stance(MODEL).certificate["held_out"]
    rows = [
        ("sentences in whole documents", held_out["documents"]),
        ("the same, each alone", held_out["sentences_alone"]),
    ]
    if held_out.get("isolated_rows"):
        rows.append(("isolated sentences (three in five of GSD)", held_out["isolated_rows"]))
        alone = held_out["isolated_rows"]["per_genre"]
        rows += [
            (f"isolated: {genre}", each)
            for genre, each in alone.items()
            if genre != "unnamed" and each["n"] >= MIN_SENTENCES
        ]
    genres = held_out["documents"]["per_genre"]
    rows += [(genre, each) for genre, each in genres.items() if each["n"] >= MIN_SENTENCES and genre != "unnamed"]
    lines = [
        "| documents | sentences | wrong label | four-label macro-F1 | report/commentary macro-F1 | commentary precision | commentary recall | ECE |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, each in rows:
        said = each["per_class"]["commentary"]
        lines.append(
            f"| {name} | {each['n']} | {1 - each['accuracy']:.1%} | {each['macro_f1']:.3f} | "
            f"{each['report_vs_commentary_macro_f1']:.3f} | {_part(said, 'precision')} | {_part(said, 'recall')} | {each['ece']:.3f} |"
        )
    return "\n".join(lines)


def _part(said: dict[str, Any], name: str) -> str:
    return f"{said[name]:.2f}" if said["n"] >= 5 else "–"


def write() -> None:
    """Put the table into the documentation page, between its marks."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Run the command line."""
    if "--rebuild" in arguments:
        from analyzer.training.stance import print_training

        further = [Path(each) for each in arguments if not each.startswith("--")]
        print_training([*sorted(OWN.glob("*.txt")), *sorted(OWN.glob("*.jsonl")), *further], MODEL, name="stance")
    if "--write" in arguments or "--rebuild" in arguments:
        write()
    print(table())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
