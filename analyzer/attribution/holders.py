"""Who holds what is attributed: the topic, the one whose words a paper passes on, who acts on it, and where it begins.

Every cue of a sentence is read in the light of those before it: a topic set anew after a cue, the source of its によると.
"""

from __future__ import annotations

from msgspec.structs import replace

from analyzer.attribution.sources import Clause, Sources
from analyzer.attribution.words import words, words_of
from analyzer.mention import Attribution, SourceSpan
from corpus.patterns import Pattern, table_pattern

__all__ = ["PARTICLES_RE", "Holders"]


class Holders:
    """Finds the holders in one document, cue by cue in text order."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.doc = sources.doc
        self.text = sources.text
        self.last_sentence, self.last_cue = -1, 0
        self.last_basis: tuple[int, int] | None = None  # the source of the sentence's によると
        self.last_speaker: tuple[int, int] | None = None  # who spoke last in the sentence
        self.last_topic: tuple[int, int] | None = None  # who spoke last in the sentence, with は
        self.basis_end = 0  # where that によると ends

    def remember(self, frame: Attribution) -> None:
        """Note the frame that was read last."""
        basis = frame.source if frame.rule in ("by", "told") else None
        if basis is not None or self.last_sentence != frame.sentence:
            self.last_basis = (basis.start, basis.end) if basis else None
            self.basis_end = frame.cue[1]
        is_topic = frame.source is not None and self.text.startswith(("は", "も"), frame.source.end)
        if frame.source is not None and is_topic and basis is None:
            self.last_topic = _span(frame.source)
        elif self.last_sentence != frame.sentence:
            self.last_topic = None
        is_speaker = frame.source is not None and basis is None and self.sources.kinds.is_speaker(*_span(frame.source))
        if frame.source is not None and is_speaker:
            self.last_speaker = _span(frame.source)
        elif self.last_sentence != frame.sentence:
            self.last_speaker = None
        self.last_cue, self.last_sentence = frame.cue[1], frame.sentence

    def of_quotation(
        self, clause: Clause, content: tuple[int, int], at: int, cue: tuple[int, int]
    ) -> tuple[int, int] | None:
        """Return who said the 「…」 with the inside ``content`` that と at ``at`` quotes."""
        limit = content[0] - 1
        if self._is_passive(cue):
            asked = self.from_whom(clause, limit, cue) or self.who_was_asked(clause, limit)
            return asked or self.sources.agent(clause, limit) or self._honored(clause, limit, cue)
        source = (
            self._body_of_office(clause, limit, content[1], at)
            or self.in_brackets(clause, content[1], at)
            or self._in_whose_words(clause, limit)
            or self.from_whom(clause, limit, cue)
            or self.who_was_asked(clause, limit)
            or self._over_content(clause, self.sources.nearest(clause, limit), cue)
            or self._new_speaker(clause, limit)
            or self._same_speaker(clause, limit)
            or self.sources.holder(clause, limit)
        )
        if source is not None and _REPORTED_RE.match(self.text, cue[1]):
            is_paper = self.sources.kinds.is_medium(*source)  # 東海新聞は、「…」と供述していると伝えた
            inner = self._spoke_inside(clause, source) or self.sources.inner_speaker(clause, source, limit)
            source = inner or (None if is_paper else source)
        if source is not None and _FOUND_RE.match(self.text, cue[1]):
            source = self.sources.actor_within(clause, source, limit) or source
        basis = self.last_basis if self.last_sentence == clause.number else None
        if (
            source is not None
            and basis is not None
            and self.sources.kind(*source) is None
            and not self.sources.is_share(*source)
        ):
            # 気象庁によると、2地域は「…」としている: a region says nothing
            source = source if self.sources.kinds.is_medium(*basis) else basis
        return source

    def of_clause(self, clause: Clause, at: int, cue: tuple[int, int]) -> tuple[int, int] | None:
        """Return who holds the clause before と at ``at``."""
        if self._is_passive(cue):
            agent = self.sources.agent(clause, at)
            is_giver = agent is not None and self.text.startswith("から", agent[1])
            return (
                None if is_giver and _TOLD_RE.match(self.text, cue[0]) else agent
            )  # 業者からも借りていたと報じられている
        source = (
            self._new_holder(clause, at)
            or self.sources.holder(clause, at, plausible=True, opening=self.opening(clause))
            or self._judge(clause, cue)
        )
        source = self._on_that_basis(clause, source)
        last = self.last_topic if self.last_sentence == clause.number else None
        if last is not None and source is not None and source[1] < last[0] and self.sources.kind(*source) != "outlet":
            source = last  # …として、渡辺監督は「…」として、…としている
        if source is not None and self.sources.kinds.is_speaker(*source):
            judge = self._judge(clause, cue)  # 男が薬を持っていたとして|県警が逮捕した
            is_doer = self.text[source[1]] == "が"  # 会長が指示したとして、|株主が提訴した
            if judge is not None and (
                is_doer or self.text[judge[1]] == "は" or not self.sources.kinds.is_speaker(*judge)
            ):
                source = judge
        is_told = source is None and self.last_sentence == clause.number and self.last_basis is not None
        is_reported = not is_told and _REPORTING_RE.match(self.text, cue[0])
        if is_told and _REPORTING_RE.match(self.text, cue[0]):
            return self.sources.other_medium(clause, self.last_cue, at)  # 共同通信によると、AP通信が…と報じた
        if is_reported and (source is None or self.sources.kind(*source) != "outlet"):
            source = self.sources.reporter(clause, source[0] if source else at) or self._no_person(source, cue)
        if source is None and _WRITTEN_RE.match(self.text, cue[0]):
            source = self.sources.document(clause, at)
        if source is None and not self.text.startswith(words_of("carrying"), clause.start):
            source = self.sources.person_within(clause, at)
        if source is None:
            return None
        if _REPORTED_RE.match(self.text, cue[1]):
            source = self.sources.inner_speaker(clause, source, at) or source
        if self.sources.kind(*source) == "outlet":
            source = self.sources.listed(clause, source)
        if self._is_counted(source, at, cue):
            return None  # 利用者は年間4万人程度と見込む
        is_finding = self.text.startswith(("とみ", "と判断", "と断定", "と推定"), cue[0])
        if not is_finding:
            return source
        if "suspect" in self.sources.kinds.uses(*source):
            return None  # 容疑者は男性を殴り、首を絞めたとみている: so the police think
        is_inquiry = _INQUIRY_RE.search(self.text, cue[0], cue[1] + 8) is not None  # 死亡していたとみて|調べている
        return None if is_inquiry and self.sources.kinds.is_person(*source) else source

    def _is_counted(self, source: tuple[int, int], at: int, cue: tuple[int, int]) -> bool:
        """Tell whether a crowd is what an estimate counts: 参加者は1万人|と見込んでいる"""
        if self.sources.kind(*source) != "vague" or _ESTIMATE_RE.match(self.text, cue[0]) is None:
            return False
        return _AMOUNT_RE.search(self.text, max(source[1], at - 12), at) is not None

    def _no_person(self, source: tuple[int, int] | None, cue: tuple[int, int]) -> tuple[int, int] | None:
        """Return the source of a report, unless it is a person or a country: 首相は交代すると報じた, 北朝鮮はまだ加盟しておらず、
        課題が多いと伝えている are told by a paper."""
        if source is None or self.text.endswith("記者", *source) or not _PAPERS_ONLY_RE.match(self.text, cue[0]):
            return source
        kinds = self.sources.kinds
        is_none = kinds.is_speaker(*source) or kinds.is_office(*source) or self._is_country(source)
        return None if is_none else source

    def _is_country(self, span: tuple[int, int]) -> bool:
        index = self.doc.token_at(span[0])
        return self.doc.ends[index] == span[1] and self.doc.lexicon.types[self.doc.types[index]].pos4 == "国"

    def reporter(self, clause: Clause, source: tuple[int, int] | None, limit: int) -> tuple[int, int] | None:
        """Return the paper that reports what stands before ``limit``: by its は or によると; else the source."""
        if source is not None and self.sources.kind(*source) == "outlet":
            return source
        basis = self.last_basis if self.last_sentence == clause.number else None
        if basis is not None and not self.sources.kinds.is_medium(*basis):
            basis = None
        return self.sources.reporter(clause, limit) or basis or source

    def inner(
        self, clause: Clause, source: tuple[int, int] | None, limit: int, cue: tuple[int, int]
    ) -> tuple[int, int] | None:
        """Return who tells what a paper only reports: 東海新聞は、2党が連立する意向を示した|と伝えた; else the source."""
        if source is None or self.sources.kind(*source) != "outlet" or not _PASSED_ON_RE.match(self.text, cue[1]):
            return source
        return self.sources.inner_speaker(clause, source, limit)

    def opening(self, clause: Clause) -> int:
        """Return where the sentence begins behind its によると: 毎日新聞によると|山崎氏も…と述べた."""
        is_after = self.last_sentence == clause.number and self.last_basis is not None
        return self.last_cue if is_after else clause.start

    def _is_passive(self, cue: tuple[int, int]) -> bool:
        found = _PASSIVE_RE.search(self.text, cue[0], min(cue[1], cue[0] + 14))
        # と処分が解かれるという感触を示した: what is done to something else
        return found is not None and self.text.find("が", cue[0], found.start()) < 0

    def _honored(self, clause: Clause, limit: int, cue: tuple[int, int]) -> tuple[int, int] | None:
        """町長は「1年以内に実現する」と公約されました: no passive, but politeness towards a person."""
        if _HONORED_RE.search(self.text, cue[0], cue[1] + 2) is None:
            return None
        source = self.sources.nearest(clause, limit) or self.sources.holder(clause, limit)
        return source if source is not None and self.sources.kinds.is_speaker(*source) else None

    def later(self, clause: Clause, limit: int, *, is_agentless: bool = False) -> tuple[int, int] | None:
        """Return the holder that stands behind the sentence's last frame (…と話すが、社内には), else the sentence's.

        Where the noun names nobody's act (との声もある) only a place or a holder's comma counts.
        """
        if nearest := self.sources.nearest(clause, limit, places=True):
            topic = self.sources.subject(clause) if self.text[nearest[1]] == "が" else None
            return (
                topic if topic is not None and topic[1] < nearest[0] else nearest
            )  # 省は、協議が「…」との声明を出した
        if self.last_sentence == clause.number and self.last_cue <= limit:
            first = self.doc.token_at(self.last_cue)
            source = self.sources.holder(
                replace(clause, start=self.last_cue, first=first), limit, places=True, only_places=is_agentless
            )
            if source is not None:
                return source
            if (
                self.last_basis is not None
                and limit - self.last_cue <= 2
                and not self.sources.kinds.is_medium(*self.last_basis)
            ):
                return self.last_basis  # 外交筋によると「…」という見方をしていた
        return self.sources.holder(clause, limit, places=True, only_places=is_agentless)

    def from_whom(self, clause: Clause, limit: int, cue: tuple[int, int]) -> tuple[int, int] | None:
        """上司から|「…」と言われた: from whom the words come; with a topic and an active verb から says something else."""
        marked = _FROM_RE.search(self.text, max(clause.start, limit - 9), limit)
        if marked is None:
            return self._teacher(clause, limit, cue)
        source = self.sources.phrase_before(clause, marked.start())
        if source is None or self.sources.kind(*source) is None:
            return None
        is_passive = _PASSIVE_END_RE.search(self.text, *cue) is not None
        is_alone = self.sources.subject(clause) is None or not self.sources.has_topic(clause, source[0])
        return source if is_passive or is_alone else None  # 登録審査は最初に機関から「…」と勧告

    def _spoke_inside(self, clause: Clause, paper: tuple[int, int]) -> tuple[int, int] | None:
        """通信は、首相が「…」と論評し、|「…」と発言したと伝えた: who has spoken in the sentence behind the paper goes on."""
        last = self.last_speaker if self.last_sentence == clause.number else None
        return last if last is not None and last[0] > paper[1] and self.sources.kind(*paper) == "outlet" else None

    def _over_content(
        self, clause: Clause, near: tuple[int, int] | None, cue: tuple[int, int]
    ) -> tuple[int, int] | None:
        """証言者は記者に、ホテルのガーデンズが「焼け落ちた」と語った。: …が belongs to what the topic says at the end."""
        if near is None or self.text[near[1]] != "が" or cue[1] < clause.end - 1:
            return near
        topic = self.sources.subject(clause)
        is_told = (
            topic is not None
            and topic[1] < near[0]
            and self.text[topic[1]] == "は"
            and self.sources.kinds.is_speaker(*topic)
        )
        return topic if is_told else near

    def who_was_asked(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """県が店に|聞いたところ、「知らない」と答えた: who answers is who was asked."""
        end = limit - (self.text[limit - 1] == "、")
        if self.text[end - 1] not in "ろとがのらは":
            return None
        asked = _ASKED_RE.search(self.text, max(clause.start, limit - 40), limit)
        source = self.sources.phrase_before(clause, asked.start()) if asked else None
        return source if source is not None and self.sources.kind(*source) is not None else None

    def _teacher(self, clause: Clause, limit: int, cue: tuple[int, int]) -> tuple[int, int] | None:
        """師匠に|「ナイフはつかむな」と教わった: who is marked with に, if the verb tells what somebody was told."""
        end = limit - (self.text[limit - 1] == "、") - 1
        end -= self.text.startswith(("には", "にも"), end - 1)
        if self.text[end] != "に" or _TAUGHT_RE.search(self.text, *cue) is None:
            return None
        source = self.sources.phrase_before(clause, end)
        return source if source is not None and self.sources.kinds.is_speaker(*source) else None

    def content_start(self, clause: Clause, start: int, at: int) -> int:
        """Return where an indirect content begins behind its holder: after particles, adverbials (会見で) and other frames."""
        if self.last_sentence == clause.number and start <= self.last_cue < at:
            start = self.last_cue
            if joint := _JOINT_RE.match(self.text, start, at):
                start = joint.end()
        if self.last_basis is not None and self.last_sentence == clause.number and start < self.basis_end <= at:
            start = self.basis_end
        if self.text[start : start + 1] == "=" and (note := _NOTE_RE.match(self.text, start, at)):
            start = note.end()  # 佐藤被告|=公判中=は
        if start > clause.start:  # but もし負ければ, もう限界だ
            start = PARTICLES_RE.match(self.text, start, at).end()  # type: ignore[union-attr]  # matches empty
        found = _adverbial_re().match(self.text, start, at)
        return found.end() if found and found.end() < at else start

    def in_brackets(self, clause: Clause, closed: int, at: int) -> tuple[int, int] | None:
        """「期待が持てる」|(ゴルボルネ氏)|と強調: who said it stands between the words and the verb."""
        if at <= closed + 2:
            return None
        match = _NAMED_RE.match(self.text, closed + 1, at)
        if match is None:
            return None
        who = match.span("who")
        return who if self.sources.kinds.is_speaker(*who) or self.sources.kinds.is_medium(*who) else None

    def _body_of_office(self, clause: Clause, limit: int, closed: int, at: int) -> tuple[int, int] | None:
        """東都食品は「…」|(広報)としている: the body speaks, the bracket only tells through whom."""
        if self.text[limit - 1] != "は" or _OFFICE_RE.fullmatch(self.text, closed + 1, at) is None:
            return None
        body = self.sources.phrase_before(clause, limit - 1)
        return body if body is not None and self.sources.kinds.is_body(*body) else None

    def _in_whose_words(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """国の責任者|の発言として、「…」と伝えた: whose words a paper passes on."""
        if self.text[limit - 1] not in "て、ではも":
            return None
        match = _WORDS_OF_RE.search(self.text, max(clause.start, limit - 12), limit)
        return self.sources.phrase_before(clause, match.start()) if match else None

    def _new_topic(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """共同通信は…と伝え、|時事通信は…と: who holds the topic since the last frame of the sentence, or None."""
        if self.last_sentence != clause.number or not self.last_cue < limit:
            return None
        joint = _JOINT_RE.match(self.text, self.last_cue, limit)
        opening = joint.end() if joint else self.last_cue
        match = _TOPIC_RE.match(self.text, opening, limit)
        end = match.end("who") if match else 0
        end -= 3 if self.text.endswith("として", 0, end) else 0  # 町|としても慎重に判断したい
        phrase = self.sources.phrase_before(clause, end) if match else None
        if match is None or phrase is None or phrase[0] != match.start("who"):
            return None
        return phrase if self.sources.kind(*phrase) is not None else None

    def _new_holder(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """枢機卿は…と語る一方、移転の決定は自分がした|としている: the new topic, unless a thing of which the speaker goes on."""
        topic = self._new_topic(clause, limit)
        if topic is not None and (behind := self.sources.topic_behind(clause, topic, limit, is_quoted=False)):
            return behind
        if topic is None or self.last_topic is None or self.sources.kind(*topic) != "outlet":
            return topic
        is_thing = not self.sources.kinds.is_medium(*topic) and self.sources.kinds.is_speaker(*self.last_topic)
        return self.last_topic if is_thing else topic

    def _new_speaker(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """…によれば、自民党内は好意的に受け止め、|武部幹事長は「…」と: the new topic, or who acts behind its own clause."""
        topic = self._new_topic(clause, limit)
        return topic and (self.sources.topic_behind(clause, topic, limit) or topic)

    def _same_speaker(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """裁判官は、女性は布団を叩いたと認定した上で、|「相当な音量だ」と: nobody new, so who spoke last goes on."""
        last = self.last_topic if self.last_sentence == clause.number else None
        if last is None or not self.sources.kinds.is_speaker(*last):
            return None
        behind = self.sources.speaker(clause, limit)
        return last if behind is None or behind[1] < self.last_cue else None

    def _on_that_basis(self, clause: Clause, source: tuple[int, int] | None) -> tuple[int, int] | None:
        """男は無職だと名乗り、|県警によれば、責任能力があるとしている: whose によれば stands behind the topic's own clause."""
        basis = self.last_basis if self.last_sentence == clause.number else None
        if basis is None or source is None or source[1] >= basis[0] or not self.sources.is_aside(basis[0]):
            return source
        return None if self.sources.kinds.is_medium(*basis) else basis

    def _judge(self, clause: Clause, cue: tuple[int, int]) -> tuple[int, int] | None:
        """…したとして、|滋賀県警は男を逮捕した: who acts on what is found stands behind it."""
        if "とし" not in self.text[slice(*cue)]:
            return None
        start = cue[1] + self.text.startswith("て", cue[1])
        start += self.text.startswith("、", start)
        if start == cue[1]:
            return None
        found = _ACTOR_RE.match(self.text, start, clause.end)
        if found and _TAKEN_RE.match(self.text, found.end()):
            return None  # として孫が県警に逮捕
        phrase = self.sources.phrase_before(clause, found.end()) if found else None
        is_holder = (
            phrase is not None and phrase[0] >= start and self.sources.kind(*phrase) in ("named", "role", "vague")
        )
        return phrase if is_holder else None


