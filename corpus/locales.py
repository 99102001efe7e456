"""The language to speak: that of the locale unless the command line chose one.

Nothing is imported but ``os``: the overview of the command line is printed by it.
"""

from __future__ import annotations

import os

__all__ = ["language", "language_of_locale", "set_language"]

_chosen: str | None = None


def set_language(language: str | None) -> str | None:
    """Choose ``"ja"`` or ``"en"`` for all messages, None for the locale's; return what was chosen before."""
    global _chosen
    before, _chosen = _chosen, language
    return before


def language() -> str:
    """Return ``"ja"`` or ``"en"``: the chosen language, or Japanese where the locale is Japanese."""
    return _chosen or language_of_locale()


def language_of_locale() -> str:
    """Return ``"ja"`` where the locale's messages are Japanese, else ``"en"``."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ja" if locale.startswith("ja") else "en"
