"""Reading bookings and places, always from a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Booking, Course, CourseDate, Place, PlaceState
from teachpb.cpd.models.transitions import ACTIVE
from teachpb.db import db
from teachpb.schools.models import Role
from teachpb.schools.queries import organisation_ids_for

#: A hold that ran out, whether somebody noticed or not.
LEFT_OPEN = frozenset({PlaceState.held, PlaceState.expired})
#: What "My bookings" shows: a hold that ran out is nothing to remember, but a request nobody decided on is.
IS_REMEMBERED = or_(Place.state != PlaceState.expired, Place.approval_due_at.is_not(None))


@dataclass
class BookingView:
    """A person's places, as "My bookings" shows them."""

    unfinished: list[Place] = field(default_factory=list)
    offers: list[Place] = field(default_factory=list)
    upcoming: list[Place] = field(default_factory=list)
    waiting: list[Place] = field(default_factory=list)
    past: list[Place] = field(default_factory=list)


def visible_to(user: User) -> ColumnElement[bool]:
    """A place is known to its delegate, to who booked it, and to the CPD lead of the school that pays."""
    schools = organisation_ids_for(user, Role.cpd_lead, Role.owner)
    return or_(
        Place.delegate_id == user.id,
        Place.delegate_email == user.email,
        Booking.booker_id == user.id,
        Booking.payer_id.in_(sorted(schools)) & Booking.submitted_at.is_not(None),
    )


def place_visible_to(user: User, place_id: int) -> Place | None:
    """The place with its booking, date, course and sessions, or None where ``user`` may not know of it."""
    return db.session.scalar(whole_place().where(Place.id == place_id, visible_to(user)))


def booking_visible_to(user: User, booking_id: int) -> Booking | None:
    """A booking that was sent, with its places, for who booked it and the CPD lead of the school that pays."""
    schools = organisation_ids_for(user, Role.cpd_lead, Role.owner)
    return db.session.scalar(
        select(Booking)
        .where(
            Booking.id == booking_id,
            Booking.submitted_at.is_not(None),
            or_(Booking.booker_id == user.id, Booking.payer_id.in_(sorted(schools))),
        )
        .options(
            joinedload(Booking.payer),
            joinedload(Booking.booker),
            selectinload(Booking.places).joinedload(Place.course_date).joinedload(CourseDate.course),
        )
    )


def my_places(user: User) -> BookingView:
    """The places ``user`` has or has booked, sorted into what to do about them."""
    mine = or_(Place.delegate_id == user.id, Place.delegate_email == user.email, Booking.booker_id == user.id)
    rows = db.session.scalars(
        whole_place().where(mine, IS_REMEMBERED).order_by(CourseDate.starts_at, Place.id)
    ).unique()
    view, now = BookingView(), clock.now()
    for place in rows:
        if place.state is PlaceState.held:
            if place.booking.booker_id == user.id and place.held_until and place.held_until > now:
                view.unfinished.append(place)
        elif place.state is PlaceState.offered:
            view.offers.append(place)
        elif place.state is PlaceState.waiting:
            view.waiting.append(place)
        elif place.is_active and place.course_date.ends_at and place.course_date.ends_at > now:
            view.upcoming.append(place)
        else:
            view.past.insert(0, place)
    return view


def places_of_school(user: User) -> Select[Place]:
    """The places paid for by the schools ``user`` is CPD lead or owner of, next course first."""
    schools = organisation_ids_for(user, Role.cpd_lead, Role.owner)
    return (
        whole_place()
        .where(Booking.payer_id.in_(sorted(schools)), Booking.submitted_at.is_not(None), IS_REMEMBERED)
        .order_by(CourseDate.starts_at.desc(), Place.id.desc())
    )


_BY_KEY = select(Booking).where(Booking.booker_id == bindparam("booker_id"), Booking.submission_key == bindparam("key"))


def booking_by_key(booker: User, key: str) -> Booking | None:
    return db.session.scalar(_BY_KEY, {"booker_id": booker.id, "key": key})


@dataclass(frozen=True)
class OnDate:
    """What one person has to do with a date: the hold that still runs, the place they have or wait for themselves, and
    the last hold that ran out with answers on it."""

    hold: Place | None
    own: Place | None
    expired: Place | None


_ON_DATE = (
    select(Place)
    .join(Place.booking)
    .where(
        Place.course_date_id == bindparam("course_date_id"),
        or_(Booking.booker_id == bindparam("user_id"), Place.delegate_email == bindparam("email")),
        Place.state.in_(sorted({*ACTIVE, PlaceState.expired})),
    )
    .options(contains_eager(Place.booking))
    .order_by(Place.id.desc())
    .execution_options(populate_existing=True)
)


def on_date(user: User, course_date_id: int, *, now: datetime) -> OnDate:
    """Asked anew each time, so that it can be trusted under the lock."""
    rows = db.session.scalars(
        _ON_DATE, {"course_date_id": course_date_id, "user_id": user.id, "email": user.email}
    ).all()
    booked = [place for place in rows if place.booking.booker_id == user.id]
    held = [place for place in booked if place.state is PlaceState.held and place.held_until]
    running = next((place for place in reversed(held) if place.held_until and place.held_until > now), None)
    own = (p for p in rows if p.delegate_email == user.email and p.state in ACTIVE - {PlaceState.held})
    over = (p for p in booked if p.state in LEFT_OPEN and p.is_filled_in and p.booking.submission_key is None)
    return OnDate(hold=running, own=next(own, None), expired=None if running else next(over, None))


_OWN_HOLD = (
    select(Place)
    .join(Place.booking)
    .where(Place.id == bindparam("place_id"), Booking.booker_id == bindparam("user_id"))
    .options(contains_eager(Place.booking))
)


def own_hold(user: User, place_id: int) -> Place | None:
    """A place ``user`` has booked, or is about to, with its booking and nothing else."""
    return db.session.scalar(_OWN_HOLD, {"place_id": place_id, "user_id": user.id})


def whole_place() -> Select[Place]:
    return (
        select(Place)
        .join(Place.booking)
        .join(Place.course_date)
        .options(
            contains_eager(Place.booking).joinedload(Booking.payer),
            contains_eager(Place.course_date).joinedload(CourseDate.course).joinedload(Course.provider),
            contains_eager(Place.course_date).joinedload(CourseDate.venue),
            contains_eager(Place.course_date).selectinload(CourseDate.sessions),
        )
    )
