"""From what the tagger saw to the names of an article: borders, and names that the rest of the article vouches for.

The tagger reads one sentence at a time. Here a name is freed of what sticks to it (東京高裁｜判決), two names joined by a
dot are parted, and occurrences that the tagger missed are added where something else is sure: the same name elsewhere,
the table of names, brackets after a full name (…（NITE）), a head noun after a body that ends in it (機構).
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from analyzer.organizations.aliases import (
    MAX_FACTS,
    Span,
    Suffix,
    expanded,
    is_anaphor,
    is_short_form,
    known_names,
    legal_edges,
    legal_forms,
    lengths_by_last_letter,
    name_key,
    suffix_of,
    suffixes,
)
from analyzer.patterns import Pattern
from corpus.text import fold
from corpus.tokens import Document
from corpus.vocabulary import Row, alternation, read_table

__all__ = ["settled"]

TABLES = Path(__file__).parents[1] / "tables"

#: A run of letters that names are made of; what stands in one run belongs together.
_RUN_RE = Pattern(r"[一-龠々〆ァ-ヶーA-Za-z0-9&・!\-]+")
_LONG_RUN_RE = Pattern(r"[一-龠々〆ァ-ヶーA-Za-z0-9&・!\-]{2,}")
_NATIONS = "米英仏独伊露韓豪加印"
#: A run longer than this is no name (hostile input).
_MAX_RUN = 40


@cache
def _tails() -> dict[str, str]:
    rows = read_table(TABLES / "organization_tails.tsv", key="word", required=("effect", "source"))
    return {row["word"]: row["effect"] for row in rows}


@cache
def _legal_re() -> re.Pattern[str]:
    return re.compile(alternation(legal_forms()))


def settled(doc: Document, spans: Sequence[Span], *, first: Iterable[Span] = (), is_article: bool = True) -> list[Span]:
    """Return the names of bodies, left to right, without overlap, given the tagger's ``spans``; ``first`` ones stay.

    In what is no news (``is_article`` false) other guidelines hold: there the tagger's word on things and heads counts.
    """
    sure = [*first, *_credits(doc), *_introduced(doc)]
    names = _without_overlap([*sure, *(each for span in spans for each in _bordered(doc, span, is_article))])
    persons = {name for name in {doc.folded[span.start : span.end] for span in spans} if _is_person(doc.folded, name)}
    names = [
        span
        for span in names
        if (name := doc.folded[span.start : span.end]) not in persons
        or name_key(name) in known_names()
        or suffix_of(name)
    ]
    alone = {doc.folded[span.start : span.end] for span in names}
    names = _without_overlap([*sure, *(each for span in names for each in _unglued(doc, span, alone))])
    names = _without_overlap([*names, *_vouched(doc, names)])
    names = _without_overlap([*names, *_bracketed(doc, names)])
    return _with_heads(doc, names, is_article)


def _unglued(doc: Document, span: Span, alone: set[str]) -> Iterator[Span]:
    """Yield a span without words glued before a name that stands alone elsewhere: 右派政党｜セルビア急進党.

    Two names of the table in a row are two names (阪神タイガース｜日刊スポーツ).
    """
    folded, table = doc.folded, known_names()
    name = folded[span.start : span.end]
    if span.rule != "tagger" or len(name) < 6 or name_key(name) in table:
        yield span
        return
    for cut in range(2, len(name) - 2):
        head, tail = name[:cut], name[cut:]
        is_known = tail in table and len(tail) > 2 and tail not in suffixes()
        if not is_known and not (tail in alone and suffixes().get(tail) is None and len(tail) > 3):
            continue
        index = doc.token_at(span.start + cut)
        if index >= len(doc.starts) or doc.starts[index] != span.start + cut:
            continue
        if head in table and is_known:
            yield span._replace(end=span.start + cut)
        elif _is_owner(head) or _is_place(doc, span.start, span.start + cut):
            break
        yield span._replace(start=span.start + cut)
        return
    yield span


_WIDE = ("全国", "全日本", "日本", "国際", "世界", "東", "西", "南", "北", "新")
_CLASSES = ("政党", "組織", "団体", "会社", "勢力", "発令", "買収", "対")


def _is_owner(head: str) -> bool:
    """Return whether ``head`` belongs to the name behind it: a parent body, a legal form, 全国."""
    if head.endswith(_CLASSES) and head not in legal_forms():
        return False
    return name_key(head) in known_names() or bool(suffix_of(head)) or head in _WIDE or _starts_with_legal_form(head)


def _is_place(doc: Document, start: int, end: int) -> bool:
    """Return whether the last word before ``end`` is a place, a nation or 県, 市 …: part of the name behind it."""
    index = doc.token_at(end - 1)
    if index >= len(doc.starts) or doc.starts[index] < start:
        return True
    word = doc.lexicon.types[doc.types[index]]
    return word.pos3 == "地名" or word.surface in ("県", "市", "町", "村", "区", "府", "都", "道", "国", "立")


def _is_person(folded: str, name: str) -> bool:
    """Return whether ``name`` stands before 氏, 騎手 … anywhere in the article (the first places are looked at)."""
    place = -1
    for _ in range(8):
        place = folded.find(name, place + 1)
        if place < 0:
            return False
        if _PERSON_RE.match(folded, place + len(name)):
            return True
    return False


def _without_overlap(spans: Iterable[Span]) -> list[Span]:
    """Return ``spans`` in order; of two that overlap the one given first stays."""
    kept: list[Span] = []
    starts: list[int] = []
    for span in spans:
        place = bisect_right(starts, span.start)
        if place and kept[place - 1].end > span.start:
            continue
        if place < len(kept) and kept[place].start < span.end:
            continue
        starts.insert(place, span.start)
        kept.insert(place, span)
    return kept


# --------------------------------------------------------------------------------------------------------- borders

_GAP_RE = Pattern(r"[ \n\t]+")
#: Words that say what a name is and stand before it: ネット金融大手SKホールディングス, 最大派閥平成経世会.
_LEAD_RE = Pattern(
    r"^.{0,12}?(?:最大手|準大手|大手|中堅|老舗|派閥|子会社|親会社|運営会社|持ち株会社|調査会社|メーカー|業者|傘下|新興|つくる|からなる)(?=.{2})"
)
_FORMER = ("現", "旧", "元", "前", "英紙", "米紙", "英誌", "米誌", "各軍", "記事", "処分")
#: What makes a person of the name before it.
_PERSON_RE = Pattern(r"氏|容疑者|被告|騎手|調教師|投手|捕手|首相|大統領|さん[、がはのとにも]")
#: What makes a building, an election or a disaster of the name before it.
_THING_RE = Pattern(
    r"相(?![手談互次当性])|員(?!会)|選(?!手権委|管|択|出|考|任)|議事堂|大震災|震災|杯(?!を)|駅|線(?=[のをで])"
)
_PLACE_END = ("市", "町", "村", "県", "州", "区", "府", "都")


@cache
def _stop() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table(TABLES / "organization_stop.tsv", key="word"))


def _bordered(doc: Document, span: Span, is_article: bool) -> Iterator[Span]:
    """Yield the name or names in ``span``, with their legal forms and without what only sticks to them."""
    for part in _parts(doc, span):
        cut, length = _bare_bounds(doc.folded[part.start : part.end])
        start, end = _whole_katakana(doc.folded, part.start + cut, part.start + cut + length)
        if end > start and not (is_article and _is_thing(doc, start, end)):
            yield _with_legal_form(doc, part._replace(start=start, end=end))


@lru_cache(MAX_FACTS)
def _bare_bounds(name: str) -> tuple[int, int]:
    """Return where a name begins behind words that say what it is, and its length without words that stick to it."""
    cut = 0
    if name_key(name) not in known_names():
        lead = _LEAD_RE.match(name)
        cut = lead.end() if lead else 0
    cut += _prefix(name[cut:])
    return cut, _trimmed(name[cut:])


_KATAKANA_RE = Pattern(r"[ァ-ヶー]")


def _whole_katakana(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the rest of a katakana word that the dictionary cut (ツ｜クモ電機)."""
    if end <= start:
        return start, end
    floor, ceiling = start - 12, end + 12
    if _KATAKANA_RE.match(folded, start):
        while start > max(floor, 0) and _KATAKANA_RE.match(folded, start - 1):
            start -= 1
    if _KATAKANA_RE.match(folded, end - 1):
        while end < ceiling and _KATAKANA_RE.match(folded, end):
            end += 1
    return start, end


