"""Text that nobody would write: the analysis is total, and its cost grows with the length, not with its square."""

from __future__ import annotations

import random
import time
from datetime import date
from pathlib import Path

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


#: What a rule waits for behind a run that it has read from each of its letters, each the square of the length once.
WAITED_FOR = {"campus": ("ア", "校("), "illness": ("A", "("), "roll": (" ", "。x。"), "row": ("ア ", "党の")}


@pytest.mark.parametrize(("run", "end"), WAITED_FOR.values(), ids=WAITED_FOR.keys())
def test_cost_of_a_run_is_linear_before_what_a_rule_waits_for(run: str, end: str) -> None:
    opening = "市は4日、予算案を3億円と発表した。"
    small, large = (f"{opening}\n{run * (n // len(run))}{end}" for n in (4_000, 40_000))
    base = max(seconds(small), 0.02)
    assert seconds(large) < 40 * base, "ten times the text costs more than forty times as much"


#: Texts that end in the midst of what a rule looks behind, each a crash once.
CUT_SHORT = (
    "株価は続落した。特許切れが近いとの見方から",
    "2024年春〜2024年秋の催し案内",
    "2024年第1四半期〜2024年第3四半期の予定",
    "第3回の",
    "18府県の牧場など",
    "「男がまず発砲しました」と隣町の",
)


@pytest.mark.parametrize("text", CUT_SHORT)
def test_a_text_cut_short_is_analysed(text: str) -> None:
    assert ANALYZER.analyze(Article("x", "-", text)).article.text == text


CASES = Path(__file__).parent / "cases"
#: So many times each line is cut.
CUTS = 4


@pytest.mark.parametrize(
    "name", ["attribution", "dates", "dates_resolution", "figures", "figures_counted", "organizations"]
)
def test_sentences_may_end_anywhere(name: str) -> None:
    chance = random.Random(name)  # the same places in every run
    for line in (CASES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        text = line.partition("\t")[0].replace("⟦", "").replace("⟧", "")
        for stop in {chance.randrange(len(text)) for _ in range(CUTS if text else 0)}:
            assert ANALYZER.analyze(Article("x", "-", text[:stop])).article.text == text[:stop], text[:stop]
