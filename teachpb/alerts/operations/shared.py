"""What every change of an alert has in common."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert

from teachpb import clock
from teachpb.alerts.models import TRANSITIONS, AlertState, Letter, Subscription, ToldVacancy
from teachpb.audit.operations import record
from teachpb.db import InvalidTransition, db


def touch(subscription: Subscription) -> None:
    """Its owner did something with it: it is still wanted."""
    subscription.touched_at = clock.now()
    subscription.asked_to_keep_at = None


def move(subscription: Subscription, state: AlertState) -> None:
    before = subscription.state
    if state not in TRANSITIONS[before]:
        raise InvalidTransition(f"An alert that is “{before.label.lower()}” cannot become “{state.label.lower()}”")
    subscription.state = state
    subscription.state_entered_at = clock.now()
    record(actor=None, verb=f"alert_{state.value}", subject=subscription, changes={"state": (before, state)})


def remember(subscription: Subscription, vacancy_ids: Iterable[int], *, letter: Letter | None = None) -> None:
    """These need not be told again: they stand in ``letter``, or were known without one."""
    rows = [
        {
            "subscription_id": subscription.id,
            "vacancy_id": vacancy_id,
            "letter_id": letter.id if letter else None,
            "sent_at": letter.sent_at if letter else None,
        }
        for vacancy_id in vacancy_ids
    ]
    if rows:
        db.session.execute(insert(ToldVacancy), rows)
