"""Real processes, killed with kill -9 at any moment: always the old state or the new one, and no reader notices.

The short form; ``python -m bench.search_durability`` kills twenty times and rebuilds nine.
"""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from teachpb.search.query import ChangePosition
from teachpb.search.registry import Document
from teachpb.search.whoosh_engine import engine as engine_module
from teachpb.search.whoosh_engine.engine import WhooshEngine
from tests.search.conftest import Adverts, advert

pytestmark = [
    pytest.mark.pure,
    pytest.mark.processes,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and killed, which only POSIX systems do"),
]

DOCUMENTS = 40
KILLS, REBUILDS = 6, 3


def state(number: int) -> list[Document]:
    """All adverts in their ``number``-th state: every one of them says which."""
    return [advert(each, "Teacher", body=f"state{number}x") for each in range(1, DOCUMENTS + 1)]


def states_found(adverts: Adverts) -> dict[int, int]:
    """state -> how many documents are in it."""
    words = [
        word for word in adverts.snapshot.opened.searcher().reader().field_terms("text") if word.startswith("state")
    ]
    counted = {int(word[5:-1]): adverts.search(word).total for word in words}
    return {number: count for number, count in counted.items() if count}


def is_half_written(root: Path) -> bool:
    """Whether a commit was cut off: whoosh's working files are still there."""
    names = [path.name for path in (root / "advert" / "current").iterdir()]
    return any(not name.endswith((".seg", ".toc", ".json")) and name != "MAIN_WRITELOCK" for name in names)


class Child:
    """A forked process that runs ``work`` and never comes back; what it raises is in its report."""

    def __init__(self, folder: Path, work: Callable[[], object]) -> None:
        self.report = folder / f"child-{time.monotonic_ns()}"
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                work()
                code = 0
            except BaseException:
                self.report.write_text(traceback.format_exc(), encoding="utf-8")
            finally:
                os._exit(code)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def wait(self) -> int:
        _, status = os.waitpid(self.pid, 0)
        return status

    def check(self) -> None:
        """Fails the test with what the child raised."""
        assert not self.report.exists(), self.report.read_text(encoding="utf-8")


@pytest.fixture
def root(adverts: Adverts, tmp_path: Path) -> Path:
    adverts.engine = WhooshEngine(tmp_path / "search")
    adverts.build(*state(0))
    return tmp_path / "search"


def fresh(root: Path) -> Adverts:
    """The index as a process sees it that has just started."""
    return Adverts(WhooshEngine(root))


def test_killed_in_mid_commit(adverts: Adverts, root: Path, tmp_path: Path) -> None:
    dice = random.Random(20)
    last = floor = interrupted = 0

    def commit_for_ever() -> None:
        writer, number = fresh(root), last
        while True:
            number += 1
            with writer.engine.writing("advert") as writing:
                writing.publish(state(number), [], ChangePosition(floor=number))
            done.touch()

    for turn in range(KILLS):
        done = tmp_path / f"done-{turn}"
        child = Child(tmp_path, commit_for_ever)
        while turn % 2 and not done.exists():  # every second one gets as far as its first commit
            time.sleep(0.002)
        time.sleep(0.01 + dice.random() * 0.08)
        child.kill()
        child.check()
        interrupted += is_half_written(root)
        reader = fresh(root)
        found = states_found(reader)
        assert list(found.values()) == [DOCUMENTS], found
        (number,) = found
        assert number >= last
        assert reader.engine.live_index("advert").problem == ""
        with reader.engine.writing("advert") as writing:
            # the position follows the documents: at worst a commit is repeated, never left out
            assert writing.position is not None
            assert floor <= writing.position.floor <= number
            floor = writing.position.floor
        last = number
    assert last > 0
    assert interrupted >= 1  # or the kills proved nothing


def test_two_readers_at_full_speed_through_rebuilds_one_of_them_killed(
    adverts: Adverts, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "CHECK_EVERY", 0.0)
    stop = tmp_path / "stop"

    def read_for_ever() -> None:
        reader, asked = fresh(root), 0
        while not stop.exists():
            asked += 1
            assert reader.search("teacher").total == DOCUMENTS
            assert len(reader.found(per_page=100)) == DOCUMENTS
            assert reader.search('"teacher state" OR teacher -gardener').total == DOCUMENTS
            assert reader.suggest("tea") == ["Teacher"]
            assert reader.engine.live_index("advert").problem == ""
        assert asked > 10

    def rebuild(number: int, pause: float) -> None:
        def batches() -> Iterator[list[Document]]:
            documents = state(number)
            yield documents[:20]
            (tmp_path / f"half-way-{number}").touch()
            time.sleep(pause)
            yield documents[20:]

        fresh(root).engine.rebuild("advert", batches(), ChangePosition(floor=number))

    readers = [Child(tmp_path, read_for_ever) for _ in range(2)]
    try:
        for number in range(1, REBUILDS + 1):
            killed = number == 2
            child = Child(tmp_path, lambda number=number, pause=30 if killed else 0: rebuild(number, pause))
            if killed:
                while not (tmp_path / f"half-way-{number}").exists():
                    time.sleep(0.005)
                child.kill()
            else:
                assert child.wait() == 0
            child.check()
            expected = number - 1 if killed else number
            assert states_found(fresh(root)) == {expected: DOCUMENTS}
    finally:
        stop.touch()
        codes = [reader.wait() for reader in readers]
    for reader in readers:
        reader.check()
    assert codes == [0, 0]


def test_two_writing_processes_lose_nothing(adverts: Adverts, root: Path, tmp_path: Path) -> None:
    def publish(first: int) -> None:
        writer = fresh(root)
        for number in range(first, first + 5):
            with writer.engine.writing("advert") as writing:
                writing.publish([advert(number, "Gardener")], [], ChangePosition(floor=number))

    children = [Child(tmp_path, lambda first=first: publish(first)) for first in (100, 200)]
    assert [child.wait() for child in children] == [0, 0]
    for child in children:
        child.check()
    assert sorted(fresh(root).found("gardener", per_page=100)) == [*range(100, 105), *range(200, 205)]


def test_readers_see_commits_of_another_process_whole(
    adverts: Adverts, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "CHECK_EVERY", 0.0)

    def commit() -> None:
        writer = fresh(root)
        for number in range(1, 7):
            with writer.engine.writing("advert") as writing:
                writing.publish(state(number), [], ChangePosition(floor=number))

    child = Child(tmp_path, commit)
    reader, seen = fresh(root), set()
    while os.waitpid(child.pid, os.WNOHANG) == (0, 0):
        found = states_found(reader)
        assert list(found.values()) in ([DOCUMENTS], [])  # [] where the version changed between two questions
        seen.update(found)
    child.check()
    assert len(seen) > 1
