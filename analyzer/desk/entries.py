"""Figures with all that the ledger compares them by: what is counted, for whom, when, and who says so.

What is counted is read from the figure's own ``counted``, and from the word the figure is tied to on either side
(死者3人 · 3人が死亡 · 227万枚しか交付できなかった), so that different wordings of one count meet.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Literal

from analyzer.desk.amount import CHANGED_SHARE, Amount, amount_of, contradict, significant_digits
from analyzer.desk.dating import date_text, day_text
from analyzer.desk.parts import Part, is_base, parts_of
from analyzer.desk.passages import Passage, Voice, concepts, content_of, pattern_of, read_passages
from analyzer.desk.words import word
from analyzer.mention import SHARE_UNITS, Analysis, DateMention, Figure
from corpus.text import fold
from corpus.tokens import Document, TokenType

__all__ = ["MARKS", "Entry", "read_entries", "source_record", "time_text"]

_UNCOUNTED = ("ordinal", "score")
#: A wording of at least this length found twice is a copy, not a second witness.
_COPY_LENGTH = 25
#: The same in what somebody pastes: he found it somewhere.
_PASTED_LENGTH = 12
#: Tokens looked at on either side of a figure for what it counts, and characters for the name that limits it.
_REACH = 8
#: Tokens of a clause before the noun that is counted.
_CLAUSE, _CLAUSE_REACH = 7, 12
#: … and at the end of a sentence that hold its predicate: 死亡|し|た|。
_PREDICATE = 4
_QUALIFIER_REACH = 30
#: Characters of a bracket that says no more than an age: 松井剛氏（51）は.
_ASIDE = 8
#: Who was missing before the figure and is found dead behind it counts as dead.
_MISSING, _DEAD = "行方不明", "死者"
#: Behind a verb: what was done counts what follows.
_CLEFT = re.compile("(?:ら?れ|さ?せ)?たの[はが]")
#: Shares of a list that all went one way: 食料は7.2%、電気代は3.2%それぞれ上がった.
_MORE_OF_THEM = "(?:、[^、。]{1,16}[はが][0-9.・一二三四五六七八九〇]{1,6}[%割])*"
#: Which way a change went, by the concepts of the table.
_WAYS = {"up": 1, "down": -1}
#: Numbers from here on, of so many digits, are rounded where nobody is exact.
_LARGE, _ROUND_DIGITS = 10_000, 2
#: What a unit ends in that measures the distance of two counts: 約7500票差.
_GAP = "差"
#: A sentence ends here, inside a quotation too.
_PIECE = re.compile("[。「」『』\n]")
#: What may stand around a wording that is copied: quotation marks, the sign before each line of a reply.
MARKS = "。「」『』 \u3000\n＞>"
#: A word longer than this that ends in 数 is what it numbers: 店舗数, but 人数.
_LEAST_COUNTED = 2
#: Particles after which a date is that of the whole sentence.
_OBJECT = frozenset("はをが")
#: A verb that the figure ends in the middle of, and what ends it.
_CUT, _ENDINGS, _ABOVE = re.compile("を[^を]*[えっいりんしび]$"), frozenset("るただ"), "を超え"
_SKIPPED = {"助詞", "補助記号", "副詞", "接頭辞", "助動詞", "記号", "空白", "連体詞"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure in its sentence."""

    passage: Passage
    figure: Figure
    text: str
    amount: Amount
    things: frozenset[str]  # concepts counted: {死者}, {カード, 申請}
    head: str | None  # the nearest of them
    qualifiers: frozenset[tuple[str, str]]  # names that limit it: ("place", "大阪") in 大阪市で151件
    time: DateMention | None
    parts: frozenset[Part] = frozenset()  # what it is a part or another state of: ("浸水", "床下")
    is_open: Literal["", "start", "end"] = ""  # 2014年から4年間: the date is one end of a time, the other is not dated
    companions: tuple[Amount, ...] = ()  # the other figures of the sentence
    copies: tuple[str, ...] = ()  # sources of articles with the same wording

    @property
    def key(self) -> tuple[int, int]:
        return self.passage.article, self.figure.start

    @property
    def told(self) -> str:
        """Return the figure as a reader needs it beside another: 18億円の赤字, 10人を超えた, 500ミリ超."""
        at = self.figure.end - self.passage.start
        if _CUT.search(self.text):
            if self.passage.text[at : at + 1] in _ENDINGS:
                return self.text + self.passage.text[at]
            return f"{self.text.removesuffix(_ABOVE)}超" if self.text.endswith(_ABOVE) else self.text
        after = pattern_of("result").match(self.passage.text, at)
        return self.text + (after[0] if after else "")

    @property
    def voice(self) -> Voice:
        return self.passage.voice


