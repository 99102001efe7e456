"""Which mentions are one body: full names, short forms, bare heads and anaphors of an article.

公正取引委員会 … 公取委 … 同委 are one entity whose canonical name is the fullest that the article gives. A short form is
joined to a longer name only for a reason that can be named: the same words without the legal form, brackets, a table,
the last words of the name (市教委 of 飯坂市教育委員会), its first words when only generic words are left out
(城東 of 城東倉庫), or letters that step through its words (経産省). A bare prefix is no reason: NEC is not NECインフロンティア.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from analyzer.mention import OrganizationKind
from analyzer.patterns import Pattern
from corpus.tokens import Document
from corpus.vocabulary import alternation, read_table

__all__ = [
    "Body",
    "Link",
    "Span",
    "anaphors",
    "bodies",
    "expanded",
    "is_anaphor",
    "is_short_form",
    "kind_of",
    "known_names",
    "name_key",
]

TABLES = Path(__file__).parents[1] / "tables"


class Span(NamedTuple):
    """A stretch of text taken for a name, how sure the tagger is, and the rule that found it."""

    start: int
    end: int
    score: float
    rule: str


class Link(NamedTuple):
    """A mention tied to its body (index into the list of bodies)."""

    span: Span
    body: int
    is_anaphor: bool


@dataclass(slots=True)
class Body:
    """One body of an article: its fullest name so far, all its names, its kind."""

    canonical: str
    kind: OrganizationKind
    names: set[str] = field(default_factory=set)


# ---------------------------------------------------------------------------------------------------------- tables


class Known(NamedTuple):
    """A table's knowledge of a form: the full names it may stand for, and the kind of each."""

    names: tuple[str, ...]
    kind: OrganizationKind


@cache
def known_names() -> dict[str, Known]:
    """Return form → full names and kind, out of organization_names.tsv (forms are keys of :func:`name_key`)."""
    known: dict[str, Known] = {}
    for row in read_table(TABLES / "organization_names.tsv", key="name", required=("kind", "source")):
        kind: OrganizationKind = row["kind"]  # type: ignore[assignment]
        for form in (row["name"], *filter(None, row["aliases"].split("|"))):
            key = name_key(form)
            before = known.get(key)
            known[key] = Known((*before.names, row["name"]), before.kind) if before else Known((row["name"],), kind)
    return known


class Suffix(NamedTuple):
    """A last word of names: the kind it tells, and whether it stands alone (``"name"``, ``"head"`` or ``""``)."""

    kind: OrganizationKind
    bare: str


@cache
def suffixes() -> dict[str, Suffix]:
    """Return the last words of names, out of organization_suffixes.tsv."""
    rows = read_table(TABLES / "organization_suffixes.tsv", key="suffix", required=("kind", "source"))
    return {row["suffix"]: Suffix(row["kind"], row["bare"]) for row in rows}  # type: ignore[arg-type]


@cache
def legal_forms() -> dict[str, OrganizationKind]:
    """Return the legal forms that stand before or after a name, with the kind they make."""
    rows = read_table(TABLES / "organization_legal_forms.tsv", key="form", required=("kind", "source"))
    return {row["form"]: row["kind"] for row in rows}  # type: ignore[misc]


class Anaphor(NamedTuple):
    """同社 and its like: the kinds it can stand for and the endings its body may have (any, if empty)."""

    kinds: tuple[str, ...]
    ends: tuple[str, ...]


@cache
def _anaphor_forms() -> dict[str, Anaphor]:
    rows = read_table(TABLES / "organization_anaphors.tsv", key="form", required=("kinds", "source"))
    return {row["form"]: Anaphor(tuple(row["kinds"].split()), tuple(row["ends"].split())) for row in rows}


def is_anaphor(name: str) -> bool:
    """Return whether ``name`` begins with an anaphor (同社, 同大法科大学院)."""
    return name[:1] == "同" and any(name[:length] in _anaphor_forms() for length in range(2, 6))


@cache
def _legal_re() -> re.Pattern[str]:
    forms = alternation(legal_forms())
    return re.compile(rf"^(?:{forms})[ ・]?|[ ]?(?:{forms})$")


