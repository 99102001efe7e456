"""Where sentences end: cases with the boundaries drawn in, and properties."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import sentences
from corpus.article import Block
from corpus.sentences import split_sentences
from corpus.text import fold
from corpus.vocabulary import Row, read_table
from tests.casefile import CASES

COMPOUNDS = read_table(Path(sentences.__file__).parent / "tables" / "compounds.tsv", key="word")


@pytest.mark.parametrize("row", COMPOUNDS, ids=lambda row: f"compounds.tsv:{row.line}")
def test_every_compound_goes_on_behind_its_quotation(row: Row) -> None:
    assert f"⟦{row['word']}⟧" in row["example"]
    text = "会長" + row["example"].replace("⟦", "").replace("⟧", "") + "が波紋を広げた。"
    assert len(list(split_sentences(fold(text), Block(0, len(text), "report")))) == 1
    apart = text.replace(row["word"], "店主", 1)
    assert len(list(split_sentences(fold(apart), Block(0, len(apart), "report")))) == 2


def _cases() -> list[tuple[str, str, str]]:
    rows = []
    for number, line in enumerate((CASES / "sentences.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            kind, _, text = line.partition("\t")
            rows.append((f"sentences.tsv:{number}", kind, text.replace("⏎", "\n")))
    return rows


@pytest.mark.parametrize(("where", "kind", "marked"), _cases(), ids=lambda value: value if "tsv:" in value else "")
def test_case(where: str, kind: str, marked: str) -> None:
    """`|` marks every boundary; ⏎ a line break."""
    wanted = [piece.strip() for piece in marked.split("|")]
    text = marked.replace("|", "")
    folded = fold(text)
    block = Block(0, len(folded), kind)  # type: ignore[arg-type]
    assert [text[start:end] for start, end in split_sentences(folded, block)] == wanted


@pytest.mark.parametrize(
    ("marked", "is_quoted"),
    [
        ("「市は12日、廃止を決めた。|利用者は4人だった。」", True),
        ("「市は12日、廃止を決めた。|利用者は「もう4人だ。減る一方だ」と話す。」|（伊勢新聞10月5日付）", True),
        ("「市は12日、廃止を決めた。利用者は4人だった。」", False),
        ("「もう無理だ。疲れた。」と店主は言う。|「まだできる。待て。」", True),
    ],
)
def test_brackets_around_a_paste_hold_its_sentences(marked: str, is_quoted: bool) -> None:
    """「…」 around all of somebody's report marks the paste as rules of dashes would; speech stays one sentence."""
    text = marked.replace("|", "")
    folded = fold(text)
    block = Block(0, len(folded), "report", outlet="伊勢新聞", quoted=is_quoted)
    assert [text[start:end] for start, end in split_sentences(folded, block)] == marked.split("|")


@given(st.text(alphabet="あ漢字。「」（）!?？\n 　、・…【】笑♪", max_size=80))
@settings(deadline=None)
def test_sentences_tile_their_block(text: str) -> None:
    folded = fold(text)
    position = 0
    for start, end in split_sentences(folded, Block(0, len(folded), "report")):
        assert position <= start < end <= len(folded)
        assert not folded[position:start].strip()
        assert folded[start:end] == folded[start:end].strip()
        position = end
    assert not folded[position:].strip()


@pytest.mark.parametrize(
    "text", ["「" * 100_000, "(" * 50_000 + ")" * 50_000, "あ?" * 50_000, "あ\n" * 50_000, "。" * 100_000]
)
def test_hostile_input_is_linear(text: str) -> None:
    began = time.process_time()
    list(split_sentences(text, Block(0, len(text), "report")))
    assert time.process_time() - began < 20e-6 * len(text) + 0.3
