"""Whether a line is a headline, ends as sentences do, or stops in mid-sentence because its text is wrapped."""

from __future__ import annotations

from corpus.headers import read_header
from corpus.line_forms import DATE_LINE_RE, is_link, names_person
from corpus.lines import Line, has_gap, is_quoted_title, is_said
from corpus.patterns import Pattern

__all__ = ["MIN_PROSE", "goes_on", "is_closed", "is_prose", "is_title", "is_unstopped"]

_SENTENCE_END_RE = Pattern(r"[。!?…」』)】]$|・・$|[(（](?:笑|泣|苦笑|爆)[)）]$|[ぁ-ん][.]$")
#: How a sentence ends without a full stop: …のアップです😢
_SMILING_RE = Pattern(
    "(?:です|ます|した|った|てる|いる|ない|よ|ね|な|わ|かも)[!?]{0,2}(?:[♪♡♥☆★\u2600-\u26ff\u2700-\u27bf\U0001f000-\U0001faff\ufe0f]+|[wW]{1,4}|[(](?:笑|泣|涙|汗|怒)[)])$"
)
#: …赤字だった。[1]
_NOTED_RE = Pattern(r"[。!?](?:[\[(](?:注|註)?[0-9]{1,2}[\])]|[※*注][0-9]{1,2})$")
#: 1.連結業績予想の修正(4月1日〜9月30日) heads a part of an official paper.
_NUMBERED_RE = Pattern(r"[(]?[0-9一二三四五六七八九十]{1,2}[).．、][ ]?[^。、]{4,64}[)]")
#: So many lines, of which so few end in a full stop and so many as sentences do, are of who never sets one.
MIN_UNSTOPPED, STOPPED, SAID = 8, 0.1, 0.3
_UNSTOPPED_RE = Pattern(r"(?:[うくすつぬむるぐぶ]|[たいだ]|です|ます|かな|とのこと|[よねわ])[wW笑]*$")


def is_unstopped(folded: str, lines: list[Line]) -> bool:
    """Tell whether a text is by somebody who sets no full stops: its lines are no headlines."""
    n = len(lines)
    if n < MIN_UNSTOPPED or sum(folded[line.end - 1] in "。」" for line in lines) > STOPPED * n:
        return False
    return sum(_UNSTOPPED_RE.search(folded, line.start, line.end) is not None for line in lines) >= SAID * n


def is_closed(text: str) -> bool:
    """Tell whether a line ends as sentences do: with a full stop or a bracket, a smile, or the agency behind it."""
    if text[-1] in "。!?…」』)】":
        return text[-1] != ")" or _NUMBERED_RE.fullmatch(text) is None or _SMILING_RE.search(text[-8:]) is not None
    if text[-1] in '"”>〉》≫' and text[-2:-1] in ("。", "!", "?"):
        return True
    if text[-1] in "〕]" and "。" in text[-MAX_AGENCY:]:
        return True  # …が避難した。〔共同〕
    if (text[-1] in "])" or text[-1].isdigit()) and _NOTED_RE.search(text[-8:]):
        return True
    if text[-1] in "・." and _SENTENCE_END_RE.search(text[-4:]):
        return True
    return "。=" in text[-10:] or _SMILING_RE.search(text[-8:]) is not None  # …という。＝共同


#: So long is an agency's name in brackets behind a full stop.
MAX_AGENCY = 12


