"""What a line that names an outlet is made of: outlet, date, time, header words, signs, and text that is none of these.

>>> [role for role, *_ in elements_of("産経新聞 4月5日(火)7時55分配信 見出し")]
['outlet', 'sign', 'date', 'sign', 'time', 'time', 'verb', 'sign', 'text']
"""

from __future__ import annotations

from corpus.cache import kept
from corpus.foreign_days import foreign_day_end
from corpus.outlets import Outlet, is_name_char, mixed_name, outlet_at
from corpus.patterns import Pattern
from corpus.places import CORPUS
from corpus.vocabulary import read_table

__all__ = ["CLOSE", "OPEN", "Element", "elements_of"]

_NUMBER = r"(?:[0-9]{1,4}|[〇一二三四五六七八九十百元]{1,7})"
_DAY = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DATE_RE = Pattern(
    rf"(?:19|20)[0-9]{{2}}(?:(?:0[1-9]|1[0-2])[0-3][0-9](?![0-9])|・[0-9]{{1,2}}・[0-9]{{1,2}}(?![0-9]))|(?:(?:平成|昭和|令和|大正|[HSRhsr]|')?[ ]?{_NUMBER}[ ]?(?:年|[./-])[ ]?)?{_DAY}[ ]?(?:月|[./-])[ ]?{_DAY}(?:[ ]?日(?![本報刊経テ立]))?"
    rf"|(?:平成|昭和|令和|[HSRhsr])?{_NUMBER}年(?:{_DAY}月)?|{_DAY}(?=日付)|{_DAY}日(?![本報刊])|同日(?=[付朝夕、・,／/ 　)）])"
)
_TIME_RE = Pattern(r"[-T]?[0-9]{1,2}(?::[0-9]{2}){1,2}|[0-9]{1,2}時(?:[0-9]{1,2}分)?(?:[0-9]{1,2}秒)?")
_WEEKDAY_RE = Pattern(r"[(（〔]?[月火水木金土日祝](?:[・,]?[祝休])?(?:曜日?)?[)）〕]|[月火水木金土日]曜日?")
_PAGE_RE = Pattern(
    r"第?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:社会|[版頁])?面?(?:版|面|頁|ページ)|[一-龥]{1,5}面|[0-9]社面|第[0-9]{1,3}[回号]"
)
_REPORTER_RE = Pattern(
    r"(?:記者|文|取材|写真|撮影|聞き手|構成|執筆|筆者|文と写真|文・写真)[=＝・:：/ 　][一-龥々ァ-ヴーぁ-ん ・]{1,10}(?=[)）】\]〕]|$)"
)
#: [太田智美,ITmedia] (文:佐野健、CNET Japan編集部)
_WRITER_RE = Pattern(
    r"(?:(?:文|取材|記者|執筆)[:=・])?[一-龥々ぁ-んァ-ヴー]{1,6}[ ]?[一-龥々ぁ-んァ-ヴー]{1,6}[,、/・](?=[^()\[\]]{3,24}[)\]])"
)
#: コラム「汐見坂」: what a paper calls its column, no headline
_COLUMN_RE = Pattern(r"[「『][^「」『』。、!?]{1,8}[」』]")
#: 東信放送「イブニング東信」 2月4日放送: the station's programme, no headline
_PROGRAMME_RE = Pattern(
    r"[「『][^「」『』。、!?]{1,16}[」』](?:欄|面|コーナー)?(?=[ 　(（]*(?:[0-9]{4}[年/.]|(?:令和|平成)[0-9元]|[0-9]{1,2}[月/.][0-9]))"
)
#: みちのくテレビ 8月9日: a day right behind the name
_DAY_BEHIND_RE = Pattern(
    r"[ 　、・(（【\[/|]{1,2}(?:[0-9]{4}[年/.・-][0-9]|(?:令和|平成)[0-9元]|[0-9]{1,2}[月/.][0-9])"
)
_EDITION_NAME_RE = Pattern(r"[A-Za-zァ-ヴー+]{2,12}(?=[ 　(（\[【|｜/・0-9]|$)")
#: 読売新聞(千葉版), 毎日新聞岡山版, 朝日・群馬版
_LOCAL_RE = Pattern(r"[一-龥ァ-ヴー]{1,6}版(?=[)】\]: 　]|$)")
_SIGN_RE = Pattern(
    r"[\s\-‐–—―─=＝~〜・|:：,、。./／\\()（）\[\]〔〕【】「」『』<>〈〉《》≪≫■□◆◇●○◎▼▽▲△★☆※*#＃\"'“”↓↑⇒⇓⇑→⬇⬆━═+_]+"
)
OPEN = "(（[〔【「『<〈《≪"
CLOSE = ")）]〕】」』>〉》≫"


