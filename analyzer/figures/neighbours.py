"""The noun right beside a figure: サーバー3台, 1019万人のカード申請, 死者は3人, 43兆円に増やす防衛費."""

from __future__ import annotations

from bisect import bisect_left

from analyzer.figures.nouns import PARTICLES, Nouns, last_words
from analyzer.figures.topics import SHARES, thing
from corpus.patterns import Pattern

__all__ = [
    "AWAY_RE",
    "DEAL_RE",
    "DISTANCES",
    "HEADS",
    "before_adverbs",
    "before_bracket",
    "behind_no",
    "beside",
    "event_behind",
    "is_enumerated",
    "is_listed",
    "led_to",
    "members",
    "with_particle",
]

HEADS = frozenset({"人", "名"})
_HOMES = frozenset({"戸", "世帯", "軒"})
#: 港の東|約6キロ, 駅から|800メートル
AWAY_RE = Pattern(
    r"(?:[東西南北](?:側|方)?[にへ]?|沖合?[にへ]?|(?<![0-9A-Za-zァ-ヶー㎞])から[^0-9、。はがを]{0,6})約?[0-9][0-9.,千]*[^0-9、。]{1,7}$"
)
DISTANCES = frozenset({"キロ", "キロメートル", "km", "メートル", "m", "マイル", "海里"})
#: Behind 300人: it says how many there are.
_AMOUNT_RE = Pattern(
    r"だ|から[0-9一二三四五六七八九十]|です|で(?:あ|し|、)|。|い[たる]|に(?:上[がっるり]|のぼ|達|増|減|とどま)"
)
_SYMBOL_RE = Pattern(r"[A-Za-z]{1,4}[0-9]{1,2}(?:\.[0-9])?[一-龥]{0,6}")
_OF_TIMES = frozenset({"年", "月", "日", "時", "まで", "末", "現在", "時点", "で"})
_FORM_RE = Pattern(r"(?:(?:小|中|高)学?|高校|大学)?[1-6]年生$")
_FOR_EACH_RE = Pattern(r"で[0-9][0-9,.万億]*(?:円|ドル|%|割)")
_TIMES_AT = frozenset({"年", "月", "日", "年度", "春", "夏", "秋", "冬", "末", "期"})
_PRESSED = (
    "縮め",
    "押し上げ",
    "押し下げ",
    "押上げ",
    "押下げ",
    "増や",
    "減ら",
    "引き上げ",
    "引き下げ",
    "上乗せ",
    "高め",
    "高く",
    "抑え",
    "返上",
    "カット",
    "削減",
    "減額",
    "増額",
)
#: 出席議員 十二名
_HEADS_RE = Pattern(r"\s[0-9一二三四五六七八九十百千]+[名人]")
#: What opens a question or an answer.
_TURNS = frozenset({"Q", "A", "問", "答"})
_LIVING_RE = Pattern(r"が(?:居住|入居|在籍|入所|入院|暮ら|住[みん]|働[いく]|通[いう]|勤)")
_SURPASS_RE = Pattern(r"(?:ほど|程度)?(?:上回|下回|上まわ|下まわ|超え|超過)")
#: 43兆円|に増やす防衛費: a verb between a figure and the noun that it says how much of there is.
_REACHING_RE = Pattern(
    r"[にへ](?:増やす|減らす|(?:引き上げた|引き下げた|増やした|減らした)(?=政策|[一-龥]{0,4}(?:率|額|金利|価格|料金|予算|定員))|引き上げる|引き下げる|増額する|減額する|拡大する|上る|のぼる|達する|及ぶ|膨らむ|膨れ上がる|わたる|相当する)(?=[^ぁ-ん、。])"
)
#: 潮見建設が|74億円|で落札した: who buys and who wins are not what is counted.
DEAL_RE = Pattern(
    r"(?:\([^()0-9]{1,6}\))?で、?(?:落札|購入|買収|買[いっ]|受注|取得|売却|売[っりる]|優勝|制し|勝[っち]|敗[れっ]|逃げ切)(?!さ|価格|額|総額)"
)
_SPREAD_RE = Pattern(r"(?<![人件本個円%])(?:ほど|程度)?に(?:広げ|設置|導入|派遣|配[っりる備布]|送[っりる]|届け|提供)")
#: 線路を|100メートル|走る: the way, not what is measured.
_GONE_RE = Pattern(
    r"(?:ほど|ずつ)?、?(?:走|進|歩|泳|飛|移動|前進|後退|直進|北上|南下|通過|流され|航行|滑|下[っりる]|上[っりる])"
)
#: 1480億円の|2026年度一般会計予算案
_YEAR_OF_RE = Pattern(r"(?:令和|平成)?[0-9]{1,4}年度の?")
_OBJECT_RE = Pattern(
    r"[をに](?!開[いく]|抑え|上|のぼ|達|な[っりる]|増|減|とどま|及|すぎ|膨|落|下が|拡大|縮[小んむ]|迫|満|誇|対|つい|よ[りる]|わた|見込|突破|記録|予想|予定|計画|想定|更新|維持|割|切|数え|観測|占め|決[まめ])"
)


