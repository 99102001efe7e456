"""How right the analyzer is: every mark of the marked articles against what comes out.

    python benchmarks/quality.py                     a table by genre and in total (--markdown: by form)
    python benchmarks/quality.py --show figures      every disagreement, with its sentence
    python benchmarks/quality.py --check             exit 1 below a floor of floors.json or when the marks changed
    python benchmarks/quality.py --pin               raise the floors to (just under) today's scores, never lower them
    python benchmarks/quality.py --dev               also the dev sets under $URADORI_SHARED, where present

Spans are compared exactly. A value is right when it is the same TIMEX value, or the same number (or low and high) with
the same unit, or the same full name. See marked/README.md for what is left open.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from analyzer.mention import LABELS, Analysis, DateMention, Figure, Mention, Organization, Verdict  # noqa: E402
from analyzer.pipeline import Analyzer  # noqa: E402
from benchmarks.marked import FORMS, Gold, Marked, digest, load  # noqa: E402
from corpus.article import Article, article_id  # noqa: E402

FLOORS = HERE / "floors.json"
SHARED = Path(os.environ.get("URADORI_SHARED", HERE.parents[1] / "shared"))
TODAY = date(2026, 1, 1)  # a fixed clock: scores must not change with the calendar
KINDS = ("dates", "figures", "organizations")
VALUE_NAME = {"dates": "value", "figures": "value", "organizations": "canonical"}
#: Vague words that a reader may or may not call a date; the contract does not say.
VAGUE = re.compile(
    "現在|当時|最近|近年|今後|将来|昔|近く|先日|これまで|今|いま|例年|平年|過去|従来|のち|後|当面|平日|休日|週末"
)
SAME_UNIT = {
    "パーセント": "%",
    "キロメートル": "キロ",
    "センチメートル": "センチ",
    "グラム": "g",
    "ミリメートル": "ミリ",
}


@dataclass(slots=True)
class Count:
    """Right, found and expected: what an F1 is made of."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.found += other.found
        self.wanted += other.wanted

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else math.nan

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else math.nan

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else math.nan


@dataclass(slots=True)
class Tally:
    """Everything counted over some articles."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    labels: list[tuple[str, str, float | None]] = field(default_factory=list)  # wanted, given, score
    n_articles: int = 0

    def add(self, other: Tally) -> None:
        for name, count in other.counts.items():
            self.counts[name].add(count)
        self.labels += other.labels
        self.n_articles += other.n_articles

    def scores(self) -> dict[str, float]:
        """Return every measure by name; NaN where nothing was there to measure."""
        found = {name: count.f1 for name, count in self.counts.items()}
        for name in ("outlet", "date of block", "kind of block", "published", "modifier", "counted", "anaphors"):
            found[name] = self.counts[name].recall
        return found | stance_scores(self.labels)


def stance_scores(labels: Sequence[tuple[str, str, float | None]]) -> dict[str, float]:
    """Return accuracy, macro-F1 over four labels and over report/commentary, commentary P and R, ECE.

    Report against commentary: only sentences whose right label is one of the two; any other answer is a miss.
    """
    if not labels:
        return {}

    def f1_of(label: str, rows: Iterable[tuple[str, str, float | None]]) -> Count:
        count = Count()
        for wanted, given, _ in rows:
            count.wanted += wanted == label
            count.found += given == label
            count.right += wanted == given == label
        return count

    four = [f1_of(label, labels) for label in LABELS]
    two_rows = [row for row in labels if row[0] in ("report", "commentary")]
    two = [f1_of(label, two_rows) for label in ("report", "commentary")]
    commentary = four[LABELS.index("commentary")]
    return {
        "labels accuracy": sum(wanted == given for wanted, given, _ in labels) / len(labels),
        "labels macro-F1": _mean(count.f1 for count in four),
        "report/commentary macro-F1": _mean(count.f1 for count in two),
        "commentary precision": commentary.precision,
        "commentary recall": commentary.recall,
        "quote F1": four[LABELS.index("quote")].f1,
        "ECE": calibration_error(labels),
    }


def calibration_error(labels: Sequence[tuple[str, str, float | None]], bins: int = 10) -> float:
    """Return the expected calibration error of the scores of the labels given (ten equal bins)."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for wanted, given, score in labels:
        if score is not None:
            cell = sums[min(int(score * bins), bins - 1)]
            cell[0] += 1
            cell[1] += score
            cell[2] += wanted == given
    total = sum(cell[0] for cell in sums.values())
    return sum(abs(cell[1] - cell[2]) for cell in sums.values()) / total if total else math.nan


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return sum(known) / len(known) if known else math.nan


