"""Counting places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, case, func, select

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
    """1 for who is next. Only for a place that waits."""
    ahead = select(func.count(Place.id)).where(
        Place.course_date_id == place.course_date_id,
        STANDS_IN_LINE,
        Place.waiting_number < place.waiting_number,
    )
    return int(db.session.scalar(ahead) or 0) + 1