def source_record(entry: Entry) -> dict[str, object]:
    """Return the entry as the ledger gives it out: where the figure stands, its text and its numbers."""
    figure, passage = entry.figure, entry.passage
    return {
        "source": passage.source,
        "outlet": passage.outlet,
        "published": passage.published,
        "sentence": passage.text,
        "start": figure.start,
        "end": figure.end,
        "text": entry.text,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "modifier": figure.modifier,
        "counted": figure.counted,
        "time": entry.time.value if entry.time else None,
        "label": passage.verdict.label,
        "copies": list(entry.copies),
    }


def time_text(entry: Entry) -> str:
    """Return when a figure holds, as people write it: its own date, else the day of publication, else nothing."""
    if entry.time is not None:
        passage, time = entry.passage, entry.time
        text = date_text(time, passage.text[time.start - passage.start : time.end - passage.start])
        return word("date_until", date=text) if text and entry.is_open == "start" else text
    return day_text(entry.passage.published)


def read_entries(analyses: Sequence[Analysis]) -> tuple[list[Entry], list[Passage]]:
    """Return the countable figures of all articles in order, and all passages.

    A wording that stands in several articles gives its figures once; the entry names the others as ``copies``.
    """
    entries: list[Entry] = []
    everything: list[Passage] = []
    witnesses = _Witnesses()
    for doc, passages in read_passages(analyses):
        everything += passages
        for passage in passages:
            counted = [
                (figure, amount)
                for figure in passage.figures
                if figure.quantity not in _UNCOUNTED
                and (amount := amount_of(figure, doc.folded[figure.start : figure.end])) is not None
            ]
            amounts = tuple(amount for _, amount in counted)
            found: list[Entry] = []
            for n, (figure, amount) in enumerate(counted):
                if not witnesses.is_copy(passage, figure, len(entries) + len(found)):
                    found.append(_entry(doc, passage, figure, amount, companions=amounts[:n] + amounts[n + 1 :]))
            entries += _with_additions(doc, found)
    for index, sources in witnesses.copies.items():
        entries[index] = replace(entries[index], copies=tuple(sources))
    return entries, everything


