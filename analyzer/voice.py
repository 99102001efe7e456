"""Whether an author's own text reports or comments, settled by what its sentences turned out to be.

How lines sound (``corpus/register.py``) tells where somebody's report ends and the author goes on, but says little of a
text that is all of one piece: 料金は大人200円である。 sounds like no newspaper in particular. The verdicts of its sentences
tell: who writes of himself or judges is an author, and a text that does neither reports.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from analyzer.mention import Analysis, Verdict
from corpus.article import Block, BlockKind
from corpus.patterns import Pattern
from corpus.questions import DASHES
from corpus.rubrics import opens_as_own

__all__ = ["settled"]

#: Below this share of commentary a text reports, from the other on it comments (where its author shows himself). In the
#: authored documents, commentary makes up to .15 of news and from .18 on of leaders, blogs and diaries; a part is unsure.
REPORTS, COMMENTS = 0.12, 0.22
#: So much of a report is stated rather than said by somebody; minutes and interviews have less.
STATED = 0.6
#: So many of a news programme's sentences in です・ます name who says it; a diary's do not.
ATTRIBUTED = 0.2
#: So many of the sentences may name their writer in a report: a quotation without its brackets.
FIRST_PERSON = 0.1

#: So many sentences at the end of a leading article are its conclusion and judge; so much of it does.
CLOSING, CONCLUDES = 3, 0.18

_FIRST_PERSON_RE = Pattern(
    r"私(?=[はがのもをにと、達]|たち|自身|ども|見)|わたし|僕|俺|小生|筆者|当方|わが家|我が家|うちの|個人的に|(?:と思う|と思った|と思います|と感じた)[。!?]"
    # 母が認知症なので: whose mother is not said. 来てた, 高すぎ, 集まったらしい: as people talk.
    r"|^(?:祖?[父母]|妻|夫|息子|娘|兄|姉|妹|実家)(?=[がはも])|(?<=[一-龥いえしきちりっ])(?:て[たる]|すぎ|ちゃ[うっ]た?)[。!?]|らしい[。!?]"
)
_SPEECH_RE = Pattern(r"「[^「」]{0,400}」|『[^『』]{0,400}』")
_POLITE_RE = Pattern(r"(?:です|ます|でした|ました|ません|でしょう|ください|ましょう)[かねよ]*[。!?」]*$")
#: ――いつ決めましたか。 / 佐野委員:……: speakers take turns.
_TURN_RE = Pattern(rf"(?m)^[ ]*(?:{DASHES}|[○◯◆◎問答]|[^。、「」\n:]{{1,10}}:(?!//))")
MIN_TURNS = 3
#: ○議長(高橋正君) 日程第三、…
_CHAIR_RE = Pattern(r"(?m)^[○◯][ ]?[^ 、。「」(\n]{1,14}[ ]?[(][^()\n]{1,16}[)]")
#: Who or when: the first sentence of a report says so, that of a diary leaves out its writer (三十年とっていた新聞をやめた。).
_LEAD_RE = Pattern(r"[はがも]|によ[るりれっ]|[0-9一二三四五六七八九十]日")

#: A scene may open a report: …流れ続けている――。研究チームが突き止め、英科学誌に5月12日、発表した。 So many sentences behind it.
_MADE_KNOWN_RE = Pattern(r"[0-9一二三四五六七八九十]日[^。]{0,24}(?:発表|公表|報告|明らかに|公開)し(?:た|ました)")
SCENE = 3


def settled(analysis: Analysis, folded: str) -> Analysis:
    """Return ``analysis`` with the author's own text as ``report`` or ``commentary`` by the verdicts of its sentences.

    Nothing changes where speakers take turns, where the text's head says what it is, or where posts were told apart.
    ``folded`` is its text with narrow forms.
    """
    article = analysis.article
    own = [block for block in article.blocks if block.group == 0 and block.kind in ("report", "commentary")]
    if len({block.kind for block in own}) != 1:
        return analysis
    said = [
        (index, verdict)
        for index, verdict in enumerate(analysis.sentences)
        if verdict.label != "other" and _lies_in(own, verdict.start)
    ]
    n = len(said)
    # By how much each is more likely commentary than not: the guess itself tips sentences that say little.
    judged = sum(max(2 * verdict.scores["commentary"] - 1, 0.0) for _, verdict in said)
    kind: BlockKind
    if not n:
        return analysis
    if own[0].kind == "report":
        verdicts = [verdict for _, verdict in said]
        is_own = judged >= COMMENTS * n and _shows_himself(folded, verdicts)
        if not is_own and not (judged >= CONCLUDES * n and _concludes(verdicts)):
            return analysis
        if len(_CHAIR_RE.findall(folded)) >= MIN_TURNS:
            return analysis  # minutes: each speaks for himself
        kind = "commentary"
    else:
        is_pasted = any(block.group for block in article.blocks)
        if is_pasted or judged >= REPORTS * n or not _may_report(analysis, folded, said):
            return analysis
        if len(_TURN_RE.findall(folded)) >= MIN_TURNS or opens_as_own(folded[: own[0].start + 80]):
            return analysis
        kind = "report"
    bodies = ("report", "commentary")
    blocks = tuple(
        replace(block, kind=kind) if block.group == 0 and block.kind in bodies else block for block in article.blocks
    )
    return replace(analysis, article=replace(article, blocks=blocks))


def _lies_in(blocks: Sequence[Block], offset: int) -> bool:
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return index >= 0 and offset < blocks[index].end


def _first_persons(folded: str, said: Sequence[Verdict]) -> tuple[int, bool]:
    """Return how many sentences name their writer outside quotations, and whether most are in です・ます."""
    bodies = [_SPEECH_RE.sub("", folded[verdict.start : verdict.end]) for verdict in said]
    n_first = sum(_FIRST_PERSON_RE.search(body) is not None for body in bodies)
    n_polite = sum(_POLITE_RE.search(body[-16:]) is not None for body in bodies)
    return n_first, 2 * n_polite > len(said)


def _shows_himself(folded: str, said: Sequence[Verdict]) -> bool:
    """Tell whether the author of sentences that judge names himself: once in です・ます, else more often."""
    n_first, is_polite = _first_persons(folded, said)
    return n_first > (0 if is_polite else FIRST_PERSON * len(said))


def _concludes(said: Sequence[Verdict]) -> bool:
    """Tell whether a text in だ・である ends in judgements, as leading articles do that nothing marks as such."""
    return len(said) > 2 * CLOSING and all(verdict.label == "commentary" for verdict in said[-CLOSING:])


def _may_report(analysis: Analysis, folded: str, said: Sequence[tuple[int, Verdict]]) -> bool:
    """Tell whether sentences that judge little state what happened, and in です・ます also who says or announces it."""
    n = len(said)
    if sum(verdict.label == "report" for _, verdict in said) < STATED * n:
        return False
    n_first, is_polite = _first_persons(folded, [verdict for _, verdict in said])
    if n_first > FIRST_PERSON * n or not _is_led(folded, [verdict for _, verdict in said[: SCENE + 1]]):
        return False
    if not is_polite or _is_announced(analysis, folded, said[0][1]):
        return True
    attributed = {frame.sentence for frame in analysis.attributions}
    return sum(index in attributed or verdict.label == "quote" for index, verdict in said) >= ATTRIBUTED * n


def _is_led(folded: str, opening: Sequence[Verdict]) -> bool:
    """Tell whether a text's first sentence says who or when, or one of the next says on which day it was made known."""
    first, *rest = (_SPEECH_RE.sub("", folded[verdict.start : verdict.end]) for verdict in opening)
    return _LEAD_RE.search(first) is not None or any(_MADE_KNOWN_RE.search(each) for each in rest)


def _is_announced(analysis: Analysis, folded: str, first: Verdict) -> bool:
    """Tell whether a body is the subject with which a text begins: 岬大学は、触媒を開発しました。"""
    return any(
        first.start <= body.start <= first.start + 8 and folded[body.end : body.end + 1] in ("は", "が", "、")
        for body in analysis.organizations[:8]
    )
