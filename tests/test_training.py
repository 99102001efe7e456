"""Labels in, model out: readers of labelled text, measures, the two commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analyzer.mention import LABELS
from analyzer.stance.model import load_stance
from analyzer.training.evaluation import evaluate, print_evaluation
from analyzer.training.labels import read_labels
from analyzer.training.measures import calibration_error, measure
from analyzer.training.stance import print_training
from corpus.errors import ArticleError, ModelError

DATA = Path(__file__).parents[1] / "analyzer" / "training" / "data" / "sentences"

AUTHORED = """\
## id=x1 genre=blog published=2020-01-02 topic=t
o\t題
<< outlet=甲新聞 published=2020-01-01
r\t市は1日、案を発表した。
c\t遅すぎる。
>>

c\t呆れた。
"""


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_authored_format_is_read_line_by_line_and_joined(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(AUTHORED, encoding="utf-8")
    (lines,) = read_labels(path)
    (joined,) = read_labels(path, joined=True)
    for document in (lines, joined):
        spans = [document.text[each.start : each.end] for each in document.sentences]
        assert spans == ["題", "市は1日、案を発表した。", "遅すぎる。", "呆れた。"]
        assert [each.label for each in document.sentences] == ["other", "report", "commentary", "commentary"]
        assert [block.outlet for block in document.blocks] == ["甲新聞"]
    assert "発表した。\n遅すぎる" in lines.text and "発表した。遅すぎる" in joined.text


def test_rows_of_a_document_stand_together_and_others_alone(tmp_path: Path) -> None:
    path = write(
        tmp_path / "rows.jsonl",
        {"id": "a", "text": "市は案を示した。", "label": "report", "document": "d", "genre": "news"},
        {"id": "b", "text": "ひどい。", "label": "commentary"},
        {"id": "c", "text": "遅い。", "label": "commentary", "document": "d", "genre": "news"},
    )
    documents = read_labels(path)
    assert [(each.id, each.isolated, len(each.sentences)) for each in documents] == [("d", False, 2), ("b", True, 1)]
    assert [row["id"] for row in evaluate([path]).predictions] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ('{"id": "a", "text": "", "label": "report"}', "non-empty text"),
        ('{"id": "a", "text": "x", "label": "fact"}', "is none of report, quote"),
        ("[1]", "expected an object"),
    ],
)
def test_a_bad_row_names_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "0", "text": "市は案を示した。", "label": "report"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(ArticleError, match=message) as caught:
        read_labels(path)
    assert caught.value.source.endswith(":2")


def test_exports_of_annotation_tools_are_read(tmp_path: Path) -> None:
    text = "市は案を示した。遅すぎる。"
    doccano = write(tmp_path / "d.jsonl", {"id": 1, "text": text, "label": [[8, 13, "commentary"], [0, 8, "report"]]})
    studio = tmp_path / "s.json"
    result = [{"value": {"start": 0, "end": 8, "labels": ["report"]}}]
    studio.write_text(json.dumps([{"id": 7, "data": {"text": text}, "annotations": [{"result": result}]}]))
    (first,) = read_labels(doccano)
    (second,) = read_labels(studio)
    assert [(each.start, each.end, each.label) for each in first.sentences] == [(0, 8, "report"), (8, 13, "commentary")]
    assert [(each.start, each.end, each.label) for each in second.sentences] == [(0, 8, "report")]


def test_measures_of_a_known_confusion() -> None:
    gold = ["report", "report", "commentary", "quote"]
    said = ["report", "commentary", "commentary", "quote"]
    result = measure(gold, [{label: float(label == each) for label in LABELS} for each in said])
    assert result["accuracy"] == 0.75
    assert result["per_class"]["commentary"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "n": 1}
    assert result["confusion"]["report"]["commentary"] == 1
    assert result["brier"] == 0.5 and result["ece"] == 0.25
    assert calibration_error([0.8] * 10, [True] * 8 + [False] * 2) == 0.0


def test_evaluation_gate_and_predictions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(
        tmp_path / "rows.jsonl",
        {"id": "a", "text": "市は12日、38億円の工事費を発表した。", "label": "report", "genre": "news"},
        {"id": "b", "text": "こんな無責任な話があるだろうか。", "label": "commentary", "genre": "blog"},
    )
    said = tmp_path / "said.jsonl"
    assert print_evaluation([path], predictions=said, output="json", min_f1=0.5) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["accuracy"] == 1.0 and set(printed["per_genre"]) == {"news", "blog"} and printed["n"] == 2
    rows = [json.loads(line) for line in said.read_text(encoding="utf-8").splitlines()]
    assert [row["label"] for row in rows] == ["report", "commentary"]
    assert all(set(row["scores"]) == set(LABELS) for row in rows)
    write(path, {"id": "a", "text": "市は12日、38億円の工事費を発表した。", "label": "commentary"})
    assert print_evaluation([path], min_f1=0.5) == 1
    path.write_text("", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"rows\.jsonl: (no labelled|ラベル)"):
        print_evaluation([path])


def test_a_foreign_model_is_refused(tmp_path: Path) -> None:
    rows = write(tmp_path / "rows.jsonl", {"id": "a", "text": "市は案を示した。", "label": "report"})
    (tmp_path / "foreign.json").write_text('{"weights": []}', encoding="utf-8")
    with pytest.raises(ModelError, match="not a model for this"):
        evaluate([rows], model=tmp_path / "foreign.json")


def test_too_few_labels_are_refused(tmp_path: Path) -> None:
    rows = write(tmp_path / "rows.jsonl", {"id": "a", "text": "市は案を示した。", "label": "report"})
    with pytest.raises(ArticleError, match="too few sentences"):
        print_training([rows], tmp_path / "m")


@pytest.mark.slow
def test_training_writes_a_model_that_works(tmp_path: Path) -> None:
    source = DATA / "s1.txt"
    assert print_training([source], tmp_path / "mine", name="mine") == 0
    certificate = load_stance(tmp_path / "mine").certificate
    assert certificate["name"] == "mine" and certificate["trained_on"]["documents"] == 16
    assert "How often it is wrong" in (tmp_path / "mine.md").read_text(encoding="utf-8")
    learned = evaluate([source], model=tmp_path / "mine.json").measures
    assert learned["accuracy"] > 0.9 > certificate["held_out"]["documents"]["accuracy"]
