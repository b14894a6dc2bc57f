"""The calendar of absences (RFC 5545), to subscribe to. It says who is away and where, and never how to join."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from teachpb.cpd.models import CourseSession, Place
from teachpb.notifications import meetings
from teachpb.notifications.meetings import CalendarMethod, Person, Sitting
from teachpb.notifications.operations import sender_address


def build(name: str, absences: Sequence[tuple[Place, CourseSession]], now: datetime) -> bytes:
    """A whole VCALENDAR of METHOD PUBLISH: one event for each person and session, of an identity that stays."""
    sittings = [
        Sitting(
            uid=_identity(place, session),
            sequence=session.sequence,
            day=session.day,
            starts=session.starts,
            ends=session.ends,
            summary=f"{place.delegate_name}: {place.course_date.course.title}",
            location=place.course_date.venue.one_line if place.course_date.venue else "Online",
        )
        for place, session in absences
    ]
    return meetings.build(
        CalendarMethod.publish,
        sittings,
        organizer=Person(address=sender_address(), name=name),
        attendee=None,
        stamped_at=now,
        product="Absences",
    )


def _identity(place: Place, session: CourseSession) -> str:
    return hashlib.sha256(f"{session.uid} {place.id}".encode()).hexdigest()[:32]
