"""How long the single central record is kept. Pure.

It covers whoever works at the school (Keeping children safe in education, part three; School Staffing (England)
Regulations 2009): so a person stays on it while they work there, whatever becomes of the application. Once the school
has noted their last day, the entry stays six more months, as long as a copy of a DBS certificate may be kept; the
personnel file is the school's.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

LEFT_MONTHS = 6
#: The school is told so long before an entry goes.
WARNING = timedelta(days=14)


def left_since(today: date) -> date:
    """Entries of people whose last day was this day or before are not kept any longer."""
    return _moved(today, -LEFT_MONTHS)


def warned_since(today: date) -> date:
    """Of people whose last day was this day or before the school is to be told."""
    return left_since(today + WARNING)


def goes_on(left_on: date) -> date:
    """The day on which the entry of somebody who left then goes."""
    return _moved(left_on, LEFT_MONTHS)


def _moved(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
