"""The candidate's own moves after sending: the answer to an offer, and stepping back."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.applications import emails
from teachpb.applications.models import Application, ApplicationState, Mover, WithdrawalReason
from teachpb.applications.operations.shared import enter, lock
from teachpb.applications.signals import application_moved
from teachpb.notifications.operations import queue_mail


def answer_offer(*, actor: User, application: Application, accepts: bool) -> None:
    """Accept or decline a job. Raises InvalidTransition when there is no offer (any more)."""
    state = ApplicationState.accepted if accepts else ApplicationState.declined
    lock(application=application)
    if application.state is not state:
        _step(actor, application, state)


def withdraw(*, actor: User, application: Application, reason: WithdrawalReason, details: str = "") -> None:
    """Step back, and say why. Doing it twice is doing it once. Raises InvalidTransition when it is over."""
    lock(application=application)
    if application.state is ApplicationState.withdrawn:
        return
    application.withdrawal_reason = reason
    application.withdrawal_details = details
    _step(actor, application, ApplicationState.withdrawn)


def _step(actor: User, application: Application, state: ApplicationState) -> None:
    before = enter(application=application, state=state, actor=actor, mover=Mover.candidate)
    queue_mail(emails.moved(application, before=before))
    if application.vacancy.contact_email:
        queue_mail(emails.news_for_school(application))
    application_moved.send(application, before=before)
