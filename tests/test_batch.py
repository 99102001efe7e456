"""Many articles: order, failures and exit codes are the same in one process and in a pool."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import pickle
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analyzer.batch import map_articles
from analyzer.mention import Analysis
from analyzer.pipeline import Analyzer
from cli import app
from corpus.article import Article
from corpus.errors import ArticleError

TEXTS = [f"市は{day}日、事業費を{day}億円と発表した。" for day in range(1, 8)]


def length_or_fail(analysis: Analysis) -> int:
    if "3億円" in analysis.article.text:
        raise ValueError("no threes")
    return len(analysis.article.text)


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_failing_article_never_stops_the_rest(jobs: int) -> None:
    articles: list[Article | ArticleError] = [Article(str(i), f"{i}.txt", text) for i, text in enumerate(TEXTS)]
    articles.insert(1, ArticleError("gone.txt", "no such file"))
    results = list(map_articles(articles, length_or_fail, analyzer=Analyzer(), jobs=jobs))
    failed = [result for result in results if isinstance(result, ArticleError)]
    assert [error.source for error in failed] == ["gone.txt", "2.txt"]
    assert "no threes" in failed[1].message
    assert [result for result in results if isinstance(result, int)] == [len(t) for t in TEXTS if "3億円" not in t]


def fast_or_never(analysis: Analysis) -> str:
    if analysis.article.source != "0.txt":
        time.sleep(60)
    return analysis.article.source


def test_processes_end_when_nobody_reads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.batch.CHUNK_CHARACTERS", 1)
    articles = [Article(str(i), f"{i}.txt", text) for i, text in enumerate(TEXTS)]
    results = map_articles(articles, fast_or_never, analyzer=Analyzer(), jobs=2)
    assert isinstance(results, Generator) and next(results) == "0.txt"
    begun = time.monotonic()
    results.close()
    assert time.monotonic() - begun < 20
    assert not multiprocessing.active_children()


def test_errors_cross_process_borders() -> None:
    error = pickle.loads(pickle.dumps(ArticleError("a.txt#3", "broken")))
    assert (error.source, error.message, str(error)) == ("a.txt#3", "broken", "a.txt#3: broken")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for index, text in enumerate(TEXTS[:3]):
        (tmp_path / f"記事 {index}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_formats_hold_the_same_articles(folder: Path) -> None:
    lines = run("analyze", str(folder), "--format", "jsonl")[1].splitlines()
    assert [json.loads(line) for line in lines] == json.loads(run("analyze", str(folder), "--format", "json")[1])
    table = run("analyze", str(folder), "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert table.startswith("\ufeff") and len(lines) == 3 and rows
    records = [json.loads(line) for line in lines]
    assert len(rows) == sum(len(r["figures"]) + len(r["dates"]) + len(r["organizations"]) for r in records)


def test_jobs_change_nothing(folder: Path) -> None:
    alone = run("analyze", str(folder), "-f", "jsonl")
    assert alone[0] == 0
    assert run("analyze", str(folder), "-f", "jsonl", "-j", "2") == alone


def test_exit_codes(folder: Path) -> None:
    assert run("analyze", str(folder), "-f", "jsonl")[0] == 0
    code, data, talk = run("analyze", str(folder), str(folder / "nope.txt"), "-f", "jsonl", "--lang", "en")
    assert (code, len(data.splitlines())) == (3, 3)
    assert "nope.txt" in talk
    assert run("analyze", str(folder / "nope.txt"))[0] == 2
    assert run("analyze", str(folder), "--date", "yesterday")[0] == 2
    assert run("analyze", "--no-such-option")[0] == 2


def test_given_date_decides(folder: Path) -> None:
    record = json.loads(run("analyze", str(folder), "-f", "jsonl", "--date", "2016-04-05")[1].splitlines()[0])
    assert (record["published"], record["published_from"]) == ("2016-04-05", "option")


def test_made_by_is_in_every_analysis() -> None:
    analysis = Analyzer().analyze(Article("x", "-", TEXTS[0]))
    assert isinstance(analysis, Analysis) and analysis.made_by == Analyzer().made_by
