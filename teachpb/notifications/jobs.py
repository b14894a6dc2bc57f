"""Scheduled work of the outbox."""

from __future__ import annotations

from datetime import timedelta

from teachpb.db import transaction
from teachpb.notifications import delivery, operations
from teachpb.work import job, stop_requested


@job("notifications.deliver_outbox", every=timedelta(seconds=15))
def deliver_outbox() -> int:
    return delivery.deliver_outbox()


@job("notifications.prune_outbox", every=timedelta(days=1))
def prune_outbox() -> int:
    """Blank old messages, a thousand at a time so that nobody waits long for the database."""
    total = 0
    while not stop_requested():
        with transaction():
            pruned = operations.prune()
        total += pruned
        if not pruned:
            break
    return total
