"""Until when an offer from the waiting list runs.

Hours pass on working days only, and an offer neither begins nor ends at night: one made outside 8am to 6pm counts from
8am of the next working day, and one that would end outside those hours ends at the next 8am of a working day.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from teachpb import clock

OPENS, CLOSES = time(8), time(18)


def offer_ends(moment: datetime, hours: int, *, latest: datetime | None = None) -> datetime:
    """The end of an offer made at ``moment`` that runs ``hours``; never after ``latest`` (the end of booking)."""
    day, at = _waking(*_split(moment))
    days, rest = divmod(hours, 24)
    day = clock.add_working_days(day, days)
    end = datetime.combine(day, at) + timedelta(hours=rest)
    if end.date() != day:
        end = datetime.combine(clock.add_working_days(day, 1), end.time())
    ends = clock.at_london(*_waking(end.date(), end.time()))
    return min(ends, latest) if latest else ends


def _split(moment: datetime) -> tuple[date, time]:
    local = clock.to_london(moment)
    return local.date(), local.time()


def _waking(day: date, at: time) -> tuple[date, time]:
    """The first moment from here on that lies between 8am and 6pm of a working day."""
    if clock.is_working_day(day) and at < OPENS:
        return day, OPENS
    if not clock.is_working_day(day) or at > CLOSES:
        return clock.add_working_days(day, 1), OPENS
    return day, at
