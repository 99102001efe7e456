"""Where a name begins and ends: freed of what sticks to it (東京高裁｜判決), parted at dots, whole with its legal form."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from analyzer.organizations.anaphors import is_anaphor
from analyzer.organizations.body import Span
from analyzer.organizations.forms import (
    MAX_FACTS,
    TABLES,
    kind_of,
    known_names,
    legal_edges,
    legal_forms,
    lengths_by_last_letter,
    name_key,
    starts_with_legal_form,
    stop_words,
    suffix_of,
    suffixes,
    tails,
    team_owners,
    things,
    trades,
)
from analyzer.organizations.teams import is_match_report
from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.tokens import Document
from corpus.vocabulary import alternation, read_table

__all__ = [
    "MAX_RUN",
    "NATIONS",
    "THING_LETTERS",
    "THING_RE",
    "bordered",
    "is_plain",
    "makes_a_person",
    "outvoted",
    "products",
    "unglued",
]

NATIONS = "米英仏独伊露韓豪加印"
#: A run longer than this is no name (hostile input).
MAX_RUN = 40
_GAP_RE = Pattern(r"[ \n\t]+")
#: Words that say what a name is and stand before it: ネット金融大手SKホールディングス, 最大派閥平成経世会.
_LEAD_RE = Pattern(
    r"(?:最大手|準大手|大手|中堅|老舗|派閥|子会社|親会社|運営会社|持ち株会社|調査会社|メーカー|業者|傘下|新興|つくる|からなる)(?=.{2})"
    r"|(?<!株式)(?<!有限)(?<!合同)(?<!相互)会社(?=[A-Za-zァ-ヶー]{3})"
)
_PUBLIC = ("市立", "県立", "町立", "村立", "区立", "都立", "府立", "道立")
_FORMER = ("現", "旧", "元", "前", "英紙", "米紙", "英誌", "米誌", "各軍", "記事", "処分")
#: Of those the ones that begin surnames: 前田建設工業, 元木製作所.
_SURNAMES = ("前", "元", "現")


@kept
def _person_words() -> dict[str, str]:
    """Return what makes a person of the name beside it, and on which side of that it stands."""
    rows = read_table(TABLES / "organization_persons.tsv", key="word", required=("place", "source"))
    return {row["word"]: row["place"] for row in rows}


@table_pattern
def _person_re() -> str:
    """Match what makes a person of the name before it: 氏, 大統領."""
    words = alternation(word for word, place in _person_words().items() if place != "before")
    return rf"[元前副]?(?:{words})|さん[、がはのとにも]"


@kept
def _person_ends() -> tuple[str, ...]:
    return tuple(
        word for word, place in _person_words().items() if (place != "before" and len(word) > 1) or word == "氏"
    )


def makes_a_person(folded: str, end: int) -> bool:
    """Return whether what stands at ``end`` makes a person of the name before it."""
    return _person_re().match(folded, end) is not None


def is_none(name: str) -> bool:
    """Return whether a name tells by itself that it is no body.

    >>> is_none("栃木県"), is_none("青柳棋聖"), is_none("三方印刷")
    (True, True, False)
    """
    return _standing(name) == "never"


def is_plain(name: str) -> bool:
    """Return whether a name tells by itself neither that it is a body nor that it is none."""
    return _standing(name) == "plain"


#: What makes a building, an election, a title, a law or a disaster of the name before it.
THING_RE = Pattern(
    r"相(?![手談互次当性])|員(?!会)|選(?!手権委|管|択|出|考|任)|議事堂|大震災|大臣|震災|杯(?!を)|駅|線(?=[のをで])|法(?=違反|案|改正)"
)
_PLACE_END = ("市", "町", "村", "県", "州", "区", "府", "都")
#: Words of their own behind the name of a river, a lake, a pass: 花月｜川 (長谷川 is one word, and may be a company).
_LANDFORMS = frozenset("川岳湖湾峠沼滝岬")


def bordered(doc: Document, span: Span, is_article: bool) -> Iterable[Span]:
    """Return the name or names in ``span``, with their legal forms and without what only sticks to them."""
    return (span,) if is_article and _is_bordered(doc, span) else _bordered(doc, span, is_article)


@cache
def _active() -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters before and behind a name that may move its border or make it no name."""
    firsts, lasts = legal_edges()
    kana = frozenset("ー").union(map(chr, range(ord("ァ"), ord("ヶ") + 1)))
    return kana | lasts | _COUNT_LETTERS | set(NATIONS) | {"&", "-", "同"}, kana | firsts | THING_LETTERS | frozenset(
        "元前副さ師女高付附医"
    ).union(word[0] for word, place in _person_words().items() if place != "before")


