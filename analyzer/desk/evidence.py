"""A claim and the reported sentences that bear on it, from other speakers of the same article or from other articles.

Ranking is BM25 over lemmas, raised by names, figures and dates that both share and by a named outlet. What comes out is
reading matter for a person, never a verdict: sentences that say the same and sentences that say otherwise both count.

>>> BM25([("カード", "交付"), ("天気", "晴れ")]).search(("カード", "申請"))  # doctest: +ELLIPSIS
[(0, 0.69...)]
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from analyzer.desk.amount import Amount, agree, contradict, significant_digits, size_ratio
from analyzer.desk.derive import implied
from analyzer.desk.entries import MARKS, Entry, read_entries
from analyzer.desk.events import SAME_EVENT, STORY, Events, days_between, media_names
from analyzer.desk.ledger import count_alike, same_time
from analyzer.desk.ledger.topics import with_topics
from analyzer.desk.parts import excludes, is_same_part
from analyzer.desk.passages import Passage, Voice, concepts
from analyzer.desk.words import word
from analyzer.mention import Analysis, DateMention
from corpus.text import fold

__all__ = ["BM25", "Bearing", "Claim", "claim_record", "find_evidence"]

Relation = Literal["same figure", "other figure", "same event"]
#: BM25's usual saturation and length normalisation (Robertson & Zaragoza 2009).
_K1, _B = 1.2, 0.75
#: A passage bears on a claim only when this share of the claim's own weight is met, or a figure is shared.
_LEAST_SHARE = 0.12
#: … and this share, so many words and a telling name where claim and passage come from speakers on different subjects.
_FAR_SHARE, _FAR_TERMS = 0.4, 4
#: Passages looked at closely per claim, the best by words alone.
_MOST_CANDIDATES = 60
#: So many digits tell which number it is.
_TELLING_DIGITS = 3
#: The end of a body's name that is long enough to tell it.
_LEAST_NAME = 4
#: The word that a rate begins with (時速), and the two letters after a measure that make it a frame (10キロ圏内).
_RATE, _FRAME, _KANJI = re.compile("[一-龥]{2,}?(?=約?[0-9０-９])"), 2, re.compile("[一-龥]{2}")
#: How many times one of two numbers of one frame may be the other, and one of two readings at one place.
_FRAME_SIZE, _READING_SIZE = 20.0, 1.15
#: A day in a time longer than this is one of many.
_MANY_DAYS = 92
#: A claim without figure, date or body is still listed when a report meets this share of it: there is something to read.
_CLOSE_SHARE = 0.25
#: From this much doubt on, an author's own assertion is looked at as a claim although it is labelled a report.
_DOUBT = 0.1
#: What raises a passage besides its words: a body, a figure and a date in common; a named outlet's own report.
#: A figure of one kind (money against money) is what a reader compares, whatever words stand around it.
_BODY_BONUS, _FIGURE_BONUS, _KIND_BONUS, _DATE_BONUS, _OUTLET_FACTOR = 1.5, 3.0, 2.0, 1.0, 2.5
#: Where a quotation is from, behind it: 「…。」（湖東日報10月15日）.
_CREDIT = re.compile("(?<=[」』。])[（(][^（）()。]{2,30}[）)]$")


@dataclass(frozen=True, slots=True)
class Bearing:
    """One reported sentence that bears on a claim, how strongly, and what the two have in common."""

    passage: Passage
    score: float
    share: float  # how much of the claim's own weight in words is met
    relations: tuple[Relation, ...]
    terms: tuple[str, ...]
    names: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]  # (in the claim, in the passage)
    dates: tuple[str, ...]
    is_of_kind: bool = (
        False  # a body in common, or a figure of one kind: 3年で300億円 and 約3年で148億円, 50度 and 68度
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable claim with what was found about it, the nearest first; ``bearings`` may be empty."""

    passage: Passage
    bearings: tuple[Bearing, ...]


