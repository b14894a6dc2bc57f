"""What becomes of somebody's applications when they close their account."""

from __future__ import annotations

from sqlalchemy import select, update

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications import emails
from teachpb.applications.models import (
    Application,
    ApplicationEvent,
    ApplicationState,
    Mover,
    PanelMember,
    WithdrawalReason,
)
from teachpb.applications.operations.shared import enter, lock
from teachpb.applications.signals import application_moved
from teachpb.db import db
from teachpb.notifications.operations import queue_mail

#: The answers that tell who somebody is or what they wrote; the bare fact that they applied stays for the counts.
PERSONAL = (
    *("first_name", "last_name", "previous_names", "address_line_1", "address_line_2", "town", "postcode"),
    *("phone", "email", "qts_details", "trn", "statement", "support_needs", "close_relationships"),
    "withdrawal_details",
)
UNANSWERED = ("has_right_to_work", "qts_status", "qts_year", "needs_support", "has_close_relationships")


def close_for(*, user: User) -> None:
    """Delete drafts, withdraw what is under way, and blank what was written in everything but an appointment.

    An appointed person's application is part of the school's record of employing them, and leaves its sight with the
    others of its vacancy.
    """
    applications = db.session.scalars(
        select(Application).where(Application.candidate_id == user.id).order_by(Application.id)
    ).all()
    for application in applications:
        lock(application=application)
        if application.is_draft:
            db.session.delete(application)
            continue
        if application.can_withdraw:
            _withdraw(application, user)
        if application.state is not ApplicationState.appointed:
            _scrub(application)
    for member in db.session.scalars(select(PanelMember).where(PanelMember.user_id == user.id)):
        db.session.delete(member)
    db.session.flush()


def _withdraw(application: Application, user: User) -> None:
    application.withdrawal_reason = WithdrawalReason.account_closed
    before = enter(application=application, state=ApplicationState.withdrawn, actor=user, mover=Mover.candidate)
    if application.vacancy.contact_email:
        queue_mail(emails.news_for_school(application))
    application_moved.send(application, before=before)


def _scrub(application: Application) -> None:
    """Blank everything personal. The row, its states and their moments stay."""
    if application.scrubbed_at is not None:
        return
    for name in PERSONAL:
        setattr(application, name, "")
    for name in UNANSWERED:
        setattr(application, name, None)
    application.referees.clear()
    application.scrubbed_at = clock.now()
    db.session.flush()
    db.session.execute(
        update(ApplicationEvent)
        .where(ApplicationEvent.application_id == application.id)
        .values(reason="", note="", message="")
    )
