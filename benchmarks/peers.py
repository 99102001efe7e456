"""Score dates and figures on the cases of other projects: one line a suite, ``--wrong`` prints every disagreement.

    python benchmarks/peers.py [--cases DIR] [--suite ms_datetime] [--wrong]

Their conventions are not ours: their spans take particles in (から, まで, 以降), a decade may be a half-open interval,
and an English habit may stand behind a value. So each mention is written in all the notations that say the same thing
and counts as right where one of them is accepted; two mentions joined by から … まで are one interval. A case counts
where all its expected expressions are right and, if the case is complete, nothing else was found.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from analyzer.dates import extract as extract_dates  # noqa: E402
from analyzer.figures import extract as extract_figures  # noqa: E402
from analyzer.mention import DateMention, Figure  # noqa: E402
from corpus.article import Article, Block  # noqa: E402
from corpus.tokens import prepare  # noqa: E402

CASES = Path(os.environ.get("URADORI_SHARED", ROOT.parent / "shared")) / "cases"
TODAY = date(2026, 11, 22)


class Outcome(NamedTuple):
    """One case: whether it is right, and what was found, for reading."""

    suite: str
    text: str
    is_right: bool
    wanted: str
    found: str


def load(folder: Path, suite: str = "") -> Iterator[dict[str, Any]]:
    """Yield the cases of all suites in ``folder``, or of one."""
    for path in sorted(folder.glob(f"{suite or '*'}.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


# -------------------------------------------------------------------- times


def judge_time(case: dict[str, Any]) -> Outcome:
    """Return whether the time expressions of a case come out as expected."""
    text, reference = case["text"], case["ref"]
    published = reference[:16] if reference else None
    article = Article("case", "-", text, published=published, blocks=(Block(0, len(text), "report"),))
    mentions = list(extract_dates(prepare(article), today=TODAY).mentions) if text.strip() else []
    used: set[int] = set()
    is_right = True
    for expected in case["expected"]:
        inside = [m for m in mentions if m.start < expected["end"] and m.end > expected["start"]]
        used.update(m.start for m in inside)
        if not inside or (expected["value"] and not _accepted(expected, inside, text, reference)):
            is_right = False
    if case["complete"] and any(mention.start not in used for mention in mentions):
        is_right = False
    wanted = " ".join(f"{e['text']}={'|'.join(e['value'])}" for e in case["expected"])
    found = " ".join(f"{text[m.start : m.end]}={m.value}{m.mod or ''}" for m in mentions)
    return Outcome(case["suite"], text, is_right, wanted, found)


def _accepted(expected: dict[str, Any], mentions: Sequence[DateMention], text: str, reference: str | None) -> bool:
    ours: set[str] = set()
    for mention in mentions:
        ours |= _notations(mention)
    if len(mentions) == 2:
        ours |= _joined(*mentions)
    surface, last = expected["text"], mentions[-1]
    tail = text[last.end : max(expected["end"], last.end)] + text[last.end : last.end + 3]
    lo, hi = _edges(mentions[0])[0], _edges(last)
    if lo and re.match(r"以降|から|以来|よりも?後|またはその後|の?後から|[はに、]?以後|は?いつ", tail):
        ours |= {f"{lo}/..", f"{hi[1]}/.."}
    if (hi[0] and re.match(r"(?:まで|以前|よりも?前|前|またはその前|までに)", tail)) or "まで" in surface:
        ours |= {f"../{edge}" for edge in (*hi, lo) if edge}
    accepted = {_canonical(value) for value in expected["value"]}
    return bool(accepted & {_canonical(value) for value in ours})


def _notations(mention: DateMention) -> set[str]:
    """Return every way to write what a mention says: a day, half-open days, a clock time with and without its day."""
    value = mention.value
    out: set[str] = set()
    lo, hi = _edges(mention)
    if mention.type in ("DURATION", "SET"):  # 今後5年間 has days as well
        return {value, f"{lo}/{hi}", f"{lo}/{mention.last}"} if lo else {value}
    if "T" in value:
        parts = value.split("/")
        full = [_clock(part) for part in parts]
        if None not in full:
            out |= {"/".join(full), "/".join(part[10:] for part in full if part)}  # type: ignore[arg-type]
            ends = [part[10:] for part in full if part]
            out |= {f"../{full[-1]}", f"../{ends[-1]}", f"{full[0]}/..", f"{ends[0]}/.."}
        for code, spans in _PARTS.items():
            if value.endswith(f"T{code}"):
                day = value[:10]
                for start, end in spans:
                    out |= {f"{day}T{start}/{day}T{end}", f"T{start}/T{end}"}
        if lo and len(parts) == 1 and not value[11:12].isdigit():
            out.add(value[:10])
        return out
    if mention.first and mention.first == mention.last:
        out |= {mention.first, f"{mention.first}/{hi}"}
    elif lo:
        out |= {f"{lo}/{hi}", f"{lo}/{mention.last}"}
        if mention.mod:
            out |= _whole(value)
    return out


_PARTS = {
    "MO": [("08:00:00", "12:00:00"), ("08:00:00", "10:00:00"), ("10:00:00", "12:00:00")],
    "AF": [("12:00:00", "16:00:00"), ("11:00:00", "13:00:00"), ("12:00:00", "14:00:00"), ("08:00:00", "18:00:00")],
    "EV": [("16:00:00", "20:00:00")],
    "NI": [("20:00:00", "23:59:59"), ("16:00:00", "20:00:00")],
}


def _whole(value: str) -> set[str]:
    from analyzer.dates.calendar import bounds

    days = bounds(value)
    return {f"{days[0]}/{days[1] + timedelta(days=1)}"} if days else set()


def _clock(value: str) -> str | None:
    match = re.fullmatch(r"(.{10})T([0-9]{2}):([0-9]{2})(?::([0-9.]+))?", value)
    return f"{match[1]}T{match[2]}:{match[3]}:{match[4] or '00'}" if match else None


def _edges(mention: DateMention) -> tuple[str, str]:
    """Return the first day and the day behind the last; for clock times the moment itself, twice."""
    clock = _clock(mention.value)
    if clock:
        return (clock, clock) if not clock.startswith("XXXX") else (clock[10:], clock[10:])
    if mention.first is None or mention.last is None:
        return "", ""
    return mention.first, (date.fromisoformat(mention.last) + timedelta(days=1)).isoformat()


def _joined(first: DateMention, second: DateMention) -> set[str]:
    out: set[str] = set()
    for lo in {*_edges(first)[:1]}:
        for hi in (_edges(second)[1], second.first, second.last):
            if lo and hi:
                out.add(f"{lo}/{hi}")
                if "T" in str(lo) and "T" in str(hi):
                    out.add(f"{str(lo)[str(lo).index('T') :]}/{str(hi)[str(hi).index('T') :]}")
    return out


def _canonical(value: str) -> str:
    """Bring durations and clock times to one spelling: P1.5Y → P18M, PT90M → 5400 s, T15 → T15:00:00."""
    match = re.fullmatch(r"P(?:([0-9.]+)Y)?(?:([0-9.]+)M)?(?:([0-9.]+)W)?(?:([0-9.]+)D)?(T.*)?", value)
    if match and value != "P":
        months = Decimal(match[1] or 0) * 12 + Decimal(match[2] or 0)
        days = Decimal(match[3] or 0) * 7 + Decimal(match[4] or 0)
        clock = re.fullmatch(r"T(?:([0-9.]+)H)?(?:([0-9.]+)M)?(?:([0-9.]+)S)?", match[5] or "T")
        if clock:
            seconds = Decimal(clock[1] or 0) * 3600 + Decimal(clock[2] or 0) * 60 + Decimal(clock[3] or 0)
            return f"P{months.normalize():f}M{days.normalize():f}D{seconds.normalize():f}S"
    return re.sub(r"T([0-9]{2})(?=$|/)", r"T\1:00:00", value)


# -------------------------------------------------------------------- numbers

#: Kinds of expected expressions that are figures of ours.
NUMBER_KINDS = {
    "number", "numeral", "ordinal", "percent", "range", "currency", "dimension", "temperature", "quantity", "age",
}  # fmt: skip


def judge_number(case: dict[str, Any]) -> Outcome:
    """Return whether the figures of a case come out as expected. A percentage is 19 there and 0.19 here."""
    text = case["text"]
    figures = extract_figures(prepare(Article("case", "-", text)))
    wanted = [each for each in case["expected"] if each["kind"] in NUMBER_KINDS]
    is_right = all(
        any(f.start < each["end"] and each["start"] < f.end and _says(f, each) for f in figures) for each in wanted
    )
    if is_right and case["complete"]:
        spans = [(each["start"], each["end"]) for each in case["expected"]]
        is_right = all(any(f.start < end and start < f.end for start, end in spans) for f in figures)
    found = [(text[f.start : f.end], f.value if f.value is not None else (f.low, f.high), f.unit) for f in figures]
    return Outcome(case["suite"], text, is_right, str([(e["text"], e["value"]) for e in wanted]), str(found))


def _says(figure: Figure, expected: dict[str, Any]) -> bool:
    scale = 100 if expected["kind"] == "percent" or figure.unit == "%" else 1
    if "rate" in figure.quantity or "/" in figure.unit:
        scales = [scale, scale * 1000]  # numexp counts 時速40キロメートル in metres
    else:
        scales = [scale, scale * 12] if figure.unit == "ダース" else [scale]
    return not expected["value"] or any(
        _is_number(figure, value, factor) for value in expected["value"] for factor in scales
    )


def _is_number(figure: Figure, value: str, scale: int) -> bool:
    if value[0] not in "[(":
        ours = figure.value if figure.value is not None else figure.high
        return _is_close(ours, float(value), scale)
    low, high = (part.strip("[]() ") for part in value.split(","))
    if figure.rule.startswith("several"):  # 数十人 is 10 to 90 there and 20 to 90 here
        return not high or figure.modifier == "more_than" or _is_close(figure.high, float(high), scale)
    ours_low = figure.low if figure.low is not None else figure.value
    ours_high = figure.high if figure.high is not None else figure.value
    return (not low or _is_close(ours_low, float(low), scale)) and (
        not high or _is_close(ours_high, float(high), scale)
    )


def _is_close(ours: float | None, theirs: float, scale: int) -> bool:
    """Return whether two values agree to the four digits that ours are rounded to."""
    return ours is not None and abs(ours * scale - theirs) <= 5e-4 * max(abs(theirs), 1e-12)


# -------------------------------------------------------------------- table

JUDGES: dict[str, Callable[[dict[str, Any]], Outcome]] = {"time": judge_time, "number": judge_number}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the share of right cases per suite."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--suite", default="")
    parser.add_argument("--type", choices=sorted(JUDGES), default=None)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args(arguments)
    outcomes = [
        JUDGES[case["type"]](case)
        for case in load(options.cases, options.suite)
        if case["type"] in JUDGES and options.type in (None, case["type"])
    ]
    if options.wrong:
        for outcome in outcomes:
            if not outcome.is_right:
                print(outcome.suite, repr(outcome.text), "| wanted", outcome.wanted, "| found", outcome.found)
    for suite in sorted({outcome.suite for outcome in outcomes}):
        rights = [outcome.is_right for outcome in outcomes if outcome.suite == suite]
        print(f"{suite:16} {sum(rights):5} / {len(rights):5}  {sum(rights) / len(rights):6.1%}")
    return 0 if outcomes else 1


if __name__ == "__main__":
    sys.exit(main())
