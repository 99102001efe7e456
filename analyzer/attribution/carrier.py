"""Whose words go on where a frame names nobody: と続けた, という, a bare 「…」 behind who spoke last."""

from __future__ import annotations

from collections.abc import Set

from msgspec import Struct

from analyzer.attribution.actors import INTERVIEW_RE, MAX_HEARSAY, Actors
from analyzer.attribution.meetings import met_in
from analyzer.attribution.sources import Sources, clause_of
from analyzer.attribution.words import words
from analyzer.mention import Attribution, SourceSpan
from corpus.patterns import Pattern, table_pattern
from corpus.questions import opens_question
from corpus.tokens import Document

__all__ = ["Carrier"]

#: A source is carried over so many sentences.
MAX_SENTENCES = 2
#: A document that is gone through goes on over so many sentences.
MAX_DOCUMENT = 6
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
        self.actors = Actors(sources)
        self.last: Spoken | None = None
        self.speaker: Spoken | None = None  # the last who is no paper
        self.paper: Spoken | None = None
        self.before: tuple[int, Spoken | None] = (-1, None)  # a sentence and who was spoken of last before it
        self.basis: Spoken | None = None  # the source of the last によると
        self.persons: set[str] = set()  # how the persons begin who have spoken
        self.counted = -1  # the sentence of the last の調査では
        self.meetings: list[tuple[int, tuple[int, int]]] | None = None  # whom the writer met, by sentence
        self.floor: tuple[int, SourceSpan | None] = (-1, None)  # who has the floor in a sentence of minutes
        self.police: Spoken | None = None  # the police who told something
        self.seen = 0  # the sentence up to which items were looked for

    def carried(self, frame: Attribution) -> Attribution:
        """Return the frame with the source spoken of last where it has none, within two sentences of a block.

        Where the sentence between tells what somebody did, that person: 藤岡王座は勝った。局後、「…」と振り返った.
        """
        self._pass_items(frame.sentence)
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
        source = self.actors.giver_here(frame) or self._shown(frame) or self._found(frame)
        if source is None:
            return frame
        self._note(frame, source)
        return Attribution(frame.sentence, frame.cue, source, frame.content, frame.mode, frame.rule)

    def _pass_items(self, index: int) -> None:
        """Forget who spoke where a new item of a list or a ticker has begun: ▽ひき逃げ …"""
        if any(self.actors.opens_item(passed) for passed in range(self.seen + 1, index + 1)):
            self.last = self.speaker = self.paper = self.basis = self.police = None
        self.seen = index

    def _found(self, frame: Attribution) -> SourceSpan | None:
        """Return who goes on speaking in a frame that names nobody, or who acts beside it."""
        actors, index = self.actors, frame.sentence
        spoken = self._told_before(frame) if frame.rule == "hearsay" else self._spoken(frame)
        if frame.rule == "clause" and _STATING_RE.match(self.doc.folded, frame.cue[0]) and self._has_actor(frame):
            return None  # 競合が7月、持ち出されたとして提訴した: who acts is told, whoever it is
        if (spoken is not None and self._is_answered(frame, spoken)) or self._has_title(frame):
            return None
        source = self._document_before(frame) or self._body_before(frame, spoken) or self._near(frame, spoken)
        if spoken is None or index - spoken.sentence > 1 or self._is_in_document(frame, spoken):
            source = actors.subject_before(frame) or source
        return (
            actors.spoke_before(frame, spoken.sentence + 1 if spoken is not None else 0)
            or actors.behind_that(frame)
            or source
            or actors.accused_before(frame)
            or self._interviewed(frame)
            or actors.inquirer(frame)
            or actors.deceased(frame)
        )

    def _shown(self, frame: Attribution) -> SourceSpan | None:
        """社長は「…」と述べ、…は見込めない|との見方を示した: who shows a view and is not named is who spoke right before."""
        last = self.last
        if frame.rule != "noun" or last is None or frame.sentence - last.sentence > 1:
            return None
        if _SHOWN_RE.match(self.doc.folded, frame.cue[0], frame.cue[1] + 1) is None:
            return None
        source, kinds = last.source, self.sources.kinds
        is_told = self.doc.folded.find("伝え", *frame.cue) > 0 or self.doc.folded.find("報じ", *frame.cue) > 0
        if last.block != self.doc.sentences[frame.sentence].block:
            return None
        if is_told != kinds.is_medium(source.start, source.end):
            return None  # 見方を伝えた: a paper
        if last.sentence < frame.sentence and self.sources.subject(clause_of(self.doc, frame.sentence)) is not None:
            return None
        if last.sentence == frame.sentence and source.end > frame.cue[0]:
            return None
        return SourceSpan(source.start, source.end, source.kind, inherited=True)

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
            return None if spoken is not None and self._is_told_by_another(spoken, frame) else spoken
        is_other = frame.sentence - spoken.sentence > 1 or "suspect" in self.sources.kinds.uses(
            spoken.source.start, spoken.source.end
        )
        if is_other and self.basis is not None and self._is_paragraph_of(self.basis, frame.sentence):
            return self.basis  # 県警によると…。男は「…」と供述した。…という
        if is_other and self.police is not None and self._is_near(self.police, frame.sentence):
            return self.police  # 署は男を逮捕したと発表した。男は「…」と話した。…という
        if frame.sentence - spoken.sentence > 1 and self.actors.acts_a_body(frame.sentence - 1):
            return None  # 女性は設置を求めた。県は説明会を開く。遅れるおそれもあるという
        start = self.doc.sentences[frame.sentence].start
        is_beside = self.last is not None and self.last.sentence == frame.sentence
        # A paragraph goes back to a body or a paper, not to who was quoted last.
        return None if is_beside or "\n" in self.doc.folded[max(start - 2, 0) : start] else spoken

    def _is_told_by_another(self, spoken: Spoken, frame: Attribution) -> bool:
        """文科省は説明する。なぜなのか。県の教育長は「…」と発言した|という: another has spoken since, no word of the ministry's"""
        is_afar = spoken != self.basis and frame.sentence - spoken.sentence > 1
        if self.sources.kinds.is_medium(spoken.source.start, spoken.source.end):
            return False  # a paper tells whatever anybody says
        last = self.last
        return is_afar and last is not None and last.sentence == frame.sentence and last.source != spoken.source

    def _note(self, frame: Attribution, source: SourceSpan) -> None:
        if opens_question(self.doc.folded, self.doc.sentences[frame.sentence].start):
            return  # ――大統領は引き上げると表明した。 asks; who answers is another
        self.last = Spoken(source, frame.sentence, self.doc.sentences[frame.sentence].block)
        self.counted = frame.sentence if frame.rule == "told" else self.counted
        if frame.rule in ("by", "told", "found"):
            self.basis = self.last
        if "police" in self.sources.kinds.uses(source.start, source.end):
            self.police = self.last
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
        if frame.rule == "bare" and self.actors.opens_paragraph(frame.sentence) and not self._is_alone(frame, spoken):
            return None
        is_far = frame.sentence - spoken.sentence > MAX_SENTENCES
        if is_far and not (frame.rule == "hearsay" and self._is_paragraph_of(spoken, frame.sentence)):
            return None
        if spoken.block != self.doc.sentences[frame.sentence].block or self._is_set_anew(frame, spoken):
            return None
        source = spoken.source
        if self.actors.is_confession(frame, source):
            return None
        return SourceSpan(source.start, source.end, source.kind, inherited=True)

    def _is_alone(self, frame: Attribution, spoken: Spoken) -> bool:
        """Tell whether a person spoke right before a paragraph in which nobody else does anything."""
        source = spoken.source
        is_beside = spoken.sentence == frame.sentence - 1 and self.sources.kinds.is_speaker(source.start, source.end)
        return is_beside and self.actors.is_empty(frame.sentence)

    def _is_paragraph_of(self, spoken: Spoken, index: int) -> bool:
        """市によると…。…。…という: what a body or a paper tells goes on to the end of its paragraph."""
        if self.basis != spoken or not self._is_near(spoken, index):
            return False
        return not self.sources.kinds.is_speaker(spoken.source.start, spoken.source.end)

    def _is_near(self, spoken: Spoken, index: int) -> bool:
        """Tell whether ``spoken`` stands in the paragraph of sentence ``index``, and not far before it."""
        if index - spoken.sentence > MAX_HEARSAY:
            return False
        start, end = self.doc.sentences[spoken.sentence].start, self.doc.sentences[index].start
        return self.doc.folded.find("\n", start, end) < 0

    def _is_set_anew(self, frame: Attribution, spoken: Spoken) -> bool:
        """Tell whether a later paragraph has an interview of its own: its speaker is not the last paragraph's."""
        text, start = self.doc.folded, self.doc.sentences[frame.sentence].start
        is_later = text.find("\n", self.doc.sentences[spoken.sentence].end, start) >= 0
        return is_later and INTERVIEW_RE.search(text, start, max(start, frame.cue[0])) is not None

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
        return self.actors.inherited(phrase)

    def _document_before(self, frame: Attribution) -> SourceSpan | None:
        """気象庁は報告書を発表した。この報告書では、温暖化について述べている。100年で0.7度上昇した|としている: what the text goes through."""
        doc, index = self.doc, frame.sentence
        if frame.rule != "clause" or not _STATED_RE.match(doc.folded, frame.cue[0]):
            return None
        if self.sources.subject(clause_of(doc, index)) is not None:
            return None
        for before in range(index - 1, max(index - MAX_DOCUMENT, 0) - 1, -1):
            if self.last is not None and self.last.sentence > before:
                return None  # but who has said something since
            sentence = doc.sentences[before]
            told = _DOCUMENT_RE.match(doc.folded, sentence.start, sentence.end)
            if told is not None and sentence.block == doc.sentences[index].block:
                phrase = told.span("document")
                return self.actors.inherited(phrase) if "document" in self.sources.kinds.uses(*phrase) else None
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
            is_near = is_near and not self.actors.opens_paragraph(frame.sentence)
            if is_near and not self._acts_another(alone, self.speaker.sentence, frame):
                return self.actors.inherited(alone)
        for index, who in reversed(self.meetings):
            if index >= frame.sentence or self.doc.sentences[index].block != block:
                continue
            is_alone = self.last is None or self.last.sentence < index or self._is_same(who, self.last.source)
            return self.actors.inherited(who) if is_alone and not self._acts_another(who, index, frame) else None
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


