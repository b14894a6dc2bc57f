"""Versions of an index: moved by rename, kept for falling back to, read in the background, never half."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from teachpb.search import registry
from teachpb.search.engine import SearchBusy
from teachpb.search.query import ChangePosition
from teachpb.search.synonyms import Synonyms, group
from teachpb.search.whoosh_engine import engine as engine_module
from teachpb.search.whoosh_engine.directory import IndexDirectory, read_position, version_of
from teachpb.search.whoosh_engine.engine import WhooshEngine
from tests.search.conftest import Adverts, advert

pytestmark = pytest.mark.pure


def home(adverts: Adverts) -> IndexDirectory:
    return adverts.engine.live_index("advert").home


def wait_until(condition: Callable[[], bool], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)


def another_process(adverts: Adverts) -> Adverts:
    """The same index as another process sees it."""
    other = Adverts(WhooshEngine(adverts.engine._root, durable=False))
    other.rows = adverts.rows
    return other


# Directories


def test_a_rebuild_goes_beside_and_two_versions_are_kept(adverts: Adverts) -> None:
    for number in range(1, 5):
        adverts.build(advert(number, "Teacher"))
    assert [path.name for path in home(adverts).versions()] == ["v00000003", "v00000004"]
    assert home(adverts).path.joinpath("current").readlink() == Path("v00000004")
    assert adverts.found() == [4]


def test_the_pointer_is_relative_so_the_data_directory_can_move(adverts: Adverts, tmp_path: Path) -> None:
    adverts.build(advert(1, "Teacher"))
    moved = tmp_path / "elsewhere"
    adverts.engine._root.rename(moved)
    assert Adverts(WhooshEngine(moved, durable=False)).found() == [1]


def test_what_a_killed_build_left_is_swept_away(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))
    leftover = home(adverts).path / "building-v00000002"
    leftover.mkdir()
    (leftover / "MAIN_half.trm").write_bytes(b"half")
    adverts.build(advert(2, "Teacher"))
    assert not list(home(adverts).path.glob("building-*"))
    assert adverts.found() == [2]


def test_a_version_that_was_finished_but_never_put_in_place_is_in_nobodys_way(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))
    (home(adverts).path / "v00000002").mkdir()
    assert adverts.found() == [1]
    adverts.build(advert(3, "Teacher"))
    assert home(adverts).current().name == "v00000003"


def test_a_failing_rebuild_leaves_the_present_version(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))

    def batches() -> Any:
        yield [advert(2, "Teacher")]
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        adverts.engine.rebuild("advert", batches(), ChangePosition())
    adverts.engine.refresh("advert")
    assert adverts.found() == [1]
    adverts.build(advert(3, "Teacher"))
    assert adverts.found() == [3]


def test_only_one_rebuild_at_a_time(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))

    def batches() -> Any:
        with pytest.raises(SearchBusy):
            adverts.engine.rebuild("advert", [], ChangePosition())
        yield [advert(2, "Teacher")]

    adverts.engine.rebuild("advert", batches(), ChangePosition())


def test_changes_are_published_while_a_rebuild_is_running(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))
    seen = []

    def batches() -> Any:
        adverts.publish(advert(2, "Teacher"))
        seen.append(adverts.found())
        yield [advert(1, "Teacher")]

    adverts.engine.rebuild("advert", batches(), ChangePosition())
    assert seen == [[2, 1]]


def test_progress_is_told_in_documents(adverts: Adverts) -> None:
    told: list[int] = []
    batches = [[advert(1, "One"), advert(2, "Two")], [advert(3, "Three")]]
    adverts.engine.rebuild("advert", batches, ChangePosition(), told.append)
    assert told == [2, 3]


# Falling back


@pytest.mark.parametrize("damage", ["segment", "toc", "empty", "truncated"])
def test_a_damaged_index_is_answered_from_the_previous_one(adverts: Adverts, damage: str) -> None:
    adverts.build(advert(1, "Teacher"))
    adverts.build(advert(2, "Teacher"))
    directory = home(adverts).current()
    (segment,) = directory.glob("*.seg")
    (toc,) = directory.glob("*.toc")
    if damage == "segment":
        segment.write_bytes(b"\0" * segment.stat().st_size)
    elif damage == "truncated":
        segment.write_bytes(segment.read_bytes()[:-200])
    elif damage == "toc":
        toc.write_bytes(b"nonsense")
    else:
        for path in directory.iterdir():
            path.unlink()
    other = another_process(adverts)
    assert other.found() == [1]
    assert other.engine.needs_rebuild("advert")
    other.build(advert(3, "Teacher"))
    assert other.found() == [3]
    assert not other.engine.needs_rebuild("advert")


def test_a_process_that_holds_a_good_version_stays_with_it(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))
    directory = home(adverts).current()
    (directory / "_MAIN_9.toc").write_bytes(b"nonsense")
    adverts.engine.refresh("advert")
    assert adverts.found() == [1]
    assert adverts.engine.live_index("advert").problem
    assert adverts.engine.needs_rebuild("advert")


def test_a_damaged_version_is_not_read_again_every_second(adverts: Adverts, monkeypatch: pytest.MonkeyPatch) -> None:
    adverts.build(advert(1, "Teacher"))
    (home(adverts).current() / "_MAIN_9.toc").write_bytes(b"nonsense")
    adverts.engine.refresh("advert")
    attempts: list[int] = []
    live = adverts.engine.live_index("advert")
    monkeypatch.setattr(live, "_open", lambda: attempts.append(1))
    adverts.engine.refresh("advert")
    assert attempts == []


def test_no_index_and_nothing_to_fall_back_to_finds_nothing(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))
    for path in home(adverts).current().glob("*.toc"):
        path.write_bytes(b"nonsense")
    other = another_process(adverts)
    assert other.found("teacher") == []
    assert other.engine.status("advert").problem


def test_the_position_of_a_damaged_file_is_no_position(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))
    (home(adverts).current() / "position.json").write_text("{", encoding="utf-8")
    assert read_position(home(adverts).current()) is None
    assert adverts.engine.needs_rebuild("advert")
    with adverts.engine.writing("advert") as writing:
        assert writing.position is None


# A new release


def test_an_index_of_another_form_wants_a_rebuild_but_answers_meanwhile(
    adverts: Adverts, reregister: Callable[..., None]
) -> None:
    adverts.build(advert(1, "Teacher", numbers={"salary_max": 5}))
    assert not adverts.engine.needs_rebuild("advert")
    reregister(numbers=("salary_min", "salary_max", "hours"))
    assert adverts.engine.needs_rebuild("advert")
    with adverts.engine.writing("advert") as writing:
        assert writing.position is None
    assert adverts.found(ranges={"salary_max": (5, 5)}) == [1]
    assert adverts.found(ranges={"hours": (0, None)}) == []


def test_new_synonyms_want_a_rebuild(adverts: Adverts, monkeypatch: pytest.MonkeyPatch) -> None:
    adverts.build(advert(1, "Swimming coach"))
    more = Synonyms()
    more.add([group("swimming", "aquatics")])
    monkeypatch.setattr("teachpb.search.synonyms._synonyms", more)
    assert adverts.engine.needs_rebuild("advert")


def test_the_fingerprint_is_the_same_in_every_process(adverts: Adverts) -> None:
    fingerprint = registry.get("advert").fingerprint()
    assert fingerprint == registry.get("advert").fingerprint()
    assert len(fingerprint) == 16


# Swapping


def test_another_process_sees_a_commit_within_a_second(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))
    other = another_process(adverts)
    live = other.engine.live_index("advert")
    live._next_check = 0
    assert other.found() == [1]
    assert live._next_check <= time.monotonic() + 1
    adverts.publish(advert(2, "Teacher"))
    wait_until(lambda: other.found() == [2, 1])


def test_the_state_of_the_engine_changes_when_answers_may(adverts: Adverts) -> None:
    """Kept pages watch it, so asking for it has to notice what another process published."""
    adverts.build(advert(1, "Teacher"))
    other = another_process(adverts)
    assert other.engine.state() == ()  # nothing was asked yet, so nothing was answered from it
    assert other.found() == [1]
    before = other.engine.state()
    assert other.engine.state() == before
    adverts.publish(advert(2, "Teacher"))
    wait_until(lambda: other.engine.state() != before)
    assert other.found() == [2, 1]


def test_the_version_is_not_asked_for_with_every_search(adverts: Adverts, monkeypatch: pytest.MonkeyPatch) -> None:
    adverts.build(advert(1, "Teacher"))
    asked: list[int] = []
    live = adverts.engine.live_index("advert")
    real = live.home.latest
    monkeypatch.setattr(live.home, "latest", lambda: (asked.append(1), real())[1])
    started = time.monotonic()
    for _ in range(200):
        adverts.found()
    assert len(asked) <= 1 + (time.monotonic() - started) / engine_module.CHECK_EVERY


def test_nobody_waits_while_the_next_version_is_read(adverts: Adverts, monkeypatch: pytest.MonkeyPatch) -> None:
    adverts.build(advert(1, "Teacher"))
    other = another_process(adverts)
    other.found()
    adverts.publish(advert(2, "Teacher"))
    reading, go_on = threading.Event(), threading.Event()
    live = other.engine.live_index("advert")
    real = live._read_current

    def slowly() -> Any:
        reading.set()
        assert go_on.wait(5)
        return real()

    monkeypatch.setattr(live, "_read_current", slowly)
    live._next_check = 0
    assert other.found() == [1]
    assert reading.wait(5)
    for _ in range(50):
        live._next_check = 0
        assert other.found() == [1]
    go_on.set()
    wait_until(lambda: other.found() == [2, 1])


def test_a_reader_keeps_its_version_though_its_files_are_gone(adverts: Adverts) -> None:
    adverts.build(*(advert(number, "Teacher", body=f"word{number}x") for number in range(1, 30)))
    other = another_process(adverts)
    snapshot = other.snapshot
    for _ in range(3):
        adverts.build(advert(99, "Gardener"))
    other.engine.live_index("advert")._next_check = float("inf")
    assert other.snapshot is snapshot
    assert other.found("word7x") == [7]  # a word it never read before
    assert other.found('"teacher word8x"') == []
    assert other.found("teacher -word9x", per_page=50)[0] == 29


def test_segments_are_read_once(adverts: Adverts) -> None:
    adverts.build(*(advert(number, "Teacher") for number in range(1, 200)))
    (before,) = adverts.snapshot.opened.data.values()
    adverts.publish(advert(500, "Teacher"), removed=[7])
    assert before in adverts.snapshot.opened.data.values()
    assert 7 not in adverts.found(per_page=1000)


def test_the_words_that_were_asked_for_are_warm_in_the_next_version(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher", body="phonics"), advert(2, "Teacher", body="zebra"))
    adverts.found("zebra")
    adverts.publish(advert(3, "Teacher"))
    assert ("text", "zebra") in adverts.snapshot.terms._terms.keys()  # noqa: SIM118  (a cache, not a mapping)


def test_a_forked_process_does_not_wait_for_a_lock_nobody_holds(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))
    live = adverts.engine.live_index("advert")
    live._opening.acquire()
    live._process = -1  # as it looks after a fork
    adverts.engine.refresh("advert")
    assert adverts.found() == [1]


# Readiness and status


def test_readiness_starts_the_reading(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"))
    other = another_process(adverts)
    assert not other.engine.live_index("advert").is_open
    other.engine.is_ready()
    wait_until(other.engine.is_ready)


def test_an_engine_without_an_index_is_ready_to_find_nothing(adverts: Adverts) -> None:
    adverts.engine.is_ready()
    wait_until(adverts.engine.is_ready)
    assert adverts.engine.status("advert").problem == "not built yet"


def test_status(adverts: Adverts) -> None:
    adverts.build(*(advert(number, "Teacher") for number in range(1, 6)))
    adverts.publish(advert(9, "Teacher"), removed=[1], floor=7)
    status = adverts.engine.status("advert")
    assert (status.documents, status.segments, status.removed) == (5, 2, 1)
    assert status.version == str(version_of(home(adverts).current()))
    assert status.position == ChangePosition(floor=7)
    assert status.size > 1000
    assert status.problem == ""


def test_an_unknown_corpus_is_a_mistake_in_the_program(adverts: Adverts) -> None:
    with pytest.raises(LookupError, match="unheard_of"):
        adverts.search(corpus="unheard_of")


def test_opening_is_tried_again_while_files_are_being_replaced(
    adverts: Adverts, monkeypatch: pytest.MonkeyPatch
) -> None:
    adverts.build(advert(1, "Teacher"))
    other = another_process(adverts)
    attempts: list[int] = []
    real = engine_module.Snapshot.open

    def sometimes(*arguments: Any) -> Any:
        attempts.append(1)
        if len(attempts) < 4:
            raise FileNotFoundError("just replaced")
        return real(*arguments)

    monkeypatch.setattr(engine_module.Snapshot, "open", sometimes)
    assert other.found() == [1]
    assert len(attempts) == 4
