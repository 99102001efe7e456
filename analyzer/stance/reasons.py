"""Why a sentence got its label, in words a reader knows, with the place in the text.

The weights are what the model added up: log-odds of the label against its strongest rival, beyond what an average
sentence gets. What stands in the text comes first; what no reader can look up (position, neighbours, length) is told only
where the text itself gives no cue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.mention import LABELS, Organization, Reason
from analyzer.stance.findings import Finding
from analyzer.stance.shapes import Facts, Shape
from analyzer.stance.surroundings import is_pasted
from analyzer.stance.words import OPINED, TYPES
from corpus.cache import kept
from corpus.patterns import Pattern
from corpus.places import ANALYZER
from corpus.sentences import Sentence
from corpus.tokens import Document, TokenType
from corpus.vocabulary import read_table

__all__ = ["iter_phrases", "reasons_for", "whole_word"]

_COMMENTARY = LABELS.index("commentary")
MAX_REASONS = 4
#: Single words among them.
WORDS_SHOWN = 2
#: A cue that adds less than this share of the strongest one is not worth a reader's time.
MIN_SHARE = 0.2
_MAX_TEXT = 24
#: A line of at most so many characters is shown whole.
_SHORT = 14
_PERSONS = ANALYZER / "tables" / "stance_persons.tsv"
#: Words of which a name or a longer word may be made.
_COMPOUNDED = ("名詞", "形状詞")
#: Prefixes that turn the sense of a word.
_TURNING = frozenset("不未無非反脱")
#: Words that judge alone, but name a thing with the noun behind them: 最低賃金, 過剰債務.
_SUPERLATIVES = frozenset(["最低", "最大", "最高", "最悪", "最良", "過剰", "異常"])

_VOICE_RE = Pattern(r"[私僕俺]|わたし|ぼく|オレ|われわれ|我々|筆者|小生|[(]笑[)]?|[!?…]+|・・+|♪")

Cue = tuple[str, str, int | None, int | None]


def reasons_for(doc: Document, sentence: Sentence, facts: Facts, shape: Shape, finding: Finding) -> tuple[Reason, ...]:
    """Return one to four reasons, strongest first."""
    reasons: list[Reason] = []
    shown: list[tuple[int, int]] = []
    least, n_words = 0.0, 0
    for weight, part, index in finding.candidates:
        if weight < least:
            break
        if part == "word" and n_words == WORDS_SHOWN:
            continue
        cue = _cue(doc, sentence, facts, shape, finding.label, part, index)
        if cue is None:
            continue
        japanese, english, start, end = cue
        if start is None:
            if not reasons:
                continue  # a reader wants to see words: what has no place in the text never comes first
        elif shown and _overlaps(start, end or 0, shown):
            continue
        else:
            shown.append((start, end or 0))
            n_words += part == "word"
        reasons.append(Reason(japanese, english, round(weight, 2), start, end))
        if len(reasons) == MAX_REASONS:
            break
        least = least or MIN_SHARE * weight
    return tuple(reasons) or _from_around(doc, sentence, shape, finding.around())


def _overlaps(start: int, end: int, shown: list[tuple[int, int]]) -> bool:
    """Return whether a reason before this one shows the same words."""
    for a, b in shown:  # noqa: SIM110  # a generator costs more than the two or three comparisons
        if a < end and start < b:
            return True
    return False


def _from_around(
    doc: Document, sentence: Sentence, shape: Shape, around: Sequence[tuple[float, str]]
) -> tuple[Reason, ...]:
    """Return the strongest one or two of what lies around the sentence: it has no cue of its own.

    Where its wording is one of the two, that alone: its place or its neighbours say little beside words to look at.
    """
    reasons = []
    wording = [each for each in around[:2] if each[1] == "pairs" and each[0] > 0]
    for order, (weight, part) in enumerate(wording or around[:2]):
        if order and weight <= 0:
            break
        if part == "block":
            phrase = _block(doc, sentence)
        elif part == "pairs" and sentence.start < shape.bare_end:  # with the words: alone it says nothing to a reader
            phrase = _quoted(doc.text, *_PLAIN[part], sentence.start, shape.bare_end)
        else:
            phrase = (*_PLAIN[part], None, None)
        reasons.append(Reason(phrase[0], phrase[1], max(round(weight, 2), 0.01), phrase[2], phrase[3]))
    return tuple(reasons)


def _cue(
    doc: Document, sentence: Sentence, facts: Facts, shape: Shape, label: int, part: str, index: int
) -> Cue | None:
    if part == "predicate":
        return _predicate(doc, facts, shape, label)
    if part in ("ending", "end"):
        return _ending(doc, sentence, shape)
    if part == "block":
        return _block(doc, sentence)
    if part == "mentions":
        return _mention(doc, facts, label)
    if part == "word":
        span = whole_word(doc, sentence, facts, index, shape.bare_end)
        return _quoted(doc.text, "語", "word", *span) if span else None
    if part == "opening":
        return _opening(doc, sentence, shape)
    if part == "quoted":
        start, end = shape.inside[0]
        return _quoted(doc.text, "かぎ括弧の中", "in brackets", doc.starts[start], doc.ends[end - 1])
    if part == "source":
        return _source(doc, facts)
    if part == "judging":
        return _judging(doc, sentence, facts, shape)
    if part == "voice":
        found = _VOICE_RE.search(doc.folded, sentence.start, sentence.end)
        return _quoted(doc.text, "書き手の声", "the writer's voice", *found.span()) if found else None
    return _marks(doc, sentence, shape)


@kept
def _persons() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table(_PERSONS, key="word", required=("source", "example")))


def whole_word(doc: Document, sentence: Sentence, facts: Facts, index: int, bare_end: int) -> tuple[int, int] | None:
    """Return where the word at ``index`` begins and ends; None for a name, a title or a piece of a longer word."""
    types, ids, starts, ends = doc.lexicon.types, doc.types, doc.starts, doc.ends
    word = types[ids[index]]
    start, end = _prefixed(doc, index), _inflected(doc, index, bare_end)
    is_name = word.pos2 == "固有名詞" or word.is_unknown or word.surface.isascii()
    is_reading = doc.folded[max(start - 1, 0) : start] in ("(", "・") and doc.folded[end : end + 1] in (")", "・")
    if is_name or is_reading or _is_named(facts, start, end):
        return None
    persons = _persons()
    if word.pos1 not in _COMPOUNDED:
        return None if word.surface in persons else (start, end)
    if index > sentence.first_token and ends[index - 1] == starts[index]:
        before = types[ids[index - 1]].pos1
        if before in _COMPOUNDED or before == "接尾辞":  # 開発途上国, 国際関係委員会
            return None
        if before == "接頭辞":  # 大失敗
            start = starts[index - 1]
    for follower in range(index + 1, min(sentence.last_token, index + 4)):
        after = types[ids[follower]]
        if starts[follower] != ends[follower - 1] or after.pos1 not in ("接尾辞", *_COMPOUNDED):
            break
        if after.pos1 != "接尾辞" or after.surface in persons:  # クリーンエネルギー, 佐野さん
            return None
        end = max(end, ends[follower])  # 自転車, 場当たり的
    return None if doc.folded[start:end] in persons else (start, end)


def _is_named(facts: Facts, start: int, end: int) -> bool:
    """Return whether the words stand in the name of a body."""
    for body in facts.organizations:  # noqa: SIM110  # as in _overlaps
        if body.start < end and start < body.end:
            return True
    return False


def _prefixed(doc: Document, index: int) -> int:
    """Return where the word at ``index`` begins with a prefix that turns its sense: 不具合, not 具合."""
    start = doc.starts[index]
    if index and doc.folded[start - 1] in _TURNING and doc.starts[index - 1] == start - 1:
        return start - 1
    return start


def _inflected(doc: Document, index: int, bare_end: int) -> int:
    """Return where the word at ``index`` ends with what inflects it: 迫っている, 思えば."""
    types, ids, end = doc.lexicon.types, doc.types, doc.ends[index]
    if types[ids[index]].pos1 not in ("動詞", "形容詞", "形状詞"):
        return end
    for follower in range(index + 1, min(index + 4, len(ids))):
        word = types[ids[follower]]
        is_tail = word.pos1 == "助動詞" or word.surface in ("て", "で", "ば") or word.lemma in ("過ぎる", "すぎる")
        if doc.ends[follower] > bare_end or not is_tail:
            break
        end = doc.ends[follower]
    return end


def _quoted(text: str, japanese: str, english: str, start: int, end: int) -> Cue:
    shown = text[start:end].strip()
    if "\n" in shown:
        shown = shown.replace("\n", " ")
    if len(shown) > _MAX_TEXT:
        shown = shown[: _MAX_TEXT - 1] + "…"
    return f"{japanese}「{shown}」", f"{english} 「{shown}」", start, end


def _ending(doc: Document, sentence: Sentence, shape: Shape) -> Cue | None:
    """The function expression that ends the sentence; where there is none, its last predicate with all that follows."""
    end = shape.bare_end
    start = end - shape.sense_length
    if not shape.sense_length:
        start = _prefixed(doc, shape.predicate) if shape.predicate >= 0 else sentence.start
    start = max(start, sentence.start)
    if end - start > _MAX_TEXT:
        start = _word_start(doc, end - _MAX_TEXT, end)
    start = _with_bracket(doc.text, start, end)
    return _quoted(doc.text, "文末", "ending", start, end) if start < end else None


def _with_bracket(text: str, start: int, end: int) -> int:
    """Return ``start`` moved to the 「 that is closed before ``end``, or behind its 」 where that is far: 「不適切な事務|処理」が."""
    closer = text.find("」", start, end)
    if closer < 0 or text.find("「", start, closer) >= 0:
        return start
    opener = text.rfind("「", max(end - _MAX_TEXT, 0), start)
    return opener if opener >= 0 else closer + 1


def _word_start(doc: Document, offset: int, end: int) -> int:
    """Return where the first word at or after ``offset`` begins, so that nothing shown begins within one."""
    index = doc.token_at(offset)
    if index < len(doc.starts) and doc.starts[index] < offset:
        index += 1
    return min(doc.starts[index], end) if index < len(doc.starts) else end


def _predicate(doc: Document, facts: Facts, shape: Shape, label: int) -> Cue | None:
    start, end = _prefixed(doc, shape.predicate), doc.ends[shape.predicate]
    word = doc.lexicon.types[doc.types[shape.predicate]]
    if word.pos3 == "助数詞可能" or word.pos2 == "固有名詞" or _is_named(facts, start, end):
        return None  # 円, 人: the figure before it is named as a figure; 一郎氏: a name explains nothing
    sense_start = shape.bare_end - shape.sense_length
    if sense_start < start:  # the しれ of かもしれない says nothing alone
        start, end = _word_start(doc, sense_start, start), shape.bare_end
    if shape.bare_end - start <= _MAX_TEXT:  # 起きている, where the sentence ends in とみられる
        end = max(end, sense_start)
    types = TYPES.grown(doc.lexicon)
    while end < shape.bare_end:  # 場当たり + 的, 無責任 + さ
        follower = doc.token_at(end)
        if follower >= len(doc.types) or doc.lexicon.types[doc.types[follower]].pos1 != "接尾辞":
            break
        end = doc.ends[follower]
    start = _with_bracket(doc.text, start, end)
    if start >= end:
        return None
    if label == _COMMENTARY and types[doc.types[shape.predicate]].telling & OPINED:
        return _quoted(doc.text, "評価や主張を表す述語", "predicate that judges", start, end)
    return _quoted(doc.text, "述語", "predicate", start, end)


def _judging(doc: Document, sentence: Sentence, facts: Facts, shape: Shape) -> Cue | None:
    """The last word that judges, with what inflects it (呆れた) and what it goes beyond (出来すぎ); none in a name."""
    starts = [
        start
        for start, end, _ in shape.judging
        if not _is_named(facts, start, end) and not (_is_superlative(doc, start, end) and _is_before_noun(doc, end))
    ]
    if not starts:
        return None
    index = doc.token_at(starts[-1])
    start, end = _compound(doc, sentence, index)
    if index > sentence.first_token and doc.folded.startswith(("すぎ", "過ぎ"), starts[-1]):
        start = min(start, doc.starts[index - 1])
    return _quoted(
        doc.text, "評価を表す語", "word that judges", start, max(end, _inflected(doc, index, shape.bare_end))
    )


def _is_superlative(doc: Document, start: int, end: int) -> bool:
    return doc.folded[start:end] in _SUPERLATIVES


def _is_before_noun(doc: Document, offset: int) -> bool:
    """Return whether a noun begins at ``offset``: 最低賃金, not 最低だ."""
    index = doc.token_at(offset)
    return (
        index < len(doc.starts) and doc.starts[index] == offset and doc.lexicon.types[doc.types[index]].pos1 == "名詞"
    )


def _compound(doc: Document, sentence: Sentence, index: int) -> tuple[int, int]:
    """Return where the longer word that a noun is part of begins and ends: 支配者層, but 一切 in 一切制度を進める上で."""
    types, ids, starts, ends = doc.lexicon.types, doc.types, doc.starts, doc.ends
    first = last = index
    if _is_joined(types[ids[index]]):
        while (
            first > sentence.first_token
            and ends[first - 1] == starts[first]
            and (types[ids[first - 1]].pos1 == "接頭辞" or _is_joined(types[ids[first - 1]]))
        ):
            first -= 1
        while (
            last + 1 < sentence.last_token
            and ends[last] == starts[last + 1]
            and (types[ids[last + 1]].pos1 == "接尾辞" or _is_joined(types[ids[last + 1]]))
        ):
            last += 1
    return starts[first], ends[last]


def _is_joined(word: TokenType) -> bool:
    """Return whether a word may be part of a longer noun: nouns that serve as adverbs (一切, 結局, 今回) stand alone."""
    return word.pos1 in _COMPOUNDED and word.pos3 != "副詞可能"


def _opening(doc: Document, sentence: Sentence, shape: Shape) -> Cue | None:
    """しかし, つまり: a connective or adverb that opens; a particle or a name tells a reader nothing."""
    if sentence.first_token == sentence.last_token:
        return None
    word = doc.lexicon.types[doc.types[sentence.first_token]]
    if word.pos1 not in ("接続詞", "副詞", "感動詞"):
        return None
    return _quoted(doc.text, "文頭", "opening", doc.starts[sentence.first_token], doc.ends[sentence.first_token])


def _mention(doc: Document, facts: Facts, label: int) -> Cue | None:
    first = facts.first
    if first is None:
        return None
    if isinstance(first, Organization):
        if label == _COMMENTARY:  # to name a body is no judgement
            return None
        return _quoted(doc.text, "団体名", "body named", first.start, first.end)
    if facts.n_figures and hasattr(first, "unit"):
        return _quoted(doc.text, "数値", "figure", first.start, first.end)
    return _quoted(doc.text, "日付", "date", first.start, first.end)


def _source(doc: Document, facts: Facts) -> Cue | None:
    if facts.frame is None:
        return None
    source = facts.frame.source
    if source is not None and (not source.inherited or facts.frame.rule == "turn"):
        return _quoted(doc.text, "発言者", "source", source.start, source.end)
    return _quoted(doc.text, "引用の形", "attribution", *facts.frame.cue)


def _marks(doc: Document, sentence: Sentence, shape: Shape) -> Cue | None:
    """Length and closing mark, where they can be seen: a line without full stop, a very short sentence."""
    start, end = sentence.start, sentence.end
    if not shape.has_stop:
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
