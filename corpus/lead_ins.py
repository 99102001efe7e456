"""The author's line that leads on to a paper's report, in whatever words: けさの富山新聞をめくっていたら、こんな一節に目が留まった。

No single word tells. An outlet that is named at the end of a paragraph, words of reading, copying or pointing beside it,
and what stands below (set off, indented, headed, in the other register, in a newspaper's voice) are added up.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.announcements import HEARSAY_RE, column_of, magazine, paragraph_end, short_name, with_day
from corpus.extents import names_himself
from corpus.headers import credit, find_outlet
from corpus.lines import Line, has_gap
from corpus.outlets import outlet_at
from corpus.patterns import Pattern, table_pattern
from corpus.places import CORPUS
from corpus.vocabulary import alternation, read_table

__all__ = ["leads_in", "mark_headline"]

#: So many letters at the end of a paragraph announce what stands below it.
MAX_TAIL = 100
# What the signs count, and from how much together on a line leads on to a report.
ENOUGH = 9
POINTS = 4  # words of copying out or of what stands below: 引用, 以下のとおり
SPEAKS = 2  # words of reading: 目に留まった
SOURCE = 2  # the paper as where something stands: …の二面に
BRIEF = 2  # a line that does nothing else
DATED = 2  # the day of the issue beside its name
SET_OFF = 2  # an empty line or an arrow before what stands below
HEADED = 2  # a headline above it
GAPPED = 2  # with a wide blank inside, as only newspapers' have
INDENTED = 3
BRACKETED = 3
OTHER_REGISTER = 3  # だ・である below です・ます
PRESS = 3  # a newspaper's tone, or an author's, which speaks against it
#: So short is a line that does nothing but announce.
MAX_BRIEF = 40
#: In a paragraph of so many letters that ends in such words its paper may be named in an earlier sentence.
MAX_PARAGRAPH = 180
#: From this tone per sentence on (tenths of a log-odd) the first lines below sound like a newspaper, like nobody, like an author.
NEWS, NOBODY, OWN = -8, 6, 14


@table_pattern
def _cue_re() -> str:
    rows = read_table(CORPUS / "tables" / "lead_ins.tsv", key="words", required=("kind", "source", "example"))
    points, speaks = (alternation(row["words"] for row in rows if row["kind"] == kind) for kind in ("points", "speaks"))
    return rf"(?P<points>{points})|(?P<speaks>{speaks})"


def leads_in(folded: str, lines: Sequence[Line], index: int) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet whose report the author's line leads on to, and where it is named; None where it does not."""
    line = lines[index]
    if index + 1 >= len(lines) or folded[line.end - 1] not in "。:、↓⇓⬇→)」』…" or line.tone.score < NEWS:
        return None
    set_off = _set_off(folded, lines, index)
    if not set_off:
        return None
    start = _tail_start(folded, line)
    if start == line.start and index and not line.blanks and lines[index - 1].role in ("body", "intro"):
        above = lines[index - 1]  # 神戸新聞の夕刊が出てきました。 ⏎ 一九九五年一月十七日、四ページ。
        last = _tail_start(folded, above)
        if above.owner is None and line.end - last <= MAX_TAIL:
            start = last
    kinds = {match.lastgroup for match in _cue_re().finditer(folded, start, line.end)}
    if folded[line.end - 1] in "↓⇓⬇" or _is_lone(folded, start, line.end):
        kinds.add("points")  # 昨日の毎日新聞デジタルに出てたんだけど↓
    signs = set_off + (POINTS if "points" in kinds else SPEAKS if "speaks" in kinds else 0)
    signs += BRIEF if "points" in kinds and line.end - line.start <= MAX_BRIEF else 0
    contrast = _contrast(folded, lines, index)
    if (
        not kinds
        or ("points" not in kinds and line.tone.score < 0 and set_off < HEADED + GAPPED)
        or signs + SOURCE + BRIEF + DATED + contrast < ENOUGH
    ):
        return None
    named = _named(folded, start, line.end)
    if named is None and index and not line.blanks and lines[index - 1].role == "body":
        above = lines[index - 1]  # 配達された長崎新聞を開いて手が止まった。 ⏎ 一面の左肩である。
        named = _named(folded, _tail_start(folded, above), above.end)
    if named is None and "points" in kinds and line.start < start and line.end - line.start <= MAX_PARAGRAPH:
        named = _named_in(folded, line.start, start)  # 『…』の今週号を床屋で読んだ。… 一部を書き写す。
    if named is not None and _CAREER_RE.match(folded, named[1][1]):
        return None
    if named is None or _STATES_RE.match(folded, named[1][1], line.end) or _SENT_RE.search(folded, start, line.end):
        return None
    if _SOURCE_RE.match(folded, named[1][1], line.end) or _SUBJECT_RE.match(folded, named[1][1], line.end):
        signs += SOURCE + (BRIEF if line.end - line.start <= MAX_BRIEF // 2 else 0)
    if index and line.start <= named[1][0] and with_day(folded, line, *named[1]) != named[1]:
        signs += DATED
    return named if signs + contrast >= ENOUGH else None


#: 次に、同じ日の朝日新聞岡山版。: a sentence that is nothing but a paper's name
_LONE_RE = Pattern(
    r"(?:[^、。]{1,8}、)?(?:[^、。]{1,8}の)?[^、。「」はがをにのでと]{2,16}(?:(?:の|[ 　])?(?:[0-9月日付け/]{2,8}|[朝夕]刊|電子版|デジタル|[^、。はがをに]{1,6}[面版欄]|記事|社説|コラム|特集|書き出し)"
    r"|[(][^()。]{2,20}[)]|[「『][^「」『』。]{2,40}[」』]){1,4}(?:です|だ|である|でした)?[。:]"
)


def _is_lone(folded: str, start: int, end: int) -> bool:
    """Tell whether the last sentence up to ``end`` says nothing but what stands below: 次に、同じ日の朝日新聞岡山版。"""
    last = max(folded.rfind("。", start, end - 1) + 1, start)
    return end - last <= MAX_BRIEF and _LONE_RE.fullmatch(folded, last, end) is not None


#: A paper as the place or the source of what is read: …には, …の二面に, …によれば
_SOURCE_RE = Pattern(
    r"[」』]?(?:さん)?(?:の?(?:記事|紙面|朝刊|夕刊|コラム|社説|論評|サイト|ニュース|番組|特集|電子版|配信|報道|放送|[^、。はがを]{1,6}[面欄版]|[0-9月日付]{2,8})|[(][^()。]{2,20}[)]|[「『][^「」『』。]{2,40}[」』])*"
    r"(?:に[はも]?(?!つい|関|対|よる?[^とれ])|からの?|より|では|[を、](?:読|めく|開|手に|見|ご覧))"
)


#: A paper or its column as who writes: の一面コラム「潮だまり」が、防災無線のことを書いていた。
_SUBJECT_RE = Pattern(
    r"[」』]?(?:の[^、。はがを「」]{1,8})?(?:[「『][^「」『』。]{1,20}[」』])?(?:が|は|も)、?[^。]{0,30}(?:書い|書く|論じ|説い|説く|伝え|報じ|取り上げ|述べ|嘆い|問う|問うて)[^。]{0,8}。$"
)


#: 産経新聞によれば、12人が立候補。 says already what the paper had; …によれば、次のとおり。 does not.
_STATES_RE = Pattern(
    r"[^、。]{0,8}によ(?:ると|れば|りますと)(?![^。]{0,4}(?:こう|次|以下|こんな|このよう|これ)[^。]{0,12}[。:↓]?$)"
)


#: 西日本新聞に三十年勤めた。 is where somebody worked, no source.
_CAREER_RE = Pattern(
    r"(?:社)?(?:の?元?(?:記者|編集委員|論説委員|社員|カメラマン|特派員)(?:で|だ|を|出身|上がり|時代)|[にでを](?:[^、。]{0,8}(?:間|年))?、?(?:勤め|勤務|入社|入り|就職|退社|退職|定年|辞め)|出身|OB|を経て)"
)


#: 朝日新聞の声欄に投稿した文章です。 leads on to the author's own words.
_SENT_RE = Pattern(
    r"に(?:も)?(?:投稿|投書|寄稿|応募|送|出稿)(?:し|りました|った)"
    r"|に[^。、「」]{0,8}(?:コラム|連載|記事|小説|随筆|エッセー|エッセイ|文章|原稿|書評)を[^。、「」]{0,6}(?:書い|書く|書き|持っ|寄せ|連載)"
)


def _tail_start(folded: str, line: Line) -> int:
    """Return where the last two sentences of a paragraph begin, or as much of them as announces."""
    start = line.end
    if line.end - max(folded.rfind("。", line.start, line.end - 1) + 1, line.start) > MAX_TAIL:
        return line.end  # no sentence that long announces
    for _ in range(2):
        start = max(folded.rfind("。", line.start, max(start - 1, line.start)) + 1, line.start)
    return max(start, line.end - MAX_TAIL)


def _below(lines: Sequence[Line], index: int) -> int:
    """Return the first line below that is no rule of dashes."""
    below = index + 1
    while below < len(lines) - 1 and lines[below].role in ("rule", "stray"):
        below += 1
    return below


def _set_off(folded: str, lines: Sequence[Line], index: int) -> int:
    """Return how clearly what stands below is parted from the author's line: by an empty line, a headline, a rule, ↓; 0 if not."""
    at = _below(lines, index)
    below = lines[at]
    if below.role not in ("title", "body", "person") or below.owner is not None:
        return 0
    is_parted = below.blanks > 0 or at > index + 1 or folded[lines[index].end - 1] in "↓⇓⬇→:"
    is_headed = _is_headline(folded, lines, at)
    is_indented = below.indent and not lines[index].indent
    is_parted |= paragraph_end(folded, lines, at) > 0  # 「…。」
    is_gapped = is_headed and has_gap(folded, below)
    return max(SET_OFF * is_parted + HEADED * is_headed + GAPPED * is_gapped, is_indented)


def _is_headline(folded: str, lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line stands above prose as its headline, with or without brackets."""
    line = lines[at]
    if (
        at + 1 >= len(lines)
        or line.end - line.start > MAX_HEADLINE
        or lines[at + 1].role not in ("body", "title", "person")
    ):
        return False
    is_bracketed = folded[line.start] in "『「【<〈《" and folded[line.end - 1] in "』」】>〉》"
    return line.role == "title" or (is_bracketed and folded.find("。", line.start, line.end) < 0)


def mark_headline(folded: str, lines: Sequence[Line], index: int) -> None:
    """Make a headline of the line in brackets that stands above what the author's line leads on to: 『楽天、完敗』."""
    at = _below(lines, index)
    if lines[at].role in ("body", "person") and _is_headline(folded, lines, at):
        lines[at].role = "title"


#: So long a headline is at most.
MAX_HEADLINE = 60


def _contrast(folded: str, lines: Sequence[Line], index: int) -> int:
    """Return how much what stands below differs from the author's own lines, and sounds like a newspaper."""
    run = _passage(folded, lines, _below(lines, index))
    if not run:
        return -ENOUGH
    n_sentences = max(sum(each.tone.n_sentences for each in run), 1)
    n_polite = sum(each.tone.n_polite for each in run)
    tone = sum(each.tone.score for each in run) / n_sentences
    own = [each for each in lines[: index + 1] if each.role in ("body", "intro") and each.owner is None]
    is_polite = sum(each.tone.n_polite for each in own) * 2 > sum(each.tone.n_plain for each in own)
    is_bracketed = folded[run[0].start] in '「『"“<〈《' and folded[run[-1].end - 1] in '」』"”>〉》'
    is_dialogue = folded.startswith(("――", "——", "──"), run[0].start)  # ――辞任の理由は。
    total = BRACKETED if (is_bracketed and folded.find("。", run[0].start, run[-1].end) >= 0) or is_dialogue else 0
    if n_polite:
        total -= 0 if is_bracketed or not is_polite else ENOUGH
    elif is_polite:
        total += OTHER_REGISTER
    is_apart = total >= BRACKETED and is_bracketed
    if run[0].indent and not any(each.indent for each in _outside(lines, index, own)):
        total, is_apart = total + INDENTED, True
    is_apart |= lines[index + 1].role == "rule" and any(
        each.role == "rule" for each in lines[index + 2 : index + MAX_CLOSED]
    )
    own_tone = OWN if is_apart else NOBODY
    if is_apart and _COLUMN_RE.search(folded, lines[index].start, lines[index].end):
        own_tone = COLUMN  # whoever writes a column sounds like himself
    is_cited = is_bracketed and folded[run[0].start] in "〈《"  # speech stands in 「」
    total += PRESS if tone <= NEWS else 1 if tone <= NOBODY else 0 if tone <= own_tone or is_cited else -PRESS
    if names_himself(folded, run[:1]) or HEARSAY_RE.search(folded, run[0].start, run[0].end):
        total -= ENOUGH
    return total


#: What a paper prints that sounds like its writer, and from which tone per sentence on it is nobody's but the author's.
_COLUMN_RE = Pattern(r"コラム|社説|論説|随筆|随想|投書|エッセ|論評|書評|歌壇|俳壇")
COLUMN = 20


def _outside(lines: Sequence[Line], index: int, own: list[Line]) -> list[Line]:
    """Return the author's lines without those that are indented below an earlier line of his that leads on to them."""
    led: set[int] = set()
    for first in range(index):
        if lines[first].named is None or lines[first].indent:
            continue
        for line in lines[first + 1 : index]:
            if not line.indent:
                break
            led.add(line.start)
    return [line for line in own if line.start not in led]


#: In so many lines a rule closes what another one opens below an announcement.
MAX_CLOSED = 20
#: So many lines of a passage tell how it sounds.
MAX_READ = 3


def _passage(folded: str, lines: Sequence[Line], at: int) -> list[Line]:
    """Return the first lines of prose below, without the headline and not beyond an empty line."""
    while at < len(lines) - 1 and (lines[at].role in ("title", "person", "date") or _is_headline(folded, lines, at)):
        at += 1
    if stop := paragraph_end(folded, lines, at):
        return list(lines[at:stop])
    run: list[Line] = []
    for line in lines[at : at + MAX_READ]:
        if line.role != "body" or (run and (line.blanks or (line.tone.n_polite and not run[0].tone.n_polite))):
            break
        run.append(line)
    return run


_BRACKET_RE = Pattern(r"[(（〔\[](?P<inner>[^()（）〔〕\[\]。]{2,40})[)）〕\]]")


def _named(folded: str, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """Return the outlet that the author names last, by sentences, and its span with the brackets' day around it."""
    last = folded.rfind("。", start, end - 1) + 1
    return (_named_in(folded, last, end) if last > start else None) or _named_in(folded, start, end)


def _named_in(folded: str, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    for match in _BRACKET_RE.finditer(folded, start, end):
        inner = match["inner"]
        outlet = outlet_at(inner, 0)
        if outlet is not None and outlet.kind != "carrier" and (outlet.end == len(inner) or not outlet.is_weak):
            name = credit(inner) or (None if outlet.is_short and outlet.end < len(inner) else outlet.name)
            if name:
                return name, match.span("inner")
        elif outlet is None and any(map(str.isdigit, inner)) and (name := credit(inner)):
            return name, match.span("inner")  # (令和5年12月8日 伊予タイムズ掲載)
    found = find_outlet(folded, start, end)
    if found is not None:
        return found[0], (found[1], found[2])
    short = short_name(folded, start, end, may_guess=True) or column_of(folded, start, end)
    return short or magazine(folded, start, end) or _dated_alone(folded, start, end)


#: 駅の売店で同じものを買った。夕刊さざなみ、2月19日。 A name of any form, where what was printed is spoken of.
_DATED_ALONE_RE = Pattern(
    r"(?:^|(?<=。))(?P<name>[^、。「」『』0-9 　はがをにのでと曜]{3,14})、(?P<day>(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日)(?:付け?)?(?:の?[朝夕]刊)?(?:の?[^、。]{1,5}[面版欄])?。"
)
_PRINTED_RE = Pattern(r"新聞|[朝夕]刊|紙面|記事|週刊|雑誌|コラム|社説|投書")


def _dated_alone(folded: str, start: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """Return the name that a sentence consists of with its day, the last of the author's line, and where it stands."""
    last = folded.rfind("。", start, end - 1) + 1
    match = _DATED_ALONE_RE.fullmatch(folded, max(last, start), end)
    if match is None or _PRINTED_RE.search(folded, folded.rfind("\n", 0, start) + 1, end) is None:
        return None
    return match["name"], (match.start("name"), match.end("day"))
