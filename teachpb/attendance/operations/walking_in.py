"""Somebody comes who has no place."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.attendance.deriving import mark_on_arrival
from teachpb.attendance.operations.marking import open_session, write_mark
from teachpb.attendance.operations.settling import settle
from teachpb.cpd import operations as cpd
from teachpb.cpd.locking import locked_course_dates
from teachpb.cpd.models import Place


def add_walk_in(*, actor: User, course_date_id: int, session_id: int, name: str, email: str) -> Place:
    """Give whoever is at the door a place, if one is left, and mark them as there.

    Raises SoldOut, AlreadyPlaced, NotOpen, NotYet, LookupError.
    """
    with locked_course_dates([course_date_id]) as lock:
        session = open_session(lock, session_id)
        place = cpd.walk_in(actor=actor, lock=lock, name=name, email=email)
        mark = mark_on_arrival(starts_at=session.starts_at, arrived_at=lock.now)
        write_mark(place, session, mark, actor=actor, lock=lock).arrived_at = lock.now
        settle(place, lock=lock, actor=actor)
        return place
