"""Names that the tagger took for one: at a blank or a dot (読売新聞｜・｜毎日新聞), or glued together (右派政党｜セルビア急進党)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from analyzer.organizations.body import Span
from analyzer.organizations.forms import (
    MAX_FACTS,
    has_legal_form,
    known_names,
    legal_forms,
    name_key,
    shared_names,
    short_names,
    starts_with_legal_form,
    suffix_of,
    suffixes,
    tail_lengths,
    tails,
    team_owners,
)
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["parts", "unglued"]

_GAP_RE = Pattern(r"[ \n\t]+")
#: A row of names longer than this nobody has written (ア ア ア …): it is parted one blank after the other.
_LONGEST_ROW = 400


def parts(doc: Document, span: Span) -> Iterator[Span]:
    """Yield the parts of a span at blanks (unless a legal form or Latin stands there) and between full names."""
    if span.end - span.start > _LONGEST_ROW:
        return
    name = doc.folded[span.start : span.end]
    gap = _GAP_RE.search(name)
    if gap is not None:
        left, right = name[: gap.start()], name[gap.end() :]
        if right.startswith(_CONTACTS):  # 担当:高橋 TEL 053-…
            if not doc.folded.endswith(_IN_CHARGE, 0, span.start):
                yield replace(span, end=span.start + len(left))
            return
        joined = left.isascii() or right.isascii() or left in legal_forms() or starts_with_legal_form(left)
        if not joined or "\n" in gap[0]:
            pieces = [(0, len(left)), (gap.end(), len(name))]
            standing = [piece for piece in pieces if _stands(name[slice(*piece)])]
            for first, last in standing or pieces[:1]:
                yield from parts(doc, replace(span, start=span.start + first, end=span.start + last))
            return
    if "=" in name and (heading := _HEADING_RE.match(name)) is not None:
        yield from parts(doc, replace(span, start=span.start + heading.end()))
        return
    if ("が" in name or "を" in name) and (clause := _CLAUSE_RE.match(name)) is not None:
        yield from parts(doc, replace(span, end=span.start + clause.end()))
        return
    if ("対" in name or "vs" in name) and (sides := _SIDES_RE.fullmatch(name)) is not None:
        for side in ("left", "right"):
            if _stands(sides[side]):
                yield replace(span, start=span.start + sides.start(side), end=span.start + sides.end(side))
        return
    if "・" in name and name_key(name) not in known_names():
        edges = [0, *(place + 1 for place, letter in enumerate(name) if letter == "・"), len(name) + 1]
        pieces = [(first, last - 1) for first, last in itertools.pairwise(edges)]
        merged = _merged(name, pieces)
        if len(merged) > 1:
            for first, last in merged:
                yield replace(span, start=span.start + first, end=span.start + last)
            return
        if _stands(name[pieces[1][0] :]) and _is_called(doc, span.start, span.start + pieces[0][1]):
            yield replace(span, start=span.start + pieces[1][0])  # 大村智・北里大
            return
        if _is_team_and_player(name, pieces[0][1]):
            yield replace(span, end=span.start + pieces[0][1])
            return
    yield span


#: The first half of a headline: 大雪警戒=｜交通.
_HEADING_RE = Pattern(r".*[一-龠ぁ-ん]=(?=.{2})")
#: A body and what it does: ファイザー日本法人｜がテレビ.
_CLAUSE_RE = Pattern(r"[^のがを]{2,}(?:法人|会社|[省庁党社署委])(?=[がを])")
#: Two sides of a match: 横浜対巨人軍, 日本ハムvs中日; not 反対派連合, 対策本部.
_SIDES_RE = Pattern(
    r"(?P<left>[^対]{2,12}?)(?:(?<![反絶相敵一])対(?![策応話象立戦外日米内抗処面岸決比空潜人物])|vs)(?P<right>[^対]{2,12})"
)


def _is_team_and_player(name: str, dot: int) -> bool:
    """Return whether a team of the table stands before a dot and no word of bodies ends the rest: 日本ハム・増井."""
    known = known_names().get(name_key(name[:dot]))
    return known is not None and not suffix_of(name) and (known.kind == "team" or name_key(name[:dot]) in team_owners())


#: What a telephone number and an address follow, and what the name of a person does.
_CONTACTS = ("TEL", "FAX", "Tel", "Fax", "E-mail", "Email", "URL")
_IN_CHARGE = ("担当:", "担当者:", "担当 ", "担当者 ", "広報:", "責任者:")


def _merged(name: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the names among pieces between dots: a dot parts two names if both stand by themselves."""
    merged = [pieces[0]]
    for piece in pieces[1:]:
        before = merged[-1]
        left, right = name[slice(*before)], name[slice(*piece)]
        rest = name[piece[0] :]
        if _is_katakana_name(left) and _is_katakana_name(right) and name_key(right) not in known_names():
            merged[-1] = (before[0], piece[1])  # ソニー・インタラクティブエンタテインメント is one name
            continue
        if _is_full(left) and ((_is_full(right) and _kin(left, right)) or (_is_full(rest) and _kin(left, rest))):
            merged.append(piece)
        else:
            merged[-1] = (before[0], piece[1])
    return merged


def _is_katakana_name(part: str) -> bool:
    return _ALL_KATAKANA_RE.fullmatch(part) is not None


_ALL_KATAKANA_RE = Pattern(r"[ァ-ヶー]+")


def _kin(left: str, right: str) -> bool:
    """Return whether two parts can be names in a row: both known, or of one kind (米国医療機器・IVD工業会 is one name)."""
    known = known_names()
    if name_key(left) in known or name_key(right) in known:
        return True
    return suffixes()[suffix_of(left)].kind == suffixes()[suffix_of(right)].kind


