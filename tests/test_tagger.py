"""The tagger's two paths agree to the bit, and its tables without keys find what was put into them."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import hashing
from analyzer.organizations import arrays, features, tagger, wordfacts
from analyzer.organizations.wordlists import load_word_list, save_word_list
from analyzer.sequence import load_sequence_model, save_sequence_model
from corpus.article import Article
from corpus.errors import ModelError
from corpus.tokens import Document, prepare

LETTERS = "同社省庁は、。・（）「」株式会社銀行県警信用金庫NTTab1２あア東京新聞機構&-々𠮷Ａ \n"
ARTICLE = (
    "地方公共団体情報システム機構（J-LIS）は4日、障害を発表した。富士通と三菱UFJ信託銀行が調べている。\n"
    "丸ノ内信用金庫の2016年3月期は、日本・カナダ商工会議所の集計で過去最高だった。ＪＲ東日本も同じだ。\n"
)


def document(text: str) -> Document:
    return prepare(Article(id="x", source="-", text=text))


def check_same(doc: Document, mixture: tuple[int, ...]) -> None:
    """Features, scores, labels and spans of both paths."""
    model = tagger._model()
    facts = [wordfacts.word_facts(word) for word in doc.lexicon.types]
    grown = arrays.WordFacts().grow(doc.lexicon.types)
    assert grown.T.tolist() == [features.plain_window_keys(each) for each in (wordfacts.EDGE, *facts)]
    plain = tagger._plain_mixed(doc, mixture)
    words = arrays.words_of([(doc, 0, len(doc.sentences))])
    which = None if mixture == tagger.ARTICLE else np.zeros(len(doc.types), np.int64)
    scores, is_first = tagger._mixed(words, doc.lexicon, [mixture], which)
    assert scores.T.tolist() == [list(each) for each in plain]
    labels = [
        label
        for sentence in doc.sentences
        for label in model.decode(plain[sentence.first_token : sentence.last_token], mixture)
    ]
    assert model.decode_batch(scores, is_first, [mixture], which).tolist() == labels
    found = list(tagger._spans([doc], [(0, 0, len(doc.sentences))], [mixture]))
    assert found == [(0, span) for span in tagger._plain_spans(doc, mixture)]


MIXTURES = [tagger.ARTICLE, (16, 0, 0, 0), (0, 16, 0, 0), (0, 0, 9, 7), (4, 4, 4, 4)]


@pytest.mark.parametrize("mixture", MIXTURES)
def test_both_paths_agree(mixture: tuple[int, ...]) -> None:
    check_same(document(ARTICLE), mixture)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=LETTERS, min_size=1, max_size=60), st.sampled_from(MIXTURES))
def test_both_paths_agree_on_any_text(text: str, mixture: tuple[int, ...]) -> None:
    doc = document(text)
    if doc.types:
        check_same(doc, mixture)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 40), st.integers(0, 10**6))
def test_both_decoders_agree(count: int, seed: int) -> None:
    """Ties included: scores are drawn from few values. Sentences follow different mixtures."""
    random = np.random.default_rng(seed)
    model = tagger._model()
    scores = random.integers(-6, 3, (8, count)).astype(np.int32) * random.integers(1, 4000)
    scores[0] = 0
    is_first = random.random(count) < 0.2
    is_first[0] = True
    bounds = [*np.flatnonzero(is_first).tolist(), count]
    rows = scores.T.tolist()
    kinds = random.integers(1, len(MIXTURES), len(bounds) - 1).tolist()
    plain = [
        label
        for (first, stop), kind in zip(itertools.pairwise(bounds), kinds, strict=True)
        for label in model.decode(rows[first:stop], MIXTURES[kind])
    ]
    which = np.repeat(kinds, np.diff(bounds))
    assert model.decode_batch(scores, is_first, MIXTURES[1:], which - 1).tolist() == plain


def test_a_mixture_is_sixteen_parts() -> None:
    lone = document("３年次には2,892ヤードを獲得し、これは大学記録となった。")
    assert sum(tagger.mixture_of(lone)) == tagger.PARTS
    assert tagger.mixture_of(document(ARTICLE * 3)) == tagger.ARTICLE
    assert tagger.mixture_of(document("市議会は4日、補正予算案を可決したと発表した。")) == tagger.ARTICLE


def test_chunks_of_a_long_text_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = document(ARTICLE * 5)
    whole = tagger.spans(doc)
    monkeypatch.setattr(tagger, "CHUNK", 30)
    assert len(list(tagger._chunks(doc))) > 3
    assert tagger.spans(doc) == whole
    assert len(whole) >= 15


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet=LETTERS, max_size=40) | st.just(ARTICLE), min_size=1, max_size=6), st.integers(1, 90))
def test_documents_read_at_once_say_what_each_says_alone(texts: list[str], chunk: int) -> None:
    docs = [document(text) for text in texts]
    alone = [tagger.spans(doc) for doc in docs]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "CHUNK", chunk)
        assert tagger.spans_of_all(docs) == alone


def test_a_renewed_lexicon_changes_nothing() -> None:
    """What is known of words that a new lexicon took over is kept, and stays theirs."""
    from corpus import tokens

    first = document(ARTICLE)
    scores = tagger._Scores(tagger._model(), 0)
    before, _ = scores.of(arrays.words_of([(first, 0, len(first.sentences))]), first.lexicon)
    parent = first.lexicon
    child = tokens.Lexicon()
    kept = sorted(set(first.types))
    child._parent, child._kept = parent.identity, kept
    child.types = [parent.types[index] for index in kept]
    renumbered = [kept.index(index) for index in first.types]
    second = Document(first.article, first.folded, first.sentences, child, renumbered, first.starts, first.ends)
    after, _ = scores.of(arrays.words_of([(second, 0, len(second.sentences))]), second.lexicon)
    assert (before == after).all()
    assert scores._facts.count == len(kept) + 1


def test_little_text_does_not_need_numpy() -> None:
    code = (
        "import sys; from analyzer.organizations import tagger; from corpus.tokens import prepare;"
        "from corpus.article import Article;"
        f"print([(s.start, s.end, s.score) for s in tagger.spans(prepare(Article('x', '-', {ARTICLE!r})))]);"
        "print('numpy' in sys.modules)"
    )
    lines = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split("\n")
    assert lines[1] == "False"
    assert lines[0] == str([(each.start, each.end, each.score) for each in tagger.spans(document(ARTICLE))])


@given(st.text(alphabet=LETTERS, max_size=30), st.data())
def test_hashes_of_stretches(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    hashes = arrays._Hashes(text)
    assert hashes.keys(np.array([start]), np.array([end])).tolist() == [hashing.text_key(text[start:end])]


def test_word_list_finds_its_words_and_few_others(tmp_path: Path) -> None:
    words = {f"語{number}": number % 60000 + 1 for number in range(5000)}
    save_word_list(words, tmp_path / "list.bin")
    found = load_word_list(tmp_path / "list.bin")
    assert len(found) == 5000
    assert all(found.get(word) == code for word, code in words.items())
    others = [f"外{number}" for number in range(5000)]
    assert sum(found.get(word) > 0 for word in others) <= 2
    keys = np.array([hashing.text_key(word) for word in [*words, *others]], np.uint64)
    assert found.codes(keys).tolist() == [found.get(word) for word in [*words, *others]]


@pytest.mark.parametrize("data", [b"", b"\0" * 24, b"\1" * 40])
def test_broken_word_list(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "list.bin").write_bytes(data)
    with pytest.raises(ModelError):
        load_word_list(tmp_path / "list.bin")


def test_weights_are_those_that_were_saved(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    keys = random.integers(1, 1 << 62, 3000).astype(np.uint64)
    weights = random.integers(-127, 128, (3000, 8)).astype(np.int16)
    weights[:, 0] = 0
    path = tmp_path / "model.json"
    transitions = {"a": [[0] * 8] * 8}
    save_sequence_model(path, tagger.LABELS, keys, {"a": weights}, {"scale": 1.0, "transitions": transitions})
    model = load_sequence_model(path)
    assert model.score_rows(model.totals(keys[None, :], 0)[:, 0], 1).T.tolist() == weights.tolist()
    assert [list(model.scores(model.total([key], 0), 1)) for key in keys.tolist()] == weights.tolist()
    unknown = random.integers(1, 1 << 62, 10_000).astype(np.uint64)
    scores = model.score_rows(model.totals(unknown[None, :], 0)[:, 0], 1)
    assert (scores != 0).any(0).mean() < 0.01
