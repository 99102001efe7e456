"""What the tagger takes for a body and nothing else does: dropped where the text says that it is a person, or says nothing.

Most wrong bodies of real articles are names whose last word tells no kind: players, brands, half a headline. A guess
stays if a list knows it, or if the words beside it go with bodies (organization_backing.tsv): ボイス・オブ・アメリカによると.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from analyzer.organizations.body import Span
from analyzer.organizations.borders import whole_standing
from analyzer.organizations.forms import MAX_FACTS, backing, is_office, kind_of, known_names, name_key
from analyzer.organizations.kinds import JOINT_RE, told_beside, told_by_words
from analyzer.organizations.lists import listed_kind
from analyzer.organizations.no_bodies import illnesses, is_place, is_plain, makes_a_person, part_of_person, words_of
from analyzer.organizations.teams import is_match_report
from analyzer.organizations.wordfacts import is_listed_body
from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.text import occurrences
from corpus.tokens import Document, TokenType
from corpus.vocabulary import alternation

__all__ = ["believable", "is_backed", "outvoted"]

#: A name in 「」, or one that 同社 may stand for, is believed above this one.
_LEAST = 0.05
#: A game of schools or amateurs, however short its report.
_GAME_RE, _SCORE_RE = Pattern(r"野球|甲子園|サッカー|ラグビー|県大会|決勝|回戦"), Pattern(r"[0-9][-―][0-9]")
#: So many distinct names of an article are looked for before 氏 (an article has some dozens).
_MOST_NAMES = 300


def believable(doc: Document, names: Sequence[Span]) -> list[Span]:
    """Return ``names`` (in order) without those that only the tagger takes for bodies, and that the text does not back."""
    folded = doc.folded
    names = [span for span in names if not _is_role(doc, span)]
    apart = {part for part in _parts_of_persons(folded) if name_key(part) not in known_names()}
    apart.update(_surnames(folded, names))
    apart.update(illnesses(folded))
    apart.update(_artists(doc))
    if apart:
        names = [span for span in names if span.rule != "tagger" or folded[span.start : span.end] not in apart]
    names = _without_common_words(doc, names)
    texts = [folded[span.start : span.end] for span in names]
    distinct = set(texts)
    guessed = {name for name in distinct if _is_untold(name)}
    if guessed:
        told = "\n".join(distinct - guessed)
        guessed = {name for name in guessed if len(name) < 3 or name not in told}  # ヴェルディ beside 東京ヴェルディ
    if not guessed:
        return list(names)
    called = set(_called(folded, sorted(guessed)[:_MOST_NAMES]))
    is_match = is_match_report(folded) or bool(_SCORE_RE.search(folded) and _GAME_RE.search(folded))
    sure = {name for name, span in zip(texts, names, strict=True) if name in guessed and _is_sure(doc, span, is_match)}
    sure |= _often_named(guessed - sure, texts, names)
    in_rows = {texts[index] for index in _in_rows(folded, names)} if guessed - sure else set[str]()
    goes_on = "同社" in folded
    believed: list[Span] = []
    for name, span in zip(texts, names, strict=True):
        if name in guessed and span.rule == "tagger":
            if name in called or (name not in sure and name not in in_rows and not _may_be_named(doc, span, goes_on)):
                continue
            if _is_person(doc, span, believed) or _is_made_thing(doc, span) or _is_word(doc, span):
                continue
        believed.append(span)
    return believed


def _without_common_words(doc: Document, names: Sequence[Span]) -> list[Span]:
    """Return ``names`` without common nouns in katakana that are companies too and that nothing shows to be one here.

    ブレーキ, チャンピオン and パイロット are listed; クレバス ends in バス, and ニュースリリース in リース.
    """
    folded = doc.folded
    common = {index for index, span in enumerate(names) if span.rule == "tagger" and _is_common_word(doc, span)}
    if not common:
        return list(names)
    is_match = is_match_report(folded)
    shown = {
        folded[names[index].start : names[index].end] for index in common if _is_shown(doc, names[index], is_match)
    }
    texts = {folded[span.start : span.end] for span in names}
    shown |= {  # パロマ of パロマ工業, ハンズ of 東急ハンズ
        name for name in texts if any(each != name and (each.startswith(name) or each.endswith(name)) for each in texts)
    }
    for index, (one, other) in enumerate(pairwise(names)):  # ミズノ、デサント; NOVA(ノヴァ)
        if (index in common) != (index + 1 in common) and _are_joined(folded, one, other):
            shown.add(folded[other.start : other.end] if index + 1 in common else folded[one.start : one.end])
    return [span for index, span in enumerate(names) if index not in common or folded[span.start : span.end] in shown]


def _are_joined(folded: str, one: Span, other: Span) -> bool:
    between = folded[one.end : other.start]
    return between == "(" or (len(between) <= _LONGEST_JOINT and JOINT_RE.fullmatch(between) is not None)


#: Letters between two names of a row.
_LONGEST_JOINT = 5


def _is_common_word(doc: Document, span: Span) -> bool:
    """Return whether a name is one common noun in katakana that no list knows as anything but a company."""
    name = doc.folded[span.start : span.end]
    if not _KATAKANA_RE.fullmatch(name) or name_key(name) in known_names():
        return False
    words = doc.types_within(span.start, span.end)
    if len(words) > 1 or words[0].pos2 != "普通名詞" or words[0].is_unknown:
        return False
    return (listed_kind(name) or kind_of(name)) in ("company", "other") and f"{name}社" not in doc.folded


def _is_shown(doc: Document, span: Span, is_match: bool) -> bool:
    """Return whether words beside a common noun show that it is a body."""
    return is_backed(doc.folded, span.start, span.end) or told_by_words(doc.folded, span, is_match=is_match) is not None


_FOREIGN_PERSON_RE = Pattern(
    r"・(?P<last>[ァ-ヶー]{2,})(?:さん|氏|容疑者|被告|元?大統領|元?首相|議員|事務局長|受刑者|ちゃん|君|(?P<played>選手|投手|捕手|内野手|外野手|騎手))"
)
_KATAKANA_BEFORE_RE = Pattern(r"[ァ-ヶー・]+$")
#: So many letters before ・ the rest of a name is looked for.
_LONGEST_NAME = 24


def _parts_of_persons(folded: str) -> set[str]:
    """Return the parts of foreign names that a title follows: ホーカー of リンゼイ・アン・ホーカーさん."""
    parts: set[str] = set()
    for match in _FOREIGN_PERSON_RE.finditer(folded):
        first = _KATAKANA_BEFORE_RE.search(folded, max(match.start() - _LONGEST_NAME, 0), match.start())
        if first is not None:  # what stands first before a player may be the team: ジャイアンツ・バリー・ボンズ選手
            parts.update((match["last"], *(() if match["played"] else first[0].split("・"))))
    return parts


_ARTIST_RE = Pattern(
    r"(?:画家|作家|俳優|女優|歌人|詩人|俳人|書家|陶芸家|建築家|写真家|作曲家|指揮者|彫刻家|漫画家|小説家|評論家|落語家|棋士|歌手|監督)(?:の|、|・|だった)"
    r"(?P<name>[一-龠々]{3,6})(?=[はがをにとも、(さ]|の(?:回顧展|作品|代表作|遺作|個展|生誕|没後|弟子|長女|長男|生家))"
)


def _artists(doc: Document) -> Iterator[str]:
    """Yield the names and surnames of artists behind what they are: 画家、川辺松濤."""
    for match in _ARTIST_RE.finditer(doc.folded):
        index = doc.token_at(match.start("name"))
        surname = doc.lexicon.types[doc.types[index]]
        is_surname = doc.starts[index] == match.start("name") and surname.pos3 in ("人名", "地名")
        if is_surname and doc.ends[index] < match.end("name"):
            yield from (match["name"], surname.surface)


#: A quarter of a town, by its letters: 椿台市東浜. What a town has made (市民, 市立, 市議会) is none.
_ADDRESS_RE = Pattern(r"[一-龠々ヶケ]{1,5}[市区町村郡](?![民立議長役職教消営])[一-龠々ヶケ]{1,4}")
_PART_RE = Pattern(
    r"監督|選手|投手|捕手|コーチ|[がは][0-9]{1,3}(?:得点|打点|安打|奪三振|アシスト|リバウンド)|の(?:強打|スパイク|シュート|得点|ゴール|好投|適時打|本塁打|セーブ|ドリブル|レシーブ|ブロック|サーブ|ヘディング|犠飛)"
)
_PART_LETTERS = frozenset("監選投捕コがはの")


def _is_role(doc: Document, span: Span) -> bool:
    """Return whether a guess is a trade (大手ハウス), an address, or persons beside their part: ブラウン監督, エース三宅."""
    if span.rule != "tagger":
        return False
    name = doc.folded[span.start : span.end]
    if name in words_of("trade") or (_ADDRESS_RE.fullmatch(name) and kind_of(name) == "other"):
        return True
    if _is_officer(doc, span) or (kind_of(name) == "other" and _ends_title(doc.folded, span)):
        return True
    part = part_of_person(name)
    has_part = doc.folded[span.end : span.end + 1] in _PART_LETTERS and _PART_RE.match(doc.folded, span.end)
    if not part and not has_part:
        return False
    words = doc.types[doc.token_at(span.start + len(part)) : doc.token_at(span.end - 1) + 1]
    kinds = ("人名", "地名") if part else ("人名",)  # 三宅 is a place as well
    return all(doc.lexicon.types[index].pos3 in kinds for index in words)


_OFFICER_RE = Pattern(r"(?:[部局課室次]|(?<=[部局課室]))長(?![一-龠])")


def _is_officer(doc: Document, span: Span) -> bool:
    """Return whether a guess is a surname and the office that its bearer heads: 小笠原農林水産｜部長, 山下都市整備課｜長."""
    folded, start, end = doc.folded, span.start, span.end
    if (
        not _OFFICER_RE.match(folded, end)
        or is_listed_body(folded[start:end])
        or name_key(folded[start:end]) in known_names()
    ):
        return False
    words = doc.types_within(start, end)
    is_foreign = _KATAKANA_RE.fullmatch(words[0].surface) is not None and (
        words[0].is_unknown or words[0].pos3 == "人名"
    )
    is_surname = words[0].pos4 == "姓" or words[0].pos3 == "地名" or is_foreign  # 小笠原
    is_office = all(
        word.pos2 in ("普通名詞", "名詞的") and word.surface not in "都道府県市区町村" for word in words[1:]
    )
    return len(words) > 1 and is_surname and is_office


def _is_sure(doc: Document, span: Span, is_match: bool) -> bool:
    """Return whether another rule, a list or the words around it are sure of a name; the tagger's score tells little here."""
    folded = doc.folded
    if span.rule != "tagger" or is_backed(folded, span.start, span.end):
        return True
    if is_office(folded[span.start : span.end]) or listed_kind(folded[span.start : span.end]) is not None:
        return True
    if is_match and _is_club(doc, span):
        return True
    kind = told_beside(folded, span, is_match=is_match)
    return kind in ("media", "party") or (kind is not None and (span.score >= _LEAST or not _is_odd(doc, span)))


