"""Why a sentence got its label, in words a reader knows, with the place in the text.

The weights are what the model added up: log-odds of the label against its strongest rival.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analyzer.mention import Label, Organization, Reason
from analyzer.patterns import Pattern
from analyzer.stance.context import is_pasted
from analyzer.stance.features import KEYED, Facts, Shape
from corpus.sentences import Sentence
from corpus.tokens import Document

__all__ = ["reasons_for"]

MAX_REASONS = 5
MIN_REASONS = 2
#: A cue that adds less than this share of the strongest one is not worth a reader's time.
MIN_SHARE = 0.12
MAX_WORDS = 2
#: What no reader can look up in the text is told only where the text itself gives too few cues of at least this weight.
_STRUCTURAL = frozenset(["neighbours", "tone", "register", "layout", "position", "pairs", "marks"])
MIN_TEXTUAL = 0.2
_MAX_TEXT = 24
OPENING = KEYED.index("opening")

_VOICE_RE = Pattern(r"[私僕俺]|わたし|ぼく|オレ|われわれ|我々|筆者|小生|当ブログ|個人的|[(]笑[)]?|[!?…]+")

Cue = tuple[str, str, int | None, int | None]


def reasons_for(
    doc: Document,
    sentence: Sentence,
    facts: Facts,
    shaped: Shape,
    label: Label,
    shares: Mapping[str, float],
    words: Sequence[tuple[float, int]],
) -> tuple[Reason, ...]:
    """Return two to five reasons, strongest first.

    ``shares``: log-odds by part and context; ``words``: by token index, content words outside quotations.
    """
    weighed = [(weight, part, -1) for part, weight in shares.items() if weight > 0 and part not in ("words", "tail")]
    telling = sorted(words, reverse=True)[: MAX_WORDS + 1]
    telling = [pair for pair in telling if pair[1] != shaped.predicate][:MAX_WORDS]
    weighed += [(weight, "word", index) for weight, index in telling]
    weighed.sort(reverse=True)
    if sum(part not in _STRUCTURAL and weight >= MIN_TEXTUAL for weight, part, _ in weighed) >= MIN_REASONS:
        weighed = [each for each in weighed if each[1] not in _STRUCTURAL]
    reasons: list[Reason] = []
    for weight, part, index in weighed:
        if weight <= 0 or len(reasons) == MAX_REASONS:
            break
        if len(reasons) >= MIN_REASONS and weight < MIN_SHARE * reasons[0].weight:
            break
        cue = _cue(doc, sentence, facts, shaped, label, part, index)
        if cue is not None:
            reasons.append(Reason(cue[0], cue[1], round(weight, 2), cue[2], cue[3]))
    return tuple(reasons)


def _cue(
    doc: Document, sentence: Sentence, facts: Facts, shaped: Shape, label: Label, part: str, index: int
) -> Cue | None:
    text = doc.text
    if part == "word":
        start, end = doc.starts[index], doc.ends[index]
        return _quoted(text, "語", "word", start, end)
    if part == "ending":
        return _ending(doc, sentence, shaped)
    if part == "predicate":
        return _predicate(doc, shaped, label)
    if part == "opening":
        if not shaped.keys[OPENING][0]:
            return None
        return _quoted(text, "文頭", "opening", doc.starts[sentence.first_token], doc.ends[sentence.first_token])
    if part == "quoted":
        if not shaped.inside:
            return None
        start, end = shaped.inside[0]
        return _quoted(text, "かぎ括弧の中", "in brackets", doc.starts[start], doc.ends[end - 1])
    if part == "mentions":
        return _mention(doc, facts) if facts.first is not None else None
    if part == "source":
        return _source(doc, facts)
    if part == "judging":
        if not shaped.judging:
            return None
        return _quoted(text, "評価を表す語", "word that judges", *shaped.judging[-1][:2])
    if part == "voice":
        found = _VOICE_RE.search(doc.folded, sentence.start, sentence.end)
        return _quoted(text, "書き手の声", "the writer's voice", *found.span()) if found else None
    if part == "block":
        return _block(doc, sentence)
    return _plain_cue(part, shaped)


def _quoted(text: str, japanese: str, english: str, start: int, end: int) -> Cue:
    shown = text[start:end].strip().replace("\n", " ")
    if len(shown) > _MAX_TEXT:
        shown = shown[: _MAX_TEXT - 1] + "…"
    return f"{japanese}「{shown}」", f"{english} 「{shown}」", start, end


def _ending(doc: Document, sentence: Sentence, shaped: Shape) -> Cue | None:
    if shaped.sense_length:
        return _quoted(doc.text, "文末", "ending", shaped.bare_end - shaped.sense_length, shaped.bare_end)
    start = doc.ends[shaped.predicate] if shaped.predicate >= 0 else shaped.bare_end
    if start >= shaped.bare_end:  # the sentence ends with its predicate
        start = doc.starts[shaped.predicate] if shaped.predicate >= 0 else max(sentence.start, shaped.bare_end - 6)
    return _quoted(doc.text, "文末", "ending", max(start, shaped.bare_end - _MAX_TEXT), shaped.bare_end)


def _predicate(doc: Document, shaped: Shape, label: Label) -> Cue | None:
    if shaped.predicate < 0:
        return None
    start, end = doc.starts[shaped.predicate], doc.ends[shaped.predicate]
    while end < shaped.bare_end:  # 場当たり + 的, 無責任 + さ
        follower = doc.token_at(end)
        if follower >= len(doc.types) or doc.lexicon.types[doc.types[follower]].pos1 != "接尾辞":
            break
        end = doc.ends[follower]
    if label == "commentary":
        return _quoted(doc.text, "評価や主張を表す述語", "predicate that judges", start, end)
    return _quoted(doc.text, "述語", "predicate", start, end)


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


def _plain_cue(part: str, shaped: Shape) -> Cue | None:
    if part == "marks":
        if not shaped.has_stop:
            return "句点のない行", "no full stop", None, None
        return "文の長さと形", "length and shape of the sentence", None, None
    found = _PLAIN.get(part)
    return (*found, None, None) if found else None


def iter_phrases() -> Iterator[tuple[str, str]]:
    """Yield the fixed phrases of reasons in Japanese and English, for the documentation."""
    yield from _PLAIN.values()
