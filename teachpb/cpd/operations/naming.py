"""Saying who comes on places that were booked without names."""

from __future__ import annotations

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails
from teachpb.cpd.deadlines import names_chased
from teachpb.cpd.errors import AlreadyPlaced, CannotName
from teachpb.cpd.locking import locked_course_dates
from teachpb.cpd.models import Place, PlaceState
from teachpb.cpd.operations.answers import Delegate, delegate_of
from teachpb.cpd.operations.confirming import tell_delegate
from teachpb.cpd.operations.line import has_active_place
from teachpb.cpd.places import course_date_id_of, fresh
from teachpb.cpd.queries import upkeep
from teachpb.db import db
from teachpb.notifications.operations import queue_mail

NAMEABLE = frozenset({PlaceState.confirmed, PlaceState.awaiting_approval})


def name_delegate(*, actor: User, place_id: int, delegate: Delegate) -> Place:
    """Say who comes; a confirmed delegate gets the details and the invitation. Raises CannotName when somebody is named
    already or the course has begun, AlreadyPlaced."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        begun = place.course_date.starts_at is not None and place.course_date.starts_at <= lock.now
        if place.is_named or place.state not in NAMEABLE or begun:
            raise CannotName
        if has_active_place(lock.only, delegate.email):
            raise AlreadyPlaced(delegate.email)
        place.delegate_id = delegate_of(delegate.email)
        place.delegate_name, place.delegate_email = delegate.name, delegate.email
        db.session.flush()
        if place.state is PlaceState.confirmed:
            tell_delegate(place, now=lock.now)
        record(actor=actor, verb="delegate_named", subject=place, organisation_id=place.booking.payer_id)
        return place


def chase_names() -> int:
    """Remind the bookers of names that are due in two working days, once. Returns how many bookings."""
    now, chased = clock.now(), 0
    for booking, places in upkeep.bookings_without_names():
        if booking.names_due_at is None or names_chased(booking.names_due_at) > now:
            continue
        booking.names_chased_at = now
        queue_mail(emails.names_missing(places))
        chased += 1
    db.session.flush()
    return chased
