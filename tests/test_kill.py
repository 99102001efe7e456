"""A run may be killed at any moment, any number of times: what an undisturbed run leaves is what is there in the end."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from corpusfile import is_sound, rows_of, write_articles

#: How often a run is killed, each in the pool and (a third as often, for it starts slowly) on Dask.
KILLS = int(os.environ.get("URADORI_KILLS", "30"))
N_ARTICLES = 36

DRIVER = """
import sys
import analyzer.runs.addition as addition
from analyzer.runs.addition import Options, add
from analyzer.pipeline import Analyzer

if __name__ == "__main__":
    root, folder, engine = sys.argv[1:]
    Analyzer.made_by = "test"  # whoever edits a table while this runs does not matter
    addition.BATCH_ARTICLES = 3
    addition.MANY_SHARDS = 6
    options = Options(jobs=2, is_quiet=True)
    if engine == "dask":
        from dataclasses import replace
        from analyzer.runs.distributed import on_dask
        options = replace(options, engine=on_dask(jobs=2))
    sys.exit(add(root, [folder], options).exit_code)
"""

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds worker processes in /proc")


def start(driver: Path, root: Path, folder: Path, engine: str) -> subprocess.Popen[bytes]:
    # The driver runs on a copy of the code: editing a table while the test runs must not change the rows.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(driver.parent), *sys.path])}
    command = [sys.executable, str(driver), str(root), str(folder), engine]
    return subprocess.Popen(command, start_new_session=True, env=environment, stderr=subprocess.DEVNULL)


def children(pid: int) -> list[int]:
    """The processes below ``pid``, those that run our work last."""
    try:
        found = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return found + [below for child in found for below in children(child)]


def kill(process: subprocess.Popen[bytes], manner: str, dice: random.Random) -> bool:
    """Kill the run, its whole group, or one of its workers; return whether the run itself is dead."""
    if manner == "worker":
        below = children(process.pid)
        if below:
            with suppress(ProcessLookupError):
                os.kill(dice.choice(below), signal.SIGKILL)
        return False
    if manner == "group":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    return True


def killed_until_done(tmp_path: Path, engine: str, n_kills: int, seed: int) -> None:
    dice = random.Random(seed)
    driver = tmp_path / "driver.py"
    driver.write_text(DRIVER)
    for package in ("corpus", "analyzer"):
        shutil.copytree(Path(__file__).parents[1] / package, tmp_path / package)
    folder = tmp_path / "in"
    write_articles(folder, range(N_ARTICLES))
    (folder / "bad.txt").write_bytes(b"\x00\x01" * 50)
    began = time.monotonic()
    assert start(driver, tmp_path / "undisturbed", folder, engine).wait() == 3
    lasts = time.monotonic() - began
    expected = rows_of(tmp_path / "undisturbed")
    assert len(expected["articles"]) == N_ARTICLES
    done = 0
    number = 0
    while done < n_kills:
        root = tmp_path / f"killed-{number}"
        number += 1
        finished = False
        while not finished:
            process = start(driver, root, folder, engine)
            try:
                process.wait(dice.uniform(0.1, 1.0) * lasts)
                finished = True
            except subprocess.TimeoutExpired:
                done += 1
                finished = not kill(process, dice.choice(["run", "group", "worker"]), dice)
            if finished:
                assert process.wait(120) in (0, 3)
            if done >= n_kills and not finished:  # the last one is left alone
                assert start(driver, root, folder, engine).wait(120) in (0, 3)
                finished = True
        assert rows_of(root) == expected
        assert is_sound(root)


@pytest.mark.slow
def test_killed_runs_of_the_pool_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    killed_until_done(tmp_path, "pool", KILLS, seed=11)


@pytest.mark.slow
def test_killed_runs_on_dask_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    killed_until_done(tmp_path, "dask", max(KILLS // 3, 2), seed=12)
