"""Calendar invitations, read from the mail as a server got it, by a library that had no part in writing them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

import vobject


@dataclass(frozen=True)
class Invitation:
    """The one event of a message, as a calendar program sees it."""

    method: str
    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    location: str
    attendee: str
    status: str


def invitation_in(message: EmailMessage) -> Invitation:
    """What the calendar part of ``message`` says. RFC 6047: the method stands in the header of the part, too."""
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    calendar = vobject.readOne(part.get_content())
    (event,) = calendar.vevent_list
    assert part["Content-Type"].params["method"] == calendar.method.value
    assert event.organizer.value == f"mailto:{message['From'].addresses[0].addr_spec}"
    return Invitation(
        method=calendar.method.value,
        uid=event.uid.value,
        sequence=int(event.sequence.value),
        starts=event.dtstart.value,
        ends=event.dtend.value,
        location=event.location.value,
        attendee=event.attendee.value,
        status=event.status.value,
    )
