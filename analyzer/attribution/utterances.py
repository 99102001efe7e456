"""Speech without a verb: a sentence that is nothing but 「…」, 買い物客「…」, headlines of the form 市「原因は不明」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.attribution.framer import Framer
from analyzer.attribution.meetings import met_in
from analyzer.attribution.quotations import CLAUSE_END_RE
from analyzer.attribution.sources import Clause, clause_of
from analyzer.attribution.words import words, words_of
from analyzer.mention import Attribution
from corpus.patterns import Pattern, table_pattern
from corpus.questions import opens_question

__all__ = ["Utterances"]


class Utterances:
    """Reads the utterances of one document that no cue tells."""

    def __init__(self, framer: Framer) -> None:
        self.framer = framer
        self.doc = framer.doc
        self.text = framer.text
        self.sources = framer.sources

    def frames(self) -> Iterator[Attribution]:
        """Yield the frames of bare utterances and of headlines, in text order."""
        text = self.text
        if "「" not in text and "、と。" not in text:
            return
        kinds = [block.kind for block in self.doc.blocks]
        for index, (start, end, block, first, last) in enumerate(self.doc.sentences):
            kind = kinds[block]
            if kind in ("headline", "other"):
                if text.find("「", start, end) >= 0:
                    yield from self._headline(Clause(index, start, end, first, last))
            elif text.endswith("、と。", start, end):
                yield from self._told_after(Clause(index, start, end, first, last))
            elif text.endswith(_QUOTED_ENDS, start, end) and kind != "byline":
                clause = Clause(index, start, end, first, last)
                frame = self._remark(clause) or self._utterance(clause)
                if frame is not None:
                    yield frame

    def _headline(self, clause: Clause) -> Iterator[Attribution]:
        for match in _HEADLINE_RE.finditer(self.text, clause.start, clause.end):
            holder, inner = match.span("holder"), match.span("inner")
            kind = self.sources.kind(*holder)
            if (
                kind is None
                or match["holder"][0] in "▼▲■□◆◇●○※→"
                or (kind == "outlet" and self.sources.kinds.is_medium(*holder))  # テレビ東京「ガイアの夜明け」
                or _work_re().search(match["holder"])
                or not (CLAUSE_END_RE.search(match["inner"]) or len(match["inner"]) >= (5 if kind == "role" else 7))
            ):
                continue
            yield self.framer.frame(clause, (inner[0] - 1, inner[0]), holder, inner, "direct", "headline")

    def _told_after(self, clause: Clause) -> Iterator[Attribution]:
        """蔵田氏は言う。食塩が原因といえるのは二割にすぎない|、と。"""
        told = self._announced(clause.number - 1) if clause.number else None
        source = self._holder_in(clause.number - 1, told) if told is not None else None
        if source is not None and self.text.find("」", clause.start, clause.end) < 0:
            cue = (clause.end - 2, clause.end - 1)
            yield self.framer.frame(clause, cue, source, (clause.start, clause.end - 3), "indirect", "speaker")

    def _remark(self, clause: Clause) -> Attribution | None:
        """池田氏の|コメントは|「…」。: a noun that names what was said, and what was said."""
        end = self.text.rfind("」", clause.start, clause.end)
        content = self.framer.quotation(clause, end + 1)
        if content is None or (content[1] - content[0] < 8 and not self.framer.is_sentence(content)):
            return None
        match = _remark_re().search(self.text, max(clause.start, content[0] - 24), content[0] - 1)
        source = self.sources.phrase_before(clause, match.start()) if match else None
        if source is None or match is None or self.sources.kind(*source) is None:
            return None
        return self.framer.frame(clause, (match.start() + 1, content[0] - 1), source, content, "direct", "speaker")

    def _utterance(self, clause: Clause) -> Attribution | None:
        """買い物客「…」 and a sentence that is nothing but 「…」."""
        if not self.text.endswith(("」", "」。", "」と。"), clause.start, clause.end):
            return None
        content = self.framer.quotation(clause, self.text.rfind("」", clause.start, clause.end) + 1)
        before = self.text[clause.start : content[0] - 1] if content else ""
        if content is None:
            return None
        is_whole = content[1] - content[0] >= 8 and before.endswith(_TOPICS)  # 指揮官は「出ると言うから、出すだけさ」。
        if not (
            is_whole
            or self.framer.is_sentence(content)
            or (not before and (self._answers(clause) or self._speaker_around(clause)))
        ):
            return None
        is_short = content[1] - content[0] < 8  # 「もう限界です」。女性は泣いた。
        if is_short and (content[1] - content[0] < 4 or (before and not before.endswith(_TOPICS))):
            return None
        if not before:
            if self.doc.folded[clause.start] == '"':
                return None  # titles of related reports stand in "…"
            source = self._speaker_before(clause) or self._speaker_after(clause)
            if is_short and source is None:
                return None
            return self.framer.frame(clause, (clause.start, clause.start + 1), source, content, "direct", "bare")
        if before.endswith(_TOPICS):  # 上原は「3年間の全てを出せた」。
            source = self.sources.phrase_before(clause, clause.start + len(before.rstrip("、")) - 1)
            if source is not None and self.sources.kinds.is_speaker(*source):
                return self.framer.frame(clause, (content[0] - 1, content[0]), source, content, "direct", "speaker")
        if _MEANWHILE_RE.search(before):  # 教授も苦笑いしながら「…」。
            source = self.sources.holder(clause, content[0] - 1)
            if source is not None and self.sources.kinds.is_speaker(*source):
                return self.framer.frame(clause, (content[0] - 1, content[0]), source, content, "direct", "speaker")
        if _WENT_ON_RE.search(before) and (source := self._who_went_on(clause, content[0] - 1)) is not None:
            return self.framer.frame(clause, (content[0] - 1, content[0]), source, content, "direct", "speaker")
        if _ABOUT_RE.search(before) and "」と" in before:  # 監督は「…」とねぎらい、次の相手については「誰でもいい」。
            source = self.sources.holder(clause, content[0] - 1)
            if source is not None and self.sources.kinds.is_speaker(*source):
                return self.framer.frame(clause, (content[0] - 1, content[0]), source, content, "direct", "speaker")
        if _ABOUT_RE.search(before) and not self.sources.has_topic(clause, content[0] - len("については「")):
            return self.framer.frame(clause, (content[0] - 1, content[0]), None, content, "direct", "bare")
        if len(before) <= 30 and not re.search(r"[、。をにではがも]", before):
            stop = _REMARK_END_RE.search(self.text, clause.start, content[0] - 1)  # 作家の梶谷徹さん|の話「…」
            source = self.sources.phrase_before(clause, stop.start() if stop else content[0] - 1)
            if source and source[0] - clause.start <= 2:
                return self.framer.frame(clause, (content[0] - 1, content[0]), source, content, "direct", "speaker")
        if len(before) <= 30 and _RELATIVE_RE.match(before):  # 列に並んだ|男性「早く直してほしい」
            source = self.sources.phrase_before(clause, content[0] - 1)
            is_behind = source is not None and self.text[source[0] - 1] in "ただるい" and source[1] == content[0] - 1
            if source is not None and is_behind and self.sources.kinds.is_speaker(*source):
                return self.framer.frame(clause, (content[0] - 1, content[0]), source, content, "direct", "speaker")
        return None

    def _who_went_on(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """長男によると、前日まで描いていたといい、|「苦しまなかった」。: who told what stands before tells this too"""
        basis = _BASIS_RE.search(self.text, clause.start, limit)
        source = self.sources.phrase_before(clause, basis.start()) if basis else self.sources.holder(clause, limit)
        return source if source is not None and self.sources.kinds.is_speaker(*source) else None

    def _only_name(self, index: int) -> tuple[int, int] | None:
        """Return who stands alone in a sentence as in a list of comments: 三田村小遊氏。「…」"""
        sentence = self.doc.sentences[index]
        if sentence.end - sentence.start > 24 or self.text[sentence.end - 1] != "。":
            return None
        source = self.sources.phrase_before(clause_of(self.doc, index), sentence.end - 1)
        is_whole = source == (sentence.start, sentence.end - 1)
        return source if source is not None and is_whole and self.sources.kinds.is_speaker(*source) else None

    def _answers(self, clause: Clause) -> bool:
        """Tell whether a question stands right before the sentence: ――弟子は。 |「教えるのが下手で」"""
        return clause.number > 0 and opens_question(self.text, self.doc.sentences[clause.number - 1].start)

    def _speaker_around(self, clause: Clause) -> bool:
        """Tell whether a sentence beside says こう明かした: then a name or a phrase in 「」 is said too."""
        last = len(self.doc.sentences) - 1
        beside = [index for index in (clause.number - 1, clause.number + 1) if 0 <= index <= last]
        is_announced = any(self._announced(index) is not None for index in beside) or self._shouts(clause.number + 1)
        return is_announced and (self._speaker_before(clause) or self._speaker_after(clause)) is not None

    def _is_parted(self, index: int) -> bool:
        """Tell whether a line ends between a sentence and the one before it."""
        sentences = self.doc.sentences
        return index == 0 or self.text.find("\n", sentences[index - 1].end, sentences[index].start) >= 0

    def _shouts(self, index: int) -> bool:
        """「危ない、下がって」。若者が|声を張り上げた: whether sentence ``index`` shows that somebody has just spoken"""
        if index >= len(self.doc.sentences):
            return False
        after = self.doc.sentences[index]
        return _speaking_re().search(self.text, after.start, after.end) is not None

    def _speaker_before(self, clause: Clause) -> tuple[int, int] | None:
        """編集者の一人はこう振り返る。「締め切りは地獄だった」: the sentence before may announce the words."""
        before = self.doc.sentences[clause.number - 1] if clause.number else None
        if before is None or clause.start - before.end > 3:  # a paragraph of its own may be a block of its own
            return None
        told = self._announced(clause.number - 1)
        if told is None and before.end == clause.start and self.text.find("」", before.start, before.end) < 0:
            manner = _manner_re().search(self.text, max(before.start, before.end - 12), before.end)
            told = manner.start() if manner else None  # 別の関係者も|声をひそめる。「誰も逆らえない」
        if told is not None:
            return self._holder_in(clause.number - 1, told)
        names = (self._only_name(clause.number - 1 - back) for back in range(min(2, clause.number)))
        if name := next((name for name in names if name is not None), None):
            return name
        return self._presented_before(clause) or self._met_before(clause) or self._named_above(clause)

    def _met_before(self, clause: Clause) -> tuple[int, int] | None:
        """大学の坪田教授|に聞きました。 ――なぜですか。 「…」: whom the writer met or asked right before, or before his questions."""
        sentences, index = self.doc.sentences, clause.number - 1
        first = max(clause.number - _INTERVIEW, -1)
        while index > first and opens_question(self.text, sentences[index].start):
            index -= 1
            index -= self._answered_above(index)
        if index == first:
            return self._titled(0)
        return met_in(self.sources, index) or (self._titled(index) if index < clause.number - 1 else None)

    def _titled(self, index: int) -> tuple[int, int] | None:
        """玉川堂社長 |玉川 譲氏 ⏎ ――客離れは。: whom the lines above an interview's first question name."""
        for above in range(index, max(index - _TITLES, -1), -1):
            sentence = self.doc.sentences[above]
            found = _ASKED_NAME_RE.search(self.text, sentence.start, sentence.end)
            if found is not None and not self.text.startswith("聞き手", found.start("who")):
                return found.span("who")
        return None

    def _answered_above(self, index: int) -> int:
        """Return how many sentences the answer has that ends with sentence ``index``, up to a question (――なぜ。)."""
        sentences, number = self.doc.sentences, 0
        while index - number >= 0 and self.text.startswith("「", sentences[index - number].start):
            number += 1
        for length in range(number, min(_ANSWER, index + 1)):
            if opens_question(self.text, sentences[index - length].start):
                return length
        return number

    def _presented_before(self, clause: Clause) -> tuple[int, int] | None:
        """異を唱えるのが、近江さおり氏。「…」: a sentence that ends in the name of a person presents who speaks."""
        before = self.doc.sentences[clause.number - 1]
        found = _PRESENTED_RE.search(self.text, max(before.start, before.end - 50), before.end)
        source = self.sources.phrase_before(clause_of(self.doc, clause.number - 1), found.end("who")) if found else None
        return source if source is not None and self.sources.kinds.is_speaker(*source) else None

    def _named_above(self, clause: Clause) -> tuple[int, int] | None:
        """工学部教授 城戸雅人氏 with 「…」 on the next line: a line that names a person, as press releases have it."""
        before = self.doc.sentences[clause.number - 1]
        is_line = before.end < clause.start and self.text[before.end] == "\n" and before.end - before.start <= 40
        if not is_line or self.doc.blocks[before.block].kind == "headline":
            return None
        end = before.end
        if remark := _REMARK_END_RE.search(self.text, max(before.start, end - 8), end):
            end = remark.start()  # 川原美智子|のコメント
            end -= 2 if self.text.endswith((" 様", "　様"), before.start, end) else 0
        source = self.sources.phrase_before(clause_of(self.doc, clause.number - 1), end)
        if source is None or source[1] != end or not self.sources.kinds.is_speaker(*source):
            return None
        if family := _FAMILY_RE.search(self.text, before.start, source[0]) if end - source[0] <= 3 else None:
            source = (family.start("name"), end)
        return None if self.text.endswith(words_of("host"), *source) else source

    def _announced(self, index: int) -> int | None:
        """Return where the speaker's part of a sentence ends that announces words, or None: 東京新聞は|こう書いている。"""
        sentence = self.doc.sentences[index]
        found = _ANNOUNCING_RE.search(self.text, max(sentence.start, sentence.end - 40), sentence.end)
        if found is not None:
            return found.start()
        telling = _telling_re().search(self.text, max(sentence.start, sentence.end - 10), sentence.end)
        if telling is not None and self.text.find("」", sentence.start, sentence.end) < 0:
            return telling.start()  # 営業マンは苦笑いしながら|打ち明ける。
        return sentence.end if _YET_RE.fullmatch(self.text, sentence.start, sentence.end) else None

    def _holder_in(self, index: int, limit: int) -> tuple[int, int] | None:
        clause = clause_of(self.doc, index)
        source, nearest = self.sources.holder(clause, limit), self.sources.speaker(clause, limit)
        is_thing = source is not None and not self.sources.kinds.is_speaker(*source)
        if is_thing and nearest is not None and self.sources.kinds.is_speaker(*nearest):
            return nearest  # 情報が届かなかったと矢代さんは|話す。「…」
        return source or self.sources.holder(clause, limit, places=True)  # 資料にはこう

    def _speaker_after(self, clause: Clause) -> tuple[int, int] | None:
        """「知らなかったでは済まない」。遺族の男性は声を震わせた。: the next sentence may show who spoke."""
        if clause.number + 1 >= len(self.doc.sentences):
            return None
        after = self.doc.sentences[clause.number + 1]
        if after.start - clause.end > 3 or after.end - after.start > 60:
            return None
        if (closed := self.text.find("」", after.start, after.end)) > 0:
            inner = self.framer.quotation(clause_of(self.doc, clause.number + 1), closed + 1)
            if inner is None or inner[1] - inner[0] > 10 or self.framer.is_sentence(inner):
                return None  # who speaks there says something else; but 漁船「第三福寿丸」を指さした
        if (name := self._only_name(clause.number + 1)) is not None:
            is_next = self.text[after.end : after.end + 1] == "「"  # 三田村小遊氏。「…」 has its own words
            return None if is_next else name
        if self.text.startswith(("こう", "そう", "と"), after.start) and (
            told := _PRESENTED_RE.search(self.text, after.start, after.end)
        ):
            return self.sources.phrase_before(clause_of(self.doc, clause.number + 1), told.end("who"))
        if self._announced(clause.number + 1) is not None:
            is_next = self.text[after.end : after.end + 4].lstrip().startswith("「")
            return None if is_next else self._holder_in(clause.number + 1, after.end)  # …。財務省幹部はこう漏らす。
        if (words_of_whom := _WORDS_OF_RE.search(self.text, after.start, after.end)) is not None:
            beside = clause_of(self.doc, clause.number + 1)
            source = self.sources.phrase_before(beside, words_of_whom.start())
            if source is not None and self.sources.kinds.is_speaker(*source):
                return source
        if caller := _CALLER_RE.search(self.text, after.start, after.end):
            return self.sources.phrase_before(clause_of(self.doc, clause.number + 1), caller.start())
        is_same = after.block == self.doc.sentences[clause.number].block
        shown = [*_speaking_re().finditer(self.text, after.start, after.end)]  # 夜|泣きに悩んだ母親は|打ち明けた
        if not is_same or after.start - clause.end > 1 or not shown:
            return None
        if self._is_parted(clause.number + 1) and not self._is_parted(clause.number):
            return None  # 団員は走った。「遅いと思った」⏎ 女児が泣いていた。
        if self.text[shown[-1].start() - 1] == "と":
            return None  # 女性は、若い人に来てほしいと|話した。: who speaks there says that
        return self._holder_in(clause.number + 1, after.end)