def before_adverbs(nouns: Nouns, index: int, begin: int) -> int:
    """Return the token behind the noun that adverbs part from the figure: サーバー|計3台."""
    adverbs = nouns.words["adverb"]
    while index > begin:
        if nouns.surface(index - 1) in adverbs:
            if index - 1 > begin and nouns.text[nouns.starts[index - 1] - 1] in " \u3000":
                break  # 事務局　月20立方メートル
            index -= 1
        elif index - 2 > begin and nouns.surface(index - 1) in ("に", "で", "の"):
            end = nouns.ends[index - 1]
            if nouns.text[nouns.starts[index - 2] : end] in adverbs:
                index -= 2  # 新たに, 全部で, 現在の
            elif index - 3 > begin and nouns.text[nouns.starts[index - 3] : end] in adverbs:
                index -= 3  # 従来予想の
            else:
                break
        else:
            break
    return index


def beside(nouns: Nouns, index: int, begin: int) -> str | None:
    """サーバー3台, 従業員38人の給与: the noun right before says it best."""
    if index == begin or (nouns.kind_at(index - 1) not in "NSHK" and not _is_told_aside(nouns, index, begin)):
        return None
    if nouns.text.startswith("年生", nouns.ends[index - 1] - 2) and (
        form := _FORM_RE.search(nouns.text, nouns.ends[index - 1] - 8, nouns.ends[index - 1])
    ):
        return form[0]  # 3年生22人
    noun = nouns.noun_phrase(index, begin) if nouns.surface(index - 1) == ")" else nouns.run_before(index, begin)
    is_parted = noun is not None and nouns.text[nouns.ends[index - 1]] in " \u3000"
    if (
        is_parted
        and noun is not None
        and not _HEADS_RE.match(nouns.text, nouns.ends[index - 1])
        and (noun.endswith(last_words("person", "speaker")) or noun in _TURNS)
    ):
        return None  # ○山井委員 0.3%でも, Q 178万円の根拠は
    return None if nouns.is_name(index - 1) else noun


def _is_told_aside(nouns: Nouns, index: int, begin: int) -> bool:
    """ケーブル(直径2センチ)|4本: whether a bracket of a few words stands between the noun and the figure."""
    if nouns.surface(index - 1) != ")" or nouns.ends[index - 1] != nouns.starts[index]:
        return False
    opening = nouns.text.rfind("(", max(nouns.starts[begin], nouns.starts[index] - 12), nouns.starts[index])
    return opening > nouns.starts[begin] and nouns.text[opening + 1 : nouns.ends[index - 1] - 1].isdigit() is False


def is_enumerated(nouns: Nouns, index: int, begin: int, noun: str, unit: str) -> bool:
    """富士通、NEC、日立製作所の|5社: the number sums up names, the last of them is not what it counts."""
    first = bisect_left(nouns.starts, nouns.ends[index - 1] - len(noun), begin, index)
    if not any(map(nouns.is_name, range(first, index))) or first - 2 < begin or noun.endswith(unit):
        return False
    return nouns.surface(first - 1) in ("、", "・", "と") and nouns.kind_at(first - 2) in "NSLH"


