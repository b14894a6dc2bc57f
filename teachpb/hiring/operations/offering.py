"""An offer in writing, the answer to it, and the reminder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications import operations as applications
from teachpb.applications.models import Application, ApplicationState
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.hiring import emails
from teachpb.hiring.locking import lock_application
from teachpb.hiring.models import EventKind, Offer
from teachpb.hiring.operations.noting import note_event
from teachpb.hiring.queries.offers import offer_of
from teachpb.notifications.operations import queue_mail

#: What an offer says; the candidate is told when any of it changes.
TERMS = ("pay_pence", "pay_period", "pay_point", "hours", "start_on", "answer_by", "conditions", "more_conditions")
WRITTEN = "The offer in writing, with pay and start date, is on the page of your application under “Offer”."


def make_offer(*, actor: User, application: Application, **terms: Any) -> Offer:
    """Offer the job in writing, put an offer that was made into writing, or change one nobody has answered yet.

    Raises DomainError when it is too early or too late for that, or a date cannot be.
    """
    lock_application(application)
    _check(application, terms)
    offer = offer_of(application)
    is_new = offer is None
    offer = offer or Offer(application_id=application.id, made_by_id=actor.id, made_at=clock.now())
    changed = is_new or any(getattr(offer, name) != terms[name] for name in TERMS)
    for name in TERMS:
        setattr(offer, name, terms[name])
    db.session.add(offer)
    db.session.flush()
    if application.state is ApplicationState.interviewing:
        applications.move(actor=actor, application=application, state=ApplicationState.offered, message=WRITTEN)
    elif changed:
        offer.reminded_at = None
        queue_mail(emails.offer_written(application, is_new=is_new))
    if changed:
        note_event(application.id, EventKind.offer_written if is_new else EventKind.offer_changed)
        record(
            actor=actor,
            verb="offer_made" if is_new else "offer_changed",
            subject=application,
            organisation_id=application.vacancy.organisation_id,
        )
    db.session.flush()
    return offer


def answer_offer(*, actor: User, application: Application, accepts: bool, reason: str = "") -> None:
    """The candidate's answer, with or without a reason. Raises InvalidTransition when there is no offer any more."""
    applications.answer_offer(actor=actor, application=application, accepts=accepts)
    offer = offer_of(application)
    if offer is not None and offer.answered_at is None:
        offer.answered_at, offer.answer_reason = clock.now(), reason
    db.session.flush()


def require_written(*, application: Application, state: ApplicationState) -> None:
    """The gate: a job is offered in writing, with pay and a start date. Raises DomainError."""
    if state is ApplicationState.offered and offer_of(application) is None:
        raise DomainError("Write down what you offer under “Offer”: pay, start date and conditions", "state")


def remind_of_offers(*, offers: Iterable[Offer]) -> int:
    """Once each. Returns how many."""
    count = 0
    for offer in offers:
        offer.reminded_at = clock.now()
        queue_mail(emails.answer_soon(offer.application, offer))
        count += 1
    return count


def _check(application: Application, terms: dict[str, Any]) -> None:
    if application.state not in {ApplicationState.interviewing, ApplicationState.offered}:
        raise DomainError("An offer can be written after the interview, and until it is answered")
    if terms["answer_by"] < clock.today():
        raise DomainError("Enter today or a later day to answer by", "answer_by")
    if terms["start_on"] <= clock.today():
        raise DomainError("Enter a start date after today", "start_on")