def _prefix(name: str) -> int:
    """Return how many letters before the name are no part of it: 英BBC, 旧防衛施設庁."""
    if len(name) > 2 and name[0] in _NATIONS and (name[1:].isascii() or "ァ" <= name[1] <= "ヶ"):
        return 1
    for former in _FORMER:
        rest = name[len(former) :]
        if name.startswith(former) and len(rest) > 2 and (name_key(rest) in known_names() or len(suffix_of(rest)) > 1):
            return 0 if name_key(name) in known_names() else len(former)
    return 0


def _is_thing(doc: Document, start: int, end: int) -> bool:
    """Return whether what is taken for a body is none: a stop word, a person, a building, a place."""
    folded = doc.folded
    standing = _standing(folded[start:end])
    if standing == "never":
        return True
    if folded[end : end + 1] in _THING_LETTERS and _THING_RE.match(folded, end):
        return True
    if folded[start - 1 : start] in _COUNT_LETTERS and _COUNT_BEFORE_RE.search(folded, max(start - 5, 0), start):
        return True
    if standing == "plain":
        if _PERSON_RE.match(folded, end):
            return True
        index = doc.token_at(start)
        return doc.ends[index] == end and doc.lexicon.types[doc.types[index]].pos3 == "地名"
    return folded[start:end] == "朝日" and _SUN_RE.match(folded, end) is not None


