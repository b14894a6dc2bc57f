"""The traps of whoosh 2.7.4 in writing: bad values, two writers, unsafe files, too many segments."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from whoosh import fields
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.writing import IndexingError, LockError

from teachpb.search.engine import BrokenIndex, SearchBusy
from teachpb.search.query import ChangePosition
from teachpb.search.whoosh_engine import engine as engine_module
from teachpb.search.whoosh_engine import writer as writer_module
from teachpb.search.whoosh_engine.directory import INDEX_NAME, UnusableIndex, check_private
from teachpb.search.whoosh_engine.engine import WhooshEngine
from teachpb.search.whoosh_engine.schema import fields_of
from tests.search.conftest import Adverts, advert, advert_type
from tests.search.test_scores import random_adverts

pytestmark = pytest.mark.pure


@pytest.fixture
def ten(adverts: Adverts) -> Adverts:
    return adverts.build(*(advert(number, "Teacher") for number in range(1, 11)))


# A bad value in add_document leaves the writer unusable


def test_whoosh_loses_the_writer_over_one_bad_value() -> None:
    index = RamStorage().create_index(fields.Schema(id=fields.ID(stored=True), number=fields.NUMERIC))
    writer = index.writer()
    with pytest.raises(Exception):  # noqa: B017
        writer.add_document(id="1", number="many")
    with pytest.raises(Exception):  # noqa: B017
        writer.add_document(id="2", number=2)
    writer.cancel()


@pytest.mark.parametrize(
    "bad",
    [
        {"numbers": {"salary_max": -1}},
        {"numbers": {"salary_max": 2**62}},
        {"numbers": {"salary_max": 30_000.5}},
        {"numbers": {"salary_max": True}},
        {"numbers": {"salary_max": "30000"}},
        {"numbers": {"unheard_of": 1}},
        {"newest": -5},
        {"newest": datetime(2026, 4, 24, tzinfo=UTC)},
        {"closes_at": 1.5},
        {"facets": {"unheard_of": ["x"]}},
        {"facets": {"phase": ["pri\x1fmary"]}},
        {"facets": {"phase": [""]}},
        {"positions": [(91.0, 0.0)]},
        {"positions": [(0.0, 181.0)]},
        {"positions": [("52.5", "-0.2")]},
        {"positions": [(float("nan"), 0.0)]},
        {"title": None},
        {"body": 7},
        {"id": "7"},
        {"id": -7},
    ],
)
def test_a_bad_document_is_left_out_and_the_others_are_written(adverts: Adverts, bad: dict[str, Any]) -> None:
    wrong = advert(7, **{"title": "Wrong", **bad}) if "id" not in bad else advert(bad["id"], "Wrong")
    with pytest.raises((ValueError, TypeError, AttributeError)):
        fields_of(wrong, advert_type(adverts))
    adverts.build(advert(1, "Teacher"), wrong, advert(2, "Teacher"))
    assert sorted(adverts.found()) == [1, 2]
    adverts.publish(wrong, advert(3, "Teacher"))
    assert sorted(adverts.found()) == [1, 2, 3]


def test_a_document_that_turned_bad_is_not_found_in_its_old_state(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher"), advert(2, "Teacher"))
    adverts.publish(advert(1, "Teacher", numbers={"salary_max": -1}), removed=[1])
    assert adverts.found() == [2]


# Two writers raise LockError


def test_whoosh_refuses_a_second_writer(ten: Adverts) -> None:
    directory = ten.engine.live_index("advert").home.current()
    index = FileStorage(str(directory)).open_index(INDEX_NAME)
    with index.writer(), pytest.raises(LockError):
        index.writer()


def test_a_second_writer_of_ours_waits_for_the_first(ten: Adverts) -> None:
    inside = threading.Event()

    def first() -> None:
        with ten.engine.writing("advert") as writing:
            inside.set()
            time.sleep(0.3)
            writing.publish([advert(50, "First")], [], ChangePosition())

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(5)
    ten.publish(advert(51, "Second"))
    thread.join()
    ten.engine.refresh("advert")
    assert {50, 51} <= set(ten.found())


def test_a_writer_gives_up_after_a_while(ten: Adverts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "LOCK_TIMEOUT", 0.1)
    with ten.engine.writing("advert"), pytest.raises(SearchBusy), ten.engine.writing("advert"):
        raise AssertionError("two writers at once")


def test_an_error_while_writing_frees_the_index_and_has_it_rebuilt(
    ten: Adverts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise IndexingError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(writer_module, "delete_documents", fail)
        with pytest.raises(BrokenIndex, match="broken"):
            ten.publish(advert(50, "Lost"))
    assert ten.engine.needs_rebuild("advert")
    ten.publish(advert(51, "Kept"))
    assert 50 not in ten.found()
    assert 51 in ten.found()


# update_document twice in one batch leaves two documents


def test_a_document_twice_in_a_batch_is_in_the_index_once(adverts: Adverts) -> None:
    adverts.build(advert(1, "Old"), advert(1, "New"))
    adverts.publish(advert(2, "First"), advert(2, "Second"))
    assert adverts.found("new") == [1]
    assert adverts.found("second") == [2]
    assert adverts.search().total == 2


# whoosh never fsyncs


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files and folders that were written to disk for good, in order."""
    names: list[str] = []
    monkeypatch.setattr(writer_module, "sync", lambda path: names.append(Path(path).name))
    return names