class _Witnesses:
    """Which wordings were met: one that stands in several articles is one witness, whole or as part of a quotation."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, int], int] = {}  # wording and place in it → entry
        self._articles: dict[str, int] = {}  # wording → the article that had it first
        self._passage: Passage | None = None
        self._follows: int | None = None  # the article that the sentence before was copied from
        self._pieces: list[tuple[int, str, bool]] = []  # start, wording, whether it is copied
        self.copies: dict[int, list[str]] = defaultdict(list)

    def is_copy(self, passage: Passage, figure: Figure, number: int) -> bool:
        """Say whether a figure stands in a wording that was met; else keep it as entry ``number``."""
        if passage is not self._passage:
            self._read(passage)
        start, wording, is_copied = next(each for each in reversed(self._pieces) if each[0] <= figure.start)
        first = self._first.setdefault((wording, figure.start - start), number)
        if first == number or not is_copied:
            return False
        self.copies[first].append(passage.source)
        return True

    def _read(self, passage: Passage) -> None:
        """Tell which pieces of a sentence are copied: a run of them from one article that is long enough, or goes on."""
        if self._passage is None or passage.voice != self._passage.voice:
            self._follows = None
        self._passage, self._pieces = passage, []
        told = [
            (start, wording, self._articles.setdefault(wording, passage.article)) for start, wording in _pieces(passage)
        ]
        least = _PASTED_LENGTH if passage.block.quoted else _COPY_LENGTH
        for origin, group in groupby(told, key=itemgetter(2)):
            run = list(group)
            is_long = sum(len(wording) for _, wording, _ in run) >= least
            is_copied = origin == self._follows or is_long
            self._pieces += [(start, wording, is_copied) for start, wording, _ in run]
            self._follows = origin if is_copied and origin != passage.article else None


def _pieces(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield where each sentence of a passage begins, one quoted in it too, and its wording."""
    borders = [0, *(sign.end() for sign in _PIECE.finditer(passage.text)), len(passage.text)]
    for start, end in pairwise(borders):
        piece = passage.text[start:end].lstrip(MARKS)  # figures are counted from the first letter: ＞接種した人は
        if piece:
            yield passage.start + end - len(piece), "".join(fold(piece).split()).strip(MARKS)


def _with_additions(doc: Document, entries: list[Entry]) -> list[Entry]:
    """Return the entries of one sentence, what was added marked as such: 1人が死亡し、死者は20人になった.

    A bound that only sizes up the number before it is left out: 51%で、初めて5割を超えた.
    """
    kept: list[Entry] = []
    for entry in entries:
        before = kept[-1] if kept else None
        if before is not None and before.amount.family == entry.amount.family and _sizes_up(doc, entry, before):
            continue
        if before is not None and pattern_of("reached").match(doc.folded, entry.figure.end) and _may_add(before, entry):
            kept[-1] = replace(before, parts=before.parts | {("増減", "増")})
        kept.append(entry)
    return kept


def _sizes_up(doc: Document, bound: Entry, exact: Entry) -> bool:
    if bound.figure.modifier not in ("at_least", "more_than", "at_most", "less_than") or exact.figure.modifier:
        return False
    between = doc.folded[exact.figure.end : bound.figure.start]
    if len(between) > _REACH * 2 or any(each in between for each in "。はが「(も"):
        return False
    return not contradict(bound.amount, exact.amount)


def _may_add(added: Entry, total: Entry) -> bool:
    is_one_thing = added.amount.family == total.amount.family and bool(added.things & total.things)
    if added.time != total.time:
        return False  # 5月に9000件、7月に2万1000件となり
    return is_one_thing and 0 < added.amount.value < total.amount.value


def _entry(doc: Document, passage: Passage, figure: Figure, amount: Amount, *, companions: tuple[Amount, ...]) -> Entry:
    counted, time = _things(doc, passage, figure), _time_of(doc, passage, figure)
    return Entry(
        passage=passage,
        figure=figure,
        text=doc.text[figure.start : figure.end],
        amount=_as_meant(doc, passage, figure, amount),
        things=frozenset(counted),
        head=counted[0] if counted else None,
        qualifiers=_qualifiers(doc, passage, figure),
        time=time,
        parts=parts_of(doc.folded, passage, figure) | ({(_GAP, _GAP)} if figure.unit.endswith(_GAP) else set()),
        is_open=_openness(doc, time),
        companions=companions,
    )


