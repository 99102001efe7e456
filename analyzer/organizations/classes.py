"""Names behind the class they belong to: 特別養護老人ホームの｜福寿苑, フードバンク｜いずみ, 極右の｜祖国の夜明け, 桜丘｜中学."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.organizations.body import Span
from analyzer.organizations.forms import houses, parts_of_names
from analyzer.organizations.rules import Rule, matched
from analyzer.organizations.shortforms import is_katakana
from corpus.patterns import Pattern, table_pattern
from corpus.text import occurrences
from corpus.tokens import Document
from corpus.vocabulary import alternation

__all__ = ["classed"]

_AFTER = r"(?=(?:[はがをにとでものやへ]|から|まで|より)(?![ぁ-ん])|(?:では|には|とは|でも|からは)(?![ぁ-ん])|[、。()「」・\n]|$)"


def classed(doc: Document) -> Iterator[Span]:
    """Yield care homes, groups by the place they serve, parties of words, small schools, trades and shops."""
    folded = doc.folded
    if any(map(folded.__contains__, parts_of_names("home"))):
        for match in _home_re().finditer(folded):
            yield Span(*match.span("home"), 0.7, "class")
        for match in _PARK_RE.finditer(folded) if "苑" in folded else ():
            if not match[0].endswith(_GARDENS):
                yield Span(*match.span(), 0.7, "class")
    if any(map(folded.__contains__, parts_of_names("lead"))):
        for match in _led_re().finditer(folded):
            if _is_noun(doc, match.start("soft")):
                yield Span(*match.span(), 0.7, "class")
    if "部屋" in folded and ("大相撲" in folded or "親方" in folded):
        for match in _STABLE_RE.finditer(folded):
            yield Span(*match.span(), 0.7, "team")
    if "コミッション" in folded or "スタジオ・" in folded or any(map(folded.__contains__, parts_of_names("studio"))):
        for match in _studio_re().finditer(folded):
            yield Span(*match.span(), 0.7, "trade")
    if "バンドの" in folded or "ユニットの" in folded:
        for match in _BAND_RE.finditer(folded):
            if folded.count(match["band"]) > 1:
                yield Span(*match.span("band"), 0.7, "class")
    yield from _parties(folded)
    yield from _schools(doc)
    yield from _shops(doc)
    yield from matched(folded, _RULES)


@table_pattern
def _home_re() -> str:
    """Match a home behind what it is: 特別養護老人ホームの｜福寿苑, but not …の入所者."""
    name = r"[一-龠々ァ-ヶー]{2,8}(?:苑|荘|寮)|[一-龠々]{2,4}(?<!庭)(?<!公)園|[ぁ-ん]{2,8}(?:苑|荘|園|の(?:里|家|丘|杜|郷|森))"
    return rf"(?:{alternation(parts_of_names('home'))})の(?P<home>{name}){_AFTER}"


#: In an article on homes: やすらぎ苑.
_PARK_RE = Pattern(rf"(?<![一-龠々ぁ-んァ-ヶー])(?:[ぁ-ん]{{2,6}}|[一-龠々]{{2,3}})苑{_AFTER}")
_GARDENS = ("御苑", "外苑", "内苑", "神苑", "庭苑")


@table_pattern
def _led_re() -> str:
    """Match a place or a word in hiragana behind what bodies of the kind are called: フードバンク｜いずみ, コープ｜いずみ."""
    return rf"(?<![一-龠々ァ-ヶーA-Za-z])(?:{alternation(parts_of_names('lead'))})(?P<soft>[ぁ-ん]{{2,7}}?){_AFTER}"


def _is_noun(doc: Document, start: int) -> bool:
    index = doc.token_at(start)
    return doc.starts[index] == start and doc.lexicon.types[doc.types[index]].pos1 in ("名詞", "形状詞")


_REGIONS = ("九州", "関東", "関西", "近畿", "東北", "北陸", "東海", "四国", "北海道", "中部", "首都圏")
#: A firm that bears what it sells and its part of the country, before what only firms have or get: メディカル九州に代金を.
_REGIONAL_RE = Pattern(
    rf"(?<![一-龠々ァ-ヶーA-Za-z])(?P<firm>[ァ-ヶー]{{3,10}}(?:{'|'.join(_REGIONS)}))"
    r"(?=の(?:元|前|現)?(?:社員|社長|役員|担当者|従業員|営業)|に(?:委託|発注|代金|外注)|から(?:購入|仕入)|[がは](?:受注|落札|納入|製造))"
)
#: A stable of wrestlers: 伊勢ケ浜部屋.
_STABLE_RE = Pattern(
    rf"(?<![一-龠々ァ-ヶー])(?!相|大|子供|勉強|同じ|各|同|両|稽古|一門)[一-龠々ヶケノ]{{1,5}}部屋{_AFTER}"
)
#: An orchestra or a watchdog of a town: 舞浜室内オーケストラ, 市民オンブズマン下館田.
_PLACED_RE = Pattern(
    rf"(?<![一-龠々ァ-ヶー])(?:(?!市民|地元|学生|県民|室内|アマ)[一-龠々]{{2,5}}(?:室内|市民|祝祭|交響)オーケストラ|市民オンブズマン[一-龠々]{{2,4}}){_AFTER}"
)
#: A band that the article comes back to: ロックバンドの｜シロクマ急行.
_BAND_RE = Pattern(
    rf"(?:バンド|ユニット)の(?P<band>(?!メンバー|ボーカル|ギター|リーダー|ドラム|ベース)[一-龠々ァ-ヶーA-Za-z]{{3,14}}){_AFTER}"
)


@table_pattern
def _studio_re() -> str:
    """Match a firm of several words by its last one: ロビンソン・ピクチャーズ."""
    last = alternation(parts_of_names("studio"))
    return rf"(?<![一-龠々ァ-ヶーA-Za-z・])[ァ-ヶー]{{2,12}}(?:・[ァ-ヶー]{{2,12}})?・?(?:ミュージック)?(?:{last}){_AFTER}|(?<![一-龠々ァ-ヶー・])スタジオ・[ァ-ヶー]{{2,10}}{_AFTER}|(?<![一-龠々])[一-龠々]{{2,4}}フィルム・?コミッション{_AFTER}"


#: A foreign journal: 英｜ランセット誌.
_MAGAZINE_RE = Pattern(r"(?<=[英米仏独伊露])[ァ-ヶー・]{3,14}誌(?=[はがのにをも、。)])")
#: A magazine behind what it is: 週刊誌｜「週刊ジャーナル」が報じた, 科学誌ネイチャー.
_OF_KIND_RE = Pattern(
    r"(?<=[刊学経済門合報性真楽芸育])誌(?:の?[「『](?P<quoted>[^「」『』、。\n]{2,16})[」』](?=[はがのにでを、]|によ)|の?(?P<soft>[ァ-ヶー・]{3,14})(?=[はがのにでを、](?!ス))|の?(?P<latin>[A-Z][A-Za-z&]{2,14})(?=[はがのにでを、]))"
)
#: A company of players with hiragana in its name: 劇団青い鳥座.
_TROUPE_RE = Pattern(
    r"劇団(?![のはがをにもでとや])[一-龠々ァ-ヶー]{0,4}[ぁ-ん]{1,5}[一-龠々]{0,3}[座組舎館社団](?=[はがをにのでともや、。()」 \n]|$)"
)
_CIVIC = ("団体の", "NGOの", "NPOの", "非政府組織の")
#: A foreign group behind what it is: 市民団体の｜パンオリム.
_CIVIC_RE = Pattern(
    r"(?:(?:市民|支援|人権|環境|保護|慈善|擁護|援助)団体|NGO|NPO|非政府組織)の(?P<group>(?!メンバー|スタッフ|リーダー|トップ|サイト|ボランティア|ホームページ)[ァ-ヶー・]{3,15})(?=[はがをにのもだと、。])"
)
_PRIESTS = ("住職", "宮司", "神職", "檀家", "氏子", "禰宜")
#: A temple or a shrine before who serves it: 妙光寺の住職.
_TEMPLE_RE = Pattern(
    rf"(?<![一-龠々ァ-ヶー])(?!(?:同|当|菩提|古|各|全|末|本|山|尼|禅|社)[寺院]|[^の]?神社)[一-龠々]{{1,6}}(?:寺|院|神社|八幡宮|天満宮|大社)(?=の(?:前|先代)?(?:副住職|{'|'.join(_PRIESTS)}))"
)
_GAMERS = ("ゲーミング", "esports", "eスポーツ", "Gaming")
#: A team of those who play games for a living: ノクターン・ゲーミング, but not 高性能ゲーミングPC.
_GAMERS_RE = Pattern(
    rf"(?<![一-龠々ァ-ヶーA-Za-z・])(?:[ァ-ヶー]{{2,12}}・?|[A-Z][A-Za-z0-9]{{1,14}} ?)(?:{'|'.join(_GAMERS)})(?=[はがをにとでもの、。・()」 \n])"
)
#: A public house whose place is written in hiragana: 市立｜たかね病院.
_SOFT_PUBLIC_RE = Pattern(
    r"[都道府県市区町村国]立[ぁ-ん]{2,6}[一-龠]{0,4}?(?:病院|医療センター|診療所|小学校|中学校|高校|高等学校|幼稚園|保育園|保育所|図書館|美術館|博物館)"
)
#: A party of several words behind where it stands, and what proves it elsewhere: who heads it, what it won.
_PARTY_RE = Pattern(
    rf"(?:極右|極左|右派|左派|中道|与党|野党|政党|最大野党|第[0-9一二三]党)の(?P<party>[一-龠々ァ-ヶー]{{1,6}}の[一-龠々ァ-ヶーぁ-ん]{{2,6}}?){_AFTER}"
)
_HELD_RE = Pattern(r"[がはも][0-9]{1,3}議席|の[ァ-ヶー・]{2,12}(?:党首|代表|共同党首|幹事長)")


def _parties(folded: str) -> Iterator[Span]:
    if "議席" not in folded and "党首" not in folded:
        return
    for match in _PARTY_RE.finditer(folded):
        name = match["party"]
        places = list(occurrences(folded, name))
        if any(_HELD_RE.match(folded, place + len(name)) for place in places):
            yield from (Span(place, place + len(name), 0.75, "party") for place in places)


#: A school without its last letters, and those who are there: 桜丘中学, 湊東小では児童が…
_LEVELS = ("学院高", "学園高", "学館高", "学院中", "学園中")
#: A private school by its last letters: 相生学院高の男子バスケ部.
_PRIVATE_RE = Pattern(
    r"(?<![一-龠々ァ-ヶー])(?!同)[一-龠々ァ-ヶー]{2,8}?学[院園館](?:高(?=[はがをにのでと、。()」 \n]|$)|中(?=の[男女]?[生子]|に[転通進入]|で(?!は|心))(?!に(?:広|知)))"
)
_SCHOOL_RE = Pattern(
    rf"(?<![一-龠々ァ-ヶー0-9])(?P<place>[一-龠々ヶケ]{{2,6}})(?P<level>中学|分校|小|中){_AFTER}(?!で[、最])"
)
_PUPILS_RE = Pattern(r"児童|生徒|登校|下校|校長|教諭|校庭|部員|顧問|年生|赴任|通う|授業|卒業")


#: Pupils of primary schools, whose place may be any noun (塩浜小), but not how many or which: 全国小, 中小.
_CHILDREN_RE = Pattern(r"児童|登校|下校|校長|教諭|校庭")
_GENERAL = (
    "全国",
    "県内",
    "市内",
    "町内",
    "村内",
    "区内",
    "公立",
    "私立",
    "市立",
    "国立",
    "同",
    "両",
    "各",
    "大中",
    "中",
)


def _schools(doc: Document) -> Iterator[Span]:
    """Yield schools called by their place, in a sentence on who learns or teaches: 桜丘中学 of 桜丘中学校."""
    folded = doc.folded
    if _PUPILS_RE.search(folded) is None:
        return
    for match in _SCHOOL_RE.finditer(folded):
        start, end = match.start("place"), match.start("level")
        first, last = doc.token_at(start), doc.token_at(end)
        words = [doc.lexicon.types[index] for index in doc.types[first:last]]
        if doc.starts[first] != start or doc.starts[last] != end or doc.ends[last] != match.end():
            continue
        is_place = any(word.pos2 == "固有名詞" and word.pos4 != "国" for word in words)
        is_noun = match["level"] == "小" and not match["place"].startswith(_GENERAL)
        is_noun = is_noun and all(word.pos1 == "名詞" and word.pos2 != "数詞" for word in words)
        since, until = folded.rfind("。", 0, start) + 1, folded.find("。", end)
        told = _PUPILS_RE if is_place else _CHILDREN_RE
        if (is_place or is_noun) and told.search(folded, since, until if until > 0 else len(folded)):
            yield Span(*match.span(), 0.7, "school")


@table_pattern
def _shop_re() -> str:
    """Match shops and makers by their last word: 上原製粉所; what is made too (ヤマタ醤油) only before who keeps or makes it."""
    sure = rf"(?:{alternation(parts_of_names('house'))}){_AFTER}"
    made = rf"(?:{alternation(parts_of_names('ware'))})(?=の(?:社長|店主|女将|おかみ|工場|[0-9一二三四五六七八九十]{{1,2}}代目)|を(?:創業|設立|営|経営)|(?:が|は)(?:開発|製造|創業)|で(?:働|は[0-9]))"
    return rf"(?<![一-龠々ァ-ヶーA-Za-z])(?P<own>[一-龠々]{{2,5}}|[ァ-ヶー]{{2,8}})(?:{sure}|{made})"


def _shops(doc: Document) -> Iterator[Span]:
    folded = doc.folded
    if not any(map(folded.__contains__, houses())):
        return
    for match in _shop_re().finditer(folded):
        first, last = doc.token_at(match.start()), doc.token_at(match.end("own") - 1)
        words = [doc.lexicon.types[index] for index in doc.types[first : last + 1]]
        is_own = any(word.is_unknown or (word.pos2 == "固有名詞" and word.pos4 != "国") for word in words)
        # as a noun it would be ヤマ of kanji
        is_own = is_own or (words[0].goshu == "和" and is_katakana(words[0].surface[0]))
        if is_own and doc.starts[first] == match.start():
            yield Span(*match.span(), 0.7, "trade")


#: Who brings out records, where somebody comes from or goes to: キャラメルレコードからデビュー.
_LABEL_RE = Pattern(
    r"(?<![一-龠々ァ-ヶーA-Za-z])(?P<label>(?!アナログ|コレクター|デビュー)[一-龠々ァ-ヶーA-Za-z]{2,12}(?:レコード|レコーズ))"
    r"(?=から[^。]{0,30}(?:デビュー|発売|リリース|出)|[とに](?:契約|移籍|所属)|へ移籍)"
)

_RULES = (
    Rule(_GAMERS, _GAMERS_RE, ((0, "class"),)),
    Rule(("立",), _SOFT_PUBLIC_RE, ((0, "class"),), 0.75),
    Rule(_REGIONS, _REGIONAL_RE, (("firm", "trade"),)),
    Rule(("オーケストラ", "オンブズマン"), _PLACED_RE, ((0, "class"),)),
    Rule(_LEVELS, _PRIVATE_RE, ((0, "school"),), 0.75),
    Rule(("劇団",), _TROUPE_RE, ((0, "class"),), 0.75),
    Rule(_CIVIC, _CIVIC_RE, (("group", "nonprofit"),)),
    Rule(("誌",), _MAGAZINE_RE, ((0, "class"),)),
    Rule(("誌",), _OF_KIND_RE, (("quoted", "credit"), ("soft", "credit"), ("latin", "credit"))),
    Rule(_PRIESTS, _TEMPLE_RE, ((0, "class"),)),
    Rule(("レコード", "レコーズ"), _LABEL_RE, (("label", "class"),)),
)
