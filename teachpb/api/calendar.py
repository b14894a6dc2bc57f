"""The closing times of a search as a calendar to subscribe to (RFC 5545, with the names of RFC 7986).

An advert that has closed or was taken back stays in it as cancelled for a while (``CANCELLED_FOR``), because not every
calendar program takes away what a subscription no longer says. Times are UTC, which every program turns into its
owner’s.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vText

PRODID = "-//TeachPeterborough//Closing dates//EN"
MEDIA_TYPE = "text/calendar"
#: How often a program may look again.
REFRESH = timedelta(hours=1)
#: How long an advert that is gone is called cancelled: longer than people are away and their programs off.
CANCELLED_FOR = timedelta(days=14)
#: Controls but tab and line feed, surrogates, line and paragraph separators.
_UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, kw_only=True)
class Closing:
    """One advert’s closing time."""

    number: int
    title: str
    closes_at: datetime
    opened_at: datetime
    updated_at: datetime
    url: str
    location: str
    description: str
    position: tuple[float, float] | None = None
    is_cancelled: bool = False


def build(*, name: str, page_url: str, host: str, closings: Sequence[Closing]) -> bytes:
    """A whole VCALENDAR: CRLF line ends, folded at 75 octets. ``host`` makes UIDs the site’s own."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(_text(name)))
    calendar.add("x-wr-calname", vText(_text(name)))
    calendar.add("url", page_url)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for closing in closings:
        calendar.add_component(_event(closing, host))
    return bytes(calendar.to_ical(sorted=False))


def _event(closing: Closing, host: str) -> Event:
    """An instant that takes up nobody’s time. SEQUENCE counts whole minutes, so that it grows with each change."""
    event = Event()
    event.add("uid", f"vacancy-{closing.number}@{host}")
    event.add("dtstamp", closing.updated_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", closing.updated_at.astimezone(UTC).replace(microsecond=0))
    event.add("created", closing.opened_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", max(0, int((closing.updated_at - closing.opened_at).total_seconds() // 60)))
    event.add("dtstart", closing.closes_at.astimezone(UTC).replace(microsecond=0))
    event.add("summary", _text(f"Closes: {closing.title}"))
    event.add("description", _text(closing.description))
    event.add("location", _text(closing.location))
    event.add("url", closing.url)
    if closing.position is not None:
        event.add("geo", closing.position)
    event.add("status", "CANCELLED" if closing.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _text(value: str) -> str:
    return "".join(char for char in value if char in "\n\t" or unicodedata.category(char) not in _UNFIT)
