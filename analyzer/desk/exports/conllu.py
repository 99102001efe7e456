"""CoNLL-U (universaldependencies.org/format): tokens of UniDic with their UPOS; syntax is left blank.

Comments give document, label and certainty of a sentence; MISC gives the white space after a token (``SpaceAfter=No``
or ``SpacesAfter``), and what a token belongs to (``Mention=B-Figure``, ``Value=2270000 枚``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.desk.exports import File
from analyzer.desk.exports.characters import printable
from analyzer.desk.passages import Passage, read_passages
from analyzer.mention import Analysis, DateMention, Figure, Mention, Organization
from corpus.tokens import Document, TokenType

__all__ = ["export", "upos"]

#: UniDic's parts of speech as Universal Dependencies' (the mapping that UD_Japanese-GSD documents).
_UPOS = {
    "代名詞": "PRON",
    "動詞": "VERB",
    "形容詞": "ADJ",
    "形状詞": "ADJ",
    "連体詞": "DET",
    "副詞": "ADV",
    "接続詞": "CCONJ",
    "感動詞": "INTJ",
    "助動詞": "AUX",
    "接頭辞": "NOUN",
    "接尾辞": "NOUN",
    "記号": "SYM",
    "補助記号": "PUNCT",
    "空白": "SYM",
}
_NOUNS = {"固有名詞": "PROPN", "数詞": "NUM"}
_PARTICLES = {"接続助詞": "SCONJ", "準体助詞": "SCONJ", "終助詞": "PART"}


def export(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield one CoNLL-U file with the sentences of all articles."""
    lines: list[str] = []
    for analysis, (doc, passages) in zip(analyses, read_passages(analyses), strict=True):
        lines.append(f"# newdoc id = {analysis.article.id}")
        lines.append(f"# source = {_line(analysis.article.source)}")
        mentions = sorted((*analysis.figures, *analysis.dates, *analysis.organizations), key=lambda each: each.start)
        for passage in passages:
            lines += _sentence(analysis, doc, passage, mentions)
    yield "articles.conllu", "".join(line + "\n" for line in lines).encode("utf-8", "replace")


def _sentence(analysis: Analysis, doc: Document, passage: Passage, mentions: Sequence[Mention]) -> Iterator[str]:
    tokens = list(_words(doc, passage))
    if not tokens:
        return
    forms = "".join(form + (" " if gap else "") for _, _, form, gap, _ in tokens)
    yield f"# sent_id = {analysis.article.id}-{passage.start}"
    yield f"# text = {forms.rstrip(' ')}"
    yield f"# label = {passage.verdict.label}"
    yield f"# certainty = {passage.verdict.certainty}"
    if passage.outlet:
        yield f"# outlet = {_line(passage.outlet)}"
    inside = [each for each in mentions if passage.start <= each.start < passage.end]
    for number, (start, end, form, gap, word) in enumerate(tokens, 1):
        misc = [*_mention_of(start, end, inside), *_spacing(gap, is_last=number == len(tokens))]
        xpos = "-".join(filter(None, (word.pos1, word.pos2, word.pos3, word.pos4)))
        lemma = word.lemma if word.lemma.strip() else form
        cells = (str(number), form, _cell(lemma), upos(word), _cell(xpos), "_", "_", "_", "_", "|".join(misc) or "_")
        yield "\t".join(cells)
    yield ""


def _words(doc: Document, passage: Passage) -> Iterator[tuple[int, int, str, str, TokenType]]:
    """Yield (start, end, form, white space after, entry); what MeCab passes over (control signs) is in the gap."""
    text = printable(doc.text)
    for index in range(passage.first_token, passage.last_token):
        start, end = doc.starts[index], min(doc.ends[index], passage.end)
        following = doc.starts[index + 1] if index + 1 < passage.last_token else passage.end
        form = "".join(text[start:end].split()) or "\ufffd"
        yield start, end, form, text[end:following], doc.lexicon.types[doc.types[index]]


def upos(word: TokenType) -> str:
    """Return the universal part of speech of a dictionary entry."""
    if word.pos1 == "名詞":
        return _NOUNS.get(word.pos2, "NOUN")
    if word.pos1 == "助詞":
        return _PARTICLES.get(word.pos2, "ADP")
    return _UPOS.get(word.pos1, "X")


def _mention_of(start: int, end: int, mentions: Sequence[Mention]) -> Iterator[str]:
    for mention in mentions:
        if mention.start < end and start < mention.end:
            edge = "B" if start <= mention.start else "I"
            kind, value = _kind_and_value(mention)
            yield f"Mention={edge}-{kind}"
            if edge == "B":
                yield f"Value={_escaped(value)}"
            return


def _kind_and_value(mention: Mention) -> tuple[str, str]:
    if isinstance(mention, Figure):
        number = mention.value if mention.value is not None else f"{mention.low}/{mention.high}"
        return "Figure", f"{number} {mention.unit}"
    if isinstance(mention, DateMention):
        return "Date", mention.value
    assert isinstance(mention, Organization)
    return "Organization", mention.canonical


def _spacing(gap: str, *, is_last: bool) -> Iterator[str]:
    if not gap:
        if not is_last:
            yield "SpaceAfter=No"
    elif gap != " ":
        yield f"SpacesAfter={_escaped(gap)}"


def _escaped(text: str) -> str:
    """Return text for MISC: UDPipe's escapes for white space, ``\\p`` for the bar."""
    for sign, written in (("\\", "\\\\"), (" ", "\\s"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"), ("|", "\\p")):
        text = text.replace(sign, written)
    return printable(text)


def _cell(text: str) -> str:
    return "".join(printable(text).split()) or "_"


def _line(text: str) -> str:
    return " ".join(printable(text).split())
