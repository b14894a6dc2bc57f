"""Courses and their dates for machines: what there is, and what has changed since.

A list goes by the record's number, so that a page never moves under its reader. A list of changes reaches up to a fixed
moment, as that of the vacancies does (``changes.py``). How many places are left changes with every booking and is no
change of a date: ask for the date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from teachpb.api.changes import GoneReason
from teachpb.api.cursors import microseconds
from teachpb.api.parameters import SchoolChanges
from teachpb.api.queries import PER_PAGE, Slice
from teachpb.cpd.finding import CourseSearch, matching_ids
from teachpb.cpd.models import Course, CourseDate, CourseDateState, CourseSession, CourseStatus
from teachpb.db import db
from teachpb.schools.models import Provider

#: States in which a date is told of; a draft is nobody's business, and what was delivered is over.
TOLD = (CourseDateState.published, CourseDateState.closed, CourseDateState.postponed, CourseDateState.cancelled)
_WHOLE_DATE = (
    joinedload(CourseDate.course).joinedload(Course.provider),
    joinedload(CourseDate.venue),
    selectinload(CourseDate.sessions),
)


@dataclass(frozen=True)
class DateSearch:
    """Dates of these courses and providers (slugs), with a session between two days."""

    courses: Sequence[str] = ()
    providers: Sequence[str] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Stone:
    """Something to forget: a course by its slug, a date by its number alone."""

    id: int
    reason: GoneReason
    gone_at: datetime
    slug: str = ""


@dataclass(frozen=True)
class Told:
    """``items`` are courses or dates; ``after`` the cursor of the next slice, None at the end."""

    items: list[Any]
    gone: list[Stone]
    after: str | None


def listed_courses(asked: CourseSearch | None, after: int | None) -> Slice[Course]:
    """The courses in the catalogue, by number."""
    question = select(Course).where(Course.status == CourseStatus.published)
    if asked is not None:
        question = question.where(Course.id.in_(sorted(matching_ids(asked))))
    rest = question.where(Course.id > (after or 0)).order_by(Course.id).options(joinedload(Course.provider))
    return _slice(rest, question)


def listed_dates(asked: DateSearch, moment: datetime, after: int | None) -> Slice[CourseDate]:
    """The dates that are not over, by number."""
    question = (
        select(CourseDate).join(CourseDate.course).where(_is_told(moment), Course.status == CourseStatus.published)
    )
    question = question.where(*_conditions(asked))
    rest = question.where(CourseDate.id > (after or 0)).order_by(CourseDate.id).options(*_WHOLE_DATE)
    return _slice(rest, question)


def changed_courses(changes: SchoolChanges, asked: CourseSearch | None) -> Told:
    """One page of the courses that changed, by number: new and different ones, and those to forget."""
    question = (
        select(Course)
        .where(
            Course.published_at.is_not(None),
            Course.updated_at >= changes.since,
            Course.updated_at <= changes.until,
            Course.id > changes.after,
        )
        .order_by(Course.id)
        .options(joinedload(Course.provider))
    )
    rows = list(db.session.scalars(question.limit(PER_PAGE + 1)))
    shown = rows[:PER_PAGE]
    wanted = None if asked is None or not shown else set(matching_ids(asked))
    items, gone = [], []
    for course in shown:
        if course.status is not CourseStatus.published:
            gone.append(Stone(course.id, GoneReason.removed, course.updated_at, course.slug))
        elif wanted is not None and course.id not in wanted:
            gone.append(Stone(course.id, GoneReason.unmatched, course.updated_at, course.slug))
        else:
            items.append(course)
    return Told(items, gone, _next(changes, rows, shown))


def changed_dates(changes: SchoolChanges, asked: DateSearch, moment: datetime) -> Told:
    """One page of the dates that changed, by number. A date that is over is told of as closed."""
    at = _date_changed_at(changes.until).label("at")
    question = (
        select(CourseDate, at)
        .join(CourseDate.course)
        .where(
            CourseDate.state != CourseDateState.draft,
            at >= changes.since,
            at <= changes.until,
            CourseDate.id > changes.after,
        )
        .order_by(CourseDate.id)
        .options(*_WHOLE_DATE)
    )
    rows = list(db.session.execute(question.limit(PER_PAGE + 1)).unique())
    shown = rows[:PER_PAGE]
    matching = _matching([run.id for run, _ in shown], asked)
    items, gone = [], []
    for run, changed_at in shown:
        if run.course.status is not CourseStatus.published:
            gone.append(Stone(run.id, GoneReason.removed, changed_at))
        elif run.state not in TOLD or (run.ends_at is not None and run.ends_at <= moment):
            gone.append(Stone(run.id, GoneReason.closed, changed_at))
        elif run.id not in matching:
            gone.append(Stone(run.id, GoneReason.unmatched, changed_at))
        else:
            items.append(run)
    return Told(items, gone, _next(changes, [run for run, _ in rows], [run for run, _ in shown]))


def date_by_id(course_date_id: int) -> CourseDate | None:
    """A date that is or was told of."""
    return db.session.scalar(
        select(CourseDate)
        .where(CourseDate.id == course_date_id, CourseDate.state != CourseDateState.draft)
        .options(*_WHOLE_DATE)
    )


def is_over(run: CourseDate, moment: datetime) -> bool:
    over = run.ends_at is not None and run.ends_at <= moment
    return over or run.state not in TOLD or not run.course.is_public


def last_change(courses: Sequence[Course]) -> Mapping[int, datetime]:
    """When each of these courses, or one of its dates, last changed."""
    statement = (
        select(CourseDate.course_id, func.max(CourseDate.updated_at))
        .where(CourseDate.course_id.in_([course.id for course in courses]), CourseDate.state.in_(TOLD))
        .group_by(CourseDate.course_id)
    )
    dates = {row[0]: row[1] for row in db.session.execute(statement)} if courses else {}
    return {course.id: max(course.updated_at, dates.get(course.id, course.updated_at)) for course in courses}


def _is_told(moment: datetime) -> ColumnElement[bool]:
    return CourseDate.state.in_(TOLD) & (CourseDate.ends_at.is_(None) | (CourseDate.ends_at > moment))


def _conditions(asked: DateSearch) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.courses:
        found.append(CourseDate.course_id.in_(select(Course.id).where(Course.slug.in_(asked.courses))))
    if asked.providers:
        providers = select(Provider.id).where(Provider.slug.in_(asked.providers))
        found.append(CourseDate.course_id.in_(select(Course.id).where(Course.provider_id.in_(providers))))
    if asked.first or asked.last:
        day = select(CourseSession.course_date_id)
        day = day.where(CourseSession.day >= asked.first) if asked.first else day
        day = day.where(CourseSession.day <= asked.last) if asked.last else day
        found.append(CourseDate.id.in_(day))
    return found


def _matching(ids: Sequence[int], asked: DateSearch) -> set[int]:
    return set(db.session.scalars(select(CourseDate.id).where(CourseDate.id.in_(ids), *_conditions(asked))))


def _date_changed_at(until: datetime) -> ColumnElement[datetime]:
    """The last of: written, a session written, the course written, over by the clock, as far as that lies before
    ``until``."""
    sessions = (
        select(func.max(CourseSession.updated_at))
        .where(CourseSession.course_date_id == CourseDate.id)
        .correlate(CourseDate)
        .scalar_subquery()
    )
    latest: ColumnElement[datetime] = CourseDate.updated_at  # type: ignore[assignment]
    for event in (Course.updated_at, sessions, CourseDate.ends_at):
        happened = event.is_not(None) & (event <= until) & (event > latest)
        latest = case((happened, event), else_=latest)
    return latest


def _slice(rest: Select[Any], question: Select[Any]) -> Slice[Any]:
    total = db.session.scalar(select(func.count()).select_from(question.order_by(None).subquery())) or 0
    found = list(db.session.scalars(rest.limit(PER_PAGE + 1)).unique())
    return Slice(found[:PER_PAGE], total, str(found[PER_PAGE - 1].id) if len(found) > PER_PAGE else None)


def _next(changes: SchoolChanges, rows: Sequence[Any], shown: Sequence[Any]) -> str | None:
    return f"{microseconds(changes.until)}-{shown[-1].id}" if len(rows) > PER_PAGE else None
