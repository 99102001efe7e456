"""The shape of a sentence: which words count where, and a small key for each further thing that speaks for a label.

A key is met again and again, so the run-time weighs it once (features.py says which features it stands for).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import reduce
from operator import itemgetter, or_
from typing import NamedTuple, TypeVar

from msgspec import Struct

from analyzer.mention import Attribution, DateMention, Figure, Mention, Organization
from analyzer.stance.barred import COMMENTARY_BIT, OTHER_BIT, barred
from analyzer.stance.endings import TRAILING, ending_senses
from analyzer.stance.own import own_form
from analyzer.stance.reproaches import reproaches
from analyzer.stance.set_lines import is_set_line
from analyzer.stance.words import (
    CONTENT,
    CRY,
    DIGIT,
    DOTTED,
    FIRST_PERSON,
    JUDGING,
    LAUGH,
    LIGHT,
    MASKS,
    PLAINS,
    POLITE,
    PURPOSE,
    QUOTING,
    SUPPOSING,
    TOPIC,
    TYPES,
    WHEN,
    WordForm,
)
from corpus.article import Block
from corpus.patterns import Pattern
from corpus.questions import opens_question
from corpus.sentences import Sentence
from corpus.tokens import Document

__all__ = [
    "KEYED",
    "TAIL",
    "Facts",
    "Key",
    "Ranges",
    "Shape",
    "facts_of",
    "picker",
    "shapes_of",
]

T = TypeVar("T")
Ranges = tuple[tuple[int, int], ...]
Key = tuple[object, ...]

#: A sentence longer than this (broken input) is judged by its first and last words.
MAX_TOKENS = 240
TAIL = 8
#: Parts whose features follow from a small key, in the order of ``Shape.keys``.
KEYED = ("ending", "predicate", "opening", "mentions", "source", "judging", "voice", "marks", "manner")
_NEAR_END, _SPEAKER = 8, 16
#: How a name with its reading ends, and how far before it the bracket may open.
_READ, _NEAR_TAIL = (")氏", ")さん"), 24


def picker(doc: Document) -> Callable[[Sequence[T]], Sequence[T]]:
    """Return a function that lists, for every token of ``doc``, the value of its type: a Column's ``of``, but in C.

    A document is read through half a dozen columns, so the getter of its type numbers is made once.
    """
    if len(doc.types) < 2:
        return lambda values: [values[index] for index in doc.types]
    return itemgetter(*doc.types)


#: A press conference as it is published by who gave it: 農林水産大臣記者会見概要.
_VERBATIM_RE = Pattern(r"会見(?:録|記録|概要|詳報|の?(?:全文|要旨|発言|一問一答|議事録|概要|模様|様子))")
_TITLE = 80


def _is_verbatim(doc: Document) -> bool:
    return "会見" in (title := doc.folded[:_TITLE]) and _VERBATIM_RE.search(title) is not None


class Facts:
    """What the earlier steps found in one sentence: how many, and the first of them."""

    __slots__ = ("first", "frame", "n_dates", "n_figures", "organizations")

    def __init__(self) -> None:
        self.n_figures = self.n_dates = 0
        self.organizations: list[Organization] = []
        self.first: Mention | None = None
        self.frame: Attribution | None = None


def facts_of(
    doc: Document,
    figures: Sequence[Figure],
    dates: Sequence[DateMention],
    organizations: Sequence[Organization],
    attributions: Sequence[Attribution],
) -> list[Facts]:
    """Return one Facts per sentence of ``doc``. Mentions must be in text order."""
    facts = [Facts() for _ in doc.sentences]
    if not facts:
        return facts
    last = len(facts) - 1
    ends = [sentence.end for sentence in doc.sentences[:-1]]  # what stands behind all is the last one's
    is_verbatim, speaker = _is_verbatim(doc), ""
    for figure in figures:
        each = facts[bisect_right(ends, figure.start)]
        each.n_figures += 1
        each.first = each.first or figure
    for date in dates:
        each = facts[bisect_right(ends, date.start)]
        each.n_dates += 1
        each.first = each.first or date
    for body in organizations:
        each = facts[bisect_right(ends, body.start)]
        each.organizations.append(body)
        each.first = each.first or body
    for frame in attributions:  # the last frame of a sentence governs its main clause
        if 0 <= frame.sentence <= last and frame.rule != "floor":  # in minutes a speaker counts as the writer
            each = facts[frame.sentence]
            if is_verbatim and frame.source is not None:  # and so he does in a press conference taken down
                who = doc.text[frame.source.start : frame.source.end]
                speaker = who if frame.rule == "turn" else speaker
                if who == speaker:
                    continue
            if each.frame is None or frame.cue[1] >= each.frame.cue[1]:
                each.frame = frame
    return facts


class Shape(NamedTuple):  # taken apart by arrays.py
    """What one sentence shows: its words as ranges of token indices, a key per further part, and facts for context."""

    whole: Ranges
    outside: Ranges  # words outside quotations
    inside: Ranges  # words inside quotations
    tail: Ranges
    keys: tuple[Key, ...]  # one per part of KEYED
    judging: tuple[tuple[int, int, str], ...]  # words that judge, outside quotations
    bare_end: int  # offset where the sentence ends without closing punctuation
    predicate: int  # token index of the last content word, or -1
    sense: str
    sense_length: int
    certainty: str
    mask: int
    is_polite: bool
    is_plain: bool
    is_past: bool
    is_bare: bool  # no figure, date, number or source in it
    argues: bool  # no figure, no first person, no event: what it says is the writer's own to answer for
    asks: bool  # ends in a question
    has_stop: bool
    is_set: bool  # no body text: a line of a headline, credit or link block, an agency's tag, a greeting, a signpost
    barred: int  # labels that it cannot have, as bits of their places in LABELS: see _barred


def shapes_of(doc: Document, facts: Sequence[Facts], masks: Sequence[int] | None = None) -> list[Shape]:
    """Return the shape of every sentence of ``doc``; ``facts`` are those of :func:`facts_of`.

    ``masks`` are the bits that the words of each sentence hold between them, where they are known already.
    """
    lexicon = doc.lexicon
    words = _Words(
        TYPES.grown(lexicon),
        MASKS.grown(lexicon),
        PLAINS.grown(lexicon),
        # Of one or two sentences alone nobody can say that they are a list of links.
        [len(doc.sentences) > _LONE and _is_no_body(doc.folded, block) for block in doc.blocks],
        sum([opens_question(doc.folded, sentence.start) for sentence in doc.sentences]) > 1,
        _is_verbatim(doc),
    )
    if masks is None:
        each = picker(doc)(words.masks)
        masks = [reduce(or_, each[sentence.first_token : sentence.last_token], 0) for sentence in doc.sentences]
    rows = zip(doc.sentences, facts, masks, strict=True)
    return [_shape(doc, sentence, fact, mask, words) for sentence, fact, mask in rows]


class _Words(Struct, frozen=True):
    """Forms, masks and plain forms by type; and which blocks of the document are no body."""

    types: list[WordForm]
    masks: Sequence[int]
    plains: Sequence[str]
    is_no_body: list[bool]
    asks: bool  # several lines begin with ――: an interviewer's
    is_verbatim: bool


#: Words to the reader: ご存じのとおり, 言うまでもなく.
_ADDRESSING = frozenset("ご御周言お考皆み誰正要")
_ADDRESS_RE = Pattern(
    r"(?:[ご御]存[じ知]の(?:とお|通|よう)|周知の(?:とお|通|よう)|言うまでも|お(?:気づき|気付き|分かり|わかり)の|考えて(?:も)?み(?:れば|て|たら|よう)"
    r"|(?:皆|みな)(?:さん|様|さま)も|誰もが知|正直(?:に言って|、)|要(?:は、|するに))"
)
#: What a writer concludes for himself: past in form, no event. Nor is what would have been (点検していれば防げた).
_INFERENCE_RE = Pattern(r"(?:明らか|はっきり|わか|分か|証明|裏付け|判明|見え)(?:に(?:な|さ))?[^、。]{0,6}$")
_STYLED = frozenset(["終止形", "意志推", "命令形"])
_NAMING = frozenset("、。 (,")
_AFTER_MARK = frozenset(" :.、0123456789")
_DOTS = frozenset("…・.")
#: Blocks that are no body: credits, lists of links, captions. They are "other", whatever they assert (docs/labels.md).
_NO_BODY = frozenset(["byline", "other"])


def _is_no_body(folded: str, block: Block) -> bool:
    """Tell whether a block is no body text: by its kind, or as the headline of somebody's report with a wide blank inside."""
    if block.kind != "headline" or not block.quoted:
        return block.kind in _NO_BODY
    return folded.find(" ", block.start, block.end) >= 0 and folded[block.end - 1] not in "。!?"


