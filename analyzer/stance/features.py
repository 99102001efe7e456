"""What a sentence shows to the stance model. Written once, read by the trainer and by the run-time.

A feature is a hash slot. Slots come in *parts*, and each part has its own divisor, so that a long sentence does not
outvote its own ending: the words outside quotations, the words inside them, word pairs, the words of the last clause,
the ending itself, the opening, and marks (figures, dates, sources, layout). Nothing here knows weights.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple, TypeVar
from zlib import crc32

from analyzer.mention import Attribution, DateMention, Figure, Mention, Organization
from analyzer.patterns import Pattern
from corpus.sentences import Sentence
from corpus.tokens import Column, Document, TokenType
from corpus.vocabulary import read_table

__all__ = [
    "BITS",
    "KEYED",
    "PARTS",
    "TYPES",
    "Facts",
    "Key",
    "Ranges",
    "Shape",
    "divisor",
    "ending_senses",
    "expand",
    "facts_of",
    "is_content",
    "pair_slots",
    "part_slots",
    "picker",
    "shapes_of",
    "slot",
    "whole_ranges",
    "word_key",
]

T = TypeVar("T")
BITS = 17
_MASK = (1 << BITS) - 1
#: A sentence longer than this (broken input) is judged by its first and last words.
MAX_TOKENS = 240
TAIL = 8
PARTS = (
    "words",  # outside quotations
    "quoted",
    "pairs",
    "tail",  # the last words outside quotations
    "ending",
    "predicate",
    "opening",
    "mentions",  # figures, dates, organizations
    "source",  # attribution frame
    "judging",  # words that judge (tables/stance_evaluative.tsv)
    "voice",  # first person, exclamation, laughter
    "marks",  # length, closing mark, style
)
TABLES = Path(__file__).parents[1] / "tables"

_CONTENT = frozenset(["名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "接続詞", "感動詞", "連体詞"])
#: Verbs and nouns so general that the word before them carries the predicate.
_LIGHT = frozenset(
    ["為る", "有る", "居る", "成る", "事", "物", "の", "見る", "来る", "行く", "出来る", "無い", "様", "訳"]
)
_DIGITS_RE = Pattern(r"[0-9.,]+")
_OPENERS = frozenset("「『")
_CLOSERS = frozenset("」』")


def divisor(part: str, n: int) -> float:
    """Return what the sum over the ``n`` features of a part is divided by."""
    if part in ("words", "pairs"):
        return sqrt(max(n, 1))
    if part == "quoted":
        return sqrt(n + 4)
    return _DIVISORS.get(part, 1.0)


_DIVISORS = {"tail": sqrt(TAIL), "ending": 2.0, "predicate": 2.0}


def slot(feature: str) -> int:
    """Return the hash slot of a feature."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & _MASK


def word_key(word: TokenType) -> str:
    """Return the form under which a word is counted: lemma and part of speech, names and numbers as their class.

    Names are not counted one by one: a model that knows persons and bodies learns topics, not manners of speaking.
    """
    if _DIGITS_RE.fullmatch(word.surface) or word.pos2 == "数詞":
        return "#"
    if word.pos2 == "固有名詞":
        return f"固有/{word.pos3}"
    if word.is_unknown:
        return "未知" if word.surface.isascii() or len(word.surface) > 3 else word.surface
    return f"{word.lemma}/{word.pos1}"


def picker(doc: Document) -> Callable[[Sequence[T]], Sequence[T]]:
    """Return a function that lists, for every token of ``doc``, the value of its type: a Column's ``of``, but in C.

    A document is read through half a dozen columns, so the getter of its type numbers is made once.
    """
    if len(doc.types) < 2:
        return lambda values: [values[index] for index in doc.types]
    return itemgetter(*doc.types)


def pair_slots(doc: Document) -> list[int]:
    """Return the slot of every word of ``doc`` with its right neighbour, sentence borders not regarded."""
    pick = picker(doc)
    lefts, rights = pick(_LEFT.grown(doc.lexicon)), pick(_RIGHT.grown(doc.lexicon))
    return [(left + right >> 13) & _MASK for left, right in zip(lefts, rights[1:], strict=False)]


