"""From what the tagger saw to the names of an article: borders, and names that the rest of the article vouches for.

The tagger reads one sentence at a time. Here a name is freed of what sticks to it (東京高裁｜判決), two names joined by a
dot are parted, and occurrences that the tagger missed are added where something else is sure: the same name elsewhere,
the table of names, brackets after a full name (…（NITE）), a head noun after a body that ends in it (機構).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analyzer.organizations.bare_heads import with_heads
from analyzer.organizations.body import Span, with_more, without_overlap
from analyzer.organizations.borders import bordered, widened
from analyzer.organizations.brackets import bracketed, repeated
from analyzer.organizations.credits import beside, cited, credits
from analyzer.organizations.forms import known_names, name_key, suffix_of
from analyzer.organizations.glued import unglued
from analyzer.organizations.guesses import believable, outvoted
from analyzer.organizations.introduced import after_legal_forms, introduced
from analyzer.organizations.makers import soft_firms, topic
from analyzer.organizations.no_bodies import craft, initials_of_things, is_none, products
from analyzer.organizations.quotations import is_class, quotations
from analyzer.organizations.rolls import rolls
from analyzer.organizations.stretches import stretches, told
from analyzer.organizations.teams import animals, clubs, clubs_of_firms, schools, score_lines, teams_by_place
from analyzer.organizations.vouched import vouched
from corpus.tokens import Document

__all__ = ["settled"]


def settled(doc: Document, spans: Sequence[Span], *, first: Iterable[Span] = (), is_article: bool = True) -> list[Span]:
    """Return the names of bodies, left to right, without overlap, given the tagger's ``spans``; ``first`` ones stay.

    In what is no news (``is_article`` false) other guidelines hold: there the tagger's word on things and heads counts.
    """
    folded = doc.folded
    listed = stretches(folded)
    facts = told(listed)
    between = quotations(folded)
    legal = list(after_legal_forms(doc))
    of_soft = [span for span in legal if "の" in folded[span.start : span.end]]  # NPO法人みんなのだいどこ
    told_of = [span for span in introduced(doc, between, listed, facts) if not is_none(folded[span.start : span.end])]
    sure = [
        *first,
        *credits(doc),
        *beside(folded),
        *clubs(doc),
        *clubs_of_firms(doc),
        *score_lines(doc),
        *schools(doc),
        *told_of,
        *of_soft,
    ]
    played = {(span.start, span.end) for span in sure if span.rule == "ball"}
    parted = [each for span in spans for each in bordered(doc, span, is_article)]
    if played:
        parted = [span for span in parted if (span.start, span.end) not in played]
    if between:
        called = {span.start for span in (*told_of, *parted)}.intersection(start for start, _ in between)
        parted = [span for span in parted if span.end + 1 not in called or not is_class(folded[span.start : span.end])]
    names = without_overlap([*sure, *parted])
    if is_article:
        things = craft(folded, {folded[span.start : span.end] for span in names if span.rule == "tagger"})
        if between:
            things |= products(folded, between, spans).difference([folded[span.start : span.end] for span in sure])
        things |= animals(folded, {folded[span.start : span.end] for span in names})
        if things:
            names = [
                span for span in names if span.rule != "tagger" or not _is_only(things, folded[span.start : span.end])
            ]
    names = widened(folded, unglued(doc, names))
    if is_article and "(" in folded:
        initials = initials_of_things(doc, names)
        names = [span for span in names if folded[span.start : span.end] not in initials]
    names = with_more(names, cited(doc))
    if is_article:
        names = believable(doc, outvoted(doc, names, listed))
    names = with_more(names, [*legal, *soft_firms(doc)])
    names = with_more(names, topic(doc, names, listed))
    if is_article:
        names = with_more(names, rolls(doc, names))
    names = with_more(names, vouched(doc, names, listed, facts))
    short = [*bracketed(doc, names)]
    names = with_more(names, [*short, *teams_by_place(doc, names)])
    names = with_more(names, repeated(doc, short, listed))
    return with_heads(doc, names, listed, facts, is_article)


def _is_only(called: set[str], name: str) -> bool:
    """Return whether ``name`` is one of those ``called`` something else, and nothing tells that it is a body too."""
    return name in called and name_key(name) not in known_names() and not suffix_of(name)