#: No more sentences than this stand alone.
_LONE = 2
_NEGATIONS = frozenset(["ない", "ず", "ぬ", "無い", "無い/形容詞"])
_VOICED = CRY | FIRST_PERSON | LAUGH | DOTTED
_STOPS = frozenset("。!?…♪")
#: Endings that tell an act: 反対した, 何も語らなかった.
_ACT = "act"
#: Endings that tell what the text will do (並べておきます, 手口はこうだ), and how long such a sentence may be.
_SIGNPOST, _SIGN_LENGTH = "signpost", 40
#: Who reported it and when, before the full stop.
_CITED_RE = Pattern(
    r"(?:」[(]|[ぁ-ん][(](?=[^()]*(?:[0-9一二三四五六七八九十][日年月/]|新聞|共同|時事|NHK)))[^()。「」]{2,20}[)]。$"
)
#: Who reported it, behind the full stop; so long it is at most.
_CREDIT_RE, _CREDIT = Pattern(r"。[(][^()。、「」]{2,20}[)]$"), 24
#: Who reported what stands in brackets, behind them.
_SOURCE_RE = Pattern(r"[」』][(][^()。「」『』]{2,24}[)]$")
#: What closes the brackets around all that is pasted.
_CLOSERS = {"「": "」", "『": "』"}
#: From so many letters on what stands in brackets alone is a sentence: (うちの近所では去年二軒やめました).
_BRACKETED = 10
#: Nouns of deeds: a line without a full stop that ends with one is a headline (サンリバー、再生プラスチックの買い物かごを全国の店に導入).
_DEED = "deed"
_BY_FORM = frozenset([_ACT, _SIGNPOST, _DEED])
_ASKING = "か/助詞"
#: What is too much is a judgement, however short: でも1カ月は長すぎます。
_TOO_MUCH = ("すぎる", "すぎます", "すぎた", "すぎました", "すぎです", "過ぎる", "過ぎます", "過ぎです")
#: What was heard and is not believed, or not liked: 一日で撤回だってさ。
_JEERING = ("だとさ", "ってさ", "んだと", "だってよ", "らしいぜ", "らしいよ")
#: Endings of questions.
_QUESTIONS = frozenset(["question", "guess", "rhetorical"])
#: Small pictures behind a predicate.
_PICTURED = "\ufe0f☺☹☝❤✨"
_PICTURE_RE = Pattern("(?<=[ぁ-ん!])[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]{1,8}$")


