"""What is taken for a body and is none: persons, things, places, laws, classes of bodies.

Said by the name itself (:func:`standing`: 青柳棋聖, 栃木県, 主要銀行) or by what stands beside it (:func:`is_thing`): 国土交通｜相,
製品「アオバ」, 「センサーが…. The words are those of organization_no_bodies.tsv, organization_persons.tsv, organization_things.tsv
and organization_stop.tsv.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from analyzer.organizations.anaphors import is_anaphor
from analyzer.organizations.body import Span
from analyzer.organizations.forms import (
    MAX_FACTS,
    TABLES,
    kind_of,
    known_names,
    legal_forms,
    lengths_by_last_letter,
    name_key,
    starts_with_legal_form,
    stop_words,
    suffix_of,
    suffixes,
    tails,
    things,
    trades,
)
from analyzer.organizations.lists import listed_kind
from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.text import occurrences
from corpus.tokens import Document, TokenType
from corpus.vocabulary import alternation, read_table

__all__ = [
    "MANY_LETTERS",
    "MAX_RUN",
    "THING_LETTERS",
    "THING_RE",
    "craft",
    "illnesses",
    "initials_of_things",
    "is_common",
    "is_country",
    "is_landform",
    "is_none",
    "is_of_member",
    "is_one_of_many",
    "is_output",
    "is_place",
    "is_plain",
    "is_product",
    "is_reading",
    "is_road",
    "is_thing",
    "makes_a_person",
    "neighbours",
    "part_of_person",
    "products",
    "standing",
    "words_of",
]

#: A run longer than this is no name (hostile input).
MAX_RUN = 40


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


def part_of_person(name: str) -> str:
    """Return the part that a name begins with and that only persons play, ``""`` if it begins with none: エース｜三宅."""
    parts = _parts_of_persons()
    return next(part for part in parts if name.startswith(part)) if name.startswith(parts) else ""


@kept
def _parts_of_persons() -> tuple[str, ...]:
    return tuple(word for word, place in _person_words().items() if place != "behind")


def is_titled(name: str) -> bool:
    """Return whether a name ends in the title of a person: 青柳棋聖."""
    return name.endswith(_person_ends())


def is_none(name: str) -> bool:
    """Return whether a name tells by itself that it is no body.

    >>> is_none("栃木県"), is_none("青柳棋聖"), is_none("三方印刷")
    (True, True, False)
    """
    return standing(name) == "never"


def is_plain(name: str) -> bool:
    """Return whether a name tells by itself neither that it is a body nor that it is none."""
    return standing(name) == "plain"


#: Last words that are never a mention by themselves, by their kind and place.
_LAST_WORDS = frozenset((kind, "") for kind in ("company", "school"))
#: What makes a building, an election, a title, a law or a disaster of the name before it.
THING_RE = Pattern(
    r"相(?![手談互次当性])|員(?!会)|選(?!手権委|管|択|出|考|任)|議事堂|大震災|大臣|震災|杯(?!を)|駅|線(?=[のをで])|法(?=違反|案|改正)|花火(?!店|業)"
    r"|株価指数|プライム[0-9]+指数"
)
_KATAKANA_RE = Pattern(r"[ァ-ヶー]+")
#: メディカル九州, but not 東九州.
_IN_KYUSHU_RE = Pattern(r"[ァ-ヶー]{3,}九州")
_PLACE_END = ("市", "町", "村", "県", "州", "区", "府", "都")
#: Words of their own behind the name of a river, a lake, a pass: 花月｜川 (長谷川 is one word, and may be a company).
_LANDFORMS = frozenset("川岳湖湾峠沼滝岬")


@kept
def _no_bodies() -> dict[str, tuple[str, ...]]:
    rows = read_table(TABLES / "organization_no_bodies.tsv", key=("word", "effect"), required=("source",))
    return {effect: tuple(row["word"] for row in rows if row["effect"] == effect) for effect in _EFFECTS}


_EFFECTS = ("end", "several", "size", "trade", "before", "maker", "initials", "topic")


@cache
def words_of(effect: str) -> tuple[str, ...]:
    """Return the words of organization_no_bodies.tsv that make no body of a name, by how they do."""
    return _no_bodies()[effect]


@table_pattern
def _class_re() -> str:
    """Match what makes a class of bodies of a last word: 地方気象台, 在京キー局."""
    return f"(?:{alternation(words_of('before'))})+"


def neighbours() -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters before and behind a name that may make it no body."""
    return _COUNT_LETTERS, THING_LETTERS.union(
        "元前副さ", (word[0] for word, place in _person_words().items() if place != "before")
    )


