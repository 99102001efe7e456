"""Stretches of letters that names are made of, and which of them say something of a name by themselves.

What belongs together stands in one stretch (the runs between particles and stops). An article's stretches are listed in
one pass; what a stretch tells is found out once per process, and most tell nothing.

>>> text = "市は仙武地裁へ、市は控訴"
>>> list(placed(text, stretches(text), {"控訴"}))
[(10, '控訴')]
>>> told(stretches(text))
{'仙武地裁': Told(is_name=True, head=0, steps=(), is_trade=False, lead=0)}
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from msgspec import Struct

from analyzer.organizations.anaphors import is_anaphor
from analyzer.organizations.forms import (
    MAX_FACTS,
    NATIONS,
    TABLES,
    heads,
    known_names,
    lengths_by_last_letter,
    suffix_of,
    suffixes,
    tails,
    trades,
)
from analyzer.organizations.no_bodies import MAX_RUN, words_of
from corpus.cache import kept
from corpus.patterns import Pattern
from corpus.vocabulary import read_table

__all__ = ["Told", "name_ends", "placed", "sticking", "stretches", "told"]

_STRETCH_RE = Pattern(r"[一-龠々〆ァ-ヶーA-Za-z0-9&・!\-]+")
_LETTER_RE = Pattern(r"[一-龠々〆ァ-ヶーA-Za-z0-9&・!\-]")


def stretches(folded: str) -> list[str]:
    """Return the stretches of a text, in order.

    >>> stretches("三方印刷の社長は、4日")
    ['三方印刷', '社長', '4日']
    """
    return _STRETCH_RE.findall(folded)


def placed(folded: str, listed: Iterable[str], wanted: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield where each of the ``listed`` stretches begins that is ``wanted``, in one walk from left to right."""
    place = 0
    for each in filter(wanted.__contains__, listed) if wanted else ():
        place = folded.find(each, place)
        while _is_part(folded, place, place + len(each)):
            place = folded.find(each, place + 1)
        yield place, each
        place += len(each)


def _is_part(folded: str, start: int, end: int) -> bool:
    """Return whether a stretch goes on before ``start`` or behind ``end``."""
    if folded[end : end + 1] not in _GAPS and _LETTER_RE.match(folded, end):
        return True
    return start > 0 and folded[start - 1] not in _GAPS and _LETTER_RE.match(folded, start - 1) is not None


#: Frequent letters between stretches.
_GAPS = frozenset("、。\n 「」()はがをにのでともやらるたてしい")


class Told(Struct, frozen=True):
    """What a stretch tells by itself."""

    is_name: bool  # whether it is one, or begins with one and ends in what sticks to names
    head: int  # length of the head (機構, 協会) that it is or begins with
    steps: tuple[tuple[int, int], ...]  # begin and end of parts that may be names of which letters are left: 市職労
    is_trade: bool  # whether it ends in what companies do: 工作機械
    lead: int = 0  # length of the words before a name that say what it is: 検索大手｜ファインダー


#: So many stretches are kept.
_MOST_TOLD = 16_384
#: What the stretches met so far tell; None is nothing.
_told: dict[str, Told] = {}
_silent: set[str] = set()


def told(listed: Iterable[str]) -> dict[str, Told]:
    """Return those of the stretches ``listed`` that tell something, with what they tell."""
    distinct = set(listed).difference(_silent)
    new = distinct.difference(_told)
    facts = {each: _told[each] for each in distinct.difference(new)}
    if new:
        found = _read(new)
        if len(_silent) + len(_told) > _MOST_TOLD:  # a bound for long runs; frequent ones soon are back
            _silent.clear()
            _told.clear()
        _told.update(found)
        _silent.update(new.difference(found))
        facts.update(found)
    return facts