@lru_cache(MAX_FACTS)
def _standing(name: str) -> str:
    """Return whether a name by itself is ``"known"``, ``"ending"`` in a word of bodies, ``"plain"``, or ``"never"`` one."""
    if name in _stop() or len(name) > _MAX_RUN or name.isdigit() or _SPACED_RE.search(name):
        return "never"
    if _tails().get(name) == "drop" or is_anaphor(name) or _COUNTED_RE.match(name):
        return "never"
    if name_key(name) in known_names():
        return "known"
    suffix = suffix_of(name)
    if not suffix:
        return "never" if name.endswith(_PLACE_END) and len(name) < 9 else "plain"
    is_class = len(suffix) > 1 and _CLASS_RE.fullmatch(name, 0, len(name) - len(suffix)) is not None
    return "never" if is_class else "ending"


#: First letters of _THING_RE, last letters of _COUNT_BEFORE_RE.
_THING_LETTERS, _COUNT_LETTERS = frozenset("相員選議大震杯駅線"), frozenset("社者党局紙国0123456789")


#: What makes a class of bodies of a last word: 地方気象台, 在京キー局.
_CLASS_RE = Pattern(
    r"(?:地方|地域|在京|在阪|全国|各|国産|大手|主要|民間|海外|国内|地元|複数|関連|外資系|新興|中小|零細|老舗|一部|多数|ある|某|文芸|専門|最寄りの|既存|同業)+"
)
#: 5社連合, 三党, 2大学: a number of bodies, not one.
_COUNTED_RE = Pattern(r"[0-9一二三四五六七八九十数両各]+(?:社|党|行|局|紙|新聞|者|[カか]国|団体|組合|大学|校|大(?!学))")
_COUNT_BEFORE_RE = Pattern(r"[0-9数両各](?:社|者|党|局|紙|カ国)$|[0-9]$")
_SUN_RE = Pattern(r"[をが](?:浴|昇|差|射|拝|受|見)|に(?:輝|映|照)")
_SPACED_RE = Pattern(r"(?:^| )[A-Za-z](?: [A-Za-z]){2,}")