def is_one_of_many(folded: str, start: int) -> bool:
    """Return whether what stands before ``start`` says that there are many: 100カ国の｜卓球協会."""
    return folded[start - 1 : start] == "の" and _MANY_BEFORE_RE.search(folded, max(start - 8, 0), start) is not None


def is_place(doc: Document, start: int, end: int) -> bool:
    """Return whether one word of the dictionary is a place."""
    index = doc.token_at(start)
    return doc.ends[index] == end and doc.lexicon.types[doc.types[index]].pos3 == "地名"


def is_country(doc: Document, start: int) -> bool:
    """Return whether the word of the dictionary at ``start`` is a country."""
    return doc.lexicon.types[doc.types[doc.token_at(start)]].pos4 == "国"


def is_landform(folded: str, end: int) -> bool:
    """Return whether the last letter before ``end`` may be a word of its own that makes a place of the name."""
    return folded[end - 1] in _LANDFORMS


#: What is done with money and not with a body.
_POT_RE = Pattern(r"を(?:設け|積み|取り崩|造成|活用|充て|財源)|から(?:拠出|取り崩|繰り入れ)")
_CHAMBERS = ("国会", "上院", "下院", "衆院", "参院", "衆議院", "参議院", "両院")
_ROADS = ("高速道路", "自動車道", "有料道路")


def is_road(name: str) -> bool:
    """Return whether a name is that of a road, not of who runs it: 名神高速道路.

    >>> is_road("名神高速道路"), is_road("中日本高速道路")
    (True, False)
    """
    return name.endswith(_ROADS) and _ROAD_RE.fullmatch(name) is not None


#: A road between two places or of one, but not who runs the roads of a part of the country: 名神高速道路, 中日本高速道路.
_ROAD_RE = Pattern(
    r"(?!.*(?:[東西南北中央]日本|首都|阪神|連絡|公社|会社))[一-龠々ァ-ヶー]{1,8}(?:高速道路|自動車道|有料道路)"
)


def is_of_member(folded: str, start: int, end: int) -> bool:
    """Return whether a chamber is named only for a member of it: 県選出国会|議員, 元上院|議員, 衆院|議員.

    >>> is_of_member("衆院議員", 0, 2), is_of_member("衆院で", 0, 2)
    (True, False)
    """
    return folded.startswith("議員", end) and folded.endswith(_CHAMBERS, start, end)


