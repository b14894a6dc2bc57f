"""Holding a place while its booking is filled in."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.cpd import queries
from teachpb.cpd.errors import HoldEnded, NoPrice, SoldOut
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import Booking, CourseDate, DelegateNeeds, Place, PlaceState
from teachpb.cpd.operations.line import promote
from teachpb.cpd.operations.terms import line_for, require_open, still_held
from teachpb.cpd.places import course_date_id_of, fresh, move
from teachpb.db import db
from teachpb.schools.models import Organisation

HOLD = timedelta(minutes=30)
#: WCAG 2.2, success criterion 2.2.1: a time limit can be extended at least ten times.
EXTENSIONS = 10


def hold(*, actor: User, course_date_id: int, payer: Organisation | None = None) -> Place:
    """Keep a place on the date for ``actor`` for half an hour. Somebody who holds one already gets that one.

    Answers given on an earlier hold that ran out are carried over. Raises NotOpen, SoldOut, NoPrice.
    """
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        mine = queries.on_date(actor, run.id, now=lock.now)
        if mine.hold is not None:
            return mine.hold
        earlier = mine.expired
        return _hold(run, lock, actor, payer=earlier.booking.payer if earlier else payer, earlier=earlier)


def renew(place: Place, *, actor: User, lock: Locked) -> Place:
    """Under the lock: the hold this person has by now, or another one in the place of one that ran out. Raises NotOpen,
    SoldOut, NoPrice."""
    run = place.course_date
    mine = queries.on_date(actor, run.id, now=lock.now)
    return mine.hold or _hold(run, lock, actor, payer=place.booking.payer, earlier=place)


def extend(*, actor: User, place_id: int) -> Place:
    """Half an hour more, from now. Raises HoldEnded when it has run out, or was extended ten times."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if not still_held(place=place, now=lock.now) or place.extensions >= EXTENSIONS:
            raise HoldEnded
        place.held_until = lock.now + HOLD
        place.extensions += 1
        db.session.flush()
        return place


def release(*, actor: User, place_id: int) -> None:
    """Give a held place back before its time; the first in line gets it. Nothing happens when it is no longer held."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if place.state is PlaceState.held:
            move(place, PlaceState.expired, now=lock.now)
            promote(lock.only, lock)


def expire_holds(run: CourseDate, lock: Locked) -> int:
    """Under the lock: end the holds whose time is over, and offer what that frees to those in line."""
    over = db.session.scalars(
        select(Place).where(
            Place.course_date_id == run.id, Place.state == PlaceState.held, Place.held_until <= lock.now
        )
    ).all()
    for place in over:
        move(place, PlaceState.expired, now=lock.now)
    if over:
        promote(run, lock)
    return len(over)


def _hold(run: CourseDate, lock: Locked, actor: User, *, payer: Organisation | None, earlier: Place | None) -> Place:
    require_open(run, lock.now)
    left = queries.availability(run, now=lock.now)
    if left.overdue:
        expire_holds(run, lock)
        left = queries.availability(run, now=lock.now)
    if left.for_public < 1:
        raise SoldOut(can_wait=run.has_waiting_list)
    try:
        band, line = line_for(run=run, payer=payer)
    except NoPrice:
        payer = None
        band, line = line_for(run=run, payer=None)
    booking = Booking(booker_id=actor.id, payer=payer)
    place = Place(
        course_date_id=run.id,
        booking=booking,
        state=PlaceState.held,
        state_entered_at=lock.now,
        held_at=lock.now,
        held_until=lock.now + HOLD,
        price_band=band,
        **line.as_columns(),
    )
    db.session.add_all([booking, place])
    if earlier is not None:
        _carry_over(earlier, place)
    db.session.flush()
    return place


def _carry_over(earlier: Place, place: Place) -> None:
    place.delegate_id = earlier.delegate_id
    place.delegate_name = earlier.delegate_name
    place.delegate_email = earlier.delegate_email
    place.booking.purchase_order = earlier.booking.purchase_order
    if (needs := earlier.needs) is not None:
        place.needs = DelegateNeeds(dietary=needs.dietary, access=needs.access, please_call=needs.please_call)
        earlier.needs = None