def is_title(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a line that ends in ！, ？, 」 or ） is a headline: above everything, or just under a header."""
    line = lines[index]
    text = folded[line.start : line.end]
    at_top = index < 3 and all(each.role in ("title", "date", "person", "header") for each in lines[:index])
    under_header = index > 0 and lines[index - 1].role in ("header", "intro") and not line.blanks
    # Only headlines have a wide blank inside: 「保養所を集約　来年度から」 between two passages is one.
    is_spaced = line.blanks > 0 and text[0] in "「『" and text[-1] in "」』" and has_gap(folded, line)
    if line.blanks and is_quoted_title(text) and _TITULAR_RE.search(text):
        is_named = index > 0 and line.blanks == 1 and lines[index - 1].role == "header"
        if is_named or is_prose(folded, lines, index + 1):
            return True
    is_tagged = index == 0 and text[0] == "【" and text[-1] != "】" and "。" not in text
    if is_tagged and line.end - line.start <= 60 and len(lines) > 1:
        return True  # 【悲報】…またかよ・・・ above the posts of a thread
    if (
        "。" in text
        or text[-1] in "…。・."
        or _SMILING_RE.search(text[-8:])
        or not (at_top or under_header or is_spaced)
        or index + 1 == len(lines)
    ):
        return False
    below = lines[index + 1]
    if below.end - below.start <= 5 and index + 2 < len(lines):  # a count of comments between headline and text
        below = lines[index + 2]
    following = folded[below.start : below.end]
    if is_spaced and not below.blanks and following.endswith(("。", "）", ")")):
        return True
    if index and _SPOKEN_RE.fullmatch(text):
        return False  # アナウンサー「大雪で立ち往生しています」
    if at_top and not below.blanks and (header := read_header(following)) is not None and header.is_dated:
        return True  # 渋谷、今年も「来ないで」 ⏎ 2026年10月31日 東スポWEB
    # A lone 「…」 is speech; what hangs on the line below without an empty line is a sentence of its own.
    is_lone = text[0] in "「『(" and text[-1] in "」』)"
    if is_lone and index and lines[index - 1].role == "intro" and is_said(text):
        return False  # こう書いてある。 ⏎ 「賛成が五十四%だった」
    if is_lone and (index + 1 == len(lines) or below.blanks) and is_said(text):
        return False  # 読売新聞(4月3日付) ⏎ 「政府は…方針を改めて示した」
    if is_lone and at_top and len(text) <= 24 and DATE_LINE_RE.match(following):
        return True
    ends = ("。", "）", ")", "?", "!") if under_header else ("。", "）", ")")
    return (under_header or not is_lone) and (index == 0 or following.endswith(ends))


#: 「年金の繰り下げ、初の3%超え」
_TITULAR_RE = Pattern(r"[、0-9]")


def is_prose(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a line of running text stands at ``index``."""
    return index < len(lines) and lines[index].end - lines[index].start > 40 and folded[lines[index].end - 1] == "。"


_SPOKEN_RE = Pattern(
    r"[^ 　「」『』、。]{1,12}[「『][^「」]*(?:です|ます|でした|ました|ません|でしょう|ください)[かねよ]{0,2}[」』]$"
)
#: So long is a line of wrapped prose at least.
MIN_PROSE = 30
_TOPIC_RE = Pattern(r"[はがも]、")
#: A line that stops here goes on in the next (hard wrap): a comma, or a particle behind a word.
_WRAP_RE = Pattern(r"(?:[、,]|[^ぁ-ん](?:を|が|は|に|の|と|も|で)|という|から|ので|して|されて)$")
#: 応札・受注した ⏎ 5社の…: an attributive ending, believed only in running text.
_ATTRIBUTIVE_RE = Pattern(r"[、は].*(?:した|された|する|される|ていた|ている)$")


def goes_on(folded: str, lines: list[Line], index: int, *, is_top: bool) -> bool:
    """Tell whether the line stops in mid-sentence (hard wrap) rather than being a title."""
    line = folded[lines[index].start : lines[index].end]
    if line.endswith(("、", ",", "によると", "によれば")):
        return True
    if index + 1 >= len(lines) or lines[index + 1].blanks or lines[index + 1].indent:
        return False
    below = folded[lines[index + 1].start : lines[index + 1].end]
    is_headed = is_top or (lines[index - 1].role == "header" and not lines[index].blanks)
    if is_headed and index and lines[index - 1].role == "title" and len(line) >= MIN_PROSE and _TOPIC_RE.search(line):
        is_headed = False  # the headline stands above it already
    if DATE_LINE_RE.match(below) or (is_headed and "。" not in line and len(below) > 0.8 * len(line)):
        return False  # the headline, whatever it ends in: the rest of its sentence would be shorter
    if (
        len(line) < 20
        or below.startswith("http")
        or is_link(below)
        or (len(below) <= 44 and names_person(below))
        or read_header(below)
    ):
        return False
    # 新共同調理場の設計契約を可決 民間委託も可能に
    is_gapped = lines[index].blanks > 0 and "。" not in line and has_gap(folded, lines[index])
    is_wrapped = not is_gapped and _WRAP_RE.search(line) is not None
    return is_wrapped or (index > 2 and _ATTRIBUTIVE_RE.search(line) is not None)