def is_thing(doc: Document, start: int, end: int) -> bool:
    """Return whether what is taken for a body is none: a stop word, a person, a building, a place."""
    folded = doc.folded
    stands = standing(folded[start:end])
    if stands == "never":
        return True
    if folded[end : end + 1] in THING_LETTERS and THING_RE.match(folded, end):
        return True
    if folded[end : end + 1] in ("長", "委") and _is_cut_title(folded, start, end):
        return True
    if folded[start] in _LOCAL and folded.startswith(_HEADS_OF_UNITS, end) and kind_of(folded[start:end]) == "company":
        return True  # 元市建設｜部長
    if folded[start - 1 : start] in _COUNT_LETTERS and _COUNT_BEFORE_RE.search(folded, max(start - 5, 0), start):
        return True
    if is_one_of_many(folded, start):
        return True
    if folded[start - 1 : start] == "旧" and folded[start - 3 : start - 1] == "X(":
        return True  # X(旧ツイッター)
    if folded[start - 1 : start] == "・" and folded.endswith(_STORMS, 0, start):
        return True
    if folded[start - 1 : start] == ":" and folded.endswith(words_of("topic"), 0, start - 1):
        return True  # the category of a diary
    if folded[end - 1].isascii() and stands in ("plain", "ending") and _is_foreign_text(folded, start, end):
        return True
    if folded[start - 1 : start] == "同" and is_anaphor(folded[start - 1 : end]):
        return True  # 同｜ユニオン, which the anaphors find
    if is_of_member(folded, start, end):
        return True
    if folded.endswith("連合", start, end) and "企業連合" in folded and stands != "known":
        return True  # 三峰商事連合が落札
    if folded[end - 2 : end] == "基金" and _POT_RE.match(folded, end) and stands != "known":
        return True  # 人材育成基金を設ける
    is_programme = stands in ("plain", "ending") and kind_of(folded[start:end]) != "media"
    if is_programme and is_product(folded, start, end):
        return True
    if stands == "ending" and folded.endswith("会社", start, end) and _is_class_of_companies(doc, start, end):
        return True
    if stands == "ending" and folded.endswith("映画", start, end) and _is_by_person(doc, start, end):
        return True
    if stands == "plain":
        if makes_a_person(folded, end):
            return True
        index = doc.token_at(start)
        if doc.ends[index] == end:
            return is_common(doc, index, start, end)
        return folded[end - 1] in _LANDFORMS and doc.starts[doc.token_at(end - 1)] == end - 1
    name = folded[start:end]
    if name == "日産":
        return is_output(folded, end)
    if name == "連合":
        return "などの連合" in folded  # of companies
    if name == "毎日" and "毎日新聞" not in folded:
        return not _PAPER_RE.match(folded, end) and folded[start - 1 : start] not in ("・", "(", "『")
    return name == "朝日" and _SUN_RE.match(folded, end) is not None


#: What a town has before the name of its unit, and who heads that.
_LOCAL, _HEADS_OF_UNITS = frozenset("都道府県市区町村"), ("部長", "局長", "課長", "室長")
#: How much is made a day: 日産｜3万本.
_OUTPUT_RE = Pattern(
    r"約?[0-9][0-9,.]*[十百千万億]*(?:本|バレル|トン|t|個|台|リットル|キロ|kg|kl|食|枚|箱|缶|袋|丁|立方)"
)


def is_output(folded: str, end: int) -> bool:
    """Return whether a quantity stands at ``end``: 日産3万本 is no company.

    >>> is_output("日産3万本", 2), is_output("日産3車種", 2)
    (True, False)
    """
    return _OUTPUT_RE.match(folded, end) is not None


def _is_by_person(doc: Document, start: int, end: int) -> bool:
    """Return whether a name is that of a person or a country and a kind of works: 黒澤映画, アメリカ映画."""
    index = doc.token_at(start)
    return doc.ends[index] == end - 2 and doc.lexicon.types[doc.types[index]].pos3 in ("人名", "地名")


def _is_cut_title(folded: str, start: int, end: int) -> bool:
    """Return whether a name is a piece of a title: サムラ事務局｜長, 連邦中央選挙管理｜委員長."""
    if folded[end] == "長" and folded.endswith("委員", start, end):
        return True  # ズマ委員｜長
    if folded[end] == "委":
        return folded.startswith("委員長", end) and not suffix_of(folded[start:end])
    headed = _FOREIGN_SURNAME_RE.fullmatch(folded, start, end)
    surname = headed["surname"] if headed is not None else ""
    return surname != "" and name_key(surname) not in known_names() and not suffix_of(surname)


