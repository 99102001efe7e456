"""Labels that the form of a sentence rules out, whatever its words weigh (docs/labels.md)."""

from __future__ import annotations

from analyzer.mention import LABELS, Attribution
from analyzer.stance.endings import TRAILING
from analyzer.stance.own import WRITERS
from analyzer.stance.words import CRY, DIGIT, FIRST_PERSON, JUDGING, LAUGH, SUPPOSING, TOPIC, WHEN
from corpus.patterns import Pattern

__all__ = ["COMMENTARY_BIT", "OTHER_BIT", "QUOTE_BIT", "barred"]

_NEAR_HEAD, _SPEAKER = 40, 16
#: Endings that tell an act: 反対した, 何も語らなかった.
_ACT = "act"
#: Endings under which what a source is named for stays what it says.
_TOLD = frozenset(["", "hearsay", "inferred", "planned"])
_TOLD_BY = "によ"
#: What is named for it, with or without a frame: CNNの伝えたところによれば, 「リベラシオン」によれば, その指摘によれば. この数字によれば is
#: the writer's own reckoning.
_TOLD_BY_RE = Pattern(r"(?:ところ|[」』]|指摘|話|説明|証言|発表|報道|見方|分析|予測|談話|解説)によ(?:れば|ると)")
#: Endings that suppose: with a source named for it, the supposition is the source's.
_SUPPOSED = frozenset(["guess", "maybe", "must-be"])
_GUESSED = frozenset(["guess", "must-be", "cannot-be"])
_SUPPOSERS = frozenset(["vague", "outlet", "named"])
#: Who speaks in minutes and transcripts: 千田委員:, 西脇委員 …, 客の女性(31):. An announcer speaks for the programme, and
#: after ○ a speech is taken down word for word.
_SPEAKER_RE = Pattern(
    r"[^。、「:○◯・]{0,10}(?:委員長?|議員|会長|座長|教授|[課部局次市町村]長|知事|住民|男性|女性|主婦|氏|さん)(?:[(][^()]{1,6}[)])?[: ]"
)
#: 批判が高まっている: a reaction named, and what tells what was said (との, という, として, といった).
_REACTION, _WORDED_RE = "reaction", Pattern(r"と(?:の|い[うっ]|し)")
_BARRING = frozenset(["think", "hearsay", "planned", "inferred", _ACT, _REACTION])
#: What is planned, expected or said to be so, with a subject: a plan of somebody's or a state nobody vouches for. What
#: the writer means to do himself, and what he makes of it, is not.
_EXPECTED = frozenset(["planned", "inferred"])
_SAID_SO = ("という", "とされる", "とされている", "とされます", "とされています")
_OWN_PLANS = ("つもりだ", "つもりです", "考えられる", "考えられます", "推測される", "思われる", "思われます")
#: What is thought to have happened is a state again: 渡り鳥は南へ移動したと思われる.
_HAPPENED_RE = Pattern(r"[^だっ]たと思われ(?:る|ます|ている|ています)$")
#: What somebody supposes to have happened is a state to be checked, no opinion: 管が破裂した可能性もあるとみている.
_BEFALLEN_RE = Pattern(r"た可能性(?:が|も)(?:ある|高い|強い)と[み見]て(?:い[るたま]|、)")
#: Answers of a poll with their shares: 理由は「政策が悪い」が47%で最も多い.
_SHARES_RE = Pattern(r"」(?:が|は|と(?:の|いう)[^、。「]{1,6}[はが])?[^、。「」]{0,6}[0-9][0-9.,]*(?:%|割)")
#: What somebody remembers to have happened, or used to happen, happened: 父が封筒を渡したのを覚えている. 祖母は毎晩そう言ったものだ.
_RECALLED = ("覚えている", "覚えています", "覚えていた", "たものだ", "たものです", "たものだった", "たものである")
_RECALLED_RE = Pattern(
    r"[ただ](?:の|こと)を、?(?:今も|今でも|いまも|よく|はっきり|はっきりと|昨日のことのように)?覚えてい(?:る|ます|た)$|"
    r"(?:しばしば|たびたび|何度も|毎[日朝晩年週])、?[^。、]{1,24}[ただ]もの(?:だ|です|だった|である)$"
)
_ARGUING = CRY | FIRST_PERSON | LAUGH | JUDGING | SUPPOSING | WHEN
QUOTE_BIT, COMMENTARY_BIT, OTHER_BIT = (1 << LABELS.index(label) for label in ("quote", "commentary", "other"))
#: What nobody in particular expects, as the reason of what happened: 利上げが近いとの見方から、ドルを買う動きが強まった.
_MOVED_RE = Pattern(
    r"」?と(?:の|いう|いった)(?:見方|観測|思惑|期待感?|懸念|警戒感?|不安感?|予想|憶測|判断|不満|反発|批判)"
    r"(?:から|を受けて?|を背景に|を手掛かりに|で|により|によって|に押され|も(?:あり|あって|手伝って|加わり)"
    r"|が(?:広が|強ま|高ま|浮上|台頭|出|後退|根強|重荷とな|支えとな)[^、。]{0,5}),?、[^。]{6,}"
)
_MOVES = ("た", "ている", "ました", "ています", "続く", "相次ぐ", "目立つ")
#: How much or how many there are, by a count that anybody can look up: 総務省の統計では、外国人の多い市ほど賃金の伸びは高い.
_MEASURES = tuple(
    f"{stem}{ending}"
    for stem in ("多", "少な", "高", "低", "長", "短", "大き", "小さ", "速", "遅", "早")
    for ending in ("い", "かった", "いです", "かったです", "いという", "くなっている", "くなった")
)
_COUNTED_RE = Pattern(
    # この調査では、実態をつかむには数が少ない judges.
    r"(?!.*(?:には|としては|あまりに)[^、。]{1,10}。?$)[^。]*?(?:統計|調査|集計|データ|推計|資料|記録|白書|名簿|台帳|実績|速報値?)(?:[(][^()]{1,16}[)])?(?:では|によると|によれば|によりますと)、"
)
#: 翌朝の一面の見出しは「本紙予想せず」。
_TITLED_RE = Pattern(
    r"(?:見出し|題名?|題字|タイトル|書名|演題|テーマ|合言葉|社名|商品名|名前|名称|愛称|曲名|番組名|店名|別名|通称|正式名称)は、?[「『][^「」『』]{1,40}[」』](?:だ|です|だった|でした|である|であった)?。$"
)
#: Nothing but a figure, or a noun and its figure: 780円。 会費500円。 参加者は12人。 So long it is at most.
_COUNT_RE, _COUNT = (
    Pattern(r"[一-龥々ァ-ヴー・]{0,10}(?:は|、|:| )?(?:約|およそ|計|合計)?[0-9][0-9,.]*[一-龥々ァ-ヴー%]{1,4}。"),
    22,
)
#: Who thinks in these words speaks of himself: 避けられないものと見ております.
_HUMBLE = ("ております", "存じます")
#: A denial of what can be looked up is a fact reported; of what somebody thinks, wants or knows, it is a statement of his.
_NEGATED = ("ない", "ません", "なかった", "ませんでした")
_DENIAL_RE = Pattern(
    r"(?:たことは(?:一度も|全く|まったく|これまで)?(?:ない|ありません)|事実は(?:ない|ありません)|ては?い(?:ない|なかった|ません(?:でした)?))$"
)
#: What is brought forward against others is no denial of one's own, nor is what others have left undone.
_ARGUED_RE = Pattern(r"反対|批判|抗議|反発|主張|非難|訴え|求め|要求|懸念|疑問|不満")
_MENTAL_RE = Pattern(
    r"(?:考え|思っ|感じ|望ん|信じ|恐れ|気にし|後悔し|満足し|納得し|心配し|知っ|分かっ|わかっ|聞い|承知し|理解し|記憶し|覚え|認め|諦め|あきらめ|期待し|意識し|失っ|変わっ|負け|終わっ|間違っ|なっ|足り)"
    r"(?:ては?い(?:ない|なかった|ません(?:でした)?)|たことは)|[かさたなまらわが]れては?い(?:ない|なかった|ません)|"
    r"(?:切れ|きれ|でき|出来|[生活]かせ|果たせ|示せ|尽くせ|つけ|守れ|こなせ|届い|及ん|整っ|進ん|いえ|言え)ては?い(?:ない|なかった|ません)"
)


