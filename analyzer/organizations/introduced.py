"""Names that the words around them introduce: outlets that bring a report, 「考える会」, 化学メーカー「浜見化成」."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from analyzer.organizations.body import Span
from analyzer.organizations.forms import (
    MAX_FACTS,
    TABLES,
    Suffix,
    backing,
    is_office,
    kind_of,
    known_names,
    legal_forms,
    name_key,
    short_names,
    suffix_of,
    suffixes,
    things,
    trades,
)
from analyzer.organizations.no_bodies import is_none, is_place, words_of
from analyzer.organizations.stretches import Told, placed
from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.tokens import Document
from corpus.vocabulary import Row, alternation, read_table

__all__ = ["after_legal_forms", "cited", "credits", "introduced", "quotations", "soft_firms", "topic"]

_CREDIT_RE = Pattern(r"[(〔【〈\[]([^()〔〕【】〈〉\[\]\n。]{2,24})(?=[)〕】〉\]])")
_CREDIT_PART_RE = Pattern(r"[^、,・/ ]+")
_AGENCY_ENDS = ("通信", "通信社", "新聞", "新聞社", "日報", "新報", "ニュース")


def credits(doc: Document) -> Iterator[Span]:
    """Yield outlets that bring a report: (共同), 【ワシントン=AP】, 〔共同、時事〕."""
    for match in _CREDIT_RE.finditer(doc.folded):
        for start, end, score in _credited(match[1]):
            yield Span(match.start(1) + start, match.start(1) + end, score, "credit")


def cited(doc: Document) -> Iterator[Span]:
    """Yield who brought a report, in a list of sources: 『…が勝利』。サッカーの友、2014年6月19日。"""
    folded = doc.folded
    for match in _CITED_RE.finditer(folded) if "』。" in folded or "」。" in folded else ():
        if not is_none(match["name"]) and not _holds_person(doc, *match.span("name")):
            yield Span(*match.span("name"), 0.7, "credit")


def _holds_person(doc: Document, start: int, end: int) -> bool:
    """Return whether a word between is the name of a person."""
    words = doc.types[doc.token_at(start) : doc.token_at(end - 1) + 1]
    return any(doc.lexicon.types[index].pos3 == "人名" for index in words)


_CITED_RE = Pattern(
    r"[』」]。(?P<name>[^。、『』「」()・/\n]{2,24})(?=(?:[(][^()\n]{2,24}[)])?、[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)"
)


@lru_cache(MAX_FACTS)
def _credited(brackets: str) -> tuple[tuple[int, int, float], ...]:
    """Return begin, end and score of the outlets named in what stands in brackets."""
    if brackets.isdigit():
        return ()
    table, found = known_names(), []
    for part in _CREDIT_PART_RE.finditer(brackets):
        place, equals, name = part[0].rpartition("=")
        start, end = part.end() - len(name), part.end()
        known = table.get(name_key(name)) if name else None
        if known is not None and known.kind == "media":
            found.append((start, end, 0.9))
        elif equals and place and name.endswith(_AGENCY_ENDS) and len(name) > 3:
            found.append((start, end, 0.8))
        elif not equals and name.endswith(_agencies()):
            cut = len(name) - max(len(each) for each in _agencies() if name.endswith(each))
            if cut > 1 and _PLACE_RE.fullmatch(name, 0, cut):
                found.append((start + cut, end, 0.8))
    return tuple(found)


@kept
def _agencies() -> tuple[str, ...]:
    return short_names("credit")


_PLACE_RE = Pattern(r"[ァ-ヶー・]{2,12}|[一-龠]{2,3}")


# ------------------------------------------------------------------------------------------------ introduced by words


#: A group that says what it does, behind its legal form: 特定非営利活動法人 浜の松を守る会.
_SOFT_GROUP_RE = Pattern(
    r"(?:特定非営利活動|認定NPO|NPO|一般社団|公益社団|一般財団|公益財団|社団|財団|社会福祉|医療)法人[ ]?[一-龠々ァ-ヶー][一-龠々ぁ-んァ-ヶー]{1,18}?"
    r"(?:の会|[うくすつぬむるぐぶ]会|たい会)(?=[はがをにのとでも、。(「」 \n]|$)"
)
#: Who heads a body or where it sits, in brackets behind its name: 『消費者機構ひょうご』(理事長・岡本).
_HEADED_RE = Pattern(r"[(](?:理事長|代表|社長|会長|委員長|本社|本部|事務局|所在地)[^()]{0,24}[)]")


@table_pattern
def _parties_re() -> str:
    """Match parties in a row, by short names that are words of their own: 立憲、国民、共産."""
    party = alternation(short_names("row"))
    return rf"(?<![一-龠])(?:{party})(?:[、・と](?:{party}))+(?=[、・の各両などがはでをに0-9一二三四五六七八九])"


@table_pattern
def _party_re() -> str:
    return alternation(short_names("row"))


#: What stands in 「」 and may be a name.
_QUOTED_RE = Pattern(r"[「『]([^「」『』()\n。、]{2,31})[」』]")
#: Last words of names that say themselves what they name: 考える会, 平和をつなぐ実行委員会.
_GROUP_RE = Pattern(
    r"(?s:.{2,24})(?:ネット|ネットワーク|の会|[うくすつぬふむるぐぶ]会|たい会|連絡会|委員会|ユニオン|フォーラム|協議会|機構|協会|連盟)"
)
_GROUP_LETTERS = frozenset("トク会ンム構盟")


@kept
def _firm_before() -> tuple[str, ...]:
    """Return what stands before 「」 that hold a body, with and without の."""
    return tuple(word + of for word in backing("opens") for of in ("", "の"))


@kept
def _forms_before() -> dict[str, tuple[str, ...]]:
    """Return, by the rule that their kind tells, the legal forms that stand before 「」, with and without の."""
    rules = {"association": "nonprofit", "company": "trade", "school": "school", "hospital": "introduced"}
    forms: dict[str, tuple[str, ...]] = {}
    for form, kind in legal_forms().items():
        if kind in rules and form.endswith(("法人", "会社")):
            forms[rules[kind]] = (*forms.get(rules[kind], ()), form, form + "の")
    return forms


def _rule_of(folded: str, start: int, end: int) -> str | None:
    """Return the rule by which the words around 「」 at ``start``..``end`` say that they hold a body, or None."""
    before = folded[start - 3 : start - 1]
    if before.endswith(("人", "社", "の")) and len(before) == 2:
        for rule, forms in _forms_before().items():
            if folded.endswith(forms, 0, start - 1):
                return rule
    if folded.endswith(_firm_before(), 0, start - 1) or _HEADED_RE.match(folded, end + 1):
        return "introduced"
    is_shop = folded.endswith(_KEPT_BEFORE, 0, start - 1) or folded.endswith(_SHOP_ENDS, start, end)
    return "trade" if is_shop and _KEEPER_RE.match(folded, end + 1) else None


#: 営むのは|「波多野鮮魚」の3代目: who is told of behind the name of a shop, and what says before it that it is one.
_KEEPER_RE = Pattern(r"の(?:[0-9一二三四五六七八九十]{1,2}代目|店主|社長|女将|おかみ|若女将|専務)(?!主人公|[の]?役)")
_KEPT_BEFORE = (
    "営むのは",
    "経営するのは",
    "切り盛りするのは",
    "継いだのは",
    "手掛けるのは",
    "作るのは",
    "造るのは",
    "老舗",
    "老舗の",
)
_SHOP_ENDS = (
    "鮮魚",
    "鮮魚店",
    "精肉店",
    "豆腐店",
    "商店",
    "酒店",
    "酒造",
    "製菓",
    "製麺",
    "青果",
    "食堂",
    "旅館",
    "菓子店",
    "書店",
    "米店",
)


_VERB_ENDS = ("た", "い", "る", "う", "だ", "です", "ます")


def quotations(folded: str) -> list[tuple[int, int]]:
    """Return begin and end of what stands in 「」 and is short enough for a name."""
    return [match.span(1) for match in _QUOTED_RE.finditer(folded)]


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
        ):
            yield Span(start, end, 0.75, "quoted")
        rule = _rule_of(folded, start, end) if len(quoted) < 21 and not quoted.endswith(_VERB_ENDS) else None
        if rule is not None:
            firms.append(Span(start, end, 0.75, rule))
    yield from firms
    if "法人" in folded:
        for match in _SOFT_GROUP_RE.finditer(folded):
            yield Span(*match.span(), 0.75, "legal")
    if "国民" in folded or "維新" in folded or "共産" in folded:
        for match in _parties_re().finditer(folded):
            for party in _party_re().finditer(match[0]):
                yield Span(match.start() + party.start(), match.start() + party.end(), 0.75, "party")
    yield from _party_heads(doc)
    if "立" in folded:
        for match in _PUBLIC_SCHOOL_RE.finditer(folded):
            yield Span(*match.span(), 0.75, "school")
    if any(word in folded for word in _MADE_OF):
        for match in _MADE_OF_RE.finditer(folded):
            if suffixes().get(suffix_of(match["body"]), _NO_SUFFIX).kind in ("association", "government", "union"):
                yield Span(*match.span("body"), 0.7, "introduced")
    if "計画(" in folded or "プログラム(" in folded:
        for match in _PROGRAMME_RE.finditer(folded):
            yield Span(*match.span("body"), 0.7, "programme")
            yield Span(*match.span("short"), 0.7, "bracketed")
    if any(word in folded for word in _REGIONS):
        for match in _REGION_RE.finditer(folded):
            yield Span(*match.span(), 0.7, "seat")
    yield from _makers(doc)
    for match in _RANKED_RE.finditer(folded) if "位は" in folded and "シェア" in folded else ():
        yield Span(*match.span("firm"), 0.7, "trade")
    if "社" in folded:
        for match in _LETTER_FIRM_RE.finditer(folded):
            yield Span(*match.span(), 0.7, "acts")
    yield from _soft_spans(folded)
    yield from _seated(doc)
    yield from _suppliers(doc)
    yield from _companies(doc, listed, told)


@table_pattern
def _party_head_re() -> str:
    """Match a party by a short name that is a word of its own, before its head: 国民の玉木代表."""
    heads = "代表|党首|幹事長|書記局長|委員長|国対委員長|政調会長|政審会長|共同代表|参院議員|衆院議員|参院幹事長"
    return rf"(?<![一-龠ァ-ヶー])(?P<party>{alternation(short_names('row'))})の(?P<head>[一-龠]{{2,4}}?)(?:{heads})"


#: A faction by its head: 茂木派.
_FACTION_RE = Pattern(
    r"(?<![一-龠々ァ-ヶ](?<!旧))(?!旧|超党|各|他|会派|同|両|全|諸|某|反対|賛成|推進|慎重|穏健|強硬|保守|改革|主流|非主流|反主流|急進|容認|中間|多数|少数|中道|独立|武闘|守旧|現状|積極|消極|懐疑|特)"
    r"[一-龠々]{2,3}派(?=[はがもとやのをに、。・(])"
)
_FACTIONS = ("自民", "派閥")


def _party_heads(doc: Document) -> Iterator[Span]:
    """Yield parties before the name of who heads them (国民の玉木代表), and factions behind that (茂木派)."""
    folded = doc.folded
    if "代表" in folded or "長" in folded or "議員" in folded:
        for match in _party_head_re().finditer(folded):
            if _is_surname(doc, match.start("head")):
                yield Span(*match.span("party"), 0.75, "party")
    if "派" in folded and any(word in folded for word in _FACTIONS):
        for match in _FACTION_RE.finditer(folded):
            yield Span(*match.span(), 0.7, "party")


def _is_surname(doc: Document, start: int) -> bool:
    index = doc.token_at(start)
    return doc.starts[index] == start and doc.lexicon.types[doc.types[index]].pos4 == "姓"


_PUBLIC_SCHOOL_RE = Pattern(
    r"(?:[都道府県市区町村]|組合)立[一-龠々ケヶァ-ヶー]{2,6}?(?:小|中|高|商|工|農|東|西|南|北)(?=[はがをにとので、。・―()」 \n])"
)
_MADE_OF = ("でつくる", "で構成する", "で組織する", "からなる")
_MADE_OF_RE = Pattern(rf"(?:{'|'.join(_MADE_OF)})(?P<body>[一-龠々ァ-ヶーA-Za-z0-9・]{{4,24}})(?=[はがのをにも、。(])")
_NO_SUFFIX = Suffix("other", "")
#: Who makes or sells something, before its particle: 金属部品をつくる東和パネルは.
_MAKER_RE = Pattern(
    r"(?:を(?:手掛ける|手がける|営む|つくる|作る|製造する|製造販売する|扱う|展開する|運営する|開発する|販売する|経営する)|業の|加工の|製造の|卸の|販売の)"
    r"(?P<firm>[一-龠々ァ-ヶーA-Za-z]{3,12})(?=[はがのをに、(])"
)
_NO_MAKER_RE = Pattern(
    r".*(?:会社|企業|メーカー|業者|工場|店|人|者|男性|女性|長|員|農家|夫婦|家|場|所|市|町|村|県|国|区|団体|法人|組合|チーム|グループ|業界|各社|企業群|子会社|大手|本人|側|部|課|園|館|院|校|手|師|家族|仲間|若手|都市|地域|制度|事業|計画|仕事|現場|動き|際|場合|被告|容疑者|氏)"
)


def _makers(doc: Document) -> Iterator[Span]:
    """Yield companies by what they make, if more than one word and no person: 金属部品をつくる東和パネル."""
    folded = doc.folded
    for match in _MAKER_RE.finditer(folded):
        start, end = match.span("firm")
        first, last = doc.token_at(start), doc.token_at(end - 1)
        words = [doc.lexicon.types[index] for index in doc.types[first : last + 1]]
        is_whole = doc.starts[first] == start and doc.ends[last] == end and len(words) > 1
        if not is_whole or _NO_MAKER_RE.fullmatch(match["firm"]) or any(word.pos4 == "名" for word in words):
            continue
        is_named = words[0].is_unknown or words[0].pos2 == "固有名詞" or len(words[0].surface) == 1
        if (
            is_named
            and words[-1].pos1 in ("名詞", "接尾辞")
            and words[-1].pos2 != "固有名詞"
            and not is_none(match["firm"])
        ):
            yield Span(start, end, 0.65, "trade")


#: A maker in a row of ranks: 首位はLenovo、2位はHP.
_RANKED_RE = Pattern(r"(?:首位|[0-9]位)は(?P<firm>[A-Z][A-Za-z]+|[ァ-ヶー]{3,})(?=、|で|だ|の)")
#: Last words of companies before which a name in hiragana may stand: みなと急行.
_SOFT_FIRM_RE = Pattern(
    r"(?P<stem>[ぁ-ん]{2,5})(?:急行|電鉄|鉄道|交通|信金|信用金庫|銀行|書店|新聞社|テレビ|不動産|証券|工務店|建設|食品|製菓|製薬|生命|生協|青果|運輸)"
    r"(?=[はがのをにともやへ、。()「」・さ\n])"
)


def soft_firms(doc: Document) -> Iterator[Span]:
    """Yield companies whose name begins with a native noun in hiragana: みなと急行, but not のどかな鉄道."""
    folded = doc.folded
    for match in _SOFT_FIRM_RE.finditer(folded):
        index = doc.token_at(match.end("stem") - 1)
        word = doc.lexicon.types[doc.types[index]]
        start = doc.starts[index]
        is_noun = doc.ends[index] == match.end("stem") and word.pos1 == "名詞" and word.pos2 in ("普通名詞", "固有名詞")
        before = doc.lexicon.types[doc.types[index - 1]].pos1 if index and doc.ends[index - 1] == start else ""
        is_first = before in ("", "助詞", "補助記号", "空白") or not _JAPANESE_RE.match(folded, start - 1)
        is_first = is_first and not (before != "助詞" and start and "ぁ" <= folded[start - 1] <= "ん")
        if is_noun and is_first and 1 < match.end("stem") - start < 6 and word.pos3 not in ("副詞可能", "サ変可能"):
            yield Span(start, match.end(), 0.7, "seat")


#: A company whose name is withheld: A社.
_LETTER_FIRM_RE = Pattern(r"(?<![A-Za-z0-9一-龠ァ-ヶ])[A-Z]社(?![一-龠])")
#: A programme of several nations that bears initials acts as a body: 国際深海掘削計画(IODP).
_PROGRAMME_RE = Pattern(
    r"(?P<body>[一-龠]{0,4}(?:国際|世界|国連)[一-龠ァ-ヶー]{2,16}(?:計画|プログラム))[(](?P<short>[A-Z]{3,8})(?=[)、:])"
)
#: Companies that run buses and trains, by the region they serve: 青葉県北自動車.
_REGION_RE = Pattern(r"(?<![一-龠])[一-龠]{2,3}県[東西南北央]{1,2}(?:自動車|交通|バス|鉄道|観光バス)(?![一-龠ァ-ヶ])")
_REGIONS = ("県北", "県南", "県東", "県西", "県央")


def after_legal_forms(doc: Document) -> Iterator[Span]:
    """Yield names in hiragana behind a legal form, which taggers cut: 税理士法人あすなろ."""
    folded = doc.folded
    for match in _legal_re().finditer(folded):
        index = doc.token_at(match.start("soft"))
        if doc.lexicon.types[doc.types[index]].pos1 not in ("助詞", "助動詞"):
            yield Span(*match.span(), 0.7, "legal")


@table_pattern
def _legal_re() -> str:
    """Match a legal form and a name that begins in hiragana, up to a particle before what is not hiragana."""
    forms = alternation([form for form in legal_forms() if len(form) > 2] + ["協同組合"])
    after = r"(?=(?:[のはがをにとでもや]|には|では|とは|への|から|より)(?![ぁ-ん])|[、。()「」『』 \n]|様|さん|$)"
    return rf"{forms}(?P<soft>[ぁ-ん][ぁ-んァ-ヶー一-龠々]{{1,11}}?){after}"


@kept
def _soft_trades() -> tuple[str, ...]:
    """Return the trades that hiragana stands in (小売り大手), with の."""
    return tuple(word + "の" for word in sorted(trades()) if _HIRAGANA_RE.search(word))


_HIRAGANA_RE = Pattern(r"[ぁ-ん]")
_JAPANESE_RE = Pattern(r"[一-龠々ァ-ヶー]")


def _after_trades(folded: str, listed: Sequence[str], told: Mapping[str, Told]) -> Iterator[int]:
    """Yield where the word behind a trade and の begins: 工作機械の｜ニシキ."""
    for place, stretch in placed(folded, listed, {each for each, fact in told.items() if fact.is_trade}):
        if folded.startswith("の", place + len(stretch)):
            yield place + len(stretch) + 1
    for trade in _soft_trades():
        place = folded.find(trade)
        while place >= 0:
            if not place or not _JAPANESE_RE.match(folded, place - 1):
                yield place + len(trade)
            place = folded.find(trade, place + 1)


_PROPER = r"[一-龠々ァ-ヶーA-Za-z0-9&]{2,16}"
_PROPER_RE = Pattern(_PROPER)
_SOFT_RE = Pattern(r"[ぁ-ん]{3,9}(?=\()")
_RUNNING = ("経営", "運営", "展開")
_RUN_BY_RE = Pattern(rf"(?:経営する|経営していた|運営する|運営していた|展開する)(?P<firm>{_PROPER})(?=[はがのをに、])")
#: What only companies do or have, after a name that no dictionary knows: メドリンクは19日、…と発表した.
_ACTS_RE = Pattern(
    rf"(?P<firm>{_PROPER})(?:\([^()]{{1,24}}\))?"
    r"(?:[はが][0-9]{1,2}日(?:、|に|まで|付|付け|の|午)[^。]{0,90}?(?:発表|公表|申請|開示|回収)"
    r"|を(?:買収|完全子会社|子会社化)|に出資|と(?:資本|業務|経営)(?:業務)?(?:提携|統合)"
    r"|の(?:完全子会社|子会社|株主総会|株価|株式|決算|経営陣|筆頭株主|本社工場)|株[はがを]|側は)"
)


#: Where an act may begin, found by its rarer letters; and what must stand in a text that has one of the first kind.
_TOLD = ("発表", "公表", "申請", "開示", "回収")
_TOLD_RE = Pattern(r"[はが][0-9]{1,2}日")
_ACT_RE = Pattern(
    r"買収|完全子会社|子会社|出資|資本(?:業務)?(?:提携|統合)|業務(?:業務)?(?:提携|統合)|経営(?:業務)?(?:提携|統合)|経営陣"
    r"|株主総会|株価|株式|株[はがを]|決算|筆頭株主|本社工場|側は"
)
_FIRM_LETTERS_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z0-9&]")


#: The seat of a company in brackets behind its name: 北洋ガス(札幌市), エネサンス道央(同).
_SEAT_RE = Pattern(
    r"[(](?:本社|[一-龠]{1,4}[市区町村都府県]|東京|大阪|京都|名古屋|札幌|仙台|横浜|神戸|広島|福岡|同)(?:[・、][^()]{1,14})?[)]"
)


def _seated(doc: Document) -> Iterator[Span]:
    """Yield companies whose seat stands behind them in brackets: by their last word, what they run, or 同社 elsewhere."""
    folded = doc.folded
    goes_on = "同社" in folded
    for match in _SEAT_RE.finditer(folded) if "(" in folded else ():
        end = match.start()
        run = _RUN_BEFORE_RE.search(folded, max(end - 24, 0), end)
        if run is not None and (goes_on or run["quoted"]):
            yield Span(*run.span("quoted" if run["quoted"] else "firm"), 0.7, "seat")
            continue
        start = _firm_start(folded, end)
        suffix = suffix_of(folded[start:end])
        is_firm = len(suffix) > 1 and len(suffix) + 1 < end - start < 17 and suffixes()[suffix].kind == "company"
        is_coined = goes_on and not suffix and 1 < end - start < 17 and _is_unlisted(doc, start, end)
        if is_coined or (is_firm and not suffix.endswith(words_of("trade"))):
            yield Span(start, end, 0.7, "seat")


def _is_unlisted(doc: Document, start: int, end: int) -> bool:
    return _is_proper(doc, start, end) or _is_compound(doc, (start, end))


#: 介護事業を営む｜はなみずき(松浦市), 居酒屋を展開する「｜酔月｜」(松浦市).
_RUN_BEFORE_RE = Pattern(
    r"を(?:営む|展開する|手掛ける|手がける|経営する|運営する)(?:[「『](?P<quoted>[^「」『』()]{2,14})[」』]|(?P<firm>[^「」『』()、。の]{2,14}))$"
)


def _firm_start(folded: str, end: int) -> int:
    """Return where the letters of a name begin that ends at ``end``, at most 17 before."""
    start = end
    while start and end - start < 17 and _FIRM_LETTERS_RE.match(folded, start - 1):
        start -= 1
    return start


def _actors(folded: str) -> list[int]:
    """Return where the words begin behind which an act may stand, in order."""
    ends: set[int] = set()
    if any(word in folded for word in _TOLD):
        ends.update(match.start() for match in _TOLD_RE.finditer(folded))
    for match in _ACT_RE.finditer(folded):
        if match[0][-1] in "はがを":
            ends.add(match.start())
        elif folded[match.start() - 1 : match.start()] in _PARTICLES:
            ends.add(match.start() - 1)
    starts = set()
    for end in ends:
        if folded[end - 1 : end] == ")":
            end = max(folded.rfind("(", max(end - 26, 0), end), 0)
        start = _firm_start(folded, end)
        if 1 < end - start < 17 and folded[start - 1 : start] != "・":
            starts.add(start)
    return sorted(starts)


_PARTICLES = frozenset("をにとの")
#: Last words of those who sell systems, which are things too (住民情報システム): companies where the sentence tells of an order.
_SUPPLIER_RE = Pattern(
    r"(?:情報システム|情報サービス|データシステム|システムサービス|ソフトウェア|ソフトウエア|電算|計算センター)(?=[はがのにとをへも、(」])"
)
_SUPPLIER_WORDS = ("システム", "サービス", "ソフトウ", "電算", "計算センター")
_ORDER_RE = Pattern(r"納入|受注|落札|入札|業者|委託|請け負|社長|同社|謝罪")
_COMPASS = frozenset(("東部", "西部", "南部", "北部", "中部", "中央", "東", "西", "南", "北"))
#: So many letters before and behind a supplier an order is looked for, within the sentence.
_ORDER_REACH = 80


def _suppliers(doc: Document) -> Iterator[Span]:
    """Yield sellers of systems that an order makes companies: 三輪情報システムは、町の端末を納入した業者だ."""
    folded = doc.folded
    for match in _SUPPLIER_RE.finditer(folded) if any(word in folded for word in _SUPPLIER_WORDS) else ():
        start, stem = _firm_start(folded, match.start()), match.start()
        if not 1 < stem - start < 9 or folded[stem - 1] in "県市町村区都府":
            continue
        first = doc.lexicon.types[doc.types[doc.token_at(start)]]
        is_proper = first.is_unknown or first.pos2 == "固有名詞" or first.surface in _COMPASS
        since = folded.rfind("。", max(start - _ORDER_REACH, 0), start) + 1 or max(start - _ORDER_REACH, 0)
        until = folded.find("。", match.end(), match.end() + _ORDER_REACH)
        until = until if until > 0 else match.end() + _ORDER_REACH
        told = _ORDER_RE.search(folded, since, start) or _ORDER_RE.search(folded, match.end(), until)
        if doc.starts[doc.token_at(start)] == start and is_proper and told:
            yield Span(start, match.end(), 0.7, "acts")


def _companies(doc: Document, listed: Sequence[str], told: Mapping[str, Told]) -> Iterator[Span]:
    """Yield proper words that a trade before them or an act behind them makes companies."""
    folded = doc.folded
    for place in _after_trades(folded, listed, told):
        quoted = _QUOTED_RE.match(folded, place)
        if quoted is not None and not _is_called_thing(folded, place):
            if not quoted[1].endswith(_VERB_ENDS):
                yield Span(*quoted.span(1), 0.7, "trade")
            continue
        soft = _SOFT_RE.match(folded, place)
        name = soft or _PROPER_RE.match(folded, place)
        if name is not None and (soft or _is_proper(doc, name.start(), name.end()) or _is_coined(doc, name.span())):
            yield Span(name.start(), name.end(), 0.7, "trade")
    for place, stretch in placed(folded, listed, {each for each, fact in told.items() if fact.lead}):
        start, end = place + told[stretch].lead, place + len(stretch)
        if not is_place(doc, start, end):
            yield Span(start, end, 0.7, "trade")
    for match in _RUN_BY_RE.finditer(folded) if any(word in folded for word in _RUNNING) else ():
        is_company = suffixes().get(suffix_of(match["firm"]), _NO_SUFFIX).kind == "company"
        if is_company or _is_proper(doc, *match.span("firm")):
            yield Span(*match.span("firm"), 0.7, "trade")
    reached = 0
    for start in _actors(folded):
        acting = _ACTS_RE.match(folded, start) if start >= reached else None
        if acting is not None:
            reached = acting.end()
            if _is_proper(doc, *acting.span("firm")):
                yield Span(*acting.span("firm"), 0.7, "acts")


def _is_called_thing(folded: str, place: int) -> bool:
    """Return whether the trade and の before ``place`` are a class of things too: ゲームの「…」."""
    return any(folded.endswith(word, 0, place - 1) for word in trades() & things())


#: What follows the name of a company and hardly a thing.
_FIRM_AFTER_RE = Pattern(r"(?:[はが][0-9]{1,2}日)|の?(?:社長|会長|株価)|株[はが]")


_TOPIC_RE = Pattern(rf"(?:^|[。\n」])(?P<firm>{_PROPER})(?:\([^()]{{1,24}}\))?は")


def topic(doc: Document, names: Sequence[Span], listed: Sequence[str]) -> Iterator[Span]:
    """Yield the proper word that the text is about, if it goes on about 同社 without having named any company.

    ``names`` are the bodies found so far, ``listed`` the stretches of the text: メルカートは、…を配信する。…同社は…
    """
    folded = doc.folded
    place = folded.find("同社")
    if place < 0 or any(span.end <= place and _may_be_firm(folded[span.start : span.end]) for span in names):
        return
    for match in _TOPIC_RE.finditer(folded, max(place - _TOPIC_REACH, 0), place):
        if _is_proper(doc, *match.span("firm")) or _is_compound(doc, match.span("firm")):
            yield Span(*match.span("firm"), 0.65, "topic")
            return
    taken = {doc.folded[span.start : span.end] for span in names}
    counts = Counter(each for each in listed if 3 < len(each) < 13 and each not in taken)
    for start, each in placed(folded, listed, {each for each, count in counts.items() if count > 1}):
        if start < place and _is_named(doc, start, start + len(each)):
            yield Span(start, start + len(each), 0.65, "topic")
            return


_NAMED_RE = Pattern(r"[一-龠々ァ-ヶー]+")


def _is_named(doc: Document, start: int, end: int) -> bool:
    """Return whether words that say nothing else may be the name of a firm: a place, a person or a coined word and a noun."""
    name = doc.folded[start:end]
    first, last = doc.token_at(start), doc.token_at(end - 1)
    if not _NAMED_RE.fullmatch(name) or first == last or doc.starts[first] != start or doc.ends[last] != end:
        return False
    if kind_of(name) not in ("company", "other") or is_none(name) or _PERSON_AFTER_RE.match(doc.folded, end):
        return False
    one, other = doc.lexicon.types[doc.types[first]], doc.lexicon.types[doc.types[last]]
    return (one.is_unknown or one.pos2 == "固有名詞") and other.pos2 == "普通名詞" and other.pos3 == "一般"


_PERSON_AFTER_RE = Pattern(r"さん|氏|容疑者|被告|市|県|区|町|村|駅")


def _may_be_firm(name: str) -> bool:
    return kind_of(name) in ("company", "other", "media") and not is_office(name)


#: So far before 同社 its company is looked for.
_TOPIC_REACH = 600


def _is_coined(doc: Document, name: tuple[int, int]) -> bool:
    """Return whether a name is made of katakana words that are common ones alone (ビットライン), and acts like a company."""
    return _FIRM_AFTER_RE.match(doc.folded, name[1]) is not None and _is_compound(doc, name)


def _is_compound(doc: Document, name: tuple[int, int]) -> bool:
    """Return whether katakana is written in more than one word of the dictionary."""
    start, end = name
    if not _KATAKANA_RE.fullmatch(doc.folded, start, end):
        return False
    index = doc.token_at(start)
    return doc.starts[index] == start and doc.ends[index] < end


def _is_proper(doc: Document, start: int, end: int) -> bool:
    """Return whether the words between are no common nouns, persons or places, and end where a word ends.

    A native word in katakana (カナメ, ニシキ) is a name: as a common noun it would be written otherwise.
    """
    first, last = doc.token_at(start), doc.token_at(end - 1)
    if last >= len(doc.ends) or doc.starts[first] != start or doc.ends[last] != end:
        return False
    suffix = suffix_of(doc.folded[start:end])
    if len(suffix) > 1 and len(suffix) + 1 < end - start < 9 and suffixes()[suffix].kind == "company":
        return not suffix.endswith(words_of("trade")) and not _is_class(doc, start, end - len(suffix))
    words = [doc.lexicon.types[index] for index in doc.types[first : last + 1]]
    if any(word.pos3 in ("地名", "人名") or word.pos2 == "数詞" for word in words):
        return False
    return any(
        word.is_unknown
        or (word.pos3 == "一般" and word.pos2 == "固有名詞")
        or (word.goshu == "和" and _KATAKANA_RE.fullmatch(word.surface) is not None)
        for word in words
    )


def _is_class(doc: Document, start: int, end: int) -> bool:
    """Return whether a last word has but one common word before it: 取引｜銀行, 冷凍｜食品."""
    index = doc.token_at(start)
    word = doc.lexicon.types[doc.types[index]]
    return doc.ends[index] >= end and not word.is_unknown and word.pos2 != "固有名詞"


_KATAKANA_RE = Pattern(r"[ァ-ヶー]{2,}")


def _soft_spans(folded: str) -> Iterator[Span]:
    for match in _soft_names_re().finditer(folded):
        yield Span(*match.span(), 0.9, "table")


@table_pattern
def _soft_names_re() -> str:
    """Match the table's names that hold hiragana (国境なき医師団, 緑の党), which no stretch of letters is."""
    names = {name for row in _name_rows() for name in (row["name"], *row["aliases"].split("|"))}
    long = (name for name in names if len(name) > 4 or (len(name) > 2 and name[-1] == "党"))
    return alternation(name for name in long if any("ぁ" <= letter <= "ん" for letter in name))


def _name_rows() -> list[Row]:
    return read_table(TABLES / "organization_names.tsv", key="name")