@cache
def legal_edges() -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters that legal forms begin and end with."""
    return frozenset(form[0] for form in legal_forms()), frozenset(form[-1] for form in legal_forms())


#: Names whose facts are kept: an article repeats its names, and articles share many.
MAX_FACTS = 8192


@lru_cache(MAX_FACTS)
def name_key(name: str) -> str:
    """Return a folded name without legal form, blanks and quotes, in capitals: what makes two spellings one name.

    >>> name_key("株式会社 三方印刷"), name_key("Yahoo!ニュース")
    ('三方印刷', 'YAHOO!ニュース')
    """
    firsts, lasts = legal_edges()
    bare = _legal_re().sub("", name) if name[:1] in firsts or name[-1:] in lasts else name
    return (bare if len(bare) > 1 else name).replace(" ", "").replace("・", "").replace("=", "").upper()


@cache
def _suffix_lengths() -> dict[str, tuple[int, ...]]:
    return lengths_by_last_letter(suffixes())


def lengths_by_last_letter(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return for each letter that ``words`` end in how long those are, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[-1], set()).add(len(word))
    return {letter: tuple(sorted(each, reverse=True)) for letter, each in lengths.items()}


def suffix_of(name: str) -> str:
    """Return the longest last word of the table that ``name`` ends in, or ``""``.

    >>> suffix_of("国土交通省長野国道事務所")
    '国道事務所'
    """
    table, size = suffixes(), len(name)
    for length in _suffix_lengths().get(name[-1:], ()):
        if length <= size and name[size - length :] in table:
            return name[size - length :]
    return ""


_STATE_RE = Pattern(
    r"衆院|参院|衆議院|参議院|[都道府県市町村区]議会|国立|米国立|アメリカ国立|アメリカ海軍|米海軍|県立|市立|国土|国際連合"
)
_KINDS: tuple[tuple[tuple[str, ...], OrganizationKind], ...] = (
    (("政府", "政権", "軍", "艦隊", "教皇庁", "連邦", "当局"), "government"),
    (("理事会", "派遣団", "機関", "安保理"), "international"),
    (("サッカー部", "野球部", "陸上部", "ラグビー部", "バスケットボール部", "代表", "球団"), "team"),
    (
        ("News", "NEWS", "Times", "タイムス", "ONLINE", "オンライン", "Web", "Press", "通信", "日日", "スポーツ"),
        "media",
    ),
)


@lru_cache(MAX_FACTS)
def kind_of(name: str) -> OrganizationKind:
    """Return the kind of the body a (folded) name tells: legal form, table of names, last word; else ``other``."""
    firsts, lasts = legal_edges()
    if name[:1] in firsts or name[-1:] in lasts:
        for form, kind in legal_forms().items():
            if name.startswith(form) or name.endswith(form):
                if kind in ("association", "government", "hospital") and suffix_of(name):
                    break
                return kind
    known = known_names().get(name_key(name))
    if known is not None:
        return known.kind
    if name.startswith(("週刊", "月刊", "季刊")):
        return "media"
    if name.startswith(("劇団", "楽団")):
        return "association"
    if name.startswith("国連"):
        return "international"
    suffix = suffix_of(name)
    if suffix:
        kind = suffixes()[suffix].kind
        return "government" if kind == "association" and _STATE_RE.match(name) else kind
    for length in range(min(len(name) - 1, 8), 2, -1):  # 読売新聞大阪本社
        known = known_names().get(name_key(name[:length]))
        if known is not None and known.kind == "media":
            return "media"
    for endings, kind in _KINDS:
        if name.endswith(endings):
            return kind
    return "other"


# ------------------------------------------------------------------------------------------------------ one article


class _Name(NamedTuple):
    """A distinct name of the article: its first form as written, folded, and its key."""

    text: str
    folded: str
    key: str
    first: int  # index of its first span
    position: int


def bodies(
    doc: Document, spans: Sequence[Span], *, canonical: Callable[[str], str | None] | None = None
) -> tuple[list[Body], list[Link]]:
    """Return the bodies that ``spans`` (ordered, without overlap) name, and one link per span, in order.

    ``canonical`` gives the full name of a form (:func:`name_key`) where the user's own table has it.
    """
    names, name_of_span = _distinct(doc, spans, canonical)
    full = _full_names(doc, spans, names, name_of_span)
    found: list[Body] = []
    body_of_name: dict[int, int] = {}
    links: list[Link] = []
    for index, span in enumerate(spans):
        own = name_of_span[index]
        if own not in full and names[own].folded in _BARE:
            antecedent = _antecedent(doc, "同" + _BARE[names[own].folded], span.start, found, links)
            if antecedent is not None:
                links.append(Link(span, antecedent, False))
                continue
        target = _nearest_full(index, own, names, name_of_span, full)
        body = body_of_name.get(target)
        if body is None:
            body = body_of_name[target] = len(found)
            found.append(Body(names[target].text, kind_of(names[target].folded)))
        found[body].names.add(names[own].text)
        links.append(Link(span, body, False))
    return found, links


#: Heads that stand for a body whose name need not end in them, and the anaphor that they behave like.
_BARE = {"会社": "社", "クラブ": "クラブ", "法人": "法人", "会": "会", "財団": "法人", "球団": "球団"}


def _distinct(
    doc: Document, spans: Sequence[Span], canonical: Callable[[str], str | None] | None
) -> tuple[list[_Name], list[int]]:
    names: list[_Name] = []
    by_key: dict[str, int] = {}
    name_of_span: list[int] = []
    for index, span in enumerate(spans):
        folded = doc.folded[span.start : span.end]
        key = name_key(folded)
        own = canonical(key) if canonical else None
        if own is not None:
            folded, key = own, name_key(own)
        number = by_key.get(key)
        if number is None:
            number = by_key[key] = len(names)
            names.append(_Name(own or doc.text[span.start : span.end], folded, key, index, span.start))
        elif len(folded) > len(names[number].folded):  # the same name with its legal form is the fuller one
            names[number] = names[number]._replace(text=doc.text[span.start : span.end], folded=folded)
        name_of_span.append(number)
    return names, name_of_span


def _full_names(
    doc: Document, spans: Sequence[Span], names: Sequence[_Name], name_of_span: Sequence[int]
) -> dict[int, list[int]]:
    """Return short name → the fuller names of this article that it may stand for."""
    full: dict[int, list[int]] = {}
    for short, long in _bracketed(doc, spans, name_of_span):
        if short != long:
            short, long = sorted((short, long), key=lambda each: _fullness(names[each]))
            full.setdefault(short, []).append(long)
    bracketed = set(full)
    by_length = sorted(range(len(names)), key=lambda each: len(names[each].key))
    holding: dict[str, list[int]] = {}  # letter → the names that hold it, shortest first
    for each in by_length:
        for letter in set(names[each].key):
            holding.setdefault(letter, []).append(each)
    for short in by_length:
        if short in bracketed:
            continue
        key = names[short].key
        # HD and FG stand for other letters; any other short form holds letters of the long one.
        longer = (
            by_length if key.isascii() or not key else holding[min(key[:2], key=lambda letter: len(holding[letter]))]
        )
        candidates = [each for each in longer[:_MOST_LONGER] if is_short_form(key, names[each].key)]
        if candidates:
            full[short] = candidates
    return full


#: So many longer names a short one is held against (an article has some dozens).
_MOST_LONGER = 300


def _fullness(name: _Name) -> tuple[bool, bool, int]:
    """Return a sort key: a name with its legal form is fullest, an acronym least."""
    return (_legal_re().search(name.folded) is not None, not name.key.isascii(), len(name.key))


_BRACKET_GAP_RE = Pattern(r"[」』]?[(〈[](?:(?:[^()〈〉\n]{0,40}?[、,])?(?:以下|略称|通称|英語名))?[は、: ]*[「『]?")


def _bracketed(doc: Document, spans: Sequence[Span], name_of_span: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (name, name) pairs of ``A(B)`` and ``A(以下「B」)``."""
    folded = doc.folded
    for index in range(len(spans) - 1):
        before, after = spans[index], spans[index + 1]
        if after.start - before.end > 45 or not _BRACKET_GAP_RE.fullmatch(folded, before.end, after.start):
            continue
        closing = folded[after.end : after.end + 1]
        if (
            closing
            and closing in ")〉]、,=」』"
            and _is_plausible(name_key(folded[after.start : after.end]), name_key(folded[before.start : before.end]))
        ):
            yield name_of_span[index + 1], name_of_span[index]


