"""Whether two speakers are on one event: how close all that each says is, which names both use, and when they spoke."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import date
from functools import cache

from analyzer.desk.amount import amount_of, significant_digits
from analyzer.desk.passages import Passage, Voice, concepts, day_of, pattern_of
from analyzer.mention import DateMention
from corpus.text import fold
from corpus.vocabulary import alternation

__all__ = ["EVENT_DAYS", "SAME_EVENT", "STORY", "Events", "days_between", "is_stretch", "media_names"]

#: So many speakers on other events are thought to stand beside those read: in a folder on one event its own words would
#: else tell nothing.
_UNSEEN = 10
#: Speakers may be on one event when their vocabularies are this close (cosine of tf-idf over all that each says).
SAME_EVENT = 0.12
#: … and where nobody tells when they spoke, when they are this close.
_UNDATED_EVENT = 0.3
#: … or this close, where one names the other as its source.
_CITED_EVENT = 0.2
#: Close enough for one story when a single telling name is shared; with two names SAME_EVENT will do.
STORY = 0.25
#: Reports without a name in common must be this close.
_NAMELESS = 0.4
#: Days between two reports of one event, and between two reports of one development.
EVENT_DAYS, _DEVELOPMENT_DAYS = 31, 400
#: … and between a claim and a report of what it is about: next year's cup is told in the same words.
_MATTER_DAYS = 92
#: Days between the ends of the shortest month.
_MONTH = 27
#: A speaker who uses this share of the weight of a claim's words, so many of them, tells of its matter.
_MATTER_SHARE, _MATTER_TERMS = 0.6, 4
#: A name given shortly has so many letters at least, and sorts before itself with anything behind it.
_LEAST_SHORT, _LAST_LETTER = 3, chr(0x10FFFF)
#: So many sentences, headline included, say where it happened; bylines do not.
_LEAD = 4
#: Bodies that tell of events of others, wherever they happen (気象庁によると).
_TELLERS = frozenset(["government", "international", "media", "police"])
#: A name tells events apart when few speakers use it: at most this many, or this share of a large corpus.
_RARE, _RARE_SHARE = 20, 0.02
_FEW = 8
_UNCOUNTED = ("ordinal", "score", "age")
#: A word after a figure that may also tell what is only to come: 計20人になる.
_TO_COME = "sum"
#: A post without a day is about a report that it is so close to, with so much in common: each name in both openings
#: counts 1, so many names besides half as much, each digit of a common figure 1.
_SUBJECT_NEAR, _SURE_SUBJECT, _MOST_NAMES = 0.1, 3.5, 4
#: A name in brackets behind what it names, and for how many names in both openings it stands.
_NAMED, _NAMED_WEIGHT = re.compile("(?<=[一-龥ァ-ヶー])「([^「」。、\\s0-9]{2,12})」(?=[（(のがはをでに、と])"), 2
#: Events of one name that are told apart by their number: 台風第15号, 第3回.
_SERIAL = re.compile("(台風)第?([0-9]+)号|第([0-9]+)(回|次|戦)")
#: … and cases of one series: 今季3例目.
_CASE = re.compile("[0-9０-９]+(?:例目|件目|人目)")


class Events:
    """How close what two speakers say is: cosine of tf-idf over all words of each, computed when first asked."""

    def __init__(self, passages: Sequence[Passage], *, is_across_surveys: bool = False) -> None:
        self._is_across_surveys = is_across_surveys
        self._counts: dict[Voice, Counter[str]] = defaultdict(Counter)
        self._names: dict[Voice, set[str]] = defaultdict(set)
        self._leads: dict[Voice, set[str]] = defaultdict(set)
        self._bodies: set[str] = set()
        self._n_lead: Counter[Voice] = Counter()
        self._days: dict[Voice, date | None] = {}
        self._periods: dict[Voice, DateMention] = {}
        self._surveys: dict[Voice, str] = {}
        self._serials: dict[Voice, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._cases: dict[Voice, set[str]] = defaultdict(set)
        #: What the first sentences name in brackets, and these sentences: 仕出し店「まるはま」.
        self._named: dict[Voice, set[str]] = defaultdict(set)
        self._openings: dict[Voice, str] = defaultdict(str)
        self._outlets: dict[Voice, str | None] = {}
        self._cited: dict[Voice, set[str]] = defaultdict(set)
        #: Speakers who tell how a number has grown since: 死者は3人となった.
        self.updating: set[Voice] = set()
        self._posts: set[Voice] = set()
        for passage in passages:
            self._read(passage)
        self._name_in_full()
        self._figures = _figures_of(passages)
        spread: Counter[str] = Counter()
        for counts in self._counts.values():
            spread.update(counts.keys())
        total = len(self._counts)
        self._weight = {term: math.log(1 + (total + _UNSEEN) / n) for term, n in spread.items()}
        users = Counter(name for names in self._names.values() for name in names)
        rare = max(_RARE, _RARE_SHARE * total)
        self._spread, self._few = spread, max(_FEW, _RARE_SHARE * total)
        self._telling = {name for name, n in users.items() if n <= rare}
        self._vectors: dict[Voice, dict[str, float]] = {}
        self._known: dict[tuple[Voice, Voice], float] = {}
        #: The report that a post is about: what is said in the post is said of its event.
        self._pasted: dict[Voice, Voice] = {}
        pasted = self._pastes()
        undated = {voice for voice, day in self._days.items() if day is None and self._outlets[voice] is None}
        about = self._subjects(undated - pasted.keys())
        self._known.clear()
        self._pasted = pasted | about
        for post, report in about.items():
            self._days[post] = self._days[report]

    def _read(self, passage: Passage) -> None:
        """Take up what one sentence tells of its speaker."""
        voice = passage.voice
        self._counts[voice].update(passage.terms)
        names = passage.names - media_names(passage)
        self._names[voice] |= names
        self._bodies.update(names.intersection(body.canonical for body in passage.organizations))
        is_told = passage.is_headline or passage.is_own_word or passage.verdict.label != "other"
        if self._n_lead[voice] < _LEAD and is_told:  # 北沢町で鳥インフルですって opens a post, whatever its label
            self._n_lead[voice] += 1
            tellers = {body.canonical for body in passage.organizations if body.kind in _TELLERS}
            self._leads[voice] |= names - tellers
            self._named[voice].update(_NAMED.findall(passage.text))
            self._openings[voice] += passage.text
            for found in _SERIAL.finditer(fold(passage.text)):
                self._serials[voice][found[1] or found[4]].add(found[2] or found[3])
                if found[1]:  # 台風12号 names its event
                    self._leads[voice].add(found[1] + found[2])
                    self._names[voice].add(found[1] + found[2])
            if voice not in self._periods and (stretch := next(filter(is_stretch, passage.dates), None)) is not None:
                self._periods[voice] = stretch
        self._cases[voice] |= _cases(passage.text)
        self._days.setdefault(voice, day_of(passage.published))
        survey = survey_of(passage)
        if survey is not None:
            self._surveys.setdefault(voice, survey)
        self._outlets.setdefault(voice, passage.outlet)
        self._cited[voice] |= {
            body.canonical.removesuffix("社") for body in passage.organizations if body.kind == "media"
        }
        if _update().search(passage.text):
            self.updating.add(voice)
        if passage.is_own_word:
            self._posts.add(voice)

    def _name_in_full(self) -> None:
        """Let a body that one speaker names shortly be the one that another names in full, if there is one: シグマ, シグマ電機."""
        ordered = sorted(self._bodies)
        for short in ordered:
            first = bisect_right(ordered, short)
            last = bisect_right(ordered, short + _LAST_LETTER)
            if last - first != 1 or len(short) < _LEAST_SHORT:
                continue
            for named in (self._names, self._leads):
                for names in named.values():
                    if short in names:
                        names.add(ordered[first])

    def closeness(self, one: Voice, other: Voice) -> float:
        """Return 0 (nothing in common) to 1; 1 for one speaker."""
        if one == other:
            return 1.0
        pair = (one, other) if one < other else (other, one)
        if pair not in self._known:
            near = _cosine(self._vector(one), self._vector(other))
            for post, voice in (pair, pair[::-1]):
                if post in self._pasted and voice not in self._pasted:
                    near = max(near, self.closeness(self._pasted[post], voice))
            self._known[pair] = near
        return self._known[pair]

    def period(self, voice: Voice) -> DateMention | None:
        """Return the month or longer stretch of time that the first sentences of a speaker name, if there is one."""
        return self._periods.get(voice)

    def _pastes(self) -> dict[Voice, Voice]:
        """Return the report that a post pastes, where it pastes one: what is said around it is said of its event."""
        told: dict[str, list[Voice]] = defaultdict(list)
        for voice in self._counts:
            told[voice[0]].append(voice)
        pasted: dict[Voice, Voice] = {}
        for post in self._posts:
            others = [voice for voice in told[post[0]] if voice != post]
            if len(others) == 1:
                pasted[post] = others[0]
        return pasted

    def _subjects(self, undated: Set[Voice]) -> dict[Voice, Voice]:
        """Return the report that a post without a day is about, where one opens with its names and gives its figures; what
        nobody signs is read like a post.

        Of what is said in a post little stands in the report, so that the two are never as close as two reports are.
        """
        about: dict[Voice, Voice] = {}
        for post in sorted(undated):
            reports = (voice for voice in self._counts if voice not in self._posts and voice not in undated)
            best = max(((self._ties(post, report), report) for report in reports), default=None)
            if best is not None and best[0] >= _SURE_SUBJECT:
                about[post] = best[1]
                about |= self._cited_in(post, best[1])
        return about

    def _cited_in(self, post: Voice, report: Voice) -> dict[Voice, Voice]:
        """Return the reports that papers which a post names without a day stand for: 東邦新聞は8割と書いていました."""
        return {
            voice: other
            for voice, day in self._days.items()
            if voice[0] == post[0] and voice != post and day is None and self._outlets[voice]
            for other in self._days
            if other[0] != post[0] and self._outlets[other] == self._outlets[voice] and self.are_one(report, other)
        }

    def _ties(self, post: Voice, report: Voice) -> float:
        """Return what ties a post to a report: names in both openings, other names, digits of figures, words."""
        leads = self.telling(self._leads[post] & self._leads[report])
        named = [name for name in self._named[report] if name in self._openings[post]]
        if not leads and not named:
            return 0.0
        near = self.closeness(post, report)
        if near < _SUBJECT_NEAR or self._are_numbered_apart(post, report):
            return 0.0
        names = self.telling(self._names[post] & self._names[report]) - leads
        shared = self._figures[post].keys() & self._figures[report].keys()
        digits = sum(self._figures[post][each] for each in shared)
        return (
            len(leads)
            + _NAMED_WEIGHT * len(named)
            + min(len(names), _MOST_NAMES) / 2
            + digits
            + near / _SUBJECT_NEAR / 2
        )

    def cites(self, one: Voice, other: Voice) -> bool:
        """Say whether one of two speakers names the other as the source."""
        return any(
            self._outlets[named] is not None and str(self._outlets[named]).removesuffix("社") in self._cited[citing]
            for citing, named in ((one, other), (other, one))
        )

    def are_one(self, one: Voice, other: Voice) -> bool:
        """Say whether two speakers are on one event: close in words, with a telling name in common, at one time."""
        if one == other:
            return True
        apart = self._apart(one, other)  # asked first: in a corpus of years it settles most pairs, and costs least
        if apart is not None and apart > _DEVELOPMENT_DAYS:
            return False
        near = self.closeness(one, other)
        if self._are_numbered_apart(one, other):
            return False
        if near < SAME_EVENT or not (near >= _NAMELESS or self._share_a_name(one, other)):
            return False
        if apart is None:
            return near >= (_CITED_EVENT if self.cites(one, other) else _UNDATED_EVENT)
        return apart <= EVENT_DAYS or near >= 2 * STORY

    def are_one_scene(self, one: Voice, other: Voice) -> bool:
        """Say whether two speakers are on one event that has its day and place: earthquakes are told in like words.

        Their first sentences share a telling name, unless one of them names nothing.
        """
        if one == other:
            return True
        apart = self._apart(one, other)
        first, second = (self._leads[each] | self._leads[self._pasted.get(each, each)] for each in (one, other))
        if (apart is not None and apart > EVENT_DAYS) or (first and second and not first & second & self._telling):
            return False
        return self.are_one(one, other)

    def are_one_story(self, one: Voice, other: Voice) -> bool:
        """Say whether two speakers tell one development, perhaps months apart."""
        if one == other:
            return True
        apart = self._apart(one, other)
        if self._are_numbered_apart(one, other) or (apart is not None and apart > _DEVELOPMENT_DAYS):
            return False
        if apart is None and self.closeness(one, other) < STORY:
            return False
        return self.are_on_one_subject(one, other)

    def are_on_one_subject(self, one: Voice, other: Voice) -> bool:
        """Say whether two speakers are on one subject, however many years apart: near in words, with telling names in common."""
        if one == other:
            return True
        near = self.closeness(one, other)
        return near >= SAME_EVENT and self._share_a_name(one, other, least=1 if near >= STORY else 2)

    def are_on_one_matter(self, one: Voice, other: Voice) -> bool:
        """Say whether two speakers are on one subject, and open with a telling name in common if both name any."""
        if one == other:
            return True
        first, second = self._leads[one], self._leads[other]
        if first and second and not first & second & self._telling:
            return False
        return self.are_on_one_subject(one, other)

    def open_alike(self, one: Voice, other: Voice) -> bool:
        """Say whether the first sentences of two speakers share a telling name."""
        return bool(self._leads[one] & self._leads[other] & self._telling)

    def is_matter_of(self, claim: Passage, other: Voice) -> bool:
        """Say whether a speaker tells of what a single sentence is about: of most of its words, a telling name among them.

        A post goes from one matter to the next; as a whole it is close to none of the reports.
        """
        told, names = self._counts[other], claim.names - media_names(claim)
        if not names & self._names[other] & self._telling:
            return False
        terms = set(claim.terms)
        if len(terms & told.keys()) < _MATTER_TERMS:
            return False
        full = sum(self._weight[term] for term in terms)
        return sum(self._weight[term] for term in terms & told.keys()) >= _MATTER_SHARE * full

    def are_of_one_time(self, one: Voice, other: Voice) -> bool:
        """Say whether two speakers spoke within a quarter of a year, as far as one knows."""
        apart = self._apart(one, other)
        return apart is None or apart <= _MATTER_DAYS

    def are_of_one_survey(self, one: Passage, other: Passage) -> bool:
        """Say whether two sentences may tell of one survey: each paper's own poll has its own numbers."""
        if self._is_across_surveys:
            return True
        mine, yours = self._survey(one), self._survey(other)
        return mine is None or yours is None or mine in yours or yours in mine

    def are_surely_of_one_survey(self, one: Passage, other: Passage) -> bool:
        """Say whether both sentences tell of one medium's survey, each by its own words or its speaker's."""
        mine, yours = self._survey(one), self._survey(other)
        return mine is not None and yours is not None and (mine in yours or yours in mine)

    def _survey(self, passage: Passage) -> str | None:
        return survey_of(passage) or self._surveys.get(passage.voice)

    def are_of_one_case(self, one: Passage, other: Passage) -> bool:
        """Say whether two sentences may tell of one case of a series: what is said of the 4例目 is not of the 3例目."""
        for each, against in ((one, other), (other, one)):
            mine = _cases(each.text)
            theirs = mine and (_cases(against.text) or self._cases.get(against.voice, set()))
            if mine and theirs and not mine & theirs:
                return False
        return True

    def few_use(self, terms: Iterable[str]) -> bool:
        """Say whether one of ``terms`` stands in what few speakers say."""
        return any(self._spread[term] <= self._few for term in terms)

    def telling(self, names: Iterable[str]) -> set[str]:
        """Return those of ``names`` that few speakers use."""
        return self._telling.intersection(names)

    def _share_a_name(self, one: Voice, other: Voice, least: int = 1) -> bool:
        return len(self._all_names(one) & self._all_names(other) & self._telling) >= least

    def _all_names(self, voice: Voice) -> set[str]:
        pasted = self._pasted.get(voice)
        return self._names[voice] | self._names[pasted] if pasted else self._names[voice]

    def _are_numbered_apart(self, one: Voice, other: Voice) -> bool:
        """Say whether the first sentences tell of two events of one name: 台風9号 and 台風15号."""
        mine, yours = self._serials.get(one, {}), self._serials.get(other, {})
        return any(not mine[name] & yours[name] for name in mine.keys() & yours.keys())

    def _apart(self, one: Voice, other: Voice) -> int | None:
        first, second = self._days.get(one), self._days.get(other)
        return abs((first - second).days) if first and second else None

    def sentences(self, one: Passage, other: Passage) -> float:
        """Return how close the words of two sentences are."""
        weight = self._weight
        return _cosine(
            {term: weight.get(term, 1.0) for term in one.terms}, {term: weight.get(term, 1.0) for term in other.terms}
        )

    def _vector(self, voice: Voice) -> dict[str, float]:
        if voice not in self._vectors:
            counts, weight = self._counts[voice], self._weight
            self._vectors[voice] = {term: (1 + math.log(n)) * weight[term] for term, n in counts.items()}
        return self._vectors[voice]


