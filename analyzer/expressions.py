"""Time expressions as they are written, not yet as days: 昨年11月4日午後3時 → year −1 from now, month 11, day 4, 15:00.

Anchor: one guarded regex finds where an expression may begin (digits before a unit, words of ``date_words.tsv``, eras).
Read: a walk from coarse to fine, each piece joined to the one before it (year, quarter, month, day, weekday, part of
day, clock). Judge: right and left neighbours tell a date from a length of time (24年3月期, 24年間, 懲役2年6月).
Nothing here knows when the article was published: that is :mod:`analyzer.resolution`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analyzer.mention import DateMod, DateType
from analyzer.numerals import number_at
from corpus.tokens import Document
from corpus.vocabulary import alternation, read_table

__all__ = ["Expression", "Reader", "Ref", "Word", "eras", "words"]

TABLES = Path(__file__).parent / "tables"


class Ref(NamedTuple):
    """A calendar number and where it counts from.

    ``abs`` the number itself; ``now`` from the publication; ``ana`` from the date spoken of before; ``two`` a year of
    two digits in an era or a century to be found; ``era`` the like in the era spoken of before (同27年); ``next`` the
    first such number after the date spoken of before (翌16日).
    """

    base: str
    n: int


class Word(NamedTuple):
    """A row of ``date_words.tsv``."""

    unit: str
    base: str
    n: int
    arg: str
    edge: str
    unless: re.Pattern[str] | None


class Era(NamedTuple):
    """An era: western year of its first year, and the highest year written in it."""

    year: int
    last: int


@dataclass(slots=True)
class Expression:
    """One time expression as written; ``rule`` names the reading that made it."""

    start: int
    end: int
    rule: str
    type: DateType = "DATE"
    year: Ref | None = None
    era: str = ""
    is_fiscal: bool = False
    rounded: int = 0  # 10: decade, 100: century
    quarter: Ref | None = None
    half: str = ""  # H1 H2
    half_base: str = ""  # cal fis
    season: str = ""
    months: tuple[int, int] | None = None  # 4〜9月期
    term: int = 0  # last month of a business year: 3月期
    yearpoint: str = ""
    month: Ref | None = None
    monthpoint: str = ""
    week: Ref | None = None
    weekpoint: str = ""
    day: Ref | None = None
    nth: int = 0  # 第2金曜: 2; -1: the last one
    holiday: str = ""
    weekday: int = 0  # 1 = Monday
    part: str = ""
    clock: tuple[int, int, int] | None = None
    clock_parts: int = 0  # how many of hour, minute, second are written
    mod: DateMod | None = None
    amount: list[tuple[str, Decimal]] = field(default_factory=list)
    shift: int = 0  # -1: N日前, 1: N日後
    is_vague: bool = False  # 数日
    is_anaphoric: bool = False  # その3日後
    is_midnight: bool = False  # 夜12時: the end of the day spoken of
    is_owned: bool = False  # 判決の朝
    is_compared: bool = False  # 前日比: the text does not go on from there
    value: str = ""  # sets: the period
    until: Expression | None = None
    warning: str | None = None
    glue: str = ""  # how it hangs on the expression before it: から 、 〜 …


@cache
def words() -> dict[str, Word]:
    """Return the words of time by surface."""
    table = {}
    for row in read_table(TABLES / "date_words.tsv", key="surface", required=("unit", "source", "example")):
        unless = re.compile(row["unless"]) if row["unless"] else None
        table[row["surface"]] = Word(
            row["unit"], row["base"], int(row["n"] or 0), row["arg"], row["edge"], unless
        )
    return table


@cache
def eras() -> dict[str, Era]:
    """Return eras by name and by letter."""
    table = {}
    for row in read_table(TABLES / "date_eras.tsv", key="era", required=("year", "last", "source", "example")):
        era = Era(int(row["year"]), int(row["last"]))
        table[row["era"]] = era
        if row["letter"]:
            table[row["letter"]] = era
    return table


_KANJI = "〇一二三四五六七八九零十百千廿卅"
_NUMERAL = rf"[0-9{_KANJI}数元]"
_UNIT = (
    "年度|年代|年間|年|(?:[カヵヶケか箇個ヵ]|か)月間|[カヵヶケか箇個]月|月期|月間|月|日間|日|週間|週|時間|時|分間|分|秒間|秒"
    "|世紀|四半期|周年|営業日|昼夜|泊|半世紀|の?両日"
)
_MONTHS = r"(?:[カヵヶケか箇個]|か)月"
_LINKED = rf"(?:[〜~\-]|から|ないし) ?(?=[0-9{_KANJI}])|[、・,](?=[0-9{_KANJI}]{{1,4}}(?:[、・,年月日時分秒週〜回度泊]|{_MONTHS}|の?両日))"
_ANCHOR = rf"""
    (?<![0-9])[0-9]{{1,10}}+(?:[.,][0-9]{{1,3}}+){{0,4}}+
      (?=[年月日時分秒週世四周泊昼:/.]|{_MONTHS}|営業日|\ [年月日時分秒]|\ ?{_LINKED}|,[0-9]|か[0-9]
       |[万億千百十][0-9千百十万]{{0,6}}(?:[年日週時分秒]|{_MONTHS})|\((?:[0-9]{{4}})\)年)
  | (?<![0-9])[12][0-9]{{3}}(?=[.,][0-9]{{1,2}}(?![0-9]))
  | (?<![{_KANJI}])[{_KANJI}]{{1,9}}+(?=[年月日時分秒週世四周泊昼両]|{_MONTHS}|営業日|\ [年月日時分秒]|\ ?{_LINKED}|[万億][{_KANJI}]{{0,6}}年)
  | 数[十百千万]{{0,3}}(?=[年月日時分秒週世泊]|{_MONTHS}|営業日)
