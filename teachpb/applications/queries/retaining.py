"""Whose time is up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from teachpb import clock
from teachpb.applications.models import Application, ApplicationState, RetentionMark
from teachpb.applications.retention import kept_since, own_copy_since, warned_since
from teachpb.db import db
from teachpb.vacancies.models import Vacancy


@dataclass(frozen=True)
class Due:
    """What will be done about one vacancy the next time the clock runs: ``what`` is a step, ``number`` applications."""

    what: str
    vacancy_id: int
    closed_at: datetime
    number: int


def _closed(done: ColumnElement[bool], since: datetime) -> Select[Vacancy]:
    return (
        select(Vacancy)
        .outerjoin(RetentionMark, RetentionMark.vacancy_id == Vacancy.id)
        .where(
            Vacancy.closes_at <= since,
            Vacancy.id.in_(select(Application.vacancy_id)),
            or_(RetentionMark.id.is_(None), done),
        )
        .order_by(Vacancy.closes_at, Vacancy.id)
    )


def to_warn() -> Sequence[int]:
    """Vacancies whose school is to be told that it will lose sight. Those it has lost already are left alone."""
    moment = clock.now()
    soon = _closed(RetentionMark.warned_at.is_(None), warned_since(moment)).where(
        Vacancy.closes_at > kept_since(moment)
    )
    return _ids(soon)


def to_forget_for_staff() -> Sequence[int]:
    return _ids(_closed(RetentionMark.staff_forgot_at.is_(None), kept_since(clock.now())))


def to_forget_for_all() -> Sequence[int]:
    return _ids(_closed(RetentionMark.forgot_at.is_(None), own_copy_since(clock.now())))


def kept_of(vacancy_id: int) -> int:
    """How many applications of a vacancy hiring staff hold."""
    question = select(func.count(Application.id)).where(
        Application.vacancy_id == vacancy_id, Application.state != ApplicationState.draft
    )
    return db.session.scalar(question) or 0


def due() -> list[Due]:
    """Everything that is due, for somebody who wants to look before it happens."""
    steps = {
        "warn the school": to_warn(),
        "delete what only staff need": to_forget_for_staff(),
        "delete everything personal": to_forget_for_all(),
    }
    wanted = {vacancy_id for ids in steps.values() for vacancy_id in ids}
    numbers = db.session.execute(
        select(Application.vacancy_id, func.count(Application.id))
        .where(Application.vacancy_id.in_(wanted))
        .group_by(Application.vacancy_id)
    )
    counts = {row[0]: int(row[1]) for row in numbers}
    ends = db.session.execute(select(Vacancy.id, Vacancy.closes_at).where(Vacancy.id.in_(wanted)))
    closed = {row[0]: row[1] or clock.now() for row in ends}
    return [
        Due(what, vacancy_id, closed[vacancy_id], counts.get(vacancy_id, 0))
        for what, ids in steps.items()
        for vacancy_id in ids
    ]


def _ids(question: Select[Vacancy]) -> Sequence[int]:
    return db.session.scalars(question.with_only_columns(Vacancy.id)).all()
