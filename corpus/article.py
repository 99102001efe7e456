"""What a reader of files receives: an article and its blocks."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from corpus.digest import hex_digest

__all__ = ["Article", "Block", "BlockKind", "PublishedFrom", "article_id"]

BlockKind = Literal["headline", "byline", "report", "commentary", "other"]
PublishedFrom = Literal["option", "record", "header", "weekday", "content"]


class Block(Struct, frozen=True):
    """A stretch of an article with one speaker: whose words it is and from when.

    ``start`` and ``end`` are half-open code-point offsets into ``Article.text``. ``outlet`` names the paper whose
    report the block belongs to; ``published`` is an ISO date or minute. ``quoted`` marks somebody else's words whose
    owner is not named. ``evidence`` is the span of the header or phrase that told, or None.
    """

    start: int
    end: int
    kind: BlockKind
    outlet: str | None = None
    published: str | None = None
    quoted: bool = False
    evidence: tuple[int, int] | None = None
    #: Blocks of one pasted report (its headline, byline and body) share a number; the author's own text is 0.
    group: int = 0


class Article(Struct, frozen=True):
    """One article as received: decoded text and what is known about it. Nothing after decoding edits ``text``."""

    id: str
    source: str
    text: str
    title: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    outlet: str | None = None  # the ``source``/``outlet`` field of a record: whose article the whole text is
    blocks: tuple[Block, ...] = ()
    record_id: str | None = None  # the ``id`` field of a record, as given
    body: int = 0  # where the article begins below front matter or mail headers, which stay part of ``text``


def article_id(text: str) -> str:
    """Return the identity of an article: 16 hex digits of SHA-256 over its text, the same anywhere.

    >>> article_id("市は12日、予算案を発表した。")
    '5f60abdc10b6cde1'
    """
    return hex_digest(text.encode("utf-8", "surrogatepass"))[:16]
