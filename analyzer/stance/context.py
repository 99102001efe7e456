"""What stands around a sentence: neighbours, block, register and position, as numbers for the second pass.

The first pass reads a sentence alone. The second pass sees what the first one thought of the neighbours, of the block
and of the whole document, whether the block is somebody else's report, and whether the sentence shares the register
(です・ます or だ・である) of its surroundings.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from analyzer.stance.features import Shape
from corpus.article import Block
from corpus.tokens import Document

__all__ = ["CONTEXT", "GROUPS", "OWN_PASTED", "context_vectors", "is_pasted"]

_DISTANCES = (-2, -1, 1, 2)
_LABELS = ("quote", "commentary", "other")
_KINDS = ("headline", "byline", "report", "commentary", "other")

#: Names of the numbers, in their order. They stand in the certificate, one row of weights each.
CONTEXT: tuple[str, ...] = (
    "bias",
    *(f"own {label}" for label in _LABELS),
    *(f"own {label} in a pasted report" for label in _LABELS),
    *(f"own {label} in own text" for label in _LABELS),
    *(f"{label} at {distance:+d}" for distance in _DISTANCES for label in _LABELS),
    *(f"edge at {distance:+d}" for distance in _DISTANCES),
    *(f"{label} around, same block at {distance:+d}" for distance in (-1, 1) for label in _LABELS),
    *(f"{label} in the block" for label in _LABELS),
    *(f"{label} in the document" for label in _LABELS),
    *(f"block {kind}" for kind in _KINDS),
    "pasted",
    "pasted, outlet named",
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
    "beside a named report, argues",
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


#: Where the log-odds of the first pass stand a second time, if the sentence stands in a pasted report.
OWN_PASTED = _INDEX["own quote in a pasted report"]

#: What a reader is told of the context, and which numbers it sums up. "own …" belongs to the sentence itself.
GROUPS: dict[str, range] = {
    "neighbours": _between("quote at -2", "other around, same block at +1"),
    "tone": _between("quote in the block", "other in the document"),
    "block": _between("block headline", "beside a named report, argues"),
    "register": _between("polite", "politer than the document"),
    "layout": _between("no stop", "no stop, alone unlike most"),
    "position": _between("first", "position"),
}


class _Mean(NamedTuple):
    n: int
    totals: tuple[float, float, float]
    polite: float
    styled: int
    bare_share: float
    past_share: float

    @property
    def polite_share(self) -> float:
        return self.polite / self.styled if self.styled else 0.5


def context_vectors(
    doc: Document,
    shapes: Sequence[Shape],
    logits: Sequence[tuple[float, float, float]],
    guesses: Sequence[tuple[float, float, float]],
) -> list[list[float]]:
    """Return one vector per sentence, in the order of :data:`CONTEXT`.

    ``logits`` and ``guesses`` are what the first pass says of quote, commentary and other: log-odds against report,
    and calibrated probabilities.
    """
    sentences = doc.sentences
    pasted = [is_pasted(doc.blocks[sentence.block]) for sentence in sentences]
    whole = _mean(range(len(sentences)), shapes, guesses)
    kin = [_mean([i for i, flag in enumerate(pasted) if flag == each], shapes, guesses) for each in (False, True)]
    has_pasted = any(pasted)
    has_named = any(block.outlet is not None for block in doc.blocks)
    is_alone = [_is_alone(doc.folded, sentence.start, sentence.end) for sentence in sentences]
    alone_share = sum(is_alone) / len(sentences)
    vectors: list[list[float]] = []
    for block_index, members in groupby(range(len(sentences)), key=lambda index: sentences[index].block):
        indices = list(members)
        mean = _mean(indices, shapes, guesses)
        block = doc.blocks[block_index]
        for index in indices:
            vector = [0.0] * len(CONTEXT)
            _own(vector, block, logits[index])
            _neighbours(vector, doc, index, guesses)
            _surroundings(vector, guesses[index], mean, whole)
            _block(vector, block, shapes[index], mean, whole)
            _kin(
                vector,
                shapes[index],
                guesses[index],
                pasted=pasted[index],
                kin=kin[pasted[index]],
                has_pasted=has_pasted,
                has_named=has_named,
            )
            _layout(vector, shapes, is_alone, alone_share, index)
            vector[_INDEX["first of the block"]] = float(index == indices[0])
            vector[_INDEX["last of the block"]] = float(index == indices[-1])
            vectors.append(vector)
    return vectors


def _mean(indices: Sequence[int], shapes: Sequence[Shape], guesses: Sequence[tuple[float, float, float]]) -> _Mean:
    quote = commentary = other = 0.0
    polite = styled = bare = past = bodies = 0
    for index in indices:
        guess = guesses[index]
        quote += guess[0]
        commentary += guess[1]
        other += guess[2]
        shape = shapes[index]
        if shape.is_polite or shape.is_plain:
            styled += 1
            polite += shape.is_polite
        if shape.has_stop:
            bodies += 1
            bare += shape.is_bare
            past += shape.is_past
    bodies = max(bodies, 1)
    return _Mean(len(indices), (quote, commentary, other), polite, styled, bare / bodies, past / bodies)


def _own(vector: list[float], block: Block, logits: tuple[float, float, float]) -> None:
    vector[0] = 1.0
    vector[1:4] = logits
    start = 4 if is_pasted(block) else 7
    vector[start : start + 3] = logits


def is_pasted(block: Block) -> bool:
    """Return whether the block is somebody else's words."""
    return block.outlet is not None or block.quoted or block.group > 0


