"""Words in 「」 and who said them where no verb of saying follows at once: 「…」と、組合員は嘆く, 「…」と主将, 「…」（元役員）."""

from __future__ import annotations

import re

from analyzer.attribution.cues import late_verb_re
from analyzer.attribution.framer import Framer
from analyzer.attribution.quotations import MAX_CONTENT
from analyzer.attribution.sources import Clause
from analyzer.attribution.words import words
from analyzer.mention import Attribution
from corpus.patterns import Pattern, table_pattern

__all__ = ["Quoting", "called_re"]


class Quoting:
    """Reads と behind 「…」 whose verb stands later, そう言った, brackets that name the speaker."""

    def __init__(self, framer: Framer) -> None:
        self.framer = framer
        self.doc, self.text, self.sources = framer.doc, framer.text, framer.sources

    def quote(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """「…」と behind which the verb stands later or not at all: 「…」と、組合員は嘆く · 「…」と記者団に述べた"""
        at = match.start()
        rest = self.text[at + 1 : min(clause.end, at + 80)]
        if self.text[at - 1] == ")" and not self._is_said_beside(clause, at):
            return None
        if rest.startswith("も。"):
            return self._too(clause, at)
        if not rest or rest[0] in "「『のもはし" or _naming_re().match(rest):
            return None
        return (
            self._giver(clause, at, rest)
            or self._act(clause, at, rest)
            or self._call(clause, at, rest)
            or self._voices(clause, at, rest)
            or self._by_late_verb(clause, at, rest)
            or self._before_speaker(clause, at, rest)
        )

    def _too(self, clause: Clause, at: int) -> Attribution | None:
        """「…」と話す一方、「終わりではない」|とも。"""
        content = self.framer.quotation(clause, at)
        if content is None or not self.framer.is_sentence(content):
            return None
        return self.said(clause, at, (at, at + 2), "quote_any")

    def _is_said_beside(self, clause: Clause, at: int) -> bool:
        """「避けられない」(野田氏)|と: words with who said them; but 「水翠電源」(東京都)と県に賠償を求めた"""
        content = self.framer.quotation(clause, at) if self.framer.ends_quotation(clause, at) else None
        if content is None:
            return False
        return self.framer.is_sentence(content) or self.framer.holders.in_brackets(clause, content[1], at) is not None

    def _before_speaker(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        """「まさか自分の町で」|と女性は言葉を失った: whatever a person does behind the words, with は"""
        match = _DOER_RE.match(rest)
        content = self.framer.quotation(clause, at) if match else None
        source = self.sources.phrase_before(clause, at + 1 + match.end("who")) if match else None
        if match is None or content is None or source is None or source[0] != at + 1 + match.start("who"):
            return None
        if not self.sources.kinds.is_speaker(*source) or content[1] - content[0] < 6:
            return None
        return self.framer.frame(clause, (at, at + 1 + len(rest.rstrip("。!"))), source, content, "direct", "inverted")

    def _by_late_verb(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        found = late_verb_re().match(rest)
        if found is None:
            return self._by_name_alone(clause, at, rest) or self._by_any_verb(clause, at, rest)
        is_noun = found["verb"][-1] >= "一"
        gap = rest[: found.start("verb")]
        if "、" in gap[1:] and (frame := self._by_passing_verb(clause, at, rest)) is not None:
            return frame
        if found["verb"] == "話し" and rest[found.end() : found.end() + 1] == "合":
            return None  # 「みなとの会」との話し合いで
        if "たり、" in gap:
            return None  # 「貸してくれ」とたずねたり、声をかけても
        if "ことを" in gap or ("を" in gap and found["verb"] in ("結ん", "結ぶ")):
            return self._by_any_verb(clause, at, rest)  # not 「とちぎ」と書くことを提案した, 「みなと」と契約を結んだ
        if rest[found.end() : found.end() + 1] in (("が", "も", "の", "は") if is_noun else ("の", "は")):
            # などと批判が出るだけだ: the act is only named; but …と再質問したが、答弁は変わらなかった
            return self._by_any_verb(clause, at, rest) if is_noun and "、" in rest[: found.start("verb")] else None
        cue = (at + 1 + found.start("verb"), self.framer.predicates.inflected(clause, at + 1 + found.end("verb")))
        if found["holder"]:
            holder_end = at + 1 + found.end("holder")
            holder_end -= self.text.startswith("では", holder_end - 1)  # と、みなと放送|では報じた
            source = self.sources.phrase_before(clause, holder_end)
            content = self.framer.quotation(clause, at)
            is_holder = source is not None and (
                self.text[holder_end] == "は"
                or ("を" not in gap and self.sources.kind(*source) is not None)  # 調査が長引く可能性を|明言した
                or self.sources.kinds.is_speaker(*source)
            )
            if source and content and is_holder:  # not 「…」と、落胆も露わにコメントした
                return self.framer.frame(clause, cue, source, content, "direct", "inverted")
        return self.said(clause, at, cue, "quote")

    def _act(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        """議員からは「…」|と質問が相次いだ"""
        act = _act_re().match(rest)
        content = self.framer.quotation(clause, at) if act else None
        if act is None or content is None:
            return None
        holders = self.framer.holders
        source = holders.in_brackets(clause, content[1], at) or holders.later(clause, content[0] - 1)
        cue = (at, self.framer.predicates.to_predicate(clause, at + 1 + act.end()))
        return self.framer.frame(clause, cue, source, content, "direct", "act")

    def _voices(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        """「納得できない」|と住民からは批判の声が上がっている"""
        voices = _voices_re().match(rest)
        content = self.framer.quotation(clause, at) if voices else None
        source = self.sources.phrase_before(clause, at + 1 + voices.end("who")) if voices else None
        if voices is None or content is None or source is None:
            return None
        cue = (at, self.framer.predicates.to_predicate(clause, at + 1 + voices.end()))
        return self.framer.frame(clause, cue, source, content, "direct", "act")

    def _call(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        """「音がした」と、警備員から署に|通報があった"""
        if (given := _given_re().match(rest)) and (content := self.framer.quotation(clause, at)) is not None:
            cue = (at + 1 + given.start("call"), at + 1 + given.end())
            caller = content[0] - 1 - len("から")  # 貨物船から「浸水した」と消防に
            source = self.sources.phrase_before(clause, caller) if self.text.startswith("から", caller) else None
            return self.framer.frame(clause, cue, source, content, "direct", "inverted") if source else None
        call = _call_re().match(rest)
        content = self.framer.quotation(clause, at) if call else None
        if (
            call
            and content
            and rest[call.end() : call.end() + 1] >= "一"
            and self.sources.nearest(clause, content[0] - 1)
        ):
            return None  # 医師は「…」と、検疫所から連絡があった当時の様子を語った
        source = self.sources.phrase_before(clause, at + 1 + call.end("caller")) if call else None
        if source is not None and self.text.endswith("電話", *source):
            return None  # 公衆電話から通報があった
        if call is None or content is None or source is None:
            return None
        cue = (at + 1 + call.start("call"), at + 1 + call.end())
        return self.framer.frame(clause, cue, source, content, "direct", "inverted")

    def _giver(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        """担当者は、上層部から「黙っていろ」|と指示された: から right before the quotation marks who said it."""
        told = _TOLD_TO_RE.match(rest)
        content = self.framer.quotation(clause, at) if told else None
        if told is None or content is None:
            return None
        cue = (at, self.framer.predicates.inflected(clause, at + 1 + told.end()))
        source = self.framer.holders.from_whom(clause, content[0] - 1, cue)
        return self.framer.frame(clause, cue, source, content, "direct", "quote") if source else None

    def _by_any_verb(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        """「土も木も家族だ」|と先頭に立つ: whatever somebody does, words in 「」 that end as a sentence are said."""
        content = self.framer.quotation(clause, at)
        if content is None or content[1] - content[0] < 3:
            return None
        if (suffered := _BY_WHOM_RE.match(rest)) is not None:  # 「彫ろう」と容疑者に|勧められ、
            source = self.sources.phrase_before(clause, at + 1 + suffered.end("who"))
            is_somebody = source is not None and self.sources.kinds.is_speaker(*source)
            cue = (at, at + 1 + suffered.end())
            return self.framer.frame(clause, cue, source, content, "direct", "quote_any") if is_somebody else None
        if (frame := self._by_passing_verb(clause, at, rest)) is not None:
            return frame
        if not self.framer.is_sentence(content) and not self._is_plain(clause, content, rest):
            return None
        if len(rest) > 30:
            return None
        if _GUESSED_RE.search(rest) or "、「" in rest or "は「" in rest:
            return None
        is_face = self._is_face(clause, content[0] - 1, rest)
        is_told = content[1] - content[0] >= 8 or self._is_told(clause, content)
        if not is_face and not (is_told and _VERB_END_RE.search(rest)):
            return None
        return self.said(clause, at, (at, at + 1 + len(rest.rstrip("。!"))), "quote_any")

    def _by_passing_verb(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        """会派の委員が「代替できる」|と市の方針に理解を示す一方、: whatever a person does with the words before the next clause."""
        comma = rest.find("、", 1, 24)
        content = self.framer.quotation(clause, at) if comma > 0 else None
        if content is None or not (
            self.framer.is_sentence(content) or self._is_plain(clause, content, rest[:comma].rstrip("がてし"))
        ):
            return None
        source = self.sources.nearest(clause, content[0] - 1) or self.sources.holder(clause, content[0] - 1)
        if source is None or self.sources.kind(*source) not in ("named", "role"):
            return None
        token, end = self.doc.token_at(at + 1), at + 1 + comma
        while self.doc.starts[token] < end and self.framer.predicates.pos[token] != "動詞":
            token += 1
        stop = self.framer.predicates.inflected(clause, self.doc.ends[token])
        if stop > end or _PASSING_RE.fullmatch(self.text, stop, end) is None:
            return None
        if _SUFFERED_RE.search(self.text, at, stop):
            return None  # 「彫ろう」と容疑者に勧められ、
        return self.said(clause, at, (at, stop), "quote_any")

    def _by_name_alone(self, clause: Clause, at: int, rest: str) -> Attribution | None:
        """試合後、「悔いはない」と|主将。: the speaker stands in the place of the verb."""
        match = _NAME_ALONE_RE.match(rest)
        content = self.framer.quotation(clause, at) if match else None
        source = self.sources.phrase_before(clause, at + 1 + match.end("who")) if match else None
        if match is None or content is None or source is None or source[0] != at + 1 + match.start("who"):
            return None
        is_said = self.framer.is_sentence(content) or _ADVICE_RE.search(self.text, *content) is not None
        if not self.sources.kinds.is_speaker(*source) or not is_said:
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

    def _is_plain(self, clause: Clause, content: tuple[int, int], rest: str) -> bool:
        """支配人は「コンサートの日は1年前から満室」|と顔をほころばせる: a person and a sentence without its copula."""
        if content[1] - content[0] < 10 or len(rest) > 14 or _NOMINAL_RE.search(self.text, *content) is None:
            return False
        if self.text[content[0] - 2] not in "はも、" or _VERB_END_RE.search(rest) is None:
            return False
        source = self.sources.nearest(clause, content[0] - 1)
        return source is not None and self.sources.kinds.is_speaker(*source)

    def _is_face(self, clause: Clause, limit: int, rest: str) -> bool:
        """佐野さんは「うれしい」|と満面の笑み: a person before the quotation, and no more than a face or gesture behind it."""
        if len(rest) > 12 or self.text[limit - 1] not in "はも、にて":
            return False
        source = self.sources.nearest(clause, limit) or self.sources.speaker(clause, limit)
        return source is not None and self.sources.kinds.is_speaker(*source)

    def casual(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """母は「だから言ったでしょ」|って笑った · 店員は「サイトを見てください」|の一点張り"""
        at = match.start()
        content = self.framer.quotation(clause, at)
        source = self.sources.nearest(clause, content[0] - 1) if content is not None else None
        if source is None or not self.sources.kinds.is_speaker(*source):
            return None
        end = match.end() if match.lastgroup == "only" else self.framer.predicates.inflected(clause, match.end() + 1)
        return self.framer.frame(clause, (at, end), source, content, "direct", "quote_any")

    def passed(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """日経も社説で「踏み切れ」|だって。: words that a post passes on, with who said them"""
        at = match.start()
        content = self.framer.quotation(clause, at)
        if content is None:
            return None
        source = self.sources.nearest(clause, content[0] - 1) or self.sources.holder(clause, content[0] - 1)
        if source is None or self.sources.kind(*source) is None:
            return None
        return self.framer.frame(clause, (at, match.end()), source, content, "direct", "quote_any")

    def chatted(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """因果関係は分からない、|って先生は言います。: what somebody says, before him and without 「」"""
        source = self.sources.phrase_before(clause, match.end("chatted"))
        if source is None or self.sources.kind(*source) not in ("named", "role"):
            return None
        cue = (match.start(), self.framer.predicates.inflected(clause, match.end() + 1))
        at = match.start() - 1
        start = self.framer.holders.content_start(clause, clause.start, at)
        return self.framer.frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", "inverted")

    def paired(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """議長は「理解できない」|、副区長は「裁判で明らかにする」と話した: the first of two who have one verb"""
        content = self.framer.quotation(clause, match.start() + 1)
        opener = self.text.find("「", match.end(), clause.end)
        closer = self.text.find("」", opener, clause.end)
        if content is None or closer < 0 or not self.framer.is_sentence(content):
            return None
        rest = self.text[closer + 1 : closer + 40]
        if not rest.startswith(("と", "、", "。")) or _naming_re().match(rest[1:]):
            return None
        speakers = self.sources.nearest(clause, content[0] - 1), self.sources.nearest(clause, opener)
        if not all(each is not None and self.sources.kind(*each) in ("named", "role", "vague") for each in speakers):
            return None
        return self.framer.frame(clause, (content[0] - 1, content[0]), speakers[0], content, "direct", "speaker")

    def so(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """「木は嘘をつかない」。久世さんは|そう言って笑った: the utterance is the sentence before."""
        before = self.doc.sentences[clause.number - 1] if clause.number else None
        if before is None or before.block != self.doc.sentences[clause.number].block:
            return None
        closed = before.end - (self.text[before.end - 1] == "。")
        content = (before.start + 1, closed - 1)
        if self.text[before.start] != "「" or self.text[closed - 1] != "」" or "「" in self.text[slice(*content)]:
            return None
        cue = (match.start("so"), self.framer.predicates.inflected(clause, match.end()))
        cleft = self.cleft_behind(clause, cue[1])
        source = self._cleft_speaker(clause, cleft) if cleft else self.sources.holder(clause, match.start())
        source = source or self._described(clause, cue[1])
        return self.framer.frame(clause, cue, source, content, "direct", "so")

    def _described(self, clause: Clause, offset: int) -> tuple[int, int] | None:
        """そう言って毛布をたたむ|主婦の柴田さんは、自宅が埋まった: who does so stands behind it"""
        match = _DOES_SO_RE.match(self.text, offset, clause.end)
        source = self.sources.phrase_before(clause, match.end()) if match else None
        if source is None or source[0] <= offset or self.text[source[0] - 1] not in _ATTRIBUTIVE:
            return None
        return source if self.sources.kinds.is_speaker(*source) else None

    def cleft_behind(self, clause: Clause, offset: int) -> re.Match[str] | None:
        """と胸を張った|のは主将の上原だ。"""
        return _CLEFT_RE.match(self.text, offset, clause.end)

    def cleft(self, clause: Clause, cue: tuple[int, int], cleft: re.Match[str]) -> Attribution | None:
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

    def bracket(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """「…」|(元役員)"""
        content = self.framer.quotation(clause, match.start() + 1)
        span = (match.start("bracket") + 1, match.end("bracket") - 1)
        inner = self.text[slice(*span)]
        if content is None:
            return None
        if inner.endswith("談"):  # 「中止したら不便をかける」(同社幹部談)という理由
            cue = (match.start("bracket"), match.end("bracket"))
            return self.framer.frame(clause, cue, (span[0], span[1] - 1), content, "direct", "bracket")
        if self.framer.is_sentence(content) and self._is_in_row(span):
            cue = (match.start("bracket"), match.end("bracket"))
            return self.framer.frame(clause, cue, span, content, "direct", "bracket")
        if content[0] - clause.start > 3 or content[1] - content[0] < 8 or _PUBLISHED_RE.search(inner):
            return None
        return self.framer.frame(
            clause, (match.start("bracket"), match.end("bracket")), span, content, "direct", "bracket"
        )

    def _is_in_row(self, span: tuple[int, int]) -> bool:
        """Tell whether the speaker at ``span`` is one of several: 各紙では「…」(北都新聞)、「…」(東都新聞)と"""
        if not self.text.startswith(")、「", span[1]):
            return False
        return self.sources.kind(*span) == "outlet" or self.sources.kinds.is_speaker(*span)

    def said(self, clause: Clause, at: int, cue: tuple[int, int], rule: str) -> Attribution | None:
        """Return the frame of a quoting と at ``at``: its content to the left, its holder before that."""
        opening = max(clause.start, at - MAX_CONTENT)
        is_own = any(map(self.text[opening:at].__contains__, _FIRST_PERSONS))
        for own in _FIRST_PERSON_RE.finditer(self.text, opening, at) if is_own else ():
            if not self.framer.is_quoted(clause, own.start()):
                return None  # the writer's own words
        content = self.framer.quotation(clause, at) if self.framer.ends_quotation(clause, at) else None
        if content is not None:
            before = self.text[max(clause.start, content[0] - 7) : content[0] - 1]
            if before.endswith("を") and _NAMING_RE.match(self.text, at) and not self.framer.is_sentence(content):
                return None  # 今回の事件を「大量殺害事件」として伝えた
            is_day = before.endswith("を") and self.text.endswith(_DAYS, *content)  # 今年を「国際物理年」としている
            if (is_day or _NAMED_RE.search(before)) and not self.framer.is_sentence(content):
                return None  # 名称を「みなと橋」とした
            if _ACKNOWLEDGED_RE.match(self.text, cue[0]) and not self.framer.is_sentence(content):
                return None  # 「氷河」と認められる条件
            if not before.strip() or before[-1] not in "をの" or before.endswith(("として", "について", "改めて")):
                source = self.framer.holders.of_quotation(clause, content, at, cue)
                if (
                    _NAMING_RE.match(self.text, at)
                    and not self.framer.is_sentence(content)
                    and self._is_thing(clause, source, content[0] - 1)
                ):
                    return None  # 300系は『のぞみ』として、投入された
                return self.framer.frame(clause, cue, source, content, "direct", rule)
        source = self.framer.holders.of_clause(clause, at, cue)
        start = source[1] if source and source[1] <= at else clause.start
        at -= 2 if self.text.startswith("など", at - 2) else 0
        start = self.framer.holders.content_start(clause, start, at)
        return self.framer.frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", rule)

    def _is_thing(self, clause: Clause, source: tuple[int, int] | None, limit: int) -> bool:
        """Tell whether the topic before ``limit`` is nobody who could say so."""
        if source is None:
            return self.sources.has_topic(clause, limit)
        return self.sources.kind(*source) is None and not self.sources.may_be_name(*source)


@table_pattern
def _naming_re() -> str:
    """「…」と|呼ばれる, that quotes nobody: names, titles, comparisons"""
    return rf"、?{words('naming')}|いう(?!。)|か[言い]う(?:人|奴|連中|輩)|同(?:じ(?!く、)|様(?!に、))"


@table_pattern
def _act_re() -> str:
    """「…」と|質問が相次いだ: a noun that names the utterance, and what became of it"""
    manner = r"(?:(?!から)[^、。「」はがをも]){0,6}?"
    return rf"{manner}{words('act')}(?:の声)?(?:[がも]{words('spread')}|も[。、])"


@table_pattern
def _voices_re() -> str:
    """「…」と|住民からは批判の声が上がっている"""
    return rf"、?(?P<who>[^、。「」はがを]{{1,20}})から[はも]?、?{words('act')}(?:の声)?[がも]{words('spread')}"


@table_pattern
def _call_re() -> str:
    """「…」と、警備員から署に|通報があった"""
    return rf"、?(?P<caller>[^、。「」]{{1,30}}){_calling()}"


@table_pattern
def called_re() -> str:
    """帰ってこないと、女性|から県警に通報があった"""
    return _calling()


def _calling() -> str:
    return (
        rf"から[^、。「」がは]{{0,20}}?"
        rf"(?P<call>{words('call')}が(?:あった|寄せられた|入った|あり|出た|出て)(?=[。、が一-龥ァ-ヴい]|$|と|ため|という))"
    )


@table_pattern
def _given_re() -> str:
    """貨物船から「浸水した」と消防に|119番通報があった"""
    return rf"(?:[^、。「」はがをから]{{0,12}}に)?(?P<call>(?:[0-9]{{3}}番)?{words('call')}が(?:あった|寄せられた|入った|あり))"


#: 理解を示す|一方、
_PASSING_RE = Pattern(
    r"(?:[てでがしと]|つつも?|ながらも?|ものの|一方で?|[上う]えで|上で|後|あと|ほか|他|など|とともに|けれども?|のに対し|だけで)?"
)
_BY_WHOM_RE = Pattern(r"、?(?P<who>[^、。「」はがをに]{2,16})に[^、。「」はが]{0,8}?[らさわかまば]れ(?=て|、|た|$)")
_SUFFERED_RE = Pattern(r"[らさわかたまば]れ(?:て|$)")
_VERB_END_RE = Pattern(r"(?:[たるうだくぐすぶむ]|ます|ました|い)[。!]?$")
#: 「…」(1998年、東海出版): the bracket names a work.
_PUBLISHED_RE = Pattern(r"^[0-9]|[0-9]年|新聞|掲載|出版|社刊")
#: と胸を張った|のは主将の上原だ。
_CLEFT_RE = Pattern(r"の(?:は|が)、?(?P<who>[^。]{1,60}?)(?:だ|だった|です|である)?。?$")
#: 「悔いはない」と|主将。
_NAME_ALONE_RE = Pattern(r"、?(?P<who>[^、。「」はがをに]{1,20})[。]?$")
#: 「火を入れすぎないこと」と|戸田さん。
_ADVICE_RE = Pattern(r"[ぁ-ん][^、]{0,8}[ぁ-ん](?:こと|ように|ので|から|けど)$")
_DOER_RE = Pattern(r"、?(?P<who>[^、。「」はがをに]{1,20})は[^、。「」は]{1,24}[たるうくすぐぶむ]。?$")
#: そう言って|毛布をたたむ主婦の柴田さん|は
_DOES_SO_RE = Pattern(r"[^。「」はが]{2,40}(?=[はが])")
_ATTRIBUTIVE = "たるうくすぐぶむぬつい"
#: 会合を「交流会」|として開いた, but not としている
_NAMING_RE = Pattern(r"として(?![いお])")
#: 「またか」と思うかもしれない: nobody has said it.
_DAYS = ("年", "日", "週間", "月間", "デー")
#: 名称を|「みなと橋」とした
_NAMED_RE = Pattern(r"(?:名|称|題|タイトル)[^、。「」をは]{0,4}を$")
#: コンサートの日|は|1年前から満室
_NOMINAL_RE = Pattern(r"[一-龥ァ-ヴーぁ-ん0-9](?:(?:は|が|も|から|まで)[一-龥ァ-ヴー0-9]|を[^と])")
_GUESSED_RE = Pattern(r"(?:かもしれない|だろう|でしょう|はずだ|に違いない|のか|ではないか)[。!]?$")
_SENTENCE_RE = Pattern(r"(?:[だたよねかぞい]|です|ます|ない|たい|せん|しい|ろう|ほしい|くれ|かも|もん)$")
_ACKNOWLEDGED_RE = Pattern(r"と(?:認め|定義|判断|分類|推定|認定)(?:さ|ら)れ")
#: 上司から「…」と|言われた, 指示された, 命じられている
_TOLD_TO_RE = Pattern(
    r"[^、。「」はがを]{0,8}?(?:言われ|告げられ|伝えられ|[一-龥ぁ-ん]{1,6}(?:され|られ|われ|かれ|ばれ)|(?:指示|指導|注意|依頼|助言|命令|激励|忠告|叱責)(?:し|を))"
)
_FIRST_PERSONS = ("私", "わたし", "俺", "僕", "筆者", "我々", "われわれ", "小生", "当方")
_FIRST_PERSON_RE = Pattern(
    r"(?<![一-龥ァ-ヴー])(?:私|わたし|俺|僕|筆者|我々|われわれ|私たち|小生|当方)(?:の(?:皆|多く|全員|誰も)|全員|一同)?(?:は|も|が)"
)
