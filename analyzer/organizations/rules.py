"""Patterns of names, each searched only in articles that hold a word without which it cannot match."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from analyzer.organizations.body import Span
from corpus.patterns import Pattern

__all__ = ["Rule", "matched"]


class Rule(Struct, frozen=True):
    """A pattern, the words one of which its matches hold, and what it finds: groups of the match (0 the whole) by the rule
    that their spans carry."""

    words: tuple[str, ...]
    pattern: Pattern
    found: tuple[tuple[int | str, str], ...]
    score: float = 0.7


def matched(folded: str, rules: tuple[Rule, ...]) -> Iterator[Span]:
    """Yield what ``rules`` find in a folded text, rule by rule."""
    for rule in rules:
        if any(map(folded.__contains__, rule.words)):
            for match in rule.pattern.finditer(folded):
                for group, name in rule.found:
                    if match.start(group) < 0:
                        continue
                    yield Span(*match.span(group), rule.score, name)
