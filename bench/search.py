"""How fast the search is: our engine and SQLite FTS5 side by side, in one run, question by question.

    python -m bench.search [--documents 1000 10000 50000] [--rounds 300] [--clock wall|cpu] [--markdown FILE]

Times drift with the machine, so what counts are the ratios within one run and the distance to the targets of
docs/decisions/0003-search.md. On a machine that is busy with other work, ``--clock cpu`` leaves that work out.
50,000 documents take minutes to build. Writes bench/RESULTS-search.md, or what ``--markdown`` names.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from bench.adverts import SUBJECTS, make_adverts, typing_mistake
from bench.fts5 import Fts5
from teachpb.search import registry
from teachpb.search.query import ChangePosition, Query
from teachpb.search.registry import Document, DocumentType
from teachpb.search.whoosh_engine.engine import WhooshEngine
from teachpb.vacancies.intents import INTENTS

RESULTS = Path(__file__).parent / "RESULTS-search.md"
NOW = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)
HERE = (52.5731, -0.2428)

Clock = Callable[[], float]
CLOCKS: dict[str, Clock] = {"wall": time.perf_counter, "cpu": time.thread_time}
CLOCK_NOTES = {
    "wall": "Two shared cores; wall-clock time.",
    "cpu": "Two cores shared with other work at the time, so CPU time of the asking thread, for both alike.",
}

#: Milliseconds at p95 for 10,000 documents; for the mixed class p95 and p99.
TARGETS = {
    "keyword": 3,
    "keyword, one in ten cold": 10,
    "keyword + 3 filters + all counts": 3,
    "not expired": 3,
    "typing mistake": 5,
    "suggestion": 1,
    "suggestion, cold": 5,
    "newest, page 5": 1,
    "place + radius + facets": 5,
}


@dataclass(frozen=True)
class Question:
    """One class of questions: what is asked of each of the two; so many ``variants`` are asked before measuring."""

    name: str
    ours: Callable[[int], object]
    theirs: Callable[[int], object]
    variants: int = 70
    fresh: Callable[[], None] | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--clock", choices=sorted(CLOCKS), default="wall")
    parser.add_argument("--markdown", type=Path, default=RESULTS)
    options = parser.parse_args()
    clock = CLOCKS[options.clock]
    sections = [section for count in options.documents for section in measure(count, options.rounds, clock)]
    load = f"Load of the machine at the end: {os.getloadavg()[0]:.1f}; {options.rounds} rounds, taking turns."
    text = "\n".join(["## Search", "", CLOCK_NOTES[options.clock], load, "", *sections])
    print(text)
    options.markdown.write_text(text + "\n", encoding="utf-8")


def measure(count: int, rounds: int, clock: Clock) -> list[str]:
    documents = make_adverts(count, NOW)
    with tempfile.TemporaryDirectory() as folder:
        started = clock()
        engine = build_ours(documents, Path(folder))
        built = clock() - started
        started = clock()
        engine.refresh("advert")
        opened = clock() - started
        published = time_to_publish(engine, documents, clock)
        theirs = Fts5(documents)
        rows = [measure_question(question, rounds, clock) for question in questions(engine, theirs, documents)]
    return [
        f"### {count:,} adverts of about 230 words, in-process, milliseconds",
        "",
        f"Built in {built:.1f} s, read into memory in {opened:.2f} s.",
        f"One advert published and read again in {published:.2f} s.",
        "",
        "| | p50 | p95 | p99 | target (p95) | FTS5 p50 | FTS5 p95 | FTS5 ÷ ours (p95) |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
        "",
    ]


def build_ours(documents: Sequence[Document], folder: Path) -> WhooshEngine:
    document_type = DocumentType(
        name="advert",
        load=lambda ids: [],
        all_ids=list,
        facets=tuple(documents[0].facets),
        numbers=("salary_min", "salary_max"),
        sorts={"salary": "-salary_max"},
        intents=INTENTS,
    )
    registry.register(document_type)
    engine = WhooshEngine(folder / "search")
    stream = iter(documents)
    engine.rebuild("advert", iter(lambda: list(islice(stream, 500)), []), ChangePosition())
    return engine


def time_to_publish(engine: WhooshEngine, documents: Sequence[Document], clock: Clock) -> float:
    """Seconds from the worker's start to the first answer that has the advert (the last one is written again)."""
    times = []
    for _ in range(5):
        started = clock()
        with engine.writing("advert") as writing:
            writing.publish([documents[-1]], [], ChangePosition())
        engine.refresh("advert")
        times.append(clock() - started)
    return statistics.median(times)


