"""Making, changing, publishing and calling off the dates of a course."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import changes_of, record
from teachpb.cpd import queries
from teachpb.cpd.errors import CapacityBelowTaken, NotReady
from teachpb.cpd.locking import locked_course_dates
from teachpb.cpd.models import (
    Course,
    CourseDate,
    CourseDateState,
    CourseSession,
    CourseStatus,
    Facilitator,
    LineStrategy,
    PriceBand,
    Venue,
)
from teachpb.cpd.models.transitions import date_may_become
from teachpb.cpd.operations.promoting import promote
from teachpb.cpd.operations.telling import tell_moved
from teachpb.db import InvalidTransition, db
from teachpb.work import wake


@dataclass(frozen=True)
class Span:
    """When a session is, by the clock on the wall."""

    day: date
    starts: time
    ends: time


@dataclass(frozen=True, kw_only=True)
class DateDetails:
    """What a provider says about one run. ``prices`` are pence by band."""

    capacity: int
    prices: dict[PriceBand, int]
    minimum: int = 0
    venue: Venue | None = None
    online_link: str = ""
    joining_instructions: str = ""
    decide_on: date | None = None
    line_strategy: LineStrategy = LineStrategy.strict
    booking_opens_at: datetime | None = None
    booking_closes_at: datetime | None = None
    has_waiting_list: bool = True
    asks_dietary: bool = False
    contact_name: str = ""
    contact_email: str = ""
    facilitators: list[User] = field(default_factory=list)


def create_date(*, actor: User, course: Course, details: DateDetails, sessions: list[Span]) -> CourseDate:
    """A draft date with its sessions."""
    run = CourseDate(course=course, state=CourseDateState.draft)
    _write(run, details)
    run.sessions = [CourseSession(day=s.day, starts=s.starts, ends=s.ends, zone=clock.LONDON.key) for s in sessions]
    repeat_span(run)
    db.session.add(run)
    record(actor=actor, verb="course_date_created", subject=run, organisation_id=course.provider_id)
    db.session.flush()
    return run


def edit_date(*, actor: User, course_date_id: int, details: DateDetails) -> CourseDate:
    """Change a run. More capacity goes to the line at once; less than is taken is refused (CapacityBelowTaken). A new
    venue is told to every calendar."""
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        taken = queries.availability(run, now=lock.now).taken
        if details.capacity < taken:
            raise CapacityBelowTaken(taken)
        moved = run.venue_id != (details.venue.id if details.venue else None)
        told = (details.joining_instructions, details.online_link)
        if told != (run.joining_instructions, run.online_link):
            run.instructions_changed_at = lock.now
        _write(run, details)
        _note(run, actor, "course_date_edited")
        if moved:
            affected = [session for session in run.live_sessions if session.venue_id is None]
            _bump(affected)
            tell_moved(run, affected, now=lock.now)
        promote(run, lock)
        return run


def set_sessions(*, actor: User, course_date_id: int, spans: dict[int | None, list[Span]]) -> CourseDate:
    """Give the run these sessions: ``spans`` maps a session's id to its one span, and None to the spans to add; a
    session that is not named is dropped. Calendars are told of what moved, what came and what went."""
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        changed: list[CourseSession] = []
        for session in run.live_sessions:
            wanted = spans.get(session.id)
            if not wanted:
                session.cancelled_at = lock.now
                changed.append(session)
            elif (session.day, session.starts, session.ends) != (wanted[0].day, wanted[0].starts, wanted[0].ends):
                session.day, session.starts, session.ends = wanted[0].day, wanted[0].starts, wanted[0].ends
                changed.append(session)
        _bump(changed)
        added = [
            CourseSession(day=s.day, starts=s.starts, ends=s.ends, zone=clock.LONDON.key) for s in spans.get(None, [])
        ]
        run.sessions.extend(added)
        if not run.live_sessions:
            raise NotReady("Keep at least one session, or cancel the date", "day")
        repeat_span(run)
        db.session.flush()
        record(actor=actor, verb="sessions_changed", subject=run, organisation_id=run.course.provider_id)
        tell_moved(run, [*changed, *added], now=lock.now)
        return run


def publish_date(*, actor: User, course_date_id: int) -> CourseDate:
    """Open it for booking. Raises NotReady, InvalidTransition."""
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        _require_complete(run, lock.now)
        move_date(run, CourseDateState.published, actor, lock.now)
        promote(run, lock)
        return run


def close_date(*, actor: User, course_date_id: int) -> CourseDate:
    """Take no more bookings; those made stand."""
    with locked_course_dates([course_date_id]) as lock:
        move_date(lock.only, CourseDateState.closed, actor, lock.now)
        return lock.only


def cancel_date(*, actor: User, course_date_id: int, reason: str) -> CourseDate:
    """Call the run off. Everyone on it is told by the job ``cpd.drop_places``, which this wakes."""
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        move_date(run, CourseDateState.cancelled, actor, lock.now)
        run.state_reason = reason
        for session in run.live_sessions:
            session.cancelled_at = lock.now
            session.sequence += 1
        wake("cpd.drop_places")
        return run


def mark_delivered(*, course_date_id: int) -> None:
    """The last session is over. Nothing happens when it is not, or it is marked already."""
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        over = run.ends_at is not None and run.ends_at <= lock.now
        if over and date_may_become(run.state, CourseDateState.delivered):
            move_date(run, CourseDateState.delivered, None, lock.now)


def _write(run: CourseDate, details: DateDetails) -> None:
    for name in (
        "capacity",
        "minimum",
        "online_link",
        "joining_instructions",
        "decide_on",
        "line_strategy",
        "booking_opens_at",
        "booking_closes_at",
        "has_waiting_list",
        "asks_dietary",
        "contact_name",
        "contact_email",
        "venue",
    ):
        setattr(run, name, getattr(details, name))
    run.prices = {band.value: pence for band, pence in details.prices.items()}
    wanted = {user.id: user for user in details.facilitators}
    run.facilitators = [row for row in run.facilitators if row.user_id in wanted]
    known = {row.user_id for row in run.facilitators}
    run.facilitators.extend(Facilitator(user=user) for user in wanted.values() if user.id not in known)


def repeat_span(run: CourseDate) -> None:
    """Let the date repeat when its first session starts and its last one ends."""
    live = run.live_sessions
    run.starts_at = min((session.starts_at for session in live), default=None)
    run.ends_at = max((session.ends_at for session in live), default=None)


def _bump(sessions: list[CourseSession]) -> None:
    for session in sessions:
        session.sequence += 1


def _require_complete(run: CourseDate, now: datetime) -> None:
    missing = (
        (run.course.status is CourseStatus.published, "Publish the course before you publish its dates"),
        (bool(run.live_sessions), "Add at least one session"),
        (run.starts_at is not None and run.starts_at > now, "Move the first session into the future"),
        (bool(run.prices), "Enter at least one price (0 for a course that is free)"),
        (run.venue is not None or bool(run.online_link), "Choose a venue, or enter the link for joining online"),
    )
    for given, sentence in missing:
        if not given:
            raise NotReady(sentence)


def move_date(run: CourseDate, target: CourseDateState, actor: User | None, now: datetime) -> None:
    """Under the lock: the one way a date changes its state. Raises InvalidTransition."""
    if not date_may_become(run.state, target):
        raise InvalidTransition(
            f"A date that is {run.state.label.lower()} cannot become {target.label.lower()}: look at it again"
        )
    before, run.state = run.state, target
    run.state_entered_at = now
    record(
        actor=actor,
        verb=f"course_date_{target.value}",
        subject=run,
        organisation_id=run.course.provider_id,
        changes={"state": (before.value, target.value)},
    )


def _note(run: CourseDate, actor: User, verb: str) -> None:
    # The joining link opens a room to whoever reads it: that it changed is enough.
    changes = {name: pair for name, pair in changes_of(run).items() if name != "online_link"}
    record(actor=actor, verb=verb, subject=run, organisation_id=run.course.provider_id, changes=changes)
