"""Of which kind a source phrase is: a name, a role, an outlet, a crowd, or nobody who could have said it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from analyzer.attribution.tails import MAX_TAIL, head_of, uses_of
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
        self.offices = {(each.start, each.end) for each in organizations if each.kind in _NO_REPORTERS}
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
        if phrase.startswith("「") and phrase.endswith("」"):  # 「ニュース24」
            return self.kind(start + 1, end - 1) or "outlet"
        if phrase.endswith("」"):  # ニュースサイト「アウトルック」
            mark = self.text.rfind("「", start, end)
            if self.text[mark - 1] == "の":
                return self.kind(mark + 1, end - 1)  # アメリカの「老人学研究グループ」
            return self.kind(start, mark) if mark > start else None
        if phrase.endswith(_BELONGINGS):
            return None  # 及川さんの家は無事だった
        if phrase.endswith("刊") and (issue := _ISSUE_RE.search(self.text, start + 1, end)) is not None:
            return "outlet" if self.is_medium(start, issue.start()) else None
        uses = uses_of(phrase)
        if "counted" in uses:
            return None  # 死者は58人に達したと
        if "words" in uses and (own := phrase[: -uses["words"]]).endswith("の"):
            return self.kind(start, end - len(phrase) + len(own) - 1)  # 同社の話
        if phrase.endswith(")"):  # 白浜屋(東京)
            end = self.text.rfind("(", start, end) if "(" in phrase else end
            if self._is_outlet(start, end):
                return "outlet"  # 東方日報(トウホウ)
        is_aged = ")" in phrase and _AGE_RE.search(phrase) is not None
        if ")" in phrase:
            phrase = _ASIDE_RE.sub("", phrase).strip()
            uses = uses_of(phrase)
        is_seated = _SEAT_RE.match(self.text, end) is not None  # ペイロード(東京・港)
        return self._kind_of_head(start, end, phrase, uses) or ("role" if is_aged else "named" if is_seated else None)

    def _kind_of_head(self, start: int, end: int, phrase: str, uses: dict[str, int]) -> SourceKind | None:
        """Return what the last words of ``phrase``, without what stands in brackets, and the names in it make of it."""
        head, entry = head_of(phrase)
        kind = entry.kind if entry is not None and entry.kind != "none" else None
        if kind == "vague" and phrase.endswith("内") and self.is_body(start, end - 1):
            return "vague"  # 自民党内
        compound = entry.compound if entry is not None and len(phrase) > len(head) else None
        if kind == "vague" and compound in ("", "named") and phrase[-len(head) - 1] != "の":
            kind = None  # 住基ネット is no crowd on the net
        if kind == "outlet" or _STATION_RE.search(phrase):
            return "outlet"
        if "anaphor" in uses:
            return "named"
        head_start = self.text.rfind("の", start, end) + 1
        if kind is None and start < head_start < end and not self.is_body(start, end):
            return self.kind(head_start, end)  # 橋下徹知事の政治力低下: no name, but something of his
        if kind == "role" and start < head_start < end and not self._has_name(head_start, end):
            start = head_start  # 岩瀬会長の|弁護士 is not named by whom he serves
            phrase = phrase[phrase.rfind("の") + 1 :]
        if self._has_name(start, end) or (kind is None and self.is_body(start, end)):
            return "named"
        if kind == "vague" and compound == "role":
            return "role"  # 政府関係者
        if compound == "named" and len(phrase) > len(head) + 2:
            return "named"  # 被害対策弁護団
        if kind in (None, "role") and (
            _is_accused(phrase, uses)
            or self._is_titled(start, phrase, uses, is_role=kind == "role" and phrase[-1] in _OFFICES)
        ):
            return "named"
        if kind is not None:
            return kind  # type: ignore[return-value]  # the table's test checks the values
        if "body" in uses:
            return "named"
        return "role" if "post" in uses else "named" if self._is_proper(end) else None

    def is_person(self, start: int, end: int) -> bool:
        """Return whether the phrase names one person, by name or with an age."""
        return self._has_name(start, end) or _AGE_RE.search(self.text[start:end]) is not None

    def is_speaker(self, start: int, end: int) -> bool:
        """Return whether the phrase is a person, by name or by role; a body or a thing is none."""
        kind = self.kind(start, end)
        if kind not in ("role", "named"):
            return False
        uses = self.uses(start, end)
        if kind == "role":
            return uses.get("body", 0) < uses.get("post", 1)  # 幹部 is no 部
        is_titled = "body" not in uses and not uses.keys().isdisjoint(("post", "title", "rank"))
        return is_titled or self.is_person(start, end)

    def is_medium(self, start: int, end: int) -> bool:
        """Return whether the phrase names a paper, an agency or a station: not a report, which speaks for its authors."""
        if self.text.startswith(")", end - 1) and (opener := self.text.rfind("(", start, end)) > start:
            end = opener  # 毎日新聞(以下毎日)
        return self._is_outlet(start, end) or "medium" in self.uses(start, end)

    def is_message(self, start: int, end: int) -> bool:
        """Return whether the phrase is what reaches people rather than what states something: 情報, メール."""
        return not self.is_medium(start, end) and "document" not in self.uses(start, end)

    def is_somebody(self, start: int, end: int) -> bool:
        """Return whether the phrase is a person or people of whom nobody is told apart: 男性, 関係者, 向き."""
        return self.kind(start, end) == "vague" or self.is_speaker(start, end)

    def is_office(self, start: int, end: int) -> bool:
        """Return whether the phrase is an authority, which acts and states but does not report: 県警, 地裁, 外務省."""
        return (start, end) in self.offices or "police" in self.uses(start, end)

    def is_speaking_place(self, start: int, end: int) -> bool:
        """Tell whether では behind the phrase tells who speaks: 首相府では, 命令書では, but not 市内では or 駅では."""
        uses = self.uses(start, end)
        if self.text.startswith("同", start) and end - start > 2:
            return True  # 同水族館では
        if "premises" in uses and uses["premises"] >= uses.get("body", 0):
            return False
        if self.text.startswith("」", end - 1):
            return self.kind(start, end) == "outlet"  # ニュースサイト「ニューケララ」では
        return not uses.keys().isdisjoint(("body", "document", "medium")) or self.is_body(start, end)

    def uses(self, start: int, end: int) -> dict[str, int]:
        """Return what the last words of the phrase are good for (:func:`~analyzer.attribution.tails.uses_of`)."""
        return uses_of(self.text[max(start, end - MAX_TAIL) : end])

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

    def _is_titled(self, start: int, phrase: str, uses: dict[str, int], *, is_role: bool) -> bool:
        """Tell whether a name stands before a title: a surname that is a place's too, a foreign name.

        岩瀬八段, ダクラッラー情報相, シルバーバーグ国務次官補, but neither 東京都知事 nor サッカー選手.
        """
        own = self.text.rfind("の", start, start + len(phrase)) + 1  # 研究科の|石山拓二教授
        start, phrase = max(start, own), phrase[phrase.rfind("の") + 1 :]
        if not phrase:
            return False
        if "rank" in uses and _SURNAME_RE.fullmatch(name := phrase[: -uses["rank"]]) and "no_name" not in uses_of(name):
            return True  # 浅見社長, though the dictionary knows no such name
        token = self.doc.lexicon.types[self.doc.types[self.doc.token_at(start)]]
        is_proper = token.is_unknown or token.pos2 == "固有名詞"
        if is_proper and "title" in uses:
            name = phrase[: -uses["title"]]
            return name != "" and name[-1] not in "の県市町村都府区国員党"
        if not "ァ" <= phrase[:1] <= "ヶ":
            return False
        is_post = "post" in uses or is_role
        if token.pos1 != "名詞":
            return is_post  # ゴーン社長
        is_place = token.pos2 == "固有名詞" and token.pos3 == "地名"
        if not is_place and "office" in uses and _FOREIGN_RE.fullmatch(phrase):
            return True
        return is_proper and not is_place and is_post  # レリアス知事

    def _has_name(self, start: int, end: int) -> bool:
        token = self.doc.token_at(start)
        while token < len(self.doc.starts) and self.doc.starts[token] < end:
            if self.doc.lexicon.types[self.doc.types[token]].pos3 == "人名":
                return True
            token += 1
        phrase = self.text[start:end].rstrip(")")
        return phrase.endswith(("氏", "さん")) and "post" not in uses_of(phrase)  # お父さん

    def _is_proper(self, end: int) -> bool:
        token = self.doc.token_at(end - 1)
        return token < len(self.doc.types) and self.doc.lexicon.types[self.doc.types[token]].pos2 == "固有名詞"


def is_anaphor(phrase: str) -> bool:
    """Return whether the phrase stands for a name told before: 同氏, 同社, 彼女."""
    return "anaphor" in uses_of(phrase)


def _is_accused(phrase: str, uses: dict[str, int]) -> bool:
    """Tell whether a name stands before 容疑者 or 被告: 壱崎容疑者, but not 両容疑者 or 男の容疑者."""
    name = phrase[: -uses["accused"]] if "accused" in uses else ""
    return name != "" and (name[-1] not in " 同両各元男女のら、" or (name[-2:-1] == "の" and name[-1] not in " 、"))


_NO_REPORTERS = ("government", "police", "court", "party", "school", "hospital", "team")
#: シルバーバーグ国務次官補: a foreign name before an office of a foreign state.
_FOREIGN_RE = Pattern(r"[ァ-ヴー・=]{3,}[一-龥]{1,10}")
#: 国営ANTARA, NEWS24: agencies and stations by their names.
_STATION_RE = Pattern(
    r"(?:国営[A-Z]{2,}|(?:NEWS|News|TV)[0-9]*|[0-9A-Za-z]\.(?:com|jp|net|org))$|^(?:ラジオ|テレビ)・|^テレビ[一-龥]{1,4}$"
    r"|(?:地元|全国|有力|[英米仏独伊中韓露])[紙誌][ァ-ヴーA-Za-z・]+$"
)
#: Last letters of what one person is: 知事, 大統領, 監督; not 広報 or 側.
_OFFICES = "長相領臣事官員督授士師手将"
_SURNAME_RE = Pattern(r"[一-龥々ヶ]{2,3}")
#: 主婦(43): whoever has an age can speak.
_AGE_RE = Pattern(r"\([0-9]{1,3}歳?\)$")
_BELONGINGS = ("の家", "の自宅", "の実家", "の車", "の店", "の畑")
#: 本紙|4月25日朝刊, 朝日新聞|25日付夕刊
_ISSUE_RE = Pattern(r"(?:の?(?:[0-9]{1,2}月)?[0-9]{1,2}日付?の?)?[朝夕]刊$")
#: 白浜屋|(東京), ペイロード|(東京・港), 三原重工業|(7011)
_SEAT_RE = Pattern(r"\((?:[一-龥]{2,3}(?:[都道府県市区]|・[一-龥ヶ]{1,5}[都道府県市区]?)?|[0-9]{3}[0-9A-Z])\)")
_ASIDE_RE = Pattern(r"\([^()]*\)")
