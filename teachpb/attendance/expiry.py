"""Until when what was learnt holds: the same day, so many calendar months later.

Where that month has no such day it is the month's last one: 24 months after 29 February 2028 is 28 February 2030.
Renewed early, the new period runs from the day it was renewed. Pure.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def expires_on(attended_on: date, months: int) -> date | None:
    """The day on which training attended on ``attended_on`` runs out, or None when it holds for good (0 months).

    Raises ValueError for a negative number of months.
    """
    if months < 0:
        raise ValueError("training cannot run out before it was attended")
    return months_later(attended_on, months) if months else None


def months_later(day: date, months: int) -> date:
    """The same day ``months`` calendar months later, or the last day of that month."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
