"""What the tests of the outbox share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from teachpb.db import db, transaction
from teachpb.notifications.message import Message
from teachpb.notifications.models import MessageRow
from teachpb.notifications.operations import queue_mail

PLAIN = Message(
    to="reader@mail.example.org",
    subject="Your booking",
    template="development/trial",
    context={"lines": ["There it is."]},
)

INVITATION = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//TeachPeterborough//EN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:session-17@localhost",
        "SEQUENCE:0",
        "DTSTAMP:20260424T090000Z",
        "DTSTART:20260505T150000Z",
        "DTEND:20260505T163000Z",
        "SUMMARY:Phonics for everyone — début",
        "ORGANIZER;CN=TeachPeterborough:mailto:no-reply@localhost",
        "ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Reader:mailto:reader@mail.example.org",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
)


def queued(message: Message = PLAIN, **changes: Any) -> MessageRow:
    """``message``, with changes, in the outbox and committed."""
    with transaction():
        return queue_mail(replace(message, **changes))


def all_rows() -> list[MessageRow]:
    db.session.expire_all()
    return list(db.session.scalars(select(MessageRow).order_by(MessageRow.id)))
