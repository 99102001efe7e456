"""Rebuilds the tagger of organizations: ``python -m analyzer.training.organizations``.

Reads the project's own marked documents (``analyzer/training/data/organizations``) and, where ``--corpora`` has them, the
public corpora as JSON lines (``{"text", "entities": [[start, end, own label, coarse label]]}``: UD_Japanese-GSD, stockmark
ner-wikipedia-dataset, Kyoto Wikipedia Annotated Corpus). Writes ``models/organizations.json`` and ``.bin`` with scores on
documents kept apart, then trains again on everything. ``--style`` rebuilds the model that tells the kinds of text apart,
``--lists`` the word lists (needs the packages ja_ginza, ipadic, jumandic and japan_finance_codes).

The learner is a structured perceptron with a margin, averaged, in NumPy. Measured on the same features it is as accurate
as a CRF trained by L-BFGS, four times faster to train, and lets two things be written down in a line each: every feature
has a copy per corpus, because their guidelines conflict (the sum of the shared weights and those of one corpus is what
ships), and in our own documents, where only bodies are marked, any label that is no body is right elsewhere.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from analyzer.linear import LinearModel, save_model
from analyzer.organizations.arrays import WordFacts, layout_of, parts_of, words_of
from analyzer.organizations.features import TEMPLATES, WINDOW
from analyzer.organizations.tagger import LABELS, MODELS, SIGN_WEIGHT, style_features
from analyzer.sequence import save_sequence_model
from corpus.article import Article
from corpus.tokens import Document, prepare

__all__ = ["Marked", "Mention", "main", "read_marked"]

DATA = Path(__file__).parent / "data" / "organizations"
GENERAL = DATA.parent / "general"
GUIDELINES = ("news", "gsd", "stockmark", "wac")
#: What is learned beside them and not shipped: only what it shares with them stays.
LEARNED = (*GUIDELINES, "general")
#: Taken from every step to a word outside: the learner is too careful (precision .76, recall .55 on GSD before).
HANDICAPS = {"news": 5.0, "gsd": 20.0, "stockmark": 10.0, "wac": 10.0, "general": 10.0}
SOURCES = {
    "news": "the project's own documents (analyzer/training/data/organizations), MIT",
    "general": "the project's own sentences of general text (analyzer/training/data/general), MIT",
    "gsd": "UD_Japanese-GSD with named entities, CC BY-SA 4.0",
    "stockmark": "stockmark ner-wikipedia-dataset, CC BY-SA 3.0",
    "wac": "Kyoto University Wikipedia Annotated Corpus, CC BY-SA 4.0",
    "clusters": "word vectors chiVe in ja_ginza 5.3.0, Apache-2.0, 1,024 k-means clusters",
    "names": "mecab-ipadic (ICOT terms), JumanDic (BSD), japan-finance-codes 0.2.0 (Apache-2.0), SudachiDict synonyms (Apache-2.0), "
    "11,000 names of our own (analyzer/training/data/organization_names.tsv), MIT",
}
COARSE = {label: label for label in ("ORG", "PERSON", "LOC")} | dict.fromkeys(
    ("FAC", "PRODUCT", "EVENT", "NORP"), "MISC"
)
BEGIN, INSIDE = LABELS.index("B-ORG"), LABELS.index("I-ORG")
ANY = (1 << len(LABELS)) - 1
NO_BODY = ANY & ~(1 << BEGIN) & ~(1 << INSIDE)
NEVER = -1e7


# ----------------------------------------------------------------------------------------------------- marked texts


class Mention(NamedTuple):
    """A marked body: half-open offsets, its full name, and whether it is an anaphor."""

    start: int
    end: int
    canonical: str
    is_anaphor: bool


class Marked(NamedTuple):
    """A marked document: id, genre, text without marks, and its mentions."""

    id: str
    genre: str
    text: str
    mentions: tuple[Mention, ...]


_MARK_RE = re.compile(r"⟦(.*?)⟧")


def read_marked(paths: Iterable[Path]) -> list[Marked]:
    """Return the documents of marked files, in order; the format is described in docs/organizations.md."""
    documents: list[Marked] = []
    for path in paths:
        for part in path.read_text(encoding="utf-8").split("## id=")[1:]:
            head, _, body = part.partition("\n")
            genre = re.search(r"genre=(\S+)", head)
            documents.append(Marked(head.split()[0], genre[1] if genre else "", *_unmarked(body)))
    return documents


def _unmarked(body: str) -> tuple[str, tuple[Mention, ...]]:
    text, mentions = "", []
    for line in body.split("\n"):
        if line.startswith("<<") or line == ">>":
            continue
        content, position = (line[2:] if line[1:2] == "\t" else line), 0
        for match in _MARK_RE.finditer(content):
            text += content[position : match.start()]
            form, *rest = match[1].split("｜")
            mentions.append(Mention(len(text), len(text) + len(form), rest[0] if rest else form, len(rest) > 1))
            text += form
            position = match.end()
        text += content[position:] + "\n"
    return text, tuple(mentions)


Entities = list[tuple[int, int, str]]

_NAME_RE = re.compile(r"⟦([oplm]):(.*?)⟧")
_COARSE_OF_LETTER = {"o": "ORG", "p": "PERSON", "l": "LOC", "m": "PRODUCT"}


def read_general(paths: Iterable[Path]) -> Iterator[tuple[str, Entities]]:
    """Yield text and entities of sentences, one a line, with their names marked: ``⟦o:富士通⟧`` (body, person, location, more)."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            text, entities, position = "", [], 0
            for match in _NAME_RE.finditer(line):
                text += line[position : match.start()]
                entities.append((len(text), len(text) + len(match[2]), _COARSE_OF_LETTER[match[1]]))
                text += match[2]
                position = match.end()
            yield text + line[position:], entities


