"""The longer names of an article that a short one may stand for, each for a reason that can be named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from msgspec import Struct

from analyzer.organizations.body import Span
from analyzer.organizations.forms import has_legal_form, kind_of, known_names, short_names, suffix_of, team_owners
from analyzer.organizations.shortforms import CAPITALS, expanded, is_clipped, is_katakana, is_short_form, letters_needed
from analyzer.organizations.teams import called, is_match_report, is_of_clubs, place_of
from corpus.tokens import Document

__all__ = ["Longer", "Name"]


class Name(Struct, frozen=True):
    """A distinct name of the article: its first form as written, folded, and its key."""

    text: str
    folded: str
    key: str
    first: int  # index of its first span
    position: int


class Longer:
    """The names of an article, found by what a shorter one may be the short form of."""

    def __init__(
        self, doc: Document, spans: Sequence[Span], names: Sequence[Name], name_of_span: Sequence[int]
    ) -> None:
        self._doc, self._spans, self._names, self._name_of_span = doc, spans, names, name_of_span
        self.by_length = sorted(range(len(names)), key=lambda each: len(names[each].key))
        self._holding = _holding(names, self.by_length)
        self._places = _places(doc, names)
        # Name of the table → the forms of it that the article writes, shortest first.
        self._listed: dict[str, list[int]] = {}
        known = known_names()
        for each in self.by_length:
            for listed_name in known[names[each].key].names if names[each].key in known else ():
                self._listed.setdefault(listed_name, []).append(each)

    @cached_property
    def _first(self) -> dict[int, int]:
        return _first_in_text(self._doc, self._spans, self._name_of_span)

    def names_of(self, short: int) -> list[int]:
        """Return the longer names that ``short`` may stand for."""
        key = self._names[short].key
        candidates = list(
            self._places.get(key, ()) or self._places.get(key.strip(CAPITALS), ())
        )  # 千葉｜J, A｜東京: beside the place of a team
        if not candidates and key in known_names():
            candidates = self._by_table(short)
        elif not candidates and not (len(key) > 1 and key.isascii() and key.isalpha()):
            candidates = self._by_letters(short)
        if not candidates and key == "JR":
            candidates = [each for each in self._holding["J"] if self._names[each].key in _RAILWAYS]
            candidates = candidates if len(candidates) == 1 else []
        if not candidates and self._names[short].folded in short_names("row"):
            return self._parties(short)
        if not candidates:
            return []
        name, since = self._names[short], self._first.get(short)
        if key == "委員会" and len(candidates) > 1:  # which a 市教委 is not called
            boards = [each for each in candidates if not self._names[each].key.endswith("教育委員会")]
            candidates = boards or candidates
        elif key == "会":
            candidates = [each for each in candidates if _is_circle(self._names[each].key)]
        return [
            each
            for each in candidates
            if not _is_parent(name, self._names[each], since)
            and not _is_apart(self._doc, self._names[each])
            and not _is_run_by(self._doc.folded, name, self._names[each])
        ]

    def _parties(self, short: int) -> list[int]:
        """Return the one party whose name begins with a short one that only counts among parties: 国民, 国民民主党."""
        key = self._names[short].key
        named = [each for each in self._holding[key[0]] if each != short and self._names[each].key.startswith(key)]
        parties = [each for each in named if self._names[each].key.endswith(("党", "の会"))]
        return parties if len(parties) == 1 else []

    def _by_table(self, short: int) -> list[int]:
        """Return the longer names of a name of the table, which is joined by that, or if it ends a name before it."""
        names, name = self._names, self._names[short]
        known = known_names()[name.key]
        forms: Collection[int] = self._listed[known.names[0]]
        if len(known.names) > 1:
            every = {each for listed in known.names for each in self._listed[listed]}
            forms = sorted(every, key=lambda each: (len(names[each].key), each))
        candidates = [each for each in forms if each != short and is_short_form(name.key, names[each].key)]
        longer = self._holding[name.key[0]][:_MOST_LONGER]
        is_owner = name.key in team_owners() or is_match_report(self._doc.folded)
        if not candidates and is_owner and not _acts_as_company(self._doc.folded, name.folded):
            candidates = [each for each in longer if _is_team_of(name, names[each])]
        return candidates or [each for each in longer if _is_tail_of_earlier(name, names[each])]

    def _by_letters(self, short: int) -> list[int]:
        """Return the longer names that the letters of a name fit, by the first reason that any fits for."""
        names, name, holding = self._names, self._names[short], self._holding
        key = name.key
        longer = self.by_length if key.isascii() else min(holding[key[0]], holding[key[:2][-1]], key=len)
        if len(longer) == 1:  # itself
            return []
        needed = letters_needed(key)
        longer = [each for each in longer[:_MOST_LONGER] if each != short and needed.issubset(names[each].key)]
        candidates = [each for each in longer if is_short_form(key, names[each].key)]
        if not candidates:
            named = self._first.get(short, name.position)
            before = [
                each for each in longer if names[each].position < named or kind_of(names[each].folded) != "school"
            ]
            candidates = [each for each in before if _is_clip(self._doc, name, names[each])]
        if not candidates and longer:
            since = self._first.get(short)
            candidates = [each for each in longer if _is_headline_form(name, names[each], since)]
        head = key[2:] if key[1:2] == "立" else key[1:]
        if not candidates and key[0] in _OF_PLACES and suffix_of(key) == head != "":
            owner = key[: -len(head)]
            placed = [each for each in longer if names[each].key.startswith(owner) and names[each].key.endswith(head)]
            candidates = placed if len(placed) == 1 else []  # 県協会, 県立博物館
        if not candidates and key.endswith(_SKIPPING):
            skipped = [each for each in longer if _skips_words(name, names[each])]
            candidates = skipped if len(skipped) == 1 else []
        return candidates


#: Whose body 県協会 is.
_OF_PLACES = "都道府県市町村区"
#: What JR alone may mean, where the article names one of them.
_RAILWAYS = ("JR北海道", "JR東日本", "JR東海", "JR西日本", "JR四国", "JR九州", "JR貨物")
#: So many longer names a short one is held against (an article has some dozens).
_MOST_LONGER = 300


def _places(doc: Document, names: Sequence[Name]) -> dict[str, list[int]]:
    """Return place → the teams and schools that bear its name."""
    places: dict[str, list[int]] = {}
    for each, name in enumerate(names):
        place = place_of(name.folded)
        kind = kind_of(name.folded) if place else ""
        if kind in ("team", "school") or (kind == "other" and not suffix_of(place) and is_match_report(doc.folded)):
            places.setdefault(place, []).append(each)
        words = called(name.folded)
        if words and kind_of(name.folded) in ("team", "school", "other") and _is_of_sport(doc.folded):
            for word in words:
                places.setdefault(word, []).append(each)
    return places


def _is_of_sport(folded: str) -> bool:
    return is_match_report(folded) or is_of_clubs(folded)


def _holding(names: Sequence[Name], by_length: Sequence[int]) -> dict[str, list[int]]:
    """Return letter → the names that hold it, shortest first, for the first two letters of every name."""
    holding: dict[str, list[int]] = {letter: [] for name in names for letter in name.key[:2]}
    for each in by_length:
        for letter in set(names[each].key):
            if letter in holding:
                holding[letter].append(each)
    return holding


def _is_clip(doc: Document, short: Name, long: Name) -> bool:
    """Return whether a name is the beginning of a longer one, of a kind that articles clip once they have named it."""
    if not long.key.startswith(short.key) or long.key == short.key:
        return False
    kind = kind_of(long.folded)
    if kind == "other" and _is_team(doc, short, long):
        kind = "team"
    if kind in ("team", "company") and long.folded.startswith(short.folded + "・"):
        return kind_of(short.folded) == "other"  # ノクターン of ノクターン・ゲーミング
    if kind == "hospital" and short.key.endswith("会"):
        return not has_legal_form(short.folded)  # 西宝会 of 西宝会病院, if no 医療法人西宝会 runs it
    if kind in _INSTITUTES and not all(map(is_katakana, short.key)):
        return False  # スクリプス of スクリプス海洋研究所, but not 東京 of 東京病院
    return kind in _CLIPPED and kind_of(short.folded) in (kind, "other") and is_clipped(short.key, long.key)


def _is_tail_of_earlier(short: Name, long: Name) -> bool:
    """Return whether a name of the table ends a longer one that stood in the text before it: 気象庁 after 韓国気象庁.

    Two full names of the table are two bodies: 民主党 is not 自由民主党.
    """
    if len(short.key) < 3 or len(long.key) < len(short.key) + 2 or long.position > short.position:
        return False
    if long.key in known_names() and known_names()[short.key].names == (short.folded,):
        return False
    return long.key.endswith(short.key) and kind_of(short.folded) == kind_of(long.folded) != "company"


def _is_team_of(short: Name, long: Name) -> bool:
    """Return whether a company's name is part of that of a team that stood before it: 日本ハム, 北海道日本ハムファイターズ."""
    if short.key not in long.key or long.position > short.position:
        return False
    nick = long.key[len(short.key) :]
    is_firm = long.key.startswith(short.key) and kind_of(short.folded) == "company" and kind_of(long.folded) == "other"
    if is_firm and len(nick) > 3 and all(map(is_katakana, nick[:4])):
        return True  # デンソー, デンソーエアリービーズ
    return kind_of(long.folded) == "team" or (len(long.key) > len(short.key) and place_of(long.folded) != "")


