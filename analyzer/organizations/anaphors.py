"""同社, 同省, 当院 and the body each stands for, by kind, ending, recency and topic."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from analyzer.organizations.body import Body, Link, Span
from analyzer.organizations.forms import TABLES, inner_words, is_office, kind_of, name_key, suffixes
from corpus.cache import kept, kept_rows
from corpus.patterns import Pattern
from corpus.tokens import Document
from corpus.vocabulary import read_table

__all__ = ["anaphors", "antecedent", "is_anaphor"]


class Anaphor(Struct, frozen=True):
    """同社 and its like: the kinds it can stand for and the endings its body may have (any, if empty)."""

    kinds: tuple[str, ...]
    ends: tuple[str, ...]
    begins: tuple[str, ...]  # those that a name may begin with too: テレビ城北, シネマ飛鳥


@kept_rows(Anaphor)
def _anaphor_forms() -> dict[str, Anaphor]:
    rows = read_table(TABLES / "organization_anaphors.tsv", key="form", required=("kinds", "source"))
    result: dict[str, Anaphor] = {}
    for row in rows:
        ends = tuple(row["ends"].split())
        begins = (row["form"][1:], *(each for each in ends if len(each) > 2))
        result[row["form"]] = Anaphor(tuple(row["kinds"].split()), ends, begins)
    return result


def is_anaphor(name: str) -> bool:
    """Return whether ``name`` begins with an anaphor (同社, 同協議会, 同大法科大学院)."""
    if name[:1] != "同":
        return False
    words, longest = _anaphor_words()
    return any(name[:length] in words for length in range(2, min(longest, len(name)) + 1))


#: A unit written on to an anaphor: 同省農村振興課, 同社広報部.
_UNIT_RE = Pattern(
    r"[一-龠々ァ-ヶー]{1,12}?(?:局|課|部|室|支部|支社|支店|本部|大学院|研究科|研究所|病院|労組|労働組合|ユニオン|調査会|総務会|政調会|県連|都連|府連|道連)(?![一-龠々ァ-ヶー])"
    r"|(?:労働組合|労組|ユニオン|大学院|病院|PTA)(?![一-龠々ァ-ヶー])"
)


def _unit_behind(folded: str, end: int) -> re.Match[str] | None:
    """Return the unit written on to the anaphor that ends before ``end``; 同省幹部 and 同社内部 are none."""
    unit = _UNIT_RE.match(folded, end)
    return None if unit is None or unit[0].endswith(inner_words()) else unit


#: What may follow an anaphor in the same run of letters.
_AFTER = "一二三四五六七八九側長幹株員内と系製元前向広労本会代担当関現旧初名世所職公推支副次管"


_ANAPHOR_RE = Pattern(r"[同当本弊](?<![一-龠々].)(?=[一-龠A-Zァ-ヶ])")


@kept
def _anaphor_words() -> tuple[frozenset[str], int]:
    """Return all anaphors, those of the table and 同 or 当 before a head, and the length of the longest."""
    heads = [word for word, suffix in suffixes().items() if suffix.bare or len(word) > 2]
    words = frozenset((*_anaphor_forms(), *(prefix + word for word in heads for prefix in "同当")))
    return words, max(map(len, words))


@kept
def _anaphor_lengths() -> dict[str, tuple[int, ...]]:
    """Return for each letter that follows 同 or 当 in an anaphor how long such anaphors are, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in _anaphor_words()[0]:
        lengths.setdefault(word[1], set()).add(len(word))
    return {letter: tuple(sorted(each, reverse=True)) for letter, each in lengths.items()}


def _anaphor_spans(folded: str) -> Iterator[tuple[int, list[int]]]:
    """Yield where an anaphor begins and where it may end, the longest first: 同大付属病院, 同大."""
    (words, _), lengths = _anaphor_words(), _anaphor_lengths()
    for match in _ANAPHOR_RE.finditer(folded):
        start = match.start()
        ends = [
            start + length
            for length in lengths.get(folded[start + 1], ())
            if start + length <= len(folded) and folded[start : start + length] in words
        ]
        if ends:
            yield start, ends


