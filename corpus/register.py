"""How a line sounds: like a newspaper's report or like an author's own text.

Sentence endings (だ・である against です・ます, べきだ, だろう), sentence openings (私, しかし, 同社) and words of either kind
of writing are counted from a table of weights; what stands inside 「」 is somebody's speech and does not count.

>>> lines = ["県は10日、予算案を発表した。", "どうせ誰も責任を取らないのでしょう。"]
>>> report, author = (measure(line)[0] for line in lines)
>>> report.score < 0 < author.score, author.is_polite, report.is_polite
(True, True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from corpus.cache import compiled, kept
from corpus.patterns import Pattern
from corpus.places import CORPUS
from corpus.vocabulary import alternation, read_table

__all__ = ["Tone", "cues_of", "measure"]

_TABLE = CORPUS / "tables" / "register.tsv"
#: Cues that stand for a pattern: a quotation with its と, a number.
SPEECH, NUMBER = "「」と", "数"


class Tone(Struct, frozen=True):
    """The sound of one line. ``score``: log-odds in tenths that the author wrote it (negative: a newspaper)."""

    score: int
    n_polite: int  # sentences that end in です・ます
    n_plain: int  # sentences that end in だ・た・る …
    n_sentences: int

    @property
    def is_polite(self) -> bool:
        return self.n_polite > self.n_plain


class _Cues(Struct, frozen=True):
    end: dict[str, int]
    start: dict[str, int]
    anywhere: dict[str, int]
    ending: dict[str, tuple[int, ...]]  # how long the ends are that close in these two letters, longest first
    opening: dict[str, tuple[int, ...]]  # how long the starts are that open with this letter, longest first
    pattern: re.Pattern[str]
    bias: int


@cache
def _cues() -> _Cues:
    end, start, anywhere, ending, opening, scan, bias = _weights()
    return _Cues(end, start, anywhere, ending, opening, compiled(scan), bias)


@kept
def _weights() -> tuple[Any, ...]:
    """Return what :class:`_Cues` holds, the pattern as text."""
    places: dict[str, dict[str, int]] = {"end": {}, "start": {}, "any": {}, "bias": {}}
    for row in read_table(_TABLE, key=("cue", "place"), required=("weight", "source", "example")):
        if (
            row["weight"] != "0" or row["place"] != "any"
        ):  # a zero keeps a longer ending from being read as a shorter one
            places[row["place"]][row["cue"]] = int(row["weight"])
    end, start, anywhere = places["end"], places["start"], places["any"]
    ending = _lengths((word[-2:], len(word)) for word in end if len(word) > 1)
    opening = _lengths((word[0], len(word)) for word in start)
    scan = _scan(word for word in anywhere if word not in ("!", "?", SPEECH, NUMBER))
    return end, start, anywhere, ending, opening, scan, places["bias"].get("文", 0)


def _lengths(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for key, length in pairs:
        found.setdefault(key, set()).add(length)
    return {key: tuple(sorted(lengths, reverse=True)) for key, lengths in found.items()}


def cues_of(line: str, columns: Mapping[tuple[str, str], int]) -> dict[int, int]:
    """Return how often each cue of ``columns`` ((place, cue) → column) stands in a folded line: what fitting reads.

    Zero-weight cues count here, though :func:`measure` skips them.
    """
    anywhere = [cue for place, cue in columns if place == "any" and cue not in ("!", "?", SPEECH, NUMBER)]
    pattern = _pattern(tuple(anywhere))
    counts: dict[int, int] = {}

    def count(place: str, cue: str) -> None:
        column = columns.get((place, cue))
        if column is not None:
            counts[column] = counts.get(column, 0) + 1

    sentence = 0
    for match in [*pattern.finditer(line), None]:
        word = match[0] if match else "。"
        if word[0] == "「":
            if word[-1] == "と":
                count("any", SPEECH)
        elif word[0] not in "。!?\n" and ("any", word) not in columns:
            count("any", NUMBER)
        elif word[0] not in "。!?\n":
            count("any", word)
        else:
            stop = match.start() if match else len(line)
            tail = line[max(sentence, stop - 16) : stop].rstrip(_TAIL_NOISE)[-10:]
            if stop - sentence > 2 and tail:
                count("bias", "文")
                head = line[sentence : sentence + 10].lstrip(" \t>・")
                longest = range(_LONGEST, 0, -1)
                count("end", next((tail[-n:] for n in longest if ("end", tail[-n:]) in columns), ""))
                count("start", next((head[:n] for n in longest if ("start", head[:n]) in columns), ""))
            sentence = match.end() if match else stop
            if word[0] in "!?":
                count("any", word[0])
    return counts


_NUMERALS = "一二三四五六七八九十百千〇"


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_scan(words))


def _scan(words: Iterable[str]) -> str:
    """Return the one scan of a text: line ends, sentence ends, speech in 「」 (consumed whole), numbers, cues.

    Guards of one and of two letters make it three times as fast: few places of a text get as far as the alternatives.
    """
    words = [*words]
    kana = [word for word in words if "ぁ" <= word[0] <= "ん"]
    others = [word for word in words if not "ぁ" <= word[0] <= "ん"]
    firsts = re.escape("".join(sorted({word[0] for word in words})))
    marks = rf"\n|[。!?]+|「[^「」\n]{{0,200}}」(?:など)?と?|[0-9][0-9,.]*|[{_NUMERALS}]{{2,}}"
    branches = [f"(?=[\n。!?「0-9{_NUMERALS}])(?:{marks})", *(_guarded(group) for group in (kana, others) if group)]
    return rf"(?=[\n。!?「0-9{_NUMERALS}{firsts}])(?:{'|'.join(branches)})"


def _guarded(words: list[str]) -> str:
    """A pattern for the longest of ``words``, looked for only where the first two letters may begin one of them."""
    first, second = ("".join(sorted({word[place] for word in words if len(word) > place})) for place in (0, 1))
    single = "".join(word for word in words if len(word) == 1)
    guard = f"[{re.escape(first)}][{re.escape(second)}]" if second else ""
    choices = "|".join([*filter(None, (guard, f"[{re.escape(single)}]" if single else ""))])
    return f"(?={choices}){alternation(words)}"


_POLITE_RE = Pattern(
    r"(?:です|ます|でした|ました|ません|でしょう|ましょう|ください|ませ|ございます)(?:[かねよわなが]|けど|から)*$"
)
_TAIL_NOISE = "」』)〕】 ・…wW♪☆★(^_;)'\"!?、"
#: A long ending tells more than its own ending: のである before である.
_LONGEST = 8


def measure(folded: str) -> list[Tone]:
    """Return the tone of every line of ``folded`` (blank ones too), in order. Linear time."""
    cues = _cues()
    anywhere = cues.anywhere
    speech, number = anywhere.get(SPEECH, 0), anywhere.get(NUMBER, 0)
    tones: list[Tone] = []
    score = n_polite = n_plain = n_sentences = sentence = 0
    for match in cues.pattern.finditer(folded):
        word = match[0]
        first = word[0]
        if first not in "\n。!?":
            if word in anywhere:
                score += anywhere[word]
            elif first != "「":  # figures, in kanji too
                score += number
            elif word[-1] == "と":
                score += speech
            continue
        stop = match.start()
        if stop - sentence > 2:
            weight, polite = _judge_sentence(folded, sentence, stop, cues)
            if weight is not None:
                score += weight
                n_sentences += 1
                if polite:
                    n_polite += 1
                else:
                    n_plain += 1
        sentence = match.end()
        if first == "\n":
            tones.append(Tone(score, n_polite, n_plain, n_sentences))
            score = n_polite = n_plain = n_sentences = 0
        elif first != "。":
            score += anywhere.get(first, 0)
    if len(folded) - sentence > 2:
        weight, polite = _judge_sentence(folded, sentence, len(folded), cues)
        if weight is not None:
            score, n_sentences, n_polite, n_plain = (
                score + weight,
                n_sentences + 1,
                n_polite + polite,
                n_plain + (not polite),
            )
    tones.append(Tone(score, n_polite, n_plain, n_sentences))
    return tones


def _judge_sentence(folded: str, start: int, stop: int, cues: _Cues) -> tuple[int | None, bool]:
    head = folded[start : start + 10].lstrip(" \t>・")
    tail = folded[max(start, stop - 16) : stop].rstrip(_TAIL_NOISE)[-10:]
    if not tail:
        return None, False
    weight = cues.bias
    ends, starts = cues.end, cues.start
    for length in cues.ending.get(tail[-2:], ()):
        if tail[-length:] in ends:
            weight += ends[tail[-length:]]
            break
    else:
        weight += ends.get(tail[-1], 0)
    for length in cues.opening.get(head[:1], ()):
        if head[:length] in starts:
            weight += starts[head[:length]]
            break
    may_be_polite = "ま" in tail or "で" in tail or "ださい" in tail
    return weight, may_be_polite and _POLITE_RE.search(tail) is not None
