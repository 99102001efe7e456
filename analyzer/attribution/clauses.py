"""と with its verb: と述べた, と協会が発表した, と英科学誌に発表した, and という at the end."""

from __future__ import annotations

import re

from analyzer.attribution.cues import TOLD_ON, late_verb_re, next_verb_re, verbs
from analyzer.attribution.framer import Framer
from analyzer.attribution.holders import PARTICLES_RE
from analyzer.attribution.quotations import MAX_CONTENT
from analyzer.attribution.quoting import Quoting, called_re
from analyzer.attribution.sources import Clause
from analyzer.attribution.words import words_of
from analyzer.mention import Attribution
from corpus.patterns import Pattern

__all__ = ["Clauses"]


class Clauses:
    """Reads と with a verb of saying or thinking."""

    def __init__(self, framer: Framer, quoting: Quoting) -> None:
        self.framer, self.quoting = framer, quoting
        self.doc, self.text, self.sources = framer.doc, framer.text, framer.sources

    def verb(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """…だ|と述べた · 「…」|と述べた"""
        at, verb, guard = match.start(), match["verb"], verbs()[match["verb"]].guard
        predicates = self.framer.predicates
        quoted = self.framer.ends_quotation(clause, at)
        if not self._quotes(clause, match, quoted):
            return None
        is_noun = verb[-1] >= "一"  # 批判, but 話す
        if quoted and is_noun and self.text[match.end() : match.end() + 1] in ("が", "も"):
            return self.quoting.quote(clause, match)  # などと批判が出た
        if verb == "連絡" and not quoted and self.text.startswith("が", match.end()):
            return None  # 職員から、育てていると連絡があり
        if is_noun and _POST_RE.match(self.text, match.end()):  # と報道|官は述べた
            return self.quoting.quote(clause, match) if quoted else None
        cue = (at, predicates.inflected(clause, match.end()))
        if verb == "繰り返し" and self.text[cue[1] : cue[1] + 1] >= "一":  # と繰り返し|罵倒され
            cue = (at, predicates.inflected(clause, self.doc.ends[self.doc.token_at(cue[1])]))
        if quoted and (cleft := self.quoting.cleft_behind(clause, cue[1])):
            return self.quoting.cleft(clause, cue, cleft)
        if self._is_unsaid(clause, *cue):
            return None
        if guard == "saying" and not predicates.says(verb, match.end(), clause, quoted):
            if not quoted:
                return self._hearsay(clause, match) if verb == "いう" else None
            is_end = verb == "いう" and match.end() >= clause.end - 1
            return self._quoted_hearsay(clause, match) if is_end else None
        if not quoted and verb == "し" and predicates.is_suffered(match.end(), clause):
            return None  # 男は金を盗んだとして逮捕された: so say those who arrested him
        if verb == "いい" and (quoted or not _WENT_ON_RE.match(self.text, match.end()) or predicates.is_condition(at)):
            return None  # 早く終わるといい
        if quoted and guard == "writing" and verb in words_of("naming"):
            return None  # 「はるか」と読む
        if guard == "strict" and not predicates.asserts(at, match.end(), quoted, clause):
            return (
                self.quoting.quote(clause, match) if quoted and verb not in ("し", "する") else None
            )  # と喜びの言葉を述べた
        if guard == "view" and not _HOLDING_RE.match(self.text, match.end()):
            return None
        content = self.framer.quotation(clause, at) if guard == "writing" and quoted else None
        if content is not None and not self.framer.is_sentence(content):
            return None
        return self._said(clause, match, cue, quoted)

    def _is_unsaid(self, clause: Clause, at: int, end: int) -> bool:
        """Tell whether what stands behind the verb that ends at ``end`` says that nobody has said it, or judges it."""
        if _SUPPOSED_RE.match(self.text, end) and _IF_RE.search(self.text, clause.start, at):
            return True  # 生きていれば「…」と言った|に違いない
        if _JUDGED_RE.match(self.text, end):
            return True  # 「人がいない」と嘆くのは順序が逆: quoted to be judged; 失敗だったと認めることになる: not said yet
        # 「いつか働こう」と書いてくれる|よう頼まれた: not said yet
        return _ASKED_FOR_RE.match(self.text, end) is not None

    def _said(self, clause: Clause, match: re.Match[str], cue: tuple[int, int], quoted: bool) -> Attribution | None:
        """Return what と with the verb of ``cue`` attributes: to the topic, to who goes on, or to the noun it modifies."""
        at, verb, predicates = match.start(), match["verb"], self.framer.predicates
        rule = "quote" if quoted else "clause"
        frame = self.quoting.said(clause, at, cue, rule)
        if frame is not None and frame.source is None and self._is_writers(verb, cue, quoted):
            return None
        if verb == "いい" and frame is not None and not self._says_more(clause, frame, match.end()):
            source = self._who_goes_on(clause, match.end())
            return self.framer.frame(clause, cue, source, frame.content, "indirect", rule)
        if frame is None or self.text[cue[1] - 1] not in _ATTRIBUTIVE:
            return frame
        modified = predicates.modified(clause, cue[1])
        if modified is not None and not quoted and not predicates.after_clause(at):
            return None  # 人工衛星と主張するロケット: what it is called
        if (
            verb == "言っ"
            and modified is not None
            and frame.source is None
            and not self.sources.kinds.is_somebody(*modified)
        ):
            return None  # 「…」などと言った|記述
        return frame if modified is None else self._of_modified(clause, frame, modified)

    def _says_more(self, clause: Clause, frame: Attribution, offset: int) -> bool:
        """Tell whether the topic has said what stands before といい: a body, or who says more (「…」と青ざめた), not whom it tells of."""
        source = frame.source
        if source is None or not self.sources.kinds.is_speaker(source.start, source.end):
            return source is not None
        return _MORE_RE.search(self.text, offset, clause.end) is not None

    def _is_writers(self, verb: str, cue: tuple[int, int], quoted: bool) -> bool:
        """宿はどこかと|尋ねると、「…」と笑った: the writer asks; よく…と|言うが、: nobody says so"""
        if verb in ("尋ね", "質問", "問いかけ") and _ASKING_RE.match(self.text, cue[1] - 1):
            return True
        return verb == "言う" and not quoted and self.text.startswith(_YET, cue[1])

    def _who_goes_on(self, clause: Clause, offset: int) -> tuple[int, int] | None:
        """完売したといい、|プロデューサーは…と話す: the topic of what follows has told both"""
        topic = _NEXT_TOPIC_RE.match(self.text, offset, clause.end)
        source = self.sources.phrase_before(clause, topic.end()) if topic else None
        return source if source is not None and self.sources.kind(*source) in ("named", "role", "vague") else None

    def _of_modified(self, clause: Clause, frame: Attribution, noun: tuple[int, int]) -> Attribution:
        """…と証言した|元社員, 「…」と心配する|方: who said it stands behind, unless right before the quotation."""
        is_somebody = self.sources.kinds.is_somebody(*noun)
        is_anybody = self.text.startswith(words_of("modified"), noun[0])
        direct = frame.content if frame.mode == "direct" else None
        if not (is_somebody or is_anybody):
            return frame
        if frame.source is not None and direct is not None and frame.source.start > direct[1]:
            return frame  # 霞が関では「…」(官庁幹部)と|懸念する向きもある
        if frame.source is not None and direct is None and not (is_somebody and _ACTS_RE.match(self.text, noun[1])):
            return frame
        near = self.sources.nearest(clause, direct[0] - 1, places=True) if direct is not None else None
        is_answer = is_somebody and near is not None and self._is_answer(frame, near)
        if near is not None and not is_answer:
            return self.framer.frame(clause, frame.cue, near, direct, "direct", frame.rule)
        self.framer.modifying.add(frame.cue)
        source = noun if is_somebody else self._crowd_of(clause, noun, frame)
        return self.framer.frame(clause, frame.cue, source, frame.content, frame.mode, frame.rule)

    def _is_answer(self, frame: Attribution, near: tuple[int, int]) -> bool:
        """長く働く運転者が「いる」と答えた|事業者: what was asked with its が, and in a word or two the answer"""
        start, end = frame.content or (0, 0)
        is_short = end - start <= _ANSWER and self.text[near[1]] == "が"
        return is_short and _ANSWER_RE.search(self.text, *frame.cue) is not None

    def _crowd_of(self, clause: Clause, noun: tuple[int, int], frame: Attribution) -> tuple[int, int] | None:
        """ネット上では…「よく言った」と称賛する|声も多い: the crowd with では whose voices they are"""
        if frame.content is None or not self.text.startswith(("声", "意見", "向き", "投稿", "書き込み"), noun[0]):
            return None
        source = self.sources.holder(clause, frame.content[0], places=True, only_places=True)
        return source if source is not None and self.sources.kind(*source) == "vague" else None

    def _quotes(self, clause: Clause, match: re.Match[str], quoted: bool) -> bool:
        """Tell whether と of ``match`` quotes: it stands behind 「…」, a predicate or a noun without its copula."""
        at, predicates = match.start(), self.framer.predicates
        is_end = match["verb"] == "いう" and match.end() >= clause.end - 1
        if not predicates.is_particle(at):
            return False
        is_clause = not quoted and predicates.after_clause(at)
        if not (quoted or is_end or is_clause or predicates.bare_noun(match["verb"], at)):
            return False
        if _WHO_RE.search(self.text, max(clause.start, at - MAX_CONTENT), at):
            return False  # 誰が「便利だ」と喜ぶのか: asked, not told
        # 説明と謝罪を要求した: a noun beside a noun
        return quoted or is_clause or not self.text.startswith(("を", "に", "の", "や", "が", "・"), match.end())

    def far(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """…がある|と英科学誌に発表した"""
        at = match.start()
        if not self.framer.predicates.is_particle(at) or not self.framer.predicates.after_clause(at):
            return None
        verb = late_verb_re().match(self.text, match.end(), clause.end)
        if verb is None or verb.start("verb") != match.end():
            return None
        return self.quoting.said(clause, at, (at, self.framer.predicates.inflected(clause, verb.end("verb"))), "clause")

    def inverted(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """橋を補修した|とNHKが|伝えた · …を受けたと、協会が19日、発表した"""
        at, late = match.start(), match.end(match.lastgroup or 0)
        late -= self.text.startswith("では", late - 1)  # と、みなと放送|では伝えている
        predicates = self.framer.predicates
        if self.text[at - 1] in "」』" or not predicates.is_particle(at) or not predicates.after_clause(at):
            return None
        if (call := called_re().search(self.text, max(clause.start, at), late + 8)) is not None and late > call.start():
            return self._called(clause, at, call)
        source = self.sources.phrase_before(clause, late)
        if source is None or self.sources.kind(*source) is None or predicates.is_volitional(at):
            return None  # 偏らないようにしようと政治家が考える
        source = self.sources.listed(clause, source)  # と、選挙タイムズ、北都新聞が
        behind = late + self.text.startswith("では", late)
        verb = next_verb_re().match(self.text, behind, clause.end)
        if verb is None or (
            predicates.is_condition(at) and not _PLAIN_GAP_RE.fullmatch(self.text, behind + 1, verb.start("verb"))
        ):
            return None  # 言い換えると、この記事が…
        cue = (verb.start("verb"), self.framer.predicates.inflected(clause, verb.end("verb")))
        if "され" in self.text[slice(*cue)] and self.text[behind] == "が":
            return None  # 投稿が最多だったというデータが|発表された
        if predicates.is_condition(at) and (at - clause.start < 6 or verb["verb"] == "応じ"):
            return None  # 尋ねると、彼女は少し考えて; 家を訪ねると、女性が応じた
        outer = self.sources.reporter(clause, at)  # 東海新聞は、|橋が落ちたと当局者が発言したと伝えた
        start = self.framer.holders.content_start(clause, outer[1] if outer else clause.start, at)
        start = start if start < at - 1 else clause.start  # …と信じている、|と広報は胸を張る: that too is told
        return self.framer.frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", "inverted")

    def heard(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """池は二度あふれたと、祖父から|聞いた · 祖父から、池は二度あふれたと|聞いている"""
        at, predicates = match.start(), self.framer.predicates
        end = predicates.inflected(clause, match.end())
        if self.text[at - 1] == "と":
            source = self.sources.giver(clause, at - 1)
            if source is None or not (self.framer.ends_quotation(clause, at - 1) or predicates.after_clause(at - 1)):
                return None
            content = self.framer.quotation(clause, at - 1)
            if content is not None:
                return self.framer.frame(clause, (at - 1, end), source, content, "direct", "clause")
            start = self.framer.holders.content_start(clause, source[1], at - 1)
            return self.framer.frame(clause, (at - 1, end), source, (start, at - 1), "indirect", "clause")
        source = self.sources.phrase_before(clause, at - 2)
        opening = self.text.rfind("と、", clause.start, source[0]) if source is not None else -1
        if source is None or self.sources.kind(*source) is None or opening < 0 or not predicates.after_clause(opening):
            return None
        start = self.framer.holders.content_start(clause, clause.start, opening)
        return self.framer.frame(clause, (at, end), source, (start, opening), "indirect", "inverted")

    def _called(self, clause: Clause, at: int, call: re.Match[str]) -> Attribution | None:
        """家族が帰ってこない|と、女性から県警に|通報があった"""
        source = self.sources.phrase_before(clause, call.start())
        if source is None or source[0] <= at:
            return None
        content = max(self.framer.holders.content_start(clause, clause.start, at), at - MAX_CONTENT), at
        return self.framer.frame(clause, call.span("call"), source, content, "indirect", "inverted")

    def _hearsay(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        following = self.text[match.end() : match.end() + 6]
        if (
            not re.match(r"。|$|ことです。|ことだ。|のです。|のだ。|のである。|\n", following)
            and match.end() < clause.end
        ):
            return None
        if clause.end - match.end() > 8 or self.text.startswith(words_of("conclusion"), clause.start):
            return None
        return self._told(clause, match.start(), clause.end)

    def news(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """職員も先週知らされた|とのこと。 · 事務所は「本人に任せている」とのこと。"""
        if self.framer.ends_quotation(clause, match.start()):
            content = self.framer.quotation(clause, match.start())
            is_told_on = match.end() < clause.end - 1  # 「2件ありました」とのことだったけど、今はない
            is_inside = content is not None and (is_told_on or content[0] > clause.start + 1)
            is_said = is_inside and content is not None and self.framer.is_sentence(content)
            return self.quoting.said(clause, match.start(), match.span(), "quote") if is_said else None
        is_told = self.framer.predicates.after_clause(match.start()) or self.text[match.start() - 1] >= "一"
        is_told_on = _TOLD_ON_RE.match(self.text, match.end()) is not None
        end = match.end() if is_told_on else clause.end
        return self._told(clause, match.start(), end) if is_told else None

    def _told(self, clause: Clause, at: int, end: int) -> Attribution:
        """Return the hearsay of the sentence before と at ``at``, whose cue ends before ``end``."""
        start, cue = clause.start, (at, end - (self.text[end - 1] == "。"))
        source = self._outlet_topic(clause) or self._opening_basis(clause) or self._who_announces(clause, at)
        source = source or self._who_had_it_examined(clause)
        if source is not None and self.sources.kind(*source) == "outlet":
            start = PARTICLES_RE.match(self.text, source[1], at).end()  # type: ignore[union-attr]  # matches empty
        elif source is None and (source := self._who_was_asked(clause, at)) is not None:
            start = self.text.find("、", source[1], at) + 1
        return self.framer.frame(clause, cue, source, (start, at), "indirect", "hearsay")

    def _quoted_hearsay(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """捜査関係者は取材に対し「男と似ていた」|という: said, unless a name is told (船の名は「みらい」という)."""
        content = self.framer.quotation(clause, match.start())
        if content is None or not self.framer.is_sentence(content):
            return None
        if content[1] - content[0] < 8 and self.framer.holders.in_brackets(clause, content[1], match.start()) is None:
            return None  # but 「最終段階だ」(野田社長)という
        frame = self.quoting.said(clause, match.start(), (match.start(), match.end()), "quote")
        return self._of_witness(clause, frame) if frame is not None else None

    def _of_witness(self, clause: Clause, frame: Attribution) -> Attribution:
        """目撃者の証言|によれば、武装勢力は「家畜を盗み、家に放火した」という: people tell in their words what a body did"""
        if frame.source is None or (marked := _BY_RE.search(self.text, clause.start, frame.source.start)) is None:
            return frame
        basis, kinds = self.sources.phrase_before(clause, marked.start()), self.sources.kinds
        if basis is None or kinds.kind(*basis) in ("named", "outlet") or "body" in kinds.uses(*basis):
            return frame
        if kinds.is_speaker(frame.source.start, frame.source.end):
            return frame
        return self.framer.frame(clause, frame.cue, basis, frame.content, frame.mode, frame.rule)

    def _opening_basis(self, clause: Clause) -> tuple[int, int] | None:
        """調査では、…という · 地元報道では、…という: a document that opens the sentence tells it."""
        place = self.text.find("では、", clause.start, clause.start + 20)
        phrase = self.sources.phrase_before(clause, place) if place > 0 else None
        if phrase is None or phrase[0] - clause.start > 4:
            return None
        return phrase if self.sources.kind(*phrase) == "outlet" else None

    def _who_announces(self, clause: Clause, at: int) -> tuple[int, int] | None:
        """局の幹部は知り合いにこう漏らした|という。「…」と。: who speaks is told here, not carried over."""
        return (
            self.sources.holder(clause, at) if _ANNOUNCED_RE.search(self.text, max(clause.start, at - 16), at) else None
        )

    def _who_had_it_examined(self, clause: Clause) -> tuple[int, int] | None:
        """同会|が5回、機関に依頼した検査では、鉛が検出されたという: whose examination it is"""
        examined = _EXAMINED_RE.match(self.text, clause.start, clause.end)
        source = self.sources.phrase_before(clause, examined.end("who")) if examined else None
        return source if source is not None and self.sources.kind(*source) in ("named", "role") else None

    def _who_was_asked(self, clause: Clause, at: int) -> tuple[int, int] | None:
        """司書さん|に聞いてみたら、知らされたのは先週だったという。"""
        comma = self.text.find("、", clause.start, at)
        while comma > 0:
            asked = self.framer.holders.who_was_asked(clause, comma + 1)
            if asked is not None and not self.sources.has_topic(clause, asked[0]):
                return asked  # but 学芸員が県警に相談したところ、…という is told by who told of both
            comma = self.text.find("、", comma + 1, at)
        return None

    def rated(self, clause: Clause, match: re.Match[str]) -> Attribution | None:
        """就業規則では、仮眠も待機|とされている · 業界では、避けられないとされている: a document or a crowd with では"""
        at, kinds = match.start(), self.sources.kinds
        source = self.sources.agent(clause, at)
        if (
            source is None
            or not self.text.startswith(("で", "の間で", "の中で"), source[1])
            or self.framer.ends_quotation(clause, at)
        ):
            return None
        if self.sources.kind(*source) not in ("outlet", "vague") and "document" not in kinds.uses(*source):
            return None
        start = self.framer.holders.content_start(clause, source[1], at)
        return self.framer.frame(clause, match.span(), source, (max(start, at - MAX_CONTENT), at), "indirect", "clause")

    def _outlet_topic(self, clause: Clause) -> tuple[int, int] | None:
        """またフジテレビは、…という: the outlet with は, that opens the sentence, tells it."""
        topic = self.text.find("は、", clause.start, clause.start + 24)
        phrase = self.sources.phrase_before(clause, topic) if topic > 0 else None
        if phrase is None or phrase[0] - clause.start > 4:
            return None
        return phrase if self.sources.kind(*phrase) == "outlet" else None


#: What follows とみて where it is a view held: とみている, とみて捜査している.
#: Last letters of a verb that can modify a noun.
#: 止まったと判断したトレーナー|や医師が
_ACTS_RE = Pattern(r"(?:[やと][^、。「」はが]{1,20})?[がは]")
_POST_RE = Pattern(r"[官陣者員書会局部団家長機]")
_ATTRIBUTIVE = "たるうくすぐぶむぬつだ"
_ANNOUNCED_RE = Pattern(r"(?:こう|次のように)[^、。「」はがを]{1,10}[たる]$")
#: 完売したといい|、プロデューサー|は
_NEXT_TOPIC_RE = Pattern(r"、[^、。「」はがを]{2,24}(?=は)")
#: どこかと尋ねる|と、 · 尋ねた|ところ、
_ASKING_RE = Pattern(r"(?:ると|たところ|たら)、")
#: 飛ばされたといい、|「…」と青ざめた · といい、今も痛む|と話す
_MORE_RE = Pattern(r"」|(?<=[ただい])とし|と(?:話|語|述べ|訴え|振り返|打ち明け|言|漏ら|明か|嘆|こぼ)")
_YET = ("が、", "けれど、", "けれども、", "けど、")
#: 飛ばされたといい|、「…」と青ざめた
_WENT_ON_RE = Pattern(r"、(?!と)")
_PLAIN_GAP_RE = Pattern(r"[^がはと]*")
_HOLDING_RE = Pattern(r"[いおみるきら。、]|捜査|調べ|警戒|追及|対応")
_WHO_RE = Pattern(r"(?:誰|だれ|何者)[がも](?=[「、])")
#: と言った|に違いない: never said
_SUPPOSED_RE = Pattern(r"に違いな|だろう|でしょう|かもしれ|はず|のではない")
_ASKED_FOR_RE = Pattern(
    r"よう(?:に)?、?(?:と)?[^、。「」]{0,10}(?:頼|求め|指示|命じ|依頼|要請|促|迫|勧め|言われ|指導|強要|強い)"
)
_IF_RE = Pattern(r"(?:れば|たら|なら)(?:、|「|(?=[^、。]{1,12}「))")
_JUDGED_RE = Pattern(
    r"(?:のは|のが|のも|のなら|ことは|ことに(?:も?な[るりっ]|等し)|人[はがも]|者[はがも]|ようでは|(?<!た)だけで|とは|かどうか|か否か)"
)
#: An answer of a questionnaire is hardly longer: 「いる」, 「増えた」.
_ANSWER = 6
_EXAMINED_RE = Pattern(
    r"(?P<who>[^、。「」はが]{1,20})が[^。「」はが]{0,40}(?:依頼し|行っ|実施し|まとめ|し)た(?:独自の)?(?:検査|調査|分析|試算|測定|点検|聞き取り|アンケート)では、"
)
_TOLD_ON_RE = Pattern(TOLD_ON)
_BY_RE = Pattern(r"に(?:よると|よれば)、")
_ANSWER_RE = Pattern(r"答え|回答")
