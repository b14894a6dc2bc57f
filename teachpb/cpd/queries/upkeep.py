"""What the clock has overtaken: found without a lock, looked at again under it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, or_, select

from teachpb import clock
from teachpb.cpd.models import Booking, CourseDate, CourseDateState, DelegateNeeds, Place, PlaceState
from teachpb.cpd.models.transitions import ACTIVE
from teachpb.db import db

_RUNNING = (CourseDateState.published, CourseDateState.closed)
#: Working days ahead that are looked at for warnings and for joining instructions.
WARNED_BEFORE, JOINING_BEFORE = 5, 5
DIETARY_KEPT = timedelta(days=14)
NEEDS_KEPT = timedelta(days=30)
#: What was typed on a hold that ran out is kept this long, so that one can start again.
UNFINISHED_KEPT = timedelta(days=1)


def dates_with_overdue_places(now: datetime) -> list[int]:
    """Ids of the dates on which a hold, an offer or the time for an approval has run out."""
    overdue = or_(
        and_(Place.state == PlaceState.held, Place.held_until <= now),
        and_(Place.state == PlaceState.offered, Place.offered_until <= now),
        and_(Place.state == PlaceState.awaiting_approval, Place.approval_due_at <= now),
    )
    return list(
        db.session.scalars(select(Place.course_date_id).where(overdue).distinct().order_by(Place.course_date_id))
    )


def dates_to_drop() -> list[int]:
    """Ids of the cancelled dates that somebody still has a place on."""
    return list(
        db.session.scalars(
            select(CourseDate.id)
            .join(Place)
            .where(CourseDate.state == CourseDateState.cancelled, Place.state.in_(sorted(ACTIVE)))
            .distinct()
            .order_by(CourseDate.id)
        )
    )


def dates_delivered(now: datetime) -> list[int]:
    """Ids of the dates that are over and not marked as delivered."""
    running = (CourseDateState.published, CourseDateState.closed)
    return list(
        db.session.scalars(
            select(CourseDate.id)
            .where(CourseDate.state.in_(running), CourseDate.ends_at <= now)
            .order_by(CourseDate.id)
        )
    )


def dates_to_warn_about(now: datetime) -> list[int]:
    """Ids of the dates with a day for deciding that may be near; whether too few have booked is counted later."""
    latest = clock.add_working_days(clock.london_day(now), WARNED_BEFORE + 1)
    return list(
        db.session.scalars(
            select(CourseDate.id)
            .where(
                CourseDate.state.in_(_RUNNING),
                CourseDate.decide_on <= latest,
                CourseDate.going_at.is_(None),
                CourseDate.starts_at > now,
            )
            .order_by(CourseDate.id)
        )
    )


def dates_with_offers(now: datetime) -> list[int]:
    """Ids of the dates on which an offer runs."""
    running = and_(Place.state == PlaceState.offered, Place.offered_until > now)
    return list(
        db.session.scalars(select(Place.course_date_id).where(running).distinct().order_by(Place.course_date_id))
    )


def dates_to_remind_of(now: datetime) -> list[int]:
    """Ids of the dates that are near or going on, and that somebody has a place on."""
    latest = clock.add_working_days(clock.london_day(now), JOINING_BEFORE + 1)
    return list(
        db.session.scalars(
            select(CourseDate.id)
            .where(
                CourseDate.state.in_(_RUNNING),
                CourseDate.ends_at > now,
                CourseDate.starts_at < clock.at_london(latest),
                exists().where(Place.course_date_id == CourseDate.id, Place.state == PlaceState.confirmed),
            )
            .order_by(CourseDate.id)
        )
    )


def needs_with_dietary_over(now: datetime) -> list[DelegateNeeds]:
    return _needs(CourseDate.ends_at <= now - DIETARY_KEPT, DelegateNeeds.dietary != "")


def needs_over(now: datetime) -> list[DelegateNeeds]:
    """Needs 30 days after the run, and those of people who do not come after all."""
    gone = Place.state.in_(sorted(set(PlaceState) - ACTIVE - {PlaceState.expired}))
    unfinished = and_(Place.state == PlaceState.expired, Place.ended_at <= now - UNFINISHED_KEPT)
    return _needs(or_(CourseDate.ends_at <= now - NEEDS_KEPT, gone, unfinished))


def _needs(*conditions: object) -> list[DelegateNeeds]:
    statement = (
        select(DelegateNeeds)
        .join(Place, DelegateNeeds.place_id == Place.id)
        .join(CourseDate, Place.course_date_id == CourseDate.id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(DelegateNeeds.id)
    )
    return list(db.session.scalars(statement))


def bookings_without_names() -> list[tuple[Booking, list[Place]]]:
    """The bookings some places of which nobody is named for, whose bookers have not been reminded; each with those
    places."""
    rows = db.session.scalars(
        select(Place)
        .join(Place.booking)
        .where(
            Place.state.in_([PlaceState.confirmed, PlaceState.awaiting_approval]),
            Place.delegate_email.is_(None),
            Booking.names_due_at.is_not(None),
            Booking.names_chased_at.is_(None),
        )
        .order_by(Place.booking_id, Place.id)
    )
    found: dict[int, tuple[Booking, list[Place]]] = {}
    for place in rows:
        found.setdefault(place.booking_id, (place.booking, []))[1].append(place)
    return list(found.values())