class BM25:
    """An index of passages by lemma. Scores are relative to the collection; higher is nearer."""

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._lengths = [len(terms) for terms in passages]
        for number, terms in enumerate(passages):
            for term, n in Counter(terms).items():
                self._postings[term].append((number, n))
        #: A word that every tenth passage of a large corpus has tells little and costs much.
        self._common = max(2000, len(passages) // 10)
        self._average = sum(self._lengths) / max(len(self._lengths), 1) or 1.0

    def weight(self, term: str) -> float:
        """Return how much a term tells: high when few passages have it, 0 when none has."""
        n = len(self._postings.get(term, ()))
        return math.log(1 + (len(self._lengths) - n + 0.5) / (n + 0.5)) if n else 0.0

    def search(self, terms: Sequence[str], *, most: int | None = None) -> list[tuple[int, float]]:
        """Return (passage, score) of the passages that share a term, the best first, at most ``most`` of them."""
        scores: dict[int, float] = defaultdict(float)
        for term in dict.fromkeys(terms):
            weight, postings = self.weight(term), self._postings.get(term, ())
            if len(postings) > self._common:
                continue
            for number, n in postings:
                length = 1 - _B + _B * self._lengths[number] / self._average
                scores[number] += weight * n * (_K1 + 1) / (n + _K1 * length)
        if most is not None and len(scores) > most:
            from heapq import nsmallest

            return nsmallest(most, scores.items(), key=lambda each: (-each[1], each[0]))
        return sorted(scores.items(), key=lambda each: (-each[1], each[0]))


def find_evidence(analyses: Sequence[Analysis], *, most: int = 5) -> list[Claim]:
    """Return every checkable claim in order, each with at most ``most`` reported sentences that bear on it."""
    entries, passages = read_entries(analyses)
    events = Events(passages)
    reports = _Reports(with_topics(entries, events), passages, events)
    claims: list[Claim] = []
    last: Passage | None = None  # the claim before, and who was found to tell of its matter
    tellers: frozenset[Voice] = frozenset()
    for passage in passages:
        if not _is_claim(passage) or not passage.said_terms:
            continue
        goes_on = last is not None and last.voice == passage.voice and last.sentence == passage.sentence - 1
        bearings = reports.bearing_on(passage, tellers if goes_on else frozenset())
        last, tellers = passage, frozenset(each.passage.voice for each in bearings)
        is_opinion = passage.verdict.label != "report"
        if (is_opinion and _is_checkable(passage)) or any(map(_is_close, bearings)):
            claims.append(Claim(passage, tuple(bearings[:most])))
    return claims


def _is_close(bearing: Bearing) -> bool:
    return (
        bearing.is_of_kind
        or bearing.share >= _CLOSE_SHARE
        or bool({"same figure", "other figure"} & set(bearing.relations))
    )


def _is_claim(passage: Passage) -> bool:
    """Say whether a sentence is somebody's claim: commentary, quoted opinion, or what an author asserts in own words
    with a figure, or where the judgement was not sure that it only reports."""
    verdict = passage.verdict
    if verdict.label in ("commentary", "quote"):
        return not _is_only_a_date(passage)
    if passage.block.kind != "commentary" or verdict.label != "report":
        return False
    doubt = verdict.scores.get("commentary", 0.0) + verdict.scores.get("quote", 0.0)
    return bool(passage.figures) or doubt >= _DOUBT


def _is_only_a_date(passage: Passage) -> bool:
    """Say whether a sentence names a time and says nothing of it: 年の瀬。毎年ですよ。"""
    if not passage.figures and passage.measured.issuperset(passage.said_terms):
        return True
    told = sum(len(each) for each in fold(passage.text).split()) - passage.text.count("。")
    return told <= sum(date.end - date.start for date in passage.dates)


def _is_checkable(passage: Passage) -> bool:
    """Say whether a claim has something to check in what is claimed: who says it, and when, is none."""
    if passage.verdict.checkable or passage.figures:
        return True
    mentions = (*passage.dates, *passage.organizations)
    return any(start <= mention.start < end for mention in mentions for start, end in passage.said)


class _Reports:
    """The reported sentences of all articles, and what tells which of them bear on a claim."""

    def __init__(self, entries: Sequence[Entry], passages: Sequence[Passage], events: Events) -> None:
        self._figures: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        for entry in entries:
            self._figures[entry.passage.article, entry.passage.sentence].append(entry)
        self._events = events
        self._pool = [each for each in passages if each.verdict.label == "report" and not each.is_own_word]
        self._index = BM25([_telling_terms(each, each.terms) for each in self._pool])
        self._of_thing: dict[str, list[int]] = defaultdict(list)
        self._of_number: dict[tuple[str, float], list[int]] = defaultdict(list)
        self._of_length: dict[str, list[int]] = defaultdict(list)
        self._of_source: dict[str, list[int]] = defaultdict(list)  # with what was copied into it
        for number, passage in enumerate(self._pool):
            if passage.figures:
                self._of_source[passage.source].append(number)
            for date in passage.dates:
                if date.type == "DURATION":
                    self._of_length[date.value].append(number)
            for entry in self._figures.get((passage.article, passage.sentence), ()):
                for thing in _asked(entry):
                    self._of_thing[thing].append(number)
                if significant_digits(entry.amount) >= _TELLING_DIGITS:
                    self._of_number[entry.amount.family, entry.amount.value].append(number)
                for source in entry.copies:
                    self._of_source[source].append(number)

    def bearing_on(self, claim: Passage, tellers: frozenset[Voice]) -> list[Bearing]:
        """Return what bears on a claim, the nearest first; ``tellers`` tell of the matter of the sentence before it."""
        own = self._figures.get((claim.article, claim.sentence), [])
        media = "\n".join(body.canonical for body in claim.organizations if body.kind == "media")
        said = [
            term for term in dict.fromkeys(_telling_terms(claim, claim.said_terms)) if term not in media
        ]  # 朝日 of 朝日新聞社 says nothing
        full = sum(map(self._index.weight, said)) or 1.0
        found: dict[str, Bearing] = {}
        for number, score in self._candidates(claim, said, own):
            passage = self._pool[number]
            wording = _CREDIT.sub("", passage.text).strip(MARKS)  # a paste has brackets around it, or its source behind
            if passage.voice == claim.voice or wording in found:
                continue
            terms = tuple(term for term in said if term in passage.terms and term not in passage.measured)
            share = sum(map(self._index.weight, terms)) / full
            theirs = self._figures.get((passage.article, passage.sentence), [])
            bearing = _bearing(claim, passage, score, share, terms, own, theirs, self._events)
            if self._is_of_its_matter(claim, bearing, tellers) and _says_enough(bearing):
                found[wording] = bearing
        return sorted(found.values(), key=lambda each: -each.score)

    def _candidates(self, claim: Passage, said: Sequence[str], own: Sequence[Entry]) -> Iterator[tuple[int, float]]:
        """Yield the sentences with most of the words, then those that count the same: けが人が5人出た, 3人がけがをした."""
        found = dict(self._index.search(said, most=_MOST_CANDIDATES))
        yield from found.items()
        things = {thing for entry in own for thing in _asked(entry)}
        numbers = [self._of_thing[thing] for thing in sorted(things) if len(self._of_thing[thing]) <= _MOST_CANDIDATES]
        alike = {n for each in numbers for n in each}
        for entry in own:  # 3662億円も儲けておいて
            alike.update(self._of_number.get((entry.amount.family, entry.amount.value), ())[:_MOST_CANDIDATES])
        mine = {entry.amount.family for entry in own}
        pasted = self._of_source.get(claim.source, ())
        alike.update(n for n in pasted if mine & self._families(self._pool[n]))
        for length in {date.value for date in claim.dates if date.type == "DURATION"} if own else ():
            alike.update(self._of_length.get(length, ())[:_MOST_CANDIDATES])
        yield from ((number, 0.0) for number in sorted(alike - found.keys()))

    def _families(self, passage: Passage) -> set[str]:
        return {entry.amount.family for entry in self._figures.get((passage.article, passage.sentence), ())}

    def _is_of_its_matter(self, claim: Passage, bearing: Bearing, tellers: frozenset[Voice]) -> bool:
        """Say whether a sentence is on what the claim is about: of one article, or of two on one matter at one time."""
        events, passage, one, other = self._events, bearing.passage, claim.voice, bearing.passage.voice
        if passage.article == claim.article:
            return True
        if not (bearing.dates or events.are_of_one_time(one, other)):
            return False  # next year's cup is told in the same words
        if other in tellers:  # 足立区の件では… 合わせて11万6000円。
            return True
        near, names = events.closeness(one, other), events.telling(bearing.names)
        if claim.is_own_word and near >= SAME_EVENT / 2 and events.open_alike(one, other):
            return True  # a post has neither a day nor many names
        if claim.is_own_word and near >= SAME_EVENT and events.cites(one, other):
            return True
        is_figure = "same figure" in bearing.relations
        if near < STORY and not (is_figure or names or events.few_use(bearing.terms)):
            return False
        if events.are_on_one_matter(one, other) or events.is_matter_of(claim, other) or (is_figure and names):
            return True
        if (is_figure or names) and near >= SAME_EVENT:
            return True
        return bool(names) and bearing.share >= _FAR_SHARE and len(bearing.terms) >= _FAR_TERMS


def _says_enough(bearing: Bearing) -> bool:
    """Say whether a sentence has more in common with the claim than a word."""
    if {"same figure", "other figure"} & set(bearing.relations) or bearing.is_of_kind:
        return True
    return bearing.share >= _LEAST_SHARE and (len(bearing.terms) > 1 or bool(bearing.names and bearing.dates))


def _bearing(
    claim: Passage,
    passage: Passage,
    score: float,
    share: float,
    terms: tuple[str, ...],
    own: Sequence[Entry],
    theirs: Sequence[Entry],
    events: Events,
) -> Bearing:
    bodies = _shared_bodies(claim, passage)
    names = tuple(sorted(claim.names & passage.names - media_names(claim) | bodies))
    frames = [(a, b) for a in own for b in theirs if _is_same_frame(a, b)]
    same = tuple((a.text, b.text) for a in own for b in theirs if _is_same_figure(a, b))
    same += tuple(
        (a.text, f"{whole.text} × {share.text}")
        for amount, whole, share in (implied(theirs) if own else ())
        for a in own
        if a.amount.family == amount.family and agree(a.amount, amount)
    )
    other = tuple(
        (a.text, b.text)
        for a in own
        for b in theirs
        if (_is_other_figure(a, b, terms) or _is_other_reading(a, b) or (frames and _is_other_in_frame(a, b, frames)))
        and events.are_of_one_survey(claim, passage)
    )
    if not other:
        same += tuple((a.text, b.text) for a, b in frames)
    dates = _shared_dates(claim.dates, passage.dates)
    relations: list[Relation] = []
    if same:
        relations.append("same figure")
    if other and not same:
        relations.append("other figure")
    if dates and (names or len(terms) > 1):
        relations.append("same event")
    clocks = all(any(date.type == "TIME" for date in each.dates) for each in (claim, passage))
    kinds = {entry.amount.family for entry in own} & {entry.amount.family for entry in theirs}
    score += _BODY_BONUS * len(names) + _FIGURE_BONUS * bool(same or other) + _DATE_BONUS * len(dates)
    score += _KIND_BONUS * (len(kinds) + clocks)
    if passage.outlet is not None:
        score *= _OUTLET_FACTOR
    is_of_kind = bool(kinds) and any(date.startswith("P") for date in dates)
    is_of_kind |= any(_are_readings(a, b) and (terms or _rate(a) == _rate(b) != "") for a in own for b in theirs)
    is_of_kind |= bool(bodies and terms)
    return Bearing(passage, round(score, 3), share, tuple(relations), terms, names, same or other, dates, is_of_kind)


def _shared_bodies(claim: Passage, passage: Passage) -> set[str]:
    """Return the bodies of the passage that the claim names by the end of their name: 監視委員会."""
    mine = [body.canonical for body in claim.organizations if body.kind != "media"]
    return {
        body.canonical
        for body in passage.organizations
        if any(body.canonical.endswith(name) and _LEAST_NAME <= len(name) < len(body.canonical) for name in mine)
    }


def _are_readings(a: Entry, b: Entry) -> bool:
    """Say whether both figures are read from one kind of scale: degrees, exchange rates; persons and sums are of anything."""
    return a.figure.quantity == b.figure.quantity in ("measure", "rate") and a.amount.family == b.amount.family


def _asked(entry: Entry) -> Iterator[str]:
    """Yield by what sentences are looked up that may answer a figure: what it counts, and of a rate its kind (時速)."""
    yield from entry.things
    if rate := _rate(entry):
        yield rate
    if frame := _frame(entry):
        yield f"{entry.amount.value:g} {frame}"


def _rate(entry: Entry) -> str:
    """Return the word that a rate begins with, and its unit: 時速 of 時速130キロ; an empty string where there is none."""
    word = _RATE.match(entry.text) if entry.figure.quantity == "rate" else None
    return f"{word[0]} {entry.amount.family}" if word else ""


def _is_same_frame(a: Entry, b: Entry) -> bool:
    """Say whether both figures bound what is told of in one word: 10キロ圏内."""
    return _frame(a) == _frame(b) != "" and agree(a.amount, b.amount)


def _frame(entry: Entry) -> str:
    """Return unit and word of a measure that bounds what is told of: キロ圏内 of 10キロ圏内; an empty string where none does."""
    end = entry.figure.end - entry.passage.start
    word = _KANJI.match(entry.passage.text, end, end + _FRAME)
    return f"{entry.amount.family}{word[0]}" if word and entry.figure.quantity == "measure" else ""


def _is_other_in_frame(a: Entry, b: Entry, frames: Sequence[tuple[Entry, Entry]]) -> bool:
    """Say whether two sentences on one frame give two numbers of one unit: 10キロ圏内に計約210万羽, 400万羽."""
    if any(a is one or b is other for one, other in frames) or not contradict(a.amount, b.amount):
        return False
    return is_same_part(a.parts, b.parts) and _are_near(a, b, _FRAME_SIZE)


def _is_other_reading(a: Entry, b: Entry) -> bool:
    """Say whether two readings of one scale at one named place are near each other and not one: 42度, 40.2度."""
    places = {name for kind, name in a.qualifiers & b.qualifiers if kind == "place"}
    is_reading = a.figure.quantity == "measure" and _are_readings(a, b) and same_time(a, b) is not False
    return bool(places) and is_reading and contradict(a.amount, b.amount) and _are_near(a, b, _READING_SIZE)


def _are_near(a: Entry, b: Entry, factor: float) -> bool:
    return size_ratio(a.amount, b.amount) * factor >= 1


def _telling_terms(passage: Passage, terms: Sequence[str]) -> tuple[str, ...]:
    """Return the terms that say what a sentence is about: neither the 円 of its sums nor the 会 of a name."""
    formal = concepts()["formal"]
    return tuple(term for term in terms if term not in passage.measured and term not in formal)


def _is_same_figure(a: Entry, b: Entry) -> bool:
    if not agree(a.amount, b.amount) or excludes(a.parts, b.parts):
        return False
    if significant_digits(a.amount) >= _TELLING_DIGITS:
        return True
    is_one_number = (a.figure.value, a.figure.unit) == (b.figure.value, b.figure.unit) and a.figure.value is not None
    if (is_one_number or a.text == b.text) and a.passage.source in (b.passage.source, *b.copies):
        return True  # the post's own 5人 are those of the report that it pastes, also where that says 約5人
    is_rough = significant_digits(a.amount) < 2 and not is_same_part(a.parts, b.parts, over_time=True)
    return bool(a.things & b.things) and not is_rough


def _is_other_figure(a: Entry, b: Entry, terms: Sequence[str]) -> bool:
    """Say whether two figures give two numbers for one thing: 3割も下がった and 22%安 do, though one is a share.

    Where what is counted is worded otherwise, one answer to one question will do: 減税に賛成が7割, 引き下げに「賛成」が57%.
    """
    is_answer = bool(a.parts & b.parts) and is_same_part(a.parts, b.parts) and len(terms) > 1
    if not (count_alike(a, b) or is_answer) or same_time(a, b) is False:
        return False
    one, other = (_unsigned(entry.amount) for entry in (a, b))
    return contradict(one, other)


def _unsigned(amount: Amount) -> Amount:
    if amount.family != "ratio±":
        return amount
    low, high = sorted((abs(amount.low), abs(amount.high)))
    return replace(amount, family=amount.family.removesuffix("±"), low=low, high=high)


def _shared_dates(mine: Sequence[DateMention], yours: Sequence[DateMention]) -> tuple[str, ...]:
    """Return the dates of ``mine`` that a date of ``yours`` falls on or into."""
    found: list[str] = []
    for one in mine:
        for other in yours:
            if one.type == other.type == "DURATION" and one.value == other.value:
                found.append(one.value)
                break
            if one.type != "DATE" or other.type != "DATE":
                continue
            if one.first and one.last and other.first and other.last:
                met = one.first <= other.last and other.first <= one.last and not _is_one_of_many(one, other)
            else:
                met = one.value == other.value
            if met:
                found.append(one.value)
                break
    return tuple(dict.fromkeys(found))


def _is_one_of_many(one: DateMention, other: DateMention) -> bool:
    """Say whether one date is a day and the other a time of many: what was said in May is no event of the fiscal year."""
    lengths = sorted(days_between(each.first, each.last) or 0 for each in (one, other))
    return lengths[0] == 0 and lengths[1] > _MANY_DAYS


def claim_record(claim: Claim) -> dict[str, Any]:
    """Return a claim and its evidence as the data of docs/evidence.md; ``note`` says so where nothing was found."""
    passage = claim.passage
    return {
        "claim": {**passage.place, "outlet": passage.outlet, "published": passage.published},
        "evidence": [
            {
                **bearing.passage.place,
                "outlet": bearing.passage.outlet,
                "published": bearing.passage.published,
                "score": bearing.score,
                "relations": list(bearing.relations),
                "shared": {
                    "terms": list(bearing.terms),
                    "names": list(bearing.names),
                    "figures": [list(pair) for pair in bearing.figures],
                    "dates": list(bearing.dates),
                },
            }
            for bearing in claim.bearings
        ],
        "note": "" if claim.bearings else word("evidence_none"),
    }
