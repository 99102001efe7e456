"""The document that figures are read from: word edges, the unit behind a number, numbers that belong to a name."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import cast

from analyzer.figures.counted import Counter
from analyzer.figures.nouns import last_words
from analyzer.figures.units import Unit, bound_after, units_at
from analyzer.numerals import Number, number_at
from corpus.patterns import Pattern
from corpus.tokens import Document, TokenType

_QUAKE_RE = Pattern(r"地震|震[源度災央]|余震|マグニチュード|津波|噴火|USGS|フレア")
LABEL_RE = Pattern(r"(?:マグニチュード(?:\(M\))?|(?<![A-Za-z])M|震度|(?<![ァ-ヶー])マッハ|風力|[大小]さじ)$")
EDGE_AFTER = frozenset("、。()」』「のはがをにでともへや\n ")
LEFT_OF_BARE = frozenset("、。はがをのにともでやへてどら(「『\n=: ")
#: Counted words that the dictionary keeps whole although they begin with a numeral.
_WHOLE = frozenset({"一人", "二人", "三人", "二つ", "三つ", "四つ", "五つ", "六つ", "七つ", "八つ", "九つ", "二十歳"})
#: Units that make a name with the character before the number: 2年1組, 捜査一課.
_NAMED = frozenset({("組", "年"), ("課", "査"), ("課", "事"), ("課", "第"), ("版", "京"), ("版", "阪"), ("版", "刊")})
#: What makes another word of 回: 回転, 回答.
_WORDS_OF_TIMES = frozenset("転線路答数収復避顧想")
#: A title behind 元, which is then "former" and no yuan.
_FORMER_RE = Pattern(
    r"元(?:首相|大統領|会長|社長|議員|市長|知事|監督|選手|長官|[一-龥]相|代表|幹事長|理事|横綱|大関|総裁|専務|常務|教授|被告|受刑)"
)
#: 二階|経済産業相, 八村|塁選手: the surname, with what an office ends in.
_MINISTER_RE = Pattern(
    r"(?:俊博|派|塁|阿蓮)|(?:准?教授|さん|君|選手|監督|投手|容疑者|被告|コーチ)|[一-龥]{0,8}(?:相|大臣|幹事長|総務会長|会長|議員|氏)(?![一-龥])"
)
#: Units that a family name may stand before: 鈴木ら三人 is written without ら as well.
_PLAIN_COUNTERS = frozenset({"人", "名", "つ", "回", "度", "歳", "位"})
#: What is told with a decimal point though no unit follows: 震度, マグニチュード(M)は5・2, 防御率2・41.
_POINTED_RE = Pattern(r"(?:震度|M|マグニチュード(?:\(M\))?|防御率|[勝打]率)[はが]?$")
_TYPHOON_RE = Pattern(r"(?:台風|国道|県道)第?[0-9]{1,3}号(?:や|と|、|・|及び|および)$")
_HOMERS = ("ソロ", "本塁打", "弾", "満塁", "ラン", "2ラン", "3ラン", "ホームラン", "逆転", "先制", "サヨナラ")
#: What is numbered 第3号 as a name.
_FORMS = frozenset(
    {"様式", "別表", "別記", "議案", "条例", "省令", "政令", "府令", "告示", "規則", "法律", "訓令", "通達", "書式"}
)
_SHOOT_OUT_RE = Pattern(r"[0-9]{1,2}[-―—ー][0-9]{1,2}(?![0-9-])")
#: How many words a noun may have that is counted whole.
_MAX_COMPOUND = 4
_NOT_AFTER_CHANGE = frozenset("いくかさ値")
NOT_ORDINAL = frozenset("減的標指下前立次録撃玉線")


def is_numeral(token: TokenType) -> bool:
    """Whether the dictionary keeps the word as a number, not inside a longer word."""
    return token.pos2 == "数詞" or token.surface in _WHOLE


def _is_counter(token: TokenType) -> bool:
    """Whether the dictionary knows the word as a counter; other nouns count only where the table names them."""
    return token.pos3 in ("助数詞可能", "助数詞") and not token.surface.isascii()


class Reading:
    """A document whose figures are read, with the columns of its tokens."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.text = doc, doc.folded
        self.starts, self.ends, self.types = doc.starts, doc.ends, doc.types
        self.words = doc.lexicon.types
        self.counter = Counter(doc)
        self._quakes: bool | None = None
        self.game = -1, False  # the sentence looked at last, and whether it speaks of a game or a vote

    @property
    def has_quakes(self) -> bool:
        """Whether the text speaks of earthquakes, so that M6 is a magnitude and no chip."""
        if self._quakes is None:
            self._quakes = _QUAKE_RE.search(self.text) is not None
        return self._quakes