def _read(new: Collection[str]) -> dict[str, Told]:
    """Return what stretches tell that are met for the first time. Every word of a text comes here once: mind the time."""
    table, hints, openings, nations = known_names(), _hints(), _head_openings(), frozenset(NATIONS)
    found: dict[str, Told] = {}
    every = "\n".join(new)
    may_lead = "大手" in every or "中堅" in every or "老舗" in every
    for run in new:
        first = run[0]
        hint = hints.get(run[-2:], "") + hints.get(run[-1], "")
        is_name = run in table or ("n" in hint and _is_name(run))
        if not is_name and first in nations:
            is_name = run[1:] in table or _is_name(run[1:])
        head = _head(run) if first in openings or run[:2] in openings else 0
        steps = _steps(run) if "s" in hint or "・" in run else ()
        is_trade = "t" in hint and _ends_in_trade(run)
        lead = _lead(run) if may_lead and ("大手" in run or "中堅" in run or "老舗" in run) else 0
        if is_name or head or steps or is_trade or lead:
            found[run] = Told(is_name and 1 < len(run) <= MAX_RUN, head, steps, is_trade, lead)
    return found


@kept
def _hints() -> dict[str, str]:
    """Return for the last two letters of a stretch, and for the last one, what it may be: a name, a trade, steps."""
    kinds = (("n", (*_sure(), *_BRANCHES, *_alone(), *_trimming_tails())), ("t", _trades()[0]), ("s", _STEP_ENDS))
    hints: dict[str, str] = {}
    for kind, words in kinds:
        for ending in {word[-2:] for word in words}:
            hints[ending] = hints.get(ending, "") + kind
    return hints


# ------------------------------------------------------------------------------------------------------------- names


def _is_name(run: str) -> bool:
    """Return whether a rule makes a name of a stretch, or of what is left of it without words that stick to names."""
    return run in _alone() or _holds_name(run)


def _holds_name(run: str) -> bool:
    """Return whether a rule makes a name of the beginning of a stretch, or of that without words that stick to names."""
    if not 1 < len(run) <= MAX_RUN:
        return False
    if run in known_names() or (run[-2:] in _sure_ends() and _is_sure(run)):
        return True
    words = _trimming_tails()
    return any(run[-length:] in words and _holds_name(run[:-length]) for length in _tail_lengths().get(run[-1], ()))


@lru_cache(MAX_FACTS)
def name_ends(run: str) -> tuple[tuple[int, str], ...]:
    """Return where names may end in ``run``, each with the rule that makes one of the letters up to there, or ``""``.

    >>> name_ends("仙武地裁判決")
    ((6, ''), (4, 'suffix'))
    """
    table, ends = known_names(), []
    for end in _ends(run):
        head = run[:end]
        is_sure = _is_sure(head) or (end == len(run) and head in _alone())
        ends.append((end, "suffix" if is_sure else "table" if head in table else ""))
    return tuple(ends)


@kept
def _sure() -> frozenset[str]:
    return frozenset(row["suffix"] for row in read_table(TABLES / "organization_sure.tsv", key="suffix"))


@kept
def _sure_ends() -> frozenset[str]:
    return frozenset([*(word[-2:] for word in _sure()), *_BRANCHES])


#: A branch of a body of the table is one whatever its place: 日銀東湾支店.
_BRANCHES = ("支店", "支社", "支局")
_BRANCH_RE = Pattern(r".{2,12}[一-龠]{2}..")


_GENERAL_STEM_RE = Pattern(
    r".*(?:地方|高等|全国|各|同|両|元|旧|前|他|当|某|大手|主要|関連|複数|最大|国内|海外|民間|公立|私立|国立|県立|市立|町立|村立|区立|都立|府立"
    r"|[0-9]|地元|県内|市内|国営|持ち株|純粋|金融|電炉|専業|準大手|地銀|製薬|担当|所轄|管轄|最寄り|の|新規|既存|既成|新興|外資系|傘下)"
)


def _is_sure(name: str) -> bool:
    """Return whether ``name`` ends in a word that makes a body of any proper word: 仙武地裁, but not 全国地裁."""
    if name[-2:] not in _sure_ends():
        return False
    if name[-2:] in _BRANCHES:
        branch = _BRANCH_RE.fullmatch(name)
        return branch is not None and any(name[:end] in known_names() for end in range(2, len(name) - 3))
    suffix = suffix_of(name)
    while suffix and suffix not in _sure():
        suffix = suffix_of(suffix[1:])
    stem = name[: len(name) - len(suffix)]
    if stem[:1] == "同" and is_anaphor(stem):  # 同社労働組合
        return False
    return bool(suffix) and len(stem) > 1 and len(name) < 26 and _GENERAL_STEM_RE.fullmatch(stem) is None