def is_listed(nouns: Nouns, index: int, begin: int, noun: str) -> bool:
    """ビール、ワインなど|12品: the last of several things is not all that is counted."""
    first = bisect_left(nouns.starts, nouns.ends[index - 1] - len(noun), begin, index)
    return first > begin and nouns.surface(first - 1) in ("、", "・", "と", "や")


def members(nouns: Nouns, index: int, begin: int) -> str | None:
    """監事の2人, 治安部隊の24人: those who are some of a body."""
    if index - 1 <= begin or nouns.kind_at(index - 1) != "の" or nouns.is_name(index - 2):
        return None
    run = nouns.run_before(index - 1, begin)
    if (
        run is None
        or run == "問題"
        or (len(run) == 1 and run.isascii())  # A、Bの2人
        or run.startswith(("同", "上記"))
        or run.endswith(("最多", "さん", "氏", "君", "様", "大会", "調査", "時点"))
    ):
        return None
    opening = nouns.ends[index - 2] - len(run)
    return None if nouns.text[opening - 1 : opening] in ("と", "や", "・") else run  # 母と同居の男の2人


def behind_no(nouns: Nouns, index: int, stop: int, *, unit: str = "") -> str | None:
    """3億円の予算, 1019万人のカード申請; もの is passed (3万人もの市民)."""
    if index + 1 >= stop:
        return None
    kind = nouns.kind_at(index)
    if kind == "も" and nouns.kind_at(index + 1) == "の":
        index += 1
    elif kind in PARTICLES and kind != "の":
        return None
    if nouns.surface(index) in nouns.words["tail"]:
        index += 1  # 12両編成の電車
    if index + 1 >= stop or nouns.kind_at(index) != "の":
        return None
    if nouns.kind_at(index + 1) == "K" and index + 3 < stop and nouns.surface(index + 2) == "な":
        index += 2  # 半径400メートルの急な曲線
    if year := _YEAR_OF_RE.match(nouns.text, nouns.ends[index]):
        index = max(bisect_left(nouns.starts, year.end(), index, stop) - 1, index)  # 総額80億円の|2026年度予算案
    elif nouns.kind_at(index + 1) == "L" and index + 3 < stop and nouns.kind_at(index + 2) == "の":
        index += 2  # 7人の中国の作業員
    run = nouns.run_after(index + 1, stop)
    if (
        run
        and nouns.text.startswith("など", end := nouns.starts[index + 1] + len(run))
        and nouns.text[end + 2 : end + 3].isdigit()
    ):
        return None  # 18府県の牧場など40か所
    if (clause := _clause_end(nouns, index + 1, stop)) is not None:
        run = nouns.run_after(clause, stop)  # 500匹の飼われている猫
    if run and run.isascii() and (symbol := _SYMBOL_RE.match(nouns.text, nouns.starts[index + 1])):
        return symbol[0]  # CO2削減
    if not run or run in nouns.words["after"] or nouns.kind_at(index + 1) == "T":
        return None
    if unit in SHARES and run.endswith(last_words("person")):
        return None  # 37%のオバマ氏
    if unit in DISTANCES and AWAY_RE.search(nouns.text, nouns.starts[index] - 24, nouns.starts[index]):
        return None  # 駅から北に|800メートル|の住宅密集地
    if unit in DISTANCES and (nouns.kind_at(index + 1) == "L" or run[-1] in "海湾島"):
        return None  # 香港の南540キロの南シナ海
    if (unit in nouns.words["sum"] or unit in nouns.words["place"]) and run.endswith(last_words("quantity")):
        return None  # 5社の売上高, 22市町村の負担額
    if run and unit in nouns.words["sum"] and not run.endswith(last_words("corps")):
        return None  # 35カ国の首脳, 5社の株式; not 30社の食品メーカー
    behind = nouns.starts[index + 1] + len(run)
    if unit in nouns.words["place"] and nouns.text[behind : behind + 1].isdigit():
        return None  # 39都道府県の医療機関1万施設
    if unit == "件" and nouns.text.startswith("の", behind) and nouns.is_act_alone(index + 1, stop):
        return nouns.act_of(bisect_left(nouns.starts, behind, index, stop), stop) or run  # 900件の賠償の請求
    is_act = run == nouns.surface(index + 1) and nouns.is_act(index + 1) and run not in nouns.words["visit"]
    return None if is_act and unit in ("人", "名") else run  # 5人の活動を支える


