"""Europe/London: how moments become days and wall-clock times, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def to_london(moment: datetime) -> datetime:
    """The same moment, told in Europe/London. ``moment`` must be aware."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(LONDON)


def london_day(moment: datetime) -> date:
    """The day it is in London at ``moment``."""
    return to_london(moment).date()


def at_london(day: date, clock_time: time = time(0)) -> datetime:
    """The moment at which a London clock shows ``clock_time`` on ``day``, in UTC.

    A time that the clocks skip in spring (01:30) is read as the hour after; one that happens twice in autumn is the
    first of the two.
    """
    return datetime.combine(day, clock_time.replace(tzinfo=None), tzinfo=LONDON).astimezone(UTC)