def anaphors(doc: Document, found: list[Body], links: Sequence[Link]) -> list[Link]:
    """Return a link for every 同社, 同省 … whose body stands before it, by kind and recency.

    A unit written on to the anaphor makes a body of its own (同省農村振興課), which is added to ``found``.
    """
    folded = doc.folded
    result: list[Link] = []
    own: dict[str, int | None] = {}  # 当社 … → the body that speaks
    unnamed: int | None = None  # the company that 同社 stands for where none is named: 市内の運送会社
    trail = list(links)  # named so far, in order; anaphors join it, so that a topic stays one
    for start, ends in _anaphor_spans(folded):
        end = ends[0]
        form = folded[start:end]
        place = bisect_left(trail, start, key=lambda link: link.span.start)
        if (place < len(trail) and trail[place].span.start < end) or (place and trail[place - 1].span.end > start):
            continue
        if form == "同行" and folded[end : end + 1] in tuple("しさすせ取記者動"):  # 同行した: to go along
            continue
        body = None
        for end in ends:
            form = folded[start:end]
            unit = _unit_behind(folded, end)
            if _goes_on(folded, form, end, has_unit=unit is not None):
                continue
            if form[0] == "同":
                body = antecedent(doc, form, start, found, trail, place)
            else:
                body = _own_body(doc, form, start, found, links, own)
            if body is not None:
                break
        if body is None and ends[0] - start == 2 and folded.startswith("同社", start):
            body, end, form, unit = unnamed if unnamed is not None else len(found), start + 2, "同社", None
            if unnamed is None:
                unnamed = body
                found.append(Body(_called(doc, start), "company"))
        if body is None:
            continue
        if form in ("同社", "当社", "弊社") and found[body].kind == "other":
            found[body].kind = "company"
        if unit is not None:
            kind = kind_of(unit[0])  # 同大付属病院, 同社労組; 同党本部 is of the party
            found.append(Body(found[body].canonical + unit[0], kind if kind in _OWN_KINDS else found[body].kind))
            body, end = len(found) - 1, unit.end()
        link = Link(Span(start, end, 0.8, "anaphor"), body, True)
        result.append(link)
        trail.insert(place, link if unit is None else Link(link.span, link.body, False))
    return result


def _goes_on(folded: str, form: str, end: int, *, has_unit: bool) -> bool:
    """Tell whether a word that looks like an anaphor up to ``end`` is part of a longer one, or 本社 where a company sits."""
    after = folded[end : end + 1]
    if not has_unit and "一" <= after <= "龠" and after not in _AFTER and (form[-1] != "社" or after == "会"):
        return True
    if form == "本社" and not _OWN_ACT_RE.match(folded, end):
        return True  # 東京に本社を置く
    if form == "同大学" and after == "生":
        return True  # 同大学生課
    return after == "会" and form[-1] == "部"  # 同部会 of no 部会 named before


def _own_body(
    doc: Document, form: str, start: int, found: list[Body], links: Sequence[Link], own: dict[str, int | None]
) -> int | None:
    """Return the body that calls itself ``form`` (当社, 本紙): who speaks there, else the same one throughout, kept in ``own``."""
    speaker = _speaker(doc, form, start, found, links)
    if speaker is not None:
        return speaker
    if form not in own:
        sender = _sender(doc, form, start, found, links)
        if form in _PAPERS:
            sender = _paper(doc, found, links)
        elif sender is None:
            sender = antecedent(doc, form, start, found, links)
        own[form] = sender
    return own[form]


