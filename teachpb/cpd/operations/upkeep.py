"""What happens because time has passed."""

from __future__ import annotations

from teachpb import clock
from teachpb.cpd.locking import locked_course_dates
from teachpb.cpd.operations.approving import lapse
from teachpb.cpd.operations.holding import expire_holds
from teachpb.cpd.operations.promoting import expire_offers
from teachpb.cpd.queries import upkeep
from teachpb.db import db


def expire(*, course_date_id: int) -> int:
    """End the holds, offers and requests for approval of one date whose time is over; those in line move up. Returns
    how many ended."""
    with locked_course_dates([course_date_id]) as lock:
        run = lock.only
        return expire_holds(run, lock) + expire_offers(run, lock) + lapse(run, lock)


def delete_needs() -> int:
    """Delete what need not be known any more. Returns how many rows were deleted or blanked."""
    now = clock.now()
    blanked = upkeep.needs_with_dietary_over(now)
    for needs in blanked:
        needs.dietary = ""
    over = upkeep.needs_over(now)
    for needs in over:
        db.session.delete(needs)
    db.session.flush()
    return len({needs.id for needs in (*blanked, *over)})