def _as_told(text: str, start: int, stop: int, pasted: Block) -> tuple[int, str]:
    """Return where a sentence begins and its text, without a credit behind it or brackets around it, closed by a full stop."""
    if (text[-1] >= "\U0001f000" or text[-1] in _PICTURED) and (closed := _PICTURE_RE.search(text)) is not None:
        text = text[: closed.start()] + "。"  # …やめます😢 has its stop
    if text[-1] == ")" and "。(" in text[-_CREDIT:] and (credited := _CREDIT_RE.search(text)) is not None:
        text = text[: credited.start() + 1]  # …布団をかぶって耐えた。(中日新聞)
    elif text[-2:] == ")。" and "(" in text[-_CREDIT:] and (cited := _CITED_RE.search(text)) is not None:
        # 「…を了承した。」(11月20日付朝刊)。 実質賃金は24か月続けて減った(日経、5月3日)。
        text = text[: cited.start() + 1] + ("" if text[cited.start()] == "」" else "。")
    elif text[0] == "(" and text[-1] == ")" and "ぁ" <= text[-2] <= "ん" and len(text) >= _BRACKETED:
        text = text[:-1] + "。"  # in brackets a sentence leaves out its stop
    if text[0] not in _CLOSERS or pasted.outlet is None:
        return start, text
    if text[-1] == ")" and (source := _SOURCE_RE.search(text)):
        text = text[: source.start() + 1]  # 『…影響が出ています。』(ニッポン放送、朝六時)
    is_all = pasted.start == start and pasted.end in (stop, start + len(text))
    if is_all and text.find(_CLOSERS[text[0]]) == len(text) - 1 > _BRACKETED:  # 『…は、全体の18%にとどまる。』
        return start + 1, text[1:-1].rstrip("。") + "。"
    return start, text


