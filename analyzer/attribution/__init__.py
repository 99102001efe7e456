"""Who said it: the cue (と述べた), the source (機構関係者), what is attributed, and whether in the source's own words.

Found are によると and its kin, と with a verb of saying or thinking, との見方を示した, ことを明らかにした, への取材で分かった,
という at the end, utterances with their speaker (「…」（元役員）), headlines of the form 市「原因は不明」, and sentences that
carry on a source (同氏は, と続けた, a bare 「…」), and the turns of a conversation (三枝　…). Not found are scare quotes, titles and names in 「」, and と that means
"with" or "when".

>>> from corpus.article import Article
>>> from corpus.tokens import prepare
>>> doc = prepare(Article(id="x", source="-", text="機構関係者によると、停止は午前2時に始まった。"))
>>> [(doc.text[slice(*frame.cue)], doc.text[slice(*frame.content)], frame.source.kind) for frame in extract(doc, [])]
[('によると', '停止は午前2時に始まった', 'role')]
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from analyzer.attribution.cues import attitude_of
from analyzer.attribution.reader import Reader
from analyzer.attribution.sources import Sources, clause_of
from analyzer.attribution.turns import turns
from analyzer.attribution.words import words
from analyzer.mention import Attribution, Organization, SourceSpan
from corpus.patterns import Pattern, table_pattern
from corpus.tokens import Document

__all__ = ["attitude_of", "extract"]


def extract(doc: Document, organizations: Sequence[Organization]) -> list[Attribution]:
    """Return the attribution frames of ``doc`` in sentence order; ``organizations`` help to know a source as named."""
    reader = Reader(doc, organizations)
    frames = [*reader.frames(), *turns(doc, reader.sources)]
    frames.sort(key=lambda frame: (frame.sentence, frame.cue))
    return _carried(doc, _without_doubles(frames), reader.sources, reader.framer.modifying)


def _without_doubles(frames: list[Attribution]) -> list[Attribution]:
    """Keep one frame a cue; hearsay という at the end adds nothing to a によると in the same sentence."""
    kept: list[Attribution] = []
    same: list[Attribution] = []
    told = {frame.content for frame in frames if frame.rule == "so"}  # 「…」。店主はそう言って…
    frames = [frame for frame in frames if frame.rule != "bare" or frame.content not in told]
    for frame in frames:
        if same and same[-1].sentence != frame.sentence:
            same = []
        if frame.rule == "hearsay" and any(other.rule in ("by", "told", "found", "clause") for other in same[-3:]):
            continue
        if any(_overlap(other.cue, frame.cue) for other in same[-3:]) or (
            frame.rule in ("bare", "speaker") and any(other.rule not in ("by", "told") for other in same)
        ):
            continue
        kept.append(frame)
        same.append(frame)
    return kept


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _is_set_anew(doc: Document, frame: Attribution) -> bool:
    """Return whether a paragraph begins with an interview of its own: its speaker is not the one of the last paragraph."""
    start = doc.sentences[frame.sentence].start
    return "\n" in doc.folded[max(start - 2, 0) : start] and "取材に" in doc.folded[start : frame.cue[0]]


_PASSIVE_RE = Pattern(r"され|られ|われ")


#: What a paper does with what it knows; 「…」と語った after 毎日新聞によると is said by somebody else.
@table_pattern
def _papers_verb_re() -> str:
    return rf"{words('paper_verb')}|書|結|と(?:い[うっ]|し(?!て[^いお])|する|も?ある)|評"


@table_pattern
def _papers_quoting_re() -> str:
    return words("paper_verb")


def _is_passive(doc: Document, frame: Attribution) -> bool:
    return _PASSIVE_RE.search(doc.folded, frame.cue[0], min(frame.cue[1] + 4, len(doc.folded))) is not None


def _is_others_word(doc: Document, frame: Attribution, source: SourceSpan, sources: Sources) -> bool:
    """Return whether the paper ``source`` cannot have said it: 毎日新聞によると、「…」と語った."""
    if not sources.kinds.is_medium(source.start, source.end):
        return False
    pattern = _papers_quoting_re() if frame.mode == "direct" else _papers_verb_re()
    return not pattern.search(doc.folded, frame.cue[0], min(frame.cue[1] + 3, len(doc.folded)))


@table_pattern
def _confession_re() -> str:
    return rf"容疑を(?:おおむね|一部|大筋で)|{words('confession')}"


def _is_confession(doc: Document, frame: Attribution, source: SourceSpan, sources: Sources) -> bool:
    """Return whether the police would confess: 「…だった」と容疑を認めている behind a sentence of theirs."""
    start = doc.sentences[frame.sentence].start
    confesses = _confession_re().search(doc.folded, max(0, frame.cue[0] - 8), frame.cue[1]) is not None
    confesses = confesses or "調べに対" in doc.folded[start : frame.cue[0]]
    return confesses and "police" in sources.kinds.uses(source.start, source.end)


def _subject_before(doc: Document, frame: Attribution, sources: Sources) -> SourceSpan | None:
    """Return who acts in the sentence before 局後、「…」と振り返った, where the frame's own sentence names nobody."""
    index = frame.sentence
    if frame.rule not in ("quote", "quote_any") or frame.content is None or not index:
        return None
    if sources.has_topic(clause_of(doc, index), frame.content[0]):
        return None
    for before in range(index - 1, max(index - 3, -1), -1):
        if doc.sentences[before].block != doc.sentences[index].block:
            break
        phrase = sources.subject(clause_of(doc, before))
        if phrase is not None:
            source = SourceSpan(*phrase, sources.kind(*phrase) or "role", inherited=True)
            if not _is_confession(doc, frame, source, sources):
                return source
    return None


