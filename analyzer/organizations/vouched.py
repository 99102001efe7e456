"""Names that the rest of the article vouches for: repeated ones, those of the table, clipped ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from analyzer.organizations.body import Span
from analyzer.organizations.forms import (
    MAX_FACTS,
    NATIONS,
    has_legal_form,
    houses,
    known_names,
    legal_forms,
    name_key,
    stop_words,
    suffix_of,
    suffixes,
)
from analyzer.organizations.no_bodies import THING_LETTERS, THING_RE, is_of_member, is_one_of_many, is_output, is_road
from analyzer.organizations.shortforms import is_short_form
from analyzer.organizations.stretches import Told, name_ends, placed, sticking
from corpus.patterns import Pattern, table_pattern
from corpus.text import fold, occurrences
from corpus.tokens import Document
from corpus.vocabulary import alternation

__all__ = ["vouched"]


@table_pattern
def _legal_re() -> str:
    return alternation(legal_forms())


_NATIONS = frozenset(NATIONS)


class _Known(Struct, frozen=True):
    """What the names found so far tell of the rest of the article."""

    scores: dict[str, float]  # names, with the best score of each
    found: set[str]  # forms that are a name wherever they stand
    spelled: set[str]  # names that short forms are made of
    stems: set[str]  # names without their last, generic word


def vouched(doc: Document, names: Sequence[Span], listed: Sequence[str], told: Mapping[str, Told]) -> Iterator[Span]:
    """Yield stretches that are a name found elsewhere in the article, or a name of the table that is no common word.

    ``listed`` are the :func:`stretches` of the article, ``told`` what they tell.
    """
    folded, table = doc.folded, known_names()
    known = _known(doc, names)
    found, stems = known.found, known.stems
    yield from _heading_lines(folded, known.scores)
    yield from _soft_repeated(doc, found)
    yield from _voting(folded, found.union(known.scores))
    yield from _stepped(folded, listed, told, known.spelled)
    yield from _plants(listed, folded, found)
    yield from _boards(folded, known.scores)
    openings = {name[:2] for name in found | stems}
    wanted = {run for run, fact in told.items() if fact.is_name}
    if openings:
        distinct = set(listed)
        wanted.update([run for run in distinct if run[:2] in openings])
        wanted.update([run for run in distinct if run[0] in _NATIONS and run[1:3] in openings])
    taken = {span.start for span in names if span.end - span.start > 1}
    for start, run in placed(folded, listed, wanted):
        if start in taken:
            continue
        name = run
        if run[0] in NATIONS and run not in found and (run[1:] in found or run[1:] in table):
            start, name = start + 1, run[1:]
        for end, rule in name_ends(name):
            is_found, is_stem = name[:end] in found, name[:end] in stems and end == len(name)
            told_by = _told_by(doc, start, start + end, rule, is_found=is_found, is_stem=is_stem)
            if told_by:
                score = 0.7 if told_by in ("repeated", "suffix") else 0.65
                yield Span(start, start + end, score, told_by)
                break


def _known(doc: Document, names: Sequence[Span]) -> _Known:
    """Return what ``names`` tell of the rest of the article."""
    scores: dict[str, float] = {}
    for span in names:
        if span.rule in ("party", "ball"):  # 国民 in a row of parties; 国民の声 is another matter
            continue
        name = doc.folded[span.start : span.end]
        score = span.score
        if score <= 0.6 and _vouching(name).is_firm and _has_proper_word(doc, span):
            score = 0.61
        scores[name] = max(score, scores.get(name, 0.0))
    known = _Known(scores, {fold(block.outlet) for block in doc.blocks if block.outlet}, set(), set())
    for name, score in scores.items():
        vouching = _vouching(name)
        if score > 0.6 or vouching.is_legal or name.endswith(_SCHOOLS):
            known.found.update(vouching.repeated)
        if score > 0.6 or vouching.is_telling:
            known.spelled.add(name)
            if vouching.stem:
                known.stems.add(vouching.stem)
    return known


def _told_by(doc: Document, start: int, end: int, rule: str, *, is_found: bool, is_stem: bool) -> str:
    """Return the rule by which the letters between are a name, ``""`` if none says so; ``rule`` is what they say alone."""
    folded = doc.folded
    after = folded[end : end + 1]
    if after.isdigit() and folded.startswith("日産", start) and is_output(folded, end):
        return ""
    if is_road(folded[start:end]) or is_of_member(folded, start, end):
        return ""
    if is_found and not (after in THING_LETTERS and THING_RE.match(folded, end)) and not is_one_of_many(folded, start):
        return "repeated"
    if rule == "suffix" or (rule == "table" and after == "株"):
        return rule
    if rule == "table" and folded[start:end] in _ERAS:
        return ""
    if rule == "table" and folded[start:end] in stop_words() and not _stands_in_full(folded, folded[start:end]):
        return ""  # 14:07 (JST)
    if rule != "table" and is_stem and _is_region(doc, start, end) and not folded.startswith(_VOICE, end):
        return ""
    is_told = (rule == "table" or is_stem) and (
        _is_no_common_word(doc, start, end)
        or (is_stem and (_is_made_of_words(doc, start, end) or _begins_a_dotted_name(folded, start, end)))
        or (rule == "table" and _stands_in_full(folded, folded[start:end]))
    )
    return (rule or "clipped") if is_told else ""


def _begins_a_dotted_name(folded: str, start: int, end: int) -> bool:
    """Return whether katakana stands before ・ elsewhere: レッドリバー of レッドリバー・パートナーズ."""
    return _KATAKANA_RE.fullmatch(folded, start, end) is not None and f"{folded[start:end]}・" in folded


def _stepped(folded: str, listed: Sequence[str], told: Mapping[str, Told], found: set[str]) -> Iterator[Span]:
    """Yield parts whose letters step through a longer name of the article: 市職労 of 栗生市職員労働組合."""
    clipped: dict[str, list[tuple[int, int]]] = {}
    long: list[str] | None = None
    for run, fact in told.items():
        for start, end in fact.steps:
            long = (
                [key for name in found if len(key := name_key(name)) > 6 or (len(key) > 3 and key.endswith("銀行"))]
                if long is None
                else long
            )
            part = run[start:end]
            if part not in found and any(is_short_form(part, key) for key in long):
                clipped.setdefault(run, []).append((start, end))
    if clipped:
        for place, run in placed(folded, listed, clipped):
            for start, end in clipped[run]:
                yield Span(place + start, place + end, 0.7, "clipped")


def _boards(folded: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield boards that the article has in full before it clips them: 調査委員会を設けた。…調査委は."""
    for name in names:
        place = folded.find(name + "員会") if name in _CLIPPED_BOARDS else -1
        if place >= 0 and not _BOARD_BEFORE_RE.match(folded[place - 1 : place]):
            yield Span(place, place + len(name) + 2, 0.65, "board")


