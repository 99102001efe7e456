"""Names that the rest of the article vouches for: repeated ones, those of the table, short names in brackets, heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from analyzer.organizations.body import Span, without_overlap
from analyzer.organizations.borders import MAX_RUN, NATIONS, THING_RE
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
from corpus.patterns import Pattern
from corpus.text import fold
from corpus.tokens import Document
from corpus.vocabulary import alternation, read_table

__all__ = ["bracketed", "vouched", "with_heads"]

#: A run of letters that names are made of; what stands in one run belongs together.
_RUN_RE = Pattern(r"[一-龠々〆ァ-ヶーA-Za-z0-9&・!\-]+")
_LONG_RUN_RE = Pattern(r"[一-龠々〆ァ-ヶーA-Za-z0-9&・!\-]{2,}")


@cache
def _legal_re() -> re.Pattern[str]:
    return re.compile(alternation(legal_forms()))


def vouched(doc: Document, names: Sequence[Span]) -> Iterator[Span]:
    """Yield runs that are a name found elsewhere in the article, or a name of the table that is no common word."""
    folded, table = doc.folded, known_names()
    found = {folded[span.start : span.end] for span in names if span.score > 0.6}
    telling = found | {name for span in names if len(suffix_of(name := folded[span.start : span.end])) > 1}
    found |= {key for name in found if starts_with_legal_form(name) and len(key := name_key(name)) > 2}
    found = {name for name in found if len(name) > 1 and suffixes().get(name) is None}
    found |= {fold(block.outlet) for block in doc.blocks if block.outlet}
    stems = {stem for name in telling if (stem := _stem(name))}
    yield from _soft_repeated(doc, found)
    yield from _stepped(folded, telling)
    openings = {name[:2] for name in found | stems}
    for match in _LONG_RUN_RE.finditer(folded):
        run = match[0]
        if _is_dull[run] and run[:2] not in openings and (run[0] not in NATIONS or run[1:3] not in openings):
            continue
        start, name = match.start(), run
        if run[0] in NATIONS and run not in found and (run[1:] in found or run[1:] in table):
            start, name = start + 1, run[1:]
        for end, rule in _run_ends(name):
            head = name[:end]
            if head in found and not THING_RE.match(folded, start + end):
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


_STEPPED_RE = Pattern(
    r"(?<![一-龠々ァ-ヶーA-Za-z0-9])[一-龠々ァ-ヶー]{2,4}[労連協委審組研](?![一-龠々ァ-ヶーA-Za-z0-9])"
)


def _stepped(folded: str, found: set[str]) -> Iterator[Span]:
    """Yield runs whose letters step through a longer name of the article: 市職労 of 栗生市職員労働組合."""
    long = [key for name in found if len(key := name_key(name)) > 6]
    for match in _STEPPED_RE.finditer(folded):
        run = match[0]
        if run not in found and run not in suffixes() and any(is_short_form(run, key) for key in long):
            yield Span(match.start(), match.end(), 0.7, "clipped")


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


class _Dullness(dict[str, bool]):
    """Whether a run of letters says by itself nothing of a name; kept for the runs met so far."""

    def __missing__(self, run: str) -> bool:
        if len(self) >= 4 * MAX_FACTS:
            self.clear()
        endings, table = _telling_ends(), known_names()
        is_dull = len(run) > MAX_RUN
        if not is_dull and (run[-2:] in endings or run[-1] in endings):
            names = (run, run[1:]) if run[0] in NATIONS else (run,)
            is_dull = not any(rule for name in names for _, rule in _run_ends(name))
        elif not is_dull:
            is_dull = run not in table and (run[0] not in NATIONS or run[1:] not in table)
        self[run] = is_dull
        return is_dull


_is_dull = _Dullness()


@cache
def _telling_ends() -> frozenset[str]:
    """Return the last two letters (or the only one) of the words that make a name of the run that ends in them."""
    alone = (word for word in suffixes() if _stands_alone(word))
    return frozenset(word[-2:] for word in (*_sure(), *alone, *tails()))


def _run_ends(run: str) -> tuple[tuple[int, str], ...]:
    """Return where names may end in ``run``, each with the rule that makes one of the letters up to there, or ``""``."""
    table, ends = known_names(), []
    for end in _ends(run):
        head = run[:end]
        is_sure = _is_sure(head) or (end == len(run) and _stands_alone(head))
        ends.append((end, "suffix" if is_sure else "table" if head in table else ""))
    return tuple(ends)


@cache
def _sure() -> frozenset[str]:
    return frozenset(row["suffix"] for row in read_table(TABLES / "organization_sure.tsv", key="suffix"))


@cache
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


@cache
def _tail_lengths() -> dict[str, tuple[int, ...]]:
    """Return for each letter that a word of the tails ends in how long such words are."""
    return lengths_by_last_letter(_trimming_tails())


@cache
def _trimming_tails() -> frozenset[str]:
    return frozenset(word for word, effect in tails().items() if effect != "drop")


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


def bracketed(doc: Document, names: Sequence[Span]) -> Iterator[Span]:
    """Yield short names in brackets after a full one: 製品評価技術基盤機構（NITE）."""
    folded = doc.folded
    for span in names:
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


def with_heads(doc: Document, names: Sequence[Span], is_article: bool) -> list[Span]:
    """Return ``names`` with bare heads (機構, 協会) whose body stands before them, and without those that have none."""
    folded = doc.folded
    seen = {span.start: span.end for span in names}
    bare = [
        Span(match.start(), match.end(), 0.6, "head")
        for match in _heads_re().finditer(folded)
        if match.start() not in seen and _ends_alone(folded, match.end())
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


@cache
def _heads() -> frozenset[str]:
    return frozenset(word for word, suffix in suffixes().items() if suffix.bare == "head")


@cache
def _heads_re() -> re.Pattern[str]:
    first = "".join(sorted({word[0] for word in _heads()}))
    return re.compile(rf"(?=[{first}])(?<![一-龠々〆ァ-ヶーA-Za-z0-9&・!\-]){alternation(_heads())}")


#: What only one certain body does.
_VOICE_RE = Pattern(r"によると|によれば|側[はがの]|の調べ")


def _ends_alone(folded: str, end: int) -> bool:
    return not _RUN_RE.match(folded, end) or any(folded.startswith(tail, end) for tail in tails())
