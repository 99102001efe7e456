"""What a line is by what stands beside it: rows of a table, who wrote it, headers that only their neighbours tell."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from corpus.entries import read_entries
from corpus.extents import is_issue
from corpus.headers import Header, credit, find_outlet
from corpus.lines import BULLETS, HEADING_SIGNS, Line, is_quoted_title, trails_off
from corpus.outlets import outlet_at, outlet_forms
from corpus.patterns import Pattern
from corpus.references import read_references

__all__ = ["read_neighbours"]


def read_neighbours(folded: str, lines: list[Line], credits: list[int]) -> None:
    """Correct the roles of lines by their neighbours'; ``credits`` are the lines that may be headers (roles.py)."""
    _read_menus(lines)
    read_references(folded, lines)
    _read_datelines(folded, lines)
    _read_retorts(folded, lines)
    _read_rows(folded, lines)
    _read_authors(folded, lines)
    _read_excerpts(folded, lines)
    _read_bullets(folded, lines)
    _read_clippings(folded, lines)
    _read_lined_up(folded, lines)
    _read_careers(folded, lines)
    _read_bracketed(folded, lines)
    _read_layout(folded, lines, credits)
    _read_bare(folded, lines)
    _read_signed(folded, lines)
    _read_masthead(folded, lines)
    _read_delivered(folded, lines)
    read_entries(folded, lines)


#: So many entries of so many letters make the menu of a page; behind them stands the headline.
MIN_MENU, MAX_ENTRY = 4, 10


def _read_menus(lines: list[Line]) -> None:
    """ホーム ⏎ ニュース ⏎ 社会 ⏎ スポーツ above the headline is the menu of the page that somebody copied out."""
    stop = 0
    while stop < len(lines) and lines[stop].role in ("title", "link", "stray") and _is_entry(lines[stop]):
        stop += 1
    if stop < MIN_MENU or stop == len(lines) or lines[stop].role not in ("title", "date", "header"):
        return
    for line in lines[:stop]:
        line.role = "link"


def _is_entry(line: Line) -> bool:
    return line.end - line.start <= MAX_ENTRY


def _read_retorts(folded: str, lines: list[Line]) -> None:
    """>そりゃそうだろう。 alone below a report that no > stands before is what the author says of it."""
    if not any(line.role == "header" for line in lines):
        return
    for index in range(1, len(lines)):
        line, above = lines[index], lines[index - 1]
        is_lone = line.role == "quoted" and above.role == "body" and not line.blanks and line.header is None
        if is_lone and folded[line.start + 1] != ">" and line.tone.score > RETORT:
            below = lines[index + 1] if index + 1 < len(lines) else None
            if below is None or below.blanks:
                line.role = "remark"


#: So much like an author (tenths of a log-odd) a line behind a lone > sounds at least that answers the report above it.
RETORT = 0


def _read_masthead(folded: str, lines: list[Line]) -> None:
    """週刊まちづくり便り 第88号 above the reports of papers is the name of the author's own letter."""
    first = lines[0]
    header = first.header if first.role == "header" else None
    if header is None or header.headline is not None or not header.outlet:
        return
    if not header.is_dated and any(folded.find(f"{opener}{header.outlet}", first.end) > 0 for opener in "「『"):
        if header.outlet not in outlet_forms()[0]:
            first.role, first.header = "title", None  # 初夢新聞 ⏎ …題字は「初夢新聞」でした。
        return
    if not is_issue(folded, first) and "号外" not in folded[first.start : first.end]:
        return
    is_known = header.outlet in outlet_forms()[0]
    others = [line.header.outlet for line in lines[1:] if line.role == "header" and line.header is not None]
    announced = (find_outlet(folded, line.start, line.end) for line in lines[1:] if line.role == "intro")
    others += [found[0] for found in announced if found is not None]
    if not is_known and any(name and name != header.outlet for name in others):
        first.role, first.header = "title", None


#: デイリー港 5/23(木) 17:00: who, on which day, and at what time
_DELIVERED_RE = Pattern(
    r"(?P<name>[^ 　。、「」()はがをにへで:!?|]{3,16}(?<!さん))[ 　|]+(?:[0-9]{4}[年/.])?[0-9]{1,2}[月/.][0-9]{1,2}日?(?:[(][月火水木金土日](?:・祝)?[)])?[ 　]*(?:[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}時[0-9]{1,2}分)(?:配信|更新|公開|掲載)?"
)


