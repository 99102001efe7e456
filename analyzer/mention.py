"""The records that leave the house: fields and values as promised in docs/output.md.

All offsets are half-open code points into ``Article.text``. A mention never copies its text: ``text[start:end]`` is it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from corpus.article import Article

__all__ = [
    "SHARE_UNITS",
    "Analysis",
    "Attribution",
    "Certainty",
    "DateMention",
    "Figure",
    "Label",
    "Mention",
    "Organization",
    "OrganizationKind",
    "Reason",
    "SourceSpan",
    "Verdict",
]

Label = Literal["report", "quote", "commentary", "other"]
LABELS: tuple[Label, ...] = ("report", "quote", "commentary", "other")
Certainty = Literal["asserted", "hearsay", "inferred", "possible", "planned", "conditional", "question"]
Quantity = Literal["count", "money", "ratio", "measure", "change", "age", "ordinal", "score", "rate"]
Modifier = Literal["approx", "at_least", "more_than", "at_most", "less_than"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
DateMod = Literal["START", "MID", "END", "APPROX", "BEFORE", "AFTER", "MORE_THAN", "LESS_THAN"]
OrganizationKind = Literal[
    "company",
    "government",
    "media",
    "party",
    "school",
    "hospital",
    "court",
    "police",
    "team",
    "union",
    "association",
    "international",
    "other",
]
SourceKind = Literal["named", "role", "vague", "outlet"]


class Mention(Struct, frozen=True):
    """A stretch of text that was read as something, and the name of the rule that read it."""

    start: int
    end: int
    rule: str


class Figure(Mention, frozen=True):
    """A number that counts or measures: 約3億2,000万円 → 320000000 円, modifier approx."""

    value: int | float | None  # None for a range
    low: int | float | None
    high: int | float | None
    unit: str
    quantity: Quantity
    modifier: Modifier | None = None
    counted: str | None = None  # what is counted, as the text words it
    si: tuple[float, str] | None = None  # value in the SI unit, where the unit has a dimension


#: Units whose value is stored as a share: 2割 is 0.2, 12.5% is 0.125. Shown with its unit it would be wrong a hundredfold.
SHARE_UNITS = frozenset({"%", "割", "‰", "分の", "人に"})


class DateMention(Mention, frozen=True):
    """A time expression with its TIMEX3 value; ``first`` and ``last`` are inclusive calendar days or None."""

    type: DateType
    value: str
    mod: DateMod | None = None
    first: str | None = None
    last: str | None = None
    warning: str | None = None  # the text contradicts itself here: weekday or era year against the date


class Organization(Mention, frozen=True):
    """A body named in the text; ``entity`` ties the mentions of one body of this article together."""

    canonical: str
    entity: str
    kind: OrganizationKind
    anaphor: bool = False
    score: float = 1.0


class SourceSpan(Struct, frozen=True):
    """Who said it, as the text words it."""

    start: int
    end: int
    kind: SourceKind
    inherited: bool = False  # carried over from a sentence before (と続けた, 同氏は)


class Attribution(Struct, frozen=True):
    """One attribution frame: the cue (と述べた), its source if the text gives one, and what is attributed."""

    sentence: int
    cue: tuple[int, int]
    source: SourceSpan | None
    content: tuple[int, int] | None
    mode: Literal["direct", "indirect"]
    rule: str = ""


class Reason(Struct, frozen=True):
    """Why a label was given: a phrase per language, its weight, and where in the text it stands (or None)."""

    feature: str  # Japanese phrase, as shown: 文末「のが現実です」
    feature_en: str
    weight: float
    start: int | None = None
    end: int | None = None


class Verdict(Struct, frozen=True):
    """One sentence judged. ``score`` is the calibrated probability of ``label``, None where it cannot be calibrated."""

    start: int
    end: int
    label: Label
    score: float | None
    scores: dict[Label, float]
    certainty: Certainty
    checkable: bool = False
    reasons: tuple[Reason, ...] = ()


class Analysis(Struct, frozen=True):
    """All that one article says, and which program, tables and models said so (``made_by``)."""

    article: Article
    sentences: tuple[Verdict, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    organizations: tuple[Organization, ...]
    attributions: tuple[Attribution, ...]
    made_by: str = ""
