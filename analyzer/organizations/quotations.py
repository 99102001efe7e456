"""What stands in 「」, and whether the words around it say that it is a body: 化学メーカー「浜見化成」, 「波多野鮮魚」の3代目."""

from __future__ import annotations

from analyzer.organizations.forms import backing, legal_forms, parts_of_names, suffixes
from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.vocabulary import alternation

__all__ = ["QUOTED_RE", "VERB_ENDS", "is_class", "quotations", "rule_of"]

#: What stands in 「」 and may be a name.
QUOTED_RE = Pattern(r"[「『]([^「」『』()\n。、]{2,31}+)[」』]")
VERB_ENDS = ("た", "い", "る", "う", "だ", "です", "ます")


def quotations(folded: str) -> list[tuple[int, int]]:
    """Return begin and end of what stands in 「」 and is short enough for a name."""
    return [match.span(1) for match in QUOTED_RE.finditer(folded)]


def rule_of(folded: str, start: int, end: int) -> str | None:
    """Return the rule by which the words around 「」 at ``start``..``end`` say that they hold a body, or None."""
    before = folded[start - 3 : start - 1]
    if before.endswith(("人", "社", "の")) and len(before) == 2:
        for rule, forms in _forms_before().items():
            if folded.endswith(forms, 0, start - 1):
                return rule
    is_told = _SEATS_RE.match(folded, end) is not None or _is_of_group(folded, start - 1)
    if is_told or folded.endswith(_firm_before(), 0, start - 1) or _HEADED_RE.match(folded, end + 1):
        return "introduced"
    if before[-1:] == "店" and _SHOP_RE.search(folded, max(start - 8, 0), start - 1):
        return "trade"
    if before[-1:] in _CLASS_LETTERS and _class_re().search(folded, max(start - 8, 0), start - 1):
        return "introduced"
    is_shop = folded.endswith(parts_of_names("kept"), 0, start - 1) or folded.endswith(
        parts_of_names("shop"), start, end
    )
    return "trade" if is_shop and _KEEPER_RE.match(folded, end + 1) else None


#: A shop by what it sells: 老舗そば店「喜楽庵」, but not 本店「…」 or 開店「…」.
_SHOP_RE = Pattern(r"[一-龠々ぁ-んァ-ヶー]{1,6}[^本支分開閉出来売同新当入]店$")


#: Who heads a body or where it sits, in brackets behind its name: 『消費者機構ひょうご』(理事長・岡本).
_HEADED_RE = Pattern(r"[(](?:理事長|代表|社長|会長|委員長|本社|本部|事務局|所在地)[^()]{0,24}[)]")


def _is_of_group(folded: str, opening: int) -> bool:
    """Return whether 団体 stands before ``opening``, and not how many: アマ3団体「…」 is a headline."""
    return folded.endswith("団体", 0, opening) and folded[opening - 3 : opening - 2] not in _MANY


_MANY = frozenset("0123456789両各数")
#: What only a party wins.
_SEATS_RE = Pattern(r"[」』][がはも](?:[0-9]{1,3}議席|第[0-9一二]党)")


def is_class(name: str) -> bool:
    """Return whether ``name`` only says what the body in the 「」 behind it is: 合唱団「こだま」, 市民グループ「みらい」."""
    return name in suffixes() or name in _firm_before() or _class_re().fullmatch(name) is not None


@table_pattern
def _class_re() -> str:
    """Match what says by itself what the body behind it is: 合唱団, but not the end of みなと合唱団."""
    return rf"(?<![一-龠々ァ-ヶー]){alternation(backing('class'))}$"


#: The last letters of those.
_CLASS_LETTERS = frozenset("団会社ラ")


@kept
def _firm_before() -> tuple[str, ...]:
    """Return what stands before 「」 that hold a body, with and without の."""
    return (*(word + of for word in backing("opens") for of in ("", "の", "・")), *_RANKS)


#: What a body is, or what it is called, right before 「」 that hold its name: 予備校大手「桜友ゼミナール」.
_RANKS = ("大手", "中堅", "社名は", "社名を", "社名が")


@kept
def _forms_before() -> dict[str, tuple[str, ...]]:
    """Return, by the rule that their kind tells, the legal forms that stand before 「」, with and without の."""
    rules = {"association": "nonprofit", "company": "trade", "school": "school", "hospital": "introduced"}
    forms: dict[str, tuple[str, ...]] = {}
    for form, kind in legal_forms().items():
        if kind in rules and form.endswith(("法人", "会社")):
            forms[rules[kind]] = (*forms.get(rules[kind], ()), form, form + "の")
    return forms


#: 営むのは|「波多野鮮魚」の3代目: who is told of behind the name of a shop, and what says before it that it is one.
_KEEPER_RE = Pattern(r"の(?:[0-9一二三四五六七八九十]{1,2}代目|店主|社長|女将|おかみ|若女将|専務)(?!主人公|[の]?役)")