# --- one article ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One wrong result: where, what came out, what should have."""

    measure: str
    article: str
    start: int
    came: str
    wanted: str
    sentence: str


def analyze(marked: Marked) -> Analysis:
    """Return the analysis of the plain text, with nothing handed over but the publication date, if one is given."""
    article = Article(
        id=article_id(marked.text),
        source=marked.name,
        text=marked.text,
        published=marked.given,
        published_from="record" if marked.given else None,
    )
    return Analyzer(today=TODAY).analyze(article)


def compare(marked: Marked, analysis: Analysis) -> tuple[Tally, list[Disagreement]]:
    """Return the counts of one article and its disagreements."""
    tally, wrong = Tally(n_articles=1), list[Disagreement]()

    def note(measure: str, start: int, came: str, wanted: str) -> None:
        wrong.append(Disagreement(measure, marked.name, start, came, wanted, _sentence_at(marked, start)))

    found: dict[str, Sequence[Mention]] = {
        "dates": analysis.dates,
        "figures": analysis.figures,
        "organizations": analysis.organizations,
    }
    for kind in KINDS:
        _compare_mentions(kind, marked, found[kind], tally, note)
    _compare_sentences(marked, analysis.sentences, tally, note)
    _compare_blocks(marked, analysis, tally, note)
    return tally, wrong


Note = Callable[[str, int, str, str], None]


def _compare_mentions(kind: str, marked: Marked, mentions: Sequence[Mention], tally: Tally, note: Note) -> None:
    spans, valued = tally.counts[f"{kind} span"], tally.counts[f"{kind} {VALUE_NAME[kind]}"]
    golds = marked.of(kind)
    required = [gold for gold in golds if not gold.optional]
    pairs = {id(gold): mention for gold in required for mention in mentions if gold.accepts(mention.start, mention.end)}
    used = {id(mention) for mention in pairs.values()}
    for gold in required:
        match = pairs.get(id(gold))
        text = marked.text[gold.core[0] : gold.core[1]]
        if match is None:
            note(kind, gold.start, "–", f"{text} {_cells(gold)}")
        else:
            right = same_value(gold, match)
            spans.right += 1
            valued.right += right
            if not right:
                note(kind, gold.start, shown(marked, match), f"{text} {_cells(gold)}")
            _compare_details(gold, match, tally, note)
    open_golds = [*golds, *(gold for gold in marked.golds if gold.kind != kind and gold.optional)]
    extra = [m for m in mentions if id(m) not in used and not _is_open(marked, open_golds, m)]
    for mention in extra:
        note(kind, mention.start, shown(marked, mention), "–")
    for count in (spans, valued):
        count.wanted += len(required)
        count.found += len(used) + len(extra)


def _compare_details(gold: Gold, mention: Mention, tally: Tally, note: Note) -> None:
    if isinstance(mention, Figure):
        wanted = gold.values["modifier"]
        if wanted != "*":
            right = (mention.modifier or "") in wanted.split(";")
            _one(tally, "modifier", right)
            if not right:
                note("modifier", gold.start, str(mention.modifier), wanted or "none")
        if counted := gold.values["counted"]:
            right = (mention.counted or "") in counted.split(";")
            _one(tally, "counted", right)
            if not right:
                note("counted", gold.start, str(mention.counted), counted)
    if gold.anaphor and isinstance(mention, Organization):
        _one(tally, "anaphors", mention.anaphor and same_value(gold, mention))


def _one(tally: Tally, name: str, right: bool) -> None:
    tally.counts[name].add(Count(int(right), 1, 1))


def _is_open(marked: Marked, golds: Sequence[Gold], mention: Mention) -> bool:
    """Return whether the contract leaves open that ``mention`` is one: optional mark, free edge, vague word."""
    if isinstance(mention, DateMention) and VAGUE.fullmatch(marked.text, mention.start, mention.end):
        return True
    for gold in golds:
        if mention.start < gold.end and gold.start < mention.end:
            in_edge = mention.end <= gold.core[0] or mention.start >= gold.core[1]
            if not gold.optional and not in_edge:
                return False
    return any(gold.start <= mention.start and mention.end <= gold.end for gold in golds) or any(
        gold.optional and mention.start < gold.end and gold.start < mention.end for gold in golds
    )


