"""A press release or an official notice that somebody sets into a text of his own: from whom it is for to whom one may ask.

No single line tells. Whom it is for (報道関係者各位), a day alone, a firm or an office alone, a headline in …について, whom to
ask (TEL:…) and the author's line that leads on to it are added up.
"""

from __future__ import annotations

from corpus.extents import report_end
from corpus.lines import Line, Report
from corpus.patterns import Pattern

__all__ = ["take_releases"]

# What the signs count, and from how much together on a passage is a release.
ENOUGH = 7
ADDRESSED = 3  # 報道関係者各位
DATED = 2  # a day alone on its line
ISSUED = 2  # 株式会社みどり交通, 厚生労働省年金局
TITLED = 1  # …の販売終了について
ASKED = 3  # 【本件に関するお問い合わせ】 … TEL:…, 以上
OFFICIAL = 2  # …する事案が発生しました。
LED = 3  # …の報道発表がありましたので、全文をお知らせします。
#: So many lines stand at most above a release's first sentence, and in all of it.
MAX_HEAD, MAX_LINES = 6, 40

_FOR_RE = Pattern(
    r"(?:報道|マスコミ|取引先|お客様|株主|関係者|利用者|加盟店|保護者|会員)[^。、]{0,10}(?:各位|の?皆様へ?)|(?:プレス|ニュース|PRESS|NEWS|Press|News)[ ]?(?:リリース|RELEASE|Release)|報道発表(?:資料)?"
)
_ISSUER_RE = Pattern(
    r"(?:(?:株式|有限|合同)会社|(?:一般|公益)?(?:社団|財団)法人|学校法人|医療法人|独立行政法人|NPO法人)[^。、]{1,20}|[^。、]{1,20}(?:株式会社|有限会社)"
    r"|(?=[^。、「」]{3,24}$)[一-龥々ァ-ヴー・ 　A-Z]{2,20}(?:省|庁|局|部|課|室|委員会|協会|組合|連合会|市役所|区役所|役場|事務所|本部|センター|大学|病院|警察署?|消防署?|学校|[^、。]{2}店|商店|販売店|農園|会社|クリニック|医院)"
)
_TITLE_RE = Pattern(
    r"[^。]{4,60}(?:について|のお知らせ|のご案内|に関するお知らせ|のお詫び|を(?:発表|開始|発売|実施|公表)(?:します|しました)?)"
)
#: 平成31年3月吉日
_DAY_RE = Pattern(r"(?:(?:平成|令和)[0-9元]{1,2}|[0-9]{4})年[0-9]{1,2}月(?:[0-9]{1,2}日|吉日)?")
#: How offices and shops speak to everybody.
_OFFICIAL_RE = Pattern(
    r"いたします|致します|賜り|申し上げ|いただけます|となります|ものです|事案|発生しました|実施します|終了します|開始します|おります|ご(?:理解|協力|利用|了承|注意|来場|確認)"
)
_CONTACT_RE = Pattern(
    r"(?:お?問い?合わ?せ|照会先|連絡先|問合先|本件に関する)|(?i:TEL|FAX|電話|E-?mail|メール)[ 　]?[::(]|(?:電話|FAX)[ 　]?[0-9(]|担当[::]|[0-9]{2,4}-[0-9]{2,4}-[0-9]{4}$"
)
_LEAD_RE = Pattern(
    r"(?:発表|リリース|お知らせ|通知|文書|資料|通達|公告|案内|声明|文面|張り紙|貼り紙|回覧|プレス|メール|手紙|紙|チラシ|ビラ|はがき|葉書|封書|掲示)[^。]{0,30}(?:全文|以下|下記|次の|貼|載せ|転載|引用|紹介|写|コピー|届|来|配|出|入って|貼って|これ|こちら|ありました|あった)[^。]{0,16}[。::]"
)


def take_releases(folded: str, lines: list[Line]) -> None:
    """Give every release that stands in somebody's own text to a report of nobody's."""
    index = 1
    while index < len(lines) - 2:
        index = _taken(folded, lines, index) or index + 1


def _taken(folded: str, lines: list[Line], index: int) -> int:
    """Give the release that begins with line ``index`` its lines; return the line behind it, or 0 where none does."""
    line, above = lines[index], lines[index - 1]
    if (
        line.end - line.start > 60
        or not (line.blanks or above.role == "rule")
        or line.role in ("body", "header", "quoted")
    ):
        return 0
    if above.role == "rule" and index > 1:
        above = lines[index - 2]
    if above.role not in ("body", "intro"):
        return 0  # the text's own address stands at its top
    body = next((at for at in range(index, min(index + MAX_HEAD, len(lines))) if lines[at].role == "body"), 0)
    head = lines[index:body]
    if not head or any(each.role in ("header", "begin", "quoted", "post") for each in head):
        return 0
    signs = DATED * any(
        each.role == "date" or _DAY_RE.fullmatch(folded, each.start, each.end) is not None for each in head
    )
    signs += OFFICIAL * any(
        _OFFICIAL_RE.search(folded, each.start, each.end) is not None for each in lines[body : body + 2]
    )
    for points, pattern in ((ADDRESSED, _FOR_RE), (ISSUED, _ISSUER_RE), (TITLED, _TITLE_RE)):
        signs += points * any(pattern.fullmatch(folded, each.start, each.end) is not None for each in head)
    signs += LED * (_LEAD_RE.search(folded, max(above.start, above.end - 80), above.end) is not None)
    if signs + ASKED < ENOUGH:
        return 0
    end = report_end(folded, lines, body)
    asked = _contact_end(folded, lines, body)
    if signs + ASKED * (asked > 0) < ENOUGH:
        return 0
    stop = asked or end
    if any(each.header is not None and each.header.outlet for each in lines[index:stop]):
        return 0
    report = Report(None, (head[0].start, head[0].end))
    for each in lines[index:stop]:
        each.owner = report
        if each.role == "intro":
            each.role = "body"
    return stop


def _contact_end(folded: str, lines: list[Line], body: int) -> int:
    """Return the line behind those that tell whom to ask, or 0 where none does."""
    stop = 0
    for index in range(body, min(body + MAX_LINES, len(lines))):
        line = lines[index]
        is_short = line.end - line.start <= 60 and folded[line.end - 1] != "。"
        if line.role == "end":
            return index + 1  # 以上
        if is_short and _CONTACT_RE.search(folded, line.start, line.end):
            stop = index + 1
        elif stop and (line.blanks or not is_short):
            break
        elif stop:
            stop = index + 1
    return stop
