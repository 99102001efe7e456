"""One cue at a time: what is attributed, to whom, and in whose words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from analyzer.attribution.cues import anchor_re, late_verb_re, verbs
from analyzer.attribution.framer import CLAUSE_END_RE, Framer
from analyzer.attribution.holders import PARTICLES_RE, Holders
from analyzer.attribution.predicates import Predicates
from analyzer.attribution.quotations import MAX_CONTENT, quotations
from analyzer.attribution.sources import Clause, Sources
from analyzer.attribution.utterances import Utterances
from analyzer.mention import Attribution, Organization
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["Reader"]

_QUOTED_RE = Pattern(r"[」』](?:\([^()「」]{1,20}\))?(?:など|だ)?$")


class Reader:
    """Reads the frames of one document; holds what every cue needs: text, tokens, the spans of organizations."""

    def __init__(self, doc: Document, organizations: Sequence[Organization]) -> None:
        self.doc = doc
        self.sources = Sources(doc, organizations)
        self.text = self.sources.text  # with “…” as 「…」
        self.framer = Framer(doc, self.sources)
        self.predicates = Predicates(doc, self.text, self.sources.pos)
        self.holders = Holders(self.sources)
        self.quotes_of = -1
        self.quotes: list[tuple[int, int]] = []

    def frames(self) -> Iterator[Attribution]:
        clause: Clause | None = None
        index = 0
        sentences = self.doc.sentences
        for match in anchor_re().finditer(self.text):
            while index < len(sentences) and sentences[index].end <= match.start():
                index += 1
            if index == len(sentences):
                break
            sentence = sentences[index]
            if sentence.start > match.start():
                continue
            if clause is None or clause.number != index:
                clause = Clause(index, sentence.start, sentence.end, sentence.first_token, sentence.last_token)
            kind = match.lastgroup or ""
            if kind != "bracket" and self._inside_quote(clause, match.start()):
                continue
            frame: Attribution | None = getattr(self, "_read_" + kind)(clause, match)
            if frame is not None:
                self.holders.remember(frame)
                yield frame
        yield from Utterances(self.framer).frames()

    def _inside_quote(self, clause: Clause, offset: int) -> bool:
        """Tell whether ``offset`` stands inside 「…」 of its sentence: what is said there is nobody's frame outside."""
        if self.quotes_of != clause.number:
            self.quotes_of, self.quotes = clause.number, quotations(self.text, clause.start, clause.end)
        at = bisect_left(self.quotes, (offset + 1, 0)) - 1
        return at >= 0 and self.quotes[at][0] < offset < self.quotes[at][1]

    # によると, …の調べでは ------------------------------------------------------------------------------------------

    def _read_by(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        at = match.start() - (2 if self.text.startswith("など", match.start() - 2) else 0)
        source = self.sources.phrase_before(clause, at)
        if told := _AS_TOLD_RE.search(self.text, max(clause.start, at - 10), at):
            source = self.sources.speaker(clause, told.start())  # 東海新聞が伝えた|ところによると
        if source is None or self.text[slice(*source)] in _NO_BASIS:
            return None
        source = self.sources.listed(clause, source)
        return self.framer.frame(clause, match.span(), source, self._after(clause, match.end()), "indirect", "by")

    def _read_told(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        source = self.sources.phrase_before(clause, match.start())
        if source is None or self.sources.kind(*source) is None:
            return None
        source = self.sources.listed(clause, source)
        return self.framer.frame(clause, match.span(), source, self._after(clause, match.end()), "indirect", "told")

    def _read_teller_of(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """橋を補修した|とNHKが|伝えた"""
        return self._read_inverted(clause, match.start(), match.end("teller_of"))

    def _read_late(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """…を受けたと、協会が19日、発表した"""
        return self._read_inverted(clause, match.start(), match.end("late"))

    def _read_inverted(self, clause: Clause, at: int, late: int) -> Attribution | None:
        if self.text[at - 1] in "」』" or not self.predicates.is_particle(at) or not self.predicates.after_clause(at):
            return None
        source = self.sources.phrase_before(clause, late)
        if source is None or self.sources.kind(*source) is None:
            return None
        verb = late_verb_re().match(self.text, late, clause.end)
        if verb is None:
            return None
        cue = (verb.start("verb"), self.predicates.inflected(clause, verb.end("verb")))
        start = self.holders.content_start(clause, clause.start, at)
        return self.framer.frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", "inverted")

    def _read_found(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        start = match.start()
        at = start - 1 if self.text[start - 1] == "へ" else start
        source = self.sources.phrase_before(clause, at)
        if source is None:
            return None
        stop = self.text.rfind("ことが", clause.start, source[0])
        content = (clause.start, stop) if stop > 0 else None
        return self.framer.frame(
            clause,
            (match.start("found"), self.predicates.inflected(clause, match.end())),
            source,
            content,
            "indirect",
            "found",
        )

    # と述べた ----------------------------------------------------------------------------------------------------------

    def _read_verb(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        at = match.start()
        verb = match["verb"]
        quoted = _QUOTED_RE.search(self.text, max(clause.start, at - 26), at)
        is_end = verb == "いう" and match.end() >= clause.end - 1
        if not self.predicates.is_particle(at) or not (
            quoted or is_end or self.predicates.after_clause(at) or self.predicates.bare_noun(verb, at)
        ):
            return None
        if _WHO_RE.search(self.text, max(clause.start, at - MAX_CONTENT), at):
            return None  # 誰が「便利だ」と喜ぶのか: asked, not told
        if not quoted and not self.predicates.after_clause(at) and self.text.startswith(_NOUN_USE, match.end()):
            return None  # 説明と謝罪を要求した: a noun beside a noun
        is_noun = verb[-1] >= "一"  # 批判, but 話す
        if quoted and is_noun and self.text[match.end() : match.end() + 1] in ("が", "も"):
            return self._read_quote(clause, match)  # などと批判が出た
        inflected = self.predicates.inflected(clause, match.end())
        if quoted and (cleft := _CLEFT_RE.match(self.text, inflected, clause.end)):
            return self._read_cleft(clause, (at, inflected), cleft)
        if _JUDGED_RE.match(self.text, inflected):
            return None  # 「人がいない」と嘆くのは順序が逆: quoted to be judged; 失敗だったと認めることになる: not said yet
        if verb in ("いう", "言い", "言う", "言っ", "語る", "書い", "書か") and not self.predicates.says(
            verb, match.end(), clause, bool(quoted)
        ):
            if not quoted:
                return self._hearsay(clause, match) if verb == "いう" else None
            return self._quoted_hearsay(clause, match) if is_end else None
        guard = verbs()[verb].guard
        if guard == "strict" and not self.predicates.asserts(at, match.end(), bool(quoted), clause):
            return None
        if verb in _SEEING and not _HOLDING_RE.match(self.text, match.end()):
            return None
        cue = (at, self.predicates.inflected(clause, match.end()))
        rule = "quote" if quoted else "clause"
        frame = self._said(clause, at, cue, rule)
        if frame is not None and frame.source is None and (teller := self.predicates.modified(clause, cue[1])):
            if self.sources.kind(*teller) is None:
                return frame
            return self.framer.frame(clause, cue, teller, frame.content, frame.mode, rule)  # …と証言した元社員
        return frame

    def _read_as_told(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """AFP通信が当局者の話として伝えた|ところでは、"""
        told = _TOLD_RE.search(self.text, max(clause.start, match.start() - 10), match.start())
        source = self.sources.speaker(clause, told.start()) if told else None
        if source is None:
            return None
        return self.framer.frame(clause, match.span(), source, self._after(clause, match.end()), "indirect", "by")

    def _read_cleft(self, clause: Clause, cue: tuple[int, int], cleft: re.Match[str]) -> Attribution | None:
        """「最後まで諦めなかった」と胸を張ったのは|主将の上原だ"""
        source = self._cleft_speaker(clause, cleft)
        content = self.framer.quotation(clause, cue[0])
        if source is None or content is None:
            return None
        return self.framer.frame(clause, cue, source, content, "direct", "inverted")

    def _cleft_speaker(self, clause: Clause, cleft: re.Match[str]) -> tuple[int, int] | None:
        source = self.sources.phrase_before(clause, cleft.end("who"))
        is_behind = source is not None and source[0] >= cleft.start("who")
        return source if source is not None and is_behind and self.sources.kinds.is_speaker(*source) else None

    def _read_far(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """…がある|と英科学誌に発表した"""
        at = match.start()
        if not self.predicates.is_particle(at) or not self.predicates.after_clause(at):
            return None
        verb = late_verb_re().match(self.text, match.end(), clause.end)
        if verb is None or verb.start("verb") != match.end():
            return None
        return self._said(clause, at, (at, self.predicates.inflected(clause, verb.end("verb"))), "clause")

    def _read_so(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """「木は嘘をつかない」。久世さんは|そう言って笑った: the utterance is the sentence before."""
        before = self.doc.sentences[clause.number - 1] if clause.number else None
        if before is None or before.block != self.doc.sentences[clause.number].block:
            return None
        closed = before.end - (self.text[before.end - 1] == "。")
        content = (before.start + 1, closed - 1)
        if self.text[before.start] != "「" or self.text[closed - 1] != "」" or "「" in self.text[slice(*content)]:
            return None
        cue = (match.start("so"), self.predicates.inflected(clause, match.end()))
        cleft = _CLEFT_RE.match(self.text, cue[1], clause.end)
        source = self._cleft_speaker(clause, cleft) if cleft else self.sources.holder(clause, match.start())
        return self.framer.frame(clause, cue, source, content, "direct", "so")

    def _read_quote(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """「…」と behind which the verb stands later: 「…」と、組合員は嘆く · 「…」と記者団に述べた"""
        at = match.start()
        rest = self.text[at + 1 : min(clause.end, at + 80)]
        if not rest or rest[0] in "「『のもはし" or _NO_SPEECH_RE.match(rest):
            return None
        found = late_verb_re().match(rest)
        if giver := self._giver(clause, at, rest):
            return giver
        if act := _ACT_RE.match(rest):  # 議員からは「…」と質問が相次いだ
            content = self.framer.quotation(clause, at)
            source = self.holders.later(clause, content[0] - 1) if content else None
            cue = (at, self.predicates.to_predicate(clause, at + 1 + act.end()))
            return self.framer.frame(clause, cue, source, content, "direct", "act") if content else None
        if call := _CALL_RE.match(rest):  # 「音がした」と、警備員から署に通報があった
            content = self.framer.quotation(clause, at)
            source = self.sources.phrase_before(clause, at + 1 + call.end("caller"))
            cue = (at + 1 + call.start("call"), at + 1 + call.end())
            return self.framer.frame(clause, cue, source, content, "direct", "inverted") if content and source else None
        if found is not None and "ことを" in rest[: found.start("verb")]:
            return None  # 「とちぎ」と書くことを提案した
        is_noun = found is not None and found["verb"][-1] >= "一"
        if found is not None and rest[found.end() : found.end() + 1] in (
            ("が", "も", "の", "は") if is_noun else ("の", "は")
        ):
            return None  # などと批判が出るだけだ: the act is only named
        if found is None:
            return self._by_name_alone(clause, at, rest) or self._by_any_verb(clause, at, rest)
        cue = (at + 1 + found.start("verb"), self.predicates.inflected(clause, at + 1 + found.end("verb")))
        if found["holder"]:
            holder_end = at + 1 + found.end("holder")
            source = self.sources.phrase_before(clause, holder_end)
            content = self.framer.quotation(clause, at)
            is_holder = self.text[holder_end] == "は" or (source and self.sources.kind(*source) is not None)
            if source and content and is_holder:  # not 「…」と、落胆も露わにコメントした
                return self.framer.frame(clause, cue, source, content, "direct", "inverted")
        return self._said(clause, at, cue, "quote")

    def _giver(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        """担当者は、上層部から「黙っていろ」|と指示された: から right before the quotation marks who said it."""
        told = _TOLD_TO_RE.match(rest)
        content = self.framer.quotation(clause, at) if told else None
        if told is None or content is None:
            return None
        cue = (at, self.predicates.inflected(clause, at + 1 + told.end()))
        source = self.holders.from_whom(clause, content[0] - 1, cue)
        return self.framer.frame(clause, cue, source, content, "direct", "quote") if source else None

    def _by_any_verb(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        content = self.framer.quotation(clause, at)
        if content is None or content[1] - content[0] < 3 or _GUESSED_RE.search(rest):
            return None
        is_told = content[1] - content[0] >= 8 or self._is_told(clause, content)
        if not is_told and not self._is_face(clause, content[0] - 1, rest):
            return None
        inner = self.text[content[0] : content[1]]
        if (
            not CLAUSE_END_RE.search(inner)
            or len(rest) > 30
            or not (
                re.search(r"(?:[たるうだくぐすぶむ]|ます|ました|い)[。!]?$", rest)
                or self._is_face(clause, content[0] - 1, rest)
            )
        ):
            return None
        return self._said(clause, at, (at, at + 1 + len(rest.rstrip("。!"))), "quote_any")

    def _by_name_alone(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        """試合後、「悔いはない」と|主将。: the speaker stands in the place of the verb."""
        match = _NAME_ALONE_RE.match(rest)
        content = self.framer.quotation(clause, at) if match else None
        source = self.sources.phrase_before(clause, at + 1 + match.end("who")) if match else None
        if match is None or content is None or source is None or source[0] != at + 1 + match.start("who"):
            return None
        if not self.sources.kinds.is_speaker(*source) or not CLAUSE_END_RE.search(self.text[slice(*content)]):
            return None
        return self.framer.frame(clause, (at, at + 1), source, content, "direct", "inverted")

    def _is_told(self, clause: Clause, content: tuple[int, int]) -> bool:
        """町議の一人は「結論ありきだ」|と憤りを隠さない: a sentence of a person whose は or も stands before it."""
        before = content[0] - 1
        before -= self.text[before - 1] == "、"
        if self.text[before - 1] not in "はも":
            return False
        source = self.sources.phrase_before(clause, before - 1)
        is_sentence = _SENTENCE_RE.search(self.text, *content) is not None
        return is_sentence and source is not None and self.sources.kinds.is_speaker(*source)

    def _is_face(self, clause: Clause, limit: int, rest: str) -> bool:
        """佐野さんは「うれしい」|と満面の笑み: a person before the quotation, and no more than a face or gesture behind it."""
        if len(rest) > 12 or self.text[limit - 1] not in "はも、":
            return False
        source = self.sources.speaker(clause, limit)
        return source is not None and self.sources.kinds.is_person(*source)

    def _said(self, clause: Clause, at: int, cue: tuple[int, int], rule: str) -> Attribution | None:
        """Return the frame of a quoting と at ``at``: its content to the left, its holder before that."""
        for own in _FIRST_PERSON_RE.finditer(self.text, max(clause.start, at - MAX_CONTENT), at):
            if not self._inside_quote(clause, own.start()):
                return None  # the writer's own words
        content = (
            self.framer.quotation(clause, at) if _QUOTED_RE.search(self.text, max(clause.start, at - 26), at) else None
        )
        if content is not None:
            before = self.text[max(clause.start, content[0] - 7) : content[0] - 1]
            if _ACKNOWLEDGED_RE.match(self.text, cue[0]) and not CLAUSE_END_RE.search(self.text[slice(*content)]):
                return None  # 「氷河」と認められる条件
            if not before.strip() or before[-1] not in "をの" or before.endswith(("として", "について", "改めて")):
                source = self.holders.of_quotation(clause, content, at, cue)
                return self.framer.frame(clause, cue, source, content, "direct", rule)
        source = self.holders.of_clause(clause, at, cue)
        start = source[1] if source and source[1] <= at else clause.start
        at -= 2 if self.text.startswith("など", at - 2) else 0
        start = self.holders.content_start(clause, start, at)
        return self.framer.frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", rule)

    def _hearsay(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        following = self.text[match.end() : match.end() + 6]
        if (
            not re.match(r"。|$|ことです。|ことだ。|のです。|のだ。|のである。|\n", following)
            and match.end() < clause.end
        ):
            return None
        if clause.end - match.end() > 8 or _CONCLUSION_RE.match(self.text, clause.start):
            return None
        start, source = clause.start, self._outlet_topic(clause)
        if source is not None:
            start = PARTICLES_RE.match(self.text, source[1], match.start()).end()  # type: ignore[union-attr]  # matches empty
        return self.framer.frame(
            clause,
            (match.start(), clause.end - (self.text[clause.end - 1] == "。")),
            source,
            (start, match.start()),
            "indirect",
            "hearsay",
        )

    def _quoted_hearsay(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """捜査関係者は取材に対し「男と似ていた」|という: said, unless a name is told (船の名は「みらい」という)."""
        content = self.framer.quotation(clause, match.start())
        if content is None or content[1] - content[0] < 8 or not CLAUSE_END_RE.search(self.text[slice(*content)]):
            return None
        return self._said(clause, match.start(), (match.start(), match.end()), "quote")

    def _outlet_topic(self, clause: Clause) -> tuple[int, int] | None:
        """またフジテレビは、…という: the outlet with は, that opens the sentence, tells it."""
        topic = self.text.find("は、", clause.start, clause.start + 24)
        phrase = self.sources.phrase_before(clause, topic) if topic > 0 else None
        if phrase is None or phrase[0] - clause.start > 4:
            return None
        return phrase if self.sources.kind(*phrase) == "outlet" else None

    # との見方を示した ----------------------------------------------------------------------------------------------------

    def _read_noun(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        at = match.start()
        quoted = _QUOTED_RE.search(self.text, max(clause.start, at - 26), at)
        if not self.predicates.is_particle(at) or not (
            quoted
            or self.predicates.after_clause(at)
            or self.text[at - 1] in "円人件%割要能)"
            or self.text.endswith(("ため", "もの", "はず"), at - 2, at)
            or match["noun"] == "呼び声"
        ):
            return None
        is_name = match["noun"] in ("言葉", "発言") and self.text.startswith("は", match.end())
        content = self.framer.quotation(clause, at) if quoted else None
        is_speech = content is not None and CLAUSE_END_RE.search(self.text[slice(*content)]) is not None
        if match[0].startswith("という") and ((match["noun"] not in _LOOSE_NOUNS and not is_speech) or is_name):
            return None
        cue = (at, self.predicates.to_predicate(clause, match.end("noun")))
        if content is not None:
            if match["noun"] in ("言葉", "発言") and not is_speech:
                return None  # 「世帯」という言葉が
            source = self.holders.later(clause, content[0] - 1)
            return self.framer.frame(clause, cue, source, content, "direct", "noun")
        told = _TOLD_BY_RE.match(self.text, match.end("noun"), clause.end)
        source = self.sources.phrase_before(clause, told.end()) if told else None
        if source is None:  # …が協力したとの見方を|東海新聞が|伝えた
            is_agentless = _AGENTLESS_RE.match(self.text, match.end("noun"), clause.end) is not None
            source = self.sources.holder(clause, at, plausible=True, places=True, only_places=is_agentless)
        start = self.holders.content_start(clause, source[1] if source and source[1] < at else clause.start, at)
        return self.framer.frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", "noun")

    def _read_held(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """「影響を与えるだろう」との|専門家の話を伝えている: the holder stands between との and the noun."""
        at = match.start()
        quoted = _QUOTED_RE.search(self.text, max(clause.start, at - 26), at)
        if not self.predicates.is_particle(at) or not (quoted or self.predicates.after_clause(at)):
            return None
        held = self.text.rindex("の", match.start("held"), match.end("held"))
        source = self.sources.phrase_before(clause, held)
        if source is None or self.sources.kind(*source) is None:
            return None
        cue = (at, self.predicates.to_predicate(clause, match.end("held")))
        content = self.framer.quotation(clause, at) if quoted else None
        if content is not None:
            return self.framer.frame(clause, cue, source, content, "direct", "noun")
        outer = self.sources.holder(clause, at, plausible=True)
        start = self.holders.content_start(clause, outer[1] if outer else clause.start, at)
        return self.framer.frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", "noun")

    def _read_such(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """「マナーに頼るしかない」などの|声も聞かれる"""
        at = match.start()
        content = self.framer.quotation(clause, at)
        if content is None or not CLAUSE_END_RE.search(self.text[slice(*content)]):
            return None
        cue = (at, self.predicates.to_predicate(clause, match.end("such")))
        source = self.holders.later(clause, content[0] - 1)
        return self.framer.frame(clause, cue, source, content, "direct", "noun")

    # ことを明らかにした --------------------------------------------------------------------------------------------------

    def _read_fact(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        noun = _FACT_RE.search(self.text, max(clause.start, match.start() - 6), match.start())
        if noun is not None and self.text.endswith(("との", "という", "といった", "」と"), clause.start, noun.start()):
            return None  # …ためとの見方を伝えている: the noun's own frame
        if noun is not None and not self.predicates.after_clause(noun.start()):
            return None  # 電話で事実を伝えた
        if noun is not None and _PASSIVE_RE.match(self.text, match.end()):  # 首相から辞任する意向を|伝えられた
            source = self.sources.giver(clause, noun.start())
        else:
            source = self.sources.holder(clause, noun.start(), plausible=True) if noun else None
        if source is None or noun is None:
            return None
        source = self.sources.listed(clause, source) if self.sources.kind(*source) == "outlet" else source
        start = self.holders.content_start(clause, source[1], noun.start())
        if noun.start() - start < 4:
            return None
        cue = (noun.end("noun"), self.predicates.inflected(clause, match.end()))
        return self.framer.frame(clause, cue, source, (start, noun.start()), "indirect", "fact")

    def _read_teller(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        source = self.sources.phrase_before(clause, match.start())
        if source is None:
            return None
        before = self.text[clause.start : source[0]]
        cue = (self.text.index("明らか", match.start()), match.end() - 1)
        if len(before) <= 4 and clause.number:
            previous = self.doc.sentences[clause.number - 1]
            same = previous.block == self.doc.sentences[clause.number].block
            return self.framer.frame(
                clause, cue, source, (previous.start, previous.end) if same else None, "indirect", "teller"
            )
        content = (clause.start, source[0])
        return (
            self.framer.frame(clause, cue, source, content, "indirect", "teller")
            if before.rstrip("、").endswith(("ことを", "と"))
            else None
        )

    # 「…」（元役員） ---------------------------------------------------------------------------------------------------

    def _read_bracket(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        content = self.framer.quotation(clause, match.start() + 1)
        span = (match.start("bracket") + 1, match.end("bracket") - 1)
        inner = self.text[slice(*span)]
        if content is None or content[1] - content[0] < 8 or re.search(r"^[0-9]|[0-9]年|新聞|掲載|出版|社刊", inner):
            return None
        if content[0] - clause.start > 3:
            return None
        return self.framer.frame(
            clause, (match.start("bracket"), match.end("bracket")), span, content, "direct", "bracket"
        )

    # -- reading left and right ---------------------------------------------------------------------------------------

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


#: What the content of を明らかにした ends in: 発表する方針を, 遅れたことなどを
_FACT_RE = Pattern(r"(?P<noun>こと|旨|方針|考え|意向|認識|見方|計画|事実|見通し)(?:など)?$")
#: 「…」と、警備員から署に|通報があった
_CALL_RE = Pattern(
    r"、?(?P<caller>[^、。「」]{1,30})から[^、。「」がは]{0,20}?(?P<call>(?:通報|連絡|電話|相談|情報|申し出|届け出)が(?:あった|寄せられた|入った|あり))"
)
#: 伝えた|ところでは
_TOLD_RE = Pattern(r"(?:伝え|報じ|報道し|発表し|明らかにし|まとめ|調べ|話し|説明し)(?:た|ている|ていた)$")
#: と胸を張った|のは主将の上原だ。
_CLEFT_RE = Pattern(r"の(?:は|が)、?(?P<who>[^。「」]{1,60}?)(?:だ|だった|です|である)?。?$")
#: 「悔いはない」と|主将。
_NAME_ALONE_RE = Pattern(r"、?(?P<who>[^、。「」はがをに]{1,20})[。]?$")
#: 「またか」と思うかもしれない: nobody has said it.
_GUESSED_RE = Pattern(r"(?:かもしれない|だろう|でしょう|はずだ|に違いない|のか|ではないか)[。!]?$")
_SENTENCE_RE = Pattern(r"(?:[だたよねかぞ]|です|ます|ない|たい|せん|しい|ろう|ほしい|くれ)$")
_ACKNOWLEDGED_RE = Pattern(r"と(?:認め|定義|判断|分類|推定|認定)(?:さ|ら)れ")
_NOUN_USE = ("を", "に", "の", "や", "が", "・")
#: 上司から「…」と|言われた, 指示された, 命じられている
_TOLD_TO_RE = Pattern(
    r"[^、。「」はがを]{0,8}?(?:言われ|告げられ|伝えられ|[一-龥ぁ-ん]{1,6}(?:され|られ|われ|かれ|ばれ)|(?:指示|指導|注意|依頼|助言|命令|激励|忠告|叱責)(?:し|を))"
)
#: との見方を|東海新聞が: who passes it on.
_TOLD_BY_RE = Pattern(r"を(?P<teller>[^、。「」はがをにと]{2,16})(?=が(?:伝え|報じ|示し|述べ|明らか|紹介|発表))")
#: との報告が|あった, との見方だ: nobody's, unless a place (専門家からは) holds it.
_AGENTLESS_RE = Pattern(
    r"(?:[がも](?:あ[るりっ]|出|広が|強|根強|多|浮上|相次|寄せ|上が|聞かれ|飛|流れ|伝わ|支配的|大勢)|(?<=見方)だ|(?<=観測)だ|(?<=報告)だ)"
)
#: 「…」と with a noun that names the utterance and what became of it.
_ACT_RE = Pattern(
    r"(?:の)?(?:批判|質問|不満|疑問|懸念|抗議|反発|異論|注文|要望|声|意見|指摘|怒り|悲鳴|ため息|非難|不安|苦情)(?:の声)?[がも]"
    r"(?:相次|上が|あが|出|寄せ|噴|集中|続|殺到|起|聞かれ|あった|漏れ|広が|根強|強ま|飛)"
)
#: …が伝えたところによると: a basis that names who told it.
_AS_TOLD_RE = Pattern(
    r"(?:伝え|報じ|報道し|紹介し|発表し|公表し|明らかにし|まとめ|調べ|話し|語っ|述べ|調査し)(?:た|る|ている|ていた)ところ$"
)
_SEEING = ("みて", "みる", "見る", "見て")
_PASSIVE_RE = Pattern(r"(?:ら|さ)れ")
#: What follows とみて where it is a view held: とみている, とみて捜査している.
_HOLDING_RE = Pattern(r"[いみるきら。、]|捜査|調べ|警戒|追及|対応")
_WHO_RE = Pattern(r"(?:誰|だれ|何者)[がも](?=[「、])")
_FIRST_PERSON_RE = Pattern(r"(?<![一-龥ァ-ヴー])(?:私|わたし|俺|僕|筆者|我々|われわれ|私たち|小生|当方)(?:は|も|が)")
_JUDGED_RE = Pattern(
    r"(?:のは|のが|のも|のなら|ことは|ことに(?:も?な[るりっ]|等し)|人[はがも]|者[はがも]|ようでは|だけで|とは)"
)
_CONCLUSION_RE = Pattern(r"(?:要するに|つまり|すなわち|結局|言い換えれば|ということは)")
_NO_BASIS = {"こと", "場合", "ところ", "時", "日", "人", "それ", "これ", "噂", "うわさ", "私", "筆者", "訳", "因"}
_LOOSE_NOUNS = {
    "推計",
    "試算",
    "苦情",
    "訴え",
    "発言",
    "言葉",
    "報道",
    "評価",
    "期待",
    "声",
    "意見",
    "批判",
    "指摘",
    "懸念",
    "不満",
    "不安",
    "見方",
    "主張",
    "うわさ",
    "噂",
    "情報",
    "証言",
    "感想",
    "疑問",
    "異論",
    "反発",
    "説明",
    "報告",
    "コメント",
}
#: 「…」と that quotes nobody: names, titles, comparisons.
_NO_SPEECH_RE = Pattern(
    r"(?:、?(?:立て続け|次々|相次)|いう(?!。)|い(?:った|われ)|呼|名(?:付|乗)|題|銘|称す|称し|され|なっ|なる|なり|いえ|言え|同(?:じ(?!く、)|様(?!に、))|比べ|違|異な|似|並|ともに|共に|一緒|思(?:わ|え)|ある|あり|あっ|して有名|書かれ|記され|表示|連呼|読め|読む|訳|書いて|入力|印字|検索)"
)
_HEARSAY_END_RE = Pattern(r"(?:と(?:いう|いいます|のこと(?:です|だ)?|いうことです|いうことだ))?[。!]?$")