def same_value(gold: Gold, mention: Mention) -> bool:
    """Return whether the mention has one of the values that ``gold`` accepts."""
    if isinstance(mention, DateMention):
        return gold.values["value"] == "*" or mention.value in gold.values["value"].split(";")
    if isinstance(mention, Organization):
        return _plain(mention.canonical) in {_plain(name) for name in gold.values["canonical"].split(";")}
    figure = cast(Figure, mention)
    if gold.values["value"] == "*":
        return True
    units = {_unit(unit) for unit in gold.values["unit"].split(";")}
    if "*" not in units and _unit(figure.unit) not in units:
        return False
    return any(_same_number(wanted, figure) for wanted in gold.values["value"].split(";"))


def _same_number(wanted: str, figure: Figure) -> bool:
    low, tilde, high = wanted.partition("~")
    if tilde:
        return _close(figure.low, float(low)) and _close(figure.high, float(high))
    return _close(figure.value, float(low))


def _close(number: float | None, wanted: float) -> bool:
    return number is not None and math.isclose(number, wanted, rel_tol=2e-3, abs_tol=1e-9)


def _unit(unit: str) -> str:
    unit = unicodedata.normalize("NFKC", unit)
    unit = re.sub("[ヶケかカヵ箇]", "カ", unit)
    return SAME_UNIT.get(unit, unit)