#: Kinds of units that are not those of their owner.
_OWN_KINDS = ("hospital", "school", "team", "union", "association")
#: What a paper does that calls itself 本社; elsewhere that is where a company sits.
_OWN_ACT_RE = Pattern(
    r"(?:[がは](?!あ|隣|入|移|位置|所在|[^。]{0,8}に(?:あ|移))|の(?:取材|調べ|記者|世論調査|社説|集計|問い合わせ|質問))"
    r"|(?:世論調査|記者|取材|調査|主催|後援|社告|ヘリ|機[がは])"
)
_FIRM_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z]{1,14}(?:会社|メーカー|業者)(?=[(はがをにのでと、「])")
#: So far back what 同社 may be is looked for.
_FIRM_REACH = 600


def _called(doc: Document, place: int) -> str:
    """Return what a company without a name is called before ``place`` (運送会社), or 同社."""
    calls = _FIRM_RE.finditer(doc.folded, max(place - _FIRM_REACH, 0), place)
    spans = [match.span() for match in calls]
    return doc.text[slice(*spans[-1])] if spans else "同社"


#: So many names back an antecedent is looked for.
_REACH = 40


#: Anaphors whose body need not end in what they say: 同党 is 自民 and ドイツのための選択肢 too.
_LOOSE = ("同党",)


class _Weights(Struct, frozen=True):
    """What a candidate gains and loses; fitted on the marked documents (docs/organizations.md)."""

    sentence: float = 0.2  # a sentence away
    age: float = 0.05  # a mention away
    named: float = 0.4  # named once more
    headline: float = 1.6  # named in the headline
    same: float = 1.1  # subject of the very sentence, which would say 自社
    topic: float = 1.8
    subject: float = 0.8
    owner: float = 0.6
    anaphor: float = 1.6
    aside: float = 0.5
    listed: float = 1.5
    new: float = 1.5  # … named there for the first time, where 同社 goes on telling
    last: float = 0.8  # topic of the sentence before, in the same paragraph
    newest: float = 5.0  # the last that fits, in the sentence before: 米沢大の林教授は「…」と話した。同大は
    item: float = 3.0  # named in another item of a digest
    told: float = 3.0  # the only body of the sentence before, as its subject
    telling: float = 4.5  # the source of the sentence before, where 同社 goes on telling
    opening: float = 3.5  # what the paragraph is about, in the sentence before: ミナミ建設は店を減らす。同社は


_WEIGHTS = _Weights()
#: The fit of a body whose name ends in what the anaphor says; where there is one, no other counts.
_ENDS = 2.5


def antecedent(
    doc: Document, form: str, start: int, found: Sequence[Body], trail: Sequence[Link], place: int | None = None
) -> int | None:
    """Return the body that ``form`` at ``start`` stands for (an index into ``found``), None if none fits.

    It is one of the first ``place`` links of ``trail``, those before ``start`` (all, by default).
    """
    wanted = _anaphor_forms().get(form)
    if form[0] != "同":
        return _own(form, wanted, found, trail)
    place = len(trail) if place is None else place
    near = trail[max(place - _REACH, 0) : place]
    if form == "同社":  # which the sender of a release is not
        near = [link for link in near if not (link.is_anaphor and doc.folded[link.span.start] in "当弊")]
    fits, counts = _fits(doc, form, wanted, found, near), Counter(link.body for link in near)
    floor = _ENDS if form not in _LOOSE and max(fits.values(), default=0.0) >= _ENDS else 0.01
    newest = next((link for link in reversed(near) if fits[link.body] >= floor), None)
    best: tuple[float, int] | None = None
    weights, sentence = _WEIGHTS, doc.sentence_at(start)
    item = _item_start(doc.folded, start)
    sources = {link.body for link in near if _SOURCE_RE.match(doc.folded, link.span.end)} if form == "同社" else ()
    is_telling = form == "同社" and _TELLING_RE.match(doc.folded, start + 2) is not None
    is_reporting = _REPORTING_RE.match(doc.folded, start + len(form)) is not None
    has_firm = any(fit > 0 and found[body].kind == "company" for body, fit in fits.items())
    headline = {first.body for first in trail[: min(place, 6)] if doc.sentence_at(first.span.start) == 0}
    opening = _opening(doc, start, [link for link in near if fits[link.body] >= floor])
    for age, link in enumerate(reversed(near)):
        fit = fits[link.body]
        if fit < floor:
            continue
        role = _role(doc, link)
        distance = sentence - doc.sentence_at(link.span.start)
        is_source = role not in ("topic", "subject") or (not distance and has_firm) or link.body in sources
        is_source = is_source and _HEADS_RE.match(doc.folded, link.span.end) is None
        if form == "同社" and is_source and found[link.body].kind == "media" and not is_reporting:
            continue  # the paper that brings a report, or is its source, is not what it reports on
        score = fit - weights.age * min(age, 12) - weights.sentence * min(distance, 8) + _gain(role)
        if is_reporting and found[link.body].kind == "media":
            score += weights.headline  # 同社の報道
        score += weights.named * min(counts[link.body], 5)
        if is_telling and distance == 1 and link.body in sources:
            score += weights.telling  # 南東リサーチによると、…。同社は…と予測する
        if role == "topic" and distance == 1 and "\n" not in doc.folded[link.span.end : start]:
            score += weights.last + (weights.new if is_telling and counts[link.body] == 1 else 0.0)
        if form == "同社" and role == "subject" and distance == 1 and _leads(doc, link, near):
            score += weights.told  # 買収したケルナーテックが売り上げを押し上げた。同社は
        if not distance and floor == _ENDS and form != "同社" and "、" in doc.folded[link.span.end : start]:
            score += weights.headline + weights.topic  # 広島高裁が…決めたが、同高裁の
        elif not distance and role in ("topic", "subject"):
            score -= weights.same
        is_opening = opening is not None and link.body == opening.body and role == "topic" == _role(doc, opening)
        if (is_opening or link is opening) and distance == 1 and link.body not in sources:
            score += weights.opening
        if not distance and not age and _JUST_NAMED_RE.fullmatch(doc.folded, link.span.end, start):
            opening = None
            score += weights.telling  # 請け負ったのは検査会社「ラインプリューフ」で、同社の
        if link.body in headline and form not in _NEAREST:
            score += weights.headline
        if form in _LAST_NAMED and distance == 1 and link is newest:
            score += weights.newest
        if link.is_anaphor and not age and distance == 1:
            score += weights.last  # 同社の技術者が聴取された。同社は…
        if link.span.start < item:
            score -= weights.item
        if best is None or score > best[0]:
            best = (score, link.body)
    return best[1] if best else None


def _opening(doc: Document, start: int, fitting: Sequence[Link]) -> Link | None:
    """Return the mention that says what the paragraph of an anaphor at ``start`` is about.

    That is its first body, if it is a subject or the only one: 弘南バスは路線を減らす。同社の運転手は….
    """
    since = doc.folded.rfind("\n", 0, start) + 1
    here = [link for link in fitting if link.span.start >= since and _role(doc, link) != "aside"]
    role = _role(doc, here[0]) if here else ""
    is_alone = len({link.body for link in here}) == 1
    return here[0] if role in ("topic", "subject") or (role == "owner" and is_alone) else None


def _fits(
    doc: Document, form: str, wanted: Anaphor | None, found: Sequence[Body], near: Sequence[Link]
) -> dict[int, float]:
    """Return how well ``form`` suits each body of ``near``, by its name and by what stands before it."""
    fits: dict[int, float] = {}
    for link in near:
        if form == "同法人" and link.span.rule == "nonprofit":
            fits[link.body] = _ENDS  # NPO法人「にじのおうち」
        elif form in ("同組織", "同団体") and doc.folded.endswith((form[1:], form[1:] + "「"), 0, link.span.start):
            fits[link.body] = _ENDS  # 武装組織「南部解放戦線」
        elif link.body not in fits:
            fits[link.body] = _fit(wanted, form[1:], found[link.body])
    return fits


def _leads(doc: Document, link: Link, near: Sequence[Link]) -> bool:
    """Return whether a mention is of the only body of its sentence, and nothing before it is the topic (機内誌は斯文堂が編集した)."""
    sentence = doc.sentence_at(link.span.start)
    if any(each.body != link.body and doc.sentence_at(each.span.start) == sentence for each in near):
        return False
    return _TOPIC_RE.search(doc.folded, doc.sentences[sentence].start, link.span.start) is None


_TOPIC_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z0-9)]は")