def _parts(doc: Document, span: Span) -> Iterator[Span]:
    """Yield the parts of a span at blanks (unless a legal form or Latin stands there) and between full names."""
    name = doc.folded[span.start : span.end]
    gap = _GAP_RE.search(name)
    if gap is not None:
        left, right = name[: gap.start()], name[gap.end() :]
        joined = left.isascii() or right.isascii() or left in legal_forms() or _starts_with_legal_form(left)
        if not joined or "\n" in gap[0]:
            pieces = [(0, len(left)), (gap.end(), len(name))]
            standing = [piece for piece in pieces if _stands(name[slice(*piece)])]
            for first, last in standing or pieces[:1]:
                yield from _parts(doc, span._replace(start=span.start + first, end=span.start + last))
            return
    if "・" in name and name_key(name) not in known_names():
        edges = [0, *(place + 1 for place, letter in enumerate(name) if letter == "・"), len(name) + 1]
        pieces = [(first, last - 1) for first, last in itertools.pairwise(edges)]
        merged = _merged(name, pieces)
        if len(merged) > 1:
            for first, last in merged:
                yield span._replace(start=span.start + first, end=span.start + last)
            return
    yield span


def _starts_with_legal_form(name: str) -> bool:
    return any(name.startswith(name[:length]) and name[:length] in legal_forms() for length in range(2, 12))


