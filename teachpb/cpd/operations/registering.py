"""What the register says of a place, and people who come without one."""

from __future__ import annotations

from datetime import datetime

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import queries
from teachpb.cpd.errors import AlreadyPlaced, NoPrice, NotOpen, SoldOut
from teachpb.cpd.locking import Locked
from teachpb.cpd.models import Booking, CourseDateState, Place, PlaceState, PriceBand, VatTreatment
from teachpb.cpd.models.transitions import AFTER_REGISTER
from teachpb.cpd.operations.answers import delegate_of
from teachpb.cpd.operations.confirming import confirm
from teachpb.cpd.operations.line import has_active_place
from teachpb.cpd.operations.terms import line_for
from teachpb.cpd.places import move
from teachpb.cpd.pricing import price_line
from teachpb.db import db


def note_attendance(*, actor: User | None, place: Place, state: PlaceState, now: datetime) -> bool:
    """Take a place to where the register puts it. Under the lock of its date. Returns whether that was a change.

    Raises InvalidTransition for a place nobody has (any more), ValueError for a state no register gives.
    """
    if state not in AFTER_REGISTER:
        raise ValueError(f"a register does not make a place {state.value}")
    if place.state is state:
        return False
    before = place.state
    move(place, state, now=now)
    record(
        actor=actor,
        verb="attendance_settled",
        subject=place,
        organisation_id=place.course_date.course.provider_id,
        changes={"state": (before.value, state.value)},
    )
    return True


def walk_in(*, actor: User, lock: Locked, name: str, email: str) -> Place:
    """Under the lock: a place for somebody who stands at the door. While bookings are taken those in line come first;
    once they are not, whoever is there does. The account with that address, if there is one, is the booker.

    Raises SoldOut, AlreadyPlaced, and NotOpen for a date that is not run.
    """
    run, email = lock.only, email.lower()
    if run.state not in (CourseDateState.published, CourseDateState.closed, CourseDateState.delivered):
        raise NotOpen
    if has_active_place(run, email):
        raise AlreadyPlaced(email)
    left = queries.availability(run, now=lock.now)
    if not (left.for_public if run.takes_bookings(lock.now) else left.for_line):
        raise SoldOut
    place = _place_at_the_door(actor, lock, name, email)
    confirm(place, actor=actor, lock=lock)
    return place


def _place_at_the_door(actor: User, lock: Locked, name: str, email: str) -> Place:
    try:
        band, line = line_for(run=lock.only, payer=None)
    except NoPrice:
        band, line = PriceBand.individual, price_line(0, vat_code=VatTreatment.exempt)
    delegate_id = delegate_of(email)
    booking = Booking(booker_id=delegate_id or actor.id)
    place = Place(
        course_date=lock.only,
        booking=booking,
        delegate_id=delegate_id,
        delegate_name=name,
        delegate_email=email,
        state=PlaceState.held,
        state_entered_at=lock.now,
        held_at=lock.now,
        held_until=lock.now,
        price_band=band,
        **line.as_columns(),
    )
    db.session.add_all([booking, place])
    db.session.flush()
    return place
