"""The morning’s mail: every day at half past seven in London, and only of what has come since the last. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from teachpb import clock

AT = time(7, 30)
#: What nobody has read for this long is no news any more.
OLDEST = timedelta(days=30)


def slot_before(moment: datetime) -> datetime:
    """The latest half past seven at or before ``moment``."""
    day = clock.london_day(moment)
    slot = clock.at_london(day, AT)
    return slot if slot <= moment else clock.at_london(day - timedelta(days=1), AT)


def is_due(last: datetime | None, moment: datetime) -> bool:
    """A morning that was missed is made up for, once."""
    return last is None or last < slot_before(moment)


def is_news(written_at: datetime, last: datetime | None, moment: datetime) -> bool:
    """Who never had such a mail waits for the next morning like everybody else."""
    return written_at > last if last is not None else written_at <= slot_before(moment)
