"""Applying changes: never twice wrongly, never one lost, whatever order transactions commit in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.search import operations, queries, registry
from teachpb.search.engine import NullEngine, current_engine, use_engine
from teachpb.search.models import IndexChange
from teachpb.search.query import ChangePosition
from teachpb.search.whoosh_engine.engine import WhooshEngine
from tests.search.conftest import Adverts, advert, advert_type
from tests.support.time import FrozenClock


class Market(Adverts):
    """A dictionary for the adverts, the real table for what changed."""

    def __init__(self, engine: WhooshEngine, session: Session) -> None:
        super().__init__(engine)
        self.session = session

    def change(self, number: int, title: str | None, change_id: int | None = None) -> None:
        """Write (or with None remove) an advert and its change row."""
        self.rows.pop(number, None)
        if title is not None:
            self.rows[number] = advert(number, title)
        row = {"corpus": "advert", "record_id": number, "made_at": clock.now()}
        self.session.execute(insert(IndexChange), [row | ({"id": change_id} if change_id else {})])

    def apply(self) -> int:
        self.loaded.clear()
        read = operations.apply_changes()
        if operations.rebuild_indexes():
            read += operations.apply_changes()
        self.engine.refresh("advert")
        return read

    def position(self) -> ChangePosition:
        with self.engine.writing("advert") as writing:
            assert writing.position is not None
            return writing.position

    def last_change(self) -> int:
        return queries.newest_change()


@pytest.fixture
def market(own_registry: object, engine: WhooshEngine, session: Session, frozen: FrozenClock) -> object:
    corpus = Market(engine, session)
    registry.register(advert_type(corpus))
    with use_engine(engine):
        yield corpus


def test_the_first_run_builds_the_index(market: Market) -> None:
    market.rows = {1: advert(1, "Teacher"), 2: advert(2, "Gardener")}
    market.apply()
    assert market.found() == [2, 1]


def test_changes_are_applied_and_only_those(market: Market) -> None:
    market.rows = {number: advert(number, "Teacher") for number in range(1, 6)}
    market.apply()
    market.change(2, "Gardener")
    market.change(3, None)
    market.change(9, "Caretaker")
    assert market.apply() == 3
    assert sorted(market.loaded) == [2, 3, 9]
    assert market.found("teacher") == [5, 4, 1]
    assert market.found("gardener OR caretaker") == [9, 2]


def test_a_second_run_has_nothing_to_do(market: Market) -> None:
    market.apply()
    market.change(1, "Teacher")
    assert market.apply() == 1
    version = current_engine().status("advert").version
    assert market.apply() == 0
    assert market.loaded == []
    assert current_engine().status("advert").version == version


def test_a_record_changed_often_is_read_once(market: Market) -> None:
    market.apply()
    for _ in range(5):
        market.change(1, "Teacher")
    assert market.apply() == 1
    assert market.loaded == [1]


def test_many_changes_are_applied_in_batches(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "BATCH", 10)
    market.apply()
    for number in range(1, 36):
        market.change(number, "Teacher")
    assert market.apply() == 35
    assert market.search().total == 35


def test_a_transaction_that_commits_late_is_not_lost(market: Market) -> None:
    """Numbers are taken in one order and committed in another: 11 is seen before 10."""
    market.apply()
    market.change(1, "Early", change_id=11)
    market.apply()
    market.change(2, "Late", change_id=10)
    assert market.apply() == 1
    assert market.found() == [2, 1]


def test_the_floor_rises_past_what_no_transaction_can_still_write(market: Market, frozen: FrozenClock) -> None:
    market.apply()
    market.change(1, "Teacher")
    market.apply()
    assert market.position().applied == {market.last_change()}
    frozen.advance(queries.LONGEST_TRANSACTION + timedelta(seconds=1))
    market.apply()
    assert market.position().floor == market.last_change()
    assert market.position().applied == frozenset()
    assert market.apply() == 0


def test_the_floor_never_rises_past_a_row_that_is_not_in(market: Market, frozen: FrozenClock) -> None:
    market.apply()
    market.change(1, "Early", change_id=20)
    market.apply()
    market.change(2, "Late", change_id=15)
    market.change(3, "Later", change_id=16)
    frozen.advance(queries.LONGEST_TRANSACTION * 2)
    pending = queries.pending_changes("advert", market.position(), limit=1)
    assert pending.ids == [2]
    assert pending.position.floor == 15
    assert pending.position.applied == {20}


def test_a_rebuild_starts_from_before_it_read(market: Market) -> None:
    """What changes while the rebuild is reading is applied after it."""
    market.rows = {1: advert(1, "Teacher")}
    real = market.all_ids

    def while_reading() -> object:
        ids = list(real())
        market.change(1, "Gardener")
        market.rows[1] = advert(1, "Gardener")
        return ids

    registry.register(replace(registry.get("advert"), all_ids=while_reading))
    operations.rebuild(corpus="advert")
    registry.register(replace(registry.get("advert"), all_ids=real))
    assert market.apply() == 1


def test_one_machine_does_not_take_the_changes_from_another(market: Market, tmp_path_factory: object) -> None:
    market.apply()
    other_root = market.engine._root.parent / "other-machine"
    other = WhooshEngine(other_root, durable=False)
    with use_engine(other):
        operations.rebuild_indexes()
    market.change(1, "Teacher")
    assert market.apply() == 1
    with use_engine(other):
        assert operations.apply_changes() == 1
        other.refresh("advert")
        assert queries.counts("advert").total == 1


# When following is not enough


def test_a_machine_that_was_away_too_long_rebuilds(market: Market, frozen: FrozenClock) -> None:
    market.apply()
    market.rows[1] = advert(1, "Teacher")  # changed, but the row was pruned meanwhile
    frozen.advance(operations.KEPT + timedelta(hours=1))
    market.apply()
    assert market.found() == [1]


def test_an_index_of_another_database_is_rebuilt(market: Market) -> None:
    market.apply()
    market.change(1, "Teacher", change_id=500)
    market.apply()
    market.session.execute(delete(IndexChange))
    market.rows = {2: advert(2, "Gardener")}
    market.apply()
    assert market.found() == [2]


def test_very_many_changes_are_worth_a_rebuild(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "WORTH_A_REBUILD", 5)
    market.apply()
    for number in range(1, 4):
        market.change(number, "Teacher")
    market.apply()
    assert current_engine().status("advert").version.startswith("v00000001")
    for number in range(1, 10):
        market.change(number, "Gardener")
    market.apply()
    assert current_engine().status("advert").version.startswith("v00000002")
    assert market.search("gardener").total == 9


@pytest.mark.parametrize("wanted", ["mark", "form", "position"])
def test_an_index_that_wants_it_is_rebuilt_by_the_next_run(market: Market, wanted: str) -> None:
    market.rows = {1: advert(1, "Teacher")}
    market.apply()
    home = market.engine.live_index("advert").home
    if wanted == "mark":
        home.rebuild_is_wanted(True)
    else:
        (home.current() / f"{wanted}.json").unlink()
    market.apply()
    assert home.current().name == "v00000002"
    assert market.found() == [1]
    market.apply()
    assert home.current().name == "v00000002"


def test_a_busy_index_is_left_to_whoever_is_at_it(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teachpb.search.whoosh_engine.engine.LOCK_TIMEOUT", 0.05)
    market.apply()
    market.change(1, "Teacher")
    with market.engine.writing("advert"):
        assert market.apply() == 0
    assert market.apply() == 1


def test_a_rebuild_is_another_job_that_the_first_one_wakes(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[str] = []
    monkeypatch.setattr(operations, "wake", woken.append)
    market.rows = {1: advert(1, "Teacher")}
    assert operations.apply_changes() == 0
    assert woken == ["search.rebuild_indexes"]
    assert operations.rebuild_indexes() == ["advert"]
    assert woken[1:] == ["search.apply_changes"]
    assert operations.rebuild_indexes() == []
    operations.apply_changes()
    assert len(woken) == 2


def test_one_index_that_wants_a_rebuild_keeps_no_other_waiting(market: Market) -> None:
    registry.register(replace(registry.get("advert"), name="notice"))
    market.apply()
    market.engine.live_index("advert").home.rebuild_is_wanted(True)
    (market.engine.live_index("notice").home.current() / "position.json").unlink()
    market.change(1, "Teacher")
    assert operations.apply_changes() == 1
    market.engine.refresh("advert")
    assert market.found() == [1]


def test_an_index_that_breaks_while_writing_is_rebuilt(market: Market) -> None:
    market.rows = {1: advert(1, "Teacher")}
    market.apply()
    (toc,) = market.engine.live_index("advert").home.current().glob("*.toc")
    toc.write_bytes(b"nonsense")
    market.change(2, "Gardener")
    market.apply()
    assert market.found() == [2, 1]
    assert market.engine.live_index("advert").home.current().name == "v00000002"


# Housekeeping


def test_old_rows_are_pruned_but_never_the_newest(market: Market, frozen: FrozenClock) -> None:
    market.apply()
    for number in range(1, 4):
        market.change(number, "Teacher")
    frozen.advance(timedelta(days=15))
    assert operations.prune_changes() == 2
    assert queries.newest_change() != 0
    assert operations.prune_changes() == 0


def test_rows_of_the_last_fortnight_stay(market: Market, frozen: FrozenClock) -> None:
    market.change(1, "Teacher")
    market.change(2, "Teacher")
    frozen.advance(timedelta(days=13, hours=23))
    assert operations.prune_changes() == 0


def test_numbers_are_never_given_out_again(market: Market, session: Session, database_kind: str) -> None:
    """Or a machine would take a new change for one it has seen."""
    market.change(1, "Teacher")
    last = market.last_change()
    session.execute(delete(IndexChange))
    market.change(1, "Teacher")
    assert market.last_change() > last


def test_what_is_waiting(market: Market) -> None:
    assert queries.waiting("advert") == 0
    market.apply()
    market.change(1, "Teacher")
    market.change(2, "Teacher")
    assert queries.waiting("advert") == 2


def test_the_jobs_do_the_same(market: Market, run_job: Callable[[str], object], frozen: FrozenClock) -> None:
    market.rows = {1: advert(1, "Teacher")}
    run_job("search.apply_changes")
    run_job("search.rebuild_indexes")
    market.change(2, "Gardener")
    run_job("search.apply_changes")
    market.engine.refresh("advert")
    assert market.found() == [2, 1]
    assert run_job("search.prune_changes") in (0, None)


def test_the_null_engine_has_nothing_to_keep(market: Market) -> None:
    market.change(1, "Teacher")
    with use_engine(NullEngine()):
        assert operations.apply_changes() == 0
        operations.rebuild(corpus="advert")
        assert queries.waiting("advert") == 0
    assert market.loaded == []
