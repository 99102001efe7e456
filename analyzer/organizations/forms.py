"""What a name tells by itself: its key, its last word, its kind; and the tables that say so."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from analyzer.mention import OrganizationKind
from corpus.cache import kept, kept_rows
from corpus.patterns import Pattern, table_pattern
from corpus.places import ANALYZER
from corpus.vocabulary import alternation, read_table

TABLES = ANALYZER / "tables"


class Known(Struct, frozen=True):
    """A table's knowledge of a form: the full names it may stand for, and the kind of each."""

    names: tuple[str, ...]
    kind: OrganizationKind


@kept_rows(Known)
def known_names() -> dict[str, Known]:
    """Return form → full names and kind, out of organization_names.tsv (forms are keys of :func:`name_key`)."""
    known: dict[str, Known] = {}
    for row in read_table(TABLES / "organization_names.tsv", key="name", required=("kind", "source")):
        kind: OrganizationKind = row["kind"]  # type: ignore[assignment]
        for form in (row["name"], *filter(None, row["aliases"].split("|"))):
            key = name_key(form)
            before = known.get(key)
            known[key] = Known((*before.names, row["name"]), before.kind) if before else Known((row["name"],), kind)
    return known


@kept
def team_owners() -> frozenset[str]:
    """Return the names of companies that are part of a team's name: 日本ハム of 北海道日本ハムファイターズ."""
    known = known_names()
    teams = "|".join(form for form, each in known.items() if each.kind == "team")
    return frozenset(form for form, each in known.items() if each.kind == "company" and len(form) > 1 and form in teams)


class Suffix(Struct, frozen=True):
    """A last word of names: the kind it tells, and whether it stands alone (``"name"``, ``"head"``, ``"class"`` or ``""``)."""

    kind: OrganizationKind
    bare: str


@kept_rows(Suffix)
def suffixes() -> dict[str, Suffix]:
    """Return the last words of names, out of organization_suffixes.tsv."""
    rows = read_table(TABLES / "organization_suffixes.tsv", key="suffix", required=("kind", "source"))
    return {row["suffix"]: Suffix(row["kind"], row["bare"]) for row in rows}  # type: ignore[arg-type]


@kept
def heads() -> frozenset[str]:
    """Return the last words of names that stand for a body named before."""
    return frozenset(word for word, suffix in suffixes().items() if suffix.bare in ("head", "class"))


@kept
def general_heads() -> frozenset[str]:
    """Return those heads that also name things in general (銀行は低金利に苦しむ): only the tagger may take them for one body."""
    return frozenset(word for word, suffix in suffixes().items() if suffix.bare == "class")


@kept
def legal_forms() -> dict[str, OrganizationKind]:
    """Return the legal forms that stand before or after a name, with the kind they make."""
    rows = read_table(TABLES / "organization_legal_forms.tsv", key="form", required=("kind", "source"))
    return {row["form"]: row["kind"] for row in rows}  # type: ignore[misc]


@table_pattern
def legal_edge_re() -> str:
    """Return what matches a legal form at either edge of a name."""
    forms = alternation(legal_forms())
    return rf"^(?:{forms})[ ・]?|[ ]?(?:{forms})$"


