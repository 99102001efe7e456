"""What the parser of the command line says of itself, in Japanese (``tables/usage_words.tsv``): headings, misuse."""

from __future__ import annotations

import re
import sys
from typing import Any

from corpus.places import ANALYZER
from corpus.vocabulary import read_table

__all__ = ["in_japanese", "say_misuse", "with_japanese_headings"]


def with_japanese_headings(text: str) -> str:
    """Return a help text of the parser with its headings in Japanese.

    >>> with_japanese_headings("Usage: uradori [OPTIONS]\\n\\nOptions:\\n  --corpus TEXT  [required]")
    '使い方: uradori [OPTIONS]\\n\\nオプション:\\n  --corpus TEXT  [必須]'
    """
    for english, japanese in _words("heading"):
        at_line_start = "" if english[0] == "[" or english[0].islower() else "^"
        text = re.sub(at_line_start + re.escape(english), japanese, text, flags=re.MULTILINE)
    return text


def in_japanese(said: str) -> str:
    """Return what the parser says of a misuse in Japanese; as it stands where the table has no words for it.

    >>> in_japanese("No such option: --formt (Possible options: --format)")
    '--formt というオプションはありません（--format でしょうか）'
    """
    flat = " ".join(said.split())
    for english, japanese in _words("misuse"):
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(english))
        match = re.fullmatch(pattern, flat)
        if match:
            return japanese.format(**match.groupdict())
    return said


def say_misuse(error: Any) -> None:
    """Say on stderr, in Japanese, what is wrong with the command line, how the command is used and where help is."""
    context = error.ctx
    if context is not None:
        print(with_japanese_headings(context.get_usage()), file=sys.stderr)
        print(f"説明: {context.command_path} --help\n", file=sys.stderr)
    print(f"uradori: {in_japanese(error.format_message())}", file=sys.stderr)


def _words(kind: str) -> list[tuple[str, str]]:
    rows = read_table(ANALYZER / "tables" / "usage_words.tsv", key=("kind", "en"), required=("ja",))
    return [(row["en"], row["ja"]) for row in rows if row["kind"] == kind]
