"""The scan from cue to cue: each is read by the module that knows its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from analyzer.attribution.bases import Bases
from analyzer.attribution.clauses import Clauses
from analyzer.attribution.cues import anchor_re
from analyzer.attribution.framer import Framer
from analyzer.attribution.nouns import Nouns
from analyzer.attribution.quotations import MAX_CONTENT
from analyzer.attribution.quoting import Quoting
from analyzer.attribution.sources import Clause, Sources
from analyzer.attribution.utterances import Utterances
from analyzer.mention import Attribution, Organization
from corpus.tokens import Document

__all__ = ["Reader"]


class Reader:
    """Reads the frames of one document."""

    def __init__(self, doc: Document, organizations: Sequence[Organization]) -> None:
        self.doc = doc
        self.sources = Sources(doc, organizations)
        self.framer = Framer(doc, self.sources)
        quoting = Quoting(self.framer)
        clauses, bases, nouns = Clauses(self.framer, quoting), Bases(self.framer), Nouns(self.framer)
        #: The groups of the scan with who reads them.
        self.readers: dict[str, Callable[[Clause, re.Match[str]], Attribution | None]] = {
            "by": bases.by,
            "as_told": bases.as_told,
            "as_said": bases.as_said,
            "told": bases.told,
            "found": bases.found,
            "words": bases.words,
            "written": bases.words,
            "says": bases.words,
            "verb": clauses.verb,
            "far": clauses.far,
            "teller_of": clauses.inverted,
            "late": clauses.inverted,
            "quote": quoting.quote,
            "so": quoting.so,
            "heard": clauses.heard,
            "news": clauses.news,
            "rated": clauses.rated,
            "paired": quoting.paired,
            "bracket": quoting.bracket,
            "noun": nouns.noun,
            "held": nouns.held,
            "view": nouns.view,
            "casual": quoting.casual,
            "only": quoting.casual,
            "passed": quoting.passed,
            "chatted": quoting.chatted,
            "such": nouns.such,
            "of": nouns.such,
            "habit": nouns.habit,
            "fact": nouns.fact,
            "fact_too": nouns.fact,
            "teller": nouns.teller,
        }

    def frames(self) -> Iterator[Attribution]:
        """Yield the frames in text order, those without a cue (「…」 alone, headlines) behind the others."""
        clause: Clause | None = None
        index = 0
        sentences = self.doc.sentences
        for match in anchor_re().finditer(self.framer.text):
            while index < len(sentences) and sentences[index].end <= match.start():
                index += 1
            if index == len(sentences):
                break
            sentence = sentences[index]
            if sentence.start > match.start():
                continue
            if clause is None or clause.number != index:
                clause = Clause(index, sentence.start, sentence.end, sentence.first_token, sentence.last_token)
            group = match.lastgroup or ""
            within: Clause | None = clause
            if group != "bracket":
                if self.framer.is_quoted(clause, match.start()):
                    within = self._told_inside(clause, match.start()) if group == "by" else None
                else:
                    within = self._within_brackets(clause, match.start())
            frame = self.readers[group](within, match) if within is not None else None
            if frame is not None:
                self.framer.holders.remember(frame)
                yield frame
        yield from Utterances(self.framer).frames()

    def _within_brackets(self, clause: Clause, offset: int) -> Clause:
        """Return what stands in the brackets around ``offset`` as a sentence of its own, or ``clause``: (市は…と|説明している)"""
        opened = self.framer.text.rfind("(", clause.start, offset)
        closed = self.framer.text.find(")", opened, clause.end) if opened >= 0 else -1
        if closed < offset:
            return clause
        first, last = self.doc.token_at(opened + 1), self.doc.token_at(closed - 1) + 1
        return Clause(clause.number, opened + 1, closed, first, last)

    def _told_inside(self, clause: Clause, offset: int) -> Clause | None:
        """Return the sentence around ``offset`` of a paragraph that stands in 「」 as a whole: 「複数の関係者|によれば、…。…。」

        Somebody's report is pasted there; who is quoted by others says nothing but his own words.
        """
        text = self.framer.text
        if (
            clause.end - clause.start > 2 * MAX_CONTENT
            or text[clause.start] != "「"
            or "」" not in text[max(clause.start, clause.end - 2) : clause.end]
        ):
            return None
        if text.find("」", clause.start, clause.end - 2) > 0 or text.count("。", clause.start, clause.end - 2) < 1:
            return None
        start = max(text.rfind("。", clause.start, offset), clause.start) + 1
        end = text.find("。", offset, clause.end) + 1 or clause.end
        first, last = self.doc.token_at(start), self.doc.token_at(end - 1) + 1
        return Clause(clause.number, start, end, first, last)
