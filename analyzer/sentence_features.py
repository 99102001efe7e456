"""What a sentence shows to the stance model. Written once, read by the trainer and by the run-time.

A feature is a hash slot. Slots come in *parts*, and each part has its own divisor, so that a long sentence does not
outvote its own ending: the words outside quotations, the words inside them, word pairs, the words of the last clause,
the ending itself, the opening, and marks (figures, dates, sources, layout). Nothing here knows weights.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from analyzer.mention import Attribution, DateMention, Figure, Mention, Organization
from corpus.sentences import Sentence
from corpus.tokens import Column, Document, TokenType
from corpus.vocabulary import alternation, read_table

__all__ = [
    "BITS",
    "PARTS",
    "TYPES",
    "Facts",
    "Shape",
    "divisor",
    "ending_senses",
    "facts_of",
    "pair_codes",
    "pair_slot",
    "part_slots",
    "shape",
    "slot",
    "word_key",
]

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
TABLES = Path(__file__).parent / "tables"

_CONTENT = frozenset(["名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "接続詞", "感動詞", "連体詞"])
#: Verbs and nouns so general that the word before them carries the predicate.
_LIGHT = frozenset(
    [
        "為る",
        "有る",
        "居る",
        "成る",
        "事",
        "物",
        "の",
        "見る",
        "来る",
        "行く",
        "出来る",
        "無い",
        "呉れる",
        "貰う",
        "置く",
        "仕舞う",
        "様",
        "訳",
    ]
)
_DIGITS_RE = re.compile(r"[0-9.,]+")
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


def pair_slot(left: int, right: int) -> int:
    """Return the slot of two neighbouring words, given the hashes of their keys."""
    return (left * 0x9E3779B1 + right * 0x85EBCA6B >> 13) & _MASK


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


class _Type(NamedTuple):
    """All that the shape of a sentence needs to know of one word."""

    key: str
    code: int  # hash of the key, for pairs
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


def _describe(word: TokenType) -> _Type:
    key = word_key(word)
    return _Type(
        key=key,
        code=crc32(key.encode("utf-8", "surrogatepass")),
        word=slot("w:" + key),
        quoted=slot("q:" + key),
        tail=slot("t:" + key),
        plain=_plain(word),
        cform=word.cform[:3],
        is_content=word.pos1 in _CONTENT,
        is_light=word.lemma in _LIGHT,
        is_mark=word.pos1 in ("補助記号", "空白", "記号"),
        is_polite=word.ctype in ("助動詞-マス", "助動詞-デス"),
        is_opener=word.pos1 in ("接続詞", "副詞", "感動詞", "連体詞", "代名詞", "助詞", "助動詞"),
    )


TYPES: Column[_Type] = Column(_describe)


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
def _judging() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = read_table(TABLES / "stance_evaluative.tsv", key="stem", required=("class", "source", "example"))
    classes = {row["stem"]: row["class"] for row in rows}
    return re.compile(alternation(classes)), classes


def judging_words(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the words that judge in ``text[start:end]`` (folded): offsets and class."""
    pattern, classes = _judging()
    return [(match.start(), match.end(), classes[match[0]]) for match in pattern.finditer(text, start, end)]


class Shape(NamedTuple):
    """The slots of one sentence by part, and what context and reasons want to know of it."""

    words: list[int]  # token indices outside quotations
    quoted: list[int]  # token indices inside quotations
    tail: list[int]
    features: dict[str, list[str]]  # feature strings of the other parts
    judging: list[tuple[int, int, str]]  # words that judge, outside quotations
    bare_end: int  # offset where the sentence ends without closing punctuation
    predicate: int  # token index of the last content word, or -1
    sense: str
    sense_length: int
    certainty: str
    is_polite: bool
    is_plain: bool
    is_past: bool
    is_bare: bool  # no figure, date, number or source in it
    has_stop: bool


