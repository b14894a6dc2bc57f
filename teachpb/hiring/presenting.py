"""Decisions as pages and files show them."""

from __future__ import annotations

from datetime import datetime

from teachpb.hiring.models import InterviewDay, InterviewInvitation
from teachpb.hiring.operations.telling import PRODUCT, sitting_of
from teachpb.notifications import meetings
from teachpb.notifications.meetings import CalendarMethod
from teachpb.notifications.operations import sender_address


def without_time(day: InterviewDay) -> list[InterviewInvitation]:
    """Who is invited to this day and has no time on it."""
    placed = {slot.application_id for slot in day.slots}
    return [each for each in day.invitations if each.application_id not in placed]


def staff_calendar(day: InterviewDay, now: datetime) -> bytes:
    """The taken times of a day, as a calendar to look at: by name, or by code while names are hidden."""
    sittings = [
        sitting_of(
            slot,
            uid=f"interview-slot-{slot.id}@teachpeterborough",
            sequence=0,
            summary=f"{slot.application.name_for_staff}: interview, {day.vacancy.title}",
        )
        for slot in day.slots
        if slot.application is not None and day.cancelled_at is None
    ]
    return meetings.build(
        CalendarMethod.publish,
        sittings,
        organizer=meetings.Person(address=sender_address(), name=day.vacancy.place_name),
        attendee=None,
        stamped_at=now,
        product=PRODUCT,
    )
