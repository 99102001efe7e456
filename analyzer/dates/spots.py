"""Expressions where they stand: in which block and sentence, under which tense, in a header, a source or an opening hour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from analyzer.dates.expressions import Expression, event_before
from analyzer.dates.patterns import (
    APPOINTED_RE,
    CONTRACT_RE,
    EXPECTED_RE,
    FIRST_SINCE_RE,
    FORECAST_RE,
    HAPPENED_RE,
    MARKET_BEFORE_RE,
    MEASURE_RE,
    MEASURED_NOUN_RE,
    MEETING_RE,
    MOST_RE,
    NEXT_TIME_RE,
    NEXT_TO_RE,
    PLANNED_IN_TITLE_RE,
    PLEA_RE,
    PUT_OFF_RE,
    REPORTED_RE,
    SET_AGAINST_RE,
    SINCE_NOUN_RE,
    TIMETABLE_RE,
    TITLE_FORECAST_RE,
    TOLD_RE,
)
from analyzer.dates.schedule import announced_re, awaited_re, first_letters, known_by_re, programme_re, sitting_re
from analyzer.dates.tense import Tense, is_event_before, stands_aside, tense_after
from analyzer.dates.timeline import Place
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["Spot", "is_header_line", "spots_of"]

_OPENING_BEFORE_RE = Pattern(
    r"(?:営業|受け付け|受付|開館|開店|閉館|閉店|始業|終業|利用)時間[^。]*$|(?:受け?付け?|開館|開園|開店|営業|平日|休日|土日)(?:は|:|、|/| )?$"
    r"|(?:窓口|ダイヤル|コールセンター)[^。「」]{0,2}\([^()。]{0,20}$"
)
_OPENING_LETTERS = frozenset("営受開閉始終利平休土窓ダ")
_OPENING_RE = Pattern(
    r"(?:から|まで|〜|に)?[^。、]{0,6}(?:営業(?!を(?:始|再開|開始|終|取り))|受け付け|受付|(?:開館|開店|開園|閉館|閉店|閉園)(?![式典]|セール|記念|セレモニー|イベント)|開いて|開けて|利用でき|門限|消灯|起床|就寝|始業|終業|登校)"
)
#: 9月|に施行された改正法
_ENACTED_RE = Pattern(r"に(?:施行|制定|改正|公布|成立|発足|導入|開業|新設)(?:された|した)[一-龥ァ-ヶ]")
#: 8月から|何も進めていない
_NOT_DONE_RE = Pattern(r"(?:て|で)い(?:ない|る|ます|ません)(?=[。」]|と)")
#: 朝|のラッシュ時: every morning.
_RUSH_RE = Pattern(r"(?:夕方?)?の(?:通勤|通学|ラッシュ|混雑時)")
#: 11月の土曜は|午後8時まで
_DAYS_OF_MONTH_RE = Pattern(r"月の[月火水木金土日]曜は$")
#: 23日|発表した4月の物価指数は
_RELEASED_RE = Pattern(r"(?:に|、)?(?:発表|公表|まとめ|公開)(?:し?た)?、?[0-9]{1,2}月の")
#: 午前9時〜午後5時|(入館は4時30分まで)
_LAST_CALL_RE = Pattern(
    r"\((?:最終)?(?:入[館場園店室山浴]|受け?付け?|ラストオーダー|オーダーストップ|LO|L\.O\.|チケット販売)[^()0-9]{0,4}$"
)
#: 6月以来, 4〜12月純利益: it has been.
_REACHED_RE = Pattern(
    r"以来|に[^、。「」はが]{1,12}[てで]以来|の[^、。はがを]{1,10}以来|期?(?:連結)?(?:純利益|純損益|最終|経常[利損]|営業[利損]|売上高)"
)
#: 18日|、19日に
_NEXT_DAY_RE = Pattern(r"、([0-9]{1,2})日(?!間)")
#: 締め切りは30日です, 募集は25日まで: a day to come.
_DEADLINE_RE = Pattern(r"(?:締め?切り?|応募期限|提出期限|申請期限|期限|募集|応募|申し?込み?|受け?付け?)は$")
#: The topic that a year belongs to: 2009年の大会は3月11日に.
_TOPIC_RE = Pattern(r"の[^、。のはが]{1,12}は、?")
#: 港を出ていた, 入港する予定だった: before what was just told.
_BACKGROUND_RE = Pattern(r"(?:[てで]い(?:た|ました)|予定(?:だった|でした))(?:という|とみられる|らしい)?[。」]?\s*$")
#: 呼びかけていた: it had been so before.
_HAD_RE = Pattern(r"[てで]い(?:た|ました)。?\s*$")
#: What is done on a day after the event: 海保は5日、船長を調べた.
_INQUIRY_RE = Pattern(
    r"(?:(?:調べ|聴い|引き揚げ)[^。、]{0,8}|(?:聴取|検証|捜索|見分|調査|点検)(?:を?し|を行っ|を進め|を実施し))(?:た|だ)。?\s*$"
)
#: 昨年は3位だった|が、7月に: the sentence turns away from its year.
_CONTRAST_RE = Pattern(r"(?<!た)が、|一方|のに対し|だった(?=[^。、])|今年|ことし|現在")
#: 1966年度|の第2回以来で、この時は9月に: the year is taken up as a topic.
_THEN_RE = Pattern(r"[^。0-9]{0,16}[0-9]{0,2}[^。0-9]{0,16}、(?:この(?:時|とき|年|際)|当時|その(?:時|とき|年))は")
_YEARLY_RE = Pattern(r"通期|年間|期末配当|年度")
_CITED_RE = Pattern(r"[^、。はがを]{1,24}[、 ]")
_CITATION_END_RE = Pattern(
    r"(?:付け?)?(?:[^。はがを、]{0,6}[0-9:時分]{2,8})?(?:\([^()]{0,16}\))?(?:付け?|閲覧)?(?:[朝夕]刊|[^、。「」はがを]{1,6}[版面])?[。\n]?"
)


#: What stands in a line that dates the text below or above it, besides the date and the name of a paper.
_HEADER_RE = Pattern(
    r"配信|朝刊|夕刊|付(?!近|け|属|与)|更新|掲載|公開|投稿|発行|発売|号(?![外機])|版|UP|アップ|posted|published|date|日時|作成|時点",
    re.IGNORECASE,
)
_HEADER_LENGTH = 45


class Spot(Struct, gc=False):
    """An expression where it stands: its block, sentence, the tense behind it and the text before it."""

    doc: Document
    expression: Expression
    block: int
    sentence: int
    between: str
    is_header: bool
    is_dateline: bool = False  # 6月11日、: a comma behind it
    place: Place = ""
    known_tense: Tense | Literal["unread"] = "unread"

    @property
    def tense(self) -> Tense:
        """What the words behind say; read when first asked for, since a date written in full needs none."""
        if self.known_tense == "unread":
            self.known_tense = _tense(self.doc, self.expression, self.sentence)
            is_title = self.doc.blocks[self.block].kind == "headline"
            if self.known_tense is None and self.expression.year is not None and self.expression.month is None:
                line = self.doc.folded.find("\n", self.expression.end, self.expression.end + 40)
                stop = line if line >= 0 else min(self.expression.end + 40, len(self.doc.folded))
                if TITLE_FORECAST_RE.match(self.doc.folded, self.expression.end, stop):
                    self.known_tense = "future"  # 人口、50年に1億人割れ 推計
            if is_title and PLANNED_IN_TITLE_RE.match(self.doc.folded, self.expression.end):
                self.known_tense = "future"  # 食用油、10月に値上げ
        return self.known_tense

    @property
    def is_source(self) -> bool:
        """Whether it is all that its sentence says: 朝日新聞、2011年4月18日。"""
        return self.doc.article.published is None and _is_source(self.doc, self.expression, self.sentence)


def spots_of(doc: Document, expressions: Sequence[Expression]) -> list[Spot]:
    """Return the expressions with what their surroundings say: block, sentence, tense, header, source, event."""
    spots: list[Spot] = []
    text, blocks, sentences = doc.folded, doc.blocks, doc.sentences
    bylines = [block for block in blocks if block.kind == "byline"]
    is_pasted = bool(bylines)
    has_bylines = any(not block.group for block in bylines)  # a pasted report's own dates nothing but that report
    lines = _first_lines(doc) if not has_bylines else []
    lines_end = lines[-1][1] if lines else 0
    block, sentence, last_block, last_sentence = 0, 0, len(blocks) - 1, len(sentences) - 1
    previous_end, previous_sentence, dateline_sentence = -1, -1, -1
    for expression in expressions:
        start, end = expression.start, expression.end
        while block < last_block and blocks[block + 1].start <= start:
            block += 1
        while sentence < last_sentence and sentences[sentence + 1].start <= start:
            sentence += 1
        between = ""
        is_dateline = text.startswith("、", end) and not _is_first_of_days(text, expression)
        place: Place = ""
        if is_dateline:
            place, dateline_sentence = "dateline", sentence
        elif sentence == dateline_sentence and expression.day is not None:
            place = "aside" if stands_aside(doc, end, sentence) else ""
        if sentence == previous_sentence:
            if _follows_a_date(doc, spots[-1], expression, is_dateline):
                place = "story" if spots[-1].expression.rule == "following" else "list"
            between = _text_between(text, expression, previous_end)
        is_own = start < lines_end and (not blocks[block].group or not is_pasted)
        is_header = blocks[block].kind == "byline" or (is_own and _in_header_line(doc, expression, lines))
        is_header = is_header or (
            blocks[block].kind == "headline" and _closes_headline(doc, expression, blocks[block].end)
        )
        if expression is expressions[-1] and not is_pasted and expression.year and expression.day:
            is_header = is_header or _is_last_line(text, start, end)
        spots.append(Spot(doc, expression, block, sentence, between, is_header, is_dateline, place))
        _note_what_it_counts_from(spots[-1], previous_end if sentence == previous_sentence else 0)
        _note_its_clause(spots[-1], is_first=len(spots) == 1)
        previous_end, previous_sentence = end, sentence
    return spots


def _text_between(text: str, expression: Expression, previous_end: int) -> str:
    """Return what stands between an expression and the one before it in its sentence, where it is short enough to tell."""
    distance = expression.start - previous_end
    if (
        expression.month is not None
        and 2 < distance <= 16
        and _TOPIC_RE.fullmatch(text, previous_end, expression.start)
    ):
        return "のは"
    return text[previous_end : expression.start].strip() if distance <= 4 else ""


def _note_what_it_counts_from(spot: Spot, previous_end: int) -> None:
    """Note of a word of days or years what its neighbours say of the day or year it counts from."""
    doc, expression, text = spot.doc, spot.expression, spot.doc.folded
    start, end, sentences = expression.start, expression.end, spot.doc.sentences
    if expression.shift or expression.rule in _COUNTED_RULES:
        _see_from_what(doc, expression, sentences[spot.sentence].start)
    if expression.yearpoint == "TERM":
        expression.is_closed = text.startswith("当期", start)
        expression.is_compared |= text.startswith("(", start - 1)  # 45円(前期は40円)
        opening = max(sentences[spot.sentence].start, previous_end)
        expression.is_yearly = _YEARLY_RE.search(text, opening, start) is not None
    if expression.rule == "anaphoric_month" and expression.month is not None and expression.month.n < 0:
        expression.is_compared |= _AS_BEFORE_RE.match(text, expression.end) is not None
    if text.startswith("同日", start) and spot.sentence > 0:
        told, own = sentences[spot.sentence - 1], sentences[spot.sentence]
        expression.is_background = (
            _BACKGROUND_RE.search(text, max(end, own.end - 16), own.end) is not None
            and _INQUIRY_RE.search(text, max(told.start, told.end - 40), told.end) is not None
        )
    if expression.rule == "anaphoric_day":
        expression.is_of_report = text.startswith("この日", start) and REPORTED_RE.match(text, end) is not None
        expression.is_of_market = expression.is_compared or MARKET_BEFORE_RE.match(text, end) is not None


def _note_its_clause(spot: Spot, *, is_first: bool) -> None:
    """Note whether the expression is the topic, modifies a noun, only measures, or tells since when it had been so."""
    expression, text = spot.expression, spot.doc.folded
    end, end_of_sentence = expression.end, spot.doc.sentences[spot.sentence].end
    if (
        expression.year is not None
        and expression.month is None
        and (text.startswith("は", end) or _THEN_RE.match(text, end) is not None)
    ):
        expression.is_topic = _CONTRAST_RE.search(text, end, end_of_sentence) is None
    expression.is_modifier = text.startswith("の", end)
    begin = expression.start
    expression.is_row = text[max(begin - 1, 0) : begin] in ("", "\n") and text[end : end + 1] in (" ", "\u3000")
    if expression.day is not None and expression.day.base == "abs" and not spot.place and expression.year is None:
        expression.is_past_perfect = _HAD_RE.search(text, max(end, end_of_sentence - 8), end_of_sentence) is not None
    expression.is_measure = _only_measures(text, expression, is_first=is_first)
    if expression.month is not None and expression.day is None:
        expression.is_since = _ENACTED_RE.match(text, end) is not None or (
            text.startswith("から", end) and _NOT_DONE_RE.search(text, end, end_of_sentence) is not None
        )
    if expression.day is not None and expression.month is None:
        expression.is_of_release = _RELEASED_RE.match(text, end) is not None
    if expression.part and expression.clock is None and expression.day is None:
        expression.is_owned |= _RUSH_RE.match(text, end) is not None
    if expression.clock is not None:
        expression.is_last_call = (
            _LAST_CALL_RE.search(text, max(expression.start - 20, 0), expression.start) is not None
        )
        expression.is_of_sitting = sitting_re().match(text, end) is not None
        expression.is_owned = _is_of_no_day(text, expression)


def _only_measures(text: str, expression: Expression, *, is_first: bool) -> bool:
    """Return whether the expression says what something is set against: 3月2日以来の安値, 10日の終値, 最多だった2023年度に次ぐ."""
    start, end = expression.start, expression.end
    if text[start - 2 : start] == "前回" and expression.month is not None:
        return True  # 10月の調査では、前回7月調査から悪化した
    if expression.year is not None and SINCE_NOUN_RE.match(text, end):
        return True  # 2020年初場所以来、5年10カ月ぶり2度目の優勝
    if text[end : end + 1] not in _MEASURING:
        return False
    if (
        (expression.year is not None or expression.shift)
        and expression.month is None
        and _SET_AGAINST_RE.match(text, end)
    ):
        return True  # 10年前の3倍近い
    if text.startswith("以降で", end) and FIRST_SINCE_RE.match(text, end):
        return True  # 統計が残る1948年以降で最少
    if text.startswith("の", end) and expression.year is not None and MOST_RE.search(text, max(start - 8, 0), start):
        return True  # ピークだった22年6月の8兆9000億ドルから減った
    if text.startswith("の", end) and text.find("以来", end, end + 20) > 0 and MEASURED_NOUN_RE.match(text, end):
        return True  # 2022年9月の台風14号以来
    if text.startswith("以来", end):
        return MEASURE_RE.match(text, end) is not None
    if text.startswith("=100", end):
        return True  # 消費者物価指数(2020年=100)
    if text.startswith(("の終値", "現在の", "時点の"), end):
        return not is_first and expression.day is not None and expression.day.base == "abs"
    return (
        expression.year is not None
        and text.startswith("に", end)
        and (NEXT_TO_RE.match(text, end) is not None and MOST_RE.search(text, max(start - 8, 0), start) is not None)
    )


#: 1〜9月|の累計は3万台。1〜9月|の出荷は前年同期を1割下回る
_SO_FAR_RE = Pattern(
    r"(?:期?の?累計|(?:期|の)[^、。はがを]{0,12}[はがも](?:、)?前年(?:同期)?(?:を|比|に比べ|より))"
    r"(?![^。]*(?:見通し|見込|予想|計画|はず))"
)
#: 前月|と同じだった, から0.1ポイント低下した
_AS_BEFORE_RE = Pattern(
    r"と(?:同じ|同[率数水値]|ほぼ同|変わら|横ばい)|から(?:約?[0-9]|横ばい|[上下]が|低下|上昇|変わら)"
)
#: 10年前|の約3倍, 20年前|と比べると2倍
_SET_AGAINST_RE = Pattern(
    r"の(?:約|およそ|ほぼ)?[0-9.一二三四五六七八九十数半]{1,5}(?:倍|割|%|分の)|[にと]比べ|より[^、。]{0,6}[0-9]"
)
#: What the words begin with by which an expression only measures.
_MEASURING = frozenset("以=の現時にとよ")
#: Rules whose expressions count from another day.
_COUNTED_RULES = frozenset({"anaphoric_day", "anaphoric_month", "anaphoric_year", "relative_day"})


def _see_from_what(doc: Document, expression: Expression, sentence_start: int) -> None:
    """Note whether the expression counts from an event (終戦の翌年, 負けた翌日), and whether it is somebody's words."""
    text, start = doc.folded, expression.start
    if expression.shift or expression.rule == "anaphoric_day":
        expression.is_of_event = is_event_before(doc, start)
    opening = text.rfind("「", max(sentence_start, start - 200), start)
    expression.is_quoted = opening >= 0 and text.find("」", opening, start) < 0
    expression.opening = opening if expression.is_quoted else -1
    if text.startswith("の", start - 1) and expression.rule != "relative_day":
        expression.event = event_before(text, start - 1)


