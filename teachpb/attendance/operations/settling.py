"""After every mark: the state of the place, its hours, and whether there is a certificate."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.attendance import queries
from teachpb.attendance.deriving import hours_of, place_state
from teachpb.attendance.models import AttendanceRecord
from teachpb.attendance.operations.certificates import settle_certificate
from teachpb.cpd import operations as cpd
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import CourseSession, Place, PlaceState
from teachpb.db import db


def settle(place: Place, *, lock: Locked, actor: User | None) -> None:
    """Under the lock: let the place follow its marks. Hours are counted as they come; the state, and with it the
    certificate, is settled once the last session is over and every session has a mark."""
    sessions = lock.only.live_sessions
    marks = queries.marks_of_place(place.id)
    of_session = [(row.mark if (row := marks.get(session.id)) else None, _length(session)) for session in sessions]
    kept = record_of(place)
    kept.hours = hours_of(of_session)
    state = place_state([mark for mark, _ in of_session])
    if state is None or not _is_over(lock):
        return
    cpd.note_attendance(actor=actor, place=place, state=state, now=lock.now)
    settle_certificate(place, kept, actor=actor, now=lock.now)


def settle_date(*, course_date_id: int) -> int:
    """Settle the places of a date that has ended since its register was kept. Returns how many that were."""
    with locked_course_dates([course_date_id]) as lock:
        waiting = [place for place in queries.on_register(lock.only) if place.state is PlaceState.confirmed]
        for place in waiting:
            if queries.marks_of_place(place.id):
                settle(place, lock=lock, actor=None)
        return sum(1 for place in waiting if place.state is not PlaceState.confirmed)


def record_of(place: Place) -> AttendanceRecord:
    """What the place has come to, begun if need be."""
    kept = db.session.scalar(select(AttendanceRecord).where(AttendanceRecord.place_id == place.id))
    if kept is None:
        kept = AttendanceRecord(place=place)
        db.session.add(kept)
        db.session.flush()
    return kept


def _is_over(lock: Locked) -> bool:
    return all(session.ends_at <= lock.now for session in lock.only.live_sessions)


def _length(session: CourseSession) -> timedelta:
    day = session.day
    return datetime.combine(day, session.ends) - datetime.combine(day, session.starts)
