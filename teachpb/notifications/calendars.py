"""What a calendar part must be before it goes out (RFC 5545, 5546, 6047)."""

from __future__ import annotations

import re

from teachpb.notifications.errors import BadMessage

#: The methods of RFC 5546 that a mail of ours may carry.
METHODS = frozenset({"REQUEST", "CANCEL", "REPLY", "PUBLISH"})
_LINE = re.compile(rb"\r?\n(?![ \t])")
_FOLD = re.compile(rb"\r?\n[ \t]")


def calendar_bytes(calendar: bytes | str) -> bytes:
    """The calendar as bytes with CRLF line ends, as every reader expects."""
    raw = calendar.encode("utf-8") if isinstance(calendar, str) else bytes(calendar)
    return re.sub(rb"\r?\n", b"\r\n", raw)


def method_of(calendar: bytes) -> str:
    """The one METHOD of the calendar, for the MIME part to repeat (RFC 6047 section 2.4). Raises BadMessage."""
    methods = properties(calendar, "METHOD")
    if len(methods) != 1 or methods[0].upper() not in METHODS:
        raise BadMessage("a calendar part needs exactly one METHOD of REQUEST, CANCEL, REPLY or PUBLISH")
    return methods[0].upper()


def organizers_of(calendar: bytes) -> set[str]:
    """The addresses of every ORGANIZER, in lower case."""
    return {value.lower().removeprefix("mailto:") for value in properties(calendar, "ORGANIZER")}


def properties(calendar: bytes, name: str) -> list[str]:
    """The values of a property, unfolded, in order."""
    lines = _LINE.split(_FOLD.sub(b"", calendar))
    start = re.compile(rb"^" + name.encode() + rb"(;(?:[^:\"]|\"[^\"]*\")*)?:", re.IGNORECASE)
    return [line[match.end() :].decode("utf-8").strip() for line in lines if (match := start.match(line))]


def check_calendar(calendar: bytes | str, *, sender: str) -> bytes:
    """The calendar ready to send. Raises BadMessage unless METHOD is clear and ORGANIZER is the sending address.

    Calendar programs ignore, or warn about, an invitation whose organiser is not who the mail is from.
    """
    raw = calendar_bytes(calendar)
    if not raw.startswith(b"BEGIN:VCALENDAR\r\n") or not raw.rstrip().endswith(b"END:VCALENDAR"):
        raise BadMessage("a calendar part must be one whole VCALENDAR")
    if method_of(raw) in {"REQUEST", "CANCEL"} and organizers_of(raw) != {sender.lower()}:
        raise BadMessage(f"the ORGANIZER of an invitation must be the sending address, {sender}")
    return raw
