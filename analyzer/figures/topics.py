"""The topic of a sentence: what its figures are of where nothing nearer says so (苦情は昨年、15件だった)."""

from __future__ import annotations

from analyzer.figures.nouns import Nouns, last_words
from corpus.patterns import Pattern

__all__ = ["is_cleft", "is_other_topic_told", "subject_of_places", "thing", "topic_before"]

SHARES = frozenset({"%", "割", "分の", "人に"})
#: How many tokens back a topic may stand.
MAX_DISTANCE = 80
_ABOUT_RE = Pattern(r"に(?:つき|関し)まして$|に(?:ついて|関して)$")
#: What words for scales end in: 得票率, 金額.
_SCALES = frozenset("率額数量費料値度")
_NONE = ("なく", "ない", "なし", "ありませ", "無く")
_OF_SINCE = frozenset({"以降", "以後", "以来", "後", "時", "年", "月", "日", "前"})
_OF_TIME = frozenset({"以降", "以後", "以前", "期", "年", "月", "日", "末", "時点", "現在", "から", "まで", "へ"})
_AREAS = frozenset({"平方メートル", "ヘクタール", "アール", "坪", "平方キロ", "平方キロメートル"})
_PARTY = frozenset({"党", "氏", "派", "組"})
_TIMES = frozenset({"回", "度"})
_WHO = ("男性", "女性", "男", "女", "男児", "女児", "少年", "少女", "男子", "女子", "生徒", "学生")
_BOUTS = frozenset({"勝", "敗", "連勝", "連敗", "勝目", "敗目", "安打", "得点", "打点", "失点"})
_FIRMS = frozenset({"社", "行"})


def topic_before(nouns: Nouns, first: int, begin: int, unit: str, *, told: int) -> str | None:
    """Return the nearest noun with は, が or も before the figure in its sentence.

    ``told`` is the end of the figure before: its own particle makes no topic.
    """
    fallback, quoted, start = None, len(nouns.text), nouns.starts[first]
    is_closed = is_in_clause = False
    for index in range(first - 1, max(begin, first - MAX_DISTANCE), -1):
        kind = nouns.kind_at(index)
        if nouns.starts[index] >= quoted:
            continue
        if kind == "」":
            quoted = nouns.text.rfind("「", max(nouns.starts[index] - 200, 0), nouns.starts[index])
            quoted = quoted if quoted >= 0 else len(nouns.text)
            continue  # 「経験がある」と答え、調査の約2倍になった
        if kind == "。" or (kind == "「" and nouns.ends[index] < start):
            return fallback  # 「手応えが違った。1頭になると…」と話した
        if kind == "が" and is_in_clause:
            continue  # 検査に入った12月以降は78.1%
        if kind == "、":
            is_in_clause = False
            is_closed = is_closed or nouns.kind_at(index - 1) in "jV」"
        elif kind == "D" and fallback is not None:
            return fallback  # 死者は5人で、けが人が増え、20人になった
        elif kind in ("は", "が", "も"):
            if told == nouns.starts[index]:
                return fallback  # 300万円未満が3割を超えた
            if nouns.text.startswith(_NONE, nouns.ends[index]):
                continue  # 変更はなく
            if kind == "は" and nouns.surface(index - 1) == "で" and nouns.surface(index - 2)[-1:] in _SCALES:
                index -= 1  # 得票率では連合が37%
            particle = _about(nouns, index, begin) if kind != "が" else index
            found = thing(nouns, nouns.noun_phrase(particle, begin), particle - 1, unit)
            if found is not None and kind == "が" and is_closed:
                fallback = fallback or found  # 売上高は低迷が長引き、120億円だった
                continue
            if found is not None:
                return found
            if _is_other_topic(nouns, index, first):
                return fallback
            is_in_clause = kind == "は" and nouns.surface(index - 1) in _OF_SINCE
    return fallback


