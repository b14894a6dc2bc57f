"""A date is put off: to another day, or until one is found. Nobody loses a place by it, all may leave free."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails
from teachpb.cpd.errors import NotReady
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import CalendarMethod, CourseDate, CourseDateState, Place, PlaceState
from teachpb.cpd.models.transitions import date_may_become
from teachpb.cpd.operations.dates import move_date, repeat_span
from teachpb.cpd.operations.invites import invite
from teachpb.cpd.operations.promoting import promote
from teachpb.cpd.places import move
from teachpb.db import InvalidTransition, db
from teachpb.notifications.operations import queue_mail

#: Whose plans it upsets: all but those who only hold a place while they fill in a form.
_TOLD = (PlaceState.confirmed, PlaceState.awaiting_approval, PlaceState.offered, PlaceState.waiting)


def postpone_date(*, actor: User, course_date_id: int, reason: str, new_day: date | None = None) -> CourseDate:
    """Put the date off. With ``new_day`` the first session is then, and the others as long after it as they were: it
    stays open. Without, it is out of every calendar until ``postpone_date`` is told a day. Places stand; those who
    booked before may leave without charge.

    Raises InvalidTransition, and NotReady for a day that is past, or the same.
    """
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        _require_postponable(run, new_day, lock.now)
        if run.previous_starts_at is None:
            run.previous_starts_at = run.starts_at
        if run.state is not CourseDateState.postponed:
            move_date(run, CourseDateState.postponed, actor, lock.now)
        run.state_reason, run.warned_at, run.going_at = reason, None, None
        _take_offers_back(run, lock)
        if new_day is None:
            _tell(run, CalendarMethod.cancel, lock)
            return run
        _shift(run, new_day)
        run.rescheduled_at = lock.now
        move_date(run, CourseDateState.published, actor, lock.now)
        record(actor=actor, verb="sessions_changed", subject=run, organisation_id=run.course.provider_id)
        _tell(run, CalendarMethod.request, lock)
        promote(run, lock)
        return run


def _require_postponable(run: CourseDate, new_day: date | None, now: datetime) -> None:
    is_off = run.state is CourseDateState.postponed
    if not run.live_sessions or not (is_off or date_may_become(run.state, CourseDateState.postponed)):
        raise InvalidTransition("This date can no longer be postponed: look at it again")
    if is_off and new_day is None:
        raise NotReady("This date is postponed already: enter the new day", "new_day")
    if not is_off and run.starts_at is not None and run.starts_at <= now:
        raise InvalidTransition("The course has begun: move the sessions that are left instead")
    if new_day is not None and new_day <= clock.london_day(now):
        raise NotReady("Enter a day that lies ahead", "new_day")
    if new_day is not None and new_day == run.live_sessions[0].day and not is_off:
        raise NotReady("Enter another day than now", "new_day")


def _shift(run: CourseDate, new_day: date) -> None:
    """Move every session, the end of booking and the day of deciding by as many days."""
    by = new_day - run.live_sessions[0].day
    for session in run.live_sessions:
        session.day += by
        session.sequence += 1
    if run.booking_closes_at is not None:
        run.booking_closes_at = _same_time(run.booking_closes_at, by)
    if run.decide_on is not None:
        run.decide_on += by
    repeat_span(run)
    db.session.flush()


def _same_time(moment: datetime, by: timedelta) -> datetime:
    """The same time on the clock, ``by`` days on, whatever the clocks do in between."""
    local = clock.to_london(moment)
    return clock.at_london(local.date() + by, local.time())


def _take_offers_back(run: CourseDate, lock: Locked) -> None:
    """An offer cannot be taken while nothing is on: its owner goes back to where they stood in the line."""
    for place in _places(run, (PlaceState.offered,)):
        move(place, PlaceState.waiting, now=lock.now, offered_until=None)


def _tell(run: CourseDate, method: CalendarMethod, lock: Locked) -> None:
    for place in _places(run, _TOLD):
        confirmed = place.state is PlaceState.confirmed
        calendar = invite(place, method, now=lock.now) if confirmed else None
        queue_mail(emails.date_postponed(place, calendar=calendar))
        if place.delegate_email != place.booking.booker.email:
            queue_mail(emails.date_postponed(place, calendar=None, to_booker=True))


def _places(run: CourseDate, states: tuple[PlaceState, ...]) -> list[Place]:
    wanted = select(Place).where(Place.course_date_id == run.id, Place.state.in_(states))
    return list(db.session.scalars(wanted.order_by(Place.id).execution_options(populate_existing=True)))
