"""Counting places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, bindparam, case, distinct, func, or_, select

from teachpb import clock
from teachpb.cpd.capacity import IS_OVERDUE, STANDS_IN_LINE, USES_CAPACITY, Availability
from teachpb.cpd.models import CourseDate, Place, PlaceState
from teachpb.db import db

_COUNTS = (
    select(
        Place.course_date_id,
        func.sum(case((USES_CAPACITY, 1), else_=0)),
        func.sum(case((STANDS_IN_LINE, 1), else_=0)),
        func.sum(case((IS_OVERDUE, 1), else_=0)),
    )
    .where(Place.course_date_id.in_(bindparam("ids", expanding=True)))
    .group_by(Place.course_date_id)
)


def availability_of(course_dates: Iterable[CourseDate], *, now: datetime | None = None) -> dict[int, Availability]:
    """The availability of each course date by its id, in one question. Outside the lock it is only what was true a
    moment ago; whatever consumes a place counts again inside (``locking.py``)."""
    dates = {run.id: run.capacity for run in course_dates}
    if not dates:
        return {}
    rows = db.session.execute(_COUNTS, {"ids": sorted(dates), "now": now or clock.now()})
    counted = {key: (int(taken), int(waiting), int(overdue)) for key, taken, waiting, overdue in rows}
    return {key: Availability(capacity, *counted.get(key, (0, 0, 0))) for key, capacity in dates.items()}


def availability(course_date: CourseDate, *, now: datetime | None = None) -> Availability:
    return availability_of([course_date], now=now)[course_date.id]


def booked_on(run: CourseDate) -> int:
    """How many come, as far as one knows: confirmed, or waiting only for their school to approve."""
    wanted = Place.course_date_id == run.id, Place.state.in_([PlaceState.confirmed, PlaceState.awaiting_approval])
    return int(db.session.scalar(select(func.count(Place.id)).where(*wanted)) or 0)


def position_in_line(place: Place) -> int:
    """1 for who is next. Those who go together count once. Only for a place that waits."""
    earlier = and_(Place.priority == place.priority, Place.waiting_number < place.waiting_number)
    ahead = select(func.count(distinct(Place.waiting_number))).where(
        Place.course_date_id == place.course_date_id,
        STANDS_IN_LINE,
        or_(Place.priority > place.priority, earlier),
    )
    return int(db.session.scalar(ahead) or 0) + 1


def entry_of(place: Place) -> list[Place]:
    """The places that wait, or are offered, together with this one; itself among them."""
    found = db.session.scalars(
        select(Place)
        .where(
            Place.course_date_id == place.course_date_id,
            Place.booking_id == place.booking_id,
            Place.waiting_number == place.waiting_number,
            Place.state == place.state,
        )
        .order_by(Place.id)
        .execution_options(populate_existing=True)
    )
    return list(found) or [place]


def waiting_of(booking_id: int, course_date_id: int) -> list[Place]:
    """The places of a booking that wait on one date, or are offered there."""
    return list(
        db.session.scalars(
            select(Place)
            .where(
                Place.booking_id == booking_id,
                Place.course_date_id == course_date_id,
                Place.state.in_([PlaceState.waiting, PlaceState.offered]),
            )
            .order_by(Place.id)
            .execution_options(populate_existing=True)
        )
    )


def dates_waited_for(place_id: int) -> list[int]:
    """Ids of the dates the booking of this place stands in line for, its own first date included: what to lock before
    an offer is taken. Raises LookupError."""
    own = db.session.execute(select(Place.booking_id, Place.course_date_id).where(Place.id == place_id)).first()
    if own is None:
        raise LookupError(f"no place {place_id}")
    others = select(Place.course_date_id).where(
        Place.booking_id == own.booking_id, Place.state.in_([PlaceState.waiting, PlaceState.offered])
    )
    return sorted({own.course_date_id, *db.session.scalars(others)})