def _follows_a_date(doc: Document, previous: Spot, expression: Expression, is_dateline: bool) -> bool:
    """Return whether a bare day goes on from the month of the date before it: 12月2日に会談し、10日の大綱に盛り込む."""
    first = previous.expression
    return (
        expression.month is None
        and expression.day is not None
        and expression.day.base == "abs"
        and not is_dateline
        and (first.month is not None or first.rule == "following")
        and first.day is not None
        and first.day.n < expression.day.n
        and previous.place != "aside"
        and not stands_aside(doc, first.end, previous.sentence)
    )


def _tense(doc: Document, expression: Expression, sentence: int) -> Tense:
    if expression.type in ("DURATION", "SET"):
        return None
    is_part = expression.months is not None or expression.quarter is not None or expression.half or expression.term
    if is_part and FORECAST_RE.match(doc.folded, expression.end):
        return "future"  # 4〜6月期の見通しを上方修正した
    is_months = expression.months is not None or (expression.until is not None and expression.day is None)
    if is_months and _SO_FAR_RE.match(doc.folded, expression.end) is not None:
        return "past"
    if _REACHED_RE.match(doc.folded, expression.end):
        return "past"
    is_dated = doc.article.published is not None
    if is_dated and expression.year is not None and expression.year.base == "abs" and not expression.shift:
        return None  # the year is written, and nobody asks when the article appeared
    first = expression.year or expression.month or expression.day
    if is_dated and first is not None and first.base == "now" and not expression.season:
        return None  # 昨年, 今月, あす: what they count from says it all
    if SET_AGAINST_RE.match(doc.folded, expression.end):
        return "past"  # 1〜3月期と比べると
    before = doc.folded[max(expression.start - 2, 0) : expression.start]
    if expression.day is not None and before[-1:] == "(" and doc.folded.startswith(")", expression.end):
        return None  # 任期満了(8月12日)に伴う選挙の日程を決めた
    is_day = expression.day is not None and expression.day.base == "abs" and expression.year is None
    if (said := _tense_said(doc.folded, expression, is_day=is_day)) is not None:
        return said
    tense = tense_after(doc, expression.end, sentence)
    if tense != "past" and is_day and (known := known_by_re().match(doc.folded, expression.end)) is not None:
        expression.is_next = tense_after(doc, known.end(), sentence) == "future"
        return "future" if expression.is_next else tense  # 28日開幕の大会で優勝を狙う
    if tense == "past" and expression.month is not None and known_by_re().match(doc.folded, expression.end):
        return None  # 9月公開の映画が最後の出演となった
    if tense == "past" and expression.clock is not None and programme_re().match(doc.folded, expression.end):
        return None
    if is_day and tense != "future":
        if doc.folded[expression.end : expression.end + 1] in first_letters("announced") and announced_re().match(
            doc.folded, expression.end
        ):
            return "future"
        if before[-1:] in ("は", "の") and awaited_re().search(
            doc.folded, max(expression.start - 64, 0), expression.start
        ):
            return None if tense == "past" and not TOLD_RE.match(doc.folded, expression.end) else "future"
    if tense is None and is_day and _DEADLINE_RE.search(doc.folded, max(expression.start - 8, 0), expression.start):
        return "future"
    return tense


