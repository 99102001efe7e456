"""Where sentences end: at 。！？!? or a line break, outside brackets, within one block.

Not every mark ends one. A full stop inside 「…」 or （…） belongs to the sentence around it; ``卓越した?責任逃れ`` goes on
after its ironic mark; ``Yahoo!ニュース`` is a name; a line that stops in mid-clause (hard wrap) goes on in the next. 【…】
is a mark around a block, so a full stop inside it does end a sentence. Headlines and bylines are one sentence a line.

>>> from corpus.article import Block
>>> text = "市は「遅れた。急ぐ」と述べた。卓越した?手腕を見せた。"
>>> [text[start:end] for start, end in split_sentences(text, Block(0, len(text), "report"))]
['市は「遅れた。急ぐ」と述べた。', '卓越した?手腕を見せた。']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from corpus.article import Block
from corpus.cache import kept
from corpus.patterns import Pattern
from corpus.places import CORPUS
from corpus.vocabulary import read_table

__all__ = ["Sentence", "split_sentences"]


class Sentence(NamedTuple):
    """Half-open offsets into the text, index of its block, and half-open range of its tokens."""

    start: int
    end: int
    block: int
    first_token: int
    last_token: int


#: A bracket is believed to close only within this many characters and line breaks: a 「 that is never closed must
#: not swallow the article.
MAX_BRACKET = 600
MAX_BRACKET_LINES = 6

# A set at the front lets the search skip all else; what is said of "." by itself would have to be tried everywhere.
_MARK_RE = Pattern(r"[「『(」』)♪☆★▼▲▽△◆◇■\U0001f300-\U0001faff。!?\n.](?:(?<!\.)|(?<=[ぁ-ん]\.)(?![0-9A-Za-z.]))")
_OPENERS = {"「": "」", "『": "』", "(": ")"}
_CLOSERS = {"」", "』", ")"}
#: What may follow an ending mark and still belongs to the sentence: further marks, closing brackets, and a short
#: aside such as (笑) or the agency's name (共同).
_TRAIL_RE = Pattern(
    r"[。!?…・w♪☆★‼⁉❗❓\ufe0f]*[」』)\]】〉》〕”\"]*(?:>(?=\s|$))?"
    r"(?:[ ]?[(〔【](?:[^()〔〕【】。\n]{0,12}(?:共同|時事|新聞|通信|ロイター|AFP)[)〕】]|(?![0-9])[^()〔〕。\n]{1,6}[)〕](?=\s|$|】))"
    r"|[ ]?=(?:共同|時事|ロイター|AFP|AP|[一-龥]{1,6}(?:通信|新聞))(?=\s|$))?】?"
)
#: Every character that it may begin with: few sentences are followed by one.
_TRAILS = frozenset('。!?…・w♪☆★‼⁉❗❓\ufe0f」』)]】〉》〕”" (〔【=>')
_EMOJI_RE = Pattern(r"[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d♪☆★^;)(_´`▽ω∀д・*]*")
#: Before a mark, these close a clause of their own: か, よ, ね … so that what follows is a new sentence.
_FINAL_RE = Pattern(r"(?:[かよねぞぜさわ]|ます|です|した|だ|しょう|せん|ない|なぜ|どうして|って|[!?])$")
_QUESTION_RE = Pattern(r"[誰何]|なぜ|どう|どこ|いつ|いく[らつ]|どれ|どちら")
#: After an ironic mark the sentence goes on with a noun and its particle: 卓越した?責任逃れの術を…
_NOUN_RE = Pattern(
    r"(?:[一-龥々ァ-ヴーA-Za-z0-9]{1,12}[ぁ-ん]{0,2}[一-龥々ァ-ヴー]{0,6}[のをがにでと]|[をがにのでと][^、。]|「)"
)
_ATTRIBUTIVE_RE = Pattern(r"(?:[たなるいう]|[一-龥々ァ-ヴー])$")

#: Columns on a paper's front page and lists of results have these for new lines: …思い出す▼奈良県によると、…
_NEW_LINE_SIGNS = "▼▲▽△◆◇■"
#: ▲7六歩, △5.2: with a number behind them these are a player's or a minus sign.
_NUMBERED_SIGNS = "▲△◇■"
_SIGNED_RE = Pattern(r"[ぁ-んァ-ヴー一-龥々。」』)!?0-9A-Za-z]$")
#: What is shorter than this before such a sign is no sentence: 甲▽乙.
MIN_SIGNED = 6

#: Line starts that open something new, whatever the line before ended in.
_ITEM_RE = Pattern(
    r"[ \t]*(?:[・◆◇■□●○▼▽▲△★☆※◎→⇒>#*＊【〔\[〈《<]|[-―—─=]{2,}|[(]?[0-9一二三四五六七八九十①-⑳]{1,3}[).、 ]|https?:)"
)
_WRAP_RE = Pattern(
    r"(?:[、,]|[ぁ-ん](?:て|で|を|が|は|に|の|と|も|へ|や|ば)|[一-龥々ァ-ヴー](?:を|が|は|に|の|と|も|へ|や|で)|から|ので|という|よう[なに])(?<!とのこと)$"
)
#: 応札・受注した ⏎ 5社の…: an attributive ending, believed only where the writer closes all other lines.
_MODIFIER_RE = Pattern(r"(?:した|された|する|される|ていた|ている|っていた)$")
_CLOSED = "。!?」』)】〕]…・.:♪☆★↓→w~〜-"


def split_sentences(folded: str, block: Block, *, soft: frozenset[int] = frozenset()) -> Iterator[tuple[int, int]]:
    """Yield the sentences of ``block`` as half-open offsets, in order; white space at their edges is left out.

    ``soft`` are the line breaks that only wrap (:func:`soft_breaks`): they are nothing but white space.
    """
    if block.kind in ("headline", "byline"):
        yield from _by_line(folded, block.start, block.end, soft)
        return
    marks = [(match.start(), match[0]) for match in _MARK_RE.finditer(folded, block.start, block.end)]
    if soft:
        marks = [mark for mark in marks if mark[0] not in soft]
    closing = _matched(marks)
    if block.quoted and marks and (around := _around(folded, block, marks, closing)):
        marks = [mark for mark in marks if mark[0] not in around]
        closing = _matched(marks)
    breaks = [offset for offset, mark in marks if mark == "\n"]
    wrap = _Wrap(_wrap_width(folded, breaks, block), _closes_lines(folded, breaks))
    position, index = block.start, 0
    while index < len(marks):
        offset, mark = marks[index]
        if mark in _OPENERS:
            closer = closing.get(index, index)
            index = closer + 1
            end = following = _bracket_cut(folded, position, offset, marks[closer][0] + 1, block.end)
        else:
            index += 1
            if mark in _CLOSERS or offset < position:
                continue
            end, following = _mark_cut(folded, position, offset, block, wrap)
        if following:
            yield from _stripped(folded, position, end)
            position = following
    yield from _stripped(folded, position, block.end)


#: What may stand between the bracket that closes a paste and its end: a full stop, a source in brackets.
_BEHIND_RE = Pattern(r"[。 　]*(?:[(（][^()（）\n]{1,40}[)）])?[。\s]*")


def _around(folded: str, block: Block, marks: list[tuple[int, str]], closing: dict[int, int]) -> frozenset[int]:
    """Return where the brackets stand that hold all of somebody's report and no more (「県は… …という。 県によると… …だ。」):
    they mark the paste, and its sentences end as others do."""
    first, opener = marks[0]
    if first != block.start or opener not in "「『" or 0 not in closing:
        return frozenset()
    last = marks[closing[0]][0]
    is_whole = _BEHIND_RE.fullmatch(folded, last + 1, block.end) is not None
    return frozenset((first, last)) if is_whole and 0 <= folded.find("。", first, last) < last - 1 else frozenset()


def _bracket_cut(folded: str, start: int, opener: int, stop: int, limit: int) -> int:
    """Return where the sentence from ``start`` ends whose bracket stands at ``opener:stop``; 0 where it goes on."""
    mark = folded[opener]
    if mark == "「":
        return _utterance_end(folded, start, opener, stop, limit) if stop - opener >= 10 else 0
    if mark == "(" and opener >= start and _ends_in_bracket(folded, start, opener, stop, limit):
        return stop
    return 0


def _mark_cut(folded: str, start: int, offset: int, block: Block, wrap: _Wrap) -> tuple[int, int]:
    """Return where the sentence from ``start`` ends at the mark at ``offset`` and where the next begins; zeros where it
    goes on."""
    mark = folded[offset]
    if mark == "\n":
        return (0, 0) if _goes_on(folded, start, offset, block.end, wrap) else (offset, offset + 1)
    if mark in _NEW_LINE_SIGNS:
        return (offset, offset) if _opens_line(folded, start, offset, block.end) else (0, 0)
    if not _ends(folded, start, offset, block):
        return 0, 0
    end = offset + 1
    if folded[end : end + 1] in _TRAILS:
        match = _TRAIL_RE.match(folded, end, block.end)
        end = _before_opening(folded, end, match.end()) if match else end
    end = _with_emoji(folded, end, block.end)
    return end, end


def _before_opening(folded: str, start: int, end: int) -> int:
    """Return ``end``, or where in ``folded[start:end]`` a straight quotation mark opens: an even number stand before it."""
    mark = folded.find('"', start, end)
    if mark < 0 or folded.count('"', folded.rfind("\n", 0, mark) + 1, mark) % 2:
        return end
    return mark


def _by_line(folded: str, start: int, end: int, soft: frozenset[int]) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = folded.find("\n", start, end)
        while stop in soft:
            stop = folded.find("\n", stop + 1, end)
        stop = end if stop < 0 else stop
        yield from _stripped(folded, start, stop)
        start = stop + 1


def _matched(marks: list[tuple[int, str]]) -> dict[int, int]:
    """Return for each opening bracket that closes in time the index of its closing mark."""
    closing: dict[int, int] = {}
    stack: list[tuple[str, int, int]] = []  # closer wanted, index, lines passed so far
    lines, last_break = 0, -2
    for index, (offset, mark) in enumerate(marks):
        if mark == "\n":
            lines += 1
            if offset == last_break + 1:  # an empty line ends the paragraph and all that is open in it
                stack.clear()
            last_break = offset
        elif mark in _OPENERS:
            stack.append((_OPENERS[mark], index, lines))
            if len(stack) > 12:
                stack.pop(0)
        elif mark in _CLOSERS:
            for depth in range(len(stack) - 1, -1, -1):
                wanted, opener, opened_at = stack[depth]
                if wanted == mark:
                    if offset - marks[opener][0] <= MAX_BRACKET and lines - opened_at <= MAX_BRACKET_LINES:
                        closing[opener] = index
                    del stack[depth:]
                    break
    return closing


def _ends(folded: str, start: int, offset: int, block: Block) -> bool:
    """Tell whether the mark at ``offset`` ends the sentence that began at ``start``."""
    mark = folded[offset]
    if mark == "。" or mark == ".":
        return True
    following = folded[offset + 1 : min(offset + 16, block.end)]
    if not following:
        return True
    if mark in "♪☆★" or mark >= "\U0001f300":
        return folded[offset - 1] in _SOFT_ENDS and following[0] not in _GOES_ON and following[0] not in "♪☆★。!?"
    if block.kind == "other":  # titles of links keep their marks
        return following[0] == "\n"
    if following[0] in "!? \n\t":
        return following[0] not in "!?" and (following[0] != " " or not following[1:2].isascii())
    before = folded[max(start, offset - 12) : offset]
    if before[-1:].isascii() and before[-1:].isalnum() and following[0].isascii() and following[0].isalnum():
        return False  # part of an address
    if mark == "!":
        return not (before[-1:].isascii() and before[-1:].isalpha())
    if not before.strip() or not _ATTRIBUTIVE_RE.search(before):
        return True
    if following[0] in "、,」』)】":
        return following[0] in "】"
    if _FINAL_RE.search(before) and not before.endswith(("た", "い")):
        return True
    if not _NOUN_RE.match(following):
        return True
    return _QUESTION_RE.search(folded, start, offset) is not None


def _opens_line(folded: str, start: int, offset: int, limit: int) -> bool:
    """Tell whether the sign at ``offset``, inside a line, stands for a new line: the sentence from ``start`` ends there."""
    following = folded[offset + 1 : min(offset + 2, limit)]
    if not following or following.isspace() or following in _NEW_LINE_SIGNS:
        return False
    if folded[offset] in _NUMBERED_SIGNS and (following.isascii() or following in "〇一二三四五六七八九十"):
        return False
    return offset - start >= MIN_SIGNED and _SIGNED_RE.search(folded, start, offset) is not None


#: What a blog's sentence ends in before ♪ or (笑), and what shows that it goes on all the same.
_SOFT_ENDS = "すただいねよなわうるん"
_GOES_ON = "、。がのでとをはもにや」』)・"


def _ends_in_bracket(folded: str, start: int, offset: int, stop: int, limit: int) -> bool:
    """Tell whether a sentence ends with the bracket at ``offset:stop``: …いびきです(笑)退院時の…, (理由は明らかにしていない。)翌日、…"""
    if stop - offset <= 6:
        return _is_aside(folded, offset, stop, limit)
    is_whole = folded[stop - 2] == "。" and not folded[start:offset].strip()
    return is_whole and stop < limit and folded[stop] not in _GOES_ON


def _is_aside(folded: str, start: int, stop: int, limit: int) -> bool:
    """Tell whether (笑) at ``start:stop`` closes a sentence that another follows: …いびきです(笑)退院時の…"""
    return (
        folded[start + 1 : stop - 1] in ("笑", "爆", "泣", "涙", "汗", "苦笑", "怒", "爆笑", "^_^;", "^_^", "^^;", "^^")
        and start > 0
        and folded[start - 1] in _SOFT_ENDS
        and stop < limit
        and folded[stop] not in _GOES_ON
    )


def _utterance_end(folded: str, start: int, opener: int, stop: int, limit: int) -> int:
    """Return where 店主「…です」（60） ends that is all of a sentence, if another follows without a full stop; else 0."""
    if (
        opener - start > 16
        or folded[stop - 2] not in _SOFT_ENDS
        or any(c in folded[start:opener] for c in "、をにはがもで")
    ):
        return 0
    end = stop
    if folded[stop : stop + 1] == "(":  # its speaker: （元役員）
        end = folded.find(")", stop, min(stop + 32, limit)) + 1
    following = folded[end : end + 1] if stop <= end < limit else ""
    if not following or not (
        "一" <= following <= "龥" or "ァ" <= following <= "ヺ" or following in "「—―" or end > stop
    ):
        return 0
    return 0 if following in "。、\n" or following in _GOES_ON or folded.startswith(_compounds(), end) else end


@kept
def _compounds() -> tuple[str, ...]:
    """Return what hangs on a quotation without a particle: 「もう限界だ」発言, 「変わらない」宣言."""
    path = CORPUS / "tables" / "compounds.tsv"
    return tuple(row["word"] for row in read_table(path, key="word", required=("source", "example")))


def _with_emoji(folded: str, end: int, limit: int) -> int:
    if end >= limit:
        return end
    first = folded[end]
    if (first < "\u2600" and first not in "^(;_") or ("\u3000" <= first < "\ufe00" and first != "・"):
        return end  # letters, as nearly always
    match = _EMOJI_RE.match(folded, end, limit)
    if match and match.end() > end and any(character >= "\u2600" for character in match[0].strip("・")):
        # Emoji close the sentence they follow, unless text goes on with them: then they open the next line.
        stop = match.end()
        if stop == limit or folded[stop] in "\n 。」":
            return stop
    return end


class _Wrap(Struct, frozen=True):
    """How the lines of a block break."""

    width: int  # where every full line breaks (mails, old texts), or 0
    is_closed: bool  # the writer ends sentences at line breaks with a mark: a line without one goes on


def _closes_lines(folded: str, breaks: list[int]) -> bool:
    closed = sum(folded[offset - 1] in _CLOSED or folded[offset - 1] in "\n、," for offset in breaks)
    return closed >= 3 and len(breaks) - closed <= closed // 4


def _wrap_width(folded: str, breaks: list[int], block: Block) -> int:
    """Return the width at which lines of this block are wrapped, or 0."""
    if len(breaks) < 3:
        return 0
    widths: Counter[int] = Counter()
    start = block.start
    for stop in breaks:
        if stop - start >= 18 and folded[stop - 1] not in _CLOSED:
            widths[stop - start] += 1
        start = stop + 1
    if not widths:
        return 0
    top = max(widths)
    # Kinsoku (no line may begin with 。 or 」) lets lines be a character or two shorter or longer.
    near = sum(count for width, count in widths.items() if top - width <= 3)
    return top if near >= 3 and near >= 0.6 * sum(widths.values()) else 0


def _goes_on(folded: str, start: int, offset: int, limit: int, wrap: _Wrap) -> bool:
    """Tell whether the line that breaks at ``offset`` goes on in the next one."""
    line_start = max(folded.rfind("\n", start, offset) + 1, start)
    line = folded[max(line_start, offset - 24) : offset].rstrip()
    if (
        not line
        or offset + 1 >= limit
        or folded[offset + 1] == "\n"
        or line[-1] in _CLOSED
        or _ITEM_RE.match(folded, offset + 1, limit)
    ):
        return False
    if line.endswith(("、", ",")):
        return not folded[line_start:offset].lstrip().startswith(("・", "●", "■"))
    indented = folded[offset + 1] in " \t\u3000"
    if indented:
        return False
    if wrap.width and abs(offset - line_start - wrap.width) <= 3:
        return True
    if offset - line_start < 15:
        return False
    if start == 0 and "。" not in folded[:offset]:  # a headline, whatever it ends in: the rest would be shorter
        following = folded.find("\n", offset + 1, limit)
        if (limit if following < 0 else following) - offset - 1 > 0.8 * offset:
            return False
    return _WRAP_RE.search(line) is not None or (wrap.is_closed and _MODIFIER_RE.search(line) is not None)


def _stripped(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the stretch without the white space at its edges, if there is anything else in it."""
    end = min(end, len(text))
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return ((start, end),)
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return ((start, start + len(piece)),) if piece else ()
