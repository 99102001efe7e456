"""One register of bodies for many articles: the same full name, or a form that the table knows, is one entity.

What an article calls 同社 or 機構 is settled inside the article; here only full names meet. A short form that several
bodies share (民主 of two countries, 労働党, 共同) stays apart, and so does a name that begins with 県, 市, 町 … without
saying which: 県警 of two articles are two bodies unless both write 兵庫県警.

>>> register = Register()
>>> register.entity("公正取引委員会", "government") == register.entity("公取委", "government")
True
>>> register.entity("県警", "police", article="a1") == register.entity("県警", "police", article="a2")
False
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from analyzer.mention import Organization, OrganizationKind
from analyzer.organizations.aliases import known_names, name_key, suffixes
from corpus.text import fold

__all__ = ["Register"]

#: Names that only an article's place makes certain.
_LOCAL_RE = re.compile(r"(?:県|府|道|都|市|町|村|区)(?:警|議会|教委|教育委員会|庁|役所|役場|選管|立|社協|内)")


class Register:
    """Entities of a corpus, numbered in the order they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def entity(self, canonical: str, kind: OrganizationKind, *, article: str = "") -> str:
        """Return the id (``"e1"`` …) of the body that ``canonical`` names; ``article`` tells local names apart."""
        key = identity(canonical, kind)
        if key is None:
            key = f"{article}\n{name_key(fold(canonical))}"
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = f"e{len(self._numbers) + 1}"
        if len(canonical) > len(self._names.get(number, "")):
            self._names[number] = canonical
        return number

    def add(self, article: str, mentions: Iterable[Organization]) -> dict[str, str]:
        """Return for each entity of an article (``"o1"`` …) its id in the register."""
        return {
            mention.entity: self.entity(mention.canonical, mention.kind, article=article)
            for mention in mentions
            if not mention.anaphor
        }

    def name(self, entity: str) -> str:
        """Return the longest name met for an entity of the register."""
        return self._names[entity]


def identity(canonical: str, kind: OrganizationKind) -> str | None:
    """Return a key that is the same for all full names of one body, None if the name alone does not tell which body.

    >>> identity("株式会社三方印刷", "company") == identity("三方印刷", "company")
    True
    >>> identity("機構", "association") is None
    True
    """
    key = name_key(fold(canonical))
    known = known_names().get(key)
    if known is not None:
        return name_key(known.names[0]) if len(known.names) == 1 else f"{key}\n{kind}"
    if _LOCAL_RE.match(key) or key in suffixes() or len(key) < 2:
        return None
    return key