"""


@cache
def _scanner() -> re.Pattern[str]:
    surfaces = words().keys()
    names = [name for name in eras() if len(name) > 1]
    firsts = {word[0] for word in surfaces} | {name[0] for name in names}
    guard = "".join(sorted(firsts | set("0123456789数年週月火水木金土日約およそほぼざっ概翌同第‘’'(MTSHRQ西紀そあ" + _KANJI)))
    return re.compile(
        rf"""(?=[{re.escape(guard)}])(?:
    (?P<word>{alternation(surfaces)})
  | (?P<era>{alternation(names)}(?=[0-9元{_KANJI}]) | (?<![0-9A-Za-z\-])[MTSHR](?=[0-9]))
  | (?P<weekday>[月火水木金土日]曜日?)
  | (?P<rate>(?<![0-9{_KANJI}])[年月週日](?=に?(?:[0-9数]|[一二三四五六七八九十]|約|平均|延べ)))
  | (?P<q>(?<![0-9A-Za-z])(?:Q[1-4]|[1-4]Q)(?![0-9A-Za-z]))
  | (?P<number>{_ANCHOR})
  | (?P<approx>約|およそ|おおよそ|おおむね|ほぼ|ざっと|概ね) (?={_NUMERAL}|半)
  | (?P<prefix>翌々?|同|その|あの|第|西暦|紀元前|[‘’']) (?={_NUMERAL}|最)
  | (?P<bracket>\() (?=[月火水木金土日]曜?日?[)・])
    )""",
        re.VERBOSE,
    )


@cache
def _word_re() -> re.Pattern[str]:
    return re.compile(alternation(words().keys()))


@cache
def _era_re() -> re.Pattern[str]:
    names = alternation(name for name in eras() if len(name) > 1)
    return re.compile(rf"({names}|[MTSHR](?=[0-9]))(?:([0-9]{{1,2}})(?![0-9])|(元)|([{_KANJI}]{{1,4}}))")


_FULL_RE = re.compile(
    r"(?:(?P<year>[12][0-9]{3})年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12][0-9]|0?[1-9])日(?![間ぶ前後以目連本市])"
    r"|(?P<year2>[12][0-9]{3})年(?P<month2>1[0-2]|0?[1-9])月(?![間期0-9〜~・、一二三四五六七八九十の])"
)
_PLAIN_RE = re.compile(r"[0-9]{1,9}(?![0-9,.万億兆千百十拾数〇一二三四五六七八九])")
_UNIT_RE = re.compile(_UNIT)
_LIST_RE = re.compile(rf" ?(〜|~|-|―|ー|、|・|,|から|か(?!月|年|国|所)|ないし|または) ?(?=[0-9{_KANJI}])")
_RANGE_RE = re.compile(r" ?[〜~\-―–] ?")
_SLASH_RE = re.compile(
    r"(?P<year>[0-9]{4})(?P<sep>[/.\-,])(?P<month>[0-9]{1,2})(?:(?P=sep)(?P<day>[0-9]{1,2}))?(?![0-9.,]?[0-9])"
    r"|(?P<year2>[0-9]{2})/(?P<month2>[0-9]{1,2})/(?P<day2>[0-9]{1,2})(?![0-9/])"
    r"|(?P<month4>[0-9]{1,2})/(?P<day4>[0-9]{1,2})/(?P<year4>[0-9]{4})(?![0-9/])"
    r"|(?P<month3>[0-9]{1,2})/(?P<day3>[0-9]{1,2})(?![0-9/.%])"
)
_ERA_SLASH_RE = re.compile(r"([./,])([0-9]{1,2})(?:\1([0-9]{1,2}))?(?![0-9])")
_COLON_RE = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9]))?(?![0-9:])( ?[AaPp]\.?[Mm]\.?(?![A-Za-z]))?")
_WEEKDAY_RE = re.compile(r"([月火水木金土日])曜日?")
_BRACKET_RE = re.compile(
    r" ?\((?:(?P<kanji>[月火水木金土日])(?:曜日?)?(?:[・、,/]?(?:祝日?|休日?|振休|振替休日))?"
    r"|(?P<latin>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?|祝日?|休日?)\)"
)
_LATIN_DAY_RE = re.compile(r" (Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?![a-z])")
_LATIN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_KANJI_DAYS = "月火水木金土日"
_MOD_RE = re.compile(
    r"の?(?:(?P<START>上旬|初旬|初め|はじめ|初頭|頭(?!部|脳|取|数)|前半|序盤)|(?P<MID>中旬|半ば|なかば|中頃|中ごろ|中盤)"
    r"|(?P<END>下旬|末(?![端裔路])|終わり|おわり|後半|終盤|暮れ))(?P<about>ごろ|頃)?"
)
_ABOUT_RE = re.compile(r"(?:の)?(?:ごろ|ころ|頃|前後(?!関係)|あたり)")
_WITHIN_RE = re.compile(r"中(?=[にのは、も]|いっぱい|旬?$)(?!の国)|いっぱい")
_CLOCK_TAIL_RE = re.compile(r"(?P<AFTER>過ぎ|すぎ|半過ぎ)|(?P<BEFORE>前(?![半後]))|きっかり|ぴったり|かっきり|ちょうど|ぐらい|くらい")
_SHIFT_RE = re.compile(
    r"半?(?:間)?(?P<mod>余り|あまり|余|以上|ほど|程度|くらい|ぐらい|近く|弱|強|足らず)?(?:の)?"
    r"(?:(?P<before>前)(?![半後期回提述倒払者作例方])|(?P<after>(?:経過)?後)(?![半期退援悔輩継方発見])|(?P<ahead>先)(?=[のにを]))"
)
_LENGTH_TAIL_RE = re.compile(
    r"(?P<APPROX2>近(?=い))|(?P<MORE_THAN>以上|超|余り|あまり|余(?![震罪剰波])|強(?![化調引制風盗豪])|を(?:超|上回)[えわっる]*)"
    r"|(?P<LESS_THAN>以内|以下|未満|足らず|弱(?![点者体])|たらず|を下回[るっり]*)|(?P<APPROX>ほど|程度|くらい|ぐらい|近く|前後(?!関係))"
)
_LENGTH_CUE_RE = re.compile(
    r"間|半(?!ば|期|数|額|分|減|島)|以上|以内|以下|未満|余り|あまり|余(?![震罪])|超(?!過)|足らず|たらず|弱(?![点者体])|強(?![化調引制風盗豪])"
    r"|ほど|程度|くらい|ぐらい|近く|ぶり|連続|続け|続い|目(?![標指的])|来(?![日年月週期季春夏秋冬場る])|がかり|かけ|かか[っるり]|おき|ごと|毎"
    r"|にわたり|にわたって|にわたる|に及[びぶん]|もの(?!で|の)|も(?:の間|前|続|後|たた|経|たつ|かか|待)|が?経過|がた[っち]|を経[てた]|遅れ|早[くい]|しか"
    r"|ずつ|分(?!の|け|か|野|析|散|離|類|子|裂|担|配|割|岐)|置き|足ら|限り|違い|超え|を超え|で(?:終わ|完売|済|でき|達成|倍)|に[1一][度回]|連休|刊|天下"
)
_YEAR_LENGTH_RE = re.compile(
    r"の?(?:歳月|歴史|節目|刑|実刑|懲役|伝統|任期|期間|契約|計画|猶予|経験|キャリア|長き|年月|月日|長期|有期|時限|ローン|満期|保証|ブランク|生涯|執行猶予|拘禁)"
    r"|が[たか過経]|を[か要費迎経過]|か[けか]|(?:しか|で(?:$|[^、。]{0,3}倍)|とな|に(?:一|1|[0-9一二三]+[度回人]))"
)
_IN_A_ROW_RE = re.compile(r"ぶり|連続|続けて|続いて")
_CENTURIES_RE = re.compile(r"ぶり|にわた|に亘|以上|近く|余|前(?!半)|間|も|分の")
_LENGTH_BEFORE_RE = re.compile(
    r"(?:被爆|終戦|震災|開港|開校|開館|独立|建国|没後|死後|正常化|懲役|禁錮|禁固|拘禁刑|拘役|任期|刑期|期間|猶予|約|およそ|ほぼ|過去|今後|向こう|この|ここ|わずか|たった|計|丸|まる|延べ|最長|最大|最短|最低|残り"
    r"|あと|もう|創業|創立|創刊|結成|結婚|勤続|入社|就任|築|樹齢|在任|在職|契約|連続|通算|実刑|開業から|生誕|没後|戦後|開幕から|その後|直近|続く|まで|休日|有給|後|全治|加療"
    r"|設立|発足|経験|歴|年間|余命|保証|少なくとも|数)$"
)
_DAY_RATE_RE = re.compile(
    r"(?:に(?:つき)?|あたり|当たり|平均)?(?:約|およそ|平均|最大|最低|最高|少なくとも|延べ|計|合計|最長|のべ|わずか|たった|ほぼ)?(?:[0-9数]|[一二三四五六七八九十百千]+[度回人件時分枚本円])"
)
_PER_RE = re.compile(r"当たり|あたり|平均")
_AGO_UNITS = {"年": "Y", "月": "M", "週": "W", "日": "D", "時": "TH", "分": "TM", "秒": "TS", "世": "C", "泊": "D", "昼": "D", "営": "B"}
_NOT_TIME_RE = {
    "年": re.compile(r"[生制債組]|[0-9]{1,2}組|物(?!語)|もの国債|齢|号|草|表|[A-ZＡ-Ｚ]組|リーグ|会(?!見)|輪|貢"),
    "月": re.compile(r"場所|歌舞伎|[党堂寺]|革命"),
    "日": re.compile(r"[本米中韓朝露仏独英](?:[^、。]|$)(?<=本|米|韓|朝|露)|町|市(?![は内長の])|大根|比(?!で)谷|系|教組|銀|経(?!過)|弁連"),
    "時": re.compile(r"[代限制価給]|点(?!で|の|まで|に|から|では)|間?帯"),
    "分": re.compile(r"の[0-9一二三四五六七八九十]|[野析散離類子裂担配割岐]|別|け|か[れりる]|目|咲|袖|条件|丈|厚|に(?:は|も)?(?:ある|あり|考慮|注意|準備|説明|理解|配慮)|し(?!か)"),
    "秒": re.compile(r"速"),
    "週": re.compile(r"刊"),
}


class _Numbers(NamedTuple):
    """Numbers before one unit: 8〜10日 → 8, 10, connector 〜; where each stands."""

    values: list[Decimal | int]
    spans: list[tuple[int, int]]
    connector: str
    is_vague: bool
    unit: str
    end: int  # after the unit


class Reader:
    """Reads the expressions of one document, left to right."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.text = doc.folded
        self._memo: tuple[int, _Numbers | None] = (-1, None)
        self.is_range = False  # reading what stands behind 〜

    def expressions(self) -> Iterator[Expression]:
        """Yield every expression in text order, without overlap."""
        text, search, table = self.text, _scanner().search, words()
        position, last_set = 0, -1
        while (anchor := search(text, position)) is not None:
            start, position = anchor.span()
            if anchor.lastgroup == "word" and table[anchor["word"]].unit == "veto":
                continue
            found = self.read(start)
            if found:
                if last_set >= 0 and found[0].rule == "nth_weekday" and found[0].month is None and start - last_set <= 2:
                    found[0].type, found[0].value, found[0].rule = "SET", "P1M", "set"  # 毎週水曜日と第3日曜日
                last_set = found[-1].end if found[-1].type == "SET" else -1
                yield from found
                position = found[-1].end
            elif position > start + 1 and anchor.lastgroup != "number":
                position = start + 1

    def read(self, start: int) -> list[Expression]:
        """Return what begins at ``start``: mostly one expression, several for a list (3、7日), none for no time."""
        text = self.text
        if text[start] in "0123456789":
            full = _FULL_RE.match(text, start)
            if full:
                return self._full(full)
            return self._length(start, start, False) or self._point(start) or []
        body, approx = start, False
        match = _APPROX_RE.match(text, start)
        if match:
            body, approx = match.end(), True
        found = self._set(body, start) if not approx else None
        found = found or self._length(body, start, approx)
        if found is None and not approx:
            found = self._point(start)
        return found or []

    def _full(self, match: re.Match[str]) -> list[Expression]:
        """2016年4月5日, 2016年4月, 4月5日: most dates, read in one step; the walk goes on behind them."""
        year, month, day = match["year"] or match["year2"], match["month"] or match["month2"], match["day"]
        expression = Expression(match.start(), match.end(), "date")
        expression.year = Ref("abs", int(year)) if year else None
        expression.month = Ref("abs", int(month))
        if day:
            expression.day = Ref("abs", int(day))
        return self._continue(expression, 4 if day else 2) or []

    # ---------------------------------------------------------------- numbers

    def _numbers(self, start: int) -> _Numbers | None:
        """Return the numbers at ``start`` that share the unit behind the last of them."""
        if start == self._memo[0]:
            return self._memo[1]
        numbers = self._read_numbers(start)
        self._memo = (start, numbers)
        return numbers

    def _read_numbers(self, start: int) -> _Numbers | None:
        text = self.text
        values: list[Decimal | int] = []
        spans: list[tuple[int, int]] = []
        connector, position, vague = "", start, False
        for _ in range(8):
            value, end, several = self._number(position)
            if value is None:
                return None
            values.append(value)
            spans.append((position, end))
            vague = vague or several
            unit = _UNIT_RE.match(text, end) or _UNIT_RE.match(text, end + (self.doc.text[end : end + 1] == " "))
            if unit:
                return _Numbers(values, spans, connector, vague, unit[0], unit.end())
            link = _LIST_RE.match(text, end)
            if link is None or (connector and link[1] != connector):
                return None
            connector, position = link[1], link.end()
        return None

    def _number(self, position: int) -> tuple[Decimal | int | None, int, bool]:
        text = self.text
        plain = _PLAIN_RE.match(text, position)
        if plain is not None:
            return int(plain[0]), plain.end(), False
        if text[position : position + 1] == "元":
            return 1, position + 1, False
        if text[position : position + 1] in "廿卅" and position < len(text):
            tens = 20 if text[position] == "廿" else 30
            value, end, _ = self._number(position + 1)
            if value is not None and value < 10:
                return value + tens, end, False
            return tens, position + 1, False
        number = number_at(text, position, middle_dot=False, blanks=False)
        if number is None:
            return None, position, False
        return number.value, number.end, bool(number.several)

    # ---------------------------------------------------------------- sets

    def _set(self, start: int, outer: int) -> list[Expression] | None:
        text = self.text
        match = _SET_RATE_RE.match(text, start)
        if match:
            unit = match["unit"] or match["unit2"]
            return [Expression(outer, match.end(), "rate", "SET", value="P1" + {"年": "Y", "月": "M", "週": "W", "日": "D"}[unit])]
        word = self._word(start)
        if word is not None and word[0].unit == "set":
            entry, end = word
            if entry.arg.startswith("PT") and re.match(r"(?:約|最大)?[0-9数一二三四五六七八九十百千]", text[end : end + 3]):
                return None  # 毎秒3メートル is one figure
            return [self._set_tail(Expression(outer, end, "set", "SET", value=entry.arg))]
        return None

    def _set_tail(self, expression: Expression) -> Expression:
        """毎週月曜日午前9時, 毎月第2土曜, 毎年8月15日: what the set repeats belongs to it."""
        position = expression.end
        match = re.compile(r"の?(?=[0-9一二三四五六七八九十第月火水木金土日午朝夜春夏秋冬年])").match(self.text, position)
        if match is None:
            return expression
        inner = self._point(match.end(), inside=True)
        if inner and inner[0].type in ("DATE", "TIME") and not inner[0].shift and inner[0].until is None:
            if inner[0].year is None and inner[0].week is None:
                expression.end = inner[0].end
        return expression

    # ---------------------------------------------------------------- lengths and shifts

    def _length(self, start: int, outer: int, approx: bool) -> list[Expression] | None:
        """2年6月, 1時間30分, 約2カ月, 3年ぶり, 3日前, 2週間後, 1日1回."""
        text = self.text
        anaphoric = text.startswith(("その", "あの"), start)
        body = start + 2 if anaphoric else start
        word = self._word(body)
        if word is not None and word[0].unit == "length":
            end = word[1] + text.startswith("間", word[1])
            expression = Expression(outer, end, "length", "DURATION", value=word[0].arg)
            expression.amount = _amount_of(word[0].arg)
            return self._length_tail(expression, approx, anaphoric)
        first = self._numbers(body)
        if first is None or not self._is_length(first, body, outer, approx):
            return None
        if first.connector in ("、", "・", ",") and not _consecutive(first.values):
            return None
        expression = Expression(outer, first.end, "length", "DURATION", is_vague=first.is_vague)
        symbol = _symbol(first.unit)
        if len(first.values) > 1:
            expression.until = Expression(outer, first.end, "length", "DURATION", amount=[(symbol, Decimal(first.values[-1]))])
        expression.amount = [(symbol, Decimal(first.values[0]))]
        stay = re.compile(r"[0-9一二三四五六七八九十]{1,3}日").match(text, first.end) if first.unit == "泊" else None
        if stay:
            days, _, _ = self._number(first.end)
            expression.amount, expression.end = [("D", Decimal(days or first.values[0]))], stay.end()
            return self._length_tail(expression, approx, anaphoric)
        rate = self._day_rate(first, outer, approx)
        if rate:
            return rate
        position, last_symbol = first.end, symbol
        while len(first.values) == 1:
            half = re.compile(r"半(?![ばぶ期数額分減島世年])").match(text, position)
            if half:
                expression.amount.append((last_symbol, Decimal("0.5")))
                expression.end = position = half.end()
                break
            link = re.compile(r"[と ]?(?=[0-9一二三四五六七八九十百千])").match(text, position)
            more = self._numbers(link.end()) if link else None
            if more is None or len(more.values) > 1 or more.unit in ("年度", "年代", "世紀", "月期", "時", "四半期", "周年"):
                break
            if _ORDER.index(_symbol(more.unit)) <= _ORDER.index(last_symbol) or (link and link[0] == "と" and more.unit == "日" and first.unit == "月"):
                break
            last_symbol = _symbol(more.unit)
            expression.amount.append((last_symbol, Decimal(more.values[0])))
            expression.end = position = more.end
        fraction = re.compile(r"([0-9]{1,3})(?![0-9年月日時分秒])").match(text, position) if last_symbol == "TS" else None
        if fraction and first.unit.startswith(("秒", "分", "時")):
            expression.amount.append(("TS", Decimal("0." + fraction[1])))
            expression.end = fraction.end()
        return self._length_tail(expression, approx, anaphoric)

    def _length_tail(self, expression: Expression, approx: bool, anaphoric: bool) -> list[Expression] | None:
        text, end = self.text, expression.end
        expression.is_anaphoric = anaphoric
        shift = _SHIFT_RE.match(text, end)
        if shift and not (shift["before"] and expression.amount[0][0].startswith("T") and False):
            expression.shift = -1 if shift["before"] else 1
            expression.type, expression.rule = "DATE", "shift"
            expression.end = shift.end()
            if text[end : end + 1] == "半" and shift[0].startswith("半"):
                expression.amount.append((expression.amount[-1][0], Decimal("0.5")))
            if approx or shift["mod"]:
                expression.mod = "APPROX"
            return self._continue(expression, _SHIFT_RANK.get(expression.amount[-1][0], 7))
        if anaphoric:
            return None
        ago = re.compile(r"ぶり|来(?=の|、|で|初)|連続|越し").match(text, end)
        if ago and ago[0] == "ぶり":
            expression.end = ago.end()
        elif text.startswith("目", expression.end) and expression.amount[-1][0] in ("Y", "M", "W", "D"):
            expression.end += 1
        tail = _LENGTH_TAIL_RE.match(text, expression.end)
        if tail:
            expression.mod = tail.lastgroup.rstrip("2")  # type: ignore[union-attr,assignment]
            expression.end = tail.end()
        if approx:
            expression.mod = expression.mod or "APPROX"
        every = re.compile(r"おき|置き|ごと|毎(?![日週月年])|に(?=[1一][度回])").match(text, expression.end)
        if every and len(expression.amount) == 1 and not expression.until:
            unit, n = expression.amount[0]
            if every[0] in ("おき", "置き") and (unit == "D" or n == 1) and not unit.startswith("T"):
                n += 1
            expression.type, expression.rule, expression.amount = "SET", "every", [(unit, n)]
            expression.end = every.end() if every[0] != "に" else expression.end
        return [expression]

    def _day_rate(self, first: _Numbers, outer: int, approx: bool) -> list[Expression] | None:
        """1日に1回, 1日3回, 1日8時間, 1日当たり: the day is a set; 1日午後 and 1日10時 are dates."""
        text = self.text
        if approx or first.unit not in ("日", "週間", "年間", "カ月", "か月", "ヶ月", "時間", "分間", "週", "年") or first.values != [1]:
            return None
        match = _PER_RE.match(text, first.end) or (
            _DAY_RATE_RE.match(text, first.end) if text.startswith("に", first.end) or first.unit == "日" else None
        )
        if match is None:
            return None
        return [Expression(outer, first.end, "rate", "SET", value=_period(_symbol(first.unit), Decimal(1)))]

    def _is_length(self, numbers: _Numbers, start: int, outer: int, approx: bool) -> bool:
        """Judge: is this number with its unit a length of time (or a shift), not a date?"""
        text, unit, end = self.text, numbers.unit, numbers.end
        if unit == "年" and numbers.values[-1] <= 6 and self._is_school_year(start, end):
            return False
        if unit == "四半期" and len(numbers.values) == 1 and _IN_A_ROW_RE.match(text, end):
            return True
        if unit == "世紀" and len(numbers.values) == 1 and (approx or _CENTURIES_RE.match(text, end)):
            return numbers.values[0] <= 10
        kind = unit[0] if unit[0] not in "カヵヶケか箇個" else "ヶ"
        value = numbers.values[0]
        stop = _NOT_TIME_RE.get(unit)
        if stop is not None and stop.match(text, end):
            return False
        if unit == "時間" and text.startswith("目", end):
            return False  # the first lesson
        if unit in ("年度", "年代", "月期", "世紀", "四半期", "時", "両日", "の両日"):
            return unit == "世紀" and bool(re.compile("間|も(?:の間|耐)").match(text, end))
        if unit == "周年" or len(unit) > 1 or kind in "ヶ分秒泊週":
            if unit == "分" and _is_kanji_tenth(text, start, end):
                return bool(_SHIFT_RE.match(text, end)) or text.startswith("間", end)
            if unit == "週" and text[max(start - 1, 0) : start] == "第":
                return False
            return not (unit == "分" and text[max(0, start - 1) : start] in ("割", "時", "零"))
        if text[max(start - 1, 0) : start] in ("第", "翌", "同", "'", "’", "‘", "暦") and start > 0:
            return False
        if value % 1 or numbers.is_vague or value >= 100_000:
            return True
        before = text[max(0, outer - 6) : outer]
        n = int(numbers.values[-1])
        if kind == "月":
            return n > 12
        if kind == "日":
            return self._is_days(numbers, n, start, before)
        return self._is_years(numbers, n, start, before, approx)

    def _is_days(self, numbers: _Numbers, n: int, start: int, before: str) -> bool:
        text, end = self.text, numbers.end
        if n > 31 or n < 1:
            return True
        if n == 1 and _DAY_RATE_RE.match(text, end) and not self._clock_follows(end):
            return True
        if _PER_RE.match(text, end) or (n == 1 and before.endswith("の") and text.startswith("は", end)):
            return True  # 教頭の1日は
        if _SHIFT_RE.match(text, end) and not re.compile("後(?:には|の).{0,4}円").match(text, end):
            return True
        if _LENGTH_CUE_RE.match(text, end) or re.compile(r"と[0-9一二三四五六七八九十]+(?:時間|分)").match(text, end):
            return True
        return bool(_LENGTH_BEFORE_RE.search(before)) and not before.endswith(("まで", "続く"))

    def _is_years(self, numbers: _Numbers, n: int, start: int, before: str, approx: bool) -> bool:
        text, end = self.text, numbers.end
        digits = numbers.spans[0][1] - numbers.spans[0][0]
        if re.compile(r"の?[0-9一二三四五六七八九十]{1,3}(?:[〜・、-][0-9]{1,2})?月(?!間)").match(text, end):
            return bool(re.search(r"(?:懲役|禁錮|禁固|拘禁刑|実刑|有期刑)$", before))
        if re.search(r"(?:から|〜|~|-)$", before) and re.search(r"[0-9]{4}年度?(?:から|〜|~|-)$", self.text[max(0, start - 9) : start]):
            return False
        if numbers.values[0] >= 1000 and (digits == 4 or not text[start].isdigit()):
            if re.compile("間|ぶり|前の(?:昔|地層)|ほど|以上|余り?|あまり|もの|にわた").match(text, end):
                return True
            return bool(_SHIFT_RE.match(text, end)) and (n >= 2100 or n % 100 == 0 or not text[start].isdigit())
        if 100 <= n < 1000:
            return True  # 789年 is a length unless a month follows (above)
        if approx or _LENGTH_CUE_RE.match(text, end) or _YEAR_LENGTH_RE.match(text, end):
            return True
        if _SHIFT_RE.match(text, end) or _LENGTH_BEFORE_RE.search(before):
            return True
        if text[numbers.spans[0][0]] == "0" and digits == 2:
            return False
        if digits == 1 and not numbers.connector:
            return True
        if any(character in "十百千" for character in text[start : numbers.spans[0][1]]):
            return True  # a year of two digits is written 二〇年
        if numbers.connector and n < 10:
            return True
        return not _BARE_YEAR_RE.match(text, end)

    def _is_school_year(self, start: int, end: int) -> bool:
        """高校3年, 3年の男児(9), 某さん(1年): a form at school, neither a date nor a length."""
        text = self.text
        before = text[max(0, start - 4) : start]
        if before.endswith(("高校", "小学", "小学校", "中学", "中学校", "大学", "学部", "短大", "高専", "大学院", "高等部", "中等部")):
            return True
        if before.endswith("(") and text.startswith(")", end):
            return True
        return re.compile(r"(?:[〜~・、と][1-6]年)?の(?:児童|生徒|学生|男児|女児|男子|女子|部員|[^、。]{1,8}(?:さん|君|くん|選手|\([0-9]{1,2}\)))").match(text, end) is not None

    def _clock_follows(self, end: int) -> bool:
        follow = self._numbers(end)
        if follow is not None and follow.unit == "時":
            return True
        return _COLON_RE.match(self.text, end) is not None

    # ---------------------------------------------------------------- points

    def _point(self, start: int, inside: bool = False) -> list[Expression] | None:
        """Read a date or time from its coarsest piece on."""
        expression = Expression(start, start, "date")
        return self._continue(expression, 0, inside)

    def _continue(self, expression: Expression, rank: int, inside: bool = False) -> list[Expression] | None:
        walk = _Walk(self, expression, rank)
        walk.run()
        if walk.listed:
            return walk.listed
        if expression.end == expression.start:
            return None
        if not inside:
            walk.close_range()
        return [expression]

    def _word(self, position: int, is_joined: bool = False) -> tuple[Word, int] | None:
        """Return the table word at ``position`` and where it ends, unless its neighbours forbid it."""
        match = _word_re().match(self.text, position)
        if match is None:
            return None
        word = words()[match[0]]
        if word.unless is not None and word.unless.match(self.text, match.end()):
            return None
        if match[0][0] in _HIRAGANA and self.text[max(position - 1, 0)] in "(・" and self._is_reading(match.end()):
            return None  # 今日也(きょうや): how a name is read
        if not is_joined and not self._has_edges(position, match.end(), word.edge == "token"):
            if word.unit != "part" or not _CLOCK_NEXT_RE.match(self.text, match.end()):
                return None
        return word, match.end()

    def _is_reading(self, end: int) -> bool:
        return re.compile(r"[ぁ-ん・ー ]*\)").match(self.text, end) is not None

    def _has_edges(self, start: int, end: int, is_one: bool) -> bool:
        """Return whether words begin at ``start`` and end at ``end`` (今日｜本 is no 今日), as one word if ``is_one``."""
        starts, ends = self.doc.starts, self.doc.ends
        index = self.doc.token_at(start)
        if index >= len(starts) or starts[index] != start:
            return False
        if is_one:
            return ends[index] == end
        while index < len(ends) and ends[index] < end:
            index += 1
        return index < len(ends) and ends[index] == end


_APPROX_RE = re.compile(rf"(?:約|およそ|おおよそ|おおむね|ほぼ|ざっと|概ね)(?={_NUMERAL}|半)")
_SET_RATE_RE = re.compile(
    r"(?<![0-9一二三四五六七八九十〇数半元今昨来去先同翌前毎隔何周])(?P<unit>[年月週日])に?(?:約|平均|最低|最大|およそ|延べ|少なくとも)?"
    r"(?:[0-9]{1,4}(?:[〜~・、-][0-9]{1,4})?|[一二三四五六七八九十百数]{1,3})(?:回|度(?![数目])|(?<=週[0-9])日(?!間)|(?<=週に[0-9])日(?!間))"
    r"|(?<![0-9一二三四五六七八九十〇数半元今昨来去先同翌前毎隔何周])(?P<unit2>[年月週])(?:に[0-9一二三四五六七八九十]{1,3}(?:日|時間|[カヵヶケか箇]?月)(?!間)|[0-9]{1,3}日(?=$|\n|程度|以上|以内|まで|ほど|働|の(?:出勤|勤務|休)))"
)
_BARE_YEAR_RE = re.compile(
    r"(?:に(?!わた|一|[0-9]{1,3}(?:[度回人件つ割]|倍)|及|もわ|なる|なり|な[っる])|元[日旦]|正月|の(?!間|長|懲|実|刑|歳|歴|節|任)|は|から|まで|以降|以前|以来|末|春|夏|秋|冬|初|半ば|時点|現在|度|、|ごろ|頃"
    r"|生まれ|入社|卒|当時|創業|設立|開業|完成|導入|施行|前半|後半|[)・〜~-]|と(?:比|の比|同)|比|シーズン|大会|五輪|$|\n)"
)
_HIRAGANA = frozenset("あいうえおかきくけこさしすせそたちつてとはまやゆよ")
_ORDER = ["C", "Y", "Q", "M", "W", "B", "D", "TH", "TM", "TS"]
_SHIFT_RANK = {"C": 1, "Y": 1, "M": 2, "W": 3, "D": 4, "B": 4}


def _symbol(unit: str) -> str:
    """年 → Y, カ月 → M, 時間 → TH."""
    if unit[0] in "カヵヶケか箇個":
        return "M"
    if unit == "周年":
        return "Y"
    if unit == "四半期":
        return "Q"
    return _AGO_UNITS[unit[0]]


def _period(symbol: str, n: Decimal) -> str:
    amount = format(n.normalize(), "f")
    if symbol == "C":
        return f"P{format((n * 100).normalize(), 'f')}Y"
    return f"PT{amount}{symbol[1]}" if symbol.startswith("T") else f"P{amount}{'BD' if symbol == 'B' else symbol}"


def _amount_of(period: str) -> list[tuple[str, Decimal]]:
    match = re.fullmatch(r"P(T?)([0-9]+)([YMWDH])", period)
    assert match is not None, period
    return [((match[1] + match[3]), Decimal(match[2]))]


def _consecutive(values: list[Decimal | int]) -> bool:
    return all(b - a == 1 for a, b in zip(values, values[1:], strict=False))


def _is_kanji_tenth(text: str, start: int, end: int) -> bool:
    """十分 is mostly an adverb, 五分 a half: minutes only with 間 前 後 behind them."""
    return text[start:end] in ("十分", "一分", "二分", "三分", "五分", "七分", "八分", "九分", "数分") and text[start:end] != "数分"


class _Walk:
    """One walk from coarse to fine; writes what it reads into the expression."""

    def __init__(self, reader: Reader, expression: Expression, rank: int) -> None:
        self.reader = reader
        self.text = reader.text
        self.expression = expression
        self.rank = rank
        self.listed: list[Expression] = []
        self.is_spread = False
        self.last_value = 0

    def run(self) -> None:
        """Join piece after piece; each must be finer than the one before."""
        position, text = self.expression.end, self.text
        while True:
            if self.rank and text[position : position + 1] in _STOPS:
                return self._close()
            end = self._piece(position)
            if end is None and self.rank:
                glue = _GLUE_RE.match(self.text, position)
                if glue:
                    end = self._piece(glue.end(), glued=True)
            if end is None:
                break
            self.expression.end = position = end
            if self.expression.until is not None or self.listed:
                break
        if self.rank and not self.listed:
            self._tail()
            self._close()

    def _close(self) -> None:
        if self.rank and not self.listed:
            bound = _BOUND_RE.match(self.text, self.expression.end)
            if bound and self.expression.mod is None:
                self.expression.mod = "AFTER" if bound["after"] else "BEFORE"
            self.expression.is_owned = self.expression.start > 0 and self.text[self.expression.start - 1] == "の"
            self.expression.is_compared = _COMPARED_RE.match(self.text, self.expression.end) is not None

    def _piece(self, at: int, glued: bool = False) -> int | None:
        text = self.text
        if at >= len(text):
            return None
        character = text[at]
        if character in "0123456789":
            return self._numeric(at, glued)
        if character in _KANJI or character == "元":
            found = self.reader._word(at)
            if found is not None:
                return self._word(at, found[0], found[1], glued)
            return self._numeric(at, glued)
        if character in "( " or (character in "MTWFS" and self.rank >= 4):
            if self.rank in (2, 4) or (self.rank == 0 and character == "("):
                return self._bracketed_weekday(at)
            return None
        era = _era_re().match(text, at) if self.rank == 0 else None
        if era:
            return self._era(at, era)
        if self.rank == 0 and text.startswith("西暦", at):
            return self._western(at + 2)
        if self.rank == 0 and character in "'’‘":
            return self._apostrophe(at + 1)
        if character == "Q" and self.rank < 2:
            return self._q(at)
        if character in "翌同第" and (end := self._prefixed(at, character)) is not None:
            return end
        found = self.reader._word(at, is_joined=self.rank > 0)
        if found is not None:
            return self._word(at, found[0], found[1], glued)
        match = _WEEKDAY_RE.match(text, at)
        if match and self.rank < 5 and self.rank not in (1, 2):
            return self._weekday(match[1], match.end())
        if self.rank in (1, 2):
            return self._last_week(at)
        return None

    # -- numbers

    def _numeric(self, at: int, glued: bool) -> int | None:
        text, expression, rank = self.text, self.expression, self.rank
        short = re.compile(r"([1-4])Q(?![0-9A-Za-z])").match(text, at) if rank < 2 else None
        if short:
            expression.quarter, self.rank, expression.rule = Ref("abs", int(short[1])), 3, "quarter"
            return short.end()
        if rank <= 6:
            colon = _COLON_RE.match(text, at)
            if colon and (rank >= 4 or rank == 0) and text[max(at - 1, 0) : at] not in (":", "."):
                return self._colon(at, colon)
        if rank == 0 and text[at] in "0123456789":
            slash = _SLASH_RE.match(text, at)
            if slash and (end := self._slashed(at, slash)) is not None:
                return end
        numbers = self.reader._numbers(at)
        if numbers is None or numbers.is_vague or any(value % 1 for value in numbers.values):
            return None
        stop = _NOT_TIME_RE.get(numbers.unit)
        if stop is not None and stop.match(text, numbers.end):
            return None
        if numbers.unit == "年" and numbers.values[-1] <= 6 and self.reader._is_school_year(at, numbers.end):
            return None
        if rank and numbers.unit in ("日", "年") and glued and self.reader._is_length(numbers, at, at, False):
            return None
        method = _NUMERIC.get(numbers.unit)
        if method is None or max(numbers.values) > 9999:
            return None
        end: int | None = getattr(self, method)(at, numbers)
        if end is None or self.listed:
            return end
        if len(numbers.values) > 1 and not self.is_spread:
            self._spread(numbers)
        return end

    def _spread(self, numbers: _Numbers) -> None:
        """8〜10日, 4、5日: an interval; 3、7日: two expressions that share the unit."""
        expression, field_name = self.expression, self.last_field
        if expression.until is not None:
            return
        values = numbers.values
        if numbers.connector in ("、", "・", ",", "か", "または") and (not _consecutive(values) or numbers.connector in ("か", "または")):
            base = replace(expression, end=numbers.spans[0][1])
            self.listed = [base]
            for value, (start, end) in list(zip(values, numbers.spans, strict=True))[1:]:
                other = replace(expression, start=start, end=end, glue="、")
                setattr(other, field_name, self._like(getattr(expression, field_name), int(value)))
                self.listed.append(other)
            self.listed[-1].end = numbers.end
            return
        until = replace(expression, start=numbers.spans[-1][0])
        last = self.last_value or int(values[-1])
        setattr(until, field_name, self._like(getattr(expression, field_name), last))
        expression.until = until

    @staticmethod
    def _like(model: object, value: int) -> object:
        if isinstance(model, tuple) and not isinstance(model, Ref):
            return (value, 0, 0)
        return Ref("abs", value)

    def _year(self, at: int, numbers: _Numbers) -> int | None:
        if self.rank or (not numbers.spans[0][1] - at >= 3 and self._only_length(numbers, at)):
            return None
        end = self._set_year(at, numbers)
        if end is None:
            return None
        self.rank = 1
        return self._western_in_brackets(end)

    def _set_year(self, at: int, numbers: _Numbers) -> int | None:
        expression, text = self.expression, self.text
        n = int(numbers.values[0])
        width = numbers.spans[0][1] - at
        if numbers.unit == "年" and self.rank == 0 and self.reader._is_length(numbers, at, at, False):
            return None
        is_full = 1000 <= n <= 2999 and (width == 4 or n >= 1000)
        expression.year = Ref("abs" if is_full else "two", n)
        if not is_full and width == 2 and self.text[at] == "0":
            expression.year = Ref("abs", 2000 + n)  # 06年: never of an era
        if not is_full and n > 99:
            expression.year = Ref("abs", n)
        expression.is_fiscal = numbers.unit == "年度"
        expression.rule = "fiscal" if expression.is_fiscal else "date"
        self.last_field = "year"
        if len(numbers.values) > 1:
            last = int(numbers.values[-1])
            if is_full and last < 100:
                last += n // 100 * 100
            self.last_value = last
            self.rank = 1
            if not is_full:
                until = replace(expression, start=numbers.spans[-1][0], year=Ref("two", last))
                expression.until = until
            elif n >= last:
                return None
            if numbers.connector in ("、", "・") and is_full:
                expression.until = replace(expression, start=numbers.spans[-1][0], year=Ref("abs", last))
        _ = text
        return numbers.end

    def _only_length(self, numbers: _Numbers, at: int) -> bool:
        return numbers.unit == "年" and self.reader._is_length(numbers, at, at, False)

    def _western_in_brackets(self, end: int) -> int:
        """平成28年(2016年), 平成28(2016)年, 2016年(平成28年): the same year twice, checked against itself."""
        expression = self.expression
        match = re.compile(r"\(([0-9]{4})年?(度)?\)").match(self.text, end)
        if match and expression.era and expression.year:
            self._compare(int(match[1]))
            return match.end()
        match = re.compile(r"\(([^()0-9]{1,2})([0-9]{1,2}|元)年?度?\)").match(self.text, end)
        if match and match[1] in eras() and expression.year and expression.year.base == "abs":
            year = eras()[match[1]].year + (1 if match[2] == "元" else int(match[2])) - 1
            self._compare(year)
            return match.end()
        return end

    def _compare(self, other: int) -> None:
        year = self.expression.year
        if year is not None and year.n != other:
            self.expression.warning = f"元号の年と西暦が合わない（{year.n}年と{other}年）"

    def _era(self, at: int, match: re.Match[str]) -> int | None:
        """昭和56年, 令和元年度, 平成二十八年, R6年, H27."""
        text, expression = self.text, self.expression
        era = eras()[match[1]]
        digits = match[2] or match[3] or match[4]
        if match[4]:
            number = number_at(text, match.start(4), middle_dot=False, blanks=False)
            if number is None or (number.is_positional and number.value > 99) or not isinstance(number.value, int):
                return None
            n, end = number.value, number.end
        else:
            n, end = 1 if digits == "元" else int(digits), match.end()
        if not 1 <= n <= era.last:
            return None
        short = len(match[1]) == 1
        if short and at and ((text[at - 1].isascii() and text[at - 1].isalnum()) or text[at - 1] in "-・ァ-ヶ"):
            return None
        expression.year, expression.era, self.rank = Ref("abs", era.year + n - 1), match[1], 1
        expression.rule, self.last_field = "era", "year"
        slash = _ERA_SLASH_RE.match(text, end)
        if slash and 1 <= int(slash[2]) <= 12:
            expression.month, self.rank = Ref("abs", int(slash[2])), 2
            if slash[3]:
                expression.day, self.rank = Ref("abs", int(slash[3])), 4
            return slash.end()
        inner = re.compile(r"\(([0-9]{4})\)(?=年)").match(text, end)
        if inner:
            self._compare(int(inner[1]))
            end = inner.end()
        unit = re.compile(r" ?(年度|年(?!度|間|生|制|代)|年代)").match(text, end)
        if unit:
            expression.is_fiscal = unit[1] == "年度"
            if unit[1] == "年代":
                expression.rounded, expression.rule = 10, "decade"
            return self._western_in_brackets(unit.end())
        several = self.reader._numbers(end - len(digits)) if not short else None
        if several and several.unit in ("年", "年度") and len(several.values) == 2:
            expression.is_fiscal = several.unit == "年度"
            expression.until = replace(
                expression, start=several.spans[1][0], year=Ref("abs", era.year + int(several.values[1]) - 1)
            )
            return several.end
        if short and _BARE_ERA_RE.match(text, end) and (len(digits) == 2 or match[1] == "R") and match[1] not in "MT":
            return end
        expression.year, expression.era, self.rank = None, "", 0
        return None

    def _western(self, at: int) -> int | None:
        numbers = self.reader._numbers(at)
        if numbers is None or numbers.unit not in ("年", "年度", "年代"):
            slash = _SLASH_RE.match(self.text, at)
            return self._slashed(at, slash) if slash else None
        self.expression.year = Ref("abs", int(numbers.values[0]))
        self.rank, self.last_field = 1, "year"
        return numbers.end

    def _apostrophe(self, at: int) -> int | None:
        match = re.compile(r"([0-9]{2})(?![0-9])(?:年(度)?)?").match(self.text, at)
        if match is None or not (match[0].endswith(("年", "度")) or self.text[at - 1] in "’'"):
            return None
        if not match[0].endswith(("年", "度")) and at >= 2 and self.text[at - 2] not in " \n(「、。":
            return None
        if not match[0].endswith(("年", "度")) and not re.compile(r"[\-/〜~ 、。)]|$").match(self.text, match.end()):
            return None
        n = int(match[1])
        self.expression.year = Ref("abs", 1900 + n if n >= 50 else 2000 + n)
        self.expression.is_fiscal = bool(match[2])
        self.expression.rule, self.rank, self.last_field = "two_digits", 1, "year"
        return match.end()

    def _decade(self, at: int, numbers: _Numbers) -> int | None:
        n = int(numbers.values[0])
        if self.rank or n % 10 or not (1000 <= n <= 2990 or 10 <= n <= 90 or n == 0):
            return None
        self.expression.year = Ref("abs" if n >= 1000 else "decade", n)
        self.expression.rounded, self.expression.rule, self.rank, self.last_field = 10, "decade", 1, "year"
        return numbers.end

    def _century(self, at: int, numbers: _Numbers) -> int | None:
        n = int(numbers.values[0])
        if self.rank or not 1 <= n <= 30:
            return None
        self.expression.year, self.expression.rounded = Ref("abs", (n - 1) * 100), 100
        self.expression.rule, self.rank, self.last_field = "century", 1, "year"
        return numbers.end

    def _month(self, at: int, numbers: _Numbers) -> int | None:
        if self.rank > 1 or not all(1 <= value <= 12 for value in numbers.values):
            return None
        if self.rank == 1 and self.expression.rounded:
            return None
        self.expression.month = Ref("abs", int(numbers.values[0]))
        self.rank, self.last_field = 2, "month"
        if len(numbers.values) > 1 and re.compile(r"の?[0-9一二三四五六七八九十]{1,3}日").match(self.text, numbers.end):
            return None
        return numbers.end

    def _term(self, at: int, numbers: _Numbers) -> int | None:
        """4〜9月期 is an interval of months, 3月期 a business year, 9月中間期 its first half."""
        if self.rank > 1 or not all(1 <= value <= 12 for value in numbers.values):
            return None
        values = [int(value) for value in numbers.values]
        expression = self.expression
        expression.rule, self.rank = "term", 2
        if len(values) > 1:
            expression.months = (values[0], values[-1])
            self.is_spread = True
        else:
            expression.term = values[0]
            self.rank = 1
        return numbers.end

    def _day(self, at: int, numbers: _Numbers) -> int | None:
        text, expression = self.text, self.expression
        if self.rank not in (0, 1, 2) or not all(1 <= value <= 31 for value in numbers.values):
            return None
        if self.rank == 1 and not expression.month:
            return None
        if self.rank == 0 and self.reader._is_length(numbers, at, at, False):
            return None
        if self.rank == 0 and text[at : numbers.end] == "一日":
            return None
        if self.rank == 2 and expression.month is None:
            return None
        expression.day = Ref("abs", int(numbers.values[0]))
        self.rank, self.last_field = 4, "day"
        both = re.compile(r"の?両日").match(text, numbers.end - 1)
        _ = both
        return numbers.end

    def _quarter_number(self, at: int, numbers: _Numbers) -> int | None:
        if self.rank not in (0, 1) or not 1 <= numbers.values[0] <= 4:
            return None
        self.expression.quarter = Ref("abs", int(numbers.values[0]))
        self.expression.rule, self.rank, self.last_field = "quarter", 3, "quarter"
        return numbers.end

    def _hour(self, at: int, numbers: _Numbers) -> int | None:
        text, expression = self.text, self.expression
        values = [int(value) for value in numbers.values]
        if self.rank in (1, 2, 3) or self.rank > 6 or not all(0 <= value <= 30 for value in values):
            return None
        is_kanji_one = text[at : numbers.end] == "一時"
        clock = _CLOCK_REST_RE.match(text, numbers.end)
        assert clock is not None
        minute, second, parts = 0, 0, 1
        if clock["half"]:
            minute, parts = 30, 2
        elif clock["minute"]:
            value, _, _ = self.reader._number(clock.start("minute"))
            minute, parts = int(value or 0), 2
        if clock["second"]:
            value, _, _ = self.reader._number(clock.start("second"))
            second, parts = int(value or 0), 3
        if is_kanji_one and self.rank < 6 and parts == 1 and not re.compile("ごろ|頃|すぎ|過ぎ|から|まで").match(text, numbers.end):
            return None
        if minute > 59 or second > 59:
            return None
        self._set_clock(values[0], minute, second, parts)
        self.last_field = "clock"
        if len(values) > 1:
            expression.until = replace(expression, start=numbers.spans[-1][0], clock=(self._hour_of(values[-1]), minute, second))
            if parts > 1:
                expression.clock = (self._hour_of(values[0]), 0, 0)
            elif numbers.connector in ("、", "・", ",", "か"):
                expression.until = None
                self._spread(numbers)
                self.is_spread = True
                return numbers.end
        return clock.end()

    def _hour_of(self, hour: int) -> int:
        """午後4時 → 16, 夜12時 → 24, 朝7時 → 7, 午後12時 → 12, 深夜2時 → 2."""
        part = self.expression.part
        if part in ("AF", "EV") and hour < 12:
            return hour + 12
        if part == "NI" and 5 <= hour < 12:
            return hour + 12
        if part == "NI" and hour == 12:
            self.expression.is_midnight = True
            return 24
        if part == "MO" and hour == 12 and self.part_word in ("午前", "AM", "am"):
            return 0
        return hour

    part_word = ""
    last_field = ""

    def _set_clock(self, hour: int, minute: int, second: int, parts: int) -> None:
        expression = self.expression
        expression.clock = (self._hour_of(hour), minute, second)
        expression.clock_parts, expression.type, self.rank = parts, "TIME", 7
        expression.rule = "clock" if expression.rule == "date" and not expression.day else expression.rule

    def _colon(self, at: int, match: re.Match[str]) -> int | None:
        hour = int(match[1])
        if hour > 30:
            return None
        half = (match[4] or "").strip().replace(".", "").upper()
        if half:
            self.expression.part, self.part_word = ("MO", "AM") if half == "AM" else ("AF", "PM")
        self._set_clock(hour, int(match[2]), int(match[3] or 0), 3 if match[3] else 2)
        return match.end()

    def _slashed(self, at: int, match: re.Match[str]) -> int | None:
        text, expression = self.text, self.expression
        if at and ((text[at - 1] in "0123456789/.-:=_#" and not self.reader.is_range) or (text[at - 1].isascii() and text[at - 1].isalpha())):
            return None
        if match["year"]:
            year, month, day = match["year"], match["month"], match["day"]
            if not 1500 <= int(year) <= 2200 or (match["sep"] == "-" and day is None):
                return None
            if day is None and match["sep"] in ".," and not re.compile(r"[^0-9%万億円人点]|$").match(text, match.end()):
                return None
        elif match["year2"]:
            short = int(match["year2"])
            year, month, day = str(short + (1900 if short >= 50 else 2000)), match["month2"], match["day2"]
        elif match["year4"]:
            year, month, day = match["year4"], match["month4"], match["day4"]
            if int(month) > 12:
                month, day = day, month
        else:
            year, month, day = "", match["month3"], match["day3"]
            if re.compile(r"ページ|頁|巻|枚|の[0-9]").match(text, match.end()):
                return None
            if int(month) > 12 and int(day) <= 12 and int(month) <= 31:
                month, day = day, month
            elif int(month) < int(day) <= 10 and not _BRACKET_RE.match(text, match.end()):
                return None  # 2/3 is a fraction
        if not 1 <= int(month) <= 12 or not (day is None or 1 <= int(day) <= 31):
            return None
        if re.compile(r"[0-9A-Za-z_]|の縮|スケール|倍").match(text, match.end()) and text[match.end()] != "T":
            return None
        if year:
            expression.year = Ref("abs", int(year))
        expression.month, self.rank, expression.rule = Ref("abs", int(month)), 2, "numeric"
        if day:
            expression.day, self.rank = Ref("abs", int(day)), 4
        self.last_field = "day"
        until = re.compile(r"[〜~-]([0-9]{1,2})(?![0-9/.年月時:])").match(text, match.end()) if day and year else None
        if until and int(day or 0) < int(until[1]) <= 31:
            expression.until = replace(expression, start=until.start(1), day=Ref("abs", int(until[1])))
            return until.end()
        iso = re.compile(r"T(?=[0-9]{2}:)").match(text, match.end())
        return iso.end() if iso and day else match.end()

    def _q(self, at: int) -> int | None:
        """Q3 and 3Q, as earnings reports abbreviate 第3四半期."""
        match = re.compile(r"Q([1-4])(?![0-9A-Za-z])").match(self.text, at)
        if match is None:
            return None
        self.expression.quarter, self.rank, self.expression.rule = Ref("abs", int(match[1])), 3, "quarter"
        return match.end()

    # -- words

    def _prefixed(self, at: int, character: str) -> int | None:
        """翌16日, 同8月, 同27年, 第3四半期, 第2土曜日."""
        text, expression = self.text, self.expression
        if character == "第":
            match = re.compile(rf"第([0-9{_KANJI}最]{{1,2}})(?:四半期|[・、〜]([1-4])四半期|(?:の)?([月火水木金土日])曜日?|週(?!間|末))").match(text, at)
            if match is None:
                return None
            number = number_at(text, at + 1, middle_dot=False, blanks=False)
            if number is None:
                return None
            n = int(number.value)
            if match[0].endswith("四半期"):
                if self.rank > 1 or not 1 <= n <= 4:
                    return None
                expression.quarter, self.rank, expression.rule = Ref("abs", n), 3, "quarter"
                return match.end()
            if match[0].endswith("週"):
                if self.rank not in (1, 2):
                    return None
                expression.nth, self.rank, expression.rule = n, 5, "nth_week"
                return match.end()
            if match[3] and self.rank in (0, 2):
                expression.nth, expression.weekday, self.rank = n, _KANJI_DAYS.index(match[3]) + 1, 5
                expression.rule = "nth_weekday"
                return match.end()
            return None
        if self.rank:
            return None
        word = self.reader._word(at)
        if word is not None:
            return None
        jump = 2 if text.startswith("翌々", at) else 1
        if text[at + jump : at + jump + 1] not in tuple("0123456789" + _KANJI):
            return None
        numbers = self.reader._numbers(at + jump)
        if numbers is None or len(numbers.values) > 1 or numbers.values[0] % 1:
            return None
        n, base = int(numbers.values[0]), "next" if character == "翌" else "same"
        expression.rule = "following" if character == "翌" else "same"
        if numbers.unit == "日" and 1 <= n <= 31:
            expression.day, self.rank = Ref(base, n), 4
        elif numbers.unit == "月" and 1 <= n <= 12:
            expression.month, self.rank = Ref(base, n), 2
        elif numbers.unit in ("年", "年度") and not text.startswith(("生", "間"), numbers.end):
            full = n >= 1000
            if not full and character == "翌":
                return None
            expression.year, self.rank = Ref("abs" if full else "era", n), 1
            expression.is_fiscal = numbers.unit == "年度"
        else:
            return None
        self.last_field = ""
        return numbers.end

    def _word(self, at: int, word: Word, end: int, glued: bool) -> int | None:
        method = _WORDS.get(word.unit)
        if method is None:
            return None
        done: int | None = getattr(self, method)(at, word, end)
        return done

    def _year_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        expression, text = self.expression, self.text
        expression.year, self.rank = Ref(word.base, word.n), 1
        expression.is_fiscal, expression.half_base = word.unit == "fiscal", word.arg
        expression.rule = "relative_year" if word.base == "now" else "anaphoric_year"
        same = re.compile(r"度?同(期間|期|四半期|月|日(?!本)|時期)(?!生)").match(text, end) if word.base == "ana" else None
        if same:
            kind = same[1]
            expression.rule = "same_period"
            expression.yearpoint = {"月": "SAMEMONTH", "日": "SAMEDAY"}.get(kind, "SAMEPERIOD")
            self.rank = 6
            return same.end()
        whole = re.compile(r"の?[1一]年間(?![にはで]?[0-9]{1,2}回)").match(text, end)
        if whole and not expression.is_fiscal:
            self.rank = 6
            return whole.end()
        double = re.compile(r"([12][0-9]{3})年|\(([12][0-9]{3})(?:年|\))").match(text, end)
        if double and double[1]:
            expression.year = Ref("abs", int(double[1]))
            return double.end()
        return end

    def _sports_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.year, self.rank, self.expression.rule = Ref(word.base, word.n), 6, "sports_season"
        return end

    def _term_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        expression = self.expression
        expression.year, self.rank, expression.rule = Ref(word.base, word.n), 1, "business_year"
        expression.yearpoint, expression.is_fiscal = "TERM", True
        return end

    def _month_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.month, self.rank = Ref(word.base, word.n), 2
        self.expression.rule = "relative_month" if word.base == "now" else "anaphoric_month"
        return end

    def _week_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.week, self.rank, self.expression.rule = Ref(word.base, word.n), 3, "week"
        return end

    def _weekpoint_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        expression = self.expression
        expression.week, expression.weekpoint, self.rank = Ref(word.base, word.n), word.arg, 4
        expression.rule = "weekend" if word.arg == "WE" else "week"
        return end

    def _day_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.day, self.rank = Ref(word.base, word.n), 4
        self.expression.is_anaphoric = self.text.startswith("その", at)
        self.expression.rule = "relative_day" if word.base == "now" else "anaphoric_day"
        whole = re.compile(r"[1一]日(?![0-9午])").match(self.text, end)
        return whole.end() if whole else end

    def _daypart_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        expression = self.expression
        expression.day, expression.part, self.rank = Ref(word.base, word.n), word.arg, 6
        expression.is_anaphoric = self.text.startswith("その", at)
        expression.rule, expression.type = "part_of_day", "TIME"
        return end

    def _part_word(self, at: int, word: Word, end: int) -> int | None:
        expression, text = self.expression, self.text
        surface = text[at:end]
        if self.rank in (1, 2) or self.rank > 6:
            return None
        if self.rank == 6 and surface not in ("午前", "午後", "AM", "PM", "am", "pm"):
            return None
        clock_next = bool(_CLOCK_NEXT_RE.match(text, end))
        if word.edge == "after" and self.rank == 0 and not clock_next:
            return None
        if self.rank == 6 and not clock_next:
            return None
        if self.rank == 0 and not clock_next and not _LONE_PART_RE.match(text, end):
            return None  # 深夜バス, 午前授業
        expression.part, self.part_word, self.rank, expression.type = word.arg, surface, 6, "TIME"
        if expression.rule == "date" and not expression.day:
            expression.rule = "part_of_day"
        return end

    def _noon_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank in (1, 2) or self.rank > 6:
            return None
        twelve = re.compile(r"(?:の)?(?:12|十二)時").match(self.text, end)
        self.expression.part = ""
        self._set_clock(12, 0, 0, 1)
        return twelve.end() if twelve else end

    def _clock_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank in (1, 2) or self.rank > 6:
            return None
        self._set_clock(word.n, 0, 0, 1)
        return end

    def _season_word(self, at: int, word: Word, end: int) -> int | None:
        expression = self.expression
        if word.base:
            if self.rank:
                return None
            expression.year = Ref(word.base, word.n)
        elif self.rank == 0:
            if not re.compile(r"(?:ごろ|頃)(?!の)|までに|以降|先$").match(self.text, end):
                return None
        elif self.rank != 1 or expression.rounded or expression.yearpoint or re.compile(r"[季場分休闘]|巡業|野菜|祭|のような").match(self.text, end):
            return None
        expression.season, self.rank, expression.rule = word.arg, 2, "season"
        return end

    def _half_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank > 1:
            return None
        self.expression.half, self.expression.half_base = word.arg, word.base
        self.rank, self.expression.rule = 3, "half"
        return end

    def _quarter_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.quarter, self.rank, self.expression.rule = Ref(word.base, word.n), 3, "quarter"
        return end

    def _yearpoint_word(self, at: int, word: Word, end: int) -> int | None:
        expression = self.expression
        if self.rank > 1 or expression.rounded:
            return None
        expression.yearpoint, self.rank, expression.rule = word.arg, 2, "turn_of_year"
        month, _, mod = word.arg.partition(":")
        expression.month = Ref("abs", int(month)) if month.isdigit() else None
        if mod.rstrip("+") in ("START", "MID", "END"):
            expression.mod = mod.rstrip("+")  # type: ignore[assignment]
        return end

    def _monthpoint_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        expression = self.expression
        expression.month, self.rank, expression.rule = Ref(word.base or "now", 0), 2, "month_part"
        if word.arg in ("START", "MID", "END"):
            expression.mod = word.arg  # type: ignore[assignment]
        return end

    def _holiday_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank > 1:
            return None
        self.expression.holiday, self.rank, self.expression.rule = word.arg, 4, "holiday"
        return end

    def _century_word(self, at: int, word: Word, end: int) -> int | None:
        if self.rank:
            return None
        self.expression.year, self.expression.rounded = Ref(word.base, word.n), 100
        self.rank, self.expression.rule = 1, "century"
        return end

    # -- weekdays

    def _weekday(self, kanji: str, end: int) -> int:
        self.expression.weekday = _KANJI_DAYS.index(kanji) + 1
        if self.rank == 0:
            self.expression.rule = "weekday"
        self.rank = 5
        return end

    def _bracketed_weekday(self, at: int) -> int | None:
        match = _BRACKET_RE.match(self.text, at)
        if match is None:
            latin = _LATIN_DAY_RE.match(self.text, at) if self.rank == 4 else None
            if latin is None:
                return None
            self.expression.weekday, self.rank = _LATIN_DAYS.index(latin[1]) + 1, 5
            return latin.end()
        if self.rank == 0:
            before = self.text[max(at - 1, 0) : at]
            if not match["kanji"] or before.strip(" \n、。"):
                return None
            return self._weekday(match["kanji"], match.end())
        if self.rank == 2:
            return None
        if match["kanji"]:
            self.expression.weekday = _KANJI_DAYS.index(match["kanji"]) + 1
        elif match["latin"]:
            self.expression.weekday = _LATIN_DAYS.index(match["latin"]) + 1
        self.rank = 5
        return match.end()

    def _last_week(self, at: int) -> int | None:
        """7月の最後の週, 2016年の最後の金曜日."""
        match = re.compile(r"最(終|後の)(週(?!末)|([月火水木金土日])曜日?)").match(self.text, at)
        if match is None or (self.rank == 1 and self.expression.rounded):
            return None
        self.expression.nth, self.rank, self.expression.rule = -1, 5, "nth_weekday"
        self.expression.weekday = _KANJI_DAYS.index(match[3]) + 1 if match[3] else 0
        return match.end()

    # -- tails and ranges

    def _tail(self) -> None:
        text, expression = self.text, self.expression
        end = expression.end
        target = expression.until or expression
        if self.rank < 4 and expression.mod is None:
            match = _MOD_RE.match(text, end)
            if match and not (match["END"] == "暮れ" and self.rank != 1):
                expression.mod = "START" if match["START"] else "MID" if match["MID"] else "END"
                word = match["START"] or match["MID"] or match["END"]
                if word in ("前半", "後半", "序盤", "終盤", "中盤"):
                    expression.monthpoint = word
                if match["about"]:
                    pass
                end = match.end()
        if expression.type == "TIME" and expression.clock is not None:
            match = _CLOCK_TAIL_RE.match(text, end)
            if match:
                expression.mod = match.lastgroup  # type: ignore[assignment]
                if match[0] in ("ぐらい", "くらい"):
                    expression.mod = "APPROX"
                end = match.end()
        about = _ABOUT_RE.match(text, end)
        if about:
            expression.mod = expression.mod or "APPROX"
            end = about.end()
        elif self.rank < 4 and expression.mod is None and expression.part == "":
            within = _WITHIN_RE.match(text, end)
            if within:
                end = within.end()
        _ = target
        expression.end = end

    def close_range(self) -> None:
        """Read 〜 and what stands behind it: 4月29日〜5月5日, 昨年12月〜今年3月, 9:00〜17:00."""
        expression = self.expression
        if expression.until is not None or expression.shift or self.text[expression.end : expression.end + 1] not in _RANGES:
            return
        match = _RANGE_RE.match(self.text, expression.end)
        if match is None:
            return
        if match[0].strip() in ("-", "―", "–") and self.text[match.end() : match.end() + 1] not in tuple("0123456789午翌同"):
            return
        self.reader.is_range = True
        other = self.reader._point(match.end(), inside=True)
        self.reader.is_range = False
        if not other or len(other) > 1 or other[0].type in ("DURATION", "SET"):
            return
        second = other[0]
        if second.rule == "part_of_day" and second.clock is None and expression.clock is not None:
            return
        expression.until = second
        expression.end = second.end


_GLUE_RE = re.compile(r" ?の(?=\S)| {1,2}(?=[0-9一二三四五六七八九十午前後朝夜深早未AP(])|/(?=[0-9]{1,2}[月日])|-(?=[0-9]{1,2}:[0-9]{2})")
_CLOCK_REST_RE = re.compile(
    rf"(?:(?P<half>半(?!ば|分|額|数|期))|(?P<minute>[0-9]{{1,2}}|[{_KANJI}]{{1,3}})分(?!の[0-9一二三四五六七八九十]|間|け|前後))?"
    rf"(?:(?P<second>[0-9]{{1,2}}|[{_KANJI}]{{1,3}})秒(?!間))?"
)
_CLOCK_NEXT_RE = re.compile(rf"の? ?(?:[0-9]{{1,2}}(?::[0-5][0-9]|時(?!間)|[〜~・、-][0-9]{{1,2}}時)|[{_KANJI}]{{1,3}}時(?!間|代)|[0-9]{{1,2}}(?:〜|~|-)[0-9]{{1,2}}:)")
#: Characters behind which an expression cannot go on: no piece, tail or range begins with them.
_STOPS = frozenset(["", *"、。はもがへや」』)\n付発現現生ま"])
_RANGES = frozenset(" 〜~-―–")
_BOUND_RE = re.compile(r"(?P<after>以降|以後)|以前|より前|よりも前")
_COMPARED_RE = re.compile(r"比(?![率例較重])|より|並み|[をに](?:上回|下回)|実績")
_LONE_PART_RE = re.compile(r"[、にはもでからまのと)」。]|$|\n|遅く|早く|ごろ|頃")
_BARE_ERA_RE = re.compile(r"(?:$|[ぁ-ん、。)\s]|当初|補正|予算|事業|以降|以前|以来|末|春|[〜~])")
_NUMERIC = {
    "年": "_year", "年度": "_year", "年代": "_decade", "世紀": "_century", "月": "_month", "月期": "_term",
    "日": "_day", "両日": "_day", "の両日": "_day", "時": "_hour", "四半期": "_quarter_number",
}
_WORDS = {
    "year": "_year_word", "fiscal": "_year_word", "sports": "_sports_word", "term": "_term_word",
    "month": "_month_word", "week": "_week_word", "weekpoint": "_weekpoint_word", "day": "_day_word",
    "daypart": "_daypart_word", "part": "_part_word", "noon": "_noon_word", "clock": "_clock_word",
    "season": "_season_word", "half": "_half_word", "quarter": "_quarter_word", "yearpoint": "_yearpoint_word",
    "monthpoint": "_monthpoint_word", "holiday": "_holiday_word", "century": "_century_word",
}
