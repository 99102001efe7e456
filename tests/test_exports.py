"""Every export is read back by the tool's own reader, or held to the format's published rules, hostile text included."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from analyzer.desk.exports import FORMATS, exporter
from analyzer.desk.exports.characters import printable
from analyzer.mention import LABELS, Analysis
from analyzer.rows import ROW_TABLES, analysis_record
from tests.marked import marked

#: Formula cells, XML, bars and tabs, bidi and zero bytes, astral letters, a sentence over two lines (made below).
TEXT = """
{o}=HYPERLINK("http://example.com";"😀𠮷")
⟦@4月5日|2016-04-05|2016-04-05|2016-04-05⟧、𠮷野家は😀⟦227万枚|2270000|枚|count|カード⟧を|配っ\tた<b>]]></b>&amp;。
{c}-1+1は@危険だ\x00\u202eから⟦#機構|地方公共団体情報システム機構|o1⟧はやめるべきだ。
{q}⟦#機構|地方公共団体情報システム機構|o1⟧は「⟦約2割|0.2|割|ratio|申請⟧で\\十分」と話した。
"""


def sample() -> list[Analysis]:
    outlet = marked(
        "カードの交付は⟦227万枚|2270000|枚|count|カード⟧で、⟦#機構|地方公共団体情報システム機構|o1⟧がやめるべき危険は\nないと市は発表した。",
        source="新聞 1.txt",
        outlet="東都新聞",
        published="2016-04-05T07:55",
    )
    # One sentence over a hard-wrapped line, as the sentence splitter would leave it.
    from msgspec.structs import replace

    first, second = outlet.sentences
    outlet = replace(outlet, sentences=(replace(first, end=second.end),))
    return [marked(TEXT, source="../post<1>.txt"), outlet]


def files(name: str, analyses: list[Analysis] | None = None) -> dict[str, bytes]:
    return dict(exporter(name)(sample() if analyses is None else analyses))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_the_same_every_time(name: str) -> None:
    first = files(name)
    assert first and all(not path.startswith(("/", ".")) and ".." not in path for path in first)
    if name not in ("xlsx", "parquet"):  # these carry a time of writing
        assert files(name) == first


@pytest.mark.parametrize("name", FORMATS)
def test_no_articles_and_a_megabyte_in_one_sentence(name: str) -> None:
    list(exporter(name)([]))
    list(exporter(name)([marked("あ" * 1_000_000)]))


def test_jsonl_is_the_contract() -> None:
    lines = files("jsonl")["articles.jsonl"].decode().splitlines()
    assert [json.loads(line) for line in lines] == [json.loads(json.dumps(analysis_record(each))) for each in sample()]


def test_csv_reads_back_and_no_cell_is_a_formula() -> None:
    found = files("csv")
    assert {"sentences.csv", "figures.csv", "ledger.csv"} <= found.keys()
    for data in found.values():
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1
        for cell in (cell for row in rows[1:] for cell in row):
            assert not cell.startswith(("=", "@", "\t", "+")) and not re.match(r"-\D", cell)
    sentences = list(csv.DictReader(io.StringIO(found["sentences.csv"].decode("utf-8-sig"), newline="")))
    texts = [each.article.text[v.start : v.end] for each in sample() for v in each.sentences]
    assert [row["text"].lstrip("'") for row in sentences] == [printable(text) for text in texts]


def test_xlsx_opens_in_its_reader_without_formulas() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.load_workbook(io.BytesIO(files("xlsx")["uradori.xlsx"]))
    assert {"articles", "sentences", "figures", "dates", "organizations", "ledger"} <= set(workbook.sheetnames)
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    texts = [cell.value for cell in next(zip(*workbook["sentences"].iter_cols(min_col=6, max_col=6), strict=True))]
    assert texts
    assert any("😀𠮷" in str(cell.value) for cell in cells)


def test_parquet_keeps_types_and_rows(tmp_path: Path) -> None:
    import duckdb

    found = files("parquet")
    assert {f"{table}.parquet" for table in ROW_TABLES} == found.keys()
    path = tmp_path / "figures.parquet"
    path.write_bytes(found["figures.parquet"])
    rows = duckdb.sql(f"SELECT start, value, unit FROM read_parquet('{path}') ORDER BY article, start").fetchall()
    assert (2270000, "枚") in [(value, unit) for _, value, unit in rows]


# ── W3C Web Annotation ───────────────────────────────────────────────────────────────────────────────────────────────

#: Transcribed from https://www.w3.org/TR/annotation-model/ (3.1 Annotations, 3.2.3 Embedded Textual Body, 4.2.4 and
#: 4.2.5 selectors, 5.2 pages): what is required and of which type.
SELECTOR = {
    "oneOf": [
        {
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string", "minLength": 1},
                "prefix": {"type": "string"},
                "suffix": {"type": "string"},
            },
            "required": ["type", "exact"],
            "additionalProperties": False,
        },
        {
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
            "required": ["type", "start", "end"],
            "additionalProperties": False,
        },
    ]
}
MOTIVATIONS = [
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
]
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": {"type": "string", "format": "uri", "pattern": "^urn:"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": MOTIVATIONS},
        "body": {
            "type": "array",
            "items": {
                "required": ["type", "value"],
                "properties": {
                    "type": {"const": "TextualBody"},
                    "value": {"type": "string"},
                    "purpose": {"enum": MOTIVATIONS},
                    "format": {"const": "text/plain"},
                },
            },
        },
        "target": {
            "required": ["source", "selector"],
            "properties": {
                "source": {"type": "string", "pattern": "^urn:"},
                "selector": {"type": "array", "minItems": 1, "items": SELECTOR},
            },
        },
    },
}
PAGE = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "type": {"const": "AnnotationPage"},
        "items": {"type": "array", "items": ANNOTATION},
    },
}


def test_web_annotations_follow_the_model_and_point_at_their_text() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    page = json.loads(files("webannotation")["annotations.jsonld"])
    jsonschema.validate(page, PAGE)
    texts = {f"urn:uradori:article:{each.article.id}": each.article.text for each in sample()}
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    for item in page["items"]:
        text = texts[item["target"]["source"]]
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])


# ── ClaimReview ──────────────────────────────────────────────────────────────────────────────────────────────────────

#: Properties that schema.org gives these types (ClaimReview and Claim with what they inherit), as far as we use them.
CLAIM_REVIEW = {"@type", "@id", "creativeWorkStatus", "inLanguage", "claimReviewed", "itemReviewed", "citation"}
CLAIM = {"@type", "text", "appearance", "author", "datePublished"}


def test_claim_reviews_are_drafts_without_a_verdict() -> None:
    found = json.loads(files("claimreview")["claimreview.jsonld"])
    assert found["@context"] == "https://schema.org" and len(found["@graph"]) == 2
    for draft in found["@graph"]:
        assert draft["@type"] == "ClaimReview" and draft["creativeWorkStatus"] == "Draft"
        assert draft.keys() <= CLAIM_REVIEW and draft["itemReviewed"].keys() <= CLAIM
        assert draft["claimReviewed"] == draft["itemReviewed"]["text"]
    assert "rating" not in json.dumps(found).lower()
    assert any(draft["citation"] for draft in found["@graph"])


# ── annotation tools ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_doccano_and_label_studio_come_back_for_training(tmp_path: Path) -> None:
    from analyzer.training.labels import read_labels

    doccano = tmp_path / "doccano.jsonl"
    doccano.write_bytes(files("doccano")["doccano.jsonl"])
    tasks = json.loads(files("labelstudio")["tasks.json"])
    for task in tasks:  # what Label Studio exports once a person has accepted the predictions
        task["annotations"] = [{"result": task.pop("predictions")[0]["result"]}]
    studio = tmp_path / "studio.json"
    studio.write_text(json.dumps(tasks), encoding="utf-8")
    wanted = [[(v.start, v.end, v.label) for v in each.sentences] for each in sample()]
    for path in (doccano, studio):
        documents = read_labels(path)
        assert [document.text for document in documents] == [each.article.text for each in sample()]
        assert [[(s.start, s.end, s.label) for s in document.sentences] for document in documents] == wanted


def test_label_studio_predictions_fit_the_configuration() -> None:
    found = files("labelstudio")
    config = ElementTree.fromstring(found["config.xml"])
    control, shown = config.find("Labels"), config.find("Text")
    assert control is not None and shown is not None
    assert [label.get("value") for label in control] == list(LABELS)
    for task in json.loads(found["tasks.json"]):
        (prediction,) = task["predictions"]
        assert 0 <= prediction["score"] <= 1
        for region in prediction["result"]:
            assert (region["from_name"], region["to_name"]) == (control.get("name"), shown.get("name"))
            value = region["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            assert set(value["labels"]) <= set(LABELS)


_TEXT_BOUND = re.compile(r"^T\d+\t\w+ \d+ \d+(?:;\d+ \d+)*\t[^\t\n]*(?:\t[^\n]*)?$")


def test_brat_standoff_points_at_its_text() -> None:
    found = files("brat")
    kinds = re.findall(r"^\w+$", found["annotation.conf"].decode(), re.MULTILINE)
    names = sorted(name for name in found if name.endswith(".txt"))
    assert len(names) == 2
    for name in names:
        text = found[name].decode()
        assert text in [printable(each.article.text) for each in sample()]
        for line in found[name.replace(".txt", ".ann")].decode().split("\n")[:-1]:
            if not line.startswith("T"):
                assert re.match(r"^(A\d+\tCertainty T\d+ \w+|#\d+\tAnnotatorNotes T\d+\t.+)$", line), line
                continue
            assert _TEXT_BOUND.match(line), line
            _, place, shown = line.split("\t", 2)
            kind, spans = place.split(" ", 1)
            pieces = [text[int(start) : int(end)] for start, end in (each.split() for each in spans.split(";"))]
            assert kind in kinds and " ".join(pieces) == shown and "\n" not in "".join(pieces)


# ── corpus tools ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_conllu_parses_and_gives_every_letter_back() -> None:
    conllu = pytest.importorskip("conllu")
    sentences = conllu.parse(files("conllu")["articles.conllu"].decode())
    texts = {each.article.id: printable(each.article.text) for each in sample()}
    wanted = [text[v.start : v.end] for each in sample() for v in each.sentences for text in [texts[each.article.id]]]
    assert len(sentences) == len(wanted)
    unescape = {"\\s": " ", "\\n": "\n", "\\t": "\t", "\\r": "\r", "\\p": "|", "\\\\": "\\"}
    for sentence, text in zip(sentences, wanted, strict=True):
        back, joined = "", ""
        for token in sentence:
            misc = token["misc"] or {}
            gap = re.sub(
                r"\\.", lambda m: unescape[m[0]], misc.get("SpacesAfter", "" if misc.get("SpaceAfter") == "No" else " ")
            )
            back += token["form"] + gap
            joined += token["form"] + ("" if misc.get("SpaceAfter") == "No" else " ")
            assert token["upos"] in UPOS and token["form"] and not re.search(r"\s", token["form"])
        assert "".join(back.split()) == "".join(text.split())
        assert sentence.metadata["text"] == joined.rstrip() and sentence.metadata["label"] in LABELS
    tagged = [
        (token["form"], token["misc"]["Value"]) for s in sentences for token in s if "Value" in (token["misc"] or {})
    ]
    assert ("227", "2270000\\s枚") in tagged


UPOS = {
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
}


def test_khcoder_headings_and_variables_count_alike() -> None:
    found = files("khcoder")
    text = found["text.txt"].decode()
    for level in ("h1", "h2", "h3"):
        rows = list(csv.reader(io.StringIO(found[f"variables_{level}.csv"].decode(), newline="")))
        assert len(rows) - 1 == len(re.findall(rf"^<{level}>.*</{level}>$", text, re.MULTILINE))
    body = [line for line in text.split("\n") if line and not re.match(r"<h[123]>", line)]
    assert len(body) == sum(len(each.sentences) for each in sample())
    assert not re.search(r"[<>|\\]", "".join(body))


def test_timex3_parses_and_keeps_text_and_offsets() -> None:
    found = list(files("timex3").values())
    for data, analysis in zip(found, sample(), strict=True):
        root = ElementTree.fromstring(data)
        assert root.tag == "TimeML" and root.findtext("DOCID") == analysis.article.id
        body = root.find("TEXT")
        assert body is not None
        text = "".join(body.itertext())
        assert text == printable(analysis.article.text) and len(text) == len(analysis.article.text)
        tags = body.findall("TIMEX3")
        assert [tag.get("value") for tag in tags] == [date.value for date in analysis.dates]
        for tag, date in zip(tags, analysis.dates, strict=True):
            assert tag.text == analysis.article.text[date.start : date.end]
            assert tag.get("type") in ("DATE", "TIME", "DURATION", "SET") and re.fullmatch(
                r"t\d+", tag.get("tid") or ""
            )
    second = ElementTree.fromstring(found[1])
    created: Any = second.find("DCT/TIMEX3")
    assert created.get("functionInDocument") == "CREATION_TIME" and created.get("value") == "2016-04-05T07:55"
