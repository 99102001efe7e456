"""Which mentions are one body: full names, short forms, bare heads and anaphors of an article.

公正取引委員会 … 公取委 … 同委 are one entity whose canonical name is the fullest that the article gives. A short form is
joined to a longer name only for a reason that can be named: the same words without the legal form, brackets, a table,
the last words of the name (市教委 of 飯坂市教育委員会), its first words when only generic words are left out
(城東 of 城東倉庫), or letters that step through its words (経産省). A bare prefix is no reason: NEC is not NECインフロンティア.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analyzer.mention import OrganizationKind
from corpus.tokens import Document
from corpus.vocabulary import alternation, read_table

__all__ = ["Body", "Link", "Span", "anaphors", "bodies", "kind_of", "known_names", "name_key"]

TABLES = Path(__file__).parent / "tables"


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


@cache
def _legal_re() -> re.Pattern[str]:
    forms = alternation(legal_forms())
    return re.compile(rf"^(?:{forms})[ ・]?|[ ]?(?:{forms})$")


def name_key(name: str) -> str:
    """Return a folded name without legal form, blanks and quotes, in capitals: what makes two spellings one name.

    >>> name_key("株式会社 三方印刷"), name_key("Yahoo!ニュース")
    ('三方印刷', 'YAHOO!ニュース')
    """
    bare = _legal_re().sub("", name)
    return (bare if len(bare) > 1 else name).replace(" ", "").replace("・", "").replace("=", "").upper()


@cache
def _suffix_max() -> int:
    return max(map(len, suffixes()))


def suffix_of(name: str) -> str:
    """Return the longest last word of the table that ``name`` ends in, or ``""``.

    >>> suffix_of("国土交通省長野国道事務所")
    '国道事務所'
    """
    table = suffixes()
    for length in range(min(_suffix_max(), len(name)), 0, -1):
        if name[-length:] in table:
            return name[-length:]
    return ""


def kind_of(name: str, *, default: OrganizationKind = "company") -> OrganizationKind:
    """Return the kind of the body a (folded) name tells: legal form, table of names, last word; else ``default``."""
    for form, kind in legal_forms().items():
        if name.startswith(form) or name.endswith(form):
            if kind in ("association", "government", "hospital") and suffix_of(name):
                break
            return kind
    known = known_names().get(name_key(name))
    if known is not None:
        return known.kind
    suffix = suffix_of(name)
    if suffix:
        return suffixes()[suffix].kind
    return default


# ------------------------------------------------------------------------------------------------------ one article


class _Name(NamedTuple):
    """A distinct name of the article: its first form as written, folded, and its key."""

    text: str
    folded: str
    key: str
    first: int  # index of its first span
    position: int


def bodies(doc: Document, spans: Sequence[Span]) -> tuple[list[Body], list[Link]]:
    """Return the bodies that ``spans`` (ordered, without overlap) name, and one link per span, in order."""
    names, name_of_span = _distinct(doc, spans)
    full = _full_names(doc, spans, names, name_of_span)
    found: list[Body] = []
    body_of_name: dict[int, int] = {}
    links: list[Link] = []
    for index, span in enumerate(spans):
        own = name_of_span[index]
        target = _nearest_full(index, own, names, name_of_span, full)
        body = body_of_name.get(target)
        if body is None:
            body = body_of_name[target] = len(found)
            found.append(Body(names[target].text, kind_of(names[target].folded)))
        found[body].names.add(names[own].text)
        links.append(Link(span, body, False))
    return found, links


def _distinct(doc: Document, spans: Sequence[Span]) -> tuple[list[_Name], list[int]]:
    names: list[_Name] = []
    by_key: dict[str, int] = {}
    name_of_span: list[int] = []
    for index, span in enumerate(spans):
        folded = doc.folded[span.start : span.end]
        key = name_key(folded)
        number = by_key.get(key)
        if number is None:
            number = by_key[key] = len(names)
            names.append(_Name(doc.text[span.start : span.end], folded, key, index, span.start))
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
    for place, short in enumerate(by_length):
        if short in bracketed:
            continue
        candidates = [each for each in by_length[place + 1 :] if is_short_form(names[short].key, names[each].key)]
        if candidates:
            full[short] = candidates
    return full


def _fullness(name: _Name) -> tuple[bool, int]:
    is_latin = name.key.isascii()
    return (not is_latin, len(name.key))


_BRACKET_GAP_RE = re.compile(r"[」』]?[(〈[](?:以下|略称|通称|英語名|現)?[は、:: ]*[「『]?")


def _bracketed(doc: Document, spans: Sequence[Span], name_of_span: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (name, name) pairs of ``A(B)`` and ``A(以下「B」)``."""
    folded = doc.folded
    for index in range(len(spans) - 1):
        before, after = spans[index], spans[index + 1]
        if after.start - before.end > 8 or not _BRACKET_GAP_RE.fullmatch(folded, before.end, after.start):
            continue
        closing = folded[after.end : after.end + 1]
        if closing and closing in ")〉]、,=」』":
            yield name_of_span[index + 1], name_of_span[index]


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

