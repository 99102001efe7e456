"""Score the figures on the number cases of peers: ``python benchmarks/number_cases.py CASES_DIR [--wrong]``.

Each peer has its own conventions (a percentage is 19 or 0.19, a range an interval); they are brought to ours here, in
one place. A case counts as right when each of its expected values is found where it stands (and, for cases marked
complete, nothing else is). Expressions of time are not scored.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from analyzer.figures import extract
from analyzer.mention import Figure
from corpus.article import Article
from corpus.tokens import prepare

SUITES = ("numexp", "ms_number", "duckling_number", "japanese_numbers", "kanjize", "geolonia")
#: Kinds of expected expressions that are figures of ours.
KINDS = {"number", "numeral", "ordinal", "percent", "range", "currency", "dimension", "temperature", "quantity", "age"}


def close(ours: float | None, theirs: float) -> bool:
    """Return whether two values agree to four digits."""
    return ours is not None and abs(ours - theirs) <= 1e-4 * max(abs(theirs), 1e-12) + 1e-18


def matches(figure: Figure, expected: dict[str, Any]) -> bool:
    """Return whether ``figure`` says one of the accepted values."""
    scale = 100 if figure.unit in ("%",) else 1
    if expected["kind"] == "percent":
        scale = 100
    for value in expected["value"]:
        if value[:1] in "[(":
            if _interval(figure, value, scale):
                return True
            continue
        number = float(value)
        if figure.value is not None:
            ours = figure.value * scale
            if close(ours, number) or (figure.unit == "ダース" and close(ours * 12, number)):
                return True
            if ("rate" in figure.quantity or "/" in figure.unit) and close(
                ours * 1000, number
            ):  # numexp counts 時速40キロメートル in m/h
                return True
        elif figure.high is not None and close(figure.high * scale, number):
            return True
    return not expected["value"]


def _interval(figure: Figure, value: str, scale: int) -> bool:
    low, high = (part.strip("[]() ") for part in value.split(","))
    ours_low = figure.low if figure.low is not None else figure.value
    ours_high = figure.high if figure.high is not None else figure.value
    factor = scale * (1000 if figure.quantity == "rate" and low and float(low) >= 1000 else 1)
    if figure.rule.startswith("several"):  # 数十人 is 10 to 90 there and 20 to 90 here
        return not high or close(figure.high, float(high)) or figure.modifier == "more_than"
    if low and not (ours_low is not None and close(ours_low * factor, float(low))):
        return False
    return not high or (ours_high is not None and close(ours_high * factor, float(high)))


def score_case(case: dict[str, Any]) -> bool:
    """Return whether all expected figures of a case are found, and no others where it is complete."""
    figures = extract(prepare(Article(id="x", source="-", text=case["text"])))
    expected = [each for each in case["expected"] if each["kind"] in KINDS]
    for each in expected:
        if not any(f.start < each["end"] and each["start"] < f.end and matches(f, each) for f in figures):
            return False
    spans = [(each["start"], each["end"]) for each in case["expected"]]
    stray = [f for f in figures if not any(f.start < end and start < f.end for start, end in spans)]
    return not (case["complete"] and stray)


def main() -> None:
    """Print a table per suite; with ``--wrong`` every case that differs."""
    folder = Path(sys.argv[1])
    print("| suite | cases | right | share |\n|---|---|---|---|")
    for suite in SUITES:
        cases = [json.loads(line) for line in (folder / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()]
        cases = [
            case for case in cases if any(each["kind"] in KINDS for each in case["expected"]) or not case["expected"]
        ]
        wrong = [case for case in cases if not score_case(case)]
        right = len(cases) - len(wrong)
        print(f"| {suite} | {len(cases)} | {right} | {right / len(cases):.1%} |")
        if "--wrong" in sys.argv:
            for case in wrong:
                found = extract(prepare(Article(id="x", source="-", text=case["text"])))
                ours = [(case["text"][f.start : f.end], f.value, f.low, f.high, f.unit) for f in found]
                theirs = [(e["text"], e["kind"], e["value"]) for e in case["expected"]]
                print(f"    {case['id']} {case['text']}\n      theirs {theirs}\n      ours   {ours}")


if __name__ == "__main__":
    main()