def _is_first_of_days(text: str, expression: Expression) -> bool:
    """18日、19日に: whether the comma behind a day leads to a later one; not 12日、11日の事故について発表した."""
    follow = _NEXT_DAY_RE.match(text, expression.end) if expression.day is not None else None
    return follow is not None and expression.day is not None and int(follow[1]) > expression.day.n


def _tense_said(text: str, expression: Expression, *, is_day: bool) -> Tense:
    """Return what the words right beside the date say of its place before or after now: 去る4日, 次回は4日, 14日号."""
    before = text[max(expression.start - 2, 0) : expression.start]
    if before in ("去る", "さる"):
        return "past"
    if before in ("来る", "きた"):
        return "future"
    is_month = expression.month is not None and expression.year is None
    if (is_day or is_month) and NEXT_TIME_RE.search(text, max(expression.start - 14, 0), expression.start):
        expression.is_next = True
        return "future"
    if expression.season and expression.year is None and (before == "次の" or PLEA_RE.match(text, expression.end)):
        return "future"
    is_of_year = expression.month is not None or expression.yearpoint or expression.season
    if is_of_year and not expression.shift and PUT_OFF_RE.match(text, expression.end):
        return "future"
    is_of_paper = is_day and text.startswith("付", expression.end)
    if is_day and (expression.month is None or is_of_paper) and HAPPENED_RE.match(text, expression.end):
        expression.is_of_paper = is_of_paper
        return "past"  # 8日の地震以降, 三日付の新聞から
    if is_day and text.startswith("号", expression.end):
        return "future"  # 14日号: an issue is dated after the day it is sold
    if is_day and expression.month is None and TIMETABLE_RE.match(text, expression.end):
        return "future"
    if expression.month is not None and expression.day is None and EXPECTED_RE.match(text, expression.end):
        return "past"  # 2月の予想の31億円から
    is_near = expression.month is not None or expression.day is not None
    if is_day and expression.month is not None and APPOINTED_RE.match(text, expression.end):
        return "future"
    if not is_day and expression.month is not None and CONTRACT_RE.match(text, expression.end):
        return "future"  # 9月物は1トン8300ドルで終えた: the month of a contract is to come
    if is_near and text.startswith("の", expression.end) and MEETING_RE.match(text, expression.end):
        return "future"
    return None


