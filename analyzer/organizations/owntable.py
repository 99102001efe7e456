"""The user's own table of bodies: ``--organizations FILE.tsv`` with the columns name, aliases and kind."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, get_args

from msgspec import Struct

from analyzer.mention import OrganizationKind
from analyzer.organizations.body import Body, Span
from analyzer.organizations.forms import name_key
from corpus.errors import TableError
from corpus.mapped import read
from corpus.messages import message
from corpus.text import fold
from corpus.tokens import Document
from corpus.vocabulary import alternation, read_table

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Own", "own_table", "read_own"]


class Own(Struct, frozen=True, dict=True):
    """Forms of the user's bodies: form → full name, full name → kind."""

    names: dict[str, str]
    kinds: dict[str, OrganizationKind]
    name: str = "organizations"  # with a hash of the content, for ``made_by``

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(alternation(self.names))

    def spans(self, doc: Document) -> Iterator[Span]:
        """Yield the places where a form stands at word borders."""
        if not self.names:
            return
        starts, ends = set(doc.starts), set(doc.ends)
        for match in self._pattern.finditer(doc.folded):
            if match.start() in starts and match.end() in ends:
                yield Span(match.start(), match.end(), 1.0, "own")

    def canonical(self, key: str) -> str | None:
        """Return the full name of a form (a :func:`analyzer.organizations.forms.name_key`), or None."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return {name_key(form): name for form, name in self.names.items()}

    def settle_kinds(self, found: Sequence[Body]) -> None:
        """Give the bodies of the table the kind that it gives them."""
        for body in found:
            kind = self.kinds.get(body.canonical)
            if kind is not None:
                body.kind = kind


def read_own(path: Path | str) -> Own:
    """Return the table in ``path``: name, aliases (separated by ``|``), kind. Errors name line and column."""
    names: dict[str, str] = {}
    kinds: dict[str, OrganizationKind] = {}
    lines: dict[str, int] = {}
    for row in read_table(path, key="name", required=("kind",), optional=("aliases",)):
        if row["kind"] not in get_args(OrganizationKind):
            allowed = ", ".join(get_args(OrganizationKind))
            raise TableError(str(path), row.line, message("bad_choice", value=row["kind"], choices=allowed), "kind")
        kinds[row["name"]] = row["kind"]  # type: ignore[assignment]
        for column, form in [("name", row["name"]), *(("aliases", form) for form in row["aliases"].split("|"))]:
            folded = fold(form).strip()
            if not folded:
                continue
            if names.get(folded, row["name"]) != row["name"]:
                raise TableError(str(path), row.line, message("own_twice", form=form, line=lines[folded]), column)
            names[folded] = row["name"]
            lines.setdefault(folded, row.line)
    digest = zlib.crc32(read(path))
    return Own(names, kinds, f"organizations-{digest:08x}")


@cache
def own_table(path: Path) -> Own:
    """Return the table in ``path``, read once per process."""
    return read_own(path)
