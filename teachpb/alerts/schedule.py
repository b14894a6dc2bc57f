"""When alerts go out: within minutes, every day at 3pm, or on Fridays at 6pm, by the clock in London.

A run is planned for a moment (“slot”); an alert is due when its last run was before the latest slot. So however many
runs were missed, one makes up for them. The slots of an instant alert are given by the news: it waits until nothing
more has come up for a little while, so that ten adverts published together make one letter.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from teachpb import clock
from teachpb.alerts.models import Frequency

DAILY_AT = time(15)
WEEKLY_AT = time(18)
FRIDAY = 4

#: The news has settled when nothing more has come for so long …
QUIET = timedelta(minutes=2)
#: … and is told at the latest after this, however busy the day.
LONGEST = timedelta(minutes=10)
#: A change may become visible a little after the moment it bears: its transaction has to end first.
LATE = timedelta(minutes=1)


def last_slot(frequency: Frequency, moment: datetime) -> datetime:
    """The latest time at or before ``moment`` that the calendar plans. Instant alerts look once a day as well, for what
    comes to match by the mere passing of time."""
    day = clock.london_day(moment)
    slot = _slot(frequency, _on_or_before(frequency, day))
    return slot if slot <= moment else _slot(frequency, _on_or_before(frequency, day - timedelta(days=1)))


def news_slot(newest: datetime | None, ripe: datetime | None, moment: datetime) -> datetime | None:
    """The slot the news asks for. ``newest`` is the moment of the newest news up to now, ``ripe`` that of the newest
    which has waited for as long as any may."""
    if newest is not None and newest <= moment - QUIET:
        return newest + LATE
    return ripe + LATE if ripe is not None else None


def next_slot(frequency: Frequency, moment: datetime) -> datetime:
    """The first planned run after ``moment``."""
    day = clock.london_day(moment)
    while (slot := _slot(frequency, day)) <= moment or not _is_planned(frequency, day):
        day += timedelta(days=1)
    return slot


def _slot(frequency: Frequency, day: date) -> datetime:
    return clock.at_london(day, WEEKLY_AT if frequency is Frequency.weekly else DAILY_AT)


def _is_planned(frequency: Frequency, day: date) -> bool:
    return frequency is not Frequency.weekly or day.weekday() == FRIDAY


def _on_or_before(frequency: Frequency, day: date) -> date:
    return day - timedelta(days=(day.weekday() - FRIDAY) % 7) if frequency is Frequency.weekly else day