#: 東京新聞は|こう書いている。 · 次のように|述べた。
_ANNOUNCING_RE = Pattern(
    r"(?:(?:次|以下)の(?:ように|通り|とおり)|(?<![向ぼとど])こう)[^、。「」はが]{0,14}[。:]?$|(?<=が)(?:言|語|話|書)[っしい]て(?:いた|いる)。$"
)
#: だが、|と男性は言う。
_YET_RE = Pattern(r"[^。「」]{2,80}、と[^、。「」]{1,24}は(?:言|話|語|続け|付け加え)[うすたるっし]{1,2}。")
#: So many lines above its first question may name who answers.
_TITLES = 4
_ASKED_NAME_RE = Pattern(
    r"(?:(?m:^)|(?<=[ 　・」]))(?P<who>[一-龥々]{1,4}[ 　]?[一-龥々ぁ-んァ-ヴー]{1,5}(?:氏|さん|教授|社長|会長|知事|市長|町長|村長|監督|弁護士))"
    r"(?:に聞く|に聞いた|が語る|インタビュー)?(?:[(][^()]{2,24}[)])?$"
)
#: An interview's answers are those of who is named within so many sentences before.
_INTERVIEW = 40
#: An answer without 「」 goes over so many sentences.
_ANSWER = 12
_RELATIVE_RE = Pattern(r"[^、。「」は]{2,20}[ただるい][^、。「」はがをにで]{1,16}$")
#: 代表取締役社長 |大津 健
_FAMILY_RE = Pattern(r"(?:^|(?<=[ 　]))(?P<name>[一-龥ァ-ヴぁ-ん]{1,4}[ 　])$")
_REMARK_END_RE = Pattern(r"の(?:コメント|談話|話|言葉|声)[:】」]?$")
#: 警告するのは、|植草豊氏だ。
_PRESENTED_RE = Pattern(r"の[はが]、?(?P<who>[^、。「」はが]{2,40}?)(?:だ|です|である)?。$")
#: 説明会で女性|が訴えた言葉が耳から離れない。
_WORDS_OF_RE = Pattern(
    r"(?:が、?(?:[^、。「」はが]{0,8})?(?:(?:訴え|語っ|話し|漏らし|つぶやい|口にし|発し|叫ん|残し|述べ)た|口にする|繰り返す)|(?<![そこ])の)"
    r"(?:言葉|ひと言|一言|つぶやき|叫び|訴え|声|決まり文句|口癖)(?=[がはをにだ])"
)
#: 教授も|苦笑いしながら「…」。 · 官房長官は抗議について|問われ「…」。
_MEANWHILE_RE = Pattern(r"(?:ながら|つつ|まま|[にてで]|[わか]れ|を[一-龥][りしきえげ])、?$")
_TOPICS = ("は", "は、", "も", "も、")
#: 前日まで描いていた|といい、「…」。
_WENT_ON_RE = Pattern(r"(?:と(?:いい|言い|話し|述べ|語り|説明し|のことで)|によ(?:ると|れば))、$")
_BASIS_RE = Pattern(r"に(?:よると|よれば)")
#: 大阪で働く娘|からだった。
_CALLER_RE = Pattern(r"から(?:だった|の(?:電話|メール|手紙|声|便り)だ(?:った)?)。$")
#: 次の相手については|「高さがある」。
_ABOUT_RE = Pattern(r"(?:について(?:は|も)|に対して(?:は|も)|に関して(?:は|も))、?$")
_QUOTED_ENDS = (
    "」",
    "」。",
    "」だ。",
    "」だった。",
    "」である。",
    "」というもの。",
    "」というものだった。",
    "」とのこと。",
    "」と。",
)


#: 池田氏の|コメントは
@table_pattern
def _remark_re() -> str:
    return rf"の(?:[^、。「」はがを]{{0,8}})?{words('remark')}(?:は、?|: ?)$"


@table_pattern
def _telling_re() -> str:
    return rf"(?<![とう]){words('so_verb')}[るすくうたいえし]{{0,3}}。$"


@table_pattern
def _speaking_re() -> str:
    return words("speaking")


#: 別の関係者も|声をひそめる。
@table_pattern
def _manner_re() -> str:
    return rf"{words('speaking')}[ぁ-ん]{{0,5}}。$"


@table_pattern
def _work_re() -> str:
    return rf"{words('work')}$"


_HEADLINE_RE = Pattern(
    r"(?m:(?:^|(?<=[ 、=＝・—―\n]))(?P<holder>[^ 、「」=＝\n]{1,16})「(?P<inner>[^「」]{3,60})」(?=$|[ 、=＝\n]))"
)
