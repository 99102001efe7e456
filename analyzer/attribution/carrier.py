"""Whose words go on where a frame names nobody: と続けた, という, a bare 「…」 behind who spoke last."""

from __future__ import annotations

from collections.abc import Set

from msgspec import Struct

from analyzer.attribution.meetings import met_in
from analyzer.attribution.sources import Clause, Sources, clause_of
from analyzer.attribution.words import words
from analyzer.mention import Attribution, SourceSpan
from corpus.patterns import Pattern, table_pattern
from corpus.questions import opens_question
from corpus.tokens import Document

__all__ = ["Carrier"]

#: A source is carried over so many sentences.
MAX_SENTENCES = 2
#: という goes back so many sentences of its paragraph.
MAX_HEARSAY = 5
#: Whom the writer met goes on over so many sentences.
MAX_INTERVIEW = 12


class Spoken(Struct, frozen=True):
    """Who was spoken of, and where."""

    source: SourceSpan
    sentence: int
    block: int


class Carrier:
    """Carries the sources of one document from frame to frame, in text order.

    ``modifying`` are the cues whose verb modifies a noun: nobody told before said that.
    """

    def __init__(self, doc: Document, sources: Sources, modifying: Set[tuple[int, int]]) -> None:
        self.doc, self.sources, self.modifying = doc, sources, modifying
        self.last: Spoken | None = None
        self.speaker: Spoken | None = None  # the last who is no paper
        self.paper: Spoken | None = None
        self.before: tuple[int, Spoken | None] = (-1, None)  # a sentence and who was spoken of last before it
        self.basis: Spoken | None = None  # the source of the last によると
        self.persons: set[str] = set()  # how the persons begin who have spoken
        self.counted = -1  # the sentence of the last の調査では
        self.meetings: list[tuple[int, tuple[int, int]]] | None = None  # whom the writer met, by sentence
        self.floor: tuple[int, SourceSpan | None] = (-1, None)  # who has the floor in a sentence of minutes

    def carried(self, frame: Attribution) -> Attribution:
        """Return the frame with the source spoken of last where it has none, within two sentences of a block.

        Where the sentence between tells what somebody did, that person: 藤岡王座は勝った。局後、「…」と振り返った.
        """
        if frame.sentence != self.before[0]:
            told = self.last is not None and self.basis is not None and self.basis.sentence == self.last.sentence
            self.before = (frame.sentence, self.basis if told else self.last)
        cue = self.doc.folded[frame.cue[0] : frame.cue[1] + 4]
        if frame.rule == "quote_any":
            cue = cue.partition("が")[0]  # と処分が解かれるという感触を示した: what is done to something else
        is_passive = "され" in cue or "られ" in cue or "われ" in cue
        if frame.rule == "floor" or frame.cue in self.modifying or (frame.source is not None and is_passive):
            if frame.rule == "floor":
                self.floor = (frame.sentence, frame.source)
            return frame  # who has the floor in minutes need not be named behind と考えております
        if frame.source is not None:
            if frame.rule != "noun" or _ANSWERED_RE.search(self.doc.folded, frame.cue[0], frame.cue[1] + 1) is None:
                self._note(frame, frame.source)  # 記者からの「…」との質問に|答えた: who asks does not answer
            return frame
        if is_passive:
            return frame
        if frame.sentence == self.floor[0]:
            return self._by_the_floor(frame)
        if (given := self._giver_here(frame)) is not None:
            self._note(frame, given)
            return Attribution(frame.sentence, frame.cue, given, frame.content, frame.mode, frame.rule)
        spoken = self._told_before(frame) if frame.rule == "hearsay" else self._spoken(frame)
        if frame.rule == "clause" and _STATING_RE.match(self.doc.folded, frame.cue[0]) and self._has_actor(frame):
            return frame  # 競合が7月、持ち出されたとして提訴した: who acts is told, whoever it is
        if (spoken is not None and self._is_answered(frame, spoken)) or self._has_title(frame):
            return frame
        source = self._body_before(frame, spoken) or self._near(frame, spoken)
        if spoken is None or frame.sentence - spoken.sentence > 1 or self._is_in_document(frame, spoken):
            source = self._subject_before(frame) or source
        source = self._behind_that(frame) or source
        source = self._spoke_before(frame, spoken) or source or self._accused_before(frame) or self._interviewed(frame)
        source = source or self._inquirer(frame)
        if source is None:
            return frame
        self._note(frame, source)
        return Attribution(frame.sentence, frame.cue, source, frame.content, frame.mode, frame.rule)

    def _by_the_floor(self, frame: Attribution) -> Attribution:
        """「身の丈に合った計画にする」|とお答えいたしました: in humble words who has the floor tells what he said himself."""
        speaker = self.floor[1]
        if speaker is None or _HUMBLE_RE.search(self.doc.folded, frame.cue[0] - 2, frame.cue[1] + 4) is None:
            return frame
        source = SourceSpan(speaker.start, speaker.end, speaker.kind, inherited=True)
        return Attribution(frame.sentence, frame.cue, source, frame.content, frame.mode, frame.rule)

    def _has_title(self, frame: Attribution) -> bool:
        """「サザナミ企画」は公式サイトで「…」|と述べている: whoever stands in 「」 with は, nobody told before has said it"""
        if frame.content is None or frame.rule not in ("quote", "quote_any"):
            return False
        start = self.doc.sentences[frame.sentence].start
        return _TITLE_RE.search(self.doc.folded, start, max(start, frame.content[0] - 1)) is not None

    def _is_in_document(self, frame: Attribution, spoken: Spoken) -> bool:
        """会見の内容によると、首相は一年を総括。「積年の問題が顕在化した」|と述べた: a document does not speak, who acts in it does"""
        is_said = frame.rule in ("quote", "quote_any") and not self._is_papers_word(frame)
        return is_said and spoken == self.basis and spoken.source.kind == "outlet"

    def _behind_that(self, frame: Attribution) -> SourceSpan | None:
        """党首はコメントを出した。それによると、「…」|と批判している: who acts in the sentence before has said that"""
        index = frame.sentence
        if not index or not self.doc.folded.startswith(_THAT, self.doc.sentences[index].start):
            return None
        phrase = self.sources.subject(clause_of(self.doc, index - 1))
        return self._inherited(phrase) if phrase is not None else None

    def _giver_here(self, frame: Attribution) -> SourceSpan | None:
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

    def _is_answered(self, frame: Attribution, spoken: Spoken) -> bool:
        """女性が「払えない」と拒否したところ、|「降りろ」と迫った: who answers is another"""
        start = spoken.source.end
        return spoken.sentence == frame.sentence and self.doc.folded.find("たところ、", start, frame.cue[0]) > 0

    def _has_actor(self, frame: Attribution) -> bool:
        start = self.doc.sentences[frame.sentence].start
        return _ACTOR_RE.search(self.doc.folded, start, min(frame.cue[0], start + 200)) is not None

    def _told_before(self, frame: Attribution) -> Spoken | None:
        """Return whose word という is: where somebody else speaks in its sentence (首相は「…」と語ったという), no person's."""
        spoken = self.before[1]
        if spoken is not None and spoken.sentence == self.counted:
            subject = self.sources.subject(clause_of(self.doc, frame.sentence))
            if subject is not None and self.sources.kinds.is_speaker(*subject):
                return None  # 省の調査では3割を超える。男子学生は迷っている|という: statistics tell of nobody
        if spoken is None or not self.sources.kinds.is_speaker(spoken.source.start, spoken.source.end):
            return spoken
        is_other = frame.sentence - spoken.sentence > 1 or "suspect" in self.sources.kinds.uses(
            spoken.source.start, spoken.source.end
        )
        if is_other and self.basis is not None and self._is_paragraph_of(self.basis, frame.sentence):
            return self.basis  # 県警によると…。男は「…」と供述した。…という
        start = self.doc.sentences[frame.sentence].start
        is_beside = self.last is not None and self.last.sentence == frame.sentence
        # A paragraph goes back to a body or a paper, not to who was quoted last.
        return None if is_beside or "\n" in self.doc.folded[max(start - 2, 0) : start] else spoken

    def _note(self, frame: Attribution, source: SourceSpan) -> None:
        if opens_question(self.doc.folded, self.doc.sentences[frame.sentence].start):
            return  # ――大統領は引き上げると表明した。 asks; who answers is another
        self.last = Spoken(source, frame.sentence, self.doc.sentences[frame.sentence].block)
        self.counted = frame.sentence if frame.rule == "told" else self.counted
        if frame.rule in ("by", "told", "found"):
            self.basis = self.last
        if self.sources.kinds.is_medium(source.start, source.end):
            self.paper = self.last
        else:
            self.speaker = self.last
            self.persons.add(self._name(source.start, source.end))

    def _spoken(self, frame: Attribution) -> Spoken | None:
        """Return who was spoken of last: a paper, if the frame reports, and not one, if somebody speaks."""
        if self.last is None:
            return None
        source = self.last.source
        is_medium = self.sources.kinds.is_medium(source.start, source.end)
        if is_medium and not self._is_papers_word(frame):
            return self.speaker
        if not is_medium and self.paper is not None and _REPORTING_RE.match(self.doc.folded, frame.cue[0]):
            is_near = frame.sentence - self.paper.sentence <= MAX_SENTENCES
            kinds = self.sources.kinds
            is_told_of = kinds.is_speaker(source.start, source.end) or kinds.is_body(source.start, source.end)
            return self.paper if is_near and is_told_of else self.last
        return self.last

    def _is_papers_word(self, frame: Attribution) -> bool:
        """Tell whether a paper can have said it: 毎日新聞によると、「…」と語った is said by somebody else."""
        is_direct = frame.mode == "direct"
        if is_direct and self.basis is not None and self.basis.sentence == frame.sentence:
            # 東海新聞によれば、「…」と|主張している: another does
            return _PASSING_ON_RE.search(self.doc.folded, frame.cue[0], frame.cue[1] + 3) is not None
        pattern = _quoting_re() if is_direct else _telling_re()
        return pattern.search(self.doc.folded, frame.cue[0], frame.cue[1] + 3) is not None

    def _near(self, frame: Attribution, spoken: Spoken | None) -> SourceSpan | None:
        """Return the source that goes on from where it was spoken of, or None."""
        if spoken is None or frame.rule == "noun":
            return None
        if frame.rule == "bare" and self._opens_paragraph(frame.sentence) and not self._is_alone(frame, spoken):
            return None
        is_far = frame.sentence - spoken.sentence > MAX_SENTENCES
        if is_far and not (frame.rule == "hearsay" and self._is_paragraph_of(spoken, frame.sentence)):
            return None
        if spoken.block != self.doc.sentences[frame.sentence].block or self._is_set_anew(frame, spoken):
            return None
        source = spoken.source
        if self._is_confession(frame, source):
            return None
        return SourceSpan(source.start, source.end, source.kind, inherited=True)

    def _opens_paragraph(self, index: int) -> bool:
        """Tell whether a sentence begins a paragraph that goes on: its words are hardly those of who spoke in the last."""
        last = len(self.doc.sentences) - 1
        return 0 < index < last and self._is_parted(index) and not self._is_parted(index + 1)

    def _is_alone(self, frame: Attribution, spoken: Spoken) -> bool:
        """Tell whether a person spoke right before a paragraph in which nobody else does anything."""
        source = spoken.source
        is_beside = spoken.sentence == frame.sentence - 1 and self.sources.kinds.is_speaker(source.start, source.end)
        return is_beside and self._is_empty(frame.sentence)

    def _is_empty(self, index: int) -> bool:
        """Tell whether no person is the topic of the paragraph that sentence ``index`` opens, and another paragraph follows."""
        for after in range(index + 1, min(index + MAX_HEARSAY, len(self.doc.sentences))):
            if self._is_parted(after):
                return True
            subject = self.sources.subject(clause_of(self.doc, after))
            if subject is not None and self.sources.kinds.is_speaker(*subject):
                return False
        return False

    def _is_parted(self, index: int) -> bool:
        """Tell whether a line ends between a sentence and the one before it."""
        sentences = self.doc.sentences
        return self.doc.folded.find("\n", sentences[index - 1].end, sentences[index].start) >= 0

    def _is_paragraph_of(self, spoken: Spoken, index: int) -> bool:
        """市によると…。…。…という: what a body or a paper tells goes on to the end of its paragraph."""
        if self.basis != spoken or index - spoken.sentence > MAX_HEARSAY:
            return False
        start, end = self.doc.sentences[spoken.sentence].start, self.doc.sentences[index].start
        if self.doc.folded.find("\n", start, end) >= 0:
            return False
        return not self.sources.kinds.is_speaker(spoken.source.start, spoken.source.end)

    def _is_set_anew(self, frame: Attribution, spoken: Spoken) -> bool:
        """Tell whether a later paragraph has an interview of its own: its speaker is not the last paragraph's."""
        text, start = self.doc.folded, self.doc.sentences[frame.sentence].start
        is_later = text.find("\n", self.doc.sentences[spoken.sentence].end, start) >= 0
        return is_later and _INTERVIEW_RE.search(text, start, max(start, frame.cue[0])) is not None

    def _confesses(self, frame: Attribution) -> bool:
        text, cue = self.doc.folded, frame.cue
        confesses = _confession_re().search(text, max(0, cue[0] - 8), cue[1]) is not None
        return confesses or "調べに対" in text[self.doc.sentences[frame.sentence].start : cue[0]]

    def _is_confession(self, frame: Attribution, source: SourceSpan) -> bool:
        """Tell whether the police would confess: 「…だった」と容疑を認めている behind a sentence of theirs."""
        return (
            frame.rule != "hearsay"
            and self._confesses(frame)
            and "police" in self.sources.kinds.uses(source.start, source.end)
        )

    def _body_before(self, frame: Attribution, spoken: Spoken | None) -> SourceSpan | None:
        """朝日新聞によると、管財人側は条件を付けた。20日に聞き取りをする|としている: a body that acts before, not its paper."""
        doc, index = self.doc, frame.sentence
        if frame.rule != "clause" or not index or not _STATED_RE.match(doc.folded, frame.cue[0]):
            return None
        is_far = spoken is not None and spoken.sentence < index - 1
        if spoken is None or not (is_far or self.sources.kinds.is_medium(spoken.source.start, spoken.source.end)):
            return None
        same_block = doc.sentences[index - 1].block == doc.sentences[index].block
        clause = clause_of(doc, index)
        if not same_block or (self.sources.subject(clause) if is_far else self.sources.has_topic(clause, frame.cue[0])):
            return None
        phrase = self.sources.subject(clause_of(doc, index - 1))
        if phrase is None or not (doc.folded.endswith("側", *phrase) or self.sources.kinds.is_speaking_place(*phrase)):
            return None
        return SourceSpan(*phrase, self.sources.kind(*phrase) or "role", inherited=True)

    def _accused_before(self, frame: Attribution) -> SourceSpan | None:
        """県警は寺西容疑者を逮捕した。「お金が必要だった」|と容疑を認めている: who confesses is who was arrested."""
        text, index = self.doc.folded, frame.sentence
        if not index or frame.mode != "direct" or not self._confesses(frame):
            return None
        before = self.doc.sentences[index - 1]
        found = _ARRESTED_RE.search(text, before.start, before.end)
        phrase = self.sources.phrase_before(clause_of(self.doc, index - 1), found.end()) if found else None
        if phrase is None or before.block != self.doc.sentences[index].block:
            return None
        return SourceSpan(*phrase, self.sources.kind(*phrase) or "role", inherited=True)

    def _spoke_before(self, frame: Attribution, spoken: Spoken | None) -> SourceSpan | None:
        """青年は保護を求めた。戻れば殺される|という。: who asked for something or answered since somebody else was quoted"""
        if frame.rule not in ("hearsay", "bare"):
            return None
        text, sentences, index = self.doc.folded, self.doc.sentences, frame.sentence
        last = max(index - 2, 0, spoken.sentence + 1 if spoken is not None else 0)
        for before in range(index - 1, last - 1, -1):
            start, end = sentences[before].start, sentences[before].end
            if sentences[before].block != sentences[index].block:
                return None
            if given := _GIVEN_RE.search(text, start, end):
                phrase = self.sources.phrase_before(clause_of(self.doc, before), given.start())
                is_speaker = phrase is not None and self.sources.kinds.is_speaker(*phrase)
                return self._inherited(phrase) if phrase is not None and is_speaker else None
            if _SPOKE_RE.search(text, max(start, end - 12), end):
                phrase = self.sources.subject(clause_of(self.doc, before))
                is_speaker = phrase is not None and self.sources.kinds.is_speaker(*phrase)
                return self._inherited(phrase) if phrase is not None and is_speaker else None
        return None

    def _inquirer(self, frame: Attribution) -> SourceSpan | None:
        """署の調べに対し、長男は「…」と供述した。「…」と話している|という。: the police tell what a suspect told them"""
        if frame.rule != "hearsay":
            return None
        index = frame.sentence
        for before in range(index, max(index - MAX_HEARSAY, -1), -1):
            sentence = self.doc.sentences[before]
            found = _INQUIRY_RE.search(self.doc.folded, sentence.start, sentence.end)
            phrase = self.sources.phrase_before(clause_of(self.doc, before), found.start()) if found else None
            if phrase is not None and "police" in self.sources.kinds.uses(*phrase):
                return self._inherited(phrase)
            if self._is_parted(before) if before else True:
                return None
        return None

    def _interviewed(self, frame: Attribution) -> SourceSpan | None:
        """Return whom the writer met or asked, where nobody else has spoken or acted since."""
        if frame.rule not in ("hearsay", "bare", "quote", "clause") or not frame.sentence:
            return None
        if self.meetings is None:
            found = ((index, met_in(self.sources, index)) for index in range(len(self.doc.sentences)))
            self.meetings = [(index, who) for index, who in found if who is not None]
        block = self.doc.sentences[frame.sentence].block
        if frame.rule == "bare" and self.speaker is not None and len(self.persons) == 1:
            alone = (self.speaker.source.start, self.speaker.source.end)  # a portrait: nobody else has spoken yet
            is_near = self.speaker.block == block and self.last == self.speaker
            is_near = is_near and not self._opens_paragraph(frame.sentence)
            if is_near and not self._acts_another(alone, self.speaker.sentence, frame):
                return self._inherited(alone)
        for index, who in reversed(self.meetings):
            if index >= frame.sentence or self.doc.sentences[index].block != block:
                continue
            is_alone = self.last is None or self.last.sentence < index or self._is_same(who, self.last.source)
            return self._inherited(who) if is_alone and not self._acts_another(who, index, frame) else None
        return None

    def _acts_another(self, who: tuple[int, int], index: int, frame: Attribution) -> bool:
        """Tell whether a sentence since ``index`` tells of another person: 妻は…した"""
        for between in range(max(index + 1, frame.sentence - MAX_INTERVIEW), frame.sentence + 1):
            subject = self.sources.subject(clause_of(self.doc, between))
            is_person = subject is not None and self.sources.kinds.is_speaker(*subject)
            if subject is not None and is_person and not self._is_same(who, SourceSpan(*subject, "role")):
                return True
        return frame.sentence - index > MAX_INTERVIEW

    def _is_same(self, who: tuple[int, int], other: SourceSpan) -> bool:
        """Tell whether two phrases begin alike behind their modifiers: 早乙女寛治さん(71), 早乙女さん自身"""
        return self._name(*who) == self._name(other.start, other.end)

    def _name(self, start: int, end: int) -> str:
        """Return how a person's name begins behind its modifiers: 早乙|女寛治さん"""
        return self.doc.folded[start:end].rpartition("の")[2][:2]

    def _inherited(self, phrase: tuple[int, int]) -> SourceSpan:
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

    def _subject_before(self, frame: Attribution) -> SourceSpan | None:
        """Return who acts in a sentence before 局後、「…」と振り返った, where the frame's own sentence names nobody."""
        doc, index = self.doc, frame.sentence
        is_plea = frame.rule == "clause" and _PLEA_RE.match(doc.folded, frame.cue[0]) is not None
        if not (is_plea or frame.rule in ("quote", "quote_any", "bare", "so")) or frame.content is None or not index:
            return None
        if self.sources.has_topic(clause_of(doc, index), frame.cue[0] if is_plea else frame.content[0]):
            return None
        is_bare = frame.rule == "bare"
        if is_bare and self._is_parted(index) and not (self._opens_paragraph(index) and self._is_empty(index)):
            return None
        if is_bare and "\n\n" in doc.folded[doc.sentences[index - 1].end : doc.sentences[index].start]:
            return None
        is_anew = _INTERVIEW_RE.search(doc.folded, doc.sentences[index].start, frame.cue[0]) is not None
        is_personal = (
            is_bare or is_plea or frame.rule == "so" or _personal_re().search(doc.folded, *frame.cue) is not None
        )
        for before in range(index - 1, max(index - (2 if is_bare else 5 if is_personal else 3), -1), -1):
            if doc.sentences[before].block != doc.sentences[index].block or (is_anew and self._is_parted(before + 1)):
                break
            phrase = self._visited(before) if is_bare else None
            phrase = phrase or self.sources.subject(self._behind_visit(before))
            if phrase is not None and is_personal and not self.sources.kinds.is_speaker(*phrase):
                if is_bare:
                    return None
                continue  # a company does not sigh
            if phrase is not None:
                source = SourceSpan(*phrase, self.sources.kind(*phrase) or "role", inherited=True)
                if not self._is_confession(frame, source):
                    return source
        return None


