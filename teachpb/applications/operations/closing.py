"""What becomes of somebody's applications when they close their account."""

from __future__ import annotations

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.applications import emails
from teachpb.applications.models import (
    Application,
    ApplicationState,
    Mover,
    PanelMember,
    WithdrawalReason,
)
from teachpb.applications.operations.equality import forget_equality
from teachpb.applications.operations.files import forget_files
from teachpb.applications.operations.scrubbing import scrub
from teachpb.applications.operations.shared import enter, lock
from teachpb.applications.signals import application_moved
from teachpb.db import db
from teachpb.notifications.operations import queue_mail


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
        forget_equality(application)
        if application.is_draft:
            forget_files(application)
            db.session.delete(application)
            continue
        if application.can_withdraw:
            _withdraw(application, user)
        if application.state is not ApplicationState.appointed:
            scrub(applications=[application])
    for member in db.session.scalars(select(PanelMember).where(PanelMember.user_id == user.id)):
        db.session.delete(member)
    db.session.flush()


def _withdraw(application: Application, user: User) -> None:
    application.withdrawal_reason = WithdrawalReason.account_closed
    before = enter(application=application, state=ApplicationState.withdrawn, actor=user, mover=Mover.candidate)
    if application.vacancy.contact_email:
        queue_mail(emails.news_for_school(application))
    application_moved.send(application, before=before)
