"""Past or future: what the words behind a date say about its place before or after the publication.

12月に発表した is past, 12月に開催予定だ and 12月に廃止する方針 are future; a た nearer to the date decides before a plan behind it.
Read from the tokens: auxiliary た, dictionary forms of verbs, plan words of ``date_tense.tsv``, verbal nouns that end a
sentence (2月、機構に改善を要請。).
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from operator import itemgetter
from typing import Literal

from analyzer.dates.expressions import TABLES
from analyzer.dates.patterns import PLANNED_RE, SINCE_RE
from analyzer.dates.schedule import dose_words, event_words, first_letters, scheduled_re
from corpus.cache import kept
from corpus.patterns import Pattern
from corpus.tokens import Column, Document, TokenType
from corpus.vocabulary import read_table

__all__ = ["Tense", "is_event_before", "stands_aside", "tense_after"]

Tense = Literal["past", "future"] | None


@kept
def _words_of() -> dict[str, frozenset[str]]:
    """Return the words of ``date_tense.tsv`` by what they say: future, or none (による, という, ている)."""
    words: dict[str, set[str]] = {}
    for row in read_table(TABLES / "date_tense.tsv", key="surface", required=("tense", "source", "example")):
        words.setdefault(row["tense"], set()).add(row["surface"])
    return {tense: frozenset(found) for tense, found in words.items()}


@cache
def _tense_words() -> frozenset[str]:
    return _words_of()["future"]


@cache
def _empty_verbs() -> frozenset[str]:
    return _words_of()["none"]


_PAST, _FUTURE, _FINAL, _MODIFYING, _SURU, _BREAK, _OBJECT, _CLOSE, _END, _ACT, _STOP, _POLITE = range(1, 13)


def _tense_code(word: TokenType) -> int:
    if word.pos1 == "名詞" and len(word.surface) > 1:  # most words there are
        if word.lemma in _tense_words() or word.surface in _tense_words():
            return _FUTURE
        return _ACT if word.pos3 == "サ変可能" else 0
    if word.pos1 == "助動詞" and word.lemma == "た":
        return _PAST
    if word.pos1 == "助動詞" and word.lemma == "ます" and word.cform.startswith("終止"):
        return _POLITE
    if word.lemma in _tense_words() or word.surface in _tense_words():
        return _FUTURE
    if word.pos1 == "動詞" or (word.pos1 == "助動詞" and word.lemma in ("れる", "られる", "せる", "させる")):
        if word.lemma == "為る" and not word.cform.startswith(("終止", "連体")):
            return _SURU
        if word.lemma in _empty_verbs():
            return _FINAL if word.lemma == "成る" and word.cform.startswith("終止") else 0
        return _FINAL if word.cform.startswith("終止") else _MODIFYING if word.cform.startswith("連体") else 0
    if word.surface in ("、", "は", "が", "も") and word.pos1 in ("助詞", "補助記号"):
        return _BREAK
    if word.surface == "を":
        return _OBJECT
    if word.surface == "。":
        return _STOP
    if word.surface in ("」", "』", ")", "と"):
        return _CLOSE
    if word.pos3 == "サ変可能":
        return _ACT  # 2月、機構に改善を要請。
    return 0


#: Tokens read behind a date for its verb: a longer sentence is a list or broken, and cost must stay linear.
_LOOK_AHEAD = 80
_TENSES = Column(_tense_code)
_CODE = itemgetter(1)
#: 6月に予定されていた, 3月に組まれていた: set for a day that may lie ahead.
_SET_FOR_RE = Pattern(r"(?:予定|計画|設定)(?:されて|して)い$|(?:組|見込)まれてい$")
_THEN = ("うえで", "上で")
#: Before 予想, 計画: a mark that something is set against, no plan.
_SET_AGAINST = ("市場予", "会社予", "事前予", "従来予", "期初予", "当初予", "従来計", "当初計", "期初計", "市場見")
#: What was planned or expected as of a day is as old as that day.
_AS_OF = ("時点の", "時点で")
#: 緩和されると、|来店客が増えた; not と、県が明らかにした.
_OCCASION_RE = Pattern(
    r"(?![^。]{0,40}(?:発表|明らか|述べ|語[っり]|話し|説明|表明|決め|伝え|報じ|主張|強調|訴え|指摘|約束|答え|コメント|書い|見通し|予想|しており|としてい))"
    r"[^。「」]{2,60}(?<!てい)た(?:。|$)"
)
#: 年明け|から戻って、今は
_UNTIL_NOW_RE = Pattern(r"から[^。「」]{1,24}[てで]、?(?:今|いま|現在|最近)(?:は|で|も|や)")
#: 10月3日開催を予定|している
_STILL_SET = ("している", "しており", "しています")


def tense_after(doc: Document, end: int, sentence_index: int) -> Tense:
    """Return whether the words behind ``end``, up to the end of the sentence, place a date before or after now."""
    sentence = doc.sentences[sentence_index]
    codes, types, text = _TENSES.grown(doc.lexicon), doc.types, doc.folded
    index = bisect_right(doc.ends, end - 1) + 1
    last = min(sentence.last_token, index + _LOOK_AHEAD)
    closing = doc.folded.find("」", end, sentence.end)
    is_quoted = closing >= 0 and text.find("「", end, closing) < 0
    if is_quoted:
        last = min(last, bisect_right(doc.ends, closing))  # 「年明けから舞台がある」と話した
    after = text[end : end + 1]
    if (
        after == "、"
        and not is_quoted
        and _PAST in [codes[each] for each in types[max(index, sentence.last_token - 3) : sentence.last_token]]
    ):
        return "past"  # 県は12日、廃止すると発表した。 A dateline belongs to the last predicate.
    is_attributive = after == "の"
    if is_attributive and PLANNED_RE.match(text, end):
        return "future"  # 8月の合宿を二つに分けて開くと発表した
    if after == "か" and _UNTIL_NOW_RE.match(text, end, sentence.end):
        return "past"
    if after in first_letters("set") and scheduled_re().match(text, end):
        return "future"
    return _tense_of_words(doc, end, range(index, last), is_attributive=is_attributive)


def _tense_of_words(doc: Document, end: int, tokens: range, *, is_attributive: bool) -> Tense:
    """Return what the first word behind the date says that tells: た, a plan, a verb in its dictionary form, a full stop."""
    codes, types, text = _TENSES.grown(doc.lexicon), doc.types, doc.folded
    ending = coded = 0
    is_close = True  # nothing but に, を and nouns between the date and the verb: 12月に開催する大会
    every = map(codes.__getitem__, types[tokens.start : tokens.stop])
    for position, code in filter(_CODE, enumerate(every, tokens.start)):
        if position > coded + 1:  # words that tell nothing stand between
            ending = 0
        coded = position
        if code == _PAST and text.startswith(_THEN, doc.ends[position]):
            ending = 0  # 審査を行ったうえで12月に決める
            continue
        if code == _FUTURE and text.startswith(_SET_AGAINST, doc.starts[position] - 2):
            continue  # 市場予想の38億円を下回った
        if code == _FUTURE and text.startswith(_AS_OF, doc.starts[position] - 3):
            continue  # 6月時点の見込みは6800万円だった
        if code == _PAST:
            return None if _SET_FOR_RE.search(text, end, doc.starts[position]) else "past"
        distance = position - tokens.start
        following = codes[types[position + 1]] if position + 1 < tokens.stop else _END
        if code == _BREAK:
            is_close = False
        elif code == _FUTURE:
            is_set = following == _SURU and text.startswith(_STILL_SET, doc.ends[position])
            if is_set or (following not in (_SURU, _PAST, _OBJECT) and not (is_attributive and distance > 6)):
                return "future"
        elif not is_attributive:
            if code == _FINAL and following == _CLOSE and _is_occasion(doc, position, tokens.stop):
                return "past"  # 7月に規制が緩和されると、来店客が増えた
            is_final = code == _FINAL and following in (_END, _BREAK, _CLOSE, _STOP)
            is_near = is_close and distance < 9 and following not in (_PAST, _SURU)
            if is_final or (is_near and code in (_FINAL, _MODIFYING)):
                return "future"
            if code == _POLITE and _is_done_once(doc, position - 1):
                return "future"  # 9月末で生産を終え、配置転換の対象となります
        if code == _STOP:
            return "past" if ending == _ACT else None
        ending = code
    is_open = ending != 0 and coded == tokens.stop - 1
    return "past" if is_open and text.startswith(("以降", "以来"), end) else None


def _is_occasion(doc: Document, position: int, stop: int) -> bool:
    """緩和されると、…増えた: whether と says on what occasion something was, not what somebody said."""
    text, end = doc.folded, doc.ends[position]
    if not text.startswith("と、", end) or _TENSES.grown(doc.lexicon)[doc.types[stop - 1]] not in (_STOP, _PAST):
        return False
    return _OCCASION_RE.match(text, end + 2) is not None


def _is_done_once(doc: Document, position: int) -> bool:
    """Return whether the verb says that something happens, not that something is (あります, しています)."""
    word = doc.lexicon.types[doc.types[position]]
    return word.pos1 == "動詞" and (word.lemma == "成る" or word.lemma not in _empty_verbs())


def _aside_code(word: TokenType) -> int:
    if word.pos1 in ("名詞", "接頭辞", "代名詞"):
        return _ACT
    if word.pos1 == "助動詞" and word.lemma in ("た", "だ") and word.cform.startswith("連体"):
        return _PAST
    if word.pos1 in ("動詞", "助動詞") and word.cform.startswith("連体"):
        return _MODIFYING
    return _BREAK if word.surface in ("、", "。", "は") else 0


_ASIDE_LENGTH = 14


def stands_aside(doc: Document, end: int, sentence_index: int) -> bool:
    """Return whether the date before ``end`` stands in a clause about a noun: 7日から行っていた買い付け."""
    words, types = doc.lexicon.types, doc.types
    index = doc.token_at(end - 1) + 1
    last = min(doc.sentences[sentence_index].last_token, index + _ASIDE_LENGTH) - 1
    for position in range(index, last):  # asked too seldom for a column of all words
        code = _aside_code(words[types[position]])
        if code == _BREAK:
            return False
        if code in (_PAST, _MODIFYING) and _aside_code(words[types[position + 1]]) == _ACT:
            return True
    return False


def _is_event(word: TokenType) -> bool:
    if word.pos1 != "名詞":
        return False
    is_act = len(word.surface) > 2 and word.surface[-1] in "けきりみちしえせれげめび"  # 植え付け, 引き渡し
    return is_act or word.pos3 == "サ変可能" or word.surface in event_words()


def is_event_before(doc: Document, start: int) -> bool:
    """Return whether the words before ``start`` say from which event it counts: 植え付けの2週間前, 負けた翌日."""
    before = doc.folded[max(start - 1, 0) : start]
    if before == "た":
        return True
    since = SINCE_RE.search(doc.folded, max(start - 6, 0), start)
    if since is not None:
        return since[1] not in "今れらう日月年時分夜朝"  # 発災からわずか三日後; not 今から, 15日から
    if doc.folded.startswith(dose_words(), start - 2):
        return True  # 投与12週後
    if before != "の":
        return False
    index = doc.token_at(start - 2) if start > 1 else -1
    is_noun = 0 <= index < len(doc.types) and doc.ends[index] == start - 1
    return is_noun and _is_event(doc.lexicon.types[doc.types[index]])