def read_corpus(path: Path) -> Iterator[tuple[str, Entities]]:
    """Yield text and entities (start, end, coarse label) of a corpus in JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record["text"], [(entity[0], entity[1], entity[3]) for entity in record["entities"]]


def allowed_labels(doc: Document, entities: Entities, *, only_bodies: bool) -> list[int]:
    """Return for each token a bit mask of the labels that are right; ``only_bodies``: nothing else was marked."""
    masks = [NO_BODY if only_bodies else 1] * len(doc.starts)
    for start, end, label in entities:
        coarse = COARSE.get(label)
        for index in range(doc.token_at(start), min(doc.token_at(end - 1) + 1, len(masks))):
            if label == "OPTIONAL":
                masks[index] = NO_BODY
            elif coarse:
                sign = "B-" if doc.starts[index] <= start else "I-"
                masks[index] = 1 << LABELS.index(coarse if coarse in LABELS else sign + coarse)
    return masks


# --------------------------------------------------------------------------------------------------------- features


class Sentence(NamedTuple):
    """Rows ``first:last`` of the feature matrix, the labels allowed there, and whose guideline they follow."""

    first: int
    last: int
    masks: list[int]
    guideline: int


class Sample:
    """Sentences of several corpora as rows of feature keys, a column per template (0: the token has none)."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.count = 0
        self.sentences: dict[tuple[str, str], list[Sentence]] = {}
        self.hashes: dict[str, str] = {}
        self._facts = WordFacts()
        self._windows: list[Any] = []  # the window keys of each word type
        self._seen: object = None

    def add(self, guideline: str, part: str, texts: Iterable[tuple[str, Entities]]) -> None:
        """Add texts of one corpus; ``part`` is ``"train"`` or ``"dev"``."""
        found = self.sentences.setdefault((guideline, part), [])
        digest = sha256()
        for text, entities in texts:
            digest.update(text.encode())
            doc = prepare(Article(id="", source="-", text=text))
            if not doc.types:
                continue
            masks = allowed_labels(doc, entities, only_bodies=guideline == "news")
            self.rows.append(self._keys(doc))
            for sentence in doc.sentences:
                first, last = sentence.first_token, sentence.last_token
                if first < last:
                    number = LEARNED.index(guideline)
                    found.append(Sentence(self.count + first, self.count + last, masks[first:last], number))
            self.count += len(doc.types)
        self.hashes[f"{guideline}_{part}"] = digest.hexdigest()

    def _keys(self, doc: Document) -> Any:
        import numpy as np

        if doc.lexicon.identity is not self._seen:
            self._facts, self._windows, self._seen = WordFacts(), [], doc.lexicon.identity
        grown = self._facts.grow(doc.lexicon.types)
        if grown is not None:
            self._windows += list(grown.T)
        every = words_of([(doc, 0, len(doc.sentences))])
        layout = layout_of(every)
        rows = np.zeros((len(TEMPLATES), len(doc.types)), np.uint64)
        for offset in sorted({offset for offset, _ in WINDOW}):
            columns = [index for index, (each, _) in enumerate(WINDOW) if each == offset]
            words = [self._windows[word] for word in layout.words[layout.places + offset]]
            rows[columns] = np.array(words)[:, columns].T
        for part in parts_of(every, layout, self._facts):
            tokens = slice(None) if part.tokens is None else part.tokens
            rows[part.template : part.template + len(part.keys), tokens] = part.keys
        return rows.T

    def matrix(self, *, parts: Sequence[str], cutoff: int = 2, without: str = "") -> tuple[Any, Any]:
        """Return feature numbers (one row a token, 0 for none) and the keys of features seen ``cutoff`` times.

        Templates whose name matches the pattern ``without`` are left out.
        """
        import numpy as np

        chosen = [index for index, name in enumerate(TEMPLATES) if not (without and re.search(without, name))]
        keys = np.concatenate([rows[:, chosen] for rows in self.rows])
        counted = np.zeros(len(keys), bool)
        for (_, part), sentences in self.sentences.items():
            if part in parts:
                for sentence in sentences:
                    counted[sentence.first : sentence.last] = True
        matrix, kept, count = np.zeros(keys.shape, np.int32), [], 1
        for column in range(keys.shape[1]):  # templates have no key in common
            found, inverse = np.unique(keys[:, column], return_inverse=True)
            uses = np.bincount(inverse[counted], minlength=len(found))
            is_kept = (uses >= cutoff) & (found != 0)
            numbers = np.zeros(len(found), np.int32)
            numbers[is_kept] = np.arange(count, count + is_kept.sum())
            matrix[:, column] = numbers[inverse]
            kept.append(found[is_kept])
            count += int(is_kept.sum())
        return matrix, np.concatenate(kept)