def _read_delivered(folded: str, lines: list[Line]) -> None:
    """headline ⏎ デイリー港 5/23(木) 17:00 ⏎ a newspaper's prose, in the midst of somebody's text: day and clock and what stands
    around them vouch for a name of any form."""
    for above, line, below in zip(lines[1:], lines[2:], lines[3:], strict=False):
        if line.role not in ("title", "date", "person") or line.blanks or below.blanks:
            continue
        if above.role != "title" and not (above.role == "body" and is_quoted_title(folded[above.start : above.end])):
            continue
        if below.role != "body" or below.tone.score >= 0 or below.tone.n_polite or not above.blanks:
            continue
        match = _DELIVERED_RE.fullmatch(folded, line.start, line.end)
        if match is not None and any(each.role == "body" for each in lines[: lines.index(above)]):
            span = (0, line.end - line.start)
            line.role, line.header = "header", Header(match["name"], span, None, True, False)
            above.role = "title"


def _read_datelines(folded: str, lines: list[Line]) -> None:
    """[東京 5日 ロイター], 【ニューヨーク時事】 alone on its line above prose opens the agency's report."""
    for line, below in pairwise(lines):
        if line.end - line.start > MAX_DATELINE or folded[line.start] not in "[【" or below.role != "body":
            continue
        if line.role not in ("person", "header") or folded[line.end - 1] not in "]】" or below.blanks:
            continue
        inner = folded[line.start + 1 : line.end - 1]
        name = credit(inner)
        agency = outlet_at(inner, 0)
        if name and agency is None and not (line.header and line.header.is_dated):
            span = (1, line.end - line.start - 1)
            line.role, line.header = "header", Header(name, span, None, False, True, opens=True)
        elif name and line.header is not None and " " in inner:
            line.header = replace(line.header, opens=True)


#: So long is a dateline alone on its line.
MAX_DATELINE = 28


#: 当 8,412 石井 茂 58 無新 · 北高 3-2 南工 · ①佐野健(岬大)59秒12 · 【得】佐野(前12分)
_ROW_RE = Pattern(
    r"(?:[当次落][ 　]+)?[0-9][0-9,]{2,9}票?[ 　]+[^0-9。、]{2,14}[0-9]{2}[ 　]+[^ 0-9。、]{1,8}"
    r"|[^ 　0-9。、「」]{1,12}[ 　]*[0-9]{1,3}[ 　]*[-−–—―ー対][ 　]*[0-9]{1,3}[ 　]*[^ 　0-9。、「」]{1,12}(?:[(][^()]{1,12}[)])?"
    r"|(?:[①-⑳]|[(（]?[0-9]{1,2}[)）位.])[ 　]*[^ 　。、「」]{2,16}[ 　]*[0-9][0-9時間分秒点勝敗本\"'.:,]{1,12}"
    r"|【[得勝敗本審]】[^。]{1,60}"
    r"|[^ 0-9。、「」]{1,12}[ :]+[0-9][0-9,]{0,8}(?:\.[0-9]{1,4}[円ドル%]{0,2}|(?=[円ドル%]{0,2}[ (]*[+▲△-]))(?:[ (]*[+▲△-]?[0-9][0-9,.]{0,9}[円ドル%)]{0,3})*"
)
#: じゃがいも 4個: a name and an amount, a row only beside another one.
_ITEM_RE = Pattern(
    r"[^0-9。、「」]{1,14}[ 　・…:]+(?:約|各)?(?:[大小]さじ[0-9/.〜と半]{1,5}|[0-9][0-9/.,〜-]{0,7}[^0-9 　。、]{1,4}|適量|少々)"
)


