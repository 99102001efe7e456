"""What a post shouts without a noun: 「40万人分ですよ、40万人分。」 counts what the headline of its reports counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyzer.desk.amount import agree
from analyzer.desk.entries import Entry
from analyzer.desk.events import Events

__all__ = ["with_topics"]

#: Headlines give one number when none is so many times another: 18万人分 and 18万4000人分.
_ONE_NUMBER = 1.1


def with_topics(entries: Sequence[Entry], events: Events) -> list[Entry]:
    """Return the figures, those of a post that stand alone in their sentence with what the headlines count in that unit."""
    headlines = [entry for entry in entries if entry.passage.is_headline and not entry.passage.is_own_word]
    return [_with_topic(entry, headlines, entries, events) if _is_bare(entry) else entry for entry in entries]


def _is_bare(entry: Entry) -> bool:
    passage = entry.passage
    is_alone = all((each.family, each.value) == (entry.amount.family, entry.amount.value) for each in entry.companions)
    return passage.is_own_word and is_alone and not entry.things and set(passage.terms) <= passage.measured


def _with_topic(bare: Entry, headlines: Sequence[Entry], entries: Sequence[Entry], events: Events) -> Entry:
    """Return the figure with the things of the one number that headlines on its event give in its unit, if it is one."""
    told = [
        each for each in headlines if each.figure.unit == bare.figure.unit and events.are_one(each.voice, bare.voice)
    ]
    sizes = sorted(each.amount.value for each in told)
    if not told or sizes[-1] > _ONE_NUMBER * sizes[0]:
        return bare
    voices = {each.voice for each in told}
    repeated = [each for each in entries if each.voice in voices and agree(each.amount, told[0].amount)]
    things = frozenset[str]().union(*(each.things for each in repeated))
    heads = [each.head for each in repeated if each.head]
    return replace(bare, things=things, head=heads[0]) if heads else bare
