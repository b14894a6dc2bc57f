"""How good the order of the results is: our engine and SQLite FTS5 on the same searches, in one run.

    python -m bench.relevance [--tuning] [--markdown FILE]

Writes bench/RESULTS-relevance.md. How the adverts, the searches and the judgements are made stands in
``bench/relevance_set``. ``--tuning`` shows the tuning searches only, and writes nothing: look at nothing else while you
change the engine.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import log2
from pathlib import Path
from statistics import fmean

from bench.relevance_set import demo, generator
from bench.relevance_set.facts import Facts
from bench.relevance_set.queries import HELD_OUT, TUNING, Search
from bench.relevance_set.rivals import WEIGHTS, Fts5
from teachpb import clock
from teachpb.search import registry
from teachpb.search.query import ChangePosition, Query
from teachpb.search.registry import Document, DocumentType
from teachpb.search.whoosh_engine.engine import WhooshEngine
from teachpb.vacancies.search import DOCUMENT_TYPE

NOW = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)
RESULTS = Path(__file__).parent / "RESULTS-relevance.md"
DEPTH = 10
OURS, PLAIN, FTS5, FTS5_OURS = "ours", "ours, BM25 alone", "FTS5", "FTS5, our words"

Ask = Callable[[str], list[int]]


@dataclass(frozen=True)
class Score:
    search: Search
    wanted: int
    by_engine: Mapping[str, float]


def ndcg(grades: Sequence[int], all_grades: Sequence[int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain of the first ``depth``, with gain 2^grade - 1; 1.0 is the best order."""

    def gained(found: Sequence[int]) -> float:
        return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(found[:depth]))

    best = gained(sorted(all_grades, reverse=True))
    return gained(grades) / best if best else 1.0


def score(search: Search, truth: Mapping[int, Facts], engines: Mapping[str, Ask]) -> Score:
    grades = {number: search.wish(facts) for number, facts in truth.items()}
    values = list(grades.values())
    by_engine = {name: ndcg([grades[found] for found in ask(search.words)], values) for name, ask in engines.items()}
    return Score(search, sum(grade == 3 for grade in values), by_engine)


def asking(documents: Sequence[Document], folder: Path, document_type: DocumentType) -> Ask:
    """Our engine, as the results page asks it."""
    registry.register(document_type)
    engine = WhooshEngine(folder, durable=False)
    engine.rebuild(document_type.name, [documents], ChangePosition())
    engine.refresh(document_type.name)

    def ask(words: str) -> list[int]:
        query = Query(corpus=document_type.name, words=words, sort="relevance", per_page=DEPTH, now=NOW)
        return engine.search(query).ids

    return ask


def engines_over(documents: Sequence[Document], truth: Mapping[int, Facts], folder: Path) -> dict[str, Ask]:
    noise = frozenset(DOCUMENT_TYPE.noise)
    plain = replace(DOCUMENT_TYPE, name="plain", intents={})
    return {
        OURS: asking(documents, folder / "ours", DOCUMENT_TYPE),
        PLAIN: asking(documents, folder / "plain", plain),
        FTS5: at_its_best(Fts5(documents, noise), truth),
        FTS5_OURS: at_its_best(Fts5(documents, noise, own_words=True), truth),
    }


def at_its_best(rival: Fts5, truth: Mapping[int, Facts]) -> Ask:
    """With the column weights that do best on the tuning searches."""

    def weighted(weights: Sequence[float]) -> Ask:
        return lambda words: rival.search(words, weights, DEPTH)

    def mean_with(weights: Sequence[float]) -> float:
        return fmean(score(each, truth, {"": weighted(weights)}).by_engine[""] for each in TUNING)

    return weighted(max(WEIGHTS, key=mean_with))


def adverts() -> list[tuple[Document, Facts]]:
    with clock.freeze(NOW):
        return [*demo.load(), *generator.make(NOW)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--tuning", action="store_true")
    parser.add_argument("--markdown", type=Path, default=RESULTS)
    options = parser.parse_args()
    pairs = adverts()
    documents = [document for document, _ in pairs]
    truth = {document.id: facts for document, facts in pairs}
    with tempfile.TemporaryDirectory() as folder:
        engines = engines_over(documents, truth, Path(folder))
        tuned = [score(search, truth, engines) for search in TUNING]
        held_out = [] if options.tuning else [score(search, truth, engines) for search in HELD_OUT]
    text = report(len(documents), tuned, held_out)
    print(text)
    if not options.tuning:
        options.markdown.write_text(text, encoding="utf-8")


def report(count: int, tuned: Sequence[Score], held_out: Sequence[Score]) -> str:
    names = list(tuned[0].by_engine)
    sets = {"all": [*tuned, *held_out], "tuning": tuned, "held out": held_out}
    lines = [
        "## Relevance",
        "",
        f"nDCG@{DEPTH} of {len(sets['all'])} searches over {count} adverts (`python -m bench.relevance`).",
        "Target: ours at least 0.9, and ahead of FTS5.",
        "",
        f"| searches | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
        *(_row(f"{title} ({len(scores)})", scores, names) for title, scores in sets.items() if scores),
        "",
    ]
    for title, scores in (("Tuning", tuned), ("Held out", held_out)):
        if scores:
            lines += _each(title, scores, names)
    return "\n".join(lines)


def _row(title: str, scores: Sequence[Score], names: Sequence[str]) -> str:
    means = (f"{fmean(each.by_engine[name] for each in scores):.3f}" for name in names)
    return f"| {title} | {' | '.join(means)} |"


def _each(title: str, scores: Sequence[Score], names: Sequence[str]) -> list[str]:
    return [
        f"### {title}",
        "",
        f"| typed | what makes it hard | wanted adverts | {' | '.join(names)} |",
        f"|---|---|---|{'---|' * len(names)}",
        *(
            f"| {each.search.words} | {each.search.kind} | {each.wanted} "
            f"| {' | '.join(f'{each.by_engine[name]:.2f}' for name in names)} |"
            for each in scores
        ),
        "",
    ]


if __name__ == "__main__":
    main()
