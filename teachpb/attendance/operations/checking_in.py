"""Tickets at the door: one scan, one answer that says what to do.

A phone with a bad connection sends the same check-in again until it has heard an answer, so each carries a random key
of its own: the same key is the same check-in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.attendance import queries
from teachpb.attendance.deriving import mark_on_arrival
from teachpb.attendance.models import AttendanceMark
from teachpb.attendance.operations.marking import open_session, write_mark
from teachpb.attendance.operations.settling import settle
from teachpb.clock import to_london
from teachpb.cpd.locking import Locked, locked_course_dates
from teachpb.cpd.models import CourseSession, Place, PlaceState
from teachpb.cpd.models.transitions import AFTER_REGISTER
from teachpb.cpd.tickets import read_code, read_token
from teachpb.db import LabelledEnum, db
from teachpb.web.templating import format_short_date, format_time

#: A place chosen from the list.
_CHOSEN = re.compile(r"place-([0-9]{1,9})", re.ASCII)
#: States in which a place lets its delegate in.
ADMITTED = AFTER_REGISTER | {PlaceState.confirmed}
CANCELLED = frozenset({PlaceState.cancelled_by_customer, PlaceState.cancelled_by_provider})


class Verdict(LabelledEnum):
    checked_in = "checked_in", "Checked in"
    already = "already", "Already checked in"
    wrong_date = "wrong_date", "Another date"
    replaced = "replaced", "Replaced"
    moved = "moved", "Moved to another date"
    cancelled = "cancelled", "Cancelled"
    no_place = "no_place", "No place"
    unknown = "unknown", "Not known"

    @property
    def is_welcome(self) -> bool:
        return self in (Verdict.checked_in, Verdict.already)


@dataclass(frozen=True)
class Answer:
    """``message`` is a whole sentence for whoever stands at the door; ``place_id`` is known where it is of this
    date."""

    verdict: Verdict
    message: str
    place_id: int | None = None


def check_in(
    *, actor: User, course_date_id: int, session_id: int, ticket: str, key: str, at: datetime | None = None
) -> Answer:
    """Check a ticket in: what was scanned, a code as it was typed, or “place-17”, chosen from the list.

    ``key`` is the check-in's own; ``at`` when it was scanned, which counts if it lies between the morning of the
    session and now. Raises NotYet, LookupError.
    """
    with locked_course_dates([course_date_id]) as lock:
        session = open_session(lock, session_id)
        place = _find(ticket, lock)
        if place is None:
            return Answer(Verdict.unknown, "We do not know this ticket. Look for the name in the list.")
        if refusal := _refusal(place, lock):
            return refusal
        return _admit(place, session, lock, actor, key, _moment(at, session, lock))


def _find(ticket: str, lock: Locked) -> Place | None:
    """A token is looked for everywhere, so that a ticket of another date is told from no ticket; a code and a number
    only on this date."""
    statement = select(Place).execution_options(populate_existing=True)
    here = statement.where(Place.course_date_id == lock.only.id)
    if token := read_token(ticket):
        return db.session.scalar(statement.where(Place.ticket_token == token))
    if (number := _CHOSEN.fullmatch(ticket)) is not None:
        return db.session.scalar(here.where(Place.id == int(number[1])))
    code = read_code(ticket)
    if code is None:
        return None
    found = db.session.scalars(here.where(Place.ticket_token.startswith(code)).order_by(Place.id)).all()
    return next((place for place in found if place.state in ADMITTED), found[0] if found else None)


def _refusal(place: Place, lock: Locked) -> Answer | None:
    name, state = place.delegate_name, place.state
    if place.course_date_id != lock.only.id:
        return Answer(Verdict.wrong_date, _other_date(place, lock))
    at = _when(place.state_entered_at, lock)
    if state is PlaceState.substituted:
        return Answer(Verdict.replaced, _replaced(place, at), place.id)
    if state is PlaceState.transferred:
        return Answer(Verdict.moved, f"{name} moved to another date {at}.", place.id)
    if state in CANCELLED:
        return Answer(Verdict.cancelled, f"The place of {name} was cancelled {at}.", place.id)
    if state not in ADMITTED:
        who = name or "This ticket"
        return Answer(Verdict.no_place, f"{who} has no confirmed place: {state.label.lower()}.", place.id)
    return None


def _replaced(place: Place, at: str) -> str:
    by = f" by {place.ended_by.full_name}" if place.ended_by else ""
    instead = f" {place.successor.delegate_name} comes instead." if place.successor else ""
    return f"{place.delegate_name} was replaced {at}{by}.{instead}"


def _admit(place: Place, session: CourseSession, lock: Locked, actor: User, key: str, at: datetime) -> Answer:
    row = queries.mark_of(session.id, place.id)
    if row is not None and row.mark.was_there and not (key and row.check_in_key == key):
        return Answer(Verdict.already, _already(row, lock), place.id)
    if row is None or not row.mark.was_there:
        mark = mark_on_arrival(starts_at=session.starts_at, arrived_at=at)
        row = write_mark(place, session, mark, actor=actor, lock=lock, row=row)
        row.arrived_at, row.check_in_key = at, key
        settle(place, lock=lock, actor=actor)
    late = " (late)" if row.mark.value == "late" else ""
    return Answer(Verdict.checked_in, f"{place.delegate_name} is checked in{late}.", place.id)


def _already(row: AttendanceMark, lock: Locked) -> str:
    at = _when(row.arrived_at or row.marked_at, lock)
    by = f" by {row.marked_by.full_name}" if row.marked_by else ""
    return f"{row.place.delegate_name} was already checked in {at}{by}."


def _other_date(place: Place, lock: Locked) -> str:
    """Where the ticket belongs, if that is this provider's; another provider's dates are not ours to tell of."""
    run, here = place.course_date, lock.only
    if run.course.provider_id != here.course.provider_id or run.starts_at is None:
        return "This ticket is for another course."
    return f"This ticket is for {run.course.title} on {format_short_date(run.starts_at)}."


def _when(moment: datetime, lock: Locked) -> str:
    same_day = to_london(moment).date() == to_london(lock.now).date()
    clock_time = f"{to_london(moment):%H:%M}"
    return f"at {clock_time}" if same_day else f"on {format_short_date(moment)} at {format_time(moment)}"


def _moment(at: datetime | None, session: CourseSession, lock: Locked) -> datetime:
    """When somebody came: what the phone says, if that can be."""
    believable = at is not None and to_london(at).date() >= session.day and at <= lock.now
    return at if at is not None and believable else lock.now
