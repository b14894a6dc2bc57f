"""Reminders by the clock, in daytime, and the upkeep of the central record; a run that was missed is made up for by
the next."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.db import transaction
from teachpb.hiring import operations, queries
from teachpb.hiring.operations.interviews import REMIND_BEFORE
from teachpb.work import job

DAYTIME = range(8, 20)


@job("hiring.remind", every=timedelta(hours=1))
def remind() -> int:
    """Candidates who have not chosen an interview time, or not answered an offer. Returns how many were told."""
    if clock.to_london(clock.now()).hour not in DAYTIME:
        return 0
    until = clock.now() + REMIND_BEFORE
    with transaction():
        count = operations.remind(invitations=queries.invitations_to_remind(until))
        return count + operations.remind_of_offers(offers=queries.offers_to_remind(clock.london_day(until)))


@job("hiring.keep_record", every=timedelta(hours=12))
def keep_record() -> int:
    """The single central record: put the appointed on it, warn of leavers' entries that go, and let them go."""
    with transaction():
        count = operations.record_appointed()
        return count + operations.warn_of_leavers() + operations.forget_leavers()
