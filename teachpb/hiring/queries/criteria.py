"""The criteria of a vacancy, and where to take them from."""

from __future__ import annotations

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.applications.queries.received import known_vacancies
from teachpb.db import db
from teachpb.hiring.models import Criterion, Score, Stage
from teachpb.vacancies.models import Vacancy


def criteria_of(vacancy: Vacancy, stage: Stage | None = None) -> list[Criterion]:
    """In the order they were written."""
    question = select(Criterion).where(Criterion.vacancy_id == vacancy.id).order_by(Criterion.id)
    if stage is not None:
        question = question.where(Criterion.stage == stage)
    return list(db.session.scalars(question))


def get_criterion(vacancy: Vacancy, criterion_id: int) -> Criterion | None:
    return db.session.scalar(select(Criterion).where(Criterion.vacancy_id == vacancy.id, Criterion.id == criterion_id))


def stages_begun(vacancy: Vacancy) -> set[Stage]:
    """The stages at which somebody has given a first mark: their criteria stand."""
    question = (
        select(Criterion.stage)
        .join(Score, Score.criterion_id == Criterion.id)
        .where(Criterion.vacancy_id == vacancy.id)
        .distinct()
    )
    return set(db.session.scalars(question))


def has_scores(vacancy: Vacancy) -> bool:
    return bool(stages_begun(vacancy))


def earlier_vacancies(user: User | None, vacancy: Vacancy) -> list[Vacancy]:
    """The other vacancies the person handles that have criteria, the latest to close first."""
    written = select(Criterion.vacancy_id)
    question = known_vacancies(user).where(Vacancy.id.in_(written), Vacancy.id != vacancy.id).limit(30)
    return list(db.session.scalars(question))