def _carried(
    doc: Document, frames: list[Attribution], sources: Sources, modifying: Set[tuple[int, int]]
) -> list[Attribution]:
    """Give frames without a source the one spoken of last: と続けた, という, a bare 「…」, within two sentences of a block.

    Where the sentence between tells what somebody did, that person: 藤岡王座は勝った。局後、「…」と振り返った.
    """
    source: SourceSpan | None = None  # the one spoken of last, with its sentence and block
    sentence, source_block = -9, -1
    person: tuple[SourceSpan | None, int, int] = (None, -9, -1)  # the same without papers that somebody else is told by
    carried: list[Attribution] = []
    for frame in frames:
        block = doc.sentences[frame.sentence].block
        if frame.source is None and frame.cue in modifying:
            carried.append(frame)
            continue
        if frame.source is not None:
            if frame.cue not in modifying and not _is_passive(doc, frame):
                source, sentence, source_block = frame.source, frame.sentence, block
                if frame.rule not in ("by", "told") or not sources.kinds.is_medium(source.start, source.end):
                    person = (source, sentence, block)
            carried.append(frame)
            continue
        is_passive = _is_passive(doc, frame)
        near = frame.rule != "noun" and source_block == block and frame.sentence - sentence <= 2
        near = near and not is_passive and not _is_set_anew(doc, frame)
        inherited = None
        last, told_at = source, sentence
        if source is not None and _is_others_word(doc, frame, source, sources):
            last, told_at, last_block = person
            near = near and last_block == block and frame.sentence - told_at <= 2
        near = near and not (last is not None and _is_confession(doc, frame, last, sources))
        if near and last is not None:
            inherited = SourceSpan(last.start, last.end, last.kind, inherited=True)
        if frame.sentence - told_at > 1 and not is_passive:
            inherited = _subject_before(doc, frame, sources) or inherited
        if inherited is not None:
            frame = Attribution(frame.sentence, frame.cue, inherited, frame.content, frame.mode, frame.rule)
            source, sentence, source_block = inherited, frame.sentence, block
            if not sources.kinds.is_medium(inherited.start, inherited.end):
                person = (inherited, frame.sentence, block)
        carried.append(frame)
    return carried
