"""Questions to a corpus: every form of a word, each in its context, and counts that can be done by hand."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from casefile import SHARED
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.desk.counts import keyness, print_figures, print_sql, print_terms, print_timeline
from analyzer.desk.search import Filters, Hit, parse_query, print_search, required_text, search
from analyzer.desk.wording import print_wording
from analyzer.runs.addition import Options, add
from corpus.errors import StoreError
from corpus.store import Corpus
from corpus.text import fold

ARTICLES = [
    {
        "id": "a",
        "published": "2016-04-05",
        "source": "例新聞",
        "title": "障害",
        "text": "市は4日、システムで障害が起きたと発表した。原因は調査中だという。",
    },
    {
        "id": "b",
        "published": "2016-05-01",
        "source": "別新聞",
        "title": "賠償",
        "text": "住民は損害の賠償を求めた。損害賠償を求める訴えは3件目となる。\n=1+1は式である。",
    },
    {
        "id": "c",
        "published": "2017-01-10",
        "source": "例新聞",
        "title": "続報",
        "text": "国土交通省は会社に約1,200万円の支払いを命じた。障害は１２％減った。",
    },
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("search")
    path = place / "a.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    add(str(place / "corpus"), [str(path)], Options(is_quiet=True))
    return place / "corpus"


pytestmark = pytest.mark.usefixtures("english")


def hits(root: Path, query: str, filters: Filters | None = None, **options: object) -> list[Hit]:
    with Corpus.open(root) as corpus:
        return list(search(corpus, parse_query(query), filters, **options)[1])  # type: ignore[arg-type]


def asked(root: Path, query: str, **options: object) -> int:
    given = {"sort": "source", "context": 10, "limit": None, "is_substring": False, "output": "jsonl"} | options
    return print_search(str(root), query, Filters(), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("障害", ["障害", "障害"]),
        ("求める", ["求め", "求める"]),  # every form of the word
        ("損害賠償", ["損害賠償"]),
        ("損害 求める", ["損害", "求め", "損害", "求める"]),
        ('"賠償を求める"', ["賠償を求め", "賠償を求める"]),
        ("/[0-9]+%/", ["１２％"]),
        ("/発表し?た/", ["発表した"]),
        ("NEAR", []),
        ('障害" OR "市', []),
    ],
)
def test_words_phrases_and_patterns(root: Path, query: str, found: list[str]) -> None:
    assert [hit.match for hit in hits(root, query)] == found


def test_offsets_and_context_are_those_of_the_article(root: Path) -> None:
    texts = {article["title"]: article["text"] for article in ARTICLES}
    for query in ("障害", "求める", "/。/", "件"):
        for hit in hits(root, query, context=8):
            text = texts[hit.title or ""]
            assert text[hit.start : hit.end] == hit.match
            assert "".join(text[: hit.start].split()).endswith("".join(hit.left.split()))
            assert "".join(text[hit.end :].split()).startswith("".join(hit.right.split()))


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (Filters(outlet="例"), ["障害", "続報"]),
        (Filters(first="2016-04-06"), ["続報"]),
        (Filters(last="2016"), ["障害"]),
        (Filters(first="2016-04", last="2016-04"), ["障害"]),
        (Filters(source="a.jsonl#3"), ["続報"]),
        (Filters(source="' OR 1=1 --"), []),
        (Filters(kind="headline"), []),
        (Filters(label="nonsense"), []),
        (Filters(organization="ない団体"), []),
    ],
)
def test_filters(root: Path, filters: Filters, titles: list[str]) -> None:
    assert [hit.title for hit in hits(root, "障害", filters)] == titles


def test_sorting_and_limits(root: Path) -> None:
    assert [hit.title for hit in hits(root, "障害", sort="newest")] == ["続報", "障害"]
    assert [hit.title for hit in hits(root, "障害", sort="published")] == ["障害", "続報"]
    by_right = [hit.right for hit in hits(root, "/は/", sort="right")]
    assert by_right == sorted(by_right)
    by_left = [hit.left[::-1] for hit in hits(root, "/は/", sort="left")]
    assert by_left == sorted(by_left)
    assert len(hits(root, "/は/", limit=2)) == 2
    with Corpus.open(root) as corpus:
        n_sentences, found = search(corpus, parse_query("/は/"), limit=1)
        assert n_sentences > len(list(found)) == 1


def test_several_stretches_stand_in_one_sentence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, "ステム 発表", is_substring=True) == 0
    said = [json.loads(line)["match"] for line in capsys.readouterr().out.splitlines()]
    assert said == ["ステム", "発表"]
    assert asked(root, "ステム ほげ", is_substring=True) == 1
    assert asked(root, "障害 ほげ") == 1  # and not every 障害


def test_exit_codes_and_substrings(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(root, "障害") == 0
    assert asked(root, "ほげほげ") == 1
    capsys.readouterr()
    assert asked(root, "ステム") == 0
    said = capsys.readouterr()
    assert "substring" in said.err
    assert json.loads(said.out)["match"] == "ステム"
    assert asked(root, "12%", is_substring=True) == 0
    with pytest.raises(ValueError, match="no regular expression"):
        asked(root, "/(/")
    with pytest.raises(ValueError, match="no word"):
        asked(root, "  ")


def test_lines_for_people_and_cells_for_spreadsheets(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked(root, "障害", output="table")
    lines = capsys.readouterr().out.splitlines()
    assert len({line.split("【")[0] and display(line.split("【")[0]) for line in lines}) == 1
    asked(root, "/=1/", output="csv", context=0)
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [row["match"] for row in rows] == ["'=1"]


def display(text: str) -> int:
    from analyzer.desk.listing import display_width

    return display_width(text)


@given(st.text(max_size=30))
@settings(deadline=None)  # it asks a database, and machines are busy
def test_any_query_is_answered_or_refused(root: Path, text: str) -> None:
    try:
        query = parse_query(text)
    except ValueError:
        return
    with Corpus.open(root) as corpus:
        for hit in search(corpus, query)[1]:
            assert hit.start <= hit.end


PIECES = st.sampled_from(
    [
        *"東京都市のアイ1a.",
        "[東京]",
        "[^都]",
        "(市|町)",
        "(京)?",
        "(東都)",
        "都?",
        "市*",
        "の{0,2}",
        "東+",
        r"\[",
        "|",
        "^",
    ]
)


@given(pieces=st.lists(PIECES, min_size=1, max_size=6), text=st.text("東京都市町のアイｱｲ1１a[", max_size=9))
def test_a_text_that_a_pattern_requires_is_in_every_match(pieces: list[str], text: str) -> None:
    try:
        pattern = re.compile("".join(pieces))
    except re.error:
        return
    if pattern.search(fold(text)):
        assert required_text(pattern.pattern) in text


def test_timeline(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_timeline(str(root), "障害", by="year", filters=Filters(), output="jsonl") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["period"], row["articles"], row["sentences"]) for row in rows] == [("2016", 1, 1), ("2017", 1, 1)]
    assert print_timeline(str(root), None, by="month", filters=Filters(outlet="別"), output="table") == 0
    assert "2016-05" in capsys.readouterr().out
    assert print_timeline(str(root), "ほげ", by="day", filters=Filters(), output="csv") == 1
    with pytest.raises(StoreError):
        print_timeline(str(root), "/x/", by="day", filters=Filters(), output="csv")


def test_terms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # 大高 is a name whose dictionary form is written in katakana; の stands everywhere.
    texts = {
        "甲新聞": "大高市の大高市長は損害の賠償を求めた。損害の額は不明だという。" * 3,
        "乙新聞": "町の予算の案の議決は先送りの見通しとなった。" * 6,
    }
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"source": name, "text": text}) + "\n" for name, text in texts.items()))
    root = str(tmp_path / "corpus")
    add(root, [str(path)], Options(is_quiet=True))
    given = {"group": "甲新聞", "filters": Filters(), "least": 2, "limit": 50, "is_once": False, "output": "jsonl"}

    def asked_for(**options: object) -> dict[str, tuple[int, int]]:
        assert print_terms(root, by="outlet", **(given | options)) == 0  # type: ignore[arg-type]
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert all(row["log_likelihood"] >= 3.84 for row in rows)
        return {row["term"]: (row["count"], row["elsewhere"]) for row in rows}

    found = asked_for()
    assert found["損害"] == (6, 0)
    assert "大高" in found
    assert not {"の", "は", "た"} & found.keys()
    assert "を" in asked_for(is_all=True)
    assert print_terms(root, by="month", **(given | {"group": "1999-01"})) == 1  # type: ignore[arg-type]


def test_keyness_of_a_word_that_is_as_frequent_everywhere() -> None:
    likelihood, ratio = keyness(10, 1000, 100, 10_000)
    assert abs(likelihood) < 1e-9
    assert abs(ratio) < 1e-9


def test_figures(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = dict.fromkeys(("counted", "quantity", "at_least", "at_most", "limit"))
    for at_least, code in ((1e6, 0), (1e9, 1)):
        options = given | {"at_least": at_least}
        found = print_figures(str(root), Filters(), unit="円", is_once=False, output="jsonl", **options)  # type: ignore[arg-type]
        assert found == code
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["value"] == 12_000_000


def test_sql(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_sql(str(root), "SELECT count(*) AS n FROM articles", output="jsonl") == 0
    assert json.loads(capsys.readouterr().out) == {"n": 3}
    with pytest.raises(StoreError, match="cannot run this SQL"):
        print_sql(str(root), "SELECT nothing", output="table")


def documented_queries() -> list[str]:
    page = Path(__file__).parents[1] / "docs" / "sql.md"
    return re.findall(r"```sql\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL) if page.exists() else []


@pytest.mark.parametrize("sql", documented_queries())
def test_documented_queries_run(root: Path, sql: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_sql(str(root), sql, output="csv") == 0
    assert capsys.readouterr().out.count("\n") >= 1


def test_ten_queries_are_documented() -> None:
    assert len(documented_queries()) >= 10


def test_copies_are_counted_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wire = "市は4日、総額120億円の新年度予算案を発表した。前年度に比べて3.2%の増加となる。市長は会見で説明した。"
    texts = [wire, wire.replace("市長は会見で", "市長は記者会見で"), "町は5日、総額98億円の補正予算案をまとめた。"]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": text, "source": f"新聞{n}"}) + "\n" for n, text in enumerate(texts)))
    root = tmp_path / "corpus"
    add(str(root), [str(path)], Options(is_quiet=True))
    given = dict.fromkeys(("counted", "quantity", "at_least", "at_most", "limit"))
    n_rows = []
    for is_once in (False, True):
        print_figures(str(root), Filters(), unit="円", is_once=is_once, output="jsonl", **given)  # type: ignore[arg-type]
        n_rows.append(len(capsys.readouterr().out.splitlines()))
    assert n_rows == [3, 2]
    assert print_wording(str(root), is_passages=False, output="jsonl") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["outlet"] for row in rows] == ["新聞0", "新聞1"]
    assert print_wording(str(root), is_passages=True, output="csv") == 0


@pytest.mark.skipif(not SHARED.exists(), reason="real articles are not here")
def test_hits_of_real_sentences_are_where_they_say(tmp_path: Path) -> None:
    import gzip

    with gzip.open(SHARED / "articles/wikinews/articles.jsonl.gz") as lines:
        (tmp_path / "a.jsonl").write_bytes(b"".join(next(lines) for _ in range(60)))
    add(str(tmp_path / "corpus"), [str(tmp_path / "a.jsonl")], Options(is_quiet=True))
    with Corpus.open(tmp_path / "corpus") as corpus, corpus.query() as connection:
        texts = dict(connection.execute("SELECT article, text FROM articles").fetchall())
        for word in ("発表", "事故", "した", "アメリカ", "2008年"):
            n_sentences, found = search(corpus, parse_query(word))
            found_list = list(found)
            assert n_sentences > 0
            assert len({(hit.article, hit.sentence) for hit in found_list}) == n_sentences
            for hit in found_list:
                assert hit.end > hit.start
                assert texts[hit.article][hit.start : hit.end] == hit.match


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [60, 80, 110, 400])
def test_tables_fit_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    from analyzer.desk import listing

    monkeypatch.setattr(listing, "terminal_width", lambda: width)
    columns = ("text", "value", "low", "unit", "counted", "source", "start", "sentence")
    sentence = "市は25年前に始めた事業の費用が合わせて41億円に上ったと発表した。" * 4
    row = ("41億円", 4_100_000_000, None, "円", "市が始めた事業の費用", "news/2024/01/a.txt", 2, sentence)
    output = Terminal()
    assert listing.print_records([dict(zip(columns, row, strict=True))] * 2, columns, "table", file=output) == 2
    lines = output.getvalue().splitlines()
    assert len(lines) == 4 and max(map(listing.display_width, lines)) <= width
    assert "low" in capsys.readouterr().err  # empty, and said to be left out
    assert lines[2].startswith("41億円") and ("a.txt" in lines[2])


def test_tables_in_a_pipe_are_whole() -> None:
    from analyzer.desk import listing

    output = io.StringIO()
    listing.print_records([{"sentence": "長い文" * 100, "low": None}], ("sentence", "low"), "table", file=output)
    assert "長い文" * 100 in output.getvalue() and "low" in output.getvalue()


@pytest.mark.parametrize("width", [40, 60, 100])
def test_numbers_are_whole_or_left_out(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    from analyzer.desk import listing

    monkeypatch.setattr(listing, "terminal_width", lambda: width)
    output = Terminal()
    columns = ("text", "value", "counted", "source", "sentence")
    row = ("約18兆円", 18_000_000_000_000.0, "総資産額", "news/2024/01/a.txt", "両行の総資産額は約18兆円。" * 9)
    listing.print_records([dict(zip(columns, row, strict=True))], columns, "table", file=output)
    line = output.getvalue().splitlines()[2]
    assert ("18,000,000,000,000" in line) == (width == 100) and "18,000,000,0…" not in line and "e+" not in line


def test_a_terminal_has_titles_and_data_have_names(monkeypatch: pytest.MonkeyPatch) -> None:
    from analyzer.desk import listing
    from corpus.messages import speaking

    monkeypatch.setattr(listing, "terminal_width", lambda: 80)
    heads = []
    with speaking("ja"):
        for output in (Terminal(), io.StringIO()):
            records = [{"term": "台風", "elsewhere": 3}]
            listing.print_records(records, ("term", "elsewhere"), "table", has_titles=True, file=output)
            heads.append(output.getvalue().split()[:2])
    assert heads == [["語", "ほか"], ["term", "elsewhere"]]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_hits_fit_the_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    from analyzer.desk import listing
    from analyzer.desk.search import Hit, _print_lines

    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(listing, "terminal_width", lambda: width)
    output = Terminal()
    monkeypatch.setattr("sys.stdout", output)
    source = "/var/lib/news/2024/incoming/20240105.jsonl#117"
    hit = Hit("", source, None, None, "2024-01-05", None, 0, "report", 7, 9, "気象庁" * 9, "台風", "は" * 30)
    assert _print_lines(iter([hit, hit])) == 2
    lines = output.getvalue().splitlines()
    assert max(map(listing.display_width, lines)) <= width and all("【台風】" in line for line in lines)