def _stands(name: str) -> bool:
    return name_key(name) in known_names() or bool(suffix_of(name))


def _is_full(name: str) -> bool:
    """Return whether a part beside a dot is a name by itself: known, or longer than its last word."""
    if name_key(name) in known_names():
        return True
    suffix = suffix_of(name)
    return len(suffix) > 1 and len(name) > len(suffix) + 1


def unglued(doc: Document, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` without words glued to a name that stands alone elsewhere: 右派政党｜セルビア急進党, カナエル｜広報.

    Two names of the table in a row are two names (阪神タイガース｜日刊スポーツ).
    """
    names = [doc.folded[span.start : span.end] for span in spans]
    alone = set(names)
    bare = alone.union(name_key(name) for name in alone if has_legal_form(name))
    endings: set[str] = set()
    shared: set[str] = set()
    for name in alone:
        ending = name[-_LEAST_TAIL:]
        (shared if ending in endings else endings).add(ending)
    result: list[Span] = []
    for span, name in zip(spans, names, strict=True):
        if (
            span.rule == "tagger"
            and len(name) > 4
            and not _team_before(name)
            and (name[-_LEAST_TAIL:] in shared or _ends_in_known(name))
        ):
            result += _unglued(doc, span, alone)
            continue
        length = 0
        if span.rule == "tagger":
            tails_cut = [cut for cut in _cuts(name) if name[:cut] in bare]
            length = tails_cut[0] if tails_cut else _team_before(name)
        if length and (name[:length] in bare or _is_called(doc, span.start + length, span.end)):
            span = replace(span, end=span.start + length)
        result.append(span)
    return result


#: A name that another one may be glued to has so many letters, unless the table knows it.
_LEAST_TAIL = 4


@lru_cache(MAX_FACTS)
def _ends_in_known(name: str) -> bool:
    """Return whether a name ends in one that the table knows."""
    table = known_names()
    return any(name[cut:] in table for cut in range(2, len(name) - 2))


@lru_cache(MAX_FACTS)
def _cuts(name: str) -> tuple[int, ...]:
    """Return how long ``name`` is without each of the words at its end that stick to names, shortest first: カナエル｜広報."""
    if name_key(name) in known_names() or len(suffix_of(name)) > 1:
        return ()
    lengths = tail_lengths().get(name[-1], ())
    return tuple([len(name) - length for length in lengths if tails().get(name[-length:]) in ("trim", "cut")])


@lru_cache(MAX_FACTS)
def _team_before(name: str) -> int:
    """Return the length of the team of the table that a name begins with and that is not all of it: 日本ハム｜増井."""
    known, owners = known_names(), team_owners()
    for cut in range(len(name) - 1, 1, -1):
        team = known.get(name[:cut])
        if team is not None and (team.kind == "team" or name[:cut] in owners):
            return 0 if name_key(name) in known or suffix_of(name) else cut
    return 0


def _is_called(doc: Document, start: int, end: int) -> bool:
    """Return whether the words between are names of persons."""
    first, last = doc.token_at(start), doc.token_at(end - 1)
    if doc.starts[first] != start or doc.ends[last] != end:
        return False
    return all(doc.lexicon.types[index].pos3 == "人名" for index in doc.types[first : last + 1])


def _unglued(doc: Document, span: Span, alone: set[str]) -> Iterator[Span]:
    folded, table = doc.folded, known_names()
    name = folded[span.start : span.end]
    if name_key(name) in table:
        yield span
        return
    for cut in range(2, len(name) - 2):
        head, tail = name[:cut], name[cut:]
        is_known = tail in table and len(tail) > 2 and tail not in suffixes()
        if not is_known and not (tail in alone and suffixes().get(tail) is None and len(tail) > 3):
            continue
        index = doc.token_at(span.start + cut)
        if index >= len(doc.starts) or doc.starts[index] != span.start + cut:
            continue
        if tail[-1] == "党" and head in short_names("row"):
            break  # 立憲社会党
        if tail.endswith(_COUNCILS) and folded[span.start - 1 : span.start] == "の":
            break  # AUの平和安全保障理事会
        if head in table and is_known:
            yield replace(span, end=span.start + cut)
        elif _is_owner(head) or tail in shared_names() or _is_place(doc, span.start, span.start + cut):
            break
        yield replace(span, start=span.start + cut)
        return
    yield span


#: Organs that many bodies have.
_COUNCILS = ("理事会", "総会", "委員会")
_WIDE = ("全国", "全日本", "日本", "国際", "世界", "東", "西", "南", "北", "新")
_CLASSES = ("政党", "組織", "団体", "会社", "勢力", "発令", "買収", "対")


def _is_owner(head: str) -> bool:
    """Return whether ``head`` belongs to the name behind it: a parent body, a legal form, 全国."""
    if head.endswith(_CLASSES) and head not in legal_forms():
        return False
    return name_key(head) in known_names() or bool(suffix_of(head)) or head in _WIDE or starts_with_legal_form(head)


def _is_place(doc: Document, start: int, end: int) -> bool:
    """Return whether the last word before ``end`` is a place, a nation or 県, 市 …: part of the name behind it."""
    index = doc.token_at(end - 1)
    if index >= len(doc.starts) or doc.starts[index] < start:
        return True
    word = doc.lexicon.types[doc.types[index]]
    return word.pos3 == "地名" or word.surface in ("県", "市", "町", "村", "区", "府", "都", "道", "国", "立", "地方")
