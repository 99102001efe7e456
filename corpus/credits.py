"""Names that close a report: （共同） after its last sentence, 引用元:産経ニュース, the paper's name alone below it."""

from __future__ import annotations

from msgspec.structs import replace

from corpus.extents import author_score, is_issue, is_one_voice, reach_back, report_end, sounds_like_author
from corpus.leaders import is_front_column, is_leader, is_rubric
from corpus.lines import Line, Report, has_gap
from corpus.outlets import is_carrier, outlet_at
from corpus.patterns import Pattern
from corpus.quotations import header_span

__all__ = ["closed_by", "closes_cut", "is_credit", "is_label", "settle_brackets", "take_credited"]

#: What may stand between a report and the name that closes it.
_AROUND = ("date", "stray", "link", "person")


def closed_by(folded: str, lines: list[Line], index: int) -> Report | None:
    """Return the report that a line with nothing but its paper's name closes: 最終更新:6/30(木) 18:02 ⏎ 東海道日報."""
    line = lines[index]
    header = line.header
    if header is None or not header.outlet or header.is_dated or header.headline is not None:
        return None
    above = next((each for each in reversed(lines[max(0, index - 3) : index]) if each.role not in _AROUND), None)
    if above is None or above.owner is None or above.role not in ("body", "credit"):
        return None
    if above.role == "credit":  # the address below the source
        return above.owner if folded.startswith("http", line.start) and above.owner.outlet == header.outlet else None
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is not None and not below.blanks and below.role != "link":
        return None
    is_same = above.owner.outlet == header.outlet or is_carrier(
        header.outlet
    )  # Yahoo!ニュース below the paper's report
    return above.owner if is_same else None


