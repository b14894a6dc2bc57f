"""Series, facilitators, and the neighbours of a course."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import (
    Course,
    CourseDate,
    CourseDateState,
    CourseStatus,
    Facilitator,
    FacilitatorProfile,
    Series,
    SeriesModule,
)
from teachpb.db import db
from teachpb.schools.models import Provider, Role
from teachpb.schools.queries import organisation_ids_for

_WHOLE = (joinedload(Series.provider), selectinload(Series.modules).joinedload(SeriesModule.course))


def series_by_slug(slug: str) -> Series | None:
    """A series in the catalogue."""
    return db.session.scalar(
        select(Series).where(Series.slug == slug, Series.status == CourseStatus.published).options(*_WHOLE)
    )


def series_with(course: Course) -> list[Series]:
    """The series in the catalogue that ``course`` is a module of."""
    statement = (
        select(Series)
        .join(SeriesModule)
        .where(SeriesModule.course_id == course.id, Series.status == CourseStatus.published)
        .order_by(Series.title, Series.id)
    )
    return list(db.session.scalars(statement))


def series_of_provider(provider: Provider) -> list[Series]:
    statement = (
        select(Series)
        .where(Series.provider_id == provider.id, Series.status == CourseStatus.published)
        .options(selectinload(Series.modules))
        .order_by(Series.title, Series.id)
    )
    return list(db.session.scalars(statement))


def series_managed_by(user: User) -> Select[Series]:
    providers = organisation_ids_for(user, Role.provider_admin)
    return (
        select(Series)
        .where(Series.provider_id.in_(sorted(providers)))
        .options(*_WHOLE)
        .order_by(Series.title, Series.id)
    )


def facilitators_managed_by(user: User) -> Select[FacilitatorProfile]:
    providers = organisation_ids_for(user, Role.provider_admin)
    return (
        select(FacilitatorProfile)
        .where(FacilitatorProfile.provider_id.in_(sorted(providers)))
        .options(joinedload(FacilitatorProfile.provider), joinedload(FacilitatorProfile.photo))
        .order_by(FacilitatorProfile.name, FacilitatorProfile.id)
    )


def profiles_of(provider: Provider) -> list[FacilitatorProfile]:
    """Those a provider shows, by name."""
    statement = (
        select(FacilitatorProfile)
        .where(FacilitatorProfile.provider_id == provider.id)
        .options(joinedload(FacilitatorProfile.photo))
        .order_by(FacilitatorProfile.name, FacilitatorProfile.id)
    )
    return list(db.session.scalars(statement))


def profiles_of_person(user: User) -> list[FacilitatorProfile]:
    return list(db.session.scalars(select(FacilitatorProfile).where(FacilitatorProfile.user_id == user.id)))


def teachers_of(course: Course, dates: Sequence[CourseDate]) -> list[FacilitatorProfile]:
    """Who teaches the course, and who leads one of these dates and is shown by the provider; by name."""
    leading = select(Facilitator.user_id).where(Facilitator.course_date_id.in_([run.id for run in dates]))
    statement = (
        select(FacilitatorProfile)
        .where(
            FacilitatorProfile.provider_id == course.provider_id,
            FacilitatorProfile.courses.any(Course.id == course.id) | FacilitatorProfile.user_id.in_(leading),
        )
        .options(joinedload(FacilitatorProfile.photo))
        .order_by(FacilitatorProfile.name, FacilitatorProfile.id)
    )
    return list(db.session.scalars(statement))


def leaders_by_date(dates: Sequence[CourseDate]) -> dict[int, list[str]]:
    """The names shown for each date by its id: of those who lead it, the ones with a profile."""
    statement = (
        select(Facilitator.course_date_id, FacilitatorProfile.name)
        .join(CourseDate, CourseDate.id == Facilitator.course_date_id)
        .join(Course, Course.id == CourseDate.course_id)
        .join(
            FacilitatorProfile,
            (FacilitatorProfile.user_id == Facilitator.user_id)
            & (FacilitatorProfile.provider_id == Course.provider_id),
        )
        .where(Facilitator.course_date_id.in_([run.id for run in dates]))
        .order_by(FacilitatorProfile.name)
    )
    found: dict[int, list[str]] = {}
    for course_date_id, name in db.session.execute(statement) if dates else []:
        found.setdefault(course_date_id, []).append(name)
    return found


def next_courses_of(course: Course) -> list[Course]:
    """The published courses this one leads on to."""
    return [other for other in course.leads_to if other.status is CourseStatus.published]


def all_published() -> list[Course]:
    statement = (
        select(Course)
        .where(Course.status == CourseStatus.published)
        .options(joinedload(Course.provider))
        .order_by(Course.title, Course.id)
    )
    return list(db.session.scalars(statement))


def own_courses_of(provider: Provider) -> list[Course]:
    """The provider's courses, whatever their state, by title."""
    statement = select(Course).where(Course.provider_id == provider.id).order_by(Course.title, Course.id)
    return list(db.session.scalars(statement))


def dates_ahead_of(provider: Provider, count: int = 40) -> list[CourseDate]:
    """The provider's next dates, in order, with course and venue."""
    statement = (
        select(CourseDate)
        .join(CourseDate.course)
        .where(
            Course.provider_id == provider.id,
            Course.status == CourseStatus.published,
            CourseDate.state == CourseDateState.published,
            CourseDate.starts_at > clock.now(),
        )
        .options(joinedload(CourseDate.course), joinedload(CourseDate.venue))
        .order_by(CourseDate.starts_at, CourseDate.id)
        .limit(count)
    )
    return list(db.session.scalars(statement))
