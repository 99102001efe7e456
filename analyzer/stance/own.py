"""What a writer says outright in a sentence without a source, though no other word of it need judge."""

from __future__ import annotations

from analyzer.stance.words import CRY, DIGIT, FIRST_PERSON, TOPIC
from corpus.patterns import Pattern

__all__ = ["WRITERS", "own_form"]

#: Who writes is no source of his own.
_SELF = "私|わたし|わたくし|僕|ぼく|俺|オレ|筆者|小生"
WRITERS = frozenset([*_SELF.split("|"), "われわれ", "我々"])
#: What the writer says outright, though no other word of it judges: what ought to be (without a source), what those in office
#: are asked or told (自由党の皆さん、これが「責任政党」ですか?), his own forecast (私の予想は年内155円).
_OWN_RE = Pattern(
    rf"(?:{_SELF})(?:個人)?の(?:予想|予測|見立て|読み|目標|勘|計算|見通し)(?:では|だと|は|値は|株価は)|"
    rf"と、?(?:{_SELF})(?:自身)?は(?:読む|[見み]る|信じ|考え|思[うっい]|断言|確信|予想)[^。、「」]{{0,8}}。?$|"
    # What he will not do: 私はマイナ保険証を作りません.
    rf"(?:{_SELF}|うち)は[^。「」]{{0,24}}(?:作り|払い|買い|使い|渡し|出し|入れ|取り|認め|許し|信じ|支持し|応募し|申請し|登録し|署名し|打ち|打たせ|行かせ|見せ|預け|売り|従い|諦め)ません。?$|"
    # What he pledges with others: 私たちは、すべての学校で少人数学級を実現します.
    r"(?:私|わたし|われわれ|我々)(?:たち)?は、?[^。「」]{0,60}(?:実現し|守り抜き|取り戻し|無料にし|無償にし|ゼロにし|半額にし|引き下げ|なくし|断行し|やめさせ|断ち切り|終わらせ|改め)ます。?$|"
    rf"(?:これ|それ|というの)が(?:{_SELF})の(?:予想|予測|見立て|読み|勘|計算|見通し|答え|結論|考え)[^。、「」]{{0,6}}。?$"
)
#: What somebody fears or hopes is his, though no verb of saying tells it: 農家が恐れているのは、値崩れだ.
_WORRY_RE = Pattern(
    r"[^。、「」]{1,24}[がの](?:最も|もっとも|一番|いちばん|何より|特に|強く|まず)?"
    r"(?:心配|懸念|憂慮|危惧|警戒|不安視|期待|恐れ|不安に思|気に)(?:し|っ)?(?:て(?:い)?る|する|る|う)(?:の|こと)は"
)
#: Applause, shouts at a figure, and calls not to let something pass: 監督、よくぞ踏ん張ってくれた。 なんと9千人ですよ、9千人。 条例を通すな、…声をかけよう。
_SHOUT_RE = Pattern(
    r"(?:[^。、「」]{1,14}、|ほんとに|本当に|ほんまに)?(?:よくぞ[^。、「」]{2,16}|よ[くう](?:や|言|頑張|がんば|踏ん張|こらえ|耐え|粘|戦)[^。、「」]{0,4})(?:た|くれた|くれました|ました)[。!]*$|"
    r"(?:見たか|どうだ|どうや|聞いたか|なんと|出たよ|出た|ほら)、[^。、「」]{0,12}[0-9〇一二三四五六七八九十百千万億兆]+[^。、「」]{0,8}[。!]*$|"
    r"[^。、「」]{0,10}?(?P<figure>[0-9.〇一二三四五六七八九十百千万億兆]+[^。、「」0-9]{1,3})(?:です|だ)?[よぞね]?、(?P=figure)[。!]*$|"
    r"[^。「」]{0,36}(?:あまりに|余りに|いかに)も?(?:少な|多|高|安|低|遅|早|重|軽|ひど|大き|小さ|長|短|遠|弱|甘|乏し|心細)(?:い|すぎる|すぎます)(?:です)?[。!]*$|"
    r"[^。、「」]{2,20}[うくすつぬむるぐぶ]な、[^。「」]{2,30}[おこそともろごぼよ]う[。!]*$"
)
#: A call without its verb: 今こそ定数の改善を!
_CALL_RE = Pattern(
    r"(?:今こそ|いまこそ|一刻も早く|一日も早く|今すぐ|いますぐ|直ちに|ただちに|もっと|せめて)、?[^。、「」]{2,30}を[。!]+"
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
    ["necessity", "verdict", "state-verdict", "wish", "emotive", "forbid", "hope", "fact-claim", "forced", "rhetorical"]
)
_DUTY, _DUTY_FORM = "necessity", "duty"
#: What the writer concludes, whatever figures, days and bodies stand before it: 70社の値下げは握手の域を出ない。
_VERDICTS = frozenset(["verdict", "cannot-be"])
#: The same for what he supposes in the written language: …展開となろう。 異論もあろう。 A weather forecast says でしょう.
_GUESS = "guess"
_WRITTEN = ("だろう", "であろう", "なろう", "あろう", "できよう", "えよう", "まい")
#: What those in office must do at once or properly, by no law: 県は速やかに残る57課を調べ、結果を公表しなければならない。
_DEMAND_RE = Pattern(
    r"(?!.*(?:場合|法|条例|規定|規則|規約|届け|義務|第[0-9]))(?:[^。「」]{0,16}、)?"
    r"[^、。「」はがも]{0,12}(?:国|政府|[都道府県市町村区]|知事|首相|大臣|[市町村区]長|大統領|議会|議員|与党|野党|党|省|庁|側|社|会|委|電力|銀行|大学)(?:自身)?(?:は|も|こそ|には)、?"
    r"[^。「」]{0,40}?(?:速やか|すみやか|直ちに|ただちに|早急|一刻も早く|早く|今すぐ|真摯|率直|誠実|丁寧|謙虚|徹底|きちんと|しっかり|責任を|説明を|重く受け止|改めて|根本|抜本|自覚|反省|信頼を)"
)
#: What cannot be passed over, whatever happened: 見過ごせないのは、県監査委員が欠陥を指摘していたことだ。
_CLEFT_RE = Pattern(
    r"(?:[^、。「」]{1,12}、|何より|とりわけ|特に|最も|もっとも|一番|いちばん)?(?:見過ごせ|看過でき|見逃せ|許せ|許し難|許しがた|解せ|納得でき|理解でき|理解し難|理解しがた|あきれる|呆れる|情けな|残念な|嘆かわし|腹立たし|恐ろし|罪深|忘れてなら|忘れてはなら|無視でき|軽視でき|聞き捨てなら)"
    r"(?:ない|ません|い|な|る)?のは、[^。]{6,}(?:こと|点|ところ|姿勢|態度|事実|発言|説明|対応)(?:だ|です|である|なのだ|なのです|だった)。"
    # 市がまず取り組むべきは、乗り合いタクシーの導入だ。
    r"|[^。「」、]{3,22}べき(?:なのは|ことは|は)、[^。「」]{2,60}(?:だ|です|である|なのだ|なのです)。"
)
_ADDRESS_HEAD, _DUTY_TAIL, _CLEFT_HEAD, _SPEAKER_HEAD = 28, 12, 30, 12