def _read_rows(folded: str, lines: list[Line]) -> None:
    """Tell the rows of a table of results, and the heading that stands above them, from headlines."""
    titled = next((index for index, line in enumerate(lines) if line.role == "title"), len(lines))
    rows, items = (
        [
            index > titled
            and line.role in ("title", "person", "body")
            and line.end - line.start <= 60
            and pattern.fullmatch(folded, line.start, line.end) is not None
            for index, line in enumerate(lines)
        ]
        for pattern in (_ROW_RE, _ITEM_RE)
    )
    for index in range(titled + 1, len(lines)):
        beside = items[index] and True in (items[index - 1], *items[index + 1 : index + 2])
        if not rows[index] and not beside:
            continue
        above = lines[index - 1]
        lines[index].role = "stray"
        if index - 1 > titled and above.role in ("title", "person") and folded[above.start] in HEADING_SIGNS:
            above.role = "stray"


_AUTHOR_RE = Pattern(r"[^はがをにへでと、。「」!?0-9]{2,12}|[^、。「」!?0-9|]{2,12}[|][^、。「」!?0-9|]{2,16}")


def _read_authors(folded: str, lines: list[Line]) -> None:
    """保育園のこと ⏎ 高田さくら ⏎ 2月18日 21:07: between a headline at the top and a date stands who wrote it."""
    for index in range(1, min(5, len(lines) - 1)):
        line = lines[index]
        if (
            line.role == "title"
            and lines[index + 1].role == "date"
            and any(each.role == "title" for each in lines[:index])
            and _AUTHOR_RE.fullmatch(folded, line.start, line.end)
        ):
            line.role = "person"


