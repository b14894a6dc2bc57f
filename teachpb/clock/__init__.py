"""The time: one injectable clock, the London calendar, working days.

Nothing else in the project asks the operating system for the time. Moments are aware UTC ``datetime``s; days and
wall-clock times are those of Europe/London.
"""

from teachpb.clock.london import LONDON, at_london, london_day, to_london
from teachpb.clock.now import freeze, now, today, use_clock
from teachpb.clock.workdays import add_working_days, is_working_day, working_days_between

__all__ = [
    "LONDON",
    "add_working_days",
    "at_london",
    "freeze",
    "is_working_day",
    "london_day",
    "now",
    "to_london",
    "today",
    "use_clock",
    "working_days_between",
]
