"""Kinds of training."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from teachpb.cpd.models import Course, CourseStatus
from teachpb.db import db
from teachpb.training.models import TrainingKind


def all_kinds() -> list[TrainingKind]:
    return list(
        db.session.scalars(
            select(TrainingKind)
            .options(selectinload(TrainingKind.courses))
            .order_by(TrainingKind.is_active.desc(), TrainingKind.name, TrainingKind.id)
        )
    )


def active_kinds() -> list[TrainingKind]:
    return list(
        db.session.scalars(
            select(TrainingKind).where(TrainingKind.is_active).order_by(TrainingKind.name, TrainingKind.id)
        )
    )


def get_kind(kind_id: int) -> TrainingKind | None:
    return db.session.get(TrainingKind, kind_id)


def offered_courses() -> list[Course]:
    """The courses in the catalogue, by title: any of them may give a kind of training."""
    return list(
        db.session.scalars(
            select(Course).where(Course.status == CourseStatus.published).order_by(Course.title, Course.id)
        )
    )
