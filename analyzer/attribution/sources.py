"""Who a phrase names: the noun phrase before a cue, whether it can be a source, and of which kind."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from analyzer.attribution.cues import heads
from analyzer.mention import Organization, SourceKind
from corpus.patterns import Pattern
from corpus.tokens import Column, Document, TokenType

__all__ = ["POS", "Clause", "Sources", "clause_of", "is_anaphor"]

#: A holder further from its cue than this is not looked for (hostile input).
MAX_TOKENS = 300


def _pos1(token: TokenType) -> str:
    return token.pos1


POS = Column(_pos1)


def _sign(token: TokenType) -> str:
    """Return what the word is to a search for the holder: a particle that may mark it, a bracket, or nothing."""
    if token.surface in "「『(" and token.surface:
        return "("
    if token.surface in "」』)" and token.surface:
        return ")"
    return token.surface if token.pos1 == "助詞" and token.surface in _TOPICS else ""


_SIGN = Column(_sign)


class Clause(Struct, frozen=True):
    """The sentence a cue stands in: its index, its span, and its range of tokens."""

    number: int
    start: int
    end: int
    first: int
    last: int


def clause_of(doc: Document, number: int) -> Clause:
    """Return the sentence ``number`` of ``doc`` as a clause."""
    sentence = doc.sentences[number]
    return Clause(number, sentence.start, sentence.end, sentence.first_token, sentence.last_token)


class Sources:
    """Finds and judges the source phrases of one document."""

    def __init__(self, doc: Document, organizations: Sequence[Organization]) -> None:
        self.doc = doc
        self.text = doc.folded
        self.pos = POS.of(doc)
        self.bodies = sorted((each.start, each.end) for each in organizations)
        self.media = {(each.start, each.end) for each in organizations if each.kind == "media"}
        self.kinds: dict[tuple[int, int], SourceKind | None] = {}
        self.topics_of = (-1, -1)
        self.signs = _SIGN.grown(doc.lexicon)  # by type
        self.topics: list[tuple[int, str]] = []

    def holder(
        self, clause: Clause, limit: int, *, plausible: bool = False, places: bool = False
    ) -> tuple[int, int] | None:
        """Return the phrase that holds the content: the topic before ``limit``; with ``places`` also からは, には, では."""
        fallback: tuple[int, int] | None = None
        starts = self.doc.starts
        topics = [topic for topic in self._topics_of(clause) if starts[topic[0]] < limit]
        for order, (token, surface) in enumerate(topics):
            if surface not in ("は", "が", "も"):
                is_place = surface == "から" or self._is_topic(token + 1)
                if not is_place or not (places or (surface == "で" and fallback is None)):
                    continue
                if not places:  # NHKでは選定の理由を「…」としている
                    phrase = self.phrase_before(clause, starts[token])
                    fallback = phrase if phrase is not None and self._is_body(*phrase) else None
                    continue
            if surface == "が" and self._modifies(token, limit):
                continue  # 組合が求めた賃上げに対し、会社は…: the subject of a modifier
            if surface == "が" and not plausible and (later := self._later_topic(clause, topics[order + 1 :])):
                return later  # けが人が相次ぎ、市は「近づかないで」と
            phrase = self.phrase_before(clause, starts[token])
            if phrase is None:
                continue
            # …が inside the clause is as a rule the subject of what is said: only a first が holds it.
            if surface == "が" and not plausible and starts[token] >= limit - 1:
                return phrase  # …のうち43.5%が「行けない」と: it stands right before the quotation
            is_first = surface != "が" or not plausible or phrase[0] - clause.start <= 12
            if is_first and self.kind(*phrase) is not None:
                return self._after_aside(clause, topics[order:]) or phrase
            if not plausible and (
                (surface == "は" and fallback is None) or (surface == "が" and starts[token] >= limit - 1)
            ):
                fallback = phrase
        return fallback

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
                elif depth == 0:
                    self.topics.append((token, sign))
        return self.topics

    def _is_topic(self, token: int) -> bool:
        return token < len(self.doc.types) and self.signs[self.doc.types[token]] in ("は", "も")

    def _modifies(self, token: int, limit: int) -> bool:
        """Tell whether the predicate of …が at ``token`` modifies a noun before ``limit``: 市が実施した|調査では"""
        starts, types = self.doc.starts, self.doc.lexicon.types
        is_attributive = False
        for index in range(token + 1, min(token + 40, len(starts))):
            if starts[index] >= limit:
                return False
            pos = self.pos[index]
            if pos in ("動詞", "助動詞", "形容詞"):
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
        """Return whether a particle that can mark a holder stands before ``limit``, outside brackets."""
        return any(
            surface in ("は", "が", "も", "から") and self.doc.starts[token] < limit
            for token, surface in self._topics_of(clause)
        )

    def told_speaker(self, clause: Clause, limit: int) -> tuple[int, int] | None:
        """NHKは首相が|「残念だ」と述べたと伝えた: the person with が right before the quotation, where an outlet is the topic."""
        if self.text[limit - 1] != "が":
            return None
        inner = self.phrase_before(clause, limit - 1)
        if inner is None or self.kind(*inner) not in ("named", "role"):
            return None
        outer = next((topic for topic in self._topics_of(clause) if topic[1] == "は"), None)
        phrase = self.phrase_before(clause, self.doc.starts[outer[0]]) if outer is not None else None
        return inner if phrase is not None and self.kind(*phrase) == "outlet" else None

    def is_person(self, start: int, end: int) -> bool:
        """Return whether the phrase names one person, by name or with an age."""
        return self._has_name(start, end) or _AGE_RE.search(self.text[start:end]) is not None

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

    def _after_aside(self, clause: Clause, topics: list[tuple[int, str]]) -> tuple[int, int] | None:
        """運転手は足りず、会社は…と判断した: a clause of reason or contrast has its own topic; the holder comes after it."""
        first, later = topics[0], [topic for topic in topics[1:] if topic[1] == "は"]
        if first[1] not in ("は", "も") or not later:
            return None
        start = self.doc.starts[later[0][0]]
        phrase = self.phrase_before(clause, start)
        if phrase is None or _ASIDE_END_RE.search(self.text, max(clause.start, phrase[0] - 6), phrase[0]) is None:
            return None
        return phrase if self.kind(*phrase) is not None else None

    def phrase_before(self, clause: Clause, offset: int) -> tuple[int, int] | None:
        """Return the noun phrase that ends at ``offset``, several joined by と or や as one, or None."""
        starts, types = self.doc.starts, self.doc.lexicon.types
        last = token = self.doc.token_at(offset - 1)
        if token >= len(starts) or self.doc.ends[token] > offset or starts[token] < clause.start:
            return None
        first = token + 1
        while token >= clause.first and starts[token] >= offset - 80:
            surface = types[self.doc.types[token]].surface
            pos = self.pos[token]
            if pos in _NOMINAL or surface in _HYPHENS:
                first = token
            elif pos == "動詞" and first == token + 1 and surface in ("申し入れ", "買い", "受け持ち", "申し立て"):
                first = token  # 申し入れ書
            elif surface in ("や", "と") and first == token + 1 <= last and self._joins(token):
                first = token
            elif surface == "の" and first == token + 1 and token > clause.first and pos == "助詞":
                if self.pos[token - 1] not in ("名詞", "接尾辞", "代名詞", "補助記号"):
                    break
            elif surface == ")":
                opener = self._opening(clause, token)
                if opener is None:
                    break
                first = token = opener
            elif pos == "連体詞" and surface in ("同", "ある", "その", "この", "当", "本", "各", "全"):
                first = token
            else:
                break
            token -= 1
        while first <= last and types[self.doc.types[first]].surface in _OPENINGS:
            first += 1
        if first > last:
            return None
        end = offset
        for tail in ("の間", "の中", "のなか"):  # 市場関係者の間では
            if self.text.endswith(tail, starts[first] + 1, offset):
                end = offset - len(tail)
        span = (self._opening_of_body(clause, starts[first]), end)
        return span if _NOT_SOURCE_RE.fullmatch(self.text[slice(*span)]) is None else None

    def _opening_of_body(self, clause: Clause, start: int) -> int:
        """株式会社タカノ|建材: a phrase that begins inside a body begins with it."""
        at = bisect_left(self.bodies, (start, 0)) - 1
        return max(self.bodies[at][0], clause.start) if at >= 0 and self.bodies[at][1] > start else start

    def listed(self, clause: Clause, phrase: tuple[int, int]) -> tuple[int, int]:
        """ロイター、|共同通信: the phrase with the bodies that are enumerated before it."""
        start, end = phrase
        kind = self.kind(*phrase)
        while start - 1 > clause.start and self.text[start - 1] == "、" and kind in ("outlet", "named"):
            before = self.phrase_before(clause, start - 1)
            if before is None or before[1] != start - 1 or self.kind(*before) != kind or not self._is_body(*before):
                break
            start = before[0]
        return start, end

    def _joins(self, token: int) -> bool:
        """Tell whether と or や at ``token`` joins two nouns: 機構と三原重工業は, but not 5億円と市は (a content)."""
        before = self.doc.types[token - 1] if token else 0
        entry = self.doc.lexicon.types[before]
        if (
            token == 0
            or self.pos[token] != "助詞"
            or entry.pos1 not in ("名詞", "接尾辞", "代名詞")
            or entry.surface == "こと"
        ):
            return entry.surface == ")" and token > 0
        return not any(map(str.isdigit, self.text[max(0, self.doc.starts[token] - 4) : self.doc.starts[token]])) and (
            entry.pos3 != "助数詞"
        )

    def _opening(self, clause: Clause, token: int) -> int | None:
        for index in range(token - 1, max(clause.first, token - 24) - 1, -1):
            if self.doc.lexicon.types[self.doc.types[index]].surface == "(":
                return index
        return None

    def kind(self, start: int, end: int) -> SourceKind | None:
        """Return what kind of source the phrase is, or None where it is no likely one."""
        if (start, end) not in self.kinds:
            self.kinds[start, end] = self._kind(start, end)
        return self.kinds[start, end]

    def _kind(self, start: int, end: int) -> SourceKind | None:
        phrase = self.text[start:end].strip()
        if self._is_outlet(start, end):
            return "outlet"  # 17日のNHK, 中日新聞や河北新報
        if phrase.endswith(")"):  # 白浜屋(東京)
            end = self.text.rfind("(", start, end) if "(" in phrase else end
        aged = _AGE_RE.search(phrase) is not None
        if ")" in phrase:
            phrase = _ASIDE_RE.sub("", phrase).strip()
        known = heads()
        head = phrase[-8:]
        while head and head not in known:
            head = head[1:]
        kind = known.get(head)
        if (
            kind == "vague"
            and len(head) <= 3
            and len(phrase) > len(head)
            and phrase[-len(head) - 1] != "の"
            and head not in _FREE_HEADS
        ):
            kind = None  # 住基ネット is no crowd on the net
        if kind == "outlet":
            return kind
        if _ANAPHOR_RE.fullmatch(phrase):
            return "named"
        if self._has_name(start, end) or (kind is None and self._is_body(start, end)):
            return "named"
        if kind == "vague" and len(phrase) > len(head) and head in ("関係者", "筋", "周辺"):
            return "role"
        if head in ("弁護団", "団体") and len(phrase) > len(head) + 2:
            return "named"
        if kind in (None, "role") and (_ACCUSED_RE.search(phrase) or self._is_titled(start, phrase)):
            return "named"
        if kind is not None:
            return kind
        if _BODY_RE.search(phrase):
            return "named"
        if _POST_RE.search(phrase):
            return "role"
        return "named" if self._is_proper(end) else "role" if aged else None

    def _is_proper(self, end: int) -> bool:
        token = self.doc.token_at(end - 1)
        return token < len(self.doc.types) and self.doc.lexicon.types[self.doc.types[token]].pos2 == "固有名詞"

    def _has_name(self, start: int, end: int) -> bool:
        token = self.doc.token_at(start)
        while token < len(self.doc.starts) and self.doc.starts[token] < end:
            if self.doc.lexicon.types[self.doc.types[token]].pos3 == "人名":
                return True
            token += 1
        return self.text[start:end].rstrip(")").endswith(("氏", "さん"))

    def _is_outlet(self, start: int, end: int) -> bool:
        at = bisect_left(self.bodies, (end, 0)) - 1
        if at < 0 or self.bodies[at][1] != end:
            return False
        while at >= 0 and self.bodies[at][0] >= start:
            if self.bodies[at] not in self.media:
                return False
            at -= 1
        return True

    def _is_titled(self, start: int, phrase: str) -> bool:
        """ダクラッラー情報相: a word that the dictionary does not know before a title is a name."""
        if not "ァ" <= phrase[:1] <= "ヶ" or "の" in phrase:
            return False
        token = self.doc.lexicon.types[self.doc.types[self.doc.token_at(start)]]
        return (token.is_unknown or (token.pos2 == "固有名詞" and token.pos3 == "一般")) and _POST_RE.search(
            phrase
        ) is not None

    def _is_body(self, start: int, end: int) -> bool:
        at = bisect_left(self.bodies, (start, 0))
        return any(body[0] < end and body[1] >= end - 2 for body in self.bodies[max(0, at - 1) : at + 2])


def is_anaphor(phrase: str) -> bool:
    """Return whether the phrase stands for a name told before: 同氏, 同社, 彼女."""
    return _ANAPHOR_RE.fullmatch(phrase) is not None


#: 壱崎容疑者: who is accused is told by name, unless 同, 両, 男 or の stands before.
_ACCUSED_RE = Pattern(r"(?:[^\s同両各元男女のら、]|(?<=の)[^\s、])(?:容疑者|被告|死刑囚|受刑者)$")
#: 主婦(43): whoever has an age can speak.
_AGE_RE = Pattern(r"\([0-9]{1,3}歳?\)$")
_NOMINAL = {"名詞", "接尾辞", "接頭辞", "代名詞", "記号", "形状詞"}
_HYPHENS = {"%", ".", "・", "=", "ー", "—", "-", "同", "ら"}
#: What may stand at the head of a phrase without belonging to it: きょう首相は
_OPENINGS = {
    "の",
    "・",
    "一方",
    "また",
    "=",
    "-",
    "と",
    "や",
    "きょう",
    "きのう",
    "昨日",
    "同日",
    "翌日",
    "今回",
    "現在",
    "当時",
}
#: What closes a clause of reason or contrast.
_ASIDE_END_RE = Pattern(r"(?:ず|ため|ので|ものの|ことから|[たるい]が|だが|一方で?)、$")
_TOPICS = ("は", "が", "も", "から", "に", "で")
_FREE_HEADS = {
    "関係者",
    "専門家",
    "識者",
    "筋",
    "周辺",
    "住民",
    "市民",
    "利用者",
    "保護者",
    "批評家",
    "評論家",
    "消息筋",
    "通行人",
    "目撃者",
}
_ASIDE_RE = Pattern(r"\([^()]*\)")
_ANAPHOR_RE = Pattern(
    r"同(?:氏|社|省|庁|市|県|町|村|署|課|局|党|会|団体|協会|大|校|店|紙|誌|研究所|連盟|教授|知事|市長|機構|組合|病院|行)|彼|彼女|氏|両氏|両社|本人"
)
_NOT_SOURCE_RE = Pattern(
    r"(?:(?:昨年|今年|来年|前年|同年|[0-9]+年)?(?:[0-9]+月)?(?:[0-9]+日)?(?:付|ごろ|時点|現在)?|これ|それ|あれ|ここ|そこ|こちら|そちら|今回|今後|今|当時|現在|こと|もの|ところ|ため|うち|一方|結果|内容|理由|原因|背景|問題|事態|場合|とき|時|際|点|ほか|なか|中|上|下|[0-9]+日|[0-9]+年|[0-9]+月|"
    r"昨年|今年|先月|今月|来年|同日|翌日|前日|[一二三四五六七八九十]+日|会見|取材|何|誰|どこ|いつ|私|私たち|俺|僕|我々|われわれ|自分)"
)
_BODY_RE = Pattern(
    r"(?:[省庁党署警県市町村区府都会社院所局課部団隊校園店港]|協会|連盟|機構|機関|組合|大学|センター|学会|委員会|政府|警察|検察|地検|特捜部|地裁|高裁|最高裁|銀行|日銀|連合|学校|企業|メーカー|大使館|クラブ|グループ|チーム|NHK|JR|陣営|与党|野党|会派)$"
)
_POST_RE = Pattern(
    r"(?:[長相官員者士師家主氏女男子人手]|大統領|首脳|教授|監督|コーチ|さん|ら|親|妻|夫|母|父|娘|息子|役|係|客|議|次官|次官補|[一-龥]相|[一二三四五六七八九十]段|代表|幹事|理事|監事|主席|主査|主任|講師|社員|学生|生徒|農家|漁師|業者|会員|組合員|運転手|大使|秘書|総裁|副総裁|トップ|リーダー|アナリスト|エコノミスト|ディーラー)$"
)
