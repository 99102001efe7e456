"""Questions in the writer's own text that reproach rather than ask: それで何が変わるんですか？ (tables/stance_reproaches.tsv).

>>> [reproaches(text) for text in ("それで何が変わるんですか?", "Q 直さずに乗るとどうなるの?", "みなさんの町ではどうですか?")]
[True, False, False]
"""

from __future__ import annotations

from corpus.patterns import Pattern, table_pattern
from corpus.places import ANALYZER
from corpus.vocabulary import alternation, read_table

__all__ = ["reproaches"]


@table_pattern
def _words_re() -> str:
    rows = read_table(
        ANALYZER / "tables" / "stance_reproaches.tsv", key="words", required=("place", "source", "example")
    )
    head, within, tail = (
        alternation(row["words"] for row in rows if row["place"] == place) for place in ("head", "within", "tail")
    )
    return rf"^{head}|{within}|{tail}[?。!]*$|{_BY_FORM}"


#: そんなことも調べずに書いたんですか? また値上げ? いい話でしょう? 15%しか使ってないの?? それで紙をやめるの?
_BY_FORM = (
    r"^(?:は|はあ|はぁ|え|えっ|えー|へ|へえ|ん|あれ|なんで|何で|どこが|だれが|誰が)[?]+$|^(?!.*(?:[何誰]|なに|いつ|どこ|どれ|どう|だれ|なぜ|いくら|いくつ)).*[^のん]でしょう[?]+$|"
    r"[^。、]ずに[^。、]{1,8}(?:んですか|のですか|んだ|の|のか)[?。!]*$|^また[^。、はがを]{2,10}(?:ですか)?[?!]+$|"
    r"^(?!.*(?:[何誰]|なに|いつ|どこ|どれ|どう|どの|だれ|なぜ|いくら|いくつ)).{4,}(?:の|んですか|のですか)[?!]{2,}$|"
    r"^(?:それで|それなのに|なのに|そのうえ|だったら)[^?]{2,}(?:の|んですか|のですか|のか)[?。!]+$"
)
#: An interviewer's or a reader's question, a speaker's, and what readers are asked for.
_ASKED_RE = Pattern(
    r"[―─—ー-]{1,2}|(?:問|Q|q)[0-9 .:)]|[^。、]{0,8}[: ]|.*(?:みなさん|皆さん|皆様|みなさま|どなた|ご存[じ知]|教えて|ください|いただけ(?:ます|ません)|もらえ(?:ます|ません|ない))"
)
#: What somebody's report is answered with: 高校生から100円を取るのですか。 誰が払うんだ。
_REPLY_RE = Pattern(r"(?:(?:の|ん)(?:です)?か|んだ|のか|の)[?。!]*$|[?]$")
#: What readers are asked for, though nobody is named: どう思いますか? 何のことでしょう?
_MEANT_RE = Pattern(
    r"(?:思い|感じ|考え|なさい|され|覚えてい|ご存[じ知]|分かり|わかり)(?:ます|ました|でしょう)か?[?。]|何のことでしょう|とは[?]$|どうなった"
)
#: So long is a reproach at most.
MAX_REPROACH = 60


def reproaches(text: str, *, answers: bool = False) -> bool:
    """Tell whether a question (folded) of the writer's own reproaches: nobody is expected to answer it.

    One with an arrow before it does, and one that ``answers`` somebody's report, right below it.

    >>> reproaches("←時計を進めるのが遺産?"), reproaches("誰が払うのですか。"), reproaches("誰が払うのですか。", answers=True)
    (True, False, True)
    """
    if len(text) > MAX_REPROACH or text[-1] not in "?。!":
        return False
    is_arrowed = text[0] in "←↑→⇒" and text[-1] == "?"
    if is_arrowed or (answers and _REPLY_RE.search(text) is not None):
        return _ASKED_RE.match(text.lstrip("←↑→⇒ ")) is None and _MEANT_RE.search(text) is None
    return _words_re().search(text) is not None and _ASKED_RE.match(text) is None