def own_form(text: str, bare: str, sense: str, mask: int, body_end: int, *, has_date: bool) -> str:
    """Return by which form a sentence without a source is the writer's own, or somebody's without a verb of saying.

    ``bare`` is its text without closing marks, ``body_end`` where the first body named in it ends, or 0.
    """
    if (sense in _VERDICTS or (sense == _GUESS and bare.endswith(_WRITTEN))) and not _is_speech(text):
        return _DUTY_FORM
    if sense == _DUTY or mask & FIRST_PERSON or bare.endswith(_APPEALS):
        return _own(text, bare, sense, mask, body_end)
    return _unvoiced(text, bare, sense, mask, has_date and bare[-1:] == "日")


def _is_speech(text: str) -> bool:
    """Tell whether a bullet, a bracket or a speaker before a colon leaves open whose words a sentence is."""
    return not text[0].isalnum() or ":" in text[:_SPEAKER_HEAD]


def _own(text: str, bare: str, sense: str, mask: int, body_end: int) -> str:
    """Return by which form a sentence without a source is the writer's own: duty, address, forecast, or none.

    A bullet or a speaker before a colon leaves open whose it is. ``body_end``: where the first body named ends, or 0.
    """
    if sense == _DUTY:
        is_said = "べき" in bare[-_DUTY_TAIL:] or (
            "ならない" in bare[-_DUTY_TAIL:] and _DEMAND_RE.match(text) is not None
        )
        return _DUTY_FORM if is_said and not _is_speech(text) else ""
    if mask & FIRST_PERSON and _OWN_RE.search(text) is not None:
        return "forecast"
    if bare.endswith(_APPEALS) and "、" in text[:_ADDRESS_HEAD]:
        is_told = _ADDRESSED_RE.match(text) is not None or text.startswith(_GATHERED, body_end)
        return "address" if is_told and _ASKING_RE.search(bare) is None else ""
    return ""


def _unvoiced(text: str, bare: str, sense: str, mask: int, is_dated: bool) -> str:
    """Return what a sentence whose words need not show it is: said outright, a day set, somebody's worry, or none."""
    if sense in _SAID and text[-1] in "。!":
        return "said"
    if text[-1] in "。!" and bare[-1:] == "を" and _CALL_RE.fullmatch(text) is not None:
        return _DUTY_FORM
    if (
        (mask & DIGIT or "よ" in text or "な、" in text or "りに" in text)
        and len(text) < _SHOUT
        and _SHOUT_RE.match(text) is not None
    ):
        return "shout"
    if is_dated and mask & TOPIC and _DATED_RE.match(text) is not None:
        return "dated"
    head = text[:_CLEFT_HEAD]
    if mask & TOPIC and ("のは、" in head or "べき" in head) and _CLEFT_RE.fullmatch(text) is not None:
        return _DUTY_FORM
    if not mask & TOPIC or mask & (FIRST_PERSON | CRY) or not ("のは" in text or "ことは" in text):
        return ""
    return "worry" if _WORRY_RE.match(text) is not None and text.find("ない", -6) < 0 else ""
