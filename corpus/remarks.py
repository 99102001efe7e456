"""The lines in which the author of a digest remarks on each item: header, report, one line of his own."""

from __future__ import annotations

from itertools import pairwise

from corpus.lines import Line

__all__ = ["digest_remarks"]

#: A digest has so many items, and so many of ten must end in a line that sounds like the author.
MIN_ITEMS, REMARKED = 3, 6
#: How long such a remark may be, and its tone per sentence (tenths of a log-odd).
MAX_REMARK, REMARK = 80, 8
#: By so much less like a newspaper than the lines above it a remark may sound that has little of an author by itself.
REMARK_GAP = 10


def digest_remarks(lines: list[Line]) -> frozenset[int]:
    """Return the lines in which the author of a digest remarks on the item above: header, report, one line of his own.

    One such line tells little where he writes だ・である as the paper does; that item after item ends in one tells.
    """
    heads = [
        index
        for index, line in enumerate(lines)
        if line.role == "header" and line.header and (line.header.is_dated or line.header.opens)
    ]
    if len(heads) < MIN_ITEMS:
        return frozenset()
    items = [
        [index for index in range(head + 1, stop) if lines[index].role == "body"]
        for head, stop in pairwise([*heads, len(lines)])
    ]
    usual = sorted(map(len, items[:-1]))[len(items) // 2 - 1]
    items[-1] = items[-1][:usual]  # what the author says of all of them stands behind the last
    closing = [item[-1] for item in items if len(item) > 1 and _may_remark(lines, item)]
    telling = [index for index in closing if lines[index].tone.score >= REMARK * lines[index].tone.n_sentences]
    return frozenset(closing) if len(telling) >= 2 and 10 * len(telling) >= REMARKED * len(items) else frozenset()


def _may_remark(lines: list[Line], item: list[int]) -> bool:
    """Tell whether an item's last line is short and sounds less like a newspaper than the lines above it."""
    *report, last = (lines[index] for index in item)
    n_sentences = sum(line.tone.n_sentences for line in report) or 1
    own = last.tone.score / (last.tone.n_sentences or 1)
    gap = own - sum(line.tone.score for line in report) / n_sentences
    return last.end - last.start <= MAX_REMARK and ((own >= 0 and gap > 0) or gap >= REMARK_GAP)
