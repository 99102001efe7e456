"""Quotations in 「」: where the outermost of a sentence stand; “…” and "…" read as such."""

from __future__ import annotations

from corpus.patterns import Pattern

__all__ = ["CLAUSE_END_RE", "MAX_CONTENT", "bracketed", "quotations"]

#: A quotation or a clause longer than this is not read back from its cue (hostile input).
MAX_CONTENT = 600
#: What a sentence or a clause ends in, said aloud: …だ, …ですか。, …だから
CLAUSE_END_RE = Pattern(
    r"(?:[だたるいうかよねぞなえせろけめ]|[一-龥][くぐすつぬぶむ]|べき|です|ます|ません|でしょう|れば|[るたいな]の|[だるたい]わい?|んや|じゃ|やで|ねん|かも|もん|っけ|かしら|から|けど|のに|ので|ように|ため|を|に|とは|[。!?…])[。!?…]?$"
)

_CURLY = str.maketrans("“”〝〟", "「」「」")
_STRAIGHT_RE = Pattern(r'(?<![0-9])"([^"\n]{2,200})"(?=[とはがのをなだで。、\s]|$)')


def bracketed(text: str) -> str:
    """Return ``text`` with every “…” and "…" in 「」, character for character.

    >>> bracketed('社長は“残念だ”と述べた。Cook氏は"It works"と話した。')
    '社長は「残念だ」と述べた。Cook氏は「It works」と話した。'
    """
    if "“" in text or "〝" in text:
        text = text.translate(_CURLY)
    if '"' in text:
        text = _STRAIGHT_RE.sub(r"「\1」", text)
    return text


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
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
