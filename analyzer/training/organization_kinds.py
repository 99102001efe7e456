"""Builds the list of what foreign and Japanese bodies are: フェラーリ a company, デビルレイズ a team, アスキー a publisher.

Reads our own table of hints (data/organization_names.tsv), whose kinds win, and what Wikipedia calls the names in JumanDic
(package jumandic, BSD). A name in the list is no body for that: it only tells the kind of what the tagger takes for one.

``python -m analyzer.training.organization_kinds``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from analyzer.mention import OrganizationKind
from analyzer.organizations.lists import KINDS, LIST
from analyzer.organizations.wordlists import save_word_list
from analyzer.training.organization_lists import HINTS, _entries, _folder
from corpus.text import fold
from corpus.vocabulary import read_table

__all__ = ["build", "kinds"]

#: Kinds of the hints that are other kinds to us; groups of musicians, families, churches and figures tell none.
_OF_HINTS: dict[str, OrganizationKind] = {"military": "government", "orchestra": "association"}
#: How the words end that Wikipedia calls a body by; the first kind that fits counts.
_CALLED: dict[OrganizationKind, str] = {
    "media": "新聞 新聞社 日刊紙 紙 雑誌 週刊誌 月刊誌 誌 放送局 テレビ局 ラジオ局 通信社 ニュースサイト",
    "union": "労働組合",
    "party": "政党 党 会派",
    "team": "サッカークラブ クラブチーム 野球チーム チーム 球団",
    "school": "大学 学校 高校 学院 学園 短大 高等学校 中学校 専門学校",
    "hospital": "病院",
    "international": "国際機関 国際組織 国際機構",
    "government": "行政機関 省庁",
    "company": "企業 会社 メーカー (?<!神)社 銀行 証券 百貨店 デパート スーパー チェーン チェーン店 商社 業者 事業者 代理店 専門店 小売店 量販店 財閥 "
    "プロバイダ プロダクション レーベル 書店 ソフトハウス ホールディングス コーポレーション 企業体 コンビニエンスストア ベンダー 航空 大手",
    "association": "団体 協会 連盟 財団 学会 協議会 楽団 劇団 合唱団",
}


def build(path: Path | str = str(LIST)) -> int:
    """Write the list to ``path``; returns how many names it holds."""
    number = {kind: index + 1 for index, kind in enumerate(KINDS)}
    codes = {name: number[kind] for name, kind in kinds().items()}
    save_word_list(codes, Path(path), bits=4)
    return len(codes)


def kinds() -> dict[str, OrganizationKind]:
    """Return folded name → kind; names that are two kinds of bodies have none."""
    found = _settled(_of_wikipedia())
    own = ((fold(row["name"]), _OF_HINTS.get(row["kind"], row["kind"])) for row in read_table(HINTS, key="name"))
    return found | _settled((name, kind) for name, kind in own if kind in KINDS)


def _settled(told: Iterator[tuple[str, OrganizationKind]]) -> dict[str, OrganizationKind]:
    """Return the names that are told one kind only."""
    found: dict[str, OrganizationKind | None] = {}
    for name, kind in told:
        found[name] = kind if found.get(name, kind) == kind else None
    return {name: kind for name, kind in found.items() if kind is not None and len(name) > 1}


def _of_wikipedia() -> Iterator[tuple[str, OrganizationKind]]:
    """Yield the names of JumanDic with the kind of body that Wikipedia calls them."""
    endings = [(kind, re.compile(f"(?:{'|'.join(words.split())})$")) for kind, words in _CALLED.items()]
    for surface, features in _entries((_folder("jumandic") / "dicdir" / "sys.dic").read_bytes()):
        told = re.search("Wikipedia上位語:([^ /,]*)", features)
        if told and features.startswith("名詞"):
            kind = next((kind for kind, ending in endings if ending.search(told[1])), None)
            if kind is not None:
                yield fold(surface), kind


if __name__ == "__main__":
    print(build())
