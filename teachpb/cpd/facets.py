"""What people filter courses by that no column says: the time of week, one session or several, the price for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

from teachpb.cpd.models import CourseSession, PriceBand
from teachpb.db import LabelledEnum

#: From here on a school day is over.
AFTER_SCHOOL = time(15, 30)
#: The highest prices people can ask for, in pounds; 0 is what is free.
PRICE_STEPS = (0, 50, 100, 200, 500)
_SATURDAY = 5


class TimeOfWeek(LabelledEnum):
    daytime = "daytime", "In the school day"
    after_school = "after_school", "After school or in the evening"
    weekend = "weekend", "At the weekend"


class Length(LabelledEnum):
    """The Standard for teachers' professional development asks for programmes that last (its part 4)."""

    single = "single", "One session"
    sustained = "sustained", "Several sessions over time"

    @classmethod
    def of(cls, sessions: int) -> Length:
        return cls.sustained if sessions > 1 else cls.single


def time_of(session: CourseSession) -> TimeOfWeek:
    if session.day.weekday() >= _SATURDAY:
        return TimeOfWeek.weekend
    return TimeOfWeek.after_school if session.starts >= AFTER_SCHOOL else TimeOfWeek.daytime


def price_value(band: PriceBand, pounds: int) -> str:
    """The facet value of "at most so many pounds, for this band"."""
    return f"{band.value}.{pounds}"


def price_values(offers: Iterable[Mapping[str, int]]) -> list[str]:
    """Every step that some of these price lists (pence by band) stays within, for every band."""
    found: set[str] = set()
    for prices in offers:
        for band in PriceBand:
            pence = prices.get(band.value)
            if pence is not None:
                found.update(price_value(band, pounds) for pounds in PRICE_STEPS if pence <= pounds * 100)
    return sorted(found)


PRICE_VALUES = tuple(price_value(band, pounds) for band in PriceBand for pounds in PRICE_STEPS)
