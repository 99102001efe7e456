"""Makes the frames: the inside of a quotation, the source with its kind, the edges of what is attributed."""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal

from analyzer.attribution.holders import Holders
from analyzer.attribution.kinds import is_anaphor
from analyzer.attribution.predicates import Predicates
from analyzer.attribution.quotations import CLAUSE_END_RE, MAX_CONTENT, quotations
from analyzer.attribution.sources import Clause, Sources
from analyzer.mention import Attribution, SourceSpan
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["Framer"]

_OPEN_OF = {"」": "「", "』": "『"}
_NOTE_RE = Pattern(r"[」』]\([^()「」]{1,20}\)$")
#: ▽窃盗 |自転車を盗んだとして · ○市長(本庄隆君) |経費は4億円と見込んでおります
_OPENING_RE = Pattern(r"[▽▼◇◆■□●△▲○◯][^、。「」\n]{1,20}? (?=[^ ])")
#: 「…」(中国新聞より)など|と
_QUOTED_RE = Pattern(r"[」』](?:\([^()「」]{1,20}\))?(?:など|だ)?$")
_COUNTED_RE = Pattern(r"の[0-9]{1,2}(?:社|者|党|市|県|町|村|区|校|氏|団体|[カかヶ]国|大学|労組|銀行|局|紙)$")


class Framer:
    """Makes the frames of one document; holds what every reader of cues needs: text, sources, holders, predicates."""

    def __init__(self, doc: Document, sources: Sources) -> None:
        self.doc = doc
        self.text = sources.text  # with “…” as 「…」
        self.sources = sources
        self.holders = Holders(sources)
        self.predicates = Predicates(doc, self.text, sources.pos)
        #: Cues whose verb modifies a noun (「…」と心配する|方): their source is nobody told before.
        self.modifying: set[tuple[int, int]] = set()
        self.quotes_of = -1
        self.quotes: list[tuple[int, int]] = []

    def is_quoted(self, clause: Clause, offset: int) -> bool:
        """Tell whether ``offset`` stands inside 「…」 of its sentence: what is said there is nobody's frame outside."""
        if self.quotes_of != clause.number:
            self.quotes_of, self.quotes = clause.number, quotations(self.text, clause.start, clause.end)
        at = bisect_left(self.quotes, (offset + 1, 0)) - 1
        if at >= 0 and self.quotes[at][0] < offset < self.quotes[at][1]:
            return True
        title = self.text.rfind(
            "『", max(clause.start, offset - MAX_CONTENT), offset
        )  # 『首相が退陣と発表』: a headline
        return title >= 0 and self.text.find("』", title, offset) < 0

    def ends_quotation(self, clause: Clause, offset: int) -> bool:
        """Tell whether 「…」, with a note and など, ends at ``offset``."""
        return _QUOTED_RE.search(self.text, max(clause.start, offset - 26), offset) is not None

    def is_sentence(self, content: tuple[int, int]) -> bool:
        """Tell whether what stands in 「…」 ends as something said: not a name, a title, a single word."""
        inner = self.text[slice(*content)]
        return "。" in inner or CLAUSE_END_RE.search(inner) is not None

    def quotation(self, clause: Clause, offset: int) -> tuple[int, int] | None:
        """Return the inside of the 「…」 that closes just before ``offset`` (several in a row as one)."""
        end = offset
        while end > clause.start and self.text[end - 1] in "など":
            end -= 1
        if self.text.endswith("」だ", clause.start, end):
            end -= 1
        if noted := _NOTE_RE.search(self.text, max(clause.start, end - 24), end):  # 「…」(中国新聞より)と
            end = noted.start() + 1
        if end <= clause.start or self.text[end - 1] not in _OPEN_OF:
            return None
        closer = self.text[end - 1]
        opener, n_opened, floor = _OPEN_OF[closer], 0, max(clause.start, end - MAX_CONTENT)
        position = end
        while (position := self.text.rfind(opener, floor, position)) >= 0:
            n_opened += 1
            is_even = self.text.count(closer, position, end) == n_opened
            if is_even and (position == floor or self.text[position - 1] not in "」』"):
                return position + 1, end - 1
        return None

    def frame(
        self,
        clause: Clause,
        cue: tuple[int, int],
        source: tuple[int, int] | None,
        content: tuple[int, int] | None,
        mode: Literal["direct", "indirect"],
        rule: str,
    ) -> Attribution:
        """Return the frame; the source gets its kind, the content loses marks at its end."""
        span = None
        if source is not None:
            text = self.text[slice(*source)]
            if "の" in text and _COUNTED_RE.search(text):
                source = self.sources.listed(clause, source)  # JR東日本、JR東海、|JR西日本の3社
            span = SourceSpan(*source, self.sources.kind(*source) or "role", inherited=is_anaphor(text))
        if content is not None:
            start, end = content
            if self.text[start] == "【" and (closed := self.text.find("】", start, min(end, start + 16))) > 0:
                start = closed + 1  # 【中継・堀】はい、水は…
            if start == clause.start and mode == "indirect" and (opened := _OPENING_RE.match(self.text, start, end)):
                start = opened.end()
            while start < end and self.text[start] in "、 ":
                start += 1
            while end > start and self.text[end - 1] in "、, ":
                end -= 1
            content = (start, end) if start < end else None
        return Attribution(clause.number, cue, span, content, mode, rule)
