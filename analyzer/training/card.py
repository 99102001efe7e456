"""The model card: what a stance model is, what it learned from, how often it is wrong. Written beside the model."""

from __future__ import annotations

from typing import Any

from analyzer.training.evaluation import in_words

__all__ = ["model_card"]

_MEANING = """\
The labels say how a sentence speaks, not whether it is true: a false figure in a reporting voice is `report`, a true
remark in a judging voice is `commentary`.

- `report` — events, states, figures, rules and plans in a reporting voice, attributed facts included
- `quote` — somebody else's attributed opinion, demand, forecast or claim
- `commentary` — the writer's own evaluation, speculation, accusation, motive, appeal or pledge
- `other` — headlines, bylines, links, captions, greetings, notices
"""


def model_card(certificate: dict[str, Any]) -> str:
    """Return the card of a model as Markdown, from its certificate alone."""
    trained = certificate["trained_on"]
    held_out = certificate["held_out"]
    files = "\n".join(f"- {each['name']} (sha256 {each['sha256']}…)" for each in trained["files"])
    counts = ", ".join(f"{label} {n}" for label, n in trained["sentences"].items())
    torn = held_out.get("isolated_rows")
    parts = [
        f"# Stance model “{certificate['name']}”",
        f"Made by {certificate['made_by']}.",
        "## What the labels mean\n\n" + _MEANING,
        f"## What it learned from\n\n{trained['documents']} documents; sentences: {counts}.\n\n{files}",
        f"## How often it is wrong\n\nMeasured on documents held out ({certificate['held_out_how']}).\n\n"
        f"Sentences in their documents:\n\n```\n{in_words(held_out['documents'])}\n```",
        f"The same sentences and isolated rows, each judged alone:\n\n```\n{in_words(held_out['sentences_alone'])}\n```",
    ]
    if torn:
        parts.append(f"Rows that came without a document:\n\n```\n{in_words(torn)}\n```")
    parts.append(
        "## Limits\n\nTrained on Japanese news, editorials, columns, blogs, press releases and the like. One reader labelled "
        "each document; two readers would agree on about nine sentences in ten. Where less than "
        f"{certificate.get('familiarity', 0):.0%} of the word pairs of a document are known, no score is given."
    )
    return "\n\n".join(parts) + "\n"
