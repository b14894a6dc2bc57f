"""Which terms are in force, and since when. A change of substance moves the date, and everybody is asked again."""

from __future__ import annotations

from datetime import date, datetime

from teachpb import clock

#: The day the present wording took effect, in London.
EFFECTIVE_ON = date(2026, 1, 5)


def in_force_since() -> datetime:
    """The moment from which an agreement is to the present wording."""
    return clock.at_london(EFFECTIVE_ON)