def _scolds(doc: Document, text: str, bare: str, sense: str, start: int, block: int) -> bool:
    """Tell whether the writer of a commentary reproaches (なぜ止めなかったのか) or jeers (一日で撤回だってさ)."""
    may_ask = text[-1] in "?!" or (text[-1] == "。" and sense in _QUESTIONS)
    return (may_ask and reproaches(text, answers=_is_answer(doc, start, block))) or bare.endswith(_JEERING)


def _shape(doc: Document, sentence: Sentence, facts: Facts, mask: int, words: _Words) -> Shape:
    start, stop, block, first, last = sentence
    types, ids, starts = words.types, doc.types, doc.starts
    home = doc.blocks[block]
    start, text = _as_told(doc.folded[start:stop], start, stop, home)
    bare = text.rstrip(TRAILING) or text
    bare_end = start + len(bare)
    end = bisect_left(starts, bare_end, first, last)
    whole = outside = ((first, last),) if 0 < last - first <= MAX_TOKENS else _pieces(first, last)
    inside: Ranges = ()
    judging = _judging(doc, words, first, last) if mask & JUDGING else ()
    if mask & QUOTING:
        quotations = _quotations(text, start)
        judging = _unquoted(judging, quotations) if judging else judging
        inside, outside = _divided(starts, whole, quotations)
    sense, certainty, length = ending_senses(bare)
    head = text[:_SPEAKER]
    is_talk = facts.frame is not None and facts.frame.rule == "turn" and _is_talk(doc.folded, facts.frame)
    ruled_out = barred(text, bare, start, facts.frame, sense, mask, bool(inside), words.is_verbatim)
    if is_talk:
        ruled_out |= COMMENTARY_BIT
    if home.kind == "commentary" and home.outlet is None:
        is_too_much = bare.endswith(_TOO_MUCH)
        if _scolds(doc, text, bare, sense, start, block):
            sense, is_too_much = "rhetorical", True
        ruled_out |= OTHER_BIT if is_too_much else 0
    is_sign = sense == _SIGNPOST and len(bare) <= _SIGN_LENGTH and not (mask & JUDGING or inside or facts.frame)
    if sense in _BY_FORM:  # they decide by form, and weigh nothing
        is_sign = is_sign or (sense == _DEED and "、" in head and "。" not in text)
        sense, length = "", 0
    predicate = _predicate(words.masks, ids, first, _before_reading(bare, start, starts, first, end))
    cform, closer_key, style, plains = _closing(words, ids, first, end, mask) if end > first else _NOTHING
    past = closer_key == "た/助動詞"
    predicate_key = types[ids[predicate]].key if predicate >= 0 else ""
    asks = closer_key == _ASKING or text.endswith("?")
    has_digit, first_person = mask & DIGIT > 0, mask & FIRST_PERSON > 0
    frame, n_figures, n_dates, n_bodies = facts.frame, facts.n_figures, facts.n_dates, len(facts.organizations)
    stripped = (text.rstrip(" >》〉") or text) if text[-1] in " >》〉" else text  # …と話す。> closes what was pasted
    body_end = facts.organizations[0].end - start if n_bodies else 0
    keys: tuple[Key, ...] = (
        (plains, cform, closer_key, sense),
        (predicate_key, plains[-2:]) if predicate >= 0 else (),
        _opening_key(types[ids[first]] if first < last else None, text),
        (min(n_figures, 2), min(n_dates, 2), min(n_bodies, 2), has_digit),
        (_TALK if is_talk else _source_key(frame, stop, doc, words)) if frame else (),
        _judging_key(judging, bare_end, sense) if judging else (),
        (mask & CRY > 0, first_person, mask & LAUGH > 0 or _is_laughing(text, mask)) if mask & _VOICED else (),
        _mark_key(text, stripped, last - first, inside, style, mask, _inner(words, ids, inside) if inside else ""),
        (
            mask & TOPIC > 0,
            past,
            style,
            predicate_key.rpartition("/")[2],
            not _NEGATIONS.isdisjoint(plains),
            plains[-2:] if mask & SUPPOSING else None,
            mask & WHEN > 0,
            frame is not None,
            stripped[-1:] in _DOTS and closer_key.endswith("/助詞"),
            mask & PURPOSE > 0 and cform != "意志推",
            sense,
            ("talk" if is_talk else "") if frame else own_form(text, bare, sense, mask, body_end, has_date=n_dates > 0),
        ),
    )
    return Shape(
        whole,
        outside,
        inside,
        ((max(first, end - TAIL), end),) if outside == ((first, last),) and first < end else _last_ranges(outside, end),
        keys,
        judging,
        bare_end,
        predicate,
        sense,
        length,
        certainty,
        mask,
        style == "polite",
        style == "plain",
        past,
        not (has_digit or n_figures or n_dates or frame),
        not (n_figures or frame or first_person)
        and (not past or mask & SUPPOSING > 0 or _INFERENCE_RE.search(bare) is not None),
        asks,
        stripped[-1:] in _STOPS or "。" in stripped[-3:] or stripped[-2:] in ("・・", ".."),
        # Who is asked in a press conference answers; who asks him politely wants to know.
        is_sign
        or (asks and style == "polite" and words.is_verbatim)
        or words.is_no_body[block]
        or (words.asks and opens_question(text, 0))
        or is_set_line(text, head),
        ruled_out,
    )


