"""Who acts beside a frame that names nobody: in its own sentence with からは, in the sentences before, in its paragraph."""

from __future__ import annotations

from analyzer.attribution.sources import Clause, Sources, clause_of
from analyzer.attribution.words import words
from analyzer.mention import Attribution, SourceSpan
from corpus.patterns import Pattern, table_pattern

__all__ = ["INTERVIEW_RE", "MAX_HEARSAY", "Actors"]

#: という goes back so many sentences of its paragraph.
MAX_HEARSAY = 5


class Actors:
    """Finds who acts in the sentences of one document."""

    def __init__(self, sources: Sources) -> None:
        self.sources, self.doc = sources, sources.doc

    def giver_here(self, frame: Attribution) -> SourceSpan | None:
        """騎手からは催しについて「…」と|語り, 騎手からは…が良いと|提言があり: who stands with からは in the frame's own sentence"""
        if frame.rule not in ("quote", "quote_any", "clause"):
            return None
        clause = clause_of(self.doc, frame.sentence)
        limit = frame.content[0] if frame.content is not None and frame.mode == "direct" else frame.cue[0]
        phrase = self.sources.giver(clause, limit)
        if phrase is None or not self.doc.folded.startswith(("からは", "からも"), phrase[1]):
            return None
        if "premises" in self.sources.kinds.uses(*phrase) or not self.sources.kinds.is_speaker(*phrase):
            return None  # 西田さん宅からも盗まれた
        if self.sources.speaker(clause, phrase[0]) is not None:
            return None
        return SourceSpan(*phrase, self.sources.kind(*phrase) or "role")

    def behind_that(self, frame: Attribution) -> SourceSpan | None:
        """党首はコメントを出した。それによると、「…」|と批判している: who acts in the sentence before has said that"""
        index = frame.sentence
        if not index or not self.doc.folded.startswith(_THAT, self.doc.sentences[index].start):
            return None
        phrase = self.sources.subject(clause_of(self.doc, index - 1))
        return self.inherited(phrase) if phrase is not None else None

    def opens_paragraph(self, index: int) -> bool:
        """Tell whether a sentence begins a paragraph that goes on: its words are hardly those of who spoke in the last."""
        last = len(self.doc.sentences) - 1
        return 0 < index < last and self._is_parted(index) and not self._is_parted(index + 1)

    def is_empty(self, index: int) -> bool:
        """Tell whether no person is the topic of the paragraph that sentence ``index`` opens, and another paragraph follows."""
        for after in range(index + 1, min(index + MAX_HEARSAY, len(self.doc.sentences))):
            if self._is_parted(after):
                return True
            subject = self.sources.subject(clause_of(self.doc, after))
            if subject is not None and self.sources.kinds.is_speaker(*subject):
                return False
        return False

    def opens_item(self, index: int) -> bool:
        """Tell whether a sentence begins an item of a list or of a ticker: ▽ひき逃げ …, 13:40 …"""
        return _ITEM_RE.match(self.doc.folded, self.doc.sentences[index].start) is not None

    def _is_parted(self, index: int) -> bool:
        """Tell whether a line ends between a sentence and the one before it."""
        sentences = self.doc.sentences
        return self.doc.folded.find("\n", sentences[index - 1].end, sentences[index].start) >= 0

    def _confesses(self, frame: Attribution) -> bool:
        text, cue = self.doc.folded, frame.cue
        confesses = _confession_re().search(text, max(0, cue[0] - 8), cue[1]) is not None
        return confesses or "調べに対" in text[self.doc.sentences[frame.sentence].start : cue[0]]

    def is_confession(self, frame: Attribution, source: SourceSpan) -> bool:
        """Tell whether the police would confess: 「…だった」と容疑を認めている behind a sentence of theirs."""
        return (
            frame.rule != "hearsay"
            and self._confesses(frame)
            and "police" in self.sources.kinds.uses(source.start, source.end)
        )

    def accused_before(self, frame: Attribution) -> SourceSpan | None:
        """県警は寺西容疑者を逮捕した。「お金が必要だった」|と容疑を認めている: who confesses is who was arrested."""
        text, sentences, before = self.doc.folded, self.doc.sentences, frame.sentence - 1
        if before < 0 or frame.mode != "direct" or not self._confesses(frame):
            return None
        if before and text.endswith(("疑い。", "疑いがある。"), 0, sentences[before].end):
            before -= 1  # 男を逮捕した。空き瓶を投げた|疑い。「…」
        found = _ARRESTED_RE.search(text, sentences[before].start, sentences[before].end)
        is_apart = not before or self._is_parted(before + 1) or self._is_parted(before)
        if found is None and not is_apart and text.find("」", sentences[before].start, sentences[before].end) < 0:
            before -= 1  # 男を逮捕した。アルコールが検出された。「…」
            found = _ARRESTED_RE.search(text, sentences[before].start, sentences[before].end)
        phrase = self.sources.phrase_before(clause_of(self.doc, before), found.end()) if found else None
        is_here = sentences[before].block == sentences[frame.sentence].block
        return self.inherited(phrase) if phrase is not None and is_here else None

    def spoke_before(self, frame: Attribution, since: int) -> SourceSpan | None:
        """青年は保護を求めた。戻れば殺される|という。: who asked for something or answered since somebody else was quoted"""
        if frame.rule not in ("hearsay", "bare"):
            return None
        text, sentences, index = self.doc.folded, self.doc.sentences, frame.sentence
        last = max(index - 2, 0, since)
        for before in range(index - 1, last - 1, -1):
            start, end = sentences[before].start, sentences[before].end
            if sentences[before].block != sentences[index].block or self.opens_item(before + 1):
                return None
            if given := _GIVEN_RE.search(text, start, end):
                phrase = self.sources.phrase_before(clause_of(self.doc, before), given.start())
                is_speaker = phrase is not None and self.sources.kinds.is_speaker(*phrase)
                return self.inherited(phrase) if phrase is not None and is_speaker else None
            if _SPOKE_RE.search(text, max(start, end - 12), end):
                phrase = self.sources.subject(clause_of(self.doc, before))
                is_speaker = phrase is not None and self.sources.kinds.is_speaker(*phrase)
                return self.inherited(phrase) if phrase is not None and is_speaker else None
            if self.acts_a_body(before):
                return None  # 女性は設置を求めた。県は説明会を開く。遅れるおそれもある|という
        return None

    def acts_a_body(self, index: int) -> bool:
        """Tell whether the topic of a sentence is a body or an authority."""
        subject, kinds = self.sources.subject(clause_of(self.doc, index)), self.sources.kinds
        return subject is not None and (kinds.is_body(*subject) or "body" in kinds.uses(*subject))

    def inquirer(self, frame: Attribution) -> SourceSpan | None:
        """署の調べに対し、長男は「…」と供述した。「…」と話している|という。: the police tell what a suspect told them"""
        if frame.rule != "hearsay":
            return None
        index = frame.sentence
        for before in range(index, max(index - MAX_HEARSAY, -1), -1):
            sentence = self.doc.sentences[before]
            found = _INQUIRY_RE.search(self.doc.folded, sentence.start, sentence.end)
            phrase = self.sources.phrase_before(clause_of(self.doc, before), found.start()) if found else None
            if phrase is not None and "police" in self.sources.kinds.uses(*phrase):
                return self.inherited(phrase)
            if self._is_parted(before) if before else True:
                return None
        return None

    def deceased(self, frame: Attribution) -> SourceSpan | None:
        """作家の桐生さん|が死去した。…昨年、本紙の取材に「…」と語っていた: of whom an obituary is"""
        if frame.rule not in ("quote", "quote_any") or frame.content is None:
            return None
        if self.sources.has_topic(clause_of(self.doc, frame.sentence), frame.content[0]):
            return None
        for index in range(min(_OBITUARY, frame.sentence)):
            sentence = self.doc.sentences[index]
            died = _DIED_RE.search(self.doc.folded, sentence.start, sentence.end)
            phrase = self.sources.phrase_before(clause_of(self.doc, index), died.start()) if died else None
            if phrase is not None and self.sources.kinds.is_speaker(*phrase):
                return self.inherited(phrase)
        return None

    def inherited(self, phrase: tuple[int, int]) -> SourceSpan:
        return SourceSpan(*phrase, self.sources.kind(*phrase) or "role", inherited=True)

    def _visited(self, index: int) -> tuple[int, int] | None:
        """師匠の門田七段|のもとには電話が鳴りやまなかった。「…」: at whose place something happens"""
        sentence = self.doc.sentences[index]
        place = _PLACE_RE.match(self.doc.folded, sentence.start, sentence.end)
        phrase = self.sources.phrase_before(clause_of(self.doc, index), place.end("who")) if place else None
        return phrase if phrase is not None and self.sources.kinds.is_speaker(*phrase) else None

    def _behind_visit(self, index: int) -> Clause:
        """Return a sentence without what its writer did first: 記者が自宅を訪ねると、|女性が応じた"""
        clause = clause_of(self.doc, index)
        visit = _VISIT_RE.match(self.doc.folded, clause.start, clause.end)
        if visit is None or visit.end() >= clause.end:
            return clause
        return Clause(index, visit.end(), clause.end, self.doc.token_at(visit.end()), clause.last)

    def subject_before(self, frame: Attribution) -> SourceSpan | None:
        """Return who acts in a sentence before 局後、「…」と振り返った, where the frame's own sentence names nobody."""
        doc, index = self.doc, frame.sentence
        is_plea = frame.rule == "clause" and _PLEA_RE.match(doc.folded, frame.cue[0]) is not None
        if not (is_plea or frame.rule in ("quote", "quote_any", "bare", "so")) or frame.content is None or not index:
            return None
        if self.sources.has_topic(clause_of(doc, index), frame.cue[0] if is_plea else frame.content[0]):
            return None
        is_bare = frame.rule == "bare"
        if is_bare and self._is_parted(index) and not (self.opens_paragraph(index) and self.is_empty(index)):
            return None
        if is_bare and "\n\n" in doc.folded[doc.sentences[index - 1].end : doc.sentences[index].start]:
            return None
        is_anew = INTERVIEW_RE.search(doc.folded, doc.sentences[index].start, frame.cue[0]) is not None
        is_personal = (
            is_bare or is_plea or frame.rule == "so" or _personal_re().search(doc.folded, *frame.cue) is not None
        )
        for before in range(index - 1, max(index - (2 if is_bare else 5 if is_personal else 3), -1), -1):
            if doc.sentences[before].block != doc.sentences[index].block or (is_anew and self._is_parted(before + 1)):
                break
            if self.opens_item(before + 1):
                break
            phrase = self._visited(before) if is_bare else None
            phrase = phrase or self.sources.subject(self._behind_visit(before))
            if phrase is not None and is_personal and not self.sources.kinds.is_speaker(*phrase):
                if is_bare:
                    return None
                continue  # a company does not sigh
            if phrase is not None:
                source = self.inherited(phrase)
                if not self.is_confession(frame, source):
                    return source
        return None


