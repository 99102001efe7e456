"""Nouns that a figure describes or gives a place: 百万円を超える費用, 平均2400人だった来場者, 2位の北海, 本日の売り上げ、12万円。"""

from __future__ import annotations

from bisect import bisect_left

from msgspec import Struct

from analyzer.figures.neighbours import before_adverbs
from analyzer.figures.nouns import Nouns
from analyzer.figures.topics import thing, topic_before
from corpus.patterns import Pattern

__all__ = ["Place", "described", "ending_line", "is_given", "placed", "result_behind"]

_DIGITS = frozenset("0123456789")
#: 4位以内の確保, 1着入線: what is done with a place is not what has it.
_PLACES_WON = frozenset({"位", "着", "巡目"})
#: 百万円を超える|費用
_REACHES_RE = Pattern(r"(?:を(?:超える|上回る|下回る)|に満たない)$")
_THERE_IS_RE = Pattern(r"(?:しか)?(?:ある|いる|ない|いない)(?=[一-龥ァ-ヶーA-Z])")
_SET_AS_RE = Pattern(r"と(?:して|されて)いた(?=[^ぁ-ん、。])")
_IS_NTH_RE = Pattern(r"だ|です|でし|。|で、|とな[るっ]|にな[るりっ]|に当た[るりっ]|を数え|を迎え")
_AGAIN_RE = Pattern(r"、([0-9]{1,3}(?:年|カ月|週|日|期)(?:ぶり|連続)の?)$")
_RESULT_RE = Pattern(r"の(赤字|黒字|資金調達)")


class Place(Struct, gc=False):
    """Where a figure stands: its span and its tokens in the sentence ``begin``..``stop``."""

    start: int
    end: int
    unit: str
    quantity: str
    begin: int
    stop: int
    first: int  # its first token
    after: int  # the token behind it
    amount: float = 0.0  # 0 where not known


def placed(nouns: Nouns, place: Place, *, told: int) -> str | None:
    """Return what has a place in an order (優勝は5回目, 2位の北海); ``told`` is the end of the figure before."""
    begin, after, stop = place.begin, place.after, place.stop
    if place.unit == "位" and nouns.text.startswith(("・", "を争"), place.end):
        return None  # 試合は|1位|・2位を争う
    index = before_adverbs(nouns, place.first, begin)
    is_of_other = after < stop and nouns.kind_at(after) == "の" and not place.unit.endswith("目")
    if index > begin and nouns.kind_at(index - 1) == "は" and not is_of_other:
        noun = nouns.noun_phrase(index - 1, begin)
        return noun if place.unit == "人目" else thing(nouns, noun, index - 2, place.unit)  # 町長は3人目
    if place.unit.endswith("目") and _IS_NTH_RE.match(nouns.text, place.end):
        return topic_before(nouns, place.first, begin, place.unit, told=told)  # 汚職は過去10年で3件目だ
    if after >= stop or nouns.kind_at(after) in "ST":
        return None
    is_done = place.unit in _PLACES_WON and nouns.is_act_alone(after, stop)
    after += nouns.kind_at(after) == "の" and (place.unit.endswith("目") or place.unit == "回")  # 3度目の優勝
    found = None if is_done else nouns.run_after(after, stop, is_time_dropped=True)
    if found is None:
        return None
    behind = nouns.starts[after] + len(found)
    if place.unit == "回" and behind < nouns.ends[stop - 1]:
        return None if nouns.text[behind] in _DIGITS else found  # 第39回東京|2歳優駿牝馬
    return found


def described(nouns: Nouns, place: Place, *, told: int) -> str | None:
    """Return the noun that the figure describes (15あった分団, 14基ある炉, 百万円を超える費用); ``told`` is the end of the one before."""
    index, is_past = place.after, False
    if nouns.text.startswith("あった" if place.unit == "" else "だった", place.end):
        index, is_past = index + 2, True
    elif there := _THERE_IS_RE.match(nouns.text, place.end):
        index = bisect_left(nouns.starts, there.end(), index)  # 2台しかない公衆電話
    elif set_as := _SET_AS_RE.match(nouns.text, place.end):
        index = bisect_left(nouns.starts, set_as.end(), index)  # 14隻としていた船
    elif nouns.text.startswith("という", place.end) and told != place.start - 1:
        return _so_called(nouns, bisect_left(nouns.starts, place.end + 3, index), place)
    elif place.unit == "倍" or _REACHES_RE.search(nouns.text, max(place.end - 5, place.start), place.end) is None:
        return None
    if is_past and index + 2 < place.stop and nouns.kind_at(index + 1) == "の":
        index += 2  # 平均2400人だった平日の|来場者
    if index >= place.stop or nouns.kind_at(index) not in "NK":
        return None
    found = nouns.run_after(index, place.stop)
    is_act = nouns.is_act_alone(index, place.stop) and found not in nouns.words["visit"]
    is_other = any(found in nouns.words[role] for role in ("head", "after", "generic"))
    return None if is_act or is_other else found


def _so_called(nouns: Nouns, index: int, place: Place) -> str | None:
    """210ミリという|記録的な雨: the noun that is called so much, past one adjective."""
    while index < place.stop and nouns.kind_at(index) == "S":
        index += 1
    for step in range(index, min(index + 4, place.stop - 1)):
        if nouns.surface(step) == "な":
            index = step + 1
    if index >= place.stop or nouns.kind_at(index) not in "NK" or place.quantity not in ("measure", "count"):
        return None
    found = nouns.run_after(index, place.stop)
    return None if found is None or found in nouns.words["after"] or found in nouns.words["generic"] else found


def is_given(nouns: Nouns, before: int, begin: int) -> bool:
    """Return whether what the money is for stands before it: 無償化に|6800万円; not 年末に3億円."""
    if before - 2 < begin or nouns.kind_at(before - 1) != "に" or nouns.kind_at(before - 2) not in "NSK":
        return False
    return nouns.surface(before - 2)[-1] not in "年月日時末期度季前後"


def ending_line(nouns: Nouns, before: int, begin: int) -> str | None:
    """Return the noun where it and its sum are the whole sentence: 本日の売り上げ、＋12万円。"""
    while before > begin and nouns.surface(before - 1) in ("+", "-", "▲", "△"):
        before -= 1
    if again := _AGAIN_RE.search(nouns.text, max(nouns.starts[begin], nouns.starts[before] - 10), nouns.starts[before]):
        before = bisect_left(nouns.starts, again.start(1), begin, before)  # 水揚げ、2年ぶり|1万トン超
    if before - 2 < begin or nouns.kind_at(before - 1) != "、" or nouns.kind_at(before - 2) not in "NS":
        return None
    noun = nouns.run_before(before - 1, begin)
    index = bisect_left(nouns.starts, nouns.ends[before - 2] - len(noun or ""), begin, before)
    is_whole = index == begin or nouns.kind_at(index - 1) == "の"
    return thing(nouns, noun, before - 2, "円") if is_whole else None


def result_behind(nouns: Nouns, end: int) -> str | None:
    """Return the result itself, for where nothing else is named: 50億ドルの赤字を計上した."""
    result = _RESULT_RE.match(nouns.text, end)
    return result[1] if result is not None else None
