"""What a corpus costs: throughput by jobs, the second run, memory, search, kills, and the cluster's rows.

    python benchmarks/corpus_runs.py ARTICLES.jsonl.gz [--only jobs again memory search engines kills duplicates]

Prints one line a measurement with the target beside it. Other work on the machine shows in the wall times: the load is
printed first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE), str(HERE / "tests")]


def uradori(*arguments: str) -> tuple[float, int, str]:
    """Run the command; return wall seconds, peak memory of its largest process in MB, and what it printed."""
    began = time.perf_counter()
    process = subprocess.run(
        ["/usr/bin/env", "uradori", *arguments], capture_output=True, text=True, env=os.environ | {"LC_ALL": "C.UTF-8"}
    )
    seconds = time.perf_counter() - began
    if process.returncode not in (0, 3):
        raise SystemExit(f"uradori {' '.join(arguments)}: {process.stderr}")
    return seconds, 0, process.stdout + process.stderr


def peak_memory(*arguments: str) -> tuple[int, int]:
    """Run the command; return the peak memory of all its processes together in MB, and how much of it is their own.

    A page that several processes share (the dictionary) counts once; *their own* leaves out what is mapped from files.
    """
    process = subprocess.Popen(["uradori", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks = [0, 0]
    while process.poll() is None:
        found = [memory_of(pid) for pid in processes_below(process.pid)]
        peaks = [max(peak, sum(each[n] for each in found)) for n, peak in enumerate(peaks)]
        time.sleep(0.5)
    if process.returncode not in (0, 3):
        raise SystemExit(f"uradori {' '.join(arguments)}: exit {process.returncode}")
    return peaks[0] // 1024, peaks[1] // 1024


def processes_below(pid: int) -> list[int]:
    """Return ``pid`` and all processes that it started."""
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += processes_below(int(child))
    return found


def memory_of(pid: int) -> tuple[int, int]:
    """Return the memory of a process in kB: its share of all pages, and of those that are no file's."""
    fields: dict[str, int] = {}
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, value = line.split(":")
            fields[name] = int(value.split()[0])
    return fields.get("Pss", 0), fields.get("Pss_Anon", 0)


def lines_of(articles: Path) -> list[bytes]:
    """Return the lines of a gzipped file."""
    with gzip.open(articles) as file:
        return file.readlines()


def say(name: str, value: str, target: str = "") -> None:
    """Print a measurement, what came out, and the target."""
    print(f"{name:<44} {value:<34} {target}", flush=True)


