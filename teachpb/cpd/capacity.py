"""How many places are left, and for whom. Counted from the places, never stored."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, or_

from teachpb.cpd.models import Place, PlaceState
from teachpb.cpd.models.transitions import SETTLED
from teachpb.db import UtcDateTime


@dataclass(frozen=True)
class Availability:
    """``taken`` counts settled places and holds and offers that still run; ``waiting`` the people in line;
    ``overdue`` the holds and requests for approval whose time is over and that nobody has ended yet."""

    capacity: int
    taken: int = 0
    waiting: int = 0
    overdue: int = 0

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


#: The moment of counting, in the expressions below: a parameter, so that they are built once.
NOW = bindparam("now", type_=UtcDateTime())

#: Does this place use up one of the capacity at ``NOW``?
USES_CAPACITY: ColumnElement[bool] = or_(
    Place.state.in_(sorted(SETTLED)),
    and_(Place.state == PlaceState.held, Place.held_until > NOW),
    and_(Place.state == PlaceState.offered, Place.offered_until > NOW),
)
STANDS_IN_LINE: ColumnElement[bool] = Place.state == PlaceState.waiting
IS_OVERDUE: ColumnElement[bool] = or_(
    and_(Place.state == PlaceState.held, Place.held_until <= NOW),
    and_(Place.state == PlaceState.awaiting_approval, Place.approval_due_at <= NOW),
)