def _is_source(doc: Document, expression: Expression, sentence_index: int) -> bool:
    """Return whether the sentence only cites: 産経新聞、2008年10月12日(UTC+9)。"""
    if expression.year is None or expression.day is None or expression.until is not None:
        return False
    sentence, text = doc.sentences[sentence_index], doc.folded
    if expression.start - sentence.start > 30 or sentence.end - expression.end > 20:
        return False
    before = text[sentence.start : expression.start]
    return bool(_CITED_RE.fullmatch(before) and _CITATION_END_RE.fullmatch(text, expression.end, sentence.end))


def _is_of_no_day(text: str, expression: Expression) -> bool:
    """Return whether a clock time belongs to no day spoken of: opening hours, 判決の午前10時; but 直後の午前10時 does."""
    before = text[max(expression.start - 24, 0) : expression.start]
    if _OPENING_RE.match(text, expression.end):
        return True
    if not _OPENING_LETTERS.isdisjoint(before) and _OPENING_BEFORE_RE.search(before):
        return True
    if text.startswith(("現在", "時点"), expression.end):
        return False  # 県の午後5時現在のまとめでは
    if before.endswith(("ラッシュ時(", "時間帯(", "いずれも")):
        return True
    if before.endswith("曜は") and _DAYS_OF_MONTH_RE.search(before):
        return True
    if before.endswith(("今も", "今でも", "いつも", "普段は")):
        return True  # 今も午前4時に目が覚める
    if before.endswith("ている"):
        return True  # 制限されている午後10時からの飛行
    return before.endswith("の") and not before.endswith(("直後の", "直前の", "前後の", "当時の"))


