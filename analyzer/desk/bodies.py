"""Articles that are read side by side speak of one body by one name: 公取委 here and 公正取引委員会 there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from analyzer.mention import Analysis
from analyzer.organizations.register import Register

__all__ = ["with_common_names"]


def with_common_names(analyses: Sequence[Analysis]) -> tuple[Analysis, ...]:
    """Return ``analyses`` with the canonical names that the register gives the bodies of all of them; spans stay.

    A single article keeps its own names: what others say cannot explain them.
    """
    if len({analysis.article.id for analysis in analyses}) < 2:
        return tuple(analyses)
    register = Register()
    wordings = {
        (analysis.article.text[body.start : body.end], body.canonical, body.kind)
        for analysis in analyses
        for body in analysis.organizations
        if not body.anaphor
    }
    for wording in sorted(wordings):
        register.add("", *wording)
    return tuple(_renamed(analysis, register) for analysis in analyses)


def _renamed(analysis: Analysis, register: Register) -> Analysis:
    names = {
        (body.canonical, body.kind): register.entity(analysis.article.id, body.canonical, body.kind).name
        for body in analysis.organizations
    }
    if all(canonical == name for (canonical, _), name in names.items()):
        return analysis
    bodies = (replace(body, canonical=names[body.canonical, body.kind]) for body in analysis.organizations)
    return replace(analysis, organizations=tuple(bodies))
