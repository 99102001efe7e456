"""Whether one name can be a short form of another: 公取委 of 公正取引委員会, 城東 of 城東倉庫.

Only for a reason that can be named: the table, the last words of the name (市教委 of 飯坂市教育委員会), its first words when
only generic ones are left out, or letters that step through its words (経産省). NEC is not NECインフロンティア.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from analyzer.organizations.forms import (
    MAX_FACTS,
    NATIONS,
    TABLES,
    Known,
    known_names,
    legal_forms,
    suffix_of,
    suffixes,
)
from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.vocabulary import alternation, read_table

__all__ = ["CAPITALS", "expanded", "has_half_initials", "is_clipped", "is_katakana", "is_short_form", "letters_needed"]


@kept
def _contractions() -> dict[str, tuple[str, ...]]:
    rows = read_table(TABLES / "organization_contractions.tsv", key="short", required=("long", "source"))
    return {row["short"]: tuple(row["long"].split("|")) for row in rows}


#: So many letters a contraction has at most.
_LONGEST = 6
#: Kinds of last words that a clipped name may leave out; a union or a society of X is another body than X.
_CLIPPED = frozenset(("company", "media", "party", "school", "team"))
#: What makes the owner of X out of X, another body.
_UMBRELLAS = ("グループ", "ホールディングス", "HD", "労組", "社")
_PLACES = "県市町村区都道府"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def is_short_form(short: str, long: str) -> bool:
    """Return whether ``short`` (a :func:`name_key`) can be a short form of the longer name ``long``.

    >>> is_short_form("公取委", "公正取引委員会"), is_short_form("市教委", "飯坂市教育委員会"), is_short_form("城東", "城東倉庫")
    (True, True, True)
    >>> is_short_form("NEC", "NECインフロンティア"), is_short_form("東電", "関西電力"), is_short_form("京成電鉄", "新京成電鉄")
    (False, False, False)
    """
    if len(short) >= len(long):
        return False
    if len(short) == 1:
        return long.endswith(short)
    known = known_names()
    mine, other = known.get(short), known.get(long)
    if mine is not None:  # A name of the table is joined by the table only: 国交省 is not 国土交通省長野国道事務所.
        if long.isascii() and not short.isascii():
            return False  # ロイター: Reuters in a list of sources is no fuller name
        if long == short + "察" and short.endswith("県警"):
            return True
        return other is not None and bool(set(mine.names) & set(other.names)) and long != short + "社"
    if short.isascii() and short.isalpha():
        return False
    written, meant = _spelled_out(short), _spelled_out(long)
    if written != short and (written == meant or (len(meant) > len(written) and _is_tail(written, meant))):
        return True
    return (
        _is_tail(short, long)
        or _is_tail(short + "党", long)
        or _is_head(short, long, known)
        or any(_is_tail(each, long) or each == long for each in expanded(short))
        or _is_inner(short, long)
        or _is_of_initials(short, long)
        or _steps_through(short, long)
        or _is_holding(short, long)
    )


def has_half_initials(short: str, long: str) -> bool:
    """Return whether ``short`` is the first word of ``long`` and initials of the others.

    >>> has_half_initials("アフリカCDC", "アフリカ疾病予防管理センター"), has_half_initials("三井E&S", "三井造船")
    (True, False)
    """
    word = short.rstrip(CAPITALS)
    return 1 < len(word) < len(short) - 1 and not word.isascii() and long.startswith(word)


@lru_cache(MAX_FACTS)
def letters_needed(short: str) -> frozenset[str]:
    """Return letters that every name holds which ``short`` is a short form or the beginning of: a cheap first look.

    >>> sorted(letters_needed("城東")), sorted(letters_needed("首都HD"))
    (['城', '東'], ['都', '首'])
    """
    if short.endswith("社"):
        short = short[:-1]
    if _spelled_out(short) != short:
        return frozenset()
    for length in range(min(_LONGEST, len(short)), 0, -1):
        longs = _contractions().get(short[-length:], ())
        if any(not set(short[-length:]) <= set(long) for long in longs):
            return frozenset(short[:-length])
    return frozenset(short)


def _is_holding(short: str, long: str) -> bool:
    """Return whether ``short`` is the beginning of ``long`` with its ホールディングス: 首都HD of 首都メディアホールディングス."""
    if not short.endswith(("HD", "FG")) or (len(short) > 2 and not long.startswith(short[:-2])):
        return False
    return any(long.endswith(each[len(short) - 2 :]) for each in expanded(short))


def expanded(short: str) -> Iterator[str]:
    """Yield ``short`` with its last word written out: 奥羽信金 → 奥羽信用金庫."""
    for length in range(min(_LONGEST, len(short)), 0, -1):
        for word in _contractions().get(short[-length:], ()):
            yield short[:-length] + word


@lru_cache(MAX_FACTS)
def _spelled_out(name: str) -> str:
    """Return ``name`` with the body it begins with and its contractions written out: 国交省鉄道局 → 国土交通省鉄道局.

    JA美野里 is 美野里農業協同組合.
    """
    if name.startswith("JA") and len(name) > 3 and "一" <= name[2] <= "龠" and not name.startswith("JA全"):
        return name[2:] + "農業協同組合"
    for length in range(min(7, len(name) - 1), 1, -1):
        known = known_names().get(name[:length])
        if known is not None and len(known.names) == 1 and len(known.names[0]) > length and known.kind in _PARENTS:
            name = known.names[0] + name[length:]
            break
    if _contracted_re().search(name):
        for short, (long, *_) in _contractions().items():
            if len(short) > 1 and short in name and long not in name and not short.isascii():
                name = name.replace(short, long)
    return name


@table_pattern
def _contracted_re() -> str:
    return alternation(short for short in _contractions() if len(short) > 1 and not short.isascii())


#: Kinds of bodies whose short name begins the name of a unit.
_PARENTS = frozenset(("government", "party", "international"))


def is_katakana(letter: str) -> bool:
    """Tell whether ``letter`` is one of katakana or the long mark; the dot between words is none."""
    return "ァ" <= letter <= "ヶ" or letter == "ー"


def _is_tail(short: str, long: str) -> bool:
    """Return whether ``long`` ends in ``short`` and leaves out a word: one letter (新京成電鉄) makes another name."""
    left_out = len(long) - len(short)
    suffix = suffix_of(short)
    if len(suffix) > 1 and suffixes()[suffix].kind == "company" and suffix != short:
        return False  # 三洋電機 is not 鳥取三洋電機
    if is_katakana(short[0]) and is_katakana(long[left_out - 1]):
        return False  # クライスラー is not ダイムラークライスラー
    if long.endswith(short) and (left_out > 1 or long[0] in _PLACES):
        return len(short) > 1
    if long.endswith(short) and long[0] in NATIONS:  # 司法省 of 米司法省; 中国銀行 is no 国銀行
        return len(suffix) > 0 and suffixes()[suffix].kind == "government"
    plain = long.replace("の", "")  # スイスの司法当局 is スイス司法当局
    return plain != long and len(short) > 1 and plain.endswith(short)


def _is_head(short: str, long: str, known: dict[str, Known]) -> bool:
    """Return whether only generic words follow ``short`` in ``long`` (城東 of 城東倉庫), and it is no full name itself."""
    if len(short) < 2:
        return False
    if short.endswith("社") and len(short) > 2 and long.startswith(short[:-1]):
        return suffix_of(short) == "社"
    if not long.startswith(short) or short in known:
        return False
    if short.endswith("フィル") and long.startswith("ハーモニ", len(short)):
        return True  # 北陸フィル of 北陸フィルハーモニー管弦楽団
    suffix = suffix_of(short)
    if long[len(short) :] == "の会":
        return True
    if len(suffix) > 1:
        rest = long[len(short) :]
        if suffix in ("学院", "学園"):
            return rest in ("大", "大学")
        return suffixes()[suffix].kind == "company" and rest not in _UMBRELLAS and _is_generic(rest)
    return _is_generic(long[len(short) :]) or (len(short) > 2 and _is_generic(long[len(short) - 1 :]))


def is_clipped(short: str, long: str) -> bool:
    """Return whether ``short`` begins ``long`` and could be all that an article writes after naming it in full.

    Weaker than :func:`is_short_form`: true only of a name that follows its full form (カナメ before カナメ繊維 is not it).

    >>> is_clipped("瑞光", "瑞光自動車"), is_clipped("聖和学館", "聖和学館高"), is_clipped("NEC", "NECインフロンティア")
    (True, True, False)
    """
    if (
        not 1 < len(short) < len(long)
        or not long.startswith(short)
        or short in known_names()
        or len(suffix_of(short)) > 1
    ):
        return False
    if short.isascii() or (is_katakana(short[-1]) and is_katakana(long[len(short)])):
        return False
    rest = long[len(short) :]
    return not rest.endswith(_UMBRELLAS)


def _is_inner(short: str, long: str) -> bool:
    """Return whether ``short`` is a piece of ``long`` with the same last word: 渓谷回廊機構 of やまなみ渓谷回廊推進機構."""
    suffix = suffix_of(short)
    stem = short[: -len(suffix)] if suffix else ""
    if len(suffix) < 2 or len(stem) < 3 or not long.endswith(suffix):
        return False
    place = long.find(stem, 1)
    return place > 1


def _is_of_initials(short: str, long: str) -> bool:
    """Return whether ``short`` has of each word of two kanji in ``long`` the first, before the same last word.

    >>> _is_of_initials("社民同盟", "社会民主同盟"), _is_of_initials("社民同盟", "社会市民同盟")
    (True, False)
    """
    suffix = suffix_of(short)
    stem, words = short[: -len(suffix)], long[: -len(suffix)]
    return len(suffix) > 1 < len(stem) and long.endswith(suffix) and len(words) == 2 * len(stem) and words[::2] == stem


@table_pattern
def _generic_re() -> str:
    words = [word for word, suffix in suffixes().items() if suffix.kind in _CLIPPED and word not in ("組", "局", "省")]
    return f"(?:{alternation([*words, *legal_forms(), 'パッケージ', '工業', 'ファーム', '学校', '校', 'グループ'])})+"


def _is_generic(rest: str) -> bool:
    return _generic_re().fullmatch(rest) is not None


def _steps_through(short: str, long: str) -> bool:
    """Return whether the letters of ``short`` stand in ``long`` in this order, as abbreviations take them.

    The last word must agree (経産省 / 経済産業省, 公取委 / 公正取引委員会), and the first letter be the first of ``long`` or
    the first after a place or a parent body (県教委 / 長野県教育委員会, 科捜研 / 県警科学捜査研究所).
    """
    if len(short) < 2 or short.isascii() or len(short) * 6 < len(long) or len(long) > 40:
        return False
    if len(suffix_of(short)) > 1 and suffix_of(short) not in _contractions() and suffix_of(short)[0] not in short[:1]:
        return False  # a full name itself: 霧ケ谷町議会 is not 霧ケ谷町社会福祉協議会
    if short[-1] == "高" and (trade := _TRADE_SCHOOL_RE.search(long)) is not None and trade["trade"] not in short:
        return False  # 北辰高 is not 北辰総合高校
    starts = [0, *(place + 1 for place, letter in enumerate(long[:9]) if letter in _PLACES + "警省庁党")]
    starts += [place for place, letter in enumerate(long[:8]) if letter in _PLACES]
    starts += [len(wide) for wide in ("日本", "全日本", "全国", "国際") if long.startswith(wide)]
    return any(_subsequence(short, long[start:]) for start in starts if long[start : start + 1] == short[0])


#: What makes another school of the one of the same place.
_TRADE_SCHOOL_RE = Pattern(
    r"(?P<trade>総合|工業|商業|農業|水産|林業|工科|女子|実業|技術|国際|[東西南北])高(?:校|等学校)$"
)


def _subsequence(short: str, long: str) -> bool:
    place, jumps, previous = 0, 0, -1
    for letter in short:
        found = long.find(letter, place)
        if found < 0:
            return False
        jumps += found != previous + 1
        previous, place = found, found + 1
    kana = sum("ァ" <= letter <= "ヶ" or letter == "ー" for letter in short)
    if kana > 1 and jumps > 1:  # katakana names are clipped, not stepped through
        return False
    last = long[previous:]
    if len(last) == 1:
        return last in "省庁党" or (len(suffix_of(short)) > 1 and suffix_of(short) == suffix_of(long))
    if last in suffixes():
        return short[-1] in _contractions() and short[-1] != "署"
    return len(short) > 2 and (_is_generic(last) or (not kana and len(last) == 2))
