"""Holding places while a booking is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.cpd import queries
from teachpb.cpd.errors import HoldEnded, NoPrice, NotEnough, SoldOut, TooMany
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import Booking, CourseDate, DelegateNeeds, Place, PlaceState
from teachpb.cpd.operations.approving import lapse
from teachpb.cpd.operations.promoting import promote
from teachpb.cpd.operations.terms import line_for, require_open, still_held
from teachpb.cpd.places import course_date_id_of, form_places, fresh, move
from teachpb.db import db
from teachpb.schools.models import Organisation

HOLD = timedelta(minutes=30)
#: WCAG 2.2, success criterion 2.2.1: a time limit can be extended at least ten times.
EXTENSIONS = 10
#: How many places one booking may have.
MOST_TOGETHER = 30


@dataclass(frozen=True)
class Wish:
    """How many places, and whether fewer would be no use (``together``)."""

    count: int = 1
    together: bool = True


def hold(*, actor: User, course_date_id: int, payer: Organisation | None = None, wish: Wish | None = None) -> Place:
    """Keep places on the date for ``actor`` for half an hour; returns the first. Somebody who holds some already gets
    those, in whichever window they ask.

    Answers given on an earlier hold that ran out are carried over, and as many places are held as then when no other
    wish is made. Raises NotOpen, SoldOut, NotEnough, NoPrice, TooMany.
    """
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        mine = queries.on_date(actor, run.id, now=lock.now)
        if mine.hold is not None:
            return mine.hold
        earlier = form_places(mine.expired) if mine.expired else []
        wanted = wish or _same_wish(earlier)
        return _hold(
            run, lock, actor, payer=earlier[0].booking.payer if earlier else payer, wish=wanted, earlier=earlier
        )


def renew(place: Place, *, actor: User, lock: Locked) -> Place:
    """Under the lock: the hold this person has by now, or others in the place of those that ran out. Raises NotOpen,
    SoldOut, NotEnough, NoPrice."""
    run = place.course_date
    mine = queries.on_date(actor, run.id, now=lock.now)
    if mine.hold is not None:
        return mine.hold
    earlier = form_places(place)
    return _hold(run, lock, actor, payer=place.booking.payer, wish=_same_wish(earlier), earlier=earlier)


def enlarge(*, actor: User, place_id: int) -> Place:
    """Hold one more place for the same booking. Raises HoldEnded, SoldOut, NotOpen, TooMany."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if not still_held(place=place, now=lock.now):
            raise HoldEnded
        together = form_places(place)
        if len(together) >= MOST_TOGETHER:
            raise TooMany(MOST_TOGETHER)
        require_open(lock.only, lock.now)
        if _left(lock.only, lock) < 1:
            raise SoldOut
        more = Place(
            course_date_id=place.course_date_id,
            booking=place.booking,
            state=PlaceState.held,
            state_entered_at=lock.now,
            held_at=lock.now,
            held_until=place.held_until,
            extensions=place.extensions,
            price_band=place.price_band,
            price_pence=place.list_pence,
        )
        place.booking.wanted = len(together) + 1
        db.session.add(more)
        db.session.flush()
        return more


def let_go(*, actor: User, place_id: int) -> None:
    """Give one of several held places back; the last one is given back by ``release``. The first in line gets it."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        together = form_places(place)
        if place.state is not PlaceState.held or len(together) < 2:
            return
        place.booking.wanted = len(together) - 1
        db.session.delete(place)
        db.session.flush()
        promote(lock.only, lock)


def extend(*, actor: User, place_id: int) -> Place:
    """Half an hour more, from now, for everything held together. Raises HoldEnded when it has run out, or was extended
    ten times."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if not still_held(place=place, now=lock.now) or place.extensions >= EXTENSIONS:
            raise HoldEnded
        extensions = place.extensions + 1
        for one in form_places(place):
            one.held_until, one.extensions = lock.now + HOLD, extensions
        db.session.flush()
        return place


def release(*, actor: User, place_id: int) -> None:
    """Give what is held together back before its time; the first in line gets it. Nothing happens when it is no longer
    held."""
    with locked_course_dates([course_date_id_of(place_id)]) as lock:
        place = fresh(place_id)
        if place.state is PlaceState.held:
            for one in form_places(place):
                move(one, PlaceState.expired, now=lock.now)
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


def _same_wish(earlier: Sequence[Place]) -> Wish:
    if not earlier:
        return Wish()
    booking = earlier[0].booking
    return Wish(max(booking.wanted, len(earlier)), booking.together)


def _left(run: CourseDate, lock: Locked) -> int:
    left = queries.availability(run, now=lock.now)
    if left.overdue:
        expire_holds(run, lock)
        lapse(run, lock)
        left = queries.availability(run, now=lock.now)
    return left.for_public


def _hold(
    run: CourseDate,
    lock: Locked,
    actor: User,
    *,
    payer: Organisation | None,
    wish: Wish,
    earlier: Sequence[Place],
) -> Place:
    require_open(run, lock.now)
    count = _how_many(wish, _left(run, lock), run)
    try:
        band, line = line_for(run=run, payer=payer)
    except NoPrice:
        payer = None
        band, line = line_for(run=run, payer=None)
    booking = Booking(booker_id=actor.id, payer=payer, wanted=wish.count, together=wish.together)
    places = [
        Place(
            course_date_id=run.id,
            booking=booking,
            state=PlaceState.held,
            state_entered_at=lock.now,
            held_at=lock.now,
            held_until=lock.now + HOLD,
            price_band=band,
            **line.as_columns(),
        )
        for _ in range(count)
    ]
    db.session.add_all([booking, *places])
    if earlier:
        _carry_over(earlier, places)
    db.session.flush()
    return places[0]


def _how_many(wish: Wish, left: int, run: CourseDate) -> int:
    """All that are wanted, or what is left where that will do."""
    if wish.count > MOST_TOGETHER:
        raise TooMany(MOST_TOGETHER)
    if left < 1:
        raise SoldOut(can_wait=run.has_waiting_list)
    if left < wish.count and wish.together:
        raise NotEnough(left, wish.count, can_wait=run.has_waiting_list)
    return min(left, wish.count)


def _carry_over(earlier: Sequence[Place], places: Sequence[Place]) -> None:
    before, booking = earlier[0].booking, places[0].booking
    booking.purchase_order, booking.cost_centre = before.purchase_order, before.cost_centre
    booking.payment_method, booking.filled_in_at = before.payment_method, before.filled_in_at
    for old, place in zip(earlier, places, strict=False):
        place.delegate_id = old.delegate_id
        place.delegate_name = old.delegate_name
        place.delegate_email = old.delegate_email
        if (needs := old.needs) is not None:
            place.needs = DelegateNeeds(dietary=needs.dietary, access=needs.access, please_call=needs.please_call)
            old.needs = None
