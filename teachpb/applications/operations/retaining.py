"""Keeping applications no longer than they are needed. One vacancy a transaction; safe to do twice."""

from __future__ import annotations

from sqlalchemy import select, update

from teachpb import clock
from teachpb.applications import emails
from teachpb.applications.models import Application, ApplicationEvent, ApplicationState, RetentionMark
from teachpb.applications.operations.scrubbing import forget_above, forget_drafts, scrub
from teachpb.applications.queries.retaining import kept_of
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies.models import Vacancy


def warn_of_end(*, vacancy_id: int) -> bool:
    """Tell the school, once, when it will lose sight of the applications of a vacancy. Returns whether it was told."""
    vacancy, mark = _held(vacancy_id)
    if mark.warned_at is not None:
        return False
    mark.warned_at = clock.now()
    number = kept_of(vacancy_id)
    if not number or not vacancy.contact_email:
        return False
    queue_mail(emails.retention_warning(vacancy, number))
    return True


def forget_for_staff(*, vacancy_id: int) -> int:
    """Six months are over: delete what only hiring staff needed. An application whose candidate has closed their
    account has nobody left who may read it, and goes altogether. Returns how many applications it was about."""
    vacancy, mark = _held(vacancy_id)
    applications = _sent(vacancy_id)
    ids = [each.id for each in applications]
    if ids:
        forget_above(application_ids=ids, for_everybody=False)
        notes = update(ApplicationEvent).where(ApplicationEvent.application_id.in_(ids))
        db.session.execute(notes.values(reason="", note=""))
        scrub(applications=[each for each in applications if not each.candidate.is_active])
        record(actor=None, verb="applications_left_sight", subject=vacancy, organisation_id=vacancy.organisation_id)
    mark.staff_forgot_at = clock.now()
    return len(ids)


def forget_for_all(*, vacancy_id: int) -> int:
    """A year is over: delete drafts that were never sent, and everything personal in the others. Returns how many."""
    vacancy, mark = _held(vacancy_id)
    applications = _sent(vacancy_id)
    scrub(applications=applications)
    drafts = db.session.scalars(
        select(Application).where(Application.vacancy_id == vacancy_id, Application.state == ApplicationState.draft)
    ).all()
    forget_drafts(drafts)
    for draft in drafts:
        db.session.delete(draft)
    if applications or drafts:
        record(actor=None, verb="applications_forgotten", subject=vacancy, organisation_id=vacancy.organisation_id)
    mark.forgot_at = clock.now()
    return len(applications) + len(drafts)


def _sent(vacancy_id: int) -> list[Application]:
    question = select(Application).where(
        Application.vacancy_id == vacancy_id, Application.state != ApplicationState.draft
    )
    return list(db.session.scalars(question.order_by(Application.id).with_for_update(of=Application)))


def _held(vacancy_id: int) -> tuple[Vacancy, RetentionMark]:
    """The vacancy under lock, so that two workers take turns, and its mark."""
    vacancy = db.session.get_one(Vacancy, vacancy_id, with_for_update={"of": Vacancy})
    mark = db.session.scalar(select(RetentionMark).where(RetentionMark.vacancy_id == vacancy_id))
    if mark is None:
        mark = RetentionMark(vacancy_id=vacancy_id)
        db.session.add(mark)
        db.session.flush()
    return vacancy, mark