def _merged(name: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the names among pieces between dots: a dot parts two names if both stand by themselves."""
    merged = [pieces[0]]
    for piece in pieces[1:]:
        before = merged[-1]
        left, right = name[slice(*before)], name[slice(*piece)]
        rest = name[piece[0] :]
        if _is_full(left) and ((_is_full(right) and _kin(left, right)) or (_is_full(rest) and _kin(left, rest))):
            merged.append(piece)
        else:
            merged[-1] = (before[0], piece[1])
    return merged


def _kin(left: str, right: str) -> bool:
    """Return whether two parts can be names in a row: both known, or of one kind (米国医療機器・IVD工業会 is one name)."""
    known = known_names()
    if name_key(left) in known or name_key(right) in known:
        return True
    return suffixes()[suffix_of(left)].kind == suffixes()[suffix_of(right)].kind


def _stands(name: str) -> bool:
    return name_key(name) in known_names() or bool(suffix_of(name))


def _is_full(name: str) -> bool:
    """Return whether a part beside a dot is a name by itself: known, or longer than its last word."""
    if name_key(name) in known_names():
        return True
    suffix = suffix_of(name)
    return len(suffix) > 1 and len(name) > len(suffix) + 1


def _trimmed(name: str) -> int:
    """Return the length of ``name`` without the words that only stick to it; 0 if it is no body at all."""
    if name_key(name) in known_names():
        return len(name)
    for length in range(min(8, len(name) - 1), 0, -1):
        effect = _tails().get(name[-length:])
        if effect is None:
            continue
        rest = name[:-length]
        if effect == "drop":
            return 0
        if name_key(rest) in known_names() or suffix_of(rest) or _starts_with_legal_form(rest):
            return _trimmed(rest)
    return len(name)


#: A legal form and the letters of the name that were cut off: 一般財団法人し｜ごと環境研究機構.
_CUT_RE = Pattern(r"[一-龠NPO]{2,10}(?:会社|法人)(?P<gap>(?![のはがをにとでもや]$)[ぁ-んァ-ヶー一-龠]{1,5})$")


def _with_legal_form(doc: Document, span: Span) -> Span:
    """Return ``span`` with the legal form and the Latin or digits that touch it (7L of 7Lジャパン合同会社)."""
    folded, (start, end) = doc.folded, span[:2]
    firsts, lasts = legal_edges()
    before = _legal_form_before(folded, start) if folded[start - 1 : start] in lasts else start
    if before == start and ("会社" in folded[max(start - 8, 0) : start] or "法人" in folded[max(start - 8, 0) : start]):
        cut = _CUT_RE.search(folded, max(start - 16, 0), start)
        if cut is not None and cut[0][: -len(cut["gap"])] in legal_forms():
            before = cut.start()
    start = before
    if folded[end : end + 1] in firsts:
        for length in range(6, 1, -1):
            if folded[end : end + length] in legal_forms() and len(folded[end : end + length]) == length:
                end += length
                break
    if folded[start : start + 1].isascii():
        floor = start - 10
        while start > max(floor, 0) and folded[start - 1].isascii() and folded[start - 1].isalnum():
            start -= 1
    return span._replace(start=start, end=end)


def _legal_form_before(folded: str, start: int) -> int:
    """Return where the legal form begins that ends at ``start``; ``start`` if none does."""
    for length in range(min(11, start), 0, -1):
        if folded[start - length : start] in legal_forms():
            return start - length
    return start


# --------------------------------------------------------------------------------------------------------- credits

_CREDIT_RE = Pattern(r"(?<=[(〔【〈\[])[^()〔〕【】〈〉\[\]\n。]{2,24}(?=[)〕】〉\]])")
_CREDIT_PART_RE = Pattern(r"[^、,・/ ]+")
_AGENCY_ENDS = ("通信", "通信社", "新聞", "新聞社", "日報", "新報", "ニュース")


def _credits(doc: Document) -> Iterator[Span]:
    """Yield outlets that bring a report: (共同), 【ワシントン=AP】, 〔共同、時事〕."""
    folded, table = doc.folded, known_names()
    for match in _CREDIT_RE.finditer(folded):
        for part in _CREDIT_PART_RE.finditer(folded, match.start(), match.end()):
            place, equals, name = part[0].rpartition("=")
            start = part.end() - len(name)
            known = table.get(name_key(name)) if name else None
            if known is not None and known.kind == "media":
                yield Span(start, part.end(), 0.9, "credit")
            elif equals and place and name.endswith(_AGENCY_ENDS) and len(name) > 3:
                yield Span(start, part.end(), 0.8, "credit")
            elif not equals:
                agency = _AGENCY_RE.search(name)
                if agency is not None and agency.start() > 1 and _PLACE_RE.fullmatch(name, 0, agency.start()):
                    yield Span(start + agency.start(), part.end(), 0.8, "credit")


_AGENCY_RE = Pattern(r"(?:共同|時事|AFP時事|AFP|AP|ロイター|新華社|タス|UPI|聯合|連合)$")
_PLACE_RE = Pattern(r"[ァ-ヶー・]{2,12}|[一-龠]{2,3}")


# ------------------------------------------------------------------------------------------------ introduced by words


@cache
def _quoted_re() -> re.Pattern[str]:
    group = r"[^「」『』()\n。、]{2,24}(?:ネット|ネットワーク|の会|る会|連絡会|委員会|ユニオン|フォーラム|協議会|機構|協会|連盟)"

    return re.compile(rf"[「『](?P<group>{group})[」』]")


_FIRM_RE = Pattern(
    r"(?:会社|企業|業者|商社|メーカー|ファンド|ベンチャー|運営する|経営する|経営していた)の?[「『](?P<firm>[^「」『』()\n。、]{2,20})[」』]"
)


def _introduced(doc: Document) -> Iterator[Span]:
    """Yield names in 「」 that say themselves, or whose 「」 are said to hold one: 「考える会」, 化学メーカー「浜見化成」."""
    folded = doc.folded
    if "「" in folded or "『" in folded:
        for match in _quoted_re().finditer(folded):
            if "を" not in match["group"][:-3] or match["group"].endswith("会"):
                yield Span(*match.span("group"), 0.75, "quoted")
        for match in _FIRM_RE.finditer(folded):
            if not match["firm"].endswith(("た", "い", "る", "う", "だ", "です", "ます")):
                yield Span(*match.span("firm"), 0.75, "introduced")
    for match in _MADE_OF_RE.finditer(folded):
        if suffixes().get(suffix_of(match["body"]), _NO_SUFFIX).kind in ("association", "government", "union"):
            yield Span(*match.span("body"), 0.7, "introduced")
    yield from _soft_spans(folded)


_MADE_OF_RE = Pattern(
    r"(?:でつくる|で構成する|で組織する|からなる)(?P<body>[一-龠々ァ-ヶーA-Za-z0-9・]{4,24})(?=[はがのをにも、。(])"
)
_NO_SUFFIX = Suffix("other", "")


def _soft_spans(folded: str) -> Iterator[Span]:
    taken: list[tuple[int, int]] = []
    for name in _soft_names():
        start = folded.find(name)
        while start >= 0:
            end = start + len(name)
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                yield Span(start, end, 0.9, "table")
            start = folded.find(name, end)


@cache
def _soft_names() -> tuple[str, ...]:
    """Return the table's names that hold hiragana (国境なき医師団), which no run of letters is; long ones first."""
    names = {name for row in _name_rows() for name in (row["name"], *row["aliases"].split("|"))}
    soft = [name for name in names if len(name) > 4 and any("ぁ" <= letter <= "ん" for letter in name)]
    return tuple(sorted(soft, key=lambda name: (-len(name), name)))


def _name_rows() -> list[Row]:
    return read_table(TABLES / "organization_names.tsv", key="name")


# ---------------------------------------------------------------------------------------- vouched for by the article


def _vouched(doc: Document, names: Sequence[Span]) -> Iterator[Span]:
    """Yield runs that are a name found elsewhere in the article, or a name of the table that is no common word."""
    folded, table = doc.folded, known_names()
    found = {folded[span.start : span.end] for span in names if span.score > 0.6}
    found = {name for name in found if len(name) > 1 and suffixes().get(name) is None}
    found |= {fold(block.outlet) for block in doc.blocks if block.outlet}
    stems = {stem for name in found if (stem := _stem(name))}
    openings = {name[:2] for name in found | stems}
    for match in _LONG_RUN_RE.finditer(folded):
        run = match[0]
        if _is_dull[run] and run[:2] not in openings and (run[0] not in _NATIONS or run[1:3] not in openings):
            continue
        start, name = match.start(), run
        if run[0] in _NATIONS and run not in found and (run[1:] in found or run[1:] in table):
            start, name = start + 1, run[1:]
        for end, rule in _run_ends(name):
            head = name[:end]
            if head in found and not _THING_RE.match(folded, start + end):
                yield Span(start, start + end, 0.7, "repeated")
                break
            if rule == "suffix":
                yield Span(start, start + end, 0.7, "suffix")
                break
            if (rule == "table" or (head in stems and end == len(name))) and _is_no_common_word(
                doc, start, start + end
            ):
                yield Span(start, start + end, 0.65, rule or "clipped")
                break


class _Dullness(dict[str, bool]):
    """Whether a run of letters says by itself nothing of a name; kept for the runs met so far."""

    def __missing__(self, run: str) -> bool:
        if len(self) >= 4 * MAX_FACTS:
            self.clear()
        endings, table = _telling_ends(), known_names()
        is_dull = len(run) > _MAX_RUN
        if not is_dull and (run[-2:] in endings or run[-1] in endings):
            names = (run, run[1:]) if run[0] in _NATIONS else (run,)
            is_dull = not any(rule for name in names for _, rule in _run_ends(name))
        elif not is_dull:
            is_dull = run not in table and (run[0] not in _NATIONS or run[1:] not in table)
        self[run] = is_dull
        return is_dull


_is_dull = _Dullness()


@cache
def _telling_ends() -> frozenset[str]:
    """Return the last two letters (or the only one) of the words that make a name of the run that ends in them."""
    alone = (word for word in suffixes() if _stands_alone(word))
    return frozenset(word[-2:] for word in (*_sure(), *alone, *_tails()))


def _run_ends(run: str) -> tuple[tuple[int, str], ...]:
    """Return where names may end in ``run``, each with the rule that makes one of the letters up to there, or ``""``."""
    table, ends = known_names(), []
    for end in _ends(run):
        head = run[:end]
        is_sure = _is_sure(head) or (end == len(run) and _stands_alone(head))
        ends.append((end, "suffix" if is_sure else "table" if head in table else ""))
    return tuple(ends)


@cache
def _sure() -> frozenset[str]:
    return frozenset(row["suffix"] for row in read_table(TABLES / "organization_sure.tsv", key="suffix"))


@cache
def _sure_letters() -> frozenset[str]:
    return frozenset(word[-1] for word in _sure())


_GENERAL_STEM_RE = Pattern(
    r".*(?:地方|高等|全国|各|同|両|元|旧|前|他|当|某|大手|主要|関連|複数|最大|国内|海外|民間|公立|私立|国立|県立|市立|町立|村立|区立|都立|府立"
    r"|[0-9]|地元|県内|市内|国営|持ち株|純粋|金融|電炉|専業|準大手|地銀|製薬|担当|所轄|管轄|最寄り|の|新規|既存|既成|新興|外資系|傘下)"
)


def _is_sure(name: str) -> bool:
    """Return whether ``name`` ends in a word that makes a body of any proper word: 仙武地裁, but not 全国地裁."""
    if name[-1] not in _sure_letters():
        return False
    suffix = suffix_of(name)
    while suffix and suffix not in _sure():
        suffix = suffix_of(suffix[1:])
    stem = name[: len(name) - len(suffix)]
    return bool(suffix) and len(stem) > 1 and len(name) < 26 and _GENERAL_STEM_RE.fullmatch(stem) is None


def _stands_alone(name: str) -> bool:
    """Return whether a last word is a mention by itself wherever it stands: 県警, 市教委, 地裁."""
    suffix = suffixes().get(name)
    if suffix is None or suffix.bare != "name":
        return False
    return suffix.kind in ("police", "court") or name.endswith(("教委", "教育委員会", "議会", "省", "検"))


def _ends(run: str) -> Iterator[int]:
    """Yield where a name may end in ``run``: at its end, or before words that stick to names."""
    yield len(run)
    tails, lengths = _tails(), _tail_lengths()
    closed = [len(run)]  # from here on nothing but such words
    for stop in closed:
        for length in lengths.get(run[stop - 1], ()):
            end = stop - length
            if end > 1 and end not in closed and run[end:stop] in tails:
                closed.append(end)
    yield from sorted(closed[1:], reverse=True)


@cache
def _tail_lengths() -> dict[str, tuple[int, ...]]:
    """Return for each letter that a word of the tails ends in how long such words are."""
    return lengths_by_last_letter(_tails())


def _stem(name: str) -> str:
    """Return a name without its last, generic word: センリュウ of センリュウ製作所; empty if too short."""
    bare = _legal_re().sub("", name).strip()
    suffix = suffix_of(bare)
    stem = bare[: -len(suffix)] if len(suffix) > 1 else bare if bare != name else ""
    return stem if len(stem) > 2 else ""


def _is_no_common_word(doc: Document, start: int, end: int) -> bool:
    first = doc.token_at(start)
    if first >= len(doc.starts) or doc.starts[first] != start or end not in doc.ends[first : first + 12]:
        return False
    word = doc.lexicon.types[doc.types[first]]
    if doc.ends[first] < end:
        return True
    if word.surface.isascii():
        return len(word.surface) > 2 and word.surface.isupper()
    return word.is_unknown or (word.pos2 == "固有名詞" and word.pos3 == "一般")


_BRACKET_RE = Pattern(
    r"[」』]?[(〈](?:以下|略称|通称)?[は、:: ]*[「『]?([A-Za-z一-龠々ァ-ヶー&\-]{2,14})[」』]?(?=[)〉、,])"
)


def _bracketed(doc: Document, names: Sequence[Span]) -> Iterator[Span]:
    """Yield short names in brackets after a full one: 製品評価技術基盤機構（NITE）."""
    folded = doc.folded
    for span in names:
        match = _BRACKET_RE.match(folded, span.end)
        if match is None or match[1] in _stop() or match[1].endswith(("市", "町", "村", "県", "区", "都", "府")):
            continue
        short, long = match[1], folded[span.start : span.end]
        is_initials = (
            short.isascii() and short[:1].isupper() and sum(map(str.isupper, short)) > 1 and not long.isascii()
        )
        if (
            is_initials
            or _is_spelled_out(short, long)
            or is_short_form(name_key(short), name_key(long))
            or "以下" in match[0]
        ):
            yield Span(match.start(1), match.end(1), 0.75, "bracketed")


def _is_spelled_out(short: str, long: str) -> bool:
    """Return whether the kanji of a bracketed name stand in the full one in this order: 産協 of 日本産業協議会."""
    letters = iter(long)
    return 1 < len(short) < 7 and short.isalpha() and not short.isascii() and all(each in letters for each in short)


#: Heads that also name things in general (銀行は低金利に苦しむ): only the tagger may take them for one body.
_GENERAL = frozenset(
    [
        "会社",
        "銀行",
        "病院",
        "大学",
        "高校",
        "学校",
        "学園",
        "学院",
        "新聞",
        "党",
        "会議",
        "クラブ",
        "事務所",
        "本部",
        "図書館",
        "博物館",
        "美術館",
        "議会",
        "裁判所",
        "検察",
        "署",
        "組合",
        "委員会",
        "研究所",
    ]
)


def _with_heads(doc: Document, names: Sequence[Span], is_article: bool) -> list[Span]:
    """Return ``names`` with bare heads (機構, 協会) whose body stands before them, and without those that have none."""
    folded = doc.folded
    seen = {span.start: span.end for span in names}
    bare = [
        Span(match.start(), match.end(), 0.6, "head")
        for match in _heads_re().finditer(folded)
        if match.start() not in seen and _ends_alone(folded, match.end())
    ]
    endings: set[str] = set()
    result: list[Span] = []
    for span in _without_overlap([*names, *bare]):
        name = folded[span.start : span.end]
        if name in _heads():
            is_taggers = seen.get(span.start) == span.end
            if name in endings or any(each in endings for each in expanded(name)):
                if name in _GENERAL and not is_taggers and not _VOICE_RE.match(folded, span.end):
                    continue
            elif not is_taggers or (is_article and span.score < 0.9):
                continue
        elif len(name) > 2:
            endings.update(name[-length:] for length in range(1, min(9, len(name))))
        result.append(span)
    return result


@cache
def _heads() -> frozenset[str]:
    return frozenset(word for word, suffix in suffixes().items() if suffix.bare == "head")


@cache
def _heads_re() -> re.Pattern[str]:
    return re.compile(r"(?<![一-龠々〆ァ-ヶーA-Za-z0-9&・!\-])" + alternation(_heads()))


#: What only one certain body does.
_VOICE_RE = Pattern(r"によると|によれば|側[はがの]|の調べ")


def _ends_alone(folded: str, end: int) -> bool:
    return not _RUN_RE.match(folded, end) or any(folded.startswith(tail, end) for tail in _tails())
