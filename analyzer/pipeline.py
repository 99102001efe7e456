"""Article in, Analysis out: the steps in their order, and who wins where they overlap.

>>> analysis = Analyzer().analyze(Article(id="x", source="-", text="市は4日、予算案を発表した。"))
>>> len(analysis.sentences)
1
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from analyzer import VERSION, attribution, dates, figures, organizations, stance
from analyzer.mention import Analysis, Attribution, DateMention, Figure, Mention, Organization, Verdict
from analyzer.organizations.aliases import Span
from analyzer.organizations.owntable import own_table
from analyzer.stance.model import StanceModel, load_stance
from analyzer.voice import settled
from corpus.article import Article
from corpus.cache import kept
from corpus.digest import hex_digest
from corpus.errors import ArticleError
from corpus.rubrics import is_bare_rubric
from corpus.sentences import Sentence
from corpus.text import fold
from corpus.tokens import Document, Lexicon, prepare

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Analyzer", "Reading", "groups", "resplit", "settle"]

P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A", bound=Article | ArticleError)


class Analyzer:
    """Everything an analysis depends on besides the article. Cheap to build; tables and models load when first used."""

    def __init__(self, today: date | None = None, model: Path | None = None, organizations: Path | None = None) -> None:
        self.today = today or date.today()  # no date is resolved into the future beyond it without a year
        self.model = model  # a stance model of one's own, instead of the one that comes with uradori
        self.organizations = organizations  # a table of bodies of one's own, merged with what the article says
        if self.organizations is not None:
            own_table(self.organizations)  # as is a table with errors
        if self.model is not None:
            stance_model(self.model)  # a model that is not ours is refused before any article is read

    @property
    def made_by(self) -> str:
        """Return which program, tables and models make the analyses: results with the same ``made_by`` are the same."""
        names = [_made_by()]
        if self.model is not None:
            names.append(stance_model(self.model).name)
        if self.organizations is not None:
            names.append(own_table(self.organizations).name)
        return " ".join(names)

    def analyze(self, article: Article) -> Analysis:
        """Return what ``article`` says. Pure: the same article, tables and models give the same analysis."""
        return self.judge(self.read(article))

    def judge(self, reading: Reading) -> Analysis:
        """Return the finished analysis of an article that was read."""
        return self._judged(reading, *stance.judge_group([reading], model=self._stance))

    @property
    def _stance(self) -> StanceModel | None:
        return None if self.model is None else stance_model(self.model)

    def _judged(self, reading: Reading, verdicts: Sequence[Verdict]) -> Analysis:
        analysis = Analysis(
            article=reading.doc.article,
            sentences=tuple(verdicts),
            figures=reading.figures,
            dates=reading.dates,
            organizations=reading.organizations,
            attributions=reading.attributions,
            made_by=self.made_by,
        )
        return settled(analysis, reading.doc.folded)

    def read(self, article: Article, *, spans: Sequence[tuple[int, int]] = ()) -> Reading:
        """Return all that stands before the verdicts; ``spans`` (labelled text) replace the sentences found."""
        doc = prepare(article)
        return self._read(resplit(doc, spans) if spans else doc)

    def analyze_group(self, articles: Iterable[Article]) -> list[Analysis | Exception]:
        """Return :meth:`analyze` of each article, or what it raised: the same analyses in less time.

        All articles are held in memory at once: a caller with many hands over :func:`groups` of them.
        """
        return self.judge_group(self.read_group(articles))

    def judge_group(self, readings: Iterable[Reading | Exception]) -> list[Analysis | Exception]:
        """Return :meth:`judge` of each reading, or what it raised."""
        readings = list(readings)
        verdicts = _tried(
            stance.judge_group, [each for each in readings if isinstance(each, Reading)], model=self._stance
        )
        if isinstance(verdicts, Exception):  # whichever article it was, the others are judged
            return [each if isinstance(each, Exception) else _tried(self.judge, each) for each in readings]
        following = iter(verdicts)
        return [each if isinstance(each, Exception) else self._judged(each, next(following)) for each in readings]

    def read_group(self, articles: Iterable[Article]) -> list[Reading | Exception]:
        """Return :meth:`read` of each article, or what it raised."""
        readings: list[Reading | Exception] = []
        waiting: list[Document | Exception] = []
        lexicon: Lexicon | None = None
        for article in articles:
            doc = _tried(prepare, article)
            if isinstance(doc, Document):
                if lexicon is not doc.lexicon:  # it was renewed: what is read at once shares one
                    readings += self._read_all(waiting)
                    waiting = []
                lexicon = doc.lexicon
            waiting.append(doc)
        return readings + self._read_all(waiting)

    def _read_all(self, docs: Sequence[Document | Exception]) -> list[Reading | Exception]:
        seen = _tried(organizations.tagged, [doc for doc in docs if isinstance(doc, Document)])
        if isinstance(seen, Exception):  # whichever document it was, the others are read
            return [doc if isinstance(doc, Exception) else _tried(self._read, doc) for doc in docs]
        following = iter(seen)
        return [doc if isinstance(doc, Exception) else _tried(self._read, doc, next(following)) for doc in docs]

    def _read(self, doc: Document, seen: Sequence[Span] | None = None) -> Reading:
        own = own_table(self.organizations) if self.organizations else None
        bodies = organizations.extract(doc, own=own, seen=seen)
        times = dates.extract(doc, today=self.today)
        # Order is precedence: a number inside a name or a date is part of it (三菱UFJ銀行, 平成27年度).
        kept_dates = settle(times.mentions, over=bodies)
        kept_figures = settle(figures.extract(doc), over=(*bodies, *kept_dates))
        doc = _with_publication(doc, times)
        frames = attribution.extract(doc, bodies)
        return Reading(doc, tuple(kept_figures), tuple(kept_dates), tuple(bodies), tuple(frames))


#: Where a group of articles ends: what is done for several at once is hardly cheaper for more.
GROUP_ARTICLES = 64
GROUP_CHARACTERS = 20_000


def groups(articles: Iterable[A], *, first: int = GROUP_ARTICLES) -> Iterator[list[A]]:
    """Yield the articles (and errors in their place) in groups; each of the first ones is at most twice as large as the
    one before, beginning with ``first`` articles, so that the first result need not wait.
    """
    group: list[A] = []
    most, size = first, 0
    for article in articles:
        length = len(article.text) if isinstance(article, Article) else 0
        if group and (len(group) == most or size + length > GROUP_CHARACTERS):
            yield group
            group, size, most = [], 0, min(2 * most, GROUP_ARTICLES)
        group.append(article)
        size += length
    if group:
        yield group


def _tried(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | Exception:
    """Return what ``work`` returns or raises; running out of memory is nobody's own fault and is raised."""
    try:
        return work(*args, **kwargs)
    except MemoryError:
        raise
    except Exception as error:
        return error


