"""What one word shows to the stance model: computed once per word type, as integers wherever a sum can do.

Names are not counted one by one: a model that knows persons and bodies learns topics, not manners of speaking. Nothing
here knows weights.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from sys import intern
from typing import Any, Generic, TypeVar
from zlib import crc32

from msgspec import Struct

from analyzer.stance.word_vectors import load_words, word_row
from corpus.cache import kept
from corpus.patterns import Pattern
from corpus.places import ANALYZER
from corpus.tokens import Column, Lexicon, TokenType
from corpus.vocabulary import read_table

__all__ = [
    "BITS",
    "CONTENT",
    "CRY",
    "DIGIT",
    "DOTTED",
    "FIRST_PERSON",
    "JUDGING",
    "LAUGH",
    "LIGHT",
    "MASKS",
    "OPINED",
    "PLAINS",
    "POLITE",
    "PURPOSE",
    "QUOTING",
    "SUPPOSING",
    "TELLING",
    "TOPIC",
    "TYPES",
    "WHEN",
    "Derived",
    "WordForm",
    "judging_class",
    "slot",
    "word_key",
    "word_slots",
]

T = TypeVar("T")
BITS = 17
_MASK = (1 << BITS) - 1
TABLES = ANALYZER / "tables"

#: What the words of a sentence hold between them, as bits that are or-ed together.
DIGIT, FIRST_PERSON, LAUGH, CRY, QUOTING, DOTTED, JUDGING, TOPIC, SUPPOSING = (1 << bit for bit in range(9))
#: What a word itself is: polite, a content word, so general that the word before it carries the predicate, a deed aimed
#: at (吸おうと), たら.
POLITE, CONTENT, LIGHT, PURPOSE, WHEN = (1 << bit for bit in range(9, 14))

#: Which words are worth naming: under any label, and under commentary, where an editor wants to see a judgement.
TELLING, OPINED = 1, 2
_QUALITIES = frozenset(["形容詞", "形状詞"])
_CONTENT = frozenset(["名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "接続詞", "感動詞", "連体詞"])
#: Verbs written in kana that are little more than particles: によると, について, という.
_PARTICLES = frozenset(
    [
        "よる",
        "よれ",
        "よっ",
        "より",
        "つい",
        "いう",
        "いっ",
        "いわ",
        "おい",
        "かけ",
        "わたっ",
        "めぐっ",
        "あたっ",
        "くる",
        "いく",
    ]
)
_OPENERS = frozenset(["接続詞", "副詞", "感動詞", "連体詞", "代名詞", "助詞", "助動詞"])
_FUNCTION = frozenset(["助動詞", "助詞", "接尾辞", "補助記号"])
#: Verbs and nouns so general that the word before them carries the predicate.
_LIGHT = frozenset(
    ["為る", "有る", "居る", "成る", "事", "物", "の", "見る", "来る", "行く", "出来る", "無い", "様", "訳"]
)
#: Particles that name what a sentence is about; a platform says its pledges without any.
_TOPICS = frozenset(["は", "が", "も"])
_NUMBER_STARTS = frozenset("0123456789.,")
_NUMBER_RE = Pattern(r"[0-9.,]+")
_DIGIT_RE = Pattern(r"[0-9]")
_FIRST_PERSON_RE = Pattern(r"[私僕俺]|わたし|われわれ|ぼく|オレ|我々|筆者|小生")
_FIRST_PERSON_STARTS = frozenset("私僕俺わぼオ我筆小")
#: Laughter, trailing dots, and signs that no newspaper prints.
_LAUGH_RE = Pattern(r"笑$|[wW]+$|.*(?:\.\.\.|…|[^\w\s、。「」()々〇ー・!-~])")


class WordForm(Struct, frozen=True):
    """All that the model needs to know of one word type."""

    key: str
    code: int  # 32-bit hash of the key, see :func:`word_slots`
    row: int  # of the word-vector table, or -1
    plain: str  # what it adds to an ending, politeness left out
    cform: str
    mask: int
    judging: str  # class of a word that judges, or ""
    is_content: bool
    is_light: bool
    is_opener: bool
    telling: int  # TELLING where worth naming to a reader as a reason, OPINED where also for commentary


def slot(feature: str) -> int:
    """Return the hash slot of a feature that is spelled out."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & _MASK


def word_slots(code: Any) -> tuple[Any, Any, Any, Any, Any]:
    """Return the five slots of a word by its 32-bit hash (of many words by an array of them, 64 bits each).

    As the left and as the right half of a pair, outside quotations, inside, and in the last clause. The multipliers
    differ, so that a pair and its reverse do not share a slot.
    """
    return (
        code * 0x9E3779B1 >> 13 & _MASK,
        code * 0x85EBCA6B >> 11 & _MASK,
        code * 0xC2B2AE35 >> 14 & _MASK,
        code * 0x27D4EB2F >> 12 & _MASK,
        code * 0x165667B1 >> 15 & _MASK,
    )


def word_key(word: TokenType) -> str:
    """Return the form under which a word is counted: lemma and part of speech, names and numbers as their class."""
    surface, lemma, pos1, pos2, pos3 = word[:5]
    if pos2 == "数詞" or (surface[:1] in _NUMBER_STARTS and _NUMBER_RE.fullmatch(surface)):
        return "#"
    if pos2 == "固有名詞":
        return f"固有/{pos3}"
    if word.is_unknown:
        return "未知" if surface.isascii() or len(surface) > 3 else surface
    return f"{lemma}/{pos1}"


