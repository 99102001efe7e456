"""Whose words a passage is: headline, byline, somebody's report with its outlet, the author's own text, the rest.

A pasted report is found by its header (産経新聞 4月5日(火)7時55分配信), by marks around it (以下引用, ``>``, 【…】), by a
credit at its end (（共同）), or, where nobody is named, by the way it sounds against the text around it: だ・た against
です・ます, a newspaper's phrases against the first person. It ends at the next header, at a closing mark, or where the
lines sound like the author again; an empty line makes an end likelier.

>>> text = "呆れました。\\n\\n毎朝新聞 6月19日配信\\n県は19日、計画を発表した。\\n\\n私は信じません。"
>>> [(block.kind, block.outlet) for block in split_blocks(Article(id="x", source="-", text=text), text)]
[('commentary', None), ('byline', '毎朝新聞'), ('report', '毎朝新聞'), ('commentary', None)]
"""

from __future__ import annotations

from itertools import pairwise

from corpus.article import Article, Block, BlockKind
from corpus.citations import cut_citations
from corpus.extents import POLITE_REPORT, begins_dispatch, sounds_like_author
from corpus.layout import read_neighbours
from corpus.lines import BULLETS, Line, Report, read_lines
from corpus.patterns import Pattern
from corpus.remarks import interjected
from corpus.reports import assign_headed
from corpus.roles import mark_roles
from corpus.rubrics import names_own
from corpus.unheaded import assign_unheaded
from corpus.wrapping import soft_breaks

__all__ = ["split_blocks"]


def split_blocks(article: Article, folded: str, *, soft: frozenset[int] | None = None) -> tuple[Block, ...]:
    """Return the blocks of ``article`` in text order; they tile the text but for white space.

    ``soft`` are its line breaks that only wrap, where the caller knows them (:func:`soft_breaks`).
    """
    lines = read_lines(folded, soft_breaks(article.text) if soft is None else soft)
    if not lines:
        return ()
    lines = cut_citations(folded, lines)
    read_neighbours(folded, lines, mark_roles(folded, lines))
    assign_headed(folded, lines)
    assign_unheaded(folded, lines)
    _read_remarks(folded, lines)
    for line in list(interjected(folded, lines)):
        line.role = "remark"
    for line in lines:
        if line.role == "remark":
            line.owner = None
    return tuple(_assemble(article, folded, lines, _own_kinds(folded, lines)))


def _read_remarks(folded: str, lines: list[Line]) -> None:
    """《コメント》規模ありき。 is the digest's maker below somebody's report only; elsewhere it is a line like others."""
    for above, line in pairwise([lines[0], *lines]):
        if line.role == "remark" and folded[line.start] not in "←↑>" and above.owner is None and above.role != "remark":
            line.role = "body"


#: How much the bar for comment is raised by a dated first sentence, by a portrait's or interview's byline, by the
#: speakers' lines of minutes, and by a company's or a body's name above the text.
DATED_LEAD, PORTRAIT, MINUTES, OFFICIAL = 1.5, 6.0, 2.0, 4.0
#: So many lines of minutes begin with who speaks.
MIN_SPEECHES = 3
#: What です・ます raises it by beside a report that is pasted (POLITE_REPORT elsewhere).
PASTING = 5.0


def _own_kinds(folded: str, lines: list[Line]) -> list[BlockKind]:
    """Return for each line what it is where nobody else's report claims it: one kind, but each post of a thread its own."""
    posts = [index for index, line in enumerate(lines) if line.role == "post"]
    kinds = [_own_kind(folded, lines[: posts[0]] if len(posts) > 1 and posts[0] else lines)] * len(lines)
    if first := _after_minutes(folded, lines):
        kinds[first:] = [_own_kind(folded, lines[first:])] * (len(lines) - first)
    if len(posts) > 1:
        for first, stop in pairwise([*posts, len(lines)]):
            kinds[first:stop] = [_post_kind(lines[first:stop])] * (stop - first)
    for index, line in enumerate(lines):
        if line.role == "afterword":  # ［編集後記］: whoever made the rest, below it its editor speaks
            stop = next((i for i in range(index + 1, len(lines)) if lines[i].role in ("title", "header")), len(lines))
            kinds[index:stop] = ["commentary"] * (stop - index)
    return kinds


