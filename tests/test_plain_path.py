"""Caches, groups of articles and NumPy change the time of an analysis and nothing else.

The plain path reads each article as if it were the first of its process: no word known, plain Python instead of NumPy.
The fast one hands over groups, among them articles that fail.
``URADORI_EVERY=1`` compares all 3,662 articles of Wikinews instead of every two hundredth (some ten minutes).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.casefile import SHARED

_WIKINEWS = SHARED / "articles" / "wikinews" / "articles.jsonl.gz"
_EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))

_DRIVER = """
import hashlib, json, sys
from datetime import date
from analyzer.desk.printing import _json_bytes
from analyzer.pipeline import Analyzer, groups
from corpus.article import Article
analyzer = Analyzer(today=date(2026, 1, 1))
texts = [json.loads(line) for line in sys.stdin]
articles = [Article(id="x", source="-", text=text) for text in texts]
def plain():
    from analyzer.organizations import tagger
    from corpus import tokens
    tagger.NUMPY_FROM = 10**9
    for article in articles:
        tokens._lexicon = tokens.Lexicon()
        yield analyzer.analyze(article)
def fast():
    broken = Article(id="x", source="-", text=None)  # an article that fails leaves no trace in the others of its group
    for group in groups(articles):
        first, second, *others = analyzer.analyze_group([group[0], broken, *group[1:], broken])
        assert isinstance(second, Exception) and isinstance(others.pop(), Exception)
        yield from [first, *others]
for analysis in plain() if sys.argv[1] == "plain" else fast():
    print(hashlib.sha256(_json_bytes(analysis)).hexdigest())
assert ("numpy" in sys.modules) != (sys.argv[1] == "plain") or len(sys.argv) > 2
"""


def _texts() -> list[str]:
    if not _WIKINEWS.exists():
        return [path.read_bytes().decode("utf-8", "replace") for path in _EXAMPLES]
    with gzip.open(_WIKINEWS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return texts[:: int(os.environ.get("URADORI_EVERY", "200"))]


def _digests(texts: list[str], path: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", _DRIVER, path, *([] if len(texts) > 10 else ["few"])],
        input="".join(json.dumps(text) + "\n" for text in texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()


def test_the_fast_path_says_what_the_plain_path_says() -> None:
    texts = _texts()
    fast, plain = _digests(texts, "fast"), _digests(texts, "plain")
    different = [index for index, pair in enumerate(zip(fast, plain, strict=True)) if pair[0] != pair[1]]
    assert not different, f"{len(different)} of {len(texts)} articles differ, first {texts[different[0]][:80]!r}"
    assert len(fast) == len(texts)
    assert hashlib.sha256(b"").hexdigest() not in fast