def _plain(word: TokenType) -> str:
    """Return what a word adds to an ending, politeness left out: the same thing is said in だ・である and です・ます."""
    if word.ctype == "助動詞-マス":
        return ""
    if word.ctype == "助動詞-デス":
        return "だ"
    if word.pos1 in ("助動詞", "助詞", "接尾辞", "補助記号"):
        return word.lemma if word.pos1 == "助動詞" else word.surface
    if word.pos1 == "動詞" and word.lemma in _LIGHT:
        return word.lemma
    return word_key(word)


class WordForm(NamedTuple):
    """All that the shape of a sentence needs to know of one word."""

    key: str
    left: int  # hashes of the key, for pairs
    right: int
    word: int  # slots of the word: outside quotations, inside, in the last clause
    quoted: int
    tail: int
    plain: str
    cform: str
    is_content: bool
    is_light: bool
    is_mark: bool  # punctuation or bracket
    is_polite: bool
    is_opener: bool


def is_content(word: TokenType) -> bool:
    """Return whether a word says something by itself."""
    return word.pos1 in _CONTENT


def _describe(word: TokenType) -> WordForm:
    key = word_key(word)
    code = crc32(key.encode("utf-8", "surrogatepass"))
    return WordForm(
        key=key,
        left=code * 0x9E3779B1,
        right=code * 0x85EBCA6B,
        word=slot("w:" + key),
        quoted=slot("q:" + key),
        tail=slot("t:" + key),
        plain=_plain(word),
        cform=word.cform[:3],
        is_content=is_content(word),
        is_light=word.lemma in _LIGHT,
        is_mark=word.pos1 in ("補助記号", "空白", "記号"),
        is_polite=word.ctype in ("助動詞-マス", "助動詞-デス"),
        is_opener=word.pos1 in ("接続詞", "副詞", "感動詞", "連体詞", "代名詞", "助詞", "助動詞"),
    )


TYPES: Column[WordForm] = Column(_describe)
_LEFT: Column[int] = Column(lambda word: _describe(word).left)
_RIGHT: Column[int] = Column(lambda word: _describe(word).right)


@dataclass(slots=True)
class Facts:
    """What the earlier steps found in one sentence: how many, and the first of them."""

    n_figures: int = 0
    n_dates: int = 0
    n_organizations: int = 0
    first: Mention | None = None
    frame: Attribution | None = None


def facts_of(
    doc: Document,
    figures: Sequence[Figure],
    dates: Sequence[DateMention],
    organizations: Sequence[Organization],
    attributions: Sequence[Attribution],
) -> list[Facts]:
    """Return one Facts per sentence of ``doc``. Mentions must be in text order."""
    facts = [Facts() for _ in doc.sentences]
    if not facts:
        return facts
    ends = [sentence.end for sentence in doc.sentences]
    for name, mentions in (("n_figures", figures), ("n_dates", dates), ("n_organizations", organizations)):
        for mention in mentions:
            each = facts[min(bisect_right(ends, mention.start), len(facts) - 1)]
            setattr(each, name, getattr(each, name) + 1)
            if each.first is None or (name != "n_organizations" and isinstance(each.first, Organization)):
                each.first = mention
    for frame in attributions:  # the last frame of a sentence governs its main clause
        if 0 <= frame.sentence < len(facts):
            each = facts[frame.sentence]
            if each.frame is None or frame.cue[1] >= each.frame.cue[1]:
                each.frame = frame
    return facts


@cache
def _endings() -> tuple[dict[str, tuple[str, str]], int]:
    rows = read_table(TABLES / "stance_endings.tsv", key="ending", required=("sense", "source", "example"))
    table = {row["ending"]: (row["sense"], row["certainty"]) for row in rows}
    return table, max(map(len, table))


_TRAILING = "。.!?！？」』)]】〉》…・ 　\n笑wW\"'ー〜♪☆★"


def ending_senses(text: str) -> tuple[str, str, int]:
    """Return sense, certainty and length of the longest function expression that ``text`` (folded) ends with.

    Closing punctuation and brackets must be stripped before. Nothing found: empty strings and 0.
    """
    table, longest = _endings()
    for length in range(min(longest, len(text)), 0, -1):
        found = table.get(text[-length:])
        if found:
            return *found, length
    return "", "", 0