def _plain(word: TokenType, key: str) -> str:
    """Return what a word adds to an ending: the same thing is said in だ・である and in です・ます."""
    if word.ctype == "助動詞-マス":
        return ""
    if word.ctype == "助動詞-デス":
        return "だ"
    if word.pos1 in _FUNCTION:
        return word.lemma if word.pos1 == "助動詞" else word.surface
    if word.pos1 == "動詞" and word.lemma in _LIGHT:
        return word.lemma
    return key


def _mask(surface: str, pos1: str, cform: str, judging: str) -> int:
    mask = (JUDGING if judging else 0) | (SUPPOSING if cform.startswith("仮定") else 0)
    if pos1 == "助詞":
        return mask | TOPIC if surface in _TOPICS else mask
    if surface.isalpha():  # letters of any script, as nearly all words
        if surface[0] in _FIRST_PERSON_STARTS and _FIRST_PERSON_RE.match(surface):
            mask |= FIRST_PERSON
        return mask | LAUGH if surface[-1] in "笑wW" and _LAUGH_RE.match(surface) else mask
    if surface in "!?":
        return mask | CRY
    if surface in "「『":
        return mask | QUOTING
    if _DIGIT_RE.search(surface):
        mask |= DIGIT
    if _LAUGH_RE.match(surface):
        mask |= LAUGH
    if "." in surface or "・" in surface:
        mask |= DOTTED
    return mask


@kept
def _judging() -> tuple[dict[str, str], frozenset[str]]:
    rows = read_table(TABLES / "stance_evaluative.tsv", key="stem", required=("class", "source", "example"))
    table = {row["stem"]: row["class"] for row in rows}
    return table, frozenset(stem[0] for stem in table)


def judging_class(word: TokenType) -> str:
    """Return what a word that judges does (blame, praise, emotion, assurance, plot, duty), or an empty string."""
    classes, firsts = _judging()
    surface, base, lemma = word.surface, word.base, word.lemma
    if surface[:1] not in firsts and base[:1] not in firsts and lemma[:1] not in firsts:
        return ""
    for form in (surface,) if surface == base == lemma else (surface, base, lemma):
        if form[:1] not in firsts:
            continue
        for length in range(len(form), 0, -1):  # stems stand for all their forms: 呆れ 呆れる 呆れた
            found = classes.get(form[:length])
            if found and (length > 1 or len(form) == 1):
                return found
    return ""


def _describe(word: TokenType) -> WordForm:
    key = word_key(word)
    code = crc32(key.encode("utf-8", "surrogatepass"))
    judging = judging_class(word)
    pos1, surface = word.pos1, word.surface
    is_content, is_light = pos1 in _CONTENT, word.lemma in _LIGHT
    is_telling = (
        is_content
        and not is_light
        and key != "#"
        and pos1 not in ("連体詞", "代名詞")
        and surface not in _PARTICLES
        and word.pos3 != "助数詞可能"
        and "非自立可能" not in (word.pos2, word.pos3)
        and (len(surface) > 1 or surface > "一")
    )
    mask = _mask(surface, pos1, word.cform, judging) | CONTENT * is_content | LIGHT * is_light
    if word.ctype in ("助動詞-マス", "助動詞-デス"):
        mask |= POLITE
    if mask & SUPPOSING and surface in ("たら", "だら"):  # also of what happened: 行ったら待たされた
        mask ^= SUPPOSING | WHEN
    if pos1 == "動詞" and word.cform.startswith("意志推量"):
        mask |= PURPOSE
    return WordForm(
        key,
        code,
        word_row(word, load_words()) if is_content else -1,
        _plain(word, key),
        intern(word.cform[:3]),  # one string for all words of a form
        _MASKS.setdefault(mask, mask),
        judging,
        is_content,
        is_light,
        pos1 in _OPENERS,
        (TELLING | (OPINED if judging or pos1 in _QUALITIES else 0)) if is_telling else 0,
    )


_MASKS: dict[int, int] = {}  # one number for all words of a mask: what lies together is read faster


#: The form of every word type.
TYPES: Column[WordForm] = Column(_describe)


class Derived(Generic[T]):
    """A value per word type that follows from its form: a list of its own is read faster than a field of a tuple."""

    def __init__(self, compute: Callable[[WordForm], T]) -> None:
        self._compute = compute
        self._lexicon: object = None  # the identity of the lexicon, which does not keep it in memory
        self._values: list[T] = []

    def grown(self, lexicon: Lexicon) -> list[T]:
        """Return the values of all types of ``lexicon``, computing those of new types."""
        forms = TYPES.grown(lexicon)
        if lexicon.identity is not self._lexicon:
            self._lexicon, self._values = lexicon.identity, []
        if len(self._values) < len(forms):
            self._values.extend(map(self._compute, forms[len(self._values) :]))
        return self._values


MASKS: Derived[int] = Derived(attrgetter("mask"))
PLAINS: Derived[str] = Derived(attrgetter("plain"))
