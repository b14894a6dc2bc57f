"""Alerts by the clock. The job looks every minute who is due, so that news goes out within minutes and what is promised
for 3pm is not sent at 4pm; a run that was missed is made up for by the next."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.alerts import operations, queries
from teachpb.alerts.matching import Matcher
from teachpb.db import transaction
from teachpb.work import job, stop_requested


@job("alerts.send_due", every=timedelta(minutes=1))
def send_due() -> int:
    """Each address in a transaction of its own; returns how many vacancies were told of."""
    if not queries.can_match():
        return 0
    slots = queries.last_slots(clock.now())
    matcher = Matcher()
    told = 0
    for email in queries.due_addresses(slots):
        if stop_requested():
            break
        with transaction():
            told += operations.tell_address(email=email, slots=slots, matcher=matcher)
    return told


@job("alerts.ask_to_keep", every=timedelta(days=1))
def ask_to_keep() -> int:
    """The yearly question, and the end of what nobody answered for."""
    with transaction():
        ended = operations.end_unkept()
    with transaction():
        return ended + operations.ask_to_keep()


@job("alerts.forget_old", every=timedelta(days=1))
def forget_old() -> int:
    with transaction():
        return operations.forget_old()