def test_a_commit_is_on_disk_before_its_table_of_contents(
    ten: Adverts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (calls.append(handle), real(handle)))
    durable = Adverts(WhooshEngine(tmp_path / "durable"))
    durable.build(advert(1, "Teacher"))
    after_build = len(calls)
    durable.publish(advert(2, "Teacher"))
    # a build: every file and both folders; a commit: segments, table of contents, folder, position
    assert after_build >= 5
    assert len(calls) - after_build >= 4


def test_the_segments_are_synced_before_the_table_of_contents_appears(
    ten: Adverts, tmp_path: Path, synced: list[str]
) -> None:
    durable = Adverts(WhooshEngine(tmp_path / "durable"))
    durable.build(advert(1, "Teacher"))
    synced.clear()
    durable.publish(advert(2, "Teacher"))
    assert [name for name in synced if name.endswith(".seg")]
    assert ".toc." in synced[-2]  # still under its temporary name
    assert synced[-1] == durable.engine.live_index("advert").home.current().name


# The index folder is code


def test_the_index_is_private(ten: Adverts) -> None:
    home = ten.engine.live_index("advert").home
    assert home.path.stat().st_mode & 0o077 == 0
    assert home.current().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_an_index_that_others_can_write_is_not_opened(ten: Adverts, mode: int) -> None:
    directory = ten.engine.live_index("advert").home.current()
    directory.chmod(mode)
    with pytest.raises(UnusableIndex, match="written by others"):
        check_private(directory)
    fresh = Adverts(WhooshEngine(ten.engine._root, durable=False))
    assert fresh.found() == []
    assert fresh.engine.needs_rebuild("advert")


# Keep segments few


def test_segments_stay_few_however_many_commits(ten: Adverts) -> None:
    for number in range(40):
        ten.publish(advert(100 + number, "Teacher"))
    assert ten.snapshot.opened.segment_count <= writer_module.MOST_SMALL_SEGMENTS + 1
    assert ten.search().total == 50


def test_a_large_segment_is_never_rewritten_while_publishing(adverts: Adverts) -> None:
    adverts.build(*random_adverts(writer_module.SMALL_SEGMENT + 20))
    (large,) = [segment.segment_id() for segment in adverts.snapshot.opened._segments]
    for number in range(12):
        adverts.publish(advert(1000 + number, "Teacher"))
    assert large in [segment.segment_id() for segment in adverts.snapshot.opened._segments]


@pytest.mark.parametrize(
    ("segments", "deleted", "living", "untidy"),
    [(1, 0, 10_000, False), (16, 100, 10, False), (17, 0, 10_000, True), (2, 201, 0, True), (2, 5000, 10_000, False)],
)
def test_when_an_index_is_worth_tidying_up(segments: int, deleted: int, living: int, untidy: bool) -> None:
    assert writer_module.is_untidy(segments, deleted, living) is untidy
