"""Units and boards whole: 選挙｜管理委員会, 物流・｜自動車局, 内閣府｜休眠預金活用室.

The tagger cuts names that are made of common words alone. Here such a name is given the common words before it, up to
what is no noun, and an authority the unit that is written on to it.
"""

from __future__ import annotations

from analyzer.organizations.forms import heads, inner_words, suffix_of
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["is_cut_unit", "whole_unit"]

_BOARDS = ("委員会", "審議会", "分科会", "部会", "検討会", "研究会", "懇談会", "検討委", "作業部会", "有識者会議")
_OFFICES = ("局", "部", "課", "分科会", "部会", "委員会")
#: Last letters of those, and the letters that authorities end in.
_LAST, _AUTHORITIES = frozenset("会委議局部課"), frozenset("省庁府房")
_LETTER_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z0-9・&]")
#: So many letters and words are given to a name.
_MOST_LETTERS, _MOST_WORDS = 10, 4
#: Words that say which of several boards, or whose it is, and are no part of its name.
_APART = frozenset(
    ("同", "両", "各", "当", "本", "元", "前", "現", "旧", "全", "別", "某", "党", "与党", "野党", "国会")
)
#: A branch of a bank: みずほ銀行｜新宿支店.
_BANKS = ("銀行", "金庫", "信金", "信組")
_BRANCH_RE = Pattern(r"[一-龠々ァ-ヶー]{1,8}?支店(?![一-龠ァ-ヶー]|長)")
_UNIT_RE = Pattern(
    r"(?:[一-龠]{1,6}?[省庁]|内閣府|内閣官房)(?P<unit>[一-龠ァ-ヶー][一-龠ァ-ヶー・]{1,24}?(?:課|室|局|部|官房|センター))(?![一-龠ァ-ヶーA-Za-z])"
)
#: What ends in 局 or 部 behind a ministry and is no unit of it, besides what is inside it.
_NO_UNITS = ("当局", "支部")


def is_cut_unit(name: str, before: str, after: str) -> bool:
    """Return whether more is to be asked of ``name``, given the letters beside it: it may be a piece of a unit's name."""
    if before > "ん" and name[-1] in _LAST:
        return True
    return after >= "ァ" and (name[-2:] in _BANKS or not _AUTHORITIES.isdisjoint(name))


def whole_unit(doc: Document, start: int, end: int) -> tuple[int, int]:
    """Return begin and end of the unit or board that the name between is a piece of; those of the name if it is whole.

    A board made of common words begins where its noun run does (選挙管理委員会); a unit goes with its ministry.
    """
    folded = doc.folded
    if folded[end - 1] in _LAST and folded[start - 1 : start] > "ん":
        if folded[start - 1] == "・":
            start = _common_start(doc, start - 1) if folded.endswith(_OFFICES, start, end) else start
        elif folded.endswith(_BOARDS, start, end):
            start = _common_start(doc, start)
    branch = _BRANCH_RE.match(folded, end) if folded.endswith(_BANKS, start, end) else None
    if branch is not None:
        return start, branch.end()
    unit = _UNIT_RE.match(folded, start) if folded[end : end + 1] >= "ァ" else None
    if unit is not None and unit.end() > end and not unit["unit"].endswith((*_NO_UNITS, *inner_words())):
        words = doc.types[doc.token_at(unit.start("unit")) : doc.token_at(unit.end() - 1) + 1]
        if all(doc.lexicon.types[index].pos2 not in ("固有名詞", "数詞") for index in words):
            end = unit.end()
    return start, end


def _common_start(doc: Document, place: int) -> int:
    """Return where the run of common nouns begins that ends at ``place``; where a name was cut, if it is no such run."""
    folded, index = doc.folded, doc.token_at(place - 1)
    cut = place + 1 if folded[place] == "・" else place
    start, floor = place, place - _MOST_LETTERS
    for _ in range(_MOST_WORDS):
        word = doc.lexicon.types[doc.types[index]]
        is_common = (
            word.pos1 == "名詞" and word.pos2 == "普通名詞" and word.pos3 != "副詞可能"
        ) or word.pos1 == "接尾辞"
        if not is_common or doc.ends[index] != start or word.surface in _APART or word.surface in heads():
            return cut
        start = doc.starts[index]
        if not start or not _LETTER_RE.match(folded, start - 1):
            word_before = folded[start:place]  # 物流・｜自動車局, but 総務省・｜近畿総合通信局
            return start if start >= floor and suffix_of(word_before) in ("", word_before) else cut
        index -= 1
    return cut