def _clause_end(nouns: Nouns, index: int, stop: int) -> int | None:
    """Return the token behind a short clause of one verb: 500匹の|飼われている|猫; None where ``index`` begins no verb."""
    words, types = nouns.doc.lexicon.types, nouns.types
    if index + 1 < stop and words[types[index]].pos3 == "サ変可能" and nouns.surface(index + 1) in ("さ", "し", "する"):
        index += 1
    elif words[types[index]].pos1 != "動詞":
        return None
    for each in range(index, min(stop, index + 6)):
        word = words[types[each]]
        if word.pos1 not in ("動詞", "助動詞", "助詞") or word.surface in "はがをにも":
            return each if each > index and words[types[each - 1]].cform.startswith("連体形") else None
    return None


def led_to(nouns: Nouns, end: int, after: int, stop: int, unit: str) -> str | None:
    """43兆円に増やす防衛費, 300人に上る死傷者: the noun that a clause of reaching is about."""
    if nouns.text.startswith(("(", ")"), end):  # 80億ペソ(約160億円)に上る工費
        end = nouns.text.find(")", end, end + 20) + 1 or end
    clause = _REACHING_RE.match(nouns.text, end) if nouns.text.startswith(("に", "へ"), end) else None
    if clause is None:
        return None
    index = bisect_left(nouns.starts, clause.end(), after, stop)
    run = nouns.run_after(index, stop) if index < stop and nouns.kind_at(index) not in "TLH" else None
    if run is None or run in nouns.words["after"] or run in nouns.words["generic"]:
        return None
    if run.endswith(last_words("agent")) or (unit in SHARES and run.endswith(last_words("person"))):
        return None
    return run


def with_particle(nouns: Nouns, index: int, begin: int, end: int, unit: str, quantity: str) -> str | None:
    """死者は3人, 再起動が50回, カードを3枚, 利用者の2割."""
    if index == begin:
        return None
    near = nouns.kind_at(index - 1)
    if near in "にでT、" and quantity == "count" and unit not in ("人", "名") and nouns.text.startswith("が", end):
        index, near = _before_times(nouns, index, begin)
    if near == "T" and quantity == "measure":
        return nouns.surface(index - 1) if nouns.surface(index - 1) in nouns.words["measure"] else None  # 周囲11キロ
    if near == "の":
        if unit == "倍":
            return None  # 前回の調査の1.4倍: what it is set against
        if quantity == "money" and nouns.surface(index - 2).endswith(last_words("money")):
            return nouns.run_before(index - 1, begin)  # 差額の1200円
        whole = nouns.run_before(index - 1, begin) if unit in SHARES or quantity == "ratio" else None
        if whole is not None and whole.endswith(last_words("base")):
            return None  # ピークの1割
        return whole or ("全体" if unit in SHARES and nouns.surface(index - 2) == "全体" else None)
    if near == "で" and unit in SHARES and not nouns.text.startswith(_PRESSED, end):
        noun = nouns.noun_phrase(index - 1, begin)  # シェアで5割
        return noun if noun is not None and noun.endswith(last_words("scale")) else None
    if quantity == "count" and near in "はが" and _FOR_EACH_RE.match(nouns.text, end):
        return None  # 値上げ幅は41銘柄で30円
    if near == "を" and unit in ("人", "名") and nouns.text.startswith(("で", "がかりで"), end):
        return None  # 小舟を2人で造る
    is_at_time = nouns.surface(index - 1) == "に" and nouns.surface(index - 2) in _TIMES_AT
    is_at_time = is_at_time or (near == "D" and nouns.surface(index) in _TIMES_AT)  # 16|日に, which may be an adverb
    if (near == "で" or is_at_time or nouns.surface(index - 1) in ("より", "、", "から")) and nouns.text.startswith(
        _PRESSED, end
    ):
        return _pressed(nouns, index, begin)
    if near == "を" and quantity == "measure" and _GONE_RE.match(nouns.text, end):
        return None
    if near in "はが" and quantity in ("money", "measure", "count") and DEAL_RE.match(nouns.text, end):
        return None
    if near in "はが" and unit in nouns.words["sum"] and nouns.text.startswith("の", end):
        return None  # 選挙は5市町村の合併に伴い
    if near == "を" and _SPREAD_RE.match(nouns.text, end):
        return None  # オンライン予約を|15病院|に広げる
    if near == "を" and quantity == "age":
        return None  # 雪の駅を20歳で読み
    if near == "を" and _SURPASS_RE.match(nouns.text, end):
        return None  # 前の期を3割上回った
    if near in "はが" and unit in ("人", "名") and _AMOUNT_RE.match(nouns.text, end):
        noun = nouns.noun_phrase(index - 1, begin)  # 社員は300人だ
        if noun is not None and noun.endswith(last_words("person")) and nouns.kind_at(index - 3) != "H":
            return noun
    if unit == "票" and near in "はが" and nouns.text.startswith(("を得", "を獲", "を集"), end):
        return thing(nouns, nouns.noun_phrase(index - 1, begin), index - 2, unit)
    if near == "は" and unit in ("人", "名") and _LIVING_RE.match(nouns.text, end):
        return None  # 寮は895人が居住する
    if near in ("を", "も") or (near in ("は", "が") and not _OBJECT_RE.match(nouns.text, end)):
        return thing(nouns, nouns.noun_phrase(index - 1, begin), index - 2, unit)
    return None


