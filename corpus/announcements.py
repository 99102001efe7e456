"""Whose report stands below, in the author's own words (毎朝新聞がこう報じています。) or in the report's (港湾日報が行った調査で)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.extents import POLITE, names_himself, sounds_like_author
from corpus.headers import column_name, columns, credit, find_outlet
from corpus.lines import Line, Report, has_gap, is_said
from corpus.outlets import outlet_at, outlet_forms
from corpus.patterns import Pattern

__all__ = [
    "HEARSAY_RE",
    "announced",
    "announces",
    "cites",
    "column_of",
    "copied_end",
    "day_above",
    "found_by_itself",
    "is_announcement",
    "magazine",
    "named_above",
    "named_by_itself",
    "paragraph_end",
    "points_back",
    "quoted_paragraph",
    "short_name",
    "take_paragraph",
    "with_day",
]


def quoted_paragraph(folded: str, lines: list[Line], index: int) -> int:
    """「週刊東西」はこう書いている。 ⏎ 「…」: the paragraph in brackets is theirs. Return the line after it, or 0."""
    line = lines[index]
    found = find_outlet(folded, max(line.start, line.end - 80), line.end)
    if found is None or index + 1 >= len(lines):
        return 0
    following = lines[index + 1]
    if (
        following.role not in ("body", "title")
        or folded[following.start] not in "「『"
        or folded[following.end - 1] not in "」』"
    ):
        return 0
    following.owner = Report(found[0], with_day(folded, line, found[1], found[2]))
    following.role = "body"
    return index + 2


#: How a paragraph in brackets opens and closes; so many lines it may have, so long it is where no full stop stands
#: in it, and where it ends in a verb.
_BRACKETS = {"「": "」", "『": "』", '"': '"', "“": "”", "<": ">", "〈": "〉", "《": "》", "≪": "≫"}
MAX_LINES, LONG, SAID = 12, 44, 24


#: Who put it into Japanese or underlined it, behind what is cited.
_NOTE_BEHIND_RE = Pattern(
    r"[(](?:[^()。]{0,6}訳|[^()。]{0,4}訳[はも]?[^()。]{1,6}|傍点[^()。]{0,6}|原文[^()。]{0,6}|抜粋|要約)[)]$"
)


def paragraph_end(folded: str, lines: Sequence[Line], first: int) -> int:
    """Return the line after a paragraph that stands wholly in brackets and is no headline, or 0 where there is none."""
    if first >= len(lines):
        return 0
    start = lines[first].start
    closer = _BRACKETS.get(folded[start], "")
    for index in range(first, min(first + MAX_LINES, len(lines)) if closer else 0):
        line = lines[index]
        if line.role not in ("body", "title", "person", "intro") or (index > first and line.blanks):
            return 0
        behind = _NOTE_BEHIND_RE.search(folded, line.start, line.end) if folded[line.end - 1] == ")" else None
        end = behind.start() if behind else line.end  # 「…。」(訳は筆者)
        if folded[end - 1] != closer:
            continue
        n_open, n_closed = folded.count(folded[start], start, end), folded.count(closer, start, end)
        is_whole = n_open % 2 == 0 if closer == '"' else n_open == n_closed
        if is_whole:
            is_long = end - start > (SAID if is_said(folded[line.start : end]) else LONG)
            return index + 1 if is_long or folded.find("。", start, end) >= 0 else 0
    return 0


def take_paragraph(folded: str, lines: list[Line], index: int) -> int:
    """日経の記事にはこうあります。 ⏎ 『…』: give the paragraph in brackets to the paper; return the line after it, or 0."""
    stop = paragraph_end(folded, lines, index + 1)
    above = lines[index]
    named = named_above(folded, above) if stop else None
    if named is None and (not stop or not _SO_RE.search(folded, above.start, above.end)):
        return 0
    report = Report(*named) if named else Report(None, (above.start, above.end))
    for line in lines[index + 1 : stop]:
        line.owner, line.role = report, "body"
    head, below = lines[index + 1], lines[stop - 1]
    if head is not below and has_gap(folded, head) and folded.find("。", head.start, head.end) < 0:
        head.role = "title"  # 「三つの小学校を一校に 来春の統合案 ⏎ 町教育委員会は…。」
    return stop


#: こう書いてある。 above a line in brackets, whoever wrote it
_SO_RE = Pattern(r"(?:こう|次のように|以下のように|このように)[^。、]{0,12}[。:]$")


def named_above(folded: str, line: Line) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet that the author's announcement names, and where, with the day beside it."""
    if line.named is not None:
        return line.named[0], with_day(folded, line, *line.named[1])
    last = folded.rfind("。", line.start, line.end - 1) + 1  # its last sentence tells rather than the one before
    for start in (last, max(line.start, line.end - 80)) if last > line.start else (max(line.start, line.end - 80),):
        if found := find_outlet(folded, start, line.end):
            return found[0], with_day(folded, line, found[1], found[2])
    if named := announced(folded, line):
        return named
    short = short_name(folded, line.start, line.end) or column_of(folded, line.start, line.end)
    if short is not None:
        return short[0], with_day(folded, line, *short[1])
    return magazine(folded, line.start, line.end)