def is_stretch(time: DateMention) -> bool:
    """Say whether a date is a stretch of a month or more that has both ends."""
    apart = days_between(time.first, time.last) if time.type == "DATE" else None
    return apart is not None and apart >= _MONTH


def _cases(text: str) -> set[str]:
    return {fold(case) for case in _CASE.findall(text)}


def _figures_of(passages: Iterable[Passage]) -> dict[Voice, dict[tuple[str, float], int]]:
    """Return the numbers that each speaker gives, by family and value, with how many digits each has."""
    found: dict[Voice, dict[tuple[str, float], int]] = defaultdict(dict)
    for passage in passages:
        for figure in passage.figures:
            start, end = figure.start - passage.start, figure.end - passage.start
            amount = amount_of(figure, fold(passage.text[start:end]))
            if amount is not None and figure.quantity not in _UNCOUNTED:
                found[passage.voice][amount.family, amount.value] = significant_digits(amount)
    return found


def survey_of(passage: Passage) -> str | None:
    """Return whose survey a sentence tells of, where that is a medium: 東西新聞 of 東西新聞社の世論調査, the paper of 本社調査."""
    media = [body.canonical for body in passage.organizations if body.kind == "media"]
    asked = (b.canonical for b in passage.organizations if b.kind == "media" and _asks(passage, b.end))
    if (own := next(asked, None)) is not None:
        return own.removesuffix("社")  # 共同通信の調査では
    if not any(kind in passage.text for kind in concepts()["survey"]):
        return None
    if media:
        return media[0].removesuffix("社")
    return passage.outlet if passage.outlet and pattern_of("own").search(passage.text) else None


