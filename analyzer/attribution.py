"""Who said it: the cue (と述べた), the source (機構関係者), what is attributed, and whether in the source's own words.

Found are によると and its kin, と with a verb of saying or thinking, との見方を示した, ことを明らかにした, への取材で分かった,
という at the end, utterances with their speaker (「…」（元役員）), headlines of the form 市「原因は不明」, and sentences that
carry on a source (同氏は, と続けた, a bare 「…」). Not found are scare quotes, titles and names in 「」, and と that means
"with" or "when".

>>> from corpus.article import Article
>>> from corpus.patterns import Pattern
from corpus.tokens import prepare
>>> doc = prepare(Article(id="x", source="-", text="機構関係者によると、停止は午前2時に始まった。"))
>>> [(doc.text[slice(*frame.cue)], doc.text[slice(*frame.content)], frame.source.kind) for frame in extract(doc, [])]
[('によると', '停止は午前2時に始まった', 'role')]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from analyzer.mention import Attribution, Organization, SourceKind, SourceSpan
from corpus.patterns import Pattern
from corpus.tokens import Column, Document, TokenType
from corpus.vocabulary import alternation, read_table

__all__ = ["attitude_of", "extract"]


_TABLES = Path(__file__).parent / "tables"
#: A quotation or a clause longer than this is not read back from its cue (hostile input).
MAX_CONTENT = 600
MAX_TOKENS = 300


class _Verb(NamedTuple):
    attitude: str
    guard: str  # "", "predicate", "strict"


@cache
def _verbs() -> dict[str, _Verb]:
    rows = read_table(_TABLES / "attribution_cues.tsv", key="verb", required=("attitude", "source", "example"))
    return {row["verb"]: _Verb(row["attitude"], row["guard"]) for row in rows}


@cache
def _nouns() -> dict[str, str]:
    rows = read_table(_TABLES / "attribution_nouns.tsv", key="noun", required=("attitude", "source", "example"))
    return {row["noun"]: row["attitude"] for row in rows}


@cache
def _heads() -> dict[str, SourceKind]:
    rows = read_table(_TABLES / "attribution_sources.tsv", key="head", required=("kind", "source", "example"))
    return {row["head"]: row["kind"] for row in rows}  # type: ignore[misc]  # the table's test checks the values


def attitude_of(cue: str) -> str:
    """Return how the cue's verb or noun takes what is said: neutral, assessing, demand, admit, forecast, hearsay.

    >>> attitude_of("と批判する"), attitude_of("との見方を示した"), attitude_of("によると")
    ('assessing', 'assessing', 'neutral')
    """
    words: dict[str, str] = {verb: entry.attitude for verb, entry in _verbs().items() if len(verb) > 1} | _nouns()
    found = [word for word in words if word in cue]
    return words[max(found, key=len)] if found else "neutral"


@cache
def _anchor_re() -> re.Pattern[str]:
    """Return one scan for all cues; the first character is the guard (に の と っ こ 旨 方 考 意 で)."""
    verbs = alternation(_verbs())
    nouns = alternation(_nouns())
    return re.compile(
        rf"""
        (?P<by>に(?:よると|よれば|よりますと|よりますれば))
      | の(?P<found>(?:取材|調べ|調査|集計|まとめ|話|説明|発表|分析|検証|指摘)(?:で|から)は?も?、?(?:[0-9]+日、?)?(?:分か|わか|判明|明らかにな))
      | (?P<told>の(?:話|説明|発表|見立て|試算|調査|推計|まとめ|調べ)では、?)
      | と(?:の|いう|いった)(?P<noun>{nouns})(?=[をがもはに、。だでから])
      | (?<![」』ど])と、(?P<late>[^、。「」はがと]{{2,30}})(?=[がは])
      | と(?:は|も|、)?(?P<verb>{verbs})
      | (?<=[」』])(?:など)?(?P<quote>と)
      | (?:こと|旨|方針|考え|意向|認識|見方|計画|事実|見通し)(?P<fact>(?:など)?を(?:明らかにし|明らかにする|発表し|公表し|表明し|認め|明かし|伝え|示し|否定し|強調し|報告し|説明し))
      | (?P<teller>が(?:[0-9]{{1,2}}日、?)?(?:[^、。「」はが]{{0,10}}で)?明らかにした。)
      | 」(?P<bracket>\([^()「」。]{{2,24}}\))(?=\s|。|$|「)
        """,
        re.VERBOSE,
    )


class _Clause(NamedTuple):
    """The sentence a cue stands in: its index, its span, and its range of tokens."""

    number: int
    start: int
    end: int
    first: int
    last: int


def extract(doc: Document, organizations: Sequence[Organization]) -> list[Attribution]:
    """Return the attribution frames of ``doc`` in sentence order; ``organizations`` help to know a source as named."""
    reader = _Reader(doc, organizations)
    frames = list(reader.frames())
    frames.sort(key=lambda frame: (frame.sentence, frame.cue))
    return _carried(doc, _without_doubles(frames))


# -- one cue ------------------------------------------------------------------------------------------------------------

_PREDICATE = {"動詞", "助動詞", "形容詞"}
_OPEN_OF = {"」": "「", "』": "『"}
_QUOTED_RE = Pattern(r"[」』](?:など|だ)?$")
_TRAIL = {"動詞", "助動詞"}


def _pos1(token: TokenType) -> str:
    return token.pos1


_POS = Column(_pos1)


class _Reader:
    """Reads the frames of one document; holds what every cue needs: text, tokens, the spans of organizations."""

    def __init__(self, doc: Document, organizations: Sequence[Organization]) -> None:
        self.doc = doc
        self.text = doc.folded
        self.pos = _POS.of(doc)
        self.quotes_of = self.last_sentence = -1
        self.last_cue = 0
        self.quotes: list[tuple[int, int]] = []
        self.bodies = sorted((each.start, each.end) for each in organizations)

    def frames(self) -> Iterator[Attribution]:
        clause: _Clause | None = None
        index = 0
        sentences = self.doc.sentences
        for match in _anchor_re().finditer(self.text):
            while index < len(sentences) and sentences[index].end <= match.start():
                index += 1
            if index == len(sentences):
                break
            sentence = sentences[index]
            if sentence.start > match.start():
                continue
            if clause is None or clause.number != index:
                clause = _Clause(index, sentence.start, sentence.end, sentence.first_token, sentence.last_token)
            kind = match.lastgroup or ""
            if kind != "bracket" and self._inside_quote(clause, match.start()):
                continue
            frame: Attribution | None = getattr(self, "_read_" + kind)(clause, match)
            if frame is not None:
                self.last_cue, self.last_sentence = frame.cue[1], clause.number
                yield frame
        yield from self._bare_and_headlines()

    def _inside_quote(self, clause: _Clause, offset: int) -> bool:
        """Tell whether ``offset`` stands inside 「…」 of its sentence: what is said there is nobody's frame outside."""
        if self.quotes_of != clause.number:
            self.quotes_of, self.quotes = clause.number, _quotations(self.text, clause.start, clause.end)
        at = bisect_left(self.quotes, (offset + 1, 0)) - 1
        return at >= 0 and self.quotes[at][0] < offset < self.quotes[at][1]

    # によると, …の調べでは ------------------------------------------------------------------------------------------

    def _read_by(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        at = match.start() - (2 if self.text.startswith("など", match.start() - 2) else 0)
        source = self._phrase_before(clause, at, joined=True)
        if source is None or self.text[slice(*source)] in _NO_BASIS:
            return None
        return self._frame(clause, match.span(), source, self._after(clause, match.end()), "indirect", "by")

    def _read_told(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        source = self._phrase_before(clause, match.start())
        if source is None or self._kind(*source) is None:
            return None
        return self._frame(clause, match.span(), source, self._after(clause, match.end()), "indirect", "told")

    def _read_late(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        """…を受けたと、協会が19日、発表した"""
        at = match.start()
        if self.text[at - 1] in "」』" or not self._is_particle(at) or not self._after_clause(at):
            return None
        source = self._phrase_before(clause, match.end("late"))
        if source is None or self._kind(*source) is None:
            return None
        verb = _late_verb_re().match(self.text, match.end("late"), clause.end)
        if verb is None:
            return None
        cue = (verb.start("verb"), self._inflected(clause, verb.end("verb")))
        return self._frame(clause, cue, source, (max(clause.start, at - MAX_CONTENT), at), "indirect", "inverted")

    def _read_found(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        start = match.start("found") - 1
        at = start - 1 if self.text[start - 1] == "へ" else start
        source = self._phrase_before(clause, at)
        if source is None:
            return None
        stop = self.text.rfind("ことが", clause.start, source[0])
        content = (clause.start, stop) if stop > 0 else None
        return self._frame(
            clause, (match.start("found"), self._inflected(clause, match.end())), source, content, "indirect", "found"
        )

    # と述べた ----------------------------------------------------------------------------------------------------------

    def _read_verb(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        at = match.start()
        verb = match["verb"]
        quoted = _QUOTED_RE.search(self.text, max(clause.start, at - 4), at)
        is_end = verb == "いう" and match.end() >= clause.end - 1
        if not self._is_particle(at) or not (quoted or is_end or self._after_clause(at) or self._bare_noun(verb, at)):
            return None
        if _JUDGED_RE.match(self.text, self._inflected(clause, match.end())):
            return None  # 「人がいない」と嘆くのは順序が逆: quoted to be judged
        if verb in ("いう", "言い", "言う", "言っ", "語る", "書い", "書か") and not self._says(
            verb, match.end(), clause, bool(quoted)
        ):
            return self._hearsay(clause, match) if verb == "いう" and not quoted else None
        guard = _verbs()[verb].guard
        if guard == "strict" and not self._asserts(at, match.end(), bool(quoted), clause):
            return None
        if verb in ("みて", "みる", "見る", "見て") and not re.match(
            r"(?:い|み|る|る?。|る?、|き)|[。、]|ら", self.text[match.end() : match.end() + 2]
        ):
            return None
        cue = (at, self._inflected(clause, match.end()))
        rule = "quote" if quoted else "clause"
        return self._said(clause, at, cue, rule)

    def _read_quote(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        """「…」と behind which the verb stands later: 「…」と、組合員は嘆く · 「…」と記者団に述べた"""
        at = match.start("quote")
        rest = self.text[at + 1 : min(clause.end, at + 80)]
        if not rest or rest[0] in "「『のもはし" or _NO_SPEECH_RE.match(rest):
            return None
        found = _late_verb_re().match(rest)
        if found is not None and rest[found.end() : found.end() + 1] in ("が", "も", "の", "は"):
            return None  # などと批判が出た: the act is only named
        if found is None:
            return self._by_any_verb(clause, at, rest)
        cue = (at + 1 + found.start("verb"), self._inflected(clause, at + 1 + found.end("verb")))
        if found["holder"]:
            holder_end = at + 1 + found.end("holder")
            source = self._phrase_before(clause, holder_end)
            content = self._quotation(clause, at)
            if source and content:
                return self._frame(clause, cue, source, content, "direct", "inverted")
        return self._said(clause, at, cue, "quote")

    def _by_any_verb(self, clause: _Clause, at: int, rest: str) -> Attribution | None:
        content = self._quotation(clause, at)
        if content is None or content[1] - content[0] < 8:
            return None
        inner = self.text[content[0] : content[1]]
        if (
            not _CLAUSE_END_RE.search(inner)
            or not re.search(r"(?:[たるう]|ます|ました|い)[。!]?$", rest)
            or len(rest) > 30
        ):
            return None
        return self._said(clause, at, (at, at + 1 + len(rest.rstrip("。!"))), "quote_any")

    def _said(self, clause: _Clause, at: int, cue: tuple[int, int], rule: str) -> Attribution | None:
        """Return the frame of a quoting と at ``at``: its content to the left, its holder before that."""
        for own in _FIRST_PERSON_RE.finditer(self.text, max(clause.start, at - MAX_CONTENT), at):
            if not self._inside_quote(clause, own.start()):
                return None  # the writer's own words
        is_passive = "され" in self.text[slice(*cue)]
        content = self._quotation(clause, at) if _QUOTED_RE.search(self.text, max(clause.start, at - 4), at) else None
        if content is not None:
            before = self.text[max(clause.start, content[0] - 7) : content[0] - 1]
            if not before.strip() or before[-1] not in "をの" or before.endswith(("として", "について", "改めて")):
                source = self._holder(clause, content[0] - 1, places=is_passive)
                return self._frame(clause, cue, source, content, "direct", rule)
        source = self._holder(clause, at, plausible=True, places=is_passive)
        start = source[1] + 1 if source else clause.start
        at -= 2 if self.text.startswith("など", at - 2) else 0
        while start < at and self.text[start] in "はがも、にはでらか ":
            start += 1
        start = _ADVERBIAL_RE.match(self.text, start, at).end()  # type: ignore[union-attr]  # matches empty
        return self._frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", rule)

    def _hearsay(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        following = self.text[match.end() : match.end() + 6]
        if (
            not re.match(r"。|$|ことです。|ことだ。|のです。|のだ。|のである。|\n", following)
            and match.end() < clause.end
        ):
            return None
        if clause.end - match.end() > 8 or _CONCLUSION_RE.match(self.text, clause.start):
            return None
        start = clause.start
        return self._frame(
            clause,
            (match.start(), clause.end - (self.text[clause.end - 1] == "。")),
            None,
            (start, match.start()),
            "indirect",
            "hearsay",
        )

    # との見方を示した ----------------------------------------------------------------------------------------------------

    def _read_noun(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        at = match.start()
        quoted = _QUOTED_RE.search(self.text, max(clause.start, at - 4), at)
        if not self._is_particle(at) or not (quoted or self._after_clause(at) or self.text[at - 1] in "円人件%割要能)"):
            return None
        if match[0].startswith("という") and match["noun"] not in _LOOSE_NOUNS:
            return None
        cue = (at, self._to_predicate(clause, match.end("noun")))
        content = self._quotation(clause, at) if quoted else None
        if content is not None:
            source = self._holder(clause, content[0] - 1, places=True)
            return self._frame(clause, cue, source, content, "direct", "noun")
        source = self._holder(clause, at, plausible=True, places=True)
        start = source[1] if source else clause.start
        while start < at and self.text[start] in "はがも、にでらかの間 ":
            start += 1
        return self._frame(clause, cue, source, (max(start, at - MAX_CONTENT), at), "indirect", "noun")

    # ことを明らかにした --------------------------------------------------------------------------------------------------

    def _read_fact(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        source = self._holder(clause, match.start(), plausible=True)
        if source is None:
            return None
        start = source[1]
        while start < match.start() and self.text[start] in "はがも、 ":
            start += 1
        start = max(start, self.last_cue if self.last_sentence == clause.number else start)
        while start < match.start() and self.text[start] in "、 ":
            start += 1
        if match.start() - start < 4:
            return None
        return self._frame(
            clause,
            (match.start("fact"), self._inflected(clause, match.end())),
            source,
            (start, match.start()),
            "indirect",
            "fact",
        )

    def _read_teller(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        source = self._phrase_before(clause, match.start())
        if source is None:
            return None
        before = self.text[clause.start : source[0]]
        cue = (self.text.index("明らか", match.start()), match.end() - 1)
        if len(before) <= 4 and clause.number:
            previous = self.doc.sentences[clause.number - 1]
            same = previous.block == self.doc.sentences[clause.number].block
            return self._frame(
                clause, cue, source, (previous.start, previous.end) if same else None, "indirect", "teller"
            )
        content = (clause.start, source[0])
        return (
            self._frame(clause, cue, source, content, "indirect", "teller")
            if before.rstrip("、").endswith(("ことを", "と"))
            else None
        )

    # 「…」（元役員） ---------------------------------------------------------------------------------------------------

    def _read_bracket(self, clause: _Clause, match: re.Match[str]) -> Attribution | None:
        content = self._quotation(clause, match.start() + 1)
        span = (match.start("bracket") + 1, match.end("bracket") - 1)
        inner = self.text[slice(*span)]
        if content is None or content[1] - content[0] < 8 or re.search(r"^[0-9]|[0-9]年|新聞|掲載|出版|社刊", inner):
            return None
        if content[0] - clause.start > 3:
            return None
        return self._frame(clause, (match.start("bracket"), match.end("bracket")), span, content, "direct", "bracket")

    # bare utterances and headlines ---------------------------------------------------------------------------------------

    def _bare_and_headlines(self) -> Iterator[Attribution]:
        for index, sentence in enumerate(self.doc.sentences):
            text = self.text
            last = text[sentence.end - 1]
            if last not in "」。』" and "「" not in text[sentence.start : sentence.end]:
                continue
            clause = _Clause(index, sentence.start, sentence.end, sentence.first_token, sentence.last_token)
            block = self.doc.blocks[sentence.block]
            if block.kind in ("headline", "other"):
                yield from self._headline(clause)
            elif text.endswith(("」", "」。"), sentence.start, sentence.end) and block.kind != "byline":
                frame = self._utterance(clause)
                if frame is not None:
                    yield frame

    def _headline(self, clause: _Clause) -> Iterator[Attribution]:
        for match in _HEADLINE_RE.finditer(self.text, clause.start, clause.end):
            holder, inner = match.span("holder"), match.span("inner")
            kind = self._kind(*holder)
            if (
                kind is None
                or _WORK_RE.search(match["holder"])
                or not (_CLAUSE_END_RE.search(match["inner"]) or len(match["inner"]) >= 7)
            ):
                continue
            yield self._frame(clause, (inner[0] - 1, inner[0]), holder, inner, "direct", "headline")

    def _utterance(self, clause: _Clause) -> Attribution | None:
        """買い物客「…」 and a sentence that is nothing but 「…」."""
        content = self._quotation(clause, clause.end - (self.text[clause.end - 1] == "。"))
        if content is None or content[1] - content[0] < 8 or not _CLAUSE_END_RE.search(self.text[slice(*content)]):
            return None
        before = self.text[clause.start : content[0] - 1]
        if not before:
            return self._frame(clause, (clause.start, clause.start + 1), None, content, "direct", "bare")
        if len(before) <= 30 and not re.search(r"[、。をにではがも]", before):
            source = self._phrase_before(clause, content[0] - 1)
            if source and source[0] - clause.start <= 2:
                return self._frame(clause, (content[0] - 1, content[0]), source, content, "direct", "speaker")
        return None

    # -- reading left and right ---------------------------------------------------------------------------------------

    def _is_particle(self, offset: int) -> bool:
        token = self.doc.token_at(offset)
        return (
            token < len(self.doc.starts) and self.doc.starts[token] == offset and self.pos[token] in ("助詞", "接続詞")
        )

    def _after_clause(self, offset: int) -> bool:
        """Tell whether a predicate stands before ``offset``: …だ|と, …ない|と."""
        token = self.doc.token_at(offset) - 1
        if token < 0 or self.doc.ends[token] != offset:
            return False
        if self.pos[token] in _PREDICATE:
            return True
        return self.pos[token] == "助詞" and self.doc.lexicon.types[self.doc.types[token]].surface in (
            "か",
            "よ",
            "ね",
            "な",
            "など",
            "ぞ",
        )

    def _bare_noun(self, verb: str, offset: int) -> bool:
        """費用を38億円|と発表した, 必要|と訴えた: the copula is dropped."""
        return (
            _verbs()[verb].guard == ""
            and re.search(r"[0-9一-龥%円人件割]$", self.text[max(0, offset - 1) : offset]) is not None
            and verb not in _COMITATIVE
        )

    def _says(self, verb: str, end: int, clause: _Clause, quoted: bool) -> bool:
        """という as a speech act, not as 'called' or hearsay."""
        following = self.text[end : end + 6]
        if verb in ("言っ", "言い", "語る", "書い"):
            return not following.startswith(("ていい", "てよい", "ても", "たところ", "ては"))
        if verb == "言う":
            return end >= clause.end - 1 or following[0] in "。、"
        return False

    def _asserts(self, at: int, end: int, quoted: bool, clause: _Clause) -> bool:
        """としている, とした。, とし、, として、 and とする。 that assert what stands before."""
        tail = self.text[end : end + 5]
        verb = self.text[end - 2 : end]
        if verb == "する":
            return tail[:1] in ("。", "、") or tail.startswith(("一方", "見方"))
        if self.text.startswith("よう", at - 2):
            return False
        return (
            tail.startswith(
                (
                    "ている",
                    "ていた",
                    "ており",
                    "てい",
                    "た。",
                    "た上",
                    "たうえ",
                    "、",
                    "ます",
                    "ました。",
                    "て、",
                    "た一方",
                )
            )
            or (tail.startswith("て") and quoted)
            or end + 1 >= clause.end
        )

    def _inflected(self, clause: _Clause, offset: int) -> int:
        """Return where the verb form that covers or follows ``offset`` ends: 述べ|た, 語っ|ていた."""
        token = self.doc.token_at(offset - 1) + 1
        end = max(offset, self.doc.ends[token - 1] if token - 1 < len(self.doc.ends) else offset)
        while token < clause.last and self.doc.starts[token] == end:
            surface = self.doc.lexicon.types[self.doc.types[token]].surface
            if self.pos[token] in _TRAIL or (
                surface in ("て", "で", "づけ", "つけ", "を", "付け", "に")
                and self.pos[token + 1 : token + 2] in (["動詞"], ["助動詞"])
            ):
                end = self.doc.ends[token]
                token += 1
            else:
                break
        return min(end, clause.end)

    def _to_predicate(self, clause: _Clause, offset: int) -> int:
        """Return where the predicate behind との見方 ends: との見方を示した, との声も上がっている."""
        stop = offset
        match = re.compile(r"[^、。「」]{0,24}").match(self.text, offset, clause.end)
        if match:
            stop = match.end()
        return stop

    def _after(self, clause: _Clause, offset: int) -> tuple[int, int] | None:
        """Return the content behind によると: to the end of the sentence, without という and the full stop."""
        start = offset
        while start < clause.end and self.text[start] in "、, ":
            start += 1
        end = clause.end
        match = _HEARSAY_END_RE.search(self.text, max(start, end - 16), end)
        if match:
            end = match.start()
        return (start, end) if start < end else None

    def _quotation(self, clause: _Clause, offset: int) -> tuple[int, int] | None:
        """Return the inside of the 「…」 that closes just before ``offset`` (several in a row as one)."""
        end = offset
        while end > clause.start and self.text[end - 1] in "など":
            end -= 1
        if end <= clause.start or self.text[end - 1] not in _OPEN_OF:
            return None
        closer = self.text[end - 1]
        opener, depth, floor = _OPEN_OF[closer], 0, max(clause.start, end - MAX_CONTENT)
        for position in range(end - 1, floor - 1, -1):
            character = self.text[position]
            if character == closer:
                depth += 1
            elif character == opener:
                depth -= 1
                if depth == 0 and (position == floor or self.text[position - 1] not in "」』"):
                    return position + 1, end - 1
        return None

    # -- sources ------------------------------------------------------------------------------------------------------

    def _holder(
        self, clause: _Clause, limit: int, *, plausible: bool = False, places: bool = False
    ) -> tuple[int, int] | None:
        """Return the phrase that holds the content: the topic before ``limit``; with ``places`` also からは, には, では."""
        fallback: tuple[int, int] | None = None
        depth = 0
        token = max(clause.first, bisect_left(self.doc.starts, limit) - MAX_TOKENS)
        types, starts = self.doc.lexicon.types, self.doc.starts
        while token < clause.last and starts[token] < limit:
            surface = types[self.doc.types[token]].surface
            if surface in "「『(":
                depth += 1
            elif surface in "」』)":
                depth = max(0, depth - 1)
            elif depth == 0 and self.pos[token] == "助詞" and surface in _TOPICS:
                if surface in ("は", "が", "も") or (
                    places
                    and (
                        surface == "から"
                        or types[self.doc.types[min(token + 1, len(starts) - 1)]].surface in ("は", "も")
                    )
                ):
                    phrase = self._phrase_before(clause, starts[token])
                else:
                    phrase = None
                if phrase is not None:
                    # …が inside the clause is as a rule the subject of what is said: only a first が holds it.
                    if surface == "が" and not plausible and starts[token] >= limit - 1:
                        return phrase  # …のうち43.5%が「行けない」と: it stands right before the quotation
                    is_first = surface != "が" or not plausible or phrase[0] - clause.start <= 12
                    if is_first and self._kind(*phrase) is not None:
                        return phrase
                    if not plausible and (
                        (surface == "は" and fallback is None) or (surface == "が" and starts[token] >= limit - 1)
                    ):
                        fallback = phrase
            token += 1
        return fallback

    def _phrase_before(self, clause: _Clause, offset: int, *, joined: bool = False) -> tuple[int, int] | None:
        """Return the noun phrase that ends at ``offset``, or None; ``joined`` lets や and と join several."""
        starts, types = self.doc.starts, self.doc.lexicon.types
        token = self.doc.token_at(offset - 1)
        if token >= len(starts) or self.doc.ends[token] > offset or starts[token] < clause.start:
            return None
        first = token + 1
        while token >= clause.first and starts[token] >= offset - 80:
            surface = types[self.doc.types[token]].surface
            pos = self.pos[token]
            if pos in ("名詞", "接尾辞", "接頭辞", "代名詞", "記号", "形状詞") or surface in (
                "・",
                "=",
                "ー",
                "—",
                "-",
                "同",
                "ら",
            ):
                first = token
            elif pos == "動詞" and first == token + 1 and surface in ("申し入れ", "買い", "受け持ち", "申し立て"):
                first = token  # 申し入れ書
            elif (
                joined and surface in ("や", "と") and first == token + 1 and self.pos[token - 1] in ("名詞", "接尾辞")
            ):
                first = token
            elif surface == "の" and first == token + 1 and token > clause.first and pos == "助詞":
                if first > token + 1 or self.pos[token - 1] not in ("名詞", "接尾辞", "代名詞", "補助記号"):
                    break
            elif surface == ")":
                opener = self._opening(clause, token)
                if opener is None:
                    break
                first = token = opener
            elif pos == "連体詞" and surface in ("同", "ある", "その", "この", "当", "本", "各", "全"):
                first = token
            else:
                break
            token -= 1
        while (
            first < len(starts)
            and starts[first] < offset
            and types[self.doc.types[first]].surface in ("の", "・", "一方", "また", "=", "-")
        ):
            first += 1
        if first >= len(starts) or starts[first] >= offset:
            return None
        span = (starts[first], offset)
        return span if _NOT_SOURCE_RE.fullmatch(self.text[slice(*span)]) is None else None

    def _opening(self, clause: _Clause, token: int) -> int | None:
        for index in range(token - 1, max(clause.first, token - 24) - 1, -1):
            if self.doc.lexicon.types[self.doc.types[index]].surface == "(":
                return index
        return None

    def _kind(self, start: int, end: int) -> SourceKind | None:
        """Return what kind of source the phrase is, or None where it is no likely one."""
        phrase = self.text[start:end].strip()
        if ")" in phrase:
            phrase = _ASIDE_RE.sub("", phrase).strip()
        heads = _heads()
        head = next((phrase[-size:] for size in range(min(6, len(phrase)), 0, -1) if phrase[-size:] in heads), "")
        kind = heads.get(head)
        if (
            kind == "vague"
            and len(head) <= 3
            and len(phrase) > len(head)
            and phrase[-len(head) - 1] != "の"
            and head not in _FREE_HEADS
        ):
            kind = None  # 住基ネット is no crowd on the net
        if kind == "outlet":
            return kind
        if _ANAPHOR_RE.fullmatch(phrase):
            return "named"
        if self._has_name(start, end) or (kind is None and self._is_body(start, end)):
            return "named"
        if kind == "vague" and len(phrase) > len(head) and head in ("関係者", "筋", "周辺"):
            return "role"
        if head in ("弁護団", "団体") and len(phrase) > len(head) + 2:
            return "named"
        if kind is not None:
            return kind
        if _BODY_RE.search(phrase):
            return "named"
        if _POST_RE.search(phrase):
            return "role"
        return "named" if self._is_proper(end) else None

    def _is_proper(self, end: int) -> bool:
        token = self.doc.token_at(end - 1)
        return token < len(self.doc.types) and self.doc.lexicon.types[self.doc.types[token]].pos2 == "固有名詞"

    def _has_name(self, start: int, end: int) -> bool:
        token = self.doc.token_at(start)
        while token < len(self.doc.starts) and self.doc.starts[token] < end:
            if self.doc.lexicon.types[self.doc.types[token]].pos3 == "人名":
                return True
            token += 1
        return self.text[start:end].rstrip(")").endswith(("氏", "さん"))

    def _is_body(self, start: int, end: int) -> bool:
        at = bisect_left(self.bodies, (start, 0))
        return any(body[0] < end and body[1] >= end - 2 for body in self.bodies[max(0, at - 1) : at + 2])

    def _frame(
        self,
        clause: _Clause,
        cue: tuple[int, int],
        source: tuple[int, int] | None,
        content: tuple[int, int] | None,
        mode: Literal["direct", "indirect"],
        rule: str,
    ) -> Attribution:
        span = None
        if source is not None:
            text = self.text[slice(*source)]
            span = SourceSpan(*source, self._kind(*source) or "role", inherited=_ANAPHOR_RE.fullmatch(text) is not None)
        if content is not None:
            start, end = content
            while end > start and self.text[end - 1] in "、, ":
                end -= 1
            content = (start, end) if start < end else None
        return Attribution(clause.number, cue, span, content, mode, rule)


#: What stands between the holder and what is said: 同日夜に会見を開き、 · 記者団に
_ADVERBIAL_RE = Pattern(
    r"(?:(?:同日|この日|翌日|[0-9一二三四五六七八九十]{1,3}日)(?:付|の)?(?:夜|朝|夕|午前|午後|未明|深夜)?(?:に|、|までに)?)?"
    r"(?:(?:[^、。「」はがを]{0,12}(?:会見|取材|聞き取り|集会|答弁|委員会|本会議|談話|声明|議会)(?:を開き|に応じ|に対し(?:て)?|に|で)、?)|記者団に(?:対し)?、?)?"
)
_FIRST_PERSON_RE = Pattern(r"(?<![一-龥ァ-ヴー])(?:私|わたし|俺|僕|筆者|我々|われわれ|私たち|小生|当方)(?:は|も|が)")
_JUDGED_RE = Pattern(r"(?:のは|のが|のも|のなら|ことは|人[はがも]|者[はがも]|ようでは|だけで|とは)")
_CONCLUSION_RE = Pattern(r"(?:要するに|つまり|すなわち|結局|言い換えれば|ということは)")
_NO_BASIS = {"こと", "場合", "ところ", "時", "日", "人", "それ", "これ", "噂", "うわさ", "私", "筆者", "訳", "因"}
_TOPICS = ("は", "が", "も", "から", "に", "で")
_COMITATIVE = {
    "話し",
    "話す",
    "語っ",
    "語り",
    "語る",
    "会見",
    "協議",
    "約束",
    "提案",
    "評価",
    "回答",
    "分析",
    "投稿",
    "コメント",
}
_FREE_HEADS = {
    "関係者",
    "専門家",
    "識者",
    "筋",
    "周辺",
    "住民",
    "市民",
    "利用者",
    "保護者",
    "批評家",
    "評論家",
    "消息筋",
    "通行人",
    "目撃者",
}
_LOOSE_NOUNS = {
    "推計",
    "試算",
    "苦情",
    "訴え",
    "発言",
    "言葉",
    "報道",
    "評価",
    "期待",
    "声",
    "意見",
    "批判",
    "指摘",
    "懸念",
    "不満",
    "不安",
    "見方",
    "主張",
    "うわさ",
    "噂",
    "情報",
    "証言",
    "感想",
    "疑問",
    "異論",
    "反発",
    "説明",
    "報告",
    "コメント",
}
#: 「…」と that quotes nobody: names, titles, comparisons.
_NO_SPEECH_RE = Pattern(
    r"(?:いう(?!。)|い(?:った|われ)|呼|名(?:付|乗)|題|銘|称す|称し|され|なっ|なる|なり|いえ|言え|同(?:じ|様)|比べ|違|異な|似|並|ともに|共に|一緒|思(?:わ|え)|ある|あり|あっ|して有名|書かれ|記され|表示|連呼|読め|読む|訳|書いて|入力|印字|検索)"
)
_CLAUSE_END_RE = Pattern(
    r"(?:[だたるいうかよねぞなえせろけめ]|です|ます|ません|でしょう|れば|から|けど|のに|ので|ように|ため|を|に|とは|[。!?…])[。!?…]?$"
)
_HEARSAY_END_RE = Pattern(r"(?:と(?:いう|いいます|のこと(?:です|だ)?|いうことです|いうことだ))?[。!]?$")
_WORK_RE = Pattern(
    r"(?:主演|作|著|映画|小説|番組|ドラマ|特集|シリーズ|名|号|連載|企画|新曲|大会|展|賞|法|案|制度|計画|主題歌|曲|誌|書|本)$"
)
_HEADLINE_RE = Pattern(
    r"(?m:(?:^|(?<=[ 、=＝・—―\n]))(?P<holder>[^ 、「」=＝\n]{1,16})「(?P<inner>[^「」]{3,60})」(?=$|[ 、=＝\n]))"
)
_ASIDE_RE = Pattern(r"\([^()]*\)")
_ANAPHOR_RE = Pattern(
    r"同(?:氏|社|省|庁|市|県|町|村|署|課|局|党|会|団体|協会|大|校|店|紙|誌|研究所|連盟|教授|知事|市長|機構|組合|病院|行)|彼|彼女|氏|両氏|両社|本人"
)
_NOT_SOURCE_RE = Pattern(
    r"(?:(?:昨年|今年|来年|前年|同年|[0-9]+年)?(?:[0-9]+月)?(?:[0-9]+日)?(?:付|ごろ|時点|現在)?|これ|それ|あれ|ここ|そこ|今回|今後|今|当時|現在|こと|もの|ところ|ため|うち|一方|結果|内容|理由|原因|背景|問題|事態|場合|とき|時|際|点|ほか|なか|中|上|下|[0-9]+日|[0-9]+年|[0-9]+月|"
    r"昨年|今年|先月|今月|来年|同日|翌日|前日|[一二三四五六七八九十]+日|会見|取材|何|誰|どこ|いつ|私|私たち|俺|僕|我々|われわれ|自分)"
)
_BODY_RE = Pattern(
    r"(?:[省庁党署警県市町村区府都会社院所局課部団隊校園店港]|協会|連盟|機構|機関|組合|大学|センター|学会|委員会|政府|警察|検察|地検|特捜部|地裁|高裁|最高裁|銀行|日銀|連合|学校|企業|メーカー|大使館|クラブ|グループ|チーム|NHK|JR|陣営|与党|野党|会派)$"
)
_POST_RE = Pattern(
    r"(?:[長相官員者士師家主氏女男子人手]|大統領|首脳|教授|監督|コーチ|さん|ら|親|妻|夫|母|父|娘|息子|役|係|客|議|次官|代表|幹事|理事|監事|主席|主査|主任|講師|社員|学生|生徒|農家|漁師|業者|会員|組合員|運転手|大使|秘書|総裁|副総裁|トップ|リーダー|アナリスト|エコノミスト|ディーラー)$"
)


@cache
def _late_verb_re() -> re.Pattern[str]:
    """Return the pattern of what stands between 「…」と and its verb: a holder (、組合員は) or an adverbial (記者団に)."""
    verbs = alternation(
        verb
        for verb, entry in _verbs().items()
        if entry.guard != "strict" and verb not in ("いう", "みて", "みる", "見る", "見て")
    )
    return re.compile(rf"、?(?:(?P<holder>[^、。「」]{{1,40}}?)(?=[はがも]))?[^。「」]{{0,24}}?(?P<verb>{verbs})")


# -- several frames -----------------------------------------------------------------------------------------------------


def _quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost 「…」 of ``text[start:end]`` that close, in order."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    position = start
    while True:
        opener = text.find("「", position, end)
        closer = text.find("」", position, end)
        if closer < 0 or (opener < 0 and not opened):
            return spans
        if 0 <= opener < closer:
            opened.append(opener)
            position = opener + 1
            continue
        position = closer + 1
        if opened:
            begin = opened.pop()
            if not opened:
                spans.append((begin, closer))
            elif len(opened) > 8 or closer - opened[0] > MAX_CONTENT:
                spans.append((begin, closer))
                opened.clear()


def _without_doubles(frames: list[Attribution]) -> list[Attribution]:
    """Keep one frame a cue; hearsay という at the end adds nothing to a によると in the same sentence."""
    kept: list[Attribution] = []
    same: list[Attribution] = []
    for frame in frames:
        if same and same[-1].sentence != frame.sentence:
            same = []
        if frame.rule == "hearsay" and any(other.rule in ("by", "told", "found", "clause") for other in same[-3:]):
            continue
        if any(_overlap(other.cue, frame.cue) for other in same[-3:]) or (frame.rule in ("bare", "speaker") and same):
            continue
        kept.append(frame)
        same.append(frame)
    return kept


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


_PASSIVE_RE = Pattern(r"され|られ|われ")


def _carried(doc: Document, frames: list[Attribution]) -> list[Attribution]:
    """Give frames without a source the one spoken of last: と続けた, という, a bare 「…」, within two sentences of a block."""
    source: SourceSpan | None = None  # the one spoken of last, with its sentence and block
    sentence, source_block = -9, -1
    carried: list[Attribution] = []
    for frame in frames:
        block = doc.sentences[frame.sentence].block
        near = frame.rule != "noun" and source_block == block and frame.sentence - sentence <= 2
        near = near and _PASSIVE_RE.search(doc.folded, frame.cue[0], min(frame.cue[1] + 4, len(doc.folded))) is None
        if frame.source is None and near and source is not None:
            frame = replace(frame, source=replace(source, inherited=True))
        if frame.source is not None:
            source, sentence, source_block = frame.source, frame.sentence, block
        carried.append(frame)
    return carried