def _is_bordered(doc: Document, span: Span) -> bool:
    """Return whether a span is a name as it stands, by a look at the name and the letters beside it: most are."""
    folded, start, end = doc.folded, span.start, span.end
    before, after = folded[start - 1 : start], folded[end : end + 1]
    first, last = _active()
    if before in first or after in last:
        return False
    name = folded[start:end]
    standing = _whole_standing(name)
    if not standing or (before.isascii() and not _is_apart(before, name)):
        return False
    if name[-1].isascii() and (after in _FOREIGN_AFTER or before.isascii() or after.isascii()):
        return False
    if before == "の" and _MANY_BEFORE_RE.search(folded, max(start - 8, 0), start):
        return False
    if before == "・" or (before == " " and folded[start - 2 : start - 1] in first):
        return False
    if before not in _STOPS:
        left = folded[max(start - 14, 0) : start]
        if "会社" in left or "法人" in left or "&" in left:
            return False
        if before in ("「", "『") and standing != "known" and _is_product(folded, start, end):
            return False
    if standing == "plain":
        index = doc.token_at(start)
        if doc.ends[index] != end:
            return folded[end - 1] not in _LANDFORMS
        return not _is_common(doc, index, start, end)
    return True


#: What parts a name from all that stands before it.
_STOPS = frozenset("、。\n )")
#: What may stand between a Latin name and ``Ltd``.
_FOREIGN_AFTER = frozenset(("", ",", ".", " "))


def _is_apart(before: str, name: str) -> bool:
    """Return whether an ASCII letter before a name is no part of it, and no bracket around its reading."""
    return not (before.isalnum() and name[0].isascii()) and not (before == "(" and "ぁ" <= name[0] <= "ゖ")


@lru_cache(MAX_FACTS)
def _whole_standing(name: str) -> str:
    """Return how a name stands that is whole unless the letters beside it say otherwise; ``""`` if more is to be asked."""
    if name in ("毎日", "朝日") or _PUBLIC_RE.match(name) or name[0] == "の":
        return ""
    if name.startswith(_LEGAL_TAILS) or _GAP_RE.search(name) or ("・" in name and name_key(name) not in known_names()):
        return ""
    standing = _standing(name)
    if name in _CLUBS:
        return ""
    if standing == "never" or (standing == "ending" and name.endswith("会社")) or _bare_bounds(name) != (0, len(name)):
        return ""
    return standing


def _bordered(doc: Document, span: Span, is_article: bool) -> Iterator[Span]:
    for part in _parts(doc, span):
        cut, length = _bare_bounds(doc.folded[part.start : part.end])
        start, end = _whole_katakana(doc.folded, part.start + cut, part.start + cut + length)
        start = _whole_left(doc.folded, start)
        if doc.folded.endswith("連合会", start, end) and _NATIONWIDE_RE.search(doc.folded, max(start - 4, 0), start):
            start -= 2  # 全国｜農協青年団体連合会
        start = _with_nation(doc.folded, start, end) if end > start else start
        if doc.folded[start:end] in _CLUBS:
            club = _CLUB_RE.match(doc.folded, end)
            end = club.end() if club else end
        old_school = _OLD_SCHOOL_RE.match(doc.folded, end) if end > start else None
        end = old_school.end() if old_school else end
        annex = _ANNEX_RE.match(doc.folded, end) if doc.folded[end - 1 : end] in ("大", "学") and end > start else None
        end = annex.end() if annex else end
        if end > start and not (_is_reading(doc.folded, start, end) or (is_article and _is_thing(doc, start, end))):
            yield _with_legal_form(doc, Span(start, end, part.score, part.rule))


