"""Numbers without a unit, kept where the sentence uses them as an amount: 約500の企業, 打率.285, 賛成18."""

from __future__ import annotations

from analyzer.figures.draft import NONE, Draft, passed
from analyzer.figures.limits import with_bounds
from analyzer.figures.nouns import roles
from analyzer.figures.ranges import note_several, range_of, take_dai
from analyzer.figures.reading import LEFT_OF_BARE, Reading, is_foreign, is_named
from analyzer.figures.units import Unit
from analyzer.numerals import NUMERAL_CHARACTERS, Number
from corpus.patterns import Pattern, table_pattern
from corpus.vocabulary import alternation

#: Nouns whose number stands without a unit: 打率0.255, 勝ち点67, 定員450.
_BARE_NOUN_RE = Pattern(
    r"[高安]い$|(?:率|指数|係数|値|応募|出願|採用|合格|死者|負傷者|けが人|勝ち点|選挙区|比例代表|比例区?|全国|国内|[都道府県市町村区]内|世界|海外|主要|加盟|定員|定数|改選数|失点|得点|賛成|反対|棄権|白票|総数|合計|累計|計|スコア|得失点差|pH|BMI|全)$"
)
#: What is numbered, and what a page counts about itself: ページ番号 1004518, コメント数:25.
_IDENTITY_RE = Pattern(
    r"(?:番号|コード|No\.?|ID|TEL|FAX|電話|(?:普通|当座)(?:預金)?|口座|コメント数?|閲覧数?|アクセス数?|いいね!?)[ :]+$"
)
#: 賛成七、反対八: votes are counted in single kanji too.
_VOTES_RE = Pattern(r"(?:賛成|反対|棄権|白票)$")
#: 北海道3|、東北5 and 北海道3、東北|5: names, each with its number, that form a list.
_NEXT_LISTED_RE = Pattern(
    r"[、,・] ?[一-龥ァ-ヺー]{1,8}(?<![第問図表式条平成令和])[0-9]{1,6}(?=[、,。でとにだの\n]|など|$)"
)
_LISTED_BEFORE_RE = Pattern(r"[一-龥ァ-ヺー]{1,8}[0-9]{1,6}[、,・] ?[一-龥ァ-ヺー]{1,8}$")
#: 九十|まで生きた, 八十五|で亡くなる: an age without its unit.
_LIVED_RE = Pattern(
    r"(?:まで(?:生き|長生き|存命)|で(?:亡くな|死[んに]|死去|逝|他界|世を去|大往生|没し)|(?:歳|才)?の(?:大往生|生涯を))"
)
_SHIRT_RE = Pattern(r"番号[はがの]$")
_RIGHT_OF_BARE = frozenset("、。はがをにともでやのへ」』\n ,")


def bare_number(reading: Reading, start: int, number: Number) -> Draft | None:
    """A number without a unit: kept where the sentence uses it as an amount (約500の企業, 答えは116だ)."""
    text, end = reading.text, number.end
    if _LIVED_RE.match(text, end):
        return Draft(start, end, "age_lived", Unit("歳", "age"), number.value)
    draft = Draft(start, end, "bare", NONE, number.value)
    if number.several:
        note_several(reading, draft, number)
    if reading.text[end : end + 1] in (",", "・") and reading.text[end + 1 : end + 2].isdigit():
        return None  # 12,13日; 7・4
    closed = range_of(reading, draft, number)
    if closed is not None:
        if not closed.rule:
            return closed
        if closed.unit.name:
            return None if is_named(reading, start, number, closed.unit) else _with_dai(reading, closed)
        draft = closed
    if reading.text[start - 1 : start] == "第" and _is_bare_edge(reading, end):
        take_dai(reading, draft)
        return draft if reading.text[end : end + 1] != "の" else passed(end)  # 第三のビール
    with_bounds(reading, draft)
    if draft.modifier is None and not _stands_as_amount(reading, start, draft, number):
        return None
    if (
        number.is_kanji
        and not _VOTES_RE.search(text, max(start - 2, 0), start)
        and number.end - start < 2
        and not number.has_magnitude
        and draft.start == start
        and end != len(text)
    ):
        return None
    return draft


