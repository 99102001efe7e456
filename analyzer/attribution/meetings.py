"""Whom the writer met or asked: 坪田教授に話を聞いた, 平野さんを訪ねた. What nobody else says behind that is theirs."""

from __future__ import annotations

from analyzer.attribution.sources import Sources, clause_of
from corpus.patterns import Pattern

__all__ = ["met_in"]


def met_in(sources: Sources, index: int) -> tuple[int, int] | None:
    """Return whom the writer meets or asks in sentence ``index``, or None: not whom somebody else does."""
    sentence = sources.doc.sentences[index]
    met = _MET_RE.search(sources.text, sentence.start, sentence.end)
    if met is None or sources.text.find("「", sentence.start, sentence.end) >= 0:
        return None
    clause = clause_of(sources.doc, index)
    source, subject = sources.phrase_before(clause, met.start()), sources.subject(clause)
    is_speaker = sources.kinds.is_speaker
    if source is None or not (is_speaker(*source) or sources.text.endswith(_SOMEBODY, *source)):
        return None
    if subject is None or subject == source or sources.text.endswith(_WRITERS, *subject):
        return source
    return None if is_speaker(*subject) else source  # 首相は大統領に会った。「有意義だった」。


#: 坪田教授|に話を聞きました。 · 沢渡選手|のインタビューが載っていました。 · 早乙女さん(71)|に、店を続ける理由を聞いた。 · 平野さん(84)|を訪ねたのは
_MET_RE = Pattern(
    r"(?:を訪[ねれ]|に[もは]?(?:お)?(?:会[いっ]|(?:詳しく|改めて)?(?:お?[聞伺][いきっ]|うかが[いっ]|尋ね|たずね|インタビューし))"
    r"|に、?[^、。「」はがに]{1,16}を(?:お?[聞伺][いきっ]|うかが[いっ]|尋ね|たずね))"
    r"(?=た|まし|たい|て(?:み|き))"
    r"|の[一-龥]{0,4}インタビュー(?:記事)?[がを][^、。「」はを]{0,12}(?:載[っせ]|掲載|出てい|読[みん])"
)
#: 役場の人にも聞いてみた: a crowd elsewhere, here one of them.
_SOMEBODY = ("の人", "の方")
_WRITERS = ("記者", "筆者", "私", "取材班")