@cache
def _judging() -> dict[str, str]:
    rows = read_table(TABLES / "stance_evaluative.tsv", key="stem", required=("class", "source", "example"))
    return {row["stem"]: row["class"] for row in rows}


def judging_class(word: TokenType) -> str:
    """Return what a word that judges does (blame, praise, emotion, assurance, plot, duty), or an empty string."""
    classes = _judging()
    for form in (word.surface, word.base, word.lemma):
        for length in range(len(form), 0, -1):  # stems stand for all their forms: 呆れ 呆れる 呆れた
            found = classes.get(form[:length])
            if found and (length > 1 or len(form) == 1):
                return found
    return ""


_JUDGING: Column[str] = Column(judging_class)


Ranges = tuple[tuple[int, int], ...]
Key = tuple[object, ...]


class Shape(NamedTuple):
    """What one sentence shows: its words as ranges of token indices, a key per further part, and facts for context."""

    outside: Ranges  # words outside quotations
    inside: Ranges  # words inside quotations
    tail: Ranges
    keys: tuple[Key, ...]  # one per part of KEYED; :func:`expand` turns a key into features
    judging: tuple[tuple[int, int, str], ...]  # words that judge, outside quotations
    bare_end: int  # offset where the sentence ends without closing punctuation
    predicate: int  # token index of the last content word, or -1
    sense: str
    sense_length: int
    certainty: str
    is_polite: bool
    is_plain: bool
    is_past: bool
    is_bare: bool  # no figure, date, number or source in it
    argues: bool  # no figure, no first person, no event: what it says is the writer's own to answer for
    has_stop: bool

    @property
    def n_outside(self) -> int:
        return sum([end - start for start, end in self.outside])

    @property
    def n_inside(self) -> int:
        return sum([end - start for start, end in self.inside])


def shapes_of(doc: Document, facts: Sequence[Facts]) -> list[Shape]:
    """Return the shape of every sentence of ``doc``; ``facts`` are those of :func:`facts_of`."""
    types = TYPES.grown(doc.lexicon)
    kinds, starts, ends = picker(doc)(_JUDGING.grown(doc.lexicon)), doc.starts, doc.ends
    shapes = []
    for sentence, fact in zip(doc.sentences, facts, strict=True):
        first, last = sentence.first_token, sentence.last_token
        judging = [(starts[i], ends[i], kind) for i, kind in enumerate(kinds[first:last], first) if kind]
        shapes.append(_shape(doc, sentence, fact, types, judging))
    return shapes


_IS_POLITE = attrgetter("is_polite")
_HAS_DIGIT_RE = Pattern("[0-9]")
#: What a writer concludes for himself: past in form, no event.
_INFERENCE_RE = Pattern(r"(?:明らか|はっきり|わか|分か|証明|裏付け|判明|見え)(?:に(?:な|さ))?[^、。]{0,6}$")
_STYLED = frozenset(["終止形", "意志推", "命令形"])


