"""The single central record: who is on it, and whose time there is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.queries import visible_to
from teachpb.applications.queries.own import with_vacancy
from teachpb.applications.retention import kept_since
from teachpb.db import db
from teachpb.hiring.checklist import CheckKind
from teachpb.hiring.models import Offer, PreEmploymentCheck, RecordEntry
from teachpb.hiring.retention import left_since, warned_since
from teachpb.schools.models import Membership, Role
from teachpb.schools.queries import organisation_ids_for
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import HIRING_ROLES
from teachpb.vacancies.queries.hiring import belongs_to

#: One appointed person: the application, the offer in writing if there was one, the checks.
Appointed = tuple[Application, Offer | None, dict[CheckKind, PreEmploymentCheck]]


def record_of(organisation_ids: Collection[int]) -> Select[RecordEntry]:
    """Everybody on the record of these organisations, by name: those who work there, and those who have left lately."""
    return (
        select(RecordEntry)
        .outerjoin(Vacancy, Vacancy.id == RecordEntry.vacancy_id)
        .where(
            or_(RecordEntry.organisation_id.in_(organisation_ids), belongs_to(organisation_ids)),
            or_(RecordEntry.left_on.is_(None), RecordEntry.left_on > left_since(clock.today())),
        )
        .options(joinedload(RecordEntry.application).joinedload(Application.vacancy))
        .order_by(RecordEntry.name, RecordEntry.id)
    )


def get_entry(user: User | None, entry_id: int) -> RecordEntry | None:
    """An entry of an organisation for which ``user`` hires."""
    mine = organisation_ids_for(user, *HIRING_ROLES)
    return db.session.scalar(record_of(mine).where(RecordEntry.id == entry_id)) if mine else None


def entry_of(application: Application) -> RecordEntry | None:
    return db.session.scalar(select(RecordEntry).where(RecordEntry.application_id == application.id))


def unrecorded(application_ids: Collection[int] | None = None) -> list[Application]:
    """Whoever has been appointed, is readable, and stands on no record; of these applications where they are given."""
    question = (
        select(Application)
        .outerjoin(RecordEntry, RecordEntry.application_id == Application.id)
        .where(
            Application.state == ApplicationState.appointed,
            Application.scrubbed_at.is_(None),
            RecordEntry.id.is_(None),
        )
        .options(*with_vacancy())
        .order_by(Application.id)
    )
    if application_ids is None:
        fresh = Vacancy.closes_at > kept_since(clock.now())
        question = question.join(Vacancy, Vacancy.id == Application.vacancy_id).where(fresh)
    else:
        question = question.where(Application.id.in_(application_ids))
    return list(db.session.scalars(question))


def appointed_of(user: User | None, organisation_ids: set[int]) -> list[Appointed]:
    """Whom these organisations have appointed and nobody has put on the record yet."""
    recorded = select(RecordEntry.application_id).where(RecordEntry.application_id.is_not(None))
    people = db.session.scalars(
        visible_to(user).where(
            Application.state == ApplicationState.appointed,
            belongs_to(organisation_ids),
            Application.id.not_in(recorded),
        )
    ).all()
    return with_checks(people)


def with_checks(people: Collection[Application]) -> list[Appointed]:
    ids = [each.id for each in people]
    offers = {
        each.application_id: each for each in db.session.scalars(select(Offer).where(Offer.application_id.in_(ids)))
    }
    checks: dict[int, dict[CheckKind, PreEmploymentCheck]] = {key: {} for key in ids}
    for row in db.session.scalars(select(PreEmploymentCheck).where(PreEmploymentCheck.application_id.in_(ids))):
        checks[row.application_id][row.kind] = row
    return [(each, offers.get(each.id), checks[each.id]) for each in people]


def entries_to_warn(today: date) -> list[RecordEntry]:
    """Of people who have left, those whose time is over in two weeks and of whom the school has not been told."""
    question = _left().where(
        RecordEntry.warned_at.is_(None),
        RecordEntry.left_on <= warned_since(today),
        RecordEntry.left_on > left_since(today),
    )
    return list(db.session.scalars(question.options(joinedload(RecordEntry.organisation))))


def entries_to_forget(today: date) -> list[RecordEntry]:
    return list(db.session.scalars(_left().where(RecordEntry.left_on <= left_since(today))))


def owners_of(organisation_id: int, moment: datetime) -> list[User]:
    """Who is told about the record of an organisation."""
    question = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == Role.owner,
            Membership.ended_at.is_(None),
            Membership.approved_at <= moment,
            User.closed_at.is_(None),
            User.confirmed_at.is_not(None),
        )
        .order_by(User.id)
    )
    return list(db.session.scalars(question))


def _left() -> Select[RecordEntry]:
    return select(RecordEntry).where(RecordEntry.left_on.is_not(None)).order_by(RecordEntry.id)