def _is_plausible(inner: str, outer: str) -> bool:
    """Return whether a name in brackets can be another form of the one before it: no site of a paper, no second body."""
    known = known_names()
    mine, other = known.get(inner), known.get(outer)
    if mine is not None and other is not None:
        return bool(set(mine.names) & set(other.names))
    if mine is not None and mine.kind in ("media", "company", "team"):
        return False
    if inner.isascii() != outer.isascii():
        return True
    short, long = sorted((inner, outer), key=len)
    letters = iter(long)
    return is_short_form(short, long) or all(letter in letters for letter in short)


def _nearest_full(
    index: int, own: int, names: Sequence[_Name], name_of_span: Sequence[int], full: dict[int, list[int]]
) -> int:
    """Return the fullest name that name ``own`` stands for at span ``index``: the candidate last named before it."""
    seen = {own}
    while own in full:
        candidates = [each for each in full[own] if each not in seen]
        if not candidates:
            break
        own = candidates[0] if len(candidates) == 1 else _last_named(index, candidates, names, name_of_span)
        seen.add(own)
    return own


def _last_named(index: int, candidates: Sequence[int], names: Sequence[_Name], name_of_span: Sequence[int]) -> int:
    wanted = set(candidates)
    for before in range(index - 1, -1, -1):
        if name_of_span[before] in wanted:
            return name_of_span[before]
    return min(candidates, key=lambda each: names[each].first)


