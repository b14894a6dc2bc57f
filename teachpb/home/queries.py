"""What the front door asks of the rooms below, where they have no question of their own for it."""

from __future__ import annotations

from sqlalchemy import func, select

from teachpb.cpd.models import Course, CourseStatus
from teachpb.db import db


def course_count() -> int:
    """Published courses."""
    return db.session.scalar(select(func.count(Course.id)).where(Course.status == CourseStatus.published)) or 0


def course_slugs() -> list[str]:
    question = select(Course.slug).where(Course.status == CourseStatus.published).order_by(Course.id)
    return list(db.session.scalars(question))
