"""What the words around と are: a predicate before it, the verb form behind it, a verb that asserts or merely names."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.attribution.cues import verbs
from analyzer.attribution.quotations import CLAUSE_END_RE
from analyzer.attribution.sources import Clause
from analyzer.attribution.words import words_of
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["Predicates"]

_PREDICATE = {"動詞", "助動詞", "形容詞"}
_TRAIL = {"動詞", "助動詞"}


class Predicates:
    """Reads the predicates of one document around a cue."""

    def __init__(self, doc: Document, text: str, pos: Sequence[str]) -> None:
        self.doc = doc
        self.text = text
        self.pos = pos

    def is_particle(self, offset: int) -> bool:
        token = self.doc.token_at(offset)
        return (
            token < len(self.doc.starts) and self.doc.starts[token] == offset and self.pos[token] in ("助詞", "接続詞")
        )

    def is_condition(self, offset: int) -> bool:
        """Tell whether と at ``offset`` can mean "when": behind the dictionary form of a verb, 言い換える|と."""
        token = self.doc.token_at(offset) - 1
        return self.pos[token] == "動詞" and self.doc.lexicon.types[self.doc.types[token]].cform.startswith("終止形")

    def is_volitional(self, offset: int) -> bool:
        """Tell whether the verb before ``offset`` says what somebody tried: 移そう|とした."""
        token = self.doc.token_at(offset) - 1
        if token < 0 or self.text.endswith(("だろう", "でしょう", "あろう"), 0, offset):
            return False  # 先になるだろう|とした
        return self.doc.lexicon.types[self.doc.types[token]].cform.startswith("意志推量形")

    def is_adjective(self, offset: int) -> bool:
        """Tell whether an adjective stands before ``offset``: 強い|懸念, but not 譲らない|姿勢."""
        token = self.doc.token_at(offset) - 1
        return token >= 0 and self.pos[token] == "形容詞" and not self.text.endswith("ない", 0, offset)

    def after_clause(self, offset: int) -> bool:
        """Tell whether a predicate stands before ``offset``: …だ|と, …ない|と."""
        token = self.doc.token_at(offset) - 1
        if token > 0 and self.text.startswith("、", offset - 1):  # 修正した、|と伝えた
            offset, token = offset - 1, token - 1
        if token < 0 or self.doc.ends[token] != offset:
            return False
        if self.pos[token] in _PREDICATE:
            return True
        if self.pos[token] == "接尾辞":  # 発症しやすい
            return self.doc.lexicon.types[self.doc.types[token]].pos2 == "形容詞的"
        return self.pos[token] == "助詞" and self.doc.lexicon.types[self.doc.types[token]].surface in (
            "か",
            "よ",
            "ね",
            "な",
            "など",
            "ぞ",
        )

    def bare_noun(self, verb: str, offset: int) -> bool:
        """費用を38億円|と発表した, 必要|と訴えた: the copula is dropped."""
        if verb == "し":
            stated = _STATED_RE.search(self.text, max(0, offset - 8), offset)
            if stated is not None and stated[0] == "もの" and not self.text.startswith(_HELD, offset + 2):
                return False  # 新記録が出たものとして扱う
            return stated is not None and (stated["state"] is not None or self.after_clause(stated.start()))
        if verb == "みて":  # 地震の影響|とみている
            return self.pos[self.doc.token_at(offset - 1)] in ("名詞", "接尾辞")
        return verbs()[verb].guard == "" and _BARE_RE.search(self.text, max(0, offset - 9), offset) is not None

    def says(self, verb: str, end: int, clause: Clause, quoted: bool) -> bool:
        """という as a speech act, not as 'called' or hearsay."""
        following = self.text[end : end + 6]
        if verb in ("言っ", "言い", "語る", "書い"):
            return not following.startswith(
                (
                    "ていい",
                    "てよい",
                    "ても",
                    "たところ",
                    "ては",
                    "てくれた方",
                    "てくれたほう",
                    "てくれない",
                    "てくれよ",
                    "てくれれ",
                    "てほし",
                    "てもら",
                    "てやり",
                    "てみ",
                    "換",
                    "替",
                    "かえ",
                    "表",
                    "当て",
                    "争",
                    "にく",  # これでは「節約」とは言いにくい
                    "がた",
                    "難",
                    "づら",
                    "切れな",
                    "きれな",
                )
            )
        if verb == "言う":
            is_linked = following.startswith(_LINKS if quoted else ("が、", "けれど、", "けれども、", "けど、"))
            return end >= clause.end - 1 or following[0] in "。、" or is_linked
        return False

    def modified(self, clause: Clause, offset: int) -> tuple[int, int] | None:
        """Return the noun that the verb form before ``offset`` modifies (…と証言した|元社員), or None."""
        token = self.doc.token_at(offset)
        first = token
        while token < clause.last and self.pos[token] in ("名詞", "接頭辞", "接尾辞"):
            token += 1
        if token == first or self.doc.starts[first] != offset or self.text.startswith(words_of("formal"), offset):
            return None
        return offset, self.doc.ends[token - 1]

    def asserts(self, at: int, end: int, quoted: bool, clause: Clause) -> bool:
        """としている, とした。, とし、, として、 and とする。 that assert what stands before."""
        tail = self.text[end : end + 5]
        verb = self.text[end - 2 : end]
        if verb == "する":
            document = _DOCUMENT_RE.match(self.text, end, clause.end) is not None
            is_last = tail.startswith(("一方", "見方")) or (quoted and tail.startswith("など") and self._is_speech(at))
            return (
                document or is_last or tail[:1] in ("。", "、") or tail.startswith(("が、", "にとどめ"))
            )  # 違法ではないとするが、
        if self.text.startswith("よう", at - 2) or (not quoted and self.is_volitional(at)):
            return False  # 辞めるよう|とした, 移そう|としたが
        return (
            tail.startswith(
                (
                    "ている",
                    "ていた",
                    "ており",
                    "てい",
                    "た。",
                    "た上",
                    "たうえ",
                    "、",
                    "ます",
                    "ました。",
                    "て、",
                    "た一方",
                    "つつ",
                    "ながら",
                    "たもの",
                    "たが",
                )
            )
            or (tail.startswith("て") and not quoted and self.after_clause(at) and not tail.startswith(_KNOWN_AS))
            or (tail.startswith("て") and quoted and not tail.startswith(_KNOWN_AS) and self._is_speech(at))
            or end + 1 >= clause.end
        )

    def _is_speech(self, at: int) -> bool:
        """Tell whether what closes with 」 before ``at`` ends as a sentence."""
        return CLAUSE_END_RE.search(self.text, max(at - 12, 0), at - 1) is not None

    def is_suffered(self, offset: int, clause: Clause) -> bool:
        """Tell whether とし before ``offset`` says why something was done to the topic: として、逮捕された"""
        if _SUFFERED_RE.match(self.text, offset, clause.end) is not None:
            return True
        return _SUFFERED_END_RE.match(self.text, offset, clause.end) is not None  # として今回、観戦することは見送られた

    def inflected(self, clause: Clause, offset: int) -> int:
        """Return where the verb form that covers or follows ``offset`` ends: 述べ|た, 語っ|ていた."""
        token = self.doc.token_at(offset - 1) + 1
        end = max(offset, self.doc.ends[token - 1] if token - 1 < len(self.doc.ends) else offset)
        while token < clause.last and self.doc.starts[token] == end:
            surface = self.doc.lexicon.types[self.doc.types[token]].surface
            if self.pos[token] in _TRAIL or (
                surface in ("て", "で", "づけ", "つけ", "を", "付け", "に")
                and self.pos[token + 1 : token + 2] in (["動詞"], ["助動詞"])
            ):
                end = self.doc.ends[token]
                token += 1
            else:
                break
        return min(end, clause.end)

    def to_predicate(self, clause: Clause, offset: int) -> int:
        """Return where the predicate behind との見方 ends: との見方を示した, との声も上がっている."""
        if self.text.startswith("から", offset) and self.text[offset + 2 : offset + 3] >= "ァ":
            return offset  # 特許切れが近いとの見方|から武田は続落
        match = _PREDICATE_RE.match(self.text, offset, clause.end)
        return match.end() if match else offset


#: 費用を38億円|と, 4人|と, 軽いもの|と
_BARE_RE = Pattern(r"[0-9一-龥%円人件割]$|もの$|[0-9万億兆](?:[a-zA-Z]{1,4}|[ァ-ヴー]{1,6})$")
#: 扱いは|未定としている, 再開する|方針としている, 高める|ためとしている
_STATED_RE = Pattern(
    r"(?:ため|もの|はず|方針|見込み|見通し|予定|意向|考え|段階|状況)$"
    r"|(?<=[はもが])(?P<state>未定|不明|不要|可能|不可能|困難|適切|妥当|違法|適法|無効|有効|無関係|事実無根|対象外|[一-龥]{1,2}中)$"
)
_PREDICATE_RE = Pattern(r"[^、。「」]{0,24}")
_SUFFERED_RE = Pattern(
    r"て、?[^、。「」が]{0,40}(?:(?:され|られ|を受け)(?:た|て|る|、)"
    r"|[^、。「」()が]{0,40}(?:\([^()]{0,40}\))?が[^、。「」はが]{0,12}(?:逮捕|起訴|送検|摘発|検挙|提訴|処分|告発|告訴|解任|更迭)され"
    r"|(?:失格|降着|戒告|処分|停職|免職|停止|送検|有罪|実刑|対象)[^、。「」はが]{0,10}[とに]な[っりる])"
)
_SUFFERED_END_RE = Pattern(
    r"て(?:[^、。「」はが]{0,6}、)?[^、。「」]{0,60}(?<![見みえめ])(?:さ|ら)れ(?:た|る|ている|ていた)。?$"
)
_HELD = ("てい", "てお", "た")
_KNOWN_AS = ("て有名", "て知ら", "て名高", "て親し", "ても", "ては", "ての")
#: 「…」と言う with what lets the writer go on.
_LINKS = ("が", "けれど", "けど", "のです", "のだ", "ので", "から", "し、", "のに")
#: 「…」とする要望書: a document's words.
_DOCUMENT_RE = Pattern(
    r"[一-龥]{2,4}結果|(?:要望|要求|意見|報告|抗議|質問|回答|文)?(?:書|文|状)|声明|決議|見解|談話|コメント|答申|提言"
)
