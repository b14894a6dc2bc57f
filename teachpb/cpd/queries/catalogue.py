"""Reading the catalogue: what anyone may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from teachpb import clock
from teachpb.cpd.bands import price_range
from teachpb.cpd.capacity import Availability
from teachpb.cpd.models import Course, CourseDate, CourseDateState, CourseStatus, PriceBand
from teachpb.cpd.queries.counting import availability_of
from teachpb.db import db
from teachpb.schools.models import Provider

#: A date stays on the course page in these states, until it is over.
SHOWN = (CourseDateState.published, CourseDateState.closed, CourseDateState.postponed, CourseDateState.cancelled)


@dataclass(frozen=True)
class Card:
    """A course as lists show it. ``places`` is what is left on the next date for somebody who asks now; ``starts_at``
    when that, or the next session of one under way, begins; ``own_price`` in pence what the band asked about pays."""

    course: Course
    next_date: CourseDate | None
    more_dates: int
    places: Availability | None
    price_from: int | None
    starts_at: datetime | None = None
    under_way: bool = False
    own_price: int | None = None


def course_by_slug(slug: str) -> Course | None:
    """A published or withdrawn course with its provider."""
    return db.session.scalar(
        select(Course)
        .where(Course.slug == slug, Course.status != CourseStatus.draft)
        .options(joinedload(Course.provider))
    )


def provider_by_slug(slug: str) -> Provider | None:
    return db.session.scalar(select(Provider).where(Provider.slug == slug))


def public_dates(course: Course, *, now: datetime | None = None) -> list[CourseDate]:
    """The dates of a course that are not over, in order, with sessions and venue."""
    return list(
        db.session.scalars(
            select(CourseDate)
            .where(
                CourseDate.course_id == course.id,
                CourseDate.state.in_(SHOWN),
                CourseDate.ends_at > (now or clock.now()),
            )
            .options(selectinload(CourseDate.sessions), joinedload(CourseDate.venue))
            .order_by(CourseDate.starts_at, CourseDate.id)
        )
    )


def cards(courses: Sequence[Course], *, now: datetime | None = None, band: PriceBand | None = None) -> list[Card]:
    """The courses as cards, in the order given: three questions however many there are, and two more where some are
    under way."""
    moment = now or clock.now()
    dates = _open_dates([course.id for course in courses], moment)
    left = availability_of([runs[0] for runs in dates.values()], now=moment)
    return [_card(course, dates.get(course.id, []), left, moment, band) for course in courses]


def course_listing() -> Select[Course]:
    """Every published course, the one that runs next first; one that is under way counts by when it ends; those without
    dates come after them, by title."""
    now = clock.now()
    counts = case((CourseDate.starts_at > now, CourseDate.starts_at), else_=CourseDate.ends_at)
    upcoming = (
        select(CourseDate.course_id, func.min(counts).label("starts_at"))
        .where(CourseDate.state == CourseDateState.published, CourseDate.ends_at > now)
        .group_by(CourseDate.course_id)
        .subquery()
    )
    return (
        select(Course)
        .outerjoin(upcoming, upcoming.c.course_id == Course.id)
        .where(Course.status == CourseStatus.published)
        .options(joinedload(Course.provider))
        .order_by(upcoming.c.starts_at.is_(None), upcoming.c.starts_at, Course.title, Course.id)
    )


def next_cards(count: int = 3) -> list[Card]:
    """The courses that run next, for a home page."""
    found = db.session.scalars(course_listing().limit(count)).unique().all()
    return [card for card in cards(found) if card.next_date is not None]


def _open_dates(course_ids: list[int], moment: datetime) -> dict[int, list[CourseDate]]:
    found: dict[int, list[CourseDate]] = {}
    if not course_ids:
        return found
    statement = (
        select(CourseDate)
        .where(
            CourseDate.course_id.in_(course_ids),
            CourseDate.state == CourseDateState.published,
            CourseDate.ends_at > moment,
        )
        .options(joinedload(CourseDate.venue))
        .order_by(CourseDate.starts_at, CourseDate.id)
    )
    # What can still be booked stands before what is under way.
    for run in sorted(db.session.scalars(statement), key=lambda run: run.starts_at is None or run.starts_at <= moment):
        found.setdefault(run.course_id, []).append(run)
    _with_sessions([runs[0].id for runs in found.values() if runs[0].starts_at and runs[0].starts_at <= moment])
    return found


def _with_sessions(ids: list[int]) -> None:
    """Load the sessions of these dates, which are under way: only of those one has to say which comes next."""
    if ids:
        under_way = select(CourseDate).where(CourseDate.id.in_(ids)).options(selectinload(CourseDate.sessions))
        db.session.scalars(under_way, execution_options={"populate_existing": True}).all()


def _card(
    course: Course,
    dates: list[CourseDate],
    left: dict[int, Availability],
    moment: datetime,
    band: PriceBand | None,
) -> Card:
    prices = [low for run in dates if (span := price_range(run.prices)) for low in span[:1]]
    own = [price for run in dates if band is not None and (price := run.price_for(band)) is not None]
    first = dates[0] if dates else None
    under_way = first is not None and first.starts_at is not None and first.starts_at <= moment
    return Card(
        course=course,
        next_date=first,
        more_dates=max(0, len(dates) - 1),
        places=left[first.id] if first else None,
        price_from=min(prices, default=None),
        starts_at=((first.next_start(moment) if under_way else None) or first.starts_at) if first else None,
        under_way=under_way,
        own_price=min(own, default=None),
    )


def date_on_show(course_date_id: int) -> CourseDate | None:
    """A date that is or was on its course's page, with course, provider, venue and sessions."""
    return db.session.scalar(
        select(CourseDate)
        .join(CourseDate.course)
        .where(
            CourseDate.id == course_date_id,
            CourseDate.state != CourseDateState.draft,
            Course.status != CourseStatus.draft,
        )
        .options(
            joinedload(CourseDate.course).joinedload(Course.provider),
            joinedload(CourseDate.venue),
            selectinload(CourseDate.sessions),
        )
    )


def providers_with_courses() -> list[Provider]:
    """The providers with something in the catalogue, by name."""
    return list(
        db.session.scalars(
            select(Provider)
            .where(Provider.id.in_(select(Course.provider_id).where(Course.status == CourseStatus.published)))
            .order_by(Provider.name, Provider.id)
        )
    )
