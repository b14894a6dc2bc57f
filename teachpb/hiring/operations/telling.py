"""What candidates and their calendars are told about interview times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from teachpb.applications.models import Application, WithdrawalReason
from teachpb.db import db
from teachpb.hiring import emails
from teachpb.hiring.models import EventKind, InterviewCalendar, InterviewSlot
from teachpb.hiring.models.interviews import new_uid
from teachpb.hiring.operations.noting import note_event
from teachpb.hiring.queries.interviews import calendar_of
from teachpb.notifications import meetings
from teachpb.notifications.meetings import CalendarMethod
from teachpb.notifications.operations import queue_mail, sender_address

PRODUCT = "Interviews"


def tell_time(application: Application, slot: InterviewSlot, *, now: datetime, is_changed: bool = False) -> None:
    """A mail with the time, and the event for the calendar: new, or the same event moved."""
    kind = EventKind.time_moved if is_changed else EventKind.time_set
    note_event(application.id, kind, starts_at=slot.begins_at)
    calendar = _calendar(CalendarMethod.request, application, slot, now)
    queue_mail(emails.time_set(application, slot, calendar, is_changed=is_changed))


def tell_cancelled(
    application: Application, slots: Sequence[InterviewSlot], *, now: datetime, reason: str = ""
) -> None:
    """The event is taken out of the calendar. Nobody writes to an address that is being closed."""
    if application.withdrawal_reason is WithdrawalReason.account_closed:
        return
    note_event(application.id, EventKind.time_cancelled, starts_at=slots[0].begins_at)
    calendar = _calendar(CalendarMethod.cancel, application, slots[0], now)
    queue_mail(emails.time_cancelled(application, slots[0], calendar, reason=reason))


def sitting_of(slot: InterviewSlot, *, uid: str, sequence: int, summary: str) -> meetings.Sitting:
    day = slot.day
    words = [f"You meet: {day.people}" if day.people else "", day.programme, f"Bring: {day.bring}" if day.bring else ""]
    return meetings.Sitting(
        uid=uid,
        sequence=sequence,
        day=day.day,
        starts=slot.starts,
        ends=slot.ends,
        summary=summary,
        location=day.where,
        description="\n\n".join(part for part in words if part),
        link=day.video_link,
    )


def _calendar(method: CalendarMethod, application: Application, slot: InterviewSlot, now: datetime) -> bytes:
    """The number is above the last one sent; the event stays the same one, wherever it moves."""
    known = calendar_of(application)
    if known is None:
        known = InterviewCalendar(application_id=application.id, uid=new_uid(), sequence=-1)
        db.session.add(known)
    known.sequence, known.method, known.sent_at = known.sequence + 1, method, now
    db.session.flush()
    vacancy = application.vacancy
    return meetings.build(
        method,
        [sitting_of(slot, uid=known.uid, sequence=known.sequence, summary=f"Interview: {vacancy.title}")],
        organizer=meetings.Person(address=sender_address(), name=vacancy.place_name),
        attendee=meetings.Person(
            address=application.candidate.email, name=application.full_name or application.candidate.full_name
        ),
        stamped_at=now,
        product=PRODUCT,
    )
