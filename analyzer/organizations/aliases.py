"""Which mentions are one body: full names, short forms, bare heads and anaphors of an article.

公正取引委員会 … 公取委 … 同委 are one entity whose canonical name is the fullest that the article gives. A short form is
joined to a longer name only for a reason that can be named: the same words without the legal form, brackets, a table,
the last words of the name (市教委 of 飯坂市教育委員会), its first words when only generic words are left out
(城東 of 城東倉庫), or letters that step through its words (経産省). A bare prefix is no reason: NEC is not NECインフロンティア.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from analyzer.organizations.anaphors import antecedent
from analyzer.organizations.body import Body, Link, Span
from analyzer.organizations.forms import (
    kind_of,
    known_names,
    legal_edge_re,
    legal_forms,
    name_key,
    short_names,
    suffix_of,
    suffixes,
)
from analyzer.organizations.longer import Longer, Name
from analyzer.organizations.shortforms import has_half_initials, is_short_form
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["Body", "Link", "Span", "bodies", "clubs", "legal_forms", "suffixes", "tied_clubs"]


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
    plain: dict[int, int] = {}  # full names that were met → their bodies
    for index, span in enumerate(spans):
        own = name_of_span[index]
        if own in plain:
            links.append(Link(span, plain[own], False))
            continue
        if own not in full and names[own].folded in _BARE and names[own].folded != "クラブ":
            meant = antecedent(doc, "同" + _BARE[names[own].folded], span.start, found, links)
            if meant is not None:
                links.append(Link(span, meant, False))
                continue
        target = _nearest_full(index, own, names, name_of_span, full)
        if target != own and _is_of_another_nation(doc, span, names[target]):
            target = own
        body = body_of_name.get(target)
        if body is None:
            body = body_of_name[target] = len(found)
            found.append(Body(names[target].text, kind_of(names[target].folded)))
        elif own not in full and names[own].folded not in _BARE:
            plain[own] = body
        found[body].names.add(names[own].text)
        links.append(Link(span, body, False))
    return found, _with_late_owners(doc, found, links)


def _is_of_another_nation(doc: Document, span: Span, name: Name) -> bool:
    """Return whether a nation stands before a mention that ``name`` is not of: 日本の外務省 is not フランス外務省."""
    if doc.folded[span.start - 1 : span.start] != "の" or span.start < 2:
        return False
    index = doc.token_at(span.start - 2)
    nation = doc.lexicon.types[doc.types[index]]
    first = doc.lexicon.types[doc.types[doc.token_at(name.position)]]
    return nation.pos4 == "国" and first.pos4 == "国" and nation.surface != first.surface


def clubs(doc: Document, found: list[Body], played: Sequence[Span]) -> list[Link]:
    """Return a link for each baseball club of ``played`` that bears the name of a company or a paper: 中日 is no paper there.

    A club that the article names in full (中日ドラゴンズ) is that; others are added to ``found``.
    """
    own: dict[str, int] = {}
    links: list[Link] = []
    for span in played:
        name = doc.text[span.start : span.end]
        if name not in own:
            full = [body for body, each in enumerate(found) if each.kind == "team" and name in each.canonical]
            own[name] = full[0] if full else len(found)
            if not full:
                found.append(Body(name, "team"))
        links.append(Link(span, own[name], False))
    return links


def _with_late_owners(doc: Document, found: Sequence[Body], links: list[Link]) -> list[Link]:
    """Return ``links`` with a 会社 of the headline tied to the first company that the text names."""
    if not any(each.canonical == "会社" for each in found):
        return links
    first = next((link.body for link in links if found[link.body].kind == "company" and not _is_bare(doc, link)), None)
    if first is None:
        return links
    return [replace(link, body=first) if found[link.body].canonical == "会社" else link for link in links]


def tied_clubs(doc: Document, found: Sequence[Body], links: list[Link]) -> list[Link]:
    """Return ``links`` (in order) with クラブ alone tied to the team named before, now that kinds are known."""
    if not any(each.canonical == "クラブ" for each in found):
        return links
    result: list[Link] = []
    for link in links:
        if found[link.body].canonical == "クラブ":
            meant = antecedent(doc, "同クラブ", link.span.start, found, result)
            link = link if meant is None else replace(link, body=meant)
        result.append(link)
    return result


def _is_bare(doc: Document, link: Link) -> bool:
    return doc.folded[link.span.start : link.span.end] in _BARE


#: Heads that stand for a body whose name need not end in them, and the anaphor that they behave like.
_BARE = {"会社": "社", "クラブ": "クラブ", "法人": "法人", "会": "会", "劇団": "劇団", "財団": "法人", "球団": "球団"}


_FOREIGN_COMPANY_RE = Pattern(r"(?:[ァ-ヶー]{2,}|[ぁ-んー]{3,}|[A-Z0-9&.]{2,})社")


def _company_key(key: str) -> str:
    """Return a key without the 社 behind a foreign name: VW社 is VW."""
    return key[:-1] if key[-1:] == "社" and _FOREIGN_COMPANY_RE.fullmatch(key) else key


def _distinct(
    doc: Document, spans: Sequence[Span], canonical: Callable[[str], str | None] | None
) -> tuple[list[Name], list[int]]:
    names: list[Name] = []
    by_key: dict[str, int] = {}
    name_of_span: list[int] = []
    for index, span in enumerate(spans):
        folded = doc.folded[span.start : span.end]
        key = _company_key(name_key(folded))
        own = canonical(key) if canonical else None
        if own is not None:
            folded, key = own, name_key(own)
        number = by_key.get(key)
        if number is None:
            number = by_key[key] = len(names)
            names.append(Name(own or doc.text[span.start : span.end], folded, key, index, span.start))
        elif len(folded) > len(names[number].folded):  # the same name with its legal form is the fuller one
            names[number] = replace(names[number], text=doc.text[span.start : span.end], folded=folded)
        name_of_span.append(number)
    return names, name_of_span


def _full_names(
    doc: Document, spans: Sequence[Span], names: Sequence[Name], name_of_span: Sequence[int]
) -> dict[int, list[int]]:
    """Return short name → the fuller names of this article that it may stand for."""
    full: dict[int, list[int]] = {}
    for short, long in _bracketed(doc, spans, name_of_span):
        if short != long:
            short, long = sorted((short, long), key=lambda each: _fullness(names[each]))
            full.setdefault(short, []).append(long)
    bracketed = set(full)
    longer = Longer(doc, spans, names, name_of_span)
    for short in longer.by_length:
        candidates = [] if short in bracketed else longer.names_of(short)
        if candidates:
            full[short] = candidates
    return full


def _fullness(name: Name) -> tuple[bool, bool, int]:
    """Return a sort key: a name with its legal form is fullest, an acronym least."""
    return (legal_edge_re().search(name.folded) is not None, not name.key.isascii(), len(name.key))


_BRACKET_GAP_RE = Pattern(r"[」』]?[(〈[](?:(?:[^()〈〉\n]{0,60}?[、,])?(?:以下|略称|通称|英語名))?[は、: ・]*[「『]?")


#: What it begins with.
_OPENINGS = frozenset("」』(〈[=")


def _bracketed(doc: Document, spans: Sequence[Span], name_of_span: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (name, name) pairs of ``A(B)`` and ``A(以下「B」)``."""
    folded = doc.folded
    for index in range(len(spans) - 1):
        before, after = spans[index], spans[index + 1]
        if _SO_CALLED_RE.fullmatch(folded, before.end, after.start):  # 「ループ九州株式会社」(以下「新会社」)
            yield name_of_span[index + 1], name_of_span[index]
            continue
        if folded[before.end : before.end + 1] not in _OPENINGS:
            continue
        if folded[before.end] == "=":
            if after.start == before.end + 1 and _is_spelled_out(folded, before, after):
                yield name_of_span[index], name_of_span[index + 1]
            continue
        if after.start - before.end > 70 or not _BRACKET_GAP_RE.fullmatch(folded, before.end, after.start):
            continue
        closing = folded[after.end : after.end + 1]
        if (
            closing
            and closing in ")〉]、,=」』"
            and (
                "通称" in folded[before.end : after.start]
                or _is_plausible(name_key(folded[after.start : after.end]), name_key(folded[before.start : before.end]))
            )
        ):
            yield name_of_span[index + 1], name_of_span[index]


