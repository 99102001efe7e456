"""Lines that a word of ``tables/lines.tsv`` marks: as a notice to readers (無断転載を禁じます) or as what leads on to a report."""

from __future__ import annotations

from corpus.cache import kept
from corpus.patterns import Pattern, table_pattern
from corpus.places import CORPUS
from corpus.vocabulary import alternation, read_table

__all__ = ["notice"]


@kept
def _line_words() -> dict[str, tuple[str, str]]:
    """Return words that mark a line as a notice or an announcement, with role and kind."""
    rows = read_table(_TABLE, key="words", required=("role", "kind", "source", "example"))
    return {row["words"]: (row["role"], row["kind"]) for row in rows}


@table_pattern
def _line_words_re() -> str:
    return alternation(_line_words())


_TABLE = CORPUS / "tables" / "lines.tsv"
#: ■切り抜きその一: what stands around a label
LABEL_SIGNS, MAX_LABEL = "■◆●◇□○▼▽★☆【】[]<>〈〉《》≪≫()・ 　:-=", 16
_LABEL_END_RE = Pattern(r"(?:その)?[ 　]?[0-9一二三四五六七八九十①-⑨]{0,2}$")


def notice(text: str) -> str:
    """Return "other" or "intro" for a line that a table word marks as notice or announcement, else ""."""
    words, bare = _line_words(), _LABEL_END_RE.sub("", text.strip(LABEL_SIGNS)) if len(text) <= MAX_LABEL else text
    for match in _line_words_re().finditer(text):
        role, kind = words[match[0]]
        if (role == "whole" and match[0] not in (text, bare)) or (role == "start" and match.start() > 2):
            continue
        if (role == "any" and len(text) > 60) or (
            kind == "intro" and not text.endswith(("。", ":", "↓", "…", "です", "ます", "記事", "こちら"))
        ):
            continue
        if role == "any" and kind == "intro" and "、" in text[match.end() + 1 :]:
            continue  # 「…」という見出しの下で、若い大将が笑っている。
        if role == "start" and match[0].endswith("は") and _STATED_RE.search(text):
            continue  # 写真は全部で四十枚ある。
        if role == "any" and kind == "other" and (_says_more(text) or _cites(text, match.start(), match.end())):
            continue
        return kind
    return ""


#: How a sentence ends that is no caption: captions end in a noun.
_STATED_RE = Pattern(r"(?:[ぁ-ん](?:た|る|す|だ|い)|です|でした|ません)。$")


def _cites(text: str, start: int, end: int) -> bool:
    """Tell whether words stand in brackets behind which the sentence goes on: 「ご不便をおかけします」で済むのか。"""
    closer = text.find("」", end)
    return text.rfind("「", 0, start) >= 0 and text.find("」", 0, start) < 0 and 0 < closer < len(text) - 2


def _says_more(text: str) -> bool:
    """Tell whether most of a line is said in sentences without a notice: こんにちは。今日はプリンを焼きました。"""
    sentences = text.rstrip("。!?").replace("!", "。").replace("?", "。").split("。")
    plain = sum(len(each) for each in sentences if not _line_words_re().search(each))
    return len(sentences) > 1 and 2 * plain > len(text)