def number_from(reading: Reading, start: int) -> Number | None:
    """Return the number at ``start``; ・ joins its digits only where it is a decimal point."""
    number = number_at(reading.text, start)
    if number is not None and number.mark == "・" and not _is_decimal_dot(reading, start, number):
        return number_at(reading.text, start, middle_dot=False)
    return number


def _is_decimal_dot(reading: Reading, start: int, number: Number) -> bool:
    """Whether ・ between digits is a decimal point (10・5メートル), not a list (2・3年生) or a day (3・11)."""
    if (number.has_magnitude and not number.is_kanji) or reading.text[start] in "0〇零":
        return True
    if number.is_kanji and isinstance(number.value, Decimal):
        digits = -cast(int, number.value.as_tuple().exponent)
        if number.has_magnitude or number.is_positional or digits > 1:  # 七六・五二歳
            return True
    found = unit_after(reading, start, number.end, number)
    if found is None:
        return _POINTED_RE.search(reading.text, max(start - 14, 0), start) is not None
    if found[0].quantity == "count" and isinstance(number.value, Decimal):
        whole, _, fraction = str(number.value).partition(".")
        return len(fraction) == 1 and int(fraction) <= int(whole)  # 四・三冊; a list goes up: 一・三号機
    return found[0].quantity in ("measure", "ratio", "money") or found[0].name == "点"


#: What is measured, and written before its number: PER11.2倍, pH6.5.
_INDICATOR_RE = Pattern(r"(?<![A-Za-z])(?:P[EBS]R|RO[EAI]|[EB]PS|DOE|IRR|NAV|BMI|pH)$")


def is_model_number(reading: Reading, start: int) -> bool:
    """F-35, B747, ver2.3: a Latin letter right before the digits (M6.5 is read as a label)."""
    text, before = reading.text, reading.text[max(start - 2, 0) : start]
    if not before or not before[-1].isascii():
        return False
    if before == "PK" and _SHOOT_OUT_RE.match(text, start):
        return False  # PK4―3
    if before[-1].isalpha():
        if _INDICATOR_RE.search(text, max(start - 4, 0), start):
            return False  # PER11.2倍
        is_label = LABEL_RE.search(text, max(start - 9, 0), start) is not None
        return not is_label or (before[-1] == "M" and not reading.has_quakes)  # M6: a chip
    return len(before) == 2 and before[-1] in "-+._/" and before[0].isascii() and before[0].isalnum()


def unit_after(reading: Reading, start: int, end: int, number: Number | None) -> tuple[Unit, int] | None:
    """Return the unit that follows a number, from the table or by its part of speech, and its end."""
    text, position = reading.text, end
    near = text[position : position + 1]
    if near == " ":
        position += 1
    elif near in ("余", "あ", "強"):
        for word in ("余り", "あまり", "余", "強"):
            if text.startswith(word, position):
                position += len(word)
                break
    is_dai = text[start - 1 : start] == "第"
    for unit, unit_end in units_at(text, position):
        if (unit.dimension != "施設" if is_dai else unit.dimension != "第") and is_unit_edge(reading, unit_end):
            return unit, unit_end
    if number is None or position != end:
        return None
    return _counter_unit(reading, start, position, number)


