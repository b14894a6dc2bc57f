"""Sessions as a calendar to subscribe to (RFC 5545, with the names of RFC 7986). Pure: sessions in, bytes out.

It is published (METHOD:PUBLISH) and invites nobody: no ORGANIZER, no ATTENDEE, no joining link. Each session keeps its
own UID and SEQUENCE; what was called off stays, as cancelled, for a while.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText

from teachpb.notifications.meetings import VTIMEZONE, ZONE

MEDIA_TYPE = "text/calendar"
PRODID = "-//TeachPeterborough//Courses//EN"
#: How often a program may look again.
REFRESH = timedelta(hours=6)
#: How long a session that was called off is told of as cancelled, counted from its day.
CANCELLED_FOR = timedelta(days=60)
#: Controls but tab and line feed, surrogates, line and paragraph separators.
_UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One session. ``starts`` and ``ends`` are wall-clock times in London."""

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    title: str
    url: str
    updated_at: datetime
    location: str = ""
    description: str = ""
    is_cancelled: bool = False


def build(*, name: str, page_url: str, entries: Sequence[Entry]) -> bytes:
    """A whole VCALENDAR: CRLF line ends, folded at 75 octets, with a VTIMEZONE that has no end."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(_text(name)))
    calendar.add("x-wr-calname", vText(_text(name)))
    calendar.add("url", page_url)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(Timezone.from_ical(VTIMEZONE))
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical(sorted=False))


def _event(entry: Entry) -> Event:
    zone = ZoneInfo(ZONE)
    stamp = entry.updated_at.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts.astimezone(zone))
    event.add("dtend", entry.ends.astimezone(zone))
    event.add("summary", _text(entry.title))
    if entry.location:
        event.add("location", _text(entry.location))
    if entry.description:
        event.add("description", _text(entry.description))
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_cancelled else "OPAQUE")
    return event


def _text(value: str) -> str:
    return "".join(char for char in value if char in "\n\t" or unicodedata.category(char) not in _UNFIT)
