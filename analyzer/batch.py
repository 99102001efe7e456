"""Many articles: read, analyse, hand on. Failures are kept and never stop the rest. (skeleton)"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["analyze_paths"]


def analyze_paths(
    paths: Sequence[str], *, output: str | None, date: str | None, encoding: str | None, jobs: int
) -> int:
    """Analyse and print; return the exit code."""
    import orjson

    from analyzer.pipeline import Analyzer
    from analyzer.rows import analysis_record
    from corpus.article import ArticleError
    from corpus.readers import read_articles

    analyzer, failures, done = Analyzer(), 0, 0
    for article in read_articles(paths, encoding=encoding):
        if isinstance(article, ArticleError):
            print(f"uradori: {article}", file=sys.stderr)
            failures += 1
            continue
        sys.stdout.buffer.write(orjson.dumps(analysis_record(analyzer.analyze(article))) + b"\n")
        done += 1
    return 3 if failures and done else 2 if failures else 0