def _read_excerpts(folded: str, lines: list[Line]) -> None:
    """「番号の生成に必要な連携や・・」 between two link titles is the excerpt of the first: no body text."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if line.role == "body" and above.role == below.role == "title" and not line.blanks and not below.blanks:
            line.role = "link" if trails_off(folded, line) else "body"


#: So long is a headline in a list, with its paper.
MAX_LISTED = 50
#: So many lines in a row that one sign opens are a list.
MIN_BULLETS = 3
#: Two headlines with their papers in a row are one, no prose stands below the first.
MIN_LISTED = 2


def _read_bullets(folded: str, lines: list[Line]) -> None:
    """■1月15日 医師から報告(朝日新聞3/29) among other ■ lines cites for that line only: no report stands below it."""
    first = 0
    for index in range(1, len(lines) + 1):
        line = lines[index] if index < len(lines) else None
        sign = folded[lines[first].start]
        is_listed = line is not None and folded[line.start] == sign and sign in BULLETS
        if line is not None and not line.blanks and sign in BULLETS and folded.startswith("http", line.start):
            continue  # the address below a headline of the list
        if line is not None and not line.blanks and (is_listed or _in_list(folded, lines, index)):
            continue
        run = [each for each in lines[first:index] if not folded.startswith("http", each.start)]
        if len(run) >= MIN_LISTED and all(_carries_headline(folded, each) for each in run):
            for each in lines[first:index]:
                each.role, each.header = "link", None
        elif len(run) >= MIN_BULLETS and any(each.role != "header" for each in run):
            for each in run:
                if each.role == "header" and each.header is not None and each.header.headline is not None:
                    each.role, each.header = "title", None
        if len(run) >= MIN_SAID and sign in SAYING and sum(_says(folded, each) for each in run) > len(run) // 2:
            for each in run:
                each.role = "body" if each.role == "title" and _says(folded, each) else each.role
        first = index


#: So many lines behind such a sign may be sentences that leave out their stops.
MIN_SAID, SAYING = 2, "・-*●"
#: ・電話は三回目で出てもらえる, ・窓口は三つとも閉まっていた, ・説明が下手すぎる
_SAYS_RE = Pattern(
    r"[・●*-][ ]?[^。「」]*[一-龥々ァ-ヴーぁ-ん0-9]{2}(?:は|が|を|に|で|も|から|と)[^。「」]{1,40}"
    r"(?:[いきしちにみりっんえけげせてねべめれ][たで]|った|んだ|ている|ていた|ていない|られる|される|らえる|せる|ません|ました|ます|です|でした|ない|なかった|すぎる|べきだ|べきだった|しい|たい|[るうくすつぬむぐぶ])"
)


def _says(folded: str, line: Line) -> bool:
    """Tell whether a line of a list is a sentence without its stop."""
    return line.role in ("title", "body") and _SAYS_RE.fullmatch(folded, line.start, line.end) is not None


def _in_list(folded: str, lines: list[Line], index: int) -> bool:
    return _carries_headline(folded, lines[index]) and _carries_headline(folded, lines[index - 1])


def _carries_headline(folded: str, line: Line) -> bool:
    """Tell whether a line is a headline and its paper: 「給食費、無償に」(読売11/10), 日刊スポーツ「大谷、46号」."""
    if line.role in ("body", "title") and folded[line.end - 1] == "」" and line.end - line.start <= MAX_LISTED:
        opener = folded.find("「", line.start, line.end)
        named = outlet_at(folded[line.start : line.end], 0)
        return named is not None and named.end == opener - line.start and folded.find("」", opener) == line.end - 1
    return (
        line.role == "header"
        and line.header is not None
        and line.header.headline is not None
        and folded[line.end - 1] != "。"
    )


#: 産経 社会面 | 港の倉庫で火事、けが人なし: a row of who keeps clippings
_CLIPPING_RE = Pattern(
    r"[■◆●・▽◇□]?[ ]?(?P<name>[^ 　()0-9、。「」:|/]{2,10})[ 　]*(?P<page>[(]?(?:[0-9一二三]{1,2}|[一-龥]{1,4})面[)]?)?"
    r"[ 　]*[|｜/／:][ 　]*(?P<headline>[^。|｜]{6,60}|[^|｜]{8,80}。)"
)
#: What the short name of a paper leaves out: 神戸 is 神戸新聞, but of a list of towns it is none.
_LEFT_OUT = ("新聞", "日報", "新報", "日日新聞", "タイムス")
#: So many such rows are a page of clippings.
MIN_CLIPPINGS = 2
#: Names that are as well words of every day: 毎日:スクワット30回
_EVERYDAY = ("毎日", "時事", "共同", "中日", "報知", "東京", "西日本")


def _read_clippings(folded: str, lines: list[Line]) -> None:
    """産経 社会面 | 港の倉庫で火事 beside 神戸 1面 | 子ども食堂、県内400か所に: rows in one form, each with its paper."""
    if "|" not in folded and "/" not in folded and ":" not in folded:
        return
    forms = outlet_forms()[0]
    found: dict[int, tuple[str, tuple[int, int], tuple[int, int]]] = {}
    n_told = 0  # rows whose paper nothing else is called like, or that name a page
    for index, line in enumerate(lines[:-1]):
        if line.role not in ("title", "body", "header") or line.end - line.start > MAX_CLIPPING:
            continue
        match = _CLIPPING_RE.fullmatch(folded, line.start, line.end)
        if match is None:
            continue
        known = forms.get(match["name"])
        is_told = match["page"] is not None or (known is not None and match["name"] not in _EVERYDAY)
        known = known or next(
            (forms[match["name"] + rest] for rest in _LEFT_OUT if match["name"] + rest in forms), None
        )
        if known is not None and known.kind != "carrier":
            n_told += is_told
            name, headline = match.span("name"), match.span("headline")
            start = line.start
            found[index] = known.name, (name[0] - start, name[1] - start), (headline[0] - start, headline[1] - start)
    if n_told < MIN_CLIPPINGS or len({name for name, *_ in found.values()}) < MIN_CLIPPINGS:
        return
    for index, (paper, span, headline) in found.items():
        if lines[index].header is None:
            lines[index].role, lines[index].header = "header", Header(paper, span, headline, False, False)


#: So long is a row of clippings.
MAX_CLIPPING = 80


#: 2004年 週刊東西編集部: a year and what happened in it, no day
_CAREER_RE = Pattern(
    r"[・■●]?(?:(?:19|20)[0-9]{2}|(?:昭和|平成|令和)[0-9元]{1,2})年(?:[0-9]{1,2}月)?[ 　:]+[^。]{2,40}"
)


#: TBS 7/22(金) 20:00 それSnow Manにやらせて下さい: what will be on, and where
_LISTING_RE = Pattern(
    r"[・■●]?[^。、]{2,20}[ 　]+[0-9]{1,2}[/月][0-9]{1,2}日?[ 　]*(?:[(][月火水木金土日・祝]{1,3}[)])?[ 　]*(?:午[前後]|深夜|よる|夜|朝)?[0-9]{1,2}[:時][0-9]{0,2}分?[~〜]?[ 　]+[^。]{2,40}"
)


#: ▼朝日「自公圧勝で政権継続」: a paper and its headline, below it what it says
_LINED_RE = Pattern(r"[▼■●◆・▽◇○★☆□][ ]?(?P<name>[^ 　0-9、。「」:|/]{2,8})(?:新聞)?[ ]?(?P<headline>「.{4,60}」)")


def _read_lined_up(folded: str, lines: list[Line]) -> None:
    """▼朝日「…」 above its text beside ▼毎日「…」 above its own: papers by their short names, set side by side."""
    if "「" not in folded:
        return
    forms, found = outlet_forms()[0], []
    for line in lines[:-1]:
        match = _LINED_RE.fullmatch(folded, line.start, line.end) if line.role in ("title", "body") else None
        known = forms.get(match["name"]) if match is not None else None
        if match is not None and known is not None and known.kind != "carrier":
            found.append((line, match, known.name))
    if len({name for *_, name in found}) < MIN_CLIPPINGS:
        return
    starts = {line.start for line, *_ in found}
    is_parted = all(below.start not in starts for above, below in pairwise(lines) if above.start in starts)
    is_opinion = any(folded.find("社説", line.start, line.end) >= 0 for line in lines if line.start < found[0][0].start)
    for line, match, name in found if is_parted else ():
        at, headline = line.start, match.span("headline")
        span = match.start("name") - at, match.end("name") - at
        line.role = "header"
        line.header = Header(name, span, (headline[0] - at, headline[1] - at), False, False, is_opinion)


def _read_careers(folded: str, lines: list[Line]) -> None:
    """1998年 読売新聞社入社 among other years names whom somebody worked for, TBS 7/22(金) 20:00 それ… among other
    programmes where to see it."""
    for index in range(1, len(lines) if any(line.role == "header" for line in lines) else 0):
        pair = lines[index - 1 : index + 1]
        if any(line.role == "header" for line in pair) and any(
            all(pattern.fullmatch(folded, line.start, line.end) for line in pair)
            for pattern in (_CAREER_RE, _LISTING_RE)
        ):
            for line in pair:
                line.role, line.header = "stray", None


_LAYOUT_RE = Pattern(
    r"[(（【〔\[](?P<name>[^ 　()0-9、。「」]{2,12})[ 　]*[0-9]{1,2}月[0-9]{1,2}日[^、。]{0,16}[)）】〕\]]"
)


def _read_layout(folded: str, lines: list[Line], credits: list[int]) -> None:
    """（湖畔の朝刊　5月2日） under a headline is a header whatever its name where its neighbours are headers; so is
    夕刊なぎさ 2017/10/19 15:30, with a clock, beside a headline."""
    has_headers = (
        any(line.role == "header" and line.header and line.header.is_dated for line in lines) if credits else False
    )
    for index in credits:
        line = lines[index]
        is_clocked = folded[line.end - 1].isdigit() or folded[line.end - 1] == "分"
        clock_first = None if is_clocked else _CLOCK_FIRST_RE.fullmatch(folded, line.start, line.end)
        if not is_clocked and not clock_first and not has_headers:
            continue
        match = clock_first or (_CLOCKED_RE if is_clocked else _LAYOUT_RE).fullmatch(folded, line.start, line.end)
        beside = index + 1 < len(lines) and "title" in (lines[index - 1].role, lines[index + 1].role)
        is_near = beside if is_clocked or clock_first else lines[index - 1].role == "title"
        if match and index and is_near and match["name"] not in _DATE_LABELS:
            line.role = "header"
            line.header = Header(
                match["name"].removesuffix("発表"),
                (match.start() - line.start, match.end() - line.start),
                None,
                True,
                False,
            )


#: <物流ウィークリー 7/29> 冷蔵倉庫の空きが過去最少
_BRACKETED_RE = Pattern(
    r"[<(【〔\[〈《](?P<name>[^ 　()0-9、。「」<>]{2,14})[ 　]+(?:[0-9]{4}[年/.])?[0-9]{1,2}[月/.][0-9]{1,2}日?(?:[朝夕]刊)?[>)】〕\]〉》][ 　]*(?P<headline>[^。]{6,60})"
)


def _read_bracketed(folded: str, lines: list[Line]) -> None:
    """<物流ウィークリー 7/29> before a headline is a paper's, whatever its name, beside headers in the same brackets."""
    heads = [line for line in lines if line.role == "header" and line.header is not None and line.header.headline]
    openers = {folded[line.start] for line in heads if line.header is not None and line.header.is_dated}
    for line in lines:
        if folded[line.start] not in openers or line.role not in ("title", "body"):
            continue
        match = _BRACKETED_RE.fullmatch(folded, line.start, line.end)
        if match is not None:
            name, headline = match.span("name"), match.span("headline")
            span = name[0] - line.start, headline[0] - line.start
            line.role = "header"
            line.header = Header(match["name"], span, (span[1], headline[1] - line.start), True, False)