def _is_bare_edge(reading: Reading, end: int) -> bool:
    after = reading.text[end : end + 1]
    return not after or after in _RIGHT_OF_BARE or reading.text.startswith(("だ", "です"), end)


def _with_dai(reading: Reading, draft: Draft) -> Draft:
    take_dai(reading, draft)
    return with_bounds(reading, draft)


def _stands_as_amount(reading: Reading, start: int, draft: Draft, number: Number) -> bool:
    text = reading.text
    before, after = text[draft.start - 1 : draft.start], text[draft.end : draft.end + 1]
    is_large = number.scale >= 10**4 and not number.is_kanji and not is_foreign(before)
    is_named = _BARE_NOUN_RE.search(text, max(draft.start - 4, 0), draft.start) is not None
    if before and before not in LEFT_OF_BARE and not is_large and not is_named:
        return draft.start == start and _is_listed(reading, start, draft.end)
    if (
        after
        and after not in _RIGHT_OF_BARE
        and not ((is_named or draft.start < start) and after == ")")
        and not text.startswith(("だ", "です", "あ", "もの", "から", "まで", "上回", "下回", "しか", "ずつ"), draft.end)
    ):
        return False
    if text[start] == "0" and len(text[start : number.end]) > 1 and not number.mark:
        return False  # 007
    lead = text[max(start - 4, 0) : start]
    is_votes = after == " " and "," in text[start : number.end]  # 24,083 本庄隆 無現
    is_leading = (start <= 4 or "\n" in lead) and not is_votes
    lead = lead.rpartition("\n")[2].strip()
    if is_leading and lead in ("", "(") and (lead or after in ("", "\n", " ", ".", ")", "、")):
        return text.strip() == text[draft.start : draft.end]  # a list number or a stray count
    if before == " " and after == " " and _is_in_a_list(reading, start, number):
        return False  # 1 概要 2 手続き
    if before == " " and is_foreign(text[draft.start - 2 : draft.start - 1]):
        return False  # iPhone 7
    lead = text[max(start - 2, 0) : start]
    if lead in ("条の", "項の", "その", "ート") or (lead.endswith("の") and lead[0] in "0123456789"):
        return False  # 第9条の2, 別表第1の2
    if before in ("は", "が", "の") and _SHIRT_RE.search(text, max(start - 5, 0), start):
        return False  # 背番号は31
    if before in (" ", ":") and _IDENTITY_RE.search(text, max(start - 10, 0), start):
        return False  # ページ番号 1004518
    if (before == "(" and draft.start == start) or (
        1900 <= number.value <= 2100 and "," not in text[start : number.end]
    ):
        return False
    follow = text[draft.end + 1 : draft.end + 2]
    return after != " " or not (follow in NUMERAL_CHARACTERS or (follow.isascii() and follow.isalpha()))  # 8 juillet


def _is_listed(reading: Reading, start: int, end: int) -> bool:
    """死者は神奈川3、千葉2: whether names and bare numbers stand side by side under a noun that sums them up."""
    text = reading.text
    if not (_NEXT_LISTED_RE.match(text, end) or _LISTED_BEFORE_RE.search(text, max(start - 40, 0), start)):
        return False
    sentence = reading.doc.sentences[reading.doc.sentence_at(start)]
    return _tally_re().search(text, sentence.start, start) is not None


@table_pattern
def _tally_re() -> str:
    """Return the nouns that a list of names and numbers sums up, with what parts them from the list."""
    return rf"{alternation(roles()['tally'])}(?:数|の内訳)?(?:は|が|[:  ])"


def _is_in_a_list(reading: Reading, start: int, number: Number) -> bool:
    """Whether the number before or after this one stands between blanks as well: list numbers."""
    near = reading.text[max(start - 60, 0) : start + 60]
    return any(f" {number.value + step} " in near for step in (-1, 1)) and number.value < 30
