"""The errors that uradori raises on purpose.

NewsError
├── ArticleError   one bad input; carries the source ("path#record") and what to do; never stops a batch
├── TableError     a word table that cannot be trusted; stops the program, names file and line
├── ModelError     a model file that is broken or not ours; stops the program
└── StoreError     a corpus folder that cannot be read or written
"""

from __future__ import annotations

from corpus.locales import language

__all__ = ["ArticleError", "ModelError", "NewsError", "StoreError", "TableError"]


class NewsError(Exception):
    """Base of everything uradori raises on purpose."""


class ArticleError(NewsError):
    """One input that cannot be read: where it is and what was seen there."""

    def __init__(self, source: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source
        self.message = message

    def __reduce__(self) -> tuple[type[ArticleError], tuple[str, str]]:
        return type(self), (self.source, self.message)  # errors cross process borders


class TableError(NewsError):
    """A row of a word table that breaks the table's rules; line 0 is the table as a whole."""

    def __init__(self, path: str, line: int, message: str, column: str | None = None) -> None:
        where = f"{path}:{line}" if line else path
        if column:
            where += f"（{column} 列）" if language() == "ja" else f" (column {column})"
        super().__init__(f"{where}: {message}")
        self.path = path
        self.line = line
        self.column = column


class ModelError(NewsError):
    """A model file that is missing, broken, or made for another program."""


class StoreError(NewsError):
    """A corpus folder that cannot be opened, read or written."""
