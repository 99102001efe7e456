"""Lines that are no body text by their form: greetings, what comes next, credits, questions put, notes."""

from __future__ import annotations

from analyzer.stance.endings import TRAILING
from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.places import ANALYZER
from corpus.vocabulary import read_table

__all__ = ["is_set_line"]


@kept
def _set_rows() -> tuple[str, frozenset[str]]:
    """Return one expression for all rows of stance_set_lines.tsv, and the letters that their lines begin with."""
    rows = read_table(
        ANALYZER / "tables" / "stance_set_lines.tsv", key="pattern", required=("starts", "source", "example")
    )
    return "|".join(row["pattern"] for row in rows), frozenset("".join(row["starts"] for row in rows))


@table_pattern
def _set_re() -> str:
    return _set_rows()[0]


#: An interviewer or announcer asks (キャスター:代わりは作れないんですか。), links run together (…最近の記事俳句大会で…).
_ASKED_RE = Pattern(
    r"[^。、「:]{0,6}(?:キャスター|アナウンサー|アナ|司会者?|聞き手|記者)(?:[(][^()]{1,8}[)])?:.{1,60}か[。?]?$|"
    r"[^。、「:]{1,10}:(?:冒頭|本日|今日|まず)?は?、?(?:私|当方|こちら)から(?:は)?[^。、]{0,12}点(?:ございます|申し上げます|あります|です)。$|"
    r"[(]?問[)].{1,160}(?:か|は|ください)[。?]?$"
)
#: What a work sheet sets: 【問1】…を計算しなさい。 自分の考えを書きましょう。
_TASK_RE = Pattern(
    r"(?:[^。「」]{0,40}(?:字以内|字程度|本文中|傍線|下線|空欄|空らん|語群|記号で|問いに|グラフから|表から|資料[0-9一二三A-Z]|次の(?:文|記事|表|グラフ|問い|語|図|各|中|[A-Zア-ン①-⑨]))[^。]{0,40}"
    r"|[【(（<〈]?(?:問い?|設問|課題)[ 　]?[0-9一二三四五六七八九十①-⑳][^。]{0,60})(?:なさい|せよ|えよ|めよ|べよ|選べ|書け|ましょう|よう|おう|こう)。?$"
    r"|(?:自分の(?:考え|意見|ことば|言葉)|感想|班|グループ|ペア|友だち|家の人)(?:を|で|に|と)[^。、]{0,20}(?:書|話し合|まとめ|発表|聞|伝え)[^。、]{0,5}(?:ましょう|よう|なさい|おう|こう)。?$"
)
_TASK_ENDS = ("なさい", "ょう", "よう", "おう", "こう", "よ", "選べ", "書け")
_TELLING_ENDS = ("た", "です", "ます", "である", "いる")
#: 市民の皆さまにはお変わりなくお過ごしのことと存じます。 with which a letter opens, whoever is greeted
_LETTER_RE = Pattern(
    r"[^。「」]{0,30}(?:お変わり(?:なく|ございませんか|ありませんか)|ますますご(?:清栄|健勝|盛栄|隆盛|発展))"
    r"[^。「」]{0,16}(?:存じます|お(?:喜|慶)び申し上げます|いかがお過ごし[^。]{0,10}|でしょうか|ございませんか|ありませんか)[。?]?$"
)
_GLUED_RE = Pattern(r"[^ 、。「『(でにのがをはもや](?:最近の記事|関連ニュース|関連記事)[^ 、。」』)でにのがをはもや]")


def is_set_line(text: str, head: str) -> bool:
    """Return whether the sentence, which begins with ``head``, is no body text by its form."""
    if text[0] in _set_rows()[1] and _set_re().match(text) is not None:
        return True
    if (":" in head or ")" in head[:3]) and _ASKED_RE.match(text) is not None:
        return True
    if ("お変わり" in text or "ますご" in text) and _LETTER_RE.match(text) is not None:
        return True
    if text.rstrip(TRAILING).endswith(_TASK_ENDS) and _TASK_RE.match(text) is not None:
        return True
    if ("関連" in text or "最近の記" in text) and _GLUED_RE.search(text) is not None:
        return not text.rstrip(TRAILING).endswith(_TELLING_ENDS)  # a sentence may hang on the end of a list
    return False
