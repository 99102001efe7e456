"""Names that the words around them introduce: outlets that bring a report, 「考える会」, 化学メーカー「浜見化成」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analyzer.organizations.body import Span
from analyzer.organizations.forms import TABLES, Suffix, known_names, legal_forms, name_key, suffix_of, suffixes
from corpus.patterns import Pattern
from corpus.tokens import Document
from corpus.vocabulary import Row, alternation, read_table

__all__ = ["after_legal_forms", "credits", "introduced"]

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
    group = r"[^「」『』()\n。、]{2,24}(?:ネット|ネットワーク|の会|[うくすつぬふむるぐぶ]会|たい会|連絡会|委員会|ユニオン|フォーラム|協議会|機構|協会|連盟)"

    return re.compile(rf"[「『](?P<group>{group})[」』]")


_FIRM_RE = Pattern(
    r"(?:会社|企業|業者|商社|メーカー|ファンド|ベンチャー|住民団体|市民団体|市民グループ|政治団体|会派|任意団体|運営する|経営する|経営していた)の?[「『](?P<firm>[^「」『』()\n。、]{2,20})[」』]"
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
    for match in _PUBLIC_SCHOOL_RE.finditer(folded):
        yield Span(*match.span(), 0.75, "school")
    for match in _MADE_OF_RE.finditer(folded):
        if suffixes().get(suffix_of(match["body"]), _NO_SUFFIX).kind in ("association", "government", "union"):
            yield Span(*match.span("body"), 0.7, "introduced")
    yield from _soft_spans(folded)
    yield from _companies(doc)


_PUBLIC_SCHOOL_RE = Pattern(
    r"(?:[都道府県市区町村]|組合)立[一-龠々ケヶァ-ヶー]{2,6}?(?:小|中|高|商|工|農|東|西|南|北)(?=[はがをにとので、。・―()」 \n])"
)
_MADE_OF_RE = Pattern(
    r"(?:でつくる|で構成する|で組織する|からなる)(?P<body>[一-龠々ァ-ヶーA-Za-z0-9・]{4,24})(?=[はがのをにも、。(])"
)
_NO_SUFFIX = Suffix("other", "")


def after_legal_forms(doc: Document) -> Iterator[Span]:
    """Yield names in hiragana behind a legal form, which taggers cut: 税理士法人あすなろ."""
    folded = doc.folded
    for match in _legal_re().finditer(folded):
        index = doc.token_at(match.start("soft"))
        if doc.lexicon.types[doc.types[index]].pos1 not in ("助詞", "助動詞"):
            yield Span(*match.span(), 0.7, "legal")


@cache
def _legal_re() -> re.Pattern[str]:
    """Match a legal form and a name that begins in hiragana, up to a particle before what is not hiragana."""
    forms = alternation([form for form in legal_forms() if len(form) > 2] + ["協同組合"])
    after = r"(?=(?:[のはがをにとでもや]|には|では|とは|への|から|より)(?![ぁ-ん])|[、。()「」『』 \n]|様|さん|$)"
    return re.compile(rf"{forms}(?P<soft>[ぁ-ん][ぁ-んァ-ヶー一-龠々]{{1,11}}?){after}")


@cache
def _trade_re() -> re.Pattern[str]:
    rows = read_table(TABLES / "organization_trades.tsv", key="word", required=("source",))
    words = [row["word"] for row in rows]
    first = "".join(sorted({word[0] for word in words}))
    return re.compile(rf"(?=[{first}])(?<![一-龠々ァ-ヶー]){alternation(words)}の(?={_PROPER}|[ぁ-ん]{{3,9}}\()")


_PROPER = r"[一-龠々ァ-ヶーA-Za-z0-9&]{2,16}"
_PROPER_RE = Pattern(_PROPER)
_SOFT_RE = Pattern(r"[ぁ-ん]{3,9}(?=\()")
_RUN_BY_RE = Pattern(rf"(?:経営する|経営していた|運営する|運営していた|展開する)(?P<firm>{_PROPER})(?=[はがのをに、])")
#: What only companies do or have, after a name that no dictionary knows: メドリンクは19日、…と発表した.
_ACTS_RE = Pattern(
    rf"(?<![一-龠々ァ-ヶーA-Za-z0-9&・])(?P<firm>{_PROPER})(?:\([^()]{{1,24}}\))?"
    r"(?:[はが][0-9]{1,2}日(?:、|に|まで|付|付け|の|午)[^。]{0,90}?(?:発表|公表|申請|開示|回収)"
    r"|を(?:買収|完全子会社|子会社化)|に出資|と(?:資本|業務|経営)(?:業務)?(?:提携|統合)"
    r"|の(?:完全子会社|子会社|株主総会|株価|株式|決算|経営陣|筆頭株主|本社工場)|株[はがを]|側は)"
)


def _companies(doc: Document) -> Iterator[Span]:
    """Yield proper words that a trade before them or an act behind them makes companies."""
    folded = doc.folded
    for match in _trade_re().finditer(folded):
        soft = _SOFT_RE.match(folded, match.end())
        name = soft or _PROPER_RE.match(folded, match.end())
        if name is not None and (soft or _is_proper(doc, name.start(), name.end())):
            yield Span(name.start(), name.end(), 0.7, "trade")
    for match in _RUN_BY_RE.finditer(folded):
        is_company = suffixes().get(suffix_of(match["firm"]), _NO_SUFFIX).kind == "company"
        if is_company or _is_proper(doc, *match.span("firm")):
            yield Span(*match.span("firm"), 0.7, "trade")
    for match in _ACTS_RE.finditer(folded):
        if _is_proper(doc, *match.span("firm")):
            yield Span(*match.span("firm"), 0.7, "acts")


def _is_proper(doc: Document, start: int, end: int) -> bool:
    """Return whether the words between are no common nouns, persons or places, and end where a word ends.

    A native word in katakana (カナメ, ニシキ) is a name: as a common noun it would be written otherwise.
    """
    first, last = doc.token_at(start), doc.token_at(end - 1)
    if last >= len(doc.ends) or doc.starts[first] != start or doc.ends[last] != end:
        return False
    words = [doc.lexicon.types[index] for index in doc.types[first : last + 1]]
    if any(word.pos3 in ("地名", "人名") or word.pos2 == "数詞" for word in words):
        return False
    return any(
        word.is_unknown
        or (word.pos3 == "一般" and word.pos2 == "固有名詞")
        or (word.goshu == "和" and _KATAKANA_RE.fullmatch(word.surface) is not None)
        for word in words
    )


_KATAKANA_RE = Pattern(r"[ァ-ヶー]{2,}")


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