def _is_club(doc: Document, span: Span) -> bool:
    """Return whether a name is a word in katakana and a town, as clubs are called: ヴェント熊谷."""
    first, last = doc.token_at(span.start), doc.token_at(span.end - 1)
    town = doc.lexicon.types[doc.types[last]]
    is_katakana = _KATAKANA_RE.fullmatch(doc.folded, span.start, doc.starts[last]) is not None
    is_town = town.pos3 == "地名" or town.pos4 == "姓"  # 熊谷 is a surname as well
    return first < last and is_katakana and is_town and not _KATAKANA_RE.fullmatch(town.surface)


def _may_be_named(doc: Document, span: Span, goes_on: bool) -> bool:
    """Return whether a guess in 「」, or in a text that goes on about 同社, may be a name that the text made up: no odd one."""
    is_quoted = doc.folded[span.start - 1 : span.start] in ("「", "『") and doc.folded[span.end : span.end + 1] in (
        "」",
        "』",
    )
    return (is_quoted or goes_on) and (span.score >= _LEAST or not _is_odd(doc, span))


def _often_named(guessed: set[str], texts: Sequence[str], names: Sequence[Span]) -> set[str]:
    """Return those of ``guessed`` with kanji that the article comes back to and that the tagger is sure of once."""
    scores: dict[str, list[float]] = {}
    for name, span in zip(texts, names, strict=True) if guessed else ():
        if name in guessed:
            scores.setdefault(name, []).append(span.score)
    often = {name for name, each in scores.items() if len(each) >= _OFTEN and max(each) >= _SURE}
    return {name for name in often if _KANJI_RE.search(name)}