#: Who heads an office by a foreign name: サムラ事務局｜長, ザハロワ情報局｜長.
_FOREIGN_SURNAME_RE = Pattern(r"(?P<surname>[ァ-ヶー・]+)(?:事務局|[一-龠]{0,3}局)")


def _is_maker_too(doc: Document, word: TokenType, start: int, end: int) -> bool:
    """Return whether the name of a place is that of a company as well, and its spelling no other: オリンパス; not アラビア語."""
    if (
        _KATAKANA_RE.fullmatch(word.surface) is None
        or is_country(doc, start)
        or "一" <= doc.folded[end : end + 1] <= "龠"
    ):
        return False
    return listed_kind(word.surface) == "company"


def is_common(doc: Document, index: int, start: int, end: int) -> bool:
    """Return whether one word of the dictionary is a place, or a common noun that a quotation begins with: 「センサーが…"""
    word = doc.lexicon.types[doc.types[index]]
    if word.pos3 == "地名":
        return not _is_maker_too(doc, word, start, end)
    begins = doc.folded[start - 1 : start] in _QUOTES and doc.folded[end : end + 1] in _PARTICLES
    return begins and word.pos2 == "普通名詞" and not word.is_unknown and not word.surface.isascii()


_QUOTES, _PARTICLES = frozenset("「『"), frozenset("はがをもの")
_NEW = ("台風・", "ハリケーン・", "サイクロン・", "新たな")
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


def is_reading(folded: str, start: int, end: int) -> bool:
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


def is_product(folded: str, start: int, end: int) -> bool:
    """Return whether a name stands in 「」 behind a class of things or before what is done to them: 新商品「ねむりん」."""
    if folded[start - 1 : start] not in ("「", "『"):
        return False
    if _MADE_RE.match(folded, end) is not None or _ends_in_thing(folded, start - 1):
        return True
    is_point = folded.startswith(("」。", "』。", "」だ", "』だ", "」です", "」で、"), end)
    return is_point and folded[start - 2] == "は" and _ends_in_thing(folded, start - 2)  # 番組は「アオバ」。


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
    for span in spans:
        start, end = span.start, span.end
        if folded[start - 1 : start] in ("「", "『") and _ends_in_thing(folded, start - 1):
            things.add(folded[start:end])
    return things


#: Last letters of craft and heavenly bodies, which stand right before their names without 「」.
_CRAFT_LETTERS = frozenset("機船艦艇鏡星ト")


def craft(folded: str, names: Iterable[str]) -> set[str]:
    """Return those of ``names`` in katakana that stand somewhere right behind what they are: 探査機インサイト."""
    return {
        name
        for name in names
        if _KATAKANA_RE.fullmatch(name)
        and any(
            place and folded[place - 1] in _CRAFT_LETTERS and _ends_in_thing(folded, place)
            for place in occurrences(folded, name)
        )
    }


_INITIALS_RE = Pattern(r"[A-Z][A-Za-z]?[A-Z]{1,4}")
#: What stands behind initials in brackets.
_CLOSING = (")", "、", ",", ":")


def initials_of_things(doc: Document, names: Sequence[Span]) -> set[str]:
    """Return the initials among ``names`` that stand in brackets behind a thing: DI is that all over the article."""
    folded, found = doc.folded, set[str]()
    for name in {
        folded[span.start : span.end] for span in names if span.rule == "tagger" and span.end - span.start < 7
    }:
        place = folded.find(f"({name}") if _INITIALS_RE.fullmatch(name) and name_key(name) not in known_names() else -1
        if place > 0 and folded.startswith(_CLOSING, place + len(name) + 1) and _is_called_so(doc, place):
            found.add(name)
    return found