#: ○議長(高橋正君) 日程第三、…
_CHAIR_RE = Pattern(r"[○◯][ ]?[^ 、。「」(]{1,14}[ ]?[(][^()]{1,16}[)]")
_SPEAKER_RE = Pattern(r"[○◯◆◎●□■△▲]?[^ 　。、「」]{1,16}(?:[(][^()]{1,16}[)])?(?:君|氏|議員|委員|議長)?[ 　:]")


def _after_minutes(folded: str, lines: list[Line]) -> int:
    """Return the line where a paper's own sentences in だ・た begin behind minutes (◆佐野健氏 …), or 0."""
    speeches = [
        index
        for index, line in enumerate(lines)
        if line.role == "body" and folded[line.start] in "○◯◆◎" and _SPEAKER_RE.match(folded, line.start, line.end)
    ]
    if len(speeches) < MIN_SPEECHES:
        return 0
    rest = range(speeches[-1] + 1, len(lines))
    first = next((index for index in rest if lines[index].blanks), 0)
    behind = [line for line in lines[first:] if line.role == "body"] if first else []
    is_plain = bool(behind) and not any(line.tone.n_polite for line in behind)
    return first if is_plain and any(line.tone.n_plain for line in behind) else 0


def _post_kind(lines: list[Line]) -> BlockKind:
    """A post reports only where it sounds like a newspaper; most are a line or two that sound like nothing."""
    own = [line for line in lines if line.owner is None and line.role == "body"]
    if len(lines) > 2 and lines[1].role == "title" and lines[1].owner is None:
        return "commentary" if sounds_like_author(own) else "report"  # what it pastes has a headline
    return "report" if sum(line.tone.score for line in own) < 0 and not sounds_like_author(own) else "commentary"


def _own_kind(folded: str, lines: list[Line]) -> BlockKind:
    """Return whether the author's own lines report or comment, from the sum of their tones."""
    own = [line for line in lines if line.owner is None and line.role in ("body", "intro")]
    if any(names_own(folded[line.start : line.end]) for line in lines[:3]):
        return "commentary"
    if (
        sum(folded[line.start] in "○◯" and _CHAIR_RE.match(folded, line.start) is not None for line in own)
        >= MIN_SPEECHES
    ):
        return "report"  # minutes have no author
    extra = MINUTES if sum(folded[line.start] in "○◯" for line in own) >= MIN_SPEECHES else 0.0
    if own and _LEAD_RE.search(folded, own[0].start, min(own[0].end, own[0].start + 100)):
        extra += DATED_LEAD
    if any(line.role == "person" and _AGED_RE.search(folded[line.start : line.end]) for line in lines[:4]):
        extra += PORTRAIT
    if any(line.role == "person" and _OFFICIAL_RE.search(folded, line.start, line.end) for line in lines[:6]):
        extra += OFFICIAL
    # Who sets somebody else's report into a text of his own in です・ます is no press office.
    is_pasting = any(line.owner is not None and line.owner.outlet and line.role in ("body", "quoted") for line in lines)
    polite_report = PASTING if is_pasting else POLITE_REPORT
    n_sentences = sum(line.tone.n_sentences for line in own)
    if is_pasting and _goes_on_below(lines) and sum(line.tone.score for line in own) > PRESS * n_sentences:
        return "commentary"  # who pastes somebody's report and goes on is its author, whatever he sounds like
    return "commentary" if sounds_like_author(own, extra, polite_report) else "report"


#: Below this tone per sentence (tenths of a log-odd) even what stands below a paste is another report.
PRESS = -12.0


def _goes_on_below(lines: list[Line]) -> bool:
    """Tell whether the author's own text stands above and below a report that is pasted with its outlet."""
    pasted = next(index for index, line in enumerate(lines) if line.owner is not None and line.owner.outlet)
    opens = any(line.owner is None and line.role in ("title", "body", "intro") for line in lines[:pasted])
    return opens and any(line.owner is None and line.role == "body" for line in lines[pasted:])


