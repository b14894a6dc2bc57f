"""Calendar mail read back twice: by the library that wrote it, and by a plain reader of RFC 5545 that knows nothing of
it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import icalendar


@dataclass(frozen=True)
class Event:
    method: str
    uid: str
    sequence: int
    starts: str
    summary: str
    location: str
    attendee: str
    status: str


def read(row: Any) -> Event:
    """The one event of a mail; both readers agree on it."""
    raw = bytes(row.calendar, "utf-8") if isinstance(row.calendar, str) else bytes(row.calendar)
    plain, (event,) = plainly(raw)
    calendar = icalendar.Calendar.from_ical(raw)
    (known,) = [part for part in calendar.subcomponents if part.name == "VEVENT"]
    assert str(known["UID"]) == event["UID"] and int(known["SEQUENCE"]) == int(event["SEQUENCE"])
    assert str(calendar["METHOD"]) == plain["METHOD"]
    assert str(known["SUMMARY"]) == event["SUMMARY"]
    return Event(
        plain["METHOD"],
        event["UID"],
        int(event["SEQUENCE"]),
        event["DTSTART;TZID=Europe/London"],
        event["SUMMARY"],
        event.get("LOCATION", ""),
        next((key for key in event if key.startswith("ATTENDEE")), ""),
        event["STATUS"],
    )


def plainly(raw: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """(properties of the calendar, properties of each event), by the letter: CRLF, folding, escaping."""
    outside: dict[str, str] = {}
    events: list[dict[str, str]] = []
    target: dict[str, str] | None = outside
    for line in re.sub(r"\r\n[ \t]", "", raw.decode()).split("\r\n"):
        if line == "BEGIN:VEVENT":
            events.append({})
            target = events[-1]
        elif line == "BEGIN:VTIMEZONE":
            target = None
        elif line in {"END:VEVENT", "END:VTIMEZONE"}:
            target = outside
        elif target is not None and ":" in line:
            name, _, value = line.partition(":")
            target[name] = re.sub(r"\\([,;\\])", r"\1", value.replace("\\n", "\n"))
    return outside, events
