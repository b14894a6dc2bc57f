"""What people wish for: new dates, a calendar of their own, a course in their school."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from teachpb.accounts.models import User
from teachpb.cpd.models import (
    CalendarFeed,
    CalendarInvite,
    Course,
    CourseDate,
    CourseDateState,
    CourseSession,
    CourseStatus,
    CourseWatch,
    InSchoolRequest,
    Place,
    PlaceState,
    WatchTelling,
)
from teachpb.cpd.models.transitions import SETTLED
from teachpb.db import db
from teachpb.schools.models import Membership, Provider, Role
from teachpb.schools.queries import organisation_ids_for

#: States of a place that stand in a person's own calendar; the others are told of as cancelled.
IN_CALENDAR = SETTLED
WAS_IN_CALENDAR = frozenset(
    {
        PlaceState.cancelled_by_customer,
        PlaceState.cancelled_by_provider,
        PlaceState.substituted,
        PlaceState.transferred,
    }
)


def watch_of(user: User | None, course: Course) -> CourseWatch | None:
    if user is None:
        return None
    return db.session.scalar(
        select(CourseWatch).where(CourseWatch.user_id == user.id, CourseWatch.course_id == course.id)
    )


def watches_of(user: User) -> list[CourseWatch]:
    """What somebody watches, by title."""
    statement = (
        select(CourseWatch)
        .join(CourseWatch.course)
        .where(CourseWatch.user_id == user.id)
        .options(contains_eager(CourseWatch.course).joinedload(Course.provider))
        .order_by(Course.title, CourseWatch.id)
    )
    return list(db.session.scalars(statement))


def watch_by_secret(secret: str) -> CourseWatch | None:
    statement = select(CourseWatch).where(CourseWatch.secret == secret).options(joinedload(CourseWatch.course))
    return db.session.scalar(statement)


def watches_to_tell(now: datetime) -> list[int]:
    """Numbers of the watches to which some date is new."""
    statement = (
        select(CourseWatch.id)
        .join(CourseDate, CourseDate.course_id == CourseWatch.course_id)
        .join(Course, Course.id == CourseDate.course_id)
        .where(_is_new(now))
        .distinct()
        .order_by(CourseWatch.id)
    )
    return list(db.session.scalars(statement))


def dates_new_to(watch: CourseWatch, now: datetime) -> list[CourseDate]:
    statement = (
        select(CourseDate)
        .join(Course, Course.id == CourseDate.course_id)
        .join(CourseWatch, CourseWatch.course_id == CourseDate.course_id)
        .where(CourseWatch.id == watch.id, _is_new(now))
        .options(joinedload(CourseDate.venue))
        .order_by(CourseDate.starts_at, CourseDate.id)
    )
    return list(db.session.scalars(statement))


def _is_new(now: datetime) -> ColumnElement[bool]:
    told = select(WatchTelling.id).where(
        WatchTelling.watch_id == CourseWatch.id, WatchTelling.course_date_id == CourseDate.id
    )
    return (
        (CourseDate.state == CourseDateState.published)
        & (CourseDate.starts_at > now)
        & (Course.status == CourseStatus.published)
        & ~told.exists()
    )


def feed_of(user: User) -> CalendarFeed | None:
    return db.session.scalar(select(CalendarFeed).where(CalendarFeed.user_id == user.id))


def feed_by_secret(secret: str) -> CalendarFeed | None:
    statement = select(CalendarFeed).where(CalendarFeed.secret == secret).options(joinedload(CalendarFeed.user))
    feed = db.session.scalar(statement)
    return feed if feed is not None and feed.user.is_active else None


def sessions_of(user: User, since: date) -> list[tuple[CourseSession, bool, int]]:
    """(session, whether it still holds for this person, number to send) from ``since`` on, in order. A person who left
    and came back has it once, as they have it now."""
    statement = (
        select(CourseSession, Place.state)
        .join(CourseSession.course_date)
        .join(CourseDate.course)
        .join(Place, Place.course_date_id == CourseDate.id)
        .where(
            or_(Place.delegate_id == user.id, Place.delegate_email == user.email),
            Place.state.in_(sorted(IN_CALENDAR | WAS_IN_CALENDAR)),
            CourseSession.day >= since,
        )
        .options(
            contains_eager(CourseSession.course_date).contains_eager(CourseDate.course).joinedload(Course.provider),
            contains_eager(CourseSession.course_date).joinedload(CourseDate.venue),
            joinedload(CourseSession.venue),
        )
        .order_by(CourseSession.day, CourseSession.starts, CourseSession.id)
    )
    found: dict[int, tuple[CourseSession, bool]] = {}
    for session, state in db.session.execute(statement).unique():
        holds = state in IN_CALENDAR or found.get(session.id, (session, False))[1]
        found[session.id] = (session, holds)
    sent = _sent(user, list(found))
    return [(each, holds, max(each.sequence, sent.get(each.id, 0))) for each, holds in found.values()]


def _sent(user: User, ids: list[int]) -> dict[int, int]:
    statement = select(CalendarInvite.session_id, CalendarInvite.sequence).where(
        CalendarInvite.attendee == user.email, CalendarInvite.session_id.in_(ids)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)} if ids else {}


def requests_known_to(user: User) -> Select[InSchoolRequest]:
    """The requests of the schools this person books for, and those to the providers they administer; newest first."""
    schools = organisation_ids_for(user, Role.cpd_lead, Role.owner)
    providers = organisation_ids_for(user, Role.provider_admin)
    return (
        select(InSchoolRequest)
        .where(
            InSchoolRequest.organisation_id.in_(sorted(schools)) | InSchoolRequest.provider_id.in_(sorted(providers))
        )
        .options(
            joinedload(InSchoolRequest.provider),
            joinedload(InSchoolRequest.organisation),
            joinedload(InSchoolRequest.course),
        )
        .order_by(InSchoolRequest.created_at.desc(), InSchoolRequest.id.desc())
    )


def admins_of(provider: Provider) -> list[User]:
    """Those who administer a provider now."""
    statement = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == provider.id,
            Membership.role == Role.provider_admin,
            Membership.ended_at.is_(None),
            Membership.approved_at.is_not(None),
        )
        .order_by(User.id)
    )
    return [user for user in db.session.scalars(statement) if user.is_active]
