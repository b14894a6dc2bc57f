"""How a course is found: its document and its facets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from teachpb import clock
from teachpb.cpd.bands import price_range
from teachpb.cpd.facets import PRICE_VALUES, Length, TimeOfWeek, price_values, time_of
from teachpb.cpd.models import (
    Audience,
    Course,
    CourseDate,
    CourseDateState,
    CourseSession,
    CourseStatus,
    Level,
    Mode,
    Subject,
    Theme,
)
from teachpb.db import db
from teachpb.schools.models import Phase, Provider
from teachpb.search.registry import Document, DocumentType, register

CORPUS = "course"
#: What people can filter by, in page order. Values are stored values; a provider's is its slug, a month's "2026-05".
FACETS = ("audience", "phase", "subject", "theme", "level", "mode", "provider", "month", "time", "length", "district")
#: The highest prices people can choose, by band: no filter of the page by itself, see ``facets.price_values``.
PRICE = "price"
#: Phases a course can be for: an all-through school's staff look under primary and under secondary.
PHASES = (Phase.nursery, Phase.primary, Phase.secondary, Phase.sixth_form_or_college)


def documents(ids: Sequence[int]) -> Iterable[Document]:
    """The published ones among these courses, as the index knows them."""
    statement = (
        select(Course)
        .where(Course.id.in_(list(ids)), Course.status == CourseStatus.published)
        .options(
            joinedload(Course.provider),
            selectinload(Course.dates).joinedload(CourseDate.venue),
            selectinload(Course.dates).selectinload(CourseDate.sessions).joinedload(CourseSession.venue),
        )
    )
    return [document(course) for course in db.session.scalars(statement)]


def document(course: Course) -> Document:
    now = clock.now()
    upcoming = upcoming_dates(course, now)
    starts = [at for run in upcoming if (at := run.next_start(now) or run.starts_at)]
    prices = [span[0] for run in upcoming if (span := price_range(run.prices))]
    spots = {(v.latitude, v.longitude) for run in upcoming if (v := run.venue)}
    labels = (*course.audiences, *course.phases, *course.subjects, *course.themes)
    return Document(
        id=course.id,
        title=course.title,
        organisation=course.provider.name,
        body=" ".join(
            (course.summary, course.description, *course.outcomes, *course.content_outline, course.prerequisites)
        ),
        extra=" ".join((course.code or "", course.level.label, course.mode.label, *(value.label for value in labels))),
        facets=facets_of(course, upcoming),
        numbers={
            "starts": int(min(starts).timestamp()) if starts else None,
            "price": min(prices, default=None),
        },
        newest=int(course.published_at.timestamp()) if course.published_at else 0,
        positions=[(lat, lng) for lat, lng in spots if lat is not None and lng is not None],
    )


def facets_of(course: Course, upcoming: Sequence[CourseDate]) -> dict[str, list[str]]:
    now = clock.now()
    sessions = [session for run in upcoming for session in run.live_sessions if session.starts_at > now]
    return {
        "audience": [value.value for value in course.audiences],
        "phase": [value.value for value in course.phases],
        "subject": [value.value for value in course.subjects],
        "theme": [value.value for value in course.themes],
        "level": [course.level.value],
        "mode": [course.mode.value],
        "provider": [course.provider.slug],
        "month": sorted({f"{session.day:%Y-%m}" for session in sessions}),
        "time": sorted({time_of(session).value for session in sessions}),
        "length": sorted({Length.of(len(run.live_sessions)).value for run in upcoming}),
        "district": sorted({v.district for session in sessions if (v := session.venue_in_force) and v.district}),
        PRICE: price_values(run.prices for run in upcoming),
    }


def upcoming_dates(course: Course, moment: datetime) -> list[CourseDate]:
    """What is published and not over. A run of several sessions whose first has passed is still one of them."""
    return [
        run
        for run in course.dates
        if run.state is CourseDateState.published and run.ends_at is not None and run.ends_at > moment
    ]


def all_ids() -> Iterable[int]:
    return db.session.scalars(select(Course.id).where(Course.status == CourseStatus.published))


def months_ahead(count: int = 12) -> list[date]:
    """The first days of this month and the ones after it."""
    today = clock.today()
    return [date(today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1, 1) for n in range(count)]


def course_of_date(run: CourseDate) -> Iterable[int]:
    return [run.course_id]


def course_of_session(session: CourseSession) -> Iterable[int]:
    return db.session.scalars(select(CourseDate.course_id).where(CourseDate.id == session.course_date_id))


def courses_of_provider(provider: Provider) -> Iterable[int]:
    return db.session.scalars(select(Course.id).where(Course.provider_id == provider.id))


DOCUMENT_TYPE = DocumentType(
    name=CORPUS,
    model=Course,
    load=documents,
    all_ids=all_ids,
    depends_on={
        CourseDate: course_of_date,
        CourseSession: course_of_session,
        Provider: courses_of_provider,
    },
    facets={
        "audience": [member.value for member in Audience],
        "phase": [member.value for member in PHASES],
        "subject": [member.value for member in Subject],
        "theme": [member.value for member in Theme],
        "level": [member.value for member in Level],
        "mode": [member.value for member in Mode],
        "provider": None,
        "month": None,
        "time": [member.value for member in TimeOfWeek],
        "length": [member.value for member in Length],
        "district": None,
        PRICE: PRICE_VALUES,
    },
    numbers=("starts", "price"),
    sorts={"soonest": "starts", "price": "price"},
    noise=("course", "courses", "training", "cpd"),
)


def register_documents() -> None:
    register(DOCUMENT_TYPE)
