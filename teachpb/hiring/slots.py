"""The times of an interview day, by the clock on the wall. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

#: Nobody is interviewed after this.
LATEST = time(21)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What can be changed about a day after it was made."""

    day: date
    starts: time
    choose_until: datetime
    place: str = ""
    video_link: str = ""
    people: str = ""
    programme: str = ""
    bring: str = ""


def times(starts: time, *, minutes: int, pause: int, count: int) -> list[tuple[time, time]]:
    """``count`` times one after the other: (begins, ends). Raises ValueError when the last would end too late."""
    first = minute_of(starts)
    found = [first + number * (minutes + pause) for number in range(count)]
    if found and found[-1] + minutes > minute_of(LATEST):
        raise ValueError("the day is not long enough")
    return [(as_time(begin), as_time(begin + minutes)) for begin in found]


def moved(moment: time, *, by: int) -> time:
    """``by`` minutes later (earlier, when negative). Raises ValueError when that is another day."""
    return as_time(minute_of(moment) + by)


def minute_of(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def as_time(minute: int) -> time:
    if not 0 <= minute < 24 * 60:
        raise ValueError("a time belongs to its day")
    return time(minute // 60, minute % 60)