def _is_answer(doc: Document, start: int, block: int) -> bool:
    """Tell whether the writer goes on with a sentence right below somebody's report that he has pasted."""
    if not block or doc.blocks[block].start != start:
        return False
    above = doc.blocks[block - 1]
    if above.kind == "other" and block > 1:
        above = doc.blocks[block - 2]  # a rule or 引用ここまで between the two
    return above.quoted and above.kind != "other"


_Closing = tuple[str, str, str, tuple[str, ...]]
#: Of a sentence without words.
_NOTHING: _Closing = ("", "", "bare", ())


def _closing(words: _Words, ids: Sequence[int], first: int, end: int, mask: int) -> _Closing:
    """Return form and key of the last word before ``end``, whether it is polite, plain or bare, and the last plain forms."""
    closer = words.types[ids[end - 1]]
    closing = ids[max(end - 6, first) : end]
    style = "plain" if closer.cform in _STYLED else "bare"
    if mask & POLITE:
        masks = words.masks
        if any(masks[kind] & POLITE for kind in closing[-4:]):
            style = "polite"
    plains = tuple([*filter(None, map(words.plains.__getitem__, closing))][-4:])
    return closer.cform, closer.key, style, plains


def _pieces(first: int, last: int) -> Ranges:
    if last - first <= MAX_TOKENS:
        return ((first, last),) if first < last else ()
    half = MAX_TOKENS // 2
    return ((first, first + half), (last - half, last))


def _judging(doc: Document, words: _Words, first: int, last: int) -> tuple[tuple[int, int, str], ...]:
    ids, masks, types = doc.types, words.masks, words.types
    found = [index for index, mask in enumerate(map(masks.__getitem__, ids[first:last]), first) if mask & JUDGING]
    return tuple([(doc.starts[index], doc.ends[index], types[ids[index]].judging) for index in found])