def _span(source: SourceSpan) -> tuple[int, int]:
    return source.start, source.end


#: 同日夜に, 6日(日本時間7日)の午後
_DAY = (
    r"(?:同日|この日|翌日|(?:[0-9]{1,2}月)?[0-9一二三四五六七八九十]{1,3}日)(?:\([^()]{1,10}\))?(?:付|の)?"
    r"(?:夜|朝|夕方?|午前|午後|未明|深夜)?(?:\([^()]{1,10}\))?(?:に|までに)?"
)


@table_pattern
def _adverbial_re() -> str:
    """What stands between the holder and what is said: 同日夜に会見を開き、 · 記者団に · 調査員の話として"""
    occasion, document = words("occasion"), words("document")
    place = (
        rf"(?:[^、。「」はがを]{{0,12}}{occasion}(?:を開き|に応じ|に対し(?:て)?|に|で)、?"
        rf"|[^、。「」はがを]{{0,10}}{document}(?:で|の)、"
        r"|『[^『』]{1,20}』で、|連名で|匿名を条件に、|記者団に(?:対して?)?、?|[^、。「」はがを]{1,16}の(?:話|発言|情報|証言|談話)として、?)"
    )
    return rf"(?:また、|ともに、)?(?:{_DAY}(?:、|(?={place})))?{place}?"


