"""Amounts with their units: 約3億2,000万円 → 320000000 円, approx.

A number that counts or measures, read anchor → number → unit → bounds → judge. Not here: time expressions (the units
of time are known and passed over), numerals inside names and set words (三菱, 一方), law articles, addresses,
telephone and model numbers, list numbers.

>>> from corpus.article import Article
>>> from corpus.tokens import prepare
>>> [(f.value, f.unit, f.modifier) for f in extract(prepare(Article("x", "-", "札幌など16市で約151件あった。")))]
[(16, '市', None), (151, '件', 'approx')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from analyzer.figures.counted import Counter
from analyzer.figures.units import SI_NAMES, Unit, bound_after, bound_before, set_word_at, subunit_factor, units_at
from analyzer.mention import Figure, Modifier, Quantity
from analyzer.numerals import NUMERAL_CHARACTERS, Number, number_at
from analyzer.patterns import Pattern
from corpus.tokens import Column, Document, TokenType

__all__ = ["extract"]

#: A numeral; the calendar's plainest forms, four numbers of five in news, are matched whole and passed over.
_ANCHOR_RE = Pattern(
    rf"[0-9]{{1,4}}(?:年(?!生)|[月日時])|[{NUMERAL_CHARACTERS}]|倍増|半減|ゼロ(?=だった|でし|です|だ?。|、|に(?:な|する|した)|と(?:な|する|した)|で(?=[、。]))"
)
#: What is passed over when no number can be read: the whole run, so that hostile input stays linear.
_RUN_RE = Pattern(
    r"[0-9][0-9.,、・]*|[〇一二三四五六七八九零壱壹弐貳○◯十百千万億兆京][〇一二三四五六七八九零○◯十百千万億兆京、・]*"
)
_ADDRESS_RE = Pattern(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+\.[\w.-]+")
#: Digits chained by dots, hyphens, slashes or colons: dates, clock times, telephone numbers, versions, addresses.
_CHAIN_RE = Pattern(
    r"""[0-9]+(?:(?:[-.][0-9A-Za-z]+){2,}|(?::[0-9]+)+|/[0-9]+/[0-9]+)
      | 0[0-9]+[-(][0-9]+(?:[-)][0-9]+)? | [0-9]{4}[-/.][01]?[0-9](?![0-9.])""",
    re.VERBOSE,
)
_SCORE_RE = Pattern(
    r"([0-9]{1,3})[-―—ー対]([0-9]{1,3})(?![0-9.\-])|([一二三四五六七八九十百千]{1,8})対([〇一二三四五六七八九十百千]{1,8})"
)
_GAME_RE = Pattern(
    r"勝|敗|破[っりる]|下[しす]|引き分け|ドロー|試合|得点|先制|逆転|延長|[一-龥]戦|リーグ|セット|スコア|コールド|[可否]決|賛成|採決"
)
#: A batting average without its nought: .285
_AVERAGE_RE = Pattern(r"[0-9]{3}(?![0-9A-Za-z.])")
#: A figure after these is a mark to be measured against, and exact: 市場予想の8.1%を上回る.
_REFERENCE_RE = Pattern(
    r"(?:予想|見通し|目標|基準値?|[上下]限|前[年回月期週]|昨年|平均|過半数|速度|定員|計画|当初|従来|最[多高])の$"
)
_BYLINE_AGE_RE = Pattern(r"[ ]*(?:\(|\)|\n|$)")
#: Kanji that begin a number whatever the dictionary makes of them: 十分の一, (毎年)数100.
_CERTAIN_RE = Pattern(r"[一二三四五六七八九十百千万]{1,12}分の[一二三四五六七八九十百千万数0-9]|数10+(?![0-9])")
_PART_RE = Pattern(r" ?分の ?")
_SLASH_RE = Pattern(r"([0-9]{1,3})/([0-9]{1,3})(?![0-9/.])")
_RANGE_RE = Pattern(
    r" ?(?:[〜~]|(?<=[0-9])[-ー―—](?=[0-9])|から|ないし|乃至|か(?=[0-9一二三四五六七八九十])) ?(?:約 ?|時速|秒速|毎時|毎秒|第)?"
)
#: 5%から8%に引き上げる tells two amounts, 5%から8%に当たる one.
_CHANGED_RE = Pattern(
    r"(?:程度|以上|前後|台)?(?:に(?!わた|及|およ|相当|当た|上[るっり]|のぼ|達|とど|収ま|限|対|つい|位置|関|よ[りる])|へ(?!の)"
    r"|まで(?:増|減|上が|下が|引|拡|縮|落|伸|低下|上昇|回復))"
)
_PER_RE = Pattern(r" ?(?:当たり|あたり|当り|につき)(?:の?平均|年間|年|月|最大)?")
_EQUALS_RE = Pattern(r" ?= ?")
_LABELS = {
    "M": "マグニチュード",
    "マグニチュード": "マグニチュード",
    "マグニチュード(M)": "マグニチュード",
    "震度": "震度",
    "マッハ": "マッハ",
}
_LABEL_RE = Pattern(r"(?:マグニチュード(?:\(M\))?|(?<![A-Za-z])M|震度|マッハ)$")
_PREFIX_RE = Pattern(r"(?P<rate>時速|分速|秒速|毎時|毎分|毎秒)$|(?:摂氏|華氏) ?$")
_SIGN_RE = Pattern(r"(?:マイナス|プラス|氷点下|零下|(?<![0-9A-Za-z])[-+]|[▲△])[ ]?$")
_PERIOD_RE = Pattern(r"(?:[日月年週]|時間|シーズン)(?:に|あたり|当たり)?約?$")
_DEGREE_RE = Pattern(r"[気水体室海]温|温度|最高|最低|摂氏|華氏|氷点下|零下|平熱|[北南]緯|[東西]経|角|傾")
#: 18%増え, 3ポイント低下した: the figure is the size of a change.
_MOTION_RE = Pattern(
    r"(?:ほど|程度)?(?:増[えやし加]|減[っりらる少]|上[がげ]|下[がげ]|引き[上下]げ|上昇|下落|低下|伸び|縮小|上回|下回|高[くいか]|安[くいか])"
)
_TITLE_RE = Pattern(
    r"(?:さん|さま|ちゃん|くん|君|氏|様|殿下|陛下|者|被告|選手|専務|常務|理事|役員|幹部|巡査|警部|住職|店主|主婦|主将|投手|教授|教諭|師|監督"
    r"|代表|知事|議員|首相|[一-龥]相|大統領|大臣|総裁|[会教]頭|(?<![身全延特波伸成])長|(?<![定人動満全総])員|[大高中小][学校]生|研究生|実習生|学生|生徒"
    r"|(?:作|画|書|専門|政治|評論|農|建築|音楽|写真|活動|投資|落語|漫画|小説|登山|冒険|実業)家|(?:職|料理|俳|歌|詩|商|芸|支配|管理|同居)人|[護税棋力会栄建剣騎]士"
    r"|大工|[作業]工|俳優|女優|歌手|横綱|大関|関脇|小結|[男女]性?|[男女園幼乳][児子]|少[年女]|[長次三四五][男女]|妻|夫|母|父|祖[父母]|兄|弟|姉|妹|孫|いとこ"
    r"|無職|児童|農業|漁業|運転手|自営業|アルバイト|パート|ニスト|ナリスト|デザイナー|ライター|キャスター|アナウンサー|タレント|王[子女]?)$"
)
_SUBUNIT_RANGE_RE = Pattern(r"[〜~-]")
_CURRENCY = {"$": "ドル", "¥": "円", "€": "ユーロ", "£": "ポンド"}
_HALF = Decimal("0.5")
_SCALES = {
    "%": Decimal("0.01"),
    "割": Decimal("0.1"),
    "‰": Decimal("0.001"),
    "厘": Decimal("0.001"),
    "ベーシスポイント": Decimal("0.0001"),
}
_EDGE_AFTER = frozenset("、。()」』「のはがをにでともへや\n ")
_QUIET_BEFORE = frozenset("、。はがをの(「\n")
_LEFT_OF_BARE = frozenset("、。はがをのにともでやへてどら(「『\n=: ")
#: Nouns whose number stands without a unit: 打率0.255, 勝ち点67, 定員450.
_BARE_NOUN_RE = Pattern(
    r"(?:率|指数|係数|値|勝ち点|選挙区|比例代表|比例区?|全国|国内|[都道府県市町村区]内|世界|海外|主要|加盟|定員|定数|賛成|反対|棄権|白票|総数|合計|累計|計|スコア|pH|全)$"
)
_IDENTITY_RE = Pattern(r"(?:番号|コード|No\.?|ID|TEL|FAX|電話)[ :]+$")
_RIGHT_OF_BARE = frozenset("、。はがをにともでやのへ」』\n ,")


def extract(doc: Document) -> list[Figure]:
    """Return every figure of ``doc``, left to right, without overlap."""
    return list(_Reader(doc).figures())


@dataclass(slots=True)
class _Draft:
    """A figure while it is read: amounts in single units, not yet rounded. An empty rule: passed over, no figure."""

    start: int
    end: int
    rule: str
    unit: Unit
    value: Decimal | int | None = None
    low: Decimal | int | None = None
    high: Decimal | int | None = None
    quantity: str = ""
    modifier: Modifier | None = None
    factor: Decimal | None = None  # of a rate: per second


_NONE = Unit("", "count")


def _passed(end: int) -> _Draft:
    return _Draft(end, end, "", _NONE)


#: Counted words that the dictionary keeps whole although they begin with a numeral.
_WHOLE = frozenset({"一人", "二人", "三人", "二つ", "三つ", "四つ", "五つ", "六つ", "七つ", "八つ", "九つ", "二十歳"})
_IS_NUMERAL = Column(lambda token: token.pos2 == "数詞" or token.surface in _WHOLE)


def _is_counter(token: TokenType) -> bool:
    """Whether the dictionary knows the word as a counter; other nouns count only where the table names them."""
    return token.pos3 in ("助数詞可能", "助数詞") and not token.surface.isascii()


_IS_COUNTER = Column(_is_counter)


class _Reader:
    """Reads the figures of one document; holds the document and the columns of its tokens."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.text = doc, doc.folded
        self.starts, self.ends, self.types = doc.starts, doc.ends, doc.types
        self.is_numeral = _IS_NUMERAL.grown(doc.lexicon)
        self.is_counter = _IS_COUNTER.grown(doc.lexicon)
        self.counter = Counter(doc)
        self.game = -1, False  # the sentence looked at last, and whether it speaks of a game or a vote

    # -- anchors ------------------------------------------------------------------------------------------------

    def figures(self) -> Iterator[Figure]:
        """Yield the figures in order."""
        text, done = self.text, 0
        addresses = iter(self._addresses())
        address_start, address_end = next(addresses, (len(text), 0))
        for match in _ANCHOR_RE.finditer(text):
            start = match.start()
            if start < done:
                continue
            if match.end() - start > 1 and text[start] not in "倍半ゼ":
                done = match.end()
                continue
            while address_end and address_end <= start:
                address_start, address_end = next(addresses, (len(text), 0))
            if address_start <= start:
                done = address_end
                continue
            before = done
            if text[start] in "倍半ゼ":
                draft, done = self._doubling(match) if text[start] != "ゼ" else self._nought(match)
            else:
                draft, done = self._read(start)
            if draft is not None:
                draft.start = max(draft.start, before)  # 0震度0: what stands before is taken
                yield self._figure(draft)

    def _addresses(self) -> list[tuple[int, int]]:
        text = self.text
        if "://" in text or "@" in text or "www." in text:
            return [match.span() for match in _ADDRESS_RE.finditer(text)]
        return []

    def _doubling(self, match: re.Match[str]) -> tuple[_Draft | None, int]:
        start, end = match.span()
        if not self._is_edge(start) or not self._is_edge(end) or self.text.startswith("期", end):
            return None, end
        value = Decimal(2) if match[0] == "倍増" else _HALF
        return _Draft(start, end, "doubling", Unit("倍", "ratio"), value, quantity="change"), end

    def _nought(self, match: re.Match[str]) -> tuple[_Draft | None, int]:
        """死者はゼロだった."""
        start, end = match.span()
        if self.text[start - 1 : start] not in ("は", "が", "も", "質", "ぼ") or self.text.startswith("では", end):
            return None, end
        return self._with_bounds(_Draft(start, end, "nought", _NONE, 0)), end

    def _read(self, start: int) -> tuple[_Draft | None, int]:
        """Return the figure whose number begins at ``start`` (or None), and where to go on."""
        text = self.text
        if text[start] in "0123456789":
            chain = _CHAIN_RE.match(text, start)
            if chain is not None:
                return None, chain.end()
            if self._is_model_number(start):
                return None, self._run_end(start)
            if text[start - 1 : start] == ".":
                average = _AVERAGE_RE.match(text, start)
                if average is not None:
                    unit = Unit("", "ratio")
                    return _Draft(start - 1, average.end(), "average", unit, Decimal(f"0.{average[0]}")), average.end()
        elif _CERTAIN_RE.match(text, start) is None:
            index = bisect_right(self.ends, start)
            if index == len(self.ends) or self.starts[index] > start:
                return None, start + 1
            if self.starts[index] < start or not self.is_numeral[self.types[index]]:
                return None, self.ends[index]
        end = set_word_at(text, start)
        if end is not None and not text.startswith("分の", start + 1):
            return None, end
        number = self._number_at(start)
        if number is None:
            return None, self._run_end(start)
        draft = self._special(start, number) or self._amount(start, number)
        if draft is None or not draft.rule:
            return None, max(number.end, draft.end if draft else 0)
        return draft, draft.end

    def _special(self, start: int, number: Number) -> _Draft | None:
        """Return a figure that is not number and unit; the characters on either side say which it can be."""
        text, near = self.text, self.text[number.end : number.end + 1]
        before = text[start - 1 : start]
        draft = None
        if near in _SCORE_FIRST:
            draft = self._score(start)
        elif near in _PART_FIRST:
            draft = self._part(start, number)
        elif near == "、":
            draft = self._choice(start, number)
        if draft is None and before == "時" and text.startswith(("(当時", "=当時", " 当時"), start - 3):
            draft = self._age_then(start, number)
        if draft is None and before in ("(", " "):
            draft = self._age_in_brackets(start, number)
        if draft is None and before in _LABEL_LAST:
            draft = self._labelled(start, number)
        return draft

    def _run_end(self, start: int) -> int:
        run = _RUN_RE.match(self.text, start)
        return run.end() if run else start + 1

    def _number_at(self, start: int) -> Number | None:
        number = number_at(self.text, start)
        if number is not None and number.mark == "・" and not self._is_decimal_dot(start, number):
            return number_at(self.text, start, middle_dot=False)
        return number

    def _is_model_number(self, start: int) -> bool:
        """F-35, B747, ver2.3: a Latin letter right before the digits (M6.5 is read as a label)."""
        text, before = self.text, self.text[max(start - 2, 0) : start]
        if not before or not before[-1].isascii():
            return False
        if before[-1].isalpha():
            return _LABEL_RE.search(text, max(start - 9, 0), start) is None
        return len(before) == 2 and before[-1] in "-+._/" and before[0].isascii() and before[0].isalnum()

    def _is_decimal_dot(self, start: int, number: Number) -> bool:
        """Whether ・ between digits is a decimal point (10・5メートル), not a list (2・3年生) or a day (3・11)."""
        if (number.has_magnitude and not number.is_kanji) or self.text[start] in "0〇零":
            return True
        if number.is_kanji and isinstance(number.value, Decimal):
            digits = -cast(int, number.value.as_tuple().exponent)
            if number.has_magnitude or number.is_positional or digits > 1:  # 七六・五二歳
                return True
        found = self._unit_after(start, number.end, number)
        if found is None:
            return self.text.startswith("震度", start - 2) or self.text[start - 1 : start] == "M"
        return found[0].quantity in ("measure", "ratio", "money") or found[0].name == "点"

    # -- kinds of figures ---------------------------------------------------------------------------------------

    def _score(self, start: int) -> _Draft | None:
        """3-2, 5対3: a result, where the sentence speaks of a game or a vote."""
        match = _SCORE_RE.match(self.text, start)
        if match is None:
            return None
        text, end = self.text, match.end()
        is_versus = "対" in match[0]
        if is_versus and match[0] in ("1対1", "一対一"):
            return _passed(end)
        if self._unit_after(start, end, None) is not None or (text[end : end + 1] in ("番", "丁") and not is_versus):
            return None
        if not is_versus and not self._is_about_a_game(start):
            return None
        first = number_at(text, start, middle_dot=False)
        second = number_at(text, match.start(2) if match[2] else match.start(4), middle_dot=False)
        if first is None or second is None or second.end != end:
            return None
        low, high = sorted((first.value, second.value))
        return _Draft(start, end, "score", Unit("対", "score"), None, low, high)

    def _is_about_a_game(self, start: int) -> bool:
        index = self.doc.sentence_at(start)
        if self.game[0] != index:
            sentence = self.doc.sentences[index]
            self.game = index, _GAME_RE.search(self.text, sentence.start, sentence.end) is not None
        return self.game[1]

    def _age_in_brackets(self, start: int, number: Number) -> _Draft | None:
        """山田太郎さん(45): an age, because a person stands before the bracket."""
        text = self.text
        if text[number.end : number.end + 1] not in (")", "=", "、", "・", " "):
            return None
        if number.mark or not 0 <= number.value <= 120 or start < 2:
            return None
        index = bisect_right(self.ends, start - 2)
        types = self.doc.lexicon.types
        if text[start - 1] == " " and not _BYLINE_AGE_RE.match(text, number.end):
            return None
        is_person = any(
            types[self.types[i]].pos3 == "人名" for i in range(max(index - 2, 0), min(index + 1, len(self.ends)))
        )
        if not is_person and not _TITLE_RE.search(text, max(start - 6, 0), start - 1):
            return None
        return _Draft(start, number.end, "age_in_brackets", Unit("歳", "age"), number.value)

    def _age_then(self, start: int, number: Number) -> _Draft | None:
        """山田さん(当時81): the age at that time."""
        if number.mark or not 0 <= number.value <= 120 or self.text[number.end : number.end + 1] not in (")", "="):
            return None
        return _Draft(start, number.end, "age_in_brackets", Unit("歳", "age"), number.value)

    def _labelled(self, start: int, number: Number) -> _Draft | None:
        """M6.5, 震度5強: the unit stands before the number."""
        is_apart = self.text[start - 1] in "はが"  # マグニチュードは6.5: the label is no part of the span
        label = _LABEL_RE.search(self.text, max(start - 11, 0), start - is_apart)
        if label is None:
            return None
        if is_apart:
            return self._with_bounds(
                _Draft(start, number.end, "label_number", Unit(_LABELS[label[0]], "measure"), number.value)
            )
        draft = _Draft(start, number.end, "label_number", Unit(_LABELS[label[0]], "measure"), number.value)
        draft.start = label.start()
        return self._with_bounds(self._range(draft, number) or draft)

    def _part(self, start: int, number: Number) -> _Draft | None:
        """3分の1, 2と4分の1, 1/4マイル."""
        text, whole = self.text, Decimal(0)
        if text.startswith("と", number.end) or text.startswith(" と", number.end):
            position = number.end + 1 + (text[number.end] == " ")
            second = number_at(text, position + (text[position : position + 1] == " "))
            if second is not None and _PART_RE.match(text, second.end):
                whole, number = Decimal(number.value), second
        part = _PART_RE.match(text, number.end)
        if part is not None:
            upper = number_at(text, part.end())
            if upper is None or not number.value or upper.several or number.several:
                return None
            value = whole + Decimal(upper.value) / Decimal(number.value)
            times = text.startswith("倍", upper.end)
            unit = Unit("倍" if times else "分の", "ratio")
            return self._with_bounds(_Draft(start, upper.end + times, "part", unit, value))
        slash = _SLASH_RE.match(text, start)
        if slash is None or not int(slash[2]):
            return None
        value = Decimal(slash[1]) / Decimal(slash[2])
        found = self._unit_after(start, slash.end(), None)
        if found is not None and found[0].quantity == "measure":
            return self._with_bounds(_Draft(start, found[1], "slash_part", found[0], value))
        if int(slash[1]) < int(slash[2]) and text[slash.end() : slash.end() + 1] in ("を", "程", "以", "の"):
            return self._with_bounds(_Draft(start, slash.end(), "slash_part", Unit("分の", "ratio"), value))
        return _passed(slash.end())

    def _choice(self, start: int, number: Number) -> _Draft | None:
        """2、3人 and 十四、五歳: two neighbouring numbers, one of which is meant."""
        text, end = self.text, number.end
        if text[end : end + 1] != "、" or not isinstance(number.value, int) or number.several:
            return None
        second = number_at(text, end + 1)
        if second is None or not isinstance(second.value, int) or second.several:
            return None
        last, head = number.value % 10, second.value // second.scale
        if not 1 <= last <= 8 or head != last + 1 or second.value != head * second.scale:
            return None
        if number.value > 9 and (second.scale > 1 or number.value > 99):
            return None
        found = self._unit_after(start, second.end, second)
        if found is None:
            return None
        unit, unit_end = found
        if unit.quantity in ("time", "name"):
            return _passed(unit_end)
        low = number.value * second.scale
        high = second.value if number.value < 10 else number.value + 1
        scale = _SCALES.get(unit.name, 1)
        draft = _Draft(start, unit_end, "choice", unit, None, low * scale, high * scale)
        self._take_dai(draft)
        return self._with_bounds(draft)

    def _amount(self, start: int, number: Number, *, is_inner: bool = False) -> _Draft | None:
        """A number, its unit and whatever continues it: subunits, 半, 目, a range, N人にM人, …当たり."""
        text = self.text
        before = text[max(start - 2, 0) : start]
        currency = _CURRENCY.get(before[-1:]) or (_CURRENCY.get(before[:1]) if before[1:] == " " else None)
        found = (Unit(currency, "money"), number.end) if currency else self._unit_after(start, number.end, number)
        if found is None:
            return self._bare(start, number)
        unit, end = found
        if unit.quantity in ("time", "name") or self._is_named(start, number, unit):
            return _passed(end)
        if number.is_kanji and text.startswith(text[start:end], end):
            return _passed(end + end - start)  # 一枚一枚
        draft = _Draft(start, end, "number_unit", unit, number.value)
        if currency:
            draft.start, draft.rule = start - (2 if before[1:] == " " else 1), "currency_sign"
        if number.several:
            self._several(draft, number)
        scale = _SCALES.get(unit.name)
        if scale is not None:
            draft.value, draft.low, draft.high = (
                _times(draft.value, scale),
                _times(draft.low, scale),
                _times(draft.high, scale),
            )
        if text[number.end : number.end + 1] in ("余", "あ", "強") and not currency:
            draft.modifier = "more_than"
        if text[end : end + 1] in NUMERAL_CHARACTERS and end < len(text):
            self._take_subunits(draft)
        self._take_dai(draft)
        if not is_inner:
            combined = self._combined(draft)
            if combined is not None:
                return combined
        return self._with_bounds(self._range(draft, number) or draft)

    def _combined(self, draft: _Draft) -> _Draft | None:
        """Return the share or rate whose first half ``draft`` is: 5人に1人, 1人当たり3万円, 1ドル=148円."""
        following = self.text[draft.end : draft.end + 1]
        combined = None
        if following in ("に", "当", "あ", " "):
            combined = self._one_in(draft) or self._per(draft)
        is_priced = draft.unit.quantity == "money" or (draft.unit.quantity == "measure" and following == "=")
        if combined is None and is_priced and draft.value in (1, 100, 1000):
            combined = self._exchange(draft)
        return combined

    def _several(self, draft: _Draft, number: Number) -> None:
        """数十人 is 20 to 90; 十数人 is more than 10."""
        if number.several == "all":
            draft.value, draft.low, draft.high = None, number.value * 2, number.value * 9
            draft.modifier, draft.rule = "approx", "several"
        else:
            draft.modifier, draft.rule = "more_than", "several_more"

    def _take_subunits(self, draft: _Draft) -> None:
        """148円50銭, 36度5分, 3割4分5厘: smaller units add to the value in the larger one."""
        text, scale = self.text, _SCALES.get(draft.unit.name, 1)
        while draft.value is not None and draft.end < len(text) and text[draft.end] in NUMERAL_CHARACTERS:
            number = number_at(text, draft.end, middle_dot=False)
            if number is None or number.several:
                return
            found = self._subunit(draft.unit.name, number.end)
            if found is None:
                self._take_subunit_range(draft, number)
                return
            factor, draft.end = found
            if draft.unit.name == "度" and text[max(draft.start - 2, 0) : draft.start] in (
                "北緯",
                "南緯",
                "東経",
                "西経",
            ):
                factor = Decimal(1) / 60
            draft.value += Decimal(number.value) * factor * scale
            draft.rule = "number_unit_subunit"

    def _take_subunit_range(self, draft: _Draft, number: Number) -> None:
        """151円20〜30銭: the range runs in the smaller unit."""
        sign = _SUBUNIT_RANGE_RE.match(self.text, number.end)
        second = number_at(self.text, sign.end(), middle_dot=False) if sign is not None else None
        found = self._subunit(draft.unit.name, second.end) if second is not None else None
        if second is None or found is None or draft.value is None or second.value < number.value:
            return
        factor = found[0] * _SCALES.get(draft.unit.name, 1)
        draft.low = draft.value + Decimal(number.value) * factor
        draft.high = draft.value + Decimal(second.value) * factor
        draft.value, draft.end, draft.rule = None, found[1], "range_of_subunits"

    def _subunit(self, base: str, position: int) -> tuple[Decimal, int] | None:
        for length in (5, 4, 3, 2, 1):
            sub = self.text[position : position + length]
            factor = subunit_factor(base, sub)
            if factor is not None and len(sub) == length and self._is_unit_edge(position + length):
                return factor, position + length
        return None

    def _take_dai(self, draft: _Draft) -> None:
        """第3回: 第 belongs to the figure and makes it an ordinal."""
        if draft.start and self.text[draft.start - 1] == "第":
            draft.start, draft.quantity, draft.rule = draft.start - 1, "ordinal", "ordinal_dai"

    def _one_in(self, draft: _Draft) -> _Draft | None:
        """5人に1人 → 0.2."""
        text, end = self.text, draft.end
        if not draft.value or draft.unit.quantity != "count" or not text.startswith("に", end):
            return None
        second = number_at(text, end + 1) if text[end + 1 : end + 2] in NUMERAL_CHARACTERS else None
        if second is None or second.several:
            return None
        found = self._unit_after(end + 1, second.end, second)
        if found is None or found[0].name != draft.unit.name or second.value > draft.value:
            return None
        value = Decimal(second.value) / Decimal(draft.value)
        unit = Unit(f"{draft.unit.name}に", "ratio")
        return self._with_bounds(_Draft(draft.start, found[1], "one_in", unit, value))

    def _per(self, draft: _Draft) -> _Draft | None:
        """1人当たり3万円: the figure is the amount; the base belongs to its span."""
        per = _PER_RE.match(self.text, draft.end)
        if per is None:
            return None
        inner = self._inner(per.end())
        if inner is None or not inner.rule:
            return _passed(per.end())
        inner.start, inner.rule, inner.quantity = draft.start, "per", "rate"
        return inner

    def _exchange(self, draft: _Draft) -> _Draft | None:
        """1ドル=148円50銭."""
        sign = _EQUALS_RE.match(self.text, draft.end)
        inner = self._inner(sign.end() if sign else draft.end)
        if inner is None or inner.unit.quantity != "money" or inner.unit.name == draft.unit.name:
            return None
        inner.start, inner.rule, inner.quantity = draft.start, "exchange", "rate"
        return inner

    def _inner(self, position: int) -> _Draft | None:
        """Return the figure that begins at ``position``, a bound before its number included."""
        text = self.text
        for word in ("約", "およそ", "最大", "平均"):
            if text.startswith(word, position):
                position += len(word)
        if position >= len(text) or text[position] not in NUMERAL_CHARACTERS:
            return None
        number = self._number_at(position)
        return self._amount(position, number, is_inner=True) if number is not None else None

    def _range(self, draft: _Draft, number: Number) -> _Draft | None:
        """3〜5人, 10万から15万円, 18-20歳; ``draft`` is what was read of it so far."""
        text = self.text
        if text[draft.end : draft.end + 1] not in _RANGE_FIRST:
            return None
        sign = _RANGE_RE.match(text, draft.end)
        second = number_at(text, sign.end()) if sign is not None else None
        if sign is None or second is None:
            return None
        found = self._unit_after(sign.end(), second.end, second)
        has_unit = draft.unit.name != ""
        if draft.rule == "label_number" and found is None:
            found = draft.unit, second.end
        if found is None:
            is_bounded = sign[0].strip() == "から" and bound_after(text, second.end) is not None
            if has_unit or not (sign[0].strip() in ("〜", "~") or is_bounded):
                return _passed(second.end) if sign[0].strip() == "-" and not has_unit else None
            found = _NONE, second.end
        unit, end = found
        if unit.quantity in ("time", "name") and not has_unit:
            return _passed(end)
        is_from = sign[0].strip().startswith("から")
        if has_unit and unit.name != draft.unit.name:
            return None
        if is_from and _CHANGED_RE.match(text, end):
            return None
        return self._closed_range(draft, number, second, (unit, end))

    def _closed_range(self, draft: _Draft, number: Number, second: Number, found: tuple[Unit, int]) -> _Draft | None:
        unit, end = found
        low: Decimal | int = number.value * 2 if number.several == "all" else number.value
        high: Decimal | int = second.value * 9 if second.several == "all" else second.value
        if not number.has_magnitude and second.has_magnitude and not draft.unit.name:
            head = Decimal(high) / second.scale
            low = Decimal(low) * second.scale if low < head else Decimal(low)  # 3〜5万人
        if draft.rule == "number_unit_subunit" and draft.value is not None:
            low = Decimal(draft.value) / _SCALES.get(unit.name, 1)
        scale = _SCALES.get(unit.name, 1)
        closed = _Draft(draft.start, end, "range", unit, high * scale, quantity=draft.quantity, modifier=draft.modifier)
        self._take_subunits(closed)
        closed.rule, closed.low, closed.high, closed.value = "range", low * scale, closed.value, None
        return closed if closed.high is not None and closed.low is not None and closed.low <= closed.high else None

    def _bare(self, start: int, number: Number) -> _Draft | None:
        """A number without a unit: kept where the sentence uses it as an amount (約500の企業, 答えは116だ)."""
        text, end = self.text, number.end
        draft = _Draft(start, end, "bare", _NONE, number.value)
        if number.several:
            self._several(draft, number)
        if self.text[end : end + 1] in (",", "・") and self.text[end + 1 : end + 2].isdigit():
            return None  # 12,13日; 7・4
        closed = self._range(draft, number)
        if closed is not None:
            if not closed.rule:
                return closed
            if closed.unit.name:
                return None if self._is_named(start, number, closed.unit) else self._with_dai(closed)
            draft = closed
        if self.text[start - 1 : start] == "第" and self._is_bare_edge(end):
            self._take_dai(draft)
            return draft if self.text[end : end + 1] != "の" else _passed(end)  # 第三のビール
        self._with_bounds(draft)
        if draft.modifier is None and not self._stands_as_amount(start, draft, number):
            return None
        if (
            number.is_kanji
            and number.end - start < 2
            and not number.has_magnitude
            and draft.start == start
            and end != len(text)
        ):
            return None
        return draft

    def _is_bare_edge(self, end: int) -> bool:
        after = self.text[end : end + 1]
        return not after or after in _RIGHT_OF_BARE or self.text.startswith(("だ", "です"), end)

    def _with_dai(self, draft: _Draft) -> _Draft:
        self._take_dai(draft)
        return self._with_bounds(draft)

    def _stands_as_amount(self, start: int, draft: _Draft, number: Number) -> bool:
        text = self.text
        before, after = text[draft.start - 1 : draft.start], text[draft.end : draft.end + 1]
        is_large = number.scale >= 10**4 and not number.is_kanji and not _is_foreign(before)
        is_named = _BARE_NOUN_RE.search(text, max(draft.start - 4, 0), draft.start) is not None
        if before and before not in _LEFT_OF_BARE and not is_large and not is_named:
            return False
        if (
            after
            and after not in _RIGHT_OF_BARE
            and not text.startswith(("だ", "です", "あ", "もの", "から", "まで", "上回", "下回"), draft.end)
        ):
            return False
        if text[start] == "0" and len(text[start : number.end]) > 1 and not number.mark:
            return False  # 007
        lead = text[max(start - 4, 0) : start]
        is_leading = start <= 4 or "\n" in lead
        lead = lead.rpartition("\n")[2].strip()
        if is_leading and lead in ("", "(") and (lead or after in ("", "\n", " ", ".", ")", "、")):
            return text.strip() == text[draft.start : draft.end]  # a list number or a stray count
        if before == " " and after == " " and self._is_in_a_list(start, number):
            return False  # 1 概要 2 手続き
        if before == " " and _is_foreign(text[draft.start - 2 : draft.start - 1]):
            return False  # iPhone 7
        if text[max(start - 2, 0) : start] in ("条の", "項の", "その", "ート"):
            return False
        if before in (" ", ":") and _IDENTITY_RE.search(text, max(start - 10, 0), start):
            return False  # ページ番号 1004518
        if before == "(" or (1900 <= number.value <= 2100 and "," not in text[start : number.end]):
            return False
        return after != " " or text[draft.end + 1 : draft.end + 2] not in NUMERAL_CHARACTERS

    def _is_in_a_list(self, start: int, number: Number) -> bool:
        """Whether the number before or after this one stands between blanks as well: list numbers."""
        near = self.text[max(start - 60, 0) : start + 60]
        return any(f" {number.value + step} " in near for step in (-1, 1)) and number.value < 30

    # -- units --------------------------------------------------------------------------------------------------

    def _unit_after(self, start: int, end: int, number: Number | None) -> tuple[Unit, int] | None:
        """Return the unit that follows a number, from the table or by its part of speech, and its end."""
        text, position = self.text, end
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
            if (unit.dimension != "施設" if is_dai else unit.dimension != "第") and self._is_unit_edge(unit_end):
                return unit, unit_end
        if number is None or position != end:
            return None
        return self._counter_unit(start, position, number)

    def _is_unit_edge(self, end: int) -> bool:
        """Whether a word ends at ``end``: 3人 but not 3人権団体."""
        text = self.text
        last, after = text[end - 1], text[end : end + 1]
        if last.isascii() and last.isalnum():
            return not (after.isascii() and after.isalnum()) and not ("ァ" <= after <= "ヺ")
        if not after or after in _EDGE_AFTER or last in "%℃$°":
            return True
        if (
            last == "歳"
            or (last == "回" and after not in _WORDS_OF_TIMES)
            or text.startswith(("けが", "当た", "手がけ", "手掛け"), end)
        ):
            return True  # 35歳男, 10回胴上げ, 6人けが, 3本当たる: the dictionary knows 歳男, 回胴, 人け, 本当
        if after == "目" and text[end + 1 : end + 2] not in _NOT_ORDINAL:
            return True  # 12勝目
        if after in "高安増減" and last in "円銭ル割" and text[end + 1 : end + 2] not in _NOT_AFTER_CHANGE:
            return True
        return self._is_edge(end)

    def _is_edge(self, offset: int) -> bool:
        """Whether no word lies across ``offset``."""
        index = bisect_right(self.ends, offset)
        return index == len(self.ends) or self.starts[index] >= offset

    def _counter_unit(self, start: int, position: int, number: Number) -> tuple[Unit, int] | None:
        """A counter that the table does not have but the dictionary knows (35都, 7重)."""
        if bound_after(self.text, position) is not None:
            return None
        index = bisect_right(self.ends, position)
        if index == len(self.ends) or self.starts[index] != position or not self.is_counter[self.types[index]]:
            return None
        if 1900 <= number.value <= 2100 and position - start == 4:
            return None  # 2014大会
        end = self.ends[index]
        return Unit(self.text[position:end], "count"), end

    def _is_named(self, start: int, number: Number, unit: Unit) -> bool:
        """Whether the number is part of a name: 台風19号, 国道1号, 東証1部, 3年1組, 1番1号."""
        text = self.text
        before, name = text[start - 1 : start], unit.name
        is_year = 1900 <= number.value <= 2100 and number.end - start == 4
        if is_year and _is_foreign(before) and unit.quantity == "count" and _is_foreign(name[0]):
            return True  # サントリーホール2006ホール
        if before == " " and unit.quantity == "count" and _is_foreign(text[start - 2 : start - 1]):
            return True  # NGC 1023銀河
        if name == "号":
            is_apart = before in _LEFT_OF_BARE or before in ("第", "季", "")
            return not is_apart or text[max(start - 2, 0) : start - 1] in ("条", "項")
        if name in ("番", "番地"):
            return before in ("目", "-") or (before.isascii() and before.isalnum())
        if name == "部":
            is_market = text[max(start - 2, 0) : start] in ("東証", "大証", "名証", "ーグ")
            return is_market or text.startswith(("上場", "リーグ"), number.end + 1)
        if name == "面":  # a page of the paper, unless it is a court: テニスコート4面
            return before != "第" and not _is_foreign(before) and before not in ("全", "計", "約")
        if name == "便":
            return before in (")", "空", "き") or _is_foreign(before)
        if name == "つ":
            return number.value == 1 and before in ("の", "う")
        if name == "次":
            return number.is_kanji and before != "第"
        return (name, before) in _NAMED

    # -- bounds -------------------------------------------------------------------------------------------------

    def _with_bounds(self, draft: _Draft) -> _Draft:
        if draft.rule:
            self._walk_right(draft)
            self._walk_left(draft)
        return draft

    def _walk_right(self, draft: _Draft) -> None:
        text = self.text
        near = text[draft.end : draft.end + 1]
        if (near in _EDGE_AFTER and near not in ("を", "に")) or not near:
            return
        if near in _SUFFIXES:
            self._take_suffix(draft, near)
        for _ in range(2):
            found = bound_after(text, draft.end)
            if found is None or not self._is_edge(found[1]) or not self._is_unit_edge(draft.end):
                break
            modifier, stop = found
            is_multiple = draft.unit.name in ("倍", "割", "分の")
            if (
                text[draft.end] == "を"
                and not is_multiple
                and _REFERENCE_RE.search(text, max(draft.start - 6, 0), draft.start)
            ):
                break  # 市場予想の8.1%を上回る: the figure is exact
            if text[draft.end] == "を" and not is_multiple and text[stop : stop + 1] in "0123456789約":
                break  # 改選50議席を上回る56議席
            if text.startswith("前後賞", draft.end):
                break
            if text.startswith("以下", draft.end) and text[stop : stop + 1] in ("同", "略", "「", "『"):
                break  # 以下同じ
            if not draft.unit.name and stop - draft.end == 1 and text[draft.end] in "強弱高":
                break  # 4強
            draft.end = stop
            draft.modifier = modifier if draft.modifier in (None, "approx") else draft.modifier
        if draft.modifier in ("at_least", "more_than") and draft.value is not None:
            self._take_upper_bound(draft)

    def _take_suffix(self, draft: _Draft, near: str) -> None:
        """半, 目, 連続, 台, 増減高安: what follows a unit and changes what the number says."""
        text, end, unit = self.text, draft.end, draft.unit
        if near == "半" and self._is_edge(end + 1) and draft.value is not None:
            draft.value += _HALF * _SCALES.get(unit.name, 1)
            draft.end += 1
        elif near == "目" and text[end + 1 : end + 2] not in _NOT_ORDINAL and unit.name:
            draft.unit, draft.quantity, draft.end = Unit(unit.name + "目", "ordinal"), "ordinal", end + 1
        elif near == "連" and text.startswith("連続", end) and unit.name:
            draft.quantity, draft.end, draft.rule = "ordinal", end + 2, "in_a_row"
        elif near == "毎" and unit.quantity == "measure" and text[end + 1 : end + 2] in _PER_SECOND:
            draft.end, draft.quantity, draft.rule = end + 2, "rate", "speed"
            draft.factor = _PER_SECOND[text[end + 1]]
        elif near == "台" and unit.name and self._is_edge(end) and self._is_edge(end + 1):
            draft.end, draft.modifier = end + 1, "at_least"
        elif near in "増減高安" and unit.name and draft.quantity != "ordinal" and self._is_change(end, unit):
            draft.end, draft.quantity = end + 1, "change"
            if near in "減安":
                draft.value = None if draft.value is None else -draft.value
                if draft.low is not None and draft.high is not None:
                    draft.low, draft.high = -draft.high, -draft.low

    def _is_change(self, end: int, unit: Unit) -> bool:
        """3割増の, 120円高で; not 3割増員, 300円安い."""
        after = self.text[end + 1 : end + 2]
        if not after or after in _AFTER_CHANGE:
            return self._is_edge(end) or unit.name in ("円", "銭", "ドル", "割")
        return not "ぁ" <= after <= "ん" and self._is_edge(end) and self._is_edge(end + 1)

    def _take_upper_bound(self, draft: _Draft) -> None:
        """20人以上50人未満 is one range."""
        text = self.text
        position = draft.end + (
            text[draft.end : draft.end + 1] in ("、", "で") and not text.startswith("では", draft.end)
        )
        if position >= len(text) or text[position] not in NUMERAL_CHARACTERS:
            return
        second = number_at(text, position)
        if second is None or second.several:
            return
        found = self._unit_after(position, second.end, second)
        unit, end = found if found is not None else (_NONE, second.end)
        if unit.name != draft.unit.name:
            return
        bound = bound_after(text, end)
        high = second.value * _SCALES.get(unit.name, 1)
        if bound is None or bound[0] not in ("at_most", "less_than") or draft.value is None or high < draft.value:
            return
        draft.low, draft.high, draft.value, draft.modifier = draft.value, high, None, None
        draft.end, draft.rule = bound[1], "range_of_bounds"

    def _walk_left(self, draft: _Draft) -> None:
        text, start = self.text, draft.start
        if start == 0 or text[start - 1] in _QUIET_BEFORE:
            return
        sign = _SIGN_RE.search(text, max(start - 5, 0), start)
        if sign is not None and draft.quantity != "ordinal":
            self._take_sign(draft, sign)
        prefix = _PREFIX_RE.search(text, max(draft.start - 3, 0), draft.start)
        if prefix is None:
            for _ in range(2):
                found = bound_before(text, draft.start)
                if found is None or not self._is_edge(found[1]) or draft.unit.name == "震度":
                    break
                draft.modifier = found[0] if draft.modifier in (None, "approx") else draft.modifier
                draft.start = found[1]
            prefix = _PREFIX_RE.search(text, max(draft.start - 3, 0), draft.start)
        if prefix is not None and draft.unit.quantity == "measure":
            draft.start = prefix.start()
            if prefix["rate"]:
                draft.quantity, draft.rule = "rate", "speed"
                draft.factor = _PER_SECOND[prefix["rate"][-1] if prefix["rate"][0] == "毎" else prefix["rate"][0]]

    def _take_sign(self, draft: _Draft, sign: re.Match[str]) -> None:
        text, mark = self.text, sign[0].strip()
        before = text[sign.start() - 1 : sign.start()]
        is_ratio = draft.unit.quantity in ("ratio", "money") or draft.unit.name == ""
        if mark in "▲△" and (not is_ratio or before in ("", "\n")):
            return
        is_after_noun = before not in _LEFT_OF_BARE and before != ""
        if mark == "-" and is_after_noun and draft.unit.name != "度" and not (is_ratio and before == "比"):
            return
        if mark not in ("+", "プラス"):
            draft.value = None if draft.value is None else -draft.value
            if draft.low is not None and draft.high is not None:
                draft.low, draft.high = -draft.high, -draft.low
        if draft.unit.quantity in ("ratio", "count", "money") and draft.unit.name:
            draft.quantity = "change"
        draft.start = sign.start()

    # -- the record ---------------------------------------------------------------------------------------------

    def _figure(self, draft: _Draft) -> Figure:
        quantity = draft.quantity or self._quantity(draft)
        factor = draft.unit.factor
        si = None
        if factor is not None and draft.value is not None and draft.unit.dimension in SI_NAMES:
            name = SI_NAMES[draft.unit.dimension]
            amount = Decimal(draft.value) * factor if draft.unit.dimension != "ratio" else Decimal(draft.value)
            if draft.factor is not None:
                amount, name = amount / draft.factor, f"{name}/s"
            si = (float(f"{amount:.10g}"), name)
        return Figure(
            start=draft.start,
            end=draft.end,
            rule=draft.rule,
            value=_plain(draft.value),
            low=_plain(draft.low),
            high=_plain(draft.high),
            unit=draft.unit.name,
            quantity=cast(Quantity, quantity),
            modifier=draft.modifier,
            counted=self.counter.counted(draft.start, draft.end, draft.unit.name, quantity),
            si=si,
        )

    def _quantity(self, draft: _Draft) -> str:
        unit, text = draft.unit, self.text
        if unit.name == "度":
            amount = draft.value if draft.value is not None else draft.low
            is_plain = amount is not None and amount == int(amount) and 0 < amount < 10
            is_times = is_plain and not _DEGREE_RE.search(text, max(draft.start - 12, 0), draft.end + 6)
            return "count" if is_times else "measure"
        if unit.quantity in ("ratio", "money", "count") and _MOTION_RE.match(text, draft.end):
            return "change"
        if unit.name == "代":
            amount = draft.value if draft.value is not None else draft.low
            return "age" if amount is not None and 10 <= amount <= 100 and amount % 10 == 0 else "count"
        if unit.name in ("回", "度") and _PERIOD_RE.search(text, max(draft.start - 6, 0), draft.start):
            return "rate"
        return unit.quantity