def _pressed(nouns: Nouns, index: int, begin: int) -> str | None:
    """円高は営業利益を通期で|4億円押し下げる, 塩分を従来品より|30%増やした: what stands with を before the time or the measure."""
    for back in range(index - 2, max(begin, index - 7), -1):
        if nouns.kind_at(back) == "を":
            return nouns.noun_phrase(back, begin)
        if nouns.kind_at(back) == "は":
            return thing(nouns, nouns.noun_phrase(back, begin), back - 1, "")  # 塩分は従来品比で|30%カットした
        if nouns.kind_at(back) in "、」":
            return None
    return None


def _before_times(nouns: Nouns, index: int, begin: int) -> tuple[int, str]:
    """遺体は|10日までに142体が収容された: the token behind the particle that a time parts from the figure."""
    first = index
    while index - 1 > begin and (nouns.kind_at(index - 1) in "DT、に" or nouns.surface(index - 1) in _OF_TIMES):
        index -= 1
    is_topic = index < first and nouns.kind_at(index - 1) == "は"
    return (index, "は") if is_topic else (first, nouns.kind_at(first - 1))


def before_bracket(nouns: Nouns, index: int, begin: int) -> str | None:
    """全政令市(20市); but nothing for 300万ドル(約4億円), a sum in another currency."""
    start = index
    while start > begin and nouns.kind_at(start - 1) in "NLSP":
        start -= 1
    return None if start > begin and nouns.kind_at(start - 1) == "D" else nouns.run_before(index, begin)


def event_behind(nouns: Nouns, index: int, stop: int, unit: str) -> str | None:
    """5人が死亡した → 死亡; 3万戸が停電した → 停電."""
    if unit not in HEADS and unit not in _HOMES:
        return None
    if index < stop and nouns.kind_at(index) == "が":
        index += 1
        if index < stop and nouns.kind_at(index) == "、":
            index += 1
    run = nouns.run_after(index, stop)
    if run not in nouns.words["event" if unit in HEADS else "plight"]:
        return None
    behind = bisect_left(nouns.starts, nouns.starts[index] + len(run), index)
    return None if behind < stop and nouns.kind_at(behind) in ("の", "に") else run  # 1万人が救助のために
