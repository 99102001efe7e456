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
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("URADORI_SHARED", ROOT.parent / "shared"))
WIKINEWS = SHARED / "articles" / "wikinews" / "articles.jsonl.gz"
BARE = "bare fugashi, features read"
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


@cache
def _bare_tagger() -> Any:
    import fugashi

    tagger = fugashi.Tagger()
    tagger("日本")
    return tagger


def bare_seconds(texts: Sequence[str]) -> float:
    """Return the CPU seconds of the yardstick over ``texts``."""
    tagger = _bare_tagger()

    def work() -> None:
        for text in texts:  # nothing is kept: the collector would walk through all of it, and be counted
            [(word.surface, word.feature) for word in tagger(text)]

    return cpu_seconds(work)


def stage_table(texts: Sequence[str]) -> list[tuple[str, float, float]]:
    """Return ``(stage, CPU seconds at first sight, CPU seconds again)``: two passes over ``texts``, the yardstick first.

    At first sight every word is new to the process. A long run lies between the two: the more it has read, the fewer
    words are new.
    """
    first = _stages(texts)
    again = dict(_stages(texts))
    return [(stage, seconds, again[stage]) for stage, seconds in first]


def _stages(texts: Sequence[str]) -> list[tuple[str, float]]:
    from datetime import date
    from unittest import mock

    from analyzer import attribution, dates, figures, organizations, pipeline, stance
    from analyzer.mention import Analysis
    from analyzer.pipeline import Analyzer, groups
    from analyzer.rows import analysis_json
    from corpus import tokens
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

    analyzer = Analyzer(today=date(2026, 1, 1))
    total = written = 0.0
    with (
        mock.patch.object(tokens, "split_blocks", timed("blocks", tokens.split_blocks)),
        mock.patch.object(pipeline, "prepare", timed("sentences, tokens", pipeline.prepare)),
        mock.patch.object(organizations, "tagged", timed("organizations: tagging", organizations.tagged)),
        mock.patch.object(organizations, "extract", timed("organizations: names", organizations.extract)),
        mock.patch.object(dates, "extract", timed("dates", dates.extract)),
        mock.patch.object(figures, "extract", timed("figures", figures.extract)),
        mock.patch.object(attribution, "extract", timed("attribution", attribution.extract)),
        mock.patch.object(stance, "judge_group", timed("stance", stance.judge_group)),
    ):
        for group in groups(Article(id=article_id(text), source="-", text=text) for text in texts):
            # By turns, because other work on the machine slows down both.
            spent[BARE] = spent.get(BARE, 0.0) + bare_seconds([article.text for article in group])
            begun = time.process_time()
            analyses = analyzer.analyze_group(group)
            done = time.process_time()
            for analysis in analyses:
                assert isinstance(analysis, Analysis), analysis
                analysis_json(analysis)
            total += done - begun
            written += time.process_time() - done
    spent["sentences, tokens"] -= spent["blocks"]  # prepare() calls both
    bare = spent.pop(BARE)
    spent["the rest of the analysis"] = total - sum(spent.values())
    return [
        (BARE, bare),
        *spent.items(),
        ("JSON Lines", written),
        ("analysis", total),
        ("analysis and JSON Lines", total + written),
    ]


