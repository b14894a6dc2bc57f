"""Who is to be asked what they thought, and what people thought on the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from teachpb import clock
from teachpb.attendance.models import AttendanceRecord, Evaluation
from teachpb.cpd.models import Course, CourseDate, Place, PlaceState
from teachpb.db import db

WERE_THERE = frozenset({PlaceState.attended, PlaceState.part_attended})
#: With fewer answers than this nothing is shown to the public, and no comment to anybody.
FEWEST = 5


@dataclass(frozen=True)
class Rating:
    """What those who answered thought of a course: ``average`` of 5, ``recommend`` of 10, and how many they were."""

    average: float
    recommend: float
    answers: int


def record_by_key(key: str) -> AttendanceRecord | None:
    return db.session.scalar(_whole().where(AttendanceRecord.key == key))


def record_of_place(place_id: int) -> AttendanceRecord | None:
    return db.session.scalar(_whole().where(AttendanceRecord.place_id == place_id))


def records_of(place_ids: Sequence[int]) -> dict[int, AttendanceRecord]:
    """What places came to, by place."""
    rows = db.session.scalars(_whole().where(AttendanceRecord.place_id.in_(place_ids)))
    return {row.place_id: row for row in rows}


def may_evaluate(kept: AttendanceRecord) -> bool:
    """Whoever was at some of it, once it is over."""
    return kept.place.state in WERE_THERE


def to_ask(since: datetime, today: date, *, limit: int) -> list[AttendanceRecord]:
    """Those who were there and have not been asked: of dates that ended between ``since`` and the day before
    ``today``."""
    morning = clock.at_london(today, time(0))
    statement = _whole().where(
        AttendanceRecord.asked_at.is_(None),
        AttendanceRecord.answered_at.is_(None),
        Place.state.in_(sorted(WERE_THERE)),
        CourseDate.ends_at >= since,
        CourseDate.ends_at < morning,
    )
    return list(db.session.scalars(statement.order_by(AttendanceRecord.id).limit(limit)))


def to_chase(before: datetime, *, limit: int) -> list[AttendanceRecord]:
    """Those who were asked before this moment, have not answered, and were not reminded."""
    statement = _whole().where(
        AttendanceRecord.asked_at <= before,
        AttendanceRecord.chased_at.is_(None),
        AttendanceRecord.answered_at.is_(None),
        Place.state.in_(sorted(WERE_THERE)),
    )
    return list(db.session.scalars(statement.order_by(AttendanceRecord.id).limit(limit)))


def to_follow_up(*, since: datetime, until: datetime, limit: int) -> list[AttendanceRecord]:
    """Those who were there, of dates that ended between the two moments, and have not been asked again."""
    statement = _whole().where(
        AttendanceRecord.follow_up_asked_at.is_(None),
        Place.state.in_(sorted(WERE_THERE)),
        CourseDate.ends_at >= since,
        CourseDate.ends_at <= until,
    )
    return list(db.session.scalars(statement.order_by(AttendanceRecord.id).limit(limit)))


def rating(course: Course) -> Rating | None:
    """What people thought of a course on the whole, once five have said so."""
    number, agreement, recommend = db.session.execute(
        select(func.count(Evaluation.id), func.avg(Evaluation.agreement), func.avg(Evaluation.recommend)).where(
            Evaluation.course_id == course.id
        )
    ).one()
    if number < FEWEST:
        return None
    return Rating(average=round(float(agreement), 1), recommend=round(float(recommend), 1), answers=number)


def _whole() -> Select[AttendanceRecord]:
    return (
        select(AttendanceRecord)
        .join(AttendanceRecord.place)
        .join(Place.course_date)
        .options(
            contains_eager(AttendanceRecord.place)
            .contains_eager(Place.course_date)
            .options(joinedload(CourseDate.course).joinedload(Course.provider), joinedload(CourseDate.venue)),
            contains_eager(AttendanceRecord.place).joinedload(Place.booking),
        )
    )