def is_unit_edge(reading: Reading, end: int) -> bool:
    """Whether a word ends at ``end``: 3人 but not 3人権団体."""
    text = reading.text
    last, after = text[end - 1], text[end : end + 1]
    if last.isascii() and last.isalnum():
        return not (after.isascii() and after.isalnum()) and not ("ァ" <= after <= "ヺ")
    if not after or after in EDGE_AFTER or last in "%℃$°":
        return True
    if (
        last == "歳"
        or (last == "人" and after == "台")
        or (last == "回" and after not in _WORDS_OF_TIMES)
        or text.startswith(("けが", "当た", "手がけ", "手掛け"), end)
    ):
        return (
            True  # 35歳男, 500人台, 10回胴上げ, 6人けが, 3本当たる: the dictionary knows 歳男, 人台, 回胴, 人け, 本当
        )
    if after == "目" and text[end + 1 : end + 2] not in NOT_ORDINAL:
        return True  # 12勝目
    if after in "高安増減" and last in "円銭ル割" and text[end + 1 : end + 2] not in _NOT_AFTER_CHANGE:
        return True
    return is_edge(reading, end)


def is_edge(reading: Reading, offset: int) -> bool:
    """Whether no word lies across ``offset``."""
    index = bisect_right(reading.ends, offset)
    return index == len(reading.ends) or reading.starts[index] >= offset


def _counter_unit(reading: Reading, start: int, position: int, number: Number) -> tuple[Unit, int] | None:
    """A counter that the table does not have but the dictionary knows (35都, 7重)."""
    if bound_after(reading.text, position) is not None:
        return None
    index = bisect_right(reading.ends, position)
    if index == len(reading.ends) or reading.starts[index] != position:
        return None
    if 1900 <= number.value <= 2100 and position - start == 4:
        return None  # 2014大会
    end = reading.ends[index]
    compound = _compound_end(reading, start, index) if number.value >= 2 and not number.mark else None
    if compound is None and not _is_counter(reading.words[reading.types[index]]):
        return None
    end = compound or end
    return Unit(reading.text[position:end], "count"), end


def _compound_end(reading: Reading, start: int, index: int) -> int | None:
    """Return where a noun of several words ends that is counted whole: 12調査地点; None for other nouns."""
    words, types = reading.words, reading.types
    if reading.text[start - 1 : start] == "第" or (start and is_foreign(reading.text[start - 1])):
        return None  # 第2処理場: a name
    last = index
    while last < min(len(types), index + _MAX_COMPOUND) and words[types[last]].pos1 in ("名詞", "接尾辞"):
        if words[types[last]].pos2 in ("数詞", "固有名詞") or (
            last > index and reading.starts[last] != reading.ends[last - 1]
        ):
            break
        last += 1
    if last < index + 2 or words[types[index]].pos3 in ("助数詞可能", "助数詞"):
        return None
    end = reading.ends[last - 1]
    return end if reading.text[reading.starts[index] : end].endswith(last_words("compound")) else None


#: What makes a town of a kanji numeral and its counter: 五戸|町.
_TOWN_RE = Pattern(r"[一-龠々ケヶ]{0,2}[町村市](?![一-龠々])")


