"""Runs of nouns before and behind a place in a text, and the words that name no thing (``counted_skip.tsv``).

>>> from corpus.article import Article
>>> from corpus.tokens import prepare
>>> nouns = Nouns(prepare(Article("x", "-", "1019万人のカード申請があった。")))
>>> nouns.run_after(4, 8)
'カード申請'
"""

from __future__ import annotations

from functools import cache

from analyzer.figures.units import lines_of
from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.tokens import Column, Document, TokenType
from corpus.vocabulary import alternation

__all__ = ["Nouns", "is_katakana", "last_words", "roles"]

#: A noun run longer than this is no noun any more (broken text, headlines run together).
MAX_LENGTH = 24
MAX_TOKENS = 12
_PLURALS = ("ら", "たち", "達")
_BEHIND_COUNTERS = ("当たり", "あたり", "半")
PARTICLES = frozenset("はがもをのにでと")
#: What the form of a verb ends in that begins a compound noun: 買い付け価格, 取り扱い件数.
_VERBAL_NOUN = frozenset("けいりみちしきえれせげびめ")
#: An index with its number, as a topic: CAC40, S&P500.
_INDEX_RE = Pattern(
    r"[一-龥ァ-ヺー]{0,12}(?<![A-Za-z&])[A-Z][A-Za-z&]{1,7}[0-9]{2,4}$|[一-龥ァ-ヺー]{2,12}[0-9]{2,3}種平均$|(?:[ァ-ヺー]{2,8}|日経)[0-9]{3}$"
)
_PRICED = "[0-9一二五十百千万,]+円"


def _kind(token: TokenType) -> str:
    """Return one letter for what a token can be in a noun run; a particle stands for itself."""
    surface, pos1, pos2 = token.surface, token.pos1, token.pos2
    if pos1 == "助詞":
        return surface if surface in PARTICLES and pos2 != "接続助詞" else "j"
    if pos1 == "名詞":
        if pos2 == "数詞":
            return "D" if surface != "れい" else "N"  # れいわ新選組
        if token.pos3 == "副詞可能" and surface not in ("結果", "金"):
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
    if surface in ("」", "「"):
        return surface
    return "・" if surface in ("・", "&") else "j"


_KIND = Column(_kind)


@kept
def roles() -> dict[str, set[str]]:
    """Return the words of ``counted_skip.tsv`` by what they are: heads, adverbs, units of places."""
    words: dict[str, set[str]] = {}
    for line in lines_of("counted_skip.tsv", "word role source example"):
        word, role, _ = line.split("\t", 2)
        words.setdefault(role, set()).add(word)
    return words


@cache
def last_words(*names: str) -> tuple[str, ...]:
    """Return what nouns of the roles called ``names`` end in."""
    return tuple(word for name in names for word in roles()[name])


@table_pattern
def _coin_re() -> str:
    """Return the expression of 50円玉, 1万円札."""
    return rf"{_PRICED}(?:{alternation(roles()['coin'])})$"


def is_katakana(character: str) -> bool:
    """Whether a word in katakana goes on across the character."""
    return "ァ" <= character <= "ヺ" or character == "ー"


