"""Analysis → plain data: the nested record of the contract, and flat rows for store, files and cluster.

Generic on purpose: a record's fields are read from its class, so a new field or extractor needs no change here.

>>> figure = Figure(0, 5, "number_unit", 320000000, None, None, "円", "money")
>>> mention_record(figure, "3.2億円") == {
...     "start": 0, "end": 5, "text": "3.2億円", "value": 320000000, "low": None, "high": None, "unit": "円",
...     "quantity": "money", "modifier": None, "counted": None, "si": None, "rule": "number_unit"}
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from msgspec import Struct, defstruct, to_builtins
from msgspec.structs import asdict, astuple

from analyzer.mention import Analysis, Attribution, Figure, Mention
from corpus.article import Block

__all__ = ["ROW_TABLES", "analysis_json", "analysis_record", "flat_rows", "mention_record"]

#: The tables that :func:`flat_rows` fills.
ROW_TABLES = ("articles", "blocks", "sentences", "figures", "dates", "organizations", "attributions")


@cache
def _record_class(cls: type[Mention]) -> Callable[..., Struct]:
    """The record of the mentions of ``cls``: the text after the offsets, its own fields, and the rule at the end."""
    offsets_and_rule = Mention.__struct_fields__
    own = cls.__struct_fields__[len(offsets_and_rule) :]
    return defstruct(cls.__name__, ("start", "end", "text", *own, "rule"), gc=False)


def _mentions(mentions: Sequence[Mention], text: str) -> list[Struct]:
    """Return the records of mentions of one class."""
    if not mentions:
        return []
    record = _record_class(type(mentions[0]))
    return [record(start, end, text[start:end], *own, rule) for start, end, rule, *own in map(astuple, mentions)]


def mention_record(mention: Mention, text: str) -> dict[str, Any]:
    """Return a mention in ``text`` as data: offsets, the text between them, its own fields in order, then its rule."""
    return asdict(_mentions([mention], text)[0])


def analysis_record(analysis: Analysis) -> dict[str, Any]:
    """Return the analysis as one nested record with the names and order of docs/output.md."""
    record: dict[str, Any] = to_builtins(_nested(analysis))
    return record


def analysis_json(analysis: Analysis) -> bytes:
    """Return :func:`analysis_record` as JSON in one line, without a line break."""
    return _encoder()(_nested(analysis))


@cache
def _encoder() -> Callable[[object], bytes]:
    from msgspec.json import Encoder

    return Encoder().encode


def _nested(analysis: Analysis) -> dict[str, Any]:
    """Verdicts have the contract's fields in its order and stay as they are; all else becomes dictionaries."""
    article = analysis.article
    text = article.text
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "published_from": article.published_from,
        "text": text,
        "blocks": [_block_record(block) for block in article.blocks],
        "sentences": list(analysis.sentences),
        "figures": _mentions(analysis.figures, text),
        "dates": _mentions(analysis.dates, text),
        "organizations": _mentions(analysis.organizations, text),
        "attributions": [_attribution_record(each, text) for each in analysis.attributions],
        "made_by": analysis.made_by,
    }


def _block_record(block: Block) -> dict[str, Any]:
    return {
        "start": block.start,
        "end": block.end,
        "kind": block.kind,
        "outlet": block.outlet,
        "published": block.published,
        "quoted": block.quoted,
        "group": block.group,
        "evidence": block.evidence,
    }


def _attribution_record(frame: Attribution, text: str) -> dict[str, Any]:
    source = frame.source
    return {
        "sentence": frame.sentence,
        "cue": frame.cue,
        "source": source
        and {
            "start": source.start,
            "end": source.end,
            "text": text[source.start : source.end],
            "kind": source.kind,
            "inherited": source.inherited,
        },
        "content": frame.content,
        "mode": frame.mode,
        "rule": frame.rule,
    }


def flat_rows(analysis: Analysis) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ``(table, row)`` for everything in the analysis; every row names its ``article`` and has no nesting.

    Mentions carry the index of their sentence (``sentence``) and block (``block``), so that no join needs offsets.
    """
    article, text = analysis.article, analysis.article.text
    key = article.id
    yield (
        "articles",
        {
            "article": key,
            "source": article.source,
            "title": article.title,
            "published": article.published,
            "published_from": article.published_from,
            "outlet": _own_outlet(analysis),
            "text": text,
            "made_by": analysis.made_by,
        },
    )
    for index, block in enumerate(article.blocks):
        record = _block_record(block)
        evidence = record.pop("evidence") or (None, None)
        yield (
            "blocks",
            {"article": key, "block": index, **record, "evidence_start": evidence[0], "evidence_end": evidence[1]},
        )
    sentence_blocks = _blocks_of(analysis)
    for index, verdict in enumerate(analysis.sentences):
        row = {
            "article": key,
            "sentence": index,
            "block": sentence_blocks[index],
            "start": verdict.start,
            "end": verdict.end,
        }
        row |= {"text": text[verdict.start : verdict.end], "label": verdict.label, "score": verdict.score}
        row |= {f"p_{label}": value for label, value in verdict.scores.items()}
        row |= {"certainty": verdict.certainty, "checkable": verdict.checkable}
        row["reasons"] = " / ".join(reason.feature for reason in verdict.reasons)
        yield "sentences", row
    for table, mentions in (
        ("figures", analysis.figures),
        ("dates", analysis.dates),
        ("organizations", analysis.organizations),
    ):
        yield from _mention_rows(table, mentions, analysis, sentence_blocks)
    for frame in analysis.attributions:
        yield "attributions", {"article": key, **_flat_attribution(_attribution_record(frame, text))}


def _own_outlet(analysis: Analysis) -> str | None:
    """Return whose article the whole text is: the record's outlet, or the outlet of text outside pasted reports."""
    article = analysis.article
    if article.outlet:
        return article.outlet
    reports = {block.outlet for block in article.blocks if block.kind == "report"}
    has_author = any(block.kind == "commentary" and block.outlet is None for block in article.blocks)
    return reports.pop() if len(reports) == 1 and not has_author else None


def _blocks_of(analysis: Analysis) -> list[int]:
    blocks, index, result = analysis.article.blocks, 0, []
    for verdict in analysis.sentences:
        while index + 1 < len(blocks) and blocks[index].end <= verdict.start:
            index += 1
        result.append(index)
    return result


def _mention_rows(
    table: str, mentions: Iterable[Mention], analysis: Analysis, sentence_blocks: list[int]
) -> Iterator[tuple[str, dict[str, Any]]]:
    text, verdicts, index = analysis.article.text, analysis.sentences, 0
    for mention in mentions:
        while index + 1 < len(verdicts) and verdicts[index + 1].start <= mention.start:
            index += 1
        place = {"sentence": index, "block": sentence_blocks[index]} if verdicts else {"sentence": None, "block": None}
        record = mention_record(mention, text)
        if isinstance(mention, Figure):
            si = record.pop("si") or (None, None)
            record |= {"si_value": si[0], "si_unit": si[1]}
        yield table, {"article": analysis.article.id, **place, **record}


def _flat_attribution(record: dict[str, Any]) -> dict[str, Any]:
    cue, content, source = record.pop("cue"), record.pop("content") or (None, None), record.pop("source") or {}
    record |= {"cue_start": cue[0], "cue_end": cue[1], "content_start": content[0], "content_end": content[1]}
    record |= {f"source_{name}": source.get(name) for name in ("start", "end", "text", "kind", "inherited")}
    return record
