"""Of which kind a source phrase is: a name, a role, an outlet, a crowd, or nobody who could have said it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from analyzer.attribution.cues import heads
from analyzer.mention import Organization, SourceKind
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["Kinds", "is_anaphor"]


class Kinds:
    """Judges the source phrases of one document."""

    def __init__(self, doc: Document, text: str, organizations: Sequence[Organization]) -> None:
        self.doc = doc
        self.text = text
        self.bodies = sorted((each.start, each.end) for each in organizations)
        self.media = {(each.start, each.end) for each in organizations if each.kind == "media"}
        self.known: dict[tuple[int, int], SourceKind | None] = {}

    def kind(self, start: int, end: int) -> SourceKind | None:
        """Return what kind of source the phrase is, or None where it is no likely one."""
        if (start, end) not in self.known:
            self.known[start, end] = self._kind(start, end)
        return self.known[start, end]

    def _kind(self, start: int, end: int) -> SourceKind | None:
        phrase = self.text[start:end].strip()
        if self._is_outlet(start, end):
            return "outlet"  # 17日のNHK, 中日新聞や河北新報
        if phrase.endswith("」"):  # ニュースサイト「アウトルック」
            return self.kind(start, self.text.rindex("「", start, end))
        tail = phrase[-16:]
        if tail.endswith(_MUTE):
            return None
        if phrase.endswith(("の話", "の説明")):
            return self.kind(start, end - len(phrase) + phrase.rindex("の"))  # 同社の話
        if phrase.endswith(")"):  # 白浜屋(東京)
            end = self.text.rfind("(", start, end) if "(" in phrase else end
        aged = _AGE_RE.search(phrase) is not None
        if ")" in phrase:
            phrase = _ASIDE_RE.sub("", phrase).strip()
            tail = phrase[-16:]
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
        if kind == "outlet" or _OUTLET_RE.search(tail):
            return "outlet"
        if _ANAPHOR_RE.fullmatch(phrase):
            return "named"
        head_start = self.text.rfind("の", start, end) + 1
        if kind is None and start < head_start < end and not self.is_body(start, end):
            return self.kind(head_start, end)  # 橋下徹知事の政治力低下: no name, but something of his
        if self._has_name(start, end) or (kind is None and self.is_body(start, end)):
            return "named"
        if kind == "vague" and len(phrase) > len(head) and head in ("関係者", "筋", "周辺"):
            return "role"
        if head in ("弁護団", "団体") and len(phrase) > len(head) + 2:
            return "named"
        if kind in (None, "role") and (_ACCUSED_RE.search(tail) or self._is_titled(start, phrase)):
            return "named"
        if kind is not None:
            return kind
        if _BODY_RE.search(tail):
            return "named"
        if _POST_RE.search(tail):
            return "role"
        return "named" if self._is_proper(end) else "role" if aged else None

    def is_person(self, start: int, end: int) -> bool:
        """Return whether the phrase names one person, by name or with an age."""
        return self._has_name(start, end) or _AGE_RE.search(self.text[start:end]) is not None

    def is_speaker(self, start: int, end: int) -> bool:
        """Return whether the phrase is a person, by name or by role; a body or a thing is none."""
        kind = self.kind(start, end)
        if kind == "role":
            return _BODY_RE.search(self.text[start:end]) is None
        return kind == "named" and self.is_person(start, end)

    def is_medium(self, start: int, end: int) -> bool:
        """Return whether the phrase names a paper, an agency or a station: not a report, which speaks for its authors."""
        return self._is_outlet(start, end) or _MEDIUM_RE.search(self.text[start:end]) is not None

    def is_speaking_place(self, start: int, end: int) -> bool:
        """Tell whether では behind the phrase tells who speaks: 首相府では, 命令書では, but not 市内では or 駅では."""
        phrase = self.text[start:end]
        is_source = self.is_body(start, end) or _BODY_RE.search(phrase) or _PAPER_RE.search(phrase)
        return bool(is_source) and _PREMISES_RE.search(phrase) is None

    def is_body(self, start: int, end: int) -> bool:
        at = bisect_left(self.bodies, (start, 0))
        return any(body[0] < end and body[1] >= end - 2 for body in self.bodies[max(0, at - 1) : at + 2])

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
        """Tell whether a name stands before a title: a surname that is a place's too, a foreign name.

        岩瀬八段, ダクラッラー情報相, シルバーバーグ国務次官補, but neither 東京都知事 nor サッカー選手.
        """
        start = max(start, self.text.rfind("の", start, start + len(phrase)) + 1)  # 研究科の|石山拓二教授
        token = self.doc.lexicon.types[self.doc.types[self.doc.token_at(start)]]
        is_proper = token.is_unknown or token.pos2 == "固有名詞"
        if is_proper and (titled := _GRADE_RE.search(phrase)):
            return titled.start() > 0 and phrase[titled.start() - 1] not in "の県市町村都府区国員党"
        if not "ァ" <= phrase[:1] <= "ヶ" or "の" in phrase:
            return False
        if token.pos1 != "名詞":
            return _POST_RE.search(phrase) is not None  # ゴーン社長
        is_place = token.pos2 == "固有名詞" and token.pos3 == "地名"
        if not is_place and _FOREIGN_OFFICE_RE.fullmatch(phrase):
            return True
        return is_proper and not is_place and _POST_RE.search(phrase) is not None

    def _has_name(self, start: int, end: int) -> bool:
        token = self.doc.token_at(start)
        while token < len(self.doc.starts) and self.doc.starts[token] < end:
            if self.doc.lexicon.types[self.doc.types[token]].pos3 == "人名":
                return True
            token += 1
        return self.text[start:end].rstrip(")").endswith(("氏", "さん"))

    def _is_proper(self, end: int) -> bool:
        token = self.doc.token_at(end - 1)
        return token < len(self.doc.types) and self.doc.lexicon.types[self.doc.types[token]].pos2 == "固有名詞"


def is_anaphor(phrase: str) -> bool:
    """Return whether the phrase stands for a name told before: 同氏, 同社, 彼女."""
    return _ANAPHOR_RE.fullmatch(phrase) is not None


#: 壱崎容疑者: who is accused is told by name, unless 同, 両, 男 or の stands before.
_ACCUSED_RE = Pattern(r"(?:[^\s同両各元男女のら、]|(?<=の)[^\s、])(?:容疑者|被告|死刑囚|受刑者)$")
#: 岩瀬八段: titles that one person bears and no town or club awards; what stands before is a surname.
_GRADE_RE = Pattern(
    r"(?:[初二三四五六七八九]段|棋聖|棋王|王座|王将|名人|本因坊|天元|竜王|叡王|横綱|大関|関脇|親方|騎手|医師|弁護士|准?教授|博士|神父|牧師|住職|画伯|選手|投手|捕手|記者|大臣|議員)$"
)
#: シルバーバーグ国務次官補: a foreign name before an office of a foreign state.
_FOREIGN_OFFICE_RE = Pattern(
    r"[ァ-ヴー・=]{3,}(?:新|前|元|副)?(?:(?:国務|国防|財務|司法|商務|首席|大統領)?(?:次官補?|長官|報道官|補佐官)|[上下]院議員|大統領|首相|[一-龥]{1,4}相|[一-龥]{0,4}大使|将軍|大佐|国王|皇太子|判事|[一-龥]{0,6}総裁)"
)
#: ワシントン・ポスト, 読売新聞関西版, 国営ANTARA: papers and agencies by their names.
_OUTLET_RE = Pattern(
    r"(?:タイムズ|タイムス|ポスト|ジャーナル|ヘラルド|ガーディアン|トリビューン|テレグラフ|クロニクル|ニュース|[^出]版|番組|ラジオ|FM|ニュース・サービス|NEWS[0-9]*|(?<![秘図白文])書)$|国営[A-Z]{2,}$"
)
_MEDIUM_RE = Pattern(
    r"(?:新聞|通信社?|放送局?|テレビ|タイムズ|タイムス|ポスト|ジャーナル|ヘラルド|ニュース|ラジオ|FM|報道|メディア|誌|[同各一元本他紙]紙|番組|各社|[^出]版)$"
)
#: 死者は58人に達したと: who is counted does not tell.
_MUTE = ("死者", "死傷者", "犠牲者", "行方不明者", "負傷者", "けが人")
#: 主婦(43): whoever has an age can speak.
_AGE_RE = Pattern(r"\([0-9]{1,3}歳?\)$")
#: 命令書では, 調査結果では: documents that tell.
_PAPER_RE = Pattern(
    r"(?:書|状|文|録|誌|紙|白書|声明|談話|結果|指針|要綱|条例|判決|決定|答申|社説|論文|記事|ブログ|サイト|版)$"
)
#: 駅では, 市内では: where something is, not who says it.
_PREMISES_RE = Pattern(r"(?:[店校園場港館院駅室]|避難所|場所|[近住]所|市場|区間|地区|大会|都市|全国|企業|学校|チーム)$")
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
_BODY_RE = Pattern(
    r"(?:[省庁党署警県市町村区府都会社院所局課部団隊校園店港審]|法廷|協会|連盟|機構|機関|組合|大学|センター|学会|委員会|政府|警察|検察|地検|特捜部|地裁|高裁|最高裁|銀行|日銀|連合|学校|企業|メーカー|大使館|クラブ|グループ|チーム|NHK|JR|陣営|与党|野党|会派)$"
)
_POST_RE = Pattern(
    r"(?:[長相官員者士師家主氏女男子人手]|大統領|首脳|教授|監督|コーチ|さん|ら|親|妻|夫|母|父|娘|息子|兄|弟|姉|妹|[学校科年]生|たち|側近|上司|同僚|部下|友人|知人|先輩|後輩|役|係|客|議|次官|次官補|[一-龥]相|[一二三四五六七八九十]段|代表|幹事|理事|監事|主席|主査|主任|講師|社員|学生|生徒|農家|漁師|業者|会員|組合員|横綱|大関|関脇|チェアマン|コミッショナー|キャプテン|オーナー|マネージャー|マネジャー|スポークスマン|プロデューサー|ディレクター|デザイナー|[作画]家|俳優|女優|歌手|運転手|大使|秘書|総裁|副総裁|トップ|リーダー|アナリスト|エコノミスト|ディーラー)$"
)
