"""Keeping the register: cell by cell, the newer mark wins and says what it replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from teachpb.accounts.models import User
from teachpb.attendance import queries
from teachpb.attendance.errors import NotOnRegister, NotYet
from teachpb.attendance.models import AttendanceMark, AttendanceRecord, Mark
from teachpb.attendance.operations.settling import record_of, settle
from teachpb.audit.operations import record
from teachpb.clock import london_day
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import CourseDate, CourseSession, Place
from teachpb.db import db


@dataclass(frozen=True)
class Cell:
    """A mark somebody made. ``seen`` is the version of the cell they saw, 0 for an empty one."""

    place_id: int
    mark: Mark
    seen: int = 0


@dataclass(frozen=True)
class Overtaken:
    """A cell that somebody else had changed meanwhile: what it said, and who said so."""

    place: Place
    was: Mark
    now: Mark
    by: str


@dataclass
class Outcome:
    """What a saved register came to: the cells that changed, and those in which somebody was overtaken."""

    saved: list[AttendanceMark] = field(default_factory=list)
    overtaken: list[Overtaken] = field(default_factory=list)


def save_marks(*, actor: User, course_date_id: int, session_id: int, cells: Sequence[Cell]) -> Outcome:
    """Put ``cells`` into the register of a session and settle the places they are about.

    What somebody else wrote since a cell was seen is replaced, and told (``Outcome.overtaken``). Raises NotYet before
    the day of the session, NotOnRegister for a place that is not on the register (any more), and LookupError.
    """
    with locked_course_dates([course_date_id]) as lock:
        session = open_session(lock, session_id)
        places = {place.id: place for place in queries.on_register(lock.only)}
        if any(cell.place_id not in places for cell in cells):
            raise NotOnRegister
        known = queries.marks_of(session.id)
        outcome = Outcome()
        for cell in cells:
            _write(cell, known.get(cell.place_id), places[cell.place_id], session, actor, lock, outcome)
        _settle_all((row.place for row in outcome.saved), lock, actor)
        return outcome


def mark_rest(*, actor: User, course_date_id: int, session_id: int, mark: Mark) -> int:
    """Give everybody without a mark this one. Returns how many that were. Raises NotYet, LookupError."""
    with locked_course_dates([course_date_id]) as lock:
        session = open_session(lock, session_id)
        known = queries.marks_of(session.id)
        rest = [place for place in queries.on_register(lock.only) if place.id not in known]
        for place in rest:
            write_mark(place, session, mark, actor=actor, lock=lock)
        _settle_all(rest, lock, actor)
        return len(rest)


def award_hours(*, actor: User, course_date_id: int, place_id: int, hours: float | None, reason: str) -> None:
    """Give other hours than the register says, with the reason; None goes back to those. Raises NotOnRegister."""
    with locked_course_dates([course_date_id]) as lock:
        place = next((row for row in queries.on_register(lock.only) if row.id == place_id), None)
        if place is None:
            raise NotOnRegister
        kept = record_of(place)
        before = kept.hours_counted
        kept.awarded_hours, kept.award_reason, kept.awarded_by_id = hours, reason, actor.id
        _note_hours(kept, actor, lock.only, before)
        settle(place, lock=lock, actor=actor)


def open_session(lock: Locked, session_id: int) -> CourseSession:
    """The session whose register is kept. Raises LookupError for one that is not of this date or was dropped, and
    NotYet."""
    session = next((row for row in lock.only.live_sessions if row.id == session_id), None)
    if session is None:
        raise LookupError(f"no session {session_id}")
    if session.day > london_day(lock.now):
        raise NotYet
    return session


def write_mark(
    place: Place,
    session: CourseSession,
    mark: Mark,
    *,
    actor: User,
    lock: Locked,
    row: AttendanceMark | None = None,
) -> AttendanceMark:
    """Under the lock: the cell says ``mark`` from now on, and the trail says so."""
    before = row.mark if row else None
    if row is None:
        row = AttendanceMark(place=place, session=session, mark=mark, marked_at=lock.now, marked_by=actor)
        db.session.add(row)
    else:
        row.mark, row.version = mark, row.version + 1
        row.marked_at, row.marked_by = lock.now, actor
    db.session.flush()
    record(
        actor=actor,
        verb="attendance_corrected" if before else "attendance_marked",
        subject=row,
        organisation_id=lock.only.course.provider_id,
        changes={"mark": (before.value if before else None, mark.value)},
    )
    return row


def _write(
    cell: Cell,
    row: AttendanceMark | None,
    place: Place,
    session: CourseSession,
    actor: User,
    lock: Locked,
    outcome: Outcome,
) -> None:
    if row is not None and row.mark is cell.mark:
        return
    if row is not None and row.version != cell.seen:
        by = row.marked_by.full_name if row.marked_by else "Somebody"
        outcome.overtaken.append(Overtaken(place, row.mark, cell.mark, by))
    outcome.saved.append(write_mark(place, session, cell.mark, actor=actor, lock=lock, row=row))


def _settle_all(places: Iterable[Place], lock: Locked, actor: User) -> None:
    for place in places:
        settle(place, lock=lock, actor=actor)


def _note_hours(kept: AttendanceRecord, actor: User, run: CourseDate, before: float) -> None:
    db.session.flush()
    record(
        actor=actor,
        verb="hours_awarded",
        subject=kept,
        organisation_id=run.course.provider_id,
        changes={"hours": (before, kept.hours_counted)},
        note=kept.award_reason,
    )