#: Who makes a press release or an apology, or whom it is for.
_OFFICIAL_RE = Pattern(
    r"(?:株式|有限|合同)会社|(?:社団|財団|学校)法人|各位$|リリース|^報道発表|^報道資料|^記者発表|照会先"
)
#: 元船大工・久世松造さん(88) under the headline
_AGED_RE = Pattern(r"(?:さん|氏|選手)?[(（][0-9]{1,3}(?:歳)?[)）]$")
#: A first sentence that names a day or a source opens a report rather than a comment.
_LEAD_RE = Pattern(
    r"[0-9一二三四五六七八九十]{1,3}日(?:[(][^)]{1,12}[)])?(?:[、にのはまで夜朝未付午]|行)|によると|によれば"
)


def _whole_report(lines: list[Line]) -> bool:
    return all(line.owner is not None or line.role not in ("body", "intro") for line in lines)


def _assemble(article: Article, folded: str, lines: list[Line], own_kinds: list[BlockKind]) -> list[Block]:
    groups: dict[int, int] = {}
    top = ("title", "date", "person", "header", "stray", "rule")
    n_top = next((index for index, line in enumerate(lines) if line.role not in top), len(lines)) + 1
    pieces: list[tuple[int, int, BlockKind, Report | None]] = []
    for index, line in enumerate(lines):
        for start, end, kind in _pieces(folded, lines, index, own_kinds[index], n_top):
            last = pieces[-1] if pieces else None
            if last is not None and last[2] == kind and last[3] is line.owner and kind != "byline":
                pieces[-1] = (last[0], end, kind, line.owner)
            else:
                pieces.append((start, end, kind, line.owner))
    # A text that is one report from end to end is nobody's quotation; the record may name whose it is.
    n_reports = len({id(report) for *_, report in pieces if report})
    is_quoted = not (_whole_report(lines) and n_reports <= 1)
    return [
        Block(
            start,
            end,
            kind,
            outlet=report.outlet if report else article.outlet if kind != "other" else None,
            quoted=is_quoted and report is not None,
            evidence=report.evidence if report else None,
            group=groups.setdefault(id(report), len(groups) + 1) if report else 0,
        )
        for start, end, kind, report in pieces
    ]


def _pieces(
    folded: str, lines: list[Line], index: int, own_kind: BlockKind, n_top: int
) -> list[tuple[int, int, BlockKind]]:
    """Return the line cut into (start, end, kind): a header line may carry its headline or first sentence."""
    line = lines[index]
    if line.header is not None and line.role in ("header", "quoted", "credit"):
        if line.header.headline is None:
            return [(line.start, line.end, "byline")]
        begin, stop = line.header.headline
        is_sentence = folded[line.end - 1] == "。" or folded[line.end - 2 : line.end] in ("。』", "。」")
        kind: BlockKind = "report" if is_sentence and begin else "headline"
        if line.owner is None:
            return [(line.start, line.end, "other")]
        is_bare = folded[line.start] in "[(" or not line.header.is_dated  # 【毎朝新聞 2014.8.11】 is a header
        if kind == "report" and is_bare and begins_dispatch(folded, line):
            return [(line.start, line.end, kind)]  # (共同): 3日の米債券相場は反発。
        cut = line.start + (stop if begin < line.header.span[0] else begin)
        tail = cut + (line.end - cut) - len(folded[cut : line.end].lstrip())
        if begin < line.header.span[0]:
            return [(line.start, cut, "headline"), (tail, line.end, "byline")]
        head = line.start + len(folded[line.start : cut].rstrip())
        return [(line.start, head, "byline"), (tail, line.end, kind)]
    kind = _kind_of(folded, lines, index, own_kind, n_top)
    if kind == "headline" and index < 2 and (dated := _dated_title(folded, line)):
        return dated
    evidence = line.owner.evidence if line.owner is not None else None
    if kind == "report" and evidence and evidence[1] == line.end - 1 and evidence[0] > line.start + 1:
        cut = evidence[0] - 1
        if any(map(str.isdigit, folded[cut : line.end])):  # …と話した。(6月30日 東海道日報)
            head = line.start + len(folded[line.start : cut].rstrip())
            return [(line.start, head, kind), (cut, line.end, "byline")]
    return [(line.start, line.end, kind)]


