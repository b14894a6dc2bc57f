"""Interview days as staff see them, and as the candidates who are invited do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.queries import known_vacancies, received_of
from teachpb.db import db
from teachpb.hiring.models import InterviewCalendar, InterviewDay, InterviewInvitation, InterviewSlot
from teachpb.vacancies.models import Vacancy

#: Who can be invited.
INVITED_STATES = (ApplicationState.shortlisted, ApplicationState.interviewing)
#: Who keeps the time they had: those who are still being interviewed, or have got on from there.
STILL_IN = (
    ApplicationState.interviewing,
    ApplicationState.offered,
    ApplicationState.accepted,
    ApplicationState.appointed,
)


def days_of(vacancy: Vacancy) -> list[InterviewDay]:
    """The days of a vacancy in order, cancelled ones too."""
    return list(db.session.scalars(_whole().where(InterviewDay.vacancy_id == vacancy.id)))


def get_day(user: User | None, day_id: int) -> InterviewDay | None:
    """A day of a vacancy whose applications ``user`` may read."""
    known = known_vacancies(user).with_only_columns(Vacancy.id).order_by(None)
    return db.session.scalar(_whole().where(InterviewDay.id == day_id, InterviewDay.vacancy_id.in_(known)))


def invitable(user: User | None, day: InterviewDay) -> list[Application]:
    """The candidates who can be invited to ``day`` and are not."""
    invited = select(InterviewInvitation.application_id).where(InterviewInvitation.day_id == day.id)
    question = received_of(user, day.vacancy, INVITED_STATES).where(Application.id.not_in(invited))
    return list(db.session.scalars(question))


def invitations_of(application: Application) -> list[InterviewInvitation]:
    """The days one candidate is invited to, the first first, with their slots."""
    return list(
        db.session.scalars(
            select(InterviewInvitation)
            .join(InterviewInvitation.day)
            .where(InterviewInvitation.application_id == application.id)
            .options(contains_eager(InterviewInvitation.day).selectinload(InterviewDay.slots))
            .order_by(InterviewDay.day, InterviewDay.id)
        )
    )


def slots_of(application: Application) -> list[InterviewSlot]:
    """The times one candidate has, the first first."""
    return list(
        db.session.scalars(
            select(InterviewSlot)
            .join(InterviewSlot.day)
            .where(InterviewSlot.application_id == application.id)
            .options(contains_eager(InterviewSlot.day))
            .order_by(InterviewDay.day, InterviewSlot.starts)
        )
    )


def is_invited(application: Application) -> bool:
    question = select(InterviewInvitation.id).where(InterviewInvitation.application_id == application.id)
    return db.session.scalar(question.limit(1)) is not None


def to_choose(user: User, application_ids: Sequence[int], now: datetime) -> dict[int, datetime]:
    """Which of these applications of ``user`` still have to choose a time, and until when."""
    question = _waiting(now).where(
        Application.candidate_id == user.id, InterviewInvitation.application_id.in_(application_ids)
    )
    found: dict[int, datetime] = {}
    for invitation in db.session.scalars(question):
        known = found.get(invitation.application_id)
        until = invitation.day.choose_until
        found[invitation.application_id] = min(known, until) if known else until
    return found


def invitations_to_remind(until: datetime) -> list[InterviewInvitation]:
    """Those who have not chosen, were not reminded, and have until ``until`` at most."""
    question = _waiting(clock.now()).where(
        InterviewInvitation.reminded_at.is_(None), InterviewDay.choose_until <= until
    )
    return list(db.session.scalars(question.options(joinedload(InterviewInvitation.application))))


def calendar_of(application: Application) -> InterviewCalendar | None:
    return db.session.scalar(select(InterviewCalendar).where(InterviewCalendar.application_id == application.id))


def _waiting(now: datetime) -> Select[InterviewInvitation]:
    """Invitations that want an answer: the day is on, there is time, and nothing is chosen or declined."""
    chosen = (
        select(InterviewSlot.id)
        .join(InterviewDay, InterviewDay.id == InterviewSlot.day_id)
        .where(InterviewSlot.application_id == InterviewInvitation.application_id, InterviewDay.day >= clock.today())
        .exists()
    )
    return (
        select(InterviewInvitation)
        .join(InterviewInvitation.day)
        .join(InterviewInvitation.application)
        .where(
            InterviewDay.cancelled_at.is_(None),
            InterviewDay.choose_until > now,
            InterviewInvitation.none_suits_at.is_(None),
            Application.state.in_(INVITED_STATES),
            ~chosen,
        )
        .options(contains_eager(InterviewInvitation.day))
        .order_by(InterviewInvitation.id)
    )


def _whole() -> Select[InterviewDay]:
    applied = joinedload(Application.vacancy)
    return (
        select(InterviewDay)
        .options(
            selectinload(InterviewDay.slots).joinedload(InterviewSlot.application).options(applied),
            selectinload(InterviewDay.invitations).joinedload(InterviewInvitation.application).options(applied),
            joinedload(InterviewDay.vacancy).selectinload(Vacancy.schools),
        )
        .order_by(InterviewDay.day, InterviewDay.id)
    )


def interview_times(application_ids: Sequence[int]) -> dict[int, datetime]:
    """When each of these is interviewed, of those that have chosen a time on a day that is not cancelled."""
    question = (
        select(InterviewSlot)
        .join(InterviewSlot.day)
        .where(InterviewSlot.application_id.in_(application_ids), InterviewDay.cancelled_at.is_(None))
        .options(contains_eager(InterviewSlot.day))
    )
    return {slot.application_id: slot.begins_at for slot in db.session.scalars(question) if slot.application_id}
