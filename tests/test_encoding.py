"""Any encoding a Japanese file is likely to be in is told by rule, and what is no text is named."""

from __future__ import annotations

import gzip
import json
import random

import pytest
from casefile import SHARED
from hypothesis import given
from hypothesis import strategies as st

from corpus.encoding import BinaryError, UndecodableError, decode, sniff

SENTENCES = [
    "地方公共団体情報システム機構は4日、全国の市区町村で障害が起きたと発表した。",
    "読賣新聞社、2005年10月10日。",
    "①トヨタ自動車㈱は約10件の不具合を確認した。",
    "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞの発行が止まった。",
    "なぜ、誰も責任を取らないのか！",
    "医療法人社団一陽会陽和病院。",
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_encodings_are_told_apart(sentence: str, encoding: str) -> None:
    try:
        data = sentence.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip(f"{encoding} has not every sign of it")
    assert decode(data).text == sentence


@pytest.mark.skipif(not SHARED.exists(), reason="real articles are not here")
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_sentences_of_real_articles(encoding: str) -> None:
    with gzip.open(SHARED / "articles/wikinews/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    sentences = [f"{piece}。" for text in texts[::7] for piece in text.split("。") if len(piece) > 8]
    wrong = n = 0
    for sentence in random.Random(7).sample(sentences, 1000):
        try:
            data = sentence.encode(encoding)
        except UnicodeEncodeError:
            continue
        n += 1
        # CP932 knows one wave dash and one minus, and maps them to the full-width forms.
        wrong += decode(data).text.translate({0xFF5E: "〜", 0xFF0D: "−"}) != sentence.translate(
            {0xFF5E: "〜", 0xFF0D: "−"}
        )
    assert n > 900
    assert wrong <= n // 500


def test_vendor_signs_in_iso_2022_jp() -> None:
    data = b"\x1b$B-!\x1b(B" + "市は".encode("iso2022_jp") + b"\x1b(I\x36\x36\x1b(B\n"
    assert decode(data).text == "①市はｶｶ\n"


def test_the_place_of_a_wrong_byte_is_named() -> None:
    data = "一行目です。\n二行目です。\n".encode() + b"\xff\xfe" + "続きです。\n".encode()
    with pytest.raises(UndecodableError) as caught:
        decode(data)
    assert (caught.value.encoding, caught.value.offset, caught.value.line, caught.value.byte) == ("utf-8", 38, 3, 0xFF)


def test_a_file_cut_inside_a_character() -> None:
    with pytest.raises(UndecodableError) as caught:
        decode("市は4日、予算案を発表した。".encode()[:-1])
    assert caught.value.encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04aaaa", "ZIP / Office"),
        (b"\x00" * 100, ""),
        (bytes(range(32)) * 50, ""),
    ],
)
def test_what_is_no_text_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(BinaryError) as caught:
        decode(data)
    assert caught.value.kind == kind


def test_an_encoding_given_overrides_the_rule() -> None:
    assert decode("ｱｱ".encode("cp932"), "cp932").text == "ｱｱ"
    with pytest.raises(UndecodableError):
        decode("市は".encode(), "ascii")
    with pytest.raises(LookupError):
        decode(b"a", "no-such-code")


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_say_why(data: bytes) -> None:
    try:
        text = decode(data).text
    except (UndecodableError, BinaryError):
        return
    assert "\r" not in text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff\x00", exclude_categories=["Cc"])))
def test_utf_8_is_always_believed(text: str) -> None:
    try:
        assert decode(text.encode()).text == text
    except BinaryError as error:  # a text that begins like a file of another kind
        assert error.kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_a_stream_is_sniffed_in_chunks(encoding: str) -> None:
    data = ("id,text\n" + "".join(f"{n},市は{n}日、予算案を発表した。\n" for n in range(2000))).encode(encoding)
    chunks = [data[at : at + 1001] for at in range(0, len(data), 1001)]
    assert decode(data).text == data.decode(sniff(iter(chunks)))