#: What a place makes a team of, before or behind it: FC｜高岡.
_CLUBS = ("FC", "SC", "AC")
_CLUB_RE = Pattern(r"[一-龠々]{2,4}?(?=戦(?![一-龠々])|[^一-龠々]|$)")
#: Last words of old schools that the dictionary does not know as such: 神戸女子｜師範.
_OLD_SCHOOL_RE = Pattern(r"師範(?:学校)?|(?:高等)?女学校")
#: Schools and hospitals that belong to a university: 長崎大学｜付属病院.
_ANNEX_RE = Pattern(
    r"(?:[一-龠]{1,3}学部)?[付附]属(?:[一-龠]{0,8}?(?:病院|医療センター|高校|高等学校|中学校|中学|小学校|幼稚園|研究所|図書館))"
)
_PUBLIC_RE = Pattern(r"[一-龠]?[都道府県市区町村]立")
_NATIONWIDE_RE = Pattern(r"(?<![一-龠])全国$")
_SOFT_HEAD_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z0-9]{2,10}$")


def _whole_left(folded: str, start: int) -> int:
    """Return ``start`` moved to where the name begins: 弘｜南市立図書館, 京都老舗｜の会, ビル&｜メリンダ・ゲイツ財団.

    So are foreign names that were cut at a dot: ヘラルド・｜トリビューン紙.
    """
    if _PUBLIC_RE.match(folded, start):
        floor = start
        while floor > start - 4 and floor and "一" <= folded[floor - 1] <= "龠" and folded[floor - 1] != "同":
            floor -= 1
        return floor if floor > start - 4 else start
    if folded.startswith("の", start):
        head = _SOFT_HEAD_RE.search(folded, max(start - 10, 0), start)
        return head.start() if head else start
    if folded[start - 1 : start] == "&" or (
        folded[start - 1 : start] == "・" and "&" in folded[max(start - 14, 0) : start]
    ):
        head = _AMPERSAND_RE.search(folded, max(start - 24, 0), start)
        return head.start() if head else start
    if folded[start - 1 : start] == "・":
        head = _DOTTED_RE.search(folded, max(start - 30, 0), start)
        if head and not (name_key(head[0][:-1]) in known_names() or _KATAKANA_RE.match(folded, start) is None):
            return head.start()
    return start


def _with_nation(folded: str, start: int, end: int) -> int:
    """Return ``start`` moved before the letter of a nation whose authority is named: 米｜司法省, but not 米｜アップル."""
    if folded[start - 1 : start] not in _NATION_LETTERS or not "一" <= folded[start] <= "龠":
        return start
    is_word = start < 2 or not "一" <= folded[start - 2] <= "龠"
    return start - 1 if is_word and kind_of(folded[start:end]) == "government" else start


_NATION_LETTERS = frozenset(NATIONS)


_DOTTED_RE = Pattern(r"(?<![一-龠ァ-ヶーA-Za-z])(?:[ァ-ヶー]+・)+$")
_AMPERSAND_RE = Pattern(r"[ァ-ヶーA-Za-z]{2,12}&(?:[ァ-ヶー]{2,10}・)?$")


@lru_cache(MAX_FACTS)
def _bare_bounds(name: str) -> tuple[int, int]:
    """Return where a name begins behind words that say what it is, and its length without words that stick to it."""
    cut = 0
    if name_key(name) not in known_names():
        lead = _LEAD_RE.search(name)
        cut = lead.end() if lead and lead.start() < 13 else 0
    cut += _prefix(name[cut:])
    body = name[cut:]
    owner, _, unit = body.rpartition("の")
    if (
        owner
        and unit in suffixes()
        and suffixes()[unit].bare == "head"
        and (name_key(owner) in known_names() or len(suffix_of(owner)) > 1)
    ):
        body = owner  # 中央教育審議会の部会
    return cut, _trimmed(body)


_KATAKANA_RE = Pattern(r"[ァ-ヶー]")


