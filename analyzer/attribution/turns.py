"""Who has the floor: conversations whose lines begin with a name and a wide blank or colon (三枝　もっと早く始めるべきでした。).

A speaker is the source of the sentences until the next one speaks or a question is put (――). Lists look alike (日時　4月…):
so a speaker must return, or all of them be persons, and what is said must be a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator

from analyzer.attribution.sources import Sources
from analyzer.attribution.words import words_of
from analyzer.mention import Attribution, SourceKind, SourceSpan
from corpus.patterns import Pattern
from corpus.questions import opens_question
from corpus.tokens import Document

__all__ = ["turns"]

_PLAIN = r"\s、。「」『』()（）:：=＝"
_MARKS = "○◯〇◇◎◆●□■△▲"
#: 三枝　もっと早く… · 記者：… · ○町長（金子誠君）　… · ◇川田議員（市民クラブ）
_TURN_RE = Pattern(
    rf"(?m:^　?(?P<mark>[{_MARKS}](?=[^{_PLAIN}]))?(?P<name>(?:(?<=[{_MARKS}])[0-9０-９]|[^{_PLAIN}{_MARKS}0-9０-９])"
    rf"[^{_PLAIN}]{{0,13}})(?P<note>（[^（）\n]{{1,16}}）)?(?:(?:　|：)(?=[^\s　]{{6}})|(?P<alone>$)))"
)
#: ▽神戸・吉田監督|の話　選手が我慢してくれた。
_TALK_RE = Pattern(
    rf"(?m:^　?[▽▼]?(?P<name>[^{_PLAIN}▽▼]{{2,20}}?)(?:の話|談)　(?=[^\s　])|^　?[▽▼](?P<who>[^{_PLAIN}▽▼]{{2,16}})　(?=[^\s　]{{6}}))"
)
#: Q　大統領令とは。 A　…: an explanation in questions and answers, nobody's words
_EXPLAINING = ("Q", "A", "Ｑ", "Ａ", "問", "答", "質問", "回答")
_QUESTION = ("Q", "Ｑ")
#: A line that ends so is said, not listed.
_SAID = ("。", "!", "?", "。」")
_PERSONS = ("君）", "氏）", "さん）", "議員）", "委員）")
MIN_TURNS = 3


def turns(doc: Document, sources: Sources) -> Iterator[Attribution]:
    """Yield a frame for every sentence of every turn, in text order; nothing where the document is no conversation."""
    if doc.text.count("　") + doc.text.count("：") < 2:
        yield from _talks(doc, sources)
        return
    opened = {_begin(match): match for match in _TURN_RE.finditer(doc.text) if _is_name(match, sources)}
    starts = [sentence.start for sentence in doc.sentences]
    opened = {start: opened[start] for start in starts if start in opened and _is_said(doc, opened[start])}
    if not _is_conversation(doc, opened.values(), sources):
        yield from _talks(doc, sources)
        return
    last = max(opened)
    name: tuple[int, int] | None = None
    cue, block, is_marked = (0, 0), -1, False
    for index, sentence in enumerate(doc.sentences):
        start, end = sentence.start, sentence.end
        match = opened.get(start)
        if match is not None:
            name, block, is_marked = _who(match), sentence.block, match["mark"] is not None
            # The cue of the whole turn: no letter of what is said tells who says it.
            cue = (name[1], match.end()) if match.end() > name[1] else name
            if match.end() >= end:  # ◇川田議員（市民クラブ）: what is said begins on the next line
                block = doc.sentences[index + 1].block if index + 1 < len(doc.sentences) else block
                continue
        elif (
            sentence.block != block
            or ((is_marked or start > last) and "\n\n" in doc.text[start - 3 : start])
            or doc.folded.startswith(_QUESTION, start)
            or opens_question(doc.folded, start)
            or doc.folded[end - 1] not in "。!?」"
        ):
            name = None
        if name is None or doc.text.endswith(words_of("host"), *name):
            continue  # キャスター： what the programme itself reports is nobody's quotation
        said = match.end() if match is not None else start
        kind: SourceKind = "named" if doc.text.endswith(_PERSONS, *name) else sources.kind(*name) or "named"
        stop = end - (doc.folded[end - 1] == "。")
        source = SourceSpan(*name, kind, inherited=match is None)
        rule = "floor" if is_marked else "turn"
        yield Attribution(index, cue, source, (said, max(stop, said)), "direct", rule)


def _talks(doc: Document, sources: Sources) -> Iterator[Attribution]:
    """▽神戸・吉田監督の話　選手が我慢してくれた。…: the line of a report that gives somebody's words as they were."""
    if not any(mark in doc.text for mark in ("の話　", "談　", "▽", "▼")):
        return
    for match in _TALK_RE.finditer(doc.text):
        group = "name" if match["name"] else "who"
        name, line = match.span(group), doc.text.find("\n", match.end())
        if not sources.kinds.is_speaker(*name):
            continue
        stop = line if line > 0 else len(doc.text)
        kind = sources.kind(*name) or "named"
        index = bisect_right([sentence.start for sentence in doc.sentences], match.end()) - 1
        while index < len(doc.sentences) and doc.sentences[index].start < stop:
            start, end = max(doc.sentences[index].start, match.end()), doc.sentences[index].end
            source = SourceSpan(*name, kind, inherited=start > match.end())
            end -= doc.folded[end - 1] == "。"
            yield Attribution(index, (name[1], match.end()), source, (start, max(start, end)), "direct", "turn")
            index += 1


def _is_conversation(doc: Document, opened: Collection[re.Match[str]], sources: Sources) -> bool:
    """Tell whether lines that begin with names are turns: somebody returns, is asked, or they are persons alone."""
    names = Counter(match["name"] for match in opened)
    if len(opened) > len(names):
        is_asked = any(opens_question(doc.folded, sentence.start) for sentence in doc.sentences)
        return len(opened) >= (2 if is_asked else MIN_TURNS)
    return len(opened) > MIN_TURNS and all(sources.kinds.is_speaker(*match.span("name")) for match in opened)


def _begin(match: re.Match[str]) -> int:
    return match.start("name") if match["mark"] is None else match.start("mark")


def _who(match: re.Match[str]) -> tuple[int, int]:
    """Return the speaker's name with the person in brackets behind it: 町長（金子誠君）."""
    note = match["note"] or ""
    return match.start("name"), match.end("note") if note.endswith(_PERSONS) else match.end("name")


def _is_name(match: re.Match[str], sources: Sources) -> bool:
    """Tell whether somebody has the floor: behind a mark a person is named or noted (○町長, ○14番（村上さと子君）), not ■日時."""
    if match["name"] in _EXPLAINING:
        return False
    if match["mark"] is None:
        return match["alone"] is None and (
            match["note"] is None or match["name"].endswith(("氏", "さん", "議員", "委員"))
        )
    return sources.kinds.is_speaker(*match.span("name")) or (match["note"] or "").endswith(_PERSONS)


def _is_said(doc: Document, match: re.Match[str]) -> bool:
    """Tell whether the line of the turn ends as a sentence: a list does not (日時　4月5日)."""
    if match["alone"] is not None:
        return True
    line = doc.folded[match.start() : doc.folded.find("\n", match.start()) % (len(doc.folded) + 1)]
    return line.rstrip(" ").endswith(_SAID)
