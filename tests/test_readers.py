"""Every kind of input becomes articles, and everything that cannot is said with its place, one message a fault."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from casefile import SHARED

from corpus import readers
from corpus.article import Article, article_id
from corpus.errors import ArticleError
from corpus.locales import set_language
from corpus.preamble import field_role, may_be_download
from corpus.readers import read_articles
from corpus.vocabulary import read_table

TEXT = "市は4日、予算案を発表した。\n"
pytestmark = pytest.mark.usefixtures("english")


def articles(*paths: Path | str, encoding: str | None = None) -> list[Article]:
    found = list(read_articles([str(path) for path in paths], encoding=encoding))
    faults = [each for each in found if isinstance(each, ArticleError)]
    assert not faults, faults
    return [each for each in found if isinstance(each, Article)]


def fault(*paths: Path | str, encoding: str | None = None) -> ArticleError:
    (found,) = read_articles([str(path) for path in paths], encoding=encoding)
    assert isinstance(found, ArticleError)
    return found


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# ── paths ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.txt",
        "子/四月 五日.txt",
        ".hidden.txt",
        ".git/x.txt",
        "README.md",
        "page_files/style.css",
    ):
        write(tmp_path / name, TEXT + name)
    names = [os.path.relpath(article.source, tmp_path) for article in articles(tmp_path)]
    assert names == ["a.txt", "b.txt", "子/四月 五日.txt"]


def test_a_corpus_below_a_folder_is_no_input(tmp_path: Path) -> None:
    for name in ("a.txt", "corpus/uradori.json", "corpus/shards/x/articles.parquet"):
        write(tmp_path / name, TEXT)
    assert [Path(article.source).name for article in articles(tmp_path)] == ["a.txt"]


def test_globs_that_the_shell_left_alone(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "d.md"):
        write(tmp_path / name, TEXT + name)
    assert [Path(each.source).name for each in articles(tmp_path / "*.txt")] == ["a.txt", "b.txt"]
    assert [Path(each.source).name for each in articles(tmp_path / "**" / "*.txt")] == ["a.txt", "b.txt", "c.txt"]
    assert "no file matches" in fault(tmp_path / "*.none").message
    exact = write(tmp_path / "[速報].txt", TEXT)
    assert articles(exact)[0].source == str(exact)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    assert len(articles(path, tmp_path, f"{tmp_path}/./a.txt", tmp_path / "*.txt")) == 1


def test_the_same_text_under_two_names_is_two_articles_of_one_id(tmp_path: Path) -> None:
    first, second = articles(write(tmp_path / "a.txt", TEXT), write(tmp_path / "b.txt", TEXT))
    assert first.id == second.id == article_id(TEXT)
    assert first.source != second.source


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    give(TEXT.encode("euc_jp"))
    assert [(each.source, each.text) for each in articles("-")] == [("-", TEXT)]
    give(gzip.compress(b'{"text": "a"}\n{"text": "b"}\n'))
    assert [(each.source, each.text) for each in articles("-")] == [("-#1", "a"), ("-#2", "b")]
    give(b"")
    assert "empty" in fault("-").message


def test_links_that_lead_in_circles(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", TEXT)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "self.txt").symlink_to(tmp_path / "in" / "self.txt")
    (tmp_path / "in" / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    found = list(read_articles([str(tmp_path)]))
    assert [each.source for each in found if isinstance(each, Article)] == [str(tmp_path / "in" / "a.txt")]
    faults = {Path(each.source).name: each.message for each in found if isinstance(each, ArticleError)}
    assert set(faults) == {"loop", "self.txt", "broken.txt"}
    assert "leads back" in faults["loop"]
    assert "nowhere" in faults["broken.txt"]


def test_missing_and_unreadable(tmp_path: Path) -> None:
    assert "no such file" in fault(tmp_path / "none.txt").message
    assert "no such file" in fault("a\0b").message
    locked = write(tmp_path / "locked.txt", TEXT)
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read everything")
    assert "no permission" in fault(locked).message
    folder = tmp_path / "closed"
    folder.mkdir(mode=0)
    assert "no permission" in fault(folder).message


def test_file_names_that_are_no_utf_8(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "記事.txt".encode("cp932")
    Path(os.fsdecode(raw)).write_bytes(TEXT.encode())
    (article,) = articles(tmp_path)
    assert article.source == str(tmp_path / "記事.txt")


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"text": "一つ目。"}\n{"text": "二つ目。"}\n')
    reading = read_articles([str(path)])
    first = next(reading)
    with path.open("a") as file:
        file.write('{"text": "三つ目。"}\n')
    rest = list(reading)
    assert isinstance(first, Article)
    assert isinstance(rest[-1], ArticleError)
    assert "changed" in rest[-1].message


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "a.jsonl", "a.jsonl.gz", "a.csv", "a.tsv", "a.json"])
def test_every_encoding_in_every_kind_of_file(tmp_path: Path, name: str, encoding: str) -> None:
    tab = "\t" if ".tsv" in name else ","
    content = {
        ".txt": TEXT,
        ".jsonl": json.dumps({"text": TEXT}, ensure_ascii=False) + "\n",
        ".json": json.dumps([{"text": TEXT}], ensure_ascii=False),
        ".csv": f'番号{tab}text\n1{tab}"{TEXT}"\n',
        ".tsv": f'番号{tab}text\n1{tab}"{TEXT}"\n',
    }[Path(name.removesuffix(".gz")).suffix]
    data = content.encode(encoding)
    path = write(tmp_path / name, gzip.compress(data) if name.endswith(".gz") else data)
    for given in (None, "utf-8-sig" if encoding == "utf-8" else encoding):
        assert [each.text for each in articles(path, encoding=given)] == [TEXT]


def test_text_is_what_stands_in_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "\ufeff一行目\r\n　二行目　\r三行目\n\n")
    assert articles(path)[0].text == "一行目\n　二行目　\n三行目\n\n"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\xe3\x80\x80\n", "white space"),
        ("bom.txt", b"\xef\xbb\xbf", "white space"),
        ("nul.txt", b"abc\x00\x00\x00\x00\x01\x02" * 50, "binary"),
        ("report.pdf", b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        ("letter.docx", b"PK\x03\x04....", "Office"),
        ("mixed.txt", "市は発表した。\n".encode() * 3 + b"\xff\n", "offset 66 (line 4)"),
        ("cut.txt.gz", gzip.compress(TEXT.encode() * 50, mtime=0)[:-20], "gzip"),
        ("head.txt.gz", b"\x1f\x8b" + b"garbage" * 9, "gzip"),
        ("front.txt", b"---\ntitle: a\n---\n\n", "white space"),
    ],
)
def test_files_that_hold_no_article(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    assert said in fault(write(tmp_path / name, data)).message


def test_messages_are_japanese_for_japanese_readers(tmp_path: Path) -> None:
    set_language("ja")
    assert "空のファイルです" in str(fault(write(tmp_path / "a.txt", b"")))


def test_an_unknown_encoding_is_named(tmp_path: Path) -> None:
    assert "'ebcdic-jp'" in fault(write(tmp_path / "a.txt", TEXT), encoding="ebcdic-jp").message
    assert "'ebcdic-jp'" in fault(write(tmp_path / "a.csv", f"text\n{TEXT}"), encoding="ebcdic-jp").message


def test_an_endless_line_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    line = "あ" * 1_000_000
    write(tmp_path / "a.txt", "見出し\n" + line * 17)
    write(tmp_path / "b.jsonl", f'{{"text": "{line * 17}"}}\n{{"text": "次の記事。"}}\n')
    write(tmp_path / "c.txt", "短い行。\n" * 3_000_000)
    write(tmp_path / "d.txt", TEXT)
    found = list(read_articles([str(tmp_path)]))
    assert [each.text for each in found if isinstance(each, Article)] == ["次の記事。", TEXT]
    places = [(Path(each.source).name, each.message) for each in found if isinstance(each, ArticleError)]
    assert [place for place, _ in places] == ["a.txt#2", "b.jsonl#1", "c.txt#1153847"]
    assert "line 2 alone" in places[0][1]


# ── headers ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_front_matter(tmp_path: Path) -> None:
    text = '---\ntitle: "予算案を発表"\npublished: 2016-04-05\nsource: 産経新聞 朝刊\ntags: [a, b]\n---\n' + TEXT
    (article,) = articles(write(tmp_path / "a.md", text))
    assert (article.title, article.published, article.published_from) == ("予算案を発表", "2016-04-05", "record")
    assert article.outlet == "産経新聞"
    assert article.text == text  # offsets are those of the file
    assert article.text[article.body :] == TEXT


@pytest.mark.parametrize("text", ["---\n" + TEXT, "---\n\n---\n" + TEXT, "--- 速報 ---\n" + TEXT, "-----\n" + TEXT])
def test_rules_are_no_front_matter(tmp_path: Path, text: str) -> None:
    (article,) = articles(write(tmp_path / "a.txt", text))
    assert (article.title, article.body) == (None, 0)


def test_mail_headers(tmp_path: Path) -> None:
    text = "From: 市役所 <pr@example.jp>\nSubject: =?utf-8?B?5LqI566X5qGI?=\nDate: Mon, 4 Apr 2016 22:55:00 +0000\n\n"
    (article,) = articles(write(tmp_path / "a.txt", text + TEXT))
    assert (article.title, article.published) == ("予算案", "2016-04-05T07:55")
    assert article.text[article.body :] == TEXT
    (plain,) = articles(write(tmp_path / "b.txt", "注意: 会場は市役所。\n日時: 未定。\n\n" + TEXT))
    assert plain.body == 0


DOWNLOAD = """検索件数：2件

