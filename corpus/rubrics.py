"""Lines that say whose the text around them is: 社説, 相場師の独り言, the address of a weblog, ［編集後記］, 【解説】.

>>> rubric_end("【社説】図書館の閉館", 0, 10), rubric_end("春秋航空、増便", 0, 7), rubric_end("視点を変える", 0, 6)
(3, 0, 0)
>>> is_afterword("[編集後記]"), is_explained("【解説】"), is_explained("解説")
(True, True, False)
"""

from __future__ import annotations

from corpus.cache import kept
from corpus.patterns import table_pattern
from corpus.places import CORPUS
from corpus.vocabulary import alternation, read_table

__all__ = [
    "is_afterword",
    "is_bare_rubric",
    "is_explained",
    "is_sources",
    "names_own",
    "opens_as_own",
    "opens_remark",
    "rubric_end",
]

_TABLE = CORPUS / "tables" / "rubrics.tsv"
#: A line that names a weblog is no longer than this; a text says whose it is in its first lines.
MAX_LINE, HEAD = 80, 3


@kept
def _words() -> dict[str, str]:
    """Return the words of one kind and role as an expression."""
    rows = read_table(_TABLE, key=("word", "kind"), required=("role", "source", "example"))
    groups = {(row["kind"], row["role"]) for row in rows}
    return {
        f"{kind}/{role}": alternation(row["word"] for row in rows if (row["kind"], row["role"]) == (kind, role))
        for kind, role in groups
    }


@table_pattern
def _opinion_re() -> str:
    bare, bracketed = _words()["opinion/bare"], _words()["opinion/bracketed"]
    return (
        rf"[【〔\[(<〈《≪◇◆■●▼□ ]*{bare}(?=[】〕\])>〉》≫:・/|◇◆■●▼□(〈「『 ―—-]|$)"
        rf"|[【〔\[(<〈《≪]{bracketed}[】〕\])>〉》≫]"
    )


@table_pattern
def _own_re() -> str:
    host, name, diary = (_words()[key] for key in ("weblog/host", "weblog/name", "diary/end"))
    return rf"{host}(?:/|\b)|{name}|[の「『 ・]{diary}[」』]?(?:[ (][^。、]{{0,16}})?$"


#: Whoever makes a letter or a site by his office: 院長, 組合長, 世話人. A reporter speaks for his paper.
_HEAD_OF = "(?!記者|論説|編集委員|解説|論者|識者)[一-龥々]{1,4}[長主員人役]"


@table_pattern
def _afterword_re() -> str:
    whole, speaker = _words()["afterword/whole"], _words()["afterword/speaker"]
    return (
        rf"[［\[【〔<《〈(■◆▼●○◇◎★☆▽□△*=\- ]*"
        rf"(?:{whole}|(?:{speaker}|{_HEAD_OF})(?:の|から(?:の)?|より)?(?:ひとこと|ひと言|一言|感想|つぶやき|コメント|メモ)|(?<=[■◆▼●○◇◎★☆▽□△【\[]){speaker}(?:から|より)(?:の(?:お知らせ|お願い|報告|ご報告))?)[◎★☆◆●■□］\]】〕>》〉):*=\- ]*"
    )


@table_pattern
def _remark_re() -> str:
    whole, speaker = _words()["afterword/whole"], _words()["afterword/speaker"]
    return (
        rf"[《【〔\[(<]{whole}[》】〕\])>](?=.{{4}})|[■◆●★※]?[ ]?{whole}[:](?=.{{4}})"
        rf"|[【〔\[《](?:注|註|補足)[:： ](?=.{{4}})|[【〔\[《(<](?:引用者|{speaker})(?:による)?(?:注|註|補足)[:： ](?=.{{4}})"
    )


@table_pattern
def _explained_re() -> str:
    return rf"[【〔\[(<■◆▼● ]+{_words()['explained/whole']}[】〕\])> ]*"


@table_pattern
def _sources_re() -> str:
    return rf"[【〔\[(<■◆▼●*=\- ]*{_words()['sources/whole']}[】〕\])>:*=\- ]*"


def is_sources(line: str) -> bool:
    """Tell whether a line says that sources are listed below it.

    >>> is_sources("【参考文献】"), is_sources("出典:毎日新聞")
    (True, False)
    """
    return _sources_re().fullmatch(line) is not None


def rubric_end(folded: str, start: int, end: int) -> int:
    """Return where in the line ``start:end`` the word ends that says that a paper judges (社説, 【論点】); 0 where none."""
    match = _opinion_re().match(folded, start, end)
    return match.end() if match is not None else 0


def is_bare_rubric(folded: str, start: int, end: int) -> bool:
    """Tell whether 社説 is all that a line says: the headline stands elsewhere."""
    after = rubric_end(folded, start, end)
    return after > 0 and end - after <= 1


def names_own(line: str) -> bool:
    """Tell whether a line at the head of a text says that it is its author's own.

    >>> [names_own(line) for line in ("相場師の独り言(11月6日)", "アンネの日記、破られる", "note.com/kobachi 2026/07/03")]
    [True, False, True]
    """
    return rubric_end(line, 0, min(len(line), 12)) > 0 or (len(line) <= MAX_LINE and _own_re().search(line) is not None)


def opens_as_own(folded: str) -> bool:
    """Tell whether the head of a text says that it is its author's own: 社説, コラム, the address of a weblog.

    >>> opens_as_own("note.com/kobachi 2026/07/03 21:15\\n先週、社内で…"), opens_as_own("市は3日、予算案を発表した。")
    (True, False)
    """
    head = [line.strip() for line in folded.split("\n") if line.strip()][:HEAD]
    return any(map(names_own, head))


def is_afterword(text: str) -> bool:
    """Tell whether the text's maker speaks below a line: ［編集後記］, 【コメント】."""
    return _afterword_re().fullmatch(text) is not None


def opens_remark(text: str) -> bool:
    """Tell whether a line of a digest is what its maker says of the report above: 《コメント》規模ありき。"""
    return _remark_re().match(text) is not None


def is_explained(text: str) -> bool:
    """Tell whether a paper explains its own report below a line: 【解説】."""
    return _explained_re().fullmatch(text) is not None
