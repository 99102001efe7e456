"""Text that nobody would write: the analysis is total, and its cost grows with the length, not with its square."""

from __future__ import annotations

import time
from datetime import date

import pytest

from analyzer.pipeline import Analyzer
from corpus.article import Article

SEEDS = {
    "digits": "1",
    "kanji numerals": "一",
    "magnitudes": "万",
    "opening brackets": "「",
    "closing brackets": "」",
    "block marks": "【",
    "commas": "、",
    "full stops": "。",
    "years": "2016年",
    "quarters": "第3四半期",
    "ranges": "1〜",
    "telephone": "03-",
    "middle dots": "・",
    "Latin": "A",
    "katakana": "ア",
    "legal forms": "株式会社",
    "said": "と述べた",
    "short lines": "あ\n",
    "quote marks": "> ",
    "emoji": "😀",
    "NUL": "\0",
    "lone surrogates": "\ud800",
    "full-width": "１２３，",
}
ANALYZER = Analyzer(today=date(2026, 1, 1))


def seconds(text: str) -> float:
    begun = time.process_time()
    analysis = ANALYZER.analyze(Article("x", "-", text))
    assert analysis.article.text == text
    return time.process_time() - begun


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS.keys())
def test_cost_is_linear(seed: str) -> None:
    seconds("市は4日、予算案を3億円と発表した。")
    small, large = seed * (4_000 // len(seed)), seed * (40_000 // len(seed))
    base = max(seconds(small), 0.02)
    assert seconds(large) < 40 * base, "ten times the text costs more than forty times as much"
