"""Parties by short names that are words of their own (立憲、国民、共産; 国民の玉木代表), and factions (茂木派)."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.organizations.body import Span
from analyzer.organizations.forms import backing, known_names, short_names
from analyzer.organizations.rules import Rule, matched
from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.text import occurrences
from corpus.tokens import Document
from corpus.vocabulary import alternation

__all__ = ["parties"]


def parties(doc: Document) -> Iterator[Span]:
    """Yield parties in a row of them, before the name of who heads them, and factions."""
    folded = doc.folded
    if "賛成" in folded or "反対" in folded or "議席" in folded:
        for match in _voting_re().finditer(folded):
            yield Span(*match.span(), 0.75, "party")
        for match in _SIDE_RE.finditer(folded):
            yield from _beside_parties(folded, match.start())
    yield from matched(folded, _RULES)
    if "国民" in folded or "維新" in folded or "共産" in folded:
        for match in _parties_re().finditer(folded):
            for party in _party_re().finditer(match[0]):
                yield Span(match.start() + party.start(), match.start() + party.end(), 0.75, "party")
    if "党" in folded or "議員" in folded or "派閥" in folded:
        yield from _party_heads(doc)
    if "連合" in folded and "企業連合" not in folded:
        is_of_labour = any(map(folded.__contains__, _of_labour()))
        for match in _labour_re().finditer(folded):
            if is_of_labour or match["head"]:
                yield Span(*match.span(), 0.75, "table")
        for match in _BRANCH_RE.finditer(folded):
            first = doc.lexicon.types[doc.types[doc.token_at(match.start("place"))]]
            if first.pos3 in ("地名", "人名") or (is_of_labour and match["place"][0] not in _GENERAL):
                yield Span(*match.span(), 0.75, "table")


#: The confederation of a prefecture: 連合｜福岡.
_BRANCH_RE = Pattern(
    r"(?<![一-龠々ァ-ヶーA-Za-z0-9・」』])連合(?P<place>[一-龠々ノヶ]{2,4})(?=[はがもとにを、。(]|の(?:会長|事務局長|代表|幹部|調べ|[一-龠]{2,3}会長))(?<![軍国側会体隊長論])"
)
#: First letters of what is no place there: 連合｜政権.
_GENERAL = frozenset("政軍艦会国野与内側各両的王")


@kept
def _of_labour() -> tuple[str, ...]:
    """Return what an article on unions speaks of: 春闘."""
    return backing("union")


@table_pattern
def _labour_re() -> str:
    """Match the confederation that is called by a common word, where it acts or is asked: 連合は5日, 連合の芳野会長."""
    acting = r"[はがもとに、](?!なって|して)|を除|の(?:(?P<head>[一-龠]{2,6}(?:会長|事務局長))|会長|代表|幹部|事務局長|調べ|集計|要求|方針|組織|中央)"
    return rf"(?<![一-龠々ァ-ヶーA-Za-z0-9・」』の])(?:{alternation(short_names('labour'))})(?={acting})"


@table_pattern
def _parties_re() -> str:
    """Match parties in a row, by short names that are words of their own: 立憲、国民、共産."""
    party = alternation(short_names("row"))
    return rf"(?<![一-龠])(?:{party})(?:[、・と](?:{party}))+(?=[、・の各両などがはでをに0-9一二三四五六七八九])"


#: What stands behind those who vote: 自民党、未来にいがた、共産｜は反対した.
_SIDE_RE = Pattern(r"[はが](?:、[^、。\n]{2,10})?(?:賛成|反対)")
_FACTION_NAME_RE = Pattern(r"[一-龠々ァ-ヶーぁ-ん]{3,12}(?<!など)(?<!ほか)(?<![らしてりくが])")
_SOFT_RE = Pattern(r"[ぁ-んァ-ヶー]")
_CLAUSE_RE = Pattern(r"(?s:.*)[。\n「」はのを]")
#: So many letters before what they do the row of factions is looked for.
_LONGEST_ROW = 120


def _beside_parties(folded: str, end: int) -> Iterator[Span]:
    """Yield the factions with kana in the row that ends at ``end``, if it names a party too."""
    floor = max(end - _LONGEST_ROW, 0)
    clause = _CLAUSE_RE.match(folded, floor, end)
    start = clause.end() if clause is not None else floor
    names = folded[start:end].split("、")
    known = known_names()
    is_party = [name in short_names("row") or (name in known and known[name].kind == "party") for name in names]
    for name, told in zip(names, is_party, strict=True):
        if not told and any(is_party) and _SOFT_RE.search(name) and _FACTION_NAME_RE.fullmatch(name):
            yield Span(start, start + len(name), 0.7, "party")
        start += len(name) + 1


#: A branch of 維新の会 by its town: 木ノ下維新の会.
_RENEWAL_RE = Pattern(
    r"(?<![一-龠々ァ-ヶーぁ-ん])(?:[一-龠々ヶケノ]{2,5}|[ぁ-ん]{2,5})維新の会|(?<=[^一-龠々ァ-ヶー][はがとのにも])[一-龠々ヶケノ]{2,5}維新の会"
)
#: Beside 共和党.
_REPUBLICANS_RE = Pattern(r"(?<![一-龠々])共和(?=[はがもをに、・側](?!国))")


@table_pattern
def _voting_re() -> str:
    """Match a party before how many vote or sit for it: 反対は共産｜2人. 国民 and its like count people elsewhere."""
    party = alternation(name for name in short_names("row") if name not in ("国民", "生活", "自由"))
    return rf"(?<![一-龠々ァ-ヶー])(?:{party})(?=[0-9]{{1,3}}(?:人|議席)(?:[、。とだでが)]|$))"


@table_pattern
def _party_re() -> str:
    return alternation(short_names("row"))


#: Who heads a party, behind a short name of that: 国民｜の玉木代表.
_HEAD_RE = Pattern(
    r"の(?P<head>[一-龠]{2,4}?)(?:代表|党首|幹事長|書記局長|委員長|国対委員長|政調会長|政審会長|共同代表|参院議員|衆院議員|参院幹事長)"
)
#: A faction is called by its head: 茂木｜派. Other words before 派 say what its people think.
_FACTION_RE = Pattern(r"派(?=[はがもとやのをに、。・(])")
_FACTION_HEAD_RE = Pattern(
    r"(?<![一-龠々ァ-ヶ])旧?(?P<head>(?!旧|超党|各|他|会派|同|両|全|諸|某|反対|賛成|推進|慎重|穏健|強硬|保守|改革|主流|非主流|反主流|急進|容認|中間|多数|少数|中道|独立|武闘|守旧|現状|積極|消極|懐疑|特)[一-龠々]{2,3})$"
)
_FACTIONS = ("自民", "派閥")
_LETTER_RE = Pattern(r"[一-龠々ァ-ヶー]")


def _party_heads(doc: Document) -> Iterator[Span]:
    """Yield parties before the name of who heads them (国民の玉木代表), and factions behind that (茂木派)."""
    folded = doc.folded
    for name in short_names("row"):
        for start in occurrences(folded, name + "の"):
            end = start + len(name)
            headed = _HEAD_RE.match(folded, end)
            is_alone = not start or not _LETTER_RE.match(folded, start - 1)
            if headed is not None and is_alone and _is_surname(doc, headed.start("head")):
                yield Span(start, end, 0.75, "party")
    if "派" in folded and any(word in folded for word in _FACTIONS):
        for match in _FACTION_RE.finditer(folded):
            head = _FACTION_HEAD_RE.search(folded, max(match.start() - 5, 0), match.start())
            if head is not None:
                yield Span(head.start("head"), match.end(), 0.7, "party")


def _is_surname(doc: Document, start: int) -> bool:
    index = doc.token_at(start)
    return doc.starts[index] == start and doc.lexicon.types[doc.types[index]].pos4 == "姓"


#: A party called by no 党, where the text says what it is: 与党の国民統一運動は.
_ROLE_RE = Pattern(
    r"(?:与党|野党|第[一二三123]党|右派|左派|極右|極左|中道|政党)の?(?P<name>(?<=の)[一-龠々ァ-ヶー・]{2,12}(?:運動|同盟|戦線|勢力))(?=[はがもをに、])"
    r"|(?:与党|(?<!与)野党)(?P<bare>[一-龠々]{3,8}(?:運動|同盟|戦線|連盟))(?=[はがもをに、])"
)

#: A party that is called by common words, where the text says what it is: 与党国民の力は.
_WORDS_RE = Pattern(r"(?:与党|野党|政党|韓国)の?「?(?P<name>国民の力)(?=[はがのもをに、」・])")
_RULES = (
    Rule(("国民の力",), _WORDS_RE, (("name", "party"),), 0.75),
    Rule(("運動", "同盟", "戦線", "勢力"), _ROLE_RE, (("name", "party"), ("bare", "party")), 0.7),
    Rule(("維新の会",), _RENEWAL_RE, ((0, "party"),), 0.75),
    Rule(("共和党",), _REPUBLICANS_RE, ((0, "party"),), 0.75),
)