#: A year as only foreign papers set it: behind a word or a comma.
_YEAR_RE = Pattern(r"[a-zéû.,0-9][ ](?:19|20)[0-9]{2}(?![0-9年])")
#: A piece of a header line: role, start, end, and the outlet where it names one.
Element = tuple[str, int, int, Outlet | None]
#: What dates and times may begin with.
_DATE_STARTS = frozenset("0123456789〇一二三四五六七八九十元平昭令大HSRhsrT'第同月火水木金土日")


@kept
def _words() -> dict[str, list[tuple[str, str]]]:
    """Return the header words by first character, longest first, each with its role."""
    words: dict[str, list[tuple[str, str]]] = {}
    for row in read_table(CORPUS / "tables" / "headers.tsv", key=("word", "role"), required=("source", "example")):
        if row["role"] in ("word", "verb", "opinion"):
            words.setdefault(row["word"][0], []).append((row["word"], row["role"]))
    for candidates in words.values():
        candidates.sort(key=lambda pair: -len(pair[0]))
    return words


def elements_of(line: str) -> list[Element]:
    """Return the line cut into (role, start, end, outlet): outlet, date, time, word, verb, opinion, sign, text."""
    elements: list[Element] = []
    position = 0
    is_foreign = _YEAR_RE.search(line) is not None  # 8 juillet 2024
    while position < len(line):
        previous = elements[-1] if elements else None
        is_named = line[position] in "「『" and previous is not None and previous[0] == "outlet"
        programme = _PROGRAMME_RE.match(line, position) if is_named else None
        if match := programme or _SIGN_RE.match(line, position):
            role = _programme_role(match[0]) if programme else "sign"
            elements.append((role, position, match.end(), None))
            position = match.end()
            continue
        after_text = previous is not None and previous[0] == "text"
        role, end = _date_end(line, position, is_foreign=is_foreign)
        outlet = None if role else _outlet_here(line, position, previous)
        if outlet is not None:
            role, end = "outlet", outlet.end
        if not role:
            role, end = _word_end(line, position, previous)
        if (not role or role in ("word", "date")) and (match := _PAGE_RE.match(line, position)) and match.end() > end:
            role, end = "word", match.end()
        if role and not (after_text and role == "word" and end - position == 1):
            elements.append((role, position, end, outlet))
            position = end
        elif after_text and previous is not None:
            elements[-1] = ("text", previous[1], position + 1, None)
            position += 1
        else:
            elements.append(("text", position, position + 1, None))
            position += 1
    return elements


def _programme_role(name: str) -> str:
    """Return "opinion" for a paper's column in brackets (「時鐘」), "word" for what else a station or a paper calls by name."""
    inner = name.strip("「」『』")
    return "opinion" if (inner, "opinion") in _words().get(inner[0], ()) else "word"


def _date_end(line: str, position: int, *, is_foreign: bool) -> tuple[str, int]:
    """Return "date" or "time" and where it ends that begins at ``position``, the longest of them; else "" and 0."""
    first = line[position]
    if is_foreign and (first.isdigit() or first.isupper()) and (end := foreign_day_end(line, position)):
        return "date", end
    role, end = "", 0
    if first in _DATE_STARTS or first.isdigit():
        for name, pattern in (("date", _DATE_RE), ("time", _TIME_RE), ("time", _WEEKDAY_RE)):
            match = pattern.match(line, position)
            if match and match.end() > max(end, position):
                role, end = name, match.end()
    return role, end


