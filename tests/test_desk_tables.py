"""What ledger and evidence look like on a terminal and in Markdown."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace

from analyzer.desk.evidence import find_evidence
from analyzer.desk.ledger import build_ledger
from analyzer.desk.listing import display_width, print_records
from analyzer.desk.tables import print_claims, print_rows
from corpus.messages import speaking
from tests.marked import marked
from tests.test_ledger import FIRE_A, FIRE_B

PAPERS = [
    marked(FIRE_A, source="a.txt", outlet="東都新聞", published="2024-02-05"),
    marked(FIRE_B, source="b.txt", outlet="西海日報", published="2024-02-06"),
]
POST = """
{c}北浜市の図書館は⟦3年|3|年⟧も閉めるべきではなかった。
{c}桜井化学の工場の火災でけがをした従業員は⟦11人|11|人⟧どころではない。
"""


@pytest.mark.parametrize("width", [40, 60, 80, 96, 120, 200])
def test_the_ledger_fits_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = io.StringIO()
    with speaking("ja"):
        print_rows(build_ledger(PAPERS), "table", file=out)
    lines = out.getvalue().splitlines()
    assert max(map(display_width, lines)) <= width
    assert not any(line.endswith(" ") for line in lines)
    for whole in ("食い違い", "11人 — 東都新聞"):  # never broken in the middle
        assert any(whole in line for line in lines)


def test_papers_of_two_days_are_not_said_to_be_of_one_time() -> None:
    with speaking("ja"):
        (row,) = [each for each in build_ledger(PAPERS) if each.relation == "differ"]
        assert "発行日が違う" in row.note
        papers = [PAPERS[0], marked(FIRE_B, source="b.txt", outlet="西海日報", published="2024-02-05")]
        (row,) = [each for each in build_ledger(papers) if each.relation == "differ"]
        assert "同じ時点" in row.note


@pytest.mark.parametrize("output", ["table", "md"])
def test_claims_without_an_answer_come_last(output: str) -> None:
    out = io.StringIO()
    analyses = [marked(POST, source="post.txt", published="2024-02-07", groups={0: (None, None)}), *PAPERS]
    with speaking("ja"):
        print_claims(find_evidence(analyses), output, file=out)
    page = out.getvalue().replace("\n   ", "")
    asked, open_ = page.split("関係する報道の文が見つからない主張（1）")
    assert "桜井化学の工場の火災で" in asked and "東都新聞 (2024年2月5日)" in asked
    assert "図書館" in open_ and "post.txt" in open_ and "図書館" not in asked


def test_tables_for_people_have_days_and_labels_in_words_and_short_paths() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    rows = [
        {"text": "148億円", "label": "report", "published": "2024-05-14T18:30", "source": f"/news/2024/{name}.txt"}
        for name in ("a", "b")
    ]
    shown, piped = Terminal(), io.StringIO()
    with speaking("ja"):
        print_records(rows, tuple(rows[0]), "table", has_titles=True, file=shown)
        print_records(rows, tuple(rows[0]), "table", has_titles=True, file=piped)
    assert "2024年5月14日" in shown.getvalue() and "報道" in shown.getvalue() and "/news" not in shown.getvalue()
    assert "2024-05-14T18:30" in piped.getvalue() and "/news/2024/a.txt" in piped.getvalue()


def test_two_articles_of_one_paper_are_two_lines_and_a_quotation_is_none_of_the_post() -> None:
    line = "町は給食の費用を年間⟦6800万円|68000000|円|money|費用⟧と見込む。白樺町の基金から出す。"
    post = marked(line + "\n{c}読みましたか。", source="post.txt", published="2025-06-21")
    (block, *rest) = post.article.blocks
    quoted = replace(post, article=replace(post.article, blocks=(replace(block, quoted=True), *rest)))
    papers = [
        marked(line.replace("見込む", verb), source=f"{verb}.txt", outlet="東都新聞", published="2025-06-20")
        for verb in ("発表した", "明らかにした")
    ]
    out = io.StringIO()
    with speaking("ja"):
        print_rows(build_ledger([quoted, *papers]), "table", file=out)
    lines = [each.strip() for each in out.getvalue().splitlines() if "6800万円" in each]
    assert "6800万円 — post.txtの中の引用 (2025年6月21日)" in lines
    assert [each.partition("[")[2] for each in lines if "東都新聞" in each] == ["発表した.txt]", "明らかにした.txt]"]


def test_titles_give_way_before_what_stands_below_them(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"period": "2025-06", "articles": 3, "sentences": 18, "commentary": 2, "bar": "████"}]
    monkeypatch.setattr("analyzer.desk.listing.terminal_width", lambda: 32)
    out = io.StringIO()
    monkeypatch.setattr(out, "isatty", lambda: True)
    print_records(rows, list(rows[0]), "table", file=out)
    assert all(cell in out.getvalue().splitlines()[2].split() for cell in ("2025-06", "3", "18", "2", "████"))