#: 日向署|の調べに対し
_INQUIRY_RE = Pattern(r"の(?:調べ|取り調べ|聴取)に")
_INTERVIEW_RE = Pattern(r"(?:取材|本紙|本誌|小紙)に")
#: 門田七段|のもとには
_PLACE_RE = Pattern(r"(?P<who>[^、。「」はが]{2,24})の(?:もと|元|ところ|家|自宅)に")
#: 企画会社「サザナミ企画」|は公式サイトで
_TITLE_RE = Pattern(r"」は[^、。「」はが]{0,16}[でに]$")
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
_ANSWERED_RE = Pattern(r"(?:質問|問い|疑問|指摘|批判|要求|要望|抗議|意見|声)に")
_HUMBLE_RE = Pattern(r"お答え|申し上げ|いたしま|致しま")
#: 青年は窓口に来た。戻れば殺される|と訴えた
_PLEA_RE = Pattern(r"とも?(?:訴え|話し|話す|語[っるり]|振り返|打ち明け|証言|嘆|こぼ|言[っいう])")
_THAT = ("それによると", "それによれば", "これによると", "これによれば")
#: 競合が7月、
_ACTOR_RE = Pattern(r"(?<![たるいだすう])が(?:[0-9一-龥]{1,6}[にで]?)?、")
_STATING_RE = Pattern(r"として(?![いお])")
#: 寺西容疑者(24)|を詐欺の疑いで逮捕した
_ARRESTED_RE = Pattern(r"(?:容疑者|男|女|少年|少女)(?:\([^()]{1,12}\))?ら?(?:[0-9]{1,2}人)?(?=[をはが])")
_STATED_RE = Pattern(r"とも?し(?:て(?:い|お)|た)")
_PASSING_ON_RE = Pattern(r"伝え|報じ|報道|書い|記し|紹介|掲載|論じ|分析|予想|予測")
_REPORTING_RE = Pattern(r"とも?(?:報じ|報道|伝え)")


@table_pattern
def _telling_re() -> str:
    """What a paper does with what it knows, in words that need not be its own."""
    return rf"{words('paper_verb')}|書|結|と(?:い[うっ]|し(?!て[^いお])|する|も?ある)|評"


@table_pattern
def _personal_re() -> str:
    """What persons do with their words, and bodies do not."""
    return rf"{words('speaking')}|肩を|苦笑|笑"


@table_pattern
def _quoting_re() -> str:
    return words("paper_verb")


@table_pattern
def _confession_re() -> str:
    return rf"容疑を(?:おおむね|一部|大筋で)|{words('confession')}"
