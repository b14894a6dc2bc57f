"""Scheduled work: telling people what runs out. Safe to run twice: what was told is noted with the mail."""

from __future__ import annotations

from datetime import timedelta

from teachpb.db import transaction
from teachpb.training import operations
from teachpb.work import job


@job("training.remind", every=timedelta(hours=6))
def remind() -> int:
    """At 90, 30 and 0 days, once each."""
    with transaction():
        return operations.remind()