# ----------------------------------------------------------------------------------------------------- short forms


@cache
def _contractions() -> dict[str, tuple[str, ...]]:
    rows = read_table(TABLES / "organization_contractions.tsv", key="short", required=("long", "source"))
    return {row["short"]: tuple(row["long"].split("|")) for row in rows}


#: Kinds of last words that a clipped name may leave out; a union or a society of X is another body than X.
_CLIPPED = frozenset(("company", "media", "party", "school", "team"))
#: What makes the owner of X out of X, another body.
_UMBRELLAS = ("グループ", "ホールディングス", "HD", "労組", "社")
_PLACES = "県市町村区都道府"


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
        return other is not None and bool(set(mine.names) & set(other.names)) and long != short + "社"
    if short.isascii() and short.isalpha():
        return False
    return (
        _is_tail(short, long)
        or _is_tail(short + "党", long)
        or _is_head(short, long, known)
        or any(_is_tail(each, long) or each == long for each in expanded(short))
        or _is_inner(short, long)
        or _steps_through(short, long)
        or (short.endswith(("HD", "FG")) and any(_steps_through(each, long) for each in expanded(short)))
    )


def expanded(short: str) -> Iterator[str]:
    """Yield ``short`` with its last word written out: 奥羽信金 → 奥羽信用金庫."""
    for length in range(min(4, len(short)), 0, -1):
        for word in _contractions().get(short[-length:], ()):
            yield short[:-length] + word


def _is_katakana(letter: str) -> bool:
    return "ァ" <= letter <= "ヶ" or letter == "ー"


def _is_tail(short: str, long: str) -> bool:
    """Return whether ``long`` ends in ``short`` and leaves out a word: one letter (新京成電鉄) makes another name."""
    left_out = len(long) - len(short)
    suffix = suffix_of(short)
    if len(suffix) > 1 and suffixes()[suffix].kind == "company" and suffix != short:
        return False  # 三洋電機 is not 鳥取三洋電機
    if _is_katakana(short[0]) and _is_katakana(long[left_out - 1]):
        return False  # クライスラー is not ダイムラークライスラー
    if long.endswith(short) and (left_out > 1 or long[0] in _PLACES):
        return len(short) > 1
    plain = long.replace("の", "")
    return plain != long and len(short) > 1 and plain.endswith(short) and len(plain) > len(short)


