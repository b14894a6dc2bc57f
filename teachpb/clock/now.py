"""What time it is, unless somebody says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from teachpb.clock.london import to_london

Clock = Callable[[], datetime]


def _system_clock() -> datetime:
    return datetime.now(UTC)


_clock: Clock = _system_clock


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _clock()


def today() -> date:
    """Today's date in Peterborough."""
    return to_london(now()).date()


@contextmanager
def use_clock(clock: Clock) -> Iterator[None]:
    """Ask ``clock`` instead of the system, for this process, until the block ends."""
    global _clock
    previous, _clock = _clock, clock
    try:
        yield
    finally:
        _clock = previous


@contextmanager
def freeze(moment: datetime) -> Iterator[None]:
    """Stop the clock at ``moment`` (aware)."""
    if moment.tzinfo is None:
        raise ValueError("freeze() wants an aware datetime")
    fixed = moment.astimezone(UTC)
    with use_clock(lambda: fixed):
        yield