def _as_meant(doc: Document, passage: Passage, figure: Figure, amount: Amount) -> Amount:
    """Return a round number of a headline or a post as about so many: 鶏12万羽 over 約12万羽, 12万羽ですよ for 117,834.

    A share behind which the text says which way it went is a change, 0.4%減り and 3割も減った one below zero as 0.4%減 is.
    """
    if figure.quantity in ("ratio", "change") and figure.unit in SHARE_UNITS:
        return _with_its_way(doc, passage, figure, amount)
    is_loose = passage.is_headline or passage.is_own_word
    is_round = amount.low == amount.high >= _LARGE and significant_digits(amount) <= _ROUND_DIGITS
    if not (is_loose and is_round) or amount.modifier or figure.quantity != "count":
        return amount
    return replace(amount, modifier="approx")


def _with_its_way(doc: Document, passage: Passage, figure: Figure, amount: Amount) -> Amount:
    way = _way().match(doc.folded, figure.end, passage.end)
    if way is None or amount.low < 0 or amount.modifier not in (None, "approx"):
        return amount
    sign = _WAYS.get(concepts()["more"][way[1]])
    if sign is None:
        return amount
    low, high = sorted((sign * amount.low, sign * amount.high))
    return replace(amount, family=CHANGED_SHARE, low=low, high=high)


@cache
def _way() -> re.Pattern[str]:
    return re.compile(f"(?:{_MORE_OF_THEM}それぞれ)?(?:も|の|ほど|余り)?({pattern_of('more').pattern})")


def _things(doc: Document, passage: Passage, figure: Figure) -> list[str]:
    """Return what the figure counts as concepts, the surest first: as counted, to its left, to its right."""
    found: list[str] = []
    if figure.counted:
        start = _nearest(doc.text, figure.counted, passage, figure)
        if start is None or start == figure.end:
            found += [_concept(fold(figure.counted))]  # 7人けが, where the dictionary reads 人け
        else:
            first, last = doc.token_at(start), doc.token_at(start + len(figure.counted) - 1) + 1
            found += reversed(_concepts_between(doc, first, last))
            if concepts()["general"].keys() >= set(found) and first and doc.token(first - 1).surface == "の":
                found += _left_of(doc, first, passage)[0]  # カードの情報は2300件
            found += _toll_before(doc, first, passage)
    if figure.unit.endswith(_GAP):
        found.append(_GAP)
    first, last = doc.token_at(figure.start), doc.token_at(figure.end - 1) + 1
    is_predicate = figure.quantity == "ratio" and figure.counted and doc.folded.startswith("は", figure.end)
    right = [] if is_predicate else _right_of(doc, last, passage, figure)  # 会社の99.7%は|中小企業だ
    if not figure.counted:
        left, adjoining = _left_of(doc, first, passage)
        # 蔵書は9万冊を計画する counts books; 市消防本部は14人が負傷したと: that topic is rather who says it.
        is_subject = doc.folded.startswith("が", figure.end)
        found += left if adjoining or not right or not is_subject else []
        found += _toll_before(doc, first, passage)  # 入院した12人
    if doc.folded.startswith(("が", "は", "も"), figure.end):
        right += _done_in_clause(doc, last, passage, figure, ("toll", "act"))
    elif doc.folded.startswith(("の", "を"), figure.end):  # 350人の従業員を3月までに減らす
        right += _done_in_clause(doc, last, passage, figure, ("act",))
    if _DEAD in right:
        found = [thing for thing in found if thing != _MISSING]  # 不明の1人死亡確認
    return list(dict.fromkeys([*found, *right]))


def _toll_before(doc: Document, token: int, passage: Passage) -> list[str]:
    """Return what happened to those counted, where a clause before the noun says so: けがをした作業員, 逮捕された男."""
    first = token
    while first > passage.first_token and token - first < _CLAUSE:
        word = doc.lexicon.types[doc.types[first - 1]]
        if word.pos1 not in ("動詞", "助動詞", "名詞", "助詞") or word.surface in ("は", "も", "の"):
            break
        first -= 1
    if first == token or doc.lexicon.types[doc.types[token - 1]].pos1 not in ("動詞", "助動詞"):
        return []
    return [concept for concept in _concepts_between(doc, first, token) if concept in concepts()["toll"]]