_SO_CALLED_RE = Pattern(r"[」』]?[(]以下、?[「『\"]")


def _is_spelled_out(folded: str, short: Span, long: Span) -> bool:
    """Return whether initials stand before = and the name they stand for: EIA=エネルギー情報局, but not AP=共同."""
    initials, name = folded[short.start : short.end], folded[long.start : long.end]
    return initials.isascii() and initials.isupper() and len(name) > 3 and _is_plausible(initials, name_key(name))


def _is_plausible(inner: str, outer: str) -> bool:
    """Return whether a name in brackets can be another form of the one before it: no site of a paper, no second body."""
    known = known_names()
    mine, other = known.get(inner), known.get(outer)
    if mine is not None and other is not None:
        return bool(set(mine.names) & set(other.names))
    if other is not None and other.kind == "media" and outer in inner:
        return False  # 産経新聞(MSN産経新聞ニュース)
    if mine is not None and mine.kind in ("media", "company", "team"):
        return mine.kind == "media" == kind_of(outer) and inner.isascii() and inner not in short_names("credit")
    if inner.isascii() != outer.isascii() or (kind_of(outer) == "international" and _KATAKANA_RE.fullmatch(inner)):
        return True
    short, long = sorted((inner, outer), key=len)
    letters = iter(long)
    if len(head := suffix_of(short)) > 1 and len(short) > len(head) and head == suffix_of(long):
        return True  # 日本国際博覧会協会(万博協会)
    if has_half_initials(short, long):
        return True  # アフリカ疾病予防管理センター(アフリカCDC)
    return is_short_form(short, long) or all(letter in letters for letter in short)


_KATAKANA_RE = Pattern(r"[ァ-ヶー]{4,}")


def _nearest_full(
    index: int, own: int, names: Sequence[Name], name_of_span: Sequence[int], full: dict[int, list[int]]
) -> int:
    """Return the fullest name that name ``own`` stands for at span ``index``: the candidate last named before it."""
    seen = {own}
    while own in full:
        candidates = [each for each in full[own] if each not in seen]
        if not candidates:
            break
        own = candidates[0] if len(candidates) == 1 else _last_named(index, own, candidates, names, name_of_span, full)
        seen.add(own)
    return own


def _last_named(
    index: int,
    own: int,
    candidates: Sequence[int],
    names: Sequence[Name],
    name_of_span: Sequence[int],
    full: dict[int, list[int]],
) -> int:
    """Return which of the ``candidates`` for name ``own`` stands last before span ``index``, if only by a short form."""
    named = {each: each for each in candidates}
    for short, longer in full.items():
        if short != own and len(longer) == 1 and longer[0] in named:
            named.setdefault(short, longer[0])  # ISEAには14カ国が参加する。機構の予算は
    for before in range(index - 1, max(index - 1000, -1), -1):
        if name_of_span[before] in named:
            return named[name_of_span[before]]
    return min(candidates, key=lambda each: names[each].first)
