"""How a provider's year went: places filled, people who came and who did not, who waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Course, CourseDate, CourseDateState, Place, PlaceState
from teachpb.cpd.models.transitions import AFTER_REGISTER, SETTLED
from teachpb.db import db
from teachpb.schools.models import Provider, Role
from teachpb.schools.queries import organisation_ids_for


@dataclass(frozen=True)
class Figures:
    """Counts of some dates, places unless it says otherwise. ``dates`` took place or will; ``called_off`` did not."""

    dates: int = 0
    called_off: int = 0
    capacity: int = 0
    taken: int = 0
    came: int = 0
    registered: int = 0
    no_shows: int = 0
    cancelled: int = 0
    waiting: int = 0

    @property
    def fill_percent(self) -> int | None:
        """Of the places there were, how many were taken; None where there were none."""
        return _percent(self.taken, self.capacity)

    @property
    def no_show_percent(self) -> int | None:
        """Of those marked in a register, how many did not come."""
        return _percent(self.no_shows, self.registered)

    @property
    def cancelled_percent(self) -> int | None:
        """Of those who had a place, how many gave it back."""
        return _percent(self.cancelled, self.taken + self.cancelled)


@dataclass(frozen=True)
class DateFigures:
    """The figures of one date."""

    course_id: int
    title: str
    course_date_id: int
    starts_at: datetime | None
    state: CourseDateState
    figures: Figures


def academic_year(day: date) -> int:
    """The year in which the academic year of ``day`` began: 1 September to 31 August."""
    return day.year if day.month >= 9 else day.year - 1


def figures_of(user: User, year: int) -> list[DateFigures]:
    """Every date of the academic year that begins in September ``year``, of the providers ``user`` administers: two
    questions however many there are."""
    providers = organisation_ids_for(user, Role.provider_admin)
    start, end = clock.at_london(date(year, 9, 1)), clock.at_london(date(year + 1, 9, 1))
    dates = db.session.execute(
        select(
            CourseDate.id,
            CourseDate.course_id,
            Course.title,
            CourseDate.starts_at,
            CourseDate.state,
            CourseDate.capacity,
        )
        .join(CourseDate.course)
        .where(
            Course.provider_id.in_(sorted(providers)),
            CourseDate.starts_at >= start,
            CourseDate.starts_at < end,
            CourseDate.state != CourseDateState.draft,
        )
        .order_by(CourseDate.starts_at, CourseDate.id)
    ).all()
    counts = _counts([row.id for row in dates])
    return [
        DateFigures(row.course_id, row.title, row.id, row.starts_at, row.state, _figures(row, counts.get(row.id)))
        for row in dates
    ]


def total_of(rows: Iterable[DateFigures]) -> Figures:
    """The sums."""
    found = [row.figures for row in rows]
    names = Figures.__dataclass_fields__
    return Figures(**{name: sum(getattr(one, name) for one in found) for name in names})


def by_course(rows: Iterable[DateFigures]) -> list[tuple[str, Figures]]:
    """(title, sums) of each course, by title."""
    grouped: dict[int, list[DateFigures]] = {}
    for row in rows:
        grouped.setdefault(row.course_id, []).append(row)
    return sorted(
        ((group[0].title, total_of(group)) for group in grouped.values()), key=lambda pair: pair[0].casefold()
    )


def first_sessions_of(provider: Provider) -> set[tuple[int, datetime]]:
    """(course, start) of every date of a provider that was not called off."""
    rows = db.session.execute(
        select(CourseDate.course_id, CourseDate.starts_at)
        .join(CourseDate.course)
        .where(Course.provider_id == provider.id, CourseDate.state != CourseDateState.cancelled)
    )
    return {(course_id, starts_at) for course_id, starts_at in rows if starts_at is not None}


def _counts(ids: list[int]) -> dict[int, tuple[int, ...]]:
    def among(states: Iterable[PlaceState]) -> object:
        return func.sum(case((Place.state.in_(sorted(states)), 1), else_=0))

    if not ids:
        return {}
    rows = db.session.execute(
        select(
            Place.course_date_id,
            among(SETTLED),
            among({PlaceState.attended, PlaceState.part_attended}),
            among(AFTER_REGISTER),
            among({PlaceState.no_show}),
            among({PlaceState.cancelled_by_customer}),
            among({PlaceState.waiting, PlaceState.offered}),
        )  # type: ignore[call-overload]
        .where(Place.course_date_id.in_(ids))
        .group_by(Place.course_date_id)
    )
    return {row[0]: tuple(int(count) for count in row[1:]) for row in rows}


def _figures(row: object, counts: tuple[int, ...] | None) -> Figures:
    taken, came, registered, no_shows, cancelled, waiting = counts or (0,) * 6
    if row.state is CourseDateState.cancelled:  # type: ignore[attr-defined]
        return Figures(called_off=1, cancelled=cancelled)
    return Figures(1, 0, row.capacity, taken, came, registered, no_shows, cancelled, waiting)  # type: ignore[attr-defined]


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
