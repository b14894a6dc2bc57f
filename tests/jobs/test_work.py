"""Declaring jobs and waking them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from teachpb import work
from teachpb.db import transaction
from teachpb.jobs.queue import NullQueue
from teachpb.work import SWEEP_EVERY, job, jobs, wake


@pytest.fixture
def own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of this test's own."""
    monkeypatch.setattr(work, "_jobs", {})


@pytest.fixture
def counting(own_jobs: None) -> str:
    @job("tests.count")
    def count() -> None:
        return None

    return "tests.count"


def test_the_decorator_registers_and_returns_the_function(own_jobs: None) -> None:
    @job("tests.do_it", every=timedelta(minutes=2))
    def do_it() -> int:
        return 7

    assert do_it() == 7
    assert jobs()["tests.do_it"].run is do_it
    assert jobs()["tests.do_it"].period == timedelta(minutes=2)


def test_a_job_without_a_clock_is_swept_all_the_same(counting: str) -> None:
    assert jobs()[counting].every is None
    assert jobs()[counting].period == SWEEP_EVERY


def test_two_jobs_may_not_share_a_name(counting: str) -> None:
    with pytest.raises(ValueError, match=r"two jobs are called tests\.count"):
        job("tests.count")(lambda: None)


@pytest.mark.parametrize("period", [timedelta(0), timedelta(seconds=-1)])
def test_a_period_must_be_positive(own_jobs: None, period: timedelta) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        job("tests.often", every=period)


def test_the_registry_cannot_be_changed_from_outside(counting: str) -> None:
    with pytest.raises(TypeError):
        jobs()["tests.other"] = jobs()[counting]  # type: ignore[index]


def test_outside_of_a_transaction_a_wake_up_goes_at_once(session: Session, counting: str, queue: NullQueue) -> None:
    wake(counting)
    assert queue.woken == [counting]


def test_inside_a_transaction_it_waits_for_the_commit(session: Session, counting: str, queue: NullQueue) -> None:
    with transaction():
        wake(counting)
        assert queue.woken == []
    assert queue.woken == [counting]


def test_a_transaction_wakes_each_job_once(session: Session, counting: str, queue: NullQueue) -> None:
    with transaction():
        for _ in range(50):
            wake(counting)
    assert queue.woken == [counting]


def test_nobody_is_woken_by_what_did_not_happen(session: Session, counting: str, queue: NullQueue) -> None:
    with pytest.raises(RuntimeError, match="changed my mind"), transaction():
        wake(counting)
        raise RuntimeError("changed my mind")
    assert queue.woken == []


def test_waking_a_job_that_is_not_there_is_a_bug(session: Session, counting: str) -> None:
    with pytest.raises(LookupError, match=r"tests\.missing"):
        wake("tests.missing")


def test_a_stop_is_seen_by_whoever_looks() -> None:
    assert not work.stop_requested()
    work.request_stop()
    try:
        assert work.stop_requested()
    finally:
        work.withdraw_stop()
    assert not work.stop_requested()
