"""Too few have booked: the provider is warned, and decides by the day it has set."""

from __future__ import annotations

from datetime import date, datetime

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails, queries
from teachpb.cpd.locking import locked_course_dates
from teachpb.cpd.models import CourseDate, CourseDateState
from teachpb.cpd.queries.upkeep import WARNED_BEFORE
from teachpb.db import InvalidTransition
from teachpb.notifications.operations import queue_mail

_RUNNING = (CourseDateState.published, CourseDateState.closed)


def is_to_decide(*, run: CourseDate, booked: int, today: date) -> bool:
    """Has the time come to decide whether it runs? From the first warning on, while too few have booked."""
    if run.decide_on is None or run.going_at is not None or run.state not in _RUNNING:
        return False
    return booked < run.minimum and today >= clock.add_working_days(run.decide_on, -WARNED_BEFORE)


def is_to_warn(*, run: CourseDate, booked: int, now: datetime) -> bool:
    """Twice: when the first warning is due, and on the day of deciding itself."""
    today = clock.london_day(now)
    if not is_to_decide(run=run, booked=booked, today=today) or run.starts_at is None or run.starts_at <= now:
        return False
    if run.warned_at is None:
        return True
    return run.decide_on is not None and clock.london_day(run.warned_at) < run.decide_on <= today


def warn_few(*, course_date_id: int) -> bool:
    """Tell the provider's administrators that too few have booked. Returns whether they were told: safe to run twice
    and side by side."""
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        booked = queries.booked_on(run)
        if not is_to_warn(run=run, booked=booked, now=lock.now):
            return False
        run.warned_at = lock.now
        for person in queries.administrators_of(run.course.provider):
            queue_mail(emails.too_few(run, person, booked=booked))
        record(actor=None, verb="course_date_warned", subject=run, organisation_id=run.course.provider_id)
        return True


def run_anyway(*, actor: User, course_date_id: int) -> CourseDate:
    """It runs, however few they are; no more warnings. Raises InvalidTransition when it does not run at all."""
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        if run.state not in _RUNNING:
            raise InvalidTransition("This date does not take place: look at it again")
        if run.going_at is None:
            run.going_at = lock.now
            record(actor=actor, verb="course_date_going", subject=run, organisation_id=run.course.provider_id)
        return run
