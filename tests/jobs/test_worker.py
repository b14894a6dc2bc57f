"""The worker's runner: one of each job at a time, and none forgotten."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable

import pytest
from flask import Flask

from teachpb import work
from teachpb.jobs import operations, worker
from teachpb.jobs.worker import Runner

pytestmark = pytest.mark.pure


@pytest.fixture
def runner(app: Flask) -> Runner:
    return Runner(app)


def in_thread(action: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=action)
    thread.start()
    return thread


def test_a_job_woken_while_it_runs_is_run_once_more(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    started, may_end = threading.Event(), threading.Event()
    runs: list[str] = []

    def run(name: str) -> bool:
        runs.append(name)
        started.set()
        assert may_end.wait(5)
        return True

    monkeypatch.setattr(operations, "run", run)
    first = in_thread(lambda: runner("tests.slow"))
    assert started.wait(5)
    for _ in range(3):
        runner("tests.slow")  # comes back at once
    assert runs == ["tests.slow"]
    may_end.set()
    first.join(5)
    assert runs == ["tests.slow", "tests.slow"], "three wake-ups while it ran are one more run"


def test_two_different_jobs_run_side_by_side(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    together = threading.Barrier(2, timeout=5)
    monkeypatch.setattr(operations, "run", lambda name: together.wait())
    threads = [in_thread(lambda name=name: runner(name)) for name in ("tests.a", "tests.b")]  # type: ignore[misc]
    for thread in threads:
        thread.join(5)
    assert not together.broken


def test_a_job_of_another_release_is_passed_over(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(name: str) -> bool:
        raise LookupError(name)

    monkeypatch.setattr(operations, "run", run)
    runner("tests.gone")
    runner("tests.gone")
    assert capsys.readouterr().out.count("unknown_job") == 2


def test_a_database_out_of_reach_does_not_end_the_worker(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = iter([ConnectionError("down"), None])

    def run(name: str) -> bool:
        if error := next(outcomes):
            raise error
        return True

    monkeypatch.setattr(operations, "run", run)
    runner("tests.a")
    assert "job_record_failed" in capsys.readouterr().out
    runner("tests.a")
    assert next(outcomes, "used up") == "used up"


def test_a_stopping_worker_starts_nothing_again(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []

    def run(name: str) -> bool:
        runs.append(name)
        runner(name)  # woken while it runs
        work.request_stop()
        return True

    monkeypatch.setattr(operations, "run", run)
    try:
        runner("tests.long")
    finally:
        work.withdraw_stop()
    assert runs == ["tests.long"]


def test_a_signal_asks_long_jobs_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    handled: list[int] = []
    monkeypatch.setattr(worker.Consumer, "_handle_signal", lambda self, signum, frame: handled.append(signum))
    consumer = worker.WorkerConsumer.__new__(worker.WorkerConsumer)
    try:
        consumer._handle_signal(signal.SIGTERM, None)
        assert work.stop_requested()
    finally:
        work.withdraw_stop()
    assert handled == [signal.SIGTERM]
