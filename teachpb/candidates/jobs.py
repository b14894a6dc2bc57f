"""Profiles of people who do not come back, by the clock. A run that was missed is made up for by the next."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.candidates import operations, queries
from teachpb.candidates.rules import WARNINGS
from teachpb.db import transaction
from teachpb.work import job, stop_requested


@job("candidates.look_after_profiles", every=timedelta(hours=6))
def look_after_profiles() -> int:
    """Each profile in a transaction of its own; returns how many were warned about or switched off."""
    done = 0
    for profile_id in queries.sleepers(clock.now() - WARNINGS[0]):
        if stop_requested():
            break
        with transaction():
            done += bool(operations.look_after(profile_id=profile_id))
    return done
