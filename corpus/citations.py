"""What a paper had, cited in 「」 in the midst of a paragraph: 先週の日経にこんな記事が出ていました。「…。…」(11月20日付朝刊)。ようやくです。

The sentence that names the paper, what stands in brackets behind it, and what follows become lines of their own, so that
they are read like those of an author who puts each on its own line.
"""

from __future__ import annotations

from corpus.announcements import cites
from corpus.lines import Line
from corpus.patterns import Pattern
from corpus.register import measure

__all__ = ["cut_citations"]

#: …。「…」(11月20日付朝刊)。 A bracket behind which the sentence goes on (「…」だそうです) is part of it.
_CITED_RE = Pattern(
    r"(?<=。)(?P<cited>「[^「」]{24,}」(?:[(][^()。]{3,24}[)])?。?)(?=[^とってなのをはがにもでやかだら、]|$)"
)


def cut_citations(folded: str, lines: list[Line]) -> list[Line]:
    """Return the lines, those that cite a paper in the midst cut into what they say before, the citation, and the rest."""
    if "。「" not in folded:
        return lines
    found: list[Line] = []
    for line in lines:
        at = folded.find("。「", line.start, line.end)
        edges = _edges(folded, line) if at >= 0 else []
        found += _pieces(folded, line, edges) if edges else [line]
    return found


def _edges(folded: str, line: Line) -> list[int]:
    """Return where the line is cut: before the sentence that names the paper, before what is cited, and behind it."""
    for match in _CITED_RE.finditer(folded, line.start, line.end):
        lead = max(folded.rfind("。", line.start, match.start() - 1), folded.rfind("」", line.start, match.start())) + 1
        lead = max(lead, line.start)
        if cites(folded, lead, match.start()):
            return [lead, match.start("cited"), match.end("cited")]
    return []


def _pieces(folded: str, line: Line, edges: list[int]) -> list[Line]:
    spans = [(a, b) for a, b in zip([line.start, *edges], [*edges, line.end], strict=True) if folded[a:b].strip()]
    tones = measure("\n".join(folded[a:b].strip().replace("\n", "") for a, b in spans))
    pieces = [
        Line(a + len(folded[a:b]) - len(folded[a:b].lstrip()), a + len(folded[a:b].rstrip()), tone, 0, line.indent)
        for (a, b), tone in zip(spans, tones, strict=True)
    ]
    pieces[0].blanks = line.blanks
    return pieces
