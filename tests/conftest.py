"""Fixtures that several files of tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.locales import set_language


@pytest.fixture
def english() -> Iterator[None]:
    """Messages in English, whatever the locale; a file asks for it with ``pytestmark``."""
    set_language("en")
    yield
    set_language(None)
