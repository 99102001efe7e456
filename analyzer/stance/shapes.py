"""The shape of a sentence: which words count where, and a small key for each further thing that speaks for a label.

A key is met again and again, so the run-time weighs it once (features.py says which features it stands for).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import reduce
from operator import itemgetter, or_
from typing import NamedTuple, TypeVar

from msgspec import Struct

from analyzer.mention import LABELS, Attribution, DateMention, Figure, Mention, Organization
from analyzer.stance.endings import TRAILING, ending_senses
from analyzer.stance.words import (
    CONTENT,
    CRY,
    DIGIT,
    DOTTED,
    FIRST_PERSON,
    JUDGING,
    LAUGH,
    LIGHT,
    MASKS,
    PLAINS,
    POLITE,
    PURPOSE,
    QUOTING,
    SUPPOSING,
    TOPIC,
    TYPES,
    WHEN,
    WordForm,
)
from corpus.patterns import Pattern
from corpus.sentences import Sentence
from corpus.tokens import Document

__all__ = [
    "COMMENTARY_BIT",
    "KEYED",
    "QUOTE_BIT",
    "TAIL",
    "Facts",
    "Key",
    "Ranges",
    "Shape",
    "facts_of",
    "picker",
    "shapes_of",
]

T = TypeVar("T")
Ranges = tuple[tuple[int, int], ...]
Key = tuple[object, ...]

#: A sentence longer than this (broken input) is judged by its first and last words.
MAX_TOKENS = 240
TAIL = 8
#: Parts whose features follow from a small key, in the order of ``Shape.keys``.
KEYED = ("ending", "predicate", "opening", "mentions", "source", "judging", "voice", "marks", "manner")
_NEAR_END, _NEAR_HEAD, _SPEAKER = 8, 40, 16
#: How a name with its reading ends, and how far before it the bracket may open.
_READ, _NEAR_TAIL = (")氏", ")さん"), 24


def picker(doc: Document) -> Callable[[Sequence[T]], Sequence[T]]:
    """Return a function that lists, for every token of ``doc``, the value of its type: a Column's ``of``, but in C.

    A document is read through half a dozen columns, so the getter of its type numbers is made once.
    """
    if len(doc.types) < 2:
        return lambda values: [values[index] for index in doc.types]
    return itemgetter(*doc.types)


#: A press conference as it is published by who gave it: 農林水産大臣記者会見概要.
_VERBATIM_RE = Pattern(r"会見(?:録|記録|概要|詳報|の?(?:全文|要旨|発言|一問一答|議事録|概要|模様|様子))")
_TITLE = 80


def _is_verbatim(doc: Document) -> bool:
    return "会見" in (title := doc.folded[:_TITLE]) and _VERBATIM_RE.search(title) is not None


class Facts:
    """What the earlier steps found in one sentence: how many, and the first of them."""

    __slots__ = ("first", "frame", "n_dates", "n_figures", "organizations")

    def __init__(self) -> None:
        self.n_figures = self.n_dates = 0
        self.organizations: list[Organization] = []
        self.first: Mention | None = None
        self.frame: Attribution | None = None


def facts_of(
    doc: Document,
    figures: Sequence[Figure],
    dates: Sequence[DateMention],
    organizations: Sequence[Organization],
    attributions: Sequence[Attribution],
) -> list[Facts]:
    """Return one Facts per sentence of ``doc``. Mentions must be in text order."""
    facts = [Facts() for _ in doc.sentences]
    if not facts:
        return facts
    last = len(facts) - 1
    ends = [sentence.end for sentence in doc.sentences[:-1]]  # what stands behind all is the last one's
    is_verbatim, speaker = _is_verbatim(doc), ""
    for figure in figures:
        each = facts[bisect_right(ends, figure.start)]
        each.n_figures += 1
        each.first = each.first or figure
    for date in dates:
        each = facts[bisect_right(ends, date.start)]
        each.n_dates += 1
        each.first = each.first or date
    for body in organizations:
        each = facts[bisect_right(ends, body.start)]
        each.organizations.append(body)
        each.first = each.first or body
    for frame in attributions:  # the last frame of a sentence governs its main clause
        if 0 <= frame.sentence <= last and frame.rule != "floor":  # in minutes a speaker counts as the writer
            each = facts[frame.sentence]
            if is_verbatim and frame.source is not None:  # and so he does in a press conference taken down
                who = doc.text[frame.source.start : frame.source.end]
                speaker = who if frame.rule == "turn" else speaker
                if who == speaker:
                    continue
            if each.frame is None or frame.cue[1] >= each.frame.cue[1]:
                each.frame = frame
    return facts


class Shape(NamedTuple):  # taken apart by arrays.py
    """What one sentence shows: its words as ranges of token indices, a key per further part, and facts for context."""

    whole: Ranges
    outside: Ranges  # words outside quotations
    inside: Ranges  # words inside quotations
    tail: Ranges
    keys: tuple[Key, ...]  # one per part of KEYED
    judging: tuple[tuple[int, int, str], ...]  # words that judge, outside quotations
    bare_end: int  # offset where the sentence ends without closing punctuation
    predicate: int  # token index of the last content word, or -1
    sense: str
    sense_length: int
    certainty: str
    mask: int
    is_polite: bool
    is_plain: bool
    is_past: bool
    is_bare: bool  # no figure, date, number or source in it
    argues: bool  # no figure, no first person, no event: what it says is the writer's own to answer for
    asks: bool  # ends in a question
    has_stop: bool
    is_set: bool  # no body text: a line of a headline, credit or link block, an agency's tag, a greeting, a signpost
    barred: int  # labels that it cannot have, as bits of their places in LABELS: see _barred


def shapes_of(doc: Document, facts: Sequence[Facts], masks: Sequence[int] | None = None) -> list[Shape]:
    """Return the shape of every sentence of ``doc``; ``facts`` are those of :func:`facts_of`.

    ``masks`` are the bits that the words of each sentence hold between them, where they are known already.
    """
    lexicon = doc.lexicon
    words = _Words(
        TYPES.grown(lexicon),
        MASKS.grown(lexicon),
        PLAINS.grown(lexicon),
        # Of one or two sentences alone nobody can say that they are a list of links.
        [len(doc.sentences) > _LONE and block.kind in _NO_BODY for block in doc.blocks],
        sum([doc.folded.startswith(_DASHES, sentence.start) for sentence in doc.sentences]) > 1,
        _is_verbatim(doc),
    )
    if masks is None:
        each = picker(doc)(words.masks)
        masks = [reduce(or_, each[sentence.first_token : sentence.last_token], 0) for sentence in doc.sentences]
    rows = zip(doc.sentences, facts, masks, strict=True)
    return [_shape(doc, sentence, fact, mask, words) for sentence, fact, mask in rows]


class _Words(Struct, frozen=True):
    """Forms, masks and plain forms by type; and which blocks of the document are no body."""

    types: list[WordForm]
    masks: Sequence[int]
    plains: Sequence[str]
    is_no_body: list[bool]
    asks: bool  # several lines begin with ――: an interviewer's
    is_verbatim: bool


#: Words to the reader: ご存じのとおり, 言うまでもなく.
_ADDRESSING = frozenset("ご御周言お考皆み誰正要")
_ADDRESS_RE = Pattern(
    r"(?:[ご御]存[じ知]の(?:とお|通|よう)|周知の(?:とお|通|よう)|言うまでも|お(?:気づき|気付き|分かり|わかり)の|考えて(?:も)?み(?:れば|て|たら|よう)"
    r"|(?:皆|みな)(?:さん|様|さま)も|誰もが知|正直(?:に言って|、)|要(?:は、|するに))"
)
#: What a writer concludes for himself: past in form, no event. Nor is what would have been (点検していれば防げた).
_INFERENCE_RE = Pattern(r"(?:明らか|はっきり|わか|分か|証明|裏付け|判明|見え)(?:に(?:な|さ))?[^、。]{0,6}$")
_STYLED = frozenset(["終止形", "意志推", "命令形"])
_NAMING = frozenset("、。 (,")
_AFTER_MARK = frozenset(" :.、0123456789")
_SET_STARTS = frozenset("(こおごは皆みよ来次続つさそでじ今本引転以※注表図地国氏名右左数括カかNnま最もコ書あ話閑")
_SET_RE = Pattern(
    r"[(](?:共同|時事|ロイター|AFP)(?:通信(?:社)?|=.{0,8})?[)]$|"
    r"(?:(?:皆|みな)(?:さん|さま|様)、?)?(?:こんばん[はわ]|こんにち[はわ]|おはようございます|ごきげんよう|はじめまして)(?:[。!♪〜ー]|、.{0,16}です[。!♪]?$|$)|"
    r"よい(?:お年|一日|週末|連休|休日|夏休み|一年)を[。!♪]?$|"
    r"(?:来週|次週|次回|来月)は(?:お休み|休載|休み)(?:です|します|いたします|とさせていただきます)[。!♪]?$|"
    # What comes next, what was pasted, and good-bye.
    r"(?:続いて|つづいて|お次)(?:は、?|、)?(?!.{0,12}のは)[^。、「]{1,16}です[。!♪]?$|"
    r"(?:まずは?|次[には]|続いて|つづいて|最後[には]|もう(?:一[本つ紙]|ひとつ)は?)、?[^。、「]{1,14}(?:から|紙|新聞|新報|日報|タイムス)(?:です)?[。:]?$|"
    r"(?:書き写し|コピペ)はここまで(?:です)?。?$|"
    r"(?:本日|今日)(?:は|の)(?:発表|報告|議題)(?:事項|案件)?[がは][0-9一二三四五]+[件点つ](?:ございます|あります|です)。?$|"
    r"次は[^。、「」]{1,20}(?:に載った|にあった|に出た)(?:やつ|もの|記事|文章|投稿)(?:です|だ)?。?$|"
    r"(?:あと|もう|最後に)、?(?:一つ|ひとつ|一点|一言)だけ。?$|話を(?:元に)?戻(?:す|そう|します|しましょう)。?$|閑話休題。?$|"
    r"もう(?:ひとつ|一[つ本枚])、こちらは[^。、「」]{1,16}(?:もの|やつ|記事|文章|投稿)(?:です|だ)?。?$|"
    r"次[回号]は[^。]{1,30}(?:[編回話]です|予定(?:です)?)[。!♪]?$|"
    r"さて、[^。、「]{1,20}の[話例件](?:です|である|だ)?[。!♪]?$|"
    r"(?:(?:それ)?では|じゃあ?)、?(?:(?:皆|みな)(?:さん|さま|様)、)?(?:また(?:[来次明].{1,4})?|失礼(?:し|いたし)ます|お元気で|お達者で|さようなら)[。!♪]?$|"
    r"(?:今日|今回|本日)は(?:ここまで|この(?:へん|辺|くらい)で?)(?:です|に(?:して|させて).{0,8})?[。!♪]?$|"
    r"(?:以上、?|ここまで、?|ここから、?)?(?:引用|転載)(?:ここまで|ここから|おわり|終わり|終了|開始)[。!♪]?$|以上、?(?:引用|転載)(?:です|でした)?[。!♪]?$|"
    r"(?:NEW|New|new)!{0,3}$|"
    r"以上(?:です|でした|になります|となります)[。!♪]?$|以上、[^。、]{1,12}でした[。!♪]?$|"
    # Keys to a table: 表の右端の数字は議席数。
    r"(?:※|注[:)、])?(?:(?:表|図|地名|国名|氏名|名前|見出し)の)?(?:[左右](?:端|側)?の?)?(?:数字|括弧内|カッコ内|かっこ内|丸数字)は[^。、]{1,12}[^。、だすたるい]。?$|"
    r"注[:)][^。、]{1,14}は[^。、]{1,12}[^。、だすたるい]。?$"
)
#: An interviewer or announcer asks (キャスター:代わりは作れないんですか。), links run together (…最近の記事俳句大会で…).
_ASKED_RE = Pattern(
    r"[^。、「:]{0,6}(?:キャスター|アナウンサー|アナ|司会者?|聞き手|記者)(?:[(][^()]{1,8}[)])?:.{1,60}か[。?]?$|"
    r"[^。、「:]{1,10}:(?:冒頭|本日|今日|まず)?は?、?(?:私|当方|こちら)から(?:は)?[^。、]{0,12}点(?:ございます|申し上げます|あります|です)。$|"
    r"[(]?問[)].{1,160}(?:か|は|ください)[。?]?$"
)
_TELLING_ENDS = ("た", "です", "ます", "である", "いる")
_GLUED_RE = Pattern(r"[^ 、。「『(でにのがをはもや](?:最近の記事|関連ニュース|関連記事)[^ 、。」』)でにのがをはもや]")
_DOTS = frozenset("…・.")
_DASHES = ("――", "──", "——", "―─", "--")
#: Blocks that are no body: credits, lists of links, captions. They are "other", whatever they assert (docs/labels.md).
_NO_BODY = frozenset(["byline", "other"])
#: No more sentences than this stand alone.
_LONE = 2
_NEGATIONS = frozenset(["ない", "ず", "ぬ", "無い", "無い/形容詞"])
_VOICED = CRY | FIRST_PERSON | LAUGH | DOTTED
_STOPS = frozenset("。!?…♪")
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
#: Who writes is no source of his own.
_SELF = "私|わたし|わたくし|僕|ぼく|俺|オレ|筆者|小生"
_SELVES = frozenset([*_SELF.split("|"), "われわれ", "我々"])
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
#: Endings that tell what the text will do (並べておきます, 手口はこうだ), and how long such a sentence may be.
_SIGNPOST, _SIGN_LENGTH = "signpost", 40
#: Nouns of deeds: a line without a full stop that ends with one is a headline (サンリバー、再生プラスチックの買い物かごを全国の店に導入).
_DEED = "deed"
_BY_FORM = frozenset([_ACT, _SIGNPOST, _DEED])
#: What the writer says outright, though no other word of it judges: what ought to be (without a source), what those in office
#: are asked or told (自由党の皆さん、これが「責任政党」ですか?), his own forecast (私の予想は年内155円).
_OWN_RE = Pattern(
    rf"(?:{_SELF})(?:個人)?の(?:予想|予測|見立て|読み|目標|勘|計算|見通し)(?:では|だと|は|値は|株価は)|"
    rf"と、?(?:{_SELF})(?:自身)?は(?:読む|[見み]る|信じ|考え|思[うっい]|断言|確信|予想)[^。、「」]{{0,8}}。?$|"
    # What he will not do: 私はマイナ保険証を作りません.
    rf"(?:{_SELF}|うち)は[^。「」]{{0,24}}(?:作り|払い|買い|使い|渡し|出し|入れ|取り|認め|許し|信じ|支持し|応募し|申請し|登録し|署名し|打ち|打たせ|行かせ|見せ|預け|売り|従い|諦め)ません。?$|"
    rf"(?:これ|それ|というの)が(?:{_SELF})の(?:予想|予測|見立て|読み|勘|計算|見通し|答え|結論|考え)[^。、「」]{{0,6}}。?$"
)
#: What somebody fears or hopes is his, though no verb of saying tells it: 農家が恐れているのは、値崩れだ.
_WORRY_RE = Pattern(
    r"[^。、「」]{1,24}[がの](?:最も|もっとも|一番|いちばん|何より|特に|強く|まず)?"
    r"(?:心配|懸念|憂慮|危惧|警戒|不安視|期待|恐れ|不安に思|気に)(?:し|っ)?(?:て(?:い)?る|する|る|う)(?:の|こと)は"
)
#: What somebody remembers to have happened, or used to happen, happened: 父が封筒を渡したのを覚えている. 祖母は毎晩そう言ったものだ.
_RECALLED = ("覚えている", "覚えています", "覚えていた", "たものだ", "たものです", "たものだった", "たものである")
_RECALLED_RE = Pattern(
    r"[ただ](?:の|こと)を、?(?:今も|今でも|いまも|よく|はっきり|はっきりと|昨日のことのように)?覚えてい(?:る|ます|た)$|"
    r"(?:しばしば|たびたび|何度も|毎[日朝晩年週])、?[^。、]{1,24}[ただ]もの(?:だ|です|だった|である)$"
)
#: Applause, shouts at a figure, and calls not to let something pass: 監督、よくぞ踏ん張ってくれた。 なんと9千人ですよ、9千人。 条例を通すな、…声をかけよう。
_SHOUT_RE = Pattern(
    r"(?:[^。、「」]{1,14}、|ほんとに|本当に|ほんまに)?(?:よくぞ[^。、「」]{2,16}|よ[くう](?:や|言|頑張|がんば|踏ん張|こらえ|耐え|粘|戦)[^。、「」]{0,4})(?:た|くれた|くれました|ました)[。!]*$|"
    r"(?:見たか|どうだ|どうや|聞いたか|なんと|出たよ|出た|ほら)、[^。、「」]{0,12}[0-9〇一二三四五六七八九十百千万億兆]+[^。、「」]{0,8}[。!]*$|"
    r"[^。、「」]{0,10}?(?P<figure>[0-9.〇一二三四五六七八九十百千万億兆]+[^。、「」0-9]{1,3})(?:です|だ)?[よぞね]?、(?P=figure)[。!]*$|"
    r"[^。「」]{0,36}(?:あまりに|余りに|いかに)も?(?:少な|多|高|安|低|遅|早|重|軽|ひど|大き|小さ|長|短|遠|弱|甘|乏し|心細)(?:い|すぎる|すぎます)(?:です)?[。!]*$|"
    r"[^。、「」]{2,20}[うくすつぬむるぐぶ]な、[^。「」]{2,30}[おこそともろごぼよ]う[。!]*$"
)
_SHOUT = 48
#: A day set is no caption, though no verb tells it: 次回公判は3月4日。
_DATED_RE = Pattern(
    r"(?!写真|図|イラスト|画像|撮影|更新|掲載)[^。、「」:]{2,16}は、?[^。、「」:は]{0,10}[0-9一二三四五六七八九十]日。$"
)
_ADDRESSED_RE = Pattern(
    r"[^。、「」はがをにで]{0,12}?(?:党|省|庁|国会|霞が関|永田町|政府|役所|役場|機構|議会|教委|教育委員会|官邸|マスコミ|メディア|テレビ局?|新聞社?|記者|官僚|役人|政治家|議員|大臣|総理|首相|知事|[市町村区]長|大統領|社長|署長|長官|評論家|専門家|学者|選管|委員会|協会|連盟|電力|銀行)"
    r"(?:さん|さま|様|殿|閣下|諸君|諸氏|方|たち|の(?:皆|みな)(?:さん|さま|様|様方)|の方々?|の先生方?)?、"
)
_GATHERED = ("の皆さん、", "のみなさん、", "の皆様、", "のみなさま、")
_APPEALS = ("か", "ください", "下さい", "どうぞ", "なさい", "くれ")
_ASKING_RE = Pattern(r"いかが|伺い|お尋ね|お聞き|お答え|ご説明|ご見解|[かはの]か、|でしょうか$")
#: What is supposed, concluded, wished or reproached in a whole sentence is no heading, link or notice.
_SUPPOSING_OR_CONCLUDING = frozenset(
    [
        "explain",
        "conclusion",
        "guess",
        "think",
        "must-be",
        "cannot-be",
        "seems",
        "doubt",
        "looks",
        "planned",
        "inferred",
    ]
)
_SAID = _SUPPOSING_OR_CONCLUDING | frozenset(
    ["necessity", "state-verdict", "wish", "emotive", "forbid", "hope", "fact-claim", "forced", "rhetorical"]
)
_ASKING = "か/助詞"
#: Small pictures behind a predicate.
_PICTURED = "\ufe0f☺☹☝❤✨"
_PICTURE_RE = Pattern("(?<=[ぁ-ん!])[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]{1,8}$")
_DUTY = "necessity"
_ADDRESS_HEAD, _DUTY_TAIL = 28, 12
_ARGUING = CRY | FIRST_PERSON | LAUGH | JUDGING | SUPPOSING | WHEN
QUOTE_BIT, COMMENTARY_BIT = (1 << LABELS.index(label) for label in ("quote", "commentary"))


def _shape(doc: Document, sentence: Sentence, facts: Facts, mask: int, words: _Words) -> Shape:
    start, stop, block, first, last = sentence
    types, masks, plain_forms = words.types, words.masks, words.plains
    ids, starts = doc.types, doc.starts
    text = doc.folded[start:stop]
    if (text[-1] >= "\U0001f000" or text[-1] in _PICTURED) and (closed := _PICTURE_RE.search(text)) is not None:
        text = text[: closed.start()] + "。"  # …やめます😢 has its stop
    bare = text.rstrip(TRAILING) or text
    bare_end = start + len(bare)
    end = bisect_left(starts, bare_end, first, last)
    whole = outside = ((first, last),) if 0 < last - first <= MAX_TOKENS else _pieces(first, last)
    inside: Ranges = ()
    judging = _judging(doc, words, first, last) if mask & JUDGING else ()
    if mask & QUOTING:
        quotations = _quotations(text, start)
        judging = _unquoted(judging, quotations) if judging else judging
        inside, outside = _divided(starts, whole, quotations)
    sense, certainty, length = ending_senses(bare)
    head = text[:_SPEAKER]
    is_told = facts.frame is not None or _TOLD_BY in text[:_NEAR_HEAD] or ":" in head or " " in head
    barred = _barred(text, start, facts.frame, sense, mask, bool(inside)) if is_told or sense in _BARRING else 0
    if words.is_verbatim and ":" in head and facts.frame is None:  # 知事:… answers for himself
        barred = 0 if inside else QUOTE_BIT
    if inside and facts.frame is None and mask & DIGIT and _SHARES_RE.search(text) is not None:
        barred |= QUOTE_BIT
    if bare.endswith(_RECALLED) and _RECALLED_RE.search(bare) is not None:
        barred |= COMMENTARY_BIT
    is_talk = facts.frame is not None and facts.frame.rule == "turn" and _is_talk(doc.folded, facts.frame)
    if is_talk:
        barred |= COMMENTARY_BIT
    is_sign = sense == _SIGNPOST and len(bare) <= _SIGN_LENGTH and not (mask & JUDGING or inside or facts.frame)
    if sense in _BY_FORM:  # they decide by form, and weigh nothing
        is_sign = is_sign or (sense == _DEED and "、" in head and "。" not in text)
        sense, length = "", 0
    predicate = _predicate(masks, ids, first, _before_reading(bare, start, starts, first, end))
    polite = plain = past = False
    cform = closer_key = predicate_key = ""
    plains: tuple[str, ...] = ()
    style = "bare"
    if end > first:
        closer = types[ids[end - 1]]
        cform, closer_key = closer.cform, closer.key
        past = closer_key == "た/助動詞"
        closing = ids[max(end - 6, first) : end]
        if mask & POLITE and any(masks[kind] & POLITE for kind in closing[-4:]):
            polite, style = True, "polite"
        elif cform in _STYLED:
            plain, style = True, "plain"
        plains = tuple([*filter(None, map(plain_forms.__getitem__, closing))][-4:])
    if predicate >= 0:
        predicate_key = types[ids[predicate]].key
    asks = closer_key == _ASKING or text.endswith("?")
    has_digit, first_person = mask & DIGIT > 0, mask & FIRST_PERSON > 0
    frame, n_figures, n_dates, n_bodies = facts.frame, facts.n_figures, facts.n_dates, len(facts.organizations)
    stripped = (text.rstrip(" >》〉") or text) if text[-1] in " >》〉" else text  # …と話す。> closes what was pasted
    keys: tuple[Key, ...] = (
        (plains, cform, closer_key, sense),
        (predicate_key, plains[-2:]) if predicate >= 0 else (),
        _opening_key(types[ids[first]] if first < last else None, text),
        (
            n_figures if n_figures < 2 else 2,
            n_dates if n_dates < 2 else 2,
            n_bodies if n_bodies < 2 else 2,
            has_digit,
        ),
        (_TALK if is_talk else _source_key(frame, stop, doc, words)) if frame else (),
        _judging_key(judging, bare_end, sense) if judging else (),
        (mask & CRY > 0, first_person, mask & LAUGH > 0 or _is_laughing(text, mask)) if mask & _VOICED else (),
        _mark_key(text, stripped, last - first, inside, style, mask, _inner(words, ids, inside) if inside else ""),
        (
            mask & TOPIC > 0,
            past,
            style,
            predicate_key.rpartition("/")[2],
            not _NEGATIONS.isdisjoint(plains),
            plains[-2:] if mask & SUPPOSING else None,
            mask & WHEN > 0,
            frame is not None,
            stripped[-1:] in _DOTS and closer_key.endswith("/助詞"),
            mask & PURPOSE > 0 and cform != "意志推",
            sense,
            ("talk" if is_talk else "")
            if frame
            else _own(text, bare, sense, mask, facts.organizations[0].end - start if n_bodies else 0)
            if sense == _DUTY or first_person or bare.endswith(_APPEALS)
            else _unvoiced(text, sense, mask, n_dates > 0 and bare[-1:] == "日"),
        ),
    )
    return Shape(
        whole,
        outside,
        inside,
        ((max(first, end - TAIL), end),) if outside == ((first, last),) and first < end else _last_ranges(outside, end),
        keys,
        judging,
        bare_end,
        predicate,
        sense,
        length,
        certainty,
        mask,
        polite,
        plain,
        past,
        not (has_digit or n_figures or n_dates or frame),
        not (n_figures or frame or first_person)
        and (not past or mask & SUPPOSING > 0 or _INFERENCE_RE.search(bare) is not None),
        asks,
        stripped[-1:] in _STOPS or "。" in stripped[-3:] or stripped[-2:] in ("・・", ".."),
        # Who is asked in a press conference answers; who asks him politely wants to know.
        is_sign
        or (asks and polite and words.is_verbatim)
        or words.is_no_body[block]
        or (words.asks and text[:2] in _DASHES)
        or _is_set(text, head),
        barred,
    )


def _is_set(text: str, head: str) -> bool:
    """Return whether the sentence, which begins with ``head``, is no body text by its form."""
    if text[0] in _SET_STARTS and _SET_RE.match(text) is not None:
        return True
    if (":" in head or ")" in head[:3]) and _ASKED_RE.match(text) is not None:
        return True
    if ("関連" in text or "最近の記" in text) and _GLUED_RE.search(text) is not None:
        return not text.rstrip(TRAILING).endswith(_TELLING_ENDS)  # a sentence may hang on the end of a list
    return False


def _own(text: str, bare: str, sense: str, mask: int, body_end: int) -> str:
    """Return by which form a sentence without a source is the writer's own: duty, address, forecast, or none.

    A bullet or a speaker before a colon leaves open whose it is. ``body_end``: where the first body named ends, or 0.
    """
    if sense == _DUTY:
        is_speech = not text[0].isalnum() or ":" in text[:12]
        return "duty" if "べき" in bare[-_DUTY_TAIL:] and not is_speech else ""
    if mask & FIRST_PERSON and _OWN_RE.search(text) is not None:
        return "forecast"
    if bare.endswith(_APPEALS) and "、" in text[:_ADDRESS_HEAD]:
        is_told = _ADDRESSED_RE.match(text) is not None or text.startswith(_GATHERED, body_end)
        return "address" if is_told and _ASKING_RE.search(bare) is None else ""
    return ""


def _unvoiced(text: str, sense: str, mask: int, is_dated: bool) -> str:
    """Return what a sentence whose words need not show it is: said outright, a day set, somebody's worry, or none."""
    if sense in _SAID and text[-1] in "。!":
        return "said"
    if (
        (mask & DIGIT or "よ" in text or "な、" in text or "りに" in text)
        and len(text) < _SHOUT
        and _SHOUT_RE.match(text) is not None
    ):
        return "shout"
    if is_dated and mask & TOPIC and _DATED_RE.match(text) is not None:
        return "dated"
    if not mask & TOPIC or mask & (FIRST_PERSON | CRY) or not ("のは" in text or "ことは" in text):
        return ""
    return "worry" if _WORRY_RE.match(text) is not None and text.find("ない", -6) < 0 else ""


