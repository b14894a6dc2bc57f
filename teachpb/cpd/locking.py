"""The one way to a place: lock the course dates, read the clock, then count.

Counting first and locking afterwards sells a place five times over; so does a clock read before waiting for the lock.
Whatever consumes a place — a hold, a booking, an approval, a promotion, an accepted offer — goes through
``locked_course_dates``, inside the transaction of the use case. ``booking_transaction`` is that transaction, tried
again when the lock could not be had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from teachpb import clock
from teachpb.cpd.errors import Busy
from teachpb.cpd.models import CourseDate
from teachpb.db import db, in_transaction, transaction

T = TypeVar("T")

#: How long to stand at the lock before giving way.
LOCK_TIMEOUT = "3s"
TRIES = 3
#: PostgreSQL: lock_not_available, deadlock_detected, serialization_failure.
_GIVE_WAY = frozenset({"55P03", "40P01", "40001"})


@dataclass(frozen=True)
class Locked:
    """Course dates nobody else can count meanwhile. ``now`` was read after the lock was had."""

    now: datetime
    dates: dict[int, CourseDate]

    @property
    def only(self) -> CourseDate:
        (course_date,) = self.dates.values()
        return course_date


@contextmanager
def locked_course_dates(ids: Iterable[int]) -> Iterator[Locked]:
    """Lock these course dates, in the order of their ids, until the transaction ends. Raises LookupError for an id that
    is not there, RuntimeError outside a transaction (on SQLite, BEGIN IMMEDIATE has locked already).

    Objects read before the lock may be stale: read places inside, with ``populate_existing``.
    """
    if not in_transaction():
        raise RuntimeError("course dates are locked inside transaction()")
    wanted = sorted(set(ids))
    dates = lock_rows(wanted)
    if len(dates) != len(wanted):
        raise LookupError(f"no course date among {wanted}")
    yield Locked(now=clock.now(), dates=dates)


def lock_rows(ids: list[int]) -> dict[int, CourseDate]:
    statement = (
        select(CourseDate)
        .where(CourseDate.id.in_(ids))
        .order_by(CourseDate.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
    return {row.id: row for row in db.session.scalars(statement)}


def booking_transaction(work: Callable[[], T]) -> T:
    """Do ``work`` in one transaction; when the lock cannot be had, try again, three times in all. Raises Busy."""
    for _ in range(TRIES):
        try:
            with transaction():
                return work()
        except OperationalError as error:
            if not could_not_lock(error):
                raise
    raise Busy


def could_not_lock(error: OperationalError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state in _GIVE_WAY or "database is locked" in str(error.orig)