#: との見方|を示した
_SHOWN_RE = Pattern(
    r"と(?:の|いう|する)[^がはをも、]{1,10}[をも](?:[^、。「」をは]{0,8}に)?(?:示し|明かし|明らかにし|表明し|述べ|語っ|漏らし|口にし|強調し|繰り返し|伝え|報じ)(?:た|て|、)"
)
#: 企画会社「サザナミ企画」|は公式サイトで
_TITLE_RE = Pattern(r"」は[^、。「」はが]{0,16}[でに]$")
_ANSWERED_RE = Pattern(r"(?:質問|問い|疑問|指摘|批判|要求|要望|抗議|意見|声)に")
_HUMBLE_RE = Pattern(r"お答え|申し上げ|いたしま|致しま")
#: 競合が7月、
_ACTOR_RE = Pattern(r"(?<![たるいだすう])が(?:[0-9一-龥]{1,6}[にで]?)?、")
_STATING_RE = Pattern(r"として(?![いお])")
#: このレポート|では、
_DOCUMENT_RE = Pattern(r"(?:また|なお|さらに)?、?(?P<document>(?:この|同)[一-龠ァ-ヶー]{2,12})(?:では|は)、?")
_STATED_RE = Pattern(r"とも?し(?:て(?:い|お)|た)")
_PASSING_ON_RE = Pattern(r"伝え|報じ|報道|書い|記し|紹介|掲載|論じ|分析|予想|予測")
_REPORTING_RE = Pattern(r"とも?(?:報じ|報道|伝え)")


@table_pattern
def _telling_re() -> str:
    """What a paper does with what it knows, in words that need not be its own."""
    return rf"{words('paper_verb')}|書|結|と(?:い[うっ]|し(?!て[^いお])|する|も?ある)|評"


@table_pattern
def _quoting_re() -> str:
    return words("paper_verb")
