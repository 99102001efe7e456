"""What stands above an article in the same file: front matter, mail headers, the fields of a newspaper database.

Front matter and mail headers belong to a file that holds one article: the text is kept whole, so that offsets are those
of the file, and ``body`` says where the article itself begins. A newspaper database's download holds many articles:
each becomes a record whose text is its 本文.

>>> preamble = read_preamble("---\\ntitle: 予算案\\ndate: 2016-04-05\\n---\\n市は4日、予算案を発表した。\\n")
>>> preamble.fields, preamble.body
({'title': '予算案', 'published': '2016-04-05'}, 36)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from corpus.cache import kept
from corpus.places import CORPUS
from corpus.text import fold
from corpus.vocabulary import read_table

__all__ = ["Part", "Preamble", "field_role", "read_preamble", "split_download"]

#: Characters looked at for a preamble; a field block further down is part of somebody's text.
_HEAD = 4000
#: Patterns are compiled when first used: most files have no preamble.
_FRONT = r"\A---[ \t]*\n(?P<fields>(?:[^\n]*\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
_YAML = r"(?P<name>[^\s:#\-][^:\n]{0,30}?)[ \t]*:(?:[ \t]+(?P<value>\S[^\n]*))?[ \t]*"
_MAIL_NAME = r"(?:[A-Za-z][A-Za-z-]{1,40}|件名|差出人|宛先|日時)"
_MAIL = rf"\A(?P<fields>{_MAIL_NAME}[ \t]*[:：][^\n]*\n(?:[^\n]+\n)*)\n"
_MAIL_FIELD = rf"(?P<name>{_MAIL_NAME})[ \t]*[:：][ \t]*(?P<value>.*)"
#: 【見出し】…, [見出し] …, ◆見出し：…, 見出し：…, 見出し<tab>…  The name is checked against the table.
_FIELD = (
    r"^[ \t　]*(?:[■◆●○◇□*＊・][ \t　]*)?"
    r"(?:[【\[［〔<＜](?P<a>[^】\]］〕>＞\n:：]{1,10})[】\]］〕>＞][ \t　]*[:：]?|(?P<b>[^\s【\[［〔<＜:：、。]{1,10})[ \t　]*[:：\t])"
    r"[ \t　]*(?P<value>[^\n]*)$"
)
#: How the names of headline and day fields begin: a file without such a line in its head is no download.
_OPENERS: tuple[str, ...] = (
    "見出し",
    "大見出し",
    "タイトル",
    "題名",
    "件名",
    "発行",
    "掲載",
    "配信",
    "公開",
    "日付",
    "日時",
)
_OPENERS += ("title", "headline", "subject", "published", "datepublished", "date", "pubdate", "created_at")
_MARKS = " \t　■◆●○◇□*＊・【[［〔<＜"
#: Lines between the articles of a download: rules, counts (1/25, 12件目), numbers.
_SEPARATOR = r"[\s　]*(?:[-=_*#―─━＝－〓☆★]{3,}|[\[［(（【]?\d{1,6}(?:[/／]\d{1,6}|件目?)?[\]］)）】.]?)?[\s　]*"


class Preamble(Struct, frozen=True):
    """What a preamble says (role → value as written) and where the article below it begins."""

    fields: dict[str, str]
    body: int


class Part(Struct, frozen=True):
    """One article of a download: its fields by role, its text, and the line its fields start in (from 1)."""

    fields: dict[str, str]
    text: str
    line: int


@kept
def _roles() -> dict[str, str]:
    path = CORPUS / "tables" / "fields.tsv"
    return {row["field"]: row["role"] for row in read_table(path, key="field", required=("role", "source"))}


def field_role(name: str) -> str | None:
    """Return what a field called ``name`` holds: text, title, published, outlet, id, author, skip; None if unknown.

    >>> field_role("発行日"), field_role(" Title "), field_role("気温")
    ('published', 'title', None)
    """
    return _roles().get(fold(name).strip().lower())


def read_preamble(text: str) -> Preamble | None:
    """Return the front matter or mail headers that ``text`` begins with, or None."""
    if text.startswith("---"):
        return _front_matter(text)
    if not (text[:1].isascii() and text[:1].isalpha()) and text[:1] not in "件差宛日":
        return None
    match = re.match(_MAIL, text[:_HEAD])
    if match is None:
        return None
    fields: dict[str, str] = {}
    n_known = 0
    last: str | None = None
    for line in match["fields"].splitlines():
        if line[:1] in (" ", "\t"):  # a folded line goes on
            if last is not None:
                fields[last] += " " + line.strip()
            continue
        found = re.fullmatch(_MAIL_FIELD, line)
        if found is None:
            return None
        role = field_role(found["name"])
        n_known += role is not None
        last = role if role not in (None, "skip", "text") and role not in fields else None
        if last is not None:
            fields[last] = found["value"].strip()
    if n_known < 2 or not fields.keys() & {"title", "published"}:
        return None
    return Preamble({role: _mime_words(value) for role, value in fields.items()}, match.end())


def _front_matter(text: str) -> Preamble | None:
    match = re.match(_FRONT, text[:_HEAD])
    if match is None:
        return None
    fields: dict[str, str] = {}
    n_lines = 0
    for line in match["fields"].splitlines():
        found = re.fullmatch(_YAML, line.rstrip())
        if found is None:
            continue  # lists and nested values: nothing we keep
        n_lines += 1
        role = field_role(found["name"])
        value = _unquoted(found["value"] or "")
        if role is not None and role not in ("skip", "text") and value:
            fields.setdefault(role, value)
    return Preamble(fields, match.end()) if n_lines else None


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.sub(r"\s+#.*", "", value)


def _mime_words(value: str) -> str:
    """Return a mail header value with its ``=?ISO-2022-JP?B?…?=`` words decoded."""
    if "=?" not in value:
        return value
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return value


def split_download(text: str) -> Iterator[Part]:
    """Yield the articles of a newspaper database's download; nothing where ``text`` is none.

    A download is told by a run of known fields at its head, at least two of them, one of which is the headline or the
    day. A new article begins where a new run of fields with a headline or a day stands after some text.

    >>> one = "【見出し】予算案\\n【発行日】2016年4月5日\\n【本文】\\n市は発表した。\\n\\n"
    >>> two = "【見出し】続報\\n【発行日】2016年4月6日\\n【本文】\\n市は訂正した。\\n"
    >>> [(part.fields["published"], part.text, part.line) for part in split_download(one + two)]
    [('2016年4月5日', '市は発表した。', 1), ('2016年4月6日', '市は訂正した。', 6)]
    """
    if not may_be_download(text):
        return
    runs = _field_runs(text)
    if not runs or not _is_download(text, runs):
        return
    line, counted = 1, 0
    for index, run in enumerate(runs):
        end = runs[index + 1].start if index + 1 < len(runs) else len(text)
        line += text.count("\n", counted, run.start)
        counted = run.start
        yield Part(run.fields, _body(run.first_text, text[run.end : end]), line)


def may_be_download(text: str) -> bool:
    """Return whether a line in the head of ``text`` begins like a headline or day field: a guard that costs little.

    >>> may_be_download("検索件数：2件\\n【見出し】予算案\\n"), may_be_download("市は4日、予算案を発表した。")
    (True, False)
    """
    return any(line.lstrip(_MARKS)[:16].lower().startswith(_OPENERS) for line in text[:2400].split("\n", 42)[:42])


class _Run(Struct, frozen=True):
    """Field lines that stand together: their offsets, values by role, and text on the 本文 line itself."""

    start: int
    end: int
    fields: dict[str, str]
    first_text: str
    n_known: int


def _field_runs(text: str) -> list[_Run]:
    """The runs of known fields that open an article: each holds a headline or a day."""
    runs: list[_Run] = []
    start = end = -1
    fields: dict[str, str] = {}
    first_text, n_known, is_closed = "", 0, True
    for match in re.finditer(_FIELD, text, re.MULTILINE):
        role = field_role(match["a"] or match["b"])
        if role is None:
            continue
        if is_closed or text[end : match.start()].strip() or role in fields:
            if not is_closed:
                _keep(runs, _Run(start, end, fields, first_text, n_known))
            start, fields, first_text, n_known, is_closed = match.start(), {}, "", 0, False
        end = match.end()
        n_known += 1
        if role == "text":
            fields["text"] = ""
            _keep(runs, _Run(start, end, fields, match["value"].strip(), n_known))
            is_closed = True
        elif role != "skip":
            fields[role] = match["value"].strip()
    if not is_closed:
        _keep(runs, _Run(start, end, fields, first_text, n_known))
    return runs


def _keep(runs: list[_Run], run: _Run) -> None:
    if run.n_known >= 2 and run.fields.keys() & {"title", "published"}:
        runs.append(run)


def _is_download(text: str, runs: list[_Run]) -> bool:
    before = text[: runs[0].start]
    if before.count("\n") > 30 or len(before) > 2000:
        return False
    # One run may be somebody's note in an article; a download says where the text begins, or repeats itself.
    return "text" in runs[0].fields or len(runs) > 1 or (runs[0].n_known >= 3 and not before.strip())


def _body(first_text: str, below: str) -> str:
    lines = below.strip("\n").split("\n")
    while lines and re.fullmatch(_SEPARATOR, lines[-1]):
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    body = "\n".join(lines).rstrip()
    return f"{first_text}\n{body}".strip("\n") if first_text else body