_BRACKET_RE = Pattern("[「『」』]")


def _quotations(text: str, start: int) -> list[tuple[int, int]]:
    """Return what stands in 「」 and 『』, the outer ones only; ``text`` begins at ``start``."""
    if "『" not in text and "』" not in text and text.count("「") == text.count("」") == 1:  # mostly
        opened, closed = text.find("「"), text.find("」")
        return [(start + opened + 1, start + closed)] if opened < closed else []
    depth, opened = 0, 0
    spans: list[tuple[int, int]] = []
    for match in _BRACKET_RE.finditer(text):
        if match[0] in "「『":
            depth += 1
            if depth == 1:
                opened = start + match.end()
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((opened, start + match.start()))
    return spans


def _unquoted(
    words: tuple[tuple[int, int, str], ...], quotations: list[tuple[int, int]]
) -> tuple[tuple[int, int, str], ...]:
    """Return the ``words`` that stand in none of the ``quotations``; both are in text order."""
    closings = [end for _, end in quotations]
    places = [bisect_right(closings, start) for start, _, _ in words]
    return tuple(
        [
            word
            for word, place in zip(words, places, strict=True)
            if place == len(quotations) or word[0] < quotations[place][0]
        ]
    )


def _divided(starts: Sequence[int], pieces: Ranges, quotations: list[tuple[int, int]]) -> tuple[Ranges, Ranges]:
    """Return the token ranges of ``pieces`` inside and outside the quotations."""
    inside: list[tuple[int, int]] = []
    outside: list[tuple[int, int]] = []
    for first, last in pieces:
        edges = [first, *[bisect_left(starts, edge, first, last) for span in quotations for edge in span], last]
        outside += [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
        inside += [(a, b) for a, b in zip(edges[1::2], edges[2::2], strict=False) if a < b]
    return tuple(inside), tuple(outside)


def _last_ranges(outside: Ranges, end: int) -> Ranges:
    """Return the last TAIL words of ``outside`` before the token ``end``."""
    if len(outside) == 1:
        first, last = outside[0][0], min(outside[0][1], end)
        return ((max(first, last - TAIL), last),) if last > first else ()
    ranges: list[tuple[int, int]] = []
    wanted = TAIL
    for first, last in reversed(outside):
        last = min(last, end)
        if last > first and wanted:
            first = max(first, last - wanted)
            ranges.append((first, last))
            wanted -= last - first
    return tuple(reversed(ranges))


def _before_reading(bare: str, start: int, starts: Sequence[int], first: int, end: int) -> int:
    """Return the token behind the last name where its reading and a title end the sentence: 早瀬一郎(はやせ・いちろう)氏."""
    opened = bare.rfind("(", -_NEAR_TAIL) if bare.endswith(_READ) else 0
    return max(bisect_left(starts, start + opened, first, end), first + 1) if opened > 0 else end


def _predicate(masks: Sequence[int], ids: list[int], first: int, end: int) -> int:
    """Return the token index of the last content word that is not so general that the one before it counts; or -1."""
    fallback = -1
    for index in range(end - 1, max(first, end - 14) - 1, -1):
        mask = masks[ids[index]]
        if mask & CONTENT:
            if not mask & LIGHT:
                return index
            if fallback < 0:
                fallback = index
    return fallback


def _opening_key(opener: WordForm | None, text: str) -> Key:
    """Return the first word where it is no topic (しかし, つまり, この), and a mark at the beginning.

    That is a character that is no letter, Q and A before a blank (marks as ― is), or who speaks: 委員: and 女性「, or words to the reader (ご存じのとおり).
    """
    word = opener.key if opener is not None and opener.is_opener else ""
    mark = text[0]
    if mark in _ADDRESSING and _ADDRESS_RE.match(text):
        mark = "address"
    elif mark.isalnum():
        if mark in "QAqa問答" and text[1:2] in _AFTER_MARK:
            mark += "."
        else:
            head = text[:12]
            mark = ":" if head.find(":") > 0 else ""
            at = head.find("「")
            if at > 0 and not "ぁ" <= head[at - 1] <= "ん" and not _NAMING.intersection(head[:at]):
                mark = "X「"
    return (word, mark) if word or mark else ()


def _is_talk(folded: str, frame: Attribution) -> bool:
    """Return whether the sentence stands in a line of comment: ▽神戸・吉田監督の話 選手が我慢してくれた。"""
    return folded[frame.cue[0] : frame.cue[1]].rstrip(" ").endswith(("の話", "談"))


#: A line of comment is weighed like words in brackets that somebody named is quoted with.
_TALK: Key = ("direct", True, "named", "quote", True, "")


def _source_key(frame: Attribution, stop: int, doc: Document, words: _Words) -> Key:
    source, content = frame.source.kind if frame.source else "none", ""
    if frame.content is not None and frame.mode == "indirect":
        content = _content(doc, *frame.content, words)
    return (frame.mode, stop - frame.cue[1] <= _NEAR_END, source, frame.rule, frame.content is not None, content)


def _content(doc: Document, start: int, end: int, words: _Words) -> str:
    """Return how what is told ends, and whether it holds a number or a word that judges: a fact or an opinion."""
    first, last = doc.token_at(start), doc.token_at(end - 1) + 1
    kinds = doc.types[first : min(last, first + MAX_TOKENS)]
    if not kinds:
        return ""
    closer = words.types[kinds[-1]].key
    closer = closer if closer.endswith(("助動詞", "助詞")) else closer.rpartition("/")[2]
    mask = reduce(or_, map(words.masks.__getitem__, kinds))
    return f"{closer}/{mask & DIGIT > 0}/{mask & JUDGING > 0}"


def _inner(words: _Words, ids: list[int], inside: Ranges) -> str:
    """Return how the last quotation ends and whether it holds a number: what was quoted, a fact or an opinion."""
    first, last = inside[-1]
    types, masks = words.types, words.masks
    while last > first and not types[ids[last - 1]].plain.strip("。、!?"):
        last -= 1
    closer = types[ids[last - 1]].key if last > first else ""
    closer = closer if closer.endswith(("助動詞", "助詞")) else closer.rpartition("/")[2]
    mask = reduce(or_, map(masks.__getitem__, ids[first:last]), 0)
    return f"{closer}/{mask & DIGIT > 0}"


def _judging_key(judging: Sequence[tuple[int, int, str]], bare_end: int, sense: str) -> Key:
    features = {f"j:{kind}" for _, _, kind in judging}
    if sense:
        features |= {f"j:{kind}+{sense}" for _, _, kind in judging}
    features |= {f"j:{kind}/end" for _, end, kind in judging if bare_end - end <= _NEAR_END}
    if len(judging) > 1:
        features.add(f"j:{min(len(judging), 4)}")
    return tuple(sorted(features))


def _is_laughing(text: str, mask: int) -> bool:
    return bool(mask & (CRY | DOTTED)) and ("!!" in text or "ー!" in text or "・・" in text or "..." in text)


_URL_RE = Pattern(r"https?:|www\.|[a-z]\.(?:com|jp|net|org)")


def _mark_key(text: str, stripped: str, n_tokens: int, inside: Ranges, style: str, mask: int, inner: str) -> Key:
    stop = stripped[-1:] if stripped[-1:] in "。!?」』)】…、:・" else "-"
    share, whole, length = -1, False, len(text)
    if inside:
        n_inside = sum([end - start for start, end in inside])
        share = min(4 * n_inside // max(n_tokens, 1), 3)
        whole = text[0] in "「『" and text.rstrip("。.!? ")[-1:] in "」』"
    url = mask & DOTTED and "." in text and _URL_RE.search(text) is not None
    twenties = length // 20
    return (
        stop,
        length.bit_length() if length < 160 else 8,
        twenties if twenties < 5 else 5,
        style,
        share,
        whole,
        bool(url),
        inner,
    )