def _done_in_clause(doc: Document, token: int, passage: Passage, figure: Figure, kinds: tuple[str, ...]) -> list[str]:
    """Return what happened to those counted where the clause says so further on: 184人が下痢などの症状を訴え.

    Behind が、 it is the end of the sentence that says it: 2人が、副作用との関連が疑われる形で死亡した.
    """
    if doc.folded.startswith("が、", figure.end) and doc.folded.endswith("。", passage.start, passage.end):
        told = _concepts_between(doc, max(token, passage.last_token - _PREDICATE), passage.last_token)
        return [each for each in told if any(each in concepts()[kind] for kind in kinds)]
    index, highest = token, min(passage.last_token, token + _CLAUSE_REACH)
    following = bisect_left(passage.figures, figure.end, key=lambda each: each.start)
    border = passage.figures[following].start if following < len(passage.figures) else passage.end
    while index < highest and doc.starts[index] < border and doc.token(index).surface not in ("、", "。", "(", "「"):
        index += 1
    told = _concepts_between(doc, token, index)
    return [each for each in told if any(each in concepts()[kind] for kind in kinds)]


def _nearest(text: str, wording: str, passage: Passage, figure: Figure) -> int | None:
    before = text.rfind(wording, passage.start, figure.start)
    after = text.find(wording, figure.end, passage.end)
    if before < 0 and after < 0:
        return None
    if before < 0 or (after >= 0 and after - figure.end < figure.start - before - len(wording)):
        return after
    return before


def _concepts_between(doc: Document, first: int, last: int) -> list[str]:
    """Return the concepts of tokens first–last in order; the longest listed word wins (売上高, 避難所)."""
    things = concepts()["thing"]
    types = [doc.lexicon.types[index] for index in doc.types[first:last]]
    result: list[str] = []
    index = 0
    while index < len(types):
        for length in (3, 2):
            joined = "".join(word.surface for word in types[index : index + length])
            if length <= len(types) - index and joined in things:
                result.append(things[joined])
                index += length
                break
        else:
            concept = _concept_of(types[index])
            if concept is not None:
                result.append(concept)
            index += 1
    return result


def _concept_of(word: TokenType) -> str | None:
    listed = concepts()["thing"].get(word.lemma)
    if listed is not None:
        return listed
    lemma = content_of(word)
    if lemma is None or word.surface in concepts()["empty"] or lemma in concepts()["total"]:
        return None
    return _concept(word.surface, _concept(lemma))


def _concept(word: str, default: str | None = None) -> str:
    listed = concepts()["thing"].get(word)
    if listed is None and word.endswith("数") and len(word) > _LEAST_COUNTED:
        return _concept(word[:-1])  # 従業員数, 店舗数
    return listed or default or word


def _left_of(doc: Document, token: int, passage: Passage) -> tuple[list[str], bool]:
    """Return the noun run before the figure, nearest first, and whether it adjoins: 死者3人; 被害総額は約2億円 does not."""
    index = token - 1
    lowest = max(passage.first_token, token - _REACH)
    while index >= lowest and _is_skipped(doc, index):
        if doc.token(index).surface in "。、" or _is_torn(doc, index, passage):
            return [], False
        index = _before_aside(doc, index) or index - 1
    last = index + 1
    if index >= lowest and doc.token(index).pos1 == "動詞" and _is_cleft(doc, last, token):  # 殺処分したのは12万羽
        if (concept := _concept_of(doc.lexicon.types[doc.types[index]])) is not None:
            return [concept], False
        index, last = index - 1, index
    if index >= lowest and _is_torn(doc, index, passage):
        return [], False  # 2人死亡 関東4都県
    spans = [(each.start, each.end) for each in (*_beside(passage, doc.starts[token]), *passage.dates)]
    spans += [(each.start, each.end) for each in passage.organizations] + [place[:2] for place in passage.places]
    while index >= lowest and doc.token(index).pos1 in ("名詞", "接尾辞", "接頭辞") and doc.token(index).pos2 != "数詞":
        at = doc.starts[index]
        if any(start <= at < end for start, end in spans) or _is_torn(doc, index, passage):
            break
        index -= 1
    return _concepts_between(doc, index + 1, last)[::-1], last == token


