"""From what the tagger saw to the names of an article: borders, and names that the rest of the article vouches for.

The tagger reads one sentence at a time. Here a name is freed of what sticks to it (東京高裁｜判決), two names joined by a
dot are parted, and occurrences that the tagger missed are added where something else is sure: the same name elsewhere,
the table of names, brackets after a full name (…（NITE）), a head noun after a body that ends in it (機構).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analyzer.organizations.body import Span, without_overlap
from analyzer.organizations.borders import bordered, is_person, unglued
from analyzer.organizations.forms import known_names, name_key, suffix_of
from analyzer.organizations.introduced import after_legal_forms, credits, introduced
from analyzer.organizations.teams import teams_by_place
from analyzer.organizations.vouched import bracketed, vouched, with_heads
from corpus.tokens import Document

__all__ = ["settled"]


def settled(doc: Document, spans: Sequence[Span], *, first: Iterable[Span] = (), is_article: bool = True) -> list[Span]:
    """Return the names of bodies, left to right, without overlap, given the tagger's ``spans``; ``first`` ones stay.

    In what is no news (``is_article`` false) other guidelines hold: there the tagger's word on things and heads counts.
    """
    sure = [*first, *credits(doc), *introduced(doc)]
    names = without_overlap([*sure, *(each for span in spans for each in bordered(doc, span, is_article))])
    persons = {name for name in {doc.folded[span.start : span.end] for span in spans} if is_person(doc.folded, name)}
    names = [
        span
        for span in names
        if (name := doc.folded[span.start : span.end]) not in persons
        or name_key(name) in known_names()
        or suffix_of(name)
    ]
    alone = {doc.folded[span.start : span.end] for span in names}
    names = without_overlap([*sure, *(each for span in names for each in unglued(doc, span, alone))])
    names = without_overlap([*names, *after_legal_forms(doc)])
    names = without_overlap([*names, *vouched(doc, names)])
    names = without_overlap([*names, *bracketed(doc, names), *teams_by_place(doc, names)])
    return with_heads(doc, names, is_article)
