"""kill -9 in mid-commit, again and again: the index must be in the state before or the state after, never between.

    python -m bench.search_durability [--kills 20] [--documents 400] [--rebuilds 9] [--markdown FILE]

The long form of tests/search/test_processes.py. A process commits without pause and is killed at a random moment; then
a fresh process opens what is left and looks at every document. Meanwhile a reader asks without pause. Then the same
while whole rebuilds are killed half-way, with two readers. Writes bench/RESULTS-search-durability.md.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from teachpb.search import registry
from teachpb.search.query import ChangePosition, Query
from teachpb.search.registry import Document, DocumentType
from teachpb.search.whoosh_engine import engine as engine_module
from teachpb.search.whoosh_engine.engine import WhooshEngine

RESULTS = Path(__file__).parent / "RESULTS-search-durability.md"
NOW = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)
CORPUS = "advert"
#: A process that commits lives at most so many times as long as one commit takes.
LIFE = 3.0


@dataclass(frozen=True)
class Found:
    """What a fresh process finds."""

    state: int
    documents: int
    position: int
    is_whole: bool


def state(number: int, count: int) -> list[Document]:
    """Every document in its ``number``-th state."""
    return [Document(id=each, title="Teacher", body=f"state{number}x", newest=each) for each in range(1, count + 1)]


def commit(engine: WhooshEngine, number: int, count: int) -> None:
    with engine.writing(CORPUS) as writing:
        writing.publish(state(number, count), [], ChangePosition(floor=number))


def look(root: Path, count: int, newest: int) -> Found:
    """As a process that has just started: which state are the documents in, and are all of them in the same?"""
    engine = WhooshEngine(root)
    totals = {
        number: total
        for number in range(newest + 1)
        if (total := engine.search(Query(corpus=CORPUS, words=f"state{number}x", now=NOW)).total)
    }
    total = engine.search(Query(corpus=CORPUS, now=NOW)).total
    with engine.writing(CORPUS) as writing:
        position = writing.position.floor if writing.position else -1
    problem = engine.live_index(CORPUS).problem
    return Found(max(totals, default=-1), total, position, list(totals.values()) == [count] == [total] and not problem)


def child(work: Callable[[], object]) -> int:
    """A forked process that does ``work`` and ends; 0 when nothing was raised."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return pid


def read_until(root: Path, stop: Path, count: int) -> None:
    """Ask without pause. Raises as soon as one answer lacks a document."""
    engine = WhooshEngine(root)
    while not stop.exists():
        for words in ("", "teacher", '"teacher"', "teacher -gardener"):
            assert engine.search(Query(corpus=CORPUS, words=words, now=NOW)).total == count, words
        assert engine.live_index(CORPUS).problem == ""


def kill_commits(root: Path, folder: Path, kills: int, count: int) -> list[str]:
    dice, stop = random.Random(5), folder / "stop"
    reader = child(lambda: read_until(root, stop, count))
    started = time.monotonic()
    commit(WhooshEngine(root), 1, count)
    usual = time.monotonic() - started
    last, between, interrupted, behind = 1, 0, 0, 0
    reached = folder / "reached"
    for _ in range(kills):

        def commit_for_ever(first: int = last + 1) -> None:
            engine, number = WhooshEngine(root), first
            while True:
                reached.write_text(str(number))
                commit(engine, number, count)
                number += 1

        pid = child(commit_for_ever)
        while not reached.exists():
            time.sleep(0.01)
        time.sleep(dice.random() * LIFE * usual)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        names = [path.name for path in (root / CORPUS / "current").iterdir()]
        interrupted += any(not name.endswith((".seg", ".toc", ".json", "LOCK")) for name in names)
        begun = int(reached.read_text() or last)
        found = look(root, count, begun)
        between += not (found.is_whole and last <= found.state <= begun)
        behind += found.position < found.state
        last = max(last, found.state)
        reached.unlink(missing_ok=True)
    stop.touch()
    return [
        f"- {kills} kills while {count} documents were committed again and again; {last} commits done,",
        f"  {interrupted} kills left working files. Neither the old nor the new state {between} times.",
        f"- The position was behind the documents {behind} times: then a commit is repeated, never left out.",
        f"- The reader beside it ended with {os.waitpid(reader, 0)[1]}.",
    ]


def kill_rebuilds(root: Path, folder: Path, rebuilds: int, count: int) -> list[str]:
    engine_module.CHECK_EVERY = 0.0
    stop = folder / "stop-readers"
    commit(WhooshEngine(root), 1000, count)
    readers = [child(lambda: read_until(root, stop, count)) for _ in range(2)]
    wrong, expected = 0, 1000
    for number in range(1001, 1001 + rebuilds):
        killed, half_way = number % 3 == 0, folder / f"half-way-{number}"

        def batches(number: int = number, killed: bool = killed, mark: Path = half_way) -> Iterator[list[Document]]:
            documents = state(number, count)
            yield documents[: count // 2]
            mark.touch()
            time.sleep(30 if killed else 0)
            yield documents[count // 2 :]

        pid = child(lambda batches=batches, number=number: WhooshEngine(root).rebuild(  # type: ignore[misc]
            CORPUS, batches(), ChangePosition(floor=number)
        ))  # fmt: skip
        if killed:
            while not half_way.exists():
                time.sleep(0.01)
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        expected = expected if killed else number
        found = WhooshEngine(root).search(Query(corpus=CORPUS, words=f"state{expected}x", now=NOW))
        wrong += found.total != count
    stop.touch()
    ended = [os.waitpid(reader, 0)[1] for reader in readers]
    return [
        f"- {rebuilds} rebuilds, every third killed half-way: the wrong state {wrong} times.",
        f"- Two readers beside them, asking without pause, ended with {ended[0]} and {ended[1]}.",
    ]


def run(kills: int, count: int, rebuilds: int) -> str:
    registry.register(DocumentType(name=CORPUS, load=lambda ids: [], all_ids=list))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = folder / "search"
        WhooshEngine(root).rebuild(CORPUS, [state(0, count)], ChangePosition())
        lines = [*kill_commits(root, folder, kills, count), *kill_rebuilds(root, folder, rebuilds, count)]
    return "\n".join(["## Search that is killed while it writes", "", *lines, ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--rebuilds", type=int, default=9)
    parser.add_argument("--markdown", type=Path, default=RESULTS)
    options = parser.parse_args()
    text = run(options.kills, options.documents, options.rebuilds)
    options.markdown.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
