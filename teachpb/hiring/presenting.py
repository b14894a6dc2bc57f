"""Decisions as pages and files show them."""

from __future__ import annotations

from datetime import datetime

from teachpb import clock
from teachpb.applications.models import Application
from teachpb.applications.registry import Happening
from teachpb.hiring import queries
from teachpb.hiring.models import EventKind, HiringEvent, InterviewDay, InterviewInvitation
from teachpb.hiring.operations.telling import PRODUCT, sitting_of
from teachpb.hiring.policies import CHECKS_SHOWN
from teachpb.notifications import meetings
from teachpb.notifications.meetings import CalendarMethod
from teachpb.notifications.operations import sender_address
from teachpb.web.templating import format_date, format_datetime


def without_time(day: InterviewDay) -> list[InterviewInvitation]:
    """Who is invited to this day and has no time on it."""
    placed = {slot.application_id for slot in day.slots}
    return [each for each in day.invitations if each.application_id not in placed]


def happenings(application: Application) -> list[Happening]:
    """What its candidate sees of interviews, offer and checks. How the checks stand they see once they have accepted;
    until then what is done of them stays with the school."""
    shows_checks = application.state in CHECKS_SHOWN
    return [
        Happening(each.at, each.kind.label, _details(each))
        for each in queries.events_of(application)
        if shows_checks or each.kind is not EventKind.check_done
    ]


def _details(event: HiringEvent) -> str:
    if event.check is not None:
        return event.check.label
    if event.starts_at is None:
        return ""
    is_day = clock.at_london(clock.london_day(event.starts_at)) == event.starts_at
    return format_date(event.starts_at) if is_day else format_datetime(event.starts_at)


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