def _acts_as_company(folded: str, name: str) -> bool:
    return any(name + word in folded for word in ("株", "の株", "社長", "グループ", "の社長", "は決算", "の決算"))


def _is_headline_form(short: Name, long: Name, first: int | None) -> bool:
    """Return whether the headline shortens a name that the text gives in full before it does so too.

    Here アカツキ can be アカツキマイクロ; ``first`` is where the short form first stands in the text below the headline.
    """
    rest = long.key[len(short.key) :]
    if short.position >= long.position or (first is not None and first < long.position):
        return False
    kinds = {kind_of(short.folded), kind_of(long.folded)} - {"other", "company"}
    return (
        not kinds and len(short.key) > 2 and long.key.startswith(short.key) and not rest.endswith(("労組", "ユニオン"))
    )


#: Last words of names whose middle is left out; a party or a school so shortened would be another one.
_SKIPPING = ("機構", "機関", "財団", "連盟", "連合会", "研究所", "公社", "公団", "事業団", "振興会", "連絡会")
#: First words that many bodies share.
_WIDE = ("日本", "全国", "国際", "世界", "東京", "地方", "中央", "国立", "県立", "市立")


def _skips_words(short: Name, long: Name) -> bool:
    """Return whether a name is the first and the last word of a longer one: 海洋機構 of 海洋研究開発機構."""
    suffix = suffix_of(short.key)
    if suffix not in _SKIPPING or not long.key.endswith(suffix):
        return False
    stem, letters = short.key[: -len(suffix)], iter(long.key[: -len(suffix)])
    if not 1 < len(stem) < 7 or stem.startswith(_WIDE) or not long.key.startswith(stem[:2]):
        return False
    return all(each in letters for each in stem)


