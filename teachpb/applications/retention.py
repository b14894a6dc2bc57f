"""How long hiring staff may read applications: six months after the vacancy closed (``recruitment.md``, Hiring)."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime

MONTHS = 6


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and time ``months`` earlier; the last of the month where that month is shorter."""
    number = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(number, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def kept_since(moment: datetime) -> datetime:
    """Applications for vacancies that closed at this moment or before are out of hiring staff's sight."""
    return months_before(moment, MONTHS)
