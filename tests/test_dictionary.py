"""The dictionary as read here says what MeCab says of the same entry."""

from __future__ import annotations

import mmap
from pathlib import Path

import fugashi
import pytest

from corpus import dictionary
from corpus.dictionary import features, folder, unknown_features
from corpus.errors import TableError

#: Among them words whose entries differ in their features only (あせぼ, えっする), and words of one and of many bytes.
WORDS = "あせぼ えっする 畏縮 大学 東京 、 。 々 ０ ％ ア ヴェネツィア 十二指腸潰瘍 コンピューター 行っ た ㌔ 𠮷 ＮＨＫ ｇ だっ"


def _tagger() -> fugashi.GenericTagger:
    return fugashi.GenericTagger(
        f'-d "{folder()}" -r "{folder()}/mecabrc"'
        + r' -O "" -F "%M\t%phl\t%phr\t%c\t%H\n" -U "%M\t%phl\t%phr\t%c\t?%H\n" -E ""'
    )


def test_features_are_those_that_mecab_prints() -> None:
    tagger = _tagger()
    seen = set()
    for word in WORDS.split():
        for line in tagger.parse(word).split("\n"):
            surface, left, right, cost, printed = line.split("\t")
            assert left == right, "one context tells which entry it is"
            if printed.startswith("?"):
                assert unknown_features(int(left), int(cost)) == printed[1:]
            else:
                assert features(surface, int(left), int(cost)) == printed
            seen.add(printed[0] == "?")
    assert seen == {True, False}


def test_contexts_agree_in_every_entry() -> None:
    """The key of a token names one context; where left and right differed it would have to name both."""
    for name in ("sys.dic", "unk.dic"):
        data = (Path(folder()) / name).read_bytes()
        array, entries, _, _ = dictionary._HEADER.unpack_from(data)
        rows = memoryview(data)[72 + array : 72 + array + entries].cast("H")
        assert rows[::8] == rows[1::8]


def test_no_such_entry() -> None:
    with pytest.raises(LookupError):
        features("大学", 1, 1)
    with pytest.raises(LookupError):
        features("ぬぬぬ大学", 5146, 6605)
    with pytest.raises(LookupError):
        unknown_features(1, 1)


def test_pages_are_given_back_and_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "_RELEASE_EVERY", 2)
    assert hasattr(mmap, "MADV_DONTNEED")
    expected = features("学", 5146, 6605)
    assert {features("学", 5146, 6605) for _ in range(5)} == {expected}


def test_another_format_is_refused(tmp_path: Path) -> None:
    data = (Path(folder()) / "unk.dic").read_bytes()
    for number, broken in enumerate((data + b"\0", data.replace(b"utf8\0", b"euc\0\0"))):
        path = tmp_path / str(number)
        path.write_bytes(broken)
        with pytest.raises(TableError, match="UTF-8"):
            dictionary._File(path)