PARTICLES_RE = Pattern(
    r"(?:の間|の中|のなか|など|他(?=[はがも]))?(?:として)?(?:から(?:は?も(?![うしちっ])|は)?|に(?:は?も(?![うしちっ])|は)?|で(?:は?も(?![うしちっ])|は)?|は|が|も)?[、 ]*"
)
#: What joins a frame to the next of the same sentence: …と陳謝した|上で、
_JOINT_RE = Pattern(
    r"(?:つつも?|など|て|とともに|とする(?:と同時に|とともに|一方で?)|上で|うえで|ものの|ながら|が|し|一方で?|ほか|後|ため|ので|のに対し)?、?"
)
#: What stands between two ＝ behind a name.
_NOTE_RE = Pattern(r"=[^=。]{1,40}=")
#: また|名簿業者の関係者|も、
_TOPIC_RE = Pattern(r"(?:また|一方|さらに|更に)?、?(?P<who>[^、。「」はも]{1,24})(?:は|も、|(?<=として)も)")
_NAMED_RE = Pattern(r"\((?P<who>[^()「」、]{2,16})\)$")
_OFFICE_RE = Pattern(r"\((?:広報(?:担当者?|部|室|課|官)?|(?:報道|広報)?担当者?|報道官|スポークスマン|報道室)\)")
_WORDS_OF_RE = Pattern(r"の(?:発言|話|コメント|談話|説明|証言|見方|声|言葉)(?:として|で)[はも]?、?$")
_PAPERS_ONLY_RE = Pattern(r"とも?(?:報じ|報道|伝えて(?:い|お))")
_REPORTING_RE = Pattern(r"とも?(?:報じ|伝え|報道)")
#: …を制圧したと発表した|と報じた
_REPORTED_RE = Pattern(
    r"、?(?:(?:声明|談話|文書|要望書)を(?:出し|発表し)た)?と(?:報じ|伝え|報道)|こと[をも](?:報じ|伝え|報道|紹介)"
)
#: …したとして、県警は
_TAKEN_RE = Pattern(r"[はが][^、。「」]{0,20}に(?:逮捕|起訴|提訴|告訴|告発|摘発|検挙|書類送検|送検|処分)")
_ACTOR_RE = Pattern(r"[^、。「」はが]{1,24}(?=[はが])")
_PASSIVE_RE = Pattern(
    r"され|かれ|ばれ|言われ|笑われ|(?:伝え|報じ|告げ|迫|命じ|責め|止め|教え|叱|怒|怒鳴|尋ね)られ|られて(?:い|お|き)|を受け"
)
#: 職員を名乗る男|からの電話で「…」と言われ
_FROM_RE = Pattern(r"(?:から[はも]?|より|から(?:の|かかってきた)(?:電話|メール|手紙|連絡|着信)で)、?$")
#: 県が店|に聞いたところ、「
_ASKED_RE = Pattern(
    r"[にへを](?:(?:電話|メール|窓口|現地)で)?(?:[^、。「」はがをに]{0,8}を)?(?:インタビューし|聞い|聞く|尋ね|たずね|問い合わせ|取材し|取材す|伺っ|伺う|うかがっ|うかがう|見せ|打ち明け|伝え|確認し|確認す|質問し|質問す|問いただ|相談し|相談す|訴え|頼む|頼ん|電話し|電話す|電話をかけ|連絡し|連絡す|メールし|メールす)"
    r"[^、。「」はがを]{0,4}(?:ところ(?:では)?|ると|すと|くと|たら)、?$"
    r"|[にへ](?:[^、。「」はがに]{0,16}を)?(?:求め|要請し|質問し|尋ね|抗議し|申し入れ|依頼し|問い合わせ|取材し|訴え|相談し|打ち明け|電話し|電話をかけ|連絡し|詰め寄っ|掛け合っ)た(?:が|ものの)、$"
    r"|[にへ]、?[^、。「」が]{2,24}と(?:尋ね|たずね|聞い|聞く|問うと|問い|訴え|頼む|頼ん|声をかけ)[^、。「」はがを]{0,4}(?:ところ|ると|くと|うと|むと|たら|と)、?$"
)
#: 師匠に「…」と|教わった
_TAUGHT_RE = Pattern(
    r"教わ|(?:言わ|教えら|諭さ|叱ら|しから|怒ら|怒鳴ら|頼ま|誘わ|勧めら|告げら|聞かさ|聞か|問わ|尋ねら|笑わ|励まさ|命じら|脅さ|迫ら"
    r"|心配さ|反対さ|批判さ|注意さ|説得さ|感謝さ|罵倒さ|責めら|止めら|褒めら|ほめら|からかわ|謝ら|断ら|驚か|あきれら|なじら|泣か)れ"
)
_INQUIRY_RE = Pattern(r"みて、?[^、。「」はが]{0,6}(?:調べ|捜査|追及|捜索|解明|裏付け)")
_HONORED_RE = Pattern(
    r"(?:(?:公約|答弁|発言|表明|宣言|主張|強調|回答)さ|(?:述べ|答え)ら|語ら|話さ)れ(?:まし|ます|て(?:いま|おり))"
)
#: A氏が「…」と指示した|と認定した
_FOUND_RE = Pattern(r"(?:、?と(?:認定|判断|指摘|主張|訴え|発表|結論|説明|証言|供述)|こと[をがも])")
#: 東証は、対応するという考えを示した|としている
_PASSED_ON_RE = Pattern(r"、?と(?:報じ|伝え|報道|して(?:い|お)|した)")
#: 会社のサイトには、…|と書いてあった
_WRITTEN_RE = Pattern(r"と書(?:いてあ|かれて)")
_ESTIMATE_RE = Pattern(r"と(?:見込|推計|試算|見積|予測|予想|想定)")
_AMOUNT_RE = Pattern(r"[0-9][^、。「」]{0,6}(?:人|円|件|世帯|台|%)(?:程度|前後|以上|ほど)?$")
_TOLD_RE = Pattern(r"とも?(?:伝えられ|報じられ|報道され)")
_PASSIVE_END_RE = Pattern(r"[らさわかばま]れ|を受け")