1/2
見出し：発行、全国で停止
発行日：2016年04月05日
掲載紙：産経新聞　朝夕刊：朝刊
ページ：3
本文：
　機構は4日、障害が起きたと発表した。
　注意：再起動で復旧した。

----------------
2/2
【見出し】続報　機構が謝罪
【発行日】平成28年4月6日
【面名】1総合
【本文】
機構は5日、謝罪した。
"""


def test_a_newspaper_database_download(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", DOWNLOAD.encode("cp932"))
    first, second = articles(path)
    assert (first.source, first.title, first.published) == (f"{path}#1", "発行、全国で停止", "2016-04-05")
    assert first.outlet == "産経新聞"
    assert first.text == "　機構は4日、障害が起きたと発表した。\n　注意：再起動で復旧した。"
    assert (second.source, second.published, second.text) == (f"{path}#2", "2016-04-06", "機構は5日、謝罪した。")


@pytest.mark.parametrize(
    "text",
    [
        "日時：4月5日\n場所：市役所\n\n市は説明会を開く。",
        "【速報】予算案を発表\n" + TEXT,
        "【写真】会見する市長\n【関連記事】予算案\n" + TEXT,
        TEXT * 40 + "見出し：注\n日付：4月5日\n本文：注です。",
    ],
)
def test_articles_that_only_look_like_downloads(tmp_path: Path, text: str) -> None:
    (article,) = articles(write(tmp_path / "a.txt", text))
    assert article.text == text


def test_field_names_of_the_table_are_known() -> None:
    rows = read_table(
        Path(readers.__file__).parent / "tables" / "fields.tsv", key="field", required=("role", "example")
    )
    for row in rows:
        name = row["example"].split("⟦")[1].split("⟧")[0]
        assert field_role(name) == row["role"], row.line
        if row["role"] in ("title", "published"):
            assert may_be_download(f"【{name}】4月5日"), f"the guard does not know {name}"
        assert row["role"] in {"text", "title", "published", "outlet", "id", "author", "skip"}


# ── records ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_fields_of_a_record(tmp_path: Path) -> None:
    record = {"id": 7, "title": "予算案", "published": "2016/04/05 07:55", "source": "産経新聞", "text": "a\r\nb"}
    path = write(tmp_path / "a.jsonl", json.dumps(record) + "\n")
    (article,) = articles(path)
    assert article == Article(
        id=article_id("a\nb"),
        source=f"{path}#1",
        text="a\nb",
        title="予算案",
        published="2016-04-05T07:55",
        published_from="record",
        outlet="産経新聞",
        record_id="7",
    )


def test_a_day_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (article,) = articles(write(tmp_path / "a.jsonl", json.dumps({"published": "2020-13-45", "text": TEXT})))
    assert article.published is None
    assert "a.jsonl#1: '2020-13-45' is no date" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        assert "pipe or device" in fault(path).message


def test_broken_records_do_not_stop_the_rest(tmp_path: Path) -> None:
    lines = ['{"text": "一つ目。"}', '{"text": ', "[1]", '{"title": "x"}', '{"text": ""}', '{"text": 3}', ""]
    lines += ['{"text": "後ろ\\ud83d"}', "{" * 100_000, '{"text": "最後。"}']
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    found = list(read_articles([str(path)]))
    assert [each.text for each in found if isinstance(each, Article)] == ["一つ目。", "後ろ\ufffd", "最後。"]
    faults = [each for each in found if isinstance(each, ArticleError)]
    assert [each.source for each in faults] == [f"{path}#{n}" for n in (2, 3, 4, 5, 6, 9)]
    assert "line 2" in faults[0].message


def test_csv_records(tmp_path: Path) -> None:
    data = '見出し,発行日,本文\n"一, 二",2016年4月5日,"一行目\n二行目"\n短い\n,,\n三,,四\n'
    path = write(tmp_path / "a.csv", data.encode("cp932"))
    found = list(read_articles([str(path)]))
    good = [each for each in found if isinstance(each, Article)]
    assert [(each.title, each.published, each.text) for each in good] == [
        ("一, 二", "2016-04-05", "一行目\n二行目"),
        ("三", None, "四"),
    ]
    assert [each.source for each in good] == [f"{path}#1", f"{path}#4"]
    assert "line 4" in next(each for each in found if isinstance(each, ArticleError)).message
    assert "no text column" in fault(write(tmp_path / "b.csv", "a,b\n1,2\n")).message
    assert "empty" in fault(write(tmp_path / "c.csv", "")).message


def test_parquet_records(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "日本語 a.parquet"
    duckdb.sql("SELECT 'x' AS id, DATE '2016-04-05' AS published, '市は発表した。' AS text").write_parquet(str(path))
    (article,) = articles(path)
    assert (article.record_id, article.published, article.text) == ("x", "2016-04-05", "市は発表した。")
    assert "Parquet" in fault(write(tmp_path / "b.parquet", b"PAR1 no")).message


@pytest.mark.skipif(not SHARED.exists(), reason="real articles are not here")
def test_the_real_corpus_is_read_completely() -> None:
    found = articles(SHARED / "articles/wikinews/articles.jsonl.gz")
    assert len(found) == 3662
    assert found[1].record_id == "wikinews-1"


# ── pages and archives ────────────────────────────────────────────────────────────────────────────────────────────────

PAGE = """<html><head><title>予算案を発表 | 例新聞</title><meta property="og:title" content="予算案を発表">
<meta property="article:published_time" content="2016-04-05T07:55:00+09:00"><meta charset="{charset}"></head><body>
<nav><a href="/">トップ</a><a href="/a">政治</a></nav><article><h1>予算案を発表</h1>
<p>市は4日、総額120億円の新年度予算案を発表した。前年度に比べて3.2%の増加となる。</p>
<p>市長は記者会見で「子育て支援に重点を置いた」と述べた。議会は12日に開会し、審議が始まる。</p>
<p>保育所の整備には18億円、道路の補修には9億円を充てる。財源の一部は基金を取り崩して賄い、残高は40億円に減る。</p>
<p>市の担当者は「景気の先行きは不透明だが、必要な事業は続ける」と説明している。市民団体は「説明が足りない」と話した。</p></article>
<footer>Copyright 例新聞</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis", "euc_jp"])
def test_a_web_page(tmp_path: Path, encoding: str) -> None:
    pytest.importorskip("trafilatura")
    (article,) = articles(write(tmp_path / "a.html", PAGE.format(charset=encoding).encode(encoding)))
    assert "総額120億円" in article.text
    assert "トップ" not in article.text
    assert article.title == "予算案を発表"
    assert article.published is not None
    assert article.published.startswith("2016-04-05")
    assert "no article" in fault(write(tmp_path / "b.html", "<html><body></body></html>")).message


