"""Scheduled work: holds and offers that ran out, dates called off, needs not needed. Each is safe to run twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from teachpb import clock
from teachpb.cpd import operations, queries
from teachpb.cpd.errors import Busy
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.queries import upkeep
from teachpb.cpd.search import CORPUS
from teachpb.db import transaction
from teachpb.search.operations import record_changes
from teachpb.work import job, stop_requested

#: Hours of the day between which people are reminded of things.
MORNING, EVENING = 7, 20


@job("cpd.expire_holds", every=timedelta(minutes=1))
def expire_holds() -> int:
    """End holds and offers that ran out, and offer what that frees to those in line."""
    ended = 0
    for course_date_id in upkeep.dates_with_overdue_places(clock.now()):
        if stop_requested():
            break
        try:
            ended += booking_transaction(lambda wanted=course_date_id: operations.expire(course_date_id=wanted))  # type: ignore[misc]
        except Busy:
            continue  # somebody is booking there: what is overdue counts for nothing meanwhile
    return ended


@job("cpd.drop_places", every=timedelta(minutes=10))
def drop_places() -> int:
    """Tell everyone on a date that was cancelled, a few at a time."""
    dropped = 0
    for course_date_id in upkeep.dates_to_drop():
        while not stop_requested():
            batch = booking_transaction(lambda wanted=course_date_id: operations.drop_places(course_date_id=wanted))  # type: ignore[misc]
            dropped += batch
            if not batch:
                break
    return dropped


@job("cpd.mark_delivered", every=timedelta(hours=1))
def mark_delivered() -> int:
    """A date whose last session is over was delivered."""
    over = upkeep.dates_delivered(clock.now())
    for course_date_id in over:
        booking_transaction(lambda wanted=course_date_id: operations.mark_delivered(course_date_id=wanted))  # type: ignore[misc]
    return len(over)


@job("cpd.delete_needs", every=timedelta(hours=6))
def delete_needs() -> int:
    """What is eaten goes 14 days after a run, all other needs 30 days after."""
    with transaction():
        return operations.delete_needs()


@job("cpd.refresh_catalogue", every=timedelta(hours=1))
def refresh_catalogue() -> int:
    """Sessions pass without anybody changing a course: what stands in the catalogue is read anew."""
    passed = queries.courses_with_sessions_lately()
    with transaction():
        record_changes(corpus=CORPUS, ids=passed)
    return len(passed)


@job("cpd.warn_few", every=timedelta(hours=1))
def warn_few() -> int:
    """Tell providers where too few have booked, before the day they decide on and on it."""
    return sum(_each(upkeep.dates_to_warn_about(clock.now()), operations.warn_few))


@job("cpd.send_due", every=timedelta(minutes=30))
def send_due() -> int:
    """Joining instructions and reminders, by day."""
    if not MORNING <= clock.to_london(clock.now()).hour < EVENING:
        return 0
    return sum(_each(upkeep.dates_to_remind_of(clock.now()), operations.send_due))


@job("cpd.remind_of_offers", every=timedelta(minutes=15))
def remind_of_offers() -> int:
    """Half of an offer’s time is over, and nobody has answered."""
    now = clock.now()
    if not clock.is_working_day(clock.london_day(now)) or not MORNING <= clock.to_london(now).hour < EVENING:
        return 0
    return sum(_each(upkeep.dates_with_offers(now), operations.remind_of_offers))


def _each(ids: list[int], operation: Callable[..., int]) -> Iterator[int]:
    """Each date in a transaction of its own; one where somebody is booking is left for the next time."""
    for course_date_id in ids:
        if stop_requested():
            return
        try:
            yield booking_transaction(lambda wanted=course_date_id: operation(course_date_id=wanted))  # type: ignore[misc]
        except Busy:
            continue


@job("cpd.tell_watchers", every=timedelta(minutes=5))
def tell_watchers() -> int:
    """Write to those who watch a course of which a new date has opened; each in a transaction of their own."""
    told = 0
    for watch_id in queries.watches_to_tell(clock.now()):
        if stop_requested():
            break
        with transaction():
            told += operations.tell_watcher(watch_id=watch_id)
    return told


@job("cpd.chase", every=timedelta(minutes=15))
def chase() -> int:
    """Remind those who have not approved yet, and those who have not said who is coming."""
    with transaction():
        return operations.chase() + operations.chase_names()
