"""By the clock: the morning’s mail, and forgetting questions in time. A run that was missed is made up for."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.db import transaction
from teachpb.messages import digests, operations, queries
from teachpb.messages.models import MailChoice
from teachpb.work import job, stop_requested


@job("messages.send_digests", every=timedelta(minutes=10))
def send_digests() -> int:
    """Each person in a transaction of their own; returns how many were written to."""
    sent = 0
    staff = queries.staff_of(queries.waiting_vacancies(clock.now() - digests.OLDEST))
    chosen = queries.preferences_of(staff)
    for person in staff:
        known = chosen.get(person.id)
        if known and (known.choice is not MailChoice.daily or not digests.is_due(known.digest_at, clock.now())):
            continue
        if stop_requested():
            break
        with transaction():
            sent += operations.send_digest(user=person)
    return sent


@job("messages.forget_questions", every=timedelta(hours=12))
def forget_questions() -> int:
    """Some hundreds at a time; returns how many."""
    with transaction():
        return operations.forget_questions()