def _plain(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def _compare_sentences(marked: Marked, verdicts: Sequence[Verdict], tally: Tally, note: Note) -> None:
    ends = {verdict.end for verdict in verdicts}
    wanted_ends = {sentence.end for sentence in marked.sentences}
    tally.counts["sentence ends"].add(Count(len(ends & wanted_ends), len(ends), len(wanted_ends)))
    for end in sorted(ends ^ wanted_ends):
        came = "end" if end in ends else "no end"
        around = marked.text[max(end - 12, 0) : end] + "‖" + marked.text[end : end + 12]
        note("sentences", max(end - 1, 0), f"{came} {around!r}", "end" if came == "no end" else "no end")
    for sentence in marked.sentences:
        best = max(verdicts, key=lambda v: min(v.end, sentence.end) - max(v.start, sentence.start), default=None)
        given = best.label if best is not None and best.start < sentence.end and sentence.start < best.end else "none"
        score = best.score if best is not None else None
        tally.labels.append((sentence.label, given, score))
        if given != sentence.label:
            came = f"{given} {score if score is None else round(score, 2)}"
            note("labels", sentence.start, came, sentence.label)


def _compare_blocks(marked: Marked, analysis: Analysis, tally: Tally, note: Note) -> None:
    """Score per character that is not white space: outlet, publication date and kind of the block around it."""
    found: list[tuple[str | None, str | None, str]] = [(None, None, "none")] * len(marked.text)
    for block in analysis.article.blocks:
        for position in range(block.start, min(block.end, len(found))):
            found[position] = (block.outlet, block.published, block.kind)
    has_outlets = any(gold.outlet for gold in marked.blocks)
    for gold in marked.blocks:
        positions = [p for p in range(gold.start, gold.end) if not marked.text[p].isspace()]
        wrong_at = -1
        for position in positions:
            outlet, published, kind = found[position]
            right = _same_outlet(outlet, gold.outlet)
            _one(tally, "outlet", right)
            _one(tally, "kind of block", kind in gold.kinds)
            if has_outlets and gold.outlet:
                _one(tally, "outlet where there is one", right)
            if gold.published:
                _one(tally, "date of block", (published or "")[:10] == gold.published[:10])
            if not (right and kind in gold.kinds) and wrong_at < 0:
                wrong_at = position
        if wrong_at >= 0:
            wanted = f"{gold.outlet} {gold.published} {'/'.join(gold.kinds)}"
            note("blocks", wrong_at, " ".join(map(str, found[wrong_at])), wanted)
    if marked.published and marked.published != "*":
        right = (analysis.article.published or "")[:10] == marked.published[:10]
        _one(tally, "published", right)
        if not right:
            note("blocks", 0, f"published {analysis.article.published}", f"published {marked.published}")


def _same_outlet(found: str | None, wanted: str | None) -> bool:
    return (found or None) == (wanted or None) or bool(found and wanted and _plain(found) == _plain(wanted))


def _cells(gold: Gold) -> str:
    return "|".join(cell for cell in gold.values.values() if cell)


def shown(marked: Marked, mention: Mention) -> str:
    """Return one line for a mention: its text and the values it was read as."""
    text = marked.text[mention.start : mention.end]
    if isinstance(mention, Figure):
        value = f"{mention.low}~{mention.high}" if mention.value is None else str(mention.value)
        return f"{text} {value}|{mention.unit}|{mention.quantity}|{mention.modifier}|{mention.counted} [{mention.rule}]"
    if isinstance(mention, DateMention):
        return f"{text} {mention.value}|{mention.mod} [{mention.rule}]"
    if isinstance(mention, Organization):
        return f"{text} {mention.kind}|{mention.canonical} [{mention.rule}]"
    return text


def _sentence_at(marked: Marked, offset: int) -> str:
    for sentence in marked.sentences:
        if sentence.start <= offset < sentence.end:
            return marked.text[sentence.start : sentence.end].replace("\n", "⏎")
    return marked.text[max(offset - 30, 0) : offset + 30].replace("\n", "⏎")


# --- dev sets outside the project ---------------------------------------------------------------------------------


def dev_scores(limit: int) -> dict[str, dict[str, float]]:
    """Return scores on the dev sets of others, by name; empty where they are not there. ``limit`` texts of each."""
    scores: dict[str, dict[str, float]] = {}
    for path in sorted((SHARED / "training" / "organizations").glob("*_dev.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:limit]
        count = Count()
        for row in rows:
            wanted = {(start, end) for start, end, *labels in row["entities"] if labels[-1] == "ORG"}
            found = {(o.start, o.end) for o in _plain_analysis(row["text"]).organizations}
            count.add(Count(len(wanted & found), len(found), len(wanted)))
        scores[path.stem] = {
            "organizations span": count.f1,
            "precision": count.precision,
            "recall": count.recall,
            "texts": len(rows),
        }
    path = SHARED / "training" / "sentences" / "wikinews.jsonl"
    if path.exists():
        labels = list(_wikinews_labels([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]))
        scores["wikinews sentences (part of the training text)"] = stance_scores(labels) | {"sentences": len(labels)}
    return scores


def _wikinews_labels(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str, float | None]]:
    """Yield wanted and given label per sentence; sentences of one article are put together again, one a line."""
    articles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        articles[row["id"].rsplit("-", 1)[0]].append(row)
    for sentences in articles.values():
        text = "\n".join(row["text"] for row in sentences)
        verdicts = _plain_analysis(text).sentences
        position = 0
        for row in sentences:
            inside = [v for v in verdicts if v.start < position + len(row["text"]) and v.end > position]
            best = max(inside, key=lambda verdict: verdict.end - verdict.start, default=None)
            yield row["label"], best.label if best else "none", best.score if best else None
            position += len(row["text"]) + 1


def _plain_analysis(text: str) -> Analysis:
    return Analyzer(today=TODAY).analyze(Article(id=article_id(text), source="-", text=text))


# --- tables, floors, command ----------------------------------------------------------------------------------------

COLUMNS = {  # shown in the table, by column head
    "dates": "dates span",
    "+value": "dates value",
    "figures": "figures span",
    "+val": "figures value",
    "orgs": "organizations span",
    "+canon": "organizations canonical",
    "rep/com": "report/commentary macro-F1",
    "4 labels": "labels macro-F1",
    "com P": "commentary precision",
    "com R": "commentary recall",
    "outlet": "outlet",
    "ends": "sentence ends",
}
#: Pinned in floors.json. ECE is an error: its floor is a ceiling.
PINNED = [*COLUMNS.values(), "labels accuracy", "ECE", "modifier", "counted", "outlet where there is one", "published"]
MARGIN = 0.01  # a floor lies this much under the score it was pinned from
CEILINGS = frozenset({"ECE"})


def table(by_genre: dict[str, Tally], total: Tally) -> str:
    """Return the table of scores as text, one line per genre and the total."""
    lines = [f"{'':<16}" + "".join(f"{head:>9}" for head in COLUMNS)]
    for genre, tally in [*sorted(by_genre.items()), ("total", total)]:
        scores = tally.scores()
        cells = (scores.get(name, math.nan) for name in COLUMNS.values())
        lines.append(f"{genre:<16}" + "".join(f"{'–' if math.isnan(c) else f'{c:.3f}':>9}" for c in cells))
    rest = {name: score for name, score in total.scores().items() if name not in COLUMNS.values()}
    lines.append("")
    lines.append(" · ".join(f"{name} {score:.3f}" for name, score in rest.items() if not math.isnan(score)))
    return "\n".join(lines)


def markdown(by_form: dict[str, Tally], total: Tally) -> str:
    """Return the table of scores for docs/quality.md: forms of articles as rows, per cent."""

    def row(name: str, tally: Tally) -> str:
        scores = tally.scores()
        cells = (scores.get(measure, math.nan) for measure in COLUMNS.values())
        shown = " | ".join("–" if math.isnan(cell) else f"{100 * cell:.0f}" for cell in cells)
        return f"| {name} | {tally.n_articles} | {len(tally.labels)} | {shown} |"

    head = "| what it is | articles | sentences | " + " | ".join(COLUMNS) + " |"
    rule = "|---|" + "--:|" * (len(COLUMNS) + 2)
    return "\n".join(
        [head, rule, *(row(form, by_form[form]) for form in FORMS if form in by_form), row("**total**", total)]
    )


def check(scores: dict[str, float], floors: dict[str, Any]) -> list[str]:
    """Return what is wrong: scores below their floor, floors without a score, marks other than the pinned ones."""
    problems = []
    if floors.get("marked_sha256") != digest():
        problems.append("benchmarks/marked/ is not the set the floors were pinned for: run --pin in its own commit")
    for name, floor in floors.get("floors", {}).items():
        score = scores.get(name, math.nan)
        is_good = score <= floor if name in CEILINGS else score >= floor
        if not is_good:
            problems.append(f"{name}: {score:.4f}, {'ceiling' if name in CEILINGS else 'floor'} {floor:.4f}")
    return problems


def pinned(scores: dict[str, float], floors: dict[str, Any], *, lower: bool) -> dict[str, Any]:
    """Return new floors: a little under the scores, but never under the old floor unless ``lower``."""
    old = {} if lower else floors.get("floors", {})
    new: dict[str, float] = {}
    for name in PINNED:
        score = scores.get(name, math.nan)
        if math.isnan(score):
            continue
        if name in CEILINGS:
            new[name] = min(round(score + MARGIN, 3), old.get(name, 1.0))
        else:
            new[name] = max(round(max(score - MARGIN, 0.0), 3), old.get(name, 0.0))
    return {"marked_sha256": digest(), "floors": new}


class Result(NamedTuple):
    """Tallies by genre, by form and in total, and every disagreement."""

    by_genre: dict[str, Tally]
    by_form: dict[str, Tally]
    total: Tally
    wrong: list[Disagreement]


def run(articles: Sequence[Marked]) -> Result:
    """Return what comes of every article against its marks."""
    result = Result(defaultdict(Tally), defaultdict(Tally), Tally(), [])
    for marked in articles:
        tally, disagreements = compare(marked, analyze(marked))
        for sums in (result.by_genre[marked.genre], result.by_form[marked.form], result.total):
            sums.add(tally)
        result.wrong.extend(disagreements)
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 when --check finds a score below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = ("dates", "figures", "organizations", "labels", "sentences", "blocks", "modifier", "counted", "all")
    parser.add_argument("--show", choices=kinds, help="list every disagreement of one kind")
    parser.add_argument("--check", action="store_true", help="exit 1 below a floor")
    parser.add_argument("--pin", action="store_true", help="raise the floors to today's scores")
    parser.add_argument("--lower-floors", action="store_true", help="with --pin: floors may also sink")
    parser.add_argument("--dev", nargs="?", type=int, const=500, metavar="N", help="also N texts of each dev set")
    parser.add_argument("--json", action="store_true", help="scores as JSON")
    parser.add_argument("--markdown", action="store_true", help="the table of docs/quality.md")
    options = parser.parse_args(arguments)
    result = run(load())
    scores = result.total.scores()
    if options.json:
        known = {genre: _known(tally.scores()) for genre, tally in result.by_genre.items()}
        document = {"total": _known(scores), "genres": known, "dev": dev_scores(options.dev) if options.dev else {}}
        print(json.dumps(document, ensure_ascii=False, indent=1))
    elif options.markdown:
        print(markdown(result.by_form, result.total))
    elif options.show:
        for each in result.wrong:
            if options.show in (each.measure, "all"):
                print(f"{each.article}:{each.start} {each.measure}: {each.came} ← {each.wanted}\n    {each.sentence}")
    else:
        print(table(result.by_genre, result.total))
        for name, row in (dev_scores(options.dev) if options.dev else {}).items():
            print(f"{name}: " + " · ".join(f"{measure} {score:.3f}" for measure, score in row.items()))
    return _floors(options, scores)


def _floors(options: argparse.Namespace, scores: dict[str, float]) -> Literal[0, 1]:
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if options.pin:
        new = pinned(scores, floors, lower=options.lower_floors)
        FLOORS.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.check:
        problems = check(scores, floors)
        for problem in problems:
            print(f"below the floor: {problem}", file=sys.stderr)
        return 1 if problems else 0
    return 0


def _known(scores: dict[str, float]) -> dict[str, float]:
    return {name: round(score, 4) for name, score in scores.items() if not math.isnan(score)}


if __name__ == "__main__":
    sys.exit(main())