class Reading(Struct, frozen=True):
    """An article read by every step but the last: what stance judges from."""

    doc: Document
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    organizations: tuple[Organization, ...]
    attributions: tuple[Attribution, ...]


def resplit(doc: Document, spans: Sequence[tuple[int, int]]) -> Document:
    """Return ``doc`` with the sentences ``spans`` instead of its own; tokens and blocks stay."""
    sentences = []
    for start, end in spans:
        block = max(bisect_right(doc.blocks, start, key=lambda block: block.start) - 1, 0)
        sentences.append(Sentence(start, end, block, bisect_left(doc.starts, start), bisect_left(doc.starts, end)))
    return replace(doc, sentences=tuple(sentences))


@cache
def stance_model(path: Path) -> StanceModel:
    """Return the stance model at ``path``, read once per process. Raises ModelError when it is not one of ours."""
    return load_stance(path)


@kept
def _made_by() -> str:
    """Return version and hash of everything that words and weights are read from (weights through their certificate)."""
    from pathlib import Path

    parts: list[bytes] = []
    root = Path(__file__).parents[1]
    for folder, pattern in (("corpus/tables", "*.tsv"), ("analyzer/tables", "*"), ("analyzer/models", "*.json")):
        for path in sorted((root / folder).glob(pattern)):
            if path.name != "messages.tsv":
                parts += path.name.encode(), b"\0", path.read_bytes(), b"\0"
    return f"uradori {VERSION} {hex_digest(b''.join(parts))[:12]}"


M = TypeVar("M", bound=Mention)
_START = attrgetter("start")


def settle(mentions: Sequence[M], *, over: Iterable[Mention]) -> list[M]:
    """Return the ``mentions`` that share no character with those in ``over``, which share none with each other."""
    if not mentions:
        return []
    taken = sorted([(mention.start, mention.end) for mention in over])
    ends = [end for _, end in taken]
    kept: list[M] = []
    last = len(taken)
    for mention in sorted(mentions, key=_START):
        following = bisect_right(ends, mention.start)
        if following == last or taken[following][0] >= mention.end:
            kept.append(mention)
    return kept


def _with_publication(doc: Document, times: dates.DateReading) -> Document:
    blocks = tuple(
        replace(block, published=published) if published != block.published else block
        for block, published in zip(doc.blocks, times.block_published, strict=True)
    )
    article = replace(
        doc.article,
        blocks=blocks,
        published=times.published,
        published_from=times.published_from,
        title=doc.article.title or _headline(doc),
    )
    return replace(doc, article=article)


def _headline(doc: Document) -> str | None:
    """Return the first line of the headline that opens the article (社説 alone where nothing follows it), else None."""
    rubric = None
    for block in doc.blocks:
        if block.kind in ("report", "commentary"):
            break
        if block.kind == "headline":
            lines = [line.strip() for line in doc.text[block.start : block.end].split("\n") if line.strip()]
            title = next((line for line in lines if not is_bare_rubric(fold(line), 0, len(line))), None)
            if title is not None:
                return title
            rubric = rubric or lines[0]
    return rubric
