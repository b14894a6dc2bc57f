"""How the background work is doing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from teachpb import clock
from teachpb.db import db
from teachpb.jobs.models import JobRun

SWEEP = "jobs.sweep"

#: The worker sweeps every few seconds; silent for this long, it is taken for dead.
SILENCE = timedelta(minutes=2)


def job_runs() -> Sequence[JobRun]:
    """Every job that ever ran, by name."""
    return db.session.scalars(select(JobRun).order_by(JobRun.name)).all()


def job_run(name: str) -> JobRun | None:
    return db.session.scalar(select(JobRun).where(JobRun.name == name))


def worker_heartbeat() -> datetime | None:
    """When a worker last gave a sign of life; None if never."""
    return db.session.scalar(select(JobRun.finished_at).where(JobRun.name == SWEEP))


def worker_is_alive() -> bool:
    heartbeat = worker_heartbeat()
    return heartbeat is not None and clock.now() - heartbeat < SILENCE