# --------------------------------------------------------------------------------------------------------- learning


class Weights(NamedTuple):
    """Averaged weights: ``features[1 + guideline]`` beside the shared ``features[0]``; transitions likewise."""

    features: Any
    transitions: Any

    def of(self, guideline: int) -> tuple[Any, Any]:
        moves = self.transitions[0] + self.transitions[1 + guideline]
        moves[:, 0] -= HANDICAPS[LEARNED[guideline]]
        return self.features[0] + self.features[1 + guideline], moves


def learn(
    matrix: Any, sentences: Sequence[Sentence], *, n_features: int, epochs: int, margin: float, seed: int
) -> Weights:
    """Return averaged perceptron weights; wrong labels get ``margin`` for free while learning."""
    import numpy as np

    size = len(LABELS)
    shape = (1 + len(LEARNED), n_features + 1, size)
    weights, sums = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    steps, step_sums = np.zeros((shape[0], size, size)), np.zeros((shape[0], size, size))
    forbidden = _forbidden()
    penalties = [_penalties(sentence.masks) for sentence in sentences]
    order = list(range(len(sentences)))
    shuffler, count = random.Random(seed), 1.0
    for _ in range(epochs):
        shuffler.shuffle(order)
        for index in order:
            sentence, penalty = sentences[index], penalties[index]
            own = 1 + sentence.guideline
            features = matrix[sentence.first : sentence.last]
            scores = weights[0][features].sum(1) + weights[own][features].sum(1)
            moves = steps[0] + steps[own] + forbidden
            guess = viterbi(scores + np.where(penalty < 0, margin, 0), moves)
            count += 1
            if all(mask >> label & 1 for mask, label in zip(sentence.masks, guess, strict=True)):
                continue
            truth = viterbi(scores + penalty, moves)
            for part in (0, own):
                for labels, sign in ((truth, 1.0), (guess, -1.0)):
                    before = 0
                    for row, label, other in zip(features, labels, guess if sign > 0 else truth, strict=True):
                        steps[part][before, label] += sign
                        step_sums[part][before, label] += sign * count
                        before = label
                        if label != other:
                            present = row[row > 0]
                            weights[part][present, label] += sign
                            sums[part][present, label] += sign * count
    weights -= sums / count
    weights[:, 0] = 0
    return Weights(weights, steps - step_sums / count)


def viterbi(scores: Any, moves: Any) -> list[int]:
    """Return the best label sequence; the word before the first one counts as outside."""
    import numpy as np

    best = scores[0] + moves[0]
    back = np.zeros((len(scores), len(LABELS)), np.int8)
    every = np.arange(len(LABELS))
    for place in range(1, len(scores)):
        totals = best[:, None] + moves
        back[place] = totals.argmax(0)
        best = totals[back[place], every] + scores[place]
    labels = [int(best.argmax())]
    for place in range(len(scores) - 1, 0, -1):
        labels.append(int(back[place, labels[-1]]))
    return labels[::-1]


def _forbidden() -> Any:
    import numpy as np

    return np.array(
        [[NEVER if after[0] == "I" and before[2:] != after[2:] else 0.0 for after in LABELS] for before in LABELS]
    )


def _penalties(masks: Sequence[int]) -> Any:
    import numpy as np

    return np.array([[0.0 if mask >> label & 1 else NEVER for label in range(len(LABELS))] for mask in masks])


