"""Which features the parts of a sentence stand for. Written once, read by the trainer and by the run-time.

A feature is a hash slot. Slots come in *parts*, and each part has its own divisor, so that a long sentence does not
outvote its own ending: the words outside quotations, the words inside them, word pairs, the words of the last clause,
and the keyed parts: the ending itself, the predicate, the opening, and marks (figures, dates, sources, layout).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import sqrt

from analyzer.stance.shapes import KEYED, TAIL, Key, Shape
from analyzer.stance.words import BITS, TYPES, slot, word_slots
from corpus.tokens import Document

__all__ = ["BITS", "KEYED", "PARTS", "divisor", "expand", "part_slots"]

PARTS = ("words", "quoted", "pairs", "tail", *KEYED)


def divisor(part: str, n: int) -> float:
    """Return what the sum over a part of ``n`` words is divided by: for word pairs, the words of the whole sentence."""
    if part in ("words", "pairs"):
        return sqrt(max(n, 1))
    if part == "quoted":
        return sqrt(n + 4)
    return _DIVISORS.get(part, 1.0)


_DIVISORS = {"tail": sqrt(TAIL), "ending": 2.0, "predicate": 2.0}


def expand(part: str, key: Key) -> list[str]:
    """Return the features that the ``key`` of a part stands for."""
    return _EXPANSIONS[part](*key) if key else []


def _ending(plains: tuple[str, ...], cform: str, key: str, sense: str) -> list[str]:
    features = []
    chain = ""
    for back, piece in enumerate(reversed(plains), 1):
        chain = f"{piece}|{chain}"
        features.append(f"e{back}:{chain}")
        features.append(f"p{back}:{piece}")
    if key:
        features.append("c:" + cform + "/" + key.partition("/")[2])
        features.append("ck:" + key)
    if sense:
        features.append("s:" + sense)
    return features


def _predicate(key: str, plains: tuple[str, ...]) -> list[str]:
    return ["P:" + key, "PE:" + key.partition("/")[2] + "|" + "".join(plains)]


def _opening(word: str, character: str) -> list[str]:
    return ["o:" + word] * bool(word) + ["o^:" + character] * bool(character)


def _mentions(n_figures: int, n_dates: int, n_organizations: int, has_digit: bool) -> list[str]:
    return [f"fig:{n_figures}", f"date:{n_dates}", f"org:{n_organizations}"] + ["digit"] * has_digit


def _source(mode: str, late: bool, kind: str, rule: str, has_content: bool, content: str) -> list[str]:
    features = [
        "frame",
        f"frame:{mode}/{late}",
        f"source:{kind}/{late}",
        f"rule:{rule}",
        f"content:{has_content}/{late}",
    ]
    if content:  # 3通足りない|と指摘した, ずさんだ|と指摘した
        closer, has_digit, judges = content.rsplit("/", 2)
        features += [f"told:{content}", f"told:{closer}/{rule}", f"told:{has_digit}/{judges}/{late}"]
    return features


def _voice(cry: bool, first_person: bool, laugh: bool) -> list[str]:
    return ["!?"] * cry + ["first person"] * first_person + ["laugh"] * laugh


def _marks(
    stop: str, bits: int, twenties: int, style: str, share: int, whole: bool, url: bool, inner: str
) -> list[str]:
    features = ["bias", f"stop:{stop}", f"len:{bits}", f"stop:{stop}/len:{twenties}", f"style:{style}/{stop}"]
    if share >= 0:
        features.append(f"quote:{share}")
        features.append("whole" if whole else f"inner:{stop}")
        features += [f"inner:{inner}", f"inner:{inner.rpartition('/')[0]}/{whole}"]
    return features + ["url"] * url


def _manner(
    topic: bool,
    past: bool,
    style: str,
    pos: str,
    negated: bool,
    condition: tuple[str, ...] | None,
    when: bool,
    framed: bool,
    trails: bool,
    purpose: bool,
    sense: str,
    own: str,
) -> list[str]:
    tense = f"{topic}/{past}"
    features = [
        f"m:{tense}",
        f"m:{tense}/{style}",
        f"m:{tense}/{style}/{pos}",
        f"m:{negated}/{past}/{pos}",
        f"m:{tense}/{negated}",
    ]
    if condition is not None and past:  # 点検していれば防げた
        features += [
            "supposed",
            f"supposed/t:{topic}",
            f"supposed/n:{negated}",
            f"supposed/f:{framed}",
            f"supposed/f:{framed}/{pos}",
        ]
    elif condition is not None:  # 届け出れば免除される, 廃止すればつぶれてしまう
        ending = "|".join(condition)
        features += [
            "if",
            f"if/t:{topic}/{style}",
            f"if/n:{negated}",
            f"if/f:{framed}",
            f"if/f:{framed}/{ending}",
            f"if/c:{condition[-1:]}",
        ]
    if when:  # 行ったら待たされた, 早く閉めていたら防げた
        features += ["when", f"when/p:{past}", f"when/p:{past}/{pos}", f"when/p:{past}/n:{negated}", f"when/f:{framed}"]
    if trails:  # とまでは言わないが・・
        features += ["trails", f"trails/f:{framed}"]
    if purpose:  # 甘い汁を吸おうと
        features += ["purpose", f"purpose/p:{past}", f"purpose/f:{framed}"]
    if sense:
        features.append(f"sense:{sense}/{framed}")
    if own:
        features.append(f"own:{own}")
    return features


_EXPANSIONS: dict[str, Callable[..., list[str]]] = {
    "ending": _ending,
    "predicate": _predicate,
    "opening": _opening,
    "mentions": _mentions,
    "source": _source,
    "judging": lambda *features: list(features),
    "voice": _voice,
    "marks": _marks,
    "manner": _manner,
}


def part_slots(doc: Document, shape: Shape) -> dict[str, list[int]]:
    """Return the hash slots of a sentence by part: what the trainer counts, and what the run-time must add up."""
    types = TYPES.grown(doc.lexicon)

    def words(start: int, end: int) -> list[tuple[int, int, int, int, int]]:
        return [word_slots(types[index].code) for index in doc.types[start:end]]

    slots = {
        "words": [word[2] for start, end in shape.outside for word in words(start, end)],
        "quoted": [word[3] for start, end in shape.inside for word in words(start, end)],
        "pairs": [a[0] ^ b[1] for start, end in shape.whole for a, b in pairwise(words(start, end))],
        "tail": [word[4] for start, end in shape.tail for word in words(start, end)],
    }
    for part, key in zip(KEYED, shape.keys, strict=True):
        slots[part] = [slot(feature) for feature in expand(part, key)]
    return slots
