"""Who of a school is away on a course, and when."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from teachpb.accounts.models import User
from teachpb.cpd.models import Booking, CourseDate, CourseSession, Place
from teachpb.cpd.models.transitions import SETTLED
from teachpb.db import db
from teachpb.schools.models import Organisation
from teachpb.training.models import AbsenceFeed
from teachpb.training.queries.teams import schools_of

#: What was stays in the calendar for so long.
KEPT = timedelta(days=30)


def feed_of(user: User, organisation: Organisation) -> AbsenceFeed | None:
    return db.session.scalar(
        select(AbsenceFeed).where(AbsenceFeed.user_id == user.id, AbsenceFeed.organisation_id == organisation.id)
    )


def feed_by_token(token: str) -> AbsenceFeed | None:
    return db.session.scalar(
        select(AbsenceFeed)
        .where(AbsenceFeed.token == token)
        .options(joinedload(AbsenceFeed.user), joinedload(AbsenceFeed.organisation))
    )


def absences_of(organisation: Organisation, today: date) -> list[tuple[Place, CourseSession]]:
    """Every session of everybody whose place the school pays, from a month ago on, in order."""
    rows = db.session.execute(
        select(Place, CourseSession)
        .join(Place.booking)
        .join(Place.course_date)
        .join(CourseSession, CourseSession.course_date_id == CourseDate.id)
        .where(
            Booking.payer_id.in_(schools_of(organisation)),
            Place.state.in_(sorted(SETTLED)),
            CourseSession.cancelled_at.is_(None),
            CourseSession.day >= today - KEPT,
        )
        .options(
            contains_eager(Place.course_date).joinedload(CourseDate.course),
            contains_eager(Place.course_date).joinedload(CourseDate.venue),
            contains_eager(Place.booking).joinedload(Booking.payer),
        )
        .order_by(CourseSession.day, CourseSession.starts, Place.delegate_name, Place.id)
    )
    return [(place, session) for place, session in rows]