def span_scores(matrix: Any, sentences: Sequence[Sentence], weights: Weights, guideline: int) -> dict[str, float]:
    """Return precision, recall and F1 of exact spans of bodies."""
    features, moves = weights.of(guideline)
    moves = moves + _forbidden()
    right = guessed = true = 0
    for sentence in sentences:
        guess = _bodies(viterbi(features[matrix[sentence.first : sentence.last]].sum(1), moves))
        truth = _bodies([mask.bit_length() - 1 if mask in (1 << BEGIN, 1 << INSIDE) else 0 for mask in sentence.masks])
        right, guessed, true = right + len(guess & truth), guessed + len(guess), true + len(truth)
    return {
        "precision": round(right / max(guessed, 1), 3),
        "recall": round(right / max(true, 1), 3),
        "f1": round(2 * right / max(guessed + true, 1), 3),
        "n": true,
    }


def _bodies(labels: Sequence[int]) -> set[tuple[int, int]]:
    found, start = set(), None
    for place, label in enumerate([*labels, 0]):
        if start is not None and label != INSIDE:
            found.add((start, place))
            start = None
        if label == BEGIN:
            start = place
    return found


def averaged(
    matrix: Any, sentences: Sequence[Sentence], *, n_features: int, epochs: int, margin: float, seeds: int
) -> Weights:
    """Return the mean of the weights of several runs: a linear model is as fast as one, and steadier."""
    runs = [
        learn(matrix, sentences, n_features=n_features, epochs=epochs, margin=margin, seed=seed)
        for seed in range(seeds)
    ]
    return Weights(sum(run.features for run in runs) / seeds, sum(run.transitions for run in runs) / seeds)


# ----------------------------------------------------------------------------------------------------------- saving


def save(weights: Weights, keys: Any, certificate: dict[str, Any], path: Path) -> None:
    """Write the model: per guideline the sum of shared and own weights, in bytes, less those of label 0.

    The largest weight fills its byte: cutting the thousandth part that is largest costs four points, steps twice as
    wide cost nothing.
    """
    import numpy as np

    summed = {name: weights.of(number) for number, name in enumerate(GUIDELINES)}
    relative = {name: features[1:] - features[1:, :1] for name, (features, _) in summed.items()}
    scale = float(max(np.abs(features).max() for features in relative.values()) / 127)
    sets = {name: np.rint(features / scale).astype(np.int16) for name, features in relative.items()}
    used = np.max([np.abs(each).max(1) for each in sets.values()], axis=0) > 0
    transitions = {name: np.rint(moves / scale).astype(int).tolist() for name, (_, moves) in summed.items()}
    full = certificate | {"scale": scale, "transitions": transitions}
    save_sequence_model(path, LABELS, keys[used], {name: each[used] for name, each in sets.items()}, full)


# ------------------------------------------------------------------------------------------------------------ style


