"""How many applications there are, told without reading any."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select

from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.queries.received import still_kept, visible_to
from teachpb.db import db
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries.hiring import belongs_to

StateCounts = Mapping[ApplicationState, int]


def state_counts(user: User | None, vacancy: Vacancy) -> StateCounts:
    """How many applications for ``vacancy`` the person sees in each state; every state is there."""
    question = (
        visible_to(user)
        .where(Application.vacancy_id == vacancy.id)
        .options()
        .order_by(None)
        .with_only_columns(Application.state, func.count(Application.id))
        .group_by(Application.state)
    )
    found = {row[0]: int(row[1]) for row in db.session.execute(question)}
    return {state: found.get(state, 0) for state in ApplicationState}


def applicant_counts(vacancy_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """vacancy id -> (applications sent, of them not read yet), for those that are still kept."""
    if not vacancy_ids:
        return {}
    new = func.count().filter(Application.state == ApplicationState.submitted)
    rows = db.session.execute(
        select(Application.vacancy_id, func.count(), new)
        .join(Application.vacancy)
        .where(
            Application.vacancy_id.in_(vacancy_ids),
            Application.state != ApplicationState.draft,
            still_kept(),
        )
        .group_by(Application.vacancy_id)
    )
    return {vacancy_id: (total, fresh) for vacancy_id, total, fresh in rows}


def new_in_reach(organisation_ids: Collection[int]) -> int:
    """How many applications wait to be read at these organisations."""
    question = (
        select(func.count(Application.id))
        .join(Application.vacancy)
        .where(Application.state == ApplicationState.submitted, belongs_to(organisation_ids), still_kept())
    )
    return db.session.scalar(question) or 0


def new_count(user: User | None) -> int:
    """How many applications wait to be read by this person."""
    question = (
        visible_to(user)
        .where(Application.state == ApplicationState.submitted)
        .order_by(None)
        .with_only_columns(func.count(Application.id))
    )
    return db.session.scalar(question) or 0
