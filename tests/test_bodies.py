"""One body in the whole corpus, whatever each article calls it, and in whatever order the articles came."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from corpusfile import rows_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from analyzer.commands import app
from analyzer.desk.bodies import with_common_names
from analyzer.desk.gather import gather
from analyzer.runs.addition import Options, add
from analyzer.runs.upkeep import rebuild
from corpus.store import Corpus

QUIET = Options(is_quiet=True)
TEXTS = {
    "short": "公取委は4日、排除措置命令を出した。",
    "full": "公正取引委員会は5日、談合の疑いで立ち入り検査をしたと発表した。",
    "both": "地方公共団体情報システム機構（J-LIS）は6日、障害を発表した。J-LISは謝罪した。",
    "alone": "J-LISは7日、原因を公表した。",
    "police_one": "県警は8日、男を逮捕した。",
    "police_two": "県警によると、9日に事故があった。",
}


def store(root: Path, names: Sequence[str]) -> None:
    """Add the articles of ``names`` in a run of their own."""
    folder = root.parent / "in"
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(TEXTS[name], encoding="utf-8")
    add(str(root), [str(folder / f"{name}.txt") for name in names], QUIET)


def asked(root: Path, sql: str) -> list[Any]:
    with Corpus.open(root) as corpus, corpus.query() as connection:
        return list(corpus.answer(connection, sql)[1])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bodies") / "corpus"
    store(place, list(TEXTS))
    return place


def test_short_and_full_name_are_one_body_and_each_police_is_its_own(root: Path) -> None:
    rows = asked(root, "SELECT name, wordings, articles FROM bodies ORDER BY name, body_id")
    assert ("公正取引委員会", ["公取委", "公正取引委員会"], 2) in rows
    assert [row[2] for row in rows if row[0] == "県警"] == [1, 1]
    sql = "SELECT count(*), count(body_id), count(name) FROM organizations"
    ((n_rows, *named),) = asked(root, sql)
    assert named == [n_rows, n_rows]


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        ("公取委", {"short", "full"}),
        ("公正取引委員会", {"short", "full"}),
        ("県警", {"police_one", "police_two"}),
        ("無い会", set()),
    ],
)
def test_filters_know_a_body_by_any_of_its_names(root: Path, wanted: str, files: set[str]) -> None:
    command = ["search", "/./", "--corpus", str(root), "--org", wanted, "--limit", "0", "--format", "jsonl"]
    found = [json.loads(line) for line in CliRunner().invoke(app, command).stdout.splitlines()]
    assert {Path(hit["source"]).stem for hit in found} == files
    command = ["timeline", "--corpus", str(root), "--org", wanted, "--format", "jsonl"]
    periods = [json.loads(line) for line in CliRunner().invoke(app, command).stdout.splitlines()]
    assert sum(period["articles"] for period in periods) == len(files)


def test_a_name_explained_later_is_explained_to_all(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    store(root, ["alone"])
    before = asked(root, "SELECT name FROM organizations WHERE text = 'J-LIS'")
    store(root, ["both"])
    after = asked(root, "SELECT DISTINCT name FROM organizations WHERE text = 'J-LIS'")
    assert len(after) == 1
    assert before != after or before == [("地方公共団体情報システム機構",)]


def test_ledger_and_report_speak_of_one_body(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("short", "full", "police_one"):
        (folder / f"{name}.txt").write_text(TEXTS[name], encoding="utf-8")
    analyses = gather([str(folder)]).analyses
    names = {body.canonical for each in with_common_names(analyses) for body in each.organizations}
    assert names == {"公正取引委員会", "県警"}
    spans = [[(body.start, body.end) for body in each.organizations] for each in analyses]
    assert [[(body.start, body.end) for body in each.organizations] for each in with_common_names(analyses)] == spans
    assert with_common_names(analyses[:1]) == analyses[:1]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sorted(TEXTS)), cut=st.integers(0, len(TEXTS)))
def test_any_order_and_partition_gives_the_same_bodies(
    root: Path, tmp_path_factory: pytest.TempPathFactory, order: list[str], cut: int
) -> None:
    place = tmp_path_factory.mktemp("order") / "corpus"
    for names in filter(None, (order[:cut], order[cut:])):
        store(place, names)
    every = "SELECT * FROM bodies ORDER BY body_id"
    assert asked(place, every) == asked(root, every)


def test_bodies_are_made_anew_only_when_articles_changed_and_by_rebuild(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    store(root, ["short", "full"])
    files = sorted((root / "bodies").iterdir())
    store(root, ["short"])
    assert sorted((root / "bodies").iterdir()) == files
    before = rows_of(root)
    for file in files:
        file.unlink()
    assert asked(root, "SELECT DISTINCT body_id FROM organizations") == [(None,)]
    rebuild(str(root), is_quiet=True)
    assert rows_of(root) == before
    (tmp_path / "in" / "full.txt").unlink()
    add(str(root), [str(tmp_path / "in")], Options(is_quiet=True, prune=True))
    assert asked(root, "SELECT wordings FROM bodies") == [(["公取委"],)]