def _first_lines(doc: Document) -> list[tuple[int, int]]:
    """Return the first and the last few lines that are not empty: where an article without marked bylines is dated."""
    lines: list[tuple[int, int]] = []
    position = 0
    for line in doc.folded[:2000].split("\n"):
        if line.strip():
            lines.append((position, position + len(line)))
        position += len(line) + 1
        if len(lines) == 6:
            break
    return lines


def _is_last_line(text: str, start: int, end: int) -> bool:
    """Whether the date stands alone on the last line of the text: 2024・12・14, (2024.12.14)."""
    opening = text.rfind("\n", 0, start) + 1
    return opening > 0 and not text[opening:start].strip(" (") and not text[end:].strip(" )\n")


def _in_header_line(doc: Document, expression: Expression, lines: Sequence[tuple[int, int]]) -> bool:
    for index, (start, end) in enumerate(lines):
        if start <= expression.start < end:
            text = doc.folded
            return is_header_line(text[start:end], text[expression.start : expression.end], index)
    return False


#: A headline and the day it was put up: 離島の土地取引、昨年31件(2/7 17:02)
_CLOSING_RE = Pattern(r"[0-9: 時分]{0,7}(?:配信|付|更新|掲載)?[)\]】〕]")


def _closes_headline(doc: Document, expression: Expression, end: int) -> bool:
    is_day = expression.month is not None and expression.day is not None
    before = doc.folded[expression.start - 1 : expression.start]
    return is_day and before in ("(", "[", "【", "〔") and bool(_CLOSING_RE.fullmatch(doc.folded, expression.end, end))