_SCORE_FIRST = frozenset("-―—ー対")
_PART_FIRST = frozenset("分と/ ")
_LABEL_LAST = frozenset("M度ドハ)はが")
#: Units that make a name with the character before the number: 2年1組, 捜査一課.
_NAMED = frozenset({("組", "年"), ("課", "査"), ("課", "第"), ("版", "京"), ("版", "阪"), ("版", "刊")})
_RANGE_FIRST = frozenset(" 〜~-ー―—かな乃")
#: What makes another word of 回: 回転, 回答.
_WORDS_OF_TIMES = frozenset("転線路答数収復避顧想")
_NOT_AFTER_CHANGE = frozenset("いくかさ値")
_AFTER_CHANGE = frozenset("のでだとにへがをはもま、。」』)(/・=;… \n")
_SUFFIXES = frozenset("半目連台増減高安毎")
_NOT_ORDINAL = frozenset("減的標指下前立次録撃玉線")
_PER_SECOND = {"時": Decimal(3600), "分": Decimal(60), "秒": Decimal(1)}


def _times(value: Decimal | int | None, scale: Decimal) -> Decimal | int | None:
    return None if value is None else value * scale


def _is_foreign(character: str) -> bool:
    """Whether a number after ``character`` belongs to the word before: ボーイング787, Windows 10."""
    return ("ァ" <= character <= "ヿ" and character != "・") or (character.isascii() and character.isalpha())


def _plain(value: Decimal | int | None) -> int | float | None:
    """Return an amount as JSON can carry it: an integer where it is one, else at least four significant digits.

    >>> _plain(Decimal("0.345")), _plain(Decimal(1) / 3), _plain(Decimal("2E+4")), _plain(None)
    (0.345, 0.3333, 20000, None)
    """
    if value is None or isinstance(value, int):
        return value if value is None or abs(value) < 2**63 else float(value)
    if value == value.to_integral_value():
        return int(value) if abs(value) < 2**63 else float(value)
    digits = value.normalize().as_tuple().digits
    if len(digits) > 20:  # a division that does not end
        places = max(4, 3 - value.adjusted())
        value = round(value, places)
    return float(value)
