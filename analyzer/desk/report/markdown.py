"""The report as Markdown: what is reported, what is claimed, what to check first; for pull requests, mail and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.desk.evidence import find_evidence
from analyzer.desk.ledger import build_ledger
from analyzer.desk.report.article import ArticleView, Links, article_view
from analyzer.desk.report.terminal import SIGNS
from analyzer.desk.tables import ledger_markdown, markdown_cell
from analyzer.desk.words import words_of
from analyzer.mention import LABELS, Analysis, Verdict
from analyzer.sections import sections
from corpus.errors import ArticleError
from corpus.locales import language
from corpus.messages import speaking

__all__ = ["render"]


def render(
    analyses: Sequence[Analysis],
    *,
    lang: str = "ja",
    failures: Sequence[ArticleError] = (),
    with_text: bool = True,
    title: str | None = None,
) -> str:
    """Return the report on ``analyses`` as CommonMark with tables, in ``lang`` ("ja" or "en")."""
    with speaking(lang):
        return "\n".join(_lines(analyses, failures, with_text, title)).rstrip() + "\n"


def _lines(
    analyses: Sequence[Analysis], failures: Sequence[ArticleError], with_text: bool, title: str | None
) -> Iterator[str]:
    words = words_of(language())
    rows, claims = build_ledger(analyses), find_evidence(analyses, most=3)
    links = Links.of(analyses, rows, claims, with_text=with_text)
    yield f"# {markdown_cell(title or words['report_title'])}\n"
    yield f"{words['never_verdict']}\n"
    for index, analysis in enumerate(analyses):
        yield from _article(analysis, article_view(analysis, index, links, words), words, with_text)
    beside = [row for row in rows if row.relation != "single"]
    if beside:
        yield f"## {words['ledger']}\n"
        yield ledger_markdown(beside)
    if failures:
        yield f"## {words['failures']}\n"
        yield from (f"- {markdown_cell(failure)}" for failure in failures)


def _article(analysis: Analysis, view: ArticleView, words: dict[str, str], with_text: bool) -> Iterator[str]:
    known = f" ({view.published_from})" if view.published_from else ""
    yield f"## {markdown_cell(view.title)}\n"
    counts = " · ".join(f"{words['label_' + label]} {view.counts.get(label, 0)}" for label in LABELS)
    yield f"{words['published']} **{markdown_cell(view.published)}**{known} · {markdown_cell(view.source)}  \n{counts}\n"
    text = analysis.article.text
    for section, shown in zip(sections(analysis), view.sections, strict=True):
        numbers = [number for number in section.sentences if analysis.sentences[number].end > analysis.article.body]
        if not numbers:
            continue
        when = f" {shown['published']}" if shown["published"] else ""
        yield f"### {markdown_cell(shown['owner'])}{when}\n"
        for number in numbers:
            verdict = analysis.sentences[number]
            score = "" if verdict.score is None else f" {verdict.score:.2f}"
            sentence = markdown_cell(text[verdict.start : verdict.end]) if with_text else f"{number + 1}"
            mark = " ✓?" if verdict.checkable else ""
            cue = _cue(verdict) if with_text and verdict.label in ("quote", "commentary") else ""
            yield f"- {SIGNS[verdict.label]} **{words['label_' + verdict.label]}**{score} {sentence}{mark}{cue}"
        yield ""
    yield from _checks(view, words)
    if view.bodies:
        yield f"**{words['organizations']}**\n"
        for body in view.bodies:
            also = f" ({words['also']}: {markdown_cell('、'.join(body['aliases']))})" if body["aliases"] else ""
            yield f"- {markdown_cell(body['canonical'])}{also} {words['times'].format(n=body['n'])}"
        yield ""


def _cue(verdict: Verdict) -> str:
    """Return the strongest reason that stands in the text, as the reader's language puts it."""
    for reason in verdict.reasons:
        if reason.start is not None and reason.weight > 0:
            return f" — *{markdown_cell(reason.feature_en if language() == 'en' else reason.feature)}*"
    return ""


def _checks(view: ArticleView, words: dict[str, str]) -> Iterator[str]:
    if not any(check["items"] for check in view.checks):
        return
    yield f"**{words['to_check_first']}**\n"
    for check in view.checks:
        for item in check["items"]:
            note = f" — {markdown_cell(item['note'])}" if item["note"] else ""
            yield f"- {words[check['key']]}: {markdown_cell(item['text'])}{note}"
            for found in item.get("found", ()):
                relations = "".join(f" **{relation}**" for relation in found["relations"])
                yield f"  - {markdown_cell(found['speaker'])}{relations} {markdown_cell(found['text'])}"
    yield ""
