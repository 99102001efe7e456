"""Speed of the analysis, always as a multiple of the tokeniser it stands on.

    python benchmarks/speed.py                     stage table, scaling, start-up, two processes, memory
    python benchmarks/speed.py --check             the ratios of benchmarks/ratios.json hold (exit 1 if not)
    python benchmarks/speed.py --against ginza,ja-timex,pynormalizenumexp

The yardstick is the bare loop ``[(w.surface, w.feature) for w in tagger(text)]`` over the same text in the same run:
machines differ and drift, ratios stay. Times are CPU times of this process unless a row says wall.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("URADORI_SHARED", ROOT.parent / "shared"))
WIKINEWS = SHARED / "articles" / "wikinews" / "articles.jsonl.gz"
RATIOS = Path(__file__).with_name("ratios.json")


def sample_texts(characters: int) -> list[str]:
    """Return real articles of about ``characters`` in all (every n-th of Wikinews), else the examples, repeated."""
    if WIKINEWS.exists():
        with gzip.open(WIKINEWS, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        step = max(sum(map(len, texts)) // characters, 1)
        return texts[::step]
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*_utf8.txt"))]
    texts = texts or [path.read_text("utf-8", errors="replace") for path in sorted((ROOT / "examples").glob("*.txt"))]
    return texts * max(characters // sum(map(len, texts)), 1)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that ``work`` took in this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def bare_seconds(texts: Sequence[str]) -> float:
    """Return the CPU seconds of the yardstick over ``texts``."""
    import fugashi

    tagger = fugashi.Tagger()
    return cpu_seconds(lambda: [[(word.surface, word.feature) for word in tagger(text)] for text in texts])


def stage_table(texts: Sequence[str]) -> list[tuple[str, float]]:
    """Return ``(stage, CPU seconds)`` of one pass over ``texts``, caches warm: the steps of the pipeline in order."""
    from datetime import date
    from unittest import mock

    from analyzer import attribution, dates, figures, organizations, pipeline, stance
    from analyzer.pipeline import Analyzer
    from analyzer.rows import analysis_record
    from corpus.article import Article, article_id

    spent: dict[str, float] = {}

    def timed(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def wrapper(*args: object, **kwargs: object) -> object:
            begun = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent[name] = spent.get(name, 0.0) + time.process_time() - begun

        return wrapper

    articles = [Article(id=article_id(text), source="-", text=text) for text in texts]
    analyzer = Analyzer(today=date(2026, 1, 1))
    for article in articles[: len(articles) // 4]:
        analyzer.analyze(article)
    import orjson

    with (
        mock.patch.object(pipeline, "prepare", timed("blocks, sentences, tokens", pipeline.prepare)),
        mock.patch.object(organizations, "extract", timed("organizations", organizations.extract)),
        mock.patch.object(dates, "extract", timed("dates", dates.extract)),
        mock.patch.object(figures, "extract", timed("figures", figures.extract)),
        mock.patch.object(attribution, "extract", timed("attribution", attribution.extract)),
        mock.patch.object(stance, "judge", timed("stance", stance.judge)),
    ):
        begun = time.process_time()
        analyses = [analyzer.analyze(article) for article in articles]
        total = time.process_time() - begun
    spent["the rest of the analysis"] = total - sum(spent.values())
    begun = time.process_time()
    for analysis in analyses:
        orjson.dumps(analysis_record(analysis))
    spent["JSON Lines"] = time.process_time() - begun
    return [*spent.items(), ("analysis", total), ("analysis and JSON Lines", total + spent["JSON Lines"])]


def command_seconds(command: Sequence[str], runs: int = 5) -> tuple[float, float]:
    """Return the median ``(wall, CPU)`` seconds of a whole process over ``runs``, after one run that is not counted."""
    walls, cpus = [], []
    for run in range(runs + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if run:
            walls.append(time.perf_counter() - begun)
            cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(walls), statistics.median(cpus)


def start_up() -> dict[str, float]:
    """Return wall seconds of the commands whose start-up is watched, and of what they are compared with."""
    with TemporaryDirectory() as folder:
        article = Path(folder) / "short.txt"
        article.write_text("市は12日、庁舎の耐震工事費を38億円と発表した。\n", encoding="utf-8")
        commands = {
            "python: import typer": [sys.executable, "-c", "import typer"],
            "uradori --version": [_uradori(), "--version"],
            "python: one word by MeCab": [
                *(sys.executable, "-c"),
                "import fugashi, unidic_lite; fugashi.Tagger()('あ')",
            ],
            "uradori --help": [_uradori(), "--help"],
            "uradori analyze (one short file)": [_uradori(), "analyze", "--format", "jsonl", str(article)],
        }
        return {name: command_seconds(command)[0] for name, command in commands.items()}


def _uradori() -> str:
    return str(Path(sys.executable).with_name("uradori"))


_RUN = """
import sys
import cli
from cli import main
cli._leave = sys.exit
sys.argv = ["uradori", "analyze", "--format", "jsonl", "--jobs", sys.argv[2], sys.argv[1]]
try:
    main()
except SystemExit:
    pass
