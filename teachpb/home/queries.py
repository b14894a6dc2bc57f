"""What the front door asks of the rooms below, where they have no question of their own for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from teachpb.cpd.models import Course, CourseStatus
from teachpb.db import db
from teachpb.schools.models import School
from teachpb.schools.queries import open_schools
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import is_open_now

#: (slug, when it last changed)
Slugs = list[tuple[str, datetime | None]]


def course_count() -> int:
    """Published courses."""
    return db.session.scalar(select(func.count(Course.id)).where(Course.status == CourseStatus.published)) or 0


def course_slugs() -> Slugs:
    question = select(Course.slug, Course.updated_at).where(Course.status == CourseStatus.published)
    return [(row.slug, row.updated_at) for row in db.session.execute(question.order_by(Course.id))]


def open_vacancy_slugs() -> Slugs:
    """By the clock: a closed advert is out the minute it closes."""
    question = select(Vacancy.slug, Vacancy.updated_at).where(is_open_now()).order_by(Vacancy.id)
    return [(row.slug, row.updated_at) for row in db.session.execute(question)]


def school_slugs(la_code: str) -> Slugs:
    """A school’s page changes with its own words or with the register, whichever was later."""
    return [(school.slug, _changed(school)) for school in open_schools(la_code)]


def _changed(school: School) -> datetime:
    told: datetime | None = school.profile.updated_at if school.profile else None
    return max(school.updated_at, told) if told else school.updated_at