#: 8月2日(火) 6:45 みなとテレビ
_CLOCK_FIRST_RE = Pattern(
    r"(?:[0-9]{4}[/年.-])?[0-9]{1,2}[/月.-][0-9]{1,2}日?[ 　]*(?:[(][月火水木金土日・祝]{1,3}[)])?[ 　]*"
    r"[0-9]{1,2}[:時][0-9]{2}分?[ 　]+(?P<name>[^ 　()0-9、。「」:：=はがをも]{3,12})"
)
_CLOCKED_RE = Pattern(
    r"[■◆●]?(?P<name>[^ 　()0-9、。「」:：=]{3,12})[ 　]+"
    r"(?:[0-9]{4}[/年.-])?[0-9]{1,2}[/月.-][0-9]{1,2}日?[ 　]*[0-9]{1,2}[:時][0-9]{2}分?"
)


def _read_bare(folded: str, lines: list[Line]) -> None:
    """日経 alone on its line is a header where another line is nothing but its paper's name: 朝日新聞 ⏎ … ⏎ 日経: ⏎ …"""
    is_named = any(line.role == "header" and line.header is not None and _is_bare(line) for line in lines)
    names: dict[int, str] = {}
    for index, line in enumerate(lines[:-1]):
        is_apart = line.blanks > 0 or folded[line.start] in "■◆●◇□○▼▽【"
        if line.role not in ("title", "body") or line.end - line.start > 12 or not is_apart:
            continue
        outlet = outlet_forms()[0].get(folded[line.start : line.end].strip("■◆●◇□○▼▽【】[]<>()・: "))
        if outlet is not None and outlet.kind != "carrier" and lines[index + 1].role in ("title", "body"):
            names[index] = outlet.name
    if not is_named and len(set(names.values())) < MIN_NAMES:
        return
    for index, name in names.items():
        line = lines[index]
        line.role, line.header = "header", Header(name, (0, line.end - line.start), None, False, False)
        if is_quoted_title(folded[lines[index + 1].start : lines[index + 1].end]):
            lines[index + 1].role = "title"