def _is_torn(doc: Document, index: int, passage: Passage) -> bool:
    """Say whether a blank of a headline stands behind a token: it ends a phrase."""
    return passage.is_headline and index + 1 < len(doc.starts) and doc.starts[index + 1] > doc.ends[index]


def _before_aside(doc: Document, index: int) -> int | None:
    """Return the token before the short bracket that a token closes: 松井剛氏（51）は. None where it closes none."""
    end = doc.starts[index]
    if doc.folded[end] != ")":
        return None
    opening = doc.folded.rfind("(", max(end - _ASIDE, 0), end)
    return doc.token_at(opening) - 1 if opening > 0 else None


def _is_cleft(doc: Document, first: int, token: int) -> bool:
    """Say whether tokens say that what was done counts what follows: したのは, 巻き込まれたのは."""
    return _CLEFT.match("".join(doc.token(n).surface for n in range(first, token))) is not None


def _right_of(doc: Document, token: int, passage: Passage, figure: Figure) -> list[str]:
    """Return the word after the figure: 3人が死亡 → 死者, 703万枚の交付 → 交付; over an adjoining figure (2割の227万枚)."""
    index, highest = token, min(passage.last_token, token + _REACH)
    starts = {other.start: other.end for other in _beside(passage, figure.start) if other is not figure}
    crossed, begin = False, token
    while index < highest:
        at = doc.starts[index]
        if at in starts:
            between = doc.folded[figure.end : at]
            if crossed or between not in ("の", "にあたる", "に当たる", "(", ""):
                return []
            crossed, index = True, doc.token_at(starts[at] - 1) + 1
            begin = index
            highest = min(passage.last_token, index + _REACH)
            continue
        word = doc.token(index)
        if any(each.start <= at < each.end for each in (*passage.dates, *passage.organizations)):
            return []
        if passage.is_headline and index > token and doc.starts[index] > doc.ends[index - 1]:
            return []  # 関与は8人 架空取引31件
        if word.surface == "(" and index == token and doc.ends[index] in starts:
            index += 1
            continue  # 200万ドル(約3億円)を要求している
        if word.surface == "。" or (word.surface in ("、", "は", "(") and index <= begin + 1 and word.surface != "は"):
            return []
        adverbial = word.pos1 == "形状詞" and index + 1 < highest and doc.token(index + 1).surface == "に"
        if _is_skipped(doc, index) or word.pos1 == "接尾辞" or adverbial:  # 300人を新たに採用する
            index += 1
            continue
        last = index + 1
        while (
            last < highest
            and doc.token(last).pos1 == "名詞"
            and doc.token(last).pos2 != "数詞"
            and doc.starts[last] == doc.ends[last - 1]  # 3棟全焼 けが7人: a blank ends a headline's phrase
        ):
            last += 1
        return _concepts_between(doc, index, last)[::-1]
    return []


def _beside(passage: Passage, offset: int) -> tuple[Figure, ...]:
    """Return the figures of the sentence as near to ``offset`` as they are looked at: a list of all towns has 2,000."""
    at = bisect_left(passage.figures, offset, key=lambda figure: figure.start)
    return passage.figures[max(at - _REACH, 0) : at + _REACH]


def _is_skipped(doc: Document, index: int) -> bool:
    return doc.token(index).pos1 in _SKIPPED


