"""What the marks of a register make of a place: its state, and the hours of learning. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from teachpb.attendance.models import Mark
from teachpb.cpd.models import PlaceState

#: Who comes later than this after the start is late.
GRACE = timedelta(minutes=15)
QUARTER = timedelta(minutes=15)


def place_state(marks: Sequence[Mark | None]) -> PlaceState | None:
    """The state of a place whose sessions, one after the other, are marked so. None while a session has no mark: until
    the last one it is not known who attended the course."""
    if not marks or any(mark is None for mark in marks):
        return None
    there = sum(1 for mark in marks if mark is not None and mark.was_there)
    if there == len(marks):
        return PlaceState.attended
    if there:
        return PlaceState.part_attended
    return PlaceState.excused if all(mark is Mark.excused for mark in marks) else PlaceState.no_show


def hours_of(sessions: Iterable[tuple[Mark | None, timedelta]]) -> float:
    """Hours of learning: the lengths of the sessions the person was at, to the nearest quarter of an hour. Whoever
    came late or left early gets the session; who runs the course may award less."""
    there = sum((length for mark, length in sessions if mark is not None and mark.was_there), timedelta())
    return round(there / QUARTER) / 4


def mark_on_arrival(*, starts_at: datetime, arrived_at: datetime) -> Mark:
    return Mark.late if arrived_at > starts_at + GRACE else Mark.present