#: A date in brackets on either side of a headline: (2022年6月30日)給食費を無償に
_DATE_BRACKET = r"[(【〔\[](?:(?:平成|令和|昭和)?[0-9元]{1,4}年|[0-9]{4}[./-])[ ]?[0-9]{1,2}[月./-][ ]?[0-9]{1,2}日?[^)】〕\]]{0,12}[)】〕\]]"
_DATED_TITLE_RE = Pattern(
    rf"(?P<first>{_DATE_BRACKET}[ ]*)(?P<rest>.{{4,}})|(?P<title>.{{4,}}?)(?P<last>[ ]*{_DATE_BRACKET})[ ■□◆◇●★☆*=-]{{0,6}}"
)


#: 今日の虎。2024年9月24日
_TITLE_DAY_RE = Pattern(
    r"[^ 。]{2,}。(?P<day>(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}日|[./-][0-9]{1,2}[./-][0-9]{1,2})(?:[(][月火水木金土日][)])?)$"
)


def _dated_title(folded: str, line: Line) -> list[tuple[int, int, BlockKind]]:
    match = _DATED_TITLE_RE.fullmatch(folded, line.start, line.end)
    if not match:
        dated = _TITLE_DAY_RE.search(folded, line.start, line.end)
        return (
            [(line.start, dated.start("day") - 1, "headline"), (dated.start("day"), line.end, "byline")]
            if dated
            else []
        )
    if match["first"]:
        date_end = match.start("rest")
        return [(line.start, line.start + len(match["first"].rstrip()), "byline"), (date_end, line.end, "headline")]
    date_start = match.start("last") + len(match["last"]) - len(match["last"].lstrip())
    return [(line.start, match.end("title"), "headline"), (date_start, line.end, "byline")]


def _is_dateline(lines: list[Line], index: int) -> bool:
    """Return whether a date alone on its line belongs to the paper named right above it."""
    above, line = lines[index - 1], lines[index]
    is_below = index > 0 and line.role == "date" and line.owner is not None and above.owner is line.owner
    return is_below and above.role in ("header", "credit")


#: 会社員 田村洋子(神奈川県 44): who wrote to the paper
_LETTER_RE = Pattern(r"[(][^()]{2,16}[ 　・、][0-9]{1,3}歳?[)]$")


def _is_headed(folded: str, title: Line, below: Line) -> bool:
    """Tell whether a title in the midst of a text is the headline of one of a paper's short items, or of a reader's letter."""
    if below.role == "body":
        return title.owner is not None
    return below.role == "person" and _LETTER_RE.search(folded, below.start, below.end) is not None


def _kind_of(folded: str, lines: list[Line], index: int, own_kind: BlockKind, n_top: int) -> BlockKind:
    line = lines[index]
    if line.role in ("begin", "end", "afterword", "link", "stray", "rule"):
        return "other"
    if line.role in ("post", "entry"):
        return "byline"  # who wrote the post, and when
    if line.role == "remark":
        return "commentary"
    if line.role == "date":
        is_below_title = index > 0 and lines[index - 1].role == "title" and line.owner is not None
        return "byline" if index < 6 or _is_dateline(lines, index) or is_below_title else "other"
    if line.role == "person":
        return "byline" if index < max(n_top, 4) or index >= len(lines) - 2 or line.owner else "other"
    if line.role == "title":
        sign = folded[line.start]
        if index and sign in BULLETS and folded[lines[index - 1].start] == sign and not line.blanks:
            return "other"  # ▽秋田県が9800件 ⏎ ▽岩手県が7200件
        near_top = index < n_top
        opens = line.owner is not None and (
            index == 0
            or lines[index - 1].owner is not line.owner
            or lines[index - 1].role in ("header", "title")
            or lines[index - 1].header is not None
            or _is_dateline(lines, index - 1)
        )
        heads = line.blanks > 0 and index + 1 < len(lines) and _is_headed(folded, line, lines[index + 1])
        return "headline" if near_top or opens or heads or lines[index - 1].role == "post" else "other"
    if line.owner is not None:
        return "commentary" if line.owner.is_opinion else "report"
    return own_kind