_FIRST_NEIGHBOUR = _INDEX["quote at -2"]
_FIRST_EDGE = _INDEX["edge at -2"]
_FIRST_AROUND = _INDEX["quote around, same block at -1"]


def _neighbours(vector: list[float], doc: Document, index: int, guesses: Sequence[tuple[float, float, float]]) -> None:
    block = doc.sentences[index].block
    for order, distance in enumerate(_DISTANCES):
        other = index + distance
        if not 0 <= other < len(guesses):
            vector[_FIRST_EDGE + order] = 1.0
            continue
        start = _FIRST_NEIGHBOUR + 3 * order
        vector[start : start + 3] = guesses[other]
        if distance in (-1, 1) and doc.sentences[other].block == block:
            start = _FIRST_AROUND + (0 if distance < 0 else 3)
            vector[start : start + 3] = guesses[other]


_FIRST_BLOCK = _INDEX["quote in the block"]


def _surroundings(vector: list[float], own: tuple[float, float, float], block: _Mean, whole: _Mean) -> None:
    for start, mean in ((_FIRST_BLOCK, block), (_FIRST_BLOCK + 3, whole)):
        if mean.n > 1:
            vector[start : start + 3] = [
                (total - each) / (mean.n - 1) for total, each in zip(mean.totals, own, strict=True)
            ]


_FIRST_KIND = _INDEX["block headline"]
_PASTED = _INDEX["pasted"]
_POLITE = _INDEX["polite"]


def _block(vector: list[float], block: Block, shape: Shape, mean: _Mean, whole: _Mean) -> None:
    vector[_FIRST_KIND + _KINDS.index(block.kind)] = 1.0
    in_block, in_document = mean.polite_share, whole.polite_share
    polite, plain = float(shape.is_polite), float(shape.is_plain)
    vector[_PASTED] = float(is_pasted(block))
    vector[_PASTED + 1] = float(block.outlet is not None)
    vector[_POLITE : _POLITE + 7] = [
        polite,
        plain,
        in_block,
        in_document,
        polite * (1 - in_block),
        plain * in_block,
        polite * (1 - in_document),
    ]


_BESIDE = _INDEX["beside a report"]


def _kin(
    vector: list[float],
    shape: Shape,
    own: tuple[float, float, float],
    *,
    pasted: bool,
    kin: _Mean,
    has_pasted: bool,
    has_named: bool,
) -> None:
    """Compare with the kin of the sentence: the writer's own text, or what was pasted.

    An author who brings figures, dates and events reports in between; one who brings none argues throughout.
    """
    bare, present = shape.is_bare, not shape.is_past and shape.has_stop
    beside = float(has_pasted and not pasted)
    commentary = (kin.totals[1] - own[1]) / max(kin.n - 1, 1)
    vector[_BESIDE : _BESIDE + 13] = [
        beside,
        beside * bare,
        beside * present,
        beside * (bare and present),
        beside * (shape.sense == "explain"),
        beside * commentary,
        float(bare and present),
        0.0 if pasted else kin.bare_share,
        0.0 if pasted else kin.past_share,
        0.0 if pasted else commentary,
        beside * kin.bare_share,
        beside * kin.past_share,
        kin.bare_share if pasted else 0.0,
    ]
    vector[_BESIDE + 13] = kin.past_share if pasted else 0.0
    vector[_BESIDE + 14] = float(beside and has_named and shape.argues and shape.has_stop)


_NO_STOP = _INDEX["no stop"]


def _layout(
    vector: list[float], shapes: Sequence[Shape], is_alone: Sequence[bool], alone_share: float, index: int
) -> None:
    bare, alone, n = not shapes[index].has_stop, is_alone[index], len(shapes)
    vector[_NO_STOP : _NO_STOP + 8] = [
        float(bare),
        float(bare and alone),
        float(bare and index > 0 and not shapes[index - 1].has_stop),
        float(bare and index + 1 < n and not shapes[index + 1].has_stop),
        float(bare and alone) * (1 - alone_share),
        float(index == 0),
        float(index == 1),
        float(index == n - 1),
    ]
    vector[_INDEX["position"]] = index / n


def _is_alone(folded: str, start: int, end: int) -> bool:
    """Return whether the sentence at ``[start, end)`` has its lines for itself."""
    before, after = folded[max(start - 2, 0) : start].rstrip(" "), folded[end : end + 2].lstrip(" ")
    return (not before or before[-1] == "\n") and (not after or after[0] == "\n")
