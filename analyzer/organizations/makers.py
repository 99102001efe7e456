"""Companies by their seat, what they make or sell, and 同社: 北洋ガス(札幌市), 金属部品をつくる東和パネル, みなと急行."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analyzer.organizations.body import Span
from analyzer.organizations.firms import FIRM, behind_trade, firm_start, is_compound, is_proper
from analyzer.organizations.forms import after_nation, is_office, kind_of, parts_of_names, suffix_of, suffixes
from analyzer.organizations.no_bodies import illnesses, is_none, words_of
from analyzer.organizations.rules import Rule, matched
from analyzer.organizations.stretches import placed
from corpus.patterns import Pattern, table_pattern
from corpus.tokens import Document
from corpus.vocabulary import alternation

__all__ = ["makers", "seated", "soft_firms", "suppliers", "topic"]


def makers(doc: Document) -> Iterator[Span]:
    """Yield companies by the region they serve, what they make, their rank, and those whose name is withheld."""
    folded = doc.folded
    if any(word in folded for word in _REGIONS):
        for match in _REGION_RE.finditer(folded):
            yield Span(*match.span(), 0.7, "seat")
    yield from _makers(doc)
    for match in _RANKED_RE.finditer(folded) if "位は" in folded and "シェア" in folded else ():
        yield Span(*match.span("firm"), 0.7, "trade")
    if "社" in folded:
        for match in _LETTER_FIRM_RE.finditer(folded):
            yield Span(*match.span(), 0.7, "acts")


#: The seat of a company in brackets behind its name: 北洋ガス(札幌市), エネサンス道央(同).
_SEAT_RE = Pattern(
    r"[(](?:本社|(?:[一-龠]{2,3}[都道府県])?[一-龠]{1,4}[市区町村都府県]|東京|大阪|京都|名古屋|札幌|仙台|横浜|神戸|広島|福岡|同)(?:[・、][^()]{1,14})?[)]"
)


def seated(doc: Document) -> Iterator[Span]:
    """Yield companies whose exchange or seat stands behind them in brackets: by their last word, what they run, or 同社 elsewhere."""
    folded = doc.folded
    yield from matched(folded, _RULES)
    goes_on = "同社" in folded
    for match in _SEAT_RE.finditer(folded) if "(" in folded else ():
        end = match.start()
        run = _RUN_BEFORE_RE.search(folded, max(end - 24, 0), end)
        if run is not None and (goes_on or run["quoted"]):
            yield Span(*run.span("quoted" if run["quoted"] else "firm"), 0.7, "seat")
            continue
        start = behind_trade(folded, firm_start(folded, end), end)
        suffix = suffix_of(folded[start:end])
        is_firm = len(suffix) > 1 and len(suffix) + 1 < end - start < 17 and suffixes()[suffix].kind == "company"
        is_coined = goes_on and not suffix and 1 < end - start < 17 and _is_unlisted(doc, start, end)
        if is_coined or (is_firm and not suffix.endswith(words_of("trade"))):
            yield Span(start, end, 0.7, "seat")


#: A company whose number or market of the exchange stands behind it: みなも光学(証券コード7999), とりで(東証プライム).
_EXCHANGE_RE = Pattern(
    r"(?:^|(?<=[の、。「」 \n]))(?P<firm>[ぁ-ん]{0,6}[一-龠々ァ-ヶーA-Za-z0-9&・]{0,16})(?<=[^の、。「」 \n]{2})"
    r"[(](?:(?:証券|銘柄)?コード(?:番号)?[ :]?[0-9]|[東名福札]証(?:プライム|スタンダード|グロース|マザーズ|メイン|[12一二]部))[^()]{0,16}[)]"
)
_RULES = (Rule(("コード", "東証", "名証", "福証", "札証"), _EXCHANGE_RE, (("firm", "seat"),)),)


def _is_unlisted(doc: Document, start: int, end: int) -> bool:
    return is_proper(doc, start, end) or is_compound(doc, (start, end))


#: 介護事業を営む｜はなみずき(松浦市), 居酒屋を展開する「｜酔月｜」(松浦市).
_RUN_BEFORE_RE = Pattern(
    r"を(?:営む|展開する|手掛ける|手がける|経営する|運営する)(?:[「『](?P<quoted>[^「」『』()]{2,14})[」』]|(?P<firm>[^「」『』()、。の]{2,14}))$"
)
#: Last words of those who sell systems, which are things too (住民情報システム): companies where the sentence tells of an order.
_SUPPLIER_RE = Pattern(
    r"(?:情報システム|情報サービス|データシステム|システムサービス|ソフトウェア|ソフトウエア|電算|計算センター)(?=[はがのにとをへも、(」])"
)
_SUPPLIER_WORDS = ("システム", "サービス", "ソフトウ", "電算", "計算センター")
_ORDER_RE = Pattern(r"納入|受注|落札|入札|業者|委託|請け負|社長|同社|謝罪")
#: So many letters before and behind a supplier an order is looked for, within the sentence.
_ORDER_REACH = 80


def suppliers(doc: Document) -> Iterator[Span]:
    """Yield sellers of systems that an order makes companies: 三輪情報システムは、町の端末を納入した業者だ."""
    folded = doc.folded
    for match in _SUPPLIER_RE.finditer(folded) if any(word in folded for word in _SUPPLIER_WORDS) else ():
        start, stem = firm_start(folded, match.start()), match.start()
        if not 1 < stem - start < 9 or folded[stem - 1] in "県市町村区都府":
            continue
        first = doc.lexicon.types[doc.types[doc.token_at(start)]]
        is_proper = first.is_unknown or first.pos2 == "固有名詞" or first.surface in parts_of_names("compass")
        since = folded.rfind("。", max(start - _ORDER_REACH, 0), start) + 1 or max(start - _ORDER_REACH, 0)
        until = folded.find("。", match.end(), match.end() + _ORDER_REACH)
        until = until if until > 0 else match.end() + _ORDER_REACH
        told = _ORDER_RE.search(folded, since, start) or _ORDER_RE.search(folded, match.end(), until)
        if doc.starts[doc.token_at(start)] == start and is_proper and told:
            yield Span(start, match.end(), 0.7, "acts")


_MADE = r"(?P<firm>[一-龠々ァ-ヶーA-Za-z]{3,12})(?=[はがのをに、(])"
_MAKER_BY_TRADE_RE = Pattern(rf"(?:業|加工|製造|卸|販売)の{_MADE}")


@table_pattern
def _maker_re() -> str:
    """Match who makes or sells something, before its particle: 金属部品をつくる東和パネルは."""
    return rf"を(?:{alternation(parts_of_names('makes'))}){_MADE}"


def _makers(doc: Document) -> Iterator[Span]:
    """Yield companies by what they make, if more than one word and no person: 金属部品をつくる東和パネル."""
    folded = doc.folded
    found = [*_MAKER_BY_TRADE_RE.finditer(folded)]
    found += _maker_re().finditer(folded)
    for match in found:
        start, end = match.span("firm")
        start = after_nation(folded, start)
        first, last = doc.token_at(start), doc.token_at(end - 1)
        words = [doc.lexicon.types[index] for index in doc.types[first : last + 1]]
        is_whole = doc.starts[first] == start and doc.ends[last] == end and len(words) > 1
        if not is_whole or match["firm"].endswith(words_of("maker")) or any(word.pos4 == "名" for word in words):
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
#: A company whose name is withheld: A社.
_LETTER_FIRM_RE = Pattern(r"[A-Z]社(?<![A-Za-z0-9一-龠ァ-ヶ]..)(?![一-龠])")
#: Companies that run buses and trains, by the region they serve: 青葉県北自動車.
_REGION_RE = Pattern(r"(?<![一-龠])[一-龠]{2,3}県[東西南北央]{1,2}(?:自動車|交通|バス|鉄道|観光バス)(?![一-龠ァ-ヶ])")
_REGIONS = ("県北", "県南", "県東", "県西", "県央")


@table_pattern
def _soft_end_re() -> str:
    """Match last words of companies before which a name in hiragana may stand: みなと急行."""
    return rf"{alternation(parts_of_names('firm'))}(?=[はがのをにともやへ、。()「」・さ\n])"


_JAPANESE_RE = Pattern(r"[一-龠々ァ-ヶー]")


def soft_firms(doc: Document) -> Iterator[Span]:
    """Yield companies whose name begins with a native noun in hiragana: みなと急行, but not のどかな鉄道."""
    folded = doc.folded
    for match in _soft_end_re().finditer(folded):
        if not "ぁ" <= folded[match.start() - 1 : match.start()] <= "ん":
            continue
        index = doc.token_at(match.start() - 1)
        word = doc.lexicon.types[doc.types[index]]
        start = doc.starts[index]
        is_noun = doc.ends[index] == match.start() and word.pos1 == "名詞" and word.pos2 in ("普通名詞", "固有名詞")
        before = doc.lexicon.types[doc.types[index - 1]].pos1 if index and doc.ends[index - 1] == start else ""
        is_first = before in ("", "助詞", "補助記号", "空白") or not _JAPANESE_RE.match(folded, start - 1)
        is_first = is_first and not (before != "助詞" and start and "ぁ" <= folded[start - 1] <= "ん")
        is_adverb = word.pos3 in ("副詞可能", "サ変可能") and word.surface != "みらい"
        if is_noun and is_first and 1 < match.start() - start < 6 and not is_adverb:
            yield Span(start, match.end(), 0.7, "seat")


_TOPIC_RE = Pattern(rf"(?:^|[。\n」])(?P<firm>{FIRM})(?:\([^()]{{1,24}}\))?は")


def topic(doc: Document, names: Sequence[Span], listed: Sequence[str]) -> Iterator[Span]:
    """Yield the proper word that the text is about, if it goes on about 同社 without having named any company.

    ``names`` are the bodies found so far, ``listed`` the stretches of the text: メルカートは、…を配信する。…同社は…
    """
    folded = doc.folded
    place = folded.find("同社")
    if place < 0:
        return
    yield from _before_anaphors(doc, names)
    if any(span.end <= place and _may_be_firm(folded[span.start : span.end]) for span in names):
        return
    for match in _TOPIC_RE.finditer(folded, max(place - _TOPIC_REACH, 0), place):
        if _is_unlisted(doc, *match.span("firm")):
            yield Span(*match.span("firm"), 0.65, "topic")
            return
    taken = {doc.folded[span.start : span.end] for span in names} | illnesses(folded)
    counts = Counter(each for each in listed if 3 < len(each) < 13 and each not in taken)
    for start, each in placed(folded, listed, {each for each, count in counts.items() if count > 1}):
        if start < place and _is_named(doc, start, start + len(each)):
            yield Span(start, start + len(each), 0.65, "topic")
            return


#: Whom a sentence is about, if it is no person or place: 番組を提供していた｜ヤマトミ屋は.
_ABOUT_RE = Pattern(r"(?:(?<![\s\S])|(?<=[。\n 」、いたるの]))(?P<firm>[一-龠々ァ-ヶーA-Za-z]{3,12})[はも]")
#: … who heads one, which its name would end in: 牛窪誠社長は.
_TITLES = (
    "社長",
    "会長",
    "専務",
    "常務",
    "取締役",
    "部長",
    "本部長",
    "代表",
    "役員",
    "幹部",
    "氏",
    "容疑者",
    "被告",
    "CEO",
    "アナリスト",
    "担当者",
    "社員",
    "選手",
    "監督",
    "店長",
    "所長",
)
_SAME_RE = Pattern(r"(?<=[。 」])同社[はがのも]")


def _before_anaphors(doc: Document, names: Sequence[Span]) -> Iterator[Span]:
    """Yield the proper words that a sentence without any body is about, if the next one goes on about 同社."""
    folded = doc.folded
    for match in _SAME_RE.finditer(folded):
        index = doc.sentence_at(match.start()) - 1
        if index < 0:
            continue
        start, end = doc.sentences[index].start, doc.sentences[index].end
        about = _ABOUT_RE.search(folded, start, end)
        if about is None or "\n" in folded[start : match.start()].strip():
            continue
        if any(start <= span.start < end and _may_be_firm(folded[span.start : span.end]) for span in names):
            continue
        name, (start, end) = about["firm"], about.span("firm")
        is_other = kind_of(name) in ("company", "other") and not is_none(name) and not name.endswith(_TITLES)
        if is_other and _is_unlisted(doc, start, end):
            yield Span(*about.span("firm"), 0.65, "topic")


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