#: Who thinks in these words speaks of himself: 避けられないものと見ております.
_HUMBLE = ("ております", "存じます")


def _barred(text: str, start: int, frame: Attribution | None, sense: str, mask: int, quotes: bool) -> int:
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
    source = frame.source if frame is not None and frame.rule == "by" else None
    is_told = _TOLD_BY_RE.search(text[:_NEAR_HEAD]) is not None
    by = is_told if frame is None else source is not None
    if frame is not None and not by and sense in _GUESSED and text[-1] not in "」』" and ":" not in head:
        return QUOTE_BIT  # 祖母が生きていれば「…」と言ったに違いない: words that the writer supposes
    if frame is not None and frame.source is not None and not quotes and mask & FIRST_PERSON:
        who = frame.source  # 新幹線は要らないと筆者は考える
        if who.start >= start and text[who.start - start : who.end - start] in _SELVES:
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


def _is_denial(told: str) -> bool:
    return "。" not in told and _DENIAL_RE.search(told) is not None and _MENTAL_RE.search(told) is None


def _pieces(first: int, last: int) -> Ranges:
    if last - first <= MAX_TOKENS:
        return ((first, last),) if first < last else ()
    half = MAX_TOKENS // 2
    return ((first, first + half), (last - half, last))


def _judging(doc: Document, words: _Words, first: int, last: int) -> tuple[tuple[int, int, str], ...]:
    ids, masks, types = doc.types, words.masks, words.types
    found = [index for index, mask in enumerate(map(masks.__getitem__, ids[first:last]), first) if mask & JUDGING]
    return tuple([(doc.starts[index], doc.ends[index], types[ids[index]].judging) for index in found])