def is_named(reading: Reading, start: int, number: Number, unit: Unit) -> bool:
    """Whether the number is part of a name: 台風19号, 国道1号, 東証1部, 3年1組, 1番1号."""
    text = reading.text
    before, name = text[start - 1 : start], unit.name
    is_year = 1900 <= number.value <= 2100 and number.end - start == 4
    if is_year and is_foreign(before) and unit.quantity == "count" and is_foreign(name[0]):
        return True  # サントリーホール2006ホール
    if is_year and name == "開催":
        return True  # フェア2008開催
    if name == "区" and number.value != 23 and _is_behind_a_place(reading, start):
        return True  # 東京1区: a constituency
    if before == " " and unit.quantity == "count" and is_foreign(text[start - 2 : start - 1]):
        return True  # NGC 1023銀河
    if name == "号" and before == "第" and text[max(start - 3, 0) : start - 1] in _FORMS:
        return True
    if before == "第" and text.startswith("室", number.end + len(name)):
        return True  # 第2会議室
    if name == "号" and text.startswith(_HOMERS, number.end + 1):
        return False  # 通算27号2ラン
    if name == "号" and _TYPHOON_RE.search(text, max(start - 12, 0), start):
        return True  # 台風12号や11号
    if name == "号":
        is_apart = before in LEFT_OF_BARE or before in ("第", "季", "")
        return not is_apart or text[max(start - 2, 0) : start - 1] in ("条", "項")
    if name in ("番", "番地"):
        return before in ("目", "-") or (before.isascii() and before.isalnum())
    if number.is_kanji and number.value < 10 and name not in _PLAIN_COUNTERS and _is_family_name(reading, start):
        return True  # 木村一基九段
    if number.is_kanji and number.end - start == 1 and _TOWN_RE.match(text, number.end + len(name)):
        return True  # 五戸町, 七戸川町
    return _is_named_by_unit(reading, start, number, name)


def _is_named_by_unit(reading: Reading, start: int, number: Number, name: str) -> bool:
    """Whether the unit ``name`` makes a name with what stands around the number: 東証1部, 藤井七冠, 3年1組."""
    text, before = reading.text, reading.text[start - 1 : start]
    if name == "ページ":
        return before == "全" and text.startswith("ページ)", number.end)  # (全3ページ)
    if name == "部":
        is_market = text[max(start - 2, 0) : start] in ("東証", "大証", "名証", "ーグ")
        is_league = number.value <= 7 and (
            text[max(start - 3, 0) : start] == "社会人" or _is_behind_a_place(reading, start)
        )
        return is_market or is_league or text.startswith(("上場", "リーグ"), number.end + 1)  # イタリア1部
    if name == "面":  # a page of the paper, unless it is a court: テニスコート4面
        return before != "第" and not is_foreign(before) and before not in ("全", "計", "約")
    if name == "種":
        return text.startswith("平均", number.end + 1)  # ダウ工業株30種平均
    if name == "便":
        return before in (")", "空", "き") or is_foreign(before)
    if name == "元" and number.is_kanji and number.value < 10:
        return _FORMER_RE.match(text, number.end) is not None  # 安倍晋三元首相
    if name in ("階", "村"):
        return number.value < 10 and number.is_kanji and _MINISTER_RE.match(text, number.end + 1) is not None
    if name == "冠":
        return number.is_kanji  # 藤井七冠
    if name == "段":
        return number.is_kanji and _is_behind_a_person(reading, start)
    if name == "つ":
        return number.value == 1 and before in ("の", "う")
    if name == "次":
        return number.is_kanji and before != "第"
    return (name, before) in _NAMED


def _is_family_name(reading: Reading, end: int) -> bool:
    index = bisect_right(reading.ends, end - 1) if end else len(reading.ends)
    is_beside = index < len(reading.ends) and reading.ends[index] == end
    return is_beside and reading.words[reading.types[index]].pos4 == "姓"


def _is_behind_a_place(reading: Reading, end: int) -> bool:
    index = bisect_right(reading.ends, end - 1) if end else len(reading.ends)
    is_beside = index < len(reading.ends) and reading.ends[index] == end
    return is_beside and reading.words[reading.types[index]].pos3 == "地名"


def _is_behind_a_person(reading: Reading, end: int) -> bool:
    """Whether the words up to ``end`` name a person: 宮下圭|八段, 里見香奈女流|四段; not 柔道|七段."""
    index = bisect_right(reading.ends, end - 1)
    for step in range(min(index + 1, 3)):
        token = reading.words[reading.types[index - step]]
        if reading.ends[index - step] != end or token.pos1 != "名詞":
            return False
        if token.pos3 == "人名":
            return True
        end = reading.starts[index - step]
    return False


def is_foreign(character: str) -> bool:
    """Whether a number after ``character`` belongs to the word before: ボーイング787, Windows 10."""
    return ("ァ" <= character <= "ヿ" and character != "・") or (character.isascii() and character.isalpha())
