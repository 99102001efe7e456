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

from bisect import bisect_left

from msgspec import Struct

from analyzer.figures.bearers import bearer_of, person_before
from analyzer.figures.described import Place, described, ending_line, is_given, placed, result_behind
from analyzer.figures.neighbours import (
    AWAY_RE,
    DEAL_RE,
    DISTANCES,
    HEADS,
    before_adverbs,
    before_bracket,
    behind_no,
    beside,
    event_behind,
    is_enumerated,
    is_listed,
    led_to,
    members,
    with_particle,
)
from analyzer.figures.nouns import Nouns, last_words
from analyzer.figures.predicates import is_said_of_topic
from analyzer.figures.topics import SHARES, is_cleft, is_other_topic_told, subject_of_places, thing, topic_before
from analyzer.figures.units import TABLES
from corpus.patterns import Pattern, table_pattern
from corpus.sentences import Sentence
from corpus.tokens import Document
from corpus.vocabulary import alternation, read_table

__all__ = ["Counter"]

#: How many sentences on a topic may be meant without being named.
TOPIC_REACH = 6
#: So many times as much is another sum, not another year's.
_FARTHEST = 100
_DIGITS = frozenset("0123456789")
_HOUSEHOLDS = ("家族", "世帯", "暮らし", "部屋", "でも多く", "でも減ら", "残らず")
#: 脱線防止に|70億円が要る: what a sum is needed for.
_NEEDED_RE = Pattern(r"(?:程度|ほど)?(?:が|は)?(?:要[りる]|いる|必要|かか[りるっ])")
#: 3万円を超え|た: the verb stands in the figure.
_BOUND_END_RE = Pattern(r"(?:(?:超え|上回|下回)る?|切っ|割っ)$")
#: 106万円、130万円|という壁
_SO_CALLED_RE = Pattern(r"(?:[、や][0-9][0-9,.万億千]*[^、。0-9ぁ-ん]{1,3})という")
#: 1055円|にする: what was spoken of is made to be so much.
_MADE_RE = Pattern(
    r"(?:程度)?(?:に(?:する|した|し[、て]|引き[上下]げ|改め|増や[すし]|減ら[すし]|戻[すし])|と(?:する|した)(?=[。、]|方針|計画|考え))"
)
#: 供給量を現在の3倍|の900万トンに引き上げる
_TIMES_RE = Pattern(r"の約?[0-9]")
_PERSON_RE = Pattern(
    r"の([^、。「」ぁ-ん]{1,10}(?:さん|氏|容疑者|被告))(?=死去|死亡|逝去|逮捕|遺体|を|が|は|に|も|ら|、|。)"
)
_EACH_RE = Pattern(
    r"[0-9]{1,4}[個枚本袋箱食]入り[0-9][0-9,.万千]*円|[1一](?:[^0-9.,、。万億千百十〇一二三四五六七八九()ぁ-ん]{1,6}|[つ][ ]?)(?:\([^()]{1,8}\)|(?<!人)が)?[0-9][0-9,.万千]*(?:円|ドル|ユーロ|元|ウォン)"
)
#: Between an amount and its change: (前期比, (前年同期比.
_BASE_RE = Pattern(r"\((?:(?:前|同|昨|計画|予想|従来|当初)[^()0-9]{0,6}比|同)")
#: Between an amount and what it was before: (前年同期は, (当初計画は.
_BEFORE_RE = Pattern(r"(?:の[赤黒]字)?\((?:前|同|昨|計画|予想|従来|当初)[^()0-9、。]{0,8}は?")
#: 三人|しか渡らない橋
_ONLY_RE = Pattern(r"しか[^、。「」]{1,8}(?:ない|なかった)[一-龥ァ-ヶ]")
#: 携帯|は588人
_ADDEND_RE = Pattern(r"[はが]?[0-9,.万億千百]+[^0-9、。]{0,3}")
#: 支持率は42%で、前回10月調査|(43%)
_LAST_TIME_RE = Pattern(
    r"(?:前回|前々回|前年(?:同[期月])?|昨年(?:同[期月])?|前月|前期|去年)(?:[0-9]{1,2}月)?(?:の?調査|実績)?\($"
)
#: 2隻が衝突し、|1隻が転覆: the same again, in the next clause.
_NEXT_RE = Pattern(r"^[^、。「」0-9]{0,3}[がをも][^。「」0-9]{1,24}、$")
#: 使用率は55%と、前週の|62%|から下がった: what the figure before is set against.
_COMPARED_RE = Pattern(
    r"(?:と(?:予測|予想|想定|見積も|見込|推計)[^、。「」]{0,4}|と|で)?、?(?![^0-9]*(?:基準|予想|規制|目標))(?:[^、。0-9]{0,12}|[0-9一-龥]{1,6}[年月日週期](?:度|末|時点)?)の(?:約|計)?"
)
_GAMES = frozenset({"試合", "得点", "ゴール", "打点", "安打", "本塁打"})
#: 夫婦と男性の計|3人
_SUMS = ("の計", "の合計", "の総計")
#: 区間(延長|3.4キロ), 国内放送(全|8チャンネル), 200万フラン(日本円で|2億円): brackets that open with the figure.
_OPENED_RE = Pattern(r"\((?:総?延長|全|延べ|合?計|日本円で|円換算で)?$")
#: 4割が中国産、残りの|6割|がタイ産: the rest is of the same.
_REST = ("残り", "残りの", "残る")
#: 役員5人のうち|2人, 706社のうち、|2割
_PART_RE = Pattern(r"[^、。0-9のはが]の(?:うち|内)、?(?:約|計|少なくとも|およそ|実に)?$")
_AGAINST_RE = Pattern(r"から(?!な[るり]|構成|成[るり])|より|に(?:比べ|対し)|を(?:上回|下回)")
#: 予算の2割に相当する|40億円
_AMOUNTS_RE = Pattern(r"に(?:当たる|あたる|相当する)(?:約|計)?")
#: Kinds of figures that a quantity is told in, one part after the other.
_QUANTITIES = frozenset({"count", "money", "measure", "ratio", "age"})
#: What an exchange rate is not said of: 長期金利は下がり、1ドル=146円.
_OTHER_MARKETS = ("金利", "利回り", "株価", "指数", "平均", "株", "債", "市場")
#: 価格は下がった。前週より19円|安く
_CHANGE_BEHIND_RE = Pattern(r"[高安増減]|上[がげ回]|下[がげ回]|値[上下]")
#: 会員については|320人を確保した: who acts is no topic with について.
_ABOUT_RE = Pattern(r"に(?:ついて|関して)は、?(?:[^、。はがを]{0,12}、)?(?:約|計)?$")
#: 死者、15人|に: the end of a headline.
_REACHED_RE = Pattern(r"に(?=[ 　。\n]|$)")
#: What a number was aimed at or expected to be, behind what it counts.
_AIM_RE = Pattern(r"(?<=[がはも])(?:当初)?(?:目標|予想|想定|計画|見込み)の約?$")
#: 副作用は新薬群で17%、|偽薬群で|9%に出た: the same again, elsewhere.
_ELSEWHERE_RE = Pattern(r"、[^、。「」0-9はがをに]{1,12}では?")
#: 反則数は北辰|14、南光|22
_TALLIED_RE = Pattern(r"は[^、。「」0-9ぁ-ん]{1,10}$")
_TALLIED_NEXT_RE = Pattern(r"、[^、。「」0-9ぁ-ん]{1,10}")
#: 苦情は15件あり、このうち夜間が|7割|を占めた
_PART_OF_RE = Pattern(r"うち[^、。「」0-9]{1,14}[はが]$")
#: 死者のうち65歳以上が|8人
_OF_WHICH_RE = Pattern(r"のうち、?[0-9]{1,3}(?:歳|代)(?:以上|以下|未満)?が$")
#: 花咲が|203トン behind 港別では: groups are not what is weighed or paid.
_GROUPED_RE = Pattern(r"[一-龥・]{1,8}別(?:で|に見ると|にみると)")
#: 前年度から|3千トン|減り: at the head of a sentence, of what the one before told.
_SINCE_LAST_RE = Pattern(
    r"(?:前年度?|前月|前週|前期|前回|昨年度?|[0-9]{1,2}年前)(?:の?同[期月])?(?:から|より|に比べて?|比で)、?(?:約|さらに)?"
)
#: 14カ国の|212施設|で患者1,846人: where the next figure is of.
_WHERE_RE = Pattern(r"(?:の[0-9][0-9,万]{0,6}(?:施設|病院|会場|店|校))?で[^、。「」0-9はがをに]{1,8}[0-9]")
#: 減少率が最も大きかったのは奥沢村の|18.0%
_MOST_RE = Pattern(r"が最も[^、。「」0-9]{1,8}のは[^、。「」0-9はがを]{1,20}[のでが]$")
#: 50台増やし、|120台|態勢とする: what is reached by the change before.
_CHANGED_TO_RE = Pattern(
    r"(?:増やし|減らし|追加し|上乗せし|増員し|減員し|増え|減[りっ]|増設し)て?、?(?:計|合計|合わせて)?"
)
#: 食品が13億円|、外食は
_PARALLEL_RE = Pattern(r"(?:\([^()]{1,20}\))?(?:だ|だった|と|に対し)?[でが]?、(?:一方で?、?|また、?)?")
#: 国籍別では, 合わせて: a sentence that leaves the topic before.
_APART_RE = Pattern(r"[一-龥・]{2,8}別[でに]|[合あ]わせて|合計(?:で|する)")
#: 1ドル=146円
_EXCHANGE_RE = Pattern(r"1(?:米?ドル|ユーロ|ポンド|豪ドル|人民元|元|ウォン|スイスフラン)(?:=|あたり|当たり)")
#: 県と10市町でつくる組合: those who act together, not where something is.
_MADE_OF_RE = Pattern(r"で(?:つく|作[りる]|(?:構成|組織|運営|設立|結成)(?!さ)|共同)")


