"""Web pages: the article in an HTML file, without menus, share buttons and comments. The only import of trafilatura."""

from __future__ import annotations

import re
from typing import Any

from corpus.encoding import BinaryError, UndecodableError, decode
from corpus.errors import NewsError
from corpus.messages import message
from corpus.text import canonical

__all__ = ["PageError", "read_page"]

_CHARSET_RE = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,20})""", re.IGNORECASE)
#: What pages write when they mean Microsoft's encodings.
_NAMES = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932"}


class PageError(NewsError):
    """A page without an article, or the missing library that would find it."""


def read_page(data: bytes, encoding: str | None = None) -> dict[str, Any]:
    """Return ``text``, ``title``, ``published`` and ``outlet`` of the article in a page (missing ones are None).

    Raises PageError where the page holds no article or the extra ``[html]`` is not installed.
    """
    try:
        from trafilatura import bare_extraction

        document = bare_extraction(
            _decoded(data, encoding), include_comments=False, include_tables=True, with_metadata=True
        )
    except ImportError as error:  # it imports some of what it needs only when asked
        raise PageError(message("html_not_installed")) from error
    if document is None:
        raise PageError(message("html_no_article"))
    found = document if isinstance(document, dict) else document.as_dict()
    text = canonical(found.get("text") or "").strip()
    if not text:
        raise PageError(message("html_no_article"))
    return {"text": text, "title": found.get("title"), "published": found.get("date"), "outlet": found.get("sitename")}


def _decoded(data: bytes, encoding: str | None) -> str:
    """The page as text: by rule, or by what the page says of itself where the rule is at a loss."""
    declared = _CHARSET_RE.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else None
    try:
        return decode(data, encoding).text
    except (UndecodableError, BinaryError):
        if name is None or encoding is not None:
            raise
    try:
        return canonical(data.decode(_NAMES.get(name, name), "replace"))
    except LookupError:
        return canonical(data.decode("utf-8", "replace"))