def _item_start(folded: str, place: int) -> int:
    """Return where the item of a digest begins that ``place`` stands in (◇…, 【ワシントン=AP】…), 0 if there is none."""
    starts = [folded.rfind(mark, max(place - _LONGEST_ITEM, 0), place) for mark in _ITEM_MARKS]
    return max(0, *starts)


_LONGEST_ITEM = 2000
_ITEM_MARKS = ("\n◇", "\n【ワ", "\n【ニュ", "\n【ブ", "\n【パ", "\n【ロ")


#: A body that only tells where somebody works, or what says so, is not what the text goes on about.
_ASIDE_RE = Pattern(
    r"の[^、。は]{0,14}(?:アナリスト|エコノミスト|研究員|教授|ストラテジスト)|によると|によれば|を?通じ|など|へ"
)
#: What stands behind a paper that others are reported by.
_SOURCE_RE = Pattern(
    r"など?(?:に|が)|によ(?:ると|れば|る(?:[一-龠]{0,4}調査|報道|取材|調べ|集計))|[はが](?:報じ|伝え)|の(?:報道|取材|記事)|[』」]、?[0-9]{4}年|、[0-9]{4}年"
)
#: What a source goes on to do: 同社｜は27年度に40万台へ伸びると予測する.
_TELLING_RE = Pattern(
    r"は[^。\n]{0,60}?と(?:予測|予想|分析|推計|試算|み(?:て|る)|見(?:て|る|込)|指摘|説明)|は[^。\n]{0,40}?を理由に挙げ"
)
#: Who heads a company, behind its name: 北都新聞社｜社長.
_HEADS_RE = Pattern(r"の?(?:社長|会長|副社長|専務|常務|相談役|取締役|社主)")
#: Institutions whose people speak for them.
_LAST_NAMED = ("同大", "同大学", "同病院", "同研究所", "同センター", "同校", "同高")
#: Papers are many, and the last one is meant.
_NEAREST = ("同紙", "同誌", "同局")
#: Between a body that the sentence has just named as the one it tells of, or that does something there, and 同社.
_JUST_NAMED_RE = Pattern(
    r"[」』]?(?:[(][^()]{1,24}[)])?(?:だ(?:が|った)?|で(?:ある|あり)?|といい|と判明し|[がは][^、。は「」]{1,20}[いきしちびみりえけせてねべめれ])、"
)
#: What only media have.
_REPORTING_RE = Pattern(r"の(?:報道|記事|紙面|取材|社説|特派員|[一-龠]{0,2}記者|番組|放送|読者|視聴者)")
_LISTED_RE = Pattern(r"[、や・]|など|と[^、。のは]{2,12}[はがのにを、]")