#: ▽ひき逃げ 29日 · 13:40 高知県では
_ITEM_RE = Pattern(r"[▽▼◇◆■□●△▲]|[0-2]?[0-9]:[0-5][0-9](?=[ \n])")
#: An obituary says in one of so many sentences who has died.
_OBITUARY = 3
#: 作家の桐生妙子さん|が2日、老衰のため死去した。
_DIED_RE = Pattern(r"(?<=[ん氏)])が[^。「」]{0,60}(?:死去|逝去)し")
#: 取材|に
INTERVIEW_RE = Pattern(r"(?:取材|本紙|本誌|小紙)に")
#: 日向署|の調べに対し
_INQUIRY_RE = Pattern(r"の(?:調べ|取り調べ|聴取)に")
#: 門田七段|のもとには
_PLACE_RE = Pattern(r"(?P<who>[^、。「」はが]{2,24})の(?:もと|元|ところ|家|自宅)に")
#: 町の職員|からは企画が報告された。
_GIVEN_RE = Pattern(
    r"から[はも][^、。「」]{1,30}(?:報告|説明|紹介|発表|提案|指摘)(?:が[^、。]{1,5}|され(?:た|ている))。$"
)
#: 青年は保護|を求めた。 · 女性は取材|に応じた。
_SPOKE_RE = Pattern(
    r"(?:を(?:求め|訴え|打ち明け|明かし|語っ|話し|振り返っ)|(?:取材|質問|電話|求め)に(?:応じ|答え))(?:てくれ)?(?:た|ている|ていた)。$"
)
#: 記者が自宅を訪ねると、|
_VISIT_RE = Pattern(r"[^。「」]{0,12}?(?:記者|取材班|筆者|私)[がは][^。「」]{2,30}?(?:と|ところ)、")
#: 青年は窓口に来た。戻れば殺される|と訴えた
_PLEA_RE = Pattern(r"とも?(?:訴え|話し|話す|語[っるり]|振り返|打ち明け|証言|嘆|こぼ|言[っいう])")
_THAT = ("それによると", "それによれば", "これによると", "これによれば")
#: 寺西容疑者(24)|を詐欺の疑いで逮捕した
_ARRESTED_RE = Pattern(r"(?:容疑者|(?<![長次三])[男女]|少年|少女)(?:\([^()]{1,12}\))?ら?(?:[0-9]{1,2}人)?(?=[をはが])")


@table_pattern
def _personal_re() -> str:
    """What persons do with their words, and bodies do not."""
    return rf"{words('speaking')}|肩を|苦笑|笑"


@table_pattern
def _confession_re() -> str:
    return rf"容疑を(?:おおむね|一部|大筋で)|{words('confession')}"