#: So many papers, each alone on its line, head what stands below them, though they are called by their short names.
MIN_NAMES = 2


def _is_bare(line: Line) -> bool:
    header = line.header
    return header is not None and bool(header.outlet) and header.headline is None and not header.is_dated


_DATE_LABELS = (
    "投稿日",
    "更新日",
    "公開日",
    "作成日",
    "投稿日時",
    "更新日時",
    "最終更新",
    "最終更新日",
    "掲載日",
    "日時",
    "発表日",
    "配信日時",
    "撮影日",
)


#: 空港アクセス鉄道、事業費4割増 千葉日報
_SIGNED_RE = Pattern(r"[^。「]{8,60}[ 　](?P<name>[^ 　。、「」0-9]{3,14})")
#: [太田智美,ITmedia] (文:佐野健、CNET Japan編集部)
_WRITER_CREDIT_RE = Pattern(
    r"[(（\[【〔](?:文|取材|記者|執筆)?[:=]?[^()\[\]【】〔〕。]{2,16}?[,、/・ ](?P<name>[^()\[\]【】〔〕,、/・。]{3,20}?)(?:編集部)?[)）\]】〕]"
)
#: 同7月6日, 昭和五十年七月十一日 同 朝刊
_SAME_RE = Pattern(
    r"[(（【〔■◆▼●◇]*同(?:紙)?[ 　、]*(?:(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}[/.][0-9]{1,2})(?:[(][^()]{1,3}[)])?(?:付け?)?(?:[朝夕]刊)?(?:[0-9一二三]{1,2}面)?[)）】〕]*"
    r"|(?:(?:[0-9]{4}|(?:明治|大正|昭和|平成|令和)[元一二三四五六七八九十0-9]{1,3})年)?[一二三四五六七八九十0-9]{1,2}月[一二三四五六七八九十0-9]{1,3}日[ 　]+同(?:紙)?[ 　]*(?:[朝夕]刊)?"
)