#: What letters of a short form may stand for in the long one.
_EXPANSIONS = {"HD": "ホールディングス", "FG": "フィナンシャルグループ", "商議所": "商工会議所"}
_LAST = "省庁委会協研連組党局署社局院学大高所機構"


def is_short_form(short: str, long: str) -> bool:
    """Return whether ``short`` (a :func:`name_key`) can be a short form of the longer name ``long``.

    >>> is_short_form("公取委", "公正取引委員会"), is_short_form("市教委", "飯坂市教育委員会"), is_short_form("城東", "城東倉庫")
    (True, True, True)
    >>> is_short_form("NEC", "NECインフロンティア"), is_short_form("東電", "関西電力")
    (False, False)
    """
    if len(short) >= len(long):
        return False
    known = known_names()
    mine, other = known.get(short), known.get(long)
    if mine is not None and other is not None:
        return bool(set(mine.names) & set(other.names))
    if short.isascii() and short.isalpha():
        return False
    return _is_tail(short, long) or _is_head(short, long, known) or _steps_through(short, long)


def _is_tail(short: str, long: str) -> bool:
    return len(short) > 1 and long.endswith(short)


def _is_head(short: str, long: str, known: dict[str, Known]) -> bool:
    if len(short) < 2 or not long.startswith(short) or short in known:
        return False
    return _is_generic(long[len(short) :])


@cache
def _generic_re() -> re.Pattern[str]:
    words = [word for word, suffix in suffixes().items() if len(word) > 1 or word in "大高中小社省庁党"]
    words += [
        "パートナーズ",
        "産業",
        "工業",
        "総業",
        "機械",
        "パッケージ",
        "設備",
        "メディア",
        "ファーム",
        "校",
        "学校",
        "新聞社",
    ]
    return re.compile(rf"(?:{alternation(words)}|{alternation(legal_forms())})+")


def _is_generic(rest: str) -> bool:
    return _generic_re().fullmatch(rest) is not None


def _steps_through(short: str, long: str) -> bool:
    """Return whether the letters of ``short`` stand in ``long`` in this order, as abbreviations take them.

    The last word must agree (経産省 / 経済産業省, 公取委 / 公正取引委員会), and the first letter be the first of ``long`` or
    the first after a place and its 市, 県 … (県教委 / 長野県教育委員会).
    """
    for abbreviation, words in _EXPANSIONS.items():
        if abbreviation in short and words in long:
            short = short.replace(abbreviation, words)
            if short == long or (len(short) < len(long) and _steps_through(short, long)):
                return True
    if len(short) < 2 or short.isascii() or len(short) * 6 < len(long):
        return False
    starts = [0] if long[0] == short[0] else []
    starts += [place + 1 for place, letter in enumerate(long[:-1]) if letter in "県市町村区都道府" and place < 8]
    starts += [place for place, letter in enumerate(long[:8]) if letter in "県市町村区都道府" and letter == short[0]]
    return any(_subsequence(short, long[start:]) for start in starts if long[start] == short[0])