def closes_cut(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a paper's name stands right below the mark that a report is cut there: (後略) ⏎ =山梨日日新聞、9月5日付."""
    header = lines[index].header
    if header is None or header.headline is not None or not header.outlet or lines[index].blanks or index < 2:
        return False
    end, last = lines[index - 1], lines[index - 2]
    is_open = last.role == "body" and (last.owner is None or last.owner.outlet is None)
    return end.role == "end" and is_open and "略" in folded[end.start : end.end]


def settle_brackets(folded: str, lines: list[Line]) -> None:
    """Decide at once for all names in brackets that stand between two lines of prose, （共同）, whether they open or close
    their reports: whoever sets several sets them all alike."""
    lone = [
        index
        for index in range(1, len(lines) - 1)
        if lines[index].role == "header" and _is_lone(lines[index]) and _hangs_between(lines, index)
    ]
    if len(lone) < MIN_ALIKE:
        return
    gain = sum(
        BRACKET if header.opens else _press(lines, index + 1, 1) - _press(lines, index - 1, -1)
        for index in lone
        if (header := lines[index].header) is not None
    )
    for index in lone if gain > 0 else ():
        header = lines[index].header
        lines[index].header = header and replace(header, opens=True)


#: So many names in brackets are set alike; what one tells that is a dateline (tenths of a log-odd per sentence).
MIN_ALIKE, BRACKET = 2, 20


def _is_lone(line: Line) -> bool:
    return line.header is not None and line.header.is_bracketed and line.header.headline is None


def _hangs_between(lines: list[Line], index: int) -> bool:
    above, line, below = lines[index - 1 : index + 2]
    return above.role == below.role == "body" and not line.blanks and not below.blanks


def is_credit(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a header line closes the report before it: （共同） after the last sentence."""
    line = lines[index]
    assert line.header is not None
    if line.header.opens and index + 1 < len(lines) and (line.blanks or not _parts(folded, lines[index + 1])):
        return False
    above = index - 1
    while index + 1 == len(lines) and above > 0 and lines[above].role == "person" and not lines[above + 1].blanks:
        above -= 1  # (本誌・黒田理恵) ⏎ ※週刊エコノミクス 2026年10月20日号
    before = lines[above] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    if before is not None and before.role == "link" and above and not line.blanks and folded[line.start] in "([〔（":
        above -= 1  # report ⏎ its address ⏎ (毎日新聞)
        before = lines[above]
    if before is None or before.role in ("header", "begin", "intro", "title", "link", "date"):
        return False
    if before.role not in ("body",) or line.header.headline is not None:
        return False
    if after is None or folded.startswith(("以上", "ここまで"), line.start):
        return True
    if folded.endswith("の記事でした。", line.start, line.end):
        return True
    behind = next((each for each in lines[index + 1 : index + 3] if not _is_address_of(folded, each, line)), None)
    if behind is not None and behind.role == "post":
        return True  # a post of a thread ends in its source
    if not line.blanks and _bracketed_above(folded, lines, index) is not None:
        return True  # 《…》 ⏎ ――毎日新聞、四月八日夕刊。
    if after.role == "title" and folded[line.end - 1] == "。" and not _CLOSING_RE.search(folded, line.start, line.end):
        return False  # 十月七日の山陰中央新報、文化面。 ⏎ headline
    is_address = folded.startswith("http", line.start)
    is_framed = (
        folded[line.start] in "〜~―—–─" and folded[line.end - 1] == folded[line.start]
    )  # 〜上毛新聞2月18日付より〜
    is_labelled = folded[line.start] in "([〔" or is_framed or is_address or is_label(folded, line)
    hangs = not line.blanks and (after.blanks > 0 or _parts(folded, after))
    if line.blanks and after.blanks and after.role == "body" and _is_in_quotes(folded, lines, index - 1):
        return _paragraph_press(lines, index + 1, 1) < 0  # 「…。」 ⏎ 毎日新聞 6月30日 ⏎ what its reader says
    if line.blanks and after.blanks and after.role == "body" and not is_labelled:
        return _paragraph_press(lines, index - 1, -1) > _paragraph_press(lines, index + 1, 1) + BARE_NAME
    if is_address and hangs and after.role == "title":
        return True  # item after item: headline, report and its address
    if not line.blanks and _heads_alike(folded, lines, index):
        return False
    if not line.blanks and after.role in ("title", "rule") and _is_numbered(folded, lines, index):
        return True
    if is_labelled and after.role == "title" and _closes_item(lines, index):
        if hangs and after.blanks and line.header.is_dated and folded[line.start] in "([〔":
            return _press(lines, index - 1, -1) > OWN_ITEM
        return _press(lines, index - 1, -1) + LABELLED > _press(lines, index + 2, 1)
    if (after.role == "title" and not hangs) or (line.blanks and not (is_labelled and after.blanks)):
        return False  # it stands close to what follows
    if line.blanks and _is_slight(folded, lines, index - 1) and _is_cited_or_press(folded, lines, index):
        return False  # 病院の話を書いておく。 ⏎ 出典 毎日新聞 ⏎ 「…」
    # Between two passages: the one that sounds more like a newspaper is the report. A bracket or 引用元 stands rather at
    # its end; and what hangs on the passage before, with an empty line behind, belongs to it.
    if not is_labelled and not hangs:
        is_below = line.header.is_dated and not line.blanks and _closes_item(lines, index)
        return is_below and _press(lines, index - 1, -1) > _press(lines, index + 1, 1)
    bonus = (25 if hangs else 0) + (LABELLED if is_labelled else -10)
    return _press(lines, index - 1, -1) + bonus > _press(lines, index + 1, 1)


#: So long is a sentence at most that says too little to be a report.
MAX_SLIGHT = 40
_TOLD_RE = Pattern(r"[0-9「]")


def _is_slight(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a line is a paragraph of one short sentence without a number or anybody's words."""
    line = lines[index]
    is_alone = index == 0 or line.blanks > 0 or lines[index - 1].role != "body"
    text = folded[line.start : line.end]
    return is_alone and len(text) <= MAX_SLIGHT and text.count("。") <= 1 and _TOLD_RE.search(text) is None


def _is_cited_or_press(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether what stands below a name is quoted, stands in brackets, or sounds more like a newspaper than what stands above."""
    below = lines[index + 1]
    if below.role == "quoted" or folded[below.start] in "「『《〈<>":
        return True
    return below.role == "body" and _press(lines, index + 1, 1) > _press(lines, index - 1, -1)


def _is_bracketed_headline(folded: str, line: Line) -> bool:
    """Tell whether a line is a headline in brackets: a wide blank stands in it as in no speech, 「会長室の机、撤去 社内は淡々」."""
    is_free = line.owner is None and line.role in ("body", "title") and has_gap(folded, line)
    return is_free and folded[line.start] == "「" and folded.find("」", line.start, line.end) == line.end - 1


def _prose_top(lines: list[Line], index: int, *, over_blanks: bool = False) -> int:
    """Return the first line of the prose that stands right above line ``index``, ``index`` where there is none."""
    top = index
    while top > 0 and lines[top - 1].role == "body" and lines[top - 1].owner is None:
        if lines[top].blanks and not over_blanks:
            break
        top -= 1
    return top


#: So long is (中略) at most, which heads nothing.
MAX_CUT = 6


def _heads_alike(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether what stands above a name in brackets has a heading in the same brackets: <市教委からの文書> ⏎ … ⏎
    <福島民報(6月29日)> ⏎ …"""
    top = _prose_top(lines, index)
    line, head = lines[index], lines[top - 1] if 0 < top < index else None
    if head is None or head.owner is not None or head.role not in ("title", "person", "link", "stray"):
        return False
    return (
        folded[head.start] == folded[line.start]
        and folded[head.end - 1] == folded[line.end - 1]
        and not folded[head.start].isalnum()
        and head.end - head.start > MAX_CUT
    )


#: 【2】, (2), ②, 2. before the headline of an item
_ITEM_RE = Pattern(r"[■◆●□◇○【(（\[<〈 ]*(?:[0-9]{1,2}|[①-⑳]|[一二三四五六七八九十]{1,2})[】)）\]>〉 .．、:]")
_SOURCE_RE = Pattern(r"[(（【\[〔](?:出典|出所|引用元|引用|ソース|情報源)[ :：]")


def _is_numbered(folded: str, lines: list[Line], index: int) -> bool:
    """Tell whether a source in brackets closes a numbered item: 【1】 headline ⏎ report ⏎ (出典:毎日新聞) ⏎ 【2】 headline."""
    top = _prose_top(lines, index, over_blanks=True)
    head = lines[top - 1] if 0 < top < index else None
    is_item = head is not None and head.role == "title" and _ITEM_RE.match(folded, head.start, head.end) is not None
    return is_item and _SOURCE_RE.match(folded, lines[index].start, lines[index].end) is not None


def _closes_item(lines: list[Line], index: int) -> bool:
    """Tell whether a headline of its own stands above the prose that a name in brackets hangs on, and no header above it."""
    top = _prose_top(lines, index)
    is_headed = top - 1 > 0 and top < index and lines[top - 1].role == "title" and lines[top - 1].owner is None
    return is_headed and lines[top - 2].role != "header"


def _parts(folded: str, line: Line) -> bool:
    """Tell whether a line begins anew without an empty line: a rule, or an arrow before a remark."""
    return line.role in ("rule", "remark") or folded[line.start] in "→⇒"


#: What brackets, dashes or 引用元 around a name tell (tenths of a log-odd per sentence) of its closing a report.
LABELLED = 6
#: What hangs below a headed passage, an empty line behind it, closes it unless the passage sounds that much like an author.
OWN_ITEM = -10
#: What a passage stands in that is nothing but cited; 「」 is as well what somebody says.
_BRACKETS = {"》": "《", "≫": "≪", "〉": "〈", ">": "<", "』": "『", "】": "【"}
#: So many lines such a passage has at most.
MAX_CITED = 12


def _bracketed_above(folded: str, lines: list[Line], index: int) -> int | None:
    """Return the line where the brackets open that close right above the credit ``index``, or None."""
    opener = _BRACKETS.get(folded[lines[index - 1].end - 1]) if index else None
    for first in range(index - 1, max(index - 1 - MAX_CITED, -1), -1) if opener else ():
        line = lines[first]
        if line.owner is not None or line.role not in ("body", "title", "person"):
            break
        if folded[line.start] == opener:
            is_prose = folded.find("。", line.start, lines[index - 1].end) >= 0
            return first if is_prose else None
    return None


def _is_address_of(folded: str, line: Line, source: Line) -> bool:
    """Tell whether a line is but the address of what ``source`` names."""
    named = line.header.outlet if line.header is not None else None
    return folded.startswith("http", line.start) and source.header is not None and named in (None, source.header.outlet)


#: 以上、毎日新聞より。 / 毎日新聞の記事でした。
_CLOSING_RE = Pattern(r"以上|でした。$|ここまで")
#: So much more like a newspaper (tenths of a log-odd per sentence) what stands above a paper's name alone must sound.
BARE_NAME = 20


def _is_bare_name(folded: str, line: Line) -> bool:
    named = outlet_at(folded[line.start : line.end], 0)
    return named is not None and named.end == line.end - line.start


_SOURCE_LABEL_RE = Pattern(
    r"(?:©|[(][cC][)]|引用元|出典|出所|ソース|情報元|元記事|転載元|配信元|記事元|参照元|提供元|[Ss]ource|SOURCE|[Vv]ia[ :])"
)


def is_label(folded: str, line: Line) -> bool:
    """Tell whether a line says itself that it names a source: 引用元:産経ニュース."""
    return _SOURCE_LABEL_RE.match(folded, line.start) is not None


def _press(lines: list[Line], index: int, step: int) -> float:
    """Return how much like a newspaper up to three body lines sound, from ``index`` on: per sentence, in tenths."""
    score = n_sentences = 0
    for line in lines[max(0, index - 2) : index + 1] if step < 0 else lines[index : index + 3]:
        if line.role == "body":
            score += author_score(line, False)
            n_sentences += line.tone.n_sentences
    return -score / max(n_sentences, 1)


def _is_in_quotes(folded: str, lines: list[Line], last: int) -> bool:
    """Tell whether the paragraph that ends with line ``last`` stands in 「…」 from its first letter to its last."""
    first = last
    while first > 0 and not lines[first].blanks and lines[first - 1].role == "body":
        first -= 1
    return folded[lines[first].start] == "「" and folded[lines[last].end - 1] == "」"


#: So many lines of a paragraph tell how it sounds.
MAX_PARAGRAPH = 6


def _paragraph_press(lines: list[Line], index: int, step: int) -> float:
    """Return how much like a newspaper the paragraph sounds that ends (``step`` -1) or begins (1) at ``index``."""
    first = last = index
    while step < 0 and index - first < MAX_PARAGRAPH and first > 0 and not lines[first].blanks:
        if lines[first - 1].role != "body":
            break
        first -= 1
    while step > 0 and last - index < MAX_PARAGRAPH and last + 1 < len(lines) and not lines[last + 1].blanks:
        if lines[last + 1].role != "body":
            break
        last += 1
    run = lines[first : last + 1]
    return -sum(author_score(line, False) for line in run) / max(sum(line.tone.n_sentences for line in run), 1)


def take_credited(folded: str, lines: list[Line], index: int) -> None:
    """（共同） closes a report: it reaches back to where the lines begin to sound like one."""
    line = lines[index]
    assert line.header is not None
    line.role = "credit"
    if lines[index - 1].role == "end":
        lines[index - 1].role, lines[index - 1].owner = "stray", lines[index - 2].owner  # (後略)
    above = lines[index - 1].owner
    if above is None and folded.startswith("http", line.start) and lines[index - 1].tone.score > 0:
        named = (each.owner for each in reversed(lines[:index]) if each.owner is not None)
        if (earlier := next(named, None)) is not None and earlier.outlet == line.header.outlet:
            line.owner = earlier  # the address of the report above, below what its reader says of it
            return
    if above is not None and above.outlet is not None and _is_same(above.outlet, line.header.outlet):
        # 今日の東京新聞に出ていました。 … its address; 工業新聞の速報です。 … (日刊工業新聞 5月16日)
        if line.header.outlet and line.header.is_dated:
            above.outlet, above.evidence = line.header.outlet, header_span(line)
        line.owner = above
        return
    if above is not None and above.outlet is None:  # 以下引用 … （時事通信）
        above.outlet, above.evidence = line.header.outlet, header_span(line)
        line.owner = above
        return
    report = Report(line.header.outlet, header_span(line), line.header.is_opinion)
    line.owner = report
    if index + 1 == len(lines) and (pasted := _pasted_above(folded, lines, index)):
        for each in pasted:
            each.owner = report
        return
    # On the last line it may be the whole text's, from its headline on.
    is_whole = index + 1 == len(lines) and (
        _is_all_press(lines, index)
        or (is_issue(folded, line) and line.blanks > 0 and is_one_voice(lines[:index]))
        or (report.is_opinion and (is_leader(folded, lines[:index]) or is_front_column(folded, lines[:index])))
    )
    bracketed = _bracketed_above(folded, lines, index)
    first = (
        bracketed
        if bracketed is not None
        else 0
        if is_whole
        else _framed_above(lines, reach_back(folded, lines, index - (lines[index - 1].role == "link"), 0))
    )
    report.is_opinion |= lines[first].role == "title" and is_rubric(folded, lines[first])
    if first and lines[first - 1].role == "title" and _is_numbered(folded, lines, index):
        first -= 1
    if first > 1 and _is_bracketed_headline(folded, lines[first - 1]) and not lines[first].blanks:
        first -= 1
        lines[first].role = "title"
    for each in lines[first:index]:
        each.owner = report
    _take_address(folded, lines, index)


def _pasted_above(folded: str, lines: list[Line], index: int) -> list[Line]:
    """Return the report at the head of a text in whose last line its paper is told (記事は11月14日の京都新聞), while its
    author goes on in です・ます between the two; empty elsewhere."""
    body = next((at for at, line in enumerate(lines[:index]) if line.role not in ("title", "date", "person")), index)
    if body == index or lines[body].role != "body" or lines[body].tone.n_polite or not lines[index].blanks:
        return []
    stop = report_end(folded, lines[:index], body)
    own = lines[stop:index]
    is_parted = any(line.tone.n_polite for line in own) and sounds_like_author(own, polite_report=0.0)
    if not is_parted or any(line.owner for line in lines[:index]) or sounds_like_author(lines[body:stop]):
        return []
    n_titles = sum(line.role == "title" for line in lines[:body])
    return lines[body - (n_titles > 1 and lines[body - 1].role == "title") : stop]


def _take_address(folded: str, lines: list[Line], index: int) -> None:
    """Give the address right below a credit to the report that it closes."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or below.role != "link" or below.blanks or below.owner is not None:
        return
    if folded.startswith("http", below.start):
        below.owner = lines[index].owner


def _is_same(named: str, credited: str | None) -> bool:
    """Tell whether the credit below a report names the paper again that its announcement named, in full or as a portal."""
    return credited is None or named == credited or credited.endswith(named) or is_carrier(credited)


def _framed_above(lines: list[Line], first: int) -> int:
    """Return the line of the headline that stands between two rules right above a report, or ``first``."""
    above = lines[max(first - 3, 0) : first]
    is_framed = [line.role for line in above] == ["rule", "title", "rule"] and not any(line.owner for line in above)
    return first - 2 if is_framed else first


def _is_all_press(lines: list[Line], index: int) -> bool:
    """Tell whether everything above the credit on the last line may be its report."""
    above = lines[:index]
    n_sentences = sum(each.tone.n_sentences for each in above) or 1
    header = lines[index].header
    limit = 8 if header is not None and header.is_dated else 4
    total = sum(author_score(each, each.tone.is_polite) for each in above if each.role == "body")
    return not any(each.owner for each in above) and total <= limit * n_sentences