def test_a_web_page_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert "uradori[html]" in fault(write(tmp_path / "a.html", PAGE)).message


def test_zip_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("記事/一.txt", TEXT.encode("cp932"))
        archive.writestr("__MACOSX/._一.txt", b"\x00\x05")
        archive.writestr("二.jsonl", '{"text": "二つ目。"}\n{"text": "三つ目。"}\n')
        archive.writestr("三.txt.gz", gzip.compress(TEXT.encode()))
    assert [each.source.removeprefix(f"{path}#") for each in articles(path)] == [
        "記事/一.txt",
        "二.jsonl#1",
        "二.jsonl#2",
        "三.txt.gz",
    ]


def test_zip_names_of_japanese_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("kiji.txt", TEXT)
    # Writers on Windows store CP932 bytes without the flag for UTF-8.
    path.write_bytes(path.read_bytes().replace(b"kiji", "記事".encode("cp932")))
    assert articles(path)[0].source == f"{path}#記事.txt"


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "a/../../b.txt", "C:\\x.txt", "..\\x.txt"])
def test_hostile_names_in_archives(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, TEXT)
        archive.writestr("good.txt", TEXT)
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        for member in (name, "good.txt"):
            info = tarfile.TarInfo(member)
            info.size = len(TEXT.encode())
            archive.addfile(info, io.BytesIO(TEXT.encode()))
    for path in (tmp_path / "a.zip", tmp_path / "b.tar.gz"):
        found = list(read_articles([str(path)]))
        assert [each.text for each in found if isinstance(each, Article)] == [TEXT]
        assert [each.message for each in found if isinstance(each, ArticleError)] == [
            "its name points outside the archive; not read"
        ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.tar.gz"]


def test_bombs_links_and_archives_in_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\n" * 60_000_000)
        archive.writestr("huge.txt", b"a" * (65 << 20))
        archive.writestr("inner.zip", b"PK")
    said = [each.message for each in read_articles([str(tmp_path / "a.zip")]) if isinstance(each, ArticleError)]
    assert ["hundreds of times" in said[0], "64 MiB" in said[1], "inside an archive" in said[2]] == [True] * 3
    with tarfile.open(tmp_path / "b.tgz", "w:gz") as archive:
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
        info = tarfile.TarInfo("bomb.txt")
        info.size = 40_000_000
        archive.addfile(info, io.BytesIO(b"\n" * info.size))
    said = [each.message for each in read_articles([str(tmp_path / "b.tgz")]) if isinstance(each, ArticleError)]
    assert ["a link" in said[0], "hundreds of times" in said[1]] == [True] * 2


def test_many_small_bombs_together_are_a_bomb(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for n in range(12):
            archive.writestr(f"{n}.txt", b"\n" * 15_000_000)
    found = list(read_articles([str(tmp_path / "a.zip")]))
    assert len(found) < 12
    assert isinstance(found[-1], ArticleError)
    assert "hundreds of times" in found[-1].message


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\x1f\x8b broken"])
def test_damaged_archives(tmp_path: Path, name: str, data: bytes) -> None:
    assert fault(write(tmp_path / name, data)).message
