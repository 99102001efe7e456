"""What stands around a sentence: neighbours, block, register and position, weighed by the second pass.

The first pass reads a sentence alone. The second pass sees what the first one thought of the neighbours, of the block
and of the whole document, whether the block is somebody else's report, and whether the sentence shares the register
(です・ます or だ・である) of its surroundings.

Everything is whole numbers: a feature is so many steps of 1/1024 (of 1/256 for log-odds), a weight is a packed integer
that holds one field per label, and a sentence adds up packed integers. What is the same for a block or a document is
added up once. The trainer runs the same code with weights of one field per feature and so reads off the features.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

from analyzer.stance.shapes import Shape
from corpus.article import Block
from corpus.tokens import Document

__all__ = [
    "CONTEXT",
    "GROUPS",
    "LOGIT_UNIT",
    "SETTLED",
    "UNIT",
    "Surroundings",
    "Weighed",
    "alone_on_their_lines",
    "is_own_logit",
    "is_pasted",
    "role_of",
]

#: Steps of a feature, and of a log-odds.
UNIT, LOGIT_UNIT = 1024, 256
_DISTANCES = (-2, -1, 1, 2)
#: From this sentence on a text goes on as it is: writers tell first what happened, but the end of a long post is no more
#: an opinion than its middle.
SETTLED = 8
_LABELS = ("quote", "commentary", "other")
_KINDS = ("headline", "byline", "report", "commentary", "other")

#: Names of the features, in their order. They stand in the certificate, one row of weights each.
CONTEXT: tuple[str, ...] = (
    *(f"own {label}" for label in _LABELS),
    *(f"own {label} in a pasted report" for label in _LABELS),
    *(f"own {label} in own text" for label in _LABELS),
    "bias",
    *(f"{label} at {distance:+d}" for distance in _DISTANCES for label in _LABELS),
    *(f"edge at {distance:+d}" for distance in _DISTANCES),
    *(f"{label} around, same block at {distance:+d}" for distance in (-1, 1) for label in _LABELS),
    *(f"{label} in the block" for label in _LABELS),
    *(f"{label} in the document" for label in _LABELS),
    *(f"block {kind}" for kind in _KINDS),
    "pasted, outlet named",
    "pasted, nobody named",
    "beside a report",
    "beside a report, bare",
    "beside a report, not past",
    "beside a report, bare and not past",
    "beside a report, explaining",
    "beside a report, commentary in own text",
    "bare and not past",
    "bare share of own text",
    "past share of own text",
    "commentary in own text",
    "bare share of own text, beside a report",
    "past share of own text, beside a report",
    "bare share of pasted text",
    "past share of pasted text",
    "asks",
    "asks, bare share of own text",
    "asks, past share of own text",
    "beside a report, argues",
    "polite",
    "plain",
    "polite share of the block",
    "polite share of the document",
    "politer than the block",
    "plainer than the block",
    "politer than the document",
    "no stop",
    "no stop, alone on its line",
    "no stop, after a sentence without stop",
    "no stop, before a sentence without stop",
    "no stop, alone unlike most",
    "no stop, as most",
    "no stop, ends in a predicate",
    "no stop, as most, ends in a predicate",
    "first",
    "second",
    "last",
    "first of the block",
    "last of the block",
    "position",
)
_INDEX = {name: index for index, name in enumerate(CONTEXT)}


def _between(first: str, last: str) -> range:
    return range(_INDEX[first], _INDEX[last] + 1)


#: What a reader is told of the context, and which features it sums up; what is not in it belongs to the sentence itself.
GROUPS: dict[str, range] = {
    "neighbours": _between("quote at -2", "other around, same block at +1"),
    "tone": _between("quote in the block", "other in the document"),
    "block": _between("block headline", "beside a report, argues"),
    "register": _between("polite", "politer than the document"),
    "layout": _between("no stop", "no stop, as most, ends in a predicate"),
    "position": _between("first", "position"),
}


def is_own_logit(name: str) -> bool:
    """Return whether a feature counts in steps of LOGIT_UNIT."""
    return name.startswith("own ")


def is_pasted(block: Block) -> bool:
    """Return whether the block is somebody else's words."""
    return block.outlet is not None or block.quoted or block.group > 0


class Weighed(NamedTuple):
    """Packed sums of one sentence: of itself, and by the groups of GROUPS."""

    own: int
    neighbours: int
    tone: int
    block: int
    register: int
    layout: int
    position: int


class _Mean(Struct, frozen=True):
    """What the sentences of a block, of a kind of block or of a document are like together, in steps of UNIT."""

    n: int
    quote: int
    commentary: int
    other: int
    polite: int
    bare: int
    past: int


