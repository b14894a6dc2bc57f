"""How many places are left, and for whom. Counted from the places, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from teachpb.cpd.models import Place, PlaceState
from teachpb.cpd.models.transitions import SETTLED


@dataclass(frozen=True)
class Availability:
    """``taken`` counts settled places and holds and offers that still run; ``waiting`` the people in line."""

    capacity: int
    taken: int = 0
    waiting: int = 0

    @property
    def for_public(self) -> int:
        """What a walk-up may have: those in line come first."""
        return max(0, self.capacity - self.taken - self.waiting)

    @property
    def for_line(self) -> int:
        """What the first in line may be offered."""
        return max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        return self.for_public == 0


def uses_capacity(now: datetime) -> ColumnElement[bool]:
    """Does this place use up one of the capacity at ``now``?"""
    return or_(
        Place.state.in_(sorted(SETTLED)),
        and_(Place.state == PlaceState.held, Place.held_until > now),
        and_(Place.state == PlaceState.offered, Place.offered_until > now),
    )


def stands_in_line() -> ColumnElement[bool]:
    return Place.state == PlaceState.waiting
