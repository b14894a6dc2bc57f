"""Sending an application to the school."""

from __future__ import annotations

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications import emails
from teachpb.applications.errors import Closed, Incomplete
from teachpb.applications.models import Application, ApplicationState, Mover
from teachpb.applications.operations.keeping import forget_pages
from teachpb.applications.operations.shared import enter, lock
from teachpb.applications.rules import FILE_PAGES, WAITING, Problem, problems_in
from teachpb.applications.signals import application_sent, application_submitted
from teachpb.db import db
from teachpb.notifications.operations import queue_mail


def submit(*, actor: User, application: Application) -> None:
    """Send it: everything is checked again, and whether the job is still open. Sending twice is sending once.

    Raises Closed when the vacancy closed in the meantime, Incomplete when answers are missing.
    """
    lock(application=application)
    if not application.is_draft:
        return  # a double click, or the other tab was quicker
    db.session.refresh(application.vacancy)
    if not application.vacancy.is_open(clock.now()):
        raise Closed(
            "This job closed while you were writing, so your application could not be sent."
            " Your answers are kept, and you can use them for your next application"
        )
    problems = problems_in(application)
    problems = problems or [
        Problem(FILE_PAGES[each.purpose], "upload", WAITING) for each in application.files if each.is_waiting
    ]
    if problems:
        raise Incomplete(problems)
    application.submitted_at = clock.now()
    forget_pages(application=application)
    again = _has_sent_before(application)
    enter(application=application, state=ApplicationState.submitted, actor=actor, mover=Mover.candidate)
    queue_mail(emails.moved(application))
    if application.vacancy.contact_email:
        queue_mail(emails.received(application))
    application_sent.send(application)
    if not again:
        application_submitted.send(application)


def _has_sent_before(application: Application) -> bool:
    """Has this person applied for this job before, and withdrawn?"""
    question = select(Application.id).where(
        Application.vacancy_id == application.vacancy_id,
        Application.candidate_id == application.candidate_id,
        Application.id != application.id,
        Application.submitted_at.is_not(None),
    )
    return db.session.scalar(question.limit(1)) is not None