def shape(doc: Document, sentence: Sentence, facts: Facts) -> Shape:
    """Return what ``sentence`` shows: token indices for its word parts, feature strings for the others."""
    types = TYPES.grown(doc.lexicon)
    ids, folded = doc.types, doc.folded
    text = folded[sentence.start : sentence.end]
    bare = text.rstrip(_TRAILING) or text
    bare_end = sentence.start + len(bare)
    tokens = _window(sentence)
    quotations = _quotations(folded, sentence) if "「" in text or "『" in text else []
    inside = _inside(doc, tokens, quotations) if quotations else frozenset()
    judging = [
        word
        for word in judging_words(folded, sentence.start, sentence.end)
        if not any(start <= word[0] < end for start, end in quotations)
    ]
    words = [index for index in tokens if index not in inside]
    end_token = sentence.last_token
    while end_token > sentence.first_token and doc.starts[end_token - 1] >= bare_end:
        end_token -= 1
    closing = range(max(end_token - 7, sentence.first_token), end_token)
    described = [types[ids[index]] for index in closing]
    sense, certainty, length = ending_senses(bare)
    predicate = _predicate(types, ids, sentence.first_token, end_token)
    whole_quote = text[0] in _OPENERS and text.rstrip("。.!? ")[-1:] in _CLOSERS
    stripped = text.rstrip(" ")
    has_stop = stripped[-1:] in "。!?…♪" or stripped[-2:] in ("・・", "..", "」。") or "。" in stripped[-3:]
    polite = any(each.is_polite for each in described[-4:])
    plain = not polite and bool(described) and described[-1].cform in ("終止形", "意志推", "命令形")
    return Shape(
        words=words,
        quoted=sorted(inside),
        tail=[index for index in words if index < end_token][-TAIL:],
        features={
            "ending": _ending_features(described, sense),
            "predicate": _predicate_features(described, types, ids, predicate),
            "opening": _opening_features(types, ids, tokens, text),
            "mentions": _mention_features(text, facts),
            "source": _source_features(facts, sentence),
            "judging": _judging_features(judging, bare_end),
            "voice": _voice_features(text),
            "marks": _mark_features(text, stripped, sentence, len(inside), whole_quote, polite, plain),
        },
        judging=judging,
        bare_end=bare_end,
        predicate=predicate,
        sense=sense,
        sense_length=length,
        certainty=certainty,
        is_polite=polite,
        is_plain=plain,
        is_past=bool(described) and described[-1].key == "た/助動詞",
        is_bare=not (facts.n_figures or facts.n_dates or facts.frame or any(map(str.isdigit, text))),
        has_stop=has_stop,
    )


def _window(sentence: Sentence) -> Sequence[int]:
    first, last = sentence.first_token, sentence.last_token
    if last - first <= MAX_TOKENS:
        return range(first, last)
    half = MAX_TOKENS // 2
    return [*range(first, first + half), *range(last - half, last)]


def _quotations(folded: str, sentence: Sentence) -> list[tuple[int, int]]:
    depth, start = 0, 0
    spans: list[tuple[int, int]] = []
    for match in re.finditer("[「『」』]", folded[sentence.start : sentence.end]):
        if match[0] in _OPENERS:
            depth += 1
            if depth == 1:
                start = sentence.start + match.end()
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((start, sentence.start + match.start()))
    return spans


def _inside(doc: Document, tokens: Iterable[int], quotations: Sequence[tuple[int, int]]) -> frozenset[int]:
    starts = doc.starts
    bounds = [edge for span in quotations for edge in span]
    return frozenset(index for index in tokens if bisect_right(bounds, starts[index]) % 2)


def _predicate(types: list[_Type], ids: list[int], first: int, end: int) -> int:
    fallback = -1
    for index in range(end - 1, max(first, end - 14) - 1, -1):
        described = types[ids[index]]
        if described.is_content:
            if not described.is_light:
                return index
            fallback = index if fallback < 0 else fallback
    return fallback


def _ending_features(described: list[_Type], sense: str) -> list[str]:
    features = []
    plain = [each.plain for each in described if each.plain]
    chain = ""
    for back, piece in enumerate(reversed(plain[-6:]), 1):
        chain = f"{piece}|{chain}"
        features.append(f"e{back}:{chain}")
        features.append(f"p{back}:{piece}")
    if described:
        features.append("c:" + described[-1].cform + "/" + described[-1].key.partition("/")[2])
        features.append("ck:" + described[-1].key)
    if sense:
        features.append("s:" + sense)
    return features


