"""What a figure counts or measures, as the sentence words it: トラブルは札幌など16市で → トラブル.

Rules in the order of their certainty: the noun after の (1019万人のカード申請), the noun right before (サーバー3台), the noun
with は, が or を right before (死者は3人), the whole of a share (利用者の2割), the topic of the sentence where the figure
is its predicate, and the topic of the sentences before (熊本市で約10件). Nothing found is None: no guess.

>>> from corpus.article import Article
>>> from corpus.tokens import prepare
>>> Counter(prepare(Article("x", "-", "死者は3人だった。"))).counted(3, 5, "人", "count")
'死者'
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from analyzer.figures.units import lines_of
from corpus.cache import kept
from corpus.patterns import Pattern
from corpus.sentences import Sentence
from corpus.tokens import Column, Document, TokenType

__all__ = ["Counter"]

#: A noun run longer than this is no noun any more (broken text, headlines run together).
MAX_LENGTH = 24
MAX_TOKENS = 12
#: What words for sums of money end in.
_SUMS = ("額", "金", "代", "料", "費", "賃")
#: Units under which things of one kind alone are summed up: 消防車など14台; not 歌舞伎など43件.
_MACHINES = frozenset({"台", "両", "隻", "機", "頭", "匹", "羽", "棟"})
#: How many tokens back a topic may stand.
MAX_DISTANCE = 80
#: How many sentences on it may be meant without being named.
TOPIC_REACH = 6
_PARTICLES = frozenset("はがもをのにでと")
#: What the form of a verb ends in that begins a compound noun: 買い付け価格, 取り扱い件数.
_VERBAL_NOUN = frozenset("けいりみちしきえれせげびめ")
#: 4位以内の確保, 1着入線: what is done with a place is not what has it.
_PLACES_WON = frozenset({"位", "着", "巡目"})
_SHARES = frozenset({"%", "割", "分の", "人に"})
#: A figure is the predicate of its topic: 死者は3人だ, 3人に上る, 3人、けが人は…
_PREDICATE_RE = Pattern(
    r"""だっ?た?|です|でし|しか|で(?=[、。]|あ|ござ|取引|引け|推移|終|過去|全体|最|$)|[、。)」]|$|あ[っりる]|い[たる]|とさ|から(?=[0-9約一二三四五六七八九十百千])
      | に(?:上[がっるり]|のぼ|達|な[っりる]|増[えさ加]|減[っ少]|とどま|及|すぎ|膨|落|下が|拡大|縮小|迫|延び|伸び|広が)
      | を(?:見込|突破|記録|予想|想定|更新|維持|割|切|数え)
      | と(?:な[っりる]|い|み|す[るれ]|過去|前)|まで(?:増|減|上|下|買|売|拡大|縮小|落|回復)
      | の(?:(?=[0-9見予])|ペース|割合|増|減|水準|大台|規模|黒字|赤字|伸び|上昇|下落|低下)
      | \([^()]{1,20}\)(?:[、。]|$)
      | 寄せられ|起き[たて]|起こっ|発生し|埋ま|報告され|確認され|見つか|売れ[たて]
      | 低下|上昇|増[えさ加]|減[っ少]|下落|改善|悪化|拡大|縮小|下が|上が|上回|下回|高[いくか]|安[いくか]|多[いくか]|少な""",
    re.VERBOSE,
)
#: 3万円を超え|た: the verb stands in the figure.
_BOUND_END_RE = Pattern(r"(?:超え|上回|下回)る?$")
#: Behind 300人: it says how many there are.
_AMOUNT_RE = Pattern(r"だ|です|で(?:あ|し)|。|い[たる]|に(?:上[がっるり]|のぼ|達|増|減|とどま)")
_KANA_RE = Pattern(r"[ぁ-んァ-ヺー・ ]+|(?:本名|旧姓|芸名|通称)[^()]{1,16}")
_COINS = frozenset({"玉", "札", "硬貨", "紙幣", "切手", "貨"})
_COIN_RE = Pattern(r"[0-9一二五十百千万,]+円(?:玉|札|硬貨|紙幣|切手|銀貨|金貨)$")
#: What a sentence about a game of baseball speaks of.
_INNINGS_RE = Pattern(
    r"本塁打|ホームラン|適時|犠飛|安打|失点|先制|打線|満塁|先発|登板|[先完]投|[無一二]死|四球|三振|サヨナラ|延長|得点|逆転|継投|打者|塁"
)
#: Between a bracket and an age: (当時52歳), (4歳、2歳).
_AGES_RE = Pattern(r"(?:[0-9]{1,3}歳[、・と])*(?:当時|同|享年|満)?[、=]?")
_EACH_RE = Pattern(r"[1一][^0-9.,、。万億千百十〇一二三四五六七八九]{1,3}[0-9][0-9,.万千]*(?:円|ドル|ユーロ|元|ウォン)")
_FOR_EACH_RE = Pattern(r"で[0-9][0-9,.万億]*(?:円|ドル|%|割)")
_ABOUT_RE = Pattern(r"に(?:つき|関し)まして$|に(?:ついて|関して)$")
_SURPASS_RE = Pattern(r"(?:ほど|程度)?(?:上回|下回|上まわ|下まわ|超え|超過)")
#: Between an amount and its change: (前期比, (前年同期比.
_BASE_RE = Pattern(r"\((?:前|同|昨|計画|予想|従来|当初)[^()0-9]{0,6}比")
_PARTY = frozenset({"党", "氏", "派", "組"})
#: 43兆円|に増やす防衛費: a verb between a figure and the noun that it says how much of there is.
_REACHING_RE = Pattern(
    r"に(?:増やす|減らす|引き上げる|引き下げる|増額する|減額する|拡大する|上る|のぼる|達する|及ぶ|膨らむ|膨れ上がる)(?=[^ぁ-ん、。])"
)
#: 県と10市町でつくる組合: those who act together, not where something is.
_MADE_OF_RE = Pattern(r"で(?:つく|作[りる]|(?:構成|組織|運営|設立|結成)(?!さ)|共同)")
_OBJECT_RE = Pattern(
    r"[をに](?!上|のぼ|達|な[っりる]|増|減|とどま|及|すぎ|膨|落|下が|拡大|縮小|迫|満|対|つい|よ[りる]|わた|見込|突破|記録|予想|想定|更新|維持|割|切|数え)"
)


def _kind(token: TokenType) -> str:
    """Return one letter for what a token can be in a noun run; a particle stands for itself."""
    surface, pos1, pos2 = token.surface, token.pos1, token.pos2
    if pos1 == "助詞":
        return surface if surface in _PARTICLES and pos2 != "接続助詞" else "j"
    if pos1 == "名詞":
        if pos2 == "数詞":
            return "D" if surface != "れい" else "N"  # れいわ新選組
        if token.pos3 == "副詞可能" and surface not in ("結果",):
            return "T"
        return {"地名": "L", "人名": "H"}.get(token.pos3, "N")
    if pos1 == "接尾辞":
        return "S" if pos2 == "名詞的" else "j"
    if pos1 == "接頭辞":
        return "P"
    if pos1 == "動詞":
        return "V" if token.cform.startswith("連用形") and surface[-1:] in _VERBAL_NOUN else "j"
    if pos1 in ("形状詞", "形容詞"):
        return "K" if pos1 == "形状詞" else "A"
    if pos1 == "記号" and surface.isalnum():
        return "N"
    if surface == ":":
        return "は"
    if surface in ("、", ","):
        return "、"
    if surface == "。":
        return "。"
    if surface == "」":
        return surface
    return "・" if surface in ("・", "&") else "j"


_KIND = Column(_kind)


@kept
def _roles() -> dict[str, set[str]]:
    roles: dict[str, set[str]] = {}
    for line in lines_of("counted_skip.tsv", "word role source example"):
        word, role, _ = line.split("\t", 2)
        roles.setdefault(role, set()).add(word)
    return roles


@cache
def _last_words(*roles: str) -> tuple[str, ...]:
    """Return what nouns of the ``roles`` end in."""
    return tuple(word for role in roles for word in _roles()[role])


class Counter:
    """Finds what the figures of one document count; figures are asked for in the order of the text."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.text = doc, doc.folded
        self.starts, self.ends, self.types = doc.starts, doc.ends, doc.types
        self.kinds = _KIND.grown(doc.lexicon)
        self.topic: tuple[int, str] | None = None  # block and noun of the last counted topic
        self.topic_unit, self.topic_sentence = "", 0
        self.words = words = _roles()
        self.adverbs, self.places, self.tails = words["adverb"], words["place"], words["tail"]
        self.last: tuple[int, str, str | None] = (-1, "", None)  # end, unit and noun of the figure asked for last
        self.each: tuple[int, str | None] = (-1, None)  # end of the 1本 before a price, and what the price is of
        self.nouns: dict[str, tuple[int, str]] = {}  # by unit the sentence and noun of the figure that had one last
        self.sentence = self.token = 0  # the sentence and the token that the figure asked for last stands in

    def counted(self, start: int, end: int, unit: str, quantity: str) -> str | None:
        """Return the noun phrase that the figure at ``start``..``end`` counts, or None."""
        found = self._counted(start, end, unit, quantity)
        if quantity == "money" and self.each[0] == start:
            found = found or self.each[1]
        if quantity == "count" and self.text[start] in "1一" and _EACH_RE.match(self.text, start):
            self.each, found = (end, found), None  # 価格は1本1,980円
        if (
            quantity == "change"
            and 0 < start - self.last[0] < 10
            and _BASE_RE.fullmatch(self.text, self.last[0], start)
        ):
            found = self.last[2]  # 純利益を22億円(前期比38.5%減)
        if found is None and unit and self.last[:2] == (start - 2, unit) and self.text.startswith("から", start - 2):
            found = self.last[2]  # 照明を40基から60基に増やす
        self.last = end, unit, found
        if found is not None and not self._is_bracketed(start):
            self.nouns[unit] = self.sentence, found
        return found

    def _is_bracketed(self, start: int) -> bool:
        """18人(男性15人、女性|3人): whether a bracket shortly before is still open."""
        near = max(start - 24, 0)
        return self.text.rfind("(", near, start) > self.text.rfind(")", near, start)

    def _counted(self, start: int, end: int, unit: str, quantity: str) -> str | None:
        if quantity == "score" or not self.starts:
            return None
        sentence = self._sentence_at(start)
        self.token = first = bisect_left(self.starts, start, self.token)
        after = bisect_left(self.starts, end, first)
        begin, stop = sentence.first_token, sentence.last_token
        while first > begin and self.ends[first - 1] > start:
            first -= 1  # 月数|千円
        if unit == "回" and end - start <= 3 and _INNINGS_RE.search(self.text, sentence.start, sentence.end):
            return None  # 打線は2回、…: of a match
        if quantity == "ordinal":
            index = self._before_adverbs(first, begin)
            if index > begin and self._kind_at(index - 1) == "は":
                return self._thing(self._noun_phrase(index - 1, begin), index - 2, unit)
            if (
                after < stop
                and self._kind_at(after) not in "ST"
                and not (unit in _PLACES_WON and self._is_act_alone(after, stop))
            ):
                return self._run_after(after, stop)
            return None
        if quantity == "age" and (whose := self._bearer(start, first, begin)) is not None:
            return self._person(whose, begin)
        if self.text[start - 1 : start] == "(":
            return self._before_bracket(first - 1, begin)
        before = self._before_adverbs(first, begin)
        found = self._beside(before, begin)
        if found is not None and unit in self.words["sum"] and self._is_enumerated(before, begin, found, unit):
            found = None
        if found is None and not (quantity == "rate" and unit in ("回", "度")):
            found = self._after_no(after, stop, unit=unit)
            if unit in ("人", "名") and quantity == "count" and (found is None or found in self.words["event"]):
                found = self._members(before, begin) or found
        found = found or self._before(before, begin, end, unit, quantity) or self._reaching(end, after, stop, unit)
        if found is not None:
            return found
        if before > begin and self._surface(before - 1) == "など" and unit in _MACHINES:
            found = self._beside(before - 1, begin)  # 消防車など14台
            if found is not None and not self._is_listed(before - 1, begin, found):
                return found
        if unit in ("人", "名"):
            event = self._event(after, stop)
            if event is not None:
                return event
        if unit == "" and self.text.startswith("あった", end):
            return self._run_after(after + 2, stop)  # 15あった分団が減った
        is_part = any(self._surface(index) == "うち" for index in range(before, first))
        if is_part or (self.text.startswith(("そのうち", "このうち"), sentence.start) and self.text[start - 1] == "は"):
            at, noun = self.nouns.get(unit, (0, None))
            if self.sentence - at <= 1 and sentence.block == self.doc.sentences[at].block:
                return noun  # 苦情は15件だった。うち2件は
        if unit in self.places and self._is_bracketed(start):
            return None  # 出荷数:18,432個(東海・北陸の7県)
        if unit in self.places and self.text.startswith("で", end) and not _MADE_OF_RE.match(self.text, end):
            return self._subject_of_places(first, begin)
        if quantity == "count" and self.text[start] in "1一" and _EACH_RE.match(self.text, start):
            return self._topic(first, begin, unit)  # 料金は1泊1人5500円から
        if not _PREDICATE_RE.match(self.text, end) and not _BOUND_END_RE.search(self.text, max(end - 3, start), end):
            return None
        found = self._topic(first, begin, unit)
        if found is None and unit == "倍" and before > begin and self._kind_at(before - 1) == "の":
            return self._run_before(before - 1, begin)  # 基準値の3倍
        if found is not None:
            self.topic, self.topic_unit, self.topic_sentence = (sentence.block, found), unit, self.sentence
            return found
        is_near = self.sentence - self.topic_sentence <= TOPIC_REACH
        if self.topic is not None and self.topic[0] == sentence.block and unit == self.topic_unit and is_near:
            return self.topic[1]
        return None

    def _sentence_at(self, start: int) -> Sentence:
        sentences, index = self.doc.sentences, self.sentence
        while index + 1 < len(sentences) and sentences[index + 1].start <= start:
            index += 1
        self.sentence = index
        return sentences[index]

    def _kind_at(self, index: int) -> str:
        return self.kinds[self.types[index]]

    def _surface(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]

    def _run_after(self, index: int, stop: int) -> str | None:
        """Return the noun run that begins at token ``index``."""
        if index < stop and self._kind_at(index) == "・":
            return None  # 4番・山田
        begin, stop = index, min(stop, index + MAX_TOKENS)
        while index < stop and self._kind_at(index) in "NLSPTHK・":
            if index > begin and self.ends[index - 1] != self.starts[index]:
                break
            index += 1
        while index > begin and self._kind_at(index - 1) in "PK・":
            index -= 1
        if index == begin:
            return None
        run = self.text[self.starts[begin] : self.ends[index - 1]]
        return run if len(run) <= MAX_LENGTH else None

    def _is_act(self, index: int) -> bool:
        word = self.doc.lexicon.types[self.types[index]]
        return word.pos3 == "サ変可能" and word.goshu == "漢" and word.surface not in self.words["event"]

    def _is_act_alone(self, index: int, stop: int) -> bool:
        """4位以内|確保: an act without a thing behind it."""
        is_last = index + 1 >= stop or self._kind_at(index + 1) not in "NLSPTHK・"
        return is_last and self._is_act(index)

    def _after_no(self, index: int, stop: int, *, unit: str = "") -> str | None:
        """3億円の予算, 1019万人のカード申請; もの is passed (3万人もの市民)."""
        if index + 1 >= stop:
            return None
        kind = self._kind_at(index)
        if kind == "も" and self._kind_at(index + 1) == "の":
            index += 1
        elif kind in _PARTICLES and kind != "の":
            return None
        if self._surface(index) in self.tails:
            index += 1  # 12両編成の電車
        if index + 1 >= stop or self._kind_at(index) != "の":
            return None
        if self._kind_at(index + 1) == "K" and index + 3 < stop and self._surface(index + 2) == "な":
            index += 2  # 半径400メートルの急な曲線
        run = self._run_after(index + 1, stop)
        if not run or run in self.words["after"] or self._kind_at(index + 1) == "T":
            return None
        if unit in _SHARES and run.endswith(_last_words("person")):
            return None  # 37%のオバマ氏
        if (
            unit in ("人", "名")
            and run == self._surface(index + 1)
            and self._is_act(index + 1)
            and run not in self.words["visit"]
        ):
            return None  # 5人の活動を支える
        return run

    def _reaching(self, end: int, after: int, stop: int, unit: str) -> str | None:
        """43兆円に増やす防衛費, 300人に上る死傷者: the noun that a clause of reaching is about."""
        if self.text.startswith(("(", ")"), end):  # 80億ペソ(約160億円)に上る工費
            end = self.text.find(")", end, end + 20) + 1 or end
        clause = _REACHING_RE.match(self.text, end) if self.text.startswith("に", end) else None
        if clause is None:
            return None
        index = bisect_left(self.starts, clause.end(), after, stop)
        run = self._run_after(index, stop) if index < stop and self._kind_at(index) not in "TLH" else None
        if run is None or run in self.words["after"] or run in self.words["generic"]:
            return None
        if run.endswith(_last_words("agent")) or (unit in _SHARES and run.endswith(_last_words("person"))):
            return None
        return run

    def _run_before(self, index: int, begin: int) -> str | None:
        """Return the noun run whose last token is right before ``index``."""
        last, begin = index, max(begin, index - MAX_TOKENS)
        while index > begin and (self._kind_at(index - 1) in "NLSPTHK・" or self._is_depth(index - 1)):
            if self.ends[index - 1] != self.starts[index] and index != last:
                break
            index -= 1
        if index < last and self._is_verbal(index - 1, begin):
            index -= 1  # 買い付け総額
        if index < last and self.text[self.starts[index] : self.ends[last - 1]] in self.words["head"]:
            return None  # 前年同期
        if index > begin and self._kind_at(index - 1) == "D":
            index += 1  # 大手5社が, 1株当たり配当は: a counter, and perhaps what follows it
            while index < last and (self._kind_at(index) == "S" or self._surface(index) in ("当たり", "あたり")):
                index += 1
            if index >= last:
                return None
        while index < last and (
            self._kind_at(index) in "ST・"
            or (self._surface(index) == "期" and self.text[self.starts[index] - 1] == "月")  # 4〜6月|期純利益
            or (index < last - 1 and self._surface(index) in self.words["modifier"])
        ):
            index += 1
        if index == last:
            return None
        for cut in range(index + 1, last - 1):
            if self._surface(cut) == "ら":  # 国王の弟ら王族3人
                index = cut + 1
        if self._surface(last - 1) in ("ら", "たち", "達") and last - 1 > index:
            last -= 1
        if self._surface(last - 1) in _COINS and (
            coin := _COIN_RE.search(self.text, self.starts[last - 1] - 10, self.ends[last - 1])
        ):
            return coin[0]  # 50円玉
        run = self.text[self.starts[index] : self.ends[last - 1]]
        if last - index == 2 and self._kind_at(index) == "L" and run[-1] in "都道府県市区町村":
            return None  # 福岡県250ミリ
        if (
            run.endswith(_last_words("ending"))
            or run in self.words["head"]
            or len(run) > MAX_LENGTH
            or (self._kind_at(last - 1) in "LPTH" and not (last - index > 1 and run.endswith("先")))
        ):
            return None
        return run

    def _is_verbal(self, index: int, begin: int) -> bool:
        """買い付け|総額: a verb that begins a compound noun; not 批判を受け|社員3人が."""
        if index < begin or self._kind_at(index) != "V" or self.ends[index] != self.starts[index + 1]:
            return False
        return len(self._surface(index)) > 2 and (index == begin or self._kind_at(index - 1) in "、。は・j」")

    def _before_bracket(self, index: int, begin: int) -> str | None:
        """全政令市(20市); but nothing for 300万ドル(約4億円), a sum in another currency."""
        start = index
        while start > begin and self._kind_at(start - 1) in "NLSP":
            start -= 1
        return None if start > begin and self._kind_at(start - 1) == "D" else self._run_before(index, begin)

    def _is_depth(self, index: int) -> bool:
        """深さ, 高さ: an adjective that さ makes a noun."""
        return self._kind_at(index) == "A" and index + 1 < len(self.types) and self._surface(index + 1) == "さ"

    def _bearer(self, start: int, first: int, begin: int) -> int | None:
        """Return the token behind whoever has the age: 木村正和|24歳, 山田さん|(当時52歳), 女児|(4歳、2歳)."""
        opening = self.text.rfind("(", max(start - 16, 0), start)
        if opening >= 0 and _AGES_RE.fullmatch(self.text, opening + 1, start):
            return max(bisect_left(self.starts, opening, begin, first), begin)
        is_told = first > begin and (self._kind_at(first - 1) == "H" or self._surface(first - 1) in self.words["event"])
        return first if is_told else None  # 木村正和24歳, 村上春子さん死去 92歳

    def _person(self, index: int, begin: int) -> str | None:
        """山田太郎さん(45): the name and the title, without what the person does."""
        last = index
        is_ranked = (
            index - 2 > begin and self._kind_at(index - 2) == "D" and self._surface(index - 1) in self.words["rank"]
        )
        index -= 2 * is_ranked  # 宮下圭八段(38)
        while self._surface(last - 1) in self.words["event"] and last - 1 > begin:
            last = index = last - 1  # 村上春子さん死去 92歳
        while index > begin and (self._kind_at(index - 1) in "NSHPL" or self._is_joined(index - 1, begin)):
            index -= 1
            if last - index > 14:
                break
            if self._surface(index) == ")":
                index = self._reading_before(index, begin)
        names = [i for i in range(index, last) if self._kind_at(i) == "H"]
        if (index > begin and self._kind_at(index - 1) == "D") or (is_ranked and not names):
            return None  # 部員4人(18歳), 柔道七段(60)
        if names and names[0] > index:
            index = self._surname_before(names[0], index)
        run = self.text[self.starts[index] : self.ends[last - 1]] if index < last else ""
        return run if run and (self._kind_at(index) != "S" or last - index > 1) else None

    def _surname_before(self, name: int, begin: int) -> int:
        """Return where a name begins whose first known word is ``name``: 城尾|哲彌 has a surname nobody knows."""
        if self.doc.lexicon.types[self.types[name]].pos4 != "名":
            return name
        index = name
        while index > begin and self._kind_at(index - 1) == "N" and len(self._surface(index - 1)) <= 2:
            index -= 1
        is_short = 0 < self.starts[name] - self.starts[index] <= 3
        return index if is_short and index == begin else name

    def _is_joined(self, index: int, begin: int) -> bool:
        """壱崎(いちざき)|寿彦, 山路一郎|・元局長: the name goes on before a reading or a dot."""
        surface = self._surface(index)
        if surface == ")":
            return self._reading_before(index, begin) < index
        return (
            surface == "・"
            and index - 1 > begin
            and self._kind_at(index - 1) == "H"
            and self._kind_at(index + 1) != "H"
        )

    def _reading_before(self, index: int, begin: int) -> int:
        """Return the token of the bracket that ``index`` closes, where it holds a reading in kana behind a name."""
        opening = self.text.rfind("(", max(self.starts[index] - 20, 0), self.starts[index])
        if opening < 0 or not _KANA_RE.fullmatch(self.text, opening + 1, self.starts[index]):
            return index
        token = bisect_left(self.starts, opening, begin, index)
        return token if token > begin or begin == 0 else index

    def _beside(self, index: int, begin: int) -> str | None:
        """サーバー3台, 従業員38人の給与: the noun right before says it best."""
        if index == begin or self._kind_at(index - 1) not in "NSHK":
            return None
        noun = self._run_before(index, begin)
        return None if self._is_name(index - 1) else noun

    def _is_enumerated(self, index: int, begin: int, noun: str, unit: str) -> bool:
        """富士通、NEC、日立製作所の|5社: the number sums up names, the last of them is not what it counts."""
        first = bisect_left(self.starts, self.ends[index - 1] - len(noun), begin, index)
        if not any(map(self._is_name, range(first, index))) or first - 2 < begin or noun.endswith(unit):
            return False
        return self._surface(first - 1) in ("、", "・", "と") and self._kind_at(first - 2) in "NSLH"

    def _is_listed(self, index: int, begin: int, noun: str) -> bool:
        """ビール、ワインなど|12品: the last of several things is not all that is counted."""
        first = bisect_left(self.starts, self.ends[index - 1] - len(noun), begin, index)
        return first > begin and self._surface(first - 1) in ("、", "・", "と", "や")

    def _members(self, index: int, begin: int) -> str | None:
        """監事の2人, 治安部隊の24人: those who are some of a body."""
        if index - 1 <= begin or self._kind_at(index - 1) != "の" or self._is_name(index - 2):
            return None
        run = self._run_before(index - 1, begin)
        if run is None or run.startswith(("同", "上記")) or run.endswith(("最多", "さん", "氏", "君", "様")):
            return None
        opening = self.ends[index - 2] - len(run)
        return None if self.text[opening - 1 : opening] in ("と", "や", "・") else run  # 母と同居の男の2人

    def _before_adverbs(self, index: int, begin: int) -> int:
        while index > begin and self._surface(index - 1) in self.adverbs:
            if index - 1 > begin and self.text[self.starts[index - 1] - 1] in " \u3000":
                break  # 事務局　月20立方メートル
            index -= 1
        return index

    def _before(self, index: int, begin: int, end: int, unit: str, quantity: str) -> str | None:
        """死者は3人, 再起動が50回, カードを3枚, 利用者の2割."""
        if index == begin:
            return None
        near = self._kind_at(index - 1)
        if near == "T" and quantity == "measure":
            return self._surface(index - 1) if self._surface(index - 1) in self.words["measure"] else None  # 周囲11キロ
        if near == "の":
            if unit == "倍":
                return None  # 前回の調査の1.4倍: what it is set against
            if quantity == "money" and self._surface(index - 2).endswith(_SUMS):
                return self._run_before(index - 1, begin)  # 差額の1200円
            return self._run_before(index - 1, begin) if unit in _SHARES or quantity == "ratio" else None
        if quantity == "count" and near in "はが" and _FOR_EACH_RE.match(self.text, end):
            return None  # 値上げ幅は41銘柄で30円
        if near == "を" and _SURPASS_RE.match(self.text, end):
            return None  # 前の期を3割上回った
        if near in "はが" and unit in ("人", "名") and _AMOUNT_RE.match(self.text, end):
            noun = self._noun_phrase(index - 1, begin)  # 社員は300人だ
            if noun is not None and noun.endswith(_last_words("person")) and self._kind_at(index - 3) != "H":
                return noun
        if near in ("を", "も") or (near in ("は", "が") and not _OBJECT_RE.match(self.text, end)):
            return self._thing(self._noun_phrase(index - 1, begin), index - 2, unit)
        return None

    def _is_name(self, index: int) -> bool:
        return self.doc.lexicon.types[self.types[index]].pos2 == "固有名詞"

    def _thing(self, noun: str | None, last: int, unit: str) -> str | None:
        """Return ``noun`` unless it names who acts: 市は3億円を, 磯崎さんは三十三回."""
        if noun is None or (unit and unit in noun):
            return noun
        if unit == "社" and noun.endswith("企業"):
            return noun  # 進出した企業は12社
        if unit == "歳" and noun.endswith(_last_words("person")):
            return noun
        if self._is_name(last) or (last and self._kind_at(last - 1) == "H"):
            return None if unit != "歳" else noun  # 藤岡凌王座が139手で
        return None if noun.endswith(_last_words("agent", "person")) else noun

    def _noun_phrase(self, particle: int, begin: int) -> str | None:
        """Return the noun before a particle; 死者の数 is 死者."""
        if self._surface(particle - 1) == ")":  # 国内総生産(GDP)は
            bracket = next(
                (i for i in range(particle - 2, max(begin, particle - 8), -1) if self._surface(i) == "("), None
            )
            particle = particle if bracket is None else bracket
        run = self._run_before(particle, begin)
        last = self._surface(particle - 1)
        if last in self.words["generic"] and run in (last, None):
            if particle - 2 > begin and self._kind_at(particle - 2) == "の":
                return self._run_before(particle - 2, begin)
            return None
        return run

    def _event(self, index: int, stop: int) -> str | None:
        """5人が死亡した → 死亡."""
        if index < stop and self._kind_at(index) == "が":
            index += 1
            if index < stop and self._kind_at(index) == "、":
                index += 1
        run = self._run_after(index, stop)
        if run not in self.words["event"]:
            return None
        behind = bisect_left(self.starts, self.starts[index] + len(run), index)
        return None if behind < stop and self._kind_at(behind) in ("の", "に") else run  # 1万人が救助のために

    def _topic(self, first: int, begin: int, unit: str) -> str | None:
        """Return the nearest noun with は, が or も before the figure in its sentence."""
        fallback, is_closed, quoted = None, False, len(self.text)
        for index in range(first - 1, max(begin, first - MAX_DISTANCE), -1):
            kind = self._kind_at(index)
            if self.starts[index] > quoted:
                continue
            if kind == "」":
                quoted = self.text.rfind("「", max(self.starts[index] - 200, 0), self.starts[index])
                quoted = quoted if quoted >= 0 else len(self.text)
                continue  # 「経験がある」と答え、調査の約2倍になった
            if kind == "。":
                return fallback  # 「手応えが違った。1頭になると…」と話した
            if kind == "、":
                is_closed = is_closed or self._kind_at(index - 1) in "jV」"
            elif kind == "D" and fallback is not None:
                return fallback  # 死者は5人で、けが人が増え、20人になった
            elif kind in ("は", "が", "も"):
                if self.last[0] == self.starts[index]:
                    return fallback  # 300万円未満が3割を超えた
                particle = self._about(index, begin) if kind != "が" else index
                found = self._thing(self._noun_phrase(particle, begin), particle - 1, unit)
                if found is not None and kind == "が" and is_closed:
                    fallback = fallback or found  # 売上高は低迷が長引き、120億円だった
                    continue
                if found is not None:
                    return found
                if (
                    self._surface(index) == ":"
                    and index == first - 1
                    and self._surface(index - 1) in self.words["person"]
                ):
                    return fallback  # 岩倉氏:4万票
                if kind == "は" and self._surface(index - 1) in _PARTY and self._is_name(index - 2):
                    return fallback  # 衆院選は…、自民党は191議席
                if kind == "は" and self._kind_at(index - 1) not in "LTS":  # 東京は…, 昨年は… leave the topic as it was
                    return fallback
        return fallback

    def _about(self, index: int, begin: int) -> int:
        """売上高につきましては: the に behind the noun, where は or も closes such a phrase."""
        if _ABOUT_RE.search(self.text, max(self.starts[index] - 7, 0), self.starts[index]):
            for particle in range(index - 1, max(begin, index - 6), -1):
                if self._kind_at(particle) == "に":
                    return particle
        return index

    def _subject_of_places(self, first: int, begin: int) -> str | None:
        """トラブルは札幌、横浜など16市で確認された: the cities hold what the topic names."""
        for index in range(first - 1, max(begin, first - MAX_DISTANCE), -1):
            if self._kind_at(index) == "は":
                found = self._noun_phrase(index, begin)
                if found is not None:
                    block = self.doc.sentences[self.doc.sentence_at(self.starts[index])].block
                    self.topic, self.topic_unit, self.topic_sentence = (block, found), "件", self.sentence
                return found
        return None
