"""Reading registers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from teachpb.attendance.models import AttendanceMark, AttendanceRecord
from teachpb.cpd.models import Booking, Course, CourseDate, CourseSession, Place, PlaceState
from teachpb.cpd.models.transitions import AFTER_REGISTER
from teachpb.db import db

#: Whoever is expected on the day, and whoever was.
ON_REGISTER = AFTER_REGISTER | {PlaceState.confirmed}

#: Marks that are missing for so long are not coming.
SETTLE_WITHIN = timedelta(weeks=8)


@dataclass(frozen=True)
class Row:
    """One line of a register: the place, its mark at this session, and what it has come to."""

    place: Place
    mark: AttendanceMark | None
    record: AttendanceRecord | None

    @property
    def seen(self) -> int:
        return self.mark.version if self.mark else 0


def on_register(run: CourseDate) -> list[Place]:
    """Who stands on the register of a date, by name; asked anew, so that it can be trusted under the lock."""
    return list(
        db.session.scalars(
            select(Place)
            .where(Place.course_date_id == run.id, Place.state.in_(sorted(ON_REGISTER)))
            .options(joinedload(Place.booking).joinedload(Booking.payer))
            .order_by(Place.delegate_name, Place.id)
            .execution_options(populate_existing=True)
        )
    )


def register_of(session: CourseSession) -> list[Row]:
    """The register of a session, by name."""
    places = on_register(session.course_date)
    marks, records = marks_of(session.id), records_of_places([place.id for place in places])
    return [Row(place, marks.get(place.id), records.get(place.id)) for place in places]


def sheet_of(run: CourseDate) -> dict[int, dict[int, AttendanceMark]]:
    """Every mark of a date: place -> session -> mark."""
    rows = db.session.scalars(select(AttendanceMark).join(CourseSession).where(CourseSession.course_date_id == run.id))
    sheet: dict[int, dict[int, AttendanceMark]] = {}
    for row in rows:
        sheet.setdefault(row.place_id, {})[row.session_id] = row
    return sheet


def marks_of(session_id: int) -> dict[int, AttendanceMark]:
    """The marks of a session by place, with who made them."""
    rows = db.session.scalars(
        select(AttendanceMark)
        .where(AttendanceMark.session_id == session_id)
        .options(joinedload(AttendanceMark.marked_by))
        .execution_options(populate_existing=True)
    )
    return {row.place_id: row for row in rows}


def marks_of_place(place_id: int) -> dict[int, AttendanceMark]:
    """The marks of a place by session."""
    rows = db.session.scalars(select(AttendanceMark).where(AttendanceMark.place_id == place_id))
    return {row.session_id: row for row in rows}


def mark_of(session_id: int, place_id: int) -> AttendanceMark | None:
    return db.session.scalar(
        select(AttendanceMark)
        .where(AttendanceMark.session_id == session_id, AttendanceMark.place_id == place_id)
        .options(joinedload(AttendanceMark.marked_by), joinedload(AttendanceMark.place))
        .execution_options(populate_existing=True)
    )


def records_of_places(ids: list[int]) -> dict[int, AttendanceRecord]:
    rows = db.session.scalars(select(AttendanceRecord).where(AttendanceRecord.place_id.in_(ids)))
    return {row.place_id: row for row in rows}


def session_now(run: CourseDate, today: date) -> CourseSession | None:
    """The session whose register is wanted: today's, else the last one that was, else the first."""
    live = run.live_sessions
    begun = [session for session in live if session.day <= today]
    return begun[-1] if begun else (live[0] if live else None)


def dates_to_settle(now: datetime) -> list[int]:
    """Ids of the dates that ended in the last eight weeks and have somebody whose marks are not settled."""
    return list(
        db.session.scalars(
            select(CourseDate.id)
            .join(Place)
            .join(AttendanceMark, AttendanceMark.place_id == Place.id)
            .where(
                CourseDate.ends_at <= now,
                CourseDate.ends_at > now - SETTLE_WITHIN,
                Place.state == PlaceState.confirmed,
            )
            .distinct()
            .order_by(CourseDate.id)
        )
    )


def place_by_ticket(token: str) -> Place | None:
    """The place a ticket is for, with what stands on it."""
    return db.session.scalar(
        select(Place)
        .where(Place.ticket_token == token)
        .options(
            joinedload(Place.course_date).joinedload(CourseDate.course).joinedload(Course.provider),
            joinedload(Place.course_date).joinedload(CourseDate.venue),
            joinedload(Place.course_date).selectinload(CourseDate.sessions),
            selectinload(Place.booking),
        )
    )
