"""The one way a place changes its state: compare and set, and note when."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from teachpb.cpd.models import Place, PlaceState
from teachpb.cpd.models.transitions import ACTIVE, may_become
from teachpb.db import InvalidTransition, db

#: The column that remembers when a state was entered, where it has one of its own.
_ENTERED = {
    PlaceState.offered: "offered_at",
    PlaceState.confirmed: "confirmed_at",
}


def move(place: Place, target: PlaceState, *, now: datetime, **values: Any) -> None:
    """Take the place from the state it was read in to ``target``, with ``values`` for other columns.

    Raises InvalidTransition when the table has no such step, or somebody else took one meanwhile.
    """
    if not may_become(place.state, target):
        raise InvalidTransition(f"A place that is {place.state.label.lower()} cannot become {target.label.lower()}")
    stamps: dict[str, Any] = {"state": target, "state_entered_at": now, "updated_at": now}
    if target in _ENTERED:
        stamps[_ENTERED[target]] = now
    if target not in ACTIVE:
        stamps["ended_at"] = now
    stamps |= values
    db.session.flush()
    done = cast(
        "CursorResult[Any]",
        db.session.execute(
            update(Place)
            .where(Place.id == place.id, Place.state == place.state)
            .values(stamps)
            .execution_options(synchronize_session=False)
        ),
    )
    if done.rowcount != 1:
        db.session.refresh(place)
        raise InvalidTransition("Somebody else has just changed this place: look at it again")
    for name, value in stamps.items():
        set_committed_value(place, name, value)


_FRESH = (
    select(Place)
    .where(Place.id == bindparam("place_id"))
    .options(joinedload(Place.booking, innerjoin=True))
    .execution_options(populate_existing=True)
)


def fresh(place_id: int) -> Place:
    """The place and its booking as they are now, whatever was read before. For use under the lock. Raises
    LookupError."""
    place = db.session.scalar(_FRESH, {"place_id": place_id})
    if place is None:
        raise LookupError(f"no place {place_id}")
    return place


def course_date_id_of(place_id: int) -> int:
    """Which course date to lock for a place. Raises LookupError."""
    found = db.session.scalar(select(Place.course_date_id).where(Place.id == place_id))
    if found is None:
        raise LookupError(f"no place {place_id}")
    return found


def form_places(place: Place) -> list[Place]:
    """The places that are booked in one go with ``place``, itself included, in order: those of its booking on the same
    date and in the same state."""
    return list(
        db.session.scalars(
            select(Place)
            .where(
                Place.booking_id == place.booking_id,
                Place.course_date_id == place.course_date_id,
                Place.state == place.state,
            )
            .order_by(Place.id)
        )
    )
