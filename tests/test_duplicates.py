"""Shared wording is found with its place in both articles, and standing lines make no pairs."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Iterator

from corpusfile import SENTENCES, article_text
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.duplicates import find_passages, wording_groups

WIRE = (
    "地方公共団体情報システム機構は4日、マイナンバーカードの発行システムで障害が起きたと発表した。"
    "全国の市区町村で約10件の発行が止まった。機構は「原因を調べている」と説明している。"
)


def test_a_post_that_pastes_a_report() -> None:
    post = f"またか。\n\n産経新聞 4月5日\n{WIRE}\n\n責任を取る者はいないのか。私は到底信じられない。"
    (shared,) = find_passages([("wire", WIRE), ("post", post)])
    assert WIRE[slice(*shared.first_span)] == WIRE
    assert post[slice(*shared.second_span)] == WIRE
    assert shared.score == 1.0


def test_edited_copies_are_one_wording() -> None:
    first = WIRE.replace("約10件", "１０件余り").replace("発表した", "明らかにした")
    second = "【速報】" + WIRE.replace("機構は「原因を調べている」と説明している。", "")
    texts = {"wire": WIRE, "first": first, "second": second, "other": "".join(SENTENCES)}
    passages = list(find_passages(texts.items()))
    groups = wording_groups(passages, {article: len(text) for article, text in texts.items()})
    assert groups == [["wire", "first", "second"]]


def test_articles_may_come_in_another_order() -> None:
    texts = {str(n): article_text(n % 7, 5) for n in range(20)}
    expected = list(find_passages(texts.items()))
    assert expected
    assert list(find_passages(sorted(texts.items(), key=lambda item: item[1]), order=texts)) == expected


def test_texts_are_not_kept_in_memory() -> None:
    def articles(n_articles: int) -> Iterator[tuple[str, str]]:
        dice = random.Random(5)
        for number in range(n_articles):
            yield str(number), "".join(dice.choices("市県町村民長会議所東西南北", k=80)) * 20 + "。"

    def peak(n_articles: int) -> int:
        tracemalloc.start()
        assert not list(find_passages(articles(n_articles)))
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)
    assert peak(250) - peak(100) < 150 * 1600  # half of what the texts take


def test_unlike_articles_share_nothing() -> None:
    assert (
        list(find_passages([("a", WIRE), ("b", "市は4日、予算案を発表した。町も同じ日に予算案をまとめたという。")]))
        == []
    )


def test_standing_lines_make_no_pairs() -> None:
    line = "この記事は自動で集められたもので、内容を保証するものではありません。くわしくは利用規約をご覧ください。"
    articles = [(str(n), f"第{n}報の中身はほかと違う{n * 7919}の話である。{line}") for n in range(200)]
    assert list(find_passages(articles)) == []


@settings(deadline=None)  # the first of them imports NumPy
@given(st.lists(st.text(alphabet="市は発表した。！\n 「」12", max_size=80), max_size=6))
def test_spans_lie_in_their_articles(texts: list[str]) -> None:
    articles = {str(n): text for n, text in enumerate(texts)}
    for shared in find_passages(articles.items()):
        for article, (start, end) in ((shared.first, shared.first_span), (shared.second, shared.second_span)):
            assert 0 <= start < end <= len(articles[article])
            assert articles[article][start:end].strip() == articles[article][start:end]
        assert 0 < shared.score <= 1


def test_cost_grows_with_the_text_not_with_its_square() -> None:
    dice = random.Random(5)
    kanji = [chr(code) for code in range(0x4E00, 0x5A00)]

    def cost(n_articles: int) -> float:
        made = ["".join(dice.choices(kanji, k=60)) + "。" for _ in range(n_articles * 10)]
        articles = [(str(n), "".join(made[n * 10 : n * 10 + 10])) for n in range(n_articles)]
        began = time.process_time()
        list(find_passages(articles))
        return time.process_time() - began

    cost(50)
    assert cost(1200) < 8 * max(cost(300), 0.02)


def test_a_hostile_text_is_read_in_time() -> None:
    began = time.process_time()
    list(find_passages([("a", "「" * 200_000), ("b", "。" * 200_000), ("c", "あ" * 200_000), ("d", "あ" * 199_999)]))
    assert time.process_time() - began < 10


def test_the_same_text_gives_the_same_passages() -> None:
    articles = [(str(n), article_text(n, 5)) for n in range(20)]
    assert list(find_passages(articles)) == list(find_passages(articles))
