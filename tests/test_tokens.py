"""Tokens are those of MeCab, whatever was read before them and however often the lexicon was renewed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.pipeline import Analyzer
from corpus import tokens
from corpus.article import Article
from corpus.text import fold, widen
from corpus.tokens import Column, Lexicon, prepare

TEXTS = (
    "市は12日、庁舎の耐震工事費を38億円と発表した。\n工事は来春に始まる。",
    "ＮＥＣ とトヨタ自動車は　４日、提携を発表した。\n\n  「早く始めたい」と話している。",
    "Ａ社の売上高は3.5%増の1兆2千億円だった。😀 すごい…\nほんとうに？ と彼女は言った。",
    "首相は衆院を解散する意向を固めた。与党内では慎重論も根強い。",
    "十八日の東京株式市場で、日経平均株価は反発した。終値は前日比二百十二円高。",
)


def _seen(text: str) -> list[tuple[object, ...]]:
    doc = prepare(Article(id="x", source="-", text=text))
    return list(zip(doc.starts, doc.ends, [doc.lexicon.types[index] for index in doc.types], strict=True))


def _plain(text: str) -> list[tuple[str, str]]:
    """Surfaces and features of the sentences of ``text``, each read with its features at once."""
    doc = prepare(Article(id="x", source="-", text=text))
    found = []
    for sentence in doc.sentences:
        nodes = tokens._tagger()(widen(text)[sentence.start : sentence.end].rstrip(" "))
        found += [(fold(node.surface), node.feature_raw) for node in nodes]  # before the next sentence overwrites them
    return found


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6).map("\n\n".join)
    | st.text("市は12日、 を発表した。\nＡa　三", max_size=60)
)
def test_features_are_those_of_the_whole_sentence(text: str) -> None:
    assert [(kind.surface, kind) for _, _, kind in _seen(text)] == [  # type: ignore[attr-defined]
        (surface, tokens._token_type(surface, features)) for surface, features in _plain(text)
    ]


def test_tokens_do_not_depend_on_what_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_lexicon", Lexicon())
    expected = [_seen(text) for text in TEXTS]
    for most in (5, 20, 50):
        monkeypatch.setattr(tokens, "MAX_TYPES", most)
        assert [_seen(text) for text in TEXTS * 3] == expected * 3


def test_a_column_keeps_the_values_of_the_types_that_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MAX_TYPES", 40)
    monkeypatch.setattr(tokens, "_lexicon", Lexicon())
    computed: list[str] = []

    def surface(kind: tokens.TokenType) -> str:
        computed.append(kind.surface)
        return kind.surface

    column = Column(surface)
    lexicons = set()
    for text in TEXTS * 4:
        doc = prepare(Article(id="x", source="-", text=text))
        lexicons.add(id(doc.lexicon))
        assert column.of(doc) == [doc.lexicon.types[index].surface for index in doc.types]
    assert len(lexicons) > 2
    assert computed.count("は") == 1


def test_a_long_sentence_has_the_tokens_of_its_pieces() -> None:
    text = "市は予算を発表し、" * 800
    found = _seen(text)
    assert "".join(kind.surface for _, _, kind in found) == text  # type: ignore[attr-defined]
    assert [(start, end) for start, end, _ in found][-1] == (len(text) - 1, len(text))


def test_compact_offsets_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*TEXTS, "", "NEC\u3000は 4日、", "\n\n".join(TEXTS)]
    listed = [_seen(text) for text in texts]
    monkeypatch.setattr(tokens, "_COMPACT_FROM", 0)
    assert [_seen(text) for text in texts] == listed


def test_compact_offsets_change_no_analysis(monkeypatch: pytest.MonkeyPatch) -> None:
    examples = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
    articles = [
        Article(id="x", source="-", text=path.read_text(encoding="utf-8", errors="replace")) for path in examples
    ]
    analyzer = Analyzer(today=date(2026, 1, 1))
    listed = analyzer.analyze_group(articles)
    monkeypatch.setattr(tokens, "_COMPACT_FROM", 0)
    assert analyzer.analyze_group(articles) == listed