def barred(
    text: str,
    bare: str,
    start: int,
    frame: Attribution | None,
    sense: str,
    mask: int,
    has_quotation: bool,
    is_verbatim: bool,
) -> int:
    """Return the labels that a sentence cannot have, as bits; in talk taken down word for word who speaks is no source."""
    head = text[:_SPEAKER]
    if is_verbatim and ":" in head and frame is None:  # 知事:… answers for himself
        bits = 0 if has_quotation else QUOTE_BIT
    elif frame is not None or sense in _BARRING or _TOLD_BY in text[:_NEAR_HEAD] or ":" in head or " " in head:
        bits = _by_form(text, start, frame, sense, mask, has_quotation)
    else:
        bits = 0
    if has_quotation and frame is None and mask & DIGIT and _SHARES_RE.search(text) is not None:
        bits |= QUOTE_BIT
    if (
        has_quotation
        and text[-2:] in ("」。", "』。", "だ。", "す。", "た。", "る。")
        and _TITLED_RE.search(text) is not None
    ):
        bits |= QUOTE_BIT  # what something is called is no opinion of it
    if mask & DIGIT and len(text) <= _COUNT and frame is None and _COUNT_RE.fullmatch(text) is not None:
        bits |= QUOTE_BIT | COMMENTARY_BIT
    if bare.endswith(_MEASURES) and _COUNTED_RE.match(text) is not None:
        bits |= QUOTE_BIT | COMMENTARY_BIT
    if bare.endswith(_RECALLED) and _RECALLED_RE.search(bare) is not None:
        bits |= COMMENTARY_BIT
    return bits


