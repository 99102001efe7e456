"""TimeML 1.2.1 documents with inline TIMEX3, one XML file per article. The text between the tags is the article's own.

Characters that XML cannot carry become U+FFFD, so the text keeps its length and every offset stays good.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from analyzer.desk.exports import File
from analyzer.desk.exports.characters import file_name, printable
from analyzer.mention import Analysis, DateMention

__all__ = ["export"]

_MODIFIERS = {"MORE_THAN", "LESS_THAN", "START", "MID", "END", "APPROX", "BEFORE", "AFTER"}


def export(analyses: Sequence[Analysis]) -> Iterator[File]:
    """Yield one ``.tml`` file per article."""
    for analysis in analyses:
        name = f"{file_name(analysis.article.source)}-{analysis.article.id[:8]}.tml"
        yield name, _document(analysis).encode("utf-8", "replace")


def _document(analysis: Analysis) -> str:
    article = analysis.article
    created = ""
    if article.published:
        attributes = (
            f'tid="t0" type="{"TIME" if "T" in article.published else "DATE"}" value={_value(article.published)}'
        )
        created = (
            f'<DCT><TIMEX3 {attributes} functionInDocument="CREATION_TIME">{escape(article.published)}</TIMEX3></DCT>'
        )
    title = f"<TITLE>{_text(article.title)}</TITLE>" if article.title else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">\n'
        f"<DOCID>{article.id}</DOCID>\n{created}{title}\n<TEXT>{_tagged(analysis)}</TEXT>\n</TimeML>\n"
    )


def _tagged(analysis: Analysis) -> str:
    text, parts, done = analysis.article.text, [], 0
    for number, mention in enumerate(sorted(analysis.dates, key=lambda each: each.start), 1):
        if mention.start < done:
            continue
        parts += [_text(text[done : mention.start]), _timex(mention, number, text)]
        done = mention.end
    return "".join((*parts, _text(text[done:])))


def _timex(mention: DateMention, number: int, text: str) -> str:
    modifier = f' mod="{mention.mod}"' if mention.mod in _MODIFIERS else ""
    return (
        f'<TIMEX3 tid="t{number}" type="{mention.type}" value={_value(mention.value)}{modifier}>'
        f"{_text(text[mention.start : mention.end])}</TIMEX3>"
    )


def _value(value: str) -> str:
    return quoteattr(printable(value))


def _text(text: str) -> str:
    # A carriage return would be read back as a line feed (XML 1.0, 2.11).
    return escape(printable(text)).replace("\r", "&#13;")
