"""One time, one candidate: real threads on real databases. And the proof that this test would notice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from teachpb.applications.models import Application, ApplicationState
from teachpb.db import DomainError, db, transaction
from teachpb.hiring import locking, operations
from teachpb.hiring.models import InterviewDay, InterviewSlot
from teachpb.notifications.models import MessageRow
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import InterviewDayFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.parallel import at_once, committed_app

CANDIDATES = 6
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]

pytestmark = pytest.mark.processes


@contextmanager
def house(kind: str, folder: Path) -> Iterator[tuple[Flask, int, list[int]]]:
    """A day with two times, and six candidates."""
    with committed_app(kind, folder) as app:
        vacancy = VacancyFactory()
        people = [ApplicationFactory(vacancy=vacancy, state=ApplicationState.interviewing) for _ in range(CANDIDATES)]
        day_id = InterviewDayFactory(vacancy=vacancy, invited=people).id
        ids = [each.id for each in people]
        db.session.remove()
        yield app, day_id, ids


def rush(app: Flask, day_id: int, ids: list[int]) -> list[str]:
    """Everybody wants the first time, and takes the other one when it is gone."""

    def take(number: int) -> str:
        found = [slot.id for slot in db.session.get_one(InterviewDay, day_id).slots]
        db.session.rollback()
        for slot_id in found:
            try:
                with transaction():
                    application = db.session.get_one(Application, ids[number])
                    operations.choose_slot(actor=application.candidate, application=application, slot_id=slot_id)
            except DomainError:
                continue
            return "taken"
        return "none left"

    return at_once(app, len(ids), take)


def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time passes between looking and taking, so that what can go wrong does."""
    look = operations.choosing._require_may_take  # type: ignore[attr-defined]

    def looked(*args: Any, **kwargs: Any) -> None:
        look(*args, **kwargs)
        time.sleep(0.03)

    monkeypatch.setattr("teachpb.hiring.operations.choosing._require_may_take", looked)


@pytest.mark.parametrize("kind", DATABASES)
def test_two_times_go_to_two_candidates(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow(monkeypatch)
    with house(kind, tmp_path) as (app, day_id, ids):
        outcomes = rush(app, day_id, ids)
        assert sorted(outcomes) == ["none left"] * (CANDIDATES - 2) + ["taken"] * 2
        holders = [slot.application_id for slot in db.session.scalars(select(InterviewSlot))]
        assert len(set(holders)) == 2 and None not in holders
        assert len(db.session.scalars(select(MessageRow)).all()) == 2


@pytest.mark.postgresql
def test_without_the_lock_it_would_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rush on rows that are only read: more people are told that a time is theirs than there are times."""

    def unlocked(ids: list[int]) -> dict[int, InterviewDay]:
        rows = db.session.scalars(
            select(InterviewDay).where(InterviewDay.id.in_(ids)).execution_options(populate_existing=True)
        )
        return {row.id: row for row in rows}

    slow(monkeypatch)
    monkeypatch.setattr(locking, "lock_rows", unlocked)
    with house("postgresql", tmp_path) as (app, day_id, ids):
        assert rush(app, day_id, ids).count("taken") > 2
