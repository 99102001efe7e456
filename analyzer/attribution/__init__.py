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

from collections.abc import Sequence

from analyzer.attribution.carrier import Carrier
from analyzer.attribution.cues import attitude_of
from analyzer.attribution.reader import Reader
from analyzer.attribution.turns import turns
from analyzer.mention import Attribution, Organization
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["attitude_of", "extract"]


def extract(doc: Document, organizations: Sequence[Organization]) -> list[Attribution]:
    """Return the attribution frames of ``doc`` in sentence order; ``organizations`` help to know a source as named."""
    reader = Reader(doc, organizations)
    frames = [*reader.frames(), *turns(doc, reader.sources)]
    frames.sort(key=lambda frame: (frame.sentence, frame.cue))
    carrier = Carrier(doc, reader.sources, reader.framer.modifying)
    return [carrier.carried(frame) for frame in _without_doubles(doc, frames)]


def _without_doubles(doc: Document, frames: list[Attribution]) -> list[Attribution]:
    """Keep one frame a cue; hearsay という at the end adds nothing to a によると in the same sentence."""
    kept: list[Attribution] = []
    same: list[Attribution] = []
    told = {frame.content for frame in frames if frame.rule == "so"}  # 「…」。店主はそう言って…
    frames = [frame for frame in frames if frame.rule != "bare" or frame.content not in told]
    floors = {frame.sentence for frame in frames if frame.rule == "floor"}
    for frame in frames:
        if frame.sentence in floors and frame.source is None and _OWN_RE.match(doc.folded, frame.cue[0]):
            continue  # 市長(本庄隆君) 15年程度に短縮したい|と考えております。
        if same and same[-1].sentence != frame.sentence:
            same = []
        is_based = (
            frame.source is None
            and frame.mode == "indirect"
            and any(other.rule in ("by", "told") for other in same[-3:])
        )
        if is_based and _FOUND_RE.match(doc.folded, frame.cue[0]):
            continue  # 気象庁によると、規模は5.9|と推定される
        if frame.rule == "hearsay" and any(other.rule in ("by", "told", "found", "clause") for other in same[-3:]):
            continue
        if frame.source is None and any(other.content == frame.content is not None for other in same[-3:]):
            continue  # 店主いわく「…」|とのこと
        if any(_overlap(other.cue, frame.cue) for other in same[-3:]) or (
            frame.rule in ("bare", "speaker") and any(_is_told(other, frame) for other in same)
        ):
            continue
        kept.append(frame)
        same.append(frame)
    return kept


def _is_told(told: Attribution, frame: Attribution) -> bool:
    """Tell whether the words of a bare frame are in another's already: 男性によると|「…」 is both."""
    if told.rule in ("by", "told") or told.content is None or frame.content is None:
        return told.content == frame.content
    return _overlap(told.content, frame.content)


#: So it is found, by those who are named already.
_FOUND_RE = Pattern(r"と(?:推定|推測|推計|想定|判断|断定)され")
#: What is thought in minutes, who has the floor thinks.
_OWN_RE = Pattern(r"と(?:考え|思|存じ|見込|期待|感じ|認識|願)")


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]