_CLIPPED_BOARDS = ("調査委", "実行委", "検証委", "第三者委", "審査委", "選考委", "百条委", "倫理委")
_BOARD_BEFORE_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z]")


def _stands_in_full(folded: str, short: str) -> bool:
    """Return whether the article also writes the full name that the table knows for a short one: 横審.

    One that is but a letter longer proves little: 民主党 stands in 自由民主党.
    """
    return any(len(full) > 2 * len(short) and full in folded for full in known_names()[short].names)


def _heading_lines(folded: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield names of companies without their legal form where a line begins with one: 灯台、新型ストーブを発売."""
    bare = {name_key(name) for name in names if _vouching(name).is_legal}
    for match in _HEADING_RE.finditer(folded) if bare else ():
        if match[1].upper() in bare:
            yield Span(*match.span(1), 0.7, "repeated")


_HEADING_RE = Pattern(r"(?:^|\n)([^、 は\n]{2,30})(?=[、 は\n]|$)")


_HIRAGANA_RE = Pattern(r"[ぁ-ん]")


def _soft_repeated(doc: Document, found: set[str]) -> Iterator[Span]:
    """Yield the places of found names that hold hiragana (おやつのまち), which no run of letters is."""
    folded = doc.folded
    soft = (name for name in found if len(name) > 2 and _HIRAGANA_RE.search(name))
    for name in sorted(
        soft, key=lambda each: (-len(each), each)
    ):  # みずほの水サービス株式会社 before みずほの水サービス
        for start in occurrences(folded, name):
            end = start + len(name)
            if folded[end : end + 1] == "・" and folded[start - 1 : start] == "(":  # a reading: (くがやま・まさよし)
                continue
            inside = _HIRAGANA_RE.match(name) and _HIRAGANA_RE.match(folded, start - 1) if start else None
            index = doc.token_at(start)
            is_word = index < len(doc.starts) and doc.starts[index] == start and doc.ends[index] == end
            if is_word and doc.lexicon.types[doc.types[index]].pos2 != "固有名詞":
                break  # みんな: a common word, which the tagger took for a name once
            is_longer = "一" <= folded[end : end + 1] <= "龠" and not folded.startswith(sticking(), end)  # ばんえい記念
            if (len(name) > 3 or not inside) and not is_longer:
                yield Span(start, end, 0.7, "repeated")


_VOTES_RE = Pattern(r"[0-9]{1,3}(?:人|議席)(?=[、。とだでが)\n]|$)")


def _voting(folded: str, found: set[str]) -> Iterator[Span]:
    """Yield found names before how many vote or sit for them: 賛成したのは新生クラブ｜11人."""
    if not found or ("賛成" not in folded and "反対" not in folded and "議席" not in folded):
        return
    names = tuple(name for name in found if len(name) > 2)
    for match in _VOTES_RE.finditer(folded):
        if folded.endswith(names, 0, match.start()):
            length = max(len(name) for name in names if folded.endswith(name, 0, match.start()))
            yield Span(match.start() - length, match.start(), 0.7, "repeated")


_PLANTS = ("工場", "製油所", "物流センター", "配送センター")


def _plants(listed: Sequence[str], folded: str, found: set[str]) -> Iterator[Span]:
    """Yield found names before the place of what they run: 三重合成化学｜四日市工場."""
    if not any(map(folded.__contains__, _PLANTS)):
        return
    names = tuple(sorted((name for name in found if len(name) > 2), key=len, reverse=True))
    plants = {run for run in listed if run.endswith(_PLANTS) and run.startswith(names)}
    for start, run in placed(folded, listed, plants):
        name = next(name for name in names if run.startswith(name))
        if 3 < len(run) - len(name) < 9:
            yield Span(start, start + len(name), 0.7, "repeated")


#: Names of companies that are eras first.
_ERAS = frozenset(("明治", "大正", "昭和"))


class _Vouching(Struct, frozen=True):
    """What a name vouches for elsewhere in its article."""

    is_telling: bool  # whether its last word says that it is a body
    is_legal: bool  # whether it bears its legal form, and is not that alone
    is_firm: bool  # whether it is a company by its last word, with a name of its own before that
    repeated: tuple[str, ...]  # the forms that are the name wherever they stand
    stem: str


#: Schools by what is left of their names: 町立｜青戸小｜学校.
_SCHOOLS = ("小学校", "中学校", "高等学校", "高校")
_SCHOOL_RE = Pattern(
    r"(?:[都道府県市区町村]立)?(?P<name>(?!.?[都道府県市区町村]立)[一-龠々ァ-ヶー]{2,8}?)(?P<level>[小中高])(?:等?学校|校)$"
)


_LAST_WORD_RE = Pattern(r"(?<=[一-龠々])[ぁ-ん]{3,8}$")
_PUBLIC_RE = Pattern(r"[一-龠]?[都道府県市区町村]立(?P<name>[一-龠々ヶケ]{2,5}[高中小])")


@lru_cache(MAX_FACTS)
def _vouching(name: str) -> _Vouching:
    forms = [name]
    if has_legal_form(name) and len(key := name_key(name)) > 2:
        forms.append(key)
        if "法人" in name and _HIRAGANA_RE.search(last := name.rpartition("・")[2]) and len(last) < len(key):
            forms.append(last)  # NPO法人全国こども支援センター・｜むすびえ
        if "法人" in name and "の" in key and (last_word := _LAST_WORD_RE.search(key)) is not None:
            forms.append(last_word[0])  # NPO法人こどもの居場所｜そよかぜ
    if name.endswith(_SCHOOLS) and (clipped := _SCHOOL_RE.search(name)) is not None:
        forms.append(clipped["name"] + clipped["level"])  # 青戸小学校 … 青戸小
    if (public := _PUBLIC_RE.fullmatch(name)) is not None:
        forms.append(public["name"])  # 県立浜野高 … 浜野高
    if "フィルハーモニ" in name and name.index("フィルハーモニ") > 1:
        forms.append(name[: name.index("フィルハーモニ")] + "フィル")
    repeated = tuple(form for form in forms if len(form) > 1 and form not in suffixes())
    suffix = suffix_of(name)
    is_firm = len(suffix) > 1 and len(name) > len(suffix) + 1 and suffixes()[suffix].kind == "company"
    is_legal = has_legal_form(name) and 1 < len(name_key(name)) < len(name) - 1
    return _Vouching(len(suffix) > 1, is_legal, is_firm, repeated, _stem(name))


def _stem(name: str) -> str:
    """Return a name without its last, generic word: センリュウ of センリュウ製作所; empty if too short."""
    bare = _legal_re().sub("", name).strip()
    suffix = suffix_of(bare)
    if len(suffix) > 1:
        kind, stem = suffixes()[suffix].kind, bare[: -len(suffix)]
        if kind not in _CLIPPED or stem[-1:] in _PLACE_ENDS or (kind == "media" and stem[-1:] == "・"):
            return ""  # リューベン of リューベン・タイムズ is its town
    elif suffix == "社" and _FOREIGN_RE.fullmatch(bare, 0, len(bare) - 1):
        kind, stem = "company", bare[:-1]  # アドピー社
    elif bare.endswith(houses()):
        kind, stem = "company", bare[: -max(len(each) for each in houses() if bare.endswith(each))]  # ヤマタ醤油
    elif _DOTTED_RE.fullmatch(bare):
        kind, stem = "other", bare.partition("・")[0]  # レッドリバー・パートナーズ
    else:
        kind, stem = "other", bare if bare != name else ""
    stem = stem.rstrip("・")
    return stem if len(stem) > (1 if kind == "company" else 2) else ""


_FOREIGN_RE = Pattern(r"[ァ-ヶー・]{3,}")
_DOTTED_RE = Pattern(r"[ァ-ヶー]{4,}・[ァ-ヶー]{3,}")
#: Kinds of bodies whose generic last word is left out; 波並大祭 is not its 実行委員会.
_CLIPPED = frozenset(("company", "media", "party", "school", "team"))
_PLACE_ENDS = tuple("市町村区県州内")


def _is_made_of_words(doc: Document, start: int, end: int) -> bool:
    """Return whether three letters or more are no single word of the dictionary, and no place: 大河津 of 大河津パッケージ."""
    first, last = doc.token_at(start), doc.token_at(end - 1)
    if end - start < 3 or first == last or doc.starts[first] != start or doc.ends[last] != end:
        return False
    return doc.lexicon.types[doc.types[last]].pos3 != "地名" and doc.folded[end : end + 1] not in _PLACE_ENDS


#: What a place does not do, though a paper of its name does: 西日本によると.
_VOICE = ("によると", "によれば", "は報じ", "が報じ")
#: What parts of a region begin with: 北関東, 南九州.
_PARTS_OF_REGIONS = frozenset("東西南北中新奥")


def _is_region(doc: Document, start: int, end: int) -> bool:
    """Return whether a place with the part of it that is meant stands between: 北関東で最大, where 北関東銀行 is named."""
    last = doc.token_at(end - 1)
    is_of_place = doc.ends[last] == end and doc.lexicon.types[doc.types[last]].pos3 == "地名"
    return is_of_place and doc.starts[last] == start + 1 and doc.folded[start] in _PARTS_OF_REGIONS


def _is_no_common_word(doc: Document, start: int, end: int) -> bool:
    first = doc.token_at(start)
    if first >= len(doc.starts) or doc.starts[first] != start or end not in doc.ends[first : first + 12]:
        return False
    word = doc.lexicon.types[doc.types[first]]
    if doc.ends[first] < end or word.surface.endswith(("院", "省", "庁")):  # 衆院, of the table
        return True
    if word.surface.isascii():
        return len(word.surface) > 2 and word.surface.isupper()
    return word.is_unknown or (word.pos2 == "固有名詞" and word.pos3 == "一般")


def _has_proper_word(doc: Document, span: Span) -> bool:
    """Return whether a word of a name is no common one, or single kanji make it: 浜見化成, but not 冷凍食品, ビニールハウス."""
    words = doc.types_within(span.start, span.end)
    if any(word.is_unknown or word.pos2 == "固有名詞" for word in words):
        return True
    return len(words) > 2 and all(len(word.surface) == 1 and "一" <= word.surface <= "龠" for word in words[:2])


_KATAKANA_RE = Pattern(r"[ァ-ヶー]{5,}")
