"""Who a phrase names: the noun phrase before a cue, whether it can be a source, and of which kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from analyzer.attribution.kinds import Kinds
from analyzer.attribution.phrases import Clause, Phrases
from analyzer.attribution.quotations import bracketed
from analyzer.attribution.words import words_of
from analyzer.mention import Organization
from corpus.patterns import Pattern
from corpus.tokens import Column, Document, TokenType

__all__ = ["POS", "Clause", "Sources", "clause_of"]

#: A holder further from its cue than this is not looked for (hostile input).
MAX_TOKENS = 300


POS: Column[str] = Column(attrgetter("pos1"))


def _sign(token: TokenType) -> str:
    """Return what the word is to a search for the holder: a particle that may mark it, a bracket, or nothing."""
    if token.surface in "「『(“〝" and token.surface:
        return "("
    if token.surface in "」』)”〟" and token.surface:
        return ")"
    return token.surface if token.pos1 == "助詞" and token.surface in _TOPICS else ""


_SIGN = Column(_sign)


def clause_of(doc: Document, number: int) -> Clause:
    """Return the sentence ``number`` of ``doc`` as a clause."""
    sentence = doc.sentences[number]
    return Clause(number, sentence.start, sentence.end, sentence.first_token, sentence.last_token)


class Sources:
    """Finds and judges the source phrases of one document."""

    def __init__(self, doc: Document, organizations: Sequence[Organization]) -> None:
        self.doc = doc
        self.text = bracketed(doc.folded)
        self.pos = POS.of(doc)
        self.kinds = Kinds(doc, self.text, organizations)
        self.kind = self.kinds.kind
        self.phrase_before = Phrases(doc, self.text, self.pos, self.kinds.bodies).before
        self.topics_of = (-1, -1)
        self.signs = _SIGN.grown(doc.lexicon)  # by type
        self.topics: list[tuple[int, str]] = []

    def holder(
        self,
        clause: Clause,
        limit: int,
        *,
        plausible: bool = False,
        places: bool = False,
        only_places: bool = False,
        opening: int = 0,
    ) -> tuple[int, int] | None:
        """Return the phrase that holds the content: the topic before ``limit``; with ``places`` also からは, には, では.

        With ``only_places`` は counts behind those only, or where the holder's comma follows (専門家は、…との見方だ).
        ``opening`` is where the sentence begins to tell, behind its によると.
        """
        fallback: tuple[int, int] | None = None
        starts = self.doc.starts
        topics = [topic for topic in self._topics_of(clause) if starts[topic[0]] < limit]
        is_told_of = False  # a topic that can be no source is told of: 6カ国は協定が公平だと信じている
        for order, (token, surface) in enumerate(topics):
            if surface not in ("は", "が", "も"):
                is_place = surface == "から" or self._is_topic(token + 1)
                if not is_place or not (places or (surface == "で" and fallback is None)):
                    continue
                if surface == "で" and places and self._giver_behind(clause, topics[order + 1 :]):
                    continue  # 隣国では|専門家から、…との指摘が出ている
                if not places:  # NHKでは選定の理由を「…」としている
                    fallback = self._speaking_place(clause, token)
                    is_judge = fallback is not None and not self.kinds.is_medium(*fallback)
                    if is_judge and plausible and self.text.startswith("では、", starts[token]):
                        return fallback  # 警視庁では、犯人は電車を使ったとみて
                    continue
            if self._marks_nobody(clause, token, surface, limit) or (only_places and not self._is_wide(token, surface)):
                continue
            if surface == "が" and not plausible and (later := self._later_topic(clause, topics[order + 1 :])):
                return later  # けが人が相次ぎ、市は「近づかないで」と
            is_stand = surface == "は" and self.text.endswith("として", clause.start, starts[token])  # 府としては
            phrase = self.phrase_before(clause, starts[token] - (3 if is_stand else 0))
            if phrase is None:
                continue
            is_closed = only_places and surface == "は" and self._is_closed(self.doc.ends[token] + 1, limit)
            if is_closed and not self.kinds.is_medium(*phrase):
                continue  # 観光客は、比較的少ないため、「…」などの声もある
            is_first = not plausible or self._is_first(clause, topics[order:], phrase, max(opening, clause.start))
            is_topic = surface == "は" and phrase[0] >= opening and not self.text.startswith("、", self.doc.ends[token])
            if is_topic and self.kind(*phrase) is None:
                is_told_of = True
            if (
                surface == "が"
                and plausible
                and (is_told_of or fallback is not None or self._is_content(token, phrase, limit))
            ):
                continue  # 連合では|政府が攻撃を続けていると非難している
            if is_first and self.kind(*phrase) is not None:
                return self._after_aside(clause, topics[order:], phrase, is_quoted=not plausible) or phrase
            may_be = not plausible and surface in ("は", "も") and fallback is None and self.may_be_name(*phrase)
            if may_be and not self._is_event(*phrase):
                fallback = self._after_aside(clause, topics[order:], phrase, is_quoted=True) or phrase
        return fallback

    def _is_first(self, clause: Clause, topics: list[tuple[int, str]], phrase: tuple[int, int], opening: int) -> bool:
        """Tell whether the phrase of the first topic opens what is told from ``opening`` on: …が inside the clause is as a rule
        the subject of what is said, only a first が holds it."""
        token, surface = topics[0]
        if surface in ("は", "から") or (surface in ("に", "で") and self._is_topic(token + 1, "は")):
            return True
        is_near = phrase[0] - opening <= 12
        return is_near or (self._is_apart(clause, topics) and self._is_described(opening, phrase[0]))

    def _giver_behind(self, clause: Clause, topics: list[tuple[int, str]]) -> bool:
        """Tell whether somebody with から stands among ``topics``."""
        for token, surface in topics:
            phrase = self.phrase_before(clause, self.doc.starts[token]) if surface == "から" else None
            if phrase is not None and self.kind(*phrase) is not None:
                return True
        return False

    def _is_apart(self, clause: Clause, topics: list[tuple[int, str]]) -> bool:
        """Tell whether も, or が with a comma and no topic behind it, can hold from the middle of a sentence: サカエが、"""
        token, surface = topics[0]
        if surface != "が" or not self.text.startswith("、", self.doc.ends[token]):
            return surface == "も"
        return self._later_topic(clause, topics[1:]) is None

    def _is_described(self, start: int, end: int) -> bool:
        """また同じく融資を行っている|中国銀行も, 通販を営む|サカエが、: whether nothing but a relative clause stands before the phrase at ``end``."""
        return _DESCRIBED_RE.fullmatch(self.text, start, end) is not None and self._closes_clause(end)

    def _marks_nobody(self, clause: Clause, token: int, surface: str, limit: int) -> bool:
        """Tell whether は, が or も at ``token`` marks a bystander: 反対する議員もいたため, 異常はなかったほか, 組合が求めた賃上げに"""
        end = self.doc.ends[token]
        if surface != "は" and _EXISTS_RE.match(self.text, end):
            return True
        if surface == "が" and _ENDED_RE.match(self.text, end):
            return not self._is_somebody(clause, token)
        if surface == "が" and self.text.endswith(("ても、", "でも、"), end, min(limit, end + 30)):
            return True  # 原告が|注意しても、「…」と発言した
        if surface == "が" and self.text.rfind("たところ、", end, min(limit, end + 120)) > 0:
            return True  # 女性が|拒否したところ、「…」などと妨げた
        return _ABSENT_RE.match(self.text, end) is not None or (surface == "が" and self._modifies(token, limit))

    def _is_somebody(self, clause: Clause, token: int) -> bool:
        """Tell whether a person stands before ``token``: 研究者が来日した際、「…」と, but not 協会が解散後、「…」と"""
        phrase = self.phrase_before(clause, self.doc.starts[token])
        return phrase is not None and self.kinds.is_somebody(*phrase)

    def _is_wide(self, token: int, surface: str) -> bool:
        """Tell whether the phrase can hold what nobody says (アレルギーを持つ人は菌が少ないという報告があった): a place or …は、"""
        return surface not in ("は", "が", "も") or self.text.startswith("は、", self.doc.starts[token])

    def nearest(self, clause: Clause, limit: int, *, places: bool = False) -> tuple[int, int] | None:
        """Return the phrase whose は, が or も stands right before the quotation at ``limit``; with ``places`` から and では too.

        …77.7%が|「感じない」と, 女性から|「…」との質問, 業界では|「…」との声. It holds against the topics before, but a thing
        (今回の行為は「…」) or a body with が (ホテルが「焼け落ちた」) not against somebody who can speak.
        """
        match = _BEFORE_QUOTE_RE.search(self.text, max(clause.start, limit - 5), limit)
        if match is None or (match.lastgroup is not None and not places):
            return None
        phrase = self.phrase_before(clause, match.start())
        if phrase is None:
            return None
        kind, mark = self.kind(*phrase), match[0][0]
        if match.lastgroup == "from":
            is_topic = (
                match[0][-1:] in "はも" or match[0][-2:-1] in "はも"
            )  # 昨年から「…」 is no source, 町民からは one
            return phrase if kind is not None or is_topic or self.may_be_name(*phrase) else None
        if match.lastgroup == "place":
            is_crowd = kind == "vague" or self.kinds.is_speaking_place(*phrase)
            return phrase if is_crowd and not self.text.endswith(_occasions(), *phrase) else None
        if self.kinds.is_speaker(*phrase) or (mark == "が" and self.is_share(*phrase)):
            return phrase
        if kind is None and self.is_matter(*phrase):
            return None  # 再開の時期は「見通しが立っていない」とした: who spoke before goes on
        if mark == "が" or kind is None or (kind == "outlet" and not self.kinds.is_medium(*phrase)):
            topic = self.subject(clause)
            if topic is not None and topic[1] < phrase[0]:
                return None
        return phrase if kind is not None or mark in "はも" or self.may_be_name(*phrase) else None

    def is_matter(self, start: int, end: int) -> bool:
        """Tell whether the phrase is what is spoken of, not who speaks: 再開の時期, 今後の対応"""
        if self._is_event(start, end):
            return True
        entry = self.doc.lexicon.types[self.doc.types[self.doc.token_at(end - 1)]]
        return entry.pos1 == "名詞" and entry.pos3.startswith("サ変")

    def _is_event(self, start: int, end: int) -> bool:
        """Tell whether the phrase ends in a word for what is spoken of: 再開の時期, 全国ツアー(2シリーズ)"""
        if self.text.startswith(")", end - 1) and (opener := self.text.rfind("(", start, end)) > start:
            end = opener
        return self.text.endswith(words_of("matter"), start, end)

    def is_share(self, start: int, end: int) -> bool:
        """Tell whether the phrase is a share of those who were asked: 20代の6割"""
        return _SHARE_RE.search(self.text, start, end) is not None

    def may_be_name(self, start: int, end: int) -> bool:
        """Tell whether a phrase of no known kind may name somebody: 大阪MK, スタッフ, but not この事件 or 婚姻届."""
        if _FOREIGN_RE.search(self.text, max(start, end - 3), end):
            return True
        types = self.doc.lexicon.types
        for token in range(self.doc.token_at(start), self.doc.token_at(end - 1) + 1):
            entry = types[self.doc.types[token]]
            if entry.pos2 == "固有名詞" or (entry.is_unknown and not entry.surface.isdigit()):
                return True
        return False

    def _is_content(self, token: int, phrase: tuple[int, int], limit: int) -> bool:
        """Tell whether …が at ``token`` belongs to what is attributed: 10人が感染したと, 医師が減り、維持できないと判断した"""
        if _COUNT_RE.fullmatch(self.text, *phrase):
            return True
        end = self.doc.ends[token]
        if self.kind(*phrase) == "outlet" and self.kinds.is_message(*phrase):
            return not self.text.startswith("、", end)  # 情報が渡ったと考えられるとしている
        is_role = self.kind(*phrase) in ("role", "vague") and not self.text.startswith("、", end)
        return is_role and self._has_clause_end(end, limit)

    def _speaking_place(self, clause: Clause, token: int) -> tuple[int, int] | None:
        """Return the body or document with では at ``token``: 首相府では…と発表した, 命令書では…とした; a town only is where."""
        phrase = self.phrase_before(clause, self.doc.starts[token])
        if phrase is None:
            return None
        is_crowd = self.text.endswith(_CROWDS, *phrase) and self.kind(*phrase) == "vague"  # 政界では
        return phrase if is_crowd or self.kinds.is_speaking_place(*phrase) else None

    def _topics_of(self, clause: Clause) -> list[tuple[int, str]]:
        """Return the particles は が も から に で of the sentence that stand outside brackets, with their tokens."""
        if self.topics_of != (clause.number, clause.first):
            depth, last = 0, min(clause.last, clause.first + MAX_TOKENS)
            self.topics_of, self.topics = (clause.number, clause.first), []
            signs = map(self.signs.__getitem__, self.doc.types[clause.first : last])
            for token, sign in enumerate(signs, clause.first):
                if not sign:
                    continue
                if sign == "(":
                    depth += 1
                elif sign == ")":
                    depth = max(0, depth - 1)
                elif depth == 0 and not (sign == "から" and self._is_between_figures(token)):
                    self.topics.append((token, sign))
        return self.topics

    def _is_between_figures(self, token: int) -> bool:
        """支援員を3人|から5人とする: tell whether から stands between two figures."""
        start, end = self.doc.starts[token], self.doc.ends[token]
        is_before = self.text[end : end + 1].isdigit()
        return is_before and _FIGURE_END_RE.search(self.text, max(start - 6, 0), start) is not None

    def _is_topic(self, token: int, *marks: str) -> bool:
        return token < len(self.doc.types) and self.signs[self.doc.types[token]] in (marks or ("は", "も"))

    def _modifies(self, token: int, limit: int) -> bool:
        """Tell whether the predicate of …が at ``token`` modifies a noun before ``limit``: 市が実施した|調査では"""
        starts, types = self.doc.starts, self.doc.lexicon.types
        is_attributive, behind = False, 0
        for index in range(token + 1, min(token + 40, len(starts))):
            if starts[index] >= limit:
                return False
            pos = self.pos[index]
            if starts[index] < behind or pos == "形容詞":
                continue  # 大臣が|強い懸念を示し
            if self.text[starts[index]] == "(":
                behind = self.text.find(")", starts[index], limit) + 1  # 大臣を罷免(ひめん)|された
                continue
            if is_attributive and pos == "動詞" and self.pos[index + 1 : index + 2] == ["名詞"]:
                return True  # 行った|聞き取り調査
            if pos in ("動詞", "助動詞"):
                is_attributive = types[self.doc.types[index]].cform.startswith(("連体形", "終止形"))
            elif is_attributive:
                surface = types[self.doc.types[index]].surface
                return pos in ("名詞", "接頭辞", "代名詞") or surface == "の"
            elif pos == "補助記号":
                return False
        return False

    def subject(self, clause: Clause) -> tuple[int, int] | None:
        """Return the first phrase with は of a sentence, or one with が that opens it, where it can be a source."""
        for token, surface in self._topics_of(clause):
            if surface in ("は", "が"):
                phrase = self.phrase_before(clause, self.doc.starts[token])
                if phrase is None or (surface == "が" and phrase[0] > clause.start):
                    continue
                return phrase if self.kind(*phrase) in ("named", "role") else None
        return None

    def has_topic(self, clause: Clause, limit: int) -> bool:
        """Return whether a particle that can mark a holder stands before ``limit``, outside brackets: not お立ち台では."""
        for token, surface in self._topics_of(clause):
            if self.doc.starts[token] >= limit:
                return False
            if surface in ("で", "に") and self._is_topic(token + 1):
                phrase = self.phrase_before(clause, self.doc.starts[token])
                if phrase is not None and (self.text[phrase[0]] == "同" or self.kind(*phrase) is not None):
                    return True
            elif surface in ("が", "から") or (surface in ("は", "も") and not self._is_place(token - 1)):
                if surface in ("は", "も") and self.text.endswith(_ABOUT, clause.start, self.doc.starts[token]):
                    continue  # 局に対しては「…」と
                return True
        return False

    def _is_place(self, token: int) -> bool:
        """Tell whether the particle at ``token`` is で or に: お立ち台で|は"""
        return self.signs[self.doc.types[token]] in ("で", "に")

    def reporter(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """「ニュース24」は、ある外交官が「…」と語り、…と|報じた: the paper or station with は that reports the whole."""
        for token, surface in self._topics_of(clause):
            if surface == "は" and self.doc.starts[token] < limit:
                phrase = self.phrase_before(clause, self.doc.starts[token])
                if phrase is not None and self.kind(*phrase) == "outlet":
                    return phrase
        return None

    def other_medium(self, clause: Clause, start: int, limit: int) -> tuple[int, int] | None:
        """共同通信によると|AP通信が…と報じた: the paper with が or は that opens what another one tells from ``start``."""
        for token, surface in self._topics_of(clause):
            if surface in ("が", "は") and start < self.doc.starts[token] < limit:
                phrase = self.phrase_before(clause, self.doc.starts[token])
                is_first = phrase is not None and phrase[0] - start <= 12
                return phrase if phrase is not None and is_first and self.kinds.is_medium(*phrase) else None
        return None

    def agent(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """大統領は専門家から|「無策だ」と批判されている, 業界では|…とささやかれている: who says it; は is who suffers it."""
        for token, surface in reversed(self._topics_of(clause)):
            end = self.doc.ends[token]
            is_topic = self._is_topic(token + 1)
            if self.doc.starts[token] >= limit or not (is_topic or end == limit or self.text.startswith("、", end)):
                continue
            phrase = self.phrase_before(clause, self.doc.starts[token]) if surface in ("から", "で", "に") else None
            kind = self.kind(*phrase) if phrase is not None else None
            if phrase is not None and kind is not None:
                is_crowd = surface == "から" or kind == "vague" or self.kinds.is_speaking_place(*phrase)
                if is_crowd and (surface == "から" or is_topic):
                    return phrase
        return None

    def document(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """会社のサイトには、|…と書いてあった: the paper or document with には in which it stands"""
        for token, surface in self._topics_of(clause):
            if surface == "に" and self.doc.starts[token] < limit and self._is_topic(token + 1):
                phrase = self.phrase_before(clause, self.doc.starts[token])
                if phrase is not None and (self.kind(*phrase) == "outlet" or "document" in self.kinds.uses(*phrase)):
                    return phrase
        return None

    def giver(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """幹部らは、首相から|辞任する意向を伝えられた: the last phrase with から before ``limit``."""
        for token, surface in reversed(self._topics_of(clause)):
            if surface == "から" and self.doc.starts[token] < limit:
                phrase = self.phrase_before(clause, self.doc.starts[token])
                if phrase is not None and self.kind(*phrase) is not None:
                    return phrase
        return None

    def person_within(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """この問題は、渡海大臣が|…すると表明した: the last person told by name with が, where no topic can be a source."""
        for token, surface in reversed(self._topics_of(clause)):
            if surface == "が" and self.doc.starts[token] < limit and not self._modifies(token, limit):
                phrase = self.phrase_before(clause, self.doc.starts[token])
                if phrase is None:
                    continue
                is_named = self.kind(*phrase) == "named" and self.kinds.is_person(*phrase)
                if is_named or "office" in self.kinds.uses(*phrase):
                    return phrase
        return None

    def actor_within(self, clause: Clause, outer: tuple[int, int], limit: int) -> tuple[int, int] | None:
        """委員会は、A氏が|子会社に「…」と指示したと認定した: the last person with が behind ``outer``."""
        for token, surface in reversed(self._topics_of(clause)):
            if surface == "が" and outer[1] < self.doc.starts[token] < limit and not self._modifies(token, limit):
                phrase = self.phrase_before(clause, self.doc.starts[token])
                if phrase is not None and self.kinds.is_speaker(*phrase):
                    return phrase
        return None

    def inner_speaker(self, clause: Clause, outer: tuple[int, int], limit: int) -> tuple[int, int] | None:
        """タス通信は6日、国防省が|町を制圧したと発表したと報じた: who tells what the paper at ``outer`` reports."""
        if self.kind(*outer) != "outlet":
            return None
        for token, surface in self._topics_of(clause):
            is_inside = surface in ("が", "は") and outer[1] < self.doc.starts[token] < limit
            if is_inside and not self._modifies(token, limit):
                phrase = self.phrase_before(clause, self.doc.starts[token])
                if phrase is not None and self.kind(*phrase) in ("named", "role"):
                    return phrase
                if surface == "が":
                    return None
        return None

    def _later_topic(self, clause: Clause, topics: list[tuple[int, str]]) -> tuple[int, int] | None:
        """Return the last phrase with は among ``topics`` that can be a source, behind a comma."""
        for token, surface in reversed(topics):
            if surface == "は":
                phrase = self.phrase_before(clause, self.doc.starts[token])
                if phrase is not None and self.text[phrase[0] - 1] == "、" and self.kind(*phrase) is not None:
                    return phrase
        return None

    def speaker(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """Return the phrase with は or が nearest before ``limit`` that can be a source: 18日、東海新聞が|伝えたところ."""
        starts = self.doc.starts
        for token, surface in reversed(self._topics_of(clause)):
            if starts[token] < limit and surface in ("は", "が", "も"):
                phrase = self.phrase_before(clause, starts[token])
                if phrase is not None and self.kind(*phrase) is not None:
                    return phrase
        return None

    def _after_aside(
        self, clause: Clause, topics: list[tuple[int, str]], first: tuple[int, int], *, is_quoted: bool
    ) -> tuple[int, int] | None:
        """運転手は足りず、会社は…と判断した: a clause of reason or contrast has its own topic; the holder comes after it.

        Before a quotation the last such topic counts, else the first, and a topic with a comma (市は、…) holds on.
        """
        token, surface = topics[0]
        if surface not in ("は", "も", "が"):
            return None
        holds_on = not is_quoted and self.text.startswith("、", self.doc.ends[token])
        found = None
        for later, mark in topics[1:]:
            is_place = mark == "で" and self._is_topic(later + 1)
            if mark != "は" and not is_place:
                continue
            phrase = self._speaking_place(clause, later) if is_place else None
            phrase = phrase if is_place else self.phrase_before(clause, self.doc.starts[later])
            if phrase is None or phrase[0] <= first[1] or self.text[phrase[0] - 1] != "、":
                continue
            kind = self.kind(*phrase)
            if kind is None:
                continue
            is_aside = _ASIDE_END_RE.search(self.text, max(clause.start, phrase[0] - 6), phrase[0]) is not None
            if holds_on and not (is_aside and self.text.startswith("、", self.doc.ends[later])):
                continue  # but 男は、訴追されているが、内相は、…と発表した
            if self.kinds.is_medium(*first) and kind != "outlet" and not is_aside:
                continue  # 東海新聞は、前の党が求めるのに対し、次の党は譲らないとしている
            is_other = is_quoted or kind == "outlet" or (kind == "named" and self.kind(*first) != "named")
            if is_aside or (is_other and self._has_clause_end(self.doc.ends[token], phrase[0])):
                found = phrase
                if not is_quoted:
                    break
        return found

    def topic_behind(
        self, clause: Clause, first: tuple[int, int], limit: int, *, is_quoted: bool = True
    ) -> tuple[int, int] | None:
        """Return who acts before ``limit`` behind the clause of the topic ``first``, or None."""
        starts = self.doc.starts
        topics = [topic for topic in self._topics_of(clause) if first[1] <= starts[topic[0]] < limit]
        return self._after_aside(clause, topics, first, is_quoted=is_quoted) if topics else None

    def beside(self, clause: Clause, first: tuple[int, int], limit: int) -> tuple[int, int] | None:
        """部長側は棄却を求め、|市側も争う姿勢を示した: who acts with も in a clause of its own behind that of ``first``."""
        for token, surface in reversed(self._topics_of(clause)):
            if surface == "も" and first[1] < self.doc.starts[token] < limit:
                phrase = self.phrase_before(clause, self.doc.starts[token])
                if phrase is not None and self.kind(*phrase) in ("named", "role") and self.is_aside(phrase[0]):
                    return phrase
        return None

    def is_aside(self, start: int) -> bool:
        """Tell whether a clause of its own ends before ``start``: …する予定だが、|東海新聞によると"""
        return self.text[start - 1] == "、" and self._closes_clause(start - 1)

    def _has_clause_end(self, start: int, end: int) -> bool:
        """Tell whether a predicate with a comma stands between: 4人は社員と|報道され、10日後でも、|東海新聞は"""
        while (comma := self.text.find("、", start, end)) > 0:
            if self._closes_clause(comma):
                return True
            start = comma + 1
        return False

    def _is_closed(self, start: int, end: int) -> bool:
        """Tell whether a clause, of reason too, ends between: 比較的少ない|ため、"""
        end = min(end, start + 300)
        return self._has_clause_end(start, end) or _REASON_RE.search(self.text, start, end) is not None

    def _closes_clause(self, comma: int) -> bool:
        """Tell whether a predicate or its particle stands before the comma: されており、 · 確認され、 · 名乗っていて、"""
        token = self.doc.token_at(comma - 1)
        pos2 = self.doc.lexicon.types[self.doc.types[token]].pos2
        return self.pos[token] in ("動詞", "助動詞", "形容詞") or pos2 == "接続助詞"

    def listed(self, clause: Clause, phrase: tuple[int, int]) -> tuple[int, int]:
        """ロイター、|共同通信: the phrase with the bodies that are enumerated before it."""
        start, end = phrase
        kind = self.kind(*phrase)
        while start - 2 > clause.start and self.text[start - 1] == "、" and kind in ("outlet", "named"):
            end_before = start - 2 if self.text[start - 2] in "とや" else start - 1  # 読売新聞と、|東京新聞
            before = self.phrase_before(clause, end_before)
            if (
                before is None
                or before[1] != end_before
                or self.kind(*before) not in (kind, "outlet")  # 朝日新聞、東海旅客鉄道によると
                or not self.kinds.is_body(*before)
            ):
                break
            start = before[0]
        return start, end


@cache
def _occasions() -> tuple[str, ...]:
    return (*words_of("occasion"), *words_of("document"))  # 会合では「…」との意見が大勢を占めた


_FOREIGN_RE = Pattern(r"[^一-龥ぁ-ん0-9]")
#: What stands between a holder and its quotation.
_BEFORE_QUOTE_RE = Pattern(r"(?:(?P<from>から[はも]?)|(?P<place>で[はも])|(?<!で)[はも]|が)、?$")
#: 77.7%が, 20代の6割が, 43人が: the share of those who were asked.
_SHARE_RE = Pattern(r"[0-9](?:%|割|人|分の[0-9]+)$")
_ABSENT_RE = Pattern(r"な(?:かった|い[、がも]|く、)")
_COUNT_RE = Pattern(r"(?:(?!など)[^の]){0,8}[0-9一二三四五六七八九十百千数]+(?:人|名|社|校|団体)")
#: 反対する議員も|いたため
_EXISTS_RE = Pattern(
    r"(?:多く|数多く|少なく|複数)?(?:含め|い(?:[たる、]|て、|ない|なく|れば)|お(?:り|ら)|あ(?:り|る|った|れば)|なく|なかった|続出)"
)
_ENDED_RE = Pattern(r"[一-龥]{2,4}(?:した)?(?:後|のち|直後|際|時)、")
#: What closes a clause of reason or contrast.
_ASIDE_END_RE = Pattern(r"(?:ず|ため|ので|ものの|ことから|[たるい]が|だが|るも|一方で?)、$")
#: また|同じく融資を行っている|中国銀行も
_DESCRIBED_RE = Pattern(r"(?:[^、。「」]{1,5}、)?[^、。「」はがも]{1,40}")
_REASON_RE = Pattern(r"(?:ため|ので|から)、")
#: 支援員を3人|から5人とする
_FIGURE_END_RE = Pattern(r"[0-9][^0-9、。「」はがを]{0,3}$")
_CROWDS = ("界", "内", "ネット", "ネット上", "SNS", "筋", "間", "掲示板", "コメント欄")
_ABOUT = ("に対して", "について", "に関して", "にとって")
_TOPICS = ("は", "が", "も", "から", "に", "で")
