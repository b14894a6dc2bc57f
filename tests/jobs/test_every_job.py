"""What every job of the site has to be, whichever room it belongs to."""

from __future__ import annotations

import inspect
import re
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from teachpb.jobs import operations, queries
from teachpb.work import jobs
from tests.support.time import FrozenClock


def test_names_are_room_and_verb(app: Flask) -> None:
    for job in jobs().values():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", job.name), job.name
        assert inspect.unwrap(job.run).__module__ == f"teachpb.{job.name.partition('.')[0]}.jobs", job.name


def test_none_takes_arguments(app: Flask) -> None:
    assert [job.name for job in jobs().values() if inspect.signature(job.run).parameters] == []


def test_none_runs_more_often_than_the_clock_ticks(app: Flask) -> None:
    assert [job.name for job in jobs().values() if job.period < timedelta(seconds=5)] == []


def test_each_may_run_at_any_time_and_twice(app: Flask, session: Session, frozen: FrozenClock) -> None:
    for name in sorted(jobs()):
        for _ in range(2):
            assert operations.run(name) is True, f"{name} failed: {queries.job_run(name)}"
            frozen.advance(timedelta(minutes=1))


def test_each_leaves_no_transaction_open(app: Flask, session: Session, frozen: FrozenClock) -> None:
    for name in sorted(jobs()):
        operations.run(name)
        assert not session.info.get("in_transaction"), name
        assert not session.new and not session.dirty, name