#: So often a name without other proof must stand, and so sure the tagger be once.
_OFTEN, _SURE = 3, 0.8
_KANJI_RE = Pattern(r"[一-龠]")


def _in_rows(folded: str, names: Sequence[Span]) -> Iterator[int]:
    """Yield the indices of names in a row with one that tells its kind: ルノー、フェラーリ."""
    for index, (one, other) in enumerate(pairwise(names)):
        if (
            one.end < other.start <= one.end + _LONGEST_JOINT
            and folded[one.end] != "・"
            and JOINT_RE.fullmatch(folded, one.end, other.start)
        ):
            told = [kind_of(folded[each.start : each.end]) != "other" for each in (one, other)]
            if told[0] != told[1]:
                yield index + 1 if told[0] else index


def _is_odd(doc: Document, span: Span) -> bool:
    """Return whether a guess is no name of Japanese words: a foreign one, a piece of a longer word or of a title."""
    folded, start, end = doc.folded, span.start, span.end
    words = doc.types_within(start, end)
    if any(word.is_unknown or word.surface.isascii() for word in words) or _ends_like_a_thing(words[-1]):
        return True
    if _LETTER_RE.match(folded, start - 1) if start else False:
        return True
    if _HIRAGANA_RE.match(folded, end - 1) and _INNER_RE.match(folded, end):  # ばんえ｜い競馬
        return True
    if _KATAKANA_RE.fullmatch(folded, start, end) and "同社" not in folded:  # スリーピングマット
        return True
    opening = folded.rfind("『", max(start - _LONGEST_TITLE, 0), start)
    return 0 <= opening < start - 1 and folded.find("』", opening, start) < 0


