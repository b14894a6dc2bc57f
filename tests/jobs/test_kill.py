"""The promise of the outbox: kill the worker as hard as one can, and no mail is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from teachpb import create_app
from teachpb.config import PROJECT_ROOT, Settings
from teachpb.db import Model, db, transaction
from teachpb.jobs.queries import worker_is_alive
from teachpb.notifications.models import MessageRow, MessageState
from teachpb.notifications.operations import Message, queue_mail
from teachpb.work import EXTENSION
from tests.support.database import TemporaryDatabase
from tests.support.mail import Mailbox, mail_server

MAILS = 200
pytestmark = [pytest.mark.processes, pytest.mark.pure]
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@contextmanager
def live_app(kind: str, tmp_path: Path, *, port: int) -> Iterator[Flask]:
    """An application over a database of its own, whose worker really sends."""
    with TemporaryDatabase(kind, tmp_path) as url:
        settings = Settings(
            environment="development",
            secret_key="for-tests-only",
            database_url=url,
            data_dir=tmp_path,
            mail_transport="smtp",
            smtp_host="127.0.0.1",
            smtp_port=port,
            smtp_security="none",
            search_engine="null",
            job_lease=2,
            jobs_url=url if kind == "postgresql" else "",
        )
        app = create_app(settings)
        with app.app_context():
            Model.metadata.create_all(db.engine)
            yield app
            db.session.remove()
            db.engine.dispose()
            app.extensions[EXTENSION].close()


def start_worker(app: Flask) -> subprocess.Popen[bytes]:
    settings: Settings = app.config["SETTINGS"]
    given = {
        f"TEACHPB_{name.upper()}": str(value)
        for name, value in vars(replace(settings)).items()
        if isinstance(value, str | int | Path) and not isinstance(value, bool) and value != ""
    }
    log = (settings.data_dir / "worker.log").open("ab")
    with log:
        return subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work", "--threads", "2"],
            cwd=PROJECT_ROOT,
            env={**os.environ, **given},
            stdout=log,
            stderr=log,
        )


def wait_for(condition: Callable[[], bool], *, seconds: float, what: str, log: Path) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen:\n{log.read_text()[-2000:]}"
        time.sleep(0.02)


def count(state: MessageState) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(MessageRow.state == state)) or 0


def queue_mails(number: int) -> None:
    with transaction():
        for index in range(number):
            queue_mail(
                Message(
                    to=f"reader{index}@mail.example.org",
                    subject="One of very many",
                    template="development/trial",
                    context={"lines": ["There it is."]},
                )
            )


@pytest.mark.timeout(330)
@pytest.mark.parametrize("kind", DATABASES)
def test_no_mail_is_lost_when_the_worker_is_killed_three_times(kind: str, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    with mail_server(Mailbox(delay=0.01)) as mailbox, live_app(kind, tmp_path, port=mailbox.port) as app:
        queue_mails(MAILS)
        for received in (30, 80, 130):
            worker = start_worker(app)
            wait_for(lambda wanted=received: len(mailbox.raw) >= wanted, seconds=60, what="delivery", log=log)  # type: ignore[misc]
            worker.send_signal(signal.SIGKILL)
            worker.wait(timeout=10)
        assert count(MessageState.sent) < MAILS, "the worker was killed too late to prove anything"

        worker = start_worker(app)
        try:
            wait_for(lambda: count(MessageState.sent) == MAILS, seconds=90, what="sending the rest", log=log)
            assert worker_is_alive()
        finally:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(timeout=40) == 0, log.read_text()[-2000:]

        written = set(db.session.scalars(select(MessageRow.message_id)))
        assert set(mailbox.message_ids) == written
        twice = sum(mailbox.message_ids.values()) - MAILS
        assert twice <= 3, f"{twice} messages went out twice: only one may for each kill"


@pytest.mark.timeout(180)
def test_two_workers_side_by_side_send_nothing_twice(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    with mail_server(Mailbox(delay=0.02)) as mailbox, live_app("sqlite", tmp_path, port=mailbox.port) as app:
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], job_lease=60)
        workers = [start_worker(app), start_worker(app)]
        try:
            both_work = lambda: log.read_text().count("worker_started") == 2  # noqa: E731
            wait_for(both_work, seconds=100, what="starting", log=log)
            queue_mails(100)
            wait_for(lambda: count(MessageState.sent) == 100, seconds=60, what="sending", log=log)
        finally:
            for worker in workers:
                worker.send_signal(signal.SIGTERM)
            assert [worker.wait(timeout=40) for worker in workers] == [0, 0]
        assert set(mailbox.message_ids.values()) == {1}
        assert len(mailbox.message_ids) == 100
