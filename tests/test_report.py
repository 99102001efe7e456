"""The report page and its Markdown twin: complete, harmless, small, the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from analyzer.desk.report import markdown, page
from analyzer.desk.report.visible import visible
from analyzer.mention import Analysis
from corpus.errors import ArticleError
from tests.marked import marked
from tests.test_ledger import CARD_2016_04, CARD_2016_08, FIRE_A, FIRE_B

HOSTILE = "{c}<script>alert(1)</script>]]>--><img src=x onerror=alert(1)>\u202e逆\u2066は\x00⟦5人|5|人⟧だ{{7*7}}\"'&amp;😀𠮷。"
VOID = {"meta", "input", "br", "img", "link", "hr"}


class Page(HTMLParser):
    """Elements, ids and text of a page; fails on tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.elements.append((tag, values))
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if values.get("href"):
            self.hrefs.append(values["href"] or "")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack and self.stack[-1] == tag, (tag, self.stack[-5:])
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if not self.stack or self.stack[-1] not in ("script", "style"):
            self.text.append(data)


def analyses() -> list[Analysis]:
    return [
        marked(
            CARD_2016_04 + HOSTILE,
            source="a<b>.txt",
            published="2016-04-05",
            groups={0: ("産経新聞", "2016-04-05"), 4: (None, None)},
        ),
        marked(CARD_2016_08, source="b.txt", outlet="産経ニュース", published="2016-08-30"),
        marked(FIRE_A, source="c.txt", outlet="東都新聞", published="2024-02-05"),
        marked(FIRE_B, source="d.txt", outlet="西海日報", published="2024-02-05"),
    ]


@pytest.fixture(scope="module", params=["ja", "en"])
def html(request: pytest.FixtureRequest) -> str:
    failures = [ArticleError("broken.txt", "<b>empty</b>")]
    return page.render(analyses(), lang=request.param, failures=failures)


def test_page_is_well_formed_and_every_link_arrives(html: str) -> None:
    found = Page(html)
    assert len(found.ids) == len(set(found.ids))
    targets = {href[1:] for href in found.hrefs}
    assert all(href.startswith("#") for href in found.hrefs)
    assert targets <= set(found.ids), targets - set(found.ids)


def test_policy_admits_only_our_style_and_script(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    policy = policy.replace("&#39;", "'")
    assert "unsafe" not in policy and policy.startswith("default-src 'none'")
    for name in ("style", "script"):
        (body,) = re.findall(rf"<{name}>(.*?)</{name}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    for tag, values in Page(html).elements:
        assert "style" not in values and not any(name.startswith("on") for name in values), tag
        assert "src" not in values and not str(values.get("href", "#")).startswith(("http", "//", "javascript"))


def test_hostile_text_is_shown_and_does_nothing(html: str) -> None:
    assert "<script>alert" not in html and "<img" not in html
    assert not re.search("[\x00\u202e\u2066]", html)
    shown = "".join(Page(html).text)
    assert "<script>alert(1)</script>]]>-->" in shown and "{{7*7}}" in shown and "😀𠮷" in shown
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)[1])
    assert data["s"] and data["reasons"]


def test_text_reads_as_written() -> None:
    analysis = analyses()[1]
    found = Page(page.render([analysis]))
    shown = "".join("".join(found.text).split())
    for verdict in analysis.sentences:
        assert "".join(analysis.article.text[verdict.start : verdict.end].split()) in shown


def test_page_names_conflicts_claims_and_developments(html: str) -> None:
    shown = "".join(Page(html).text)
    for text in ("11人", "14人", "227万枚", "703万枚", "broken.txt", "<b>empty</b>"):
        assert text in shown
    assert html.count('role="img"') >= 3 and html.count("<desc") >= html.count('role="img"')


def test_no_text_leaves_no_sentence_behind() -> None:
    html = page.render(analyses(), with_text=False)
    for analysis in analyses():
        for verdict in analysis.sentences:
            sentence = analysis.article.text[verdict.start : verdict.end]
            assert sentence not in html and visible(sentence) not in html


def test_page_is_the_same_every_time() -> None:
    assert page.render(analyses()) == page.render(analyses())


def test_a_hundred_articles_stay_under_five_megabytes() -> None:
    many = []
    for number in range(100):
        text = "\n".join(CARD_2016_04.strip().split("\n") * 7).replace("1019万人", f"{number + 1000}万人")
        many.append(
            marked(text, source=f"{number}.txt", outlet=f"新聞{number % 7}", published=f"2016-{number % 12 + 1:02}-05")
        )
    assert len(page.render(many).encode()) < 5_000_000


def test_a_sentence_of_a_megabyte() -> None:
    html = page.render([marked("あ" * 1_000_000)])
    assert len(html) < 1_300_000


def test_words_exist_in_both_languages_and_are_used() -> None:
    from pathlib import Path

    from analyzer.desk.words import words_of

    root = Path(page.__file__).parents[1]
    code = "".join(
        path.read_text(encoding="utf-8") for path in [*root.rglob("*.py"), *root.rglob("*.j2"), *root.rglob("*.js")]
    )
    families = (
        "label_",
        "relation_",
        "date_mod_",
        "date_part_",
        "certainty_",
        "from_",
        "kind_",
        "ledger_column_",
        "compare_",
        "bound_",
        "heading_",
    )
    unused = [key for key in words_of("ja") if key not in code and not key.startswith(families)]
    assert not unused


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_markdown_has_the_same_findings(lang: str) -> None:
    text = markdown.render(analyses(), lang=lang, failures=[ArticleError("broken.txt", "x")])
    assert "<script" not in text and "\x00" not in text and "\u202e" not in text
    assert "11人" in text and "14人" in text and "broken.txt" in text
    assert len(re.findall(r"^- [●❝▲·] ", text, re.MULTILINE)) == sum(len(a.sentences) for a in analyses())


def test_markdown_renders_as_written() -> None:
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").render(markdown.render(analyses()))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;]]&gt;" in html and "<img" not in html