@kept
def _alone() -> frozenset[str]:
    """Return the last words that are a mention by themselves wherever they stand: 県警, 市教委, 地裁."""
    ends = ("教委", "教育委員会", "議会", "省", "検", "国防部", "外交部")
    return frozenset(
        word
        for word, suffix in suffixes().items()
        if suffix.bare == "name" and (suffix.kind in ("police", "court") or word.endswith(ends))
    )


def _ends(run: str) -> Iterator[int]:
    """Yield where a name may end in ``run``: at its end, or before words that stick to names."""
    yield len(run)
    words, lengths = _trimming_tails(), _tail_lengths()
    closed = [len(run)]  # from here on nothing but such words
    for stop in closed:
        for length in lengths.get(run[stop - 1], ()):
            end = stop - length
            if end > 1 and end not in closed and run[end:stop] in words:
                closed.append(end)
    yield from sorted(closed[1:], reverse=True)


@kept
def _tail_lengths() -> dict[str, tuple[int, ...]]:
    """Return for each letter that a word of the tails ends in how long such words are."""
    return lengths_by_last_letter(_trimming_tails())


@kept
def _trimming_tails() -> frozenset[str]:
    return frozenset(word for word, effect in tails().items() if effect != "drop")


# ------------------------------------------------------------------------------------------------- heads and others


@kept
def _head_openings() -> frozenset[str]:
    return frozenset(word[:2] for word in heads())


_LONGEST_HEAD = 12


def _head(run: str) -> int:
    """Return the length of the head that a stretch is or begins with, if nothing but what sticks to names follows it."""
    words = heads()
    length = next((length for length in range(min(len(run), _LONGEST_HEAD), 0, -1) if run[:length] in words), 0)
    return length if length == len(run) or run.startswith(sticking(), length) else 0


@cache
def sticking() -> tuple[str, ...]:
    """Return the words that stick to names."""
    return tuple(tails())


_LED_RE = Pattern(
    r"(?:[^・]*[^・準最])?(?:準大手|最大手|大手|中堅|老舗)・?(?:(?=[一-龠ァ-ヶーA-Za-z]+$)|(?=[ァ-ヶーA-Za-z&][ァ-ヶーA-Za-z&・]{2,}$))"
)


def _lead(run: str) -> int:
    """Return how many letters say what a company is before it is named: 検索大手ファインダー, 製パン中堅の…"""
    led = _LED_RE.match(run)
    if led is None or len(run) > MAX_RUN:
        return 0
    name = run[led.end() :]
    suffix = suffix_of(name)
    is_firm = len(suffix) > 1 and len(name) > len(suffix) + 1 and suffixes()[suffix].kind == "company"
    if name.endswith(words_of("trade")):
        return 0
    is_foreign = len(name) > 2 and _FOREIGN_RE.fullmatch(name) is not None
    return led.end() if is_firm or is_foreign or name in known_names() else 0


_FOREIGN_RE = Pattern(r"[ァ-ヶーA-Za-z&・]+")
_STEP_ENDS = frozenset("労連協委審組研銀")
_PART_RE = Pattern(r"[^&・!〆\-]+")
_STEPPED_RE = Pattern(r"[一-龠々ァ-ヶー]{2,4}[労連協委審組研銀]")


def _steps(run: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        part.span() for part in _PART_RE.finditer(run) if _STEPPED_RE.fullmatch(part[0]) and part[0] not in suffixes()
    )


_HIRAGANA_RE = Pattern(r"[ぁ-ん]")
_JAPANESE_RE = Pattern(r"[一-龠々ァ-ヶー]")


@kept
def _trades() -> tuple[frozenset[str], dict[str, tuple[int, ...]]]:
    """Return the trades that no hiragana stands in, and how long those are that end in each letter."""
    words = frozenset(word for word in trades() if not _HIRAGANA_RE.search(word))
    return words, lengths_by_last_letter(words)


def _ends_in_trade(run: str) -> bool:
    words, lengths = _trades()
    return run.endswith(("大手", "中堅")) or any(
        run[-length:] in words and not _JAPANESE_RE.match(run[-length - 1 : -length])
        for length in lengths.get(run[-1], ())
    )
