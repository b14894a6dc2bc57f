"""Alerts by the clock. The job looks often who is due, so that what is promised for 3pm is not sent at 4pm; a run that
was missed is made up for by the next."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.alerts import operations, queries
from teachpb.db import transaction
from teachpb.work import job, stop_requested


@job("alerts.send_due", every=timedelta(minutes=10))
def send_due() -> int:
    """Each alert in a transaction of its own; returns how many vacancies were told of."""
    told = 0
    for subscription_id in queries.due_ids(clock.now()):
        if stop_requested():
            break
        with transaction():
            told += operations.run_alert(subscription_id=subscription_id)
    return told


@job("alerts.forget_old", every=timedelta(days=1))
def forget_old() -> int:
    with transaction():
        return operations.forget_old()
