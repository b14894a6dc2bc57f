"""Which sessions are when: for the calendar of the catalogue, and for filtering by day and by places left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from teachpb import clock
from teachpb.cpd.capacity import STANDS_IN_LINE, USES_CAPACITY
from teachpb.cpd.models import Course, CourseDate, CourseDateState, CourseSession, CourseStatus, Place, Venue
from teachpb.db import db

#: More than a city holds in a month.
MOST_SESSIONS = 500
#: What stands in a timetable: also what was called off, marked as such.
TOLD = (CourseDateState.published, CourseDateState.closed, CourseDateState.postponed, CourseDateState.cancelled)


def sessions_between(first: date, last: date, course_ids: Collection[int] | None = None) -> list[CourseSession]:
    """The sessions of published courses on these days (both included), in order, with run, course and venue. What was
    called off is among them, a single session that was dropped is not. ``course_ids`` keeps to some courses."""
    if course_ids is not None and not course_ids:
        return []
    statement = (
        select(CourseSession)
        .join(CourseSession.course_date)
        .join(CourseDate.course)
        .where(
            CourseSession.day.between(first, last),
            CourseDate.state.in_(TOLD),
            Course.status == CourseStatus.published,
            (CourseSession.cancelled_at.is_(None)) | (CourseDate.state == CourseDateState.cancelled),
        )
        .options(
            contains_eager(CourseSession.course_date).contains_eager(CourseDate.course).joinedload(Course.provider),
            contains_eager(CourseSession.course_date).joinedload(CourseDate.venue),
            joinedload(CourseSession.venue),
        )
        .order_by(CourseSession.day, CourseSession.starts, CourseSession.id)
        .limit(MOST_SESSIONS)
    )
    if course_ids is not None:
        statement = statement.where(Course.id.in_(sorted(course_ids)))
    return list(db.session.scalars(statement).unique())


def courses_running(*, first: date | None, last: date | None, with_places: bool) -> set[int]:
    """The courses with a session to come between these days, on a date with a place left where that is asked."""
    now = clock.now()
    statement = (
        select(CourseDate.course_id)
        .join(CourseSession, CourseSession.course_date_id == CourseDate.id)
        .where(
            CourseDate.state == CourseDateState.published,
            CourseDate.ends_at > now,
            CourseSession.cancelled_at.is_(None),
            CourseSession.day >= max(first or clock.today(), clock.today()),
        )
        .distinct()
    )
    if last is not None:
        statement = statement.where(CourseSession.day <= last)
    if with_places:
        statement = statement.where(CourseDate.starts_at > now, CourseDate.capacity > _wanted())
        return set(db.session.scalars(statement, {"now": now}))
    return set(db.session.scalars(statement))


def _wanted() -> Select[tuple[int]]:
    """How many places of a date are taken or stood in line for."""
    return (
        select(func.count(Place.id))
        .where(Place.course_date_id == CourseDate.id, USES_CAPACITY | STANDS_IN_LINE)
        .correlate(CourseDate)
        .scalar_subquery()  # type: ignore[return-value]
    )


def first_day_after(day: date, course_ids: Collection[int] | None = None) -> date | None:
    """The next day with a session on or after ``day``: where a calendar that is empty can send people."""
    statement = (
        select(func.min(CourseSession.day))
        .join(CourseSession.course_date)
        .join(CourseDate.course)
        .where(
            CourseSession.day >= day,
            CourseSession.cancelled_at.is_(None),
            CourseDate.state.in_(TOLD),
            Course.status == CourseStatus.published,
        )
    )
    if course_ids is not None:
        statement = statement.where(Course.id.in_(sorted(course_ids)))
    return db.session.scalar(statement)


def courses_with_sessions_lately() -> list[int]:
    """The published courses with a session yesterday or today."""
    today = clock.today()
    statement = (
        select(CourseDate.course_id)
        .join(CourseSession, CourseSession.course_date_id == CourseDate.id)
        .join(CourseDate.course)
        .where(CourseSession.day.between(today - timedelta(days=1), today), Course.status == CourseStatus.published)
        .distinct()
        .order_by(CourseDate.course_id)
    )
    return list(db.session.scalars(statement))


def districts_ahead() -> list[str]:
    """The postcode districts in which something is on, in order: PE1, PE2, PE19."""
    statement = (
        select(Venue.postcode)
        .join(CourseDate, CourseDate.venue_id == Venue.id)
        .where(CourseDate.state == CourseDateState.published, CourseDate.ends_at > clock.now(), Venue.postcode != "")
        .distinct()
    )
    districts = {postcode.split(" ")[0] for postcode in db.session.scalars(statement)}
    return sorted(districts, key=lambda district: (len(district), district))
