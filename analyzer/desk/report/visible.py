"""Text of others on our page: escaped, and every character that could act instead of being read made visible."""

from __future__ import annotations

import re
from html import escape

__all__ = ["visible"]

#: C0 and C1 controls but tab and line feed, bidirectional controls, zero-width signs, surrogates, non-characters.
_ACTING_RE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Return ``text`` as HTML that shows what is written and does nothing.

    >>> visible("<b>\\u202e")
    '&lt;b&gt;<span class="ctl" title="U+202E">·</span>'
    """
    escaped = escape(text)
    return _ACTING_RE.sub(_shown, escaped) if _ACTING_RE.search(escaped) else escaped


def _shown(match: re.Match[str]) -> str:
    return f'<span class="ctl" title="U+{ord(match[0]):04X}">·</span>'