def _is_head(short: str, long: str, known: dict[str, Known]) -> bool:
    """Return whether only generic words follow ``short`` in ``long`` (城東 of 城東倉庫), and it is no full name itself."""
    if len(short) < 2:
        return False
    if short.endswith("社") and len(short) > 2 and long.startswith(short[:-1]):
        return suffix_of(short) == "社"
    if not long.startswith(short) or short in known:
        return False
    suffix = suffix_of(short)
    if len(suffix) > 1:
        rest = long[len(short) :]
        if suffix in ("学院", "学園"):
            return rest in ("大", "大学")
        return suffixes()[suffix].kind == "company" and rest not in _UMBRELLAS and _is_generic(rest)
    return _is_generic(long[len(short) :]) or (len(short) > 2 and _is_generic(long[len(short) - 1 :]))


def _is_inner(short: str, long: str) -> bool:
    """Return whether ``short`` is a piece of ``long`` with the same last word: 渓谷回廊機構 of やまなみ渓谷回廊推進機構."""
    suffix = suffix_of(short)
    stem = short[: -len(suffix)] if suffix else ""
    if len(suffix) < 2 or len(stem) < 3 or not long.endswith(suffix):
        return False
    place = long.find(stem, 1)
    return place > 1


@cache
def _generic_re() -> re.Pattern[str]:
    words = [word for word, suffix in suffixes().items() if suffix.kind in _CLIPPED and word not in ("組", "局", "省")]
    return re.compile(
        rf"(?:{alternation([*words, *legal_forms(), 'パッケージ', '工業', 'ファーム', '学校', '校', 'グループ'])})+"
    )


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
    starts = [0, *(place + 1 for place, letter in enumerate(long[:9]) if letter in _PLACES + "警省庁党")]
    starts += [place for place, letter in enumerate(long[:8]) if letter in _PLACES]
    return any(_subsequence(short, long[start:]) for start in starts if long[start : start + 1] == short[0])


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
    return len(short) > 2 and _is_generic(last)


# -------------------------------------------------------------------------------------------------------- anaphors

#: A unit written on to an anaphor: 同省農村振興課, 同社広報部.
_UNIT_RE = Pattern(
    r"[一-龠々ァ-ヶー]{1,12}?(?:局|課|部|室|支部|支社|支店|本部|大学院|研究科|研究所|病院)(?![一-龠々ァ-ヶー])"
)
#: What may follow an anaphor in the same run of letters.
_AFTER = "側長幹株員内と系製元前向広労本会代担当関現旧初名世"


_ANAPHOR_RE = Pattern(r"(?<![一-龠々])[同当本弊](?=[一-龠A-Zァ-ヶ])")


@cache
def _anaphor_words() -> tuple[frozenset[str], int]:
    """Return all anaphors, those of the table and 同 or 当 before a head, and the length of the longest."""
    heads = [word for word, suffix in suffixes().items() if suffix.bare or len(word) > 2]
    words = frozenset((*_anaphor_forms(), *(prefix + word for word in heads for prefix in "同当")))
    return words, max(map(len, words))


def _anaphor_spans(folded: str) -> Iterator[tuple[int, int]]:
    words, longest = _anaphor_words()
    for match in _ANAPHOR_RE.finditer(folded):
        start = match.start()
        for length in range(longest, 1, -1):
            if folded[start : start + length] in words:
                yield start, min(start + length, len(folded))
                break


