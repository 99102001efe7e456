"""Figures that are not a number and its unit: scores, ages in brackets, M6.5, 3分の1, 2、3人, 倍増, ゼロ."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from analyzer.figures.draft import NONE, Draft, passed
from analyzer.figures.limits import HALF, SCALES, with_bounds
from analyzer.figures.ranges import range_of, take_dai
from analyzer.figures.reading import LABEL_RE, Reading, is_edge, unit_after
from analyzer.figures.units import TABLES, Unit
from analyzer.numerals import Number, number_at
from corpus.patterns import Pattern, table_pattern
from corpus.vocabulary import alternation, read_table

_SCORE_RE = Pattern(
    r"([0-9]{1,3})(?:[xX×](?=[―—]))?[-―—ー対]([0-9]{1,3})(?![0-9.\-])|([一二三四五六七八九十百千]{1,8})対([〇一二三四五六七八九十百千]{1,8})"
)
#: What a name begins with behind a score, and what one ends in before it.
_TEAMS_RE = Pattern(r"(?![点対年月日時分秒人名個件回本番丁度倍台枚円社校組])[一-龥ァ-ヺA-Z]{2}")
#: 東雲 3(2―0、|1―1)1 港南: the score of a half, behind that of one side.
_RESULT_RE = Pattern(r"[^0-9][0-9]{1,2} ?\((?:[^()]{0,40}[、長])?$")
_TEAM_RE = Pattern(r"[一-龥ァ-ヺーA-Z]$")
_BYLINE_AGE_RE = Pattern(r"[ ]*(?:\(|\)|\n|$)")
_PART_RE = Pattern(r" ?分の ?")
#: 1と1/2, 1/3: spoons are told in parts.
_SPOONS_RE = Pattern(r"(?:([0-9]{1,2})(?:と| ))?([1-9])/([2-9])(?![0-9/])")
_SLASH_RE = Pattern(r"([0-9]{1,3})/([0-9]{1,3})(?![0-9/.])")
_LABELS = {
    "M": "マグニチュード",
    "マグニチュード": "マグニチュード",
    "マグニチュード(M)": "マグニチュード",
    "震度": "震度",
    "マッハ": "マッハ",
    "風力": "風力",
    "大さじ": "大さじ",
    "小さじ": "小さじ",
}


@table_pattern
def _game_re() -> str:
    """Return what a sentence about a game or a vote says: the words of ``figure_games.tsv``, and 北海戦."""
    rows = read_table(TABLES / "figure_games.tsv", key=("word", "game"), required=("source", "example"))
    return rf"{alternation(row['word'] for row in rows if row['game'] == 'any')}|[一-龥]戦"


@table_pattern
def _bearer_re() -> str:
    """Return what stands before the bracket with an age: the words of ``figure_bearers.tsv``."""
    rows = read_table(TABLES / "figure_bearers.tsv", key="word", required=("source", "example"))
    plain = alternation(row["word"] for row in rows if not row["unless"] and not row["behind"])
    guarded = [f"(?<![{row['unless']}]){row['word']}" for row in rows if row["unless"]]
    guarded += [f"(?<=[{row['behind']}]){row['word']}" for row in rows if row["behind"]]
    return rf"(?:{'|'.join([plain, *guarded])})$"


def score_at(reading: Reading, start: int) -> Draft | None:
    """3-2, 5対3: a result, where the sentence speaks of a game or a vote."""
    match = _SCORE_RE.match(reading.text, start)
    if match is None:
        return None
    text, end = reading.text, match.end()
    is_versus = "対" in match[0]
    if match[2] and not is_versus and _is_between_names(reading, start, end):
        goals = sorted((int(match[1]), int(match[2])))
        return Draft(start, end, "score", Unit("対", "score"), None, goals[0], goals[1])  # 神戸0―0京都
    if is_versus and match[0] in ("1対1", "一対一"):
        return passed(end)
    if unit_after(reading, start, end, None) is not None or (text[end : end + 1] in ("番", "丁") and not is_versus):
        return None
    if not is_versus and not _is_about_a_game(reading, start) and not _is_of_a_result(text, start, end):
        return None
    first = number_at(text, start, middle_dot=False)
    second = number_at(text, match.start(2) if match[2] else match.start(4), middle_dot=False)
    if first is None or second is None or second.end != end:
        return None
    low, high = sorted((first.value, second.value))
    return Draft(start, end, "score", Unit("対", "score"), None, low, high)


def _is_of_a_result(text: str, start: int, end: int) -> bool:
    """東雲 3(2―0、|1―1)1 港南: whether a bracket of scores stands between the goals of two sides."""
    if text[start - 1 : start] not in ("(", "、", "長") or not _RESULT_RE.search(text, max(start - 40, 0), start):
        return False
    closing = text.find(")", end, end + 50)
    return closing > 0 and text[closing + 1 : closing + 2].isdigit()


def _is_between_names(reading: Reading, start: int, end: int) -> bool:
    """Whether a name of a place or person begins right behind, and one ends right before or nothing stands there."""
    if _TEAMS_RE.match(reading.text, end) and _TEAM_RE.search(reading.text, max(start - 1, 0), start):
        return reading.text[end - 2] in "―—" or reading.text[end - 3] in "―—"  # 明成3―2立北
    types, words = reading.types, reading.words
    before, after = bisect_right(reading.ends, start - 1), bisect_right(reading.ends, end)
    if after >= len(types) or reading.starts[after] != end or words[types[after]].pos3 not in ("地名", "人名"):
        return False
    if start == 0 or reading.text[start - 1] in "、\n 　":
        return True
    return words[types[before]].pos3 in ("地名", "人名") and reading.ends[before] == start


def _is_about_a_game(reading: Reading, start: int) -> bool:
    index = reading.doc.sentence_at(start)
    if reading.game[0] != index:
        sentence = reading.doc.sentences[index]
        reading.game = index, _game_re().search(reading.text, sentence.start, sentence.end) is not None
    return reading.game[1]


def age_in_brackets(reading: Reading, start: int, number: Number, opening: int = -1) -> Draft | None:
    """山田太郎さん(45): an age, because a person stands before the bracket that opens at ``opening``."""
    text = reading.text
    if text[number.end : number.end + 1] not in (")", "=", "、", "・", " "):
        return None
    if number.mark or not 0 <= number.value <= 120 or start < 2:
        return None
    opening = opening if opening >= 0 else start - 1
    index = bisect_right(reading.ends, opening - 1)
    types = reading.doc.lexicon.types
    if text[start - 1] == " " and not _BYLINE_AGE_RE.match(text, number.end):
        return None
    is_person = any(
        types[reading.types[i]].pos3 == "人名" for i in range(max(index - 2, 0), min(index + 1, len(reading.ends)))
    )
    if not is_person and not _bearer_re().search(text, max(opening - 9, 0), opening):
        return None
    return Draft(start, number.end, "age_in_brackets", Unit("歳", "age"), number.value)


def age_then(reading: Reading, start: int, number: Number) -> Draft | None:
    """山田さん(当時81): the age at that time."""
    if number.mark or not 0 <= number.value <= 120 or reading.text[number.end : number.end + 1] not in (")", "="):
        return None
    return Draft(start, number.end, "age_in_brackets", Unit("歳", "age"), number.value)


def labelled_number(reading: Reading, start: int, number: Number) -> Draft | None:
    """M6.5, 震度5強: the unit stands before the number."""
    is_apart = reading.text[start - 1] in "はが"  # マグニチュードは6.5: the label is no part of the span
    label = LABEL_RE.search(reading.text, max(start - 11, 0), start - is_apart)
    if label is None:
        return None
    if is_apart:
        return with_bounds(
            reading, Draft(start, number.end, "label_number", Unit(_LABELS[label[0]], "measure"), number.value)
        )
    draft = Draft(start, number.end, "label_number", Unit(_LABELS[label[0]], "measure"), number.value)
    draft.start = label.start()
    part = _SPOONS_RE.match(reading.text, start) if label[0].endswith("さじ") else None
    if part is not None:
        draft.value = Decimal(part[1] or 0) + Decimal(part[2]) / Decimal(part[3])  # 大さじ1と1/2, 小さじ1/3
        draft.end, draft.rule = part.end(), "label_part"
        return draft
    return with_bounds(reading, range_of(reading, draft, number) or draft)


def part_of(reading: Reading, start: int, number: Number) -> Draft | None:
    """3分の1, 2と4分の1, 1/4マイル."""
    text, whole = reading.text, Decimal(0)
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
        found = unit_after(reading, start, upper.end, None)
        if found is not None and found[0].quantity == "measure":
            return with_bounds(reading, Draft(start, found[1], "part", found[0], value))  # 百分の一グラム
        unit = Unit("倍" if times else "分の", "ratio")
        return with_bounds(reading, Draft(start, upper.end + times, "part", unit, value))
    slash = _SLASH_RE.match(text, start)
    if slash is None or not int(slash[2]):
        return None
    value = Decimal(slash[1]) / Decimal(slash[2])
    found = unit_after(reading, start, slash.end(), None)
    is_part = int(slash[1]) < int(slash[2]) <= 10
    if found is not None and (
        found[0].quantity == "measure" or (is_part and found[0].quantity == "count" and found[0].name != "ページ")
    ):
        return with_bounds(reading, Draft(start, found[1], "slash_part", found[0], value))
    if int(slash[1]) < int(slash[2]) and text[slash.end() : slash.end() + 1] in ("を", "程", "以", "の"):
        return with_bounds(reading, Draft(start, slash.end(), "slash_part", Unit("分の", "ratio"), value))
    return passed(slash.end())


def choice_at(reading: Reading, start: int, number: Number) -> Draft | None:
    """2、3人 and 十四、五歳: two neighbouring numbers, one of which is meant."""
    text, end = reading.text, number.end
    is_dai = text[end : end + 1] == "・" and text[start - 1 : start] == "第"  # 第1・2戦
    if not (is_dai or text[end : end + 1] in ("、", "・")) or not isinstance(number.value, int) or number.several:
        return None
    second = number_at(text, end + 1)
    if second is None or not isinstance(second.value, int) or second.several:
        return None
    if 10 <= number.value < 100 and second.value == number.value + 1 and not number.is_kanji:
        return _both(reading, start, number, second)  # 18、19歳
    last, head = number.value % 10, second.value // second.scale
    if not 1 <= last <= 8 or head != last + 1 or second.value != head * second.scale:
        return None
    if number.value > 9 and (second.scale not in (1, 10**4, 10**8) or number.value > 99):
        return None  # but 12、3万円
    found = unit_after(reading, start, second.end, second)
    if found is None or (text[end] == "・" and not is_dai and found[0].quantity not in ("count", "age", "ordinal")):
        return None
    unit, unit_end = found
    if unit.quantity in ("time", "name"):
        return passed(unit_end)
    low = number.value * second.scale
    high = second.value if number.value < 10 else (number.value + 1) * second.scale
    scale = SCALES.get(unit.name, 1)
    draft = Draft(start, unit_end, "choice", unit, None, low * scale, high * scale)
    take_dai(reading, draft)
    return with_bounds(reading, draft)


def _both(reading: Reading, start: int, first: Number, second: Number) -> Draft | None:
    """18、19歳: two numbers told side by side."""
    found = unit_after(reading, start, second.end, second)
    if found is None or found[0].quantity != "age":
        return None
    return with_bounds(reading, Draft(start, found[1], "choice", found[0], None, first.value, second.value))


def with_tolerance(reading: Reading, start: int, number: Number) -> Draft | None:
    """12.5±0.4グラム: about the number before the sign, in the unit behind both."""
    second = number_at(reading.text, number.end + 1)
    found = unit_after(reading, start, second.end, second) if second is not None and not second.several else None
    if found is None or found[0].quantity in ("time", "name"):
        return None
    unit, end = found
    value = number.value * SCALES.get(unit.name, 1)
    return Draft(start, end, "tolerance", unit, value, modifier="approx")


def doubling(reading: Reading, start: int) -> tuple[Draft | None, int]:
    """Return 倍増 or 半減 as a figure, and where to go on."""
    end = start + 2
    if not is_edge(reading, start) or not is_edge(reading, end) or reading.text.startswith("期", end):
        return None, end
    value = Decimal(2) if reading.text[start] == "倍" else HALF
    return Draft(start, end, "doubling", Unit("倍", "ratio"), value, quantity="change"), end


def half(reading: Reading, start: int) -> tuple[Draft | None, int]:
    """半分以下, 半数近く, 約半数: a half is a figure where a bound says more or less than it."""
    end = start + 2
    if not is_edge(reading, start) or not is_edge(reading, end):
        return None, end
    draft = with_bounds(reading, Draft(start, end, "half", Unit("分の", "ratio"), HALF))
    return (draft if draft.modifier is not None else None), draft.end


def nought(reading: Reading, start: int) -> tuple[Draft | None, int]:
    """死者はゼロだった."""
    end = start + 2
    if reading.text[start - 1 : start] not in ("は", "が", "も", "質", "ぼ") or reading.text.startswith("では", end):
        return None, end
    return with_bounds(reading, Draft(start, end, "nought", NONE, 0)), end
