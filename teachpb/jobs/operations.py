"""Running a job and keeping its record; the sweep that makes sure each one runs."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from teachpb import clock
from teachpb.db import db, transaction
from teachpb.jobs.models import JobRun
from teachpb.jobs.queries import SWEEP, job_run
from teachpb.work import SWEEP_EVERY, Job, jobs, wake

log = structlog.get_logger(__name__)


def run(name: str, /) -> bool:
    """Run a job here and now and note how it went; False when it failed. Raises LookupError for an unknown name."""
    job = jobs().get(name)
    if job is None:
        raise LookupError(f"there is no job called {name}")
    if name == SWEEP:
        return _guarded(job, _ignore)  # it notes its own pulse
    started = clock.now()
    _note_start(job, started)
    return _guarded(job, lambda error: _note_end(job, started, error))


def sweep() -> list[str]:
    """Wake every job that the clock wants, each once even when several workers sweep. Returns their names."""
    woken: list[str] = []
    with transaction():
        rows = {row.name: row for row in db.session.scalars(select(JobRun))}
        now = clock.now()
        for job in jobs().values():
            if job.name == SWEEP:
                continue
            row = rows.get(job.name) or _insert(job.name)
            if row.due_at <= now and _claim(row, until=now + min(job.period, SWEEP_EVERY)):
                wake(job.name)
                woken.append(job.name)
        _beat(rows.get(SWEEP) or _insert(SWEEP), now)
    return woken


def wake_soon_due() -> None:
    """Wake all that runs often, whatever the clock says: a worker that has just started takes up what was left."""
    for job in jobs().values():
        if job.period <= SWEEP_EVERY and job.name != SWEEP:
            wake(job.name)


def _claim(row: JobRun, *, until: datetime) -> bool:
    """Move the job's due time from what we read; False when another sweep was quicker."""
    table = JobRun.__table__
    unchanged = (table.c.id == row.id) & (table.c.due_at == row.due_at)
    moved = update(table).where(unchanged).values(due_at=until).returning(table.c.id)  # type: ignore[arg-type]
    return db.session.scalar(moved) is not None


def _guarded(job: Job, note: Callable[[Exception | None], None]) -> bool:
    try:
        outcome = job.run()
    except Exception as error:
        db.session.rollback()
        # The message of an exception may hold what people typed; where it happened does not.
        where = "".join(traceback.format_tb(error.__traceback__)[-3:])
        log.error("job_failed", job=job.name, error=type(error).__name__, where=where)
        note(error)
        return False
    log.debug("job_done", job=job.name, outcome=outcome)
    note(None)
    return True


def _note_start(job: Job, started: datetime) -> None:
    with transaction():
        row = job_run(job.name) or _insert(job.name)
        row.started_at = started
        row.due_at = started + min(job.period, SWEEP_EVERY)
        row.runs += 1


def _note_end(job: Job, started: datetime, error: Exception | None) -> None:
    with transaction():
        row = job_run(job.name) or _insert(job.name)
        if error is None:
            row.finished_at = clock.now()
            row.error = ""
            row.due_at = started + job.period
        else:
            row.failed_at = clock.now()
            row.error = type(error).__name__
            row.failures += 1
            row.due_at = clock.now() + min(job.period, SWEEP_EVERY)


def _beat(row: JobRun, now: datetime) -> None:
    row.started_at = row.finished_at = now
    row.due_at = now + SWEEP_EVERY
    row.runs += 1


def _insert(name: str) -> JobRun:
    row = JobRun(name=name, due_at=clock.now(), runs=0, failures=0)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return db.session.scalars(select(JobRun).where(JobRun.name == name)).one()
    return row


def _ignore(_error: Exception | None) -> None:
    return None