def _is_team(doc: Document, short: Name, long: Name) -> bool:
    """Return whether a name is a place and a katakana word, in either order: 岩手｜ビッグブルズ, ガイナーレ｜鳥取."""
    rest = long.key[len(short.key) :]
    if all(map(is_katakana, rest)):
        return len(rest) > 2 and not any(map(is_katakana, short.key))
    if len(short.key) > 3 and 1 < len(rest) < 4 and all(map(is_katakana, short.key)):
        return not suffix_of(rest) and not any(map(is_katakana, rest))  # インターステラ北海
    index = doc.token_at(long.position + len(short.key))
    return all(map(is_katakana, short.key)) and doc.lexicon.types[doc.types[index]].pos3 in ("地名", "人名")


_CLIPPED = frozenset(("company", "team", "school", "media", "association", "hospital"))
#: Of those the ones that only a foreign name or one in katakana may be clipped from.
_INSTITUTES = frozenset(("association", "hospital"))
#: A name that is first said short and then with one of these is one body; with any other word it is a subsidiary.
_OWNERS = frozenset(("グループ", "ホールディングス", "フィナンシャルグループ", "HD", "FG", "グループホールディングス"))


def _is_circle(key: str) -> bool:
    """Return whether what a name says ends in 会, as that of a 市議会 does not: 干潟を残す会, みのり会."""
    return key.endswith("会") and "ぁ" <= key[-2:-1] <= "ん"


def _is_parent(short: Name, long: Name, first: int | None) -> bool:
    """Return whether ``short`` begins ``long`` but stood in the text before it: カナメ … カナメ繊維, みなと食品 … みなと食品ロジスティクス are two companies."""
    rest = long.key[len(short.key) :]
    return (
        first is not None
        and first < long.position
        and long.key.startswith(short.key)
        and rest not in _OWNERS
        and not any(expanded(short.key))
        and short.key not in known_names()
        and (long.key not in known_names() or short.key in known_names())
        and kind_of(long.folded) == "company"
    )


def _is_apart(doc: Document, long: Name) -> bool:
    """Return whether a name is that of a branch abroad (北斗精密(蘇州)有限公司) or of a company to be founded, and no other's full name."""
    is_branch = long.folded.endswith(("有限公司", "Ltd", "Ltd.")) and ")" in long.folded[2:]
    return is_branch or doc.folded.endswith(_NAMING, 0, long.position)


def _is_run_by(folded: str, short: Name, long: Name) -> bool:
    """Return whether a text says that a holding company runs the company whose name it bears: 傘下の黒田屋, 黒田屋を運営する."""
    if long.key[len(short.key) :] not in _OWNERS:
        return False
    name = short.folded
    if any(name + word in folded for word in _HOLDING):
        return True
    return any(_stands_alone(folded, word + name) for word in _HELD)


def _stands_alone(folded: str, words: str) -> bool:
    """Return whether ``words`` first stand without a letter that goes on the name: 傘下のキリンビール says nothing of キリン."""
    start = folded.find(words)
    after = folded[start + len(words) : start + len(words) + 1]
    return start >= 0 and not (after.isalpha() and not "ぁ" <= after <= "ん")


_HELD = ("傘下の", "事業会社の", "子会社の", "中核会社の")
_HOLDING = ("を運営", "を傘下", "などを傘下")


#: What stands before the name of a company that is about to be: 社名は「白川黒田屋ホールディングス」.
_NAMING = ("社名は「", "社名を「", "社名が「")


def _first_in_text(doc: Document, spans: Sequence[Span], name_of_span: Sequence[int]) -> dict[int, int]:
    """Return where each name first stands below the headline, in a sentence that ends."""
    floor = next((each.start for each in doc.sentences if doc.folded[each.end - 1 : each.end] == "。"), 0)
    first: dict[int, int] = {}
    for span, name in zip(spans, name_of_span, strict=True):
        if span.start >= floor:
            first.setdefault(name, span.start)
    return first