@kept
def legal_edges() -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters that legal forms begin and end with."""
    return frozenset(form[0] for form in legal_forms()), frozenset(form[-1] for form in legal_forms())


def has_legal_form(name: str) -> bool:
    """Return whether a legal form stands at either edge of ``name`` (a folded one)."""
    firsts, lasts = legal_edges()
    if name[:1] not in firsts and name[-1:] not in lasts:
        return False
    forms = _legal_tuple()
    return name.startswith(forms) or name.endswith(forms)


@cache
def _legal_tuple() -> tuple[str, ...]:
    return tuple(legal_forms())


#: Letters of nations before a body (米司法省), and those that stand before its companies as well (蘭フィリプス).
NATIONS = "米英仏独伊露韓豪加印"
HOMES_OF_FIRMS = NATIONS + "蘭中台瑞"


def after_nation(folded: str, start: int) -> int:
    """Return where a katakana name begins behind the letter of its nation (米オープンAI), ``start`` if there is none.

    >>> after_nation("米オープンAI", 0), after_nation("米国", 0)
    (1, 0)
    """
    return start + (folded[start : start + 1] in HOMES_OF_FIRMS and "ァ" <= folded[start + 1 : start + 2] <= "ヶ")


#: Names whose facts are kept: an article repeats its names, and articles share many.
MAX_FACTS = 8192


@lru_cache(MAX_FACTS)
def name_key(name: str) -> str:
    """Return a folded name without legal form, blanks and quotes, in capitals: what makes two spellings one name.

    >>> name_key("株式会社 三方印刷"), name_key("Yahoo!ニュース")
    ('三方印刷', 'YAHOO!ニュース')
    """
    bare = legal_edge_re().sub("", name) if has_legal_form(name) else name
    return (bare if len(bare) > 1 else name).replace(" ", "").replace("・", "").replace("=", "").upper()


@kept
def _suffix_lengths() -> dict[str, tuple[int, ...]]:
    return lengths_by_last_letter(suffixes())


def lengths_by_last_letter(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return for each letter that ``words`` end in how long those are, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[-1], set()).add(len(word))
    return {letter: tuple(sorted(each, reverse=True)) for letter, each in lengths.items()}


def suffix_of(name: str) -> str:
    """Return the longest last word of the table that ``name`` ends in, or ``""``.

    >>> suffix_of("国土交通省長野国道事務所")
    '国道事務所'
    """
    return _suffix_of(name[-_LONGEST_SUFFIX:])


#: Last words are looked for in so many letters.
_LONGEST_SUFFIX = 16


@lru_cache(MAX_FACTS)
def _suffix_of(ending: str) -> str:
    table, size = suffixes(), len(ending)
    for length in _suffix_lengths().get(ending[-1:], ()):
        if length <= size and ending[size - length :] in table:
            return ending[size - length :]
    return ""


_POLICE_RE = Pattern(r"[一-龠]{0,3}[県府道]警|警視庁")
_STATE_RE = Pattern(
    r"衆院|参院|衆議院|参議院|[都道府県市町村区]議会|国立|米国立|アメリカ国立|アメリカ海軍|米海軍|県立|市立|国土|国際連合"
)


@kept
def _endings() -> tuple[tuple[str, OrganizationKind], ...]:
    """Return what a name may end in that tells its kind, where no last word of the table does, in order."""
    rows = read_table(TABLES / "organization_endings.tsv", key="ending", required=("kind", "source"))
    return tuple((row["ending"], row["kind"]) for row in rows)  # type: ignore[misc]


@cache
def _every_ending() -> tuple[str, ...]:
    return tuple(ending for ending, _ in _endings())


#: Kinds of a legal form and of a last word where the form tells the kind: 独立行政法人…機構, 公益社団法人…ジャパン.
_LEGAL_TELLS = frozenset((("government", "association"), ("association", "company")))


@lru_cache(MAX_FACTS)
def kind_of(name: str) -> OrganizationKind:
    """Return the kind of the body a (folded) name tells: legal form, table of names, last word; else ``other``."""
    if has_legal_form(name):
        for form, kind in legal_forms().items():
            if name.startswith(form) or name.endswith(form):
                if kind in ("association", "government", "hospital") and suffix_of(name):
                    told = suffixes()[suffix_of(name)].kind
                    if (kind, told) in _LEGAL_TELLS:
                        return kind
                    break
                return kind
    known = known_names().get(name_key(name))
    if known is None and len(name) > 3 and name[0] in NATIONS:
        known = known_names().get(name_key(name[1:]))  # 仏国民連合
    if known is not None:
        return known.kind
    opening = _kind_of_opening(name) or _kind_of_unit(name)
    if opening is not None:
        return opening
    suffix = suffix_of(name)
    if (not suffix or suffix in _UNITS) and name_key(name)[:3] in _parent_openings():
        for length in range(min(len(name) - 1, 8), 2, -1):  # 読売新聞大阪本社, 気象庁観測部
            known = known_names().get(name_key(name[:length]))
            if known is not None and (
                known.kind == "media" or (known.kind == "government" and name.endswith(_UNIT_LETTERS))
            ):
                return known.kind
    has_ending = name.endswith(_every_ending())  # few have, and this asks for all at once
    ending = next(each for each in _endings() if name.endswith(each[0])) if has_ending else None
    if ending is not None and len(ending[0]) > len(suffix):
        return ending[1]
    if suffix in _OF_NATIONS and name.startswith(parts_of_names("region")):
        return "international"
    if suffix:
        kind = suffixes()[suffix].kind
        return "government" if kind == "association" and _STATE_RE.match(name) else kind
    if _OFFICE_RE.fullmatch(name):
        return "government"
    return "association" if name.endswith("会") or name.startswith("JA") else "other"


def _kind_of_opening(name: str) -> OrganizationKind | None:
    """Return the kind of a body that the first word of its name tells, or a foreign name before 紙: バリ・タイムズ紙."""
    if name.startswith(("週刊", "月刊", "季刊")) or (name[-1:] in ("紙", "誌") and _FOREIGN_PAPER_RE.fullmatch(name)):
        return "media"
    if name.startswith(("劇団", "楽団", "フードバンク", "こども食堂", "子ども食堂", "市民オンブズマン")):
        return "association"
    if name.startswith("連合") and 3 < len(name) < 7 and not suffix_of(name):
        return "union"  # 連合福岡
    if name.startswith(("国連", "国際連合")):
        return "international"
    if name.startswith("内閣") and len(suffix_of(name)) > 1:
        return "government"
    if _POLICE_RE.match(name):
        return "police"
    return "media" if name.endswith("通信") and name.startswith(("国営", "国立")) else None


def _kind_of_unit(name: str) -> OrganizationKind | None:
    """Return the kind of the body that a unit belongs to: 福島地裁郡山支部, 青葉工科大学材料研究センター, 自民党総務会."""
    if _SCHOOL_UNIT_RE.fullmatch(name):
        return "school"
    if _COUNCIL_UNIT_RE.fullmatch(name):
        return "government"
    units = parts_of_names("unit")
    unit = next(len(each) for each in units if name.endswith(each)) if name.endswith(units) else 0
    if unit < len(suffix_of(name)):
        unit = 0  # 運輸支局 is one word of bodies
    for length in range(len(name) - unit, 1, -1) if unit else ():
        known, suffix = known_names().get(name_key(name[:length])), suffix_of(name[:length])
        if known is not None or len(suffix) > 1:
            return known.kind if known is not None else suffixes()[suffix].kind
    party = _PARTY_UNIT_RE.fullmatch(name)
    known = known_names().get(party["party"]) if party else None
    return known.kind if known is not None and known.kind == "party" else None


_FOREIGN_PAPER_RE = Pattern(r".*[ァ-ヶーA-Za-z][紙誌]")
_SCHOOL_UNIT_RE = Pattern(
    r"(?:.{2,12}大学|(?:東|京|阪|名|北|東北|九|筑波|慶応|早|広|神戸)大)(?!入試|改革|評価|基準|生|共同|連合|協会)[一-龠ァ-ヶー・A-Za-z]{2,16}(?:センター|研究所|研究院|研究機構|学部|研究科)"
)
#: A board of an advisory council: 交通政策審議会陸上交通分科会自動車部会.
_COUNCIL_UNIT_RE = Pattern(r".{2,}(?:審議会|調査会).+(?:分科会|部会|小委員会|委員会)")
_PARTY_UNIT_RE = Pattern(r"(?P<party>[一-龠]{2,5}?党)[一-龠]{1,8}[会部室局連団]")
#: Last words of bodies that nations form, if a part of the world stands before: 米州機構, アフリカ開発銀行.
_OF_NATIONS = frozenset(("機構", "連合", "連盟", "共同体", "会議", "銀行", "理事会", "議会"))


@cache
def parts_of_names(part: str) -> tuple[str, ...]:
    """Return the words of organization_parts.tsv: the ``"unit"`` of a body, or the ``"region"`` that bodies of nations bear."""
    rows = read_table(TABLES / "organization_parts.tsv", key=("word", "part"), required=("source",))
    return tuple(row["word"] for row in rows if row["part"] == part)


@kept
def houses() -> tuple[str, ...]:
    """Return the last words of shops and makers, by the house (上原｜製粉所) and by what is made (ヤマタ｜醤油)."""
    return (*parts_of_names("house"), *parts_of_names("ware"))


#: A unit of a local authority: 県環境部, 市学校給食課.
_OFFICE_RE = Pattern(r"[^ ]{0,6}[都道府県市町村区][^ ]{1,10}[部課局室係]")


#: Last words of units that are what the body is that they belong to: 読売新聞大阪本社, but not NHK交響楽団.
_UNITS = ("本社", "支社", "社", "総局", "支局", "局", "部", "室", "課", "本部", "電子版")


#: Last letters of units of an authority.
_UNIT_LETTERS = ("部", "局", "課", "室")


@kept
def _parent_openings() -> frozenset[str]:
    return frozenset(form[:3] for form, known in known_names().items() if known.kind in ("media", "government"))


@kept
def _tail_effects() -> dict[str, str]:
    rows = read_table(TABLES / "organization_tails.tsv", key="word", required=("effect", "source"))
    return {row["word"]: row["effect"] for row in rows}


@kept
def tails() -> dict[str, str]:
    """Return the words that stick to names, with their effect: ``"trim"``, ``"cut"`` or ``"drop"``."""
    return {word: "trim" if effect == "inside" else effect for word, effect in _tail_effects().items()}


@kept
def inner_words() -> tuple[str, ...]:
    """Return what is inside a body without being one of its units: its 幹部, its 内部, a 客室 of its house."""
    return tuple(word for word, effect in _tail_effects().items() if effect == "inside")


@kept
def tail_lengths() -> dict[str, tuple[int, ...]]:
    """Return for each letter that a word of the tails ends in how long such words are, longest first."""
    return lengths_by_last_letter(tails())


@kept
def stop_words() -> frozenset[str]:
    """Return words that are no body by themselves."""
    return frozenset(row["word"] for row in read_table(TABLES / "organization_stop.tsv", key="word"))


@kept
def shared_names() -> frozenset[str]:
    """Return full names that several bodies bear: 市民病院, 空軍."""
    return frozenset(row["name"] for row in read_table(TABLES / "organization_shared.tsv", key="name"))


def backing(*places: str) -> tuple[str, ...]:
    """Return the words that go with bodies and stand in one of ``places`` (organization_backing.tsv) of a name."""
    rows = read_table(TABLES / "organization_backing.tsv", key="word", required=("place", "source"))
    return tuple(row["word"] for row in rows if not set(row["place"].split()).isdisjoint(places))


@cache
def short_names(place: str) -> tuple[str, ...]:
    """Return the short names that count only in a ``"row"`` of parties, as the ``"credit"`` of a report, or as clubs."""
    rows = read_table(TABLES / "organization_short.tsv", key="word", required=("place", "source"))
    return tuple(row["word"] for row in rows if place in row["place"].split())


@kept
def trades() -> frozenset[str]:
    """Return what stands before a company and says what it does: 工作機械の…, 子会社の…."""
    return frozenset(row["word"] for row in read_table(TABLES / "organization_trades.tsv", key="word"))


@kept
def things() -> frozenset[str]:
    """Return what stands before 「」 that hold a thing and no body: 新商品「…」."""
    return frozenset(row["word"] for row in read_table(TABLES / "organization_things.tsv", key="word"))


#: Last words of public offices, which are no companies even where nothing else tells their kind: 県監査委員.
_OFFICE_ENDS = ("委員", "委員会", "審議会", "審査会", "協議会", "議会", "役所", "役場", "局", "課", "室", "署")


def is_office(name: str) -> bool:
    """Return whether a name is that of a public office: 同社 never stands for it.

    >>> is_office("県監査委員"), is_office("三方印刷")
    (True, False)
    """
    return name.endswith(_OFFICE_ENDS)


def starts_with_legal_form(name: str) -> bool:
    """Return whether a legal form stands before the name proper."""
    forms = legal_forms()
    return name[:1] in legal_edges()[0] and any(name[:length] in forms for length in range(2, 12))
