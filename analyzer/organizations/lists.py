"""What a list says that a name is a body of, where the name itself tells no kind: フェラーリ, デビルレイズ, ESPN."""

from __future__ import annotations

from functools import cache

from analyzer.mention import OrganizationKind
from analyzer.organizations.wordlists import WordList, load_word_list
from corpus.places import ANALYZER

__all__ = ["KINDS", "LIST", "listed_kind"]

#: The kinds that the list tells, by their number in it from 1 on.
KINDS: tuple[OrganizationKind, ...] = (
    *("company", "government", "media", "party", "school", "hospital", "court", "police"),
    *("team", "union", "association", "international"),
)
#: The list (training/organization_kinds.py makes it).
LIST = ANALYZER / "models" / "organization_kinds.bin"


@cache
def _listed() -> WordList:
    return load_word_list(LIST)


def listed_kind(name: str) -> OrganizationKind | None:
    """Return the kind of the body of this (folded) name, None if the list does not know it.

    >>> listed_kind("フェラーリ"), listed_kind("ESPN"), listed_kind("三方印刷")
    ('company', 'media', None)
    """
    code = _listed().get(name)
    return KINDS[code - 1] if code else None