def _ends_like_a_thing(word: TokenType) -> bool:
    """Return whether the last word of a guess is what names hardly end in: an act (墜落), a native noun (祭り), a particle."""
    if word.pos1 not in ("名詞", "接尾辞", "接頭辞"):
        return True
    is_act = word.pos3 == "サ変可能" and word.goshu == "漢" and word.surface not in _ACTING
    is_native = word.pos2 == "普通名詞" and word.goshu == "和" and _KATAKANA_RE.fullmatch(word.surface) is None
    return is_act or is_native


#: Words for acts that bodies are called by.
_ACTING = ("組織", "連合", "同盟", "放送", "通信", "研究", "教育", "出版", "企画", "運輸", "交通", "観光", "開発")
_KATAKANA_RE = Pattern(r"[ァ-ヶー]+")
_LETTER_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z・]")
_HIRAGANA_RE, _INNER_RE = (
    Pattern(r"[ぁ-ん]"),
    Pattern(r"[あいうえおかきくけこさしすせそたちつてぬねひふほまみむめよらりるれろ]"),
)
#: So many letters before a name the 『 of a title is looked for.
_LONGEST_TITLE = 60


@lru_cache(MAX_FACTS)
def _is_untold(name: str) -> bool:
    """Return whether neither a name itself nor a list says that it is a body."""
    return kind_of(name) == "other" and is_plain(name) and not is_listed_body(name)


def _called(folded: str, names: Sequence[str]) -> Iterator[str]:
    """Yield those of ``names`` that stand before 氏, 騎手 … anywhere in the article, whole or by their last part."""
    for name in names:
        last = name.rpartition("・")[2]
        if len(last) > 1 and any(makes_a_person(folded, place + len(last)) for place in occurrences(folded, last)):
            yield name


_SURNAME_RE = Pattern(r"[一-龠々ヶケ]{1,4}")
_AGE_RE = Pattern(r"[(][1-9][0-9](?:歳)?[)]")
#: So many letters has the name behind a surname at most.
_LONGEST_GIVEN = 4


def _surnames(folded: str, names: Sequence[Span]) -> Iterator[str]:
    """Yield what the tagger takes for bodies and the article for surnames."""
    for name in {folded[span.start : span.end] for span in names if span.rule == "tagger"}:
        if _SURNAME_RE.fullmatch(name) and is_plain(name) and _in_full_name(folded, name):
            yield name


def _in_full_name(folded: str, name: str) -> bool:
    """Return whether a name stands before another one with the title or the age of a person: 桐生｜颯太八段（24）."""
    for place in occurrences(folded, name):
        start = place + len(name)
        for end in range(start + 1, start + 1 + _LONGEST_GIVEN):
            if not _GIVEN_RE.match(folded, end - 1):
                break
            if _AGE_RE.match(folded, end) or makes_a_person(folded, end):
                return True
    return False


_GIVEN_RE = Pattern(r"[一-龠々ぁ-んァ-ヶー](?<![はがをにのとでもや党社会市町村県])")


def _is_word(doc: Document, span: Span) -> bool:
    """Return whether a name is one word of the dictionary (土星) or made of names of persons, and nothing backs it."""
    words = doc.types_within(span.start, span.end)
    is_common = len(words) == 1 and words[0].pos2 == "普通名詞" and not words[0].is_unknown
    is_places = len(words) > 2 and all(word.pos3 == "地名" or word.surface == "・" for word in words)
    is_told = is_common or is_places or all(word.pos3 == "人名" for word in words)
    return is_told and not is_backed(doc.folded, span.start, span.end)


