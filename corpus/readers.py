"""Files, folders, globs and ``-`` become articles. (skeleton)"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.article import Article, ArticleError, article_id
from corpus.messages import message
from corpus.text import canonical

__all__ = ["read_articles"]


def read_articles(paths: Sequence[str], *, encoding: str | None = None) -> Iterator[Article | ArticleError]:
    """Yield the articles of ``paths`` in the order given; what cannot be read is yielded as an ArticleError."""
    for path in paths:
        if path == "-":
            text = canonical(sys.stdin.buffer.read().decode(encoding or "utf-8"))
        elif not Path(path).is_file():
            yield ArticleError(path, message("missing_file"))
            continue
        else:
            text = canonical(Path(path).read_bytes().decode(encoding or "utf-8"))
        yield Article(id=article_id(text), source=path, text=text)
