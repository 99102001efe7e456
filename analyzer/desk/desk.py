"""What the desk's commands do: gather analyses, call one part of the desk, print; each returns the exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from analyzer.desk.bodies import with_common_names
from analyzer.desk.gather import gather
from corpus.errors import ArticleError
from corpus.locales import language
from corpus.messages import message, os_reason

__all__ = ["Reading", "print_comparison", "print_evidence", "print_ledger", "write_export", "write_report"]


class Reading(TypedDict):
    """How articles are read: options that every command of the desk shares."""

    corpus: str | None
    date: str | None
    encoding: str | None
    jobs: int


def print_ledger(
    paths: Sequence[str],
    *,
    output: str,
    conflicts: bool,
    organization: str | None,
    unit: str | None,
    reading: Reading,
) -> int:
    """Print the ledger of all articles; 1 where nothing is left after the filters."""
    from analyzer.desk.ledger import build_ledger, select
    from analyzer.desk.tables import print_rows

    gathered = gather(paths, **reading)
    rows = select(
        build_ledger(with_common_names(gathered.analyses)), conflicts=conflicts, organization=organization, unit=unit
    )
    if gathered.analyses and (rows or output != "table"):
        print_rows(rows, output)
    return gathered.exit_code or _found(rows)


def print_evidence(paths: Sequence[str], *, output: str, most: int, reading: Reading) -> int:
    """Print every checkable claim with what bears on it; 1 where there is no claim."""
    from analyzer.desk.evidence import find_evidence
    from analyzer.desk.tables import print_claims

    gathered = gather(paths, **reading)
    claims = find_evidence(with_common_names(gathered.analyses), most=most)
    if gathered.analyses and (claims or output != "table"):
        print_claims(claims, output)
    return gathered.exit_code or _found(claims)


def write_report(paths: Sequence[str], *, out: str, with_text: bool, title: str | None, reading: Reading) -> int:
    """Write the report on all articles as HTML, or as Markdown where ``out`` ends in .md; ``-`` is standard output."""
    from analyzer.desk.report import markdown, page

    _check_place(out)
    gathered = gather(paths, **reading)
    if not gathered.analyses:
        return gathered.exit_code
    write = markdown.render if out.endswith(".md") else page.render
    analyses = with_common_names(gathered.analyses)
    text = write(analyses, lang=language(), failures=gathered.failures, with_text=with_text, title=title)
    write_text(out, text)
    return gathered.exit_code


def write_export(paths: Sequence[str], *, to: str, out: str | None, reading: Reading) -> int:
    """Write all articles in another tool's format: a single file to ``out`` or standard output, several to a folder."""
    from analyzer.desk.exports import exporter

    gathered = gather(paths, **reading)
    if not gathered.analyses:
        return gathered.exit_code
    files = list(exporter(to)(gathered.analyses))
    if len(files) == 1 and (out in (None, "-") or not Path(out or "").is_dir()):
        write_bytes(out or "-", files[0][1])
        return gathered.exit_code
    if out is None:
        out = f"uradori-{to}"
    for name, data in files:
        target = Path(out, name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArticleError(out, os_reason(error)) from error
        write_bytes(str(target), data)
        print(target, file=sys.stderr)
    return gathered.exit_code


def print_comparison(first: str, second: str, *, output: str, reading: Reading) -> int:
    """Print what two articles, folders or runs share and where they differ; 1 where there is nothing to say."""
    from analyzer.desk.compare import compare_articles, compare_runs, is_run, print_findings, read_run, side_names

    if is_run(first) and is_run(second):
        findings = compare_runs(read_run(first), read_run(second))
        print_findings(findings, output)
        return _found(findings)
    one, other = gather([first], **reading), gather([second], **reading)
    if not one.analyses or not other.analyses:
        return 2
    named = with_common_names((*one.analyses, *other.analyses))
    findings = compare_articles(named[: len(one.analyses)], named[len(one.analyses) :])
    print_findings(findings, output, names=side_names(one.analyses, other.analyses, (first, second)))
    return max(one.exit_code, other.exit_code) or _found(findings)


def _check_place(out: str) -> None:
    """Raise ArticleError where ``out`` cannot be written: told before an hour of reading, not after it."""
    target = Path(out)
    if out == "-" or (target.exists() and not target.is_dir()):
        return
    number = 0
    if target.is_dir():
        number = errno.EISDIR
    elif not target.parent.is_dir():
        number = errno.ENOTDIR if target.parent.exists() else errno.ENOENT
    elif not os.access(target.parent, os.W_OK):
        number = errno.EACCES
    if number:
        raise ArticleError(out, os_reason(OSError(number, os.strerror(number))))


def write_text(out: str, text: str) -> None:
    """Write ``text`` as UTF-8 to the file ``out``, whole or not at all; ``-`` is standard output."""
    write_bytes(out, text.encode("utf-8", "replace"))


def write_bytes(out: str, data: bytes) -> None:
    """Write ``data`` to the file ``out``, whole or not at all; ``-`` is standard output. Devices and pipes stay what they are."""
    if out == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        target = Path(out)
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # /dev/stdout, /dev/null, a named pipe: nothing to put a file in the place of
            return
        target = target.resolve()  # a link goes on leading to its file
        temporary = target.with_name(target.name + ".part")
        temporary.write_bytes(data)
        temporary.replace(target)
    except OSError as error:
        raise ArticleError(out, os_reason(error)) from error


def _found(found: Sequence[object]) -> int:
    """Return 0, or 1 where nothing came of what was read, and say so: silence would be a riddle."""
    if found:
        return 0
    print(f"uradori: {message('nothing_found')}", file=sys.stderr)
    return 1