def jobs(articles: Path, place: Path) -> None:
    """One job against two."""
    n_articles = len(lines_of(articles))
    seconds = {}
    for n_jobs in (1, 2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds[n_jobs], _, _ = uradori(
            "add", str(articles), "--corpus", str(place / f"jobs{n_jobs}"), "-q", "-j", str(n_jobs)
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        rate = n_articles / seconds[n_jobs]
        say(f"add, {n_jobs} job(s)", f"{seconds[n_jobs]:.1f} s, {cpu:.1f} s CPU, {rate:.0f} articles/s")
    say("two jobs against one", f"{seconds[1] / seconds[2]:.2f} times", "≥ 1.7")


def again(articles: Path, place: Path) -> None:
    """The first run against a second one over the same input."""
    first, _, _ = uradori("add", str(articles), "--corpus", str(place / "again"), "-q")
    second = min(uradori("add", str(articles), "--corpus", str(place / "again"), "-q")[0] for _ in range(5))
    say("first run, second run", f"{first:.1f} s, {second:.3f} s: {first / second:.0f} times", "≥ 50")


def memory(articles: Path, place: Path) -> None:
    """The peak memory of ten times the input against that of the input, one process and two."""
    lines = lines_of(articles)
    for n_jobs in (1, 2):
        peaks = {}
        for factor in (1, 10):
            part = place / f"memory{factor}.jsonl"
            with part.open("w", encoding="utf-8") as file:
                file.writelines(altered(line, copy) for copy in range(factor) for line in lines)
            root = place / f"memory{factor}-{n_jobs}"
            peaks[factor] = peak_memory("add", str(part), "--corpus", str(root), "-q", "-j", str(n_jobs))
            part.unlink()
            shutil.rmtree(root)
        (one, own), (ten, own_ten) = peaks[1], peaks[10]
        say(
            f"peak memory, {len(lines):,} and {10 * len(lines):,} articles, {n_jobs} job(s)",
            f"{one} MB, {ten} MB: {ten / one - 1:+.0%} (own {own}, {own_ten})",
            "within 20 %",
        )


def altered(line: bytes, copy: int) -> str:
    """Return a record as an article of its own: with other figures, under a number."""
    record = json.loads(line)
    figures = str.maketrans("0123456789", "".join(str((digit + copy) % 10) for digit in range(10)))
    record["text"] = f"第{copy}版。{record['text'].translate(figures)}" if copy else record["text"]
    return json.dumps(record, ensure_ascii=False) + "\n"


def search(articles: Path, place: Path) -> None:
    """A whole search command, start-up included: the best of five."""
    root = place / "jobs1" if (place / "jobs1").exists() else place / "search"
    if not root.exists():
        uradori("add", str(articles), "--corpus", str(root), "-q", "-j", "2")
    for query in ("障害", "地震", "発表", '"損害 賠償"', "/第[0-9]+条/"):
        best = 9.0
        for _ in range(5):
            seconds, _, said = uradori("search", query, "--corpus", str(root), "--format", "csv", "--lang", "en")
            best = min(best, seconds)
        say(f"search {query}", f"{best:.3f} s ({said.splitlines()[-1]})", "< 0.3 s" if len(query) == 2 else "")


def engines(articles: Path, place: Path) -> None:
    """The rows of the pool against those of Dask."""
    from corpusfile import rows_of

    part = place / "part.jsonl"
    part.write_bytes(b"".join(lines_of(articles)[:600]))
    for name, options in (("pool", ("-j", "2")), ("dask", ("--engine", "dask", "-j", "2"))):
        seconds, _, _ = uradori("add", str(part), "--corpus", str(place / name), "-q", *options)
        say(f"600 articles, {name}", f"{seconds:.1f} s")
    say(
        "rows of pool and Dask",
        "identical" if rows_of(place / "pool") == rows_of(place / "dask") else "DIFFER",
        "identical",
    )


def kills(articles: Path, place: Path) -> None:
    """Runs killed at random moments, then finished: the tests count what is lost."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE / "tests/test_kill.py")]
    done = subprocess.run(command, env=os.environ | {"URADORI_KILLS": "50"}, capture_output=True, text=True, cwd=HERE)
    say(
        "50 kills in the pool, 16 on Dask",
        "nothing lost, nothing double" if done.returncode == 0 else done.stdout[-900:],
    )


def duplicates(articles: Path, place: Path) -> None:
    """How the cost of finding shared passages grows."""
    from corpus.article import Article
    from corpus.duplicates import find_passages
    from corpus.readers import read_articles

    found = [(each.id, each.text) for each in read_articles([str(articles)]) if isinstance(each, Article)]
    for n_articles in (len(found) // 4, len(found) // 2, len(found)):
        began = time.process_time()
        n_passages = sum(1 for _ in find_passages(found[:n_articles]))
        say(
            f"shared passages in {n_articles:,} articles",
            f"{time.process_time() - began:.2f} s CPU, {n_passages:,} found",
        )


MEASUREMENTS: dict[str, Callable[[Path, Path], None]] = {
    each.__name__: each for each in (jobs, again, memory, search, engines, duplicates, kills)
}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS))
    chosen = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, Python {sys.version.split()[0]}")
    place = Path(tempfile.mkdtemp(prefix="uradori-"))
    try:
        for name in chosen.only:
            MEASUREMENTS[name](chosen.articles, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
