"""Who has the floor: conversations whose lines begin with a name and a wide blank or colon (三枝　もっと早く始めるべきでした。).

A speaker is the source of the sentences until the next one speaks or a question is put (――). Lists look alike (日時　4月…):
so a speaker must return, and what is said must be a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from analyzer.attribution.sources import Sources
from analyzer.attribution.words import words_of
from analyzer.mention import Attribution, SourceSpan
from corpus.patterns import Pattern
from corpus.tokens import Document

__all__ = ["turns"]

_TURN_RE = Pattern(
    r"(?m:^(?P<name>[^\s、。「」『』()（）:：=＝0-9０-９■◆●○][^\s、。「」『』()（）:：=＝]{0,13})(?:　|：)(?=[^\s　]{6}))"
)
_QUESTION = ("――", "──", "—", "―", "Q", "Ｑ")
#: A line that ends so is said, not listed.
_SAID = ("。", "!", "?", "。」")
MIN_TURNS = 3


def turns(doc: Document, sources: Sources) -> Iterator[Attribution]:
    """Yield a frame for every sentence of every turn, in text order; nothing where the document is no conversation."""
    if doc.text.count("　") + doc.text.count("：") < MIN_TURNS:
        return
    opened = {match.start(): match.span("name") for match in _TURN_RE.finditer(doc.text)}
    starts = [sentence.start for sentence in doc.sentences]
    opened = {start: opened[start] for start in starts if start in opened and _is_said(doc, start)}
    names = Counter(doc.text[slice(*name)] for name in opened.values())
    if len(opened) < MIN_TURNS or len(opened) == len(names):
        return
    name: tuple[int, int] | None = None
    block = -1
    for index, sentence in enumerate(doc.sentences):
        start, end = sentence.start, sentence.end
        begins = start in opened
        if begins:
            name, block = opened[start], sentence.block
        elif sentence.block != block or doc.folded.startswith(_QUESTION, start) or doc.folded[end - 1] not in "。!?」":
            name = None
        if name is None or doc.text.endswith(words_of("host"), *name):
            continue  # キャスター： what the programme itself reports is nobody's quotation
        said = name[1] + 1 if begins else start
        kind = sources.kind(*name) or "named"
        cue = (name[1], said) if begins else (start, start + 1)
        stop = end - (doc.folded[end - 1] == "。")
        source = SourceSpan(*name, kind, inherited=not begins)
        yield Attribution(index, cue, source, (said, max(stop, said)), "direct", "turn")


def _is_said(doc: Document, start: int) -> bool:
    line = doc.folded[start : doc.folded.find("\n", start) % (len(doc.folded) + 1)]
    return line.rstrip(" ").endswith(_SAID)
