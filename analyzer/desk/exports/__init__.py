"""Analyses in the formats of other tools. Every exporter turns analyses into named files; it writes nothing itself.

======================  ============================================================================================
``jsonl``               the contract's records, one article a line
``csv`` ``xlsx``        sentences, figures, dates, organizations, attributions, ledger as tables; formulas neutralised
``parquet``             the same tables with types, for pandas, DuckDB, R
``claimreview``         schema.org ClaimReview drafts, without a rating
``webannotation``       W3C Web Annotation, quote and position selectors
``doccano`` ``labelstudio`` ``brat``  annotation tools; ``uradori train`` reads the first two back
``conllu``              tokens with our spans in MISC
``khcoder``             KH Coder text with headings, and its external variables
``timex3``              TimeML documents with inline TIMEX3
======================  ============================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from analyzer.mention import Analysis

__all__ = ["FORMATS", "File", "exporter"]

#: A file to write: its name (with ``/`` for folders) and its bytes.
File = tuple[str, bytes]
Exporter = Callable[[Sequence[Analysis]], Iterator[File]]

#: Format → module and function; modules load when asked for.
_EXPORTERS = {
    "jsonl": "tabular:jsonl",
    "csv": "tabular:csv",
    "xlsx": "tabular:xlsx",
    "parquet": "tabular:parquet",
    "claimreview": "claimreview:export",
    "webannotation": "webannotation:export",
    "doccano": "labelling:doccano",
    "labelstudio": "labelling:labelstudio",
    "brat": "labelling:brat",
    "conllu": "conllu:export",
    "khcoder": "khcoder:export",
    "timex3": "timex3:export",
}
FORMATS = tuple(_EXPORTERS)


def exporter(name: str) -> Exporter:
    """Return the exporter of a format in FORMATS."""
    module, function = _EXPORTERS[name].split(":")
    found: Exporter = getattr(import_module(f"analyzer.desk.exports.{module}"), function)
    return found
