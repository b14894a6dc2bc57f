"""How long applications are kept (``recruitment.md``, Hiring), counted from the moment the vacancy closed.

Hiring staff read for six months: then what only they need goes (references, self-disclosures, scores, their notes).
The candidate's own copy stays for a year, and so do drafts that were never sent; then everything personal goes. What is
left are rows without a person: states and moments, for counting.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

MONTHS = 6
OWN_COPY_MONTHS = 12
#: The school is warned so long before it loses sight.
WARNING = timedelta(days=14)


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and time ``months`` earlier; the last of the month where that month is shorter."""
    number = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(number, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def kept_since(moment: datetime) -> datetime:
    """Applications for vacancies that closed at this moment or before are out of hiring staff's sight."""
    return months_before(moment, MONTHS)


def warned_since(moment: datetime) -> datetime:
    """Schools of vacancies that closed at this moment or before are to be warned."""
    return kept_since(moment + WARNING)


def own_copy_since(moment: datetime) -> datetime:
    """Of vacancies that closed at this moment or before nothing personal is left."""
    return months_before(moment, OWN_COPY_MONTHS)


def last_day(closed: datetime) -> datetime:
    """The moment at which hiring staff lose sight of the applications of a vacancy that closed then."""
    number = closed.year * 12 + closed.month - 1 + MONTHS
    year, month = divmod(number, 12)
    return closed.replace(year=year, month=month + 1, day=min(closed.day, monthrange(year, month + 1)[1]))
