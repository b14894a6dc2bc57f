"""``flask jobs``, and the worker's part in ``/readyz``."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from teachpb.jobs import operations
from tests.jobs.conftest import AddJob
from tests.support.time import FrozenClock


def invoke(app: Flask, *args: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["jobs", *args])
    return result.exit_code, result.output


def test_a_job_can_be_run_by_hand(app: Flask, session: Session, add_job: AddJob) -> None:
    runs = add_job("tests.tidy")
    assert invoke(app, "run", "tests.tidy") == (0, "tests.tidy: done\n")
    assert runs == [1]


def test_an_unknown_job_is_answered_with_those_there_are(app: Flask, session: Session, add_job: AddJob) -> None:
    add_job("tests.tidy")
    code, output = invoke(app, "run", "tests.tidyy")
    assert code == 1
    assert "there is no job called tests.tidyy. There are: tests.tidy" in output


def test_a_failing_job_fails_the_command(app: Flask, session: Session, add_job: AddJob) -> None:
    add_job("tests.break", errors=[ValueError("private")])
    code, output = invoke(app, "run", "tests.break")
    assert code == 1
    assert "tests.break failed" in output


def test_the_status_lists_every_job(app: Flask, session: Session, frozen: FrozenClock, add_job: AddJob) -> None:
    add_job("tests.tidy", every=timedelta(hours=1))
    add_job("tests.break", errors=[ValueError()])
    code, output = invoke(app, "status")
    assert code == 0
    assert output.count("never") == 2
    assert "no sign of life" in output

    operations.run("tests.tidy")
    operations.run("tests.break")
    operations.sweep()
    _, output = invoke(app, "status")
    assert "failing: ValueError" in output
    assert "2026-04-24 09:00:00" in output
    assert "worker: alive" in output


def test_there_is_no_worker_in_the_testing_environment(app: Flask, session: Session) -> None:
    code, output = invoke(app, "work")
    assert code == 1
    assert "no queue in the testing environment" in output