def _qualifiers(doc: Document, passage: Passage, figure: Figure) -> frozenset[tuple[str, str]]:
    """Return the places and bodies named in the figure's own clause before it."""
    low = max(passage.start, figure.start - _QUALIFIER_REACH)
    for other in _beside(passage, figure.start):
        if other.end <= figure.start and not _is_aside(doc, other):
            low = max(low, other.end)
    low = _clause_start(doc, low, figure.start, "、。)」 \u3000" if passage.is_headline else "、。)」")
    found: set[tuple[str, str]] = set()
    for body in passage.organizations:
        if low <= body.start < figure.start:
            found.add(("body", body.canonical))
    near = passage.places[bisect_left(passage.places, (low,)) : bisect_left(passage.places, (figure.start,))]
    named = [(start, end) for start, end, _ in near]
    found |= {("place", name) for _, _, name in near}
    for index in range(doc.token_at(low), doc.token_at(figure.start)):
        word = doc.token(index)
        inside_body = any(body.start <= word.start < body.end for body in passage.organizations)
        inside_body |= any(start <= word.start < end for start, end in named)
        if word.type.pos3 == "地名" and not inside_body:
            found.add(("place", word.surface))
        elif word.type.pos3 == "人名" and not inside_body:
            found.add(("person", word.surface))
    return frozenset(found)


def _is_aside(doc: Document, figure: Figure) -> bool:
    return doc.folded[figure.start - 1 : figure.start] == "(" and doc.folded[figure.end : figure.end + 1] == ")"


def _clause_start(doc: Document, low: int, high: int, signs: str) -> int:
    """Return where the clause begins that ends at ``high``; an age in brackets before a particle is stepped over."""
    cut = max(doc.folded.rfind(sign, low, high) for sign in signs)
    while cut >= low and doc.folded[cut] == ")" and doc.folded[cut + 1 : cut + 2] in _OBJECT:
        opening = doc.folded.rfind("(", max(cut - _ASIDE, low), cut)
        if opening < 0:
            break
        cut = max(doc.folded.rfind(sign, low, opening) for sign in signs)
    return max(low, cut + 1)


def _time_of(doc: Document, passage: Passage, figure: Figure) -> DateMention | None:
    """Return the date that the sentence last named before the figure, if it is no other's.

    前日比512円高 is not of the day before; nor are the 5ポイント of 前回2月の38%から5ポイント下がった of February.
    """
    before = [each for each in passage.dates if each.type == "DATE" and each.end <= figure.start]
    for date in reversed(before):
        following = passage.figures[bisect_left(passage.figures, date.end, key=lambda each: each.start)]
        if pattern_of("compared").match(doc.folded, date.end):
            continue
        if _is_bracketed(doc.folded, passage, date, figure) or _is_base_of_change(doc.folded, date, following):
            continue
        is_of_base = following is not figure and is_base(doc.folded, passage, following)
        # … but 2024年3月期の予想を120億円から350億円に is of the year throughout.
        if not is_of_base or not _OBJECT.isdisjoint(doc.folded[date.end : following.start]):
            return date
    return None


def _is_bracketed(folded: str, passage: Passage, date: DateMention, figure: Figure) -> bool:
    """支持率は41%(前回9月調査は42%)、|不支持率は45%: say whether a date stands in brackets that close before the figure."""
    opened = folded.rfind("(", passage.start, date.start)
    return opened > folded.rfind(")", passage.start, date.start) and folded.find(")", date.end, figure.start) >= 0


def _is_base_of_change(folded: str, date: DateMention, following: Figure) -> bool:
    """支持率は前回9月|から5.3ポイント減の36.1%: say whether the figure that follows is measured from a date."""
    return following.quantity == "change" and folded[date.end : following.start] in ("から", "より", "に比べ", "比")


def _openness(doc: Document, time: DateMention | None) -> Literal["", "start", "end"]:
    following = doc.folded[time.end : time.end + 3] if time else ""
    if following.startswith("から"):
        return "end"
    is_period = following == "までに" and time is not None and doc.folded[time.start - 2 : time.start] == "から"
    return "start" if following == "までの" or is_period else ""
