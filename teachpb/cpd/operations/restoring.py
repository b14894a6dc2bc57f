"""Undoing the end of a place: what staff may do, with a reason, while there is room."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails, queries
from teachpb.cpd.errors import AlreadyPlaced, CannotRestore
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import CalendarMethod, CourseDate, CourseDateState, Place, PlaceState
from teachpb.cpd.models.transitions import RESTORABLE
from teachpb.cpd.operations.invites import invite
from teachpb.cpd.operations.line import has_active_place
from teachpb.cpd.operations.promoting import promote
from teachpb.cpd.places import course_date_id_of, fresh, move
from teachpb.db import db
from teachpb.notifications.operations import queue_mail

#: What the end of a place left on it, taken back.
_AS_BEFORE: dict[str, Any] = {"ended_at": None, "ended_by_id": None, "charge_pence": None, "charge_tier": None}


def can_restore(*, place: Place) -> bool:
    """Is this an end that may be undone? A hold that nobody confirmed is none."""
    running = place.course_date.state in (CourseDateState.published, CourseDateState.closed)
    answered = place.booking.submitted_at is not None and bool(place.delegate_email)
    return place.state in RESTORABLE and running and answered


def restore(*, actor: User, place_id: int, to_line: bool, reason: str) -> Place:
    """Give the place back, or put the delegate at the end of the line. The count is taken anew under the lock, as for
    anybody who books. ``reason`` is kept in the trail. Raises CannotRestore, AlreadyPlaced."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place, run = fresh(place_id), lock.only
        if not can_restore(place=place) or not reason.strip():
            raise CannotRestore("This place cannot be restored: book a new one")
        if run.starts_at is None or run.starts_at <= lock.now:
            raise CannotRestore("The course has begun: a place can no longer be restored")
        if has_active_place(run, place.delegate_email or ""):
            raise AlreadyPlaced(place.delegate_email or "")
        before = place.state
        if to_line:
            _to_line(place, run, lock)
        else:
            _to_place(place, run, lock)
        record(
            actor=actor,
            verb="place_restored",
            subject=place,
            organisation_id=place.booking.payer_id,
            changes={"state": (before.value, place.state.value)},
            note=reason,
        )
        promote(run, lock)
        return place


def _to_place(place: Place, run: CourseDate, lock: Locked) -> None:
    if queries.availability(run, now=lock.now).for_line < 1:
        raise CannotRestore("Every place is taken: put them on the waiting list, or raise the number of places first")
    move(place, PlaceState.confirmed, now=lock.now, **_AS_BEFORE)
    calendar = invite(place, CalendarMethod.request, now=lock.now)
    queue_mail(emails.place_restored(place, calendar=calendar))
    if place.delegate_email != place.booking.booker.email:
        queue_mail(emails.booking_copy(place))


def _to_line(place: Place, run: CourseDate, lock: Locked) -> None:
    last = db.session.scalar(select(func.max(Place.waiting_number)).where(Place.course_date_id == run.id))
    values = {"waiting_number": (last or 0) + 1, "waiting_at": lock.now, "skips": 0, "priority": 0}
    move(place, PlaceState.waiting, now=lock.now, **_AS_BEFORE, **values)
    queue_mail(emails.line_joined(place, position=queries.position_in_line(place)))