def _predicate_features(described: list[_Type], types: list[_Type], ids: list[int], predicate: int) -> list[str]:
    if predicate < 0:
        return []
    key = types[ids[predicate]].key
    end = "".join([each.plain for each in described if each.plain][-2:])
    return ["P:" + key, "PE:" + key.partition("/")[2] + "|" + end]


def _opening_features(types: list[_Type], ids: list[int], tokens: Sequence[int], text: str) -> list[str]:
    """Return the first word where it is no topic (しかし, つまり, この) and a first character that is no letter."""
    features = []
    if tokens and types[ids[tokens[0]]].is_opener:
        features.append("o:" + types[ids[tokens[0]]].key)
    if not text[0].isalnum():
        features.append("o^:" + text[0])
    return features


_URL_RE = re.compile(r"https?:|www\.|[a-z]\.(?:com|jp|net|org)")
_FIRST_PERSON_RE = re.compile(r"[私僕俺]|わたし|ぼく|オレ|われわれ|我々|筆者|小生|当ブログ|個人的")
_LAUGH_RE = re.compile(r"[(]笑|笑[)。]|[wｗ]{1,}[。!]?$|\.\.\.|…|・・|ー!|!!|[^\w\s、。「」()々〇ー・!-~]")


def _mention_features(text: str, facts: Facts) -> list[str]:
    features = [
        f"fig:{min(facts.n_figures, 2)}",
        f"date:{min(facts.n_dates, 2)}",
        f"org:{min(facts.n_organizations, 2)}",
    ]
    if any(map(str.isdigit, text)):
        features.append("digit")
    return features


def _source_features(facts: Facts, sentence: Sentence) -> list[str]:
    frame = facts.frame
    if frame is None:
        return []
    late = sentence.end - frame.cue[1] <= 8
    kind = frame.source.kind if frame.source else "none"
    return ["frame", f"frame:{frame.mode}/{late}", f"source:{kind}/{late}", f"rule:{frame.rule}"]


def _judging_features(judging: Sequence[tuple[int, int, str]], bare_end: int) -> list[str]:
    features = {f"j:{kind}" for _, _, kind in judging}
    features |= {f"j:{kind}/end" for _, end, kind in judging if bare_end - end <= 8}
    if len(judging) > 1:
        features.add(f"j:{min(len(judging), 4)}")
    return sorted(features)


def _voice_features(text: str) -> list[str]:
    features = []
    if "!" in text or "?" in text:
        features.append("!?")
    if _FIRST_PERSON_RE.search(text):
        features.append("first person")
    if _LAUGH_RE.search(text):
        features.append("laugh")
    return features


def _mark_features(
    text: str, stripped: str, sentence: Sentence, n_inside: int, whole_quote: bool, polite: bool, plain: bool
) -> list[str]:
    n_tokens = sentence.last_token - sentence.first_token
    stop = stripped[-1:] if stripped[-1:] in "。!?」』)】…、:・" else "-"
    features = [
        "bias",
        f"stop:{stop}",
        f"len:{min(len(text), 160).bit_length()}",
        f"stop:{stop}/len:{min(len(text), 100) // 20}",
        f"style:{'polite' if polite else 'plain' if plain else 'bare'}/{stop}",
    ]
    if n_inside:
        features.append(f"quote:{min(4 * n_inside // max(n_tokens, 1), 3)}")
        features.append("whole" if whole_quote else f"inner:{stop}")
    if _URL_RE.search(text):
        features.append("url")
    return features


def pair_codes(doc: Document, sentence: Sentence) -> list[int]:
    """Return the hashes of the words of a sentence, from which its pairs are made."""
    types, ids = TYPES.grown(doc.lexicon), doc.types
    return [types[ids[index]].code for index in _window(sentence)]


def part_slots(doc: Document, sentence: Sentence, shape: Shape) -> dict[str, list[int]]:
    """Return the hash slots of a sentence by part: what the trainer counts, and what the run-time must add up."""
    types, ids = TYPES.grown(doc.lexicon), doc.types
    return {
        "words": [types[ids[index]].word for index in shape.words],
        "quoted": [types[ids[index]].quoted for index in shape.quoted],
        "pairs": [pair_slot(left, right) for left, right in pairwise(pair_codes(doc, sentence))],
        "tail": [types[ids[index]].tail for index in shape.tail],
    } | {part: list(map(slot, features)) for part, features in shape.features.items()}