_NOBODY = _Mean(0, 0, 0, 0, UNIT // 2, 0, 0)
Ints = tuple[int, int, int]


class Surroundings:
    """The second pass: weights by feature name, made ready to be added up."""

    def __init__(self, weight: Callable[[str], int]) -> None:
        """``weight`` gives the packed weight of a feature per step."""
        self._weight = {name: weight(name) for name in CONTEXT}
        self._flag = {name: value * UNIT for name, value in self._weight.items()}
        own, pasted, free = (
            [self._weight[f"own {label}{where}"] for label in _LABELS]
            for where in ("", " in a pasted report", " in own text")
        )
        self._own = {
            True: tuple(a + b for a, b in zip(own, pasted, strict=True)),
            False: tuple(a + b for a, b in zip(own, free, strict=True)),
        }
        self._at = {d: self._labels("{} at " + f"{d:+d}") for d in _DISTANCES}
        self._around = {d: self._labels("{} around, same block at " + f"{d:+d}") for d in (-1, 1)}
        self._in_block, self._in_document = self._labels("{} in the block"), self._labels("{} in the document")

    def _labels(self, name: str) -> tuple[int, ...]:
        return tuple(self._weight[name.format(label)] for label in _LABELS)

    def weighed(
        self, doc: Document, shapes: Sequence[Shape], logits: Sequence[Ints], guesses: Sequence[Ints]
    ) -> list[Weighed]:
        """Return the packed sums of every sentence.

        ``logits`` and ``guesses`` are what the first pass says of quote, commentary and other: log-odds against report
        in steps of LOGIT_UNIT, and probabilities in steps of UNIT.
        """
        sentences, blocks, n = doc.sentences, doc.blocks, len(doc.sentences)
        bias = self._flag["bias"]
        neighbours = self._neighbours([sentence.block for sentence in sentences], guesses)
        layout = self._layout(doc, shapes)
        whole = _mean(range(n), shapes, guesses)
        roles = [role_of(block) for block in blocks]
        kin = {
            role: _mean([i for i in range(n) if roles[sentences[i].block] == role], shapes, guesses)
            for role in {roles[sentence.block] for sentence in sentences}
        }
        tone = _dot(self._in_document, whole) if n > 1 else 0
        result: list[Weighed] = []
        for number, members in groupby(range(n), key=lambda index: sentences[index].block):
            indices = list(members)
            role, mean = roles[number], _mean(indices, shapes, guesses)
            in_tone = tone + (_dot(self._in_block, mean) if len(indices) > 1 else 0)
            beside = role == "own" and "named" in kin
            base = self._base(blocks[number], role, kin[role], beside)
            own = _NOBODY if role == "named" else kin[role]
            known: dict[tuple[bool, ...], int] = {}
            a, b, c = self._own[role == "named"]
            polite, plain, unstyled = self._register(mean.polite, whole.polite)
            for index in indices:
                shape, (x, y, z) = shapes[index], logits[index]
                key = (shape.is_bare, shape.is_past, shape.has_stop, shape.sense == "explain", shape.argues, shape.asks)
                block = known.get(key)
                if block is None:
                    block = known[key] = base + self._manner(*key, beside=beside, own=own)
                result.append(
                    Weighed(
                        x * a + y * b + z * c + bias,
                        neighbours[index],
                        in_tone,
                        block,
                        polite if shape.is_polite else plain if shape.is_plain else unstyled,
                        layout[index],
                        self._position(index, n, indices),
                    )
                )
        return result

    def _neighbours(self, blocks: Sequence[int], guesses: Sequence[Ints]) -> list[int]:
        n, flag = len(guesses), self._flag
        sums = [0] * n
        for distance, (a, b, c) in self._at.items():
            spread = [a * x + b * y + c * z for x, y, z in guesses]
            edge = [flag[f"edge at {distance:+d}"]] * min(abs(distance), n)
            shifted = edge + spread[:distance] if distance < 0 else spread[distance:] + edge
            sums = [before + more for before, more in zip(sums, shifted, strict=True)]
        for distance, (a, b, c) in self._around.items():
            for index in range(max(-distance, 0), n - max(distance, 0)):
                if blocks[index] == blocks[index + distance]:
                    x, y, z = guesses[index + distance]
                    sums[index] += a * x + b * y + c * z
        return sums

    def _base(self, block: Block, role: str, kin: _Mean, beside: bool) -> int:
        """What a block says of all its sentences.

        An author who brings figures, dates and events reports in between; one who brings none argues throughout.
        """
        weight, flag = self._weight, self._flag
        total = flag[f"block {block.kind}"]
        if role == "named":
            total += flag["pasted, outlet named"]
            return total + (
                weight["bare share of pasted text"] * kin.bare + weight["past share of pasted text"] * kin.past
            )
        total += flag["pasted, nobody named"] if role == "unnamed" else 0
        total += weight["bare share of own text"] * kin.bare + weight["past share of own text"] * kin.past
        total += weight["commentary in own text"] * kin.commentary
        if beside:
            total += flag["beside a report"] + weight["beside a report, commentary in own text"] * kin.commentary
            total += weight["bare share of own text, beside a report"] * kin.bare
            total += weight["past share of own text, beside a report"] * kin.past
        return total

    def _manner(
        self, bare: bool, past: bool, stop: bool, explains: bool, argues: bool, asks: bool, *, beside: bool, own: _Mean
    ) -> int:
        """What a sentence says by its kind. Who tells what happened asks no question that he answers himself."""
        flag, present = self._flag, stop and not past
        total = flag["bare and not past"] if bare and present else 0
        if asks:
            weight = self._weight
            total += flag["asks"] + weight["asks, bare share of own text"] * own.bare
            total += weight["asks, past share of own text"] * own.past
        if beside:
            total += flag["beside a report, bare"] * bare + flag["beside a report, not past"] * present
            total += flag["beside a report, bare and not past"] * (bare and present)
            total += flag["beside a report, explaining"] * explains
            total += flag["beside a report, argues"] * (argues and stop)
        return total

    def _register(self, block: int, document: int) -> tuple[int, int, int]:
        """Return what a polite, a plain and any other sentence adds, by the polite share of block and document."""
        weight, flag = self._weight, self._flag
        shared = weight["polite share of the block"] * block + weight["polite share of the document"] * document
        polite = weight["politer than the block"] * (UNIT - block)
        polite += weight["politer than the document"] * (UNIT - document)
        plain = weight["plainer than the block"] * block
        return shared + flag["polite"] + polite, shared + flag["plain"] + plain, shared

    def _layout(self, doc: Document, shapes: Sequence[Shape]) -> list[int]:
        weight, flag, n = self._weight, self._flag, len(shapes)
        result = [0] * n
        bare = [index for index, shape in enumerate(shapes) if not shape.has_stop]
        if not bare:
            return result
        is_alone = alone_on_their_lines(doc)
        lonely = weight["no stop, alone unlike most"] * (UNIT - sum(is_alone) * UNIT // n)
        share = UNIT * len(bare) // n  # some writers never set a full stop
        bodily = flag["no stop, ends in a predicate"] + weight["no stop, as most, ends in a predicate"] * share
        common = flag["no stop"] + weight["no stop, as most"] * share
        for index in bare:
            shape = shapes[index]
            total = common + (bodily if shape.is_polite or shape.is_plain or shape.is_past else 0)
            if is_alone[index]:
                total += flag["no stop, alone on its line"] + lonely
            if index and not shapes[index - 1].has_stop:
                total += flag["no stop, after a sentence without stop"]
            if index + 1 < n and not shapes[index + 1].has_stop:
                total += flag["no stop, before a sentence without stop"]
            result[index] = total
        return result

    def _position(self, index: int, n: int, block: Sequence[int]) -> int:
        flag = self._flag
        total = self._weight["position"] * (min(index, SETTLED) * UNIT // SETTLED)
        if index < 2:
            total += flag["second"] if index else flag["first"]
        if index == n - 1:
            total += flag["last"]
        if index == block[0]:
            total += flag["first of the block"]
        if index == block[-1]:
            total += flag["last of the block"]
        return total


def role_of(block: Block) -> str:
    """Return whose words a block is: "named" somebody else's, "unnamed" somebody's, or the writer's "own"."""
    if block.outlet is not None:
        return "named"
    return "unnamed" if is_pasted(block) else "own"


def _dot(weights: tuple[int, ...], mean: _Mean) -> int:
    return weights[0] * mean.quote + weights[1] * mean.commentary + weights[2] * mean.other


def _mean(indices: Sequence[int], shapes: Sequence[Shape], guesses: Sequence[Ints]) -> _Mean:
    n = len(indices)
    if not n:
        return _NOBODY
    quote = commentary = other = polite = styled = bare = past = bodies = 0
    for index in indices:
        guess, shape = guesses[index], shapes[index]
        quote += guess[0]
        commentary += guess[1]
        other += guess[2]
        if shape.is_polite:
            polite += 1
            styled += 1
        elif shape.is_plain:
            styled += 1
        if shape.has_stop:
            bodies += 1
            bare += shape.is_bare
            past += shape.is_past
    bodies = max(bodies, 1)
    return _Mean(
        n,
        quote // n,
        commentary // n,
        other // n,
        UNIT * polite // styled if styled else UNIT // 2,
        UNIT * bare // bodies,
        UNIT * past // bodies,
    )


def alone_on_their_lines(doc: Document) -> list[bool]:
    """Return for every sentence whether it has its lines for itself."""
    return [_is_alone(doc.folded, sentence.start, sentence.end) for sentence in doc.sentences]


def _is_alone(folded: str, start: int, end: int) -> bool:
    before, after = folded[max(start - 2, 0) : start].rstrip(" "), folded[end : end + 2].lstrip(" ")
    return (not before or before[-1] == "\n") and (not after or after[0] == "\n")
