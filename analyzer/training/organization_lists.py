"""Builds the word lists of the tagger: clusters of word vectors, and known names of bodies.

Needs the packages ja_ginza (chiVe vectors, Apache-2.0), ipadic and jumandic (names of organizations in their
dictionaries) and japan_finance_codes (filers, Apache-2.0), and reads two tables of our own: organization_names.tsv of the
analyzer, whose names are found wherever they stand, and data/organization_names.tsv, whose names only hint at a body
(ピーチ, ジャガー). Called by ``python -m analyzer.training.organizations --lists``.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analyzer.organizations.forms import TABLES, legal_forms
from analyzer.organizations.wordlists import save_word_list
from corpus.text import fold
from corpus.vocabulary import read_table

__all__ = ["build"]

#: What a name's code says (added up): filer, dictionary, place as well, table, short form of the table; and what
#: Wikipedia calls it (by way of JumanDic): an organization, a group (of musicians …), a work or product; or nothing.
FILER, SYNONYM, SHORT_SYNONYM, DICTIONARY, PLACE, TABLE, SHORT = 1, 2, 4, 8, 16, 32, 64
BODY, GROUP, WORK, UNTOLD = 128, 256, 512, 1024
#: What a name in our own table of hints says beside these: it is a party, a church or a body of states, which are none to
#: UD_Japanese-GSD; or a family, which is one to it. More kinds than these cost half a point: each is too rare.
CREED, CLAN = 2048, 4096
KINDS = {"group": GROUP, "fiction": GROUP, "party": CREED, "religion": CREED, "international": CREED, "clan": CLAN}
HINTS = Path(__file__).parent / "data" / "organization_names.tsv"
#: So many codes have a number in the list.
CODES = 63


def build(models: Path, synonyms: Path | None = None) -> None:
    """Write organization_words.bin and .json to ``models``: vector and known names of each word in one code."""
    vectors, divisions = clusters(1023, (256, 64))
    save(vectors, divisions, names(synonyms), models)


def save(
    vectors: Mapping[str, int], divisions: Sequence[Sequence[int]], known: Mapping[str, int], models: Path
) -> None:
    """Write vectors (word → number from 1 on), clusters (fine of each vector, coarser ones of each fine) and names."""
    if max(vectors.values()) >= 1 << 15:
        raise ValueError("a word's code has 15 bits for its vector and 6 for what its names are")
    uses = Counter(known.values())
    codes = [0, *sorted(code for code, _ in uses.most_common(CODES))]
    number = {code: index for index, code in enumerate(codes)}
    for code in uses.keys() - number.keys():  # rare combinations are taken for the most like common one
        near = max(codes[1:], key=lambda each: (-(each ^ code).bit_count(), uses[each]))
        number[code] = number[near]
    both = {word: vectors.get(word, 0) | number[known.get(word, 0)] << 15 for word in [*vectors, *known]}
    save_word_list(both, models / "organization_words.bin", bits=21)
    fine, medium, coarse = ([0, *(index + 1 for index in division)] for division in divisions)
    about = {"fine": fine, "medium": medium, "coarse": coarse, "names": codes}
    (models / "organization_words.json").write_text(json.dumps(about) + "\n", encoding="utf-8")


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the word lists need the package {package}: pip install {package.replace('_', '-')}")
    return Path(spec.submodule_search_locations[0])


# --------------------------------------------------------------------------------------------------------- clusters


def clusters(fine: int, coarser: tuple[int, int]) -> tuple[dict[str, int], list[list[int]]]:
    """Return word → vector number (1-based); the cluster of each vector, and two coarser ones of each cluster."""
    import numpy as np
    from sklearn.cluster import KMeans, MiniBatchKMeans

    vectors, rows = _vectors()
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    uses = np.bincount(list(rows.values()), minlength=len(vectors))
    first = MiniBatchKMeans(fine, random_state=1, n_init=1, batch_size=4096, max_iter=30)
    first.fit(unit, sample_weight=np.log1p(uses))
    divisions = [
        KMeans(count, random_state=1, n_init=2).fit(first.cluster_centers_).labels_.tolist() for count in coarser
    ]
    return {word: row + 1 for word, row in rows.items()}, [first.labels_.tolist(), *divisions]


_WORD_RE = re.compile(r"[\w・ー&.\-]+")


def _vectors() -> tuple[Any, dict[str, int]]:
    import msgpack  # type: ignore[import-not-found, import-untyped, unused-ignore]
    import numpy as np

    folder = next(_folder("ja_ginza").glob("ja_ginza-*")) / "vocab"
    row_of_hash = msgpack.unpackb((folder / "key2row").read_bytes(), strict_map_key=False)
    rows: dict[str, int] = {}
    for word in json.loads((folder / "strings.json").read_text(encoding="utf-8")):
        row = row_of_hash.get(murmur(word.encode()))
        folded = fold(word)
        if row is not None and _WORD_RE.fullmatch(folded) and not folded.isdigit():
            rows.setdefault(folded, row)
    return np.load(folder / "vectors"), rows


def murmur(data: bytes, seed: int = 1) -> int:
    """Return the 64-bit MurmurHash (version 64A) by which spaCy names its strings."""
    mask, factor = (1 << 64) - 1, 0xC6A4A7935BD1E995
    result = (seed ^ (len(data) * factor)) & mask
    whole = len(data) // 8
    for block in struct.unpack_from(f"<{whole}Q", data):
        block = block * factor & mask
        block = (block ^ block >> 47) * factor & mask
        result = (result ^ block) * factor & mask
    if data[whole * 8 :]:
        result = (result ^ int.from_bytes(data[whole * 8 :], "little")) * factor & mask
    result = (result ^ result >> 47) * factor & mask
    return result ^ result >> 47


# ------------------------------------------------------------------------------------------------------------ names


def names(synonyms: Path | None) -> dict[str, int]:
    """Return name → code."""
    codes: dict[str, int] = {}

    def put(name: str, code: int) -> None:
        if len(name) > 1 and not re.fullmatch(r"[ぁ-ん]{1,2}|\d+", name):
            codes[name] = codes.get(name, 0) | code

    for name in _filers():
        put(name, FILER)
        put(name.replace(" ", ""), FILER)
    if synonyms is not None:
        for line in synonyms.read_text(encoding="utf-8").splitlines()[1:]:
            form, _, _, kind = line.split("\t")
            put(_bare(form), SYNONYM if kind == "canonical" else SHORT_SYNONYM)
    organizations, places = _dictionary()
    for name in organizations:
        put(name, DICTIONARY)
    for name in list(codes):
        if name in places:
            put(name, PLACE)
    for name, code in _of_wikipedia():
        put(name, code)
    for row in read_table(TABLES / "organization_names.tsv", key="name"):
        creed = KINDS.get(row["kind"], 0) & CREED
        put(row["name"], TABLE | creed)
        for form in filter(None, row["aliases"].split("|")):
            put(form, SHORT | creed)
    for row in read_table(HINTS, key="name"):
        put(row["name"], KINDS.get(row["kind"], BODY))
    return codes


def _bare(name: str) -> str:
    name = fold(name).strip()
    for form in sorted(legal_forms(), key=len, reverse=True):
        name = name.removeprefix(form).removesuffix(form)
    return name.strip()


def _filers() -> Iterator[str]:
    data = json.loads(gzip.decompress((_folder("japan_finance_codes") / "_data/company_registry.json.gz").read_bytes()))
    records = data if isinstance(data, list) else next(each for each in data.values() if isinstance(each, list))
    for record in records:
        yield _bare(record["name"])


def _dictionary() -> tuple[set[str], set[str]]:
    """Return the organizations and the places of mecab-ipadic, read out of its compiled form."""
    organizations, places = set(), set()
    for surface, features in _entries((_folder("ipadic") / "dicdir" / "sys.dic").read_bytes()):
        if features.startswith("名詞,固有名詞,組織"):
            organizations.add(fold(surface))
        elif features.startswith("名詞,固有名詞,地域"):
            places.add(fold(surface))
    return organizations, places


#: How the words end that Wikipedia calls things by; the first kind that fits counts.
_ENDINGS = {
    GROUP: "バンド コンビ ユニット グループ トリオ アイドル デュオ カルテット 音楽集団 集団",
    BODY: "企業 会社 メーカー 社 事務所 団体 機関 銀行 大学 学校 高校 学院 学園 短大 党 会派 局 新聞 組織 協会 連盟 クラブ チーム 球団 "
    "プロダクション レーベル 百貨店 デパート スーパー チェーン チェーン店 病院 研究所 庁 省 軍 部隊 組合 委員会 財団 法人 連合 大手 商社 "
    "キャリア 業者 事業者 代理店 専門店 小売店 量販店 コンビニエンスストア 財閥 スタジオ プロバイダ 劇団 楽団 合唱団 暴力団 教団 宗派 ジム "
    "部屋 リーグ シンクタンク 書店 ストア 協議会 学会 議会 裁判所 警察 鉄道 航空 信用金庫 証券 ファンド 企業体 ベンダー ブランド 事業 サークル "
    "消防 塾 予備校 ソフトハウス 劇場 ホールディングス コーポレーション",
    WORK: "作品 シングル アルバム 漫画 小説 映画 番組 ゲーム 曲 雑誌 ドラマ アニメ ソフト ソフトウェア ソフトウエア 歌 絵本 誌 紙 シリーズ 物語 "
    "サイト サービス ソフトだ 言語 ライブラリ 車 車種 モデル 機種 商品 商品名 製品 商標 菓子 薬 医薬品 航空機 戦闘機 艦 船 列車 特急 銃 兵器 "
    "機 システム コンピュータ カメラ 飲料 規格 アプリ アプリケーション ツール",
    PLACE: "都市 市 町 村 県 州 国 島 山 川 駅 コムーネ コミューン 自治体 地名 地域 地区 郡 区 城 寺 神社 空港 港 湖 集落 公園 県都 州都 首都 "
    "県庁所在地 共和国 半島 平野 湾 街 道路 路線 通り 橋 施設 競技場 スタジアム 球場 ビル ホテル 温泉 遺跡 藩 国家 王国 郷",
}


def _of_wikipedia() -> Iterator[tuple[str, int]]:
    """Yield the names of bodies and works in JumanDic with the code of what Wikipedia calls them."""
    kinds = [(re.compile(f"(?:{'|'.join(words.split())})$"), code) for code, words in _ENDINGS.items()]
    found: dict[str, int] = {}
    for surface, features in _entries((_folder("jumandic") / "dicdir" / "sys.dic").read_bytes()):
        told = re.search("Wikipedia上位語:([^ /,]*)", features)
        is_body = features.startswith("名詞,組織名")
        if not (told and features.startswith("名詞")) and not is_body:
            continue
        code = next((code for kind, code in kinds if told and kind.search(told[1])), 0)
        if is_body and code != BODY:
            code |= UNTOLD
        name = fold(surface)
        found[name] = found.get(name, 0) | code
    for name, code in found.items():
        if code & ~PLACE and not re.fullmatch("[ぁ-ん]{3}|[A-Za-z]{2}", name):
            yield name, code


def _entries(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield surface and features of a MeCab dictionary: header, double array, tokens (16 bytes each), features."""
    sizes = struct.unpack_from("<10I", data)
    tokens = 72 + sizes[6]
    features = tokens + sizes[7]
    units = struct.unpack_from(f"<{sizes[6] // 4}i", data, 72)
    base, check = units[0::2], units[1::2]
    stack = [(base[0], b"")]
    while stack:
        node, surface = stack.pop()
        if node < len(base) and check[node] == node and base[node] < 0:
            value = -base[node] - 1
            for number in range(value & 0xFF):
                offset = struct.unpack_from("<I", data, tokens + ((value >> 8) + number) * 16 + 8)[0]
                end = data.index(b"\0", features + offset)
                yield surface.decode("utf-8", "replace"), data[features + offset : end].decode("utf-8", "replace")
        for byte in range(256):
            child = node + byte + 1
            if child < len(base) and check[child] == node and child != node:
                stack.append((base[child], surface + bytes([byte])))
