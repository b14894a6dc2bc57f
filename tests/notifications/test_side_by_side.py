"""Several workers and several writers at the same time: nothing doubled, nothing dropped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from teachpb.db import db, transaction
from teachpb.files import operations as files
from teachpb.files.models import FileKind
from teachpb.jobs import operations as jobs
from teachpb.jobs import queries as job_queries
from teachpb.notifications import delivery
from teachpb.notifications.models import MessageRow, MessageState
from teachpb.notifications.operations import queue_mail
from teachpb.work import EXTENSION
from tests.files import samples
from tests.notifications.support import PLAIN
from tests.support.parallel import at_once, committed_app

pytestmark = pytest.mark.pure
WORKERS = 6
MAILS = 60


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def live(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    with committed_app(request.param, tmp_path) as app:
        yield app


def queue_some(count: int) -> None:
    with transaction():
        for _ in range(count):
            queue_mail(PLAIN)


def claim_until_empty(_worker: int) -> list[int]:
    """The numbers of the messages this worker got."""
    got = []
    while (row := delivery.claim_next(lease=timedelta(minutes=5))) is not None:
        got.append(row.id)
    return got


def test_each_message_is_claimed_by_one_worker(live: Flask) -> None:
    queue_some(MAILS)
    claimed = [row_id for got in at_once(live, WORKERS, claim_until_empty) for row_id in got]
    # a worker may find nothing while others hold locks, and stop early: then the rest is still queued, not lost
    left = db.session.scalars(select(MessageRow.id).where(MessageRow.state == MessageState.queued)).all()
    assert sorted([*claimed, *left]) == sorted(db.session.scalars(select(MessageRow.id)))
    assert len(claimed) > MAILS // 2


def test_the_harness_sees_what_a_lease_prevents(live: Flask) -> None:
    """With leases that are over before they begin the same message is claimed again: the test above is not blind."""
    queue_some(1)
    claims = [delivery.claim_next(lease=timedelta(seconds=-1)) for _ in range(3)]
    assert len({row.id for row in claims if row is not None}) == 1
    assert None not in claims


def test_workers_side_by_side_deliver_each_message_once(live: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered: list[str] = []

    class Postman:
        def deliver(self, row: MessageRow, mail: object) -> None:
            delivered.append(row.message_id)

    monkeypatch.setattr(delivery, "open_transport", lambda settings: nullcontext(Postman()))
    queue_some(MAILS)
    at_once(live, WORKERS, lambda worker: delivery.deliver_outbox())
    delivery.deliver_outbox()
    assert len(delivered) == MAILS
    assert len(set(delivered)) == MAILS
    assert db.session.scalar(select(func.count()).where(MessageRow.state == MessageState.sent)) == MAILS


def test_one_dedupe_key_is_one_message_however_many_write(live: Flask) -> None:
    def write(_writer: int) -> int:
        with transaction():
            return queue_mail(replace(PLAIN, dedupe_key="term-starts:2026")).id

    assert len(set(at_once(live, WORKERS, write))) == 1
    assert db.session.scalar(select(func.count()).select_from(MessageRow)) == 1


def test_sweeps_side_by_side_wake_each_job_once(live: Flask) -> None:
    jobs.sweep()  # the rows are there from now on
    queue = live.extensions[EXTENSION]
    with transaction():
        for row in job_queries.job_runs():
            row.due_at = row.due_at - timedelta(days=2)
    queue.clear()
    at_once(live, WORKERS, lambda worker: jobs.sweep())
    assert "notifications.deliver_outbox" in queue.woken
    assert len(queue.woken) == len(set(queue.woken))


def test_first_sweeps_side_by_side_agree_on_the_rows(live: Flask) -> None:
    at_once(live, WORKERS, lambda worker: jobs.sweep())
    names = [row.name for row in job_queries.job_runs()]
    assert len(names) == len(set(names))
    assert job_queries.worker_is_alive()


def test_each_file_is_scanned_by_one_worker(live: Flask) -> None:
    with transaction():
        for _ in range(12):
            files.store_upload(actor=None, upload=samples.Upload(samples.pdf()), purpose="t", kinds={FileKind.pdf})

    def claim(_worker: int) -> list[int]:
        got = []
        for _ in range(12):
            with transaction():
                stored = files.claim_pending(lease=timedelta(minutes=5))
                if stored is not None:
                    got.append(stored.id)
        return got

    claimed = [file_id for got in at_once(live, WORKERS, claim) for file_id in got]
    assert len(claimed) == len(set(claimed)) == 12