def _shape(
    doc: Document, sentence: Sentence, facts: Facts, types: list[WordForm], judging: list[tuple[int, int, str]]
) -> Shape:
    start, _, _, first, last = sentence
    ids, starts = doc.types, doc.starts
    text = doc.folded[start : sentence.end]
    bare = text.rstrip(_TRAILING) or text
    bare_end = start + len(bare)
    pieces = _pieces(first, last)
    inside: Ranges = ()
    outside = pieces
    if "「" in text or "『" in text:
        quotations = _quotations(text, start)
        judging = [word for word in judging if not any(a <= word[0] < b for a, b in quotations)]
        inside, outside = _divided(starts, pieces, quotations)
    end = last
    while end > first and starts[end - 1] >= bare_end:
        end -= 1
    closing = [types[index] for index in ids[max(end - 7, first) : end]]
    sense, certainty, length = ending_senses(bare)
    predicate = _predicate(types, ids, first, end)
    closer = closing[-1] if closing else None
    polite = any(map(_IS_POLITE, closing[-4:]))
    plain = not polite and closer is not None and closer.cform in _STYLED
    has_digit = _HAS_DIGIT_RE.search(text) is not None
    stripped = text.rstrip(" ")
    past = closer is not None and closer.key == "た/助動詞"
    plains = tuple([each.plain for each in closing if each.plain][-4:])
    keys: tuple[Key, ...] = (
        (plains, closer.cform, closer.key, sense) if closer else (plains, "", "", sense),
        (types[ids[predicate]].key, plains[-2:]) if predicate >= 0 else (),
        _opening_key(types, ids, first, last, text),
        (min(facts.n_figures, 2), min(facts.n_dates, 2), min(facts.n_organizations, 2), has_digit),
        _source_key(facts, sentence.end),
        _judging_key(judging, bare_end) if judging else (),
        ("!" in text or "?" in text, *_voice_key(text)),
        _mark_key(text, stripped, last - first, inside, polite, plain),
    )
    return Shape(
        outside,
        inside,
        _last_ranges(outside, end),
        keys,
        tuple(judging),
        bare_end,
        predicate,
        sense,
        length,
        certainty,
        polite,
        plain,
        past,
        not (has_digit or facts.n_figures or facts.n_dates or facts.frame is not None),
        not (facts.n_figures or facts.frame is not None or keys[VOICE][1])
        and (not past or _INFERENCE_RE.search(bare) is not None),
        stripped[-1:] in "。!?…♪" or "。" in stripped[-3:] or stripped[-2:] in ("・・", ".."),
    )


def _pieces(first: int, last: int) -> Ranges:
    if last - first <= MAX_TOKENS:
        return ((first, last),)
    half = MAX_TOKENS // 2
    return ((first, first + half), (last - half, last))


_BRACKET_RE = Pattern("[「『」』]")


def _quotations(text: str, start: int) -> list[tuple[int, int]]:
    depth, opened = 0, 0
    spans: list[tuple[int, int]] = []
    for match in _BRACKET_RE.finditer(text):
        if match[0] in _OPENERS:
            depth += 1
            if depth == 1:
                opened = start + match.end()
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((opened, start + match.start()))
    return spans


def _divided(starts: list[int], pieces: Ranges, quotations: list[tuple[int, int]]) -> tuple[Ranges, Ranges]:
    """Return the token ranges of ``pieces`` inside and outside the quotations."""
    bounds = [bisect_left(starts, edge) for span in quotations for edge in span]
    inside: list[tuple[int, int]] = []
    outside: list[tuple[int, int]] = []
    for first, last in pieces:
        edges = [first, *(min(max(edge, first), last) for edge in bounds), last]
        for order, (a, b) in enumerate(pairwise(edges)):
            if a < b:
                (inside if order % 2 else outside).append((a, b))
    return tuple(inside), tuple(outside)


def _last_ranges(outside: Ranges, end: int) -> Ranges:
    """Return the last TAIL words of ``outside`` before the token ``end``."""
    ranges: list[tuple[int, int]] = []
    wanted = TAIL
    for first, last in reversed(outside):
        last = min(last, end)
        if last > first and wanted:
            first = max(first, last - wanted)
            ranges.append((first, last))
            wanted -= last - first
    return tuple(reversed(ranges))


def _predicate(types: list[WordForm], ids: list[int], first: int, end: int) -> int:
    fallback = -1
    for index in range(end - 1, max(first, end - 14) - 1, -1):
        described = types[ids[index]]
        if described.is_content:
            if not described.is_light:
                return index
            fallback = index if fallback < 0 else fallback
    return fallback


# --- keys of the further parts, and the features they stand for ------------------------------------------------------

#: Parts whose features follow from a small key. A key is met again and again, so the run-time weighs it once.
KEYED = ("ending", "predicate", "opening", "mentions", "source", "judging", "voice", "marks")


VOICE = KEYED.index("voice")


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


def _predicate_features(key: str, plains: tuple[str, ...]) -> list[str]:
    return ["P:" + key, "PE:" + key.partition("/")[2] + "|" + "".join(plains)]


def _opening_key(types: list[WordForm], ids: list[int], first: int, last: int, text: str) -> Key:
    """Return the first word where it is no topic (しかし, つまり, この) and a first character that is no letter."""
    opener = types[ids[first]] if first < last else None
    return (opener.key if opener and opener.is_opener else "", "" if text[0].isalnum() else text[0])


