"""Teams that a match report calls by their place, once it has named them: 浜松レイヴンズ … 浜松は前半12分に先制した.

The place alone is the team only where it does what teams do (下す, 引き分ける, 監督 behind it); 浜松で and 浜松市 stay places.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analyzer.organizations.body import Span
from analyzer.organizations.forms import MAX_FACTS, short_names
from corpus.patterns import Pattern, table_pattern
from corpus.text import occurrences
from corpus.tokens import Document
from corpus.vocabulary import alternation

__all__ = [
    "acts_as_team",
    "animals",
    "called",
    "clubs",
    "clubs_of_firms",
    "is_match_report",
    "is_of_clubs",
    "is_race_report",
    "place_of",
    "schools",
    "score_lines",
    "teams_by_place",
]

_MATCH_RE = Pattern(
    r"[0-9一二三四五六七八九先前後準逆引勝競退シ完得]"
    r"(?:(?<=[0-9])(?:[―-][0-9]|連[勝敗]|回(?:表|裏)|(?<=第[0-9])セット)"  # most are digits: they are asked one thing, and the others none of it
    r"|(?<![0-9])(?:(?<=先)制|(?<=[前後])半|(?<=[一二三四五六七八九])回(?:表|裏)|(?<=準)決勝|(?<=逆)転"
    r"|(?<=引)き分け|(?<=勝)(?:ち点|ち越)|(?<=競)り[勝負]|(?<=退)け|(?<=シ)ュート|(?<=完)封|(?<=得)点))"
)
#: So many signs make a text a match report.
_SIGNS = 3
_TEAM_RE = Pattern(
    r"(?:FC|SC|AC)?(?P<before>[一-龠々ケヶ]{2,4})(?:[ァ-ヶー]{3,14}|FC|SC|FC[ァ-ヶー]+|ユナイテッド|高校?|商業高?校?|工業高?校?)"
    r"|(?:[A-Z]{2,8}|[一-龠々]{1,4})?[ァ-ヶー・]{3,14}(?P<after>[一-龠々]{2,4})|(?:FC|SC|AC)(?P<alone>[一-龠々]{2,4})"
)
_DOES = (
    r"(?=[はが](?!市|県|町(?!田))|さん[のはがに]|を(?:[0-9]{1,3}[-―][0-9]|下|破|退|抑|倒|振り切|圧倒|迎|追|突き放|完封|相手)|、(?:延長|逆転|サヨナラ|[0-9一二三四五六七八九]+連[勝敗])|[0-9]{1,2}×?[-―][0-9]|に(?:[0-9]|競り|逆転|快勝|大勝|惜|敗|敗れ|勝|押し|完敗|延長|連[勝敗])"
    r"|と(?:対戦|引き分|戦|[0-9]{1,2}[-―][0-9]|の(?:直接対決|対戦|一戦|ダブルヘッダー|カード|試合|ゲーム差)|ぶつか|あた|当た|激突|顔を合わせ)|戦[はでの、]|―|-[0-9]|・[一-龠]{2,4}監督"
    r"|の(?:[一-龠]{0,4}(?:監督|コーチ|投手|捕手|主将|エース|選手|先発|打線|守備|守り|攻撃|猛攻|ゴール|得点|反撃|粘り|勝利|失点|本拠地)|DF|MF|FW|GK))"
)


_ACTING_RE = Pattern(rf"(?<![一-龠々ァ-ヶーA-Za-z])[A-Z]{{0,2}}(?P<place>[一-龠々ケヶ]{{2,4}})[A-Z]{{0,2}}{_DOES}")


_DOES_RE = Pattern(_DOES)


def acts_as_team(folded: str, end: int) -> bool:
    """Return whether what stands at ``end`` goes with teams in the report of a match: を下した, は, 戦で, の先発.

    >>> acts_as_team("浜松を下した。", 2), acts_as_team("浜松を訪れた。", 2)
    (True, False)
    """
    return _DOES_RE.match(folded, end) is not None


@lru_cache(MAX_FACTS)
def place_of(name: str) -> str:
    """Return the place in the name of a team, ``""`` if it is not built like one.

    >>> place_of("浜松レイヴンズ"), place_of("ガイナーレ鳥取"), place_of("浜松市")
    ('浜松', '鳥取', '')
    """
    team = _TEAM_RE.fullmatch(name)
    return (team["before"] or team["after"] or team["alone"]) if team is not None else ""


@lru_cache(MAX_FACTS)
def called(name: str) -> tuple[str, ...]:
    """Return what the report of a match may call a team or a school of this name, its place apart.

    >>> called("アルバルク東京"), called("オービック・シーガルス"), called("法政大学"), called("浜松市")
    (('アルバルク',), ('オービック', 'シーガルス'), ('法政',), ())
    """
    team = _TEAM_RE.fullmatch(name)
    if team is not None and team["after"]:
        return (name[: -len(team["after"])],)
    if team is not None and team["before"]:
        nick = name[len(team["before"]) :]
        return (nick,) if len(nick) > 3 and _KATAKANA_RE.fullmatch(nick) else ()
    if _DOTTED_RE.fullmatch(name):
        return (name.partition("・")[0], name.rpartition("・")[2])
    school = _STEM_RE.fullmatch(name)
    return (school["stem"],) if school is not None else ()


_KATAKANA_RE = Pattern(r"[ァ-ヶー]+")
_DOTTED_RE = Pattern(r"[ァ-ヶー]{4,12}・[ァ-ヶー]{3,12}")
_STEM_RE = Pattern(r"(?P<stem>[一-龠々ァ-ヶー]{2,8})(?:大学|学園|学院|高等学校|高校)")


@lru_cache(maxsize=1)  # asked two or three times for each article
def is_match_report(folded: str) -> bool:
    """Return whether a text tells how a match went.

    >>> is_match_report("前半12分に先制し、3-1で逆転した。"), is_match_report("市は予算案を発表した。")
    (True, False)
    """
    return sum(1 for _ in itertools.islice(_MATCH_RE.finditer(folded), _SIGNS)) == _SIGNS


_CLUB_RE = Pattern(r"リーグ|サポーター|試合|J[1-3]|[0-9]位")
_HEAD_RE = Pattern(r"サポーター|監督(?:を(?:解任|更迭|交代)|の?(?:解任|更迭|交代|就任|辞任|続投)|は[「試就])")


@lru_cache(maxsize=1)  # asked for every name of an article that may be clipped
def is_of_clubs(folded: str) -> bool:
    """Return whether a text tells of clubs and who heads them, though of no match.

    >>> is_of_clubs("監督を解任した。20位に沈む。"), is_of_clubs("監督官庁は調べる。")
    (True, False)
    """
    if "監督" not in folded and "サポーター" not in folded:
        return False
    return _HEAD_RE.search(folded) is not None and _CLUB_RE.search(folded) is not None


_RACE_RE = Pattern(r"騎手|調教師|馬身|出走|厩舎|競走馬|牝馬|牡馬|馬主|[0-9]番人気")
_HORSE_RE = Pattern(r"[ァ-ヶー]{2,9}号?")


def is_race_report(folded: str) -> bool:
    """Return whether a text tells how horses ran.

    >>> is_race_report("3番人気のナミカゼが2馬身差で勝った。騎手は喜んだ。"), is_race_report("競馬場の近くで火事があった。")
    (True, False)
    """
    return sum(1 for _ in itertools.islice(_RACE_RE.finditer(folded), _SIGNS)) == _SIGNS


#: What animal a name is said to bear: 乗用馬である｜ユニック.
_ANIMAL_RE = Pattern(r"[馬犬猫象](?:である|だった|「)?(?P<name>[ァ-ヶー]{2,9})(?=号|[」はがもをの、])")


def animals(folded: str, names: set[str]) -> set[str]:
    """Return those of ``names`` that are horses in the report of a race, or said to be animals.

    >>> animals("乗用馬であるユニックが死んだ。", {"ユニック", "ミナモ"})
    {'ユニック'}
    """
    if not any(letter in folded for letter in "馬犬猫象"):
        return set()
    alike = {name for name in names if _HORSE_RE.fullmatch(name)}
    if not alike or ("馬" in folded and is_race_report(folded)):
        return alike
    return alike.intersection(match["name"] for match in _ANIMAL_RE.finditer(folded))


def teams_by_place(doc: Document, names: Sequence[Span]) -> Iterator[Span]:
    """Yield the places and words that stand for a team or a school of ``names``, in a report of a match."""
    folded = doc.folded
    distinct = {folded[span.start : span.end] for span in names}
    places = {place_of(name) for name in distinct}
    places.discard("")
    words = {word for name in distinct for word in called(name)}
    is_match = bool(places or words) and is_match_report(folded)
    if not is_match and not (words and is_of_clubs(folded)):
        return
    for match in _ACTING_RE.finditer(folded) if places and is_match else ():
        if match["place"] in places:  # 千葉, 千葉J of 千葉ジェッツ
            yield Span(match.start(), match.end(), 0.65, "place")
    for word in sorted(words - places - distinct):
        for start in occurrences(folded, word):
            end = start + len(word)
            is_apart = not (start and _DOT_OR_LETTER_RE.match(folded, start - 1))
            is_nick = _KATAKANA_RE.fullmatch(word) is not None and not _DOT_OR_LETTER_RE.match(folded, end)
            if is_apart and (is_nick or (is_match and _DOES_RE.match(folded, end))):
                index = doc.token_at(start)
                if doc.ends[index] < end or doc.lexicon.types[doc.types[index]].pos3 != "地名":  # 東京 of 東京大学
                    yield Span(start, end, 0.65, "place")


#: A team of a firm or a town by a word of its own: 久光スプリングス, NECレッドロケッツ川崎; and what it does to another one.
_TEAM = r"(?:[A-Z]{2,8}|[一-龠々]{1,6})[ァ-ヶー]{4,14}(?:[一-龠々]{2,4}|[一-龠々]{2}[ぁ-ん]{2,4})?|[ァ-ヶー]{5,14}[一-龠々]{2,4}"
_BEATS_RE = Pattern(
    rf"(?<![一-龠々ァ-ヶーA-Za-z0-9])(?P<one>{_TEAM})(?=[はが][^。、]{{2,24}}(?:[をに](?:[0-9]{{1,3}}[―-][0-9]{{1,3}}で)?(?:破|下し|退け|圧倒|完封|ストレート|快勝|大勝|競り|敗れ|惜敗|完敗|逆転))|[はが](?:[0-9]+連[勝敗]|[0-9]{{1,2}}位)"
    r"|を(?:[0-9]{1,3}[―-][0-9]{1,3}で)?(?:破|下し|退け|圧倒|完封|逆転)|に(?:[0-9]{1,3}[―-][0-9]{1,3}で)?(?:ストレート|快勝|大勝|競り|敗れ|惜敗|完敗|逆転)|と[^。、]{2,24}が対戦|(?:が|と)対戦)"
)


def clubs_of_firms(doc: Document) -> Iterator[Span]:
    """Yield teams that bear a firm or a town and a word of their own, beside what teams do, in the report of a match."""
    folded = doc.folded
    if not is_match_report(folded):
        return
    for match in _BEATS_RE.finditer(folded):
        start, end = match.span("one")
        words = doc.types_within(start, end)
        is_named = any(word.pos2 == "固有名詞" or word.is_unknown or word.surface.isascii() for word in words)
        is_other = any(word.pos4 == "国" for word in words) or (words[0].pos4 == "姓" and words[-1].pos4 == "名")
        if is_named and not is_other:
            yield Span(start, end, 0.7, "team")


#: A school in the report of a match, before its prefecture (開星(島根)と花咲徳栄(埼玉)が対戦) or as the second side.
_SCHOOL_RE = Pattern(
    r"(?<![一-龠々ァ-ヶーA-Za-z0-9・)])(?P<school>(?!対)[一-龠々ァ-ヶー]{2,10})[(][東西南北]?[一-龠]{2,3}[)](?=[とがはをに―-]|戦|の|、|だ|で|。)"
    r"|(?<=[と―])(?P<guest>[一-龠々ァ-ヶー]{3,10})(?=が対戦|戦(?:が行|は))"
)
#: Both sides of a game told with its score: 船越工が鳴尾学院を4―3で
_BEAT_RE = Pattern(
    r"(?<![一-龠々ァ-ヶーA-Za-z0-9])(?P<winner>[一-龠々ァ-ヶー]{2,8})[がは](?P<loser>[一-龠々ァ-ヶー]{2,8})[をに][0-9]{1,3}[―ー-][0-9]{1,3}x?で"
)
_OF_SCHOOLS = ("高校野球", "甲子園", "全国高校", "全国高等学校", "高校サッカー", "高校ラグビー", "花園")


def schools(doc: Document) -> Iterator[Span]:
    """Yield the schools of a match that stand before their prefecture or with the score: 開星(島根)と花咲徳栄(埼玉)が対戦."""
    folded = doc.folded
    if not any(word in folded for word in _OF_SCHOOLS):
        return
    for match in _BEAT_RE.finditer(folded):
        for side in ("winner", "loser"):
            start, end = match.span(side)
            words = doc.types_within(start, end)
            is_named = any(word.pos2 != "普通名詞" for word in words)
            if is_named and not any(word.pos4 == "国" for word in words):
                yield Span(start, end, 0.7, "school")
    if "(" not in folded:
        return
    if "出場校" not in folded and "21世紀枠" not in folded and not is_match_report(folded):
        return
    for match in _SCHOOL_RE.finditer(folded):
        start, end = match.span("school" if match["school"] else "guest")
        words = doc.types_within(start, end)
        bracketed = doc.lexicon.types[doc.types[doc.token_at(end + 1)]]
        is_meant = match["guest"] or bracketed.pos3 == "地名"
        before = doc.token_at(start - 1) if start and "ぁ" <= folded[start - 1] <= "ん" else -1
        if before >= 0 and doc.lexicon.types[doc.types[before]].pos1 == "名詞":
            start = doc.starts[before]  # おかやま｜山陽
        if is_meant and any(word.pos3 != "人名" for word in words) and any(word.pos2 != "普通名詞" for word in words):
            yield Span(start, end, 0.7, "school")


# -------------------------------------------------------------------- clubs that bear the name of a paper, a firm, a town

#: What a report tells of, by the place of its clubs in organization_short.tsv.
_TOLD_OF = {
    "ball": (
        "プロ野球",
        "リーグ",
        "日本シリーズ",
        "セ・パ",
        "球団",
        "ドラフト",
        "本塁打",
        "適時打",
        "二塁打",
        "打線",
        "登板",
    ),
    "pitch": ("J1", "J2", "J3", "Jリーグ", "ルヴァン", "ルバン", "天皇杯"),
}
#: What only clubs have and do.
_PLAYS = (
    r"対(?=[一-龠ァ-ヶA-Z])|戦(?=[はでのに、])|打線|球団|ファン|投手|捕手|内野手|外野手|監督|コーチ|選手|入団|への?(?:移籍|入団)|に(?:入団|移籍|指名)|から(?:移籍|FA|戦力外)"
    r"|、?[0-9一二三四五六七八九]+連[勝敗]|の(?:投手|捕手|先発|4番|抑え|[一-龠]{0,4}監督)|[0-9]{1,2}[-―][0-9]|[-―](?=[一-龠A-Z]{2,4}戦)"
)


_ACTING_CLUB_RE = Pattern(rf"(?![A-Z])(?:(?P<sure>{_PLAYS})|{_DOES})")
_AGAINST_RE = Pattern(r"(?:対|VS|vs|[0-9]{1,2}×?[-―][0-9]{1,2}×?)$")
_RANK_RE = Pattern(r"(?:首位|[0-9]位)$")
_LETTER_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z]")
_DOT_OR_LETTER_RE = Pattern(r"[一-龠々ァ-ヶーA-Za-z・]")


#: What only a report of a match has in a sentence.
_SURE_RE = Pattern(r"プロ野球|[0-9][-―][0-9]")


class _Met(NamedTuple):
    """A club in a report: where it stands, in which sentence, and whether it can be nothing else."""

    name: str
    start: int
    sentence: int
    is_sure: bool


def clubs(doc: Document) -> Iterator[Span]:
    """Yield the clubs that a report calls by a company, a paper or a town: 中日は阪神に0-1で敗れた, 首位鹿島と対戦した.

    A club that stands before what only clubs have, or beside another one, is one in the rest of the report too.
    """
    folded = doc.folded
    for place, told_of in _TOLD_OF.items():
        if not any(map(folded.__contains__, told_of)) or (place == "pitch" and not is_match_report(folded)):
            continue
        for side in _side_re().finditer(folded) if place == "ball" else ():
            yield Span(*side.span("club"), 0.7, "place")
        met = [each for name in short_names(place) if name in folded for each in _met(doc, name)]
        several = Counter(sentence for sentence, _ in {(each.sentence, each.name) for each in met})
        sure = {
            each.name
            for each in met
            if each.is_sure or several[each.sentence] > 1 or _SURE_RE.search(_sentence(doc, each.sentence))
        }
        for each in met:
            if each.name in sure:
                yield Span(each.start, each.start + len(each.name), 0.7, "ball")


@table_pattern
def _side_re() -> str:
    """Match the second side in a score, by clubs that are sure enough elsewhere: 阪神3×―2｜巨人."""
    return rf"[-―][0-9]{{1,2}}×?(?P<club>{alternation(short_names('side'))})(?![一-龠々ァ-ヶー])"


def _met(doc: Document, name: str) -> Iterator[_Met]:
    """Yield where ``name`` does what clubs do, or stands as the other side: 対｜広島, ヤクルト7―3｜阪神."""
    folded = doc.folded
    for start in occurrences(folded, name):
        end = start + len(name)
        is_alone = not start or not _LETTER_RE.match(folded, start - 1)
        is_against = _AGAINST_RE.search(folded, max(start - 6, 0), start) is not None
        if is_against and not _LETTER_RE.match(folded, end):
            yield _Met(name, start, doc.sentence_at(start), True)
        elif is_alone or is_against or _RANK_RE.search(folded, max(start - 2, 0), start):
            acting = _ACTING_CLUB_RE.match(folded, end)
            if acting is not None:
                is_sure = acting["sure"] is not None or not (is_alone or is_against)  # 首位広島と
                yield _Met(name, start, doc.sentence_at(start), is_sure)


def _sentence(doc: Document, index: int) -> str:
    sentence = doc.sentences[index]
    return doc.folded[sentence.start : sentence.end]


# -------------------------------------------------------------------------------------------------------- score lines

_LINE_RE = Pattern(
    r"(?m)^[ \t]*+(?:[▽○●△◇][ \t]*+)?(?P<home>[一-龠々ァ-ヶーA-Za-z・&.]{3,20})[ \t]+[0-9]{1,3}[ ]?[-―–−][ ]?[0-9]{1,3}[ \t]+(?P<guest>[一-龠々ァ-ヶーA-Za-z・&.]{3,20})[ \t]*(?=$|[(])"
)
_SCORE_RE = Pattern(r"[-―–−](?<=[0-9].)(?=[0-9])")


def score_lines(doc: Document) -> Iterator[Span]:
    """Yield the teams of a list of results: 熊本ヴォルターズ 83―70 愛媛オレンジバイキングス."""
    folded = doc.folded
    for match in _LINE_RE.finditer(folded) if _SCORE_RE.search(folded) else ():
        for group in ("home", "guest"):
            start, end = match.span(group)
            if place_of(match[group]) or _TEAM_ENDS_RE.search(match[group]):
                yield Span(start, end, 0.7, "place")


_TEAM_ENDS_RE = Pattern(r"[ァ-ヶー]{3,}$|(?:FC|SC|クラブ|高|高校|大)$")
