"""When alerts go out: every day at 3pm, or on Fridays at 6pm, by the clock in London."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from teachpb import clock
from teachpb.alerts.models import Frequency

DAILY_AT = time(15)
WEEKLY_AT = time(18)
FRIDAY = 4


def last_slot(frequency: Frequency, moment: datetime) -> datetime:
    """The latest time at or before ``moment`` for which a run of this frequency was planned. A run is due when the last
    one was before it: however many were missed, one makes up for them."""
    day = clock.london_day(moment)
    slot = _slot(frequency, _on_or_before(frequency, day))
    return slot if slot <= moment else _slot(frequency, _on_or_before(frequency, day - timedelta(days=1)))


def next_slot(frequency: Frequency, moment: datetime) -> datetime:
    """The first planned run after ``moment``."""
    day = clock.london_day(moment)
    while (slot := _slot(frequency, day)) <= moment or not _is_planned(frequency, day):
        day += timedelta(days=1)
    return slot


def _slot(frequency: Frequency, day: date) -> datetime:
    return clock.at_london(day, DAILY_AT if frequency is Frequency.daily else WEEKLY_AT)


def _is_planned(frequency: Frequency, day: date) -> bool:
    return frequency is Frequency.daily or day.weekday() == FRIDAY


def _on_or_before(frequency: Frequency, day: date) -> date:
    return day if frequency is Frequency.daily else day - timedelta(days=(day.weekday() - FRIDAY) % 7)
