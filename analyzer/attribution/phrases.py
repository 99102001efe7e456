"""The noun phrase that ends before a cue or a particle: its の-modifiers, what is joined to it, the names inside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from analyzer.attribution.tails import head_of
from analyzer.attribution.words import words, words_of
from corpus.patterns import Pattern, table_pattern
from corpus.tokens import Document

__all__ = ["Clause", "Phrases"]


class Clause(Struct, frozen=True):
    """The sentence a cue stands in: its index, its span, and its range of tokens."""

    number: int
    start: int
    end: int
    first: int
    last: int


class Phrases:
    """Reads the noun phrases of one document; ``bodies`` are the spans of its organizations, sorted."""

    def __init__(self, doc: Document, text: str, pos: Sequence[str], bodies: Sequence[tuple[int, int]]) -> None:
        self.doc, self.text, self.pos, self.bodies = doc, text, pos, bodies

    def before(self, clause: Clause, offset: int) -> tuple[int, int] | None:
        """Return the noun phrase that ends at ``offset``, several joined by と or や as one, or None."""
        starts = self.doc.starts
        if self.text.startswith(("など", "だけ"), offset - 2):  # 県警などは
            offset -= 2
        elif self.text.startswith("等", offset - 1) and self.pos[self.doc.token_at(offset - 1)] == "接尾辞":
            offset -= 1  # 対策室等は
        elif self.text.startswith("他", offset - 1) and self.text[offset - 2] != "の":
            offset -= 1  # ロイター他が
        if (
            self.text[offset - 1] == "="
            and (mark := self.text.rfind("=", max(offset - _LONGEST_NOTE, 0), offset - 1)) > 0
        ):
            return self.before(clause, mark) if mark > clause.start else None  # 被告(58)=公判中=は
        if self.text.startswith("」", offset - 1):  # ニュースサイト「アウトルック」は
            mark = self.text.rfind("「", max(clause.start, offset - 30), offset)
            titled = self.before(clause, mark) if mark > 0 and self.text[mark - 1] not in "」、。" else None
            if titled is not None and titled[1] == mark:
                return titled[0], offset
            return (
                (mark, offset) if mark >= 0 and head_of(self.text[mark : offset - 1])[1] else None
            )  # 「ニュース24」は
        if self.text[offset - 1] == "か" and self.text.endswith(("誰か", "だれか"), clause.start, offset):
            return offset - (2 if self.text[offset - 2] == "誰" else 3), offset
        last = self.doc.token_at(offset - 1)
        if last >= len(starts) or self.doc.ends[last] > offset or starts[last] < clause.start:
            return None
        first = self._behind_openings(self._first_of(clause, last, offset), last, offset)
        first = self._behind_predicate(clause, first, last)
        if first <= last and self.text.find(" ", starts[first], offset) > 0:
            first = self._behind_blank(first, last)
        if first <= last and self.text[starts[first]] == "(" and starts[first] == clause.start:
            first = self._behind_note(first, last)
        if first > last:
            return None
        if self.text[starts[first]] == "(" and self.text[starts[first] - 1] == "」" and starts[first] > clause.start:
            titled = self.before(clause, starts[first])  # 「放送と人権等に関する委員会」(BRC)
            mark = self.text.rfind("「", clause.start, starts[first])
            return (titled[0], offset) if titled is not None else (mark, offset) if mark >= 0 else None
        if self.text[starts[first] - 1] in "」』" and first == last and starts[first] > clause.start:
            opener = "「" if self.text[starts[first] - 1] == "」" else "『"
            mark = self.text.rfind(opener, max(clause.start, starts[first] - 30), starts[first])
            if mark >= 0 and self.text[starts[first] : offset] in _BEHIND_BRACKETS:
                titled = self.before(clause, mark) if mark > clause.start else None  # 地元紙「ナショナル」紙は
                return (titled[0] if titled is not None and titled[1] == mark else mark), offset
        end = offset
        for tail in ("の間", "の中", "のなか", "の方", "のほう"):  # 市場関係者の間では, 容疑者の方は
            if self.text.endswith(tail, starts[first] + 1, offset):
                if tail == "の方" and head_of(self.text[starts[first] : offset])[0].endswith(tail):
                    continue  # 別の方, 受付の方: a person, not a side
                end = offset - len(tail)
        span = (self._opening_of_body(clause, starts[first]), end)
        return span if _nobody_re().fullmatch(self.text[slice(*span)]) is None else None

    def _first_of(self, clause: Clause, last: int, offset: int) -> int:
        """Return the first token of the phrase that ends with the token ``last``; the one behind it where there is none."""
        types, first, token = self.doc.lexicon.types, last + 1, last
        while token >= clause.first and self.doc.starts[token] >= offset - 80:
            pos = self.pos[token]
            if pos in _NOMINAL:
                first = token
                token -= 1
                continue
            surface = types[self.doc.types[token]].surface
            is_next, is_inside = first == token + 1, first == token + 1 <= last
            if surface in _HYPHENS:
                first = token
            elif pos == "動詞" and is_next and surface in ("申し入れ", "買い", "受け持ち", "申し立て"):
                first = token  # 申し入れ書
            elif pos == "動詞" and is_inside and self._is_compound(token):
                first = token  # 呼びかけ人
            elif is_inside and _NAME_PART_RE.fullmatch(surface):
                first = token  # ゴーン社長, 桑原祐示会長: names that are adverbs or verbs to the dictionary
            elif is_inside and surface in ("や", "と", "および", "及び", "ならびに") and self._joins(token):
                first = token
            elif surface == "の" and is_next and token > clause.first and pos == "助詞":
                if self.pos[token - 1] not in _BEFORE_NO and types[self.doc.types[token - 1]].surface != "など":
                    break
            elif surface == "など" and clause.first < token < last and self._enumerates(token):
                first = token  # 読売新聞などの報道, ファミリーマートなど3社
            elif surface == ")" and (opener := self._opening(clause, token)) is not None:
                first = token = opener
            elif surface == "」" and first == token + 2 and self.text.startswith("の", self.doc.ends[token]):
                mark = self.text.rfind("「", max(clause.start, self.doc.ends[token] - 24), self.doc.ends[token])
                if mark <= clause.start or self.text[mark - 1] in "、。」はがをにで":
                    break
                first = token = self.doc.token_at(mark)  # 消費者団体「暮らしの輪」の代表
            elif pos == "連体詞" and surface in ("同", "ある", "その", "この", "当", "本", "各", "全"):
                first = token
            else:
                break
            token -= 1
        return first

    def _behind_openings(self, first: int, last: int, offset: int) -> int:
        """Return the token behind what stands at the head of a phrase without belonging to it: きょう|首相, 試合後|監督"""
        starts, types = self.doc.starts, self.doc.lexicon.types
        openings, before_starts = _openings(), _before_starts()
        while first <= last:
            joined = None
            if self.text[starts[first]] in before_starts or self.text.startswith("日の", starts[first]):
                where = starts[first], offset - 1
                joined = _before_re().match(self.text, *where) or _DATED_RE.match(self.text, *where)
            if joined and self.doc.ends[self.doc.token_at(joined.end() - 1)] == joined.end():
                first = self.doc.token_at(joined.end() - 1) + 1
            elif types[self.doc.types[first]].surface in openings:
                first += 1
            else:
                break
        return first

    def _is_compound(self, token: int) -> bool:
        """Tell whether the verb at ``token`` makes a noun with the next word: 呼びかけ|人, 受け入れ|側, but not 店を買い|手が"""
        entry = self.doc.lexicon.types[self.doc.types[token]]
        tail = self.doc.lexicon.types[self.doc.types[token + 1]].surface
        if tail not in _COMPOUND or not entry.cform.startswith("連用形") or len(entry.surface) < 3:
            return False
        return token == 0 or self.pos[token - 1] != "助詞" or self.text[self.doc.starts[token] - 1] == "の"

    def _enumerates(self, token: int) -> bool:
        """Tell whether the など at ``token`` ends a list and what it is follows: などの, など3社"""
        following = self.doc.starts[token + 1]
        return self.text[following] in "の各両数複" or self.text[following].isdigit()

    def _behind_predicate(self, clause: Clause, first: int, last: int) -> int:
        """政治資金が専門の|日本大学の教授: a noun with its own が is a predicate, no part of the phrase behind its の."""
        if not clause.first < first < last or self.text[self.doc.starts[first] - 1] != "が":
            return first
        start = self.doc.starts[first]
        end = self.text.find("の", start, self.doc.starts[last])
        return self.doc.token_at(end) + 1 if self.text[start:end] in words_of("predicate") else first

    def _behind_blank(self, first: int, last: int) -> int:
        """◆尾形厚労相 |昨年の調査: a blank ends a phrase, unless it stands in a name of Latin letters (Tim Cook氏)."""
        for token in range(last, first, -1):
            start = self.doc.starts[token]
            if self.doc.ends[token - 1] == start:
                continue
            is_latin = self.text[start - 2].isascii() and self.text[start].isascii()
            if not is_latin or self.text[start - 4] == ":":  # 08:00 |JR四国
                return token
        return first

    def _behind_note(self, first: int, last: int) -> int:
        """(既報)|ロイター: a note in brackets that opens the sentence belongs to no name."""
        closed = self.text.find(")", self.doc.starts[first], self.doc.ends[last])
        return self.doc.token_at(closed) + 1 if 0 < closed < self.doc.ends[last] - 1 else first

    def _opening_of_body(self, clause: Clause, start: int) -> int:
        """株式会社タカノ|建材: a phrase that begins inside a body begins with it."""
        at = bisect_left(self.bodies, (start, 0)) - 1
        return max(self.bodies[at][0], clause.start) if at >= 0 and self.bodies[at][1] > start else start

    def _joins(self, token: int) -> bool:
        """Tell whether と or や at ``token`` joins two nouns: 機構と三原重工業は, but not 5億円と市は (a content)."""
        before = self.doc.types[token - 1] if token else 0
        entry = self.doc.lexicon.types[before]
        if (
            token == 0
            or self.pos[token] not in ("助詞", "接続詞")
            or entry.pos1 not in ("名詞", "接尾辞", "代名詞")
            or entry.surface == "こと"
        ):
            return entry.surface == ")" and token > 0
        return not any(map(str.isdigit, self.text[max(0, self.doc.starts[token] - 4) : self.doc.starts[token]])) and (
            entry.pos3 != "助数詞"
        )

    def _opening(self, clause: Clause, token: int) -> int | None:
        for index in range(token - 1, max(clause.first, token - 24) - 1, -1):
            if self.doc.lexicon.types[self.doc.types[index]].surface == "(":
                return index
        return None


#: 7月19日の|北都新聞, 17日夜9時(UTC+9)の|ニュース: a day belongs to no name.
_DATED_RE = Pattern(
    r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|(?<=同じ)日)?(?:夜|朝|夕方?|未明|深夜|早朝)?(?:午前|午後)?(?:[0-9]{1,2}時)?(?:\([^()]{1,10}\))?(?:付け?)?"
    r"(?<=[日時)付け夜朝夕方明])の(?=[^0-9])"
)
#: Letters of a note between two ＝, at most.
_LONGEST_NOTE = 40
#: 地元紙「ナショナル」|紙, 読者の「みかん」|さん
_BEHIND_BRACKETS = ("紙", "誌", "新聞", "放送", "テレビ", "さん", "氏", "君", "ちゃん")
_NAME_PART_RE = Pattern(r"[ァ-ヴー]{2,}|[一-龥]{1,2}")
_COMPOUND = ("人", "手", "役", "側", "主", "者", "係", "書", "団体", "組織", "先")
_NOMINAL = {"名詞", "接尾辞", "接頭辞", "代名詞", "記号", "形状詞"}
_BEFORE_NO = {"名詞", "接尾辞", "代名詞", "補助記号"}
_HYPHENS = {"%", ".", "・", "/", "&", "=", "ー", "—", "-", "同", "ら", "ノ", "ツ", "〜", "～"}
#: What may stand at the head of a phrase without belonging to it.
_JOINTS = {"の", "・", "=", "-", "と", "や"}


@cache
def _openings() -> frozenset[str]:
    return frozenset((*_JOINTS, *words_of("opening")))  # きょう|首相は


@cache
def _before_starts() -> frozenset[str]:
    """Return the first characters of what :func:`_before_re` matches."""
    return frozenset(word[0] for use in ("before", "event") for word in words_of(use)) | frozenset("前同翌0123456789")


#: その一方|鹿島は, 昨夜|首相は, 試合後|監督は: words of time and order that open a sentence.
@table_pattern
def _before_re() -> str:
    day = r"(?:(?:[0-9]{1,2}月)?[0-9]{1,2}日|同日|翌日)(?:夜|朝|夕方|夕|午前|午後|未明|深夜)?"
    return rf"(?:前日(?!銀)|{words('before')}|{day}|{words('event')}(?:後|前|当時|中))(?![の付間])"


@table_pattern
def _nobody_re() -> str:
    time = (
        r"(?:昨年|今年|来年|前年|同年|[0-9]+年)?(?:[0-9]+月)?(?:[0-9]+日)?(?:付|ごろ|時点|現在)?|[0-9]+[日年月]"
        r"|[一二三四五六七八九十]+日"
    )
    return f"(?:{time}|{words('nobody')})"
