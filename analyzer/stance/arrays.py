"""Both passes over the sentences of many documents at once, in NumPy: the sums of scorer.py, surroundings.py, findings.py.

Articles are short, and a call of NumPy costs as much for one sentence as for a hundred: so the documents of a group lie
side by side. What comes out is what the plain path says, to the last bit: whole numbers are added up, the few divisions
are the same ones, and exponentials are taken one by one by the same function (tests/test_stance.py compares the two).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from math import exp
from typing import Any, NamedTuple

from analyzer.mention import LABELS
from analyzer.stance.barred import COMMENTARY_BIT, OTHER_BIT, QUOTE_BIT
from analyzer.stance.findings import CHANCE_STEPS, MAX_WORDS, MIN_CUES, UNSHOWN, Finding
from analyzer.stance.model import PACK_BITS, WIDE, Calibration
from analyzer.stance.parts import KEYED, divisor
from analyzer.stance.scorer import BARRED, MIN_CONTEXT, SET_PHRASE, Scorer
from analyzer.stance.shapes import Facts, Ranges, Shape, shapes_of
from analyzer.stance.surroundings import CONTEXT, GROUPS, LOGIT_UNIT, SETTLED, UNIT, alone_on_their_lines, role_of
from analyzer.stance.words import OPINED, TELLING
from corpus.tokens import Document

__all__ = ["group_findings"]

Array = Any
_ENDING, _PREDICATE, _UNSHOWN = map(KEYED.index, ("ending", "predicate", UNSHOWN))
_N_KEYED, _COMMENTARY = len(KEYED), LABELS.index("commentary")
#: What candidates are of: the parts of KEYED, and these behind them.
_QUOTED, _BLOCK, _END, _WORD = range(_N_KEYED, _N_KEYED + 4)
_PARTS = (*KEYED, "quoted", "block", "end", "word")
_ROLES, _KINDS = ("named", "unnamed", "own"), ("headline", "byline", "report", "commentary", "other")
_NAMED, _UNNAMED, _OWN = range(3)
_INDEX = {name: index for index, name in enumerate(CONTEXT)}


def group_findings(
    scorer: Scorer, docs: Sequence[Document], facts: Sequence[Sequence[Facts]]
) -> list[tuple[list[Shape], list[Finding], bool]]:
    """Return for every document the shapes of its sentences, what is found of them, and whether the calibration holds.

    The documents share one lexicon, and each has a sentence.
    """
    group = _Group(scorer, docs, facts)
    bounds = group.first_row.tolist()
    findings, is_familiar = group.findings()
    return [
        (shapes, findings[start:end], known)
        for shapes, start, end, known in zip(group.shapes, bounds, bounds[1:], is_familiar, strict=False)
    ]


#: What of the context belongs to no group.
_UNGROUPED = [index for index in range(len(CONTEXT)) if not any(index in group for group in GROUPS.values())]


class _Pieces(NamedTuple):
    """The token ranges of all sentences, one below the other: which tokens, and whose they are."""

    starts: Array
    ends: Array
    bounds: Array  # of each sentence's ranges in the two


class _Group:
    """The sentences of some documents side by side, one row each; offsets of tokens run on from document to document."""

    def __init__(self, scorer: Scorer, docs: Sequence[Document], facts: Sequence[Sequence[Facts]]) -> None:
        import numpy as np

        self.scorer, self.docs, self.np = scorer, docs, np
        self.n_of = np.array([len(each) for each in facts])
        self.n = int(self.n_of.sum())
        self.first_row = np.concatenate([[0], np.cumsum(self.n_of)])
        self.doc_of = np.repeat(np.arange(len(docs)), self.n_of)
        self.types = np.concatenate([np.fromiter(doc.types, np.intp, len(doc.types)) for doc in docs])
        self.first_token = np.concatenate([[0], np.cumsum([len(doc.types) for doc in docs])])
        fields = chain.from_iterable([each for doc in docs for each in doc.sentences])
        self.sentences = np.fromiter(fields, np.intp).reshape(self.n, -1)  # a column for each field of Sentence
        self.blocks = _Blocks(self)
        self.is_short = (self.n_of < MIN_CONTEXT)[self.doc_of]
        self.shapes = shapes = self._shapes(facts)
        (
            whole,
            outside,
            inside,
            tail,
            self.keys,
            _,
            _,
            predicate,
            self.senses,
            sense_length,
            _,
            _,
            is_polite,
            is_plain,
            is_past,
            is_bare,
            argues,
            asks,
            has_stop,
            is_set,
            barred,
        ) = zip(*chain.from_iterable(shapes), strict=True)
        self.whole, self.outside, self.inside, self.tail = map(self._pieces, (whole, outside, inside, tail))
        self.is_simple = np.array([len(each) == 1 for each in whole]) & ~(
            has_inside := np.array([bool(each) for each in inside])
        )
        self.has_inside = has_inside
        self.predicate, self.has_sense = np.array(predicate), np.array(sense_length) > 0
        self.is_polite, self.is_plain, self.is_past = np.array(is_polite), np.array(is_plain), np.array(is_past)
        self.is_bare, self.argues, self.asks = np.array(is_bare), np.array(argues), np.array(asks)
        self.has_stop, self.is_set = np.array(has_stop), np.array(is_set)
        self.barred = np.array(barred)

    def _shapes(self, facts: Sequence[Sequence[Facts]]) -> list[list[Shape]]:
        np, words = self.np, self.scorer.words
        words.grown(self.docs[0].lexicon, by_arrays=True)
        tokens = self.sentences[:, 3:] + self.first_token[self.doc_of][:, None]  # first and last
        has_words, masks = tokens[:, 0] < tokens[:, 1], np.zeros(self.n, np.intc)
        if has_words.any():  # a last zero, because a sentence may end with the last word
            every = np.append(np.frombuffer(words.mask, np.intc)[self.types], np.intc(0))
            masks[has_words] = np.bitwise_or.reduceat(every, tokens[has_words].ravel())[::2]
        rows, bounds = masks.tolist(), self.first_row.tolist()
        return [
            shapes_of(doc, fact, rows[start:end])
            for doc, fact, start, end in zip(self.docs, facts, bounds, bounds[1:], strict=False)
        ]

    def _pieces(self, ranges: Sequence[Ranges]) -> _Pieces:
        np = self.np
        flat = np.fromiter(chain.from_iterable(chain.from_iterable(ranges)), np.intp)
        counts = np.fromiter(map(len, ranges), np.intp, self.n)
        first = np.repeat(self.first_token[self.doc_of], counts)
        return _Pieces(flat[::2] + first, flat[1::2] + first, np.concatenate([[0], np.cumsum(counts)]))

    def findings(self) -> tuple[list[Finding], list[bool]]:
        """Return what is found of every sentence, and for which documents the calibration holds."""
        is_familiar = self._read()
        chances = self._chances()
        first = chances.argmax(axis=1)
        rest = chances.copy()
        rest[self.np.arange(self.n), first] = -1.0
        candidates = self._candidates(first, rest.argmax(axis=1))
        around = self._around
        shown = self.np.rint(chances * CHANCE_STEPS) / CHANCE_STEPS
        rows = zip(first.tolist(), shown.tolist(), candidates, strict=True)
        return [Finding(*each, partial(around, row)) for row, each in enumerate(rows)], is_familiar

    # -- first pass -----------------------------------------------------------------------------------------------------

    def _read(self) -> list[bool]:
        """Add up what the first pass says of every sentence; return which documents the calibration holds for."""
        np, words, model = self.np, self.scorer.words, self.scorer.model
        types = self.types
        left, right = np.frombuffer(words.left, np.intc), np.frombuffer(words.right, np.intc)
        pairs = np.frombuffer(model.slots, np.int64)[left[types[:-1]] ^ right[types[1:]]]
        word, predicate = np.frombuffer(words.word, np.int64), np.frombuffer(words.predicate, np.int64)
        by_words = np.sqrt(np.maximum(self._length(self.outside), 1))
        by_pairs = np.sqrt(np.maximum(self._length(self.whole), 1))
        by_quoted = np.sqrt(self._length(self.inside) + 4)
        word_sums, pair_sums = self._sums(word[types], self.outside), self._sums(pairs, self.whole, short=1)
        tails = self._fields(self._sums(np.frombuffer(words.tail, np.int64)[types], self.tail))
        quoted = self._sums(np.frombuffer(words.quoted, np.int64)[types], self.inside)
        self.predicates = (
            np.where(
                self.predicate >= 0, predicate[types[np.maximum(self.predicate, 0) + self.first_token[self.doc_of]]], 0
            )
            if len(types)
            else np.zeros(self.n, np.int64)
        )
        self.keyed = self.scorer.weighed_keys(self.keys)
        rest = self._fields(self.keyed.sum(axis=1) + self.predicates)
        is_free = ~self.is_set  # a set phrase is what it is, whatever its words say
        is_simple = self.is_simple
        self.word_fields = self._fields(np.where(is_simple, word_sums + pair_sums, word_sums) * is_free)
        self.pair_fields = self._fields(np.where(is_simple, 0, pair_sums) * is_free)
        self.quoted_fields = self._fields(quoted * is_free)
        self.by_words = np.where(is_free, np.where(is_simple, by_pairs, by_words), 1.0)
        self.by_pairs = np.where(is_free & ~is_simple, by_pairs, 1.0)
        self.by_quoted = np.where(is_free & ~is_simple, by_quoted, 1.0)
        by_tail, logits = divisor("tail", 0), []
        for a, b, c, d, e, set_phrase in zip(
            self.word_fields, self.pair_fields, self.quoted_fields, tails, rest, SET_PHRASE, strict=True
        ):
            last, words_by = d / by_tail, a / self.by_words
            simple = words_by + last + e
            several = words_by + b / self.by_pairs + c / self.by_quoted + (e + last)
            logits.append(np.where(self.is_set, set_phrase, np.rint(np.where(is_simple, simple, several))))
        for field, bit in ((0, QUOTE_BIT), (1, COMMENTARY_BIT), (2, OTHER_BIT)):
            logits[field] = np.where(self.barred & bit, np.minimum(logits[field], BARRED), logits[field])
        self.logits = np.array(logits).astype(np.int64)
        return self._familiar(pairs)

    def _sums(self, values: Array, pieces: _Pieces, *, short: int = 0) -> Array:
        """Return the sums of ``values`` over the ranges of each sentence, every range ``short`` of its end.

        Differences of running totals: those may wrap around 64 bits, their differences do not.
        """
        np = self.np
        totals = _running(np, values)
        sums = _running(np, totals[pieces.ends - short] - totals[pieces.starts])
        return sums[pieces.bounds[1:]] - sums[pieces.bounds[:-1]]

    def _length(self, pieces: _Pieces) -> Array:
        total = _running(self.np, pieces.ends - pieces.starts)
        return total[pieces.bounds[1:]] - total[pieces.bounds[:-1]]

    def _fields(self, packed: Array) -> tuple[Array, Array, Array]:
        """Return the three fields of packed integers, as model.unpack does."""
        half, field = 1 << (PACK_BITS - 1), (1 << PACK_BITS) - 1
        quote = ((packed + half) & field) - half
        packed = (packed - quote) >> PACK_BITS
        commentary = ((packed + half) & field) - half
        return quote, commentary, (packed - commentary) >> PACK_BITS

    def _familiar(self, pairs: Array) -> list[bool]:
        known = _running(self.np, pairs != 0)
        starts, ends = self.first_token[:-1], self.np.maximum(self.first_token[1:] - 1, self.first_token[:-1])
        counts = zip((ends - starts).tolist(), (known[ends] - known[starts]).tolist(), strict=True)
        return [self.scorer.is_familiar(n_pairs, n_known) for n_pairs, n_known in counts]

    # -- second pass ----------------------------------------------------------------------------------------------------

    def _chances(self) -> Array:
        """Return the probabilities of every sentence, and keep the sums of its context."""
        np, known = self.np, self.scorer.model.calibration
        guesses = self._probabilities(self.logits, LOGIT_UNIT, known["isolated"], known["alone"])
        if self.is_short.all():
            self.sums: dict[str, Array] = {}
            return guesses
        features = self._features((guesses[:, 1:].T * UNIT).astype(np.int64))
        weights = self.scorer.context_steps
        self.sums = {
            group: weights[:, members.start : members.stop] @ features[members.start : members.stop]
            for group, members in GROUPS.items()
        }
        total = weights[:, _UNGROUPED] @ features[_UNGROUPED]
        for each in self.sums.values():
            total = total + each
        together = self._probabilities(total, WIDE, known["context"], known["context"])
        return np.where(self.is_short[:, None], guesses, together)

    def _probabilities(self, logits: Array, unit: int, short: Calibration, long: Calibration) -> Array:
        np, shifted = self.np, []
        for field, a, b, c, d in zip(logits, *short, *long, strict=True):
            scale, bias = np.where(self.is_short, a, c), np.where(self.is_short, b, d)
            shifted.append(field / unit * scale + bias)
        top = np.maximum(np.maximum(np.maximum(shifted[0], shifted[1]), shifted[2]), 0.0)
        powers = np.concatenate([*(each - top for each in shifted), -top])
        a, b, c, r = np.array(list(map(exp, powers.tolist()))).reshape(4, -1)
        total = r + a + b + c
        return np.array([r / total, a / total, b / total, c / total]).T

    def _features(self, guesses: Array) -> Array:
        """Return one row per feature of CONTEXT: what surroundings.py adds up one by one."""
        np, n = self.np, self.n
        rows = np.zeros((len(CONTEXT), n), np.int64)
        place = np.arange(n) - self.first_row[self.doc_of]
        length = self.n_of[self.doc_of]
        blocks = self.blocks
        role = blocks.role[blocks.of_row]
        is_named, is_own = role == _NAMED, role == _OWN

        def put(name: str, value: Array) -> None:
            rows[_INDEX[name]] = value

        put("bias", UNIT)
        for label, logit in zip(LABELS[1:], self.logits, strict=True):
            put(f"own {label}", logit)
            put(f"own {label} in a pasted report", logit * is_named)
            put(f"own {label} in own text", logit * ~is_named)
        for distance in (-2, -1, 1, 2):
            inside = (place + distance >= 0) & (place + distance < length)
            shifted = np.roll(guesses, -distance, axis=1) * inside
            same = inside & (np.roll(blocks.of_row, -distance) == blocks.of_row)
            put(f"edge at {distance:+d}", UNIT * ~inside)
            for label, guess in zip(LABELS[1:], shifted, strict=True):
                put(f"{label} at {distance:+d}", guess)
                if abs(distance) == 1:
                    put(f"{label} around, same block at {distance:+d}", guess * same)
        self._put_means(put, blocks, guesses, is_named, is_own)
        self._put_layout(put, length)
        put("first", UNIT * (place == 0))
        put("second", UNIT * (place == 1))
        put("last", UNIT * (place == length - 1))
        rows[_INDEX["first of the block"], blocks.starts[:-1]] = UNIT
        rows[_INDEX["last of the block"], blocks.starts[1:] - 1] = UNIT
        put("position", np.minimum(place, SETTLED) * UNIT // SETTLED)
        return rows

    def _put_means(
        self, put: Callable[[str, Array], None], blocks: _Blocks, guesses: Array, is_named: Array, is_own: Array
    ) -> None:
        np = self.np
        stop, past, bare, polite, plain = self.has_stop, self.is_past, self.is_bare, self.is_polite, self.is_plain
        counted = [np.ones(self.n, bool), polite, polite | plain, stop, stop & bare, stop & past]
        table = np.concatenate([guesses, np.array(counted, np.int64)])
        sums = np.concatenate([np.zeros((len(table), 1), np.int64), np.cumsum(table, axis=1)], axis=1)
        of_block = sums[:, blocks.starts[1:]] - sums[:, blocks.starts[:-1]]
        of_doc = sums[:, self.first_row[1:]] - sums[:, self.first_row[:-1]]
        kin_of = blocks.doc * len(_ROLES) + blocks.role
        of_kin = np.zeros((len(table), len(self.docs) * len(_ROLES)), np.int64)
        np.add.at(of_kin.T, kin_of, of_block.T)
        in_block, whole, kin = _means(np, of_block), _means(np, of_doc), _means(np, of_kin[:, kin_of])
        block, doc = blocks.of_row, self.doc_of
        several = (of_block[3] > 1)[block]
        for index, label in enumerate(LABELS[1:]):
            put(f"{label} in the block", in_block[index][block] * several)
            put(f"{label} in the document", whole[index][doc])
        for index, kind in enumerate(_KINDS):
            put(f"block {kind}", UNIT * (blocks.kind == index)[block])
        put("pasted, outlet named", UNIT * is_named)
        put("pasted, nobody named", UNIT * (blocks.role == _UNNAMED)[block])
        has_named = np.zeros(len(self.docs), bool)
        has_named[blocks.doc[blocks.role == _NAMED]] = True
        beside, free = is_own & has_named[doc], ~is_named
        kin_commentary, kin_bare, kin_past = kin[1][block], kin[4][block], kin[5][block]
        put("bare share of pasted text", kin_bare * is_named)
        put("past share of pasted text", kin_past * is_named)
        put("bare share of own text", kin_bare * free)
        put("past share of own text", kin_past * free)
        put("commentary in own text", kin_commentary * free)
        put("beside a report", UNIT * beside)
        put("beside a report, commentary in own text", kin_commentary * beside)
        put("bare share of own text, beside a report", kin_bare * beside)
        put("past share of own text, beside a report", kin_past * beside)
        present = stop & ~past
        explains = np.array([sense == "explain" for sense in self.senses])
        put("bare and not past", UNIT * (bare & present))
        put("asks", UNIT * self.asks)
        put("asks, bare share of own text", kin_bare * (free & self.asks))
        put("asks, past share of own text", kin_past * (free & self.asks))
        put("beside a report, bare", UNIT * (beside & bare))
        put("beside a report, not past", UNIT * (beside & present))
        put("beside a report, bare and not past", UNIT * (beside & bare & present))
        put("beside a report, explaining", UNIT * (beside & explains))
        put("beside a report, argues", UNIT * (beside & self.argues & stop))
        put("polite", UNIT * polite)
        plain = plain & ~polite
        put("plain", UNIT * plain)
        share, doc_share = in_block[3][block], whole[3][doc]
        put("polite share of the block", share)
        put("polite share of the document", doc_share)
        put("politer than the block", (UNIT - share) * polite)
        put("politer than the document", (UNIT - doc_share) * polite)
        put("plainer than the block", share * plain)

    def _put_layout(self, put: Callable[[str, Array], None], length: Array) -> None:
        np, open_end = self.np, ~self.has_stop
        n_open = np.bincount(self.doc_of[open_end], minlength=len(self.docs))
        is_alone = np.zeros(self.n, bool)
        for index in np.flatnonzero(n_open).tolist():
            is_alone[self.first_row[index] : self.first_row[index + 1]] = alone_on_their_lines(self.docs[index])
        n_alone = np.bincount(self.doc_of[is_alone], minlength=len(self.docs))
        lonely = (UNIT - n_alone * UNIT // self.n_of)[self.doc_of]
        share = (UNIT * n_open // self.n_of)[self.doc_of]
        ends_well = open_end & (self.is_polite | self.is_plain | self.is_past)
        alone = open_end & is_alone
        same_before = np.zeros(self.n, bool)
        same_before[1:] = open_end[:-1] & (self.doc_of[1:] == self.doc_of[:-1])
        same_after = np.zeros(self.n, bool)
        same_after[:-1] = open_end[1:] & (self.doc_of[1:] == self.doc_of[:-1])
        put("no stop", UNIT * open_end)
        put("no stop, as most", share * open_end)
        put("no stop, ends in a predicate", UNIT * ends_well)
        put("no stop, as most, ends in a predicate", share * ends_well)
        put("no stop, alone on its line", UNIT * alone)
        put("no stop, alone unlike most", lonely * alone)
        put("no stop, after a sentence without stop", UNIT * (open_end & same_before))
        put("no stop, before a sentence without stop", UNIT * (open_end & same_after))

    # -- what speaks for a label ----------------------------------------------------------------------------------------

    def _candidates(self, label: Array, rival: Array) -> list[list[tuple[float, str, int]]]:
        """Return the candidates of every sentence, strongest first."""
        np, margins = self.np, self.scorer.margins
        place = np.where(self.is_short, 0, 1 + (self.blocks.role == _NAMED)[self.blocks.of_row])
        self.margin = margin = (place * len(LABELS) + label) * len(LABELS) + rival
        x, y, z = steps = margins.steps[margin].T
        fields = self._fields(self.keyed.T)
        weights = np.empty((_N_KEYED + 2, self.n))
        weights[:_N_KEYED] = x * fields[0] + y * fields[1] + z * fields[2] - margins.keyed[margin].T
        counts = np.ones(weights.shape, bool)
        counts[:_N_KEYED] = self.keyed.T != 0
        bare_end = ~self.has_sense
        a, b, c = self._fields(self.predicates)
        ending = np.where(counts[_ENDING], weights[_ENDING], 0.0)
        predicate = weights[_PREDICATE] + (x * a + y * b + z * c)
        joined = predicate + np.maximum(ending, 0.0)
        weights[_PREDICATE] = np.where(bare_end, joined, predicate)
        is_end = bare_end & ~(predicate > ending)
        counts[_ENDING] &= ~(bare_end & (self.predicate >= 0))
        a, b, c = self.quoted_fields
        weights[_QUOTED] = (x * a + y * b + z * c) / self.by_quoted - margins.base["quoted"][margin]
        counts[_QUOTED] = self.has_inside
        counts[_BLOCK] = ~self.is_short
        weights[_BLOCK] = self._share("block") if self.sums else 0.0
        counts &= weights > 0
        needy = (label > 0) | (counts[:_BLOCK].sum(axis=0) < MIN_CUES)
        counts[_UNSHOWN] = False
        part, row = np.nonzero(counts)
        value = weights[part, row]
        part = np.where((part == _PREDICATE) & is_end[row], _END, part)
        words = self._telling(np.flatnonzero(needy), steps, label)
        rank = np.argsort(np.argsort(np.array(_PARTS)))
        row, value, part, token = (
            np.concatenate(pair)
            for pair in zip(
                (row, value, part, np.full(len(row), -1)),
                (words[0], words[1], np.full(len(words[0]), _WORD), words[2]),
                strict=True,
            )
        )
        order = np.lexsort((-token, -rank[part], -value, row))
        parts = [_PARTS[each] for each in part[order].tolist()]
        every = list(zip(value[order].tolist(), parts, token[order].tolist(), strict=True))
        bounds = np.cumsum(np.bincount(row, minlength=self.n)).tolist()
        return [every[start:end] for start, end in zip([0, *bounds], bounds, strict=False)]

    def _telling(self, rows: Array, steps: Array, label: Array) -> tuple[Array, Array, Array]:
        """Return the words outside quotations that add most, at most MAX_WORDS a sentence: rows, weights, token indices."""
        np, words, (starts, ends, bounds) = self.np, self.scorer.words, self.outside
        counts = bounds[rows + 1] - bounds[rows]
        pieces = _indices(np, bounds[rows], counts)
        lengths = ends[pieces] - starts[pieces]
        token = _indices(np, starts[pieces], lengths)
        row = np.repeat(np.repeat(rows, counts), lengths)
        kind = self.types[token]
        wanted = np.where(label == _COMMENTARY, OPINED, TELLING)[row]
        is_telling = np.frombuffer(words.telling, np.uint8)[kind] & wanted > 0
        token, row, kind = token[is_telling], row[is_telling], kind[is_telling]
        x, y, z = steps[:, row]
        a, b, c = self._fields(np.frombuffer(words.word, np.int64)[kind])
        gain = x * a + y * b + z * c
        gains = gain > 0
        token, row = token[gains], row[gains]
        weight = gain[gains] / self.by_words[row]
        order = np.lexsort((-token, -weight, row))
        token, row, weight = token[order], row[order], weight[order]
        strong = np.ones(len(row), bool)
        strong[MAX_WORDS:] = row[MAX_WORDS:] != row[:-MAX_WORDS]
        row = row[strong]
        return row, weight[strong], token[strong] - self.first_token[self.doc_of[row]]

    def _share(self, group: str) -> Array:
        margins, margin = self.scorer.margins, self.margin
        x, y, z = margins.context[margin].T
        a, b, c = self.sums[group]
        return x * a + y * b + z * c - margins.base[group][margin]

    def _around(self, row: int) -> list[tuple[float, str]]:
        """Return for one sentence what :func:`analyzer.stance.findings` calls around."""
        margins, margin = self.scorer.margins, self.margin[row]
        x, y, z = margins.steps[margin].tolist()
        wording = 0
        for fields, by in ((self.word_fields, self.by_words), (self.pair_fields, self.by_pairs)):
            a, b, c = (int(each[row]) for each in fields)
            wording += (x * a + y * b + z * c) / float(by[row])
        base = margins.base
        found = [(wording - float(base["words"][margin]) - float(base["pairs"][margin]), "pairs")]
        if not self.is_short[row]:
            x, y, z = margins.context[margin].tolist()
            for group, sums in self.sums.items():
                a, b, c = sums[:, row].tolist()
                found.append((x * a + y * b + z * c - float(base[group][margin]), group))
        found.sort(reverse=True)
        return found


class _Blocks:
    """The blocks that the sentences of a group stand in, in their order."""

    def __init__(self, group: _Group) -> None:
        np = group.np
        blocks = [block for doc in group.docs for block in doc.blocks]
        first = np.concatenate([[0], np.cumsum([len(doc.blocks) for doc in group.docs])])
        numbers = group.sentences[:, 2] + first[group.doc_of]
        is_new = numbers[1:] != numbers[:-1]
        self.starts = np.concatenate([[0], np.flatnonzero(is_new) + 1, [group.n]])
        self.of_row = np.concatenate([[0], np.cumsum(is_new)])
        used = [blocks[number] for number in numbers[self.starts[:-1]].tolist()]
        self.kind = np.array([_KINDS.index(block.kind) for block in used])
        self.role = np.array([_ROLES.index(role_of(block)) for block in used])
        self.doc = group.doc_of[self.starts[:-1]]


def _means(np: Any, sums: Array) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Return quote, commentary, other, polite, bare and past share by the sums of _put_means, as surroundings.py does."""
    quote, commentary, other, n, polite, styled, bodies, bare, past = sums
    n, bodies = np.maximum(n, 1), np.maximum(bodies, 1)
    share = np.where(styled > 0, UNIT * polite // np.maximum(styled, 1), UNIT // 2)
    return quote // n, commentary // n, other // n, share, UNIT * bare // bodies, UNIT * past // bodies


def _running(np: Any, values: Array) -> Array:
    totals = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=totals[1:])
    return totals


def _indices(np: Any, starts: Array, lengths: Array) -> Array:
    """Return the numbers of ranges, one range after the other."""
    total = _running(np, lengths)
    return np.arange(total[-1]) + np.repeat(starts - total[:-1], lengths)
