"""Which names are one body in the whole corpus: the derived table ``bodies``, made by the register of organizations.

An article's own names stand in its shard and never change; what they mean beside those of other articles may change with
every article that is added (one that spells 奥羽信金 out as 奥羽信用金庫 explains it to all), so it is kept apart and made anew
after a run. The work grows with the distinct names of the corpus, not with its articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analyzer.organizations.register import Register, key_of
from corpus.store import Corpus

__all__ = ["write_bodies"]

#: What the register learns from: every wording that is no anaphor, once.
_WORDINGS_SQL = "SELECT DISTINCT text, canonical, kind FROM stored_organizations WHERE NOT anaphor ORDER BY ALL"
#: What it is asked: anaphors too, for they carry the name that they stand for.
_NAMES_SQL = """
    SELECT canonical, kind, list(DISTINCT text ORDER BY text) FILTER (NOT anaphor)
    FROM stored_organizations GROUP BY ALL ORDER BY ALL
"""


def write_bodies(corpus: Corpus, made_by: str, *, is_forced: bool = False) -> None:
    """Make the table of bodies anew if articles or the program changed since. Raises StoreError."""
    if is_forced or corpus.has_changed("bodies", made_by):
        corpus.write_derived("bodies", _rows(corpus), made_by=made_by)


def _rows(corpus: Corpus) -> Iterator[dict[str, Any]]:
    register = Register()
    with corpus.query() as connection:
        for text, canonical, kind in corpus.answer(connection, _WORDINGS_SQL)[1]:
            register.add("", text, canonical, kind)
        for canonical, kind, wordings in corpus.answer(connection, _NAMES_SQL)[1]:
            entity = register.entity("", canonical, kind)
            yield {
                "canonical": canonical,
                "kind": kind,
                "body_id": entity.id,
                "name": entity.name,
                "body_kind": entity.kind,
                # 県警 is another body in another article: the view adds the article to its id.
                "is_local": "\t" in key_of("", canonical, kind),
                "wordings": wordings or [canonical],
            }
