"""What hiring staff see: every read starts from the person."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, false, or_, select

from teachpb.accounts.models import User
from teachpb.db import db
from teachpb.schools.models import Organisation, OrganisationKind, School
from teachpb.schools.queries import organisation_ids_for
from teachpb.vacancies.models import Vacancy, VacancyState, vacancy_schools
from teachpb.vacancies.policies import HIRING_ROLES
from teachpb.vacancies.queries.public import card_options


def belongs_to(organisation_ids: Collection[int]) -> ColumnElement[bool]:
    """Posted by one of these organisations, or for one of these schools."""
    if not organisation_ids:
        return false()
    for_school = select(vacancy_schools.c.vacancy_id).where(vacancy_schools.c.school_id.in_(organisation_ids))
    return or_(Vacancy.organisation_id.in_(organisation_ids), Vacancy.id.in_(for_school))


def visible_to(user: User | None, *, with_removed: bool = False) -> Select[Vacancy]:
    """The vacancies ``user`` may know of as hiring staff, newest first; none that were removed, unless asked for."""
    mine = organisation_ids_for(user, *HIRING_ROLES)
    question = select(Vacancy).where(belongs_to(mine)).options(*card_options()).order_by(Vacancy.id.desc())
    return question if with_removed else question.where(Vacancy.state != VacancyState.removed)


def get_managed(user: User | None, vacancy_id: int, *, with_removed: bool = False) -> Vacancy | None:
    """One of ``visible_to``; None when it is not there or not theirs to know of."""
    return db.session.scalar(visible_to(user, with_removed=with_removed).where(Vacancy.id == vacancy_id))


def campaign_of(vacancy: Vacancy) -> list[Vacancy]:
    """The other adverts for the same post, oldest first; none that were removed."""
    question = (
        select(Vacancy)
        .where(
            Vacancy.campaign_id == vacancy.campaign_id,
            Vacancy.id != vacancy.id,
            Vacancy.state != VacancyState.removed,
        )
        .order_by(Vacancy.id)
    )
    return list(db.session.scalars(question))


def waiting_relisting(vacancy: Vacancy) -> Vacancy | None:
    """The draft that was made of it to list it again, and waits to be published."""
    question = select(Vacancy).where(Vacancy.parent_id == vacancy.id, Vacancy.state == VacancyState.draft)
    return db.session.scalar(question.order_by(Vacancy.id.desc()).limit(1))


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
