"""The loaders of the room: each starts from the person, or from a secret that was mailed or printed."""

from __future__ import annotations

from typing import Any

from teachpb.attendance import policies, queries
from teachpb.attendance.models import AttendanceRecord
from teachpb.cpd.models import CourseDate, CourseSession, Place
from teachpb.cpd.queries import date_known_to


def load_date(user: Any, course_date_id: int) -> CourseDate | None:
    return date_known_to(user, course_date_id)


def load_session(user: Any, course_date_id: int, session_id: int) -> CourseSession | None:
    run = date_known_to(user, course_date_id)
    return next((row for row in run.live_sessions if row.id == session_id), None) if run else None


def load_place(user: Any, course_date_id: int, place_id: int) -> Place | None:
    run = date_known_to(user, course_date_id)
    return next((row for row in queries.on_register(run) if row.id == place_id), None) if run else None


def load_record(_user: Any, key: str) -> AttendanceRecord | None:
    return queries.record_by_key(key)


def can_keep(user: Any, session: CourseSession) -> bool:
    return policies.can_keep_register(user, session.course_date)


def can_award(user: Any, place: Place) -> bool:
    return policies.can_award_hours(user, place.course_date)