def train_style(texts: Sequence[tuple[str, int]], path: Path, *, bits: int = 16) -> None:
    """Write the model that tells which corpus a lone sentence is like: ``texts`` are (text, number of guideline)."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows, columns, values = [], [], []
    for number, (text, _) in enumerate(texts):
        letters, signs = style_features(text)
        for features, value in ((letters, 1 / len(letters) ** 0.5), (signs, SIGN_WEIGHT)):
            for feature in features:
                key = zlib.crc32(feature.encode("utf-8", "surrogatepass"))
                rows.append(number)
                columns.append(key & ((1 << bits) - 1))
                values.append(value)
    counts = csr_matrix((values, (rows, columns)), shape=(len(texts), 1 << bits))
    model = LogisticRegression(C=3, max_iter=300).fit(counts, [label for _, label in texts])
    scale = float(np.abs(model.coef_).max() / 120)
    weights = array("b", np.rint(model.coef_.T / scale).astype(np.int8).tobytes())
    certificate = {
        "what": "which corpus a lone sentence is like",
        "intercept": [float(value / scale) for value in model.intercept_],
        "sources": SOURCES | {"news_sentences": "Japanese Wikinews, CC BY 2.5 (kind of text only)"},
        "date": date.today().isoformat(),
    }
    save_model(LinearModel(GUIDELINES, bits, scale, weights, certificate), path)


def style_texts(corpora: Path | None, articles: Path | None) -> list[tuple[str, int]]:
    """Return sentences with the number of the guideline they call for."""
    import gzip

    texts = [
        (line, 0) for each in read_marked(sorted(DATA.glob("*.txt"))) for line in each.text.split("\n") if len(line) > 8
    ]
    for number, name in enumerate(GUIDELINES[1:], 1):
        if corpora is not None:
            texts += [(text, number) for text, _ in read_corpus(corpora / f"{name}_train.jsonl")]
    if articles is not None:
        with gzip.open(articles, "rt", encoding="utf-8") as lines:
            for line in list(lines)[::3]:
                pieces = json.loads(line)["text"].split("。")[:6]
                texts += [(piece + "。", 0) for piece in pieces if 15 < len(piece) < 200]
    return texts


# ------------------------------------------------------------------------------------------------------------- main


def held_out(documents: Sequence[Marked]) -> set[str]:
    """Return the ids of the documents kept apart while scores are taken: all of w6 and every fifth of the others."""
    return {each.id for number, each in enumerate(documents) if each.id.startswith("w6") or number % 5 == 4}


def gather(corpora: Path | None) -> Sample:
    """Return all marked texts, split into parts to learn from and to judge by."""
    documents = read_marked(sorted(DATA.glob("*.txt")))
    general = list(read_general(sorted(GENERAL.glob("*.txt"))))
    apart = held_out(documents)
    sample = Sample()
    for part in ("train", "dev"):
        chosen = [each for each in documents if (each.id in apart) == (part == "dev")]
        sample.add("news", part, (_as_entities(each) for each in chosen))
        sample.add(
            "general", part, (each for number, each in enumerate(general) if (number % 10 == 9) == (part == "dev"))
        )
        for name in GUIDELINES[1:]:
            if corpora is not None:
                sample.add(name, part, read_corpus(corpora / f"{name}_{part}.jsonl"))
    return sample


def _as_entities(document: Marked) -> tuple[str, Entities]:
    # Anaphors are found by rule, when the names are known.
    return document.text, [(each.start, each.end, "ORG") for each in document.mentions if not each.is_anaphor]


def _learned(sample: Sample, parts: Sequence[str], settings: dict[str, Any]) -> tuple[Weights, Any]:
    matrix, keys = sample.matrix(parts=parts)
    sentences = [each for (_, part), group in sample.sentences.items() if part in parts for each in group]
    return averaged(matrix, sentences, n_features=len(keys), **settings), keys


def _scores(sample: Sample, weights: Weights) -> dict[str, dict[str, float]]:
    matrix, _ = sample.matrix(parts=("train",))
    return {
        name: span_scores(matrix, group, weights, LEARNED.index(name))
        for (name, part), group in sample.sentences.items()
        if part == "dev"
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Rebuild the tagger; see the module's docstring."""
    parser = argparse.ArgumentParser(description="Rebuild the tagger of organizations.")
    parser.add_argument(
        "--corpora", type=Path, help="folder with gsd_train.jsonl, stockmark_train.jsonl, wac_train.jsonl …"
    )
    parser.add_argument(
        "--articles", type=Path, help="news articles, JSON lines gzipped (only to tell kinds of text apart)"
    )
    parser.add_argument("--synonyms", type=Path, help="synonyms of SudachiDict as a table (form, name, field, kind)")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--margin", type=float, default=30.0)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--style", action="store_true", help="rebuild organization_style as well")
    parser.add_argument("--lists", action="store_true", help="rebuild the word lists first")
    parser.add_argument(
        "--only-final", action="store_true", help="learn from all data, keep the scores of the last run"
    )
    parser.add_argument(
        "--no-final", action="store_true", help="ship the weights that were scored, not those of all data"
    )
    options = parser.parse_args(arguments)
    models = Path(MODELS)
    if options.lists:
        from analyzer.training.organization_lists import build

        build(models, options.synonyms)
    if options.style:
        train_style(style_texts(options.corpora, options.articles), models / "organization_style.json")
    sample = gather(options.corpora)
    settings = {"epochs": options.epochs, "margin": options.margin, "seeds": options.seeds}
    if options.only_final:
        scores = json.loads((models / "organizations.json").read_text(encoding="utf-8"))["scores_on_held_out"]
    else:
        weights, keys = _learned(sample, ("train",), settings)
        scores = _scores(sample, weights)
        print(json.dumps(scores), file=sys.stderr)
    if not options.no_final:
        weights, keys = _learned(sample, ("train", "dev"), settings)
    certificate = {
        "what": "sequence tagger of organizations; sets of weights by guideline",
        "learner": "averaged structured perceptron with margin, features copied per guideline",
        "settings": settings | {"final_on_all": not options.no_final, "handicaps": HANDICAPS},
        "scores_on_held_out": scores,
        "sources": SOURCES,
        "text_sha256": sample.hashes,
        "date": date.today().isoformat(),
    }
    save(weights, keys, certificate, models / "organizations.json")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
