"""Whether a figure is what its sentence says of the topic: 死者は3人だ, 水位は3メートルに達した.

The words behind the particle are in ``figure_predicates.tsv``; what depends on the figure or on what follows stands here.

>>> is_said_of_topic("死者は3人に上る。", 5), is_said_of_topic("3人に話を聞く。", 2)
(True, False)
"""

from __future__ import annotations

import re

from analyzer.figures.units import TABLES
from corpus.patterns import Pattern, table_pattern
from corpus.vocabulary import alternation, read_table

__all__ = ["is_said_of_topic"]

#: 死者は3人、けが人は…; 71歳で死去; 2倍に当たる; 42%から拡大
_OTHER_RE = Pattern(
    r"""[、。)」]|$|だけ(?:だ|で|に|と|。)|で(?=[、。]|あ|ござ|取引|引け|推移|終|過去|全体|全国|世界|県内|最|トップ|首位|並|$)|確認(?=$|\n|。)
      | から(?=[0-9約一二三四五六七八九十百千])|から、?(?=去年|昨年|今年|前年)|(?<=[%割])から(?:拡大|縮小|上昇|低下|改善|悪化|鈍化|加速)
      | (?<=[歳才])で(?:亡くな|死去|死[んに]|他界|急逝|逝|没|生涯)|(?<=倍)に(?:当た|あた|相当)|を(?=約?[0-9])|の(?=[0-9])|(?<![割%倍の])と(?=約?[0-9][0-9.]*(?:割|分の|%|倍))
      | (?<=[円銭ル%])を(?:つけ|付け)|円[高安](?:[にで。、]|だ)
      | \([^()]{1,20}\)(?:の[増減]|[、。でだ]|と(?:な|い|し)|増[えさ加]|減[っり少]|上[がげ昇]|下[がげ落]|低下|[高安][いの]|$)""",
    re.VERBOSE,
)
#: How the particles may be doubled: 3メートルにまで落ちた.
_PARTICLES = {"に": "(?:にも?|へと?|にまで)", "も": "も?", "-": ""}


@table_pattern
def _words_re() -> str:
    """Return the expression of every row: the particle, and what begins behind it."""
    words: dict[str, list[str]] = {}
    for row in read_table(TABLES / "figure_predicates.tsv", key=("word", "behind"), required=("source", "example")):
        words.setdefault(row["behind"], []).append(row["word"])
    return "|".join(_PARTICLES.get(behind, behind) + alternation(each) for behind, each in words.items())


def is_said_of_topic(text: str, end: int) -> bool:
    """Return whether what stands behind a figure that ends at ``end`` makes it the predicate of its sentence."""
    return _words_re().match(text, end) is not None or _OTHER_RE.match(text, end) is not None
