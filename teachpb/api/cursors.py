"""Where to go on. A cursor names the last record that was given by its place in the order, so that nothing is given
twice or left out because something was published or closed in between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Microseconds since 1970 up to the year 5000, and numbers of records.
PLACE = r"[0-9]{1,17}-[0-9]{1,10}"
#: The place in a list by opening; the place in a list of changes, with the moment up to which it reaches.
LIST_CURSOR = rf"^{PLACE}$"
SCHOOL_CHANGES_CURSOR = r"^[0-9]{1,17}-[1-9][0-9]{0,9}$"
CHANGES_CURSOR = rf"^[0-9]{{1,17}}-{PLACE}$"


@dataclass(frozen=True, order=True)
class Place:
    """A moment, and among records of the same moment a number."""

    moment: datetime
    id: int

    def __str__(self) -> str:
        return f"{microseconds(self.moment)}-{self.id}"


def microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment_of(count: int) -> datetime:
    """Raises OverflowError past the year 9999."""
    return EPOCH + timedelta(microseconds=count)


def read_place(text: str) -> Place | None:
    """None for what no answer has said."""
    if not re.fullmatch(LIST_CURSOR, text, re.ASCII):
        return None
    moment, number = text.split("-")
    return _place(moment, number)


def read_change(text: str) -> tuple[datetime, Place] | None:
    """(the moment up to which the list of changes reaches, the place in it)."""
    if not re.fullmatch(CHANGES_CURSOR, text, re.ASCII):
        return None
    until, moment, number = text.split("-")
    place = _place(moment, number)
    return (moment_of(int(until)), place) if place and int(until) < LATEST else None


def read_school_change(text: str) -> tuple[datetime, int] | None:
    """(the moment up to which the list of changes reaches, the URN after which to go on)."""
    if not re.fullmatch(SCHOOL_CHANGES_CURSOR, text, re.ASCII):
        return None
    until, urn = (int(part) for part in text.split("-"))
    return (moment_of(until), urn) if until < LATEST and urn < 2**31 else None


LATEST = microseconds(datetime(5000, 1, 1, tzinfo=UTC))


def _place(moment: str, number: str) -> Place | None:
    if int(moment) >= LATEST or int(number) >= 2**31:
        return None
    return Place(moment_of(int(moment)), int(number))
