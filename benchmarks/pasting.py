"""Paste real reports into authored texts in many ways, and score whose words every character is told to be.

    python benchmarks/pasting.py --hosts DIRECTORY --reports articles.jsonl.gz [--n 300] [--seed 1] [--misses 5]

Hosts are documents in the authored format (see provenance.py) that paste nothing; reports are JSON lines with ``title``
and ``text``. A report of up to eight sentences is put between two lines of a host, with one of the habits below; the
outlet of every character is known, so no hand marks it. Printed per habit and layout: the share of characters right.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.provenance import AUTHOR, LAYOUTS, Authored, Line, read_authored, score

#: Name of the habit → lines above the report and below it; {t} its headline, {o} the outlet. "> " marks every line.
HABITS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "portal header": (("{t}", "{o} 4月5日(火)7時55分配信"), ()),
    "より": ((" {o}より", "{t}"), ()),
    "closing bracket": (("{t}",), ("（{o}）",)),
    "headline（outlet）": (("{t}（{o}）",), ()),
    "【outlet date】": (("【{o} 2014.8.11】 {t}",), ()),
    "morning edition": (("{o} 2015年10月5日 朝刊", "{t}"), ()),
    "以下引用": (("以下引用", "{t}", "{o} 5月3日"), ("引用ここまで",)),
    "ここから引用": (("―――ここから引用―――", "{t}"), ("（{o} 2016/5/3）", "―――引用ここまで―――")),
    "> lines": (("> {t}（{o}）",), ()),
    "rules of dashes": (("----------", "{t}", "{o}　4月18日(月)11時57分配信"), ("----------",)),
    "closing credit": (("{t}",), ("（{o} 2018年7月14日）",)),
    "引用元": (("{t}",), ("引用元：{o}",)),
    "headline - outlet": (("■{t} - {o}(2013/06/02)",), ()),
    "announced": (("{o}の記事です。",), ()),
}
OUTLETS = (
    "読売新聞",
    "東海日報",
    "みのり新聞",
    "共同通信",
    "産経新聞",
    "北都新報",
    "NHK",
    "時事通信",
    "週刊東西",
    "山河日日新聞",
)
_SENTENCE_RE = re.compile(r"(?<=。)(?![」』）)])")
#: Lists of sources at the end of an article are no report.
_SOURCES_RE = re.compile(r"『|社、20|新聞、20|スポーツ、20|情報源|[A-Za-z]{12}")


class Report(NamedTuple):
    """A real report: its headline and first sentences."""

    title: str
    sentences: list[str]


def read_reports(path: Path) -> Iterator[Report]:
    """Yield the reports of a file of JSON lines that have at least five plain sentences."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            pieces = (piece.strip() for piece in _SENTENCE_RE.split(record["text"].replace("\n", "")))
            good = [s for s in pieces if 15 < len(s) < 200 and s.endswith("。") and not _SOURCES_RE.search(s)]
            if len(good) >= 5 and record["title"]:
                yield Report(record["title"], good[:8])


def paste(host: Authored, report: Report, habit: str, chance: random.Random) -> Authored:
    """Return the host with the report between two of its lines, an empty line on either side."""
    outlet = chance.choice(OUTLETS)
    above, below = HABITS[habit]
    mark = "> " if habit == "> lines" else ""
    texts = [("o", text.format(t=report.title, o=outlet)) for text in above]
    texts += [("r", mark + sentence) for sentence in report.sentences]
    texts += [("o", text.format(t=report.title, o=outlet)) for text in below]
    pasted = [Line(label, text, outlet, True, index == 0) for index, (label, text) in enumerate(texts)]
    lines = host.lines
    cut = chance.randrange(max(2, len(lines) // 5), max(3, len(lines) * 2 // 3))
    rest = [lines[cut]._replace(blank_before=True), *lines[cut + 1 :]]
    return Authored(f"{host.id}+{habit}", host.genre, [*lines[:cut], *pasted, *rest])


def main() -> int:
    """Print the shares of characters with the right outlet."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--hosts", type=Path, required=True, help="folder of authored documents")
    parser.add_argument("--reports", type=Path, required=True, help="JSON lines with title and text, maybe gzipped")
    parser.add_argument("--n", type=int, default=300, help="documents a layout")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=0, help="name so many documents below 93 %%")
    options = parser.parse_args()
    documents = [each for path in sorted(options.hosts.glob("*.txt")) for each in read_authored(path)]
    hosts = [
        each
        for each in documents
        if each.genre in AUTHOR and len(each.lines) >= 10 and not any(line.is_pasted for line in each.lines)
    ]
    reports = list(read_reports(options.reports))
    print(f"{len(hosts)} hosts, {len(reports)} reports, {len(HABITS)} habits · characters with the right outlet")
    for layout in LAYOUTS:
        chance = random.Random(options.seed)
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        missed: list[str] = []
        for number in range(options.n):
            habit = list(HABITS)[number % len(HABITS)]
            document = paste(chance.choice(hosts), chance.choice(reports), habit, chance)
            right = score(document, layout)
            for name in (habit, "all"):
                sums[name][0] += right.outlet
                sums[name][1] += right.characters
            if right.outlet < 0.93 * right.characters:
                missed.append(document.id)
        shares = {name: right / total for name, (right, total) in sums.items()}
        worst = sorted((share, name) for name, share in shares.items() if name != "all")[:3]
        print(
            f"  {layout:<24} {shares['all']:.4f}   worst: " + ", ".join(f"{name} {share:.2f}" for share, name in worst)
        )
        if options.misses and missed:
            print(*missed[: options.misses], sep="\n", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