@table_pattern
def _innings_re() -> str:
    """Return the words of a sentence about a game of baseball, of ``figure_games.tsv``."""
    rows = read_table(TABLES / "figure_games.tsv", key=("word", "game"), required=("source", "example"))
    return alternation(row["word"] for row in rows if row["game"] == "baseball")


_HURT = "けが"
#: What numbers the items of a list within a sentence.
_ITEM_RE = Pattern(r"[①-⑳]")


class Topic(Struct, gc=False):
    """What the last figure was said of that had a topic."""

    block: int = -1
    noun: str = ""
    unit: str = ""
    sentence: int = 0
    amount: float = 0.0

    def goes_on(self, amount: float, quantity: str) -> bool:
        """Tell whether ``amount`` can be of the same thing: prices are not a hundred times each other, a difference has none."""
        if self.noun.endswith("差"):
            return False  # 差は220円に及ぶ。今年は50円とした
        if quantity != "money" or not amount or not self.amount:
            return True
        return 1 / _FARTHEST < amount / self.amount < _FARTHEST  # 年収は220万円にとどまる。英国は2千円を超え


class Counter:
    """Finds what the figures of one document count; figures are asked for in the order of the text."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.text, self.nouns = doc, doc.folded, Nouns(doc)
        self.starts, self.words = doc.starts, self.nouns.words
        self.topic = Topic()
        self.items = [match.start() for match in _ITEM_RE.finditer(self.text)]
        self.is_plain = doc.text is self.text or doc.text == self.text
        self.last: tuple[int, str, str | None] = (-1, "", None)  # end, unit and noun of the figure asked for last
        self.each: tuple[int, str | None] = (-1, None)  # end of the 1本 before a price, and what the price is of
        self.told: dict[str, tuple[int, str]] = {}  # by unit the sentence and noun of the figure that had one last
        self.scale = -1, ""  # the sentence that has 支持率は改革党30% and its 支持率
        self.parted = -1  # the sentence that tells a quantity of one part after the other
        self.sentence = self.token = 0  # the sentence and the token that the figure asked for last stands in

    def counted(self, start: int, end: int, unit: str, quantity: str, amount: float = 0.0) -> str | None:
        """Return the noun phrase that the figure at ``start``..``end`` counts, or None; ``amount`` is 0 where not known."""
        found = self._counted(start, end, unit, quantity, amount)
        if quantity == "money" and self.each[0] == start and (found is None or self.text.endswith(found, 0, start)):
            found = self.each[1] or found
        if self._is_each(start, quantity):
            self.each, found = (end, found), None  # 価格は1本1,980円
        if found is not None and self._is_addend(found, unit, start):
            found = None
        last_end, last_unit, last_noun = self.last
        is_beside = 0 < start - last_end < 10
        if quantity == "change" and is_beside and _BASE_RE.fullmatch(self.text, last_end, start):
            found = last_noun  # 純利益を22億円(前期比38.5%減)
        if found is None and quantity in _QUANTITIES and self.text[last_end - 1 : start] in ("増の", "減の"):
            found = last_noun  # 対米輸出は13.3%減の|1兆5622億円と6カ月連続で減少
        if (last_end, last_unit) == (start - 2, unit) and self.text.startswith("から", last_end):
            found = last_noun or found  # 照明を40基から60基に増やす計画
        self.last = end, unit, found
        if found is not None and not self._is_bracketed(start):
            self.told[unit] = self.sentence, found
        elif found is None and unit in self.told and quantity == "count":
            del self.told[unit]  # 乗客2万人が歩いた。10人が訴え、うち6人が
        return found if found is None or self.is_plain else self._as_written(found, start, end)

    def _is_each(self, start: int, quantity: str) -> bool:
        """1本1,980円: tell whether the figure is what the price behind it is of."""
        is_piece = quantity in ("count", "measure") and self.text[start] in "1一23456789"
        return is_piece and _EACH_RE.match(self.text, start) is not None

    def _as_written(self, found: str, start: int, end: int) -> str:
        """Return the noun as the text words it: ＬＥＤ, which was read as LED."""
        at = self.text.rfind(found, max(start - 400, 0), start)
        at = at if at >= 0 else self.text.find(found, end, end + 200)
        return self.doc.text[at : at + len(found)] if at >= 0 else found

    def _is_bracketed(self, start: int) -> bool:
        """18人(男性15人、女性|3人): whether a bracket shortly before is still open."""
        near = max(start - 24, 0)
        return self.text.rfind("(", near, start) > self.text.rfind(")", near, start)

    def _counted(self, start: int, end: int, unit: str, quantity: str, amount: float) -> str | None:
        if self.items and self.text.endswith(("、の", "」の", ")の"), 0, start):
            return None  # ①…、②…、の2点
        if quantity == "score" or not self.starts or (unit == "区" and self.text.startswith("東京23", start - 2)):
            return None
        sentence = self._sentence_at(start)
        self.token = first = bisect_left(self.starts, start, self.token)
        after = bisect_left(self.starts, end, first)
        begin, ends = self._item_at(sentence, start), self.doc.ends
        while first > begin and ends[first - 1] > start:
            first -= 1  # 月数|千円
        if unit == "回" and self.text[end : end + 1] in ("表", "裏"):
            return None
        if (
            unit == "回"
            and (end - start <= 3 or "回" in self.text[start : end - 2])
            and _innings_re().search(self.text, sentence.start, sentence.end)
        ):
            return None  # 打線は2回、…: of a match
        place = Place(start, end, unit, quantity, begin, sentence.last_token, first, after, amount)
        if quantity == "ordinal":
            return placed(self.nouns, place, told=self.last[0])
        if unit == "人" and self.text.startswith(_HOUSEHOLDS, end):
            return None  # 4人家族, 1人でも多く
        if unit == "人" and self.text.startswith(_HURT, end):
            return _HURT  # 山車倒れ7人けが, where the dictionary reads 人け
        if quantity == "age" and (whose := bearer_of(self.nouns, start, first, begin)) is not None:
            return person_before(self.nouns, whose, begin)
        if (opened := _OPENED_RE.search(self.text, max(start - 6, 0), start)) and self.text[end : end + 1] != "の":
            return self._in_brackets(place, opened.start())
        before = before_adverbs(self.nouns, first, begin)
        if self.text.endswith(_REST, max(start - 4, 0), start) and (rest := self._told_of(unit, sentence.block)):
            return rest
        if quantity == "age" and (person := _PERSON_RE.match(self.text, end)):
            return person[1]  # 101歳の三浦敬三さん|死去
        if "うち" in self.text[max(start - 8, 0) : start] and _PART_RE.search(self.text, max(start - 12, 0), start):
            event = event_behind(self.nouns, after, place.stop, unit)
            return event or self._of_whole(place, before, sentence)  # 役員5人のうち2人の住所
        if (aimed := _AIM_RE.search(self.text, max(start - 8, 0), start)) is not None:
            last = bisect_left(self.starts, aimed.start(), begin) - 1
            return self.nouns.run_before(last, begin)  # 応募者が目標の|320人を超えた
        found = (
            self._of_which(place, sentence)
            or self._again(place, sentence)
            or self._nearby(place, before)
            or self._further(place, before, sentence)
        )
        if found is not None and self._is_group(place, sentence, found):
            return None
        return found

    def _is_group(self, place: Place, sentence: Sentence, found: str) -> bool:
        """港別では花咲が|203トン: whether the noun beside the figure is a group that the sentence has announced."""
        if place.quantity not in ("measure", "money") or found.endswith(last_words("quantity")):
            return False
        text, start = self.text, place.start
        if "別" not in text[sentence.start : start] or (grouped := _GROUPED_RE.match(text, sentence.start)) is None:
            return False
        at = text.find(found, grouped.end(), start) + len(found)
        return at >= grouped.end() + len(found) and text[at : at + 2].lstrip("がは")[:1].isdigit()

    def _again(self, place: Place, sentence: Sentence) -> str | None:
        """副作用は新薬群で17%、偽薬群で|9%に出た; 20人増やして|95人とする; 6511件。内訳は小学校|5420件: what the figure before counted."""
        start, (last_end, last_unit, last_noun) = place.start, self.last
        if place.unit not in HEADS and self.text.startswith("内訳は", sentence.start):
            told = self._told_of(place.unit, sentence.block)
            return told if told is not None and told.endswith(last_words("quantity")) else None
        if place.unit in SHARES and self.text.startswith("を占め", place.end):
            begin = max(sentence.start, last_end, start - 30)
            if "うち" in self.text[begin:start] and _PART_OF_RE.search(self.text, begin, start):
                return self._told_of(last_unit, sentence.block)  # 残高は12億円だ。うち海外は|4割
        is_told_by_place = not place.unit or place.quantity in ("measure", "money")
        role = last_words("quantity" if place.unit else "tally")
        if is_told_by_place and (tallied := _TALLIED_RE.search(self.text, max(sentence.start, start - 24), start)):
            found = self.nouns.noun_phrase(bisect_left(self.starts, tallied.start(), place.begin), place.begin)
            is_own = tallied[0].endswith(last_words("quantity"))
            if found is not None and found.endswith(role) and not is_own:
                return found  # 平均価格は都心|1億円、西部6千万円
            if not place.unit:
                return None
        if (
            last_noun is not None
            and place.unit in SHARES
            and last_unit not in SHARES
            and start == last_end + 1
            and self.text[last_end] == "と"
        ):
            return last_noun  # 死者は8人と|7割|を超えた
        if last_unit != place.unit or last_noun is None or last_end <= sentence.start or start - last_end > 24:
            return None
        between = self.text[last_end:start]
        if is_told_by_place and _TALLIED_NEXT_RE.fullmatch(between):
            is_own = between.endswith(last_words("quantity"))  # 長さ212メートル、幅|10メートル
            return last_noun if last_noun.endswith(role) and not is_own else None
        is_elsewhere = place.unit in SHARES and between[:1] == "、" and _ELSEWHERE_RE.fullmatch(between) is not None
        return last_noun if is_elsewhere or _CHANGED_TO_RE.fullmatch(between) else None

    def _in_brackets(self, place: Place, opened: int) -> str | None:
        """全政令市(|20市), 費用は30億ポンド(|6160億円): what a figure that stands first in brackets is of."""
        text, start, (last_end, last_unit, last_noun) = self.text, place.start, self.last
        if text.startswith(("(日本円で", "(円換算で"), opened):
            return last_noun
        if opened < start - 1:
            return self.nouns.run_before(bisect_left(self.starts, opened, place.begin), place.begin)
        if (
            last_end == opened
            and place.quantity in (*_QUANTITIES, "change")
            and text[place.end : place.end + 1] in (")", "、", ":")
        ):
            return last_noun  # 費用は30億ポンド(|6160億円)
        if last_end > start - 30 and _LAST_TIME_RE.search(text, max(start - 14, 0), start):
            is_same = last_unit == place.unit  # 支持率は42%で、前回10月調査(|43%)から
            return last_noun if is_same else self._told_of(place.unit, self.doc.sentences[self.sentence].block)
        return before_bracket(self.nouns, place.first - 1, place.begin)

    def _topic_of(self, place: Place, noun: str, unit: str) -> Topic:
        return Topic(self.doc.sentences[self.sentence].block, noun, unit, self.sentence, place.amount)

    def _is_addend(self, found: str, unit: str, start: int) -> bool:
        """固定は510人、携帯は588人の計|1098人: whether the noun is what only the figure before the sum counts."""
        if found != self.last[2] or self.last[1] != unit or start - self.last[0] > 4:
            return False
        return self.text.endswith(_SUMS, 0, start) and (
            _ADDEND_RE.fullmatch(self.text, self.text.rfind(found, 0, start) + len(found), self.last[0]) is not None
        )

    def _item_at(self, sentence: Sentence, start: int) -> int:
        """Return the first token of the item of a list within the sentence that ``start`` stands in: ②指数が46.8、|③円が148円台"""
        at = bisect_left(self.items, start) - 1
        if at < 0 or self.items[at] < sentence.start:
            return sentence.first_token
        return bisect_left(self.starts, self.items[at] + 1, sentence.first_token, sentence.last_token)

    def _sentence_at(self, start: int) -> Sentence:
        sentences, index = self.doc.sentences, self.sentence
        while index + 1 < len(sentences) and sentences[index + 1].start <= start:
            index += 1
        self.sentence = index
        return sentences[index]

    def _nearby(self, place: Place, before: int) -> str | None:
        """Return the noun that stands right beside the figure, on one side or the other."""
        nouns, begin, after, stop, unit = self.nouns, place.begin, place.after, place.stop, place.unit
        end_before, unit_before, noun_before = self.last
        if unit in SHARES and end_before == place.start - 1 and self.text[end_before] == "の" and noun_before:
            return noun_before  # 事業者240社の|8割
        is_second = unit_before == unit and place.start - end_before < 16
        if is_second and noun_before and _BEFORE_RE.fullmatch(self.text, end_before, place.start):
            return noun_before  # 売上高は338億円(前年同期は312億円)
        if place.quantity == "rate" and (unit in self.words["currency"]):
            topic = topic_before(nouns, place.first, begin, unit, told=self.last[0])
            if topic == self.last[2] and self.last[1] not in self.words["currency"]:
                topic = None  # 使用量は612kWh、1kWhあたり45円
            is_exchange = _EXCHANGE_RE.match(self.text, place.start) is not None
            if topic is not None and not (is_exchange and topic.endswith(_OTHER_MARKETS)):
                return topic  # 価格はSサイズ1箱当たり900円
        if (
            place.quantity == "money"
            and before - 2 > begin
            and self.text.startswith("として", nouns.ends[before - 1] - 3)
        ):
            return nouns.run_before(before - 3, begin)  # 慰謝料として2000万円
        found = self._beside(place, before)
        if found is not None and self._is_parted(place, found):
            return None  # 上下線運転見合わせ 約4万8000人に影響
        is_described = self.text[place.end - 1] in "るい" or self.text.startswith(("として", "とされ"), place.end)
        if found is None and is_described and self.text[place.start - 1] != "の":
            found = described(self.nouns, place, told=self.last[0])  # 図書館は100万冊を超える本を
            found = None if found == "人" else found
        if found is None:
            found = with_particle(nouns, before, begin, place.end, unit, place.quantity)
            is_measured = (
                found is not None and nouns.kind_at(before - 1) == "が" and found.endswith(last_words("quantity"))
            )
            if found is not None and (nouns.kind_at(before - 1) == "は" or is_measured):
                self.topic = self._topic_of(place, found, unit)
        if found is not None and (unit in SHARES or place.quantity == "money") and found.endswith(last_words("bearer")):
            return self._scale(place, before) or found
        if (found is None or not found.endswith(last_words("quantity"))) and (scale := self._by_parts(place, before)):
            return scale
        if (
            found is None
            and self.scale[0] == self.sentence
            and nouns.surface(before - 2).endswith(last_words("bearer"))
        ):
            return self.scale[1]  # …、民友党は28%
        return found or led_to(nouns, place.end, after, stop, unit)

    def _beside(self, place: Place, before: int) -> str | None:
        """Return the noun right before the figure, or behind it and の, unless what it is says that it is not counted."""
        nouns, begin, after, stop, unit = self.nouns, place.begin, place.after, place.stop, place.unit
        found = beside(nouns, before, begin)
        if unit in DISTANCES and nouns.surface(before - 1) == ")":
            found = None  # 震央三陸沖(半島の東南東)|130km
        if found is not None and found.endswith(("上げ", "下げ")) and place.start - len(found) == self.last[0]:
            found = None  # 0.75ポイント引き上げ9.5%とする
        if found is not None and unit in HEADS:
            if found.endswith(last_words("disaster")):
                found = event_behind(nouns, after, stop, unit)  # 土砂崩れ90人死亡
            elif found in self.words["event"]:
                found = event_behind(nouns, after, stop, unit) or found  # 2人死亡|3人負傷
        if found is not None and unit in _GAMES and found.endswith(last_words("person")):
            found = None  # 代表通算112試合
        if unit == "階建て" and (found is None or found.endswith(last_words("frame"))):
            found = nouns.run_after(after, stop)  # 木造2階建て住宅
        if found is not None and place.quantity == "measure" and found.endswith(last_words("region")):
            found = None  # 山間部200ミリ
        if (
            found is not None
            and unit in ("回", "度")
            and place.quantity == "count"
            and (won := behind_no(nouns, after, stop)) is not None
        ):
            found = won  # リーグ戦5回の優勝
        if found is not None and unit in self.words["sum"] and is_enumerated(nouns, before, begin, found, unit):
            found = None
        if found is None and not (place.quantity == "rate" and unit in ("回", "度")):
            is_told = place.quantity == "measure" or unit == "票"
            if is_told and before - 1 > begin and nouns.kind_at(before - 1) == "が":
                found = with_particle(nouns, before, begin, place.end, unit, place.quantity)  # 反対が7145票の…で
            found = found or behind_no(nouns, after, stop, unit=unit)
            if unit in HEADS and place.quantity == "count" and (found is None or found in self.words["event"]):
                is_sum = self.text.endswith(("の計", "の合計"), begin, place.start)  # 夫婦と60代の男性の計3人
                found = (None if is_sum else members(nouns, before, begin)) or found
        return found

    def _scale(self, place: Place, before: int) -> str | None:
        """支持率は改革党30%、民友党は28%: what the shares are of, with whose they are before each."""
        if self.scale[0] != self.sentence:
            topic = topic_before(self.nouns, before - 1, place.begin, place.unit, told=self.last[0])
            if topic is None or not topic.endswith(last_words("scale")):
                return None
            self.scale = self.sentence, topic
        return self.scale[1]

    def _is_parted(self, place: Place, found: str) -> bool:
        """Tell whether a blank ends the phrase before the figure, which something follows: no row of a table."""
        text, start = self.text, place.start
        is_blank = text[start - 1 : start] == " " and text.endswith(found, 0, start - 1)
        return is_blank and text[place.end : place.end + 1] in ("に", "が", "を", "の", "で", "と", "は", "も")

    def _by_parts(self, place: Place, before: int) -> str | None:
        """売上高は食品が13億円、外食は5億円: the quantity that is told of one part after the other."""
        nouns, last, text = self.nouns, before - 1, self.text
        if last - 1 <= place.begin or nouns.kind_at(last) not in "はがN" or place.quantity not in _QUANTITIES:
            return None
        last += nouns.kind_at(last) == "N"
        first = last
        kinds = "NSLHKPDTの" if nouns.surface(last - 1) == "場合" else "NSLHKPD"  # 更新の場合は
        while place.begin < first and last - first < 12 and nouns.kind_at(first - 1) in kinds:
            first -= 1
        if first == last or first <= place.begin:
            return None
        last_end, last_unit, last_noun = self.last
        is_part = nouns.kind_at(last - 1) in "LH" or text.endswith(
            last_words("part", "bearer", "agent"), 0, nouns.ends[last - 1]
        )
        is_quantity = last_noun is not None and last_noun.endswith(last_words("quantity"))
        if (is_part or self.parted == self.sentence) and is_quantity and last_unit == place.unit:
            return last_noun if _PARALLEL_RE.fullmatch(text, last_end, nouns.starts[first]) else None
        if last == before and not is_part:
            is_next = is_quantity and place.unit in SHARES and last_unit in (place.unit, "ポイント")
            return last_noun if is_next and text[last_end : nouns.starts[first]] == "、" else None  # 正答率は国語67%
        comma = nouns.kind_at(first - 1) == "、"
        if nouns.kind_at(first - 1 - comma) != "は" or nouns.surface(first - 1 - comma) == ":":
            return None
        found = nouns.noun_phrase(first - 1 - comma, place.begin)
        if found is None or not found.endswith(last_words("quantity")):
            return None
        self.parted = self.sentence
        return found

    def _further(self, place: Place, before: int, sentence: Sentence) -> str | None:
        """Return what the rest of the sentence, or the figure before, says that the figure counts."""
        nouns, start, end, unit = self.nouns, place.start, place.end, place.unit
        begin, first = place.begin, place.first
        if place.quantity == "money" and is_given(nouns, before, begin) and _NEEDED_RE.match(self.text, end):
            return nouns.run_before(before - 1, begin)  # 脱線防止に70億円が要る
        if before > begin and nouns.surface(before - 1) == "など" and unit in self.words["machine"]:
            found = beside(nouns, before - 1, begin)  # 消防車など14台
            is_of_several = unit == "カ所" and "や" in self.text[max(start - 20, sentence.start) : start]
            if found is not None and not is_of_several and not is_listed(nouns, before - 1, begin, found):
                return found
        event = event_behind(nouns, place.after, place.stop, unit)
        if event is not None:
            return event
        found = described(self.nouns, place, told=self.last[0])
        if found is not None:
            return found
        if any(nouns.surface(index) == "うち" for index in range(before, first)):
            return self._of_whole(place, before, sentence)
        if self.text.startswith(("そのうち", "このうち"), sentence.start) and self.text[start - 1] == "は":
            return self._told_of(unit, sentence.block)
        if unit in self.words["place"] and self._is_bracketed(start):
            return None  # 出荷数:18,432個(東海・北陸の7県)
        if unit in self.words["place"] and _WHERE_RE.match(self.text, end):
            return None
        if unit in self.words["place"] and self.text.startswith("で", end) and not _MADE_OF_RE.match(self.text, end):
            found = subject_of_places(nouns, first, begin)
            if found is not None:
                self.topic = self._topic_of(place, found, "件")
            return found
        if self._is_each(start, place.quantity):
            return topic_before(nouns, first, begin, unit, told=self.last[0])  # 料金は1泊1人5500円から
        found = self._as_predicate(place, before, sentence.block) or self._changed(place) or result_behind(nouns, end)
        is_last = (
            self.text.startswith(("の見込み", "の見通し"), end)
            or self.text[end : end + 1] in ("。", "\n", "", " ")
            or self.text.startswith(("で過去", "で最"), end)
            or _REACHED_RE.match(self.text, end) is not None
        )
        if found is None and start - sentence.start < 20 and is_last:
            return ending_line(nouns, before, begin)
        if found is None and (about := _ABOUT_RE.search(self.text, max(sentence.start, start - 40), start)):
            found = nouns.run_before(bisect_left(self.starts, about.start(), begin), begin)
        return found or self._going_on(place, sentence)

    def _of_which(self, place: Place, sentence: Sentence) -> str | None:
        """死者のうち65歳以上が|8人: the whole, where the part has a number for its name."""
        begin = max(sentence.start, place.start - 24)
        if "のうち" not in self.text[begin : place.start] or self.text[place.start - 1] != "が":
            return None
        which = _OF_WHICH_RE.search(self.text, begin, place.start)
        if which is None:
            return None
        return self.nouns.run_before(bisect_left(self.starts, which.start(), place.begin), place.begin)

    def _of_whole(self, place: Place, before: int, sentence: Sentence) -> str | None:
        """橋脚のうち3基, 役員5人のうち2人の住所, 苦情は15件。うち2件は: the whole of which the figure is a part."""
        nouns, begin, unit = self.nouns, place.begin, place.unit
        before -= before - 2 > begin and nouns.surface(before - 1) == "、" and nouns.surface(before - 2) == "うち"
        before -= nouns.surface(before - 1) == "うち"
        is_of = before > begin and nouns.kind_at(before - 1) == "の"
        found = nouns.run_before(before - 1, begin) if is_of else None
        if found is not None and found[0] in _DIGITS:
            found = None  # 35市町のうち21市町
        if found is None and unit in SHARES and sentence.start <= self.last[0]:
            return self._told_of(self.last[1], sentence.block)  # 相談は812件に上り、うち6割が
        return found or self._told_of(unit, sentence.block)

    def _going_on(self, place: Place, sentence: Sentence) -> str | None:
        """漁船2隻が衝突し、1隻が転覆した; 申請のうち、認められたのは150件; 予算の2割に相当する40億円: what was told before."""
        text, start, (last_end, last_unit, last_noun) = self.text, place.start, self.last
        if last_end > sentence.start and last_noun is not None:
            between = text[last_end:start] if start - last_end < 40 else ""
            if last_unit == place.unit and _NEXT_RE.search(between) and text[place.end : place.end + 1] == "が":
                return None if last_noun in self.words["event"] else last_noun
            if last_unit == place.unit and (_COMPARED_RE.fullmatch(between) and _AGAINST_RE.match(text, place.end)):
                return last_noun
            if last_unit == place.unit and _CHANGED_TO_RE.fullmatch(between):
                return last_noun
            if last_unit in SHARES and _AMOUNTS_RE.fullmatch(between):
                return last_noun
        if start - sentence.start < 16 and _SINCE_LAST_RE.fullmatch(text, sentence.start, start):
            return self._told_of(place.unit, sentence.block)  # 前年度から|3千トン|減り
        at = text.rfind("のうち", max(sentence.start, start - 60), start) if text.startswith("のは", start - 2) else -1
        if at < 0:
            return None
        index = bisect_left(self.starts, at, place.begin, place.first)
        if self.nouns.kind_at(index - 1) in "NSK":
            found = self.nouns.run_before(index, place.begin)
            return found or self._told_of(place.unit, sentence.block)
        return None

    def _told_of(self, unit: str, block: int) -> str | None:
        """苦情は15件だった。うち2件は: what the figure with the same unit before it counts."""
        at, noun = self.told.get(unit, (0, None))
        return noun if self.sentence - at <= 1 and block == self.doc.sentences[at].block else None

    def _changed(self, place: Place) -> str | None:
        """賃金を50円引き上げて|1055円にする, 定員を減らし|80人とする: what is made to be so much."""
        is_times = place.unit == "倍" and _TIMES_RE.match(self.text, place.end) is not None
        if place.quantity == "age" or not (is_times or _MADE_RE.match(self.text, place.end)):
            return None
        nouns, begin = self.nouns, place.begin
        for index in range(place.first - 1, max(begin, place.first - 20), -1):
            if nouns.kind_at(index) == "を":
                if nouns.starts[index] == self.last[0] and self.last[1] == place.unit:
                    return self.last[2]  # 利益は25億円を19億円に引き下げる
                return thing(nouns, nouns.noun_phrase(index, begin), index - 1, place.unit)
            if nouns.kind_at(index) in "は。」":
                return None
        return None

    def _most(self, place: Place) -> str | None:
        """減少率が最も大きかったのは奥沢村の|18.0%: the quantity that is greatest or least there."""
        begin = max(self.nouns.starts[place.begin], place.start - 50)
        if self.text.find("が最も", begin, place.start) < 0:
            return None
        most = _MOST_RE.search(self.text, begin, place.start)
        if most is None:
            return None
        return self.nouns.noun_phrase(bisect_left(self.starts, most.start(), place.begin, place.first), place.begin)

    def _as_predicate(self, place: Place, before: int, block: int) -> str | None:
        """死者は昨年、3人だった; the next sentence may leave the topic out."""
        nouns, end, unit = self.nouns, place.end, place.unit
        is_end = is_said_of_topic(self.text, end) or _BOUND_END_RE.search(self.text, max(end - 3, place.start), end)
        if not is_end:
            return None
        if place.unit in DISTANCES and AWAY_RE.search(self.text, max(nouns.starts[place.begin], place.start - 20), end):
            return None  # 現場は港の東|約6キロ
        if place.quantity == "money" and DEAL_RE.match(self.text, end):
            return None  # 潮見建設が74億円(税抜き)で落札した
        if place.quantity == "age" and self._is_bracketed(place.start):
            return None  # 音がうるさいと、男性(毎日の報道では72歳)が
        if self.text[place.start - 1] == "に" and _ONLY_RE.match(self.text, end):
            return None  # 一日に三人しか渡らない橋でも
        if self.text.startswith("」の", end) and self.text[place.start - 1] == "「":
            return None  # 正答率は、「101冊以上」の児童より17ポイント低い
        if before - 2 > place.begin and nouns.kind_at(before - 1) == "は" and nouns.surface(before - 2) == "ず":
            return None  # 値下がりは359、変わらずは53だった
        if place.quantity == "money" and is_given(nouns, before, place.begin):
            return None  # 無償化に6800万円を計上した
        is_answer = (
            unit in SHARES
            and self.text.startswith("」が", place.start - 2)
            and "について" in (self.text[max(nouns.starts[place.begin], place.start - 40) : place.start])
        )
        found = None if is_answer else topic_before(nouns, place.first, place.begin, unit, told=self.last[0])
        if found is None and (most := self._most(place)) is not None:
            return most
        if found is None and is_other_topic_told(nouns, before, place.begin):
            if self.text[place.start - 1] == "は":
                self.topic = Topic()  # 「評価しない」は66%
            return None
        if found is None and unit == "倍" and before > place.begin and nouns.kind_at(before - 1) == "の":
            return nouns.run_before(before - 1, place.begin)  # 基準値の3倍
        if found is not None and place.quantity == "money" and self.told.get("人") == (self.sentence, found):
            return None  # 生徒は420人で、年間2億円を見込む
        if found is not None:
            is_told = found == self.last[2] and not found.endswith(("損益", "収支", "利益"))
            result = result_behind(nouns, end) if is_told else None
            is_change_of = unit == "ポイント" and self.topic.noun == found and self.topic.unit in SHARES
            if not is_change_of:  # 割合は34.8%と2.9ポイント高まり、65歳以上は40%だった
                self.topic = self._topic_of(place, found, unit) if result is None else Topic()
            return result or found  # 所得は22万円で、毎月3万円の赤字となる
        if (result := result_behind(nouns, end)) is not None:
            self.topic = Topic()
            return result  # 毎月3万円の赤字となる
        topic = self.topic
        is_near = self.sentence - topic.sentence <= TOPIC_REACH
        is_second = self.last[0] == place.start - 1 and self.text.startswith("という", end)
        if is_second or _SO_CALLED_RE.match(self.text, end):
            return None  # 106万円、130万円という壁
        is_topic = before - 2 >= place.begin and nouns.kind_at(before - 1) in ("は", "が")
        last = nouns.surface(before - 2) if is_topic else ""
        if last in ("上限", "下限"):
            return last
        is_apart = self._is_bracketed(place.start) or bool(_APART_RE.match(self.text, nouns.starts[place.begin]))
        is_apart = is_apart or is_cleft(nouns, place.begin, place.first)
        if topic.block == block and unit == topic.unit and is_near and not is_apart:
            is_change = _CHANGE_BEHIND_RE.match(self.text, end) is not None  # 前週より|19円|安く
            return topic.noun if topic.goes_on(0.0 if is_change else place.amount, place.quantity) else None
        return last if last in self.words["sumtotal"] else None  # 総額は5億円だった
