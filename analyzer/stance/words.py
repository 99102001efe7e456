"""What one word shows to the stance model: computed once per word type, as integers wherever a sum can do.

Names are not counted one by one: a model that knows persons and bodies learns topics, not manners of speaking. Nothing
here knows weights.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar
from zlib import crc32

from analyzer.stance.word_vectors import load_words, word_row
from corpus.patterns import Pattern
from corpus.tokens import Column, Lexicon, TokenType
from corpus.vocabulary import read_table

__all__ = [
    "BITS",
    "CRY",
    "DIGIT",
    "DOTTED",
    "FIRST_PERSON",
    "JUDGING",
    "LAUGH",
    "MASKS",
    "QUOTING",
    "TYPES",
    "Derived",
    "WordForm",
    "judging_class",
    "mixed",
    "slot",
    "word_key",
]

T = TypeVar("T")
BITS = 17
_MASK = (1 << BITS) - 1
TABLES = Path(__file__).parents[1] / "tables"

#: What the words of a sentence hold between them, as bits that are or-ed together.
DIGIT, FIRST_PERSON, LAUGH, CRY, QUOTING, DOTTED, JUDGING = (1 << bit for bit in range(7))

_CONTENT = frozenset(["名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "接続詞", "感動詞", "連体詞"])
_OPENERS = frozenset(["接続詞", "副詞", "感動詞", "連体詞", "代名詞", "助詞", "助動詞"])
_FUNCTION = frozenset(["助動詞", "助詞", "接尾辞", "補助記号"])
#: Verbs and nouns so general that the word before them carries the predicate.
_LIGHT = frozenset(
    ["為る", "有る", "居る", "成る", "事", "物", "の", "見る", "来る", "行く", "出来る", "無い", "様", "訳"]
)
_NUMBER_RE = Pattern(r"[0-9.,]+")
_DIGIT_RE = Pattern(r"[0-9]")
_FIRST_PERSON_RE = Pattern(r"[私僕俺]|わたし|われわれ|ぼく|オレ|我々|筆者|小生")
#: Laughter, trailing dots, and signs that no newspaper prints.
_LAUGH_RE = Pattern(r"笑$|[wW]+$|.*(?:\.\.\.|…|[^\w\s、。「」()々〇ー・!-~])")


class WordForm(NamedTuple):
    """All that the model needs to know of one word type."""

    key: str
    code: int  # 32-bit hash of the key
    left: int  # slots of BITS bits: the word as the left and as the right half of a pair,
    right: int
    word: int  # outside quotations, inside, in the last clause
    quoted: int
    tail: int
    row: int  # of the word-vector table, or -1
    plain: str  # what it adds to an ending, politeness left out
    cform: str
    mask: int
    judging: str  # class of a word that judges, or ""
    is_content: bool
    is_light: bool
    is_polite: bool
    is_opener: bool
    is_telling: bool  # worth naming to a reader as a reason


def slot(feature: str) -> int:
    """Return the hash slot of a feature that is spelled out."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & _MASK


def mixed(first: int, second: int) -> int:
    """Return the hash slot of two things that stand together, each given as a 32-bit hash; order matters."""
    return ((first * 0x9E3779B1 ^ second * 0x85EBCA6B) >> 13) & _MASK


def word_key(word: TokenType) -> str:
    """Return the form under which a word is counted: lemma and part of speech, names and numbers as their class."""
    if word.pos2 == "数詞" or _NUMBER_RE.fullmatch(word.surface):
        return "#"
    if word.pos2 == "固有名詞":
        return f"固有/{word.pos3}"
    if word.is_unknown:
        return "未知" if word.surface.isascii() or len(word.surface) > 3 else word.surface
    return f"{word.lemma}/{word.pos1}"


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


def _mask(surface: str, judging: str) -> int:
    mask = JUDGING if judging else 0
    if surface in "!?":
        return mask | CRY
    if surface in "「『":
        return mask | QUOTING
    if _DIGIT_RE.search(surface):
        mask |= DIGIT
    if _FIRST_PERSON_RE.match(surface):
        mask |= FIRST_PERSON
    if _LAUGH_RE.match(surface):
        mask |= LAUGH
    if "." in surface or "・" in surface:
        mask |= DOTTED
    return mask


@cache
def _judging() -> tuple[dict[str, str], frozenset[str]]:
    rows = read_table(TABLES / "stance_evaluative.tsv", key="stem", required=("class", "source", "example"))
    table = {row["stem"]: row["class"] for row in rows}
    return table, frozenset(stem[0] for stem in table)


def judging_class(word: TokenType) -> str:
    """Return what a word that judges does (blame, praise, emotion, assurance, plot, duty), or an empty string."""
    classes, firsts = _judging()
    for form in {word.surface: 0, word.base: 0, word.lemma: 0}:
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
    is_content, is_light = word.pos1 in _CONTENT, word.lemma in _LIGHT
    return WordForm(
        key=key,
        code=code,
        left=mixed(code, 1),
        right=mixed(code, 2),
        word=mixed(code, 3),
        quoted=mixed(code, 4),
        tail=mixed(code, 5),
        row=word_row(word, load_words()),
        plain=_plain(word, key),
        cform=word.cform[:3],
        mask=_mask(word.surface, judging),
        judging=judging,
        is_content=is_content,
        is_light=is_light,
        is_polite=word.ctype in ("助動詞-マス", "助動詞-デス"),
        is_opener=word.pos1 in _OPENERS,
        is_telling=is_content
        and not is_light
        and key != "#"
        and word.pos1 not in ("連体詞", "代名詞")
        and word.pos2 != "非自立可能"
        and (len(word.surface) > 1 or word.surface > "一"),
    )


TYPES: Column[WordForm] = Column(_describe)


class Derived(Generic[T]):
    """A value per word type that follows from its form: a list of its own is read faster than a field of a tuple."""

    def __init__(self, compute: Callable[[WordForm], T]) -> None:
        self._compute = compute
        self._lexicon: Lexicon | None = None
        self._values: list[T] = []

    def grown(self, lexicon: Lexicon) -> list[T]:
        """Return the values of all types of ``lexicon``, computing those of new types."""
        forms = TYPES.grown(lexicon)
        if lexicon is not self._lexicon:
            self._lexicon, self._values = lexicon, []
        if len(self._values) < len(forms):
            self._values.extend(map(self._compute, forms[len(self._values) :]))
        return self._values


MASKS: Derived[int] = Derived(lambda form: form.mask)
