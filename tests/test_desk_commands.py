"""The desk's commands: what they print, where they write, how they exit."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli import app
from corpus.errors import ArticleError, NewsError

ONE = """市立病院で停電、手術3件延期
北浜新報 2022年6月8日(水) 12時05分配信
北浜市の市立病院で7日夜、停電があり、手術3件が延期された。市によると、入院患者210人に影響はなかった。復旧には約4時間かかった。
"""
OTHER = """北浜市立病院が停電 手術4件延期
港湾日日 2022年6月8日(水) 14時30分配信
北浜市立病院で7日夜に停電があり、市は8日、手術4件を延期したと発表した。入院患者210人は無事だった。
"""
BLOG = "北浜市の市立病院で手術が10件も延期されたのは、市長の怠慢のせいに違いない。こんな病院は閉めるべきだ。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("one.txt", ONE), ("other.txt", OTHER), ("blog.txt", BLOG)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=False)


def test_ledger_prints_rows_in_every_format(folder: Path) -> None:
    rows = [json.loads(line) for line in run("ledger", folder, "-f", "jsonl", "--lang", "ja").stdout.splitlines()]
    conflict = next(row for row in rows if row["relation"] == "differ")
    assert {figure["value"] for figure in conflict["figures"]} >= {3, 4}
    assert any(row["relation"] == "agree" and row["figures"][0]["value"] == 210 for row in rows)
    for name, wanted in (("table", "食い違い"), ("md", "| 食い違い |"), ("csv", "differ"), ("json", '"differ"')):
        result = run("ledger", folder, "--conflicts", "-f", name, "--lang", "ja")
        assert result.exit_code == 0 and wanted in result.stdout, name


def test_exit_codes(folder: Path) -> None:
    assert run("ledger", folder, "--unit", "ヘクタール").exit_code == 1
    assert run("ledger", folder / "missing.txt").exit_code == 2
    assert run("evidence", folder / "one.txt", folder / "missing.txt", folder / "blog.txt").exit_code == 3
    assert run("export", folder / "missing.txt", "--to", "csv").exit_code == 2


@pytest.mark.parametrize("command", [["ledger"], ["evidence"], ["report"], ["export", "--to", "csv"]])
def test_neither_articles_nor_a_corpus_is_misuse(command: list[str]) -> None:
    with pytest.raises(NewsError, match="--corpus"):
        run(*command)


def test_evidence_names_the_claim_and_the_reports(folder: Path) -> None:
    result = run("evidence", folder, "-f", "jsonl")
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    about = next(each for each in claims if "10件" in each["claim"]["text"])
    assert about["evidence"] and about["evidence"][0]["outlet"] in ("北浜新報", "港湾日日")
    for name in ("table", "md", "csv", "json"):
        assert "10件" in run("evidence", folder, "-f", name).stdout


def test_report_goes_to_a_file_or_standard_output(folder: Path) -> None:
    assert run("report", folder, "-o", folder / "page.html", "--lang", "en").exit_code == 0
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and '<html lang="en">' in page and "手術4件" in page
    assert not list(folder.glob("*.part"))
    assert run("report", folder / "one.txt", "-o", folder / "page.md").exit_code == 0
    assert (folder / "page.md").read_text(encoding="utf-8").startswith("# ")
    assert "<!DOCTYPE html>" in run("report", folder / "one.txt").stdout
    bare = run("report", folder / "other.txt", "--no-text").stdout
    assert "手術4件" not in bare
    assert not [reason for reason in re.findall(r'"reasons":(\[[^\]]*\])', bare) if "「" in reason]


def test_compare_articles_and_runs(folder: Path) -> None:
    findings = [
        json.loads(line)
        for line in run("compare", folder / "one.txt", folder / "other.txt", "-f", "jsonl").stdout.splitlines()
    ]
    assert any(each["kind"] == "figure" for each in findings)
    (folder / "run.jsonl").write_text(run("analyze", folder / "one.txt", "-f", "jsonl").stdout, encoding="utf-8")
    assert run("compare", folder / "run.jsonl", folder / "run.jsonl").exit_code == 1


def test_export_writes_a_file_or_a_folder(folder: Path) -> None:
    assert run("export", folder / "one.txt", "--to", "doccano", "-o", folder / "d.jsonl").exit_code == 0
    assert json.loads((folder / "d.jsonl").read_text(encoding="utf-8"))["text"] == ONE
    assert run("export", folder / "one.txt", "--to", "brat", "-o", folder / "brat").exit_code == 0
    assert (folder / "brat" / "annotation.conf").is_file()
    assert json.loads(run("export", folder / "one.txt", "--to", "jsonl").stdout)["text"] == ONE
    with pytest.raises(ArticleError, match=r"blog\.txt"):  # a folder cannot stand where a file is; main() says so
        run("export", folder / "one.txt", "--to", "brat", "-o", folder / "blog.txt")


def test_corpus_gives_the_same_ledger(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    corpus = tmp_path_factory.mktemp("corpus") / "news"
    assert run("add", folder / "one.txt", folder / "other.txt", "--corpus", corpus).exit_code == 0
    direct = run("ledger", folder / "one.txt", folder / "other.txt", "-f", "jsonl", "--lang", "ja").stdout
    stored = run("ledger", "--corpus", corpus, "-f", "jsonl", "--lang", "ja").stdout
    figures = [
        [[f["text"] for f in json.loads(line)["figures"]] for line in out.splitlines()] for out in (direct, stored)
    ]
    assert sorted(map(sorted, figures[0])) == sorted(map(sorted, figures[1]))


def test_nothing_found_is_said(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("市は12日、庁舎の工事費を38億円と発表した。\n", encoding="utf-8")
    for command in (["ledger", "--conflicts", str(article)], ["evidence", str(article)]):
        for output in ("table", "jsonl"):
            result = CliRunner().invoke(app, [*command, "--format", output, "--lang", "en"])
            assert (result.exit_code, result.stdout, result.stderr) == (1, "", "uradori: nothing found\n")


def test_results_go_through_a_link_and_into_a_pipe_and_replace_neither(folder: Path) -> None:
    link, page = folder / "link.html", folder / "page.html"
    link.symlink_to(page)
    assert run("report", folder / "one.txt", "-o", link).exit_code == 0
    assert link.is_symlink() and page.read_text(encoding="utf-8").startswith("<!DOCTYPE")
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    ends = os.open(pipe, os.O_RDWR)  # the writer need not wait for a reader; what it writes fits into the pipe
    try:
        assert run("export", folder / "one.txt", "--to", "doccano", "-o", pipe).exit_code == 0
        assert os.read(ends, 65536).startswith(b'{"id"')
    finally:
        os.close(ends)
    assert pipe.is_fifo() and not (folder / "pipe.part").exists()


@pytest.mark.parametrize(("language", "said"), [("ja", "ファイルかフォルダーがありません"), ("en", "No such file")])
def test_what_the_system_refuses_is_told_in_the_language_asked_for(folder: Path, language: str, said: str) -> None:
    with pytest.raises(ArticleError, match=said):
        run("report", folder / "one.txt", "-o", folder / "nowhere" / "page.html", "--lang", language)


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--organizations", "name\taliases\tkind\nソラノテ\t\tclub\n", "kind 列）: 「club」は選べません"),
        ("--organizations", "nome\n", "name 列）: この列が見出し行にありません"),
        ("--model", "{}", "own.txt: この用途のモデルではありません"),
    ],
)
def test_faults_of_own_tables_and_models_are_told_in_japanese(folder: Path, option: str, text: str, said: str) -> None:
    own = folder / "own.txt"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(NewsError, match=said):
        run("analyze", folder / "one.txt", option, own, "--lang", "ja")
