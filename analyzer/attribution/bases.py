"""On whose word: によると, の調べでは, 伝えたところでは, への取材で分かった."""

from __future__ import annotations

import re

from analyzer.attribution.framer import Framer
from analyzer.attribution.sources import Clause
from analyzer.attribution.words import words, words_of
from analyzer.mention import Attribution
from corpus.patterns import Pattern, table_pattern

__all__ = ["Bases"]


class Bases:
    """Reads what is told on somebody's word."""

    def __init__(self, framer: Framer) -> None:
        self.framer = framer
        self.doc, self.text, self.sources = framer.doc, framer.text, framer.sources

    def by(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        at = match.start() - (2 if self.text.startswith("など", match.start() - 2) else 0)
        source = self.sources.phrase_before(clause, at)
        if self.text.endswith("ところ", clause.start, at) and (
            told := _told_re().search(self.text, max(clause.start, at - 13), at - 3)
        ):
            source = self.sources.speaker(clause, told.start())  # 東海新聞が伝えた|ところによると
        if source is None and self.text[at - 1] == "」":  # 「アイスランド・レビュー」によれば
            mark = self.text.rfind("「", clause.start, at)
            source = (mark, at) if mark >= 0 and at - mark <= 24 else None
        if source is None or self.text[slice(*source)] in words_of("no_basis"):
            return None
        if self.sources.kind(*source) is None and self.text.startswith(_OWN_BASES, source[0]):
            return None  # この数字によれば, 私の計算によると: what the writer infers
        source = self._author(clause, source) or self.sources.listed(clause, source)
        return self.framer.frame(clause, match.span(), source, self._after(clause, match.end()), "indirect", "by")

    def _author(self, clause: Clause, document: tuple[int, int]) -> tuple[int, int] | None:
        """全国知事会|がまとめた提言によれば: who has made the document."""
        if self.text[document[0] - 1] != "た" or self.sources.kinds.is_medium(*document):
            return None
        made = _MADE_RE.search(self.text, max(clause.start, document[0] - 24), document[0])
        source = self.sources.phrase_before(clause, made.start()) if made else None
        return source if source is not None and self.sources.kind(*source) is not None else None

    def words(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """教授|いわく、「避難所は最後の手段」なのだそうだ"""
        source = self.sources.phrase_before(clause, match.start())
        if source is None:
            return None
        content = self._after(clause, match.end())
        opener = content[0] if content is not None else -1
        closer = self.text.find("」", opener, clause.end) if self.text.startswith("「", max(opener, 0)) else -1
        if closer > 0:
            return self.framer.frame(clause, match.span(), source, (opener + 1, closer), "direct", "by")
        return self.framer.frame(clause, match.span(), source, content, "indirect", "by")

    def as_said(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """作家の大庭さんが書いた|ように、「壊れるのは想定の外側」である"""
        said = _SAID_RE.search(self.text, max(clause.start, match.start() - 8), match.start())
        source = self.sources.phrase_before(clause, said.start()) if said else None
        opener = match.end()
        closer = self.text.find("」", opener, clause.end)
        if said is None or source is None or closer < 0 or self.sources.kind(*source) is None:
            return None
        return self.framer.frame(
            clause, (said.start() + 1, match.end() - 1), source, (opener + 1, closer), "direct", "by"
        )

    def as_told(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """AFP通信が当局者の話として伝えた|ところでは、"""
        told = _told_re().search(self.text, max(clause.start, match.start() - 10), match.start())
        source = self.sources.speaker(clause, told.start()) if told else None
        if source is None:
            return None
        return self.framer.frame(clause, match.span(), source, self._after(clause, match.end()), "indirect", "by")

    def told(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        timed = _AS_OF_RE.search(self.text, max(clause.start, match.start() - 24), match.start())
        source = self.sources.phrase_before(clause, timed.start() if timed else match.start())
        if source is None or self.sources.kind(*source) is None:
            return None
        source = self.sources.listed(clause, source)
        return self.framer.frame(clause, match.span(), source, self._after(clause, match.end()), "indirect", "told")

    def found(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        start = match.start()
        at = start - 1 if self.text[start - 1] == "へ" else start
        source = self.sources.phrase_before(clause, at)
        if source is None:
            return None
        stop = self.text.rfind("ことが", clause.start, source[0])
        content = (self.framer.holders.content_start(clause, clause.start, stop), stop) if stop > 0 else None
        return self.framer.frame(
            clause,
            (match.start("found"), self.framer.predicates.inflected(clause, match.end())),
            source,
            content,
            "indirect",
            "found",
        )

    def _after(self, clause: Clause, offset: int) -> tuple[int, int] | None:
        """Return the content behind によると: to the end of the sentence, without という and the full stop."""
        start = offset
        while start < clause.end and self.text[start] in "、, ":
            start += 1
        end = clause.end
        if self.text.rfind("(", clause.start, offset) > self.text.rfind(")", clause.start, offset):
            closing = self.text.find(")", offset, end)
            return (start, closing) if closing > start else None  # 4.7(共同通信によれば5.2)だった
        match = _HEARSAY_END_RE.search(self.text, max(start, end - 16), end)
        if match:
            end = match.start()
        return (start, end) if start < end else None


@table_pattern
def _told_re() -> str:
    """東海新聞が|伝えた|ところによると"""
    return rf"{words('told_verb')}(?:た|る|ている|ていた)$"


#: 県災害対策本部|の午後5時現在|のまとめでは
_AS_OF_RE = Pattern(r"の[^、。「」はがの]{0,12}[0-9]{1,2}[日時分](?:[^、。「」はがの]{0,6})(?:現在|時点)$")
#: 大庭さん|が書いた|ように、
_SAID_RE = Pattern(r"[がも](?:かつて)?(?:書い|述べ|言っ|語っ|話し|記し|指摘し|説い|喝破し)た$")
#: 知事会|がまとめた|提言によれば
_MADE_RE = Pattern(r"が(?:[^、。「」はが]{0,10}(?:に|で))?(?:まとめ|公表し|発表し|作成し|提出し|出し|示し|書い)た$")
_OWN_BASES = ("この", "その", "私の", "上の", "これらの")
_HEARSAY_END_RE = Pattern(r"(?:と(?:いう|いいます|のこと(?:です|だ)?|いうことです|いうことだ))?[。!]?$")
