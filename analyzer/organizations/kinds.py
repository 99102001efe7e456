"""What a body is where its name does not tell: by the words beside it, by a list, by the bodies named in one breath with it.

「検索大手の」, 「の社長」 make a company of a name and 「紙によると」 a medium. The list (lists.py) knows フェラーリ,
デビルレイズ and ESPN. In a row of companies (ルノー、フェラーリ、…) or teams the one that nothing tells of is one too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analyzer.mention import OrganizationKind
from analyzer.organizations.body import Body, Link, Span
from analyzer.organizations.forms import HOMES_OF_FIRMS, is_office, parts_of_names
from analyzer.organizations.lists import listed_kind
from analyzer.organizations.teams import acts_as_team, is_match_report, is_of_clubs, place_of
from analyzer.organizations.wordfacts import is_listed_company
from corpus.patterns import Pattern, table_pattern
from corpus.text import fold
from corpus.tokens import Document
from corpus.vocabulary import alternation

__all__ = ["JOINT_RE", "settle_kinds", "told_beside", "told_by_words"]


def settle_kinds(doc: Document, found: Sequence[Body], links: Sequence[Link]) -> None:
    """Give the bodies of ``found`` whose name tells no kind the one that the article or the list tells.

    A body whose report the article holds is a medium, whatever its name looks like (北洋通信).
    """
    outlets = {block.outlet for block in doc.blocks}
    for each in found:
        if each.canonical in outlets or (each.kind == "company" and _OUTLET_RE.search(each.canonical)):
            each.kind = "media"
        elif each.canonical[0] in _LOCAL and (
            (each.kind == "other" and is_office(each.canonical))
            or (each.kind == "association" and _LOCAL_OFFICE_RE.fullmatch(each.canonical))
        ):
            each.kind = "government"
    folded = doc.folded
    is_match = any(each.kind == "other" for each in found) and is_match_report(folded)
    for each in found if is_match or is_of_clubs(folded) else ():
        if each.kind == "other" and place_of(each.canonical):
            each.kind = "team"
    for link in links:
        span, each = link.span, found[link.body]
        if span.rule == "school" and each.kind == "company":
            each.kind = "school"  # 福井工業(福井県) in a list of schools
        elif each.kind == "company" and _TRAINING_RE.fullmatch(each.canonical) and _of_schools(folded, span.start):
            each.kind = "school"
        elif each.kind == "company" and _is_introduced_medium(folded, span):
            each.kind = "media"  # コミュニケーションズ is a last word of companies
        elif each.kind == "government" and each.canonical[-1] == "軍" and folded.endswith(_ARMED, 0, span.start):
            each.kind = "other"  # 反政府武装勢力「北部解放軍」
        elif each.kind == "other":
            each.kind = told_beside(folded, span, is_match=is_match) or "other"
        elif each.kind == "association" and (
            (folded[span.start - 1] in "「『の" and _is_party(folded, span.start))
            or _PARTY_AFTER_RE.match(folded, span.end)
        ):
            each.kind = "party"
    for owner, board in pairwise(links):
        each = found[board.body]
        is_owned = found[owner.body].kind == "government" and folded[owner.span.end : board.span.start] == "の"
        if is_owned and each.kind == "association" and each.canonical.endswith(_BOARDS):
            each.kind = "government"  # 内閣府の宇宙政策委員会
    unknown = {body for body, each in enumerate(found) if each.kind == "other"}
    for body in unknown:
        found[body].kind = _told_by_lists(found[body]) or "other"
    if any(found[body].kind == "other" for body in unknown):
        _settle_rows(folded, found, links)
        _settle_rows(folded, found, list(reversed(links)))


#: What stands before the name of an association.
_GROUPS = ("団体", "NGO", "NPO")
#: … and before that of men in arms, whose 軍 is no state's.
_ARMED = ("勢力「", "組織「", "ゲリラ「", "過激派「", "民兵「", "勢力", "ゲリラ", "過激派", "武装組織")
#: Last words of what a ministry or an assembly sets up.
_BOARDS = ("委員会", "審議会", "審査会", "調査会", "本部")
#: Media whose last word is one of companies: 中国四国新聞デジタル, エジプト国営中東通信.
_OUTLET_RE = Pattern(r"(?:新聞|日報|放送|テレビ)デジタル$|国[営立].{0,6}通信$")
#: What schools of a trade end in as companies do: 福井工業 in a report of 高校野球.
_TRAINING_RE = Pattern(r"[一-龠]{2,4}(?:工業|商業|実業|商工|農業|水産)")


def _told_by_lists(body: Body) -> OrganizationKind | None:
    names = [fold(name) for name in (body.canonical, *sorted(body.names.difference((body.canonical,))))]
    for name in names:
        kind = listed_kind(name)
        if kind is not None:
            return kind
    return "company" if any(map(is_listed_company, names)) else None


# ------------------------------------------------------------------------------------------------- the words beside it

#: What the rule that found a name tells of its kind.
_TOLD_KINDS: dict[str, OrganizationKind] = {
    "credit": "media",
    "school": "school",
    "place": "team",
    "trade": "company",
    "acts": "company",
    "topic": "company",
    "party": "party",
    "seat": "company",
    "nonprofit": "association",
    "labour": "union",
    "programme": "international",
}


def told_beside(folded: str, span: Span, *, is_match: bool) -> OrganizationKind | None:
    """Return the kind that the words beside a name tell, or the rule that found it."""
    is_company = is_listed_company(folded[span.start : span.end])
    if span.rule in _TOLD_KINDS and not (span.rule == "credit" and is_company):
        return _TOLD_KINDS[span.rule]
    return "company" if is_company else told_by_words(folded, span, is_match=is_match)


def told_by_words(folded: str, span: Span, *, is_match: bool) -> OrganizationKind | None:
    """Return the kind that the words beside a name tell, whatever lists say of it."""
    start, end = span.start, span.end
    name = folded[start:end]
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if after in _COMPANY_AFTER and _COMPANY_AFTER_RE.match(folded, end):
        return "company"
    if before in _COMPANY_BEFORE and _company_before_re().search(folded, max(start - 12, 0), start):
        return "company"
    is_quoted = before in ("「", "『")
    if _is_introduced_medium(folded, span):
        return "media"
    if _is_medium(folded, start, end) or (is_quoted and _MEDIUM_BEFORE_RE.search(folded, max(start - 6, 0), start)):
        return "media"
    if is_quoted and _SCHOOL_BEFORE_RE.search(folded, max(start - 8, 0), start):
        return "school"
    if is_quoted and folded.endswith(_GROUPS, 0, start - 1):
        return "association"
    if _PARTY_AFTER_RE.match(folded, end) or ((is_quoted or before == "の") and _is_party(folded, start)):
        return "party"
    if (
        before
        and before in HOMES_OF_FIRMS
        and _NATION_RE.search(folded, max(start - 2, 0), start)
        and _FOREIGN_RE.match(name)
    ):
        return listed_kind(name) or "company"
    if before == "の" and _LEAGUE_BEFORE_RE.search(folded, max(start - 8, 0), start):
        return "team"
    if is_match and acts_as_team(folded, end):
        return listed_kind(name) or ("school" if _of_schools(folded, start) else "team")
    return None


@table_pattern
def _company_before_re() -> str:
    """Match what makes a company of the name behind it: メーカー｜「…」, スーパー「."""
    trades, stores = alternation(parts_of_names("trade")), alternation(parts_of_names("store"))
    return rf"(?:{trades})の?[「『]?$|(?:{stores})の?[「『]$"


def _is_party(folded: str, start: int) -> bool:
    """Return whether what stands before the 「 says that it holds a party."""
    return folded.endswith(parts_of_names("party"), 0, start - 1)


_COMPANY_AFTER_RE = Pattern(
    r"[」』]?(?:株|社長|製(?!品)|の(?:[一-龠]{1,5}社長|社長|株価|決算|子会社|工場|純利益|売上高|店舗|第三者割当)|は[0-9]{4}年創業"
    r"|を(?:買収|子会社化|完全子会社)|の?[一-龠ァ-ヶー・]{0,12}CEO|[(][^()]{0,12}(?:本社|証券コード|[0-9]{4}[)]|[都道府県市区])|[(][^()]{1,10}[)](?:▽|代表取締役)?社長)"
)
#: First letters of what makes a company behind a name, and last letters of what does before it.
_COMPANY_AFTER, _COMPANY_BEFORE = frozenset("」』株社製のはを(C"), frozenset("社ー手ドャ者業所の「『はを")
#: 米｜ブラックロック, 伊｜フェラーリ.
_NATION_RE = Pattern(rf"(?<![一-龠ァ-ヶー])[{HOMES_OF_FIRMS}]$")
_FOREIGN_RE = Pattern(r"[ァ-ヶーA-Za-z]")
_SCHOOL_BEFORE_RE = Pattern(r"(?:保育所|保育園|こども園|幼稚園|学習塾)の?[「『]$")
_PARTY_AFTER_RE = Pattern(
    r"党首|[」』]?の[ァ-ヶー・]{2,14}(?:候補|党首)|[」』]?[がは]?[0-9]{1,3}議席|が(?:単独)?過半数|[」』]?の[一-龠]{2,5}(?:市議|県議|都議|区議|町議|議員)"
)


#: Where a club plays: J3の｜ヴェルデ上越, 北信越リーグ1部の｜….
_LEAGUE_BEFORE_RE = Pattern(r"(?:J[1-3]|リーグ(?:[12一二]部)?|JFL|B[1-3]|[12一二]部リーグ)の$")
#: What follows a medium: ペリオディコ｜紙によると, and its place in a list of sources: 』。サッカーの友｜、2014年6月.
_MEDIUM_AFTER_RE = Pattern(
    r"[紙誌](?![一-龠])|(?<=[紙誌])(?:によ|[はがのも、])|(?:[(][^()\n]{2,24}[)])?(?:、[0-9]{4}年[0-9]{1,2}月|『)"
)
_MEDIUM_AFTER = frozenset("紙誌はがのもに、(『")
_MEDIUM_BEFORE_RE = Pattern(r"(?:[一-龠ァ-ヶー]{1,3}[紙誌]|雑誌|新聞)の?[「『]$")


def _is_introduced_medium(folded: str, span: Span) -> bool:
    """Return whether a foreign name stands right behind 紙 or 誌: 英科学誌｜ネイチャー."""
    return folded[span.start - 1 : span.start] in ("紙", "誌") and _FOREIGN_RE.match(folded, span.start) is not None


def _is_medium(folded: str, start: int, end: int) -> bool:
    """Return whether the words behind a name make a medium of it."""
    if folded[end : end + 1] not in _MEDIUM_AFTER:
        return False
    after = _MEDIUM_AFTER_RE.match(folded, end)
    if after is None or after[0][-1] in "紙誌によはがのも":
        return after is not None
    return (
        folded[start - 2 : start] in ("』。", "」。", '"。', "”。", '".')
        if after[0][-1] == "月"
        else folded[start - 1 : start] in ("。", "\n")
    )


_MATCHES_RE = Pattern(
    r"(?P<schools>高校野球|甲子園|全国高校|全国高等学校|高校総体|インターハイ|選抜高校|春季県大会|夏の県大会)"
    r"|社会人|都市対抗|実業団|プロ野球|[A-Z1-3]リーグ|ラグビー|バスケット|バレーボール|大リーグ"
)
#: So many letters before a name the kind of match is looked for.
_LONGEST_REPORT = 4000


def _of_schools(folded: str, place: int) -> bool:
    """Return whether what stands last before ``place``, or first behind it, tells of matches of schools."""
    said = list(_MATCHES_RE.finditer(folded, max(place - _LONGEST_REPORT, 0), place))
    match = said[-1] if said else _MATCHES_RE.search(folded, place, place + _LONGEST_REPORT)
    return match is not None and match["schools"] is not None


_LOCAL = frozenset("県市町村区都府国")
#: Boards of a local body: 県個人情報保護審査会, but not 市民調査委員会.
_LOCAL_OFFICE_RE = Pattern(
    r"[県市町村区都府国](?!民).{0,20}(?:審議会|審査会|(?:審査|審議|監査|監視|保護|農業|労働|人事|公安|選挙管理|調査)委員会)"
)

# ------------------------------------------------------------------------------------------------------ in one breath

#: What stands between two names of a row: 、, や, 、伊.
_JOINTS = rf"[」』]?(?:、|・|や|と|および|及び|ならびに|または)[「『]?[{HOMES_OF_FIRMS}]?"
JOINT_RE = Pattern(_JOINTS)
#: Two names of a row, and where the second one is at home: 京都のエムケイ、北海道の｜北都交通.
_ROW_RE = Pattern(rf"{_JOINTS}(?:[一-龠]{{2,3}}の)?")
_IN_ROWS = frozenset(("company", "media", "party", "team", "school"))


def _settle_rows(folded: str, found: Sequence[Body], links: Sequence[Link]) -> None:
    """Give a body of no kind that of the body before it in ``links``, if nothing but 、 や と stands between the two."""
    for one, other in pairwise(links):
        kind = found[one.body].kind
        if found[other.body].kind != "other" or kind not in _IN_ROWS:
            continue
        end, start = min(one.span.end, other.span.end), max(one.span.start, other.span.start)
        if 0 < start - end < 6 and _ROW_RE.fullmatch(folded, end, start):
            found[other.body].kind = kind
