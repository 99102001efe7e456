"""Short names in brackets after a full one, and after 以下: 製品評価技術基盤機構（NITE）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.organizations.body import Span
from analyzer.organizations.forms import kind_of, name_key, stop_words
from analyzer.organizations.no_bodies import is_place
from analyzer.organizations.shortforms import has_half_initials, is_short_form
from analyzer.organizations.stretches import placed
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["bracketed", "repeated"]


def bracketed(doc: Document, names: Sequence[Span]) -> Iterator[Span]:
    """Yield short names in brackets after a full one: 製品評価技術基盤機構（NITE）."""
    folded = doc.folded
    for span in names:
        if (
            folded[span.start - 1 : span.start] in ("(", "=")
            and (initials := _initials_before(folded, span)) is not None
        ):
            yield initials
        if folded[span.end : span.end + 1] not in _OPENINGS:
            continue
        match = _BRACKET_RE.match(folded, span.end) or _CALLED_RE.match(folded, span.end)
        if match is None or match[1] in stop_words() or match[1].endswith(("市", "町", "村", "県", "区", "都", "府")):
            continue
        short, long = match[1], folded[span.start : span.end]
        if is_place(doc, *match.span(1)):
            continue  # 早稲田佐賀(佐賀)
        n_capitals = sum(map(str.isupper, short))
        is_initials = (
            short.isascii()
            and short[:1].isupper()
            and n_capitals > 1
            and (2 * n_capitals > len(short) or kind_of(long) != "other")  # トロンド・ギスケ(TrondGiske) is a person
            and not long.isascii()
        )
        if (
            is_initials
            or _is_spelled_out(short, long)
            or is_short_form(name_key(short), name_key(long))
            or has_half_initials(short, long)
            or "以下" in match[0]
            or (_KATAKANA_RE.fullmatch(short) and kind_of(long) == "international")  # 欧州刑事警察機構(ユーロポール)
        ):
            yield Span(match.start(1), match.end(1), 0.75, "bracketed")


def _initials_before(folded: str, span: Span) -> Span | None:
    """Return the initials that a full name spells out: WEF(世界経済フォーラム), EIA=エネルギー情報局."""
    start, end = span.start, span.end
    if end - start < 4 or folded[start:end].isascii() or (folded[start - 1] == "(" and folded[end : end + 1] != ")"):
        return None
    initials = _INITIALS_RE.search(folded, max(start - 8, 0), start - 1)
    if initials is None or initials[0] in stop_words() or kind_of(folded[start:end]) in ("other", "media"):
        return None
    return Span(*initials.span(), 0.75, "bracketed")


_INITIALS_RE = Pattern(r"(?<![A-Za-z])[A-Z][A-Za-z]?[A-Z]{1,4}$")
_BRACKET_RE = Pattern(
    r"[」』]?[(〈](?:以下|略称|通称)?[は、:: ・]*[「『]?([A-Za-z一-龠々ァ-ヶー&/\-]{2,14}|[一-龠]{1,3}[ぁ-ん]{2,4})[」』]?(?=[)〉、,])"
)
_CALLED_RE = Pattern(r"[」』]?[(〈][^()〈〉\n]{0,60}?以下[、:]?[「『]([^「」『』()\n]{2,16})[」』](?=[)〉、,と])")
_KATAKANA_RE = Pattern(r"[ァ-ヶー]{5,}")
#: What the two begin with.
_OPENINGS = frozenset("」』(〈")


def _is_spelled_out(short: str, long: str) -> bool:
    """Return whether the kanji of a bracketed name stand in the full one in this order: 産協 of 日本産業協議会."""
    letters = iter(long)
    return 1 < len(short) < 7 and short.isalpha() and not short.isascii() and all(each in letters for each in short)


def repeated(doc: Document, short: Sequence[Span], listed: Sequence[str]) -> Iterator[Span]:
    """Yield the other places of ``short`` names that stood in brackets once: 自由民主党（FDP） … FDPは."""
    names = {doc.folded[span.start : span.end] for span in short}
    letters = {name for name in names if len(name) == 2 and (not name.isascii() or name in _HOLDINGS)}
    for start, name in placed(doc.folded, listed, {name for name in names if len(name) > 2} | letters):
        if name in _HOLDINGS and _is_within_letters(doc.folded, start):
            continue
        if (
            name not in letters or name in _HOLDINGS or doc.ends[doc.token_at(start)] < start + 2
        ):  # no word of the dictionary: 信毎
            yield Span(start, start + len(name), 0.7, "repeated")


#: What holdings are called by themselves once their name was given with it: 東邦フィナンシャルグループ(FG) … FGの.
_HOLDINGS = frozenset(("FG", "HD"))


def _is_within_letters(folded: str, start: int) -> bool:
    return folded[start - 1 : start].isalnum() or (
        folded[start + 2 : start + 3].isalnum() and folded[start + 2].isascii()
    )
