"""Bytes become text, and text becomes the form that rules match on.

Three forms of one article, all of the same length in code points, so that an offset is good in each:

* ``text``   — as decoded; what the reader of the file sees, and the only form ever shown;
* ``folded`` — full-width ASCII narrowed, half-width katakana widened: the form that rules match on;
* ``widened``— Latin letters in full width, white space as a blank: the form the UniDic dictionary knows.

>>> fold("ＮＴＴは１２％増（ﾄﾖﾀ）"), len(fold("㌔𠮷"))
('NTTは12%増(トヨタ)', 2)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.patterns import Pattern

__all__ = ["FOLDABLE", "KANJI_DIGITS", "canonical", "fold", "occurrences", "widen"]

#: Characters that stand for a decimal digit in positional kanji notation (二〇二四).
KANJI_DIGITS = "〇一二三四五六七八九"

_HALF_KANA = "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ"
_FULL_KANA = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜"

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5E)}
_FOLD |= dict(zip(map(ord, _HALF_KANA), map(ord, _FULL_KANA), strict=True))
_FOLD |= {
    ord("～"): ord("〜"),  # Windows' wave dash
    ord("\u3000"): ord(" "),
    ord("\u00a0"): ord(" "),
    ord("−"): ord("-"),  # U+2212 minus
    ord("‐"): ord("-"),
    ord("–"): ord("-"),
    ord("￥"): ord("¥"),
}

#: The characters that :func:`fold` changes.
FOLDABLE = frozenset(map(chr, _FOLD))

_WIDEN = {code: code + 0xFEE0 for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))}
_WIDEN |= {code: ord("0") + code - 0xFF10 for code in range(0xFF10, 0xFF1A)}
_WIDEN |= dict(zip(map(ord, _HALF_KANA), map(ord, _FULL_KANA), strict=True))
# MeCab reads C strings and treats white space as a gap: control characters would end or shift a sentence.
_WIDEN |= dict.fromkeys([*range(0x20), 0x7F, 0x85, 0xA0, 0x3000, 0x2028, 0x2029, 0xFEFF], ord(" "))
# Unpaired surrogates cannot be encoded for MeCab; 〓 (geta) is the typesetter's sign for a missing letter.
_WIDEN |= dict.fromkeys(range(0xD800, 0xE000), ord("〓"))


def _runs_of(codes: Iterable[int]) -> Pattern:
    """A pattern for runs of the characters with these codes."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return Pattern("[" + "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges) + "]+")


# Few characters change: to find them and translate those is five times as fast as to translate the whole text.
_FOLD_RUNS = _runs_of(_FOLD)
_WIDEN_RUNS = _runs_of(_WIDEN)


def _folded(match: re.Match[str]) -> str:
    return match[0].translate(_FOLD)


def _widened(match: re.Match[str]) -> str:
    return match[0].translate(_WIDEN)


def canonical(text: str) -> str:
    """Return decoded text as an Article keeps it: no byte-order mark, ``\\r\\n`` and ``\\r`` as ``\\n``.

    >>> canonical("\\ufeff一行\\r\\n二行\\r")
    '一行\\n二行\\n'
    """
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def fold(text: str) -> str:
    """Return ``text`` with full-width forms narrowed, one character for one character."""
    return _FOLD_RUNS.sub(_folded, text)


def widen(text: str) -> str:
    """Return ``text`` in the width that UniDic knows, one character for one character.

    >>> widen("NECは\\n20台")
    'ＮＥＣは 20台'
    """
    return _WIDEN_RUNS.sub(_widened, text.replace("\n", " "))


def occurrences(text: str, word: str) -> Iterator[int]:
    """Yield where ``word``, which is not empty, begins in ``text``, from left to right and without overlap.

    >>> list(occurrences("国民の声、国民の党", "国民"))
    [0, 5]
    """
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))
