"""Which features the parts of a sentence stand for. Written once, read by the trainer and by the run-time.

A feature is a hash slot. Slots come in *parts*, and each part has its own divisor, so that a long sentence does not
outvote its own ending: the words outside quotations, the words inside them, word pairs, the words of the last clause,
and the keyed parts: the ending itself, the predicate, the opening, and marks (figures, dates, sources, layout).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from math import sqrt
from operator import xor

from analyzer.stance.shapes import KEYED, TAIL, Key, Shape, picker
from analyzer.stance.words import BITS, TYPES, Derived, slot
from corpus.tokens import Document

__all__ = ["BITS", "KEYED", "PARTS", "divisor", "expand", "pair_slots", "part_slots"]

PARTS = ("words", "quoted", "pairs", "tail", *KEYED)


def divisor(part: str, n: int) -> float:
    """Return what the sum over a part of ``n`` words is divided by: for word pairs, the words of the whole sentence."""
    if part in ("words", "pairs"):
        return sqrt(max(n, 1))
    if part == "quoted":
        return sqrt(n + 4)
    return _DIVISORS.get(part, 1.0)


_DIVISORS = {"tail": sqrt(TAIL), "ending": 2.0, "predicate": 2.0}

_LEFT: Derived[int] = Derived(lambda form: form.left)
_RIGHT: Derived[int] = Derived(lambda form: form.right)


def pair_slots(doc: Document) -> list[int]:
    """Return the slot of every word of ``doc`` with its right neighbour, sentence borders not regarded."""
    pick = picker(doc)
    lefts, rights = pick(_LEFT.grown(doc.lexicon)), pick(_RIGHT.grown(doc.lexicon))
    return list(map(xor, lefts, islice(rights, 1, None)))


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


def _source(mode: str, late: bool, kind: str, rule: str) -> list[str]:
    return ["frame", f"frame:{mode}/{late}", f"source:{kind}/{late}", f"rule:{rule}"]


def _voice(cry: bool, first_person: bool, laugh: bool) -> list[str]:
    return ["!?"] * cry + ["first person"] * first_person + ["laugh"] * laugh


def _marks(stop: str, bits: int, twenties: int, style: str, share: int, whole: bool, url: bool) -> list[str]:
    features = ["bias", f"stop:{stop}", f"len:{bits}", f"stop:{stop}/len:{twenties}", f"style:{style}/{stop}"]
    if share >= 0:
        features.append(f"quote:{share}")
        features.append("whole" if whole else f"inner:{stop}")
    return features + ["url"] * url


_EXPANSIONS: dict[str, Callable[..., list[str]]] = {
    "ending": _ending,
    "predicate": _predicate,
    "opening": _opening,
    "mentions": _mentions,
    "source": _source,
    "judging": lambda *features: list(features),
    "voice": _voice,
    "marks": _marks,
}


def part_slots(doc: Document, shape: Shape) -> dict[str, list[int]]:
    """Return the hash slots of a sentence by part: what the trainer counts, and what the run-time must add up."""
    types, ids, pairs = TYPES.grown(doc.lexicon), doc.types, pair_slots(doc)
    slots = {
        "words": [types[index].word for start, end in shape.outside for index in ids[start:end]],
        "quoted": [types[index].quoted for start, end in shape.inside for index in ids[start:end]],
        "pairs": [pair for start, end in shape.whole for pair in pairs[start : end - 1]],
        "tail": [types[index].tail for start, end in shape.tail for index in ids[start:end]],
    }
    for part, key in zip(KEYED, shape.keys, strict=True):
        slots[part] = [slot(feature) for feature in expand(part, key)]
    return slots
