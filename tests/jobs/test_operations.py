"""Running jobs, their record, and the sweep."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from teachpb import clock
from teachpb.db import transaction
from teachpb.jobs import operations, queries
from teachpb.jobs.models import JobRun
from teachpb.jobs.queue import NullQueue
from tests.jobs.conftest import AddJob
from tests.support.time import FrozenClock


def record_of(name: str) -> JobRun:
    found = queries.job_run(name)
    assert found is not None
    return found


def test_a_run_is_noted(session: Session, frozen: FrozenClock, add_job: AddJob) -> None:
    runs = add_job("tests.tidy", every=timedelta(hours=1))
    assert operations.run("tests.tidy") is True
    assert runs == [1]
    record = record_of("tests.tidy")
    assert (record.runs, record.failures, record.error) == (1, 0, "")
    assert record.started_at == record.finished_at == clock.now()
    assert record.due_at == clock.now() + timedelta(hours=1)
    assert not record.is_failing


def test_a_failure_is_noted_without_what_the_exception_says(
    session: Session, frozen: FrozenClock, add_job: AddJob, capsys: pytest.CaptureFixture[str]
) -> None:
    add_job("tests.break", every=timedelta(days=1), errors=[ValueError("ada@example.org is personal")])
    assert operations.run("tests.break") is False
    record = record_of("tests.break")
    assert (record.error, record.failures) == ("ValueError", 1)
    assert record.is_failing
    assert record.due_at == clock.now() + timedelta(minutes=5), "a daily job that failed is tried again soon"
    said = capsys.readouterr().out
    assert "ada@example.org" not in said
    assert "ValueError" in said


def test_a_later_success_ends_the_failing(session: Session, frozen: FrozenClock, add_job: AddJob) -> None:
    errors: list[Exception] = [ValueError()]
    add_job("tests.waver", errors=errors)
    operations.run("tests.waver")
    assert record_of("tests.waver").is_failing
    errors.clear()
    frozen.advance(timedelta(minutes=1))
    operations.run("tests.waver")
    record = record_of("tests.waver")
    assert not record.is_failing
    assert (record.runs, record.failures, record.error) == (2, 1, "")


def test_an_unknown_job_is_refused(session: Session, add_job: AddJob) -> None:
    with pytest.raises(LookupError, match=r"tests\.nothing"):
        operations.run("tests.nothing")


def test_the_sweep_wakes_what_is_due_and_nothing_else(
    session: Session, frozen: FrozenClock, add_job: AddJob, queue: NullQueue
) -> None:
    add_job("tests.minutely", every=timedelta(minutes=1))
    add_job("tests.daily", every=timedelta(days=1))
    assert sorted(operations.sweep()) == ["tests.daily", "tests.minutely"], "what never ran is due"
    for name in queue.woken:
        operations.run(name)
    queue.clear()

    assert operations.sweep() == []
    frozen.advance(timedelta(minutes=1))
    assert operations.sweep() == ["tests.minutely"]
    assert queue.woken == ["tests.minutely"]
    frozen.advance(timedelta(days=1))
    assert sorted(operations.sweep()) == ["tests.daily", "tests.minutely"]


def test_a_second_sweep_does_not_wake_again(session: Session, frozen: FrozenClock, add_job: AddJob) -> None:
    add_job("tests.hourly", every=timedelta(hours=1))
    assert operations.sweep() == ["tests.hourly"]
    assert operations.sweep() == []


def test_a_job_that_was_killed_is_woken_again_long_before_its_next_turn(
    session: Session, frozen: FrozenClock, add_job: AddJob
) -> None:
    add_job("tests.daily", every=timedelta(days=1))
    operations.sweep()
    frozen.advance(timedelta(minutes=5))  # woken, never finished
    assert operations.sweep() == ["tests.daily"]


def test_a_job_that_only_waits_to_be_woken_is_swept_too(session: Session, frozen: FrozenClock, add_job: AddJob) -> None:
    add_job("tests.woken")
    operations.sweep()
    operations.run("tests.woken")
    frozen.advance(timedelta(minutes=4))
    assert operations.sweep() == []
    frozen.advance(timedelta(minutes=1))
    assert operations.sweep() == ["tests.woken"]


def test_the_claim_of_a_turn_is_compare_and_set(session: Session, frozen: FrozenClock, add_job: AddJob) -> None:
    add_job("tests.hourly", every=timedelta(hours=1))
    operations.sweep()
    row = record_of("tests.hourly")
    with transaction():
        seen = row.due_at
        assert operations._claim(row, until=seen + timedelta(minutes=9))
        set_committed_value(row, "due_at", seen)  # as another sweep had read it, a moment before
        assert not operations._claim(row, until=seen + timedelta(minutes=9))


def test_sweeping_is_the_heartbeat(session: Session, frozen: FrozenClock, add_job: AddJob) -> None:
    add_job("tests.any")
    assert queries.worker_heartbeat() is None
    assert not queries.worker_is_alive()
    operations.sweep()
    assert queries.worker_heartbeat() == clock.now()
    assert queries.worker_is_alive()
    frozen.advance(timedelta(minutes=2))
    assert not queries.worker_is_alive()


def test_the_sweep_itself_runs_as_a_job(session: Session, frozen: FrozenClock, queue: NullQueue) -> None:
    assert operations.run("jobs.sweep") is True
    assert "notifications.deliver_outbox" in queue.woken
    assert "jobs.sweep" not in queue.woken
    assert queries.worker_is_alive()


def test_a_worker_that_starts_takes_up_what_runs_often(session: Session, add_job: AddJob, queue: NullQueue) -> None:
    add_job("tests.minutely", every=timedelta(minutes=1))
    add_job("tests.woken")
    add_job("tests.daily", every=timedelta(days=1))
    operations.wake_soon_due()
    assert sorted(queue.woken) == ["tests.minutely", "tests.woken"]