#: The beginning of a title that a name ends: 「ダフニスと｜クロエ」.
_TITLE_RE = Pattern(r"[「『][ァ-ヶー]{2,10}(?:と|の)$")


def _ends_title(folded: str, span: Span) -> bool:
    closing = folded[span.end : span.end + 1] in ("」", "』")
    return closing and _TITLE_RE.search(folded, max(span.start - 14, 0), span.start) is not None


_MADE_RE = Pattern(r"[A-Z][A-Za-z]{0,4}[ァ-ヶー]{2,}")


def _is_made_thing(doc: Document, span: Span) -> bool:
    """Return whether a name is a common noun with a few Latin letters before it: ICチップ, QRコード."""
    folded, start, end = doc.folded, span.start, span.end
    if not _MADE_RE.fullmatch(folded, start, end) or is_backed(folded, start, end):
        return False
    last = doc.token_at(end - 1)
    word = doc.lexicon.types[doc.types[last]]
    return word.pos2 == "普通名詞" and not word.is_unknown and folded[doc.starts[last] - 1].isascii()


_KATAKANA_NAME_RE = Pattern(r"[ァ-ヶー]++(?:[・=][ァ-ヶー]++)+")
_READING_RE = Pattern(r"[ァ-ヶー・]+|[A-Z][a-z]+[A-Za-z. ]*")


def _is_person(doc: Document, span: Span, before: Sequence[Span]) -> bool:
    """Return whether a name that nothing tells of is built like that of a person, or only says how one is read."""
    folded, start, end = doc.folded, span.start, span.end
    if (
        folded[start - 1 : start] == "("
        and folded[end : end + 1] in (")", "、", "=")
        and _READING_RE.fullmatch(folded, start, end)
    ):
        return not before or before[-1].end != start - 1
    if not _KATAKANA_NAME_RE.fullmatch(folded, start, end) or is_backed(folded, start, end):
        return False
    closing = folded.find(")", end, end + 12) if folded[end : end + 1] == "(" else -1
    if closing > 0 and is_place(doc, end + 1, closing):
        return True  # ニコ・ロズベルグ(ドイツ)
    return any(word.pos3 == "人名" for word in doc.types_within(start, end))


# ------------------------------------------------------------------------------------------------------------- backing


@kept
def _before() -> tuple[str, ...]:
    return backing("before", "both", "opens")


@table_pattern
def _after_re() -> str:
    """Match words that go with bodies behind a name, what stands in brackets behind it left out."""
    return rf"[」』]?(?:[(][^()]{{1,30}}[)])?(?:{alternation(backing('behind', 'both'))}|は[0-9]{{1,2}}日|、[0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日)"


#: What may stand between a name and the word before it: チーム「…」, 大手の….
_GAP = "「『の・、"


def is_backed(folded: str, start: int, end: int) -> bool:
    """Return whether words that go with bodies stand beside a name."""
    if _after_re().match(folded, end):
        return True
    return folded[max(start - 14, 0) : start].rstrip(_GAP).endswith(_before())


# ----------------------------------------------------------------------------------------------------------- passed over

#: A score of the tagger below this one is a guess.
_UNSURE = 0.3


def outvoted(doc: Document, spans: list[Span], listed: Sequence[str]) -> list[Span]:
    """Return ``spans`` without names that nothing but a guess of the tagger makes one, and that it mostly passed over.

    ``listed`` are the stretches of the article: 鳥インフルエンザ taken once for a body and left alone twice is none.
    """
    folded = doc.folded
    counts: dict[str, int] = {}
    for span in spans:
        if span.score < _UNSURE:
            name = folded[span.start : span.end]
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        return spans
    sure = {folded[span.start : span.end] for span in spans if span.score >= _UNSURE}
    guessed = {name for name in counts if kind_of(name) == "other" and whole_standing(name) == "plain"} - sure
    if not guessed:
        return spans
    passed: dict[str, int] = {}
    for each in filter(guessed.__contains__, listed):
        passed[each] = passed.get(each, 0) + 1
    dropped = {name for name, count in passed.items() if count > 2 * counts[name]}
    if not dropped or is_match_report(folded):  # which calls teams by their place: 神戸国際大付
        return spans
    return [span for span in spans if folded[span.start : span.end] not in dropped]