def _subsequence(short: str, long: str) -> bool:
    place, jumps = 0, 0
    previous = -1
    for letter in short:
        found = long.find(letter, place)
        if found < 0:
            return False
        jumps += found != previous + 1
        previous, place = found, found + 1
    rest = long[previous + 1 :]
    kana = sum("ァ" <= letter <= "ヶ" or letter == "ー" for letter in short)
    if kana > 1 and jumps > 1:  # katakana names are clipped, not stepped through
        return False
    return not rest or short[-1] in _LAST or _is_generic(rest)


# -------------------------------------------------------------------------------------------------------- anaphors

_UNIT_RE = re.compile(r"[一-龠ァ-ヶー]{0,12}?(?:局|課|部|室|支部|支社|支店|本部)(?=[はがのをにでもとへ、。(（」])")
_WORD = r"[一-龠ァ-ヶー々A-Za-z]"


@cache
def _anaphor_re() -> re.Pattern[str]:
    heads = [word for word, suffix in suffixes().items() if suffix.bare or len(word) > 2]
    forms = [*_anaphor_forms(), *(prefix + word for word in heads for prefix in ("同", "当"))]
    return re.compile(rf"(?=[同当本弊])(?<![一-龠々]){alternation(forms)}")


def anaphors(doc: Document, found: Sequence[Body], links: Sequence[Link]) -> list[Link]:
    """Return a link for every 同社, 同省 … whose body stands before it, by kind and recency."""
    folded = doc.folded
    result: list[Link] = []
    trail = list(links)  # named so far, in order; anaphors join it, so that a topic stays one
    for match in _anaphor_re().finditer(folded):
        start, end = match.span()
        if _inside(links, start, end):
            continue
        if re.match(r"[一-龠]", folded[end : end + 1]) and folded[end] not in "側長幹株員内と":
            unit = _UNIT_RE.match(folded, end)
            if unit is None and not _is_word_end(doc, end):
                continue
        form = match[0]
        body = _antecedent(doc, form, start, found, trail)
        if body is None:
            continue
        span = Span(start, end, 0.8, "anaphor")
        link = Link(span, body, True)
        result.append(link)
        trail.append(link)
        trail.sort(key=lambda each: each.span.start)
    return result


def _inside(links: Iterable[Link], start: int, end: int) -> bool:
    return any(link.span.start < end and start < link.span.end for link in links)


def _is_word_end(doc: Document, end: int) -> bool:
    index = doc.token_at(end)
    return index >= len(doc.starts) or doc.starts[index] == end


def _antecedent(doc: Document, form: str, start: int, found: Sequence[Body], trail: Sequence[Link]) -> int | None:
    wanted = _anaphor_forms().get(form)
    head = form[1:]
    best: tuple[float, int] | None = None
    sentence = doc.sentence_at(start)
    for age, link in enumerate(reversed([each for each in trail if each.span.start < start])):
        body = found[link.body]
        fit = _fit(wanted, head, body)
        if fit <= 0:
            continue
        score = fit - 0.35 * age - 0.3 * (sentence - doc.sentence_at(link.span.start)) + _salience(doc, link)
        if best is None or score > best[0]:
            best = (score, link.body)
    return best[1] if best else None


def _fit(wanted: Anaphor | None, head: str, body: Body) -> float:
    names = [name_key(name) for name in body.names]
    if wanted is None:
        return 2.0 if any(name.endswith(head) for name in names) else 0.0
    if wanted.ends and any(name.endswith(wanted.ends) for name in names):
        return 2.5
    if body.kind in wanted.kinds:
        return (1.0 if wanted.ends else 2.0) - 0.4 * wanted.kinds.index(body.kind)
    return 0.0


def _salience(doc: Document, link: Link) -> float:
    """Return how much a mention looks like what the text goes on about: topic and subject above objects."""
    after = doc.folded[link.span.end : link.span.end + 2]
    if link.is_anaphor:
        return 0.6
    if after[:1] in ("は", "が") or after[:1] == "(":
        return 1.0 if after[:1] == "は" else 0.8
    return 0.0
