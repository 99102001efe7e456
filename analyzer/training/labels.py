"""Labelled sentences as they arrive: the authored format, JSONL rows, exports of doccano and Label Studio.

Whatever the source, training and evaluation see documents: a text, and the spans of its sentences with their labels.
An isolated sentence is a document of its own. Nothing is guessed: a line that cannot be read names its file and number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from analyzer.mention import LABELS, Label
from corpus.article import Article, Block, article_id
from corpus.errors import ArticleError
from corpus.messages import message, os_reason

__all__ = ["LabelledDocument", "LabelledSentence", "read_labels"]

_LETTERS: dict[str, Label] = {"r": "report", "q": "quote", "c": "commentary", "o": "other"}


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """One labelled stretch of a document's text: half-open offsets, the label, the id of its row, and its place."""

    start: int
    end: int
    label: Label
    id: str
    line: int = 0  # where it stood in its file


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A text whose sentences are labelled. ``isolated``: one sentence that was torn from its context."""

    id: str
    genre: str
    text: str
    sentences: tuple[LabelledSentence, ...]
    published: str | None = None
    isolated: bool = False
    #: Blocks as the author of the document drew them, for measuring; the model never sees them.
    blocks: tuple[Block, ...] = ()

    def article(self) -> Article:
        """Return the document as an article without labels."""
        return Article(id=article_id(self.text), source=self.id, text=self.text, published=self.published)


def read_labels(path: Path, *, joined: bool = False, consecutive: bool = False) -> list[LabelledDocument]:
    """Return the labelled documents of a file: ``.txt`` authored format, ``.jsonl``/``.json`` rows or exports.

    ``joined`` puts the sentences of a paragraph behind one another instead of on lines of their own: the same
    document as a newspaper would print it. ``consecutive``: rows without ``document`` whose ids read ARTICLE-OFFSET
    (``wn-510-99``) are the sentences of that article. Raises ArticleError with file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ArticleError(str(path), os_reason(error)) from error
    except UnicodeDecodeError as error:
        raise ArticleError(str(path), message("not_utf8", reason=error.reason, offset=error.start)) from error
    if path.suffix == ".txt":
        return list(_authored(text, str(path), joined=joined))
    if text.lstrip().startswith("["):  # Label Studio exports one JSON array
        return _exported(_json(text, str(path), 1), str(path))
    rows = [
        (number, _json(line, str(path), number)) for number, line in enumerate(text.splitlines(), 1) if line.strip()
    ]
    if rows and isinstance(rows[0][1], dict) and "text" in rows[0][1] and isinstance(rows[0][1].get("label"), str):
        return list(_from_rows(rows, str(path), joined=joined, consecutive=consecutive))
    return [document for number, row in rows for document in _exported([row], str(path), number)]


def _json(text: str, source: str, number: int) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ArticleError(f"{source}:{number}", message("labels_not_json", reason=error)) from error


# --- the authored format ---------------------------------------------------------------------------------------------

_HEAD_RE = re.compile(r"(\w+)=(\S+)")


def _authored(text: str, source: str, *, joined: bool) -> Iterator[LabelledDocument]:
    """Yield the documents of the authored format: ``## id=…`` heads, ``letter TAB sentence`` lines, ``<<``/``>>``."""
    head: dict[str, str] | None = None
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            if head is not None:
                yield _assemble(head, lines, source, joined=joined)
            head, lines = dict(_HEAD_RE.findall(line)), []
            if "id" not in head:
                raise ArticleError(f"{source}:{number}", message("labels_no_id"))
        elif head is not None:
            lines.append((number, line))
    if head is not None:
        yield _assemble(head, lines, source, joined=joined)


def _assemble(head: dict[str, str], lines: Sequence[tuple[int, str]], source: str, *, joined: bool) -> LabelledDocument:
    text = ""
    sentences: list[LabelledSentence] = []
    blocks: list[Block] = []
    previous: str | None = None
    opened: tuple[int, str] | None = None
    for number, line in lines:
        if line.startswith("<<"):
            opened = (len(text), line)
            previous = None
        elif line.startswith(">>"):
            if opened:
                fields = dict(_HEAD_RE.findall(opened[1]))
                blocks.append(Block(opened[0], len(text), "report", fields.get("outlet"), fields.get("published")))
            opened = previous = None
        elif not line.strip():
            text += "\n" if text and not text.endswith("\n\n") else ""
            previous = None
        else:
            letter, tab, body = line.partition("\t")
            if not tab or letter not in _LETTERS:
                raise ArticleError(f"{source}:{number}", message("labels_no_letter", found=line[:20]))
            if joined and previous is not None and letter != "o" and previous.endswith(("。", "！", "？", "」")):
                text = text.removesuffix("\n")
            body = body.strip()
            sentences.append(
                LabelledSentence(len(text), len(text) + len(body), _LETTERS[letter], f"{source}:{number}", number)
            )
            text += body + "\n"
            previous = body if letter != "o" else None
    return LabelledDocument(
        head["id"], head.get("genre", ""), text, tuple(sentences), head.get("published"), blocks=tuple(blocks)
    )


# --- JSONL rows ------------------------------------------------------------------------------------------------------

_OFFSET_ID_RE = re.compile(r"(.+-\d+)-(\d+)")