def _by_form(text: str, start: int, frame: Attribution | None, sense: str, mask: int, quotes: bool) -> int:
    """Return the labels that docs/labels.md rules out, whatever the words weigh.

    What the writer thinks is nobody else's opinion, nor is a fact that somebody denies, nor a reaction only named. What
    he has been told (とのこと), what a source is named for, and who voted or kept silent, is no judgement of his, nor is
    what somebody says who is named before a colon. Words that judge and exclamations leave the question to the model.
    """
    if (":" in (head := text[:_SPEAKER]) or " " in head) and _SPEAKER_RE.match(text) is not None:
        return COMMENTARY_BIT
    if sense == "think":
        is_speech = not text[0].isalnum() or ":" in text[:12] or " " in text[:12]  # 千田委員:, A委員 …
        is_own = "思" in text[-8:] or text.rstrip(TRAILING).endswith(_HUMBLE)
        return QUOTE_BIT if is_own and not (frame or quotes or is_speech) else 0
    if sense == _REACTION and frame is None:
        return 0 if quotes or _WORDED_RE.search(text) is not None else QUOTE_BIT
    if frame is not None and frame.rule == "noun" and frame.source is None and frame.content is not None:
        moved = _MOVED_RE.match(text, frame.content[1] - start)
        if moved is not None and text.rstrip(TRAILING).endswith(_MOVES):
            return QUOTE_BIT | COMMENTARY_BIT
    source = frame.source if frame is not None and frame.rule == "by" else None
    is_told = _TOLD_BY in (opening := text[:_NEAR_HEAD]) and _TOLD_BY_RE.search(opening) is not None
    by = is_told if frame is None else source is not None
    if frame is not None and not by and sense in _GUESSED and text[-1] not in "」』" and ":" not in head:
        return QUOTE_BIT  # 祖母が生きていれば「…」と言ったに違いない: words that the writer supposes
    if frame is not None and frame.source is not None and not quotes and mask & FIRST_PERSON:
        who = frame.source  # 新幹線は要らないと筆者は考える
        if who.start >= start and text[who.start - start : who.end - start] in WRITERS:
            return QUOTE_BIT
    if mask & (_ARGUING ^ SUPPOSING if by else _ARGUING):  # によれば is no supposition
        return 0
    if sense == "hearsay" and "とのこと" in text[-12:]:
        return COMMENTARY_BIT
    if "可能性" in text and _BEFALLEN_RE.search(text) is not None:
        return QUOTE_BIT
    if sense == _ACT and frame is None:
        return QUOTE_BIT | COMMENTARY_BIT if mask & TOPIC and not quotes else 0
    if frame is None and mask & TOPIC:
        bare = text.rstrip(TRAILING)
        if bare.endswith(_SAID_SO) or (sense in _EXPECTED and not bare.endswith(_OWN_PLANS)):
            return COMMENTARY_BIT
        if sense in _EXPECTED and _HAPPENED_RE.search(bare) is not None:
            return COMMENTARY_BIT
    if frame is not None and frame.rule != "by" and frame.content is not None:
        told = text[frame.content[0] - start : frame.content[1] - start]
        if not told.endswith(_NEGATED) or _ARGUED_RE.search(text, frame.content[1] - start) is not None:
            return 0  # 「対策が示されていない」として反対している: an argument
        return QUOTE_BIT if _is_denial(told) else 0
    told_from = max(frame.cue[1] - start, 0) if frame else 0
    is_theirs = is_told or (source is not None and source.kind in _SUPPOSERS) if sense in _SUPPOSED else sense in _TOLD
    return COMMENTARY_BIT if by and is_theirs and text.find("が、", told_from) < 0 else 0


def _is_denial(told: str) -> bool:
    return "。" not in told and _DENIAL_RE.search(told) is not None and _MENTAL_RE.search(told) is None
