"""A number in words or digits becomes a value: 3億2,000万 → 320000000, 三千二百 → 3200, 二〇二四 → 2024, 10・5 → 10.5.

The common ground of dates and figures. It reads the number alone: no sign, no unit, no bound. It knows nothing about
names (三菱) or set words (一方); its callers judge those.

>>> number_at("予算は1兆2千億円", 3)
Number(value=1200000000000, end=8, is_kanji=False, is_positional=False, scale=100000000, mark='', several='')
>>> number_at("一・五倍", 0).value
Decimal('1.5')
>>> number_at("円", 0) is None
True
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from corpus.patterns import Pattern

__all__ = ["MAX_DIGITS", "NUMERAL_CHARACTERS", "Number", "kanji_value", "number_at", "plain_number"]

#: Runs of more digits than this are read as no number at all (serial numbers, hostile input).
MAX_DIGITS = 40

_DIGITS = {digit: value for value, digit in enumerate("0123456789")}
_DIGITS |= {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "○": 0, "◯": 0}
# Formal digits (大字) of contracts and deeds; 参 and 拾 are ordinary words too (参加), so they never begin a number.
_DIGITS |= {"壱": 1, "壹": 1, "弐": 2, "貳": 2, "参": 3, "伍": 5}
_TENS = {"十": 10, "拾": 10, "百": 100, "陌": 100, "佰": 100, "千": 1000, "仟": 1000, "阡": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16, "垓": 10**20}

_KANJI_DIGIT = "〇一二三四五六七八九零壱壹弐貳"
#: Characters that a number may begin with, for the guards of callers.
NUMERAL_CHARACTERS = "0123456789" + _KANJI_DIGIT + "十百千数"

# A piece of a number: an arabic or positional run with its decimals, a multiplier, or the vague 数. Each alternative
# begins with other characters, so a step never looks twice at a character.
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,3}(?:、[0-9]{3}){2,}(?![0-9])"
_PIECE_RE = Pattern(
    rf"""
    (?P<arabic> (?:{_GROUPED}|[0-9]+) (?P<fraction>[.・][0-9]++(?![.・][0-9]))? )
  | (?P<kanji>  [{_KANJI_DIGIT}] (?:[{_KANJI_DIGIT}○◯参伍]*(?:、[{_KANJI_DIGIT}]{{3}})+(?![{_KANJI_DIGIT}])
                                  |[{_KANJI_DIGIT}○◯参伍]*)
                (?P<kanji_fraction>[・.][{_KANJI_DIGIT}○◯]+)? )
  | (?P<tail>   [・.][{_KANJI_DIGIT}○◯]++(?![十百千万億兆]) )
  | (?P<tens>   [十百千拾陌佰仟阡] )
  | (?P<myriad> [万萬億兆京垓] )
  | (?P<several>数 )
  | (?P<formal> [参伍] )
    """,
    re.VERBOSE,
)
#: A run of digits that no number fits: not read at all, since reading it again from each of its digits costs squares.
_ENDLESS_RE = Pattern(rf"[0-9{_KANJI_DIGIT}○◯参伍]{{{2 * MAX_DIGITS + 1}}}")
_DIGIT_GROUPS = frozenset({"arabic", "kanji", "formal", "fraction", "kanji_fraction"})
#: The numbers most met in news: digits, perhaps with a fraction and one 万, 億 or 兆, then something that cannot
#: continue a number. Read without the grammar.
_PLAIN_RE = Pattern(
    r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(\.[0-9]{1,9})?([万億兆])?(?![0-9,.・、○◯十百千拾陌佰仟阡万萬億兆京垓数〇一二三四五六七八九零壱壹弐貳参伍 ])"
)
#: 3 万 4,500 and 7万 5千: blanks left by tokenised or typeset text inside one number.
_BLANK_MYRIAD_RE = Pattern(r" (?=[万億兆](?![一-龥]))")
_BLANK_DIGITS_RE = Pattern(r" (?=[0-9一二三四五六七八九]{1,4}[十百千]|[0-9],[0-9]{3}(?![0-9,.]))")


#: What follows 数 where it begins a word of its own: 数字, 数学, 数々.
_NOT_SEVERAL = frozenset("字学値量列式表論理々珠詞え")


_ROUND = frozenset({"10", "100", "1000"})


class Number(Struct, frozen=True):
    """A number read from text; ``end`` is exclusive."""

    value: int | Decimal
    end: int
    is_kanji: bool  # begins with a kanji numeral: 三千, 二〇二四, 数十
    is_positional: bool  # several kanji digits side by side: 二〇二四
    scale: int  # its last multiplier: 3億2,000万 → 10000; 1 where it has none
    mark: str  # the decimal mark: "." or "・", or ""
    several: Literal["", "all", "rest"]  # 数十 → "all" with value 10; 十数 → "rest" with value 10

    @property
    def has_magnitude(self) -> bool:
        """Whether a multiplier (十 … 垓) was written.

        >>> number_at("3万", 0).has_magnitude, number_at("30000", 0).has_magnitude
        (True, False)
        """
        return self.scale > 1


def number_at(text: str, position: int, *, middle_dot: bool = True, blanks: bool = True) -> Number | None:
    """Return the number that begins at ``position`` of folded ``text``, or None where none begins.

    Reads the longest number: arabic digits with comma groups, kanji numerals with or without multipliers, mixtures of
    both, decimals with ``.`` or ``・`` (not with ``middle_dot=False``: 3・11), and 数 (数十, 百数十). ``blanks=False``
    stops at a blank. None for runs of more than ``MAX_DIGITS`` digits. Linear in the length of the number.

    >>> [number_at(text, 0).value for text in ("1,234", "5億1万4千6百", "千二百", "七九三", "4千8百21")]
    [1234, 500014600, 1200, 793, 4821]
    >>> number_at("数千人", 0).several, number_at("十数人", 0).several, number_at("3・11", 0, middle_dot=False).value
    ('all', 'rest', 3)
    """
    return plain_number(text, position) or _Reader(text, position, middle_dot, blanks).read()


def plain_number(text: str, position: int) -> Number | None:
    """Return the number at ``position`` where it is written plainly and nothing behind it can continue it, else None.

    >>> plain_number("151件", 0).value, plain_number("1,500万件", 0).value, plain_number("3万5千件", 0)
    (151, 15000000, None)
    """
    plain = _PLAIN_RE.match(text, position)
    if plain is None:
        return None
    digits, fraction, myriad = plain.groups()
    if "," in digits:
        digits = digits.replace(",", "")
    if fraction is None and myriad is None:
        return Number(int(digits), plain.end(), False, False, 1, "", "")
    scale = _MYRIADS[myriad] if myriad else 1
    if fraction is None:
        return Number(int(digits) * scale, plain.end(), False, False, scale, "", "")
    amount = Decimal(digits + fraction) * scale
    is_whole = amount == amount.to_integral_value()
    return Number(int(amount) if is_whole else amount, plain.end(), False, False, scale, ".", "")


def kanji_value(text: str) -> int | None:
    """Return the integer that the whole of ``text`` stands for, or None where it is no number.

    >>> kanji_value("三千二百"), kanji_value("二〇二四"), kanji_value("元年")
    (3200, 2024, None)
    """
    number = number_at(text, 0)
    if number is None or number.end != len(text) or not isinstance(number.value, int) or number.several:
        return None
    return number.value


class _Reader:
    """Sum of sections: each myriad closes a section (3億|2,000万|…), each 十百千 multiplies the digits before it."""

    def __init__(self, text: str, position: int, middle_dot: bool, blanks: bool) -> None:
        self.text, self.start, self.end = text, position, position
        self.middle_dot, self.blanks = middle_dot, blanks
        self.total: int | Decimal = 0  # closed sections
        self.section: int | Decimal = 0  # multiplied digits of the open section
        self.pending: int | Decimal | None = None  # digits that wait for their multiplier
        self.tens_limit = 10**6  # multipliers go down inside a section: 千 百 十
        self.myriad_limit = 10**24  # and from section to section: 兆 億 万
        self.scale, self.mark = 1, ""
        self.several: Literal["", "all", "rest"] = ""
        self.is_several_open = False  # 数 stands where digits would
        self.is_positional = False

    def read(self) -> Number | None:
        text = self.text
        if text[self.start : self.start + 1] in ("参", "伍", "万", "萬", "億", "兆", "京", "垓", "拾", "○", "◯"):
            return None
        if _ENDLESS_RE.match(text, self.start) or text.startswith("〇〇", self.start):
            return None  # 〇〇市 is a place without its name
        match = _PIECE_RE.match(text, self.start)
        while match is not None and self._take(match):
            if match.lastgroup not in _DIGIT_GROUPS:  # digits set it themselves: the ・ of 3・11 may stay outside
                self.end = match.end()
            position = self._after_blank(self.end)
            match = _PIECE_RE.match(text, position)
        if self.end == self.start:
            return None
        value = self.total + self.section + (self.pending or 0)
        if self.is_several_open:  # 十数 (the rest unsaid) or 数 alone before a counter
            if self.section or self.total:
                self.several = "rest"
            else:
                value, self.several = 1, "all"
        if isinstance(value, Decimal) and value == value.to_integral_value():
            value = int(value)
        is_kanji = text[self.start] not in "0123456789"
        return Number(value, self.end, is_kanji, self.is_positional, self.scale, self.mark, self.several)

    def _after_blank(self, position: int) -> int:
        if self.blanks and self.text[position : position + 1] == " ":
            if self.pending is not None and self.text[position - 1] in "0123456789":
                return position + (_BLANK_MYRIAD_RE.match(self.text, position) is not None)
            if self.pending is None and not self.several:
                return position + (_BLANK_DIGITS_RE.match(self.text, position) is not None)
        return position

    def _take(self, match: re.Match[str]) -> bool:
        kind = match.lastgroup
        if kind == "tens":
            return self._take_tens(_TENS[match[0]])
        if kind == "myriad":
            return self._take_myriad(_MYRIADS[match[0]])
        if kind == "tail":  # 二百・〇三
            return self._take_tail(match[0])
        if kind == "several" and self.pending:
            return self._take_rest(match.end())
        if self.is_several_open and self.pending is None and match["arabic"] in _ROUND:
            self.end = match.end()
            return self._take_tens(int(match[0]))  # 数100 is 数百
        if self.pending is not None or self.is_several_open:
            return False  # 三5, 数3: two numbers side by side
        if kind == "several":
            behind = self.text[match.end() : match.end() + 1]
            if behind in _NOT_SEVERAL or (behind.isdigit() and self._is_word_before(match.start())):
                return False
            self.is_several_open = True
            return True
        return self._take_digits(match)

    def _is_word_before(self, position: int) -> bool:
        """定|数100, 人|数30: whether 数 is the end of a word."""
        before = self.text[position - 1 : position]
        return before != "" and before in "定人件部席戸回個点枚票口頭台社校便店者実"

    def _take_digits(self, match: re.Match[str]) -> bool:
        whole = match[0]
        fraction = match["fraction"] or match["kanji_fraction"] or ""
        if fraction and (self.section or self.scale in (10, 100, 1000)) and not match["kanji_fraction"]:
            fraction, whole = "", whole[: -len(fraction)]
        if fraction and fraction[0] == "・" and not self.middle_dot:
            whole, fraction = whole[: -len(fraction)], ""
        digits = "".join([str(_DIGITS[c]) for c in whole.removesuffix(fraction) if c in _DIGITS])
        if len(digits) + len(fraction) > MAX_DIGITS:
            return False
        if self.section and len(digits) >= len(str(self.tens_limit)):
            return False  # 千2000
        if self.total and len(digits) >= len(str(self.myriad_limit)):
            return False
        self.end = match.start() + len(whole)
        self.is_positional |= match["kanji"] is not None and len(digits) > 1
        if fraction:
            self.mark = fraction[0]
            self.pending = Decimal(digits + "." + "".join([str(_DIGITS[c]) for c in fraction[1:]]))
        else:
            self.pending = int(digits)
        return True

    def _take_rest(self, position: int) -> bool:
        """Take 数 after digits that end in noughts: 10数人, 100数十円."""
        digits = self.pending
        if not isinstance(digits, int) or digits % 10 or self.text[position : position + 1] in _NOT_SEVERAL:
            return False
        self.section, self.pending, self.is_several_open = self.section + digits, None, True
        self.tens_limit = 10 ** (len(str(digits)) - len(str(digits).rstrip("0")))
        return True

    def _take_tail(self, tail: str) -> bool:
        if not self.section or self.pending is not None or self.mark or len(tail) > MAX_DIGITS:
            return False
        if tail[0] == "・" and not self.middle_dot:
            return False
        self.mark = tail[0]
        self.pending = Decimal("0." + "".join([str(_DIGITS[c]) for c in tail[1:]]))
        return True

    def _take_tens(self, multiplier: int) -> bool:
        if self.is_several_open:  # 数十: the digits are unsaid; 百数十: the rest is
            if multiplier >= self.tens_limit:
                return False
            if self.section or self.total:
                self.several = "rest"
            else:
                self.section, self.several = multiplier, "all"
            self.is_several_open = False
            self.tens_limit, self.scale = multiplier, multiplier
            return True
        if self.several == "rest" or multiplier >= self.tens_limit:
            return False
        self.section += (self.pending or 1) * multiplier  # 零十三 is 13
        self.pending, self.tens_limit, self.scale = None, multiplier, multiplier
        return True

    def _take_myriad(self, multiplier: int) -> bool:
        if multiplier >= self.myriad_limit:
            return False
        section = self.section + (self.pending or 0)
        if self.is_several_open and not section:  # 数万
            if self.total:
                return False
            section, self.several = 1, "all"
        elif self.is_several_open:  # 十数万
            self.several = "rest"
        elif self.pending is None and not self.section and self.several != "rest":
            return False  # 億ション; but 6億数千万
        self.total += section * multiplier
        self.section, self.pending, self.is_several_open = 0, None, False
        self.tens_limit, self.myriad_limit, self.scale = 10**6, multiplier, multiplier
        return True
