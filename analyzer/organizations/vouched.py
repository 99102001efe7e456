"""Names that the rest of the article vouches for: repeated ones, those of the table, short names in brackets, heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from analyzer.organizations.body import Span, without_overlap
from analyzer.organizations.borders import MAX_RUN, NATIONS, THING_LETTERS, THING_RE
from analyzer.organizations.forms import (
    MAX_FACTS,
    TABLES,
    kind_of,
    known_names,
    legal_forms,
    lengths_by_last_letter,
    name_key,
    starts_with_legal_form,
    stop_words,
    suffix_of,
    suffixes,
    tails,
)
from analyzer.organizations.shortforms import expanded, is_short_form
from analyzer.organizations.stretches import Telling, placed
from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.text import fold
from corpus.tokens import Document
from corpus.vocabulary import alternation, read_table

__all__ = ["Told", "bracketed", "telling", "vouched", "with_heads"]


@table_pattern
def _legal_re() -> str:
    return alternation(legal_forms())


def vouched(doc: Document, names: Sequence[Span], listed: Sequence[str], told: Mapping[str, Told]) -> Iterator[Span]:
    """Yield stretches that are a name found elsewhere in the article, or a name of the table that is no common word.

    ``listed`` are the :func:`stretches` of the article, ``told`` what they tell.
    """
    folded, table = doc.folded, known_names()
    scores: dict[str, float] = {}
    for span in names:
        name = folded[span.start : span.end]
        scores[name] = max(span.score, scores.get(name, 0.0))
    found = {name for name, score in scores.items() if score > 0.6}
    spelled = {name for name, score in scores.items() if score > 0.6 or len(suffix_of(name)) > 1}
    found |= {key for name in found if starts_with_legal_form(name) and len(key := name_key(name)) > 2}
    found = {name for name in found if len(name) > 1 and suffixes().get(name) is None}
    found |= {fold(block.outlet) for block in doc.blocks if block.outlet}
    stems = {stem for name in spelled if (stem := _stem(name))}
    yield from _soft_repeated(doc, found)
    yield from _stepped(folded, listed, told, spelled)
    openings = {name[:2] for name in found | stems}
    wanted = {run for run, fact in told.items() if fact.is_name}
    wanted.update([run for run in set(listed) if run[:2] in openings or (run[1:3] in openings and run[0] in NATIONS)])
    taken = {span.start for span in names if span.end - span.start > 1}
    for start, run in placed(folded, listed, wanted):
        if start in taken:
            continue
        name = run
        if run[0] in NATIONS and run not in found and (run[1:] in found or run[1:] in table):
            start, name = start + 1, run[1:]
        for end, rule in _run_ends(name):
            head = name[:end]
            if head in found and not (
                folded[start + end : start + end + 1] in THING_LETTERS and THING_RE.match(folded, start + end)
            ):
                yield Span(start, start + end, 0.7, "repeated")
                break
            if rule == "suffix":
                yield Span(start, start + end, 0.7, "suffix")
                break
            if rule == "table" and folded[start + end : start + end + 1] == "株":
                yield Span(start, start + end, 0.65, "table")
                break
            if rule == "table" and head in _ERAS:
                continue
            if (rule == "table" or (head in stems and end == len(name))) and _is_no_common_word(
                doc, start, start + end
            ):
                yield Span(start, start + end, 0.65, rule or "clipped")
                break


class Told(NamedTuple):
    """What a stretch tells: that it is a name, that it begins with a head, and which of its parts may be clipped names."""

    is_name: bool
    head: int  # length
    steps: tuple[tuple[int, int], ...]  # begin and end


def _told(run: str) -> Told | None:
    is_name = 1 < len(run) <= MAX_RUN and (_holds_name(run) or (run[0] in NATIONS and _holds_name(run[1:])))
    head, steps = _head_before_tail(run), _steps(run)
    return Told(is_name, head, steps) if is_name or head or steps else None


telling = Telling(_told)

_PART_RE = Pattern(r"[^&・!〆\-]+")
_STEPPED_RE = Pattern(r"[一-龠々ァ-ヶー]{2,4}[労連協委審組研]")


def _steps(run: str) -> tuple[tuple[int, int], ...]:
    """Return begin and end of the parts of a stretch that look like names of which single letters are left: 市職労."""
    if run.isalnum():
        is_short = run[-1] in "労連協委審組研" and len(run) < 6 and _STEPPED_RE.fullmatch(run) and run not in suffixes()
        return ((0, len(run)),) if is_short else ()
    return tuple(
        part.span() for part in _PART_RE.finditer(run) if _STEPPED_RE.fullmatch(part[0]) and part[0] not in suffixes()
    )


def _stepped(folded: str, listed: Sequence[str], told: Mapping[str, Told], found: set[str]) -> Iterator[Span]:
    """Yield parts whose letters step through a longer name of the article: 市職労 of 栗生市職員労働組合."""
    clipped: dict[str, list[tuple[int, int]]] = {}
    long: list[str] | None = None
    for run, fact in told.items():
        for start, end in fact.steps:
            long = [key for name in found if len(key := name_key(name)) > 6] if long is None else long
            part = run[start:end]
            if part not in found and any(is_short_form(part, key) for key in long):
                clipped.setdefault(run, []).append((start, end))
    if clipped:
        for place, run in placed(folded, listed, clipped):
            for start, end in clipped[run]:
                yield Span(place + start, place + end, 0.7, "clipped")


_HIRAGANA_RE = Pattern(r"[ぁ-ん]")


def _soft_repeated(doc: Document, found: set[str]) -> Iterator[Span]:
    """Yield the places of found names that hold hiragana (おやつのまち), which no run of letters is."""
    folded = doc.folded
    for name in found:
        if len(name) < 3 or not _HIRAGANA_RE.search(name):
            continue
        start = folded.find(name)
        while start >= 0:
            end = start + len(name)
            inside = _HIRAGANA_RE.match(name) and _HIRAGANA_RE.match(folded, start - 1) if start else None
            index = doc.token_at(start)
            is_word = doc.starts[index : index + 1] == [start] and doc.ends[index] == end
            if is_word and doc.lexicon.types[doc.types[index]].pos2 != "固有名詞":
                break  # みんな: a common word, which the tagger took for a name once
            if len(name) > 3 or not inside:
                yield Span(start, end, 0.7, "repeated")
            start = folded.find(name, end)


#: Names of companies that are eras first.
_ERAS = frozenset(("明治", "大正", "昭和"))


def _holds_name(run: str, *, is_whole: bool = True) -> bool:
    """Return whether a rule makes a name of a stretch, or of what is left of it without words that stick to names."""
    if run in known_names() or (run[-1:] in _sure_letters() and _is_sure(run)) or (is_whole and _stands_alone(run)):
        return True
    words = _trimming_tails()
    for length in _tail_lengths().get(run[-1:], ()):
        if length + 1 < len(run) and run[-length:] in words and _holds_name(run[:-length], is_whole=False):
            return True
    return False


@lru_cache(MAX_FACTS)
def _run_ends(run: str) -> tuple[tuple[int, str], ...]:
    """Return where names may end in ``run``, each with the rule that makes one of the letters up to there, or ``""``."""
    table, ends = known_names(), []
    for end in _ends(run):
        head = run[:end]
        is_sure = _is_sure(head) or (end == len(run) and _stands_alone(head))
        ends.append((end, "suffix" if is_sure else "table" if head in table else ""))
    return tuple(ends)


@kept
def _sure() -> frozenset[str]:
    return frozenset(row["suffix"] for row in read_table(TABLES / "organization_sure.tsv", key="suffix"))


@kept
def _sure_letters() -> frozenset[str]:
    return frozenset(word[-1] for word in _sure())


_GENERAL_STEM_RE = Pattern(
    r".*(?:地方|高等|全国|各|同|両|元|旧|前|他|当|某|大手|主要|関連|複数|最大|国内|海外|民間|公立|私立|国立|県立|市立|町立|村立|区立|都立|府立"
    r"|[0-9]|地元|県内|市内|国営|持ち株|純粋|金融|電炉|専業|準大手|地銀|製薬|担当|所轄|管轄|最寄り|の|新規|既存|既成|新興|外資系|傘下)"
)


def _is_sure(name: str) -> bool:
    """Return whether ``name`` ends in a word that makes a body of any proper word: 仙武地裁, but not 全国地裁."""
    if name[-1] not in _sure_letters():
        return False
    suffix = suffix_of(name)
    while suffix and suffix not in _sure():
        suffix = suffix_of(suffix[1:])
    stem = name[: len(name) - len(suffix)]
    return bool(suffix) and len(stem) > 1 and len(name) < 26 and _GENERAL_STEM_RE.fullmatch(stem) is None


def _stands_alone(name: str) -> bool:
    """Return whether a last word is a mention by itself wherever it stands: 県警, 市教委, 地裁."""
    suffix = suffixes().get(name)
    if suffix is None or suffix.bare != "name":
        return False
    return suffix.kind in ("police", "court") or name.endswith(("教委", "教育委員会", "議会", "省", "検"))


def _ends(run: str) -> Iterator[int]:
    """Yield where a name may end in ``run``: at its end, or before words that stick to names."""
    yield len(run)
    words, lengths = _trimming_tails(), _tail_lengths()
    closed = [len(run)]  # from here on nothing but such words
    for stop in closed:
        for length in lengths.get(run[stop - 1], ()):
            end = stop - length
            if end > 1 and end not in closed and run[end:stop] in words:
                closed.append(end)
    yield from sorted(closed[1:], reverse=True)


@kept
def _tail_lengths() -> dict[str, tuple[int, ...]]:
    """Return for each letter that a word of the tails ends in how long such words are."""
    return lengths_by_last_letter(_trimming_tails())


@kept
def _trimming_tails() -> frozenset[str]:
    return frozenset(word for word, effect in tails().items() if effect != "drop")


@lru_cache(MAX_FACTS)
def _stem(name: str) -> str:
    """Return a name without its last, generic word: センリュウ of センリュウ製作所; empty if too short."""
    bare = _legal_re().sub("", name).strip()
    suffix = suffix_of(bare)
    if len(suffix) > 1:
        kind, stem = suffixes()[suffix].kind, bare[: -len(suffix)]
        if kind not in _CLIPPED or stem[-1:] in _PLACE_ENDS:
            return ""
    else:
        kind, stem = "other", bare if bare != name else ""
    return stem if len(stem) > (1 if kind == "company" else 2) else ""


#: Kinds of bodies whose generic last word is left out; 波並大祭 is not its 実行委員会.
_CLIPPED = frozenset(("company", "media", "party", "school", "team"))
_PLACE_ENDS = tuple("市町村区県州")


def _is_no_common_word(doc: Document, start: int, end: int) -> bool:
    first = doc.token_at(start)
    if first >= len(doc.starts) or doc.starts[first] != start or end not in doc.ends[first : first + 12]:
        return False
    word = doc.lexicon.types[doc.types[first]]
    if doc.ends[first] < end or word.surface.endswith(("院", "省", "庁")):  # 衆院, of the table
        return True
    if word.surface.isascii():
        return len(word.surface) > 2 and word.surface.isupper()
    return word.is_unknown or (word.pos2 == "固有名詞" and word.pos3 == "一般")


_BRACKET_RE = Pattern(
    r"[」』]?[(〈](?:以下|略称|通称)?[は、:: ]*[「『]?([A-Za-z一-龠々ァ-ヶー&/\-]{2,14})[」』]?(?=[)〉、,])"
)


_CALLED_RE = Pattern(r"[」』]?[(〈][^()〈〉\n]{0,60}?以下[、:]?[「『]([^「」『』()\n]{2,16})[」』](?=[)〉、,と])")


#: What the two begin with.
_OPENINGS = frozenset("」』(〈")


def bracketed(doc: Document, names: Sequence[Span]) -> Iterator[Span]:
    """Yield short names in brackets after a full one: 製品評価技術基盤機構（NITE）."""
    folded = doc.folded
    for span in names:
        if folded[span.end : span.end + 1] not in _OPENINGS:
            continue
        match = _BRACKET_RE.match(folded, span.end) or _CALLED_RE.match(folded, span.end)
        if match is None or match[1] in stop_words() or match[1].endswith(("市", "町", "村", "県", "区", "都", "府")):
            continue
        short, long = match[1], folded[span.start : span.end]
        is_initials = (
            short.isascii() and short[:1].isupper() and sum(map(str.isupper, short)) > 1 and not long.isascii()
        )
        if (
            is_initials
            or _is_spelled_out(short, long)
            or is_short_form(name_key(short), name_key(long))
            or "以下" in match[0]
        ):
            yield Span(match.start(1), match.end(1), 0.75, "bracketed")


def _is_spelled_out(short: str, long: str) -> bool:
    """Return whether the kanji of a bracketed name stand in the full one in this order: 産協 of 日本産業協議会."""
    letters = iter(long)
    return 1 < len(short) < 7 and short.isalpha() and not short.isascii() and all(each in letters for each in short)


#: Heads that also name things in general (銀行は低金利に苦しむ): only the tagger may take them for one body.
_GENERAL = frozenset(
    [
        "会社",
        "銀行",
        "病院",
        "大学",
        "高校",
        "学校",
        "学園",
        "学院",
        "新聞",
        "党",
        "会議",
        "クラブ",
        "事務所",
        "本部",
        "図書館",
        "博物館",
        "美術館",
        "議会",
        "裁判所",
        "検察",
        "署",
        "組合",
        "委員会",
        "研究所",
    ]
)


def with_heads(
    doc: Document, names: list[Span], listed: Sequence[str], told: Mapping[str, Told], is_article: bool
) -> list[Span]:
    """Return ``names`` with bare heads (機構, 協会) whose body stands before them, and without those that have none."""
    folded = doc.folded
    heads = {run: fact.head for run, fact in told.items() if fact.head}
    if not heads and _heads().isdisjoint({folded[span.start : span.end] for span in names}):
        return names
    seen = {span.start: span.end for span in names}
    bare = [
        Span(start, start + heads[run], 0.6, "head")
        for start, run in placed(folded, listed, heads)
        if start not in seen
    ]
    endings: set[str] = set()
    result: list[Span] = []
    for span in without_overlap([*names, *bare]):
        name = folded[span.start : span.end]
        if name in _heads():
            is_taggers = seen.get(span.start) == span.end
            if name in endings or any(each in endings for each in expanded(name)):
                if name in _GENERAL and not is_taggers and not _VOICE_RE.match(folded, span.end):
                    continue
            elif name == "会社" and folded[span.end : span.end + 1] in ("は", "に") and _one_company(folded, result):
                pass
            elif not (is_taggers and (not is_article or _has_owner(doc, span, result))):
                continue
        elif len(name) > 2:
            endings.update(name[-length:] for length in range(1, min(9, len(name)) + 1))
        result.append(span)
    return result


#: Heads that a body need not end in, and the kinds of bodies they stand for.
_LOOSE = {"会社": ("company",), "クラブ": ("team",), "球団": ("team",)}
_GENERIC_RE = Pattern(r"と(?:いう|は|の|同)|や|[がに]?(?:勤め|なく|でも)|で|に入|を(?:辞|作|起|畳|設立|興)|の(?:中|外)")


def _one_company(folded: str, before: Sequence[Span]) -> bool:
    """Return whether one company is named at least twice as often as any other: then 会社は is that company."""
    counts = Counter(name_key(folded[each.start : each.end]) for each in before if _is_company(folded, each))
    (_, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return most >= max(2 * second, 1)


def _is_company(folded: str, span: Span) -> bool:
    return span.rule in ("trade", "acts") or kind_of(folded[span.start : span.end]) == "company"


def _has_owner(doc: Document, span: Span, before: Sequence[Span]) -> bool:
    """Return whether 会社 or クラブ, of which the tagger is sure, follows a body of that kind and is no class word."""
    folded = doc.folded
    kinds = _LOOSE.get(folded[span.start : span.end])
    if kinds is None or span.score < 0.9 or _GENERIC_RE.match(folded, span.end):
        return False
    return any(kind_of(folded[each.start : each.end]) in kinds for each in before[-12:])


@kept
def _heads() -> frozenset[str]:
    return frozenset(word for word, suffix in suffixes().items() if suffix.bare == "head")


@kept
def _head_openings() -> frozenset[str]:
    return frozenset(word[:2] for word in _heads())


def _head_before_tail(run: str) -> int:
    """Return the length of the head that a stretch is or begins with, if nothing but what sticks to names follows it."""
    openings = _head_openings()
    if run[:2] not in openings and run[0] not in openings:
        return 0
    heads = _heads()
    length = next((length for length in range(min(len(run), _LONGEST_HEAD), 0, -1) if run[:length] in heads), 0)
    return length if length == len(run) or run.startswith(_sticking(), length) else 0


_LONGEST_HEAD = 12


@cache
def _sticking() -> tuple[str, ...]:
    return tuple(tails())


#: What only one certain body does.
_VOICE_RE = Pattern(r"によると|によれば|側[はがの]|の調べ")