def _is_called_so(doc: Document, place: int) -> bool:
    """Return whether what stands before ``place`` is a thing: by the table, or a common noun that ends no body."""
    folded = doc.folded
    if folded.endswith(words_of("initials"), 0, place):
        return True
    word = doc.lexicon.types[doc.types[doc.token_at(place - 1)]]
    is_common = word.pos2 == "普通名詞" or word.surface in ("者", "性", "型", "化", "法", "的")
    return (
        is_common
        and not word.is_unknown
        and not word.surface.isascii()
        and not suffix_of(folded[max(place - 16, 0) : place])
    )


def _is_class_of_companies(doc: Document, start: int, end: int) -> bool:
    """Return whether ……会社 without legal form is made of common words alone: コンサル会社, 高速道路会社."""
    if starts_with_legal_form(doc.folded[start:end]) or doc.folded[start:end][-4:] in legal_forms():
        return False
    words = doc.types_within(start, end)
    return not any(word.is_unknown or word.pos2 == "固有名詞" for word in words)


#: What a company calls itself and its subsidiaries.
_OWN_GROUPS = ("当社グループ", "弊社グループ")


@table_pattern
def _all_re() -> str:
    """Match two bodies at once (両県警, 両病院), and all of a kind (全小中学校)."""
    heads = alternation(suffixes())
    return rf"両(?:[国公私市県町村]立)?(?:{heads})|全(?:(?:[国公私市県町村]立)?[小中高]{{1,3}}(?:等?学?校)|[国公私市県町村]立(?:{heads}))"


@lru_cache(MAX_FACTS)
def standing(name: str) -> str:
    """Return whether a name by itself is ``"known"``, ``"ending"`` in a word of bodies, ``"plain"``, or ``"never"`` one."""
    if (
        name in stop_words()
        or ("・" in name and name.rpartition("・")[2] in stop_words())
        or len(name) > MAX_RUN
        or name.isdigit()
        or (" " in name and _SPACED_RE.search(name))
    ):
        return "never"
    if len(name) == 1 and not (name in suffixes() and suffixes()[name].bare):
        return "never"  # 影, R
    if name.startswith("株式会社") and _CLAUSE_RE.match(name, 4):
        return "never"
    if tails().get(name) == "drop" or name[-1] == "・" or is_anaphor(name):
        return "never"
    if (name[0] in _COUNTS and _COUNTED_RE.match(name)) or _COUNT_INSIDE_RE.search(name):
        return "never"
    if name in trades() or name in things() or (name[-1] == "高" and _RISE_RE.match(name)):
        return "never"
    if name[-1] == "局" and _ROUND_RE.search(name):
        return "never"
    if name[-1] in "組プク" and _GROUP_RE.fullmatch(name):
        return "never"
    if name_key(name) in known_names():
        return "known"
    if (name[0] in "両全" and _all_re().fullmatch(name)) or name in _OWN_GROUPS:
        return "never"
    if is_road(name):
        return "never"
    if name[-1] == "州" and "ァ" <= name[-2:-1] <= "ー":
        return "never"  # メキシコ北部ヌエボレオン州
    suffix = suffix_of(name)
    if suffix == name and len(name) > 1 and (suffixes()[name].kind, suffixes()[name].bare) in _LAST_WORDS:
        return "never"  # 鉄道の維持は難しい
    if name.endswith(words_of("several")) or name.startswith(_NEW):
        return "never"
    if name[-1] == "大" and name.endswith(words_of("size")):
        return "never"
    if "・" in name and _REGIONS_RE.fullmatch(name):
        return "never"
    if not suffix:
        is_place = name.endswith(_PLACE_END) and len(name) < 9 and not _IN_KYUSHU_RE.fullmatch(name)
        is_person = name.endswith(_person_ends()) or _PROFESSION_RE.search(name) is not None
        is_code = _CODE_RE.fullmatch(name) is not None
        return "never" if is_place or is_person or is_code or name.endswith(words_of("end")) else "plain"
    is_class = len(suffix) > 1 and (
        _class_re().fullmatch(name, 0, len(name) - len(suffix)) is not None
        or name[: -len(suffix)].endswith(_WITHIN)  # 東京都内病院
    )
    return "never" if is_class else "ending"


