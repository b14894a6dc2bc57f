"""What hiring staff see: every read starts from the person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import LabelledEnum, db
from teachpb.schools.models import Organisation, OrganisationKind, School
from teachpb.schools.queries import organisation_ids_for
from teachpb.vacancies.models import CLOCK_STATES, Vacancy, VacancyState, vacancy_schools
from teachpb.vacancies.policies import HIRING_ROLES
from teachpb.vacancies.queries.public import card_options, is_open_now


class Tab(LabelledEnum):
    """The tabs of the dashboard."""

    live = "live", "Live"
    scheduled = "scheduled", "Scheduled"
    draft = "draft", "Drafts"
    closed = "closed", "Closed"


def in_tab(tab: Tab, moment: datetime) -> ColumnElement[bool]:
    """What belongs under ``tab`` at ``moment``. Removed vacancies belong nowhere."""
    follows_clock = Vacancy.state.in_(CLOCK_STATES)
    if tab is Tab.draft:
        return Vacancy.state == VacancyState.draft
    if tab is Tab.live:
        return is_open_now(moment)
    if tab is Tab.scheduled:
        return and_(follows_clock, Vacancy.opens_at > moment, Vacancy.closes_at > moment)
    return or_(Vacancy.state == VacancyState.ended_early, and_(follows_clock, Vacancy.closes_at <= moment))


ORDERS: dict[Tab, tuple[ColumnElement[object], ...]] = {
    Tab.live: (Vacancy.closes_at.asc(), Vacancy.id.asc()),  # type: ignore[dict-item]
    Tab.scheduled: (Vacancy.opens_at.asc(), Vacancy.id.asc()),  # type: ignore[dict-item]
    Tab.draft: (Vacancy.updated_at.desc(), Vacancy.id.desc()),  # type: ignore[dict-item]
    Tab.closed: (Vacancy.closes_at.desc(), Vacancy.id.desc()),  # type: ignore[dict-item]
}


def belongs_to(organisation_ids: Collection[int]) -> ColumnElement[bool]:
    """Posted by one of these organisations, or for one of these schools."""
    if not organisation_ids:
        return false()
    for_school = select(vacancy_schools.c.vacancy_id).where(vacancy_schools.c.school_id.in_(organisation_ids))
    return or_(Vacancy.organisation_id.in_(organisation_ids), Vacancy.id.in_(for_school))


def visible_to(user: User | None) -> Select[Vacancy]:
    """The vacancies ``user`` may know of as hiring staff, newest first; none that were removed."""
    mine = organisation_ids_for(user, *HIRING_ROLES)
    return (
        select(Vacancy)
        .where(belongs_to(mine), Vacancy.state != VacancyState.removed)
        .options(*card_options())
        .order_by(Vacancy.id.desc())
    )


def get_managed(user: User | None, vacancy_id: int) -> Vacancy | None:
    """One of ``visible_to``; None when it is not there or not theirs to know of."""
    return db.session.scalar(visible_to(user).where(Vacancy.id == vacancy_id))


def vacancies_for(organisation_ids: Collection[int]) -> list[Vacancy]:
    """Every vacancy of these organisations but the removed, newest first."""
    question = (
        select(Vacancy)
        .where(belongs_to(organisation_ids), Vacancy.state != VacancyState.removed)
        .options(*card_options())
        .order_by(Vacancy.id.desc())
    )
    return list(db.session.scalars(question))


def reach_of(organisation: Organisation) -> set[int]:
    """The organisation itself and, for a trust, its schools: whose vacancies are worked on together."""
    if organisation.kind is not OrganisationKind.trust:
        return {organisation.id}
    return {organisation.id, *db.session.scalars(select(School.id).where(School.trust_id == organisation.id))}


def select_tab(tab: Tab, organisation_ids: Collection[int]) -> Select[Vacancy]:
    """The rows of one tab: live by closing soonest, scheduled by day, drafts by last change, closed by latest."""
    return (
        select(Vacancy)
        .where(belongs_to(organisation_ids), in_tab(tab, clock.now()))
        .options(*card_options())
        .order_by(*ORDERS[tab])
    )


def tab_counts(organisation_ids: Collection[int]) -> dict[Tab, int]:
    """How many rows each tab holds, in one query."""
    moment = clock.now()
    sums = [func.coalesce(func.sum(case((in_tab(tab, moment), 1), else_=0)), 0) for tab in Tab]
    row = db.session.execute(select(*sums).where(belongs_to(organisation_ids))).one()
    return dict(zip(Tab, row, strict=True))


def awaiting_outcome(organisation_ids: Collection[int]) -> int:
    """How many vacancies closed within the last two months and nobody has said what came of them."""
    moment = clock.now()
    question = select(func.count(Vacancy.id)).where(
        Vacancy.organisation_id.in_(organisation_ids),
        in_tab(Tab.closed, moment),
        Vacancy.closes_at > moment - timedelta(days=61),
        Vacancy.outcome.is_(None),
    )
    return db.session.scalar(question) or 0
