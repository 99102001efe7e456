"""Why a sentence got its label, in words a reader knows, with the place in the text.

The weights are what the model added up: log-odds of the label against its strongest rival, beyond what an average
sentence gets. What stands in the text comes first; what no reader can look up (position, neighbours, length) is told only
where the text itself gives no cue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analyzer.mention import Label, Organization, Reason
from analyzer.stance.model import unpack, unpack_wide
from analyzer.stance.parts import KEYED
from analyzer.stance.scorer import First, Margin, Scorer
from analyzer.stance.shapes import Facts, Shape
from analyzer.stance.surroundings import Weighed, is_pasted
from analyzer.stance.words import TYPES
from corpus.patterns import Pattern
from corpus.sentences import Sentence
from corpus.tokens import Document

__all__ = ["Judged", "iter_phrases", "reasons_for"]

MAX_REASONS = 4
#: A cue that adds less than this share of the strongest one is not worth a reader's time.
MIN_SHARE = 0.2
MAX_WORDS = 2
#: A report with so many cues of its own is not explained by single words as well.
MIN_CUES = 2
_MAX_TEXT = 24
#: A line of at most so many characters is shown whole.
_SHORT = 14

_VOICE_RE = Pattern(r"[私僕俺]|わたし|ぼく|オレ|われわれ|我々|筆者|小生|[(]笑[)]?|[!?…]+|・・+|♪")

#: Weight, what it is of, token index of a word or -1.
Candidate = tuple[float, str, int]
Cue = tuple[str, str, int | None, int | None]


class Judged(NamedTuple):
    """A sentence with all that its verdict rests on."""

    sentence: Sentence
    facts: Facts
    shape: Shape
    label: Label
    first: First
    weighed: Weighed | None
    margin: Margin


def reasons_for(doc: Document, judged: Judged, scorer: Scorer) -> tuple[Reason, ...]:
    """Return one to four reasons, strongest first."""
    sentence, _, shape, label, first, weighed, margin = judged
    candidates = _in_text(shape, first, margin)
    if label != "report" or len(candidates) < MIN_CUES:  # an ending, a source, a figure say more than single words
        words = sorted(scorer.telling(doc, shape, margin, first.by_words), reverse=True)
        candidates += [(weight, "word", index) for weight, index in words[:MAX_WORDS]]
    if weighed is not None:
        weight = _share(weighed.block, "block", margin)
        if weight > 0:
            candidates.append((weight, "block", -1))
    candidates.sort(reverse=True)
    reasons: list[Reason] = []
    least = 0.0
    for weight, part, index in candidates:
        if weight < least:
            break
        cue = _cue(doc, judged, part, index)
        if cue is None:
            continue
        japanese, english, start, end = cue
        if start is None:
            if not reasons:
                continue  # a reader wants to see words: what has no place in the text never comes first
        elif reasons and _is_said(start, end or 0, reasons):
            continue
        reasons.append(Reason(japanese, english, round(weight, 2), start, end))
        if len(reasons) == MAX_REASONS:
            break
        least = least or MIN_SHARE * weight
    if reasons:
        return tuple(reasons)
    return _from_around(doc, sentence, shape, first, weighed, margin)


def _in_text(shape: Shape, first: First, margin: Margin) -> list[Candidate]:
    """Return what each part of the sentence adds; gains only."""
    x, y, z = margin.steps
    found: list[Candidate] = []
    ending = 0.0
    for part, (packed, a, b, c), base in zip(KEYED, first.keyed, margin.keyed, strict=True):
        if not packed:
            continue
        weight = x * a + y * b + z * c - base
        if part == "predicate":
            if first.predicate:
                a, b, c = unpack(first.predicate)
                weight += x * a + y * b + z * c
            if not shape.sense_length:  # one phrase: 始まった, not 始まっ and た
                weight, part = weight + max(ending, 0.0), "predicate" if weight > ending else "end"
        elif part == "ending":
            ending = weight
            if not shape.sense_length and shape.predicate >= 0:
                continue
        if weight > 0:
            found.append((weight, part, -1))
    if shape.inside:
        a, b, c = first.quoted
        weight = (x * a + y * b + z * c) / first.by_quoted - margin.base["quoted"]
        if weight > 0:
            found.append((weight, "quoted", -1))
    return found


def _share(packed: int, group: str, margin: Margin) -> float:
    a, b, c = unpack_wide(packed)
    x, y, z = margin.context
    return x * a + y * b + z * c - margin.base[group]


def _is_said(start: int, end: int, reasons: Sequence[Reason]) -> bool:
    """Return whether a reason before this one shows the same words."""
    spans = [(reason.start, reason.end or 0) for reason in reasons if reason.start is not None]
    return True in [a < end and start < b for a, b in spans]


def _from_around(
    doc: Document, sentence: Sentence, shape: Shape, first: First, weighed: Weighed | None, margin: Margin
) -> tuple[Reason, ...]:
    """Return the strongest one or two of what lies around the sentence: it has no cue of its own."""
    x, y, z = margin.steps
    wording = sum(
        (x * a + y * b + z * c) / by for (a, b, c), by in ((first.words, first.by_words), (first.pairs, first.by_pairs))
    )
    found = [(wording - margin.base["words"] - margin.base["pairs"], "pairs")]
    if weighed is not None:
        groups = zip(Weighed._fields, weighed, strict=True)
        found += [(_share(packed, group, margin), group) for group, packed in groups if group != "own"]
    found.sort(reverse=True)
    reasons = []
    for order, (weight, part) in enumerate(found[:2]):
        if order and weight <= 0:
            break
        phrase = _block(doc, sentence) if part == "block" else (*_PLAIN[part], None, None)
        reasons.append(Reason(phrase[0], phrase[1], max(round(weight, 2), 0.01), phrase[2], phrase[3]))
    return tuple(reasons)


def _cue(doc: Document, judged: Judged, part: str, index: int) -> Cue | None:
    sentence, facts, shape, label = judged[:4]
    text = doc.text
    if part == "word":
        return _quoted(text, "語", "word", doc.starts[index], _inflected(doc, index, shape.bare_end))
    if part in ("ending", "end"):
        return _ending(doc, sentence, shape)
    if part == "predicate":
        return _predicate(doc, shape, label)
    if part == "opening":
        return _opening(doc, sentence, shape)
    if part == "quoted":
        start, end = shape.inside[0]
        return _quoted(text, "かぎ括弧の中", "in brackets", doc.starts[start], doc.ends[end - 1])
    if part == "mentions":
        return _mention(doc, facts) if facts.first is not None else None
    if part == "source":
        return _source(doc, facts)
    if part == "judging":
        return _quoted(text, "評価を表す語", "word that judges", *shape.judging[-1][:2])
    if part == "voice":
        found = _VOICE_RE.search(doc.folded, sentence.start, sentence.end)
        return _quoted(text, "書き手の声", "the writer's voice", *found.span()) if found else None
    if part == "block":
        return _block(doc, sentence)
    return _marks(doc, sentence, shape) if part == "marks" else None


def _inflected(doc: Document, index: int, bare_end: int) -> int:
    """Return where the word at ``index`` ends with what inflects it: 迫っている, 思えば."""
    types, ids, end = doc.lexicon.types, doc.types, doc.ends[index]
    if types[ids[index]].pos1 not in ("動詞", "形容詞", "形状詞"):
        return end
    for follower in range(index + 1, min(index + 4, len(ids))):
        word = types[ids[follower]]
        if doc.ends[follower] > bare_end or not (word.pos1 == "助動詞" or word.surface in ("て", "で", "ば")):
            break
        end = doc.ends[follower]
    return end


def _quoted(text: str, japanese: str, english: str, start: int, end: int) -> Cue:
    shown = text[start:end].strip().replace("\n", " ")
    if len(shown) > _MAX_TEXT:
        shown = shown[: _MAX_TEXT - 1] + "…"
    return f"{japanese}「{shown}」", f"{english} 「{shown}」", start, end


def _ending(doc: Document, sentence: Sentence, shape: Shape) -> Cue | None:
    """The function expression that ends the sentence; where there is none, its last predicate with all that follows."""
    end = shape.bare_end
    start = end - shape.sense_length
    if not shape.sense_length:
        start = doc.starts[shape.predicate] if shape.predicate >= 0 else sentence.start
    start = max(start, sentence.start, end - _MAX_TEXT)
    return _quoted(doc.text, "文末", "ending", start, end) if start < end else None


def _predicate(doc: Document, shape: Shape, label: Label) -> Cue | None:
    start, end = doc.starts[shape.predicate], doc.ends[shape.predicate]
    if doc.lexicon.types[doc.types[shape.predicate]].pos3 == "助数詞可能":
        return None  # 円, 人: the figure before it is named as a figure
    if not shape.sense_length and shape.bare_end - start <= _MAX_TEXT:
        end = max(end, shape.bare_end)
    types = TYPES.grown(doc.lexicon)
    while end < shape.bare_end:  # 場当たり + 的, 無責任 + さ
        follower = doc.token_at(end)
        if follower >= len(doc.types) or doc.lexicon.types[doc.types[follower]].pos1 != "接尾辞":
            break
        end = doc.ends[follower]
    if label == "commentary" and types[doc.types[shape.predicate]].is_telling:
        return _quoted(doc.text, "評価や主張を表す述語", "predicate that judges", start, end)
    return _quoted(doc.text, "述語", "predicate", start, end)


def _opening(doc: Document, sentence: Sentence, shape: Shape) -> Cue | None:
    """しかし, つまり: a connective or adverb that opens; a particle or a name tells a reader nothing."""
    if sentence.first_token == sentence.last_token:
        return None
    word = doc.lexicon.types[doc.types[sentence.first_token]]
    if word.pos1 not in ("接続詞", "副詞", "感動詞"):
        return None
    return _quoted(doc.text, "文頭", "opening", doc.starts[sentence.first_token], doc.ends[sentence.first_token])


def _mention(doc: Document, facts: Facts) -> Cue | None:
    first = facts.first
    if first is None:
        return None
    if isinstance(first, Organization):
        return _quoted(doc.text, "団体名", "body named", first.start, first.end)
    if facts.n_figures and hasattr(first, "unit"):
        return _quoted(doc.text, "数値", "figure", first.start, first.end)
    return _quoted(doc.text, "日付", "date", first.start, first.end)


def _source(doc: Document, facts: Facts) -> Cue | None:
    if facts.frame is None:
        return None
    source = facts.frame.source
    if source is not None and not source.inherited:
        return _quoted(doc.text, "発言者", "source", source.start, source.end)
    return _quoted(doc.text, "引用の形", "attribution", *facts.frame.cue)


def _marks(doc: Document, sentence: Sentence, shape: Shape) -> Cue | None:
    """Length and closing mark, where they can be seen: a line without full stop, a very short sentence."""
    start, end = sentence.start, sentence.end
    if not shape.has_stop:
        start = start if end - start <= _MAX_TEXT else end - _SHORT
        return _quoted(doc.text, "句点のない行", "line without full stop", start, end)
    if end - start <= _SHORT:
        return _quoted(doc.text, "短い文", "short sentence", start, end)
    return None


def _block(doc: Document, sentence: Sentence) -> Cue:
    block = doc.block_of(sentence)
    start, end = block.evidence if block.evidence else (None, None)
    if block.kind == "headline":
        return "見出しの行", "a headline", start, end
    if block.kind == "byline":
        return "署名・配信の行", "a byline or source line", start, end
    if block.outlet:
        return f"{block.outlet}の記事内", f"inside a report of {block.outlet}", start, end
    if is_pasted(block):
        return "貼り付けられた記事の中", "inside a pasted report", start, end
    if block.kind == "commentary":
        return "書き手自身の文章の中", "inside the writer's own text", start, end
    if block.kind == "other":
        return "本文の外の行", "a line outside the body", start, end
    return "記事の本文", "body of the article", start, end


_PLAIN: dict[str, tuple[str, str]] = {
    "neighbours": ("前後の文とのつながり", "the sentences before and after"),
    "tone": ("記事全体の調子", "the tone of the whole article"),
    "register": ("文体（です・ます／だ・である）", "the register (desu/masu or da/dearu)"),
    "layout": ("句点と改行", "full stop and line breaks"),
    "position": ("記事の中での位置", "position in the article"),
    "pairs": ("文全体の言い回し", "the wording as a whole"),
}


def iter_phrases() -> Iterator[tuple[str, str]]:
    """Yield the fixed phrases of reasons in Japanese and English, for the documentation."""
    yield from _PLAIN.values()