def _role(doc: Document, link: Link) -> str:
    """Return what a mention does in its sentence: topic, subject, owner, aside, listed, anaphor, or ``""``."""
    folded, end = doc.folded, link.span.end
    if link.is_anaphor:
        return "anaphor"
    is_introduced = folded.endswith(("子会社の", "子会社", "親会社の"), 0, link.span.start)
    if (is_introduced and folded[end : end + 1] != "は") or _ASIDE_RE.match(folded, end):
        return "aside"
    if folded[end : end + 1] == "(":
        closing = folded.find(")", end, end + 60)
        end = closing + 1 if closing > 0 else end
    elif folded[end : end + 1] in ("」", "』"):
        end += 1
    if page := _PAGE_RE.match(folded, end):
        end = page.end()  # 東京新聞|社会面は
    after = folded[end : end + 1]
    if after == "を" and _FOUNDED_RE.match(folded, end):
        return "subject"  # NPOを立ち上げ、…。同会は
    if after in _ROLES:
        return _ROLES[after]
    if _PREDICATE_RE.match(folded, end):
        return "topic"
    return "listed" if _LISTED_RE.match(folded, end) else ""


#: Where in a paper something stands.
_PAGE_RE = Pattern(r"の?(?:[一-龠0-9]{1,4}面|[朝夕]刊|電子版|デジタル版?)(?=[はがも])")
_FOUNDED_RE = Pattern(r"を(?:立ち上げ|設立|結成|創設|発足|旗揚げ)")
#: What makes the point of a sentence of a name: 相手は「ミラクル」だ.
_PREDICATE_RE = Pattern(r"(?:だった|だ|である|でした|です)。")
_ROLES = {"は": "topic", "が": "subject", "も": "subject", "の": "owner"}


def _gain(role: str) -> float:
    gain: float = getattr(_WEIGHTS, role, 0.0)
    return -gain if role in ("aside", "listed") else gain


#: So many mentions back 当社 is looked for: more than a report has, few enough for a book.
_MOST_BEFORE = 1000


def _own(form: str, wanted: Anaphor | None, found: Sequence[Body], trail: Sequence[Link]) -> int | None:
    """Return the body that speaks of itself (当社, 本学): of those that fit best the one named most, units counted, the first of them."""
    near = trail[-_MOST_BEFORE:]
    fits = {body: _fit(wanted, form[1:], found[body]) for body in {link.body for link in near}}
    best = max(fits.values(), default=0.0)
    floor = _ENDS if best >= _ENDS else 0.01
    counts: dict[int, float] = {}
    for link in near:
        if fits[link.body] >= floor:
            counts[link.body] = counts.get(link.body, 0 if counts else _FIRST) + 1
    if len(counts) > 1:
        keys = {body: name_key(found[body].canonical) for body in counts}
        for body, key in keys.items():
            units = sum(counts[other] for other, each in keys.items() if each != key and each.startswith(key))
            counts[body] += units
    return max(counts, key=lambda body: counts[body], default=None)


#: What a paper calls itself: never one that it cites.
_PAPERS = ("本紙", "本誌", "本社")