status = open("/proc/self/status").read()  # getrusage would tell the peak of the process that started this one
sys.stderr.write(f"peak {int(status.partition('VmHWM:')[2].split()[0]) // 1024}\\n")
"""


def whole_process(texts: Sequence[str], jobs: int) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and peak MB of ``uradori analyze FILE --format jsonl`` over ``texts``."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.perf_counter()
        command = [sys.executable, "-c", _RUN, str(path), str(jobs)]
        done = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        wall = time.perf_counter() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak = float(done.stderr.rpartition("peak ")[2])
        return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak


_BARE = """
import fugashi, json, sys
tagger = fugashi.Tagger()
for line in open(sys.argv[1], encoding="utf-8"):
    [(w.surface, w.feature) for w in tagger(json.loads(line)["text"])]
"""


def whole_process_ratio(texts: Sequence[str], turns: int = 3) -> float:
    """Return the median ratio of CPU time, the whole command against a script that only reads the features, in turn."""
    ratios = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
        ours = [_uradori(), "analyze", str(path), "--format", "jsonl", "--jobs", "1"]
        bare = [sys.executable, "-c", _BARE, str(path)]
        for _ in range(turns):
            seconds = []
            for command in (ours, bare):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            ratios.append(seconds[0] / seconds[1])
    return statistics.median(ratios)


def peers(names: Sequence[str], texts: Sequence[str]) -> list[tuple[str, float]]:
    """Return ``(peer, CPU seconds)`` over ``texts`` for the peers that are installed."""
    rows = []
    for name in names:
        try:
            work = _PEERS[name]()
        except ImportError:
            print(f"{name}: not installed (pip install 'uradori[bench]')", file=sys.stderr)
            continue
        work(texts[0])
        rows.append((name, cpu_seconds(lambda work=work: [work(text) for text in texts])))
    return rows


def _ginza() -> Callable[[str], object]:
    import spacy

    return spacy.load("ja_ginza")


def _ja_timex() -> Callable[[str], object]:
    from ja_timex import TimexParser

    return TimexParser().parse


def _numexp() -> Callable[[str], object]:
    from pynormalizenumexp.expression.base import BaseExpressionTemplate  # noqa: F401
    from pynormalizenumexp.numerical_expression_normalizer import NumericalExpressionNormalizer

    return NumericalExpressionNormalizer().normalize


_PEERS: dict[str, Callable[[], Callable[[str], object]]] = {
    "ginza": _ginza,
    "ja-timex": _ja_timex,
    "pynormalizenumexp": _numexp,
}


def check() -> int:
    """Compare measured ratios with ``ratios.json``; return the exit code."""
    limits = json.loads(RATIOS.read_text(encoding="utf-8"))
    texts = sample_texts(300_000)
    bare = bare_seconds(texts)
    stages = dict(stage_table(texts))
    measured = {
        "analysis / bare": stages["analysis"] / bare,
        "analysis and JSON Lines / bare": stages["analysis and JSON Lines"] / bare,
    }
    failed = False
    for name, value in measured.items():
        good = value <= limits[name]
        failed |= not good
        print(f"{name}: {value:.2f} (limit {limits[name]}){'' if good else '  TOO SLOW'}")
    return int(failed)


def main() -> int:
    """Print the tables, or check the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--characters", type=int, default=400_000, help="size of the sample")
    parser.add_argument("--against", default="", help="peers, comma-separated")
    parser.add_argument("--check", action="store_true", help="only compare ratios with ratios.json")
    options = parser.parse_args()
    if options.check:
        return check()
    texts = sample_texts(options.characters)
    n = sum(map(len, texts))
    print(f"{platform.machine()}, Python {platform.python_version()}, fugashi {version('fugashi')}, {n:,} characters")
    bare = bare_seconds(texts)
    stages = stage_table(texts)
    total = dict(stages)["analysis"]
    print(f"\n{'stage':32}{'chars/s':>12}{'share':>8}{'× bare':>8}")
    print(f"{'bare fugashi, features read':32}{n / bare:12,.0f}{'':8}{1:8.2f}")
    for name, seconds in stages:
        print(f"{name:32}{n / max(seconds, 1e-9):12,.0f}{seconds / total:8.0%}{seconds / bare:8.2f}")
    for name, seconds in peers([peer for peer in options.against.split(",") if peer], texts[:40]):
        few = sum(map(len, texts[:40]))
        print(f"{name:32}{few / seconds:12,.0f}{'':8}{seconds / few * n / bare:8.2f}")
    print("\nscaling (one article of the sample joined)")
    joined = "\n\n".join(texts)
    for factor in (1, 10, 100):
        size = max(n // 100, 1) * factor
        text = (joined * (size // len(joined) + 1))[:size]
        seconds = dict(stage_table([text[: max(size // 4, 1)], text]))["analysis"]
        print(f"{size:>12,} characters{size * 1.25 / seconds:12,.0f} chars/s")
    print(f"\nwhole command against bare script, CPU: {whole_process_ratio(texts):.2f}")
    one, two = whole_process(texts, 1), whole_process(texts, 2)
    print(f"two processes: {one[0] / two[0]:.2f} times one; peak memory of one: {one[2]:.0f} MB")
    print("\nstart-up (wall)")
    for name, seconds in start_up().items():
        print(f"{name:36}{seconds * 1000:8.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
