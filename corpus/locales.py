"""The language of the locale, told without importing anything: the overview of the command line is printed by it."""

from __future__ import annotations

import os

__all__ = ["language_of_locale"]


def language_of_locale() -> str:
    """Return ``"ja"`` where the locale's messages are Japanese, else ``"en"``."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ja" if locale.startswith("ja") else "en"