#: ●翌日の同紙
_NEXT_DAY_RE = Pattern(
    r"[(（【〔■◆▼●◇○ ]*(?:翌日|翌朝|翌[0-9]{1,2}日|同じ?日|その(?:翌日|日|後)|続いて|後日)の?[ 　、]*同紙(?:の?(?:[朝夕]刊|続報|電子版|[0-9一二三]{1,2}面))?(?:より|から)?[)）】〕:]*"
)


def _read_signed(folded: str, lines: list[Line]) -> None:
    """A paper's name behind a blank at the end of a headline, or behind the writer's below one, is a header; so is 同7月6日."""
    last: str | None = None  # the outlet named last
    for index, line in enumerate(lines):
        length = line.end - line.start
        if line.role == "title" and 12 <= length <= 76 and index + 1 < len(lines):
            match = _SIGNED_RE.fullmatch(folded, line.start, line.end)
            if match and (name := _signature(folded, lines, index, match["name"])):
                span = match.start("name") - line.start, length
                line.role, line.header = "header", Header(name, span, (0, span[0] - 1), False, False)
        elif line.role in ("title", "body") and length <= 14 and _stands_by_date(lines, index):
            if beside := credit(folded[line.start : line.end]):
                line.role, line.header = "header", Header(beside, (0, length), None, False, False)
        elif line.role == "person" and index and lines[index - 1].role in ("title", "date", "person"):
            match = _WRITER_CREDIT_RE.fullmatch(folded, line.start, line.end)
            outlet = outlet_forms()[0].get(match["name"]) if match else None
            if outlet is not None and not outlet.is_short and outlet.kind != "carrier":
                line.role, line.header = "header", Header(outlet.name, (0, length), None, False, False)
        elif (
            length <= 24
            and last is not None
            and "同" in folded[line.start : line.end]
            and (
                _SAME_RE.fullmatch(folded, line.start, line.end) or _NEXT_DAY_RE.fullmatch(folded, line.start, line.end)
            )
        ):
            line.role, line.header = "header", Header(last, (0, length), None, True, False)
        if line.header is not None and line.header.outlet:
            last = line.header.outlet


def _stands_by_date(lines: list[Line], index: int) -> bool:
    """Tell whether a date of its own stands right above or below a line near a headline: 2024/06/05 18:31 ⏎ 信越放送."""
    beside = [
        each
        for each in (index - 1, index + 1)
        if 0 <= each < len(lines) and lines[each].role == "date" and not lines[max(each, index)].blanks
    ]
    return any(
        "title" in [line.role for line in lines[max(min(each, index) - 1, 0) : max(each, index) + 2]] for each in beside
    )


def _signature(folded: str, lines: list[Line], index: int, name: str) -> str:
    """Return the outlet that a headline names at its end, where the report below does not speak of it; else ""."""
    outlet = outlet_at(name, 0)
    if outlet is None or outlet.end != len(name) or outlet.is_short or outlet.is_weak or outlet.kind == "carrier":
        return ""
    below = next(
        (
            each
            for each in lines[index + 1 : index + 4]
            if each.role not in ("date", "stray", "link") and not folded.startswith("http", each.start)
        ),
        None,
    )
    is_report = below is not None and below.role == "body" and not below.tone.is_polite
    return (
        "" if below is None or not is_report or folded.find(name, below.start, below.start + 800) >= 0 else outlet.name
    )
