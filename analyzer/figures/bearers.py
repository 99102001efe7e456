"""Whoever has an age: 山田太郎さん(45) → 山田太郎さん."""

from __future__ import annotations

from bisect import bisect_left

from analyzer.figures.nouns import Nouns, is_katakana
from corpus.patterns import Pattern

__all__ = ["bearer_of", "person_before"]

_KANA_RE = Pattern(r"[ぁ-んァ-ヺー・ ]+|[ぁ-んァ-ヺー・、 ]*(?:本名|旧姓|芸名|通称)[^()]{1,16}")
#: Between a bracket and an age: (当時52歳), (4歳、2歳), (無職、45), (新、45), (前2、45).
_AGES_RE = Pattern(
    r"(?:[0-9]{1,3}歳[、・と])*(?:当時|同|享年|満|[牝牡雄雌])?[、=]?|[^()0-9]{1,12}、|[^()0-9、]{1,4}[0-9]{1,2}(?:[回期])?、"
)


def bearer_of(nouns: Nouns, start: int, first: int, begin: int) -> int | None:
    """Return the token behind whoever has the age: 木村正和|24歳, 山田さん|(当時52歳), 女児|(4歳、2歳)."""
    opening = nouns.text.rfind("(", max(start - 16, 0), start)
    if nouns.text.startswith("=当時(", start - 4):
        opening -= 3  # 男性=当時(41)=
    if opening >= 0 and (nouns.text[opening] == "=" or _AGES_RE.fullmatch(nouns.text, opening + 1, start)):
        return max(bisect_left(nouns.starts, opening, begin, first), begin)
    is_told = first > begin and (nouns.kind_at(first - 1) == "H" or nouns.surface(first - 1) in nouns.words["event"])
    if not is_told and first - 2 > begin and nouns.kind_at(first - 1) == "、" and nouns.surface(first - 2) == "さん":
        at = nouns.text.find("歳", start, start + 4) + 1  # 訃報 登山家・氷室岳人さん、91歳
        return first - 1 if at and nouns.text[at : at + 1] in ("", "\n", " ") else None
    return first if is_told else None  # 木村正和24歳, 村上春子さん死去 92歳


def person_before(nouns: Nouns, index: int, begin: int) -> str | None:
    """山田太郎さん(45): the name and the title, without what the person does."""
    last = index
    is_ranked = (
        index - 2 > begin and nouns.kind_at(index - 2) == "D" and nouns.surface(index - 1) in nouns.words["rank"]
    )
    index -= 2 * is_ranked  # 宮下圭八段(38)
    while nouns.surface(last - 1) in nouns.words["event"] and last - 1 > begin:
        last = index = last - 1  # 村上春子さん死去 92歳
    while index > begin and (nouns.kind_at(index - 1) in "NSHPL" or _is_joined(nouns, index - 1, begin)):
        index -= 1
        if last - index > 14:
            break
        if nouns.surface(index) == ")":
            index = _reading_before(nouns, index, begin)
    names = [i for i in range(index, last) if nouns.kind_at(i) == "H" and not _is_in_reading(nouns, i, last)]
    if (index > begin and nouns.kind_at(index - 1) == "D") or (is_ranked and not names):
        return None  # 部員4人(18歳), 柔道七段(60)
    if names and names[0] > index and nouns.surface(names[0] - 1) != "若":  # 若麒麟
        index = _surname_before(nouns, names[0], index)
    begins = nouns.starts[index] if index < last else 0
    while begins and is_katakana(nouns.text[begins - 1]) and is_katakana(nouns.text[begins]):
        begins -= 1  # ミナミノ|カゼ
    run = nouns.text[begins : nouns.ends[last - 1]] if index < last else ""
    return run if run and (nouns.kind_at(index) != "S" or last - index > 1) else None


def _is_in_reading(nouns: Nouns, index: int, last: int) -> bool:
    """平野力(つとむ)容疑者: whether the token stands in the bracket that tells how the name is read."""
    start, end = nouns.starts[index], nouns.ends[last - 1]
    closing = nouns.text.find(")", start, end)
    return closing >= 0 and nouns.text.find("(", start, closing) < 0


def _surname_before(nouns: Nouns, name: int, begin: int) -> int:
    """Return where a name begins whose first known word is ``name``: 城尾|哲彌 has a surname nobody knows."""
    if nouns.doc.lexicon.types[nouns.types[name]].pos4 != "名":
        return name
    index = name
    while index > begin and nouns.kind_at(index - 1) == "N" and len(nouns.surface(index - 1)) <= 2:
        index -= 1
    is_short = 0 < nouns.starts[name] - nouns.starts[index] <= 3
    return index if is_short and index == begin else name


def _is_joined(nouns: Nouns, index: int, begin: int) -> bool:
    """壱崎(いちざき)|寿彦, 山路一郎|・元局長: the name goes on before a reading or a dot."""
    surface = nouns.surface(index)
    if surface == ")":
        return _reading_before(nouns, index, begin) < index
    if is_katakana(surface[0]) and len(surface) < 3 and index - 1 > begin and nouns.kind_at(index - 1) == "H":
        return nouns.ends[index - 1] == nouns.starts[index]  # 平野ハツ|ノさん
    return surface == "・" and index - 1 > begin and nouns.kind_at(index - 1) == "H" and nouns.kind_at(index + 1) != "H"


def _reading_before(nouns: Nouns, index: int, begin: int) -> int:
    """Return the token of the bracket that ``index`` closes, where it holds a reading in kana behind a name."""
    opening = nouns.text.rfind("(", max(nouns.starts[index] - 20, 0), nouns.starts[index])
    if opening < 0 or not _KANA_RE.fullmatch(nouns.text, opening + 1, nouns.starts[index]):
        return index
    token = bisect_left(nouns.starts, opening, begin, index)
    return token if token > begin or begin == 0 else index
