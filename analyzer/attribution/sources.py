"""Who a phrase names: the noun phrase before a cue, whether it can be a source, and of which kind."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from analyzer.attribution.cues import heads
from analyzer.mention import Organization, SourceKind
from corpus.patterns import Pattern
from corpus.tokens import Column, Document, TokenType

__all__ = ["POS", "Clause", "Sources", "is_anaphor"]

#: A holder further from its cue than this is not looked for (hostile input).
MAX_TOKENS = 300


def _pos1(token: TokenType) -> str:
    return token.pos1


POS = Column(_pos1)


class Clause(NamedTuple):
    """The sentence a cue stands in: its index, its span, and its range of tokens."""

    number: int
    start: int
    end: int
    first: int
    last: int


class Sources:
    """Finds and judges the source phrases of one document."""

    def __init__(self, doc: Document, organizations: Sequence[Organization]) -> None:
        self.doc = doc
        self.text = doc.folded
        self.pos = POS.of(doc)
        self.bodies = sorted((each.start, each.end) for each in organizations)

    def holder(
        self, clause: Clause, limit: int, *, plausible: bool = False, places: bool = False
    ) -> tuple[int, int] | None:
        """Return the phrase that holds the content: the topic before ``limit``; with ``places`` also からは, には, では."""
        fallback: tuple[int, int] | None = None
        depth = 0
        token = max(clause.first, bisect_left(self.doc.starts, limit) - MAX_TOKENS)
        types, starts = self.doc.lexicon.types, self.doc.starts
        while token < clause.last and starts[token] < limit:
            surface = types[self.doc.types[token]].surface
            if surface in "「『(":
                depth += 1
            elif surface in "」』)":
                depth = max(0, depth - 1)
            elif depth == 0 and self.pos[token] == "助詞" and surface in _TOPICS:
                if surface in ("は", "が", "も") or (
                    places
                    and (
                        surface == "から"
                        or types[self.doc.types[min(token + 1, len(starts) - 1)]].surface in ("は", "も")
                    )
                ):
                    phrase = self.phrase_before(clause, starts[token])
                else:
                    phrase = None
                if phrase is not None:
                    # …が inside the clause is as a rule the subject of what is said: only a first が holds it.
                    if surface == "が" and not plausible and starts[token] >= limit - 1:
                        return phrase  # …のうち43.5%が「行けない」と: it stands right before the quotation
                    is_first = surface != "が" or not plausible or phrase[0] - clause.start <= 12
                    if is_first and self.kind(*phrase) is not None:
                        return phrase
                    if not plausible and (
                        (surface == "は" and fallback is None) or (surface == "が" and starts[token] >= limit - 1)
                    ):
                        fallback = phrase
            token += 1
        return fallback

    def phrase_before(self, clause: Clause, offset: int, *, joined: bool = False) -> tuple[int, int] | None:
        """Return the noun phrase that ends at ``offset``, or None; ``joined`` lets や and と join several."""
        starts, types = self.doc.starts, self.doc.lexicon.types
        token = self.doc.token_at(offset - 1)
        if token >= len(starts) or self.doc.ends[token] > offset or starts[token] < clause.start:
            return None
        first = token + 1
        while token >= clause.first and starts[token] >= offset - 80:
            surface = types[self.doc.types[token]].surface
            pos = self.pos[token]
            if pos in ("名詞", "接尾辞", "接頭辞", "代名詞", "記号", "形状詞") or surface in (
                "・",
                "=",
                "ー",
                "—",
                "-",
                "同",
                "ら",
            ):
                first = token
            elif pos == "動詞" and first == token + 1 and surface in ("申し入れ", "買い", "受け持ち", "申し立て"):
                first = token  # 申し入れ書
            elif (
                joined and surface in ("や", "と") and first == token + 1 and self.pos[token - 1] in ("名詞", "接尾辞")
            ):
                first = token
            elif surface == "の" and first == token + 1 and token > clause.first and pos == "助詞":
                if first > token + 1 or self.pos[token - 1] not in ("名詞", "接尾辞", "代名詞", "補助記号"):
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
        while (
            first < len(starts)
            and starts[first] < offset
            and types[self.doc.types[first]].surface in ("の", "・", "一方", "また", "=", "-")
        ):
            first += 1
        if first >= len(starts) or starts[first] >= offset:
            return None
        span = (starts[first], offset)
        return span if _NOT_SOURCE_RE.fullmatch(self.text[slice(*span)]) is None else None

    def _opening(self, clause: Clause, token: int) -> int | None:
        for index in range(token - 1, max(clause.first, token - 24) - 1, -1):
            if self.doc.lexicon.types[self.doc.types[index]].surface == "(":
                return index
        return None

    def kind(self, start: int, end: int) -> SourceKind | None:
        """Return what kind of source the phrase is, or None where it is no likely one."""
        phrase = self.text[start:end].strip()
        if ")" in phrase:
            phrase = _ASIDE_RE.sub("", phrase).strip()
        known = heads()
        head = next((phrase[-size:] for size in range(min(6, len(phrase)), 0, -1) if phrase[-size:] in known), "")
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
        if kind is not None:
            return kind
        if _BODY_RE.search(phrase):
            return "named"
        if _POST_RE.search(phrase):
            return "role"
        return "named" if self._is_proper(end) else None

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

    def _is_body(self, start: int, end: int) -> bool:
        at = bisect_left(self.bodies, (start, 0))
        return any(body[0] < end and body[1] >= end - 2 for body in self.bodies[max(0, at - 1) : at + 2])


def is_anaphor(phrase: str) -> bool:
    """Return whether the phrase stands for a name told before: 同氏, 同社, 彼女."""
    return _ANAPHOR_RE.fullmatch(phrase) is not None


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
    r"(?:(?:昨年|今年|来年|前年|同年|[0-9]+年)?(?:[0-9]+月)?(?:[0-9]+日)?(?:付|ごろ|時点|現在)?|これ|それ|あれ|ここ|そこ|今回|今後|今|当時|現在|こと|もの|ところ|ため|うち|一方|結果|内容|理由|原因|背景|問題|事態|場合|とき|時|際|点|ほか|なか|中|上|下|[0-9]+日|[0-9]+年|[0-9]+月|"
    r"昨年|今年|先月|今月|来年|同日|翌日|前日|[一二三四五六七八九十]+日|会見|取材|何|誰|どこ|いつ|私|私たち|俺|僕|我々|われわれ|自分)"
)
_BODY_RE = Pattern(
    r"(?:[省庁党署警県市町村区府都会社院所局課部団隊校園店港]|協会|連盟|機構|機関|組合|大学|センター|学会|委員会|政府|警察|検察|地検|特捜部|地裁|高裁|最高裁|銀行|日銀|連合|学校|企業|メーカー|大使館|クラブ|グループ|チーム|NHK|JR|陣営|与党|野党|会派)$"
)
_POST_RE = Pattern(
    r"(?:[長相官員者士師家主氏女男子人手]|大統領|首脳|教授|監督|コーチ|さん|ら|親|妻|夫|母|父|娘|息子|役|係|客|議|次官|代表|幹事|理事|監事|主席|主査|主任|講師|社員|学生|生徒|農家|漁師|業者|会員|組合員|運転手|大使|秘書|総裁|副総裁|トップ|リーダー|アナリスト|エコノミスト|ディーラー)$"
)