def _paper(doc: Document, found: Sequence[Body], links: Sequence[Link]) -> int | None:
    """Return the paper whose text this is, if its header says so or it stands in the first line."""
    outlets = {block.outlet for block in doc.blocks if block.outlet}
    heading = doc.folded.find("\n") % (len(doc.folded) + 1)
    for link in links:
        each = found[link.body]
        is_own = each.canonical in outlets or not outlets.isdisjoint(each.names) or link.span.end <= heading
        if each.kind == "media" and is_own:
            return link.body
    return None


def _sender(doc: Document, form: str, start: int, found: Sequence[Body], links: Sequence[Link]) -> int | None:
    """Return the body that a release is of: one called ``form`` in brackets, or alone on a line above its first sentence."""
    folded, wanted = doc.folded, _anaphor_forms().get(form)
    best = max((_fit(wanted, form[1:], each) for each in found), default=0.0)
    for link in links[:_FIRST_NAMED]:
        fit = _fit(wanted, form[1:], found[link.body])
        if fit <= 0 or fit < _ENDS <= best:
            continue
        if folded.startswith(("(以下「" + form, "(以下、「" + form, "(以下" + form), link.span.end):
            return link.body
        since, until = folded.rfind("\n", 0, link.span.start) + 1, folded.find("\n", link.span.end)
        if (
            0 < until <= start
            and not folded[since : link.span.start].strip()
            and not folded[link.span.end : until].strip()
        ):
            return link.body
    return None


#: So many names from the beginning who sends a release is looked for.
_FIRST_NAMED = 12
#: So many times more a body counts that a release names first: its sender.
_FIRST = 1.5


def _speaker(doc: Document, form: str, start: int, found: Sequence[Body], links: Sequence[Link]) -> int | None:
    """Return the body whose person speaks where ``form`` stands in 「」: 東栄海運の佐伯社長は「弊社…."""
    folded = doc.folded
    opening = folded.rfind("「", max(start - _LONGEST_QUOTE, 0), start)
    if opening < 0 or folded.find("」", opening, start) >= 0:
        return None
    wanted = _anaphor_forms().get(form)
    sentence = doc.sentence_at(opening)
    place = bisect_left(links, opening, key=lambda link: link.span.start)
    for link in reversed(links[max(place - 6, 0) : place]):
        if doc.sentence_at(link.span.start) != sentence:
            return None
        said = folded[link.span.end : opening]
        if _fit(wanted, form[1:], found[link.body]) > 0 and _SAYS_RE.fullmatch(said):
            return link.body
    return None


#: So many letters before 弊社 the 「 is looked for; and what stands between a body and what its person says.
_LONGEST_QUOTE = 200
_SAYS_RE = Pattern(
    r"(?:[(][^()]*[)])?(?:の|側|[一-龠])[^。「」]{0,30}[はも](?:[^。、「」はも]{1,14}[にで])?"
    r"|[はも](?:[^。、「」はも]{1,14}[にで])?|の[一-龠]{2,8}[はも][^。「」は]{2,12}、"
)


#: Who brings out books and magazines is no 同紙, who brings out a paper is.
_PUBLISHERS, _PAPER_FIRMS = ("社", "書店", "書房", "出版"), ("新聞社", "新報社", "日報社", "通信社", "時報社")


def _fit(wanted: Anaphor | None, head: str, body: Body) -> float:
    if head == "法人" and "法人" in body.canonical:
        return _ENDS
    names = [name_key(name) for name in body.names] or [body.canonical]
    if head == "会" and body.canonical.endswith("振興会"):
        return _ENDS  # 日本学術振興会
    if head == "会" and (body.kind in ("government", "party") or body.canonical.endswith(("委員会", "部会"))):
        return 0.0
    if head == "社" and body.canonical.endswith(("法人", "事務所", "の会", "ネット", "取引所")):
        return 0.0
    if head == "社" and body.kind == "other" and is_office(body.canonical):
        return 0.0
    if head == "紙" and body.canonical.endswith(_PUBLISHERS) and not body.canonical.endswith(_PAPER_FIRMS):
        return 0.0
    if wanted is None:
        return _ENDS if any(name.endswith(head) for name in names) else 0.0
    if wanted.ends and any(name.endswith(wanted.ends) or name.startswith(wanted.begins) for name in names):
        return _ENDS
    if body.kind in wanted.kinds:
        return 2.0 - 0.7 * wanted.kinds.index(body.kind)
    return 0.0