_BRACKET_RE = Pattern("[「『」』]")


def _quotations(text: str, start: int) -> list[tuple[int, int]]:
    depth, opened = 0, 0
    spans: list[tuple[int, int]] = []
    for match in _BRACKET_RE.finditer(text):
        if match[0] in "「『":
            depth += 1
            if depth == 1:
                opened = start + match.end()
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((opened, start + match.start()))
    return spans


def _unquoted(
    words: tuple[tuple[int, int, str], ...], quotations: list[tuple[int, int]]
) -> tuple[tuple[int, int, str], ...]:
    """Return the ``words`` that stand in none of the ``quotations``; both are in text order."""
    closings = [end for _, end in quotations]
    places = [bisect_right(closings, start) for start, _, _ in words]
    return tuple(
        [
            word
            for word, place in zip(words, places, strict=True)
            if place == len(quotations) or word[0] < quotations[place][0]
        ]
    )


def _divided(starts: Sequence[int], pieces: Ranges, quotations: list[tuple[int, int]]) -> tuple[Ranges, Ranges]:
    """Return the token ranges of ``pieces`` inside and outside the quotations."""
    inside: list[tuple[int, int]] = []
    outside: list[tuple[int, int]] = []
    for first, last in pieces:
        edges = [first, *[bisect_left(starts, edge, first, last) for span in quotations for edge in span], last]
        outside += [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
        inside += [(a, b) for a, b in zip(edges[1::2], edges[2::2], strict=False) if a < b]
    return tuple(inside), tuple(outside)


def _last_ranges(outside: Ranges, end: int) -> Ranges:
    """Return the last TAIL words of ``outside`` before the token ``end``."""
    if len(outside) == 1:
        first, last = outside[0][0], min(outside[0][1], end)
        return ((max(first, last - TAIL), last),) if last > first else ()
    ranges: list[tuple[int, int]] = []
    wanted = TAIL
    for first, last in reversed(outside):
        last = min(last, end)
        if last > first and wanted:
            first = max(first, last - wanted)
            ranges.append((first, last))
            wanted -= last - first
    return tuple(reversed(ranges))


def _before_reading(bare: str, start: int, starts: Sequence[int], first: int, end: int) -> int:
    """Return the token behind the last name where its reading and a title end the sentence: 早瀬一郎(はやせ・いちろう)氏."""
    opened = bare.rfind("(", -_NEAR_TAIL) if bare.endswith(_READ) else 0
    return max(bisect_left(starts, start + opened, first, end), first + 1) if opened > 0 else end


def _predicate(masks: Sequence[int], ids: list[int], first: int, end: int) -> int:
    """Return the token index of the last content word that is not so general that the one before it counts; or -1."""
    fallback = -1
    for index in range(end - 1, max(first, end - 14) - 1, -1):
        mask = masks[ids[index]]
        if mask & CONTENT:
            if not mask & LIGHT:
                return index
            if fallback < 0:
                fallback = index
    return fallback


def _opening_key(opener: WordForm | None, text: str) -> Key:
    """Return the first word where it is no topic (しかし, つまり, この), and a mark at the beginning.

    That is a character that is no letter, Q and A before a blank (marks as ― is), or who speaks: 委員: and 女性「, or words to the reader (ご存じのとおり).
    """
    word = opener.key if opener is not None and opener.is_opener else ""
    mark = text[0]
    if mark in _ADDRESSING and _ADDRESS_RE.match(text):
        mark = "address"
    elif mark.isalnum():
        if mark in "QAqa問答" and text[1:2] in _AFTER_MARK:
            mark += "."
        else:
            head = text[:12]
            mark = ":" if head.find(":") > 0 else ""
            at = head.find("「")
            if at > 0 and not "ぁ" <= head[at - 1] <= "ん" and not _NAMING.intersection(head[:at]):
                mark = "X「"
    return (word, mark) if word or mark else ()


def _is_talk(folded: str, frame: Attribution) -> bool:
    """Return whether the sentence stands in a line of comment: ▽神戸・吉田監督の話 選手が我慢してくれた。"""
    return folded[frame.cue[0] : frame.cue[1]].rstrip(" ").endswith(("の話", "談"))


#: A line of comment is weighed like words in brackets that somebody named is quoted with.
_TALK: Key = ("direct", True, "named", "quote", True, "")


def _source_key(frame: Attribution, stop: int, doc: Document, words: _Words) -> Key:
    source, content = frame.source.kind if frame.source else "none", ""
    if frame.content is not None and frame.mode == "indirect":
        content = _content(doc, *frame.content, words)
    return (frame.mode, stop - frame.cue[1] <= _NEAR_END, source, frame.rule, frame.content is not None, content)


def _content(doc: Document, start: int, end: int, words: _Words) -> str:
    """Return how what is told ends, and whether it holds a number or a word that judges: a fact or an opinion."""
    first, last = doc.token_at(start), doc.token_at(end - 1) + 1
    kinds = doc.types[first : min(last, first + MAX_TOKENS)]
    if not kinds:
        return ""
    closer = words.types[kinds[-1]].key
    closer = closer if closer.endswith(("助動詞", "助詞")) else closer.rpartition("/")[2]
    mask = reduce(or_, map(words.masks.__getitem__, kinds))
    return f"{closer}/{mask & DIGIT > 0}/{mask & JUDGING > 0}"


def _inner(words: _Words, ids: list[int], inside: Ranges) -> str:
    """Return how the last quotation ends and whether it holds a number: what was quoted, a fact or an opinion."""
    first, last = inside[-1]
    types, masks = words.types, words.masks
    while last > first and not types[ids[last - 1]].plain.strip("。、!?"):
        last -= 1
    closer = types[ids[last - 1]].key if last > first else ""
    closer = closer if closer.endswith(("助動詞", "助詞")) else closer.rpartition("/")[2]
    mask = reduce(or_, map(masks.__getitem__, ids[first:last]), 0)
    return f"{closer}/{mask & DIGIT > 0}"


def _judging_key(judging: Sequence[tuple[int, int, str]], bare_end: int, sense: str) -> Key:
    features = {f"j:{kind}" for _, _, kind in judging}
    if sense:
        features |= {f"j:{kind}+{sense}" for _, _, kind in judging}
    features |= {f"j:{kind}/end" for _, end, kind in judging if bare_end - end <= _NEAR_END}
    if len(judging) > 1:
        features.add(f"j:{min(len(judging), 4)}")
    return tuple(sorted(features))


def _is_laughing(text: str, mask: int) -> bool:
    return bool(mask & (CRY | DOTTED)) and ("!!" in text or "ー!" in text or "・・" in text or "..." in text)


_URL_RE = Pattern(r"https?:|www\.|[a-z]\.(?:com|jp|net|org)")


def _mark_key(text: str, stripped: str, n_tokens: int, inside: Ranges, style: str, mask: int, inner: str) -> Key:
    stop = stripped[-1:] if stripped[-1:] in "。!?」』)】…、:・" else "-"
    share, whole, length = -1, False, len(text)
    if inside:
        n_inside = sum([end - start for start, end in inside])
        share = min(4 * n_inside // max(n_tokens, 1), 3)
        whole = text[0] in "「『" and text.rstrip("。.!? ")[-1:] in "」』"
    url = mask & DOTTED and "." in text and _URL_RE.search(text) is not None
    twenties = length // 20
    return (
        stop,
        length.bit_length() if length < 160 else 8,
        twenties if twenties < 5 else 5,
        style,
        share,
        whole,
        bool(url),
        inner,
    )