def _outlet_here(line: str, position: int, previous: Element | None) -> Outlet | None:
    """Return the outlet that is named at ``position``: of the table, by its ending, or as the header's form vouches for."""
    found = outlet_at(line, position)
    if found is not None and found.is_short:
        longer = (word for word, _ in _words().get(line[position], ()) if len(word) > found.end - position)
        if any(line.startswith(word, position) for word in longer):
            found = None  # 産経抄, not 産経
    if (found is None or found.is_short) and (previous is None or previous[0] == "sign"):
        is_vouched = "配信" in line or _is_cited(line, position)
        found = mixed_name(line, position, is_delivery=is_vouched) or _station(line, position) or found
    is_inside = previous is not None and previous[0] == "text" and is_name_char(line[position - 1])
    return None if is_inside else found


#: (2025年1月8日、ひかり通信): a day with its year
_FULL_DAY_RE = Pattern(
    r"(?:(?:19|20)[0-9]{2}|(?:令和|平成|昭和)[0-9元]{1,2})[年/.-][ ]?[0-9]{1,2}[月/.-][ ]?[0-9]{1,2}"
)


#: 山のみち新聞 2024年(令和6年)6月28日
_DATED_NAME_RE = Pattern(
    r"[^ 　。、「」()]{3,14}[ 　]{1,2}(?:(?:19|20)[0-9]{2}|(?:令和|平成)[0-9元]{1,2})年(?:[(][^()]{2,6}年[)])?[ ]?[0-9]{1,2}月[ ]?[0-9]{1,2}日"
)


def _is_cited(line: str, position: int) -> bool:
    """Tell whether a day with its year stands behind a name or in the bracket around it, as who cites a paper writes both."""
    if position == 0 and _DATED_NAME_RE.match(line):
        return True
    opener, closer = line.rfind("(", 0, position), line.find(")", position)
    if opener < 0 or closer < 0 or line.find(")", opener, position) >= 0:
        return False
    return _FULL_DAY_RE.search(line, opener, closer) is not None


def _station(line: str, position: int) -> Outlet | None:
    """Return the station in letters of any kind whose programme or broadcast the line dates: さくらテレビ「ゆうがた」 12月9日放送."""
    if "テレビ" not in line and "放送" not in line and "ラジオ" not in line:
        return None
    found = mixed_name(line, position, is_delivery=True)
    if found is None:
        return None
    is_aired = line.endswith(("放送", "放映")) and line[found.end : found.end + 1] in (" ", "　", "「")
    if is_aired or _PROGRAMME_RE.match(line, found.end):
        return found
    stem = found.name.removesuffix("テレビ").removesuffix("放送").removesuffix("ラジオ")
    is_name = stem != found.name and stem[-1] not in _INFLECTED_ENDS and "の" not in stem and "を" not in stem
    return found if is_name and _DAY_BEHIND_RE.match(line, found.end) else None


#: 気になるテレビ, 見たいテレビ are no names.
_INFLECTED_ENDS = "うるたなにもでい"


def _word_end(line: str, position: int, previous: Element | None) -> tuple[str, int]:
    """Return the role of what a header says besides outlet and date (word, verb, opinion) and its end; else "" and 0."""
    if position and line[position - 1] in OPEN and (end := _writer_end(line, position)):
        return "word", end
    if line[position] in "記文取写撮聞構執筆" and (match := _REPORTER_RE.match(line, position)):
        return "word", match.end()
    is_behind = previous is not None and previous[0] == "outlet" and previous[2] == position
    if (is_behind or (position > 1 and line[position - 1] in "(・")) and (match := _LOCAL_RE.match(line, position)):
        return "word", match.end()
    if is_behind and (match := _EDITION_NAME_RE.match(line, position)):  # 産経WEST, 中国新聞アルファ
        return "word", match.end()
    for word, role in _words().get(line[position], ()):
        if line.startswith(word, position):
            end = position + len(word)
            column = _COLUMN_RE.match(line, end) if word == "コラム" else None
            return role, column.end() if column else end
    return "", 0


def _writer_end(line: str, position: int) -> int:
    """Return where a writer's name ends that stands in brackets before that of his paper: [太田智美,ITmedia]; else 0."""
    match = _WRITER_RE.match(line, position)
    outlet = outlet_at(line, match.end()) if match else None
    is_named = outlet is not None and not outlet.is_short and not outlet.is_weak and outlet.kind != "unknown"
    is_closed = outlet is not None and line[outlet.end :].removeprefix("編集部")[:1] in (*CLOSE,)
    return match.end() if match is not None and is_named and is_closed else 0