class _Member(NamedTuple):
    id: str
    text: str
    label: Label
    genre: str
    line: int


def _from_rows(
    rows: Iterable[tuple[int, Any]], source: str, *, joined: bool, consecutive: bool
) -> Iterator[LabelledDocument]:
    documents: dict[str, list[_Member]] = {}
    for number, row in rows:
        where = f"{source}:{number}"
        if not isinstance(row, dict):
            raise ArticleError(where, message("labels_no_row"))
        text, label = row.get("text"), row.get("label")
        if not isinstance(text, str) or not text.strip():
            raise ArticleError(where, message("labels_no_text"))
        if label not in LABELS:
            raise ArticleError(where, message("bad_choice", value=label, choices=", ".join(LABELS)))
        identity = str(row.get("id", f"{number}"))
        document = row.get("document")
        if document is None and consecutive and (match := _OFFSET_ID_RE.fullmatch(identity)):
            document = match[1]
        key = f"\0{number}" if document is None else str(document)
        genre = row.get("genre")
        documents.setdefault(key, []).append(
            _Member(identity, text.strip(), label, str(genre) if genre is not None else "", number)
        )
    for key, members in documents.items():
        isolated = key.startswith("\0")
        yield _from_members(members[0].id if isolated else key, members, isolated=isolated, joined=joined)


def _from_members(key: str, members: Sequence[_Member], *, isolated: bool, joined: bool) -> LabelledDocument:
    text = ""
    sentences = []
    previous = ""
    for member in members:
        if joined and member.label != "other" and previous.endswith(("。", "！", "？")):
            text = text.removesuffix("\n")
        end = len(text) + len(member.text)
        sentences.append(LabelledSentence(len(text), end, member.label, member.id, member.line))
        text += member.text + "\n"
        previous = member.text if member.label != "other" else ""
    return LabelledDocument(key, members[0].genre, text, tuple(sentences), isolated=isolated)


# --- exports of annotation tools -------------------------------------------------------------------------------------


def _exported(rows: Any, source: str, number: int = 0) -> list[LabelledDocument]:
    if not isinstance(rows, list):
        raise ArticleError(source, message("labels_no_list"))
    documents = []
    for index, row in enumerate(rows, 1):
        where = f"{source}:{number or index}"
        if not isinstance(row, dict):
            raise ArticleError(where, message("labels_no_row"))
        if "data" in row:
            documents.append(_from_label_studio(row, where))
        elif "text" in row and ("label" in row or "labels" in row or "entities" in row):
            documents.append(_from_doccano(row, where))
        else:
            raise ArticleError(where, message("labels_unknown"))
    return documents


def _from_doccano(row: dict[str, Any], where: str) -> LabelledDocument:
    """Read ``{"text", "label": [[start, end, name], …]}`` (sequence labelling) or ``["name"]`` (classification)."""
    text = str(row["text"])
    spans = row.get("label") or row.get("labels") or row.get("entities") or []
    identity = str(row.get("id", where))
    sentences = []
    for span in spans:
        if isinstance(span, str):
            sentences.append(LabelledSentence(0, len(text), _label(span, where), identity))
        elif isinstance(span, dict):
            sentences.append(_span(text, span.get("start_offset"), span.get("end_offset"), span.get("label"), where))
        else:
            start, end, name = (*span, None, None, None)[:3]
            sentences.append(_span(text, start, end, name, where))
    isolated = len(sentences) == 1 and (sentences[0].start, sentences[0].end) == (0, len(text))
    ordered = tuple(sorted(sentences, key=lambda each: each.start))
    return LabelledDocument(identity, str(row.get("genre", "")), text, ordered, isolated=isolated)


def _from_label_studio(row: dict[str, Any], where: str) -> LabelledDocument:
    """Read ``{"data": {"text"}, "annotations": [{"result": [{"value": {"start", "end", "labels"}}]}]}``."""
    data = row["data"]
    text = data.get("text") if isinstance(data, dict) else None
    if not isinstance(text, str):
        raise ArticleError(where, message("labels_no_text"))
    annotations = row.get("annotations") or row.get("completions") or []
    result = annotations[-1].get("result", []) if annotations else []
    identity = str(row.get("id", where))
    sentences = []
    for item in result:
        value = item.get("value", {})
        names = value.get("labels") or value.get("choices") or []
        if not names:
            continue
        start, end = value.get("start", 0), value.get("end", len(text))
        sentences.append(_span(text, start, end, names[0], where))
    ordered = tuple(sorted(sentences, key=lambda each: each.start))
    isolated = len(ordered) == 1 and (ordered[0].start, ordered[0].end) == (0, len(text))
    return LabelledDocument(identity, str(data.get("genre", "")), text, ordered, isolated=isolated)


def _label(name: Any, where: str) -> Label:
    if name not in LABELS:
        raise ArticleError(where, message("bad_choice", value=name, choices=", ".join(LABELS)))
    return name  # type: ignore[no-any-return]  # checked against LABELS above


def _span(text: str, start: Any, end: Any, name: Any, where: str) -> LabelledSentence:
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise ArticleError(where, message("labels_span", start=start, end=end, n=len(text)))
    return LabelledSentence(start, end, _label(name, where), f"{where}:{start}")