def anaphors(doc: Document, found: list[Body], links: Sequence[Link]) -> list[Link]:
    """Return a link for every 同社, 同省 … whose body stands before it, by kind and recency.

    A unit written on to the anaphor makes a body of its own (同省農村振興課), which is added to ``found``.
    """
    folded = doc.folded
    result: list[Link] = []
    trail = list(links)  # named so far, in order; anaphors join it, so that a topic stays one
    for start, end in _anaphor_spans(folded):
        form = folded[start:end]
        place = bisect_left(trail, start, key=lambda link: link.span.start)
        if (place < len(trail) and trail[place].span.start < end) or (place and trail[place - 1].span.end > start):
            continue
        if form == "同行" and folded[end : end + 1] in tuple("しさすせ取記者動"):  # 同行した: to go along
            continue
        unit = _UNIT_RE.match(folded, end)
        after = folded[end : end + 1]
        if unit is None and "一" <= after <= "龠" and after not in _AFTER:
            continue
        body = _antecedent(doc, form, start, found, trail[:place] if form[0] == "同" else links)
        if body is None:
            continue
        if form in ("同社", "当社", "弊社") and found[body].kind == "other":
            found[body].kind = "company"
        if unit is not None:
            found.append(Body(found[body].canonical + unit[0], found[body].kind))
            body, end = len(found) - 1, unit.end()
        link = Link(Span(start, end, 0.8, "anaphor"), body, True)
        result.append(link)
        trail.insert(place, link)
    return result


#: So many names back an antecedent is looked for.
_REACH = 40


def _antecedent(doc: Document, form: str, start: int, found: Sequence[Body], trail: Sequence[Link]) -> int | None:
    wanted = _anaphor_forms().get(form)
    if form[0] != "同":
        return _own(form, wanted, found, trail)
    near = trail[-_REACH:]
    if form == "同社":  # the paper that brings a report, or is its source, is not what it reports on
        near = [link for link in near if found[link.body].kind != "media" or _salience(doc, link) >= _SUBJECT]
    counts: dict[int, int] = {}
    for link in near:
        counts[link.body] = counts.get(link.body, 0) + 1
    fits = [_fit(wanted, form[1:], found[link.body]) for link in near]
    strict = any(fit >= _ENDS for fit in fits)
    best: tuple[float, int] | None = None
    sentence = doc.sentence_at(start)
    for age, (link, fit) in enumerate(zip(reversed(near), reversed(fits), strict=True)):
        if fit <= 0 or (strict and fit < _ENDS):
            continue
        distance = sentence - doc.sentence_at(link.span.start)
        score = fit - _AGE * age - _DISTANCE * distance + _salience(doc, link)
        score += _COUNT * min(counts[link.body], 5)
        if best is None or score > best[0]:
            best = (score, link.body)
    return best[1] if best else None


_ENDS, _AGE, _DISTANCE, _COUNT = 2.5, 0.35, 0.3, 0.2


def _own(form: str, wanted: Anaphor | None, found: Sequence[Body], trail: Sequence[Link]) -> int | None:
    """Return the body that speaks of itself (当社, 本学): of those that fit the one named most, the first of them."""
    counts: dict[int, int] = {}
    for link in trail:
        if _fit(wanted, form[1:], found[link.body]) > 0:
            counts[link.body] = counts.get(link.body, 0) + 1
    return max(counts, key=lambda body: counts[body], default=None)


def _fit(wanted: Anaphor | None, head: str, body: Body) -> float:
    names = [name_key(name) for name in body.names] or [body.canonical]
    if wanted is None:
        return _ENDS if any(name.endswith(head) for name in names) else 0.0
    if wanted.ends and any(name.endswith(wanted.ends) or name.startswith(head) for name in names):
        return _ENDS
    if body.kind in wanted.kinds:
        return 2.0 - 0.7 * wanted.kinds.index(body.kind)
    return 0.0


_SUBJECT = 0.8
_TOPIC = {"は": 1.0, "が": 0.8, "(": 0.8}
#: A body that only tells where somebody works, or what says so, is not what the text goes on about.
_ASIDE_RE = Pattern(
    r"の[^、。は]{0,14}(?:アナリスト|エコノミスト|研究員|教授|ストラテジスト)|によると|によれば|を?通じ|など|へ"
)


def _salience(doc: Document, link: Link) -> float:
    """Return how much a mention looks like what the text goes on about: topic and subject above objects."""
    after = doc.folded[link.span.end : link.span.end + 1]
    if link.is_anaphor:
        return 0.6
    if doc.folded.endswith("子会社の", 0, link.span.start) or doc.folded.endswith("子会社", 0, link.span.start):
        return -0.5
    if _ASIDE_RE.match(doc.folded, link.span.end):
        return -0.8
    return _TOPIC.get(after, 0.0)
