"""Names that the words around them introduce: outlets that bring a report, 「考える会」, 化学メーカー「浜見化成」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analyzer.organizations.body import Span
from analyzer.organizations.forms import TABLES, Suffix, known_names, name_key, suffix_of, suffixes
from analyzer.patterns import Pattern
from corpus.tokens import Document
from corpus.vocabulary import Row, read_table

__all__ = ["credits", "introduced"]

_CREDIT_RE = Pattern(r"(?<=[(〔【〈\[])[^()〔〕【】〈〉\[\]\n。]{2,24}(?=[)〕】〉\]])")
_CREDIT_PART_RE = Pattern(r"[^、,・/ ]+")
_AGENCY_ENDS = ("通信", "通信社", "新聞", "新聞社", "日報", "新報", "ニュース")


def credits(doc: Document) -> Iterator[Span]:
    """Yield outlets that bring a report: (共同), 【ワシントン=AP】, 〔共同、時事〕."""
    folded, table = doc.folded, known_names()
    for match in _CREDIT_RE.finditer(folded):
        for part in _CREDIT_PART_RE.finditer(folded, match.start(), match.end()):
            place, equals, name = part[0].rpartition("=")
            start = part.end() - len(name)
            known = table.get(name_key(name)) if name else None
            if known is not None and known.kind == "media":
                yield Span(start, part.end(), 0.9, "credit")
            elif equals and place and name.endswith(_AGENCY_ENDS) and len(name) > 3:
                yield Span(start, part.end(), 0.8, "credit")
            elif not equals:
                agency = _AGENCY_RE.search(name)
                if agency is not None and agency.start() > 1 and _PLACE_RE.fullmatch(name, 0, agency.start()):
                    yield Span(start + agency.start(), part.end(), 0.8, "credit")


_AGENCY_RE = Pattern(r"(?:共同|時事|AFP時事|AFP|AP|ロイター|新華社|タス|UPI|聯合|連合)$")
_PLACE_RE = Pattern(r"[ァ-ヶー・]{2,12}|[一-龠]{2,3}")


# ------------------------------------------------------------------------------------------------ introduced by words


@cache
def _quoted_re() -> re.Pattern[str]:
    group = r"[^「」『』()\n。、]{2,24}(?:ネット|ネットワーク|の会|る会|連絡会|委員会|ユニオン|フォーラム|協議会|機構|協会|連盟)"

    return re.compile(rf"[「『](?P<group>{group})[」』]")


_FIRM_RE = Pattern(
    r"(?:会社|企業|業者|商社|メーカー|ファンド|ベンチャー|運営する|経営する|経営していた)の?[「『](?P<firm>[^「」『』()\n。、]{2,20})[」』]"
)


def introduced(doc: Document) -> Iterator[Span]:
    """Yield names in 「」 that say themselves, or whose 「」 are said to hold one: 「考える会」, 化学メーカー「浜見化成」."""
    folded = doc.folded
    if "「" in folded or "『" in folded:
        for match in _quoted_re().finditer(folded):
            if "を" not in match["group"][:-3] or match["group"].endswith("会"):
                yield Span(*match.span("group"), 0.75, "quoted")
        for match in _FIRM_RE.finditer(folded):
            if not match["firm"].endswith(("た", "い", "る", "う", "だ", "です", "ます")):
                yield Span(*match.span("firm"), 0.75, "introduced")
    for match in _MADE_OF_RE.finditer(folded):
        if suffixes().get(suffix_of(match["body"]), _NO_SUFFIX).kind in ("association", "government", "union"):
            yield Span(*match.span("body"), 0.7, "introduced")
    yield from _soft_spans(folded)


_MADE_OF_RE = Pattern(
    r"(?:でつくる|で構成する|で組織する|からなる)(?P<body>[一-龠々ァ-ヶーA-Za-z0-9・]{4,24})(?=[はがのをにも、。(])"
)
_NO_SUFFIX = Suffix("other", "")


def _soft_spans(folded: str) -> Iterator[Span]:
    taken: list[tuple[int, int]] = []
    for name in _soft_names():
        start = folded.find(name)
        while start >= 0:
            end = start + len(name)
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                yield Span(start, end, 0.9, "table")
            start = folded.find(name, end)


@cache
def _soft_names() -> tuple[str, ...]:
    """Return the table's names that hold hiragana (国境なき医師団), which no run of letters is; long ones first."""
    names = {name for row in _name_rows() for name in (row["name"], *row["aliases"].split("|"))}
    soft = [name for name in names if len(name) > 4 and any("ぁ" <= letter <= "ん" for letter in name)]
    return tuple(sorted(soft, key=lambda name: (-len(name), name)))


def _name_rows() -> list[Row]:
    return read_table(TABLES / "organization_names.tsv", key="name")
