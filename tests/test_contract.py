"""The promise of docs/output.md: every field, its type, its values, and where spans may lie."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.mention import Certainty, DateMod, DateType, Label, Modifier, OrganizationKind, Quantity, SourceKind
from analyzer.pipeline import Analyzer
from analyzer.rows import analysis_json, analysis_record
from corpus.article import Article, BlockKind, PublishedFrom

EXAMPLES = Path(__file__).parents[1] / "examples"
NUMBER = (int, float)
OPTIONAL_NUMBER = (int, float, type(None))
OPTIONAL_TEXT = (str, type(None))
ISO_RE = re.compile(r"\d{4}(-\d\d){0,2}(T\d\d:\d\d)?")
DAY_RE = re.compile(r"\d{4}-\d\d-\d\d")
#: TIMEX3 values as promised: calendar, fiscal years, halves, quarters, seasons, decades, parts of day, intervals,
#: durations; X where nothing settles it.
_POINT = (
    r"(?:FY[\dX]{4}(?:-[QH]\d)?|[\dX]{2,4}(?:-(?:[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-\d)?|[QH]\d|SP|SU|FA|WI|WE))?)"
    r"(?:-?T(?:[\dX]{2}(?::[\dX]{2}(?::\d\d(?:\.\d+)?)?)?|MO|AF|EV|NI|MI|DT|DW))?"
)
_PERIOD = r"P(?:[\dX.]+[YMWDQ])*(?:T(?:[\dX.]+[HMS])+)?(?:\d+DE)?(?:\d+CE)?"
VALUE_RE = re.compile(rf"(?:{_POINT}|{_PERIOD}|T[\dX:]+|\w+_REF)(?:/(?:{_POINT}|{_PERIOD}|T[\dX:]+))?")

FIELDS: dict[str, dict[str, Any]] = {
    "": {
        "id": str,
        "source": str,
        "title": OPTIONAL_TEXT,
        "published": OPTIONAL_TEXT,
        "published_from": OPTIONAL_TEXT,
        "text": str,
        "blocks": list,
        "sentences": list,
        "figures": list,
        "dates": list,
        "organizations": list,
        "attributions": list,
    },
    "blocks": {"start": int, "end": int, "kind": str, "outlet": OPTIONAL_TEXT, "published": OPTIONAL_TEXT},
    "sentences": {
        "start": int,
        "end": int,
        "label": str,
        "score": OPTIONAL_NUMBER,
        "scores": dict,
        "certainty": str,
        "reasons": list,
    },
    "reasons": {"feature": str, "weight": NUMBER, "start": (int, type(None)), "end": (int, type(None))},
    "figures": {
        "start": int,
        "end": int,
        "text": str,
        "value": OPTIONAL_NUMBER,
        "low": OPTIONAL_NUMBER,
        "high": OPTIONAL_NUMBER,
        "unit": str,
        "quantity": str,
        "modifier": OPTIONAL_TEXT,
        "counted": OPTIONAL_TEXT,
    },
    "dates": {
        "start": int,
        "end": int,
        "text": str,
        "type": str,
        "value": str,
        "mod": OPTIONAL_TEXT,
        "first": OPTIONAL_TEXT,
        "last": OPTIONAL_TEXT,
    },
    "organizations": {
        "start": int,
        "end": int,
        "text": str,
        "canonical": str,
        "entity": str,
        "kind": str,
        "anaphor": bool,
        "score": NUMBER,
    },
    "attributions": {
        "sentence": int,
        "cue": list,
        "source": (dict, type(None)),
        "content": (list, type(None)),
        "mode": str,
    },
}
CLOSED: dict[tuple[str, str], Any] = {
    ("", "published_from"): PublishedFrom,
    ("blocks", "kind"): BlockKind,
    ("sentences", "label"): Label,
    ("sentences", "certainty"): Certainty,
    ("figures", "quantity"): Quantity,
    ("figures", "modifier"): Modifier,
    ("dates", "type"): DateType,
    ("dates", "mod"): DateMod,
    ("organizations", "kind"): OrganizationKind,
}


def _run(*arguments: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-c", "import cli; cli.main()", "analyze", *arguments, "--format", "jsonl"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture(scope="module")
def analyses() -> list[dict[str, Any]]:
    """Return what the command prints for every example article."""
    found = _run(*map(str, sorted(EXAMPLES.glob("*.txt"))), str(EXAMPLES / "records.jsonl"))
    assert len(found) >= 16
    return found


def _records(analysis: dict[str, Any], name: str) -> list[dict[str, Any]]:
    if not name:
        return [analysis]
    if name == "reasons":
        return [reason for sentence in analysis["sentences"] for reason in sentence["reasons"]]
    found: list[dict[str, Any]] = analysis[name]
    return found


@pytest.mark.parametrize("name", FIELDS, ids=lambda name: name or "analysis")
def test_every_field_is_there_with_its_type(analyses: list[dict[str, Any]], name: str) -> None:
    seen = 0
    for analysis in analyses:
        for record in _records(analysis, name):
            seen += 1
            for field, types in FIELDS[name].items():
                assert field in record, (analysis["source"], field)
                value = record[field]
                assert isinstance(value, types), (analysis["source"], field, value)
                assert not isinstance(value, bool) or types is bool, (analysis["source"], field, value)
                allowed = CLOSED.get((name, field))
                assert allowed is None or value is None or value in get_args(allowed), (field, value)
    assert seen, f"no {name} in any example: nothing was tested"


def test_spans_lie_in_the_text_and_show_it(analyses: list[dict[str, Any]]) -> None:
    for analysis in analyses:
        check_spans(analysis)


def check_spans(analysis: dict[str, Any]) -> None:
    """Assert everything the contract says about offsets of one analysis."""
    text = analysis["text"]
    for name in ("blocks", "sentences", "figures", "dates", "organizations"):
        position = 0
        for record in analysis[name]:
            assert position <= record["start"] < record["end"] <= len(text), (name, record)
            position = record["end"]
            assert record.get("text", text[record["start"] : record["end"]]) == text[record["start"] : record["end"]]
    for name, gap_between in (("blocks", text), ("sentences", text)):
        position = 0
        for record in [*analysis[name], {"start": len(text), "end": len(text)}]:
            assert not gap_between[position : record["start"]].strip(), f"{name} leave out text before {record}"
            position = record["end"]
    for sentence in analysis["sentences"]:
        assert any(b["start"] <= sentence["start"] and sentence["end"] <= b["end"] for b in analysis["blocks"])
    for name in ("figures", "dates", "organizations"):
        for record in analysis[name]:
            inside = [s for s in analysis["sentences"] if s["start"] <= record["start"] and record["end"] <= s["end"]]
            assert inside, (name, record["text"], "outside every sentence")
    spans = sorted((m["start"], m["end"]) for n in ("figures", "dates", "organizations") for m in analysis[n])
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert end <= start, f"two mentions over {text[start:end]!r}"
    for reason in _records(analysis, "reasons"):
        assert (reason["start"] is None) == (reason["end"] is None)
        assert reason["start"] is None or 0 <= reason["start"] < reason["end"] <= len(text)
    for frame in analysis["attributions"]:
        assert 0 <= frame["sentence"] < len(analysis["sentences"])
        spans_of_frame = [frame["cue"], frame["content"]]
        if frame["source"]:
            source = frame["source"]
            spans_of_frame.append([source["start"], source["end"]])
            assert source["text"] == text[source["start"] : source["end"]]
            assert source["kind"] in get_args(SourceKind)
        assert frame["mode"] in ("direct", "indirect")
        for span in spans_of_frame:
            assert span is None or 0 <= span[0] < span[1] <= len(text), frame


def test_values_keep_their_form(analyses: list[dict[str, Any]]) -> None:
    for analysis in analyses:
        assert analysis["published"] is None or ISO_RE.fullmatch(analysis["published"])
        assert (analysis["published"] is None) == (analysis["published_from"] is None)
        for figure in analysis["figures"]:
            is_range = figure["value"] is None and figure["quantity"] != "score"
            assert not is_range or (figure["low"] is not None or figure["high"] is not None), figure
            assert figure["value"] is None or (figure["low"] is None and figure["high"] is None), figure
        for mention in analysis["dates"]:
            assert VALUE_RE.fullmatch(mention["value"]), (mention["text"], mention["value"])
            for bound in (mention["first"], mention["last"]):
                assert bound is None or DAY_RE.fullmatch(bound), mention
            if mention["first"] and mention["last"]:
                assert mention["first"] <= mention["last"], mention
        for sentence in analysis["sentences"]:
            assert set(sentence["scores"]) == set(get_args(Label))
            assert sum(sentence["scores"].values()) == pytest.approx(1, abs=0.02)
            if sentence["score"] is not None:
                assert 0 <= sentence["score"] <= 1
                assert sentence["score"] == pytest.approx(sentence["scores"][sentence["label"]], abs=0.011)
            weights = [abs(reason["weight"]) for reason in sentence["reasons"]]
            assert weights == sorted(weights, reverse=True), "reasons stand strongest first"
        names: dict[str, str] = {}
        for body in analysis["organizations"]:
            assert body["canonical"].strip()
            assert names.setdefault(body["entity"], body["canonical"]) == body["canonical"], "one entity, one full name"


def test_the_same_text_is_the_same_analysis(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    content = (EXAMPLES / "blog.txt").read_bytes()
    first.write_bytes(content)
    second.write_bytes(content)
    one, two = _run(str(first), str(second))
    assert one.pop("source") != two.pop("source")
    assert one == two


def test_an_encoding_does_not_change_the_analysis(tmp_path: Path) -> None:
    text = (EXAMPLES / "newspaper.txt").read_text(encoding="utf-8")
    paths = [tmp_path / f"{encoding}.txt" for encoding in ("utf-8", "cp932", "euc_jp", "utf-16")]
    for path in paths:
        path.write_bytes(text.replace("\n", "\r\n").encode(path.stem))
    found = _run(*map(str, paths))
    assert len({json.dumps(each | {"source": ""}, sort_keys=True) for each in found}) == 1


PIECES = """
市は 4日 同日 前日 翌16日 約 3億円 １，２００人 一億二千万 % 第3回 「 」 （ ） ( ) 。 ！ ？ 同社 同署 県警 によると と述べた という 平成27年度
昨年 先月末 2016年4月5日(火) 7時55分 産経新聞 配信 【 】 > ■ ・ 〜 - ▲ 1ドル= 円 銭 倍 割 5人に1人 数十人 十数 . ，, 年 月 日 時 分 秒 期
前期 比 減 増 公取委 NTTコム 以下 氏 さん (45) しかし だろう のだ http://a.b/c 関連記事 😀 𠮷 \u200b ０９ 〇 兆 半 ごろ 未満 超 引用 です だ
"""
NEWS = st.lists(st.sampled_from([*PIECES.split(), "\n", "\n\n", "　", " "]), max_size=40).map("".join)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(NEWS, st.text(max_size=200)))
def test_any_text_at_all_has_an_analysis(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    analysis = Analyzer(today=date(2026, 1, 1)).analyze(Article(id="x", source="-", text=text))
    record = json.loads(json.dumps(analysis_record(analysis), ensure_ascii=False))
    assert json.loads(analysis_json(analysis)) == record
    check_spans(record)