def _is_other_topic(nouns: Nouns, index: int, first: int) -> bool:
    """Whether は opens a topic of its own that is no thing; 東京は…, 昨年は… leave the topic as it was."""
    before = nouns.surface(index - 1)
    if nouns.surface(index) == ":" and index == first - 1 and before in nouns.words["person"]:
        return True  # 岩倉氏:4万票
    if nouns.kind_at(index) != "は":
        return False
    if before in _OF_TIME or nouns.kind_at(index - 1) in "にでと":
        return False  # 年度末には, 2023年3月期は
    is_party = before in _PARTY and nouns.is_name(index - 2)  # 衆院選は…、自民党は191議席
    return is_party or nouns.kind_at(index - 1) not in "LTS"


def _about(nouns: Nouns, index: int, begin: int) -> int:
    """売上高につきましては: the に behind the noun, where は or も closes such a phrase."""
    if _ABOUT_RE.search(nouns.text, max(nouns.starts[index] - 7, 0), nouns.starts[index]):
        for particle in range(index - 1, max(begin, index - 6), -1):
            if nouns.kind_at(particle) == "に":
                return particle
    return index


def thing(nouns: Nouns, noun: str | None, last: int, unit: str) -> str | None:
    """Return ``noun`` unless it names who acts: 市は3億円を, 磯崎さんは三十三回."""
    if unit == "" and noun in ("市", "町", "村", "区"):
        return noun  # 市が750で、町が1,178
    if noun is None or (unit and unit in noun) or noun.endswith(last_words("index")):
        return noun
    if unit in _FIRMS and noun.endswith(last_words("money")):
        return None  # 負債総額は2社合わせて17億円
    if (unit == "社" or unit in SHARES) and noun.endswith(last_words("bodies")):
        return noun  # 進出した企業は12社, 目標を達した市町村は47%
    if unit in ("歳", "票") and noun.endswith(last_words("person")):
        return noun
    if last and nouns.kind_at(last - 1) == "L" and nouns.surface(last) in nouns.words["firm"]:
        return None  # 北陸電力が40%
    if nouns.is_name(last) or (last and nouns.kind_at(last - 1) == "H"):
        return noun if unit in ("歳", "票") else None  # 藤岡凌王座が139手で
    if unit in _BOUTS and len(noun) == 1:
        return None  # 時錦は3連敗: the dictionary has cut a wrestler's name
    if unit in _TIMES and noun.endswith(_WHO):
        return None  # 女性は20日までに7回、振り込んだ
    if noun in nouns.words["kin"] and (unit in nouns.words["currency"] or unit in _AREAS):
        return None  # 母は月6万円で暮らす
    return None if noun.endswith(last_words("agent", "person")) else noun


def is_cleft(nouns: Nouns, begin: int, first: int) -> bool:
    """最も高いのは|A社の9円, 納めたのは|9万円: whether the sentence says what it is about as a clause."""
    near = nouns.text[max(nouns.starts[begin], nouns.starts[first] - 40) : nouns.starts[first]]
    return "のは" in near


def is_other_topic_told(nouns: Nouns, index: int, begin: int) -> bool:
    """「評価しない」は|66%, 月に1〜3回が|41%: whether words or a number of their own are what the figure is said of."""
    if index - 1 <= begin or nouns.kind_at(index - 1) not in ("は", "が"):
        return False
    if nouns.surface(index - 2) in ("」", "』"):
        return True
    is_number = nouns.surface(index - 1) == "が" and index - 2 > begin and nouns.kind_at(index - 3) == "D"
    return is_number and nouns.surface(index - 2) not in ("年", "月", "日", "期")


def subject_of_places(nouns: Nouns, first: int, begin: int) -> str | None:
    """トラブルは札幌、横浜など16市で確認された: the cities hold what the topic names."""
    for index in range(first - 1, max(begin, first - MAX_DISTANCE), -1):
        if nouns.kind_at(index) == "は":
            return nouns.noun_phrase(index, begin)
    return None
