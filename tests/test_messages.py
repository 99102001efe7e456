"""Every message exists in both languages with the same values, and nothing in the table is unused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.locales import language, set_language
from corpus.messages import message
from corpus.vocabulary import read_table

ROOT = Path(__file__).parents[1]
ROWS = read_table(ROOT / "corpus" / "tables" / "messages.tsv", key="key", required=("ja", "en"))
_VALUE_RE = re.compile(r"\{(\w+)")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_both_languages_use_the_same_values(row) -> None:
    assert set(_VALUE_RE.findall(row["ja"])) == set(_VALUE_RE.findall(row["en"]))


def test_every_message_is_used() -> None:
    sources = [
        *ROOT.glob("corpus/**/*.py"),
        *ROOT.glob("analyzer/**/*.py"),
        *ROOT.glob("analyzer/**/*.j2"),
        ROOT / "cli.py",
    ]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    words = set(re.findall(r"""["'](\w+)["']""", code))
    families = tuple(word for word in words if word.endswith("_")) + tuple(re.findall(r'f"(\w+_)\{', code))
    unused = [row["key"] for row in ROWS if row["key"] not in words and not row["key"].startswith(families)]
    assert not unused


def test_language_follows_the_locale_and_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    set_language(None)
    assert (language(), message("label_report")) == ("ja", "報道")
    set_language("en")
    assert (language(), message("label_report")) == ("en", "report")
    set_language(None)