#: How many liked a post, behind its day; its clock time; who posted it.
_APPROVED_RE = Pattern(r"[ 　]*(?:スキ|いいね!?|♡|♥|❤|コメント|ブックマーク|閲覧数?|PV|[Vv]iews?)[ :：]*[0-9,.]+万?")
_CLOCKED_RE, _HANDLE_RE = Pattern(r"[0-9][時:]"), Pattern(r"[^ 　、。]{1,16}")


def is_header_line(line: str, date_text: str, index: int) -> bool:
    """Return whether a line of an article without marked bylines only says when and where it appeared.

    >>> is_header_line("2019年6月11日 朝刊", "2019年6月11日", 0), is_header_line("市は6月11日、発表した。", "6月11日", 0)
    (True, False)
    """
    if len(line) > _HEADER_LENGTH or line.rstrip().endswith(("。", "た", "」")):
        return False
    rest = _APPROVED_RE.sub("", line.replace(date_text, " ")).strip(" 　-–—|/【】[]()（）<>・:")
    if index > 2 and not _HEADER_RE.search(rest):
        return False
    if not rest or _HEADER_RE.search(line.replace(date_text, " ")):
        return True
    if _CLOCKED_RE.search(date_text) and _HANDLE_RE.fullmatch(rest):
        return True  # ゆうがお 2022年12月5日 23:14 スキ 38
    return (
        bool(
            re.fullmatch(
                r"[^、。はがをにで]{0,16}(?:新聞|通信|ニュース|テレビ|放送|NHK|タイムズ|日報|新報|Yahoo!|社説|記者|編集部|広報)?[^、。はがをにで]{0,10}",
                rest,
            )
        )
        and len(rest) <= 20
    )
