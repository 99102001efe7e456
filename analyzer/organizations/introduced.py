"""Names that the words around them introduce: 「考える会」, 県立…高, 税理士法人あすなろ, 国際深海掘削計画(IODP)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analyzer.organizations.body import Span
from analyzer.organizations.classes import classed
from analyzer.organizations.firms import NO_SUFFIX, companies
from analyzer.organizations.forms import TABLES, legal_forms, suffix_of, suffixes
from analyzer.organizations.makers import makers, seated, suppliers
from analyzer.organizations.no_bodies import is_product
from analyzer.organizations.parties import parties
from analyzer.organizations.quotations import VERB_ENDS, rule_of
from analyzer.organizations.rules import Rule, matched
from analyzer.organizations.stretches import Told
from corpus.patterns import Pattern, table_pattern
from corpus.text import occurrences
from corpus.tokens import Document
from corpus.vocabulary import Row, alternation, read_table

__all__ = ["after_legal_forms", "introduced"]


def introduced(
    doc: Document, between: Sequence[tuple[int, int]], listed: Sequence[str], told: Mapping[str, Told]
) -> Iterator[Span]:
    """Yield names in 「」 that say themselves, or whose 「」 are said to hold one: 「考える会」, 化学メーカー「浜見化成」.

    ``between`` are the :func:`quotations` of the article, ``listed`` its stretches and ``told`` what they tell.
    """
    folded = doc.folded
    firms = []
    for start, end in between:
        quoted = folded[start:end]
        if (
            quoted[-1] in _GROUP_LETTERS
            and _GROUP_RE.fullmatch(quoted)
            and ("を" not in quoted[:-3] or quoted[-1] == "会")
            and not is_product(folded, start, end)
        ):
            yield Span(start, end, 0.75, "quoted")
        rule = rule_of(folded, start, end) if len(quoted) < 21 and not quoted.endswith(VERB_ENDS) else None
        if rule is not None:
            firms.append(Span(start, end, 0.75, rule))
    yield from firms
    yield from matched(folded, _LEGAL_RULES)
    yield from parties(doc)
    yield from classed(doc)
    yield from matched(folded, _PLACE_RULES)
    if any(word in folded for word in _MADE_OF):
        for match in _MADE_OF_RE.finditer(folded):
            if suffixes().get(suffix_of(match["body"]), NO_SUFFIX).kind in ("association", "government", "union"):
                name, start = match["body"], match.start("body")
                again = occurrences(folded, name) if "の" in name else ()  # 月の雫研究会, which taggers cut
                for place in (start, *(each for each in again if each > start)):
                    yield Span(place, place + len(name), 0.7, "introduced")
    yield from matched(folded, _SHORTENED_RULES)
    yield from makers(doc)
    yield from _soft_spans(folded)
    yield from seated(doc)
    yield from suppliers(doc)
    yield from companies(doc, listed, told)


#: 陸上自衛隊朝木駐屯地
_BASE_RE = Pattern(r"(?:陸上|海上|航空)自衛隊[一-龠々ヶァ-ヶー]{1,6}(?:駐屯地|分屯地|基地)")
#: 環境・再生可能天然資源院(IBAMA), 情報機関・|連邦保安庁(FSB)
_AUTHORITY_RE = Pattern(
    r"(?:(?<![一-龠々ァ-ヶー・])|(?<=[機団当組][関体局織]・))[米英仏独露韓豪]?(?P<body>(?![一-龠]{0,6}[機団当組][関体局織]・)[一-龠々ァ-ヶー・]{4,24}[院庁局])[(](?P<short>[A-Z]{2,7})(?=[)、,])"
)
#: カリフォルニア大サンディエゴ校
_CAMPUS_RE = Pattern(
    r"(?:(?<![ァ-ヶー・])|(?<=(?<![ァ-ヶー・])・))[ァ-ヶー][ァ-ヶー・]++(?:[州市]立|工科|医科|教育)?大学?[ァ-ヶー・]{2,}+校(?![舎庭内])"
)
#: Last words of names that say themselves what they name: 考える会, 平和をつなぐ実行委員会.
_GROUP_RE = Pattern(
    r"(?s:.{2,24})(?:ネット|ネットワーク|の会|[うくすつぬふむるぐぶ]会|たい会|連絡会|委員会|ユニオン|フォーラム|協議会|機構|協会|連盟)"
)
_GROUP_LETTERS = frozenset("トク会ンム構盟")
#: A group that says what it does, behind its legal form: 特定非営利活動法人 浜の松を守る会.
_SOFT_GROUP_RE = Pattern(
    r"(?:特定非営利活動|認定NPO|NPO|一般社団|公益社団|一般財団|公益財団|社団|財団|社会福祉|医療)法人[ ]?[一-龠々ァ-ヶー][一-龠々ぁ-んァ-ヶー]{1,18}?"
    r"(?:の会|[うくすつぬむるぐぶ]会|たい会)(?=[はがをにのとでも、。(「」 \n]|$)"
)
_PUBLIC_SCHOOL_RE = Pattern(
    r"(?:[都道府県市区町村]|組合)立[一-龠々ケヶァ-ヶー]{2,6}?(?:小|中|高|商|工|農|東|西|南|北)(?=[はがをにとので、。・―()」 \n])"
)
#: A body of nations before its initials: 西アフリカ諸国経済共同体(ECOWAS).
_LEAGUED_RE = Pattern(
    r"(?<![一-龠々ァ-ヶー・0-9])(?P<body>[ァ-ヶー一-龠々]{2,16}(?:諸国|国際|経済|地域|協力|開発|共通)[一-龠々ァ-ヶー]{0,8}(?:共同体|機構|連盟|会議))[(](?P<short>[A-Z]{3,8})(?=[)、])"
)
_MADE_OF = ("でつくる", "で構成する", "で組織する", "からなる")
_MADE_OF_RE = Pattern(
    rf"(?:{'|'.join(_MADE_OF)})(?P<body>(?:[一-龠々ァ-ヶー]{{1,4}}の)?[一-龠々ァ-ヶーA-Za-z0-9・]{{3,24}})(?=[はがのをにも、。(])"
)
#: A group that says what it does, before its short name: 移住者と連帯する全国ネットワーク(移住連).
_WORDY_RE = Pattern(
    r"(?<![一-龠々ぁ-んァ-ヶー0-9])(?P<body>(?:[一-龠々ァ-ヶー]{1,8}の)?[一-龠々ァ-ヶー]{1,10}[をとに](?:[一-龠々ァ-ヶー]{1,8}[をに])?[一-龠々]{1,3}(?:する|し|[うくすつむるぐえけせてめれ]る?)"
    r"[一-龠々ァ-ヶー]{0,6}(?:ネットワーク|(?<!大)会))[(](?P<short>[一-龠ァ-ヶー]{2,6})[)]"
)
#: A foreign paper of several words behind what it is: 地元紙エル・ディアは.
_PAPER_RE = Pattern(
    r"紙(?:(?<=地元紙|有力紙|日刊紙|経済紙|夕刊紙|大衆紙|高級紙)|(?<=[英米仏独伊]紙))[・「]?(?P<paper>[ァ-ヶー]+(?:・[ァ-ヶー]+)+)(?=[はがのもに」、(])"
)
#: A programme of several nations that bears initials acts as a body: 国際深海掘削計画(IODP).
_PROGRAMME_RE = Pattern(
    r"(?P<body>[一-龠]{0,4}(?:国際|世界|国連)[一-龠ァ-ヶー]{2,16}(?:計画|プログラム))[(](?P<short>[A-Z]{3,8})(?=[)、:])"
)
_LEGAL_RULES = (Rule(("法人",), _SOFT_GROUP_RE, ((0, "legal"),), 0.75),)
_PLACE_RULES = (
    Rule(("立",), _PUBLIC_SCHOOL_RE, ((0, "school"),), 0.75),
    Rule(("自衛隊",), _BASE_RE, ((0, "introduced"),), 0.75),
    Rule(("校",), _CAMPUS_RE, ((0, "school"),), 0.75),
)
#: Those whose short name or initials stand in brackets behind them, and papers.
_SHORTENED_RULES = (
    Rule(("院(", "庁(", "局("), _AUTHORITY_RE, (("body", "introduced"), ("short", "bracketed"))),
    Rule(("計画(", "プログラム("), _PROGRAMME_RE, (("body", "programme"), ("short", "bracketed"))),
    Rule(("共同体(", "機構(", "連盟(", "会議("), _LEAGUED_RE, (("body", "introduced"), ("short", "bracketed"))),
    Rule(("ワーク(", "会("), _WORDY_RE, (("body", "quoted"), ("short", "bracketed"))),
    Rule(("紙",), _PAPER_RE, (("paper", "credit"),)),
)


def after_legal_forms(doc: Document) -> Iterator[Span]:
    """Yield names in hiragana behind a legal form, which taggers cut: 税理士法人あすなろ."""
    folded = doc.folded
    for match in _legal_re().finditer(folded):
        index = doc.token_at(match.start("soft"))
        if doc.lexicon.types[doc.types[index]].pos1 not in ("助詞", "助動詞"):
            goes_on = _GOES_ON_RE.match(folded, match.end())
            if goes_on is None:
                goes_on = _RING_RE.match(folded, match.end())
            is_longer = goes_on is not None and (not goes_on["last"] or folded.count(goes_on["last"]) > 1)
            yield Span(match.start(), goes_on.end() if goes_on and is_longer else match.end(), 0.7, "legal")


#: A name of several words whose last one the article writes again: NPO法人こども｜の居場所そよかぜ.
_GOES_ON_RE = Pattern(r"の[一-龠々]{1,4}(?P<last>[ぁ-ん]{3,8}?)(?=[はがをにとでのも、。()「」\n])")


#: What small bodies call themselves behind a word in hiragana: NPO法人ひだまり｜の輪.
_RING_RE = Pattern(r"の[輪家会里杜森丘郷泉虹風星花糸絆樹](?P<last>)(?=[はがをにとでも、。()「」\n]|の(?![輪家]))")


@table_pattern
def _legal_re() -> str:
    """Match a legal form and a name that begins in hiragana, up to a particle before what is not hiragana."""
    forms = alternation([form for form in legal_forms() if len(form) > 2] + ["生活協同組合", "協同組合"])
    after = r"(?=(?:[のはがをにとでもや]|には|では|とは|への|から|より)(?![ぁ-ん])|[、。()「」『』 \n]|様|さん|$)"
    return rf"{forms}(?P<soft>(?:コープ|フードバンク)?[ぁ-ん][ぁ-んァ-ヶー一-龠々]{{1,11}}?){after}"


def _soft_spans(folded: str) -> Iterator[Span]:
    for match in _soft_names_re().finditer(folded):
        yield Span(*match.span(), 0.9, "table")


@table_pattern
def _soft_names_re() -> str:
    """Match the table's names that hold hiragana (国境なき医師団, 緑の党), which no stretch of letters is."""
    names = {name for row in _name_rows() for name in (row["name"], *row["aliases"].split("|"))}
    long = (name for name in names if len(name) > 4 or (len(name) > 2 and name[-1] == "党"))
    soft = alternation(name for name in long if any("ぁ" <= letter <= "ん" for letter in name))
    unit = r"労働組合|労組|[一-龠々ァ-ヶー]{1,8}?支店(?![一-龠ァ-ヶー])"  # そごう・西武｜労働組合, みずほ銀行｜新宿支店
    return rf"(?:{soft})(?:{unit})?"


def _name_rows() -> list[Row]:
    return read_table(TABLES / "organization_names.tsv", key="name")
