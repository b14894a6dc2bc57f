"""Reading for those who run courses."""

from __future__ import annotations

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachpb.accounts.models import User
from teachpb.cpd.models import Booking, Course, CourseDate, Facilitator, Place, PlaceState, Venue
from teachpb.db import db
from teachpb.schools.models import Membership, Provider, Role
from teachpb.schools.queries import organisation_ids_for

#: Places a provider sees in the list of a date: whoever has, had or waits for one, but not holds.
LISTED = frozenset(set(PlaceState) - {PlaceState.held, PlaceState.expired})


def courses_managed_by(user: User) -> Select[Course]:
    """The courses of the providers ``user`` administers, newest first."""
    providers = organisation_ids_for(user, Role.provider_admin)
    return (
        select(Course)
        .where(Course.provider_id.in_(sorted(providers)))
        .options(joinedload(Course.provider), selectinload(Course.dates))
        .order_by(Course.updated_at.desc(), Course.id.desc())
    )


def course_managed_by(user: User, course_id: int) -> Course | None:
    return db.session.scalar(courses_managed_by(user).where(Course.id == course_id))


def courses_of(provider: Provider) -> list[Course]:
    """The courses of one provider, by title."""
    wanted = select(Course).where(Course.provider_id == provider.id).options(joinedload(Course.provider))
    return list(db.session.scalars(wanted.order_by(Course.title, Course.id)))


def date_known_to(user: User, course_date_id: int) -> CourseDate | None:
    """A date of a provider the person works for, or one they lead."""
    providers = organisation_ids_for(user, Role.provider_admin, Role.facilitator)
    leads = exists().where(Facilitator.course_date_id == CourseDate.id, Facilitator.user_id == user.id)
    return db.session.scalar(
        select(CourseDate)
        .join(CourseDate.course)
        .where(CourseDate.id == course_date_id, or_(Course.provider_id.in_(sorted(providers)), leads))
        .options(
            joinedload(CourseDate.course).joinedload(Course.provider),
            joinedload(CourseDate.venue),
            selectinload(CourseDate.sessions),
            selectinload(CourseDate.facilitators).joinedload(Facilitator.user),
        )
    )


def dates_led_by(user: User) -> list[CourseDate]:
    """The dates this person leads as a facilitator, in order."""
    return list(
        db.session.scalars(
            select(CourseDate)
            .join(Facilitator)
            .where(Facilitator.user_id == user.id)
            .options(joinedload(CourseDate.course), joinedload(CourseDate.venue))
            .order_by(CourseDate.starts_at, CourseDate.id)
        )
    )


def delegates_of(course_date: CourseDate) -> list[Place]:
    """Everyone on a date, by name; with payer, booker and what they need on the day."""
    return list(
        db.session.scalars(
            select(Place)
            .where(Place.course_date_id == course_date.id, Place.state.in_(sorted(LISTED)))
            .options(
                joinedload(Place.booking).joinedload(Booking.payer),
                joinedload(Place.booking).joinedload(Booking.booker),
                joinedload(Place.needs),
            )
            .order_by(Place.waiting_number, Place.delegate_name, Place.id)
        )
    )


def place_run_by(user: User, place_id: int) -> Place | None:
    """A place that was booked or asked for, on a date of a provider ``user`` administers; with all a page shows."""
    providers = organisation_ids_for(user, Role.provider_admin)
    return db.session.scalar(
        select(Place)
        .join(Place.booking)
        .join(Place.course_date)
        .join(CourseDate.course)
        .where(
            Place.id == place_id,
            Course.provider_id.in_(sorted(providers)),
            Booking.submitted_at.is_not(None),
        )
        .options(
            contains_eager(Place.booking).joinedload(Booking.payer),
            contains_eager(Place.booking).joinedload(Booking.booker),
            contains_eager(Place.course_date).contains_eager(CourseDate.course).joinedload(Course.provider),
            contains_eager(Place.course_date).selectinload(CourseDate.sessions),
            joinedload(Place.successor),
            joinedload(Place.ended_by),
        )
    )


def venues_of(provider: Provider) -> list[Venue]:
    """The provider's own venues and the city's shared ones, by name."""
    return list(
        db.session.scalars(
            select(Venue)
            .where(or_(Venue.provider_id == provider.id, Venue.provider_id.is_(None)))
            .order_by(Venue.name, Venue.id)
        )
    )


def facilitators_of(provider: Provider) -> list[User]:
    """The people who may lead this provider's dates, by name."""
    return _people_of(provider, Role.facilitator, Role.provider_admin)


def administrators_of(provider: Provider) -> list[User]:
    """The people who run this provider's courses, by name."""
    return _people_of(provider, Role.provider_admin)


def _people_of(provider: Provider, *roles: Role) -> list[User]:
    return list(
        db.session.scalars(
            select(User)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id == provider.id,
                Membership.role.in_(roles),
                Membership.ended_at.is_(None),
                Membership.approved_at.is_not(None),
                User.closed_at.is_(None),
            )
            .distinct()
            .order_by(User.full_name, User.id)
        )
    )