_WITHIN = ("都内", "県内", "府内", "市内", "町内", "村内", "区内")
#: First letters of THING_RE, last letters of _COUNT_BEFORE_RE.
THING_LETTERS, _COUNT_LETTERS = frozenset("相員選議大震杯駅線法花株プ"), frozenset("社者党局紙国0123456789")


#: 東海・北陸: parts of the country.
_REGION = "(?:北海道|東北|関東|北関東|甲信|甲信越|信越|北信越|東海|北陸|中部|近畿|関西|中国|四国|九州|沖縄|首都圏|中京圏|関西圏)"
_REGIONS_RE = Pattern(rf"{_REGION}(?:・{_REGION})+")
#: 5社連合, 三党, 2大学, 第1党: a number of bodies, not one.
_COUNTED_RE = Pattern(
    r"(?:第(?=[0-9一二三四五六七八九]党))?[0-9一二三四五六七八九十数両各]+(?:社|党|行|局|紙|新聞|者|[カか]国|団体|組合|大学|校|大(?!学))"
)
#: So many of a class: 中小358組合, 全国3200団体.
_COUNT_INSIDE_RE = Pattern(
    r"(?:[0-9][0-9,]*[万千百]?|[二三四五六七八九十百][一二三四五六七八九十百千]+)(?:社|党|組合|労組|漁協|農協|団体|大学|校|病院|法人|企業|自治体)$"
)
#: What it begins with.
_COUNTS = frozenset("第0123456789一二三四五六七八九十数両各")
_COUNT_BEFORE_RE = Pattern(r"[0-9数両各](?:社|者|党|局|紙|カ国)$|(?<![JB])[0-9]$")
#: 100カ国の卓球協会.
MANY_LETTERS = frozenset("国県村域つ")
_MANY_BEFORE_RE = Pattern(r"(?:[0-9数各](?:[カか]国|都道府県|市町村|地域)|[0-9一二三四五六七八九]つ)の$")
#: A plane, a race, a league (G1, JA8157), a class of animals, a wrestler (時津海関), a capital, a horse in a pedigree, a part of a country.
_CODE_RE = Pattern(
    r"[A-Z]{1,3}[0-9]+|[ァ-ヶー]+[科属目]|.*(?<![税機玄])関|首都[ァ-ヶー・]+|[父母][ァ-ヶー]+"
    r"|.*(?:アリーナ|ドーム|スタジアム)[一-龠]{2,3}|.*(?:[東西南北中央]{1,2}|中心|沿岸|内陸|海岸|山岳|山間|都市)部|[東西南北中]{1,2}部[ァ-ヶー]+|.+[都道府県市町村区国]内"
)
#: 株式会社｜が設立した大学, 株式会社｜立大学: no name.
_CLAUSE_RE = Pattern(r"が[一-龠]|立(?![花山川石岩野])")
#: A game of go or shogi: 叡王戦第3局.
_ROUND_RE = Pattern(r"第[0-9一二三四五六七八九十]+局$")
#: A group of a tournament: 予選リーグB組.
_GROUP_RE = Pattern(r".*[A-Z0-9]組|[A-Z](?:グループ|ブロック)")
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


@lru_cache(maxsize=1)  # asked twice of one article
def illnesses(folded: str) -> frozenset[str]:
    """Return the names that a bracket calls an illness: エムポックス(サル痘)."""
    return frozenset(match["name"] for match in _ILLNESS_RE.finditer(folded)) if "(" in folded else frozenset()


_ILLNESS_RE = Pattern(
    r"(?<![ァ-ヶーA-Z])(?P<name>[ァ-ヶーA-Z]{3,}+)(?=\([^()]{1,10}(?:痘|症|病|炎|熱|赤痢|コレラ|感染症|ウイルス)\))"
)