def _whole_katakana(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the rest of a katakana word that the dictionary cut (ツ｜クモ電機)."""
    if end <= start:
        return start, end
    floor, ceiling = start - 12, end + 12
    if _KATAKANA_RE.match(folded, start):
        while start > max(floor, 0) and _KATAKANA_RE.match(folded, start - 1):
            start -= 1
    if _KATAKANA_RE.match(folded, end - 1):
        while end < ceiling and _KATAKANA_RE.match(folded, end):
            end += 1
    return start, end


def _prefix(name: str) -> int:
    """Return how many letters before the name are no part of it: 英BBC, 旧防衛施設庁."""
    if len(name) > 2 and name[0] in NATIONS and (name[1:].isascii() or "ァ" <= name[1] <= "ヶ"):
        return 1
    if name[:1] == "同" and name[1:3] in _PUBLIC:
        return 1
    for former in _FORMER if name.startswith(_FORMER) else ():
        if not name.startswith(former):
            continue
        rest = name[len(former) :]
        is_whole = name_key(rest) in known_names() or (len(suffix_of(rest)) > 1 and former not in _SURNAMES)
        if len(rest) > 2 and is_whole:
            return 0 if name_key(name) in known_names() else len(former)
    return 0


def _is_thing(doc: Document, start: int, end: int) -> bool:
    """Return whether what is taken for a body is none: a stop word, a person, a building, a place."""
    folded = doc.folded
    standing = _standing(folded[start:end])
    if standing == "never":
        return True
    if folded[end : end + 1] in THING_LETTERS and THING_RE.match(folded, end):
        return True
    if folded[start - 1 : start] in _COUNT_LETTERS and _COUNT_BEFORE_RE.search(folded, max(start - 5, 0), start):
        return True
    if folded[start - 1 : start] == "の" and _MANY_BEFORE_RE.search(folded, max(start - 8, 0), start):
        return True
    if folded[start - 1 : start] == "・" and folded.endswith(_STORMS, 0, start):
        return True
    if folded[end - 1].isascii() and standing in ("plain", "ending") and _is_foreign_text(folded, start, end):
        return True
    if folded[start - 1 : start] == "同" and is_anaphor(folded[start - 1 : end]):
        return True  # 同｜ユニオン, which the anaphors find
    if standing in ("plain", "ending") and _is_product(folded, start, end):
        return True
    if standing == "ending" and folded.endswith("会社", start, end) and _is_class_of_companies(doc, start, end):
        return True
    if standing == "plain":
        if makes_a_person(folded, end):
            return True
        index = doc.token_at(start)
        if doc.ends[index] == end:
            return _is_common(doc, index, start, end)
        return folded[end - 1] in _LANDFORMS and doc.starts[doc.token_at(end - 1)] == end - 1
    name = folded[start:end]
    if name == "毎日" and "毎日新聞" not in folded:
        return not _PAPER_RE.match(folded, end) and folded[start - 1 : start] not in ("・", "(", "『")
    return name == "朝日" and _SUN_RE.match(folded, end) is not None


def _is_common(doc: Document, index: int, start: int, end: int) -> bool:
    """Return whether one word of the dictionary is a place, or a common noun that a quotation begins with: 「センサーが…"""
    word = doc.lexicon.types[doc.types[index]]
    if word.pos3 == "地名":
        return True
    begins = doc.folded[start - 1 : start] in _QUOTES and doc.folded[end : end + 1] in _PARTICLES
    return begins and word.pos2 == "普通名詞" and not word.is_unknown and not word.surface.isascii()


_QUOTES, _PARTICLES = frozenset("「『"), frozenset("はがをもの")
_STORMS = ("台風・", "ハリケーン・", "サイクロン・")
_ASCII_LEFT_RE, _ASCII_RIGHT_RE = Pattern(r"[ -~]*$"), Pattern(r"[ -~]*")
_QUOTE_BEFORE_RE = Pattern(r"[\"”』][)]?[.,。、][ ]?$")
#: So many more Latin letters around a name make it a piece of a sentence in another language.
_FOREIGN_LETTERS = 16


def _is_foreign_text(folded: str, start: int, end: int) -> bool:
    """Return whether a Latin name stands amid Latin text: no body is looked for in a headline of another language.

    What stands behind the closing quote of such a headline is its source.
    """
    if _QUOTE_BEFORE_RE.search(folded, max(start - 4, 0), start):
        return False
    left = _ASCII_LEFT_RE.search(folded, max(start - 60, 0), start)
    right = _ASCII_RIGHT_RE.match(folded, end, end + 60)
    around = (left[0] if left else "") + (right[0] if right else "")
    return sum(map(str.isalpha, around)) >= _FOREIGN_LETTERS


_READING_RE = Pattern(r"(?<=[一-龠々]\()[ぁ-ゖー]+(?:・[ぁ-ゖー]+)?(?=\))")


def _is_reading(folded: str, start: int, end: int) -> bool:
    """Return whether hiragana in brackets only tells how the kanji before are read: 亮(りょう); not りそな銀行(りそな)."""
    if folded[start - 1 : start] != "(":
        return False
    reading = _READING_RE.match(folded, start)
    return (
        reading is not None and end <= reading.end() and folded[start:end] not in folded[max(start - 21, 0) : start - 1]
    )


#: What is done to things and not to bodies.
_MADE_RE = Pattern(
    r"[」』](?:を(?:自主)?(?:発売|販売|製造|出版|刊行|放送|上映|上演|配信|公開|披露|回収)|の(?:価格|発売|販売|主人公|著者|作者|出演|利用料|使い方)"
    r"|[約計全0-9,.万千]{1,9}(?:機種|台|個|袋|食|冊|箱|缶|錠|品目|種類))"
)


def _is_product(folded: str, start: int, end: int) -> bool:
    """Return whether a name stands in 「」 behind a class of things or before what is done to them: 新商品「ねむりん」."""
    if folded[start - 1 : start] not in ("「", "『"):
        return False
    return _MADE_RE.match(folded, end) is not None or _ends_in_thing(folded, start - 1)


@kept
def _thing_lengths() -> dict[str, tuple[int, ...]]:
    return lengths_by_last_letter(things())


def _ends_in_thing(folded: str, end: int) -> bool:
    """Return whether a class of things stands before ``end``: 新商品, 番組の."""
    if folded[end - 1 : end] == "の":
        end -= 1
    words = things()
    lengths = _thing_lengths().get(folded[end - 1 : end], ())
    return any(length <= end and folded[end - length : end] in words for length in lengths)


def products(folded: str, quoted: Sequence[tuple[int, int]], spans: Sequence[Span]) -> set[str]:
    """Return the names between ``quoted`` offsets (inside 「」) that are said to be things: all over the article.

    So are those of ``spans`` that something else follows inside the 「」.
    """
    things = {
        folded[start:end] for start, end in quoted if _ends_in_thing(folded, start - 1) or _MADE_RE.match(folded, end)
    }
    for start, end, _, _ in spans:
        if folded[start - 1 : start] in ("「", "『") and _ends_in_thing(folded, start - 1):
            things.add(folded[start:end])
    return things


def _is_class_of_companies(doc: Document, start: int, end: int) -> bool:
    """Return whether ……会社 without legal form is made of common words alone: コンサル会社, 高速道路会社."""
    if starts_with_legal_form(doc.folded[start:end]) or doc.folded[start:end][-4:] in legal_forms():
        return False
    first, last = doc.token_at(start), doc.token_at(end - 1)
    words = (doc.lexicon.types[index] for index in doc.types[first : last + 1])
    return not any(word.is_unknown or word.pos2 == "固有名詞" for word in words)


@lru_cache(MAX_FACTS)
def _standing(name: str) -> str:
    """Return whether a name by itself is ``"known"``, ``"ending"`` in a word of bodies, ``"plain"``, or ``"never"`` one."""
    if name in stop_words() or len(name) > MAX_RUN or name.isdigit() or (" " in name and _SPACED_RE.search(name)):
        return "never"
    if tails().get(name) == "drop" or is_anaphor(name) or _COUNTED_RE.match(name):
        return "never"
    if name in trades() or name in things() or (name[-1] == "高" and _RISE_RE.match(name)):
        return "never"
    if name_key(name) in known_names():
        return "known"
    suffix = suffix_of(name)
    if name.endswith(_CLASS_ENDS) or name.startswith(_STORMS):
        return "never"
    if not suffix:
        is_place = name.endswith(_PLACE_END) and len(name) < 9
        is_person = name.endswith(_person_ends()) or _PROFESSION_RE.search(name) is not None
        is_code = _CODE_RE.fullmatch(name) is not None
        return "never" if is_place or is_person or is_code or name.endswith(_NO_BODIES) else "plain"
    is_class = len(suffix) > 1 and _CLASS_RE.fullmatch(name, 0, len(name) - len(suffix)) is not None
    return "never" if is_class else "ending"


#: First letters of THING_RE, last letters of _COUNT_BEFORE_RE.
THING_LETTERS, _COUNT_LETTERS = frozenset("相員選議大震杯駅線法"), frozenset("社者党局紙国0123456789")


#: What makes a class of bodies of a last word: 地方気象台, 在京キー局.
_CLASS_RE = Pattern(
    r"(?:民放|民間|地上|アナログ|デジタル|県内|市内|町内|都内|道内|府内|区内|郊外|駅前|近所|近隣|近く|食品|地方|地域|感染|発症|輸送|物質|伝達|反応|発生|作用|調節|在京|在阪|全国|各|国産|大手|主要|民間|海外|国内|地元|複数|関連|外資系|新興|中小|零細|老舗|一部|多数|ある|某|準備|合併|全員|自治体|首脳|外相|国防相|財務相|高速道路|健康保険|文芸|専門|最寄りの|既存|同業)+"
)
#: 5社連合, 三党, 2大学: a number of bodies, not one.
_COUNTED_RE = Pattern(r"[0-9一二三四五六七八九十数両各]+(?:社|党|行|局|紙|新聞|者|[カか]国|団体|組合|大学|校|大(?!学))")
_COUNT_BEFORE_RE = Pattern(r"[0-9数両各](?:社|者|党|局|紙|カ国)$|[0-9]$")
#: 100カ国の卓球協会.
_MANY_BEFORE_RE = Pattern(r"[0-9数各](?:[カか]国|都道府県|市町村|地域)の$")
#: Last words of classes of bodies.
_CLASS_ENDS = ("子会社", "親会社", "各局", "各社", "各紙", "各党", "各行", "各署")
#: Last words of persons, events, sciences, diseases: of names that end in no word of bodies.
_NO_BODIES = (
    "監督",
    "親方",
    "選手",
    "投手",
    "捕手",
    "容疑者",
    "被告",
    "氏",
    "首相",
    "大統領",
    "知事",
    "騎手",
    "調教師",
    "アナ",
    "王子",
    "皇太子",
    "名人",
    "横綱",
    "大関",
    "アリーナ",
    "スタジアム",
    "ドーム",
    "ヒルズ",
    "タワー",
    "ステークス",
    "ダービー",
    "オークス",
    "トロフィー",
    "グランプリ",
    "マラソン",
    "駅伝",
    "オリンピック",
    "場所",
    "選手権",
    "インフルエンザ",
    "地震",
    "大震災",
    "トラフ",
    "海溝",
    "海嶺",
    "経済学",
    "物理学",
    "生物学",
    "政治学",
    "社会学",
    "心理学",
    "言語学",
    "考古学",
    "天文学",
    "統計学",
    "法学",
    "医学",
    "工学",
    "お別れの会",
    "お別れ会",
    "偲ぶ会",
    "しのぶ会",
)
#: A plane, a race, a league (G1, JA8157), a place that its country is ruled from, a horse in a pedigree.
_CODE_RE = Pattern(r"[A-Z]{1,3}[0-9]+|[A-Za-zァ-ヶ]|首都[ァ-ヶー・]+|[父母][ァ-ヶー]+")
#: A person behind a profession, or before it: 軍事ジャーナリスト黒井, 佐伯隆アナリスト.
_PROFESSION_RE = Pattern(
    r"(?:ジャーナリスト|アナリスト|エコノミスト|ストラテジスト|コメンテーター|評論家|写真家|作家)[一-龠々]{0,6}$"
)
#: What is high, and no high school: 円高, 原燃料高.
_RISE_RE = Pattern(
    r".{0,4}(?:円|株|ドル|ユーロ|物価|原油|原料|燃料|資源|金利|地価|価格|コスト|電気代|資材|飼料|肥料|賃金|売上|残|生産|出来|受注|取扱|取引|漁獲|水揚げ|最|安値|割)高$"
)
_PAPER_RE = Pattern(
    r"によ|新聞|紙|[がは][^。]{0,24}(?:報じ|伝え|書い|社説)|[・、](?:朝日|読売|産経|日経|東京)|の(?:記者|社説|紙面|報道)"
)
_SUN_RE = Pattern(r"[をが](?:浴|昇|差|射|拝|受|見)|に(?:輝|映|照)")
_SPACED_RE = Pattern(r"(?:^| )[A-Za-z](?: [A-Za-z]){2,}")


def _parts(doc: Document, span: Span) -> Iterator[Span]:
    """Yield the parts of a span at blanks (unless a legal form or Latin stands there) and between full names."""
    name = doc.folded[span.start : span.end]
    gap = _GAP_RE.search(name)
    if gap is not None:
        left, right = name[: gap.start()], name[gap.end() :]
        if right.startswith(_CONTACTS):  # 担当:高橋 TEL 053-…
            if not doc.folded.endswith(_IN_CHARGE, 0, span.start):
                yield span._replace(end=span.start + len(left))
            return
        joined = left.isascii() or right.isascii() or left in legal_forms() or starts_with_legal_form(left)
        if not joined or "\n" in gap[0]:
            pieces = [(0, len(left)), (gap.end(), len(name))]
            standing = [piece for piece in pieces if _stands(name[slice(*piece)])]
            for first, last in standing or pieces[:1]:
                yield from _parts(doc, span._replace(start=span.start + first, end=span.start + last))
            return
    if "・" in name and name_key(name) not in known_names():
        edges = [0, *(place + 1 for place, letter in enumerate(name) if letter == "・"), len(name) + 1]
        pieces = [(first, last - 1) for first, last in itertools.pairwise(edges)]
        merged = _merged(name, pieces)
        if len(merged) > 1:
            for first, last in merged:
                yield span._replace(start=span.start + first, end=span.start + last)
            return
        if _is_team_and_player(name, pieces[0][1]):
            yield span._replace(end=span.start + pieces[0][1])
            return
    yield span


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


@kept
def _tail_lengths() -> dict[str, tuple[int, ...]]:
    """Return for each letter that a word of the tails ends in how long such words are, longest first."""
    return lengths_by_last_letter(tails())


def _trimmed(name: str) -> int:
    """Return the length of ``name`` without the words that only stick to it; 0 if it is no body at all."""
    if name_key(name) in known_names():
        return len(name)
    for length in _tail_lengths().get(name[-1:], ()):
        effect = tails().get(name[-length:]) if length < len(name) else None
        if effect is None:
            continue
        rest = name[:-length]
        if effect == "drop":
            return 0
        is_whole = name_key(rest) in known_names() or suffix_of(rest) or starts_with_legal_form(rest)
        if is_whole or (effect == "cut" and len(rest) > 1):
            return _trimmed(rest)
    return len(name)


#: A legal form and the letters of the name that were cut off: 一般財団法人し｜ごと環境研究機構.
_CUT_RE = Pattern(r"[一-龠NPO]{2,10}(?:会社|法人)(?P<gap>(?![のはがをにとでもや]$)[ぁ-んァ-ヶー一-龠]{1,5})$")


def _with_legal_form(doc: Document, span: Span) -> Span:
    """Return ``span`` with the legal form and the Latin or digits that touch it (7L of 7Lジャパン合同会社)."""
    folded, (start, end) = doc.folded, span[:2]
    firsts, lasts = legal_edges()
    for prefix in _LEGAL_PREFIXES:
        if folded.endswith(prefix, 0, start) and folded.startswith(_LEGAL_TAILS, start):
            start -= len(prefix)
            break
    before = _legal_form_before(folded, start) if folded[start - 1 : start] in lasts else start
    if before == start and ("会社" in folded[max(start - 8, 0) : start] or "法人" in folded[max(start - 8, 0) : start]):
        cut = _CUT_RE.search(folded, max(start - 16, 0), start)
        if cut is not None and cut[0][: -len(cut["gap"])] in legal_forms():
            before = cut.start()
    start = before
    if folded[start - 1 : start] == " ":  # 特定非営利活動法人 松を守る会
        start = _legal_form_before(folded, start - 1) if _legal_form_before(folded, start - 1) < start - 1 else start
    if folded[end - 1 : end].isascii() and folded[end : end + 1] in ("", ",", ".", " "):
        foreign = _FOREIGN_FORM_RE.match(folded, end)
        end = foreign.end() if foreign else end
    if folded[end : end + 1] in firsts:
        for length in range(6, 1, -1):
            form = folded[end : end + length]
            if (
                form in legal_forms()
                and len(form) == length
                and not (form.isascii() and folded[end + length : end + length + 1].isalpha())
            ):
                end += length
                break
    if folded[start : start + 1].isascii():
        floor = start - 10
        while start > max(floor, 0) and folded[start - 1].isascii() and folded[start - 1].isalnum():
            start -= 1
    return Span(start, end, span.score, span.rule)


_FOREIGN_FORM_RE = Pattern(r"[,.]* ?(?:(?:CO|Co)\.?,? ?)?(?:LTD|Ltd|INC|Inc|CORP|Corp|LLC|PLC)\b\.?")
#: The beginnings of legal forms whose rest is one too.
_LEGAL_PREFIXES = ("認定", "一般", "公益")
_LEGAL_TAILS = ("NPO法人", "社団法人", "財団法人")


def _legal_form_before(folded: str, start: int) -> int:
    """Return where the legal form begins that ends at ``start``; ``start`` if none does."""
    for length in range(min(11, start), 0, -1):
        if folded[start - length : start] in legal_forms():
            return start - length
    return start


def unglued(doc: Document, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` without words glued before a name that stands alone elsewhere: 右派政党｜セルビア急進党.

    Two names of the table in a row are two names (阪神タイガース｜日刊スポーツ).
    """
    names = [doc.folded[span.start : span.end] for span in spans]
    alone = set(names)
    endings: set[str] = set()
    shared: set[str] = set()
    for name in alone:
        ending = name[-_LEAST_TAIL:]
        (shared if ending in endings else endings).add(ending)
    result: list[Span] = []
    for span, name in zip(spans, names, strict=True):
        if span.rule == "tagger" and len(name) > 5 and (name[-_LEAST_TAIL:] in shared or _ends_in_known(name)):
            result += _unglued(doc, span, alone)
        elif (
            span.rule == "tagger" and _team_before(name) and _is_called(doc, span.start + _team_before(name), span.end)
        ):
            result.append(span._replace(end=span.start + _team_before(name)))
        else:
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
        if head in table and is_known:
            yield span._replace(end=span.start + cut)
        elif _is_owner(head) or _is_place(doc, span.start, span.start + cut):
            break
        yield span._replace(start=span.start + cut)
        return
    yield span


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
    return word.pos3 == "地名" or word.surface in ("県", "市", "町", "村", "区", "府", "都", "道", "国", "立")


#: A score of the tagger below this one is a guess.
_GUESS = 0.3


def outvoted(doc: Document, spans: list[Span], listed: Sequence[str]) -> list[Span]:
    """Return ``spans`` without names that nothing but a guess of the tagger makes one, and that it mostly passed over.

    ``listed`` are the stretches of the article: 鳥インフルエンザ taken once for a body and left alone twice is none.
    """
    folded = doc.folded
    counts: dict[str, int] = {}
    for span in spans:
        if span.score < _GUESS:
            name = folded[span.start : span.end]
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        return spans
    sure = {folded[span.start : span.end] for span in spans if span.score >= _GUESS}
    guessed = {name for name in counts if kind_of(name) == "other" and _whole_standing(name) == "plain"} - sure
    if not guessed:
        return spans
    passed: dict[str, int] = {}
    for each in listed:
        if each in guessed:
            passed[each] = passed.get(each, 0) + 1
    dropped = {name for name, count in passed.items() if count > 2 * counts[name]}
    if not dropped or is_match_report(folded):  # which calls teams by their place: 神戸国際大付
        return spans
    return [span for span in spans if folded[span.start : span.end] not in dropped]
