"""Nouns with what is said or thought: との見方を示した, との専門家の話, などの声, ことを明らかにした."""

from __future__ import annotations

import re

from analyzer.attribution.cues import nouns
from analyzer.attribution.framer import Framer
from analyzer.attribution.quotations import MAX_CONTENT
from analyzer.attribution.sources import Clause
from analyzer.attribution.words import words
from analyzer.mention import Attribution
from corpus.patterns import Pattern, table_pattern

__all__ = ["Nouns"]


class Nouns:
    """Reads the nouns that name an utterance, a thought or a fact."""

    def __init__(self, framer: Framer) -> None:
        self.framer = framer
        self.doc, self.text, self.sources = framer.doc, framer.text, framer.sources

    def noun(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        at = match.start()
        quoted = self.framer.ends_quotation(clause, at)
        if not self.framer.predicates.is_particle(at) or not (
            quoted
            or self.framer.predicates.after_clause(at)
            or self.text[at - 1] in "円人件%割要能)"
            or self.text.endswith(("ため", "もの", "はず"), at - 2, at)
            or match["noun"] == "呼び声"
            or self._is_said_of(clause, match)
        ):
            return None
        if match[0] == "とする考え" and not quoted and self.framer.predicates.is_volitional(at):
            return None  # 非常事態を避けよう|とする考えだ
        is_name = match["noun"] in ("言葉", "発言") and self.text.startswith("は", match.end())
        content = self.framer.quotation(clause, at) if quoted else None
        is_speech = content is not None and (content[1] - content[0] > 20 or self.framer.is_sentence(content))
        if self.text.startswith("に", match.end()) and not _ANSWERED_RE.match(self.text, match.end()):
            return None  # 計画者がいるといううわさによって起こった
        if match[0].startswith("という") and ((not nouns()[match["noun"]].is_loose and not is_speech) or is_name):
            return None
        cue = (at, self.framer.predicates.to_predicate(clause, match.end("noun")))
        if _GAINED_RE.match(self.text, match.end("noun")):
            return self._gained(clause, match, cue, content)
        if content is not None:
            if match["noun"] in ("言葉", "発言") and not is_speech:
                return None  # 「世帯」という言葉が
            is_agentless = _agentless_re().match(self.text, match.end("noun"), clause.end) is not None
            asked = self.framer.holders.who_was_asked(clause, content[0] - 1)
            source = (
                self._whose(clause, content[0] - 1)
                or asked
                or self._not_received(
                    self.framer.holders.later(clause, content[0] - 1, is_agentless=is_agentless), match.end("noun")
                )
            )
            return self.framer.frame(clause, cue, source, content, "direct", "noun")
        told = _TOLD_BY_RE.match(self.text, match.end("noun"), clause.end)
        source, opening = self.sources.phrase_before(clause, told.end()) if told else None, clause.start
        if source is None:  # …が協力したとの見方を|東海新聞が|伝えた
            is_agentless = _agentless_re().match(self.text, match.end("noun"), clause.end) is not None
            source = self.sources.holder(clause, at, plausible=True, places=True, only_places=is_agentless)
            source = self._not_received(source, match.end("noun"))
            is_rumour = is_agentless and nouns()[match["noun"]].attitude == "hearsay"
            if source is not None and is_rumour and self.text[source[1]] == "は":
                opening, source = source[1], None  # 副報道官は、使ったとの情報があることについて「…」と述べた
            if source is not None and self.text[match.end("noun")] == "に" and self.sources.kinds.is_medium(*source):
                source = None  # 通信は、辞めるべきだとする要求に対して首相が…と伝えた
            if _REPORTED_RE.match(self.text, match.end("noun")):
                source = self.framer.holders.reporter(clause, source, at)
        start = self.framer.holders.content_start(clause, source[1] if source and source[1] < at else opening, at)
        return self.framer.frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", "noun")

    def _gained(
        self, clause: Clause, match: re.Match[str], cue: tuple[int, int], content: tuple[int, int] | None
    ) -> Attribution:
        """署は目撃者から「似ている」との証言を|得た: whoever it comes from has said it, not who got it"""
        source = self.sources.giver(clause, content[0] if content is not None else match.start())
        if content is not None:
            return self.framer.frame(clause, cue, source, content, "direct", "noun")
        start = self.framer.holders.content_start(clause, source[1] if source else clause.start, match.start())
        span = (max(start, match.start() - MAX_CONTENT), match.start())
        return self.framer.frame(clause, cue, source, span, "indirect", "noun")

    def _whose(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """支援団体代表の|「送り返せば殺される」との訴え: who stands with の right before the quotation."""
        source = self.sources.phrase_before(clause, limit - 1) if self.text[limit - 1] == "の" else None
        return source if source is not None and self.sources.kind(*source) in ("named", "role", "vague") else None

    def _is_said_of(self, clause: Clause, match: re.Match[str]) -> bool:
        """Tell whether a plain noun stands for what is said: 揺さぶり|との見方を示した, but not 住民|との意見を."""
        if match["noun"] not in _SAID_OF or match[0][1] != "の":
            return False
        phrase = self.sources.phrase_before(clause, match.start())
        return phrase is not None and self.sources.kind(*phrase) is None and not self.sources.may_be_name(*phrase)

    def held(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """「影響を与えるだろう」との|専門家の話を伝えている: the holder stands between との and the noun."""
        at = match.start()
        quoted = self.framer.ends_quotation(clause, at)
        if not self.framer.predicates.is_particle(at) or not (quoted or self.framer.predicates.after_clause(at)):
            return None
        held = self.text.rindex("の", match.start("held"), match.end("held"))
        held -= 2 if self.text.endswith("から", clause.start, held) else 0  # という|会長からのメッセージ
        source = self.sources.phrase_before(clause, held)
        if source is not None and self.text[slice(*source)] in _ONESELF:
            source = self.sources.holder(clause, at, plausible=True)  # との自らの見解
        if source is None or self.sources.kind(*source) is None:
            return None
        cue = (at, self.framer.predicates.to_predicate(clause, match.end("held")))
        content = self.framer.quotation(clause, at) if quoted else None
        if content is not None:
            return self.framer.frame(clause, cue, source, content, "direct", "noun")
        outer = self.sources.holder(clause, at, plausible=True)
        start = self.framer.holders.content_start(clause, outer[1] if outer else clause.start, at)
        return self.framer.frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", "noun")

    def view(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """緩和を続けたつけだ、|というのが桐島氏の見立てだ"""
        at = match.start()
        held = self.text.rindex("の", match.start("view"), match.end("view"))
        source = self.sources.phrase_before(clause, held)
        if source is None or self.sources.kind(*source) is None:
            return None
        quoted = self.framer.ends_quotation(clause, at)
        content = self.framer.quotation(clause, at) if quoted else (max(clause.start, at - MAX_CONTENT), at)
        return self.framer.frame(clause, (at, match.end()), source, content, "direct" if quoted else "indirect", "noun")

    def habit(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """土屋さんは「フィルムは生き物」が|口癖だ"""
        content = self.framer.quotation(clause, match.start())
        if content is None or content[1] - content[0] < 4:
            return None
        source = self.sources.nearest(clause, content[0] - 1) or self.sources.holder(clause, content[0] - 1)
        if source is not None and not self.sources.kinds.is_speaker(*source):
            return None
        return self.framer.frame(clause, match.span(), source, content, "direct", "noun")

    def such(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """「マナーに頼るしかない」などの|声も聞かれる · 「もっとやれ」の|声も飛んだ"""
        at, end = match.start(), match.end(match.lastgroup or 0)
        content = self.framer.quotation(clause, at)
        if content is None or not (match.lastgroup == "of" or self.framer.is_sentence(content)):
            return None
        cue = (at, self.framer.predicates.to_predicate(clause, end))
        is_agentless = _agentless_re().match(self.text, end, clause.end) is not None
        source = self.framer.holders.later(clause, content[0] - 1, is_agentless=is_agentless)
        source = self._not_received(source, end)
        return self.framer.frame(clause, cue, source, content, "direct", "noun")

    def _not_received(self, source: tuple[int, int] | None, offset: int) -> tuple[int, int] | None:
        """Return the source, unless it is who received what the noun before ``offset`` names: 市には…などの苦情が|寄せられた"""
        if source is None or not self.text.startswith("に", source[1]) or not _RECEIVED_RE.match(self.text, offset):
            return source
        return source if self.sources.kind(*source) == "vague" else None

    def fact(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """…すること|を明らかにした · …こと|を19日に発表した"""
        noun = self._fact_before(clause, match.start())
        if noun is None:
            return None
        if _PASSIVE_RE.match(self.text, match.end()):  # 首相から辞任する意向を|伝えられた
            source = self.sources.giver(clause, noun.start())
        else:
            opening = self.framer.holders.opening(clause)
            source = self.sources.holder(clause, noun.start(), plausible=True, opening=opening)
            last = self.framer.holders.last_topic
            if source is not None and last is not None and self.framer.holders.last_sentence == clause.number:
                is_matter = not self.sources.kinds.is_speaker(*source) and not self.sources.kinds.is_body(*source)
                source = (
                    last if source[1] < last[0] or is_matter else source
                )  # 理事も務める田嶋氏も「…」と語り、…ことを明らかにした
            if source is not None and noun["noun"] in _ATTITUDES:
                source = self.sources.beside(clause, source, noun.start()) or source
            if source is not None and match[0].endswith("伝え") and _LAST_RE.match(self.text, match.end()):
                source = self.framer.holders.reporter(clause, source, noun.start())
        said_of = noun.start() if noun[0].startswith("と") else noun.end("noun")  # 求めない|という方針を明らかにした
        cue = (said_of, self.framer.predicates.inflected(clause, match.end()))
        source = self.framer.holders.inner(clause, source, noun.start(), cue)
        if source is None and self.sources.has_topic(clause, noun.start()):
            return None
        if source is not None and self.text.find("たところ、", max(source[1], noun.start() - 200), noun.start()) > 0:
            return None  # 署が男を調べたところ、…ことを認めた
        if source is not None and self.sources.kind(*source) == "outlet":
            source = self.sources.listed(clause, source)
        start = self.framer.holders.content_start(clause, source[1] if source else clause.start, noun.start())
        start = max(start, self.framer.holders.basis_end) if source == self.framer.holders.last_basis else start
        if noun["noun"] in ("姿勢", "意"):
            start = max(start, self.text.rfind("、", start, noun.start()) + 1)  # 請求の棄却を求め、|争う姿勢を示した
        if noun.start() - start < 4:
            return None
        return self.framer.frame(clause, cue, source, (start, noun.start()), "indirect", "fact")

    def _fact_before(self, clause: Clause, at: int) -> re.Match[str] | None:
        """発表する|方針|を: the noun before を at ``at`` behind what it tells."""
        noun = _fact_re().search(self.text, max(clause.start, at - 9), at)
        if noun is None or self.text.endswith(("との", "といった", "」と"), clause.start, noun.start()):
            return None  # …ためとの見方を伝えている: the noun's own frame
        if not self.framer.predicates.after_clause(noun.start()):
            return None  # 電話で事実を伝えた
        is_only_strong = noun["noun"] not in _ANY_FACT and (
            self.framer.predicates.is_adjective(noun.start()) or self._is_quality(noun.start())
        )
        return None if is_only_strong else noun  # 強い懸念を示した

    def _is_quality(self, at: int) -> bool:
        """Tell whether a word with な stands before the noun at ``at``: 前向きな|意向, but not 増えるような|見通し"""
        return self.text.endswith("な", 0, at) and not self.text.endswith("ような", 0, at)

    def teller(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """複数の幹部が|明らかにした。 · 訪問中の国務副長官が27日|語った。: told is the sentence before"""
        source = self.sources.phrase_before(clause, match.start())
        told = _tells_re().search(self.text, match.start(), match.end())
        if source is None or told is None or self.sources.kind(*source) is None:
            return None
        source = self.sources.listed(clause, source)
        before = self.text[clause.start : source[0]]
        if before.endswith(("と", "と、")) and not told[0].startswith("明らか"):
            return None  # 橋が崩れたと、東海新聞が伝えた: と has read it
        cue = (told.start(), match.end() - 1)
        if _ALONE_RE.fullmatch(before) and clause.number:
            previous = self.doc.sentences[clause.number - 1]
            same = previous.block == self.doc.sentences[clause.number].block
            return self.framer.frame(
                clause, cue, source, (previous.start, previous.end) if same else None, "indirect", "teller"
            )
        stop = clause.start + len(before.rstrip("、").removesuffix("ことを").removesuffix("と"))
        content = (self.framer.holders.content_start(clause, clause.start, stop), stop)
        return (
            self.framer.frame(clause, cue, source, content, "indirect", "teller")
            if before.rstrip("、").endswith(("ことを", "と"))
            else None
        )


@table_pattern
def _fact_re() -> str:
    """発表する|方針|を, 遅れた|ことなど|を"""
    return rf"(?:という(?!見方))?(?P<noun>{words('fact')})(?:など)?$"


@table_pattern
def _tells_re() -> str:
    """が19日の会見で|明らかにした。"""
    return rf"(?:明らかにした|{words('tells')})。$"


@table_pattern
def _agentless_re() -> str:
    """との報告が|あった, との見方だ: nobody's, unless a place (専門家からは) holds it"""
    return rf"[がも](?!出し|寄せ[たて])(?:[^、。「」はが]{{0,6}}あ[るりっ]|{words('spread')})|[がはも](?:少な|な[いくか])|(?<=見方)だ|(?<=観測)だ|(?<=報告)だ"


_SAID_OF = ("見方", "観測", "声", "指摘", "批判", "意見")
_ONESELF = ("自ら", "自身", "自分", "独自", "従来")
_ANY_FACT = ("こと", "事実")
#: Whoever shows them holds them: 会社は棄却を求め、|市側も争う姿勢を示した
_ATTITUDES = ("姿勢", "考え", "意向", "認識", "決意", "意")
#: との見方を|東海新聞が: who passes it on.
_TOLD_BY_RE = Pattern(
    r"を、?(?:[0-9月]{1,6}日(?:に|、)?)?(?P<teller>[^、。「」はがをにと]{2,24})"
    r"(?=が(?:伝え|報じ|示し|述べ|明らか|紹介|発表|公表|まとめ))"
)
#: 18日、|市長が語った, 米国を訪問中の|長官が語った, but not 夢を|住民が語った
_ALONE_RE = Pattern(r"(?:[^「」]{1,5}、)?(?:[^、。「」はが]{1,40}[のたるい])?")
#: との観測を|報じた
_REPORTED_RE = Pattern(r"を(?:報じ|伝え|紹介)")
#: などの苦情が|30件寄せられた
_RECEIVED_RE = Pattern(r"[がはも][^、。「」]{0,8}(?:寄せられ|届|殺到|入っ)")
#: との証言|を得た
_GAINED_RE = Pattern(r"を(?:得[たてる、]|引き出し|集め|入手|取り付け|もら[いっ]|寄せられ)")
#: との質問に|答え
_ANSWERED_RE = Pattern(r"に(?:は|も|対|答|応|反論|触れ|理解|同調|賛同|、)")
_LAST_RE = Pattern(r"て(?:いる|いた|います)?。|た。|ました。")
_PASSIVE_RE = Pattern(r"(?:ら|さ)れ")