def _opening(word: str, character: str) -> list[str]:
    return ["o:" + word] * bool(word) + ["o^:" + character] * bool(character)


def _mentions(n_figures: int, n_dates: int, n_organizations: int, has_digit: bool) -> list[str]:
    return [f"fig:{n_figures}", f"date:{n_dates}", f"org:{n_organizations}"] + ["digit"] * has_digit


def _source_key(facts: Facts, end: int) -> Key:
    frame = facts.frame
    if frame is None:
        return ()
    return (frame.mode, end - frame.cue[1] <= 8, frame.source.kind if frame.source else "none", frame.rule)


def _source(mode: str, late: bool, kind: str, rule: str) -> list[str]:
    return ["frame", f"frame:{mode}/{late}", f"source:{kind}/{late}", f"rule:{rule}"]


def _judging_key(judging: Sequence[tuple[int, int, str]], bare_end: int) -> Key:
    features = {f"j:{kind}" for _, _, kind in judging}
    features |= {f"j:{kind}/end" for _, end, kind in judging if bare_end - end <= 8}
    if len(judging) > 1:
        features.add(f"j:{min(len(judging), 4)}")
    return tuple(sorted(features))


_FIRST_PERSON_RE = Pattern(r"[私僕俺]|わ(?:たし|れわれ)|ぼく|オレ|我々|筆者|小生|当ブログ|個人的")
_LAUGH_RE = Pattern(r"[(]笑|笑[)。]|[wｗ]{1,}[。!]?$|\.\.\.|…|・・|ー!|!!|[^\w\s、。「」()々〇ー・!-~]")


def _voice_key(text: str) -> tuple[bool, bool]:
    return _FIRST_PERSON_RE.search(text) is not None, _LAUGH_RE.search(text) is not None


def _voice(cry: bool, first_person: bool, laugh: bool) -> list[str]:
    return ["!?"] * cry + ["first person"] * first_person + ["laugh"] * laugh


_URL_RE = Pattern(r"https?:|www\.|[a-z]\.(?:com|jp|net|org)")


def _mark_key(text: str, stripped: str, n_tokens: int, inside: Ranges, polite: bool, plain: bool) -> Key:
    stop = stripped[-1:] if stripped[-1:] in "。!?」』)】…、:・" else "-"
    style = "polite" if polite else "plain" if plain else "bare"
    share, whole = -1, False
    if inside:
        n_inside = sum([end - start for start, end in inside])
        share = min(4 * n_inside // max(n_tokens, 1), 3)
        whole = text[0] in _OPENERS and text.rstrip("。.!? ")[-1:] in _CLOSERS
    url = "." in text and _URL_RE.search(text) is not None
    return (stop, min(len(text), 160).bit_length(), min(len(text), 100) // 20, style, share, whole, url)


def _marks(stop: str, bits: int, twenties: int, style: str, share: int, whole: bool, url: bool) -> list[str]:
    features = ["bias", f"stop:{stop}", f"len:{bits}", f"stop:{stop}/len:{twenties}", f"style:{style}/{stop}"]
    if share >= 0:
        features.append(f"quote:{share}")
        features.append("whole" if whole else f"inner:{stop}")
    return features + ["url"] * url


_EXPANSIONS: dict[str, Callable[..., list[str]]] = {
    "ending": _ending,
    "predicate": _predicate_features,
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
        "pairs": [pair for start, end in whole_ranges(shape) for pair in pairs[start : end - 1]],
        "tail": [types[index].tail for start, end in shape.tail for index in ids[start:end]],
    }
    for part, key in zip(KEYED, shape.keys, strict=True):
        slots[part] = [slot(feature) for feature in expand(part, key)]
    return slots


def whole_ranges(shape: Shape) -> list[tuple[int, int]]:
    """Return all words of the sentence, quotations included, as few ranges."""
    if not shape.inside:
        return list(shape.outside)
    ranges: list[tuple[int, int]] = []
    for start, end in sorted((*shape.outside, *shape.inside)):
        if ranges and ranges[-1][1] == start:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    return ranges
