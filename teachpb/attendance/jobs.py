"""Scheduled work: settling registers when a course is over, and asking people what they thought.

Safe to run twice: who was asked is noted with the mail."""

from __future__ import annotations

from datetime import timedelta

from teachpb import clock
from teachpb.attendance import operations, queries
from teachpb.cpd.errors import Busy
from teachpb.cpd.operations import booking_transaction
from teachpb.db import transaction
from teachpb.work import job, stop_requested


@job("attendance.settle_registers", every=timedelta(minutes=15))
def settle_registers() -> int:
    """What was marked while a course ran is settled, and certified, when it is over."""
    settled = 0
    for course_date_id in queries.dates_to_settle(clock.now()):
        if stop_requested():
            break
        try:
            settled += booking_transaction(lambda wanted=course_date_id: operations.settle_date(course_date_id=wanted))  # type: ignore[misc]
        except Busy:
            continue  # the next run finds it again
    return settled


@job("attendance.ask_for_evaluations", every=timedelta(hours=1))
def ask_for_evaluations() -> int:
    """The day after a course, and once more a week later."""
    asked = 0
    while not stop_requested():
        with transaction():
            batch = operations.ask_for_evaluations()
        asked += batch
        if not batch:
            break
    return asked


@job("attendance.ask_for_follow_ups", every=timedelta(hours=6))
def ask_for_follow_ups() -> int:
    """Six to eight weeks after a course."""
    asked = 0
    while not stop_requested():
        with transaction():
            batch = operations.ask_for_follow_ups()
        asked += batch
        if not batch:
            break
    return asked
