"""The table of names that only hint at a body: what the word lists of the tagger are built from."""

from __future__ import annotations

from analyzer.organizations.forms import known_names, name_key
from analyzer.training.organization_lists import HINTS, KINDS
from corpus.vocabulary import read_table

PLAIN = {"company", "team", "school", "media", "association", "military", "government", "orchestra", "hospital"}


def test_the_kinds_of_the_table_are_those_that_the_lists_know() -> None:
    rows = read_table(HINTS, key="name", required=("kind", "source"))
    assert {row["kind"] for row in rows} <= {*KINDS, *PLAIN, "other", "union"}


def test_names_can_be_found_in_a_run_of_words() -> None:
    # A run of words ends at a space: a name with one inside is never looked up.
    assert not [row["name"] for row in read_table(HINTS, key="name") if " " in row["name"] or len(row["name"]) < 2]


def test_a_hint_is_no_body_by_itself() -> None:
    for name in ("ピーチ", "ジャガー"):
        assert name in {row["name"] for row in read_table(HINTS, key="name")}
        assert name_key(name) not in known_names()
