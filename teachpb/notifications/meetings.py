"""Calendar mail by the rules of RFC 5545 (format), 5546 (scheduling) and 6047 (mail). Pure: words in, bytes out.

One event per sitting (a session of a course, an interview), with its own UID; the sequence number of each attendee is
above the last one sent to them. Times are wall-clock times of a named zone, with a VTIMEZONE that has no end. ORGANIZER
is the sending address: calendar programs ignore an update that comes from somebody else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from teachpb.db import LabelledEnum

ZONE = "Europe/London"
#: Controls, surrogates, line and paragraph separators.
_UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})

#: Europe/London from 1996 on, without end (the rules of Directive 2000/84/EC): shorter, and right for longer, than the
#: list of single changes that libraries write.
VTIMEZONE = "\r\n".join(
    (
        "BEGIN:VTIMEZONE",
        f"TZID:{ZONE}",
        "BEGIN:STANDARD",
        "DTSTART:19961027T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:19810329T010000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:BST",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    )
)


class CalendarMethod(LabelledEnum):
    """What a calendar asks of the reader's own (RFC 5546). What is published is for looking, and invites nobody."""

    request = "REQUEST", "Invitation"
    cancel = "CANCEL", "Cancellation"
    publish = "PUBLISH", "Timetable"


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One session as one attendee's calendar is to know it. ``link`` is the joining link: never in a cancellation."""

    uid: str
    sequence: int
    day: date
    starts: time
    ends: time
    summary: str
    location: str = ""
    description: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    address: str
    name: str = ""


def build(
    method: CalendarMethod,
    sittings: Sequence[Sitting],
    *,
    organizer: Person,
    attendee: Person | None,
    stamped_at: datetime,
    product: str = "Courses",
) -> bytes:
    """A whole VCALENDAR for one attendee (None: for whoever may look at a timetable): CRLF line ends, folded at 75
    octets. ``stamped_at`` is when it is sent."""
    calendar = Calendar()
    calendar.add("prodid", f"-//TeachPeterborough//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(Timezone.from_ical(VTIMEZONE))
    for sitting in sittings:
        calendar.add_component(_event(method, sitting, organizer, attendee, stamped_at))
    return bytes(calendar.to_ical(sorted=False))


def next_sequence(*, of_session: int, last_sent: int | None) -> int:
    """The number to send next: the session's own, or one above what this attendee was last sent."""
    return of_session if last_sent is None else max(of_session, last_sent + 1)


def _event(
    method: CalendarMethod, sitting: Sitting, organizer: Person, attendee: Person | None, stamped_at: datetime
) -> Event:
    cancelled = method is CalendarMethod.cancel
    zone = ZoneInfo(ZONE)
    event = Event()
    event.add("uid", sitting.uid)
    event.add("sequence", sitting.sequence)
    event.add("dtstamp", stamped_at.astimezone(UTC))
    event.add("dtstart", datetime.combine(sitting.day, sitting.starts, tzinfo=zone))
    event.add("dtend", datetime.combine(sitting.day, sitting.ends, tzinfo=zone))
    event.add("summary", sitting.summary)
    if sitting.location:
        event.add("location", sitting.location)
    if sitting.description and not cancelled:
        event.add("description", sitting.description)
    if sitting.link and not cancelled:
        event.add("url", sitting.link)
    event.add("organizer", _address(organizer), encode=False)
    if attendee is not None:
        event.add("attendee", _invited(attendee), encode=False)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.address}")
    if person.name:
        address.params["CN"] = vText(_parameter(person.name))
    return address


def _invited(person: Person) -> vCalAddress:
    """They have booked or chosen already: nothing is asked of them."""
    address = _address(person)
    for name, value in (("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "ACCEPTED"), ("RSVP", "FALSE")):
        address.params[name] = vText(value)
    return address


def _parameter(value: str) -> str:
    """RFC 5545 section 3.2: a parameter value holds neither control characters nor double quotes. What some readers
    take for a line end goes too."""
    return "".join(char for char in value.replace('"', "'") if unicodedata.category(char) not in _UNFIT)