def _asks(passage: Passage, end: int) -> bool:
    return passage.text.startswith(("の調査", "調査"), end - passage.start)


def media_names(passage: Passage) -> set[str]:
    """Return the names of media in a sentence, and those that are part of one (朝日 in 朝日新聞社): who tells is no subject."""
    media = [body.canonical for body in passage.organizations if body.kind == "media"]
    if (
        passage.outlet and passage.outlet in passage.text
    ):  # (2024年12月3日 共邦通信): no body of the text, and cut to 邦通信
        media += [passage.outlet]
    return {name for name in passage.names if any(name in each for each in media)} if media else set()


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    product = sum(value * other[term] for term, value in one.items() if term in other)
    if not product:
        return 0.0
    return product / math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))


def days_between(one: str | None, other: str | None) -> int | None:
    """Return how many days lie between two ISO dates, None where one is unknown."""
    first, second = day_of(one), day_of(other)
    return abs((first - second).days) if first and second else None


@cache
def _update() -> re.Pattern[str]:
    """Return what finds a number that goes on from another: 18人に増えた, a headline's 死者3人に."""
    told = (word for word, concept in concepts()["reached"].items() if concept != _TO_COME)
    number = "[0-9０-９一二三四五六七八九十百千万]{1,12}" + alternation(concepts()["tallied"])
    return re.compile(f"{number}(?:{alternation(told)}|に$)")
