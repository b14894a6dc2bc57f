"""Counting places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import case, func, select

from teachpb import clock
from teachpb.cpd.capacity import Availability, stands_in_line, uses_capacity
from teachpb.cpd.models import CourseDate, Place
from teachpb.db import db


def availability_of(course_dates: Iterable[CourseDate], *, now: datetime | None = None) -> dict[int, Availability]:
    """The availability of each course date by its id, in one question. Outside the lock it is only what was true a
    moment ago; whatever consumes a place counts again inside (``locking.py``)."""
    dates = {run.id: run.capacity for run in course_dates}
    if not dates:
        return {}
    moment = now or clock.now()
    taken = func.sum(case((uses_capacity(moment), 1), else_=0))
    waiting = func.sum(case((stands_in_line(), 1), else_=0))
    statement = (
        select(Place.course_date_id, taken, waiting)
        .where(Place.course_date_id.in_(sorted(dates)))
        .group_by(Place.course_date_id)
    )
    counted = {row[0]: (int(row[1]), int(row[2])) for row in db.session.execute(statement)}
    return {key: Availability(capacity, *counted.get(key, (0, 0))) for key, capacity in dates.items()}


def availability(course_date: CourseDate, *, now: datetime | None = None) -> Availability:
    return availability_of([course_date], now=now)[course_date.id]


def position_in_line(place: Place) -> int:
    """1 for who is next. Only for a place that waits."""
    ahead = select(func.count(Place.id)).where(
        Place.course_date_id == place.course_date_id,
        stands_in_line(),
        Place.waiting_number < place.waiting_number,
    )
    return int(db.session.scalar(ahead) or 0) + 1