class Nouns:
    """The nouns of one document, by their tokens."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.text = doc, doc.folded
        self.starts, self.ends, self.types = doc.starts, doc.ends, doc.types
        self.kinds = _KIND.grown(doc.lexicon)
        self.words = roles()

    def kind_at(self, index: int) -> str:
        """Return one letter for what the token can be in a noun run."""
        return self.kinds[self.types[index]]

    def surface(self, index: int) -> str:
        """Return the token as written."""
        return self.text[self.starts[index] : self.ends[index]]

    def run_after(self, index: int, stop: int, *, is_time_dropped: bool = False) -> str | None:
        """Return the noun run that begins at token ``index``, without 後 and 前 at its end where they are dropped."""
        if index < stop and self.kind_at(index) == "・":
            return None  # 4番・山田
        begin, stop = index, min(stop, index + MAX_TOKENS)
        while index < stop and self.kind_at(index) in "NLSPTHK・":
            if index > begin and (
                self.ends[index - 1] != self.starts[index] or self.surface(index) in ("最近", "以来")
            ):
                break
            index += 1
        while index > begin and self.kind_at(index - 1) in "PK・":
            index -= 1
        if index > begin + 1 and self.surface(index - 1) in _PLURALS:
            index -= 1  # 30代の契約社員ら
        if is_time_dropped and index > begin + 1 and self.surface(index - 1) in ("後", "前", "中", "時"):
            index -= 1  # 第1回放送|後に
        if index == begin:
            return None
        run = self.text[self.starts[begin] : self.ends[index - 1]]
        return run if len(run) <= MAX_LENGTH else None

    def is_act(self, index: int) -> bool:
        """Whether the token is an act (活動, 安全確認), not an event that is counted by heads (死亡)."""
        word = self.doc.lexicon.types[self.types[index]]
        return word.pos3 == "サ変可能" and word.goshu == "漢" and word.surface not in self.words["event"]

    def is_act_alone(self, index: int, stop: int) -> bool:
        """4位以内|確保: an act without a thing behind it."""
        is_last = index + 1 >= stop or self.kind_at(index + 1) not in "NLSPTHK・"
        return is_last and self.is_act(index)

    def act_of(self, index: int, stop: int) -> str | None:
        """賠償|の請求: the act alone behind the particle at ``index``."""
        is_act = index + 1 < stop and self.kind_at(index) == "の" and self.is_act_alone(index + 1, stop)
        return self.surface(index + 1) if is_act else None

    def run_before(self, index: int, begin: int) -> str | None:
        """Return the noun run whose last token is right before ``index``."""
        last, begin = index, max(begin, index - MAX_TOKENS)
        kinds, types = self.kinds, self.types
        while index > begin and (
            kinds[types[index - 1]] in "NLSPTHK・" or self._is_depth(index - 1) or self._is_of_kind(index - 1, begin)
        ):
            if self.ends[index - 1] != self.starts[index] and index != last:
                break
            index -= 1
        if index < last and self._is_verbal(index - 1, begin):
            index -= 1  # 買い付け総額
        if index < last and self.text[self.starts[index] : self.ends[last - 1]] in self.words["head"]:
            return None  # 前年同期
        if last - 1 > index and self.surface(last - 1) in _PLURALS:
            last -= 1  # 四十代男性ら七人
        counter = index - 1
        index = self._thing_begins(index, last, is_counted=index > begin and self.kind_at(index - 1) == "D")
        if index >= last:
            return None
        if self.surface(last - 1) in self.words["coin"] and (
            coin := _coin_re().search(self.text, self.starts[last - 1] - 10, self.ends[last - 1])
        ):
            return coin[0]  # 50円玉
        run = self.text[self._name_begins(index, begin) : self.ends[last - 1]]
        is_single = index == last - 1 == counter + 2 and len(run) == 1 and run not in self.words["head"]
        if is_single and counter >= begin and self.kind_at(counter) == "D":
            return self.text[self.starts[counter] : self.ends[last - 1]]  # 3連|単
        if run == "円" and self.text[self.starts[index] - 1] in "/" and index - 2 >= begin:
            return self.surface(index - 2) + "/円"  # ドル/円
        if run in ("会", "党") and index - 1 > begin and self.surface(index - 1) == "の":
            return self._party_before(index - 2, begin) + run
        return None if self._is_no_thing(run, index, last) else run

    def _name_begins(self, index: int, begin: int) -> int:
        """Return the offset where the word of token ``index`` begins that the dictionary has cut: ミナミノ|カゼ, 若|波."""
        begins = at = self.starts[index]
        if index > begin and self.kind_at(index - 1) == "A" and self.ends[index - 1] == begins:
            return begins - ("一" <= self.surface(index - 1) <= "龥" and len(self.surface(index - 1)) == 1)
        if (
            index > begin
            and len(self.surface(index)) == 1
            and self.doc.lexicon.types[self.types[index - 1]].pos1 == "副詞"
        ):
            before = self.surface(index - 1)
            return begins - len(before) * all("一" <= each <= "龥" for each in before)  # 直接|死
        while at and is_katakana(self.text[at - 1]) and is_katakana(self.text[at]):
            at -= 1
        return begins if at and self.text[at - 1] in "0123456789" else at  # 5インチ|フロッピー

    def _party_before(self, index: int, begin: int) -> str:
        """日本維新の|会, みんなの|党: a name that holds a の, up to it."""
        last = index
        while index > begin and self.kind_at(index - 1) in "NLSPHK":
            index -= 1
        return self.text[self.starts[index] : self.ends[last + 1]]

    def _thing_begins(self, index: int, last: int, *, is_counted: bool) -> int:
        """Return where the thing begins in the run ``index``..``last``, behind counters and times; ``last`` for none."""
        if is_counted:
            index += 1  # 大手5社が, 1株当たり配当は: a counter, and perhaps what follows it
            while index < last and (self.kind_at(index) == "S" or self.surface(index) in _BEHIND_COUNTERS):
                index += 1
        while index < last and (
            (self.kind_at(index) in "ST・" and not self._is_compound(index, last))
            or (self.surface(index) == "期" and self.text[self.starts[index] - 1] == "月")  # 4〜6月|期純利益
            or (index < last - 1 and self.surface(index) in self.words["modifier"])
        ):
            index += 1
        for cut in range(index + 1, last - 1):
            if self.surface(cut) == "ら":  # 国王の弟ら王族3人
                index = cut + 1
        return index

    def _is_compound(self, index: int, last: int) -> bool:
        """時刻|表: a word of time that a noun of one letter makes a thing of."""
        return index == last - 2 and self.kind_at(index) == "T" and self.surface(index + 1) in self.words["piece"]

    def _is_no_thing(self, run: str, index: int, last: int) -> bool:
        """Whether the run says when, where or against what: 昨年度比, 福岡県250ミリ."""
        if last - index == 2 and self.kind_at(index) == "L" and run[-1] in "都道府県市区町村":
            return True
        if run.endswith(last_words("index")):
            return False  # NYダウ
        return (
            run.endswith(last_words("ending"))
            or run in self.words["head"]
            or len(run) > MAX_LENGTH
            or (self.kind_at(last - 1) == "S" and run[-1] == "上" and last - index > 1)  # 戸籍上
            or (self.kind_at(last - 1) in "LPTH" and not (last - index > 1 and run.endswith("先")))
        )

    def _is_verbal(self, index: int, begin: int) -> bool:
        """買い付け|総額: a verb that begins a compound noun; not 批判を受け|社員3人が."""
        if index < begin or self.kind_at(index) != "V" or self.ends[index] != self.starts[index + 1]:
            return False
        is_set = len(self.surface(index)) > 2 or self.text.startswith("時間", self.ends[index])  # 待ち|時間
        return is_set and (index == begin or self.kind_at(index - 1) in "、。は・のj「」")

    def _is_of_kind(self, index: int, begin: int) -> bool:
        """記録|的|大雨: whether the token makes an adjective of the noun before it, in a compound."""
        return self.surface(index) == "的" and index > begin and self.kind_at(index - 1) == "N"

    def _is_depth(self, index: int) -> bool:
        """深さ, 高さ: an adjective that さ makes a noun."""
        return self.kind_at(index) == "A" and index + 1 < len(self.types) and self.surface(index + 1) == "さ"

    def noun_phrase(self, particle: int, begin: int) -> str | None:
        """Return the noun before a particle; 死者の数 is 死者."""
        if self.surface(particle - 1) == ")":  # 国内総生産(GDP)は
            bracket = next(
                (i for i in range(particle - 2, max(begin, particle - 8), -1) if self.surface(i) == "("), None
            )
            particle = particle if bracket is None else bracket
        is_index = self.kind_at(particle - 1) == "D" or self.surface(particle - 1) == "平均"
        begins = max(self.starts[particle] - 24, 0)
        if is_index and (index := _INDEX_RE.search(self.text, begins, self.starts[particle])):
            return index[0]  # 株価指数CAC40は
        run = self.run_before(particle, begin)
        last = self.surface(particle - 1)
        if last in self.words["generic"] and run in (last, None):
            head = particle - 1 - (self.surface(particle - 2) == "過去" and particle - 2 > begin)
            if head - 1 > begin and self.kind_at(head - 1) == "の":
                whole = self.run_before(head - 1, begin)  # 入場者の過去最高は
                is_state = whole is not None and whole.startswith(("未", "非", "無")) and self.is_act(head - 2)
                return f"{whole}の{last}" if is_state else whole  # 未精算の件数は
            return None
        return run

    def is_name(self, index: int) -> bool:
        """Whether the dictionary calls the token a proper name."""
        return self.doc.lexicon.types[self.types[index]].pos2 == "固有名詞"