#: 今週発売の「鉄道ジャーナル」に、… A name in brackets may end like a common noun.
_MAGAZINE_RE = Pattern(
    r"[「『](?P<name>[^「」『』、。]{3,16})[」』](?:の?(?:最新号|今週号|[0-9]{1,2}月号|[0-9]{4}年[0-9・/月日]{1,9}号))?(?:に|の記事|から|より|が|は)"
)


#: 「広報あさひ」6月号から: whoever it is, who has issues that one copies from
_OWN_ISSUE_RE = Pattern(r"[」』]の?[0-9]{1,2}月号(?:の記事)?(?:から|より)$")


#: サンデー毎朝の今週号(12月10日号)を床屋で読んだ。
_UNMARKED_ISSUE_RE = Pattern(
    r"(?<![ァ-ヴー一-龥々A-Za-z])(?P<name>(?=[一-龥々]{0,8}[ァ-ヴー]{3})[一-龥々ァ-ヴー]{4,14})(?:の?(?:今週|先週|今月|最新|先月)号|の?[0-9]{1,2}月(?:[0-9]{1,2}日|上旬|下旬)?号)"
)


def magazine(folded: str, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """Return the magazine or paper whose name in brackets is the place where something stands: 『女性自身』に, and where."""
    if titled := _titled(folded, start, end):
        return titled
    if "号" in folded[start:end] and (issue := _UNMARKED_ISSUE_RE.search(folded, start, end)) is not None:
        return issue["name"], issue.span("name")
    match = _MAGAZINE_RE.search(folded, start, end)
    outlet = outlet_at(match["name"], 0) if match else None
    if match is not None and outlet is None and _OWN_ISSUE_RE.search(match[0]):
        return match["name"], match.span("name")
    if match is None or outlet is None or outlet.end != len(match["name"]) or outlet.kind == "carrier":
        return None
    return outlet.name, match.span("name")


#: No more like an author (tenths of a log-odd per sentence) sounds the first line of a report that he announces.
PRESS = 8


#: The same, where it is indented below a line that names the paper: a leader sounds like its writer.
OWN = 20


def announces(lines: list[Line], index: int) -> bool:
    """Tell whether a newspaper's voice follows the author's announcement (こんな記事が出た。) without a header of its own."""
    following = [line for line in lines[index + 1 : index + 5] if line.role == "body"]
    if not following or any(line.role in ("header", "quoted", "begin") for line in _heads(lines, index)):
        return False
    is_apart = lines[index].named is not None and following[0].indent and not lines[index].indent
    if is_apart and following[0].tone.score <= OWN * max(following[0].tone.n_sentences, 1):
        return True  # the signs were added up (lead_ins.py), and a leader sounds like its writer
    if not following[0].tone.n_polite:
        # A headline in between: whatever it is, it is not the author's who writes です・ます.
        is_headed = lines[index].tone.n_polite > 0 and lines[index + 1].role == "title"
        return is_headed or following[0].tone.score <= PRESS * max(following[0].tone.n_sentences, 1)
    if lines[index].tone.n_polite:
        return False
    # 値上げの申請について、NHKニュースより。 Broadcasters report in です・ます to an author who does not write it.
    return sum(line.tone.score - POLITE * line.tone.n_polite for line in following if line.tone.is_polite) <= 5


def _heads(lines: Sequence[Line], index: int) -> Sequence[Line]:
    """Return the next lines, to the first empty line behind prose: beyond it another report may have a header."""
    near = lines[index + 1 : index + 4]
    for at in range(1, len(near)):
        if near[at].blanks and near[at - 1].role == "body":
            return near[:at]
    return near


#: 昨日の, きのう夜の: a day counted from the author's own
_RELATIVE = r"(?:昨日|きのう|一昨日|おととい|今日|きょう|本日|今朝|けさ|昨夜|昨晩|ゆうべ|先日)"

#: 東亜通信は2011年5月9日、次のように伝えていました。 Only here a name that ends like any business's is believed.
_ANNOUNCED_RE = Pattern(
    rf"(?:^|[、。,])(?:{_RELATIVE}の)?([^、。「」はがをに]{{2,12}})(?=[はが][^。]*(?:伝え|報じ|書い|書き|配信し|放送し|放映し|掲載し|載せ|取り上げ))"
)
#: 東亜通信の配信によると、こういうことだそうです。
_TOLD_RE = Pattern(
    r"(?:^|[、。!?の])(?P<name>[^、。「」はがをにの!?]{2,14})(?:の[0-9月/日時付]{2,8})?(?:の(?:配信|記事|報道|ニュース|放送|紙面))?"
    r"(?:による?と|によれば|では|は|が)、?[^。「」]{0,12}(?:こう|こんな|次の|以下の|このよう)[^。「」]{0,24}[。:]?$"
)


def announced(folded: str, line: Line) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet that the author's announcement makes its subject or its source, and where it stands."""
    text = folded[line.start : line.end]
    if len(text) > 80:
        return None
    for pattern in (_ANNOUNCED_RE, _TOLD_RE):
        for match in pattern.finditer(text):
            if name := credit(match[1]):
                return name, with_day(folded, line, line.start + match.start(1), line.start + match.end(1))
    return None


#: 毎日の記事, 朝日のサイトによれば; 今朝の朝刊(読売)
_SHORT_RE = Pattern(
    r"(?:(?<![一-龥])(?P<name>[一-龥]{2,5}|[ァ-ヴー]{3,5}|[A-Z]{2,5}))(?:は(?=(?:社説|論説|一面|朝刊|夕刊|コラム)?で?、?(?:こう|次の|以下))|の(?=(?:記事|社説|朝刊|夕刊|コラム|報道|特集|紙面|見出し|電子版|電子号外|号外|社会面|サイト|ホームページ"
    r"|アプリ|速報|配信|ニュース|ネット版|[一二三四五1-9]{1,2}面)))"
)
#: 本日付の赤旗に載った記事
_DATED_RE = Pattern(
    r"(?:日付?|日付け|付|付け|けさ|今朝|昨日|きのう|今日|きょう|本日|先日|昨夜|先週|今週|先月|今月|翌日|週末|曜日?)の(?P<name>[一-龥]{2,3}|[ァ-ヴー]{3,5}|[A-Z]{2,5})(?=[にはがをでも、]|から|より)"
)
_PART_RE = Pattern(
    r"(?:^|[、。の])(?P<name>[^、。「」はがをにの]{2,4})の(?:記事|社説|朝刊|夕刊|コラム|報道|特集|紙面|見出し|電子版|社会面|[一二三1-3]面)"
)


def short_name(folded: str, start: int, end: int, *, may_guess: bool = False) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet that an announcement calls by its short name (毎日の記事です。), and where.

    With ``may_guess`` also one that is called by its town, 神戸 for 神戸新聞."""
    forms, text = outlet_forms()[0], folded[start:end]
    for pattern in (_PART_RE, _SHORT_RE, _DATED_RE):
        match = pattern.search(text)
        outlet = forms.get(match["name"]) if match else None
        outlet = forms.get(match["name"] + "新聞") if match and outlet is None and may_guess else outlet
        if match is not None and outlet is not None and outlet.kind != "carrier":
            return outlet.name, (start + match.start("name"), start + match.end("name"))
    return None


def column_of(folded: str, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """Return the paper whose own column is named (今朝の中日春秋), and where; a column of two letters is as well a word."""
    match = column_name().search(folded, start, end)
    return (columns()[match[0]], match.span()) if match else None


_DAY = (
    r"(?:(?:(?:[0-9]{4}|(?:明治|大正|昭和|平成|令和)[0-9元]{1,2})年)?(?:[0-9]{1,2}[月/])?[0-9]{1,2}日?(?:付け?)?"
    rf"|(?:(?:(?:明治|大正|昭和|平成|令和)[元一二三四五六七八九十]{{1,3}}年)?[一二三四五六七八九十]{{1,2}}月)?[一二三四五六七八九十]{{1,3}}日(?:付け?)?|(?:先週の?|今週の?)?[月火水木金土日]曜日?|同じ日|同日|翌日|翌朝|{_RELATIVE})"
)
_DAY_BEHIND_RE = Pattern(
    rf"(?:(?:[のはが]|(?=[0-9]))({_DAY})(?=[のに、]|夕刊|朝刊|[一-龥])|(?:の?[「『][^「」『』]{{1,40}}[」』](?:欄|面)?|の(?:記事|社説|コラム|特集|電子版))?[(（]({_DAY}(?:[朝夕]刊)?)[)）])"
)
#: 今朝の朝刊(読売)一面トップ、ご覧になりましたか。 above a header without a day
_DAY_ABOVE_RE = Pattern(rf"{_RELATIVE}の?(?:朝刊|夕刊|新聞|紙面|一面|ニュース|号外|記事)")


#: 7/9(日) 16:22 above the name of a paper
_CLOCK_RE = Pattern(
    r"(?:[0-9]{4}[年/.])?[0-9]{1,2}[月/.][0-9]{1,2}日?(?:[(][月火水木金土日][)])?[ ]*[0-9]{1,2}(?::[0-9]{2}|時[0-9]{1,2}分)(?:配信|更新|公開|掲載)?"
)


def day_above(folded: str, line: Line) -> tuple[int, int] | None:
    """Return where the author's line above a paper's name says on which day he had it (今朝の朝刊); None where it does not."""
    match = None
    if line.role in ("body", "intro"):
        match = _DAY_ABOVE_RE.search(folded, line.start, line.end)
    elif line.role in ("title", "date"):
        match = _CLOCK_RE.fullmatch(folded, line.start, line.end)
    return match.span() if match else None


_DAY_BEFORE_RE = Pattern(
    rf"{_DAY}(?:(?:(?:の?(?:朝刊|夕刊))|放送|放映|配信|掲載|更新|発売|発行|[朝夜])?の[「『]?|の?(?:朝刊|夕刊|紙面|新聞)[(（])$"
)


#: おととい紹介した愛媛新聞に、けさ続報が出ていました。
_DAY_IN_IT_RE = Pattern(r"[^。「」]{0,12}?(?:けさ|今朝|今日|きょう|本日)(?=[、のに一-龥])")


def with_day(folded: str, line: Line, start: int, end: int) -> tuple[int, int]:
    """Return the span of an outlet's name in an announcement with the day that stands beside it: 毎朝新聞は4日."""
    behind = _DAY_BEHIND_RE.match(folded, end, line.end)
    before = None if behind else _DAY_BEFORE_RE.search(folded[max(line.start, start - 16) : start])
    if behind is None and before is None:
        behind = _DAY_IN_IT_RE.match(folded, end, line.end)
    return start - len(before[0]) if before else start, behind.end() if behind else end


#: 12日の読売新聞夕刊に面白い話が載っていた。 / まず、昨日の神戸新聞の記事から。
_CARRIED_RE = Pattern(
    r"(?:^|[、。!?のは])(?P<name>[^、。「」はがをにの!?]{2,14}?)(?:[0-9月日付の]{2,8})?(?:の)?(?:朝刊|夕刊|電子版|デジタル版?|紙面|社会面|[一二三1-9]面|地方版|地域版|県版)?"
    r"(?:(?:「[^「」]{1,12}」(?:欄|面)?(?:[(][^()]{2,16}[)])?)?に[^。「」]{0,24}(?:載って|出て|掲載されて)い(?:た|る|ました|ます)(?:(?:話|記事|投書|コラム|社説|特集)(?:です|だ|から)?)?|に[^。「」]{0,24}(?:載った|出た|あった)(?:話|記事|投書|コラム|社説)(?:です|だ)?|(?:の(?:記事|サイト|ホームページ|HP|ウェブサイト|ネット版|コラム|社説|投書欄))?(?:から|より)"
    r"(?:の?(?:転送|転載|引用|抜粋|拝借|紹介|コピペ|書き写)[^。]{0,10})?)[。:]?$"
)


#: みなみ新報の9月15日付に、うちの商店街が載りました!
_PRINTED_RE = Pattern(
    r"(?:^|[、。!?])(?P<name>[^、。「」はがをにの!?]{2,14})(?:の?[0-9月日付朝夕刊の]{2,10})?に、?[^。「」]{0,24}(?:載り|出|掲載され|取り上げられ)ました[。!]$"
)
#: 12月3日付の朝日新聞朝刊1面トップは「防衛費、GDP比2%超」という記事だった。
_HEADLINED_RE = Pattern(
    r"」(?:という|との|と題する|と題した)(?:記事|見出し|話|コラム|社説|特集)(?:だった|である|だ|です|でした"
    r"|[がを](?:出|載|掲載|あっ|あり|読|見つけ|見)[^。]{0,12})。$"
)
#: 中京テレビが昨年12月に放送した特集から引用する。 above a paragraph in brackets
_QUOTING_RE = Pattern(
    r"(?:書き出し|一節|冒頭|結び|くだり|記事|報道|ニュース|特集|社説|コラム|番組|放送|紙面|号外|報じ|伝え|書い|書く|書かれ|引用|訳し|載っ|掲載|出てい|こうあ|こうい|こう言|次のよう|以下)"
    r"[^。]{0,20}[。:、]$"
)
#: NHKのニュース。 / 今朝の東京新聞「こちら特報部」。
_LONE_RE = Pattern(
    rf"(?:{_RELATIVE}の)?(?P<name>[^、。「」はがをにの]{{2,14}})(?:の?(?:朝刊|夕刊|電子版|WEB版|デジタル版?))?"
    r"(?:の(?:記事|ニュース|報道|社説|コラム|配信|速報)(?:だ|です)?|(?:の)?「[^「」]{2,16}」(?:です|から|より)?)[。:]"
)


def _is_speech_below(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether the line below is a paragraph in brackets: …によると、 ⏎ 「…」 ⏎ だそうだ。"""
    below = lines[index + 1] if index + 1 < len(lines) else None
    return below is not None and folded[below.start] in "「『" and folded[below.end - 1] in "」』"


#: 朝日新聞「水の民営化、世界で逆流」(2018年12月5日)を読む。
_TITLED_RE = Pattern(
    r"(?P<name>[^、。「」『』]{2,14}?)(?:の)?[「『][^「」『』]{2,40}[」』](?:[(（][^()]{4,20}[)）])?(?:を(?:読む|読んだ|読みました|引用する|引く)|から|より)[。:]?$"
)


#: 取り上げるのは、NEWSさくら電子版(3月5日)の「給食にジビエ」という記事。 The day and the title vouch for a name of any form.
_DATED_TITLE_RE = Pattern(
    r"(?:^|[、。])(?P<name>[一-龥々ァ-ヴーぁ-んA-Za-z・]{2,14}?)(?:の?(?:電子版|デジタル版?|WEB版|オンライン|朝刊|夕刊))?"
    r"[(](?P<day>(?:[0-9]{4}[年/.])?[0-9]{1,2}[月/.][0-9]{1,2}日?(?:付け?)?(?:[朝夕]刊)?)[)]の?「[^「」。]{3,40}」(?:という|と題(?:した|する)|なる|の)(?:記事|コラム|社説|特集|投書|連載)"
)


def _titled(folded: str, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """Return who printed the article that is cited by its day and its title, and where he and the day are named."""
    match = _DATED_TITLE_RE.search(folded, start, end) if "」" in folded[start:end] else None
    return (match["name"], (match.start("name"), match.end("day"))) if match is not None else None


#: で、けさ駅で買ったサンスポがこれ。 / けさのスポーツ報知にこんな記事。
_THIS_RE = Pattern(
    r"(?:が(?:これ|こちら|この記事)(?:だ|です|である|だった|でした)?|にこんな(?:記事|話|コラム|投書|社説|見出し)(?:が[^。]{0,10})?)[。:]$"
)
#: 五日付の朝日新聞から、もうひとつ写す。 / きょうの中国新聞の二面に、橋の記事が載っている。ひと文字ずつ、ここに書き写す。
_COPIED_RE = Pattern(
    r"(?:書き写|写し|写す|引き写|抜き書き|引く|訳し|訳す|訳出|引用し|引用する|転載|貼っ|貼る|貼り|コピペ|載せておく|紹介し|紹介する)[^。]{0,10}[。:]$"
)
#: So long may the two sentences be with which a paragraph announces what stands below.
MAX_TAIL = 80


def _is_copying(folded: str, line: Line) -> bool:
    """Tell whether a line ends in a sentence that says that its author copies out what stands below."""
    return _COPIED_RE.search(folded, *_last_said(folded, line)) is not None


def _last_said(folded: str, line: Line) -> tuple[int, int]:
    """Return where the last sentence of a line begins and ends, a remark in brackets behind it left out."""
    end = _said_end(folded, line)
    return max(folded.rfind("。", line.start, end - 1) + 1, line.start), end


def _said_end(folded: str, line: Line) -> int:
    """Return where a line ends without a remark in brackets behind it: …訳しておきます。(誤訳はご容赦ください)"""
    if folded[line.end - 1] != ")":
        return line.end
    return folded.rfind("。(", line.start, line.end) + 1 or line.end


def copied_end(folded: str, lines: Sequence[Line], index: int) -> int:
    """Return the line behind the paragraph in です・ます that an author who writes it as well copies out from the paper he
    names: 「広報あさひ」6月号から抜き書きします。 It stands apart, and nobody speaks of himself in it; else 0."""
    line, first = lines[index], index + 1
    if line.end - line.start > MAX_COPYING or not line.tone.n_polite or not _is_copying(folded, line):
        return 0
    stop = first + (first < len(lines) and lines[first].role in ("body", "title"))
    while first < stop < len(lines) and lines[stop].role == "body" and not lines[stop].blanks:
        stop += 1
    run = lines[first:stop]
    is_apart = stop < len(lines) and (lines[stop].blanks or lines[stop].role == "title")
    is_apart &= sum(each.tone.n_sentences for each in run) > 1
    if not is_apart or any(each.owner for each in run) or not any(each.tone.n_polite for each in run):
        return 0
    is_own = sounds_like_author(run) or names_himself(folded, run)
    return 0 if is_own or named_above(folded, line) is None else stop


#: So long is a line that says that its author copies out what stands below.
MAX_COPYING = 50


def _copies(folded: str, lines: Sequence[Line], index: int) -> bool:
    """Tell whether a paragraph ends with a paper's name and that its author copies out what stands below."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if below is None or below.role not in ("title", "body"):
        return False
    is_other = line.tone.n_polite > 0 and not below.tone.n_polite and below.tone.score < 0
    if not (below.blanks or below.role == "title" or is_other):
        return False
    last, end = _last_said(folded, line)
    start = max(folded.rfind("。", line.start, max(last - 1, line.start)) + 1, line.start)
    if end - start > MAX_TAIL or _COPIED_RE.search(folded, last, end) is None:
        return False
    return find_outlet(folded, start, end) is not None or announced(folded, line) is not None


def is_announcement(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a line says whose report stands below: NHKのニュースによると、こうです。 In だ・た it must say that a
    paper had it, and the lines below must not pass it on (…だそうだ)."""
    line = lines[index]
    if line.role != "body":
        return False
    if folded[_said_end(folded, line) - 1] in "。:" and (
        _copies(folded, lines, index) or copied_end(folded, lines, index)
    ):
        return True
    if line.end - line.start > 80:
        return False
    text = folded[line.start : line.end]
    if _THIS_RE.search(text) and find_outlet(folded, line.start, line.end) is not None:
        return True
    if text.endswith(("によると", "によれば")) and find_outlet(folded, line.start, line.end) is not None:
        return True  # けさの毎日新聞によると ⏎ report: no comma, so that the sentence does not go on
    if text.endswith(("によると、", "によれば、", "いわく、", "曰く、")):
        return _is_speech_below(folded, lines, index) and find_outlet(folded, line.start, line.end) is not None
    match = _TOLD_RE.search(text) if line.tone.n_polite else None
    if "」と" in text and _HEADLINED_RE.search(text) and find_outlet(folded, line.start, line.end):
        return True
    if paragraph_end(folded, lines, index + 1) and _QUOTING_RE.search(text) and named_above(folded, line):
        return True
    if line.tone.n_polite and index + 1 < len(lines) and lines[index + 1].role == "title":
        match = match or _PRINTED_RE.search(text)
    carried = _CARRIED_RE.search(text) or _TITLED_RE.match(text) or _LONE_RE.fullmatch(text) if match is None else None
    if (match := match or carried) is not None and match is carried:
        below = next((each for each in lines[index + 1 : index + 4] if each.role != "rule"), None)
        if below is None or (below.role in ("body", "intro") and _passes_on(folded, below)):
            return False
    return match is not None and credit(match["name"]) is not None


#: How a sentence ends whose subject is a person.
_SAYING_RE = Pattern(r"(?:言っ|言い|いう|話し|話す|語っ|語る|つぶや|呟|答え|尋ね|叫|笑っ|読み上げ)[^。]{0,6}。$")


def cites(folded: str, start: int, end: int) -> bool:
    """Tell whether a sentence names a paper and says that what stands in brackets behind it is its own: 朝日新聞はこう書く。"""
    if end - start > MAX_TAIL or _QUOTING_RE.search(folded, start, end) is None:
        return False
    if _SAYING_RE.search(folded, start, end) is not None:
        return False  # 母は神奈川新聞を広げ、こう言った。
    return find_outlet(folded, start, end) is not None or short_name(folded, start, end, may_guess=True) is not None


def _passes_on(folded: str, line: Line) -> bool:
    """Tell whether a line passes on what a paper had (…だそうだ。), or speaks of its writer (私の日記にはこうある。)."""
    return HEARSAY_RE.search(folded, line.start, line.end) is not None or names_himself(folded, [line])


#: …だそうだ。 passes on what a paper had.
HEARSAY_RE = Pattern(r"(?:そうだ|そうです|らしい|らしいです|とのこと|とか|のだとか|という話[^。]{0,6}|んだと)。")


_PHRASE_RE = Pattern(
    r"が[^。「」]{0,24}取材し(?:たところ|て)|の(?:取材|調べ|集計|調査|アンケート|まとめ)(?:で|に(?:対し|応じ|よると)?)|が[^。「」]{0,30}(?:行った|実施した|まとめた|した)[^。「」、]{0,12}(?:調査|アンケート|集計|取材)(?:[(][^()]{1,12}[)])?(?:で|に(?:対し|応じ|よると))|が(?:独自に)?(?:入手した|調べたところ|集計したところ)"
    r"|(?:社)?(?:と[^、。「」はがをに]{2,10})?[はが][^。「」、]{0,24}(?:世論調査|調査|アンケート)を(?:実施し|行っ)"
)

#: Each of them holds one of these words.
_INQUIRIES = ("取材", "調べ", "集計", "調査", "アンケート", "まとめ", "入手した")


def named_by_itself(folded: str, lines: Sequence[Line], stop: int = 0) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet that a report (up to ``stop``) names as its own, and where: 読売新聞が全政令市に取材したところ, 港湾日報の調査で."""
    start, stop = lines[0].start, stop or lines[-1].end
    if not any(map(folded[start:stop].__contains__, _INQUIRIES)):
        return None
    for match in _PHRASE_RE.finditer(folded, start, stop):
        found = find_outlet(folded, max(start, match.start() - 14), match.start() + 1)
        if found and match.start() - found[2] <= 1:
            return found[0], (found[1], match.end())
    return None


#: …と、山形新聞が伝えている。 / 以上、毎朝新聞の記事でした。
_TOLD_BEHIND_RE = Pattern(
    r"(?:……?)?(?:と(?:いう記事|いうこと)?(?:を)?|以上(?:が|は)?)[、,](?:[0-9月日付の]{2,8})?(?:けさの|今朝の|昨日の|きのうの)?(?P<name>[^、。「」はがをにの]{2,14}?)(?:の)?(?:朝刊|夕刊|電子版|デジタル)?"
    r"(?:[はが][^。「」]{0,16}(?:伝え|報じ|書い|書き)|(?:には?)?(?:ある|載ってい|あった|あります)|の(?:記事|報道|ニュース)(?:です|だ|でした|だった|から|より)|(?:から|より))[^。「」]{0,8}。?"
)


#: 以上は水曜日の西日本新聞の記事である。 / 上の文章は3月4日付の北國新聞から写しました。
_POINTED_RE = Pattern(
    r"(?:(?:以上|ここまで)(?:の(?:文章|記事|引用))?[がは、]|(?:これ|上|右|上の(?:文章|記事|引用)|この(?:文章|記事|引用))[がはも])"
    r"(?P<where>[^。「」]{3,24}?(?:の(?:[^。「」はがを]{0,8})?(?:記事|ニュース|報道|社説|コラム|放送|配信|特集|紙面|朝刊|夕刊|電子版)|から|より|による|に(?:載|出|掲載)))[^。「」]{0,14}。?"
)


#: こう書いたのは読売新聞です。 below a paragraph in brackets
_SAID_RE = Pattern(
    r"(?:(?:こう|そう|このように|と)[^。「」]{1,10}(?:た|る)のは、?[^。「」]{3,30}?(?:です|だ|である|でした|だった)?"
    r"|[^。「」]{3,30}?(?:に|が|は|で|にも)、?(?:そう|こう|このように|そのように|これが|それが)[^。「」]{0,4}(?:書|あ[っるり]|報|伝|記|述|出て|載)[^。「」]{0,10}"
    r"|……?と(?:、|は、?)?[^。、「」はがをに]{2,24}(?:[(][^()]{2,16}[)])?|と(?:、|は、?)?[^。、「」はがをに]{2,24}(?:[(][^()]{2,16}[)])?)。"
)


def _pointed(folded: str, line: Line) -> re.Match[str] | None:
    return _POINTED_RE.fullmatch(folded, line.start, line.end)


def points_back(folded: str, line: Line) -> bool:
    """Tell whether a line says nothing but whose report stands above it: it closes a paste as 引用ここまで does."""
    return _pointed(folded, line) is not None


#: So long is a line at most that tells whose report stands above it.
MAX_TOLD = 50


def told_behind(folded: str, lines: list[Line], index: int) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet that the author names behind its report (…と、山形新聞が伝えている。), and where; None elsewhere."""
    line = lines[index]
    if (
        index == 0
        or (
            not (is_cited := folded[lines[index - 1].end - 1] in "」』〉》") and folded[line.start] not in "と以…こ上右"
        )
        or line.end - line.start > (MAX_TAIL if is_cited else MAX_TOLD)
        or line.role not in ("body", "intro")
    ):
        return None
    above = lines[index - 1]
    if above.owner is not None or (above.role != "body" and not (is_cited and above.role == "title")):
        return None
    if is_cited and (said := _SAID_RE.match(folded, line.start, line.end)):
        found = find_outlet(folded, said.start(), said.end())
        return (found[0], with_day(folded, line, found[1], found[2])) if found is not None else None
    if above.tone.score > 5 * (above.tone.n_sentences or 1):
        return None
    if (pointed := _pointed(folded, line)) and above.tone.score < 0:
        found = find_outlet(folded, pointed.start("where"), line.end)
        if found is not None and found[2] <= pointed.end("where"):
            return found[0], with_day(folded, line, found[1], found[2])
    match = _TOLD_BEHIND_RE.match(folded, line.start, line.end)
    name = credit(match["name"]) if match else None
    return (name, with_day(folded, line, match.start("name"), match.end("name"))) if match and name else None


#: What a paper finds out by itself ends so: …ことが、西海新聞のアンケートで分かった。
_FOUND_RE = Pattern(
    r"(?:分か|わか|明らかにな|判明し|浮き?彫りにな|答え|回答し|上っ|のぼっ|占め|だっ|下が|上が|増え|減)[^。]{0,8}。"
)


def found_by_itself(folded: str, lines: Sequence[Line]) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet whose own survey or inquiry the first sentence of ``lines`` reports, and where it is named."""
    stop = folded.find("。", lines[0].start, lines[-1].end) + 1
    named = named_by_itself(folded, lines, stop) if stop else None
    if named is None:
        return None
    return named if _FOUND_RE.search(folded, named[1][1], stop) or "調査" in folded[slice(*named[1])] else None