def command_seconds(commands: Mapping[str, Sequence[str]], runs: int = 9) -> dict[str, float]:
    """Return the median CPU seconds of whole processes, run in turn, after two runs that are not counted."""
    spent: dict[str, list[float]] = {name: [] for name in commands}
    # As for a user: Python keeps its bytecode. Without it a start compiles all modules.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for run in range(runs + 2):
        for name, command in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            quiet = subprocess.DEVNULL
            subprocess.run(command, check=True, stdout=quiet, stderr=quiet, env=environment)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if run > 1:
                spent[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {name: statistics.median(each) for name, each in spent.items()}


ONE_WORD = "python: one word by MeCab"


def start_up() -> dict[str, float]:
    """Return CPU seconds of the commands whose start-up is watched, and of what they are compared with."""
    with TemporaryDirectory() as folder:
        article = Path(folder) / "short.txt"
        article.write_text("市は12日、庁舎の耐震工事費を38億円と発表した。\n", encoding="utf-8")
        analyze = [_uradori(), "analyze", "--format", "jsonl", "--jobs", "1", str(article)]
        one_word = "import fugashi, unidic_lite; fugashi.Tagger()('あ')"
        return command_seconds(
            {
                ONE_WORD: [sys.executable, "-c", one_word],
                "uradori analyze (one short file)": analyze,
                "the same, nothing kept": ["env", "URADORI_CACHE=", *analyze],
                "python: import typer": [sys.executable, "-c", "import typer"],
                "uradori --version": [_uradori(), "--version"],
                "uradori --help": [_uradori(), "--help"],
            }
        )


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
    from pynormalizenumexp.normalize_numexp import NormalizeNumexp

    return NormalizeNumexp("ja").normalize


_PEERS: dict[str, Callable[[], Callable[[str], object]]] = {
    "ginza": _ginza,
    "ja-timex": _ja_timex,
    "pynormalizenumexp": _numexp,
}


def check() -> int:
    """Compare measured ratios with ``ratios.json``; return the exit code."""
    limits = json.loads(RATIOS.read_text(encoding="utf-8"))
    texts = sample_texts(300_000)
    (_, bare_first, bare_again), *stages = stage_table(texts)
    measured = {}
    for stage, first, again in stages:
        measured[f"{stage} / bare, at first sight"] = first / bare_first
        measured[f"{stage} / bare, again"] = again / bare_again
    failed = False
    for name, limit in limits.items():
        good = measured[name] <= limit
        failed |= not good
        print(f"{name}: {measured[name]:.2f} (limit {limit}){'' if good else '  TOO SLOW'}")
    return int(failed)


def main() -> int:
    """Print the tables, or check the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--characters", type=int, default=400_000, help="size of the sample (3000000: all of Wikinews)")
    parser.add_argument("--against", default="", help="peers, comma-separated")
    parser.add_argument("--check", action="store_true", help="only compare ratios with ratios.json")
    parser.add_argument("--only", choices=("stages", "scaling", "command", "start"), help="only this table")
    options = parser.parse_args()
    if options.check:
        return check()
    texts = sample_texts(options.characters)
    n = sum(map(len, texts))
    print(f"{platform.machine()}, Python {platform.python_version()}, fugashi {version('fugashi')}, {n:,} characters")
    tables = {
        "stages": lambda: print_stages(texts, [peer for peer in options.against.split(",") if peer]),
        "scaling": lambda: print_scaling(texts),
        "command": lambda: print_command(texts),
        "start": print_start_up,
    }
    for name, table in tables.items():
        if options.only in (None, name):
            table()
    return 0


def print_stages(texts: Sequence[str], against: Sequence[str]) -> None:
    """Print what each stage costs, and what the peers cost."""
    n = sum(map(len, texts))
    rows = stage_table(texts)
    _, bare_first, bare_again = rows[0]
    print(f"\n{'':32}{'at first sight':>24}{'again':>24}")
    print(f"{'stage':32}{'chars/s':>14}{'× bare':>10}{'chars/s':>14}{'× bare':>10}")
    for name, *seconds in rows:
        pairs = zip(seconds, (bare_first, bare_again), strict=True)
        print(f"{name:32}{''.join(f'{n / max(each, 1e-9):14,.0f}{each / bare:10.2f}' for each, bare in pairs)}")
    few = texts[:40]
    size = sum(map(len, few))
    for name, peer_seconds in peers(against, few):
        print(f"{name:32}{size / peer_seconds:14,.0f}{peer_seconds / size * n / bare_again:10.2f}")


def print_scaling(texts: Sequence[str]) -> None:
    """Print the speed over one article of 1, 10 and 100 times the length."""
    print("\nscaling (articles of the sample joined to one, words known)")
    joined = "\n\n".join(texts)
    for factor in (1, 10, 100):
        size = max(len(joined) // 100, 1) * factor
        text = joined[:size]
        *_, (_, _, again) = stage_table([text])
        print(f"{len(text):>12,} characters{len(text) / again:12,.0f} chars/s")


def print_command(texts: Sequence[str]) -> None:
    """Print the cost of the whole command: CPU against the bare script, two processes against one, memory."""
    print(f"\nwhole command against bare script, CPU, median of three in turn: {whole_process_ratio(texts):.2f}")
    one, two = whole_process(texts, 1), whole_process(texts, 2)
    print(f"two processes: {one[0] / two[0]:.2f} times one; peak memory of one: {one[2]:.0f} MB")


def print_start_up() -> None:
    """Print what short commands cost, and how many times that of one word by MeCab."""
    print("\nstart-up (CPU, in turn)")
    spent = start_up()
    for name, seconds in spent.items():
        print(f"{name:36}{seconds * 1000:8.0f} ms {seconds / spent[ONE_WORD]:6.1f} ×")


if __name__ == "__main__":
    sys.exit(main())
