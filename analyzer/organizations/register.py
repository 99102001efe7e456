"""One register of bodies for many articles: the same full name, or a form known to be short for it, is one entity.

What an article calls 同社 or 機構 is settled inside the article; here only full names meet. A short form is known from
the table (公取委) or from the corpus itself: if every article that spells 奥羽信金 out means 奥羽信用金庫, an article that does
not spell it out means that too. What several bodies share (労働党 of two countries) stays apart, article by article, and
so does a name that begins with 県, 市, 町 … without saying which: 県警 of two articles are two bodies.

Ids are made of names, never of an order: whoever adds the same articles in whatever order gets the same register.

>>> register = Register()
>>> register.add("a1", "公取委", "公正取引委員会", "government")
>>> register.entity("a1", "公正取引委員会", "government") == register.entity("a2", "公取委", "government")
True
>>> register.entity("a1", "県警", "police") == register.entity("a2", "県警", "police")
False
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analyzer.mention import OrganizationKind
from analyzer.organizations.forms import known_names, name_key, shared_names, suffix_of, suffixes
from analyzer.organizations.shortforms import is_short_form
from corpus.patterns import Pattern
from corpus.text import fold

__all__ = ["Entity", "Register", "Seen", "key_of"]

#: Names that only an article's place makes certain.
_LOCAL_RE = Pattern(
    r"(?:[県府道都市町村区])(?:内?警|議会|教委|教育委員会|庁|役所|役場|選管|選挙管理委員会|立|社協|内|消防|医師会|商工会)"
)
#: What may be a firm's foreign name with the word for firm behind it.
_FOREIGN_FIRM_RE = Pattern(r"[ァ-ヶーA-Za-z]{3,}社")


class Entity(NamedTuple):
    """A body of the corpus: ``id`` is made of its key, ``name`` the full name (that of the table, else :meth:`Register._name`)."""

    id: str
    name: str
    kind: OrganizationKind


class Seen(NamedTuple):
    """A mention as the register needs it: article id, the mention's text, its canonical name and its kind."""

    article: str
    text: str
    canonical: str
    kind: OrganizationKind


def key_of(article: str, canonical: str, kind: OrganizationKind) -> str:
    """Return what is the same for all full names of one body; it holds the article's id if the name alone tells nothing.

    >>> key_of("a", "株式会社三方印刷", "company") == key_of("b", "三方印刷", "other")
    True
    >>> key_of("a", "機構", "association")
    '機構\\ta'
    """
    folded = fold(canonical)
    key = name_key(folded)
    if len(folded) < 4 and folded.isascii() and folded.islower():
        return folded  # au is not the AU
    if key in shared_names():
        return f"{key}\t{article}"
    known = known_names().get(key)
    if known is not None:
        names = known.names
        if len(names) > 1:
            names = tuple(name for name in names if known_names()[name_key(name)].kind == kind)
        return name_key(names[0]) if len(names) == 1 else f"{key}\t{article}"
    return f"{key}\t{article}" if _is_local(key) else key


def _is_local(key: str) -> bool:
    """Return whether a name means another body in another article: 県警, 機構, a single letter."""
    return _LOCAL_RE.match(key) is not None or key in suffixes() or len(key) < 2


class Register:
    """The bodies of a corpus. Memory grows with distinct names, not with articles: local names are not kept.

    Add every mention that is no anaphor (repeats do no harm: for a store, the distinct rows are enough), then ask.
    """

    def __init__(self, seen: Iterable[Seen] = ()) -> None:
        # key → its full names, each with the article that writes it ("" once a second one does)
        self._names: dict[str, dict[str, str]] = {}
        self._kinds: dict[str, Counter[OrganizationKind]] = {}
        self._full: dict[str, set[str]] = {}  # key of a short form → keys of the bodies it was spelled out as
        for each in seen:
            self.add(*each)

    def add(self, article: str, text: str, canonical: str, kind: OrganizationKind) -> None:
        """Take note of a mention."""
        key = key_of(article, canonical, kind)
        if "\t" in key:
            return
        names = self._names.setdefault(key, {})
        names[canonical] = article if names.get(canonical, article) == article else ""
        self._kinds.setdefault(key, Counter())[kind] += 1
        form = name_key(fold(text))
        if form != key and _is_distinctive(form) and _is_sound(form, key):
            self._full.setdefault(form, set()).add(key)

    def entity(self, article: str, canonical: str, kind: OrganizationKind) -> Entity:
        """Return the body that ``canonical`` names in ``article``."""
        key = self._resolved(key_of(article, canonical, kind))
        name = key.partition("\t")[0]
        known = known_names().get(name)
        if "\t" in key:
            return Entity(_id(key), canonical, kind)
        full = known.names[0] if known is not None and len(known.names) == 1 else self._name(key, canonical)
        return Entity(_id(key), full, known.kind if known is not None else self._kind(key, kind))

    def entities(self) -> Iterator[Entity]:
        """Yield all bodies that can be met in more than one article, ordered by name."""
        keys = {self._resolved(key) for key in self._names}
        found = (self.entity("", self._name(key, key), self._kind(key, "other")) for key in keys)
        yield from sorted(found, key=lambda entity: (entity.name, entity.id))

    def _name(self, key: str, default: str) -> str:
        """Return the fullest name that several articles write, else the fullest of all: one misreading names nobody."""
        names = self._names.get(key)
        if not names:
            return default
        return min(names, key=lambda name: (names[name] != "", -len(name), name))

    def _resolved(self, key: str) -> str:
        """Return the key of the full name that ``key`` is short for, ``key`` itself if that is not certain."""
        if _FOREIGN_FIRM_RE.fullmatch(key) and key[:-1] in self._names:
            key = key[:-1]  # スペースノルド社 here, 株式会社スペースノルド there
        for _ in range(4):  # a short form of a short form; names only grow, so there is no circle
            full = self._full.get(key, ())
            if len(full) != 1:
                break
            (longer,) = full
            if not self._agree(key, longer) or (len(longer) <= len(key)):
                break
            key = longer
        return key

    def _agree(self, key: str, longer: str) -> bool:
        """Return whether the kinds met for two names can be those of one body."""
        kinds = {self._kind(key, "other"), self._kind(longer, "other")} - {"other"}
        return len(kinds) < 2

    def _kind(self, key: str, default: OrganizationKind) -> OrganizationKind:
        """Return the kind met most for ``key``; ``other`` only if no article knows better."""
        counts = self._kinds.get(key)
        if not counts:
            return default
        return max(counts, key=lambda kind: (kind != "other", counts[kind], kind))


def _is_distinctive(form: str) -> bool:
    """Return whether a short form is likely to mean one body everywhere: J-LIS, 奥羽信金; not 城東, 機構, 県警."""
    if form in known_names() or _is_local(form):
        return False
    if form.isascii():
        return len(form) > 2
    suffix = suffix_of(form)
    return len(form) > 4 or (len(suffix) > 1 and len(form) - len(suffix) > 1)


def _is_sound(form: str, key: str) -> bool:
    """Return whether ``form`` is short for ``key`` by its letters; a name with something glued before it is not."""
    return form.isascii() != key.isascii() or (not key.endswith(form) and is_short_form(form, key))


def _id(key: str) -> str:
    return "e" + hashlib.blake2s(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