def measure_question(question: Question, rounds: int, clock: Clock) -> str:
    """The two take turns, so that both see the same drift of the machine."""
    ours, theirs = [], []
    for turn in range(question.variants):
        question.ours(turn)
        question.theirs(turn)
    gc.collect()
    for turn in range(rounds):
        if question.fresh:
            question.fresh()
        asked = turn + question.variants
        ours.append(timed(question.ours, asked, clock))
        theirs.append(timed(question.theirs, asked, clock))
    p50, p95, p99 = (percentile(ours, share) for share in (50, 95, 99))
    their_p50, their_p95 = percentile(theirs, 50), percentile(theirs, 95)
    return (
        f"| {question.name} | {p50:.2f} | {p95:.2f} | {p99:.2f} | {TARGETS[question.name]} "
        f"| {their_p50:.2f} | {their_p95:.2f} | {their_p95 / p95:.1f} |"
    )


def timed(ask: Callable[[int], object], turn: int, clock: Clock) -> float:
    started = clock()
    ask(turn)
    return (clock() - started) * 1000


def percentile(values: Iterable[float], share: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def questions(engine: WhooshEngine, theirs: Fts5, documents: Sequence[Document]) -> list[Question]:
    dice = random.Random(5)
    keywords = [
        *(f"teacher {subject}" for subject in SUBJECTS),
        *SUBJECTS,
        "teacher",
        "headteacher",
        "teaching assistant",
        *(" ".join(dice.sample(documents[dice.randrange(50)].body.split()[:40], 2)) for _ in range(30)),
    ]
    cold = sorted({word for document in documents[:200] for word in document.body.split()[:200]})
    dice.shuffle(cold)
    mixed = [(f"teacher {cold.pop()}" if turn % 10 == 9 else keywords[turn % len(keywords)]) for turn in range(400)]
    mistakes = [f"{typing_mistake(word, dice)} teacher" for word in SUBJECTS * 6 if len(word) > 5]
    beginnings = [title[: 3 + turn % 12] for turn, title in enumerate(document.title for document in documents[:60])]
    filters = {"role": {"teacher", "leader"}, "phase": {"secondary"}, "contract": {"permanent"}}
    late = [NOW + timedelta(minutes=turn) for turn in range(400)]
    snapshot = engine.live_index("advert").snapshot

    def ask(words: str = "", **more: object) -> object:
        return engine.search(Query(**{"corpus": "advert", "words": words, "now": NOW, **more}))  # type: ignore[arg-type]

    return [
        Question(
            "keyword",
            lambda turn: ask(keywords[turn % len(keywords)]),
            lambda turn: theirs.keyword(keywords[turn % len(keywords)]),
        ),
        Question(
            "keyword, one in ten cold",
            lambda turn: ask(mixed[turn]),
            lambda turn: theirs.keyword(mixed[turn]),
            variants=1,
        ),
        Question(
            "keyword + 3 filters + all counts",
            lambda turn: ask(keywords[turn % len(keywords)], filters=filters),
            lambda turn: theirs.facets(keywords[turn % len(keywords)], filters),
        ),
        Question(
            "not expired",
            lambda turn: ask(keywords[turn % len(keywords)], now=late[turn % len(late)]),
            lambda turn: theirs.keyword(keywords[turn % len(keywords)], late[turn % len(late)]),
        ),
        Question(
            "typing mistake",
            lambda turn: ask(mistakes[turn % len(mistakes)]),
            lambda turn: theirs.mistyped(mistakes[turn % len(mistakes)]),
        ),
        Question(
            "suggestion",
            lambda turn: engine.suggest("advert", beginnings[turn % len(beginnings)], 8, NOW),
            lambda turn: theirs.prefix(beginnings[turn % len(beginnings)]),
        ),
        Question(
            "suggestion, cold",
            lambda turn: engine.suggest("advert", beginnings[turn % len(beginnings)], 8, NOW),
            lambda turn: theirs.prefix(beginnings[turn % len(beginnings)]),
            fresh=lambda: snapshot().suggestions.cache_clear(),
        ),
        Question("newest, page 5", lambda turn: ask(page=5), lambda turn: theirs.newest(80)),
        Question(
            "place + radius + facets",
            lambda turn: ask(near=(HERE[0] + turn % 40 / 400, HERE[1]), radius_miles=10, filters=filters),
            lambda turn: theirs.near((HERE[0] + turn % 40 / 400, HERE[1]), 10, filters),
        ),
    ]


if __name__ == "__main__":
    main()
